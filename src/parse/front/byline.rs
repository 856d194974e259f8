//! Bylines: who wrote something, in which role. From: `byline:` in an article's front matter, or a
//! `byline` block below a heading. To: [`Byline`]s, and every fault in them.

use crate::base::{Code, Fault, Faults};
use crate::parse::document::{Component, ComponentValue};
use crate::parse::vocabulary::Vocabulary;
use crate::parse::yaml::{Fields, Node, is_blank, listed};
use schemars::JsonSchema;

/// The name of the block that says who wrote a section.
pub const BYLINE: &str = "byline";

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
}

impl Byline {
    /// A real name must not be published by mistake: one that is withheld, or stands behind a
    /// pseudonym, is forgotten here. A name of spaces is none; but a pseudonym of spaces hides,
    /// too.
    fn guarded(self) -> Self {
        let hides = self.withheld || self.pseudonym.is_some();
        let said = |name: Option<String>| name.filter(|name| !is_blank(name));
        let pseudonym = said(self.pseudonym);
        if hides {
            return Self {
                person: None,
                name: None,
                pseudonym,
                withheld: true,
                ..self
            };
        }
        Self {
            name: said(self.name),
            pseudonym,
            ..self
        }
    }

    fn says_who(&self) -> bool {
        self.person.is_some() || self.name.is_some() || self.withheld
    }

    /// Whether two bylines name the same writer, as far as can be told.
    fn is_same(&self, other: &Self) -> bool {
        match (&self.person, &other.person) {
            (Some(one), Some(two)) => one == two,
            (None, None) => {
                let name = |byline: &Self| byline.name.as_deref().map(as_said);
                self.name.is_some()
                    && name(self) == name(other)
                    && self.role == other.role
                    && self.team == other.team
            }
            _ => false,
        }
    }
}

