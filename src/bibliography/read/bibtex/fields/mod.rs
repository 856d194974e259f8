//! Maps the fields of BibTeX and BibLaTeX to those of CSL.
//!
//! [`item`] takes an entry with its inherited fields and gives an [`Item`], and a finding for each
//! field that is not understood. Each submodule maps one group of fields. Sources: btxdoc; the
//! biblatex manual, section 2.2; the CSL 1.0.2 variables; what Zotero, Mendeley, JabRef, EndNote
//! and PubMed exporters add to them.
//!
//! Fields without a counterpart in CSL are left out: they are notes of a program or of a person to
//! themselves, and often name files on somebody's disk.

mod csl;
mod dates;
mod identifiers;
mod kind;
mod numbering;
mod people;
mod publishers;
mod titles;

use super::entry::{RawEntry, RawField};
use super::{kinds, latex};
use crate::base::{Code, Fault, Faults, SourcePath, Span};
use crate::bibliography::item::{Item, ItemPlace, Paragraphs, clean};
use crate::bibliography::read::item_format::ItemFormat;
use crate::bibliography::read::{language, left_out, numbers};
use std::collections::BTreeSet;

/// Turns an entry into a publication. An entry that only lends fields to others gives none.
pub(super) fn item(entry: &RawEntry, file: &SourcePath, text: &str) -> (Option<Item>, Faults) {
    let Some(kind) = kinds::kind(&entry.kind) else {
        return (None, Faults::new());
    };
    let mut place = ItemPlace::new(file, text, entry.range.clone());
    // Fields can be put in after the comma of the key; an entry without a key has no safe place.
    place.insert = text[entry.range.clone()]
        .find(',')
        .filter(|_| !entry.key.is_empty() && entry.no_comma.is_none())
        .map(|comma| entry.range.start + comma + 1);
    let mut mapping = BibtexMapping {
        entry,
        item: Item::new(clean(&entry.key, Paragraphs::Join), kind, place),
        file,
        unknown: BTreeSet::new(),
        faults: Faults::new(),
    };
    mapping.kind();
    mapping.titles();
    mapping.people();
    mapping.dates();
    mapping.numbering();
    mapping.publishers();
    mapping.identifiers();
    mapping.notes();
    mapping.other_fields();
    mapping.csl_fields();
    mapping.report_unknown_commands();
    mapping.report_notes_in_titles();
    mapping.report_missing_comma();
    mapping.report_unknown_kind();
    mapping.report_undefined_abbreviations();
    mapping.report_doubled_fields();
    (Some(mapping.item), mapping.faults)
}

/// An entry on its way to becoming a publication.
struct BibtexMapping<'e> {
    /// The entry as it is written.
    entry: &'e RawEntry,
    /// The publication so far.
    item: Item,
    /// The file of the entry.
    file: &'e SourcePath,
    /// The LaTeX commands that were left out.
    unknown: BTreeSet<String>,
    /// The findings so far.
    faults: Faults,
}

