//! The lines `---` around front matter. From: a file's text. To: where its front matter and its
//! body are, and what is wrong with the fences.

use super::source_text::SourceText;
use crate::base::{Code, Fault, Faults, SourcePath, Span};
use std::ops::Range;

/// The two parts of a content file, as ranges of its normal text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Between the fences; `None` without usable fences.
    pub front: Option<Range<usize>>,
    /// After them.
    pub body: Range<usize>,
}

const EXAMPLE: &str = "start the file with three lines: `---`, then `title: The title`, then `---`";

/// Finds the front matter.
#[must_use]
pub fn split(source: &SourceText<'_>, file: &SourcePath) -> (Parts, Faults) {
    let text = source.text();
    let none = |fault: Fault| {
        (
            Parts {
                front: None,
                body: 0..text.len(),
            },
            Faults::from(fault),
        )
    };
    let span = |range: Range<usize>| Span::new(file, source.to_disk(range));
    let lead = text.len() - text.trim_start_matches(['\n', ' ', '\t']).len();
    let lead = text[..lead].rfind('\n').map_or(0, |at| at + 1);
    let first_end = line_end(text, lead);
    let first = text[lead..first_end].trim_end();
    match fence(first) {
        Fence::Yaml => {}
        Fence::Toml => {
            let fault = Fault::error(
                Code::TomlFrontMatter,
                "this file starts with `+++`, which is another program's way of writing settings",
            );
            return none(fault.at(span(lead..first_end)).help(
                "use `---` above and below, and write `title: Spring` instead of `title = \
                 \"Spring\"`",
            ));
        }
        Fence::Dashes => {
            let plain = first.bytes().all(|byte| byte == b'-');
            let why = if plain {
                "it needs three hyphens"
            } else {
                "a word processor turned the three hyphens into dashes"
            };
            let fault = Fault::error(
                Code::MissingFrontMatter,
                format!("the first line is `{first}`: {why}"),
            );
            return none(
                fault
                    .at(span(lead..first_end))
                    .help("type three plain hyphens, `---`, in a text editor"),
            );
        }
        Fence::None => {
            let fault = Fault::error(Code::MissingFrontMatter, "this file does not say its title");
            return none(fault.at(span(lead..first_end)).help(EXAMPLE));
        }
    }
    let front_start = (first_end + 1).min(text.len());
    let mut at = front_start;
    while at < text.len() {
        let end = line_end(text, at);
        if matches!(fence(text[at..end].trim_end()), Fence::Yaml) {
            return (
                Parts {
                    front: Some(front_start..at),
                    body: (end + 1).min(text.len())..text.len(),
                },
                Faults::new(),
            );
        }
        at = end + 1;
    }
    if let Some(dash) = dash_line(text, front_start) {
        let line = &text[dash.clone()];
        let message =
            format!("this line is `{line}`: a word processor turned the three hyphens into a dash");
        let fault = Fault::error(Code::UnclosedFrontMatter, message).at(span(dash.clone()));
        let after = (line_end(text, dash.end) + 1).min(text.len());
        return (
            Parts {
                front: Some(front_start..dash.start),
                body: after..text.len(),
            },
            Faults::from(fault.help("type three plain hyphens, `---`, instead")),
        );
    }
    let belongs = unfenced_end(text, front_start);
    let fault = Fault::error(
        Code::UnclosedFrontMatter,
        "the closing line `---` is missing: the settings at the top of the file never end",
    )
    .at(span(lead..first_end))
    .label(
        span(belongs..line_end(text, belongs)),
        "a line `---` belongs above this one",
    )
    .help("put a line with `---` alone below the last setting");
    (
        Parts {
            front: Some(front_start..belongs),
            body: belongs..text.len(),
        },
        Faults::from(fault),
    )
}

enum Fence {
    Yaml,
    Toml,
    Dashes,
    None,
}

fn fence(line: &str) -> Fence {
    let all =
        |wanted: &[char]| line.chars().count() >= 1 && line.chars().all(|c| wanted.contains(&c));
    if line.len() >= 3 && all(&['-']) {
        Fence::Yaml
    } else if line.len() >= 3 && all(&['+']) {
        Fence::Toml
    } else if all(&['-', '–', '—', '‐', '‑', '―', '_']) && !line.starts_with('_') {
        Fence::Dashes
    } else {
        Fence::None
    }
}

/// A line of dashes among the settings or right below them, where the closing fence belongs.
fn dash_line(text: &str, from: usize) -> Option<Range<usize>> {
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        let written = line.trim();
        if matches!(fence(written), Fence::Dashes) && !written.is_ascii() {
            let start = at + line.find(written).unwrap_or(0);
            return Some(start..start + written.len());
        }
        at += line.len();
    }
    None
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |at| from + at)
}

/// Where settings without a closing fence probably end: the first line that is blank or looks like
/// text.
fn unfenced_end(text: &str, from: usize) -> usize {
    let mut at = from;
    while at < text.len() {
        let end = line_end(text, at);
        let line = &text[at..end];
        let indented = line.starts_with([' ', '\t', '-', '#']);
        let key = line
            .split_once(':')
            .is_some_and(|(key, _)| !key.is_empty() && !key.contains(' '));
        if line.trim().is_empty() || (!indented && !key) || line.starts_with("##") {
            return at;
        }
        at = end + 1;
    }
    text.len()
}
