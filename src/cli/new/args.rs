//! The arguments of `masthead new`. From: the command line. To: values for the other files here.

use super::declared_args::DeclaredArgs;
use clap::builder::NonEmptyStringValueParser;
use clap::error::ErrorKind;
use clap::{
    Arg, ArgAction, ArgMatches, Args as ClapArgs, Command, Error, FromArgMatches, Subcommand,
};
use std::path::PathBuf;

/// Options of `new`.
#[derive(ClapArgs)]
pub(in crate::cli) struct NewArgs {
    /// Never ask: what is not said is assumed, or left as a note in the file
    #[arg(long, global = true)]
    pub(in crate::cli) no_input: bool,
    #[command(subcommand)]
    pub(in crate::cli) kind: Option<NewPage>,
}

/// What `masthead new` makes.
pub(in crate::cli) enum NewPage {
    /// A page of a kind that the program does more for than its declaration says.
    BuiltIn(NewKind),
    /// A page of any other kind.
    Declared(DeclaredArgs),
}

/// The built-in kinds of page, with the options of each.
#[derive(Subcommand)]
pub(in crate::cli) enum NewKind {
    /// A page of its own
    Page(PageArgs),
    /// A folder with an introduction and a list of its pages
    Section(PageArgs),
    /// An issue of the newsletter, with its articles
    #[command(visible_alias = "issue")]
    Newsletter(NewsletterArgs),
    /// An article of an issue
    Article(ArticleArgs),
    /// A report with its files
    Report(ReportArgs),
    /// A publication, from what a citation says; `masthead import` reads files
    Publication(PublicationArgs),
}

/// The options that every kind of page takes.
#[derive(ClapArgs, Default)]
pub(in crate::cli) struct PageArgs {
    /// The title
    #[arg(value_name = "TITLE")]
    pub(super) title: Option<String>,
    /// The name of the file or folder, instead of one made from the title or the date
    #[arg(long, value_name = "NAME")]
    pub(super) name: Option<String>,
    /// The folder below `content` in which it will stand
    #[arg(long = "in", value_name = "FOLDER")]
    pub(super) folder: Option<String>,
    /// One or two sentences for lists and search engines
    #[arg(long, value_name = "TEXT")]
    pub(super) summary: Option<String>,
    /// What it is about; may be given several times
    #[arg(long = "topic", value_name = "TOPIC")]
    pub(super) topics: Vec<String>,
    /// Keep it off the site until its line `draft: true` is taken out
    #[arg(long)]
    pub(super) draft: bool,
}

/// Options of `new newsletter`.
#[derive(ClapArgs, Default)]
pub(in crate::cli) struct NewsletterArgs {
    #[command(flatten)]
    pub(super) page: PageArgs,
    /// The day it is published, such as 2015-03-31 [default: today]
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<String>,
    /// The number of the issue [default: one more than the last]
    #[arg(long, value_name = "N")]
    pub(super) number: Option<String>,
    /// The season or month, as readers say it [default: from the date]
    #[arg(long, value_name = "TEXT")]
    pub(super) period: Option<String>,
    /// Who edits it
    #[arg(long, value_name = "NAME")]
    pub(super) editor: Option<String>,
    /// Write the whole issue into one file, each article under a heading of its own
    #[arg(long)]
    pub(super) one_file: bool,
    #[command(flatten)]
    pub(super) articles: GivenArticles,
}

/// Options of `new article`.
#[derive(ClapArgs, Default)]
pub(in crate::cli) struct ArticleArgs {
    /// The title
    #[arg(value_name = "TITLE")]
    pub(super) title: Option<String>,
    /// The issue, by the name of its folder or file, such as 2015-03 [default: the latest]
    #[arg(long = "in", value_name = "ISSUE")]
    pub(super) issue: Option<String>,
    /// Who wrote it: "NAME, ROLE, TEAM", a person's key, or "withheld, ROLE"; may be given several
    /// times
    #[arg(long, value_name = "WRITER")]
    pub(super) by: Vec<String>,
    /// The name of the file, instead of one made from the title
    #[arg(long, value_name = "NAME")]
    pub(super) name: Option<String>,
    /// One or two sentences for lists and search engines
    #[arg(long, value_name = "TEXT")]
    pub(super) summary: Option<String>,
    /// What it is about; may be given several times
    #[arg(long = "topic", value_name = "TOPIC")]
    pub(super) topics: Vec<String>,
    /// Keep it off the site until its line `draft: true` is taken out
    #[arg(long)]
    pub(super) draft: bool,
}

