//! What a page says of itself to programs: JSON-LD with the types of schema.org.
//! From: the site. To: text for `<script type="application/ld+json">`, which browsers never run.
//! Without the site's address there is none: everything in it is named by whole addresses.

use super::answers::Answers;
use super::views::View;
use crate::base::UrlPath;
use crate::model::{Page, PageId};
use crate::parse::front::{Byline, KindFields};
use crate::parse::kind::Kind;
use crate::resolve::Target;
use serde_json::{Map, Value, json};

/// The graph of a view, safe to stand between script tags whatever a title holds.
pub(super) fn structured_data(answers: &Answers, view: &View) -> Option<String> {
    let base = answers.site().settings.base_url.as_deref()?;
    let graph = Graph { answers, base };
    let nodes = match view {
        View::Page(id) => graph.page(*id),
        View::More { section, .. } => vec![graph.breadcrumbs(*section)],
        View::NotFound
        | View::Redirect { .. }
        | View::Taxonomy(_)
        | View::Term { .. }
        | View::Year { .. }
        | View::People
        | View::Person { .. } => return None,
    };
    let nodes: Vec<Value> = nodes.into_iter().filter(|node| !node.is_null()).collect();
    (!nodes.is_empty()).then(|| guarded(&json!({"@context": "https://schema.org", "@graph": nodes}).to_string()))
}

/// JSON has no need of `<`, `>` and `&` outside of text, where they can be written as numbers; then no text ends the script.
fn guarded(json: &str) -> String {
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

struct Graph<'a> {
    answers: &'a Answers,
    base: &'a str,
}

