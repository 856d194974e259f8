//! Citation styles: those that masthead brings along, and `.csl` files of the site.
//! From: a name, or the text of a file. To: a style that is safe to use, or what is wrong with it.

use super::repair;
use crate::base::{Code, Fault, Faults, Fingerprint, Span, nearest};
use crate::source::TextFile;
use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::{
    self, CitationFormat, IndependentStyle, LayoutRenderingElement as Element, Locale, LocaleCode,
    SortKey, StyleCategory, StyleClass, TextTarget,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// Most bytes of a `.csl` file; the longest of the style repository are a third of it.
const LARGEST_FILE: usize = 1 << 20;
/// How deep its elements may stand in one another.
const DEEPEST: usize = 60;
/// Most elements that it may come to once every macro stands where it is called; the longest style
/// has a tenth of it.
const LARGEST_STYLE: usize = 2_000_000;

/// What people call styles.
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

/// A style and the language it writes in.
#[derive(Debug)]
pub struct Style {
    name: String,
    locale: String,
    fingerprint: Fingerprint,
    source: StyleSource,
    prepared: OnceLock<StyleEngine>,
}

#[derive(Debug)]
enum StyleSource {
    Bundled(ArchivedStyle),
    Supplied(Box<IndependentStyle>),
}

/// What formatting works with. Made when it is first needed: a build that finds everything in its
/// cache never needs it.
#[derive(Clone, Debug)]
pub(super) struct StyleEngine {
    pub(super) style: IndependentStyle,
    /// The same style, in which the citations of one bracket stay apart: for those with a page or
    /// words of their own.
    pub(super) apart: IndependentStyle,
    pub(super) locale: LocaleCode,
    pub(super) locales: Vec<Locale>,
    pub(super) sort: CitationSystem,
}

impl StyleEngine {
    /// The same, but given names are never added to tell authors apart.
    pub(super) fn without_given_names(&self) -> Self {
        let mut other = self.clone();
        for style in [&mut other.style, &mut other.apart] {
            style.citation.disambiguate_add_givenname = false;
        }
        other
    }
}

/// How a style cites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CitationSystem {
    /// By author and date.
    Author,
    /// By number or label.
    Number,
    /// In notes.
    Note,
}

impl Style {
    /// The style of that name, one of those that masthead brings along.
    ///
    /// # Errors
    /// A finding without a place when there is no such style.
    pub fn named(name: &str, locale: &str) -> Result<Self, Box<Fault>> {
        let wanted = name.trim().to_lowercase().replace([' ', '_'], "-");
        let wanted = wanted.strip_suffix(".csl").unwrap_or(&wanted);
        let wanted = ALIASES
            .iter()
            .find(|(short, _)| *short == wanted)
            .map_or(wanted, |(_, name)| name);
        let Some(style) = ArchivedStyle::by_name(wanted) else {
            let all: Vec<&str> = Self::names().collect();
            let meant = nearest(wanted, all.iter().copied()).or_else(|| {
                all.iter()
                    .copied()
                    .find(|known| known.contains(wanted) && !wanted.is_empty())
            });
            let fault = Fault::error(
                Code::CitationStyle,
                format!("there is no citation style `{name}`"),
            )
            .help_if(meant.map(|meant| format!("did you mean `{meant}`?")))
            .help(
                "styles are, for example, `harvard-cite-them-right`, `apa`, `vancouver`, `bmj` and \
                 `the-lancet`; or save a `.csl` file from zotero.org/styles in the site",
            );
            return Err(Box::new(fault));
        };
        Ok(Self::of(
            wanted,
            locale,
            Fingerprint::of(wanted.as_bytes()),
            StyleSource::Bundled(style),
        ))
    }

    /// The style of a `.csl` file.
    #[must_use]
    pub fn supplied(file: &TextFile, locale: &str) -> (Option<Self>, Faults) {
        let fault = |message: String| {
            Fault::error(Code::CitationStyle, message).at(Span::start_of(&file.path))
        };
        let unusable = |why: &str| {
            (
                None,
                Faults::from(
                    fault(format!("this citation style cannot be used: {why}"))
                        .help("save it again from zotero.org/styles"),
                ),
            )
        };
        if file.text.len() > LARGEST_FILE {
            return unusable("it is longer than 1 MB");
        }
        if nesting(&file.text) > DEEPEST {
            return unusable("its elements are nested too deeply");
        }
        let style = match citationberg::Style::from_xml(file.text.trim_start_matches('\u{feff}')) {
            Ok(style) => style,
            Err(error) => {
                let shown: String = error.to_string().chars().take(200).collect();
                return unusable(&shown);
            }
        };
        match style {
            citationberg::Style::Independent(style) => {
                if let Some(why) = faults_of(&style) {
                    unusable(&why)
                } else {
                    let style = Self::of(
                        file.path.file_name(),
                        locale,
                        file.fingerprint,
                        StyleSource::Supplied(Box::new(style)),
                    );
                    (Some(style), Faults::new())
                }
            }
            citationberg::Style::Dependent(style) => {
                let parent = &style.parent_link.href;
                if let Some(archived) = ArchivedStyle::by_id(parent) {
                    (
                        Some(Self::of(
                            file.path.file_name(),
                            locale,
                            file.fingerprint,
                            StyleSource::Bundled(archived),
                        )),
                        Faults::new(),
                    )
                } else {
                    let name = parent.rsplit('/').next().unwrap_or(parent);
                    let fault = fault(format!(
                        "this file says only that the style is the same as `{name}`"
                    ));
                    (
                        None,
                        Faults::from(
                            fault.help(format!("save `{name}` from zotero.org/styles instead")),
                        ),
                    )
                }
            }
        }
    }

