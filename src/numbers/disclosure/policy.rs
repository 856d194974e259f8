//! What a rule means for single figures: which are hidden, what stands in their place, and how
//! others are rounded.

use super::system::FigureRange;
use crate::numbers::tables::cells::HiddenSign;
use crate::parse::disclosure::DisclosureRule;
use crate::parse::document::Component;
use std::ops::RangeInclusive;

/// The fewest steps of rounding in a published whole of which shares are shown. Of fewer, rounding
/// can move a share by more than eight in a hundred.
const LEAST_ROUNDED_WHOLE: u64 = 10;

/// What a rule means for figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The counts that are hidden.
    pub(super) hidden: Option<RangeInclusive<u64>>,
    /// The counts about so few people that nobody may find them out.
    pub(super) small: Option<RangeInclusive<u64>>,
    /// Counts are rounded to the nearest multiple of this number.
    pub(super) base: u64,
    /// The number of people that a share must be away from "nobody" and "everybody".
    pub(super) margin: u64,
    /// What stands in place of a hidden count.
    pub(super) sign: HiddenSign,
    /// The reason for which exact figures are published.
    pub(super) reason: Option<String>,
}

impl Policy {
    /// Returns what a rule means. Without a rule, figures are rounded to the nearest 5.
    #[must_use]
    pub fn of(rule: Option<&DisclosureRule>) -> Self {
        let rounded = Self {
            hidden: None,
            small: Some(1..=4),
            base: 5,
            margin: 0,
            sign: HiddenSign::Star,
            reason: None,
        };
        match rule {
            None => rounded,
            Some(DisclosureRule::Nhs) => rounded.hiding(1..=7),
            Some(DisclosureRule::OnsOfqual) => Self {
                sign: HiddenSign::FewerThan(5),
                ..rounded.hiding(1..=4)
            },
            Some(DisclosureRule::Ofs) => Self {
                base: 10,
                margin: 2,
                ..rounded.hiding(0..=20)
            },
            Some(DisclosureRule::Threshold(least)) => Self {
                base: 1,
                ..rounded.hiding(1..=least.saturating_sub(1))
            },
            Some(DisclosureRule::Exact(reason)) => Self {
                small: None,
                base: 1,
                reason: Some(reason.clone()),
                ..rounded
            },
        }
    }

    /// Returns what holds for a block: the rule of its field `disclosure`, or else that of the
    /// site.
    #[must_use]
    pub fn of_block(site: Option<&DisclosureRule>, block: &Component) -> Self {
        let own = block.text("disclosure").and_then(DisclosureRule::of_line);
        Self::of(own.as_ref().or(site))
    }

    fn hiding(self, counts: RangeInclusive<u64>) -> Self {
        Self {
            small: Some(counts.clone()),
            hidden: Some(counts),
            ..self
        }
    }

    /// Reports whether figures are published as they are.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
        self.reason.is_some()
    }

    /// Reports whether a count is hidden.
    #[must_use]
    pub fn hides(&self, count: u64) -> bool {
        self.hidden
            .as_ref()
            .is_some_and(|hidden| hidden.contains(&count))
    }

    /// Reports whether a count is about so few people that nobody may find it out.
    #[must_use]
    pub fn is_small(&self, count: u64) -> bool {
        self.small
            .as_ref()
            .is_some_and(|small| small.contains(&count))
    }

    /// Reports whether the share of `part` people among `whole` is hidden: either count is about so
    /// few people that it may not be found out, or nobody or everybody is meant and the rule takes
    /// that for telling.
    #[must_use]
    pub fn hides_count(&self, part: u64, whole: u64) -> bool {
        let tells_of_all =
            self.margin > 0 && (part <= self.margin || whole.saturating_sub(part) <= self.margin);
        self.is_small(part) || self.is_small(whole) || tells_of_all
    }

    /// Reports whether the share of two published counts may be shown.
    #[must_use]
    pub fn shows_share(&self, part: u64, whole: u64) -> bool {
        shows_share(self.base, self.hides(1), part, whole)
    }

    /// Returns a count rounded to the nearest multiple of the base, a half up.
    #[must_use]
    pub fn rounded(&self, count: u64) -> u64 {
        (count + self.base / 2) / self.base * self.base
    }

    /// Returns what is known of a count that is shown: every count that is shown in the same way.
    pub(super) fn shown_range(&self, count: i64) -> FigureRange {
        let Ok(own) = u64::try_from(count) else {
            return FigureRange::exactly(count);
        };
        let is_alike =
            |other: &u64| !self.hides(*other) && self.rounded(*other) == self.rounded(own);
        let low = (own.saturating_sub(self.base)..=own).find(is_alike);
        let high = (own..=own + self.base).rev().find(is_alike);
        let end = |end: Option<u64>| end.and_then(|end| i64::try_from(end).ok()).unwrap_or(count);
        FigureRange {
            low: end(low),
            high: end(high),
        }
    }

    /// Returns what is known of a count that is hidden by the rule, by somebody who knows the rule.
    pub(super) fn hidden_range(&self, any: FigureRange) -> FigureRange {
        // A rule that hides a single number would tell it.
        let range = self
            .hidden
            .as_ref()
            .filter(|range| range.start() < range.end());
        let Some(range) = range else {
            return any;
        };
        let ends = [range.start(), range.end()].map(|end| i64::try_from(*end).unwrap_or(any.high));
        FigureRange {
            low: ends[0],
            high: ends[1],
        }
    }

    /// Returns how far the ends of what can be worked out of a small count must be apart.
    pub(super) fn width(&self) -> i64 {
        let ends = self
            .small
            .as_ref()
            .map_or((0, 0), |small| (*small.start(), *small.end()));
        let whole = (ends.1 - ends.0).max(1);
        // Of a rounded figure, as many numbers are possible as the base says: more need not be of a
        // hidden one. Fewer than 5 are 1 to 4, or what else is known of them together.
        let least = match (&self.hidden, self.sign) {
            (None, _) | (_, HiddenSign::FewerThan(_)) => 2,
            _ if self.base > 1 => self.base - 1,
            _ => whole,
        };
        i64::try_from(whole.min(least)).unwrap_or(1)
    }
}

