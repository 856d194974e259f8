//! Objects of JSON-LD. They are written as they are put together: every page has some, so no tree
//! of values is built first.

use crate::base::bytes::ByteSet;
use serde::Serialize;
use std::io;

/// The bytes that text between quotes cannot hold as they are, in JSON or between script tags: see
/// [`ScriptSafeWriter`].
static SPECIAL: ByteSet = ByteSet::new(b"\"\\\t\n\r<>&\xE2").and_controls();

/// An object of JSON-LD, which is safe to stand between script tags whatever its texts hold.
pub(super) struct JsonLdNode(String);

impl JsonLdNode {
    /// Makes an object with the type `kind` of schema.org.
    pub(super) fn new(kind: &str) -> Self {
        let mut node = Self(String::with_capacity(512));
        node.0.push('{');
        node.text("@type", kind)
    }

    /// Makes an object from a JSON value, which must not be empty.
    pub(super) fn of(object: &serde_json::Value) -> Self {
        let mut node = Self(String::new());
        write(object, &mut node.0);
        node.0.pop();
        node
    }

    /// Adds text.
    pub(super) fn text(mut self, key: &str, text: &str) -> Self {
        if SPECIAL.find(text.as_bytes()).is_some() {
            return self.with(key, text);
        }
        self.key(key);
        self.0.extend(["\"", text, "\""]);
        self
    }

    /// Adds a number, a list of texts or any other value.
    pub(super) fn with(mut self, key: &str, value: impl Serialize) -> Self {
        self.key(key);
        write(&value, &mut self.0);
        self
    }

    /// Adds a value, if there is one.
    pub(super) fn maybe(self, key: &str, value: Option<impl Serialize>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Adds an object, where there is one.
    pub(super) fn node(mut self, key: &str, node: impl Into<Option<Self>>) -> Self {
        if let Some(node) = node.into() {
            self.key(key);
            self.0.push_str(&node.finish());
        }
        self
    }

    /// Adds a list of objects, if it has any.
    pub(super) fn nodes(mut self, key: &str, nodes: impl IntoIterator<Item = Self>) -> Self {
        let list = list(nodes);
        if list != "[]" {
            self.key(key);
            self.0.push_str(&list);
        }
        self
    }

    /// Makes a reference to the object that is called `id`.
    pub(super) fn reference(id: &str) -> Self {
        Self("{".to_owned()).text("@id", id)
    }

    fn key(&mut self, key: &str) {
        self.0
            .extend([if self.0.len() == 1 { "\"" } else { ",\"" }, key, "\":"]);
    }

    fn finish(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

/// Writes a list of objects.
pub(super) fn list(nodes: impl IntoIterator<Item = JsonLdNode>) -> String {
    let mut out = "[".to_owned();
    for node in nodes {
        out.push_str(if out.len() == 1 { "" } else { "," });
        out.push_str(&node.finish());
    }
    out.push(']');
    out
}

fn write(value: &impl Serialize, out: &mut String) {
    // Text and numbers can always be written.
    let _ = serde_json::to_writer(ScriptSafeWriter(out), value);
}

/// A writer of JSON that writes `<`, `>` and `&` as numbers, so that no text ends the script. JSON
/// needs these signs only inside text, where they can be written so.
struct ScriptSafeWriter<'o>(&'o mut String);

impl io::Write for ScriptSafeWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut rest = std::str::from_utf8(bytes).map_err(io::Error::other)?;
        // U+2028 and U+2029, which once ended a line of a script, begin with 0xE2.
        while let Some(at) = rest
            .bytes()
            .position(|byte| matches!(byte, b'<' | b'>' | b'&' | 0xE2))
        {
            self.0.push_str(&rest[..at]);
            let c = rest[at..].chars().next().unwrap_or_default();
            match c {
                '<' => self.0.push_str("\\u003c"),
                '>' => self.0.push_str("\\u003e"),
                '&' => self.0.push_str("\\u0026"),
                '\u{2028}' => self.0.push_str("\\u2028"),
                '\u{2029}' => self.0.push_str("\\u2029"),
                c => self.0.push(c),
            }
            rest = &rest[at + c.len_utf8()..];
        }
        self.0.push_str(rest);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{JsonLdNode, list};

    #[test]
    fn no_text_ends_the_script_it_stands_in() {
        let node = JsonLdNode::new("Thing").with("name", "</script><!--& “ \u{2028}\"");
        assert_eq!(
            list([node]),
            r#"[{"@type":"Thing","name":"\u003c/script\u003e\u003c!--\u0026 “ \u2028\""}]"#
        );
    }

    #[test]
    fn an_object_holds_text_numbers_lists_and_objects_and_leaves_out_what_there_is_not() {
        let node = JsonLdNode::new("A")
            .with("n", 3)
            .with("of", ["x", "y"])
            .maybe("none", None::<&str>)
            .node("b", JsonLdNode::reference("#b"));
        let node = node
            .nodes("none", [])
            .nodes("c", [JsonLdNode::new("C"), JsonLdNode::new("C")])
            .node("none", None);
        assert_eq!(
            list([node]),
            concat!(
                r##"[{"@type":"A","n":3,"of":["x","y"],"b":{"@id":"#b"},"##,
                r##""c":[{"@type":"C"},{"@type":"C"}]}]"##
            )
        );
    }
}
