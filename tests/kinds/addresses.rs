//! Addresses that kinds declare.

use super::{build, finding, site, visit};
use masthead::base::Code;

#[test]
fn addresses_follow_the_pattern_of_the_kind() {
    let site = site("address: /calls/{year}/{slug}/\n");
    let site = visit(site, "a", "date: 2019-05-02");
    let built = build(&visit(site, "b", "slug: other"));
    let pages: Vec<&str> = built
        .pages()
        .filter(|path| path.contains("calls"))
        .collect();
    let expected = [
        "calls/2019/a/index.html",
        "calls/undated/b/index.html",
        "calls/undated/other/index.html",
    ];
    assert_eq!(pages, expected);
    assert!(built.files.contains_key("visits/index.html"));
}

#[test]
fn the_settings_of_a_folder_win() {
    let settings = "title: Test\nbase_url: https://www.example.org/\ntheme: own\n\
        folders: {visits: {permalink: \"/v/{slug}/\"}}\n";
    let site = site("address: /calls/{slug}/\n").write("content/site.yaml", settings);
    let built = build(&visit(site, "a", ""));
    assert!(built.files.contains_key("v/a/index.html"));
}

#[test]
fn a_pattern_without_a_name_is_an_error() {
    let fault = finding(&visit(site("address: /calls/\n"), "a", ""));
    assert_eq!(fault.code, Code::InvalidSetting);
    let span = fault.span.map(|span| span.file.to_string());
    assert_eq!(span.as_deref(), Some("themes/own/kinds/visit.yaml"));
}
