//! The fields of each form: those that are read, and those that are left out without a word,
//! because they are notes of programs, of libraries or of people to themselves. A field in neither
//! list is left out with a finding, so nothing is lost in silence. The guide lists what is left
//! out, and a test keeps it true.

use super::item_format::ItemFormat;
use crate::base::{Code, Fault, SourcePath, Span, nearest};
use std::collections::BTreeMap;
use std::ops::Range;

/// The fields of BibTeX that are read, beside those that begin with `csl-`.
pub(super) const BIBTEX_READ: &[&str] = &[
    "abbrev_source_title",
    "abstract",
    "access-date",
    "accessed",
    "addendum",
    "address",
    "annotation",
    "annote",
    "archiveprefix",
    "art_number",
    "article-number",
    "articleno",
    "author",
    "author_keywords",
    "bookauthor",
    "booksubtitle",
    "booktitle",
    "booktitleaddon",
    "callnumber",
    "chapter",
    "city",
    "composer",
    "copyright",
    "crossref",
    "date",
    "day",
    "director",
    "doi",
    "edition",
    "editor",
    "editora",
    "editoratype",
    "editorb",
    "editorbtype",
    "editorc",
    "editorctype",
    "editortype",
    "eid",
    "entrysubtype",
    "eprint",
    "eprinttype",
    "eventdate",
    "eventtitle",
    "holder",
    "howpublished",
    "illustrator",
    "institution",
    "isbn",
    "isbn-13",
    "issn",
    "issue",
    "issuetitle",
    "j-abbreviation",
    "journal",
    "journal-abbreviation",
    "journal-iso",
    "journalabbreviation",
    "journalsubtitle",
    "journaltitle",
    "keyword",
    "keywords",
    "langid",
    "language",
    "lastchecked",
    "lccn",
    "license",
    "link",
    "location",
    "mainsubtitle",
    "maintitle",
    "maintitleaddon",
    "medium",
    "mendeley-tags",
    "month",
    "note",
    "number",
    "numpages",
    "organization",
    "origdate",
    "origlocation",
    "origpublisher",
    "origtitle",
    "origyear",
    "pages",
    "pagetotal",
    "part",
    "pmc",
    "pmcid",
    "pmid",
    "pubdate",
    "publisher",
    "publocation",
    "pubstate",
    "recipient",
    "reportnumber",
    "school",
    "section",
    "series",
    "shortjournal",
    "shorttitle",
    "subtitle",
    "supplement",
    "title",
    "titleaddon",
    "translator",
    "type",
    "url",
    "urldate",
    "venue",
    "version",
    "visited",
    "volume",
    "volumes",
    "xdata",
    "year",
];

/// The fields of BibTeX that are left out without a word.
pub(super) const BIBTEX_LEFT_OUT: &[&str] = &[
    "__markedentry",
    "acknowledgement",
    "acmid",
    "added-at",
    "added-by",
    "adsnote",
    "adsurl",
    "affiliation",
    "affiliations",
    "afterword",
    "annotator",
    "archive",
    "author-email",
    "authortype",
    "bibdate",
    "bibsource",
    "biburl",
    "bookpagination",
    "caption",
    "chemicals",
    "citation-subset",
    "citationkey",
    "cited-references",
    "citeulike-article-id",
    "citeulike-linkout-0",
    "coden",
    "collaboration",
    "comment",
    "commentator",
    "completed",
    "contents",
    "copyright-owner",
    "correspondence_address1",
    "country",
    "coverage",
    "created",
    "creationdate",
    "creator",
    "da",
    "database",
    "date-added",
    "date-created",
    "date-modified",
    "doc-delivery-number",
    "document_type",
    "documenttype",
    "ee",
    "entryset",
    "eprintclass",
    "evastar_pdf",
    "eventtitleaddon",
    "execute",
    "file",
    "foreword",
    "funding-acknowledgement",
    "funding-text",
    "gender",
    "gene-symbols",
    "grantno",
    "groups",
    "hal_id",
    "hal_version",
    "hl",
    "hyphenation",
    "ids",
    "indexsorttitle",
    "indextitle",
    "interhash",
    "intrahash",
    "introduction",
    "investigator",
    "isan",
    "ismn",
    "isrn",
    "issn-linking",
    "issue_date",
    "issuesubtitle",
    "issuetitleaddon",
    "iswc",
    "jel",
    "journaltitleaddon",
    "key",
    "keywords-plus",
    "label",
    "linking-issn",
    "lista",
    "listb",
    "listc",
    "listd",
    "liste",
    "listf",
    "local-url",
    "local_path",
    "manuscript-id",
    "masid",
    "medline-pst",
    "mendeley-groups",
    "mgnt-tags",
    "modificationdate",
    "month_numeric",
    "mrclass",
    "mrnumber",
    "mrreviewer",
    "namea",
    "nameaddon",
    "nameb",
    "namec",
    "nlm-id",
    "nlm-unique-id",
    "number-of-cited-references",
    "numbers",
    "oa",
    "oclc",
    "options",
    "orcid-numbers",
    "origlanguage",
    "other-id",
    "owner",
    "pagination",
    "pdf",
    "physicaldimensions",
    "pii",
    "posted-at",
    "ppn_gvk",
    "presort",
    "price",
    "primaryclass",
    "print-issn",
    "printed",
    "priority",
    "ps",
    "publication-status",
    "publication_status",
    "pubmodel",
    "pubtype",
    "qualityassured",
    "ranking",
    "rating",
    "read",
    "readstatus",
    "reference-count",
    "references",
    "refid",
    "related",
    "relatedoptions",
    "relatedstring",
    "relatedtype",
    "relevance",
    "remark",
    "repository",
    "reprinttitle",
    "research-areas",
    "researcherid-numbers",
    "review",
    "revised",
    "rights",
    "rn",
    "sections",
    "shortauthor",
    "shorteditor",
    "shorthand",
    "shorthandintro",
    "shortseries",
    "size",
    "slaccitation",
    "sortkey",
    "sortname",
    "sortshorthand",
    "sorttitle",
    "sortyear",
    "source",
    "space-flight-mission",
    "status",
    "subject",
    "subject-category",
    "subset",
    "swhid",
    "tableofcontents",
    "tags",
    "tex.ids",
    "times-cited",
    "timestamp",
    "title-abbreviation",
    "unique-id",
    "uri",
    "usage-count-last-180-days",
    "usage-count-since-2013",
    "usera",
    "userb",
    "userc",
    "userd",
    "usere",
    "userf",
    "username",
    "verba",
    "verbb",
    "verbc",
    "web-of-science-categories",
    "web-of-science-index",
    "xref",
    "year_published",
    "zblnumber",
    "zmnumber",
];

