//! The three paths of a site, which must never be mistaken for one another. Strings are converted
//! once, at the edge, to typed paths that know how to become the next kind.

use schemars::JsonSchema;
use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

/// The place of a file in the site's folder, relative to the root, with `/` between names and
/// without `.` or `..`. For example `content/newsletters/2015-03.md`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Takes a path relative to the site's root. `\` becomes `/`, empty and `.` names are dropped,
    /// and `..` removes the name before it, so that the result cannot lead out of the site.
    #[must_use]
    pub fn new(path: &str) -> Self {
        if is_normal(path) {
            return Self(path.into());
        }
        let mut names: Vec<&str> = Vec::new();
        for name in path.split(['/', '\\']) {
            match name {
                "" | "." => {}
                ".." => {
                    names.pop();
                }
                name => names.push(name),
            }
        }
        Self(names.join("/").into())
    }

    /// Returns the path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the last name, with its extension.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
    }

    /// Returns the last name without its extension.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// Returns the extension in lower case, or nothing.
    #[must_use]
    pub fn extension(&self) -> String {
        self.file_name()
            .rsplit_once('.')
            .map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase())
    }

    /// Returns the folder the file stands in, which is the empty path for a file at the root.
    #[must_use]
    pub fn folder(&self) -> Self {
        Self(above(&self.0).into())
    }

    /// Returns the folder the file stands in, as text.
    #[must_use]
    pub fn folder_name(&self) -> &str {
        above(&self.0)
    }

    /// Returns a path below this one.
    #[must_use]
    pub fn join(&self, below: &str) -> Self {
        if self.0.is_empty() {
            Self::new(below)
        } else {
            Self::new(&format!("{}/{below}", self.0))
        }
    }

    /// Returns the path that `reference` means when it is written in a file of this folder, or
    /// `None` when it climbs out of the site.
    #[must_use]
    pub fn resolve(&self, reference: &str) -> Option<Self> {
        path_from(&self.0, reference).map(|path| Self(path.into()))
    }

    /// Returns the rest of the path below `folder`, if it stands there.
    #[must_use]
    pub fn below(&self, folder: &str) -> Option<&str> {
        if folder.is_empty() {
            return Some(&self.0);
        }
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }
}

/// Returns the folder that a file or a folder stands in, which is the empty name at the top.
#[must_use]
pub fn above(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(above, _)| above)
}

/// Returns the path that `reference` means when it is written in a file of `folder`, or `None` when
/// it climbs out of the site.
#[must_use]
pub fn path_from(folder: &str, reference: &str) -> Option<String> {
    let mut path = String::with_capacity(folder.len() + 1 + reference.len());
    path.push_str(folder);
    for name in reference.split('/') {
        match name {
            "" | "." => {}
            ".." if path.is_empty() => return None,
            ".." => path.truncate(path.rfind('/').unwrap_or(0)),
            name => {
                if !path.is_empty() {
                    path.push('/');
                }
                path.push_str(name);
            }
        }
    }
    Some(path)
}

fn is_normal(path: &str) -> bool {
    !path.contains('\\') && path.split('/').all(|name| !matches!(name, "" | "." | ".."))
}

/// The address of a page or file on the site. It starts with `/`; that of a page ends with `/`,
/// that of a file with its name. It is readable text: percent-encoding happens when it is written
/// into a link.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlPath(Arc<str>);

/// How a link names a page: by its folder, or by the `index.html` in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum LinkStyle {
    /// `../reports/2015/`: for web servers.
    #[default]
    Folders,
    /// `../reports/2015/index.html`: works when the site is opened from disk.
    Files,
}

impl UrlPath {
    /// Takes an address without scheme, query or fragment; a missing first `/` is added.
    #[must_use]
    pub fn new(path: &str) -> Self {
        if path.starts_with('/') {
            Self(path.into())
        } else {
            Self(format!("/{path}").into())
        }
    }

    /// Takes an address as people type it: the last `/` is added, too, unless the address is that
    /// of a file.
    #[must_use]
    pub fn typed(path: &str) -> Self {
        let is_file = path
            .rsplit('/')
            .next()
            .is_some_and(|name| name.contains('.'));
        if path.ends_with('/') || is_file {
            Self::new(path)
        } else {
            Self::new(&format!("{path}/"))
        }
    }

    /// Returns the address of the home page.
    #[must_use]
    pub fn root() -> Self {
        Self("/".into())
    }

    /// Returns the address as readable text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the address of a page below this page.
    #[must_use]
    pub fn child(&self, name: &str) -> Self {
        Self(format!("{}{name}/", self.0).into())
    }

