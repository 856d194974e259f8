//! Rule: faults are reported in one way, as `base::Faults`. A function that only makes one fault
//! may return a plain `Fault`.

use crate::assert_none;
use crate::bounds::PerRoom;
use crate::code::{Source, sources};

/// The file that holds what is inside `Faults`.
const HOME: &str = "src/base/faults.rs";

/// How many other shapes of faults each room has.
pub(crate) fn other_shapes(sources: &[Source]) -> PerRoom {
    let mut counted = PerRoom::new();
    for source in sources {
        *counted.entry(source.room().to_owned()).or_default() += shapes(source).len();
    }
    counted
}

/// Where a file has `Option<Fault>`, `Box<Fault>`, `Vec<Fault>` or `Result<_, Fault>`.
fn shapes(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    if source.path == HOME {
        return found;
    }
    let code = source.code();
    for (at, _) in code.match_indices("Fault") {
        let before = code[..at].trim_end();
        let after = code[at + "Fault".len()..].trim_start();
        if after.starts_with(['>', ',']) && (is_wrapped(before) || is_error(before)) {
            let line = code[..at].matches('\n').count() + 1;
            found.push(format!("{}:{line}", source.path));
        }
    }
    found
}

/// Whether the text ends with `Option<`, `Box<` or `Vec<`, with the path of the fault or without.
fn is_wrapped(before: &str) -> bool {
    let before = without_path(before);
    ["Option<", "Box<", "Vec<", "Vec::<"]
        .iter()
        .any(|wrapper| before.ends_with(wrapper))
}

/// Whether the text ends with `Result<…,`.
fn is_error(before: &str) -> bool {
    let Some(before) = without_path(before).strip_suffix(',') else {
        return false;
    };
    let mut depth = 0_usize;
    for (at, character) in before.char_indices().rev() {
        match character {
            '>' => depth += 1,
            '<' if depth == 0 => return before[..at].ends_with("Result"),
            '<' => depth -= 1,
            ';' | '{' | '}' => return false,
            _ => {}
        }
    }
    false
}

fn without_path(before: &str) -> &str {
    let path = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
    if before.ends_with("::") {
        before.trim_end_matches(path).trim_end()
    } else {
        before
    }
}

#[test]
fn faults_are_reported_in_one_way() {
    let places: Vec<String> = sources().iter().flat_map(shapes).collect();
    assert_none(&places);
}

#[test]
fn another_shape_of_a_fault_is_noticed() {
    let planted = [
        "fn f() -> Option<Fault> { None }",
        "fn f(faults: &mut Vec<Fault>) {}",
        "fn f() -> Result<usize, Fault> { Ok(1) }",
        "fn f() -> Result<\n    Vec<(usize, String)>,\n    Fault,\n> { todo() }",
        "fn f() -> Result<(), crate::base::Fault> { Ok(()) }",
        "struct A { text: Result<Arc<str>, Box<base::Fault>> }",
    ];
    for text in planted {
        let found = shapes(&Source::planted("src/model/a.rs", text));
        assert_eq!(found.len(), 1, "{text}: {found:?}");
    }
    let fine = [
        "fn f() -> (usize, Faults) { todo() }",
        "fn f(faults: &mut Faults, fault: Fault, code: Code) -> Fault { fault }",
        "fn f() -> Result<usize, DateFault> { Ok(1) }",
        "// Option<Fault>",
        "fn f() -> BTreeMap<SourcePath, Fault> { todo() }",
    ];
    for text in fine {
        let found = shapes(&Source::planted("src/model/a.rs", text));
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}
