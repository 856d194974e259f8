//! RIS, as publishers, databases, EndNote, Mendeley and Zotero write it. From: the text of a `.ris`
//! file. To: its publications, and a finding for each record that is not understood. Sources: the
//! RIS specification of 2001 and its form of 2011 (EndNote), and what the named programs really
//! write.
//!
//! biblib's reader is not used: it takes editors for authors and parts `Department of Health and
//! Social Care` at the `and` (see
//! `docs/decisions/0007-publications-are-read-by-our-own-readers.md`).

use super::tagged::{self, LARGEST_RECORD, TaggedField, TaggedLine, TaggedRecord};
use super::{BibliographyFile, language, numbers};
use crate::base::{Code, Fault, Faults, SourcePath, Span};
use crate::bibliography::item::{
    Item, ItemDate, ItemPlace, ItemType, Name, Paragraphs, Point, clean,
};

/// Reads a `.ris` file.
pub(super) fn read(file: &SourcePath, text: &str) -> BibliographyFile {
    let strict = tagged::lines(text)
        .any(|(_, line)| is_strict(line.trim_start_matches('\u{feff}').trim_start(), "TY"));
    let line = |line| tag(line, strict);
    let (records, stray) = tagged::records(text, line, |tag| tag == "TY", |tag| tag == "ER");
    let mut reading = BibliographyFile::default();
    for line in stray {
        let fault = Fault::warning(
            Code::BrokenEntry,
            "this line belongs to no record, because there is no `TY` line above it",
        )
        .at(Span::new(file, line))
        .help("a record starts with its type, such as `TY  - JOUR`, and ends with `ER  - `");
        reading.faults.push(fault);
    }
    for record in records {
        let mut place = ItemPlace::new(file, text, record.range.clone());
        // After the line of the type.
        place.insert = tagged::lines(&text[place.whole.start..])
            .nth(1)
            .map(|(start, _)| place.whole.start + start);
        if record.range.len() > LARGEST_RECORD {
            let fault = Fault::warning(
                Code::BrokenEntry,
                "this record is longer than 1 MB, so it is left out",
            )
            .at(place.span);
            reading
                .faults
                .push(fault.help("each record ends with a line `ER  - `"));
            continue;
        }
        if record
            .tags
            .iter()
            .filter(|tagged| !tagged.value.is_empty())
            .count()
            < 2
        {
            let fault = Fault::warning(
                Code::BrokenEntry,
                "there is nothing in this record but its type, so it is left out",
            )
            .at(place.span);
            reading
                .faults
                .push(fault.help("export it again, or delete it"));
            continue;
        }
        let mut mapping = RisMapping {
            item: Item::new("", ItemType::Document, place),
            record: &record,
            faults: Faults::new(),
            file,
        };
        mapping.map();
        let RisMapping {
            mut item, faults, ..
        } = mapping;
        item.place.key_made_up = item.key.is_empty();
        reading.faults.extend(faults);
        reading.items.push(item);
    }
    reading
}

/// `TY  - JOUR`, exactly as specified.
fn is_strict(line: &str, tag: &str) -> bool {
    line.strip_prefix(tag)
        .is_some_and(|rest| rest.starts_with("  -"))
}

/// A line of RIS. A file that keeps to the two spaces of the specification is held to them:
/// `AB-test` in an abstract is no tag.
fn tag(line: &str, strict: bool) -> TaggedLine<'_> {
    let words = line.trim_start_matches('\u{feff}');
    let words = words.trim_start();
    let indent = line.len() - words.len();
    let bytes = words.as_bytes();
    let [first, second, ..] = bytes else {
        return TaggedLine::More;
    };
    if !first.is_ascii_uppercase() || !(second.is_ascii_uppercase() || second.is_ascii_digit()) {
        return TaggedLine::More;
    }
    let gap = bytes[2..].iter().take_while(|byte| **byte == b' ').count();
    if bytes.get(2 + gap) != Some(&b'-') || (strict && gap < 2 && &words[..2] != "ER") || gap > 4 {
        return TaggedLine::More;
    }
    if !strict && !matches!(bytes.get(3 + gap), None | Some(b' ')) {
        return TaggedLine::More;
    }
    if strict && gap < 2 && !words[3 + gap..].trim().is_empty() {
        return TaggedLine::More;
    }
    let value = 3 + gap;
    let blank = words[value..].len() - words[value..].trim_start().len();
    TaggedLine::Tag(&words[..2], indent + value + blank)
}

