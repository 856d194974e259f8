//! Footnotes of one body: numbered in the order in which the text mentions them.

use crate::parse::document::Fragment;
use std::collections::BTreeMap;
use std::ops::Range;

#[derive(Default)]
pub(super) struct Footnotes {
    notes: Vec<Note>,
    /// Places in `notes` by name, and of the mentioned ones by number, from 1.
    by_name: BTreeMap<String, usize>,
    numbered: Vec<usize>,
    open: Option<usize>,
}

struct Note {
    name: String,
    number: usize,
    mentions: Vec<String>,
    mentioned: usize,
    text: Option<Fragment>,
    range: Range<usize>,
    /// Where its words stand in the text of the page.
    words: Range<usize>,
}

/// A note as the list at the end shows it.
pub(super) struct NumberedNote {
    pub(super) number: usize,
    pub(super) text: Fragment,
    /// Ids of the places that mention it.
    pub(super) mentions: Vec<String>,
}

impl Footnotes {
    fn named(&mut self, name: &str) -> usize {
        if let Some(at) = self.by_name.get(name) {
            return *at;
        }
        self.by_name.insert(name.to_owned(), self.notes.len());
        self.notes.push(Note {
            name: name.to_owned(),
            number: 0,
            mentions: Vec::new(),
            mentioned: 0,
            text: None,
            range: 0..0,
            words: 0..0,
        });
        self.notes.len() - 1
    }

    /// The text mentions a note: its number, and how many times it has been mentioned with this
    /// one.
    pub(super) fn mention(&mut self, name: &str) -> (usize, usize) {
        let at = self.named(name);
        let note = &mut self.notes[at];
        if note.number == 0 {
            self.numbered.push(at);
            note.number = self.numbered.len();
        }
        note.mentioned += 1;
        (note.number, note.mentioned)
    }

    /// Remembers the id of the latest mention of note `number`.
    pub(super) fn mentioned_at(&mut self, number: usize, id: String) {
        let at = number.checked_sub(1).and_then(|at| self.numbered.get(at));
        if let Some(note) = at.and_then(|at| self.notes.get_mut(*at)) {
            note.mentions.push(id);
        }
    }

    /// A definition starts, and its words at `words`.
    pub(super) fn define(&mut self, name: &str, range: Range<usize>, words: usize) {
        let at = self.named(name);
        self.notes[at].range = range;
        self.notes[at].words = words..words;
        self.open = Some(at);
    }

    /// The definition that started last is complete, its words at `words`.
    pub(super) fn defined(&mut self, text: Fragment, words: usize) {
        if let Some(at) = self.open.take() {
            self.notes[at].words.end = words;
            self.notes[at].text.get_or_insert(text);
        }
    }

    /// Notes that are defined and never mentioned: the name, the place in the file, and that of the
    /// words.
    pub(super) fn unused(&self) -> Vec<(String, Range<usize>, Range<usize>)> {
        let unused = self.notes.iter().filter(|note| note.mentioned == 0);
        unused
            .map(|note| (note.name.clone(), note.range.clone(), note.words.clone()))
            .collect()
    }

    /// Mentioned notes in the order of their numbers.
    pub(super) fn mentioned(self) -> Vec<NumberedNote> {
        let mut shown: Vec<NumberedNote> = self
            .notes
            .into_iter()
            .filter(|note| note.number > 0)
            .map(|note| NumberedNote {
                number: note.number,
                text: note.text.unwrap_or_default(),
                mentions: note.mentions,
            })
            .collect();
        shown.sort_by_key(|note| note.number);
        shown
    }
}
