//! Tells the people behind publications apart.
//!
//! This module takes publications and gives, for each name, who is meant: a body by its name, a
//! person by an ORCID iD or by the whole of the name as it is written, its suffix included.
//! Initials alone join nobody: `Smith, J.` is neither John nor Jane Smith. A name that may be
//! either of two people in the same lists is nobody's, because no page may show one person's works
//! as another's.

use super::identifier;
use super::item::{Item, Name};
use crate::base::slug;
use std::collections::{BTreeMap, BTreeSet};

/// The most names of one family and initial that initials are compared with.
const MOST_COMPARED: usize = 200;

/// A person or body behind publications.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AuthorId {
    /// A body, or a person with a single name.
    Whole(String),
    /// The family name and the given names or initials of a person.
    Parts(String, GivenNames),
    /// An ORCID iD.
    Orcid(String),
    /// Either of two people, who have the name or the initials in common.
    Either(String, GivenNames),
}

/// Given names and initials, in small letters without accents.
pub type GivenNames = Vec<String>;

/// Everybody who is named in some publications.
#[derive(Debug, Default)]
pub struct AuthorRegistry {
    /// The given names that occur, by family name, with the ORCID iDs that occur with each.
    families: BTreeMap<String, BTreeMap<GivenNames, BTreeSet<String>>>,
    /// The family names that occur with each ORCID iD, as addresses have them.
    holders: BTreeMap<String, BTreeSet<String>>,
}

impl AuthorRegistry {
    /// Collects everybody who is named as maker of publications.
    #[must_use]
    pub fn of<'i>(items: impl IntoIterator<Item = &'i Item>) -> Self {
        let mut authors = Self::default();
        let makers: Vec<&Name> = items.into_iter().flat_map(Item::makers).collect();
        for name in &makers {
            if let Some(orcid) = name.orcid().and_then(identifier::orcid) {
                let holders = authors.holders.entry(orcid).or_default();
                holders.insert(slug(&name.family_name()));
            }
        }
        for name in makers {
            let orcid = authors.own_orcid(name);
            if let Some((family, given)) = parts(name) {
                let known = authors.families.entry(family).or_default();
                let iris = known.entry(given).or_default();
                iris.extend(orcid);
            }
        }
        authors
    }

    /// Returns who is meant by a name. Returns `None` for a name that says nothing.
    #[must_use]
    pub fn identify(&self, name: &Name) -> Option<AuthorId> {
        if name.is_others() {
            return None;
        }
        if let Some(orcid) = self.own_orcid(name) {
            return Some(AuthorId::Orcid(orcid));
        }
        let Some((family, given)) = parts(name) else {
            let whole = folded(&name.family_name());
            return (!whole.is_empty()).then_some(AuthorId::Whole(whole));
        };
        let is_full = is_full(&given);
        let orcids = self
            .families
            .get(&family)
            .and_then(|known| known.get(&given));
        match orcids.map(BTreeSet::len) {
            Some(1) if is_full => {
                return orcids
                    .and_then(BTreeSet::first)
                    .cloned()
                    .map(AuthorId::Orcid);
            }
            Some(2..) => return Some(AuthorId::Either(family, given)),
            _ => {}
        }
        let is_unclear = !is_full && !self.rivals(&family, &given).is_empty();
        Some(if is_unclear {
            AuthorId::Either(family, given)
        } else {
            AuthorId::Parts(family, given)
        })
    }

    /// Returns the ORCID iD of a name, unless people of different family names have it: then it is
    /// mistyped for one of them, and says nothing.
    fn own_orcid(&self, name: &Name) -> Option<String> {
        let orcid = name.orcid().and_then(identifier::orcid)?;
        self.other_holder(name).is_none().then_some(orcid)
    }

    /// Returns a family name that occurs with the ORCID iD of this name and has nothing in common
    /// with it.
    #[must_use]
    pub fn other_holder(&self, name: &Name) -> Option<(String, &str)> {
        let orcid = name.orcid().and_then(identifier::orcid)?;
        let holders = self.holders.get(&orcid)?;
        let mut others = holders.iter().flat_map(|one| {
            let rest = holders.iter().filter(move |other| !same_family(one, other));
            rest.map(String::as_str)
        });
        let own = slug(&name.family_name());
        let other = others.find(|other| *other != own)?;
        Some((orcid, other))
    }

    /// Returns the two people that a name in initials may be, by their given names; nothing when
    /// all names that it may stand for can be one person's.
    #[must_use]
    pub fn possible(&self, name: &Name) -> Vec<GivenNames> {
        match parts(name) {
            Some((family, given)) if !is_full(&given) => self.rivals(&family, &given),
            _ => Vec::new(),
        }
    }

    /// Returns two longer names for which these initials may stand and which contradict each other.
    fn rivals(&self, family: &str, initials: &GivenNames) -> Vec<GivenNames> {
        let (Some(known), Some(letter)) = (self.families.get(family), initials.first()) else {
            return Vec::new();
        };
        let longer: Vec<&GivenNames> = known
            .range(vec![letter.clone()]..)
            .map(|(given, _)| given)
            .take_while(|given| given.first().is_some_and(|first| first.starts_with(letter)))
            .take(MOST_COMPARED)
            .filter(|given| *given != initials && says_more(given, initials))
            .collect();
        for (at, one) in longer.iter().enumerate() {
            if let Some(other) = longer[at + 1..].iter().find(|other| !agree(one, other)) {
                return vec![(*one).clone(), (*other).clone()];
            }
        }
        Vec::new()
    }
}

