//! Writes structured data of a page for programs: JSON-LD with the types of schema.org. Takes the
//! description of a page for programs, and the settings; gives text for `<script
//! type="application/ld+json">`, which browsers never run. Without the site's address there is
//! none, because everything in it is named by whole addresses.

mod declared;
mod json_ld_node;

use super::facts::description::{PageDescription, ParentPage};
use super::facts::site_wide::SiteWide;
use super::facts::trail::Trail;
use crate::base::UrlPath;
use crate::bibliography::json_ld;
use crate::kinds::report::Download;
use crate::model::shown_name;
use crate::parse::front::Byline;
use crate::parse::kind::Kind;
use crate::parse::telephone::phone_pieces;
use crate::resolve::Target;
use json_ld_node::{JsonLdNode, list};

/// Writes the graph of a page, safe to stand between script tags whatever a title holds.
pub(super) fn structured_data(page: &PageDescription<'_>, site: SiteWide<'_>) -> Option<String> {
    let graph = Graph {
        page,
        site,
        base: site.base_url()?,
    };
    let nodes = if page.number == 1 {
        graph.nodes()
    } else {
        vec![graph.breadcrumbs()]
    };
    Some(format!(
        "{{\"@context\":\"https://schema.org\",\"@graph\":{}}}",
        list(nodes)
    ))
}

struct Graph<'a> {
    page: &'a PageDescription<'a>,
    site: SiteWide<'a>,
    base: &'a str,
}

