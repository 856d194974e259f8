//! What used to vanish from a page, or change on it, without a word.

use super::{finding, messages, page, silent, site};
use masthead::base::{Code, SourcePath};
use masthead::fixture::Built;

/// The HTML that a text becomes, where there is nothing to be said of it.
#[track_caller]
fn quiet(text: &str) -> String {
    body(&silent(&page(text)))
}

/// The text of the page as HTML.
fn body(built: &Built) -> String {
    let html = built.html("a/index.html");
    let start = html.find("<div class=\"prose").unwrap_or_default();
    let end = html.find("</main>").unwrap_or(html.len());
    html[start..end.max(start)].to_owned()
}

/// Asserts that a text has one finding of this code, whose message names this.
#[track_caller]
fn names(text: &str, code: Code, named: &str) {
    let fault = finding(&page(text));
    assert_eq!(fault.code, code, "{}", fault.message);
    assert!(fault.message.contains(named), "{}", fault.message);
}

#[test]
fn cells_beyond_the_heading_are_named() {
    let table = "| Team | Visits |\n| --- | --: |\n";
    names(
        &format!("{table}| North | 12 | closed in May | 7 |\n"),
        Code::TextLeftOut,
        "`closed in May`, `7`",
    );
    names(
        &format!("> {table}> x | 1 | more\n").replace("\n|", "\n> |"),
        Code::TextLeftOut,
        "more",
    );
    names(
        &format!("{table}| `a|b` |\n"),
        Code::TextLeftOut,
        "between backquotes",
    );
    assert!(quiet(&format!("{table}| `a\\|b` |\n| x |||\n")).contains("<code>a|b</code>"));
}

#[test]
fn the_second_of_two_footnotes_with_one_name_is_named() {
    let text = "One.[^1]\n\n[^1]: Survey.\n\nTwo.[^1]\n\n[^1]: Minutes.\n";
    let fault = finding(&page(text));
    assert_eq!(fault.code, Code::TextLeftOut);
    assert_eq!(fault.labels.len(), 1);
    assert!(!body(&page(text).build()).contains("Minutes"));
}

#[test]
fn blocks_right_below_a_footnote_that_are_no_part_of_it_are_named() {
    for (below, named) in [
        ("* Survey\n* Minutes\n", "the list"),
        ("  1. Survey\n  2. Minutes\n", "the list"),
        ("> Survey\n", "the quotation"),
        ("```text\nSurvey\n```\n", "the block"),
    ] {
        for note in ["[^1]:", "[^1]: See also:", "[^1]: - See also"] {
            let text = format!("One.[^1]\n\n{note}\n{below}");
            let fault = finding(&page(&text));
            assert_eq!(fault.code, Code::UnmeantMarks, "{}", fault.message);
            assert!(fault.message.starts_with(named), "{}", fault.message);
        }
    }
    names(
        "One.[^1]\n\n[^1]:\n\nTwo.\n",
        Code::UnknownFootnote,
        "no text",
    );
    for note in [
        "Survey\nand *minutes*\n",
        "Survey\n\n- Two\n",
        "Survey\n    - Minutes\n",
        "\n    - Survey\n    - Minutes\n",
        "- Survey\n\n    - Minutes\n",
        "Survey\n## Heading\n",
        "Survey[^2]\n[^2]: Minutes\n",
        "Survey\n-5 degrees\n",
        "Survey\n* * *\n",
    ] {
        quiet(&format!("One.[^1]\n\n[^1]: {note}"));
    }
}

#[test]
fn capital_letters_do_not_tell_footnotes_apart() {
    let html = quiet("One.[^Note]\n\n[^note]: The text.\n");
    assert!(html.contains("The text."), "{html}");
}

