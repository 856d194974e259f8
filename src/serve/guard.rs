//! Refuses requests that the preview must not answer, before anything is looked up. Takes the head
//! of a request; gives the path it asks for, or a refusal; touches nothing.
//!
//! A page of another website that is open in the same browser must not read the preview (drafts are
//! in it) nor listen to its events, and a name of somebody else's that leads to this machine (DNS
//! rebinding) is not ours.

use hyper::header::{HOST, ORIGIN};
use hyper::{HeaderMap, Method, StatusCode, Uri};
use std::net::{IpAddr, SocketAddr};

/// A refusal of a request: its status, and the plain words for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) why: &'static str,
}

const fn refused<T>(status: StatusCode, why: &'static str) -> Result<T, Refusal> {
    Err(Refusal { status, why })
}

/// Returns the path that a request asks for, decoded.
///
/// # Errors
/// Fails with the refusal when the request must not be answered.
pub(super) fn check(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    own: SocketAddr,
) -> Result<String, Refusal> {
    if method != Method::GET && method != Method::HEAD {
        return refused(
            StatusCode::METHOD_NOT_ALLOWED,
            "only GET and HEAD are answered here",
        );
    }
    if uri.scheme().is_some() || uri.authority().is_some() {
        return refused(
            StatusCode::BAD_REQUEST,
            "a request names a path, not a whole address",
        );
    }
    let mut hosts = headers.get_all(HOST).iter();
    let host = hosts
        .next()
        .and_then(|host| host.to_str().ok())
        .filter(|_| hosts.next().is_none());
    let Some(host) = host.filter(|host| is_own(host, own)) else {
        return refused(
            StatusCode::MISDIRECTED_REQUEST,
            "this is the preview of a site; open it by the address that masthead prints",
        );
    };
    let foreign = headers
        .get_all(ORIGIN)
        .iter()
        .any(|origin| origin.as_bytes() != format!("http://{host}").as_bytes());
    if foreign || is_cross_site(headers, uri.path().starts_with(super::inject::FOLDER)) {
        return refused(
            StatusCode::FORBIDDEN,
            "other websites may not read this preview",
        );
    }
    decoded(uri.path()).map_or_else(
        || refused(StatusCode::BAD_REQUEST, "this is no address of a page"),
        Ok,
    )
}

/// Reports whether a `Host` header names this server: by `localhost` or an IP address, with the
/// right port. Other names that lead here do not count.
fn is_own(host: &str, own: SocketAddr) -> bool {
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => rest.split_once(']').map_or((rest, ""), |(name, port)| {
            (name, port.strip_prefix(':').unwrap_or_default())
        }),
        None => host.split_once(':').unwrap_or((host, "")),
    };
    let port_fits = port == own.port().to_string() || (port.is_empty() && own.port() == 80);
    let address = name.parse::<IpAddr>().ok();
    let only_loopback = own.ip().is_loopback();
    let is_own = address.is_some_and(|address| !only_loopback || address.is_loopback());
    port_fits && (name.eq_ignore_ascii_case("localhost") || is_own)
}

/// Reports whether the browser says that a page of another website sends the request. Following a
/// link from there is allowed, except to the preview's own files.
fn is_cross_site(headers: &HeaderMap, own_files: bool) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let follows = said("sec-fetch-mode") == Some("navigate")
        && said("sec-fetch-dest") == Some("document")
        && !own_files;
    said("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none") && !follows)
}

fn hexadecimal(digit: u8) -> Option<u8> {
    let number = char::from(digit).to_digit(16)?;
    u8::try_from(number).ok()
}

