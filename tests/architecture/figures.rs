//! Prints what the rules count, for the table in CONTRIBUTING.md.

use crate::bounds::PerRoom;
use crate::circles::{largest_circles, sizes};
use crate::closures::{closures, lines};
use crate::code::sources;
use crate::fault_shapes::other_shapes;
use crate::lines::{all_files, wide_lines};
use crate::type_names::{declarations, doubles};
use crate::wording::leaning_comments;

fn total(counted: &PerRoom) -> usize {
    counted.values().sum()
}

/// A part of a whole, in tenths: 34 of 1,000 per 100 are "3.4".
fn rate(part: usize, whole: usize, per: usize) -> String {
    let tenths = (part * per * 10 + whole / 2) / whole;
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[test]
fn figures() {
    let sources = sources();
    let lines = lines(&sources);
    let closures = closures(&sources);
    let circles = sizes(&largest_circles(&sources));
    let wide = wide_lines(&all_files());
    let shapes = other_shapes(&sources);
    let declared = declarations(&sources);
    let doubles = doubles(&declared).len();
    println!("room            lines  closures  circle  wide  shapes of faults");
    for (room, count) in &lines {
        let of = |counted: &PerRoom| counted.get(room).copied().unwrap_or_default();
        println!(
            "{room:<14} {count:>6} {:>9} {:>7} {:>5} {:>6}",
            of(&closures),
            of(&circles),
            of(&wide),
            of(&shapes)
        );
    }
    let longest = sources.iter().map(|source| source.text.lines().count());
    let all = total(&lines);
    println!();
    println!("type names                        {}", declared.len());
    println!(
        "  with two meanings               {doubles} ({} %)",
        rate(doubles, declared.len(), 100)
    );
    println!(
        "closures bound to a name          {} ({} in 1,000 lines)",
        total(&closures),
        rate(total(&closures), all, 1_000)
    );
    println!(
        "largest circle of files           {}",
        circles.values().max().unwrap_or(&0)
    );
    println!(
        "lines over 100 columns            {} (src and tests)",
        total(&wide)
    );
    println!(
        "doc comments that lean            {}",
        leaning_comments(&sources).len()
    );
    println!("ways to report beside Faults      {}", total(&shapes));
    println!(
        "longest file                      {} lines",
        longest.max().unwrap_or_default()
    );
    println!(
        "lines of code and comments        {all} in {} files",
        sources.len()
    );
}
