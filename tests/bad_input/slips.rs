//! Slips of the pen that a newcomer makes, one by one: each is found, in its place, with what to
//! type instead.

use crate::support::Site;
use crate::support::findings::Finding;

/// Lists the findings in a page with this text below its front matter; the text starts in line 5.
fn of_text(text: &str) -> Vec<Finding> {
    Site::new()
        .write("content/a.md", format!("---\ntitle: A\n---\n\n{text}\n"))
        .findings()
}

/// Insists on one finding: its place, a part of its message and a part of its help.
#[track_caller]
fn assert_one(found: &[Finding], place: &str, message: &str, help: &str) {
    let [finding] = found else {
        panic!("not one finding: {found:#?}")
    };
    assert_eq!(finding.place(), place, "{finding:#?}");
    assert!(finding.message.contains(message), "{finding:#?}");
    assert!(
        finding.help.iter().any(|line| line.contains(help)),
        "{finding:#?}"
    );
}

/// Slips, each with the message about it and the text to type instead.
const SLIPS_OF_LINKS: &[(&str, &str, &str)] = &[
    (
        "![A garden](images/my garden.png)",
        "there is a space in its address",
        "`![A garden](images/my%20garden.png)`",
    ),
    (
        "![A garden](images/my garden.png)",
        "this picture is shown as it is typed",
        "`<images/my garden.png>`",
    ),
    (
        "[report](my report.pdf)",
        "there is a space in its address",
        "`[report](my%20report.pdf)`",
    ),
    (
        "[contact] (about.md)",
        "there is a space between its brackets",
        "`[contact](about.md)`",
    ),
    (
        "[contact](about.md",
        "its closing `)` is missing",
        "`[contact](about.md)`",
    ),
    (
        "[contact](about.md, and see (there)",
        "its closing `)` is missing",
        "`[contact](about.md)`",
    ),
    (
        "(about.md)[contact]",
        "the wrong way round",
        "`[contact](about.md)`",
    ),
    (
        "[x](about.md “title”)",
        "a word processor's quotes",
        "`[x](about.md \"title\")`",
    ),
    (
        "[Contact][nolabel]",
        "there is no line `[nolabel]: …`",
        "`[Contact](address)`",
    ),
    (
        "<about.md>",
        "only whole addresses work in pointed brackets",
        "`[words](about.md)`",
    ),
    (
        "<www.example.org/a>",
        "only whole addresses work in pointed brackets",
        "`<https://www.example.org/a>`",
    ),
];

#[test]
fn a_link_or_a_picture_that_is_shown_as_text_is_found_and_mended() {
    let place = "warning[broken-link] content/a.md:5:1";
    for (written, message, help) in SLIPS_OF_LINKS {
        assert_one(&of_text(written), place, message, help);
    }
    let found = of_text("Read *our* [**new** report](my report.pdf) today.");
    assert_one(
        &found,
        "warning[broken-link] content/a.md:5:12",
        "a space in its address",
        "`[**new** report](my%20report.pdf)`",
    );
}

#[test]
fn brackets_that_are_meant_are_no_links() {
    for text in [
        "`[a](my report.pdf)` and `<about.md>`",
        "```text\n[a](my report.pdf)\n```",
        "\\[a](my report.pdf) and [a\\](b c)",
        "[sic] (his words) and [Name withheld] (carer/nurse)",
        "array[0][1] and [1][2] and 3 < 4",
        "[x](<images/my garden.png>)\n\n[y](about.md \"A title\")"
            .replace("images/my garden.png", "about.md")
            .as_str(),
    ] {
        assert_eq!(of_text(text), [], "{text}");
    }
}

#[test]
fn brackets_without_end_are_found_in_time_and_not_without_end() {
    let found = of_text(&"](".repeat(100_000));
    assert!((1..=100).contains(&found.len()), "{}", found.len());
}

#[test]
fn a_comment_or_a_tag_that_is_never_closed_is_found_where_it_starts() {
    let found = of_text("Before\n\n<!-- a note -- >\n\nImportant text");
    assert_one(
        &found,
        "warning[unsafe-html] content/a.md:7:1",
        "this comment is never closed, so the text below it is not on",
        "write `-->`",
    );
    let found = of_text("<div>\n<div class=\"x\n\nImportant text\n\n## Heading");
    assert_one(
        &found,
        "warning[unsafe-html] content/a.md:6:1",
        "the tag `<div` is never closed",
        "write `>` where the tag ends",
    );
    assert_eq!(
        of_text("<!-- a note -->\n\n<div class=\"x\"\n  title=\"a > b\">\n\nText\n\n</div>"),
        []
    );
}

