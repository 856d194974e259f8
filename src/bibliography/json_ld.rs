//! Describes a publication for search engines, in the terms of schema.org.
//!
//! This module takes a publication and the address of its page, and gives a JSON-LD object, in
//! which an article is part of an issue, the issue of a volume, and the volume of a journal. A
//! property is correct or absent: nothing is said that the publication does not say.

use super::identifier;
use super::item::{Item, ItemType, Name};
use serde_json::{Map, Value, json};

/// Returns the object of a publication. Without a title there is none, since a search engine could
/// do nothing with it.
#[must_use]
pub fn object(item: &Item, page: Option<&str>) -> Option<Value> {
    let title = item.plain("title")?;
    let mut object = Map::new();
    put(&mut object, "@context", Some("https://schema.org"));
    put(&mut object, "@type", Some(type_of(&item.kind)));
    put(&mut object, "@id", page);
    let web = item
        .text("URL")
        .filter(|url| identifier::is_web_address(url));
    put(&mut object, "url", page.or(web));
    put(&mut object, "name", Some(title.as_str()));
    if is_article(&item.kind) {
        put(&mut object, "headline", Some(title));
    }
    put(&mut object, "author", people(item, "author"));
    let is_whole = !item.kind.has_container();
    let editors = people(item, "editor").filter(|_| is_whole);
    put(&mut object, "editor", editors);
    put(&mut object, "translator", people(item, "translator"));
    let issued = item.issued().and_then(|when| when.from);
    let issued = issued.filter(|from| from.year > 0);
    put(
        &mut object,
        "datePublished",
        issued.map(|from| from.to_string()),
    );
    put(&mut object, "isPartOf", container(item));
    let publisher = publisher(item).filter(|_| is_whole);
    put(&mut object, "publisher", publisher);
    put(&mut object, "identifier", identifiers(item));
    put(&mut object, "sameAs", same_as(item));
    if item.kind == ItemType::Report {
        put(&mut object, "reportNumber", item.plain("number"));
    }
    if item.kind == ItemType::Book {
        put(&mut object, "isbn", isbn(item));
        put(&mut object, "bookEdition", item.plain("edition"));
    }
    pages(item, &mut object);
    put(&mut object, "abstract", item.plain("abstract"));
    put(&mut object, "inLanguage", item.text("language"));
    put(&mut object, "keywords", item.plain("keyword"));
    Some(Value::Object(object))
}

/// Sets a property, if there is any value for it.
fn put(object: &mut Map<String, Value>, name: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        object.insert(name.to_owned(), value.into());
    }
}

/// Sets the properties of pages.
fn pages(item: &Item, object: &mut Map<String, Value>) {
    let Some(pages) = item.text("page") else {
        return;
    };
    match pages.split_once('-') {
        Some((first, last)) if !last.contains(['-', ',']) => {
            put(object, "pageStart", Some(first));
            put(object, "pageEnd", Some(last));
        }
        _ => put(object, "pagination", Some(pages)),
    }
}

/// Returns the type of schema.org for a type of CSL.
fn type_of(kind: &ItemType) -> &'static str {
    match kind {
        ItemType::ArticleJournal | ItemType::Article | ItemType::PaperConference => {
            "ScholarlyArticle"
        }
        ItemType::ArticleNewspaper => "NewsArticle",
        ItemType::ArticleMagazine => "Article",
        ItemType::Review | ItemType::ReviewBook => "Review",
        ItemType::Book | ItemType::Classic => "Book",
        ItemType::Chapter => "Chapter",
        ItemType::Collection => "Collection",
        ItemType::Dataset => "Dataset",
        ItemType::Legislation | ItemType::Bill | ItemType::Regulation => "Legislation",
        ItemType::Manuscript => "Manuscript",
        ItemType::Map => "Map",
        ItemType::MotionPicture => "Movie",
        ItemType::Periodical => "Periodical",
        ItemType::Post => "SocialMediaPosting",
        ItemType::PostWeblog => "BlogPosting",
        ItemType::Report => "Report",
        ItemType::Software => "SoftwareSourceCode",
        ItemType::Song => "MusicRecording",
        ItemType::Thesis => "Thesis",
        ItemType::Webpage => "WebPage",
        _ => "CreativeWork",
    }
}

/// Reports whether a type of publication has a headline.
fn is_article(kind: &ItemType) -> bool {
    matches!(
        kind,
        ItemType::ArticleJournal
            | ItemType::Article
            | ItemType::PaperConference
            | ItemType::ArticleNewspaper
            | ItemType::ArticleMagazine
            | ItemType::Report
            | ItemType::PostWeblog
    )
}

