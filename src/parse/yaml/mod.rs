//! YAML as people type it. The only user of `serde_yaml` and of saphyr-parser. From: a block of
//! text. To: a tree of values, each with its place, and every fault in plain English.
//!
//! saphyr-parser's events give every name and value its place; `serde_yaml` decides what a value
//! without quotes is. Its own errors stop at the first and have no place once values are typed.
//! Blocks of plain lines need no parser (`simple`).

mod fields;
mod simple;
mod syntax;
mod tree;

#[cfg(test)]
pub(in crate::parse) use fields::ASKED;
pub(in crate::parse) use fields::is_blank;
pub use fields::{Fields, Reader, Spanned};
pub(crate) use fields::{either, listed};
pub use tree::{Node, NodeEntry, NodeValue, Scalar};

use crate::base::{Code, Fault, Faults, SourcePath, Span};
use crate::source::TextFile;
use std::ops::Range;

/// Most bytes of one block of front matter, or of one component.
pub const LARGEST_BLOCK: usize = 64 << 10;
/// Most bytes of a file that is YAML as a whole.
pub const LARGEST_FILE: usize = 1 << 20;
/// How deep lists and groups may nest, in brackets or by indentation.
const DEEPEST: usize = 64;

/// Free data: what an owner keeps under `extra:`.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Data {
    /// Nothing.
    #[default]
    Null,
    /// Yes or no.
    Bool(bool),
    /// A number.
    Number(f64),
    /// Words.
    Text(String),
    /// Several values.
    List(Vec<Data>),
    /// Values with names, in the order written.
    Map(Vec<(String, Data)>),
}

/// Reads a block of YAML. `place` turns a range of it into a range of the file on disk. An empty
/// block is an empty group.
#[must_use]
pub fn read(
    text: &str,
    file: &SourcePath,
    limit: usize,
    place: &dyn Fn(Range<usize>) -> Range<usize>,
) -> (Option<Node>, Faults) {
    let at = |code: Code, message: String, range: Range<usize>| {
        Fault::error(code, message).at(Span::new(file, place(range)))
    };
    if let Some((message, range, help)) = beyond_limits(text, limit) {
        return (
            None,
            Faults::from(at(Code::YamlLimit, message, range).help(help)),
        );
    }
    let mut faults: Faults = Faults::new();
    let tree = match simple::parse(text)
        .map_or_else(|| tree::parse(text), |node| Ok((node, Vec::new())))
    {
        Ok(tree) => Ok(tree),
        Err(first) => {
            let (patched, found) = syntax::mend(text);
            let slips: Vec<Range<usize>> = found.iter().map(syntax::Slip::range).collect();
            faults.extend(found.into_iter().map(|fault| fault.into_fault(file, place)));
            let mended =
                tree::parse(&patched).or_else(|second| {
                    let problem = if faults.is_empty() { first } else { second };
                    let (read, found) = without_lines(text, patched, problem, &slips);
                    faults.extend(found.into_iter().map(|(message, help, line)| {
                        at(Code::YamlSyntax, message, line).help(help)
                    }));
                    read
                });
            mended.map(|(mut node, duplicates)| {
                node.mark_mended(&slips);
                (node, duplicates)
            })
        }
    };
    match tree {
        Ok((node, duplicates)) => {
            for duplicate in duplicates {
                let key = &text[duplicate.again.clone()];
                let first = Span::new(file, place(duplicate.first));
                let fault = at(
                    Code::DuplicateKey,
                    format!("`{key}` is set twice"),
                    duplicate.again.clone(),
                );
                faults.push(
                    fault
                        .label(first, "it is set here first")
                        .help("keep one of the two lines"),
                );
            }
            faults.extend(
                syntax::doubtful(text, &node)
                    .into_iter()
                    .map(|fault| fault.into_fault(file, place)),
            );
            (Some(node), faults)
        }
        Err(problem) if faults.is_empty() => {
            let (message, help, line) = not_understood(text, &problem);
            (
                None,
                Faults::from(at(Code::YamlSyntax, message, line).help(help)),
            )
        }
        Err(_) => (None, faults),
    }
}

