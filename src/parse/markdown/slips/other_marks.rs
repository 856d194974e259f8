//! Marks of other languages for texts: BBCode, wikis, LaTeX, Textile, reStructuredText, and what
//! Word leaves. Readers see them as they are typed.

use super::templates::{SignForm, TemplateSign, sign};

const BOLD: &str = "write `**` before and behind words in bold, and `*` for italic ones";
const FORUM: &str = "a mark of a forum (BBCode)";
const FORUM_HELP: &str = "write it in markdown: `**bold**`, `*italic*`, `[words](address)`, `> ` \
    for a quotation, `- ` for the entry of a list";
const WIKI: &str = "a mark of a wiki";
const HEADING: &str = "write `## ` before the words of a heading, and nothing behind them";
const WORD: &str = "a leftover of Word";
const WORD_HELP: &str = "take it out; write `- ` before the entry of a list";
const LATEX_HELP: &str = "write it in markdown: `## ` before a heading, `**bold**`, `*italic*`";
const NOTE_HELP: &str = "take it out; `> [!NOTE]` makes a notice";

/// Such marks, the longer before the shorter that they begin with.
pub(super) const MARKS: &[TemplateSign] = &[
    sign("[b]", "[/b]", SignForm::Any, FORUM, FORUM_HELP),
    sign("[i]", "[/i]", SignForm::Any, FORUM, FORUM_HELP),
    sign("[u]", "[/u]", SignForm::Any, FORUM, FORUM_HELP),
    sign("[url", "[/url]", SignForm::Any, FORUM, FORUM_HELP),
    sign("[img", "[/img]", SignForm::Any, FORUM, FORUM_HELP),
    sign("[quote", "[/quote]", SignForm::Any, FORUM, FORUM_HELP),
    sign("[list", "[/list]", SignForm::Any, FORUM, FORUM_HELP),
    sign("[color", "[/color]", SignForm::Any, FORUM, FORUM_HELP),
    sign("[size", "[/size]", SignForm::Any, FORUM, FORUM_HELP),
    sign("[center]", "[/center]", SignForm::Any, FORUM, FORUM_HELP),
    sign("'''", "'''", SignForm::Any, WIKI, BOLD),
    sign("=== ", " ===", SignForm::Line, WIKI, HEADING),
    sign("== ", " ==", SignForm::Line, WIKI, HEADING),
    sign(
        "\\",
        "}",
        SignForm::Command,
        "a command of LaTeX",
        LATEX_HELP,
    ),
    sign("<![", "]>", SignForm::Any, WORD, WORD_HELP),
    sign(
        ".. ",
        "::",
        SignForm::Directive,
        "a directive of reStructuredText",
        NOTE_HELP,
    ),
    sign("h1. ", "", SignForm::Line, "a heading of Textile", HEADING),
    sign("h2. ", "", SignForm::Line, "a heading of Textile", HEADING),
    sign("h3. ", "", SignForm::Line, "a heading of Textile", HEADING),
];
