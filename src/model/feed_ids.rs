//! Checks that feeds know no two pages by the same name.

use super::Page;
use crate::base::{Code, Fault, Faults};
use rustc_hash::FxHashMap;

/// Reports pages whose `id` is what feeds know another page by.
pub(super) fn twice(pages: &[Page]) -> Faults {
    if pages.iter().all(|page| page.common().id.is_none()) {
        return Faults::new();
    }
    let mut known: FxHashMap<&str, &Page> = FxHashMap::default();
    // Pages that are known by their address come first, because they have it by right.
    let by_address = pages.iter().filter(|page| page.common().id.is_none());
    let by_id = pages.iter().filter(|page| page.common().id.is_some());
    let mut faults = Faults::new();
    for page in by_address.chain(by_id) {
        let other = *known.entry(page.feed_id()).or_insert(page);
        if let Some(id) = page.common().id.as_ref().filter(|_| other.url != page.url) {
            let message = format!(
                "feeds know `{}` by `{}` already",
                other.parsed.source, id.value
            );
            let help =
                "write the address at which this page was published first, or take the line out";
            faults.push(
                Fault::error(Code::AddressClash, message)
                    .at(id.span.clone())
                    .help(help),
            );
        }
    }
    faults
}
