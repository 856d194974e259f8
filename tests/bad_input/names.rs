//! Names that two computers read differently, that one of them cannot store, or that leave nothing
//! for an address.

use crate::spoilt::Published;

fn page(front: &str) -> String {
    format!("---\ntitle: A\n{front}---\n\nText.\n")
}

#[test]
fn pages_whose_addresses_are_the_same_are_both_named() {
    let site = Published::new()
        .with("content/a.md", page(""))
        .with("content/A.md", page(""));
    site.refused()
        .expect(&["address-clash content/a.md:2:8"])
        .says("`content/A.md`")
        .says("the same address, `/a/`");
    let site = Published::new()
        .with("content/a.md", page(""))
        .with("content/b.md", page("slug: a\n"));
    site.refused()
        .expect(&["address-clash content/b.md:3:7"])
        .says("`content/a.md`");
    let site = Published::new()
        .with("content/a.md", page(""))
        .with("content/a/index.md", page(""));
    site.refused()
        .expect(&["address-clash content/a/index.md:2:8"]);
}

#[test]
fn names_that_differ_only_in_unicode_form_clash() {
    let site = Published::new()
        .with("content/gr\u{f6}sse.md", page(""))
        .with("content/gro\u{308}sse.md", page(""));
    site.refused().says("address-clash").says("`/grosse/`");
    let page = page("") + "[x](gr\u{f6}.png) [y](gro\u{308}.png)\n";
    let site = Published::new()
        .with("content/a.md", page)
        .with("content/gr\u{f6}.png", crate::support::picture(0))
        .with("content/gro\u{308}.png", crate::support::picture(1));
    site.refused()
        .says("address-clash")
        .says("many computers take for the same");
}

#[test]
fn files_whose_names_differ_only_in_case_clash() {
    let site = Published::new()
        .with("content/a.md", page("") + "[x](A.png) [y](a.png)\n")
        .with("content/A.png", crate::support::picture(0));
    site.with("content/a.png", crate::support::picture(1))
        .refused()
        .expect(&["address-clash content/a.png:0:0"])
        .says("`/a.png` and `/A.png`");
}

#[test]
fn a_picture_is_found_whichever_unicode_form_its_name_and_its_link_have() {
    let site = Published::new()
        .with("content/a.md", page("") + "![x](gr\u{f6}.png)\n")
        .with("content/gro\u{308}.png", crate::support::picture(0));
    site.published();
}

#[test]
fn a_file_cannot_stand_where_a_page_does() {
    let site = Published::new()
        .with("content/a.md", page(""))
        .with("content/static/a/index.html", "x");
    site.refused()
        .expect(&["address-clash content/static/a/index.html:1:1"])
        .says("`content/a.md`");
}

#[test]
fn names_that_windows_keeps_for_itself_are_refused() {
    let site = Published::new()
        .with("content/con.md", page(""))
        .with("content/aux/index.md", page(""));
    let errors = [
        "bad-address content/aux/index.md:1:1",
        "bad-address content/con.md:1:1",
    ];
    site.refused()
        .expect(&errors)
        .says("which Windows keeps for itself");
    let site = Published::new().with("content/a.md", page("slug: com1\n"));
    site.refused().expect(&["bad-address content/a.md:3:7"]);
    let site = Published::new().with("content/a.md", page("aliases: [/news/nul/]\n"));
    site.refused().expect(&["bad-alias content/a.md:3:11"]);
}

#[test]
fn files_with_names_that_windows_cannot_store_are_refused_when_they_are_published() {
    // A text is pointed at where it begins, and any other file as a whole.
    for place in [
        "nul.txt:1:1",
        "a:b.txt:1:1",
        "a?b.txt:1:1",
        "a.:0:0",
        "con:0:0",
    ] {
        let name = place.trim_end_matches(|sign: char| sign == ':' || sign.is_ascii_digit());
        let site = Published::new().with(&format!("content/static/{name}"), "x");
        site.refused()
            .expect(&[&format!("bad-address content/static/{place}")])
            .says("Windows")
            .says("rename the file");
        // Nobody points at it, so it stays where it is.
        Published::new()
            .with(&format!("content/{name}"), "x")
            .published();
    }
}

