//! Tree of values with their places. From: the events of saphyr-parser. To: [`Node`]s.

use super::data::Data;
use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_yaml::Value;
use std::collections::BTreeMap;
use std::ops::Range;

/// The deepest nesting of lists and groups, in brackets or by indentation.
pub(super) const DEEPEST: usize = 64;

/// A value and its place in its block.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The range in bytes of the block.
    pub span: Range<usize>,
    /// The value.
    pub value: NodeValue,
}

/// The value of a node.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeValue {
    /// One value.
    Scalar(Scalar),
    /// Several values.
    List(Vec<Node>),
    /// Values with names, in the order written. Where a name is written twice, the first counts.
    Map(Vec<NodeEntry>),
}

/// One value as written and as YAML understands it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar {
    /// The text as written, with quotes and escapes resolved.
    pub text: String,
    /// The value as YAML understands it: text, unless it is written without quotes and looks like
    /// something else.
    pub data: Data,
    /// Whether it is written without quotes, and not as a `|` or `>` block.
    pub plain: bool,
    /// Whether it is part of a slip that is reported, so that it is not what was meant.
    pub mended: bool,
}

/// A name and its value in a group.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeEntry {
    /// The name.
    pub key: String,
    /// The place of the name.
    pub key_span: Range<usize>,
    /// The value.
    pub value: Node,
}

impl Node {
    /// Tells whether nothing stands behind the name.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        matches!(
            &self.value,
            NodeValue::Scalar(Scalar {
                data: Data::Null,
                ..
            })
        )
    }

    /// Adds the name on a line that is left out to a group, so that it is not reported as missing.
    pub(super) fn add_lost(&mut self, text: &str, line: &Range<usize>) {
        let NodeValue::Map(entries) = &mut self.value else {
            return;
        };
        let Some((key, _)) = text[line.clone()].split_once(':') else {
            return;
        };
        let nothing = NodeValue::Scalar(Scalar {
            text: String::new(),
            data: Data::Null,
            plain: true,
            mended: true,
        });
        let start = line.start + key.len() - key.trim_start().len();
        let key = key.trim();
        entries.push(NodeEntry {
            key: key.to_owned(),
            key_span: start..start + key.len(),
            value: Node {
                span: line.clone(),
                value: nothing,
            },
        });
    }
}

impl NodeEntry {
    fn placed(&self, place: &dyn Fn(Range<usize>) -> Range<usize>) -> Self {
        Self {
            key: self.key.clone(),
            key_span: place(self.key_span.clone()),
            value: self.value.placed(place),
        }
    }

    /// Tells whether the line is left out because of a slip that is reported.
    pub(super) fn is_lost(&self) -> bool {
        matches!(
            &self.value.value,
            NodeValue::Scalar(Scalar {
                data: Data::Null,
                mended: true,
                ..
            })
        )
    }
}

/// A name that is written twice in one group.
pub(super) struct Duplicate {
    pub(super) first: Range<usize>,
    pub(super) again: Range<usize>,
}

/// The error of a parser, and the byte at which it was noticed.
pub(super) struct SyntaxError {
    pub(super) at: usize,
    pub(super) message: String,
}

/// Parses a block that is within the limits.
pub(super) fn parse(text: &str) -> Result<(Node, Vec<Duplicate>), SyntaxError> {
    let mut builder = TreeBuilder {
        text,
        offsets: Offsets::new(text),
        parser: Parser::new_from_str(text),
        duplicates: Vec::new(),
    };
    let node = builder.document()?;
    Ok((node, builder.duplicates))
}

/// A tree in the making.
struct TreeBuilder<'t> {
    text: &'t str,
    offsets: Offsets,
    parser: Parser<'t, saphyr_parser::StrInput<'t>>,
    duplicates: Vec<Duplicate>,
}

/// Offsets in bytes of characters, which the parser counts; `None` for a text in ASCII.
struct Offsets(Option<Vec<usize>>);

impl Offsets {
    fn new(text: &str) -> Self {
        Self((!text.is_ascii()).then(|| {
            text.char_indices()
                .map(|(at, _)| at)
                .chain([text.len()])
                .collect()
        }))
    }

    fn byte(&self, character: usize) -> usize {
        match &self.0 {
            None => character,
            Some(offsets) => offsets
                .get(character)
                .or(offsets.last())
                .copied()
                .unwrap_or(0),
        }
    }
}

