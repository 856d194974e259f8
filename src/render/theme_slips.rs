//! Finds slips in a theme of the site's own that change nothing, so that nobody would look for
//! them. Takes the theme's files; gives a finding for each word that is misspelt or has another
//! form, for a folder that is not used, and for a template that shows no kind of page.

use super::output::{Output, TemplateChoice};
use crate::base::{Code, Fault, Faults, SourcePath, Span, nearest};
use crate::parse::kinds::set::Kinds;
use crate::parse::source_text::SourceText;
use crate::parse::yaml::{self, Data, LARGEST_FILE, NodeEntry, NodeValue};
use crate::source::{SourceTree, TextFile};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The folders of a theme that hold no templates of outputs.
const FOLDERS: [&str; 4] = ["assets", "components", "i18n", "kinds"];

/// Checks the theme `theme`, which declares `kinds`: its words in the languages `tags`, its folders
/// and templates, and the folders beside it.
pub(super) fn find(tree: &SourceTree, theme: &str, kinds: &Kinds, tags: &[&str]) -> Faults {
    let mut faults = Faults::new();
    find_unused_themes(tree, theme, &mut faults);
    for theme in BTreeSet::from(["default", theme]) {
        find_unused_folders(tree, theme, &mut faults);
        find_unused_templates(tree, theme, kinds, &mut faults);
    }
    let Some(default) = tree.text("embedded/default/i18n/en.yaml") else {
        return faults;
    };
    let files = word_files(tree, theme, tags, default);
    if files.is_empty() {
        return faults;
    }
    let Some(Data::Map(known)) = yaml::read_data(default).0 else {
        return faults;
    };
    let known: BTreeMap<String, Data> = known.into_iter().collect();
    for file in files {
        check_words(file, &known, tree, &mut faults);
    }
    faults
}

/// Returns the files of words in the languages `tags` that are the site's own.
fn word_files<'t>(
    tree: &'t SourceTree,
    theme: &str,
    tags: &[&str],
    default: &TextFile,
) -> Vec<&'t TextFile> {
    let mut paths = BTreeSet::new();
    for folder in ["default", theme] {
        paths.extend(
            tags.iter()
                .map(|tag| format!("themes/{folder}/i18n/{tag}.yaml")),
        );
    }
    let files = paths.iter().filter_map(|path| tree.text(path));
    files
        .filter(|file| file.fingerprint != default.fingerprint)
        .collect()
}

/// Compares the words of a file with those of the default theme.
fn check_words(
    file: &TextFile,
    known: &BTreeMap<String, Data>,
    tree: &SourceTree,
    faults: &mut Faults,
) {
    let text = SourceText::new(file);
    let place = |range: Range<usize>| text.to_disk(range);
    // A file that cannot be read is reported where the words are loaded.
    let Some(node) = yaml::read(text.text(), &file.path, LARGEST_FILE, &place).0 else {
        return;
    };
    let NodeValue::Map(entries) = &node.value else {
        return;
    };
    for entry in entries {
        let span = Span::new(&file.path, place(entry.key_span.clone()));
        match known.get(&entry.key) {
            Some(usual) => check_form(entry, usual, span, faults),
            None if is_asked_for(&entry.key, tree) => {}
            None => unknown_word(&entry.key, known, span, faults),
        }
    }
}

/// Reports a word that no template asks for, where it is near to one that templates ask for.
fn unknown_word(key: &str, known: &BTreeMap<String, Data>, span: Span, faults: &mut Faults) {
    if let Some(meant) = nearest(key, known.keys().map(String::as_str)) {
        let message = format!("no template shows the words `{key}`");
        let fault = Fault::warning(Code::UnknownKey, message).at(span);
        faults.push(fault.help(format!("did you mean `{meant}`?")));
    }
}

/// Reports a word whose form is another than the default theme's.
fn check_form(entry: &NodeEntry, usual: &Data, span: Span, faults: &mut Faults) {
    let wanted = match (usual, entry.value.data()) {
        (Data::List(usual), Data::List(own)) if own.len() != usual.len() => {
            format!("a list of {} entries", usual.len())
        }
        (Data::List(_), Data::List(_)) | (Data::Map(_), Data::Map(_)) => return,
        (Data::List(usual), _) => format!("a list of {} entries", usual.len()),
        (Data::Map(_), Data::List(_) | Data::Null) => {
            "text, or `one:` and `other:` with a text each".to_owned()
        }
        (_, Data::List(_) | Data::Map(_) | Data::Null) => "text".to_owned(),
        _ => return,
    };
    let key = &entry.key;
    let message = format!("the words `{key}` should be {wanted}");
    let fault = Fault::error(Code::WrongType, message).at(span);
    faults.push(fault.help(format!(
        "write it as `themes/default/i18n/en.yaml` has it, such as `{}`",
        shown(key, usual)
    )));
}

