//! Raw HTML in a body: passes ammonia's allow-list, and its links become references like any other.
//!
//! The whole body is cleaned, because a tag may open in one piece of raw HTML and close in another,
//! with markdown between. Holes survive the cleaning as addresses of a scheme of their own and as
//! non-characters, which nobody types.

use super::{DEEPEST, DocumentBuilder, MOST_TAGS, NestingLimit};
use crate::base::{Code, Fault, Span};
use crate::parse::document::{Fragment, Hole, Reference, Role};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::{ControlFlow, Range};
use std::sync::LazyLock;

/// How deep open tags are nested, counted as they are read.
#[derive(Default)]
pub(super) struct TagDepth {
    open: usize,
    tags: usize,
}

impl TagDepth {
    /// Counts the tags of one piece; `Break` when there are too many, or they nest too deeply.
    pub(super) fn add(&mut self, html: &str) -> ControlFlow<NestingLimit> {
        for tag in tags(html) {
            self.tags += 1;
            match tag {
                RawTag { closing: true, .. } => self.open = self.open.saturating_sub(1),
                RawTag { name, .. } if !closes_itself(&name) => self.open += 1,
                RawTag { .. } => {}
            }
            if self.open > DEEPEST {
                return ControlFlow::Break(NestingLimit::Nested);
            }
            if self.tags > MOST_TAGS {
                return ControlFlow::Break(NestingLimit::Tags);
            }
        }
        ControlFlow::Continue(())
    }
}

/// The element whose content is read as no text of the page, while one is open.
#[derive(Default)]
pub(super) struct HiddenElement(Option<String>);

impl HiddenElement {
    /// Takes note of what one piece opens and closes.
    pub(super) fn add(&mut self, html: &str) {
        for tag in tags(html) {
            match &self.0 {
                Some(open) if tag.closing && *open == tag.name => self.0 = None,
                None if !tag.closing
                    && matches!(tag.name.as_str(), "script" | "style" | "template") =>
                {
                    self.0 = Some(tag.name);
                }
                _ => {}
            }
        }
    }

    /// Whether what follows is left out of the page.
    pub(super) const fn is_open(&self) -> bool {
        self.0.is_some()
    }
}

struct RawTag<'a> {
    name: String,
    closing: bool,
    attributes: &'a str,
}

/// The tags in a piece of HTML, found roughly: enough to count and to name, never to decide what is
/// safe.
fn tags(html: &str) -> impl Iterator<Item = RawTag<'_>> {
    html.split('<').skip(1).filter_map(|after| {
        let (closing, rest) = after
            .strip_prefix('/')
            .map_or((false, after), |rest| (true, rest));
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .unwrap_or(rest.len());
        (end > 0).then(|| RawTag {
            name: rest[..end].to_ascii_lowercase(),
            closing,
            attributes: &rest[end..],
        })
    })
}

fn closes_itself(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
            | "p"
            | "li"
            | "dt"
            | "dd"
            | "tr"
            | "td"
            | "th"
    )
}

/// Whether a piece of HTML shows a picture without saying what it shows.
pub(super) fn lacks_alt(html: &str) -> bool {
    tags(html)
        .any(|tag| tag.name == "img" && !attribute_names(tag.attributes).any(|name| name == "alt"))
}

/// What of a piece of HTML the allow-list will drop, named for the person who wrote it.
pub(super) fn refused(html: &str) -> Vec<String> {
    let mut found = BTreeSet::new();
    for tag in tags(html).filter(|tag| !tag.closing) {
        if !CLEANER.1.contains(tag.name.as_str()) {
            found.insert(format!("`<{}>`", tag.name));
        }
        for attribute in attribute_names(tag.attributes) {
            if attribute.starts_with("on") || attribute == "style" {
                found.insert(format!("`{attribute}` on `<{}>`", tag.name));
            }
        }
    }
    found.into_iter().collect()
}

