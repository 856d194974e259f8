//! Indexes pages that come as JSON lines, for the evaluation: `search-index PAGES.jsonl
//! OUTPUT_FOLDER`; or answers queries, one a line, from an index: `search-index --answer
//! OUTPUT_FOLDER < QUERIES`, as JSON lines `[total, corrected, [[url, score, excerpt]…]]`;
//! `search-index --tinysearch PAGES.jsonl < QUERIES` does so with the tinysearch crate alone.
//!
//! A line is `{url, title, text, kind?, date?, summary?, topics?, authors?, headings?: [[byte
//! offset, id]]}`.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::print_stdout,
    missing_docs,
    reason = "a tool at the edge"
)]

use masthead::base::{UrlPath, parse_date};
use masthead::search::{
    EntryHeading, IndexEntry, IndexSettings, Language, SearchRequest, Searcher, analyse,
    index_entries,
};
use rayon::prelude::*;
use serde::Deserialize;
use std::error::Error;
use std::time::Instant;
use tinysearch::{BasicPost, TinySearch};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Deserialize)]
struct PageLine {
    url: String,
    title: String,
    text: String,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    summary: Option<String>,
    #[serde(default)]
    topics: Vec<String>,
    #[serde(default)]
    authors: Vec<String>,
    #[serde(default)]
    headings: Vec<(usize, String)>,
}

fn entry(line: PageLine) -> IndexEntry {
    IndexEntry {
        kind: line.kind.unwrap_or_else(|| "page".to_owned()),
        date: line.date.and_then(|date| parse_date(&date).ok()),
        summary: line.summary,
        topics: line.topics,
        authors: line.authors,
        headings: line
            .headings
            .into_iter()
            .map(|(offset, id)| EntryHeading { offset, id })
            .collect(),
        language: Language::of_tag("en"),
        ..IndexEntry::new(UrlPath::new(&line.url), &line.title, &line.text)
    }
}

fn answer(folder: &str) -> Result<(), Box<dyn Error>> {
    let searcher = Searcher::open(|path| {
        std::fs::read(std::path::Path::new(folder).join(path.as_str())).ok()
    })?;
    for query in std::io::stdin().lines() {
        let answer = searcher.search(&query?, &SearchRequest::default())?;
        let results: Vec<_> = answer
            .results
            .iter()
            .map(|found| (&found.url, found.score, &found.excerpt))
            .collect();
        println!(
            "{}",
            serde_json::to_string(&(answer.total, answer.corrected, results))?
        );
    }
    Ok(())
}

/// The crate by itself, as its own program uses it: answers as [`answer`] gives them.
fn tinysearch_alone(pages: &str) -> Result<(), Box<dyn Error>> {
    let lines = std::fs::read_to_string(pages)?;
    let posts = lines.lines().map(|line| {
        let line: PageLine = serde_json::from_str(line)?;
        Ok(BasicPost {
            title: line.title,
            url: line.url,
            body: Some(line.text),
            meta: std::collections::HashMap::new(),
        })
    });
    let posts = posts.collect::<Result<Vec<BasicPost>, Box<dyn Error>>>()?;
    let search = TinySearch::new();
    let index = search
        .build_index(&posts)
        .map_err(|fault| fault.to_string())?;
    for query in std::io::stdin().lines() {
        let results: Vec<_> = search
            .search(&index, &query?, 10)
            .iter()
            .map(|post| (post.url.clone(), 0, ""))
            .collect();
        println!(
            "{}",
            serde_json::to_string(&(results.len(), None::<String>, results))?
        );
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, flag, folder] = &arguments[..]
        && flag == "--answer"
    {
        return answer(folder);
    }
    if let [_, flag, pages] = &arguments[..]
        && flag == "--tinysearch"
    {
        return tinysearch_alone(pages);
    }
    let [_, pages, output] = &arguments[..] else {
        return Err("usage: index PAGES.jsonl OUTPUT_FOLDER".into());
    };
    let lines = std::fs::read_to_string(pages)?;
    let entries = lines
        .lines()
        .map(|line| serde_json::from_str(line).map(entry))
        .collect::<Result<Vec<IndexEntry>, _>>()?;
    let settings = IndexSettings::default();
    let start = Instant::now();
    let analysed: Vec<_> = entries
        .par_chunks(
            entries
                .len()
                .div_ceil(rayon::current_num_threads() * 4)
                .max(256),
        )
        .flat_map_iter(|part| analyse(part, &settings))
        .collect();
    let analysis = start.elapsed();
    let files = index_entries(&entries, &analysed, &settings)?;
    let whole = start.elapsed();
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    for (path, bytes) in &files {
        let target = std::path::Path::new(output).join(path.as_str());
        std::fs::create_dir_all(target.parent().ok_or("no folder")?)?;
        std::fs::write(target, bytes)?;
    }
    println!(
        "{{\"pages\": {}, \"files\": {}, \"bytes\": {bytes}, \"analysis_ms\": {}, \"index_ms\": \
         {}, \"write_ms\": {}}}",
        entries.len(),
        files.len(),
        analysis.as_millis(),
        whole.saturating_sub(analysis).as_millis(),
        start.elapsed().saturating_sub(whole).as_millis()
    );
    Ok(())
}
