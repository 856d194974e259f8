//! Signs that no text has, however they come into one: as they are, as numbers, or behind a
//! backslash. Each is told at its place.

use crate::spoilt::Published;

fn refused(file: &str, text: &str, place: &str) {
    Published::new()
        .with(file, text)
        .refused()
        .expect(&[&format!("damaged-text {file}:{place}")]);
}

#[test]
fn escapes_in_settings_that_stand_for_invisible_signs_are_errors() {
    for escape in ["\\0", "\\e", "\\x07", "\\u0085", "\\uFFFE", "\\x7f"] {
        let text = format!("---\ntitle: \"a{escape}b\"\n---\n");
        refused("content/a.md", &text, "2:8");
    }
    refused("content/people.yaml", "ann:\n  name: \"A\\x01n\"\n", "2:9");
    refused(
        "content/a.md",
        "---\ntitle: A\n---\n\n```notice\nbody: \"a\\eb\"\n```\n",
        "6:7",
    );
    Published::new()
        .with("content/a.md", "---\ntitle: \"a\\tb \\u00e9 \\\\0\"\n---\n")
        .published();
}

#[test]
fn numbers_of_invisible_signs_are_errors_outside_of_code() {
    for number in [
        "&#0;",
        "&#27;",
        "&#x1b;",
        "&#7;",
        "&#xFFFE;",
        "&#xD800;",
        "&#x110000;",
    ] {
        refused(
            "content/a.md",
            &format!("---\ntitle: A\n---\n\nab {number} c\n"),
            "5:4",
        );
    }
    refused(
        "content/a.md",
        "---\ntitle: A\n---\n\n<b title=\"&#27;\">x</b>\n",
        "5:1",
    );
    refused(
        "content/a.md",
        "---\ntitle: A\n---\n\nA [b](about.md \"&#1;\")\n",
        "5:3",
    );
    Published::new()
        .with(
            "content/a.md",
            "---\ntitle: A\n---\n\n`&#27;` &#8211; &#x2014;\n\n    &#0;\n",
        )
        .published();
}

#[test]
fn invisible_signs_as_they_are_are_errors_at_their_place() {
    refused(
        "content/a.md",
        "---\ntitle: A\n---\n\nab\u{1b}[31m\n",
        "5:3",
    );
    refused("content/a.md", "---\ntitle: a\u{7}b\n---\n", "2:9");
    Published::new()
        .with(
            "content/a.md",
            "---\ntitle: A\n---\n\n```table\nfile: t.csv\ncaption: C\n```\n",
        )
        .with("content/t.csv", "a,b\n1,x\u{1b}y\n")
        .refused()
        .expect(&["data-file content/t.csv:2:4"]);
}

#[test]
fn invisible_signs_in_publications_are_left_out_with_a_warning() {
    let site = Published::new().with(
        "content/publications/ours.json",
        r#"[{"id":"k","type":"webpage","title":"be\u001bfore \u0000after","URL":"http://e.org/"}]"#,
    );
    let ran = site.published();
    assert!(ran.stderr.contains("warning[damaged-text]"), "{ran}");
    let page = site.site.read("public/publications/k/index.html");
    assert!(page.contains("before after"), "{page}");
    assert!(!page.contains(['\u{1b}', '\0']));
}

#[test]
fn words_behind_the_date_of_a_page_are_an_error() {
    for time in [
        "2015-03-16 25:30",
        "2015-03-16T10:30:00+99:00",
        "2015-03-16 10am",
    ] {
        Published::new()
            .with(
                "content/a.md",
                format!("---\ntitle: A\ndate: {time}\n---\n"),
            )
            .refused()
            .expect(&["invalid-date content/a.md:3:7"]);
    }
    for more in ["2015-03-16 (draft)", "2015-03-16 to 2015-03-18"] {
        Published::new()
            .with(
                "content/a.md",
                format!("---\ntitle: A\nupdated: {more}\n---\n"),
            )
            .refused()
            .expect(&["invalid-date content/a.md:3:10"])
            .says("is not a time of the day");
    }
    Published::new()
        .with(
            "content/a.md",
            "---\ntitle: A\ndate: 2015-03-16T00:00:00Z\n---\n",
        )
        .published();
}

#[test]
fn what_a_style_sheet_names_outside_of_the_theme_is_told_where_it_stands() {
    let css = "themes/default/assets/style.css";
    Published::new()
        .with(
            css,
            "/* ../../x.png */\na{b:url(../../x.png)}\nc{d:url(\"..\")} e{f:url(no.png)}\n\
             @import \"../../x.css\";\n",
        )
        .refused()
        .expect(&[
            &format!("style-error {css}:2:9"),
            &format!("style-error {css}:3:10"),
            &format!("style-error {css}:3:24"),
            &format!("style-error {css}:4:10"),
        ])
        .says("`../../x.png` leads out of the theme's `assets` folder")
        .says("the theme has no file `no.png`");
}

#[test]
fn names_that_windows_cannot_hold_are_refused_wherever_an_address_comes_from() {
    for (file, text) in [
        ("content/con.md", "---\ntitle: A\n---\n"),
        ("content/a.md", "---\ntitle: A\nslug: nul\n---\n"),
        ("content/static/prn.txt", "x"),
        ("content/a.md", "---\ntitle: A\ntopics: [Con]\n---\n"),
    ] {
        Published::new()
            .with(file, text)
            .refused()
            .says("Windows keeps for itself");
    }
}
