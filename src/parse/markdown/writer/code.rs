//! Fenced blocks: code as it is typed, or a block of the theme's.

use super::{CodeBlock, Writer};
use crate::base::{Code, Diagnostic, nearest};
use crate::parse::document::Hole;
use crate::parse::markdown::Nesting;

impl Writer<'_, '_> {
    pub(super) fn end_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        let name = code.info.split([' ', ',', '{']).next().unwrap_or_default();
        if self.build.context.rules.components.contains_key(name) {
            self.component(name, &code);
            return;
        }
        if let Some(meant) =
            nearest(name, self.build.context.rules.components.keys().map(String::as_str)).filter(|_| looks_like_fields(&code.text))
        {
            self.build.fault(
                Diagnostic::warning(Code::UnknownComponent, format!("there is no block called `{name}`, so this is shown as it is typed"))
                    .help(format!("did you mean `{meant}`?")),
                (self.place)(code.range.clone()),
            );
        }
        self.push("<pre><code");
        if !name.is_empty() {
            self.push(" class=\"language-");
            self.push_escaped(name);
            self.push("\"");
        }
        self.push(">");
        self.push_escaped(&code.text);
        self.push("</code></pre>\n");
        self.words(&code.text);
        self.words("\n");
    }

    pub(super) fn component(&mut self, name: &str, code: &CodeBlock) {
        let disk = (self.place)(code.range.clone());
        if self.nesting == Nesting::Field {
            self.build.fault(
                Diagnostic::error(Code::UnknownComponent, format!("a block cannot stand inside another: `{name}`"))
                    .help("close the outer block first"),
                disk,
            );
            return;
        }
        let start = code.content_at.unwrap_or(code.range.end);
        let place = self.place;
        if let Some(number) = self.build.component(name, &code.text, &|range| place(start + range.start..start + range.end), disk) {
            self.hole(Hole::Component(number));
        }
    }
}

/// Whether a code block holds `key: value` lines, as a component's would.
fn looks_like_fields(code: &str) -> bool {
    code.lines().next().is_some_and(|line| line.split_once(':').is_some_and(|(key, _)| !key.is_empty() && !key.contains([' ', '"', '('])))
}
