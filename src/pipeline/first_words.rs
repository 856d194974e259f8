//! Words of the first site that stand in a site that is about to be published. Takes the files of a
//! site; gives a fault that names those which are still as `masthead init` wrote them.

use crate::base::{Code, Fault, Faults, SourcePath, Span};
use crate::parse::settings::SETTINGS;
use crate::source::SourceTree;
use include_dir::{Dir, include_dir};

/// The files that `masthead init` writes.
pub static FIRST_SITE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/init");

/// Settings whose first words are for the editor to replace.
const REPLACED: [&str; 5] = ["title:", "strapline:", "name:", "email:", "text:"];

/// Sections, which say nothing about the organisation.
const SECTIONS: [&str; 2] = ["content/newsletters/index.md", "content/reports/index.md"];

/// Reports pages and settings of a site with an address that are still as `masthead init` wrote
/// them.
pub(super) fn report(tree: &SourceTree, faults: &mut Faults) {
    let mut places = unchanged_settings(tree);
    places.extend(unchanged_pages(&FIRST_SITE, tree));
    let Some(first) = places.first().cloned() else {
        return;
    };
    let message = match places.len() {
        1 => "this is still as `masthead init` wrote it, and readers see it".to_owned(),
        many => {
            format!("{many} places are still as `masthead init` wrote them, and readers see them")
        }
    };
    let fault = Fault::warning(Code::FirstWords, message).at(first);
    let fault = fault.help("write your own words there, or delete the page");
    let others = places.into_iter().skip(1);
    faults.push(others.fold(fault, |fault, place| fault.label(place, "here, too")));
}

/// Returns the lines of the settings that hold the words of the first site.
fn unchanged_settings(tree: &SourceTree) -> Vec<Span> {
    let first = FIRST_SITE.get_file(SETTINGS);
    let first = first
        .and_then(|file| file.contents_utf8())
        .unwrap_or_default();
    let is_first = |line: &str| {
        let is_replaced = REPLACED
            .iter()
            .any(|name| line.trim_start().starts_with(name));
        is_replaced && first.lines().any(|written| written == line)
    };
    let Some(file) = tree.text(SETTINGS) else {
        return Vec::new();
    };
    let mut start = 0;
    let mut places = Vec::new();
    for line in file.text.split_inclusive('\n') {
        let words = line.trim_end();
        if is_first(words) {
            places.push(Span::new(&file.path, start..start + words.len()));
        }
        start += line.len();
    }
    places
}

/// Returns the pages of the first site that nobody has changed.
fn unchanged_pages(folder: &Dir<'static>, tree: &SourceTree) -> Vec<Span> {
    let mut places = Vec::new();
    for file in folder.files() {
        let path = SourcePath::new(&file.path().to_string_lossy());
        let is_page = path.extension() == "md" && !SECTIONS.contains(&path.as_str());
        let text = tree.text(path.as_str()).filter(|_| is_page);
        if let (Some(text), Some(first)) = (text, file.contents_utf8())
            && text.text.lines().eq(first.lines())
        {
            places.push(Span::start_of(&path));
        }
    }
    let inner = folder.dirs().flat_map(|dir| unchanged_pages(dir, tree));
    places.extend(inner);
    places.sort_by(|a, b| a.file.cmp(&b.file));
    places
}
