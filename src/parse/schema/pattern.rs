//! The form that a text must have. From: a regular expression of a declaration, and the sentence
//! that people read where a text has another form. To: a [`Pattern`], or what is wrong with it.

use regex_lite::{Regex, RegexBuilder};

/// The form of a text: a regular expression that must match the whole of it.
#[derive(Clone, Debug)]
pub struct Pattern {
    anchored: String,
    help: String,
    regex: Regex,
}

/// The most characters of a regular expression.
const LONGEST_PATTERN: usize = 200;
/// The most bytes of a regular expression in memory. Matching takes no longer than these times the
/// characters of the text.
const LARGEST_PATTERN: usize = 32 << 10;
/// The most characters of a text that can have a form.
const LONGEST_TEXT: usize = 1_000;

impl Pattern {
    /// Reads a regular expression; `help` says in plain words which form a text must have.
    ///
    /// # Errors
    /// Fails with what is wrong with the expression, as the rest of a sentence. What editors
    /// understand differently, who read it from the JSON Schema, is refused too.
    pub(super) fn new(source: &str, help: String) -> Result<Self, String> {
        let length = source.chars().count();
        if length > LONGEST_PATTERN {
            return Err(format!(
                "is {length} characters long; {LONGEST_PATTERN} is the most"
            ));
        }
        if let Some(problem) = foreign(source) {
            return Err(problem);
        }
        let build = |source: &str| {
            RegexBuilder::new(source)
                .size_limit(LARGEST_PATTERN)
                .build()
                .map_err(|error| format!("cannot be understood: {error}"))
        };
        build(source)?;
        let anchored = format!("^(?:{source})$");
        let regex = build(&anchored)?;
        Ok(Self {
            anchored,
            help,
            regex,
        })
    }

    /// Returns the regular expression, which matches whole texts only.
    #[must_use]
    pub fn anchored(&self) -> &str {
        &self.anchored
    }

    /// Returns the sentence that says which form a text must have.
    #[must_use]
    pub fn help(&self) -> &str {
        &self.help
    }

    /// Reports whether a text has the form.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        text.chars().take(LONGEST_TEXT + 1).count() <= LONGEST_TEXT && self.regex.is_match(text)
    }
}

/// Says what other programs understand differently in a regular expression.
fn foreign(source: &str) -> Option<String> {
    let mut in_class = false;
    let mut rest = source.char_indices();
    while let Some((at, c)) = rest.next() {
        let after = &source[at + c.len_utf8()..];
        match c {
            '\\' => {
                let next = rest.next().map(|(_, next)| next);
                if !next.is_some_and(|next| is_common_escape(next, in_class)) {
                    let next = next.map(String::from).unwrap_or_default();
                    return Some(format!(
                        "has `\\{next}`, which not every program understands"
                    ));
                }
            }
            '[' if in_class => return Some("has `[` inside brackets: write `\\[`".to_owned()),
            '[' => in_class = true,
            ']' if in_class => in_class = false,
            ']' | '}' if !in_class => return Some(format!("has a single `{c}`: write `\\{c}`")),
            '(' if !in_class && after.starts_with('?') && !after.starts_with("?:") => {
                return Some("has `(?`, which not every program understands".to_owned());
            }
            '{' if !in_class => match after.split_once('}') {
                Some((count, _)) if is_count(count) => {
                    let _ = rest.nth(count.len());
                }
                _ => return Some("has a single `{`: write `\\{`".to_owned()),
            },
            _ => {}
        }
    }
    None
}

fn is_common_escape(c: char, in_class: bool) -> bool {
    "dwsDWSnrt^$\\.*+?()[]{}|/".contains(c) || c == if in_class { '-' } else { 'b' }
}

/// Reports whether a text says how often something is repeated: `2`, `2,` or `2,4`.
fn is_count(text: &str) -> bool {
    let (least, most) = text.split_once(',').unwrap_or((text, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    !least.is_empty() && is_number(least) && is_number(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(source: &str) -> Result<Pattern, String> {
        Pattern::new(source, "help".to_owned())
    }

    #[test]
    fn a_pattern_matches_whole_texts() {
        let code = pattern("[A-Z]{2}[0-9]+|none").expect("a good pattern");
        for (text, is_right) in [
            ("AB12", true),
            ("none", true),
            ("AB", false),
            ("xAB12", false),
            ("AB12 ", false),
            ("AB12\n", false),
            ("", false),
        ] {
            assert_eq!(code.matches(text), is_right, "{text:?}");
        }
        assert_eq!(code.anchored(), "^(?:[A-Z]{2}[0-9]+|none)$");
    }

    #[test]
    fn a_pattern_that_cannot_be_is_refused() {
        for source in [
            "(",
            ")",
            "a)|(b",
            "[a",
            "a{2",
            "a}",
            "a]",
            "*",
            "(?i)a",
            "(?P<n>a)",
            "\\pL",
            "\\",
            "[[:alpha:]]",
            "\\-",
            "a{1000}{1000}",
            "[b-a]",
            "\\b{start}",
        ] {
            assert!(pattern(source).is_err(), "{source}");
        }
        assert!(pattern(&"a".repeat(201)).is_err());
        for source in [
            "a{2}",
            "a{2,}",
            "a{2,4}",
            "[\\w\\-]+",
            "\\d{4}/\\d{2}",
            "(?:a|b)\\b",
        ] {
            assert!(pattern(source).is_ok(), "{source}");
        }
    }

    #[test]
    fn a_text_that_is_very_long_has_no_form() {
        let any = pattern("(a*)*(a*)*(a|b)*").expect("a good pattern");
        assert!(any.matches(&"a".repeat(LONGEST_TEXT)));
        assert!(!any.matches(&"a".repeat(LONGEST_TEXT + 1)));
    }
}