/// The beginnings of fields of BibTeX that are left out without a word: those of BibDesk, JabRef,
/// Microsoft Word and CiteULike, and fields that Emacs marks as not in use.
pub(super) const BIBTEX_BEGINNINGS: &[&str] = &[
    "alt",
    "bdsk-",
    "citeulike-",
    "jabref",
    "mendeley-",
    "msbib-",
    "opt",
    "x-",
];

/// The tags of RIS that are read.
pub(super) const RIS_READ: &[&str] = &[
    "A1", "A2", "A3", "A4", "AB", "AN", "AU", "BT", "C2", "C3", "C7", "CN", "CP", "CT", "CY", "DA",
    "DB", "DI", "DO", "DP", "ED", "EP", "ER", "ET", "ID", "IS", "J1", "J2", "JA", "JF", "JO", "KW",
    "L1", "L2", "L3", "LA", "LK", "M1", "M3", "N1", "N2", "NV", "OP", "PB", "PP", "PY", "RN", "SE",
    "SN", "SP", "ST", "T1", "T2", "T3", "TA", "TI", "TT", "TY", "UR", "VL", "VO", "Y1", "Y2",
];

/// The tags of RIS that are left out without a word.
pub(super) const RIS_LEFT_OUT: &[&str] = &[
    "A5", "A6", "AD", "AV", "C1", "C4", "C5", "C6", "C8", "CA", "CL", "DS", "FD", "H1", "H2", "IP",
    "K1", "L4", "LB", "LL", "M2", "NO", "OL", "PA", "RD", "RI", "RP", "RT", "SF", "SL", "SR", "U1",
    "U2", "U3", "U4", "U5", "WP", "WT", "WV", "YR",
];

/// The tags of PubMed that are read.
pub(super) const NBIB_READ: &[&str] = &[
    "AB", "AID", "AU", "AUID", "BTI", "CN", "CTI", "DEP", "DP", "ED", "EN", "FAU", "FED", "IP",
    "IS", "ISBN", "JT", "LA", "LID", "OT", "PB", "PG", "PL", "PMC", "PMID", "PST", "PT", "TA",
    "TI", "TT", "VI",
];

/// The tags of PubMed that are left out without a word.
pub(super) const NBIB_LEFT_OUT: &[&str] = &[
    "AD", "CDAT", "CI", "CIN", "COIS", "CON", "CRDT", "CRF", "CRI", "CTDT", "DA", "DCOM", "DDIN",
    "DRDT", "DRIN", "ECF", "ECI", "EDAT", "EFR", "EIN", "FIR", "FPS", "GN", "GR", "GS", "IR",
    "IRAD", "JID", "LR", "MH", "MHDA", "MID", "NM", "OAB", "OABL", "OCI", "OID", "ORI", "OTO",
    "OWN", "PHST", "PMCR", "PRIN", "PS", "PUBM", "RF", "RIN", "RN", "ROF", "RPF", "RPI", "SB",
    "SFM", "SI", "SO", "SPIN", "STAT", "UIN", "UOF", "VTI",
];

