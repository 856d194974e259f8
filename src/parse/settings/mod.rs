//! The site's settings, `content/site.yaml`.
//! From: that file. To: [`Settings`], every field typed, every fault at its place.

mod checks;
mod folders;
mod publications;
mod search;
mod taxonomies;

pub use checks::{checked_base_url, looks_like_email};
pub use folders::FolderSettings;
pub use publications::{GroupBy, PublicationSettings};
pub use search::{PERSON, SearchSettings};
pub use taxonomies::TaxonomySettings;

use super::front::Spanned;
use super::source_text::SourceText;
use super::yaml::{self, Fields, LARGEST_FILE, Node, Reader};
use crate::base::{Code, Fault, Faults, LinkStyle, SourcePath};
use crate::source::TextFile;
use schemars::JsonSchema;
use std::collections::BTreeMap;
use std::ops::Range;

/// Where the settings stand.
pub const SETTINGS: &str = "content/site.yaml";

/// What a site says of itself. What is said of a field here, editors say of it too.
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
    // With their places on disk; the theme's `theme.yaml` says what they mean.
    #[schemars(with = "serde_json::Value")]
    pub theme_options: Option<Node>,
    /// How links name pages: `folders` for web servers, `files` for opening from disk.
    pub links: LinkStyle,
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
    /// Web hosts that get files of their own.
    pub hosts: Vec<Host>,
    /// Former addresses of what no file stands for, such as the list of a topic that has another
    /// name now.
    pub redirects: Vec<Redirect>,
    /// Ways of sorting pages by subject beside `topics`.
    #[schemars(with = "Option<BTreeMap<String, TaxonomySettings>>")]
    pub taxonomies: Vec<TaxonomySettings>,
    /// How publications are shown.
    pub publications: PublicationSettings,
    /// What holds for folders of `content/`, by their path below it.
    #[schemars(with = "Option<BTreeMap<String, FolderSettings>>")]
    pub folders: BTreeMap<String, FolderSettings>,
    /// How the site is searched.
    pub search: SearchSettings,
    /// The editor that the preview opens files in, whatever the computer says.
    pub editor: Option<Editor>,
}

/// An editor that can be asked from a browser to open a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum Editor {
    /// Visual Studio Code.
    Code,
    /// Its early versions.
    #[schemars(rename = "code-insiders")]
    Insiders,
    /// `VSCodium`.
    Codium,
    /// Cursor.
    Cursor,
    /// Windsurf.
    Windsurf,
    /// Zed.
    Zed,
    /// Sublime Text.
    Sublime,
    /// `TextMate`.
    Textmate,
    /// `IntelliJ IDEA` and its kin.
    Idea,
}

impl Editor {
    /// Every editor with its name in the settings.
    pub const NAMES: &[(&str, Self)] = &[
        ("code", Self::Code),
        ("code-insiders", Self::Insiders),
        ("codium", Self::Codium),
        ("cursor", Self::Cursor),
        ("windsurf", Self::Windsurf),
        ("zed", Self::Zed),
        ("sublime", Self::Sublime),
        ("textmate", Self::Textmate),
        ("idea", Self::Idea),
    ];
}

/// An entry of the navigation or of the footer's links.
#[derive(Clone, Debug, JsonSchema)]
pub struct NavItem {
    /// Its words.
    #[schemars(example = &"Reports")]
    pub title: String,
    /// Where it leads: the path of a file below `content/`, or an address elsewhere.
    #[schemars(example = &"reports/index.md")]
    pub to: Spanned<String>,
}

/// Who publishes the site.
#[derive(Clone, Debug, Default, JsonSchema)]
#[schemars(default)]
pub struct Organisation {
    /// Its name.
    #[schemars(example = &"The name of your organisation")]
    pub name: Option<String>,
    /// The lines of its postal address.
    #[schemars(example = ["1 Example Street", "Anytown AB1 2CD"])]
    pub address: Vec<String>,
    /// Its e-mail address.
    #[schemars(example = &"office@example.org")]
    pub email: Option<String>,
    /// Its telephone number as people read it.
    #[schemars(example = &"020 7946 0000")]
    pub phone: Option<String>,
    /// Its pages elsewhere.
    pub social: Vec<Social>,
    /// A picture below `content/`.
    #[schemars(example = &"images/logo.svg")]
    pub logo: Option<Spanned<String>>,
}

/// A page of the organisation elsewhere.
#[derive(Clone, Debug, JsonSchema)]
pub struct Social {
    /// The service's name.
    #[schemars(example = &"Mastodon")]
    pub name: String,
    /// The page's address.
    #[schemars(example = &"https://social.example.org/@us")]
    pub url: Spanned<String>,
}

/// A web host, or a kind of web server, that reads files of its own about a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub enum Host {
    /// Netlify and Cloudflare Pages: `_redirects` and `_headers`.
    Netlify,
    /// Azure Static Web Apps: `staticwebapp.config.json`.
    Azure,
    /// Apache: `.htaccess`.
    Apache,
    /// nginx: a map to include.
    Nginx,
}

impl Host {
    /// Every host with its name in the settings.
    pub const NAMES: &[(&str, Self)] = &[
        ("netlify", Self::Netlify),
        ("azure", Self::Azure),
        ("apache", Self::Apache),
        ("nginx", Self::Nginx),
    ];
}

