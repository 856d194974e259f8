//! Lines `---` around front matter. From: a file's text. To: where its front matter and its body
//! are, and what is wrong with the fences.

use super::source_text::SourceText;
use crate::base::{Code, Fault, Faults, SourcePath, Span};
use std::ops::Range;

/// The two parts of a content file, as ranges of its normal text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The front matter between the fences; `None` without usable fences.
    pub front: Option<Range<usize>>,
    /// The body after the fences.
    pub body: Range<usize>,
}

const EXAMPLE: &str = "start the file with three lines: `---`, then `title: The title`, then `---`";

/// Finds the front matter.
#[must_use]
pub fn split(source: &SourceText<'_>, file: &SourcePath) -> (Parts, Faults) {
    let text = source.text();
    let splitter = Splitter { source, file, text };
    let lead = text.len() - text.trim_start_matches(['\n', ' ', '\t']).len();
    let lead = text[..lead].rfind('\n').map_or(0, |at| at + 1);
    let first = lead..line_end(text, lead);
    let mut faults = Faults::new();
    let parts = if splitter.is_opening_fence(first.clone(), &mut faults) {
        let front_start = (first.end + 1).min(text.len());
        match closing_fence(text, front_start) {
            Some(closing) => splitter.parts(front_start, &closing),
            None => splitter.split_unclosed(first, front_start, &mut faults),
        }
    } else {
        Parts {
            front: None,
            body: 0..text.len(),
        }
    };
    (parts, faults)
}

/// A file that is being split.
struct Splitter<'s> {
    source: &'s SourceText<'s>,
    file: &'s SourcePath,
    text: &'s str,
}

impl Splitter<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.source.to_disk(range))
    }

    /// Returns the parts before and after the closing fence.
    fn parts(&self, front_start: usize, closing: &Range<usize>) -> Parts {
        let body_start = (line_end(self.text, closing.end) + 1).min(self.text.len());
        Parts {
            front: Some(front_start..closing.start),
            body: body_start..self.text.len(),
        }
    }

    /// Tells whether front matter starts with the first line, and reports what is wrong with it
    /// otherwise.
    fn is_opening_fence(&self, line: Range<usize>, faults: &mut Faults) -> bool {
        let first = self.text[line.clone()].trim_end();
        let (code, message, help) = match fence(first) {
            Fence::Yaml => return true,
            Fence::Foreign(help) => (
                Code::TomlFrontMatter,
                format!(
                    "this file starts with `{first}`, which is another program's way of writing \
                     settings"
                ),
                help,
            ),
            Fence::None if is_setting(first) => (
                Code::MissingFrontMatter,
                "this file starts with settings that have no line `---` around them".to_owned(),
                "write `---` on a line of its own above the first setting, and another one below \
                 the last; names are in small letters: `title: Spring`",
            ),
            Fence::Dashes => {
                let why = if first.bytes().all(|byte| byte == b'-') {
                    "it needs three hyphens"
                } else {
                    "a word processor turned the three hyphens into dashes"
                };
                (
                    Code::MissingFrontMatter,
                    format!("the first line is `{first}`: {why}"),
                    "type three plain hyphens, `---`, in a text editor",
                )
            }
            Fence::None => (
                Code::MissingFrontMatter,
                "this file does not say its title".to_owned(),
                EXAMPLE,
            ),
        };
        faults.push(Fault::error(code, message).at(self.span(line)).help(help));
        false
    }

    /// Splits a file whose front matter is never closed, where it probably ends. `first` is the
    /// opening fence.
    fn split_unclosed(
        &self,
        first: Range<usize>,
        front_start: usize,
        faults: &mut Faults,
    ) -> Parts {
        let text = self.text;
        if let Some(dash) = dash_line(text, front_start) {
            let message = format!(
                "this line is `{}`: a word processor turned the three hyphens into a dash",
                &text[dash.clone()]
            );
            let fault = Fault::error(Code::UnclosedFrontMatter, message)
                .at(self.span(dash.clone()))
                .help("type three plain hyphens, `---`, instead");
            faults.push(fault);
            return self.parts(front_start, &dash);
        }
        let end = unfenced_end(text, front_start);
        let fault = Fault::error(
            Code::UnclosedFrontMatter,
            "the closing line `---` is missing: the settings at the top of the file never end",
        )
        .at(self.span(first))
        .label(
            self.span(end..line_end(text, end)),
            "a line `---` belongs above this one",
        )
        .help("put a line with `---` alone below the last setting");
        faults.push(fault);
        Parts {
            front: Some(front_start..end),
            body: end..text.len(),
        }
    }
}

/// Returns the line that closes front matter which starts at `from`.
fn closing_fence(text: &str, from: usize) -> Option<Range<usize>> {
    let mut at = from;
    while at < text.len() {
        let end = line_end(text, at);
        if matches!(fence(text[at..end].trim_end()), Fence::Yaml) {
            return Some(at..end);
        }
        at = end + 1;
    }
    None
}

/// The sorts of lines that may be fences.
enum Fence {
    /// Three or more hyphens.
    Yaml,
    /// The first line of settings as other programs write them, and what to write instead.
    Foreign(&'static str),
    /// Dashes that are probably meant as hyphens, or too few hyphens.
    Dashes,
    /// No fence.
    None,
}

/// What to write in the place of settings in TOML.
const TOML: &str =
    "use `---` above and below, and write `title: Spring` instead of `title = \"Spring\"`";

/// What to write in the place of settings in JSON.
const JSON: &str = "use `---` above and below, and write `title: Spring` instead of `\"title\": \
                    \"Spring\",`";

/// Reports whether a line is a setting that every page has, as other programs begin a page with it.
fn is_setting(line: &str) -> bool {
    let name = line
        .split_once(": ")
        .map(|(name, _)| name.to_ascii_lowercase());
    name.is_some_and(|name| matches!(name.as_str(), "title" | "date" | "slug" | "author"))
}

fn fence(line: &str) -> Fence {
    if line.len() >= 3 && consists_of(line, &['-']) {
        Fence::Yaml
    } else if line.len() >= 3 && consists_of(line, &['+']) {
        Fence::Foreign(TOML)
    } else if let Some(language) = line.strip_prefix("---").map(str::trim)
        && matches!(
            language,
            "toml" | "json" | "js" | "javascript" | "yaml" | "yml"
        )
    {
        match language {
            "toml" => Fence::Foreign(TOML),
            "yaml" | "yml" => Fence::Foreign("write `---` alone on this line"),
            _ => Fence::Foreign(JSON),
        }
    } else if line == ";;;" || line == "{" || line.starts_with("{\"") {
        Fence::Foreign(JSON)
    } else if consists_of(line, &['-', '–', '—', '‐', '‑', '―', '_']) && !line.starts_with('_')
    {
        Fence::Dashes
    } else {
        Fence::None
    }
}

fn consists_of(line: &str, wanted: &[char]) -> bool {
    !line.is_empty() && line.chars().all(|c| wanted.contains(&c))
}

/// Returns a line of dashes among the settings or right below them, where the closing fence
/// belongs.
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

/// Returns the end of the line in which `from` lies.
fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |at| from + at)
}

/// Returns where settings without a closing fence probably end: the first line that is blank or
/// looks like text.
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
