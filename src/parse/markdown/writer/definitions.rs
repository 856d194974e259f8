//! Faults of definitions of links: those that nothing uses, and a second one of the same label.

use super::HtmlWriter;
use crate::base::{Code, Fault};
use crate::parse::markdown::definitions::{
    Definition, definition_end, folded, is_address, is_comment, label_before, start_of,
};
use std::collections::BTreeMap;
use std::ops::Range;

impl HtmlWriter<'_, '_> {
    /// Reports definitions that nothing uses, and those that come second.
    pub(super) fn end_definitions(&mut self) {
        let definitions = std::mem::take(&mut self.definitions);
        let mut findings = Vec::new();
        for definition in definitions.by_label.values() {
            if !definition.is_used && !is_comment(definition) {
                findings.push((self.unused(definition), definition.range.clone()));
            }
        }
        let hidden = definitions.ends.iter().filter(|(_, is_shown)| !is_shown);
        for (end, _) in hidden {
            if let Some((range, fault)) = self.repeated(&definitions.by_label, *end) {
                findings.push((fault, range));
            }
        }
        findings.sort_by_key(|(_, range)| range.start);
        for (fault, range) in findings {
            let line = self.source[range.clone()].trim_end();
            let end = range.start + line.len();
            self.build.fault(fault, (self.place)(range.start..end));
        }
    }

    fn unused(&self, definition: &Definition) -> Fault {
        let typed = self.source[definition.range.clone()].trim();
        let fault = Fault::warning(
            Code::TextLeftOut,
            format!(
                "nothing on this page uses `{}`, so readers do not see it",
                start_of(typed)
            ),
        );
        if is_address(&definition.target) {
            let label = typed.split("]:").next().unwrap_or_default();
            let help = "take the line out if the link is no longer there";
            return fault
                .help(format!("write `{label}]` where the link belongs"))
                .help(help);
        }
        fault.help(format!(
            "a line that starts with square brackets and a colon keeps an address for links; if it \
             is text, put a backslash before it: `\\{}`",
            start_of(typed)
        ))
    }

    /// Returns the fault of a definition whose label ends at `end`, if it is another one than the
    /// definition that counts.
    fn repeated(
        &self,
        by_label: &BTreeMap<String, Definition>,
        end: usize,
    ) -> Option<(Range<usize>, Fault)> {
        let start = label_before(self.source, end)?;
        let label = &self.source[start + 1..end];
        let counts = by_label.get(&folded(label))?;
        if counts.range.contains(&start) {
            return None;
        }
        let range = start..definition_end(self.source, end);
        let typed = self.source[end + 2..range.end].split_whitespace();
        let same = self.source[counts.range.clone()]
            .split_once("]:")
            .is_some_and(|(_, rest)| rest.split_whitespace().eq(typed));
        let label = start_of(label);
        let message = format!(
            "`[{label}]:` is said twice on this page, and links lead to the first address, `{}`",
            start_of(&counts.target)
        );
        let fault = Fault::warning(Code::TextLeftOut, message)
            .label(
                crate::base::Span::new(self.build.context.file, (self.place)(counts.range.clone())),
                "this is the first one",
            )
            .help(format!(
                "give this one a label of its own, such as `[{label} 2]`, here and in the links \
                 that mean it"
            ));
        (!same).then_some((range, fault))
    }
}
