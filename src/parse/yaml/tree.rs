//! The tree of values with their places.

use super::data::Data;
use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_yaml::Value;
use std::collections::BTreeMap;
use std::ops::Range;

/// How deep lists and groups may nest, in brackets or by indentation.
pub(super) const DEEPEST: usize = 64;

/// A value and where it stands in its block.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Bytes of the block.
    pub span: Range<usize>,
    /// What it is.
    pub value: NodeValue,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeValue {
    /// One value.
    Scalar(Scalar),
    /// Several.
    List(Vec<Node>),
    /// Values with names, in the order written. Of a name that is written twice, the first.
    Map(Vec<NodeEntry>),
}

/// One value as written and as YAML understands it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar {
    /// As written, quotes and escapes resolved.
    pub text: String,
    /// As YAML understands it; text unless it is written without quotes and looks like something
    /// else.
    pub data: Data,
    /// Written without quotes and on its own line, not as a `|` or `>` block.
    pub plain: bool,
    /// Part of a slip that is reported: what stands here is not what was meant.
    pub mended: bool,
}

/// One line of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeEntry {
    /// Its name.
    pub key: String,
    /// Where the name stands.
    pub key_span: Range<usize>,
    /// Its value.
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

    /// Notes in a group that a line is left out, so that nobody misses the name on it.
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
    /// Whether its line is left out because of a slip that is reported.
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

/// What a parser says is wrong, and the byte it noticed it at.
pub(super) struct SyntaxError {
    pub(super) at: usize,
    pub(super) message: String,
}

/// Parses a block that is within the limits.
pub(super) fn parse(text: &str) -> Result<(Node, Vec<Duplicate>), SyntaxError> {
    let mut reading = TreeBuilder {
        text,
        offsets: Offsets::new(text),
        parser: Parser::new_from_str(text),
        duplicates: Vec::new(),
    };
    let node = reading.document()?;
    Ok((node, reading.duplicates))
}

struct TreeBuilder<'t> {
    text: &'t str,
    offsets: Offsets,
    parser: Parser<'t, saphyr_parser::StrInput<'t>>,
    duplicates: Vec<Duplicate>,
}

/// The parser counts characters; places are bytes.
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
                let span = self.trimmed(span);
                let data = if plain {
                    meaning(&text)
                } else {
                    Data::Text(text.to_string())
                };
                Ok(Node {
                    span,
                    value: NodeValue::Scalar(Scalar {
                        text: text.into_owned(),
                        data,
                        plain,
                        mended: false,
                    }),
                })
            }
            Event::SequenceStart(anchor, tag) => {
                refuse_marks(anchor, tag.is_some(), span.start)?;
                let mut entries = Vec::new();
                loop {
                    let (event, inner) = self.next()?;
                    if event == Event::SequenceEnd {
                        let end = entries.last().map_or(inner.end, |last: &Node| {
                            last.span.end.max(inner.end.min(last.span.end))
                        });
                        return Ok(Node {
                            span: span.start..end.max(span.start),
                            value: NodeValue::List(entries),
                        });
                    }
                    entries.push(self.node(event, inner, depth + 1)?);
                }
            }
            Event::MappingStart(anchor, tag) => {
                refuse_marks(anchor, tag.is_some(), span.start)?;
                self.mapping(span.start, depth)
            }
            Event::Alias(_) => Err(problem(span.start, ALIAS)),
            _ => Err(problem(span.start, "the settings end in the middle")),
        }
    }

    fn mapping(&mut self, start: usize, depth: usize) -> Result<Node, SyntaxError> {
        let mut entries: Vec<NodeEntry> = Vec::new();
        let mut known: BTreeMap<String, Range<usize>> = BTreeMap::new();
        loop {
            let (event, key_span) = self.next()?;
            if event == Event::MappingEnd {
                let end = entries.last().map_or(start, |last| last.value.span.end);
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

    /// Without the line ends that belong to a block's span.
    fn trimmed(&self, span: Range<usize>) -> Range<usize> {
        span.start..span.start + self.text[span.clone()].trim_end().len()
    }
}

const ALIAS: &str = "text that starts with `*` or `&` needs quotes";

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

/// What `serde_yaml` takes a scalar without quotes for: a number, yes or no, nothing, or text.
pub(super) fn meaning(text: &str) -> Data {
    let may_be_more = match text.as_bytes().first() {
        // A day is text, and there is one in most front matter.
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

/// Whether a text is shaped like a day: `2015-03-01`.
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

/// Characters of the longest text that can be a number.
const LONGEST_NUMBER: usize = 40;

impl Node {
    /// Marks every scalar that has a part in one of these ranges.
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

    /// The node with its places, and those inside it, turned into others.
    #[must_use]
    pub fn placed(&self, place: &dyn Fn(Range<usize>) -> Range<usize>) -> Self {
        let value = match &self.value {
            NodeValue::Scalar(scalar) => NodeValue::Scalar(scalar.clone()),
            NodeValue::List(nodes) => {
                NodeValue::List(nodes.iter().map(|node| node.placed(place)).collect())
            }
            NodeValue::Map(entries) => {
                let placed = |entry: &NodeEntry| NodeEntry {
                    key: entry.key.clone(),
                    key_span: place(entry.key_span.clone()),
                    value: entry.value.placed(place),
                };
                NodeValue::Map(entries.iter().map(placed).collect())
            }
        };
        Self {
            span: place(self.span.clone()),
            value,
        }
    }

    /// The value without its places.
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
