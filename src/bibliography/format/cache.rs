//! The answers of the last build, so that a repeated request costs next to nothing.
//!
//! A cache is a plain value that a build stores and the next one takes up; no file is read or
//! written here. A build keeps exactly the answers that it used: `Cache::of(answers)` is the cache
//! of the next one.

use super::formatted::Formatted;
use super::request::Request;
use super::style::Style;
use crate::base::Fingerprint;
use crate::bibliography::item::{Item, variable};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The version of the answers, which changes when a request would be answered differently: with a
/// new hayagriva, or with new code in this folder.
const VERSION: &str = "hayagriva 0.10.1, 3";

/// The answer to a request, with its key in the cache.
#[derive(Clone, Debug)]
pub struct CachedResponse {
    /// The key of the answer in the cache.
    pub(super) key: Fingerprint,
    /// The answer.
    pub formatted: Arc<Formatted>,
}

/// Answers by the fingerprints of their requests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cache {
    /// The answers by the names of their fingerprints.
    answers: BTreeMap<String, Arc<Formatted>>,
}

impl Cache {
    /// Makes a cache that holds these answers.
    #[must_use]
    pub fn of<'a>(answers: impl IntoIterator<Item = &'a CachedResponse>) -> Self {
        Self {
            answers: answers
                .into_iter()
                .map(|answer| (name(answer.key), answer.formatted.clone()))
                .collect(),
        }
    }

    /// Returns the number of answers.
    #[must_use]
    pub fn len(&self) -> usize {
        self.answers.len()
    }

    /// Reports whether there are no answers.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
    }

    /// Returns the answer with a key.
    pub(super) fn get(&self, key: Fingerprint) -> Option<Arc<Formatted>> {
        self.answers.get(&name(key)).cloned()
    }
}

/// Returns the name of a key, as it is stored.
fn name(key: Fingerprint) -> String {
    format!("{key:?}")
}

/// Returns the fingerprint of everything that an answer depends on.
pub(super) fn key(request: &Request<'_>, style: &Style) -> Fingerprint {
    let mut bytes = Vec::with_capacity(request.items.len() * 512);
    for part in [
        VERSION,
        style.name(),
        &format!("{:?}", style.fingerprint()),
        style.locale(),
        request.anchors.as_deref().unwrap_or("\u{1}"),
    ] {
        put(part, &mut bytes);
    }
    for item in &request.items {
        digest(item, &mut bytes);
    }
    for cluster in &request.clusters {
        put(&format!("{cluster:?}"), &mut bytes);
    }
    Fingerprint::of(&bytes)
}

/// Adds what a reference can show of a publication; abstracts, notes and keywords are not part of
/// it.
fn digest(item: &Item, bytes: &mut Vec<u8>) {
    put(&item.key, bytes);
    put(item.kind.name(), bytes);
    for (field, words) in item.texts.iter().filter(|(field, _)| {
        !matches!(field.as_str(), "abstract" | "annote" | "keyword")
            && variable::find(field).is_some()
    }) {
        put(field, bytes);
        put(words, bytes);
    }
    for (field, people) in &item.names {
        put(field, bytes);
        for name in people {
            for part in [
                &name.family,
                &name.given,
                &name.particle,
                &name.dropping_particle,
                &name.suffix,
                &name.literal,
            ] {
                put(part.as_deref().unwrap_or("\u{1}"), bytes);
            }
        }
        bytes.push(2);
    }
    for (field, when) in &item.dates {
        put(field, bytes);
        put(&when.to_string(), bytes);
        put(when.literal.as_deref().unwrap_or("\u{1}"), bytes);
    }
    bytes.push(3);
}

/// Adds a text and a mark of its end.
fn put(part: &str, bytes: &mut Vec<u8>) {
    bytes.extend_from_slice(part.as_bytes());
    bytes.push(0);
}
