//! Web hosts that a site may be published on.

use schemars::JsonSchema;

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
