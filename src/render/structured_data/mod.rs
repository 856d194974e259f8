//! Writes structured data of a page for programs: JSON-LD with the types of schema.org. Takes the
//! site; gives text for `<script type="application/ld+json">`, which browsers never run. Without
//! the site's address there is none, because everything in it is named by whole addresses.

mod json_ld_node;

use super::answers::Answers;
use super::views::View;
use crate::base::UrlPath;
use crate::bibliography::json_ld;
use crate::model::{Page, PageId};
use crate::parse::front::{Byline, KindFields};
use crate::parse::kind::Kind;
use crate::resolve::Target;
use json_ld_node::{JsonLdNode, list};

/// Writes the graph of a view, safe to stand between script tags whatever a title holds.
pub(super) fn structured_data(answers: &Answers, view: &View) -> Option<String> {
    let base = answers.site().settings.base_url.as_deref()?;
    let graph = Graph { answers, base };
    let nodes = match view {
        View::Page(id) => graph.page(*id),
        View::More { section, .. } => vec![graph.breadcrumbs(*section)],
        View::NotFound
        | View::Redirect { .. }
        | View::Moved(_)
        | View::Taxonomy(_)
        | View::Term { .. }
        | View::Year { .. }
        | View::Group { .. }
        | View::People
        | View::Search
        | View::Person { .. } => return None,
    };
    Some(format!(
        "{{\"@context\":\"https://schema.org\",\"@graph\":{}}}",
        list(nodes)
    ))
}

struct Graph<'a> {
    answers: &'a Answers,
    base: &'a str,
}