/// The type of a record.
fn kind(ty: &str) -> Option<ItemType> {
    Some(match ty {
        "JOUR" | "EJOUR" | "INPR" | "ABST" => ItemType::ArticleJournal,
        "MGZN" => ItemType::ArticleMagazine,
        "NEWS" => ItemType::ArticleNewspaper,
        "BOOK" | "EBOOK" | "EDBOOK" | "CTLG" | "CLSWK" | "ANCIENT" | "SER" => ItemType::Book,
        "CHAP" | "ECHAP" => ItemType::Chapter,
        "CONF" | "CPAPER" => ItemType::PaperConference,
        "RPRT" | "GOVDOC" | "GRNT" => ItemType::Report,
        "THES" => ItemType::Thesis,
        "ELEC" | "ICOMM" | "WEB" | "MULTI" => ItemType::Webpage,
        "BLOG" => ItemType::PostWeblog,
        "UNPB" | "MANSCPT" => ItemType::Manuscript,
        "UNPD" | "PREPRINT" => ItemType::Article,
        "PAMP" => ItemType::Pamphlet,
        "PAT" => ItemType::Patent,
        "STAT" | "LEGAL" => ItemType::Legislation,
        "BILL" | "UNBILL" => ItemType::Bill,
        "CASE" => ItemType::LegalCase,
        "HEAR" => ItemType::Hearing,
        "MAP" => ItemType::Map,
        "MPCT" | "VIDEO" | "ADVS" => ItemType::MotionPicture,
        "SOUND" => ItemType::Song,
        "MUSIC" => ItemType::MusicalScore,
        "SLIDE" => ItemType::Speech,
        "COMP" => ItemType::Software,
        "DATA" | "AGGR" | "DBASE" => ItemType::Dataset,
        "ENCYC" => ItemType::EntryEncyclopedia,
        "DICT" => ItemType::EntryDictionary,
        "JFULL" => ItemType::Periodical,
        "PCOMM" => ItemType::PersonalCommunication,
        "ART" => ItemType::Graphic,
        "CHART" | "FIGURE" | "EQUA" => ItemType::Figure,
        "STAND" => ItemType::Standard,
        "GEN" => ItemType::Document,
        _ => return None,
    })
}

struct RisMapping<'r> {
    item: Item,
    record: &'r TaggedRecord,
    faults: Faults,
    file: &'r SourcePath,
}