impl<'t> TreeBuilder<'t> {
    /// Returns the next event and its range in bytes.
    fn next(&mut self) -> Result<(Event<'t>, Range<usize>), SyntaxError> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => {
                let end = self.offsets.byte(span.end.index()).min(self.text.len());
                Ok((event, self.offsets.byte(span.start.index()).min(end)..end))
            }
            Some(Err(error)) => Err(SyntaxError {
                at: self
                    .offsets
                    .byte(error.marker().index())
                    .min(self.text.len()),
                message: error.info().to_owned(),
            }),
            None => Ok((Event::StreamEnd, self.text.len()..self.text.len())),
        }
    }

    /// Reads the whole block.
    fn document(&mut self) -> Result<Node, SyntaxError> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => break,
                Event::Nothing
                | Event::StreamStart
                | Event::DocumentStart(_)
                | Event::DocumentEnd => {}
                _ if root.is_some() => {
                    return Err(problem(
                        span.start,
                        "a second block of settings starts here",
                    ));
                }
                event => root = Some(self.node(event, span, 0)?),
            }
        }
        Ok(root.unwrap_or(Node {
            span: 0..0,
            value: NodeValue::Map(Vec::new()),
        }))
    }

    /// Reads the value that `event` starts.
    fn node(
        &mut self,
        event: Event<'t>,
        span: Range<usize>,
        depth: usize,
    ) -> Result<Node, SyntaxError> {
        if depth > DEEPEST {
            return Err(problem(span.start, "lists are nested too deeply here"));
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                refuse_marks(anchor, tag.is_some(), span.start)?;
                let plain = style == ScalarStyle::Plain;
                Ok(scalar(text.into_owned(), plain, self.trimmed(span)))
            }
            Event::SequenceStart(anchor, tag) => {
                refuse_marks(anchor, tag.is_some(), span.start)?;
                self.list(span.start, depth)
            }
            Event::MappingStart(anchor, tag) => {
                refuse_marks(anchor, tag.is_some(), span.start)?;
                self.mapping(span.start, depth)
            }
            Event::Alias(_) => Err(problem(span.start, ALIAS)),
            _ => Err(problem(span.start, "the settings end in the middle")),
        }
    }

    /// Reads a list that starts at `start`.
    fn list(&mut self, start: usize, depth: usize) -> Result<Node, SyntaxError> {
        let mut entries: Vec<Node> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::SequenceEnd {
                let last = entries.last().map_or(span.end, |last| last.span.end);
                let end = self.closed(&span, "]").unwrap_or(last);
                return Ok(Node {
                    span: start..end.max(start),
                    value: NodeValue::List(entries),
                });
            }
            entries.push(self.node(event, span, depth + 1)?);
        }
    }

    /// Reads a group that starts at `start`.
    fn mapping(&mut self, start: usize, depth: usize) -> Result<Node, SyntaxError> {
        let mut entries: Vec<NodeEntry> = Vec::new();
        let mut known: BTreeMap<String, Range<usize>> = BTreeMap::new();
        loop {
            let (event, key_span) = self.next()?;
            if event == Event::MappingEnd {
                let last = entries.last().map_or(start, |last| last.value.span.end);
                let end = self.closed(&key_span, "}").unwrap_or(last);
                return Ok(Node {
                    span: start..end.max(start),
                    value: NodeValue::Map(entries),
                });
            }
            let Event::Scalar(key, ..) = event else {
                return Err(problem(
                    key_span.start,
                    "a name is expected here, such as `title`",
                ));
            };
            let key = key.into_owned();
            let key_span = self.trimmed(key_span);
            let (event, span) = self.next()?;
            let value = self.node(event, span, depth + 1)?;
            if let Some(first) = known.get(&key) {
                self.duplicates.push(Duplicate {
                    first: first.clone(),
                    again: key_span,
                });
                continue;
            }
            known.insert(key.clone(), key_span.clone());
            entries.push(NodeEntry {
                key,
                key_span,
                value,
            });
        }
    }

    /// Takes the white space off the end of a range.
    /// Returns the end of the bracket that ends a list or a group, if one does.
    fn closed(&self, span: &Range<usize>, bracket: &str) -> Option<usize> {
        (self.text.get(span.clone()) == Some(bracket)).then_some(span.end)
    }

    fn trimmed(&self, span: Range<usize>) -> Range<usize> {
        span.start..span.start + self.text[span.clone()].trim_end().len()
    }
}

/// Message for a text that YAML takes for a reference.
const ALIAS: &str = "text that starts with `*` or `&` needs quotes";

