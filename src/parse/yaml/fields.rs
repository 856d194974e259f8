//! Reading of a group of settings. From: the entries of the group. To: the value of each setting
//! that the caller asks for, with a fault at the place of everything that is wrong, and at the end
//! a fault for each name that nobody asked for.

use super::data::Data;
use super::reader::{Reader, is_blank};
use super::spanned::Spanned;
use super::tree::{Node, NodeEntry, NodeValue, Scalar};
use super::wording::either;
use crate::base::{Code, Date, DateFault, Fault, nearest, parse_date, parse_day_in};
use crate::parse::several_people::several_people;
use jiff::tz::TimeZone;
#[cfg(test)]
use std::cell::RefCell;
#[cfg(test)]
use std::collections::BTreeSet;
use std::ops::Range;

#[cfg(test)]
thread_local! {
    /// Names that each group was asked for; tests compare them with the schemas.
    pub(in crate::parse) static ASKED: RefCell<Vec<BTreeSet<String>>> =
        const { RefCell::new(Vec::new()) };
}

/// A group of settings in reading.
pub struct Fields<'n> {
    pub(super) reader: Reader<'n>,
    pub(super) entries: &'n [NodeEntry],
    /// Range of the whole group in its block.
    whole: Range<usize>,
    /// For each entry, whether somebody asked for it.
    pub(super) taken: Vec<bool>,
    /// Names that somebody asked for.
    pub(super) names: Vec<&'n str>,
}

impl<'n> Fields<'n> {
    /// Creates the reading of a group of these `entries`, which starts and ends where `whole` does.
    pub(super) fn new(reader: Reader<'n>, entries: &'n [NodeEntry], whole: Range<usize>) -> Self {
        Self {
            reader,
            entries,
            whole,
            taken: vec![false; entries.len()],
            names: Vec::new(),
        }
    }

    /// Returns the value of a setting, or `None` where nothing is set.
    pub fn node(&mut self, name: &'n str) -> Option<&'n Node> {
        self.names.push(name);
        let at = self.entries.iter().position(|entry| entry.key == name)?;
        self.taken[at] = true;
        let node = &self.entries[at].value;
        (!node.is_nothing()).then_some(node)
    }

    /// Returns the value of a setting without taking it.
    pub(super) fn value(&self, name: &str) -> Option<&'n Node> {
        self.entry(name).map(|entry| &entry.value)
    }

