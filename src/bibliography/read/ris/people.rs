//! The people and bodies of a record of RIS.

use super::super::bibtex::several_names;
use super::mapping::{RisMapping, one_line};
use crate::base::{Code, Fault, Span};
use crate::bibliography::item::{ItemType, Name};
use crate::bibliography::read::entities::without_entities;

impl RisMapping<'_> {
    /// Maps every tag of people; what their roles are depends on the type.
    pub(super) fn people(&mut self) {
        let has_editors = matches!(
            self.item.kind,
            ItemType::Chapter
                | ItemType::PaperConference
                | ItemType::EntryEncyclopedia
                | ItemType::EntryDictionary
                | ItemType::ArticleJournal
                | ItemType::Periodical
        );
        let edited = self
            .first(&["TY"])
            .is_some_and(|ty| ty.value.trim() == "EDBOOK");
        let secondary = match self.item.kind {
            ItemType::Thesis => "contributor",
            ItemType::Book if !edited => "collection-editor",
            _ => "editor",
        };
        let roles = [
            ("AU", if edited { "editor" } else { "author" }),
            ("A1", if edited { "editor" } else { "author" }),
            ("ED", "editor"),
            ("A2", secondary),
            (
                "A3",
                if has_editors {
                    "collection-editor"
                } else {
                    "editor"
                },
            ),
            ("A4", "translator"),
            ("TA", "translator"),
        ];
        for (tag, role) in roles {
            let mut people: Vec<Name> = Vec::new();
            for tagged in self.record.all(tag) {
                self.place(role, tagged);
                let names = without_entities(&tagged.value);
                for line in names.split(['\n', ';']) {
                    if let Some(several) = several_names(line) {
                        let message = "this line has several names; write one name a line";
                        let fault = Fault::warning(Code::UnclearField, message)
                            .at(Span::new(self.file, tagged.range.clone()))
                            .help(format!("write `{tag}  - Family, Given` for each of them"));
                        self.faults.push(fault);
                        people.extend(several);
                    } else {
                        people.extend(name(line));
                    }
                }
            }
            if !people.is_empty() {
                let known = self.item.names.entry(role.to_owned()).or_default();
                people.retain(|name| !known.contains(name));
                known.extend(people);
            }
        }
    }
}

/// Reads a name on a line of its own, which `et al.` may follow.
fn name(line: &str) -> Vec<Name> {
    let words = one_line(line);
    let lower = words.to_lowercase();
    let before = ["et al.", "et al"].iter().find_map(|end| {
        let before = lower.strip_suffix(end)?;
        words
            .get(..before.len())
            .filter(|before| before.ends_with([' ', ',']))
    });
    match before {
        Some(before) => single_name(before.trim())
            .into_iter()
            .chain([Name::body("others")])
            .collect(),
        None => single_name(&words).into_iter().collect(),
    }
}

/// Reads one name.
fn single_name(words: &str) -> Option<Name> {
    let bare = words.trim_end_matches(',').trim();
    if bare.is_empty() {
        return None;
    }
    if bare.contains(',') {
        return Name::from_text(bare);
    }
    // EndNote writes a comma after the name of a body.
    if words.ends_with(',') {
        return Some(Name::body(bare));
    }
    // `Smith JA` breaks the specification, but is a person; `Department of Health` is a body.
    match bare.rsplit_once(' ') {
        Some((family, initials))
            if (1..=3).contains(&initials.len())
                && initials.bytes().all(|byte| byte.is_ascii_uppercase())
                && !family.contains(" of ") =>
        {
            Some(Name::person(family, initials))
        }
        _ => Some(Name::body(bare)),
    }
}
