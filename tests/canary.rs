//! Nothing that is held back or private reaches the public: words planted in such places are looked
//! for in every file of the built site, compressed ones opened. From: this repository's own site
//! with canary words in it. To: the bytes of `public`.
#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    reason = "tests make files and start the program"
)]

mod support;

use flate2::read::GzDecoder;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use support::{Site, picture};

/// A word for each place that the public may see only when drafts are let through: `canary` and
/// where it stands.
const HELD_BACK: [&str; 9] = [
    "canary-draft",
    "canary-scheduled",
    "canary-issue",
    "canary-article",
    "canary-picture",
    "canary-table",
    "canary-pdf",
    "canary-topic",
    "canary-alias",
];

/// Secrets in places that nobody looks at, whether the page is a draft or not.
const PRIVATE: [&str; 15] = [
    "canary-expired",
    "canary-column",
    "canary-owner",
    "canary-remark",
    "canary-comment",
    "canary-template",
    "canary-note",
    "canary-setting",
    "canary-person",
    "canary-service",
    "canary-mail",
    "canary-letter",
    "canary-telephone",
    "canary-former",
    "canary-of-chart",
];

/// Exact figures, each as a file has it and as pages would write it: one that a rule hides, one
/// that it rounds, one behind a chart, a share, and one of a private file.
const FIGURES: [[&str; 2]; 5] = [
    ["54321", "54,321"],
    ["76543", "76,543"],
    ["43217", "43,217"],
    ["31.415927", "31,415927"],
    ["8765.4321", "8,765.4321"],
];

/// Words that everybody may see, in the text of a page and inside a compressed document: they show
/// that the search finds something.
const SHOWN: [&str; 2] = ["canary-shown", "canary-in-document"];

/// This repository's content, and pages with canaries in and around them.
fn site() -> Site {
    let site = Site::empty();
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("content"),
        &site.path("content"),
    );
    site.put(
        "content/site.yaml",
        format!("{}\n# canary-setting\n", site.read("content/site.yaml")),
    );
    site.put(
        "content/people.yaml",
        format!("{}# canary-person\n", site.read("content/people.yaml")),
    );
    let draft = "---\ntitle: canary-draft\ndate: 2019-01-01\ndraft: true\ntopics: [canary-topic, \
        Clinical issues]\naliases: [/canary-alias/]\nimage: canary-picture.png\n---\n\
                 canary-draft\n\n![canary-draft](canary-picture.png)\n\n[File](canary-pdf.pdf)\n\n\
        ```table\nfile: canary-table.csv\ncaption: canary-draft\n```\n";
    let shown = "---\n# canary-comment\ntitle: Shown\ndate: 2019-01-02\nowner: canary-owner\n\
        review_by: 2019-06-01\nextra:\n  note: canary-owner\ntopics: [Clinical issues]\n---\n\
                 canary-shown <!-- canary-remark --> <template>canary-template \
        *canary-template*</template> and [a draft](canary-draft.md)\n\n<!--\ncanary-remark\n-->\n\n\
        [Document](document.pdf)\n\n[^unused]: canary-note\n\n\
                 ```table\nfile: private.csv\ncaption: Shown\ncolumns:\n  - name: Team\n```\n";
    with_figures(with_private_files(site))
        .write("content/canary-draft.md", draft)
        .write("content/shown.md", shown)
        .write(
            "content/private.csv",
            "Team,Telephone\nTeam A,canary-column\n",
        )
        .write("content/canary-table.csv", "Team,Visits\ncanary-table,1\n")
        .write("content/canary-picture.png", picture(0))
        .write("content/canary-pdf.pdf", document("canary-pdf"))
        .write("content/document.pdf", document("canary-in-document"))
        .write(
            "content/reports/2016.md",
            "---\ntitle: canary-scheduled\ndate: 2019-02-01\npublish_on: 2030-01-01\nfindings: \
             [canary-scheduled]\n---\n",
        )
        .write(
            "content/reports/2013.md",
            "---\ntitle: canary-expired\ndate: 2018-02-01\nexpires_on: 2019-01-01\n---\n\
             canary-expired\n",
        )
        .write(
            "content/newsletters/2016-03/index.md",
            "---\ntitle: canary-issue\ndate: 2019-03-01\nnumber: 4\ndraft: true\n---\n\
             canary-issue\n",
        )
        .write(
            "content/newsletters/2016-03/canary-article.md",
            "---\ntitle: canary-article\nbyline: [{name: canary-article, role: carer}]\n---\n",
        )
}

