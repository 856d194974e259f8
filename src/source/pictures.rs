//! Pictures as values: their formats and faults, and the pictures that are made of one: how wide,
//! in which format, and at which address.

use super::{AssetHandle, Crop, PictureFocus, Sha256};
use crate::base::{Fingerprint, SourcePath, UrlPath, slug};
use std::sync::Arc;

/// The format of a picture of pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum PictureFormat {
    /// Joint Photographic Experts Group.
    Jpeg,
    /// Portable Network Graphics.
    Png,
    /// Google's format for the web.
    WebP,
    /// Graphics Interchange Format.
    Gif,
    /// AV1 Image File Format.
    Avif,
    /// High Efficiency Image File Format, the format of many telephones. Few browsers show it.
    Heic,
    /// Tagged Image File Format, a format for print. Few browsers show it.
    Tiff,
    /// Windows bitmap: every pixel as it is, and so very long.
    Bmp,
    /// JPEG XL. Few browsers show it.
    JpegXl,
    /// JPEG 2000, a format for archives. Few browsers show it.
    Jpeg2000,
}

/// All formats.
const FORMATS: [PictureFormat; 10] = [
    PictureFormat::Jpeg,
    PictureFormat::Png,
    PictureFormat::WebP,
    PictureFormat::Gif,
    PictureFormat::Avif,
    PictureFormat::Heic,
    PictureFormat::Tiff,
    PictureFormat::Bmp,
    PictureFormat::JpegXl,
    PictureFormat::Jpeg2000,
];

impl PictureFormat {
    /// Returns the name that people know the format by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
            Self::Gif => "GIF",
            Self::Avif => "AVIF",
            Self::Heic => "HEIC",
            Self::Tiff => "TIFF",
            Self::Bmp => "BMP",
            Self::JpegXl => "JPEG XL",
            Self::Jpeg2000 => "JPEG 2000",
        }
    }

    /// Returns the ends of names of files that hold the format, the usual one first.
    #[must_use]
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg", "jfif", "jpe"],
            Self::Png => &["png", "apng"],
            Self::WebP => &["webp"],
            Self::Gif => &["gif"],
            Self::Avif => &["avif"],
            Self::Heic => &["heic", "heif", "hif"],
            Self::Tiff => &[
                // The raw pictures of most cameras are of this format, too.
                "tif", "tiff", "dng", "nef", "cr2", "arw", "orf", "pef", "rw2", "srw",
            ],
            Self::Bmp => &["bmp", "dib"],
            Self::JpegXl => &["jxl"],
            Self::Jpeg2000 => &["jp2", "jpx", "jpf", "j2k"],
        }
    }

    /// Returns the format that a file with this end of its name should hold.
    #[must_use]
    pub fn of_extension(extension: &str) -> Option<Self> {
        FORMATS
            .into_iter()
            .find(|format| format.extensions().contains(&extension))
    }
}

/// What is wrong with a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum PictureFault {
    /// The file is something else with the name of a picture, or empty.
    NoPicture,
    /// The picture is damaged, or stored in a way that browsers do not know: they show nothing, or
    /// nothing after the damage.
    Unopenable,
    /// The file is longer than what masthead reads of one picture.
    TooLong,
    /// The picture has another format than its name says, and browsers do not show it.
    NotShown(PictureFormat),
    /// The picture may say where, when and by whom it was made, and masthead cannot take that out.
    Telling(PictureFormat),
    /// The end of the picture is missing.
    CutOff,
    /// The picture cannot be decoded, or takes too much memory for that: nothing is made of it.
    Undecodable,
    /// Pixels are missing within the picture: readers see grey there, or wrong colours.
    LacksPixels,
    /// The picture is stored in the colours of a printing press.
    PrintColours,
    /// The picture stores its colours in a way of which the decoder makes wrong ones: nothing is
    /// made of it.
    OddColours,
    /// The picture has so many pixels that telephones may not be able to open it.
    Huge,
    /// The picture has another format than its name says.
    Misnamed(PictureFormat),
}

/// The widths that pages show, in pixels: a column of text has 640, a telephone 360, and screens
/// draw up to three pixels for each of these.
const WIDTHS: [u32; 4] = [320, 640, 960, 1280];

