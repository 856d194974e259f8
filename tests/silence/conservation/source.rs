//! Words of a source. From: markdown. To: the words that readers have to see, in order, with those
//! that may be parts of marks; footnotes and titles of links apart.

use super::definitions::{self, Definition, Labels, folded};
use super::inline::InlineReader;
use super::page::split;
use super::{Fate, SourceWord};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Elements of HTML that begin a block in which no mark counts, up to the next empty line.
const HTML_BLOCKS: &str = "address article aside blockquote center dd details dialog div dl dt \
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p section \
    summary table tbody td tfoot th thead tr ul";

/// The words of a source.
#[derive(Debug, Default)]
pub(super) struct SourceWords {
    pub(super) body: Vec<SourceWord>,
    pub(super) notes: Vec<Vec<SourceWord>>,
    pub(super) titles: Vec<SourceWord>,
    /// Titles that definitions give to links, with the lines of these links.
    pub(super) linked_titles: Vec<(SourceWord, Vec<usize>)>,
    /// Lines of blocks right below a footnote, which are no part of it. A finding has to say so.
    pub(super) apart: Vec<usize>,
}

/// The footnote that is open.
#[derive(Clone, Copy, Default)]
struct OpenNote {
    /// How many marks of quotations stand before it, and how many spaces behind them.
    quotes: usize,
    indent: usize,
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
    note: Option<OpenNote>,
    /// The columns in which the text of each open entry of a list, or description, stands.
    entries: Vec<usize>,
    /// Whether a block of raw HTML is open.
    is_in_html: bool,
    after_blank: bool,
    /// For each indent of a numbered list, the number that was typed and the one that is shown.
    lists: BTreeMap<usize, (u64, u64)>,
    labels: Labels,
    /// Labels whose definitions have been read.
    defined: BTreeSet<String>,
}

