//! Body of markdown, ready to be placed. From: `markdown`. To: `resolve`, which finds out what its
//! references mean, and `render`, which fills its holes.
//!
//! The HTML is finished but for its holes: links and pictures, whose addresses depend on the page
//! that shows them, and components, which the theme renders. So one parse serves the page itself, a
//! list at another depth and a feed.

use super::hidden_writer::HiddenWriter;
use crate::base::{Date, Moment, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// HTML with holes, which whoever writes it fills.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Fragment {
    /// The HTML around the holes.
    pub html: String,
    /// Holes in order, each with its byte offset into `html`.
    pub holes: Vec<(usize, Hole)>,
}

/// A hole, and what goes into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hole {
    /// The attribute `href` with the address of this reference, or nothing where it may not be
    /// linked.
    Href(usize),
    /// The place before the tag of a picture, for the smaller ones among which a browser chooses.
    PictureStart(usize),
    /// The attributes `src`, `width` and `height` of this reference, and those that say when a
    /// browser fetches it.
    Source(usize),
    /// The attribute `src` of this reference and those that say when a browser fetches it, in a tag
    /// that says its own width or height.
    SizedSource(usize),
    /// The place after the tag of a picture.
    PictureEnd(usize),
    /// The component of this number.
    Component(usize),
    /// The citation of this reference, or its words as written where it turns out to be none.
    Citation(usize),
}

/// A parsed piece of markdown: its outline, which the rest of the site needs, and its content.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Document {
    /// The references, headings, anchors and components of the text.
    pub outline: Outline,
    /// The HTML and the words.
    content: Arc<BodyContent>,
}

/// The body of a page: its outline, and its content once that is read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PageBody {
    /// The references, headings, anchors and components of the body.
    pub outline: Outline,
    /// The content; only the outline is remembered from one run of the program to the next.
    #[serde(skip)]
    content: OnceLock<Arc<BodyContent>>,
}

/// What the rest of the site needs to know of a body without its text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// Everything the body points at, components' fields included.
    pub references: Vec<Reference>,
    /// The headings in order.
    pub headings: Vec<Heading>,
    /// Every place that a link may lead to: ids of headings, footnotes and raw HTML.
    pub anchors: BTreeSet<String>,
    /// The components in order.
    pub components: Vec<Component>,
    /// The number of words in the text.
    pub words: usize,
    /// The writers whom bylines in the text withhold. They are looked for in what is published.
    pub hidden_writers: Vec<HiddenWriter>,
}

/// The HTML and the words of a body.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BodyContent {
    /// The HTML.
    pub html: Fragment,
    /// The words of the page; blocks are separated by line ends.
    pub text: String,
}

/// The number of words that a reader reads in a minute: the middle of what studies of reading on
/// screens find.
const WORDS_A_MINUTE: usize = 220;

impl Outline {
    /// Returns how many minutes reading takes; at least one.
    #[must_use]
    pub fn minutes(&self) -> usize {
        self.words.div_ceil(WORDS_A_MINUTE).max(1)
    }
}

impl Document {
    /// Creates a document that was just parsed.
    #[must_use]
    pub fn new(outline: Outline, content: BodyContent) -> Self {
        Self {
            outline,
            content: Arc::new(content),
        }
    }

    /// Drops the words of the document, where nobody asks for them: on a large site they are a
    /// sixth of what is held in memory.
    #[must_use]
    pub fn without_text(self) -> Self {
        let content = BodyContent {
            text: String::new(),
            ..Arc::unwrap_or_clone(self.content)
        };
        Self::new(self.outline, content)
    }

    /// Returns the HTML.
    #[must_use]
    pub fn html(&self) -> &Fragment {
        &self.content.html
    }

    /// Returns the words; blocks are separated by line ends.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.content.text
    }
}

impl PageBody {
    /// Returns the content, which `read` gives where it is not at hand.
    #[must_use]
    pub fn content_or_read(&self, read: impl FnOnce() -> Arc<BodyContent>) -> &BodyContent {
        self.content.get_or_init(read)
    }

    /// Reports whether the content is read already.
    #[must_use]
    pub fn is_at_hand(&self) -> bool {
        self.content.get().is_some()
    }

    /// Returns the content, if it is read already.
    #[must_use]
    pub fn into_content(self) -> Option<Arc<BodyContent>> {
        self.content.into_inner()
    }
}

impl From<Document> for PageBody {
    fn from(document: Document) -> Self {
        Self {
            outline: document.outline,
            content: document.content.into(),
        }
    }
}

/// Values of declared fields that stand outside of any body, and the references and headings that
/// they name by number.
#[derive(Clone, Debug, Default)]
pub struct PlacedValues {
    /// The references and headings.
    pub outline: Outline,
    /// The values in the order in which the fields are declared.
    pub values: Vec<(String, ComponentValue)>,
}

