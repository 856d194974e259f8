//! What is built from memory is what would be built anew: same bytes, same findings, after any
//! sequence of edits.

use masthead::base::SourcePath;
use masthead::fixture::{Built, Fixture};
use masthead::memo::{Memo, MemoScope};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const LIST: &str = "@article{one2014, author = {One, A. and Two, B.}, title = {First title}, \
    journal = {J}, date = {2014}, volume = {1}}
@article{two2013, author = {Two, B.}, title = {Second title}, journal = {J}, date = {2013}, \
    abstract = {About it.}}
@report{three2013, author = {Two, B.}, title = {Third title}, institution = {I}, type = {Report}, \
    date = {2013}}
";

/// A site with one of everything that depends on something else.
fn site() -> BTreeMap<String, String> {
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    BTreeMap::from([
        file(
            "content/site.yaml",
            "title: Test\nbase_url: https://example.org/\nnavigation:\n  - title: Reports\n    to: \
             reports/index.md\n  - title: About\n    to: about.md\ntaxonomies:\n  regions:\n    \
             title: Regions\nfooter:\n  text: See [about](about.md).\n",
        ),
        file(
            "content/people.yaml",
            "a-sample:\n  name: A. Sample\n  role: staff\nb-sample:\n  name: B. Sample\n  role: \
             carer\n",
        ),
        file(
            "content/index.md",
            "---\ntitle: Home\ntemplate: home\n---\nWelcome. See [the \
             report](reports/2015.md#details).\n",
        ),
        file(
            "content/about.md",
            "---\ntitle: About\ntopics: [Working life]\nregions: [North]\n---\n## Details\n\n\
             Text.[^n]\n\n[^n]: A note.\n",
        ),
        file(
            "content/reports/index.md",
            "---\ntitle: Reports\npage_size: 2\n---\n",
        ),
        file(
            "content/reports/2015.md",
            "---\ntitle: Report 2015\ndate: 2015-06-01\nfindings: [\"One [link](../about.md).\"]\n\
             topics: [Working life]\nslug: first\n---\n## Details\n\n```table\nfile: figures.csv\n\
             caption: Figures\n```\n",
        ),
        file(
            "content/reports/2014.md",
            "---\ntitle: Report 2014\ndate: 2014-06-01\nrelated: [2015.md]\n---\nText.\n",
        ),
        file(
            "content/newsletters/index.md",
            "---\ntitle: Newsletters\n---\n",
        ),
        file(
            "content/newsletters/2015-03/index.md",
            "---\ntitle: Spring\ndate: 2015-03-01\nnumber: 1\n---\nHello.\n",
        ),
        file(
            "content/newsletters/2015-03/one.md",
            "---\ntitle: One\nweight: 1\nbyline: [{person: a-sample}]\ntopics: [Working life, \
             Care]\n---\nText of one.\n",
        ),
        file(
            "content/newsletters/2015-03/two.md",
            "---\ntitle: Two\nweight: 2\nbyline: [{name: C. Sample, role: carer}]\n---\nText of \
             two.\n",
        ),
        file(
            "content/newsletters/2014-10.md",
            "---\ntitle: Autumn\ndate: 2014-10-01\nnumber: 0\naliases: [/old/]\n---\n## Part\n\n\
             ```byline\nperson: b-sample\ntopics: [Care]\n```\n\nText.\n",
        ),
        file(
            "content/notes/a.md",
            "---\ntitle: Note A\ndate: 2016-01-01\n---\n```notice\nbody: A [link](b.md).\n```\n",
        ),
        file(
            "content/notes/b.md",
            "---\ntitle: Note B\ndate: 2016-02-01\npublish_on: 2019-12-31\n---\nText.\n",
        ),
        file("content/publications/ours.bib", LIST),
        file(
            "content/publications/one2014.md",
            "---\nkey_message: \"See [about](../about.md) and [@two2013].\"\ntopics: [Care]\n---\n\
             More.\n",
        ),
        file(
            "content/notes/cites.md",
            "---\ntitle: Cites\ndate: 2016-03-01\n---\nAs said [@one2014, p. 4; @two2013]. \
             @three2013 agrees.\n\n```publications\n```\n",
        ),
        file(
            "content/notes/c.md",
            "---\ntitle: Note C\ndraft: true\n---\nText.\n",
        ),
    ])
}