#[test]
fn definitions_of_links_that_nothing_uses_are_named() {
    names(
        "[Note]: Saturday\n\nText.\n",
        Code::TextLeftOut,
        "[Note]: Saturday",
    );
    names(
        "[a]: https://www.example.net/a\n\nText.\n",
        Code::TextLeftOut,
        "example.net/a",
    );
    let twice = "See [it].\n\n[it]: https://example.net/a\n[it]: https://example.net/b\n";
    names(twice, Code::TextLeftOut, "said twice");
    for twice in [
        "[it]: a.md\n\n[it]:\n  b.md\n  'c\n  d'\n",
        "[it]: a.md\n\n[it]: a.md\n  (c\n  d)\n",
        "[it]: a.md\n> [it]:\n> <b c>\n> \"c\n> d\"\n",
    ] {
        let fault = finding(&page(&format!("See [it].\n\n{twice}")));
        assert!(fault.message.contains("said twice"), "{}", fault.message);
        let span = fault.span.unwrap_or_else(|| panic!("{twice}"));
        let typed = twice.trim_end();
        assert_eq!(
            span.range.len(),
            typed.len() - typed.rfind("[it]").unwrap_or(0)
        );
    }
    for label in ["it\nis", "it\\[", "^it\nis"] {
        let text = format!("[{label}]\n\n[{label}]: a.md\n\n[{label}]: b.md\n");
        names(&text, Code::TextLeftOut, "said twice");
    }
    quiet("[Straße] [ẞ]\n\n[STRASSE]: a.md\n[ss]: a.md\n");
    assert!(quiet("\\[Note]: Saturday\n").contains("[Note]: Saturday"));
    let same = "[it]: https://example.net/a\n";
    quiet(&format!("See [It][] and [it].\n\n{same}\n> {same}"));
    quiet("[//]: # (Ask Priya)\n\nText `[a]: b`.\n\n```text\n[a]: b\n```\n\n    [c]: d\n");
}

#[test]
fn words_in_curly_brackets_behind_a_heading_are_named() {
    names("## Costs {draft}\n", Code::TextLeftOut, "`draft`");
    names("Costs {#a lang=en}\n---\n", Code::TextLeftOut, "`lang=en`");
    let html = quiet("## Costs {#MyPlace .wide}\n\n[There](#MyPlace) and [there](#myplace)\n");
    assert!(
        html.contains("<h2 id=\"MyPlace\" class=\"wide\">"),
        "{html}"
    );
    assert_eq!(html.matches("href=\"#MyPlace\"").count(), 2, "{html}");
    names("## Costs \\{draft}\n", Code::TextLeftOut, "`draft`");
    let html = quiet("## Costs {draft\\}\n\n## Set {a} of\n");
    assert!(html.contains("Costs {draft}</h2>"), "{html}");
}

#[test]
fn words_behind_backquotes_are_named() {
    names(
        "```Some words\ncode\n```\n",
        Code::TextLeftOut,
        "`Some words`",
    );
    names(
        "```notice now\nbody: Text.\n```\n",
        Code::TextLeftOut,
        "`now`",
    );
    quiet("```rust,ignore\nx\n```\n\n```js title=\"x y\"\nx\n```\n");
}

#[test]
fn links_and_pictures_in_a_description_are_named() {
    let site = page("![a [link](a.md)](a.png)\n").asset("content/a.png", b"x");
    let fault = finding(&site);
    assert_eq!(fault.code, Code::TextLeftOut, "{}", fault.message);
}

#[test]
fn lists_show_the_numbers_that_are_typed() {
    let html = quiet("1986. Founded.\n1995. Opened **[here](a.md)**.\n2010. Merged.\n");
    assert!(html.contains("<ol start=\"1986\">\n<li>Founded.</li>\n<li value=\"1995\">Opened"));
    assert!(
        html.contains("<a href=\"./\">here</a></strong>.</li>\n<li value=\"2010\">"),
        "{html}"
    );
    let html = quiet("1. More beds.\n3. More staff.\n   1. a\n   1. b\n7. More time.\n");
    assert_eq!(html.matches("value=").count(), 2, "{html}");
    assert!(
        html.contains("<li value=\"3\">More staff.<ol>\n<li>a</li>"),
        "{html}"
    );
    let tasks = quiet("1. [ ] a\n5. [x] b\n");
    assert!(tasks.contains("<li value=\"5\" class=\"task\">"), "{tasks}");
    names(
        "1. a\n2. b\n2. c\n",
        Code::ListNumbers,
        "1, 2, 2, and readers see 1, 2, 3",
    );
    names("2015. a\n\n5. b\n5. c\n", Code::ListNumbers, "2015, 5, 5");
}

#[test]
fn numbers_that_html_gives_a_list_stay() {
    let html = quiet("<ol reversed type=\"a\">\n<li value=\"7\">x</li>\n</ol>\n\n3. y\n9. z\n");
    for kept in [
        "reversed",
        "type=\"a\"",
        "<li value=\"7\">",
        "<li value=\"9\">",
    ] {
        assert!(html.contains(kept), "{html}");
    }
}

