//! What a site becomes: where its pages stand, what they list, where their links lead, what is held
//! back. From: sites in memory. To: finished pages, looked at as a browser and a reader would.

#[path = "support/html.rs"]
mod html;

use html::{decoded, tags};
use masthead::base::Code;
use masthead::fixture::{Built, Fixture};

/// Pages of every kind at several depths, that point at one another.
const PAGES: &[(&str, &str)] = &[
    (
        "content/index.md",
        "---\ntitle: Home\n---\n[a](about.md#the-team) [n](newsletters/2015-03/one.md) \
             [f](files/plan%20b.pdf)\n",
    ),
    (
        "content/about.md",
        "---\ntitle: About\naliases: [/who/, /old/about.html]\ntopics: [Teams]\n---\n\n## The \
             team\n\n![A desk](files/desk.png)\n",
    ),
    (
        "content/news/index.md",
        "---\ntitle: News\npage_size: 2\n---\n",
    ),
    (
        "content/news/deep/er/page.md",
        "---\ntitle: Deep\ndate: 2015-01-05\n---\n[up](../../../about.md) [root](/about.md) \
             [home](../../../index.md) [here](#)\n",
    ),
    (
        "content/news/one.md",
        "---\ntitle: One\ndate: 2015-01-01\ntopics: [Teams, Beds]\n---\n[two](two.md)\n",
    ),
    (
        "content/news/two.md",
        "---\ntitle: Two\ndate: 2015-01-02\n---\n[topics](/topics/) [beds](/topics/beds/)\n",
    ),
    (
        "content/news/three.md",
        "---\ntitle: Three\ndate: 2015-01-03\n---\n",
    ),
    (
        "content/newsletters/2015-03/index.md",
        "---\ntitle: Spring\ndate: 2015-03-01\nnumber: 3\npdf: issue.pdf\n---\nWelcome.\n",
    ),
    (
        "content/newsletters/2015-03/one.md",
        "---\ntitle: First article\nweight: 1\nbyline: [{name: A. Sample, role: staff}]\n---\n\
             Text.\n",
    ),
    (
        "content/newsletters/2015-03/two.md",
        "---\ntitle: Second article\nweight: 2\n---\nText.\n",
    ),
    (
        "content/newsletters/2015-09.md",
        "---\ntitle: Autumn\ndate: 2015-09-01\n---\n\n## Beds\n\nText.\n\n## Families\n\n\
             Text.\n",
    ),
    (
        "content/reports/2015.md",
        "---\ntitle: Report\ndate: 2015-06-01\nfindings: [\"One [finding](../about.md)\"]\n\
             downloads: [{file: report.csv, title: Figures}]\n---\n",
    ),
];

/// A site with these pages, and with files that some of them offer.
fn site(settings: &str) -> Fixture {
    let settings = format!(
        "title: Test\nnavigation:\n  - {{title: News, to: news/index.md}}\n  - {{title: About, to: \
         about.md}}\n{settings}"
    );
    PAGES
        .iter()
        .fold(Fixture::new(), |site, (path, text)| site.write(path, text))
        .write("content/site.yaml", &settings)
        .asset("content/files/plan b.pdf", b"%PDF-1.4\n%%EOF\n")
        .asset("content/files/desk.png", b"png")
        .asset("content/files/unused.png", b"png")
        .asset(
            "content/newsletters/2015-03/issue.pdf",
            b"%PDF-1.4\n%%EOF\n",
        )
        .asset("content/reports/report.csv", b"a,b\n1,2\n")
        .asset("content/static/favicon.ico", b"icon")
}