/// The fields of Crossref, Zotero and Mendeley that CSL does not know, and that are left out
/// without a word.
pub(super) const JSON_LEFT_OUT: &[&str] = &[
    "accepted",
    "alternative-id",
    "approved",
    "archive_status",
    "assertion",
    "categories",
    "citekey",
    "clinical-trial-number",
    "collections",
    "container-title-alt",
    "content-created",
    "content-domain",
    "content-updated",
    "created",
    "custom",
    "degree",
    "deposited",
    "edition-number",
    "editor-note",
    "extra",
    "file",
    "free-to-read",
    "funder",
    "group",
    "group-title",
    "indexed",
    "institution",
    "is-referenced-by-count",
    "isbn-type",
    "issn-type",
    "journal-issue",
    "libraryCatalog",
    "member",
    "original-language",
    "posted",
    "prefix",
    "published",
    "published-online",
    "published-other",
    "published-print",
    "reference",
    "reference-count",
    "references-count",
    "relation",
    "resource",
    "score",
    "standards-body",
    "subject",
    "system_id",
    "tags",
    "update-policy",
    "update-to",
    "updated-by",
];

/// Returns the names that are read of a form and those that are left out without a word.
pub(super) fn names(format: ItemFormat) -> (&'static [&'static str], &'static [&'static str]) {
    match format {
        ItemFormat::Bibtex => (BIBTEX_READ, BIBTEX_LEFT_OUT),
        ItemFormat::Ris => (RIS_READ, RIS_LEFT_OUT),
        ItemFormat::Nbib => (NBIB_READ, NBIB_LEFT_OUT),
        ItemFormat::CslJson | ItemFormat::Yaml => (&[], JSON_LEFT_OUT),
    }
}

/// The fields of a file that are in neither list.
pub(super) struct UnknownFields {
    format: ItemFormat,
    /// Where each first stands, by name.
    found: BTreeMap<String, Range<usize>>,
}

impl UnknownFields {
    /// Makes an empty list for a form.
    pub(super) fn of(format: ItemFormat) -> Self {
        let found = BTreeMap::new();
        Self { format, found }
    }

    /// Notes a field, unless it is in one of the lists.
    pub(super) fn note(&mut self, name: &str, range: &Range<usize>) {
        let (read, left_out) = names(self.format);
        let is_bibtex = self.format == ItemFormat::Bibtex;
        let is_known = read.binary_search(&name).is_ok()
            || left_out.binary_search(&name).is_ok()
            || (is_bibtex && name.starts_with("csl-"))
            || (is_bibtex
                && BIBTEX_BEGINNINGS
                    .iter()
                    .any(|start| name.starts_with(start)));
        if !is_known && !self.found.contains_key(name) {
            self.found.insert(name.to_owned(), range.clone());
        }
    }

    /// Returns the finding about all of them, at the first.
    pub(super) fn fault(self, file: &SourcePath) -> Option<Fault> {
        const MOST_SHOWN: usize = 5;
        let first = self.found.values().min_by_key(|range| range.start)?.clone();
        let mut shown: Vec<String> = self.found.keys().map(|name| format!("`{name}`")).collect();
        let more = shown.len().saturating_sub(MOST_SHOWN);
        shown.truncate(MOST_SHOWN);
        let list = match (more, shown.split_last()) {
            (0, Some((last, []))) => last.clone(),
            (0, Some((last, others))) => format!("{} and {last}", others.join(", ")),
            _ => format!("{} and {more} more", shown.join(", ")),
        };
        let message = match self.found.len() {
            1 => format!("{list} is no field that masthead knows, so it is left out"),
            _ => format!("{list} are no fields that masthead knows, so they are left out"),
        };
        let (read, _) = names(self.format);
        let meant = self.found.keys().find_map(|name| {
            let meant = nearest(name, read.iter().copied())?;
            Some(format!("did you mean `{meant}` instead of `{name}`?"))
        });
        let fault = Fault::warning(Code::UnclearField, message).at(Span::new(file, first));
        Some(
            fault
                .help_if(meant)
                .help("nothing is done with what is written there"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bibliography::item::published::PUBLISHED;

    /// The guide to publications.
    const GUIDE: &str = include_str!("../../../docs/guide/publications.md");

    #[test]
    fn the_guide_lists_what_is_left_out_and_what_is_published() {
        let formats = [
            ItemFormat::Bibtex,
            ItemFormat::Ris,
            ItemFormat::Nbib,
            ItemFormat::CslJson,
        ];
        let left_out = formats.iter().flat_map(|format| names(*format).1);
        let all = left_out.chain(BIBTEX_BEGINNINGS).chain(&PUBLISHED);
        let missing: Vec<_> = all
            .filter(|name| !GUIDE.contains(&format!("`{name}`")))
            .collect();
        assert_eq!(missing, Vec::<&&str>::new());
    }

    #[test]
    fn the_lists_are_in_order_and_apart() {
        for format in [
            ItemFormat::Bibtex,
            ItemFormat::Ris,
            ItemFormat::Nbib,
            ItemFormat::CslJson,
        ] {
            let (read, left_out) = names(format);
            assert!(read.is_sorted() && left_out.is_sorted(), "{format:?}");
            assert!(
                read.iter().all(|name| !left_out.contains(name)),
                "{format:?}"
            );
        }
    }
}
