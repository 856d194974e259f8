//! Adds the preview's script to a page, which `serve` does and `build` does not, and removes it
//! again. Works on text only.

use crate::base::Fingerprint;

/// The folder of the preview's own files. No page has an address there, because output names that
/// start with a dot are masthead's.
pub(super) const FOLDER: &str = "/.masthead/";

/// Returns a page with the preview's script, and the page's version: the fingerprint of the page
/// without the script.
pub(super) fn with_script(html: &str) -> (String, String) {
    let version = Fingerprint::short(html.as_bytes());
    let script = tag(&version);
    let at = html.find("</head>").unwrap_or(html.len());
    (format!("{}{script}{}", &html[..at], &html[at..]), version)
}

/// Returns the page as it was before the script was put in.
#[must_use]
pub fn without_script(html: &str) -> String {
    let start = "<script src=\"/.masthead/live.js\"";
    let Some(at) = html.find(start) else {
        return html.to_owned();
    };
    let end = html[at..]
        .find("</script>")
        .map_or(html.len(), |end| at + end + "</script>".len());
    format!("{}{}", &html[..at], &html[end..])
}

fn tag(version: &str) -> String {
    format!("<script src=\"{FOLDER}live.js\" data-version=\"{version}\" defer></script>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_without_its_script_is_the_page_that_build_makes() {
        for page in [
            "<!doctype html><html><head><title>A</title></head><body></body></html>",
            "no head at all",
            "",
        ] {
            let (served, version) = with_script(page);
            assert_ne!(served, page);
            assert!(served.contains(&version));
            assert_eq!(without_script(&served), page);
        }
    }
}
