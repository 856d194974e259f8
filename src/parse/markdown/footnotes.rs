//! Footnotes of one body, numbered in the order in which the text mentions them.

use crate::parse::document::Fragment;
use std::collections::BTreeMap;
use std::ops::Range;

/// The footnotes of one body.
#[derive(Default)]
pub(super) struct Footnotes {
    notes: Vec<Note>,
    /// Indices into `notes` by name.
    by_name: BTreeMap<String, usize>,
    /// Indices into `notes` of those that are mentioned, in the order of their numbers from 1.
    numbered: Vec<usize>,
    /// Definitions that are being read, the innermost last.
    open: Vec<OpenNote>,
    /// Definitions that come after another one of the same name.
    repeated: Vec<UnusedNote>,
}

/// A definition that is being read.
struct OpenNote {
    /// Index into the notes.
    at: usize,
    /// The place of the definition.
    range: Range<usize>,
    /// The start of its words in the text of the page.
    words: usize,
}

/// A footnote that is mentioned or defined.
struct Note {
    name: String,
    /// The number that readers see; 0 before the first mention.
    number: usize,
    /// Ids of the places that mention it.
    mentions: Vec<String>,
    /// The number of times that the text mentions it.
    mentioned: usize,
    text: Option<Fragment>,
    /// The place of its definition.
    range: Range<usize>,
    /// The place of its words in the text of the page.
    words: Range<usize>,
}

/// A note as the list at the end shows it.
pub(super) struct NumberedNote {
    pub(super) number: usize,
    pub(super) text: Fragment,
    /// Ids of the places that mention it.
    pub(super) mentions: Vec<String>,
}

/// A definition that is not shown: nothing mentions the note, or another one came first.
pub(super) struct UnusedNote {
    pub(super) name: String,
    /// The place of its definition.
    pub(super) range: Range<usize>,
    /// The place of its words in the text of the page.
    pub(super) words: Range<usize>,
}

impl Footnotes {
    /// Returns the index of the note of this name, which is added where there is none yet. Capital
    /// letters do not count.
    fn named(&mut self, name: &str) -> usize {
        let key = name.to_lowercase();
        if let Some(at) = self.by_name.get(&key) {
            return *at;
        }
        self.by_name.insert(key, self.notes.len());
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

    /// Notes that the text mentions a note. Returns its number, and how many times it has been
    /// mentioned with this one.
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

    /// Starts a definition, whose words start at `words`.
    pub(super) fn define(&mut self, name: &str, range: Range<usize>, words: usize) {
        let at = self.named(name);
        self.open.push(OpenNote { at, range, words });
    }

    /// Completes the definition that started last, whose words end at `words`.
    pub(super) fn defined(&mut self, text: Fragment, words: usize) {
        let Some(open) = self.open.pop() else { return };
        let note = &mut self.notes[open.at];
        if note.text.is_some() {
            self.repeated.push(UnusedNote {
                name: note.name.clone(),
                range: open.range,
                words: open.words..words,
            });
            return;
        }
        (note.range, note.words) = (open.range, open.words..words);
        note.text = Some(text);
    }

    /// Returns the definitions that come after another one of the same name, each with the place of
    /// the first.
    pub(super) fn repeated(&mut self) -> Vec<(UnusedNote, Range<usize>)> {
        let repeated = std::mem::take(&mut self.repeated);
        repeated
            .into_iter()
            .map(|note| {
                let first = self.named(&note.name);
                (note, self.notes[first].range.clone())
            })
            .collect()
    }

    /// Returns the notes that are defined and never mentioned.
    pub(super) fn unused(&self) -> Vec<UnusedNote> {
        let unused = self.notes.iter().filter(|note| note.mentioned == 0);
        unused
            .map(|note| UnusedNote {
                name: note.name.clone(),
                range: note.range.clone(),
                words: note.words.clone(),
            })
            .collect()
    }

    /// Returns the notes that are mentioned, in the order of their numbers.
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
