//! Links and pictures that readers see as they are typed. Each kind of slip has a function that
//! finds it at a bracket.

use super::brackets::{WINDOW, closing, near, opening};
use super::half_links;
use super::link_titles::{QUOTES, bare_title, in_quotes, quoted_title};
use super::placeholders;
use super::pointed::pointed;
use super::text::{MOST, ShownText, TextSlip, one_line};
use crate::base::{Code, nearest, percent_decode};
use crate::parse::telephone::phone_pieces;
use crate::parse::typed_address::{is_address, whole_address, without_blanks};
use std::ops::Range;

/// Finds slips in a run.
pub(in crate::parse::markdown) fn find(source: &str, run: Range<usize>) -> Vec<TextSlip> {
    let reach = source.floor_char_boundary(run.end + WINDOW);
    let line_end = source[run.end..reach]
        .find('\n')
        .map_or(reach, |at| run.end + at);
    let mut found = Vec::new();
    let mut done = run.start;
    let shown_text = ShownText {
        source,
        range: run.clone(),
        starts_line: false,
    };
    for (at, sign) in source[run.clone()].match_indices([']', ')', '<']) {
        let at = run.start + at;
        if at < done || shown_text.is_meant(at) {
            continue;
        }
        let shown = &source[at + 1..run.end];
        let after = &source[at + 1..line_end];
        let slip = match sign {
            "]" if shown.starts_with('(') => address(source, at),
            "]" if shown.starts_with("](") => address(source, at + 1),
            "]" if shown.starts_with('[') => label(source, at, &after[1..]),
            "]" => half_links::find(source, at)
                .or_else(|| apart(source, at))
                .or_else(|| placeholders::in_brackets(source, at)),
            ")" if shown.starts_with('[') => reversed(source, at, &after[1..]),
            ")" => half_links::without_middle(source, at),
            "<" => pointed(source, at, after),
            _ => None,
        };
        if let Some(slip) = slip {
            done = slip.at.end;
            found.push(slip);
            if found.len() == MOST {
                break;
            }
        }
    }
    found
}

/// Finds `[words](address`, which is no link for a reason that shows in the address.
fn address(source: &str, at: usize) -> Option<TextSlip> {
    let paragraph = near(&source[at + 2..]);
    let paragraph = &paragraph[..paragraph.find("\n\n").unwrap_or(paragraph.len())];
    let line = paragraph.split('\n').next().unwrap_or_default();
    if line.contains("{{") || line.contains("{%") {
        return None;
    }
    if let Some(slip) = with_mark(source, at, line) {
        return Some(slip);
    }
    let doubled = source[..at].ends_with(']') && !ends_with_mark(&source[..at]);
    let Some((start, lead)) = opening(source, at - usize::from(doubled)) else {
        let at = at..at + 2 + closing(line).map_or(0, |end| end + 1);
        let help = "write `[` before the first word of the link".to_owned();
        return Some(as_text(at, "link", "its opening `[` is missing", help));
    };
    if source[..start].ends_with('\\') {
        return None;
    }
    let from = at + 2;
    let link = LinkSlip { start, lead, from };
    if lead[1..].contains("](") {
        let help = "take one of the two links out".to_owned();
        let end = from + closing(line).map_or(0, |end| end + 1);
        return Some(as_text(
            start..end,
            link.what(),
            "there is a link within its words",
            help,
        ));
    }
    if doubled {
        let end = closing(line)?;
        return Some(link.mended("it has a bracket too many", &line[..end], end + 1));
    }
    if let Some(inner) = line.strip_prefix('(') {
        let end = inner.find(')')?;
        let length = 1 + end + 1 + usize::from(inner[end + 1..].starts_with(')'));
        let is_link = is_address(&inner[..end]);
        return is_link.then(|| link.mended("it has a bracket too many", &inner[..end], length));
    }
    match closing(line) {
        Some(end) => Some(closed(&link, &line[..end])),
        None => Some(unclosed(&link, paragraph, line)),
    }
}

