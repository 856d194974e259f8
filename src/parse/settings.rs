//! The site's settings, `content/site.yaml`.
//! From: that file. To: [`Settings`], every field typed, every fault at its place.

use super::front::{Sort, Spanned, page_size};
use super::kind::Kind;
use super::source_text::SourceText;
use super::yaml::{self, Fields, LARGEST_FILE, Node, Reader};
use crate::base::{Code, Diagnostic, LinkStyle, SourcePath, nearest};
use crate::source::TextFile;
use std::collections::BTreeMap;
use std::ops::Range;

/// Where the settings stand.
pub const SETTINGS: &str = "content/site.yaml";

/// What a site says of itself.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The site's name.
    pub title: String,
    /// A shorter name, for small screens and page titles.
    pub short_title: Option<String>,
    /// One line below the name.
    pub strapline: Option<String>,
    /// The address at which the site is published, with `/` at its end. Without it, what needs whole addresses is left out.
    pub base_url: Option<String>,
    /// The language of the text, as a BCP 47 tag: `en-GB`, `cy`.
    pub language: String,
    /// The IANA time zone whose days count: `Europe/London`.
    pub time_zone: String,
    /// The folder below `themes/`.
    pub theme: Spanned<String>,
    /// Options that the theme declares, with their places on disk; the theme says what they mean.
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
    pub roles: Vec<String>,
    /// The picture of pages without one of their own, for previews elsewhere.
    pub default_image: Option<Spanned<String>>,
    /// What holds for folders of `content/`, by their path below it.
    pub folders: BTreeMap<String, FolderSettings>,
}

/// An entry of the navigation or of the footer's links.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// Its words.
    pub title: String,
    /// Where it leads: the path of a file below `content/`, or an address elsewhere.
    pub to: Spanned<String>,
}

/// Who publishes the site.
#[derive(Clone, Debug, Default)]
pub struct Organisation {
    /// Its name.
    pub name: Option<String>,
    /// The lines of its postal address.
    pub address: Vec<String>,
    /// Its e-mail address.
    pub email: Option<String>,
    /// Its telephone number as people read it.
    pub phone: Option<String>,
    /// Its pages elsewhere.
    pub social: Vec<Social>,
    /// A picture below `content/`.
    pub logo: Option<Spanned<String>>,
}

/// A page of the organisation elsewhere.
#[derive(Clone, Debug)]
pub struct Social {
    /// The service's name.
    pub name: String,
    /// The page's address.
    pub url: Spanned<String>,
}

/// The foot of every page.
#[derive(Clone, Debug, Default)]
pub struct Footer {
    /// A short text in markdown.
    pub text: Option<Spanned<String>>,
    /// Links below it.
    pub links: Vec<NavItem>,
}

/// What holds for the pages of one folder.
#[derive(Clone, Debug, Default)]
pub struct FolderSettings {
    /// What its pages are.
    pub kind: Option<Kind>,
    /// The pattern of their addresses: `/news/{year}/{slug}/`.
    pub permalink: Option<Spanned<String>>,
    /// The order of its list.
    pub sort: Option<Sort>,
    /// Entries on one page of its list.
    pub page_size: Option<usize>,
    /// The template of its pages.
    pub template: Option<String>,
}

/// Roles of a site that names none.
const ROLES: [&str; 5] = ["staff", "service user", "carer", "team", "editor"];
/// What an address pattern may hold.
const PLACEHOLDERS: [&str; 5] = ["slug", "year", "month", "day", "section"];

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
            folders: BTreeMap::new(),
        }
    }
}

