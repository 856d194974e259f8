//! Publications from their lists to finished pages: lists and groups, pages, citing, files for
//! programs, what machines read. From: sites in memory. To: their HTML and files.

use masthead::base::{Code, Severity};
use masthead::fixture::{Built, Fixture};

const LIST: &str = r"
@article{ellis2014,
  author = {Ellis, Clare and Hodge, Steve},
  title = {Introduction of the {Sample Scheme}: \emph{a} welcome development},
  journal = {Journal of Samples},
  date = {2014-03-05}, volume = {21}, number = {3}, pages = {234--240},
  issn = {1351-0126}, doi = {10.1111/jpm.12100}, pmid = {24020949},
  abstract = {We asked forty teams.

They answered <b>at once</b> & more.},
}
@article{carpenter2013,
  author = {Carpenter, Robert and Falkenburg, Jara and White, Thomas and Tracy, Derek K.},
  title = {Sample teams}, journal = {Sample Bulletin}, date = {2013}, volume = {37},
  pages = {232--237},
}
@report{ellis2013,
  author = {Ellis, Clare}, title = {The first report of the scheme}, institution = {Sample Body},
  type = {Report}, date = {2013},
  url = {https://example.org/report},
}
";

fn site() -> Fixture {
    Fixture::new()
        .write(
            "content/site.yaml",
            "title: Test\nbase_url: https://www.example.org/\n",
        )
        .write("content/index.md", "---\ntitle: Home\n---\nHello.\n")
        .write("content/publications/ours.bib", LIST)
}

/// Builds a site that has no errors.
#[track_caller]
fn built(site: &Fixture) -> Built {
    let built = site.build();
    let errors: Vec<_> = built
        .outcome
        .faults
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    built
}

fn single(html: &str) -> String {
    html.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Gives the part of a page between two pieces of it.
#[track_caller]
fn between<'h>(html: &'h str, start: &str, end: &str) -> &'h str {
    let (_, rest) = html
        .split_once(start)
        .unwrap_or_else(|| panic!("no {start} in\n{html}"));
    rest.split_once(end).map_or(rest, |(inside, _)| inside)
}

#[test]
fn a_list_of_publications_becomes_a_section_with_a_page_for_each() {
    let built = built(&site());
    let pages: Vec<&str> = built
        .pages()
        .filter(|page| page.starts_with("publications/"))
        .collect();
    for page in [
        "publications/index.html",
        "publications/ellis2014/index.html",
        "publications/carpenter2013/index.html",
    ] {
        assert!(pages.contains(&page), "{pages:?}");
    }
    assert_eq!(built.outcome.by_kind.get("publication"), Some(&3));
    let list = built.html("publications/index.html");
    assert!(list.contains("<h1>Publications</h1>"));
    assert!(
        single(&list).contains("Ellis, C. and Hodge, S. (2014)"),
        "{list}"
    );
}

