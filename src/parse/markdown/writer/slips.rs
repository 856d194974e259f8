//! Slips in links, pictures and comments that make markdown take them for text. From: what is shown
//! as text. To: faults that say what to type instead. What stands in code, or behind a backslash,
//! is meant.

use super::HtmlWriter;
use crate::base::{Code, Fault};
use std::ops::Range;

/// The most findings of one body: a text that is full of brackets is no text with a slip in it.
const MOST: usize = 100;
/// The number of bytes that are looked at before and after a bracket.
const WINDOW: usize = 300;

impl HtmlWriter<'_, '_> {
    /// Notes a piece of text. The parser gives brackets piece by piece, so pieces that touch are
    /// looked at as one.
    pub(super) fn run_on(&mut self, range: &Range<usize>) {
        if self.picture.is_some() {
            return;
        }
        if self.run.end == range.start && !self.run.is_empty() {
            self.run.end = range.end;
            return;
        }
        self.end_run();
        self.run = range.clone();
    }

    /// Reports slips in the text that was noted.
    pub(super) fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        let Some(text) = self.source.get(run.clone()) else {
            return;
        };
        if memchr::memchr3(b']', b'<', b'[', text.as_bytes()).is_none() {
            return;
        }
        let shown = text
            .match_indices("<!--")
            .map(|(at, _)| run.start + at)
            .find(|at| !self.source[..*at].ends_with('\\'));
        if let Some(start) = shown {
            let end = self.source[start..run.end]
                .find('\n')
                .map_or(run.end, |line| start + line);
            self.build.fault(shown_comment(), (self.place)(start..end));
        }
        if self.slips >= MOST {
            return;
        }
        let found = find(self.source, run);
        self.slips += found.len();
        for (fault, range) in found {
            self.build.fault(fault, (self.place)(range));
        }
    }
}

/// Finds slips in a piece of `source` that is shown as text.
fn find(source: &str, run: Range<usize>) -> Vec<(Fault, Range<usize>)> {
    let text = &source[run.clone()];
    let reach = source.floor_char_boundary(run.end + WINDOW);
    let line_end = source[run.end..reach]
        .find('\n')
        .map_or(reach, |at| run.end + at);
    let mut found = Vec::new();
    let mut done = run.start;
    for (at, sign) in text.match_indices([']', ')', '<']) {
        let at = run.start + at;
        if at < done || source[..at].ends_with('\\') {
            continue;
        }
        let shown = &source[at + 1..run.end];
        let after = &source[at + 1..line_end];
        let slip = match sign {
            "]" if shown.starts_with('(') => address(source, at, &after[1..]),
            "]" if shown.starts_with(" (") => apart(source, at, &after[2..]),
            "]" if shown.starts_with('[') => label(source, at, &after[1..]),
            ")" if shown.starts_with('[') => reversed(source, at, &after[1..]),
            "<" => pointed(at, after),
            _ => None,
        };
        if let Some((fault, range)) = slip {
            done = range.end;
            found.push((fault, range));
            if found.len() == MOST {
                break;
            }
        }
    }
    found
}

/// Makes the fault of a comment that is shown as text. A comment that begins in a paragraph ends
/// with it, and without its end it is text. Nobody means to publish that.
fn shown_comment() -> Fault {
    Fault::error(
        Code::UnsafeHtml,
        "this comment would be on the page for everybody to read: nothing ends it in its own \
         paragraph",
    )
    .help(
        "write `-->` before the next empty line, or begin the comment on a line of its own, with \
         an empty line above",
    )
}

/// Finds `[words](address`, which is no link for a reason that shows in the address.
fn address(source: &str, at: usize, after: &str) -> Option<(Fault, Range<usize>)> {
    let (start, lead) = opening(source, at).unwrap_or((at, "[…]"));
    if source[..start].ends_with('\\') {
        return None;
    }
    let what = link_or_picture(lead);
    let (inside, closed) = match end_before(after, ')', '(') {
        Some(end) => (&after[..end], true),
        None => (after.split_whitespace().next().unwrap_or_default(), false),
    };
    let end = at + 2 + inside.len() + usize::from(closed);
    let written = inside.trim();
    let curly = ['“', '”', '„', '‘', '’'];
    let (why, help) = if !closed {
        let address = written.trim_end_matches(['.', ',', ';']);
        (
            "its closing `)` is missing",
            format!("write `{}`", joined(lead, address)),
        )
    } else if written.contains(curly) {
        let straight = written.replace(curly, "\"");
        (
            "its title stands in a word processor's quotes",
            format!("write `{}` with straight quotes", joined(lead, &straight)),
        )
    } else if written.contains(char::is_whitespace) && !written.contains(['"', '<', '>']) {
        let encoded = written.split_whitespace().collect::<Vec<_>>().join("%20");
        let help = format!(
            "write `{}`, or put the address in pointed brackets: `<{}>`",
            joined(lead, &encoded),
            short(written)
        );
        ("there is a space in its address", help)
    } else {
        (
            "something in it is not typed as it should be",
            "write the words in square brackets and the address right behind them in round ones: \
             `[our team](team.md)`"
                .to_owned(),
        )
    };
    Some((as_text(what, why).help(help), start..end))
}

