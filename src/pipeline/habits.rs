//! Habits of other programs that make websites: their names of settings, files and folders. Each
//! is met with one message for the whole site. From: faults of single pages, the tree and the site.
//! To: faults.

use crate::base::{Code, Date, Fault, Faults, SourcePath, Span};
use crate::model::{Page, Site};
use crate::parse::document::DeclaredValue;
use crate::parse::front::is_of_other_program;
use crate::parse::place::CONTENT;
use crate::source::SourceTree;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The most pages whose foreign settings are reported one by one.
const FEW: usize = 3;
/// The most ways to mend one setting that the message tells; of more, it gives an example.
const FEW_WAYS: usize = 3;
/// The most settings that the message for all pages explains.
const EXPLAINED: usize = 24;

/// Names of files and folders that other programs give a meaning, and what to do about each.
const FOREIGN_NAMES: &[(&str, &str)] = &[
    ("_posts", MOVE_POSTS),
    ("_includes", PARTS),
    ("_layouts", PARTS),
    ("_sass", PARTS),
    ("_data", PARTS),
    ("_site", PARTS),
    ("archetypes", PARTS),
    ("shortcodes", PARTS),
    ("_config.yml", SETTINGS_FILE),
    ("_config.yaml", SETTINGS_FILE),
    ("_config.toml", SETTINGS_FILE),
    ("config.toml", SETTINGS_FILE),
    ("hugo.toml", SETTINGS_FILE),
    ("hugo.yaml", SETTINGS_FILE),
    ("mkdocs.yml", SETTINGS_FILE),
    ("zola.toml", SETTINGS_FILE),
    (".eleventy.js", SETTINGS_FILE),
    ("eleventy.config.js", SETTINGS_FILE),
];

const MOVE_POSTS: &str = "move its pages into a folder with a name that readers may see, such as \
    `content/news`: the name of a folder is part of the address of its pages";
const PARTS: &str = "take it out of `content`: a site looks as its theme says";
const SETTINGS_FILE: &str = "take it out of `content`: the settings of the site stand in \
    `content/site.yaml`, its name as `title:`, its address as `base_url:`";

/// Puts settings of other programs in more than a few pages together into one fault.
pub(super) fn merge_settings(faults: &mut Faults, tree: &SourceTree) {
    let mut foreign: Vec<(String, Fault)> = Vec::new();
    let mut pages: BTreeSet<SourcePath> = BTreeSet::new();
    for fault in faults.iter() {
        if let Some(name) = foreign_name(fault, tree) {
            pages.extend(fault.span.iter().map(|span| span.file.clone()));
            foreign.push((name.to_owned(), fault.clone()));
        }
    }
    if pages.len() <= FEW {
        return;
    }
    faults.retain(|fault| foreign_name(fault, tree).is_none());
    faults.push(merged(&foreign, pages.len()));
}

/// Returns the setting of another program that a fault is about, as it is written.
fn foreign_name<'t>(fault: &Fault, tree: &'t SourceTree) -> Option<&'t str> {
    let is_about_names = matches!(fault.code, Code::UnknownKey | Code::TomlFrontMatter);
    let span = fault.span.as_ref().filter(|_| is_about_names)?;
    span.file
        .below(CONTENT)
        .filter(|_| span.file.extension() == "md")?;
    let name = tree
        .text(span.file.as_str())?
        .text
        .get(span.range.clone())?;
    (fault.code == Code::TomlFrontMatter || is_of_other_program(name)).then_some(name)
}

/// Returns one fault for settings of other programs in this number of pages.
fn merged(foreign: &[(String, Fault)], pages: usize) -> Fault {
    let mut by_name: BTreeMap<&str, Vec<&Fault>> = BTreeMap::new();
    for (name, fault) in foreign {
        by_name.entry(name).or_default().push(fault);
    }
    let mut names: Vec<(&str, Vec<&Fault>)> = by_name.into_iter().collect();
    names.sort_by_key(|(_, faults)| Reverse(faults.len()));
    let quoted: Vec<String> = names.iter().map(|(name, _)| format!("`{name}`")).collect();
    let shown = quoted[..quoted.len().min(5)].join(", ");
    let more = if quoted.len() > 5 { " and others" } else { "" };
    let message = format!("{pages} pages have settings of another program: {shown}{more}");
    let mut fault = Fault::error(Code::OtherGenerator, message);
    for (name, faults) in names.iter().take(EXPLAINED) {
        fault = fault.help(explained(name, faults));
    }
    fault = fault.help(
        "a search and replace over all files of `content`, as text editors have it, mends a \
         setting in all pages that say the same at once",
    );
    for (number, (name, one)) in foreign.iter().enumerate() {
        let Some(span) = one.span.clone() else {
            continue;
        };
        fault = match number {
            0 => fault.at(span),
            _ => fault.label(span, format!("`{name}` is here, too")),
        };
    }
    fault
}

