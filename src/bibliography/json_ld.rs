//! A publication for search engines, in the terms of schema.org. From: a publication and the
//! address of its page. To: a JSON-LD object: an article is part of an issue, the issue of a
//! volume, the volume of a journal. Correct or absent: nothing is said that the publication does
//! not say.

use super::identifier;
use super::item::{Item, ItemType, Name};
use serde_json::{Map, Value, json};

/// The object. Without a title there is none: a search engine can do nothing with it.
#[must_use]
pub fn object(item: &Item, page: Option<&str>) -> Option<Value> {
    let title = item.plain("title")?;
    let mut object = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        object.extend(value.map(|value| (name.to_owned(), value)));
    };
    put("@context", Some(json!("https://schema.org")));
    put("@type", Some(json!(type_of(&item.kind))));
    put("@id", page.map(|page| json!(page)));
    put(
        "url",
        page.map(|page| json!(page)).or_else(|| {
            item.text("URL")
                .filter(|url| identifier::is_web_address(url))
                .map(|url| json!(url))
        }),
    );
    put("name", Some(json!(title)));
    if is_article(&item.kind) {
        put("headline", Some(json!(title)));
    }
    put("author", people(item, "author"));
    put(
        "editor",
        people(item, "editor").filter(|_| !item.kind.has_container()),
    );
    put("translator", people(item, "translator"));
    put(
        "datePublished",
        item.issued()
            .and_then(|when| when.from)
            .filter(|from| from.year > 0)
            .map(|from| json!(from.to_string())),
    );
    put("isPartOf", container(item));
    put(
        "publisher",
        item.plain("publisher")
            .filter(|_| !item.kind.has_container())
            .map(|name| json!({"@type": "Organization", "name": name})),
    );
    put("identifier", identifiers(item));
    put("sameAs", same_as(item));
    if item.kind == ItemType::Report {
        put("reportNumber", item.plain("number").map(Value::String));
    }
    if item.kind == ItemType::Book {
        put("isbn", isbn(item));
        put("bookEdition", item.plain("edition").map(Value::String));
    }
    if let Some(pages) = item.text("page") {
        match pages
            .split_once('-')
            .filter(|(_, last)| !last.contains(['-', ',']))
        {
            Some((first, last)) => {
                put("pageStart", Some(json!(first)));
                put("pageEnd", Some(json!(last)));
            }
            None => put("pagination", Some(json!(pages))),
        }
    }
    put("abstract", item.plain("abstract").map(Value::String));
    put(
        "inLanguage",
        item.text("language").map(|language| json!(language)),
    );
    put("keywords", item.plain("keyword").map(Value::String));
    Some(Value::Object(object))
}

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

fn people(item: &Item, field: &str) -> Option<Value> {
    let people: Vec<Value> = item
        .people(field)
        .iter()
        .filter(|name| !name.is_others())
        .map(person)
        .collect();
    (!people.is_empty()).then_some(Value::Array(people))
}

fn person(name: &Name) -> Value {
    if let Some(body) = &name.literal {
        return json!({"@type": "Organization", "name": body});
    }
    let mut person = Map::new();
    person.insert("@type".to_owned(), json!("Person"));
    person.insert("name".to_owned(), json!(name.full()));
    person.insert("familyName".to_owned(), json!(name.family_name()));
    person.extend(
        name.given
            .as_ref()
            .map(|given| ("givenName".to_owned(), json!(given))),
    );
    person.extend(name.orcid().and_then(identifier::orcid).map(|orcid| {
        (
            "sameAs".to_owned(),
            json!(format!("https://orcid.org/{orcid}")),
        )
    }));
    Value::Object(person)
}

/// What the publication is part of.
fn container(item: &Item) -> Option<Value> {
    let title = item.plain("container-title");
    match item.kind {
        ItemType::ArticleJournal
        | ItemType::ArticleMagazine
        | ItemType::ArticleNewspaper
        | ItemType::Review
        | ItemType::ReviewBook => {
            let mut whole = Map::new();
            whole.insert(
                "@type".to_owned(),
                json!(if item.kind == ItemType::ArticleNewspaper {
                    "Newspaper"
                } else {
                    "Periodical"
                }),
            );
            whole.insert("name".to_owned(), json!(title?));
            let numbers: Vec<String> = item
                .text("ISSN")
                .unwrap_or_default()
                .split([',', ' ', ';'])
                .filter_map(identifier::issn)
                .collect();
            whole.extend((!numbers.is_empty()).then(|| ("issn".to_owned(), json!(numbers))));
            let publisher = item
                .plain("publisher")
                .map(|name| json!({"@type": "Organization", "name": name}));
            whole.extend(publisher.map(|publisher| ("publisher".to_owned(), publisher)));
            let part = |kind: &str, name: &str, number: Option<&str>, whole: Value| match number {
                Some(number) => json!({"@type": kind, name: number, "isPartOf": whole}),
                None => whole,
            };
            let volume = part(
                "PublicationVolume",
                "volumeNumber",
                item.text("volume"),
                Value::Object(whole),
            );
            Some(part(
                "PublicationIssue",
                "issueNumber",
                item.text("issue"),
                volume,
            ))
        }
        ItemType::Chapter
        | ItemType::PaperConference
        | ItemType::Entry
        | ItemType::EntryDictionary
        | ItemType::EntryEncyclopedia => {
            let mut book = Map::new();
            book.insert("@type".to_owned(), json!("Book"));
            book.insert("name".to_owned(), json!(title?));
            book.extend(people(item, "editor").map(|editors| ("editor".to_owned(), editors)));
            book.extend(isbn(item).map(|number| ("isbn".to_owned(), number)));
            book.extend(item.plain("publisher").map(|name| {
                (
                    "publisher".to_owned(),
                    json!({"@type": "Organization", "name": name}),
                )
            }));
            Some(Value::Object(book))
        }
        _ => item
            .plain("collection-title")
            .map(|name| json!({"@type": "CreativeWorkSeries", "name": name})),
    }
}

fn isbn(item: &Item) -> Option<Value> {
    let found = item
        .text("ISBN")?
        .split([',', ' ', ';'])
        .find_map(identifier::isbn)?;
    Some(json!(found))
}

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

/// The same publication elsewhere.
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
            json!([{"@type": "Person", "name": "C. Ellis", "familyName": "Ellis", "givenName": "C.", "sameAs": "https://orcid.org/0000-0002-1825-0097"}, {"@type": "Organization", "name": "NHS \
                England"}])
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
            json!({"@type": "Periodical", "name": "Journal", "issn": ["1351-0126"], "publisher": {"@type": "Organization", "name": "Wiley"}})
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
