//! The people and bodies of a BibTeX entry.

use super::BibtexMapping;
use crate::bibliography::item::{Paragraphs, clean};
use crate::bibliography::read::bibtex::names;

/// Help for whoever wrote names that had to be guessed.
const HELP: &str = concat!(
    "people are written `Family, Given`, ",
    "bodies in braces of their own: `{World Health Organization}`"
);

impl BibtexMapping<'_> {
    /// Maps every field of people, editors by the role that the entry gives them.
    pub(super) fn people(&mut self) {
        const ROLES: [(&str, &str); 8] = [
            ("author", "author"),
            ("bookauthor", "container-author"),
            ("translator", "translator"),
            ("holder", "author"),
            ("director", "director"),
            ("composer", "composer"),
            ("illustrator", "illustrator"),
            ("recipient", "recipient"),
        ];
        for (from, to) in ROLES {
            self.names(to, from);
        }
        for (from, role) in [
            ("editor", "editortype"),
            ("editora", "editoratype"),
            ("editorb", "editorbtype"),
            ("editorc", "editorctype"),
        ] {
            let role = self.words(&[role]).unwrap_or_default();
            let to = match role.as_str() {
                "compiler" => "compiler",
                "director" => "director",
                "organizer" => "organizer",
                "producer" => "producer",
                "performer" | "pianist" | "conductor" => "performer",
                "host" => "host",
                "collaborator" | "reviser" | "redactor" => "contributor",
                _ if from == "editor" || role == "editor" => "editor",
                _ => "contributor",
            };
            self.names(to, from);
        }
    }

    /// Maps a field of people to a role that has nobody yet.
    pub(super) fn names(&mut self, to: &str, from: &str) {
        let Some(field) = self.field(&[from]) else {
            return;
        };
        if self.item.names.contains_key(to) {
            return;
        }
        let names::FieldNames {
            names: mut people,
            guesses,
            unknown,
        } = names::read(&field.source);
        self.unknown.extend(unknown);
        for name in &mut people {
            name.rewrite_parts(|words| clean(words, Paragraphs::Join));
        }
        people.retain(|name| name.family.is_some() || name.literal.is_some());
        for guess in guesses {
            self.unclear(field, guess, HELP);
        }
        if !people.is_empty() {
            self.item.names.insert(to.to_owned(), people);
            self.place(to, &[from]);
        }
    }
}
