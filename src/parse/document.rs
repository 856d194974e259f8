//! Body of markdown, ready to be placed. From: `markdown`. To: `resolve`, which finds out what its
//! references mean, and `render`, which fills its holes.
//!
//! The HTML is finished but for its holes: links and pictures, whose addresses depend on the page
//! that shows them, and components, which the theme renders. So one parse serves the page itself, a
//! list at another depth and a feed.

use crate::base::{Date, Span};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeSet;
use std::fmt;
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
    /// The attributes `src`, `width` and `height` of this reference.
    Source(usize),
    /// The component of this number.
    Component(usize),
    /// The citation of this reference, or its words as written where it turns out to be none.
    Citation(usize),
}

/// A parsed body: its outline, which the rest of the site needs, and its content.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Document {
    /// The references, headings, anchors and components of the body.
    pub outline: Outline,
    /// The HTML and the words.
    content: LazyContent,
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
}

/// The HTML and the words of a body.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BodyContent {
    /// The HTML.
    pub html: Fragment,
    /// The words of the page; blocks are separated by line ends.
    pub text: String,
}

/// A source from which the content of a body is read again where only the outline was remembered.
pub trait ContentSource: Send + Sync {
    /// Reads the content of the body.
    fn read(&self) -> BodyContent;
}

/// The content of a body, which is at hand, or is read again when somebody asks for it.
#[derive(Clone, Default)]
struct LazyContent {
    /// The content, once it is known.
    written: OnceLock<Arc<BodyContent>>,
    /// The source to read it from.
    source: OnceLock<Arc<dyn ContentSource>>,
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
    /// Creates a body that was just parsed.
    #[must_use]
    pub fn new(outline: Outline, written: BodyContent) -> Self {
        Self {
            outline,
            content: LazyContent {
                written: Arc::new(written).into(),
                source: OnceLock::new(),
            },
        }
    }

    /// Drops the words of the body, where nobody asks for them: on a large site they are a sixth of
    /// what is held in memory.
    #[must_use]
    pub fn without_text(self) -> Self {
        let Self { outline, content } = self;
        let written = content
            .written
            .into_inner()
            .map(Arc::unwrap_or_clone)
            .unwrap_or_default();
        Self::new(
            outline,
            BodyContent {
                text: String::new(),
                ..written
            },
        )
    }

    /// Creates a body of which only the outline is known. Its content is read again from a source
    /// that is given later.
    #[must_use]
    pub fn remembered(outline: Outline) -> Self {
        Self {
            outline,
            content: LazyContent::default(),
        }
    }

    /// Sets the source from which the content of a remembered body is read.
    pub fn attach(&self, source: Arc<dyn ContentSource>) {
        // A body that has a source already keeps it: both give the same content.
        let _ = self.content.source.set(source);
    }

    /// Returns the content of a body that was just parsed.
    #[must_use]
    pub fn into_content(self) -> BodyContent {
        self.content
            .written
            .into_inner()
            .map(Arc::unwrap_or_clone)
            .unwrap_or_default()
    }

    /// Returns the HTML.
    #[must_use]
    pub fn html(&self) -> &Fragment {
        &self.content.get().html
    }

    /// Returns the words of the page; blocks are separated by line ends.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.content.get().text
    }
}

impl LazyContent {
    fn get(&self) -> &BodyContent {
        self.written.get_or_init(|| {
            Arc::new(
                self.source
                    .get()
                    .map(|source| source.read())
                    .unwrap_or_default(),
            )
        })
    }
}

impl fmt::Debug for LazyContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.written.fmt(f)
    }
}

impl Serialize for LazyContent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.get().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for LazyContent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = BodyContent::deserialize(deserializer)?;
        Ok(Self {
            written: Arc::new(written).into(),
            source: OnceLock::new(),
        })
    }
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// A link, to a page or to a file.
    Link,
    /// A picture shown on the page.
    Picture,
    /// A file offered by a component.
    File,
    /// A file of figures that a component shows.
    Data,
    /// Publications that are cited; the target is the text in the brackets.
    Citation,
    /// What may be the key of a publication in running text; the target is the key with its `@`.
    Mention,
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

/// The value of a component's field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ComponentValue {
    /// Words.
    Text(String),
    /// Markdown, parsed.
    Markdown(Fragment),
    /// A heading by number, among those of the page.
    Heading(usize),
    /// A reference by number, used as a link.
    Link(usize),
    /// A reference by number, used as a file.
    Asset(usize),
    /// A reference by number, used as a file of figures.
    Data(usize),
    /// The key of a declared person.
    Person(String),
    /// A day.
    Date(Date),
    /// A number.
    Number(f64),
    /// Yes or no.
    YesNo(bool),
    /// Several values.
    List(Vec<ComponentValue>),
    /// Values with names.
    Group(Vec<(String, ComponentValue)>),
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
