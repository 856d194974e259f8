//! Every table of whole numbers that agrees with what is published, tried one after the other.

use masthead::numbers::disclosure::{FigureRange, FigureSystem};

/// The most tables that are tried.
const MOST_TABLES: usize = 5_000_000;

/// Returns the ends between which each figure lies in the tables that a system admits; `None`
/// where there are none.
pub(crate) fn ends_by_trial(system: &FigureSystem) -> Option<Vec<FigureRange>> {
    let mut search = TableSearch {
        seen: None,
        tried: 0,
    };
    let mut system = system.clone();
    system.narrow().ok()?;
    search.go_on(&system);
    search.seen
}

struct TableSearch {
    seen: Option<Vec<FigureRange>>,
    tried: usize,
}

impl TableSearch {
    fn go_on(&mut self, system: &FigureSystem) {
        self.tried += 1;
        assert!(self.tried < MOST_TABLES, "the table is too large");
        let open = system.ranges.iter().enumerate();
        let open = open.filter(|(_, range)| range.width() > 0);
        let Some((at, range)) = open.min_by_key(|(_, range)| range.width()) else {
            self.add(system);
            return;
        };
        if self.tells_nothing_new(system) {
            return;
        }
        // The ends come first, so that what lies between them soon tells nothing new.
        for step in 0..=range.width() {
            let number = if step % 2 == 0 {
                range.low + step / 2
            } else {
                range.high - step / 2
            };
            let mut next = system.clone();
            next.ranges[at] = FigureRange::exactly(number);
            if next.narrow().is_ok() {
                self.go_on(&next);
            }
        }
    }

    fn add(&mut self, system: &FigureSystem) {
        let numbers: Vec<i64> = system.ranges.iter().map(|range| range.low).collect();
        if !system.admits(&numbers) {
            return;
        }
        let Some(seen) = &mut self.seen else {
            self.seen = Some(system.ranges.clone());
            return;
        };
        for (range, number) in seen.iter_mut().zip(numbers) {
            range.low = range.low.min(number);
            range.high = range.high.max(number);
        }
    }

    fn tells_nothing_new(&self, system: &FigureSystem) -> bool {
        let Some(seen) = &self.seen else {
            return false;
        };
        let mut ranges = seen.iter().zip(&system.ranges);
        ranges.all(|(seen, range)| seen.low <= range.low && range.high <= seen.high)
    }
}
