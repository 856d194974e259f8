//! The map of the site for search engines (sitemaps.org), and `robots.txt`, which leads to it.

use super::xml::{element, text_into};
use crate::base::{Date, OutputPath, UrlPath};
use crate::source::Artifact;

/// An address of the map.
pub struct SitemapEntry {
    /// The address.
    pub url: UrlPath,
    /// The day the page last changed, where that is known.
    pub changed: Option<Date>,
}

/// The protocol's limits on one file: addresses, and bytes before compression.
const MOST_PLACES: usize = 50_000;
const MOST_BYTES: usize = 50 * 1024 * 1024;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset \
    xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
const FOOT: &str = "</urlset>\n";

/// Writes the map: `sitemap.xml`, or, beyond the limits of one file, `sitemap-1.xml` and so on with
/// `sitemap.xml` as their index.
#[must_use]
pub fn sitemap(places: &[SitemapEntry], base: &str) -> Vec<(OutputPath, Artifact)> {
    let mut files = split(places, base, MOST_PLACES, MOST_BYTES);
    if files.len() == 1 {
        return files
            .pop()
            .map(|text| file("sitemap.xml", text))
            .into_iter()
            .collect();
    }
    let mut index = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<sitemapindex \
        xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        .to_owned();
    let mut out = Vec::with_capacity(files.len() + 1);
    for (at, text) in files.into_iter().enumerate() {
        let name = format!("sitemap-{}.xml", at + 1);
        index.push_str("<sitemap>");
        index.push_str("<loc>");
        text_into(&UrlPath::new(&name).absolute(base), &mut index);
        index.push_str("</loc></sitemap>\n");
        out.push(file(&name, text));
    }
    index.push_str("</sitemapindex>\n");
    out.push(file("sitemap.xml", index));
    out
}

fn split(
    places: &[SitemapEntry],
    base: &str,
    most_places: usize,
    most_bytes: usize,
) -> Vec<String> {
    let mut files = Vec::new();
    let mut open = String::with_capacity((HEAD.len() + places.len() * 128).min(most_bytes));
    open.push_str(HEAD);
    let mut count = 0;
    for place in places {
        let entry = entry(place, base);
        if count == most_places || open.len() + entry.len() + FOOT.len() > most_bytes {
            files.push(std::mem::replace(&mut open, HEAD.to_owned()) + FOOT);
            count = 0;
        }
        open.push_str(&entry);
        count += 1;
    }
    files.push(open + FOOT);
    files
}

fn entry(place: &SitemapEntry, base: &str) -> String {
    let mut out = "<url>\n".to_owned();
    element(&mut out, "loc", &place.url.absolute(base));
    if let Some(changed) = place.changed {
        element(&mut out, "lastmod", &changed.to_string());
    }
    out.push_str("</url>\n");
    out
}

/// Writes `robots.txt`: everything may be read, and the map is at the address it names.
#[must_use]
pub fn robots(base: Option<&str>) -> (OutputPath, Artifact) {
    let map = base.map_or_else(String::new, |base| {
        format!(
            "\nSitemap: {}\n",
            UrlPath::new("sitemap.xml").absolute(base)
        )
    });
    file("robots.txt", format!("User-agent: *\nAllow: /\n{map}"))
}

fn file(name: &str, text: String) -> (OutputPath, Artifact) {
    (OutputPath::new(name), Artifact::bytes(text.into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(count: usize) -> Vec<SitemapEntry> {
        (0..count)
            .map(|at| SitemapEntry {
                url: UrlPath::new(&format!("/{at}/")),
                changed: None,
            })
            .collect()
    }

    #[test]
    fn a_map_beyond_the_limits_is_split() {
        assert_eq!(
            split(&places(5), "https://example.org/", 2, MOST_BYTES).len(),
            3
        );
        let by_bytes = split(
            &places(5),
            "https://example.org/",
            100,
            HEAD.len() + FOOT.len() + 100,
        );
        assert!(by_bytes.len() > 2 && by_bytes.iter().all(|file| file.ends_with(FOOT)));
        assert_eq!(split(&[], "https://example.org/", 2, MOST_BYTES).len(), 1);
    }

    #[test]
    fn the_index_names_every_part() {
        let files = sitemap(&places(MOST_PLACES + 1), "https://example.org/");
        let names: Vec<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(names, ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
    }
}
