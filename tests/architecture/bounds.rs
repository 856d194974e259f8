//! Compares what was counted in each room with what a room may have.

use std::collections::BTreeMap;

/// A number for each room.
pub(crate) type PerRoom = BTreeMap<String, usize>;

/// Says which rooms have more than `most` of something.
pub(crate) fn over(counted: &PerRoom, most: impl Fn(&str) -> usize, what: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (room, count) in counted {
        let most = most(room);
        if *count > most {
            faults.push(format!("`{room}` has {count} {what}; {most} is the most"));
        }
    }
    faults
}

#[test]
fn a_room_over_its_bound_is_noticed() {
    let counted = PerRoom::from([("base".to_owned(), 5), ("model".to_owned(), 6)]);
    assert_eq!(
        over(&counted, |_| 5, "closures"),
        ["`model` has 6 closures; 5 is the most"]
    );
}
