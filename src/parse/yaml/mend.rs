//! Mending of slips that people make who have never heard of YAML. From: the text of a block that
//! YAML refuses. To: the slips, found line by line, and the mended text, so that the rest of the
//! block can be read and everything else wrong with it is reported too.
//!
//! A mended block is never published: each slip is an error. So a mend only has to keep every other
//! place where it is, which is why it never changes the length of the text.

use super::lines::{is_name, key_end};
use super::slip::Slip;
use super::slip_in_value::slip_in_value;
use std::ops::Range;

/// Finds slips in a block that cannot be parsed, and mends them.
pub(super) fn mend(text: &str) -> (String, Vec<Slip>) {
    let mut bytes = text.as_bytes().to_vec();
    let mut slips = Vec::new();
    let mut at = 0;
    let mut block: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end_matches('\n');
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if block.is_some_and(|owner| line.trim().is_empty() || indent > owner) {
            continue;
        }
        block = None;
        if line[..indent].contains('\t') {
            let slip = Slip::error(
                start..start + indent,
                "this line is indented with the Tab key",
                "delete the space before the first letter and type two spaces instead",
            );
            slips.push(slip.fix(line[..indent].replace('\t', "  ")));
            bytes[start..start + indent].fill(b' ');
        }
        if line[indent..].starts_with('#') || line.trim().is_empty() {
            continue;
        }
        if let Some(space) = line.find(":\u{a0}") {
            let range = start + space + 1..start + space + 3;
            let message = "the space after the colon is one that a word processor makes, \
                           and is not taken for a space";
            let help = "delete it and press the space bar once";
            slips.push(Slip::error(range.clone(), message, help).fix(" "));
            blank(&mut bytes, range);
            continue;
        }
        mend_line(line, indent, start, &mut bytes, &mut slips);
        let value = line
            .trim_end()
            .rsplit([':', '-'])
            .next()
            .unwrap_or_default()
            .trim_start();
        if value.starts_with(['|', '>']) && value.len() <= 3 {
            block = Some(indent);
        }
    }
    (
        String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned()),
        slips,
    )
}

/// Finds and mends the slip in one line, which starts at `start`.
fn mend_line(line: &str, indent: usize, start: usize, bytes: &mut [u8], slips: &mut Vec<Slip>) {
    let mut from = indent;
    while line[from..].starts_with("- ") {
        from += 2 + (line[from + 2..].len() - line[from + 2..].trim_start().len());
    }
    let content = &line[from..];
    if let Some(quoted) = content
        .strip_prefix('-')
        .filter(|rest| !rest.is_empty() && !rest.starts_with([' ', '-']))
    {
        let range = start + from..start + from + 1;
        slips.push(Slip::error(
            range,
            "a list entry needs a space after its hyphen",
            format!("write `- {}`", quoted.trim()),
        ));
        bytes[start + from] = b'x';
        return;
    }
    match key_end(content) {
        Some(colon) if line[from + colon + 1..].starts_with('\t') => {
            let (key, value) = (&content[..colon], content[colon + 1..].trim());
            let blanks = start + from + colon + 1
                ..start + line.len() - content[colon + 1..].trim_start().len();
            let message = format!("the space after `{key}:` is one that the Tab key makes");
            let help = format!("delete it and press the space bar once: `{key}: {value}`");
            slips.push(Slip::error(blanks.clone(), message, help).fix(" "));
            blank(bytes, blanks);
        }
        Some(colon) if from > indent && is_text_with_colons(content, colon) => {
            mend_value("", content, start + from, bytes, slips);
        }
        Some(colon) => {
            let value_at = from
                + colon
                + 1
                + (line[from + colon + 1..].len() - line[from + colon + 1..].trim_start().len());
            mend_value(
                &content[..colon],
                &line[value_at..],
                start + value_at,
                bytes,
                slips,
            );
        }
        None if from > indent => mend_value("", content, start + from, bytes, slips),
        None => mend_keyless(content, start + from, bytes, slips),
    }
}

