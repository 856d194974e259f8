//! The identifiers of a record of RIS.

use super::mapping::RisMapping;

/// The databases whose numbers are those of PubMed.
const MEDLINE: [&str; 3] = ["pubmed", "medline", "nlm"];

impl RisMapping<'_> {
    /// Maps DOI, ISSN, ISBN, the numbers of PubMed, and the address.
    pub(super) fn identifiers(&mut self) {
        self.copy("DOI", &["DO", "DI"]);
        self.doi_elsewhere();
        self.serial_numbers();
        self.pubmed_numbers();
        for tagged in ["UR", "LK", "L2", "L1"]
            .iter()
            .flat_map(|tag| self.record.all(tag))
        {
            let url = tagged
                .value
                .split([' ', '\n', ';'])
                .map(str::trim)
                .find(|url| url.contains("://") && !url.starts_with("file:"));
            if let Some(url) = url {
                self.set("URL", url, tagged);
            }
        }
        // What is no address is kept, to be named; the place of a file is nobody's business.
        if let Some(tagged) = self
            .first(&["UR"])
            .filter(|tagged| !tagged.value.contains("file:"))
        {
            let words = tagged.value.trim();
            // ScienceDirect leaves the start of its addresses out.
            let start = if words.starts_with("//") {
                "https:"
            } else {
                ""
            };
            self.set("URL", format!("{start}{words}"), tagged);
        }
    }

    /// Maps a DOI in the tags where Springer and older exports write it.
    fn doi_elsewhere(&mut self) {
        let Some(tagged) = self.first(&["M3", "N1", "L3"]) else {
            return;
        };
        let words = tagged.value.trim_start_matches("doi:");
        if self.item.texts.contains_key("DOI") || !words.trim().starts_with("10.") {
            return;
        }
        let doi = words.split_whitespace().next().unwrap_or_default();
        if doi.contains('/') {
            self.set("DOI", doi, tagged);
        }
    }

    /// Maps ISSN and ISBN, which are told apart by their length.
    fn serial_numbers(&mut self) {
        for tagged in self.record.all("SN") {
            let numbers = tagged.value.split(['\n', ';', ',']).map(str::trim);
            for number in numbers.filter(|number| !number.is_empty()) {
                let bare = number.split('(').next().unwrap_or_default().trim();
                let digits = bare.chars().filter(char::is_ascii_alphanumeric).count();
                let field = if digits > 8 { "ISBN" } else { "ISSN" };
                self.set(field, bare, tagged);
            }
        }
    }

    /// Maps the numbers of PubMed and of PubMed Central.
    fn pubmed_numbers(&mut self) {
        let database = self
            .first(&["DB", "DP"])
            .map(|tagged| tagged.value.to_lowercase())
            .unwrap_or_default();
        if let Some(number) = self.first(&["AN"])
            && MEDLINE.iter().any(|name| database.contains(name))
            && number
                .value
                .trim()
                .bytes()
                .all(|byte| byte.is_ascii_digit())
        {
            self.set("PMID", number.value.trim(), number);
        }
        for tagged in self.record.all("C2") {
            let number = tagged.value.trim();
            if number.to_ascii_uppercase().starts_with("PMC") {
                self.set("PMCID", number, tagged);
            }
        }
    }
}
