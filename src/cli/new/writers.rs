//! Finds the writers of an article. From: `--by "A. Sample, carer, Home Treatment Team"`, or
//! answers one by one. To: entries of a byline.

use super::answer_source::{AnswerSource, Question};
use super::yaml_text::scalar;
use crate::base::nearest;
use crate::cli::failure::Failure;
use crate::parse::people::People;
use crate::parse::yaml::{either, listed};
use std::fmt::Write as _;

/// A writer, as in a byline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct GivenWriter {
    /// The key of a person who is declared in `content/people.yaml`.
    pub(super) person: Option<String>,
    pub(super) name: Option<String>,
    /// The name that is shown instead of a withheld one.
    pub(super) pseudonym: Option<String>,
    pub(super) withheld: bool,
    pub(super) role: Option<String>,
    pub(super) team: Option<String>,
}

/// The roles and people of this site.
#[derive(Clone, Copy)]
pub(super) struct PeopleAndRoles<'c> {
    pub(super) roles: &'c [String],
    pub(super) people: &'c People,
}

impl GivenWriter {
    /// Gives an example of a byline, for a note.
    pub(super) fn example() -> &'static str {
        "byline:\n  - name: A. Person\n    role: staff\n    team: Home Treatment Team"
    }

    /// Gives the note below the heading of an article in a one-file issue, if its writer is not
    /// known yet.
    pub(super) fn section_note() -> &'static str {
        concat!(
            "Say who wrote it in a block like this one, below the heading:\n",
            "```byline\nname: A. Person\nrole: staff\n```"
        )
    }

    /// Formats the writer as an entry of a list.
    pub(super) fn entry(&self) -> String {
        let mut entry = String::new();
        for (at, line) in self.lines().iter().enumerate() {
            let _ = writeln!(entry, "  {} {line}", if at == 0 { "-" } else { " " });
        }
        entry
    }

    /// Formats the writer as lines of settings.
    pub(super) fn lines(&self) -> Vec<String> {
        let said = [
            ("person", &self.person),
            ("name", &self.name),
            ("pseudonym", &self.pseudonym),
            ("role", &self.role),
            ("team", &self.team),
        ];
        let mut lines: Vec<String> = said
            .into_iter()
            .filter_map(|(name, value)| Some(format!("{name}: {}", scalar(value.as_ref()?))))
            .collect();
        if self.withheld && self.pseudonym.is_none() {
            lines.insert(0, "withheld: true".to_owned());
        }
        lines
    }

    /// Reads the first words of a byline: a declared person, a withheld name, or a name.
    fn named(text: &str, people: &People) -> Self {
        if people.list.iter().any(|person| person.key == text) {
            return Self {
                person: Some(text.to_owned()),
                ..Self::default()
            };
        }
        // Quotation marks come from the question's wording or from a word processor.
        let text = text
            .trim_matches(['`', '"', '\'', '‘', '’', '“', '”'])
            .trim();
        let lower = text.to_lowercase();
        if matches!(
            lower.as_str(),
            "withheld" | "name withheld" | "anonymous" | "anon" | "anon."
        ) {
            return Self {
                withheld: true,
                ..Self::default()
            };
        }
        // The text itself is cut, since lower case may change the number of bytes.
        match lower
            .strip_prefix("withheld as ")
            .and_then(|_| text.get("withheld as ".len()..))
        {
            Some(other) => Self {
                pseudonym: Some(other.trim().to_owned()),
                withheld: true,
                ..Self::default()
            },
            None => Self {
                name: Some(text.to_owned()),
                ..Self::default()
            },
        }
    }

    /// Reports whether the role is given, or known from the declared person.
    fn has_role(&self, people: &People) -> bool {
        self.role.is_some()
            || people
                .list
                .iter()
                .any(|person| Some(&person.key) == self.person.as_ref() && person.role.is_some())
    }
}

