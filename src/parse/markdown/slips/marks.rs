//! Marks within a line that stay on the page: asterisks that close nothing, spaces inside of them,
//! backquotes without a second one, and signs of other dialects of markdown.

use super::text::{MOST, ShownText, TextSlip};
use super::unmatched;
use crate::base::Code;
use std::ops::Range;

/// The most letters of a word between marks for raised and lowered letters.
const LONGEST_INDEX: usize = 12;
/// The most letters of a line that may be meant as a whole by a mark at its beginning.
const LONGEST_WHOLE: usize = 60;

/// A sequence of one sign.
#[derive(Clone)]
struct MarkSequence {
    at: Range<usize>,
    sign: char,
}

impl MarkSequence {
    fn len(&self) -> usize {
        self.at.len()
    }
}

/// Finds the marks of a run that mean nothing, from an offset on. Each slip ends where the search
/// goes on. `notes` remembers whether the body has notes that stars lead to.
pub(in crate::parse::markdown) fn find(
    run: &ShownText<'_>,
    from: usize,
    notes: &mut Option<bool>,
) -> Vec<TextSlip> {
    let mut found = Vec::new();
    let mut done = from;
    for mark in sequences(run) {
        let is_passed = mark.at.start < done || run.is_meant(mark.at.start);
        if is_passed || is_in_address(run, mark.at.start) {
            continue;
        }
        let slip = match (mark.sign, mark.len()) {
            ('*' | '_', 1..=3) | ('~', 2) => {
                unmatched::beside_mark(run, &mark.at).or_else(|| emphasis(run, &mark, notes))
            }
            ('*', 4) => unmatched::doubled(run, &mark.at),
            ('^' | '~', 1) => raised(run, &mark),
            ('=' | '+', 2) => highlighted(run, &mark),
            ('`', _) => backquote(run, &mark),
            ('$', 1 | 2) => formula(run, &mark),
            _ => None,
        };
        if let Some(slip) = slip {
            done = slip.at.end;
            found.push(slip);
            if found.len() == MOST {
                break;
            }
        }
    }
    found
}

/// Lists the sequences of signs in a run.
fn sequences(run: &ShownText<'_>) -> Vec<MarkSequence> {
    let mut found: Vec<MarkSequence> = Vec::new();
    for (at, byte) in run.text().bytes().enumerate() {
        let sign = char::from(byte);
        if !matches!(sign, '*' | '_' | '~' | '^' | '=' | '+' | '`' | '$') {
            continue;
        }
        let at = run.range.start + at;
        match found.last_mut() {
            Some(last) if last.sign == sign && last.at.end == at => last.at.end += 1,
            _ => found.push(MarkSequence {
                at: at..at + 1,
                sign,
            }),
        }
    }
    found
}

/// Tells whether a sign is part of an address.
fn is_in_address(run: &ShownText<'_>, at: usize) -> bool {
    const LONGEST: usize = 300;
    let from = run.range.start.max(at.saturating_sub(LONGEST));
    let before = &run.source[run.source.ceil_char_boundary(from)..at];
    let word = before
        .split(char::is_whitespace)
        .next_back()
        .unwrap_or_default();
    word.contains("://") || word.contains("www.")
}

/// Finds what is wrong with a mark of bold, italic or crossed-out words.
fn emphasis(
    run: &ShownText<'_>,
    open: &MarkSequence,
    notes: &mut Option<bool>,
) -> Option<TextSlip> {
    let before = run.before(open.at.start);
    let after = run.after(open.at.end);
    if open.sign == '_' && is_space(before) && is_space(after) {
        // A blank to be filled in.
        return None;
    }
    if let Some(slip) = unseen(run, open) {
        return Some(slip);
    }
    let partner = partner(run, open);
    if let Some(slip) = partner.and_then(|close| paired(run, open, &close)) {
        return Some(slip);
    }
    let is_sign = after.is_some_and(|c| ")]}.,;:|".contains(c) || c == open.sign);
    let opens = !is_space(after) && !is_word(before) && !is_sign;
    let is_alone = open.len() == 1;
    let is_doubtful = is_alone
        && (open.sign == '_'
            || !is_word(after)
            || is_in_capitals(&run.source[open.at.end..])
            || *notes.get_or_insert_with(|| has_star_notes(run.source)));
    if opens && !is_doubtful {
        return Some(never_closed(run, open));
    }
    let is_bracketed = matches!(before, Some('(' | '[' | '{'));
    let closes = !is_space(before) && !is_bracketed && !is_word(after) && !is_alone;
    let closes = closes && open.sign == '*';
    (closes && !*notes.get_or_insert_with(|| has_star_notes(run.source))).then(|| {
        let mark = &run.source[open.at.clone()];
        let message = format!("nothing opens these signs, so readers see them: `{mark}`");
        let help = format!("write `{mark}` where the words begin, too, or take these signs out");
        TextSlip::warning(Code::MarkLeftOver, open.at.clone(), message, help)
    })
}

