//! The text of a page's own entry: its body, and what front matter and lists of publications add to
//! it, in the order in which the page shows them.

use super::text::EntryText;
use crate::bibliography::Item;
use crate::model::Page;
use crate::parse::document::{BodyContent, Document};
use crate::parse::front::KindFields;
use crate::resolve::Table;
use std::collections::BTreeMap;

/// Places of a report or a publication that front matter or a list fills, and the words above each.
pub(super) const PLACES: [(&str, &str); 4] = [
    ("findings", "key_findings"),
    ("method", "report_method"),
    ("key_message", "publication_message"),
    ("abstract", "publication_abstract"),
];
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
    /// The heading above each place of [`PLACES`], where the theme has one.
    pub(super) headings: &'s [(&'static str, String)],
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
        match &self.page.parsed.front.fields {
            KindFields::Newsletter { period, editor, .. } => {
                add_lines(text, period.iter().chain(editor));
            }
            KindFields::Report { period, group, .. } => add_lines(text, period.iter().chain(group)),
            _ => {}
        }
        let texts = &self.page.parsed.texts;
        self.add_place(text, "findings", texts.findings.iter().map(Document::text));
        self.add_place(
            text,
            "key_message",
            texts.message.iter().map(Document::text),
        );
        if let Some(note) = &texts.note {
            text.line(note.text());
        }
        // The list's abstract is shown where the page has no summary of its own.
        let listed = match texts.summary {
            Some(_) => None,
            None => self.item.and_then(|item| item.plain("abstract")),
        };
        let summary = texts.summary.iter().map(Document::text);
        self.add_place(text, "abstract", summary.chain(listed.as_deref()));
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
        let texts = &self.page.parsed.texts;
        self.add_place(text, "method", texts.method.iter().map(Document::text));
        if let Some(note) = &texts.accessible {
            text.line(note.text());
        }
        if let Some(item) = self.item {
            for line in FIELDS.iter().filter_map(|field| item.plain(field)) {
                text.line(&line);
            }
        }
        if let KindFields::Report { downloads, .. } = &self.page.parsed.front.fields {
            for download in downloads {
                add_lines(text, download.title.iter().chain(&download.note));
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

fn add_lines<'t>(text: &mut EntryText, lines: impl Iterator<Item = &'t String>) {
    for line in lines {
        text.line(line);
    }
}
