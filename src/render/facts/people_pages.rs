//! The lists of people, and of what each wrote, as their templates see them.

use super::declare::facts;
use super::lists::WorksOfPerson;
use super::page_position::PagePosition;
use super::people::person;
use super::record::{Attributes, RecordBuilder, address, part};
use super::site_wide::SiteWide;
use super::source::Source;
use crate::base::Digest;
use crate::model::Writer;
use crate::render::answers::Answers;
use crate::render::links::without_components;
use crate::resolve::Target;
use minijinja::Value;
use std::sync::Arc;

/// The list of people.
pub(in crate::render) struct PeoplePage<'a> {
    pub(in crate::render) writers: &'a [Writer],
}

impl PeoplePage<'_> {
    fn counted(&self) -> Vec<CountedWriter> {
        CountedWriter::all(self.writers)
    }
}

facts! {
    PeoplePage as page, site;
    from writers = page.counted() => {
        "people", "Everybody with a page: `name`, `role`, `team`, `url`, `count` and `link` of \
            each."
            => writers.iter().map(|writer| writer.value(site)).collect::<Value>();
    }
}

/// A declared person, with the number of their works.
#[derive(Clone, Copy, Debug)]
pub(super) struct CountedWriter {
    /// The index of the person among the declared people.
    declared: usize,
    count: usize,
}

impl CountedWriter {
    pub(super) fn all(writers: &[Writer]) -> Vec<Self> {
        writers.iter().map(Self::of).collect()
    }

    fn of(writer: &Writer) -> Self {
        Self {
            declared: writer.declared,
            count: writer.works.len(),
        }
    }

    pub(super) fn value(self, site: SiteWide<'_>) -> Value {
        let known = person(site, &site.people().list[self.declared].key);
        let names = ["name", "role", "team", "url"].into_iter();
        let known: Attributes = names
            .filter_map(|name| Some((name, part(&known, name)?)))
            .collect();
        let link = site.targets().people_links[self.declared].as_ref();
        let link = link.filter(|target| **target != Target::Nothing);
        RecordBuilder::default()
            .and(known)
            .with("count", self.count)
            .with("link", link.map(address))
            .done()
    }
}

impl Source for CountedWriter {
    fn add_to(&self, digest: Digest) -> Digest {
        let Self { declared, count } = self;
        digest.number(*declared).number(*count)
    }
}

/// A declared person and what they wrote.
pub(in crate::render) struct PersonPage<'a> {
    pub(in crate::render) answers: &'a Arc<Answers>,
    pub(in crate::render) writer: &'a Writer,
    pub(in crate::render) number: usize,
    pub(in crate::render) position: PagePosition<'a>,
}

impl<'a> PersonPage<'a> {
    fn about(&self) -> Option<AboutPerson<'a>> {
        (self.number == 1).then(|| AboutPerson {
            declared: self.writer.declared,
            position: self.position.clone(),
        })
    }

    fn works(&self) -> WorksOfPerson<'a> {
        WorksOfPerson::new(
            self.answers,
            &self.writer.works,
            &self.writer.url,
            self.number,
        )
    }
}

facts! {
    PersonPage as page, site;
    from writer = CountedWriter::of(page.writer) => {
        "person", "The person: `name`, `role`, `team`, `url`, `count` and `link`."
            => writer.value(site);
    }
    from about = page.about() => {
        "about", "A few words about the person, as HTML."
            => about.and_then(|about| about.value(site));
    }
    from works = page.works() => {
        "list", "What the person wrote: a list like that of a section."
            => works.value(site);
    }
}

/// The text about a declared person.
struct AboutPerson<'a> {
    /// The index of the person among the declared people.
    declared: usize,
    position: PagePosition<'a>,
}

impl AboutPerson<'_> {
    fn value(&self, site: SiteWide<'_>) -> Option<Value> {
        let (about, targets) = site.about(self.declared);
        if about.html().html.is_empty() {
            return None;
        }
        let html = without_components(about, targets, self.position.here?);
        Some(Value::from_safe_string(html))
    }
}

impl Source for AboutPerson<'_> {
    fn add_to(&self, digest: Digest) -> Digest {
        let Self { declared, position } = self;
        position.add_to(digest.number(*declared))
    }
}
