//! Finds slips in kinds that a theme declares: fields that have the names of values which templates
//! know otherwise, and templates that ask for fields which nobody declared. Takes the theme and the
//! files it was loaded from; gives a finding for each name.

use super::facts::content_page::OpenPage;
use super::facts::declare::Fact;
use super::facts::summary::ListedPage;
use super::theme::Theme;
use crate::base::{Code, Fault, Faults, SourcePath, Span, nearest};
use crate::parse::front::common_names;
use crate::parse::kinds::declaration::KindDeclaration;
use crate::parse::source_text::SourceText;
use crate::parse::yaml::{self, LARGEST_FILE, NodeEntry, NodeValue};
use crate::source::{SourceTree, TextFile};
use std::ops::Range;

/// Checks the fields of every kind that the theme declares, and the templates of the site's own.
#[must_use]
pub fn kind_slips(theme: &Theme<'_>, tree: &SourceTree) -> Faults {
    let mut faults = Faults::new();
    for declaration in theme.kinds().all() {
        if declaration.kind.is_built_in() {
            continue;
        }
        find_taken_names(declaration, tree, &mut faults);
        let template = format!("{}.html", declaration.kind);
        let file = theme.file(&template);
        if let Some(file) = file.filter(|file| file.path.below("themes").is_some()) {
            for name in theme.asked_of_page(&template) {
                check_asked(&name, declaration, file, &mut faults);
            }
        }
    }
    faults
}

/// Lists the values that templates see of every page.
fn facts() -> impl Iterator<Item = &'static Fact> {
    ListedPage::FACTS.iter().chain(OpenPage::FACTS)
}

/// Reports fields that templates could not see, because another value has their name.
fn find_taken_names(declaration: &KindDeclaration, tree: &SourceTree, faults: &mut Faults) {
    for field in &declaration.schema.fields {
        let name = &field.name;
        if !facts().any(|fact| fact.name == name) {
            continue;
        }
        let message = format!("templates know another value of pages as `{name}`");
        let help = format!("give the field another name, such as `own_{name}`");
        faults.push(
            Fault::error(Code::ThemeFile, message)
                .at(place_of_field(&declaration.file, name, tree))
                .help(help),
        );
    }
}

/// Returns the place where a declaration names a field.
fn place_of_field(file: &SourcePath, name: &str, tree: &SourceTree) -> Span {
    let range = tree.text(file.as_str()).and_then(|file| {
        let text = SourceText::new(file);
        let place = |range: Range<usize>| text.to_disk(range);
        let node = yaml::read(text.text(), &file.path, LARGEST_FILE, &place).0?;
        let fields = entry(&node.value, "fields")?;
        Some(place(entry(&fields.value.value, name)?.key_span.clone()))
    });
    range.map_or_else(|| Span::start_of(file), |range| Span::new(file, range))
}

fn entry<'n>(value: &'n NodeValue, name: &str) -> Option<&'n NodeEntry> {
    match value {
        NodeValue::Map(entries) => entries.iter().find(|entry| entry.key == name),
        _ => None,
    }
}

/// Reports a value `page.NAME` that no page of the kind has.
fn check_asked(name: &str, declaration: &KindDeclaration, file: &TextFile, faults: &mut Faults) {
    let own = declaration.schema.fields.iter();
    let own = own.map(|field| field.name.as_str());
    let known: Vec<&str> = own.chain(facts().map(|fact| fact.name)).collect();
    if known.contains(&name) {
        return;
    }
    let kind = &declaration.kind;
    let message = format!("pages of the kind `{kind}` have no `{name}`");
    let meant = nearest(name, known.iter().copied());
    let help = if common_names().contains(name) {
        format!("`{name}` is a setting for you, which templates do not get; take it out here")
    } else {
        format!(
            "declare it under `fields:` in `{}`, or take it out of the template",
            declaration.file
        )
    };
    faults.push(
        Fault::warning(Code::UnknownKey, message)
            .at(place_of_name(file, name))
            .help_if(meant.map(|meant| format!("did you mean `page.{meant}`?")))
            .help(help),
    );
}

/// Returns the first place where a template asks for `page.NAME`, outside its comments.
fn place_of_name(file: &TextFile, name: &str) -> Span {
    let asked = format!("page.{name}");
    let is_part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut places = file.text.match_indices(&asked).filter(|(at, _)| {
        let (before, after) = (&file.text[..*at], &file.text[at + asked.len()..]);
        let is_in_comment = before.rfind("{#") > before.rfind("#}");
        !is_in_comment && !before.ends_with(is_part_of_name) && !after.starts_with(is_part_of_name)
    });
    let at = places.next().map_or(0, |(at, _)| at);
    Span::new(&file.path, at..at + asked.len().min(file.text.len() - at))
}
