//! Marks behind names that lead to notes or addresses elsewhere: `Ox, A.$^{1,2}$`, `\\thanks{…}`.
//! From: the source of a field of names. To: the same without them, and the first of them.

use std::borrow::Cow;

/// Ways in which such a mark begins and ends.
const FORMS: [(&str, &str); 5] = [
    ("$^{", "}$"),
    ("$^", "$"),
    ("\\textsuperscript{", "}"),
    ("\\thanks{", "}"),
    ("\\footnote{", "}"),
];

/// The most bytes of such a mark.
const LONGEST: usize = 500;

/// Takes such marks away.
pub(super) fn without_footmarks(source: &str) -> (Cow<'_, str>, Option<String>) {
    if !source.contains(['$', '\\']) {
        return (Cow::Borrowed(source), None);
    }
    let mut bare = Cow::Borrowed(source);
    let mut first = None;
    for (opening, closing) in FORMS {
        let mut from = 0;
        while let Some(start) = bare[from..].find(opening).map(|at| from + at) {
            let inner = start + opening.len();
            let reach = bare.floor_char_boundary(inner + LONGEST);
            let Some(end) = bare[inner..reach].find(closing).map(|at| inner + at) else {
                from = inner;
                continue;
            };
            let is_note = opening.ends_with("s{") || opening.ends_with("e{");
            if is_note || is_mark(&bare[inner..end]) {
                let whole = start..end + closing.len();
                first.get_or_insert_with(|| bare[whole.clone()].to_owned());
                bare.to_mut().replace_range(whole, "");
                from = start;
            } else {
                from = inner;
            }
        }
    }
    (bare, first)
}

/// Reports whether a text has figures, single letters and signs only.
fn is_mark(inner: &str) -> bool {
    let mut parts = inner.split([',', ' ', ';']);
    parts.all(|part| {
        let bare = part.trim_start_matches(['\\', '*', '†', '‡', '§', '¶']);
        let is_named = matches!(bare, "ast" | "dagger" | "ddagger" | "star");
        is_named || bare.len() < 2 || bare.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::without_footmarks;

    #[test]
    fn marks_go_and_names_stay() {
        for (source, bare) in [
            ("Ox, A.$^{1,2}$ and Bee, C.$^{\\ast}$", "Ox, A. and Bee, C."),
            ("Ox, A.\\textsuperscript{1}", "Ox, A."),
            ("Ox, A.\\thanks{At home}", "Ox, A."),
            ("Ox, A.$^*$", "Ox, A."),
            (
                "M\\textsuperscript{ac}Ox, A.",
                "M\\textsuperscript{ac}Ox, A.",
            ),
            ("Ox, A. $x$", "Ox, A. $x$"),
        ] {
            assert_eq!(without_footmarks(source).0, bare, "{source}");
        }
    }
}