/// Reads the words of a source.
pub(super) fn words(text: &str) -> SourceWords {
    let mut reader = SourceReader {
        after_blank: true,
        labels: Labels::read(text),
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
        if self.is_in_html && !line.trim().is_empty() {
            return self.wait(line.trim(), number);
        }
        if self.is_in_html {
            self.flush();
        }
        self.end_note(line, number);
        let is_indented = self.is_indented(line);
        if is_indented && self.waiting.is_empty() && self.note.is_none() {
            return self.add(line, number, Fate::Shown);
        }
        let content = self.after_marks(line, number);
        if content.is_empty() {
            self.flush();
            self.after_blank = true;
            return;
        }
        let begins = self.waiting.is_empty() && line.trim().len() == content.len();
        self.content(content, line, number);
        self.is_in_html = begins && !is_indented && is_html_block(content);
        self.after_blank = false;
    }

    /// Tells whether a line stands four spaces behind the place where text of its entry does.
    fn is_indented(&mut self, line: &str) -> bool {
        let inner = line.trim_start_matches([' ', '\t']);
        let spaces = &line[..line.len() - inner.len()];
        let indent = spaces.replace('\t', "    ").len();
        if self.after_blank && !inner.is_empty() {
            self.entries.retain(|column| *column <= indent);
        }
        self.is_deep(indent)
    }

    /// Tells whether so many spaces are four more than text of the open entry has.
    fn is_deep(&self, indent: usize) -> bool {
        indent >= self.entries.last().map_or(4, |column| column + 4)
    }

    /// Ends the footnote that is open, where a line is no part of it.
    fn end_note(&mut self, line: &str, number: usize) {
        let Some(note) = self.note else { return };
        let inside = behind_quotes(line, note.quotes);
        let inner = inside.trim_start_matches(' ');
        let indent = inside.len() - inner.len();
        if inner.is_empty() || indent >= 4 || inner.starts_with('\t') {
            return;
        }
        // A paragraph goes on where a list does not begin with 1.
        let is_numbered = ordinal(inner)
            .is_some_and(|end| self.waiting.trim().is_empty() || inner[..end - 1] == *"1");
        let is_drawn = inner.chars().all(|c| matches!(c, '-' | '*' | '_' | ' '));
        let is_block = is_bullet(inner) && !is_drawn
            || inner.starts_with('>')
            || inner.starts_with("```")
            || inner.starts_with("~~~")
            || is_numbered;
        if !self.after_blank && is_block && note.quotes == 0 && note.indent < 4 {
            self.words.apart.push(number);
        }
        if self.after_blank || is_block || is_drawn || is_heading(inner) {
            self.flush();
            self.note = None;
        }
    }

    /// Takes what a line holds behind the marks of quotes and lists.
    fn content(&mut self, content: &str, line: &str, number: usize) {
        if self.fence(content, number) || self.hidden(content, number) {
            return;
        }
        if let Some((name, rest)) = note_definition(content) {
            self.flush();
            self.words.notes.push(Vec::new());
            self.note = Some(OpenNote::of(line, name));
            return self.wait(rest, number);
        }
        let is_underline = content.chars().all(|c| c == '=') || content.chars().all(|c| c == '-');
        let indent = line.trim_end().len() - content.len();
        let is_deep = self.is_deep(indent) && !line.starts_with('>');
        if is_underline && !is_deep && !self.waiting.is_empty() {
            let heading = std::mem::take(&mut self.waiting);
            self.heading(heading.trim_end(), self.waiting_from, number - 1);
        } else if is_heading(content) {
            self.flush();
            self.heading(content, number, number);
        } else {
            if content.starts_with(": ") {
                self.entries.push(indent + 2);
            }
            self.wait(content, number);
        }
    }

    /// Takes the line that opens a block of code.
    fn fence(&mut self, content: &str, number: usize) -> bool {
        let sign = if content.starts_with('~') { '~' } else { '`' };
        let signs = content.len() - content.trim_start_matches(sign).len();
        let info = content[signs..].trim();
        if signs < 3 || sign == '`' && info.contains('`') {
            return false;
        }
        self.flush();
        self.fence = Some(content[..signs].to_owned());
        let (name, rest) = info.split_once(char::is_whitespace).unwrap_or((info, ""));
        self.add(name, number, Fate::Mark);
        let is_setting = info.contains(['=', '{', ',']);
        let fate = if is_setting { Fate::Mark } else { Fate::Shown };
        self.add(rest, number, fate);
        true
    }

    /// Takes the first line of raw HTML of which nothing is shown, or a comment.
    fn hidden(&mut self, content: &str, number: usize) -> bool {
        for (start, end) in [
            ("<!--", "-->"),
            ("<script", "</script>"),
            ("<style", "</style>"),
        ] {
            if !content.starts_with(start) {
                continue;
            }
            if !content[start.len()..].contains(end) {
                self.flush();
                self.hidden_until = Some(end);
                self.add(content, number, Fate::Mark);
                return true;
            }
            if start == "<!--" {
                self.flush();
                self.wait(content, number);
                self.flush();
                return true;
            }
        }
        false
    }

    /// Takes a heading, with the names of its place at its end.
    fn heading(&mut self, heading: &str, first: usize, last: usize) {
        let (words, attributes) = heading_attributes(heading);
        self.wait(words, first);
        self.flush();
        for word in attributes.unwrap_or_default().split_whitespace() {
            let is_mark = word.starts_with(['#', '.']);
            let fate = if is_mark { Fate::Mark } else { Fate::Shown };
            self.add(word, last, fate);
        }
    }

    /// Takes the lines that keep an address. Something has to use it, or a finding names it.
    fn definition(&mut self, text: &str, definition: &Definition<'_>, line: usize) {
        let folded = folded(definition.label);
        let uses = self.labels.uses.get(&folded).cloned().unwrap_or_default();
        let is_first = self.defined.insert(folded);
        let is_comment = definition.address.starts_with('#') || definition.address == "<>";
        let is_mark = !uses.is_empty() && is_first || is_comment;
        let fate = if is_mark { Fate::Mark } else { Fate::Shown };
        for (number, written) in text[..definition.end].lines().enumerate() {
            self.add(written, line + number, fate);
        }
        if let Some((start, title)) = definition.title.filter(|_| is_mark && !is_comment) {
            let line = line + text[..start].matches('\n').count();
            let read = InlineReader::read(title, line, &self.labels.defined);
            let words = read.words.into_iter().map(|word| (word, uses.clone()));
            self.words.linked_titles.extend(words);
        }
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
        let (mut at, mut line) = (0, self.waiting_from);
        while let Some(definition) = definitions::read(&text[at..]) {
            self.definition(&text[at..], &definition, line);
            line += text[at..at + definition.end].matches('\n').count();
            at += definition.end;
        }
        let is_html = std::mem::take(&mut self.is_in_html);
        let read = if is_html {
            InlineReader::read_html(&text, line, &self.labels.defined)
        } else {
            InlineReader::read(&text[at..], line, &self.labels.defined)
        };
        let (words, titles) = (read.words, read.titles);
        self.target().extend(words);
        self.words.titles.extend(titles);
    }

    fn add(&mut self, text: &str, line: usize, fate: Fate) {
        let found = split(text).into_iter();
        let words: Vec<SourceWord> = found.map(|text| SourceWord { text, fate, line }).collect();
        self.target().extend(words);
    }

    /// Returns the words that are added to.
    fn target(&mut self) -> &mut Vec<SourceWord> {
        match self.words.notes.last_mut() {
            Some(note) if self.note.is_some() => note,
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
            let indent = line.len() - inner.len();
            if self.is_deep(indent) && !self.waiting.is_empty() && !line.starts_with('>') {
                // A paragraph goes on, whatever its further lines begin with.
                rest = inner;
                break;
            }
            let is_bullet = is_bullet(inner);
            if inner.starts_with('>') || is_bullet {
                // Bullets end a numbered list at their indent, and a quotation ends all.
                let ends_at = if is_bullet { indent } else { 0 };
                self.lists.retain(|other, _| *other < ends_at);
                rest = &inner[1..];
                is_entry |= is_bullet;
                if is_bullet {
                    self.enter(line, indent..indent + 1);
                }
            } else if let Some(end) = ordinal(inner) {
                self.flush();
                let typed = inner[..end - 1].parse().unwrap_or(0);
                self.number(typed, indent, number);
                rest = &inner[end..];
                self.enter(line, indent..indent + end);
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

    /// Opens the entry whose mark stands there in a line. A quotation has columns of its own.
    fn enter(&mut self, line: &str, mark: Range<usize>) {
        if line[..mark.start].contains('>') {
            return;
        }
        self.entries.retain(|column| *column <= mark.start);
        let rest = &line[mark.end..];
        let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let is_apart = spaces > 4 || spaces == rest.len();
        self.entries
            .push(mark.end + if is_apart { 1 } else { spaces });
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

/// Tells whether a text starts with the mark of an entry that has no number.
fn is_bullet(text: &str) -> bool {
    text.starts_with(['-', '*', '+']) && (text.len() == 1 || text[1..].starts_with([' ', '\t']))
}

/// Tells whether a line is a heading.
fn is_heading(text: &str) -> bool {
    let behind = text.trim_start_matches('#');
    let level = text.len() - behind.len();
    (1..=6).contains(&level) && (behind.is_empty() || behind.starts_with([' ', '\t']))
}

/// Tells whether a line begins a block of raw HTML.
fn is_html_block(text: &str) -> bool {
    let Some(inside) = text.strip_prefix('<') else {
        return false;
    };
    let inside = inside.strip_prefix('/').unwrap_or(inside);
    let name = inside.split(|c: char| !c.is_ascii_alphanumeric()).next();
    let name = name.unwrap_or_default().to_ascii_lowercase();
    HTML_BLOCKS.split_whitespace().any(|known| known == name)
}

/// Splits `[^name]: rest`.
fn note_definition(content: &str) -> Option<(&str, &str)> {
    let (name, rest) = content.strip_prefix("[^")?.split_once("]:")?;
    let is_name = !name.is_empty() && !name.contains(['[', ']']);
    is_name.then_some((name, rest.trim_start()))
}

/// Returns a line without its first marks of quotations, as many as `count`.
fn behind_quotes(line: &str, count: usize) -> &str {
    let mut rest = line;
    for _ in 0..count {
        let Some(inside) = rest.trim_start().strip_prefix('>') else {
            break;
        };
        rest = inside.strip_prefix(' ').unwrap_or(inside);
    }
    rest
}

impl OpenNote {
    /// Reads the place of the footnote of this name in its line.
    fn of(line: &str, name: &str) -> Self {
        let before = line
            .split(&format!("[^{name}]:"))
            .next()
            .unwrap_or_default();
        let quotes = before.matches('>').count();
        let indent = behind_quotes(before, quotes).len();
        Self { quotes, indent }
    }
}

/// Splits the curly brackets off the end of a heading.
fn heading_attributes(content: &str) -> (&str, Option<&str>) {
    if !content.ends_with('}') {
        return (content, None);
    }
    match content.rfind('{') {
        Some(at) if !content.ends_with("\\}") => (&content[..at], Some(&content[at + 1..])),
        _ => (content, None),
    }
}
