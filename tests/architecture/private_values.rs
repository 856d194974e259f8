//! Rule: values of private files are given to the search for secrets, which tells none, and to
//! nothing else.

use crate::assert_none;
use crate::code::{Source, sources};

/// The rooms that may ask for a value: that of its type, and that of the search.
const ROOMS: [&str; 2] = ["check", "source"];

fn asks(source: &Source) -> bool {
    source.code().contains("value.as_secret()") && !ROOMS.contains(&source.room())
}

#[test]
fn private_values_are_read_by_the_search_for_secrets_alone() {
    let sources = sources();
    let told = sources.iter().filter(|source| asks(source));
    assert_none(
        &told
            .map(|source| format!("{} reads private values", source.path))
            .collect::<Vec<_>>(),
    );
    let search = sources.iter().filter(|source| source.room() == "check");
    assert!(
        search
            .clone()
            .any(|source| source.code().contains("value.as_secret()"))
    );
}

#[test]
fn a_room_that_reads_private_values_is_noticed() {
    let planted = "fn f(value: &PrivateValue) -> String { value.as_secret().to_owned() }";
    assert!(asks(&Source::planted("src/render/a.rs", planted)));
    assert!(!asks(&Source::planted("src/check/a.rs", planted)));
}
