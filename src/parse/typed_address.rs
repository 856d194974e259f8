//! Addresses as people type them: `htps://example.org`, `example.org/page`, `mailto: a@b.org`.
//! From: what stands where an address belongs. To: the whole address that was meant, as far as the
//! letters tell. Looks at no file.

use super::email::looks_like_email;
use super::telephone::phone_pieces;
use crate::base::{is_followed, nearest, percent_decode};

/// Ends of the names of hosts that have more than two letters.
const DOMAINS: [&str; 47] = [
    "academy",
    "app",
    "biz",
    "blog",
    "care",
    "charity",
    "cloud",
    "club",
    "com",
    "community",
    "coop",
    "cymru",
    "dev",
    "edu",
    "education",
    "events",
    "foundation",
    "global",
    "gov",
    "health",
    "info",
    "int",
    "live",
    "london",
    "media",
    "mil",
    "museum",
    "name",
    "net",
    "network",
    "news",
    "ngo",
    "online",
    "org",
    "pro",
    "scot",
    "site",
    "social",
    "store",
    "support",
    "team",
    "tech",
    "today",
    "wales",
    "website",
    "world",
    "xyz",
];

/// Endings of files that are also countries.
const FILES: [&str; 17] = [
    "ai", "cc", "cs", "db", "gz", "hs", "js", "md", "pl", "ps", "py", "rb", "rs", "sh", "so", "ts",
    "vb",
];

/// Schemes that are often mistyped, with what must be known of the letters.
const SCHEMES: [&str; 5] = ["https", "http", "mailto", "tel", "sms"];

/// Returns the whole address that something means, if it is not whole itself and is no path.
#[must_use]
pub fn whole_address(written: &str) -> Option<String> {
    let text = unwrapped(written.trim());
    let meant = with_scheme(text).or_else(|| without_scheme(text))?;
    (meant != written).then_some(meant)
}

/// Takes brackets and quotation marks away that stand around an address.
fn unwrapped(text: &str) -> &str {
    let pairs = [('(', ')'), ('<', '>'), ('[', ']'), ('"', '"'), ('“', '”')];
    let inner = pairs.iter().find_map(|(open, close)| {
        text.strip_prefix(*open)
            .and_then(|text| text.strip_suffix(*close))
    });
    inner.unwrap_or(text).trim()
}

/// Returns an address whose scheme is there, however it is typed.
fn with_scheme(text: &str) -> Option<String> {
    let letters = text.find(|c: char| !c.is_ascii_alphabetic())?;
    let (name, rest) = text.split_at(letters);
    let lower = name.to_ascii_lowercase();
    let scheme = match lower.as_str() {
        "mail" | "email" | "mailtp" => "mailto",
        "phone" => "tel",
        known if SCHEMES.contains(&known) => known,
        known if is_followed(known) || letters < 3 => return None,
        other => nearest(other, SCHEMES)?,
    };
    let scheme = SCHEMES.iter().find(|known| **known == scheme)?;
    let body = rest.trim_start_matches([':', ';', '/', '\\', ' ']);
    let between = &rest[..rest.len() - body.len()];
    let is_parted = between.contains([':', ';']) || between.contains("//");
    if !is_parted || body.is_empty() {
        return None;
    }
    match *scheme {
        "https" | "http" => web_address(scheme, body),
        "mailto" => mail_address(body),
        _ => telephone(scheme, body),
    }
}

fn web_address(scheme: &str, body: &str) -> Option<String> {
    let lower = body.to_ascii_lowercase();
    if lower.starts_with("http") && lower.contains("//") {
        return Some(with_scheme(body).unwrap_or_else(|| body.to_owned()));
    }
    let (host, path) = split_host(body);
    let host: String = host.split_whitespace().collect();
    let host = host.replace(',', ".");
    let is_host = host.contains('.') && !host.starts_with('.');
    is_host.then(|| {
        format!(
            "{scheme}://{host}{}",
            without_blanks(&path.replace('\\', "/"))
        )
    })
}

