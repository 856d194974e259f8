//! Files that web hosts, search engines and browsers look for at the top of a site, and that stand
//! in `content/` where nothing publishes them. Takes the tree and what is copied from it; adds to
//! the faults.

use crate::base::{Code, Fault, Faults, OutputPath, SourcePath, Span};
use crate::parse::place::{CONTENT, STATIC};
use crate::source::SourceTree;
use std::collections::BTreeMap;

/// What to do with a file of this name, beside moving it.
const MADE: [(&str, &str); 6] = [
    (
        "robots.txt",
        "masthead makes a `robots.txt` by itself, so most sites need none of their own",
    ),
    (
        "sitemap.xml",
        "masthead makes a `sitemap.xml` of all pages by itself, so most sites need no other",
    ),
    (
        "_redirects",
        "masthead makes it for Netlify and Cloudflare: write former addresses as `aliases:` of the \
         page, and `hosts: [netlify]` into `content/site.yaml`",
    ),
    (
        "_headers",
        "masthead makes it for Netlify: write `hosts: [netlify]` into `content/site.yaml`",
    ),
    (
        ".htaccess",
        "masthead makes it for Apache: write former addresses as `aliases:` of the page, and \
         `hosts: [apache]` into `content/site.yaml`; it locks no page",
    ),
    (
        "staticwebapp.config.json",
        "masthead makes it for Azure: write former addresses as `aliases:` of the page, and \
         `hosts: [azure]` into `content/site.yaml`",
    ),
];

/// Other files that are looked for at the top of a site.
const OTHERS: [&str; 18] = [
    "CNAME",
    ".nojekyll",
    "favicon.ico",
    "apple-touch-icon.png",
    "ads.txt",
    "humans.txt",
    "security.txt",
    "llms.txt",
    "web.config",
    "netlify.toml",
    "vercel.json",
    "firebase.json",
    "manifest.json",
    "manifest.webmanifest",
    "site.webmanifest",
    "browserconfig.xml",
    "crossdomain.xml",
    "BingSiteAuth.xml",
];

/// Reports such files that nothing publishes.
pub(super) fn report(
    tree: &SourceTree,
    copies: &BTreeMap<OutputPath, SourcePath>,
    faults: &mut Faults,
) {
    for asset in tree.assets_below(CONTENT) {
        let path = &asset.path;
        if path.below(STATIC).is_some() || !is_for_the_top(path) {
            continue;
        }
        if !copies.values().any(|published| published == path) {
            faults.push(fault(path));
        }
    }
}

/// Reports whether a file is looked for at the top of a site, and stands at the top of `content/`.
fn is_for_the_top(path: &SourcePath) -> bool {
    let Some(below) = path.below(CONTENT) else {
        return false;
    };
    let name = path.file_name();
    let code = name.strip_prefix("google");
    let code = code.and_then(|name| name.strip_suffix(".html"));
    let is_verification = code.is_some_and(|code| code.len() > 9);
    let is_known = OTHERS.contains(&name) || MADE.iter().any(|(made, _)| *made == name);
    let is_at_top = below == name && (is_known || is_verification);
    is_at_top || name == ".htaccess" || below.starts_with(".well-known/")
}

fn fault(path: &SourcePath) -> Fault {
    let below = path.below(CONTENT).unwrap_or_default();
    let made = MADE.iter().find(|(name, _)| *name == path.file_name());
    let message =
        format!("this file is not published: `{below}` is no page, and nothing leads to it");
    let fault = Fault::warning(Code::FileNotRead, message).at(Span::start_of(path));
    match made {
        Some((_, help)) => fault.help(*help).help(format!(
            "to publish this file instead, move it to `{STATIC}/{below}`"
        )),
        None => fault.help(format!(
            "to publish it as it stands, move it to `{STATIC}/{below}`"
        )),
    }
}
