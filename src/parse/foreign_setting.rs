//! Settings that have a meaning in other programs. From: one of them, and the settings beside it.
//! To: the advice on what to type instead.

use super::yaml::{Data, NameAdvice, NameChange, Node, NodeEntry, NodeValue};
use crate::base::SourcePath;

/// A setting of another program, and those beside it.
pub(in crate::parse) struct ForeignSetting<'e> {
    pub(in crate::parse) entry: &'e NodeEntry,
    pub(in crate::parse) beside: &'e [NodeEntry],
    /// Reports whether the advice for a setting makes one of this name of it.
    pub(in crate::parse) becomes: fn(&NodeEntry, &str) -> bool,
    /// The file of the page that the setting is of; none for the settings of the site.
    pub(in crate::parse) file: Option<&'e SourcePath>,
}

impl ForeignSetting<'_> {
    /// Advises another name for the same value, unless a setting of that name is there.
    pub(in crate::parse) fn named(&self, name: &str) -> NameAdvice {
        if self.has(name) {
            return NameAdvice::deleted(&format!("`{name}:` says it already"));
        }
        NameAdvice {
            help: format!("write `{name}:`"),
            change: Some(NameChange::Name(name.to_owned())),
        }
    }

    /// Reports whether there is a setting of this name, or one above that becomes it.
    pub(in crate::parse) fn has(&self, name: &str) -> bool {
        self.above().any(|entry| (self.becomes)(entry, name)) || self.own(name).is_some()
    }

    /// Returns the setting of this name.
    pub(in crate::parse) fn own(&self, name: &str) -> Option<&NodeEntry> {
        self.beside.iter().find(|entry| entry.key == name)
    }

    /// Returns the settings above this one.
    pub(in crate::parse) fn above(&self) -> impl Iterator<Item = &NodeEntry> {
        let own = self.entry.key_span.start;
        let beside = self.beside.iter();
        beside.take_while(move |entry| entry.key_span.start < own)
    }

    /// Returns the words of a value that is one text.
    pub(in crate::parse) fn text(&self) -> Option<&str> {
        text_of(&self.entry.value)
    }
}

/// Returns the words of a value that is one text.
pub(in crate::parse) fn text_of(node: &Node) -> Option<&str> {
    match &node.value {
        NodeValue::Scalar(scalar) if scalar.data != Data::Null => Some(&scalar.text),
        _ => None,
    }
}

/// Returns a name in small letters without `_`, `-` and blanks, for a comparison.
pub(in crate::parse) fn plain_name(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.collect::<String>().to_ascii_lowercase()
}
