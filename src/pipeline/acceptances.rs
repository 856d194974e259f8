//! Warnings that pages and settings accept. From: what is read of `accept:`, and faults. To: the
//! faults without those that are accepted, and what no warning needed.

use crate::base::{Code, Fault, Faults, Severity, SourcePath};
use crate::parse::accept::{AcceptScope, Acceptance};
use crate::parse::page::ParsedPage;
use crate::parse::place::CONTENT;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The advice for somebody who accepts an error.
const WARNINGS_ALONE: &str =
    "`accept:` answers warnings alone: this is an error, and has to be mended";

/// Every acceptance of a site.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Acceptances(Vec<Acceptance>);

impl Acceptances {
    /// Adds acceptances of the settings.
    pub(super) fn add(&mut self, accepted: &[Acceptance]) {
        self.0.extend_from_slice(accepted);
    }

    /// Adds the acceptances of a page, if it could be read.
    pub(super) fn add_page(&mut self, page: Option<&ParsedPage>) {
        if let Some(page) = page {
            self.add(&page.front.common.accept);
        }
    }

    /// Takes the accepted warnings out of `faults` and returns them. An error that somebody means
    /// to accept stays, and says so.
    pub fn sift(&self, faults: &mut Faults) -> Faults {
        let mut accepted = Faults::new();
        if self.0.is_empty() {
            return accepted;
        }
        let by_code = self.by_code();
        for fault in faults.iter_mut() {
            if fault.severity == Severity::Error && by_code.matching(fault).next().is_some() {
                say_once(fault, WARNINGS_ALONE);
            }
        }
        faults.retain(|fault| {
            let is_accepted =
                fault.severity == Severity::Warning && by_code.matching(fault).next().is_some();
            if is_accepted {
                accepted.push(fault.clone());
            }
            !is_accepted
        });
        accepted
    }

    /// Returns a warning for each acceptance that none of `faults`, accepted or not, needed.
    #[must_use]
    pub fn unused<'f>(&self, faults: impl IntoIterator<Item = &'f Fault>) -> Faults {
        let mut needed = BTreeSet::new();
        if !self.0.is_empty() {
            let by_code = self.by_code();
            for fault in faults {
                needed.extend(by_code.matching(fault));
            }
        }
        let unused = self.0.iter().enumerate();
        let unused = unused.filter(|(number, _)| !needed.contains(number));
        unused
            .map(|(_, acceptance)| not_needed(acceptance))
            .collect()
    }

    fn by_code(&self) -> ByCode<'_> {
        let mut by_code = ByCode::default();
        for (number, acceptance) in self.0.iter().enumerate() {
            if acceptance.scope == AcceptScope::Page {
                let file = (acceptance.code, &acceptance.span.file);
                by_code.pages.entry(file).or_insert(number);
            } else {
                let listed = by_code.listed.entry(acceptance.code).or_default();
                listed.push((number, acceptance));
            }
        }
        by_code
    }
}

/// Acceptances by number, in the order in which they are looked for.
#[derive(Default)]
struct ByCode<'a> {
    pages: BTreeMap<(Code, &'a SourcePath), usize>,
    /// Those of the settings.
    listed: BTreeMap<Code, Vec<(usize, &'a Acceptance)>>,
}

impl ByCode<'_> {
    /// Returns the numbers of the acceptances that a fault falls under.
    fn matching(&self, fault: &Fault) -> impl Iterator<Item = usize> {
        let file = fault.span.as_ref().map(|span| &span.file);
        let of_page = file.and_then(|file| self.pages.get(&(fault.code, file)).copied());
        let listed = self.listed.get(&fault.code).into_iter().flatten();
        let listed = listed.filter(move |(_, acceptance)| is_about(&acceptance.scope, file));
        of_page.into_iter().chain(listed.map(|(number, _)| *number))
    }
}

/// Reports whether an acceptance of the settings is about a file.
fn is_about(scope: &AcceptScope, file: Option<&SourcePath>) -> bool {
    match scope {
        AcceptScope::Page => false,
        AcceptScope::Site => true,
        AcceptScope::Only(paths) => file.is_some_and(|file| {
            let mut paths = paths.iter().map(|path| path_of(path));
            paths.any(|path| path == *file || file.below(path.as_str()).is_some())
        }),
    }
}

/// Returns the path of a file or a folder, which may be written with or without `content/`.
fn path_of(written: &str) -> SourcePath {
    let path = SourcePath::new(written.trim());
    let tops = [CONTENT, "themes"];
    let is_whole = tops
        .iter()
        .any(|top| path.as_str() == *top || path.below(top).is_some());
    if is_whole {
        path
    } else {
        SourcePath::new(CONTENT).join(path.as_str())
    }
}

fn say_once(fault: &mut Fault, help: &str) {
    if !fault.help.iter().any(|said| said == help) {
        fault.help.push(help.to_owned());
    }
}

fn not_needed(acceptance: &Acceptance) -> Fault {
    let code = acceptance.code.name();
    let message = match acceptance.scope {
        AcceptScope::Page => format!("`{code}` is accepted, and this page has no such warning"),
        _ => format!("`{code}` is accepted, and there is no such warning where it holds"),
    };
    Fault::warning(Code::AcceptedWarning, message)
        .at(acceptance.span.clone())
        .help("take it out, so that such a warning is seen when there is one")
}
