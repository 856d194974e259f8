//! Writes previews of links for social media and messengers. Takes a page; gives the tags of [Open
//! Graph](https://ogp.me) and of the card of X.

use super::answers::Answers;
use super::values::image;
use crate::base::{UrlPath, html};
use crate::model::PageId;
use crate::parse::kind::Kind;
use crate::resolve::Target;

/// The page or list that a preview describes.
pub(super) struct PreviewSubject<'a> {
    pub(super) title: &'a str,
    /// The address of the page; `None` where a page is shown at more than one address.
    pub(super) url: Option<&'a UrlPath>,
    /// The page of the content, for a preview of one.
    pub(super) page: Option<PageId>,
}

/// Writes the tags, one on a line.
pub(super) fn preview(answers: &Answers, shown: &PreviewSubject<'_>) -> String {
    let site = answers.site();
    let settings = &site.settings;
    let base = settings.base_url.as_deref();
    let page = shown.page.map(|id| (id, &site.pages[id]));
    let work = page
        .filter(|(_, page)| matches!(page.kind(), Kind::Article | Kind::Newsletter | Kind::Report));
    let mut tags = Tags(String::with_capacity(1024));
    tags.property("og:site_name", &settings.title);
    tags.property("og:title", shown.title);
    tags.property(
        "og:type",
        if work.is_some() { "article" } else { "website" },
    );
    tags.property("og:locale", &settings.language.replace('-', "_"));
    if let Some(summary) = page
        .and_then(|(_, page)| page.common().summary.as_deref())
        .filter(|summary| !summary.is_empty())
    {
        tags.property("og:description", summary);
    }
    if let (Some(base), Some(url)) = (base, shown.url) {
        tags.property("og:url", &url.absolute(base));
    }
    if let Some((id, work)) = work {
        let published = if work.kind() == Kind::Article {
            site.entry_date(id)
        } else {
            work.date()
        };
        if let Some(date) = published {
            tags.property("article:published_time", &date.to_string());
        }
        if let Some(updated) = &work.common().updated {
            tags.property("article:modified_time", &updated.value.to_string());
        }
        for (taxonomy, term) in &work.terms {
            let taxonomy = &site.taxonomies[*taxonomy];
            if taxonomy.settings.name == "topics" {
                tags.property("article:tag", &taxonomy.terms[*term].name);
            }
        }
    }
    let picture = base.zip(shown.page.and_then(|id| image(answers, id)));
    tags.name(
        "twitter:card",
        if picture.is_some() {
            "summary_large_image"
        } else {
            "summary"
        },
    );
    if let Some((base, (Target::File { url, .. }, alt))) = picture {
        tags.property("og:image", &url.absolute(base));
        if !alt.is_empty() {
            tags.property("og:image:alt", alt);
        }
    }
    tags.0
}

struct Tags(String);

impl Tags {
    fn property(&mut self, name: &str, content: &str) {
        self.add("property", name, content);
    }

    fn name(&mut self, name: &str, content: &str) {
        self.add("name", name, content);
    }

    fn add(&mut self, attribute: &str, name: &str, content: &str) {
        let start = if self.0.is_empty() {
            "  <meta "
        } else {
            "\n  <meta "
        };
        self.0
            .extend([start, attribute, "=\"", name, "\" content=\""]);
        html::escape_into(content, &mut self.0);
        self.0.push_str("\">");
    }
}