/// The most pixels in a column of a WebP picture.
const HIGHEST: u64 = 16_383;

/// The version of the way in which pictures are made: a new one makes all of them anew.
const VERSION: u32 = 3;

/// The widths of the part of a picture that lists show of a page, on screens with up to three
/// pixels for each of layout.
const CARD_WIDTHS: [u32; 2] = [240, 480];

/// The shape of the part that lists show.
const CARD_SHAPE: (u32, u32) = (3, 2);

/// The size of the part that other websites show beside a link, which is also its shape.
const SOCIAL_SIZE: (u32, u32) = (1200, 630);

/// The width of the picture that feeds show beside an entry.
const MIDDLE_WIDTH: u32 = 640;

/// The most characters of a file's name that the names of pictures made of it begin with.
const LONGEST_STEM: usize = 60;

/// The folder of the pictures that are made.
pub(super) const FOLDER: &str = "assets/pictures";

/// What to make of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// The part that is shown, or the whole picture.
    pub crop: Option<Crop>,
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
    /// The format: JPEG, PNG or WebP.
    pub format: PictureFormat,
}

/// A picture that is made of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DerivedPicture {
    /// The address of the picture.
    pub url: UrlPath,
    /// The way to make it.
    pub recipe: Recipe,
}

/// What is made of the picture of a page beside what the page itself shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// The part that lists show, from the narrowest to the widest.
    pub card: Vec<DerivedPicture>,
    /// The part that other websites show beside a link.
    pub social: DerivedPicture,
    /// The picture that feeds show beside an entry; none of a picture that stands in for others.
    pub middle: Option<DerivedPicture>,
}

/// Everything that is made of one picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureSet {
    /// The picture in its own format, for browsers, feeds and other websites that know no other.
    pub plain: DerivedPicture,
    /// The pictures that pages show, from the narrowest to the widest; none if no page shows it.
    pub light: Vec<DerivedPicture>,
    /// What is made of it as the picture of pages: one for each focus.
    pub covers: Vec<Cover>,
}

/// A picture that others are made of, as far as these depend on it.
#[derive(Clone, Copy, Debug)]
pub struct PictureSource<'p> {
    /// The path of the file.
    pub path: &'p SourcePath,
    /// The format.
    pub format: PictureFormat,
    /// The hash of the file as it is published.
    pub sha256: &'p Sha256,
    /// The width and height after the picture is turned upright.
    pub size: (u32, u32),
}

/// Pictures that are to be made of one.
#[derive(Clone, Debug)]
pub struct PictureOrder {
    /// The picture that they are made of.
    pub source: AssetHandle,
    /// The pictures.
    pub set: Arc<PictureSet>,
}

impl PictureSet {
    /// Reports whether the pictures that are made of one of this size have room in their formats.
    #[must_use]
    pub fn fits((width, height): (u32, u32)) -> bool {
        let widest = WIDTHS[WIDTHS.len() - 1].min(width);
        u64::from(height) * u64::from(widest) <= HIGHEST * u64::from(width)
    }

    /// Decides what is made of a picture that pages show in their texts.
    #[must_use]
    pub fn of(source: PictureSource<'_>) -> Self {
        let (width, height) = source.size;
        let (widest, _) = whole_size(source.size);
        let name = PictureName::of(source);
        let derived = |wide: u32, format: PictureFormat| {
            name.whole(Recipe {
                crop: None,
                width: wide,
                height: scaled(height, wide, width),
                format,
            })
        };
        let light = up_to(&WIDTHS, widest);
        Self {
            plain: derived(widest, source.format),
            light: light
                .map(|wide| derived(wide, PictureFormat::WebP))
                .collect(),
            covers: Vec::new(),
        }
    }

