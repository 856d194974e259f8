//! What can be found on a built site, and what cannot: asked of the index as it is published.

use masthead::base::OutputPath;
use masthead::fixture::{Built, Fixture};
use masthead::search::{SearchAnswer, SearchRequest, Searcher};

fn site() -> Fixture {
    Fixture::new()
        .write(
            "content/site.yaml",
            "title: Test\nsearch:\n  synonyms:\n    HTT: home treatment team\n",
        )
        .write(
            "content/index.md",
            "---\ntitle: Home\n---\nWelcome to the scheme.\n",
        )
        .write(
            "content/people.yaml",
            "a-sample:\n  name: Anna Sample\n  role: staff\n  about: Anna keeps bees.\n",
        )
        .write(
            "content/reports/2015.md",
            "---\ntitle: National report\ndate: 2015-06-01\nperiod: April to June\nfindings: \
             [\"Most teams had a [pharmacist](../index.md).\"]\ntopics: [medicines]\n---\n## \
             Background\n\nEvery home treatment team took part.\n\n```table\nfile: figures.csv\n\
             caption: Visits\n```\n\n## Limits\n\nFew answered.\n",
        )
        .asset(
            "content/newsletters/dates.csv",
            b"Day,Place\nMonday,Numbatville\n",
        )
        .asset(
            "content/reports/figures.csv",
            b"Team,Visits\nQuokkaville,12\n",
        )
        .write(
            "content/publications/list.bib",
            "@article{ellis2014, title={Home care in towns}, author={Ellis, Ann}, year={2014}, \
             journal={Journal of Towns}, abstract={We asked about numbats.}}\n",
        )
        .write(
            "content/newsletters/2014-10.md",
            "---\ntitle: Autumn issue\ndate: 2014-10-01\n---\nAn opening word.\n\n## First steps\n\
             \n```byline\nperson: a-sample\ntopics: [medicines]\n```\n\nAbout walking.\n\n### \
             Boots\n\nMind your boots.\n\n## Dates\n\nCome in March.\n\n```table\nfile: dates.csv\n\
             caption: Days\n```\n\n## A second look\n\n```byline\nname: Real Name\nwithheld: true\n\
             role: carer\n```\n\nAbout looking.\n",
        )
}

fn searcher(built: &Built) -> Searcher<'_> {
    Searcher::open(|path: &OutputPath| built.files.get(path.as_str()).cloned()).expect("an index")
}

fn ask(built: &Built, query: &str) -> SearchAnswer {
    searcher(built)
        .search(query, &SearchRequest::default())
        .expect("an answer")
}

fn urls(built: &Built, query: &str) -> Vec<String> {
    ask(built, query)
        .results
        .into_iter()
        .map(|found| found.url)
        .collect()
}

#[test]
fn every_page_is_found_by_what_a_visitor_can_read_on_it() {
    let built = site().build();
    assert_eq!(built.codes(), [masthead::base::Code::NoBaseUrl]);
    let expected = [
        ("pharmacist", "/reports/2015/#findings"),
        ("quokkaville", "/reports/2015/#background"),
        ("answered", "/reports/2015/#limits"),
        ("April to June", "/reports/2015/"),
        ("opening", "/newsletters/2014-10/"),
        ("walking", "/newsletters/2014-10/#first-steps"),
        ("boots", "/newsletters/2014-10/#boots"),
        ("march", "/newsletters/2014-10/#dates"),
        ("numbatville", "/newsletters/2014-10/#dates"),
        ("second look", "/newsletters/2014-10/#a-second-look"),
        ("numbats", "/publications/ellis2014/#abstract"),
        ("journal of towns", "/publications/ellis2014/#abstract"),
        ("author:\"ann ellis\" home care", "/publications/ellis2014/"),
        ("bees", "/people/a-sample/"),
        ("HTT", "/reports/2015/"),
    ];
    for (query, url) in expected {
        assert_eq!(
            urls(&built, query).first().map(String::as_str),
            Some(url),
            "{query}"
        );
    }
}

#[test]
fn a_publication_of_a_year_is_shown_with_the_year() {
    let built = site().build();
    assert_eq!(ask(&built, "numbats").results[0].date, "2014");
    assert_eq!(urls(&built, "numbats year:2014").len(), 1);
}

#[test]
fn an_article_in_a_file_of_several_is_found_as_itself_with_its_own_writers_and_topics() {
    let built = site().build();
    let found = ask(&built, "walking").results.remove(0);
    assert_eq!(
        (
            found.title.as_str(),
            found.kind.as_str(),
            found.date.as_str()
        ),
        ("First steps", "article", "2014-10-01")
    );
    assert_eq!(
        (found.authors, found.topics),
        (vec!["Anna Sample".to_owned()], vec!["medicines".to_owned()])
    );
    assert!(urls(&built, "author:\"anna sample\" walking").len() == 1);
    assert!(urls(&built, "topic:medicines pharmacist").len() == 1);
}