/// Returns the people of a field.
fn people(item: &Item, field: &str) -> Option<Value> {
    let people: Vec<Value> = item
        .people(field)
        .iter()
        .filter(|name| !name.is_others())
        .map(person)
        .collect();
    (!people.is_empty()).then_some(Value::Array(people))
}

/// Returns the object of a person or a body.
fn person(name: &Name) -> Value {
    if let Some(body) = &name.literal {
        return json!({"@type": "Organization", "name": body});
    }
    let mut person = Map::new();
    put(&mut person, "@type", Some("Person"));
    put(&mut person, "name", Some(name.full()));
    put(&mut person, "familyName", Some(name.family_name()));
    put(&mut person, "givenName", name.given.as_deref());
    let orcid = name.orcid().and_then(identifier::orcid);
    put(
        &mut person,
        "sameAs",
        orcid.map(|orcid| format!("https://orcid.org/{orcid}")),
    );
    Value::Object(person)
}

/// Returns the object of the publisher.
fn publisher(item: &Item) -> Option<Value> {
    let name = item.plain("publisher")?;
    Some(json!({"@type": "Organization", "name": name}))
}

/// Returns what a publication is part of.
fn container(item: &Item) -> Option<Value> {
    match item.kind {
        ItemType::ArticleJournal
        | ItemType::ArticleMagazine
        | ItemType::ArticleNewspaper
        | ItemType::Review
        | ItemType::ReviewBook => periodical(item),
        ItemType::Chapter
        | ItemType::PaperConference
        | ItemType::Entry
        | ItemType::EntryDictionary
        | ItemType::EntryEncyclopedia => book(item),
        _ => {
            let name = item.plain("collection-title")?;
            Some(json!({"@type": "CreativeWorkSeries", "name": name}))
        }
    }
}

/// Returns the issue that an article is part of, which is part of a volume of a journal.
fn periodical(item: &Item) -> Option<Value> {
    let kind = if item.kind == ItemType::ArticleNewspaper {
        "Newspaper"
    } else {
        "Periodical"
    };
    let mut whole = Map::new();
    put(&mut whole, "@type", Some(kind));
    put(&mut whole, "name", Some(item.plain("container-title")?));
    let numbers: Vec<String> = item
        .text("ISSN")
        .unwrap_or_default()
        .split([',', ' ', ';'])
        .filter_map(identifier::issn)
        .collect();
    let numbers = Some(numbers).filter(|numbers| !numbers.is_empty());
    put(&mut whole, "issn", numbers);
    put(&mut whole, "publisher", publisher(item));
    let mut part = Value::Object(whole);
    if let Some(number) = item.text("volume") {
        part = json!({"@type": "PublicationVolume", "volumeNumber": number, "isPartOf": part});
    }
    if let Some(number) = item.text("issue") {
        part = json!({"@type": "PublicationIssue", "issueNumber": number, "isPartOf": part});
    }
    Some(part)
}

/// Returns the book that a chapter is part of.
fn book(item: &Item) -> Option<Value> {
    let mut book = Map::new();
    put(&mut book, "@type", Some("Book"));
    put(&mut book, "name", Some(item.plain("container-title")?));
    put(&mut book, "editor", people(item, "editor"));
    put(&mut book, "isbn", isbn(item));
    put(&mut book, "publisher", publisher(item));
    Some(Value::Object(book))
}

/// Returns the first right ISBN.
fn isbn(item: &Item) -> Option<Value> {
    let found = item
        .text("ISBN")?
        .split([',', ' ', ';'])
        .find_map(identifier::isbn)?;
    Some(json!(found))
}

/// Returns the identifiers that databases use.
fn identifiers(item: &Item) -> Option<Value> {
    let known = [
        ("DOI", item.text("DOI").and_then(identifier::doi)),
        ("PMID", item.text("PMID").and_then(identifier::pmid)),
        ("PMCID", item.text("PMCID").and_then(identifier::pmcid)),
    ];
    let list: Vec<Value> = known
        .into_iter()
        .filter_map(|(name, value)| {
            Some(json!({"@type": "PropertyValue", "propertyID": name, "value": value?}))
        })
        .collect();
    (!list.is_empty()).then_some(Value::Array(list))
}

