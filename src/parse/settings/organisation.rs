//! The organisation that publishes a site. From: the group `organisation` of the settings. To:
//! [`Organisation`].

use super::checks::invalid;
use crate::base::{Code, Fault};
use crate::parse::email::looks_like_email;
use crate::parse::telephone::is_phone;
use crate::parse::yaml::{Fields, Spanned};
use schemars::JsonSchema;

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

/// Reads the group `organisation`.
pub(super) fn organisation(fields: &mut Fields<'_>) -> Organisation {
    let Some(mut group) = fields.group("organisation") else {
        return Organisation::default();
    };
    let social = social(&mut group);
    let email = group.text("email");
    if let Some(email) = &email
        && !looks_like_email(&email.value)
    {
        let message = format!("`{}` is not an e-mail address", email.value);
        let help = "write one such as `office@example.org`";
        invalid(&mut group, "email", message, help);
    }
    let phone = group.words("phone");
    if let Some(phone) = &phone
        && !is_phone(phone)
    {
        let message = format!("`{phone}` is not clear as a telephone number");
        let help = "write one such as `020 7946 0000` or `+44 20 7946 0000`; readers can see this \
                    text, but not dial it";
        let fault = Fault::warning(Code::ContactDetail, message).help(help);
        group.fault_at("phone", fault);
    }
    let organisation = Organisation {
        name: group.words("name"),
        address: address(&mut group),
        email: email.map(|email| email.value),
        phone,
        social,
        logo: group.text("logo"),
    };
    group.finish(|_| None);
    organisation
}

/// Reads the lines of the postal address, which may be one text or a list.
fn address(fields: &mut Fields<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for text in fields.texts("address") {
        lines.extend(text.value.lines().map(str::to_owned));
    }
    lines
}

/// Reads the list of the organisation's pages elsewhere.
fn social(fields: &mut Fields<'_>) -> Vec<Social> {
    let mut pages = Vec::new();
    for node in fields.entries("social") {
        let Some(mut entry) = fields.reader().group(node, "social") else {
            continue;
        };
        let name = entry.required("name", "name: Mastodon");
        let url = entry.required("url", "url: https://example.org/@us");
        if let Some(url) = &url
            && !url.value.starts_with("https://")
            && !url.value.starts_with("http://")
        {
            let message = format!("`{}` is not a whole address", url.value);
            let help = "copy the address from the browser; it starts with `https://`";
            invalid(&mut entry, "url", message, help);
        }
        entry.finish(|_| None);
        if let (Some(name), Some(url)) = (name, url) {
            pages.push(Social {
                name: name.value,
                url,
            });
        }
    }
    pages
}
