//! A group of settings, read value by value under its names: every fault at its place, and at the
//! end the names that nobody asked for.

use super::data::Data;
use super::reader::{Reader, is_blank};
use super::spanned::Spanned;
use super::tree::{Node, NodeEntry, NodeValue, Scalar};
use super::wording::{either, listed};
use crate::base::{Code, Date, Fault, nearest, parse_date};
#[cfg(test)]
use std::cell::RefCell;
use std::ops::Range;

#[cfg(test)]
thread_local! {
    /// For the tests that hold schemas to reading: the names that each group was asked for.
    pub(in crate::parse) static ASKED: RefCell<Vec<std::collections::BTreeSet<String>>> = const { RefCell::new(Vec::new()) };
}

/// A group of settings in reading.
pub struct Fields<'n> {
    reader: &'n Reader<'n>,
    entries: &'n [NodeEntry],
    whole: Range<usize>,
    taken: Vec<bool>,
    names: Vec<&'n str>,
}

impl<'n> Fields<'n> {
    /// The group of these `entries`, which starts and ends where `whole` does.
    pub(super) fn new(
        reader: &'n Reader<'n>,
        entries: &'n [NodeEntry],
        whole: Range<usize>,
    ) -> Self {
        Self {
            reader,
            entries,
            whole,
            taken: vec![false; entries.len()],
            names: Vec::new(),
        }
    }

    /// The value of a name, if it is set to anything.
    pub fn node(&mut self, name: &'n str) -> Option<&'n Node> {
        self.names.push(name);
        let at = self.entries.iter().position(|entry| entry.key == name)?;
        self.taken[at] = true;
        let node = &self.entries[at].value;
        (!matches!(
            &node.value,
            NodeValue::Scalar(Scalar {
                data: Data::Null,
                ..
            })
        ))
        .then_some(node)
    }

    fn entry(&self, name: &str) -> Option<&'n NodeEntry> {
        self.entries.iter().find(|entry| entry.key == name)
    }

    /// The value of a name that has a form of its own; nothing for one that is known to be a slip
    /// of the pen.
    pub(in crate::parse) fn formed(&mut self, name: &'n str) -> Option<&'n Node> {
        self.node(name)
            .filter(|node| !matches!(&node.value, NodeValue::Scalar(Scalar { mended: true, .. })))
    }

    /// Words.
    pub fn text(&mut self, name: &'n str) -> Option<Spanned<String>> {
        let node = self.node(name)?;
        self.reader.text(node, name)
    }

    /// Words, without their place.
    pub fn words(&mut self, name: &'n str) -> Option<String> {
        self.text(name).map(|text| text.value)
    }

    /// Words that must be there.
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
        match self.entry(name) {
            Some(entry) if entry.is_lost() => {}
            Some(entry) => self.reader.empty(name, example, &entry.key_span),
            None => self.missing(name, example, &self.start()),
        }
        None
    }

    /// Reports a name that is written without anything behind it.
    pub fn not_empty(&self, name: &str, example: &str) {
        if let Some(entry) = self.entry(name) {
            let is_empty = matches!(&entry.value.value, NodeValue::Scalar(scalar) if scalar.data == Data::Null || is_blank(&scalar.text));
            if is_empty && !entry.is_lost() {
                self.reader.empty(name, example, &entry.key_span);
            }
        }
    }

    /// No words, at the start of the group: for what is said elsewhere.
    #[must_use]
    pub fn nothing(&self) -> Spanned<String> {
        Spanned {
            value: String::new(),
            span: self.reader.span(&self.start()),
        }
    }

    fn missing(&self, name: &str, example: &str, at: &Range<usize>) {
        self.reader.fault(
            Fault::error(Code::MissingKey, format!("`{name}` is missing"))
                .help(format!("add a line such as `{example}`")),
            at,
        );
    }

    /// Where the group starts: its first name.
    fn start(&self) -> Range<usize> {
        self.entries
            .first()
            .map_or(self.whole.start..self.whole.start, |entry| {
                entry.key_span.clone()
            })
    }

