//! The tags of RIS and of PubMed, and the fields of CSL-JSON.

/// The tags of RIS that are read.
pub(in super::super) const RIS_READ: &[&str] = &[
    "A1", "A2", "A3", "A4", "AB", "AN", "AU", "BT", "C2", "C3", "C7", "CN", "CP", "CT", "CY", "DA",
    "DB", "DI", "DO", "DP", "ED", "EP", "ER", "ET", "ID", "IS", "J1", "J2", "JA", "JF", "JO", "KW",
    "L1", "L2", "L3", "LA", "LK", "M1", "M3", "N1", "N2", "NV", "OP", "PB", "PP", "PY", "RN", "SE",
    "SN", "SP", "ST", "T1", "T2", "T3", "TA", "TI", "TT", "TY", "UR", "VL", "VO", "Y1", "Y2",
];

/// The tags of RIS that are left out without a word.
pub(in super::super) const RIS_LEFT_OUT: &[&str] = &[
    "A5", "A6", "AD", "AV", "C1", "C4", "C5", "C6", "C8", "CA", "CL", "DS", "FD", "H1", "H2", "IP",
    "K1", "L4", "LB", "LL", "M2", "NO", "OL", "PA", "RD", "RI", "RP", "RT", "SF", "SL", "SR", "U1",
    "U2", "U3", "U4", "U5", "WP", "WT", "WV", "YR",
];

/// The tags of PubMed that are read.
pub(in super::super) const NBIB_READ: &[&str] = &[
    "AB", "AID", "AU", "AUID", "BTI", "CN", "CTI", "DEP", "DP", "ED", "EN", "FAU", "FED", "IP",
    "IS", "ISBN", "JT", "LA", "LID", "OT", "PB", "PG", "PL", "PMC", "PMID", "PST", "PT", "TA",
    "TI", "TT", "VI",
];

/// The tags of PubMed that are left out without a word.
pub(in super::super) const NBIB_LEFT_OUT: &[&str] = &[
    "AD", "CDAT", "CI", "CIN", "COIS", "CON", "CRDT", "CRF", "CRI", "CTDT", "DA", "DCOM", "DDIN",
    "DRDT", "DRIN", "ECF", "ECI", "EDAT", "EFR", "EIN", "FIR", "FPS", "GN", "GR", "GS", "IR",
    "IRAD", "JID", "LR", "MH", "MHDA", "MID", "NM", "OAB", "OABL", "OCI", "OID", "ORI", "OTO",
    "OWN", "PHST", "PMCR", "PRIN", "PS", "PUBM", "RF", "RIN", "RN", "ROF", "RPF", "RPI", "SB",
    "SFM", "SI", "SO", "SPIN", "STAT", "UIN", "UOF", "VTI",
];

/// The fields of Crossref, Zotero and Mendeley that CSL does not know, and that are left out
/// without a word.
pub(in super::super) const JSON_LEFT_OUT: &[&str] = &[
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