/// Reports whether the share of two published counts may be shown, which are rounded to multiples
/// of `base`. It is worked out from them and so tells no more than they do, but among few people
/// rounding moves it far: 10 of 12 are 83 %, and both are published as 10. Counts that look alike
/// need not be. `tells_nobody` says whether 0 stands for nobody alone.
pub(super) const fn shows_share(base: u64, tells_nobody: bool, part: u64, whole: u64) -> bool {
    if base <= 1 {
        return true;
    }
    whole >= base * LEAST_ROUNDED_WHOLE && part < whole && (part > 0 || tells_nobody)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A count as it is published.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    enum PublishedCount {
        Number(u64),
        Hidden,
        FewerThan(u64),
    }

    fn published(policy: &Policy, count: u64) -> PublishedCount {
        if !policy.hides(count) {
            return PublishedCount::Number(policy.rounded(count));
        }
        match policy.sign {
            HiddenSign::Star => PublishedCount::Hidden,
            HiddenSign::FewerThan(least) => PublishedCount::FewerThan(least),
        }
    }

    fn shown(rule: &DisclosureRule, counts: &[u64]) -> Vec<PublishedCount> {
        let policy = Policy::of(Some(rule));
        counts
            .iter()
            .map(|count| published(&policy, *count))
            .collect()
    }

    #[test]
    fn presets_hide_and_round_as_their_sources_say() {
        use PublishedCount::{FewerThan, Hidden, Number};
        assert_eq!(
            shown(&DisclosureRule::Nhs, &[0, 1, 7, 8, 12, 13]),
            [
                Number(0),
                Hidden,
                Hidden,
                Number(10),
                Number(10),
                Number(15)
            ]
        );
        assert_eq!(
            shown(&DisclosureRule::OnsOfqual, &[0, 1, 4, 5, 26]),
            [Number(0), FewerThan(5), FewerThan(5), Number(5), Number(25)]
        );
        assert_eq!(
            shown(&DisclosureRule::Ofs, &[0, 20, 21, 24, 25]),
            [Hidden, Hidden, Number(20), Number(20), Number(30)]
        );
        assert_eq!(
            shown(&DisclosureRule::Threshold(10), &[0, 1, 9, 10, 11]),
            [Number(0), Hidden, Hidden, Number(10), Number(11)]
        );
    }

    #[test]
    fn rounding_is_undone_to_every_count_that_it_may_come_from() {
        let rules = [
            None,
            Some(DisclosureRule::Nhs),
            Some(DisclosureRule::Ofs),
            Some(DisclosureRule::OnsOfqual),
            Some(DisclosureRule::Threshold(5)),
        ];
        for rule in rules {
            let policy = Policy::of(rule.as_ref());
            for count in (0..60).filter(|count| !policy.hides(*count)) {
                let shown = published(&policy, count);
                let others: Vec<u64> = (0..90)
                    .filter(|n| published(&policy, *n) == shown)
                    .collect();
                let range = policy.shown_range(i64::try_from(count).expect("a count"));
                assert_eq!(range.low.unsigned_abs(), others[0]);
                assert_eq!(range.high.unsigned_abs(), others[others.len() - 1]);
            }
        }
    }

    #[test]
    fn nobody_and_everybody_tell_where_the_rule_says_so() {
        let ofs = Policy::of(Some(&DisclosureRule::Ofs));
        assert!(ofs.hides_count(99, 100) && ofs.hides_count(0, 100) && !ofs.hides_count(60, 100));
        let nhs = Policy::of(Some(&DisclosureRule::Nhs));
        assert!(!nhs.hides_count(100, 100) && nhs.hides_count(3, 100) && nhs.hides_count(3, 5));
    }
}
