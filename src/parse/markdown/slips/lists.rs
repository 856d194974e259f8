//! Entries of lists that lack the space behind their mark, so that the list runs on as one
//! paragraph.

use super::lines::SlipOfLines;
use super::text::{ShownText, TextSlip, one_line};
use super::{hand_lists, indents};
use std::fmt::Write as _;

/// The mark of an entry, and what follows it.
struct ListLine<'l> {
    mark: &'l str,
    words: &'l str,
    is_numbered: bool,
}

/// Finds a list without its spaces in the line in which a run starts.
pub(in crate::parse::markdown) fn find(run: &ShownText<'_>) -> Option<SlipOfLines> {
    if run.is_meant(run.range.start) {
        return None;
    }
    let Some(first) = list_line(run.line()) else {
        let slip = indents::too_deep(run).map(|slip| {
            let end = slip.at.end;
            (Some(slip), end)
        });
        return slip.or_else(|| hand_lists::find(run));
    };
    let start = run.range.start;
    let mut mended = String::new();
    let (mut count, mut end) = (0, start);
    for line in run.source[start..].split_inclusive('\n') {
        let text = line.trim_end();
        let indent = text.len() - text.trim_start_matches(' ').len();
        let entry = list_line(&text[indent..]).filter(|entry| is_alike(entry, &first));
        let Some(entry) = entry else { break };
        if count > 0 {
            mended.push('\n');
        }
        let mark = if entry.is_numbered { entry.mark } else { "-" };
        let _ = write!(mended, "{}{mark} {}", &text[..indent], entry.words);
        count += 1;
        end += line.len();
    }
    let end = start + run.source[start..end].trim_end().len();
    if !is_list(run, &first, count, end) {
        return Some((None, end.max(start + 1))).filter(|_| count > 1);
    }
    let (mark, words) = (first.mark, first.words);
    let message = format!("a space is missing after `{mark}`, so this line is no entry of a list");
    let shown = if first.is_numbered { mark } else { "-" };
    let help = format!("write `{shown} {}`", one_line(words));
    let slip = TextSlip {
        help,
        ..TextSlip::mark(start..end, message, mended)
    };
    let below = if count > 1 {
        ", and the same on the lines below"
    } else {
        ""
    };
    Some((Some(slip.or(below)), end))
}

fn is_alike(entry: &ListLine<'_>, first: &ListLine<'_>) -> bool {
    let same_end = entry.mark.chars().next_back() == first.mark.chars().next_back();
    entry.is_numbered == first.is_numbered && same_end
}

/// Reads a line that looks like the entry of a list without its space.
fn list_line(line: &str) -> Option<ListLine<'_>> {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 {
        let words = line[digits..].strip_prefix(['.', ')'])?;
        let is_entry = digits <= 3
            && words.chars().take(2).filter(|c| c.is_alphabetic()).count() == 2
            || words.starts_with(['[', '*', '“', '"']);
        return is_entry.then(|| ListLine {
            mark: &line[..=digits],
            words,
            is_numbered: true,
        });
    }
    let sign = line.chars().next()?;
    let words = &line[sign.len_utf8()..];
    let starts_word = words.starts_with(|c: char| c.is_alphabetic() || "[\"“‘(".contains(c));
    let is_dash = matches!(sign, '–' | '—');
    let is_entry = match sign {
        '-' | '+' => starts_word || words.starts_with(['*', '`']),
        '*' => starts_word && !words.contains('*'),
        _ => is_dash && (starts_word || words.starts_with(' ')),
    };
    is_entry.then(|| ListLine {
        mark: &line[..sign.len_utf8()],
        words: words.trim_start(),
        is_numbered: false,
    })
}

/// Tells whether lines are a list: two are, and one that begins a paragraph and is no signature.
fn is_list(run: &ShownText<'_>, first: &ListLine<'_>, count: usize, end: usize) -> bool {
    if count > 1 || goes_on(run, first) {
        return true;
    }
    let begins = run.starts_paragraph();
    let is_last = run.source[end..].trim().is_empty();
    let few_words = first.words.split_whitespace().count() <= 3;
    match first.mark {
        "–" | "—" | "+" | "*" => false,
        "-" => begins && !(is_last && few_words && first.words.starts_with(char::is_uppercase)),
        _ => begins,
    }
}

/// Tells whether the line above is an entry of such a list with its space.
fn goes_on(run: &ShownText<'_>, first: &ListLine<'_>) -> bool {
    let Some(end) = run.source[..run.range.start].rfind('\n') else {
        return false;
    };
    let above = run.source[..end].rsplit('\n').next().unwrap_or_default();
    let above = above.trim_start_matches([' ', '>']);
    if !first.is_numbered {
        return above
            .strip_prefix(first.mark)
            .is_some_and(|rest| rest.starts_with(' '));
    }
    let number = |text: &str| text.parse::<u32>().ok();
    let (Some(digits), Some(end)) = (above.find(['.', ')']), first.mark.chars().next_back()) else {
        return false;
    };
    let is_entry = above[digits..]
        .strip_prefix(end)
        .is_some_and(|rest| rest.starts_with(' '));
    let own = number(&first.mark[..first.mark.len() - 1]);
    is_entry && number(&above[..digits]).is_some_and(|number| own == Some(number + 1))
}
