//! Bounds on the `.csl` files that a site supplies, so that no file can make a build run forever.
//!
//! This module takes the text of a file, or the style parsed from it, and says in words why the
//! style cannot be used. It formats nothing.

use hayagriva::citationberg::{
    IndependentStyle, LayoutRenderingElement as Element, SortKey, TextTarget,
};
use std::collections::BTreeMap;

/// The most bytes that a `.csl` file may have; the longest file of the style repository has a third
/// of that.
const LARGEST_FILE: usize = 1 << 20;

/// The number of elements that may be nested in one another.
const DEEPEST: usize = 60;

/// The most elements that a style may have once every macro is expanded where it is called; the
/// longest style has a tenth of that.
const LARGEST_STYLE: usize = 2_000_000;

/// Returns why the text of a file is not worth parsing, or `None` when it is.
pub(super) fn excess_of_text(text: &str) -> Option<&'static str> {
    if text.len() > LARGEST_FILE {
        return Some("it is longer than 1 MB");
    }
    (nesting(text) > DEEPEST).then_some("its elements are nested too deeply")
}

/// Counts how many elements of an XML text are nested in one another at the deepest place.
fn nesting(text: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest.find('>').unwrap_or(rest.len());
        match rest.as_bytes().first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!' | b'?') => {}
            _ if rest[..end].ends_with('/') => {}
            _ => depth += 1,
        }
        deepest = deepest.max(depth);
        rest = &rest[end..];
    }
    deepest
}

/// Returns why the macros of a style cannot be expanded, or `None` when they can: a macro calls
/// itself, or macros call one another so often that one reference would take forever.
pub(super) fn excess_of_macros(style: &IndependentStyle) -> Option<String> {
    let mut sizes = MacroSizes {
        macros: style
            .macros
            .iter()
            .map(|one| (one.name.as_str(), one.children.as_slice()))
            .collect(),
        known: BTreeMap::new(),
    };
    let mut total = 0usize;
    for elements in entry_points(style, &sizes.macros) {
        match sizes.expanded(elements, 0) {
            Ok(size) => total = total.saturating_add(size),
            Err(MacroCycle(name)) => return Some(format!("its macro `{name}` calls itself")),
        }
    }
    (total > LARGEST_STYLE).then(|| "its macros call one another too often".to_owned())
}

/// Lists the elements from which rendering starts: both layouts, and the macros that sort.
fn entry_points<'s>(
    style: &'s IndependentStyle,
    macros: &BTreeMap<&'s str, &'s [Element]>,
) -> Vec<&'s [Element]> {
    let bibliography = style.bibliography.as_ref();
    let mut points = vec![style.citation.layout.elements.as_slice()];
    points.extend(bibliography.map(|bibliography| bibliography.layout.elements.as_slice()));
    let sorts = [
        style.citation.sort.as_ref(),
        bibliography.and_then(|bibliography| bibliography.sort.as_ref()),
    ];
    for key in sorts.into_iter().flatten().flat_map(|sort| &sort.keys) {
        if let SortKey::MacroName { name, .. } = key {
            points.push(macros.get(name.as_str()).copied().unwrap_or_default());
        }
    }
    points
}

/// The name of a macro that calls itself.
struct MacroCycle(String);

/// Counts elements after expansion, each macro only once.
struct MacroSizes<'s> {
    /// The elements of each macro, by its name.
    macros: BTreeMap<&'s str, &'s [Element]>,
    /// The size of each macro that was met; `None` while it is being counted.
    known: BTreeMap<&'s str, Option<usize>>,
}

impl<'s> MacroSizes<'s> {
    /// Counts the elements once every macro is expanded where it is called.
    fn expanded(&mut self, elements: &'s [Element], depth: usize) -> Result<usize, MacroCycle> {
        let mut total = 0usize;
        for element in elements {
            let inner = match element {
                Element::Text(text) => match &text.target {
                    TextTarget::Macro { name } if !self.macros.contains_key(name.as_str()) => {
                        continue;
                    }
                    TextTarget::Macro { name } => self.of_macro(name, depth)?,
                    _ => 0,
                },
                Element::Group(group) => self.expanded(&group.children, depth + 1)?,
                Element::Choose(choose) => {
                    let mut sum = 0usize;
                    for branch in choose.branches() {
                        sum = sum.saturating_add(self.expanded(&branch.children, depth + 1)?);
                    }
                    if let Some(branch) = &choose.otherwise {
                        sum = sum.saturating_add(self.expanded(&branch.children, depth + 1)?);
                    }
                    sum
                }
                Element::Names(names) => match names.substitute() {
                    Some(substitute) => self.expanded(&substitute.children, depth + 1)?,
                    None => 0,
                },
                _ => 0,
            };
            total = total.saturating_add(inner).saturating_add(1);
        }
        Ok(total)
    }

    /// Counts the elements of a macro, unless that was done before.
    fn of_macro(&mut self, name: &'s str, depth: usize) -> Result<usize, MacroCycle> {
        match self.known.get(name) {
            Some(Some(known)) => return Ok(*known),
            Some(None) => return Err(MacroCycle(name.to_owned())),
            None if depth > DEEPEST * 2 => return Err(MacroCycle(name.to_owned())),
            None => {}
        }
        let elements = self.macros.get(name).copied().unwrap_or_default();
        self.known.insert(name, None);
        let size = self.expanded(elements, depth + 1)?;
        self.known.insert(name, Some(size));
        Ok(size)
    }
}