#[test]
fn the_list_stands_in_years_the_latest_first_and_in_a_year_by_author() {
    let list = built(&site()).html("publications/index.html");
    let order = [
        "id=\"year-2014\"",
        "Introduction of the",
        "id=\"year-2013\"",
        "Sample teams",
        "The first report",
    ];
    let places: Vec<usize> = order
        .iter()
        .map(|part| {
            list.find(part)
                .unwrap_or_else(|| panic!("no {part}\n{list}"))
        })
        .collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn the_settings_choose_style_and_groups() {
    let settings = |lines: &str| {
        site().write(
            "content/site.yaml",
            &format!("title: Test\npublications:\n{lines}"),
        )
    };
    let by_type =
        built(&settings("  group_by: type\n  style: vancouver\n")).html("publications/index.html");
    assert!(
        by_type.contains("id=\"type-journal-article\">Journal articles</h2>")
            && by_type.contains("id=\"type-report\">Reports</h2>")
    );
    assert!(single(&by_type).contains("Ellis C, Hodge S."), "{by_type}");
    let by_author = built(&settings("  group_by: author\n")).html("publications/index.html");
    let ellis = between(
        &by_author,
        "id=\"author-ellis-c\">Ellis, Clare</h2>",
        "</section>",
    );
    assert!(
        ellis.contains("Introduction of the") && ellis.contains("The first report"),
        "{ellis}"
    );
    let unknown = settings("  stile: apa\n").build();
    assert!(unknown.codes().contains(&Code::UnknownKey));
}

#[test]
fn a_style_may_be_a_file_of_the_site() {
    let style = r#"<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info>
    <title>House</title><id>http://www.example.org/house</id>
    <updated>2020-01-01T00:00:00+00:00</updated>
  </info>
  <citation>
    <layout prefix="{" suffix="}" delimiter="; ">
      <names variable="author"><name form="short"/></names>
    </layout>
  </citation>
  <bibliography>
    <layout>
      <names variable="author"><name/></names><text variable="title" prefix=" HOUSE "/>
    </layout>
  </bibliography>
</style>"#;
    let with = |site: Fixture| {
        site.write("content/publications/house.csl", style).write(
            "content/site.yaml",
            "title: T\npublications: {style: house.csl}\n",
        )
    };
    assert!(
        built(&with(site()))
            .html("publications/index.html")
            .contains("HOUSE")
    );
    let missing = site()
        .write(
            "content/site.yaml",
            "title: T\npublications: {style: haus.csl}\n",
        )
        .write("content/publications/house.csl", style);
    let built = missing.build();
    let finding = built
        .outcome
        .faults
        .iter()
        .find(|finding| finding.code == Code::CitationStyle)
        .expect("a finding");
    assert!(
        finding.help.iter().any(|help| help.contains("`house.csl`")),
        "{finding:?}"
    );
}

#[test]
fn years_types_and_authors_have_pages_that_narrow_the_list_down_without_a_script() {
    let built = built(&site());
    let year = built.html("publications/year/2013/index.html");
    assert!(
        year.contains("Sample teams")
            && year.contains("The first report")
            && !year.contains("Introduction of the")
    );
    assert!(
        built
            .html("publications/type/report/index.html")
            .contains("The first report")
    );
    let author = built.html("publications/author/ellis-c/index.html");
    assert!(
        author.contains("<h1>Ellis, Clare</h1>")
            && author.contains("Introduction of the")
            && author.contains("The first report")
    );
    let list = built.html("publications/index.html");
    for link in [
        "href=\"year/2014/\"",
        "href=\"type/report/\"",
        "href=\"author/tracy-d/\"",
    ] {
        assert!(list.contains(link), "{link}");
    }
    // The filter is there for scripts, and hidden without them.
    assert!(single(&list).contains("data-filter hidden>"), "{list}");
    assert!(
        list.contains("data-in=\"year-2014 type-journal-article author-ellis-c author-hodge-s\""),
        "{list}"
    );
}

#[test]
fn a_publication_has_a_page_with_abstract_links_and_how_to_cite_it() {
    let page = built(&site()).html("publications/ellis2014/index.html");
    let flat = single(&page);
    for part in [
        "Journal article <span class=\"dot\" aria-hidden=\"true\">·</span> 5 March 2014",
        "<p>We asked forty teams.</p>",
        "They answered",
        "href=\"https://doi.org/10.1111/jpm.12100\"",
        "href=\"https://pubmed.ncbi.nlm.nih.gov/24020949/\"",
        "id=\"how_to_cite\"",
        "data-copy",
        "role=\"status\"",
        "href=\"ellis2014.bib\"",
        "href=\"ellis2014.ris\"",
        "href=\"ellis2014.json\"",
    ] {
        assert!(flat.contains(part), "no {part} in\n{page}");
    }
    assert!(
        flat.contains("<em>a</em> welcome development</h1>")
            || flat.contains("<i>a</i> welcome development</h1>"),
        "{page}"
    );
}

#[test]
fn hostile_fields_come_out_as_text() {
    let hostile = r#"@misc{x,
  author = {<script>alert(1)</script> and "Onload", A},
  title = {A <script>alert(2)</script> & "B" <img src=x onerror=alert(3)>},
  date = {2014}, note = {<b onclick=x>}, url = {javascript:alert(4)}, doi = {10.1000/"><script>},
  abstract = {</script><script>alert(5)</script>}, howpublished = {x}}"#;
    let built = site()
        .write("content/publications/more.bib", hostile)
        .build();
    for (path, bytes) in built
        .files
        .iter()
        .filter(|(path, _)| path.contains(".html"))
    {
        let page = String::from_utf8_lossy(bytes);
        for bad in [
            "<script>alert",
            "onerror=alert(3)>",
            "<b onclick",
            "href=\"javascript:",
        ] {
            assert!(
                !page
                    .replace("&lt;img src=x onerror=alert(3)&gt;", "")
                    .contains(bad),
                "{bad} in {path}"
            );
        }
    }
    assert!(
        built
            .html("publications/x/index.html")
            .contains("&lt;script&gt;alert(2)")
    );
}

#[test]
fn ten_thousand_authors_are_counted_not_listed() {
    let authors: Vec<String> = (0..10_000).map(|n| format!("Writer{n}, A.")).collect();
    let list = format!(
        "@article{{many, author = {{{}}}, title = {{With many}}, journal = {{J}}, date = \
         {{2014}}}}",
        authors.join(" and ")
    );
    let built = built(&site().write("content/publications/many.bib", &list));
    let page = built.html("publications/many/index.html");
    assert!(page.contains("and 9900 others"), "{}", &page[..2000]);
    assert!(built.pages().count() < 400, "{}", built.pages().count());
}

#[test]
fn a_file_with_a_key_adds_to_a_publication_and_hosts_its_pdf() {
    let added = "---\nkey: ellis2014\nabstract: \"Another *abstract*.\"\nnote: Open access.\n\
        key_message: \"Ask **teams**.\"\ntopics: [Accreditation]\npdf: files/paper.pdf\n---\n\n\
        More to say.\n";
    let site = site()
        .write("content/publications/about-it.md", added)
        .asset("content/publications/files/paper.pdf", b"%PDF-1.4\n%%EOF\n");
    let built = built(&site);
    let page = built.html("publications/ellis2014/index.html");
    for part in [
        "Another <em>abstract</em>.",
        "Open access.",
        "Ask <strong>teams</strong>.",
        "More to say.",
        "href=\"paper.pdf\"",
        "Accreditation",
    ] {
        assert!(page.contains(part), "no {part} in\n{page}");
    }
    assert!(!page.contains("We asked forty teams"));
    assert!(
        built.files.contains_key("publications/ellis2014/paper.pdf"),
        "{:?}",
        built.files.keys()
    );
    assert!(
        built
            .html("topics/accreditation/index.html")
            .contains("Introduction of the")
    );
    assert!(
        built
            .html("publications/index.html")
            .contains("Open access.")
    );
    let tag = |name: &str| format!("<meta name=\"{name}\" content=\"");
    assert_eq!(page.matches(&tag("citation_author")).count(), 2);
    assert!(page.contains(&format!("{}2014/3/5\"", tag("citation_publication_date"))));
    assert!(page.contains(&format!(
        "{}https://www.example.org/publications/ellis2014/paper.pdf\"",
        tag("citation_pdf_url")
    )));
    let other = built.html("publications/carpenter2013/index.html");
    assert!(
        !other.contains("citation_title"),
        "only what the site publishes itself has tags for scholars"
    );
}

#[test]
fn a_folder_of_its_own_and_the_name_of_the_file_stand_for_the_key() {
    let folder = site().write(
        "content/publications/ellis2014/index.md",
        "---\nkey_message: From a folder.\n---\n",
    );
    assert!(
        built(&folder)
            .html("publications/ellis2014/index.html")
            .contains("From a folder.")
    );
    let file = site().write(
        "content/publications/carpenter2013.md",
        "---\nkey_message: From a file.\n---\n",
    );
    assert!(
        built(&file)
            .html("publications/carpenter2013/index.html")
            .contains("From a file.")
    );
    let page = site().write(
        "content/publications/rights.md",
        "---\nkind: page\ntitle: Rights\n---\n",
    );
    assert!(
        built(&page)
            .html("publications/rights/index.html")
            .contains("<h1>Rights</h1>")
    );
}

#[test]
fn a_publication_stands_below_the_page_of_its_list_wherever_its_own_file_is() {
    for head in ["content/publications/index.md", "content/publications.md"] {
        let one = "@report{ellis2013, author = {Ellis, Clare}, title = {The first report}, \
            institution = {Body}, date = {2013}}\n";
        for elsewhere in ["content/about.md", "content/smith.md"] {
            let site = site()
                .write("content/publications/ours.bib", one)
                .write(head, "---\ntitle: Research\nslug: research\n---\n")
                .write(elsewhere, "---\nkind: publication\nkey: ellis2013\n---\n");
            let built = built(&site);
            let pages: Vec<&str> = built.pages().collect();
            assert!(
                pages.contains(&"research/ellis2013/index.html"),
                "{head}, {elsewhere}: {pages:?}"
            );
        }
    }
}

#[test]
fn a_draft_holds_its_publication_back_everywhere() {
    let built = built(&site().write(
        "content/publications/ellis2014.md",
        "---\ndraft: true\n---\n",
    ));
    assert!(
        !built
            .files
            .contains_key("publications/ellis2014/index.html")
    );
    assert!(
        !built
            .html("publications/index.html")
            .contains("Introduction of the")
    );
    assert!(
        !built
            .html("publications/publications.bib")
            .contains("ellis2014")
    );
}

#[test]
fn programs_get_each_publication_and_the_whole_list_in_three_forms() {
    let built = built(&site());
    let bib = built.html("publications/publications.bib");
    assert!(
        ["ellis2014", "carpenter2013", "ellis2013"]
            .iter()
            .all(|key| bib.contains(key)),
        "{bib}"
    );
    assert!(
        built
            .html("publications/publications.ris")
            .contains("TY  - RPRT")
    );
    let one: serde_json::Value =
        serde_json::from_str(&built.html("publications/ellis2014/ellis2014.json")).expect("JSON");
    assert_eq!(one[0]["id"], "ellis2014");
}

#[test]
fn search_engines_are_told_which_journal_an_article_stands_in() {
    let page = built(&site()).html("publications/ellis2014/index.html");
    let json = between(&page, "<script type=\"application/ld+json\">", "</script>");
    let data: serde_json::Value = serde_json::from_str(json).expect("JSON");
    let graph = data["@graph"].as_array().expect("a list");
    let article = graph
        .iter()
        .find(|node| node["@type"] == "ScholarlyArticle")
        .expect("an article");
    assert_eq!(article["isPartOf"]["@type"], "PublicationIssue");
    assert_eq!(
        article["isPartOf"]["isPartOf"]["isPartOf"]["name"],
        "Journal of Samples"
    );
}

#[test]
fn a_text_cites_with_a_list_of_references_that_leads_back() {
    let text = "---\ntitle: News\n---\nAs shown [@ellis2014, p. 4; see also @carpenter2013]. \
        @ellis2013 agrees, and so do others [@ellis2014].\n\n| A |\n| - |\n| In a table \
        [@carpenter2013] |\n";
    let built = built(&site().write("content/news.md", text));
    let page = single(&built.html("news/index.html"));
    assert!(
        page.contains(
            "<span class=\"cite-mark\" id=\"cite-1\">(<a class=\"cite\" href=\"#ref-ellis2014\">"
        ),
        "{page}"
    );
    assert!(
        page.contains("see also <a class=\"cite\" href=\"#ref-carpenter2013\">"),
        "{page}"
    );
    assert!(
        page.contains("Ellis (<a") || page.contains(">Ellis (2013"),
        "{page}"
    );
    let list = between(&page, "role=\"doc-bibliography\"", "</section>");
    let ellis = between(list, "<li id=\"ref-ellis2014\"", "</li>");
    assert!(
        ellis.contains("href=\"#cite-1\"")
            && ellis.contains("href=\"#cite-3\"")
            && ellis.contains("href=\"../publications/ellis2014/\""),
        "{list}"
    );
    assert!(
        between(list, "<li id=\"ref-carpenter2013\"", "</li>").contains("href=\"#cite-4\""),
        "{list}"
    );
    let cited = built.html("publications/ellis2014/index.html");
    assert!(
        between(&cited, "id=\"cited_in\"", "</section>").contains("href=\"../../news/\""),
        "{cited}"
    );
}

#[test]
fn blocks_and_findings_of_reports_cite_too_in_the_order_of_the_page() {
    let settings = "title: Test\npublications: {style: vancouver}\n";
    let report = "---\ntitle: R\nfindings: [\"First [@carpenter2013].\"]\n---\nThen [@ellis2014].\n\
        \n```notice\nbody: And [@carpenter2013; @ellis2013].\n```\n";
    let built = built(
        &site()
            .write("content/site.yaml", settings)
            .write("content/reports/r.md", report),
    );
    let page = single(&built.html("reports/r/index.html"));
    let list = between(&page, "role=\"doc-bibliography\"", "</section>");
    let order: Vec<usize> = ["ref-carpenter2013", "ref-ellis2014", "ref-ellis2013"]
        .iter()
        .filter_map(|key| list.find(key))
        .collect();
    assert!(order.len() == 3 && order.is_sorted(), "{list}");
    assert!(!page.contains("[@"), "{page}");
}

#[test]
fn an_unknown_key_is_an_error_with_the_nearest_and_its_place() {
    let text = "---\ntitle: News\n---\nAs shown [see @elis2014, p. 4].\n";
    let built = site().write("content/news.md", text).build();
    let finding = built
        .outcome
        .faults
        .iter()
        .find(|finding| finding.code == Code::UnknownPublication)
        .expect("a finding");
    assert_eq!(finding.severity, Severity::Error);
    assert_eq!(finding.help, ["did you mean `ellis2014`?"]);
    let span = finding.span.as_ref().expect("a place");
    assert_eq!(&text[span.range.clone()], "@elis2014");
}

#[test]
fn names_on_other_sites_and_addresses_stay_text() {
    let text = "---\ntitle: News\n---\nFollow @somebody and me@example.org, [not a link], \
        \\@ellis2014, `@ellis2014` and [a @ellis2014 link](index.md).\n";
    let page = built(&site().write("content/news.md", text)).html("news/index.html");
    assert!(
        page.contains(
            "Follow @somebody and <a href=\"mailto:me@example.org\">me@example.org</a>, [not a \
             link], @ellis2014, <code>@ellis2014</code>"
        ),
        "{page}"
    );
    assert!(
        !page.contains("doc-bibliography") && page.contains(">a @ellis2014 link</a>"),
        "{page}"
    );
}

#[test]
fn a_style_of_notes_has_notes_below_the_text() {
    let settings =
        "title: Test\npublications: {style: modern-humanities-research-association-notes}\n";
    let site = site().write("content/site.yaml", settings).write(
        "content/news.md",
        "---\ntitle: N\n---\nAs shown [@ellis2014, p. 4].\n",
    );
    let page = single(&built(&site).html("news/index.html"));
    assert!(
        page.contains("As shown<sup class=\"cite-note\"><a id=\"cite-1\" href=\"#cite-note-1\""),
        "{page}"
    );
    assert!(
        between(&page, "<li id=\"cite-note-1\"", "</li>").contains("Journal of Samples"),
        "{page}"
    );
}

#[test]
fn keys_with_marks_in_them_are_cited_whole() {
    let site = site()
        .write(
            "content/publications/more.bib",
            "@book{my_key:2, author = {Key, A.}, title = {Marks}, publisher = {P}, date = {2012}}",
        )
        .write(
            "content/news.md",
            "---\ntitle: N\n---\nAs @my_key:2: says, and [@my_key:2] too. <b>Raw</b> [@my_key:2].\n\
             ",
        );
    let page = single(&built(&site).html("news/index.html"));
    assert_eq!(page.matches("href=\"#ref-my-key-2\"").count(), 3, "{page}");
    assert!(!page.contains("@my"), "{page}");
}

#[test]
fn feeds_hold_citations_with_whole_addresses_and_publications_themselves() {
    let site = site().write(
        "content/newsletters/one.md",
        "---\ntitle: One\ndate: 2015-01-01\n---\nSee [@ellis2014].\n",
    );
    let built = built(&site);
    let feed = built.html("feed.xml");
    assert!(
        feed.contains("https://www.example.org/newsletters/one/#ref-ellis2014"),
        "{feed}"
    );
    assert!(feed.contains("Introduction of the Sample Scheme"), "{feed}");
}

#[test]
fn what_is_wrong_with_one_entry_costs_only_itself() {
    let broken = format!("{LIST}\n@article{{broken, title = {{Unclosed}}\n author = {{X}}\n}}\n");
    let built = built(&site().write("content/publications/ours.bib", &broken));
    assert!(built.codes().contains(&Code::BrokenEntry));
    assert!(
        built
            .files
            .contains_key("publications/ellis2014/index.html")
            && !built.files.contains_key("publications/broken/index.html")
    );
}

#[test]
fn lists_in_old_encodings_are_read_with_a_warning() {
    let list =
        b"@book{a, author = {M\xfcller, A.}, title = {Caf\xe9s}, publisher = {P}, date = {2012}}";
    let built = built(&site().asset("content/publications/old.bib", list));
    assert!(built.codes().contains(&Code::NotUtf8));
    assert!(built.html("publications/a/index.html").contains("Cafés"));
}

#[test]
fn what_stands_in_other_folders_is_no_list() {
    let built = built(
        &site()
            .write("content/refs.bib", "@book{other, title = {Other}}")
            .write("content/data.json", "[]"),
    );
    assert!(!built.files.keys().any(|path| path.contains("other")));
    let declared = site().write(
        "content/site.yaml",
        "title: T\nfolders: {research: {kind: publication}}\n",
    );
    let declared = declared.write(
        "content/research/r.bib",
        "@book{res2012, author = {A, B.}, title = {Res}, publisher = {P}, date = {2012}}",
    );
    assert!(
        self::built(&declared)
            .files
            .contains_key("research/res2012/index.html")
    );
}

#[test]
fn a_link_to_a_list_and_a_key_leads_to_the_page() {
    let site = site().write(
        "content/news.md",
        "---\ntitle: N\n---\n[It](publications/ours.bib#ellis2014), [all](publications/ours.bib).\n\
         ",
    );
    let page = built(&site).html("news/index.html");
    assert!(
        page.contains("href=\"../publications/ellis2014/\"")
            && page.contains("href=\"../publications/ours.bib\""),
        "{page}"
    );
}
