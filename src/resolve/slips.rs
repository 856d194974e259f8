//! The faults of references, in words: each function makes one fault at the place of a reference.

use crate::base::{Code, Fault, nearest};
use crate::model::HeldReason;
use crate::parse::document::{Reference, Role};
use crate::parse::settings::SETTINGS;
use crate::parse::typed_address::whole_address;
use crate::source::PdfFault;
use std::collections::BTreeSet;

/// The help for a link that names an address of this site instead of a file.
const BY_FILE: &str = "write the name of the page's file instead, such as `about.md`, or \
    `/reports/index.md` from another folder";
/// The help for a file that stands elsewhere.
const SAVE_BESIDE: &str = "save the file in the folder of this page and write its name here";

fn error(code: Code, message: String, reference: &Reference) -> Fault {
    Fault::error(code, message).at(reference.span.clone())
}

fn warning(code: Code, message: String, reference: &Reference) -> Fault {
    Fault::warning(code, message).at(reference.span.clone())
}

fn written(reference: &Reference) -> &str {
    reference.target.trim()
}

/// Makes the fault of an address that browsers guess at; `meant` is the whole one.
pub(super) fn half_an_address(reference: &Reference, meant: &str) -> Fault {
    let message = format!("`{}` is not a whole address", written(reference));
    error(Code::BrokenLink, message, reference).help(format!("write `{meant}`"))
}

/// Makes the fault of a picture or a file on another website.
pub(super) fn on_another_website(reference: &Reference) -> Fault {
    let message = format!(
        "`{}` is on another website, which would see every reader",
        written(reference)
    );
    error(Code::UnsafeLink, message, reference).help(SAVE_BESIDE)
}

/// Makes the fault of an address with a scheme that no visitor should follow.
pub(super) fn unsafe_scheme(reference: &Reference, name: &str) -> Fault {
    let is_own_disk = name == "file" || name.len() == 1;
    if is_own_disk {
        let message = format!(
            "`{}` is a place on your own computer, which visitors cannot reach",
            written(reference)
        );
        return error(Code::UnsafeLink, message, reference).help(SAVE_BESIDE);
    }
    let written = written(reference);
    if let Some(meant) = whole_address(written) {
        let message = format!("`{written}` is not a whole address");
        return error(Code::UnsafeLink, message, reference).help(format!("write `{meant}`"));
    }
    let message = format!("links that start with `{name}:` are not published");
    let help = "use an address that starts with `https:`, `mailto:` or `tel:`, or the path of a \
         file";
    error(Code::UnsafeLink, message, reference).help(help)
}

/// Makes the fault of a link to a page that is not published.
pub(super) fn held_back(reference: &Reference, reason: HeldReason) -> Fault {
    let message = format!(
        "`{}` leads to a page that is not published: {reason}",
        written(reference)
    );
    let help = if matches!(reference.role, Role::Page(_)) {
        "what shows the page is left out until it is"
    } else if reference.span.file.as_str() == SETTINGS {
        "it is left out of the menu or the foot until it is"
    } else {
        "the words are shown without a link until it is"
    };
    warning(Code::HeldBackLink, message, reference).help(help)
}

/// Makes the fault of a link to the preview.
pub(super) fn preview(reference: &Reference) -> Fault {
    let message = format!(
        "`{}` is the preview on your own computer, which visitors cannot reach",
        written(reference)
    );
    error(Code::UnsafeLink, message, reference).help(BY_FILE)
}

/// Makes the fault of an address with a password in it; `open` is the address without.
pub(super) fn password(reference: &Reference, open: &str) -> Fault {
    let message = "this address holds a password, which everybody could read".to_owned();
    error(Code::UnsafeLink, message, reference).help(format!("write `{open}`"))
}

/// Makes the fault of a whole address of this site that leads nowhere.
pub(super) fn no_page_at_address(reference: &Reference) -> Fault {
    let message = format!(
        "`{}` is an address of this site, and no page stands there",
        written(reference)
    );
    warning(Code::BrokenLink, message, reference).help(BY_FILE)
}

/// Makes the fault of a link without an address.
pub(super) fn empty_address(reference: &Reference) -> Fault {
    let message = "this link leads nowhere: its address is empty".to_owned();
    error(Code::BrokenLink, message, reference).help("write the address between the round brackets")
}

