//! Pages with their texts, as they stand in the blocks of an index. From: the bytes of a block. To:
//! documents.

use crate::search::storage::{Corrupt, Input};
use crate::search::texts::Dictionary;
use crate::search::words::{fold, words};
use std::rc::Rc;

/// A word of a document: where it stands, in bytes, and itself, folded.
pub(super) struct PlacedWord {
    pub start: usize,
    pub end: usize,
    pub fold: String,
}

/// A page with its text.
pub(super) struct Doc {
    pub url: String,
    pub title: String,
    pub date: String,
    pub kind: String,
    pub summary: String,
    pub topics: Vec<String>,
    pub authors: Vec<String>,
    pub boost: f64,
    pub text: String,
    /// The beginning of each heading in the text, and its `id`.
    pub headings: Vec<(usize, String)>,
    pub title_words: Vec<PlacedWord>,
    pub body: Vec<PlacedWord>,
    /// The words of the summary, the topics and the authors, and those the page is also found by.
    pub rest: Vec<PlacedWord>,
}

/// Reads the pages of a block.
pub(super) fn read_block(bytes: &[u8], dictionary: &Dictionary) -> Result<Vec<Rc<Doc>>, Corrupt> {
    let mut input = Input { bytes, at: 0 };
    let mut docs = Vec::new();
    while input.at < bytes.len() {
        let length = input.number()?;
        docs.push(Rc::new(read_card(&dictionary.decode(input.take(length)?)?)));
    }
    Ok(docs)
}

/// Reads what stands on a card: eight lines, then the text with marked headings.
fn read_card(card: &str) -> Doc {
    let mut lines = card.splitn(9, '\n');
    let mut next = || lines.next().unwrap_or("");
    let (url, title, date, kind, summary) = (next(), next(), next(), next(), next());
    let (topics, authors) = (values(next()), values(next()));
    let last = next();
    let (boost, also) = last.split_once('\t').unwrap_or((last, ""));
    let (text, headings) = read_text(next());
    let mut rest = vec![summary];
    rest.extend(topics.iter().chain(&authors).map(String::as_str));
    rest.push(also);
    Doc {
        title_words: placed(title),
        body: placed(&text),
        rest: placed(&rest.join("\n")),
        url: url.to_owned(),
        title: title.to_owned(),
        date: date.to_owned(),
        kind: kind.to_owned(),
        summary: summary.to_owned(),
        topics,
        authors,
        boost: boost.parse().unwrap_or(1.0),
        text,
        headings,
    }
}

/// Returns the values on a line of a card.
fn values(line: &str) -> Vec<String> {
    line.split('\t')
        .filter(|value| !value.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Returns a text without the marks of its headings, and where these begin.
fn read_text(marked: &str) -> (String, Vec<(usize, String)>) {
    let mut text = String::new();
    let mut headings = Vec::new();
    for (number, part) in marked.split('\x02').enumerate() {
        let after = match part.split_once('\x03') {
            Some((id, after)) if number > 0 => {
                headings.push((text.len(), id.to_owned()));
                after
            }
            _ => part,
        };
        text.push_str(after);
    }
    (text, headings)
}

fn placed(text: &str) -> Vec<PlacedWord> {
    let placed = words(text).map(|word| PlacedWord {
        start: word.start,
        end: word.end,
        fold: fold(&word.text),
    });
    placed.filter(|word| !word.fold.is_empty()).collect()
}
