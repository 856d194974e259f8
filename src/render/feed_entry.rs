//! The last step of the entries of feeds. An entry is read away from its page, so what leads to a
//! place on the page itself (a footnote, a reference) has to lead to the page.

use super::current_page::CurrentPage;

/// Returns HTML in which links to places on the page `here` lead to the page from anywhere.
pub(super) fn lead_home(html: String, here: &CurrentPage) -> String {
    const TO_HERE: &str = " href=\"#";
    let mut found = memchr::memmem::find_iter(html.as_bytes(), TO_HERE)
        .map(|at| at + TO_HERE.len() - 1)
        .peekable();
    if found.peek().is_none() {
        return html;
    }
    let url = here.link(&here.page_url);
    let mut out = String::with_capacity(html.len() + 8 * url.len());
    let mut done = 0;
    for at in found {
        out.push_str(&html[done..at]);
        out.push_str(&url);
        done = at;
    }
    out.push_str(&html[done..]);
    out
}
