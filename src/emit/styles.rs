//! Reads one style sheet, makes it smaller and replaces the addresses in it.

use crate::base::{Code, Fault, Faults, LineIndex, Span};
use crate::source::TextFile;
use lightningcss::rules::CssRule;
use lightningcss::stylesheet::{ParserOptions, PrinterOptions, StyleSheet};
use lightningcss::values::url::Url;
use lightningcss::visit_types;
use lightningcss::visitor::{Visit, VisitTypes, Visitor};
use std::convert::Infallible;

/// Minifies `file`. `address` turns the reference of a theme file into the address to write,
/// relative to the style sheet. A style sheet that cannot be read gives `None` and a fault.
pub(super) fn minify(
    file: &TextFile,
    address: impl FnMut(&str) -> Option<String>,
) -> (Option<String>, Faults) {
    let text: &str = file.text.trim_start_matches('\u{feff}');
    if let Some(at) = too_deep(text) {
        let line = text[..at].matches('\n').count();
        let column = at - text[..at].rfind('\n').map_or(0, |end| end + 1);
        let place = (
            u32::try_from(line).unwrap_or(0),
            u32::try_from(column + 1).unwrap_or(0),
        );
        let problem = format!("brackets are nested more than {DEEPEST} levels deep here");
        return (None, fault(file, Some(place), &problem).into());
    }
    let options = ParserOptions {
        filename: file.path.to_string(),
        ..ParserOptions::default()
    };
    let mut sheet = match StyleSheet::parse(text, options) {
        Ok(sheet) => sheet,
        Err(error) => {
            let place = error.loc.as_ref().map(|at| (at.line, at.column));
            return (None, fault(file, place, &error.kind.to_string()).into());
        }
    };
    let mut rewriter = AddressRewriter {
        address,
        faults: Faults::new(),
        file,
    };
    let _ = sheet.visit(&mut rewriter);
    let options = PrinterOptions {
        minify: true,
        ..PrinterOptions::default()
    };
    match sheet.to_css(options) {
        Ok(printed) => (Some(printed.code), rewriter.faults),
        Err(error) => {
            let place = error.loc.as_ref().map(|at| (at.line, at.column));
            (None, fault(file, place, &error.kind.to_string()).into())
        }
    }
}

/// Nesting beyond this is a fault: nobody writes it, and the parser takes stack for every level.
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

fn fault(file: &TextFile, place: Option<(u32, u32)>, problem: &str) -> Fault {
    let range = place.and_then(|(line, column)| {
        let line = LineIndex::new(&file.text).line_range(&file.text, line as usize + 1)?;
        let start = file
            .text
            .floor_char_boundary((line.start + (column as usize).saturating_sub(1)).min(line.end));
        Some(start..line.end)
    });
    let span = Span::new(&file.path, range.unwrap_or(0..0));
    Fault::error(
        Code::StyleError,
        format!("this style sheet cannot be read: {problem}"),
    )
    .at(span)
    .help("mend the line, or take it out")
}

struct AddressRewriter<'f, F> {
    address: F,
    faults: Faults,
    file: &'f TextFile,
}

impl<F: FnMut(&str) -> Option<String>> AddressRewriter<'_, F> {
    fn replaced(&mut self, reference: &str) -> Option<String> {
        if reference.starts_with("data:") || reference.starts_with('#') {
            return None;
        }
        if reference.contains("://") || reference.starts_with("//") {
            let at = self.file.text.find(reference).unwrap_or(0);
            let span = Span::new(&self.file.path, at..at + reference.len());
            let fault = Fault::warning(
                Code::StyleError,
                "this file is on another website: browsers will refuse it, \
                 because pages only load their own site's files",
            );
            self.faults.push(
                fault
                    .at(span)
                    .help("save it in the theme's `assets` folder"),
            );
            return None;
        }
        (self.address)(reference)
    }
}

impl<'i, F: FnMut(&str) -> Option<String>> Visitor<'i> for AddressRewriter<'_, F> {
    type Error = Infallible;

    fn visit_types(&self) -> VisitTypes {
        visit_types!(URLS | RULES)
    }

    fn visit_url(&mut self, url: &mut Url<'i>) -> Result<(), Self::Error> {
        if let Some(new) = self.replaced(&url.url) {
            url.url = new.into();
        }
        Ok(())
    }

    fn visit_rule(&mut self, rule: &mut CssRule<'i>) -> Result<(), Self::Error> {
        if let CssRule::Import(import) = rule
            && let Some(new) = self.replaced(&import.url)
        {
            import.url = new.into();
        }
        rule.visit_children(self)
    }
}
