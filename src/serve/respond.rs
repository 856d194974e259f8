//! Turns answers into HTTP responses: it sets their types and versions, and sends parts of files.

use super::body::Content;
use super::desk::EngineAnswer;
use super::guard::Refusal;
use super::{file_type, inject};
use crate::base::html::escape_into;
use crate::base::{OutputPath, SourcePath};
use crate::disk::{OpenFile, STATIC, SiteRoot};
use hyper::body::Bytes;
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, Response, StatusCode};
use std::fmt::Write as _;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::ops::RangeInclusive;
use std::path::Path;

/// The number of bytes in one piece of a file.
const PIECE: usize = 64 << 10;

/// The parts of a request that decide the form of the answer.
pub(super) struct Asked<'a> {
    pub(super) method: &'a Method,
    pub(super) headers: &'a HeaderMap,
    pub(super) root: &'a Path,
    /// Whether pages carry the script that keeps them up to date.
    pub(super) with_script: bool,
}

impl Asked<'_> {
    /// Makes the response for an answer.
    pub(super) fn respond(&self, answer: EngineAnswer) -> Response<Content> {
        match answer {
            EngineAnswer::Page(html) => self.page(StatusCode::OK, &html),
            EngineAnswer::Missing(html) => self.page(StatusCode::NOT_FOUND, &html),
            EngineAnswer::NoPage => self.page(StatusCode::INTERNAL_SERVER_ERROR, &no_page()),
            EngineAnswer::Nothing => self.page(
                StatusCode::NOT_FOUND,
                &plain_page("There is no page at this address."),
            ),
            EngineAnswer::File(path, bytes, sha256) => {
                let tag = tag(&sha256);
                let response =
                    self.whole_or_part(path.extension(), &tag, bytes.len() as u64, |range| {
                        let range = usize::try_from(*range.start()).unwrap_or(0)
                            ..usize::try_from(*range.end() + 1).unwrap_or(0);
                        Some(Content::Whole(Bytes::copy_from_slice(bytes.get(range)?)))
                    });
                apart(response, &path, None)
            }
            EngineAnswer::Disk(path, handle) => {
                let (tag, size) = (tag(&handle.sha256), handle.size);
                let response = self.whole_or_part(path.extension(), &tag, size, |range| {
                    stream(self.root, &handle.path, size, range)
                });
                apart(response, &path, Some(&handle.path))
            }
            EngineAnswer::Elsewhere(url) => {
                let mut response = text(
                    StatusCode::TEMPORARY_REDIRECT,
                    "text/plain; charset=utf-8",
                    "",
                );
                response
                    .headers_mut()
                    .extend(HeaderValue::try_from(url).map(|url| (header::LOCATION, url)));
                response
            }
            EngineAnswer::State(json) => text(StatusCode::OK, "application/json", json),
        }
    }

    fn page(&self, status: StatusCode, html: &str) -> Response<Content> {
        let (html, version) = if self.with_script {
            inject::with_script(html)
        } else {
            (
                html.to_owned(),
                crate::base::Fingerprint::short(html.as_bytes()),
            )
        };
        let tag = format!("\"{version}\"");
        if status == StatusCode::OK && self.knows(&tag) {
            return not_modified(&tag);
        }
        let mut response = text(status, "text/html; charset=utf-8", html);
        set(&mut response, header::ETAG, &tag);
        response
    }

    /// Reports whether the browser has this version.
    fn knows(&self, tag: &str) -> bool {
        let known = self
            .headers
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok());
        known
            .flat_map(|tags| tags.split(','))
            .map(str::trim)
            .any(|known| known == "*" || known.trim_start_matches("W/") == tag)
    }

    fn whole_or_part(
        &self,
        extension: &str,
        tag: &str,
        size: u64,
        body: impl Fn(RangeInclusive<u64>) -> Option<Content>,
    ) -> Response<Content> {
        if self.knows(tag) {
            return not_modified(tag);
        }
        let asked = self
            .headers
            .get(header::RANGE)
            .and_then(|value| value.to_str().ok());
        let same = self
            .headers
            .get(header::IF_RANGE)
            .is_none_or(|known| known.as_bytes() == tag.as_bytes());
        let (status, range) = match asked
            .filter(|_| same && size > 0)
            .map_or(RequestedRange::All, |asked| requested_range(asked, size))
        {
            RequestedRange::All => (StatusCode::OK, 0..=size.saturating_sub(1)),
            RequestedRange::Some(range) => (StatusCode::PARTIAL_CONTENT, range),
            RequestedRange::Nothing => {
                let mut response = text(
                    StatusCode::RANGE_NOT_SATISFIABLE,
                    "text/plain; charset=utf-8",
                    "",
                );
                set(
                    &mut response,
                    header::CONTENT_RANGE,
                    &format!("bytes */{size}"),
                );
                return response;
            }
        };
        let length = if size == 0 {
            0
        } else {
            range.end() - range.start() + 1
        };
        let content_range = format!("bytes {}-{}/{size}", range.start(), range.end());
        let content = if size == 0 || self.method == Method::HEAD {
            Some(Content::empty())
        } else {
            body(range)
        };
        let Some(content) = content else {
            return plain(StatusCode::NOT_FOUND, "This file was here a moment ago.");
        };
        let mut response = with_common(Response::new(content));
        *response.status_mut() = status;
        set(
            &mut response,
            header::CONTENT_TYPE,
            file_type::of(extension),
        );
        set(&mut response, header::ETAG, tag);
        set(&mut response, header::ACCEPT_RANGES, "bytes");
        set(&mut response, header::CONTENT_LENGTH, &length.to_string());
        if status == StatusCode::PARTIAL_CONTENT {
            set(&mut response, header::CONTENT_RANGE, &content_range);
        }
        response
    }
}

