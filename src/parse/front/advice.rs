//! Advice about names in front matter that mean nothing there: names of other kinds of page, and
//! names that other programs use.

use crate::parse::kind::Kind;
use crate::parse::kinds::set::Kinds;

/// Says what to do about a name that no kind, or only another kind, has.
pub(super) fn advice(name: &str, kind: &Kind, kinds: &Kinds) -> String {
    if name == "pdf" && *kind == Kind::Report {
        return "name the file under `downloads:`, as `- file: report.pdf`".to_owned();
    }
    let owner = kinds
        .all()
        .find(|other| other.schema.kind_of(name).is_some());
    if let Some(owner) = owner {
        return format!(
            "`{name}` belongs to pages of the kind `{}`; this one is a `{kind}`",
            owner.kind
        );
    }
    if let Some(unused) = kinds.unused_with_field(name) {
        return unused.advice();
    }
    match of_other_programs(name) {
        Some(advice) => advice.to_owned(),
        None => format!(
            "if a template of your own uses it, put it under `extra:`, indented by two spaces: \
             `  {name}: …`"
        ),
    }
}

/// Says what to write instead of a name that another program uses.
fn of_other_programs(name: &str) -> Option<&'static str> {
    let plain: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    Some(match plain.as_str() {
        "author" | "writer" | "writers" | "by" => "write `authors:`, or `byline:` in an article",
        "tags" | "categories" | "keywords" | "tag" | "category" | "subjects" | "subject" => {
            "write `topics:`"
        }
        "description" | "subtitle" | "excerpt" | "abstract" | "intro" | "introduction" => {
            "write `summary:`"
        }
        "layout" => "write `template:`",
        "permalink" | "url" | "path" | "address" => {
            "write `slug:` for the last part of the address"
        }
        "published" | "publish" | "publishdate" | "pubdate" | "publishfrom" | "golive"
        | "embargo" | "embargoeduntil" | "from" => {
            "write `publish_on:` and a day, such as `publish_on: 2030-01-31`"
        }
        "expirydate" | "expires" | "expiry" | "expire" | "unpublish" | "unpublishon" | "until"
        | "ends" => "write `expires_on:` and a day, such as `expires_on: 2030-12-31`",
        "status" | "hidden" | "hide" | "private" | "unpublished" | "state" => {
            "to keep the page out of the site, write `draft: yes`"
        }
        "lastmod" | "modified" | "lastmodified" | "changed" => "write `updated:`",
        "redirectfrom" | "redirect" | "redirects" | "alias" | "oldaddress" | "oldaddresses"
        | "oldurl" | "former" | "formerly" => {
            "write `aliases:` and the old address, such as `aliases: [/old-page/]`"
        }
        "picture" | "photo" | "cover" | "coverimage" | "thumbnail" => {
            "write `image:`, and `image_alt:` for what it shows"
        }
        "alt" | "imagedescription" | "picturealt" => "write `image_alt:`",
        "order" | "position" | "sortorder" => "write `weight:`",
        _ => return None,
    })
}
