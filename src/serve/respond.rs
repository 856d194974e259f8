//! Turns answers into HTTP responses: it sets their types and versions, and sends parts of files.

use super::body::Content;
use super::desk::EngineAnswer;
use super::guard::Refusal;
use super::reader::FileReader;
use super::{file_type, inject};
use crate::base::html::escape_into;
use crate::base::{OutputPath, SourcePath, UrlPath};
use crate::disk::{OpenFile, PictureFile, PictureStore, STATIC, SiteRoot};
use crate::source::{AssetHandle, PictureOrder, Sha256};
use hyper::body::Bytes;
use hyper::header::{self, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, Response, StatusCode};
use sha2::Digest as _;
use std::fmt::Write as _;
use std::fs::File;
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
    /// The thread that reads files.
    pub(super) reader: &'a FileReader,
    /// The thread that makes pictures, on which nothing else waits.
    pub(super) painter: &'a FileReader,
    /// Whether pages carry the script that keeps them up to date.
    pub(super) with_script: bool,
}

impl Asked<'_> {
    /// Makes the response for an answer.
    pub(super) async fn respond(&self, answer: EngineAnswer) -> Response<Content> {
        match answer {
            EngineAnswer::Page(html) => self.page(StatusCode::OK, &html),
            EngineAnswer::Missing(html) => self.page(StatusCode::NOT_FOUND, &html),
            EngineAnswer::HeldBack(words) => self.page(StatusCode::NOT_FOUND, &plain_page(&words)),
            EngineAnswer::NoPage => self.page(StatusCode::INTERNAL_SERVER_ERROR, &no_page()),
            EngineAnswer::Nothing => self.page(
                StatusCode::NOT_FOUND,
                &plain_page("There is no page at this address."),
            ),
            EngineAnswer::File(path, bytes, sha256) => {
                let part = self.part(&tag(&sha256), bytes.len() as u64);
                let content = slice(part.range.as_ref(), &bytes);
                apart(part.respond(path.extension(), content), &path, None)
            }
            EngineAnswer::Disk(path, handle) => {
                let part = self.part(&tag(&handle.sha256), handle.size);
                let content = match &part.range {
                    Some(range) if !part.is_head => self.disk(&handle, range).await,
                    _ => None,
                };
                let response = part.respond(path.extension(), content);
                apart(response, &path, Some(&handle.path))
            }
            EngineAnswer::Picture(url, order) => self.picture(url, order).await,
            EngineAnswer::Working(words) => {
                let mut response = self.page(StatusCode::SERVICE_UNAVAILABLE, &plain_page(&words));
                set(&mut response, header::RETRY_AFTER, "1");
                response
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

    /// Decides which part of a file of `size` bytes is sent.
    fn part(&self, tag: &str, size: u64) -> FilePart {
        let part = |status, range| FilePart {
            status,
            range,
            size,
            tag: tag.to_owned(),
            is_head: self.method == Method::HEAD,
        };
        if self.knows(tag) {
            return part(StatusCode::NOT_MODIFIED, None);
        }
        let asked = self
            .headers
            .get(header::RANGE)
            .and_then(|value| value.to_str().ok());
        let same = self
            .headers
            .get(header::IF_RANGE)
            .is_none_or(|known| known.as_bytes() == tag.as_bytes());
        let range = asked
            .filter(|_| same && size > 0)
            .map_or(RequestedRange::All, |asked| requested_range(asked, size));
        match range {
            RequestedRange::All => part(StatusCode::OK, Some(0..=size.saturating_sub(1))),
            RequestedRange::Some(range) => part(StatusCode::PARTIAL_CONTENT, Some(range)),
            RequestedRange::Nothing => part(StatusCode::RANGE_NOT_SATISFIABLE, None),
        }
    }

    /// Sends a picture that is made beside the pages: the one that an earlier request or a build
    /// made, or else that one alone, and not all of its order.
    async fn picture(&self, url: UrlPath, order: PictureOrder) -> Response<Content> {
        let path = url.output();
        let (root, wanted) = (self.root.to_path_buf(), url.clone());
        let kept = move || PictureStore::for_single(&root).read(&wanted);
        let mut bytes = self.reader.run(kept).await.flatten();
        if bytes.is_none() {
            let root = self.root.to_path_buf();
            let made = move || PictureStore::for_single(&root).make_one(&order, &url);
            bytes = self.painter.run(made).await.flatten();
        }
        let Some(bytes) = bytes else {
            return plain(StatusCode::NOT_FOUND, "This picture was here a moment ago.");
        };
        let part = self.part(
            &tag(&sha2::Sha256::digest(&bytes).into()),
            bytes.len() as u64,
        );
        let content = slice(part.range.as_ref(), &bytes);
        part.respond(path.extension(), content)
    }

    /// Returns a part of a file on disk, unless it is not what it was.
    async fn disk(&self, handle: &AssetHandle, range: &RangeInclusive<u64>) -> Option<Content> {
        let (root, path) = (self.root.to_path_buf(), handle.path.clone());
        if handle.is_cleaned {
            let (range, sha256) = (range.clone(), handle.sha256);
            let read = move || picture_part(&root, &path, &range, &sha256);
            return self.reader.run(read).await.flatten();
        }
        let (size, start) = (handle.size, *range.start());
        let open = move || open_part(&root, &path, size, start);
        let file = self.reader.run(open).await.flatten()?;
        let left = if size == 0 {
            0
        } else {
            range.end() - start + 1
        };
        Some(stream(self.reader.clone(), file, left))
    }
}

/// The part of a file that is sent.
struct FilePart {
    status: StatusCode,
    /// The bytes; `None` when none are wanted.
    range: Option<RangeInclusive<u64>>,
    size: u64,
    tag: String,
    is_head: bool,
}

impl FilePart {
    /// Makes the response with these bytes.
    fn respond(self, extension: &str, content: Option<Content>) -> Response<Content> {
        let size = self.size;
        let Some(range) = self.range else {
            if self.status == StatusCode::NOT_MODIFIED {
                return not_modified(&self.tag);
            }
            let mut response = text(self.status, "text/plain; charset=utf-8", "");
            set(
                &mut response,
                header::CONTENT_RANGE,
                &format!("bytes */{size}"),
            );
            return response;
        };
        let content = if size == 0 || self.is_head {
            Some(Content::empty())
        } else {
            content
        };
        let Some(content) = content else {
            return plain(StatusCode::NOT_FOUND, "This file was here a moment ago.");
        };
        let length = if size == 0 {
            0
        } else {
            range.end() - range.start() + 1
        };
        let mut response = with_common(Response::new(content));
        *response.status_mut() = self.status;
        set(
            &mut response,
            header::CONTENT_TYPE,
            file_type::of(extension),
        );
        set(&mut response, header::ETAG, &self.tag);
        set(&mut response, header::ACCEPT_RANGES, "bytes");
        set(&mut response, header::CONTENT_LENGTH, &length.to_string());
        if self.status == StatusCode::PARTIAL_CONTENT {
            let sent = format!("bytes {}-{}/{size}", range.start(), range.end());
            set(&mut response, header::CONTENT_RANGE, &sent);
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

/// Returns the bytes of a range; `None` where none are wanted.
fn slice(range: Option<&RangeInclusive<u64>>, bytes: &[u8]) -> Option<Content> {
    let range = range?;
    let start = usize::try_from(*range.start()).ok()?;
    let end = usize::try_from(*range.end()).ok()?.checked_add(1)?;
    let part = bytes.get(start..end)?;
    Some(Content::Whole(Bytes::copy_from_slice(part)))
}

/// Opens a file of the site at `start`, as long as it still has the size `size`.
fn open_part(root: &Path, path: &SourcePath, size: u64, start: u64) -> Option<File> {
    let OpenFile { mut file, facts } = SiteRoot::open(root).file(path).ok()?;
    if facts.len() != size {
        return None;
    }
    file.seek(SeekFrom::Start(start)).ok()?;
    Some(file)
}

/// Reads a part of a picture as it is published, as long as it is the one that is asked for.
fn picture_part(
    root: &Path,
    path: &SourcePath,
    range: &RangeInclusive<u64>,
    sha256: &Sha256,
) -> Option<Content> {
    let mut opened = SiteRoot::open(root).file(path).ok()?;
    let picture = PictureFile::read(&mut opened.file, path).ok()??;
    let bytes = picture.published()?;
    let is_same = Sha256::from(sha2::Sha256::digest(&bytes)) == *sha256;
    slice(Some(range), &bytes).filter(|_| is_same)
}

/// Reads the next piece of a file, of at most `left` bytes.
fn next_piece(mut file: File, left: u64) -> Option<(File, Bytes)> {
    let mut piece = vec![0; PIECE.min(usize::try_from(left).unwrap_or(PIECE))];
    let read = file.read(&mut piece).ok().filter(|read| *read > 0)?;
    piece.truncate(read);
    Some((file, Bytes::from(piece)))
}

/// Returns the next `left` bytes of a file, each piece read when the one before is sent.
fn stream(reader: FileReader, mut file: File, mut left: u64) -> Content {
    let (pipe, body) = Content::piped(2);
    tokio::spawn(async move {
        while left > 0 {
            // There is never room again once the connection is given up.
            let Ok(room) = pipe.reserve().await else {
                return;
            };
            let Some((rest, piece)) = reader.run(move || next_piece(file, left)).await.flatten()
            else {
                return;
            };
            left -= piece.len() as u64;
            file = rest;
            room.send(piece);
        }
    });
    body
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
