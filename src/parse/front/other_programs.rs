//! Names that other programs have for what a page says of itself. From: a name, as it is written.
//! To: the way in which masthead is told the same.

use crate::base::{Date, parse_date};
use crate::parse::foreign_setting::plain_name;

/// The way in which masthead is told what a setting of another program says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ForeignMeaning {
    /// Not at all: the line is to be deleted, for this reason.
    Delete(&'static str),
    /// By what these words say.
    Told(&'static str),
    /// By the setting of this name, with the same value.
    Named(&'static str),
    /// By `authors:` or `byline:`.
    Authors,
    /// By `summary:`.
    Summary,
    /// By the list of this name.
    Words(&'static str),
    /// By `aliases:`.
    Addresses,
    /// By the name of the file; `aliases:` keeps the address.
    OwnAddress,
    /// By the setting of this name, which takes a day.
    Day(&'static str),
    /// By saying nothing, or by `draft:`, `date:`.
    Published,
    /// By `draft:`, or by saying nothing.
    Hidden,
    /// By `image:` and `image_alt:`.
    Picture,
    /// By `kind:`, or by the folder.
    Kind,
}

const LAYOUT: &str = "the folder of a file decides what its page looks like";
const NO_SUCH: &str = "pages of this site have no such thing";
const MENU: &str = "the menu stands in `content/site.yaml`, under `navigation:`";
const LANGUAGE: &str = "`language:` in `content/site.yaml` says it for the whole site";
const TITLES: &str = "readers and search engines see the same `title:`";
const MADE: &str = "masthead makes this by itself";

/// Names in small letters without `_`, `-` and blanks, and what each becomes.
const NAMES: &[(&str, ForeignMeaning)] = &[
    // What a page looks like.
    ("layout", ForeignMeaning::Delete(LAYOUT)),
    ("pagelayout", ForeignMeaning::Delete(LAYOUT)),
    ("classes", ForeignMeaning::Delete(LAYOUT)),
    ("cssclass", ForeignMeaning::Delete(LAYOUT)),
    ("cssclasses", ForeignMeaning::Delete(LAYOUT)),
    ("sidebar", ForeignMeaning::Delete(LAYOUT)),
    ("excerptseparator", ForeignMeaning::Delete(LAYOUT)),
    ("theme", ForeignMeaning::Delete(LAYOUT)),
    ("markup", ForeignMeaning::Delete(LAYOUT)),
    ("type", ForeignMeaning::Kind),
    ("posttype", ForeignMeaning::Kind),
    ("css", ForeignMeaning::Delete(LAYOUT)),
    ("js", ForeignMeaning::Delete(LAYOUT)),
    ("stylesheet", ForeignMeaning::Delete(LAYOUT)),
    ("customcss", ForeignMeaning::Delete(LAYOUT)),
    ("customjs", ForeignMeaning::Delete(LAYOUT)),
    ("bodyclass", ForeignMeaning::Delete(LAYOUT)),
    ("contenttype", ForeignMeaning::Kind),
    ("eleventynavigation", ForeignMeaning::Delete(MENU)),
    ("showtoc", ForeignMeaning::Named("toc")),
    ("hidetableofcontents", ForeignMeaning::Delete(LAYOUT)),
    ("hidetitle", ForeignMeaning::Delete(LAYOUT)),
    ("tableofcontents", ForeignMeaning::Named("toc")),
    // What pages do not have, and what is made by itself.
    ("comments", ForeignMeaning::Delete(NO_SUCH)),
    ("comment", ForeignMeaning::Delete(NO_SUCH)),
    ("disqus", ForeignMeaning::Delete(NO_SUCH)),
    ("disablecomments", ForeignMeaning::Delete(NO_SUCH)),
    ("allowcomments", ForeignMeaning::Delete(NO_SUCH)),
    ("share", ForeignMeaning::Delete(NO_SUCH)),
    ("sharing", ForeignMeaning::Delete(NO_SUCH)),
    ("likes", ForeignMeaning::Delete(NO_SUCH)),
    ("featured", ForeignMeaning::Delete(NO_SUCH)),
    ("sticky", ForeignMeaning::Delete(NO_SUCH)),
    ("audience", ForeignMeaning::Delete(NO_SUCH)),
    ("postid", ForeignMeaning::Delete(NO_SUCH)),
    ("wordpressid", ForeignMeaning::Delete(NO_SUCH)),
    ("podcasturl", ForeignMeaning::Delete(NO_SUCH)),
    ("pingback", ForeignMeaning::Delete(NO_SUCH)),
    ("commentid", ForeignMeaning::Delete(NO_SUCH)),
    ("math", ForeignMeaning::Delete(NO_SUCH)),
    ("mathjax", ForeignMeaning::Delete(NO_SUCH)),
    ("katex", ForeignMeaning::Delete(NO_SUCH)),
    ("mermaid", ForeignMeaning::Delete(NO_SUCH)),
    ("authorprofile", ForeignMeaning::Delete(NO_SUCH)),
    ("sitemap", ForeignMeaning::Delete(MADE)),
    ("canonical", ForeignMeaning::Delete(MADE)),
    ("canonicalurl", ForeignMeaning::Delete(MADE)),
    ("uuid", ForeignMeaning::Delete(NO_SUCH)),
    ("changefreq", ForeignMeaning::Delete(MADE)),
    ("outputs", ForeignMeaning::Delete(MADE)),
    ("readtime", ForeignMeaning::Delete(MADE)),
    ("readingtime", ForeignMeaning::Delete(MADE)),
    ("showreadingtime", ForeignMeaning::Delete(MADE)),
    ("wordcount", ForeignMeaning::Delete(MADE)),
    ("pagination", ForeignMeaning::Delete(MADE)),
    ("iscjklanguage", ForeignMeaning::Delete(MADE)),
    ("menu", ForeignMeaning::Delete(MENU)),
    ("menus", ForeignMeaning::Delete(MENU)),
    ("nav", ForeignMeaning::Delete(MENU)),
    ("navigation", ForeignMeaning::Delete(MENU)),
    ("mainmenu", ForeignMeaning::Delete(MENU)),
    ("lang", ForeignMeaning::Delete(LANGUAGE)),
    ("language", ForeignMeaning::Delete(LANGUAGE)),
    ("locale", ForeignMeaning::Delete(LANGUAGE)),
    // Titles.
    ("headline", ForeignMeaning::Named("title")),
    ("linktitle", ForeignMeaning::Named("nav_title")),
    ("shorttitle", ForeignMeaning::Named("nav_title")),
    ("menutitle", ForeignMeaning::Named("nav_title")),
    ("navlabel", ForeignMeaning::Named("nav_title")),
    ("sidebarlabel", ForeignMeaning::Named("nav_title")),
    ("seotitle", ForeignMeaning::Delete(TITLES)),
    ("metatitle", ForeignMeaning::Delete(TITLES)),
    ("ogtitle", ForeignMeaning::Delete(TITLES)),
    ("pagetitle", ForeignMeaning::Delete(TITLES)),
    ("browsertitle", ForeignMeaning::Delete(TITLES)),
    ("guid", ForeignMeaning::Named("id")),
    // People, subjects, words.
    ("author", ForeignMeaning::Authors),
    ("writer", ForeignMeaning::Authors),
    ("writers", ForeignMeaning::Authors),
    ("by", ForeignMeaning::Authors),
    ("tags", ForeignMeaning::Words("topics")),
    ("tag", ForeignMeaning::Words("topics")),
    ("categories", ForeignMeaning::Words("topics")),
    ("category", ForeignMeaning::Words("topics")),
    ("keywords", ForeignMeaning::Words("topics")),
    ("keyword", ForeignMeaning::Words("topics")),
    ("subjects", ForeignMeaning::Words("topics")),
    ("subject", ForeignMeaning::Words("topics")),
    ("topic", ForeignMeaning::Words("topics")),
    ("labels", ForeignMeaning::Words("topics")),
    ("description", ForeignMeaning::Summary),
    ("metadescription", ForeignMeaning::Summary),
    ("subtitle", ForeignMeaning::Summary),
    ("excerpt", ForeignMeaning::Summary),
    ("abstract", ForeignMeaning::Summary),
    ("intro", ForeignMeaning::Summary),
    ("introduction", ForeignMeaning::Summary),
    ("teaser", ForeignMeaning::Summary),
    ("blurb", ForeignMeaning::Summary),
    ("lede", ForeignMeaning::Summary),
    ("standfirst", ForeignMeaning::Summary),
    ("dek", ForeignMeaning::Summary),
    ("metadesc", ForeignMeaning::Summary),
    ("seodescription", ForeignMeaning::Summary),
    ("ogdescription", ForeignMeaning::Summary),
    ("customexcerpt", ForeignMeaning::Summary),
    ("tagline", ForeignMeaning::Summary),
    // Addresses.
    ("permalink", ForeignMeaning::OwnAddress),
    ("url", ForeignMeaning::OwnAddress),
    ("uri", ForeignMeaning::OwnAddress),
    ("path", ForeignMeaning::OwnAddress),
    ("redirectfrom", ForeignMeaning::Addresses),
    ("alias", ForeignMeaning::Addresses),
    ("oldaddress", ForeignMeaning::Addresses),
    ("oldaddresses", ForeignMeaning::Addresses),
    ("oldurl", ForeignMeaning::Addresses),
    ("oldurls", ForeignMeaning::Addresses),
    ("former", ForeignMeaning::Addresses),
    ("formerly", ForeignMeaning::Addresses),
    ("redirect", ForeignMeaning::Told(REDIRECT)),
    ("redirects", ForeignMeaning::Told(REDIRECT)),
    ("redirectto", ForeignMeaning::Told(REDIRECT)),
    // Days.
    ("created", ForeignMeaning::Day("date")),
    ("createdat", ForeignMeaning::Day("date")),
    ("createdon", ForeignMeaning::Day("date")),
    ("datecreated", ForeignMeaning::Day("date")),
    ("creationdate", ForeignMeaning::Day("date")),
    ("emailsentat", ForeignMeaning::Day("date")),
    ("postdategmt", ForeignMeaning::Day("date")),
    ("dategmt", ForeignMeaning::Day("date")),
    ("posted", ForeignMeaning::Day("date")),
    ("postdate", ForeignMeaning::Day("date")),
    ("pubdate", ForeignMeaning::Day("date")),
    ("datepublished", ForeignMeaning::Day("date")),
    ("publishedat", ForeignMeaning::Day("date")),
    ("publishedon", ForeignMeaning::Day("date")),
    ("day", ForeignMeaning::Day("date")),
    ("lastmod", ForeignMeaning::Day("updated")),
    ("modified", ForeignMeaning::Day("updated")),
    ("lastmodified", ForeignMeaning::Day("updated")),
    ("lastmodifiedat", ForeignMeaning::Day("updated")),
    ("datemodified", ForeignMeaning::Day("updated")),
    ("moddate", ForeignMeaning::Day("updated")),
    ("dateupdated", ForeignMeaning::Day("updated")),
    ("datemodifiedgmt", ForeignMeaning::Day("updated")),
    ("updatedat", ForeignMeaning::Day("updated")),
    ("lastupdated", ForeignMeaning::Day("updated")),
    ("lastupdate", ForeignMeaning::Day("updated")),
    ("changed", ForeignMeaning::Day("updated")),
    ("publishdate", ForeignMeaning::Day("publish_on")),
    ("publishfrom", ForeignMeaning::Day("publish_on")),
    ("golive", ForeignMeaning::Day("publish_on")),
    ("embargo", ForeignMeaning::Day("publish_on")),
    ("embargoeduntil", ForeignMeaning::Day("publish_on")),
    ("from", ForeignMeaning::Day("publish_on")),
    ("expirydate", ForeignMeaning::Day("expires_on")),
    ("expires", ForeignMeaning::Day("expires_on")),
    ("expiry", ForeignMeaning::Day("expires_on")),
    ("expire", ForeignMeaning::Day("expires_on")),
    ("unpublish", ForeignMeaning::Day("expires_on")),
    ("unpublishon", ForeignMeaning::Day("expires_on")),
    ("unpublishdate", ForeignMeaning::Day("expires_on")),
    ("until", ForeignMeaning::Day("expires_on")),
    // Whether it is published.
    ("published", ForeignMeaning::Published),
    ("publish", ForeignMeaning::Published),
    ("public", ForeignMeaning::Published),
    ("visible", ForeignMeaning::Published),
    ("status", ForeignMeaning::Published),
    ("state", ForeignMeaning::Published),
    ("hidden", ForeignMeaning::Hidden),
    ("hide", ForeignMeaning::Hidden),
    ("private", ForeignMeaning::Hidden),
    ("unlisted", ForeignMeaning::Told(UNLISTED)),
    ("unpublished", ForeignMeaning::Hidden),
    ("drafts", ForeignMeaning::Hidden),
    ("headless", ForeignMeaning::Hidden),
    ("wip", ForeignMeaning::Hidden),
    ("archived", ForeignMeaning::Hidden),
    ("exclude", ForeignMeaning::Hidden),
    ("excluded", ForeignMeaning::Hidden),
    ("ignore", ForeignMeaning::Hidden),
    ("ignored", ForeignMeaning::Hidden),
    ("eleventyexcludefromcollections", ForeignMeaning::Hidden),
    ("render", ForeignMeaning::Published),
    ("live", ForeignMeaning::Published),
    ("ispublished", ForeignMeaning::Published),
    ("enabled", ForeignMeaning::Published),
    ("active", ForeignMeaning::Published),
    ("listed", ForeignMeaning::Published),
    ("poststatus", ForeignMeaning::Published),
    // Whether it is found.
    ("noindex", ForeignMeaning::Told(UNSEARCHED)),
    ("robots", ForeignMeaning::Told(UNSEARCHED)),
    ("searchable", ForeignMeaning::Told(UNSEARCHED)),
    ("excludefromsearch", ForeignMeaning::Told(UNSEARCHED)),
    ("searchexclude", ForeignMeaning::Told(UNSEARCHED)),
    ("insearchindex", ForeignMeaning::Told(UNSEARCHED)),
    // Pictures.
    ("images", ForeignMeaning::Picture),
    ("picture", ForeignMeaning::Picture),
    ("photo", ForeignMeaning::Picture),
    ("cover", ForeignMeaning::Picture),
    ("coverimage", ForeignMeaning::Picture),
    ("featuredimage", ForeignMeaning::Picture),
    ("featureimage", ForeignMeaning::Picture),
    ("heroimage", ForeignMeaning::Picture),
    ("hero", ForeignMeaning::Picture),
    ("banner", ForeignMeaning::Picture),
    ("ogimage", ForeignMeaning::Picture),
    ("thumbnail", ForeignMeaning::Picture),
    ("alt", ForeignMeaning::Named("image_alt")),
    ("imagedescription", ForeignMeaning::Named("image_alt")),
    ("picturealt", ForeignMeaning::Named("image_alt")),
    ("coveralt", ForeignMeaning::Named("image_alt")),
    ("featuredimagealt", ForeignMeaning::Named("image_alt")),
    // The order of pages.
    ("order", ForeignMeaning::Named("weight")),
    ("position", ForeignMeaning::Named("weight")),
    ("sortorder", ForeignMeaning::Named("weight")),
    ("navorder", ForeignMeaning::Named("weight")),
    ("menuorder", ForeignMeaning::Named("weight")),
    ("sidebarposition", ForeignMeaning::Named("weight")),
];

const REDIRECT: &str = "a page that only leads elsewhere is an entry of `redirects:` in \
    `content/site.yaml`, with its address after `from:` and the other after `to:`; delete the file";

const UNLISTED: &str = "every page that is published can be found: `search: no` keeps it \
    out of the search of this site, and `draft: yes` keeps it out of the site";

const UNSEARCHED: &str = "to keep the page out of the search of this site, write `search: no`; \
    what nobody may find at all needs `draft: yes`";

/// Returns what becomes of a setting of another program.
pub(super) fn meaning(name: &str) -> Option<ForeignMeaning> {
    let plain = plain_name(name);
    let known = NAMES.iter().find(|(known, _)| *known == plain);
    known.map(|(_, meaning)| *meaning)
}

/// Reports whether front matter has this name for other programs.
#[must_use]
pub fn is_of_other_program(name: &str) -> bool {
    meaning(name).is_some()
}

/// Returns what a word says of whether a page is published: yes, no, or neither.
pub(super) fn truth(text: &str) -> Option<bool> {
    Some(match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" | "y" | "publish" | "published" | "public" | "live"
        | "active" | "final" | "visible" => true,
        "false" | "no" | "off" | "0" | "n" | "draft" | "drafts" | "pending" | "private"
        | "hidden" | "unpublished" | "archived" | "inactive" | "wip" | "never" | "future"
        | "scheduled" => false,
        _ => return None,
    })
}

/// Returns the day that a text means, in whatever form it is written.
pub(super) fn day_of(text: &str) -> Option<Date> {
    match parse_date(text) {
        Ok(day) => Some(day),
        Err(unread) => parse_date(&unread.meant?).ok(),
    }
}