#[test]
fn names_and_paths_that_are_too_long_are_refused() {
    let site = Published::new().with(
        "content/a.md",
        page("") + &format!("[x]({}.png)\n", "a".repeat(210)),
    );
    let site = site.with(
        &format!("content/{}.png", "a".repeat(210)),
        crate::support::picture(0),
    );
    site.refused()
        .expect(&[&format!("bad-address content/{}.png:0:0", "a".repeat(210))])
        .says("200 is the most");
    let folders = ["a", "b", "c", "d"].map(|name| name.repeat(70)).join("/");
    let site = Published::new().with(&format!("content/{folders}/p.md"), page(""));
    site.refused()
        .says("error[bad-address]")
        .says("220 is the most");
}

#[test]
fn a_long_title_makes_a_short_address() {
    let site = Published::new()
        .with(&format!("content/{}.md", "wordy-".repeat(40)), page(""))
        .with(
            "content/b.md",
            page(&format!("slug: {}\n", "b".repeat(300))),
        );
    site.published();
    let longest = site
        .site
        .tree("public")
        .0
        .keys()
        .flat_map(|path| path.split('/'))
        .map(str::len)
        .max();
    assert!(longest.is_some_and(|longest| longest <= 80), "{longest:?}");
}

#[test]
fn a_name_or_topic_of_emoji_alone_has_no_address_and_a_title_needs_none() {
    Published::new()
        .with("content/🎉.md", page(""))
        .refused()
        .expect(&["no-address content/🎉.md:1:1"])
        .says("`🎉.md`");
    Published::new()
        .with("content/a.md", page("slug: 🎉\n"))
        .refused()
        .expect(&["no-address content/a.md:3:7"]);
    Published::new()
        .with("content/a.md", page("topics: [🎉]\n"))
        .refused()
        .expect(&["no-address content/a.md:3:10"]);
    Published::new()
        .with("content/🎉/p.md", page(""))
        .refused()
        .expect(&["no-address content/🎉/index.md:0:0"])
        .says("`🎉`");
    let site = Published::new().with("content/a.md", "---\ntitle: 🎉\n---\n\n## 🎉\n");
    site.published();
    assert!(
        site.site
            .read("public/a/index.html")
            .contains("<h1>🎉</h1>")
    );
}

#[test]
fn an_alias_copied_from_a_browser_is_decoded() {
    let site = Published::new().with(
        "content/a.md",
        page("aliases: [\"/old%20place/r%C3%A9sum%C3%A9/\"]\n"),
    );
    site.site.build();
    assert!(
        site.site
            .path("public/old place/résumé/index.html")
            .exists()
    );
}

#[test]
fn an_alias_that_no_host_could_follow_says_why() {
    let of = |alias: &str| {
        Published::new().with("content/a.md", page(&format!("aliases: [\"{alias}\"]\n")))
    };
    for alias in ["/a//b/", "//x"] {
        of(alias)
            .refused()
            .expect(&["bad-alias content/a.md:3:11"])
            .says("is not an address on this site");
    }
    of("/index.php?id=3")
        .refused()
        .expect(&["bad-alias content/a.md:3:11"])
        .says("holds a question mark");
    for alias in [
        "/feed.xml",
        "/news/rss.xml",
        "/robots.txt",
        "/sitemap.xml",
        "/.htaccess",
        "/_headers",
        "/_redirects",
    ] {
        of(alias)
            .refused()
            .expect(&["bad-alias content/a.md:3:11"])
            .says("a file that masthead makes");
    }
}

#[test]
fn aliases_that_are_no_addresses_or_are_taken_are_pointed_at_one_by_one() {
    let site = Published::new().with(
        "content/a.md",
        page("aliases: [/a/, \"../x\", \"\", \"/\", /about/, /index.html]\n"),
    );
    site.refused().expect(&[
        "bad-alias content/a.md:3:11",
        "bad-alias content/a.md:3:16",
        "bad-alias content/a.md:3:24",
        "bad-alias content/a.md:3:28",
        "bad-alias content/a.md:3:33",
        "bad-alias content/a.md:3:42",
    ]);
}

#[test]
fn the_names_that_masthead_keeps_for_itself_cannot_be_taken() {
    let site = Published::new()
        .with("content/static/.masthead.json", "{}")
        .with("content/static/.masthead-incoming/changes.json", "{}");
    site.refused().expect(&[
        "address-clash content/static/.masthead-incoming/changes.json:1:1",
        "address-clash content/static/.masthead.json:1:1",
    ]);
}