/// Says what to do about a setting, and in how many pages it stands.
fn explained(name: &str, faults: &[&Fault]) -> String {
    let mut advice: Vec<(&str, usize)> = Vec::new();
    for fault in faults {
        let words = fault.help.first().map_or("", String::as_str);
        match advice.iter_mut().find(|(known, _)| *known == words) {
            Some((_, count)) => *count += 1,
            None => advice.push((words, 1)),
        }
    }
    let pages = counted(faults.len());
    match &advice[..] {
        [(words, _)] => format!("`{name}` ({pages}): {words}"),
        few if few.len() <= FEW_WAYS => {
            let ways = few.iter();
            let ways = ways.map(|(words, count)| format!("in {}, {words}", counted(*count)));
            format!(
                "`{name}` ({pages}): {}",
                ways.collect::<Vec<_>>().join("; ")
            )
        }
        many => format!("`{name}` ({pages}): for example, {}", many[0].0),
    }
}

fn counted(pages: usize) -> String {
    match pages {
        1 => "1 page".to_owned(),
        many => format!("{many} pages"),
    }
}

/// Reports files and folders that other programs give a meaning.
pub(super) fn foreign_files(tree: &SourceTree, site: &Site, faults: &mut Faults) {
    let paths = || tree.texts.keys().chain(tree.assets.keys());
    let mut indexes: Vec<&SourcePath> = Vec::new();
    let mut others: BTreeMap<&str, (&SourcePath, &str)> = BTreeMap::new();
    for path in paths().filter(|path| path.as_str().starts_with("content/")) {
        if path.file_name() == "_index.md" {
            indexes.push(path);
        }
        for name in path.as_str().split('/').skip(1) {
            let known = FOREIGN_NAMES.iter().find(|(known, _)| *known == name);
            if let Some((known, advice)) = known {
                others.entry(known).or_insert((path, advice));
            }
        }
    }
    index_pages(&indexes, tree, faults);
    foreign_parts(&others, faults);
    published_drafts(tree, site, faults);
}

/// Reports pages of folders under the name that Hugo and Zola give them.
fn index_pages(found: &[&SourcePath], tree: &SourceTree, faults: &mut Faults) {
    let Some(first) = found.first() else {
        return;
    };
    let message = match found.len() {
        1 => "`_index.md` is the name that Hugo and Zola give the page of a folder; here it is a \
              page like any other"
            .to_owned(),
        many => format!(
            "{many} files are called `_index.md`, as Hugo and Zola name the page of a folder; here \
             they are pages like any other"
        ),
    };
    let index = |path: &SourcePath| path.folder().join("index.md");
    let has_both = found
        .iter()
        .any(|path| tree.texts.contains_key(&index(path)));
    let help = match found.len() {
        1 => "rename the file to `index.md`",
        _ => "rename each of them to `index.md`",
    };
    let both = has_both.then(|| {
        "where a folder has an `index.md` already, put both texts into that one".to_owned()
    });
    let fault = Fault::warning(Code::OtherGenerator, message).at(Span::start_of(first));
    let fault = fault.help(help).help_if(both);
    faults.push(found[1..].iter().fold(fault, |fault, path| {
        fault.label(Span::start_of(path), "this one, too")
    }));
}