/// Adds the files of benchmarking that nobody outside may see.
fn with_private_files(site: Site) -> Site {
    let services = services(&site.read("content/reports/2015/sample-benchmarking.csv"));
    site.write("private/services.csv", services)
        .write("private/letters/canary-letter.html", "canary-letter")
        .write(
            "private/codes-given.csv",
            "code,service,email\n,canary-former,canary-former@a.example\n",
        )
        .write(
            "private/figures.csv",
            "service,measure,mean,n,sd\ncanary-service 1,Days,8765.4321,30,2\n",
        )
}

/// Adds tables and charts of people whose exact figures are not published.
fn with_figures(site: Site) -> Site {
    let blocks = "---\ntitle: Figures\ndate: 2019-01-03\n---\n\n\
        ```table\nfile: hidden.csv\ncaption: Hidden\ncounts: people\n\
        disclosure: {threshold: 10}\nchart: bar\n```\n\n\
        ```chart\nfile: rounded.csv\nkind: bar\ntitle: Rounded\nsubtitle: People\n\
        counts: people\n```\n\n\
        ```table\nfile: shares.csv\ncaption: Shares\ncounts: people\n\
        columns: [{name: Team}, {name: People}, {name: Share, of: People}]\n```\n";
    site.write("content/newsletters/figures.md", blocks)
        .write(
            "content/newsletters/hidden.csv",
            "Team,People\nA,3\nB,65000\nC,54321\nTotal,119324\n",
        )
        .write(
            "content/newsletters/rounded.csv",
            "Team,People\nA,76543\nB,43217\n",
        )
        .write(
            "content/newsletters/shares.csv",
            "Team,People,Share,Note\nA,191,31.415927%,canary-of-chart\nB,200,50.000000%,x\n",
        )
}

/// The private list of the services whose codes stand in the published figures.
fn services(figures: &str) -> String {
    let codes = figures
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next());
    let codes: BTreeSet<&str> = codes.collect();
    assert_eq!(codes.len(), 54);
    let mut list = "service,email,code,telephone\n".to_owned();
    for (at, code) in codes.iter().enumerate() {
        let _ = writeln!(
            list,
            "canary-service {at},canary-mail{at}@a.example,{code},canary-telephone"
        );
    }
    list
}

/// A PDF of one page with this word on it, deflated.
fn document(word: &str) -> Vec<u8> {
    use lopdf::{Dictionary, Document, Object, Stream, dictionary};
    let mut pdf = Document::with_version("1.5");
    let mut text = Stream::new(
        Dictionary::new(),
        format!("BT ({word}) Tj ET {}", " ".repeat(500)).into_bytes(),
    );
    text.compress().expect("a stream that gets shorter");
    assert!(
        !text
            .content
            .windows(word.len())
            .any(|bytes| bytes == word.as_bytes()),
        "the word is compressed"
    );
    let content = pdf.add_object(text);
    let pages = pdf.new_object_id();
    let size = vec![0.into(), 0.into(), 9.into(), 9.into()];
    let page = pdf.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "MediaBox" => size
    });
    pdf.objects.insert(
        pages,
        Object::Dictionary(
            dictionary! {"Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1},
        ),
    );
    let catalog = pdf.add_object(dictionary! {"Type" => "Catalog", "Pages" => pages});
    pdf.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).expect("a document");
    bytes
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from)
        .expect("a folder")
        .map(|entry| entry.expect("an entry"))
    {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a file");
        }
    }
}

/// Everything that can be read out of a file: its bytes, and what is compressed in it.
fn opened(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut all = vec![bytes.to_vec()];
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut inside = Vec::new();
        GzDecoder::new(bytes)
            .read_to_end(&mut inside)
            .expect("gzip");
        all.extend(opened(&inside));
    }
    assert!(
        !bytes.starts_with(b"PK\x03\x04"),
        "an archive: this test has to learn to open it"
    );
    if let Some(pdf) = bytes
        .starts_with(b"%PDF-")
        .then(|| lopdf::Document::load_mem(bytes).expect("a PDF"))
    {
        let streams = pdf
            .objects
            .values()
            .filter_map(|object| object.as_stream().ok());
        all.extend(streams.filter_map(|stream| stream.decompressed_content().ok()));
    }
    all
}

fn holds(bytes: &[u8], word: &str) -> bool {
    opened(bytes).iter().any(|bytes| {
        bytes
            .to_ascii_lowercase()
            .windows(word.len())
            .any(|part| part == word.as_bytes())
    })
}

