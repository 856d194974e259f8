//! The law of entries: a list has as many entries as it has publications and warnings of broken
//! entries.

#![allow(
    clippy::disallowed_methods,
    reason = "the law may be tried on collections on disk"
)]

use masthead::base::{Code, SourcePath};
use masthead::bibliography::{ItemFormat, read};
use std::fs;
use std::path::{Path, PathBuf};

/// Lists as programs and people write them, each with the form that its name promises.
const LISTS: [(&str, &str); 9] = [
    (
        "bib",
        "@article{a, title = {One}}\n@Book(b, title = \"A (b) c\")\narticle{c, title = {Three}}\n\
         @misc{d, title = {Four}\n@online{e, title = {Five}}\n@article f, title = {Six}}\n\
         % @book{hidden, title = {x}}\n@comment{@book{also, title = {y}}}\n",
    ),
    (
        "bib",
        "@article{a, title = \"The {\"}new{\"} way\", year = \"2016\"}\n\
         @article{b, title = \"The \"old\" way\", year = \"2016\"}\n\
         @article{c, title = {One} year = 1}\n@ARTICLE {d , title={x}}\n  @book{, title={y}}\n",
    ),
    (
        "ris",
        "TY  - JOUR\nTI  - First\nER  - \n\nTY - JOUR\nTI - Second\nER - \nTY  - BOOK\n\
         TI  - Third\nty  - jour\nti  - Fourth\ner  - \nTY\t- JOUR\nTI\t- Fifth\nER\t-\n\
         TY – JOUR\nTI – Sixth\n",
    ),
    (
        "ris",
        "Provider: A database\n\n1.\nTY  - JOUR\nT1  - First\nER  -\n2.\nTY  - JOUR\nER  - \n",
    ),
    (
        "ris",
        "TY - JOUR\nTI - First\nAB - AB-test\nER - \n\nTY  - JOUR\nTI  - Second\nAB  - AB-test\n\
         ER  - \n",
    ),
    (
        "nbib",
        "PMID- 1\nTI  - First\nDP  - 2014\n\nPMID- 2\nTI  - Second\n\nPMID- 3\n",
    ),
    (
        "json",
        r#"[{"id":"a","type":"book","title":"One"},{"id":"b","type":"book","title":"Two",},
            {"id":"c","type":"book","title":"Three"}]"#,
    ),
    (
        "yaml",
        "- id: a\n  type: book\n  title: One\n- id: b\n  title: Two\n- Three\n\
         - {id: d, title: x}\n",
    ),
    (
        "bib",
        "\u{feff}@misc{a,title={x}}@misc{b,title={y}}@misc{c,title={z}",
    ),
];

/// Counts the entries of a list by how each begins, without reading any.
fn counted(extension: &str, text: &str) -> usize {
    match extension {
        "bib" => {
            let types = "article|book|misc|online|inproceedings|techreport";
            let pattern = format!(r"(?mi)(?:^\s*|[}}\s])@?(?:{types})\s*[{{(]|^\s*@article\s+\w");
            let remarks = regex_lite::Regex::new(r"(?m)^\s*%.*$|@comment\{.*$").expect("a pattern");
            let text = remarks.replace_all(text.trim_start_matches('\u{feff}'), "");
            let begins = regex_lite::Regex::new(&pattern).expect("a pattern");
            begins.find_iter(&text).count()
        }
        "ris" => lines_that_begin(text, "ty"),
        "nbib" => lines_that_begin(text, "pmid"),
        "json" => text.matches(r#""title""#).count(),
        _ => text.lines().filter(|line| line.starts_with("- ")).count(),
    }
}

/// Counts the lines that begin with a tag and a dash.
fn lines_that_begin(text: &str, tag: &str) -> usize {
    let is_start = |line: &&str| {
        let lower = line
            .trim_start_matches('\u{feff}')
            .trim_start()
            .to_lowercase();
        let rest = lower.strip_prefix(tag).map(str::trim_start);
        rest.is_some_and(|rest| rest.starts_with(['-', '–']))
    };
    text.lines().filter(is_start).count()
}

/// Returns how many publications and how many warnings of lost entries a list gives.
fn kept(extension: &str, text: &str) -> (usize, usize) {
    let file = SourcePath::new(&format!("content/publications/a.{extension}"));
    let reading = read(&file, text, ItemFormat::of_extension(extension));
    let lost = reading.faults.iter().filter(|fault| {
        // A slip in YAML is told in the words of YAML.
        matches!(
            fault.code,
            Code::BrokenEntry | Code::YamlSyntax | Code::ForeignBibliography
        )
    });
    (reading.items.len(), lost.count())
}

#[test]
fn every_entry_is_a_publication_or_a_warning() {
    for (extension, text) in LISTS {
        let (items, lost) = kept(extension, text);
        assert_eq!(
            items + lost,
            counted(extension, text),
            "{items} and {lost} of\n{text}"
        );
    }
}

/// The files below a folder.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files = Vec::new();
    for path in entries.map(|entry| entry.path()) {
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files
}

/// Tries the law on the lists below the folder that `MASTHEAD_LISTS` names, and on those of the
/// repository's own site.
#[test]
fn no_list_of_a_collection_has_fewer_publications_than_entries() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/publications");
    let more = std::env::var_os("MASTHEAD_LISTS").map(PathBuf::from);
    let folders = [Some(own), more].into_iter().flatten();
    for path in folders.flat_map(|folder| files_below(&folder)) {
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        if matches!(&*extension, "bib" | "ris" | "nbib" | "yaml") {
            let (items, lost) = kept(&extension, &text);
            let counted = counted(&extension, &text);
            assert!(
                items + lost >= counted,
                "{}: {items}, {lost}, {counted}",
                path.display()
            );
        }
    }
}
