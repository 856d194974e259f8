//! A site that was published and then spoilt.

use crate::support::findings::{self, Finding};
use crate::support::tree::Tree;
use crate::support::{Ran, Site};
use std::collections::BTreeSet;

/// A published site.
pub(crate) struct Published {
    /// The site; spoil it.
    pub(crate) site: Site,
    old: Tree,
}

/// The words with which the program refused to publish.
pub(crate) struct Refusal {
    findings: Vec<Finding>,
    ran: Ran,
}

impl Published {
    /// Three pages, published.
    pub(crate) fn new() -> Self {
        let site = Site::new();
        site.build();
        let old = site.tree("public");
        assert!(old.files().contains(&"index.html"), "{:?}", old.files());
        Self { site, old }
    }

    /// Adds a file or replaces one.
    pub(crate) fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.site.put(name, bytes);
        self
    }

    /// Builds, and insists that nothing is published, that the old site is untouched, and that
    /// every error names its place.
    pub(crate) fn refused(&self) -> Refusal {
        let ran = self.site.run(&["build"]).expect_exit(1);
        assert!(
            ran.stdout.is_empty()
                && ran
                    .stderr
                    .contains("Nothing was published: the site is as it was"),
            "{ran}"
        );
        self.assert_untouched();
        let findings =
            findings::parse(&self.site.run(&["build", "--format", "json"]).expect_exit(1));
        self.assert_untouched();
        let mut told = BTreeSet::new();
        for finding in findings.iter().filter(|finding| finding.line > 0).take(20) {
            if !told.insert((&finding.message, &finding.help)) {
                // What repeats is told once.
                continue;
            }
            let place = format!("{}:{}:{}", finding.file, finding.line, finding.column);
            assert!(ran.stderr.contains(&place), "no {place}\n{ran}");
        }
        for finding in findings.iter().take(20) {
            assert!(
                ran.stderr
                    .contains(&format!("{}[{}]: ", finding.severity, finding.code)),
                "no {}\n{ran}",
                finding.place()
            );
        }
        Refusal { findings, ran }
    }

    /// Builds, and insists that it went well.
    pub(crate) fn published(&self) -> Ran {
        self.site.build()
    }

    /// Insists that `public/` is as it was.
    #[track_caller]
    pub(crate) fn assert_untouched(&self) {
        self.old.assert_same(&self.site.tree("public"));
    }
}

impl Refusal {
    /// The errors, each as `code file:line:column`, in order.
    fn errors(&self) -> Vec<String> {
        let errors = self
            .findings
            .iter()
            .filter(|finding| finding.severity == "error");
        errors
            .map(|finding| {
                format!(
                    "{} {}:{}:{}",
                    finding.code, finding.file, finding.line, finding.column
                )
            })
            .collect()
    }

    /// Insists on exactly these errors. A file without lines has the place `file:0:0`.
    #[track_caller]
    pub(crate) fn expect(self, errors: &[&str]) -> Self {
        assert_eq!(self.errors(), errors, "{}", self.ran);
        self
    }

    /// Insists that the program says this, in a finding or in what to do about it.
    #[track_caller]
    pub(crate) fn says(self, words: &str) -> Self {
        assert!(
            self.ran.stderr.contains(words),
            "nothing says `{words}`:\n{}",
            self.ran
        );
        self
    }

    /// The number of errors.
    pub(crate) fn number_of_errors(&self) -> usize {
        self.errors().len()
    }

    /// The most memory the build took, in bytes.
    pub(crate) fn peak_memory(&self) -> u64 {
        self.ran.peak_memory
    }
}
