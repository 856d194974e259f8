//! Addresses in running text, `https://example.org`, `www.example.org` and `rose@example.org`. They
//! become links as on GitHub. The parser gives them in pieces, so they are read from the source.

use super::HtmlWriter;
use super::open::OpenMark;
use crate::parse::bare_addresses::BareAddresses;
use crate::parse::document::{Hole, Role};
use crate::parse::email::looks_like_email;
use std::ops::Range;

/// The most bytes of an address.
const LONGEST: usize = 2_000;
/// Endings of files, which no host has: `logo@2x.png`.
const FILES: [&str; 9] = [
    "png", "jpg", "jpeg", "gif", "svg", "webp", "pdf", "md", "txt",
];

impl HtmlWriter<'_, '_> {
    /// Tells whether addresses in the text that is being read become links.
    fn links_addresses(&self) -> bool {
        self.build.context.addresses == BareAddresses::Live
            && self.picture.is_none()
            && self.links == 0
            && !self.raw_html.anchors.is_open()
            && !self.raw_html.literal.is_open()
    }

    /// Opens marked words, unless the opening signs belong to an address.
    pub(super) fn open_mark(&mut self, html: &str, range: &Range<usize>) {
        let is_swallowed = range.start < self.read_to;
        let text = self.source.get(range.clone()).unwrap_or_default();
        let sign = text.chars().next().unwrap_or('*');
        let length = text.len() - text.trim_start_matches(sign).len();
        let length = if html == "<em>" {
            1
        } else {
            length.clamp(1, 2)
        };
        self.marks.push(OpenMark {
            closing: range.end.saturating_sub(length)..range.end,
            is_swallowed,
        });
        if !is_swallowed {
            self.find_eaten(range);
            self.push_inline(html);
        }
    }

    /// Closes marked words. Closing signs whose opening ones belong to an address are text.
    pub(super) fn close_mark(&mut self, html: &str) {
        let Some(mark) = self.marks.pop() else { return };
        if !mark.is_swallowed {
            self.push_inline(html);
        } else if mark.closing.start >= self.read_to {
            self.plain_text(&self.source[mark.closing]);
        }
    }

    /// Writes the address that the sign at `at` is part of as a link, and returns its end. What
    /// stands before `done` is written already.
    pub(super) fn live_address(&mut self, at: usize, done: usize) -> Option<usize> {
        if !self.links_addresses() {
            return None;
        }
        let marks = self.marks.iter().map(|mark| mark.closing.start);
        let limit = marks.chain(self.cell_end).min().unwrap_or(usize::MAX);
        let limit = limit.min(self.source.len()).min(at + LONGEST);
        let text = &self.source[..self.source.floor_char_boundary(limit.max(at + 1))];
        let (range, target) = match text.as_bytes().get(at)? {
            b'@' => email(text, at)?,
            _ => web_address(text, at)?,
        };
        if range.start >= done {
            self.plain_text(&self.source[done..range.start]);
        } else if !self.take_back(range.start, done) {
            return None;
        }
        let number = self.refer(target, Role::Link, range.clone());
        self.push("<a");
        self.hole(Hole::Href(number));
        self.push(">");
        self.push_escaped(&self.source[range.clone()].replace("&amp;", "&"));
        self.push("</a>");
        self.words(&self.source[range.start.max(done)..range.end].replace("&amp;", "&"));
        self.read_to = range.end;
        Some(range.end)
    }

    /// Takes back what is written of an address whose beginning came in an earlier piece.
    fn take_back(&mut self, start: usize, done: usize) -> bool {
        let lead = &self.source[start..done];
        let fragment = self.fragment();
        let is_there = fragment.html.ends_with(lead);
        let end = fragment.html.len().saturating_sub(lead.len());
        let is_free = fragment.holes.last().is_none_or(|(at, _)| *at <= end);
        if is_there && is_free {
            fragment.html.truncate(end);
        }
        is_there && is_free
    }
}

