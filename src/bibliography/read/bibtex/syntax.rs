//! Reads the raw syntax of one block of a BibTeX file.
//!
//! This module takes the text of a block, from its `@` to its last brace, and gives its type, its
//! key and its fields as they are written, each with its place in the text; or the first slip and
//! where it is. Source: btxdoc and "Tame the BeaST": a quotation mark inside braces does not end a
//! value in quotation marks.

use std::ops::Range;

/// A block as written.
pub(super) struct BlockSyntax<'s> {
    /// The type.
    pub(super) kind: &'s str,
    /// The place of the key, which is empty where none is written.
    pub(super) key: Range<usize>,
    /// Whether the comma after the key is missing.
    pub(super) lacks_comma: bool,
    /// The fields, in order.
    pub(super) fields: Vec<FieldSyntax<'s>>,
}

/// A field as written.
pub(super) struct FieldSyntax<'s> {
    /// The name.
    pub(super) name: &'s str,
    /// The place of the value.
    pub(super) range: Range<usize>,
    /// The pieces of the value, which `#` joins.
    pub(super) pieces: Vec<ValuePiece<'s>>,
}

/// A piece of a value.
pub(super) enum ValuePiece<'s> {
    /// Words, without the braces or quotation marks around them.
    Words(&'s str),
    /// The name of an abbreviation, with its place.
    Abbreviation(&'s str, Range<usize>),
}

/// What a block lacks at some place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SyntaxSlip {
    /// A comma.
    Comma,
    /// An equals sign.
    Equals,
    /// The name of a field.
    FieldName,
    /// The words of a field, or their end.
    Words,
    /// Anything that a block could be made of.
    Sense,
}

/// A slip, and the byte where reading stopped.
pub(super) type SlipAt = (SyntaxSlip, usize);

/// Reads an entry: its type, its key and its fields.
pub(super) fn entry(text: &str) -> Result<BlockSyntax<'_>, SlipAt> {
    let mut reader = SyntaxReader { text, at: 0 };
    let kind = reader.kind()?;
    let (key, lacks_comma) = reader.key()?;
    let fields = reader.fields()?;
    Ok(BlockSyntax {
        kind,
        key,
        lacks_comma,
        fields,
    })
}

/// Reads a block of abbreviations, which has no key.
pub(super) fn strings(text: &str) -> Result<Vec<FieldSyntax<'_>>, SlipAt> {
    let mut reader = SyntaxReader { text, at: 0 };
    reader.kind()?;
    reader.fields()
}

/// The state of going through the text of a block.
struct SyntaxReader<'s> {
    /// The text.
    text: &'s str,
    /// The byte that is read next.
    at: usize,
}

impl<'s> SyntaxReader<'s> {
    /// Returns the text that is not read yet.
    fn rest(&self) -> &'s str {
        &self.text[self.at..]
    }

    /// Goes past a sign, if it comes next.
    fn takes(&mut self, sign: char) -> bool {
        let is_next = self.rest().starts_with(sign);
        if is_next {
            self.at += sign.len_utf8();
        }
        is_next
    }

    /// Goes past white space and comments (`% …`).
    fn blank(&mut self) {
        loop {
            self.at = self.text.len() - self.rest().trim_start().len();
            if !self.rest().starts_with('%') {
                return;
            }
            self.at += self.rest().find('\n').unwrap_or(self.rest().len());
        }
    }

    /// Reads the type of the block, up to the brace after it.
    fn kind(&mut self) -> Result<&'s str, SlipAt> {
        self.takes('@');
        let start = self.at;
        let open = self.rest().find('{');
        self.at += open.ok_or((SyntaxSlip::Sense, start))?;
        let kind = self.text[start..self.at].trim();
        self.at += 1;
        Ok(kind)
    }

    /// Reads the key with the comma after it. Returns the place of the key and whether the comma is
    /// missing: in `@book{smith title = …` it is, and `@book{title = …` has no key at all.
    fn key(&mut self) -> Result<(Range<usize>, bool), SlipAt> {
        self.blank();
        let start = self.at;
        let first = self.rest().find([',', '=', '}', '{', '"']);
        if let Some(equals) = first.filter(|at| self.rest().as_bytes()[*at] == b'=') {
            let before = self.rest()[..equals].trim_end();
            let length = before.find(char::is_whitespace).unwrap_or(0);
            self.at += length;
            return Ok((start..self.at, true));
        }
        let is_end = |c: char| matches!(c, ',' | '}') || c.is_control() || c.is_whitespace();
        self.at += self.rest().find(is_end).unwrap_or(self.rest().len());
        let key = start..self.at;
        self.blank();
        if !self.takes(',') {
            return Err((SyntaxSlip::Comma, self.at));
        }
        Ok((key, false))
    }

    /// Reads the fields, up to the end of the text.
    fn fields(&mut self) -> Result<Vec<FieldSyntax<'s>>, SlipAt> {
        let mut fields = Vec::new();
        loop {
            self.blank();
            if self.takes('}') {
                break;
            }
            fields.push(self.field()?);
            self.blank();
            if !self.takes(',') && !self.rest().starts_with('}') {
                return Err((SyntaxSlip::Comma, self.at));
            }
        }
        if self.rest().trim().is_empty() {
            Ok(fields)
        } else {
            Err((SyntaxSlip::Sense, self.at))
        }
    }

    /// Reads a field.
    fn field(&mut self) -> Result<FieldSyntax<'s>, SlipAt> {
        let name = self.name();
        if name.is_empty() || name.starts_with([':', '<', '-', '>']) {
            return Err((SyntaxSlip::FieldName, self.at));
        }
        self.blank();
        if !self.takes('=') {
            return Err((SyntaxSlip::Equals, self.at));
        }
        self.blank();
        let start = self.at;
        let mut pieces = vec![self.piece()?];
        let mut end = self.at;
        loop {
            self.blank();
            if !self.takes('#') {
                break;
            }
            self.blank();
            pieces.push(self.piece()?);
            end = self.at;
        }
        Ok(FieldSyntax {
            name,
            range: start..end,
            pieces,
        })
    }

    /// Reads a name of a field or of an abbreviation, which may be empty.
    fn name(&mut self) -> &'s str {
        let rest = self.rest();
        let is_end = |c: char| "@{}\"#'(),=%\\~".contains(c) || c.is_control() || c.is_whitespace();
        let name = &rest[..rest.find(is_end).unwrap_or(rest.len())];
        self.at += name.len();
        name
    }

    /// Reads a piece of a value.
    fn piece(&mut self) -> Result<ValuePiece<'s>, SlipAt> {
        let start = self.at;
        let rest = self.rest();
        let length = match rest.as_bytes().first() {
            Some(b'{') => closing_brace(rest),
            Some(b'"') => closing_quote(rest),
            _ => {
                let name = self.name();
                return match name
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || byte == b'.')
                {
                    true if name.is_empty() => Err((SyntaxSlip::Words, start)),
                    true => Ok(ValuePiece::Words(name)),
                    false => Ok(ValuePiece::Abbreviation(name, start..self.at)),
                };
            }
        };
        let Some(length) = length else {
            return Err((SyntaxSlip::Words, self.text.len()));
        };
        self.at += length + 1;
        Ok(ValuePiece::Words(&rest[1..length]))
    }
}

