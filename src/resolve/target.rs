//! Resolves one reference to its target.

use super::{asset_url, is_image, missing, nearest};
use crate::base::{Code, Fault, Faults, SourcePath, UrlPath, path_from, percent_decode};
use crate::model::{PageId, Site, search_url};
use crate::parse::document::{Reference, Role};
use crate::parse::place::CONTENT;
use crate::parse::settings::SETTINGS;
use crate::source::{AssetHandle, PdfFault, SourceTree};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// The help for a link that names an address of this site instead of a file.
const BY_FILE: &str = "write the name of the page's file instead, such as `about.md`, or \
    `/reports/index.md` from another folder";

/// The meaning of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page of the site.
    Page {
        /// The page's number.
        page: PageId,
        /// The page's address.
        url: UrlPath,
        /// A place on the page.
        anchor: Option<String>,
    },
    /// A file that is published because of this reference.
    File {
        /// The place of the file in the site's folder.
        source: SourcePath,
        /// The file's address.
        url: UrlPath,
        /// The size in bytes.
        size: u64,
        /// The width and height of a picture.
        pixels: Option<(u32, u32)>,
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

/// The indexes in which references are looked up.
pub(super) struct ReferenceLookup<'a> {
    pub(super) site: &'a Site,
    pub(super) tree: &'a SourceTree,
    /// Pages by their files. Every link is looked up here, and a hash is found faster than an
    /// order.
    by_source: FxHashMap<&'a str, PageId>,
    /// Paths that are not ASCII by their composed form, since file names from a Mac come
    /// decomposed.
    composed: BTreeMap<String, SourcePath>,
    /// The addresses of lists that have no page of their own.
    made: BTreeSet<UrlPath>,
}

