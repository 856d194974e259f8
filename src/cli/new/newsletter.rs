//! Makes new issues of the newsletter, with their articles. From: arguments and answers. To: a
//! [`FilePlan`].

use super::answer_source::{AnswerSource, Question, day};
use super::args::{GivenArticle, NewsletterArgs};
use super::article::{self, NewArticle};
use super::file_plan::FilePlan;
use super::front_matter::{FrontMatterText, remark};
use super::names;
use super::page::{add_section, finish, summary, to_come};
use super::site_context::{Issue, SiteContext};
use super::writers::{self, GivenWriter, PeopleAndRoles};
use crate::base::{Date, SourcePath};
use crate::cli::failure::Failure;
use crate::parse::kind::Kind;
use std::fmt::Write as _;

/// Plans an issue: a folder with a file for each article, or one file.
pub(super) fn newsletter(
    args: &NewsletterArgs,
    known: &SiteContext<'_>,
    answers: &mut AnswerSource<'_>,
) -> Result<FilePlan, Failure> {
    let issues = known.issues();
    let folder = match &args.page.folder {
        Some(folder) => names::folder(folder, known)?,
        None => known.collection(
            &Kind::Newsletter,
            "newsletters",
            issues.last().map(Issue::home),
        ),
    };
    let facts = IssueFacts::ask(args, known, &issues, answers)?;
    let name = names::name(
        answers,
        args.page.name.as_deref(),
        &format!("{:04}-{:02}", facts.date.year(), facts.date.month()),
    )?;
    let (one_file, own_folder) = (folder.join(&format!("{name}.md")), folder.join(&name));
    names::free(known, &one_file)?;
    names::free(known, &own_folder)?;
    let articles = articles(args, known, answers)?;

    let path = if args.one_file {
        one_file
    } else {
        own_folder.join("index.md")
    };
    let mut front = known.front_of(&Kind::Newsletter, &path);
    facts.say(&mut front);
    front.gap();
    front.note("nav_title");
    front.note("pdf");
    let mut plan = FilePlan::default();
    finish(
        &mut front,
        &args.page,
        to_come(facts.date, known, &mut plan),
    );
    if args.one_file {
        let body = remark(&[WELCOME, HOW_SECTIONS]) + &sections(&articles);
        plan.text(path, front.above(&body));
    } else {
        plan.text(path, front.above(&remark(&[WELCOME, HOW_FILES])));
        article::plan_all(&mut plan, &own_folder, &articles, known)?;
        plan.advise(format!(
            "To add an article: masthead new article \"A title\" --in {name}"
        ));
    }
    add_section(&mut plan, &folder, "Newsletters", known);
    Ok(plan)
}

const WELCOME: &str =
    "Write the editor's words of welcome below this remark, which is not published.";

const HOW_SECTIONS: &str =
    "Each heading that starts with ## is an article; the block below it says who wrote it.";

const HOW_FILES: &str = "Each article is a file of its own in this folder; the contents of the \
    issue list them by themselves.";

/// The facts about an issue that stand in its front matter.
struct IssueFacts {
    date: Date,
    number: Option<u32>,
    period: Option<String>,
    title: String,
    editor: Option<String>,
    summary: Option<String>,
}

impl IssueFacts {
    /// Takes the facts from the arguments, and asks for those that are missing, in the order of the
    /// fields.
    fn ask(
        args: &NewsletterArgs,
        known: &SiteContext<'_>,
        issues: &[Issue],
        answers: &mut AnswerSource<'_>,
    ) -> Result<Self, Failure> {
        let in_english = known.settings.language.starts_with("en");
        let today = known.today;
        let wanted = Question::new("--date", "Day it is published").assume(today.to_string());
        let date = answers.need(&wanted, args.date.as_deref(), "", &mut |text| {
            day(text, today)
        })?;
        let number = number(args, issues, answers)?;
        let month = in_english.then(|| date.strftime("%B %Y").to_string());
        let wanted = Question::new("--period", "Season or month, as readers say it").assume(month);
        let period = answers.may(&wanted, args.period.as_deref(), &mut |text| {
            names::words(text).map(str::to_owned)
        })?;
        let assumed = period
            .as_ref()
            .filter(|_| in_english)
            .map(|period| format!("{period} newsletter"));
        let title = answers.need(
            &Question::new("the title", "Title").assume(assumed),
            args.page.title.as_deref(),
            "masthead new newsletter \"Spring newsletter\"",
            &mut |text| names::words(text).map(str::to_owned),
        )?;
        Ok(Self {
            date,
            number,
            period,
            title,
            editor: editor(args, issues, answers)?,
            summary: summary(answers, args.page.summary.as_deref())?,
        })
    }

    fn say(&self, front: &mut FrontMatterText) {
        front.say("title", &self.title);
        front.day("date", self.date);
        if let Some(number) = self.number {
            front.number("number", i64::from(number));
        }
        front.say_or_note("period", self.period.as_deref());
        front.say_or_note("editor", self.editor.as_deref());
        front.say_or_note("summary", self.summary.as_deref());
    }
}

