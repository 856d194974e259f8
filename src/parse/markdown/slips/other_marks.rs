//! Marks of other languages for texts: BBCode, wikis, LaTeX, Textile, reStructuredText, AsciiDoc,
//! Org, MkDocs, and what Word leaves. Readers see them as they are typed.

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
const PICTURE: &str = "write what the picture shows in square brackets and its file in round ones: \
    `![our house](house.jpg)`";
const TABS: &str = "take the line out, begin the text below it at the beginning of the line, and \
    write `## ` and its name above it";
const FOOTNOTE: &str = "write `[^1]` in the text, and `[^1]: ` before the words of the note";
const BOX: &str = "write `[ ]` for what is to be done and `[x]` for what is done";
const TAKE_OUT: &str = "take it out";
const EMOJI: &str = "write the sign itself, such as 🙂, or take it out";
const TEXTILE: &str = "a mark of Textile";
const ASCIIDOC: &str = "a mark of AsciiDoc";
const ORG: &str = "a mark of Org";
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
    sign("''", "''", SignForm::Any, WIKI, BOLD),
    sign("=== \"", "\"", SignForm::Line, "a tab of MkDocs", TABS),
    sign("=== ", " ===", SignForm::Line, WIKI, HEADING),
    sign("== ", " ==", SignForm::Line, WIKI, HEADING),
    sign("=== ", "", SignForm::Title, ASCIIDOC, HEADING),
    sign("== ", "", SignForm::Title, ASCIIDOC, HEADING),
    sign("= ", "", SignForm::Title, ASCIIDOC, HEADING),
    sign("image::", "]", SignForm::Line, ASCIIDOC, PICTURE),
    sign("video::", "]", SignForm::Line, ASCIIDOC, TAKE_OUT),
    sign("include::", "]", SignForm::Line, ASCIIDOC, TAKE_OUT),
    sign("[quote,", "]", SignForm::Line, ASCIIDOC, NOTE_HELP),
    sign("[source", "]", SignForm::Line, ASCIIDOC, TAKE_OUT),
    sign("[cols=", "]", SignForm::Line, ASCIIDOC, TAKE_OUT),
    sign("*** ", "", SignForm::Title, ORG, HEADING),
    sign("**** ", "", SignForm::Title, ORG, HEADING),
    sign("#+", "", SignForm::Line, ORG, TAKE_OUT),
    sign("[-] ", "", SignForm::Line, "a box of Org", BOX),
    sign("[~] ", "", SignForm::Line, "a box of another program", BOX),
    sign(":", ":", SignForm::Emoji, "the name of an emoji", EMOJI),
    sign(
        "\\",
        "}",
        SignForm::Command,
        "a command of LaTeX",
        LATEX_HELP,
    ),
    sign(
        "\\",
        "",
        SignForm::CommandAlone,
        "a command of LaTeX",
        TAKE_OUT,
    ),
    sign("<![", "]>", SignForm::Any, WORD, WORD_HELP),
    sign(
        ".. ",
        "::",
        SignForm::Directive,
        "a directive of reStructuredText",
        NOTE_HELP,
    ),
    sign(
        ".. _",
        ":",
        SignForm::Line,
        "a place of reStructuredText",
        TAKE_OUT,
    ),
    sign(
        ".. [",
        "]",
        SignForm::Line,
        "a footnote of reStructuredText",
        FOOTNOTE,
    ),
    sign(
        "h",
        ". ",
        SignForm::Textile,
        "a heading of Textile",
        HEADING,
    ),
    sign(
        "bq",
        ". ",
        SignForm::Textile,
        "a quotation of Textile",
        NOTE_HELP,
    ),
    sign("p(", ". ", SignForm::Line, TEXTILE, TAKE_OUT),
    sign(
        "fn",
        ". ",
        SignForm::Textile,
        "a footnote of Textile",
        FOOTNOTE,
    ),
    sign("!", "!", SignForm::File, "a picture of Textile", PICTURE),
];
