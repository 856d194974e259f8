//! Loading of the kinds of a theme. From: the files of the theme and of the default one. To:
//! [`Kinds`], and every fault in their declarations.

use super::declaration::KindDeclaration;
use super::reading::read_kind;
use super::set::{Kinds, UnusedKind};
use crate::base::{Code, Fault, Faults, SourcePath, Span, nearest};
use crate::parse::kind::Kind;
use crate::parse::place::CONTENT;
use crate::source::{SourceTree, TextFile};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The folder of a theme that holds declarations of kinds.
const KINDS: &str = "kinds";
/// Names of what has no template of its name, and is no page of a kind: pages that masthead makes,
/// and what commands have beside the kinds.
const OTHER_NAMES: [&str; 7] = [
    "components",
    "error",
    "group",
    "help",
    "issue",
    "list",
    "settings",
];
/// The template, without `.html`, that shows pages of kinds which have none of their own.
const GENERAL_TEMPLATE: &str = "kind";

/// Reads the kinds of the theme `theme`, laid over those of the default theme.
#[must_use]
pub fn read_kinds(tree: &SourceTree, theme: &str) -> (Kinds, Faults) {
    let mut faults = Faults::new();
    let own_theme = format!("themes/{theme}");
    let layers = ["embedded/default", "themes/default", &own_theme];
    let mut files: BTreeMap<String, &TextFile> = BTreeMap::new();
    for layer in layers {
        for file in tree.texts_below(&format!("{layer}/{KINDS}")) {
            let Some(name) = kind_name(file) else {
                faults.push(misplaced_file(file));
                continue;
            };
            match files.get(name) {
                Some(first) if first.text == file.text => {}
                Some(_) if Kind::named(name).is_built_in() => {
                    faults.push(changed_built_in(name, file, layer == "themes/default"));
                }
                _ if is_taken(name, tree) => faults.push(taken_name(name, file)),
                _ => {
                    files.insert(name.to_owned(), file);
                }
            }
        }
    }
    let mut kinds = Kinds::default();
    for (name, file) in files {
        if let Some(mut declaration) = faults.take(read_kind(&name, file)) {
            if !declaration.kind.is_built_in() && !has_template(&name, &layers, tree) {
                GENERAL_TEMPLATE.clone_into(&mut declaration.template);
            }
            kinds.by_name.insert(name, Arc::new(declaration));
        }
    }
    kinds.unused = unused_kinds(&kinds, tree, theme);
    check_folders(&kinds, tree, &mut faults);
    (kinds, faults)
}

/// Reports whether pages that no content file stands for are known by a name: most have a template
/// of that name, which would show the pages of the kind.
fn is_taken(name: &str, tree: &SourceTree) -> bool {
    let has = |folder: &str, ending: &str| {
        let path = format!("embedded/default/{folder}/{name}.{ending}");
        tree.text(&path).is_some()
    };
    OTHER_NAMES.contains(&name) || (has("templates", "html") && !has(KINDS, "yaml"))
}

fn taken_name(name: &str, file: &TextFile) -> Fault {
    let message =
        format!("`{name}` cannot be the name of a kind: masthead uses it for something else");
    Fault::error(Code::ThemeFile, message)
        .at(Span::start_of(&file.path))
        .help(format!(
            "give your kind another name, such as `own-{name}.yaml`"
        ))
}

/// Reads the kinds of themes that the site does not use, whatever is wrong with them.
fn unused_kinds(kinds: &Kinds, tree: &SourceTree, theme: &str) -> Vec<UnusedKind> {
    let mut unused = Vec::new();
    for file in tree.texts_below("themes") {
        let path = file.path.below("themes").unwrap_or_default();
        let Some((other, path)) = path.split_once('/') else {
            continue;
        };
        let is_used = other == theme || other == "default";
        if is_used
            || path
                .split_once('/')
                .is_none_or(|(folder, _)| folder != KINDS)
        {
            continue;
        }
        let name = kind_name(file).filter(|name| !kinds.by_name.contains_key(*name));
        let declaration = name.and_then(|name| read_kind(name, file).0);
        unused.extend(declaration.map(|declaration| UnusedKind {
            theme: other.to_owned(),
            declaration,
        }));
    }
    unused
}