/// Tells whether an entry of a list is one text, although it has a colon at `colon`: what stands
/// before that does not look like the name of a setting.
fn is_text_with_colons(content: &str, colon: usize) -> bool {
    let name = &content[..colon];
    let is_setting = is_name(name) && !name.starts_with(|first: char| first.is_ascii_uppercase());
    !is_setting && content[colon + 1..].contains(": ")
}

/// Finds and mends the slip in a line without a name and a colon.
fn mend_keyless(content: &str, at: usize, bytes: &mut [u8], slips: &mut Vec<Slip>) {
    let range = at..at + content.trim_end().len();
    if let Some((key, value)) = content
        .split_once(':')
        .filter(|(key, value)| is_name(key) && !value.starts_with("//"))
    {
        let fixed = format!("{key}: {}", value.trim());
        let message = format!("a space is missing after `{key}:`");
        slips.push(Slip::error(range, message, format!("write `{fixed}`")).fix(fixed));
        // The first letter of the value makes room for the space.
        blank(
            bytes,
            at + key.len() + 1..at + key.len() + 1 + value.chars().next().map_or(0, char::len_utf8),
        );
    } else if let Some((key, value)) = content
        .split_once('=')
        .filter(|(key, _)| is_name(key.trim()))
    {
        let (key, value) = (key.trim(), value.trim());
        let fixed = format!("{key}: {value}");
        let message = format!("a setting is written with a colon: `{key}: …`");
        let slip = Slip::error(range.clone(), message, format!("write `{fixed}`"));
        slips.push(slip.fix(fixed));
        comment_out(bytes, range);
    } else if let Some(fixed) = with_colon(content.trim_end()) {
        let message = "a setting is written with a colon and a space behind its name";
        let slip = Slip::error(range.clone(), message, format!("write `{fixed}`"));
        slips.push(slip.fix(fixed));
        comment_out(bytes, range);
    } else {
        slips.push(Slip::error(
            range.clone(),
            "this line is neither `name: value` nor an entry of a list",
            "write the name of the setting and a colon before it, or, if it goes on from the line \
             above, put the whole text in quotes on one line",
        ));
        comment_out(bytes, range);
    }
}

/// Names of settings that are known in a line without a sign between name and value.
const USUAL_NAMES: [&str; 7] = [
    "title", "summary", "date", "draft", "authors", "topics", "image",
];

/// Returns a line whose colon was typed as another sign, or as none, or stands within marks of
/// bold words: `date; 2016-03-16`, `date 2016-03-16`, `**Date:** 2016-03-16`.
fn with_colon(line: &str) -> Option<String> {
    let bare = line.replace("**", "").replace(['*', '`'], "");
    if let Some((name, value)) = bare.split_once(": ").filter(|_| bare != line) {
        let name = name.trim().to_lowercase();
        return is_name(&name).then(|| format!("{name}: {}", value.trim()));
    }
    let end = line.find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_')?;
    let (name, rest) = line.split_at(end);
    let value = rest.trim_start_matches([' ', ';', '–', '-', '>']);
    let signs = rest[..rest.len() - value.len()].trim();
    let is_known = USUAL_NAMES.contains(&name) && signs.is_empty();
    let is_plain = name.starts_with(|first: char| first.is_ascii_lowercase()) && is_name(name);
    let has_sign = signs == ";" || (USUAL_NAMES.contains(&name) && !signs.is_empty());
    ((is_known || (is_plain && has_sign)) && !value.is_empty()).then(|| format!("{name}: {value}"))
}

/// Finds and mends the slip in a value, which starts at `at` and belongs to the name `key`.
fn mend_value(key: &str, value: &str, at: usize, bytes: &mut [u8], slips: &mut Vec<Slip>) {
    if let Some(slip) = slip_in_value(key, value, at) {
        // The value becomes text that means nothing to YAML, byte for byte.
        bytes[slip.range()].fill(b'x');
        slips.push(slip);
    }
}

fn blank(bytes: &mut [u8], range: Range<usize>) {
    bytes[range].fill(b' ');
}

fn comment_out(bytes: &mut [u8], range: Range<usize>) {
    bytes[range].fill(b'#');
}
