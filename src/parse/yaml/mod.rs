//! Reading of YAML as people type it. The only user of `serde_yaml` and of saphyr-parser. From: a
//! block of text. To: a tree of values, each with its place, and every fault in plain English.
//!
//! saphyr-parser's events give every name and value its place, and `serde_yaml` decides what a
//! value without quotes is. `serde_yaml` alone would not do: it stops at the first error, and its
//! errors have no place once values are typed. Blocks of plain lines need no parser (`simple`).

mod alike;
mod data;
mod doubtful;
mod fields;
mod invisible;
mod limits;
mod lines;
mod mend;
mod people;
mod reader;
mod simple;
mod slip;
mod slip_in_value;
mod spanned;
mod tree;
mod unknown_names;
mod wording;

pub(crate) use alike::{meant, same_in_other_words};
pub use data::Data;
#[cfg(test)]
pub(in crate::parse) use fields::ASKED;
pub use fields::{Fields, yes_no};
pub use reader::Reader;
pub(in crate::parse) use reader::is_blank;
pub use spanned::Spanned;
pub use tree::{Node, NodeEntry, NodeValue, Scalar};
pub use unknown_names::{NameAdvice, NameChange};
pub(crate) use wording::{either, flow_text, listed};

use crate::base::{Code, Fault, Faults, SourcePath, Span};
use crate::source::TextFile;
use lines::BadLine;
use std::ops::Range;

/// The most bytes of one block of front matter, or of one component.
pub const LARGEST_BLOCK: usize = 64 << 10;
/// The most bytes of a file that is YAML as a whole.
pub const LARGEST_FILE: usize = 1 << 20;

/// Reads a block of YAML of at most `limit` bytes. `place` turns a range of it into a range of the
/// file on disk. An empty block is an empty group.
#[must_use]
pub fn read(
    text: &str,
    file: &SourcePath,
    limit: usize,
    place: &dyn Fn(Range<usize>) -> Range<usize>,
) -> (Option<Node>, Faults) {
    let block = SettingsBlock { text, file, place };
    if let Some(bad) = limits::beyond_limits(text, limit) {
        return (None, Faults::from(block.bad_line(Code::YamlLimit, bad)));
    }
    let mut faults = Faults::new();
    let parsed = match simple::parse(text) {
        Some(node) => Ok((node, Vec::new())),
        None => tree::parse(text).or_else(|error| block.parse_mended(error, &mut faults)),
    };
    match parsed {
        Ok((node, duplicates)) => {
            invisible::report(&node, &block, &mut faults);
            for duplicate in duplicates {
                faults.push(block.set_twice(duplicate));
            }
            for slip in doubtful::doubtful(text, &node) {
                faults.push(slip.into_fault(file, place));
            }
            (Some(node), faults)
        }
        Err(error) => {
            if faults.is_empty() {
                faults.push(block.bad_line(Code::YamlSyntax, not_understood(text, &error)));
            }
            (None, faults)
        }
    }
}

/// A tree and the names that are written twice in it, or the error that kept it from being made.
type ParseResult = Result<(Node, Vec<tree::Duplicate>), tree::SyntaxError>;

/// A block of YAML, and the way to its places on disk.
struct SettingsBlock<'b> {
    text: &'b str,
    file: &'b SourcePath,
    place: &'b dyn Fn(Range<usize>) -> Range<usize>,
}

impl SettingsBlock<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, (self.place)(range))
    }

    /// Makes the fault of a line that cannot be read.
    fn bad_line(&self, code: Code, bad: BadLine) -> Fault {
        Fault::error(code, bad.message)
            .at(self.span(bad.line))
            .help(bad.help)
    }

    /// Makes the fault of a name that is written twice.
    fn set_twice(&self, duplicate: tree::Duplicate) -> Fault {
        let name = &self.text[duplicate.again.clone()];
        Fault::error(Code::DuplicateKey, format!("`{name}` is set twice"))
            .at(self.span(duplicate.again))
            .label(self.span(duplicate.first), "it is set here first")
            .help("keep one of the two lines")
    }

    /// Parses a block that the parser refused with `first`, with its slips mended and without the
    /// lines that stay unreadable.
    fn parse_mended(&self, first: tree::SyntaxError, faults: &mut Faults) -> ParseResult {
        let (patched, found) = mend::mend(self.text);
        let slips: Vec<Range<usize>> = found.iter().map(slip::Slip::range).collect();
        for slip in found {
            faults.push(slip.into_fault(self.file, self.place));
        }
        let parsed = match tree::parse(&patched) {
            Ok(parsed) => Ok(parsed),
            Err(second) => {
                let error = if faults.is_empty() { first } else { second };
                let (parsed, bad_lines) = without_lines(self.text, patched, error, &slips);
                for bad in bad_lines {
                    faults.push(self.bad_line(Code::YamlSyntax, bad));
                }
                parsed
            }
        };
        let (mut node, duplicates) = parsed?;
        node.mark_mended(&slips);
        Ok((node, duplicates))
    }
}

/// Says what is wrong with the line at which a parser gave up.
fn not_understood(text: &str, error: &tree::SyntaxError) -> BadLine {
    if let Some(bad) = lines::indented_start(text) {
        return bad;
    }
    let line = lines::line_of(text, error.at);
    lines::misplaced(text, &line).unwrap_or_else(|| BadLine {
        message: lines::plain(&error.message),
        help: "each line is a name, a colon, a space and a value, such as `title: Spring`; list \
            entries start with two spaces and `- `; put text \
               with special characters in quotes"
            .to_owned(),
        line,
    })
}

/// The most lines of one block that are left out to read the rest.
const LEFT_OUT: usize = 8;

/// Reads a block without the lines that stand where they cannot, so that whatever else is wrong in
/// it is found too. Returns what is wrong with each such line, except where a slip in it is known
/// already.
fn without_lines(
    text: &str,
    mut patched: String,
    mut error: tree::SyntaxError,
    slips: &[Range<usize>],
) -> (ParseResult, Vec<BadLine>) {
    let mut lost: Vec<Range<usize>> = Vec::new();
    let mut bad_lines = Vec::new();
    while lost.len() < LEFT_OUT {
        let bad = not_understood(&patched, &error);
        let line = bad.line.clone();
        let opens_more = ["flow", "quoted scalar", "second block"]
            .iter()
            .any(|part| error.message.contains(part));
        if opens_more || line.is_empty() || patched[line.clone()].starts_with('#') {
            break;
        }
        let start = text[..line.start].rfind('\n').map_or(0, |end| end + 1);
        if !slips
            .iter()
            .any(|slip| start <= slip.start && slip.start < line.end)
        {
            bad_lines.push(bad);
        }
        patched.replace_range(line.clone(), &"#".repeat(line.len()));
        lost.push(line);
        match tree::parse(&patched) {
            Ok((mut node, duplicates)) => {
                for line in &lost {
                    node.add_lost(text, line);
                }
                return (Ok((node, duplicates)), bad_lines);
            }
            Err(next) => error = next,
        }
    }
    // Faults found on the way say little where the rest cannot be read.
    bad_lines.truncate(1);
    (Err(error), bad_lines)
}

/// Reads a file of free data, such as a theme's words.
#[must_use]
pub fn read_data(file: &TextFile) -> (Option<Data>, Faults) {
    let text = super::source_text::SourceText::new(file);
    let (node, faults) = read(text.text(), &file.path, LARGEST_FILE, &|range| {
        text.to_disk(range)
    });
    (node.map(|node| node.data()), faults)
}