/// Finds a sign without a width beside a mark, which keeps it from being one.
fn unseen(run: &ShownText<'_>, mark: &MarkSequence) -> Option<TextSlip> {
    let is_unseen = |sign: Option<char>| {
        sign.filter(|c| {
            matches!(
                c,
                '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
            )
        })
    };
    let before = is_unseen(run.before(mark.at.start));
    let after = is_unseen(run.after(mark.at.end));
    let at = match (before, after) {
        (Some(sign), _) => mark.at.start - sign.len_utf8()..mark.at.end,
        (None, Some(sign)) => mark.at.start..mark.at.end + sign.len_utf8(),
        (None, None) => return None,
    };
    let signs = &run.source[mark.at.clone()];
    let message = format!(
        "a character that nobody sees stands beside these signs, so readers see them: `{signs}`"
    );
    let help = format!("delete it, and write `{signs}` anew");
    let slip = TextSlip::warning(Code::MarkLeftOver, at, message, help);
    Some(TextSlip {
        mended: Some(signs.to_owned()),
        ..slip
    })
}

/// Returns the sequence that may close another: the next of the same signs in its paragraph.
fn partner(run: &ShownText<'_>, open: &MarkSequence) -> Option<MarkSequence> {
    const FARTHEST: usize = 1_000;
    let reach = run.source.floor_char_boundary(open.at.end + FARTHEST);
    let rest = &run.source[open.at.end..reach];
    let rest = &rest[..rest.find("\n\n").unwrap_or(rest.len())];
    let mark = &run.source[open.at.clone()];
    let mut from = 0;
    while let Some(at) = rest[from..].find(mark).map(|at| from + at) {
        let length = rest[at..].len() - rest[at..].trim_start_matches(open.sign).len();
        let start = open.at.end + at;
        if length == mark.len() && !run.is_meant(start) {
            return Some(MarkSequence {
                at: start..start + length,
                sign: open.sign,
            });
        }
        from = at + length;
    }
    None
}

/// Finds why two sequences of signs mark nothing between them.
fn paired(run: &ShownText<'_>, open: &MarkSequence, close: &MarkSequence) -> Option<TextSlip> {
    let inner = &run.source[open.at.end..close.at.start];
    let words = inner.trim();
    if words.is_empty() || (words.contains('|') && run.line().starts_with('|')) {
        return None;
    }
    let (before, after) = (run.before(open.at.start), run.after(close.at.end));
    let is_alone = open.len() == 1;
    let starts_spaced = inner.starts_with(char::is_whitespace);
    let ends_spaced = inner.ends_with(char::is_whitespace);
    let opens_again = inner.ends_with(['£', '$', '€', '(', '[', '/']);
    if is_alone
        && (starts_spaced || is_word(before) || !is_word(inner.chars().next()) || opens_again)
    {
        return None;
    }
    let mark = &run.source[open.at.clone()];
    let whole = open.at.start..close.at.end;
    if starts_spaced || ends_spaced {
        if !starts_spaced && is_word(after) && (is_alone || is_space(before) && open.sign == '_') {
            return None;
        }
        let lead = if starts_spaced && is_word(before) {
            " "
        } else {
            ""
        };
        let trail = if ends_spaced && is_word(after) {
            " "
        } else {
            ""
        };
        let mended = format!("{lead}{mark}{words}{mark}{trail}");
        let message = format!("there is a space inside these signs, so readers see them: `{mark}`");
        return Some(TextSlip::mark(whole, message, mended));
    }
    let ends_in_sign = words.ends_with(|c: char| !c.is_alphanumeric());
    let starts_in_sign = words.starts_with(|c: char| !c.is_alphanumeric());
    let message = format!("a space is missing beside these signs, so readers see them: `{mark}`");
    if is_word(after) && ends_in_sign && !is_word(before) {
        let next = word_at_start(&run.source[close.at.end..]);
        let whole = whole.start..whole.end + next.len();
        let mended = format!("{mark}{words}{mark} {next}");
        return Some(TextSlip::mark(whole, message, mended));
    }
    if is_word(before) && starts_in_sign && !is_word(after) {
        let lead = &run.source[..open.at.start];
        let start = lead.trim_end_matches(char::is_alphanumeric).len();
        let mended = format!("{} {mark}{words}{mark}", &lead[start..]);
        return Some(TextSlip::mark(start..whole.end, message, mended));
    }
    let is_glued = open.sign == '_' && is_word(after) && !is_word(before) && !is_alone;
    is_glued.then(|| {
        let stars = "*".repeat(open.len());
        let next = word_at_start(&run.source[close.at.end..]);
        let mended = format!("{stars}{words}{stars} {next}");
        TextSlip::mark(whole.start..whole.end + next.len(), message, mended)
    })
}

