//! Everything that a template sees of a page is part of the page's fingerprint: a value that
//! changes without the fingerprint would stay as it was in the page of the next build.

use crate::edits::{State, edit, toggled};
use masthead::base::Fingerprint;
use masthead::fixture::PageValues;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

type Pages = BTreeMap<String, PageValues>;

/// The values that differ between two states of a page, by name.
fn changed_values<'p>(before: &'p PageValues, after: &'p PageValues) -> Vec<&'p str> {
    let values = after.values.iter();
    values
        .filter(|(name, value)| before.values.get(*name) != Some(value))
        .map(|(name, _)| name.as_str())
        .collect()
}

/// The pages that are in both states, with the values of each that differ.
fn changes<'p>(before: &'p Pages, after: &'p Pages) -> Vec<(&'p str, Vec<&'p str>)> {
    let pages = after.iter();
    let both = pages.filter_map(|(page, after)| {
        let changed = changed_values(before.get(page)?, after);
        Some((page.as_str(), changed))
    });
    both.filter(|(_, changed)| !changed.is_empty()).collect()
}

/// The values that changed while the fingerprint of their page did not.
fn forgotten<'p>(before: &'p Pages, after: &'p Pages) -> Vec<(&'p str, Vec<&'p str>)> {
    let changes = changes(before, after).into_iter();
    changes
        .filter(|(page, _)| before[*page].fingerprint == after[*page].fingerprint)
        .collect()
}

