//! Work grows with the size of a text, and not with its square.
//!
//! Every family of texts is read at four sizes, each twice the one before, and the work is counted
//! in instructions of the processor, by valgrind: a count that is the same on every machine that is
//! busy or not, and that sees a scan as well as an allocation. One more doubling may cost at most
//! 2.5 times the work. The readers run in a process of their own under valgrind, which writes a
//! count at every call of [`mark_of_growth`].
#![cfg(target_os = "linux")]
#![allow(
    clippy::disallowed_methods,
    reason = "the test starts a program that counts and reads what it wrote"
)]

mod families;

use families::{Family, families};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The sizes of texts, in bytes.
const SIZES: [usize; 4] = [2_000, 4_000, 8_000, 16_000];

/// The most that the work may grow when the size doubles.
const MOST_GROWTH: f64 = 2.5;

/// Work that is not told from none, in instructions: below it, growth says nothing.
const LITTLE: u64 = 200_000;

/// The name by which the process under valgrind knows that it is the one that reads.
const READS: &str = "MASTHEAD_GROWTH_READS";

#[test]
fn twice_the_text_is_about_twice_the_work() {
    if std::env::var_os(READS).is_some() {
        read_all();
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let counts = counted(folder.path());
    let families = families();
    assert_eq!(counts.len(), families.len() * SIZES.len());
    let mut grown = Vec::new();
    for (family, counts) in families.iter().zip(counts.chunks(SIZES.len())) {
        println!("{:40} {counts:>12?}", family.name);
        for pair in counts.windows(2) {
            #[expect(clippy::cast_precision_loss, reason = "a ratio is wanted")]
            let growth = pair[1] as f64 / pair[0].max(LITTLE) as f64;
            if growth > MOST_GROWTH {
                grown.push(format!("{}: {counts:?}", family.name));
                break;
            }
        }
    }
    assert!(
        grown.is_empty(),
        "work grows faster than text; instructions at {SIZES:?} bytes:\n{}",
        grown.join("\n")
    );
}

/// Reads every family at every size, with a mark behind each.
fn read_all() {
    for family in families() {
        // What is made when it is first needed is not work of the text.
        family.read(&family.text(100));
        for size in SIZES {
            read_one(&family, size);
        }
    }
}

fn read_one(family: &Family, size: usize) {
    let text = family.text(size);
    mark_of_growth(0);
    let findings = family.read(&text);
    mark_of_growth(findings);
}

/// Does nothing. Valgrind writes the count of instructions when it is called.
#[inline(never)]
fn mark_of_growth(findings: usize) {
    std::hint::black_box(findings);
}

/// Runs this test under valgrind and returns the instructions between the two marks of each text.
fn counted(folder: &Path) -> Vec<u64> {
    let ran = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg("--dump-before=*mark_of_growth*")
        .arg(format!("--callgrind-out-file={}/out", folder.display()))
        .arg(std::env::current_exe().expect("this program"))
        .args([
            "--exact",
            "twice_the_text_is_about_twice_the_work",
            "--test-threads=1",
        ])
        .env(READS, "1")
        // Other threads would be counted with the one that reads.
        .env("RAYON_NUM_THREADS", "1")
        .output()
        .expect("valgrind counts the work of this test: install it, for example with apt-get");
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    let texts = families().len() * SIZES.len();
    // The first mark of a text ends what goes before it, the second its reading.
    (1..=texts)
        .map(|text| count_of_dump(folder, 2 * text))
        .collect()
}

/// Returns the count in the dump of this number.
fn count_of_dump(folder: &Path, number: usize) -> u64 {
    let path = folder.join(format!("out.{number}"));
    let text = fs::read_to_string(&path).expect("a dump of valgrind");
    let mut totals = text.lines().filter_map(|line| {
        let total = line
            .strip_prefix("summary:")
            .or(line.strip_prefix("totals:"))?;
        total.trim().parse().ok()
    });
    totals.next().expect("a total")
}
