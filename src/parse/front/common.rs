//! Settings that every kind of page has. From: the group of front matter. To: [`Common`].

use crate::base::{Code, Date, Fault, SourcePath};
use crate::parse::accept::{self, AcceptPlace, Acceptance};
use crate::parse::bare_addresses::BareAddresses;
use crate::parse::kind::Kind;
use crate::parse::picture_words;
use crate::parse::vocabulary::Vocabulary;
use crate::parse::yaml::{Data, Fields, Spanned};
use crate::source::PictureFocus;
use schemars::JsonSchema;

/// The front matter that all kinds share. Editors show the documentation of these fields, too.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize, JsonSchema)]
#[schemars(default = "Common::untitled", extend("required" = ["title"]))]
pub struct Common {
    /// The title, the only thing that must be said.
    #[schemars(example = &"About us")]
    pub title: Spanned<String>,
    /// A shorter title for navigation and breadcrumbs.
    #[schemars(example = &"About")]
    pub nav_title: Option<String>,
    /// One or two sentences for lists, search engines and previews.
    #[schemars(example = &"Who we are and what we do.")]
    pub summary: Option<String>,
    /// The day it was published, or that it is about. The page is held back until this day, unless
    /// `publish_on` says another one.
    #[schemars(example = &"2015-03-16")]
    pub date: Option<Spanned<Date>>,
    /// The day it last changed in substance.
    #[schemars(example = &"2015-04-01")]
    pub updated: Option<Spanned<Date>>,
    /// The page is held back until this day.
    #[schemars(example = &"2015-06-01")]
    pub publish_on: Option<Spanned<Date>>,
    /// The page is gone from this day on.
    #[schemars(example = &"2016-01-01")]
    pub expires_on: Option<Spanned<Date>>,
    /// Somebody should look at it by this day: `masthead list --stale` shows what is due.
    #[schemars(example = &"2016-03-01")]
    pub review_by: Option<Spanned<Date>>,
    /// The person who looks at it.
    #[schemars(example = &"A. Person")]
    pub owner: Option<String>,
    /// Who wrote it, as shown.
    #[schemars(example = ["A. Person", "B. Person"])]
    pub authors: Vec<String>,
    /// What it is about. Each topic has a page that lists everything about it.
    // Each taxonomy has an entry: `topics` first, then those that the settings declare.
    #[schemars(rename = "topics", with = "Option<Vec<String>>", example = ["Families and carers"])]
    pub terms: Vec<(String, Vec<Spanned<String>>)>,
    /// Other pages that belong with it: paths of their files.
    #[schemars(example = ["../about.md"])]
    pub related: Vec<Spanned<String>>,
    /// What feeds know the page by, for good. Without it, the oldest address.
    #[schemars(example = &"/about/")]
    pub id: Option<Spanned<String>>,
    /// A draft is held back until this line is taken out.
    #[schemars(example = true)]
    pub draft: bool,
    /// Former addresses that lead here.
    #[schemars(example = ["/old-address/"])]
    pub aliases: Vec<Spanned<String>>,
    /// A picture beside this file.
    #[schemars(example = &"garden.jpg")]
    pub image: Option<Spanned<String>>,
    /// What the picture shows, for people who cannot see it.
    #[schemars(example = &"Two people in wellingtons plant leeks.")]
    pub image_alt: Option<String>,
    /// What matters in the picture, where lists show a part of it: `top`, `bottom right`, or how
    /// far from the left and from the top it is, such as `30% 60%`.
    #[schemars(with = "Option<String>", extend("format" = "focus"), example = &"top")]
    pub image_focus: Option<PictureFocus>,
    /// The last part of the address, instead of the file's name.
    #[schemars(example = &"garden")]
    pub slug: Option<Spanned<String>>,
    /// The template, instead of the kind's.
    #[schemars(example = &"home")]
    pub template: Option<Spanned<String>>,
    /// Whether a table of contents is shown when there are headings enough.
    #[schemars(example = false)]
    pub toc: bool,
    /// Place in lists: smaller comes first, pages without come last.
    #[schemars(example = 10)]
    pub weight: Option<i64>,
    /// Whether site search finds it.
    #[schemars(example = false)]
    pub search: bool,
    /// Warnings about this file that stay as they are, each with the reason.
    #[schemars(schema_with = "accept::page_schema")]
    pub accept: Vec<Acceptance>,
    /// Whether web and e-mail addresses in the text become links: `live`, or `plain` for text.
    #[schemars(example = &"plain")]
    pub links: Option<BareAddresses>,
    /// Free data for templates of the site's own: names and values that masthead does not look at.
    #[schemars(with = "serde_json::Value", extend("default" = null))]
    pub extra: Data,
}

impl Common {
    /// Creates the settings of a page that says its title and nothing else.
    #[must_use]
    pub fn titled(title: Spanned<String>) -> Self {
        Self {
            title,
            nav_title: None,
            summary: None,
            date: None,
            updated: None,
            publish_on: None,
            expires_on: None,
            review_by: None,
            owner: None,
            authors: Vec::new(),
            terms: Vec::new(),
            related: Vec::new(),
            id: None,
            draft: false,
            aliases: Vec::new(),
            image: None,
            image_alt: None,
            image_focus: None,
            slug: None,
            template: None,
            toc: true,
            weight: None,
            search: true,
            accept: Vec::new(),
            links: None,
            extra: Data::Null,
        }
    }

