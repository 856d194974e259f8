//! From files to a site: settings, theme, people, every content file, and what belongs to what.
//! From: `SourceTree` and [`Options`]. To: an [`Understanding`], and every fault found on the way.
//! Nothing is rendered.

use super::{Options, Search, publications};
use crate::base::{Code, Digest, Fault, Faults, Fingerprint, SourcePath, Span, nearest};
use crate::bibliography::format::Style;
use crate::emit::{ThemeAssets, theme_assets};
use crate::memo::{Memo, ParseEntry};
use crate::model::{Assembly, Claims, Site, assemble};
use crate::parse::front::Spanned;
use crate::parse::markdown::{Context, Rules};
use crate::parse::page::{ParsedPage, parse_key, parse_page, short_markdown};
use crate::parse::people::{PEOPLE, People, read_people};
use crate::parse::place::{CONTENT, kind_by_place};
use crate::parse::settings::{SETTINGS, Settings, read_settings};
use crate::render::{Theme, load_theme};
use crate::resolve::SettingsText;
use crate::source::{SourceTree, TextFile};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What every file of a site is read by: settings, theme, people.
pub(super) struct SiteRules<'t> {
    pub(super) theme: Theme<'t>,
    pub(super) assets: ThemeAssets,
    pub(super) settings: Arc<Settings>,
    people: Arc<People>,
    rules: Arc<Rules>,
    /// Of the rules by which bodies are read.
    pub(super) rules_fingerprint: Fingerprint,
    /// Of the theme, the settings and the declared people: what every page may show.
    pub(super) given: Fingerprint,
    pub(super) settings_text: SettingsText,
    pub(super) faults: Faults,
}

/// A site as its files describe it.
pub(super) struct Understanding<'t> {
    pub(super) ground: SiteRules<'t>,
    pub(super) site: Arc<Site>,
    /// The style of references, where there are any.
    pub(super) style: Option<Style>,
    /// Who owns which file of the output so far.
    pub(super) claims: Claims,
    /// Every page that could be read, held back or not.
    pub(super) read: Vec<Arc<ParsedPage>>,
    /// What to remember of each content file, its faults among it.
    pub(super) entries: BTreeMap<SourcePath, ParseEntry>,
    /// What is wrong with how pages fit together.
    pub(super) faults: Faults,
}

impl Understanding<'_> {
    /// Everything that is wrong so far.
    pub(super) fn all_faults(&self) -> Faults {
        let of_files = self.entries.values().flat_map(|entry| &entry.faults);
        self.ground
            .faults
            .iter()
            .chain(of_files)
            .chain(&self.faults)
            .chain(&unknown_templates(&self.site, &self.ground.theme))
            .cloned()
            .collect()
    }
}

/// Reads what everything else is read by.
pub(super) fn ground<'t>(tree: &'t SourceTree, options: &Options) -> SiteRules<'t> {
    let (mut settings, mut faults) = read_settings(tree.text(SETTINGS));
    if tree.is_unread(&SourcePath::new(SETTINGS)) {
        // They are there, and what is wrong with them is known.
        faults.clear();
    }
    if let Some(fault) = misnamed_settings(tree) {
        faults = Faults::from(fault);
    }
    if let Some(base) = &options.base_url {
        settings.base_url = Some(base.clone());
    }
    settings.search.enabled &= options.search == Search::Include;
    if !faults.has_errors() {
        // With errors in the settings, the address may be one of them.
        faults.extend(no_base_url(tree, &settings));
    }
    let settings = Arc::new(settings);
    let ((theme, of_theme), (assets, of_assets)) = rayon::join(
        || load_theme(tree, &settings),
        || theme_assets(tree, &settings.theme.value),
    );
    faults.extend(of_theme);
    faults.extend(of_assets);
    let (people, found) = read_people(tree.text(PEOPLE), &settings.roles);
    faults.extend(found);
    let rules = Arc::new(Rules {
        searched: settings.search.enabled,
        ..theme.rules(people.vocabulary(&settings))
    });
    let rules_fingerprint = Digest::new().shown(&rules).done();
    let context = |file| Context {
        file,
        rules: &rules,
        places: &[],
    };
    let mut settings_text = SettingsText::default();
    if let Some(text) = &settings.footer.text {
        settings_text.footer = short_markdown(text, &context(&text.span.file), &mut faults);
    }
    settings_text.people = people.about(&context(&SourcePath::new(PEOPLE)), &mut faults);
    let given = given(tree, &settings);
    SiteRules {
        theme,
        assets,
        settings,
        people: Arc::new(people),
        rules,
        rules_fingerprint,
        given,
        settings_text,
        faults,
    }
}

