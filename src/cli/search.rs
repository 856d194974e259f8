//! `masthead search`: searches the published index as visitors do. From: queries, and the index in
//! the output folder. To: results as text or JSON.
#![allow(
    clippy::disallowed_methods,
    reason = "the index is read from the folder that was published, and queries from standard input"
)]

use super::args::{FindingFormat, SearchArgs};
use super::exit::Exit;
use super::failure::Failure;
use super::run::CommandRun;
use super::terminal::Terminal;
use crate::base::OutputPath;
use crate::present::one_line;
use crate::search::{Hit, SearchAnswer, SearchRequest, Searcher};
use serde::Serialize;
use std::fmt::Write as _;
use std::fs;
use std::io::BufRead;
use std::path::Path;

/// The results of one query, for programs.
#[derive(Serialize)]
struct SearchReply<'a> {
    query: &'a str,
    total: usize,
    results: Vec<SearchResult<'a>>,
}

/// A result, for programs.
#[derive(Serialize)]
struct SearchResult<'a> {
    url: &'a str,
    title: &'a str,
    /// The heading above the passage.
    section: Option<&'a str>,
    excerpt: &'a str,
    score: f64,
}

/// Answers one query, or one for each line of standard input.
pub(super) fn run(run: &CommandRun, args: &SearchArgs) -> Result<Exit, Failure> {
    let output = args
        .output
        .clone()
        .map_or_else(|| Ok::<_, Failure>(run.root()?.join("public")), Ok)?;
    let read = |path: &OutputPath| read(&output, path);
    let searcher = Searcher::open(read).map_err(|fault| no_index(&output, &fault.to_string()))?;
    let json = args.json || args.batch || run.format() == FindingFormat::Json;
    let ask = SearchRequest {
        limit: args.limit,
        ..SearchRequest::default()
    };
    let one = |query: &str| -> Result<(), Failure> {
        let answer = searcher
            .search(query, &ask)
            .map_err(|fault| no_index(&output, &fault.to_string()))?;
        let printed = if json {
            Terminal::answer(&line(query, &answer)?)
        } else {
            Terminal::show(&words(query, &answer))
        };
        Ok(printed?)
    };
    match &args.query {
        Some(query) => one(query)?,
        None => {
            for query in std::io::stdin().lock().lines() {
                one(&query?)?;
            }
        }
    }
    Ok(Exit::Clean)
}

/// Reads a file of the index. Paths come from the index itself, and none may lead out of the
/// folder.
fn read(output: &Path, path: &OutputPath) -> Option<Vec<u8>> {
    let inside = path
        .as_str()
        .split('/')
        .all(|part| !part.is_empty() && part != "..");
    if inside {
        fs::read(output.join(path.as_str())).ok()
    } else {
        None
    }
}

fn no_index(output: &Path, problem: &str) -> Failure {
    let build = "`masthead build` makes one";
    if output.join("search/index.bin").is_file() {
        return Failure::usage(format!(
            "{problem} (in `{}`); {build} anew",
            output.display()
        ));
    }
    Failure::usage(format!(
        "there is no search index in `{}`; {build}, unless the settings say `search: {{enabled: \
         no}}`",
        output.display()
    ))
}

fn hit(found: &Hit) -> SearchResult<'_> {
    let section = found.section.as_ref().map(|(_, title)| title.as_str());
    SearchResult {
        url: &found.url,
        title: &found.title,
        section,
        excerpt: &found.excerpt,
        score: found.score,
    }
}

fn line(query: &str, answer: &SearchAnswer) -> Result<String, Failure> {
    let reply = SearchReply {
        query,
        total: answer.total,
        results: answer.results.iter().map(hit).collect(),
    };
    Ok(serde_json::to_string(&reply).map_err(|error| Failure::usage(error.to_string()))? + "\n")
}

fn words(query: &str, answer: &SearchAnswer) -> String {
    let mut out = String::new();
    if answer.total == 0 {
        return format!("Nothing has \"{}\"\n", one_line(query));
    }
    if let Some(corrected) = &answer.corrected {
        let _ = writeln!(out, "Results for \"{}\":\n", one_line(corrected));
    }
    for found in &answer.results {
        let section = found
            .section
            .as_ref()
            .map(|(_, title)| format!(" > {title}"))
            .unwrap_or_default();
        let _ = writeln!(
            out,
            "{}{}\n  {}",
            one_line(&found.title),
            one_line(&section),
            one_line(&found.url)
        );
        if !found.excerpt.is_empty() {
            let _ = writeln!(out, "  {}", one_line(&found.excerpt));
        }
    }
    let shown = answer.results.len();
    let _ = writeln!(
        out,
        "\n{shown} of {} result{}",
        answer.total,
        if answer.total == 1 { "" } else { "s" }
    );
    out
}