    /// Returns the values that hold where nothing is said.
    fn untitled() -> Self {
        Self::titled(Spanned::assumed(String::new(), &SourcePath::new("")))
    }

    /// Reads the shared settings. Returns `None` where the title is missing, after everything else
    /// was looked at too. A publication may leave its title to the list it stands in; its title is
    /// empty here then.
    pub(super) fn read<'n>(
        kind: &Kind,
        fields: &mut Fields<'n>,
        vocabulary: &'n Vocabulary,
    ) -> Option<Self> {
        let title = match kind {
            Kind::Publication => Some(fields.text("title").unwrap_or_else(|| fields.nothing())),
            _ => fields.required("title", "title: About us"),
        };
        // Whoever writes one of these names and nothing behind it means to hold the page back.
        for (name, example) in [
            ("draft", "draft: yes"),
            ("publish_on", "publish_on: 2030-01-31"),
            ("expires_on", "expires_on: 2030-12-31"),
        ] {
            fields.not_empty(name, example);
        }
        let zone = vocabulary.zone();
        let image = fields.text("image");
        let image_alt = image_alt(fields, image.as_ref());
        let rest = Self {
            nav_title: fields.words("nav_title"),
            summary: fields.words("summary"),
            date: fields.day_in("date", &zone),
            updated: fields.day_in("updated", &zone),
            publish_on: fields.whole_day("publish_on"),
            expires_on: fields.whole_day("expires_on"),
            review_by: fields.day_in("review_by", &zone),
            owner: fields.words("owner"),
            authors: fields
                .people("authors")
                .into_iter()
                .map(|author| author.value)
                .collect(),
            terms: terms(fields, vocabulary),
            related: fields.texts("related"),
            id: feed_id(fields),
            draft: fields.yes_no("draft").unwrap_or(false),
            aliases: fields.texts("aliases"),
            image,
            image_alt,
            image_focus: image_focus(fields),
            slug: fields.text("slug"),
            template: fields.text("template"),
            toc: fields.yes_no("toc").unwrap_or(true),
            weight: fields.whole("weight").map(|weight| weight.value),
            search: fields.yes_no("search").unwrap_or(true),
            accept: accept::accepted(fields, AcceptPlace::Page),
            links: fields
                .choice("links", BareAddresses::NAMES)
                .map(|links| links.value),
            extra: fields.data("extra"),
            ..Self::untitled()
        };
        title.map(|title| Self { title, ..rest })
    }
}

/// Reads what the picture of the page shows, and reports a picture of which nobody says it.
fn image_alt(fields: &mut Fields<'_>, image: Option<&Spanned<String>>) -> Option<String> {
    let is_said = fields.node("image_alt").is_some();
    let alt = fields.words("image_alt");
    let Some(image) = image else {
        if alt.as_ref().is_some_and(|alt| !alt.trim().is_empty()) {
            let message = "`image_alt` says what a picture shows, and this page names none";
            let help = "name the picture in a line such as `image: garden.jpg`, or delete this one";
            let fault = Fault::warning(Code::TextLeftOut, message).help(help);
            fields.fault_at("image_alt", fault);
        }
        return alt;
    };
    if !is_said {
        let message = "nothing says what the picture of this page shows";
        let help = "add a line such as `image_alt: A nurse at a desk`, for people who cannot see \
                    it; or `image_alt: \"\"`, if it shows nothing that readers need";
        fields.fault_at(
            "image",
            Fault::warning(Code::MissingAlt, message).help(help),
        );
    }
    if let Some(alt) = &alt
        && picture_words::says_nothing(alt, &image.value)
    {
        let fault = picture_words::fault(alt, "`image_alt: A nurse at a desk`");
        fields.fault_at("image_alt", fault);
    }
    alt
}

/// Reads what matters in the picture of the page.
fn image_focus(fields: &mut Fields<'_>) -> Option<PictureFocus> {
    let written = fields.text("image_focus")?;
    let focus = PictureFocus::named(&written.value);
    if focus.is_none() {
        let message = format!("`{}` is no place in a picture", written.value);
        let help = "write the edge or the corner at which it shows what matters, such as `top` or \
                    `bottom right`, or how far that is from the left and from the top, such as \
                    `30% 60%`";
        let fault = Fault::error(Code::UnknownChoice, message).help(help);
        fields.fault_at("image_focus", fault);
    }
    focus
}

/// Reads what feeds know the page by: an address of this site, or one that is the same everywhere
/// (RFC 3986: it begins with a scheme).
fn feed_id(fields: &mut Fields<'_>) -> Option<Spanned<String>> {
    let id = fields.text("id")?;
    let is_whole = id
        .value
        .split_once(':')
        .is_some_and(|(scheme, rest)| is_scheme(scheme) && !rest.is_empty());
    if (is_whole || id.value.starts_with('/')) && !id.value.contains(char::is_whitespace) {
        return Some(id);
    }
    let message = format!("`{}` is no address, and feeds know a page by one", id.value);
    let help = "write the address at which the page was published first, \
                such as `id: /reports/2015/`, or take the line out";
    fields.fault_at("id", Fault::error(Code::WrongType, message).help(help));
    None
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// Reads the terms of every taxonomy.
fn terms<'n>(
    fields: &mut Fields<'n>,
    vocabulary: &'n Vocabulary,
) -> Vec<(String, Vec<Spanned<String>>)> {
    let names = std::iter::once("topics").chain(vocabulary.taxonomies.iter().map(String::as_str));
    names
        .map(|name| (name.to_owned(), fields.texts(name)))
        .collect()
}