impl<'r> RisMapping<'r> {
    fn first(&self, tags: &[&str]) -> Option<&'r TaggedField> {
        self.record.first(tags)
    }

    fn place(&mut self, field: &str, tagged: &TaggedField) {
        self.item
            .place
            .fields
            .entry(field.to_owned())
            .or_insert(tagged.range.clone());
    }

    fn copy(&mut self, field: &str, tags: &[&str]) {
        if let Some(tagged) = self.first(tags) {
            self.item
                .set_text(field, clean(&unescaped(&tagged.value), Paragraphs::Join));
            self.place(field, tagged);
        }
    }

    fn map(&mut self) {
        self.kind();
        if let Some(key) = self
            .first(&["ID"])
            .map(|id| clean(&id.value, Paragraphs::Join))
        {
            // EndNote and PubMed put the number of the record here, which is no key anybody would
            // cite.
            if !key.bytes().all(|byte| byte.is_ascii_digit())
                && !key.contains("://")
                && !key.contains(char::is_whitespace)
            {
                self.item.key = key;
            }
        }
        self.titles();
        self.people();
        self.dates();
        self.numbers();
        self.identifiers();
        self.rest();
    }

    fn kind(&mut self) {
        let Some(ty) = self.first(&["TY"]) else {
            return;
        };
        let name = ty
            .value
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .to_ascii_uppercase();
        if let Some(kind) = kind(&name) {
            self.item.kind = kind;
        } else {
            let message = format!(
                "`{name}` is no type of publication in RIS; it is taken as a document of no \
                 special sort"
            );
            let help = "types are, for example, JOUR (journal article), BOOK, CHAP (book chapter), \
                RPRT (report) and THES (thesis)";
            self.faults.push(
                Fault::warning(Code::UnclearField, message)
                    .at(Span::new(self.file, ty.range.clone()))
                    .help(help),
            );
        }
        if name == "INPR" {
            self.item.set_text("status", "in press");
        }
    }

    fn titles(&mut self) {
        let book_part = matches!(
            self.item.kind,
            ItemType::Chapter | ItemType::EntryEncyclopedia | ItemType::EntryDictionary
        );
        let whole = matches!(
            self.item.kind,
            ItemType::Book
                | ItemType::Periodical
                | ItemType::MotionPicture
                | ItemType::Report
                | ItemType::Thesis
                | ItemType::Song
        );
        self.copy(
            "title",
            if whole {
                &["TI", "T1", "BT", "CT", "T2"]
            } else {
                &["TI", "T1", "CT", "TT"]
            },
        );
        if book_part {
            self.copy("container-title", &["T2", "BT", "JF", "JO"]);
        } else if whole {
            self.copy("collection-title", &["T3", "T2"]);
        } else {
            // The longest of them is the name in full: programs disagree on which tag holds it.
            let names = ["JF", "T2", "JO", "JA", "J2", "BT"]
                .iter()
                .filter_map(|tag| self.first(&[tag]));
            let mut names: Vec<&TaggedField> = names
                .filter(|tagged| tagged.value.trim() != self.item.text("title").unwrap_or_default())
                .collect();
            names.sort_by_key(|tagged| std::cmp::Reverse(tagged.value.chars().count()));
            if let Some(name) = names.first() {
                self.item.set_text(
                    "container-title",
                    clean(&unescaped(&name.value), Paragraphs::Join),
                );
                self.place("container-title", name);
            }
        }
        if let Some(short) = self
            .first(&["JA", "J2", "J1", "JO"])
            .filter(|_| self.item.kind.has_container())
        {
            let words = clean(&unescaped(&short.value), Paragraphs::Join);
            if self.item.text("container-title") != Some(&words) {
                self.item.set_text("container-title-short", words);
                self.place("container-title-short", short);
            }
        }
        self.copy("collection-title", &["T3"]);
        self.copy("title-short", &["ST"]);
        if self.item.text("title-short") == self.item.text("title") {
            self.item.texts.remove("title-short");
        }
    }

    fn people(&mut self) {
        let editors = matches!(
            self.item.kind,
            ItemType::Chapter
                | ItemType::PaperConference
                | ItemType::EntryEncyclopedia
                | ItemType::EntryDictionary
                | ItemType::ArticleJournal
                | ItemType::Periodical
        );
        let edited = self
            .first(&["TY"])
            .is_some_and(|ty| ty.value.trim() == "EDBOOK");
        let secondary = match self.item.kind {
            ItemType::Thesis => "contributor",
            ItemType::Book if !edited => "collection-editor",
            _ => "editor",
        };
        let roles = [
            ("AU", if edited { "editor" } else { "author" }),
            ("A1", if edited { "editor" } else { "author" }),
            ("ED", "editor"),
            ("A2", secondary),
            (
                "A3",
                if editors {
                    "collection-editor"
                } else {
                    "editor"
                },
            ),
            ("A4", "translator"),
            ("TA", "translator"),
        ];
        for (tag, role) in roles {
            let mut people: Vec<Name> = Vec::new();
            for tagged in self.record.all(tag) {
                self.place(role, tagged);
                people.extend(tagged.value.split(['\n', ';']).filter_map(name));
            }
            if !people.is_empty() {
                let known = self.item.names.entry(role.to_owned()).or_default();
                people.retain(|name| !known.contains(name));
                known.extend(people);
            }
        }
    }

    fn dates(&mut self) {
        let date = |tagged: &TaggedField| {
            ItemDate::from_text(&ris_date(&tagged.value)).map(|when| (when, tagged.range.clone()))
        };
        let mut found: Vec<_> = ["PY", "Y1", "DA"]
            .iter()
            .filter_map(|tag| self.first(&[tag]))
            .filter_map(date)
            .collect();
        if let (Some(year), Some((when, _))) = (
            found.iter().find_map(|(when, _)| when.year()),
            found.last_mut(),
        ) && !when.is_understood()
        {
            // `DA  - Mar 5` beside `PY  - 2014`, as EndNote and Scopus write it.
            *when = ItemDate::from_text(&format!("{year} {when}"))
                .filter(ItemDate::is_understood)
                .unwrap_or_else(|| ItemDate::at(Point::year(year)));
        }
        // The most exact of those that agree on the year with the first.
        let year = found.iter().find_map(|(when, _)| when.year());
        let precision = |when: &ItemDate| {
            when.from.map_or(0, |from| {
                1 + usize::from(from.month.is_some()) + usize::from(from.day.is_some())
            })
        };
        let best = found
            .iter()
            .filter(|(when, _)| when.year() == year)
            .rev()
            .max_by_key(|(when, _)| precision(when))
            .or(found.first());
        if let Some((when, range)) = best {
            if !when.is_understood() {
                let message = format!("`{when}` is not understood as a date");
                let help =
                    "write the year, or year, month and day: `PY  - 2014` and `DA  - 2014/03/05`";
                self.faults.push(
                    Fault::warning(Code::UnclearField, message)
                        .at(Span::new(self.file, range.clone()))
                        .help(help),
                );
            }
            self.item.dates.insert("issued".to_owned(), when.clone());
            self.item
                .place
                .fields
                .insert("issued".to_owned(), range.clone());
        }
        if let Some((when, range)) = self
            .first(&["Y2"])
            .and_then(date)
            .filter(|(when, _)| when.is_understood())
        {
            self.item.dates.insert("accessed".to_owned(), when);
            self.item.place.fields.insert("accessed".to_owned(), range);
        }
    }

    fn numbers(&mut self) {
        self.copy("volume", &["VL", "VO"]);
        let periodical = matches!(
            self.item.kind,
            ItemType::ArticleJournal
                | ItemType::ArticleMagazine
                | ItemType::ArticleNewspaper
                | ItemType::Periodical
                | ItemType::PaperConference
        );
        if periodical {
            self.copy("issue", &["IS", "CP", "M1"]);
        } else {
            let number = self
                .first(&["IS", "M1"])
                .filter(|number| number.value.trim() != "0");
            if number.is_some() {
                self.copy("number", &["IS", "M1"]);
            }
        }
        // PubMed exports of EndNote put a date here.
        if let Some(edition) = self
            .first(&["ET"])
            .filter(|edition| !periodical && !edition.value.contains('/'))
        {
            self.item.set_text(
                "edition",
                clean(&numbers::edition(&edition.value), Paragraphs::Join),
            );
            self.place("edition", edition);
        }
        self.copy("number-of-volumes", &["NV"]);
        self.copy("section", &["SE"]);
        let pages = match (self.first(&["SP"]), self.first(&["EP"])) {
            (Some(start), Some(end))
                if start.value.trim() != end.value.trim() && !start.value.contains('-') =>
            {
                Some((
                    format!("{}-{}", start.value.trim(), end.value.trim()),
                    start,
                ))
            }
            (Some(start), _) => Some((start.value.clone(), start)),
            (None, Some(end)) => Some((end.value.clone(), end)),
            (None, None) => None,
        };
        if let Some((pages, tagged)) = pages {
            let pages = clean(&numbers::pages(&pages), Paragraphs::Join);
            let length = pages
                .strip_suffix(" p.")
                .or(pages.strip_suffix(" pages"))
                .or(pages.strip_suffix(" p"))
                .map(str::to_owned);
            let field =
                if length.is_some() || (self.item.kind == ItemType::Book && !pages.contains('-')) {
                    "number-of-pages"
                } else {
                    "page"
                };
            self.item.set_text(field, length.unwrap_or(pages));
            self.place(field, tagged);
        }
        self.copy("page", &["C7"]);
    }

    fn identifiers(&mut self) {
        self.copy("DOI", &["DO", "DI"]);
        if let Some(doi) = self.first(&["M3", "N1", "L3"]).filter(|tagged| {
            tagged
                .value
                .trim_start_matches("doi:")
                .trim()
                .starts_with("10.")
        }) {
            // Springer and older exports.
            let found = doi
                .value
                .trim_start_matches("doi:")
                .split_whitespace()
                .next()
                .unwrap_or_default()
                .to_owned();
            if !self.item.texts.contains_key("DOI") && found.contains('/') {
                self.item.set_text("DOI", found);
                self.place("DOI", doi);
            }
        }
        let serials: Vec<&TaggedField> = self.record.all("SN").collect();
        for tagged in serials {
            for number in tagged
                .value
                .split(['\n', ';', ','])
                .map(str::trim)
                .filter(|number| !number.is_empty())
            {
                let bare = number.split('(').next().unwrap_or_default().trim();
                let digits = bare.chars().filter(char::is_ascii_alphanumeric).count();
                let field = if digits > 8 { "ISBN" } else { "ISSN" };
                self.item.set_text(field, bare);
                self.place(field, tagged);
            }
        }
        let database = self
            .first(&["DB", "DP"])
            .map(|tagged| tagged.value.to_lowercase())
            .unwrap_or_default();
        let medline = ["pubmed", "medline", "nlm"]
            .iter()
            .any(|name| database.contains(name));
        let number = self.first(&["AN"]).filter(|number| {
            medline
                && number
                    .value
                    .trim()
                    .bytes()
                    .all(|byte| byte.is_ascii_digit())
        });
        if let Some(number) = number {
            self.item.set_text("PMID", number.value.trim());
            self.place("PMID", number);
        }
        let pmc: Vec<&TaggedField> = self.record.all("C2").collect();
        for tagged in pmc.into_iter().filter(|tagged| {
            tagged
                .value
                .trim_start()
                .to_ascii_uppercase()
                .starts_with("PMC")
        }) {
            self.item.set_text("PMCID", tagged.value.trim());
            self.place("PMCID", tagged);
        }
        let urls: Vec<&TaggedField> = ["UR", "LK", "L2", "L1"]
            .iter()
            .flat_map(|tag| self.record.all(tag))
            .collect();
        for tagged in urls {
            if let Some(url) = tagged
                .value
                .split([' ', '\n', ';'])
                .map(str::trim)
                .find(|url| url.contains("://") && !url.starts_with("file:"))
            {
                self.item.set_text("URL", url);
                self.place("URL", tagged);
            }
        }
    }

    fn rest(&mut self) {
        if let Some(words) = self.first(&["AB", "N2"]) {
            self.item.set_text(
                "abstract",
                clean(&unescaped(&words.value), Paragraphs::Keep),
            );
            self.place("abstract", words);
        }
        let notes: Vec<String> = ["N1", "RN"]
            .iter()
            .flat_map(|tag| self.record.all(tag))
            .flat_map(|tagged| tagged.value.split('\n'))
            .map(unescaped)
            .filter(|note| !is_noise(note))
            .filter(|note| {
                self.item
                    .text("DOI")
                    .is_none_or(|doi| !note.contains(doi) || note.contains(char::is_whitespace))
            })
            .collect();
        self.item.set_text("note", notes.join("\n"));
        let keywords: Vec<String> = self
            .record
            .all("KW")
            .flat_map(|tagged| tagged.value.split('\n'))
            .map(|word| clean(&unescaped(word), Paragraphs::Join))
            .filter(|word| !word.is_empty())
            .collect();
        let separator = if keywords.iter().any(|word| word.contains(',')) {
            "; "
        } else {
            ", "
        };
        self.item.set_text("keyword", keywords.join(separator));
        self.copy("publisher", &["PB"]);
        let place = if self.item.kind == ItemType::PaperConference {
            "event-place"
        } else {
            "publisher-place"
        };
        self.copy(place, &["CY"]);
        self.copy("publisher-place", &["PP"]);
        self.copy("original-publisher", &["OP"]);
        if let Some(words) = self.first(&["LA"]) {
            self.item.set_text(
                "language",
                language::tag(&clean(&words.value, Paragraphs::Join)),
            );
            self.place("language", words);
        }
        if let Some(genre) = self
            .first(&["M3"])
            .filter(|genre| !genre.value.contains("10."))
        {
            let words = clean(&unescaped(&genre.value), Paragraphs::Join);
            if self.item.kind != ItemType::ArticleJournal {
                self.item.set_text("genre", words);
                self.place("genre", genre);
            }
        }
        self.copy("call-number", &["CN"]);
        if self.item.kind == ItemType::PaperConference {
            self.copy("event-title", &["C3"]);
        }
    }
}

