//! Links that open a message or dial a number. From: the target of a link. To: faults of those that
//! reach nobody.

use crate::base::{Code, Fault, Faults};
use crate::parse::document::Reference;
use crate::parse::email::faulty_recipient;
use crate::parse::telephone::phone_pieces;

/// Reports a link to an e-mail address or a telephone number that reaches nobody.
pub(super) fn check(written: &str, reference: &Reference, faults: &mut Faults) {
    let Some((scheme, rest)) = written.split_once(':') else {
        return;
    };
    if scheme.eq_ignore_ascii_case("mailto") {
        if let Some(address) = faulty_recipient(written) {
            let message = if address.trim().is_empty() {
                "this link writes to nobody".to_owned()
            } else {
                format!("`{address}` is not an e-mail address")
            };
            let fault = Fault::error(Code::ContactDetail, message);
            let several = written.replace("; ", ",").replace(';', ",");
            let help = if address.contains(';') && faulty_recipient(&several).is_none() {
                format!("put commas between the addresses: `{several}`")
            } else {
                "write one such as `mailto:office@example.org`".to_owned()
            };
            faults.push(fault.help(help).at(reference.span.clone()));
        }
    } else if scheme.eq_ignore_ascii_case("tel") {
        check_number(rest, reference, faults);
    }
}

/// Reports a telephone number that cannot be dialled, or would be dialled wrongly.
fn check_number(number: &str, reference: &Reference, faults: &mut Faults) {
    let plain = crate::base::percent_decode(number);
    // What stands behind the first semicolon says more about the number, such as its extension.
    let dialled = plain.split(';').next().unwrap_or_default();
    let more = number.find(';').map_or("", |at| &number[at..]);
    let signs = "+-.()*#/ \u{a0}";
    let is_code = dialled
        .chars()
        .all(|c| c.is_ascii_digit() || signs.contains(c))
        && dialled.chars().any(|c| c.is_ascii_digit());
    let pieces = phone_pieces(dialled);
    let meant = match &pieces[..] {
        [piece] => piece.url.as_deref(),
        _ => None,
    };
    let message = if dialled.starts_with(['+', '0']) && dialled.contains("(0)") {
        format!("in `{plain}`, telephones dial the zero in brackets, too")
    } else if !is_code || pieces.iter().filter(|piece| piece.url.is_some()).count() > 1 {
        format!("`{plain}` cannot be dialled")
    } else {
        return;
    };
    let help = meant.map_or_else(
        || "write one number such as `tel:+442079460000`".to_owned(),
        |meant| format!("write `{meant}{more}`"),
    );
    let fault = Fault::warning(Code::ContactDetail, message).help(help);
    faults.push(fault.at(reference.span.clone()));
}
