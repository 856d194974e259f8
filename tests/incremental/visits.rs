//! A kind of page that the site's theme declares, for the property "incremental equals clean": its
//! declaration, its pages, and what may change of them.

/// The file of the declaration.
pub(super) const DECLARATION: &str = "themes/default/kinds/visit.yaml";

/// The pages of the kind.
pub(super) const PAGES: [&str; 3] = [
    "content/visits/a.md",
    "content/visits/b.md",
    "content/visits/c.md",
];

/// The section and the pages of the kind, with their texts.
pub(super) const FILES: [(&str, &str); 4] = [
    (
        "content/visits/index.md",
        "---\ntitle: Visits\npage_size: 2\n---\n",
    ),
    (
        PAGES[0],
        "---\ntitle: A\nstarts: 2020-01-03 10:00\ndate: 2019-01-01\ntopics: [Care]\n---\nText.\n",
    ),
    (
        PAGES[1],
        "---\ntitle: B\nstarts: 2020-01-05\nlevel: high\nsee: ../about.md\n---\nText.\n",
    ),
    (
        PAGES[2],
        "---\ntitle: C\nstarts: 2019-12-30\nlast: 2020-01-02\ndate: 2019-02-01\n---\nText.\n",
    ),
];

/// Settings of pages of the kind.
pub(super) const LINES: [&str; 10] = [
    "starts: 2020-01-02",
    "starts: 2020-01-04 09:30",
    "last: 2020-01-01",
    "last: 2020-01-04",
    "level: low",
    "level: high",
    "see: ../reports/2015.md",
    "note: \"See [b](b.md).\"",
    "topics: [Care, Visits]",
    "title: Another title",
];

/// The fields that every declaration of the kind has.
const FIELDS: &str = "summary: A visit.
folder: visits
fields:
  starts: {type: time}
  last: {type: date}
  level: {type: choice, choices: [low, high]}
  see: {type: link, label: See also}
  note: {type: markdown}
";

/// What declarations of the kind say beside its fields.
const DECLARATIONS: [&str; 7] = [
    "groups: {field: starts, until: last}\nleaves_lists_after: last\n",
    "groups: level\norder: {field: starts, direction: down}\n",
    "order: starts\nleaves_lists_after: starts\n",
    "address: /calls/{slug}/\nfeed: no\n",
    "groups: starts\nbelow: [note]\nplaces: [note]\n",
    "order: level\nsearch: {weight: 2}\n",
    "",
];

/// Returns a declaration of the kind.
pub(super) fn declaration(number: usize) -> String {
    FIELDS.to_owned() + DECLARATIONS[number % DECLARATIONS.len()]
}
