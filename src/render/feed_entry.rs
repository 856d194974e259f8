//! Writes the entry of a page in a feed: its text with whole addresses. A report begins with its
//! findings, a publication with its reference. Takes a page and the theme's words; gives HTML that
//! stands alone, away from the site and its style sheet.

use super::answers::Answers;
use super::citations;
use super::content::{front_texts, page_renderer};
use super::current_page::CurrentPage;
use super::facts::downloads::Downloads;
use super::facts::page_sources::PageFile;
use super::facts::page_texts::{PreparedTexts, abstract_of_list};
use super::facts::record::part;
use super::facts::site_wide::SiteWide;
use super::views::View;
use crate::base::{UrlPath, html::escape};
use crate::memo::RecordedAnswer;
use crate::model::PageId;
use crate::parse::front::{Download, KindFields};
use crate::resolve::Target;
use minijinja::{Environment, Error};
use std::fmt::Write as _;
use std::sync::Arc;

/// Returns the text of a page with whole addresses below `base`, and the questions that it asks.
pub(super) fn feed_entry(
    environment: &Environment<'_>,
    answers: &Arc<Answers>,
    id: PageId,
    base: &str,
) -> Result<(String, Vec<RecordedAnswer>), Error> {
    let page = &answers.site().pages[id];
    let here = Arc::new(CurrentPage {
        root: Some(base.to_owned()),
        ..answers.here(&View::Page(id))
    });
    let renderer = page_renderer(environment, answers, id, 1, &here);
    let body = renderer.body()?;
    let html = match page.parsed.front.fields {
        KindFields::Report { .. } => {
            let report = ReportEntry {
                site: SiteWide::of(answers),
                texts: front_texts(&renderer, answers, id)?,
                downloads: Downloads::of(answers, id),
                base,
            };
            report.html(&body)
        }
        KindFields::Publication { .. } => {
            publication(answers, id, &front_texts(&renderer, answers, id)?, &body)
        }
        _ => body,
    };
    let html = html + &citations::list(environment, answers, &here, &renderer.site)?;
    // Footnotes and references name places on their own page.
    Ok((led_home(html, &page.url.absolute(base)), here.reads()))
}

/// Returns HTML in which links to places on its own page lead to the page at `url`.
fn led_home(html: String, url: &str) -> String {
    const TO_HERE: &str = " href=\"#";
    let mut found = memchr::memmem::find_iter(html.as_bytes(), TO_HERE)
        .map(|at| at + TO_HERE.len() - 1)
        .peekable();
    if found.peek().is_none() {
        return html;
    }
    let mut out = String::with_capacity(html.len() + 8 * url.len());
    let mut done = 0;
    for at in found {
        out.push_str(&html[done..at]);
        out.push_str(url);
        done = at;
    }
    out.push_str(&html[done..]);
    out
}

/// Returns the entry of a publication: its reference, then, as on its page, the key message, the
/// note, the summary and the text.
fn publication(answers: &Answers, id: PageId, texts: &PreparedTexts, body: &str) -> String {
    let page = &answers.site().pages[id];
    let references = &answers.resolved().references;
    let publication = page.publication;
    let reference = publication.and_then(|at| references.alone.get(at)?.as_ref());
    let mut html = reference
        .map(|text| format!("<div>{}</div>\n", text.html))
        .unwrap_or_default();
    let parts = [
        texts.message.clone(),
        texts.note.clone(),
        texts
            .summary
            .clone()
            .or_else(|| abstract_of_list(PageFile::of(answers, page))),
    ];
    for part in parts.into_iter().flatten() {
        let _ = writeln!(html, "{part}");
    }
    html.push_str(body);
    html
}

/// The entry of a report.
struct ReportEntry<'a> {
    site: SiteWide<'a>,
    texts: PreparedTexts,
    downloads: Downloads<'a>,
    /// The address of the site.
    base: &'a str,
}

impl ReportEntry<'_> {
    /// Returns the entry, in the order of the report's page: findings, downloads, text, method.
    fn html(&self, body: &str) -> String {
        let mut html = String::with_capacity(body.len() + 1024);
        self.write_findings(&mut html);
        self.write_downloads(&mut html);
        if let Some(accessible) = &self.texts.accessible {
            let _ = writeln!(html, "{accessible}");
        }
        html.push_str(body);
        if let Some(method) = &self.texts.method {
            heading(&mut html, self.site, "report_method");
            let _ = writeln!(html, "{method}");
        }
        html
    }

    fn write_findings(&self, html: &mut String) {
        let Some(findings) = &self.texts.findings else {
            return;
        };
        heading(html, self.site, "key_findings");
        html.push_str("<ol>\n");
        for finding in findings.try_iter().into_iter().flatten() {
            let _ = writeln!(html, "<li>{finding}</li>");
        }
        html.push_str("</ol>\n");
    }

    fn write_downloads(&self, html: &mut String) {
        let mut downloads = self.downloads.iter().peekable();
        if downloads.peek().is_none() {
            return;
        }
        heading(html, self.site, "downloads");
        html.push_str("<ul>\n");
        for (download, target) in downloads {
            self.write_download(download, target, html);
        }
        html.push_str("</ul>\n");
    }

    fn write_download(&self, download: &Download, target: &Target, html: &mut String) {
        let file = self.downloads.file(download, target);
        let text = |name: &str| part(&file, name).map(|value| value.to_string());
        let url = UrlPath::new(&text("url").unwrap_or_default()).absolute(self.base);
        let title = text("title").unwrap_or_default();
        let facts: Vec<String> = ["kind", "size"].into_iter().filter_map(text).collect();
        let note = text("note").map_or_else(String::new, |note| format!(". {}", escape(&note)));
        let _ = writeln!(
            html,
            "<li><a href=\"{}\">{}</a> ({}){note}</li>",
            escape(&url),
            escape(&title),
            escape(&facts.join(", "))
        );
    }
}

/// Adds a heading in the theme's words, unless the theme has no words for it.
fn heading(html: &mut String, site: SiteWide<'_>, key: &str) {
    if let Some(words) = site.words().get(key) {
        let _ = writeln!(html, "<h2>{}</h2>", escape(&words));
    }
}
