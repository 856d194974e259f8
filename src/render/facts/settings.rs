//! The settings as templates see them. The settings, their links and the page being rendered become
//! the value that every template knows as `site`.

use super::answer::ask;
use super::declare::{FactObject, facts};
use super::declared_value::FieldValues;
use super::page_sources::PageFeed;
use super::record::{RecordBuilder, address, part, picture, record};
use super::site_wide::SiteWide;
use super::source::Source;
use crate::base::{Digest, LinkStyle, UrlPath, as_words};
use crate::memo::Query;
use crate::model::search_url;
use crate::parse::document::{Fragment, PlacedValues};
use crate::parse::settings::NavItem;
use crate::render::answers::Answers;
use crate::render::current_page::CurrentPage;
use crate::render::links::{fragment, without_components};
use crate::resolve::Target;
use crate::search::{BUNDLE, MANIFEST};
use minijinja::value::{Enumerator, Object, Value};
use minijinja::{Error, ErrorKind};
use std::sync::Arc;

/// The settings that are the same on every page.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct SharedSettings<'a>(SiteWide<'a>);

impl SharedSettings<'_> {
    /// Returns the value of the settings.
    fn value(self) -> Value {
        record(self.attributes(self.0))
    }
}

facts! {
    SharedSettings as shared, site;
    from shared = shared.0 => {
        "title", "The site's title, as in `content/site.yaml`."
            => &shared.settings().title;
        "short_title", "The short title. If the site has none, this is its title."
            => short_title(shared);
        "strapline", "As in `content/site.yaml`."
            => shared.settings().strapline.as_ref();
        "language", "As in `content/site.yaml`: `en-GB`."
            => &shared.settings().language;
        "base_url", "The site's whole address, as in `content/site.yaml`."
            => shared.base_url();
        "organisation", "`name`, `email`, `phone`, `address` (a list), `social` (a list with \
            `name` and `url`), `logo` (a picture)."
            => organisation(shared);
        "taxonomies", "The taxonomies that pages use, with `name`, `title` and `url`."
            => taxonomies(shared);
        "kinds", "The kinds beyond those that are built in of which the site has pages, with \
            `name` and `label`."
            => kinds(shared);
        "people_url", "The address of the list of people, if there are any."
            => shared.people_url();
        "feed", "The feed of the whole site, if `base_url` is known: `title`, `atom`, `rss`, \
            `json`."
            => shared.feed().map(PageFeed::value);
        "search", "The search, if the site has one: the `url` of the page of results, `index` \
            for a `<link rel=\"preload\">`, and `bundle`, a script for sites opened from a disk. \
            [Another page](../search.md#for-themes) says what the page of results needs."
            => search(shared);
    }
}

fn short_title(site: SiteWide<'_>) -> &str {
    let settings = site.settings();
    settings.short_title.as_deref().unwrap_or(&settings.title)
}

fn organisation(site: SiteWide<'_>) -> Value {
    let organisation = &site.settings().organisation;
    let social = organisation.social.iter().map(|social| {
        record([
            ("name", Value::from(social.name.as_str())),
            ("url", Value::from(social.url.value.as_str())),
        ])
    });
    let address: Value = organisation.address.iter().map(String::as_str).collect();
    let name = organisation.name.as_deref().unwrap_or_default();
    let logo = site.targets().logo.as_ref();
    RecordBuilder::default()
        .with("name", organisation.name.as_ref())
        .with("email", organisation.email.as_ref())
        .with("phone", organisation.phone.as_ref())
        .with("address", address)
        .with("social", social.collect::<Value>())
        .with("logo", logo.and_then(|logo| picture(logo, Some(name))))
        .done()
}

fn taxonomies(site: SiteWide<'_>) -> Value {
    let taxonomies = site.taxonomies().map(|(taxonomy, url)| {
        RecordBuilder::default()
            .with("name", &taxonomy.name)
            .with("title", site.taxonomy_title(taxonomy))
            .with("url", url)
            .done()
    });
    taxonomies.collect()
}

/// Returns the declared kinds of which the site has pages, or `None` for a site that has no such
/// pages.
fn kinds(site: SiteWide<'_>) -> Option<Value> {
    let used = site.declared_kinds();
    let kinds = used.iter().map(|declaration| {
        let label = declaration.search.label.clone();
        RecordBuilder::default()
            .with("name", declaration.kind.name())
            .with(
                "label",
                label.unwrap_or_else(|| as_words(declaration.kind.name())),
            )
            .done()
    });
    (!used.is_empty()).then(|| kinds.collect())
}

/// Returns the addresses of the search, or `None` for a site without a search.
fn search(site: SiteWide<'_>) -> Option<Value> {
    let settings = site.settings();
    let folder = search_url();
    let bundle = (settings.links == LinkStyle::Files).then(|| format!("{folder}{BUNDLE}"));
    let search = RecordBuilder::default()
        .with("url", &folder)
        .with("index", format!("{folder}{MANIFEST}"))
        .with("bundle", bundle);
    settings.search.enabled.then(|| search.done())
}

