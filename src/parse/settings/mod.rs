//! The site's settings, `content/site.yaml`. From: that file. To: [`Settings`], every field typed,
//! and every fault at its place.

mod checks;
mod editor;
mod folders;
mod host;
mod kind_names;
mod links;
mod navigation;
mod organisation;
mod other_programs;
mod publications;
mod redirects;
mod search;
mod social_cards;
mod taxonomies;

pub use checks::checked_base_url;
pub use editor::Editor;
pub use folders::FolderSettings;
pub(in crate::parse) use folders::address_pattern;
pub use host::Host;
pub use kind_names::check_kind_names;
pub use navigation::{Footer, NavItem};
pub use organisation::{Organisation, Social};
pub use publications::{GroupBy, PublicationSettings};
pub use redirects::Redirect;
pub use search::{PERSON, SearchSettings};
pub use social_cards::SocialCards;
pub use taxonomies::TaxonomySettings;

use super::accept::{self, AcceptPlace, Acceptance};
use super::bare_addresses::BareAddresses;
use super::disclosure::{self, DisclosureRule};
use super::source_text::SourceText;
use super::yaml::{self, Fields, LARGEST_FILE, Node, Reader, Spanned};
use crate::base::{Code, Fault, Faults, LinkStyle, SourcePath};
use crate::source::TextFile;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use std::collections::BTreeMap;
use std::ops::Range;

/// The file of the settings.
pub const SETTINGS: &str = "content/site.yaml";

/// The settings of a site. Editors show the documentation of these fields, too.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(default, extend("required" = ["title"]))]
pub struct Settings {
    /// The site's name.
    #[schemars(example = &"The name of the site")]
    pub title: String,
    /// A shorter name, for small screens and page titles.
    #[schemars(example = &"HTAS")]
    pub short_title: Option<String>,
    /// One line below the name.
    #[schemars(example = &"One line that says what you do")]
    pub strapline: Option<String>,
    /// The address at which the site is published, with `/` at its end. Without it, what needs
    /// whole addresses is left out.
    #[schemars(example = &"https://www.example.org/")]
    pub base_url: Option<String>,
    /// The language of the text, as a BCP 47 tag: `en-GB`, `cy`.
    #[schemars(example = &"en-GB")]
    pub language: String,
    /// The IANA time zone whose days count: `Europe/London`.
    #[schemars(example = &"Europe/London")]
    pub time_zone: String,
    /// The theme: the name of a folder in `themes`. `default` comes with masthead.
    #[schemars(extend("default" = "default"))]
    pub theme: Spanned<String>,
    /// What the theme lets you choose.
    // Places in this node are places on disk. The theme's `theme.yaml` says what the options mean.
    #[schemars(with = "serde_json::Value")]
    pub theme_options: Option<Node>,
    /// How links name pages: `folders` for web servers, `files` for opening from disk. And whether
    /// addresses in texts become links: `live`, or `plain` for text.
    #[schemars(with = "Vec<links::LinkWord>", extend("default" = "folders"))]
    pub links: LinkStyle,
    /// What becomes of addresses in texts.
    #[schemars(skip)]
    pub addresses: BareAddresses,
    /// The main navigation.
    pub navigation: Vec<NavItem>,
    /// Who publishes the site.
    pub organisation: Organisation,
    /// The foot of every page.
    pub footer: Footer,
    /// The roles that bylines may name.
    #[schemars(example = ["staff", "service user", "carer", "team", "editor"])]
    pub roles: Vec<String>,
    /// The picture of pages without one of their own, for previews elsewhere.
    #[schemars(example = &"images/preview.png")]
    pub default_image: Option<Spanned<String>>,
    /// Pictures that masthead draws for previews of links to pages without a picture: `no`, `site`
    /// for one that all pages share, or `pages` for one with the title of each.
    #[schemars(example = &"site")]
    pub social_cards: SocialCards,
    /// Web hosts that get files of their own.
    pub hosts: Vec<Host>,
    /// Former addresses of what no file stands for, such as the list of a topic that has another
    /// name now.
    pub redirects: Vec<Redirect>,
    /// Ways of sorting pages by subject beside `topics`.
    #[schemars(with = "Option<BTreeMap<String, TaxonomySettings>>")]
    pub taxonomies: Vec<TaxonomySettings>,
    /// How small numbers about people are kept back: a name such as `nhs`, `threshold` or `none`.
    #[schemars(schema_with = "disclosure::setting_schema")]
    pub disclosure: Option<DisclosureRule>,
    /// How publications are shown.
    pub publications: PublicationSettings,
    /// Settings of the folders of `content/`, by their path below it.
    #[schemars(with = "Option<BTreeMap<String, FolderSettings>>")]
    pub folders: BTreeMap<String, FolderSettings>,
    /// How the site is searched.
    pub search: SearchSettings,
    /// The editor that the preview opens files in, whatever the computer says.
    pub editor: Option<Editor>,
    /// Warnings that stay as they are, each with the reason.
    #[schemars(schema_with = "accept::settings_schema")]
    pub accept: Vec<Acceptance>,
}

