//! The way from the home page to a page: its breadcrumbs.

use super::record;
use crate::base::UrlPath;
use crate::model::PageId;
use crate::render::answers::Answers;
use minijinja::value::{Enumerator, Object, ObjectRepr, Value};
use std::sync::Arc;

/// The pages above a page, from the home page down, each with `title` and `url`.
#[derive(Debug)]
pub(in crate::render) struct Trail {
    answers: Arc<Answers>,
    pub(in crate::render) to: TrailEnd,
}

/// The last entry of a trail, which determines the whole trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::render) enum TrailEnd {
    /// A page of the content, below those that it stands in.
    Page(PageId),
    /// The list of a taxonomy's terms, below the home page.
    Taxonomy(usize),
    /// The list of people, below the home page.
    People,
}

/// The trail to `to`; an empty one where nothing stands above.
pub(super) fn trail(answers: &Arc<Answers>, to: Option<TrailEnd>) -> Value {
    to.map_or_else(
        || Value::from(Vec::<Value>::new()),
        |to| {
            Value::from_object(Trail {
                answers: answers.clone(),
                to,
            })
        },
    )
}

impl Trail {
    fn pages(&self) -> Vec<PageId> {
        let site = self.answers.site();
        match self.to {
            TrailEnd::Page(id) => site.ancestors(id).into_iter().chain([id]).collect(),
            TrailEnd::Taxonomy(_) | TrailEnd::People => {
                site.by_url.get("/").copied().into_iter().collect()
            }
        }
    }

    /// The title and address of a generated list at the end of the trail, if the trail ends in one.
    fn list(&self) -> Option<(String, UrlPath)> {
        let site = self.answers.site();
        match self.to {
            TrailEnd::Page(_) => None,
            TrailEnd::Taxonomy(at) => Some((
                self.answers.taxonomy_title(&site.taxonomies[at]),
                site.taxonomies[at].url.clone(),
            )),
            TrailEnd::People => Some((
                self.answers
                    .words()
                    .get("people")
                    .unwrap_or_else(|| "People".to_owned()),
                site.people_url()?,
            )),
        }
    }
}

impl Object for Trail {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let at = key.as_usize()?;
        let pages = self.pages();
        let crumb = |title: &str, url: &UrlPath| {
            record([
                ("title", Value::from(title)),
                ("url", Value::from(url.as_str())),
            ])
        };
        if let Some(id) = pages.get(at) {
            let page = &self.answers.site().pages[*id];
            return Some(crumb(page.short_title(), &page.url));
        }
        self.list()
            .filter(|_| at == pages.len())
            .map(|(title, url)| crumb(&title, &url))
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.pages().len() + usize::from(self.list().is_some()))
    }
}
