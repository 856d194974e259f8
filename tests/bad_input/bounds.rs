//! Sources and themes that are too large, or that grow without end: each is refused where it is,
//! and within little memory.

use crate::spoilt::{Published, Refusal};
use std::fmt::Write as _;

/// The most memory of a build that is refused, in bytes.
const LITTLE: u64 = 500 << 20;

fn page(body: &str) -> Refusal {
    let text = format!("---\ntitle: A\n---\n\n{body}\n");
    Published::new().with("content/a.md", text).refused()
}

#[test]
fn bodies_with_more_signs_or_headings_than_a_text_has_are_refused_at_the_first_too_many() {
    let refused = page(&"<".repeat(3 << 20))
        .expect(&["text-too-deep content/a.md:5:1499999"])
        .says("more than 1500000 lines and signs");
    assert!(refused.peak_memory() < LITTLE, "{}", refused.peak_memory());
    page(&"## A\n\n".repeat(10_001))
        .expect(&["text-too-deep content/a.md:20005:1"])
        .says("more than 10000 headings");
}

#[test]
fn tags_with_hundreds_of_attributes_are_refused() {
    for attribute in ["a", "a=1", "a=\"1\"", "a='>'"] {
        let tag = format!("Text <b {}>x</b>", format!("{attribute} ").repeat(600));
        page(&tag)
            .expect(&["text-too-deep content/a.md:5:6"])
            .says("more than 500 attributes");
    }
    let words = format!("<b title=\"{}\">x</b>", "word ".repeat(5_000));
    let text = format!("---\ntitle: A\n---\n\nText {words}\n");
    Published::new().with("content/a.md", text).published();
}

#[test]
fn thousands_of_findings_about_one_page_are_told_in_part() {
    let text = format!("---\ntitle: A\n---\n\n{}\n", "[a](no.md) ".repeat(5_000));
    let refused = Published::new().with("content/a.md", text).refused();
    assert_eq!(refused.number_of_errors(), 200);
    let text = format!(
        "---\ntitle: A\n---\n\n{}\n",
        "## A\n\n#### B\n\n".repeat(3_000)
    );
    let ran = Published::new().with("content/a.md", text).published();
    assert!(ran.stderr.contains(" places in all"), "{ran}");
}

const TABLE: &str = "---\ntitle: A\n---\n\n```table\nfile: t.csv\ncaption: C\n```\n";

#[test]
fn tables_with_too_many_cells_or_columns_are_refused_by_their_file() {
    let row = |cells: usize| format!("{}\n", vec!["1"; cells].join(","));
    let heads = |cells: usize| {
        let names: Vec<String> = (0..cells).map(|cell| format!("c{cell}")).collect();
        names.join(",") + "\n"
    };
    Published::new()
        .with("content/a.md", TABLE)
        .with("content/t.csv", heads(200) + &row(200).repeat(5_000))
        .refused()
        .expect(&["data-file content/t.csv:1:1"])
        .says(
            "this table has 5000 rows of 200 columns, which is 1000000 cells; 100000 is the most",
        );
    Published::new()
        .with("content/a.md", TABLE)
        .with("content/t.csv", heads(1_001) + &row(1_001))
        .refused()
        .expect(&["data-file content/t.csv:1:1"])
        .says("this table has 1001 columns; 1000 is the most");
    // Columns that are not shown do not count.
    let shown = TABLE.replace("caption: C\n", "caption: C\ncolumns:\n  - name: c7\n");
    Published::new()
        .with("content/a.md", shown)
        .with("content/t.csv", heads(200) + &row(200).repeat(5_000))
        .published();
}

#[test]
fn tables_that_are_too_much_for_one_page_together_are_refused_at_the_last() {
    let many = format!(
        "---\ntitle: A\n---\n\n{}",
        &TABLE["---\ntitle: A\n---\n\n".len()..].repeat(30)
    );
    Published::new()
        .with("content/a.md", many)
        .with("content/t.csv", "a,b\n".to_owned() + &"1,2\n".repeat(5_000))
        .refused()
        .expect(&["data-file content/a.md:45:1"])
        .says("those of the page have more than 100000 cells");
}

