//! Turns the elements of HTML and JATS that publishers leave in titles and abstracts
//! (`<jats:p>…</jats:p>`) into blank lines and the marks of CSL-JSON.

use super::entities::without_entities;

/// The longest tag that is looked at, in bytes.
const LONGEST_TAG: usize = 300;

/// What stands for a tag.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TagMeaning {
    /// A blank line.
    Paragraph,
    /// A space.
    Space,
    /// A mark of CSL-JSON with this name.
    Mark(&'static str),
    /// Nothing: its words stand alone.
    Nothing,
}

/// Returns a text without references to characters and without tags of HTML and JATS. Anything else
/// in angle brackets is kept as it is.
pub(super) fn without_markup(text: &str) -> String {
    let text = without_entities(text);
    if !text.contains('<') {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some((length, replacement)) = replaced_tag(rest) else {
            out.push('<');
            rest = &rest[1..];
            continue;
        };
        out.push_str(&replacement);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// Returns the length of the tag with which a text starts and what stands for it; `None` where the
/// text starts with no tag that is known, or with one of CSL-JSON itself.
fn replaced_tag(text: &str) -> Option<(usize, String)> {
    let end = text
        .as_bytes()
        .iter()
        .take(LONGEST_TAG)
        .position(|byte| *byte == b'>')?;
    let inner = &text[1..end];
    let (slash, inner) = match inner.strip_prefix('/') {
        Some(inner) => ("/", inner),
        None => ("", inner),
    };
    let name = inner
        .split(|c: char| c.is_whitespace() || c == '/')
        .next()?;
    let meaning = meaning(&name.to_ascii_lowercase(), inner)?;
    let replacement = match meaning {
        TagMeaning::Paragraph => "\n\n".to_owned(),
        TagMeaning::Space => " ".to_owned(),
        TagMeaning::Mark(mark) => format!("<{slash}{mark}>"),
        TagMeaning::Nothing => String::new(),
    };
    Some((end + 1, replacement))
}

/// Returns what stands for a tag with this name; `tag` is all that stands between its brackets.
fn meaning(name: &str, tag: &str) -> Option<TagMeaning> {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    Some(match local {
        "p" | "sec" | "div" | "ul" | "ol" | "section" | "abstract" | "h1" | "h2" | "h3" | "h4"
        | "h5" | "h6" => TagMeaning::Paragraph,
        "title" if prefix == "jats" => TagMeaning::Paragraph,
        "br" | "break" | "li" | "list" | "list-item" | "label" => TagMeaning::Space,
        "i" | "em" | "italic" => TagMeaning::Mark("i"),
        "b" | "strong" | "bold" => TagMeaning::Mark("b"),
        "sup" => TagMeaning::Mark("sup"),
        "sub" | "inf" => TagMeaning::Mark("sub"),
        "sc" | "scp" | "small-caps" => TagMeaning::Mark("sc"),
        // Spans that say something are marks of CSL-JSON.
        "span" if tag.contains("nocase") || tag.contains("small-caps") => return None,
        "span" if tag != "span" => TagMeaning::Nothing,
        "a" | "font" | "u" | "underline" | "small" | "big" | "tt" | "ext-link" | "xref"
        | "inline-formula" | "tex-math" | "alternatives" | "inline-graphic" | "named-content"
        | "styled-content" => TagMeaning::Nothing,
        _ if matches!(prefix, "jats" | "mml") => TagMeaning::Nothing,
        "math" | "mrow" | "mi" | "mo" | "mn" | "msub" | "msup" | "mtext" => TagMeaning::Nothing,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::without_markup;

    #[test]
    fn elements_become_marks_and_blank_lines() {
        assert_eq!(
            without_markup(
                "&lt;jats:p&gt;On &lt;jats:italic&gt;E. coli&lt;/jats:italic&gt;&lt;/jats:p&gt;"
            ),
            "\n\nOn <i>E. coli</i>\n\n"
        );
        assert_eq!(
            without_markup("<p class=\"x\">One<br/>two <a href=\"https://x.org\">three</a></p>"),
            "\n\nOne two three\n\n"
        );
        assert_eq!(
            without_markup("the <span class=\"nocase\">NHS</span> <span style=\"color: red\">now"),
            "the <span class=\"nocase\">NHS</span> now"
        );
    }

    #[test]
    fn what_is_no_element_stays() {
        for text in [
            "p < 0.05 and q > 1",
            "<script>x</script>",
            "a <b",
            "<Go to ISI>://WOS",
        ] {
            assert_eq!(without_markup(text), text);
        }
    }
}