/// Finds a link with the marks of footnotes within its words. A mark is a link itself, and belongs
/// behind it: `[our report[^1]](index.md)`.
fn with_mark(source: &str, at: usize, line: &str) -> Option<TextSlip> {
    let (start, lead) = opening(source, at)?;
    let end = closing(line)?;
    let (mut words, mut marks) = (String::new(), String::new());
    // The bracket that opens the link is that of no mark.
    let (first, mut rest) = lead.split_at(1);
    words.push_str(first);
    while let Some(open) = rest.find("[^") {
        let close = open + rest[open..].find(']')? + 1;
        words.push_str(&rest[..open]);
        marks.push_str(&rest[open..close]);
        rest = &rest[close..];
        if rest.starts_with([' ', '\n', ']']) {
            words.truncate(words.trim_end().len());
        }
    }
    if marks.is_empty() || source[..start].ends_with('\\') || lead[1..].contains("](") {
        return None;
    }
    let words = words + rest;
    let address = match quoted_title(line[..end].trim()) {
        Some((address, title)) => {
            format!(
                "{} {}",
                whole(address),
                in_quotes(title.trim_matches(QUOTES))
            )
        }
        None => whole(line[..end].trim()),
    };
    let mended = format!("{words}({address}){marks}");
    let why = "the mark of a footnote is a link itself, and belongs behind it";
    let help = format!("write `{}`", one_line(&mended));
    let place = start..at + 2 + end + 1;
    Some(TextSlip {
        mended: Some(mended),
        ..as_text(place, link_or_picture(lead), why, help)
    })
}

/// Tells whether a text ends with the mark of a footnote.
fn ends_with_mark(text: &str) -> bool {
    let near = &text[text.ceil_char_boundary(text.len().saturating_sub(WINDOW))..];
    let last = near.rfind('[').map_or("", |at| &near[at..]);
    last.starts_with("[^") && last.len() > 3 && last.find(']') == Some(last.len() - 1)
}

/// What stands before the address of a link that is none.
struct LinkSlip<'l> {
    start: usize,
    lead: &'l str,
    /// The place of the address.
    from: usize,
}

impl LinkSlip<'_> {
    fn what(&self) -> &'static str {
        link_or_picture(self.lead)
    }

    /// Makes the slip of a link with this address; `length` is that of what stands there now.
    fn mended(&self, why: &str, address: &str, length: usize) -> TextSlip {
        let address = address.trim();
        let whole = whole_address(address).filter(|_| self.what() == "link");
        let address = whole.unwrap_or_else(|| without_blanks(address));
        self.as_typed(why, &address, length)
    }

    fn as_typed(&self, why: &str, address: &str, length: usize) -> TextSlip {
        let mended = format!("{}({address})", self.lead);
        let help = format!("write `{}`", one_line(&mended));
        let mut slip = as_text(self.start..self.from + length, self.what(), why, help);
        slip.mended = Some(mended);
        slip
    }
}

/// Finds why a link with both of its brackets is none.
fn closed(link: &LinkSlip<'_>, inside: &str) -> TextSlip {
    let length = inside.len() + 1;
    let written = inside.trim();
    if let Some((address, title)) = quoted_title(written) {
        let curly = title.contains(|c| QUOTES.contains(&c) && !matches!(c, '"' | '\''));
        let inner = title.trim().trim_matches(QUOTES);
        let why = if curly && !title.starts_with(['"', '\'']) {
            "its title stands in a word processor's quotes"
        } else if inner.contains(['"', '\'']) {
            "there are quotation marks within those of its title"
        } else {
            "its title needs the same quotation mark at both ends"
        };
        return link.as_typed(
            why,
            &format!("{} {}", whole(address), in_quotes(inner)),
            length,
        );
    }
    if let Some((address, title)) = bare_title(written) {
        let why = "its title needs quotation marks";
        return link.as_typed(
            why,
            &format!("{} {}", whole(address), in_quotes(title)),
            length,
        );
    }
    if link.what() == "link"
        && let Some(slip) = dials_no_number(link, written, length)
    {
        return slip;
    }
    if written.contains('<')
        && let Some(mail) = whole_address(written).filter(|mail| mail.starts_with("mailto:"))
    {
        let why = "only the e-mail address itself belongs in its round brackets";
        return link.as_typed(why, &mail, length);
    }
    if written.contains(['<', '>']) {
        let why = "its pointed brackets do not close";
        return link.mended(why, written.trim_matches(['<', '>']), length);
    }
    if written.contains(char::is_whitespace) {
        let slip = link.mended("there is a space in its address", written, length);
        let has_scheme = whole_address(written).is_some() || written.contains(':');
        let or = format!(
            ", or put the address in pointed brackets: `<{}>`",
            one_line(written)
        );
        return if has_scheme { slip } else { slip.or(&or) };
    }
    let help = "write the words in square brackets and the address right behind them in round \
                ones: `[our team](team.md)`";
    let at = link.start..link.from + length;
    let why = "something in it is not typed as it should be";
    as_text(at, link.what(), why, help.to_owned())
}

