//! What a site in memory says of itself when it is built. From: fixtures. To: messages and
//! findings.

use masthead::base::Fault;
use masthead::fixture::{Built, Fixture};

/// The messages of all findings.
pub(crate) fn messages(built: &Built) -> Vec<&str> {
    let faults = built.outcome.faults.iter();
    faults.map(|fault| fault.message.as_str()).collect()
}

/// Builds a site that has no finding.
#[track_caller]
pub(crate) fn silent(site: &Fixture) -> Built {
    let built = site.build();
    assert_eq!(messages(&built), Vec::<&str>::new());
    built
}

/// The only finding of a site.
#[track_caller]
pub(crate) fn finding(site: &Fixture) -> Fault {
    let built = site.build();
    let faults: Vec<&Fault> = built.outcome.faults.iter().collect();
    assert_eq!(faults.len(), 1, "{faults:?}");
    faults[0].clone()
}