/// One thing that an editor, a designer or the calendar does.
#[derive(Clone, Debug)]
enum Edit {
    /// Adds a line to the text of a page.
    Body(usize),
    /// Gives a page another title.
    Title(usize, u8),
    /// Puts a setting into a page's front matter, or takes it out again.
    Setting(usize, usize),
    /// Writes a new page, or the same again.
    New(u8, u8),
    Delete(usize),
    /// Moves a page, or a folder of pages, elsewhere.
    Move(usize, u8),
    /// Another template of the same name, or a template that is at fault.
    Template(usize, u8),
    Style(u8),
    Settings(usize),
    People(u8),
    Data(u8),
    Day(u8),
    Words(u8),
    /// An entry of the list of publications changes, goes or comes.
    Publication(u8),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => any::<usize>().prop_map(Edit::Body),
        3 => (any::<usize>(), 0..4u8).prop_map(|(page, title)| Edit::Title(page, title)),
        6 => (any::<usize>(), any::<usize>()).prop_map(|(page, setting)| Edit::Setting(page, setting)),
        2 => (0..4u8, 0..4u8).prop_map(|(folder, name)| Edit::New(folder, name)),
        2 => any::<usize>().prop_map(Edit::Delete),
        2 => (any::<usize>(), 0..4u8).prop_map(|(page, to)| Edit::Move(page, to)),
        2 => (any::<usize>(), 0..4u8).prop_map(|(template, kind)| Edit::Template(template, kind)),
        1 => (0..3u8).prop_map(Edit::Style),
        2 => any::<usize>().prop_map(Edit::Settings),
        1 => (0..4u8).prop_map(Edit::People),
        1 => (0..4u8).prop_map(Edit::Data),
        1 => (0..6u8).prop_map(Edit::Day),
        1 => (0..2u8).prop_map(Edit::Words),
        3 => (0..8u8).prop_map(Edit::Publication),
    ]
}

const SETTINGS_OF_PAGES: [&str; 18] = [
    "topics: [Care]",
    "topics: [care, New]",
    "regions: [North, South]",
    "draft: true",
    "search: no",
    "publish_on: 2020-01-03",
    "expires_on: 2020-01-05",
    "summary: A summary.",
    "slug: elsewhere",
    "aliases: [/former/]",
    "nav_title: Short",
    "weight: 1",
    "related: [../about.md]",
    "updated: 2017-01-01",
    "review_by: 2020-01-02",
    "findings: [\"More than [before](2014.md).\"]",
    "method: We counted.",
    "downloads: [{file: figures.csv, title: Figures}]",
];

const LINES_OF_SETTINGS: [&str; 10] = [
    "strapline: A line.",
    "short_title: T",
    "links: files",
    "theme: own",
    "default_image: picture.png",
    "hosts: []",
    "publications: {style: vancouver}",
    "publications: {group_by: author}",
    "search: {synonyms: {text: another}, boost: {report: 2}, offline: yes}",
    "folders: {notes: {page_size: 1, sort: title, years: true}}",
];

const FOLDERS: [&str; 4] = [
    "content",
    "content/reports",
    "content/newsletters/2015-03",
    "content/notes",
];

/// A site as files, the figures of a table, and the day.
#[derive(Clone, Debug)]
struct State {
    files: BTreeMap<String, String>,
    figures: String,
    day: i8,
}

impl State {
    fn new() -> Self {
        Self {
            files: site(),
            figures: "Team,Visits\nA,1\nB,2\n".to_owned(),
            day: 1,
        }
    }

    fn fixture(&self) -> Fixture {
        let start = Fixture::new()
            .today(2020, 1, self.day)
            .asset("content/reports/figures.csv", self.figures.as_bytes());
        let start = start.asset("content/picture.png", b"picture");
        self.files
            .iter()
            .fold(start, |fixture, (path, text)| fixture.write(path, text))
    }

    fn page(&self, at: usize) -> Option<String> {
        let pages: Vec<&String> = self.files.keys().filter(|path| is_page(path)).collect();
        (!pages.is_empty()).then(|| pages[at % pages.len()].clone())
    }

    fn change(&mut self, path: &str, change: impl FnOnce(String) -> String) {
        let text = self.files.remove(path).unwrap_or_default();
        self.files.insert(path.to_owned(), change(text));
    }

    fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::Body(page) => {
                let Some(path) = self.page(*page) else { return };
                self.change(&path, |text| {
                    text + "\nAnother paragraph, see [home](/) and [reports](/reports/index.md).\n"
                });
            }
            Edit::Title(page, title) => {
                let Some(path) = self.page(*page) else { return };
                self.change(&path, |text| {
                    with_line(&text, "title:", Some(&format!("title: Title {title}")))
                });
            }
            Edit::Setting(page, setting) => {
                let Some(path) = self.page(*page) else { return };
                let line = SETTINGS_OF_PAGES[setting % SETTINGS_OF_PAGES.len()];
                self.change(&path, |text| toggled(&text, line));
            }
            Edit::New(folder, name) => {
                let path = format!("{}/new-{name}.md", FOLDERS[usize::from(*folder)]);
                self.files.insert(
                    path,
                    format!(
                        "---\ntitle: New {name}\ndate: 2018-0{}-01\n---\nSee [about](/about.md).\n",
                        name + 1
                    ),
                );
            }
            Edit::Delete(page) => {
                if let Some(path) = self.page(*page) {
                    self.files.remove(&path);
                }
            }
            Edit::Move(page, to) => {
                let Some(path) = self.page(*page) else { return };
                let text = self.files.remove(&path).unwrap_or_default();
                let name = path.rsplit('/').next().unwrap_or("x.md");
                self.files
                    .insert(format!("{}/moved-{name}", FOLDERS[usize::from(*to)]), text);
            }
            Edit::Template(template, kind) => {
                let names = [
                    "templates/page.html",
                    "templates/base.html",
                    "components/notice.html",
                    "templates/macros.html",
                    "templates/extra.html",
                ];
                let path = format!("themes/default/{}", names[template % names.len()]);
                match (kind, names[template % names.len()]) {
                    (0, _) => drop(self.files.remove(&path)),
                    (1, name) => drop(self.files.insert(
                        path,
                        format!(
                            "{{# changed #}}{{% extends \"default/{}\" %}}",
                            file_of(name)
                        ),
                    )),
                    (2, _) => drop(
                        self.files.insert(
                            path,
                            "{{ page.title }} {% for p in pages(kind=\"report\") %}{{ p.title }}{% \
                             endfor %}"
                                .to_owned(),
                        ),
                    ),
                    _ => drop(
                        self.files
                            .insert(path, "{% include \"extra.html\" %}".to_owned()),
                    ),
                }
            }
            Edit::Style(style) => {
                self.files.insert(
                    "themes/default/assets/style.css".to_owned(),
                    format!("p {{ margin: {style}px }}"),
                );
            }
            Edit::Settings(line) => {
                let line = LINES_OF_SETTINGS[line % LINES_OF_SETTINGS.len()];
                self.change("content/site.yaml", |text| toggled_line(&text, line));
                self.files
                    .entry("themes/own/templates/article.html".to_owned())
                    .or_insert_with(|| "own {{ page.title }}".to_owned());
            }
            Edit::People(kind) => self.change("content/people.yaml", |text| match kind {
                0 => text.replace("A. Sample", "Anna Sample"),
                1 => text.replace("Anna Sample", "A. Sample"),
                2 => toggled_line(&text, "d-sample: {name: D. Sample, role: team}"),
                _ => text.replace("role: staff", "role: editor"),
            }),
            Edit::Data(value) => self.figures = format!("Team,Visits\nA,{value}\nB,2\n"),
            Edit::Day(day) => self.day = 1 + i8::try_from(*day).unwrap_or(0),
            Edit::Publication(kind) => {
                self.change("content/publications/ours.bib", |text| match kind {
                    0 => text.replace("Second title", "Another title"),
                    1 => text.replace("date = {2013}", "date = {2014}"),
                    2 => text.replace("date = {2014}", "date = {2013}"),
                    3 => text.replace("One, A. and ", ""),
                    4 => toggled_line(
                        &text,
                        "@book{four2012, author = {One, C.}, title = {Fourth title}, publisher = \
                         {P}, date = {2012}}",
                    ),
                    5 => text
                        .replace("@report{three2013", "@report{renamed2013")
                        .replace("About it.", "About <i>it</i>."),
                    6 => text.replace("@report{renamed2013", "@report{three2013"),
                    _ => String::new(),
                })
            }
            Edit::Words(kind) => {
                let words = if *kind == 0 {
                    "published: Out\n"
                } else {
                    "published: Published\n"
                };
                self.files.insert(
                    "themes/default/i18n/en-GB.yaml".to_owned(),
                    words.to_owned(),
                );
            }
        }
    }
}

fn file_of(name: &str) -> &str {
    name.strip_prefix("templates/").unwrap_or(name)
}