/// Reads `NAME, ROLE, TEAM`. Names and teams may contain commas: the role is the first part that is
/// a role of this site.
pub(super) fn understand(text: &str, cast: PeopleAndRoles<'_>) -> Result<GivenWriter, String> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let known = parts
        .iter()
        .skip(1)
        .position(|part| role(part, cast.roles).is_ok())
        .map(|at| at + 1);
    let (name, rest) = match known {
        Some(at) => (parts[..at].join(", "), &parts[at..]),
        None => (parts[0].to_owned(), &parts[1..]),
    };
    if name.is_empty() {
        return Err("say who wrote it: `A. Sample, carer`".to_owned());
    }
    let mut writer = GivenWriter::named(&name, cast.people);
    if let Some((first, team)) = rest.split_first() {
        writer.role = Some(role(first, cast.roles)?);
        writer.team = Some(team.join(", ")).filter(|team| !team.is_empty());
    }
    if !writer.has_role(cast.people) {
        return Err(format!(
            "say the writer's role, too: `{name}, {}`; {}",
            example(cast.roles),
            roles_are(cast.roles)
        ));
    }
    Ok(writer)
}

/// Reads one of the site's roles, in upper or lower case.
pub(super) fn role(text: &str, roles: &[String]) -> Result<String, String> {
    if let Some(role) = roles
        .iter()
        .find(|role| role.to_lowercase() == text.to_lowercase())
    {
        return Ok(role.clone());
    }
    let meant = nearest(text, roles.iter().map(String::as_str))
        .map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
    Err(format!(
        "`{text}` is not one of the site's roles{meant}; {}",
        roles_are(roles)
    ))
}

fn example(roles: &[String]) -> &str {
    roles.first().map_or("staff", String::as_str)
}

fn roles_are(roles: &[String]) -> String {
    let roles: Vec<&str> = roles.iter().map(String::as_str).collect();
    format!("roles are {}", listed(&roles))
}

/// Finds the writers of an article: given, or asked for one by one.
pub(super) fn ask(
    answers: &mut AnswerSource<'_>,
    given: &[String],
    cast: PeopleAndRoles<'_>,
) -> Result<Vec<GivenWriter>, Failure> {
    if !given.is_empty() || !answers.is_asking() {
        return given
            .iter()
            .map(|text| {
                understand(text, cast)
                    .map_err(|why| Failure::usage(format!("`--by {text}`: {why}")))
            })
            .collect();
    }
    let mut writers = Vec::new();
    let keys: Vec<&str> = cast
        .people
        .list
        .iter()
        .map(|person| person.key.as_str())
        .collect();
    let or_key = if keys.is_empty() || keys.len() > 6 {
        String::new()
    } else {
        format!(", or {}", either(&keys))
    };
    loop {
        let question = if writers.is_empty() {
            format!(
                "  Who wrote it: a name{or_key}, or `withheld` (leave empty to fill it in later)"
            )
        } else {
            "  Who else wrote it (leave empty for nobody)".to_owned()
        };
        let Some(mut writer) = answers.may(&Question::asked(&question), None, &mut |text| {
            one_of_all(text, cast)
        })?
        else {
            return Ok(writers);
        };
        writer = declared_by_name(answers, writer, cast.people)?;
        if !writer.has_role(cast.people) {
            let roles: Vec<&str> = cast.roles.iter().map(String::as_str).collect();
            let question = format!("  Their role, {}", either(&roles));
            writer.role = Some(answers.need(
                &Question::asked(&question),
                None,
                "",
                &mut |text| role(text, cast.roles),
            )?);
        }
        if writer.team.is_none() && writer.person.is_none() {
            let question = "  Their team or organisation (leave empty for none)";
            writer.team = answers.may(&Question::asked(question), None, &mut |text| {
                Ok(text.to_owned())
            })?;
        }
        writers.push(writer);
    }
}

/// Reads a name alone, or `NAME, ROLE, TEAM` as after `--by`.
fn one_of_all(text: &str, cast: PeopleAndRoles<'_>) -> Result<GivenWriter, String> {
    if text.contains(',') {
        understand(text, cast)
    } else {
        Ok(GivenWriter::named(text, cast.people))
    }
}

