//! Reads one block of a BibTeX file.
//!
//! This module takes a block and gives its fields as LaTeX source, each with its place and with
//! abbreviations put in; or what is wrong with the block, in plain words.

use super::split::BibtexBlock;
use super::syntax::{self, SlipAt, SyntaxSlip, ValuePiece};
use std::collections::BTreeMap;
use std::ops::Range;

/// The most bytes that a field may have once its abbreviations are put in; `a = b # b` over and
/// over would fill the memory.
const LARGEST_FIELD: usize = 1 << 20;

/// The text that abbreviations and other entries may still add to the entries of a file, in bytes.
/// One long abbreviation in each of many entries would fill the memory, too.
#[derive(Debug)]
pub(super) struct AddedText {
    left: usize,
}

impl AddedText {
    /// The most that a file may have added to it.
    pub(super) const fn of_file() -> Self {
        Self { left: 16 << 20 }
    }

    /// Takes away what is added. Returns whether so much may be added.
    pub(super) fn take(&mut self, bytes: usize) -> bool {
        let is_enough = bytes <= self.left;
        if is_enough {
            self.left -= bytes;
        }
        is_enough
    }
}

/// An entry as written.
#[derive(Clone, Debug)]
pub(super) struct RawEntry {
    /// The type, in lower case.
    pub(super) kind: String,
    /// The key; empty where none is written.
    pub(super) key: String,
    /// The place of the whole entry.
    pub(super) range: Range<usize>,
    /// The fields by their names in lower case. A field that is written twice counts as it is first
    /// written, as in BibTeX.
    pub(super) fields: BTreeMap<String, RawField>,
    /// The abbreviations that nobody defines, with the places where they are used.
    pub(super) undefined: Vec<(String, Range<usize>)>,
    /// The names and places of values that differ from an earlier value of the same field.
    pub(super) doubled: Vec<(String, Range<usize>)>,
    /// The place of the key, if a comma is missing after it.
    pub(super) no_comma: Option<Range<usize>>,
}

/// A field as written.
#[derive(Clone, Debug)]
pub(super) struct RawField {
    /// The LaTeX source, with abbreviations put in.
    pub(super) source: String,
    /// The place of the value.
    pub(super) range: Range<usize>,
}

/// The reason why a block cannot be read.
pub(super) struct MalformedBlock {
    /// What is wrong.
    pub(super) message: &'static str,
    /// What to write instead.
    pub(super) help: &'static str,
    /// The place where reading stopped.
    pub(super) range: Range<usize>,
}

/// The words that abbreviations stand for, by their names in lower case.
pub(super) type Strings = BTreeMap<String, String>;

/// Reads a block of abbreviations into `strings`.
pub(super) fn read_strings(
    block: &BibtexBlock<'_>,
    strings: &mut Strings,
    added: &mut AddedText,
) -> Result<(), MalformedBlock> {
    let fields = syntax::strings(&block.text).map_err(|slip| malformed(slip, block))?;
    for field in fields {
        let source = joined(&field.pieces, strings, added, |_, _| {})
            .ok_or_else(|| too_much_text(block.range.clone()))?;
        strings.insert(field.name.to_lowercase(), source);
    }
    Ok(())
}

/// Reads an entry.
pub(super) fn read(
    block: &BibtexBlock<'_>,
    strings: &Strings,
    allowance: &mut AddedText,
) -> Result<RawEntry, MalformedBlock> {
    let entry = syntax::entry(&block.text).map_err(|slip| malformed(slip, block))?;
    let on_disk =
        |range: &Range<usize>| block.range.start + range.start..block.range.start + range.end;
    let mut fields: BTreeMap<String, RawField> = BTreeMap::new();
    let (mut undefined, mut doubled) = (Vec::new(), Vec::new());
    for field in &entry.fields {
        let range = on_disk(&field.range);
        let source = joined(&field.pieces, strings, allowance, |name, range| {
            undefined.push((name.to_owned(), on_disk(range)));
        });
        let source = source.ok_or_else(|| too_much_text(range.clone()))?;
        let name = field.name.to_lowercase();
        match fields.get(&name) {
            Some(first) if first.source.trim() == source.trim() || source.trim().is_empty() => {}
            Some(first) if !first.source.trim().is_empty() => doubled.push((name, range)),
            _ => {
                fields.insert(name, RawField { source, range });
            }
        }
    }
    let key = &block.text[entry.key.clone()];
    Ok(RawEntry {
        kind: entry.kind.to_lowercase(),
        key: key.to_owned(),
        range: block.range.clone(),
        fields,
        undefined,
        doubled,
        no_comma: (entry.lacks_comma && !key.is_empty()).then(|| on_disk(&entry.key)),
    })
}

