//! What web hosts refuse or leave unread: files about a site that are too large for them. Takes the
//! lines of such a file; gives those that fit, and a fault that says so.
//!
//! Sources: Azure, "Quotas in Azure Static Web Apps" (a configuration file has at most 20 KB).
//! Cloudflare, "Redirects" of Cloudflare Pages (2,000 redirects that name one address, of 1,000
//! characters each). The others document no limit.

use crate::base::{Code, Fault, Faults};

/// The size in bytes from which Azure Static Web Apps refuses the whole site because of its
/// configuration file.
pub const AZURE_LARGEST: usize = 20 << 10;

/// The number of lines of `_redirects` that Cloudflare Pages reads.
const CLOUDFLARE_LINES: usize = 2_000;

/// The number of characters that a line of `_redirects` may have at Cloudflare Pages.
const CLOUDFLARE_LINE: usize = 1_000;

/// The advice for a site with more former addresses than a host takes.
const STILL_LED: &str = "a small page still leads from each former address of a page to the new \
    one; take `aliases:` out that nobody uses any more";

/// Chooses the routes of Azure's configuration file that fit beside the `rest` of it, which has
/// that many bytes. Redirects of files come first: a page stands at the former address of a page
/// and leads on, whatever the host does.
pub(super) fn fitting_routes(routes: Vec<(bool, String)>, rest: usize) -> (Vec<String>, Faults) {
    let mut room = AZURE_LARGEST.saturating_sub(rest);
    let mut fits = vec![false; routes.len()];
    for files in [true, false] {
        for (number, (is_file, route)) in routes.iter().enumerate() {
            // A comma stands between two routes.
            if *is_file == files && route.len() < room {
                room -= route.len() + 1;
                fits[number] = true;
            }
        }
    }
    let all = routes.len();
    let kept: Vec<String> = routes
        .into_iter()
        .zip(fits)
        .filter(|(_, fits)| *fits)
        .map(|((_, route), _)| route)
        .collect();
    let left_out = all - kept.len();
    let mut faults = Faults::new();
    if left_out > 0 {
        let message = format!(
            "Azure refuses a `staticwebapp.config.json` of more than {AZURE_LARGEST} bytes, so \
             {left_out} of {all} former addresses are not in it"
        );
        faults.push(refused(&message, "azure").help(STILL_LED));
    }
    (kept, faults)
}

/// Reports a file of redirects that Cloudflare Pages would read a part of.
pub(super) fn unread_lines(lines: &[String]) -> Faults {
    let too_long = lines
        .iter()
        .filter(|line| line.chars().count() > CLOUDFLARE_LINE)
        .count();
    let message = if lines.len() > CLOUDFLARE_LINES {
        format!(
            "Cloudflare Pages reads {CLOUDFLARE_LINES} lines of `_redirects`, and this site has {}",
            lines.len()
        )
    } else if too_long > 0 {
        format!(
            "Cloudflare Pages reads no line of `_redirects` with more than {CLOUDFLARE_LINE} \
             characters, and this site has {too_long} of them"
        )
    } else {
        return Faults::new();
    };
    Faults::from(refused(&message, "netlify").help(STILL_LED))
}

/// Reports a configuration file of the owner's own that Azure would refuse.
#[must_use]
pub fn own_file_too_large(size: u64) -> Faults {
    if usize::try_from(size).is_ok_and(|size| size <= AZURE_LARGEST) {
        return Faults::new();
    }
    let message = format!(
        "Azure refuses a `staticwebapp.config.json` of more than {AZURE_LARGEST} bytes, and this \
         file has {size}"
    );
    let help = "take rules out of it that nobody needs";
    Faults::from(refused(&message, "azure").help(help))
}

/// Makes the fault of a file that one host would refuse, or read a part of.
fn refused(message: &str, host: &str) -> Fault {
    Fault::warning(Code::HostLimit, message).help(format!(
        "if the site is not published there, name its host in the settings, without `{host}`: \
         such as `hosts: [apache]`"
    ))
}