    /// Adds what is made of the picture of a page, in which `focus` matters.
    #[must_use]
    pub fn with_cover(mut self, source: PictureSource<'_>, focus: PictureFocus) -> Self {
        let (width, height) = source.size;
        let name = PictureName::of(source);
        let card = Crop::around(focus, source.size, CARD_SHAPE);
        let widest = CARD_WIDTHS[CARD_WIDTHS.len() - 1].min(card.width);
        let card = up_to(&CARD_WIDTHS, widest).map(|wide| {
            let recipe = Recipe {
                crop: Some(card),
                width: wide,
                height: scaled(card.height, wide, card.width),
                format: PictureFormat::WebP,
            };
            name.part("card", focus, recipe)
        });
        let social = Crop::around(focus, source.size, SOCIAL_SIZE);
        let social_width = SOCIAL_SIZE.0.min(social.width);
        let social = Recipe {
            crop: Some(social),
            width: social_width,
            height: scaled(social.height, social_width, social.width),
            format: PictureFormat::Jpeg,
        };
        let middle_width = MIDDLE_WIDTH.min(width);
        let middle = Recipe {
            crop: None,
            width: middle_width,
            height: scaled(height, middle_width, width),
            format: PictureFormat::Jpeg,
        };
        self.covers.push(Cover {
            card: card.collect(),
            social: name.part("social", focus, social),
            middle: Some(name.whole(middle)),
        });
        self
    }

    /// Leaves out what pages, lists and feeds show of a picture that only other websites show.
    pub fn leave_out_shown(&mut self) {
        self.light.clear();
        for cover in &mut self.covers {
            cover.card.clear();
            cover.middle = None;
        }
    }

    /// Adds what another use of the same picture is made of.
    pub fn add(&mut self, other: &Self) {
        if self.light.is_empty() {
            self.light.clone_from(&other.light);
        }
        for cover in &other.covers {
            if !self.covers.contains(cover) {
                self.covers.push(cover.clone());
            }
        }
    }

    /// Lists all pictures of the set, each once.
    #[must_use]
    pub fn all(&self) -> Vec<&DerivedPicture> {
        let mut all: Vec<&DerivedPicture> = self.light.iter().collect();
        let covers = self.covers.iter();
        let of_covers = covers.flat_map(|cover| {
            let card = cover.card.iter();
            card.chain([&cover.social]).chain(&cover.middle)
        });
        for made in std::iter::once(&self.plain).chain(of_covers) {
            if !all.contains(&made) {
                all.push(made);
            }
        }
        all
    }
}

/// Lists those of `widths` that are less than the widest, and the widest itself.
fn up_to(widths: &[u32], widest: u32) -> impl Iterator<Item = u32> {
    let narrower = widths.iter().copied().filter(move |wide| *wide < widest);
    narrower.chain([widest])
}

/// Returns the size of the widest picture that is made of a whole one of `size`.
#[must_use]
pub fn whole_size((width, height): (u32, u32)) -> (u32, u32) {
    let widest = WIDTHS[WIDTHS.len() - 1].min(width);
    (widest, scaled(height, widest, width))
}

/// Returns the height of a picture of `height` when its width of `from` becomes `to`; at least one
/// pixel.
#[must_use]
pub fn scaled(height: u32, to: u32, from: u32) -> u32 {
    let scaled = (u64::from(height) * u64::from(to) * 2 + u64::from(from)) / (u64::from(from) * 2);
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

/// The part of their addresses that all pictures that are made of one have in common. It never
/// stands for another content.
struct PictureName(String);

impl PictureName {
    fn of(source: PictureSource<'_>) -> Self {
        let version = VERSION.to_be_bytes();
        let made_from = [
            &source.sha256[..],
            source.path.as_str().as_bytes(),
            &version,
        ]
        .concat();
        let mark = Fingerprint::short(&made_from);
        let name = source.path.file_name();
        let mut stem = slug(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        stem.truncate(stem.floor_char_boundary(LONGEST_STEM));
        Self(format!("/{FOLDER}/{stem}-{mark}"))
    }

    /// Names a picture that shows the whole of another.
    fn whole(&self, recipe: Recipe) -> DerivedPicture {
        self.derived("", recipe)
    }

    /// Names a picture that shows a part of another for `purpose`. The part follows from the focus.
    fn part(&self, purpose: &str, focus: PictureFocus, recipe: Recipe) -> DerivedPicture {
        self.derived(&format!("-{purpose}-{}-{}", focus.x, focus.y), recipe)
    }

    fn derived(&self, part: &str, recipe: Recipe) -> DerivedPicture {
        let (start, width) = (&self.0, recipe.width);
        let end = recipe.format.extensions()[0];
        DerivedPicture {
            url: UrlPath::new(&format!("{start}{part}-{width}.{end}")),
            recipe,
        }
    }
}