/// Reads the settings. A site without the file gets a name to be changed, and a warning.
#[must_use]
pub fn read_settings(file: Option<&TextFile>) -> (Settings, Vec<Diagnostic>) {
    let Some(file) = file else {
        let warning = Diagnostic::warning(Code::MissingKey, "there is no `content/site.yaml`, so the site has no name");
        return (
            Settings::assumed(&SourcePath::new(SETTINGS)),
            vec![warning.help("make that file, with a line such as `title: The name of the site`")],
        );
    };
    let text = SourceText::new(file);
    let place = |range: Range<usize>| text.to_disk(range);
    let (node, mut faults) = yaml::read(text.text(), &file.path, LARGEST_FILE, &place);
    let Some(node) = node else { return (Settings::assumed(&file.path), faults) };
    let reader = Reader::new(&file.path, &place);
    let settings = reader.group(&node, "site.yaml").map(|mut fields| {
        let settings = read(&mut fields, &file.path);
        fields.finish(|_| None);
        settings
    });
    faults.extend(reader.into_faults());
    (settings.unwrap_or_else(|| Settings::assumed(&file.path)), faults)
}

fn read(fields: &mut Fields<'_>, file: &SourcePath) -> Settings {
    let assumed = Settings::assumed(file);
    let title = fields.required("title", "title: The name of the site").map_or(assumed.title, |title| title.value);
    let roles: Vec<String> = fields.texts("roles").into_iter().map(|role| role.value).collect();
    Settings {
        title,
        short_title: fields.words("short_title"),
        strapline: fields.words("strapline"),
        base_url: base_url(fields),
        language: language(fields).unwrap_or(assumed.language),
        time_zone: time_zone(fields).unwrap_or(assumed.time_zone),
        theme: theme(fields).unwrap_or(assumed.theme),
        theme_options: fields.node("theme_options").map(|node| fields.reader().placed(node)),
        links: fields
            .choice("links", &[("folders", LinkStyle::Folders), ("files", LinkStyle::Files)])
            .map_or(LinkStyle::Folders, |links| links.value),
        navigation: nav_items(fields, "navigation"),
        organisation: fields.group("organisation").map(organisation).unwrap_or_default(),
        footer: fields
            .group("footer")
            .map(|mut fields| {
                let footer = Footer { text: fields.text("text"), links: nav_items(&mut fields, "links") };
                fields.finish(|_| None);
                footer
            })
            .unwrap_or_default(),
        roles: if roles.is_empty() { assumed.roles } else { roles },
        default_image: fields.text("default_image"),
        folders: folders(fields),
    }
}

fn invalid(fields: &Fields<'_>, name: &str, message: String, help: &str) {
    fields.fault_at(name, Diagnostic::error(Code::InvalidSetting, message).help(help));
}

fn base_url(fields: &mut Fields<'_>) -> Option<String> {
    let written = fields.text("base_url")?;
    match checked_base_url(&written.value) {
        Ok(url) => Some(url),
        Err(problem) => {
            invalid(
                fields,
                "base_url",
                format!("`{}` {problem}", written.value),
                "write the address of the site's home page, such as `https://www.example.org/`",
            );
            None
        }
    }
}

/// The address of a site's home page, with `/` at its end.
///
/// # Errors
/// Says what keeps it from being one, to follow the address.
pub fn checked_base_url(written: &str) -> Result<String, &'static str> {
    let rest = written.strip_prefix("https://").or_else(|| written.strip_prefix("http://")).ok_or("does not start with `https://`")?;
    if rest.contains(['?', '#']) {
        return Err("has a `?` or `#` in it");
    }
    if rest.contains(char::is_whitespace) || rest.contains(['<', '>', '"', '\\', '@']) {
        return Err("has a character in it that no address has");
    }
    let host = rest.split('/').next().unwrap_or_default();
    if host.is_empty() || host.starts_with('.') || host.contains("..") {
        return Err("names no website");
    }
    if rest.contains("/../") || rest.contains("//") {
        return Err("is not a plain address");
    }
    Ok(if written.ends_with('/') { written.to_owned() } else { format!("{written}/") })
}

fn language(fields: &mut Fields<'_>) -> Option<String> {
    let written = fields.text("language")?.value;
    let mut parts = written.split('-');
    let good = parts.next().is_some_and(|first| (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase()))
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if !good {
        invalid(
            fields,
            "language",
            format!("`{written}` is not a language tag"),
            "write a tag such as `en-GB` for British English or `cy` for Welsh",
        );
        return None;
    }
    Some(written)
}