impl<'a> ReferenceLookup<'a> {
    pub(super) fn new(site: &'a Site, tree: &'a SourceTree) -> Self {
        let paths = site.by_source.keys().chain(tree.assets.keys());
        let composed = paths
            .filter(|path| !path.as_str().is_ascii())
            .map(|path| (path.as_str().nfc().collect(), path.clone()))
            .collect();
        let made = site.lists().map(|(url, _)| url).collect();
        let by_source = site
            .by_source
            .iter()
            .map(|(source, page)| (source.as_str(), *page))
            .collect();
        Self {
            site,
            tree,
            by_source,
            composed,
            made,
        }
    }

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
        let plain = is_plain(written);
        if reference.role == Role::Link
            && !plain
            && let Some(meant) = half_an_address(written)
        {
            let fault = Fault::error(
                Code::BrokenLink,
                format!("`{written}` is not a whole address"),
            );
            faults.push(
                fault
                    .at(reference.span.clone())
                    .help(format!("write `{meant}`")),
            );
            return Target::Nothing;
        }
        match if plain { Scheme::None } else { scheme(written) } {
            Scheme::Safe if reference.role == Role::Link => {
                return self.whole(written, reference, faults);
            }
            Scheme::Safe => {
                let fault = Fault::error(
                    Code::UnsafeLink,
                    format!("`{written}` is on another website, which would see every reader"),
                )
                .help("save the file in the folder of this page and write its name here");
                faults.push(fault.at(reference.span.clone()));
                return Target::Nothing;
            }
            Scheme::Unsafe(name) => {
                let own_disk = name == "file" || name.len() == 1;
                let fault = if own_disk {
                    Fault::error(
                        Code::UnsafeLink,
                        format!(
                            "`{written}` is a place on your own computer, which visitors cannot \
                             reach"
                        ),
                    )
                    .help("save the file in the folder of this page and write its name here")
                } else {
                    Fault::error(
                        Code::UnsafeLink,
                        format!("links that start with `{name}:` are not published"),
                    )
                    .help(
                        "use an address that starts with `https:`, `mailto:` or `tel:`, or the \
                         path of a file",
                    )
                };
                faults.push(fault.at(reference.span.clone()));
                return Target::Nothing;
            }
            Scheme::None => {}
        }
        let (path, suffix) = written
            .find(['#', '?'])
            .map_or((written, ""), |at| written.split_at(at));
        let anchor = suffix
            .split_once('#')
            .map(|(_, anchor)| percent_decode(anchor).into_owned())
            .filter(|anchor| !anchor.is_empty());
        if path.is_empty() {
            return Self::here(reference, anchor, anchors, faults);
        }
        let path = percent_decode(path);
        if let Some(page) = anchor
            .as_deref()
            .and_then(|key| self.publication(&path, key, source))
        {
            return self.page(page, None, reference, faults);
        }
        match self.find(&path, source) {
            Destination::Page(page) => self.page(page, anchor, reference, faults),
            Destination::Made(url) => Target::Made(url),
            Destination::File(source) => self.file(&source, suffix, reference, faults),
            Destination::HeldBack(source) => {
                let held = &self.site.held_back[&source];
                let fault = Fault::warning(
                    Code::HeldBackLink,
                    format!(
                        "`{written}` leads to a page that is not published: {}",
                        held.reason
                    ),
                )
                .help(if reference.span.file.as_str() == SETTINGS {
                    "it is left out of the menu or the foot until it is"
                } else {
                    "the words are shown without a link until it is"
                });
                faults.push(fault.at(reference.span.clone()));
                Target::Nothing
            }
            Destination::Faulty => Target::Nothing,
            Destination::Nothing => {
                faults.push(missing(
                    reference.role,
                    written,
                    &reference.span,
                    nearest::nearest_path(self, &path, source, reference.role),
                ));
                Target::Nothing
            }
        }
    }

    /// Resolves a whole address: that of another site, or one of this site's own, as it is copied
    /// from a browser.
    fn whole(&self, written: &str, reference: &Reference, faults: &mut Faults) -> Target {
        let external = Target::External(written.to_owned());
        if is_preview(written) {
            let message = format!(
                "`{written}` is the preview on your own computer, which visitors cannot reach"
            );
            faults.push(
                Fault::error(Code::UnsafeLink, message)
                    .at(reference.span.clone())
                    .help(BY_FILE),
            );
            return Target::Nothing;
        }
        let base = self
            .site
            .settings
            .base_url
            .as_deref()
            .map(|base| base.trim_end_matches('/'));
        let Some(rest) = base.and_then(|base| written.strip_prefix(base)) else {
            return external;
        };
        let (path, suffix) = rest
            .find(['#', '?'])
            .map_or((rest, ""), |at| rest.split_at(at));
        if !path.is_empty() && !path.starts_with('/') || suffix.starts_with('?') {
            return external;
        }
        let url = UrlPath::typed(&percent_decode(path));
        match self.standing(&url) {
            Destination::Page(page) => {
                let anchor = suffix
                    .strip_prefix('#')
                    .map(|anchor| percent_decode(anchor).into_owned())
                    .filter(|anchor| !anchor.is_empty());
                return self.page(page, anchor, reference, faults);
            }
            Destination::Made(url) => return Target::Made(url),
            _ => {}
        }
        // Files, former addresses, later pages of lists and the page of search stand at addresses,
        // too.
        let is_former = || {
            self.site
                .pages
                .iter()
                .flat_map(|page| &page.former)
                .any(|former| former.url == url)
        };
        let is_folder = url.as_str().ends_with('/');
        if is_folder && url != search_url() && !url.as_str().contains("/page/") && !is_former() {
            let message =
                format!("`{written}` is an address of this site, and no page stands there");
            faults.push(
                Fault::warning(Code::BrokenLink, message)
                    .at(reference.span.clone())
                    .help(BY_FILE),
            );
        }
        external
    }

    fn here(
        reference: &Reference,
        anchor: Option<String>,
        anchors: &BTreeSet<String>,
        faults: &mut Faults,
    ) -> Target {
        match anchor {
            Some(anchor) if anchors.contains(&anchor) => Target::Here(anchor),
            Some(anchor) => {
                faults.push(no_anchor(reference, &anchor, anchors));
                Target::Nothing
            }
            None if reference.target.trim() == "#" => Target::Here(String::new()),
            None => {
                let fault = Fault::error(
                    Code::BrokenLink,
                    "this link leads nowhere: its address is empty",
                );
                faults.push(
                    fault
                        .at(reference.span.clone())
                        .help("write the address between the round brackets"),
                );
                Target::Nothing
            }
        }
    }

    fn page(
        &self,
        page: PageId,
        anchor: Option<String>,
        reference: &Reference,
        faults: &mut Faults,
    ) -> Target {
        let found = &self.site.pages[page];
        if reference.role != Role::Link {
            faults.push(missing(
                reference.role,
                &reference.target,
                &reference.span,
                None,
            ));
            return Target::Nothing;
        }
        if let Some(anchor) = &anchor {
            let anchors = &found.parsed.body.outline.anchors;
            if !anchors.contains(anchor) {
                faults.push(no_anchor(reference, anchor, anchors));
            }
        }
        Target::Page {
            page,
            url: found.url.clone(),
            anchor,
        }
    }

    fn file(
        &self,
        source: &SourcePath,
        suffix: &str,
        reference: &Reference,
        faults: &mut Faults,
    ) -> Target {
        let handle = &self.tree.assets[source];
        if reference.role == Role::Data {
            if self.tree.data.contains_key(source) {
                return Target::Data(source.clone());
            }
            let message = format!(
                "`{}` is no file of figures: a table is made from a file that ends in `.csv`",
                reference.target
            );
            let fault = Fault::error(Code::DataFile, message).at(reference.span.clone());
            faults.push(fault.help("in a spreadsheet program choose “Save as” and “CSV UTF-8”"));
            return Target::Nothing;
        }
        if reference.role == Role::Picture && !is_image(handle) {
            let fault = Fault::error(
                Code::MissingFile,
                format!("`{}` is not a picture that browsers show", reference.target),
            )
            .help("save it as PNG, JPEG, WebP, AVIF, GIF or SVG");
            faults.push(fault.at(reference.span.clone()));
            return Target::Nothing;
        }
        faults.extend(pdf_fault(handle, reference));
        Target::File {
            source: source.clone(),
            url: asset_url(source),
            size: handle.size,
            pixels: handle.facts.pixels,
            pages: handle.facts.pages,
            suffix: suffix.to_owned(),
        }
    }

    /// Returns the page of a publication that is named by its list and its key:
    /// `publications/ours.bib#ellis2014`.
    fn publication(&self, path: &str, key: &str, source: &SourcePath) -> Option<PageId> {
        let at = self.site.publications.find(key)?;
        let list = path_from(folder_of(path, source), path)?;
        let is_its = self.site.publications.items[at].place.span.file.as_str() == list;
        self.site.publications.pages[at].filter(|_| is_its)
    }

    /// Looks for a source file first, then for an address of the site.
    fn find(&self, path: &str, source: &SourcePath) -> Destination {
        let folder = folder_of(path, source);
        // Nearly all links lead to files of pages.
        let Some(wanted) = path_from(folder, path) else {
            return Destination::Nothing;
        };
        if let Some(page) = self.by_source.get(wanted.as_str()) {
            return Destination::Page(*page);
        }
        let Some(wanted) = SourcePath::new(folder).resolve(path) else {
            return Destination::Nothing;
        };
        let exact = self.known(&wanted);
        if !matches!(exact, Destination::Nothing) {
            return exact;
        }
        if wanted.extension() != "md" {
            for guess in [
                wanted.join("index.md"),
                SourcePath::new(&format!("{wanted}.md")),
            ] {
                let found = self.known(&guess);
                if !matches!(found, Destination::Nothing) {
                    return found;
                }
            }
        }
        if path.starts_with('/') {
            let standing = self.standing(&UrlPath::typed(path));
            if !matches!(standing, Destination::Nothing) {
                return standing;
            }
            let verbatim = SourcePath::new(CONTENT)
                .join("static")
                .join(wanted.below(CONTENT).unwrap_or_default());
            if self.tree.assets.contains_key(&verbatim) {
                return Destination::File(verbatim);
            }
        }
        Destination::Nothing
    }

    /// Returns the page or the list that stands at an address.
    fn standing(&self, url: &UrlPath) -> Destination {
        let page = self
            .site
            .by_url
            .get(url)
            .map(|page| Destination::Page(*page));
        page.or_else(|| self.made.get(url).cloned().map(Destination::Made))
            .unwrap_or(Destination::Nothing)
    }

    fn known(&self, wanted: &SourcePath) -> Destination {
        if let Some(page) = self.by_source.get(wanted.as_str()) {
            return Destination::Page(*page);
        }
        if self.site.held_back.contains_key(wanted) {
            return Destination::HeldBack(wanted.clone());
        }
        if self.site.faulty.contains(wanted) || self.tree.is_unread(wanted) {
            return Destination::Faulty;
        }
        if wanted.below(CONTENT).is_some() && self.tree.assets.contains_key(wanted) {
            return Destination::File(wanted.clone());
        }
        if !wanted.as_str().is_ascii() {
            let composed: String = wanted.as_str().nfc().collect();
            if let Some(path) = self.composed.get(&composed).filter(|path| *path != wanted) {
                return self.known(path);
            }
        }
        Destination::Nothing
    }
}

