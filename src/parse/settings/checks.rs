//! Single values of the settings: an address, a language, a time zone, a theme's name, hosts. From:
//! the group of settings. To: checked values, and faults.

use super::host::Host;
use crate::base::{Code, Fault, nearest};
use crate::parse::yaml::{Fields, Node, NodeValue, Reader, Spanned, listed};

/// Reports a setting whose value is not a possible one.
pub(super) fn invalid(fields: &mut Fields<'_>, name: &str, message: String, help: &str) {
    fields.fault_at(name, Fault::error(Code::InvalidSetting, message).help(help));
}

/// Reads the address of the site's home page.
pub(super) fn base_url(fields: &mut Fields<'_>) -> Option<String> {
    let written = fields.text("base_url")?;
    match checked_base_url(&written.value) {
        Ok(url) => Some(url),
        Err(problem) => {
            let message = format!("`{}` {problem}", written.value);
            if let Some(address) = home_address(&written.value) {
                let help = format!("write `{address}`");
                let fault = Fault::error(Code::InvalidSetting, message).help(help);
                fields.fault_at("base_url", fault.fix(written.span, address));
            } else {
                let help = "write the address of the site's home page, such as \
                            `https://www.example.org/`";
                invalid(fields, "base_url", message, help);
            }
            None
        }
    }
}

/// Returns the address of the home page that a faulty address of a site means.
fn home_address(written: &str) -> Option<String> {
    let written = written.trim();
    let (scheme, rest) = written.split_once("://").unwrap_or(("https", written));
    let scheme = scheme.to_ascii_lowercase();
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    let is_host = host.split('.').count() > 1 && host.split('.').all(|label| !label.is_empty());
    if !is_host || !matches!(scheme.as_str(), "http" | "https") {
        return None;
    }
    let address = format!("{scheme}://{}/{folders}", host.to_ascii_lowercase());
    checked_base_url(&address).ok()
}

/// Returns the address of a site's home page, with `/` at its end.
///
/// # Errors
/// Says what is wrong with the address, in words that follow the address in a sentence.
pub fn checked_base_url(written: &str) -> Result<String, &'static str> {
    let rest = written
        .strip_prefix("https://")
        .or_else(|| written.strip_prefix("http://"))
        .ok_or("does not start with `https://`")?;
    if rest.contains(['?', '#']) {
        return Err("has a `?` or `#` in it");
    }
    if rest.contains(char::is_whitespace) || rest.contains(['<', '>', '"', '\\', '@']) {
        return Err("has a character in it that no address has");
    }
    let host = rest.split('/').next().unwrap_or_default();
    if host.is_empty() || host.starts_with('.') || host.contains("..") {
        return Err("names no website");
    }
    let last = rest
        .split_once('/')
        .and_then(|(_, path)| path.rsplit('/').next())
        .unwrap_or_default()
        .to_ascii_lowercase();
    if [".html", ".htm", ".php", ".asp", ".aspx"]
        .iter()
        .any(|ending| last.ends_with(ending))
    {
        return Err("is the address of one page; leave out the name of its file");
    }
    if rest.contains("/../") || rest.contains("//") {
        return Err("is not a plain address");
    }
    Ok(if written.ends_with('/') {
        written.to_owned()
    } else {
        format!("{written}/")
    })
}

/// Reads the language of the site.
pub(super) fn language(fields: &mut Fields<'_>) -> Option<String> {
    let written = fields.text("language")?.value;
    if !is_language_tag(&written) {
        let help = match tag_meant(&written) {
            Some(tag) => format!("write `language: {tag}`"),
            None => "write a tag such as `en-GB` for British English or `cy` for Welsh".to_owned(),
        };
        let message = format!("`{written}` is not a language tag");
        invalid(fields, "language", message, &help);
        return None;
    }
    Some(written)
}

/// Languages by the names that people give them, and their tags.
const LANGUAGES: &[(&str, &str)] = &[
    ("english", "en-GB"),
    ("british english", "en-GB"),
    ("uk english", "en-GB"),
    ("welsh", "cy"),
    ("cymraeg", "cy"),
    ("irish", "ga"),
    ("gaeilge", "ga"),
    ("scottish gaelic", "gd"),
    ("gàidhlig", "gd"),
    ("german", "de"),
    ("deutsch", "de"),
    ("french", "fr"),
    ("français", "fr"),
    ("spanish", "es"),
    ("español", "es"),
];

