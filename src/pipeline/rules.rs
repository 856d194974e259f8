//! The first stage of a build: what every content file is read by. It takes the tree and the
//! options, and gives [`SiteRules`]: settings, people and theme. It never reads a page.

use super::first_words;
use super::options::{Options, Search};
use super::slips;
use crate::base::{Digest, Faults, Fingerprint, SourcePath};
use crate::emit::{ThemeAssets, theme_assets};
use crate::parse::kinds::set::Kinds;
use crate::parse::markdown::{Context, Rules};
use crate::parse::page::short_markdown;
use crate::parse::people::{PEOPLE, People, read_people};
use crate::parse::settings::{SETTINGS, Settings, check_kind_names, read_settings};
use crate::render::{Theme, load_theme};
use crate::resolve::SettingsText;
use crate::source::{SourceTree, TextFile};
use std::sync::Arc;

/// The folders of the tree that hold themes.
const THEMES: [&str; 2] = ["embedded", "themes"];

/// The settings, people and theme of a site: what every content file is read by.
pub(super) struct SiteRules<'t> {
    pub(super) theme: Theme<'t>,
    pub(super) assets: ThemeAssets,
    pub(super) settings: Arc<Settings>,
    pub(super) kinds: Arc<Kinds>,
    pub(super) people: Arc<People>,
    /// The rules by which bodies are read.
    pub(super) markdown: Arc<Rules>,
    /// The fingerprint of `markdown`.
    pub(super) fingerprint: Fingerprint,
    /// The fingerprint of what every page may show: theme, settings and declared people.
    pub(super) given: Fingerprint,
    /// The markdown of settings and people, parsed.
    pub(super) settings_text: SettingsText,
    pub(super) faults: Faults,
}

/// Reads the settings, the people and the theme of a site.
pub(super) fn read_rules<'t>(tree: &'t SourceTree, options: &Options) -> SiteRules<'t> {
    let mut faults = Faults::new();
    let mut settings = settings(tree, options, &mut faults);
    let (theme, assets) = rayon::join(
        || load_theme(tree, &settings),
        || theme_assets(tree, &settings.theme.value),
    );
    let (theme, assets) = (faults.take(theme), faults.take(assets));
    slips::options_at_top(tree, &settings, &theme, &mut faults);
    faults.extend(check_kind_names(&mut settings, theme.kinds()));
    let settings = Arc::new(settings);
    let people = faults.take(read_people(tree.text(PEOPLE), &settings.roles));
    let vocabulary = people.vocabulary(&settings, theme.kinds());
    let markdown = Arc::new(Rules {
        searched: settings.search.enabled,
        addresses: settings.addresses,
        ..theme.rules(vocabulary)
    });
    let settings_text = SettingsText {
        options: faults.take(theme.options(&settings, &markdown)),
        ..settings_text(&settings, &people, &markdown, &mut faults)
    };
    SiteRules {
        kinds: theme.kinds().clone(),
        theme,
        assets,
        given: given(tree, &settings),
        settings,
        people: Arc::new(people),
        fingerprint: Digest::new().shown(&markdown).done(),
        markdown,
        settings_text,
        faults,
    }
}

/// Reads the settings and lays the options of the build over them.
fn settings(tree: &SourceTree, options: &Options, faults: &mut Faults) -> Settings {
    let (mut settings, found) = read_settings(tree.text(SETTINGS));
    // Settings that cannot be opened are reported where the tree is read.
    if !tree.is_unread(&SourcePath::new(SETTINGS)) {
        let before = faults.len();
        slips::misnamed_settings(tree, faults);
        if faults.len() == before {
            faults.extend(found);
        }
    }
    // An address that is tried out for one build says nothing of the site.
    let has_address = settings.base_url.is_some();
    if let Some(base) = &options.base_url {
        settings.base_url = Some(base.clone());
    }
    settings.search.enabled &= options.search == Search::Include;
    if !faults.has_errors() {
        // With errors in the settings, the address may be one of them.
        slips::no_base_url(tree, &settings, faults);
        if has_address {
            first_words::report(tree, faults);
        }
    }
    settings
}

/// Parses the markdown that settings and people hold.
fn settings_text(
    settings: &Settings,
    people: &People,
    markdown: &Arc<Rules>,
    faults: &mut Faults,
) -> SettingsText {
    let mut text = SettingsText::default();
    if let Some(footer) = &settings.footer.text {
        text.footer = short_markdown(footer, &context(&footer.span.file, markdown), faults);
    }
    let people_file = SourcePath::new(PEOPLE);
    text.people = people.about(&context(&people_file, markdown), faults);
    text
}

fn context<'c>(file: &'c SourcePath, rules: &'c Arc<Rules>) -> Context<'c> {
    Context {
        file,
        rules,
        places: &[],
        title: None,
        addresses: rules.addresses,
    }
}

/// Returns the fingerprint of what every page may show or be shown by.
fn given(tree: &SourceTree, settings: &Settings) -> Fingerprint {
    let themes = THEMES
        .into_iter()
        .flat_map(|folder| tree.texts_below(folder));
    let assets = THEMES
        .into_iter()
        .flat_map(|folder| tree.assets_below(folder));
    let declarations = [SETTINGS, PEOPLE]
        .into_iter()
        .filter_map(|path| tree.text(path));
    Digest::new()
        .all(themes, add_text)
        .all(assets, |digest, asset| {
            digest.text(asset.path.as_str()).shown(&asset.sha256)
        })
        .all(declarations, add_text)
        .maybe(settings.base_url.as_deref())
        .shown(&settings.search.enabled)
        .done()
}

fn add_text(digest: Digest, file: &TextFile) -> Digest {
    digest
        .text(file.path.as_str())
        .fingerprint(file.fingerprint)
}
