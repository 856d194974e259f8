//! Signs of other programs that make websites or send newsletters, `{{ site.title }}` and its kin,
//! which readers would see as they are typed. One table says what each looks like and what to do.

use super::other_marks::MARKS;
use super::sign_forms::{
    command_alone, goes_on_as_word, is_attributes, is_command, is_emoji, is_of_textile, is_picture,
    is_title, may_name_emoji,
};
use super::text::one_line;
use crate::base::{Code, Fault};
use std::ops::Range;

/// A sort of signs that another program replaces with something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::parse::markdown) struct TemplateSign {
    opening: &'static str,
    closing: &'static str,
    form: SignForm,
    what: &'static str,
    help: &'static str,
}

/// What stands between the two ends of a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SignForm {
    /// Anything.
    Any,
    /// Names and values of attributes: `.lead width=50%`.
    Attributes,
    /// Nothing: the two ends are next to each other.
    Nothing,
    /// A line that starts with the sign.
    Line,
    /// The name of a command and an opening brace: `section{Aims`.
    Command,
    /// A line that starts with the sign and a single word: `note`.
    Directive,
    /// A line that starts with the sign and a capital letter, and is no sentence.
    Title,
    /// A line that starts with the sign, and a number, a class or a place: `2`, `1(#aims)`.
    Textile,
    /// The name of a file without blanks: `house.jpg`.
    File,
    /// The name of a command that needs no braces: `newpage`.
    CommandAlone,
    /// The name of an emoji: `smile`, `+1`.
    Emoji,
}

/// The most signs of one run that are looked at.
const MOST_TRIED: usize = 1_000;

const TAKE_OUT: &str = "take it out, or write here what readers should see";
const CONTENTS: &str =
    "take it out: a page with three or more headings gets the list “On this page” by itself";
const ATTRIBUTES: &str = "take it out: masthead does not know such attributes";
const BLOCK: &str = "take it out; `> [!NOTE]` makes a notice, and the blocks of masthead show \
    figures, quotations, tables and downloads";
const FORMULA: &str = "write it in words and signs, `x²`, or as a picture with a description";
const LINK: &str = "write the words in square brackets and the name of the page's file right \
    behind them in round ones: `[our team](team.md)`";
const COMMENT: &str = "write a note that is not published between `<!--` and `-->`";

