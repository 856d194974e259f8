//! Text that a terminal may show. Takes words from files, names of files and messages of the
//! system; gives the same without what would move the cursor, change colours or turn text around.

/// Returns a text of several lines without signs that a terminal obeys; line ends stay.
#[must_use]
pub fn printable(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(one_line).collect();
    lines.join("\n")
}

/// Returns a name or a title as a part of one line; a tab becomes a space.
#[must_use]
pub fn one_line(text: &str) -> String {
    let shown = text.chars().map(|c| match c {
        '\t' => ' ',
        c if is_obeyed(c) => '\u{fffd}',
        c => c,
    });
    shown.collect()
}

fn is_obeyed(c: char) -> bool {
    c.is_control() || turns_text(c)
}

/// Reports whether a character changes the direction in which the text after it is written.
fn turns_text(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{one_line, printable};

    #[test]
    fn signs_that_a_terminal_obeys_are_replaced() {
        let name = "a\u{1b}[31m\r\n\tb\u{9b}c\u{202e}d\u{7f}\0";
        assert_eq!(
            one_line(name),
            "a\u{fffd}[31m\u{fffd}\u{fffd} b\u{fffd}c\u{fffd}d\u{fffd}\u{fffd}"
        );
        assert_eq!(printable("a\n\u{1b}b\n"), "a\n\u{fffd}b\n");
        assert_eq!(one_line("Größe “a”"), "Größe “a”");
    }
}
