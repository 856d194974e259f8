//! The keys by which publications are cited, and the addresses that are made from them.
//!
//! This module takes publications and gives keys that no two of them share. Keys that differ only
//! in capitals, accents or punctuation would have the same address, and some file systems could not
//! tell their files apart.

use super::item::{Item, rich};
use crate::base::slug;
use std::collections::{BTreeMap, BTreeSet};

/// Returns the address of a key. Two keys with the same address clash.
#[must_use]
pub fn plain(key: &str) -> String {
    let plain = slug(key);
    if plain.is_empty() {
        "publication".to_owned()
    } else {
        plain
    }
}

/// Makes a key from what a publication says: `ellis2014`, or `introduction2014` without an author.
#[must_use]
pub fn made_up(item: &Item) -> String {
    let maker = item
        .makers()
        .first()
        .map(|name| match (&name.family, &name.literal) {
            (Some(family), _) => slug(family).replace('-', ""),
            (None, Some(body)) => long_word(body).unwrap_or_default(),
            (None, None) => String::new(),
        });
    let start = maker
        .filter(|maker| !maker.is_empty())
        .or_else(|| long_word(&rich::plain(item.text("title")?)))
        .unwrap_or_else(|| "publication".to_owned());
    match item.year() {
        Some(year) => format!("{start}{year}"),
        None => start,
    }
}

/// Returns the first word of a text that has more than three letters, as part of an address.
fn long_word(text: &str) -> Option<String> {
    slug(text)
        .split('-')
        .find(|word| word.len() > 3)
        .map(str::to_owned)
}

/// The keys in use, by their addresses.
#[derive(Clone, Debug, Default)]
pub(super) struct KeyRegistry {
    /// The addresses in use.
    all: BTreeSet<String>,
    /// The next number that [`letters`] turns into letters for an address.
    next: BTreeMap<String, usize>,
}

impl KeyRegistry {
    /// Takes the address of a key. Returns `false` when it was taken already.
    pub(super) fn take(&mut self, key: &str) -> bool {
        self.all.insert(plain(key))
    }

    /// Takes and returns the key, or the first of `keyb`, `keyc`, … `keyaa` that is free.
    #[must_use]
    pub(super) fn free(&mut self, key: &str) -> String {
        if self.take(key) {
            return key.to_owned();
        }
        // Addresses are cut at 80 letters, and the letters added here must not be cut off.
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

/// The most letters of an address to which more letters are added.
const LONGEST: usize = 60;

/// Returns the letters for a number: `b` for 1, `z` for 25, `aa` for 26.
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
