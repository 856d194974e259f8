//! Fields of CSL that BibTeX has no field for. Masthead writes them as `csl-…`, so that reading a
//! file back loses nothing.

use super::BibtexMapping;
use crate::bibliography::item::variable;
use crate::bibliography::read::bibtex::latex;

impl BibtexMapping<'_> {
    /// Reads back every field that is written as `csl-…`.
    pub(super) fn csl_fields(&mut self) {
        for name in variable::TEXTS {
            let from = format!("csl-{}", name.to_lowercase());
            let words = if variable::is_rich(name) {
                self.rich(&[&from], latex::Braces::KeepCase)
            } else {
                self.words(&[&from])
            };
            self.set(name, &[&from], words);
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
}