/// Makes the fault of a place that its page does not have.
pub(super) fn no_anchor(reference: &Reference, anchor: &str, anchors: &BTreeSet<String>) -> Fault {
    let message = format!("that page has no place called `#{anchor}`");
    let help = match nearest(anchor, anchors.iter().map(String::as_str)) {
        Some(meant) => format!("did you mean `#{meant}`?"),
        None => "a heading's place is its words in lower case with `-` between them".to_owned(),
    };
    error(Code::BrokenAnchor, message, reference).help(help)
}

/// Makes the fault of a path that leads nowhere; `meant` is the nearest one that exists.
pub(super) fn missing(reference: &Reference, path: &str, meant: Option<String>) -> Fault {
    let is_link = reference.role == Role::Link;
    let (code, what) = match reference.role {
        Role::Link => (Code::BrokenLink, "no page or file"),
        Role::Page(_) | Role::Topic => (Code::BrokenLink, "no page"),
        Role::Picture => (Code::MissingFile, "no picture"),
        Role::File | Role::Data | Role::Citation | Role::Mention => (Code::MissingFile, "no file"),
    };
    let whole = whole_address(path).filter(|_| is_link);
    let help = match (meant, whole) {
        _ if path.contains("{{") || path.contains("{%") => {
            "what stands between the braces is for another program; write the name of the file of \
             a page, such as `about.md`, or a whole address"
                .to_owned()
        }
        (None, Some(whole)) => format!("write `{whole}`"),
        (Some(_), Some(whole)) if path.contains(['/', '@']) => format!("write `{whole}`"),
        (Some(meant), _) => format!("did you mean `{meant}`?"),
        (None, None) if path.starts_with('/') => {
            "check the name and the folder; a path that starts with `/` starts at `content`"
                .to_owned()
        }
        (None, None) => {
            "check the name and the folder; the path starts at the folder of this file".to_owned()
        }
    };
    error(code, format!("{what} at `{path}`"), reference).help(help)
}

/// Makes the fault of a file in the folder that no build publishes.
pub(super) fn private(reference: &Reference) -> Fault {
    let message = format!(
        "`{}` leads into the folder `private`, and nothing of it is ever published",
        written(reference)
    );
    error(Code::PrivateFile, message, reference)
        .help("save what everybody may read in the folder of this page, and write its name here")
}

/// Makes the fault of something else where a page of the site belongs.
pub(super) fn no_page(reference: &Reference) -> Fault {
    let message = format!("`{}` is not a page of this site", written(reference));
    error(Code::BrokenLink, message, reference).help(BY_FILE)
}

/// Makes the fault of a page of the kind `kind` where one of the kind `wanted` belongs.
pub(super) fn other_kind(reference: &Reference, kind: &str, wanted: &str) -> Fault {
    let message = format!(
        "`{}` is a page of the kind `{kind}`, and a page of the kind `{wanted}` belongs here",
        written(reference)
    );
    error(Code::BrokenLink, message, reference).help(format!(
        "write the name of the file of a page of the kind `{wanted}`"
    ))
}

/// Makes the fault of a table from a file that holds no figures.
pub(super) fn no_data(reference: &Reference) -> Fault {
    let message = format!(
        "`{}` is no file of figures: a table is made from a file that ends in `.csv`",
        reference.target
    );
    error(Code::DataFile, message, reference)
        .help("in a spreadsheet program choose “Save as” and “CSV UTF-8”")
}

/// Makes the fault of a picture in a file that holds none.
pub(super) fn no_picture(reference: &Reference) -> Fault {
    let message = format!("`{}` is not a picture that browsers show", reference.target);
    error(Code::MissingFile, message, reference)
        .help("save it as PNG, JPEG, WebP, AVIF, GIF or SVG")
}

/// Makes the fault of a PDF that its readers will stumble over.
pub(super) fn pdf(reference: &Reference, fault: PdfFault) -> Fault {
    let name = &reference.target;
    match fault {
        PdfFault::NoPdf => {
            let message = format!("`{name}` is no PDF, whatever its name says");
            let help = "open it in the program it was made with and save it as PDF, or give it \
                 the name that belongs to it";
            error(Code::PdfFile, message, reference).help(help)
        }
        PdfFault::Damaged => {
            let message = format!("`{name}` is damaged: not every program will open it");
            let help = "save it as PDF again from the program it was made with";
            warning(Code::PdfFile, message, reference).help(help)
        }
        PdfFault::Protected => {
            let message = format!(
                "`{name}` is protected: readers may need a password, and screen readers may be \
                 kept out"
            );
            let help = "save it as PDF again without a password and without restrictions";
            warning(Code::PdfFile, message, reference).help(help)
        }
    }
}
