//! Levels of headings. From: the levels that a body's headings are written with. To: those that
//! they have on the page, and faults. The main heading of a page is its title, so a body whose
//! headings start with one `#` is lowered as a whole.

use super::HtmlWriter;
use super::open::WrittenLevel;
use crate::base::{Code, Fault, slug};
use std::collections::BTreeSet;

impl HtmlWriter<'_, '_> {
    /// Settles the levels of all headings, and reports those that are wrong.
    pub(super) fn settle_levels(&mut self) {
        let levels = std::mem::take(&mut self.levels);
        let tops = levels.iter().filter(|heading| heading.level == 1).count();
        let first_top = levels.iter().find(|heading| heading.level == 1);
        let is_lowered = first_top.is_some() && self.has_two_levels(&levels, tops);
        if let Some(first) = first_top {
            let fault = self.one_sign(first, levels.len(), tops, is_lowered);
            self.build.fault(fault, first.span.clone());
        }
        if is_lowered {
            self.lower(&levels);
        }
        let lowest = u8::from(!is_lowered);
        let mut above = 1;
        for heading in &levels {
            let level = heading.level.max(lowest + 1);
            if level > above.max(lowest) + 1 {
                self.report_skipped(above.max(lowest), heading);
            }
            above = level;
        }
    }

    /// Tells whether headings with one `#` are the upper of several levels. A single one that
    /// begins the body and repeats the title of the page is no level.
    fn has_two_levels(&self, levels: &[WrittenLevel], tops: usize) -> bool {
        let begins = levels.first().is_some_and(|first| first.level == 1);
        let repeats = levels
            .first()
            .is_some_and(|first| self.is_title(&first.title));
        begins && tops < levels.len() && !(tops == 1 && repeats)
    }

    /// Tells whether words say what the title of the page says.
    fn is_title(&self, words: &str) -> bool {
        let Some(title) = self.build.context.title else {
            return false;
        };
        let (title, words) = (slug(title), slug(words));
        let (mut short, mut long) = (title.split('-'), words.split('-'));
        if title.len() > words.len() {
            std::mem::swap(&mut short, &mut long);
        }
        let long: Vec<&str> = long.collect();
        short.all(|word| long.contains(&word))
    }

    /// Makes the fault of headings with one `#`, which is told once.
    fn one_sign(&self, first: &WrittenLevel, all: usize, tops: usize, is_lowered: bool) -> Fault {
        let message =
            "the main heading of a page is its `title`; a heading in the text starts with `##`";
        let fault = Fault::warning(Code::HeadingSkipped, message);
        if is_lowered {
            return fault.help(format!(
                "put one more `#` before every heading of this page; until then masthead shows \
                 all {all} one level lower"
            ));
        }
        if self.is_title(&first.title) && tops == 1 {
            return fault.help("take the line out, because it repeats the title");
        }
        if tops > 1 {
            return fault.help(format!(
                "write `##` instead of `#`, here and before {} more of this page",
                if tops == 2 {
                    "one heading".to_owned()
                } else {
                    format!("{} headings", tops - 1)
                }
            ));
        }
        fault.help("write `##` instead of `#`, or take the line out if it repeats the title")
    }

    /// Lowers all headings by one level.
    fn lower(&mut self, levels: &[WrittenLevel]) {
        for heading in levels {
            let level = (heading.level + 1).min(6);
            if let Some(at) = heading.listed {
                self.build.outline.headings[at].level = level;
            }
            let Some(tags) = &heading.tags else { continue };
            let html = &mut self.fragment().html;
            // The level is the third sign of the first tag, and the third from the end of the last.
            for digit in [tags.start + 2, tags.end - 3] {
                html.replace_range(digit..=digit, &level.to_string());
            }
        }
        let listed: BTreeSet<usize> = levels.iter().filter_map(|heading| heading.listed).collect();
        for (at, heading) in self.build.outline.headings.iter_mut().enumerate() {
            // Headings of blocks stand one level below those of the text.
            if !listed.contains(&at) {
                heading.level = (heading.level + 1).min(6);
            }
        }
    }

    fn report_skipped(&mut self, above: u8, heading: &WrittenLevel) {
        let level = heading.level;
        let message =
            format!("a heading of level {level} follows one of level {above}: a level is skipped");
        let help = format!(
            "write `{}` instead of `{}`",
            "#".repeat(usize::from(above + 1)),
            "#".repeat(usize::from(level))
        );
        let fault = Fault::warning(Code::HeadingSkipped, message).help(help);
        self.build.fault(fault, heading.span.clone());
    }
}