fn built(settings: &str) -> Built {
    let built = site(settings).build();
    let errors: Vec<_> = built
        .outcome
        .faults
        .iter()
        .filter(|finding| finding.severity == masthead::base::Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    built
}

/// The addresses on a page, in order.
fn links(built: &Built, path: &str) -> Vec<String> {
    let addresses = |tag: html::Tag| {
        tag.attributes
            .into_iter()
            .filter(|(name, _)| name == "href" || name == "src")
            .map(|(_, value)| value)
    };
    tags(&built.html(path))
        .into_iter()
        .flat_map(addresses)
        .collect()
}

/// The file that an address leads to when it stands in the file `from`; nothing for another website
/// or a place on the page.
fn target(from: &str, address: &str) -> Option<String> {
    let path = address.split(['#', '?']).next().unwrap_or_default();
    if path.is_empty()
        || address.contains("://")
        || address.starts_with("mailto:")
        || address.starts_with("tel:")
    {
        return None;
    }
    assert!(
        !path.starts_with('/'),
        "{from} has an absolute address: {address}"
    );
    let mut names: Vec<&str> = from.split('/').collect();
    names.pop();
    for name in path.split('/') {
        match name {
            "" | "." => {}
            ".." => assert!(
                names.pop().is_some(),
                "{from}: {address} climbs out of the site"
            ),
            name => names.push(name),
        }
    }
    if path.ends_with('/') || path.ends_with("..") || path == "." {
        names.push("index.html");
    }
    Some(percent_decoded(&names.join("/")))
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = (*first == b'%')
            .then(|| u8::from_str_radix(std::str::from_utf8(after.get(..2)?).ok()?, 16).ok())
            .flatten();
        bytes.push(hex.unwrap_or(*first));
        rest = if hex.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).expect("text")
}

fn assert_every_link_leads_somewhere(built: &Built) {
    let pages: Vec<&String> = built
        .files
        .keys()
        .filter(|path| html::is(path, "html") && *path != "404.html")
        .collect();
    assert!(pages.len() > 15, "{pages:?}");
    for page in pages {
        for address in links(built, page) {
            if let Some(target) = target(page, &address) {
                assert!(
                    built.files.contains_key(&target),
                    "{page}: {address} leads to {target}, which is not there"
                );
            }
        }
    }
}

/// Titles in the main part of a page's list, in order.
fn listed(built: &Built, path: &str) -> Vec<String> {
    let html = built.html(path);
    let entries = html
        .split("class=\"entry-title\">")
        .skip(1)
        .filter_map(|entry| entry.split_once("</a>"));
    entries
        .map(|(entry, _)| decoded(entry.rsplit('>').next().unwrap_or_default()))
        .collect()
}

#[test]
fn every_link_leads_to_a_file_of_the_site_without_leaving_its_folder() {
    assert_every_link_leads_somewhere(&built(""));
    assert_every_link_leads_somewhere(&built("base_url: https://www.example.org/htas/\n"));
}

#[test]
fn with_links_to_files_every_link_names_its_file_so_that_the_site_opens_from_disk() {
    let built = built("links: files\n");
    assert_every_link_leads_somewhere(&built);
    for page in built
        .files
        .keys()
        .filter(|path| html::is(path, "html") && *path != "404.html")
    {
        for address in links(&built, page)
            .iter()
            .filter(|address| target(page, address).is_some())
        {
            let path = address.split('#').next().unwrap_or_default();
            assert!(
                !path.ends_with('/') && !path.ends_with('.'),
                "{page}: {address}"
            );
        }
    }
}

#[test]
fn a_link_to_a_source_file_leads_to_its_page_from_any_depth() {
    let built = built("");
    let page = links(&built, "news/deep/er/page/index.html");
    assert_eq!(
        page.iter()
            .filter(|address| *address == "../../../../about/")
            .count(),
        3,
        "the menu and two in the text: {page:?}"
    );
    assert!(page.contains(&"../../../../".to_owned()), "{page:?}");
    assert!(page.contains(&"#".to_owned()), "{page:?}");
    assert!(links(&built, "index.html").contains(&"about/#the-team".to_owned()));
    assert!(links(&built, "index.html").contains(&"files/plan%20b.pdf".to_owned()));
}

#[test]
fn the_page_for_addresses_that_are_not_there_works_at_any_of_them() {
    for (settings, root) in [
        ("", "/"),
        ("base_url: https://www.example.org/\n", "/"),
        ("base_url: https://www.example.org/a/b/\n", "/a/b/"),
    ] {
        let addresses = links(&built(settings), "404.html");
        let own: Vec<&String> = addresses
            .iter()
            .filter(|address| !address.contains("://") && !address.starts_with('#'))
            .collect();
        assert!(
            own.len() > 3 && own.iter().all(|address| address.starts_with(root)),
            "{settings}: {own:?}"
        );
        assert!(
            own.iter()
                .any(|address| **address == format!("{root}about/")),
            "{settings}: {own:?}"
        );
    }
}

