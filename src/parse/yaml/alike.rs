//! The setting that a name means which is none: a slip of the pen, or another word for the same.
//! Takes the name and those that there are; gives one of them.

use crate::base::nearest;

/// Words for the same thing. Each line holds words that people type for one another.
const ALIKE: &[&[&str]] = &[
    &["src", "image", "img", "picture", "photo", "source"],
    &["file", "path", "src", "source", "csv", "data"],
    &["alt", "image_alt", "alternative", "alt_text", "description"],
    &["text", "body", "content", "quote", "quotation", "message"],
    &["who", "by", "author", "speaker", "name", "person"],
    &["role", "position", "job_title"],
    &["phone", "tel", "telephone", "mobile", "fon"],
    &["email", "mail", "e_mail"],
    &["address", "postal_address", "addr"],
    &["place", "location", "venue", "where"],
    &[
        "starts",
        "start",
        "begins",
        "begin",
        "when",
        "start_date",
        "time",
    ],
    &["ends", "end", "finishes", "finish", "end_date", "until"],
    &["price", "cost", "costs", "fee", "fees"],
    &[
        "booking",
        "book",
        "register",
        "registration",
        "tickets",
        "sign_up",
    ],
    &["closes", "deadline", "closing", "closing_date", "apply_by"],
    &["to", "url", "link", "href"],
    &["url", "link", "href", "website", "web"],
    &["caption", "legend", "title"],
    &["title", "heading", "headline"],
    &["name", "term", "label", "title"],
    &["value", "definition", "number", "figure", "text"],
    &["kind", "type", "sort"],
    &["palette", "colour", "color", "colours", "colors", "accent"],
];

/// Returns the name that was meant by `typed`: the nearest one, or another word for the same that
/// is not written yet.
pub(crate) fn meant<'a>(
    typed: &str,
    names: &[&'a str],
    is_written: impl Fn(&str) -> bool,
) -> Option<&'a str> {
    nearest(typed, names.iter().copied())
        .or_else(|| same_in_other_words(typed, names).filter(|name| !is_written(name)))
}

/// Returns the name that is another word for `typed`.
pub(crate) fn same_in_other_words<'a>(typed: &str, names: &[&'a str]) -> Option<&'a str> {
    let typed = typed.trim().to_lowercase().replace(['-', ' '], "_");
    let lines = ALIKE.iter().filter(|line| line.contains(&typed.as_str()));
    let mut meant = lines.flat_map(|line| line.iter());
    meant.find_map(|word| names.iter().copied().find(|name| name == word))
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn another_word_for_a_setting_finds_it() {
        let no = |_: &str| false;
        let event = ["starts", "ends", "place", "price", "booking"];
        for (typed, setting) in [
            ("start", Some("starts")),
            ("When", Some("starts")),
            ("end date", Some("ends")),
            ("location", Some("place")),
            ("cost", Some("price")),
            ("speaker", None),
        ] {
            assert_eq!(meant(typed, &event, no), setting, "{typed}");
        }
        assert_eq!(meant("image", &["src", "alt", "caption"], no), Some("src"));
        assert_eq!(meant("by", &["text", "who", "role"], no), Some("who"));
        assert_eq!(meant("caption", &["title"], |name| name == "title"), None);
        assert_eq!(meant("quote", &["text", "who", "role"], no), Some("text"));
    }
}
