//! Outputs: what a page of the content is written as. A page is an HTML file of the site; where it
//! is news, it is an entry of feeds too, and where it takes place on a day, a file for calendar
//! programs. Each output names the templates that show it, how its links begin, and what is done to
//! its text last; the renderer knows nothing else of it.

use super::calendar;
use super::current_page::CurrentPage;
use super::feed_entry::lead_home;

/// What a page can be written as.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    /// What messages call it where it is not the page itself: "the … of the page".
    pub(super) name: Option<&'static str>,
    /// The folder of a theme in which its templates stand.
    pub(super) folder: &'static str,
    /// The ending of its templates, without the dot.
    pub(super) ending: &'static str,
    pub(super) choice: TemplateChoice,
    pub(super) links: LinkForm,
    /// What is done to the text after its template has made it.
    pub(super) last_step: fn(String, &CurrentPage) -> String,
}

/// How the template of a page is chosen.
#[derive(Clone, Copy, Debug)]
pub(super) enum TemplateChoice {
    /// The page, its folder or its kind names the template.
    OfView,
    /// The template has the name of the page's kind. For a kind without one it has the other name,
    /// if there is one; else pages of the kind are not written as this output.
    OfKind(Option<&'static str>),
}

/// How links to places of the site are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinkForm {
    /// As the way from the page, so that the site works at any address.
    Relative,
    /// With the address of the site, for places outside it.
    Whole,
}

/// The HTML file of a page.
pub const PAGE: Output = Output {
    name: None,
    folder: "templates",
    ending: "html",
    choice: TemplateChoice::OfView,
    links: LinkForm::Relative,
    last_step: |html, _| html,
};

/// The text of a page in feeds.
pub const FEED_ENTRY: Output = Output {
    name: Some("feed entry"),
    folder: "feeds",
    ending: "html",
    choice: TemplateChoice::OfKind(Some("entry")),
    links: LinkForm::Whole,
    last_step: lead_home,
};

/// The file of a page for calendar programs.
pub const CALENDAR: Output = Output {
    name: Some("calendar"),
    folder: "templates",
    ending: "ics",
    choice: TemplateChoice::OfKind(None),
    links: LinkForm::Whole,
    last_step: calendar::finish,
};

/// A letter to a service about the figures of pages. It is no file of the site.
pub(super) const LETTER: Output = Output {
    name: Some("letter"),
    folder: "letters",
    ending: "html",
    choice: TemplateChoice::OfKind(Some("letter")),
    links: LinkForm::Whole,
    last_step: |html, _| html,
};

impl Output {
    /// Every output.
    pub(super) const ALL: [Self; 4] = [PAGE, FEED_ENTRY, CALENDAR, LETTER];

    /// Returns the name under which templates know the file at `path` of the output's folder. Those
    /// of pages do without the folder: `base.html`, but `feeds/report.html`.
    pub(super) fn template(&self, path: &str) -> String {
        if self.folder == PAGE.folder {
            path.to_owned()
        } else {
            format!("{}/{path}", self.folder)
        }
    }
}
