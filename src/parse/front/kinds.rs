//! Settings that only one kind of page has. From: the group of front matter. To: [`KindFields`].

use super::byline::{self, Byline};
use crate::parse::kind::Kind;
use crate::parse::vocabulary::Vocabulary;
use crate::parse::yaml::{Fields, Spanned};
use schemars::JsonSchema;

/// The fields of one kind. Editors show the documentation of these fields, too.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize, JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum KindFields {
    /// A page has none.
    Page,
    /// A section.
    Section {
        /// Entries on one page of its list.
        #[schemars(range(min = 1), example = 50)]
        page_size: Option<Spanned<usize>>,
        /// The order of its list.
        sort: Option<Sort>,
        /// Whether there is a page for each year.
        #[schemars(example = true)]
        years: Option<bool>,
    },
    /// An issue of the newsletter.
    Newsletter {
        /// Its number in the series.
        #[schemars(example = 12)]
        number: Option<Spanned<u32>>,
        /// Its season or month, as readers say it.
        #[schemars(example = &"Spring 2015")]
        period: Option<String>,
        /// Who edited it.
        #[schemars(example = &"A. Person")]
        editor: Option<String>,
        /// The whole issue as a PDF, a file beside this one.
        #[schemars(example = &"newsletter.pdf")]
        pdf: Option<Spanned<String>>,
    },
    /// An article of an issue.
    Article {
        /// Who wrote it, in which role: an entry for each writer.
        #[schemars(with = "Option<Vec<Byline>>")]
        byline: Vec<Byline>,
    },
    /// A report's summary.
    Report {
        /// The time it covers, as readers say it.
        #[schemars(example = &"2014 to 2015")]
        period: Option<String>,
        /// The group that wrote it.
        #[schemars(example = &"Audit team")]
        group: Option<String>,
        /// What it found, each a line of markdown.
        #[schemars(with = "Option<Vec<String>>", example = ["**Nine in ten** teams answered within \
            a day."])]
        findings: Vec<Spanned<String>>,
        /// How the figures came about, in markdown.
        #[schemars(example = &"We telephoned every team in March 2015.")]
        method: Option<Spanned<String>>,
        /// Its documents, an entry for each.
        #[schemars(with = "Option<Vec<Download>>")]
        downloads: Vec<Download>,
        /// How to get the report in a form one can use, in markdown.
        #[schemars(example = &"Ask the office for large print.")]
        accessible: Option<Spanned<String>>,
    },
    /// What a file adds to a publication of a list.
    Publication {
        /// The publication's key; without it, the name of the file.
        #[schemars(example = &"ellis2014")]
        key: Option<Spanned<String>>,
        /// What it is about, in markdown, instead of the list's abstract.
        #[schemars(rename = "abstract", example = &"We asked forty teams.")]
        summary: Option<Spanned<String>>,
        /// A remark beside its reference, in markdown.
        #[schemars(example = &"Open access.")]
        note: Option<Spanned<String>>,
        /// What readers should take away, in markdown.
        #[schemars(rename = "key_message", example = &"Teams answer faster.")]
        message: Option<Spanned<String>>,
        /// The publication itself, a file beside this one, if you may publish it.
        #[schemars(example = &"ellis2014.pdf")]
        pdf: Option<Spanned<String>>,
    },
}

/// A document that a report offers.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, JsonSchema)]
pub struct Download {
    /// The file, beside the report's.
    #[schemars(example = &"report.pdf")]
    pub file: Spanned<String>,
    /// What it is called; the report's title where nothing is said.
    #[schemars(example = &"Full report")]
    pub title: Option<String>,
    /// A remark, for example on its accessibility.
    #[schemars(example = &"Large print on request.")]
    pub note: Option<String>,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum Sort {
    /// The order by weight, then the latest date first.
    Newest,
    /// The order by weight, then the earliest date first.
    Oldest,
    /// The order by title.
    Title,
    /// The order by weight, then by address.
    Weight,
}

impl Sort {
    /// Every order with its name in settings.
    pub const NAMES: &[(&str, Self)] = &[
        ("newest", Self::Newest),
        ("oldest", Self::Oldest),
        ("title", Self::Title),
        ("weight", Self::Weight),
    ];
}

impl KindFields {
    /// Returns the names of the places that the template of this kind shows beside the body.
    #[must_use]
    pub fn places(&self) -> Vec<&'static str> {
        match self {
            Self::Newsletter { .. } => vec!["contents"],
            Self::Report {
                findings,
                method,
                downloads,
                ..
            } => {
                let shown = [
                    ("findings", findings.is_empty()),
                    ("method", method.is_none()),
                    ("downloads", downloads.is_empty()),
                ];
                shown
                    .into_iter()
                    .filter(|(_, empty)| !empty)
                    .map(|(name, _)| name)
                    .collect()
            }
            Self::Publication { .. } => vec!["abstract", "how_to_cite", "formats", "cited_in"],
            Self::Page | Self::Section { .. } | Self::Article { .. } => Vec::new(),
        }
    }

    /// Reads the settings that pages of `kind` have of their own.
    pub(super) fn read(kind: Kind, fields: &mut Fields<'_>, vocabulary: &Vocabulary) -> Self {
        match kind {
            Kind::Page => Self::Page,
            Kind::Section => {
                let sort = fields.choice("sort", Sort::NAMES).map(|sort| sort.value);
                Self::Section {
                    page_size: page_size(fields),
                    sort,
                    years: fields.yes_no("years"),
                }
            }
            Kind::Newsletter => Self::Newsletter {
                number: issue_number(fields),
                period: fields.words("period"),
                editor: fields.words("editor"),
                pdf: fields.text("pdf"),
            },
            Kind::Article => Self::Article {
                byline: byline::read(fields, vocabulary),
            },
            Kind::Report => Self::Report {
                period: fields.words("period"),
                group: fields.words("group"),
                findings: fields.texts("findings"),
                method: fields.text("method"),
                downloads: downloads(fields),
                accessible: fields.text("accessible"),
            },
            Kind::Publication => Self::Publication {
                key: fields.text("key"),
                summary: fields.text("abstract"),
                note: fields.text("note"),
                message: fields.text("key_message"),
                pdf: fields.text("pdf"),
            },
        }
    }
}

fn issue_number(fields: &mut Fields<'_>) -> Option<Spanned<u32>> {
    let number = fields.at_least("number", 0)?;
    Some(Spanned {
        value: u32::try_from(number.value).ok()?,
        span: number.span,
    })
}

/// Reads the number of entries on one page of a list: at least one.
pub(in crate::parse) fn page_size(fields: &mut Fields<'_>) -> Option<Spanned<usize>> {
    let size = fields.at_least("page_size", 1)?;
    Some(Spanned {
        value: usize::try_from(size.value).ok()?,
        span: size.span,
    })
}

fn downloads(fields: &mut Fields<'_>) -> Vec<Download> {
    let mut downloads = Vec::new();
    for node in fields.entries("downloads") {
        let Some(mut entry) = fields.reader().group(node, "downloads") else {
            continue;
        };
        let file = entry.required("file", "file: report.pdf");
        if let Some(file) = file {
            downloads.push(Download {
                file,
                title: entry.words("title"),
                note: entry.words("note"),
            });
        }
        entry.node("title");
        entry.node("note");
        entry.finish(|_| None);
    }
    downloads
}