fn with_line(text: &str, start: &str, line: Option<&str>) -> String {
    let lines = text.lines().map(|old| {
        if old.starts_with(start) {
            line.unwrap_or_default()
        } else {
            old
        }
    });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

fn toggled(text: &str, line: &str) -> String {
    let key = line.split(':').next().unwrap_or_default();
    if text.lines().any(|old| old == line) {
        return text
            .lines()
            .filter(|old| *old != line)
            .collect::<Vec<_>>()
            .join("\n")
            + "\n";
    }
    let without: Vec<&str> = text
        .lines()
        .filter(|old| !old.starts_with(&format!("{key}:")))
        .collect();
    without
        .join("\n")
        .replacen("---\n", &format!("---\n{line}\n"), 1)
        + "\n"
}

fn toggled_line(text: &str, line: &str) -> String {
    if text.lines().any(|old| old == line) {
        return text
            .lines()
            .filter(|old| *old != line)
            .collect::<Vec<_>>()
            .join("\n")
            + "\n";
    }
    format!("{text}{line}\n")
}

/// Through bytes, as from one run of the program to the next.
fn reloaded(memo: &Memo) -> Memo {
    let program = masthead::base::Fingerprint::of(b"program");
    let files: BTreeMap<String, Vec<u8>> = memo.files(program, program).into_iter().collect();
    Memo::from_files(&|name| files.get(name).cloned(), program, MemoScope::All)
}

/// The files that differ between two states.
fn changed(before: &Fixture, after: &Fixture) -> BTreeSet<SourcePath> {
    let (before, after) = (before.tree(), after.tree());
    let texts = before.texts.keys().chain(after.texts.keys());
    let texts = texts.filter(|path| {
        before.texts.get(*path).map(|file| file.fingerprint)
            != after.texts.get(*path).map(|file| file.fingerprint)
    });
    let assets = before.assets.keys().chain(after.assets.keys());
    texts
        .chain(assets.filter(|path| before.assets.get(*path) != after.assets.get(*path)))
        .cloned()
        .collect()
}

fn compare(from_memory: &Built, anew: &Built) -> Result<(), TestCaseError> {
    prop_assert_eq!(&from_memory.outcome.faults, &anew.outcome.faults);
    prop_assert_eq!(&from_memory.outcome.held_back, &anew.outcome.held_back);
    prop_assert_eq!(
        from_memory.files.keys().collect::<Vec<_>>(),
        anew.files.keys().collect::<Vec<_>>()
    );
    for (path, bytes) in &from_memory.files {
        prop_assert_eq!(
            String::from_utf8_lossy(bytes),
            String::from_utf8_lossy(&anew.files[path]),
            "{}",
            path
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn after_any_edits_what_is_built_from_memory_is_what_would_be_built_anew(edits in prop::collection::vec((edit(), any::<bool>()), 1..14)) {
        let mut state = State::new();
        let mut memo = Memo::default();
        let mut built = state.fixture().build_after(&mut memo, &Built::default());
        for (edit, restart) in &edits {
            state.apply(edit);
            if *restart {
                memo = reloaded(&memo);
            }
            let next = state.fixture().build_after(&mut memo, &built);
            compare(&next, &state.fixture().build())?;
            // Only what could be published is there to be taken over.
            if !next.outcome.faults.has_errors() {
                built = next;
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn after_any_edits_a_plan_that_goes_on_from_the_one_before_makes_what_would_be_built_anew(edits in prop::collection::vec(edit(), 1..14)) {
        let mut state = State::new();
        let mut memo = Memo::default();
        let mut former = None;
        let mut fixture = state.fixture();
        let mut built = fixture.build_again(&mut memo, &Built::default(), &mut former, &BTreeSet::new());
        for edit in &edits {
            state.apply(edit);
            let next = state.fixture();
            let again = next.build_again(&mut memo, &built, &mut former, &changed(&fixture, &next));
            compare(&again, &next.build())?;
            fixture = next;
            if !again.outcome.faults.has_errors() {
                built = again;
            }
        }
    }
}

#[test]
fn a_build_with_nothing_new_makes_no_page() {
    let state = State::new();
    let mut memo = Memo::default();
    let first = state.fixture().build_after(&mut memo, &Built::default());
    assert!(
        !first.outcome.faults.has_errors(),
        "{:?}",
        first.outcome.faults
    );
    let pages = first
        .files
        .keys()
        .filter(|path| path.rsplit('.').next() == Some("html"))
        .count();
    let again = state.fixture().build_after(&mut reloaded(&memo), &first);
    assert!(
        again.made + pages <= first.made,
        "{} files made again",
        again.made
    );
}

#[test]
fn an_edited_text_makes_one_page_and_the_search_index() {
    let mut state = State::new();
    let mut memo = Memo::default();
    let first = state.fixture().build_after(&mut memo, &Built::default());
    let quiet = state.fixture().build_after(&mut memo, &first);
    state.change("content/about.md", |text| text + "\nOne more.\n");
    let next = state.fixture().build_after(&mut memo, &quiet);
    assert_eq!(next.made, quiet.made + 2);
}

/// A site with so much text that its index is many files.
fn large() -> State {
    let mut state = State::new();
    for number in 0..250 {
        let words: Vec<String> = (0..60)
            .map(|at| format!("w{}x{}", number * 7 + at * 13, at % 5))
            .collect();
        let text = format!(
            "---\ntitle: Page {number}\ndate: 2018-{:02}-{:02}\n---\n{}\n",
            1 + number / 28 % 12,
            1 + number % 28,
            words.join(" ")
        );
        state
            .files
            .insert(format!("content/many/{number}.md"), text);
    }
    state
}

/// How many files of search differ between two builds, or are new.
fn search_files_changed(before: &Built, after: &Built) -> usize {
    after
        .files
        .iter()
        .filter(|(path, bytes)| {
            path.starts_with("search/") && before.files.get(*path) != Some(bytes)
        })
        .count()
}

#[test]
fn a_large_index_built_from_memory_is_what_would_be_built_anew() {
    let mut state = large();
    let mut memo = Memo::default();
    let mut built = state.fixture().build_after(&mut memo, &Built::default());
    assert!(
        built
            .files
            .keys()
            .filter(|path| path.starts_with("search/"))
            .count()
            > 100
    );
    let edits: [fn(&mut State); 6] = [
        |state| {
            state.change("content/many/40.md", |text| {
                text + "\nAnother paragraph about quokkas.\n"
            });
        },
        |state| {
            drop(state.files.insert(
                "content/many/new.md".to_owned(),
                "---\ntitle: New\ndate: 2019-01-01\n---\nText.\n".to_owned(),
            ));
        },
        |state| drop(state.files.remove("content/many/7.md")),
        |state| {
            state.change("content/many/90.md", |text| {
                text.replace("title: Page 90", "title: Page 90\nsearch: no")
            });
        },
        |state| {
            state.change("content/site.yaml", |text| {
                text + "search: {synonyms: {quokkas: wallabies}}\n"
            });
        },
        // So few that everything stands in the manifest.
        |state| {
            state
                .files
                .retain(|path, _| !path.starts_with("content/many/") || path.ends_with("/40.md"));
        },
    ];
    for edit in edits {
        edit(&mut state);
        memo = reloaded(&memo);
        let next = state.fixture().build_after(&mut memo, &built);
        compare(&next, &state.fixture().build()).unwrap();
        built = next;
    }
}

#[test]
fn an_edit_makes_only_those_files_of_search_that_change() {
    let mut state = large();
    let mut memo = Memo::default();
    let first = state.fixture().build_after(&mut memo, &Built::default());
    let quiet = state.fixture().build_after(&mut reloaded(&memo), &first);
    state.change("content/many/40.md", |text| text + "\nquokkas\n");
    let next = state.fixture().build_after(&mut memo, &quiet);
    let changed = search_files_changed(&quiet, &next);
    assert!(
        next.made <= quiet.made + 1 + changed,
        "{} made, {} before, {changed} changed",
        next.made,
        quiet.made
    );
    let all = next
        .files
        .keys()
        .filter(|path| path.starts_with("search/"))
        .count();
    assert!(
        changed < all * 2 / 3,
        "{changed} of {all} files of search changed"
    );
}

#[test]
fn the_property_notices_a_dependency_that_is_missed() {
    // A page that shows another's title, with a memory that forgot what the page asked for.
    let mut state = State::new();
    state.files.insert(
        "themes/default/templates/page.html".to_owned(),
        "{% for p in pages(kind=\"report\") %}{{ p.title }}{% endfor %}".to_owned(),
    );
    let mut memo = Memo::default();
    let first = state.fixture().build_after(&mut memo, &Built::default());
    memo.forget_questions();
    state.apply(&Edit::Title(
        state
            .files
            .keys()
            .filter(|path| is_page(path))
            .position(|path| path == "content/reports/2014.md")
            .unwrap_or(0),
        3,
    ));
    let stale = state.fixture().build_after(&mut memo, &first);
    assert!(compare(&stale, &state.fixture().build()).is_err());
}

fn is_page(path: &str) -> bool {
    masthead::base::SourcePath::new(path).extension() == "md"
}
