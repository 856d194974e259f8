//! A body of markdown, ready to be placed. From: `markdown`. To: `resolve`, which finds out what
//! its references mean, and `render`, which fills its holes.
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

/// HTML with holes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Fragment {
    /// The HTML around the holes.
    pub html: String,
    /// Holes in order: a byte offset into `html`, and what goes there.
    pub holes: Vec<(usize, Hole)>,
}

/// What goes into a hole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hole {
    /// The attribute `href` with the address of reference number `0`; nothing, where that may not
    /// be linked.
    Href(usize),
    /// The attributes `src`, `width` and `height` of reference number `0`.
    Source(usize),
    /// Component number `0`.
    Component(usize),
    /// The citation of reference number `0`; its words as written, where it turns out to be none.
    Citation(usize),
}

/// A parsed body: what the rest of the site needs to know of it, and what it says.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Document {
    /// The references, headings, anchors and components of the body.
    pub outline: Outline,
    content: LazyContent,
}

/// What the rest of the site needs to know of a body without reading it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// Everything the body points at, components' fields included.
    pub references: Vec<Reference>,
    /// Headings in order.
    pub headings: Vec<Heading>,
    /// Every place a link may lead to: ids of headings, footnotes, raw HTML.
    pub anchors: BTreeSet<String>,
    /// Components in order.
    pub components: Vec<Component>,
    /// Words in the text.
    pub words: usize,
}

/// The HTML and the words of a body.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BodyContent {
    /// The HTML.
    pub html: Fragment,
    /// The words of the page, from the parser's events; blocks are separated by line ends.
    pub text: String,
}

/// A source from which the content of a body is read again, for a body of which only the outline
/// was remembered.
pub trait ContentSource: Send + Sync {
    /// Reads the content of the body.
    fn read(&self) -> BodyContent;
}

/// The content of a body, at hand or read again when somebody asks for it.
#[derive(Clone, Default)]
struct LazyContent {
    written: OnceLock<Arc<BodyContent>>,
    source: OnceLock<Arc<dyn ContentSource>>,
}

/// Words a reader reads in a minute: the middle of what studies of reading on screens find.
const WORDS_A_MINUTE: usize = 220;

impl Outline {
    /// Minutes that reading takes; at least one.
    #[must_use]
    pub fn minutes(&self) -> usize {
        self.words.div_ceil(WORDS_A_MINUTE).max(1)
    }
}

impl Document {
    /// A body that was just parsed.
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

    /// A body of which only the outline is known; what it says is read again from a source given
    /// later.
    #[must_use]
    pub fn remembered(outline: Outline) -> Self {
        Self {
            outline,
            content: LazyContent::default(),
        }
    }

    /// Gives the source to read from, when somebody asks what a remembered body says.
    pub fn attach(&self, source: Arc<dyn ContentSource>) {
        // A body that was attached or parsed keeps what it has: it is the same.
        let _ = self.content.source.set(source);
    }

    /// What it says, for one that was just parsed.
    #[must_use]
    pub fn into_content(self) -> BodyContent {
        self.content
            .written
            .into_inner()
            .map(Arc::unwrap_or_clone)
            .unwrap_or_default()
    }

    /// The HTML.
    #[must_use]
    pub fn html(&self) -> &Fragment {
        &self.content.get().html
    }

    /// The words of the page; blocks are separated by line ends.
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

/// Something the text points at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// The target as written, with entities and escapes decoded.
    pub target: String,
    /// The use that the text makes of it.
    pub role: Role,
    /// The place of the reference in its file.
    pub span: Span,
}

/// How a reference is used.
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
    /// Publications that are cited; the target is what stands in the brackets.
    Citation,
    /// The key of a publication in running text, perhaps; the target is the key with its `@`.
    Mention,
}

/// A heading of the body; the page's own title is not among them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 2 to 6: the title of the page is level 1.
    pub level: u8,
    /// Unique on the page, ASCII, stable as long as the words are.
    pub id: String,
    /// Its words.
    pub title: String,
    /// Where its words start in [`BodyContent::text`].
    pub text_at: usize,
    /// How many components stand before it: what follows a heading is found by counting.
    pub components_before: usize,
    /// The place of the heading on disk.
    pub span: Range<usize>,
}

/// A use of a component of the theme.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Component {
    /// Its name, for example `notice`.
    pub name: String,
    /// Unique on the page.
    pub id: String,
    /// Values in the order in which the theme declares the fields.
    pub fields: Vec<(String, ComponentValue)>,
    /// The fenced block.
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
    /// The first that `fill` gives.
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
