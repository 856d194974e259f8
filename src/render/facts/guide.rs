//! Writes the tables of the theme guide, which list what templates see, from the declarations of
//! facts.

use super::content_page::OpenPage;
use super::declare::Fact;
use super::generated_pages::{PageHead, RedirectPage};
use super::list_pages::{GroupPage, TopicPage, TopicsPage, YearPage};
use super::people_pages::{PeoplePage, PersonPage};
use super::settings::{PlacedSettings, SharedSettings};
use super::summary::ListedPage;
use crate::parse::kinds::set::Kinds;
use std::fmt::Write as _;

/// Writes the tables of the theme guide as markdown: the values of a page in lists, those of the
/// page being made, those of pages that no file stands for, and those of `site`.
#[must_use]
pub fn guide_tables() -> Vec<String> {
    let own = OpenPage::FACTS.iter().filter(|fact| fact.name != "url");
    vec![
        table(ListedPage::FACTS),
        table(own),
        generated_pages(),
        table(SharedSettings::FACTS.iter().chain(PlacedSettings::FACTS)),
    ]
}

/// Writes the table of the fields that kinds of page declare, which templates see beside the facts.
#[must_use]
pub fn field_table(kinds: &Kinds) -> String {
    let mut table = "| Kind | Name | What it is |\n| ---- | ---- | ---------- |\n".to_owned();
    for declaration in kinds.all() {
        for field in &declaration.schema.fields {
            let help = field.help.as_deref().unwrap_or_default();
            let (kind, name) = (&declaration.kind, &field.name);
            let _ = writeln!(table, "| `{kind}` | `{name}` | {help} |");
        }
    }
    table
}

fn table<'f>(facts: impl IntoIterator<Item = &'f Fact>) -> String {
    let mut table = "| Name | What it is |\n| ---- | ---------- |\n".to_owned();
    for Fact { name, about } in facts {
        let _ = writeln!(table, "| `{name}` | {about} |");
    }
    table
}

/// Returns a row for each value of each kind of page that no content file stands for.
fn generated_pages() -> String {
    let pages: [(&str, &[Fact]); 8] = [
        ("all", PageHead::FACTS),
        ("`year`", YearPage::FACTS),
        ("`group`", GroupPage::FACTS),
        ("`topics`", TopicsPage::FACTS),
        ("`topic`", TopicPage::FACTS),
        ("`people`", PeoplePage::FACTS),
        ("`person`", PersonPage::FACTS),
        ("`redirect`", RedirectPage::FACTS),
    ];
    let mut table = "| Kind | Name | What it is |\n| ---- | ---- | ---------- |\n".to_owned();
    for (kind, facts) in pages {
        for Fact { name, about } in facts {
            let _ = writeln!(table, "| {kind} | `{name}` | {about} |");
        }
    }
    table
}