#[test]
fn lists_with_too_many_publications_are_refused_at_the_first_too_many() {
    let entries: Vec<String> = (1..=2_501)
        .map(|number| {
            format!("@misc{{k{number}, title = {{T}}, url = {{https://e.org/{number}}}}}\n")
        })
        .collect();
    Published::new()
        .with("content/publications/ours.bib", entries.concat())
        .refused()
        .expect(&["file-too-large content/publications/ours.bib:2501:1"])
        .says("this list has 2501 publications; 2500 is the most");
}

#[test]
fn abbreviations_that_double_are_told_and_cost_nothing_else() {
    let mut list = "@string{a0 = \"xxxxxxxxxx\"}\n".to_owned();
    for number in 0..60 {
        let _ = writeln!(list, "@string{{a{} = a{number} # a{number}}}", number + 1);
    }
    list += "@misc{k, title = {Kept}, note = a60, url = {https://e.org/}}\n";
    let ran = Published::new()
        .with("content/publications/ours.bib", list)
        .published();
    assert!(ran.stderr.contains("stand for too much text"), "{ran}");
    assert!(
        ran.stderr.contains("content/publications/ours.bib:"),
        "{ran}"
    );
    assert!(ran.peak_memory < LITTLE, "{}", ran.peak_memory);
}

const TEMPLATE: &str = "themes/default/templates/page.html";

#[test]
fn templates_whose_values_double_are_refused_with_template_and_page() {
    let twice = |value: &str, shown: &str| {
        format!(
            "{{% set n = namespace(x=[\"x\"]) %}}{{% for a in range(70) %}}\
             {{% set n.x = {value} %}}{{% endfor %}}{{{{ {shown} }}}}"
        )
    };
    for (value, shown) in [
        ("n.x + n.x", "n.x | length"),
        ("[n.x, n.x]", "n.x"),
        ("[n.x, n.x]", "n.x == n.x"),
        ("[n.x, n.x]", "n.x ~ \"\""),
        ("{\"a\": n.x, \"b\": n.x}", "n.x"),
        ("[n.x]", "n.x"),
        ("n.x | string * 2", "n.x | length"),
        ("n.x | join | replace(\"x\", \"xx\")", "n.x"),
    ] {
        let text = twice(value, shown);
        let refused = Published::new().with(TEMPLATE, &text).refused();
        let refused = refused
            .says("error[template-error]")
            .says(&format!("{TEMPLATE}:1:"))
            .says("/about/ (content/about.md)");
        assert!(
            refused.peak_memory() < 2 * LITTLE,
            "{text}: {}",
            refused.peak_memory()
        );
    }
}

#[test]
fn a_theme_that_never_ends_is_not_tried_on_every_page() {
    let mut site = Published::new().with(
        TEMPLATE,
        "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}",
    );
    for number in 0..40 {
        site = site.with(&format!("content/p{number}.md"), "---\ntitle: P\n---\n");
    }
    let refused = site.refused();
    assert_eq!(refused.number_of_errors(), 1);
    refused
        .says("the template does not come to an end")
        .says("/about/ (content/about.md)");
}

#[test]
fn parts_and_blocks_take_steps_of_the_page_that_shows_them() {
    let loops = "{% for a in range(100) %}{{ shared(\"part.html\", a) }}{% endfor %}";
    Published::new()
        .with(TEMPLATE, loops)
        .with(
            "themes/default/templates/part.html",
            "{% for a in range(50000) %}{% set b = a + 1 %}{% endfor %}",
        )
        .refused()
        .says("the template does not come to an end")
        .says("/about/ (content/about.md)");
}

#[test]
fn a_fault_behind_a_set_is_shown_where_it_is_written() {
    Published::new()
        .with(
            TEMPLATE,
            "{% set a = [1, 2] %}{% set b = a %}{{ b | nothing }}\n",
        )
        .refused()
        .expect(&[&format!("template-error {TEMPLATE}:1:43")]);
}
