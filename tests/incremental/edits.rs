//! The edits of the property "incremental equals clean": a site as files, and everything that an
//! editor, a designer or the calendar may do to it.

use crate::{figures, visits};
use masthead::fixture::Fixture;
use proptest::prelude::*;
use std::collections::BTreeMap;

const LIST: &str = "@article{one2014, author = {One, A. and Two, B.}, title = {First title}, \
    journal = {J}, date = {2014}, volume = {1}}
@article{two2013, author = {Two, B.}, title = {Second title}, journal = {J}, date = {2013}, \
    abstract = {About it.}}
@report{three2013, author = {Two, B.}, title = {Third title}, institution = {I}, type = {Report}, \
    date = {2013}}
";

/// A site with one of everything that depends on something else.
const SITE: &[(&str, &str)] = &[
    (
        "content/site.yaml",
        "title: Test\nbase_url: https://example.org/\nnavigation:\n  - title: Reports\n    to: \
             reports/index.md\n  - title: About\n    to: about.md\ntaxonomies:\n  regions:\n    \
             title: Regions\nfooter:\n  text: See [about](about.md).\n",
    ),
    (
        "content/people.yaml",
        "a-sample:\n  name: A. Sample\n  role: staff\nb-sample:\n  name: B. Sample\n  role: \
             carer\n",
    ),
    (
        "content/index.md",
        "---\ntitle: Home\ntemplate: home\n---\nWelcome. See [the \
             report](reports/2015.md#details).\n",
    ),
    (
        "content/about.md",
        "---\ntitle: About\ntopics: [Working life]\nregions: [North]\n---\n## Details\n\n\
             Text.[^n]\n\n[^n]: A note.\n",
    ),
    (
        "content/reports/index.md",
        "---\ntitle: Reports\npage_size: 2\n---\n",
    ),
    (
        "content/reports/2015.md",
        "---\ntitle: Report 2015\ndate: 2015-06-01\nfindings: [\"One [link](../about.md).\"]\n\
             topics: [Working life]\nslug: first\n---\n## Details\n\n```table\nfile: figures.csv\n\
             caption: Figures\n```\n",
    ),
    (
        "content/reports/2014.md",
        "---\ntitle: Report 2014\ndate: 2014-06-01\nrelated: [2015.md]\n---\nText.\n",
    ),
    (
        "content/newsletters/index.md",
        "---\ntitle: Newsletters\n---\n",
    ),
    (
        "content/newsletters/2015-03/index.md",
        "---\ntitle: Spring\ndate: 2015-03-01\nnumber: 1\n---\nHello.\n",
    ),
    (
        "content/newsletters/2015-03/one.md",
        "---\ntitle: One\nweight: 1\nbyline: [{person: a-sample}]\ntopics: [Working life, \
             Care]\n---\nText of one.\n",
    ),
    (
        "content/newsletters/2015-03/two.md",
        "---\ntitle: Two\nweight: 2\nbyline: [{name: C. Sample, role: carer}]\n---\nText of \
             two.\n",
    ),
    (
        "content/newsletters/2014-10.md",
        "---\ntitle: Autumn\ndate: 2014-10-01\nnumber: 0\naliases: [/old/]\n---\n## Part\n\n\
             ```byline\nperson: b-sample\ntopics: [Care]\n```\n\nText.\n",
    ),
    (
        "content/notes/a.md",
        "---\ntitle: Note A\ndate: 2016-01-01\n---\n```notice\nbody: A [link](b.md).\n```\n",
    ),
    (
        "content/notes/b.md",
        "---\ntitle: Note B\ndate: 2016-02-01\npublish_on: 2019-12-31\n---\nText.\n",
    ),
    ("content/publications/ours.bib", LIST),
    (
        "content/publications/one2014.md",
        "---\nkey_message: \"See [about](../about.md) and [@two2013].\"\ntopics: [Care]\n---\n\
             More.\n",
    ),
    (
        "content/notes/cites.md",
        "---\ntitle: Cites\ndate: 2016-03-01\n---\nAs said [@one2014, p. 4; @two2013]. \
             @three2013 agrees.\n\n```publications\n```\n",
    ),
    (
        "content/notes/c.md",
        "---\ntitle: Note C\ndraft: true\n---\nText.\n",
    ),
];

/// A change that an editor, a designer or the calendar makes.
#[derive(Clone, Debug)]
pub(super) enum Edit {
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
    /// A setting of a page of the declared kind comes or goes.
    Visit(usize, usize),
    /// The kind is declared otherwise, or no longer.
    Kind(usize),
    /// The figures of people or of services change.
    Figures(u8, u8),
    /// A line of a block of figures comes or goes.
    Shown(usize),
}

