//! Figures of services as templates see them: each with its code, its interval and its place, as
//! text in the site's language and as numbers for charts and sorting.

use super::record::{RecordBuilder, number_value};
use super::site_wide::SiteWide;
use crate::base::{UrlPath, human_size};
use crate::numbers::benchmark::{ALIKE, Benchmark, MeasureKind, SIGNS, ServiceCode, ServiceMark};
use crate::numbers::written::written;
use crate::parse::disclosure::DisclosureRule;
use minijinja::Value;

/// Returns the figures of services; `url` is the address at which they are offered as a file.
pub(in crate::render) fn benchmark(site: SiteWide<'_>, shown: &Benchmark, url: &UrlPath) -> Value {
    let writer = FigureWriter { site, shown };
    let services = shown
        .by_code()
        .into_iter()
        .map(|service| writer.service(service));
    let ends = shown.services.first().zip(shown.services.last());
    let all_equal = ends.is_some_and(|(first, last)| first.value >= last.value);
    let [low, median, high] = shown.middle;
    let overall = RecordBuilder::default()
        .with("text", writer.with_unit(shown.overall.value))
        .with("size", written_size(site, shown.overall.size))
        .with("has_small", shown.overall.has_small);
    let middle = RecordBuilder::default()
        .with("low", writer.number(low))
        .with("median", writer.with_unit(median))
        .with("high", writer.with_unit(high))
        .with("is_one", writer.number(low) == writer.number(high));
    let is_share = shown.kind == MeasureKind::Share;
    RecordBuilder::default()
        .with("measure", &shown.measure)
        .with("kind", if is_share { "share" } else { "mean" })
        .with("method", shown.method.name())
        .with("rule", rule_name(&shown.rule))
        .with("rule_detail", rule_detail(&shown.rule))
        .with("direction", shown.direction.name())
        .with("count", shown.services.len())
        .with("all_equal", all_equal)
        .with("services", services.collect::<Value>())
        .with("small", codes(&shown.small))
        .with("silent", codes(&shown.silent))
        .with("middle", middle.done())
        .with("overall", overall.done())
        .with(
            "target",
            shown.target.map(|target| writer.with_unit(target)),
        )
        .with("is_target_mean", shown.is_target_mean)
        .with("signs", SIGNS)
        .with("alike", ALIKE)
        .with("url", url)
        .with("size", human_size(shown.to_csv().len() as u64))
        .done()
}

/// Returns one service of those that are shown.
pub(in crate::render) fn service(
    site: SiteWide<'_>,
    shown: &Benchmark,
    service: &ServiceMark,
) -> Value {
    FigureWriter { site, shown }.service(service)
}

/// Returns the name of a rule by which small numbers are kept back, as words of the theme have it.
fn rule_name(rule: &DisclosureRule) -> &'static str {
    match rule {
        DisclosureRule::Nhs => "nhs",
        DisclosureRule::OnsOfqual => "ons",
        DisclosureRule::Ofs => "ofs",
        DisclosureRule::Threshold(_) => "threshold",
        DisclosureRule::Exact(_) => "none",
    }
}

/// Returns the number or the reason that a rule has.
fn rule_detail(rule: &DisclosureRule) -> Option<String> {
    match rule {
        DisclosureRule::Threshold(least) => Some(least.to_string()),
        DisclosureRule::Exact(reason) => Some(reason.clone()),
        _ => None,
    }
}

fn codes(codes: &[ServiceCode]) -> Value {
    codes.iter().map(ServiceCode::to_string).collect()
}

/// Writes the figures of one block.
struct FigureWriter<'w> {
    site: SiteWide<'w>,
    shown: &'w Benchmark,
}

impl FigureWriter<'_> {
    fn service(&self, service: &ServiceMark) -> Value {
        RecordBuilder::default()
            .with("code", service.code.to_string())
            .with("text", self.with_unit(service.value))
            .with("value", number_value(service.value))
            .with("low", self.number(service.low))
            .with("high", self.with_unit(service.high))
            .with("lowest", number_value(service.low))
            .with("size", written_size(self.site, u64::from(service.size)))
            .with("number", number_value(f64::from(service.size)))
            .with("place", service.standing.place)
            .with("ordinal", ordinal(self.site, service.standing.place))
            .with("tied", service.standing.tied)
            .done()
    }

    fn number(&self, value: f64) -> String {
        let marks = self.site.words().number_marks();
        written(value, self.shown.decimals, &marks)
    }

    fn with_unit(&self, value: f64) -> String {
        self.number(value) + &self.shown.unit
    }
}

fn written_size(site: SiteWide<'_>, size: u64) -> String {
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts are far below 2 to the power of 53"
    )]
    written(size as f64, 0, &site.words().number_marks())
}

/// Returns a place in words: `1st`, `12th`. A language that needs only one form gives all of them
/// alike.
fn ordinal(site: SiteWide<'_>, place: usize) -> String {
    let is_teen = (11..=13).contains(&(place % 100));
    let form = match place % 10 {
        1 if !is_teen => "benchmark_place_1",
        2 if !is_teen => "benchmark_place_2",
        3 if !is_teen => "benchmark_place_3",
        _ => "benchmark_place_other",
    };
    site.word(form, "{n}").replace("{n}", &place.to_string())
}