/// Returns the folder that a path starts at when it is written in the file `source`.
pub(super) fn folder_of<'s>(path: &str, source: &'s SourcePath) -> &'s str {
    if path.starts_with('/') {
        CONTENT
    } else {
        source.folder_name()
    }
}

enum Destination {
    Page(PageId),
    Made(UrlPath),
    File(SourcePath),
    HeldBack(SourcePath),
    /// The page exists but cannot be read, which is reported already.
    Faulty,
    Nothing,
}

/// Returns the fault of a PDF that its readers will stumble over.
fn pdf_fault(handle: &AssetHandle, reference: &Reference) -> Option<Fault> {
    let name = &reference.target;
    let fault = match handle.facts.pdf_fault? {
        PdfFault::NoPdf => Fault::error(
            Code::PdfFile,
            format!("`{name}` is no PDF, whatever its name says"),
        )
        .help(
            "open it in the program it was made with and save it as PDF, or give it the name that \
             belongs to it",
        ),
        PdfFault::Damaged => Fault::warning(
            Code::PdfFile,
            format!("`{name}` is damaged: not every program will open it"),
        )
        .help("save it as PDF again from the program it was made with"),
        PdfFault::Protected => Fault::warning(
            Code::PdfFile,
            format!(
                "`{name}` is protected: readers may need a password, and screen readers may be \
                 kept out"
            ),
        )
        .help("save it as PDF again without a password and without restrictions"),
    };
    Some(fault.at(reference.span.clone()))
}

