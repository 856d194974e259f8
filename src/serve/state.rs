//! Describes a page for the preview's script: the faults of the site, and facts that an editor
//! wants to see of this page. It takes a state of the site, and gives JSON, which the script shows
//! as text and never as HTML.
#![allow(
    clippy::disallowed_methods,
    reason = "when a file was last edited is in the file system"
)]

use super::round::Round;
use crate::base::{Fault, LineIndex, SourcePath, Span};
use crate::model::{PageId, Release, Withhold};
use crate::parse::settings::Editor;
use crate::present::{Places, json};
use crate::render::View;
use crate::resolve::Target;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// The number of faults that are shown; nobody mends more in one go.
const SHOWN: usize = 100;
/// The number of links that are listed of one page.
const LISTED: usize = 50;
/// The number of characters that are shown of a line.
const LONGEST_LINE: usize = 240;

/// The editor that files are opened in, and where the files are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditorLinks {
    /// The absolute path of the site's folder.
    pub root: PathBuf,
    /// The editor.
    pub editor: Editor,
}

/// Returns the editor that a command names, as `$VISUAL` holds it: a program with or without its
/// path and options.
#[must_use]
pub fn editor_named(command: &str) -> Editor {
    let program = command.split_whitespace().next().unwrap_or_default();
    let name = program.rsplit(['/', '\\']).next().unwrap_or_default();
    match name.trim_end_matches(".exe").trim_end_matches(".cmd") {
        "code-insiders" => Editor::Insiders,
        "codium" | "vscodium" => Editor::Codium,
        "cursor" => Editor::Cursor,
        "windsurf" => Editor::Windsurf,
        "zed" | "zeditor" => Editor::Zed,
        "subl" | "sublime_text" => Editor::Sublime,
        "mate" => Editor::Textmate,
        "idea" | "webstorm" | "pycharm" | "rustrover" => Editor::Idea,
        // The most common editor of those that open files from a browser; others do not.
        _ => Editor::Code,
    }
}

/// Returns the address by which an editor opens a file, with `{path}`, `{line}` and `{column}` left
/// to fill.
const fn pattern(editor: Editor) -> &'static str {
    match editor {
        Editor::Code => "vscode://file{path}:{line}:{column}",
        Editor::Insiders => "vscode-insiders://file{path}:{line}:{column}",
        Editor::Codium => "vscodium://file{path}:{line}:{column}",
        Editor::Cursor => "cursor://file{path}:{line}:{column}",
        Editor::Windsurf => "windsurf://file{path}:{line}:{column}",
        Editor::Zed => "zed://file{path}:{line}:{column}",
        Editor::Sublime => "subl://open?url=file://{path}&line={line}&column={column}",
        Editor::Textmate => "txmt://open?url=file://{path}&line={line}&column={column}",
        Editor::Idea => "idea://open?file={path}&line={line}&column={column}",
    }
}

impl EditorLinks {
    /// Returns the address that opens a file.
    #[must_use]
    pub fn href(&self, file: &SourcePath, line: usize, column: usize) -> Option<String> {
        let path = self.root.join(file.as_str());
        let path = path.to_str()?.replace('\\', "/");
        let path = if path.starts_with('/') {
            path
        } else {
            format!("/{path}")
        };
        // Written as an address, so that a blank or a `#` in a name does not end it.
        let encoded = crate::base::UrlPath::new(&path).absolute("/");
        let pattern = pattern(self.editor).replace("{path}", &encoded);
        Some(
            pattern
                .replace("{line}", &line.to_string())
                .replace("{column}", &column.to_string()),
        )
    }
}

/// Describes the site and the page at `view`. Findings quote lines of files that may not be
/// published, so only a browser on this machine, a `local` one, is told about them.
/// `working` says what is going on, when the state is that of the site as it last was well.
pub(super) fn of(
    round: &Round<'_>,
    view: Option<&View>,
    local: bool,
    working: Option<&str>,
) -> String {
    let mut state = if local {
        for_the_editor(round, view)
    } else {
        for_the_network(round, view)
    };
    state["working"] = json!(working);
    state.to_string()
}

