//! Lines whose spaces do not fit the list or the footnote that they are meant to belong to: too few
//! spaces part them from it, and too many make them go on with the line above.

use super::text::{ShownText, TextSlip};
use crate::base::Code;

/// The entry of a list or the footnote above a line.
struct EntryAbove<'s> {
    what: &'static str,
    line: &'s str,
    /// The number of spaces that a further line of it needs.
    needed: usize,
}

/// Finds a block that stands below an entry of a list or a footnote with too few spaces, so that it
/// is no part of it. `what` names the block.
pub(in crate::parse::markdown) fn apart(source: &str, at: usize, what: &str) -> Option<TextSlip> {
    let line_start = source[..at].rfind('\n').map_or(0, |end| end + 1);
    let lead = &source[line_start..at];
    if lead.is_empty() || !lead.bytes().all(|byte| byte == b' ') {
        return None;
    }
    let entry = entry_above(&source[..line_start])?;
    if lead.len() >= entry.needed || entry.line.trim().len() < 3 {
        return None;
    }
    let line = source[at..].lines().next()?.trim_end();
    let message = format!("{what} is no part of the {} above it", entry.what);
    let help = format!(
        "put {} spaces before each of its lines; or take its spaces out, if it stands for itself",
        entry.needed
    );
    let slip = TextSlip::warning(Code::UnmeantMarks, at..at + line.len(), message, help);
    let is_alone = source[at..]
        .split('\n')
        .nth(1)
        .is_none_or(|next| next.trim().is_empty());
    Some(TextSlip {
        mended: is_alone.then(|| format!("{}{line}", " ".repeat(entry.needed - lead.len()))),
        ..slip
    })
}

/// Returns the entry or the footnote whose only line is the last one of a text.
fn entry_above(text: &str) -> Option<EntryAbove<'_>> {
    let line = text.trim_end().rsplit('\n').next()?;
    if line.starts_with("[^") && line.contains("]:") && text.ends_with("\n\n") {
        return Some(EntryAbove {
            what: "footnote",
            line,
            needed: 4,
        });
    }
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let signs: &[char] = if digits == 0 {
        &['-', '*', '+']
    } else {
        &['.', ')']
    };
    let words = line[digits..].strip_prefix(signs)?;
    let spaces = words.len() - words.trim_start_matches(' ').len();
    ((1..5).contains(&spaces) && digits < 10).then_some(EntryAbove {
        what: "entry of the list",
        line,
        needed: digits + 1 + spaces,
    })
}

/// Finds the mark of an entry that too many spaces keep from being one.
pub(super) fn too_deep(run: &ShownText<'_>) -> Option<TextSlip> {
    let line = run.line();
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let words = if digits == 0 {
        line.strip_prefix(['-', '*', '+'])?
    } else {
        line[digits..]
            .strip_prefix(['.', ')'])
            .filter(|_| digits < 4)?
    };
    let line_start = run.source[..run.range.start].rfind('\n')? + 1;
    let lead = &run.source[line_start..run.range.start];
    let above = entry_above(&run.source[..line_start])?;
    let is_next = digits == 0 || is_next(above.line, &line[..digits]);
    if !words.starts_with(' ') || !lead.trim().is_empty() || !is_next {
        return None;
    }
    let mark = &line[..line.len() - words.len()];
    let message = format!(
        "too many spaces stand before `{mark}`, so this line goes on with the entry above it"
    );
    let help = format!(
        "put as many spaces before it as stand before the entry above, or {} to make it an entry \
         below that one",
        above.needed
    );
    let at = run.range.start..run.range.start + line.trim_end().len();
    Some(TextSlip::warning(Code::MarkLeftOver, at, message, help))
}

/// Tells whether a number follows that of an entry.
fn is_next(entry: &str, number: &str) -> bool {
    let last = entry
        .split(['.', ')'])
        .next()
        .and_then(|last| last.parse::<u32>().ok());
    last.is_some_and(|last| number.parse() == Ok(last + 1))
}
