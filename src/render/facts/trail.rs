//! The way from the home page to a page: its breadcrumbs.

use super::record::record;
use super::site_wide::SiteWide;
use super::source::Source;
use crate::base::{Digest, UrlPath};
use crate::model::Page;
use crate::render::answers::Answers;
use crate::render::views::TrailEnd;
use minijinja::value::{Enumerator, Object, ObjectRepr, Value};
use std::sync::Arc;

/// The pages above a page, from the home page down, each with `title` and `url`.
#[derive(Clone, Debug)]
pub(in crate::render) struct Trail {
    answers: Arc<Answers>,
    pub(in crate::render) to: TrailEnd,
}

impl Trail {
    /// Returns the trail to `to`.
    pub(in crate::render) fn new(answers: &Arc<Answers>, to: TrailEnd) -> Self {
        Self {
            answers: answers.clone(),
            to,
        }
    }

    /// Returns the value of a trail, which is an empty list where nothing stands above the page.
    pub(in crate::render) fn value(trail: Option<Self>) -> Value {
        trail.map_or_else(|| Value::from(Vec::<Value>::new()), Value::from_object)
    }

    /// Returns the pages of the content on the trail, from the home page down.
    pub(in crate::render) fn pages(&self) -> impl Iterator<Item = &Page> {
        let site = self.answers.site();
        let ids = match self.to {
            TrailEnd::Page(id) => site.ancestors(id).into_iter().chain([id]).collect(),
            TrailEnd::Taxonomy(_) | TrailEnd::People => {
                Vec::from_iter(site.by_url.get("/").copied())
            }
        };
        ids.into_iter().map(|id| &site.pages[id])
    }

    /// Returns the generated list at the end of the trail, if the trail ends in one.
    fn list(&self) -> Option<Breadcrumb> {
        let site = self.answers.site();
        let words = SiteWide::of(&self.answers);
        match self.to {
            TrailEnd::Page(_) => None,
            TrailEnd::Taxonomy(at) => Some(Breadcrumb {
                title: words.taxonomy_title(&site.taxonomies[at].settings),
                url: site.taxonomies[at].url.clone(),
            }),
            TrailEnd::People => Some(Breadcrumb {
                title: words.word("people", "People"),
                url: site.people_url()?,
            }),
        }
    }

    fn crumbs(&self) -> impl Iterator<Item = Breadcrumb> {
        self.pages().map(Breadcrumb::of).chain(self.list())
    }
}

/// An entry of a trail.
struct Breadcrumb {
    title: String,
    url: UrlPath,
}

impl Breadcrumb {
    fn of(page: &Page) -> Self {
        Self {
            title: page.short_title().to_owned(),
            url: page.url.clone(),
        }
    }
}

impl Source for Trail {
    fn add_to(&self, digest: Digest) -> Digest {
        let digest = digest.all(self.pages(), |digest, page| {
            digest.text(page.short_title()).text(page.url.as_str())
        });
        digest.all(self.list(), |digest, list| {
            digest.text(&list.title).text(list.url.as_str())
        })
    }
}

impl Object for Trail {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let crumb = self.crumbs().nth(key.as_usize()?)?;
        Some(record([
            ("title", Value::from(crumb.title)),
            ("url", Value::from(crumb.url.as_str())),
        ]))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.crumbs().count())
    }
}
