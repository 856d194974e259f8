//! The fields of BibTeX and BibLaTeX as fields of CSL. From: an entry with its inherited fields.
//! To: an [`Item`], and what could not be understood. Sources: btxdoc; the biblatex manual, section
//! 2.2; the CSL 1.0.2 variables; what Zotero, Mendeley, JabRef, EndNote and PubMed exporters add to
//! them.
//!
//! Fields without a place in CSL are left out: they are notes of a program or of a person to
//! themselves, and often name files on somebody's disk.

use super::entry::{RawEntry, RawField};
use super::{kinds, latex, names};
use crate::base::{Code, Fault, Faults, SourcePath, Span};
use crate::bibliography::item::{Item, ItemDate, ItemPlace, ItemType, Paragraphs, clean, variable};
use crate::bibliography::read::{language, numbers};
use std::collections::BTreeSet;

/// The entry as an item. `None` for an entry that only lends fields to others.
pub(super) fn item(entry: &RawEntry, file: &SourcePath, text: &str) -> Option<(Item, Faults)> {
    let kind = kinds::kind(&entry.kind)?;
    let mut place = ItemPlace::new(file, text, entry.range.clone());
    // After the comma of the key; an entry without a key has no safe place.
    place.insert = text[entry.range.clone()]
        .find(',')
        .filter(|_| !entry.key.is_empty() && entry.no_comma.is_none())
        .map(|comma| entry.range.start + comma + 1);
    let item = Item::new(clean(&entry.key, Paragraphs::Join), kind, place);
    let mut mapping = BibtexMapping {
        entry,
        item,
        file,
        unknown: BTreeSet::new(),
        faults: Faults::new(),
    };
    mapping.kind();
    mapping.titles();
    mapping.people();
    mapping.dates();
    mapping.numbers();
    mapping.publishers();
    mapping.identifiers();
    mapping.rest();
    mapping.report_unknown();
    Some((mapping.item, mapping.faults))
}

/// What EndNote calls its types of entries, which is no genre.
const ENDNOTE_TYPES: [&str; 14] = [
    "journal article",
    "book",
    "book section",
    "edited book",
    "conference paper",
    "conference proceedings",
    "report",
    "thesis",
    "web page",
    "generic",
    "electronic article",
    "electronic book",
    "newspaper article",
    "magazine article",
];

struct BibtexMapping<'e> {
    entry: &'e RawEntry,
    item: Item,
    file: &'e SourcePath,
    unknown: BTreeSet<String>,
    faults: Faults,
}