/// A change of one file.
enum Change {
    /// Puts a line into the settings of a page.
    Setting(&'static str, &'static str),
    /// Puts a line at the end of a file.
    Line(&'static str, &'static str),
    /// Writes a file.
    File(&'static str, &'static str),
    /// Puts a text in the place of another.
    Replace(&'static str, &'static str, &'static str),
    /// Puts so many words at the end of a file.
    Words(&'static str, usize),
}

use Change::{File, Line, Replace, Setting, Words};

impl Change {
    fn apply(&self, state: &mut State) {
        match self {
            Setting(path, line) => state.change(path, |text| toggled(&text, line)),
            Line(path, line) => state.change(path, |text| format!("{text}\n{line}\n")),
            File(path, text) => state.change(path, |_| (*text).to_owned()),
            Replace(path, from, to) => state.change(path, |text| text.replace(from, to)),
            Words(path, count) => state.change(path, |text| text + &"word ".repeat(*count)),
        }
    }
}

/// What every page of a site shows, drafts too.
fn facts(state: &State) -> Pages {
    let pdf = b"%PDF-1.4";
    state
        .fixture()
        .with_held_back()
        .asset("content/newsletters/2015-03/issue.pdf", pdf)
        .asset("content/publications/one.pdf", pdf)
        .asset("content/services.csv", SERVICES.as_bytes())
        .page_facts()
}

/// Figures of services, under codes.
const SERVICES: &str = "code,measure,numerator,denominator\n0DMH-EKGH,Seen,41,58\n\
    0MXE-YHM5,Seen,35,72\n678Y-EWVK,Seen,36,48\nAX5M-D25K,Seen,93,163\nD00E-6W05,Seen,57,66\n\
    QGC7-GG0H,Seen,44,90\nW7RR-27G6,Seen,61,84\n";

const ABOUT: &str = "content/about.md";
const ARTICLE: &str = "content/newsletters/2015-03/one.md";
const CITES: &str = "content/notes/cites.md";
const ISSUE: &str = "content/newsletters/2015-03/index.md";
const LIST: &str = "content/publications/ours.bib";
const PEOPLE: &str = "content/people.yaml";
const PUBLICATION: &str = "content/publications/one2014.md";
const REPORT: &str = "content/reports/2015.md";
const REPORTS: &str = "content/reports/index.md";
const SITE: &str = "content/site.yaml";
const MEETING: &str = "content/meeting.md";
const VISIT: &str = "content/visits/b.md";

/// Changes that together change every value of a page.
const CHANGES: [Change; 67] = [
    Setting(ABOUT, "title: Who we are"),
    Setting(ABOUT, "kind: report"),
    Setting(ABOUT, "nav_title: Short"),
    Setting(ABOUT, "summary: A summary."),
    Setting(ABOUT, "date: 2016-05-05"),
    Setting(ABOUT, "updated: 2017-01-01"),
    Setting(ABOUT, "authors: [A. Person]"),
    Setting(ABOUT, "topics: [Care]"),
    Setting(ABOUT, "regions: [South]"),
    Setting(ABOUT, "image: picture.png"),
    Setting(ABOUT, "draft: true"),
    Setting(ABOUT, "slug: elsewhere"),
    Setting(ABOUT, "extra: {colour: green}"),
    Setting(ABOUT, "related: [reports/2014.md]"),
    Line(ABOUT, "## One\n\n## Two\n\n## Three"),
    Line(
        ABOUT,
        "```table\nfile: reports/figures.csv\ncaption: Figures\n```",
    ),
    Line(
        ABOUT,
        "```chart\nfile: services.csv\nkind: bar\ntitle: Many\nsubtitle: Cases\n\
         columns:\n  - name: code\n  - name: denominator\n```",
    ),
    Line(
        ABOUT,
        "```benchmark\nfile: services.csv\nmeasure: Seen\ntitle: Many are seen\n\
         label: Seen\nbetter: high\n```",
    ),
    Setting(ARTICLE, "byline: [{name: D. Sample, role: carer}]"),
    Setting(ARTICLE, "date: 2015-03-05"),
    Setting(ISSUE, "title: Late spring"),
    Setting(ISSUE, "number: 7"),
    Setting(ISSUE, "period: Spring 2015"),
    Setting(ISSUE, "editor: E. Sample"),
    Setting(ISSUE, "pdf: issue.pdf"),
    Setting(REPORT, "period: 2014"),
    Setting(REPORT, "group: Audit team"),
    Setting(REPORT, "findings: [\"More than [before](2014.md).\"]"),
    Setting(REPORT, "method: We counted."),
    Setting(REPORT, "accessible: Ask us."),
    Setting(REPORT, "downloads: [{file: figures.csv, title: Figures}]"),
    Setting(REPORTS, "title: All reports"),
    Setting(REPORTS, "years: true"),
    Replace(REPORTS, "page_size: 2", "page_size: 1"),
    Setting(REPORTS, "sort: title"),
    File(
        MEETING,
        "---\ntitle: Meeting\nkind: event\nstarts: 2016-05-01 10:00\n---\n",
    ),
    Setting(MEETING, "ends: 2016-05-01 12:00"),
    Setting(MEETING, "place: Hall"),
    Setting(MEETING, "address: 1 Street"),
    Setting(MEETING, "price: Free"),
    Setting(MEETING, "booking: about.md"),
    Replace(MEETING, "10:00", "11:00"),
    File("content/reports/older/index.md", "---\ntitle: Older\n---\n"),
    File(
        "content/reports/2013.md",
        "---\ntitle: Report 2013\ndate: 2013-06-01\n---\n",
    ),
    Setting(PUBLICATION, "abstract: What it is about."),
    Setting(PUBLICATION, "note: Open access."),
    Setting(PUBLICATION, "key_message: Read it."),
    Setting(PUBLICATION, "pdf: one.pdf"),
    Line(CITES, "And again [@one2014, p. 9]."),
    Line(REPORT, "As said [@two2013]."),
    Line(
        LIST,
        "@book{four2012, author = {One, C.}, title = {Fourth}, publisher = {P}, date = {2012}}",
    ),
    Replace(LIST, "First title", "Another title"),
    Replace(LIST, "date = {2013}", "date = {2011}"),
    Setting("content/newsletters/2014-10.md", "slug: moved"),
    Words(ABOUT, 800),
    Line(SITE, "publications: {style: vancouver}"),
    Replace(SITE, "style: vancouver", "style: apa"),
    Replace(SITE, "style: apa", "group_by: author"),
    Replace(SITE, "https://example.org/", "https://www.example.com/"),
    Replace(SITE, "title: Test", "title: Another site"),
    Replace(PEOPLE, "B. Sample", "Bea Sample"),
    Replace(PEOPLE, "role: carer", "role: staff"),
    Setting(VISIT, "starts: 2020-01-04"),
    Setting(VISIT, "level: low"),
    Setting(VISIT, "see: ../reports/2015.md"),
    Setting(VISIT, "note: In short."),
    Setting(VISIT, "last: 2019-12-31"),
];

/// Values that follow from the file or the address of a page: another value is another page.
const FIXED: [&str; 6] = ["by", "formats", "name", "source", "taxonomy", "year"];

#[test]
fn a_value_of_a_page_does_not_change_without_the_fingerprint_of_the_page() {
    let mut state = State::new();
    let mut before = facts(&state);
    let mut seen = BTreeSet::new();
    let mut names = BTreeSet::new();
    for change in &CHANGES {
        change.apply(&mut state);
        let after = facts(&state);
        assert_eq!(forgotten(&before, &after), []);
        let changed = changes(&before, &after).into_iter();
        seen.extend(changed.flat_map(|(_, changed)| changed).map(str::to_owned));
        names.extend(after.values().flat_map(|page| page.values.keys().cloned()));
        before = after;
    }
    let unchanged = names.difference(&seen);
    let unchanged: Vec<&String> = unchanged
        .filter(|name| !FIXED.contains(&name.as_str()))
        .collect();
    assert!(unchanged.is_empty(), "nothing changes {unchanged:?}");
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 16,
        max_shrink_iters: 100,
        ..ProptestConfig::default()
    })]

    #[test]
    fn after_any_edits_no_value_changed_without_the_fingerprint_of_its_page(
        edits in prop::collection::vec(edit(), 1..8)
    ) {
        let mut state = State::new();
        let mut before = facts(&state);
        for edit in &edits {
            state.apply(edit);
            let after = facts(&state);
            prop_assert_eq!(forgotten(&before, &after), []);
            before = after;
        }
    }
}

#[test]
fn a_value_that_changes_without_the_fingerprint_is_noticed() {
    let page = |title: &str, fingerprint: &[u8]| PageValues {
        fingerprint: Fingerprint::of(fingerprint),
        values: BTreeMap::from([("title".to_owned(), title.to_owned())]),
    };
    let pages = |page: PageValues| Pages::from([("content/a.md".to_owned(), page)]);
    let before = pages(page("A", b"1"));
    let title = vec![("content/a.md", vec!["title"])];
    assert_eq!(forgotten(&before, &pages(page("B", b"1"))), title);
    assert_eq!(forgotten(&before, &pages(page("B", b"2"))), []);
    assert_eq!(forgotten(&before, &pages(page("A", b"1"))), []);
}
