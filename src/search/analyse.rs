//! Reads one page for the index.
//! From: an [`Entry`]. To: an [`Analysed`], which depends on nothing but the entry and the settings, so it can be kept for as
//! long as the page does not change. Never looks at other pages: what depends on them is decided in `index`.

use super::entry::Entry;
use super::language::Language;
use super::settings::Settings;
use super::words::{Word, fold, words};
use crate::base::Date;
use rustc_hash::FxHashMap;

/// How much more an occurrence in the title counts than one in the text.
pub(super) const TITLE_WEIGHT: u32 = 2;

/// A page as the index needs it.
#[derive(Clone, Debug)]
pub struct Analysed {
    pub(super) url: String,
    pub(super) kind: String,
    pub(super) date: Option<Date>,
    pub(super) topics: Vec<String>,
    pub(super) authors: Vec<String>,
    pub(super) boost: f64,
    /// How many words the title has.
    pub(super) title_words: u32,
    /// How many words the page has, those of the title counted [`TITLE_WEIGHT`] times.
    pub(super) length: u32,
    /// One line a stem, as they come: the stem, then the words that have it, separated by tabs. All folded.
    stems: String,
    /// How often each stem occurs: in the title and elsewhere.
    counts: Vec<(u16, u16)>,
    /// What is shown of the page, and its text: see [`card`].
    pub(super) card: String,
}

/// A stem of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct StemOfPage<'a> {
    pub stem: &'a str,
    /// The words of the page that have the stem, separated by tabs.
    pub surfaces: &'a str,
    pub in_title: u16,
    pub elsewhere: u16,
}

impl Analysed {
    pub(super) fn stems(&self) -> impl Iterator<Item = StemOfPage<'_>> {
        self.stems.lines().zip(&self.counts).map(|(line, &(in_title, elsewhere))| {
            let (stem, surfaces) = line.split_once('\t').unwrap_or((line, ""));
            StemOfPage { stem, surfaces, in_title, elsewhere }
        })
    }
}

/// Reads pages one after another and remembers the stems of the words it has met: one for each thread.
pub struct Analyser<'s> {
    settings: &'s Settings,
    vocabularies: Vec<(Language, Vocabulary)>,
}

impl<'s> Analyser<'s> {
    /// An analyser that has met no word yet.
    #[must_use]
    pub fn new(settings: &'s Settings) -> Self {
        Self { settings, vocabularies: Vec::new() }
    }

    /// Reads a page. The same entry always gives the same result, whatever was read before.
    pub fn analyse(&mut self, entry: &Entry) -> Analysed {
        let at = self.vocabularies.iter().position(|(language, _)| *language == entry.language).unwrap_or_else(|| {
            self.vocabularies.push((entry.language, Vocabulary::new(entry.language)));
            self.vocabularies.len() - 1
        });
        let vocabulary = &mut self.vocabularies[at].1;
        vocabulary.forget_when_large();
        let mut page = Counting { vocabulary, sequence: Vec::new(), keep_sequence: !self.settings.synonyms.is_empty() };
        let title_words = page.read(&entry.title, Field::Title);
        let mut elsewhere = page.read(&entry.text, Field::Body);
        for part in entry.summary.iter().chain(&entry.topics).chain(&entry.authors) {
            elsewhere += page.read(part, Field::Body);
        }
        let also = page.add_synonyms(self.settings);
        let (stems, counts) = vocabulary.take();
        Analysed {
            url: address(entry),
            kind: entry.kind.clone(),
            date: entry.date,
            topics: entry.topics.clone(),
            authors: entry.authors.clone(),
            boost: entry.boost,
            title_words,
            length: TITLE_WEIGHT * title_words + elsewhere,
            stems,
            counts,
            card: card(entry, &also),
        }
    }
}

fn address(entry: &Entry) -> String {
    let mut url = entry.url.absolute("/");
    if let Some(anchor) = &entry.anchor {
        url.push('#');
        url.push_str(anchor);
    }
    url
}

/// Between values on one line of a card.
const BETWEEN: char = '\t';
/// Before and after the `id` of a heading, in front of its text.
const HEADING: [char; 2] = ['\x02', '\x03'];

