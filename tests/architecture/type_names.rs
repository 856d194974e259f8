//! Rule: the name of a type means one thing in the whole crate.

use crate::assert_none;
use crate::code::{Source, sources};
use std::collections::BTreeMap;

/// Names that may mean two things, each with the reason. They stay below one name in twenty.
const MAY_MEAN_TWO_THINGS: &[&str] = &[];

/// The least share of names with one meaning is 95 %.
const ONE_IN: usize = 20;

/// Where each name is declared.
pub(crate) fn declarations(sources: &[Source]) -> BTreeMap<String, Vec<String>> {
    let mut declared: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in sources {
        for (line, name) in declared_types(&source.code()) {
            let place = format!("{}:{line}", source.path);
            declared.entry(name).or_default().push(place);
        }
    }
    declared
}

/// Names that are declared more than once.
pub(crate) fn doubles(declared: &BTreeMap<String, Vec<String>>) -> Vec<(&str, &[String])> {
    declared
        .iter()
        .filter(|(_, places)| places.len() > 1)
        .map(|(name, places)| (name.as_str(), places.as_slice()))
        .collect()
}

/// Structs, enums, traits, unions and type aliases with their lines. Types that belong to a trait
/// (`type Item = …`) are named by the trait and do not count.
fn declared_types(code: &str) -> Vec<(usize, String)> {
    let mut declared = Vec::new();
    let mut blocks: Vec<bool> = Vec::new();
    let mut header = String::new();
    for (number, line) in code.lines().enumerate() {
        let in_trait = blocks.last().copied().unwrap_or(false);
        if let Some((keyword, name)) = declaration(line)
            && !(keyword == "type" && in_trait)
        {
            declared.push((number + 1, name.to_owned()));
        }
        for character in line.chars().chain(['\n']) {
            match character {
                '{' => {
                    blocks.push(opens_trait_or_impl(&header));
                    header.clear();
                }
                '}' => {
                    blocks.pop();
                    header.clear();
                }
                ';' => header.clear(),
                _ => header.push(character),
            }
        }
    }
    declared
}

fn opens_trait_or_impl(header: &str) -> bool {
    let words = || header.split(|c: char| !c.is_alphanumeric() && c != '_');
    words().all(|word| word != "fn") && words().any(|word| matches!(word, "impl" | "trait"))
}

/// The keyword and the name of a type that the line declares.
fn declaration(line: &str) -> Option<(&str, &str)> {
    let line = without_visibility(line.trim_start());
    let line = line.strip_prefix("unsafe ").unwrap_or(line);
    let (keyword, rest) = line.split_once(' ')?;
    if !matches!(keyword, "struct" | "enum" | "trait" | "type" | "union") {
        return None;
    }
    let end = rest
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(rest.len());
    (end > 0).then_some((keyword, &rest[..end]))
}

fn without_visibility(line: &str) -> &str {
    let Some(rest) = line.strip_prefix("pub") else {
        return line;
    };
    let rest = match rest.strip_prefix('(') {
        Some(inner) => inner.split_once(')').map_or(rest, |(_, rest)| rest),
        None => rest,
    };
    rest.strip_prefix(' ').unwrap_or(line)
}

#[test]
fn a_type_name_means_one_thing() {
    let declared = declarations(&sources());
    let doubles = doubles(&declared);
    let mut faults: Vec<String> = doubles
        .iter()
        .filter(|(name, _)| !MAY_MEAN_TWO_THINGS.contains(name))
        .map(|(name, places)| format!("`{name}` is declared at {}", places.join(" and ")))
        .collect();
    for allowed in MAY_MEAN_TWO_THINGS {
        if !doubles.iter().any(|(name, _)| name == allowed) {
            faults.push(format!(
                "`{allowed}` means one thing now: take it out of the list"
            ));
        }
    }
    if MAY_MEAN_TWO_THINGS.len() * ONE_IN > declared.len() {
        faults.push(format!(
            "{} of {} names may mean two things: more than one in {ONE_IN}",
            MAY_MEAN_TWO_THINGS.len(),
            declared.len()
        ));
    }
    assert_none(&faults);
    assert!(
        declared.len() > 300,
        "only {} names: does the reader still see declarations?",
        declared.len()
    );
}

#[test]
fn a_second_meaning_of_a_type_name_is_noticed() {
    let first = Source::planted("src/base/a.rs", "pub struct Plan {\n    a: usize,\n}");
    let planted = [
        "pub(crate) enum Plan {\n    A,\n}",
        "pub(in crate::model) struct Plan;",
        "type Plan = usize;",
        "mod tests {\n    struct Plan(usize);\n}",
        "fn f() -> impl Iterator<Item = usize> {\n    type Plan = usize;\n}",
        "impl A for B {}\nunsafe trait Plan: Send {}",
    ];
    for text in planted {
        let second = Source::planted("src/model/b.rs", text);
        let declared = declarations(&[Source::planted(&first.path, &first.text), second]);
        assert_eq!(doubles(&declared).len(), 1, "{text}");
    }
    let fine = [
        "impl Trait for A {\n    type Plan = usize;\n}",
        "impl Trait for A {\n    fn f() {}\n    type Plan = usize;\n}",
        "trait B {\n    type Plan: Send;\n}",
        "// struct Plan;\nconst A: &str = \"struct Plan;\";",
        "struct BuildPlan;\nfn f() { let a = b.union(&Plan); }",
    ];
    for text in fine {
        let second = Source::planted("src/model/b.rs", text);
        let declared = declarations(&[Source::planted(&first.path, &first.text), second]);
        assert!(doubles(&declared).is_empty(), "{text}");
    }
}
