//! People who write for the site and agreed to a page of their own, `content/people.yaml`. From:
//! that file. To: [`People`]. Two people of one name stay two: each has a key, and only a key leads
//! to a page.

use super::document::Document;
use super::kinds::set::Kinds;
use super::markdown::Context;
use super::page::short_markdown;
use super::settings::Settings;
use super::source_text::SourceText;
use super::vocabulary::Vocabulary;
use super::yaml::{self, Fields, LARGEST_FILE, NodeEntry, Reader, Spanned};
use crate::base::{Code, Fault, Faults, Span, is_slug};
use crate::source::TextFile;
use schemars::JsonSchema;
use std::ops::Range;
use std::sync::Arc;

/// The file in which people are declared.
pub const PEOPLE: &str = "content/people.yaml";

/// Everybody who is declared, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// The people.
    pub list: Vec<Person>,
}

impl People {
    /// The person whom bylines name by `key`.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&Person> {
        self.list.iter().find(|person| person.key == key)
    }
}

/// One declared person.
#[derive(Clone, Debug, JsonSchema)]
pub struct Person {
    /// What bylines say after `person:`; the last part of the address of the person's page.
    #[schemars(skip)]
    pub key: String,
    /// The name as shown.
    #[schemars(example = &"A. Person")]
    pub name: String,
    /// One of the site's roles: the person's, unless a byline says otherwise.
    #[schemars(example = &"staff")]
    pub role: Option<String>,
    /// Team or affiliation.
    #[schemars(example = &"Day centre")]
    pub team: Option<String>,
    /// A few words about the person, in markdown.
    #[schemars(example = &"Works in the garden since **2012**.")]
    pub about: Option<Spanned<String>>,
    /// The person's page elsewhere.
    #[schemars(example = &"https://www.example.org/a-person")]
    pub link: Option<Spanned<String>>,
    /// The place of the key in the file.
    #[schemars(skip)]
    pub span: Span,
}

/// Reads the declaration of people. `settings_roles` are the site's roles.
#[must_use]
pub fn read_people(file: Option<&TextFile>, settings_roles: &[String]) -> (People, Faults) {
    let Some(file) = file else {
        return (People::default(), Faults::new());
    };
    let text = SourceText::new(file);
    let place = |range: Range<usize>| text.to_disk(range);
    let (node, mut faults) = yaml::read(text.text(), &file.path, LARGEST_FILE, &place);
    let Some(node) = node else {
        return (People::default(), faults);
    };
    let roles = Vocabulary {
        roles: settings_roles.to_vec(),
        ..Vocabulary::default()
    };
    let mut reader = Reader::new(&file.path, &place, &mut faults);
    let list = reader
        .named(&node, "people.yaml")
        .iter()
        .filter_map(|entry| person(entry, &mut reader, &roles))
        .collect();
    (People { list }, faults)
}

/// Reads the entry of one person; an entry without a usable key or a name gives nobody.
fn person(entry: &NodeEntry, reader: &mut Reader<'_>, roles: &Vocabulary) -> Option<Person> {
    if !is_slug(&entry.key) {
        let message = format!(
            "`{}` cannot be the short name of a person: it becomes part of an address",
            entry.key
        );
        let help = "write lower-case letters, digits and `-`, such as `a-sample:`";
        reader.fault(
            Fault::error(Code::InvalidSetting, message).help(help),
            &entry.key_span,
        );
        return None;
    }
    let span = reader.span(&entry.key_span);
    let mut fields = reader.group(&entry.value, &entry.key)?;
    let person = person_fields(&mut fields, &entry.key, span, roles);
    fields.finish(|_| None);
    person
}

fn person_fields(
    fields: &mut Fields<'_>,
    key: &str,
    span: Span,
    roles: &Vocabulary,
) -> Option<Person> {
    let name = fields.required("name", "name: A. Sample");
    let role = roles.read_role(fields, "role");
    let person = Person {
        key: key.to_owned(),
        name: String::new(),
        role: role.map(|role| role.value),
        team: fields.words("team"),
        about: fields.text("about"),
        link: fields.text("link"),
        span,
    };
    Some(Person {
        name: name?.value,
        ..person
    })
}

impl People {
    /// Collects the names that pages may use: these people, the roles and taxonomies that the
    /// settings declare, and the kinds that the theme declares.
    #[must_use]
    pub fn vocabulary(&self, settings: &Settings, kinds: &Arc<Kinds>) -> Vocabulary {
        Vocabulary {
            roles: settings.roles.clone(),
            people: self
                .list
                .iter()
                .map(|person| (person.key.clone(), person.role.clone()))
                .collect(),
            taxonomies: settings
                .taxonomies
                .iter()
                .map(|taxonomy| taxonomy.name.clone())
                .collect(),
            kinds: kinds.clone(),
            time_zone: settings.time_zone.clone(),
        }
    }

    /// Parses the few words about each person, in the order of the list.
    #[must_use]
    pub fn about(&self, context: &Context<'_>, faults: &mut Faults) -> Vec<Document> {
        let mut documents = Vec::with_capacity(self.list.len());
        for person in &self.list {
            documents.push(match &person.about {
                Some(about) => short_markdown(about, context, faults),
                None => Document::default(),
            });
        }
        documents
    }
}
