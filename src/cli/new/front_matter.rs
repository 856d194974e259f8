//! Writes the text of a new file: given values as settings, and the others as notes to uncomment.
//! From: values by name, and the schema of the kind, which holds the meaning of each name. To: a
//! file that builds as it is.

use super::writers::GivenWriter;
use super::yaml_text::{list, scalar};
use crate::base::Date;
use crate::parse::kind::Kind;
use serde_json::Value;
use std::fmt::Write as _;

/// The explanation of notes, above the first.
const NOTES: &str = "# Lines that start with # are notes for you. \
                     To use a setting, take the # and the space behind it away.\n";

/// The lines between the two `---` of a new file, in the order in which they are added.
pub(super) struct FrontMatterText {
    schema: Value,
    lines: String,
}

impl FrontMatterText {
    /// Starts the front matter of a page whose settings `schema` describes. It states the kind only
    /// if the place of the file does not.
    pub(super) fn new(kind: &Kind, by_place: &Kind, schema: Value) -> Self {
        let mut front = Self {
            schema,
            lines: NOTES.to_owned(),
        };
        if kind != by_place {
            front.say("kind", kind.name());
        }
        front
    }

    /// Adds an empty line between the settings and the notes.
    pub(super) fn gap(&mut self) {
        self.lines.push('\n');
    }

    /// Adds a setting with words.
    pub(super) fn say(&mut self, name: &str, value: &str) {
        self.write(name, &scalar(value));
    }

    /// Adds a setting with words, or a note if there are none.
    pub(super) fn say_or_note(&mut self, name: &str, value: Option<&str>) {
        match value {
            Some(value) => self.say(name, value),
            None => self.note(name),
        }
    }

    /// Adds a setting with a day.
    pub(super) fn day(&mut self, name: &str, day: Date) {
        self.write(name, &day.to_string());
    }

    /// Adds a setting with a number.
    pub(super) fn number(&mut self, name: &str, number: i64) {
        self.write(name, &number.to_string());
    }

    /// Adds a list on one line, or a note if it is empty.
    pub(super) fn list_or_note(&mut self, name: &str, values: &[String]) {
        if values.is_empty() {
            self.note(name);
        } else {
            self.write(name, &list(values));
        }
    }

    /// Adds a list of sentences, one per line, or a note if it is empty.
    pub(super) fn lines_or_note(&mut self, name: &str, values: &[String]) {
        if values.is_empty() {
            self.about(name);
            let example = self
                .example(name)
                .map(|example| scalar(example.get(0).and_then(Value::as_str).unwrap_or_default()));
            let _ = writeln!(
                self.lines,
                "# {name}:\n#   - {}",
                example.unwrap_or_default()
            );
            return;
        }
        let _ = writeln!(self.lines, "{name}:");
        for value in values {
            let _ = writeln!(self.lines, "  - {}", scalar(value));
        }
    }

    /// Adds `draft: true`, as a setting or as a note.
    pub(super) fn draft(&mut self, is_draft: bool) {
        self.about("draft");
        let _ = writeln!(
            self.lines,
            "{}draft: true",
            if is_draft { "" } else { "# " }
        );
    }

    /// Adds a note with the meaning of a setting and an example.
    pub(super) fn note(&mut self, name: &str) {
        let example = match self.example(name) {
            Some(Value::Array(examples)) => {
                let texts: Vec<String> = examples
                    .iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect();
                list(&texts)
            }
            Some(Value::String(text)) => scalar(text),
            Some(other) => other.to_string(),
            None => String::new(),
        };
        self.note_with(name, &example);
    }

    /// Adds a note with the meaning of a setting and this example.
    pub(super) fn note_with(&mut self, name: &str, example: &str) {
        self.about(name);
        let _ = writeln!(self.lines, "# {name}: {example}");
    }

    /// Adds lines of settings as they are.
    pub(super) fn lines(&mut self, lines: &[String]) {
        for line in lines {
            let _ = writeln!(self.lines, "{line}");
        }
    }

    /// Adds a note with the meaning of a setting and the lines of an example.
    pub(super) fn note_lines(&mut self, name: &str, lines: &[String]) {
        self.about(name);
        for line in lines {
            let _ = writeln!(self.lines, "# {line}");
        }
    }

    /// Adds the byline, or a note if it is empty.
    pub(super) fn writers(&mut self, writers: &[GivenWriter]) {
        if writers.is_empty() {
            self.about("byline");
            for line in GivenWriter::example().lines() {
                let _ = writeln!(self.lines, "# {line}");
            }
            return;
        }
        self.lines.push_str("byline:\n");
        for writer in writers {
            self.lines.push_str(&writer.entry());
        }
    }

    /// Adds the files of a report, or a note with an example in `folder` if there are none.
    pub(super) fn downloads(&mut self, files: &[String], folder: &str) {
        if files.is_empty() {
            self.about("downloads");
            let _ = writeln!(
                self.lines,
                "# downloads:\n#   - file: {folder}/report.pdf\n#     title: Full report"
            );
            return;
        }
        self.lines.push_str("downloads:\n");
        for file in files {
            let _ = writeln!(self.lines, "  - file: {}", scalar(file));
            self.lines
                .push_str("    # title: Full report\n    # note: Large print on request.\n");
        }
    }

    /// Gives the whole file, with `body` below the front matter.
    pub(super) fn above(self, body: &str) -> String {
        format!("---\n{}---\n\n{body}", self.lines)
    }

    fn write(&mut self, name: &str, value: &str) {
        let _ = writeln!(self.lines, "{name}: {value}");
    }

    fn about(&mut self, name: &str) {
        let meaning = &self.schema["properties"][name]["description"];
        for line in meaning.as_str().unwrap_or_default().lines() {
            let _ = writeln!(self.lines, "# {line}");
        }
    }

    fn example(&self, name: &str) -> Option<&Value> {
        self.schema["properties"][name]["examples"].get(0)
    }
}

/// Formats a remark in the text of a page, which is not published.
pub(super) fn remark(lines: &[&str]) -> String {
    format!("<!--\n{}\n-->\n", lines.join("\n"))
}
