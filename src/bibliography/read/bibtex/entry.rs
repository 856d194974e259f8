//! One block of a BibTeX file, through the biblatex crate's reader of raw syntax. From: a block.
//! To: its fields as LaTeX source, each with its place; or what is wrong with it, in plain words.
//!
//! The crate resolves abbreviations, cross-references and LaTeX too, but the first fault anywhere
//! ends all of it, and names that refer to themselves end the program. So only its syntax is used,
//! one block at a time.

use super::split::BibtexBlock;
use biblatex::{ParseError, ParseErrorKind, RawBibliography, RawChunk, Token};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// Most bytes of a field with its abbreviations put in: `a = b # b` over and over would fill the
/// memory.
const LARGEST_FIELD: usize = 1 << 20;

/// An entry as written.
#[derive(Clone, Debug)]
pub(super) struct RawEntry {
    /// Its type in lower case.
    pub(super) kind: String,
    /// Its key; empty where none is written.
    pub(super) key: String,
    /// All of it.
    pub(super) range: Range<usize>,
    /// Its fields by name in lower case. Of a field that is written twice, the first, as in BibTeX.
    pub(super) fields: BTreeMap<String, RawField>,
    /// Abbreviations that nobody defined, and where they are used.
    pub(super) undefined: Vec<(String, Range<usize>)>,
    /// Where a comma is missing after the key.
    pub(super) no_comma: Option<Range<usize>>,
}

/// A field as written.
#[derive(Clone, Debug)]
pub(super) struct RawField {
    /// LaTeX, abbreviations put in.
    pub(super) source: String,
    pub(super) range: Range<usize>,
}

/// What is wrong with a block.
pub(super) struct MalformedBlock {
    pub(super) message: String,
    pub(super) help: &'static str,
    pub(super) range: Range<usize>,
}

/// Abbreviations by name in lower case.
pub(super) type Strings = BTreeMap<String, String>;

/// Reads a block of abbreviations into `strings`.
pub(super) fn read_strings(
    block: &BibtexBlock<'_>,
    strings: &mut Strings,
) -> Result<(), MalformedBlock> {
    let raw = RawBibliography::parse(&block.text).map_err(|error| fault(&error, block, 0))?;
    for pair in raw.abbreviations {
        let source = joined(&pair.value.v, strings, |_, _| {});
        strings.insert(pair.key.v.to_lowercase(), source);
    }
    Ok(())
}

/// Reads an entry.
pub(super) fn read(block: &BibtexBlock<'_>, strings: &Strings) -> Result<RawEntry, MalformedBlock> {
    let (text, added) = with_key(&block.text);
    let place = |range: &Range<usize>| {
        let at = |offset: usize| {
            block.range.start + offset - usize::from(added.is_some_and(|added| offset > added))
        };
        at(range.start)..at(range.end)
    };
    let raw = RawBibliography::parse(&text)
        .map_err(|error| fault(&error, block, usize::from(added.is_some())))?;
    let Some(entry) = raw.entries.into_iter().next().map(|entry| entry.v) else {
        return Err(MalformedBlock {
            message: "this is no entry".to_owned(),
            help: "an entry looks like `@article{key, title = {…}, …}`",
            range: block.range.clone(),
        });
    };
    let mut fields = BTreeMap::new();
    let mut undefined = Vec::new();
    for pair in &entry.fields {
        let source = joined(&pair.value.v, strings, |name, range| {
            undefined.push((name.to_owned(), place(range)));
        });
        let mut range = place(&pair.value.span);
        // The crate counts the white space after a number or an abbreviation in.
        let trailing = block
            .text
            .get(range.start - block.range.start..range.end - block.range.start)
            .map_or(0, |raw| raw.len() - raw.trim_end().len());
        range.end -= trailing;
        let field = RawField { source, range };
        fields.entry(pair.key.v.to_lowercase()).or_insert(field);
    }
    let no_comma = added
        .filter(|_| !entry.key.v.is_empty())
        .map(|at| block.range.start + at - entry.key.v.len()..block.range.start + at);
    let (kind, key) = (entry.kind.v.to_lowercase(), entry.key.v.to_owned());
    Ok(RawEntry {
        kind,
        key,
        range: block.range.clone(),
        fields,
        undefined,
        no_comma,
    })
}

