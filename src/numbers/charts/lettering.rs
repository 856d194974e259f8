//! Widths of words, and lines that fit a width. A build knows nothing of the reader's letters, so
//! widths are those of Helvetica with something added: letters of other kinds are at most as wide.

/// What is added to the widths of Helvetica: fonts that stand in its place are wider.
const WIDER: f64 = 1.14;
/// What is added to the widths of bold letters.
const BOLD: f64 = 1.1;

/// Returns the width of a text in letters of this size.
pub(super) fn text_width(text: &str, size: f64) -> f64 {
    let letters: u32 = text.chars().map(letter_width).sum();
    f64::from(letters) / 1000.0 * size * WIDER
}

/// Returns the width of a text in bold letters of this size.
pub(super) fn bold_width(text: &str, size: f64) -> f64 {
    text_width(text, size) * BOLD
}

/// Returns the width of a letter in thousandths of its size.
fn letter_width(letter: char) -> u32 {
    match letter {
        'i' | 'j' | 'l' | '\'' | '’' | '|' => 222,
        '.' | ',' | ':' | ';' | '!' | 'I' | ' ' | '/' | 'f' | 't' | '\u{a0}' => 278,
        'r' | '(' | ')' | '-' | '*' | '“' | '”' => 340,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 510,
        'a' | 'b' | 'd' | 'e' | 'g' | 'h' | 'n' | 'o' | 'p' | 'q' | 'u' | 'L' => 560,
        '0'..='9' | '+' | '−' | '–' | '£' | '€' | '$' => 570,
        'T' | 'F' | 'Z' => 611,
        'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' => 667,
        'C' | 'D' | 'H' | 'N' | 'R' | 'U' | 'w' => 722,
        'G' | 'O' | 'Q' => 778,
        'M' | 'm' => 833,
        'W' | '%' | '…' | '—' => 944,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0,
        letter if letter < '\u{2e80}' => 640,
        _ => 1000,
    }
}

/// Breaks a text into at most `most` lines of this width. What does not fit is left out, with `…`
/// in its place.
pub(super) fn lines(text: &str, size: f64, width: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let has_room = lines.len() < most;
        let Some(line) = lines.last_mut() else {
            lines.push(word.to_owned());
            continue;
        };
        let joined = format!("{line} {word}");
        if has_room && text_width(&joined, size) > width {
            lines.push(word.to_owned());
        } else {
            // Where no line is left, the words that do not fit are cut off below.
            *line = joined;
        }
    }
    for line in &mut lines {
        cut(line, size, width);
    }
    lines
}

/// Shortens a line to a width.
fn cut(line: &mut String, size: f64, width: f64) {
    if text_width(line, size) <= width {
        return;
    }
    while !line.is_empty() && text_width(line, size) + size > width {
        line.pop();
    }
    line.truncate(line.trim_end().len());
    line.push('…');
}

#[cfg(test)]
mod tests {
    use super::{lines, text_width};

    #[test]
    fn words_stand_on_lines_that_they_fit() {
        assert_eq!(lines("Group A", 14.0, 200.0, 2), ["Group A"]);
        let long = "Crisis resolution and home treatment team of the northern district";
        let broken = lines(long, 14.0, 200.0, 2);
        assert_eq!(broken.len(), 2);
        assert!(broken[1].ends_with('…'), "{broken:?}");
        for line in broken {
            assert!(text_width(&line, 14.0) <= 200.0);
        }
        let word = lines(&"m".repeat(100), 14.0, 90.0, 2);
        assert!(word.len() == 1 && text_width(&word[0], 14.0) <= 90.0);
        assert!(lines("", 14.0, 90.0, 2).is_empty());
    }
}