/// Joins the pieces of a value such as `"a" # b # {c}`, and calls `undefined` for each abbreviation
/// that nobody defines. Returns `None` where they stand for more text than `added` allows.
fn joined(
    pieces: &[ValuePiece<'_>],
    strings: &Strings,
    added: &mut AddedText,
    mut undefined: impl FnMut(&str, &Range<usize>),
) -> Option<String> {
    let mut source = String::new();
    for piece in pieces {
        let text = match piece {
            ValuePiece::Words(text) => text,
            ValuePiece::Abbreviation(name, range) => {
                let lower = name.to_lowercase();
                if let Some(text) = strings
                    .get(&lower)
                    .map(String::as_str)
                    .or_else(|| month(&lower))
                {
                    if !added.take(text.len()) {
                        return None;
                    }
                    text
                } else {
                    undefined(name, range);
                    name
                }
            }
        };
        if source.len() + text.len() > LARGEST_FIELD {
            return None;
        }
        source.push_str(text);
    }
    Some(source)
}

/// Makes the reason for a value whose abbreviations stand for too much text.
fn too_much_text(range: Range<usize>) -> MalformedBlock {
    MalformedBlock {
        message: "the abbreviations of this value stand for too much text",
        help: "write the words out, and look for an `@string` that repeats another one",
        range,
    }
}

/// Returns the name of a month by the abbreviation that every BibTeX style defines.
fn month(name: &str) -> Option<&'static str> {
    const MONTHS: [(&str, &str); 12] = [
        ("jan", "January"),
        ("feb", "February"),
        ("mar", "March"),
        ("apr", "April"),
        ("may", "May"),
        ("jun", "June"),
        ("jul", "July"),
        ("aug", "August"),
        ("sep", "September"),
        ("oct", "October"),
        ("nov", "November"),
        ("dec", "December"),
    ];
    MONTHS
        .iter()
        .find(|(short, _)| *short == name)
        .map(|(_, long)| *long)
}

/// An entry as it should look.
const EXAMPLE: &str = "an entry looks like `@article{key, title = {…}, …}`";

/// Says in plain words what is wrong with a block.
fn malformed((slip, at): SlipAt, block: &BibtexBlock<'_>) -> MalformedBlock {
    let at = (block.range.start + at).min(block.range.end);
    let (message, help) = match slip {
        SyntaxSlip::Comma => (
            "a comma is missing before this",
            concat!(
                "put a comma after every field: `title = {…},`; ",
                "inside a title in quotes write {\"} for a quotation mark"
            ),
        ),
        SyntaxSlip::Equals => (
            "an `=` is missing here",
            "a field is written `name = {words},`; a key holds no spaces and ends with a comma",
        ),
        SyntaxSlip::FieldName => (
            "the name of a field is expected here",
            "a field is written `name = {words},`",
        ),
        SyntaxSlip::Words => (
            "the words of a field are missing here, or have no end",
            "put the words of every field in braces: `name = {words},`",
        ),
        SyntaxSlip::Sense => ("this is not understood", EXAMPLE),
    };
    MalformedBlock {
        message,
        help,
        range: at..at,
    }
}

#[cfg(test)]
mod tests {
    use super::super::split::split;
    use super::*;

    /// Reads the first entry of a text.
    fn first(text: &str, strings: &Strings) -> Result<RawEntry, String> {
        read(&split(text).0[0], strings, &mut AddedText::of_file())
            .map_err(|malformed| malformed.message.to_owned())
    }

    #[test]
    fn fields_know_their_places_even_without_a_key() {
        let text = "text @Misc{ title = {One}, Year = 1999 }";
        let entry = first(text, &Strings::new()).expect("an entry");
        assert_eq!((entry.kind.as_str(), entry.key.as_str()), ("misc", ""));
        assert_eq!(&text[entry.fields["title"].range.clone()], "{One}");
        assert_eq!(&text[entry.fields["year"].range.clone()], "1999");
    }

    #[test]
    fn a_comma_missing_after_the_key_is_seen() {
        let text = "@book{smith\n title = {One}}";
        let entry = first(text, &Strings::new()).expect("an entry");
        assert_eq!(
            (entry.key.as_str(), entry.no_comma.map(|range| &text[range])),
            ("smith", Some("smith"))
        );
        assert_eq!(&text[entry.fields["title"].range.clone()], "{One}");
    }

    #[test]
    fn abbreviations_are_put_in_and_unknown_ones_stand_for_themselves() {
        let mut strings = Strings::new();
        for block in &split("@string{bmj = \"BMJ\"} @string{Two = bmj # { } # bmj}").0 {
            assert!(read_strings(block, &mut strings, &mut AddedText::of_file()).is_ok());
        }
        let entry = first(
            "@article{a, journal = TWO, month = \"1~\" # jan, series = nope}",
            &strings,
        )
        .expect("an entry");
        assert_eq!(entry.fields["journal"].source, "BMJ BMJ");
        assert_eq!(entry.fields["month"].source, "1~January");
        assert_eq!(entry.fields["series"].source, "nope");
        assert_eq!(entry.undefined[0].0, "nope");
    }

    #[test]
    fn abbreviations_that_double_over_and_over_stay_small() {
        let mut text = "@string{a0 = \"xxxxxxxxxx\"}".to_owned();
        for at in 0..100 {
            text = format!("{text}@string{{a{} = a{at} # a{at}}}", at + 1);
        }
        let mut strings = Strings::new();
        let mut added = AddedText::of_file();
        let refused = (split(&text).0.iter())
            .filter(|block| read_strings(block, &mut strings, &mut added).is_err())
            .count();
        assert!(refused > 0);
        assert!(strings.values().map(String::len).sum::<usize>() < 64 << 20);
        let me = &split("@string{me = me}").0[0];
        assert!(read_strings(me, &mut strings, &mut added).is_ok());
    }

    #[test]
    fn what_is_wrong_is_said_plainly_and_where() {
        let text = "@article{a,\n title = {x}\n year = 2014\n}";
        let block = &split(text).0[0];
        let fault = read(block, &Strings::new(), &mut AddedText::of_file()).expect_err("a fault");
        assert!(fault.message.contains("comma is missing"));
        assert_eq!(text[..fault.range.start].matches('\n').count(), 2);
    }
}
