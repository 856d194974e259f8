//! The target of one reference: what the path, the address or the place that an author wrote means
//! on this site.

use super::contacts;
use super::files::file_target;
use super::lookup::{Destination, ReferenceLookup, split_suffix};
use super::nearest::nearest_path;
use super::scheme::{Scheme, half_an_address, is_plain, is_preview, scheme};
use super::slips;
use crate::base::{Faults, SourcePath, UrlPath, percent_decode, slug, term_slug};
use crate::model::{PageId, search_url};
use crate::parse::document::{Reference, Role};
use crate::parse::settings::TaxonomySettings;
use crate::source::{Cover, PictureSet, Tint};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The meaning of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page of the site.
    Page {
        /// The page.
        page: PageId,
        /// The address of the page.
        url: UrlPath,
        /// A place on the page.
        anchor: Option<String>,
    },
    /// A file that is published because of this reference.
    File {
        /// The path of the file.
        source: SourcePath,
        /// The address of the file.
        url: UrlPath,
        /// The size of the file in bytes.
        size: u64,
        /// The width and height of a picture.
        pixels: Option<(u32, u32)>,
        /// The smaller pictures that are made of a picture where a page shows it; the address is
        /// then that of the one in its own format.
        smaller: Option<Arc<PictureSet>>,
        /// The colour for the place of a picture until the picture is there.
        tint: Option<Tint>,
        /// The number of pages of a PDF.
        pages: Option<u32>,
        /// The part after the path, as written: a place in a PDF, for example `#page=4`.
        suffix: String,
    },
    /// A file of figures that a table shows. It is not published because of that.
    Data(SourcePath),
    /// A page that the theme makes, such as a list of a topic.
    Made(UrlPath),
    /// A place on the same page.
    Here(String),
    /// An address outside the site.
    External(String),
    /// Publications, by the number of the citation on its page.
    Citation(usize),
    /// Nothing that may be linked, which is reported.
    Nothing,
}

impl Target {
    /// Returns the path and the address of a file that is published.
    pub(super) fn as_file(&self) -> Option<(&SourcePath, &UrlPath)> {
        match self {
            Self::File { source, url, .. } => Some((source, url)),
            _ => None,
        }
    }

    /// Returns what is made of the file as the picture of a page.
    #[must_use]
    pub fn cover(&self) -> Option<&Cover> {
        self.smaller()?.covers.first()
    }

    /// Returns the pictures that are made of the file.
    #[must_use]
    pub fn smaller(&self) -> Option<&Arc<PictureSet>> {
        match self {
            Self::File { smaller, .. } => smaller.as_ref(),
            _ => None,
        }
    }
}

