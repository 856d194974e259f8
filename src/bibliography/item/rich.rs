//! Words with italics and other marks, as CSL-JSON writes them:
//! `<i>E. coli</i> in <span class="nocase">NHS</span> wards`.
//!
//! This module takes text that may hold such marks and gives runs of plain words with their marks,
//! safe HTML, or plain text. Only a few tags mean anything; any other `<` is a `<`, so no HTML can
//! be smuggled onto a page.

use crate::base::html::escape_into;
/// A set of marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Marks(u8);

impl Marks {
    /// No mark.
    pub const NONE: Self = Self(0);
    /// Capitals that every style keeps, as in a name or an abbreviation.
    pub const NO_CASE: Self = Self(1);
    /// Italics.
    pub const ITALIC: Self = Self(2);
    /// Bold.
    pub const BOLD: Self = Self(4);
    /// Small capitals.
    pub const SMALL_CAPS: Self = Self(8);
    /// Superscript.
    pub const SUP: Self = Self(16);
    /// Subscript.
    pub const SUB: Self = Self(32);

    /// The marks with their tags in CSL-JSON, the outermost first.
    const TAGS: [(Self, &str, &str); 6] = [
        (Self::NO_CASE, "<span class=\"nocase\">", "</span>"),
        (Self::ITALIC, "<i>", "</i>"),
        (Self::BOLD, "<b>", "</b>"),
        (
            Self::SMALL_CAPS,
            "<span style=\"font-variant:small-caps;\">",
            "</span>",
        ),
        (Self::SUP, "<sup>", "</sup>"),
        (Self::SUB, "<sub>", "</sub>"),
    ];

    /// Returns the union of two sets.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns the set without the marks of another.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Reports whether the set holds every mark of `other`.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// A stretch of words with the same marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRun {
    /// The words.
    pub text: String,
    /// The marks of all of them.
    pub marks: Marks,
}

/// The tags that open a mark, as people and programs write them.
const OPENING: [(&str, Marks); 11] = [
    ("<i>", Marks::ITALIC),
    ("<em>", Marks::ITALIC),
    ("<b>", Marks::BOLD),
    ("<strong>", Marks::BOLD),
    ("<sup>", Marks::SUP),
    ("<sub>", Marks::SUB),
    ("<sc>", Marks::SMALL_CAPS),
    ("<span class=\"nocase\">", Marks::NO_CASE),
    (
        "<span style=\"font-variant:small-caps;\">",
        Marks::SMALL_CAPS,
    ),
    (
        "<span style=\"font-variant: small-caps;\">",
        Marks::SMALL_CAPS,
    ),
    (
        "<span style=\"font-variant:small-caps\">",
        Marks::SMALL_CAPS,
    ),
];

/// The tags that close a mark.
const CLOSING: [(&str, Marks); 8] = [
    ("</i>", Marks::ITALIC),
    ("</em>", Marks::ITALIC),
    ("</b>", Marks::BOLD),
    ("</strong>", Marks::BOLD),
    ("</sup>", Marks::SUP),
    ("</sub>", Marks::SUB),
    ("</sc>", Marks::SMALL_CAPS),
    ("</span>", Marks(Marks::NO_CASE.0 | Marks::SMALL_CAPS.0)),
];

/// Divides a text into runs. A tag without its partner counts as words.
#[must_use]
pub fn runs(text: &str) -> Vec<TextRun> {
    if !text.contains('<') {
        return if text.is_empty() {
            Vec::new()
        } else {
            vec![TextRun {
                text: text.to_owned(),
                marks: Marks::NONE,
            }]
        };
    }
    let mut runs: Vec<TextRun> = Vec::new();
    let mut open = [0usize; Marks::TAGS.len()];
    let mut clean = 0;
    for tag in pairs(text) {
        push_run(&mut runs, &text[clean..tag.at], marks_of(open));
        let count = &mut open[tag.mark];
        *count = if tag.opens {
            *count + 1
        } else {
            count.saturating_sub(1)
        };
        clean = tag.at + tag.length;
    }
    push_run(&mut runs, &text[clean..], marks_of(open));
    runs
}

/// A tag of a text.
struct MarkupTag {
    /// The place of the tag.
    at: usize,
    /// The length of the tag.
    length: usize,
    /// The index of the mark in [`Marks::TAGS`].
    mark: usize,
    /// Whether the tag opens the mark.
    opens: bool,
    /// Whether the tag has a partner.
    partner: bool,
}

/// Returns the tags of a text that have a partner, in order.
fn pairs(text: &str) -> Vec<MarkupTag> {
    let mut tags: Vec<MarkupTag> = Vec::new();
    // The open tags of each mark, by their index in `tags`.
    let mut open: [Vec<usize>; Marks::TAGS.len()] = Default::default();
    for (at, _) in text.match_indices('<') {
        let rest = &text[at..];
        let opening = OPENING.iter().find(|(tag, _)| rest.starts_with(tag));
        let closing = CLOSING.iter().find(|(tag, _)| rest.starts_with(tag));
        if let Some((tag, mark)) = opening {
            let mark = Marks::TAGS
                .iter()
                .position(|(known, ..)| known == mark)
                .unwrap_or(0);
            open[mark].push(tags.len());
            tags.push(MarkupTag {
                at,
                length: tag.len(),
                mark,
                opens: true,
                partner: false,
            });
        } else if let Some((tag, marks)) = closing {
            let latest = (0..open.len())
                .filter(|mark| marks.has(Marks::TAGS[*mark].0))
                .max_by_key(|mark| open[*mark].last().map(|at| at + 1));
            if let Some((mark, partner)) =
                latest.and_then(|mark| open[mark].pop().map(|partner| (mark, partner)))
            {
                tags[partner].partner = true;
                tags.push(MarkupTag {
                    at,
                    length: tag.len(),
                    mark,
                    opens: false,
                    partner: true,
                });
            }
        }
    }
    tags.retain(|tag| tag.partner);
    tags
}