/// Returns the family name, with the suffix, and the given names of a person as they are compared;
/// `None` for a body and for a name without given names.
fn parts(name: &Name) -> Option<(String, GivenNames)> {
    let mut family = folded(&name.family_name());
    let given = given_names(name.given.as_deref()?);
    if name.literal.is_some() || family.is_empty() || given.is_empty() {
        return None;
    }
    let suffix = name.suffix.as_deref().map(folded);
    if let Some(suffix) = suffix.filter(|suffix| !suffix.is_empty()) {
        family = format!("{family}, {suffix}");
    }
    Some((family, given))
}

/// Divides given names. Capitals in a row are initials: `JA` is `J. A.`.
pub(super) fn given_names(given: &str) -> GivenNames {
    let words = given.split(|c: char| c.is_whitespace() || matches!(c, '.' | '-' | '‐' | '‑'));
    let mut names = Vec::new();
    for word in words {
        let letters = word.chars().count();
        if (2..=3).contains(&letters) && word.chars().all(char::is_uppercase) {
            names.extend(word.chars().map(|letter| folded(&letter.to_string())));
        } else {
            names.push(folded(word));
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Returns a part of a name in small letters. Latin letters lose their accents; other scripts stay,
/// because different names are the same in Latin letters.
fn folded(part: &str) -> String {
    if part.chars().all(is_latin) {
        return slug(part);
    }
    let lower = part.to_lowercase();
    let words = lower.split(|c: char| c.is_whitespace() || c.is_ascii_punctuation());
    let words = words.filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// Reports whether a character is a Latin letter, or no letter.
fn is_latin(c: char) -> bool {
    !c.is_alphabetic() || matches!(c, '\0'..='\u{2af}' | '\u{1e00}'..='\u{1eff}')
}

/// Reports whether a word is an initial. A single sign of Chinese, Japanese or Korean is a name.
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|letter| letter < '\u{2e80}') && letters.next().is_none()
}

/// Reports whether one of two family names, as addresses have them, has all words of the other.
fn same_family(one: &str, other: &str) -> bool {
    let has_all = |long: &str, short: &str| {
        let mut words = short.split('-');
        words.all(|word| long.split('-').any(|known| known == word))
    };
    has_all(one, other) || has_all(other, one)
}

/// Reports whether the first given name is written in full.
fn is_full(given: &GivenNames) -> bool {
    given.first().is_some_and(|first| !is_initial(first))
}

/// Reports whether two names agree, as far as both go.
fn agree(one: &GivenNames, other: &GivenNames) -> bool {
    let stands_for = |short: &str, long: &str| is_initial(short) && long.starts_with(short);
    one.iter()
        .zip(other)
        .all(|(one, other)| one == other || stands_for(one, other) || stands_for(other, one))
}

/// Reports whether a name agrees with initials and says more than they do.
fn says_more(given: &GivenNames, initials: &GivenNames) -> bool {
    let letters = |names: &GivenNames| names.iter().map(String::len).sum::<usize>();
    agree(given, initials) && given.len() >= initials.len() && letters(given) > letters(initials)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::SourcePath;
    use crate::bibliography::read::{ItemFormat, read};

    /// Returns a list of publications with one author each.
    fn items(names: &[&str]) -> Vec<Item> {
        let entries = names
            .iter()
            .map(|name| format!("@misc{{, author = {{{name}}}}}\n"));
        let text: String = entries.collect();
        read(&SourcePath::new("a.bib"), &text, Some(ItemFormat::Bibtex)).items
    }

    /// Returns, for each of these names, the number of the first that means the same person.
    fn people(names: &[&str]) -> Vec<Option<usize>> {
        let items = items(names);
        let authors = AuthorRegistry::of(&items);
        let ids: Vec<_> = items
            .iter()
            .map(|item| authors.identify(&item.makers()[0]))
            .collect();
        let first = |id: &Option<AuthorId>| {
            let id = id
                .as_ref()
                .filter(|id| !matches!(id, AuthorId::Either(..)))?;
            ids.iter().position(|other| other.as_ref() == Some(id))
        };
        ids.iter().map(first).collect()
    }

    #[test]
    fn full_names_tell_people_apart_and_initials_join_nobody() {
        assert_eq!(
            people(&["Smith, John", "Smith, Jane", "Smith, John"]),
            [Some(0), Some(1), Some(0)]
        );
        assert_eq!(people(&["Smith, John", "Smith, J."]), [Some(0), Some(1)]);
        assert_eq!(
            people(&["Smith, John", "Smith, Jane", "Smith, J."]),
            [Some(0), Some(1), None]
        );
        assert_eq!(
            people(&["Smith, J. A.", "Smith, J. B.", "Smith, J.", "Smith, JA"]),
            [Some(0), Some(1), None, Some(0)]
        );
        assert_eq!(people(&["Ellis, C.", "Ellis, C."]), [Some(0), Some(0)]);
        assert_eq!(
            people(&["Ellis, Clare", "Ellis, Clare M.", "Ellis, C."]),
            [Some(0), Some(1), Some(2)]
        );
        assert_eq!(
            people(&["M{\\\"u}ller, Anna", "Muller, Arno", "{NHS}", "{N.H.S.}"])[1],
            Some(1)
        );
    }

    #[test]
    fn suffixes_and_names_as_written_tell_people_apart() {
        assert_eq!(
            people(&["Smith, Jr., John", "Smith, Sr., John", "Smith, Jr, John"]),
            [Some(0), Some(1), Some(0)]
        );
        assert_eq!(
            people(&["Reed, III, John", "Reed, II, John"]),
            [Some(0), Some(1)]
        );
        assert_eq!(
            people(&["王, 小明", "王, 晓明", "王, 小明", "王, 伟"]),
            [Some(0), Some(1), Some(0), Some(3)]
        );
        assert_eq!(
            people(&["ИВАНОВ, Иван", "Иванов, Иван", "Иванов, И."]),
            [Some(0), Some(0), Some(2)]
        );
    }

    #[test]
    fn an_orcid_of_two_families_is_nobodys() {
        let mut list = items(&["Smith, John", "Jones, John", "Smith Jones, John"]);
        for item in &mut list {
            let people = item.names.get_mut("author").expect("an author");
            let orcid = "0000-0002-1825-0097".into();
            people[0].other.insert(Name::ORCID.to_owned(), orcid);
        }
        let registry = AuthorRegistry::of(&list);
        let ids = |list: &[Item]| {
            let registry = AuthorRegistry::of(list);
            let ids = list.iter().map(|item| registry.identify(&item.makers()[0]));
            ids.collect::<BTreeSet<_>>().len()
        };
        assert_eq!(ids(&list), 3);
        assert_eq!(ids(&list[1..]), 1);
        let other = registry.other_holder(&list[0].makers()[0]);
        assert_eq!(other.map(|(_, family)| family), Some("jones"));
    }

    #[test]
    fn an_orcid_joins_and_divides() {
        let name = |given: &str, orcid: Option<&str>| {
            let mut name = Name::person("Smith", given);
            let orcid = orcid.map(|orcid| (Name::ORCID.to_owned(), orcid.into()));
            name.other.extend(orcid);
            name
        };
        let one = Some("0000-0002-1825-0097");
        let other = Some("https://orcid.org/0000-0001-5109-3700");
        let mut list = items(&["Smith, John", "Smith, John", "Smith, John", "Smith, J."]);
        let names = [
            name("John", one),
            name("John", other),
            name("John", None),
            name("J.", one),
        ];
        for (item, name) in list.iter_mut().zip(names) {
            item.names.insert("author".into(), vec![name]);
        }
        let authors = AuthorRegistry::of(&list);
        let ids: Vec<_> = list
            .iter()
            .map(|item| authors.identify(&item.makers()[0]))
            .collect();
        assert_ne!(ids[0], ids[1]);
        assert!(matches!(ids[2], Some(AuthorId::Either(..))));
        assert_eq!(ids[3], ids[0]);
    }
}
