//! Descriptions of pictures that say nothing: the word "picture", the number that a camera gave,
//! the name of the file. Takes a description and the path of the picture; gives a fault.

use crate::base::{Code, Fault};

/// Words that say no more than that there is a picture, in the languages of many sites.
const PICTURE_WORDS: [&str; 34] = [
    "image",
    "images",
    "img",
    "picture",
    "pictures",
    "pic",
    "pics",
    "photo",
    "photos",
    "photograph",
    "graphic",
    "graphics",
    "figure",
    "illustration",
    "untitled",
    "placeholder",
    "alt",
    "alt text",
    "alternative text",
    "description",
    "image description",
    "cover image",
    "featured image",
    "bild",
    "foto",
    "abbildung",
    "imagen",
    "imagem",
    "immagine",
    "afbeelding",
    "ohne titel",
    "sans titre",
    "null",
    "undefined",
];

/// Words with which cameras, telephones and messengers begin the names of pictures.
const CAMERA_WORDS: [&str; 21] = [
    "cimg",
    "dsc",
    "dscf",
    "dsci",
    "dscn",
    "fb_img",
    "gopr",
    "image",
    "img",
    "imgp",
    "mvimg",
    "p",
    "photo",
    "pict",
    "pxl",
    "sam",
    "screen shot",
    "screenshot",
    "signal",
    "whatsapp image",
    "wp",
];

/// The fewest digits in a name that a camera gave.
const CAMERA_DIGITS: usize = 3;

/// Reports whether a description says nothing of what the picture at the path `file` shows.
pub(in crate::parse) fn says_nothing(alt: &str, file: &str) -> bool {
    let alt = alt.trim();
    is_picture_word(alt) || is_of_camera(alt) || is_name_of(alt, file)
}

/// Makes the fault of a description that says nothing; `example` is how one is written.
pub(in crate::parse) fn fault(alt: &str, example: &str) -> Fault {
    let message = format!("`{}` does not say what this picture shows", alt.trim());
    let help = format!("say it in a few words, for people who cannot see it: {example}");
    Fault::warning(Code::MissingAlt, message).help(help)
}

/// Reports whether a description is a word for pictures, perhaps with a number.
fn is_picture_word(alt: &str) -> bool {
    let lower = alt.to_lowercase();
    let words = lower.trim_matches(|sign: char| !sign.is_alphanumeric());
    let words = ["a ", "an ", "the "]
        .iter()
        .find_map(|article| words.strip_prefix(article))
        .unwrap_or(words);
    let name = words.trim_end_matches(|sign: char| sign.is_ascii_digit());
    PICTURE_WORDS.contains(&name.trim_end_matches([' ', '_', '-', '#', '.']))
}

/// Reports whether a description is a name that a camera gives: `IMG_1234`, `DSC01234`,
/// `PXL_20150303_120000123`, `WhatsApp Image 2015-03-03 at 12.00.00`.
fn is_of_camera(alt: &str) -> bool {
    let lower = alt.to_ascii_lowercase();
    let Some(at) = lower.find(|sign: char| sign.is_ascii_digit()) else {
        return false;
    };
    let (start, rest) = lower.split_at(at);
    let start = start.trim_end_matches(['_', '-', ' ', '(']);
    let mut runs = rest.split(|sign: char| !sign.is_alphabetic());
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    CAMERA_WORDS.contains(&start) && digits >= CAMERA_DIGITS && runs.all(|run| run.len() <= 2)
}

/// Reports whether a description is the name of the picture's file, or that of any picture.
fn is_name_of(alt: &str, file: &str) -> bool {
    let path = file.split(['#', '?']).next().unwrap_or_default();
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let name = crate::base::percent_decode(name).to_lowercase();
    let alt = alt.to_lowercase();
    let stem = name.rsplit_once('.').map_or(&*name, |(stem, _)| stem);
    // A single word may well be all there is to say.
    let is_no_word = stem.contains(|sign: char| sign.is_ascii_digit() || "_-".contains(sign));
    alt == name && !name.is_empty() || is_no_word && alt == stem || is_file_name(&alt)
}

/// Reports whether a text is one word that ends as the names of pictures do.
fn is_file_name(alt: &str) -> bool {
    const ENDS: [&str; 9] = [
        ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".heic", ".tiff", ".svg",
    ];
    !alt.contains(char::is_whitespace) && ENDS.iter().any(|end| alt.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::says_nothing;

    #[test]
    fn descriptions_that_say_nothing_are_told() {
        for alt in [
            "image",
            "Photo",
            "An image.",
            "picture 2",
            "Image_03",
            "IMG_1234",
            "DSC01234",
            "PXL_20150303_120000123",
            "IMG-20150303-WA0001",
            "Screenshot 2015-03-03 at 12.00.00",
            "WhatsApp Image 2015-03-03 at 12.00.00 PM",
            "P1010234",
            "garden.jpg",
            "Garden.JPG",
            "leeks-2.png",
            "Alt text",
            "Bild 3",
        ] {
            assert!(says_nothing(alt, "images/garden.jpg"), "{alt}");
        }
        for (alt, file) in [("team-2015", "a/team-2015.jpg"), ("my pic", "my%20pic.png")] {
            let name = file.rsplit('/').next().unwrap_or_default();
            assert!(says_nothing(name, file), "{name}");
            assert_eq!(says_nothing(alt, file), alt.contains('-'), "{alt}");
        }
    }

    #[test]
    fn descriptions_of_a_word_are_left_alone() {
        for alt in [
            "Garden",
            "Logo",
            "Map",
            "Chart of visits in 2015",
            "Image of the garden in 1950",
            "Photo of nurse 12",
            "Figures 2 to 4 side by side",
            "Picture frames",
            "Sam 2015 run",
            "Photographers",
            "P. Ellis",
            "Team 2015",
            "A",
            "HTAS",
            "The picture house",
            "Two nurses talk",
            "Vitamin B12",
            "",
        ] {
            assert!(!says_nothing(alt, "images/garden.jpg"), "{alt}");
        }
    }
}