/// All sorts of signs, the longer before the shorter that they begin with.
const SIGNS: &[TemplateSign] = &[
    sign("{{<", ">}}", SignForm::Any, "a short code of Hugo", BLOCK),
    sign("{{%", "%}}", SignForm::Any, "a short code of Hugo", BLOCK),
    sign(
        "{{",
        "}}",
        SignForm::Any,
        "a placeholder of another program",
        TAKE_OUT,
    ),
    sign(
        "{%",
        "%}",
        SignForm::Any,
        "an instruction of Jekyll or its kin",
        TAKE_OUT,
    ),
    sign(
        "<%",
        "%>",
        SignForm::Any,
        "an instruction of another program",
        TAKE_OUT,
    ),
    sign("$$\n", "$$", SignForm::Any, "a formula of TeX", FORMULA),
    sign(
        "${",
        "}",
        SignForm::Any,
        "a placeholder of another program",
        TAKE_OUT,
    ),
    sign(
        "*|",
        "|*",
        SignForm::Any,
        "a placeholder of Mailchimp",
        TAKE_OUT,
    ),
    sign(
        "{:toc",
        "}",
        SignForm::Any,
        "a list of contents of Jekyll",
        CONTENTS,
    ),
    sign(
        "{:",
        "}",
        SignForm::Any,
        "an attribute of Jekyll",
        ATTRIBUTES,
    ),
    sign(
        "{>>",
        "<<}",
        SignForm::Any,
        "a remark of another program",
        COMMENT,
    ),
    sign(
        "{++",
        "++}",
        SignForm::Any,
        "a change of another program",
        TAKE_OUT,
    ),
    sign(
        "{--",
        "--}",
        SignForm::Any,
        "a change of another program",
        TAKE_OUT,
    ),
    sign(
        "{~~",
        "~~}",
        SignForm::Any,
        "a change of another program",
        TAKE_OUT,
    ),
    sign(
        "{==",
        "==}",
        SignForm::Any,
        "a mark of another program",
        TAKE_OUT,
    ),
    sign(
        "{#",
        "#}",
        SignForm::Any,
        "a remark of another program",
        COMMENT,
    ),
    sign(
        "{toc",
        "}",
        SignForm::Nothing,
        "a list of contents of a wiki",
        CONTENTS,
    ),
    sign(
        "{toc:",
        "}",
        SignForm::Attributes,
        "a list of contents of a wiki",
        CONTENTS,
    ),
    sign(
        "{",
        "}",
        SignForm::Attributes,
        "an attribute of another program",
        ATTRIBUTES,
    ),
    sign(
        "%%",
        "%%",
        SignForm::Any,
        "a remark or a placeholder of another program",
        COMMENT,
    ),
    sign(
        "[[_TOC_",
        "]]",
        SignForm::Nothing,
        "a list of contents of GitLab",
        CONTENTS,
    ),
    sign(
        "[[TOC",
        "]]",
        SignForm::Nothing,
        "a list of contents",
        CONTENTS,
    ),
    sign(
        "@[TOC",
        "]",
        SignForm::Nothing,
        "a list of contents",
        CONTENTS,
    ),
    sign(
        "[TOC",
        "]",
        SignForm::Nothing,
        "a list of contents",
        CONTENTS,
    ),
    sign("[[", "]]", SignForm::Any, "a link of a wiki", LINK),
    sign(
        "[gallery",
        "]",
        SignForm::Any,
        "a short code of WordPress",
        BLOCK,
    ),
    sign(
        "[caption",
        "]",
        SignForm::Any,
        "a short code of WordPress",
        BLOCK,
    ),
    sign(
        "[embed",
        "]",
        SignForm::Nothing,
        "a short code of WordPress",
        BLOCK,
    ),
    sign(":::", "", SignForm::Line, "a box of another program", BLOCK),
    sign("!!! ", "", SignForm::Line, "a box of MkDocs", BLOCK),
    sign("??? ", "", SignForm::Line, "a box of MkDocs", BLOCK),
    sign(
        "*[",
        "]:",
        SignForm::Line,
        "an explanation of an abbreviation",
        TAKE_OUT,
    ),
];

pub(super) const fn sign(
    opening: &'static str,
    closing: &'static str,
    form: SignForm,
    what: &'static str,
    help: &'static str,
) -> TemplateSign {
    TemplateSign {
        opening,
        closing,
        form,
        what,
        help,
    }
}

impl TemplateSign {
    /// Returns the length of the sign that a text begins with.
    fn length(&self, text: &str, starts_line: bool) -> Option<usize> {
        const LONGEST: usize = 1_000;
        // Most signs differ in the first letter, and telling that takes no time.
        let (first, opening) = (text.as_bytes().first()?, self.opening.as_bytes().first()?);
        if !first.eq_ignore_ascii_case(opening) {
            return None;
        }
        let start = text.get(..self.opening.len())?;
        if !start.eq_ignore_ascii_case(self.opening) {
            return None;
        }
        let rest = &text[self.opening.len()..text.floor_char_boundary(LONGEST)];
        let paragraph = &rest[..rest.find("\n\n").unwrap_or(rest.len())];
        let end = paragraph.find(self.closing)?;
        let inner = &paragraph[..end];
        let length = self.opening.len() + end + self.closing.len();
        match self.form {
            SignForm::Any => !inner.trim().is_empty() || self.opening.len() > 3,
            SignForm::Nothing => inner.is_empty(),
            SignForm::Attributes => is_attributes(inner),
            SignForm::Line => starts_line,
            SignForm::Command => is_command(inner),
            SignForm::Title => starts_line && is_title(rest),
            SignForm::Textile => starts_line && is_of_textile(inner),
            SignForm::File => starts_line && is_picture(inner),
            SignForm::CommandAlone => return command_alone(rest).map(|name| name.len() + 1),
            SignForm::Emoji => is_emoji(inner) && !goes_on_as_word(&rest[end + 1..]),
            SignForm::Directive => {
                starts_line
                    && inner.len() > 2
                    && inner.bytes().all(|byte| byte.is_ascii_lowercase())
            }
        }
        .then(|| match self.form {
            SignForm::Line | SignForm::Directive | SignForm::Title | SignForm::Textile => {
                text.split('\n').next().unwrap_or_default().trim_end().len()
            }
            _ => length,
        })
    }

