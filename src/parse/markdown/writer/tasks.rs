//! Boxes of task lists. Each is labelled by the words of its task, for people who hear the page.

use super::HtmlWriter;
use crate::parse::markdown::raw_html::TASK_INPUTS;
use crate::parse::markdown::slips::is_inline;
use pulldown_cmark::Tag;

impl HtmlWriter<'_, '_> {
    /// Writes the box at the start of an item.
    pub(super) fn start_task(&mut self, done: bool) {
        let fragment = self.fragment();
        if fragment.html.ends_with("<li>") {
            fragment.html.truncate(fragment.html.len() - 4);
            fragment.html.push_str("<li class=\"task\">");
        }
        self.push("<label>");
        self.push(TASK_INPUTS[usize::from(!done)]);
        self.push(" ");
        self.in_task = true;
    }

    /// Closes the label, where one is open: the words of the task are over.
    pub(super) fn end_task(&mut self) {
        if std::mem::take(&mut self.in_task) {
            self.push("</label>");
        }
    }
}

/// Tells whether a tag cannot stand in a line of text, and so ends the name of a task.
pub(super) fn is_block(tag: &Tag<'_>) -> bool {
    !is_inline(tag) && !matches!(tag, Tag::MetadataBlock(_))
}