/// Returns the addresses of the publication elsewhere.
fn same_as(item: &Item) -> Option<Value> {
    let doi = item
        .text("DOI")
        .and_then(identifier::doi)
        .map(|doi| identifier::doi_url(&doi));
    let pubmed = item
        .text("PMID")
        .and_then(identifier::pmid)
        .map(|number| format!("https://pubmed.ncbi.nlm.nih.gov/{number}/"));
    let central = item
        .text("PMCID")
        .and_then(identifier::pmcid)
        .map(|number| format!("https://pmc.ncbi.nlm.nih.gov/articles/{number}/"));
    let url = item
        .text("URL")
        .filter(|url| identifier::is_web_address(url))
        .map(str::to_owned);
    let mut list: Vec<String> = [doi, pubmed, central, url].into_iter().flatten().collect();
    list.dedup();
    (!list.is_empty()).then(|| json!(list))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::SourcePath;
    use crate::bibliography::read::{ItemFormat, read};

    /// Returns the object of the one publication of a list.
    fn object_of(yaml: &str) -> Value {
        let items = read(&SourcePath::new("a.yaml"), yaml, Some(ItemFormat::Yaml)).items;
        object(&items[0], Some("https://x.org/publications/a/")).unwrap_or_default()
    }

    #[test]
    fn an_article_is_part_of_an_issue_of_a_volume_of_a_journal() {
        let article = object_of(
            "- {id: a, type: article-journal, title: \"On <i>crises</i>\", author: [{family: \
             Ellis, given: C., ORCID: 0000-0002-1825-0097}, NHS England, others], issued: 2014-03, \
             container-title: Journal, volume: 21, issue: 3, page: 234-240, ISSN: 1351-0126, DOI: \
             10.1111/jpm.12100, PMID: 24020949, publisher: Wiley}",
        );
        assert_eq!(article["@type"], "ScholarlyArticle");
        assert_eq!(article["name"], "On crises");
        assert_eq!(article["datePublished"], "2014-03");
        assert_eq!(
            article["author"],
            json!([
                {
                    "@type": "Person",
                    "name": "C. Ellis",
                    "familyName": "Ellis",
                    "givenName": "C.",
                    "sameAs": "https://orcid.org/0000-0002-1825-0097"
                },
                {"@type": "Organization", "name": "NHS England"}
            ])
        );
        let issue = &article["isPartOf"];
        assert_eq!(
            (&issue["@type"], &issue["issueNumber"]),
            (&json!("PublicationIssue"), &json!("3"))
        );
        let volume = &issue["isPartOf"];
        assert_eq!(
            (&volume["@type"], &volume["volumeNumber"]),
            (&json!("PublicationVolume"), &json!("21"))
        );
        assert_eq!(
            volume["isPartOf"],
            json!({
                "@type": "Periodical",
                "name": "Journal",
                "issn": ["1351-0126"],
                "publisher": {"@type": "Organization", "name": "Wiley"}
            })
        );
        assert_eq!(
            (&article["pageStart"], &article["pageEnd"]),
            (&json!("234"), &json!("240"))
        );
        assert_eq!(
            article["sameAs"],
            json!([
                "https://doi.org/10.1111/jpm.12100",
                "https://pubmed.ncbi.nlm.nih.gov/24020949/"
            ])
        );
    }

    #[test]
    fn what_is_wrong_or_missing_is_left_out() {
        let report = object_of(
            "- {id: a, type: report, title: T, issued: in press, DOI: nonsense, URL: \
             \"javascript:alert(1)\", number: CCQI284}",
        );
        assert_eq!(report["@type"], "Report");
        assert_eq!(report["reportNumber"], "CCQI284");
        for field in [
            "datePublished",
            "identifier",
            "sameAs",
            "author",
            "isPartOf",
        ] {
            assert!(report.get(field).is_none(), "{field}");
        }
        assert_eq!(
            object_of("- {id: a, type: book, author: [\"E, C\"]}"),
            Value::Null
        );
    }

    #[test]
    fn a_chapter_is_part_of_its_book() {
        let chapter = object_of(
            "- {id: a, type: chapter, title: T, container-title: Book, editor: [\"Smith, Ann\"], \
             publisher: P, ISBN: 978-3-16-148410-0}",
        );
        assert_eq!(chapter["isPartOf"]["@type"], "Book");
        assert_eq!(chapter["isPartOf"]["editor"][0]["name"], "Ann Smith");
        assert!(chapter.get("publisher").is_none());
    }
}
