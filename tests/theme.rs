//! The theme: its components, what a site may put in its place, and its files.
//! From: sites in memory with files in `themes/`. To: finished pages.

#[path = "support/html.rs"]
mod html;

use html::tags;
use masthead::base::{Code, Severity};
use masthead::fixture::{Built, Fixture};

fn site() -> Fixture {
    Fixture::new()
        .write(
            "content/site.yaml",
            "title: Test\nbase_url: https://www.example.org/\n",
        )
        .write("content/index.md", "---\ntitle: Home\n---\nHello.\n")
}

fn page(body: &str) -> Built {
    let site = site()
        .write("content/a.md", &format!("---\ntitle: A\n---\n\n{body}\n"))
        .write("content/b.md", "---\ntitle: B\n---\n");
    let built = site
        .asset(
            "content/files/plan.pdf",
            &[b"%PDF-1.4\n%%EOF\n".to_vec(), vec![b' '; 1_300_000]].concat(),
        )
        .asset("content/desk.png", b"png")
        .build();
    let errors: Vec<_> = built
        .outcome
        .faults
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    built
}

/// The page's main part, white space made single.
fn main_part(built: &Built, path: &str) -> String {
    let html = built.html(path);
    let main = html
        .split_once("<main")
        .and_then(|(_, rest)| rest.split_once("</main>"))
        .map_or("", |(main, _)| main);
    main.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Renders a component and insists that each of these stands in the page.
#[track_caller]
fn assert_shows(block: &str, parts: &[&str]) {
    let main = main_part(&page(block), "a/index.html");
    for part in parts {
        assert!(main.contains(part), "no {part} in\n{main}");
    }
}

#[test]
fn a_notice_has_a_title_of_its_own_or_that_of_its_kind() {
    assert_shows(
        "```notice\nbody: Read *this* [page](b.md).\n```",
        &[
            "Read <em>this</em> <a href=\"../b/\">page</a>.",
            "notice-information",
            "id=\"notice-1\"",
        ],
    );
    assert_shows(
        "```notice\ntitle: A & B\nbody: x\nkind: warning\n```",
        &["A &amp; B", "notice-warning"],
    );
}

#[test]
fn a_quote_says_who_said_it_in_which_role() {
    let parts = [
        "<blockquote>",
        "Kind &amp; <em>quick</em>",
        "A. Sample",
        "carer",
        "North team",
    ];
    assert_shows(
        "```quote\ntext: Kind & *quick*\nwho: A. Sample\nrole: carer\nteam: North team\n```",
        &parts,
    );
}

#[test]
fn a_figure_has_its_description_size_and_caption() {
    let block =
        "```figure\nsrc: desk.png\nalt: A \"desk\"\ncaption: By [us](b.md)\ncredit: A. Sample\n```";
    assert_shows(
        block,
        &[
            "src=\"../desk.png\"",
            "alt=\"A &quot;desk&quot;\"",
            "width=\"64\" height=\"48\"",
            "<figcaption>",
            "<a href=\"../b/\">us</a>",
            "A. Sample",
        ],
    );
}

#[test]
fn a_download_says_kind_and_size() {
    assert_shows(
        "```download\nfile: files/plan.pdf\ntitle: The plan\nnote: Ask for print\n```",
        &[
            "href=\"../files/plan.pdf\"",
            "The plan",
            "PDF",
            "1.3 MB",
            "Ask for print",
        ],
    );
}

#[test]
fn a_contact_can_be_written_to_and_called() {
    let block = "```contact\nname: The office\nrole: Reception\naddress: [1 Some Street, Town]\n\
        email: a@example.org\nphone: 020 7946 0000\nhours: 9 to 5\nnote: Ring *twice*\n```";
    assert_shows(
        block,
        &[
            "The office",
            "Reception",
            "1 Some Street",
            "href=\"mailto:a@example.org\"",
            "href=\"tel:02079460000\"",
            "9 to 5",
            "<em>twice</em>",
        ],
    );
}

#[test]
fn a_summary_list_pairs_names_with_values() {
    assert_shows(
        "```summary-list\nitems:\n  - {name: Cost, value: \"**none**\"}\n  - {name: Length, value: \
         A day}\n```",
        &["<dt>Cost</dt>", "<strong>none</strong>", "<dt>Length</dt>"],
    );
}

#[test]
fn topics_are_grouped_under_their_headings() {
    let block = "```topics\ngroups:\n  - title: Beds & rooms\n    items: [One, Two]\n  - title: \
        Families\n    items: [Three]\n```";
    assert_shows(
        block,
        &["Beds &amp; rooms", "One", "Two", "Families", "Three"],
    );
}

#[test]
fn a_byline_names_the_writer_of_the_section_above() {
    let main = main_part(
        &page("## Part\n\n```byline\nname: A. Sample\nrole: staff\nteam: North team\n```\n\nText."),
        "a/index.html",
    );
    for part in ["A. Sample", "staff", "North team"] {
        assert!(main.contains(part), "no {part} in\n{main}");
    }
}

#[test]
fn a_block_that_is_used_twice_has_two_ids() {
    let built = page("```notice\nbody: x\n```\n\n```notice\nbody: y\n```\n\n## Notice 1\n");
    let page = tags(&built.html("a/index.html"));
    let ids: Vec<&str> = page
        .iter()
        .filter_map(|tag| tag.get("id"))
        .filter(|id| id.starts_with("notice-") && !id.contains("title"))
        .collect();
    assert_eq!(ids, ["notice-1", "notice-2", "notice-1-2"]);
}

#[test]
fn one_template_can_be_replaced_and_extend_the_one_it_replaces() {
    let template = "{% extends \"default/page.html\" %}\n{% block main %}\n<p>Before</p>\n{{ \
        super() }}\n{% endblock %}\n";
    for (settings, theme) in [("", "default"), ("theme: mine\n", "mine")] {
        let built = site()
            .write(
                "content/site.yaml",
                &format!("title: Test\nbase_url: https://www.example.org/\n{settings}"),
            )
            .write("content/a.md", "---\ntitle: A\n---\nThe text.\n")
            .write(&format!("themes/{theme}/templates/page.html"), template)
            .build();
        assert_eq!(built.codes(), [], "{theme}");
        let main = main_part(&built, "a/index.html");
        assert!(
            main.contains("<p>Before</p>")
                && main.contains("<p>The text.</p>")
                && main.contains("<h1>A</h1>"),
            "{main}"
        );
        assert!(
            !built.html("index.html").contains("Before"),
            "other templates stay as they are"
        );
    }
}

#[test]
fn one_part_of_a_page_can_be_replaced() {
    let template = "{% extends \"default/event.html\" %}\n{% block facts %}\n<p>On {{ \
        page.starts | date }}</p>\n{% endblock %}\n";
    let built = site()
        .write(
            "content/forum.md",
            "---\ntitle: Forum\nkind: event\nstarts: 2015-03-16\nplace: Leeds\n---\nThe text.\n",
        )
        .write("themes/default/templates/event.html", template)
        .build();
    assert_eq!(built.codes(), []);
    let main = main_part(&built, "forum/index.html");
    assert!(main.contains("<p>On 16 March 2015</p>"), "{main}");
    assert!(!main.contains("Leeds"), "{main}");
    for kept in ["<h1>Forum</h1>", "<p>The text.</p>"] {
        assert!(main.contains(kept), "{main}");
    }
}

#[test]
fn a_theme_of_the_sites_own_has_the_last_word_and_the_built_in_one_fills_the_gaps() {
    let built = site()
        .write(
            "content/site.yaml",
            "title: Test\nbase_url: https://www.example.org/\ntheme: mine\n",
        )
        .write(
            "content/a.md",
            "---\ntitle: A\ntopics: [One]\n---\n\n```badge\nlabel: New & shiny\n```\n\n```notice\n\
             body: x\n```\n",
        )
        .write(
            "themes/mine/components/badge.yaml",
            "fields:\n  label: {type: text, required: true}\n",
        )
        .write(
            "themes/mine/components/badge.html",
            "<b class=\"badge\" id=\"{{ id }}\">{{ label }}</b>",
        )
        .write(
            "themes/mine/i18n/en.yaml",
            "skip_to_content: Jump to the text\n",
        )
        .write("themes/mine/assets/style.css", "body { color: red }")
        .build();
    assert_eq!(built.codes(), []);
    let html = built.html("a/index.html");
    assert!(
        html.contains("<b class=\"badge\" id=\"badge-1\">New &amp; shiny</b>"),
        "{html}"
    );
    assert!(
        html.contains("notice-information") && html.contains("Jump to the text"),
        "{html}"
    );
    let sheets: Vec<&String> = built
        .files
        .keys()
        .filter(|path| html::is(path, "css") && path.contains("/style."))
        .collect();
    assert_eq!(sheets.len(), 1, "{sheets:?}");
    assert_eq!(built.html(sheets[0]), "body{color:red}");
    assert!(html.contains(&format!("../{}", sheets[0])), "{html}");
}

#[test]
fn files_of_the_theme_carry_their_content_in_their_names_and_point_at_one_another() {
    let sheet = |picture: &str| {
        let built = site()
            .write(
                "themes/default/assets/style.css",
                "@import \"sub/more.css\";\na { background: url(\"pictures/a b.svg#x\") }\n",
            )
            .write(
                "themes/default/assets/sub/more.css",
                "b { background: url(../pictures/dot.png) }\n",
            )
            .asset("themes/default/assets/pictures/dot.png", picture.as_bytes())
            .asset("themes/default/assets/pictures/a b.svg", b"<svg/>")
            .build();
        assert_eq!(built.codes(), []);
        let path = |start: &str| {
            built
                .files
                .keys()
                .find(|path| path.contains(start))
                .cloned()
                .expect("a file of the theme")
        };
        let (style, more, dot) = (path("/style."), path("/more."), path("/dot."));
        let name = |path: &str| path.rsplit('/').next().map(str::to_owned).expect("a name");
        assert!(
            built.html(&style).contains(&format!("sub/{}", name(&more))),
            "{}",
            built.html(&style)
        );
        assert!(
            built.html(&style).contains("pictures/a%20b."),
            "{}",
            built.html(&style)
        );
        assert!(
            built
                .html(&more)
                .contains(&format!("../pictures/{}", name(&dot))),
            "{}",
            built.html(&more)
        );
        (style, dot)
    };
    let (style, dot) = sheet("one");
    let (other_style, other_dot) = sheet("two");
    assert!(
        style != other_style && dot != other_dot,
        "a change in a picture changes its name, and so the sheets that show it"
    );
    assert_eq!((style, dot), sheet("one"));
}

#[test]
fn a_fault_in_a_template_names_the_template_its_line_and_the_page() {
    let template = "{% extends \"default/page.html\" %}\n{% block main %}\n{{ \
        page.title.nothing.at.all }}\n{% endblock %}\n";
    let built = site()
        .write("content/a.md", "---\ntitle: A\n---\n")
        .write("themes/default/templates/page.html", template)
        .build();
    let [fault] = &built.outcome.faults[..] else {
        panic!("{:#?}", built.outcome.faults)
    };
    assert_eq!(fault.code, Code::TemplateError);
    let span = fault.span.as_ref().expect("a place");
    assert_eq!(span.file.as_str(), "themes/default/templates/page.html");
    assert_eq!(template[..span.range.start].matches('\n').count() + 1, 3);
    assert!(
        fault
            .help
            .iter()
            .any(|help| help.contains("/a/ (content/a.md)")),
        "{fault:?}"
    );
}

#[test]
fn a_template_asks_for_pages_by_section_kind_topic_and_order() {
    let template = "{% for p in pages(section=\"/news/\", sort=\"oldest\", limit=2) %}{{ p.title \
        }} {% endfor %}|{% for p in pages(topic=\"Beds\") %}{{ p.title }} {% endfor %}|\
                    {% for p in pages(kind=\"report\") %}{{ p.title }} {% endfor %}|{{ \
        page_at(\"/news/b/\").title }}|{{ page_at(\"/nowhere/\") or \"none\" }}";
    let dated = |title: &str, day: u8, more: &str| {
        format!("---\ntitle: {title}\ndate: 2015-01-0{day}\n{more}---\n")
    };
    let built = site()
        .write("content/index.md", "---\ntitle: Home\ntemplate: ask\n---\n")
        .write("themes/default/templates/ask.html", template)
        .write("content/news/a.md", &dated("A", 2, "topics: [Beds]\n"))
        .write("content/news/b.md", &dated("B", 1, ""))
        .write("content/news/c.md", &dated("C", 3, "topics: [Beds]\n"))
        .write("content/reports/r.md", &dated("R", 4, ""))
        .build();
    assert_eq!(built.codes(), [], "{:#?}", built.outcome.faults);
    assert_eq!(built.html("index.html"), "B A |C A |R |B|none");
}

#[test]
fn text_is_escaped_in_every_template_whatever_its_name() {
    let built = site()
        .write(
            "content/a.md",
            "---\ntitle: \"<b> & \\\"x\\\"\"\ntemplate: odd\nextra: {note: \"<i>\", list: [1, \
             two]}\n---\n*Body*\n",
        )
        .write(
            "themes/default/templates/odd.html",
            "{{ page.title }}|{{ page.extra.note }}|{{ page.extra.list | join(\"-\") }}|{{ \
             page.body }}",
        )
        .build();
    assert_eq!(
        built.html("a/index.html"),
        "&lt;b&gt; &amp; &quot;x&quot;|&lt;i&gt;|1-two|<p><em>Body</em></p>\n"
    );
}

#[test]
fn another_language_brings_its_own_words_and_months() {
    let built = site()
        .write(
            "content/site.yaml",
            "title: Prawf\nbase_url: https://www.example.org/\nlanguage: cy\n",
        )
        .write("content/a.md", "---\ntitle: A\ndate: 2015-03-01\n---\n")
        .write(
            "themes/default/i18n/cy.yaml",
            "skip_to_content: Neidio i'r cynnwys\nmonths: [a, b, Mawrth, d, e, f, g, h, i, j, k, \
             l]\n",
        )
        .build();
    assert_eq!(built.codes(), []);
    let html = built.html("a/index.html");
    assert!(
        html.contains("<html lang=\"cy\"")
            && html.contains("Neidio i")
            && html.contains("1 Mawrth 2015"),
        "{html}"
    );
}

/// The links of the menu of a page, each with its mark as the current one.
fn menu_links(built: &Built, path: &str) -> Vec<[String; 2]> {
    let html = built.html(path);
    let menu = html
        .split_once("class=\"site-nav\"")
        .and_then(|(_, rest)| rest.split_once("</nav>"))
        .map_or("", |(menu, _)| menu);
    menu.split("<a ")
        .skip(1)
        .map(|link| link.split('>').next().unwrap_or(""))
        .map(|tag| [attribute(tag, "href"), attribute(tag, "aria-current")])
        .collect()
}

fn attribute(tag: &str, name: &str) -> String {
    tag.split_once(&format!("{name}=\""))
        .and_then(|(_, rest)| rest.split('"').next())
        .unwrap_or("")
        .to_owned()
}

#[test]
fn a_part_that_pages_share_has_the_links_of_each_page_and_knows_the_current_one() {
    let menu = "navigation:\n  - {title: Notes, to: notes/index.md}\n  - {title: One, to: \
        notes/one.md}\n  - {title: Far, to: far.md}\n";
    let note = |title: &str| format!("---\ntitle: {title}\n---\n");
    let built = Fixture::new()
        .write(
            "content/site.yaml",
            &format!("title: Test\nbase_url: https://www.example.org/\n{menu}"),
        )
        .write("content/index.md", &note("Home"))
        .write("content/far.md", &note("Far"))
        .write("content/notes/index.md", &note("Notes"))
        .write("content/notes/one.md", &note("One"))
        .write("content/notes/two.md", &note("Two"))
        .write("content/notes/three.md", &note("Three"))
        .build();
    assert_eq!(
        menu_links(&built, "notes/index.html"),
        [["./", "page"], ["one/", ""], ["../far/", ""]]
    );
    assert_eq!(
        menu_links(&built, "notes/one/index.html"),
        [["../", "true"], ["./", "page"], ["../../far/", ""]]
    );
    for other in ["two", "three"] {
        assert_eq!(
            menu_links(&built, &format!("notes/{other}/index.html")),
            [["../", "true"], ["../one/", ""], ["../../far/", ""]]
        );
    }
    assert_eq!(
        menu_links(&built, "far/index.html"),
        [["../notes/", ""], ["../notes/one/", ""], ["./", "page"]]
    );
    assert_eq!(
        menu_links(&built, "index.html"),
        [["notes/", ""], ["notes/one/", ""], ["far/", ""]]
    );
}

#[test]
fn a_part_that_is_given_something_shows_on_every_page_what_it_would_show_alone() {
    let pages = [
        "index",
        "far",
        "notes/index",
        "notes/one",
        "notes/two",
        "notes/old/index",
        "notes/old/one",
        "more/index",
        "more/one",
    ];
    let shown = |how: &str| {
        let each = |list: &str| format!("{{% for item in {list} or [] %}}{how}{{% endfor %}}");
        let trail = format!(
            "{{% if page.breadcrumbs %}}{{% with item = page.breadcrumbs %}}{how}{{% endwith \
             %}}{{% endif %}}"
        );
        let all = [each("pages()"), each("page.topics"), trail].concat();
        let part = "<i>{{ item.title or item.name or item | length }}</i><a href=\"{{ (item.url or \
            (item | last).url) | href }}\"></a>";
        let mut fixture = site()
            .write("themes/default/templates/parts/mine.html", part)
            .write("themes/default/templates/topic.html", &all);
        for kind in ["page", "section", "home"] {
            fixture = fixture.write(&format!("themes/default/templates/{kind}.html"), &all);
        }
        for (number, name) in pages.iter().enumerate() {
            fixture = fixture.write(
                &format!("content/{name}.md"),
                &format!(
                    "---\ntitle: P{number}\ntopics: [t{}, all]\n---\n",
                    number % 2
                ),
            );
        }
        let built = fixture.build();
        assert_eq!(built.codes(), []);
        let names = pages.map(|name| {
            format!(
                "{}/index.html",
                name.trim_end_matches("index").trim_end_matches('/')
            )
        });
        let topics = ["t0", "t1", "all"].map(|name| format!("topics/{name}/index.html"));
        names
            .iter()
            .chain(&topics)
            .map(|path| built.html(path.trim_start_matches('/')))
            .collect::<Vec<_>>()
    };
    let shared = shown("{{ shared(\"parts/mine.html\", item) }}");
    assert!(
        shared
            .iter()
            .all(|html| html.matches("<a ").count() >= pages.len())
    );
    assert_eq!(shared, shown("{% include \"parts/mine.html\" %}"));
}

#[test]
fn a_part_that_pages_share_knows_no_page_and_shows_no_other_such_part() {
    let with = |part: &str| {
        let built = site()
            .write(
                "themes/default/templates/page.html",
                "{{ shared(\"parts/mine.html\") }}",
            )
            .write("themes/default/templates/parts/mine.html", part)
            .write("content/a.md", "---\ntitle: A\n---\n")
            .build();
        built
            .outcome
            .faults
            .iter()
            .map(|finding| finding.message.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(with("{{ site.title }}"), Vec::<String>::new());
    assert!(
        with("{{ page.title }}")
            .iter()
            .any(|message| message.contains("undefined")),
        "{:?}",
        with("{{ page.title }}")
    );
    let nested = with("{{ shared(\"parts/mine.html\") }}");
    assert!(
        nested
            .iter()
            .any(|message| message.contains("a shared part cannot show another one")),
        "{nested:?}"
    );
}
