//! The keys by which publications are cited, and the addresses made from them. From: publications.
//! To: keys that no two share. Keys that differ only in capitals, accents or punctuation would have
//! the same address, and some file systems could not tell their files apart.

use super::item::{Item, rich};
use crate::base::slug;
use std::collections::{BTreeMap, BTreeSet};

/// A key as an address: two keys with the same one clash.
#[must_use]
pub fn plain(key: &str) -> String {
    let plain = slug(key);
    if plain.is_empty() {
        "publication".to_owned()
    } else {
        plain
    }
}

/// A key from what the publication says: `ellis2014`, without an author `introduction2014`.
#[must_use]
pub fn made_up(item: &Item) -> String {
    let word = |text: &str| {
        slug(text)
            .split('-')
            .find(|word| word.len() > 3)
            .map(str::to_owned)
    };
    let maker = item
        .makers()
        .first()
        .map(|name| match (&name.family, &name.literal) {
            (Some(family), _) => slug(family).replace('-', ""),
            (None, literal) => word(literal.as_deref().unwrap_or_default()).unwrap_or_default(),
        });
    let title = || {
        item.text("title")
            .map(rich::plain)
            .as_deref()
            .and_then(word)
    };
    let start = maker
        .filter(|maker| !maker.is_empty())
        .or_else(title)
        .unwrap_or_else(|| "publication".to_owned());
    match item.year() {
        Some(year) => format!("{start}{year}"),
        None => start,
    }
}

/// Addresses in use.
#[derive(Clone, Debug, Default)]
pub(super) struct KeyRegistry {
    all: BTreeSet<String>,
    /// How far the letters of a key are used up.
    next: BTreeMap<String, usize>,
}

impl KeyRegistry {
    /// Takes the address of a key; `false` when it was taken already.
    pub(super) fn take(&mut self, key: &str) -> bool {
        self.all.insert(plain(key))
    }

    /// The key, or the first of `keyb`, `keyc`, … `keyaa` that is free; takes it.
    #[must_use]
    pub(super) fn free(&mut self, key: &str) -> String {
        if self.take(key) {
            return key.to_owned();
        }
        // An address is cut at 80 letters; the ones added here must not be cut off.
        let address = plain(key);
        let start = if key.len() > LONGEST {
            address[..address.len().min(LONGEST)].to_owned()
        } else {
            key.to_owned()
        };
        let mut number = self.next.get(&address).copied().unwrap_or(1);
        loop {
            let candidate = format!("{start}{}", letters(number));
            number += 1;
            if self.take(&candidate) {
                self.next.insert(address, number);
                return candidate;
            }
        }
    }
}

/// Most letters of an address that more are added to.
const LONGEST: usize = 60;

/// 1 is `b`, 25 is `z`, 26 is `aa`.
fn letters(mut number: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or(0)));
        if number < 26 {
            return letters.into_iter().rev().collect();
        }
        number = number / 26 - 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taken_keys_get_letters() {
        let mut taken = KeyRegistry::default();
        let keys: Vec<String> = (0..28).map(|_| taken.free("Ellis2014")).collect();
        assert_eq!(
            (
                keys[0].as_str(),
                keys[1].as_str(),
                keys[25].as_str(),
                keys[26].as_str()
            ),
            ("Ellis2014", "Ellis2014b", "Ellis2014z", "Ellis2014aa")
        );
    }

    #[test]
    fn ten_thousand_equal_keys_take_no_time_however_long() {
        let mut taken = KeyRegistry::default();
        let long = "very long ".repeat(20);
        let keys: BTreeSet<String> = (0..10_000).map(|_| plain(&taken.free(&long))).collect();
        assert_eq!(keys.len(), 10_000);
        let one_word = format!("a {}", "b".repeat(200));
        assert_ne!(plain(&taken.free(&one_word)), plain(&taken.free(&one_word)));
        let pictures = "🎉".repeat(30);
        assert_ne!(plain(&taken.free(&pictures)), plain(&taken.free(&pictures)));
    }

    #[test]
    fn keys_that_look_alike_have_one_address() {
        assert_eq!(plain("Müller_2014"), plain("muller-2014"));
        assert_eq!(plain("DBLP:conf/x:2"), "dblp-conf-x-2");
        assert_eq!(plain("🎉"), "publication");
    }
}
