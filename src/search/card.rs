//! Writes the card of a page: everything that is shown of it, and its text, as one string for
//! `documents`. From: an [`IndexEntry`] and the page as it was analysed. To: lines, then the text;
//! `client/texts.js` takes them apart again.

use super::analyse::AnalysedPage;
use super::entry::IndexEntry;

/// The sign between values on one line of a card.
const BETWEEN: char = '\t';
/// The signs before and after the `id` of a heading, in front of its text.
const HEADING: [char; 2] = ['\x02', '\x03'];

/// Writes a card: address, title, date, kind, summary, topics, authors, then boost and the words
/// the page is also found by, each on a line, then the text. In front of a heading stands its `id`
/// between two signs that occur nowhere else.
#[must_use]
pub fn card(entry: &IndexEntry, page: &AnalysedPage) -> String {
    let also = &page.facts.also;
    let boost = if (entry.boost - 1.0).abs() < 0.001 {
        String::new()
    } else {
        format!("{:.3}", entry.boost)
    };
    let also = if also.is_empty() {
        String::new()
    } else {
        format!("{BETWEEN}{}", also.join(" "))
    };
    let lines = [
        line(&entry.address()),
        line(&entry.title),
        day(entry),
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
        let Some(before) = entry.text.get(from..heading.offset) else {
            continue;
        };
        push_clean(&mut card, before);
        card.push(HEADING[0]);
        card.push_str(&line(&heading.id));
        card.push(HEADING[1]);
        from = heading.offset;
    }
    push_clean(&mut card, &entry.text[from..]);
    card
}

/// Returns the day of an entry as it is shown, or its year, or nothing.
fn day(entry: &IndexEntry) -> String {
    match entry.date {
        None => String::new(),
        Some(date) if entry.only_year => date.year().to_string(),
        Some(date) => date.to_string(),
    }
}

/// Adds a text without the signs that mark headings.
fn push_clean(card: &mut String, text: &str) {
    for part in text.split(HEADING) {
        card.push_str(part);
    }
}

/// Puts a text on one line, without control characters.
pub(super) fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
    {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

fn values(values: &[String]) -> String {
    let lines: Vec<String> = values
        .iter()
        .map(|value| line(value))
        .filter(|value| !value.is_empty())
        .collect();
    lines.join(&BETWEEN.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::UrlPath;
    use crate::search::{EntryHeading, IndexSettings, analyse};

    #[test]
    fn a_card_is_lines_and_a_text_with_marked_headings() {
        let entry = IndexEntry {
            anchor: Some("a".to_owned()),
            headings: vec![EntryHeading {
                offset: 7,
                id: "h".to_owned(),
            }],
            topics: vec![
                "Crisis\ncare".to_owned(),
                " ".to_owned(),
                "Carers".to_owned(),
            ],
            boost: 1.5,
            ..IndexEntry::new(UrlPath::new("/a/"), "Two\twords", "😀é\nHead\x02")
        };
        let page = &analyse([&entry], &IndexSettings::default())[0];
        assert_eq!(
            card(&entry, page),
            "/a/#a\nTwo words\n\npage\n\nCrisis care\tCarers\n\n1.500\n😀é\n\x02h\x03Head"
        );
    }
}