#[test]
fn whole_addresses_start_with_the_sites_own_and_are_left_out_where_that_is_not_known() {
    let canonical = |settings: &str| {
        let tags = tags(&built(settings).html("news/one/index.html"));
        tags.iter()
            .find(|tag| tag.get("rel") == Some("canonical"))
            .and_then(|tag| tag.get("href").map(str::to_owned))
    };
    assert_eq!(
        canonical("base_url: https://www.example.org/htas\n").as_deref(),
        Some("https://www.example.org/htas/news/one/")
    );
    assert_eq!(canonical(""), None);
}

#[test]
fn only_files_that_pages_point_at_are_published_and_static_ones_as_they_are() {
    let built = built("");
    for path in [
        "files/plan b.pdf",
        "files/desk.png",
        "newsletters/2015-03/issue.pdf",
        "reports/report.csv",
        "favicon.ico",
    ] {
        assert!(built.files.contains_key(path), "{path} is missing");
    }
    assert!(
        !built
            .files
            .keys()
            .any(|path| path.contains("unused") || path.starts_with("static/"))
    );
}

#[test]
fn a_picture_has_its_size_so_that_the_page_does_not_jump() {
    let built = built("");
    let tags = tags(&built.html("about/index.html"));
    let picture = tags
        .iter()
        .find(|tag| tag.get("alt") == Some("A desk"))
        .expect("the picture");
    assert_eq!(picture.get("src"), Some("../files/desk.png"));
    assert_eq!(
        (picture.get("width"), picture.get("height")),
        (Some("64"), Some("48"))
    );
}

#[test]
fn a_former_address_leads_to_the_page() {
    let built = built("");
    for (path, to) in [
        ("who/index.html", "../about/"),
        ("old/about.html", "../about/"),
    ] {
        let html = built.html(path);
        assert!(
            html.contains(&format!("0; url={to}")) && links(&built, path).contains(&to.to_owned()),
            "{path}: {html}"
        );
    }
    assert!(!built.files.contains_key("old/about.html/index.html"));
}

#[test]
fn a_long_list_is_divided_and_its_pages_lead_to_one_another() {
    let built = built("");
    assert_eq!(listed(&built, "news/index.html"), ["Three", "Two"]);
    assert_eq!(listed(&built, "news/page/2/index.html"), ["One"]);
    assert!(!built.files.contains_key("news/page/3/index.html"));
    let rel = |path: &str, name: &str| {
        let tags = tags(&built.html(path));
        tags.iter()
            .find(|tag| tag.name == "link" && tag.get("rel") == Some(name))
            .and_then(|tag| tag.get("href").map(str::to_owned))
    };
    assert_eq!(rel("news/index.html", "next").as_deref(), Some("page/2/"));
    assert_eq!(rel("news/index.html", "prev"), None);
    assert_eq!(
        rel("news/page/2/index.html", "prev").as_deref(),
        Some("../../")
    );
    assert_eq!(rel("news/page/2/index.html", "next"), None);
}

#[test]
fn a_list_is_in_the_order_that_its_folder_says() {
    let order = |settings: &str| {
        listed(
            &built(&format!("folders:\n  news: {settings}\n")),
            "news/index.html",
        )
    };
    assert_eq!(order("{sort: oldest}"), ["One", "Two"]);
    assert_eq!(order("{sort: title}"), ["One", "Three"]);
    assert_eq!(order("{sort: newest}"), ["Three", "Two"]);
    let weighted = site("")
        .write(
            "content/news/one.md",
            "---\ntitle: One\ndate: 2015-01-01\nweight: 1\n---\n",
        )
        .build();
    assert_eq!(listed(&weighted, "news/index.html"), ["One", "Three"]);
}

