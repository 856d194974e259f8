//! Addresses in running text that are not what they look like: mistyped ones, which lead nowhere,
//! and those that go on in the next line, of which a part would be a link.

use super::text::{ShownText, TextSlip, one_line};
use crate::base::Code;
use crate::parse::typed_address::whole_address;
use std::ops::Range;

/// The longest word that is looked at, in bytes.
const LONGEST: usize = 500;

/// Finds mistyped addresses in a run.
pub(in crate::parse::markdown) fn find(run: &ShownText<'_>) -> Vec<TextSlip> {
    let text = run.text();
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let start = run.range.start + at;
        at += word.len();
        let word = word.trim_end();
        if let Some(slip) = parted_email(run, word, start) {
            found.push(slip);
            continue;
        }
        let has_signs = word.contains(['@', ':', '/', ';']) || word.starts_with("www");
        if word.len() < 6 || word.len() > LONGEST || !has_signs {
            continue;
        }
        let inner = word.trim_start_matches(['(', '“', '‘', '\'']);
        let start = start + word.len() - inner.len();
        let inner =
            inner.trim_end_matches(['.', ',', ';', ':', ')', '"', '”', '’', '\'', '!', '?']);
        if run.source[..start].ends_with(['<', '(', '\\', '`']) {
            continue;
        }
        let slip = web(inner, start).or_else(|| email(inner, start));
        found.extend(slip.or_else(|| behind_colon(inner, start)));
    }
    found.extend(of_textile(run));
    found.extend(continued(run));
    found
}

fn slip(at: Range<usize>, why: &str, meant: &str) -> TextSlip {
    let message = format!("this is no link, because {why}");
    let mended = meant.to_owned();
    TextSlip::mended(Code::BrokenLink, at, message, mended)
}

/// Finds `htps://example.org`, `http:/example.org`, `www,example.org` and the like.
fn web(word: &str, start: usize) -> Option<TextSlip> {
    let letters = word.find(|c: char| !c.is_ascii_alphabetic())?;
    let rest = &word[letters..];
    if !rest.starts_with([':', '/', ';', ',', '.']) {
        return None;
    }
    let name = word[..letters].to_ascii_lowercase();
    let at = start..start + word.len();
    if name == "www" {
        let host = word.split(['/', '?', '#']).next().unwrap_or_default();
        let mended = host.replace(',', ".");
        let labels = mended.split('.').all(|label| !label.is_empty());
        let is_meant = mended != host && labels && whole_address(&mended).is_some();
        let whole = format!("{mended}{}", &word[host.len()..]);
        return is_meant.then(|| slip(at, "there is a comma in the place of a dot", &whole));
    }
    let is_whole = matches!(name.as_str(), "http" | "https" | "ftp") && rest.starts_with("://");
    let is_web = name.starts_with('h') || name.starts_with("tt");
    let is_parted = [":/", "//", ";/", ":\\"]
        .iter()
        .any(|sign| rest.starts_with(sign))
        || rest.starts_with(':') && name.starts_with("http") && rest.contains('.');
    if is_whole || !is_web || !is_parted || !name.contains("tp") {
        return None;
    }
    let meant = whole_address(word).filter(|meant| meant.starts_with("http"))?;
    Some(slip(at, "its beginning is mistyped", &meant))
}

/// Finds an address right behind a colon: `Web:https://example.org`.
fn behind_colon(word: &str, start: usize) -> Option<TextSlip> {
    let colon = word.find(":http")?;
    let (name, address) = (&word[..colon], &word[colon + 1..]);
    let is_address = address.starts_with("http://") || address.starts_with("https://");
    let title = name
        .strip_prefix('"')
        .and_then(|name| name.strip_suffix('"'));
    let is_word = name.chars().all(char::is_alphabetic) && !name.is_empty();
    if !is_address || !(is_word || title.is_some()) {
        return None;
    }
    let meant = match title {
        Some(title) => format!("[{title}]({address})"),
        None => format!("{name}: {address}"),
    };
    let at = start..start + word.len();
    Some(slip(at, "a space is missing before its address", &meant))
}

