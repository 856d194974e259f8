//! Fingerprints of what templates are given and of the answers they get, by which a build tells
//! whether a page is fresh. From: the site and its resolved references. To: fingerprints that are
//! compared with those of the build before.
//!
//! A key covers everything a template can reach through `page` and `site`; what it reaches through
//! functions is recorded with the fingerprint of the answer. A summary's fingerprint covers what
//! lists show of a page, not its text: so editing a text renders one page. Whatever is the same on
//! every page (theme, settings, people) is in one fingerprint, and a change of it renders
//! everything.

use super::answers::Answers;
use super::views::{LIST_SIZE, View};
use crate::base::{Digest, Fingerprint, UrlPath};
use crate::memo::{PagesQuery, Query, RecordedAnswer};
use crate::model::{PageId, Work, related};
use crate::parse::front::KindFields;
use crate::parse::kind::Kind;
use crate::resolve::{PageReference, PageReferences, PageTargets, Target};

impl Answers {
    /// Computes the fingerprint of everything that a list can show of a page.
    pub(super) fn summary_fingerprint(&self, id: PageId) -> Fingerprint {
        *self.summary_fingerprints()[id].get_or_init(|| {
            let page = &self.site().pages[id];
            let digest = Digest::new()
                .fingerprint(page.parsed.front_fingerprint)
                .text(page.url.as_str());
            let image = self.resolved().pages[id].image.as_ref();
            let of_issue = self.site().entry_date(id).filter(|_| page.date().is_none());
            let digest = digest.all(of_issue, |digest, date| digest.shown(&date));
            let digest = digest.all(
                self.resolved().pages[id]
                    .pdf
                    .as_ref()
                    .filter(|_| page.publication.is_some()),
                target,
            );
            let digest = digest.all(page.publication, |digest, at| {
                let listed = self
                    .resolved()
                    .references
                    .listed
                    .get(at)
                    .and_then(Option::as_ref);
                digest.maybe(listed.map(|text| text.html.as_str()))
            });
            self.groups_of(self.terms(digest, id).all(image, target), id)
                .done()
        })
    }

    fn terms(&self, digest: Digest, id: PageId) -> Digest {
        let taxonomies = &self.site().taxonomies;
        digest.all(&self.site().pages[id].terms, |digest, (taxonomy, term)| {
            let term = &taxonomies[*taxonomy].terms[*term];
            digest
                .text(taxonomies[*taxonomy].url.as_str())
                .text(&term.name)
                .text(term.url.as_str())
        })
    }

    /// Adds the groups that a publication is in.
    fn groups_of(&self, digest: Digest, id: PageId) -> Digest {
        let page = &self.site().pages[id];
        let section = page
            .parent
            .filter(|_| page.publication.is_some())
            .map(|parent| &self.site().pages[parent]);
        digest.all(section, |digest, section| {
            let of = page.in_groups.iter().map(|number| &section.groups[*number]);
            digest.all(of, |digest, group| {
                digest.text(group.by.name()).text(&group.slug)
            })
        })
    }

    /// Adds the groups of a list, as the list links to them.
    fn groups(&self, digest: Digest, section: PageId) -> Digest {
        digest.all(&self.site().pages[section].groups, |digest, group| {
            digest
                .text(group.by.name())
                .text(&group.slug)
                .text(&group.name)
                .number(group.pages.len())
                .number(usize::from(group.has_page))
        })
    }

    fn summaries(&self, digest: Digest, ids: &[PageId]) -> Digest {
        digest.all(ids, |digest, id| {
            digest.fingerprint(self.summary_fingerprint(*id))
        })
    }

