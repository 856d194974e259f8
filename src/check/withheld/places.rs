//! The places of a content file that readers do not see, and in which a name that is withheld may
//! stand: its byline, comments, settings for editors. Takes the text of a file; gives ranges.

use std::ops::Range;

/// Settings that are not published.
const PRIVATE: [&str; 2] = ["owner", "extra"];

/// Returns the ranges of a content file that are not published.
pub(super) fn private(text: &str) -> Vec<Range<usize>> {
    let mut places = comments(text);
    let mut line_start = 0;
    let mut front = FrontPosition::Before;
    let mut is_byline = false;
    let mut is_private = false;
    for line in text.split_inclusive('\n') {
        let range = line_start..line_start + line.len();
        line_start = range.end;
        let bare = line.trim_start_matches('\u{feff}').trim_end();
        if bare == "---" && front != FrontPosition::Behind {
            front = front.next();
            (is_byline, is_private) = (false, false);
            continue;
        }
        if front == FrontPosition::Before {
            front = FrontPosition::Behind;
        }
        if front == FrontPosition::In {
            if bare.trim_start().starts_with('#') {
                places.push(range);
                continue;
            }
            if !line.starts_with([' ', '\t', '-', '\r', '\n']) {
                let name = bare.split(':').next().unwrap_or_default();
                is_byline = name == "byline";
                is_private = PRIVATE.contains(&name);
            }
        } else if is_byline {
            is_byline = !bare.trim_start().starts_with("```");
        } else {
            let fence = bare.trim_start().trim_start_matches(['`', '~']);
            is_byline = bare.trim_start().starts_with(['`', '~']) && fence.trim() == "byline";
        }
        if is_private {
            places.push(range);
        } else if is_byline {
            places.extend(names_of_byline(line, range.start));
        }
    }
    places
}

/// Where a line stands: before the front matter, in it, or behind it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FrontPosition {
    Before,
    In,
    Behind,
}

impl FrontPosition {
    fn next(self) -> Self {
        match self {
            Self::Before => Self::In,
            Self::In | Self::Behind => Self::Behind,
        }
    }
}

fn comments(text: &str) -> Vec<Range<usize>> {
    let mut comments = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find("<!--").map(|at| from + at) {
        let end = text[start..]
            .find("-->")
            .map_or(text.len(), |at| start + at + 3);
        comments.push(start..end);
        from = end;
    }
    comments
}

/// Returns the values of `name:` and `person:` in a line of a byline.
fn names_of_byline(line: &str, line_start: usize) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    for setting in ["name:", "person:"] {
        for (at, _) in line.match_indices(setting) {
            let before = line[..at].trim_end_matches([' ', '\'', '"']);
            let is_setting = before.is_empty() || before.ends_with(['-', '{', ',', '[', ':']);
            if is_setting {
                let value = at + setting.len();
                let is_flow = line[..at].contains('{');
                let end = line[value..].find(['}', '\n']).filter(|_| is_flow);
                let end = end.map_or(line.len(), |end| value + end);
                places.push(line_start + value..line_start + end);
            }
        }
    }
    places
}