/// The comma after the key, where it is missing: `@book{ title = …` gets an empty key, `@book{smith
/// title = …` gets its own. Says where the comma was put.
fn with_key(text: &str) -> (Cow<'_, str>, Option<usize>) {
    let open = text.find('{').map_or(0, |at| at + 1);
    let Some(equals) = text[open..]
        .find([',', '=', '}', '{', '"'])
        .filter(|at| text.as_bytes()[open + at] == b'=')
    else {
        return (Cow::Borrowed(text), None);
    };
    let before = &text[open..open + equals];
    let key = before.trim_start();
    let at = match key.trim_end().find(char::is_whitespace) {
        Some(end) => open + (before.len() - key.len()) + end,
        None => open,
    };
    (
        Cow::Owned(format!("{},{}", &text[..at], &text[at..])),
        Some(at),
    )
}

/// The pieces of a field in one: `"a" # b # {c}`.
fn joined(
    pieces: &[biblatex::Spanned<RawChunk<'_>>],
    strings: &Strings,
    mut undefined: impl FnMut(&str, &Range<usize>),
) -> String {
    let mut source = String::new();
    for piece in pieces {
        let text = match piece.v {
            RawChunk::Normal(text) => text,
            RawChunk::Abbreviation(name) => {
                let lower = name.to_lowercase();
                if let Some(text) = strings
                    .get(&lower)
                    .map(String::as_str)
                    .or_else(|| month(&lower))
                {
                    text
                } else {
                    undefined(name, &piece.span);
                    name
                }
            }
        };
        if source.len() + text.len() <= LARGEST_FIELD {
            source.push_str(text);
        }
    }
    source
}

/// The months, which every BibTeX style defines.
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

fn fault(error: &ParseError, block: &BibtexBlock<'_>, shift: usize) -> MalformedBlock {
    let at = (block.range.start + error.span.start.saturating_sub(shift)).min(block.range.end);
    let (message, help) = match &error.kind {
        ParseErrorKind::Expected(Token::Comma) => (
            "a comma is missing before this",
            "put a comma after every field: `title = {…},`; inside a title in quotes write {\"} \
             for a quotation mark",
        ),
        ParseErrorKind::Expected(Token::Equals) => (
            "an `=` is missing here",
            "a field is written `name = {words},`; a key holds no spaces and ends with a comma",
        ),
        ParseErrorKind::Expected(Token::Identifier) => (
            "the name of a field is expected here",
            "a field is written `name = {words},`",
        ),
        ParseErrorKind::UnexpectedEof => (
            "the words of a field are missing here, or have no end",
            "put the words of every field in braces: `name = {words},`",
        ),
        _ => (
            "this is not understood",
            "an entry looks like `@article{key, title = {…}, …}`",
        ),
    };
    MalformedBlock {
        message: message.to_owned(),
        help,
        range: at..at,
    }
}

#[cfg(test)]
mod tests {
    use super::super::split::split;
    use super::*;

    fn first(text: &str, strings: &Strings) -> Result<RawEntry, String> {
        read(&split(text).0[0], strings).map_err(|fault| fault.message)
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
            assert!(read_strings(block, &mut strings).is_ok());
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
        for block in &split(&text).0 {
            assert!(read_strings(block, &mut strings).is_ok());
        }
        assert!(strings.values().map(String::len).sum::<usize>() < 64 << 20);
        assert!(read_strings(&split("@string{me = me}").0[0], &mut strings).is_ok());
    }

    #[test]
    fn what_is_wrong_is_said_plainly_and_where() {
        let text = "@article{a,\n title = {x}\n year = 2014\n}";
        let fault = read(&split(text).0[0], &Strings::new()).expect_err("a fault");
        assert!(fault.message.contains("comma is missing"));
        assert_eq!(text[..fault.range.start].matches('\n').count(), 2);
    }
}
