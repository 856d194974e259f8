//! Cleaning of a body that holds raw HTML. From: HTML with holes. To: the same without what the
//! allow-list drops, with new holes for the links of the raw HTML.
//!
//! The whole body is cleaned, because a tag may open in one piece of raw HTML and close in another,
//! with markdown between. Holes survive the cleaning as addresses of a scheme of their own and as
//! non-characters, which nobody types.

use super::allow_list::{SCHEME, filtered};
use super::kept::{TextChange, difference};
use crate::base::{Code, Fault, Span};
use crate::parse::document::{Fragment, Hole, Reference, Role};
use crate::parse::markdown::builder::DocumentBuilder;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

/// Non-characters around the number of a component or a citation.
const COMPONENT: [char; 2] = ['\u{fdd0}', '\u{fdd1}'];

/// The boxes of task lists, the only inputs that pass.
pub(in crate::parse::markdown) const TASK_INPUTS: [&str; 2] = [
    "<input type=\"checkbox\" disabled checked>",
    "<input type=\"checkbox\" disabled>",
];
/// Non-characters that stand for those boxes in the meantime.
const TASK: [char; 2] = ['\u{fdd2}', '\u{fdd3}'];

/// Cleans a body and finds its holes again, with new ones for the links of the raw HTML.
/// `swallowing` are the places of tags that may hide or change what follows them.
pub(in crate::parse::markdown) fn clean(
    body: Fragment,
    build: &mut DocumentBuilder<'_>,
    disk: &Range<usize>,
    swallowing: &[Range<usize>],
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
        Hole::Source(number) | Hole::SizedSource(number) => {
            write!(out, " src=\"{SCHEME}:{number}\"")
        }
        // Both are found again with the source that they belong to.
        Hole::PictureStart(_) | Hole::PictureEnd(_) => Ok(()),
        Hole::Component(number) => write!(out, "{}{number}{}", COMPONENT[0], COMPONENT[1]),
        Hole::Citation(number) => write!(out, "{}@{number}{}", COMPONENT[0], COMPONENT[1]),
    });
    for (mark, input) in TASK.iter().zip(TASK_INPUTS) {
        marked = marked.replace(input, &mark.to_string());
    }
    let mut cleaned = filtered(&marked);
    if let Some(difference) = difference(&marked, &cleaned) {
        let place = before_difference(&difference, swallowing, disk);
        build.fault(changed(&difference), place);
    }
    for (mark, input) in TASK.iter().zip(TASK_INPUTS) {
        cleaned = cleaned.replace(*mark, input);
    }
    find_holes(&cleaned, build, disk)
}

/// Returns the place of the tag to which a difference is probably due.
fn before_difference(
    difference: &TextChange,
    swallowing: &[Range<usize>],
    disk: &Range<usize>,
) -> Range<usize> {
    let before = swallowing
        .get(..difference.swallowing)
        .unwrap_or(swallowing);
    before.last().unwrap_or(disk).clone()
}

/// Makes the fault of text that is not on the page as it is typed.
fn changed(difference: &TextChange) -> Fault {
    let message = format!(
        "this HTML hides or changes the text from here on: `{}`",
        difference.words
    );
    Fault::warning(Code::UnsafeHtml, message).help(
        "close every tag, leave out tags that are no part of a page's text, and put the text of a \
         table into its cells; or write the text in markdown",
    )
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
            let hole = marked_hole(number, build.outline.components.len());
            let at = fragment.html.len();
            fragment.holes.extend(hole.map(|hole| (at, hole)));
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

/// Returns the hole that stood where `number` is marked; `@` is put before the number of a
/// citation.
fn marked_hole(number: &str, components: usize) -> Option<Hole> {
    if let Some(number) = number.strip_prefix('@')
        && let Ok(number) = number.parse()
    {
        return Some(Hole::Citation(number));
    }
    let number = number.parse().ok()?;
    (number < components).then_some(Hole::Component(number))
}

/// Returns the end of the tag that some HTML starts with.
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

/// Appends a tag to a fragment, with a hole in the place of each address.
fn tag_holes(
    tag: &str,
    fragment: &mut Fragment,
    build: &mut DocumentBuilder<'_>,
    disk: &Range<usize>,
) {
    let start = fragment.html.len();
    let (mut rest, mut picture) = (tag, None);
    while let Some((at, role)) = next_address(rest) {
        let value_at = at + rest[at..].find('"').map_or(0, |quote| quote + 1);
        let value_end = rest[value_at..]
            .find('"')
            .map_or(rest.len(), |quote| value_at + quote);
        let value = unescape(&rest[value_at..value_end]);
        let is_picture = role == Role::Picture;
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
        if is_picture {
            picture = Some(number);
            fragment.holes.push((start, Hole::PictureStart(number)));
        }
        fragment.html.push_str(&rest[..at]);
        let is_sized = tag.contains(" width=\"") || tag.contains(" height=\"");
        let hole = match (is_picture, is_sized) {
            (true, true) => Hole::SizedSource(number),
            (true, false) => Hole::Source(number),
            (false, _) => Hole::Href(number),
        };
        fragment.holes.push((fragment.html.len(), hole));
        rest = rest.get(value_end + 1..).unwrap_or_default();
    }
    fragment.html.push_str(rest);
    let end = picture.map(|number| (fragment.html.len(), Hole::PictureEnd(number)));
    fragment.holes.extend(end);
}

/// Returns a tag without its id, where a tag before it has the same.
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
        format!("`{id}` is already the name of another place on this page"),
    )
    .help("this one is left out; give it a name of its own");
    build.fault(fault, disk.clone());
    Cow::Owned(format!("{before}{after}"))
}

/// Returns the next attribute that holds an address; ammonia leaves no others.
fn next_address(tag: &str) -> Option<(usize, Role)> {
    let link = tag.find(" href=\"").map(|at| (at, Role::Link));
    let picture = tag.find(" src=\"").map(|at| (at, Role::Picture));
    match (link, picture) {
        (Some(link), Some(picture)) => Some(if link.0 < picture.0 { link } else { picture }),
        (link, picture) => link.or(picture),
    }
}

/// Decodes the entities that ammonia writes.
fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}
