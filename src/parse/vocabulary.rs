//! Names that a page may use and that are declared elsewhere: the site's roles, people and
//! taxonomies. From: the settings and `content/people.yaml`. To: the reading of every page, so that
//! a slip is found where it is typed.

use super::kinds::set::Kinds;
use super::yaml::{Fields, Reader, Spanned, either, listed};
use crate::base::{Code, Fault, nearest};
use jiff::tz::TimeZone;
use std::ops::Range;
use std::sync::Arc;

/// The names that a page may use.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Roles of writers.
    pub roles: Vec<String>,
    /// Keys of people, each with the role that the person has unless a byline says otherwise.
    pub people: Vec<(String, Option<String>)>,
    /// Taxonomies beside `topics`, which front matter may have as settings.
    pub taxonomies: Vec<String>,
    /// The kinds of page that the theme declares.
    pub kinds: Arc<Kinds>,
    /// The name of the site's time zone.
    pub time_zone: String,
}

impl Vocabulary {
    /// Returns the time zone whose days count.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }

    /// Returns the role of a declared person.
    #[must_use]
    pub fn role_of(&self, person: &str) -> Option<&str> {
        self.people
            .iter()
            .find(|(key, _)| key == person)
            .and_then(|(_, role)| role.as_deref())
    }

    /// Reads the setting `name`, which takes one of the site's roles.
    pub(super) fn read_role<'n>(
        &self,
        fields: &mut Fields<'n>,
        name: &'n str,
    ) -> Option<Spanned<String>> {
        let node = fields.formed(name)?;
        let role = fields.reader().text(node, name)?;
        self.check_role(&role, fields.reader(), &node.span);
        Some(role)
    }

    /// Reads the setting `name`, which takes the key of a declared person.
    pub(super) fn read_person<'n>(
        &self,
        fields: &mut Fields<'n>,
        name: &'n str,
    ) -> Option<Spanned<String>> {
        let node = fields.formed(name)?;
        let person = fields.reader().text(node, name)?;
        self.check_person(&person, fields.reader(), &node.span);
        Some(person)
    }

    /// Reports a role that the site does not have; `at` is its place in the block of `reader`.
    pub(super) fn check_role(
        &self,
        role: &Spanned<String>,
        reader: &mut Reader<'_>,
        at: &Range<usize>,
    ) {
        if self.roles.contains(&role.value) {
            return;
        }
        let known: Vec<&str> = self.roles.iter().map(String::as_str).collect();
        let meant = nearest(&role.value, known.iter().copied())
            .map(|meant| format!("did you mean `{meant}`?"));
        let fault = Fault::error(
            Code::UnknownChoice,
            format!("`{}` is not one of the site's roles", role.value),
        );
        let help = format!(
            "roles are {}; to change them, list them all under `roles:` in `content/site.yaml`",
            listed(&known)
        );
        reader.fault(fault.help_if(meant).help(help), at);
    }

    /// Reports the key of a person who is not declared; `at` is its place in the block of `reader`.
    pub(super) fn check_person(
        &self,
        person: &Spanned<String>,
        reader: &mut Reader<'_>,
        at: &Range<usize>,
    ) {
        if self.people.iter().any(|(key, _)| *key == person.value) {
            return;
        }
        let keys: Vec<&str> = self.people.iter().map(|(key, _)| key.as_str()).collect();
        let meant = nearest(&person.value, keys.iter().copied())
            .map(|meant| format!("did you mean `{meant}`?"));
        let help = match keys.as_slice() {
            [] => "there is no file `content/people.yaml` with people in it yet; \
                   write `name:` instead of `person:`"
                .to_owned(),
            few if few.len() <= 12 => format!("`content/people.yaml` has {}", either(few)),
            _ => "the names to use stand at the beginning of the lines in `content/people.yaml`"
                .to_owned(),
        };
        let fault = Fault::error(
            Code::UnknownPerson,
            format!(
                "there is no person `{}` in `content/people.yaml`",
                person.value
            ),
        );
        reader.fault(fault.help_if(meant).help(help), at);
    }
}
