//! What only one kind of page has.

use crate::base::{Code, Diagnostic, nearest};
use crate::parse::kind::Kind;
use crate::parse::yaml::{Fields, Spanned, listed};

/// The fields of one kind.
#[derive(Clone, Debug)]
pub enum KindFields {
    /// A page has none.
    Page,
    /// A section.
    Section {
        /// Entries on one page of its list.
        page_size: Option<Spanned<usize>>,
        /// The order of its list.
        sort: Option<Sort>,
    },
    /// An issue of the newsletter.
    Newsletter {
        /// Its number in the series.
        number: Option<u32>,
        /// Its season or month, as readers say it.
        period: Option<String>,
        /// Who edited it.
        editor: Option<String>,
        /// The whole issue as a PDF, a file beside this one.
        pdf: Option<Spanned<String>>,
    },
    /// An article of an issue.
    Article {
        /// Who wrote it, in which role.
        byline: Vec<Byline>,
    },
    /// A report's summary.
    Report {
        /// The time it covers, as readers say it.
        period: Option<String>,
        /// The group that wrote it.
        group: Option<String>,
        /// What it found, each a line of markdown.
        findings: Vec<Spanned<String>>,
        /// Its documents.
        downloads: Vec<Download>,
    },
}

/// One of an article's writers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Byline {
    /// The name as shown; absent when it is withheld.
    pub name: Option<String>,
    /// One of the site's roles.
    pub role: Option<String>,
    /// Team or affiliation.
    pub team: Option<String>,
    /// The writer's name is known and not published.
    pub withheld: bool,
}

/// A document that a report offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// The file, beside the report's.
    pub file: Spanned<String>,
    /// What it is called; the report's title where nothing is said.
    pub title: Option<String>,
    /// A remark, for example on its accessibility.
    pub note: Option<String>,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// By weight, then the latest date first.
    Newest,
    /// By weight, then the earliest date first.
    Oldest,
    /// By title.
    Title,
    /// By weight, then by address.
    Weight,
}

impl Sort {
    /// Every order with its name in settings.
    pub const NAMES: &[(&str, Self)] =
        &[("newest", Self::Newest), ("oldest", Self::Oldest), ("title", Self::Title), ("weight", Self::Weight)];
}

/// The names of a kind's own fields.
pub(super) fn names(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Page => &[],
        Kind::Section => &["page_size", "sort"],
        Kind::Newsletter => &["number", "period", "editor", "pdf"],
        Kind::Article => &["byline"],
        Kind::Report => &["period", "group", "findings", "downloads"],
    }
}

impl KindFields {
    /// Names of the places that a page of this kind has beside its body, as its template shows them.
    #[must_use]
    pub fn places(&self) -> Vec<&'static str> {
        match self {
            Self::Newsletter { .. } => vec!["contents"],
            Self::Report { findings, downloads, .. } => {
                let shown = [("findings", findings.is_empty()), ("downloads", downloads.is_empty())];
                shown.into_iter().filter(|(_, empty)| !empty).map(|(name, _)| name).collect()
            }
            Self::Page | Self::Section { .. } | Self::Article { .. } => Vec::new(),
        }
    }

    pub(super) fn read(kind: Kind, fields: &mut Fields<'_>, roles: &[String]) -> Self {
        match kind {
            Kind::Page => Self::Page,
            Kind::Section => {
                Self::Section { page_size: page_size(fields), sort: fields.choice("sort", Sort::NAMES).map(|sort| sort.value) }
            }
            Kind::Newsletter => Self::Newsletter {
                number: fields.at_least("number", 0).and_then(|number| u32::try_from(number.value).ok()),
                period: fields.words("period"),
                editor: fields.words("editor"),
                pdf: fields.text("pdf"),
            },
            Kind::Article => Self::Article { byline: bylines(fields, roles) },
            Kind::Report => Self::Report {
                period: fields.words("period"),
                group: fields.words("group"),
                findings: fields.texts("findings"),
                downloads: downloads(fields),
            },
        }
    }
}

/// Entries on one page of a list: at least one.
pub(crate) fn page_size(fields: &mut Fields<'_>) -> Option<Spanned<usize>> {
    let size = fields.at_least("page_size", 1)?;
    Some(Spanned { value: usize::try_from(size.value).ok()?, span: size.span })
}

fn bylines(fields: &mut Fields<'_>, roles: &[String]) -> Vec<Byline> {
    let nodes = fields.entries("byline");
    let reader = fields.reader();
    nodes
        .into_iter()
        .filter_map(|node| {
            let mut one = reader.group(node, "byline")?;
            let withheld = one.yes_no("withheld").unwrap_or(false);
            let name = if withheld { one.words("name") } else { one.required("name", "name: A. Person").map(|name| name.value) };
            let role = one.text("role");
            if let Some(role) = role.as_ref().filter(|role| !roles.contains(&role.value)) {
                let known: Vec<&str> = roles.iter().map(String::as_str).collect();
                let meant = nearest(&role.value, known.iter().copied()).map(|meant| format!("did you mean `{meant}`?"));
                let diagnostic = Diagnostic::error(Code::UnknownChoice, format!("`{}` is not one of the site's roles", role.value));
                let help = format!("roles are {}; to change them, list them all under `roles:` in `content/site.yaml`", listed(&known));
                one.fault_at("role", diagnostic.help_if(meant).help(help));
            }
            let team = one.words("team");
            one.finish(|_| None);
            Some(Byline { name, role: role.map(|role| role.value), team, withheld })
        })
        .collect()
}

fn downloads(fields: &mut Fields<'_>) -> Vec<Download> {
    let nodes = fields.entries("downloads");
    let reader = fields.reader();
    nodes
        .into_iter()
        .filter_map(|node| {
            let mut one = reader.group(node, "downloads")?;
            let file = one.required("file", "file: report.pdf");
            let download = file.map(|file| Download { file, title: one.words("title"), note: one.words("note") });
            one.node("title");
            one.node("note");
            one.finish(|_| None);
            download
        })
        .collect()
}