/// Lists the findings in a page with these lines as its front matter.
fn of_front(lines: &str) -> Vec<Finding> {
    Site::new()
        .write("content/a.md", format!("---\n{lines}\n---\n"))
        .findings()
}

/// Lists the findings when these lines are added to the settings, which have two.
fn of_settings(lines: &str) -> Vec<Finding> {
    Site::new()
        .write(
            "content/site.yaml",
            format!("title: Test\nbase_url: https://www.example.org/\n{lines}\n"),
        )
        .findings()
}

#[test]
fn an_address_of_this_site_that_was_copied_from_a_browser_is_looked_up() {
    let of = |link: &str| {
        let site = Site::new().write(
            "content/site.yaml",
            "title: Test\nbase_url: https://www.example.org/htas/\n",
        );
        site.write(
            "content/about.md",
            "---\ntitle: About\naliases: [/old/]\n---\n",
        )
        .write(
            "content/a.md",
            format!("---\ntitle: A\n---\n\n[x]({link})\n"),
        )
    };
    let found = of("https://www.example.org/htas/abuot/").findings();
    let message = "`https://www.example.org/htas/abuot/` is an address of this site, and no page \
        stands there";
    assert_one(
        &found,
        "warning[broken-link] content/a.md:5:1",
        message,
        "write the name of the page's file instead",
    );
    let found = of("http://localhost:1414/about/").findings();
    let message = "`http://localhost:1414/about/` is the preview on your own computer";
    assert_one(
        &found,
        "error[unsafe-link] content/a.md:5:1",
        message,
        "write the name of the page's file instead",
    );
    for fine in [
        "htas/",
        "htas/old/",
        "htas/search/",
        "htas/feed.xml",
        "htas-other/gone/",
        "elsewhere/",
    ] {
        assert!(
            of(&format!("https://www.example.org/{fine}"))
                .findings()
                .is_empty(),
            "{fine}"
        );
    }
    let site = of("https://www.example.org/htas/about");
    site.build();
    assert!(
        site.read("public/a/index.html")
            .contains("<a href=\"../about/\">x</a>")
    );
}

#[test]
fn a_file_that_a_block_names_wrongly_is_reported_once() {
    for (written, code) in [
        ("gone.pdf", "missing-file"),
        ("https://example.org/a.pdf", "unsafe-link"),
        ("javascript:alert(1)", "unsafe-link"),
        ("\"\"", "missing-key"),
        ("", "missing-key"),
    ] {
        let found = of_text(&format!(
            "```download\nfile: {written}\ntitle: A\n```\n\n```figure\nsrc: {written}\nalt: A\n```"
        ));
        let codes: Vec<&str> = found.iter().map(|finding| finding.code.as_str()).collect();
        assert_eq!(codes, [code, code], "{written}: {found:#?}");
    }
}

#[test]
fn an_empty_setting_is_told_from_a_missing_one() {
    assert_one(
        &of_front("title:"),
        "error[missing-key] content/a.md:2:1",
        "`title` is empty",
        "write something after it, such as `title: About us`",
    );
    assert_one(
        &of_front("title: \"\u{200b}\""),
        "error[missing-key] content/a.md:2:8",
        "`title` is empty",
        "`title: About us`",
    );
    assert_one(
        &of_front("summary: A"),
        "error[missing-key] content/a.md:2:1",
        "`title` is missing",
        "add a line such as `title: About us`",
    );
    let found = of_text("```figure\nsrc: \"\"\nalt: A\n```");
    assert_one(
        &found,
        "error[missing-key] content/a.md:6:6",
        "`src` is empty",
        "such as `src: images/garden.jpg`",
    );
}

