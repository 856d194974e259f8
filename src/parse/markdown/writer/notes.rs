//! HTML of footnotes: their marks in the text, and the list at its end.

use super::HtmlWriter;
use crate::base::{Code, Fault, Span};
use crate::parse::document::Fragment;
use crate::parse::markdown::builder::Nesting;
use crate::parse::markdown::footnotes::UnusedNote;
use std::fmt::Write as _;
use std::ops::Range;

impl HtmlWriter<'_, '_> {
    /// Writes the mark of a footnote.
    pub(super) fn footnote_reference(&mut self, name: &str) {
        if self.picture.is_some() {
            return;
        }
        let (number, mention) = self.footnotes.mention(name);
        let id = if mention == 1 {
            format!("fnref-{number}")
        } else {
            format!("fnref-{number}-{mention}")
        };
        let id = self.build.unique_id(&id);
        self.footnotes.mentioned_at(number, id.clone());
        let prefix = self.footnote_prefix();
        let _ = write!(
            self.fragment().html,
            "<sup class=\"footnote-ref\"><a id=\"{id}\" href=\"#{prefix}{number}\" \
             role=\"doc-noteref\">{number}</a></sup>"
        );
    }

    /// Returns what the ids of notes start with. Notes of a component's field are numbered apart
    /// from the page's.
    fn footnote_prefix(&self) -> String {
        match self.nesting {
            Nesting::Page => "fn-".to_owned(),
            Nesting::Field => format!("fn-c{}-", self.build.outline.components.len() + 1),
        }
    }

    /// Takes the text of a footnote that ends here.
    pub(super) fn end_note(&mut self, range: &Range<usize>) {
        let note = self.fragments.pop().unwrap_or_default();
        let is_empty = note.html.trim().is_empty() && note.holes.is_empty();
        self.find_slip_of_note(range, is_empty);
        self.footnotes.defined(note, self.build.text.len());
    }

    /// Writes the list of footnotes, and reports those that nothing mentions.
    pub(super) fn end_notes(&mut self) {
        let mut notes = std::mem::take(&mut self.footnotes);
        let prefix = self.footnote_prefix();
        for (note, first) in notes.repeated() {
            self.hide_words(&note.words);
            let fault = repeated(&note.name).label(
                Span::new(self.build.context.file, (self.place)(first)),
                "this text is shown for all of them",
            );
            self.build.fault(fault, (self.place)(note.range));
        }
        for UnusedNote { name, range, words } in notes.unused() {
            self.hide_words(&words);
            self.build.fault(
                Fault::warning(
                    Code::UnknownFootnote,
                    format!(
                        "the footnote `[^{name}]` is never mentioned in the text, so it is not \
                         shown"
                    ),
                )
                .help(format!(
                    "put `[^{name}]` where the note belongs, or take the note out"
                )),
                (self.place)(range),
            );
        }
        let mentioned = notes.mentioned();
        if mentioned.is_empty() {
            return;
        }
        let words = &self.build.context.rules.words;
        self.push("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
        self.push_escaped(&words.footnotes);
        self.push("\">\n<ol>\n");
        for note in mentioned {
            let id = self.build.unique_id(&format!("{prefix}{}", note.number));
            let _ = write!(self.fragment().html, "<li id=\"{id}\">");
            self.append(note.text);
            for back in note.mentions {
                let _ = write!(
                    self.fragment().html,
                    " <a href=\"#{back}\" class=\"footnote-back\" role=\"doc-backlink\" \
                     aria-label=\""
                );
                let number = back.trim_start_matches("fnref-");
                self.push_escaped(&words.back_to_text.replace("{n}", number));
                self.push("\">↩</a>");
            }
            self.push("</li>\n");
        }
        self.push("</ol>\n</section>\n");
    }

    /// Takes words out of the text that is searched: what is not shown cannot be found either.
    /// Blanks keep the places of other words.
    fn hide_words(&mut self, words: &Range<usize>) {
        let blanks = " ".repeat(words.len());
        self.build.text.replace_range(words.clone(), &blanks);
    }

    /// Appends another fragment without the line end of its last paragraph.
    fn append(&mut self, mut other: Fragment) {
        let trimmed = other.html.trim_end().len();
        other.html.truncate(trimmed);
        let shift = self.fragment().html.len();
        let fragment = self.fragment();
        fragment.html.push_str(&other.html);
        fragment.holes.extend(
            other
                .holes
                .into_iter()
                .map(|(at, hole)| (at.min(trimmed) + shift, hole)),
        );
    }
}

/// Makes the fault of a footnote that comes after another one of the same name.
fn repeated(name: &str) -> Fault {
    let message = format!(
        "there are two footnotes `[^{name}]:`, and readers see only the first one, at every mark"
    );
    Fault::warning(Code::TextLeftOut, message).help(format!(
        "give this one a name of its own, here and at its mark in the text: `[^{name}-2]`"
    ))
}
