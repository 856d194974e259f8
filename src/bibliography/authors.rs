//! Tells the people behind publications apart.
//!
//! This module takes publications and gives, for each name, who is meant: a body by its name, a
//! person by an ORCID iD or by the whole of the name. Initials alone join nobody: `Smith, J.` is
//! neither John nor Jane Smith. A name that may be either of two people in the same lists is
//! nobody's, because no page may show one person's works as another's.

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
}

impl AuthorRegistry {
    /// Collects everybody who is named as maker of publications.
    #[must_use]
    pub fn of<'i>(items: impl IntoIterator<Item = &'i Item>) -> Self {
        let mut authors = Self::default();
        for name in items.into_iter().flat_map(Item::makers) {
            if let Some((family, given)) = parts(name) {
                let known = authors.families.entry(family).or_default();
                let iris = known.entry(given).or_default();
                iris.extend(name.orcid().and_then(identifier::orcid));
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
        if let Some(orcid) = name.orcid().and_then(identifier::orcid) {
            return Some(AuthorId::Orcid(orcid));
        }
        let Some((family, given)) = parts(name) else {
            let whole = slug(&name.family_name());
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

/// Returns the family name and the given names of a person as they are compared; `None` for a body
/// and for a name without given names.
fn parts(name: &Name) -> Option<(String, GivenNames)> {
    let family = slug(&name.family_name());
    let given = given_names(name.given.as_deref()?);
    (name.literal.is_none() && !family.is_empty() && !given.is_empty()).then_some((family, given))
}

/// Divides given names. Capitals in a row are initials: `JA` is `J. A.`.
fn given_names(given: &str) -> GivenNames {
    let words = given.split(|c: char| c.is_whitespace() || matches!(c, '.' | '-' | '‐' | '‑'));
    let mut names = Vec::new();
    for word in words {
        let letters = word.chars().count();
        if (2..=3).contains(&letters) && word.chars().all(char::is_uppercase) {
            names.extend(word.chars().map(|letter| slug(&letter.to_string())));
        } else {
            names.push(slug(word));
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Reports whether the first given name is written in full.
fn is_full(given: &GivenNames) -> bool {
    given.first().is_some_and(|first| first.chars().count() > 1)
}

/// Reports whether two names agree, as far as both go.
fn agree(one: &GivenNames, other: &GivenNames) -> bool {
    let is_initial = |short: &str, long: &str| short.len() == 1 && long.starts_with(short);
    one.iter()
        .zip(other)
        .all(|(one, other)| one == other || is_initial(one, other) || is_initial(other, one))
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
