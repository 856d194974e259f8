//! Makes new articles of an issue that is a folder. From: arguments and answers. To: a
//! [`FilePlan`].

use super::answer_source::{AnswerSource, Question};
use super::args::{ArticleArgs, PageArgs};
use super::file_plan::FilePlan;
use super::front_matter::remark;
use super::names;
use super::page::{finish, summary};
use super::site_context::{Issue, SiteContext};
use super::writers::{self, GivenWriter, PeopleAndRoles};
use crate::base::{SourcePath, nearest};
use crate::cli::failure::Failure;
use crate::parse::kind::Kind;
use crate::parse::yaml::listed;
use std::collections::BTreeSet;

/// The settings of an article that is about to be written.
#[derive(Debug, Default)]
pub(super) struct NewArticle {
    pub(super) title: String,
    /// The name of its file; made from the title if it is `None`.
    pub(super) name: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) writers: Vec<GivenWriter>,
    pub(super) topics: Vec<String>,
    pub(super) draft: bool,
}

/// Plans an article in a file of its own.
pub(super) fn article(
    args: &ArticleArgs,
    known: &SiteContext<'_>,
    answers: &mut AnswerSource<'_>,
) -> Result<FilePlan, Failure> {
    let issue = issue(args, known, answers)?;
    let Some(folder) = issue.folder() else {
        let how = "each of its articles is a `##` section of that file, with a `byline` block \
            below the heading";
        return Err(Failure::usage(format!(
            "the whole issue `{}` stands in one file, `{}`: {how}",
            issue.name(),
            issue.source
        )));
    };
    let title = names::title(answers, args.title.as_deref(), "article")?;
    let name = names::name(answers, args.name.as_deref(), &title)?;
    let cast = PeopleAndRoles {
        roles: &known.settings.roles,
        people: &known.people,
    };
    let writers = writers::ask(answers, &args.by, cast)?;
    let summary = summary(answers, args.summary.as_deref())?;
    let article = NewArticle {
        title,
        name: Some(name),
        summary,
        writers,
        topics: args.topics.clone(),
        draft: args.draft,
    };
    let mut plan = FilePlan::default();
    plan_all(&mut plan, &folder, &[article], known)?;
    Ok(plan)
}

/// Plans a file for each article, ordered after the existing ones.
pub(super) fn plan_all(
    plan: &mut FilePlan,
    folder: &SourcePath,
    articles: &[NewArticle],
    known: &SiteContext<'_>,
) -> Result<(), Failure> {
    // A folder without weights orders its articles by date.
    let weights = known.weights(folder);
    let last = weights.iter().flatten().max().copied().unwrap_or(0);
    let is_ordered = weights.is_empty() || weights.iter().any(Option::is_some);
    let mut names = BTreeSet::new();
    for (article, place) in articles.iter().zip(1..) {
        let name = match &article.name {
            Some(name) => name.clone(),
            None => names::name(&mut AnswerSource::Nobody, None, &article.title)?,
        };
        let path = folder.join(&format!("{name}.md"));
        names::free(known, &path)?;
        if !names.insert(name) {
            return Err(Failure::usage(format!(
                "two articles would stand in `{path}`: give one of them another title"
            )));
        }
        let weight = is_ordered.then(|| last.saturating_add(10 * place));
        let text = text(article, &path, weight, known);
        plan.text(path, text);
    }
    Ok(())
}

fn text(
    article: &NewArticle,
    path: &SourcePath,
    weight: Option<i64>,
    known: &SiteContext<'_>,
) -> String {
    let mut front = known.front_of(&Kind::Article, path);
    front.say("title", &article.title);
    front.say_or_note("summary", article.summary.as_deref());
    front.writers(&article.writers);
    match weight {
        Some(weight) => front.number("weight", weight),
        None => front.note("weight"),
    }
    front.gap();
    finish(
        &mut front,
        &PageArgs {
            topics: article.topics.clone(),
            draft: article.draft,
            ..PageArgs::default()
        },
        None,
    );
    front.above(&remark(&[
        "Write the article below. Leave an empty line between paragraphs. This remark is not \
         published.",
    ]))
}

fn issue(
    args: &ArticleArgs,
    known: &SiteContext<'_>,
    answers: &mut AnswerSource<'_>,
) -> Result<Issue, Failure> {
    let mut issues = known.issues();
    let names: Vec<String> = issues.iter().map(Issue::name).collect();
    let Some(latest) = names.last().cloned() else {
        return Err(Failure::usage(
            "there is no issue of a newsletter yet: `masthead new newsletter` makes one",
        ));
    };
    let question = "Issue of the newsletter, by the name of its folder";
    let name = answers.need(
        &Question::new("--in", question).assume(latest),
        args.issue.as_deref(),
        "",
        &mut |text| {
            let wanted = text
                .trim_matches('/')
                .rsplit('/')
                .next()
                .unwrap_or_default();
            if names.iter().any(|name| name == wanted) {
                return Ok(wanted.to_owned());
            }
            let known: Vec<&str> = names.iter().map(String::as_str).collect();
            let meant = nearest(wanted, known.iter().copied())
                .map_or_else(String::new, |meant| format!("; did you mean `{meant}`?"));
            let newest = &known[known.len().saturating_sub(6)..];
            Err(format!(
                "there is no issue of that name{meant}; the latest are {}",
                listed(newest)
            ))
        },
    )?;
    let at = names
        .iter()
        .position(|known| *known == name)
        .unwrap_or_default();
    Ok(issues.swap_remove(at))
}
