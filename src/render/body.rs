//! Places bodies on a page. Takes parsed documents with holes, and the targets of their links;
//! gives HTML whose holes are filled with links, pictures, citations and components.

use super::answers::Answers;
use super::bounded;
use super::charts;
use super::current_page::CurrentPage;
use super::facts::answer::ask;
use super::facts::benchmark_chart::benchmark_chart;
use super::facts::benchmarks;
use super::facts::declared_value::FieldValues;
use super::facts::people::bylines;
use super::facts::site_wide::SiteWide;
use super::facts::tables;
use super::functions::invalid;
use super::lead::Fetch;
use super::links::{SizeSource, end_picture, start_picture, write_href, write_source};
use super::theme::{HERE, TEMPLATE};
use crate::base::UrlPath;
use crate::memo::Query;
use crate::numbers::benchmark::{BENCHMARK, Benchmark};
use crate::numbers::charts::Chart;
use crate::numbers::tables::Table;
use crate::parse::byline_block;
use crate::parse::document::{Component, ComponentValue, Document, Fragment, Hole, Outline};
use crate::resolve::{PUBLICATIONS, Target};
use minijinja::{Environment, Error, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Values for a template, by name.
pub(super) type NamedValues = Vec<(String, Value)>;

/// Renders the documents of one page: fills the holes of their HTML.
pub(super) struct BodyRenderer<'a> {
    pub(super) environment: &'a Environment<'a>,
    pub(super) answers: &'a Arc<Answers>,
    pub(super) here: &'a Arc<CurrentPage>,
    pub(super) outline: &'a Outline,
    pub(super) html: &'a Fragment,
    pub(super) targets: &'a [Target],
    /// The reference of the picture that readers of the page see first.
    pub(super) lead: Option<usize>,
    /// The tables, by the number of the component that shows each.
    pub(super) tables: Option<&'a BTreeMap<usize, Table>>,
    /// The charts, by the number of the component that shows each.
    pub(super) charts: Option<&'a BTreeMap<usize, Chart>>,
    /// The figures of services, by the number of the component that shows them.
    pub(super) benchmarks: Option<&'a BTreeMap<usize, Benchmark>>,
    /// The value that component templates get as `page`.
    pub(super) page: Value,
    pub(super) site: Value,
}

impl<'a> BodyRenderer<'a> {
    /// Returns a renderer for another document of the same page.
    pub(super) fn of(&self, document: &'a Document, targets: &'a [Target]) -> Self {
        Self {
            outline: &document.outline,
            html: document.html(),
            targets,
            lead: None,
            tables: None,
            charts: None,
            benchmarks: None,
            page: self.page.clone(),
            site: self.site.clone(),
            ..*self
        }
    }

    /// Returns the HTML of the document's body.
    pub(super) fn body(&self) -> Result<String, Error> {
        self.fragment(self.html)
    }

    fn fragment(&self, fragment: &Fragment) -> Result<String, Error> {
        let mut out = String::with_capacity(fragment.html.len() + fragment.holes.len() * 96);
        fragment.write(&mut out, |hole, out| {
            let target = |number: usize| self.targets.get(number);
            match hole {
                Hole::Href(number) => write_href(target(number), self.here, out),
                Hole::PictureStart(number) => start_picture(target(number), self.here, out),
                Hole::Source(number) => {
                    let how = (self.fetch(number), SizeSource::File);
                    write_source(target(number), how, self.here, out);
                }
                Hole::SizedSource(number) => {
                    let how = (self.fetch(number), SizeSource::Tag);
                    write_source(target(number), how, self.here, out);
                }
                Hole::PictureEnd(number) => end_picture(target(number), out),
                Hole::Component(number) => out.push_str(&self.component(number)?),
                Hole::Citation(number) => self.citation(number, out),
            }
            Ok::<(), Error>(())
        })?;
        Ok(out)
    }

    /// Returns when browsers are to fetch the picture of a reference.
    fn fetch(&self, number: usize) -> Fetch {
        if self.lead == Some(number) {
            Fetch::First
        } else {
            Fetch::Late
        }
    }

