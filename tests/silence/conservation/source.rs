//! Words of a source. From: markdown. To: the words that readers have to see, in order, with those
//! that may be parts of marks; footnotes and titles of links apart.

use super::inline::InlineReader;
use super::page::split;
use super::{Fate, SourceWord};
use std::collections::{BTreeMap, BTreeSet};

/// The words of a source.
#[derive(Debug, Default)]
pub(super) struct SourceWords {
    pub(super) body: Vec<SourceWord>,
    pub(super) notes: Vec<Vec<SourceWord>>,
    pub(super) titles: Vec<SourceWord>,
}

/// A source that is being read, line by line.
#[derive(Default)]
struct SourceReader {
    words: SourceWords,
    /// Lines of running text that wait to be read together, and the number of the first.
    waiting: String,
    waiting_from: usize,
    /// The signs that opened a block of code.
    fence: Option<String>,
    /// What ends a block of raw HTML of which nothing is shown.
    hidden_until: Option<&'static str>,
    is_in_note: bool,
    after_blank: bool,
    /// For each indent of a numbered list, the number that was typed and the one that is shown.
    lists: BTreeMap<usize, (u64, u64)>,
    /// How often each label stands in square brackets, beyond its first definition.
    labels: BTreeMap<String, usize>,
    defined: BTreeSet<String>,
    /// The fate of the next line, where an address stands on it.
    goes_on: Option<Fate>,
}

/// Reads the words of a source.
pub(super) fn words(text: &str) -> SourceWords {
    let mut reader = SourceReader {
        after_blank: true,
        labels: labels(text),
        ..SourceReader::default()
    };
    for (number, line) in text.lines().enumerate() {
        reader.line(line, number + 1);
    }
    reader.flush();
    reader.words
}

impl SourceReader {
    fn line(&mut self, line: &str, number: usize) {
        if let Some(end) = self.hidden_until {
            self.add(line, number, Fate::Mark);
            if line.contains(end) {
                self.hidden_until = None;
            }
            return;
        }
        if let Some(fence) = self.fence.clone() {
            let signs = line.trim_start_matches([' ', '\t', '>']).trim_end();
            let closes = signs.starts_with(&fence) && signs.chars().all(|c| fence.starts_with(c));
            if closes {
                self.fence = None;
            } else {
                self.add(line, number, Fate::Shown);
            }
            return;
        }
        let is_indented = line.starts_with([' ', '\t']) || line.is_empty();
        if self.after_blank && self.is_in_note && !is_indented {
            self.flush();
            self.is_in_note = false;
        }
        let content = self.after_marks(line, number);
        if content.is_empty() {
            self.flush();
            self.after_blank = true;
            return;
        }
        self.content(content, number);
        self.after_blank = false;
    }

    /// Takes what a line holds behind the marks of quotes and lists.
    fn content(&mut self, content: &str, number: usize) {
        if let Some(fate) = self.goes_on.take() {
            return self.add(content, number, fate);
        }
        let ticks = content.len() - content.trim_start_matches(['`', '~']).len();
        if ticks >= 3 && !content[ticks..].contains('`') {
            self.flush();
            self.fence = Some(content[..ticks].to_owned());
            let info = content[ticks..].trim();
            let (name, rest) = info.split_once(char::is_whitespace).unwrap_or((info, ""));
            self.add(name, number, Fate::Mark);
            let is_setting = info.contains(['=', '{', ',']);
            let fate = if is_setting { Fate::Mark } else { Fate::Shown };
            return self.add(rest, number, fate);
        }
        for (start, end) in [
            ("<!--", "-->"),
            ("<script", "</script>"),
            ("<style", "</style>"),
        ] {
            if content.starts_with(start) && !content[start.len()..].contains(end) {
                self.flush();
                self.hidden_until = Some(end);
                return self.add(content, number, Fate::Mark);
            }
        }
        if let Some((label, rest)) = definition(content) {
            if let Some(_name) = label.strip_prefix('^') {
                self.flush();
                self.words.notes.push(Vec::new());
                self.is_in_note = true;
                return self.wait(rest, number);
            }
            if self.waiting.is_empty() {
                return self.link_definition(content, label, rest, number);
            }
        }
        let (content, attributes) = heading_attributes(content);
        self.wait(content, number);
        if let Some(attributes) = attributes {
            self.flush();
            for word in attributes.split_whitespace() {
                let is_mark = word.starts_with(['#', '.']);
                let fate = if is_mark { Fate::Mark } else { Fate::Shown };
                self.add(word, number, fate);
            }
        }
    }

