//! What is published of a measure. From: raw figures, and the rule by which small numbers are kept
//! back. To: [`Benchmark`], every value of which is made from counts that the rule lets through.

use super::code::ServiceCode;
use super::figures::Figure;
use super::intervals::{IntervalMethod, interval_of_mean, interval_of_share};
use super::measure::Measure;
use super::settings::{BenchmarkForm, BenchmarkSettings, BenchmarkTarget, GoodDirection};
use super::standing::{Standing, middle_half, standings};
use crate::base::{Code, Fault, Faults};
use crate::numbers::disclosure::Policy;
use crate::numbers::spreadsheet;
use crate::parse::disclosure::DisclosureRule;
use crate::parse::document::Component;

/// The fewest kept-back services whose figures are part of the total: of fewer, the total and the
/// figures shown would give one of them away, to everybody or to another of them.
const FEWEST_IN_TOTAL: usize = 3;

/// The rule where neither the block nor the site says one. Rounded counts, which are usual for
/// tables, would move the figures of small services by more than what is compared.
const USUAL_RULE: DisclosureRule = DisclosureRule::Threshold(10);

/// The kind of the figures of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureKind {
    /// Shares, in per cent.
    Share,
    /// Means.
    Mean,
}

/// A benchmarking of services as it is published.
#[derive(Clone, Debug, PartialEq)]
pub struct Benchmark {
    /// The name of the measure in the file.
    pub measure: String,
    /// The rule by which small numbers are kept back.
    pub rule: DisclosureRule,
    /// The kind of the figures.
    pub kind: MeasureKind,
    /// The form of the chart.
    pub form: BenchmarkForm,
    /// Whether a high or a low figure is good.
    pub direction: GoodDirection,
    /// How the intervals are found.
    pub method: IntervalMethod,
    /// The services that are shown, from the lowest figure to the highest.
    pub services: Vec<ServiceMark>,
    /// Codes of services whose numbers are too small to be shown.
    pub small: Vec<ServiceCode>,
    /// Codes of services that sent no figure.
    pub silent: Vec<ServiceCode>,
    /// The figure of all services together.
    pub overall: OverallFigure,
    /// The figure that services are compared with.
    pub target: Option<f64>,
    /// Whether that is the figure of all services together.
    pub is_target_mean: bool,
    /// The bounds of the middle half, with the median between them.
    pub middle: [f64; 3],
    /// The digits after the decimal point.
    pub decimals: usize,
    /// The words after each figure: `%`, ` days`.
    pub unit: String,
}

/// One service that is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceMark {
    /// The code of the service.
    pub code: ServiceCode,
    /// The figure, a share in per cent.
    pub value: f64,
    /// The lower end of its interval.
    pub low: f64,
    /// The upper end of its interval.
    pub high: f64,
    /// How many the figure is made from: the denominator of a share, the values of a mean.
    pub size: u32,
    /// The numerator of a share.
    pub hits: Option<u32>,
    /// The place among all that are shown.
    pub standing: Standing,
}

/// The figure of services together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OverallFigure {
    /// The figure.
    pub value: f64,
    /// How many it is made from.
    pub size: u64,
    /// Whether services whose own figures are kept back are part of it.
    pub has_small: bool,
}

/// Makes what is published of a measure.
pub(super) fn publish(
    measure: &Measure,
    settings: &BenchmarkSettings,
    rule: Option<&DisclosureRule>,
    block: &Component,
    faults: &mut Faults,
) -> Option<Benchmark> {
    let own = settings.rule.as_ref().or(rule);
    let rule = own.cloned().unwrap_or(USUAL_RULE);
    let policy = &Policy::of(Some(&rule));
    let sorted = sort_out(measure, policy);
    let kind = kind_of(&sorted);
    let is_share = kind == MeasureKind::Share;
    let method = if is_share {
        settings.method
    } else {
        IntervalMethod::StudentT
    };
    let overall = overall(&sorted.shown, &sorted.kept_back, policy);
    let target = match settings.target {
        BenchmarkTarget::None => None,
        BenchmarkTarget::Mean => Some(overall.value),
        BenchmarkTarget::Figure(figure) => Some(figure),
    };
    let before = faults.len();
    check(kind, settings.form, target, block, faults);
    if faults.len() > before {
        return None;
    }
    let services = marks(&sorted.shown, method, settings.direction);
    let values: Vec<f64> = services.iter().map(|service| service.value).collect();
    let usual_unit = if is_share { " %" } else { "" };
    let unit = settings.unit.as_deref().unwrap_or(usual_unit);
    Some(Benchmark {
        measure: measure.name.clone(),
        rule,
        kind,
        form: settings.form,
        direction: settings.direction,
        method,
        middle: middle_half(&values),
        services,
        small: sorted.kept_back.iter().map(|(code, _)| *code).collect(),
        silent: sorted.silent,
        overall,
        target,
        is_target_mean: settings.target == BenchmarkTarget::Mean,
        decimals: settings.decimals.unwrap_or(usize::from(!is_share)),
        unit: unit.to_owned(),
    })
}