/// The roles of a site that names none.
const ROLES: [&str; 5] = ["staff", "service user", "carer", "team", "editor"];

impl Default for Settings {
    fn default() -> Self {
        Self::assumed(&SourcePath::new(SETTINGS))
    }
}

impl Settings {
    /// Returns the time zone whose days count.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }

    /// Returns the name of who publishes the site: the organisation's, or the site's own.
    #[must_use]
    pub fn publisher(&self) -> &str {
        self.organisation.name.as_deref().unwrap_or(&self.title)
    }

    /// Returns the settings that hold where the file says nothing.
    fn assumed(file: &SourcePath) -> Self {
        Self {
            title: "Untitled site".to_owned(),
            short_title: None,
            strapline: None,
            base_url: None,
            language: "en-GB".to_owned(),
            time_zone: "Europe/London".to_owned(),
            theme: Spanned::assumed("default".to_owned(), file),
            theme_options: None,
            links: LinkStyle::Folders,
            addresses: BareAddresses::Live,
            navigation: Vec::new(),
            organisation: Organisation::default(),
            footer: Footer::default(),
            roles: ROLES.map(str::to_owned).to_vec(),
            default_image: None,
            social_cards: SocialCards::No,
            hosts: Host::NAMES.iter().map(|(_, host)| *host).collect(),
            redirects: Vec::new(),
            taxonomies: Vec::new(),
            disclosure: None,
            publications: PublicationSettings::default(),
            folders: BTreeMap::new(),
            search: SearchSettings::default(),
            editor: None,
            accept: Vec::new(),
        }
    }
}

/// Reads the settings. A site without the file gets a name to be changed, and a warning.
#[must_use]
pub fn read_settings(file: Option<&TextFile>) -> (Settings, Faults) {
    let Some(file) = file else {
        let warning = Fault::warning(
            Code::MissingKey,
            "there is no `content/site.yaml`, so the site has no name",
        );
        return (
            Settings::assumed(&SourcePath::new(SETTINGS)),
            Faults::from(
                warning.help("make that file, with a line such as `title: The name of the site`"),
            ),
        );
    };
    let text = SourceText::new(file);
    let place = |range: Range<usize>| text.to_disk(range);
    let (node, mut faults) = yaml::read(text.text(), &file.path, LARGEST_FILE, &place);
    let Some(node) = node else {
        return (Settings::assumed(&file.path), faults);
    };
    let mut reader = Reader::new(&file.path, &place, &mut faults);
    let settings = match reader.group(&node, "site.yaml") {
        Some(mut fields) => {
            let settings = read(&mut fields, &file.path);
            fields.finish_with(other_programs::certain, |_| None);
            settings
        }
        None => Settings::assumed(&file.path),
    };
    (settings, faults)
}

fn read(fields: &mut Fields<'_>, file: &SourcePath) -> Settings {
    let assumed = Settings::assumed(file);
    let title = fields
        .required("title", "title: The name of the site")
        .map_or(assumed.title, |title| title.value);
    let roles: Vec<String> = fields
        .texts("roles")
        .into_iter()
        .map(|role| role.value)
        .collect();
    let (links, addresses) = links::links(fields);
    Settings {
        title,
        short_title: fields.words("short_title"),
        strapline: fields.words("strapline"),
        base_url: checks::base_url(fields),
        language: checks::language(fields).unwrap_or(assumed.language),
        time_zone: checks::time_zone(fields).unwrap_or(assumed.time_zone),
        theme: checks::theme(fields).unwrap_or(assumed.theme),
        theme_options: fields
            .node("theme_options")
            .map(|node| fields.reader().placed(node)),
        links,
        addresses,
        navigation: navigation::nav_items(fields, "navigation"),
        organisation: organisation::organisation(fields),
        footer: navigation::footer(fields),
        roles: if roles.is_empty() {
            assumed.roles
        } else {
            roles
        },
        default_image: fields.text("default_image"),
        social_cards: fields
            .choice("social_cards", SocialCards::NAMES)
            .map_or(assumed.social_cards, |cards| cards.value),
        hosts: checks::hosts(fields).unwrap_or(assumed.hosts),
        redirects: redirects::redirects(fields),
        taxonomies: taxonomies::taxonomies(fields),
        disclosure: disclosure::disclosure(fields),
        publications: publications::publications(fields),
        folders: folders::folders(fields),
        search: search::search(fields),
        editor: fields
            .choice("editor", Editor::NAMES)
            .map(|editor| editor.value),
        accept: accept::accepted(fields, AcceptPlace::Settings),
    }
}