/// The settings as one page sees them: where it stands in the menu, where links start.
#[derive(Debug)]
struct SettingsOnPage {
    answers: Arc<Answers>,
    here: Arc<CurrentPage>,
}

/// The settings that depend on the page.
#[derive(Clone, Copy, Debug)]
pub(in crate::render) struct PlacedSettings<'a> {
    answers: &'a Arc<Answers>,
    here: &'a CurrentPage,
}

impl<'a> PlacedSettings<'a> {
    fn options(self) -> ThemeOptions<'a> {
        ThemeOptions {
            answers: self.answers,
            here: self.here,
        }
    }
}

/// The theme's options, as one page sees them.
#[derive(Clone, Copy, Debug)]
struct ThemeOptions<'a> {
    answers: &'a Arc<Answers>,
    here: &'a CurrentPage,
}

impl ThemeOptions<'_> {
    /// Returns every option by its name. An option that names a page which is held back has no
    /// value.
    fn value(self) -> Value {
        let site = SiteWide::of(self.answers);
        let PlacedValues { outline, values } = site.options();
        let records = |url: &UrlPath| {
            let question = Query::Page(url.as_str().to_owned());
            ask(self.answers, self.here, question)
                .map(drop)
                .map_err(|message| Error::new(ErrorKind::InvalidOperation, message))
        };
        let fields = FieldValues {
            answers: self.answers,
            references: &outline.references,
            headings: &outline.headings,
            targets: &site.targets().options,
            lead: None,
            records: &records,
        };
        let html = |html: &Fragment, _| {
            let html = fragment(html, outline, fields.targets, self.here);
            Ok(Value::from_safe_string(html))
        };
        let mut options = Vec::with_capacity(values.len());
        for (name, value) in values {
            let value = if fields.lacks_target(value) {
                Value::from(())
            } else {
                fields.value(value, &html).unwrap_or(Value::from(()))
            };
            options.push((name.clone(), value));
        }
        Value::from_pairs(options)
    }
}

impl Source for ThemeOptions<'_> {
    /// Adds the page; what the options hold is part of what is the same on every page.
    fn add_to(&self, digest: Digest) -> Digest {
        self.here.add_to(digest)
    }
}

facts! {
    PlacedSettings as placed, site;
    from here = placed.here => {
        "url", "The whole address of this page, if `base_url` is known."
            => here.public_url(site.base_url());
        "navigation", "The menu: a list with `title`, `url`, `current` (whether the entry is \
            this page) and `open` (whether this page is below the entry)."
            => navigation(&site.settings().navigation, &site.targets().navigation, here);
        "footer", "`text` as HTML, and `links`, which are like the `navigation`."
            => footer(site, here);
    }
    from options = placed.options() => {
        "theme_options", "The options that the site chose, and the defaults of all others."
            => options.value();
    }
}

/// Returns the entries that lead somewhere: one to a page that is held back waits with it.
fn navigation(items: &[NavItem], targets: &[Target], here: &CurrentPage) -> Value {
    let entries = items.iter().zip(targets);
    entries
        .filter(|(_, target)| **target != Target::Nothing)
        .map(|(item, target)| navigation_entry(item, target, here))
        .collect()
}

fn navigation_entry(item: &NavItem, target: &Target, here: &CurrentPage) -> Value {
    let (current, open) = match target {
        Target::Page { url, .. } | Target::Made(url) => here.stands_at_or_below(url),
        _ => (false, false),
    };
    RecordBuilder::default()
        .with("title", &item.title)
        .with("url", address(target))
        .with("current", current)
        .with("open", open)
        .done()
}

fn footer(site: SiteWide<'_>, here: &CurrentPage) -> Value {
    let (links, targets) = (&site.settings().footer.links, site.targets());
    let document = site.footer();
    let has_text = !document.html().html.is_empty();
    let text = has_text.then(|| without_components(document, &targets.footer_text, here));
    RecordBuilder::default()
        .with("links", navigation(links, &targets.footer_links, here))
        .with("text", text.map(Value::from_safe_string))
        .done()
}

impl Object for SettingsOnPage {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let site = SiteWide::of(&self.answers);
        let placed = PlacedSettings {
            answers: &self.answers,
            here: &self.here,
        };
        placed.value(key, site).or_else(|| {
            let shared = self.answers.settings_value();
            let shared = shared.get_or_init(|| SharedSettings(site).value());
            part(shared, key)
        })
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        let facts = SharedSettings::FACTS.iter().chain(PlacedSettings::FACTS);
        Enumerator::Values(facts.map(|fact| Value::from(fact.name)).collect())
    }
}

/// Returns the settings, as the page `here` sees them.
pub(in crate::render) fn site(answers: &Arc<Answers>, here: &Arc<CurrentPage>) -> Value {
    Value::from_object(SettingsOnPage {
        answers: answers.clone(),
        here: here.clone(),
    })
}