/// Reports files and folders of other programs that mean nothing here.
fn foreign_parts(found: &BTreeMap<&str, (&SourcePath, &str)>, faults: &mut Faults) {
    let Some((first, _)) = found.values().next() else {
        return;
    };
    let names: Vec<String> = found.keys().map(|name| format!("`{name}`")).collect();
    let message = format!(
        "{} {} to another program, such as Jekyll or Hugo, and {} nothing here",
        names.join(", "),
        if names.len() == 1 {
            "belongs"
        } else {
            "belong"
        },
        if names.len() == 1 { "means" } else { "mean" },
    );
    let mut fault = Fault::warning(Code::OtherGenerator, message).at(Span::start_of(first));
    for (name, (path, advice)) in found {
        fault = fault.help(format!("`{name}`: {advice}"));
        if path != first {
            fault = fault.label(Span::start_of(path), format!("`{name}`"));
        }
    }
    faults.push(fault);
}

/// Reports pages in a folder of Jekyll's whose pages are not meant to be seen.
fn published_drafts(tree: &SourceTree, site: &Site, faults: &mut Faults) {
    let found: Vec<&Page> = site
        .pages
        .iter()
        .filter(|page| page.parsed.source.as_str().contains("/_drafts/"))
        .filter(|page| tree.texts.contains_key(&page.parsed.source))
        .collect();
    let Some(first) = found.first() else {
        return;
    };
    let message = match found.len() {
        1 => "a page in `_drafts` would be published: Jekyll keeps them back, masthead does not"
            .to_owned(),
        many => format!(
            "{many} pages in `_drafts` would be published: Jekyll keeps them back, masthead does \
             not"
        ),
    };
    let fault = Fault::error(Code::OtherGenerator, message)
        .at(Span::start_of(&first.parsed.source))
        .help("write `draft: yes` at the top of each, or move the folder out of `content`");
    faults.push(found[1..].iter().fold(fault, |fault, page| {
        fault.label(Span::start_of(&page.parsed.source), "this one, too")
    }));
}

/// Reports pages that have a day in the name of their file or folder, and no `date`.
pub(super) fn days_in_names(tree: &SourceTree, site: &Site, faults: &mut Faults) {
    let dated = site.pages.iter().filter_map(|page| {
        let source = &page.parsed.source;
        let is_undated = page.common().date.is_none() && page.publication.is_none();
        let day = day_in_name(source).filter(|_| is_undated && !has_own_day(page))?;
        tree.texts.contains_key(source).then_some((source, day))
    });
    let mut dated: Vec<(&SourcePath, Date)> = dated.collect();
    dated.sort();
    let Some((first, day)) = dated.first() else {
        return;
    };
    let (message, help) = match dated.len() {
        1 => (
            "the name of this file begins with a day, and its page has no `date`".to_owned(),
            format!("write `date: {day}` at the top: other programs take it from the name"),
        ),
        many => (
            format!(
                "the names of {many} files begin with a day, and their pages have no `date`: they \
                 are listed without it"
            ),
            format!(
                "write a line such as `date: {day}` at the top of each: other programs take the \
                 day from the name, masthead takes it from this line"
            ),
        ),
    };
    let fault = Fault::warning(Code::OtherGenerator, message)
        .at(Span::start_of(first))
        .help(help);
    faults.push(dated[1..].iter().fold(fault, |fault, (path, day)| {
        fault.label(Span::start_of(path), format!("`date: {day}`"))
    }));
}

/// Reports whether a field of a page's kind says its day.
fn has_own_day(page: &Page) -> bool {
    let mut fields = page.parsed.fields.list.iter();
    fields.any(|field| matches!(field.value, DeclaredValue::Date(_) | DeclaredValue::Time(_)))
}

/// Returns the day that the name of a file begins with, or that of its folder for an `index.md`.
fn day_in_name(source: &SourcePath) -> Option<Date> {
    let folder = source.folder();
    let name = match source.file_name() {
        "index.md" => folder.file_name(),
        name => name,
    };
    let bytes = name.as_bytes();
    if bytes.len() < 10 || bytes[4] != bytes[7] || !matches!(bytes[4], b'-' | b'_' | b'.') {
        return None;
    }
    let ends = bytes
        .get(10)
        .is_none_or(|next| !next.is_ascii_alphanumeric());
    let number = |from: usize, to: usize| -> Option<i16> {
        let digits = name.get(from..to)?;
        let all = digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse().ok().filter(|_| all)
    };
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(year, month, day).ok().filter(|_| ends)
}
