//! Tidies punctuation where parts of a reference meet. Takes pieces; gives the same pieces without
//! doubled stops, without blanks before a comma, and without blanks at the ends. Source: the rules
//! that citeproc-js applies, as far as they hold in every language; hayagriva has only some of
//! them.

use super::pieces::RichPiece;

/// Tidies the pieces of one reference.
pub(super) fn tidy(pieces: &mut Vec<RichPiece>) {
    let mut row: Vec<Letter> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        if let RichPiece::Words { text, link, .. } = piece {
            text.chars().for_each(|c| {
                take(
                    &mut row,
                    Letter {
                        c,
                        piece: at,
                        kept: link.is_some(),
                    },
                );
            });
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

/// A letter of a reference, and the piece it belongs to. An address is kept as it is, because
/// `…/..` may be part of it.
struct Letter {
    c: char,
    piece: usize,
    kept: bool,
}

/// Adds a letter to the row, if it fits what stands there.
fn take(row: &mut Vec<Letter>, letter: Letter) {
    let last = |row: &[Letter]| row.last().map(|last| last.c);
    if letter.kept {
        row.push(letter);
        return;
    }
    // Drops the blank in `Mar ;21`.
    if matches!(letter.c, ',' | '.' | ';' | ')')
        && row.last().is_some_and(|last| last.c == ' ' && !last.kept)
    {
        row.pop();
    }
    // Drops the comma in `Bulletin,.` and `(2014,)`.
    if matches!(letter.c, '.' | ')')
        && row
            .last()
            .is_some_and(|last| matches!(last.c, ',' | ';') && !last.kept)
    {
        row.pop();
    }
    let doubled = matches!(
        (last(row), letter.c),
        // Drops doubled blanks, and the last sign of `Why?.`, `Inc..` and `,,`.
        (None | Some(' ' | '('), ' ')
            | (Some('?' | '!' | '.'), '.')
            | (Some(','), ',')
            | (Some(';'), ';')
            | (Some(':'), ':')
    );
    if !doubled {
        row.push(letter);
    }
}

#[cfg(test)]
mod tests {
    use super::super::pieces::{TextStyle, plain};
    use super::*;

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
            tidied(&["Acme Inc.", ". ", "2014 Mar ", ";21"]),
            "Acme Inc. 2014 Mar;21"
        );
        assert_eq!(tidied(&[" One", "  two ", ", three "]), "One two, three");
        assert_eq!(tidied(&["wait …", ". ", "v1.0"]), "wait …. v1.0");
        assert_eq!(tidied(&["Bulletin", ",", "."]), "Bulletin.");
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
