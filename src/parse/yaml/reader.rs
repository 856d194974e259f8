//! The reader of one block of settings: it knows the file, turns places in the block into places on
//! disk, and gathers what is wrong. From: the tree of a block. To: [`Fields`], which reads a group
//! name by name.

use super::data::Data;
use super::fields::Fields;
use super::spanned::Spanned;
use super::tree::{Node, NodeEntry, NodeValue, Scalar};
use crate::base::{Code, Fault, Faults, SourcePath, Span};
use std::cell::RefCell;
use std::ops::Range;

/// Reads one block: knows its file and gathers what is wrong.
pub struct Reader<'r> {
    file: &'r SourcePath,
    place: &'r dyn Fn(Range<usize>) -> Range<usize>,
    faults: RefCell<Faults>,
}

impl<'r> Reader<'r> {
    /// A reader of a block of `file`; `place` turns ranges of the block into ranges of the file on
    /// disk.
    #[must_use]
    pub fn new(file: &'r SourcePath, place: &'r dyn Fn(Range<usize>) -> Range<usize>) -> Self {
        Self {
            file,
            place,
            faults: RefCell::default(),
        }
    }

    /// Everything found.
    #[must_use]
    pub fn into_faults(self) -> Faults {
        self.faults.into_inner()
    }

    /// The place of a range of the block.
    #[must_use]
    pub fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.file, (self.place)(range.clone()))
    }

    /// A node with its places turned into places on disk.
    #[must_use]
    pub fn placed(&self, node: &Node) -> Node {
        node.placed(self.place)
    }

    /// Reports a fault at a range of the block.
    pub fn fault(&self, fault: Fault, range: &Range<usize>) {
        self.faults.borrow_mut().push(fault.at(self.span(range)));
    }

    /// The group that a node should be.
    pub fn group<'n>(&'n self, node: &'n Node, name: &str) -> Option<Fields<'n>> {
        if let NodeValue::Map(entries) = &node.value {
            Some(Fields::new(self, entries, node.span.clone()))
        } else {
            self.no_group(name, node);
            None
        }
    }

    fn no_group(&self, name: &str, node: &Node) {
        let plain = match &node.value {
            NodeValue::Scalar(scalar) if scalar.plain => Some(scalar.text.as_str()),
            _ => None,
        };
        if let Some(at) = plain.and_then(|text| text.find(":\u{a0}")) {
            let space = node.span.start + at + 1..node.span.start + at + 1 + '\u{a0}'.len_utf8();
            let message = "the space after the colon is one that a word processor makes, and is \
                not taken for a space";
            self.fault(
                Fault::error(Code::YamlSyntax, message)
                    .help("delete it and press the space bar once"),
                &space,
            );
            return;
        }
        let message = format!(
            "`{name}` should be a group of settings, each on a line of its own, but here it is {}",
            described(node)
        );
        let unspaced = plain
            .and_then(|text| text.split_once(':'))
            .filter(|(key, _)| !key.contains(char::is_whitespace));
        let help = unspaced.map_or_else(
            || example(name, node),
            |(key, value)| {
                format!(
                    "a space is missing after the colon: write `{key}: {}`",
                    value.trim()
                )
            },
        );
        self.fault(
            Fault::error(Code::WrongType, message).help(help),
            &node.span,
        );
    }

    /// The entries of a group whose names are free.
    pub fn named<'n>(&self, node: &'n Node, name: &str) -> &'n [NodeEntry] {
        if let NodeValue::Map(entries) = &node.value {
            entries
        } else {
            self.no_group(name, node);
            &[]
        }
    }

    /// The words that a node should be. Numbers and dates are words too, as they are written.
    pub fn text(&self, node: &Node, name: &str) -> Option<Spanned<String>> {
        match &node.value {
            NodeValue::Scalar(scalar) if scalar.data != Data::Null => Some(Spanned {
                value: scalar.text.clone(),
                span: self.span(&node.span),
            }),
            NodeValue::Scalar(_) => None,
            NodeValue::List(_) | NodeValue::Map(_) => {
                self.wrong(name, "text", node);
                None
            }
        }
    }

    /// Reports a name with nothing behind it that must have something.
    pub(in crate::parse) fn empty(&self, name: &str, example: &str, at: &Range<usize>) {
        let fault = Fault::error(
            Code::MissingKey,
            format!("`{name}` is empty: nothing is written after its colon"),
        );
        self.fault(
            fault.help(format!("write something after it, such as `{example}`")),
            at,
        );
    }

    pub(super) fn wrong(&self, name: &str, wanted: &str, node: &Node) {
        let message = format!(
            "`{name}` should be {wanted}, but here it is {}",
            described(node)
        );
        self.fault(Fault::error(Code::WrongType, message), &node.span);
    }
}

/// Whether a text shows nothing: white space, and signs that have no width.
pub(in crate::parse) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
    })
}

/// What belongs below the name of a group.
fn example(name: &str, node: &Node) -> String {
    let written = match &node.value {
        NodeValue::Scalar(scalar)
            if scalar.data != Data::Null && scalar.text.chars().count() <= 60 =>
        {
            Some(scalar.text.as_str())
        }
        _ => None,
    };
    let below = |lines: String| {
        format!("write below `{name}:`, each line with two spaces before it: {lines}")
    };
    match (name, written) {
        ("byline", who) => below(format!(
            "`- name: {}` and, with four spaces, `role: staff`",
            who.unwrap_or("A. Sample")
        )),
        ("navigation" | "links", title) => below(format!(
            "`- title: {}` and, with four spaces, `to: reports/index.md`",
            title.unwrap_or("Reports")
        )),
        ("organisation", who) => below(format!(
            "`name: {}`",
            who.unwrap_or("The name of your organisation")
        )),
        ("footer", text) => below(format!("`text: {}`", text.unwrap_or("Registered charity."))),
        ("social", _) => below(
            "`- name: Mastodon` and, with four spaces, `url: https://social.example.org/@us`"
                .to_owned(),
        ),
        ("redirects", from) => below(format!(
            "`- from: {}` and, with four spaces, `to: /topics/gardens/`",
            from.unwrap_or("/topics/gardening/")
        )),
        ("downloads", file) => below(format!("`- file: {}`", file.unwrap_or("report.pdf"))),
        _ => "write a name, a colon and a space on each line, such as `title: Spring`".to_owned(),
    }
}

fn described(node: &Node) -> String {
    match &node.value {
        NodeValue::List(_) => "a list".to_owned(),
        NodeValue::Map(_) => "a group of settings".to_owned(),
        NodeValue::Scalar(Scalar {
            data: Data::Null, ..
        }) => "empty".to_owned(),
        NodeValue::Scalar(scalar) => {
            let shown: String = scalar.text.chars().take(40).collect();
            format!("`{shown}`")
        }
    }
}
