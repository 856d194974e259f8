//! Examines the records of a file of data as they are typed: what stands between their cells, and
//! whether their quotation marks are in order.

/// Reports whether the last record goes on to the end of the file because its quotation mark was
/// never closed. A mark within a cell is a sign like others.
pub(super) fn is_open(record: &str, delimiter: u8) -> bool {
    let opens = record.starts_with('"')
        || record
            .as_bytes()
            .windows(2)
            .any(|pair| pair == [delimiter, b'"']);
    opens && record.matches('"').count() % 2 == 1
}

/// Returns the position at which text follows the closing quotation mark of a cell. What such a
/// cell holds would be anybody's guess.
pub(super) fn goes_on(record: &str, delimiter: u8) -> Option<usize> {
    let bytes = record.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'"' {
            loop {
                at += 1 + memchr::memchr(b'"', &bytes[at + 1..])?;
                at += 1;
                if bytes.get(at) != Some(&b'"') {
                    break;
                }
            }
        }
        let rest = memchr::memchr(delimiter, &bytes[at..]).map_or(bytes.len(), |end| at + end);
        if at > 0 && bytes[at - 1] == b'"' && !record[at..rest].trim().is_empty() {
            return Some(at);
        }
        at = rest + 1;
    }
    None
}

/// Returns a comma, or the semicolon that spreadsheets of some countries write: whichever the first
/// line has more of. Signs inside quotation marks belong to the text of a heading and say nothing.
pub(super) fn delimiter(text: &str) -> u8 {
    let (mut commas, mut semicolons) = (0, 0);
    let mut is_quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted => break,
            b',' if !is_quoted => commas += 1,
            b';' if !is_quoted => semicolons += 1,
            _ => {}
        }
    }
    if semicolons > commas { b';' } else { b',' }
}

/// Returns the record between two offsets, without the line end before and after it.
pub(super) fn line(text: &str, start: usize, end: usize) -> std::ops::Range<usize> {
    let inside = &text[start..end.max(start)];
    let lead = inside.len() - inside.trim_start_matches(['\n', '\r']).len();
    let from = start + lead;
    from..from + inside[lead..].trim_end_matches(['\n', '\r']).len()
}

#[cfg(test)]
mod tests {
    use super::delimiter;

    #[test]
    fn signs_inside_quotation_marks_do_not_decide_what_stands_between_cells() {
        assert_eq!(delimiter("Year,\"Cases; new; all\"\n2015,3\n"), b',');
        assert_eq!(delimiter("Year;\"Cases, new, all\"\n2015;3\n"), b';');
        assert_eq!(delimiter("\"Year\nof; report; ed\",Cases\n"), b',');
        assert_eq!(delimiter("\"Size 5\"\" ; or; so\",Cases\n"), b',');
        assert_eq!(delimiter("Year;Cases\n1,2,3;4\n"), b';');
        assert_eq!(delimiter("Year\n"), b',');
    }
}