    /// A list of words; one word alone is a list of one.
    pub fn texts(&mut self, name: &'n str) -> Vec<Spanned<String>> {
        let Some(node) = self.node(name) else {
            return Vec::new();
        };
        match &node.value {
            NodeValue::List(nodes) => nodes
                .iter()
                .filter_map(|node| self.reader.text(node, name))
                .collect(),
            NodeValue::Scalar(scalar)
                if scalar.plain
                    && scalar.text.contains(", ")
                    && !matches!(name, "address" | "findings") =>
            {
                let help = format!(
                    "write `{name}: [{}]`, or put quotes around the text if it is one entry",
                    scalar.text
                );
                let fault = Fault::warning(
                    Code::WrongType,
                    format!("`{name}` is read as one entry, `{}`", scalar.text),
                )
                .help(help);
                self.reader.fault(fault, &node.span);
                self.reader.text(node, name).into_iter().collect()
            }
            _ => self.reader.text(node, name).into_iter().collect(),
        }
    }

    /// The entries of a list, or the one value that stands where a list may.
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

    /// Yes or no.
    pub fn yes_no(&mut self, name: &'n str) -> Option<bool> {
        let node = self.formed(name)?;
        let answer = match &node.value {
            NodeValue::Scalar(Scalar {
                data: Data::Bool(yes),
                ..
            }) => Some(*yes),
            NodeValue::Scalar(scalar) => match scalar.text.to_ascii_lowercase().as_str() {
                "yes" | "on" | "true" => Some(true),
                "no" | "off" | "false" => Some(false),
                _ => None,
            },
            _ => None,
        };
        if answer.is_none() {
            self.reader.wrong(name, "`yes` or `no`", node);
        }
        answer
    }

    /// A whole number.
    pub fn whole(&mut self, name: &'n str) -> Option<Spanned<i64>> {
        let node = self.formed(name)?;
        let number = match &node.value {
            NodeValue::Scalar(scalar) => scalar.text.trim().parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.reader.wrong(name, "a whole number, such as 3", node);
        }
        number.map(|value| Spanned {
            value,
            span: self.reader.span(&node.span),
        })
    }

    /// A whole number of at least `least`.
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

    /// A day.
    pub fn date(&mut self, name: &'n str) -> Option<Spanned<Date>> {
        let node = self.formed(name)?;
        let text = self.reader.text(node, name)?;
        match parse_date(&text.value) {
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

    /// A day on which something happens of itself: a time of that day would be lost, and so is not
    /// taken.
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

    /// One of a few words.
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

    /// A group inside this one.
    pub fn group(&mut self, name: &'n str) -> Option<Fields<'n>> {
        let node = self.node(name)?;
        self.reader.group(node, name)
    }

    /// The names and values of a group whose names are free.
    pub fn named_groups(&mut self, name: &'n str) -> &'n [NodeEntry] {
        self.node(name)
            .map_or(&[], |node| self.reader.named(node, name))
    }

    /// Free data.
    pub fn data(&mut self, name: &'n str) -> Data {
        self.node(name).map(Node::data).unwrap_or_default()
    }

    /// Reports a fault at the value of a name, or at the start of the group.
    pub fn fault_at(&self, name: &str, fault: Fault) {
        let at = self
            .entry(name)
            .map_or_else(|| self.start(), |entry| entry.value.span.clone());
        self.reader.fault(fault, &at);
    }

    /// The reader of this group.
    #[must_use]
    pub fn reader(&self) -> &'n Reader<'n> {
        self.reader
    }

    /// Reports names that nobody asked for. `elsewhere` says where a name would be right, if it is
    /// known.
    pub fn finish(self, elsewhere: impl Fn(&str) -> Option<String>) {
        #[cfg(test)]
        ASKED.with_borrow_mut(|asked| {
            asked.push(self.names.iter().map(|name| (*name).to_owned()).collect());
        });
        for (entry, _) in self
            .entries
            .iter()
            .zip(&self.taken)
            .filter(|(entry, taken)| !**taken && !entry.is_lost())
        {
            let meant = nearest(&entry.key, self.names.iter().copied());
            let fault = Fault::error(
                Code::UnknownKey,
                format!("there is no setting `{}` here", entry.key),
            );
            let fault = match (meant, elsewhere(&entry.key)) {
                (Some(meant), _) => fault
                    .help(format!("did you mean `{meant}`?"))
                    .fix(self.reader.span(&entry.key_span), meant),
                (None, Some(help)) => fault.help(help),
                (None, None) => fault.help(format!("settings here are {}", listed(&self.names))),
            };
            self.reader.fault(fault, &entry.key_span);
        }
    }
}