/// What is written of a page: address, title, date, kind, summary, topics, authors, then boost and the words it is also found
/// by, each on a line, then the text.
/// In front of a heading stands its `id` between two signs that occur nowhere else.
fn card(entry: &Entry, also: &[String]) -> String {
    let date = entry.date.map(|date| date.to_string()).unwrap_or_default();
    let boost = if (entry.boost - 1.0).abs() < 0.001 { String::new() } else { format!("{:.3}", entry.boost) };
    let also = if also.is_empty() { String::new() } else { format!("{BETWEEN}{}", also.join(" ")) };
    let lines = [
        line(&address(entry)),
        line(&entry.title),
        date,
        line(&entry.kind),
        line(entry.summary.as_deref().unwrap_or("")),
        values(&entry.topics),
        values(&entry.authors),
        boost + &also,
    ];
    let mut card = lines.join("\n");
    card.push('\n');
    card.reserve(entry.text.len() + 64);
    let mut from = 0;
    for heading in &entry.headings {
        let Some(before) = entry.text.get(from..heading.offset) else { continue };
        push_clean(&mut card, before);
        card.push(HEADING[0]);
        card.push_str(&line(&heading.id));
        card.push(HEADING[1]);
        from = heading.offset;
    }
    push_clean(&mut card, &entry.text[from..]);
    card
}

/// Adds a text without the signs that mark headings.
fn push_clean(card: &mut String, text: &str) {
    text.split(HEADING).for_each(|part| card.push_str(part));
}

/// The text on one line, without control characters.
pub(super) fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

fn values(values: &[String]) -> String {
    let lines: Vec<String> = values.iter().map(|value| line(value)).filter(|value| !value.is_empty()).collect();
    lines.join(&BETWEEN.to_string())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Body,
}

/// The words met so far in one language, and how often each occurs in the page being read.
struct Vocabulary {
    language: Language,
    /// By the word as written.
    written: FxHashMap<Box<str>, u32>,
    /// By surface and stem.
    known: FxHashMap<(Box<str>, u32), u32>,
    words: Vec<Known>,
    stem_numbers: FxHashMap<Box<str>, u32>,
    stems: Vec<Box<str>>,
    /// For each stem its place in the page being read, while its lines are written.
    places: Vec<u32>,
    touched: Vec<u32>,
}

/// A word met.
struct Known {
    surface: Box<str>,
    stem: u32,
    /// In the title and elsewhere of the page being read.
    counts: (u16, u16),
}

/// A word that folds to nothing, such as a lone combining mark.
const NO_WORD: u32 = u32::MAX;

impl Vocabulary {
    fn new(language: Language) -> Self {
        Self {
            language,
            written: FxHashMap::default(),
            known: FxHashMap::default(),
            words: Vec::new(),
            stem_numbers: FxHashMap::default(),
            stems: Vec::new(),
            places: Vec::new(),
            touched: Vec::new(),
        }
    }

    /// Keeps memory bounded on sites with more different words than any language has.
    fn forget_when_large(&mut self) {
        if self.written.len() > 400_000 {
            *self = Self::new(self.language);
        }
    }

    fn id(&mut self, word: &str) -> u32 {
        if let Some(id) = self.written.get(word) {
            return *id;
        }
        let surface = fold(word);
        let id = if surface.is_empty() {
            NO_WORD
        } else {
            let lower = word.replace('’', "'").to_lowercase();
            let stem = fold(&self.language.stem(&lower));
            let stem = self.stem_number(if stem.is_empty() { &surface } else { &stem });
            self.word_number(surface.into(), stem)
        };
        self.written.insert(word.into(), id);
        id
    }

    fn stem_number(&mut self, stem: &str) -> u32 {
        if let Some(number) = self.stem_numbers.get(stem) {
            return *number;
        }
        let number = u32::try_from(self.stems.len()).unwrap_or(NO_WORD);
        self.stems.push(stem.into());
        self.places.push(NO_WORD);
        self.stem_numbers.insert(stem.into(), number);
        number
    }

    fn word_number(&mut self, surface: Box<str>, stem: u32) -> u32 {
        let key = (surface, stem);
        if let Some(number) = self.known.get(&key) {
            return *number;
        }
        let number = u32::try_from(self.words.len()).unwrap_or(NO_WORD);
        self.words.push(Known { surface: key.0.clone(), stem, counts: (0, 0) });
        self.known.insert(key, number);
        number
    }

