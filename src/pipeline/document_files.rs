//! Documents that tell who made them, among the files that are published. Takes the tree, the site
//! and what is copied; adds to the faults.
//!
//! A name that the site shows anyway, as a writer, an author of a publication or its publisher, is
//! nothing to be told, and neither is the name of a program or of a body.

use crate::base::{Code, Fault, Faults, OutputPath, SourcePath, Span};
use crate::kinds::article;
use crate::model::{Site, shown_name};
use crate::source::{DocumentProperties, SourceTree};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The most people that one finding names.
const MOST_NAMED: usize = 5;

/// Words of names that are those of bodies, programs, or of nobody.
const NOBODY: [&str; 58] = [
    "academy",
    "acrobat",
    "administrator",
    "admin",
    "adobe",
    "anonymous",
    "apache",
    "association",
    "author",
    "board",
    "canva",
    "centre",
    "charity",
    "college",
    "committee",
    "company",
    "confederation",
    "council",
    "default",
    "department",
    "desktop",
    "excel",
    "federation",
    "foundation",
    "gmbh",
    "google",
    "group",
    "guest",
    "inc",
    "inkscape",
    "institute",
    "laptop",
    "latex",
    "libreoffice",
    "limited",
    "llc",
    "llp",
    "ltd",
    "microsoft",
    "ministry",
    "nhs",
    "office",
    "openpyxl",
    "organisation",
    "owner",
    "pandoc",
    "plc",
    "python-docx",
    "quarto",
    "royal",
    "service",
    "society",
    "team",
    "trust",
    "unit",
    "university",
    "unknown",
    "user",
];

/// Reports the published documents that tell who made them, or hold what was taken out.
pub(super) fn report(
    tree: &SourceTree,
    site: &Site,
    publisher: &str,
    copies: &BTreeMap<OutputPath, SourcePath>,
    faults: &mut Faults,
) {
    let published: BTreeSet<&SourcePath> = copies.values().collect();
    let mut public: Option<PublicNames> = None;
    for source in published {
        let facts = tree.assets.get(source).map(|handle| &handle.facts);
        let Some(properties) = facts.and_then(|facts| facts.properties.as_deref()) else {
            continue;
        };
        let public = public.get_or_insert_with(|| PublicNames::of(site, publisher));
        let told = public.told(properties);
        if told.is_empty() {
            continue;
        }
        let message = format!(
            "this document tells more than it shows: {}",
            told.join(", ")
        );
        let fault = Fault::warning(Code::DocumentProperties, message);
        let help = what_to_do(&source.extension(), properties);
        faults.push(fault.at(Span::start_of(source)).help(help));
    }
}

/// The names that the site shows anyway: the words of each, in order.
struct PublicNames(BTreeSet<Vec<String>>);

impl PublicNames {
    fn of(site: &Site, publisher: &str) -> Self {
        let mut names = BTreeSet::from([words(publisher)]);
        for page in &site.pages {
            let articles = page.parsed.articles.iter();
            let bylines = articles.flat_map(|article| &article.bylines);
            for byline in bylines.chain(article::bylines(&page.parsed)) {
                names.extend(shown_name(byline, &site.people).map(words));
            }
        }
        for item in &site.publications.items {
            for name in item.names.values().flatten() {
                let parts = [&name.given, &name.particle, &name.family, &name.literal];
                let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
                names.insert(words(&parts.join(" ")));
            }
        }
        Self(names)
    }

    /// Reports whether a name is that of a person whom the site does not show.
    fn is_private(&self, name: &str) -> bool {
        let own = words(name);
        let is_anybody = !own.is_empty() && !own.iter().any(|word| NOBODY.contains(&&word[..]));
        is_anybody && !self.0.contains(&own)
    }

    /// Returns the names among several in one text that are those of people whom the site does not
    /// show.
    fn private(&self, text: &str) -> Option<String> {
        if !self.is_private(text) {
            return None;
        }
        let several = text.split([';', '&']).flat_map(|part| part.split(" and "));
        several
            .into_iter()
            .any(|name| self.is_private(name))
            .then(|| text.to_owned())
    }

