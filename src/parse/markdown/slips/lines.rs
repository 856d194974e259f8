//! Slips at the beginning of a line: headings without a space, and notices that are none.

use super::text::{ShownText, TextSlip, one_line};
use crate::base::{Code, nearest};

/// The notices that markdown knows, as GitHub writes them.
const NOTICES: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

/// Words that other programs use, with the notice that comes nearest.
const KIN: [(&str, &str); 16] = [
    ("ABSTRACT", "NOTE"),
    ("ALERT", "WARNING"),
    ("ATTENTION", "WARNING"),
    ("BUG", "CAUTION"),
    ("DANGER", "CAUTION"),
    ("ERROR", "CAUTION"),
    ("EXAMPLE", "NOTE"),
    ("FAILURE", "CAUTION"),
    ("FAQ", "NOTE"),
    ("HELP", "TIP"),
    ("HINT", "TIP"),
    ("INFO", "NOTE"),
    ("QUESTION", "NOTE"),
    ("QUOTE", "NOTE"),
    ("SUCCESS", "TIP"),
    ("TODO", "NOTE"),
];

/// A slip of whole lines, if it is to be told, and where the search goes on.
pub(in crate::parse::markdown) type SlipOfLines = (Option<TextSlip>, usize);

/// Finds a slip at the beginning of the line in which a run starts.
pub(in crate::parse::markdown) fn find(run: &ShownText<'_>) -> Option<SlipOfLines> {
    let text = run.text();
    let starts_in_word = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    if starts_in_word && !text.ends_with("##") && !text.ends_with("::")
        || run.is_meant(run.range.start)
    {
        return None;
    }
    let line = run.line().trim_end();
    let slip = match line.chars().next()? {
        '#' | '＃' => heading(run, line),
        '[' if line.starts_with("[!") => notice(run, line),
        ':' if run.starts_paragraph() => explanation(run, line),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => behind_blank(run, line),
        '^' | '+' | '~' | '—' | '–' | '=' | '.' | '−' | '─' | '━' => underline(run, line),
        _ => None,
    }
    .or_else(|| closed_heading(run, line))
    .or_else(|| two_colons(run, line))?;
    let end = slip.at.end;
    Some((Some(slip), end))
}

/// Finds a heading that lacks its space, or has a sign that only looks like `#`.
fn heading(run: &ShownText<'_>, line: &str) -> Option<TextSlip> {
    let words = line.trim_start_matches(['#', '＃']);
    let signs = &line[..line.len() - words.len()];
    let level = signs.chars().count();
    let words_alone = words.trim_start();
    let at = run.range.start..run.range.start + line.len();
    if words_alone.is_empty() {
        return None;
    }
    if signs.contains('＃') && level <= 6 {
        let mended = format!("{} {words_alone}", "#".repeat(level.max(2)));
        let message =
            "this `＃` is a wide sign that only looks like `#`, so the line is no heading";
        return Some(TextSlip::mark(at, message, mended));
    }
    if level > 6 {
        let message = "a heading has six `#` at most, so this line is none";
        return Some(TextSlip::mark(at, message, format!("###### {words_alone}")));
    }
    let is_apart = words.starts_with(char::is_whitespace);
    if is_apart && !words.starts_with([' ', '\t', '\u{a0}']) {
        let mended = format!("{} {words_alone}", "#".repeat(level.max(2)));
        let message = format!(
            "the space after `{signs}` is one that a word processor makes, so this line is no \
             heading"
        );
        return Some(TextSlip::mark(at, message, mended));
    }
    let is_heading = match level {
        _ if is_apart || words.starts_with('!') => false,
        1 => is_lone_heading(run, words),
        _ => words.starts_with(|c: char| c.is_alphanumeric() || "\"'“‘(*_[`".contains(c)),
    };
    is_heading.then(|| {
        let mended = format!("{} {words_alone}", "#".repeat(level.max(2)));
        let message = format!("a space is missing after `{signs}`, so this line is no heading");
        TextSlip::mark(at, message, mended)
    })
}

/// Finds the mark of a heading or a list behind a wide or hard space.
fn behind_blank(run: &ShownText<'_>, line: &str) -> Option<TextSlip> {
    let words = line.trim_start();
    let mark = words.split(' ').next()?;
    let is_heading = !mark.is_empty() && mark.trim_start_matches('#').is_empty();
    if !(is_heading || matches!(mark, "-" | "*" | "+" | ">")) || words.len() == mark.len() {
        return None;
    }
    let message = format!(
        "the space before `{mark}` is one that a word processor makes, so this is shown as plain \
         text"
    );
    let at = run.range.start..run.range.start + line.len();
    Some(TextSlip::mark(at, message, words.to_owned()))
}

/// Finds a line of signs below words, with which other programs make a heading of them.
fn underline(run: &ShownText<'_>, line: &str) -> Option<TextSlip> {
    let sign = line.chars().next()?;
    let is_drawn = line.chars().all(|c| c == sign) && line.chars().count() > 3;
    if !is_drawn || run.starts_paragraph() {
        return None;
    }
    let message = format!(
        "the line `{}` is neither a heading nor a line across the page, so it runs on with the \
         text above it",
        one_line(line)
    );
    let help = "take it out and write `## ` before the words above it if they are a heading; or \
                leave an empty line above it and write `---`"
        .to_owned();
    let at = run.range.start..run.range.start + line.len();
    Some(TextSlip::warning(Code::MarkLeftOver, at, message, help))
}

