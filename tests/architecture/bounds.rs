//! Compares what was counted in each room with what a room may have.

use std::collections::BTreeMap;

/// A number for each room.
pub(crate) type PerRoom = BTreeMap<String, usize>;

/// Rooms that have more than a rule allows, and how many each has. Such a table only ever shrinks.
pub(crate) type Exceptions = [(&'static str, usize)];

/// Says which rooms have more than `most` and more than the table allows.
pub(crate) fn over(
    counted: &PerRoom,
    most: impl Fn(&str) -> usize,
    exceptions: &Exceptions,
    what: &str,
) -> Vec<String> {
    let mut faults = Vec::new();
    for (room, count) in counted {
        let row = exceptions.iter().find(|(name, _)| name == room);
        let bound = row.map_or_else(|| most(room), |(_, bound)| *bound);
        if *count > bound {
            faults.push(format!("`{room}` has {count} {what}; {bound} is the most"));
        }
    }
    faults
}

#[test]
fn a_room_over_its_bound_is_noticed() {
    let counted = PerRoom::from([("base".to_owned(), 4), ("model".to_owned(), 9)]);
    let faults = |exceptions: &Exceptions| over(&counted, |_| 5, exceptions, "closures");
    assert_eq!(faults(&[]), ["`model` has 9 closures; 5 is the most"]);
    assert_eq!(faults(&[("model", 9)]), [""; 0]);
    assert_eq!(faults(&[("model", 8)]).len(), 1);
}
