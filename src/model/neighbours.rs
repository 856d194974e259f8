//! The pages before and after a page. Takes the list that the page stands in; gives its neighbours.

use super::{ListDirection, ListGroup, ListGroupName, PageId, Site};

impl Site {
    /// Returns the earlier and the later page beside `page` in its section's order.
    #[must_use]
    pub fn neighbours(&self, page: PageId) -> (Option<PageId>, Option<PageId>) {
        let parent = self.pages[page].parent;
        let Some(parent) = parent.filter(|_| !self.pages[page].has_left_lists) else {
            return (None, None);
        };
        let siblings = &self.pages[parent].children;
        let alike = |at: usize| {
            siblings
                .get(at)
                .copied()
                .filter(|id| self.pages[*id].kind() == self.pages[page].kind())
        };
        let at = self.pages[page].place;
        let (before, after) = (at.checked_sub(1), Some(at + 1));
        let (earlier, later) = match self.pages[parent].list_direction {
            ListDirection::Forward => (before, after),
            ListDirection::Backward => (after, before),
            ListDirection::ByDay => by_day(&self.pages[parent].list_groups, at),
        };
        (earlier.and_then(alike), later.and_then(alike))
    }
}

/// Returns the positions of the entries before and after the one at `at`, from day to day. Upcoming
/// entries come first in the list, the next one first; then those of the past, the latest first.
fn by_day(groups: &[ListGroup], at: usize) -> (Option<usize>, Option<usize>) {
    let len = |name| {
        let mut groups = groups.iter().filter(|group| group.name == name);
        groups.next().map_or(0, |group| group.len)
    };
    let upcoming = len(ListGroupName::Upcoming);
    let past = len(ListGroupName::Past);
    let latest = (past > 0).then_some(upcoming);
    let next = (upcoming > 0).then_some(0);
    if at < upcoming {
        let later = Some(at + 1).filter(|later| *later < upcoming);
        return (at.checked_sub(1).or(latest), later);
    }
    if at < upcoming + past {
        let earlier = Some(at + 1).filter(|earlier| *earlier < upcoming + past);
        let later = if at == upcoming { next } else { Some(at - 1) };
        return (earlier, later);
    }
    (
        at.checked_sub(1)
            .filter(|before| *before >= upcoming + past),
        Some(at + 1),
    )
}
