//! The order and the groups of lists of pages whose kinds declare them. Takes the children of a
//! page in no order, and the declarations of their kinds; gives them in order, with the groups.

use super::lists::{by_name, numbers};
use super::sort_value::{SortValue, number_of, position_of};
use super::{Page, PageId};
use crate::base::Date;
use crate::parse::front::Sort;
use crate::parse::kind::Kind;
use crate::parse::kinds::declaration::{Direction, GroupRule, KindDeclaration, ListOrder};
use crate::parse::kinds::set::Kinds;
use crate::parse::page::ParsedPage;
use crate::parse::schema::FieldKind;
use std::cmp::Ordering;

/// A group of a section's entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListGroup {
    /// What its entries share.
    pub name: ListGroupName,
    /// The number of its entries.
    pub len: usize,
}

/// What the entries of a group share. Groups stand in this order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListGroupName {
    /// Their day is today or later.
    Upcoming,
    /// Their day is over.
    Past,
    /// The pages are of one kind and have the same word of a choice.
    Choice {
        /// The kind.
        kind: Kind,
        /// The position of the word among those declared.
        position: usize,
        /// The word.
        word: String,
    },
    /// None of this.
    Rest,
}

/// The way in which a list is read from one page to the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListDirection {
    /// Entries follow one another as the list has them.
    #[default]
    Forward,
    /// The list begins with the latest, so the entry before another one comes after it.
    Backward,
    /// Groups of the list are upcoming and past days: from day to day.
    ByDay,
}

/// How the list of a page is put in order.
#[derive(Clone, Copy)]
pub(super) struct ListRules<'r> {
    pub(super) kinds: &'r Kinds,
    pub(super) today: Date,
    /// The order that the page or its folder states.
    pub(super) stated: Option<Sort>,
    /// The order where nothing is stated.
    pub(super) usual: Sort,
}

/// Puts children of one page in order if some of them are of kinds that declare an order or groups.
/// Returns the groups of those that are no sections, which are none where no kind declares any, and
/// the way in which the list is read; `None` if no kind has a say.
pub(super) fn arrange(
    ids: &mut [PageId],
    pages: &[Page],
    rules: ListRules<'_>,
) -> Option<(Vec<ListGroup>, ListDirection)> {
    let mut kinds = ids.iter().map(|id| pages[*id].kind());
    if kinds.all(Kind::is_built_in) {
        return None;
    }
    let mut keyed: Vec<(EntryKey<'_>, PageId)> = Vec::with_capacity(ids.len());
    for id in ids.iter() {
        keyed.push((EntryKey::of(&pages[*id], rules), *id));
    }
    if keyed.iter().all(|(key, _)| key.declaration.is_none()) {
        return None;
    }
    keyed.sort_by(|(a, one), (b, other)| a.compare(b, &pages[*one], &pages[*other], rules));
    let mut groups: Vec<ListGroup> = Vec::new();
    for (place, (key, id)) in ids.iter_mut().zip(&keyed) {
        *place = *id;
        if *pages[*id].kind() == Kind::Section {
            continue;
        }
        match groups.last_mut() {
            Some(group) if group.name == key.group => group.len += 1,
            _ => groups.push(ListGroup {
                name: key.group.clone(),
                len: 1,
            }),
        }
    }
    if groups.iter().all(|group| group.name == ListGroupName::Rest) {
        groups.clear();
    }
    Some((groups, direction_of(&keyed[0].0, rules)))
}

/// Returns the way in which a list is read whose first entry has this key.
fn direction_of(first: &EntryKey<'_>, rules: ListRules<'_>) -> ListDirection {
    let sort = rules.stated.unwrap_or(rules.usual);
    let Some(declaration) = first.declaration.filter(|_| rules.stated.is_none()) else {
        return newest_backward(sort);
    };
    match (&declaration.groups, &declaration.order) {
        (Some(GroupRule::ByDay { .. }), _) => ListDirection::ByDay,
        (_, Some(order)) if is_latest_first(order, declaration) => ListDirection::Backward,
        (_, Some(_)) => ListDirection::Forward,
        (_, None) => newest_backward(sort),
    }
}

/// Returns the way in which a list in this order is read.
pub(super) fn newest_backward(sort: Sort) -> ListDirection {
    if sort == Sort::Newest {
        ListDirection::Backward
    } else {
        ListDirection::Forward
    }
}

fn is_latest_first(order: &ListOrder, declaration: &KindDeclaration) -> bool {
    let kind = declaration.schema.kind_of(&order.field);
    let is_day = match kind {
        Some(kind) => matches!(kind, FieldKind::Date | FieldKind::Time),
        None => order.field == "date",
    };
    is_day && order.direction == Direction::Down
}

/// What decides the position of a page in a list.
struct EntryKey<'r> {
    group: ListGroupName,
    /// The number of the day by which its group is in order.
    day: f64,
    /// The declaration of its kind, if it says anything of lists.
    declaration: Option<&'r KindDeclaration>,
    /// The value of the field by which pages of its kind are in order.
    value: Option<SortValue>,
}