fn mail_address(body: &str) -> Option<String> {
    let (who, question) = body.split_at(body.find('?').unwrap_or(body.len()));
    let has_names = who.contains('<');
    let everyone: Vec<String> = who
        .split([',', ';'])
        // A name may hold a comma: `Smith, Ann <ann@example.org>`.
        .filter(|one| !has_names || one.contains(['<', '@']))
        .map(|one| without_name(one).split_whitespace().collect())
        .collect();
    let is_email = everyone.iter().all(|one| looks_like_email(one)) && !everyone.is_empty();
    is_email.then(|| format!("mailto:{}{}", everyone.join(","), without_blanks(question)))
}

/// Returns the address of `Ann <ann@example.org>`.
fn without_name(written: &str) -> &str {
    let inside = written.split_once('<').map(|(_, inside)| inside);
    inside.map_or(written, |inside| {
        inside.split('>').next().unwrap_or_default()
    })
}

/// Returns an address that dials the one number in `body`, or sends it a message.
fn telephone(scheme: &str, body: &str) -> Option<String> {
    let (number, question) = body.split_at(body.find('?').unwrap_or(body.len()));
    let number = percent_decode(number);
    let is_of_code = |c: char| c.is_ascii_digit() || "*# ".contains(c);
    if number.contains('*') && number.chars().all(is_of_code) {
        // A code of a network, such as `*100#`, is dialled with its signs.
        let code = number.replace(' ', "").replace('#', "%23");
        return Some(format!("{scheme}:{code}"));
    }
    let mut numbers = phone_pieces(&number).into_iter();
    let url = numbers.by_ref().find_map(|piece| piece.url)?;
    let is_one = numbers.all(|piece| piece.url.is_none());
    let dialled = url.strip_prefix("tel:")?;
    is_one.then(|| format!("{scheme}:{dialled}{}", without_blanks(question)))
}

/// The smallest number of digits of a number without a scheme. A day, `01-02-2015`, has fewer.
const LEAST_DIGITS: usize = 9;

/// Returns an address that dials a text that is a telephone number and nothing else.
fn bare_telephone(text: &str) -> Option<String> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let starts = text.trim_start_matches('(').starts_with(['+', '0']);
    match phone_pieces(text).as_slice() {
        [number] if starts && digits >= LEAST_DIGITS => number.url.clone(),
        _ => None,
    }
}

/// Returns an address whose scheme is missing.
fn without_scheme(text: &str) -> Option<String> {
    if looks_like_email(text) && !text.contains(['/', '"', '<', '(', ':']) {
        return Some(format!("mailto:{text}"));
    }
    if let Some(number) = bare_telephone(text) {
        return Some(number);
    }
    let (host, path) = split_host(text);
    is_host(host, !path.is_empty()).then(|| format!("https://{host}{}", without_blanks(path)))
}

/// Tells whether something is the name of a host: `www.example`, `example.org`.
fn is_host(text: &str, has_path: bool) -> bool {
    let mut labels = text.rsplit('.');
    let last = labels.next().unwrap_or_default().to_ascii_lowercase();
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let mut rest = labels.clone();
    if rest.next().is_none() || !labels.all(is_label) {
        return false;
    }
    let is_country = last.len() == 2
        && last.bytes().all(|byte| byte.is_ascii_lowercase())
        && !FILES.contains(&last.as_str());
    let is_domain = is_country || DOMAINS.contains(&last.as_str());
    let start = text.get(..4).unwrap_or_default();
    let starts_www = text.len() > 4 && start.eq_ignore_ascii_case("www.");
    is_domain || starts_www && (has_path || is_label(&last))
}

/// Splits an address without its scheme behind the name of the host.
fn split_host(text: &str) -> (&str, &str) {
    text.split_at(text.find(['/', '?', '#', '\\']).unwrap_or(text.len()))
}

/// Returns an address with its blanks as addresses have them.
#[must_use]
pub fn without_blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join("%20")
}

