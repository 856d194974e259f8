//! Slips that concern a site as a whole: settings under another name, no address, no pages, folders
//! and templates that do not exist. Every function takes what was read and adds to the faults.

use crate::base::{Code, Fault, Faults, Fix, SourcePath, Span, nearest};
use crate::model::{Page, Site};
use crate::parse::front::Spanned;
use crate::parse::place::CONTENT;
use crate::parse::settings::{SETTINGS, Settings};
use crate::parse::yaml::same_in_other_words;
use crate::render::Theme;
use crate::source::SourceTree;

/// Names that people give the file of the settings by mistake.
const MISNAMED_SETTINGS: [&str; 7] = [
    "site.yml",
    "site.yaml",
    "site.yaml.txt",
    "site.yml.txt",
    "sites.yaml",
    "site.yalm",
    "site.ymal",
];

/// Reports settings in a file of another name: a site without its name, its menu and its address
/// must not take the place of the real one.
pub(super) fn misnamed_settings(tree: &SourceTree, faults: &mut Faults) {
    if tree.text(SETTINGS).is_some() {
        return;
    }
    let mut paths = tree.texts.keys().chain(tree.assets.keys());
    let Some(path) = paths.find(|path| is_misnamed_settings(path)) else {
        return;
    };
    let message = format!(
        "the settings of the site are read from `{SETTINGS}`, and this file has another name"
    );
    let help = format!("did you mean `{SETTINGS}`? Rename the file");
    faults.push(
        Fault::error(Code::MissingKey, message)
            .at(Span::start_of(path))
            .help(help),
    );
}

fn is_misnamed_settings(path: &SourcePath) -> bool {
    path.below(CONTENT)
        .is_some_and(|name| MISNAMED_SETTINGS.contains(&name.to_ascii_lowercase().as_str()))
}

/// Reports settings without the site's address: without it a site has no canonical links, and what
/// else needs whole addresses is left out.
pub(super) fn no_base_url(tree: &SourceTree, settings: &Settings, faults: &mut Faults) {
    let Some(file) = tree.text(SETTINGS) else {
        return;
    };
    if settings.base_url.is_some() {
        return;
    }
    let message =
        "the settings do not say the site's address, so what needs whole addresses is left out";
    let help = "add a line such as `base_url: https://www.example.org/` once you know it";
    faults.push(
        Fault::warning(Code::NoBaseUrl, message)
            .at(Span::start_of(&file.path))
            .help(help),
    );
}

/// Says of options of the theme that stand among the settings where they belong.
pub(super) fn options_at_top(
    tree: &SourceTree,
    settings: &Settings,
    theme: &Theme<'_>,
    faults: &mut Faults,
) {
    let Some(file) = tree.text(SETTINGS) else {
        return;
    };
    let options = theme.option_names();
    for fault in faults.iter_mut() {
        let span = fault.span.clone().filter(|span| span.file == file.path);
        let Some(span) = span.filter(|_| fault.code == Code::UnknownKey) else {
            continue;
        };
        let is_at_top =
            span.range.start == 0 || file.text.as_bytes().get(span.range.start - 1) == Some(&b'\n');
        let name = file.text.get(span.range.clone()).unwrap_or_default();
        let option = options.iter().copied().find(|option| *option == name);
        let option = option.or_else(|| same_in_other_words(name, &options));
        let Some(option) = option.filter(|_| is_at_top) else {
            continue;
        };
        let rest = file.text.get(span.range.end..).unwrap_or_default();
        let rest = rest.lines().next().unwrap_or_default();
        if settings.theme_options.is_some() {
            let help = format!("put the line under `theme_options:`, as `  {option}{rest}`");
            (fault.help, fault.fix) = (vec![help], None);
        } else {
            let help = format!("write `theme_options:` and, on the next line, `  {option}{rest}`");
            let replacement = format!("theme_options:\n  {option}");
            (fault.help, fault.fix) = (vec![help], Some(Fix { span, replacement }));
        }
    }
}

/// Reports a site without pages, unless it has some that could not be read.
pub(super) fn no_pages(site: &Site, faults: &mut Faults) {
    if !site.pages.is_empty() || !site.faulty.is_empty() {
        return;
    }
    let message = if site.held_back.is_empty() {
        "there are no pages in `content/`"
    } else {
        "every page in `content/` is held back"
    };
    let help =
        "write a first page, `content/index.md`; `masthead init` makes a small site to start from";
    faults.push(Fault::error(Code::NoPages, message).help(help));
}

/// Reports templates that pages or folders choose and the theme does not have.
pub(super) fn unknown_templates(site: &Site, theme: &Theme<'_>, faults: &mut Faults) {
    let mut found = Faults::new();
    for page in &site.pages {
        if !theme.has_template(&page.template) {
            found.push(unknown_template(page, theme));
        }
    }
    found.dedup_by(|a, b| a.span == b.span);
    faults.extend(found);
}

fn unknown_template(page: &Page, theme: &Theme<'_>) -> Fault {
    let span = page.common().template.as_ref().map_or_else(
        || Span::start_of(&page.parsed.source),
        |template| template.span.clone(),
    );
    let name = page.template.trim_start_matches("templates/");
    let name = name.trim_end_matches(".html");
    let meant =
        nearest(name, theme.template_names()).map(|meant| format!("did you mean `{meant}`?"));
    let message = format!("the theme has no template `{}.html`", page.template);
    Fault::error(Code::MissingTemplate, message)
        .at(span)
        .help_if(meant)
        .help("leave the line out, and the kind of page chooses its template")
}

/// Reports folders that the settings speak of and that do not exist.
pub(super) fn unknown_folders(tree: &SourceTree, settings: &Settings, faults: &mut Faults) {
    for folder in settings.folders.values() {
        if !has_folder(tree, &folder.place.value) {
            faults.push(unknown_folder(tree, &folder.place));
        }
    }
}

fn has_folder(tree: &SourceTree, folder: &str) -> bool {
    let path = format!("{CONTENT}/{folder}");
    tree.texts_below(&path).next().is_some() || tree.assets_below(&path).next().is_some()
}

fn unknown_folder(tree: &SourceTree, folder: &Spanned<String>) -> Fault {
    let known = tree.texts.keys().filter_map(|path| {
        let (folder, _) = path.below(CONTENT)?.rsplit_once('/')?;
        Some(folder)
    });
    let meant = nearest(&folder.value, known).map(|meant| format!("did you mean `{meant}`?"));
    let message = format!(
        "there is no folder `{CONTENT}/{}`, so these settings have no effect",
        folder.value
    );
    let help = "write the path of a folder below `content`, or take these lines out";
    Fault::warning(Code::InvalidSetting, message)
        .at(folder.span.clone())
        .help_if(meant)
        .help(help)
}
