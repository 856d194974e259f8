//! Finds out what every reference of the site means. Takes a `Site` and the files there are; gives
//! [`Resolved`]: a target for each reference, and the files that are published because something
//! points at them. It never touches the network, because what a build checks must be reproducible.

mod blocks;
mod citations;
mod figures;
mod nearest;
mod records;
mod references;
mod tables;
mod target;

pub use blocks::{PUBLICATIONS, PublicationsBlock};
pub use citations::{CitedPublication, PageCitation};
pub use references::{PageReference, PageReferences, References, references};
pub use tables::{Cell, Column, ColumnFormat, Table};
pub use target::Target;

use crate::base::{Code, Fault, Faults, SourcePath, Span, UrlPath};
use crate::model::{PageId, Site};
use crate::parse::document::{ComponentValue, Document, Outline, Reference, Role};
use crate::parse::front::{KindFields, Spanned};
use crate::parse::place::CONTENT;
use crate::parse::settings::looks_like_email;
use crate::source::{AssetHandle, SourceTree};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use target::ReferenceLookup;

/// The targets of every reference of a site.
#[derive(Debug)]
pub struct Resolved {
    /// The targets of each page, by its number.
    pub pages: Vec<PageTargets>,
    /// The targets of the settings.
    pub settings: SettingsTargets,
    /// Files of `content/` that something points at, by their addresses. A publication's PDF has
    /// one in the folder of its page.
    pub assets: BTreeMap<UrlPath, SourcePath>,
    /// Publications as the site's style writes them; empty until they are formatted.
    pub references: References,
    /// The faults in the references of each page, by its number.
    faults: Vec<Faults>,
    /// The faults in the references of the settings.
    settings_faults: Faults,
}

/// The extent to which a change of a page's text shows on other pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageReach {
    /// The change shows on no other page.
    Page,
    /// The page cites other publications, which shows on the pages of these, too.
    Citations,
}

/// The targets of one page.
#[derive(Debug, Default)]
pub struct PageTargets {
    /// The targets of the body's references, in their order.
    pub body: Vec<Target>,
    /// The targets in the texts of a report's or publication's front matter.
    pub texts: TextTargets,
    /// Tables made from files of figures, by the number of the component that shows each.
    pub tables: BTreeMap<usize, Table>,
    /// Pages that the page names as belonging with it.
    pub related: Vec<Target>,
    /// The page's picture.
    pub image: Option<Target>,
    /// The PDF of an issue, or of a publication.
    pub pdf: Option<Target>,
    /// The downloads of a report, in their order.
    pub downloads: Vec<Target>,
    /// The citations of the page's texts, in the order in which it shows them.
    pub citations: Vec<PageCitation>,
    /// The blocks that show publications, by the number of each component.
    pub blocks: BTreeMap<usize, PublicationsBlock>,
}

/// The targets in the markdown of a report's or publication's front matter.
#[derive(Debug, Default)]
pub struct TextTargets {
    /// The targets in each finding.
    pub findings: Vec<Vec<Target>>,
    /// The targets in the text on how the figures came about.
    pub method: Vec<Target>,
    /// The targets in the text on how to get the report in a form one can use.
    pub accessible: Vec<Target>,
    /// The targets in the text on what a publication is about.
    pub summary: Vec<Target>,
    /// The targets in a remark on a publication.
    pub note: Vec<Target>,
    /// The targets in the text on what readers of a publication should take away.
    pub message: Vec<Target>,
}

impl TextTargets {
    /// Lists the targets of all these texts.
    pub fn all(&self) -> impl Iterator<Item = &Target> {
        let publication = self.summary.iter().chain(&self.note).chain(&self.message);
        self.findings
            .iter()
            .flatten()
            .chain(&self.method)
            .chain(&self.accessible)
            .chain(publication)
    }
}

