//! Makes new pages, and new folders with a page of their own. From: arguments and answers. To: a
//! [`FilePlan`].

use super::answer_source::{AnswerSource, Question};
use super::args::PageArgs;
use super::file_plan::FilePlan;
use super::front_matter::{FrontMatterText, remark};
use super::names;
use super::site_context::SiteContext;
use super::yaml_text::scalar;
use crate::base::{Date, SourcePath};
use crate::cli::failure::Failure;
use crate::parse::kind::Kind;
use crate::parse::place::CONTENT;

/// Plans a page in a file of its own.
pub(super) fn page(
    args: &PageArgs,
    known: &SiteContext<'_>,
    answers: &mut AnswerSource<'_>,
) -> Result<FilePlan, Failure> {
    let start = start(args, known, answers, "page")?;
    let path = start.folder.join(&format!("{}.md", start.name));
    names::free(known, &path)?;
    names::free(known, &start.folder.join(&start.name))?;
    let mut front = known.front_of(&Kind::Page, &path);
    front.say("title", &start.title);
    front.say_or_note("summary", start.summary.as_deref());
    front.gap();
    front.note("nav_title");
    front.note("weight");
    finish(&mut front, args, None);
    let body = remark(&[
        "Write your text below. Leave an empty line between paragraphs. This remark is not \
         published.",
    ]);
    let mut plan = FilePlan::default();
    let menu = path.below(CONTENT).unwrap_or_default().to_owned();
    plan.text(path, front.above(&body));
    plan.advise(in_menu(&start.title, &menu));
    Ok(plan)
}

/// Plans a section: a folder whose page introduces and lists the other pages in it.
pub(super) fn section(
    args: &PageArgs,
    known: &SiteContext<'_>,
    answers: &mut AnswerSource<'_>,
) -> Result<FilePlan, Failure> {
    let start = start(args, known, answers, "section")?;
    let folder = start.folder.join(&start.name);
    names::free(known, &folder)?;
    names::free(known, &start.folder.join(&format!("{}.md", start.name)))?;
    let mut plan = FilePlan::default();
    let path = folder.join("index.md");
    let menu = path.below(CONTENT).unwrap_or_default().to_owned();
    let text = section_text(&path, &start.title, start.summary.as_deref(), args, known);
    plan.text(path, text);
    plan.advise(in_menu(&start.title, &menu));
    plan.advise(format!(
        "To add a page to it: masthead new page \"A title\" --in {}",
        folder.below(CONTENT).unwrap_or_default()
    ));
    Ok(plan)
}

/// Plans the page of a folder that has none yet, so that issues or reports are listed on it.
pub(super) fn add_section(
    plan: &mut FilePlan,
    folder: &SourcePath,
    title: &str,
    known: &SiteContext<'_>,
) {
    let path = folder.join("index.md");
    if !known.has(&path) {
        let text = section_text(&path, title, None, &PageArgs::default(), known);
        plan.text(path, text);
    }
}

fn section_text(
    path: &SourcePath,
    title: &str,
    summary: Option<&str>,
    args: &PageArgs,
    known: &SiteContext<'_>,
) -> String {
    let mut front = known.front_of(&Kind::Section, path);
    front.say("title", title);
    front.say_or_note("summary", summary);
    front.gap();
    front.note_with("sort", "newest");
    front.note("page_size");
    front.note("years");
    finish(&mut front, args, None);
    front.above(&remark(&[
        "Write a few words of introduction below. The list of what is in this folder follows them.",
    ]))
}

/// Explains how to add a page to the menu.
fn in_menu(title: &str, path: &str) -> String {
    format!(
        "To have it in the menu, add to `navigation` in content/site.yaml:\n  - title: {}\n    to: \
         {}",
        scalar(title),
        scalar(path)
    )
}

/// The values that pages and sections have in common.
struct PageBasics {
    title: String,
    name: String,
    folder: SourcePath,
    summary: Option<String>,
}

fn start(
    args: &PageArgs,
    known: &SiteContext<'_>,
    answers: &mut AnswerSource<'_>,
    kind: &str,
) -> Result<PageBasics, Failure> {
    let folder = match &args.folder {
        Some(folder) => names::folder(folder, known)?,
        None => SourcePath::new(CONTENT),
    };
    let title = names::title(answers, args.title.as_deref(), kind)?;
    let name = names::name(answers, args.name.as_deref(), &title)?;
    let summary = summary(answers, args.summary.as_deref())?;
    Ok(PageBasics {
        title,
        name,
        folder,
        summary,
    })
}

/// Finds the summary: one or two sentences.
pub(super) fn summary(
    answers: &mut AnswerSource<'_>,
    given: Option<&str>,
) -> Result<Option<String>, Failure> {
    let question = "One or two sentences about it (leave empty to write them later)";
    answers.may(&Question::new("--summary", question), given, &mut |text| {
        names::words(text).map(str::to_owned)
    })
}

/// Gives the day until which a page is held back, if its day of publication is in the future. The
/// plan then gets a line about it.
pub(super) fn to_come(date: Date, known: &SiteContext<'_>, plan: &mut FilePlan) -> Option<Date> {
    let to_come = Some(date).filter(|date| *date > known.today);
    if let Some(day) = to_come {
        plan.advise(format!(
            "It is held back until {day}, as `publish_on` says."
        ));
    }
    to_come
}

/// Adds the settings that end every kind. A page whose day of publication is still `to_come` is
/// held back until then.
pub(super) fn finish(front: &mut FrontMatterText, args: &PageArgs, to_come: Option<Date>) {
    front.list_or_note("topics", &args.topics);
    for name in [
        "image",
        "image_alt",
        "related",
        "publish_on",
        "expires_on",
        "review_by",
        "owner",
    ] {
        match to_come.filter(|_| name == "publish_on") {
            Some(day) => front.day(name, day),
            None => front.note(name),
        }
    }
    front.draft(args.draft);
}