/// Whether the allow-list drops an address of a piece of HTML: it leads to a program, say, or to
/// the writer's own computer.
pub(super) fn loses_address(html: &str) -> bool {
    let without = |html: &str| {
        let lacks = |tag: &RawTag<'_>| {
            let lacks = |wanted: &str| !attribute_names(tag.attributes).any(|name| name == wanted);
            !tag.closing && (tag.name == "a" && lacks("href") || tag.name == "img" && lacks("src"))
        };
        tags(html).filter(lacks).count()
    };
    let may_lose = tags(html).any(|tag| !tag.closing && matches!(tag.name.as_str(), "a" | "img"));
    may_lose && without(&CLEANER.0.clean(html).to_string()) > without(html)
}

fn attribute_names(attributes: &str) -> impl Iterator<Item = String> {
    attributes
        .split('>')
        .next()
        .unwrap_or_default()
        .split(|c: char| c.is_whitespace() || c == '/' || c == '"' || c == '\'')
        .filter_map(|word| word.split_once('='))
        .map(|(name, _)| name.trim().to_ascii_lowercase())
}

const SCHEME: &str = "masthead-reference";
const COMPONENT: [char; 2] = ['\u{fdd0}', '\u{fdd1}'];

/// The boxes of task lists, the only inputs that pass, and what stands for them in the meantime.
pub(super) const TASK_INPUTS: [&str; 2] = [
    "<input type=\"checkbox\" disabled checked>",
    "<input type=\"checkbox\" disabled>",
];
const TASK: [char; 2] = ['\u{fdd2}', '\u{fdd3}'];

/// The allow-list, and the names of the tags on it.
static CLEANER: LazyLock<(ammonia::Builder<'static>, BTreeSet<&'static str>)> =
    LazyLock::new(|| {
        let mut builder = ammonia::Builder::default();
        builder
            .add_tags(["section", "figure", "figcaption", "label"])
            .rm_tags(["map", "area"])
            .add_generic_attributes(["id", "class", "role", "aria-label", "lang", "dir", "title"])
            .add_tag_attributes("div", ["tabindex"])
            .add_tag_attributes("img", ["loading"])
            .add_tag_attributes("th", ["scope"])
            .add_tag_attributes("ol", ["start"])
            .rm_tag_attributes("img", ["srcset"])
            .rm_tag_attributes("blockquote", ["cite"])
            .rm_tag_attributes("q", ["cite"])
            .rm_tag_attributes("del", ["cite"])
            .rm_tag_attributes("ins", ["cite"])
            .link_rel(None)
            .url_relative(ammonia::UrlRelative::PassThrough)
            .add_url_schemes([SCHEME]);
        let tags = builder.clone_tags().into_iter().collect();
        (builder, tags)
    });

/// Cleans a body and finds its holes again, with new ones for the links of the raw HTML.
pub(super) fn clean(
    body: Fragment,
    build: &mut DocumentBuilder<'_>,
    disk: &Range<usize>,
) -> Fragment {
    let mut marked = String::with_capacity(body.html.len() + 64);
    // Non-characters are three bytes, and so is their replacement: offsets hold.
    let plain = body
        .html
        .replace([COMPONENT[0], COMPONENT[1], TASK[0], TASK[1]], "\u{fffd}");
    let _ = Fragment {
        html: plain,
        holes: body.holes,
    }
    .write(&mut marked, |hole, out| match hole {
        Hole::Href(number) => write!(out, " href=\"{SCHEME}:{number}\""),
        Hole::Source(number) => write!(out, " src=\"{SCHEME}:{number}\""),
        Hole::Component(number) => write!(out, "{}{number}{}", COMPONENT[0], COMPONENT[1]),
        Hole::Citation(number) => write!(out, "{}@{number}{}", COMPONENT[0], COMPONENT[1]),
    });
    for (mark, input) in TASK.iter().zip(TASK_INPUTS) {
        marked = marked.replace(input, &mark.to_string());
    }
    let mut cleaned = CLEANER.0.clean(&marked).to_string();
    for (mark, input) in TASK.iter().zip(TASK_INPUTS) {
        cleaned = cleaned.replace(*mark, input);
    }
    find_holes(&cleaned, build, disk)
}