/// Decodes the percent signs of a path, once. `None` for a path that no page has: with bytes that
/// are not UTF-8, control characters, `\`, `.` or `..`.
pub(super) fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        if *first == b'%' {
            let [high, low, after @ ..] = after else {
                return None;
            };
            bytes.push(hexadecimal(*high)? * 16 + hexadecimal(*low)?);
            rest = after;
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    let path = String::from_utf8(bytes).ok()?;
    let climbs = path.split('/').any(|name| name == "." || name == "..");
    (path.starts_with('/')
        && !climbs
        && !path.contains('\\')
        && !path.chars().any(char::is_control))
    .then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(method: &str, uri: &str, headers: &[(&'static str, &str)]) -> Result<String, u16> {
        let map = headers
            .iter()
            .map(|(name, value)| {
                (
                    name.parse().expect("a name"),
                    value.parse().expect("a value"),
                )
            })
            .collect();
        let own = SocketAddr::from(([127, 0, 0, 1], 1414));
        check(
            &method.parse().expect("a method"),
            &uri.parse().expect("an address"),
            &map,
            own,
        )
        .map_err(|refused| refused.status.as_u16())
    }

    #[test]
    fn only_reading_is_allowed() {
        let host = [("host", "localhost:1414")];
        assert_eq!(ask("GET", "/a/", &host), Ok("/a/".to_owned()));
        assert_eq!(ask("HEAD", "/a/?x=1", &host), Ok("/a/".to_owned()));
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"] {
            assert_eq!(ask(method, "/a/", &host), Err(405));
        }
    }

    #[test]
    fn a_name_of_somebody_else_that_leads_here_is_refused() {
        for host in [
            "evil.example",
            "evil.example:1414",
            "localhost",
            "localhost:80",
            "127.0.0.1.evil.example:1414",
            "192.168.0.2:1414",
            "",
        ] {
            assert_eq!(ask("GET", "/", &[("host", host)]), Err(421), "{host}");
        }
        for host in [
            "127.0.0.1:1414",
            "LOCALHOST:1414",
            "[::1]:1414",
            "127.9.9.9:1414",
        ] {
            assert!(ask("GET", "/", &[("host", host)]).is_ok(), "{host}");
        }
        assert_eq!(ask("GET", "/", &[]), Err(421));
        assert_eq!(
            ask(
                "GET",
                "/",
                &[("host", "localhost:1414"), ("host", "evil.example")]
            ),
            Err(421)
        );
    }

    #[test]
    fn another_website_can_link_here_and_read_nothing() {
        let host = ("host", "localhost:1414");
        assert_eq!(
            ask("GET", "/", &[host, ("origin", "http://evil.example")]),
            Err(403)
        );
        assert_eq!(
            ask("GET", "/", &[host, ("origin", "http://localhost:3000")]),
            Err(403)
        );
        assert_eq!(ask("GET", "/", &[host, ("origin", "null")]), Err(403));
        assert!(ask("GET", "/", &[host, ("origin", "http://localhost:1414")]).is_ok());
        for site in ["cross-site", "same-site"] {
            for (path, mode, dest, refused) in [
                ("/", "no-cors", "image", true),
                ("/", "navigate", "iframe", true),
                ("/", "navigate", "document", false),
                ("/.masthead/events", "navigate", "document", true),
            ] {
                let headers = [
                    host,
                    ("sec-fetch-site", site),
                    ("sec-fetch-mode", mode),
                    ("sec-fetch-dest", dest),
                ];
                let answer = ask("GET", path, &headers);
                if refused {
                    assert_eq!(answer, Err(403), "{path} {mode} {dest}");
                } else {
                    assert!(answer.is_ok(), "{path} {mode} {dest}");
                }
            }
        }
    }

    #[test]
    fn a_path_that_climbs_is_refused_in_every_disguise() {
        let host = [("host", "localhost:1414")];
        for path in [
            "/../x",
            "/a/../../x",
            "/%2e%2e/x",
            "/%2E./x",
            "/..%2fx",
            "/..%5cx",
            "/a%00b",
            "/%ff",
            "/%",
            "/%zz",
            "/./a",
        ] {
            assert_eq!(ask("GET", path, &host), Err(400), "{path}");
        }
        assert_eq!(
            ask("GET", "/%252e%252e/x", &host),
            Ok("/%2e%2e/x".to_owned())
        );
        assert_eq!(
            ask("GET", "/Gr%C3%B6%C3%9Fe.pdf", &host),
            Ok("/Größe.pdf".to_owned())
        );
        assert_eq!(ask("GET", "http://evil.example/", &host), Err(400));
    }
}