/// Returns the word that a text begins with.
fn word_at_start(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric());
    &text[..end.unwrap_or(text.len())]
}

/// Makes the slip of a mark that nothing closes.
fn never_closed(run: &ShownText<'_>, open: &MarkSequence) -> TextSlip {
    let mark = &run.source[open.at.clone()];
    let line = &run.source[open.at.end..run.range.end];
    let line = line.split('\n').next().unwrap_or_default();
    let words = line.trim_end_matches(['.', ',', ';', ' ']);
    let at = open.at.start..open.at.end + words.len();
    let message = format!("nothing closes these signs, so readers see them: `{mark}`");
    let or = format!("; or put a backslash before them to show them: `\\{mark}`");
    let is_marked_again = words.contains(open.sign);
    let help = if words.chars().count() > LONGEST_WHOLE || is_marked_again {
        format!("write `{mark}` where the marked words end, too{or}")
    } else {
        format!("write `{mark}{words}{mark}`{or}")
    };
    TextSlip::warning(Code::MarkLeftOver, at, message, help)
}

/// Tells whether the first word of a text is written in capitals, as names in programs are.
fn is_in_capitals(text: &str) -> bool {
    let word: String = text.chars().take_while(|c| c.is_alphanumeric()).collect();
    word.chars().count() > 1 && !word.contains(char::is_lowercase)
}

/// Tells whether a body has notes that stars lead to, such as `price*` and `*with tax`.
fn has_star_notes(source: &str) -> bool {
    source.lines().any(|line| {
        let Some(at) = line.find('*') else {
            return false;
        };
        let before = line[..at].chars().next_back();
        let after = line[at..].trim_start_matches('*').chars().next();
        is_word(before) && (is_space(after) || matches!(after, Some('.' | ',' | ')' | '|')))
    })
}

/// Finds letters that another dialect raises, `m^2^`, or lowers, `H~2~O`.
fn raised(run: &ShownText<'_>, open: &MarkSequence) -> Option<TextSlip> {
    if open.sign == '^' && run.after(open.at.end) == Some('[') {
        return inline_note(run, open);
    }
    let inner = closed_by(run, open)?;
    if !is_word(run.before(open.at.start)) || inner.len() > LONGEST_INDEX {
        return None;
    }
    let is_index = inner
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '-' | '+' | '−'));
    let tag = if open.sign == '^' { "sup" } else { "sub" };
    is_index.then(|| {
        let at = open.at.start..open.at.end + inner.len() + 1;
        let message = format!("readers see these signs as they are typed: `{}`", open.sign);
        TextSlip::mark(at, message, format!("<{tag}>{inner}</{tag}>"))
    })
}

/// Finds words that another dialect highlights, `==so==`, or marks as added, `++so++`.
fn highlighted(run: &ShownText<'_>, open: &MarkSequence) -> Option<TextSlip> {
    let inner = closed_by(run, open)?;
    let touches = inner.trim() == inner && inner.contains(char::is_alphanumeric);
    if !touches || is_word(run.before(open.at.start)) {
        return None;
    }
    let tag = if open.sign == '=' { "mark" } else { "ins" };
    let at = open.at.start..open.at.end + inner.len() + 2;
    let message = format!(
        "readers see these signs as they are typed: `{0}{0}`",
        open.sign
    );
    let mended = format!("<{tag}>{inner}</{tag}>");
    Some(TextSlip::mark(at, message, mended).or(", or `**` for bold words"))
}

/// Returns what stands between a sequence and the next one like it in the run.
fn closed_by<'s>(run: &ShownText<'s>, open: &MarkSequence) -> Option<&'s str> {
    let rest = &run.source[open.at.end..run.range.end];
    let end = rest.find(&run.source[open.at.clone()])?;
    (end > 0).then(|| &rest[..end])
}

