//! Makes new reports, with the files that they offer. From: arguments and answers. To: a
//! [`FilePlan`].

use super::answer_source::{AnswerSource, Question, day};
use super::args::ReportArgs;
use super::file_plan::FilePlan;
use super::files;
use super::front_matter::{FrontMatterText, remark};
use super::names;
use super::page::{add_section, finish, summary, to_come};
use super::site_context::SiteContext;
use crate::base::Date;
use crate::cli::failure::Failure;
use crate::parse::kind::Kind;
use crate::parse::place::CONTENT;

/// Plans a report: one file, and a folder of the same name for the files that it offers.
pub(super) fn report(
    args: &ReportArgs,
    known: &SiteContext<'_>,
    answers: &mut AnswerSource<'_>,
) -> Result<FilePlan, Failure> {
    let folder = match &args.page.folder {
        Some(folder) => names::folder(folder, known)?,
        None => known.collection(&Kind::Report, "reports", None),
    };
    let title = names::title(answers, args.page.title.as_deref(), "report")?;
    let name = names::name(answers, args.page.name.as_deref(), &title)?;
    let path = folder.join(&format!("{name}.md"));
    let beside = folder.join(&name);
    names::free(known, &path)?;
    names::free(known, &beside)?;
    let facts = ReportFacts::ask(args, known, answers)?;
    let files = files::ask(answers, &args.files, &beside, known)?;

    let mut front = known.front_of(&Kind::Report, &path);
    front.say("title", &title);
    facts.say(&mut front);
    let references: Vec<_> = files.iter().map(|file| file.reference(&folder)).collect();
    front.downloads(&references, &name);
    front.gap();
    front.note("method");
    front.note("accessible");
    let mut plan = FilePlan::default();
    finish(
        &mut front,
        &args.page,
        to_come(facts.date, known, &mut plan),
    );
    let body = remark(&[
        "Write the summary of the report below. This remark is not published.",
        "Readers see the findings above first, then the files, then this text.",
    ]);
    plan.text(path, front.above(&body));
    for file in files {
        if let Some(source) = file.from {
            plan.copy(file.path, source);
        }
    }
    add_section(&mut plan, &folder, "Reports", known);
    if args.files.is_empty() {
        let beside = beside.below(CONTENT).unwrap_or_default();
        plan.advise(format!(
            "Files of the report go into the folder content/{beside}; name them under `downloads`."
        ));
    }
    Ok(plan)
}

/// The facts about a report that are asked for beside its title and its files.
struct ReportFacts {
    date: Date,
    period: Option<String>,
    group: Option<String>,
    summary: Option<String>,
    findings: Vec<String>,
}

impl ReportFacts {
    fn ask(
        args: &ReportArgs,
        known: &SiteContext<'_>,
        answers: &mut AnswerSource<'_>,
    ) -> Result<Self, Failure> {
        let today = known.today;
        let wanted = Question::new("--date", "Day it is published").assume(today.to_string());
        Ok(Self {
            date: answers.need(&wanted, args.date.as_deref(), "", &mut |text| {
                day(text, today)
            })?,
            period: optional_line(
                answers,
                "--period",
                "Time it covers, such as “2014 to 2015” (leave empty to say so later)",
                args.period.as_deref(),
            )?,
            group: optional_line(
                answers,
                "--group",
                "Group that wrote it (leave empty to say so later)",
                args.group.as_deref(),
            )?,
            summary: summary(answers, args.page.summary.as_deref())?,
            findings: answers.several(
                "A key finding, one sentence (leave empty when there are no more)",
                &args.findings,
            )?,
        })
    }

    fn say(&self, front: &mut FrontMatterText) {
        front.day("date", self.date);
        front.say_or_note("period", self.period.as_deref());
        front.say_or_note("group", self.group.as_deref());
        front.say_or_note("summary", self.summary.as_deref());
        front.lines_or_note("findings", &self.findings);
    }
}

/// Asks for a line of text that may be left out.
fn optional_line(
    answers: &mut AnswerSource<'_>,
    option: &str,
    question: &str,
    given: Option<&str>,
) -> Result<Option<String>, Failure> {
    answers.may(&Question::new(option, question), given, &mut |text| {
        names::words(text).map(str::to_owned)
    })
}
