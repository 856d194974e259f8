//! Groups of findings that say the same. From: findings, errors before warnings. To: groups in the
//! same order, each of which is told once.

use crate::base::{Code, Fault, Severity};
use std::collections::HashMap;

/// The most findings of a group that are told one by one.
const ONE_BY_ONE: usize = 3;

/// The most findings that differ in names, all of which are told one by one.
const ALIKE_ONE_BY_ONE: usize = 6;

/// Findings that are told together.
pub struct RepeatedFinding<'f> {
    /// The findings that are told in full: the first, or a few that differ in names.
    pub told: Vec<&'f Fault>,
    /// The others, in order.
    pub others: Vec<&'f Fault>,
    /// What the others have in common with the first.
    pub likeness: Likeness,
}

/// What the findings of a group have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// Every word.
    Same,
    /// Every word but the names and the text that they quote.
    Alike,
}

impl RepeatedFinding<'_> {
    /// Returns the number of findings in the group.
    #[must_use]
    pub fn len(&self) -> usize {
        self.told.len() + self.others.len()
    }

    /// Reports whether there is no finding in the group, which is never so.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Puts findings that say the same into groups, in the order of the first of each. What is said a
/// few times stays in its place.
#[must_use]
pub fn repeats<'f>(findings: impl IntoIterator<Item = &'f Fault>) -> Vec<RepeatedFinding<'f>> {
    let mut numbers: HashMap<(Severity, Code, String), usize> = HashMap::new();
    let mut groups: Vec<Vec<&Fault>> = Vec::new();
    let mut in_order = Vec::new();
    for finding in findings {
        let key = (
            finding.severity,
            finding.code,
            without_names(&finding.message),
        );
        let number = *numbers.entry(key).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[number].push(finding);
        in_order.push((number, finding));
    }
    let mut told = Vec::new();
    for (number, finding) in in_order {
        match groups[number].len() {
            // The group was told with its first finding.
            0 => {}
            1..=ONE_BY_ONE => told.push(alone(finding)),
            _ => add_group(std::mem::take(&mut groups[number]), &mut told),
        }
    }
    told
}

/// Returns a finding that is told by itself.
fn alone(finding: &Fault) -> RepeatedFinding<'_> {
    RepeatedFinding {
        told: vec![finding],
        others: Vec::new(),
        likeness: Likeness::Same,
    }
}

/// Adds findings that say the same apart from names: as one group for each finding that is repeated
/// word by word, and one for all others.
fn add_group<'f>(group: Vec<&'f Fault>, told: &mut Vec<RepeatedFinding<'f>>) {
    let mut numbers: HashMap<(&str, &[String]), usize> = HashMap::new();
    let mut same: Vec<Vec<&Fault>> = Vec::new();
    for finding in group {
        let number = *numbers
            .entry((&finding.message, &finding.help))
            .or_insert_with(|| {
                same.push(Vec::new());
                same.len() - 1
            });
        same[number].push(finding);
    }
    let mut alike = Vec::new();
    for mut findings in same {
        if findings.len() <= ONE_BY_ONE {
            alike.extend(findings);
            continue;
        }
        let others = findings.split_off(1);
        told.push(RepeatedFinding {
            told: findings,
            others,
            likeness: Likeness::Same,
        });
    }
    if !alike.is_empty() {
        let told_in_full = if alike.len() > ALIKE_ONE_BY_ONE {
            ONE_BY_ONE
        } else {
            alike.len()
        };
        let others = alike.split_off(told_in_full);
        told.push(RepeatedFinding {
            told: alike,
            others,
            likeness: Likeness::Alike,
        });
    }
}

/// Returns a message without what stands in backticks, and without its numbers.
fn without_names(message: &str) -> String {
    let mut text = String::with_capacity(message.len());
    for (number, part) in message.split('`').enumerate() {
        if number % 2 == 0 {
            text.extend(part.chars().filter(|letter| !letter.is_ascii_digit()));
        }
        text.push('`');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Likeness, repeats};
    use crate::base::{Code, Fault, Faults};

    fn broken(target: usize) -> Fault {
        Fault::error(Code::BrokenLink, format!("no page at `{target}.md`"))
    }

    #[test]
    fn what_is_said_twice_is_told_twice_and_what_is_said_often_once() {
        let few = [broken(1), broken(1), broken(1)];
        assert_eq!(repeats(&few).len(), 3);
        let many = vec![broken(1); 361];
        let groups = repeats(&many);
        assert_eq!(groups.len(), 1);
        assert_eq!((groups[0].told.len(), groups[0].len()), (1, 361));
        assert_eq!(groups[0].likeness, Likeness::Same);
    }

    #[test]
    fn what_is_said_a_few_times_stays_in_its_place() {
        let other = Fault::error(Code::BadAlias, "no address");
        let found = [broken(1), other, broken(2)];
        let told: Vec<&str> = repeats(&found)
            .iter()
            .map(|group| group.told[0].message.as_str())
            .collect();
        assert_eq!(
            told,
            ["no page at `1.md`", "no address", "no page at `2.md`"]
        );
    }

    #[test]
    fn findings_that_differ_in_names_are_told_a_few_times() {
        let many: Faults = (0..100).map(broken).collect();
        let groups = repeats(&many);
        assert_eq!(groups.len(), 1);
        assert_eq!((groups[0].told.len(), groups[0].others.len()), (3, 97));
        assert_eq!(groups[0].likeness, Likeness::Alike);
    }

    #[test]
    fn a_repeated_finding_stands_apart_from_those_that_differ() {
        let mut many = vec![broken(7); 10];
        many.extend((0..3).map(broken));
        let groups = repeats(&many);
        assert_eq!(groups.len(), 2);
        assert_eq!((groups[0].len(), groups[1].len()), (10, 3));
    }
}