    /// Returns the page one level up; the home page has none.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        let trimmed = self.0.strip_suffix('/').unwrap_or(&self.0);
        let cut = trimmed.rfind('/')?;
        Some(Self(trimmed[..=cut].into()))
    }

    /// Returns the file that answers this address.
    #[must_use]
    pub fn output(&self) -> OutputPath {
        let path = &self.0[1..];
        if path.is_empty() || path.ends_with('/') {
            OutputPath::new(&format!("{path}index.html"))
        } else {
            OutputPath::new(path)
        }
    }

    /// Returns the link to write on the page `from` to reach this address, percent-encoded and
    /// relative.
    #[must_use]
    pub fn relative_to(&self, from: &Self, style: LinkStyle) -> String {
        let from_folder = &from.0[..=from.0.rfind('/').unwrap_or(0)];
        let common = common_folder(from_folder, &self.0);
        let ups = from_folder[common..]
            .bytes()
            .filter(|byte| *byte == b'/')
            .count();
        let rest = &self.0[common..];
        let mut link = String::with_capacity(ups * 3 + rest.len() + 10);
        for _ in 0..ups {
            link.push_str("../");
        }
        if ups == 0 && (rest.is_empty() || first_name_has_colon(rest)) {
            link.push_str("./");
        }
        percent_encode_into(rest, &mut link);
        if style == LinkStyle::Files && self.0.ends_with('/') {
            if link == "./" {
                link.clear();
            }
            link.push_str("index.html");
        }
        link
    }

    /// Returns the whole address below `base`, which ends with `/`.
    #[must_use]
    pub fn absolute(&self, base: &str) -> String {
        let mut url = String::with_capacity(base.len() + self.0.len());
        url.push_str(base);
        percent_encode_into(&self.0[1..], &mut url);
        url
    }
}

/// Returns the path of a site on its host, with slashes at both ends: `/` or `/htas/`. `base_url`
/// ends with `/`.
#[must_use]
pub fn sub_path(base_url: &str) -> &str {
    base_url.split_once("://").map_or("/", |(_, rest)| {
        rest.find('/').map_or("/", |at| &rest[at..])
    })
}

fn first_name_has_colon(path: &str) -> bool {
    path.split('/')
        .next()
        .is_some_and(|name| name.contains(':'))
}

/// Returns the length of the longest shared prefix that ends with `/`.
fn common_folder(a: &str, b: &str) -> usize {
    let same = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    a.as_bytes()[..same]
        .iter()
        .rposition(|byte| *byte == b'/')
        .map_or(0, |at| at + 1)
}

/// Decodes the percent signs of a text, and returns it as it is where they encode no text.
#[must_use]
pub fn percent_decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let decoded = (*first == b'%')
            .then(|| Some(hex(*after.first()?)? * 16 + hex(*after.get(1)?)?))
            .flatten();
        if let Some(byte) = decoded {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

/// Appends a path with everything encoded but the unreserved characters of RFC 3986 and the
/// delimiters a path may hold.
fn percent_encode_into(path: &str, out: &mut String) {
    use fmt::Write;
    let mut rest = path;
    while let Some(at) = rest.bytes().position(|byte| !IS_PLAIN[usize::from(byte)]) {
        out.push_str(&rest[..at]);
        let special = rest[at..].chars().next().map_or(1, char::len_utf8);
        for byte in rest[at..at + special].bytes() {
            let _ = write!(out, "%{byte:02X}");
        }
        rest = &rest[at + special..];
    }
    out.push_str(rest);
}

/// Whether each byte may stand in the path of an address as it is.
static IS_PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0u8;
    while byte < 128 {
        let sign = matches!(
            byte,
            b'-' | b'.'
                | b'_'
                | b'~'
                | b'/'
                | b'!'
                | b'$'
                | b'('
                | b')'
                | b'*'
                | b'+'
                | b','
                | b';'
                | b'='
                | b':'
                | b'@'
        );
        plain[byte as usize] = byte.is_ascii_alphanumeric() || sign;
        byte += 1;
    }
    plain
};

/// The place of a finished file below the output folder, for example
/// `newsletters/2015-03/index.html`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Arc<str>);

impl OutputPath {
    /// Takes a relative path with `/` between names.
    #[must_use]
    pub fn new(path: &str) -> Self {
        Self(path.trim_start_matches('/').into())
    }

    /// Returns the path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns what stands after the last dot of the name, as written; empty when there is no dot.
    #[must_use]
    pub fn extension(&self) -> &str {
        let name = self.0.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// Returns the address that this file answers by its own name.
    #[must_use]
    pub fn url(&self) -> UrlPath {
        UrlPath::new(&self.0)
    }
}

macro_rules! text_like {
    ($($name:ident by $read:ident,)*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{:?}", &*self.0) }
        }
        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str { &self.0 }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(PathVisitor(Self::$read))
            }
        }
    )*};
}
text_like!(SourcePath by shared, UrlPath by new, OutputPath by new,);

/// Makes a path from text that serde reads.
struct PathVisitor<T>(fn(&str) -> T);

impl<T> serde::de::Visitor<'_> for PathVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a path")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        Ok((self.0)(text))
    }
}

impl SourcePath {
    /// Returns the last path again where `text` repeats it. Every span names its file, so spans
    /// that are read one after another share the name.
    fn shared(text: &str) -> Self {
        thread_local!(static LAST: RefCell<SourcePath> = RefCell::default());
        LAST.with_borrow_mut(|last| {
            if last.as_str() != text {
                *last = Self::new(text);
            }
            last.clone()
        })
    }
}

#[cfg(test)]
mod tests;