    /// Computes the fingerprint of everything that is the same on every page beyond the theme and the settings:
    /// where navigation leads, which taxonomies and people have pages.
    pub(super) fn common_fingerprint(&self, given: Fingerprint) -> Fingerprint {
        let site = self.site();
        let settings = &self.resolved().settings;
        let several = |digest: Digest, targets: &[Target]| digest.all(targets, target);
        let digest = several(
            several(
                several(Digest::new().fingerprint(given), &settings.navigation),
                &settings.footer_links,
            ),
            &settings.footer_text,
        );
        let digest = digest
            .all(&settings.logo, target)
            .all(&settings.default_image, target);
        let digest = digest.all(&settings.people, |digest, targets| several(digest, targets));
        let digest = digest.all(&settings.people_links, |digest, link| {
            digest.all(link, target)
        });
        let digest = digest.all(&site.taxonomies, |digest, taxonomy| {
            digest.text(taxonomy.url.as_str()).shown(&taxonomy.settings)
        });
        let digest = digest.all(&site.writers, |digest, writer| {
            digest.text(writer.url.as_str())
        });
        let digest = digest.maybe(self.feed_title(&UrlPath::root()));
        let home = site.by_url.get("/").map(|id| &site.pages[*id]);
        digest
            .all(home, |digest, home| {
                digest
                    .text(home.title())
                    .maybe(home.common().nav_title.as_deref())
            })
            .done()
    }

    /// Computes the fingerprint of everything that a view's template is given.
    pub(super) fn view_fingerprint(&self, view: &View, common: Fingerprint) -> Fingerprint {
        let site = self.site();
        let digest = Digest::new()
            .fingerprint(common)
            .text(view.template(site))
            .text(view.url(site).as_str());
        let digest = match view {
            View::Page(id) => self.content(digest, *id, 1),
            View::More { section, number } => self.content(digest, *section, *number),
            View::Year {
                section,
                year,
                number,
            } => {
                let page = &site.pages[*section];
                let digest = self
                    .years(self.ancestors(digest.number(1), *section), *section)
                    .fingerprint(self.summary_fingerprint(*section));
                let pages = &page.years[*year].pages;
                self.slice(digest.number(pages.len()), pages, *number, page.page_size)
            }
            View::Group {
                section,
                group,
                number,
            } => {
                let page = &site.pages[*section];
                let digest = self
                    .groups(self.ancestors(digest.number(8), *section), *section)
                    .fingerprint(self.summary_fingerprint(*section));
                let pages = &page.groups[*group].pages;
                self.slice(
                    digest.number(*group).number(pages.len()),
                    pages,
                    *number,
                    page.page_size,
                )
            }
            View::Taxonomy(taxonomy) => digest
                .number(2)
                .fingerprint(self.terms_fingerprint(*taxonomy)),
            View::Term {
                term: (taxonomy, term),
                number,
            } => {
                let term = &site.taxonomies[*taxonomy].terms[*term];
                let digest = digest
                    .number(3)
                    .text(&term.name)
                    .maybe(self.feed_title(&term.url))
                    .number(term.pages.len());
                self.slice(digest, &term.pages, *number, LIST_SIZE)
            }
            View::People => digest.number(4).all(&site.writers, |digest, writer| {
                digest.number(writer.works.len())
            }),
            View::Person { writer, number } => {
                let works = &site.writers[*writer].works;
                let shown = works.iter().skip((number - 1) * LIST_SIZE).take(LIST_SIZE);
                digest
                    .number(5)
                    .number(works.len())
                    .all(shown, |digest, work| self.work(digest, *work))
            }
            View::NotFound => digest.number(6),
            View::Search => digest.number(8),
            View::Moved(at) => digest
                .number(10)
                .text(&site.moved[*at].title)
                .text(site.moved[*at].to.as_str()),
            View::Redirect { to, .. } => digest
                .number(7)
                .text(site.pages[*to].title())
                .text(site.pages[*to].url.as_str()),
        };
        digest.done()
    }

    /// Computes the fingerprint of everything that a page's body is made from, for places that show it outside
    /// its page.
    pub(super) fn body_fingerprint(&self, id: PageId, common: Fingerprint) -> Fingerprint {
        self.content(Digest::new().fingerprint(common), id, 1)
            .done()
    }

    fn work(&self, digest: Digest, work: Work) -> Digest {
        let page = &self.site().pages[work.page];
        let article = work.article.map(|at| &page.parsed.articles[at]);
        digest
            .fingerprint(self.summary_fingerprint(work.page))
            .all(article, Digest::shown)
    }