/// Reads ammonia's output, which is regular: attributes in double quotes, `<` only at tags.
fn find_holes(html: &str, build: &mut DocumentBuilder<'_>, disk: &Range<usize>) -> Fragment {
    let mut fragment = Fragment {
        html: String::with_capacity(html.len()),
        holes: Vec::new(),
    };
    let mut rest = html;
    let mut ids = BTreeSet::new();
    while let Some(at) = rest.find(['<', COMPONENT[0]]) {
        fragment.html.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(marked) = rest.strip_prefix(COMPONENT[0]) {
            let (number, after) = marked.split_once(COMPONENT[1]).unwrap_or((marked, ""));
            if let Some(number) = number
                .strip_prefix('@')
                .and_then(|number| number.parse().ok())
            {
                fragment
                    .holes
                    .push((fragment.html.len(), Hole::Citation(number)));
            } else if let Some(number) = number
                .parse()
                .ok()
                .filter(|number| *number < build.outline.components.len())
            {
                fragment
                    .holes
                    .push((fragment.html.len(), Hole::Component(number)));
            }
            rest = after;
            continue;
        }
        let end = tag_end(rest);
        tag_holes(
            &own_id(&rest[..end], &mut ids, build, disk),
            &mut fragment,
            build,
            disk,
        );
        rest = &rest[end..];
    }
    fragment.html.push_str(rest);
    fragment
}

fn tag_end(html: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in html.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    html.len()
}

fn tag_holes(
    tag: &str,
    fragment: &mut Fragment,
    build: &mut DocumentBuilder<'_>,
    disk: &Range<usize>,
) {
    let mut rest = tag;
    while let Some((at, role)) = next_address(rest) {
        let value_at = at + rest[at..].find('"').map_or(0, |quote| quote + 1);
        let value_end = rest[value_at..]
            .find('"')
            .map_or(rest.len(), |quote| value_at + quote);
        let value = unescape(&rest[value_at..value_end]);
        let ours = value
            .strip_prefix(SCHEME)
            .and_then(|number| number.strip_prefix(':'))
            .and_then(|number| number.parse::<usize>().ok());
        let number = match ours {
            Some(number) if number < build.outline.references.len() => number,
            _ => {
                let span = Span::new(build.context.file, disk.clone());
                build.outline.references.push(Reference {
                    target: value,
                    role,
                    span,
                });
                build.outline.references.len() - 1
            }
        };
        fragment.html.push_str(&rest[..at]);
        let hole = if role == Role::Picture {
            Hole::Source(number)
        } else {
            Hole::Href(number)
        };
        fragment.holes.push((fragment.html.len(), hole));
        rest = rest.get(value_end + 1..).unwrap_or_default();
    }
    fragment.html.push_str(rest);
}

/// The tag; without its id, when a tag before it has the same.
fn own_id<'t>(
    tag: &'t str,
    ids: &mut BTreeSet<String>,
    build: &mut DocumentBuilder<'_>,
    disk: &Range<usize>,
) -> Cow<'t, str> {
    let Some((before, id, after)) = tag.split_once(" id=\"").and_then(|(before, rest)| {
        let (id, after) = rest.split_once('"')?;
        Some((before, unescape(id), after))
    }) else {
        return Cow::Borrowed(tag);
    };
    if ids.insert(id.clone()) {
        build.outline.anchors.insert(id);
        return Cow::Borrowed(tag);
    }
    let fault = Fault::warning(
        Code::DuplicateAnchor,
        format!("`id=\"{id}\"` is already the name of another place on this page"),
    )
    .help("this one is left out; give it a name of its own");
    build.fault(fault, disk.clone());
    Cow::Owned(format!("{before}{after}"))
}

/// The next attribute that holds an address; ammonia leaves no others.
fn next_address(tag: &str) -> Option<(usize, Role)> {
    let link = tag.find(" href=\"").map(|at| (at, Role::Link));
    let picture = tag.find(" src=\"").map(|at| (at, Role::Picture));
    match (link, picture) {
        (Some(link), Some(picture)) => Some(if link.0 < picture.0 { link } else { picture }),
        (link, picture) => link.or(picture),
    }
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}
