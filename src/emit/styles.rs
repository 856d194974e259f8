//! Reads one style sheet, makes it smaller and replaces the addresses in it.
//!
//! The style sheet is read token by token. Spaces, comments and zeros that mean nothing are left
//! out; everything else is written as its author wrote it, so that CSS which is newer than this
//! program goes through unharmed.

mod spacing;
#[cfg(test)]
mod tests;

use crate::base::{Code, Fault, Faults, LineIndex, Span};
use crate::source::TextFile;
use cssparser::{ParseError, Parser, SourcePosition, Token, serialize_string};
use spacing::{Enclosure, StylePart, TokenGap, TokenMark};
use std::ops::Range;

/// Minifies `file`. `address` turns the reference of a theme file, with its place in `file`, into
/// the address to write, relative to the style sheet. A style sheet that cannot be read gives
/// `None` and a fault.
pub(super) fn minify(
    file: &TextFile,
    address: impl FnMut(&str, Range<usize>) -> Option<String>,
) -> (Option<String>, Faults) {
    let text: &str = file.text.trim_start_matches('\u{feff}');
    let skipped = file.text.len() - text.len();
    if let Some(at) = too_deep(text) {
        let problem = format!("brackets are nested more than {DEEPEST} levels deep here");
        return (None, fault(file, skipped + at, &problem).into());
    }
    let mut minifier = Minifier {
        address,
        faults: Faults::new(),
        file,
        skipped,
        css: String::with_capacity(text.len()),
        reading_at: 0,
    };
    let mut parser = Parser::new(text);
    parser.set_nested_block_limit(0); // `DEEPEST` is the limit.
    match minifier.items(&mut parser, NestingLevel::Top) {
        Ok(()) => (Some(minifier.css), minifier.faults),
        Err(error) => {
            let at = skipped + minifier.reading_at;
            (None, fault(file, at, &error.kind.to_string()).into())
        }
    }
}

/// The deepest nesting that is not a fault: nobody writes more, and every level takes stack.
const DEEPEST: usize = 200;

/// Returns the position at which brackets are nested too deep. Brackets in strings and comments
/// count too, because no style sheet has so many.
fn too_deep(css: &str) -> Option<usize> {
    let mut depth = 0_usize;
    css.bytes().position(|byte| {
        match byte {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    })
}

fn fault(file: &TextFile, at: usize, problem: &str) -> Fault {
    let lines = LineIndex::new(&file.text);
    let line = lines.position(&file.text, at).line;
    let end = lines.line_range(&file.text, line).map_or(at, |it| it.end);
    Fault::error(
        Code::StyleError,
        format!("this style sheet cannot be read: {problem}"),
    )
    .at(Span::new(&file.path, at..end.max(at)))
    .help("mend the line, or take it out")
}

/// The place of an item of a style sheet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NestingLevel {
    /// Outside all braces, where only rules may stand.
    Top,
    /// Between braces, where declarations may stand too.
    Block,
}

/// The kind of an item, with the part that a declaration belongs to.
enum StyleItem {
    Rule,
    Declaration(StylePart),
}

type StyleResult = Result<(), ParseError<&'static str>>;

struct Minifier<'f, F> {
    address: F,
    faults: Faults,
    file: &'f TextFile,
    /// The length of the byte-order mark, which is not read.
    skipped: usize,
    css: String,
    /// The position of the token that was read last, for messages.
    reading_at: usize,
}