/// The part of a file that a request asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum RequestedRange {
    /// All of the file. Requests that cannot be understood and requests for several parts are
    /// answered with it, too.
    All,
    /// These bytes.
    Some(RangeInclusive<u64>),
    /// Bytes that the file does not have.
    Nothing,
}

/// Reads what `Range` asks for (RFC 9110, 14.1.2) of a file of `size` bytes, which must not be
/// empty.
fn requested_range(asked: &str, size: u64) -> RequestedRange {
    let Some((first, last)) = asked
        .trim()
        .strip_prefix("bytes=")
        .and_then(|range| range.split_once('-'))
    else {
        return RequestedRange::All;
    };
    let range = match (first.trim().is_empty(), last.trim().is_empty()) {
        (true, _) => {
            byte_number(last).map(|length| (size.saturating_sub(length), size - 1, length > 0))
        }
        (false, true) => byte_number(first).map(|first| (first, size - 1, first < size)),
        (false, false) => byte_number(first)
            .zip(byte_number(last))
            .filter(|(first, last)| first <= last)
            .map(|(first, last)| (first, last.min(size - 1), first < size)),
    };
    match range {
        None => RequestedRange::All,
        Some((_, _, false)) => RequestedRange::Nothing,
        Some((first, last, true)) => RequestedRange::Some(first..=last),
    }
}

fn byte_number(text: &str) -> Option<u64> {
    text.trim().parse().ok()
}

/// Keeps a file that browsers open as a document apart from the pages of the preview: as if it were
/// of another website, and without scripts. An HTML file of `content/static` is the editor's own
/// and may run its scripts, apart all the same.
fn apart(
    mut response: Response<Content>,
    path: &OutputPath,
    source: Option<&SourcePath>,
) -> Response<Content> {
    let kind = file_type::of(path.extension());
    let is_html = kind.starts_with("text/html");
    if is_html && source.is_some_and(|source| source.below(STATIC).is_some()) {
        let policy = "sandbox allow-downloads allow-forms allow-modals allow-popups allow-scripts";
        set(&mut response, header::CONTENT_SECURITY_POLICY, policy);
    } else if is_html || kind.starts_with("application/xml") || kind == "image/svg+xml" {
        set(&mut response, header::CONTENT_SECURITY_POLICY, "sandbox");
    }
    response
}