#[test]
fn no_word_that_is_held_back_or_private_is_in_any_file_of_the_site() {
    let site = site();
    let hidden = || HELD_BACK.into_iter().chain(PRIVATE);
    for word in hidden() {
        let planted = ["content", "private"]
            .iter()
            .any(|folder| holds_anywhere(&site.path(folder), word));
        assert!(planted, "{word} is not planted");
    }
    site.build();
    for word in hidden() {
        let found = files(&site.path("public"))
            .into_iter()
            .find(|(name, bytes)| name.contains(word) || holds(bytes, word));
        assert!(found.is_none(), "{word} is in {}", found.expect("a file").0);
    }
    for word in SHOWN {
        assert!(
            holds_anywhere(&site.path("public"), word),
            "{word} should be there: the search finds nothing"
        );
    }
}

#[test]
fn no_exact_figure_of_people_is_in_any_file_of_the_site() {
    let site = site();
    site.build();
    let public = files(&site.path("public"));
    for spellings in FIGURES {
        let planted = ["content", "private"]
            .iter()
            .any(|folder| holds_anywhere(&site.path(folder), spellings[0]));
        assert!(planted, "{} is not planted", spellings[0]);
        for figure in spellings {
            let found = public.iter().find(|(_, bytes)| holds(bytes, figure));
            assert!(
                found.is_none(),
                "{figure} is in {}",
                found.expect("a file").0
            );
        }
    }
    // What may be published of the same tables is everywhere that it is looked for.
    for (file, figure) in [
        ("newsletters/figures/index.html", "119,324"),
        ("newsletters/figures/table-1.csv", "119324"),
        ("newsletters/feed.xml", "76,545"),
        ("newsletters/feed.json", "76,545"),
        ("newsletters/figures/index.html", "43,215"),
    ] {
        let (_, bytes) = public
            .iter()
            .find(|(name, _)| name.ends_with(file))
            .unwrap_or_else(|| panic!("no {file}"));
        assert!(holds(bytes, figure), "{figure} is not in {file}");
    }
}

#[test]
fn nothing_private_is_found_by_search() {
    let site = site();
    site.build();
    let read =
        |path: &masthead::base::OutputPath| fs::read(site.path("public").join(path.as_str())).ok();
    let searcher = masthead::search::Searcher::open(read).expect("an index");
    let request = masthead::search::SearchRequest {
        spelling: masthead::search::Spelling::AsTyped,
        ..Default::default()
    };
    let ask = |word: &str| {
        let answer = searcher.search(&format!("\"{word}\""), &request);
        answer.expect("an answer").results
    };
    for word in HELD_BACK.into_iter().chain(PRIVATE) {
        assert!(ask(word).is_empty(), "{word}");
    }
    for figure in FIGURES.iter().flatten() {
        assert!(ask(figure).is_empty(), "{figure}");
    }
    for shown in ["canary-shown", "119324"] {
        assert!(!ask(shown).is_empty(), "{shown}");
    }
}

#[test]
fn the_same_words_are_found_where_drafts_are_let_through() {
    let site = site();
    site.run(&["build", "--drafts", "--future"]).expect_exit(0);
    let published = site.path("public");
    for word in [
        "canary-draft",
        "canary-scheduled",
        "canary-issue",
        "canary-article",
        "canary-picture",
        "canary-table",
        "canary-pdf",
        "canary-topic",
    ] {
        assert!(holds_anywhere(&published, word), "{word}");
    }
    for word in PRIVATE {
        assert!(!holds_anywhere(&published, word), "{word}");
    }
}

#[test]
fn what_is_compressed_is_opened() {
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(
        &mut zipped,
        format!("{} canary-zipped", "words ".repeat(99)).as_bytes(),
    )
    .expect("gzip");
    assert!(holds(&zipped.finish().expect("gzip"), "canary-zipped"));
    assert!(
        holds(&document("canary-deflated"), "canary-deflated")
            && !holds(&document("another"), "canary-deflated")
    );
}

fn holds_anywhere(folder: &Path, word: &str) -> bool {
    files(folder)
        .iter()
        .any(|(name, bytes)| name.contains(word) || holds(bytes, word))
}

/// Every file below a folder, by its path.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry"))
    {
        let path = entry.path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            all.push((path.display().to_string(), fs::read(&path).expect("a file")));
        }
    }
    all
}
