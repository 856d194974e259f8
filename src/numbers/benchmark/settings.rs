//! The settings of a block `benchmark`. From: the fields of the block. To: typed settings, and a
//! fault for a target that cannot be understood.

use super::intervals::IntervalMethod;
use super::standing::FirstPlace;
use crate::base::{Code, Fault, Faults};
use crate::numbers::tables::{Decimal, read_number};
use crate::parse::disclosure::DisclosureRule;
use crate::parse::document::Component;

/// The form in which the figures are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BenchmarkForm {
    /// Every service with its interval, in order.
    Caterpillar,
    /// Share against size, with limits around a target.
    Funnel,
}

/// The direction in which figures are good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoodDirection {
    /// A high figure is good.
    High,
    /// A low figure is good.
    Low,
    /// Neither is.
    Neither,
}

impl GoodDirection {
    /// Returns the word that blocks and templates use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Low => "low",
            Self::Neither => "neither",
        }
    }

    /// Returns the end at which the first place is.
    #[must_use]
    pub const fn first(self) -> FirstPlace {
        match self {
            Self::Low => FirstPlace::Lowest,
            Self::High | Self::Neither => FirstPlace::Highest,
        }
    }
}

/// The figure that others are compared with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum BenchmarkTarget {
    /// No figure.
    None,
    /// The figure of all services together.
    Mean,
    /// A figure that the block gives, in the unit that readers see.
    Figure(f64),
}

/// The settings of one block.
pub(super) struct BenchmarkSettings {
    pub(super) measure: Option<String>,
    pub(super) form: BenchmarkForm,
    pub(super) direction: GoodDirection,
    /// The method for shares; means have their own.
    pub(super) method: IntervalMethod,
    pub(super) target: BenchmarkTarget,
    /// The rule by which small numbers are kept back, where the block says one.
    pub(super) rule: Option<DisclosureRule>,
    pub(super) decimals: Option<usize>,
    pub(super) unit: Option<String>,
}

/// Reads the settings of a block.
pub(super) fn settings_of(block: &Component, faults: &mut Faults) -> BenchmarkSettings {
    let form = match text(block, "chart") {
        Some("funnel") => BenchmarkForm::Funnel,
        _ => BenchmarkForm::Caterpillar,
    };
    BenchmarkSettings {
        measure: text(block, "measure").map(str::to_owned),
        form,
        direction: match text(block, "better") {
            Some("low") => GoodDirection::Low,
            Some("high") => GoodDirection::High,
            _ => GoodDirection::Neither,
        },
        method: match text(block, "interval") {
            Some("exact") => IntervalMethod::Exact,
            _ => IntervalMethod::Wilson,
        },
        target: target(block, form, faults),
        rule: text(block, "disclosure").and_then(DisclosureRule::of_line),
        decimals: decimals(block),
        unit: block.text("unit").map(str::to_owned),
    }
}

fn text<'b>(block: &'b Component, wanted: &str) -> Option<&'b str> {
    let text = block.text(wanted).map(str::trim);
    text.filter(|text| !text.is_empty())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "kept between 0 and 3"
)]
fn decimals(block: &Component) -> Option<usize> {
    let number = block.number("decimals")?;
    Some(number.clamp(0.0, 3.0) as usize)
}

/// Reads the target. A funnel is drawn around one, so it must have one.
fn target(block: &Component, form: BenchmarkForm, faults: &mut Faults) -> BenchmarkTarget {
    let Some(written) = text(block, "target") else {
        if form == BenchmarkForm::Funnel {
            let message = "a funnel is drawn around a target, and this block has none";
            faults.push(
                Fault::error(Code::BenchmarkFigures, message)
                    .at(block.span.clone())
                    .help(
                        "write `target: mean` for the figure of all services together, or a \
                         figure that was agreed, such as `target: 85`",
                    ),
            );
        }
        return BenchmarkTarget::None;
    };
    if written.eq_ignore_ascii_case("mean") {
        return BenchmarkTarget::Mean;
    }
    if let Some(figure) = read_number(written, Decimal::Point) {
        return BenchmarkTarget::Figure(figure);
    }
    let message = format!("the target `{written}` is no figure");
    faults.push(
        Fault::error(Code::BenchmarkFigures, message)
            .at(block.span.clone())
            .help("write a number such as `target: 85`, or `target: mean`"),
    );
    BenchmarkTarget::None
}
