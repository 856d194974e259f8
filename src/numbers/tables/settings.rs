//! Reads the settings that a block gives for the columns of its table, from the fields of the
//! block.

use super::cells::{Cell, HiddenSign};
use super::column::ColumnFormat;
use crate::parse::document::{Component, ComponentValue};

/// The largest number of digits after the decimal point.
pub(in crate::numbers) const MOST_DECIMALS: u8 = 6;

/// The settings that a block gives for one column.
#[derive(Clone)]
pub(in crate::numbers) struct ColumnSettings {
    pub(in crate::numbers) name: String,
    pub(in crate::numbers) title: Option<String>,
    pub(in crate::numbers) format: Option<ColumnFormat>,
    pub(in crate::numbers) decimals: Option<usize>,
    pub(in crate::numbers) unit: Option<String>,
    pub(in crate::numbers) total: Option<Total>,
    /// What the column counts.
    pub(in crate::numbers) counted: Option<Counted>,
    /// The column that counts those whom a share or a mean is about.
    pub(in crate::numbers) of: Option<String>,
}

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::numbers) enum Counted {
    /// People, of whom small numbers may tell something.
    People,
    /// Something else.
    Other,
}

/// The figure that sums up a column below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::numbers) enum Total {
    Sum,
    Mean,
}

impl ColumnSettings {
    /// Returns the settings of a column that the block says nothing about.
    pub(in crate::numbers) fn of(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            title: None,
            format: None,
            decimals: None,
            unit: None,
            total: None,
            counted: None,
            of: None,
        }
    }

    /// Reports whether the block says nothing of the column but what it counts.
    pub(in crate::numbers) const fn is_note(&self) -> bool {
        (self.counted.is_some() || self.of.is_some())
            && self.title.is_none()
            && self.format.is_none()
            && self.decimals.is_none()
            && self.unit.is_none()
            && self.total.is_none()
    }

    /// Reports whether the sum of the column stands below it.
    pub(in crate::numbers) fn has_sum(&self) -> bool {
        self.total == Some(Total::Sum)
    }

    /// Reports whether the block says anything of the column that can be said of numbers alone.
    pub(in crate::numbers) const fn means_numbers(&self) -> bool {
        self.total.is_some() || self.decimals.is_some() || self.unit.is_some()
    }
}

impl Total {
    /// Returns the total of the numbers among `cells`.
    pub(in crate::numbers) fn of(self, cells: &[Cell]) -> Cell {
        let mut numbers = Vec::with_capacity(cells.len());
        for cell in cells {
            if let Cell::Number(value, _) = cell {
                numbers.push(*value);
            }
        }
        if cells.iter().any(|cell| matches!(cell, Cell::Hidden(_))) {
            // What is hidden would be missing from the total.
            return Cell::Hidden(HiddenSign::Star);
        }
        if numbers.is_empty() {
            return Cell::Empty;
        }
        let sum: f64 = numbers.iter().sum();
        #[expect(
            clippy::cast_precision_loss,
            reason = "a table has some thousands of rows"
        )]
        let value = match self {
            Self::Sum => sum,
            Self::Mean => sum / numbers.len() as f64,
        };
        Cell::Number(value, value.to_string())
    }
}

/// Returns the settings of every column that the block names.
pub(in crate::numbers) fn column_settings(component: &Component) -> Vec<ColumnSettings> {
    let mut columns = Vec::new();
    for group in list_of(component, "columns") {
        if let ComponentValue::Group(fields) = group {
            columns.extend(settings_of(fields));
        }
    }
    columns
}

fn settings_of(fields: &[(String, ComponentValue)]) -> Option<ColumnSettings> {
    let format = match text_field(fields, "format").as_deref() {
        Some("text") => Some(ColumnFormat::Text),
        Some(_) => Some(ColumnFormat::Number),
        None => None,
    };
    let total = match text_field(fields, "total").as_deref() {
        Some("sum") => Some(Total::Sum),
        Some("mean") => Some(Total::Mean),
        _ => None,
    };
    let counted = match text_field(fields, "counts").as_deref() {
        Some("people") => Some(Counted::People),
        Some(_) => Some(Counted::Other),
        None => None,
    };
    Some(ColumnSettings {
        name: text_field(fields, "name")?,
        title: text_field(fields, "title"),
        format,
        decimals: decimals(fields),
        unit: text_field(fields, "unit"),
        total,
        counted,
        of: text_field(fields, "of"),
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "kept between 0 and 6"
)]
fn decimals(fields: &[(String, ComponentValue)]) -> Option<usize> {
    fields.iter().find_map(|(name, value)| match value {
        ComponentValue::Number(number) if name == "decimals" => {
            Some(number.clamp(0.0, MOST_DECIMALS.into()) as usize)
        }
        _ => None,
    })
}

/// Returns the first text among the fields that is called `wanted`.
fn text_field(fields: &[(String, ComponentValue)], wanted: &str) -> Option<String> {
    fields.iter().find_map(|(name, value)| match value {
        ComponentValue::Text(text) if name == wanted => Some(text.clone()),
        _ => None,
    })
}

fn list_of<'c>(component: &'c Component, wanted: &str) -> &'c [ComponentValue] {
    let list = component
        .fields
        .iter()
        .find_map(|(name, value)| match value {
            ComponentValue::List(values) if name == wanted => Some(values.as_slice()),
            _ => None,
        });
    list.unwrap_or_default()
}

/// Returns the texts in the list `wanted` of a block.
pub(in crate::numbers) fn texts_of(component: &Component, wanted: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for value in list_of(component, wanted) {
        if let ComponentValue::Text(text) = value {
            texts.push(text.clone());
        }
    }
    texts
}

/// Returns the text `wanted` of a block.
pub(in crate::numbers) fn text_of(component: &Component, wanted: &str) -> Option<String> {
    component.text(wanted).map(str::to_owned)
}