impl<F: FnMut(&str, Range<usize>) -> Option<String>> Minifier<'_, F> {
    /// Writes the rules and declarations up to the end of the block, or of the style sheet.
    fn items(&mut self, input: &mut Parser, level: NestingLevel) -> StyleResult {
        let mut unfinished = false;
        loop {
            let state = input.state();
            self.reading_at = state.position().byte_index();
            let Ok(token) = input.next().cloned() else {
                return Ok(());
            };
            if token == Token::Semicolon {
                continue;
            }
            if std::mem::take(&mut unfinished) {
                self.css.push(';');
            }
            if let Token::AtKeyword(name) = token {
                self.at_rule(input, &name)?;
                continue;
            }
            input.reset(&state);
            input.skip_whitespace();
            let start = input.state();
            let item = if level == NestingLevel::Top {
                StyleItem::Rule
            } else {
                kind_of_item(input)
            };
            input.reset(&start);
            match item {
                StyleItem::Rule => self.rule(input)?,
                StyleItem::Declaration(part) => {
                    self.declaration(input, part)?;
                    unfinished = true;
                }
            }
        }
    }

    fn at_rule(&mut self, input: &mut Parser, name: &str) -> StyleResult {
        let start = self.css.len();
        self.css.push('@');
        self.css.push_str(name);
        let part = match name.to_ascii_lowercase().as_str() {
            "import" => StylePart::Import,
            "namespace" => StylePart::Namespace,
            _ => StylePart::AtRule,
        };
        let named = self.css.len();
        self.css.push(' ');
        self.run(input, part, Enclosure::Nothing)?;
        if self.css.len() == named + 1 {
            self.css.truncate(named);
        }
        if let Ok(Token::CurlyBracketBlock) = input.next() {
            return self.block(input);
        }
        if name.eq_ignore_ascii_case("charset") {
            // Everything is published as UTF-8, and the server says so.
            self.css.truncate(start);
        } else {
            self.css.push(';');
        }
        Ok(())
    }

    fn rule(&mut self, input: &mut Parser) -> StyleResult {
        self.run(input, StylePart::Selector, Enclosure::Nothing)?;
        match input.next() {
            Ok(Token::CurlyBracketBlock) => self.block(input),
            _ => Err(ParseError::custom("a `{` is missing after these words")),
        }
    }

    fn block(&mut self, input: &mut Parser) -> StyleResult {
        self.css.push('{');
        input.parse_nested_block(|inner| self.items(inner, NestingLevel::Block))?;
        self.css.push('}');
        Ok(())
    }

    fn declaration(&mut self, input: &mut Parser, part: StylePart) -> StyleResult {
        self.reading_at = input.position().byte_index();
        let start = input.position();
        if !matches!(input.next(), Ok(Token::Ident(_))) {
            return Err(ParseError::custom("this is neither a rule nor a property"));
        }
        self.css.push_str(input.slice_from(start));
        if !matches!(input.next(), Ok(Token::Colon)) {
            let problem = "a `:` is missing after the name of a property";
            return Err(ParseError::custom(problem));
        }
        self.css.push(':');
        self.run(input, part, Enclosure::Nothing)
    }

    /// Writes tokens up to a semicolon, a block or the end.
    fn run(&mut self, input: &mut Parser, part: StylePart, within: Enclosure) -> StyleResult {
        let (mut gap, mut before) = (TokenGap::Nothing, TokenMark::Opening);
        loop {
            let state = input.state();
            let Ok(token) = input.next_including_whitespace_and_comments().cloned() else {
                return Ok(());
            };
            self.reading_at = state.position().byte_index();
            match (&token, gap) {
                (Token::WhiteSpace(_), _) => {
                    gap = TokenGap::Space;
                    continue;
                }
                (Token::Comment(_), TokenGap::Nothing) => {
                    gap = TokenGap::Comment;
                    continue;
                }
                (Token::Comment(_), _) => continue,
                (Token::Semicolon, _) if within == Enclosure::Nothing => break input.reset(&state),
                (Token::CurlyBracketBlock, _)
                    if within == Enclosure::Nothing && part != StylePart::CustomValue =>
                {
                    break input.reset(&state);
                }
                _ => {}
            }
            let after = TokenMark::of(&token);
            match gap {
                _ if part.joins(before, after, within) => {}
                TokenGap::Nothing => {}
                TokenGap::Comment => self.css.push_str("/**/"),
                TokenGap::Space => self.css.push(' '),
            }
            gap = TokenGap::Nothing;
            before = after;
            self.token(input, &token, part, state.position())?;
        }
        Ok(())
    }
}