    /// Adds everything that `page` gives to the template of a page of the content.
    fn content(&self, digest: Digest, id: PageId, number: usize) -> Digest {
        let site = self.site();
        let page = &site.pages[id];
        let digest = digest
            .number(0)
            .fingerprint(page.parsed.fingerprint)
            .fingerprint(self.summary_fingerprint(id));
        let digest = self
            .ancestors(targets(digest, &self.resolved().pages[id]), id)
            .maybe(self.feed_title(&page.url));
        let related = self.resolved().pages[id].related.iter();
        let digest = digest.all(related, |digest, related| match related {
            Target::Page { page, .. } => digest.fingerprint(self.summary_fingerprint(*page)),
            _ => digest.number(0),
        });
        let digest = digest.all(
            self.resolved().references.pages.get(&id),
            |digest, cited| self.cited(digest, cited),
        );
        let blocks = self
            .resolved()
            .references
            .blocks
            .range((id, 0)..=(id, usize::MAX));
        let digest = digest.all(blocks, |digest, (_, list)| {
            self.listed_references(digest, list)
        });
        let cited_in = page
            .publication
            .and_then(|at| self.resolved().references.cited_in.get(at));
        let digest = digest.all(cited_in.into_iter().flatten(), |digest, id| {
            digest.fingerprint(self.summary_fingerprint(*id))
        });
        let alone = page
            .publication
            .and_then(|at| self.resolved().references.alone.get(at)?.as_ref());
        let digest = digest.maybe(alone.map(|text| text.html.as_str()));
        if !page.groups.is_empty() {
            let digest = self.groups(digest.number(page.entries.len()), id);
            let digest = self.slice(digest, &page.entries, number, page.page_size);
            return self.summaries(digest, &page.subsections);
        }
        match &page.parsed.front.fields {
            KindFields::Section { .. } => {
                let digest = self
                    .summaries(self.years(digest, id), &page.subsections)
                    .number(page.entries.len());
                self.slice(digest, &page.entries, number, page.page_size)
            }
            KindFields::Newsletter { .. } => {
                let articles: Vec<PageId> = page
                    .children
                    .iter()
                    .copied()
                    .filter(|id| site.pages[*id].kind() == Kind::Article)
                    .collect();
                self.summaries(digest, &articles)
            }
            KindFields::Article { .. } => digest.all(page.parent, |digest, parent| {
                digest.fingerprint(self.summary_fingerprint(parent))
            }),
            KindFields::Page | KindFields::Report { .. } | KindFields::Publication { .. } => digest,
        }
    }

    /// Adds the references of a page, with the addresses of those that have a page.
    fn cited(&self, digest: Digest, cited: &PageReferences) -> Digest {
        self.listed_references(
            digest.shown(&(&cited.citations, cited.in_notes)),
            &cited.list,
        )
    }

    fn listed_references(&self, digest: Digest, list: &[PageReference]) -> Digest {
        let site = self.site();
        digest.all(list, |digest, reference| {
            let page = site.publications.pages[reference.publication].map(|id| &site.pages[id]);
            let digest = digest.shown(&(
                &reference.anchor,
                &reference.label,
                &reference.body,
                &reference.cited_at,
            ));
            digest
                .maybe(page.map(|page| page.url.as_str()))
                .maybe(page.map(crate::model::Page::title))
        })
    }

    fn ancestors(&self, digest: Digest, id: PageId) -> Digest {
        digest.all(self.site().ancestors(id), |digest, id| {
            let page = &self.site().pages[id];
            digest
                .text(page.title())
                .maybe(page.common().nav_title.as_deref())
                .text(page.url.as_str())
        })
    }

    fn years(&self, digest: Digest, section: PageId) -> Digest {
        digest.all(&self.site().pages[section].years, |digest, year| {
            digest.shown(&year.year).number(year.pages.len())
        })
    }

    fn slice(&self, digest: Digest, ids: &[PageId], number: usize, size: usize) -> Digest {
        let shown = &ids[((number - 1) * size).min(ids.len())..(number * size).min(ids.len())];
        self.summaries(digest.number(number).number(size), shown)
    }

    fn terms_fingerprint(&self, taxonomy: usize) -> Fingerprint {
        let terms = &self.site().taxonomies[taxonomy].terms;
        let term = |digest: Digest, term: &crate::model::Term| {
            digest
                .text(&term.name)
                .text(term.url.as_str())
                .number(term.pages.len())
        };
        Digest::new().all(terms, term).done()
    }