fn no_anchor(reference: &Reference, anchor: &str, anchors: &BTreeSet<String>) -> Fault {
    let meant = crate::base::nearest(anchor, anchors.iter().map(String::as_str));
    let fault = Fault::error(
        Code::BrokenAnchor,
        format!("that page has no place called `#{anchor}`"),
    )
    .at(reference.span.clone());
    fault.help(meant.map_or_else(
        || "a heading's place is its words in lower case with `-` between them".to_owned(),
        |meant| format!("did you mean `#{meant}`?"),
    ))
}

/// Returns the whole address that was probably meant by one that browsers guess at:
/// `http:/example.org`, `https:www.example.org`, `/\\example.org`.
fn half_an_address(written: &str) -> Option<String> {
    let seen = as_browsers_see(written);
    if let Some(rest) = ["/\\", "\\/", "\\\\"]
        .iter()
        .find_map(|start| seen.strip_prefix(start))
    {
        return Some(format!("https://{}", rest.replace('\\', "/")));
    }
    let (name, rest) = seen.split_once(':')?;
    let name = name.to_ascii_lowercase();
    let slashes = rest.len() - rest.trim_start_matches(['/', '\\']).len();
    let is_whole = rest.starts_with("//") && slashes == 2 && rest.len() > 2;
    (matches!(name.as_str(), "http" | "https") && !is_whole).then(|| {
        let host = rest.trim_start_matches(['/', '\\']);
        format!(
            "{name}://{}",
            if host.is_empty() {
                "www.example.org"
            } else {
                host
            }
        )
    })
}