/// Returns the marks that are open, from how often each is.
fn marks_of(open: [usize; Marks::TAGS.len()]) -> Marks {
    Marks::TAGS
        .iter()
        .zip(open)
        .filter(|(_, count)| *count > 0)
        .fold(Marks::NONE, |all, ((mark, ..), _)| all.with(*mark))
}

/// Adds words to the runs, and joins them to the last run where the marks are the same.
pub fn push_run(runs: &mut Vec<TextRun>, text: &str, marks: Marks) {
    match runs.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.marks == marks => last.text.push_str(text),
        _ => runs.push(TextRun {
            text: text.to_owned(),
            marks,
        }),
    }
}

/// Writes runs as CSL-JSON, always in the same way.
#[must_use]
pub fn compose(runs: &[TextRun]) -> String {
    written(runs, &Marks::TAGS, |text, out| out.push_str(text))
}

/// Rewrites a text so that its marks are always written in the same way.
#[must_use]
pub fn canonical(text: &str) -> String {
    let mut text = text.to_owned();
    // Removing an empty pair of tags can bring the halves of another tag together, though hardly
    // ever twice.
    for _ in 0..4 {
        let next = compose(&runs(&text));
        if next == text {
            break;
        }
        text = next;
    }
    text
}

/// Returns the words of a text without their marks.
#[must_use]
pub fn plain(text: &str) -> String {
    if text.contains('<') {
        runs(text).into_iter().map(|run| run.text).collect()
    } else {
        text.to_owned()
    }
}

/// Writes a text as safe HTML: with `<em>`, `<strong>`, `<sup>`, `<sub>` and
/// `<span class="small-caps">`, and with everything else escaped.
#[must_use]
pub fn html(text: &str) -> String {
    const TAGS: [(Marks, &str, &str); 5] = [
        (Marks::ITALIC, "<em>", "</em>"),
        (Marks::BOLD, "<strong>", "</strong>"),
        (Marks::SMALL_CAPS, "<span class=\"small-caps\">", "</span>"),
        (Marks::SUP, "<sup>", "</sup>"),
        (Marks::SUB, "<sub>", "</sub>"),
    ];
    let mut joined: Vec<TextRun> = Vec::new();
    for run in runs(text) {
        push_run(&mut joined, &run.text, run.marks.without(Marks::NO_CASE));
    }
    written(&joined, &TAGS, escape_into)
}

/// Writes runs with the given tags, properly nested. Marks that the next run has too stay open.
pub(crate) fn written(
    runs: &[TextRun],
    tags: &[(Marks, &str, &str)],
    mut words: impl FnMut(&str, &mut String),
) -> String {
    let mut out = String::with_capacity(runs.iter().map(|run| run.text.len() + 16).sum());
    let mut open: Vec<usize> = Vec::new();
    for run in runs {
        while open.iter().any(|tag| !run.marks.has(tags[*tag].0)) {
            if let Some(tag) = open.pop() {
                out.push_str(tags[tag].2);
            }
        }
        for (at, (mark, opening, _)) in tags.iter().enumerate() {
            if run.marks.has(*mark) && !open.contains(&at) {
                out.push_str(opening);
                open.push(at);
            }
        }
        words(&run.text, &mut out);
    }
    while let Some(tag) = open.pop() {
        out.push_str(tags[tag].2);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_become_safe_html() {
        assert_eq!(
            html("<i>E. coli</i> & H<sub>2</sub>O"),
            "<em>E. coli</em> &amp; H<sub>2</sub>O"
        );
        assert_eq!(
            html("<script>alert(1)</script>"),
            "&lt;script&gt;alert(1)&lt;/script&gt;"
        );
        assert_eq!(html("the <span class=\"nocase\">NHS</span>"), "the NHS");
        assert_eq!(
            html("<span style=\"font-variant: small-caps;\">bc</span>"),
            "<span class=\"small-caps\">bc</span>"
        );
        assert_eq!(
            html("<i onclick=\"x\">a</i>"),
            "&lt;i onclick=&quot;x&quot;&gt;a&lt;/i&gt;"
        );
    }

    #[test]
    fn a_tag_without_its_partner_is_words() {
        assert_eq!(html("p<i and 2 <i> 3"), "p&lt;i and 2 &lt;i&gt; 3");
        assert_eq!(html("a</i>b"), "a&lt;/i&gt;b");
        assert_eq!(plain("5 < 6 <b>really</b>"), "5 < 6 really");
    }

    #[test]
    fn crossed_tags_come_out_nested() {
        assert_eq!(
            html("<i>a<b>b</i>c</b>"),
            "<em>a<strong>b</strong></em><strong>c</strong>"
        );
    }

    #[test]
    fn many_tags_take_no_time() {
        let text = "<i>".repeat(200_000);
        assert_eq!(plain(&text), text);
        let nested = format!("{}x{}", "<b>".repeat(100_000), "</b>".repeat(100_000));
        assert!(html(&nested).contains('x'));
    }

    proptest! {
        #[test]
        fn composing_again_changes_nothing(text in "(<i>|</i>|<b>|</b>|<sup>|</span>|<span \
            class=\"nocase\">|[a-z &]){0,30}") {
            let once = compose(&runs(&text));
            prop_assert_eq!(compose(&runs(&once)), once.clone());
            prop_assert_eq!(plain(&once), plain(&text));
        }
    }
}
