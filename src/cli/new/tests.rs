//! Sittings at a terminal, and what comes of them: what is asked, what is planned, what is refused.

use super::*;
use crate::base::{Date, SourcePath};
use crate::cli::args::Args as Line;
use crate::cli::args::CliCommand;
use crate::cli::command_line::parse_with;
use crate::cli::schema::without_site;
use crate::memo::Memo;
use crate::model::{Release, Withhold};
use crate::parse::kinds::loading::read_kinds;
use crate::parse::settings::{SETTINGS, read_settings};
use crate::pipeline::{Options, Search};
use crate::source::{Discard, SourceTree, TextFile};
use clap::Parser as _;
use std::ffi::OsString;
use std::path::Path;

mod declared;

const ISSUE: &str = "---\ntitle: Winter\ndate: 2019-12-01\nnumber: 7\neditor: E. Sample\n---\n";

fn site(files: &[(&str, &str)]) -> SourceTree {
    let mut tree = without_site();
    let settings = (
        "content/site.yaml",
        "title: Test\nbase_url: https://www.example.org/\nroles: [staff, carer, editor]\n",
    );
    for (path, text) in [settings, ("content/index.md", "---\ntitle: Home\n---\n")]
        .iter()
        .chain(files)
    {
        let path = SourcePath::new(path);
        tree.texts
            .insert(path.clone(), TextFile::new(path, (*text).into()));
    }
    tree
}

fn options() -> Options {
    let release = Release {
        today: Date::constant(2020, 1, 31),
        drafts: Withhold::Yes,
        future: Withhold::Yes,
    };
    Options {
        release,
        base_url: None,
        search: Search::Include,
    }
}

/// Plans what a command line asks for, with the answers that somebody types, if anybody does; gives
/// the text that was shown, too.
fn sitting(
    tree: &SourceTree,
    line: &[&str],
    typed: Option<&str>,
) -> (Result<FilePlan, String>, String) {
    let (settings, _) = read_settings(tree.text(SETTINGS));
    let (kinds, _) = read_kinds(tree, &settings.theme.value);
    let words = ["masthead", "new"].iter().chain(line).map(OsString::from);
    let line = parse_with(words.collect(), &kinds).unwrap_or_else(|error| panic!("{error}"));
    let CliCommand::New(args) = line.command else {
        panic!("`new` is what was typed")
    };
    let known = SiteContext::new(tree, Path::new("."), options().release.today);
    let (mut input, mut output) = (typed.unwrap_or_default().as_bytes(), Vec::new());
    let mut answers = if typed.is_some() {
        AnswerSource::From(Prompt::new(&mut input, &mut output))
    } else {
        AnswerSource::Nobody
    };
    let plan = plan(args.kind.as_ref(), &known, &mut answers).map_err(|failure| failure.message);
    (plan, String::from_utf8(output).expect("text"))
}

fn planned(tree: &SourceTree, line: &[&str]) -> FilePlan {
    sitting(tree, line, None)
        .0
        .unwrap_or_else(|why| panic!("{line:?}: {why}"))
}

fn refused(tree: &SourceTree, line: &[&str]) -> String {
    match sitting(tree, line, None).0 {
        Ok(plan) => panic!("{line:?} is taken: {:?}", plan.paths().collect::<Vec<_>>()),
        Err(why) => why,
    }
}

/// The plan makes nothing that anybody would have to mend, not even a warning.
fn assert_builds(tree: &SourceTree, plan: &FilePlan) {
    let mut found = crate::pipeline::build(
        &plan.applied(tree),
        &options(),
        &mut Memo::default(),
        &Discard,
    )
    .0
    .faults;
    found.sort();
    let words: Vec<&str> = plan
        .paths()
        .filter(|path| path.extension() == "md")
        .map(|path| plan.words(path.as_str()))
        .collect();
    assert!(found.is_empty(), "{found:#?}\n{}", words.join("\n\n"));
}

