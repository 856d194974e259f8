//! Writes previews of links for social media and messengers. Takes the description of a page for
//! programs; gives the tags of [Open Graph](https://ogp.me) and of the card of X.

use super::cards::lacks_picture;
use super::facts::description::PageDescription;
use super::facts::site_wide::SiteWide;
use super::facts::summary::PageImage;
use crate::base::{UrlPath, html};
use crate::parse::kind::Kind;
use crate::resolve::Target;
use crate::source::SocialCard;

/// Returns the tags for a page that no content file stands for, one on a line. It has no `url`
/// where it is shown at more than one address.
pub(super) fn generated_preview(site: SiteWide<'_>, title: &str, url: Option<&UrlPath>) -> String {
    let mut tags = Tags::new();
    tags.head(site, title, "website");
    tags.url(site, url);
    tags.picture(site, None, None);
    tags.0
}

/// Returns the tags for a page of the content, one on a line.
pub(super) fn preview(site: SiteWide<'_>, page: &PageDescription<'_>) -> String {
    let front = page.file.front();
    let is_work = matches!(
        front.kind(),
        Kind::Article | Kind::Newsletter | Kind::Report
    );
    let mut tags = Tags::new();
    tags.head(
        site,
        front.title(),
        if is_work { "article" } else { "website" },
    );
    let summary = front.common().summary.as_deref();
    if let Some(summary) = summary.filter(|summary| !summary.is_empty()) {
        tags.property("og:description", summary);
    }
    tags.url(site, Some(&page.shown_url()));
    if is_work {
        tags.work(page);
    }
    let image = page.image.shown(site);
    tags.picture(site, image.as_ref(), Some(front.title()));
    tags.0
}

/// A picture that other websites show.
struct ShownPicture<'a> {
    url: &'a UrlPath,
    /// The width and height, where they are known.
    pixels: Option<(u32, u32)>,
}

impl<'a> ShownPicture<'a> {
    fn drawn(card: &'a SocialCard) -> Self {
        let (width, height) = SocialCard::SIZE;
        Self {
            url: &card.url,
            pixels: Some((width.into(), height.into())),
        }
    }

    /// Returns the part of a page's picture that is made for other websites, or the file itself
    /// where nothing is made of it.
    fn of(target: &'a Target) -> Option<Self> {
        if let Some(cover) = target.cover() {
            let recipe = cover.social.recipe;
            return Some(Self {
                url: &cover.social.url,
                pixels: Some((recipe.width, recipe.height)),
            });
        }
        match target {
            Target::File { url, pixels, .. } => Some(Self {
                url,
                pixels: *pixels,
            }),
            _ => None,
        }
    }
}

/// Returns the card that is drawn for a page of this title, if its picture is none that other
/// websites show; without a title, the card of the site.
fn drawn_card(
    site: SiteWide<'_>,
    image: Option<&PageImage<'_>>,
    title: Option<&str>,
) -> Option<SocialCard> {
    let design = site.cards()?;
    if !lacks_picture(image.map(|image| image.target), None) {
        return None;
    }
    match title {
        Some(title) => design.of_page(title),
        None => design.of_site(),
    }
}

struct Tags(String);

impl Tags {
    fn new() -> Self {
        Self(String::with_capacity(1024))
    }

    /// Adds what every page has; `kind` is a type of Open Graph.
    fn head(&mut self, site: SiteWide<'_>, title: &str, kind: &str) {
        let settings = site.settings();
        self.property("og:site_name", &settings.title);
        self.property("og:title", title);
        self.property("og:type", kind);
        self.property("og:locale", &settings.language.replace('-', "_"));
    }

    fn url(&mut self, site: SiteWide<'_>, url: Option<&UrlPath>) {
        if let (Some(base), Some(url)) = (site.base_url(), url) {
            self.property("og:url", &url.absolute(base));
        }
    }

    /// Adds the days and topics of an issue, an article or a report.
    fn work(&mut self, page: &PageDescription<'_>) {
        let front = page.file.front();
        let published = if *front.kind() == Kind::Article {
            page.date
        } else {
            front.date()
        };
        if let Some(date) = published {
            self.property("article:published_time", &date.to_string());
        }
        if let Some(updated) = &front.common().updated {
            self.property("article:modified_time", &updated.value.to_string());
        }
        for term in page.terms.iter() {
            if term.taxonomy.name == "topics" {
                self.property("article:tag", term.name);
            }
        }
    }

    /// Adds the picture, or a card that masthead draws for a page of this title, and how it is
    /// shown. Pictures have whole addresses, so a site without an address has none.
    fn picture(&mut self, site: SiteWide<'_>, image: Option<&PageImage<'_>>, title: Option<&str>) {
        let drawn = drawn_card(site, image, title);
        let image = image.filter(|_| drawn.is_none());
        let picture = image.and_then(|image| ShownPicture::of(image.target));
        let picture = picture.or_else(|| drawn.as_ref().map(ShownPicture::drawn));
        let picture = site.base_url().zip(picture);
        let card = if picture.is_some() {
            "summary_large_image"
        } else {
            "summary"
        };
        self.name("twitter:card", card);
        let Some((base, picture)) = picture else {
            return;
        };
        self.property("og:image", &picture.url.absolute(base));
        if let Some((width, height)) = picture.pixels {
            self.property("og:image:width", &width.to_string());
            self.property("og:image:height", &height.to_string());
        }
        let alt = match &drawn {
            Some(card) => Some(card.title.as_str()),
            None => image.and_then(|image| image.alt),
        };
        if let Some(alt) = alt.filter(|alt| !alt.is_empty()) {
            self.property("og:image:alt", alt);
        }
    }

    fn property(&mut self, name: &str, content: &str) {
        self.add("property", name, content);
    }

    fn name(&mut self, name: &str, content: &str) {
        self.add("name", name, content);
    }

    fn add(&mut self, attribute: &str, name: &str, content: &str) {
        let start = if self.0.is_empty() {
            "  <meta "
        } else {
            "\n  <meta "
        };
        self.0
            .extend([start, attribute, "=\"", name, "\" content=\""]);
        html::escape_into(content, &mut self.0);
        self.0.push_str("\">");
    }
}