/// Finds `[words] (address)`.
fn apart(source: &str, at: usize, after: &str) -> Option<(Fault, Range<usize>)> {
    let inside = &near(after)[..near(after).find(')')?];
    let (start, lead) = opening(source, at)?;
    let what = link_or_picture(lead);
    is_address(inside).then(|| {
        let help = format!("write `{}`, without the space", joined(lead, inside));
        (
            as_text(what, "there is a space between its brackets").help(help),
            start..at + 4 + inside.len(),
        )
    })
}

/// Finds `(address)[words]`.
fn reversed(source: &str, at: usize, after: &str) -> Option<(Fault, Range<usize>)> {
    let words = &near(after)[..near(after).find(']')?];
    let from = source.ceil_char_boundary(at.saturating_sub(WINDOW));
    let start = from + source[from..at].rfind('(')?;
    let inside = &source[start + 1..at];
    is_address(inside).then(|| {
        let help = format!("write `{}`", joined(&format!("[{words}]"), inside));
        (
            as_text("link", "its brackets are the wrong way round").help(help),
            start..at + 3 + words.len(),
        )
    })
}

/// Finds `[words][label]` with a label that is said nowhere.
fn label(source: &str, at: usize, after: &str) -> Option<(Fault, Range<usize>)> {
    let name = &near(after)[..near(after).find(']')?];
    let (start, lead) = opening(source, at)?;
    let words = lead.trim_start_matches(['!', '[']);
    let follows_word = source[..start].ends_with(char::is_alphanumeric);
    let is_label =
        !name.trim().is_empty() && !name.starts_with(['^', '@']) && !words.starts_with(['^', '@']);
    (is_label && !follows_word && words.starts_with(char::is_alphabetic)).then(|| {
        let what = link_or_picture(lead);
        let why = format!(
            "there is no line `[{}]: …` that says where it leads",
            short(name)
        );
        let help = format!(
            "write the address in round brackets: `{}`",
            joined(lead, "address")
        );
        (as_text(what, &why).help(help), start..at + 3 + name.len())
    })
}

/// Finds `<address>` without `https:`.
fn pointed(at: usize, after: &str) -> Option<(Fault, Range<usize>)> {
    let inside = &after[..end_before(near(after), '>', '<')?];
    (is_address(inside) && !inside.starts_with(['/', '.']) && !inside.contains(':')).then(|| {
        let help = if inside.starts_with("www.") {
            format!("write `<https://{inside}>`")
        } else {
            format!(
                "write the words of the link and its address: `[words]({})`",
                short(inside)
            )
        };
        (
            as_text("link", "only whole addresses work in pointed brackets").help(help),
            at..at + 2 + inside.len(),
        )
    })
}

/// Returns the beginning of what follows a bracket, as far as it is looked at.
fn near(after: &str) -> &str {
    &after[..after.floor_char_boundary(WINDOW)]
}

/// Returns the offset of the first `end`, unless another sign stands before it: then the text up to
/// there belongs to the sign that follows.
fn end_before(text: &str, end: char, other: char) -> Option<usize> {
    let at = text.find([end, other])?;
    text[at..].starts_with(end).then_some(at)
}

/// Makes the fault of a link or a picture that is shown as text.
fn as_text(what: &str, why: &str) -> Fault {
    Fault::warning(
        Code::BrokenLink,
        format!("this {what} is shown as it is typed: {why}"),
    )
}

/// Returns the square bracket that the one at `end` closes, and the text from it on, `!` included.
fn opening(source: &str, end: usize) -> Option<(usize, &str)> {
    let from = source.ceil_char_boundary(end.saturating_sub(WINDOW));
    let from = source[from..end]
        .rfind("\n\n")
        .map_or(from, |at| from + at + 2);
    let mut open = 0usize;
    for (at, bracket) in source[from..end].rmatch_indices(['[', ']']) {
        match (bracket, open) {
            ("]", _) => open += 1,
            (_, 0) => {
                let at = from + at;
                let start = if source[..at].ends_with('!') {
                    at - 1
                } else {
                    at
                };
                return Some((start, &source[start..=end]));
            }
            _ => open -= 1,
        }
    }
    None
}

/// Tells whether something looks like the address of a page, a file or a website: `contact.md`,
/// `../a/`, `https://…`, `#place`.
fn is_address(text: &str) -> bool {
    let path = text.split(['#', '?']).next().unwrap_or_default();
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let has_ending = (1..=5).contains(&ending.len())
        && ending.starts_with(|c: char| c.is_ascii_alphabetic())
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && path.len() > ending.len() + 1;
    let starts = [
        "https://", "http://", "www.", "mailto:", "/", "./", "../", "#",
    ]
    .iter()
    .any(|start| text.starts_with(start));
    !text.contains(char::is_whitespace) && text.len() > 1 && (has_ending || starts)
}

/// Says whether the text in front of an address makes a link or a picture.
fn link_or_picture(lead: &str) -> &'static str {
    if lead.starts_with('!') {
        "picture"
    } else {
        "link"
    }
}

/// Returns a link or a picture as it should be typed.
fn joined(lead: &str, address: &str) -> String {
    format!("{}({})", short(lead), short(address))
}

/// Returns the beginning of a text on one line, for a finding that repeats it.
fn short(text: &str) -> String {
    let mut characters = text.chars();
    let start: String = characters
        .by_ref()
        .take(80)
        .map(|c| if c == '\n' { ' ' } else { c })
        .collect();
    if characters.next().is_some() {
        start + "…"
    } else {
        start
    }
}