pub(super) fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => any::<usize>().prop_map(Edit::Body),
        3 => (any::<usize>(), 0..4u8).prop_map(|(page, title)| Edit::Title(page, title)),
        6 => (any::<usize>(), any::<usize>())
            .prop_map(|(page, setting)| Edit::Setting(page, setting)),
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
        4 => (any::<usize>(), any::<usize>()).prop_map(|(page, line)| Edit::Visit(page, line)),
        3 => (0..9usize).prop_map(Edit::Kind),
        3 => (0..4u8, 0..4u8).prop_map(|(people, services)| Edit::Figures(people, services)),
        2 => any::<usize>().prop_map(Edit::Shown),
    ]
}

const SETTINGS_OF_PAGES: [&str; 21] = [
    "image_focus: left",
    "topics: [Care]",
    "topics: [care, New]",
    "accept: {topic-spelling: Both are in use., broken-link: None.}",
    "regions: [North, South]",
    "draft: true",
    "search: no",
    "links: plain",
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

const LINES_OF_SETTINGS: [&str; 13] = [
    "strapline: A line.",
    "short_title: T",
    "accept: [{code: topic-spelling, reason: Both are in use., only: notes}]",
    "links: [files, plain]",
    "theme: own",
    "default_image: picture.png",
    "social_cards: pages",
    "hosts: []",
    "disclosure: {threshold: 10}",
    "publications: {style: vancouver}",
    "publications: {group_by: author}",
    "search: {synonyms: {text: another}, boost: {report: 2}, offline: yes}",
    "folders: {notes: {page_size: 1, sort: title, years: true}}",
];

const TEMPLATES: [&str; 10] = [
    "templates/page.html",
    "templates/base.html",
    "components/notice.html",
    "templates/macros.html",
    "templates/extra.html",
    "feeds/entry.html",
    "feeds/report.html",
    "templates/visit.html",
    "templates/kind.html",
    "templates/section.html",
];

const LISTS_REPORTS: &str = "{{ page.title }} {% for p in pages(kind=\"report\") %}{{ p.title }}\
    {% endfor %}";

const FOURTH_PUBLICATION: &str = "@book{four2012, author = {One, C.}, title = {Fourth title}, \
    publisher = {P}, date = {2012}}";

const FOLDERS: [&str; 4] = [
    "content",
    "content/reports",
    "content/newsletters/2015-03",
    "content/notes",
];

/// A site as files, the figures of a table, and the day.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) files: BTreeMap<String, String>,
    figures: String,
    /// The numbers of the figures of people and of services.
    counted: [u8; 2],
    day: i8,
}

impl State {
    pub(super) fn new() -> Self {
        let files = SITE.iter().chain(&visits::FILES).chain(&figures::FILES);
        let mut files: BTreeMap<String, String> = files
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
            .collect();
        files.insert(visits::DECLARATION.to_owned(), visits::declaration(0));
        Self {
            files,
            figures: "Team,Visits\nA,1\nB,2\n".to_owned(),
            counted: [0; 2],
            day: 1,
        }
    }

    pub(super) fn fixture(&self) -> Fixture {
        let start = Fixture::new()
            .today(2020, 1, self.day)
            .asset("content/reports/figures.csv", self.figures.as_bytes());
        let [people, services] = self.counted;
        let people = figures::people(people);
        let services = figures::services(services);
        let start = start
            .asset("content/picture.png", b"picture")
            .asset("content/reports/people.csv", people.as_bytes())
            .asset("content/reports/services.csv", services.as_bytes());
        self.files
            .iter()
            .fold(start, |fixture, (path, text)| fixture.write(path, text))
    }

    fn page(&self, at: usize) -> Option<String> {
        let pages: Vec<&String> = self.files.keys().filter(|path| is_page(path)).collect();
        (!pages.is_empty()).then(|| pages[at % pages.len()].clone())
    }

    pub(super) fn change(&mut self, path: &str, change: impl FnOnce(String) -> String) {
        let text = self.files.remove(path).unwrap_or_default();
        self.files.insert(path.to_owned(), change(text));
    }

    /// Changes a file that may have been deleted.
    fn change_known(&mut self, path: &str, change: impl FnOnce(String) -> String) {
        if self.files.contains_key(path) {
            self.change(path, change);
        }
    }