    /// Reports whether a setting is written, with a value or without.
    pub(in crate::parse) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    fn entry(&self, name: &str) -> Option<&'n NodeEntry> {
        self.entries.iter().find(|entry| entry.key == name)
    }

    /// Returns the place of a setting's value in its block.
    pub(in crate::parse) fn range_of(&self, name: &str) -> Option<Range<usize>> {
        self.entry(name).map(|entry| entry.value.span.clone())
    }

    /// Returns the value of a setting that has a form of its own, such as a number, or `None` for a
    /// value that is reported as a slip of the pen already.
    pub(in crate::parse) fn formed(&mut self, name: &'n str) -> Option<&'n Node> {
        self.node(name)
            .filter(|node| !matches!(&node.value, NodeValue::Scalar(Scalar { mended: true, .. })))
    }

    /// Reads a setting that takes words.
    pub fn text(&mut self, name: &'n str) -> Option<Spanned<String>> {
        let node = self.node(name)?;
        self.reader.text(node, name)
    }

    /// Reads a setting that takes words, without their place.
    pub fn words(&mut self, name: &'n str) -> Option<String> {
        self.text(name).map(|text| text.value)
    }

    /// Reads a setting that takes words and must be there; `example` is a line that would do.
    pub fn required(&mut self, name: &'n str, example: &str) -> Option<Spanned<String>> {
        let present = self.node(name);
        if let Some(node) = present {
            let text = self.reader.text(node, name);
            if text.as_ref().is_some_and(|text| is_blank(&text.value)) {
                self.reader.empty(name, example, &node.span);
                return None;
            }
            return text;
        }
        self.report_absent(name, example);
        None
    }

    /// Reports a setting that must be there and has no value; `example` is a line that would do.
    pub(in crate::parse) fn report_absent(&mut self, name: &str, example: &str) {
        match self.entry(name) {
            Some(entry) if entry.is_lost() => {}
            Some(entry) => self.reader.empty(name, example, &entry.key_span),
            None => self.missing(name, example, &self.start()),
        }
    }

    /// Reports a setting that is written without anything behind it.
    pub fn not_empty(&mut self, name: &str, example: &str) {
        let Some(entry) = self.entry(name) else {
            return;
        };
        let is_empty = match &entry.value.value {
            NodeValue::Scalar(scalar) => scalar.data == Data::Null || is_blank(&scalar.text),
            NodeValue::List(_) | NodeValue::Map(_) => false,
        };
        if is_empty && !entry.is_lost() {
            self.reader.empty(name, example, &entry.key_span);
        }
    }

    /// Returns an empty text at the start of the group, for a setting that another file may state.
    #[must_use]
    pub fn nothing(&self) -> Spanned<String> {
        Spanned {
            value: String::new(),
            span: self.reader.span(&self.start()),
        }
    }

    /// Reports a setting that must be there with something in it; `example` is a line that would
    /// do.
    pub(in crate::parse) fn missing_part(&mut self, name: &str, example: &str) {
        let at = self.entry(name).map(|entry| entry.key_span.clone());
        match at {
            Some(at) => self.reader.empty(name, example, &at),
            None => self.missing(name, example, &self.start()),
        }
    }

    fn missing(&mut self, name: &str, example: &str, at: &Range<usize>) {
        self.reader.fault(
            Fault::error(Code::MissingKey, missing_message(name))
                .help(format!("add a line such as `{example}`")),
            at,
        );
    }

    /// Returns the place where the group starts: its first name.
    pub(super) fn start(&self) -> Range<usize> {
        self.entries
            .first()
            .map_or(self.whole.start..self.whole.start, |entry| {
                entry.key_span.clone()
            })
    }

    /// Reads a setting that takes a list of texts; one text alone is a list of one.
    pub fn texts(&mut self, name: &'n str) -> Vec<Spanned<String>> {
        let Some(node) = self.node(name) else {
            return Vec::new();
        };
        match &node.value {
            NodeValue::List(nodes) => nodes
                .iter()
                .filter_map(|node| self.reader.text(node, name))
                .collect(),
            NodeValue::Scalar(scalar) => {
                self.check_single_entry(name, scalar, &node.span);
                self.reader.text(node, name).into_iter().collect()
            }
            NodeValue::Map(_) => self.reader.text(node, name).into_iter().collect(),
        }
    }

    /// Warns of commas in a text that stands where a list may, and that is read as one entry.
    fn check_single_entry(&mut self, name: &str, scalar: &Scalar, at: &Range<usize>) {
        let may_hold_commas = matches!(name, "address" | "findings");
        let has_people = scalar.text.contains(" and ") || scalar.text.contains([';', '&']);
        let is_told = name == "authors" && has_people && several_people(&scalar.text).is_some();
        let sign = [", ", "; "]
            .into_iter()
            .find(|sign| scalar.text.contains(sign));
        let Some(sign) = sign.filter(|_| scalar.plain && !may_hold_commas && !is_told) else {
            return;
        };
        let message = format!("`{name}` is read as one entry, `{}`", scalar.text);
        let help = format!(
            "write `{name}: [{}]`, or put quotes around the text if it is one entry",
            scalar.text.replace(sign, ", ")
        );
        self.reader
            .fault(Fault::warning(Code::WrongType, message).help(help), at);
    }

    /// Returns the entries of a list, or the one value that stands where a list may.
    pub fn entries(&mut self, name: &'n str) -> Vec<&'n Node> {
        match self.node(name) {
            None => Vec::new(),
            Some(Node {
                value: NodeValue::List(nodes),
                ..
            }) => nodes.iter().collect(),
            Some(node) => vec![node],
        }
    }

    /// Reads a setting that takes yes or no.
    pub fn yes_no(&mut self, name: &'n str) -> Option<bool> {
        let node = self.formed(name)?;
        let answer = match &node.value {
            NodeValue::Scalar(Scalar {
                data: Data::Bool(yes),
                ..
            }) => Some(*yes),
            NodeValue::Scalar(scalar) => yes_no(&scalar.text),
            _ => None,
        };
        if answer.is_none() {
            let text = match &node.value {
                NodeValue::Scalar(scalar) => scalar.text.to_ascii_lowercase(),
                _ => String::new(),
            };
            let help = match text.as_str() {
                "y" | "1" | "ok" | "ja" | "oui" => format!("write `{name}: yes`"),
                "n" | "0" | "none" | "nein" | "non" => format!("write `{name}: no`"),
                _ => format!("write `{name}: yes` or `{name}: no`"),
            };
            self.reader
                .wrong_with(name, "`yes` or `no`", node, Some(help));
        }
        answer
    }

    /// Reads a setting that takes a whole number.
    pub fn whole(&mut self, name: &'n str) -> Option<Spanned<i64>> {
        let node = self.formed(name)?;
        let number = match &node.value {
            NodeValue::Scalar(scalar) => scalar.text.trim().parse().ok(),
            _ => None,
        };
        if number.is_none() {
            let help = number_help(name, node);
            self.reader
                .wrong_with(name, "a whole number, such as 3", node, help);
        }
        number.map(|value| Spanned {
            value,
            span: self.reader.span(&node.span),
        })
    }

    /// Reads a setting that takes a number.
    pub fn number(&mut self, name: &'n str) -> Option<f64> {
        let node = self.formed(name)?;
        let number = match &node.value {
            NodeValue::Scalar(scalar) => scalar.text.trim().parse::<f64>().ok(),
            _ => None,
        };
        let number = number.filter(|number| number.is_finite());
        if number.is_none() {
            let help = number_help(name, node);
            self.reader
                .wrong_with(name, "a number, such as 3", node, help);
        }
        number
    }

    /// Reads a setting that takes a whole number of at least `least`.
    pub fn at_least(&mut self, name: &'n str, least: i64) -> Option<Spanned<i64>> {
        let node = self.entry(name).map(|entry| &entry.value);
        let number = self.whole(name)?;
        if number.value < least {
            if let Some(node) = node {
                self.reader.wrong(name, &format!("{least} or more"), node);
            }
            return None;
        }
        Some(number)
    }

    /// Reads a setting that takes a day.
    pub fn date(&mut self, name: &'n str) -> Option<Spanned<Date>> {
        self.day_by(name, parse_date)
    }

    /// Reads a setting that takes a day, or a point in time on a day in `zone`.
    pub fn day_in(&mut self, name: &'n str, zone: &TimeZone) -> Option<Spanned<Date>> {
        self.day_by(name, |text| parse_day_in(zone, text))
    }

    fn day_by(
        &mut self,
        name: &'n str,
        parse: impl Fn(&str) -> Result<Date, DateFault>,
    ) -> Option<Spanned<Date>> {
        let node = self.formed(name)?;
        let text = self.reader.text(node, name)?;
        if is_blank(&text.value) {
            self.reader
                .empty(name, &format!("{name}: 2015-03-31"), &node.span);
            return None;
        }
        match parse(&text.value) {
            Ok(value) => Some(Spanned {
                value,
                span: text.span,
            }),
            Err(unread) => {
                let fault = Fault::error(
                    Code::InvalidDate,
                    format!("`{}` {}", text.value, unread.problem),
                )
                .help(unread.help(name));
                let fault = match unread.meant {
                    Some(meant) => fault.fix(text.span.clone(), meant),
                    None => fault,
                };
                self.reader.fault(fault, &node.span);
                None
            }
        }
    }

    /// Reads a setting that takes a day on which something happens of itself. A time of that day
    /// would be lost, so it is reported.
    pub fn whole_day(&mut self, name: &'n str) -> Option<Spanned<Date>> {
        let date = self.date(name)?;
        let node = &self.entry(name)?.value;
        let NodeValue::Scalar(scalar) = &node.value else {
            return Some(date);
        };
        let time = scalar
            .text
            .trim()
            .get("2030-01-31".len()..)
            .unwrap_or_default();
        if time.contains(|c| matches!(c, '1'..='9')) {
            let message = format!(
                "`{name}` takes a day, and no time of the day: it holds from the first build of \
                 that day on"
            );
            let next = date.value.tomorrow().unwrap_or(date.value);
            let help = format!(
                "write `{name}: {}`, or the day after, `{name}: {next}`",
                date.value
            );
            self.reader.fault(
                Fault::error(Code::InvalidDate, message).help(help),
                &node.span,
            );
        }
        Some(date)
    }

    /// Reads a setting that takes one of a few words, each of which stands for a value.
    pub fn choice<T: Copy>(&mut self, name: &'n str, choices: &[(&str, T)]) -> Option<Spanned<T>> {
        let node = self.formed(name)?;
        let text = self.reader.text(node, name)?;
        if let Some((_, value)) = choices.iter().find(|(word, _)| text.value == *word) {
            return Some(Spanned {
                value: *value,
                span: text.span,
            });
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        let meant = nearest(&text.value, words.iter().copied())
            .map(|meant| format!("did you mean `{meant}`?"));
        let fault = Fault::error(
            Code::UnknownChoice,
            format!("`{name}` cannot be `{}`", text.value),
        );
        self.reader.fault(
            fault
                .help_if(meant)
                .help(format!("it can be {}", either(&words))),
            &node.span,
        );
        None
    }

    /// Reads a group inside this one.
    pub fn group(&mut self, name: &'n str) -> Option<Fields<'_>> {
        let node = self.node(name)?;
        self.reader.group(node, name)
    }

    /// Returns the entries of a group in which every name is allowed.
    pub fn named_groups(&mut self, name: &'n str) -> &'n [NodeEntry] {
        match self.node(name) {
            Some(node) => self.reader.named(node, name),
            None => &[],
        }
    }

    /// Returns the value of a setting whatever its shape.
    pub fn data(&mut self, name: &'n str) -> Data {
        self.node(name).map(Node::data).unwrap_or_default()
    }

    /// Reports a fault at the value of a setting, or at the start of the group.
    pub fn fault_at(&mut self, name: &str, fault: Fault) {
        let at = self
            .entry(name)
            .map_or_else(|| self.start(), |entry| entry.value.span.clone());
        self.reader.fault(fault, &at);
    }

    /// Returns the reader of the block that this group belongs to.
    pub fn reader(&mut self) -> &mut Reader<'n> {
        &mut self.reader
    }

    /// Returns the entries that nobody asked for and that are wanted here. They are reported no
    /// more.
    pub(in crate::parse) fn take_unknown(
        &mut self,
        is_wanted: impl Fn(&NodeEntry) -> bool,
    ) -> Vec<&'n NodeEntry> {
        let mut unknown = Vec::new();
        for (entry, taken) in self.entries.iter().zip(&mut self.taken) {
            if !*taken && !entry.is_lost() && is_wanted(entry) {
                *taken = true;
                unknown.push(entry);
            }
        }
        unknown
    }
}

/// Returns the message about a setting that must be there and is not.
pub(super) fn missing_message(name: &str) -> String {
    format!("`{name}` is missing")
}

/// Says how a number is written that has words beside it, such as `3rd`.
fn number_help(name: &str, node: &Node) -> Option<String> {
    let NodeValue::Scalar(scalar) = &node.value else {
        return None;
    };
    let text = scalar.text.as_str();
    let start = text.find(|letter: char| letter.is_ascii_digit())?;
    let digits = &text[start..];
    let end = digits.find(|letter: char| !letter.is_ascii_digit());
    let (number, rest) = digits.split_at(end.unwrap_or(digits.len()));
    let is_small = number.len() <= 9;
    let has_words = |part: &str| part.chars().all(|c| c.is_alphabetic() || c == ' ');
    (is_small && has_words(&text[..start]) && has_words(rest))
        .then(|| format!("write figures alone: `{name}: {number}`"))
}

/// Returns the answer that a text gives.
#[must_use]
pub fn yes_no(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}
