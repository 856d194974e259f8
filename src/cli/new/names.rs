//! Finds the folders and names of new files. From: a title, `--name`, `--in`. To: paths below
//! `content` that are not taken.

use super::answer_source::{AnswerSource, Question};
use super::site_context::SiteContext;
use crate::base::{SourcePath, is_slug, is_windows_reserved, nearest, slug};
use crate::cli::failure::Failure;
use crate::parse::place::CONTENT;

/// Finds the title, which is required.
pub(super) fn title(
    answers: &mut AnswerSource<'_>,
    given: Option<&str>,
    kind: &str,
) -> Result<String, Failure> {
    let example = format!("masthead new {kind} \"A title\"");
    answers.need(
        &Question::new("the title", "Title"),
        given,
        &example,
        &mut |text| words(text).map(str::to_owned),
    )
}

/// Checks words that must stand on one line.
pub(super) fn words(text: &str) -> Result<&str, String> {
    if text.is_empty() {
        return Err("this has to be said".to_owned());
    }
    if text.chars().any(char::is_control) {
        return Err("write it on one line".to_owned());
    }
    Ok(text)
}

/// Finds the name of a file or folder: as given, or made from words such as a title.
pub(super) fn name(
    answers: &mut AnswerSource<'_>,
    given: Option<&str>,
    from: &str,
) -> Result<String, Failure> {
    let made = slug(from);
    let made = if made.is_empty() {
        None
    } else {
        understand_name(&made).ok()
    };
    if given.is_none()
        && let Some(made) = made
    {
        return Ok(made);
    }
    let question =
        format!("No file name can be made from “{from}”. Name of the file, such as summer-fair");
    answers.need(
        &Question::new("--name", &question),
        given,
        "--name summer-fair",
        &mut understand_name,
    )
}

fn understand_name(text: &str) -> Result<String, String> {
    let stem = text.strip_suffix(".md").unwrap_or(text);
    if is_windows_reserved(stem) {
        return Err("Windows keeps that name for itself: choose another".to_owned());
    }
    if stem == "index" {
        return Err("`index` is the page of a folder: choose another name".to_owned());
    }
    if is_slug(stem) {
        return Ok(stem.to_owned());
    }
    let meant = Some(slug(stem))
        .filter(|meant| !meant.is_empty())
        .map_or_else(String::new, |meant| format!(", such as `{meant}`"));
    Err(format!("use lower-case letters, digits and hyphens{meant}"))
}

/// Finds a folder below `content` from what people write.
pub(super) fn folder(given: &str, known: &SiteContext<'_>) -> Result<SourcePath, Failure> {
    let text = given.trim().replace('\\', "/");
    let below = text
        .strip_prefix("content")
        .filter(|rest| rest.is_empty() || rest.starts_with('/'))
        .unwrap_or(&text)
        .trim_matches('/');
    let folder = if text.starts_with('/') {
        None
    } else {
        SourcePath::new(CONTENT).resolve(below)
    };
    let Some(folder) =
        folder.filter(|folder| folder.as_str() == CONTENT || folder.below(CONTENT).is_some())
    else {
        return Err(Failure::usage(format!(
            "`--in {given}` is not below `content`: name a folder such as `reports`"
        )));
    };
    if known.has_folder(&folder) {
        return Ok(folder);
    }
    let folders = known.folders();
    let meant = nearest(below, folders.iter().map(String::as_str));
    let meant = meant.map_or_else(
        || "; `masthead new section` makes one".to_owned(),
        |meant| format!("; did you mean `{meant}`?"),
    );
    Err(Failure::usage(format!(
        "`--in {given}`: there is no such folder in `content`{meant}"
    )))
}

/// Refuses a path that is taken.
pub(super) fn free(known: &SiteContext<'_>, path: &SourcePath) -> Result<(), Failure> {
    if !known.has(path) {
        return Ok(());
    }
    Err(Failure::usage(format!(
        "there is `{path}` already, and it stays as it is: choose another name with `--name`"
    )))
}