#[test]
fn addresses_follow_the_pattern_of_their_folder() {
    let page = |settings: &str| {
        let built = site(&format!(
            "folders:\n  news: {{permalink: \"{settings}\"}}\n"
        ))
        .write("content/news/two.md", "---\ntitle: Two\n---\n")
        .build();
        assert_every_link_leads_somewhere(&built);
        let pages = built
            .outcome
            .pages
            .iter()
            .filter(|page| page.title == "One" || page.title == "Two");
        pages.map(|page| page.url.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(
        page("/{year}/{month}/{day}/{slug}/"),
        ["/2015/01/01/one/", "/undated/undated/undated/two/"]
    );
    assert_eq!(page("/{section}/{slug}/"), ["/news/one/", "/news/two/"]);
    assert_eq!(page("/p/{slug}/"), ["/p/one/", "/p/two/"]);
}

#[test]
fn a_slug_changes_the_last_part_of_an_address_and_links_follow() {
    let built = site("")
        .write(
            "content/news/two.md",
            "---\ntitle: Two\nslug: Número dos\n---\n",
        )
        .build();
    assert!(links(&built, "news/one/index.html").contains(&"../numero-dos/".to_owned()));
    let built = site("")
        .write(
            "content/news/index.md",
            "---\ntitle: News\nslug: latest\n---\n",
        )
        .build();
    let pages: Vec<&String> = built
        .files
        .keys()
        .filter(|path| path.starts_with("latest/") || path.starts_with("news/"))
        .collect();
    let (now, former): (Vec<&str>, Vec<&str>) = pages
        .iter()
        .map(|path| path.as_str())
        .partition(|path| path.starts_with("latest/"));
    assert!(now.contains(&"latest/one/index.html"), "{pages:?}");
    assert_eq!(
        former
            .iter()
            .map(|path| path.replacen("news/", "latest/", 1))
            .collect::<Vec<_>>(),
        now,
        "addresses without the slug"
    );
    for (path, to) in [
        ("news/index.html", "../latest/"),
        ("news/one/index.html", "../../latest/one/"),
    ] {
        assert!(
            built.html(path).contains(&format!("0; url={to}")),
            "the address without the slug leads on"
        );
    }
    assert_every_link_leads_somewhere(&built);
}

#[test]
fn a_folder_can_choose_kind_and_template_of_its_pages() {
    let built = site("folders:\n  news: {kind: article, template: mine}\n")
        .write(
            "themes/default/templates/mine.html",
            "<p class=\"mine\">{{ page.kind }} {{ page.title }}</p>",
        )
        .write(
            "content/news/three.md",
            "---\ntitle: Three\ntemplate: article\n---\n",
        )
        .build();
    assert_eq!(
        built.html("news/one/index.html"),
        "<p class=\"mine\">article One</p>"
    );
    assert!(
        built.html("news/index.html").contains("<h1>News</h1>"),
        "the list keeps its own template"
    );
    assert!(
        built
            .html("news/three/index.html")
            .contains("<h1>Three</h1>"),
        "a page has the last word"
    );
}

#[test]
fn the_place_of_a_file_says_what_it_is_unless_the_file_does() {
    let built = site("")
        .write(
            "content/news/three.md",
            "---\ntitle: Three\nkind: report\n---\n",
        )
        .build();
    let kinds: Vec<(&str, usize)> = built
        .outcome
        .by_kind
        .iter()
        .map(|(kind, number)| (kind.as_str(), *number))
        .collect();
    // Home, news, its two folders, newsletters and reports are sections; two of these have no index
    // of their own.
    for wanted in [
        ("article", 2),
        ("newsletter", 2),
        ("report", 2),
        ("section", 6),
        ("page", 4),
    ] {
        assert!(kinds.contains(&wanted), "{wanted:?} in {kinds:?}");
    }
}

#[test]
fn an_issue_lists_its_articles_in_their_editors_order_and_each_leads_back() {
    let built = built("");
    let issue = built.html("newsletters/2015-03/index.html");
    let (first, second) = (issue.find("First article"), issue.find("Second article"));
    assert!(first.is_some() && first < second, "{issue}");
    let article = links(&built, "newsletters/2015-03/one/index.html");
    assert!(
        article.contains(&"../".to_owned()) && article.contains(&"../two/".to_owned()),
        "{article:?}"
    );
    let one_file = links(&built, "newsletters/2015-09/index.html");
    assert!(
        one_file.iter().any(|address| address.ends_with("#beds"))
            && one_file
                .iter()
                .any(|address| address.ends_with("#families")),
        "{one_file:?}"
    );
}

#[test]
fn a_report_shows_its_findings_and_its_documents_with_kind_and_size() {
    let built = built("");
    let report = built.html("reports/2015/index.html");
    assert!(
        report.contains("One <a href=\"../../about/\">finding</a>"),
        "{report}"
    );
    assert!(links(&built, "reports/2015/index.html").contains(&"../report.csv".to_owned()));
    assert!(
        report.contains("Figures") && report.contains("CSV") && report.contains("1 KB"),
        "{report}"
    );
}

#[test]
fn a_name_that_is_withheld_stands_in_no_file_of_the_site() {
    let byline = "byline: [{name: Nemo Secret, role: carer, withheld: true}]";
    let built = site("base_url: https://www.example.org/\n")
        .write(
            "content/newsletters/2015-03/one.md",
            &format!("---\ntitle: First article\n{byline}\n---\nText.\n"),
        )
        .write(
            "content/newsletters/2015-09.md",
            "---\ntitle: Autumn\n---\n\n## Beds\n\n```byline\nname: Nemo Secret\nrole: carer\n\
             withheld: true\n```\n\nText.\n",
        )
        .build();
    assert!(
        built
            .html("newsletters/2015-03/one/index.html")
            .contains("carer")
    );
    for (path, bytes) in &built.files {
        assert!(!String::from_utf8_lossy(bytes).contains("Nemo"), "{path}");
    }
}

#[test]
fn a_contents_list_appears_on_long_pages_and_can_be_left_out() {
    let page = |front: &str, headings: &str| {
        let built = site("")
            .write(
                "content/long.md",
                &format!("---\ntitle: Long\n{front}---\n\n{headings}"),
            )
            .build();
        let toc = links(&built, "long/index.html")
            .into_iter()
            .filter(|address| address.starts_with('#') && !address.starts_with("#main"));
        toc.collect::<Vec<_>>()
    };
    assert_eq!(
        page("", "## A\n\n### Inside\n\n## B\n\n## A\n"),
        ["#a", "#inside", "#b", "#a-2"]
    );
    assert_eq!(page("", "## A\n\n## B\n"), [""; 0]);
    assert_eq!(page("toc: no\n", "## A\n\n## B\n\n## C\n"), [""; 0]);
}

#[test]
fn places_on_other_pages_are_checked_whatever_made_them() {
    let target = "## Heading\n\n## Own {#chosen}\n\n<p id=\"raw\">x</p>\n\n```notice\nbody: x\n\
        ```\n\nNote[^1].\n\n[^1]: The note.\n";
    let built = site("")
        .write(
            "content/target.md",
            &format!("---\ntitle: Target\n---\n\n{target}"),
        )
        .write(
            "content/a.md",
            "---\ntitle: A\n---\n\n[1](target.md#heading) [2](target.md#chosen) [3](target.md#raw) \
             [4](target.md#notice-1) [5](target.md#fn-1)\n",
        )
        .write(
            "content/b.md",
            "---\ntitle: B\n---\n\n[1](target.md#haeding) [2](about.md#the-team) [3](#nowhere)\n",
        )
        .build();
    assert_eq!(
        built.findings_in("content/a.md"),
        [&built.outcome.faults[0]; 0]
    );
    let codes: Vec<Code> = built
        .findings_in("content/b.md")
        .iter()
        .map(|finding| finding.code)
        .collect();
    assert_eq!(codes, [Code::BrokenAnchor, Code::BrokenAnchor]);
    let page = tags(&built.html("target/index.html"));
    let mut ids: Vec<&str> = page.iter().filter_map(|tag| tag.get("id")).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id is given twice: {ids:?}");
}

/// The site with pages that are not out: a draft, one for later, one that has expired, and a whole
/// issue.
fn with_held_back_pages() -> Fixture {
    site("base_url: https://www.example.org/\n")
        .write(
            "content/news/two.md",
            "---\ntitle: Canary draft\ndate: 2015-01-02\ndraft: true\ntopics: [Beds, Canary \
             topic]\n---\nCanary text.\n",
        )
        .write(
            "content/news/four.md",
            "---\ntitle: Canary later\ndate: 2015-01-04\npublish_on: 2020-01-02\ntopics: [Beds]\n\
             ---\n",
        )
        .write(
            "content/news/five.md",
            "---\ntitle: Canary expired\ndate: 2015-01-06\nexpires_on: 2020-01-01\n---\n",
        )
        .write(
            "content/newsletters/2015-03/index.md",
            "---\ntitle: Canary issue\ndate: 2015-03-01\ndraft: true\n---\n",
        )
        .write(
            "content/newsletters/2015-03/one.md",
            "---\ntitle: Canary article\naliases: [/canary/]\n---\n",
        )
        .write(
            "content/newsletters/2015-03/two.md",
            "---\ntitle: Canary second\n---\n",
        )
}

#[test]
fn what_is_held_back_stands_in_no_page_list_topic_feed_or_address() {
    let built = with_held_back_pages().build();
    for (path, bytes) in &built.files {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        assert!(
            !path.contains("canary") && !text.contains("canary"),
            "{path}"
        );
    }
    assert_eq!(listed(&built, "news/index.html"), ["Three", "One"]);
    assert_eq!(listed(&built, "topics/beds/index.html"), ["One"]);
    assert_every_link_leads_somewhere(&built);
}

#[test]
fn what_is_held_back_is_told_with_its_reason() {
    let built = with_held_back_pages().build();
    let told: Vec<String> = built
        .outcome
        .held_back
        .iter()
        .map(|held| format!("{}: {}", held.title, held.reason))
        .collect();
    assert_eq!(
        told,
        [
            "Canary expired: expired on 2020-01-01",
            "Canary later: scheduled for 2020-01-02",
            "Canary draft: a draft",
            "Canary issue: a draft",
            "Canary article: a draft",
            "Canary second: a draft",
        ]
    );
}

#[test]
fn a_link_to_what_is_held_back_becomes_plain_words_and_is_told() {
    let built = with_held_back_pages().build();
    let held: Vec<&str> = built
        .outcome
        .faults
        .iter()
        .filter(|finding| finding.code == Code::HeldBackLink)
        .filter_map(|finding| Some(finding.span.as_ref()?.file.as_str()))
        .collect();
    assert_eq!(held, ["content/index.md", "content/news/one.md"]);
    let one = built.html("news/one/index.html");
    assert!(
        one.contains("<p><a>two</a></p>") || one.contains("<p>two</p>"),
        "{one}"
    );
}

#[test]
fn pages_come_out_on_their_day_and_go_on_theirs() {
    let site = with_held_back_pages();
    let titles = |built: &Built| {
        built
            .outcome
            .pages
            .iter()
            .filter(|page| page.title.starts_with("Canary"))
            .map(|page| page.title.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(titles(&site.today(2020, 1, 2).build()), ["Canary later"]);
    assert_eq!(
        titles(&with_held_back_pages().today(2019, 12, 31).build()),
        ["Canary expired"]
    );
}

#[test]
fn drafts_can_be_looked_at_and_say_what_they_are() {
    let built = with_held_back_pages().with_held_back().build();
    let draft = built.html("news/two/index.html");
    let tags = tags(&draft);
    assert!(
        tags.iter()
            .any(|tag| tag.get("name") == Some("robots") && tag.get("content") == Some("noindex")),
        "{draft}"
    );
    assert!(draft.contains("This page is a draft"), "{draft}");
    assert!(
        !built
            .html("news/one/index.html")
            .contains("This page is a draft")
    );
    assert!(
        !built.files.contains_key("news/five/index.html"),
        "what has expired stays away"
    );
}

#[test]
fn neighbours_are_the_earlier_and_the_later_page_of_a_series() {
    let built = site("")
        .write(
            "content/newsletters/2015-06.md",
            "---\ntitle: Summer\ndate: 2015-06-01\n---\n",
        )
        .build();
    let around = |path: &str| {
        let tags = tags(&built.html(path));
        let find = |rel: &str| {
            tags.iter()
                .find(|tag| tag.name == "a" && tag.get("rel") == Some(rel))
                .and_then(|tag| tag.get("href").map(str::to_owned))
        };
        (find("prev"), find("next"))
    };
    assert_eq!(
        around("newsletters/2015-06/index.html"),
        (
            Some("../2015-03/".to_owned()),
            Some("../2015-09/".to_owned())
        )
    );
    assert_eq!(
        around("newsletters/2015-03/index.html"),
        (None, Some("../2015-06/".to_owned()))
    );
    assert_eq!(
        around("newsletters/2015-09/index.html"),
        (Some("../2015-06/".to_owned()), None)
    );
}
