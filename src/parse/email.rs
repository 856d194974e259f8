//! E-mail addresses, as far as a slip of the pen shows. From: an address as somebody wrote it. To:
//! whether mail could reach it.

use crate::base::percent_decode;

/// Signs that no e-mail address has without quotation marks (RFC 5322).
const NEVER: [char; 12] = ['(', ')', '<', '>', '[', ']', ':', ';', '@', '\\', ',', '"'];

/// Reports whether a text has the form of one e-mail address.
#[must_use]
pub fn looks_like_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else {
        return false;
    };
    let is_clean = |part: &str| {
        !part.is_empty()
            && !part.contains(NEVER)
            && !part.contains(|c: char| c.is_whitespace() || c.is_control())
    };
    let labels: Vec<&str> = host.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    is_clean(name)
        && !name.starts_with('.')
        && !name.ends_with('.')
        && !name.contains("..")
        && labels.len() > 1
        && labels.iter().all(is_label)
        && labels.last().is_some_and(|last| last.chars().count() > 1)
}

/// Returns what is no e-mail address in a link such as `mailto:office@example.org?subject=Hello`,
/// which may name several people, or nobody if it says something else.
#[must_use]
pub fn faulty_recipient(link: &str) -> Option<String> {
    let recipients = link.split_once(':')?.1;
    let (recipients, says_more) = match recipients.split_once('?') {
        Some((recipients, fields)) => (recipients, !fields.is_empty()),
        None => (recipients, false),
    };
    if recipients.is_empty() && says_more {
        return None;
    }
    let mut each = recipients.split(',').map(percent_decode);
    each.find(|address| !looks_like_email(address.trim()))
        .map(|address| address.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_reach_nobody_are_known() {
        for good in [
            "office@example.org",
            "o'neill+news@mail.example.co.uk",
            "büro@bücher.example",
            "a@1.example",
        ] {
            assert!(looks_like_email(good), "{good}");
        }
        for bad in [
            "nobody",
            "office @example,org",
            "office@example",
            "office@example.org,",
            "office@example.org.",
            "office@.example.org",
            "office@example..org",
            "office@@example.org",
            "@example.org",
            "office@",
            ".office@example.org",
            "Office <office@example.org>",
            "a@b.org; c@d.org",
            "",
        ] {
            assert!(!looks_like_email(bad), "{bad}");
        }
    }

    #[test]
    fn links_name_people_or_say_something() {
        for good in [
            "mailto:a@example.org",
            "mailto:a@example.org,b@example.org?cc=c@example.org",
            "mailto:a%2Bb@example.org?subject=Hello%20there",
            "mailto:?subject=Worth%20reading",
        ] {
            assert_eq!(faulty_recipient(good), None, "{good}");
        }
        for (bad, told) in [
            ("mailto:", ""),
            ("mailto:office @example,org", "office @example"),
            ("mailto:a@example.org,nobody", "nobody"),
        ] {
            assert_eq!(faulty_recipient(bad).as_deref(), Some(told), "{bad}");
        }
    }
}
