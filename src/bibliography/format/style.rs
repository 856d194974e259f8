//! Citation styles: those that are bundled with masthead, and `.csl` files of the site.
//!
//! This module takes a name, or the text of a file, and gives a [`Style`] that is safe to use, or
//! the fault that says why there is none. It opens no file.

use super::repair::{self, NameAffixes};
use super::{letters, style_limits};
use crate::base::{Code, Fault, Faults, Fingerprint, Span, nearest};
use crate::source::TextFile;
use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::{
    self, CitationFormat, IndependentStyle, Locale, LocaleCode, StyleCategory, StyleClass,
};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// Names that people use for bundled styles, each with the name in the archive.
const ALIASES: [(&str, &str); 9] = [
    ("ama", "american-medical-association"),
    ("chicago", "chicago-author-date"),
    ("harvard", "harvard-cite-them-right"),
    ("lancet", "the-lancet"),
    ("mhra", "modern-humanities-research-association-notes"),
    ("nlm", "nlm-citation-sequence"),
    ("cite-them-right", "harvard-cite-them-right"),
    ("acs", "american-chemical-society"),
    ("asa", "american-sociological-association"),
];

/// A citation style, together with the language it writes in.
#[derive(Debug)]
pub struct Style {
    name: String,
    locale: String,
    fingerprint: Fingerprint,
    source: StyleSource,
    prepared: OnceLock<StyleEngine>,
}

/// The origin of a style.
#[derive(Debug)]
enum StyleSource {
    /// The archive that is built into the program.
    Bundled(ArchivedStyle),
    /// A file of the site.
    Supplied(Box<IndependentStyle>),
}

/// A style made ready for formatting. It is prepared when it is first needed, since a build that
/// finds every answer in its cache never needs it.
#[derive(Clone, Debug)]
pub(super) struct StyleEngine {
    /// The style itself.
    pub(super) style: IndependentStyle,
    /// A copy of the style for citations and the order of the list.
    pub(super) citing: IndependentStyle,
    /// A copy of that one that keeps the citations of one bracket apart, for brackets that hold a
    /// page or the writer's own words.
    pub(super) apart: IndependentStyle,
    /// A copy of the style for references whose order is known.
    pub(super) listing: IndependentStyle,
    /// What the style writes before and after each name.
    pub(super) name_affixes: NameAffixes,
    /// The language that the style writes in.
    pub(super) locale: LocaleCode,
    /// The words of that language, and of English as a fallback.
    pub(super) locales: Vec<Locale>,
    /// The way in which the style cites.
    pub(super) sort: CitationSystem,
}

impl StyleEngine {
    /// Returns a copy that never adds given names to tell authors apart.
    pub(super) fn without_given_names(&self) -> Self {
        let mut other = self.clone();
        for style in [&mut other.citing, &mut other.apart] {
            style.citation.disambiguate_add_givenname = false;
        }
        other
    }
}

/// The way in which a style cites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CitationSystem {
    /// Citations give author and date.
    Author,
    /// Citations give a number or a label.
    Number,
    /// Citations stand in notes.
    Note,
}

impl Style {
    /// Finds a bundled style by one of its names. Returns `None` when no style is called that,
    /// which [`Style::unknown`] tells the writer.
    #[must_use]
    pub fn named(name: &str, locale: &str) -> Option<Self> {
        let wanted = canonical_name(name);
        let style = ArchivedStyle::by_name(&wanted)?;
        Some(Self::of(
            &wanted,
            locale,
            Fingerprint::of(wanted.as_bytes()),
            StyleSource::Bundled(style),
        ))
    }

    /// Returns the fault to report, at the place of the setting, when no bundled style has a name.
    #[must_use]
    pub fn unknown(name: &str) -> Fault {
        let wanted = canonical_name(name);
        let nearest = nearest(&wanted, Self::names()).or_else(|| {
            Self::names().find(|known| known.contains(wanted.as_str()) && !wanted.is_empty())
        });
        Fault::error(
            Code::CitationStyle,
            format!("there is no citation style `{name}`"),
        )
        .help_if(nearest.map(|nearest| format!("did you mean `{nearest}`?")))
        .help(concat!(
            "styles are, for example, `harvard-cite-them-right`, `apa`, `vancouver`, `bmj` and ",
            "`the-lancet`; or save a `.csl` file from zotero.org/styles in the site"
        ))
    }

    /// Reads the style of a `.csl` file. A file that cannot be used gives no style and a fault.
    #[must_use]
    pub fn supplied(file: &TextFile, locale: &str) -> (Option<Self>, Faults) {
        let mut faults = Faults::new();
        let style = source_of(file, &mut faults)
            .map(|source| Self::of(file.path.file_name(), locale, file.fingerprint, source));
        (style, faults)
    }

    /// Makes a style that is not prepared yet.
    fn of(name: &str, locale: &str, fingerprint: Fingerprint, source: StyleSource) -> Self {
        Self {
            name: name.to_owned(),
            locale: locale.to_owned(),
            fingerprint,
            source,
            prepared: OnceLock::new(),
        }
    }

