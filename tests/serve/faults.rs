//! A fault is shown as the terminal shows it, over the page as it last was well, and goes when it
//! is mended.

use crate::preview::Preview;
use crate::support::Site;

#[test]
fn broken_settings_of_a_page_keep_the_last_good_page_until_they_are_mended() {
    let preview = Preview::start(Site::new(), &[]);
    let about = preview.site.read("content/about.md");
    preview
        .site
        .put("content/about.md", "---\ntitle: [About\n---\nHalf typed.\n");
    let state = preview.finds(Some("yaml-syntax"));
    assert_eq!(state["errors"], 1);
    assert_eq!(state["findings"][0]["file"], "content/about.md");
    assert_eq!(state["findings"][0]["line"], 2);
    assert!(state["findings"][0]["open"].as_str().is_some_and(|open| {
        open.ends_with("content/about.md:2:8") || open.contains("content/about.md:2")
    }));
    preview.shows("/about/", "Something.");
    assert!(!preview.get("/about/").text().contains("Half typed."));
    // Other pages go on being followed meanwhile.
    preview
        .site
        .put("content/index.md", "---\ntitle: Home\n---\nAnother page.\n");
    preview.shows("/", "Another page.");
    preview.site.put("content/about.md", about);
    preview.finds(None);
    preview.shows("/about/", "Something.");
}

#[test]
fn a_template_with_a_fault_keeps_the_pages_that_were_made_by_the_last_good_one() {
    let own = |main: &str| {
        format!("{{% extends \"default/page.html\" %}}{{% block main %}}{main}{{% endblock %}}")
    };
    let preview = Preview::start(
        Site::new().write(
            "themes/default/templates/page.html",
            own("good {{ page.title }}"),
        ),
        &[],
    );
    preview.shows("/about/", "good About");
    for bad in [
        "{% if %}",
        "{{ nothing.at.all }}",
        "{% include \"gone.html\" %}",
    ] {
        preview
            .site
            .put("themes/default/templates/page.html", own(bad));
        let code = if bad.contains("gone") {
            "missing-template"
        } else {
            "template-error"
        };
        let state = preview.finds(Some(code));
        assert!(state["errors"].as_u64().is_some_and(|errors| errors > 0));
        preview.shows("/about/", "good About");
        preview.site.put(
            "themes/default/templates/page.html",
            own("good {{ page.title }}"),
        );
        preview.finds(None);
    }
    preview.site.put(
        "themes/default/templates/page.html",
        own("better {{ page.title }}"),
    );
    preview.shows("/about/", "better About");
}

#[test]
fn a_fault_in_a_template_of_feeds_is_shown_until_it_is_mended() {
    let path = "themes/default/feeds/entry.html";
    let site = Site::new()
        .write(
            "content/news/one.md",
            "---\ntitle: One\ndate: 2015-01-01\n---\nText.\n",
        )
        .write(path, "good {{ page.body }}");
    let preview = Preview::start(site, &[]);
    preview.shows("/feed.xml", "good");
    for bad in ["{% if %}", "{{ nothing.at.all }}"] {
        preview.site.put(path, bad);
        let state = preview.finds(Some("template-error"));
        assert_eq!(state["findings"][0]["file"], path);
        preview.shows("/news/one/", "Text.");
        preview.site.put(path, "better {{ page.body }}");
        preview.finds(None);
        preview.shows("/feed.xml", "better");
    }
}

#[test]
fn a_deleted_template_that_a_page_asks_for_keeps_the_last_good_page() {
    let site = Site::new()
        .write(
            "themes/default/templates/special.html",
            "{% extends \"default/page.html\" %}{% block main %}special{% endblock %}",
        )
        .write(
            "content/about.md",
            "---\ntitle: About\ntemplate: special\n---\nSomething.\n",
        );
    let preview = Preview::start(site, &[]);
    preview.shows("/about/", "special");
    preview.site.remove("themes/default/templates/special.html");
    preview.finds(Some("missing-template"));
    preview.shows("/about/", "special");
}

#[test]
fn broken_settings_of_the_site_keep_the_last_good_ones() {
    let preview = Preview::start(Site::new(), &[]);
    let settings = preview.site.read("content/site.yaml");
    preview.site.put("content/site.yaml", "title: [Test\n");
    preview.finds(Some("yaml-syntax"));
    preview.shows("/", "Test</title>");
    preview
        .site
        .put("content/site.yaml", settings.replace("Test", "Renamed"));
    preview.finds(None);
    preview.shows("/", "Renamed</title>");
}