/// Finds a link that should dial and holds no number, or several.
fn dials_no_number(link: &LinkSlip<'_>, written: &str, length: usize) -> Option<TextSlip> {
    let (scheme, body) = written.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("tel") || whole_address(written).is_some() {
        return None;
    }
    let body = percent_decode(body.trim());
    let pieces = phone_pieces(&body);
    let at = link.start..link.from + length;
    if pieces.iter().all(|piece| piece.url.is_none()) {
        let why = format!("`{}` is no telephone number", one_line(&body));
        let help = "write one such as `tel:+442079460000`, or show the words without a link";
        return Some(as_text(at, "link", &why, help.to_owned()));
    }
    let links = pieces.iter().map(|piece| match &piece.url {
        Some(url) => format!("[{}]({url})", piece.text),
        None => piece.text.to_owned(),
    });
    let links: String = links.collect();
    let words = link.lead[1..link.lead.len() - 1].trim();
    let mended = if phone_pieces(words).iter().any(|piece| piece.url.is_some()) {
        links
    } else {
        format!("{words} {links}")
    };
    let help = format!("write a link for each number: `{}`", one_line(&mended));
    Some(TextSlip {
        mended: Some(mended),
        ..as_text(at, "link", "a link dials one number", help)
    })
}

/// Finds where a link without its last bracket ends.
fn unclosed(link: &LinkSlip<'_>, paragraph: &str, line: &str) -> TextSlip {
    let written = line.trim_end();
    let is_one_word = !written.trim().contains(char::is_whitespace) && !written.is_empty();
    let below = paragraph.get(line.len() + 1..).unwrap_or_default();
    let below_trimmed = below.trim_start_matches([' ', '\t', '>']);
    if let Some(end) = below_trimmed.find(')')
        && is_one_word
        && !below_trimmed[..end].contains(char::is_whitespace)
    {
        let length = line.len() + 1 + (below.len() - below_trimmed.len()) + end + 1;
        let joined = format!("{}{}", written.trim(), &below_trimmed[..end]);
        return link.mended("its address goes on in the next line", &joined, length);
    }
    if let Some(end) = line.find([']', '}', '>'])
        && is_address(&line[..end])
    {
        let length = end + 1 + usize::from(line[end + 1..].starts_with(')'));
        return link.mended(
            "its address ends with another bracket",
            &line[..end],
            length,
        );
    }
    let word = line.split_whitespace().next().unwrap_or_default();
    let address = word.trim_end_matches(['.', ',', ';', '!', '?', ':']);
    let lead = line.len() - line.trim_start().len();
    link.mended("its closing `)` is missing", address, lead + address.len())
}

/// Returns an address as it belongs between brackets.
fn whole(address: &str) -> String {
    whole_address(address).unwrap_or_else(|| without_blanks(address))
}

/// Finds `[words] (address)`, and other things than round brackets around the address.
fn apart(source: &str, at: usize) -> Option<TextSlip> {
    let rest = near(&source[at + 1..]);
    let blanks = rest.len() - rest.trim_start_matches([' ', '\n']).len();
    let gap = &rest[..blanks];
    let rest = &rest[blanks..];
    let (end, is_round) = match rest.chars().next()? {
        '(' => (rest.find(')')?, true),
        '[' => (rest.find(']')?, false),
        '{' => (rest.find('}')?, false),
        '<' if blanks == 0 => (rest.find('>')?, false),
        _ => return None,
    };
    if blanks > 1 || is_round && blanks == 0 || gap.contains('\n') && !is_round {
        return None;
    }
    let inside = &rest[1..end];
    let is_link = is_address(inside) && !rest[end + 1..].starts_with('(');
    let (start, lead) = opening(source, at).filter(|_| is_link)?;
    if source[..start].ends_with('\\') || lead.contains(['^', '@']) {
        return None;
    }
    let link = LinkSlip {
        start,
        lead,
        from: at + 1 + blanks,
    };
    let why = match (is_round, blanks) {
        (true, _) if gap.contains('\n') => "there is a new line between its brackets",
        (true, _) => "there is a space between its brackets",
        _ => "its address needs round brackets",
    };
    Some(link.mended(why, inside, end + 1))
}