#[test]
fn what_is_held_back_or_withheld_or_kept_out_is_not_found_nor_anywhere_in_the_files() {
    let site = site()
        .write(
            "content/secret.md",
            "---\ntitle: Zyzzyva draft\ndraft: true\n---\nZyzzyva.\n",
        )
        .write(
            "content/later.md",
            "---\ntitle: Zyzzyva later\npublish_on: 2030-01-01\n---\nZyzzyva.\n",
        )
        .write(
            "content/gone.md",
            "---\ntitle: Zyzzyva gone\nexpires_on: 2019-01-01\n---\nZyzzyva.\n",
        )
        .write(
            "content/kept-out.md",
            "---\ntitle: Zyzzyva kept out\nsearch: no\n---\nZyzzyva.\n",
        );
    let built = site.build();
    assert!(built.files.contains_key("kept-out/index.html"));
    for query in ["zyzzyva", "real name", "author:\"real name\""] {
        assert!(
            urls(&built, query).iter().all(|url| !url.contains("gone")
                && !url.contains("kept")
                && !url.contains("second")),
            "{query}"
        );
    }
    assert!(urls(&built, "zyzzyva").is_empty());
    let before = self::site().build();
    let index = |built: &Built| {
        built
            .files
            .iter()
            .filter(|(path, _)| path.starts_with("search/"))
            .map(|(path, bytes)| (path.clone(), bytes.clone()))
            .collect::<Vec<_>>()
    };
    let page = |(path, _): &(String, Vec<u8>)| path != "search/index.html";
    let files = |built: &Built| index(built).into_iter().filter(page).collect::<Vec<_>>();
    assert_eq!(files(&built), files(&before));
}

#[test]
fn a_site_without_search_has_neither_index_nor_field() {
    let built = site()
        .write("content/site.yaml", "title: Test\nsearch:\n  enabled: no\n")
        .build();
    assert!(
        !built.files.keys().any(|path| path.starts_with("search/")
            || (path.contains("search.") && path.ends_with("js")))
    );
    assert!(!built.html("index.html").contains("role=\"search\""));
}

#[test]
fn every_page_has_a_form_that_leads_to_the_results_page() {
    let built = site().build();
    assert!(built.html("index.html").contains(
        "<form class=\"site-search\" role=\"search\" action=\"search/\" method=\"get\">"
    ));
    assert!(
        built
            .html("reports/2015/index.html")
            .contains("action=\"../../search/\"")
    );
    assert!(built.html("404.html").contains("action=\"/search/\""));
    let page = built.html("search/index.html");
    assert!(
        page.contains("data-search-results")
            && page.contains("<link rel=\"preload\" as=\"fetch\" href=\"index.bin\" crossorigin>"),
        "{page}"
    );
    // The lists of what there is, for visitors without JavaScript.
    assert!(
        page.contains("<a href=\"../newsletters/\">")
            && page.contains("<a href=\"../topics/medicines/\">"),
        "{page}"
    );
}

#[test]
fn a_site_that_is_opened_from_disk_has_its_index_in_a_script() {
    let built = site()
        .write("content/site.yaml", "title: Test\nlinks: files\n")
        .build();
    assert!(
        built
            .html("index.html")
            .contains("<script src=\"search/bundle.js\" defer></script>")
    );
    assert!(
        built
            .html("index.html")
            .contains("action=\"search/index.html\"")
    );
    assert!(built.html("search/bundle.js").contains("\"index.bin\":\""));
    assert!(!built.html("search/index.html").contains("rel=\"preload\""));
}

#[test]
fn the_files_of_search_are_listed_for_a_service_worker_where_the_settings_say_so() {
    let built = site()
        .write(
            "content/site.yaml",
            "title: Test\nsearch:\n  offline: yes\n",
        )
        .build();
    let listed: Vec<String> =
        serde_json::from_str(&built.html("search/offline.json")).expect("JSON");
    assert!(
        listed.iter().any(|name| name == "index.bin") && listed[0] == "./",
        "{listed:?}"
    );
    for name in &listed[1..] {
        let path = name
            .strip_prefix("../")
            .map_or_else(|| format!("search/{name}"), str::to_owned);
        assert!(built.files.contains_key(&path), "{path}");
    }
}

#[test]
fn pages_of_a_kind_can_be_raised() {
    let pages = |settings: &str| {
        let site = Fixture::new().write("content/site.yaml", &format!("title: Test\n{settings}"));
        let site = site
            .write("content/index.md", "---\ntitle: Home\n---\n")
            .write(
                "content/a.md",
                "---\ntitle: Alpha\n---\nCare, care and care.\n",
            );
        site.write(
            "content/reports/r.md",
            "---\ntitle: Report\n---\nOnce there was care here, among many other words.\n",
        )
        .build()
    };
    assert_eq!(urls(&pages(""), "care")[0], "/a/");
    assert_eq!(
        urls(&pages("search:\n  boost:\n    report: 9\n"), "care")[0],
        "/reports/r/"
    );
}

#[test]
fn a_page_of_the_owners_own_takes_the_place_of_the_results_page() {
    let built = site()
        .write(
            "content/search.md",
            "---\ntitle: Find it\ntemplate: search\n---\n",
        )
        .build();
    assert!(built.html("search/index.html").contains("<h1>Find it</h1>"));
    assert!(
        built
            .html("search/index.html")
            .contains("data-search-results")
    );
    assert!(!urls(&built, "walking").is_empty());
}