/// The targets of the settings.
#[derive(Debug, Default)]
pub struct SettingsTargets {
    /// The targets of navigation entries, in their order.
    pub navigation: Vec<Target>,
    /// The targets of the footer's links, in their order.
    pub footer_links: Vec<Target>,
    /// The targets in the footer's text.
    pub footer_text: Vec<Target>,
    /// The organisation's logo.
    pub logo: Option<Target>,
    /// The picture of pages without one.
    pub default_image: Option<Target>,
    /// The targets in the text about each declared person, in the order of the declaration.
    pub people: Vec<Vec<Target>>,
    /// The page elsewhere of each declared person.
    pub people_links: Vec<Option<Target>>,
}

/// The markdown of the settings, parsed.
#[derive(Clone, Debug, Default)]
pub struct SettingsText {
    /// The footer's text.
    pub footer: Document,
    /// The text about each declared person, in the order of the declaration.
    pub people: Vec<Document>,
}

/// Resolves every reference of a site.
#[must_use]
pub fn resolve(site: &Site, tree: &SourceTree, text: &SettingsText) -> Resolved {
    let place = ReferenceLookup::new(site, tree);
    let (mut pages, mut faults) = (Vec::new(), Vec::new());
    (0..site.pages.len())
        .into_par_iter()
        .with_max_len(64)
        .map(|id| page(&place, id))
        .unzip_into_vecs(&mut pages, &mut faults);
    let mut settings_faults = Faults::new();
    let settings = settings(&place, text, &mut settings_faults);
    let mut resolved = Resolved {
        pages,
        settings,
        assets: BTreeMap::new(),
        references: References::default(),
        faults,
        settings_faults,
    };
    resolved.find_assets(site);
    resolved
}

impl Resolved {
    /// Lists everything that is wrong with references, with places and the nearest thing that
    /// exists.
    pub fn faults(&self) -> impl Iterator<Item = &Fault> {
        self.faults.iter().flatten().chain(&self.settings_faults)
    }

    /// Resolves the references of one page again after its text changed and nothing else did that
    /// references lead to. Returns how far the change reaches.
    #[must_use]
    pub fn resolve_again(&mut self, site: &Site, tree: &SourceTree, id: PageId) -> PageReach {
        let (targets, faults) = page(&ReferenceLookup::new(site, tree), id);
        let same_files = files(&targets).eq(files(&self.pages[id]));
        let former = std::mem::replace(&mut self.pages[id], targets);
        self.faults[id] = faults;
        if !same_files {
            self.find_assets(site);
        }
        if former.citations == self.pages[id].citations {
            PageReach::Page
        } else {
            PageReach::Citations
        }
    }

    /// Gathers the files that something points at.
    fn find_assets(&mut self, site: &Site) {
        let targets = self
            .pages
            .iter()
            .flat_map(PageTargets::all)
            .chain(self.settings.all())
            .chain(of_writers(site, &self.settings));
        let mut assets = BTreeMap::new();
        for target in targets {
            if let Target::File { source, url, .. } = target {
                assets.entry(url.clone()).or_insert_with(|| source.clone());
            }
        }
        self.assets = assets;
    }
}

/// Lists the files that a page points at, with their addresses.
fn files(targets: &PageTargets) -> impl Iterator<Item = (&SourcePath, &UrlPath)> {
    targets.all().filter_map(|target| match target {
        Target::File { source, url, .. } => Some((source, url)),
        _ => None,
    })
}

