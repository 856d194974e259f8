//! Writes the harmless part of a drawing that is seen. From: the tree of the drawing. To:
//! well-formed XML, the names of what was left out, and whether there were notes.

use super::allow_list::{self, SVG, Treatment, XLINK, XML};
use super::attributes::{animates_address, attribute, is_shown};
use super::embedded::without_notes;
use super::style_rules::fetch_nothing;
use crate::base::html::escape_into;
use roxmltree::{Document, Node};

/// The largest number of names that are told.
const TOLD: usize = 5;

/// A drawing as it is written.
pub(super) struct WrittenDrawing {
    /// The drawing; `None` where the file holds no drawing at all.
    pub(super) text: Option<String>,
    /// The names of what was left out, in the order of the file, each once.
    pub(super) removed: Vec<String>,
    /// Whether notes were left out that nobody sees: comments, and what programs keep for
    /// themselves.
    pub(super) has_notes: bool,
}

/// Writes a drawing.
pub(super) fn write(document: &Document<'_>) -> WrittenDrawing {
    let mut writer = DrawingWriter::default();
    for node in document.root().children() {
        writer.has_notes |= node.is_comment();
        if node.pi().is_some_and(|pi| pi.target == "xml-stylesheet") {
            writer.leave_out("<?xml-stylesheet?>".to_owned());
        }
    }
    let root = document.root_element();
    writer.tree(root);
    let tag = root.tag_name();
    let is_drawing = tag.namespace() == Some(SVG) && tag.name() == "svg";
    WrittenDrawing {
        text: is_drawing.then_some(writer.out),
        removed: writer.removed,
        has_notes: writer.has_notes,
    }
}

#[derive(Default)]
struct DrawingWriter {
    out: String,
    removed: Vec<String>,
    has_notes: bool,
}

impl DrawingWriter {
    /// Writes an element and everything in it. The tree may be deeper than the stack.
    fn tree(&mut self, root: Node<'_, '_>) {
        // The elements that are open, with the child that comes next.
        let mut open = Vec::new();
        let mut next = Some(root);
        loop {
            if let Some(node) = next {
                next = node.next_sibling().filter(|_| node != root);
                if self.start(&node) {
                    open.push((node, next));
                    next = node.first_child();
                }
                continue;
            }
            let Some((node, after)) = open.pop() else {
                return;
            };
            self.end(&node);
            next = after;
        }
    }

    /// Writes the start of an element, or a text. Returns whether its children follow.
    fn start(&mut self, node: &Node<'_, '_>) -> bool {
        if let Some(text) = node.text().filter(|_| node.is_text()) {
            escape_into(text, &mut self.out);
            return false;
        }
        if !node.is_element() {
            self.has_notes = true;
            return false;
        }
        let tag = node.tag_name();
        let treatment = allow_list::element(tag.namespace(), tag.name());
        let is_harmless = !animates_address(node) && !is_style_that_fetches(node);
        match treatment {
            Treatment::Written if is_harmless => {
                self.open_tag(node);
                true
            }
            Treatment::Written | Treatment::Removed => {
                self.leave_out(format!("<{}>", tag.name()));
                false
            }
            // Something dangerous may stand in it, which counts because browsers would find it.
            Treatment::Passed => {
                self.has_notes = true;
                self.look_into(node);
                false
            }
        }
    }

    fn open_tag(&mut self, node: &Node<'_, '_>) {
        let tag = node.tag_name();
        self.out.push('<');
        self.out.push_str(tag.name());
        let parent = node
            .parent_element()
            .and_then(|parent| parent.tag_name().namespace());
        if parent != tag.namespace() {
            self.attribute("xmlns", tag.namespace().unwrap_or(SVG));
        }
        if node.parent_element().is_none() {
            self.attribute("xmlns:xlink", XLINK);
        }
        for own in node.attributes() {
            let prefix = match own.namespace() {
                Some(XLINK) => "xlink:",
                Some(XML) => "xml:",
                _ => "",
            };
            match attribute(node, &own) {
                Treatment::Written => {
                    let picture = is_shown(node, &own).then(|| without_notes(own.value()));
                    let picture = picture.flatten();
                    self.has_notes |= picture.is_some();
                    let value = picture.as_deref().unwrap_or_else(|| own.value());
                    self.attribute(&format!("{prefix}{}", own.name()), value);
                }
                Treatment::Removed => self.leave_out(format!("{prefix}{}", own.name())),
                Treatment::Passed => self.has_notes = true,
            }
        }
        self.out.push('>');
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        for c in value.chars() {
            match c {
                // Line ends and tabs in a value would be read as spaces.
                '\n' => self.out.push_str("&#10;"),
                '\r' => self.out.push_str("&#13;"),
                '\t' => self.out.push_str("&#9;"),
                c => escape_into(c.encode_utf8(&mut [0; 4]), &mut self.out),
            }
        }
        self.out.push('"');
    }

    fn end(&mut self, node: &Node<'_, '_>) {
        self.out.push_str("</");
        self.out.push_str(node.tag_name().name());
        self.out.push('>');
    }

    /// Finds what is dangerous in an element that browsers pass over, but not in what it holds.
    fn look_into(&mut self, node: &Node<'_, '_>) {
        for inner in node.descendants().skip(1).filter(Node::is_element) {
            let tag = inner.tag_name();
            if allow_list::element(tag.namespace(), tag.name()) != Treatment::Passed {
                // The whole drawing is written anew, without the notes that hold it.
                self.leave_out(format!("<{}>", tag.name()));
            }
        }
    }

    fn leave_out(&mut self, name: String) {
        if self.removed.len() < TOLD && !self.removed.contains(&name) {
            self.removed.push(name);
        }
    }
}

/// Reports whether an element is a style sheet that fetches something.
fn is_style_that_fetches(node: &Node<'_, '_>) -> bool {
    if node.tag_name().name() != "style" {
        return false;
    }
    let css: String = node
        .descendants()
        .filter_map(|inner| inner.text().filter(|_| inner.is_text()))
        .collect();
    !fetch_nothing(&css)
}