/// Refuses references and types, which YAML has and nobody means.
fn refuse_marks(anchor: usize, tagged: bool, at: usize) -> Result<(), SyntaxError> {
    if anchor != 0 {
        return Err(problem(at, ALIAS));
    }
    if tagged {
        return Err(problem(at, "text that starts with `!` needs quotes"));
    }
    Ok(())
}

fn problem(at: usize, message: &str) -> SyntaxError {
    SyntaxError {
        at,
        message: message.to_owned(),
    }
}

/// Makes the node of one value.
pub(super) fn scalar(text: String, plain: bool, span: Range<usize>) -> Node {
    let data = if plain {
        meaning(&text)
    } else {
        Data::Text(text.clone())
    };
    Node {
        span,
        value: NodeValue::Scalar(Scalar {
            text,
            data,
            plain,
            mended: false,
        }),
    }
}

/// Returns what `serde_yaml` takes a text without quotes for: a number, yes or no, nothing, or
/// text.
fn meaning(text: &str) -> Data {
    let may_be_more = match text.as_bytes().first() {
        // A day is text. Most front matter has one, so the parser is not asked about it.
        Some(b'0'..=b'9') if is_day(text.as_bytes()) => false,
        None => return Data::Null,
        Some(b'0'..=b'9' | b'+' | b'-' | b'.' | b'~') => text.len() <= LONGEST_NUMBER,
        Some(b't' | b'T' | b'f' | b'F' | b'n' | b'N') => text.len() <= "false".len(),
        Some(_) => false,
    };
    let value = if may_be_more {
        serde_yaml::from_str(text).unwrap_or_default()
    } else {
        Value::String(String::new())
    };
    match value {
        Value::Null if matches!(text, "~" | "null" | "Null" | "NULL") => Data::Null,
        Value::Bool(yes) => Data::Bool(yes),
        Value::Number(number) => number
            .as_f64()
            .map_or_else(|| Data::Text(text.to_owned()), Data::Number),
        _ => Data::Text(text.to_owned()),
    }
}

/// Tells whether a text is shaped like a day: `2015-03-01`.
fn is_day(text: &[u8]) -> bool {
    text.len() == 10
        && text.iter().enumerate().all(|(at, byte)| {
            if matches!(at, 4 | 7) {
                *byte == b'-'
            } else {
                byte.is_ascii_digit()
            }
        })
}

/// The most bytes of a text that can be a number.
const LONGEST_NUMBER: usize = 40;

impl Node {
    /// Reports whether the node is a value that had a slip in it, which is reported already.
    #[must_use]
    pub fn is_mended(&self) -> bool {
        matches!(&self.value, NodeValue::Scalar(Scalar { mended: true, .. }))
    }

    /// Marks every value that has a part in one of these ranges.
    pub(super) fn mark_mended(&mut self, slips: &[Range<usize>]) {
        match &mut self.value {
            NodeValue::Scalar(scalar) => {
                scalar.mended |= slips.iter().any(|slip| {
                    slip.start < self.span.end.max(self.span.start + 1)
                        && self.span.start < slip.end
                });
            }
            NodeValue::List(nodes) => nodes.iter_mut().for_each(|node| node.mark_mended(slips)),
            NodeValue::Map(entries) => entries
                .iter_mut()
                .for_each(|entry| entry.value.mark_mended(slips)),
        }
    }

    /// Returns a copy of the node with its places, and those inside it, turned into others.
    #[must_use]
    pub fn placed(&self, place: &dyn Fn(Range<usize>) -> Range<usize>) -> Self {
        let value = match &self.value {
            NodeValue::Scalar(scalar) => NodeValue::Scalar(scalar.clone()),
            NodeValue::List(nodes) => {
                NodeValue::List(nodes.iter().map(|node| node.placed(place)).collect())
            }
            NodeValue::Map(entries) => {
                NodeValue::Map(entries.iter().map(|entry| entry.placed(place)).collect())
            }
        };
        Self {
            span: place(self.span.clone()),
            value,
        }
    }

    /// Returns the value without its places.
    #[must_use]
    pub fn data(&self) -> Data {
        match &self.value {
            NodeValue::Scalar(scalar) => scalar.data.clone(),
            NodeValue::List(nodes) => Data::List(nodes.iter().map(Self::data).collect()),
            NodeValue::Map(entries) => Data::Map(
                entries
                    .iter()
                    .map(|entry| (entry.key.clone(), entry.value.data()))
                    .collect(),
            ),
        }
    }
}
