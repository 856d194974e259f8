//! Pictures that readers would not see as they are meant, or that tell more than they show, among
//! the files that are published. Takes the tree and what is copied from it; adds to the faults.

use crate::base::{Code, Fault, Faults, OutputPath, SourcePath, Span};
use crate::source::{AssetHandle, PictureFault, PictureFormat, PictureSet, SourceTree};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Reports what is wrong with pictures that are published.
pub(super) fn report(
    tree: &SourceTree,
    copies: &BTreeMap<OutputPath, SourcePath>,
    made: &BTreeMap<SourcePath, Arc<PictureSet>>,
    faults: &mut Faults,
) {
    let published: BTreeSet<&SourcePath> = copies.values().chain(made.keys()).collect();
    for source in published {
        let Some(AssetHandle { facts, .. }) = tree.assets.get(source) else {
            continue;
        };
        let lost = facts.lacks_pixels.then_some(PictureFault::LacksPixels);
        for fault in facts.picture_fault.into_iter().chain(lost) {
            faults.push(picture_finding(source, fault));
        }
    }
}

/// Reports what was found wrong with pictures when they were decoded.
pub fn add_picture_faults(found: BTreeMap<SourcePath, PictureFault>, faults: &mut Faults) {
    for (source, fault) in found {
        faults.push(picture_finding(&source, fault));
    }
}

/// Returns the finding for what is wrong with a picture.
fn picture_finding(source: &SourcePath, fault: PictureFault) -> Fault {
    of_picture(source.file_name(), fault).at(Span::start_of(source))
}

fn of_picture(name: &str, fault: PictureFault) -> Fault {
    match fault {
        PictureFault::NoPicture => error(
            format!("`{name}` is no picture, whatever its name says"),
            "export it as JPEG or PNG from the program that made it, or delete it here",
        ),
        PictureFault::Unopenable => warning(
            name,
            "cannot be opened: it is damaged, or stored in a way that browsers do not know",
            UNOPENABLE,
        ),
        PictureFault::TooLong => error(
            format!("`{name}` is longer than 128 MB, which is too long for a picture"),
            "make it smaller in a picture program, and save it as JPEG",
        ),
        PictureFault::NotShown(format) => error(
            format!(
                "`{name}` is a picture of the format {}, whatever its name says, and few browsers \
                 show those",
                format.name()
            ),
            EXPORT,
        ),
        PictureFault::Telling(format) => error(
            format!(
                "`{name}` may say where, when and by whom it was made, and masthead cannot take \
                 that out of a picture of the format {}",
                format.name()
            ),
            EXPORT,
        ),
        PictureFault::CutOff => warning(name, "lacks its end: readers see a part of it", ONCE_MORE),
        PictureFault::Undecodable => warning(
            name,
            "cannot be made smaller, because it is damaged or needs more than 512 MB of memory; \
             it is published as it is",
            UNOPENABLE,
        ),
        PictureFault::LacksPixels => warning(
            name,
            "is damaged: readers see grey or wrong colours in a part of it",
            ONCE_MORE,
        ),
        PictureFault::PrintColours => warning(
            name,
            "has the colours of a printing press (CMYK): on screens they differ",
            "open it in a picture program and export it with the colours of screens (RGB, sRGB)",
        ),
        PictureFault::OddColours => warning(
            name,
            "stores its colours in a rare way, so no smaller pictures are made of it; it is \
             published as it is",
            EXPORT,
        ),
        PictureFault::Huge => warning(
            name,
            "has so many pixels that telephones may not be able to open it",
            "make it smaller in a picture program: 3,000 pixels are wide enough for a page",
        ),
        PictureFault::Misnamed(format) => misnamed(name, format),
    }
}

/// What to do with a picture of a format that masthead does not take apart.
const EXPORT: &str = "open it in a picture program and export it as JPEG";

/// What to do with a picture of which a part was lost on the way.
const ONCE_MORE: &str = "copy the picture here once more from where it came";

/// What to do with a picture that cannot be opened.
const UNOPENABLE: &str = "open it in a picture program and export it as JPEG or PNG; if it does \
                          not open there either, copy it here once more from where it came";

fn misnamed(name: &str, format: PictureFormat) -> Fault {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let meant = format!("{stem}.{}", format.extensions()[0]);
    let message = format!("the picture `{name}` is of the format {}", format.name());
    let help = format!("name the file `{meant}`, and write that name where it is shown");
    Fault::warning(Code::PictureFile, message).help(help)
}

fn error(message: String, help: &str) -> Fault {
    Fault::error(Code::PictureFile, message).help(help)
}

fn warning(name: &str, what: &str, help: &str) -> Fault {
    Fault::warning(Code::PictureFile, format!("`{name}` {what}")).help(help)
}
