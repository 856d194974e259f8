//! Formats records for the comparison of references: `references RECORDS.json LANGUAGE
//! STYLE.csl…` writes one JSON line a style, `{"style", "references": {id: text}}`; and
//! `references --bundled FOLDER` writes the bundled styles and their words as files.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    missing_docs,
    reason = "a tool at the edge"
)]

use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::LocaleFile;
use masthead::base::SourcePath;
use masthead::bibliography::format::{Cache, Request, Style, format};
use masthead::bibliography::{Item, ItemFormat, read};
use masthead::source::TextFile;
use serde_json::{Map, Value, json};
use std::error::Error;
use std::path::Path;

/// The attribute by which processors know the elements of the Citation Style Language.
const NAMESPACE: &str = "xmlns=\"http://purl.org/net/xbiblio/csl\"";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [flag, folder] if flag == "--bundled" => write_bundled(Path::new(folder)),
        [records, language, styles @ ..] => write_references(records, language, styles),
        _ => Err("usage: references RECORDS.json LANGUAGE STYLE.csl… | --bundled FOLDER".into()),
    }
}

/// Writes what masthead makes of the records in each style.
fn write_references(
    records: &str,
    language: &str,
    styles: &[String],
) -> Result<(), Box<dyn Error>> {
    let text = std::fs::read_to_string(records)?;
    let file = SourcePath::new("records.json");
    let items = read(&file, &text, Some(ItemFormat::CslJson)).items;
    for path in styles {
        let text = std::fs::read_to_string(path)?;
        let file = TextFile::new(SourcePath::new("style.csl"), text.into());
        let (style, faults) = Style::supplied(&file, language);
        let line = match style {
            Some(style) => json!({"style": path, "references": references(&items, &style)}),
            None => json!({"style": path, "error": format!("{faults:?}")}),
        };
        println!("{line}");
    }
    Ok(())
}

/// Returns the references of records by their keys.
fn references(items: &[Item], style: &Style) -> Map<String, Value> {
    let request = Request {
        items: items.iter().collect(),
        clusters: Vec::new(),
        anchors: None,
    };
    let answer = format(&request, style, &Cache::default());
    let references = answer.formatted.references.iter();
    references
        .map(|reference| {
            let label = reference.label.as_ref().map_or("", |label| &label.html);
            let shown = format!("{label} {}", reference.body.html);
            (items[reference.item].key.clone(), Value::String(shown))
        })
        .collect()
}

/// Writes the bundled styles and the words of their languages as XML.
fn write_bundled(folder: &Path) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    for archived in ArchivedStyle::all() {
        let name = archived.names()[0];
        let xml = archived.get().to_xml()?;
        let xml = xml.replacen("<style ", &format!("<style {NAMESPACE} "), 1);
        std::fs::write(folder.join(format!("{name}.csl")), xml)?;
    }
    for locale in locales() {
        let Some(lang) = locale.lang.clone() else {
            continue;
        };
        let name = format!("locales-{}.xml", lang.0);
        let file = LocaleFile {
            version: "1.0".to_owned(),
            lang,
            info: locale.info,
            terms: locale.terms,
            date: locale.date,
            style_options: locale.style_options,
        };
        // The library names the outermost element after styles.
        let xml = file.to_xml()?;
        let xml = xml.replacen("<style ", &format!("<locale {NAMESPACE} "), 1);
        let xml = xml.replace("</style>", "</locale>");
        std::fs::write(folder.join(name), xml)?;
    }
    Ok(())
}