    /// Lists the names of the bundled styles in alphabetical order, aliases included.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let all: BTreeSet<&str> = ArchivedStyle::all()
            .iter()
            .flat_map(|style| style.names())
            .copied()
            .chain(ALIASES.map(|(short, _)| short))
            .collect();
        all.into_iter()
    }

    /// Returns the name of the style, as the settings give it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the language that the style writes in, such as `en-GB`.
    #[must_use]
    pub fn locale(&self) -> &str {
        &self.locale
    }

    /// Returns the fingerprint of the style; styles that write the same have the same one.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// Returns the style made ready for formatting, preparing it on the first call.
    pub(super) fn prepared(&self) -> &StyleEngine {
        self.prepared.get_or_init(|| {
            let mut style = match &self.source {
                StyleSource::Supplied(style) => (**style).clone(),
                StyleSource::Bundled(archived) => independent(*archived),
            };
            let name_affixes = repair::repair(&mut style);
            let citing = letters::citing(&style);
            let mut apart = citing.clone();
            apart.citation.collapse = None;
            // The writer orders a bracket: words such as "see also" belong to what follows them.
            apart.citation.sort = None;
            apart.citation.cite_group_delimiter = None;
            let wanted = [self.locale.as_str(), "en-GB", "en-US"];
            let mut locales = locales();
            locales.retain(|locale| {
                locale.lang.as_ref().is_some_and(|lang| {
                    wanted.contains(&lang.0.as_str())
                        || self.locale.split('-').next() == lang.0.split('-').next()
                })
            });
            let sort = sort_of(&style);
            StyleEngine {
                listing: letters::listing(&style),
                style,
                citing,
                apart,
                name_affixes,
                sort,
                locale: LocaleCode(self.locale.clone()),
                locales,
            }
        })
    }
}

/// Returns the name of a style as the archive spells it, from what people type.
fn canonical_name(name: &str) -> String {
    let typed = name.trim().to_lowercase().replace([' ', '_'], "-");
    let typed = typed.strip_suffix(".csl").unwrap_or(&typed);
    ALIASES
        .iter()
        .find(|(alias, _)| *alias == typed)
        .map_or(typed, |(_, name)| name)
        .to_owned()
}

/// Reads what a `.csl` file says: a style of its own, or the name of a bundled one.
fn source_of(file: &TextFile, faults: &mut Faults) -> Option<StyleSource> {
    if let Some(why) = style_limits::excess_of_text(&file.text) {
        faults.push(unusable(file, why));
        return None;
    }
    match citationberg::Style::from_xml(file.text.trim_start_matches('\u{feff}')) {
        Ok(citationberg::Style::Independent(style)) => {
            if let Some(why) = style_limits::excess_of_macros(&style) {
                faults.push(unusable(file, &why));
                return None;
            }
            Some(StyleSource::Supplied(Box::new(style)))
        }
        Ok(citationberg::Style::Dependent(style)) => {
            let parent = &style.parent_link.href;
            let archived = ArchivedStyle::by_id(parent);
            if archived.is_none() {
                faults.push(foreign_parent(file, parent));
            }
            archived.map(StyleSource::Bundled)
        }
        Err(error) => {
            let shown: String = error.to_string().chars().take(200).collect();
            faults.push(unusable(file, &shown));
            None
        }
    }
}

/// Returns the fault of a file from which no style can be made.
fn unusable(file: &TextFile, why: &str) -> Fault {
    let message = format!("this citation style cannot be used: {why}");
    Fault::error(Code::CitationStyle, message)
        .at(Span::start_of(&file.path))
        .help("save it again from zotero.org/styles")
}

/// Returns the fault of a file that only points to a style which is not bundled.
fn foreign_parent(file: &TextFile, parent: &str) -> Fault {
    let name = parent.rsplit('/').next().unwrap_or(parent);
    let message = format!("this file says only that the style is the same as `{name}`");
    Fault::error(Code::CitationStyle, message)
        .at(Span::start_of(&file.path))
        .help(format!("save `{name}` from zotero.org/styles instead"))
}

/// Says how a style cites, from its class and its category.
fn sort_of(style: &IndependentStyle) -> CitationSystem {
    let format = style
        .info
        .category
        .iter()
        .find_map(|category| match category {
            StyleCategory::CitationFormat { format } => Some(*format),
            StyleCategory::Field { .. } => None,
        });
    match (style.settings.class, format) {
        (StyleClass::Note, _) => CitationSystem::Note,
        (_, Some(CitationFormat::Numeric | CitationFormat::Label)) => CitationSystem::Number,
        _ => CitationSystem::Author,
    }
}

/// Returns a bundled style as an independent one. The archive holds only such styles; should that
/// change, the parent of a dependent style stands in for it.
fn independent(archived: ArchivedStyle) -> IndependentStyle {
    match archived.get() {
        citationberg::Style::Independent(style) => style,
        citationberg::Style::Dependent(style) => independent(
            ArchivedStyle::by_id(&style.parent_link.href)
                .unwrap_or(ArchivedStyle::HarvardCiteThemRight),
        ),
    }
}