/// The services of a measure, by what is published of each.
struct SortedServices {
    /// Services with their own figure, and the one that is published.
    shown: Vec<(ServiceCode, Figure, Figure)>,
    /// Services whose figures are kept back.
    kept_back: Vec<(ServiceCode, Figure)>,
    /// Services that sent no figure.
    silent: Vec<ServiceCode>,
}

fn sort_out(measure: &Measure, policy: &Policy) -> SortedServices {
    let mut sorted = SortedServices {
        shown: Vec::new(),
        kept_back: Vec::new(),
        silent: Vec::new(),
    };
    for (code, (figure, _)) in &measure.figures {
        match figure.map(|figure| (figure, rounded(figure, policy))) {
            None => sorted.silent.push(*code),
            Some((raw, Some(published))) => sorted.shown.push((*code, raw, published)),
            Some((raw, None)) => sorted.kept_back.push((*code, raw)),
        }
    }
    sorted
}

/// Returns the kind of the figures, which are all of one kind.
fn kind_of(sorted: &SortedServices) -> MeasureKind {
    let shown = sorted.shown.iter().map(|(_, raw, _)| raw);
    let mut figures = shown.chain(sorted.kept_back.iter().map(|(_, raw)| raw));
    match figures.next() {
        Some(Figure::Mean { .. }) => MeasureKind::Mean,
        _ => MeasureKind::Share,
    }
}

/// Reports a chart or a target that figures of this kind cannot have.
fn check(
    kind: MeasureKind,
    form: BenchmarkForm,
    target: Option<f64>,
    block: &Component,
    faults: &mut Faults,
) {
    let (message, help) = match (kind, form) {
        (MeasureKind::Mean, BenchmarkForm::Funnel) => (
            "a funnel is drawn of shares, and this measure has means",
            "write `chart: caterpillar`",
        ),
        (MeasureKind::Share, _)
            if target.is_some_and(|target| !(0.0..=100.0).contains(&target)) =>
        {
            (
                "the target of a share lies between 0 and 100",
                "write the percentage, such as `target: 85`",
            )
        }
        _ => return,
    };
    let fault = Fault::error(Code::BenchmarkFigures, message).help(help);
    faults.push(fault.at(block.span.clone()));
}

/// Returns the services that are shown, from the lowest figure to the highest.
fn marks(
    shown: &[(ServiceCode, Figure, Figure)],
    method: IntervalMethod,
    direction: GoodDirection,
) -> Vec<ServiceMark> {
    let mut services: Vec<ServiceMark> = shown
        .iter()
        .map(|(code, _, published)| mark(*code, *published, method))
        .collect();
    services.sort_by(|a, b| a.value.total_cmp(&b.value).then(a.code.cmp(&b.code)));
    let values: Vec<f64> = services.iter().map(|service| service.value).collect();
    let standings = standings(&values, direction.first());
    for (service, standing) in services.iter_mut().zip(standings) {
        service.standing = standing;
    }
    services
}

/// Returns a figure as the rule lets it be published: with rounded counts, or not at all.
fn rounded(figure: Figure, policy: &Policy) -> Option<Figure> {
    match figure {
        Figure::Share { hits, all } => {
            let (part, whole) = (u64::from(hits), u64::from(all));
            if policy.hides_count(part, whole) || policy.hides(part) || policy.hides(whole) {
                return None;
            }
            let all = count(policy.rounded(whole));
            let hits = count(policy.rounded(part)).min(all);
            (all > 0).then_some(Figure::Share { hits, all })
        }
        Figure::Mean { mean, n, deviation } => {
            let size = u64::from(n);
            if policy.is_small(size) || policy.hides(size) {
                return None;
            }
            let n = count(policy.rounded(size)).max(2);
            Some(Figure::Mean { mean, n, deviation })
        }
    }
}

