//! Settings that are wrong.

use crate::spoilt::{Published, Refusal};

fn settings(text: &str) -> Refusal {
    Published::new().with("content/site.yaml", text).refused()
}

#[test]
fn an_unknown_setting_is_met_with_what_was_probably_meant() {
    settings("title: T\nstrapeline: x\n")
        .expect(&["unknown-key content/site.yaml:2:1"])
        .says("did you mean `strapline`?");
    settings("title: T\norganisation:\n  nmae: x\n")
        .expect(&["unknown-key content/site.yaml:3:3"])
        .says("did you mean `name`?");
    settings("title: T\nfolders:\n  news:\n    pagesize: 3\n")
        .expect(&["unknown-key content/site.yaml:4:5"])
        .says("did you mean `page_size`?");
}

#[test]
fn every_setting_is_checked_and_pointed_at() {
    let text = "title: T\nbase_url: www.example.org\nlanguage: English\ntime_zone: London\nlinks: \
        relative\ntheme: ../x\n\
                organisation: {email: nobody, social: [{name: M, url: example.org}]}\nfolders:\n  \
        a: {kind: post, sort: random, page_size: 0, permalink: \"{slug}\"}\n";
    let places = [
        "2:11", "3:11", "4:12", "5:8", "6:8", "7:23", "7:55", "9:13", "9:25", "9:44", "9:58",
    ];
    let refusal = settings(text);
    let errors: Vec<String> = places
        .iter()
        .map(|place| {
            let code = match *place {
                "5:8" | "9:13" | "9:25" => "unknown-choice",
                "9:44" => "wrong-type",
                _ => "invalid-setting",
            };
            format!("{code} content/site.yaml:{place}")
        })
        .collect();
    refusal.expect(&errors.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn navigation_and_footer_lead_to_pages_that_exist() {
    let text = "title: T\nnavigation:\n  - {title: A, to: abuot.md}\nfooter:\n  links: [{title: B, \
        to: gone.md}]\n  text: \"[x](gone.md)\"\n";
    let refusal = settings(text).says("did you mean `about.md`?");
    refusal.expect(&[
        "broken-link content/site.yaml:3:20",
        "broken-link content/site.yaml:5:26",
        "broken-link content/site.yaml:6:9",
    ]);
}

#[test]
fn a_site_without_a_name_and_one_without_settings_are_told_apart() {
    settings("strapline: x\n")
        .expect(&["missing-key content/site.yaml:1:1"])
        .says("`title` is missing");
    let site = Published::new();
    site.site.remove("content/site.yaml");
    let ran = site.published();
    assert!(
        ran.stderr.contains("there is no `content/site.yaml`"),
        "{ran}"
    );
}

#[test]
fn a_theme_or_a_template_that_is_not_there_is_met_with_what_there_is() {
    settings("title: T\ntheme: defualt\n")
        .expect(&["missing-theme content/site.yaml:2:8"])
        .says("did you mean `default`?");
    let site = Published::new().with("content/a.md", "---\ntitle: A\ntemplate: raport\n---\n");
    site.refused()
        .expect(&["missing-template content/a.md:3:11"])
        .says("did you mean `report`?");
}

#[test]
fn an_option_of_the_theme_is_checked_like_a_setting() {
    settings("title: T\ntheme_options: {palette: pink}\n")
        .expect(&["unknown-choice content/site.yaml:2:26"]);
    settings("title: T\ntheme_options: {palete: ink}\n")
        .expect(&["unknown-key content/site.yaml:2:17"])
        .says("did you mean `palette`?");
}
