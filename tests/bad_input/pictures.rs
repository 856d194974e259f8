//! Pictures that tell more than they show, and files that are no pictures.

use crate::spoilt::Published;
use crate::support::picture;
use std::fs;
use std::path::Path;

/// What a photograph must not tell.
const SECRET: &[u8] = b"51 degrees north";

/// A PNG file with a comment that holds the secret, and a photograph's worth of pixels behind it.
fn telling(grey: u8) -> Vec<u8> {
    let clean = picture(grey);
    let length = u32::try_from(SECRET.len()).expect("a short comment");
    let comment = [&length.to_be_bytes(), &b"tEXt"[..], SECRET, b"sum!"].concat();
    // The head of a PNG file has 33 bytes.
    [&clean[..33], &comment, &clean[33..], SECRET].concat()
}

fn page(picture: &str) -> String {
    format!("---\ntitle: P\n---\n![A house]({picture})\n")
}

#[test]
fn a_photograph_is_published_without_what_it_tells() {
    for (name, text) in [
        ("a.png", "![A house](a.png) and [the file](a.png)"),
        ("static/a.png", "![A house](static/a.png)"),
        ("b.PNG", "[The picture](b.PNG)"),
    ] {
        let site = Published::new()
            .with(&format!("content/{name}"), telling(0))
            .with("content/p.md", format!("---\ntitle: P\n---\n{text}\n"));
        site.published();
        let out = format!("public/{}", name.trim_start_matches("static/"));
        let published = fs::read(site.site.path(&out)).expect("a picture");
        assert_eq!(published, picture(0), "{name}");
        let own = fs::read(site.site.path(&format!("content/{name}"))).expect("a picture");
        assert_eq!(own, telling(0), "the editor's own file");
        let again = site.published();
        assert!(again.stdout.contains("Nothing has changed"), "{again}");
        let site = site.with(&format!("content/{name}"), telling(9));
        site.published();
        assert_eq!(
            fs::read(site.site.path(&out)).expect("a picture"),
            picture(9)
        );
    }
}

#[test]
fn what_is_no_picture_is_refused_where_it_is_published() {
    for nothing in [&b""[..], b"<!doctype html><title>Not found</title>"] {
        let site = Published::new().with("content/a.jpg", nothing);
        site.published();
        site.with("content/p.md", page("a.jpg"))
            .refused()
            .expect(&["picture-file content/a.jpg:0:0"])
            .says("`a.jpg` is no picture, whatever its name says");
    }
}

#[test]
fn a_picture_that_masthead_cannot_clean_is_refused_where_it_tells_something() {
    let silent = b"\0\0\0\x18ftypavif\0\0\0\0avifmif1";
    let told = [&silent[..], b"\0\0\0\x14infe\x02\0\0\0\0\x01\0\0Exif"].concat();
    Published::new()
        .with("content/a.avif", silent)
        .with("content/p.md", page("a.avif"))
        .published();
    Published::new()
        .with("content/a.avif", told)
        .with("content/p.md", page("a.avif"))
        .refused()
        .expect(&["picture-file content/a.avif:0:0"])
        .says("cannot take that out of a picture of the format AVIF");
}

#[test]
fn a_picture_with_the_name_of_another_format_is_cleaned_and_told() {
    let site = Published::new()
        .with("content/a.jpg", telling(0))
        .with("content/p.md", "---\ntitle: P\n---\n[The picture](a.jpg)\n");
    let built = site.published();
    assert!(built.stderr.contains("of the format PNG"), "{built}");
    assert!(built.stderr.contains("name the file `a.png`"), "{built}");
    let published = fs::read(site.site.path("public/a.jpg")).expect("a picture");
    assert_eq!(published, picture(0));
}

/// The files in a folder of a site, by name, with their bytes.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| {
            let path = entry.expect("a file").path();
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, fs::read(path).expect("a file"))
        })
        .collect();
    files.sort();
    files
}

#[test]
fn a_picture_that_is_shown_is_published_smaller_and_tells_nothing() {
    let site = Published::new()
        .with("content/a.png", telling(0))
        .with("content/p.md", page("a.png"));
    let built = site.published();
    assert!(built.stdout.contains("2 smaller pictures made"), "{built}");
    assert!(
        !site.site.path("public/a.png").exists(),
        "nobody links to it"
    );
    let made = files(&site.site.path("public/assets/pictures"));
    let ends: Vec<&str> = made
        .iter()
        .filter_map(|(name, _)| name.rsplit('-').next())
        .collect();
    assert_eq!(ends, ["1.png", "1.webp"]);
    let html = site.site.read("public/p/index.html");
    for (name, bytes) in &made {
        assert!(html.contains(name), "{name} in {html}");
        assert!(!bytes.windows(SECRET.len()).any(|part| part == SECRET));
    }
    assert!(html.contains("<picture><source type=\"image/webp\" srcset=\"../assets/pictures/a-"));
}

#[test]
fn no_picture_is_made_twice_and_a_spoilt_memory_is_made_anew() {
    let site = Published::new()
        .with("content/a.png", picture(0))
        .with("content/p.md", page("a.png"));
    site.published();
    let first = files(&site.site.path("public/assets/pictures"));
    let kept = site.site.path(".masthead/pictures");
    let spoil: [&dyn Fn(&Path); 3] = [
        &|_| {},
        &|file| fs::write(file, b"").expect("a file"),
        &|file| {
            let mut bytes = fs::read(file).expect("a file");
            let last = bytes.len() - 1;
            bytes[last] ^= 1;
            fs::write(file, bytes).expect("a file");
        },
    ];
    for (number, spoil) in spoil.iter().enumerate() {
        for (name, _) in files(&kept) {
            spoil(&kept.join(name));
        }
        fs::remove_dir_all(site.site.path("public")).expect("the output");
        let built = site.published();
        let is_made = built.stdout.contains("2 smaller pictures made");
        assert_eq!(is_made, number > 0, "{built}");
        assert_eq!(files(&site.site.path("public/assets/pictures")), first);
    }
}

#[test]
fn a_picture_that_cannot_be_decoded_is_published_as_it_stands() {
    // Its pixels are no packed pixels, with the checksum of what they are.
    let mut broken = picture(0);
    broken[41..45].copy_from_slice(b"none");
    let end = broken.len() - 12 - 4;
    let mut sum = flate2::Crc::new();
    sum.update(&broken[37..end]);
    broken[end..end + 4].copy_from_slice(&sum.sum().to_be_bytes());
    let site = Published::new()
        .with("content/a.png", &broken)
        .with("content/p.md", page("a.png"));
    let words = "`a.png` cannot be made smaller";
    for output in ["public", "elsewhere", "public"] {
        let built = site.site.run(&["build", "--output", output]).expect_exit(0);
        assert!(built.stderr.contains(words), "{built}");
    }
    for (_, bytes) in files(&site.site.path("public/assets/pictures")) {
        assert_eq!(bytes, broken);
    }
}
