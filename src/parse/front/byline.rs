//! Bylines: who wrote something, in which role. From: `byline:` in an article's front matter. To:
//! [`Byline`]s, and every fault in them. `parse::byline_block` reads the same from blocks in the
//! text.

use crate::base::{Code, Fault, Faults, Span};
use crate::parse::hidden_writer::HiddenWriter;
use crate::parse::vocabulary::Vocabulary;
use crate::parse::yaml::{Fields, Node, Reader, is_blank, listed};
use schemars::JsonSchema;

/// One writer.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize, JsonSchema,
)]
pub struct Byline {
    /// The key of a person declared in `people.yaml`. Nobody else gets a page.
    #[schemars(example = &"a-person")]
    pub person: Option<String>,
    /// The name as shown, where it is not a declared person's. Absent when it is withheld.
    #[schemars(example = &"A. Person")]
    pub name: Option<String>,
    /// A name that is not the writer's own, shown instead of one that is withheld.
    #[schemars(example = &"Rose")]
    pub pseudonym: Option<String>,
    /// One of the site's roles.
    #[schemars(example = &"carer")]
    pub role: Option<String>,
    /// Team or affiliation.
    #[schemars(example = &"Home Treatment Team")]
    pub team: Option<String>,
    /// The writer's name is known and not published.
    #[schemars(default, example = true)]
    pub withheld: bool,
    /// Who is not to be named. No page shows it; it is looked for in what pages publish.
    #[schemars(skip)]
    pub hidden: Option<HiddenWriter>,
}

impl Byline {
    /// Forgets a name that must not be published: one that is withheld, or stands behind a
    /// pseudonym. A name of spaces is none; but a pseudonym of spaces hides, too.
    pub(in crate::parse) fn guarded(self) -> Self {
        let hides = self.withheld || self.pseudonym.is_some();
        let pseudonym = self.pseudonym.filter(|name| !is_blank(name));
        if hides {
            let name = self.name.filter(|name| !is_blank(name));
            let hidden = name.map(HiddenWriter::Name);
            return Self {
                hidden: hidden.or(self.person.map(HiddenWriter::Person)),
                person: None,
                name: None,
                pseudonym,
                withheld: true,
                ..self
            };
        }
        Self {
            name: self.name.filter(|name| !is_blank(name)),
            pseudonym,
            ..self
        }
    }

    fn says_who(&self) -> bool {
        self.person.is_some() || self.name.is_some() || self.withheld
    }

    /// Tells whether two bylines name the same writer, as far as can be told.
    pub(in crate::parse) fn is_same(&self, other: &Self) -> bool {
        match (&self.person, &other.person) {
            (Some(one), Some(two)) => one == two,
            (None, None) => {
                self.name.is_some()
                    && self.comparable_name() == other.comparable_name()
                    && self.role == other.role
                    && self.team == other.team
            }
            _ => false,
        }
    }

    /// Returns the name without regard to capitals and the width of its spaces.
    fn comparable_name(&self) -> Option<String> {
        let name = self.name.as_deref()?.to_lowercase();
        Some(name.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Tells whether the byline names its writer by `person:` and by `name:`.
    pub(in crate::parse) fn names_twice(&self) -> bool {
        self.person.is_some() && self.name.is_some()
    }
}

/// Reads the bylines of an article.
pub(super) fn read(fields: &mut Fields<'_>, vocabulary: &Vocabulary) -> Vec<Byline> {
    let mut bylines: Vec<Byline> = Vec::new();
    for node in fields.entries("byline") {
        let Some(byline) = read_entry(node, fields.reader(), vocabulary) else {
            continue;
        };
        if bylines.iter().any(|other| other.is_same(&byline)) {
            fields.reader().fault(repeated(&byline), &node.span);
            continue;
        }
        bylines.push(byline);
    }
    bylines
}

fn read_entry(node: &Node, reader: &mut Reader<'_>, vocabulary: &Vocabulary) -> Option<Byline> {
    let mut entry = reader.group(node, "byline")?;
    let byline = Byline {
        person: vocabulary
            .read_person(&mut entry, "person")
            .map(|person| person.value),
        name: entry.words("name"),
        pseudonym: entry.words("pseudonym"),
        role: vocabulary
            .read_role(&mut entry, "role")
            .map(|role| role.value),
        team: entry.words("team"),
        withheld: entry.yes_no("withheld").unwrap_or(false),
        hidden: None,
    };
    entry.finish(|_| None);
    let byline = byline.guarded();
    if byline.names_twice() {
        reader.fault(both_ways(), &node.span);
    }
    let span = reader.span(&node.span);
    check_complete(&byline, vocabulary, &span, reader.faults());
    Some(byline)
}

/// Reports what a byline does not say and should.
pub(in crate::parse) fn check_complete(
    byline: &Byline,
    vocabulary: &Vocabulary,
    span: &Span,
    faults: &mut Faults,
) {
    if !byline.says_who() {
        let fault = Fault::error(Code::MissingKey, "this byline does not say who wrote it");
        faults.push(fault.at(span.clone()).help(
            "add a line `name: A. Sample`, or `withheld: true` when the name is not to be \
             published",
        ));
    }
    let inherited = byline
        .person
        .as_deref()
        .and_then(|person| vocabulary.role_of(person));
    if byline.role.is_none() && inherited.is_none() {
        let known: Vec<&str> = vocabulary.roles.iter().map(String::as_str).collect();
        let example = known.first().copied().unwrap_or("staff");
        let help = format!(
            "add a line such as `role: {example}`; roles are {}",
            listed(&known)
        );
        let message = "this byline does not say the writer's role";
        faults.push(
            Fault::error(Code::MissingKey, message)
                .at(span.clone())
                .help(help),
        );
    }
}

/// Makes the fault of a byline that names one writer by `person:` and by `name:`.
pub(in crate::parse) fn both_ways() -> Fault {
    Fault::error(
        Code::PersonTwice,
        "this byline says who wrote it both by `person:` and by `name:`",
    )
    .help("take one of the two lines out; for a second writer, add an entry of its own")
}

/// Makes the fault of a byline that names a writer for the second time.
pub(in crate::parse) fn repeated(byline: &Byline) -> Fault {
    let who = byline
        .person
        .as_ref()
        .or(byline.name.as_ref())
        .map_or("", String::as_str);
    let message = format!("`{who}` is named twice in this byline");
    Fault::error(Code::PersonTwice, message).help(
        "take one of the two out; two people of one name are told apart by their `team:`, \
         or by their keys in `content/people.yaml`",
    )
}
