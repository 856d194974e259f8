//! Loads a theme: its templates, components and words. Takes the theme's files in the tree, with
//! the site's own laid over the default's; gives a minijinja environment with every limit set.

use super::bounded::{ENTRY, shown};
use super::calendar::{self, CALENDAR_TEXT};
use super::output::Output;
use super::steps;
use super::weight::{self, WeighedSource};
use super::words::{InterfaceWords, load_words};
use crate::base::{Code, Fault, Faults, SourcePath, Span, html};
use crate::parse::bare_addresses::BareAddresses;
use crate::parse::document::PlacedValues;
use crate::parse::kinds::loading::read_kinds;
use crate::parse::kinds::set::Kinds;
use crate::parse::markdown::{BodyWords, Context, Rules, placed_values};
use crate::parse::schema::{Schema, check_page_kinds, decode_node, read_block, read_schema};
use crate::parse::settings::{SETTINGS, Settings};
use crate::parse::vocabulary::Vocabulary;
use crate::parse::yaml::{Node, NodeValue};
use crate::source::{SourceTree, TextFile};
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// A loaded theme. It borrows its templates from the tree.
pub struct Theme<'t> {
    /// The template files by template name ("base.html", "default/base.html").
    templates: BTreeMap<String, &'t TextFile>,
    /// The components by name.
    components: BTreeMap<String, Schema>,
    kinds: Arc<Kinds>,
    words: Arc<InterfaceWords>,
    /// The options that a site can choose.
    options: Option<Schema>,
    /// The templates, compiled, without the functions that know a site.
    compiled: Environment<'t>,
}

/// The name of the page being rendered in a template's context.
pub(super) const HERE: &str = "masthead_here";
/// The name of the template to show in a template's context.
pub(super) const TEMPLATE: &str = "masthead_template";
/// The source of the template that every render starts in. It tells the render's state which page
/// is rendered before it shows the page's template: from then on functions know the page, inside
/// macros and imports too, where the context is out of sight.
const ENTRY_SOURCE: &str = "{{ masthead_enter(masthead_here) }}{% include masthead_template %}";

/// The deepest nesting of includes, macros and loops; each level takes stack.
const RECURSION: usize = 60;
/// The number of bytes that one `{{ … }}` or `{% … %}` may have.
const LONGEST_TAG: usize = 16 << 10;
/// Loads the theme that the settings name over the default one.
#[must_use]
pub fn load_theme<'t>(tree: &'t SourceTree, settings: &Settings) -> (Theme<'t>, Faults) {
    let mut faults = Faults::new();
    let name = settings.theme.value.as_str();
    if name != "default" && tree.texts_below(&format!("themes/{name}")).next().is_none() {
        faults.push(missing_theme(tree, settings));
    }
    let files = faults.take(theme_files(tree, name));
    let kinds = faults.take(read_kinds(tree, name));
    let components = faults.take(load_components(&files));
    let ((words, word_faults), compiled) = rayon::join(
        || load_checked_words(tree, name, &kinds, &settings.language),
        || compile(&files.templates),
    );
    faults.extend(word_faults);
    let compiled = faults.take(compiled);
    let options = faults.take(options(tree, name));
    let of_kinds = kinds.all().map(|kind| &kind.schema);
    for schema in of_kinds.chain(components.values()).chain(&options) {
        faults.extend(check_page_kinds(&schema.fields, &kinds.names()));
    }
    let theme = Theme {
        templates: files.templates,
        components,
        kinds: Arc::new(kinds),
        words: Arc::new(words),
        options,
        compiled,
    };
    (theme, faults)
}

fn missing_theme(tree: &SourceTree, settings: &Settings) -> Fault {
    let name = settings.theme.value.as_str();
    let names = tree
        .texts
        .keys()
        .filter_map(|path| path.below("themes")?.split('/').next());
    Fault::error(
        Code::MissingTheme,
        format!("there is no folder `themes/{name}`"),
    )
    .at(settings.theme.span.clone())
    .help_if(crate::base::nearest(name, names).map(|meant| format!("did you mean `{meant}`?")))
    .help("leave `theme:` out to use the theme that comes with masthead")
}

/// The files of a theme laid over the default one.
#[derive(Default)]
struct ThemeFiles<'t> {
    /// The templates by name ("base.html", "default/base.html").
    templates: BTreeMap<String, &'t TextFile>,
    /// The declarations of components, by the component's name.
    schemas: BTreeMap<String, &'t TextFile>,
}

