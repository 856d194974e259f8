//! The settings as templates see them.

use super::{Attributes, feed, picture, record, text};
use crate::base::{LinkStyle, UrlPath};
use crate::model::Taxonomy;
use crate::parse::settings::NavItem;
use crate::render::CurrentPage;
use crate::render::answers::Answers;
use crate::render::body::{address, without_components};
use crate::render::views::search_url;
use crate::resolve::Target;
use minijinja::value::{Enumerator, Object, Value};
use std::sync::Arc;

/// The settings that are the same on every page.
pub(in crate::render) fn settings(answers: &Answers) -> Value {
    let site = answers.site();
    let settings = &site.settings;
    let mut entries: Attributes = vec![
        ("title", Value::from(settings.title.as_str())),
        (
            "short_title",
            Value::from(settings.short_title.as_deref().unwrap_or(&settings.title)),
        ),
        ("language", Value::from(settings.language.as_str())),
        ("organisation", organisation(answers)),
        ("theme_options", answers.options()),
    ];
    entries.extend(text(settings.strapline.as_ref()).map(|strapline| ("strapline", strapline)));
    entries.extend(text(settings.base_url.as_ref()).map(|base| ("base_url", base)));
    let taxonomy = |taxonomy: &Taxonomy| {
        let title = Value::from(answers.taxonomy_title(taxonomy));
        record([
            ("name", Value::from(taxonomy.settings.name.as_str())),
            ("title", title),
            ("url", Value::from(taxonomy.url.as_str())),
        ])
    };
    entries.push(("taxonomies", site.taxonomies.iter().map(taxonomy).collect()));
    entries.extend(feed(answers, &UrlPath::root()).map(|feed| ("feed", feed)));
    entries.extend(
        site.people_url()
            .map(|url| ("people_url", Value::from(url.as_str()))),
    );
    entries.extend(search(answers).map(|search| ("search", search)));
    record(entries)
}

/// The addresses of the search, if the site has one.
fn search(answers: &Answers) -> Option<Value> {
    let settings = &answers.site().settings;
    let own = |name: &str| Value::from(format!("{}{name}", search_url()));
    let bundle = (settings.links == LinkStyle::Files).then(|| ("bundle", own("bundle.js")));
    let entries = [("url", own("")), ("index", own("index.bin"))]
        .into_iter()
        .chain(bundle);
    settings.search.enabled.then(|| record(entries))
}

/// The settings as one page sees them: where it stands in the navigation, where links start.
#[derive(Debug)]
struct SiteView {
    answers: Arc<Answers>,
    here: Arc<CurrentPage>,
}

const SITE_KEYS: &[&str] = &[
    "title",
    "short_title",
    "strapline",
    "language",
    "base_url",
    "url",
    "navigation",
    "organisation",
    "footer",
    "theme_options",
    "taxonomies",
    "people_url",
    "feed",
    "search",
];

impl Object for SiteView {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let settings = &self.answers.site().settings;
        match key {
            "navigation" => Some(navigation(
                &settings.navigation,
                &self.answers.resolved().settings.navigation,
                &self.here,
            )),
            "footer" => Some(footer(&self.answers, &self.here)),
            // This is the page's own address, which shared parts must not know.
            "url" if self.here.root.is_none() && self.here.shared.is_none() => settings
                .base_url
                .as_deref()
                .map(|base| Value::from(self.here.url.absolute(base))),
            "url" => None,
            _ => self
                .answers
                .settings_value()
                .get_attr(key)
                .ok()
                .filter(|value| !value.is_undefined()),
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Str(SITE_KEYS)
    }
}

/// The settings, as the page `here` sees them.
pub(in crate::render) fn site(answers: &Arc<Answers>, here: &Arc<CurrentPage>) -> Value {
    Value::from_object(SiteView {
        answers: answers.clone(),
        here: here.clone(),
    })
}

/// The entries that lead somewhere: one to a page that is held back waits with it.
fn navigation(items: &[NavItem], targets: &[Target], here: &CurrentPage) -> Value {
    let entry = |item: &NavItem, target: &Target| {
        let (current, open) = match target {
            Target::Page { url, .. } | Target::Made(url) => {
                here.leads_to(url);
                (
                    *url == here.url,
                    url.as_str() != "/" && here.url.as_str().starts_with(url.as_str()),
                )
            }
            _ => (false, false),
        };
        let (title, url) = (Value::from(item.title.as_str()), address(target));
        record([
            ("title", title),
            ("url", url),
            ("current", Value::from(current)),
            ("open", Value::from(open)),
        ])
    };
    let leading = items
        .iter()
        .zip(targets)
        .filter(|(_, target)| **target != Target::Nothing);
    leading.map(|(item, target)| entry(item, target)).collect()
}

fn organisation(answers: &Answers) -> Value {
    let organisation = &answers.site().settings.organisation;
    let mut entries = Attributes::new();
    entries.extend(text(organisation.name.as_ref()).map(|name| ("name", name)));
    entries.extend(text(organisation.email.as_ref()).map(|email| ("email", email)));
    entries.extend(text(organisation.phone.as_ref()).map(|phone| ("phone", phone)));
    entries.push((
        "address",
        organisation.address.iter().map(String::as_str).collect(),
    ));
    let social = organisation.social.iter().map(|social| {
        record([
            ("name", Value::from(social.name.as_str())),
            ("url", Value::from(social.url.value.as_str())),
        ])
    });
    entries.push(("social", social.collect()));
    let logo = answers
        .resolved()
        .settings
        .logo
        .as_ref()
        .and_then(|logo| picture(logo, organisation.name.as_deref().unwrap_or_default()));
    entries.extend(logo.map(|logo| ("logo", logo)));
    record(entries)
}

fn footer(answers: &Arc<Answers>, here: &Arc<CurrentPage>) -> Value {
    let settings = &answers.site().settings;
    let targets = &answers.resolved().settings;
    let mut entries: Attributes = vec![(
        "links",
        navigation(&settings.footer.links, &targets.footer_links, here),
    )];
    let document = answers.footer();
    if !document.html().html.is_empty() {
        entries.push((
            "text",
            Value::from_safe_string(without_components(document, &targets.footer_text, here)),
        ));
    }
    record(entries)
}
