//! Reader of one block of settings. From: the tree of a block, its file, and the way from places
//! in the block to places on disk. To: [`Fields`], which reads a group setting by setting, and a
//! fault for everything that is wrong.

use super::data::Data;
use super::fields::{Fields, yes_no};
use super::spanned::Spanned;
use super::tree::{Node, NodeEntry, NodeValue, Scalar};
use super::wording::{flow_text, quoted};
use crate::base::{Code, Fault, Faults, SourcePath, Span};
use std::ops::Range;

/// A block of settings in reading: its file, and the faults found so far.
pub struct Reader<'r> {
    file: &'r SourcePath,
    place: &'r dyn Fn(Range<usize>) -> Range<usize>,
    faults: &'r mut Faults,
}

impl<'r> Reader<'r> {
    /// Creates a reader of a block of `file` that adds what is wrong to `faults`. `place` turns
    /// ranges of the block into ranges of the file on disk.
    #[must_use]
    pub fn new(
        file: &'r SourcePath,
        place: &'r dyn Fn(Range<usize>) -> Range<usize>,
        faults: &'r mut Faults,
    ) -> Self {
        Self {
            file,
            place,
            faults,
        }
    }

    /// Returns the place on disk of a range of the block.
    #[must_use]
    pub fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.file, (self.place)(range.clone()))
    }

    /// Returns a reader of the same block, which adds to the same faults.
    pub(in crate::parse) fn again(&mut self) -> Reader<'_> {
        Reader::new(self.file, self.place, self.faults)
    }

    /// Returns a copy of `node` with its places turned into places on disk.
    #[must_use]
    pub fn placed(&self, node: &Node) -> Node {
        node.placed(self.place)
    }

    /// Returns the faults found so far, for functions that add some with their place.
    pub(in crate::parse) fn faults(&mut self) -> &mut Faults {
        self.faults
    }

    /// Reports a fault at a range of the block.
    pub fn fault(&mut self, fault: Fault, range: &Range<usize>) {
        let fault = fault.at(self.span(range));
        self.faults.push(fault);
    }

    /// Returns the group that `node` should be, or reports that it is none.
    pub fn group<'n>(&'n mut self, node: &'n Node, name: &str) -> Option<Fields<'n>> {
        if let NodeValue::Map(entries) = &node.value {
            let reader = Reader::new(self.file, self.place, self.faults);
            Some(Fields::new(reader, entries, node.span.clone()))
        } else {
            self.no_group(name, None, node);
            None
        }
    }

    /// Reports that a group is expected where `node` stands; `such_as` is a line of such a group.
    pub(in crate::parse) fn no_group(&mut self, name: &str, such_as: Option<&str>, node: &Node) {
        if node.is_mended() {
            // The slip in it is reported already.
            return;
        }
        let plain = match &node.value {
            NodeValue::Scalar(scalar) if scalar.plain => Some(scalar.text.as_str()),
            _ => None,
        };
        if let Some(at) = plain.and_then(|text| text.find(":\u{a0}")) {
            let space = node.span.start + at + 1..node.span.start + at + 1 + '\u{a0}'.len_utf8();
            let message = "the space after the colon is one that a word processor makes, \
                           and is not taken for a space";
            self.fault(
                Fault::error(Code::YamlSyntax, message)
                    .help("delete it and press the space bar once"),
                &space,
            );
            return;
        }
        let message = format!(
            "`{name}` should be followed by settings, each on a line of its own, but here it is {}",
            described(node)
        );
        let unspaced = plain
            .and_then(|text| text.split_once(':'))
            .filter(|(key, _)| !key.contains(char::is_whitespace));
        let help = match unspaced {
            Some((key, value)) => format!(
                "a space is missing after the colon: write `{key}: {}`",
                value.trim()
            ),
            None => match such_as {
                Some(line) => format!("write the name of a setting before it, as in `{line}`"),
                None => example(name, node),
            },
        };
        self.fault(
            Fault::error(Code::WrongType, message).help(help),
            &node.span,
        );
    }

    /// Returns the entries of a group in which every name is allowed.
    pub fn named<'n>(&mut self, node: &'n Node, name: &str) -> &'n [NodeEntry] {
        if let NodeValue::Map(entries) = &node.value {
            entries
        } else {
            self.no_group(name, None, node);
            &[]
        }
    }

    /// Returns the words that `node` should be. Numbers and dates count as words, as they are
    /// written.
    pub fn text(&mut self, node: &Node, name: &str) -> Option<Spanned<String>> {
        match &node.value {
            NodeValue::Scalar(scalar) if scalar.data != Data::Null => Some(Spanned {
                value: scalar.text.clone(),
                span: self.span(&node.span),
            }),
            NodeValue::Scalar(_) => None,
            NodeValue::List(_) | NodeValue::Map(_) => {
                match named_text(node) {
                    Some((inner, text)) if is_name_of_text(inner) => {
                        let help = format!("write `{text}` alone, without `{inner}:`");
                        self.wrong_with(name, "text", node, Some(help));
                    }
                    Some((inner, text)) => self.unquoted_colon(&format!("{inner}: {text}"), node),
                    None => self.wrong_with(name, "text", node, only_text(name, node)),
                }
                None
            }
        }
    }

    /// Reports a setting that must have a value and has none.
    pub(in crate::parse) fn empty(&mut self, name: &str, example: &str, at: &Range<usize>) {
        let fault = Fault::error(
            Code::MissingKey,
            format!("`{name}` is empty: nothing is written after its colon"),
        );
        self.fault(
            fault.help(format!("write something after it, such as `{example}`")),
            at,
        );
    }

    /// Reports a text that is read as a name and a value, because of the colon in it.
    fn unquoted_colon(&mut self, text: &str, node: &Node) {
        let quoted = quoted(text);
        let message = "there is a colon in this text, and a colon separates a name from its value";
        let fault = Fault::error(Code::WrongType, message)
            .help(format!("put quotes around the text: `{quoted}`"))
            .fix(self.span(&node.span), quoted);
        self.fault(fault, &node.span);
    }

    /// Reports a value that is not what its setting takes.
    pub(in crate::parse) fn wrong(&mut self, name: &str, wanted: &str, node: &Node) {
        self.wrong_with(name, wanted, node, None);
    }

    /// Reports a value that is not what its setting takes, with what to write instead.
    pub(super) fn wrong_with(
        &mut self,
        name: &str,
        wanted: &str,
        node: &Node,
        help: Option<String>,
    ) {
        let message = format!(
            "`{name}` should be {wanted}, but here it is {}",
            described(node)
        );
        let fault = Fault::error(Code::WrongType, message).help_if(help);
        self.fault(fault, &node.span);
    }
}