/// Finds `(address)[words]` and `(words)[address]`.
fn reversed(source: &str, at: usize, after: &str) -> Option<TextSlip> {
    let square = &near(after)[..near(after).find(']')?];
    let from = source.ceil_char_boundary(at.saturating_sub(WINDOW));
    let start = from + source[from..at].rfind('(')?;
    let round = &source[start + 1..at];
    let has_scheme = |text: &str| text.contains("://") || text.starts_with("mailto:");
    let (words, address) = match (is_address(round), is_address(square)) {
        (true, true) if has_scheme(round) && !has_scheme(square) => (square, round),
        (_, true) => (round, square),
        (true, false) => (square, round),
        (false, false) => return None,
    };
    let mended = format!("[{words}]({})", whole(address));
    let help = format!("write `{}`", one_line(&mended));
    let at = start..at + 3 + square.len();
    let slip = as_text(at, "link", "its brackets are the wrong way round", help);
    Some(TextSlip {
        mended: Some(mended),
        ..slip
    })
}

/// Finds `[words][label]` with a label that is said nowhere.
fn label(source: &str, at: usize, after: &str) -> Option<TextSlip> {
    let name = &near(after)[..near(after).find(']')?];
    let (start, lead) = opening(source, at)?;
    let words = lead.trim_start_matches(['!', '[']);
    let follows_word = source[..start].ends_with(|c: char| c.is_alphanumeric() || c == '\\');
    if name.is_empty() && !follows_word && words.len() > 1 && !words.starts_with(['^', '@', ' ']) {
        return half_links::without_line(start, lead);
    }
    let is_label =
        !name.trim().is_empty() && !name.starts_with(['^', '@']) && !words.starts_with(['^', '@']);
    if !is_label || follows_word || !words.starts_with(char::is_alphabetic) {
        return None;
    }
    let link = LinkSlip {
        start,
        lead,
        from: at + 1,
    };
    let length = name.len() + 2;
    if is_address(name) {
        return Some(link.mended("its address needs round brackets", name, length));
    }
    let why = format!(
        "there is no line `[{}]: …` that says where it leads",
        one_line(name)
    );
    let what = link.what();
    let place = start..at + 1 + length;
    let (mended, or) = if let Some(known) = nearest(name, definitions(source)) {
        (format!("{lead}[{known}]"), String::new())
    } else {
        let or = format!(
            " to show the brackets, or the address in round brackets: `{}(address)`",
            one_line(lead)
        );
        let lead = lead.replacen('[', "\\[", 1);
        (format!("{lead}\\[{name}]"), or)
    };
    let help = format!("write `{}`{or}", one_line(&mended));
    Some(TextSlip {
        mended: Some(mended),
        ..as_text(place, what, &why, help)
    })
}

/// Lists the labels that lines of a body define.
fn definitions(source: &str) -> impl Iterator<Item = &str> {
    source.lines().filter_map(|line| {
        let (name, rest) = line.trim_start().strip_prefix('[')?.split_once("]:")?;
        (!name.starts_with('^') && !rest.trim().is_empty()).then_some(name)
    })
}

/// Makes the slip of a link or a picture that is shown as text.
pub(super) fn as_text(at: Range<usize>, what: &str, why: &str, help: String) -> TextSlip {
    let message = format!("this {what} is shown as it is typed: {why}");
    TextSlip::warning(Code::BrokenLink, at, message, help)
}

/// Says whether the text in front of an address makes a link or a picture.
fn link_or_picture(lead: &str) -> &'static str {
    if lead.starts_with('!') {
        "picture"
    } else {
        "link"
    }
}
