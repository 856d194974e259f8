//! What stands in pointed brackets and is shown as it is typed: addresses that are not whole, tags
//! of Word with a colon in their names, and tags with a blank where none may be.

use super::brackets::{end_before, near};
use super::links::as_text;
use super::text::{TextSlip, one_line};
use crate::base::Code;
use crate::parse::typed_address::{is_address, whole_address, without_blanks};

/// Finds `<address>` without `https:`, or with blanks in it.
pub(super) fn pointed(source: &str, at: usize, after: &str) -> Option<TextSlip> {
    if let Some(slip) = tag(at, after).or_else(|| declaration(source, at, after)) {
        return Some(slip);
    }
    let word = near(after)
        .split(char::is_whitespace)
        .next()
        .unwrap_or_default();
    let is_email = word.contains('@') && whole_address(word).is_some();
    let is_web = word.starts_with("http") && word.contains("://");
    if (is_web || is_email) && !near(after).contains('>') {
        let word = word.trim_end_matches(['.', ',', ';', ')']);
        let help = format!("write `<{word}>`");
        let why = "its closing `>` is missing";
        return Some(TextSlip {
            mended: Some(format!("<{word}>")),
            ..as_text(at..at + 1 + word.len(), "link", why, help)
        });
    }
    let inside = &after[..end_before(near(after), '>', '<')?];
    let trimmed = inside.trim();
    let end = at + 2 + inside.len();
    let what = "only whole addresses work in pointed brackets";
    let meant = whole_address(trimmed);
    let meant = meant.or_else(|| {
        let is_whole = trimmed.starts_with("https://") || trimmed.starts_with("http://");
        is_whole.then(|| without_blanks(trimmed))
    });
    let is_like_one = trimmed.contains(['.', ':']) && !trimmed.contains(['"', '=']);
    if let Some(meant) = meant.filter(|_| is_like_one) {
        let mended = format!("<{meant}>");
        let help = format!("write `{}`", one_line(&mended));
        return Some(TextSlip {
            mended: Some(mended),
            ..as_text(at..end, "link", what, help)
        });
    }
    let is_file =
        is_address(inside) && !inside.starts_with(['/', '.', '#']) && !inside.contains(':');
    is_file.then(|| {
        let help = format!(
            "write the words of the link and its address: `[words]({})`",
            one_line(inside)
        );
        as_text(at..end, "link", what, help)
    })
}

/// Finds a tag of Word, `<o:p>`, and one with a blank in it, `<br / >`.
fn tag(at: usize, after: &str) -> Option<TextSlip> {
    let inside = &near(after)[..near(after).find('>')?];
    let name = inside.strip_prefix('/').unwrap_or(inside);
    let name = name.split([' ', '/']).next().unwrap_or_default();
    let place = at..at + inside.len() + 2;
    if let Some((space, local)) = name.split_once(':') {
        let is_name = |part: &str| {
            part.starts_with(|c: char| c.is_ascii_alphabetic())
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let is_tag = is_name(space) && is_name(local) && space.len() < 5;
        let is_link = matches!(space, "tel" | "sms" | "xmpp" | "geo" | "sip" | "im" | "irc");
        if !is_tag || is_link {
            return None;
        }
        let message =
            format!("`<{name}>` is a leftover of Word, and readers see it as it is typed");
        let help = "take it out, with the one that closes it".to_owned();
        return Some(TextSlip::warning(Code::WordLeftover, place, message, help));
    }
    let is_torn = matches!(name, "br" | "hr" | "BR" | "HR") && inside.ends_with(' ');
    is_torn.then(|| {
        let message = "a space before its `>` keeps this tag from being one, so readers see it";
        TextSlip::mark(place, message, format!("<{name}>"))
    })
}

/// Finds a comment that is none, `<!- a -->`, and the end of one that Word leaves, `<![endif]-->`.
fn declaration(source: &str, at: usize, after: &str) -> Option<TextSlip> {
    let inside = after.strip_prefix('!')?;
    let is_other = inside.starts_with('[') && near(inside).contains("]>");
    if inside.starts_with("--") || is_other || source[at..].starts_with("<![CDATA") {
        return None;
    }
    let end = near(inside)
        .find('>')
        .unwrap_or(near(inside).trim_end().len());
    let place = at..(at + 2 + end + 1).min(source.len());
    let (code, message, help) = if inside.starts_with('[') {
        let message = "this is a leftover of Word, and readers see it as it is typed";
        (Code::WordLeftover, message, "take it out")
    } else {
        let message = "this is no comment, so readers see it as it is typed";
        let help = "a comment begins with `<!--` and ends with `-->`; put a backslash before `<` \
                    to show it";
        (Code::MarkLeftOver, message, help)
    };
    Some(TextSlip::warning(code, place, message, help.to_owned()))
}
