//! Files that look like pages and are not read, because their names do not end in `.md`. From: a
//! path, or the first bytes of a file. To: what sort of file it is.

use crate::base::SourcePath;

/// The sort of a file that looks like a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageLike {
    /// Markdown under another ending.
    Markdown,
    /// The text of another program's language of marks.
    OtherMarks,
    /// A word processor's document.
    Document,
    /// An HTML file.
    Html,
    /// A packed page.
    Packed,
}

/// Returns what sort of page a file looks like by its name.
#[must_use]
pub fn by_name(path: &SourcePath) -> Option<PageLike> {
    if path.file_name().to_ascii_lowercase().ends_with(".md.txt") {
        return Some(PageLike::Markdown);
    }
    let lower = path.file_name().to_ascii_lowercase();
    if [".md.zip", ".md.gz", ".md.7z", ".md.tar", ".md.rar"]
        .iter()
        .any(|ending| lower.ends_with(ending))
    {
        return Some(PageLike::Packed);
    }
    match path.extension().as_str() {
        "markdown" | "mdown" | "mdwn" | "mdtext" | "mdtxt" | "mkd" | "mkdn" | "mmd" | "mdx"
        | "rmd" | "qmd" => Some(PageLike::Markdown),
        "rst" | "adoc" | "asciidoc" | "textile" | "org" => Some(PageLike::OtherMarks),
        "doc" | "docx" | "docm" | "odt" | "rtf" | "pages" | "wps" | "wpd" => {
            Some(PageLike::Document)
        }
        "html" | "htm" | "xhtml" => Some(PageLike::Html),
        _ => None,
    }
}

/// Reports whether a file starts with settings, as a page does: a line `---`, then a name, a colon
/// and a value.
#[must_use]
pub fn starts_with_settings(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let head = head.trim_ascii_start();
    if !head.starts_with(b"---") {
        return false;
    }
    let mut lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    if !lines
        .next()
        .is_some_and(|line| line.iter().all(|byte| *byte == b'-'))
    {
        return false;
    }
    let mut settings = lines.filter(|line| !line.is_empty() && !line.starts_with(b"#"));
    settings.next().is_some_and(|line| {
        let name = line.iter().take_while(|byte| is_name(**byte)).count();
        name > 0 && line.get(name) == Some(&b':')
    })
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

#[cfg(test)]
mod tests {
    use super::starts_with_settings;

    #[test]
    fn settings_at_the_top_make_a_file_look_like_a_page() {
        for page in [
            "---\ntitle: A\n---\n",
            "\u{feff}---\r\n# note\r\nlayout: post\r\n",
        ] {
            assert!(starts_with_settings(page.as_bytes()), "{page}");
        }
        for other in [
            "",
            "---",
            "---\n\nText: a line\n---x",
            "- --\n",
            "--- a\ntitle: B\n",
        ] {
            let is_page = starts_with_settings(other.as_bytes());
            assert_eq!(is_page, other.contains("Text:"), "{other}");
        }
    }
}