fn paths(plan: &FilePlan) -> Vec<&str> {
    plan.paths().map(SourcePath::as_str).collect()
}

#[test]
fn an_issue_is_asked_for_step_by_step() {
    let tree = site(&[
        ("content/newsletters/index.md", "---\ntitle: News\n---\n"),
        ("content/newsletters/2019-12/index.md", ISSUE),
    ]);
    let typed = "newsletter\nsoon\n2/3/2020\n7\n\n\nSpring newsletter\n\nAll about spring.\nA \
        first piece\nA. Sample\ncarrer\ncarer\nTeam A\n\nA second: piece\n\n\n";
    let (plan, shown) = sitting(&tree, &[], Some(typed));
    let plan = plan.unwrap_or_else(|why| panic!("{why}\n{shown}"));
    insta::assert_snapshot!("questions_of_an_issue", shown);
    assert_eq!(
        paths(&plan),
        [
            "content/newsletters/2020-03/index.md",
            "content/newsletters/2020-03/a-first-piece.md",
            "content/newsletters/2020-03/a-second-piece.md"
        ]
    );
    insta::assert_snapshot!(
        "an_issue",
        plan.words("content/newsletters/2020-03/index.md")
    );
    insta::assert_snapshot!(
        "an_article",
        plan.words("content/newsletters/2020-03/a-first-piece.md")
    );
    assert!(
        plan.words("content/newsletters/2020-03/a-second-piece.md")
            .contains("title: \"A second: piece\"\n")
    );
    assert_builds(&tree, &plan);
}

#[test]
fn a_report_is_asked_for_step_by_step() {
    let typed = "report\nCare at home: 2019\n\n2018 to 2019\nAudit team\n\nNine in ten: answered.\n\
        One in ten did not.\n\nnowhere.pdf\n\n";
    let (plan, shown) = sitting(&site(&[]), &[], Some(typed));
    let plan = plan.unwrap_or_else(|why| panic!("{why}\n{shown}"));
    assert!(
        shown.contains("there is no file `nowhere.pdf` here"),
        "{shown}"
    );
    assert_eq!(
        paths(&plan),
        [
            "content/reports/care-at-home-2019.md",
            "content/reports/index.md"
        ]
    );
    insta::assert_snapshot!(
        "a_report",
        plan.words("content/reports/care-at-home-2019.md")
    );
    assert_builds(&site(&[]), &plan);
}

#[test]
fn nobody_is_asked_where_nobody_sits_and_what_can_be_assumed_is() {
    let plan = planned(&site(&[]), &["newsletter"]);
    let issue = plan.words("content/newsletters/2020-01/index.md");
    for line in [
        "title: January 2020 newsletter\n",
        "date: 2020-01-31\n",
        "number: 1\n",
        "period: January 2020\n",
        "# editor: A. Person\n",
    ] {
        assert!(issue.contains(line), "{line}\n{issue}");
    }
    assert_builds(&site(&[]), &plan);
    assert!(
        refused(&site(&[]), &["page"])
            .contains("the title is missing; write it like this: masthead new page \"A title\"")
    );
    assert!(
        refused(&site(&[]), &[])
            .contains("the kind is missing; write it like this: masthead new newsletter")
    );
}

#[test]
fn whoever_stops_answering_gets_nothing() {
    let (plan, _) = sitting(&site(&[]), &["report"], Some("A title\n"));
    assert_eq!(
        plan.expect_err("nothing").as_str(),
        "stopped: nothing was written"
    );
}