/// Options of `new report`.
#[derive(ClapArgs, Default)]
pub(in crate::cli) struct ReportArgs {
    #[command(flatten)]
    pub(super) page: PageArgs,
    /// The day it is published, such as 2015-03-31 [default: today]
    #[arg(long, value_name = "DATE")]
    pub(super) date: Option<String>,
    /// The time it covers, as readers say it, such as "2014 to 2015"
    #[arg(long, value_name = "TEXT")]
    pub(super) period: Option<String>,
    /// The group that wrote it
    #[arg(long, value_name = "NAME")]
    pub(super) group: Option<String>,
    /// A sentence that says what was found; may be given several times
    #[arg(long = "finding", value_name = "TEXT")]
    pub(super) findings: Vec<String>,
    /// A file to offer, copied beside the report unless it is in `content` already; may be given
    /// several times
    #[arg(long = "file", value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
}

/// Options of `new publication`.
#[derive(ClapArgs, Default)]
pub(in crate::cli) struct PublicationArgs {
    /// The title
    #[arg(value_name = "TITLE")]
    pub(super) title: Option<String>,
    /// The type: article-journal, report, book, chapter, thesis, webpage [default: article-journal]
    #[arg(long = "type", value_name = "TYPE")]
    pub(super) kind: Option<String>,
    /// An author, family name first: "Ellis, Clare"; may be given several times
    #[arg(long = "author", value_name = "NAME")]
    pub(super) authors: Vec<String>,
    /// When it came out: 2014, 2014-03 or 2014-03-05
    #[arg(long, value_name = "DATE")]
    pub(super) year: Option<String>,
    /// The journal or book it stands in
    #[arg(long = "in", value_name = "TITLE")]
    pub(super) container: Option<String>,
    /// The volume
    #[arg(long, value_name = "N")]
    pub(super) volume: Option<String>,
    /// The issue
    #[arg(long, value_name = "N")]
    pub(super) issue: Option<String>,
    /// The pages, such as 234-240
    #[arg(long, value_name = "PAGES")]
    pub(super) pages: Option<String>,
    /// The publisher, university or body
    #[arg(long, value_name = "NAME")]
    pub(super) publisher: Option<String>,
    /// The DOI
    #[arg(long, value_name = "DOI")]
    pub(super) doi: Option<String>,
    /// Its address on the web
    #[arg(long, value_name = "URL")]
    pub(super) url: Option<String>,
    /// The key to cite it by [default: from author and year]
    #[arg(long, value_name = "KEY")]
    pub(super) key: Option<String>,
}

/// The articles of a new issue. The order of the options decides which writer belongs to which
/// article.
#[derive(Default)]
pub(in crate::cli) struct GivenArticles {
    pub(super) list: Vec<GivenArticle>,
}

/// An article as the command line gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct GivenArticle {
    pub(super) title: String,
    pub(super) by: Vec<String>,
}

/// Lists the values of an option, each with its place on the command line.
fn values_with_places(matches: &ArgMatches, name: &str) -> Vec<(usize, String)> {
    let places = matches.indices_of(name).into_iter().flatten();
    let values = matches.get_many::<String>(name).into_iter().flatten();
    places.zip(values.cloned()).collect()
}

impl FromArgMatches for GivenArticles {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let titles = values_with_places(matches, "article");
        let mut list: Vec<GivenArticle> = titles
            .iter()
            .map(|(_, title)| GivenArticle {
                title: title.clone(),
                by: Vec::new(),
            })
            .collect();
        for (at, writer) in values_with_places(matches, "by") {
            let before = titles.iter().filter(|(title_at, _)| *title_at < at).count();
            let article = before
                .checked_sub(1)
                .and_then(|last| list.get_mut(last))
                .ok_or_else(|| {
                    Error::raw(
                        ErrorKind::MissingRequiredArgument,
                        "`--by` stands after the `--article` that it belongs to\n",
                    )
                })?;
            article.by.push(writer);
        }
        Ok(Self { list })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl ClapArgs for GivenArticles {
    fn augment_args(command: Command) -> Command {
        let article = Arg::new("article")
            .long("article")
            .value_name("TITLE")
            .action(ArgAction::Append)
            .value_parser(NonEmptyStringValueParser::new())
            .help("The title of an article; may be given several times");
        let by = Arg::new("by").long("by").value_name("WRITER").action(ArgAction::Append).help(
            "Who wrote the article before it: \"NAME, ROLE, TEAM\", a person's key, or \"withheld, \
             ROLE\"; may be given several times",
        );
        command.arg(article).arg(by)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}