fn page(place: &ReferenceLookup<'_>, id: PageId) -> (PageTargets, Faults) {
    let page = &place.site.pages[id];
    let source = &page.parsed.source;
    let mut faults = Faults::new();
    let mut file = |value: &Spanned<String>, role: Role| {
        let reference = Reference {
            target: value.value.clone(),
            role,
            span: value.span.clone(),
        };
        place.target(&reference, source, &BTreeSet::new(), &mut faults)
    };
    let image = page
        .common()
        .image
        .as_ref()
        .map(|image| file(image, Role::Picture));
    let related = page
        .common()
        .related
        .iter()
        .map(|path| file(path, Role::Link))
        .collect();
    let mut pdf = None;
    let mut downloads = Vec::new();
    match &page.parsed.front.fields {
        KindFields::Newsletter {
            pdf: Some(path), ..
        } => pdf = Some(file(path, Role::File)),
        KindFields::Publication {
            pdf: Some(path), ..
        } => pdf = Some(beside(file(path, Role::File), &page.url)),
        KindFields::Report {
            downloads: files, ..
        } => {
            downloads = files
                .iter()
                .map(|download| file(&download.file, Role::File))
                .collect();
        }
        _ => {}
    }
    let anchors = &page.parsed.body.outline.anchors;
    let mut citations = Vec::new();
    let mut text = |written: Option<&Document>| {
        written
            .map(|written| {
                document(
                    place,
                    source,
                    written,
                    anchors,
                    Some(&mut citations),
                    &mut faults,
                )
            })
            .unwrap_or_default()
    };
    // The texts come in the order in which pages show them, in which styles that cite by numbers
    // count.
    let written = &page.parsed.texts;
    let (message, note, summary) = (
        text(written.message.as_ref()),
        text(written.note.as_ref()),
        text(written.summary.as_ref()),
    );
    let findings = written
        .findings
        .iter()
        .map(|finding| text(Some(finding)))
        .collect();
    let body = text(Some(&page.parsed.body));
    let (method, accessible) = (
        text(written.method.as_ref()),
        text(written.accessible.as_ref()),
    );
    let texts = TextTargets {
        findings,
        method,
        accessible,
        summary,
        note,
        message,
    };
    let tables = tables(place, &page.parsed.body.outline, &body, &mut faults);
    let blocks = blocks::publications(place, &page.parsed.body.outline, &mut faults);
    (
        PageTargets {
            body,
            texts,
            tables,
            related,
            image,
            pdf,
            downloads,
            citations,
            blocks,
        },
        faults,
    )
}

/// Moves a file into the folder of a page: search engines for scholars accept only a PDF that
/// stands beside the page it is the text of.
fn beside(target: Target, page: &UrlPath) -> Target {
    match target {
        Target::File {
            source,
            size,
            pixels,
            pages,
            suffix,
            ..
        } => {
            let url = UrlPath::new(&format!("{page}{}", source.file_name()));
            Target::File {
                source,
                url,
                size,
                pixels,
                pages,
                suffix,
            }
        }
        other => other,
    }
}

/// Reads the files that components show as tables.
fn tables(
    place: &ReferenceLookup<'_>,
    outline: &Outline,
    targets: &[Target],
    faults: &mut Faults,
) -> BTreeMap<usize, Table> {
    let mut tables = BTreeMap::new();
    for (number, component) in outline.components.iter().enumerate() {
        let shown = component.fields.iter().find_map(|(_, value)| {
            if let ComponentValue::Data(number) = value {
                targets.get(*number)
            } else {
                None
            }
        });
        if let Some(Target::Data(source)) = shown
            && let Some(file) = place.tree.data.get(source)
        {
            tables
                .extend(tables::read(component, source, file, faults).map(|table| (number, table)));
        }
    }
    tables
}

/// Resolves the references of one document. `anchors` are the places of the page that shows it.
fn document(
    place: &ReferenceLookup<'_>,
    source: &SourcePath,
    document: &Document,
    anchors: &BTreeSet<String>,
    mut citations: Option<&mut Vec<PageCitation>>,
    faults: &mut Faults,
) -> Vec<Target> {
    let one = |reference: &Reference| match reference.role {
        Role::Citation | Role::Mention => {
            citations::target(place, reference, citations.as_deref_mut(), faults)
        }
        _ => place.target(reference, source, anchors, faults),
    };
    document.outline.references.iter().map(one).collect()
}

