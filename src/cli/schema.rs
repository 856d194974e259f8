//! `masthead schema`: prints JSON Schemas for the files of a site, or writes those that text
//! editors read. From: the site in or above this folder, if there is one, since its taxonomies and
//! its theme add names. To: JSON on the terminal, or [`editor_files`].
use super::args::SchemaArgs;
use super::disk;
use super::exit::Exit;
use super::failure::Failure;
use super::run::{CommandRun, SiteFolder};
use super::snippets::snippets;
use super::terminal::Terminal;
use crate::parse::json_schema;
use crate::parse::kind::Kind;
use crate::parse::kinds::loading::read_kinds;
use crate::parse::kinds::set::Kinds;
use crate::parse::schema::{Schema, read_schema};
use crate::parse::settings::{SETTINGS, Settings, read_settings};
use crate::parse::vocabulary::Vocabulary;
use crate::render::load_theme;
use crate::scan::{CachePolicy, add_embedded};
use crate::source::SourceTree;
use serde_json::Value;

/// The subject of the schema of `content/site.yaml`.
const SETTINGS_SUBJECT: &str = "settings";
/// The subject of the schema of `content/people.yaml`.
const PEOPLE_SUBJECT: &str = "people";
/// The subject of the schema of the blocks in texts.
const BLOCKS_SUBJECT: &str = "components";

/// The paths of the schemas that a site keeps for text editors, with the subject of each.
const EDITOR_SCHEMAS: [(&str, &str); 2] = [
    (".schemas/site.json", SETTINGS_SUBJECT),
    (".schemas/people.json", PEOPLE_SUBJECT),
];

/// The path of the snippets for Visual Studio Code, which does not use schemas inside markdown.
const SNIPPETS: &str = ".vscode/masthead.code-snippets";

/// Prints a schema, or writes those for text editors.
pub(super) fn run(run: &CommandRun, args: &SchemaArgs) -> Result<Exit, Failure> {
    if args.write {
        return write(run);
    }
    let tree = if run.has_site() {
        SiteFolder::open(run, CachePolicy::ReadOnly)?.tree
    } else {
        without_site()
    };
    let schemas = Schemas::of(&tree);
    let schema = if let Some(what) = &args.what {
        schemas.of_subject(what)
    } else {
        let subjects = subjects(&schemas.kinds);
        let each = subjects.iter().map(|(name, _)| name.as_str());
        json_schema::bundle(each.map(|name| (name, schemas.of_subject(name))).collect())
    };
    Terminal::answer(&text(&schema))?;
    Ok(Exit::Clean)
}

/// Lists the parts of a site that have a schema: the name of each, and what it is.
pub(super) fn subjects(kinds: &Kinds) -> Vec<(String, String)> {
    let subject = |name: &str, about: &str| (name.to_owned(), about.to_owned());
    let mut all = vec![
        subject(
            SETTINGS_SUBJECT,
            "The settings of the site, `content/site.yaml`",
        ),
        subject(
            PEOPLE_SUBJECT,
            "The people who have pages, `content/people.yaml`",
        ),
    ];
    all.extend(kinds.all().map(|known| {
        let name = known.kind.name();
        subject(name, &format!("The top of a page of the kind `{name}`"))
    }));
    all.push(subject(
        BLOCKS_SUBJECT,
        "The blocks that pages may have in their text",
    ));
    all
}

fn write(run: &CommandRun) -> Result<Exit, Failure> {
    let site = SiteFolder::open(run, CachePolicy::ReadOnly)?;
    for (path, text) in editor_files(&site.tree) {
        let place = disk::inside(&site.root, path)?;
        disk::replace(&place, text.as_bytes()).map_err(|error| {
            Failure::usage(format!("cannot write `{}`: {error}", place.display()))
        })?;
        run.terminal().say(&format!("{}\n", place.display()));
    }
    Ok(Exit::Clean)
}

/// Makes the tree of a folder without a site: it holds only the embedded theme.
pub(super) fn without_site() -> SourceTree {
    let mut tree = SourceTree::default();
    add_embedded(&mut tree);
    tree
}

/// Makes the files that text editors read, with their paths.
pub(super) fn editor_files(tree: &SourceTree) -> Vec<(&'static str, String)> {
    let schemas = Schemas::of(tree);
    let declarations = schemas.kinds.all();
    let fronts: Vec<(Kind, Value)> = declarations
        .map(|known| (known.kind.clone(), schemas.front(&known.kind)))
        .collect();
    let of_files = EDITOR_SCHEMAS
        .iter()
        .map(|(path, what)| (*path, text(&schemas.of_subject(what))));
    of_files
        .chain([(SNIPPETS, text(&snippets(&fronts)))])
        .collect()
}

fn text(schema: &Value) -> String {
    format!("{schema:#}\n")
}

struct Schemas<'t> {
    tree: &'t SourceTree,
    settings: Settings,
    kinds: Kinds,
}

impl<'t> Schemas<'t> {
    fn of(tree: &'t SourceTree) -> Self {
        let settings = read_settings(tree.text(SETTINGS)).0;
        let (kinds, _) = read_kinds(tree, &settings.theme.value);
        Self {
            tree,
            settings,
            kinds,
        }
    }

    fn of_subject(&self, what: &str) -> Value {
        match what {
            SETTINGS_SUBJECT => json_schema::settings(self.theme_options().as_ref(), &self.kinds),
            PEOPLE_SUBJECT => json_schema::people(),
            BLOCKS_SUBJECT => {
                let (theme, _) = load_theme(self.tree, &self.settings);
                json_schema::components(&theme.rules(Vocabulary::default()).components)
            }
            kind => self.front(&Kind::named(kind)),
        }
    }

    fn front(&self, kind: &Kind) -> Value {
        match self.kinds.get(kind) {
            Some(declaration) => json_schema::front(declaration, &self.settings.taxonomies),
            None => Value::Null,
        }
    }

    /// Reads the options of the site's theme.
    fn theme_options(&self) -> Option<Schema> {
        [self.settings.theme.value.as_str(), "default"]
            .iter()
            .find_map(|theme| self.tree.text(&format!("themes/{theme}/theme.yaml")))
            .and_then(|file| read_schema(file).0)
    }
}
