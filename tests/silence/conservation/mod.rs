//! The law of conservation: the words a reader sees are the words of the source without its marks,
//! in order, or a finding names what is missing or changed. From: texts of many sorts. To: the
//! words by which page and source differ, which a reader of the source knows nothing of.
//!
//! The law is an oracle of its own: [`source`] reads words with a small scanner that shares no code
//! with the program, [`page`] reads those of the finished HTML, and [`align`] compares both.
//! `scripts/conservation` runs it over any folder of markdown.

mod align;
mod blocks;
mod definitions;
mod folder;
mod inline;
mod page;
mod random;
mod source;
mod texts;

use masthead::base::{Code, Fault, Faults, SourcePath};
use masthead::parse::document::{Document, Hole};
use masthead::parse::markdown::{self, BodyWords, Context, Rules};
use std::sync::Arc;

/// A word of the source, with what may become of it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct SourceWord {
    text: String,
    fate: Fate,
    /// The number of its line, from 1.
    line: usize,
}

/// What has to become of a word of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// The word is on the page.
    Shown,
    /// The word is a part of a mark, or may be: it need not be on the page.
    Mark,
}

/// Returns what differs between a text and the page that it becomes, without what a finding names.
fn breaches(text: &str) -> Vec<String> {
    let (html, faults) = html(text);
    let named = named_lines(text, &faults);
    let mut source = source::words(text);
    let page = page::words(&html);
    // A title is on the page where one of its links is.
    for (word, uses) in std::mem::take(&mut source.linked_titles) {
        if uses.iter().any(|line| !named[*line]) {
            source.titles.push(word);
        }
    }
    let notes = source.notes.iter_mut().flatten();
    for word in source
        .body
        .iter_mut()
        .chain(notes)
        .chain(&mut source.titles)
    {
        if named[word.line.min(named.len() - 1)] {
            word.fate = Fate::Mark;
        }
    }
    let mut found = Vec::new();
    for difference in align::differences(&source.body, &page.body) {
        let mut lines = difference.lines();
        if !lines.any(|line| named[line.min(named.len() - 1)]) {
            found.push(difference.to_string());
        }
    }
    for note in &source.notes {
        let is_shown = page
            .notes
            .iter()
            .any(|shown| align::differences(note, shown).is_empty());
        if !is_shown && note.iter().any(|word| word.fate == Fate::Shown) {
            found.push(format!("line {}: a footnote is not shown", note[0].line));
        }
    }
    for line in source.apart {
        if !named[line.min(named.len() - 1)] {
            found.push(format!(
                "line {line}: stands right below a footnote, and not in it"
            ));
        }
    }
    for word in &source.titles {
        if word.fate == Fate::Shown && !page.titles.contains(&word.text) {
            found.push(format!(
                "line {}: `{}` of a title is missing",
                word.line, word.text
            ));
        }
    }
    found
}

/// Asserts that nothing differs.
#[track_caller]
fn conserved(text: &str) {
    let found = breaches(text);
    assert!(
        found.is_empty(),
        "{found:#?}\n---\n{text}\n---\n{}",
        html(text).0
    );
}

/// Tells of each line, from 1, whether a finding points at it. What hides all that follows points
/// at all that follows.
fn named_lines(text: &str, faults: &[Fault]) -> Vec<bool> {
    let mut named = vec![false; text.matches('\n').count() + 2];
    for fault in faults {
        let hides = fault.code == Code::ListNumbers
            || fault.message.contains("hides or changes")
            || fault.message.contains("below");
        let labels = fault.labels.iter().map(|label| &label.span);
        for span in fault.span.iter().chain(labels) {
            let first = line_of(text, span.range.start);
            let last = line_of(text, span.range.end.max(span.range.start + 1) - 1);
            let last = if hides { named.len() - 1 } else { last };
            named[first..=last].fill(true);
        }
    }
    named
}

/// Returns the number of the line in which an offset lies.
fn line_of(text: &str, offset: usize) -> usize {
    let before = &text.as_bytes()[..offset.min(text.len())];
    before.split(|byte| *byte == b'\n').count()
}

/// Returns the HTML of a text, with citations as they are written, and what is said of it.
fn html(text: &str) -> (String, Faults) {
    let (document, faults) = parse(text);
    let mut html = String::new();
    let written = document.html().write(&mut html, |hole, html| {
        if let Hole::Citation(number) = hole {
            html.push_str(&document.outline.references[number].target);
        }
        Ok::<(), ()>(())
    });
    assert!(written.is_ok());
    (html, faults)
}

fn parse(text: &str) -> (Document, Faults) {
    let file = SourcePath::new("content/a.md");
    let rules = Arc::new(Rules {
        words: BodyWords::default(),
        searched: true,
        ..Rules::default()
    });
    let context = Context {
        file: &file,
        rules: &rules,
        places: &[],
        title: None,
        addresses: rules.addresses,
    };
    markdown::parse(text, &|range| range, &context)
}