/// Describes a page for others on the network: facts that they can see anyway. Neither files nor
/// lines are named, nor is anything that is wrong with them.
fn for_the_network(round: &Round<'_>, view: Option<&View>) -> Value {
    json!({
        "round": round.number,
        "network": true,
        "errors": 0,
        "warnings": 0,
        "more": 0,
        "findings": [],
        "page": view.and_then(|view| page_facts(round, view)),
        "own_findings": 0,
    })
}

/// Describes everything that the person who edits the site wants to see beside a page.
fn for_the_editor(round: &Round<'_>, view: Option<&View>) -> Value {
    let sources = |path: &SourcePath| -> Option<Arc<str>> {
        round.tree.text(path.as_str()).map(|file| file.text.clone())
    };
    let places = Places::new(&sources);
    let opening = round.opening();
    let findings = round.findings();
    let told: Vec<&Fault> = findings
        .iter()
        .filter(|found| !quotes_held_back(round, found))
        .collect();
    let shown: Vec<Value> = told
        .iter()
        .take(SHOWN)
        .map(|found| finding(found, &places, &sources, &opening))
        .collect();
    let errors = findings
        .iter()
        .filter(|found| found.severity == crate::base::Severity::Error)
        .count();
    let page = view.and_then(|view| editor_facts(round, view, &opening));
    let source = view.and_then(|view| view.source(round.plan.site()));
    let own = findings
        .iter()
        .filter(|found| source.is_some() && found.span.as_ref().map(|span| &span.file) == source)
        .count();
    json!({
        "round": round.number,
        "errors": errors,
        "warnings": findings.len() - errors,
        "more": findings.len() - shown.len(),
        "findings": shown,
        "page": page,
        "own_findings": own,
    })
}

/// Reports whether a finding quotes a page that is held back. Only the terminal tells it: what the
/// preview answers is what will be published, and nothing else.
fn quotes_held_back(round: &Round<'_>, found: &Fault) -> bool {
    let held_back = &round.plan.site().held_back;
    let labels = found.labels.iter().map(|label| &label.span);
    found
        .span
        .iter()
        .chain(labels)
        .any(|span| held_back.contains_key(&span.file))
}

fn finding(
    found: &Fault,
    places: &Places<'_>,
    sources: &dyn Fn(&SourcePath) -> Option<Arc<str>>,
    opening: &EditorLinks,
) -> Value {
    let mut value = json::finding(found, places);
    if let Some(span) = &found.span {
        if let Some((before, marked, after)) = excerpt(span, sources) {
            value["excerpt"] = json!([before, marked, after]);
        }
        let (line, column) = places
            .of(span)
            .map_or((1, 1), |(start, _)| (start.line, start.column));
        value["open"] = json!(opening.href(&span.file, line, column));
    }
    value
}

