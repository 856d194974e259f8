//! The values by which pages are put in order. Takes a page, and the declaration of its kind; gives
//! a value that can be compared with that of another page of the kind.

use super::Page;
use super::lists::day_number;
use crate::base::{Moment, NaturalText};
use crate::parse::kinds::declaration::KindDeclaration;
use crate::parse::schema::FieldKind;
use std::cmp::Ordering;

/// The number of minutes of a day.
const MINUTES: f64 = 24.0 * 60.0;

/// Returns the position of a word among the choices of a field.
pub(super) fn position_of(word: &str, field: &str, declaration: &KindDeclaration) -> Option<usize> {
    match declaration.schema.kind_of(field)? {
        FieldKind::Choice(words) => words.iter().position(|known| known == word),
        _ => None,
    }
}

/// Returns a number that grows with time.
#[expect(
    clippy::cast_precision_loss,
    reason = "the numbers of days are far below what is exact"
)]
pub(super) fn number_of(moment: Moment) -> f64 {
    let day = moment.date.map_or(0.0, |day| day_number(day) as f64);
    let minutes = moment.time.map_or(0.0, |time| {
        f64::from(i32::from(time.hour()) * 60 + i32::from(time.minute()))
    });
    day * MINUTES + minutes
}

/// The value of a field by which pages are put in order.
pub(super) enum SortValue {
    /// A number, or something that is in order as numbers are.
    Number(f64),
    /// Words, with the numbers in them as numbers.
    Natural(NaturalText),
}

impl SortValue {
    /// Returns the value of a field of a page, or of a setting that every page has.
    pub(super) fn of(page: &Page, field: &str, declaration: &KindDeclaration) -> Option<Self> {
        let fields = &page.parsed.fields;
        let Some(kind) = declaration.schema.kind_of(field) else {
            return Self::of_common(page, field);
        };
        Some(match kind {
            FieldKind::Date | FieldKind::Time => Self::Number(number_of(fields.moment(field)?)),
            FieldKind::Number => Self::Number(fields.number(field)?),
            FieldKind::YesNo => Self::Number(f64::from(u8::from(fields.yes_no(field)?))),
            FieldKind::Choice(_) => {
                let position = position_of(fields.text(field)?, field, declaration)?;
                Self::Number(f64::from(u32::try_from(position).ok()?))
            }
            _ => Self::Natural(NaturalText::of(fields.text(field)?)),
        })
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "weights beyond what is exact order nothing that people see"
    )]
    fn of_common(page: &Page, name: &str) -> Option<Self> {
        match name {
            "date" => page
                .date()
                .map(|day| Self::Number(number_of(Moment::day(day)))),
            "weight" => page
                .common()
                .weight
                .map(|weight| Self::Number(weight as f64)),
            _ => Some(Self::Natural(NaturalText::of(page.title()))),
        }
    }

    /// Compares two values of one field.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(own), Self::Number(other)) => own.total_cmp(other),
            (Self::Natural(own), Self::Natural(other)) => own.cmp(other),
            (Self::Number(_), Self::Natural(_)) => Ordering::Less,
            (Self::Natural(_), Self::Number(_)) => Ordering::Greater,
        }
    }
}