fn count(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn mark(code: ServiceCode, figure: Figure, method: IntervalMethod) -> ServiceMark {
    let standing = Standing { place: 0, tied: 0 };
    match figure {
        Figure::Share { hits, all } => {
            let (low, high) = interval_of_share(hits, all, method);
            ServiceMark {
                code,
                value: percent(u64::from(hits), u64::from(all)),
                low: low * 100.0,
                high: high * 100.0,
                size: all,
                hits: Some(hits),
                standing,
            }
        }
        Figure::Mean { mean, n, deviation } => {
            let (low, high) = interval_of_mean(mean, n, deviation);
            ServiceMark {
                code,
                value: mean,
                low,
                high,
                size: n,
                hits: None,
                standing,
            }
        }
    }
}

/// Returns the figure of all services together. Those that are kept back are part of it only where
/// neither the others nor one of their own could work out the figure of one of them.
fn overall(
    shown: &[(ServiceCode, Figure, Figure)],
    kept_back: &[(ServiceCode, Figure)],
    policy: &Policy,
) -> OverallFigure {
    let raw_shown = shown.iter().map(|(_, raw, _)| *raw);
    let raw_small = kept_back.iter().map(|(_, raw)| *raw);
    let of_small = sums(raw_small.clone());
    let has_small = kept_back.len() >= FEWEST_IN_TOTAL && !is_too_small(&of_small, policy);
    let sums = if has_small {
        sums(raw_shown.chain(raw_small))
    } else {
        sums(raw_shown)
    };
    let value = match sums {
        FigureSums { size: 0, .. } => 0.0,
        FigureSums {
            hits: Some(hits),
            size,
            ..
        } => percent(policy.rounded(hits), policy.rounded(size).max(1)),
        FigureSums { weighted, size, .. } => weighted / float(size),
    };
    OverallFigure {
        value,
        size: policy.rounded(sums.size),
        has_small,
    }
}

/// The sums of several figures.
struct FigureSums {
    /// The sum of numerators, of shares.
    hits: Option<u64>,
    /// The sum of denominators, or of the numbers of values.
    size: u64,
    /// The sum of means, each times its number of values.
    weighted: f64,
}

fn sums(figures: impl Iterator<Item = Figure>) -> FigureSums {
    let mut sums = FigureSums {
        hits: None,
        size: 0,
        weighted: 0.0,
    };
    for figure in figures {
        match figure {
            Figure::Share { hits, all } => {
                sums.hits = Some(sums.hits.unwrap_or(0) + u64::from(hits));
                sums.size += u64::from(all);
            }
            Figure::Mean { mean, n, .. } => {
                sums.weighted += mean * f64::from(n);
                sums.size += u64::from(n);
            }
        }
    }
    sums
}

fn is_too_small(sums: &FigureSums, policy: &Policy) -> bool {
    match sums.hits {
        Some(hits) => policy.hides_count(hits, sums.size) || policy.hides(hits),
        None => policy.is_small(sums.size) || policy.hides(sums.size),
    }
}

fn percent(part: u64, whole: u64) -> f64 {
    float(part) * 100.0 / float(whole)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts are below a thousand thousand millions"
)]
fn float(count: u64) -> f64 {
    count as f64
}

impl Benchmark {
    /// Returns the services in the order of their codes, which tells nothing of them.
    #[must_use]
    pub fn by_code(&self) -> Vec<&ServiceMark> {
        let mut services: Vec<&ServiceMark> = self.services.iter().collect();
        services.sort_by_key(|service| service.code);
        services
    }

    /// Returns the figures as a CSV file for other programs, by code.
    #[must_use]
    pub fn to_csv(&self) -> Vec<u8> {
        let mut writer = spreadsheet::writer();
        let (figure, size) = match self.kind {
            MeasureKind::Share => ("percent", "denominator"),
            MeasureKind::Mean => ("mean", "n"),
        };
        // Writing to memory cannot fail.
        let _ = writer.write_record(["code", figure, "low", "high", size, "place"]);
        for service in self.by_code() {
            let digits = self.decimals + 1;
            let _ = writer.write_record([
                service.code.to_string(),
                format!("{:.digits$}", service.value),
                format!("{:.digits$}", service.low),
                format!("{:.digits$}", service.high),
                service.size.to_string(),
                service.standing.place.to_string(),
            ]);
        }
        writer.into_inner().unwrap_or_default()
    }
}