#[test]
fn a_block_that_is_never_closed_is_found_where_it_starts() {
    let place = "error[unknown-component] content/a.md:5:1";
    for text in [
        "```notice\nbody: B\n\nWe help at home.\n\n## More",
        "```notice\nbody: B",
        "```notice\nbody: B\n\nText\n\n```notice\nbody: C\n```",
    ] {
        assert_one(
            &of_text(text),
            place,
            "this block, `notice`, is never closed",
            "write three backquotes",
        );
    }
    for text in [
        "````notice\nbody: |\n  B\n\n  ```text\n  c\n  ```\n````",
        "~~~notice\nbody: B\n~~~",
        "> ```notice\n> body: B\n> ```",
        "- ```notice\n  body: B\n  ```",
    ] {
        assert_eq!(of_text(text), [], "{text}");
    }
}

#[test]
fn a_date_that_is_not_understood_is_not_corrected_to_a_wrong_one() {
    for (written, help) in [
        ("03/16/2015", "numbers: `date: 2015-03-16`"),
        ("2015–03–16", "numbers: `date: 2015-03-16`"),
        ("3rd of May, 2015", "numbers: `date: 2015-05-03`"),
        ("March 2015", "such as `date: 2015-03-01`"),
        ("tomorrow", "such as `date: 2015-03-31`"),
        ("10000-01-01", "such as `date: 2015-03-31`"),
        ("31/02/2015", "such as `date: 2015-02-28`"),
    ] {
        let place = "error[invalid-date] content/a.md:3:7";
        assert_one(
            &of_front(&format!("title: A\ndate: {written}")),
            place,
            &format!("`{written}`"),
            help,
        );
    }
}

#[test]
fn a_tab_after_the_colon_is_named() {
    let found = of_front("title:\tAbout us\nsummary: B");
    assert_one(
        &found,
        "error[yaml-syntax] content/a.md:2:7",
        "is one that the Tab key makes",
        "press the space bar once: `title: About us`",
    );
}

#[test]
fn text_that_starts_with_a_bracket_needs_quotes() {
    let place = "error[yaml-syntax] content/a.md:2:8";
    let goes_on = "text that starts with `[` and goes on after the brackets needs quotes";
    for written in [
        "[Draft] About us",
        "[x](a.md) and more",
        "[Hall](contact.md)",
        "[Draft] About [us]",
    ] {
        assert_one(
            &of_front(&format!("title: {written}")),
            place,
            goes_on,
            &format!("`title: \"{written}\"`"),
        );
    }
    assert_one(
        &of_front("title: [Draft"),
        place,
        "the closing `]` is missing",
        "put quotes around the text, `title: \"[Draft\"`",
    );
}

#[test]
fn a_space_before_the_first_setting_is_found_in_its_own_line() {
    let found = of_front(" title: A\nsummary: x");
    assert_one(
        &found,
        "error[yaml-syntax] content/a.md:2:1",
        "this line starts further right than the ones below",
        "delete the space before `title`",
    );
}

#[test]
fn a_backslash_in_quotes_is_named_and_not_the_quotes() {
    let place = "error[yaml-syntax] content/a.md:2:8";
    for written in ["C:\\Users", "C:\\Temp\\"] {
        let found = of_front(&format!("title: \"{written}\""));
        assert_one(
            &found,
            place,
            "a backslash in double quotes has a meaning of its own",
            &format!("use single quotes: `title: '{written}'`"),
        );
    }
}

#[test]
fn a_hard_space_after_the_colon_is_named_in_every_line() {
    for lines in ["title:\u{a0}About us", "title:\u{a0}About us\nsummary: B"] {
        let message = "the space after the colon is one that a word processor makes";
        assert_one(
            &of_front(lines),
            "error[yaml-syntax] content/a.md:2:7",
            message,
            "press the space bar once",
        );
    }
}

#[test]
fn a_list_that_became_one_text_is_reported_with_its_entries() {
    for (written, help) in [
        ("B\n  - C", "`- B`, `- C`"),
        ("\n  • A\n  • B", "`- A`, `- B`"),
        ("\n  – A\n  – B", "`- A`, `- B`"),
        ("\n  -A\n  -B", "`- A`, `- B`"),
    ] {
        let found = of_front(&format!("title: A\nauthors: {written}"));
        let [finding] = &found[..] else {
            panic!("{written}: {found:#?}")
        };
        assert_eq!(
            (finding.severity.as_str(), finding.code.as_str()),
            ("warning", "yaml-syntax"),
            "{finding:#?}"
        );
        assert!(
            finding
                .message
                .starts_with("these lines are read as one text")
                && finding.help[0].ends_with(help),
            "{finding:#?}"
        );
    }
    assert_eq!(
        of_front("title: A\nsummary: We help\n  – always – at home"),
        []
    );
}