/// Finds who edits the issue: whoever edited the last one, unless somebody else is given.
fn editor(
    args: &NewsletterArgs,
    issues: &[Issue],
    answers: &mut AnswerSource<'_>,
) -> Result<Option<String>, Failure> {
    let assumed = issues
        .last()
        .and_then(Issue::editor)
        .filter(|_| answers.is_asking())
        .map(str::to_owned);
    let question = if assumed.is_some() {
        "Who edits it (- to say so later)"
    } else {
        "Who edits it (leave empty to say so later)"
    };
    let wanted = Question::new("--editor", question).assume(assumed);
    answers.may(&wanted, args.editor.as_deref(), &mut |text| {
        names::words(text).map(str::to_owned)
    })
}

/// Finds the number of the issue: one more than the highest unless another is given. No two issues
/// have the same number.
fn number(
    args: &NewsletterArgs,
    issues: &[Issue],
    answers: &mut AnswerSource<'_>,
) -> Result<Option<u32>, Failure> {
    let highest = issues.iter().filter_map(Issue::number).max();
    // A series without numbers goes on without them.
    let assumed = if issues.is_empty() {
        Some(1)
    } else {
        highest.map(|highest| highest.saturating_add(1))
    };
    let wanted = Question::new("--number", "Number of the issue")
        .assume(assumed.map(|number| number.to_string()));
    answers.may(&wanted, args.number.as_deref(), &mut |text| {
        let number: u32 = text
            .parse()
            .map_err(|_| "write a whole number, such as 12".to_owned())?;
        match issues
            .iter()
            .find(|issue| issue.number() == Some(u64::from(number)))
        {
            Some(issue) => Err(format!(
                "that is the number of “{}” ({})",
                issue.title(),
                issue.source
            )),
            None => Ok(number),
        }
    })
}

fn articles(
    args: &NewsletterArgs,
    known: &SiteContext<'_>,
    answers: &mut AnswerSource<'_>,
) -> Result<Vec<NewArticle>, Failure> {
    let cast = PeopleAndRoles {
        roles: &known.settings.roles,
        people: &known.people,
    };
    let mut given = args.articles.list.clone();
    let is_asked = given.is_empty() && answers.is_asking();
    if is_asked {
        answers.say("Now the articles, one after the other.")?;
    }
    let mut articles = Vec::new();
    loop {
        let next = if is_asked {
            ask_title(answers, articles.len())?
        } else {
            (!given.is_empty()).then(|| given.remove(0))
        };
        let Some(GivenArticle { title, by }) = next else {
            return Ok(articles);
        };
        let title = names::words(title.trim())
            .map(str::to_owned)
            .map_err(|why| Failure::usage(format!("`--article {title}`: {why}")))?;
        let writers = if is_asked || !by.is_empty() {
            writers::ask(answers, &by, cast)?
        } else {
            Vec::new()
        };
        articles.push(NewArticle {
            title,
            writers,
            ..NewArticle::default()
        });
    }
}

fn ask_title(
    answers: &mut AnswerSource<'_>,
    so_far: usize,
) -> Result<Option<GivenArticle>, Failure> {
    let question = match so_far {
        0 => "Title of the first article (leave empty if you have none yet)",
        _ => "Title of the next article (leave empty when there are no more)",
    };
    let title = answers.may(&Question::new("", question), None, &mut |text| {
        Ok(text.to_owned())
    })?;
    Ok(title.map(|title| GivenArticle {
        title,
        by: Vec::new(),
    }))
}

/// Formats articles as sections of one file.
fn sections(articles: &[NewArticle]) -> String {
    let mut text = String::new();
    for article in articles {
        let _ = writeln!(text, "\n## {}\n", heading(&article.title));
        let nobody = [GivenWriter::default()];
        let writers = if article.writers.is_empty() {
            &nobody[..]
        } else {
            &article.writers
        };
        for writer in writers {
            let lines = writer.lines();
            let lines = if lines.is_empty() {
                vec![GivenWriter::section_note().to_owned()]
            } else {
                lines
            };
            if article.writers.is_empty() {
                text.push_str(&remark(&[&lines.join("\n")]));
            } else {
                let _ = writeln!(text, "```byline\n{}\n```\n", lines.join("\n"));
            }
        }
    }
    text
}

/// Escapes a title so that markdown shows it as it is.
fn heading(title: &str) -> String {
    title
        .chars()
        .flat_map(|c| {
            matches!(
                c,
                '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' | '{' | '}' | '&'
            )
            .then_some('\\')
            .into_iter()
            .chain([c])
        })
        .collect()
}

impl Issue {
    /// Gives the folder that holds this issue and the others.
    fn home(&self) -> SourcePath {
        self.folder()
            .map_or_else(|| self.source.folder(), |own| own.folder())
    }
}