impl<'r> EntryKey<'r> {
    fn of(page: &Page, rules: ListRules<'r>) -> Self {
        let own = match page.kind() {
            Kind::Declared(_) => rules.kinds.get(page.kind()),
            _ => None,
        };
        let own = own.map(AsRef::as_ref);
        let declaration = own.filter(|own| own.order.is_some() || own.groups.is_some());
        let group_rule = declaration.and_then(|own| Some((own, own.groups.as_ref()?)));
        let (group, day) = match group_rule {
            Some((_, GroupRule::ByDay { field, until })) => {
                group_by_day(&page.parsed, field, until.as_deref(), rules)
            }
            Some((own, GroupRule::ByChoice(field))) => (group_by_choice(page, own, field), 0.0),
            None => (ListGroupName::Rest, 0.0),
        };
        let order = declaration.and_then(|own| Some((own, own.order.as_ref()?)));
        let order = order.filter(|_| rules.stated.is_none());
        Self {
            group,
            day,
            declaration,
            value: order.and_then(|(own, order)| SortValue::of(page, &order.field, own)),
        }
    }

    /// Compares two pages by their places in a list: by groups, by the days of their groups, by
    /// kinds, by the declared order, and last as any list.
    fn compare(
        &self,
        other: &Self,
        page: &Page,
        other_page: &Page,
        rules: ListRules<'_>,
    ) -> Ordering {
        let kind = |key: &Self| key.declaration.map(|own| own.kind.clone());
        self.group
            .cmp(&other.group)
            .then_with(|| self.day.total_cmp(&other.day))
            .then_with(|| none_last(kind(self), kind(other), |a, b| a.cmp(&b)))
            .then_with(|| self.by_value(other))
            .then_with(|| self.as_usual(page, other_page, rules))
    }

    fn by_value(&self, other: &Self) -> Ordering {
        let order = self.declaration.and_then(|own| own.order.as_ref());
        let is_down = order.is_some_and(|order| order.direction == Direction::Down);
        none_last(self.value.as_ref(), other.value.as_ref(), |a, b| {
            let up = a.compare(b);
            if is_down { up.reverse() } else { up }
        })
    }

    /// Compares two pages whose kinds tell them no further apart: by their titles where the kind
    /// declares an order, else as the section has it.
    fn as_usual(&self, page: &Page, other: &Page, rules: ListRules<'_>) -> Ordering {
        let is_in_order = self.declaration.is_some_and(|own| {
            own.order.is_some() || matches!(own.groups, Some(GroupRule::ByDay { .. }))
        });
        let sort = match rules.stated {
            Some(sort) => sort,
            None if is_in_order => Sort::Title,
            None => rules.usual,
        };
        numbers(sort, page)
            .cmp(&numbers(sort, other))
            .then_with(|| by_name(sort, page, other))
    }
}

/// Compares what two pages have; a page that has nothing comes last.
fn none_last<T>(a: Option<T>, b: Option<T>, compare: impl FnOnce(T, T) -> Ordering) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => compare(a, b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// Returns the group of a page by its day, and the number by which the group is in order: the next
/// day first, of the past the latest first.
fn group_by_day(
    page: &ParsedPage,
    field: &str,
    until: Option<&str>,
    rules: ListRules<'_>,
) -> (ListGroupName, f64) {
    let Some(moment) = page.fields.moment(field).filter(|it| it.date.is_some()) else {
        return (ListGroupName::Rest, 0.0);
    };
    let last = until.and_then(|until| page.fields.day(until));
    let number = if rules.stated.is_some() {
        0.0
    } else {
        number_of(moment)
    };
    if last.max(moment.date) >= Some(rules.today) {
        (ListGroupName::Upcoming, number)
    } else {
        (ListGroupName::Past, -number)
    }
}

fn group_by_choice(page: &Page, declaration: &KindDeclaration, field: &str) -> ListGroupName {
    let word = page.parsed.fields.text(field);
    let position = word.and_then(|word| position_of(word, field, declaration));
    match word.zip(position) {
        Some((word, position)) => ListGroupName::Choice {
            kind: page.kind().clone(),
            position,
            word: word.to_owned(),
        },
        None => ListGroupName::Rest,
    }
}