#[test]
fn places_that_html_names_keep_their_names() {
    let html = quiet(
        "[a](#Jobs) [b](#x%20y) [c](#news)\n\n<a name=\"Jobs\"></a>\n\n<A NAME='x y'></A>\n\n\
         <p id=news>Text</p>\n",
    );
    assert!(html.contains("<a id=\"Jobs\"></a>"), "{html}");
    let html = quiet("[Jobs](#jobs)\n\n<a name=\"jobs\"></a>\n\n## Jobs\n\nText.\n");
    assert!(html.contains("<h2 id=\"jobs-2\">"), "{html}");
    names(
        "<p id=\"a\">x</p>\n\n<a name=\"a\"></a>\n",
        Code::DuplicateAnchor,
        "`a`",
    );
}

#[test]
fn html_that_is_left_out_is_named() {
    for (html, named) in [
        ("Dear <name>, hello", "`<name>`"),
        ("Dear </name>, hello", "`</name>`"),
        ("a <?php echo 1 ?> b", "`<? … ?>`"),
        ("a <![CDATA[hidden]]> b", "CDATA"),
        ("<p align=\"right\" lang=\"en\">x</p>", "`align` on `<p>`"),
        ("if a <b and c> d", "`and` on `<b>`"),
    ] {
        let built = page(html).build();
        let found = messages(&built);
        let mut said = found.iter();
        assert!(
            said.any(|message| message.contains(named)),
            "{html}: {found:?}"
        );
    }
    quiet("<!-- <font> and <iframe> --> x <a href=\"a.md\" target=\"_blank\" rel=\"x\">y</a>\n");
}

#[test]
fn html_that_hides_what_follows_is_named() {
    for html in [
        "One <script> two\n\nThree\n",
        "One <style> two\n\nThree\n",
        "One <textarea> **two**\n\nThree\n",
        "One <title> **two**\n\nThree\n",
        "One\n\n<table>\n<tr><td>Two</td></tr>\nThree\n</table>\n",
    ] {
        let built = page(html).build();
        let found = messages(&built);
        let mut said = found.iter();
        assert!(
            said.any(|message| message.contains("hides or changes")),
            "{html}: {found:?}"
        );
    }
}

#[test]
fn html_that_hides_what_follows_is_found_behind_a_table() {
    let moved = "<table>\n<tr><td>One</td></tr>\nTwo\n</table>\n";
    let text = format!("| A |\n| - |\n| b |\n\n{moved}\nThree\n\n<table>\n</table>\n");
    let fault = finding(&page(&text));
    let at = fault.span.map_or(0, |span| span.range.start);
    let table = page(&text).tree().texts[&SourcePath::new("content/a.md")]
        .text
        .find("<table>");
    assert_eq!(Some(at), table);
}

#[test]
fn files_that_look_like_pages_are_named_once_for_each_ending() {
    let text = "---\ntitle: A\n---\nText.\n";
    let mut site = site();
    for number in 0..100 {
        site = site.asset(&format!("content/news/{number}.markdown"), text.as_bytes());
    }
    let fault = finding(&site);
    assert_eq!(fault.code, Code::FileNotRead);
    assert!(
        fault.message.contains("100 files end in `.markdown`"),
        "{}",
        fault.message
    );
}

#[test]
fn every_ending_that_looks_like_a_page_has_its_own_help() {
    let text = "---\ntitle: A\n---\nText.\n".as_bytes();
    for (name, bytes, help) in [
        ("a.mdx", text, "`a.md`"),
        ("a.md.txt", b"Text".as_slice(), "`a.md`"),
        ("a.txt", text, "`a.md`"),
        ("a", text, "`a.md`"),
        ("a.docx", b"PK", "link to it"),
        ("a.odt", b"PK", "link to it"),
        ("a.rtf", b"x", "link to it"),
        ("a.html", b"<p>", "content/static"),
        ("a.htm", text, "`a.md`"),
        ("a.rst", b"x", "in markdown"),
    ] {
        let fault = finding(&site().asset(&format!("content/{name}"), bytes));
        assert_eq!(fault.code, Code::FileNotRead, "{name}");
        assert!(fault.help[0].contains(help), "{name}: {:?}", fault.help);
    }
}

#[test]
fn files_that_are_meant_as_they_are_stay_unmentioned() {
    let site = page("[The form](form.docx)\n")
        .asset("content/form.docx", b"PK")
        .asset("content/static/google123.html", b"<p>")
        .asset("content/notes.txt", b"Ask Priya.")
        .asset("content/a.pdf.part", b"x");
    silent(&site);
}