/// Collects the files of the theme `name`, which replace those of the default theme.
fn theme_files<'t>(tree: &'t SourceTree, name: &str) -> (ThemeFiles<'t>, Faults) {
    let mut files = ThemeFiles::default();
    let mut faults = Faults::new();
    let layers = [
        ("embedded/default".to_owned(), "default/"),
        ("embedded/default".to_owned(), ""),
        ("themes/default".to_owned(), ""),
        (format!("themes/{name}"), ""),
    ];
    for (folder, prefix) in &layers {
        for file in tree.texts_below(folder) {
            if let Some(path) = file.path.below(folder) {
                files.add(file, path, prefix, &mut faults);
            }
        }
    }
    (files, faults)
}

impl<'t> ThemeFiles<'t> {
    /// Adds the file at `path` of its theme; `prefix` begins the names of its layer's templates.
    fn add(&mut self, file: &'t TextFile, path: &str, prefix: &str, faults: &mut Faults) {
        let extension = file.path.extension();
        if let Some(template) = template_at(path, &extension) {
            self.templates.insert(format!("{prefix}{template}"), file);
            return;
        }
        match (path.split_once('/'), extension.as_str()) {
            (Some(("components", rest)), "html") => {
                self.templates
                    .insert(format!("{prefix}components/{rest}"), file);
            }
            (Some(("components", rest)), "yaml" | "yml") if prefix.is_empty() => {
                let component = rest.rsplit_once('.').map_or(rest, |(stem, _)| stem);
                self.schemas.insert(component.to_owned(), file);
            }
            (Some((folder, _)), _) if prefix.is_empty() => {
                let endings = endings_in(folder);
                if !endings.is_empty() {
                    faults.push(misplaced_file(file, &endings));
                }
            }
            _ => {}
        }
    }
}

/// Returns the name under which templates know the file at `path` of a theme, if it is the template
/// of an output.
fn template_at(path: &str, ending: &str) -> Option<String> {
    let (folder, rest) = path.split_once('/')?;
    let is_of = |output: &&Output| output.folder == folder && output.ending == ending;
    let output = Output::ALL.iter().find(is_of)?;
    Some(output.template(rest))
}

/// Lists the endings of the files that a folder of a theme holds, if it holds only such.
fn endings_in(folder: &str) -> Vec<&'static str> {
    if folder == "components" {
        return vec!["html", "yaml"];
    }
    let outputs = Output::ALL.iter().filter(|output| output.folder == folder);
    outputs.map(|output| output.ending).collect()
}

fn misplaced_file(file: &TextFile, endings: &[&str]) -> Fault {
    let endings: Vec<String> = endings
        .iter()
        .map(|ending| format!("`.{ending}`"))
        .collect();
    let endings = endings.join(" and ");
    let message = format!(
        "`{}` does not belong here: this folder holds only files that end in {endings}",
        file.path
    );
    Fault::error(Code::ThemeFile, message)
        .at(Span::start_of(&file.path))
        .help("rename it, or move it up into the theme's own folder")
}

/// Reads the declarations of components.
fn load_components(files: &ThemeFiles<'_>) -> (BTreeMap<String, Schema>, Faults) {
    let mut components = BTreeMap::new();
    let mut faults = Faults::new();
    for (component, file) in &files.schemas {
        let schema = faults.take(read_block(file));
        if let Some(schema) = schema {
            components.insert(component.clone(), schema);
        }
        if !files
            .templates
            .contains_key(&format!("components/{component}.html"))
        {
            let message = format!("the block `{component}` has no template");
            let help = format!("add `components/{component}.html` to the theme");
            faults.push(
                Fault::error(Code::MissingTemplate, message)
                    .at(Span::start_of(&file.path))
                    .help(help),
            );
        }
    }
    (components, faults)
}

/// Loads the words of a theme and checks those that the site's own theme adds.
fn load_checked_words(
    tree: &SourceTree,
    theme: &str,
    kinds: &Kinds,
    language: &str,
) -> (InterfaceWords, Faults) {
    let general = language.split('-').next().unwrap_or_default();
    let (words, mut faults) = load_words(tree, theme, language);
    faults.extend(super::theme_slips::find(
        tree,
        theme,
        kinds,
        &["en", general, language],
    ));
    (words, faults)
}

