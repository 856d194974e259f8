//! The law over whole pages: title, summary, captions, tables and blocks, by the default theme.

use crate::{page_with, silent};

/// A block of each sort that holds words, with a word of its own in each field.
const BLOCKS: &str = "```notice\ntitle: Alpha\nbody: Bravo **charlie**\n```\n\n\
```quote\ntext: Delta *echo*\nwho: Foxtrot\nrole: Golf\n```\n\n\
```figure\nsrc: a.png\nalt: Hotel\ncaption: India *juliet*\ncredit: Kilo\n```\n\n\
```table\nfile: visits.csv\ncaption: Lima\nnote: Mike\n```\n\n\
| November | Oscar |\n| --- | --- |\n| papa[^n] | `quebec` |\n\n[^n]: Romeo\n";

#[test]
fn every_word_of_a_page_with_blocks_is_shown() {
    let site = page_with("title: Sierra\nsummary: Tango", BLOCKS)
        .asset("content/a.png", b"x")
        .asset(
            "content/visits.csv",
            b"Uniform,Victor\nWhiskey,12\nXray,34\n",
        );
    let html = silent(&site).html("a/index.html");
    let (_, main) = html.split_once("<main").unwrap_or_default();
    for word in [
        "Alpha", "Bravo", "charlie", "Delta", "echo", "Foxtrot", "Golf", "Hotel", "India",
        "juliet", "Kilo", "Lima", "Mike", "November", "Oscar", "papa", "quebec", "Romeo", "Sierra",
        "Tango", "Uniform", "Victor", "Whiskey", "Xray", "12", "34",
    ] {
        assert!(main.contains(word), "{word} is not on the page: {main}");
    }
}
