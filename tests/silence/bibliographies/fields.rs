//! The law of fields: what a field says is exported, or its name stands on the guide's list of what
//! is left out, or a finding names it.

use masthead::base::{Faults, SourcePath};
use masthead::bibliography::{ItemFormat, check, read, write};

/// The guide to publications.
const GUIDE: &str = include_str!("../../../docs/guide/publications.md");

/// Words that no list holds by itself.
const WORDS: &str = "Quillmark";

/// The fields of BibTeX, of biblatex and of programs; the law must hold for any other name, too.
const BIBTEX: &str = "abstract acmid addendum address affiliation afterword annotation annotator \
    annote archiveprefix article-number articleno author author_keywords bdsk-url-1 bookauthor \
    bookpagination booksubtitle booktitle booktitleaddon callnumber chapter chemicals city coden \
    collaboration comment commentator composer copyright corporate date-added day director doi \
    edition editor editora eid eprint eprintclass eventdate eventtitle file foreword gender groups \
    holder howpublished illustrator indextitle institution introduction isbn issn issue issuetitle \
    journal journalsubtitle journaltitle keywords label langid language lccn license location \
    maintitle medium mendeley-tags month nameaddon note number optnote options organization \
    origdate origlanguage origlocation origpublisher origtitle owner pages pagetotal part pmcid \
    pmid primaryclass publisher pubstate qqfield recipient remarks reprinttitle review school \
    season section series shortauthor shortjournal shorttitle sortkey subtitel subtitle supplement \
    tags timestamp titel titleaddon translator urldate usera venue version volume volumes xyz";

/// Reports what is lost of some words that stand in a field, or nothing.
fn lost(name: &str, text: &str, format: ItemFormat) -> Option<String> {
    let file = SourcePath::new("content/publications/a");
    let reading = read(&file, text, Some(format));
    let mut faults: Faults = reading.faults;
    faults.extend(check::check(&reading.items));
    let exported = write::list(&reading.items, ItemFormat::CslJson);
    let is_named = faults
        .iter()
        .any(|fault| fault.message.contains(&format!("`{name}`")) || fault.message.contains(WORDS));
    let beginnings = ["alt", "bdsk-", "mendeley-", "opt", "x-"];
    let is_listed = GUIDE.contains(&format!("`{name}`"))
        || beginnings.iter().any(|start| name.starts_with(start));
    (!exported.contains(WORDS) && !is_named && !is_listed).then(|| format!("{name}: {text}"))
}

#[test]
fn every_field_of_bibtex_is_exported_listed_or_named() {
    let types = [
        "article",
        "book",
        "incollection",
        "techreport",
        "thesis",
        "misc",
    ];
    let entry = |kind: &str, name: &str| {
        let rest = ["title", "author", "year"].map(|known| match known {
            _ if known == name => String::new(),
            "author" => "author = {Ellis, Clare}, ".to_owned(),
            "title" => "title = {A title}, ".to_owned(),
            _ => "year = {2014}, ".to_owned(),
        });
        format!("@{kind}{{a, {}{name} = {{{WORDS}, X.}}}}", rest.concat())
    };
    let all = BIBTEX.split_whitespace();
    let found: Vec<String> = all
        .flat_map(|name| types.map(|kind| lost(name, &entry(kind, name), ItemFormat::Bibtex)))
        .flatten()
        .collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn every_tag_of_ris_is_exported_listed_or_named() {
    let letters = 'A'..='Z';
    let tags = letters.flat_map(|first| {
        let second = ('A'..='Z').chain('0'..='9');
        second.map(move |second| format!("{first}{second}"))
    });
    let found: Vec<String> = tags
        .filter(|tag| !matches!(tag.as_str(), "TY" | "ER"))
        .flat_map(|tag| {
            ["JOUR", "BOOK", "CHAP", "RPRT"].map(|kind| {
                let text = format!("TY  - {kind}\nTI  - A title\n{tag}  - {WORDS}\nER  - \n");
                let text = text.replace("TI  - A title\nTI", "TI");
                lost(&tag, &text, ItemFormat::Ris)
            })
        })
        .flatten()
        .collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn every_tag_of_pubmed_is_exported_listed_or_named() {
    let tags = "AB AD AID AU AUID BTI CDAT CI CIN CN COIS CON CRDT CTI DA DCOM DEP DP ED EDAT EN \
        FAU FED FIR GN GR GS IP IR IS ISBN JID JT LA LID LR MH MHDA MID NM OAB OID ORI OT OTO OWN \
        PB PG PHST PL PMC PS PST PT RF RIN RN SB SI SO STAT TA TI TT UIN VI VTI ZZZ";
    let found: Vec<String> = tags
        .split_whitespace()
        .filter_map(|tag| {
            let title = if tag == "TI" { "" } else { "TI  - A title\n" };
            let text = format!("PMID- 1\n{title}{tag:<4}- {WORDS} X\n");
            lost(tag, &text, ItemFormat::Nbib)
        })
        .collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn every_field_of_csl_json_is_exported_or_named() {
    let names = "abstract annote archive author call-number composer container-title DOI edition \
        event genre issued keyword note original-title page references shelf source subtitle title \
        URL x-own year-suffix";
    for name in names.split_whitespace() {
        let text = format!(r#"[{{"id": "a", "type": "book", "{name}": "{WORDS}"}}]"#);
        assert_eq!(lost(name, &text, ItemFormat::CslJson), None);
        let text = format!("- id: a\n  type: book\n  {name}: {WORDS}\n");
        assert_eq!(lost(name, &text, ItemFormat::Yaml), None);
    }
}