/// Returns the address of a website whose scheme ends, or whose `www` is followed, at `at`.
fn web_address(text: &str, at: usize) -> Option<(Range<usize>, String)> {
    let before = &text[..at];
    let (name, rest_at) = if text[at..].starts_with("://") {
        let names = ["https", "http", "ftp"];
        let name = names.iter().find(|name| ends_with(before, name))?;
        (*name, at + 3)
    } else {
        ("www", at + 1)
    };
    if name == "www" && !ends_with(before, "www") {
        return None;
    }
    let start = at - name.len();
    let follows = text[..start].chars().next_back();
    if follows.is_some_and(|c| c.is_alphanumeric() || "/@:.-_=<\\".contains(c)) {
        return None;
    }
    let rest = &text[rest_at..];
    let end = rest
        .find(|c: char| {
            c.is_whitespace() || c.is_control() || "<>[]`\\|\"“”„«»。，、；".contains(c)
        })
        .unwrap_or(rest.len());
    let inner = without_trail(without_genitive(&rest[..end]));
    let host = inner.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let labels = host.split('.').count();
    if !is_host(host) || name == "www" && labels < 2 {
        return None;
    }
    let range = start..rest_at + inner.len();
    let written = text[range.clone()].replace("&amp;", "&");
    let target = if name == "www" {
        format!("https://{written}")
    } else {
        written
    };
    Some((range, target))
}

/// Takes away what a sentence adds to a name: `https://example.org’s page`.
fn without_genitive(address: &str) -> &str {
    let bare = address.trim_end_matches(['.', ',', ';', ':', ')', '!', '?']);
    let is_host = !bare.contains(['/', '?', '#']);
    let name = bare.strip_suffix("’s");
    let name = name.or_else(|| bare.strip_suffix("'s").filter(|_| is_host));
    name.unwrap_or(address)
}

fn ends_with(text: &str, name: &str) -> bool {
    let start = text.len().checked_sub(name.len());
    start
        .and_then(|start| text.get(start..))
        .is_some_and(|end| end.eq_ignore_ascii_case(name))
}

/// Returns the e-mail address whose `@` stands at `at`.
fn email(text: &str, at: usize) -> Option<(Range<usize>, String)> {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || ".-_+".contains(c);
    let start = text[..at].trim_end_matches(is_of_name).len();
    let name = &text[start..at];
    let follows = text[..start].chars().next_back();
    // `o'neil@…` is one address, of which a part would lead to somebody else.
    let is_after_apostrophe = text[..start]
        .strip_suffix(['\'', '’'])
        .is_some_and(|before| before.ends_with(char::is_alphanumeric));
    let is_part = is_after_apostrophe
        || follows.is_some_and(|c| c.is_alphanumeric() || "/@:=\\<#&".contains(c));
    let scheme = "mailto:";
    let has_scheme = ends_with(&text[..start], scheme);
    if name.is_empty() || name.starts_with('.') || is_part && !has_scheme {
        return None;
    }
    let rest = &text[at + 1..];
    let end = rest
        .find(|c: char| !c.is_ascii_alphanumeric() && !".-_".contains(c))
        .unwrap_or(rest.len());
    let host = rest[..end].trim_end_matches('.');
    let ending = host.rsplit('.').next().unwrap_or_default();
    let goes_on = rest[host.len()..].starts_with(['@', ':', '/'])
        && !rest[host.len() + 1..].starts_with(char::is_whitespace)
        && rest.len() > host.len() + 1;
    if !is_host(host) || goes_on || host.ends_with(['-', '_']) || FILES.contains(&ending) {
        return None;
    }
    if !looks_like_email(&format!("{name}@{host}")) {
        return None;
    }
    let start = if has_scheme {
        start - scheme.len()
    } else {
        start
    };
    let range = start..at + 1 + host.len();
    let target = format!("mailto:{name}@{host}");
    Some((range, target))
}

/// Tells whether something is the name of a host: labels with dots between them, and letters at
/// the end.
fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .chars()
                .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    let last = host.rsplit('.').next().unwrap_or_default();
    host.contains('.')
        && host.split('.').all(is_label)
        && last.chars().count() >= 2
        && last.contains(char::is_alphabetic)
        && !last.contains('_')
}

/// Takes from the end of an address what belongs to the sentence around it.
fn without_trail(address: &str) -> &str {
    const LONGEST_TRAIL: usize = 50;
    let mut address = address;
    for _ in 0..LONGEST_TRAIL {
        let Some(last) = address.chars().next_back() else {
            break;
        };
        let is_open = |open: char, close: char| {
            address.matches(close).count() > address.matches(open).count()
        };
        let is_trail = match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' => true,
            ')' => is_open('(', ')'),
            '}' => is_open('{', '}'),
            ';' => {
                let name = address.trim_end_matches(';');
                let entity = name.rfind('&').map(|at| &name[at + 1..]);
                let is_entity = entity
                    .is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric()));
                if let Some(at) = name.rfind('&').filter(|_| is_entity) {
                    address = &address[..at];
                    continue;
                }
                true
            }
            other => !other.is_ascii() && !other.is_alphanumeric(),
        };
        if !is_trail {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address
}