/// What is wrong with a line, what to do about it, and the line.
type BadLine = (String, String, Range<usize>);
/// A tree and the names that are written twice in it, or why there is none.
type TreeResult = Result<(Node, Vec<tree::Duplicate>), tree::SyntaxError>;

fn not_understood(text: &str, problem: &tree::SyntaxError) -> BadLine {
    syntax::indented_start(text).unwrap_or_else(|| {
        let line = syntax::line_of(text, problem.at);
        let (message, help) = syntax::misplaced(text, &line).unwrap_or_else(|| {
            let help = "each line is `key: value`; list entries start with two spaces and `- `; put text with special characters in quotes";
            (syntax::plain(&problem.message), help.to_owned())
        });
        (message, help, line)
    })
}

/// Lines of one block that are left out to read the rest.
const LEFT_OUT: usize = 8;

/// Reads a block without the lines that stand where they cannot, so that whatever else is wrong in
/// it is found too. Gives what is wrong with each such line that has no slip that is known already.
fn without_lines(
    text: &str,
    mut patched: String,
    mut problem: tree::SyntaxError,
    slips: &[Range<usize>],
) -> (TreeResult, Vec<BadLine>) {
    let mut lost: Vec<Range<usize>> = Vec::new();
    let mut faults = Vec::new();
    while lost.len() < LEFT_OUT {
        let (message, help, line) = not_understood(&patched, &problem);
        let opens_more = ["flow", "quoted scalar", "second block"]
            .iter()
            .any(|part| problem.message.contains(part));
        if opens_more || line.is_empty() || patched[line.clone()].starts_with('#') {
            break;
        }
        let start = text[..line.start].rfind('\n').map_or(0, |end| end + 1);
        if !slips
            .iter()
            .any(|slip| start <= slip.start && slip.start < line.end)
        {
            faults.push((message, help, line.clone()));
        }
        patched.replace_range(line.clone(), &"#".repeat(line.len()));
        lost.push(line);
        match tree::parse(&patched) {
            Ok((mut node, duplicates)) => {
                for line in &lost {
                    node.add_lost(text, line);
                }
                return (Ok((node, duplicates)), faults);
            }
            Err(next) => problem = next,
        }
    }
    // What was found on the way says little when the rest cannot be read.
    (Err(problem), faults.into_iter().take(1).collect())
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

/// What no honest file needs and some parsers need minutes for. One pass, before anything else
/// looks at the text.
fn beyond_limits(text: &str, limit: usize) -> Option<(String, Range<usize>, &'static str)> {
    if text.len() > limit {
        let message = format!(
            "these settings are {} KB long; {} KB is the most",
            text.len().div_ceil(1 << 10),
            limit >> 10
        );
        return Some((
            message,
            0..0,
            "make them shorter; in a page, long text belongs below the closing `---`",
        ));
    }
    if let Some(at) = text.find('\0') {
        return Some((
            "there is an invisible character here that no text has (NUL)".to_owned(),
            at..at + 1,
            "save the file again as plain text",
        ));
    }
    let mut brackets = 0usize;
    let mut line_depth = 0usize;
    let mut at_line_start = true;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' => brackets += 1,
            b']' | b'}' => brackets = brackets.saturating_sub(1),
            b'\n' => (line_depth, at_line_start) = (0, true),
            b'-' | b'?'
                if at_line_start && matches!(text.as_bytes().get(at + 1), Some(b' ' | b'\t')) =>
            {
                line_depth += 1
            }
            b' ' | b'\t' => {}
            _ => at_line_start = false,
        }
        if brackets > DEEPEST || line_depth > DEEPEST {
            return Some((
                "lists are nested too deeply here".to_owned(),
                at..at + 1,
                "write a simple list, one entry a line",
            ));
        }
    }
    let deep = text.lines().scan(0, |at, line| {
        let start = *at;
        *at += line.len() + 1;
        Some((
            start,
            line.len() - line.trim_start_matches(' ').len(),
            line.len(),
        ))
    });
    deep.into_iter()
        .find(|(_, indent, length)| *indent > DEEPEST * 8 && length > indent)
        .map(|(start, indent, _)| {
            (
                format!("this line is indented by {indent} spaces"),
                start..start + indent,
                "indent list entries by two spaces",
            )
        })
}