/// Reads everything and puts it together.
pub(super) fn understand<'t>(
    ground: SiteRules<'t>,
    tree: &'t SourceTree,
    options: &Options,
    memo: &Memo,
) -> Understanding<'t> {
    let files: Vec<&TextFile> = tree
        .texts_below(CONTENT)
        .filter(|file| is_page(&file.path))
        .collect();
    let entries: Vec<ParseEntry> = files
        .par_iter()
        .with_max_len(16)
        .map(|file| ground.parse(file, memo))
        .collect();
    let mut read = Vec::with_capacity(entries.len());
    let mut faulty = BTreeSet::new();
    for (file, entry) in files.iter().zip(&entries) {
        match &entry.page {
            Some(page) => read.push(page.clone()),
            None => drop(faulty.insert(file.path.clone())),
        }
    }
    let entries: BTreeMap<SourcePath, ParseEntry> = files
        .iter()
        .map(|file| file.path.clone())
        .zip(entries)
        .collect();
    let (listed, mut faults) = publications::gather(tree, &ground.settings);
    let (style, found) = publications::style(tree, &ground.settings);
    faults.extend(found);
    let style = style.filter(|_| !listed.is_empty());
    let (Assembly { site, claims }, found) = assemble(
        read.clone(),
        faulty,
        listed,
        ground.settings.clone(),
        ground.people.clone(),
        options.release,
    );
    faults.extend(found);
    faults.extend(no_pages(&site).filter(|_| tree.unread.is_empty()));
    faults.extend(unknown_folders(tree, &site.settings));
    Understanding {
        ground,
        site: Arc::new(site),
        style,
        claims,
        read,
        entries,
        faults,
    }
}

impl SiteRules<'_> {
    /// Reads a content file, unless it is remembered: no file's meaning depends on another's.
    pub(super) fn parse(&self, file: &TextFile, memo: &Memo) -> ParseEntry {
        let kind = kind_by_place(&file.path, &self.settings);
        let key = parse_key(file, kind, self.rules_fingerprint);
        if let Some(known) = memo.parsed(&file.path, key) {
            if let Some(page) = &known.page {
                page.attach(file, kind, &self.rules);
            }
            return known.clone();
        }
        let (page, faults) = parse_page(
            file,
            kind,
            self.rules_fingerprint,
            &Context {
                file: &file.path,
                rules: &self.rules,
                places: &[],
            },
        );
        ParseEntry {
            key,
            page: page.map(Arc::new),
            faults,
        }
    }
}

/// The fingerprint of what every page may show or be shown by.
fn given(tree: &SourceTree, settings: &Settings) -> Fingerprint {
    let text = |digest: Digest, file: &TextFile| {
        digest
            .text(file.path.as_str())
            .fingerprint(file.fingerprint)
    };
    let theme = ["embedded", "themes"]
        .into_iter()
        .flat_map(|folder| tree.texts_below(folder));
    let assets = ["embedded", "themes"]
        .into_iter()
        .flat_map(|folder| tree.assets_below(folder));
    Digest::new()
        .all(theme, text)
        .all(assets, |digest, asset| {
            digest.text(asset.path.as_str()).shown(&asset.sha256)
        })
        .all(
            [SETTINGS, PEOPLE]
                .into_iter()
                .filter_map(|path| tree.text(path)),
            text,
        )
        .maybe(settings.base_url.as_deref())
        .shown(&settings.search.enabled)
        .done()
}

pub(super) fn is_page(path: &SourcePath) -> bool {
    path.extension() == "md"
}

