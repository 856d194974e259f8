//! A limit on what a value of a template may weigh. Steps bound what a template makes, but a list
//! may hold another list twice, and that one a third: sixty short steps make a list of 2⁶⁰ entries
//! that takes no memory, and to show or to compare it takes for ever. So every value that a `set`
//! keeps is weighed as if each entry stood for itself.
//!
//! The engine has no place to do that, so the source of a theme's own template is changed before it
//! is compiled: `{% set a = b %}` becomes `{% set a = masthead_weighed(b) %}`.

use minijinja::value::{Rest, ValueKind};
use minijinja::{Environment, Error, ErrorKind, State, Value};
use std::ops::Range;

/// The deepest nesting of lists in a value. Dropping, showing and comparing take stack for each.
const DEEPEST: usize = 64;
/// The most entries that a value has, with those of the lists in it.
const MOST_ENTRIES: u64 = 1_000_000;
/// The number of entries that are weighed in one step.
const ENTRIES_A_STEP: u64 = 4;

/// The beginning of a call of the function that weighs.
const OPEN: &str = "masthead_weighed(";
const CLOSE: &str = ")";

/// Adds the function that weighs values.
pub(super) fn install(environment: &mut Environment<'_>) {
    environment.add_function(
        "masthead_weighed",
        |state: &State<'_, '_>, values: Rest<Value>| {
            let mut entries = 0;
            for value in values.iter() {
                weigh(value, 0, &mut entries)?;
            }
            state.consume_fuel(entries / ENTRIES_A_STEP)?;
            let mut values = values.0;
            Ok(match values.pop() {
                Some(value) if values.is_empty() => value,
                Some(last) => {
                    values.push(last);
                    Value::from(values)
                }
                None => Value::UNDEFINED,
            })
        },
    );
}

/// Adds the entries of a value to a number, and refuses a value that is too heavy or too deep.
fn weigh(value: &Value, depth: usize, entries: &mut u64) -> Result<(), Error> {
    *entries += 1;
    if *entries > MOST_ENTRIES {
        return Err(too_heavy(format!(
            "this value grows too large: with the lists in it, it has more than {MOST_ENTRIES} \
             entries"
        )));
    }
    if depth > DEEPEST {
        return Err(too_heavy(format!(
            "lists are nested more than {DEEPEST} levels deep in this value"
        )));
    }
    let is_container = matches!(
        value.kind(),
        ValueKind::Seq | ValueKind::Map | ValueKind::Iterable
    );
    // What masthead gives to a template holds nothing that the template has made.
    let is_ours = || {
        let object = value.as_object();
        object.is_some_and(|object| object.type_name().starts_with("masthead::"))
    };
    if !is_container || is_ours() {
        return Ok(());
    }
    let is_map = value.kind() == ValueKind::Map;
    for entry in value.try_iter()? {
        if is_map {
            let inner = value.get_item(&entry)?;
            weigh(&inner, depth + 1, entries)?;
        }
        weigh(&entry, depth + 1, entries)?;
    }
    Ok(())
}

fn too_heavy(message: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}

/// The source of a template with calls of the function that weighs.
pub(super) struct WeighedSource {
    pub(super) text: String,
    /// Where text was put in: its offset in the new source, and its length.
    added: Vec<(usize, usize)>,
}

impl WeighedSource {
    /// Changes the source of a template. Returns `None` for one that keeps no values.
    pub(super) fn of(template: &str) -> Option<Self> {
        let mut source = Self {
            text: String::new(),
            added: Vec::new(),
        };
        let mut done = 0;
        for value in kept_values(template) {
            source.text.push_str(&template[done..value.start]);
            source.add(OPEN);
            source.text.push_str(&template[value.clone()]);
            source.add(CLOSE);
            done = value.end;
        }
        if source.added.is_empty() {
            return None;
        }
        source.text.push_str(&template[done..]);
        Some(source)
    }

    fn add(&mut self, text: &str) {
        self.added.push((self.text.len(), text.len()));
        self.text.push_str(text);
    }

    /// Returns the range of the template as it is written for one of the changed source.
    pub(super) fn written(&self, range: &Range<usize>) -> Range<usize> {
        self.offset(range.start)..self.offset(range.end)
    }

    fn offset(&self, offset: usize) -> usize {
        let before = self.added.iter().take_while(|(at, _)| *at < offset);
        offset
            - before
                .map(|(at, length)| (*length).min(offset - at))
                .sum::<usize>()
    }
}

/// Returns the range of every expression behind the `=` of a `{% set … = … %}`.
fn kept_values(template: &str) -> Vec<Range<usize>> {
    let mut values = Vec::new();
    let mut at = 0;
    while let Some(open) = template[at..].find('{').map(|found| at + found) {
        let inside = open + 2;
        at = match template.as_bytes().get(open + 1) {
            Some(b'#') => end_of(template, inside, "#}"),
            Some(b'{') => tag_end(template, inside, "}}"),
            Some(b'%') => {
                let end = tag_end(template, inside, "%}");
                let tag = &template[inside..end.saturating_sub(2).max(inside)];
                if word(tag) == "raw" {
                    end_of_raw(template, end)
                } else {
                    values.extend(
                        kept_value(tag).map(|value| inside + value.start..inside + value.end),
                    );
                    end
                }
            }
            _ => open + 1,
        };
    }
    values
}

