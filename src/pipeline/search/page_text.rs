//! The text of a page's own entry: its body, and what front matter and lists of publications add to
//! it, in the order in which the page shows them.

use super::text::EntryText;
use crate::bibliography::Item;
use crate::kinds::publication;
use crate::model::Page;
use crate::numbers::tables::Table;
use crate::parse::document::{BodyContent, DeclaredValue};
use crate::parse::front::PageValue;
use crate::parse::kinds::declaration::KindDeclaration;
use std::collections::BTreeMap;

/// What is said of a publication beside its abstract, by the names of fields.
const FIELDS: [&str; 6] = [
    "container-title",
    "publisher",
    "keyword",
    "DOI",
    "PMID",
    "ISBN",
];

/// What the text of a page's entry is made from.
pub(super) struct PageText<'s> {
    pub(super) page: &'s Page,
    pub(super) content: &'s BodyContent,
    /// What the page shows of a list of publications.
    pub(super) item: Option<&'s Item>,
    pub(super) tables: &'s BTreeMap<usize, Table>,
    /// Sections that are articles with entries of their own, by their numbers.
    pub(super) articles: &'s [usize],
    /// The declaration of the page's kind.
    pub(super) declaration: Option<&'s KindDeclaration>,
    /// The heading above each place of the page, where the theme has one.
    pub(super) headings: &'s [(String, String)],
}

impl PageText<'_> {
    /// Returns the whole text.
    pub(super) fn whole(&self) -> EntryText {
        let mut text = EntryText::default();
        self.add_before_body(&mut text);
        self.add_body(&mut text);
        self.add_after_body(&mut text);
        text
    }

    fn add_before_body(&self, text: &mut EntryText) {
        self.add_fields(text, false);
        // The list's abstract is shown where the page has no summary of its own.
        if let Some(item) = self.item
            && publication::summary(&self.page.parsed).is_none()
        {
            let listed = item.plain("abstract");
            self.add_place(text, "abstract", listed.as_deref().into_iter());
        }
    }

    /// Adds the words of the fields that are shown below the body, or of those above it.
    fn add_fields(&self, text: &mut EntryText, below: bool) {
        let Some(declaration) = self.declaration else {
            return;
        };
        for field in &self.page.parsed.fields.list {
            if declaration.is_below(&field.name) != below || !declaration.searches(&field.name) {
                continue;
            }
            let mut words = Vec::new();
            collect_words(&field.value, &mut words);
            self.add_place(text, &field.name, words.into_iter());
        }
    }

    /// Adds the sections of the body, except for articles, which are found by themselves.
    fn add_body(&self, text: &mut EntryText) {
        let outline = &self.page.parsed.body.outline;
        let words = &self.content.text;
        let mut start = 0;
        let mut is_article = false;
        let sections = outline.headings.iter().filter(|it| it.level == 2);
        for (number, heading) in sections.enumerate() {
            if !is_article {
                text.body(outline, words, start..heading.text_at, self.tables);
            }
            start = heading.text_at;
            is_article = self.articles.contains(&number);
        }
        if !is_article {
            text.body(outline, words, start..words.len(), self.tables);
        }
    }

    fn add_after_body(&self, text: &mut EntryText) {
        self.add_fields(text, true);
        if let Some(item) = self.item {
            for line in FIELDS.iter().filter_map(|field| item.plain(field)) {
                text.line(&line);
            }
        }
    }

    /// Adds what a place of the page holds, with its heading if it holds anything.
    fn add_place<'t>(
        &self,
        text: &mut EntryText,
        place: &str,
        lines: impl Iterator<Item = &'t str>,
    ) {
        let mut lines = lines.filter(|line| !line.trim().is_empty()).peekable();
        let heading = self.headings.iter().find(|(known, _)| *known == place);
        if let Some((place, title)) = heading
            && lines.peek().is_some()
        {
            text.heading(place, title);
        }
        for line in lines {
            text.line(line);
        }
    }
}

/// Collects the words of a field, and of the values in it.
fn collect_words<'v>(value: &'v PageValue, words: &mut Vec<&'v str>) {
    match value {
        DeclaredValue::Text(text) => words.push(text),
        DeclaredValue::Markdown(document) => words.push(document.text()),
        DeclaredValue::List(values) => {
            for value in values {
                collect_words(value, words);
            }
        }
        DeclaredValue::Group(values) => {
            for (_, value) in values {
                collect_words(value, words);
            }
        }
        _ => {}
    }
}