impl Graph<'_> {
    fn url(&self, url: &UrlPath) -> String {
        url.absolute(self.base)
    }

    fn nodes(&self) -> Vec<JsonLdNode> {
        let mut nodes = Vec::new();
        if self.page.url.as_str() == "/" {
            nodes.extend([self.website(), self.organisation()]);
        } else {
            nodes.push(self.breadcrumbs());
        }
        match self.page.file.front().kind() {
            Kind::Newsletter => nodes.push(self.issue()),
            Kind::Article => nodes.push(self.article()),
            Kind::Report => nodes.extend(self.report()),
            Kind::Publication => nodes.extend(self.publication()),
            Kind::Page | Kind::Section | Kind::Declared(_) => nodes.extend(self.declared()),
        }
        nodes
    }

    fn website(&self) -> JsonLdNode {
        let settings = self.site.settings();
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

    /// Describes the publisher by name, for pages that do not describe it in full.
    fn publisher(&self) -> JsonLdNode {
        JsonLdNode::new("Organization")
            .text("@id", &self.publisher_id())
            .text("name", self.site.settings().publisher())
    }

    fn organisation(&self) -> JsonLdNode {
        let organisation = &self.site.settings().organisation;
        let address = organisation.address.join(", ");
        let phone = organisation.phone.as_deref().map(phone_pieces);
        // Words that are no number are for readers alone.
        let number = phone.into_iter().flatten().find(|it| it.url.is_some());
        let social = organisation.social.iter();
        let social: Vec<&String> = social.map(|social| &social.url.value).collect();
        self.publisher()
            .text("url", self.base)
            .maybe("email", organisation.email.as_ref())
            .maybe("telephone", number.map(|number| number.text))
            .maybe(
                "address",
                Some(address).filter(|_| !organisation.address.is_empty()),
            )
            .maybe("logo", self.file_url(self.site.targets().logo.as_ref()))
            .maybe("sameAs", Some(social).filter(|social| !social.is_empty()))
    }

    /// Returns the whole address of the page's picture, as it is made for other websites.
    fn image_url(&self) -> Option<String> {
        let target = self.page.image.own();
        match target.and_then(Target::cover) {
            Some(cover) => Some(self.url(&cover.social.url)),
            None => self.file_url(target),
        }
    }

    /// Returns the whole address of a file, or `None` for a target that is not a file.
    fn file_url(&self, target: Option<&Target>) -> Option<String> {
        match target {
            Some(Target::File { url, .. }) => Some(self.url(url)),
            _ => None,
        }
    }

    fn breadcrumbs(&self) -> JsonLdNode {
        let above = self.page.above.iter().flat_map(Trail::pages);
        let front = self.page.file.front();
        let own = (front.short_title(), self.page.url);
        let crumbs = above
            .map(|page| (page.short_title(), &page.url))
            .chain([own]);
        let items = crumbs.enumerate().map(|(at, (title, url))| {
            JsonLdNode::new("ListItem")
                .with("position", at + 1)
                .text("name", title)
                .text("item", &self.url(url))
        });
        JsonLdNode::new("BreadcrumbList").nodes("itemListElement", items)
    }

    /// Returns the identifier of the work at `url` in the graph.
    fn work_id(&self, url: &UrlPath) -> String {
        format!("{}#work", self.url(url))
    }

    /// Describes a work with the attributes that every kind of work has.
    fn work(&self, kind: &str) -> JsonLdNode {
        let front = self.page.file.front();
        let updated = front.common().updated.as_ref();
        let terms = self.page.terms.names();
        JsonLdNode::new(kind)
            .text("@id", &self.work_id(self.page.url))
            .text("url", &self.url(self.page.url))
            .text("name", front.title())
            .text("inLanguage", &self.site.settings().language)
            .node("publisher", self.publisher())
            .maybe("description", front.common().summary.as_ref())
            .maybe(
                "dateModified",
                updated.map(|updated| updated.value.to_string()),
            )
            .maybe("keywords", Some(terms).filter(|terms| !terms.is_empty()))
    }

    /// Describes an issue, part of the periodical that the site's newsletters are.
    fn issue(&self) -> JsonLdNode {
        let front = self.page.file.front();
        let number = front.issue_number().map(|number| number.to_string());
        let periodical = self.page.parent.as_ref();
        self.work("PublicationIssue")
            .maybe("image", self.image_url())
            .maybe("issueNumber", number)
            .maybe("datePublished", front.date().map(|date| date.to_string()))
            .node("isPartOf", periodical.map(|parent| self.periodical(parent)))
    }

    fn periodical(&self, section: &ParentPage<'_>) -> JsonLdNode {
        let name = format!("{} – {}", section.title, self.site.settings().title);
        JsonLdNode::new("Periodical")
            .text("name", &name)
            .text("url", &self.url(section.url))
    }

    /// Describes a publication, part of its issue, volume and journal.
    fn publication(&self) -> Option<JsonLdNode> {
        let file = self.page.file;
        let mut object = json_ld::object(file.item()?, Some(&self.url(self.page.url)))?;
        let fields = object.as_object_mut()?;
        // The whole graph names its vocabulary.
        fields.remove("@context");
        // The graph says what the page shows.
        if let Some(about) = file.publication_summary() {
            fields.insert("abstract".to_owned(), about.text().trim().into());
        }
        Some(JsonLdNode::of(&object))
    }

    fn article(&self) -> JsonLdNode {
        let front = self.page.file.front();
        let byline = front.bylines();
        let parent = self.page.parent.as_ref();
        let issue = parent.filter(|parent| *parent.kind == Kind::Newsletter);
        let issue = issue.map(|issue| {
            JsonLdNode::new("PublicationIssue")
                .text("@id", &self.work_id(issue.url))
                .text("name", issue.title)
        });
        self.work("Article")
            .text("headline", front.title())
            .maybe("datePublished", self.page.date.map(|date| date.to_string()))
            .nodes(
                "author",
                byline.iter().filter_map(|byline| self.writer(byline)),
            )
            .maybe("image", self.image_url())
            .node("isPartOf", issue)
    }

    /// Describes a writer by the name that may be shown, or nobody where the name is withheld.
    fn writer(&self, byline: &Byline) -> Option<JsonLdNode> {
        let name = shown_name(byline, self.site.people())?;
        let key = byline.person.as_deref();
        let page = key.and_then(|key| self.site.person_url(key));
        Some(
            JsonLdNode::new("Person")
                .text("name", name)
                .maybe("url", page.map(|url| self.url(url))),
        )
    }

    /// Describes a report, with its tables of figures as data sets.
    fn report(&self) -> Vec<JsonLdNode> {
        let front = self.page.file.front();
        let node = self
            .work("Report")
            .maybe("datePublished", front.date().map(|date| date.to_string()));
        let (group, period) = (front.fields().text("group"), front.fields().text("period"));
        let people = front.common().authors.iter();
        let people = people.map(|name| JsonLdNode::new("Person").text("name", name));
        let groups = group.iter();
        let groups = groups.map(|name| JsonLdNode::new("Organization").text("name", name));
        let (mut media, mut sets) = (Vec::new(), Vec::new());
        for (download, target) in self.page.downloads.list() {
            media.extend(self.download("MediaObject", download, target));
            sets.extend(self.data_set(download, target));
        }
        let node = node
            .maybe("image", self.image_url())
            .nodes("author", people.chain(groups))
            .maybe("temporalCoverage", period)
            .nodes("associatedMedia", media);
        std::iter::once(node).chain(sets).collect()
    }

    /// Returns the title of a download.
    fn download_title<'d>(&'d self, download: Download<'d>) -> &'d str {
        download.title.unwrap_or(self.page.file.front().title())
    }

    /// Describes a file of a report, as a node of the type `kind`.
    fn download(&self, kind: &str, download: Download<'_>, target: &Target) -> Option<JsonLdNode> {
        let Target::File {
            url, size, source, ..
        } = target
        else {
            return None;
        };
        let node = JsonLdNode::new(kind)
            .text("name", self.download_title(download))
            .text("contentUrl", &self.url(url))
            .text("contentSize", &size.to_string())
            .text("encodingFormat", media_type(&source.extension()));
        Some(node)
    }

    /// Returns the data set that a file of figures holds, or `None` for a file of another form.
    fn data_set(&self, download: Download<'_>, target: &Target) -> Option<JsonLdNode> {
        let Target::File { source, .. } = target else {
            return None;
        };
        if !is_data(&source.extension()) {
            return None;
        }
        let front = self.page.file.front();
        let title = self.download_title(download);
        let summary = front.common().summary.as_deref();
        let set = JsonLdNode::new("Dataset")
            .text("name", &format!("{title} – {}", front.title()))
            .text("description", summary.unwrap_or(title))
            .node("creator", self.publisher())
            .node(
                "isPartOf",
                JsonLdNode::reference(&self.work_id(self.page.url)),
            )
            .node(
                "distribution",
                self.download("DataDownload", download, target),
            );
        Some(set)
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