/// Finds `: words` where no line above says what is explained.
fn explanation(run: &ShownText<'_>, line: &str) -> Option<TextSlip> {
    let words = line.strip_prefix(": ")?;
    let message = "a line that starts with `: ` explains the line above it, and there is none, so \
                   readers see the colon";
    let at = run.range.start..run.range.start + line.len();
    Some(TextSlip::mark(at, message, words.trim_start().to_owned()))
}

/// Finds a line that ends with `::`, with which other programs begin code.
fn two_colons(run: &ShownText<'_>, line: &str) -> Option<TextSlip> {
    let words = line.strip_suffix("::")?;
    let is_words = words.ends_with(char::is_alphanumeric) && !words.contains("::");
    let message = "two colons at the end of a line are a mark of reStructuredText, and readers see \
                   both";
    let at = run.range.start..run.range.start + line.len();
    is_words.then(|| TextSlip::mark(at, message, format!("{words}:")))
}

/// Finds a heading that has its signs behind its words, and none before them: `Costs ##`.
fn closed_heading(run: &ShownText<'_>, line: &str) -> Option<TextSlip> {
    let words = line.strip_suffix("##")?.trim_end_matches('#');
    let is_alone = run.starts_paragraph()
        && words.ends_with(' ')
        && !words.contains('#')
        && run.source[run.range.start + line.len()..]
            .trim_start_matches(' ')
            .strip_prefix('\n')
            .is_none_or(|rest| rest.is_empty() || rest.starts_with('\n'));
    is_alone.then(|| {
        let at = run.range.start..run.range.start + line.len();
        let message = "the signs of a heading stand before its words, so this line is none";
        TextSlip::mark(at, message, format!("## {}", words.trim_end()))
    })
}

/// Tells whether the words behind a single `#` are a heading, and no name such as `#MeToo`.
fn is_lone_heading(run: &ShownText<'_>, words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    let starts = first.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
    let is_joined = first.contains(|c: char| c.is_numeric() || c == '_')
        || first.chars().skip(1).any(char::is_uppercase);
    let end = run.range.start + run.line().len();
    let next = run.source[end..].trim_start_matches('\n');
    let blanks = run.source[end..].len() - next.len();
    let is_alone = blanks != 1 || next.is_empty() || next.starts_with('#');
    let is_sentence = words.ends_with(['.', ',', ';', ':', '!']);
    starts
        && !is_joined
        && !words.contains('#')
        && is_alone
        && run.starts_paragraph()
        && !is_sentence
}

/// Finds `[!HINT]`, and a notice that is not typed as one.
fn notice(run: &ShownText<'_>, line: &str) -> Option<TextSlip> {
    let (name, rest) = line.strip_prefix("[!")?.split_once(']')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !is_name || rest.starts_with(['(', '[']) {
        return None;
    }
    let start = run.range.start;
    let line_start = run.source[..start].rfind('\n').map_or(0, |at| at + 1);
    let prefix = &run.source[line_start..start];
    let upper = name.to_uppercase();
    let is_known = NOTICES.contains(&upper.as_str());
    let known = meant(&upper);
    let rest = rest.strip_prefix(['-', '+']).unwrap_or(rest).trim();
    let words = if rest.is_empty() {
        String::new()
    } else {
        format!(
            "\n{}{rest}",
            if prefix.contains('>') { prefix } else { "> " }
        )
    };
    if prefix.contains('>') {
        let at = start..start + line.len();
        let mended = format!("[!{known}]{words}");
        if is_known {
            let message = "the words of a notice start on the next line, so readers see the signs";
            let help = format!("leave only `[!{known}]` on this line");
            let slip = TextSlip::warning(Code::MarkLeftOver, at, message, help);
            return Some(TextSlip {
                mended: Some(mended),
                ..slip
            });
        }
        let message = format!("there is no notice `[!{name}]`, so readers see the signs");
        let or = ", or another of `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]`, `[!CAUTION]`";
        let slip = TextSlip::mark(at, message, mended).or(or);
        let help = format!("write `[!{known}]`{or}");
        return Some(TextSlip { help, ..slip });
    }
    let block = run.source[start..].split("\n\n").next().unwrap_or_default();
    let block = block.trim_end();
    let quoted = block.lines().skip(1).map(|line| format!("\n> {line}"));
    let mended = format!("> [!{known}]{words}{}", quoted.collect::<String>());
    let message = "a notice is a quotation, so readers see these signs as they are typed";
    let help = format!("write `> ` before this line and those below it: `> [!{known}]`");
    let slip = TextSlip::warning(
        Code::MarkLeftOver,
        start..start + block.len(),
        message,
        help,
    );
    Some(TextSlip {
        mended: prefix.is_empty().then_some(mended),
        ..slip
    })
}

/// Returns the notice that a word means.
fn meant(upper: &str) -> &'static str {
    let kin = KIN.iter().find(|(name, _)| *name == upper);
    let known = NOTICES.iter().find(|name| **name == upper).copied();
    known
        .or_else(|| kin.map(|(_, notice)| *notice))
        .or_else(|| nearest(upper, NOTICES))
        .unwrap_or("NOTE")
}
