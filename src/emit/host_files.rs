//! Files that tell web hosts how to serve the site.

use super::theme_assets::FOLDER;

/// The content security policy: a page may load the site's own files. `frame-ancestors`
/// works only as a header.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src \
    'self' data:; font-src 'self'; \
                      media-src 'self'; connect-src 'self'; manifest-src 'self'; form-action \
    'self'; base-uri 'none'";

/// Returns the content security policy as pages carry it in `<meta>`.
#[must_use]
pub fn csp_for_page() -> String {
    POLICY.to_owned()
}

/// Writes `_headers` as Netlify and Cloudflare Pages read it, for a site at `sub_path` of its host
/// (`/` or `/htas/`). Files of the theme have their content's hash in their names and never change.
#[must_use]
pub fn headers(sub_path: &str) -> String {
    format!(
        "{sub_path}*\n  Content-Security-Policy: {POLICY}; frame-ancestors 'none'\n  \
         X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n\n{sub_path}{FOLDER}/*\n  \
         Cache-Control: public, max-age=31536000, immutable\n"
    )
}