    /// Takes a line that keeps an address. Something has to use it, or a finding names it.
    fn link_definition(&mut self, content: &str, label: &str, rest: &str, number: usize) {
        let folded = folded(label);
        let is_used = self.labels.get(&folded).copied().unwrap_or(0) > 1;
        let is_first = self.defined.insert(folded);
        let is_comment = rest.starts_with('#') || rest.starts_with("<>");
        let is_mark = is_used && is_first || is_comment;
        let fate = if is_mark { Fate::Mark } else { Fate::Shown };
        self.goes_on = rest.is_empty().then_some(fate);
        self.add(content, number, fate);
    }

    /// Keeps a line of running text.
    fn wait(&mut self, line: &str, number: usize) {
        if self.waiting.is_empty() {
            self.waiting_from = number;
        }
        self.waiting.push_str(line);
        self.waiting.push('\n');
    }

    /// Reads the running text that waits.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.waiting);
        let read = InlineReader::read(&text, self.waiting_from);
        self.target().extend(read.words);
        self.words.titles.extend(read.titles);
    }

    fn add(&mut self, text: &str, line: usize, fate: Fate) {
        let found = split(text).into_iter();
        let words: Vec<SourceWord> = found.map(|text| SourceWord { text, fate, line }).collect();
        self.target().extend(words);
    }

    /// Returns the words that are added to.
    fn target(&mut self) -> &mut Vec<SourceWord> {
        match self.words.notes.last_mut() {
            Some(note) if self.is_in_note => note,
            _ => &mut self.words.body,
        }
    }

    /// Returns a line without the marks of quotes, lists and tasks, whose numbers are words.
    fn after_marks<'l>(&mut self, line: &'l str, number: usize) -> &'l str {
        let line = line.trim_end();
        let mut rest = line;
        let mut is_entry = false;
        loop {
            let inner = rest.trim_start_matches([' ', '\t']);
            let is_bullet = inner.starts_with(['-', '*', '+'])
                && (inner.len() == 1 || inner[1..].starts_with([' ', '\t']));
            if inner.starts_with('>') || is_bullet {
                // Bullets end a numbered list at their indent, and a quotation ends all.
                let indent = line.len() - inner.len();
                let ends_at = if is_bullet { indent } else { 0 };
                self.lists.retain(|other, _| *other < ends_at);
                rest = &inner[1..];
                is_entry |= is_bullet;
            } else if let Some(end) = ordinal(inner) {
                self.flush();
                let typed = inner[..end - 1].parse().unwrap_or(0);
                self.number(typed, line.len() - inner.len(), number);
                rest = &inner[end..];
                is_entry = true;
            } else {
                rest = inner;
                break;
            }
        }
        if is_entry {
            self.flush();
            rest = ["[ ]", "[x]", "[X]"]
                .iter()
                .find_map(|task| rest.strip_prefix(task))
                .unwrap_or(rest);
        } else if self.after_blank && line.starts_with(|c: char| !c.is_whitespace()) {
            self.lists.clear();
        }
        rest
    }

    /// Adds the number of an entry. Where every entry has a 1, readers see a count.
    fn number(&mut self, typed: u64, indent: usize, line: usize) {
        self.lists.retain(|other, _| *other <= indent);
        let shown = match self.lists.get(&indent) {
            Some((before, shown)) if *before == typed && typed <= 1 => shown + 1,
            _ => typed,
        };
        self.lists.insert(indent, (typed, shown));
        let text = shown.to_string();
        self.target().push(SourceWord {
            text,
            fate: Fate::Shown,
            line,
        });
    }
}

/// Returns the end of the number, with its sign, that an entry starts with.
fn ordinal(text: &str) -> Option<usize> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &text[digits..];
    let is_entry =
        rest.starts_with(['.', ')']) && (rest.len() == 1 || rest[1..].starts_with([' ', '\t']));
    ((1..=9).contains(&digits) && is_entry).then_some(digits + 1)
}

/// Splits `[label]: rest`.
fn definition(content: &str) -> Option<(&str, &str)> {
    let inside = content.strip_prefix('[')?;
    let (label, rest) = inside.split_once("]:")?;
    let is_label = !label.is_empty() && !label.contains(['[', ']']);
    is_label.then_some((label, rest.trim_start()))
}

/// Splits the curly brackets off the end of a heading.
fn heading_attributes(content: &str) -> (&str, Option<&str>) {
    if !content.starts_with('#') || !content.ends_with('}') {
        return (content, None);
    }
    match content.rfind('{') {
        Some(at) if !content.ends_with("\\}") => (&content[..at], Some(&content[at + 1..])),
        _ => (content, None),
    }
}

/// Counts what stands in square brackets.
fn labels(text: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for piece in text.split('[').skip(1) {
        if let Some((label, _)) = piece.split_once(']') {
            *found.entry(folded(label)).or_insert(0) += 1;
        }
    }
    found
}

fn folded(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    words.join(" ").to_lowercase()
}