/// Reports whether a file of a theme may ask for something.
fn is_template(file: &TextFile) -> bool {
    let extension = file.path.extension();
    Output::ALL.iter().any(|output| output.ending == extension)
}

/// Reports whether a template asks for words or for a template of that name.
fn is_asked_for(key: &str, tree: &SourceTree) -> bool {
    let quoted = [format!("\"{key}\""), format!("'{key}'")];
    tree.texts_below("themes")
        .any(|file| is_template(file) && quoted.iter().any(|quoted| file.text.contains(quoted)))
}

fn shown(key: &str, usual: &Data) -> String {
    match usual {
        Data::Text(text) => format!("{key}: {text}"),
        Data::List(entries) => match entries.first() {
            Some(Data::Text(first)) => format!("{key}: [{first}, …]"),
            _ => format!("{key}: […]"),
        },
        _ => format!("{key}: …"),
    }
}

/// Reports themes whose names look like a slip of the one that is used.
fn find_unused_themes(tree: &SourceTree, theme: &str, faults: &mut Faults) {
    for (folder, path) in folders_in("themes", tree) {
        if folder == "default" || folder == theme {
            continue;
        }
        if let Some(meant) = nearest(folder, ["default", theme]) {
            let message = format!(
                "the folder `themes/{folder}` is not used: the site has the theme `{theme}`"
            );
            let fault = Fault::warning(Code::ThemeFile, message).at(Span::start_of(path));
            faults.push(fault.help(format!("did you mean `themes/{meant}`?")));
        }
    }
}

/// Lists the folders right below `above`, each with the first file in it.
fn folders_in<'t>(above: &str, tree: &'t SourceTree) -> BTreeMap<&'t str, &'t SourcePath> {
    let mut folders = BTreeMap::new();
    for path in tree.texts.keys().chain(tree.assets.keys()) {
        if let Some((folder, _)) = path.below(above).and_then(|path| path.split_once('/')) {
            folders.entry(folder).or_insert(path);
        }
    }
    folders
}

/// Reports folders of the theme whose names look like a slip of one that has a meaning.
fn find_unused_folders(tree: &SourceTree, theme: &str, faults: &mut Faults) {
    let outputs = Output::ALL.iter().map(|output| output.folder);
    let known: BTreeSet<&str> = FOLDERS.into_iter().chain(outputs).collect();
    let above = format!("themes/{theme}");
    for (folder, path) in folders_in(&above, tree) {
        if known.contains(folder) {
            continue;
        }
        if let Some(meant) = nearest(folder, known.iter().copied()) {
            let message = format!("the folder `{above}/{folder}` is not used");
            let fault = Fault::warning(Code::ThemeFile, message).at(Span::start_of(path));
            faults.push(fault.help(format!("did you mean `{above}/{meant}`?")));
        }
    }
}

/// Reports templates of the theme that an output would choose by the kind of page, and whose names
/// look like a slip of a kind's.
fn find_unused_templates(tree: &SourceTree, theme: &str, kinds: &Kinds, faults: &mut Faults) {
    for output in &Output::ALL {
        let TemplateChoice::OfKind(other) = output.choice else {
            continue;
        };
        let folder = format!("themes/{theme}/{}", output.folder);
        let known: Vec<&str> = kinds.names().into_iter().chain(other).collect();
        for file in tree.texts_below(&folder) {
            let path = file.path.below(&folder).unwrap_or_default();
            let Some((name, ending)) = path.rsplit_once('.') else {
                continue;
            };
            let is_chosen = ending != output.ending || known.contains(&name);
            if is_chosen || is_asked_for(&output.template(path), tree) {
                continue;
            }
            if let Some(meant) = nearest(name, known.iter().copied()) {
                let message = format!("this is not used: no kind of page is called `{name}`");
                let fault = Fault::warning(Code::ThemeFile, message);
                let help = format!("did you mean `{folder}/{meant}.{ending}`?");
                faults.push(fault.at(Span::start_of(&file.path)).help(help));
            }
        }
    }
}