/// Returns the place of the brace that closes the one with which a text starts.
fn closing_brace(text: &str) -> Option<usize> {
    super::latex::matching(text)
}

/// Returns the place of the quotation mark that ends the value with which a text starts. Where the
/// braces inside do not match, the first mark ends it that has a comma or the end behind it.
fn closing_quote(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0usize, 1);
    let (mut outside, mut first) = (None, None);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'"' if depth == 0 => {
                outside = Some(at);
                break;
            }
            b'"' if first.is_none() && ends_value(&text[at + 1..]) => first = Some(at),
            _ => {}
        }
        at += 1;
    }
    outside
        .filter(|at| first.is_none() || ends_value(&text[at + 1..]))
        .or(first)
        .or(outside)
}

/// Reports whether a value may end before this text.
fn ends_value(after: &str) -> bool {
    matches!(
        after.trim_start().chars().next(),
        None | Some(',' | '}' | '#' | '%')
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the fields of an entry as `name=piece#piece`.
    fn fields(text: &str) -> Result<Vec<String>, SlipAt> {
        let entry = entry(text)?;
        let shown = |field: &FieldSyntax<'_>| {
            let pieces = field.pieces.iter().map(|piece| match piece {
                ValuePiece::Words(words) => (*words).to_owned(),
                ValuePiece::Abbreviation(name, _) => format!("({name})"),
            });
            format!("{}={}", field.name, pieces.collect::<Vec<_>>().join("#"))
        };
        Ok(entry.fields.iter().map(shown).collect())
    }

    #[test]
    fn a_quotation_mark_inside_braces_does_not_end_a_value() {
        assert_eq!(
            fields("@article{c, title=\"The {\"}new{\"} way\", year=\"2016\"}"),
            Ok(vec!["title=The {\"}new{\"} way".into(), "year=2016".into()])
        );
        assert_eq!(
            fields("@article{c, title=\"{A review of the \"old\" one}\" # { x} # jan}"),
            Ok(vec!["title={A review of the \"old\" one}# x#(jan)".into()])
        );
        assert_eq!(
            fields("@article{c, author=\"G\\\"odel, K.\", title=\"Open {brace\", year=1}"),
            Ok(vec![
                "author=G\\\"odel, K.".into(),
                "title=Open {brace".into(),
                "year=1".into()
            ])
        );
    }

    #[test]
    fn the_place_of_a_slip_is_told() {
        let text = "@article{c, title={x} year=1}";
        assert_eq!(fields(text), Err((SyntaxSlip::Comma, 22)));
        assert_eq!(
            fields("@article{c, title=\"The \"old\" one\"}"),
            Err((SyntaxSlip::Comma, 24))
        );
        assert_eq!(fields("@article{c, {x}}"), Err((SyntaxSlip::FieldName, 12)));
        assert_eq!(fields("@article{c, title}"), Err((SyntaxSlip::Equals, 17)));
        assert_eq!(fields("@article{c, title=}"), Err((SyntaxSlip::Words, 18)));
    }

    #[test]
    fn comments_stand_between_the_parts_of_an_entry() {
        assert_eq!(
            fields("@article{c, % one\n % two\n title = {x} % three\n, year = 2nd}"),
            Ok(vec!["title=x".into(), "year=(2nd)".into()])
        );
    }
}
