//! The identifiers of a BibTeX entry, and its place in an archive.

use super::BibtexMapping;

/// Archives by their names in `eprinttype`, with the start of the addresses in them.
const ARCHIVES: [(&str, &str); 4] = [
    ("jstor", "https://www.jstor.org/stable/"),
    ("hdl", "https://hdl.handle.net/"),
    ("handle", "https://hdl.handle.net/"),
    ("googlebooks", "https://books.google.com/books?id="),
];

impl BibtexMapping<'_> {
    /// Maps DOI, ISBN, ISSN, the numbers of PubMed, and the address.
    pub(super) fn identifiers(&mut self) {
        for (to, from) in [
            ("DOI", "doi"),
            ("ISBN", "isbn"),
            ("ISBN", "isbn-13"),
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
        self.eprint();
    }

    /// Maps the number in an archive, by the archive that the entry names.
    fn eprint(&mut self) {
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
            "" | "arxiv" => {
                let number = eprint
                    .trim_start_matches("arXiv:")
                    .trim_start_matches("arxiv:")
                    .to_owned();
                self.set("archive", from, Some("arXiv".to_owned()));
                self.set("URL", from, Some(format!("https://arxiv.org/abs/{number}")));
                self.set("archive_location", from, Some(number));
            }
            scheme => {
                let archive = ARCHIVES.iter().find(|(name, _)| *name == scheme);
                if let Some((_, address)) = archive {
                    self.set("URL", from, Some(format!("{address}{eprint}")));
                } else if eprint.contains("://") {
                    self.set("URL", from, Some(eprint));
                } else {
                    self.set("archive", from, Some(scheme.to_owned()));
                    self.set("archive_location", from, Some(eprint));
                }
            }
        }
    }
}
