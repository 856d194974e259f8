//! Former addresses in the files of several web hosts, all from one list. Hosts that read none of
//! these files have the pages that stand at the former addresses.

use super::host_limits::{fitting_routes, unread_lines};
use crate::base::{Faults, OutputPath, UrlPath};
use crate::emit::host_files::POLICY;
use crate::parse::settings::Host;
use serde_json::json;
use std::fmt::Write as _;

/// A former address, with the present address of its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostRedirect {
    /// The former address.
    pub from: UrlPath,
    /// The present address.
    pub to: UrlPath,
}

/// A file that tells a host where former addresses lead.
#[derive(Debug)]
pub struct HostFile {
    /// The place of the file.
    pub path: OutputPath,
    /// The text of the file.
    pub text: String,
    /// What the host would refuse or not read of all there is to tell.
    pub faults: Faults,
}

/// Writes the file of one host. `sub_path` is the site's folder on it, with slashes at both ends.
#[must_use]
pub fn host_file(host: Host, redirects: &[HostRedirect], sub_path: &str) -> Option<HostFile> {
    let lines: Vec<(String, String)> = redirects
        .iter()
        .map(|redirect| {
            let from = former_address(host, &redirect.from, sub_path);
            (from, redirect.to.absolute(sub_path))
        })
        .collect();
    let is_empty = lines.is_empty();
    let file = |path, (text, faults)| HostFile {
        path: OutputPath::new(path),
        text,
        faults,
    };
    match host {
        Host::Netlify => (!is_empty).then(|| file("_redirects", netlify(&lines))),
        Host::Azure => Some(file("staticwebapp.config.json", azure(&lines, sub_path))),
        Host::Apache => Some(file(".htaccess", (apache(&lines, sub_path), Faults::new()))),
        Host::Nginx => {
            (!is_empty).then(|| file("redirects.nginx.map", (nginx(&lines), Faults::new())))
        }
    }
}

/// Returns a former address as a host compares it: Apache and nginx compare decoded addresses.
fn former_address(host: Host, url: &UrlPath, sub_path: &str) -> String {
    match host {
        Host::Apache | Host::Nginx => format!("{sub_path}{}", &url.as_str()[1..]),
        Host::Netlify | Host::Azure => url.absolute(sub_path),
    }
}

/// Writes `_redirects` for Netlify and Cloudflare Pages, which both take an address with its last
/// slash and one without it for the same.
fn netlify(lines: &[(String, String)]) -> (String, Faults) {
    let lines: Vec<String> = lines
        .iter()
        .map(|(from, to)| format!("{from} {to} 301\n"))
        .collect();
    (lines.concat(), unread_lines(&lines))
}

/// Writes `staticwebapp.config.json` for Azure Static Web Apps, without white space, because the
/// host limits its size.
fn azure(lines: &[(String, String)], sub_path: &str) -> (String, Faults) {
    let document = |routes: &[String]| {
        let rest = json!({
            "responseOverrides": {"404": {"rewrite": format!("{sub_path}404.html")}},
            "globalHeaders": {
                "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"
            },
            "trailingSlash": "auto",
        });
        let rest = rest.to_string();
        format!("{{\"routes\":[{}],{}\n", routes.join(","), &rest[1..])
    };
    let routes = lines.iter().map(|(from, to)| {
        let route = json!({"route": from, "redirect": to, "statusCode": 301});
        (!from.ends_with('/'), route.to_string())
    });
    let (routes, faults) = fitting_routes(routes.collect(), document(&[]).len());
    (document(&routes), faults)
}

/// Writes `.htaccess` for Apache. Every address is a pattern there, so what means something in
/// patterns is escaped.
fn apache(lines: &[(String, String)], sub_path: &str) -> String {
    let mut out = format!("ErrorDocument 404 {sub_path}404.html\n");
    let _ = writeln!(
        out,
        "<IfModule mod_headers.c>\nHeader set Content-Security-Policy \"{POLICY}\"\nHeader set \
         X-Content-Type-Options nosniff\n</IfModule>"
    );
    for (from, to) in lines {
        let mut pattern = String::new();
        for c in from.trim_end_matches('/').chars() {
            match c {
                ' ' => pattern.push_str("\\x20"),
                '"' => pattern.push_str("\\x22"),
                c if c.is_ascii_punctuation() && !matches!(c, '/' | '-' | '_') => {
                    pattern.extend(['\\', c]);
                }
                c => pattern.push(c),
            }
        }
        let slash = if from.ends_with('/') { "/?" } else { "" };
        let _ = writeln!(out, "RedirectMatch 301 ^{pattern}{slash}$ {to}");
    }
    out
}

/// Writes lines for nginx: `map $uri $moved { include …/redirects.nginx.map; }`, then `if ($moved)
/// { return 301 $moved; }`.
fn nginx(lines: &[(String, String)]) -> String {
    let mut out = "# map $uri $moved { include /path/to/this/file; }\n# server { if ($moved) { \
        return 301 $moved; } … }\n"
        .to_owned();
    for (from, to) in lines {
        let from = from.replace('\\', "\\\\").replace('"', "\\\"");
        let _ = writeln!(out, "\"{from}\" \"{to}\";");
        if from.len() > 1 && from.ends_with('/') {
            let _ = writeln!(out, "\"{}\" \"{to}\";", from.trim_end_matches('/'));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the text of the file of a host for a site at `sub_path`.
    fn text(host: Host, redirects: &[HostRedirect], sub_path: &str) -> String {
        host_file(host, redirects, sub_path)
            .map(|file| file.text)
            .unwrap_or_default()
    }

    fn one() -> Vec<HostRedirect> {
        vec![HostRedirect {
            from: UrlPath::new("/news/spring.2015/"),
            to: UrlPath::new("/newsletters/2015-03/"),
        }]
    }

    #[test]
    fn every_host_gets_the_same_list_in_its_own_form() {
        let (list, folder) = (&one(), "/htas/");
        assert_eq!(
            text(Host::Netlify, list, folder),
            "/htas/news/spring.2015/ /htas/newsletters/2015-03/ 301\n"
        );
        assert!(text(Host::Apache, list, folder).contains(
            "RedirectMatch 301 ^/htas/news/spring\\.2015/?$ /htas/newsletters/2015-03/\n"
        ));
        assert!(
            text(Host::Nginx, list, folder)
                .contains("\"/htas/news/spring.2015\" \"/htas/newsletters/2015-03/\";\n")
        );
        assert!(text(Host::Azure, list, folder).contains("\"route\":\"/htas/news/spring.2015/\""));
    }

    #[test]
    fn hosts_that_compare_decoded_addresses_get_them_decoded() {
        let list = [HostRedirect {
            from: UrlPath::new("/a b (ü).pdf"),
            to: UrlPath::new("/ü/"),
        }];
        let (list, folder) = (&list, "/");
        assert_eq!(
            text(Host::Netlify, list, folder),
            "/a%20b%20(%C3%BC).pdf /%C3%BC/ 301\n"
        );
        assert!(
            text(Host::Apache, list, folder)
                .contains("RedirectMatch 301 ^/a\\x20b\\x20\\(ü\\)\\.pdf$ /%C3%BC/\n"),
            "{}",
            text(Host::Apache, list, folder)
        );
        assert!(text(Host::Nginx, list, folder).contains("\"/a b (ü).pdf\" \"/%C3%BC/\";\n"));
    }

    #[test]
    fn a_site_that_never_moved_anything_has_no_list() {
        assert!(host_file(Host::Netlify, &[], "/").is_none());
        assert!(host_file(Host::Nginx, &[], "/").is_none());
    }
}