/// Reads which options a site can choose: those of the theme `name`, or of the default one.
fn options(tree: &SourceTree, name: &str) -> (Option<Schema>, Faults) {
    let own = tree.text(&format!("themes/{name}/theme.yaml"));
    let Some(file) = own.or_else(|| tree.text("themes/default/theme.yaml")) else {
        return (None, Faults::new());
    };
    read_schema(file)
}

/// Compiles every template, so that faults are also found in templates that no page uses yet.
fn compile<'t>(templates: &BTreeMap<String, &'t TextFile>) -> (Environment<'t>, Faults) {
    let mut environment = plain_environment();
    let mut faults = Faults::new();
    for (name, file) in templates {
        let fault = if let Some(tag) = too_long(&file.text) {
            let message = format!(
                "what stands between these brackets is longer than {} KB",
                LONGEST_TAG >> 10
            );
            let fault = Fault::error(Code::TemplateError, message).at(Span::new(&file.path, tag));
            Some(fault.help("write it in several parts, with `{% set … %}`"))
        } else {
            let weighed = weighed(templates, name, file);
            let source = weighed.as_ref().map(|source| source.text.clone());
            // A template under its own name is borrowed, because owned ones stand behind a lock.
            let added = match file.path.as_str().strip_suffix(name.as_str()) {
                _ if let Some(source) = source => {
                    environment.add_template_owned(name.clone(), source)
                }
                Some(folder) => {
                    environment.add_template(&file.path.as_str()[folder.len()..], &file.text)
                }
                None => environment.add_template_owned(name.clone(), &*file.text),
            };
            added
                .err()
                .map(|error| super::faults::of_template(&error, file, weighed.as_ref()))
        };
        // A template of the default theme exists under two names.
        faults.extend(fault.filter(|_| !name.starts_with("default/")));
    }
    faults.sort();
    let _ = environment.add_template(ENTRY, ENTRY_SOURCE);
    (environment, faults)
}

/// Returns the source that is compiled in the place of a template, where that keeps values. The
/// theme that comes with masthead is compiled as it is.
fn weighed(
    templates: &BTreeMap<String, &TextFile>,
    name: &str,
    file: &TextFile,
) -> Option<WeighedSource> {
    let base = templates.get(&format!("default/{name}"));
    let is_own = base.is_none_or(|base| base.text != file.text) && !name.starts_with("default/");
    is_own.then(|| WeighedSource::of(&file.text)).flatten()
}

/// Returns the start of a tag that is too long to be compiled: a chain of 50,000 operators takes
/// more stack than there is.
fn too_long(template: &str) -> Option<Range<usize>> {
    let mut at = 0;
    while let Some(start) = template[at..].find('{').map(|found| at + found) {
        at = start + 1;
        let end = match template.as_bytes().get(at) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            _ => continue,
        };
        let length = template[at..].find(end).unwrap_or(template.len() - at);
        if length > LONGEST_TAG {
            return Some(start..start + 2);
        }
        at += length;
    }
    None
}

fn is_calendar(escape: &AutoEscape) -> bool {
    matches!(escape, AutoEscape::Custom(name) if name == CALENDAR_TEXT)
}

fn plain_environment<'s>() -> Environment<'s> {
    let mut environment = Environment::new();
    weight::install(&mut environment);
    environment.set_debug(true);
    environment.set_fuel(Some(steps::MOST));
    environment.set_recursion_limit(RECURSION);
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_auto_escape_callback(|name| {
        if Path::new(name).extension() == Some("ics".as_ref()) {
            AutoEscape::Custom(CALENDAR_TEXT.into())
        } else {
            AutoEscape::Html
        }
    });
    environment.set_formatter(|out, state, value| {
        let escape = state.auto_escape();
        let plain = value.is_safe() || matches!(escape, AutoEscape::None);
        match value.as_str() {
            Some(text) if plain => out.write_str(text).map_err(Error::from),
            Some(text) if is_calendar(escape) => calendar::escape(text, out).map_err(Error::from),
            Some(text) => html::escape_to(text, out).map_err(Error::from),
            None if value.is_none() => Ok(()),
            None if value.is_number() => write!(out, "{value}").map_err(Error::from),
            None => out
                .write_str(&html::escape(&shown(value)?))
                .map_err(Error::from),
        }
    });
    if let Ok(syntax) = minijinja::syntax::SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()
    {
        environment.set_syntax(syntax);
    }
    environment
}

