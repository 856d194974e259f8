//! Finds keys that would lead to the same address.

use crate::base::{Code, Fault, Faults, Span};
use crate::bibliography::item::Item;
use crate::bibliography::key::{KeyRegistry, plain};
use std::collections::BTreeMap;

/// Gives every publication a key, and so an address, of its own. Of several with the same key the
/// first one keeps it. Keys that differ only in capitals, accents or punctuation count as the same.
#[must_use]
pub fn distinct_keys(items: &mut [Item]) -> Faults {
    let mut findings = Faults::new();
    let mut taken = KeyRegistry::default();
    let mut owners: BTreeMap<String, (String, Span)> = BTreeMap::new();
    // Keys that people typed come first, whatever the order of files, because pages cite them.
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_key(|at| items[*at].place.key_made_up);
    let mut late = Vec::new();
    for at in order {
        let item = &items[at];
        if taken.take(&item.key) {
            owners.insert(
                plain(&item.key),
                (item.key.clone(), item.place.span.clone()),
            );
        } else {
            late.push(at);
        }
    }
    for at in late {
        let item = &mut items[at];
        let old = item.key.clone();
        item.key = taken.free(&old);
        if item.place.key_made_up {
            continue;
        }
        let Some((owner, span)) = owners.get(&plain(&old)) else {
            continue;
        };
        let message = if *owner == old {
            format!(
                "the key `{old}` stands twice; this publication is published as `{}`",
                item.key
            )
        } else {
            format!(
                "the keys `{old}` and `{owner}` would have the same address; this publication is \
                 published as `{}`",
                item.key
            )
        };
        let fault = Fault::warning(Code::KeyClash, message)
            .at(item.place.span.clone())
            .label(span.clone(), "the other one stands here");
        findings.push(fault.help(
            "give one of the two a key of its own, or delete it if both are the same publication",
        ));
    }
    findings
}
