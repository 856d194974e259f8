//! Slips of people who have never heard of YAML: found line by line, said in plain English, mended
//! in memory so that the rest of the block can be read and everything else wrong with it reported
//! too.
//!
//! A mended block is never published: each slip is an error. So a mend only has to keep every other
//! place where it is, which is why it never changes the length of the text.

use super::tree::{Node, NodeValue};
use crate::base::{Code, Fault, Severity, SourcePath, Span};
use std::ops::Range;

/// A slip in a block.
pub(super) struct Slip {
    severity: Severity,
    message: String,
    help: String,
    range: Range<usize>,
    /// What to put in place of `range`.
    fix: Option<String>,
}

impl Slip {
    fn error(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            message: message.into(),
            help: help.into(),
            range,
            fix: None,
        }
    }

    pub(super) fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    pub(super) fn into_fault(
        self,
        file: &SourcePath,
        place: &dyn Fn(Range<usize>) -> Range<usize>,
    ) -> Fault {
        let span = Span::new(file, place(self.range));
        let new = if self.severity == Severity::Error {
            Fault::error
        } else {
            Fault::warning
        };
        let fault = new(Code::YamlSyntax, self.message)
            .at(span.clone())
            .help(self.help);
        match self.fix {
            Some(fix) => fault.fix(span, fix),
            None => fault,
        }
    }
}

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
        if let Some(tab) = line[..indent].find('\t') {
            let range = start + tab..start + tab + 1;
            slips.push(Slip::error(
                range,
                "this line is indented with the Tab key",
                "delete the space before the first letter and type two spaces instead",
            ));
            bytes[start..start + indent].fill(b' ');
        }
        if line[indent..].starts_with('#') || line.trim().is_empty() {
            continue;
        }
        if let Some(space) = line.find(":\u{a0}") {
            let range = start + space + 1..start + space + 3;
            let message = "the space after the colon is one that a word processor makes, and is not taken for a space";
            slips.push(Slip {
                fix: Some(" ".to_owned()),
                ..Slip::error(
                    range.clone(),
                    message,
                    "delete it and press the space bar once",
                )
            });
            bytes[range].fill(b' ');
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
            slips.push(Slip {
                fix: Some(" ".to_owned()),
                ..Slip::error(blanks.clone(), message, help)
            });
            blank(bytes, blanks);
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

/// The colon after a name: the first that white space or the end of the line follows.
fn key_end(content: &str) -> Option<usize> {
    let quote = content.chars().next().filter(|c| matches!(c, '"' | '\''));
    if quote.is_some() {
        return None;
    }
    let colon = content
        .match_indices(':')
        .find(|(at, _)| {
            content[at + 1..]
                .chars()
                .next()
                .is_none_or(char::is_whitespace)
        })?
        .0;
    (!content[..colon].contains(['[', '{', '"'])).then_some(colon)
}

fn mend_keyless(content: &str, at: usize, bytes: &mut [u8], slips: &mut Vec<Slip>) {
    let range = at..at + content.trim_end().len();
    if let Some((key, value)) = content
        .split_once(':')
        .filter(|(key, value)| is_name(key) && !value.starts_with("//"))
    {
        slips.push(Slip {
            fix: Some(format!("{key}: {}", value.trim())),
            ..Slip::error(
                range,
                format!("a space is missing after `{key}:`"),
                format!("write `{key}: {}`", value.trim()),
            )
        });
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
        slips.push(Slip::error(
            range.clone(),
            format!("a setting is written with a colon: `{key}: …`"),
            format!("write `{key}: {value}`"),
        ));
        comment_out(bytes, range);
    } else {
        slips.push(Slip::error(
            range.clone(),
            "this line is neither `name: value` nor an entry of a list",
            "write the name of the setting and a colon before it, or, if it goes on from the line above, put the whole text in quotes on one line",
        ));
        comment_out(bytes, range);
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

fn mend_value(key: &str, value: &str, at: usize, bytes: &mut [u8], slips: &mut Vec<Slip>) {
    let written = value.trim_end();
    let Some(first) = written.chars().next() else {
        return;
    };
    let range = at..at + written.len();
    let quoted = || {
        if written.contains('"') {
            format!("'{}'", written.replace('\'', "''"))
        } else {
            format!("\"{written}\"")
        }
    };
    let name = if key.is_empty() {
        String::new()
    } else {
        format!("{}: ", key.trim())
    };
    let in_quotes = |slips: &mut Vec<Slip>, message: String| {
        slips.push(Slip {
            fix: Some(quoted()),
            ..Slip::error(
                range.clone(),
                message,
                format!("put quotes around the text: `{name}{}`", quoted()),
            )
        });
    };
    match first {
        '"' | '\'' => {
            let closed = written.len() > 1 && close_of(written, first).is_some();
            match close_of(written, first) {
                Some(end)
                    if closed
                        && !written[end + 1..].trim_start().is_empty()
                        && !written[end + 1..].trim_start().starts_with('#') =>
                {
                    let message = "text goes on after the closing quote".to_owned();
                    let help = format!(
                        "put one pair of quotes around the whole text; use the other kind of quote around it: `{name}{}`",
                        swapped(written, first)
                    );
                    slips.push(Slip::error(range.clone(), message, help));
                    neutral(bytes, range);
                }
                _ if first == '"' && stray_backslash(written) => {
                    let inside = written.trim_matches('"').replace('\'', "''");
                    let message = "a backslash in double quotes has a meaning of its own, and this one has none that is known";
                    let help = format!(
                        "use single quotes: `{name}'{inside}'`, or write each backslash twice"
                    );
                    slips.push(Slip {
                        fix: Some(format!("'{inside}'")),
                        ..Slip::error(range.clone(), message, help)
                    });
                    neutral(bytes, range);
                }
                Some(_) => {}
                None => {
                    slips.push(Slip {
                        fix: Some(format!("{written}{first}")),
                        ..Slip::error(
                            range.clone(),
                            "the closing quote is missing",
                            format!("write `{name}{written}{first}`"),
                        )
                    });
                    neutral(bytes, range);
                }
            }
        }
        '“' | '”' | '„' | '‘' => {
            let inner: String = written.chars().filter(|c| !"“”„‘’".contains(*c)).collect();
            slips.push(Slip::error(
                range.clone(),
                "these are a word processor's curly quotes, not plain ones",
                format!("write `{name}\"{inner}\"` with straight quotes"),
            ));
            neutral(bytes, range);
        }
        '@' | '`' | '%' | '*' | '&' | '!' => {
            in_quotes(
                slips,
                format!("a value that starts with `{first}` needs quotes"),
            );
            neutral(bytes, range);
        }
        '[' | '{' => match bracket_end(written) {
            Some(end)
                if !matches!(written[end..].trim_start().chars().next(), None | Some('#')) =>
            {
                in_quotes(
                    slips,
                    format!(
                        "text that starts with `{first}` and goes on after the brackets needs quotes"
                    ),
                );
                neutral(bytes, range);
            }
            Some(_) => {}
            None if written.contains(" #") => {}
            None => {
                let close = if first == '[' { ']' } else { '}' };
                let message = format!("the closing `{close}` is missing");
                let help = format!(
                    "put quotes around the text, `{name}{}`, or, if it is a list, end the line with `{close}`",
                    quoted()
                );
                slips.push(Slip::error(range.clone(), message, help));
                neutral(bytes, range);
            }
        },
        _ if written.contains(": ") || written.ends_with(':') => {
            in_quotes(
                slips,
                "there is a colon in this text, and a colon separates a name from its value"
                    .to_owned(),
            );
            neutral(bytes, range);
        }
        _ => {}
    }
}

/// Whether text in double quotes has a backslash in it that YAML takes for the start of a sign it
/// does not know: `"C:\Users"`.
fn stray_backslash(written: &str) -> bool {
    let mut characters = written.get(1..).unwrap_or_default().chars();
    while let Some(c) = characters.next() {
        match c {
            '"' => return false,
            '\\' => {
                let digits = match characters.next() {
                    Some('x') => 2,
                    Some('u') => 4,
                    Some('U') => 8,
                    // At the end of the text it takes the closing quote's meaning away.
                    Some('"') if characters.as_str().is_empty() => return true,
                    Some(c) if "0abt\tnvfre \"/\\N_LP".contains(c) => 0,
                    _ => return true,
                };
                if characters
                    .by_ref()
                    .take(digits)
                    .filter(char::is_ascii_hexdigit)
                    .count()
                    < digits
                {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

/// Where the bracket that a text starts with is closed; brackets in quotes do not count.
fn bracket_end(written: &str) -> Option<usize> {
    let mut open = 0usize;
    let mut quote = None;
    for (at, c) in written.char_indices() {
        match (quote, c) {
            (Some(mark), _) if mark == c => quote = None,
            (None, '"') => quote = Some(c),
            (None, '[' | '{') => open += 1,
            (None, ']' | '}') => {
                open = open.saturating_sub(1);
                if open == 0 {
                    return Some(at + c.len_utf8());
                }
            }
            _ => {}
        }
    }
    None
}

fn close_of(written: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    let mut characters = written.char_indices().skip(1).peekable();
    while let Some((at, c)) = characters.next() {
        if escaped {
            escaped = false;
        } else if quote == '"' && c == '\\' {
            escaped = true;
        } else if c == quote {
            if quote == '\'' && characters.peek().is_some_and(|(_, next)| *next == '\'') {
                characters.next();
                continue;
            }
            return Some(at);
        }
    }
    None
}

fn swapped(written: &str, quote: char) -> String {
    let other = if quote == '"' { '\'' } else { '"' };
    format!("{other}{}{other}", written.replace(other, ""))
}

/// Replaces a value with text that means nothing to YAML, byte for byte.
fn neutral(bytes: &mut [u8], range: Range<usize>) {
    bytes[range].fill(b'x');
}

fn blank(bytes: &mut [u8], range: Range<usize>) {
    bytes[range].fill(b' ');
}

fn comment_out(bytes: &mut [u8], range: Range<usize>) {
    bytes[range].fill(b'#');
}

/// What YAML reads without complaint and the writer did not mean.
pub(super) fn doubtful(text: &str, node: &Node) -> Vec<Slip> {
    let mut slips = Vec::new();
    look(text, node, &mut slips);
    slips
}

fn look(text: &str, node: &Node, slips: &mut Vec<Slip>) {
    match &node.value {
        NodeValue::Scalar(scalar) if scalar.plain => {
            let rest = text[node.span.end..].lines().next().unwrap_or_default();
            if let Some(lost) = rest
                .trim_start()
                .strip_prefix('#')
                .filter(|lost| lost.starts_with(|c: char| c.is_alphanumeric()))
            {
                let whole = format!("{} #{}", scalar.text, lost.trim_end());
                let range = node.span.start..node.span.end + rest.trim_end().len();
                slips.push(Slip {
                    severity: Severity::Warning,
                    fix: Some(format!("\"{whole}\"")),
                    ..Slip::error(
                        range,
                        format!(
                            "`#{}` is left out: what follows a space and `#` is a note to yourself",
                            lost.trim_end()
                        ),
                        format!("put quotes around the text: `\"{whole}\"`"),
                    )
                });
            }
            if let Some(entries) = entries_of_one(&text[node.span.clone()]) {
                let list = entries
                    .iter()
                    .map(|entry| format!("`- {entry}`"))
                    .collect::<Vec<_>>()
                    .join(", ");
                slips.push(Slip {
                    severity: Severity::Warning,
                    ..Slip::error(
                        node.span.clone(),
                        format!("these lines are read as one text, `{}`, and not as a list", short(&scalar.text)),
                        format!("write each entry on a line of its own, with a hyphen and a space before it: {list}"),
                    )
                });
            } else if scalar
                .text
                .strip_prefix('-')
                .is_some_and(|rest| rest.starts_with(char::is_alphabetic))
            {
                slips.push(Slip {
                    severity: Severity::Warning,
                    ..Slip::error(
                        node.span.clone(),
                        format!("this is shown as `{}`, with its hyphen: an entry of a list needs a space after it", scalar.text),
                        format!("write `- {}`, or put quotes around the text if the hyphen belongs to it", &scalar.text[1..]),
                    )
                });
            }
            if scalar.text.starts_with(['“', '‘'])
                && scalar.text.ends_with(['”', '’'])
                && scalar.text.chars().count() > 2
            {
                let inner: String = scalar
                    .text
                    .chars()
                    .skip(1)
                    .take(scalar.text.chars().count() - 2)
                    .collect();
                slips.push(Slip {
                    severity: Severity::Warning,
                    fix: Some(format!("\"{inner}\"")),
                    ..Slip::error(
                        node.span.clone(),
                        "these curly quotes will be seen on the page: only straight ones are taken away",
                        format!("write `\"{inner}\"`, or no quotes at all"),
                    )
                });
            }
        }
        NodeValue::Scalar(_) => {}
        NodeValue::List(nodes) => nodes.iter().for_each(|node| look(text, node, slips)),
        NodeValue::Map(entries) => entries
            .iter()
            .for_each(|entry| look(text, &entry.value, slips)),
    }
}

/// The entries of what looks like a list and is one text that goes on over several lines: all but
/// perhaps the first line start with a hyphen or with a mark that a word processor makes. A dash
/// alone may be meant, so there the first line needs one too.
fn entries_of_one(written: &str) -> Option<Vec<&str>> {
    if !written.contains('\n') {
        return None;
    }
    let lines: Vec<&str> = written
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let mark = |line: &str| {
        line.chars()
            .next()
            .filter(|c| matches!(c, '-' | '•' | '◦' | '▪' | '‣' | '·' | '–' | '—'))
    };
    let first = mark(lines.first()?);
    let others = lines.get(1..)?;
    let is_list = !others.is_empty()
        && others.iter().all(|line| {
            mark(line).is_some_and(|mark| !matches!(mark, '–' | '—') || first == Some(mark))
        });
    is_list.then(|| {
        lines
            .iter()
            .map(|line| {
                line.trim_start_matches(|c: char| mark(line) == Some(c))
                    .trim()
            })
            .take(5)
            .collect()
    })
}

/// The beginning of a text that is repeated in a finding.
fn short(text: &str) -> String {
    let mut characters = text.chars();
    let start: String = characters.by_ref().take(80).collect();
    if characters.next().is_some() {
        start + "…"
    } else {
        start
    }
}

/// A block whose first line starts further right than the lines below it: what to say of it, and
/// where.
pub(super) fn indented_start(text: &str) -> Option<(String, String, Range<usize>)> {
    let is_setting = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let first = text.lines().find(is_setting)?;
    let indent = first.len() - first.trim_start().len();
    let (name, _) = first
        .trim_start()
        .split_once(':')
        .filter(|(name, _)| is_name(name))?;
    let start = first.as_ptr() as usize - text.as_ptr() as usize;
    let is_further = indent > 0
        && text[start + first.len()..]
            .lines()
            .filter(is_setting)
            .any(|line| !line.starts_with([' ', '\t', '-']));
    is_further.then(|| {
        let what = if indent == 1 {
            "the space"
        } else {
            "the spaces"
        };
        let message = "this line starts further right than the ones below".to_owned();
        (
            message,
            format!("delete {what} before `{name}`"),
            start..start + first.trim_end().len(),
        )
    })
}

/// The line that holds byte `at`, without its indentation.
pub(super) fn line_of(text: &str, at: usize) -> Range<usize> {
    let at = text.floor_char_boundary(at.min(text.len()));
    let mut start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let mut end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    if text[start..end].trim().is_empty() {
        // Parsers notice at the line after.
        let before = text[..start].trim_end();
        start = before.rfind('\n').map_or(0, |end| end + 1);
        end = before.len();
    }
    let line = &text[start..end];
    let indent = line.len() - line.trim_start().len();
    start + indent..start + line.trim_end().len().max(indent)
}

/// A line that starts further right than a setting above it which is complete in itself: what to
/// say of it.
pub(super) fn misplaced(text: &str, line: &Range<usize>) -> Option<(String, String)> {
    let (name, _) = text[line.clone()]
        .split_once(':')
        .filter(|(name, _)| is_name(name))?;
    let start = text[..line.start].rfind('\n').map_or(0, |end| end + 1);
    let above = text[..start]
        .lines()
        .rev()
        .find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))?;
    let above_indent = above.len() - above.trim_start().len();
    let complete = key_end(above.trim_start())
        .is_some_and(|colon| !above.trim_start()[colon + 1..].trim().is_empty());
    (line.start - start > above_indent && complete).then(|| {
        let help =
            format!("delete the spaces before `{name}`, so that it starts below the line above");
        (
            "this line starts further right than the one above".to_owned(),
            help,
        )
    })
}

/// A parser's message for people.
pub(super) fn plain(message: &str) -> String {
    let known = [
        ("needs quotes", message),
        ("a second block", message),
        ("nested too deeply", message),
        ("a name is expected", message),
        (
            "did not find expected '-' indicator",
            "this line belongs neither to the list above nor to a setting of its own: check its indentation",
        ),
        (
            "mapping values",
            "there is a colon in this text, and a colon separates a name from its value: put the text in quotes",
        ),
        (
            "simple key",
            "this line is not understood: a name, a colon and a value are expected",
        ),
        (
            "indent",
            "the indentation of this line does not fit the lines above",
        ),
        ("tab", "this line is indented with the Tab key: use spaces"),
        (
            "block mapping",
            "the indentation of this line does not fit the lines above",
        ),
        ("quoted scalar", "the closing quote is missing"),
        ("flow", "a closing bracket is missing"),
    ];
    known
        .iter()
        .find(|(part, _)| message.contains(part))
        .map_or_else(
            || "this line is not understood: a name, a colon and a value are expected".to_owned(),
            |(_, plain)| (*plain).to_owned(),
        )
}