/// Something that the text points at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// The target as written, with entities and escapes decoded.
    pub target: String,
    /// The use that the text makes of it.
    pub role: Role,
    /// The place of the reference in its file.
    pub span: Span,
}

/// The use of a reference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// A link, to a page or to a file.
    Link,
    /// A picture shown on the page.
    Picture,
    /// A file offered by a component.
    File,
    /// A page, of the kind named here if any is, of which a component shows facts.
    Page(Option<Box<str>>),
    /// A file of figures that a component shows.
    Data,
    /// A topic; the target is its name.
    Topic,
    /// Publications that are cited; the target is the text in the brackets.
    Citation,
    /// What may be the key of a publication in running text; the target is the key with its `@`.
    Mention,
}

impl Role {
    /// Reports whether the reference leads to a page or may do so.
    #[must_use]
    pub const fn may_be_page(&self) -> bool {
        matches!(self, Self::Link | Self::Page(_))
    }
}

/// A heading of the body; the page's own title is not among them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// The level, 2 to 6: the title of the page is level 1.
    pub level: u8,
    /// The id: unique on the page, in ASCII, and stable as long as the words are.
    pub id: String,
    /// The words.
    pub title: String,
    /// The offset of its words in [`BodyContent::text`].
    pub text_at: usize,
    /// The number of components before it, by which those that follow a heading are found.
    pub components_before: usize,
    /// The place of the heading on disk.
    pub span: Range<usize>,
}

/// A use of a component of the theme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Component {
    /// The name, for example `notice`.
    pub name: String,
    /// The id, unique on the page.
    pub id: String,
    /// The values in the order in which the theme declares the fields.
    pub fields: Vec<(String, ComponentValue)>,
    /// The place of the fenced block.
    pub span: Span,
}

impl Component {
    /// Returns the value of a field.
    #[must_use]
    pub fn field(&self, wanted: &str) -> Option<&ComponentValue> {
        let (_, value) = self.fields.iter().find(|(name, _)| name == wanted)?;
        Some(value)
    }

    /// Returns the words of a field that holds some.
    #[must_use]
    pub fn text(&self, wanted: &str) -> Option<&str> {
        match self.field(wanted) {
            Some(ComponentValue::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Returns the number of a field that holds one.
    #[must_use]
    pub fn number(&self, wanted: &str) -> Option<f64> {
        match self.field(wanted) {
            Some(ComponentValue::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// Returns the number of the reference to the file of figures that the block shows.
    #[must_use]
    pub fn data(&self) -> Option<usize> {
        self.fields.iter().find_map(|(_, value)| match value {
            ComponentValue::Data(number) => Some(*number),
            _ => None,
        })
    }
}

/// The value of a component's field.
pub type ComponentValue = DeclaredValue<Fragment>;

/// The value of a field that a theme declares, with its markdown as `M`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DeclaredValue<M> {
    /// Words.
    Text(String),
    /// Markdown, parsed.
    Markdown(M),
    /// A heading by number, among those of the page.
    Heading(usize),
    /// A reference by number, used as a link.
    Link(usize),
    /// A reference by number, used as a page of which facts are shown.
    Page(usize),
    /// A reference by number, used as a file.
    Asset(usize),
    /// A reference by number, used as a file of figures.
    Data(usize),
    /// The key of a declared person.
    Person(String),
    /// A reference by number, used as a topic.
    Topic(usize),
    /// A day.
    Date(Date),
    /// A day, a time of the day, or both.
    Time(Moment),
    /// A number.
    Number(f64),
    /// Yes or no.
    YesNo(bool),
    /// Several values.
    List(Vec<DeclaredValue<M>>),
    /// Values with names.
    Group(Vec<(String, DeclaredValue<M>)>),
}

impl<M> DeclaredValue<M> {
    /// Adds the markdown of the value, and of the values in it, in order.
    pub fn collect_markdown<'v>(&'v self, found: &mut Vec<&'v M>) {
        match self {
            Self::Markdown(markdown) => found.push(markdown),
            Self::List(values) => {
                for value in values {
                    value.collect_markdown(found);
                }
            }
            Self::Group(values) => {
                for (_, value) in values {
                    value.collect_markdown(found);
                }
            }
            _ => {}
        }
    }
}

impl Fragment {
    /// Writes the fragment with its holes filled by `fill`.
    ///
    /// # Errors
    /// Returns the first error of `fill`.
    pub fn write<E>(
        &self,
        out: &mut String,
        mut fill: impl FnMut(Hole, &mut String) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut written = 0;
        for (at, hole) in &self.holes {
            out.push_str(&self.html[written..*at]);
            written = *at;
            fill(*hole, out)?;
        }
        out.push_str(&self.html[written..]);
        Ok(())
    }
}