    pub(super) fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::Body(page) => self.change_page(*page, |text| {
                text + "\nAnother paragraph, see [home](/) and [reports](/reports/index.md).\n"
            }),
            Edit::Title(page, title) => self.change_page(*page, |text| {
                with_line(&text, "title:", Some(&format!("title: Title {title}")))
            }),
            Edit::Setting(page, setting) => {
                let line = SETTINGS_OF_PAGES[setting % SETTINGS_OF_PAGES.len()];
                self.change_page(*page, |text| toggled(&text, line));
            }
            Edit::New(folder, name) => self.add_page(FOLDERS[usize::from(*folder)], *name),
            Edit::Delete(page) => {
                if let Some(path) = self.page(*page) {
                    self.files.remove(&path);
                }
            }
            Edit::Move(page, to) => self.move_page(*page, FOLDERS[usize::from(*to)]),
            Edit::Template(template, kind) => self.change_template(*template, *kind),
            Edit::Style(style) => {
                let text = format!("p {{ margin: {style}px }}");
                self.put("themes/default/assets/style.css", text);
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
            Edit::Publication(kind) => self.change("content/publications/ours.bib", |text| {
                with_other_publication(&text, *kind)
            }),
            Edit::Visit(page, line) => {
                let path = visits::PAGES[page % visits::PAGES.len()];
                let line = visits::LINES[line % visits::LINES.len()];
                self.change_known(path, |text| toggled(&text, line));
            }
            Edit::Kind(8) => {
                self.files.remove(visits::DECLARATION);
            }
            Edit::Kind(number) => self.put(visits::DECLARATION, visits::declaration(*number)),
            Edit::Figures(people, services) => self.counted = [*people, *services],
            Edit::Shown(line) => {
                let (path, line) = figures::LINES[line % figures::LINES.len()];
                self.change_known(path, |text| with_line_of_block(&text, line));
            }
            Edit::Words(kind) => {
                let word = ["published: Out\n", "published: Published\n"][usize::from(*kind != 0)];
                self.put("themes/default/i18n/en-GB.yaml", word.to_owned());
            }
        }
    }

    fn put(&mut self, path: &str, text: String) {
        self.files.insert(path.to_owned(), text);
    }

    /// Changes the text of a page, if there are any pages.
    fn change_page(&mut self, page: usize, change: impl FnOnce(String) -> String) {
        if let Some(path) = self.page(page) {
            self.change(&path, change);
        }
    }

    fn add_page(&mut self, folder: &str, name: u8) {
        let month = name + 1;
        let text = format!(
            "---\ntitle: New {name}\ndate: 2018-0{month}-01\n---\nSee [about](/about.md).\n"
        );
        self.files.insert(format!("{folder}/new-{name}.md"), text);
    }

    fn move_page(&mut self, page: usize, folder: &str) {
        let Some(path) = self.page(page) else { return };
        let text = self.files.remove(&path).unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or("x.md");
        self.files.insert(format!("{folder}/moved-{name}"), text);
    }

    fn change_template(&mut self, template: usize, kind: u8) {
        let name = TEMPLATES[template % TEMPLATES.len()];
        let path = format!("themes/default/{name}");
        let text = match kind {
            0 => {
                self.files.remove(&path);
                return;
            }
            1 => {
                let file = name.strip_prefix("templates/").unwrap_or(name);
                let file = if file == "visit.html" {
                    "kind.html"
                } else {
                    file
                };
                format!("{{# changed #}}{{% extends \"default/{file}\" %}}")
            }
            2 => LISTS_REPORTS.to_owned(),
            _ => "{% include \"extra.html\" %}".to_owned(),
        };
        self.files.insert(path, text);
    }
}

fn with_other_publication(text: &str, kind: u8) -> String {
    match kind {
        0 => text.replace("Second title", "Another title"),
        1 => text.replace("date = {2013}", "date = {2014}"),
        2 => text.replace("date = {2014}", "date = {2013}"),
        3 => text.replace("One, A. and ", ""),
        4 => toggled_line(text, FOURTH_PUBLICATION),
        5 => text
            .replace("@report{three2013", "@report{renamed2013")
            .replace("About it.", "About <i>it</i>."),
        6 => text.replace("@report{renamed2013", "@report{three2013"),
        _ => String::new(),
    }
}

pub(super) fn is_page(path: &str) -> bool {
    masthead::base::SourcePath::new(path).extension() == "md"
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

pub(super) fn toggled(text: &str, line: &str) -> String {
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

/// Puts a line into the first block of a text, or takes it out again. What is no setting of a block
/// stands before it.
fn with_line_of_block(text: &str, line: &str) -> String {
    if text.contains(line) {
        return text.replacen(&format!("{line}\n"), "", 1);
    }
    if line.contains(':') {
        text.replacen("\n```\n", &format!("\n{line}\n```\n"), 1)
    } else {
        text.replacen("\n```", &format!("\n{line}\n\n```"), 1)
    }
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
