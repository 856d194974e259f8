//! The columns of files for benchmarking, by their headings. From: the first line of a file. To:
//! the place of each column, and faults for headings that such a file cannot have.

use crate::base::{Code, Fault, Faults, SourcePath, Span, nearest};
use crate::parse::csv::DataRows;
use crate::parse::yaml::listed;

/// A column of a file of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FigureColumn {
    Code,
    Measure,
    Numerator,
    Denominator,
    Mean,
    Number,
    Deviation,
}

impl FigureColumn {
    pub(super) const ALL: [Self; 7] = [
        Self::Code,
        Self::Measure,
        Self::Numerator,
        Self::Denominator,
        Self::Mean,
        Self::Number,
        Self::Deviation,
    ];

    /// Returns the heading.
    pub(super) const fn heading(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Measure => "measure",
            Self::Numerator => "numerator",
            Self::Denominator => "denominator",
            Self::Mean => "mean",
            Self::Number => "n",
            Self::Deviation => "sd",
        }
    }

    fn of(heading: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|column| column.heading().eq_ignore_ascii_case(heading))
    }
}

/// Headings of columns that hold the names of services.
const NAMES: [&str; 16] = [
    "service",
    "services",
    "service name",
    "name",
    "team",
    "team name",
    "trust",
    "hospital",
    "ward",
    "site",
    "clinic",
    "practice",
    "unit",
    "provider",
    "organisation",
    "organization",
];

/// Headings of columns that hold e-mail addresses.
const ADDRESSES: [&str; 6] = [
    "e-mail",
    "email",
    "mail",
    "e-mail address",
    "email address",
    "contact",
];

/// Reports whether a column with this heading holds the names of services.
pub(super) fn is_of_names(heading: &str) -> bool {
    is_among(&NAMES, heading)
}

/// Reports whether a column with this heading holds e-mail addresses.
pub(super) fn is_of_addresses(heading: &str) -> bool {
    is_among(&ADDRESSES, heading)
}

/// Reports whether a column with this heading holds codes.
pub(super) fn is_of_codes(heading: &str) -> bool {
    is_among(&["code", "codes", "service code"], heading)
}

/// Reports whether a column with this heading says which services figures may name.
pub(super) fn is_of_publicity(heading: &str) -> bool {
    is_among(&["public"], heading)
}

/// Reports whether a column with this heading holds the names of measures.
pub(super) fn is_of_measures(heading: &str) -> bool {
    is_among(&[FigureColumn::Measure.heading()], heading)
}

fn is_among(known: &[&str], heading: &str) -> bool {
    let words = heading.to_lowercase().replace(['_', '-'], " ");
    let words: Vec<&str> = words.split_whitespace().collect();
    let words = words.join(" ");
    known.iter().any(|name| name.replace('-', " ") == words)
}

/// The places of the columns of a file.
#[derive(Debug, Default)]
pub(super) struct ColumnPlaces(Vec<(FigureColumn, usize)>);

impl ColumnPlaces {
    /// Returns the cell of a column in a row; an empty one where the file has no such column.
    pub(super) fn cell<'r>(&self, column: FigureColumn, cells: &'r [String]) -> &'r str {
        let place = self.0.iter().find(|(known, _)| *known == column);
        place.map_or("", |(_, at)| cells[*at].as_str())
    }

    pub(super) fn has(&self, column: FigureColumn) -> bool {
        self.0.iter().any(|(known, _)| *known == column)
    }
}

/// Whether a file may name services.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ServiceNaming {
    /// A private file has their names in a column.
    Names,
    /// A file in `content/` has their codes.
    Codes,
}