impl<'e> BibtexMapping<'e> {
    /// The first of these fields that holds anything.
    fn field(&self, names: &[&str]) -> Option<&'e RawField> {
        names.iter().find_map(|name| {
            self.entry
                .fields
                .get(*name)
                .filter(|field| !field.source.trim().is_empty())
        })
    }

    fn has(&self, name: &str) -> bool {
        self.field(&[name]).is_some()
    }

    /// The words of the first of these fields, without marks.
    fn words(&mut self, names: &[&str]) -> Option<String> {
        let field = self.field(names)?;
        let decoded = latex::decode(&field.source, latex::Braces::Group);
        self.unknown.extend(decoded.unknown.iter().cloned());
        Some(clean(&decoded.plain(), Paragraphs::Join)).filter(|words| !words.is_empty())
    }

    /// The words of the first of these fields, with marks.
    fn rich(&mut self, names: &[&str], braces: latex::Braces) -> Option<String> {
        let field = self.field(names)?;
        let decoded = latex::decode(&field.source, braces);
        self.unknown.extend(decoded.unknown.iter().cloned());
        let paragraphs = if names.contains(&"abstract") {
            Paragraphs::Keep
        } else {
            Paragraphs::Join
        };
        Some(clean(&decoded.rich(), paragraphs)).filter(|words| !words.is_empty())
    }

    fn address(&self, names: &[&str]) -> Option<String> {
        self.field(names)
            .map(|field| clean(&latex::unescaped(&field.source), Paragraphs::Join))
            .filter(|words| !words.is_empty())
    }

    fn set(&mut self, to: &str, from: &[&str], words: Option<String>) {
        if let Some(words) = words {
            self.item.set_text(to, words);
            self.place(to, from);
        }
    }

    fn place(&mut self, to: &str, from: &[&str]) {
        if let Some(field) = self.field(from) {
            // An inherited field stands in another entry; the finding belongs to this one all the
            // same.
            if self.entry.range.contains(&field.range.start) {
                self.item
                    .place
                    .fields
                    .entry(to.to_owned())
                    .or_insert(field.range.clone());
            }
        }
    }

    fn copy(&mut self, to: &str, from: &[&str]) {
        let words = self.words(from);
        self.set(to, from, words);
    }

    fn unclear(&mut self, field: &RawField, message: String, help: &str) {
        let fault = Fault::warning(Code::UnclearField, message)
            .at(Span::new(self.file, field.range.clone()))
            .help(help);
        self.faults.push(fault);
    }

    fn kind(&mut self) {
        let subtype = self.words(&["entrysubtype"]);
        let exact = subtype
            .as_deref()
            .map(ItemType::named)
            .filter(|kind| !matches!(kind, ItemType::Other(_)));
        let kind = match (&self.item.kind, subtype.as_deref()) {
            _ if exact.is_some() => exact.unwrap_or(ItemType::Document),
            (ItemType::ArticleJournal, Some("magazine")) => ItemType::ArticleMagazine,
            (ItemType::ArticleJournal, Some("newspaper")) => ItemType::ArticleNewspaper,
            (ItemType::ArticleJournal, _)
                if !self.has("journal") && !self.has("journaltitle") && self.has("eprint") =>
            {
                ItemType::Article
            }
            (ItemType::Document, _) if self.has("url") || self.has_address("howpublished") => {
                ItemType::Webpage
            }
            (ItemType::Document, _) if self.has("eprint") => ItemType::Article,
            // BibTeX's `inbook` names the book, not the chapter.
            (ItemType::Chapter, _)
                if self.entry.kind == "inbook"
                    && !self.has("booktitle")
                    && !self.has("maintitle") =>
            {
                ItemType::Book
            }
            (kind, _) => kind.clone(),
        };
        self.item.kind = kind;
        // EndNote writes its own name for the type of the entry here.
        let written = self
            .words(&["type"])
            .filter(|words| !ENDNOTE_TYPES.contains(&words.to_lowercase().as_str()));
        let written = written.map(|words| kinds::genre_words(&words).map_or(words, str::to_owned));
        let genre = written.or_else(|| kinds::genre(&self.entry.kind).map(str::to_owned));
        self.set("genre", &["type"], genre);
    }

    fn has_address(&self, name: &str) -> bool {
        self.field(&[name])
            .is_some_and(|field| field.source.contains("://") || field.source.contains("\\url"))
    }

    fn titles(&mut self) {
        let title = self.title("");
        self.set("title", &["title"], title);
        let short = self.rich(&["shorttitle"], latex::Braces::KeepCase);
        self.set("title-short", &["shorttitle"], short);
        let journal = self
            .whole_title("journaltitle", "journalsubtitle")
            .or_else(|| self.whole_title("journal", "journalsubtitle"));
        let book = self.title("book");
        let main = self.title("main");
        match (journal, book, main) {
            (Some(journal), book, _)
                if !matches!(
                    self.item.kind,
                    ItemType::Chapter | ItemType::PaperConference
                ) || book.is_none() =>
            {
                self.set(
                    "container-title",
                    &["journaltitle", "journal"],
                    Some(journal),
                );
            }
            (journal, Some(book), Some(main)) => {
                self.set("container-title", &["maintitle"], Some(main));
                self.set("volume-title", &["booktitle"], Some(book));
                self.set("collection-title", &["journal"], journal);
            }
            (journal, Some(book), None) => {
                self.set("container-title", &["booktitle"], Some(book));
                self.set("collection-title", &["journal"], journal);
            }
            (_, None, main) => self.set("container-title", &["maintitle"], main),
        }
        let short = [
            "shortjournal",
            "journalabbreviation",
            "journal-abbreviation",
            "j-abbreviation",
            "abbrev_source_title",
            "journal-iso",
        ];
        let words = self.rich(&short, latex::Braces::KeepCase);
        self.set("container-title-short", &short, words);
        for (to, from) in [
            ("collection-title", "series"),
            ("event-title", "eventtitle"),
            ("original-title", "origtitle"),
            ("volume-title", "issuetitle"),
        ] {
            let words = self.rich(&[from], latex::Braces::KeepCase);
            self.set(to, &[from], words);
        }
        if !self.item.texts.contains_key("title") && self.item.kind != ItemType::Periodical {
            // A `@periodical` without a title has one under another name; so has an entry of
            // Mendeley's.
            let issue = self.rich(&["issuetitle"], latex::Braces::KeepCase);
            self.set("title", &["issuetitle"], issue);
        }
    }

    /// `title`, `subtitle` and `titleaddon`, or the same with `book` or `main` before them.
    fn title(&mut self, prefix: &str) -> Option<String> {
        let whole = self.whole_title(&format!("{prefix}title"), &format!("{prefix}subtitle"))?;
        Some(
            match self.rich(&[&format!("{prefix}titleaddon")], latex::Braces::KeepCase) {
                Some(addon) => format!("{whole}. {addon}"),
                None => whole,
            },
        )
    }

    fn whole_title(&mut self, title: &str, subtitle: &str) -> Option<String> {
        let title = self.rich(&[title], latex::Braces::KeepCase)?;
        Some(match self.rich(&[subtitle], latex::Braces::KeepCase) {
            Some(subtitle) if title.ends_with([':', '?', '!', '.', '–', '—']) => {
                format!("{title} {subtitle}")
            }
            Some(subtitle) => format!("{title}: {subtitle}"),
            None => title,
        })
    }

    fn people(&mut self) {
        const ROLES: [(&str, &str); 8] = [
            ("author", "author"),
            ("bookauthor", "container-author"),
            ("translator", "translator"),
            ("holder", "author"),
            ("director", "director"),
            ("composer", "composer"),
            ("illustrator", "illustrator"),
            ("recipient", "recipient"),
        ];
        for (from, to) in ROLES {
            self.names(to, from);
        }
        for (from, role) in [
            ("editor", "editortype"),
            ("editora", "editoratype"),
            ("editorb", "editorbtype"),
            ("editorc", "editorctype"),
        ] {
            let role = self.words(&[role]).unwrap_or_default();
            let to = match role.as_str() {
                "compiler" => "compiler",
                "director" => "director",
                "organizer" => "organizer",
                "producer" => "producer",
                "performer" | "pianist" | "conductor" => "performer",
                "host" => "host",
                "collaborator" | "reviser" | "redactor" => "contributor",
                _ if from == "editor" || role == "editor" => "editor",
                _ => "contributor",
            };
            self.names(to, from);
        }
    }

    fn names(&mut self, to: &str, from: &str) {
        let Some(field) = self.field(&[from]) else {
            return;
        };
        if self.item.names.contains_key(to) {
            return;
        }
        let (mut people, guesses) = names::read(&field.source);
        for name in &mut people {
            for part in [
                &mut name.family,
                &mut name.given,
                &mut name.particle,
                &mut name.dropping_particle,
                &mut name.suffix,
                &mut name.literal,
            ] {
                *part = part
                    .take()
                    .map(|words| clean(&words, Paragraphs::Join))
                    .filter(|words| !words.is_empty());
            }
        }
        people.retain(|name| name.family.is_some() || name.literal.is_some());
        for guess in guesses {
            self.unclear(
                field,
                guess,
                "people are written `Family, Given`, bodies in braces of their own: `{World Health \
                 Organization}`",
            );
        }
        if !people.is_empty() {
            self.item.names.insert(to.to_owned(), people);
            self.place(to, &[from]);
        }
    }

    fn dates(&mut self) {
        let pairs: [(&str, &[&str]); 4] = [
            (
                "accessed",
                &[
                    "urldate",
                    "accessed",
                    "access-date",
                    "lastchecked",
                    "visited",
                ],
            ),
            ("event-date", &["eventdate"]),
            ("original-date", &["origdate", "origyear"]),
            ("available-date", &["pubdate"]),
        ];
        for (to, from) in pairs {
            // Dates are no LaTeX: `~` means about.
            if let Some(words) = self.address(from) {
                self.date(to, from, &words.replace("--", "-"));
            }
        }
        if let Some(date) = self.address(&["date"]) {
            self.date("issued", &["date"], &date.replace("--", "-"));
        } else if let Some(year) = self.words(&["year"]) {
            self.year(&year.replace('–', "-"));
        }
    }

    fn date(&mut self, to: &str, from: &[&str], words: &str) {
        let Some(date) = ItemDate::from_text(words) else {
            return;
        };
        if let Some(field) = self
            .field(from)
            .filter(|_| !date.is_understood() && !is_known_phrase(words))
        {
            self.unclear(
                field,
                format!("`{words}` is not understood as a date"),
                "write `2014`, `2014-03`, `2014-03-05` or `2014-03/2014-05`",
            );
        }
        self.item.dates.insert(to.to_owned(), date);
        self.place(to, from);
    }

    /// `year`, with `month` and `day` where there are such.
    fn year(&mut self, year: &str) {
        let month = self
            .words(&["month"])
            .map(|month| month.replace('–', "-"))
            .unwrap_or_default();
        let day = self.words(&["day"]).unwrap_or_default();
        let tries = match month.parse::<u8>() {
            Ok(number) => {
                let day = day
                    .parse::<u8>()
                    .map(|day| format!("-{day:02}"))
                    .unwrap_or_default();
                [
                    format!("{year}-{number:02}{day}"),
                    format!("{year}-{number:02}"),
                    year.to_owned(),
                ]
            }
            Err(_) => [
                format!("{year} {month} {day}"),
                format!("{year} {month}"),
                year.to_owned(),
            ],
        };
        let date = tries
            .iter()
            .filter_map(|text| ItemDate::from_text(text.trim()))
            .find(ItemDate::is_understood);
        match date {
            Some(date) => {
                self.item.dates.insert("issued".to_owned(), date);
                self.place("issued", &["year"]);
            }
            None => self.date("issued", &["year"], year),
        }
    }

    fn numbers(&mut self) {
        use ItemType as K;
        let kind = self.item.kind.clone();
        let periodical = matches!(
            kind,
            K::ArticleJournal
                | K::ArticleMagazine
                | K::ArticleNewspaper
                | K::Periodical
                | K::Review
                | K::ReviewBook
                | K::Article
        );
        let series = self.item.texts.contains_key("collection-title");
        for name in ["number", "issue"] {
            let to = match name {
                "issue" => "issue",
                _ if periodical => "issue",
                _ if series
                    && matches!(
                        kind,
                        K::Book | K::Chapter | K::PaperConference | K::Pamphlet
                    ) =>
                {
                    "collection-number"
                }
                _ => "number",
            };
            self.copy(to, &[name]);
        }
        for (to, from) in [
            ("volume", "volume"),
            ("number-of-volumes", "volumes"),
            ("part-number", "part"),
            ("chapter-number", "chapter"),
            ("version", "version"),
            ("supplement-number", "supplement"),
            ("section", "section"),
        ] {
            self.copy(to, &[from]);
        }
        let edition = self
            .words(&["edition"])
            .map(|words| numbers::edition(&words));
        self.set("edition", &["edition"], edition);
        let pages = self.words(&["pages"]).map(|words| numbers::pages(&words));
        match pages {
            // Mendeley and EndNote give the length of a book like this.
            Some(pages)
                if kind == K::Book && !pages.contains(['-', ',']) && self.entry.kind == "book" =>
            {
                self.set("number-of-pages", &["pages"], Some(pages));
            }
            pages => self.set("page", &["pages"], pages),
        }
        let article = self.words(&["eid", "articleno", "article-number", "art_number"]);
        self.set(
            "page",
            &["eid", "articleno", "article-number", "art_number"],
            article,
        );
        self.copy("number-of-pages", &["pagetotal", "numpages"]);
    }

    fn publishers(&mut self) {
        let publishers: &[&str] = match self.item.kind {
            ItemType::Thesis => &["school", "institution", "publisher"],
            ItemType::Report => &["institution", "organization", "publisher", "school"],
            ItemType::Webpage | ItemType::Software | ItemType::Dataset | ItemType::Document => {
                &["publisher", "organization", "institution", "school"]
            }
            _ => &["publisher", "institution", "school", "organization"],
        };
        // biblatex reads ` and ` as a separator here; BibTeX does not, and neither do those who
        // write `Department of Health and Social Care`.
        self.copy("publisher", publishers);
        if !self.has_address("howpublished") {
            self.copy("publisher", &["howpublished"]);
        }
        self.copy("publisher-place", &["location", "address"]);
        self.copy("event-place", &["venue"]);
        self.copy("original-publisher", &["origpublisher"]);
        self.copy("original-publisher-place", &["origlocation"]);
    }

    fn identifiers(&mut self) {
        for (to, from) in [
            ("DOI", "doi"),
            ("ISBN", "isbn"),
            ("ISSN", "issn"),
            ("PMID", "pmid"),
            ("PMCID", "pmcid"),
            ("PMCID", "pmc"),
        ] {
            let words = self.address(&[from]);
            self.set(to, &[from], words);
        }
        let url = self
            .address(&["url", "link", "howpublished"])
            .filter(|url| url.contains("://") || self.has("url"));
        self.set("URL", &["url", "link", "howpublished"], url);
        let scheme = self
            .words(&["eprinttype", "archiveprefix"])
            .unwrap_or_default()
            .to_lowercase();
        let Some(eprint) = self.address(&["eprint"]) else {
            return;
        };
        let from = &["eprint"];
        match scheme.as_str() {
            "pubmed" | "pmid" => self.set("PMID", from, Some(eprint)),
            "pmc" | "pmcid" => self.set("PMCID", from, Some(eprint)),
            "doi" => self.set("DOI", from, Some(eprint)),
            "jstor" => self.set(
                "URL",
                from,
                Some(format!("https://www.jstor.org/stable/{eprint}")),
            ),
            "hdl" | "handle" => self.set(
                "URL",
                from,
                Some(format!("https://hdl.handle.net/{eprint}")),
            ),
            "googlebooks" => self.set(
                "URL",
                from,
                Some(format!("https://books.google.com/books?id={eprint}")),
            ),
            "" | "arxiv" => {
                let number = eprint
                    .trim_start_matches("arXiv:")
                    .trim_start_matches("arxiv:")
                    .to_owned();
                self.set("archive", from, Some("arXiv".to_owned()));
                self.set("URL", from, Some(format!("https://arxiv.org/abs/{number}")));
                self.set("archive_location", from, Some(number));
            }
            _ if eprint.contains("://") => self.set("URL", from, Some(eprint)),
            scheme => {
                self.set("archive", from, Some(scheme.to_owned()));
                self.set("archive_location", from, Some(eprint));
            }
        }
    }

    fn rest(&mut self) {
        let abstract_text = self.rich(&["abstract"], latex::Braces::Group);
        self.set("abstract", &["abstract"], abstract_text);
        // Scopus and Web of Science say here how often it was cited.
        let is_noise = |words: &String| {
            words.to_lowercase().starts_with("cited by")
                || words.to_lowercase().starts_with("times cited")
        };
        let note = [
            self.rich(&["note"], latex::Braces::Group),
            self.rich(&["addendum"], latex::Braces::Group),
        ];
        let note: Vec<String> = note
            .into_iter()
            .flatten()
            .filter(|words| !is_noise(words))
            .collect();
        self.set(
            "note",
            &["note", "addendum"],
            (!note.is_empty()).then(|| note.join(". ")),
        );
        let annote = self.rich(&["annote", "annotation"], latex::Braces::Group);
        self.set("annote", &["annote", "annotation"], annote);
        let keywords = self
            .words(&["keywords", "keyword", "author_keywords", "mendeley-tags"])
            .map(|words| numbers::keywords(&words));
        self.set(
            "keyword",
            &["keywords", "keyword", "mendeley-tags"],
            keywords,
        );
        let language = self
            .words(&["langid", "language"])
            .map(|words| language::tag(&words));
        self.set("language", &["langid", "language"], language);
        self.copy("status", &["pubstate"]);
        self.copy("call-number", &["lccn", "callnumber"]);
        self.copy("medium", &["medium"]);
        self.copy("license", &["license", "copyright"]);
        // What our own export writes for CSL fields that BibTeX has no field for.
        for name in variable::TEXTS {
            if let Some(to) = self
                .entry
                .fields
                .keys()
                .find(|key| **key == format!("csl-{}", name.to_lowercase()))
            {
                let from = to.clone();
                let words = if variable::is_rich(name) {
                    self.rich(&[&from], latex::Braces::KeepCase)
                } else {
                    self.words(&[&from])
                };
                self.set(name, &[&from], words);
            }
        }
        for name in variable::NAMES {
            self.names(name, &format!("csl-{name}"));
        }
        for name in variable::DATES {
            let from = format!("csl-{name}");
            if let Some(words) = self.address(&[&from]) {
                self.date(name, &[&from], &words);
            }
        }
    }

    fn report_unknown(&mut self) {
        let names: Vec<String> = std::mem::take(&mut self.unknown)
            .into_iter()
            .map(|name| format!("`\\{name}`"))
            .collect();
        let shown: Vec<&str> = names.iter().take(5).map(String::as_str).collect();
        if let (Some(last), rest) = (shown.last(), &shown[..shown.len().saturating_sub(1)]) {
            let list = if rest.is_empty() {
                (*last).to_owned()
            } else {
                format!("{} and {last}", rest.join(", "))
            };
            let message = format!(
                "{list} {} no LaTeX command that masthead knows",
                if names.len() == 1 { "is" } else { "are" }
            );
            let help = "it is left out; type the letter or the words themselves, in UTF-8";
            self.faults.push(
                Fault::warning(Code::UnclearField, message)
                    .at(self.item.place.span.clone())
                    .help(help),
            );
        }
        if let Some(range) = &self.entry.no_comma {
            let message = "a comma is missing after the key of this entry";
            let span = Span::new(self.file, range.clone());
            let fixed = format!("{},", self.entry.key);
            let fault = Fault::warning(Code::UnclearField, message)
                .at(span.clone())
                .help(format!("write `{fixed}`"));
            self.faults.push(fault.fix(span, fixed));
        }
        for (name, range) in &self.entry.undefined {
            let message = format!("the abbreviation `{name}` is defined nowhere above");
            let help =
                format!("put the words in braces, or define it: `@string{{{name} = \"…\"}}`");
            self.faults.push(
                Fault::warning(Code::UnclearField, message)
                    .at(Span::new(self.file, range.clone()))
                    .help(help),
            );
        }
    }
}

/// Words that stand for a date on purpose.
fn is_known_phrase(words: &str) -> bool {
    let lower = words.to_lowercase();
    [
        "press",
        "forthcoming",
        "n.d",
        "no date",
        "undated",
        "to appear",
        "submitted",
        "accepted",
        "preparation",
        "ahead of print",
        "unpublished",
    ]
    .iter()
    .any(|phrase| lower.contains(phrase))
}
