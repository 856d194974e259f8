//! Names in a group that nobody asked for. From: the entries of the group, and what the caller
//! knows of other names. To: a fault for each, with what to type instead.

use super::alike::meant;
#[cfg(test)]
use super::fields::ASKED;
use super::fields::Fields;
use super::tree::NodeEntry;
use super::wording::listed;
use crate::base::{Code, Fault};

/// The advice for a name that means nothing where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameAdvice {
    /// The words that say what to do.
    pub help: String,
    /// The change that does it, where one is certain.
    pub change: Option<NameChange>,
}

impl NameAdvice {
    /// Advises by words alone.
    #[must_use]
    pub fn told(words: &str) -> Self {
        Self {
            help: words.to_owned(),
            change: None,
        }
    }

    /// Advises to delete the line.
    #[must_use]
    pub fn deleted(why: &str) -> Self {
        Self {
            help: format!("delete the line: {why}"),
            change: Some(NameChange::Lines(String::new())),
        }
    }

    /// Advises a line in the place of this one.
    #[must_use]
    pub fn line(line: &str) -> Self {
        Self::lines(&[line.to_owned()])
    }

    /// Advises lines in the place of this one.
    #[must_use]
    pub fn lines(lines: &[String]) -> Self {
        Self {
            help: format!("write `{}`", lines.join("` and, on the next line, `")),
            change: Some(NameChange::Lines(lines.join("\n"))),
        }
    }

    /// Adds words to the advice.
    #[must_use]
    pub fn and(mut self, words: &str) -> Self {
        self.help.push_str(words);
        self
    }
}

/// A change of a line of settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameChange {
    /// Another name before the colon.
    Name(String),
    /// Other lines in the place of the whole setting; none where it is to be deleted.
    Lines(String),
}

impl Fields<'_> {
    /// Reports names that nobody asked for. `elsewhere` says where a name would be right, if that
    /// is known.
    pub fn finish(self, elsewhere: impl Fn(&str) -> Option<String>) {
        self.finish_with(|_, _| None, elsewhere);
    }

    /// Reports names that nobody asked for. `certain` is the advice for a name that is known for
    /// certain, given the other entries of the group; it goes before a name that is merely like
    /// the one written.
    pub fn finish_with(
        mut self,
        certain: impl Fn(&NodeEntry, &[NodeEntry]) -> Option<NameAdvice>,
        elsewhere: impl Fn(&str) -> Option<String>,
    ) {
        #[cfg(test)]
        ASKED.with_borrow_mut(|asked| {
            asked.push(self.names.iter().map(|name| (*name).to_owned()).collect());
        });
        let entries = self.entries;
        for (number, entry) in entries.iter().enumerate() {
            if self.taken[number] || entry.is_lost() {
                continue;
            }
            let meant = meant(&entry.key, &self.names, |name| self.has(name));
            let is_exact = meant.is_some_and(|meant| meant.eq_ignore_ascii_case(&entry.key));
            let certain = certain(entry, entries).filter(|_| !is_exact);
            let fault = Fault::error(
                Code::UnknownKey,
                format!("there is no setting `{}` here", entry.key),
            );
            let fault = match (certain, meant) {
                (Some(advice), _) => self.with_advice(fault, advice, entry),
                (None, Some(meant)) if self.has(meant) => fault.help(format!(
                    "did you mean `{meant}`? It is written already: keep one of the two lines"
                )),
                (None, Some(meant)) => {
                    self.forget_missing(meant);
                    fault
                        .help(format!("did you mean `{meant}`?"))
                        .fix(self.reader.span(&entry.key_span), meant)
                }
                (None, None) => fault.help(
                    elsewhere(&entry.key)
                        .unwrap_or_else(|| format!("settings here are {}", listed(&self.names))),
                ),
            };
            self.reader.fault(fault, &entry.key_span);
        }
    }

    fn with_advice(&mut self, fault: Fault, advice: NameAdvice, entry: &NodeEntry) -> Fault {
        let fault = fault.help(advice.help);
        match advice.change {
            None => fault,
            Some(NameChange::Name(name)) => {
                self.forget_missing(&name);
                fault.fix(self.reader.span(&entry.key_span), name)
            }
            Some(NameChange::Lines(lines)) => {
                if let Some((name, _)) = lines.split_once(':') {
                    self.forget_missing(name);
                }
                let end = entry.value.span.end.max(entry.key_span.end);
                fault.fix(self.reader.span(&(entry.key_span.start..end)), lines)
            }
        }
    }

    /// Takes back that a setting is missing: it is there under another name.
    fn forget_missing(&mut self, name: &str) {
        let missing = super::fields::missing_message(name);
        let start = self.start();
        let at = self.reader.span(&start);
        self.reader.faults().retain(|fault| {
            fault.code != Code::MissingKey
                || fault.message != missing
                || fault.span.as_ref() != Some(&at)
        });
    }
}
