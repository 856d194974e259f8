//! Places bodies on a page. Takes parsed documents with holes, and the targets of their links;
//! gives HTML whose holes are filled with links, pictures, citations and components.

use super::answers::Answers;
use super::{CurrentPage, theme};
use crate::base::{UrlPath, html::escape_into, human_size};
use crate::parse::byline_block;
use crate::parse::document::{ComponentValue as Field, Document, Fragment, Hole};
use crate::resolve::{PUBLICATIONS, Table, Target};
use minijinja::{Environment, Error, Value};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// Renders the documents of one page: fills the holes of their HTML.
pub(super) struct BodyRenderer<'a> {
    pub(super) environment: &'a Environment<'a>,
    pub(super) answers: &'a Arc<Answers>,
    pub(super) here: &'a Arc<CurrentPage>,
    pub(super) document: &'a Document,
    pub(super) targets: &'a [Target],
    /// The tables, by the number of the component that shows each.
    pub(super) tables: Option<&'a BTreeMap<usize, Table>>,
    /// The value that component templates get as `page`.
    pub(super) page: Value,
    pub(super) site: Value,
}

impl<'a> BodyRenderer<'a> {
    /// Returns a renderer for another document of the same page.
    pub(super) fn of(&self, document: &'a Document, targets: &'a [Target]) -> Self {
        Self {
            document,
            targets,
            tables: None,
            page: self.page.clone(),
            site: self.site.clone(),
            ..*self
        }
    }

    /// Returns the HTML of the document's body.
    pub(super) fn body(&self) -> Result<String, Error> {
        self.fragment(self.document.html())
    }

    fn fragment(&self, fragment: &Fragment) -> Result<String, Error> {
        let mut out = String::with_capacity(fragment.html.len() + fragment.holes.len() * 96);
        fragment.write(&mut out, |hole, out| {
            match hole {
                Hole::Href(number) => write_href(self.targets.get(number), self.here, out),
                Hole::Source(number) => write_source(self.targets.get(number), self.here, out),
                Hole::Component(number) => out.push_str(&self.component(number)?),
                Hole::Citation(number) => self.citation(number, out),
            }
            Ok::<(), Error>(())
        })?;
        Ok(out)
    }

    fn component(&self, number: usize) -> Result<String, Error> {
        let component = &self.document.outline.components[number];
        if component
            .fields
            .iter()
            .any(|(_, field)| self.lacks_file(field))
        {
            // The fault is reported where the file is named; a template that wants the file would
            // only complain a second time.
            return Ok(String::new());
        }
        let mut context: Vec<(String, Value)> = Vec::with_capacity(component.fields.len() + 5);
        if component.name == byline_block::BYLINE {
            // The fields are not passed on as they are: a withheld name must not reach a template.
            context.push((
                "people".to_owned(),
                super::values::bylines(self.answers, &byline_block::bylines(component)),
            ));
        } else {
            if component.name == PUBLICATIONS {
                context.extend(super::citations::block(self.answers, self.here, number));
            }
            for (name, field) in &component.fields {
                let value = match field {
                    Field::Data(_) => self.tables.and_then(|tables| tables.get(&number)).map_or(
                        Value::from(()),
                        |table| {
                            super::values::table(
                                self.answers,
                                table,
                                &table_url(&self.here.page_url, &component.id),
                            )
                        },
                    ),
                    field => self.field(field)?,
                };
                context.push((name.clone(), value));
            }
        }
        context.push(("id".to_owned(), Value::from(component.id.as_str())));
        context.push(("page".to_owned(), self.page.clone()));
        context.push(("site".to_owned(), self.site.clone()));
        context.push((
            super::functions::HERE.to_owned(),
            Value::from_dyn_object(self.here.clone()),
        ));
        context.push((
            super::functions::TEMPLATE.to_owned(),
            Value::from(format!("components/{}.html", component.name)),
        ));
        theme::render(
            self.environment,
            super::functions::ENTRY,
            Value::from_pairs(context),
        )
    }

    /// Reports whether a field names a file that may not be shown or offered.
    fn lacks_file(&self, field: &Field) -> bool {
        match field {
            Field::Asset(number) | Field::Data(number) => {
                matches!(self.targets.get(*number), Some(Target::Nothing))
            }
            Field::List(fields) => fields.iter().any(|field| self.lacks_file(field)),
            Field::Group(fields) => fields.iter().any(|(_, field)| self.lacks_file(field)),
            _ => false,
        }
    }

