//! Pictures as values: their formats and faults, and the pictures that are made of one: how wide,
//! in which format, and at which address.

use super::{AssetHandle, Sha256};
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
    /// The picture is stored in the colours of a printing press.
    PrintColours,
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
const VERSION: u32 = 1;

/// The most characters of a file's name that the names of pictures made of it begin with.
const LONGEST_STEM: usize = 60;

/// The folder of the pictures that are made.
const FOLDER: &str = "assets/pictures";

/// What to make of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Recipe {
    /// The width in pixels.
    pub width: u32,
    /// The height in pixels.
    pub height: u32,
    /// Whether the format is WebP, or that of the picture itself.
    pub is_webp: bool,
}

/// A picture that is made of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DerivedPicture {
    /// The address of the picture.
    pub url: UrlPath,
    /// The way to make it.
    pub recipe: Recipe,
}

/// Everything that is made of one picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureSet {
    /// The picture in its own format, for browsers, feeds and other websites that know no other.
    pub plain: DerivedPicture,
    /// The pictures that pages show, from the narrowest to the widest.
    pub light: Vec<DerivedPicture>,
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

    /// Decides what is made of a picture with this content, whose size is that after it is turned
    /// upright.
    #[must_use]
    pub fn of(
        source: &SourcePath,
        format: PictureFormat,
        sha256: &Sha256,
        (width, height): (u32, u32),
    ) -> Self {
        let widest = WIDTHS[WIDTHS.len() - 1].min(width);
        let name = PictureName::of(source, format, sha256);
        let recipe = |wide: u32, is_webp: bool| Recipe {
            width: wide,
            height: scaled(height, wide, width),
            is_webp: is_webp || format == PictureFormat::WebP,
        };
        let mut narrower = WIDTHS.to_vec();
        narrower.retain(|wide| *wide < widest);
        Self {
            plain: name.derived(recipe(widest, false)),
            light: narrower
                .into_iter()
                .chain([widest])
                .map(|wide| name.derived(recipe(wide, true)))
                .collect(),
        }
    }

    /// Lists all pictures of the set.
    pub fn all(&self) -> impl Iterator<Item = &DerivedPicture> {
        let is_listed = self.light.contains(&self.plain);
        let plain = (!is_listed).then_some(&self.plain);
        self.light.iter().chain(plain)
    }
}

/// Returns the height of a picture of `height` when its width of `from` becomes `to`; at least one
/// pixel.
fn scaled(height: u32, to: u32, from: u32) -> u32 {
    let scaled = (u64::from(height) * u64::from(to) * 2 + u64::from(from)) / (u64::from(from) * 2);
    u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
}

/// The part of their addresses that all pictures that are made of one have in common. It never
/// stands for another content.
struct PictureName {
    /// The address up to the width.
    start: String,
    /// The end of the name of a picture in its own format.
    plain_end: &'static str,
}

impl PictureName {
    fn of(source: &SourcePath, format: PictureFormat, sha256: &Sha256) -> Self {
        let version = VERSION.to_be_bytes();
        let made_from = [&sha256[..], source.as_str().as_bytes(), &version].concat();
        let mark = Fingerprint::short(&made_from);
        let name = source.file_name();
        let mut stem = slug(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        stem.truncate(stem.floor_char_boundary(LONGEST_STEM));
        Self {
            start: format!("/{FOLDER}/{stem}-{mark}"),
            plain_end: format.extensions()[0],
        }
    }

    fn derived(&self, recipe: Recipe) -> DerivedPicture {
        let (start, width) = (&self.start, recipe.width);
        let end = if recipe.is_webp {
            PictureFormat::WebP.extensions()[0]
        } else {
            self.plain_end
        };
        DerivedPicture {
            url: UrlPath::new(&format!("{start}-{width}.{end}")),
            recipe,
        }
    }
}
