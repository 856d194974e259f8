//! Finds slips in a theme of the site's own that change nothing, so that nobody would look for
//! them. Takes the theme's files; gives a finding for each word that is misspelt or has another
//! form, and for a folder that is not used.

use crate::base::{Code, Fault, Faults, Span, nearest};
use crate::parse::source_text::SourceText;
use crate::parse::yaml::{self, Data, LARGEST_FILE, NodeEntry, NodeValue};
use crate::source::{SourceTree, TextFile};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Checks the words of the theme `theme` in the languages `tags`, and the folders beside it.
pub(super) fn find(tree: &SourceTree, theme: &str, tags: &[&str]) -> Faults {
    let mut faults = Faults::new();
    find_unused_folders(tree, theme, &mut faults);
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

/// Reports whether a template of the site's own asks for words of that name.
fn is_asked_for(key: &str, tree: &SourceTree) -> bool {
    let quoted = [format!("\"{key}\""), format!("'{key}'")];
    tree.texts_below("themes").any(|file| {
        file.path.extension() == "html" && quoted.iter().any(|quoted| file.text.contains(quoted))
    })
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

/// Reports folders whose names look like a slip of the one that is used.
fn find_unused_folders(tree: &SourceTree, theme: &str, faults: &mut Faults) {
    let paths = tree.texts.keys().chain(tree.assets.keys());
    let mut folders = BTreeMap::new();
    for path in paths {
        if let Some((folder, _)) = path.below("themes").and_then(|path| path.split_once('/')) {
            folders.entry(folder).or_insert(path);
        }
    }
    for (folder, path) in folders {
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