impl<'t> Theme<'t> {
    /// Returns the rules by which every body is read: those of the theme, with the site's
    /// `vocabulary`.
    #[must_use]
    pub fn rules(&self, vocabulary: Vocabulary) -> Rules {
        Rules {
            components: self.components.clone(),
            vocabulary,
            words: self.body_words(),
            searched: false,
            addresses: BareAddresses::Live,
        }
    }

    /// Returns the words that stand in the HTML of bodies.
    fn body_words(&self) -> BodyWords {
        BodyWords {
            table: self.word_or_key("table"),
            footnotes: self.word_or_key("footnotes"),
            back_to_text: self.word_or_key("back_to_text"),
            alerts: [
                "alert_note",
                "alert_tip",
                "alert_important",
                "alert_warning",
                "alert_caution",
            ]
            .map(|key| self.word_or_key(key)),
        }
    }

    fn word_or_key(&self, key: &str) -> String {
        self.words.get(key).unwrap_or_else(|| key.to_owned())
    }

    /// Reports whether there is a template of that name, without `.html`.
    #[must_use]
    pub fn has_template(&self, name: &str) -> bool {
        self.templates.contains_key(&format!("{name}.html"))
    }

    /// Returns the name of the template `name` of an output, if the theme has it.
    pub(super) fn template_name(&self, output: &Output, name: &str) -> Option<String> {
        let template = output.template(&format!("{name}.{}", output.ending));
        self.templates.contains_key(&template).then_some(template)
    }

    /// Returns the file of the template of that name, without `.html`.
    #[must_use]
    pub fn template_file(&self, name: &str) -> Option<&SourcePath> {
        self.templates
            .get(&format!("{name}.html"))
            .map(|file| &file.path)
    }

    /// Lists the names of templates that a page may choose, without `.html`.
    pub fn template_names(&self) -> impl Iterator<Item = &str> {
        self.templates
            .keys()
            .filter(|name| !name.contains('/'))
            .filter_map(|name| name.strip_suffix(".html"))
    }

    /// Returns the kinds of page that the theme declares.
    #[must_use]
    pub fn kinds(&self) -> &Arc<Kinds> {
        &self.kinds
    }

    /// Returns the theme's options as the settings of a site choose them, its defaults filled in.
    #[must_use]
    pub fn options(&self, settings: &Settings, rules: &Arc<Rules>) -> (PlacedValues, Faults) {
        let Some(schema) = &self.options else {
            return (PlacedValues::default(), Faults::new());
        };
        let nothing = Node {
            span: 0..0,
            value: NodeValue::Map(Vec::new()),
        };
        let given = settings.theme_options.as_ref().unwrap_or(&nothing);
        let file = SourcePath::new(SETTINGS);
        let (values, mut faults) =
            decode_node(schema, given, &file, &rules.vocabulary, &|range| range);
        let context = Context {
            file: &file,
            rules,
            places: &[],
            title: None,
            addresses: rules.addresses,
        };
        let values = faults.take(placed_values(&schema.fields, values, &context));
        (values, faults)
    }

    /// Returns the names of the options that the theme has.
    #[must_use]
    pub fn option_names(&self) -> Vec<&str> {
        let fields = self.options.iter().flat_map(|options| &options.fields);
        fields.map(|field| field.name.as_str()).collect()
    }

    pub(super) fn words(&self) -> Arc<InterfaceWords> {
        self.words.clone()
    }

    pub(super) fn file(&self, template: &str) -> Option<&'t TextFile> {
        self.templates.get(template).copied()
    }

    /// Returns the source that is compiled in the place of a template.
    pub(super) fn weighed(&self, template: &str) -> Option<WeighedSource> {
        weighed(&self.templates, template, self.file(template)?)
    }

    /// Lists the values that a template asks for as `page.NAME`, in alphabetical order.
    pub(super) fn asked_of_page(&self, template: &str) -> BTreeSet<String> {
        let Ok(template) = self.compiled.get_template(template) else {
            return BTreeSet::new();
        };
        let asked = template.undeclared_variables(true);
        let of_page = asked.iter().filter_map(|path| path.strip_prefix("page."));
        of_page
            .map(|path| path.split('.').next().unwrap_or(path).to_owned())
            .collect()
    }

    /// Returns the templates, compiled, without the functions that know a site.
    pub(super) fn templates(&self) -> Environment<'t> {
        self.compiled.clone()
    }
}

impl Theme<'_> {
    /// Returns one of the theme's words, in the site's language.
    #[must_use]
    pub fn word(&self, key: &str) -> Option<String> {
        self.words.get(key)
    }
}