/// Returns a part of a file on disk, as long as the file lies in the site's folder and still has
/// the size `size`.
fn stream(
    root: &Path,
    source: &SourcePath,
    size: u64,
    range: RangeInclusive<u64>,
) -> Option<Content> {
    let OpenFile { mut file, facts } = SiteRoot::open(root).file(source).ok()?;
    if facts.len() != size {
        return None;
    }
    file.seek(SeekFrom::Start(*range.start())).ok()?;
    let mut left = range.end() - range.start() + 1;
    let (pipe, body) = Content::piped(2);
    tokio::task::spawn_blocking(move || {
        while left > 0 {
            let mut piece = vec![0; PIECE.min(usize::try_from(left).unwrap_or(PIECE))];
            let Ok(read @ 1..) = file.read(&mut piece) else {
                return;
            };
            piece.truncate(read);
            left -= read as u64;
            if pipe.blocking_send(Bytes::from(piece)).is_err() {
                return;
            }
        }
    });
    Some(body)
}

fn tag(sha256: &[u8; 32]) -> String {
    let mut tag = String::from("\"");
    for byte in &sha256[..12] {
        let _ = write!(tag, "{byte:02x}");
    }
    tag + "\""
}

fn not_modified(tag: &str) -> Response<Content> {
    let mut response = with_common(Response::new(Content::empty()));
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    set(&mut response, header::ETAG, tag);
    response
}

/// Makes a response of this text.
pub(super) fn text(
    status: StatusCode,
    kind: &'static str,
    content: impl Into<Content>,
) -> Response<Content> {
    let mut response = with_common(Response::new(content.into()));
    *response.status_mut() = status;
    set(&mut response, header::CONTENT_TYPE, kind);
    response
}

fn plain(status: StatusCode, words: &str) -> Response<Content> {
    text(status, "text/plain; charset=utf-8", format!("{words}\n"))
}

/// Makes the response to a request that is refused.
pub(super) fn refusal(refused: Refusal) -> Response<Content> {
    let mut response = plain(refused.status, refused.why);
    if refused.status == StatusCode::METHOD_NOT_ALLOWED {
        set(&mut response, header::ALLOW, "GET, HEAD");
    }
    response
}

fn with_common(mut response: Response<Content>) -> Response<Content> {
    // Everything may be different in a moment.
    set(&mut response, header::CACHE_CONTROL, "no-cache");
    set(&mut response, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(&mut response, header::X_FRAME_OPTIONS, "SAMEORIGIN");
    set(
        &mut response,
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    set(&mut response, header::REFERRER_POLICY, "no-referrer");
    response
}

fn set(response: &mut Response<Content>, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// Returns what is shown while no page can be: the script lays over it what is wrong.
fn no_page() -> String {
    plain_page(
        "This page cannot be shown yet. What is wrong is in the terminal, and here as soon as \
         scripts run.",
    )
}

fn plain_page(words: &str) -> String {
    let mut text = String::new();
    escape_into(words, &mut text);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta \
         name=\"viewport\" content=\"width=device-width\">\n\
         <title>Preview</title>\n</head>\n<body>\n<p>{text}</p>\n</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::{RequestedRange, requested_range};

    #[test]
    fn a_part_is_what_was_asked_for_within_the_file() {
        assert_eq!(
            requested_range("bytes=0-99", 1000),
            RequestedRange::Some(0..=99)
        );
        assert_eq!(
            requested_range("bytes=900-", 1000),
            RequestedRange::Some(900..=999)
        );
        assert_eq!(
            requested_range("bytes=-100", 1000),
            RequestedRange::Some(900..=999)
        );
        assert_eq!(
            requested_range("bytes=-5000", 1000),
            RequestedRange::Some(0..=999)
        );
        assert_eq!(
            requested_range("bytes=990-5000", 1000),
            RequestedRange::Some(990..=999)
        );
        assert_eq!(
            requested_range("bytes=1000-", 1000),
            RequestedRange::Nothing
        );
        assert_eq!(requested_range("bytes=-0", 1000), RequestedRange::Nothing);
        assert_eq!(
            requested_range("bytes=1000-2000", 1000),
            RequestedRange::Nothing
        );
        for whole in [
            "bytes=5-2",
            "bytes=a-b",
            "lines=1-2",
            "bytes=0-1,5-6",
            "bytes=",
            "bytes=99999999999999999999-",
        ] {
            assert_eq!(requested_range(whole, 1000), RequestedRange::All, "{whole}");
        }
    }
}
