//! Names that other programs have for settings of a site. From: a name with its value, and the
//! settings beside it. To: what to type instead.

use crate::parse::foreign_setting::{ForeignSetting, plain_name, text_of};
use crate::parse::yaml::{NameAdvice, NodeEntry, NodeValue, flow_text};

const NO_SUCH: &str = "sites made by masthead have no such setting";
const OF_FOLDERS: &str = "addresses follow from folders and files; `permalink:` under `folders:` \
    gives the pages of a folder a pattern";
const NAVIGATION: &str = "write `navigation:`, and below it for each link `  - title: Reports` \
    and, on the next line, `    to: reports/index.md`";
const SOCIAL: &str = "write `organisation:`, and below it `  social:`, `    - name: Mastodon` and \
    `      url: https://social.example.org/@us`, each on a line of its own";

/// Names without `_` and `-` in small letters, and the setting that each becomes.
const RENAMED: &[(&str, &str)] = &[
    ("name", "title"),
    ("sitename", "title"),
    ("sitetitle", "title"),
    ("description", "strapline"),
    ("tagline", "strapline"),
    ("subtitle", "strapline"),
    ("slogan", "strapline"),
    ("motto", "strapline"),
    ("sitedescription", "strapline"),
    ("lang", "language"),
    ("languagecode", "language"),
    ("locale", "language"),
    ("defaultcontentlanguage", "language"),
    ("tz", "time_zone"),
    ("timezone", "time_zone"),
    ("redirect", "redirects"),
    ("image", "default_image"),
    ("defaultimage", "default_image"),
    ("ogimage", "default_image"),
];

/// Names for the address of the site.
const ADDRESSES: &[&str] = &[
    "baseurl", "url", "siteurl", "website", "domain", "hostname", "rooturl", "homepage",
];

/// Names of what the group `organisation` holds, and the name there.
const OF_ORGANISATION: &[(&str, &str)] = &[
    ("author", "name"),
    ("owner", "name"),
    ("company", "name"),
    ("publisher", "name"),
    ("email", "email"),
    ("mail", "email"),
    ("phone", "phone"),
    ("telephone", "phone"),
    ("tel", "phone"),
    ("logo", "logo"),
];

/// Names that are to be deleted.
const DELETED: &[&str] = &[
    "plugins",
    "gems",
    "markdown",
    "kramdown",
    "goldmark",
    "highlighter",
    "sass",
    "exclude",
    "include",
    "source",
    "destination",
    "collections",
    "defaults",
    "paginate",
    "paginatepath",
    "googleanalytics",
    "analytics",
    "disqus",
    "disqusshortname",
    "comments",
    "markup",
    "outputs",
    "builddrafts",
    "buildfuture",
    "enablerobotstxt",
    "rsslimit",
    "staticdir",
    "contentdir",
    "publishdir",
    "keywords",
    "tags",
    "minify",
    "enableemoji",
    "summarylength",
    "permalink",
    "permalinks",
    "params",
    "paginator",
    "encoding",
    "repository",
    "futurepublish",
    "future",
];

/// Says what to do about a name that other programs use in the settings of a site.
pub(super) fn certain(entry: &NodeEntry, beside: &[NodeEntry]) -> Option<NameAdvice> {
    let setting = ForeignSetting {
        entry,
        beside,
        becomes,
        file: None,
    };
    let name = plain_name(&entry.key);
    if ADDRESSES.contains(&name.as_str()) {
        return Some(setting.address());
    }
    if let Some(renamed) = renamed(&entry.key) {
        return Some(setting.renamed(renamed));
    }
    if OF_ORGANISATION.iter().any(|(known, _)| *known == name) {
        return Some(setting.of_organisation());
    }
    Some(match name.as_str() {
        "permalink" | "permalinks" => NameAdvice::deleted(OF_FOLDERS),
        _ if DELETED.contains(&name.as_str()) => NameAdvice::deleted(NO_SUCH),
        "copyright" | "footertext" | "license" => setting.footer(),
        "nav" | "menu" | "menus" | "mainmenu" | "navbar" | "headerpages" | "sidebar" => {
            setting.navigation()
        }
        "social" | "twitter" | "twitterusername" | "facebook" | "mastodon" | "github"
        | "githubusername" | "linkedin" | "instagram" => NameAdvice::told(SOCIAL),
        _ => return None,
    })
}

/// Says what to do about a name that other programs use in the links of a menu.
pub(super) fn certain_of_link(entry: &NodeEntry, beside: &[NodeEntry]) -> Option<NameAdvice> {
    let setting = ForeignSetting {
        entry,
        beside,
        becomes: |entry, name| link_name(entry).is_some_and(|link| link == name),
        file: None,
    };
    Some(match link_name(entry) {
        Some(name) => setting.named(name),
        None => match plain_name(&entry.key).as_str() {
            "weight" | "order" | "identifier" | "pre" | "post" | "parent" | "icon" | "target" => {
                NameAdvice::deleted("links stand in the order in which they are written")
            }
            "children" | "items" | "submenu" | "pages" => NameAdvice::told(
                "a menu has one level: write each of these links as an entry of its own, or link \
                 to a page that lists them",
            ),
            _ if beside.len() == 1 => {
                let to = text_of(&entry.value)?;
                NameAdvice::told(&format!(
                    "write `title: {}` and, on the next line with four spaces before it, \
                     `to: {to}`",
                    entry.key
                ))
            }
            _ => return None,
        },
    })
}