impl<F: FnMut(&str, Range<usize>) -> Option<String>> Minifier<'_, F> {
    /// Writes one token, which began at `start`, with all that its brackets hold.
    fn token(
        &mut self,
        input: &mut Parser,
        token: &Token,
        part: StylePart,
        start: SourcePosition,
    ) -> StyleResult {
        let written = input.slice_from(start);
        let at = self.skipped + start.byte_index();
        let place = at..at + written.len();
        match token {
            Token::BadString(_) => return Err(ParseError::custom("a quotation mark is missing")),
            Token::BadUrl(_) => return Err(ParseError::custom("this address has no end")),
            Token::CloseParenthesis | Token::CloseSquareBracket | Token::CloseCurlyBracket => {
                return Err(ParseError::custom("this bracket closes nothing"));
            }
            Token::Number { .. } | Token::Percentage { .. } | Token::Dimension { .. } => {
                self.number(written);
            }
            Token::UnquotedUrl(reference) => match self.replaced(reference, place, part) {
                Some(new) => {
                    self.css.push_str("url(");
                    self.string(&new);
                    self.css.push(')');
                }
                None => self.css.push_str(written),
            },
            Token::QuotedString(reference)
                if matches!(part, StylePart::AddressFunction | StylePart::Import) =>
            {
                match self.replaced(reference, place, part) {
                    Some(new) => self.string(&new),
                    None => self.css.push_str(written),
                }
            }
            Token::Ident(name) if part == StylePart::Selector => {
                self.shorten_double_colon(name);
                self.css.push_str(written);
            }
            _ => self.css.push_str(written),
        }
        let closing = match token {
            Token::Function(_) | Token::ParenthesisBlock => ')',
            Token::SquareBracketBlock => ']',
            Token::CurlyBracketBlock => '}',
            _ => return Ok(()),
        };
        let within = part.within(token);
        input.parse_nested_block(|inner| self.run(inner, within, Enclosure::Brackets))?;
        self.css.push(closing);
        Ok(())
    }

    /// Writes a number without the zero before its point.
    fn number(&mut self, written: &str) {
        let digits = written.trim_start_matches(['+', '-']);
        self.css.push_str(&written[..written.len() - digits.len()]);
        let short = digits.trim_start_matches('0');
        self.css.push_str(if short.starts_with('.') {
            short
        } else {
            digits
        });
    }

    fn string(&mut self, text: &str) {
        let _ = serialize_string(text, &mut self.css);
    }

    /// Takes one of two colons away before `name`, if it is one of the pseudo-elements that were
    /// written with one colon first.
    fn shorten_double_colon(&mut self, name: &str) {
        const WITH_ONE: [&str; 4] = ["before", "after", "first-line", "first-letter"];
        let is_double = self.css.ends_with("::") && !self.css.ends_with("\\::");
        if is_double
            && WITH_ONE
                .iter()
                .any(|known| name.eq_ignore_ascii_case(known))
        {
            self.css.pop();
        }
    }

    /// Returns the address to write for `reference`, if it is to be another one.
    fn replaced(
        &mut self,
        reference: &str,
        place: Range<usize>,
        part: StylePart,
    ) -> Option<String> {
        if part == StylePart::Namespace
            || reference.starts_with("data:")
            || reference.starts_with('#')
        {
            return None;
        }
        if reference.contains("://") || reference.starts_with("//") {
            let fault = Fault::warning(
                Code::StyleError,
                "this file is on another website: browsers will refuse it, \
                 because pages only load their own site's files",
            );
            self.faults.push(
                fault
                    .at(Span::new(&self.file.path, place))
                    .help("save it in the theme's `assets` folder"),
            );
            return None;
        }
        // Without the brackets and quotation marks around it, where it is written as it reads.
        let written = &self.file.text[place.clone()];
        let place = match written.find(reference) {
            Some(at) => place.start + at..place.start + at + reference.len(),
            None => place,
        };
        (self.address)(reference, place)
    }
}

/// Finds out what comes next in a block: a rule if a brace comes before the next semicolon.
fn kind_of_item(input: &mut Parser) -> StyleItem {
    let start = input.position();
    let custom = matches!(input.next(), Ok(Token::Ident(name)) if name.starts_with("--"))
        && matches!(input.next(), Ok(Token::Colon));
    if custom {
        return StyleItem::Declaration(StylePart::CustomValue);
    }
    loop {
        match input.next() {
            Ok(Token::CurlyBracketBlock) => return StyleItem::Rule,
            Ok(Token::Semicolon) | Err(_) => break,
            Ok(_) => {}
        }
    }
    let part = if input.slice_from(start).contains("var(") {
        StylePart::CustomValue
    } else {
        StylePart::Value
    };
    StyleItem::Declaration(part)
}