impl ReferenceLookup<'_> {
    /// Resolves `reference`, which stands in the file `source`; `anchors` are the places of its own
    /// page.
    pub(super) fn target(
        &self,
        reference: &Reference,
        source: &SourcePath,
        anchors: &BTreeSet<String>,
        faults: &mut Faults,
    ) -> Target {
        let written = reference.target.trim();
        match &reference.role {
            Role::Topic => self.topic_target(written),
            Role::Page(of) => {
                let target = self.link_target(written, reference, source, anchors, faults);
                self.only_page(target, of.as_deref(), reference, faults)
            }
            _ => self.link_target(written, reference, source, anchors, faults),
        }
    }

    /// Returns the list of a topic, if a page has the topic.
    fn topic_target(&self, name: &str) -> Target {
        let url = TaxonomySettings::topics().url().child(&term_slug(name));
        match self.at_address(&url) {
            Destination::Page(page) => Target::Page {
                page,
                url,
                anchor: None,
            },
            Destination::Made(url) => Target::Made(url),
            _ => Target::Nothing,
        }
    }

    /// Lets only pages through, of the kind `of` where one is wanted, and reports anything else.
    fn only_page(
        &self,
        target: Target,
        of: Option<&str>,
        reference: &Reference,
        faults: &mut Faults,
    ) -> Target {
        let kind = match &target {
            Target::Page { page, .. } => self.site.pages[*page].kind().name(),
            Target::Nothing => return target,
            _ => {
                faults.push(slips::no_page(reference));
                return Target::Nothing;
            }
        };
        match of {
            Some(of) if of != kind => {
                faults.push(slips::other_kind(reference, kind, of));
                Target::Nothing
            }
            _ => target,
        }
    }

    /// Resolves what is neither a topic nor said to be a page.
    fn link_target(
        &self,
        written: &str,
        reference: &Reference,
        source: &SourcePath,
        anchors: &BTreeSet<String>,
        faults: &mut Faults,
    ) -> Target {
        if is_plain(written) {
            return self.path_target(written, reference, source, anchors, faults);
        }
        if reference.role.may_be_page()
            && let Some(meant) = half_an_address(written)
        {
            faults.push(slips::half_an_address(reference, &meant));
            return Target::Nothing;
        }
        match scheme(written) {
            Scheme::None => self.path_target(written, reference, source, anchors, faults),
            Scheme::Safe if reference.role.may_be_page() => {
                contacts::check(written, reference, faults);
                self.whole_address(written, reference, faults)
            }
            Scheme::Safe => {
                faults.push(slips::on_another_website(reference));
                Target::Nothing
            }
            Scheme::Unsafe(name) => {
                faults.push(slips::unsafe_scheme(reference, &name));
                Target::Nothing
            }
        }
    }

    /// Resolves a path, with a place on the page it leads to.
    fn path_target(
        &self,
        written: &str,
        reference: &Reference,
        source: &SourcePath,
        anchors: &BTreeSet<String>,
        faults: &mut Faults,
    ) -> Target {
        let (path, suffix) = split_suffix(written);
        let anchor = anchor_of(suffix);
        if path.is_empty() {
            return place_on_page(reference, anchor, anchors, faults);
        }
        let path = percent_decode(path);
        if let Some(key) = &anchor
            && let Some(page) = self.publication(&path, key, source)
        {
            return self.page_target(page, None, reference, faults);
        }
        match self.find(&path, source) {
            Destination::Page(page) => self.page_target(page, anchor, reference, faults),
            Destination::Made(url) => Target::Made(url),
            Destination::File(source) => file_target(self.tree, &source, suffix, reference, faults),
            Destination::HeldBack(source) => {
                let reason = self.site.held_back[&source].reason;
                faults.push(slips::held_back(reference, reason));
                Target::Nothing
            }
            Destination::Faulty => Target::Nothing,
            Destination::Nothing if is_private(&path) => {
                faults.push(slips::private(reference));
                Target::Nothing
            }
            Destination::Nothing => {
                let meant =
                    nearest_path(self, &path, source, &reference.role).map(|meant| meant + suffix);
                faults.push(slips::missing(reference, written, meant));
                Target::Nothing
            }
        }
    }

    /// Resolves a whole address: that of another site, or one of this site's own, as it is copied
    /// from a browser.
    fn whole_address(&self, written: &str, reference: &Reference, faults: &mut Faults) -> Target {
        let external = Target::External(written.to_owned());
        if is_preview(written) {
            faults.push(slips::preview(reference));
            return Target::Nothing;
        }
        if let Some(open) = without_password(written) {
            faults.push(slips::password(reference, &open));
            return Target::Nothing;
        }
        let base = self.site.settings.base_url.as_deref();
        let Some(rest) = base.and_then(|base| written.strip_prefix(base.trim_end_matches('/')))
        else {
            return external;
        };
        let (path, suffix) = split_suffix(rest);
        if !path.is_empty() && !path.starts_with('/') || suffix.starts_with('?') {
            return external;
        }
        let url = UrlPath::typed(&percent_decode(path));
        match self.at_address(&url) {
            Destination::Page(page) => {
                return self.page_target(page, anchor_of(suffix), reference, faults);
            }
            Destination::Made(url) => return Target::Made(url),
            _ => {}
        }
        if !self.may_be_made(&url) {
            faults.push(slips::no_page_at_address(reference));
        }
        external
    }

    /// Reports whether something can stand at an address that is neither a page's nor a list's: a
    /// file, a former address, a later page of a list or the page of search.
    fn may_be_made(&self, url: &UrlPath) -> bool {
        let text = url.as_str();
        !text.ends_with('/')
            || text.contains("/page/")
            || self.former.contains(text)
            || *url == search_url()
    }

    fn page_target(
        &self,
        page: PageId,
        anchor: Option<String>,
        reference: &Reference,
        faults: &mut Faults,
    ) -> Target {
        let found = &self.site.pages[page];
        if !reference.role.may_be_page() {
            faults.push(slips::missing(reference, &reference.target, None));
            return Target::Nothing;
        }
        let anchors = &found.parsed.body.outline.anchors;
        let anchor = anchor.map(|anchor| {
            known_place(&anchor, anchors).unwrap_or_else(|| {
                faults.push(slips::no_anchor(reference, &anchor, anchors));
                anchor
            })
        });
        Target::Page {
            page,
            url: found.url.clone(),
            anchor,
        }
    }
}

/// Resolves a place on the page that holds the reference.
fn place_on_page(
    reference: &Reference,
    anchor: Option<String>,
    anchors: &BTreeSet<String>,
    faults: &mut Faults,
) -> Target {
    match anchor {
        Some(anchor) => match known_place(&anchor, anchors) {
            Some(place) => return Target::Here(place),
            None => faults.push(slips::no_anchor(reference, &anchor, anchors)),
        },
        None if reference.target.trim() == "#" => return Target::Here(String::new()),
        None => faults.push(slips::empty_address(reference)),
    }
    Target::Nothing
}

/// Returns the place of this name, or the one that differs by capital letters and signs alone: a
/// name that somebody typed stays as it is, and links by the words of it lead there as well. Every
/// page has a top, and words that browsers look for, `#:~:text=`, are no place (the HTML standard,
/// "The indicated part of the document").
fn known_place(name: &str, anchors: &BTreeSet<String>) -> Option<String> {
    let place = name.split(":~:").next().unwrap_or_default();
    if place.is_empty() || anchors.contains(place) || place.eq_ignore_ascii_case("top") {
        return Some(name.to_owned());
    }
    let wanted = slug(place);
    let mut alike = anchors.iter().filter(|anchor| slug(anchor) == wanted);
    let alike = alike.next().filter(|_| !wanted.is_empty())?;
    Some(format!("{alike}{}", &name[place.len()..]))
}

/// Reports whether a path leads into the folder `private` beside `content`, or into one of that
/// name.
fn is_private(path: &str) -> bool {
    let mut names = path.split(['/', '\\']);
    let first = names.find(|name| !matches!(*name, "" | "." | ".."));
    first.is_some_and(|name| name.eq_ignore_ascii_case("private"))
}

/// Returns the place on a page that the end of a target names.
fn anchor_of(suffix: &str) -> Option<String> {
    let (_, anchor) = suffix.split_once('#')?;
    (!anchor.is_empty()).then(|| percent_decode(anchor).into_owned())
}

/// Returns an address without the name and the password that it holds, if it holds any.
fn without_password(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let host = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    let (who, _) = host.rsplit_once('@')?;
    let (_, password) = who.split_once(':')?;
    let open = &rest[who.len() + 1..];
    (!password.is_empty()).then(|| format!("{scheme}://{open}"))
}