/// Cuts a text to the length that is shown, without control characters.
fn cut(text: &str) -> String {
    text.chars()
        .take(LONGEST_LINE)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

/// Splits the line in which a span starts: the text before the span, the span, and the text after.
fn excerpt(
    span: &Span,
    sources: &dyn Fn(&SourcePath) -> Option<Arc<str>>,
) -> Option<(String, String, String)> {
    let text = sources(&span.file)?;
    let lines = LineIndex::new(&text);
    let line = lines.line_range(&text, lines.position(&text, span.range.start).line)?;
    let from = text.floor_char_boundary(span.range.start.clamp(line.start, line.end));
    let to = text.floor_char_boundary(span.range.end.clamp(from, line.end));
    let before: String = text[line.start..from]
        .trim_start_matches('\u{feff}')
        .to_owned();
    let skipped = before.chars().count().saturating_sub(LONGEST_LINE / 2);
    let before = before.chars().skip(skipped).collect::<String>();
    let before = if skipped > 0 {
        format!("…{before}")
    } else {
        before
    };
    (!text[line].trim().is_empty()).then(|| {
        (
            cut(&before),
            cut(&text[from..to]),
            cut(text[to..].split('\n').next().unwrap_or_default()),
        )
    })
}

/// Returns what an editor wants to know of a page: the facts, its file, and when that was last
/// edited.
fn editor_facts(round: &Round<'_>, view: &View, opening: &EditorLinks) -> Option<Value> {
    let mut facts = page_facts(round, view)?;
    let source = view.source(round.plan.site())?;
    let is_written = round.tree.texts.contains_key(source);
    facts["source"] = json!(source.as_str());
    facts["written"] = json!(is_written);
    facts["open"] = json!(is_written.then(|| opening.href(source, 1, 1)).flatten());
    facts["edited"] = json!(edited(round, source));
    Some(facts)
}

/// Returns facts about a page that name no file.
fn page_facts(round: &Round<'_>, view: &View) -> Option<Value> {
    let site = round.plan.site();
    let source = view.source(site)?;
    let id = *site.by_source.get(source)?;
    let page = &site.pages[id];
    let everything = Release {
        drafts: Withhold::Yes,
        future: Withhold::Yes,
        ..round.options.release
    };
    let state = everything
        .holds_back(page.common())
        .map_or_else(|| "published".to_owned(), |reason| reason.to_string());
    let outline = &page.parsed.body.outline;
    Some(json!({
        "kind": page.kind().name(),
        "title": page.title(),
        "state": state,
        "template": view.template(site),
        "words": outline.words,
        "minutes": outline.minutes(),
        "links": listed(round, &links_of(round, id)),
        "linked_from": listed(round, &links_to(round, id)),
    }))
}

/// Returns the pages that a page links to.
fn links_of(round: &Round<'_>, id: PageId) -> BTreeSet<PageId> {
    let targets = round.plan.resolved().pages[id].all();
    targets
        .filter_map(|target| {
            if let Target::Page { page, .. } = target {
                Some(*page)
            } else {
                None
            }
        })
        .filter(|other| *other != id)
        .collect()
}

fn leads_to(target: &Target, id: PageId) -> bool {
    matches!(target, Target::Page { page, .. } if *page == id)
}

/// Returns the pages that link to a page.
fn links_to(round: &Round<'_>, id: PageId) -> BTreeSet<PageId> {
    let pages = round.plan.resolved().pages.iter().enumerate();
    pages
        .filter(|(other, targets)| *other != id && targets.all().any(|target| leads_to(target, id)))
        .map(|(other, _)| other)
        .collect()
}

fn listed(round: &Round<'_>, pages: &BTreeSet<PageId>) -> Value {
    let site = round.plan.site();
    let base = site
        .settings
        .base_url
        .as_deref()
        .map_or("/", crate::base::sub_path);
    let mut listed = Vec::new();
    for id in pages.iter().take(LISTED) {
        let page = &site.pages[*id];
        listed.push(json!({"title": page.title(), "url": page.url.absolute(base)}));
    }
    json!({"number": pages.len(), "pages": listed})
}

/// Returns the time at which a file was last written, in seconds since 1970.
fn edited(round: &Round<'_>, source: &SourcePath) -> Option<u64> {
    let changed = std::fs::metadata(round.standby.root.join(source.as_str()))
        .ok()?
        .modified()
        .ok()?;
    Some(
        changed
            .duration_since(std::time::UNIX_EPOCH)
            .ok()?
            .as_secs(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn href(command: &str) -> Option<String> {
        let links = EditorLinks {
            root: PathBuf::from("/my site"),
            editor: editor_named(command),
        };
        links.href(&SourcePath::new("content/a#b.md"), 3, 7)
    }

    #[test]
    fn a_file_is_opened_in_the_editor_that_the_surroundings_name() {
        assert_eq!(
            href("code --wait").as_deref(),
            Some("vscode://file/my%20site/content/a%23b.md:3:7")
        );
        assert_eq!(
            href("code-insiders").as_deref(),
            Some("vscode-insiders://file/my%20site/content/a%23b.md:3:7")
        );
        assert_eq!(
            href("/usr/bin/zed").as_deref(),
            Some("zed://file/my%20site/content/a%23b.md:3:7")
        );
        assert_eq!(
            href("").as_deref(),
            Some("vscode://file/my%20site/content/a%23b.md:3:7")
        );
    }
}