fn settings(
    place: &ReferenceLookup<'_>,
    text: &SettingsText,
    faults: &mut Faults,
) -> SettingsTargets {
    let settings = &place.site.settings;
    // Paths in the settings start at `content/`, where the settings stand.
    let here = SourcePath::new(CONTENT).join("site.yaml");
    let mut one = |value: &Spanned<String>, role: Role| {
        let reference = Reference {
            target: value.value.clone(),
            role,
            span: value.span.clone(),
        };
        place.target(&reference, &here, &BTreeSet::new(), faults)
    };
    let navigation = settings
        .navigation
        .iter()
        .map(|item| one(&item.to, Role::Link))
        .collect();
    let footer_links = settings
        .footer
        .links
        .iter()
        .map(|item| one(&item.to, Role::Link))
        .collect();
    let logo = settings
        .organisation
        .logo
        .as_ref()
        .map(|logo| one(logo, Role::Picture));
    let default_image = settings
        .default_image
        .as_ref()
        .map(|image| one(image, Role::Picture));
    // People without a page are checked all the same: a slip should be found before the page is
    // there.
    let people_links = place
        .site
        .people
        .list
        .iter()
        .map(|person| person.link.as_ref().map(|link| one(link, Role::Link)))
        .collect();
    let footer_text = document(
        place,
        &here,
        &text.footer,
        &text.footer.outline.anchors,
        None,
        faults,
    );
    let people = text
        .people
        .iter()
        .map(|about| document(place, &here, about, &about.outline.anchors, None, faults))
        .collect();
    SettingsTargets {
        navigation,
        footer_links,
        footer_text,
        logo,
        default_image,
        people,
        people_links,
    }
}

impl PageTargets {
    /// Lists everything that the page points at.
    pub fn all(&self) -> impl Iterator<Item = &Target> {
        self.body
            .iter()
            .chain(self.texts.all())
            .chain(&self.related)
            .chain(&self.image)
            .chain(&self.pdf)
            .chain(&self.downloads)
    }
}

/// Lists the targets in what is said of people who have a page. Files that only the texts about
/// other people name are not published.
fn of_writers<'t>(
    site: &'t Site,
    settings: &'t SettingsTargets,
) -> impl Iterator<Item = &'t Target> {
    let of_one = |declared: usize| {
        settings.people[declared]
            .iter()
            .chain(settings.people_links[declared].as_ref())
    };
    site.writers
        .iter()
        .flat_map(move |writer| of_one(writer.declared))
}

impl SettingsTargets {
    fn all(&self) -> impl Iterator<Item = &Target> {
        let links = self
            .navigation
            .iter()
            .chain(&self.footer_links)
            .chain(&self.footer_text);
        links.chain(&self.logo).chain(&self.default_image)
    }
}

/// Returns the address at which a file of `content/` is published, which is its own path.
#[must_use]
pub fn asset_url(source: &SourcePath) -> UrlPath {
    let path = source.below(CONTENT).unwrap_or(source.as_str());
    UrlPath::new(path.strip_prefix("static/").unwrap_or(path))
}

fn missing(role: Role, written: &str, span: &Span, meant: Option<String>) -> Fault {
    let (code, what) = match role {
        Role::Link => (Code::BrokenLink, "no page or file"),
        Role::Picture => (Code::MissingFile, "no picture"),
        Role::File | Role::Data | Role::Citation | Role::Mention => (Code::MissingFile, "no file"),
    };
    let help = match meant {
        Some(meant) => format!("did you mean `{meant}`?"),
        None if role == Role::Link && written.starts_with("www.") => {
            format!("write `https://{written}`")
        }
        None if role == Role::Link && looks_like_email(written) => {
            format!("write `mailto:{written}`")
        }
        None if written.starts_with('/') => {
            "check the name and the folder; a path that starts with `/` starts at `content`"
                .to_owned()
        }
        None => {
            "check the name and the folder; the path starts at the folder of this file".to_owned()
        }
    };
    Fault::error(code, format!("{what} at `{written}`"))
        .at(span.clone())
        .help(help)
}

fn is_image(handle: &AssetHandle) -> bool {
    matches!(
        handle.path.extension().as_str(),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg"
    )
}
