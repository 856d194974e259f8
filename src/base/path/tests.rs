//! Tests of paths and addresses.

use super::*;

#[test]
fn a_link_climbs_to_the_nearest_shared_folder() {
    let link = |to: &str, from: &str| {
        UrlPath::new(to).relative_to(&UrlPath::new(from), LinkStyle::Folders)
    };
    assert_eq!(
        link("/reports/2015/", "/newsletters/2015-03/"),
        "../../reports/2015/"
    );
    assert_eq!(link("/newsletters/", "/newsletters/2015-03/"), "../");
    assert_eq!(link("/a/", "/a/"), "./");
    assert_eq!(link("/", "/"), "./");
    assert_eq!(link("/a/b/", "/a/"), "b/");
    assert_eq!(link("/ab/", "/a/"), "../ab/");
    assert_eq!(link("/", "/404.html"), "./");
}

#[test]
fn a_link_encodes_what_a_url_may_not_hold() {
    let to = UrlPath::new("/files/Größe & 50%?.pdf");
    assert_eq!(
        to.relative_to(&UrlPath::root(), LinkStyle::Folders),
        "files/Gr%C3%B6%C3%9Fe%20%26%2050%25%3F.pdf"
    );
    assert_eq!(
        UrlPath::new("/c:x.pdf").relative_to(&UrlPath::root(), LinkStyle::Folders),
        "./c:x.pdf"
    );
}

#[test]
fn links_for_opening_from_disk_name_the_file() {
    let link =
        |to: &str, from: &str| UrlPath::new(to).relative_to(&UrlPath::new(from), LinkStyle::Files);
    assert_eq!(link("/a/", "/a/"), "index.html");
    assert_eq!(link("/", "/a/"), "../index.html");
    assert_eq!(link("/x.pdf", "/a/"), "../x.pdf");
}

#[test]
fn a_reference_that_climbs_out_of_the_site_has_no_meaning() {
    let folder = SourcePath::new("content/reports");
    assert_eq!(
        folder.resolve("../about.md"),
        Some(SourcePath::new("content/about.md"))
    );
    assert_eq!(folder.resolve("../../../etc/passwd"), None);
}

#[test]
fn source_paths_are_normal_whatever_they_came_from() {
    assert_eq!(
        SourcePath::new("content\\.\\a//b.MD").as_str(),
        "content/a/b.MD"
    );
    assert_eq!(SourcePath::new("content/a/b.MD").extension(), "md");
    assert_eq!(SourcePath::new("content/a/b.MD").stem(), "b");
}

#[test]
fn percent_signs_decode_where_they_encode_text() {
    assert_eq!(percent_decode("a%20b%C3%BC"), "a bü");
    assert_eq!(percent_decode("100%"), "100%");
    assert_eq!(percent_decode("%ff"), "%ff");
}
