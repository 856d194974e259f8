//! How files may write a secret: in which spellings, and with which signs between its words. Takes
//! the text of a secret, and bytes in which it may stand; gives texts to search for, and whether
//! the secret stands at a place by itself.

use std::collections::BTreeSet;
use std::ops::Range;

/// The fewest digits of a figure that is searched for: one of fewer stands in many files by chance.
const FEWEST_DIGITS: usize = 7;
/// The most bytes of tags, entities and signs between two words of a secret.
const MOST_BETWEEN: usize = 400;
/// The signs that may stand between thousands.
const BETWEEN_THOUSANDS: [&str; 8] = [",", ".", " ", "\u{a0}", "\u{202f}", "’", "&nbsp;", "&#160;"];

/// How a secret is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SecretForm {
    /// In words, between which anything may stand that is no word.
    Words,
    /// As an e-mail address.
    Address,
    /// In digits.
    Figure,
}

impl SecretForm {
    /// Reports whether a text is a figure that is long enough to be searched for.
    pub(super) fn is_figure(text: &str) -> bool {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let is_of_figures = |sign: char| sign.is_ascii_digit() || " .,()+-/%£€$".contains(sign);
        digits >= FEWEST_DIGITS && text.chars().all(is_of_figures) && !is_day(text)
    }
}

/// Reports whether a text is a day, such as `2015-03-31`: pages show days of their own.
fn is_day(text: &str) -> bool {
    let parts = text.trim().split(['-', '/', '.']);
    let mut lengths: Vec<usize> = parts.map(str::len).collect();
    lengths.sort_unstable();
    matches!(lengths[..], [1..=2, 1..=2, 4])
}

/// A secret, ready to be searched for.
pub(super) struct SoughtSecret {
    form: SecretForm,
    /// The words after the first, each in small letters, in capitals and as it is.
    rest: Vec<[String; 3]>,
}

impl SoughtSecret {
    /// Returns a secret, and the texts that it may begin with.
    pub(super) fn new(text: &str, form: SecretForm) -> (Self, BTreeSet<String>) {
        let mut rest = Vec::new();
        let starts = match form {
            SecretForm::Figure => of_figure(text),
            SecretForm::Address => ["@", "%40", "&#64;", "&#x40;"]
                .map(|at| text.replace('@', at))
                .into(),
            SecretForm::Words => {
                let words = text.split(|sign: char| !sign.is_alphanumeric());
                let words = words.filter(|word| !word.is_empty());
                rest.extend(words.map(in_all_letters));
                if rest.is_empty() {
                    BTreeSet::new()
                } else {
                    rest.remove(0).into()
                }
            }
        };
        (Self { form, rest }, starts)
    }

    /// Reports whether the secret stands by itself where it begins in some bytes. Words are no part
    /// of others, and a figure is not the beginning or the end of a longer one.
    pub(super) fn stands_at(&self, bytes: &[u8], start: Range<usize>) -> bool {
        if goes_on(bytes[..start.start].iter().rev(), self.form) {
            return false;
        }
        let mut end = start.end;
        for word in &self.rest {
            let Some(at) = behind_signs(bytes, end) else {
                return false;
            };
            let next = &bytes[at..];
            let mut spellings = word.iter();
            let found = spellings.find(|spelling| {
                let own = next.get(..spelling.len());
                own.is_some_and(|own| own.eq_ignore_ascii_case(spelling.as_bytes()))
            });
            let Some(found) = found else {
                return false;
            };
            end = at + found.len();
        }
        !goes_on(bytes[end..].iter(), self.form)
    }
}

/// Returns a word as it is, in small letters and in capitals: what compares bytes knows the
/// capitals of the English alphabet alone.
fn in_all_letters(word: &str) -> [String; 3] {
    [word.to_owned(), word.to_lowercase(), word.to_uppercase()]
}

/// Reports whether the word or the figure beside these bytes goes on in them.
fn goes_on<'b>(mut bytes: impl Iterator<Item = &'b u8>, form: SecretForm) -> bool {
    let next = bytes.next();
    if form == SecretForm::Figure && next == Some(&b'.') {
        return bytes.next().is_some_and(u8::is_ascii_digit);
    }
    next.is_some_and(u8::is_ascii_alphanumeric)
}

/// Returns the place behind everything at `start` that is no word: spaces and signs, however HTML,
/// XML, JSON and addresses write them, and tags. There must be some.
fn behind_signs(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    while let Some(length) = sign_length(&bytes[at..]) {
        at += length;
        if at - start > MOST_BETWEEN {
            return None;
        }
    }
    (at > start && at < bytes.len()).then_some(at)
}

/// Returns the number of bytes of the sign or the tag that some bytes begin with.
fn sign_length(bytes: &[u8]) -> Option<usize> {
    let length = match bytes {
        [b'<', ..] => behind(bytes, b">").unwrap_or(1),
        // HTML stands in feeds as the text of XML.
        [b'&', b'l', b't', b';', ..] => behind(bytes, b"&gt;").unwrap_or(4),
        [b'&', b'a', b'm', b'p', b';', rest @ ..] => 5 + entity_length(rest).unwrap_or(0),
        [b'&', rest @ ..] => 1 + entity_length(rest).unwrap_or(0),
        [b'%', a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => 3,
        [b'\\', b'u', _, _, _, _, ..] => 6,
        [b'\\', _, ..] | [0xc2, 0xa0, ..] => 2,
        [0xe2, 0x80, _, ..] => 3,
        [sign, ..] if sign.is_ascii() && !sign.is_ascii_alphanumeric() => 1,
        _ => return None,
    };
    Some(length)
}

/// Returns the length of the name of an entity, such as `nbsp;` or `#39;`.
fn entity_length(bytes: &[u8]) -> Option<usize> {
    let name = bytes.iter().take(8);
    let end = name
        .take_while(|sign| sign.is_ascii_alphanumeric() || **sign == b'#')
        .count();
    (end > 0 && bytes.get(end) == Some(&b';')).then_some(end + 1)
}

/// Returns the place behind the first `end` in some bytes.
fn behind(bytes: &[u8], end: &[u8]) -> Option<usize> {
    let near = &bytes[..bytes.len().min(MOST_BETWEEN)];
    memchr::memmem::find(near, end).map(|at| at + end.len())
}

/// Returns a figure as it is, without its spaces, and with the signs between thousands and before
/// decimals that languages have.
fn of_figure(text: &str) -> BTreeSet<String> {
    let mut spellings = BTreeSet::from([text.to_owned(), text.replace(' ', "")]);
    let bare = text.trim_start_matches(['-', '+', '£', '€', '$']);
    let bare = bare.trim_end_matches(['%', ' ']).replace([',', ' '], "");
    let (whole, decimals) = bare.split_once('.').unwrap_or((&bare, ""));
    let is_number = |digits: &str| digits.bytes().all(|sign| sign.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(decimals) {
        return spellings;
    }
    let mut wholes = vec![whole.to_owned()];
    wholes.extend(BETWEEN_THOUSANDS.map(|sign| grouped(whole, sign)));
    for whole in wholes {
        if decimals.is_empty() {
            spellings.insert(whole);
        } else {
            spellings.insert(format!("{whole}.{decimals}"));
            spellings.insert(format!("{whole},{decimals}"));
        }
    }
    spellings
}

/// Writes a whole number with a sign between its thousands.
fn grouped(digits: &str, sign: &str) -> String {
    let mut written = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push_str(sign);
        }
        written.push(digit);
    }
    written
}