/// Finds the columns of a file of figures, and that of names where the file may have one. Without
/// those that are needed, there is nothing.
pub(super) fn find_columns(
    data: &DataRows,
    naming: ServiceNaming,
    source: &SourcePath,
    faults: &mut Faults,
) -> Option<(ColumnPlaces, Option<usize>)> {
    let mut places = ColumnPlaces::default();
    let mut names = None;
    let before = faults.len();
    let span = Span::new(source, data.head_range.clone());
    for (at, heading) in data.head.iter().enumerate() {
        if let Some(column) = FigureColumn::of(heading) {
            places.0.push((column, at));
        } else if is_of_names(heading) || is_of_addresses(heading) {
            if naming == ServiceNaming::Codes {
                faults.push(names_in_public(heading, source, &span));
            } else if is_of_names(heading) && names.is_none() {
                names = Some(at);
            }
        } else if naming == ServiceNaming::Codes {
            faults.push(unknown_column(heading).at(span.clone()));
        }
    }
    if naming == ServiceNaming::Codes && !places.has(FigureColumn::Code) {
        let message = "this file has no column `code`, so nobody could find a service in it";
        faults.push(
            Fault::error(Code::BenchmarkFigures, message)
                .at(span.clone())
                .help(how_to_write(source)),
        );
    }
    if naming == ServiceNaming::Names && names.is_none() {
        let message =
            "this file has no column `service`, so it is not known whose figures these are";
        faults.push(
            Fault::error(Code::BenchmarkFigures, message)
                .at(span.clone())
                .help("call the column with the names of services `service`"),
        );
    }
    check_figures(&places, &span, faults);
    (faults.len() == before).then_some((places, names))
}

/// Reports a file without a pair or a set of columns that make figures.
fn check_figures(places: &ColumnPlaces, span: &Span, faults: &mut Faults) {
    use FigureColumn::{Denominator, Deviation, Mean, Number, Numerator};
    let has = |column| places.has(column);
    let shares = [Numerator, Denominator];
    let means = [Mean, Number, Deviation];
    let mut lacking: Vec<&FigureColumn> = Vec::new();
    for set in [&shares[..], &means[..]] {
        if set.iter().any(|column| has(*column)) {
            lacking.extend(set.iter().filter(|column| !has(**column)));
        }
    }
    let has_none = !shares.iter().chain(&means).any(|column| has(*column));
    if lacking.is_empty() && !has_none {
        return;
    }
    let message = if has_none {
        "this file has no columns of figures".to_owned()
    } else {
        let names: Vec<String> = lacking
            .iter()
            .map(|column| format!("`{}`", column.heading()))
            .collect();
        format!("this file lacks the column {}", names.join(" and "))
    };
    let help = "a share has the columns `numerator` and `denominator`; a mean has `mean`, `n` (how \
                many values) and `sd` (their standard deviation)";
    faults.push(
        Fault::error(Code::BenchmarkFigures, message)
            .at(span.clone())
            .help(help),
    );
}

/// Returns the fault of a file in `content/` that names services.
fn names_in_public(heading: &str, source: &SourcePath, span: &Span) -> Fault {
    let message = format!(
        "the column `{heading}` may name services, and figures in `content/` must not: only codes \
         stand for them"
    );
    Fault::error(Code::PrivateFile, message)
        .at(span.clone())
        .help(how_to_write(source))
}

/// Says how a file of figures with codes is made.
pub(super) fn how_to_write(source: &SourcePath) -> String {
    format!(
        "keep the file with the names in `private/`, and type `masthead benchmark figures \
         private/{} {source}`: it writes the figures anew, with codes in place of names",
        source.file_name()
    )
}

fn unknown_column(heading: &str) -> Fault {
    let known = FigureColumn::ALL.map(FigureColumn::heading);
    let message = if heading.is_empty() {
        "a column of this file has no heading".to_owned()
    } else {
        format!("the column `{heading}` has no meaning in figures for benchmarking")
    };
    let meant = nearest(heading, known).map(|meant| format!("did you mean `{meant}`?"));
    Fault::error(Code::BenchmarkFigures, message)
        .help_if(meant)
        .help(format!(
            "take the column out: the columns can be {}, and others could give services away",
            listed(&known)
        ))
}