    /// Tells whether the sign is one of a language of templates, in braces.
    pub(in crate::parse::markdown) fn is_of_templates(self) -> bool {
        self.opening.starts_with("{{") || self.opening == "{%"
    }

    /// Makes the finding of signs that occur so many times on a page.
    pub(in crate::parse::markdown) fn fault(self, written: &str, count: usize) -> Fault {
        let message = format!(
            "`{}` is {}, and readers see it as it is typed",
            one_line(written),
            self.what
        );
        let fault = Fault::warning(Code::ForeignTemplate, message).help(self.help);
        match count {
            0 | 1 => fault,
            2 => fault.help("there is one more like it on this page"),
            _ => fault.help(format!("there are {} more like it on this page", count - 1)),
        }
    }
}

/// Reports whether a sign may open that only opens lines.
pub(in crate::parse::markdown) fn may_open_line(line: &str) -> bool {
    match line.as_bytes() {
        [b'h', number, ..] => matches!(number, b'1'..=b'6'),
        [b'b', b'q', b'.' | b'(', ..] | [b'f', b'n', b'0'..=b'9', ..] | [b'p', b'(', ..] => true,
        [b'i' | b'v', ..] => ["image::", "include::", "video::"]
            .iter()
            .any(|sign| line.starts_with(sign)),
        [b'#', second, ..] => *second == b'+',
        [first, ..] => matches!(first, b':' | b'!' | b'?' | b'=' | b'.' | b'*'),
        [] => false,
    }
}

/// Reports whether a text holds a letter that signs begin with.
fn has_first_letter(text: &[u8]) -> bool {
    memchr::memchr3(b'{', b'[', b'<', text).is_some()
        || memchr::memchr3(b'$', b'*', b'%', text).is_some()
        || memchr::memchr3(b'@', b'\\', b'\'', text).is_some()
        || memchr::memchr(b':', text).is_some()
}

/// Finds the first such sign in a text, and where it stands.
pub(in crate::parse::markdown) fn foreign_sign(text: &str) -> Option<(TemplateSign, Range<usize>)> {
    foreign_signs(text, 0..text.len(), false).into_iter().next()
}

/// Finds such signs that begin in a range of a text.
pub(in crate::parse::markdown) fn foreign_signs(
    text: &str,
    range: Range<usize>,
    starts_line: bool,
) -> Vec<(TemplateSign, Range<usize>)> {
    let mut found = Vec::new();
    let may_hold = has_first_letter(text[range.clone()].as_bytes())
        || starts_line && may_open_line(&text[range.start..]);
    if !may_hold {
        return found;
    }
    let mut done = range.start;
    let mut tried = 0;
    for (at, byte) in text[range.clone()].bytes().enumerate() {
        let at = range.start + at;
        let begins_line = starts_line && at == range.start;
        if tried == MOST_TRIED {
            break;
        }
        let may_open = matches!(byte, b'{' | b'[' | b'<' | b'$' | b'*' | b'%' | b'@' | b'\\')
            || byte == b'\'' && text[at..].starts_with("''")
            || byte == b':' && may_name_emoji(text.as_bytes(), at)
            || begins_line && may_open_line(&text[at..]);
        if !may_open || at < done || text[..at].ends_with('\\') {
            continue;
        }
        let rest = &text[at..];
        let is_common = matches!(byte, b'[' | b'\'') && !rest.starts_with("[[");
        tried += usize::from(!is_common);
        let sign = SIGNS
            .iter()
            .chain(MARKS)
            .find_map(|sign| Some((*sign, sign.length(rest, begins_line)?)));
        if let Some((sign, length)) = sign {
            done = at + length;
            found.push((sign, at..done));
        }
    }
    found
}