    fn count(&mut self, id: u32, field: Field, times: u16) {
        let Some(word) = self.words.get_mut(id as usize) else { return };
        if word.counts == (0, 0) {
            self.touched.push(id);
        }
        let count = if field == Field::Title { &mut word.counts.0 } else { &mut word.counts.1 };
        *count = count.saturating_add(times);
    }

    /// The page's stems in the order in which they come, each with its words, and an empty page again.
    fn take(&mut self) -> (String, Vec<(u16, u16)>) {
        let mut places: Vec<(u32, u32)> = Vec::with_capacity(self.touched.len());
        let mut stems: Vec<u32> = Vec::new();
        for id in self.touched.drain(..) {
            let place = &mut self.places[self.words[id as usize].stem as usize];
            if *place == NO_WORD {
                *place = u32::try_from(stems.len()).unwrap_or(NO_WORD);
                stems.push(self.words[id as usize].stem);
            }
            places.push((*place, id));
        }
        // By stem; the sort is stable, so a stem's words stay in the order in which they come.
        places.sort_by_key(|(place, _)| *place);
        for stem in &stems {
            self.places[*stem as usize] = NO_WORD;
        }
        let mut lines = String::with_capacity(places.len() * 14);
        let mut counts: Vec<(u16, u16)> = Vec::with_capacity(stems.len());
        for (place, id) in places {
            let word = &mut self.words[id as usize];
            let (in_title, elsewhere) = std::mem::take(&mut word.counts);
            if let Some(own) = counts.get_mut(place as usize) {
                *own = (own.0.saturating_add(in_title), own.1.saturating_add(elsewhere));
            } else {
                if !lines.is_empty() {
                    lines.push('\n');
                }
                lines.push_str(&self.stems[word.stem as usize]);
                counts.push((in_title, elsewhere));
            }
            lines.push('\t');
            lines.push_str(&word.surface);
        }
        (lines, counts)
    }
}

/// A page being read.
struct Counting<'v> {
    vocabulary: &'v mut Vocabulary,
    /// The page's words in order, kept only where synonyms are looked for.
    sequence: Vec<u32>,
    keep_sequence: bool,
}

impl Counting<'_> {
    /// Counts the words of a text and says how many there are.
    fn read(&mut self, text: &str, field: Field) -> u32 {
        let mut total = 0;
        let mut chain = Chain::default();
        for word in words(text) {
            let id = self.vocabulary.id(word.text);
            self.vocabulary.count(id, field, 1);
            total += 1;
            if self.keep_sequence {
                self.sequence.push(id);
            }
            if let Some(joined) = chain.extend(text, &word) {
                self.count_joined(&joined, field);
            }
        }
        if let Some(joined) = chain.finish(text) {
            self.count_joined(&joined, field);
        }
        if self.keep_sequence {
            self.sequence.push(NO_WORD);
        }
        total
    }

    /// `follow-up` is also found as `followup`.
    fn count_joined(&mut self, joined: &str, field: Field) {
        let id = self.vocabulary.id(joined);
        self.vocabulary.count(id, field, 1);
    }

    /// A page that has one phrase of a group is found by the others too.
    /// Gives the words that it is found by and does not have.
    fn add_synonyms(&mut self, settings: &Settings) -> Vec<String> {
        let mut also = Vec::new();
        for group in &settings.synonyms {
            let times: Vec<usize> = group.phrases().iter().map(|phrase| self.occurrences(phrase)).collect();
            let total: usize = times.iter().sum();
            if total == 0 {
                continue;
            }
            for (phrase, own) in group.phrases().iter().zip(times) {
                let missing = u16::try_from(total - own).unwrap_or(u16::MAX);
                for word in phrase.iter().filter(|_| missing > 0) {
                    let id = self.vocabulary.id(word);
                    self.vocabulary.count(id, Field::Body, missing);
                    also.push(word.clone());
                }
            }
        }
        also
    }

    fn occurrences(&self, phrase: &[String]) -> usize {
        let is = |id: &u32, word: &String| self.vocabulary.words.get(*id as usize).is_some_and(|known| *known.surface == **word);
        self.sequence.windows(phrase.len()).filter(|window| window.iter().zip(phrase).all(|(id, word)| is(id, word))).count()
    }
}

/// A chain of words joined by hyphens, while it is being read: nothing is copied before there are two.
#[derive(Default)]
struct Chain {
    start: usize,
    end: usize,
    parts: usize,
}