fn link_name(entry: &NodeEntry) -> Option<&'static str> {
    Some(match plain_name(&entry.key).as_str() {
        "name" | "label" | "text" => "title",
        "url" | "href" | "link" | "page" | "path" | "pageref" | "file" => "to",
        _ => return None,
    })
}

fn renamed(name: &str) -> Option<&'static str> {
    let name = plain_name(name);
    let known = RENAMED.iter().find(|(known, _)| *known == name);
    known.map(|(_, renamed)| *renamed)
}

/// Reports whether a setting of another program becomes the setting `name`.
fn becomes(entry: &NodeEntry, name: &str) -> bool {
    let plain = plain_name(&entry.key);
    match name {
        "base_url" => ADDRESSES.contains(&plain.as_str()) && full_address(entry).is_some(),
        "organisation" => OF_ORGANISATION.iter().any(|(known, _)| *known == plain),
        "footer" => matches!(plain.as_str(), "copyright" | "footertext" | "license"),
        "navigation" => matches!(
            plain.as_str(),
            "nav" | "menu" | "menus" | "mainmenu" | "navbar" | "headerpages" | "sidebar"
        ),
        name => renamed(&entry.key) == Some(name),
    }
}

/// Returns the address of a site that a setting holds, as a whole.
fn full_address(entry: &NodeEntry) -> Option<String> {
    let text = text_of(&entry.value)?.trim();
    let is_whole = text.starts_with("https://") || text.starts_with("http://");
    if is_whole {
        return Some(text.to_owned());
    }
    let host = text.split('/').next().unwrap_or_default();
    let is_host = host.contains('.') && !host.contains(char::is_whitespace);
    (is_host && !host.starts_with('.')).then(|| format!("https://{text}"))
}

impl ForeignSetting<'_> {
    /// Advises on the address of the site. Jekyll has the folder in which it stands, as `baseurl`,
    /// beside the host.
    fn address(&self) -> NameAdvice {
        if self.has("base_url") {
            return NameAdvice::deleted("`base_url:` says it already");
        }
        let Some(mut address) = full_address(self.entry) else {
            return NameAdvice::deleted("`base_url:` holds the whole address of the site");
        };
        let mut folders = self.beside.iter().filter(|entry| becomes_folder(entry));
        if let Some(folder) = folders.find_map(|entry| text_of(&entry.value)) {
            address = format!("{}{}", address.trim_end_matches('/'), folder.trim());
        }
        NameAdvice::line(&format!("base_url: {}/", address.trim_end_matches('/')))
    }

    fn renamed(&self, name: &'static str) -> NameAdvice {
        let tag = self
            .text()
            .filter(|text| name == "language" && text.contains('_'));
        match tag {
            Some(tag) if !self.has(name) => {
                NameAdvice::line(&format!("language: {}", tag.replace('_', "-")))
            }
            _ => self.named(name),
        }
    }

    /// Advises on what the group `organisation` holds: the first such setting makes the group of
    /// all of them.
    fn of_organisation(&self) -> NameAdvice {
        let name = name_in_organisation(self.entry).unwrap_or("name");
        if let Some(group) = self.own("organisation") {
            if holds(group, name) {
                return NameAdvice::deleted("`organisation:` says it already");
            }
            return NameAdvice::told(&format!(
                "put the line under `organisation:`, with two spaces before it, as `  {name}:`"
            ));
        }
        if self.has("organisation") {
            return NameAdvice::deleted("the `organisation:` above says it");
        }
        let mut lines = vec!["organisation:".to_owned()];
        let mut names = Vec::new();
        for entry in self.beside {
            if let (Some(name), Some(text)) = (name_in_organisation(entry), name_or_text(entry))
                && !names.contains(&name)
            {
                names.push(name);
                lines.push(format!("  {name}: {}", flow_text(text)));
            }
        }
        NameAdvice::lines(&lines)
    }

    fn footer(&self) -> NameAdvice {
        match self.text().filter(|_| !self.has("footer")) {
            Some(text) => {
                NameAdvice::lines(&["footer:".to_owned(), format!("  text: {}", flow_text(text))])
            }
            None => {
                NameAdvice::told("put these words under `footer:`, with two spaces before `text:`")
            }
        }
    }

    fn navigation(&self) -> NameAdvice {
        match &self.entry.value.value {
            NodeValue::List(_) if !self.has("navigation") => self.named("navigation"),
            _ => NameAdvice::told(NAVIGATION),
        }
    }
}

/// Returns the name that a setting has in the group `organisation`.
fn name_in_organisation(entry: &NodeEntry) -> Option<&'static str> {
    let plain = plain_name(&entry.key);
    let known = OF_ORGANISATION.iter().find(|(known, _)| *known == plain);
    known.map(|(_, name)| *name)
}

/// Reports whether a group has a setting of this name.
fn holds(group: &NodeEntry, name: &str) -> bool {
    match &group.value.value {
        NodeValue::Map(entries) => entries.iter().any(|entry| entry.key == name),
        _ => false,
    }
}

/// Reports whether a setting is the folder of Jekyll's `baseurl`: `/blog`.
fn becomes_folder(entry: &NodeEntry) -> bool {
    let is_folder = text_of(&entry.value).is_some_and(|text| {
        let text = text.trim();
        text.len() > 1 && text.starts_with('/')
    });
    is_folder && plain_name(&entry.key) == "baseurl"
}

/// Returns the text of a setting, or the name in a group such as `author:`.
fn name_or_text(entry: &NodeEntry) -> Option<&str> {
    match &entry.value.value {
        NodeValue::Map(entries) => {
            let name = entries.iter().find(|entry| entry.key == "name")?;
            text_of(&name.value)
        }
        _ => text_of(&entry.value),
    }
}
