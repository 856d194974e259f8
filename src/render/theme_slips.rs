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
    let mut faults = unused_folders(tree, theme);
    let files: BTreeSet<String> = ["default", theme]
        .iter()
        .flat_map(|folder| {
            tags.iter()
                .map(move |tag| format!("themes/{folder}/i18n/{tag}.yaml"))
        })
        .collect();
    let Some(default) = tree.text("embedded/default/i18n/en.yaml") else {
        return faults;
    };
    let files: Vec<&TextFile> = files
        .iter()
        .filter_map(|path| tree.text(path))
        .filter(|file| file.fingerprint != default.fingerprint)
        .collect();
    if files.is_empty() {
        return faults;
    }
    let Some(Data::Map(known)) = yaml::read_data(default).0 else {
        return faults;
    };
    let known: BTreeMap<String, Data> = known.into_iter().collect();
    for file in files {
        let text = SourceText::new(file);
        let place = |range: Range<usize>| text.to_disk(range);
        // A file that cannot be read is reported where the words are loaded.
        let Some(node) = yaml::read(text.text(), &file.path, LARGEST_FILE, &place).0 else {
            continue;
        };
        let NodeValue::Map(entries) = &node.value else {
            continue;
        };
        let at = |range: &Range<usize>| Span::new(&file.path, place(range.clone()));
        faults.extend(
            entries
                .iter()
                .filter_map(|entry| Some(word(entry, &known, tree)?.at(at(&entry.key_span)))),
        );
    }
    faults
}

/// Returns the fault of one word, if it has one.
fn word(entry: &NodeEntry, known: &BTreeMap<String, Data>, tree: &SourceTree) -> Option<Fault> {
    let key = entry.key.as_str();
    let Some(usual) = known.get(key) else {
        let meant =
            nearest(key, known.keys().map(String::as_str)).filter(|_| !is_asked_for(key, tree))?;
        let fault = Fault::warning(
            Code::UnknownKey,
            format!("no template shows the words `{key}`"),
        );
        return Some(fault.help(format!("did you mean `{meant}`?")));
    };
    let wanted = match (usual, entry.value.data()) {
        (Data::List(usual), Data::List(own)) if own.len() != usual.len() => {
            format!("a list of {} entries", usual.len())
        }
        (Data::List(_), Data::List(_)) | (Data::Map(_), Data::Map(_)) => return None,
        (Data::List(usual), _) => format!("a list of {} entries", usual.len()),
        (Data::Map(_), Data::List(_) | Data::Null) => {
            "text, or `one:` and `other:` with a text each".to_owned()
        }
        (_, Data::List(_) | Data::Map(_) | Data::Null) => "text".to_owned(),
        _ => return None,
    };
    let fault = Fault::error(
        Code::WrongType,
        format!("the words `{key}` should be {wanted}"),
    );
    Some(fault.help(format!(
        "write it as `themes/default/i18n/en.yaml` has it, such as `{}`",
        shown(key, usual)
    )))
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
fn unused_folders(tree: &SourceTree, theme: &str) -> Faults {
    let paths = tree.texts.keys().chain(tree.assets.keys());
    let mut folders = BTreeMap::new();
    for path in paths {
        if let Some((folder, _)) = path.below("themes").and_then(|path| path.split_once('/')) {
            folders.entry(folder).or_insert(path);
        }
    }
    let unused = folders
        .into_iter()
        .filter(|(folder, _)| *folder != "default" && *folder != theme);
    let slip = |(folder, path)| {
        let meant = nearest(folder, ["default", theme])?;
        let message =
            format!("the folder `themes/{folder}` is not used: the site has the theme `{theme}`");
        Some(
            Fault::warning(Code::ThemeFile, message)
                .at(Span::start_of(path))
                .help(format!("did you mean `themes/{meant}`?")),
        )
    };
    unused.filter_map(slip).collect()
}