fn time_zone(fields: &mut Fields<'_>) -> Option<String> {
    let written = fields.text("time_zone")?.value;
    if jiff::tz::TimeZone::get(&written).is_err() {
        invalid(fields, "time_zone", format!("there is no time zone `{written}`"), "write one such as `Europe/London`");
        return None;
    }
    Some(written)
}

fn theme(fields: &mut Fields<'_>) -> Option<Spanned<String>> {
    let written = fields.text("theme")?;
    if written.value.contains(['/', '\\']) || written.value.starts_with('.') || written.value.is_empty() {
        invalid(fields, "theme", format!("`{}` is not the name of a theme", written.value), "write the name of a folder in `themes/`");
        return None;
    }
    Some(written)
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
            Some(NavItem { title: title?.value, to: to? })
        })
        .collect()
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
            if let Some(url) = url.as_ref().filter(|url| !url.value.starts_with("https://") && !url.value.starts_with("http://")) {
                invalid(
                    &one,
                    "url",
                    format!("`{}` is not a whole address", url.value),
                    "copy the address from the browser; it starts with `https://`",
                );
            }
            one.finish(|_| None);
            Some(Social { name: name?.value, url: url? })
        })
        .collect();
    let email = fields.text("email");
    if let Some(email) = email.as_ref().filter(|email| !looks_like_email(&email.value)) {
        invalid(&fields, "email", format!("`{}` is not an e-mail address", email.value), "write one such as `office@example.org`");
    }
    let organisation = Organisation {
        name: fields.words("name"),
        address: fields.texts("address").into_iter().flat_map(|text| text.value.lines().map(str::to_owned).collect::<Vec<_>>()).collect(),
        email: email.map(|email| email.value),
        phone: fields.words("phone"),
        social,
        logo: fields.text("logo"),
    };
    fields.finish(|_| None);
    organisation
}

/// Whether text has the form of an e-mail address, as far as a slip of the pen shows.
#[must_use]
pub fn looks_like_email(text: &str) -> bool {
    text.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace) && !host.contains('@'))
}

fn folders(fields: &mut Fields<'_>) -> BTreeMap<String, FolderSettings> {
    let reader = fields.reader();
    let mut folders = BTreeMap::new();
    for entry in fields.named_groups("folders") {
        let Some(mut one) = reader.group(&entry.value, &entry.key) else { continue };
        let kinds = Kind::ALL.map(|kind| (kind.name(), kind));
        let settings = FolderSettings {
            kind: one.choice("kind", &kinds).map(|kind| kind.value),
            permalink: permalink(&mut one),
            sort: one.choice("sort", Sort::NAMES).map(|sort| sort.value),
            page_size: page_size(&mut one).map(|size| size.value),
            template: one.words("template"),
        };
        one.finish(|_| None);
        folders.insert(entry.key.trim_matches('/').to_owned(), settings);
    }
    folders
}

fn permalink(fields: &mut Fields<'_>) -> Option<Spanned<String>> {
    let written = fields.text("permalink")?;
    let pattern = &written.value;
    let help = "write a pattern such as `/news/{year}/{slug}/`";
    for name in pattern.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name)) {
        if !PLACEHOLDERS.contains(&name) {
            let meant =
                nearest(name, PLACEHOLDERS).map_or_else(|| yaml::listed(&PLACEHOLDERS), |meant| format!("did you mean `{{{meant}}}`?"));
            invalid(fields, "permalink", format!("`{{{name}}}` means nothing in an address"), &meant);
            return None;
        }
    }
    let plain = pattern.replace(['{', '}'], "");
    let bad = plain.bytes().any(|byte| !matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'/'));
    if !pattern.starts_with('/') || !pattern.ends_with('/') || !pattern.contains("{slug}") || bad || pattern.contains("//") {
        invalid(
            fields,
            "permalink",
            format!(
                "`{pattern}` is not a pattern of addresses: it starts and ends with `/` and holds `{{slug}}`, lower-case letters, digits and `-`"
            ),
            help,
        );
        return None;
    }
    Some(written)
}
