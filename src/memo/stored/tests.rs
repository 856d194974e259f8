//! Tests of the memo on disk.

use super::*;
use crate::memo::{RenderCause, RenderEntry};
use crate::source::Stamp;
use std::sync::LazyLock;

static PROGRAM: LazyLock<Fingerprint> = LazyLock::new(|| Fingerprint::of(b"this"));
static INPUTS: LazyLock<Fingerprint> = LazyLock::new(|| Fingerprint::of(b"a site"));

type MemoFiles = BTreeMap<String, Vec<u8>>;

fn entry(at: usize) -> RenderEntry {
    RenderEntry {
        key: Fingerprint::of(&at.to_le_bytes()),
        reads: Vec::new(),
        stamp: Stamp {
            sha256: [1; 32],
            size: 1,
        },
        common: Fingerprint::default(),
        why: RenderCause::First,
    }
}

/// Returns a memo of so many files.
fn memo(entries: usize) -> Memo {
    let mut memo = Memo::default();
    memo.remember_rendered(
        (0..entries)
            .map(|at| (OutputPath::new(&format!("a/{at}")), entry(at)))
            .collect(),
    );
    memo
}

fn kept(memo: &Memo) -> MemoFiles {
    memo.files(*PROGRAM, *INPUTS).into_iter().collect()
}

fn read(files: &MemoFiles, program: Fingerprint, part: MemoScope) -> Memo {
    Memo::from_files(&|name| files.get(name).cloned(), program, part)
}

#[test]
fn a_memo_reads_back_as_it_was_written() {
    for entries in [0, 1, 300, 5_000] {
        let memo = memo(entries);
        assert_eq!(
            read(&kept(&memo), *PROGRAM, MemoScope::All).rendered,
            memo.rendered
        );
    }
}

#[test]
fn a_memo_of_another_program_is_empty() {
    assert!(read(&kept(&memo(300)), Fingerprint::of(b"that"), MemoScope::All).is_empty());
}

#[test]
fn a_torn_or_missing_file_forgets_that_part_and_nothing_else() {
    let files = kept(&memo(5_000));
    let name = shard_name("rendered", 3);
    let lost = memo(5_000)
        .rendered
        .keys()
        .filter(|path| shard_of(path.as_str(), shard_count(5_000)) == 3)
        .count();
    assert!(lost > 0);
    let mut torn = files.clone();
    torn.entry(name.clone())
        .and_modify(|bytes| bytes.truncate(bytes.len() - 5));
    let mut missing = files;
    missing.remove(&name);
    for files in [torn, missing] {
        let mut left = read(&files, *PROGRAM, MemoScope::All);
        assert_eq!(left.rendered.len(), 5_000 - lost);
        // The lost entries are made and kept again.
        left.remember_rendered(memo(5_000).rendered);
        assert!(
            left.files(*PROGRAM, *INPUTS)
                .iter()
                .any(|(other, _)| *other == name)
        );
    }
}

#[test]
fn one_change_writes_one_shard_and_the_head() {
    let mut files = kept(&memo(5_000));
    let mut next = read(&files, *PROGRAM, MemoScope::All);
    let mut entries = memo(5_000).rendered;
    entries.insert(OutputPath::new("a/7"), entry(9));
    next.remember_rendered(entries.clone());
    let changed = next.files(*PROGRAM, *INPUTS);
    let name = shard_name("rendered", shard_of("a/7", shard_count(5_000)));
    assert_eq!(
        changed
            .iter()
            .map(|(name, _)| name.as_str())
            .collect::<Vec<_>>(),
        [name.as_str(), HEAD]
    );
    files.extend(changed);
    assert_eq!(read(&files, *PROGRAM, MemoScope::All).rendered, entries);
}

#[test]
fn a_file_that_is_gone_is_forgotten_by_its_shard() {
    let mut files = kept(&memo(5_000));
    let mut next = read(&files, *PROGRAM, MemoScope::All);
    let mut entries = memo(5_000).rendered;
    entries.remove(&OutputPath::new("a/7"));
    next.remember_rendered(entries.clone());
    files.extend(next.files(*PROGRAM, *INPUTS));
    assert_eq!(read(&files, *PROGRAM, MemoScope::All).rendered, entries);
}

#[test]
fn a_memo_says_what_it_is_of() {
    let files = kept(&memo(3));
    let head = &files[HEAD];
    assert!(is_of(head, *PROGRAM, *INPUTS));
    assert!(!is_of(head, *PROGRAM, Fingerprint::of(b"another site")));
    assert!(!is_of(head, Fingerprint::of(b"that"), *INPUTS));
    assert!(!is_of(&head[..20], *PROGRAM, *INPUTS));
}

#[test]
fn of_a_memo_only_what_is_costly_may_be_read() {
    assert!(read(&kept(&memo(300)), *PROGRAM, MemoScope::Costly).is_empty());
}