/// A former address, and where it leads.
#[derive(Clone, Debug, JsonSchema)]
pub struct Redirect {
    /// The former address.
    #[schemars(example = &"/topics/gardening/")]
    pub from: Spanned<String>,
    /// The address that it leads to, or the file of a page.
    #[schemars(example = &"/topics/gardens/")]
    pub to: Spanned<String>,
}

/// The foot of every page.
#[derive(Clone, Debug, Default, JsonSchema)]
#[schemars(default)]
pub struct Footer {
    /// A short text in markdown.
    #[schemars(example = &"Registered charity.")]
    pub text: Option<Spanned<String>>,
    /// Links below it.
    pub links: Vec<NavItem>,
}

/// Roles of a site that names none.
const ROLES: [&str; 5] = ["staff", "service user", "carer", "team", "editor"];

impl Default for Settings {
    fn default() -> Self {
        Self::assumed(&SourcePath::new(SETTINGS))
    }
}

impl Settings {
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
            navigation: Vec::new(),
            organisation: Organisation::default(),
            footer: Footer::default(),
            roles: ROLES.map(str::to_owned).to_vec(),
            default_image: None,
            hosts: Host::NAMES.iter().map(|(_, host)| *host).collect(),
            redirects: Vec::new(),
            taxonomies: Vec::new(),
            publications: PublicationSettings::default(),
            folders: BTreeMap::new(),
            search: SearchSettings::default(),
            editor: None,
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
    let reader = Reader::new(&file.path, &place);
    let settings = reader.group(&node, "site.yaml").map(|mut fields| {
        let settings = read(&mut fields, &file.path);
        fields.finish(|_| None);
        settings
    });
    faults.extend(reader.into_faults());
    (
        settings.unwrap_or_else(|| Settings::assumed(&file.path)),
        faults,
    )
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
        links: fields
            .choice(
                "links",
                &[("folders", LinkStyle::Folders), ("files", LinkStyle::Files)],
            )
            .map_or(LinkStyle::Folders, |links| links.value),
        navigation: nav_items(fields, "navigation"),
        organisation: fields
            .group("organisation")
            .map(organisation)
            .unwrap_or_default(),
        footer: fields
            .group("footer")
            .map(|mut fields| {
                let footer = Footer {
                    text: fields.text("text"),
                    links: nav_items(&mut fields, "links"),
                };
                fields.finish(|_| None);
                footer
            })
            .unwrap_or_default(),
        roles: if roles.is_empty() {
            assumed.roles
        } else {
            roles
        },
        default_image: fields.text("default_image"),
        hosts: checks::hosts(fields).unwrap_or(assumed.hosts),
        redirects: redirects(fields),
        taxonomies: taxonomies::taxonomies(fields),
        publications: publications::publications(fields),
        folders: folders::folders(fields),
        search: search::search(fields),
        editor: fields
            .choice("editor", Editor::NAMES)
            .map(|editor| editor.value),
    }
}

fn nav_items(fields: &mut Fields<'_>, name: &'static str) -> Vec<NavItem> {
    let nodes = fields.entries(name);
    let reader = fields.reader();
    nodes
        .into_iter()
        .filter_map(|node| {
            let mut one = reader.group(node, name)?;
            let title = one.required("title", "title: Reports");
            let to = one.required("to", "to: reports/index.md");
            one.finish(|_| None);
            Some(NavItem {
                title: title?.value,
                to: to?,
            })
        })
        .collect()
}

fn redirects(fields: &mut Fields<'_>) -> Vec<Redirect> {
    let nodes = fields.entries("redirects");
    let reader = fields.reader();
    let one = |node| {
        let mut one = reader.group(node, "redirects")?;
        let from = one.required("from", "from: /topics/gardening/");
        let to = one.required("to", "to: /topics/gardens/");
        one.finish(|_| None);
        Some(Redirect {
            from: from?,
            to: to?,
        })
    };
    nodes.into_iter().filter_map(one).collect()
}

fn organisation(mut fields: Fields<'_>) -> Organisation {
    let social = fields.entries("social");
    let reader = fields.reader();
    let social = social
        .into_iter()
        .filter_map(|node| {
            let mut one = reader.group(node, "social")?;
            let name = one.required("name", "name: Mastodon");
            let url = one.required("url", "url: https://example.org/@us");
            if let Some(url) = url.as_ref().filter(|url| {
                !url.value.starts_with("https://") && !url.value.starts_with("http://")
            }) {
                checks::invalid(
                    &one,
                    "url",
                    format!("`{}` is not a whole address", url.value),
                    "copy the address from the browser; it starts with `https://`",
                );
            }
            one.finish(|_| None);
            Some(Social {
                name: name?.value,
                url: url?,
            })
        })
        .collect();
    let email = fields.text("email");
    if let Some(email) = email
        .as_ref()
        .filter(|email| !looks_like_email(&email.value))
    {
        checks::invalid(
            &fields,
            "email",
            format!("`{}` is not an e-mail address", email.value),
            "write one such as `office@example.org`",
        );
    }
    let organisation = Organisation {
        name: fields.words("name"),
        address: fields
            .texts("address")
            .into_iter()
            .flat_map(|text| text.value.lines().map(str::to_owned).collect::<Vec<_>>())
            .collect(),
        email: email.map(|email| email.value),
        phone: fields.words("phone"),
        social,
        logo: fields.text("logo"),
    };
    fields.finish(|_| None);
    organisation
}