/// Returns the tag of a language that is written by its name, or in other letters.
fn tag_meant(written: &str) -> Option<String> {
    let lower = written.trim().to_lowercase();
    if let Some((_, tag)) = LANGUAGES.iter().find(|(name, _)| *name == lower) {
        return Some((*tag).to_owned());
    }
    let tag = match lower.replace('_', "-").split_once('-') {
        Some((language, region)) if region.len() == 2 => {
            format!("{language}-{}", region.to_uppercase())
        }
        Some(_) => return None,
        None => lower,
    };
    (is_language_tag(&tag) && tag.len() <= 5).then_some(tag)
}

/// Tells whether a text has the form of a BCP 47 tag.
fn is_language_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let has_language = parts.next().is_some_and(|first| {
        (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase())
    });
    has_language
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// Reads the time zone whose days count.
pub(super) fn time_zone(fields: &mut Fields<'_>) -> Option<String> {
    let written = fields.text("time_zone")?.value;
    if jiff::tz::TimeZone::get(&written).is_err() {
        let help = match zone_meant(&written) {
            Some(zone) => format!("write `time_zone: {zone}`"),
            None => "write one such as `Europe/London`".to_owned(),
        };
        let message = format!("there is no time zone `{written}`");
        invalid(fields, "time_zone", message, &help);
        return None;
    }
    Some(written)
}

/// Returns the time zone that is written by its city, or with a slip.
fn zone_meant(written: &str) -> Option<String> {
    let plain = written.trim().to_lowercase().replace(' ', "_");
    if matches!(
        plain.as_str(),
        "uk" | "gb" | "bst" | "gmt/bst" | "britain" | "england"
    ) {
        return Some("Europe/London".to_owned());
    }
    let zones: Vec<String> = jiff::tz::db()
        .available()
        .map(|zone| zone.to_string())
        .collect();
    let city = |zone: &&String| {
        zone.rsplit('/')
            .next()
            .is_some_and(|city| city.to_lowercase() == plain)
    };
    let is_of_region = |zone: &&String| {
        zone.contains('/') && !zone.starts_with("posix") && !zone.starts_with("Etc")
    };
    if let Some(zone) = zones.iter().filter(is_of_region).find(city) {
        return Some(zone.clone());
    }
    nearest(
        written,
        zones.iter().filter(is_of_region).map(String::as_str),
    )
    .map(str::to_owned)
}

/// Reads the name of the theme.
pub(super) fn theme(fields: &mut Fields<'_>) -> Option<Spanned<String>> {
    let written = fields.text("theme")?;
    if written.value.contains(['/', '\\'])
        || written.value.starts_with('.')
        || written.value.is_empty()
    {
        invalid(
            fields,
            "theme",
            format!("`{}` is not the name of a theme", written.value),
            "write the name of a folder in `themes/`",
        );
        return None;
    }
    Some(written)
}

/// Reads the hosts that get files of their own; `[]` stands for none.
pub(super) fn hosts(fields: &mut Fields<'_>) -> Option<Vec<Host>> {
    let node = fields.node("hosts")?;
    let nodes = match &node.value {
        NodeValue::List(nodes) => nodes.iter().collect(),
        _ => vec![node],
    };
    Some(
        nodes
            .into_iter()
            .filter_map(|node| host(node, fields.reader()))
            .collect(),
    )
}

fn host(node: &Node, reader: &mut Reader<'_>) -> Option<Host> {
    let written = reader.text(node, "hosts")?;
    let known = Host::NAMES
        .iter()
        .find(|(name, _)| *name == written.value)
        .map(|(_, host)| *host);
    if known.is_none() {
        let words: Vec<&str> = Host::NAMES.iter().map(|(name, _)| *name).collect();
        let message = format!("there are no files for a host called `{}`", written.value);
        let meant = nearest(&written.value, words.iter().copied())
            .map(|meant| format!("did you mean `{meant}`?"));
        let help = format!(
            "hosts are {}; cloudflare reads the files of netlify",
            listed(&words)
        );
        reader.fault(
            Fault::error(Code::UnknownChoice, message)
                .help_if(meant)
                .help(help),
            &node.span,
        );
    }
    known
}