/// Finds a link of Textile whose words are several: `"our page":https://example.org`.
fn of_textile(run: &ShownText<'_>) -> Option<TextSlip> {
    let text = run.text();
    let middle = text.find("\":http")?;
    let start = text[..middle].rfind('"')?;
    let (words, rest) = (&text[start + 1..middle], &text[middle + 2..]);
    let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let address = rest[..length].trim_end_matches(['.', ',', ';', ':', ')', '!', '?']);
    let at = run.range.start + start..run.range.start + middle + 2 + address.len();
    let meant = format!("[{words}]({address})");
    (words.contains(' ') && !words.contains('\n'))
        .then(|| slip(at, "a space is missing before its address", &meant))
}

/// Finds an e-mail address with a wrong sign in it: `jo@example,org`.
fn email(word: &str, start: usize) -> Option<TextSlip> {
    let (name, host) = word.split_once('@')?;
    let is_named = name.starts_with(char::is_alphanumeric) && name.ends_with(char::is_alphanumeric);
    let is_wrong = host.contains([',', ';']) || host.contains("..") || host.starts_with(['@', '.']);
    if !is_named || !is_wrong || host.contains('/') {
        return None;
    }
    let host: Vec<&str> = host
        .split([',', ';', '.', '@'])
        .filter(|label| !label.is_empty())
        .collect();
    let meant = format!("{name}@{}", host.join("."));
    let is_meant = host.len() > 1 && is_email(&meant);
    let at = start..start + word.len();
    is_meant.then(|| slip(at, "a sign in this e-mail address is mistyped", &meant))
}

/// Finds an e-mail address with a space behind its `@`.
fn parted_email(run: &ShownText<'_>, word: &str, start: usize) -> Option<TextSlip> {
    let name = word.strip_suffix('@')?;
    let end = start + word.len();
    let rest = run.source[end..run.range.end].strip_prefix(' ')?;
    let host = rest.split(char::is_whitespace).next()?;
    let host = host.trim_end_matches(['.', ',', ';', ':', ')', '!', '?']);
    let meant = format!("{name}@{host}");
    let is_meant =
        name.starts_with(char::is_alphanumeric) && host.contains('.') && is_email(&meant);
    let at = start..end + 1 + host.len();
    is_meant.then(|| slip(at, "there is a space in this e-mail address", &meant))
}

fn is_email(text: &str) -> bool {
    whole_address(text).is_some_and(|whole| whole.starts_with("mailto:"))
}

/// Finds an address that goes on in the line below.
fn continued(run: &ShownText<'_>) -> Option<TextSlip> {
    let text = run.text();
    let word = text.rsplit(char::is_whitespace).next()?;
    let rest = run.source[run.range.end..].strip_prefix('\n')?;
    let scheme = word.find("://")?;
    let name = ["https", "http"]
        .into_iter()
        .find(|name| word[..scheme].ends_with(name))?;
    let address = &word[scheme - name.len()..];
    let is_in_link = run.source[..run.range.end - address.len()].ends_with(['<', '(']);
    if address.len() > LONGEST || is_in_link {
        return None;
    }
    let line = rest.split('\n').next().unwrap_or_default();
    let indent = line.len() - line.trim_start_matches([' ', '>']).len();
    let next = line[indent..]
        .split(char::is_whitespace)
        .next()
        .unwrap_or_default();
    let next = next.trim_end_matches(['.', ',', ';', ':', ')', '!', '?']);
    let last = address.chars().next_back()?;
    let has_signs = next.contains(['/', '=', '%', '_'])
        || [".html", ".htm", ".pdf", ".php", ".aspx"]
            .iter()
            .any(|end| next.ends_with(end));
    let goes_on = match last {
        '-' | '_' | '=' | '&' | '%' => next.starts_with(char::is_alphanumeric),
        '/' | '?' | '.' => next.starts_with(char::is_alphanumeric) && has_signs,
        _ => next.starts_with('/') && next.len() > 2,
    };
    if !goes_on || next.contains("://") || next.starts_with("www.") {
        return None;
    }
    let meant = format!("{address}{next}");
    let start = run.range.end - address.len();
    let at = start..run.range.end + 1 + indent + next.len();
    let message = "this address goes on in the line below, and only its first part is a link";
    let help = format!("write it on one line: `{}`", one_line(&meant));
    let slip = TextSlip::mended(Code::BrokenLink, at, message, meant);
    Some(TextSlip { help, ..slip })
}
