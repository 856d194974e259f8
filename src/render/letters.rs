//! Letters to services as their template sees them: the service, its code, and the figures of each
//! page with those of the service among them.

use super::answers::Answers;
use super::charts;
use super::facts::benchmark_chart::benchmark_chart;
use super::facts::benchmarks::{benchmark, service};
use super::facts::record::{RecordBuilder, record};
use super::facts::site_wide::SiteWide;
use crate::base::UrlPath;
use crate::model::PageId;
use crate::numbers::benchmark::{Benchmark, ServiceCode};
use crate::parse::document::{Component, ComponentValue};
use minijinja::Value;

/// The service that a letter is for.
#[derive(Clone, Copy)]
pub struct LetterService<'s> {
    /// The name of the service.
    pub name: &'s str,
    /// Its code.
    pub code: ServiceCode,
}

/// Returns the value `letter` of a template; `styles` is the style sheet of the letter, and the
/// figures are those of `pages`.
pub(super) fn letter(
    answers: &Answers,
    pages: &[PageId],
    to: LetterService<'_>,
    styles: &str,
) -> Value {
    let pages = pages.iter().map(|page| page_of(answers, *page, to));
    RecordBuilder::default()
        .with("service", to.name)
        .with("code", to.code.to_string())
        .with("styles", Value::from_safe_string(styles.to_owned()))
        .with("pages", pages.collect::<Value>())
        .done()
}

fn page_of(answers: &Answers, id: PageId, to: LetterService<'_>) -> Value {
    let page = &answers.site().pages[id];
    let base = SiteWide::of(answers).base_url();
    let shown = &answers.resolved().pages[id].benchmarks;
    let components = &page.parsed.body.outline.components;
    let blocks = shown
        .iter()
        .map(|(number, shown)| block(answers, shown, &components[*number], to));
    RecordBuilder::default()
        .with("title", page.title())
        .with("url", base.map(|base| page.url.absolute(base)))
        .with("blocks", blocks.collect::<Value>())
        .done()
}

fn block(
    answers: &Answers,
    shown: &Benchmark,
    component: &Component,
    to: LetterService<'_>,
) -> Value {
    let site = SiteWide::of(answers);
    let mut services = shown.services.iter();
    let own = services.find(|service| service.code == to.code);
    let is_sample = component
        .fields
        .iter()
        .any(|(name, value)| name == "sample" && *value == ComponentValue::YesNo(true));
    record([
        (
            "title",
            Value::from(component.text("title").unwrap_or_default()),
        ),
        (
            "label",
            Value::from(component.text("label").unwrap_or_default()),
        ),
        ("sample", Value::from(is_sample)),
        (
            "drawing",
            charts::drawing(
                answers,
                &benchmark_chart(site, shown, component),
                &component.id,
            ),
        ),
        ("file", benchmark(site, shown, &UrlPath::new("/"))),
        (
            "service",
            own.map_or_else(|| Value::from(()), |own| service(site, shown, own)),
        ),
    ])
}
