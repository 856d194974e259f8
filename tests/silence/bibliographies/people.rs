//! Names and identifiers that hold more than a name or an identifier, and labels of pages.

use masthead::base::{Code, SourcePath};
use masthead::bibliography::format::{Cache, Request, Style, format};
use masthead::bibliography::{Item, ItemFormat, check, read};

fn items(field: &str) -> Vec<Item> {
    let text = format!("@article{{a, title = {{A}}, journal = {{B}}, year = 2014, {field}}}");
    read(&SourcePath::new("a.bib"), &text, Some(ItemFormat::Bibtex)).items
}

/// The messages about an article with this field.
fn found(field: &str, code: Code) -> Vec<String> {
    let faults = check::check(&items(field));
    let faults = faults.iter().filter(|fault| fault.code == code);
    faults.map(|fault| fault.message.clone()).collect()
}

#[test]
fn what_is_no_name_is_told() {
    for (author, part) in [
        ("Prof. Dr. Clare Ellis", "`Prof`"),
        ("Dr Clare Ellis", "`Dr`"),
        ("Clare Ellis PhD", "`PhD`"),
        ("Ellis, Clare 0000-0002-1825-0097", "`0000"),
        ("and Ellis, Clare", "`and`"),
        ("others", "nobody but others"),
    ] {
        let found = found(&format!("author = {{{author}}}"), Code::UnclearField);
        assert_eq!(found.len(), 1, "{author}: {found:?}");
        assert!(found[0].contains(part), "{found:?}");
    }
    for author in [
        "Ellis, Clare and others",
        "Dame, Clare",
        "Ellis, Md Karim",
        "Lady, A. B.",
        "{Dr Foster Intelligence}",
        "van der Berg, Jan",
    ] {
        let found = found(&format!("author = {{{author}}}"), Code::UnclearField);
        assert_eq!(found, Vec::<String>::new(), "{author}");
    }
}

#[test]
fn words_behind_a_doi_are_told() {
    for doi in ["10.1000/x y", "10.1000/x, 10.1000/z"] {
        let found = found(&format!("doi = {{{doi}}}"), Code::BadIdentifier);
        assert_eq!(found, [format!("`{doi}` is more than a DOI")]);
    }
    for doi in ["doi:10.1000/x", "10.1000/x [doi]", "10.1000/x."] {
        let found = found(&format!("doi = {{{doi}}}"), Code::BadIdentifier);
        assert_eq!(found, Vec::<String>::new(), "{doi}");
    }
}

#[test]
fn several_pages_have_the_label_of_several() {
    let style = Style::named("harvard-cite-them-right", "en-GB").expect("a style");
    for (pages, shown) in [
        ("45", "p. 45."),
        ("45--67", "pp. 45–67."),
        ("xii--xv", "pp. xii–xv."),
        ("12.1--12.9", "pp. 12.1–12.9."),
        ("e123", "p. e123."),
    ] {
        let items = items(&format!("pages = {{{pages}}}, volume = 3"));
        let request = Request {
            items: items.iter().collect(),
            clusters: Vec::new(),
            anchors: None,
        };
        let answer = format(&request, &style, &Cache::default());
        let text = &answer.formatted.references[0].body.text;
        assert!(text.ends_with(shown), "{text}");
    }
}