/// Without its address a site has no canonical links, and what else needs whole addresses is left
/// out.
fn no_base_url(tree: &SourceTree, settings: &Settings) -> Option<Fault> {
    let file = tree
        .text(SETTINGS)
        .filter(|_| settings.base_url.is_none())?;
    let message =
        "the settings do not say the site's address, so what needs whole addresses is left out";
    let help = "add a line such as `base_url: https://www.example.org/` once you know it";
    Some(
        Fault::warning(Code::NoBaseUrl, message)
            .at(Span::start_of(&file.path))
            .help(help),
    )
}

fn no_pages(site: &Site) -> Option<Fault> {
    if !site.pages.is_empty() || !site.faulty.is_empty() {
        return None;
    }
    let message = if site.held_back.is_empty() {
        "there are no pages in `content/`"
    } else {
        "every page in `content/` is held back"
    };
    Some(Fault::error(Code::NoPages, message).help(
        "write a first page, `content/index.md`; `masthead init` makes a small site to start from",
    ))
}

/// Settings in a file of another name: a site without its name, its menu and its address must not
/// take the place of the real one.
fn misnamed_settings(tree: &SourceTree) -> Option<Fault> {
    if tree.text(SETTINGS).is_some() || tree.is_unread(&SourcePath::new(SETTINGS)) {
        return None;
    }
    let names = [
        "site.yml",
        "site.yaml",
        "site.yaml.txt",
        "site.yml.txt",
        "sites.yaml",
        "site.yalm",
        "site.ymal",
    ];
    let is_one = |path: &&SourcePath| {
        path.below(CONTENT)
            .is_some_and(|name| names.contains(&name.to_ascii_lowercase().as_str()))
    };
    let path = tree.texts.keys().chain(tree.assets.keys()).find(is_one)?;
    let message = format!(
        "the settings of the site are read from `{SETTINGS}`, and this file has another name"
    );
    let help = format!("did you mean `{SETTINGS}`? Rename the file");
    Some(
        Fault::error(Code::MissingKey, message)
            .at(Span::start_of(path))
            .help(help),
    )
}

/// Templates that pages or folders choose and the theme does not have.
pub(super) fn unknown_templates(site: &Site, theme: &Theme<'_>) -> Faults {
    let chosen = site
        .pages
        .iter()
        .filter(|page| !theme.has_template(&page.template));
    let mut faults: Faults = chosen
        .map(|page| {
            let span = page.common().template.as_ref().map_or_else(
                || Span::start_of(&page.parsed.source),
                |template| template.span.clone(),
            );
            let meant = nearest(&page.template, theme.template_names())
                .map(|meant| format!("did you mean `{meant}`?"));
            Fault::error(
                Code::MissingTemplate,
                format!("the theme has no template `{}.html`", page.template),
            )
            .at(span)
            .help_if(meant)
        })
        .collect();
    faults.dedup_by(|a, b| a.span == b.span);
    faults
}

/// Folders that the settings speak of and that are not there.
fn unknown_folders(tree: &SourceTree, settings: &Settings) -> Faults {
    let missing = |folder: &&Spanned<String>| {
        let path = format!("{CONTENT}/{}", folder.value);
        tree.texts_below(&path).next().is_none() && tree.assets_below(&path).next().is_none()
    };
    let folders = || {
        tree.texts.keys().filter_map(|path| {
            path.below(CONTENT)?
                .rsplit_once('/')
                .map(|(folder, _)| folder)
        })
    };
    let fault = |folder: &Spanned<String>| {
        let meant =
            nearest(&folder.value, folders()).map(|meant| format!("did you mean `{meant}`?"));
        let message = format!(
            "there is no folder `{CONTENT}/{}`, so these settings have no effect",
            folder.value
        );
        let help = "write the path of a folder below `content`, or take these lines out";
        Fault::warning(Code::InvalidSetting, message)
            .at(folder.span.clone())
            .help_if(meant)
            .help(help)
    };
    settings
        .folders
        .values()
        .map(|folder| &folder.place)
        .filter(missing)
        .map(fault)
        .collect()
}