    fn of(name: &str, locale: &str, fingerprint: Fingerprint, source: StyleSource) -> Self {
        Self {
            name: name.to_owned(),
            locale: locale.to_owned(),
            fingerprint,
            source,
            prepared: OnceLock::new(),
        }
    }

    /// The names of the styles that masthead brings along, other names for the same style included,
    /// in order.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let all: BTreeSet<&str> = ArchivedStyle::all()
            .iter()
            .flat_map(|style| style.names())
            .copied()
            .chain(ALIASES.map(|(short, _)| short))
            .collect();
        all.into_iter()
    }

    /// Its name as the settings give it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The language it writes in.
    #[must_use]
    pub fn locale(&self) -> &str {
        &self.locale
    }

    /// Equal for styles that write the same.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// What formatting works with.
    pub(super) fn prepared(&self) -> &StyleEngine {
        self.prepared.get_or_init(|| {
            let mut style = match &self.source {
                StyleSource::Supplied(style) => (**style).clone(),
                StyleSource::Bundled(archived) => independent(*archived),
            };
            repair::repair(&mut style);
            let mut apart = style.clone();
            apart.citation.collapse = None;
            // "See also" belongs before what comes second: the order is the writer's.
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
                style,
                apart,
                sort,
                locale: LocaleCode(self.locale.clone()),
                locales,
            }
        })
    }
}

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

/// hayagriva's archive holds independent styles; should that change, its parent is one.
fn independent(archived: ArchivedStyle) -> IndependentStyle {
    match archived.get() {
        citationberg::Style::Independent(style) => style,
        citationberg::Style::Dependent(style) => independent(
            ArchivedStyle::by_id(&style.parent_link.href)
                .unwrap_or(ArchivedStyle::HarvardCiteThemRight),
        ),
    }
}

/// How deep the elements of an XML text stand in one another.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest.find('>').unwrap_or(rest.len());
        match rest.as_bytes().first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!' | b'?') => {}
            _ if rest[..end].ends_with('/') => {}
            _ => depth += 1,
        }
        deepest = deepest.max(depth);
        rest = &rest[end..];
    }
    deepest
}

/// Macros that call themselves, or one another so often that a reference would take forever.
fn faults_of(style: &IndependentStyle) -> Option<String> {
    let macros: BTreeMap<&str, &[Element]> = style
        .macros
        .iter()
        .map(|one| (one.name.as_str(), one.children.as_slice()))
        .collect();
    let mut sizes = BTreeMap::new();
    let mut total = 0usize;
    let bibliography = style.bibliography.as_ref();
    let layouts = [
        Some(style.citation.layout.elements.as_slice()),
        bibliography.map(|bibliography| bibliography.layout.elements.as_slice()),
    ];
    for elements in layouts.into_iter().flatten() {
        total = total.saturating_add(match size(elements, &macros, &mut sizes, 0) {
            Ok(size) => size,
            Err(name) => return Some(format!("its macro `{name}` calls itself")),
        });
    }
    let sorts = [
        style.citation.sort.as_ref(),
        bibliography.and_then(|bibliography| bibliography.sort.as_ref()),
    ];
    for key in sorts.into_iter().flatten().flat_map(|sort| &sort.keys) {
        if let SortKey::MacroName { name, .. } = key {
            let elements = macros.get(name.as_str()).copied().unwrap_or_default();
            match size(elements, &macros, &mut sizes, 0) {
                Ok(size) => total = total.saturating_add(size),
                Err(name) => return Some(format!("its macro `{name}` calls itself")),
            }
        }
    }
    (total > LARGEST_STYLE).then(|| "its macros call one another too often".to_owned())
}

/// How many elements there are once every macro stands where it is called. The name of a macro that
/// calls itself.
fn size<'s>(
    elements: &'s [Element],
    macros: &BTreeMap<&'s str, &'s [Element]>,
    sizes: &mut BTreeMap<&'s str, Option<usize>>,
    depth: usize,
) -> Result<usize, String> {
    let mut total = 0usize;
    for element in elements {
        let inner = match element {
            Element::Text(text) => match &text.target {
                TextTarget::Macro { name } => match sizes.get(name.as_str()) {
                    Some(Some(known)) => *known,
                    Some(None) => return Err(name.clone()),
                    None if depth > DEEPEST * 2 => return Err(name.clone()),
                    None => {
                        let Some((name, elements)) = macros.get_key_value(name.as_str()) else {
                            continue;
                        };
                        sizes.insert(name, None);
                        let size = size(elements, macros, sizes, depth + 1)?;
                        sizes.insert(name, Some(size));
                        size
                    }
                },
                _ => 0,
            },
            Element::Group(group) => size(&group.children, macros, sizes, depth + 1)?,
            Element::Choose(choose) => {
                let branches = choose.branches().map(|branch| branch.children.as_slice());
                let all = branches.chain(
                    choose
                        .otherwise
                        .as_ref()
                        .map(|branch| branch.children.as_slice()),
                );
                all.map(|children| size(children, macros, sizes, depth + 1))
                    .try_fold(0usize, |sum, size| {
                        size.map(|size| sum.saturating_add(size))
                    })?
            }
            Element::Names(names) => match names.substitute() {
                Some(substitute) => size(&substitute.children, macros, sizes, depth + 1)?,
                None => 0,
            },
            _ => 0,
        };
        total = total.saturating_add(inner).saturating_add(1);
    }
    Ok(total)
}