/// Tells whether something looks like the address of a page, a file or a website: `contact.md`,
/// `../a/`, `https://…`, `#place`.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let path = text.split(['#', '?']).next().unwrap_or_default();
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let has_ending = (1..=5).contains(&ending.len())
        && ending.starts_with(|c: char| c.is_ascii_alphabetic())
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && path.len() > ending.len() + 1;
    let starts = [
        "https://", "http://", "www.", "mailto:", "tel:", "/", "./", "../", "#",
    ]
    .iter()
    .any(|start| text.starts_with(start));
    !text.contains(char::is_whitespace) && text.len() > 1 && (has_ending || starts)
}

#[cfg(test)]
mod tests {
    use super::whole_address;

    #[test]
    fn the_whole_address_is_found_behind_a_slip() {
        for (written, meant) in [
            ("htps://example.org", "https://example.org"),
            ("hhtps://example.org/A", "https://example.org/A"),
            ("htp://example.org", "http://example.org"),
            ("https//example.org/a", "https://example.org/a"),
            ("https;//example.org", "https://example.org"),
            ("https:\\\\example.org\\a", "https://example.org/a"),
            ("http:/example.org", "http://example.org"),
            ("https:// example.org/a b", "https://example.org/a%20b"),
            ("https://https://example.org", "https://example.org"),
            ("http://https//example.org", "https://example.org"),
            ("www.example.org/x", "https://www.example.org/x"),
            ("www2.example.org/x", "https://www2.example.org/x"),
            ("twitter.com/us", "https://twitter.com/us"),
            ("example.org", "https://example.org"),
            ("rose@example.org", "mailto:rose@example.org"),
            ("mailto: rose@example.org", "mailto:rose@example.org"),
            ("malito:rose@example.org", "mailto:rose@example.org"),
            ("mailto://rose@example.org", "mailto:rose@example.org"),
            (
                "mailto:a@example.org?subject=Hello there",
                "mailto:a@example.org?subject=Hello%20there",
            ),
            ("tel: 020 7946 0000", "tel:02079460000"),
            ("tel:+44 (0)20 7946 0000", "tel:+442079460000"),
            ("tel:020 7946 0000 x12", "tel:02079460000;ext=12"),
            (
                "tel:+44%20(0)20%207946%200000;ext=4",
                "tel:+442079460000;ext=4",
            ),
            (
                "sms:07700 900123?body=Hi you",
                "sms:07700900123?body=Hi%20you",
            ),
            ("tel:*100 1#", "tel:*1001%23"),
            ("020 7946 0000", "tel:02079460000"),
            ("+44 (0)20 7946 0000", "tel:+442079460000"),
            ("mailto:Ann <ann@example.org>", "mailto:ann@example.org"),
            (
                "mailto:Smith, Ann <ann@example.org>",
                "mailto:ann@example.org",
            ),
            (
                "mailto:Ann <ann@example.org>; bob@example.org",
                "mailto:ann@example.org,bob@example.org",
            ),
        ] {
            assert_eq!(whole_address(written).as_deref(), Some(meant), "{written}");
        }
    }

    #[test]
    fn paths_and_whole_addresses_are_left_alone() {
        for written in [
            "https://example.org/a",
            "mailto:a@example.org",
            "tel:+442079460000",
            "tel:020 7946 0000 / 020 7946 0001",
            "tel:call us",
            "01-02-2015",
            "2015-2016",
            "20150102030405",
            "notes.md",
            "report.pdf",
            "2015/report.md",
            "v1.2/notes.md",
            "my.folder/notes.md",
            "../about.md",
            "/about/",
            "#place",
            "javascript:alert(1)",
            "irc://irc.example.org/room",
            "HTTPS://Example.org",
            "ab.é",
            "é",
        ] {
            let meant = whole_address(written);
            let is_same = meant
                .as_deref()
                .is_none_or(|meant| meant.eq_ignore_ascii_case(written));
            assert!(is_same, "{written} {meant:?}");
        }
    }
}