impl Graph<'_> {
    fn url(&self, url: &UrlPath) -> String {
        url.absolute(self.base)
    }

    fn page(&self, id: PageId) -> Vec<Value> {
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
            Kind::Page | Kind::Section => {}
        }
        nodes
    }

    fn site(&self) -> Value {
        let settings = &self.answers.site().settings;
        json!({
            "@type": "WebSite",
            "@id": format!("{}#website", self.base),
            "url": self.base,
            "name": settings.title,
            "inLanguage": settings.language,
            "publisher": {"@id": self.publisher_id()},
        })
    }

    fn publisher_id(&self) -> String {
        format!("{}#organisation", self.base)
    }

    fn publisher_name(&self) -> &str {
        let settings = &self.answers.site().settings;
        settings.organisation.name.as_deref().unwrap_or(&settings.title)
    }

    /// The publisher by name, for pages that do not describe it in full.
    fn publisher(&self) -> Value {
        json!({"@type": "Organization", "@id": self.publisher_id(), "name": self.publisher_name()})
    }

    fn organisation(&self) -> Value {
        let organisation = &self.answers.site().settings.organisation;
        let mut node = Map::new();
        node.insert("@type".to_owned(), json!("Organization"));
        node.insert("@id".to_owned(), json!(self.publisher_id()));
        node.insert("name".to_owned(), json!(self.publisher_name()));
        node.insert("url".to_owned(), json!(self.base));
        if let Some(email) = &organisation.email {
            node.insert("email".to_owned(), json!(email));
        }
        if let Some(phone) = &organisation.phone {
            node.insert("telephone".to_owned(), json!(phone));
        }
        if !organisation.address.is_empty() {
            node.insert("address".to_owned(), json!(organisation.address.join(", ")));
        }
        if let Some(Target::File { url, .. }) = &self.answers.resolved().settings.logo {
            node.insert("logo".to_owned(), json!(self.url(url)));
        }
        if !organisation.social.is_empty() {
            node.insert("sameAs".to_owned(), organisation.social.iter().map(|social| json!(social.url.value)).collect());
        }
        Value::Object(node)
    }

    fn breadcrumbs(&self, id: PageId) -> Value {
        let site = self.answers.site();
        let chain = site.ancestors(id).into_iter().chain([id]);
        let item = |(at, id): (usize, PageId)| {
            let page = &site.pages[id];
            let name = page.common().nav_title.as_deref().unwrap_or(page.title());
            json!({"@type": "ListItem", "position": at + 1, "name": name, "item": self.url(&page.url)})
        };
        json!({"@type": "BreadcrumbList", "itemListElement": chain.enumerate().map(item).collect::<Vec<_>>()})
    }

    /// What every kind of work has.
    fn work(&self, kind: &str, page: &Page) -> Map<String, Value> {
        let mut node = Map::new();
        let url = self.url(&page.url);
        node.insert("@type".to_owned(), json!(kind));
        node.insert("@id".to_owned(), json!(format!("{url}#work")));
        node.insert("url".to_owned(), json!(url));
        node.insert("name".to_owned(), json!(page.title()));
        node.insert("inLanguage".to_owned(), json!(self.answers.site().settings.language));
        node.insert("publisher".to_owned(), self.publisher());
        if let Some(summary) = &page.common().summary {
            node.insert("description".to_owned(), json!(summary));
        }
        if let Some(updated) = &page.common().updated {
            node.insert("dateModified".to_owned(), json!(updated.value.to_string()));
        }
        let site = self.answers.site();
        let terms: Vec<&str> = page.terms.iter().map(|(taxonomy, term)| site.taxonomies[*taxonomy].terms[*term].name.as_str()).collect();
        if !terms.is_empty() {
            node.insert("keywords".to_owned(), json!(terms));
        }
        node
    }

    /// An issue, part of the periodical that the site's newsletters are.
    fn issue(&self, page: &Page) -> Value {
        let mut node = self.work("PublicationIssue", page);
        if let KindFields::Newsletter { number, .. } = &page.parsed.front.fields {
            node.extend(number.map(|number| ("issueNumber".to_owned(), json!(number.to_string()))));
        }
        node.extend(page.date().map(|date| ("datePublished".to_owned(), json!(date.to_string()))));
        let section = page.parent.map(|parent| &self.answers.site().pages[parent]);
        let periodical = section.map(|section| {
            json!({"@type": "Periodical", "name": format!("{} – {}", section.title(), self.answers.site().settings.title), "url": self.url(&section.url)})
        });
        node.extend(periodical.map(|periodical| ("isPartOf".to_owned(), periodical)));
        Value::Object(node)
    }

    fn article(&self, id: PageId) -> Value {
        let site = self.answers.site();
        let page = &site.pages[id];
        let mut node = self.work("Article", page);
        node.insert("headline".to_owned(), json!(page.title()));
        node.extend(site.entry_date(id).map(|date| ("datePublished".to_owned(), json!(date.to_string()))));
        if let KindFields::Article { byline } = &page.parsed.front.fields {
            let authors: Vec<Value> = byline.iter().filter_map(|byline| self.writer(byline)).collect();
            if !authors.is_empty() {
                node.insert("author".to_owned(), authors.into());
            }
        }
        if let Some(Target::File { url, .. }) = &self.answers.resolved().pages[id].image {
            node.insert("image".to_owned(), json!(self.url(url)));
        }
        let issue = page.parent.map(|parent| &site.pages[parent]).filter(|parent| parent.kind() == Kind::Newsletter);
        let issue =
            issue.map(|issue| json!({"@type": "PublicationIssue", "@id": format!("{}#work", self.url(&issue.url)), "name": issue.title()}));
        node.extend(issue.map(|issue| ("isPartOf".to_owned(), issue)));
        Value::Object(node)
    }

    /// A writer by the name that may be shown; nobody whose name is withheld.
    fn writer(&self, byline: &Byline) -> Option<Value> {
        let site = self.answers.site();
        let declared = byline.person.as_deref().and_then(|key| site.person(key));
        let name = byline.name.as_ref().or(declared.map(|person| &person.name)).or(byline.pseudonym.as_ref())?;
        let mut node = Map::from_iter([("@type".to_owned(), json!("Person")), ("name".to_owned(), json!(name))]);
        let page = byline.person.as_deref().and_then(|key| site.writer(key));
        node.extend(page.map(|writer| ("url".to_owned(), json!(self.url(&writer.url)))));
        Some(Value::Object(node))
    }

    /// A report, and its tables of figures as data sets.
    fn report(&self, id: PageId) -> Vec<Value> {
        let page = &self.answers.site().pages[id];
        let mut node = self.work("Report", page);
        let work = node["@id"].clone();
        node.extend(page.date().map(|date| ("datePublished".to_owned(), json!(date.to_string()))));
        let mut sets = Vec::new();
        if let KindFields::Report { group, period, downloads, .. } = &page.parsed.front.fields {
            let people = page.common().authors.iter().map(|name| json!({"@type": "Person", "name": name}));
            let groups = group.iter().map(|name| json!({"@type": "Organization", "name": name}));
            let authors: Vec<Value> = people.chain(groups).collect();
            if !authors.is_empty() {
                node.insert("author".to_owned(), authors.into());
            }
            node.extend(period.as_ref().map(|period| ("temporalCoverage".to_owned(), json!(period))));
            let mut media = Vec::new();
            for (download, target) in downloads.iter().zip(&self.answers.resolved().pages[id].downloads) {
                let Target::File { url, size, source, .. } = target else { continue };
                let title = download.title.as_deref().unwrap_or(page.title());
                let extension = source.extension();
                let file = |kind: &str| json!({"@type": kind, "name": title, "contentUrl": self.url(url), "contentSize": size.to_string(), "encodingFormat": media_type(&extension)});
                media.push(file("MediaObject"));
                if is_data(&extension) {
                    let about = page.common().summary.as_deref().unwrap_or(title);
                    sets.push(json!({
                        "@type": "Dataset", "name": format!("{title} – {}", page.title()), "description": about,
                        "creator": self.publisher(), "isPartOf": {"@id": work}, "distribution": file("DataDownload"),
                    }));
                }
            }
            if !media.is_empty() {
                node.insert("associatedMedia".to_owned(), media.into());
            }
        }
        std::iter::once(Value::Object(node)).chain(sets).collect()
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

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn no_text_ends_the_script_it_stands_in() {
        assert_eq!(guarded(r#"{"name":"</script><!--&"}"#), r#"{"name":"\u003c/script\u003e\u003c!--\u0026"}"#);
    }
}
