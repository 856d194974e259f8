//! Search for the slip in the value of one line: quotes, brackets, colons and signs that YAML gives
//! a meaning of its own. From: the text behind a name or a hyphen. To: the slip, if there is one.

use super::slip::Slip;
use super::wording::{flow_text, quoted};
use std::ops::Range;

/// A value as it is written, with the name before it.
struct WrittenValue<'v> {
    /// The name, a colon and a space; empty for an entry of a list.
    name: String,
    text: &'v str,
    range: Range<usize>,
}

/// Finds the slip in `value`, which starts at byte `at` of its block and belongs to the name `key`.
pub(super) fn slip_in_value(key: &str, value: &str, at: usize) -> Option<Slip> {
    let text = value.trim_end();
    let first = text.chars().next()?;
    let value = WrittenValue {
        name: if key.is_empty() {
            String::new()
        } else {
            format!("{}: ", key.trim())
        },
        text,
        range: at..at + text.len(),
    };
    match first {
        '"' | '\'' => value.slip_in_quotes(first),
        '“' | '”' | '„' | '‘' => Some(value.curly_quotes()),
        '@' | '`' | '%' | '*' | '&' | '!' => {
            Some(value.needs_quotes(format!("a value that starts with `{first}` needs quotes")))
        }
        '[' | '{' => value.slip_in_brackets(first),
        '-' if text.starts_with("- ") => Some(value.entry_behind_name()),
        _ if value.is_rule() => Some(value.rule_without_braces()),
        _ if text.contains(": ") || text.ends_with(':') => {
            let message =
                "there is a colon in this text, and a colon separates a name from its value";
            Some(value.needs_quotes(message.to_owned()))
        }
        _ => None,
    }
}

impl WrittenValue<'_> {
    fn slip(&self, message: impl Into<String>, help: impl Into<String>) -> Slip {
        Slip::error(self.range.clone(), message, help)
    }

    fn needs_quotes(&self, message: String) -> Slip {
        let (name, quoted) = (&self.name, quoted(self.text));
        let help = format!("put quotes around the text: `{name}{quoted}`");
        self.slip(message, help).fix(quoted)
    }

    /// Reports whether the value is a rule of `disclosure` with what belongs to it.
    fn is_rule(&self) -> bool {
        let words = ["threshold:", "none:"];
        self.name == "disclosure: " && words.iter().any(|word| self.text.starts_with(word))
    }

    fn rule_without_braces(&self) -> Slip {
        let (word, rest) = self.text.split_once(':').unwrap_or((self.text, ""));
        let rest = match rest.trim() {
            "" => "10".to_owned(),
            rest if rest.starts_with(['"', '\'']) => rest.to_owned(),
            rest => flow_text(rest),
        };
        let braced = format!("{{{word}: {rest}}}");
        let message = format!("`{word}` and what belongs to it stand in braces");
        let help = format!("write `{}{braced}`", self.name);
        self.slip(message, help).fix(braced)
    }

    fn slip_in_quotes(&self, quote: char) -> Option<Slip> {
        let (name, text) = (&self.name, self.text);
        let end = close_of(text, quote);
        let after = end.map_or("", |end| text[end + 1..].trim_start());
        if !after.is_empty() && !after.starts_with('#') {
            let whole = quoted(inner_text(text, quote));
            let help = format!("put one pair of quotes around the whole text: `{name}{whole}`");
            let slip = self.slip("text goes on after the closing quote", help);
            return Some(slip.fix(whole));
        }
        if quote == '"' && stray_backslash(text) {
            let inside = text.trim_matches('"').replace('\'', "''");
            let message = "a backslash in double quotes has a meaning of its own, and this one has \
                           none that is known";
            let help =
                format!("use single quotes: `{name}'{inside}'`, or write each backslash twice");
            return Some(self.slip(message, help).fix(format!("'{inside}'")));
        }
        if end.is_some() {
            return None;
        }
        let help = format!("write `{name}{text}{quote}`");
        let slip = self.slip("the closing quote is missing", help);
        Some(slip.fix(format!("{text}{quote}")))
    }

    fn curly_quotes(&self) -> Slip {
        let marks = ['“', '”', '„', '‘', '’'];
        let inner = self.text.strip_prefix(marks).unwrap_or(self.text);
        let quoted = quoted(inner.strip_suffix(marks).unwrap_or(inner));
        let message = "these are a word processor's curly quotes, not plain ones";
        let help = format!("write `{}{quoted}` with straight quotes", self.name);
        self.slip(message, help).fix(quoted)
    }

    /// Reports whether the name is that of a list, as `topics` is, as far as a name shows it.
    fn takes_list(&self) -> bool {
        self.name.ends_with("s: ")
    }

    fn entry_behind_name(&self) -> Slip {
        if !self.takes_list() {
            return self.needs_quotes("a value that starts with a hyphen needs quotes".to_owned());
        }
        let list = format!("[{}]", self.text.trim_start_matches(['-', ' ']));
        let message = "an entry of a list with a hyphen stands on a line of its own";
        let help = format!("write `{}{list}`", self.name);
        self.slip(message, help).fix(list)
    }

    fn slip_in_brackets(&self, open: char) -> Option<Slip> {
        let Some(end) = bracket_end(self.text) else {
            // The closing bracket may stand in a note after the text.
            return (!self.text.contains(" #")).then(|| self.unclosed_bracket(open));
        };
        let after = self.text[end..].trim_start();
        if after.is_empty() || after.starts_with('#') {
            return None;
        }
        Some(self.needs_quotes(format!(
            "text that starts with `{open}` and goes on after the brackets needs quotes"
        )))
    }

    fn unclosed_bracket(&self, open: char) -> Slip {
        let close = if open == '[' { ']' } else { '}' };
        let (list, text) = (format!("{}{close}", self.text), quoted(self.text));
        let name = &self.name;
        let message = format!("the closing `{close}` is missing");
        if self.text.contains(',') || self.takes_list() {
            let help = format!(
                "end the list with `{close}`: `{name}{list}`; or, if it is none, put quotes around \
                 the text: `{name}{text}`"
            );
            return self.slip(message, help).fix(list);
        }
        let help = format!(
            "put quotes around the text, `{name}{text}`, or, if it is a list, end the line with \
             `{close}`"
        );
        self.slip(message, help).fix(text)
    }
}

/// Tells whether text in double quotes has a backslash in it that YAML takes for the start of a
/// sign it does not know: `"C:\Users"`.
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
                    // At the end of the text, the backslash takes the meaning of the closing quote
                    // away.
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

/// Returns where the bracket that a text starts with is closed; brackets in quotes do not count.
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

/// Returns where the quote that a text starts with is closed.
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

/// Returns the text that somebody put in quotes without regard to those in it: without the pair
/// around it, unless the first quote is closed before the end, so that it belongs to the text.
fn inner_text(written: &str, quote: char) -> &str {
    let inner = written
        .strip_prefix(quote)
        .and_then(|rest| rest.strip_suffix(quote));
    let Some(inner) = inner else {
        return written;
    };
    let mut open = 1usize;
    for (at, _) in inner.match_indices(quote) {
        let before = inner[..at].chars().next_back();
        let after = inner[at + quote.len_utf8()..].chars().next();
        let follows_word = before.is_some_and(|before| !before.is_whitespace() && before != '(');
        let precedes_word = after.is_some_and(char::is_alphanumeric);
        match (follows_word, precedes_word) {
            // An apostrophe.
            (true, true) => {}
            (false, _) => open += 1,
            (true, false) => open = open.saturating_sub(1),
        }
        if open == 0 {
            return written;
        }
    }
    inner
}