/// A name without regard to capitals and the width of its spaces.
fn as_said(name: &str) -> String {
    name.to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Reads the bylines of an article.
pub(super) fn read(fields: &mut Fields<'_>, vocabulary: &Vocabulary) -> Vec<Byline> {
    let nodes = fields.entries("byline");
    let reader = fields.reader();
    let mut bylines: Vec<Byline> = Vec::new();
    for node in nodes {
        let Some(byline) = one(node, fields, vocabulary) else {
            continue;
        };
        if bylines.iter().any(|other| other.is_same(&byline)) {
            reader.fault(twice(&byline), &node.span);
            continue;
        }
        bylines.push(byline);
    }
    bylines
}

fn one(node: &Node, fields: &Fields<'_>, vocabulary: &Vocabulary) -> Option<Byline> {
    let reader = fields.reader();
    let mut one = reader.group(node, "byline")?;
    let byline = Byline {
        person: vocabulary
            .read_person(&mut one, "person")
            .map(|person| person.value),
        name: one.words("name"),
        pseudonym: one.words("pseudonym"),
        role: vocabulary
            .read_role(&mut one, "role")
            .map(|role| role.value),
        team: one.words("team"),
        withheld: one.yes_no("withheld").unwrap_or(false),
    };
    one.finish(|_| None);
    let byline = byline.guarded();
    if byline.person.is_some() && byline.name.is_some() {
        reader.fault(both_ways(), &node.span);
    }
    for fault in incomplete(&byline, vocabulary) {
        reader.fault(fault, &node.span);
    }
    Some(byline)
}

/// What a byline does not say and should.
fn incomplete(byline: &Byline, vocabulary: &Vocabulary) -> Faults {
    let mut faults = Faults::new();
    if !byline.says_who() {
        let help = "add a line `name: A. Sample`, or `withheld: true` when the name is not to be \
            published";
        faults.push(
            Fault::error(Code::MissingKey, "this byline does not say who wrote it").help(help),
        );
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
        faults.push(
            Fault::error(
                Code::MissingKey,
                "this byline does not say the writer's role",
            )
            .help(help),
        );
    }
    faults
}

fn both_ways() -> Fault {
    Fault::error(
        Code::PersonTwice,
        "this byline says who wrote it both by `person:` and by `name:`",
    )
    .help("take one of the two lines out; for a second writer, add an entry of its own")
}

/// A block that lists writers says who wrote it in that list alone.
fn beside_writers(component: &Component) -> Option<Fault> {
    let has = |wanted: &[&str]| {
        component
            .fields
            .iter()
            .any(|(name, _)| wanted.contains(&name.as_str()))
    };
    (has(&["writers"]) && has(&["person", "name", "pseudonym"])).then(|| {
        Fault::error(
            Code::PersonTwice,
            "this block names a writer beside those that it lists under `writers:`",
        )
        .help(
            "make that writer an entry of the list, too: `- name: …` and `role: …` below \
             `writers:`",
        )
    })
}

fn twice(byline: &Byline) -> Fault {
    let who = byline
        .person
        .as_ref()
        .or(byline.name.as_ref())
        .map_or("", String::as_str);
    Fault::error(
        Code::PersonTwice,
        format!("`{who}` is named twice in this byline"),
    )
    .help(
        "take one of the two out; two people of one name are told apart by their `team:`, or by \
         their keys in `content/people.yaml`",
    )
}

/// The writers that a `byline` block names: one, or several under `writers`.
#[must_use]
pub fn of_component(component: &Component) -> Vec<Byline> {
    let several = component
        .fields
        .iter()
        .find_map(|(name, value)| match value {
            ComponentValue::List(writers) if name == "writers" => Some(writers),
            _ => None,
        });
    match several {
        Some(writers) => {
            let groups = writers.iter().filter_map(|writer| {
                if let ComponentValue::Group(fields) = writer {
                    Some(fields)
                } else {
                    None
                }
            });
            groups.map(|fields| of_fields(fields)).collect()
        }
        None => vec![of_fields(&component.fields)],
    }
}

fn of_fields(fields: &[(String, ComponentValue)]) -> Byline {
    let text = |wanted: &str| text(fields, wanted);
    let withheld = is_withheld(fields);
    let byline = Byline {
        person: text("person"),
        name: text("name"),
        pseudonym: text("pseudonym"),
        role: text("role"),
        team: text("team"),
        withheld,
    };
    byline.guarded()
}

/// The words of a field.
#[must_use]
pub fn text(fields: &[(String, ComponentValue)], wanted: &str) -> Option<String> {
    fields
        .iter()
        .find(|(name, _)| name == wanted)
        .and_then(|(_, value)| match value {
            ComponentValue::Text(text) | ComponentValue::Person(text) => Some(text.clone()),
            _ => None,
        })
}

fn is_withheld(fields: &[(String, ComponentValue)]) -> bool {
    fields.iter().any(|(name, value)| {
        name == "pseudonym" || (name == "withheld" && *value == ComponentValue::YesNo(true))
    })
}

/// Takes names that are not to be published out of a block's fields.
pub fn forget_withheld(fields: &mut Vec<(String, ComponentValue)>) {
    if is_withheld(fields) {
        fields.retain(|(name, _)| name != "name" && name != "person");
    }
    for (_, value) in fields {
        if let ComponentValue::List(writers) = value {
            for writer in writers {
                if let ComponentValue::Group(fields) = writer {
                    forget_withheld(fields);
                }
            }
        }
    }
}

/// What is wrong with the `byline` blocks of a body beyond the form of their fields.
#[must_use]
pub fn check_components(components: &[Component], vocabulary: &Vocabulary) -> Faults {
    let blocks = components
        .iter()
        .filter(|component| component.name == BYLINE);
    let check = |component: &Component| {
        let bylines = of_component(component);
        let mut faults: Faults = bylines
            .iter()
            .flat_map(|byline| incomplete(byline, vocabulary))
            .collect();
        let again = bylines
            .iter()
            .enumerate()
            .filter(|(at, byline)| bylines[..*at].iter().any(|other| other.is_same(byline)));
        faults.extend(again.map(|(_, byline)| twice(byline)));
        faults.extend(
            bylines
                .iter()
                .filter(|byline| byline.person.is_some() && byline.name.is_some())
                .map(|_| both_ways()),
        );
        faults.extend(beside_writers(component));
        faults
            .into_iter()
            .map(|fault| fault.at(component.span.clone()))
            .collect::<Vec<_>>()
    };
    blocks.flat_map(check).collect()
}