/// Returns the name and the text of a group of one, which `Findings: a note` is in a list, too.
fn named_text(node: &Node) -> Option<(&str, &str)> {
    let NodeValue::Map(entries) = &node.value else {
        return None;
    };
    let [entry] = &entries[..] else {
        return None;
    };
    match &entry.value.value {
        NodeValue::Scalar(scalar) if scalar.data != Data::Null => Some((&entry.key, &scalar.text)),
        _ => None,
    }
}

/// Says how to write the only text of a list alone.
fn only_text(name: &str, node: &Node) -> Option<String> {
    let NodeValue::List(nodes) = &node.value else {
        return None;
    };
    match &nodes[..] {
        [
            Node {
                value: NodeValue::Scalar(scalar),
                ..
            },
        ] if scalar.data != Data::Null => {
            let text = &scalar.text;
            Some(format!(
                "write `{name}: {}`; put quotes around the text if it begins with a bracket: \
                 `{name}: {}`",
                flow_text(text),
                quoted(&format!("[{text}]")),
            ))
        }
        _ => Some(format!("write one text behind `{name}:`, on the same line")),
    }
}

/// Tells whether other programs give a text a name of this sort, where masthead takes it alone.
fn is_name_of_text(name: &str) -> bool {
    matches!(
        name,
        "name" | "title" | "text" | "value" | "label" | "path" | "src" | "url" | "file" | "image"
    )
}

/// Tells whether a text shows nothing: it holds only white space and signs without a width.
pub(in crate::parse) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace()
            || c.is_control()
            || matches!(
                c,
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
            )
    })
}

/// Says what to write below the name of a group. What stands in its place is taken into the
/// example where it is short enough.
fn example(name: &str, node: &Node) -> String {
    let written = match &node.value {
        NodeValue::Scalar(scalar)
            if scalar.data != Data::Null && scalar.text.chars().count() <= 60 =>
        {
            Some(scalar.text.as_str())
        }
        _ => None,
    };
    let lines = match name {
        "byline" => format!(
            "`- name: {}` and, with four spaces, `role: staff`",
            written.unwrap_or("A. Sample")
        ),
        "navigation" | "links" => link_lines(written.unwrap_or("Reports")),
        "organisation" => format!(
            "`name: {}`",
            written.unwrap_or("The name of your organisation")
        ),
        "footer" => format!("`text: {}`", written.unwrap_or("Registered charity.")),
        "social" => {
            "`- name: Mastodon` and, with four spaces, `url: https://social.example.org/@us`"
                .to_owned()
        }
        "redirects" => format!(
            "`- from: {}` and, with four spaces, `to: /topics/gardens/`",
            written.unwrap_or("/topics/gardening/")
        ),
        "downloads" => format!("`- file: {}`", written.unwrap_or("report.pdf")),
        "search" => match written.and_then(yes_no) {
            Some(false) => "`enabled: no`".to_owned(),
            _ => "`enabled: yes`".to_owned(),
        },
        "publications" => "`style: apa`".to_owned(),
        "folders" => "`newsletters:` and, with four spaces, `sort: oldest`".to_owned(),
        "taxonomies" => "`places:` and, with four spaces, `title: Places`".to_owned(),
        _ => {
            return format!(
                "write below `{name}:` its settings, each on a line of its own: two spaces, a \
                 name, a colon, a space and a value"
            );
        }
    };
    format!("write below `{name}:`, each line with two spaces before it: {lines}")
}

/// Writes the lines of a link, of which either its words or its file are written.
fn link_lines(written: &str) -> String {
    let name = written
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or(written);
    let file = name.strip_suffix(".md").unwrap_or(name);
    if !written.contains('/') && file == written {
        return format!("`- title: {written}` and, with four spaces, `to: reports/index.md`");
    }
    let title = file.replace(['-', '_'], " ");
    let mut letters = title.chars();
    let first = letters.next().unwrap_or('A').to_uppercase();
    let title = first.chain(letters).collect::<String>();
    format!("`- title: {title}` and, with four spaces, `to: {written}`")
}

/// Names what stands where something else should be.
fn described(node: &Node) -> String {
    match &node.value {
        NodeValue::List(_) => "a list".to_owned(),
        NodeValue::Map(_) => "settings with names of their own".to_owned(),
        NodeValue::Scalar(Scalar {
            data: Data::Null, ..
        }) => "empty".to_owned(),
        NodeValue::Scalar(scalar) => {
            let shown: String = scalar.text.chars().take(40).collect();
            format!("`{shown}`")
        }
    }
}