    /// Returns the pages that `pages(…)` gives, found once a build for each set of arguments.
    pub(super) fn listed(
        &self,
        query: &PagesQuery,
    ) -> Result<(std::sync::Arc<Vec<PageId>>, Fingerprint), String> {
        let mut known = self
            .listings()
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(found) = known.get(query) {
            return Ok(found.clone());
        }
        let ids = super::functions::find_pages(self, query)?;
        let fingerprint = self.pages_fingerprint(&ids);
        let found = (std::sync::Arc::new(ids), fingerprint);
        known.insert(query.clone(), found.clone());
        Ok(found)
    }

    /// Computes the fingerprint of the answer to a question that a template asks while it shows `page`. A wrong
    /// question has an answer of its own.
    pub(super) fn answer_fingerprint(&self, query: &Query, page: Option<PageId>) -> Fingerprint {
        let site = self.site();
        match query {
            Query::Pages(query) => self.listed(query).map_or_else(
                |problem| Digest::new().text(&problem).done(),
                |(_, fingerprint)| fingerprint,
            ),
            Query::Page(url) => {
                let found = site.by_url.get(url.as_str());
                Digest::new()
                    .all(found, |digest, id| {
                        digest.fingerprint(self.summary_fingerprint(*id))
                    })
                    .done()
            }
            Query::Neighbours => {
                let (previous, next) = page.map_or((None, None), |id| site.neighbours(id));
                let one = |digest: Digest, id: Option<PageId>| {
                    digest.all(id, |digest, id| {
                        digest.fingerprint(self.summary_fingerprint(id))
                    })
                };
                one(one(Digest::new(), previous), next).done()
            }
            Query::Terms(name) => {
                let taxonomy = site
                    .taxonomies
                    .iter()
                    .position(|taxonomy| taxonomy.settings.name == *name);
                Digest::new()
                    .all(taxonomy, |digest, taxonomy| {
                        digest.fingerprint(self.terms_fingerprint(taxonomy))
                    })
                    .done()
            }
            Query::Sections => {
                let one = |digest: Digest, id: usize| {
                    let digest = digest
                        .fingerprint(self.summary_fingerprint(id))
                        .number(site.pages[id].entries.len());
                    self.years(digest, id)
                };
                super::values::listed_sections(site)
                    .fold(Digest::new(), one)
                    .done()
            }
            Query::Related(limit) => {
                let ids = page
                    .map(|id| related(self.site(), id, *limit))
                    .unwrap_or_default();
                self.pages_fingerprint(&ids)
            }
        }
    }

    /// Computes the fingerprint of the summaries of several pages.
    pub(super) fn pages_fingerprint(&self, ids: &[PageId]) -> Fingerprint {
        self.summaries(Digest::new(), ids).done()
    }

    /// Reports whether every recorded question still has the recorded answer.
    pub(super) fn still_answer(&self, reads: &[RecordedAnswer]) -> bool {
        reads.iter().all(|read| {
            let page = read
                .page
                .as_ref()
                .and_then(|url| self.site().by_url.get(url).copied());
            (read.page.is_none() || page.is_some())
                && self.answer_fingerprint(&read.query, page) == read.answer
        })
    }
}

/// Adds the targets of a page.
fn targets(digest: Digest, targets: &PageTargets) -> Digest {
    let several = |digest: Digest, targets: &[Target]| digest.all(targets, target);
    let digest = several(digest, &targets.body).all(targets.texts.all(), target);
    let digest = several(several(digest, &targets.related), &targets.downloads)
        .all(&targets.image, target)
        .all(&targets.pdf, target);
    digest.all(&targets.tables, |digest, (number, table)| {
        digest.number(*number).shown(table)
    })
}

/// Adds all of a target except the number of its page, which holds for one build only.
fn target(digest: Digest, target: &Target) -> Digest {
    match target {
        Target::Page { url, anchor, .. } => {
            digest.number(1).text(url.as_str()).maybe(anchor.as_deref())
        }
        Target::File {
            source,
            url,
            size,
            pixels,
            pages,
            suffix,
        } => digest
            .number(2)
            .text(source.as_str())
            .text(url.as_str())
            .text(suffix)
            .shown(&(size, pixels, pages)),
        Target::Data(source) => digest.number(3).text(source.as_str()),
        Target::Made(url) => digest.number(4).text(url.as_str()),
        Target::Here(anchor) => digest.number(5).text(anchor),
        Target::External(url) => digest.number(6).text(url),
        Target::Nothing => digest.number(7),
        Target::Citation(number) => digest.number(8).number(*number),
    }
}
