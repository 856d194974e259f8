//! Tidies punctuation where parts of a reference meet.
//!
//! This module takes pieces and removes doubled stops, spaces before a comma, and spaces at both
//! ends. Source: the rules that citeproc-js applies, as far as they hold in every language;
//! hayagriva has only some of them.

use super::marks;
use super::pieces::{EntryBlock, RichPiece};

/// Tidies the pieces of one reference.
pub(super) fn tidy(pieces: &mut Vec<RichPiece>) {
    let mut row: Vec<Letter> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        if let RichPiece::Words { text, link, .. } = piece {
            for (start, c) in text.char_indices() {
                let letter = Letter {
                    c,
                    piece: at,
                    kept: link.is_some() || in_ellipsis(text, start),
                };
                take(&mut row, letter);
            }
        }
    }
    while row
        .last()
        .is_some_and(|letter| letter.c == ' ' && !letter.kept)
    {
        row.pop();
    }
    for piece in pieces.iter_mut() {
        if let RichPiece::Words { text, .. } = piece {
            text.clear();
        }
    }
    for letter in row {
        if let RichPiece::Words { text, .. } = &mut pieces[letter.piece] {
            text.push(letter.c);
        }
    }
    pieces.retain(|piece| !matches!(piece, RichPiece::Words { text, .. } if text.is_empty()));
}

/// Moves the words that follow the last block into it, since a style's last full stop would stand
/// on a line of its own.
pub(super) fn end_in_block(pieces: &mut [RichPiece]) {
    let [.., close, words] = pieces else {
        return;
    };
    let ends_block = match close {
        RichPiece::Close(block) => !matches!(block, EntryBlock::Cite(_)),
        _ => false,
    };
    let is_punctuation = match words {
        RichPiece::Words { text, .. } => !text.contains(char::is_alphanumeric),
        _ => false,
    };
    if ends_block && is_punctuation {
        std::mem::swap(close, words);
    }
}

/// A character of a reference.
struct Letter {
    /// The character.
    c: char,
    /// The index of the piece to which it belongs.
    piece: usize,
    /// Whether it stays in any case, because it is part of an address, which may hold `…/..`.
    kept: bool,
}

/// Reports whether a character is one of three full stops in a row.
fn in_ellipsis(text: &str, at: usize) -> bool {
    text.as_bytes()[at] == b'.'
        && (0..3).any(|back| {
            let start = at.checked_sub(back);
            start.is_some_and(|start| text.as_bytes()[start..].starts_with(b"..."))
        })
}

/// Adds a character to the row, and removes what does not fit before it. A character that doubles
/// the one before is left out.
fn take(row: &mut Vec<Letter>, letter: Letter) {
    if letter.kept {
        row.push(letter);
        return;
    }
    let after_space = row.last().is_some_and(|last| last.c == ' ' && !last.kept);
    // A colon or semicolon may stand apart, as in French, unless it begins what a style writes
    // between two parts: `Mar ` and `;21`.
    if letter.c == marks::NO_GAP {
        let before = row.len().checked_sub(2).and_then(|at| row.get(at));
        if after_space && before.is_some_and(|before| before.c.is_alphanumeric()) {
            row.pop();
        }
        return;
    }
    // A space before other punctuation: `Bulletin ,`.
    if after_space && matches!(letter.c, ',' | '.' | ')') {
        row.pop();
    }
    // A comma before an end: `Bulletin,.`, `(2014,)`.
    if matches!(letter.c, '.' | ')')
        && row
            .last()
            .is_some_and(|last| matches!(last.c, ',' | ';') && !last.kept)
    {
        row.pop();
    }
    let doubled = matches!(
        (row.last().map(|last| last.c), letter.c),
        // Spaces, then stops as in `Why?.`, `Inc..` and `,,`.
        (None | Some(' ' | '('), ' ')
            | (Some('?' | '!' | ':' | '.'), '.')
            | (Some('?' | '!' | ';' | ':'), ':')
            | (Some(','), ',')
            | (Some(';'), ';')
    );
    let is_kept = letter.c != '.' || !ends_in_quotes(row);
    if !doubled && is_kept {
        row.push(letter);
    }
}

/// Reports whether a row ends with a question in quotation marks, after which no full stop follows:
/// `‘Who answers?’`.
fn ends_in_quotes(row: &[Letter]) -> bool {
    matches!(row, [.., stop, quote]
        if matches!(stop.c, '?' | '!') && matches!(quote.c, '’' | '”' | '»' | '"' | '\''))
}

#[cfg(test)]
mod tests {
    use super::super::pieces::{TextStyle, plain};
    use super::*;

    /// Returns the words of tidied pieces.
    fn tidied(parts: &[&str]) -> String {
        let mut pieces: Vec<RichPiece> = parts
            .iter()
            .map(|text| RichPiece::Words {
                text: (*text).to_owned(),
                look: TextStyle::default(),
                link: None,
            })
            .collect();
        tidy(&mut pieces);
        plain(&pieces)
    }

    #[test]
    fn stops_and_blanks_that_meet_are_tidied() {
        assert_eq!(tidied(&["Why?", ". In: ", "Books"]), "Why? In: Books");
        assert_eq!(
            tidied(&["Acme Inc.", ". ", "2014 Mar ", "\u{e006f};21 : 4"]),
            "Acme Inc. 2014 Mar;21 : 4"
        );
        assert_eq!(tidied(&[" One", "  two ", ", three "]), "One two, three");
        assert_eq!(tidied(&["wait …", ". ", "v1.0"]), "wait …. v1.0");
        assert_eq!(tidied(&["Bulletin", ",", "."]), "Bulletin.");
        assert_eq!(tidied(&["2014;", ": 21:", ". 4"]), "2014; 21: 4");
        assert_eq!(tidied(&["‘Who answers?’", ". "]), "‘Who answers?’");
        assert_eq!(tidied(&["Anais [...] ", "B"]), "Anais [...] B");
        assert_eq!(
            tidied(&["Ltd., London", " (2014", ", ", ")"]),
            "Ltd., London (2014)"
        );
    }

    #[test]
    fn an_address_is_left_as_it_is() {
        let link = Some("https://x.org/a..b".to_owned());
        let mut pieces = vec![RichPiece::Words {
            text: "https://x.org/a..b".to_owned(),
            look: TextStyle::default(),
            link,
        }];
        tidy(&mut pieces);
        assert_eq!(plain(&pieces), "https://x.org/a..b");
    }
}
