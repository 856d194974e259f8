//! The text of calendar files, RFC 5545: how text is escaped in them, and the last step of a file.
//! Takes text; gives content lines that every calendar program reads.

use super::current_page::CurrentPage;
use std::fmt::{self, Write};

/// The name of the way in which templates of calendar files escape text.
pub(super) const CALENDAR_TEXT: &str = "calendar";

/// The largest number of bytes in a line without its end, RFC 5545, section 3.1.
const LONGEST_LINE: usize = 75;

/// Writes `text` as a value of the type TEXT, RFC 5545, section 3.3.11. Control signs other than
/// line ends and tabs may not stand in it and are left out.
pub(super) fn escape(text: &str, out: &mut impl Write) -> fmt::Result {
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                out.write_char('\\')?;
                out.write_char(c)?;
            }
            '\n' => out.write_str("\\n")?,
            '\t' => out.write_char('\t')?,
            c if c.is_control() => {}
            c => out.write_char(c)?,
        }
    }
    Ok(())
}

/// Finishes a calendar file: every line ends with CR and LF, lines that are too long are folded
/// between characters, and empty lines, which the format does not know, are left out.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the last steps of all outputs are called alike"
)]
pub(super) fn finish(text: String, _: &CurrentPage) -> String {
    let mut file = String::with_capacity(text.len() + text.len() / 16);
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        fold(line.trim_end(), &mut file);
    }
    file
}

/// Writes one content line. A folded line goes on in the next one, behind a space.
fn fold(line: &str, out: &mut String) {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LONGEST_LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::{escape, fold};

    #[test]
    fn text_is_escaped_as_the_format_wants() {
        let mut text = String::new();
        escape("Tea, cake; a \\ and\nmore\u{7}", &mut text).expect("writing to a string");
        assert_eq!(text, "Tea\\, cake\\; a \\\\ and\\nmore");
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut file = String::new();
        fold(&format!("SUMMARY:{}", "é".repeat(80)), &mut file);
        assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
        let unfolded = file.replace("\r\n ", "");
        assert_eq!(unfolded.trim_end(), format!("SUMMARY:{}", "é".repeat(80)));
    }
}
