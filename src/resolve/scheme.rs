//! Addresses as browsers read them: whether a target is a path, a whole address that is safe to
//! follow, or a script in disguise. Everything here looks at the text of a target alone.

use crate::base::is_followed;
use crate::parse::typed_address::whole_address;
use std::borrow::Cow;

/// The scheme of a target.
pub(super) enum Scheme {
    /// The target is a path.
    None,
    /// A scheme that a visitor may follow.
    Safe,
    /// Any other scheme, by its name.
    Unsafe(String),
}

/// Returns the scheme of a target as a browser reads it.
pub(super) fn scheme(target: &str) -> Scheme {
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
    if is_followed(name) {
        Scheme::Safe
    } else {
        Scheme::Unsafe(name.to_ascii_lowercase())
    }
}

/// Reports whether a target can be nothing but a path, as most are.
pub(super) fn is_plain(target: &str) -> bool {
    target.bytes().all(is_of_names) && !target.starts_with("//")
}

fn is_of_names(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/' | b'#')
}

/// Returns the whole address that was probably meant by one that browsers guess at:
/// `http:/example.org`, `https:www.example.org`, `/\\example.org`.
pub(super) fn half_an_address(written: &str) -> Option<String> {
    let seen = as_browsers_see(written);
    if let Some(rest) = ["/\\", "\\/", "\\\\"]
        .iter()
        .find_map(|start| seen.strip_prefix(start))
    {
        return Some(format!("https://{}", rest.replace('\\', "/")));
    }
    let (name, rest) = seen.split_once(':')?;
    let name = name.to_ascii_lowercase();
    let host = rest.trim_start_matches(['/', '\\']);
    let slashes = rest.len() - host.len();
    let is_whole = rest.starts_with("//") && slashes == 2 && rest.len() > 2;
    if has_slip_in_host(written, host) {
        return whole_address(written);
    }
    if !matches!(name.as_str(), "http" | "https") || is_whole {
        return None;
    }
    let host = if host.is_empty() {
        "www.example.org"
    } else {
        host
    };
    Some(format!("{name}://{host}"))
}

/// Reports whether an address has a blank in the name of its host, or its scheme twice, or slashes
/// before the name of somebody with an e-mail address. `host` is what follows the scheme.
fn has_slip_in_host(written: &str, host: &str) -> bool {
    let host_end = |text: &str| text.find(['/', '?', '#']).unwrap_or(text.len());
    let typed = written.split_once("://").map_or("", |(_, rest)| rest);
    let has_blank = typed[..host_end(typed)].contains(char::is_whitespace);
    let host = host.to_ascii_lowercase();
    let is_twice = typed.len() > 4 && host.starts_with("http") && host[..host_end(&host)].len() < 7;
    let (scheme, who) = written.split_once(':').unwrap_or_default();
    let is_mail = scheme.eq_ignore_ascii_case("mailto") && who.starts_with('/');
    has_blank || is_twice && host.contains("//") || is_mail
}

/// Reports whether an address is one of this computer's own.
pub(super) fn is_preview(address: &str) -> bool {
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
            "blob:https://example.org/1",
            "view-source:https://example.org",
            "filesystem:https://example.org/x",
            "about:blank",
            "intent://x#Intent;end",
            "htps://example.org",
            "web-x:y",
        ] {
            assert!(
                matches!(scheme(disguise), Scheme::Unsafe(_)),
                "{disguise:?}"
            );
            assert!(!is_plain(disguise), "{disguise:?}");
        }
    }

    #[test]
    fn a_link_may_lead_to_people_places_and_programs() {
        for address in [
            "irc://irc.example.org/team",
            "ircs:x",
            "sms:+447700900123?body=Hello",
            "WhatsApp://send?phone=447700900123",
            "geo:51.5,-0.12",
            "matrix:r/team:example.org",
            "xmpp:a@example.org",
            "facetime:a@example.org",
            "skype:a?call",
            "webcal://example.org/a.ics",
            "magnet:?xt=urn:btih:1",
            "ftp://example.org/a",
            "sip:a@example.org",
            "tg://resolve?domain=x",
        ] {
            assert!(matches!(scheme(address), Scheme::Safe), "{address}");
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
            ("https:// example.com/a", "https://example.com/a"),
            ("https://https://example.com", "https://example.com"),
            ("https://http//example.com", "http://example.com"),
            ("mailto://a@example.com", "mailto:a@example.com"),
        ] {
            assert_eq!(
                half_an_address(written).as_deref(),
                Some(meant),
                "{written}"
            );
            assert!(!is_plain(written), "{written}");
        }
        for whole in [
            "ééé é: ü",
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