/// Asks whether a name means the declared person, since two people may have the same name.
fn declared_by_name(
    answers: &mut AnswerSource<'_>,
    writer: GivenWriter,
    people: &People,
) -> Result<GivenWriter, Failure> {
    let Some(declared) = writer
        .name
        .as_ref()
        .and_then(|name| people.list.iter().find(|person| person.name == *name))
    else {
        return Ok(writer);
    };
    let question = format!("  Is that `{}` of content/people.yaml", declared.key);
    if answers.yes(&question, true)? {
        return Ok(GivenWriter {
            person: Some(declared.key.clone()),
            name: None,
            ..writer
        });
    }
    Ok(writer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Faults;
    use crate::base::SourcePath;
    use crate::parse::people::read_people;
    use crate::source::TextFile;

    fn understood(text: &str) -> Result<GivenWriter, String> {
        let roles = [
            "staff".to_owned(),
            "service user".to_owned(),
            "carer".to_owned(),
        ];
        let file = "b-sample: {name: B. Sample, role: staff}\nc-sample: {name: C. Sample}\n";
        let (people, faults) = read_people(
            Some(&TextFile::new(
                SourcePath::new("content/people.yaml"),
                file.into(),
            )),
            &roles,
        );
        assert_eq!(faults, Faults::new());
        understand(
            text,
            PeopleAndRoles {
                roles: &roles,
                people: &people,
            },
        )
    }

    #[test]
    fn a_name_a_role_and_a_team() {
        let writer = GivenWriter {
            name: Some("A. Sample".to_owned()),
            role: Some("service user".to_owned()),
            ..GivenWriter::default()
        };
        assert_eq!(understood("A. Sample, service user"), Ok(writer.clone()));
        assert_eq!(
            understood("A. Sample,Service User, Team A, North"),
            Ok(GivenWriter {
                team: Some("Team A, North".to_owned()),
                ..writer.clone()
            })
        );
        assert_eq!(
            understood("Sample, A, service user"),
            Ok(GivenWriter {
                name: Some("Sample, A".to_owned()),
                ..writer
            })
        );
    }

    #[test]
    fn a_declared_person_brings_their_role() {
        assert_eq!(
            understood("b-sample"),
            Ok(GivenWriter {
                person: Some("b-sample".to_owned()),
                ..GivenWriter::default()
            })
        );
        let other = GivenWriter {
            person: Some("b-sample".to_owned()),
            role: Some("carer".to_owned()),
            ..GivenWriter::default()
        };
        assert_eq!(understood("b-sample, carer"), Ok(other));
        assert!(
            understood("c-sample")
                .expect_err("no role")
                .contains("say the writer's role")
        );
    }

    #[test]
    fn a_name_may_be_withheld() {
        let withheld = GivenWriter {
            withheld: true,
            role: Some("carer".to_owned()),
            ..GivenWriter::default()
        };
        assert_eq!(understood("withheld, carer"), Ok(withheld.clone()));
        assert_eq!(
            understood("Withheld as Rose, carer"),
            Ok(GivenWriter {
                pseudonym: Some("Rose".to_owned()),
                ..withheld.clone()
            })
        );
        assert_eq!(withheld.entry(), "  - withheld: true\n    role: carer\n");
    }

    #[test]
    fn a_role_must_be_the_sites() {
        let why = understood("A. Sample, carrer").expect_err("no such role");
        assert!(
            why.contains("`carrer` is not one of the site's roles; did you mean `carer`?"),
            "{why}"
        );
        assert!(
            understood("A. Sample")
                .expect_err("no role")
                .contains("`A. Sample, staff`")
        );
        assert!(
            understood(", carer")
                .expect_err("nobody")
                .contains("who wrote it")
        );
        assert!(understood("").expect_err("nobody").contains("who wrote it"));
    }
}
