//! `masthead export`: prints the publications of the site in another form. From: the site's folder.
//! To: BibTeX, RIS, CSL-JSON, YAML or references on the terminal.

use super::args::{ExportArgs, ExportForm};
use super::exit::Exit;
use super::failure::Failure;
use super::run::{CommandRun, SiteFolder};
use super::terminal::Terminal;
use crate::base::nearest;
use crate::bibliography::Item;
use crate::bibliography::format::{Cache, Request, Style, format};
use crate::bibliography::read::ItemFormat;
use crate::bibliography::write;
use crate::pipeline;
use crate::present::human;
use crate::scan::CachePolicy;
use std::fmt::Write as _;

/// Prints the publications that the arguments name, or all.
pub(super) fn run(run: &CommandRun, args: &ExportArgs) -> Result<Exit, Failure> {
    let site = SiteFolder::open(run, CachePolicy::ReadOnly)?;
    let found = pipeline::publications(&site.tree, args.style.as_deref());
    let findings = site.findings_of(found.findings, &found.acceptances);
    Terminal::report(&human::findings(
        &findings,
        &|path| site.text(path),
        run.terminal().colour(),
    ));
    let items = chosen(&found.items, &args.keys)?;
    let text = match args.to {
        ExportForm::Bibtex => write::list(items, ItemFormat::Bibtex),
        ExportForm::Ris => write::list(items, ItemFormat::Ris),
        ExportForm::CslJson => write::list(items, ItemFormat::CslJson),
        ExportForm::Yaml => write::list(items, ItemFormat::Yaml),
        ExportForm::Text => match &found.style {
            Some(style) => references(items, style),
            None => return Ok(Exit::Faults),
        },
    };
    Terminal::answer(&text)?;
    Ok(if findings.has_errors() {
        Exit::Faults
    } else {
        Exit::Clean
    })
}

fn chosen<'i>(items: &'i [Item], keys: &[String]) -> Result<Vec<&'i Item>, Failure> {
    if keys.is_empty() {
        return Ok(items.iter().collect());
    }
    keys.iter().map(|key| item_with_key(items, key)).collect()
}

fn item_with_key<'i>(items: &'i [Item], key: &str) -> Result<&'i Item, Failure> {
    items.iter().find(|item| item.key == key).ok_or_else(|| {
        let meant = nearest(key, items.iter().map(|item| item.key.as_str()));
        let meant = meant.map_or_else(String::new, |meant| format!(" Did you mean `{meant}`?"));
        Failure::usage(format!(
            "there is no publication with the key `{key}`.{meant}"
        ))
    })
}

/// Formats one reference per paragraph, in the order of the style.
fn references(items: Vec<&Item>, style: &Style) -> String {
    let answer = format(
        &Request {
            items,
            clusters: Vec::new(),
            anchors: None,
        },
        style,
        &Cache::default(),
    );
    let mut out = String::new();
    for reference in &answer.formatted.references {
        let label = reference
            .label
            .as_ref()
            .map(|label| format!("{} ", label.text.trim()))
            .unwrap_or_default();
        let _ = writeln!(out, "{label}{}\n", reference.body.text.trim());
    }
    out.truncate(out.trim_end().len());
    if !out.is_empty() {
        out.push('\n');
    }
    out
}