    fn component(&self, number: usize) -> Result<String, Error> {
        let component = &self.outline.components[number];
        let nobody = |_: &UrlPath| Ok(());
        let values = self.field_values(&nobody);
        let mut fields = component.fields.iter();
        if fields.any(|(_, field)| values.lacks_target(field)) {
            // The fault is reported where the file is named; a template that wants the file would
            // only complain a second time.
            return Ok(String::new());
        }
        let mut context = self.fields(number, component)?;
        let template = format!("components/{}.html", component.name);
        context.push(("id".to_owned(), Value::from(component.id.as_str())));
        context.push(("page".to_owned(), self.page.clone()));
        context.push(("site".to_owned(), self.site.clone()));
        let here = Value::from_dyn_object(self.here.clone());
        context.push((HERE.to_owned(), here));
        context.push((TEMPLATE.to_owned(), Value::from(template)));
        bounded::render(
            self.environment,
            &self.here.steps,
            Value::from_pairs(context),
        )
    }

    /// Returns the fields of a component by name, as its template gets them.
    fn fields(&self, number: usize, component: &Component) -> Result<NamedValues, Error> {
        let mut values = Vec::with_capacity(component.fields.len() + 5);
        if component.name == byline_block::BYLINE {
            // The fields are not passed on as they are: a withheld name must not reach a template.
            let people = byline_block::bylines(component);
            let people = bylines(SiteWide::of(self.answers), &people);
            values.push(("people".to_owned(), people));
            return Ok(values);
        }
        if component.name == PUBLICATIONS {
            values.extend(self.publications(number));
        }
        if let Some(chart) = self.charts.and_then(|charts| charts.get(&number)) {
            values.push(("drawing".to_owned(), self.drawing(chart, &component.id)));
        }
        let benchmark = self.benchmarks.and_then(|shown| shown.get(&number));
        if let Some(shown) = benchmark {
            let chart = benchmark_chart(SiteWide::of(self.answers), shown, component);
            values.push(("drawing".to_owned(), self.drawing(&chart, &component.id)));
        }
        let records = |url: &UrlPath| self.record_page(url);
        let field_values = self.field_values(&records);
        for (name, field) in &component.fields {
            let value = match field {
                ComponentValue::Data(_) if component.name == BENCHMARK => {
                    let url = table_url(&self.here.page_url, &component.id);
                    let site = SiteWide::of(self.answers);
                    benchmark.map_or_else(Value::default, |shown| {
                        benchmarks::benchmark(site, shown, &url)
                    })
                }
                ComponentValue::Data(_) => self.table(number, &component.id),
                field => field_values.value(field, &|text, _| {
                    self.fragment(text).map(Value::from_safe_string)
                })?,
            };
            values.push((name.clone(), value));
        }
        Ok(values)
    }

    /// Returns the drawing of a chart. Away from its page, such as in feeds, there is no style
    /// sheet that a drawing could be read with: there it is the description alone.
    fn drawing(&self, chart: &Chart, id: &str) -> Value {
        if self.here.is_away() {
            charts::without_drawing(self.answers, chart)
        } else {
            charts::drawing(self.answers, chart, id)
        }
    }

    /// Returns the table that the component `number` shows, or an empty value where there is none.
    fn table(&self, number: usize, id: &str) -> Value {
        let Some(table) = self.tables.and_then(|tables| tables.get(&number)) else {
            return Value::from(());
        };
        let url = table_url(&self.here.page_url, id);
        tables::table(SiteWide::of(self.answers), table, &url)
    }

    /// Returns the way from the values of fields to those that templates see.
    fn field_values<'r>(
        &'r self,
        records: &'r dyn Fn(&UrlPath) -> Result<(), Error>,
    ) -> FieldValues<'r> {
        FieldValues {
            answers: self.answers,
            references: &self.outline.references,
            headings: &self.outline.headings,
            targets: self.targets,
            lead: self.lead,
            records,
        }
    }

    /// Records that facts of the page at an address are shown, as if a template had asked.
    fn record_page(&self, url: &UrlPath) -> Result<(), Error> {
        let query = Query::Page(url.as_str().to_owned());
        ask(self.answers, self.here, query).map_err(invalid)?;
        Ok(())
    }
}

/// Returns the address of the file that a table of the page at `page` is offered as: beside the
/// page, named after the table's block, whose identifier is `id`.
#[must_use]
pub fn table_url(page: &UrlPath, id: &str) -> UrlPath {
    UrlPath::new(&format!("{page}{id}.csv"))
}