/// What databases write into notes about their own export.
fn is_noise(note: &str) -> bool {
    let lower = note.trim().to_lowercase();
    [
        "cited by",
        "export date",
        "times cited",
        "coden:",
        "correspondence address",
        "record created",
        "accession number:",
    ]
    .iter()
    .any(|start| lower.starts_with(start))
}

/// A name on a line of its own.
fn name(line: &str) -> Option<Name> {
    let words = clean(&unescaped(line), Paragraphs::Join);
    let bare = words.trim_end_matches(',').trim();
    if bare.is_empty() {
        return None;
    }
    if bare.contains(',') {
        return Name::from_text(bare);
    }
    // EndNote marks a body with a comma at the end.
    if words.ends_with(',') {
        return Some(Name::body(bare));
    }
    // `Smith JA`, against the specification, is a person all the same; `Department of Health` is
    // not.
    match bare.rsplit_once(' ') {
        Some((family, initials))
            if (1..=3).contains(&initials.len())
                && initials.bytes().all(|byte| byte.is_ascii_uppercase())
                && !family.contains(" of ") =>
        {
            Some(Name::person(family, initials))
        }
        _ => Some(Name::body(bare)),
    }
}

/// `2014/03/05/Spring` and `2014///` as a date or as words.
fn ris_date(value: &str) -> String {
    let value = value.trim();
    let parts: Vec<&str> = value.split('/').map(str::trim).collect();
    match parts[..] {
        [year, month, day, words] if month.is_empty() && day.is_empty() && !words.is_empty() => {
            format!("{words} {year}")
        }
        [_, _, _, _] => parts[..3].join("/"),
        [year, "", ""] | [year, ""] => year.to_owned(),
        // `2014/03` is a month; the way EDTF writes it, it would be a span.
        [year, month] if year.len() == 4 && month.len() <= 2 => format!("{year}-{month:0>2}"),
        _ => value.to_owned(),
    }
}

/// Some databases write `&amp;` for `&`.
fn unescaped(text: &str) -> String {
    super::finish::without_entities(text)
}

#[cfg(test)]
mod tests;