impl Graph<'_> {
    fn url(&self, url: &UrlPath) -> String {
        url.absolute(self.base)
    }

    fn page(&self, id: PageId) -> Vec<JsonLdNode> {
        let page = &self.answers.site().pages[id];
        let mut nodes = Vec::new();
        if page.url.as_str() == "/" {
            nodes.extend([self.site(), self.organisation()]);
        } else {
            nodes.push(self.breadcrumbs(id));
        }
        match page.kind() {
            Kind::Newsletter => nodes.push(self.issue(page)),
            Kind::Article => nodes.push(self.article(id)),
            Kind::Report => nodes.extend(self.report(id)),
            Kind::Publication => nodes.extend(self.publication(page)),
            Kind::Page | Kind::Section => {}
        }
        nodes
    }

    fn site(&self) -> JsonLdNode {
        let settings = &self.answers.site().settings;
        JsonLdNode::new("WebSite")
            .text("@id", &format!("{}#website", self.base))
            .text("url", self.base)
            .text("name", &settings.title)
            .text("inLanguage", &settings.language)
            .node("publisher", JsonLdNode::reference(&self.publisher_id()))
    }

    fn publisher_id(&self) -> String {
        format!("{}#organisation", self.base)
    }

    fn publisher_name(&self) -> &str {
        let settings = &self.answers.site().settings;
        settings
            .organisation
            .name
            .as_deref()
            .unwrap_or(&settings.title)
    }

    /// Describes the publisher by name, for pages that do not describe it in full.
    fn publisher(&self) -> JsonLdNode {
        JsonLdNode::new("Organization")
            .text("@id", &self.publisher_id())
            .text("name", self.publisher_name())
    }

    fn organisation(&self) -> JsonLdNode {
        let organisation = &self.answers.site().settings.organisation;
        let logo = match &self.answers.resolved().settings.logo {
            Some(Target::File { url, .. }) => Some(self.url(url)),
            _ => None,
        };
        let social: Vec<&String> = organisation
            .social
            .iter()
            .map(|social| &social.url.value)
            .collect();
        self.publisher()
            .text("url", self.base)
            .maybe("email", organisation.email.as_ref())
            .maybe("telephone", organisation.phone.as_ref())
            .maybe(
                "address",
                (!organisation.address.is_empty()).then(|| organisation.address.join(", ")),
            )
            .maybe("logo", logo)
            .maybe("sameAs", (!social.is_empty()).then_some(social))
    }

    fn breadcrumbs(&self, id: PageId) -> JsonLdNode {
        let site = self.answers.site();
        let chain = site.ancestors(id).into_iter().chain([id]);
        let item = |(at, id): (usize, PageId)| {
            let page = &site.pages[id];
            JsonLdNode::new("ListItem")
                .with("position", at + 1)
                .text("name", page.short_title())
                .text("item", &self.url(&page.url))
        };
        JsonLdNode::new("BreadcrumbList").nodes("itemListElement", chain.enumerate().map(item))
    }

    /// Returns the identifier of a work in the graph.
    fn work_id(&self, page: &Page) -> String {
        format!("{}#work", self.url(&page.url))
    }

    /// Describes a work with the attributes that every kind of work has.
    fn work(&self, kind: &str, page: &Page) -> JsonLdNode {
        let site = self.answers.site();
        let terms: Vec<&str> = page
            .terms
            .iter()
            .map(|(taxonomy, term)| site.taxonomies[*taxonomy].terms[*term].name.as_str())
            .collect();
        JsonLdNode::new(kind)
            .text("@id", &self.work_id(page))
            .text("url", &self.url(&page.url))
            .text("name", page.title())
            .text("inLanguage", &site.settings.language)
            .node("publisher", self.publisher())
            .maybe("description", page.common().summary.as_ref())
            .maybe(
                "dateModified",
                page.common()
                    .updated
                    .as_ref()
                    .map(|updated| updated.value.to_string()),
            )
            .maybe("keywords", (!terms.is_empty()).then_some(terms))
    }

    /// Describes an issue, part of the periodical that the site's newsletters are.
    fn issue(&self, page: &Page) -> JsonLdNode {
        let site = self.answers.site();
        let number = match &page.parsed.front.fields {
            KindFields::Newsletter { number, .. } => {
                number.as_ref().map(|number| number.value.to_string())
            }
            _ => None,
        };
        let periodical = |section: &Page| {
            let name = format!("{} – {}", section.title(), site.settings.title);
            JsonLdNode::new("Periodical")
                .text("name", &name)
                .text("url", &self.url(&section.url))
        };
        self.work("PublicationIssue", page)
            .maybe("issueNumber", number)
            .maybe("datePublished", page.date().map(|date| date.to_string()))
            .node(
                "isPartOf",
                page.parent.map(|parent| periodical(&site.pages[parent])),
            )
    }

    /// Describes a publication, part of its issue, volume and journal.
    fn publication(&self, page: &Page) -> Option<JsonLdNode> {
        let item = &self.answers.site().publications.items[page.publication?];
        let mut object = json_ld::object(item, Some(&self.url(&page.url)))?;
        let fields = object.as_object_mut()?;
        // The whole graph names its vocabulary.
        fields.remove("@context");
        // The graph says what the page shows.
        let about = page
            .parsed
            .texts
            .summary
            .as_ref()
            .map(|about| about.text().trim().into());
        fields.extend(about.map(|about| ("abstract".to_owned(), about)));
        Some(JsonLdNode::of(&object))
    }

    fn article(&self, id: PageId) -> JsonLdNode {
        let site = self.answers.site();
        let page = &site.pages[id];
        let authors = match &page.parsed.front.fields {
            KindFields::Article { byline } => byline
                .iter()
                .filter_map(|byline| self.writer(byline))
                .collect(),
            _ => Vec::new(),
        };
        let image = match &self.answers.resolved().pages[id].image {
            Some(Target::File { url, .. }) => Some(self.url(url)),
            _ => None,
        };
        let issue = page
            .parent
            .map(|parent| &site.pages[parent])
            .filter(|parent| parent.kind() == Kind::Newsletter);
        let issue = issue.map(|issue| {
            JsonLdNode::new("PublicationIssue")
                .text("@id", &self.work_id(issue))
                .text("name", issue.title())
        });
        self.work("Article", page)
            .text("headline", page.title())
            .maybe(
                "datePublished",
                site.entry_date(id).map(|date| date.to_string()),
            )
            .nodes("author", authors)
            .maybe("image", image)
            .node("isPartOf", issue)
    }

    /// Describes a writer by the name that may be shown, or nobody where the name is withheld.
    fn writer(&self, byline: &Byline) -> Option<JsonLdNode> {
        let site = self.answers.site();
        let declared = byline.person.as_deref().and_then(|key| site.person(key));
        let name = byline
            .name
            .as_ref()
            .or(declared.map(|person| &person.name))
            .or(byline.pseudonym.as_ref())?;
        let page = byline.person.as_deref().and_then(|key| site.writer(key));
        Some(
            JsonLdNode::new("Person")
                .text("name", name)
                .maybe("url", page.map(|writer| self.url(&writer.url))),
        )
    }

    /// Describes a report, with its tables of figures as data sets.
    fn report(&self, id: PageId) -> Vec<JsonLdNode> {
        let page = &self.answers.site().pages[id];
        let node = self
            .work("Report", page)
            .maybe("datePublished", page.date().map(|date| date.to_string()));
        let KindFields::Report {
            group,
            period,
            downloads,
            ..
        } = &page.parsed.front.fields
        else {
            return vec![node];
        };
        let people = page
            .common()
            .authors
            .iter()
            .map(|name| JsonLdNode::new("Person").text("name", name));
        let groups = group
            .iter()
            .map(|name| JsonLdNode::new("Organization").text("name", name));
        let (mut media, mut sets) = (Vec::new(), Vec::new());
        for (download, target) in downloads
            .iter()
            .zip(&self.answers.resolved().pages[id].downloads)
        {
            let Target::File {
                url, size, source, ..
            } = target
            else {
                continue;
            };
            let title = download.title.as_deref().unwrap_or(page.title());
            let extension = source.extension();
            let file = |kind: &str| {
                let node = JsonLdNode::new(kind)
                    .text("name", title)
                    .text("contentUrl", &self.url(url));
                node.text("contentSize", &size.to_string())
                    .text("encodingFormat", media_type(&extension))
            };
            media.push(file("MediaObject"));
            if is_data(&extension) {
                let set = JsonLdNode::new("Dataset")
                    .text("name", &format!("{title} – {}", page.title()))
                    .text(
                        "description",
                        page.common().summary.as_deref().unwrap_or(title),
                    )
                    .node("creator", self.publisher())
                    .node("isPartOf", JsonLdNode::reference(&self.work_id(page)))
                    .node("distribution", file("DataDownload"));
                sets.push(set);
            }
        }
        let node = node
            .nodes("author", people.chain(groups))
            .maybe("temporalCoverage", period.as_ref())
            .nodes("associatedMedia", media);
        std::iter::once(node).chain(sets).collect()
    }
}

fn is_data(extension: &str) -> bool {
    matches!(extension, "csv" | "tsv" | "json" | "ods" | "xlsx" | "xls")
}

fn media_type(extension: &str) -> &'static str {
    match extension {
        "pdf" => "application/pdf",
        "csv" => "text/csv",
        "tsv" => "text/tab-separated-values",
        "json" => "application/json",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "odt" => "application/vnd.oasis.opendocument.text",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xls" => "application/vnd.ms-excel",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "doc" => "application/msword",
        _ => "application/octet-stream",
    }
}