/// Reports whether one of the layers of a theme has a template for pages of a kind.
fn has_template(kind: &str, layers: &[&str], tree: &SourceTree) -> bool {
    let mut paths = layers
        .iter()
        .map(|layer| format!("{layer}/templates/{kind}.html"));
    paths.any(|path| tree.text(&path).is_some())
}

/// Returns the name that a file gives the kind it declares.
fn kind_name(file: &TextFile) -> Option<&str> {
    let is_declaration = matches!(file.path.extension().as_str(), "yaml" | "yml");
    let is_in_folder = file.path.folder_name().ends_with(KINDS);
    (is_declaration && is_in_folder).then(|| file.path.stem())
}

fn misplaced_file(file: &TextFile) -> Fault {
    let message = format!(
        "`{}` does not belong here: this folder holds only files that end in `.yaml`",
        file.path
    );
    Fault::error(Code::ThemeFile, message)
        .at(Span::start_of(&file.path))
        .help("rename it, or move it up into the theme's own folder")
}

/// Makes the fault of a file that declares a built-in kind anew. A copy of the default theme may
/// be of another version, which is no error.
fn changed_built_in(name: &str, file: &TextFile, is_copy: bool) -> Fault {
    let message = format!("`{name}` is a kind of page that masthead has already");
    let (fault, help) = if is_copy {
        (
            Fault::warning(Code::ThemeFile, message),
            "this copy of its declaration is not used; delete the file".to_owned(),
        )
    } else {
        (
            Fault::error(Code::ThemeFile, message),
            format!(
                "give your kind another name, such as `own-{name}.yaml`; values that only your \
                 templates need can stand under `extra:` in any page"
            ),
        )
    };
    fault.at(Span::start_of(&file.path)).help(help)
}

/// Reports two kinds for one folder, and folders that are not there.
fn check_folders(kinds: &Kinds, tree: &SourceTree, faults: &mut Faults) {
    let mut taken: BTreeMap<&str, &KindDeclaration> = BTreeMap::new();
    for declaration in kinds.all() {
        let Some(folder) = declaration.folder.as_deref() else {
            continue;
        };
        if let Some(first) = taken.get(folder) {
            let message = format!(
                "the folder `{folder}` belongs to the kind `{}` already, see `{}`",
                first.kind, first.file
            );
            let help = "give one of the two another `folder:`, or take the line out and write \
                        `kind:` in each page";
            faults.push(
                Fault::error(Code::ThemeFile, message)
                    .at(Span::start_of(&declaration.file))
                    .help(help),
            );
            continue;
        }
        taken.insert(folder, declaration);
        let is_own = declaration.file.below("embedded").is_none();
        if is_own && !declaration.only_with_fields && !declaration.kind.is_built_in() {
            check_folder(folder, declaration, tree, faults);
        }
    }
}

/// Warns of a kind whose folder has no page.
fn check_folder(
    folder: &str,
    declaration: &KindDeclaration,
    tree: &SourceTree,
    faults: &mut Faults,
) {
    let path = SourcePath::new(CONTENT).join(folder);
    if tree.texts_below(path.as_str()).next().is_some() {
        return;
    }
    let mut folders: Vec<String> = tree
        .texts_below(CONTENT)
        .filter_map(|file| Some(file.path.folder().below(CONTENT)?.to_owned()))
        .collect();
    folders.dedup();
    let meant = nearest(folder, folders.iter().map(String::as_str));
    let kind = &declaration.kind;
    let message = format!("there is no page in `{path}`, the folder of the kind `{kind}`");
    faults.push(
        Fault::warning(Code::ThemeFile, message)
            .at(Span::start_of(&declaration.file))
            .help_if(meant.map(|meant| format!("did you mean `folder: {meant}`?")))
            .help(format!(
                "to make the first, type `masthead new {kind} \"A title\"`"
            )),
    );
}
