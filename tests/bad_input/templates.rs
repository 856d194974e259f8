//! Templates and style sheets with faults: each names the template, the place and the page it was
//! found on.

use crate::spoilt::{Published, Refusal};
use std::time::{Duration, Instant};

fn template(text: &str) -> Refusal {
    Published::new()
        .with("themes/default/templates/page.html", text)
        .refused()
}

const PAGE: &str = "themes/default/templates/page.html";

#[test]
fn a_template_that_is_no_template_is_pointed_at() {
    template("<p>\n{% if %}\n").expect(&[&format!("template-error {PAGE}:2:7")]);
    template("{% block main %}\n").expect(&[&format!("template-error {PAGE}:1:15")]);
    template("{{ \"a }}")
        .says("error[template-error]")
        .says(PAGE);
}

#[test]
fn a_fault_is_reported_once_however_many_pages_it_stops() {
    let site = Published::new().with(PAGE, "{{ page.title }}\n{{ nothing.more }}\n");
    let site = site
        .with("content/a.md", "---\ntitle: A\n---\n")
        .with("content/b.md", "---\ntitle: B\n---\n");
    site.refused()
        .expect(&[&format!("template-error {PAGE}:2:4")])
        .says("/a/ (content/a.md) and 2 more");
}

#[test]
fn a_name_that_means_nothing_is_pointed_at_and_the_page_named() {
    for text in [
        "{{ nothing }}",
        "{{ page.nothing.more }}",
        "{{ nothing() }}",
        "{{ page.title | nothing }}",
        "{{ t(\"nothing\") }}",
        "{{ asset(\"no.css\") }}",
    ] {
        let refusal = template(&format!("<p>\n{text}\n"));
        refusal
            .says("error[template-error]")
            .says(&format!("{PAGE}:2:"))
            .says("/about/ (content/about.md)");
    }
}

#[test]
fn endless_loops_and_templates_that_hold_themselves_come_to_an_end() {
    let endless = [
        "{% for a in range(100000) %}{% for b in range(100000) %}x{% endfor %}{% endfor %}",
        "{% for a in range(10000000000) %}x{% endfor %}",
        "{% include \"page.html\" %}",
        "{% extends \"page.html\" %}",
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
        "{% set n = namespace(x=\"xxxxxxxxxx\") %}{% for a in range(40) %}{% set n.x = n.x ~ n.x \
         %}{% endfor %}{{ n.x }}",
        "{{ \"x\" * 100000000000 }}",
    ];
    for text in endless {
        let since = Instant::now();
        template(text)
            .says("error[template-error]")
            .says(&format!("{PAGE}:1:"))
            .says("/about/ (content/about.md)");
        assert!(
            since.elapsed() < Duration::from_secs(30),
            "{text}: {:?}",
            since.elapsed()
        );
    }
}

#[test]
fn templates_that_extend_each_other_come_to_an_end() {
    let site = Published::new()
        .with(PAGE, "{% extends \"other.html\" %}")
        .with(
            "themes/default/templates/other.html",
            "{% extends \"page.html\" %}",
        );
    site.refused()
        .says("error[template-error]")
        .says("/about/ (content/about.md)");
}

#[test]
fn expressions_and_blocks_that_nest_without_end_are_refused() {
    template(&format!(
        "{{{{ {}1{} }}}}",
        "(".repeat(5_000),
        ")".repeat(5_000)
    ))
    .says("error[template-error]");
    template(&format!(
        "{}{}",
        "{% if 1 %}".repeat(5_000),
        "{% endif %}".repeat(5_000)
    ))
    .says("error[template-error]");
}

#[test]
fn expressions_without_end_are_refused_before_they_use_up_the_stack() {
    for chain in ["|e", " ~ 1", " if 1 else 2"] {
        let text = format!("<p>\n{{{{ 1{} }}}}", chain.repeat(50_000));
        template(&text)
            .expect(&[&format!("template-error {PAGE}:2:1")])
            .says("longer than 16 KB");
    }
}

#[test]
fn style_sheets_that_nest_without_end_are_refused() {
    let css = "themes/default/assets/style.css";
    for (open, close) in [("@media all{", "}"), ("a{", "}"), ("a{b:calc(", ")}")] {
        let text = format!(
            "a {{ color: red }}\n{}{}",
            open.repeat(50_000),
            close.repeat(50_000)
        );
        let site = Published::new().with(css, &text).refused();
        site.says("error[style-error]")
            .says(&format!("{css}:2:"))
            .says("nested more than 200 levels deep");
    }
}

#[test]
fn a_page_that_grows_beyond_all_bounds_is_refused() {
    let piece = "x".repeat(40_000);
    template(&format!(
        "{{% for a in range(4000) %}}{piece}{{% endfor %}}"
    ))
    .says("the page grows beyond 64 MB");
}

#[test]
fn a_template_that_includes_or_extends_what_is_not_there_says_what() {
    template("{% include \"gone.html\" %}")
        .expect(&[&format!("missing-template {PAGE}:1:4")])
        .says("gone.html");
    template("{% extends \"gone.html\" %}").says("gone.html");
}

#[test]
fn a_fault_in_a_component_names_the_component_and_the_page() {
    let site = Published::new().with(
        "themes/default/components/notice.html",
        "<p>\n{{ oops.more }}\n",
    );
    let site = site.with(
        "content/a.md",
        "---\ntitle: A\n---\n\n```notice\nbody: x\n```\n",
    );
    site.refused()
        .expect(&["template-error themes/default/components/notice.html:2:4"])
        .says("/a/ (content/a.md)");
}

#[test]
fn a_component_is_declared_in_the_same_careful_way() {
    let yaml = "themes/default/components/mine.yaml";
    let site = Published::new()
        .with(yaml, "fields:\n  a: {type: txet}\n")
        .with("themes/default/components/mine.html", "x");
    site.refused()
        .expect(&[&format!("unknown-choice {yaml}:2:13")])
        .says("did you mean `text`?");
    Published::new()
        .with(yaml, "fields:\n  a: {type: text}\n")
        .refused()
        .expect(&[&format!("missing-template {yaml}:1:1")]);
}

#[test]
fn a_style_sheet_with_a_fault_is_pointed_at() {
    let css = "themes/default/assets/style.css";
    let site = |text: &str| Published::new().with(css, text).refused();
    site("a { color: red; }\nb { } }\n")
        .says("error[style-error]")
        .says(&format!("{css}:"));
    site("a { background: url(gone.png) }")
        .expect(&[&format!("style-error {css}:1:21")])
        .says("the theme has no file `gone.png`");
    site("@import \"style.css\";").says("`style.css` imports itself");
}