    /// Lists what a document tells; nothing where nobody needs to know.
    fn told(&self, properties: &DocumentProperties) -> Vec<String> {
        let mut told = Vec::new();
        let author = properties.author.as_deref();
        let editor = properties.last_editor.as_deref();
        for (what, name) in [("author", author), ("last saved by", editor)] {
            let name = name.and_then(|name| self.private(name));
            told.extend(name.map(|name| format!("{what} `{name}`")));
        }
        let others = properties.others.iter();
        let others: Vec<String> = others.filter_map(|name| self.private(name)).collect();
        if !others.is_empty() {
            told.push(format!("other people: {}", listed(&others)));
        }
        for (number, one, more) in [
            (properties.changes, "recorded change", "recorded changes"),
            (properties.comments, "comment", "comments"),
            (
                properties.hidden,
                "hidden sheet or slide",
                "hidden sheets or slides",
            ),
        ] {
            match number {
                0 => {}
                1 => told.push(format!("1 {one}")),
                _ => told.push(format!("{number} {more}")),
            }
        }
        if told.is_empty() {
            return told;
        }
        let beside = [
            ("company", &properties.company),
            ("title", &properties.title),
            ("made with", &properties.software),
        ];
        for (what, value) in beside {
            told.extend(value.as_ref().map(|value| format!("{what} `{value}`")));
        }
        told
    }
}

/// Lists names, the first few of many.
fn listed(names: &[String]) -> String {
    let mut text = String::new();
    for (at, name) in names.iter().take(MOST_NAMED).enumerate() {
        let comma = if at == 0 { "" } else { ", " };
        let _ = write!(text, "{comma}`{name}`");
    }
    if names.len() > MOST_NAMED {
        let _ = write!(text, " and {} more", names.len() - MOST_NAMED);
    }
    text
}

/// Returns the words of a name in small letters and in the order of the alphabet: programs write
/// family names first or last.
fn words(name: &str) -> Vec<String> {
    let parts = name.split(|sign: char| !sign.is_alphanumeric() && !"-'’@".contains(sign));
    let mut words: Vec<String> = parts
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.sort_unstable();
    words
}

/// Says how a document is cleaned in the program that it was made with.
fn what_to_do(extension: &str, properties: &DocumentProperties) -> String {
    match extension {
        "pdf" => "open the document that it was made from, empty its properties and export it as \
                  PDF again; in Acrobat: “File”, “Properties”"
            .to_owned(),
        "odt" | "ott" | "ods" | "ots" | "odp" | "otp" | "odg" => {
            let changes = if properties.changes > 0 {
                "accept or reject all changes (“Edit”, “Track Changes”), then "
            } else {
                ""
            };
            format!(
                "in LibreOffice: {changes}“File”, “Properties”, untick “Apply user data” and \
                 choose “Reset Properties”; save it, and copy it here again"
            )
        }
        _ => {
            let program = match extension.chars().next() {
                Some('x') => "Excel",
                Some('p') => "PowerPoint",
                _ => "Word",
            };
            format!(
                "in {program}: “File”, “Info”, “Check for Issues”, “Inspect Document”, then \
                 “Remove All”; save it, and copy it here again"
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PublicNames, words};
    use std::collections::BTreeSet;

    #[test]
    fn names_that_the_site_shows_and_names_of_nobody_are_not_told() {
        let public = PublicNames(BTreeSet::from([
            words("Ada Lovelace"),
            words("Our Friends"),
        ]));
        for name in [
            "Jane Roe",
            "jroe",
            "jane@example.org",
            "Ada Lovelace; Jane Roe",
            "Roe, Jane",
        ] {
            assert_eq!(public.private(name).as_deref(), Some(name));
        }
        let nobody = [
            "ada lovelace",
            "Lovelace, Ada",
            "Our Friends; Ada Lovelace",
            "Royal College",
            "Microsoft Office User",
            "python-docx",
            "Administrator",
            " ",
        ];
        for name in nobody {
            assert_eq!(public.private(name), None, "{name}");
        }
    }
}