#[test]
fn a_group_that_is_one_word_is_answered_with_the_lines_it_wants() {
    let found = Site::new()
        .write(
            "content/a.md",
            "---\ntitle: A\nkind: article\nbyline: Jane Smith\n---\n",
        )
        .findings();
    assert_one(
        &found,
        "error[wrong-type] content/a.md:4:9",
        "`byline` should be followed by settings",
        "`- name: Jane Smith` and, with four spaces, `role: staff`",
    );
    for (written, help) in [
        (
            "navigation: Reports",
            "`- title: Reports` and, with four spaces, `to: reports/index.md`",
        ),
        (
            "organisation: Our charity",
            "each line with two spaces before it: `name: Our charity`",
        ),
        ("footer: Registered charity", "`text: Registered charity`"),
    ] {
        let found = of_settings(written);
        let [finding] = &found[..] else {
            panic!("{written}: {found:#?}")
        };
        assert!(finding.help[0].contains(help), "{finding:#?}");
    }
}

#[test]
fn settings_in_a_file_of_another_name_stop_the_build() {
    for name in ["site.yml", "site.yaml.txt", "Site.yml"] {
        let site = Site::new().write(&format!("content/{name}"), "title: Test\n");
        site.remove("content/site.yaml");
        let found = site.findings();
        let place = format!("error[missing-key] content/{name}:1:1");
        assert_eq!(
            found[0].help,
            ["did you mean `content/site.yaml`? Rename the file"],
            "{found:#?}"
        );
        assert!(
            found.len() == 1 && (found[0].place() == place || found[0].line == 0),
            "{found:#?}"
        );
    }
}

#[test]
fn half_an_address_is_found_and_a_whole_one_is_left_alone() {
    for (written, help) in [
        ("http:/example.com", "write `http://example.com`"),
        ("https:/www.example.com", "write `https://www.example.com`"),
        ("http:www.example.com", "write `http://www.example.com`"),
        ("</\\evil.example/x>", "write `https://evil.example/x`"),
    ] {
        assert_one(
            &of_text(&format!("[a]({written})")),
            "error[broken-link] content/a.md:5:1",
            "is not a whole address",
            help,
        );
    }
    let good = "[a](https://www.example.org/about/) [b](https://www.example.com/about#x) \
        [c](https://www.example.org/) [d](http://www.example.com/x/) \
        [e](https://www.example.org/feed.xml)";
    assert_eq!(of_text(good), []);
}

#[test]
fn a_file_in_static_takes_the_place_of_the_page_for_addresses_that_are_not_there() {
    let site = Site::new().write(
        "content/static/404.html",
        "<!doctype html><title>Gone</title>",
    );
    site.build();
    assert_eq!(
        site.read("public/404.html"),
        "<!doctype html><title>Gone</title>"
    );
}

#[test]
fn files_that_clash_are_not_told_to_have_a_slug() {
    let found = Site::new()
        .write("content/static/a.png", crate::support::picture(0))
        .write("content/static/A.png", crate::support::picture(1))
        .findings();
    let clash = found.iter().find(|finding| finding.code == "address-clash");
    assert!(
        clash.is_some_and(|clash| clash.help == ["rename the file, or take it out"]),
        "{found:#?}"
    );
}

#[test]
fn a_name_of_a_taxonomy_is_marked_where_it_stands() {
    let found = of_settings("taxonomies:\n  Regions:\n    title: Regions");
    assert_one(
        &found,
        "error[invalid-setting] content/site.yaml:4:3",
        "`Regions`",
        "lower-case letters",
    );
}

#[test]
fn the_address_of_a_page_is_not_that_of_a_site() {
    let site = Site::new().write(
        "content/site.yaml",
        "title: Test\nbase_url: https://e.org/a/index.html\n",
    );
    assert_one(
        &site.findings(),
        "error[invalid-setting] content/site.yaml:2:11",
        "is the address of one page",
        "`https://e.org/a/`",
    );
}