#[test]
fn a_file_that_cannot_be_read_keeps_its_last_good_page() {
    let preview = Preview::start(Site::new(), &[]);
    preview
        .site
        .put("content/about.md", b"---\ntitle: About\n---\n\xff\xfe");
    preview.finds(Some("not-utf8"));
    preview.shows("/about/", "Something.");
}

#[test]
fn a_site_that_is_at_fault_from_the_start_shows_what_can_be_shown() {
    let site = Site::new()
        .write("content/broken.md", "---\ntitle: [x\n")
        .write("themes/default/templates/article.html", "{% if %}");
    let preview = Preview::start(site, &[]);
    let reply = preview.get("/about/");
    assert_eq!(reply.status, 500);
    assert!(
        reply.text().contains("/.masthead/live.js"),
        "the script shows what is wrong"
    );
    preview.finds(Some("template-error"));
    preview.site.remove("themes");
    preview.shows("/about/", "Something.");
    preview.site.remove("content/broken.md");
    preview.finds(None);
}

#[test]
fn what_comes_from_files_is_text_in_the_state_and_never_markup_of_a_page() {
    let preview = Preview::start(Site::new(), &[]);
    preview.site.put(
        "content/about.md",
        "---\ntitle: About\n<script>alert(1)</script>: x\n---\nSomething.\n",
    );
    let reply = preview.until("/.masthead/state?page=%2F", "a finding", |reply| {
        reply.text().contains("unknown-key") || reply.text().contains("yaml-syntax")
    });
    assert_eq!(reply.header("content-type"), "application/json");
    assert_eq!(reply.header("x-content-type-options"), "nosniff");
    assert!(!preview.get("/about/").text().contains("alert(1)"));
}

#[test]
fn the_bar_knows_the_page() {
    let site = Site::new().write(
        "content/draft.md",
        "---\ntitle: A draft\ndraft: true\n---\nThree words here.\n",
    );
    let preview = Preview::start(site, &["--drafts"]);
    let page = &preview.state("/draft/")["page"];
    assert_eq!(
        (
            &page["source"],
            &page["kind"],
            &page["state"],
            &page["words"]
        ),
        (
            &"content/draft.md".into(),
            &"page".into(),
            &"a draft".into(),
            &3.into()
        )
    );
    let page = &preview.state("/about/")["page"];
    assert_eq!(page["linked_from"]["number"], 1);
    assert_eq!(page["linked_from"]["pages"][0]["title"], "Home");
    assert_eq!(preview.state("/")["page"]["links"]["number"], 2);
    assert!(preview.state("/nowhere/")["page"].is_null());
}

#[test]
fn files_open_in_the_editor_that_the_settings_name() {
    let preview = Preview::start(Site::new(), &[]);
    let opens = |preview: &Preview| {
        preview.state("/about/")["page"]["open"]
            .as_str()
            .expect("a link")
            .to_owned()
    };
    assert!(
        opens(&preview).starts_with("vscode://file/")
            && opens(&preview).ends_with("/content/about.md:1:1"),
        "{}",
        opens(&preview)
    );
    preview.site.put(
        "content/site.yaml",
        "title: Test\nbase_url: https://www.example.org/\neditor: zed\n",
    );
    preview.until(
        "/.masthead/state?page=%2Fabout%2F",
        "another editor",
        |reply| reply.text().contains("zed://file/"),
    );
}

#[test]
fn what_repeats_is_told_once_and_what_is_accepted_not_at_all() {
    let skipped = "## Part\n\n#### Deep\n\n".repeat(9);
    let page = |front: &str| format!("---\ntitle: About\n{front}---\n\n{skipped}[x](gone.md)\n");
    let preview = Preview::start(Site::new().write("content/about.md", page("")), &[]);
    let state = preview.finds(Some("heading-skipped"));
    let told = state["findings"].as_array().expect("findings");
    assert_eq!(told[0]["code"], "broken-link", "errors come first");
    assert_eq!(told.len(), 2, "{told:?}");
    let others = &told[1]["others"];
    assert_eq!(
        others["number"],
        state["warnings"].as_u64().expect("a number") - 1
    );
    assert_eq!(others["places"][0]["file"], "content/about.md");
    assert!(others["places"][0]["line"].is_u64() && others["places"][0]["open"].is_string());
    let accepted = page("accept:\n  heading-skipped: Quoted from a law.\n");
    preview.site.put("content/about.md", &accepted);
    preview.until("/about/", "the page as it is now", |_| {
        preview.state("/")["warnings"] == 0
    });
    let mended = accepted.replace("[x](gone.md)", "");
    preview.site.put("content/about.md", mended);
    preview.finds(None);
}