    fn field(&self, field: &Field) -> Result<Value, Error> {
        Ok(match field {
            Field::Text(text) => Value::from(text.as_str()),
            Field::Markdown(fragment) => Value::from_safe_string(self.fragment(fragment)?),
            Field::Heading(number) => {
                self.document
                    .outline
                    .headings
                    .get(*number)
                    .map_or(Value::from(()), |heading| {
                        Value::from_pairs([
                            ("id", Value::from(heading.id.as_str())),
                            ("title", Value::from(heading.title.as_str())),
                            ("level", Value::from(heading.level)),
                        ])
                    })
            }
            // A table is shown where its component stands, not inside other values.
            Field::Data(_) => Value::from(()),
            Field::Link(number) => self.targets.get(*number).map_or(Value::from(()), address),
            Field::Asset(number) => self.targets.get(*number).map_or(Value::from(()), file),
            Field::Person(key) => super::values::person(self.answers, key),
            Field::Date(date) => Value::from(date.to_string()),
            Field::Number(number) => super::values::number_value(*number),
            Field::YesNo(yes) => Value::from(*yes),
            Field::List(fields) => fields
                .iter()
                .map(|field| self.field(field))
                .collect::<Result<Vec<_>, _>>()?
                .into(),
            Field::Group(fields) => Value::from_pairs(
                fields
                    .iter()
                    .map(|(name, field)| Ok((name.clone(), self.field(field)?)))
                    .collect::<Result<Vec<_>, Error>>()?,
            ),
        })
    }
}

impl Target {
    /// Returns the link to write on the page `here`, or `None` for what may not be linked.
    fn link(&self, here: &CurrentPage) -> Option<String> {
        match self {
            Self::Page { url, anchor, .. } => {
                let mut link = here.link(url);
                if let Some(anchor) = anchor {
                    link.push('#');
                    link.push_str(anchor);
                }
                Some(link)
            }
            Self::File { url, suffix, .. } => Some(here.link(url) + suffix),
            Self::Made(url) => Some(here.link(url)),
            Self::Here(anchor) => Some(format!("#{anchor}")),
            Self::External(url) => Some(url.clone()),
            Self::Data(_) | Self::Citation(_) | Self::Nothing => None,
        }
    }
}

/// Returns the address of the file that a table is offered as: beside its page, named after its
/// block.
pub(super) fn table_url(page: &UrlPath, id: &str) -> UrlPath {
    UrlPath::new(&format!("{page}{id}.csv"))
}

/// Returns the HTML of a text that may hold links and pictures but no components, such as the
/// footer.
pub(super) fn without_components(
    document: &Document,
    targets: &[Target],
    here: &CurrentPage,
) -> String {
    let mut out = String::with_capacity(document.html().html.len() + 64);
    let _ = document.html().write(&mut out, |hole, out| {
        match hole {
            Hole::Href(number) => write_href(targets.get(number), here, out),
            Hole::Source(number) => write_source(targets.get(number), here, out),
            Hole::Component(_) => {}
            Hole::Citation(number) => super::citations::as_written(document, number, out),
        }
        Ok::<(), std::convert::Infallible>(())
    });
    out
}

fn write_href(target: Option<&Target>, here: &CurrentPage, out: &mut String) {
    if let Some(link) = target.and_then(|target| target.link(here)) {
        out.push_str(" href=\"");
        escape_into(&link, out);
        out.push('"');
    }
}

fn write_source(target: Option<&Target>, here: &CurrentPage, out: &mut String) {
    let Some(target @ Target::File { pixels, .. }) = target else {
        return;
    };
    out.push_str(" src=\"");
    escape_into(&target.link(here).unwrap_or_default(), out);
    out.push('"');
    if let Some((width, height)) = pixels {
        let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
    }
}

/// Returns a target as a template sees it: an address of the site (for the filter `href`) or
/// outside it.
pub(super) fn address(target: &Target) -> Value {
    match target {
        Target::Page {
            url,
            anchor: Some(anchor),
            ..
        } => Value::from(format!("{url}#{anchor}")),
        Target::Page { url, .. } | Target::Made(url) => Value::from(url.as_str()),
        Target::File { url, suffix, .. } => Value::from(format!("{url}{suffix}")),
        Target::Here(anchor) => Value::from(format!("#{anchor}")),
        Target::External(url) => Value::from(url.as_str()),
        Target::Data(_) | Target::Citation(_) | Target::Nothing => Value::from(()),
    }
}

/// Returns a file as a template sees it.
pub(super) fn file(target: &Target) -> Value {
    let Target::File {
        source,
        url,
        size,
        pixels,
        pages,
        ..
    } = target
    else {
        return Value::from(());
    };
    let mut entries = vec![
        ("url", Value::from(url.as_str())),
        ("name", Value::from(source.file_name())),
        ("kind", Value::from(source.extension().to_uppercase())),
        ("size", Value::from(human_size(*size))),
        ("bytes", Value::from(*size)),
    ];
    entries.extend(pages.map(|pages| ("pages", Value::from(pages))));
    if let Some((width, height)) = pixels {
        entries.push(("width", Value::from(*width)));
        entries.push(("height", Value::from(*height)));
    }
    Value::from_pairs(entries)
}