/// Finds a note within the text, `^[so]`, which other dialects have.
fn inline_note(run: &ShownText<'_>, open: &MarkSequence) -> Option<TextSlip> {
    const LARGEST: usize = 200_000;
    const LONGEST: usize = 1_000;
    let reach = run.source.floor_char_boundary(open.at.end + LONGEST);
    let rest = run.source.get(open.at.end + 1..reach)?;
    let note = &rest[..rest.find(']')?];
    if note.contains("\n\n") || note.trim().is_empty() {
        return None;
    }
    let numbers = if run.source.len() > LARGEST {
        999..1000
    } else {
        1..100
    };
    let number = numbers.into_iter().find(|number| {
        let mark = format!("[^{number}]");
        !run.source.contains(&mark)
    })?;
    let end = open.at.end + 1 + note.len() + 1;
    let message = "masthead does not know notes within the text, so readers see the signs";
    let help = format!(
        "write `[^{number}]` here, and the note on a line of its own: `[^{number}]: {}`",
        note.trim()
    );
    let mut slip = TextSlip::warning(Code::MarkLeftOver, open.at.start..end, message, help);
    let paragraph = run.source[end..].split("\n\n").next().unwrap_or_default();
    let line_start = run.source[..open.at.start]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let is_plain = run.source[line_start..].starts_with(char::is_alphanumeric);
    if is_plain && !paragraph.contains("^[") {
        slip.at.end = end + paragraph.trim_end().len();
        let rest = paragraph.trim_end();
        slip.mended = Some(format!("[^{number}]{rest}\n\n[^{number}]: {}", note.trim()));
    }
    Some(slip)
}

/// Finds a backquote without a second one, and one that is typed for an apostrophe.
fn backquote(run: &ShownText<'_>, mark: &MarkSequence) -> Option<TextSlip> {
    if is_parted_by_cell(run) {
        return None;
    }
    let (before, after) = (run.before(mark.at.start), run.after(mark.at.end));
    if mark.len() == 1 && is_letter(before) && is_letter(after) {
        let message = "this is a backquote, and an apostrophe seems to be meant";
        return Some(TextSlip::mark(mark.at.clone(), message, "'".to_owned()));
    }
    let rest = &run.source[mark.at.end..run.range.end];
    if mark.len() <= 2
        && let Some(end) = rest
            .find("''")
            .or_else(|| rest.find('\'').filter(|_| mark.len() == 1))
        && !rest[..end].contains('`')
        && !is_letter(rest[end + 1..].chars().next())
    {
        let quote = if mark.len() == 2 { "\"" } else { "'" };
        let closing = rest[end..].len() - rest[end..].trim_start_matches('\'').len();
        let at = mark.at.start..mark.at.end + end + closing;
        let message = "this is a backquote, and a quotation mark seems to be meant";
        let mended = format!("{quote}{}{quote}", &rest[..end]);
        return Some(TextSlip::mark(at, message, mended));
    }
    let mark_text = &run.source[mark.at.clone()];
    let word = rest.split(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_end_matches(['.', ',', ';', ':', ')']);
    let or = "; or put a backslash before it to show it: `` \\` ``";
    let help = if word.is_empty() {
        format!("take it out, or write a second one where the code ends{or}")
    } else {
        format!("write a second one where the code ends: `` {mark_text}{word}{mark_text} ``{or}")
    };
    let at = mark.at.start..mark.at.end + word.len();
    let message = "this backquote has no second one, so readers see it";
    Some(TextSlip::warning(Code::MarkLeftOver, at, message, help))
}

/// Tells whether a run stands in a row of a table with two backquotes, which a cell parts. Tables
/// tell that.
fn is_parted_by_cell(run: &ShownText<'_>) -> bool {
    let start = run.source[..run.range.start].rfind('\n');
    let start = start.map_or(0, |at| at + 1);
    let line = run.source[start..].split('\n').next().unwrap_or_default();
    line.len() < 2_000 && line.contains('|') && line.matches('`').count().is_multiple_of(2)
}

/// Finds a formula in the language of TeX.
fn formula(run: &ShownText<'_>, open: &MarkSequence) -> Option<TextSlip> {
    let inner = closed_by(run, open)?;
    let is_formula = inner.trim() == inner && inner.contains(['\\', '^', '_'])
        || open.len() == 2 && inner.contains(['\\', '^', '_', '=']);
    is_formula.then(|| {
        let at = open.at.start..open.at.end + inner.len() + open.len();
        let message = "formulas in the language of TeX are shown as they are typed";
        let help = "write it with letters and signs, such as `x<sup>2</sup> ≤ 4`, or show a \
                    picture of it"
            .to_owned();
        TextSlip::warning(Code::MarkLeftOver, at, message, help)
    })
}

fn is_word(sign: Option<char>) -> bool {
    sign.is_some_and(char::is_alphanumeric)
}

fn is_letter(sign: Option<char>) -> bool {
    sign.is_some_and(char::is_alphabetic)
}

fn is_space(sign: Option<char>) -> bool {
    sign.is_none_or(char::is_whitespace)
}