impl Chain {
    /// Takes the next word; gives the joined form of the chain that it ends.
    fn extend(&mut self, text: &str, word: &Word<'_>) -> Option<String> {
        let letters = word.text.len() < 30 && word.text.chars().next().is_some_and(char::is_alphabetic);
        if letters && self.parts > 0 && self.parts < 4 && matches!(text.get(self.end..word.start), Some("-" | "\u{2010}" | "\u{2011}")) {
            self.parts += 1;
            self.end = word.end;
            return None;
        }
        let ended = self.finish(text);
        (self.start, self.end, self.parts) = (word.start, word.end, usize::from(letters));
        ended
    }

    fn finish(&self, text: &str) -> Option<String> {
        (self.parts > 1).then(|| text[self.start..self.end].replace(['-', '\u{2010}', '\u{2011}'], ""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::UrlPath;

    fn stems(entry: &Entry, settings: &Settings) -> Vec<(String, String, u16, u16)> {
        let analysed = Analyser::new(settings).analyse(entry);
        analysed.stems().map(|s| (s.stem.to_owned(), s.surfaces.to_owned(), s.in_title, s.elsewhere)).collect()
    }

    fn english(title: &str, text: &str) -> Entry {
        Entry { language: Language::of_tag("en"), ..Entry::new(UrlPath::new("/a/"), title, text) }
    }

    fn row(stem: &str, surfaces: &str, in_title: u16, elsewhere: u16) -> (String, String, u16, u16) {
        (stem.to_owned(), surfaces.to_owned(), in_title, elsewhere)
    }

    #[test]
    fn a_page_is_its_stems_with_their_words_and_counts() {
        let entry = english("Library", "Libraries, a library.");
        let expected = [row("librari", "library\tlibraries", 1, 2), row("a", "a", 0, 1)];
        assert_eq!(stems(&entry, &Settings::default()), expected);
        assert_eq!(Analyser::new(&Settings::default()).analyse(&entry).length, 5);
    }

    #[test]
    fn hyphenated_words_are_found_joined_and_split() {
        let found = stems(&english("", "A follow-up, 24-7, face-to-face - off"), &Settings::default());
        let names: Vec<&str> = found.iter().map(|(_, surfaces, ..)| surfaces.as_str()).collect();
        assert_eq!(names, ["a", "follow", "up", "24", "followup", "7", "face", "to", "off", "facetoface"]);
    }

    #[test]
    fn what_was_read_before_changes_nothing() {
        let settings = Settings::default();
        let mut used = Analyser::new(&settings);
        let (one, two) = (english("Naïve", "naive naïve cats"), english("Cats", "naïve résumé resume"));
        let first = used.analyse(&one);
        let _ = used.analyse(&two);
        let again = used.analyse(&one);
        assert_eq!((first.stems, first.counts, first.card), (again.stems, again.counts, again.card));
    }

    #[test]
    fn a_page_with_one_synonym_is_found_by_the_other() {
        let settings = Settings { synonyms: vec![SynonymGroup::new(["HTT", "home treatment team"])], ..Settings::default() };
        let found = stems(&english("", "The home treatment team."), &settings);
        assert!(found.iter().any(|(stem, ..)| stem == "htt"), "{found:?}");
        let found = stems(&english("HTT", ""), &settings);
        assert!(found.iter().any(|(stem, ..)| stem == "treatment"), "{found:?}");
        assert!(!stems(&english("", "home team"), &settings).iter().any(|(stem, ..)| stem == "htt"));
    }

    #[test]
    fn a_card_is_lines_and_a_text_with_marked_headings() {
        let entry = Entry {
            anchor: Some("a".to_owned()),
            headings: vec![Heading { offset: 7, id: "h".to_owned() }],
            topics: vec!["Crisis\ncare".to_owned(), " ".to_owned(), "Carers".to_owned()],
            boost: 1.5,
            ..english("Two\twords", "😀é\nHead\x02")
        };
        let analysed = Analyser::new(&Settings::default()).analyse(&entry);
        assert_eq!(analysed.card, "/a/#a\nTwo words\n\npage\n\nCrisis care\tCarers\n\n1.500\n😀é\n\x02h\x03Head");
    }

    use crate::search::{Heading, SynonymGroup};
}