#[test]
fn a_value_without_end_is_not_repeated_as_a_whole() {
    let found = of_front(&format!("title: A: {}", "long ".repeat(8_000)));
    assert!(!found.is_empty());
    for finding in found {
        assert!(
            finding.message.len() + finding.help.iter().map(String::len).sum::<usize>() < 2_000,
            "{}",
            finding.place()
        );
    }
}

#[test]
fn a_path_with_the_slashes_of_windows_is_found_wrong_here_as_on_every_web_server() {
    for written in [
        r"[x](news\b.md)",
        r"[x](..\content\a.md)",
        "[x](news%5Cb.md)",
    ] {
        let site = Site::new().write("content/news/b.md", "---\ntitle: B\n---\n");
        let found = site
            .write("content/a.md", format!("---\ntitle: A\n---\n\n{written}\n"))
            .findings();
        assert_one(
            &found,
            "error[broken-link] content/a.md:5:1",
            "no page or file at",
            "check the name and the folder",
        );
    }
}

#[test]
fn a_path_from_the_top_is_put_right_and_no_other_index_is_guessed() {
    let of_link = |written: &str| {
        Site::new()
            .write("content/reports/index.md", "---\ntitle: Reports\n---\n")
            .write("content/reports/2015.md", "---\ntitle: 2015\n---\n")
            .write(
                "content/news/a.md",
                format!("---\ntitle: A\n---\n\n[x]({written})\n"),
            )
            .findings()
    };
    for (written, help) in [
        (
            "content/reports/index.md",
            "did you mean `../reports/index.md`?",
        ),
        ("reports/index.md", "did you mean `../reports/index.md`?"),
        (
            "content/reports/2015.md",
            "did you mean `../reports/2015.md`?",
        ),
        ("2015.md", "did you mean `../reports/2015.md`?"),
        ("bulletins/index.md", "check the name and the folder"),
    ] {
        let found = of_link(written);
        let [finding] = &found[..] else {
            panic!("{written}: {found:#?}")
        };
        assert!(finding.help[0].starts_with(help), "{written}: {finding:#?}");
    }
    let settings = "navigation:\n  - title: Reports\n    to: content/reports/index.md\n";
    let found = Site::new()
        .write(
            "content/site.yaml",
            format!("title: T\nbase_url: https://example.org/\n{settings}"),
        )
        .write("content/reports/index.md", "---\ntitle: Reports\n---\n")
        .findings();
    assert_one(
        &found,
        "error[broken-link] content/site.yaml:5:9",
        "no page or file at `content/reports/index.md`",
        "did you mean `reports/index.md`?",
    );
}

#[test]
fn a_number_of_things_is_not_below_nothing() {
    let found = of_settings("theme_options: {home_doors: -1}");
    assert_one(
        &found,
        "error[wrong-type] content/site.yaml:3:29",
        "`home_doors` should be 0 or more",
        "write a larger number",
    );
    assert_eq!(of_settings("theme_options: {home_doors: 0}"), []);
}

#[test]
fn words_of_a_theme_that_change_nothing_are_reported() {
    let of_words = |lines: &str| {
        Site::new()
            .write("themes/default/i18n/en.yaml", lines)
            .findings()
    };
    let found = of_words("footnote: Notes below");
    assert_one(
        &found,
        "warning[unknown-key] themes/default/i18n/en.yaml:1:1",
        "no template shows the words `footnote`",
        "did you mean `footnotes`?",
    );
    let found = of_words("# Ours\nfootnotes: [Notes]");
    assert_one(
        &found,
        "error[wrong-type] themes/default/i18n/en.yaml:2:1",
        "the words `footnotes` should be text",
        "such as `footnotes: ",
    );
    let found = of_words("months: January");
    assert_one(
        &found,
        "error[wrong-type] themes/default/i18n/en.yaml:1:1",
        "should be a list of 12 entries",
        "`months: [",
    );
    assert_eq!(of_words("footnotes: Notes below\nour_own_words: Hello"), []);
}

#[test]
fn a_folder_of_a_theme_that_is_misspelt_is_reported() {
    let found = Site::new()
        .write("themes/defualt/assets/style.css", "p { margin: 0 }\n")
        .findings();
    let [finding] = &found[..] else {
        panic!("{found:#?}")
    };
    assert_eq!(
        (finding.code.as_str(), finding.help[0].as_str()),
        ("theme-file", "did you mean `themes/default`?"),
        "{finding:#?}"
    );
}
