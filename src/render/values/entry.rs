//! The entry of a page in a feed: its text with whole addresses. A report begins with its findings,
//! a publication with its reference. From: a page, the theme's words. To: HTML that stands alone,
//! away from the site and its style sheet.

use super::content_page::ContentPage;
use super::front_texts::{FrontTextValues, abstract_of_list, front_texts};
use crate::base::{UrlPath, html::escape};
use crate::memo::RecordedAnswer;
use crate::model::PageId;
use crate::parse::front::KindFields;
use crate::render::answers::Answers;
use crate::render::body::BodyRenderer;
use crate::render::citations;
use crate::render::{CurrentPage, View};
use minijinja::value::Value;
use minijinja::{Environment, Error};
use std::fmt::Write as _;
use std::sync::Arc;

/// The text of a page with whole addresses below `base`.
pub(in crate::render) fn absolute_body(
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
    let targets = &answers.resolved().pages[id];
    let content = ContentPage::new(answers, id, 1);
    let downloads = content.of_kind("downloads");
    let renderer = BodyRenderer {
        environment,
        answers,
        here: &here,
        document: &page.parsed.body,
        targets: &targets.body,
        tables: Some(&targets.tables),
        page: Value::from_object(content),
        site: super::site(answers, &here),
    };
    let body = renderer.body()?;
    let html = match page.parsed.front.fields {
        KindFields::Report { .. } => report(
            answers,
            &front_texts(&renderer, &page.parsed.texts, &targets.texts)?,
            downloads.as_ref(),
            &body,
            base,
        ),
        KindFields::Publication { .. } => publication(
            answers,
            id,
            &front_texts(&renderer, &page.parsed.texts, &targets.texts)?,
            &body,
        ),
        _ => body,
    };
    let html = html + &citations::list(environment, answers, &here, &renderer.site)?;
    // Footnotes and references name places on their own page.
    Ok((led_home(html, &page.url.absolute(base)), here.reads()))
}

/// HTML whose links to places on its own page lead to the page at `url`.
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

/// The entry of a publication: its reference, then, as on its page, the key message, the note, the
/// summary and the text.
fn publication(answers: &Answers, id: PageId, texts: &FrontTextValues, body: &str) -> String {
    let references = &answers.resolved().references;
    let reference = answers.site().pages[id]
        .publication
        .and_then(|at| references.alone.get(at)?.as_ref());
    let mut html = reference
        .map(|text| format!("<div>{}</div>\n", text.html))
        .unwrap_or_default();
    let parts = [
        texts.message.clone(),
        texts.note.clone(),
        texts
            .summary
            .clone()
            .or_else(|| abstract_of_list(answers, id)),
    ];
    for part in parts.into_iter().flatten() {
        let _ = writeln!(html, "{part}");
    }
    html.push_str(body);
    html
}

/// The entry of a report, in the order of its page: findings, downloads, text, method.
fn report(
    answers: &Answers,
    texts: &FrontTextValues,
    downloads: Option<&Value>,
    body: &str,
    base: &str,
) -> String {
    let mut html = String::with_capacity(body.len() + 1024);
    if let Some(findings) = &texts.findings {
        heading(&mut html, answers, "key_findings");
        html.push_str("<ol>\n");
        for finding in findings.try_iter().into_iter().flatten() {
            let _ = writeln!(html, "<li>{finding}</li>");
        }
        html.push_str("</ol>\n");
    }
    let files: Vec<Value> = downloads
        .and_then(|files| files.try_iter().ok())
        .into_iter()
        .flatten()
        .collect();
    if !files.is_empty() {
        heading(&mut html, answers, "downloads");
        html.push_str("<ul>\n");
        for file in files {
            let part = |name: &str| {
                file.get_attr(name)
                    .ok()
                    .filter(|value| !value.is_undefined())
                    .map(|value| value.to_string())
            };
            let url = UrlPath::new(&part("url").unwrap_or_default()).absolute(base);
            let facts: Vec<String> = ["kind", "size"].into_iter().filter_map(part).collect();
            let (url, title, facts) = (url, part("title").unwrap_or_default(), facts.join(", "));
            let note = part("note").map_or_else(String::new, |note| format!(". {}", escape(&note)));
            let _ = writeln!(
                html,
                "<li><a href=\"{}\">{}</a> ({}){note}</li>",
                escape(&url),
                escape(&title),
                escape(&facts)
            );
        }
        html.push_str("</ul>\n");
    }
    if let Some(accessible) = &texts.accessible {
        let _ = writeln!(html, "{accessible}");
    }
    html.push_str(body);
    if let Some(method) = &texts.method {
        heading(&mut html, answers, "report_method");
        let _ = writeln!(html, "{method}");
    }
    html
}

/// A heading in the theme's words; none where it has no words for it.
fn heading(html: &mut String, answers: &Answers, key: &str) {
    if let Some(words) = answers.words().get(key) {
        let _ = writeln!(html, "<h2>{}</h2>", escape(&words));
    }
}