impl<'e> BibtexMapping<'e> {
    /// Returns the first of these fields that says anything.
    fn field(&self, names: &[&str]) -> Option<&'e RawField> {
        names.iter().find_map(|name| {
            self.entry
                .fields
                .get(*name)
                .filter(|field| !field.source.trim().is_empty())
        })
    }

    /// Reports whether a field says anything.
    fn has(&self, name: &str) -> bool {
        self.field(&[name]).is_some()
    }

    /// Reports whether a field holds a web address.
    fn has_address(&self, name: &str) -> bool {
        self.field(&[name])
            .is_some_and(|field| field.source.contains("://") || field.source.contains("\\url"))
    }

    /// Returns the words of the first of these fields that says anything, without marks.
    fn words(&mut self, names: &[&str]) -> Option<String> {
        let field = self.field(names)?;
        let decoded = latex::decode(&field.source, latex::Braces::Group);
        self.unknown.extend(decoded.unknown.iter().cloned());
        Some(clean(&decoded.plain(), Paragraphs::Join)).filter(|words| !words.is_empty())
    }

    /// Returns the words of the first of these fields that says anything, with marks.
    fn rich(&mut self, names: &[&str], braces: latex::Braces) -> Option<String> {
        let field = self.field(names)?;
        let decoded = latex::decode(&field.source, braces);
        self.unknown.extend(decoded.unknown.iter().cloned());
        let paragraphs = if names.contains(&"abstract") {
            Paragraphs::Keep
        } else {
            Paragraphs::Join
        };
        Some(clean(&decoded.rich(), paragraphs)).filter(|words| !words.is_empty())
    }

    /// Returns the first of these fields that says anything, read as an address rather than as
    /// LaTeX.
    fn address(&self, names: &[&str]) -> Option<String> {
        self.field(names)
            .map(|field| clean(&latex::unescaped(&field.source), Paragraphs::Join))
            .filter(|words| !words.is_empty())
    }

    /// Sets a field of CSL that is still empty; `from` are the fields that the words came from.
    fn set(&mut self, to: &str, from: &[&str], words: Option<String>) {
        if let Some(words) = words {
            self.item.set_text(to, words);
            self.place(to, from);
        }
    }

    /// Remembers where the words of a field stand. The words of an inherited field stand in another
    /// entry, so its findings are shown at this entry as a whole.
    fn place(&mut self, to: &str, from: &[&str]) {
        if let Some(field) = self.field(from)
            && self.entry.range.contains(&field.range.start)
        {
            let places = &mut self.item.place.fields;
            places.entry(to.to_owned()).or_insert(field.range.clone());
        }
    }

    /// Copies the words of the first of these fields to a field of CSL.
    fn copy(&mut self, to: &str, from: &[&str]) {
        let words = self.words(from);
        self.set(to, from, words);
    }

    /// Reports a field that is not understood.
    fn unclear(&mut self, field: &RawField, message: String, help: &str) {
        let fault = Fault::warning(Code::UnclearField, message)
            .at(Span::new(self.file, field.range.clone()))
            .help(help);
        self.faults.push(fault);
    }

    /// Reports notes and citations within titles, which are left out.
    fn report_notes_in_titles(&mut self) {
        const COMMANDS: [&str; 5] = ["footnote", "thanks", "cite", "citep", "citet"];
        const FIELDS: [&str; 6] = [
            "title",
            "subtitle",
            "booktitle",
            "journal",
            "note",
            "abstract",
        ];
        for name in FIELDS {
            let Some(field) = self.field(&[name]) else {
                continue;
            };
            let command = COMMANDS
                .iter()
                .find(|command| field.source.contains(&format!("\\{command}{{")));
            if let Some(command) = command {
                let message = format!("`\\{command}` in `{name}` is left out, with its words");
                let help = "take it out, or put its words into the field `note`";
                self.unclear(field, message, help);
            }
        }
    }

    /// Maps abstract and notes.
    fn notes(&mut self) {
        let abstract_text = self.rich(&["abstract"], latex::Braces::Group);
        self.set("abstract", &["abstract"], abstract_text);
        let note: Vec<String> = [
            self.rich(&["note"], latex::Braces::Group),
            self.rich(&["addendum"], latex::Braces::Group),
        ]
        .into_iter()
        .flatten()
        .filter(|words| !is_citation_count(words))
        .collect();
        let note = (!note.is_empty()).then(|| note.join(". "));
        self.set("note", &["note", "addendum"], note);
        let annote = self.rich(&["annote", "annotation"], latex::Braces::Group);
        self.set("annote", &["annote", "annotation"], annote);
    }

    /// Maps keywords, language and what libraries add.
    fn other_fields(&mut self) {
        let keywords = self
            .words(&["keywords", "keyword", "author_keywords", "mendeley-tags"])
            .map(|words| numbers::keywords(&words));
        self.set(
            "keyword",
            &["keywords", "keyword", "mendeley-tags"],
            keywords,
        );
        let language = self
            .words(&["langid", "language"])
            .map(|words| language::tag(&words));
        self.set("language", &["langid", "language"], language);
        self.copy("status", &["pubstate"]);
        self.copy("call-number", &["lccn", "callnumber"]);
        self.copy("medium", &["medium"]);
        self.copy("license", &["license", "copyright"]);
    }

    /// Reports the LaTeX commands that were left out, the first five by name.
    fn report_unknown_commands(&mut self) {
        let names: Vec<String> = std::mem::take(&mut self.unknown)
            .into_iter()
            .map(|name| format!("`\\{name}`"))
            .collect();
        let shown = &names[..names.len().min(5)];
        let list = match shown.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, others)) => format!("{} and {last}", others.join(", ")),
            None => return,
        };
        let are = if names.len() == 1 { "is" } else { "are" };
        let message = format!("{list} {are} no LaTeX command that masthead knows");
        let fault = Fault::warning(Code::UnclearField, message)
            .at(self.item.place.span.clone())
            .help("it is left out; type the letter or the words themselves, in UTF-8");
        self.faults.push(fault);
    }

    /// Reports a type of entry that masthead does not know.
    fn report_unknown_kind(&mut self) {
        let name = &self.entry.kind;
        if !kinds::is_unknown(name) {
            return;
        }
        let message = format!(
            "`@{name}` is no type of entry that masthead knows; it is taken as a document of no \
             special sort"
        );
        let fault = Fault::warning(Code::UnclearField, message)
            .at(self.item.place.span.clone())
            .help("types are, for example, `@article`, `@book`, `@incollection` and `@report`");
        self.faults.push(fault);
    }

    /// Reports a missing comma after the key, with its repair.
    fn report_missing_comma(&mut self) {
        if let Some(range) = &self.entry.no_comma {
            let message = "a comma is missing after the key of this entry";
            let span = Span::new(self.file, range.clone());
            let fixed = format!("{},", self.entry.key);
            let fault = Fault::warning(Code::UnclearField, message)
                .at(span.clone())
                .help(format!("write `{fixed}`"));
            self.faults.push(fault.fix(span, fixed));
        }
    }

    /// Reports abbreviations that are used but never defined.
    fn report_undefined_abbreviations(&mut self) {
        for (name, range) in &self.entry.undefined {
            let message = format!("the abbreviation `{name}` is defined nowhere above");
            let help =
                format!("put the words in braces, or define it: `@string{{{name} = \"…\"}}`");
            let fault = Fault::warning(Code::UnclearField, message)
                .at(Span::new(self.file, range.clone()))
                .help(help);
            self.faults.push(fault);
        }
    }

    /// Reports fields that are written twice with different words.
    fn report_doubled_fields(&mut self) {
        let left_out = |name: &str| left_out::is_left_out(ItemFormat::Bibtex, name);
        for (name, range) in self
            .entry
            .doubled
            .iter()
            .filter(|(name, _)| !left_out(name))
        {
            let message = format!("`{name}` stands twice in this entry; the first one is shown");
            let fault = Fault::warning(Code::UnclearField, message)
                .at(Span::new(self.file, range.clone()))
                .help("delete one of the two, or put both into one field");
            self.faults.push(fault);
        }
    }
}

/// Reports whether a note is the one in which Scopus and Web of Science say how often a publication
/// was cited.
fn is_citation_count(note: &str) -> bool {
    let lower = note.to_lowercase();
    lower.starts_with("cited by") || lower.starts_with("times cited")
}