const EACH_KIND: &[&[&str]] = &[
    &["page", "About: us"],
    &["page", "Deeper", "--in", "newsletters"],
    &["section", "#Services"],
    &[
        "newsletter",
        "*Spring [2020]",
        "--date",
        "1 March 2020",
        "--number",
        "8",
        "--period",
        "Spring",
        "--editor",
        "E. Sample",
    ],
    &[
        "newsletter",
        "One file",
        "--one-file",
        "--article",
        "A 4* star & [more]",
        "--by",
        "b-sample",
        "--by",
        "withheld as Rose, carer",
        "--article",
        "B",
    ],
    &[
        "article",
        "A - title: #1",
        "--in",
        "2019-12",
        "--by",
        "C. Sample, staff, Team: A",
        "--by",
        "withheld, carer",
    ],
    &[
        "report",
        "Findings",
        "--date",
        "2020-01-01",
        "--period",
        "2019",
        "--group",
        "@us",
        "--finding",
        "**Nine**: all.",
    ],
];

const SHARED_OPTIONS: &[&str] = &[
    "--summary",
    "What: it is.",
    "--topic",
    "Carers",
    "--topic",
    "Hours, nights",
    "--name",
    "a-name",
    "--draft",
];

#[test]
fn every_kind_builds_with_every_option() {
    let tree = site(&[
        ("content/newsletters/index.md", "---\ntitle: News\n---\n"),
        ("content/newsletters/2019-12/index.md", ISSUE),
        (
            "content/people.yaml",
            "b-sample: {name: B. Sample, role: staff}\n",
        ),
    ]);
    for &line in EACH_KIND {
        for extra in [&[][..], SHARED_OPTIONS] {
            let line = [line, extra].concat();
            assert_builds(&tree, &planned(&tree, &line));
        }
    }
    // Everything that stands in a note works once its # is gone, as long as the files that it names
    // are there.
    let page = planned(&tree, &["page", "Notes"]);
    let used = page
        .words("content/notes.md")
        .replace("# draft: true", "draft: true")
        .replace("# owner:", "owner:")
        .replace("# review_by:", "review_by:");
    let with = site(&[("content/notes.md", &used)]);
    assert_builds(&with, &FilePlan::default());
}

#[test]
fn writers_belong_to_the_article_before_them() {
    let tree = site(&[]);
    let plan = planned(
        &tree,
        &[
            "newsletter",
            "--article",
            "One",
            "--by",
            "A. One, staff",
            "--article",
            "Two",
            "--by",
            "B. Two, carer",
        ],
    );
    let article = |name: &str| {
        plan.words(&format!("content/newsletters/2020-01/{name}.md"))
            .to_owned()
    };
    assert!(
        article("one").contains("byline:\n  - name: A. One\n    role: staff\n")
            && article("one").contains("weight: 10\n")
    );
    assert!(
        article("two").contains("byline:\n  - name: B. Two\n    role: carer\n")
            && article("two").contains("weight: 20\n")
    );
    let line = [
        "masthead",
        "new",
        "newsletter",
        "--by",
        "A. One, staff",
        "--article",
        "One",
    ];
    assert!(
        Line::try_parse_from(line)
            .err()
            .expect("a fault")
            .to_string()
            .contains("stands after the `--article`")
    );
}

const REFUSED: &[(&[&str], &str)] = &[
    (
        &["page", "About"],
        "there is `content/about.md` already, and it stays as it is: choose another name with \
             `--name`",
    ),
    (
        &["page", "🎉"],
        "--name is missing; write it like this: --name summer-fair",
    ),
    (&["page", " "], "the title ` `: this has to be said"),
    (&["page", "A\nB"], "write it on one line"),
    (
        &["page", "A", "--name", "Über uns"],
        "use lower-case letters, digits and hyphens, such as `uber-uns`",
    ),
    (&["page", "A", "--name", "con"], "Windows keeps that name"),
    (
        &["page", "A", "--name", "index"],
        "`index` is the page of a folder",
    ),
    (
        &["page", "A", "--in", "../.."],
        "`--in ../..` is not below `content`",
    ),
    (&["page", "A", "--in", "/etc"], "is not below `content`"),
    (
        &["page", "A", "--in", "newsleters"],
        "did you mean `newsletters`?",
    ),
    (
        &["newsletter", "--number", "7"],
        "`7`: that is the number of “Winter” (content/newsletters/2019-12/index.md)",
    ),
    (
        &["newsletter", "--number", "seven"],
        "write a whole number, such as 12",
    ),
    (&["newsletter", "--date", "31/2/2020"], "`--date"),
    (
        &["newsletter", "--article", "A", "--article", "a"],
        "two articles would stand in",
    ),
    (
        &["newsletter", "--article", "A", "--by", "B, carrer"],
        "did you mean `carer`?",
    ),
    (
        &["article", "A", "--in", "2019-06"],
        "stands in one file, `content/newsletters/2019-06.md`",
    ),
    (
        &["article", "A", "--in", "2019-21"],
        "did you mean `2019-12`?",
    ),
];