/// Returns the first word of a tag.
fn word(tag: &str) -> &str {
    let tag = tag.trim_start_matches(['-', '+']).trim_start();
    let end = tag
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(tag.len());
    &tag[..end]
}

/// Returns the range of the expression that a `set` keeps.
fn kept_value(tag: &str) -> Option<Range<usize>> {
    if word(tag) != "set" {
        return None;
    }
    let mut signs = Signs::of(tag);
    let equals = signs.find(|(_, sign)| *sign == '=')?.0;
    let value = tag[equals + 1..].trim_end().trim_end_matches(['-', '+']);
    let value = value.trim_end();
    let lead = value.len() - value.trim_start().len();
    (lead < value.len()).then(|| equals + 1 + lead..equals + 1 + value.len())
}

/// Returns the offset behind the first `end` from `at` on, or the end of the text.
fn end_of(template: &str, at: usize, end: &str) -> usize {
    let rest = template.get(at..).unwrap_or_default();
    rest.find(end)
        .map_or(template.len(), |found| at + found + end.len())
}

/// Returns the offset behind the tag `{% endraw %}`, from `at` on.
fn end_of_raw(template: &str, mut at: usize) -> usize {
    while let Some(open) = template[at..].find("{%").map(|found| at + found) {
        at = end_of(template, open + 2, "%}");
        if word(&template[open + 2..at]) == "endraw" {
            return at;
        }
    }
    template.len()
}

/// Returns the offset behind the tag that goes on at `at`. What stands in quotation marks does not
/// end it.
fn tag_end(template: &str, at: usize, end: &str) -> usize {
    let rest = template.get(at..).unwrap_or_default();
    let found = Signs::of(rest).find(|(found, _)| rest[*found..].starts_with(end));
    found.map_or(template.len(), |(found, _)| at + found + end.len())
}

/// The signs of a tag outside of quotation marks, with their offsets.
struct Signs<'t> {
    signs: std::str::CharIndices<'t>,
}

impl<'t> Signs<'t> {
    fn of(tag: &'t str) -> Self {
        Self {
            signs: tag.char_indices(),
        }
    }
}

impl Iterator for Signs<'_> {
    type Item = (usize, char);

    fn next(&mut self) -> Option<(usize, char)> {
        let (at, sign) = self.signs.next()?;
        if matches!(sign, '"' | '\'') {
            while let Some((_, inner)) = self.signs.next() {
                match inner {
                    '\\' => drop(self.signs.next()),
                    inner if inner == sign => break,
                    _ => {}
                }
            }
        }
        Some((at, sign))
    }
}

#[cfg(test)]
mod tests {
    use super::WeighedSource;

    fn weighed(template: &str) -> String {
        WeighedSource::of(template).map_or_else(|| template.to_owned(), |source| source.text)
    }

    #[test]
    fn what_a_set_keeps_is_weighed_and_nothing_else() {
        for (template, changed) in [
            ("{% set a = b %}", "{% set a = masthead_weighed(b) %}"),
            (
                "{%- set a.b=[a, '=%}'] -%}",
                "{%- set a.b=masthead_weighed([a, '=%}']) -%}",
            ),
            (
                "{% set a, b = 1, 2 %}x{%set c = \"\\\"%}\" == d%}",
                "{% set a, b = masthead_weighed(1, 2) %}x\
                 {%set c = masthead_weighed(\"\\\"%}\" == d)%}",
            ),
            (
                "{% set a %}b = c{% endset %}",
                "{% set a %}b = c{% endset %}",
            ),
            (
                "{# {% set a = b %} #}{{ '{% set a = b %}' }}",
                "{# {% set a = b %} #}{{ '{% set a = b %}' }}",
            ),
            (
                "{% raw %}{% set a = b %}{% endraw %}{% if a == b %}{% settle = c %}",
                "{% raw %}{% set a = b %}{% endraw %}{% if a == b %}{% settle = c %}",
            ),
            ("{% set a = ", "{% set a = "),
            ("{% raw %}{% set a = b %}", "{% raw %}{% set a = b %}"),
        ] {
            assert_eq!(weighed(template), changed);
        }
    }

    #[test]
    fn places_lead_back_to_the_template_as_it_is_written() {
        let template = "{% set a = b %}{{ c }}{% set d = e %}{{ f }}";
        let source = WeighedSource::of(template).expect("two values are kept");
        for word in ["a", "b", "c", "d", "e", "f"] {
            let at = source
                .text
                .match_indices(word)
                .find(|(at, _)| source.text[..*at].ends_with([' ', '(']));
            let at = at.expect(word).0;
            let range = source.written(&(at..at + 1));
            assert_eq!(&template[range], word);
        }
    }
}