enum Scheme {
    None,
    Safe,
    Unsafe(String),
}

/// Returns an address without white space and control characters, which do not count for browsers.
fn as_browsers_see(written: &str) -> Cow<'_, str> {
    if written.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Cow::Borrowed(written);
    }
    Cow::Owned(
        written
            .chars()
            .filter(|c| !c.is_control() && !c.is_whitespace() && *c != '\u{feff}')
            .collect(),
    )
}

/// Reports whether a target can be nothing but a path, as most are.
fn is_plain(target: &str) -> bool {
    let is_of_names =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/' | b'#');
    target.bytes().all(is_of_names) && !target.starts_with("//")
}

/// Reports whether an address is one of this computer's own.
fn is_preview(address: &str) -> bool {
    let rest = address
        .split_once("://")
        .filter(|(scheme, _)| matches!(*scheme, "http" | "https"))
        .map_or("", |(_, rest)| rest);
    let host = rest.split(['/', '#', '?']).next().unwrap_or_default();
    let name = host
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()))
        .map_or(host, |(name, _)| name);
    matches!(name, "localhost" | "127.0.0.1" | "[::1]" | "0.0.0.0")
}

/// Finds out the scheme of a target as a browser reads it.
fn scheme(target: &str) -> Scheme {
    let seen = as_browsers_see(target);
    if seen.starts_with("//") || seen.starts_with("\\\\") || seen.starts_with("/\\") {
        return Scheme::Safe;
    }
    let Some((name, _)) = seen.split_once(':') else {
        return Scheme::None;
    };
    let looks_like_one = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    if !looks_like_one {
        return Scheme::None;
    }
    match name.to_ascii_lowercase().as_str() {
        "http" | "https" | "mailto" | "tel" | "sms" | "ftp" => Scheme::Safe,
        other => Scheme::Unsafe(other.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_link_is_recognised_in_every_disguise() {
        for disguise in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " java\nscript:x",
            "java\tscript:x",
            "\u{1}javascript:x",
            "vbscript:x",
            "data:text/html,x",
            "file:///etc/passwd",
        ] {
            assert!(
                matches!(scheme(disguise), Scheme::Unsafe(_)),
                "{disguise:?}"
            );
            assert!(!is_plain(disguise), "{disguise:?}");
        }
    }

    #[test]
    fn half_an_address_is_told_from_a_whole_one() {
        for (written, meant) in [
            ("http:/example.com", "http://example.com"),
            ("https:/www.example.com/a", "https://www.example.com/a"),
            ("http:www.example.com", "http://www.example.com"),
            ("https:///example.com", "https://example.com"),
            ("/\\evil.example/x", "https://evil.example/x"),
        ] {
            assert_eq!(
                half_an_address(written).as_deref(),
                Some(meant),
                "{written}"
            );
            assert!(!is_plain(written), "{written}");
        }
        for whole in [
            "https://example.com",
            "//example.com/a",
            "mailto:a@example.com",
            "/about/",
            "a.md",
            "tel:123",
            "#x",
        ] {
            assert_eq!(half_an_address(whole), None, "{whole}");
        }
    }

    #[test]
    fn a_colon_in_a_path_is_no_scheme() {
        assert!(matches!(scheme("../2015: a review.md"), Scheme::None));
        assert!(matches!(scheme("reports/2015.md"), Scheme::None));
        assert!(matches!(scheme("https://example.org"), Scheme::Safe));
    }
}