#[test]
fn what_cannot_be_is_refused_with_what_to_type_instead() {
    let tree = site(&[
        ("content/about.md", "---\ntitle: About\n---\n"),
        ("content/newsletters/index.md", "---\ntitle: News\n---\n"),
        ("content/newsletters/2019-12/index.md", ISSUE),
        (
            "content/newsletters/2019-06.md",
            "---\ntitle: Summer\ndate: 2019-06-01\n---\n",
        ),
    ]);
    for &(line, words) in REFUSED {
        let why = refused(&tree, line);
        assert!(
            why.contains(words)
                || (words == "`--date" && why.contains("February 2020 has no day 31")),
            "{line:?}: {why}"
        );
    }
    assert!(refused(&site(&[]), &["article", "A"]).contains("`masthead new newsletter` makes one"));
}

#[test]
fn a_file_that_the_site_could_not_be_built_with_is_found_out_before_it_is_written() {
    let tree = site(&[(
        "content/former.md",
        "---\ntitle: Former\nslug: summer-fair\ntopics: [Carers]\n---\n",
    )]);
    let faults = planned(&tree, &["page", "Summer fair"]).new_faults(&tree, &options());
    assert_eq!(
        faults
            .iter()
            .map(|fault| fault.code.name())
            .collect::<Vec<_>>(),
        ["address-clash"]
    );
    // What was wrong before is not held against it.
    let tree = site(&[("content/broken.md", "---\ntitel: X\n---\n")]);
    assert!(
        planned(&tree, &["page", "Fine"])
            .new_faults(&tree, &options())
            .is_empty()
    );
}

#[test]
fn a_publication_becomes_a_list_of_one_that_pages_can_cite() {
    let tree = site(&[]);
    let line = [
        "publication",
        "Crisis teams",
        "--author",
        "Tracy, D. K.",
        "--year",
        "2013",
        "--in",
        "The Psychiatric Bulletin",
    ];
    let plan = planned(&tree, &line);
    assert_eq!(
        plan.words("content/publications/tracy2013.yaml"),
        "- id: tracy2013\n  type: article-journal\n  title: Crisis teams\n  author: [\"Tracy, D. \
         K.\"]\n  issued: 2013\n  container-title: The Psychiatric Bulletin\n"
    );
    assert_builds(&tree, &plan);
    let there = site(&[(
        "content/publications/tracy2013.yaml",
        "- {id: x, type: book, title: X}\n",
    )]);
    assert!(
        refused(&there, &line).contains("there is `content/publications/tracy2013.yaml` already")
    );
    assert!(
        refused(
            &tree,
            &[
                "publication",
                "A title",
                "--year",
                "2013",
                "--doi",
                "jpm.12"
            ]
        )
        .contains("a DOI starts with")
    );
    let typed = "\nA title\nEllis, Clare\n\n2014-03\nA journal\n21\n\n\n\n\n\n";
    let (plan, asked) = sitting(&tree, &["publication"], Some(typed));
    let plan = plan.unwrap_or_else(|why| panic!("{why}\n{asked}"));
    assert!(
        plan.words("content/publications/ellis2014.yaml")
            .contains("volume: 21"),
        "{asked}"
    );
}
