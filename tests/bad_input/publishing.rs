//! Slips of those who write newsletters and reports: bylines, figures, documents, days, topics.
//! Each is met with its place, what is wrong, and what to type instead.

use crate::support::Site;
use crate::support::findings::Finding;

/// A site with these files beside a home page and a page “About”.
fn site(files: &[(&str, &[u8])]) -> Site {
    let site = Site::empty()
        .write(
            "content/site.yaml",
            "title: Test\nbase_url: https://www.example.org/\n",
        )
        .write("content/index.md", "---\ntitle: Home\n---\n")
        .write("content/about.md", "---\ntitle: About\n---\n");
    files
        .iter()
        .fold(site, |site, (name, bytes)| site.write(name, bytes))
}

/// Asserts that this is the only finding, with this message and this help.
fn assert_found(found: &[Finding], place: &str, message: &str, help: &str) {
    let [finding] = found else {
        panic!("{found:#?}")
    };
    assert_eq!(
        (finding.place().as_str(), finding.message.as_str()),
        (place, message)
    );
    assert!(finding.help.join("\n").contains(help), "{finding:#?}");
}

fn assert_byline(lines: &str, place: &str, message: &str, help: &str) {
    let article = format!("---\ntitle: A\nbyline:\n{lines}---\n");
    let issue = b"---\ntitle: Issue\ndate: 2019-01-01\n---\n";
    let people = b"b-sample: {name: B. Sample, role: carer}\n";
    let files: [(&str, &[u8]); 3] = [
        ("content/newsletters/1/index.md", issue),
        ("content/newsletters/1/a.md", article.as_bytes()),
        ("content/people.yaml", people),
    ];
    assert_found(&site(&files).findings(), place, message, help);
}

#[test]
fn a_byline_says_a_role_that_the_site_knows() {
    let no_role = "this byline does not say the writer's role";
    assert_byline(
        "  - name: B\n",
        "error[missing-key] content/newsletters/1/a.md:4:5",
        no_role,
        "add a line such as `role: staff`",
    );
    let unknown = "`carrer` is not one of the site's roles";
    assert_byline(
        "  - name: B\n    role: carrer\n",
        "error[unknown-choice] content/newsletters/1/a.md:5:11",
        unknown,
        "did you mean `carer`?",
    );
}

#[test]
fn a_byline_of_a_one_file_issue_says_a_role_too() {
    let issue =
        |block: &str| format!("---\ntitle: Issue\n---\n\n## One\n\n```byline\n{block}```\n");
    let found = site(&[("content/newsletters/1.md", issue("name: B\n").as_bytes())]).findings();
    let no_role = "this byline does not say the writer's role";
    assert_found(
        &found,
        "error[missing-key] content/newsletters/1.md:7:1",
        no_role,
        "add a line such as `role: staff`",
    );
    let found = site(&[(
        "content/newsletters/1.md",
        issue("name: B\nrole: boss\n").as_bytes(),
    )])
    .findings();
    let unknown = "`boss` is not one of the site's roles";
    assert_found(
        &found,
        "error[unknown-choice] content/newsletters/1.md:9:7",
        unknown,
        "list them all under `roles:` in `content/site.yaml`",
    );
}

#[test]
fn nobody_wrote_an_article_twice() {
    let help = "take one of the two out; two people of one name are told apart by their `team:`";
    let named = "  - name: B\n    role: carer\n  - name: B\n    role: carer\n";
    assert_byline(
        named,
        "error[person-twice] content/newsletters/1/a.md:6:5",
        "`B` is named twice in this byline",
        help,
    );
    let declared = "  - person: b-sample\n  - person: b-sample\n";
    assert_byline(
        declared,
        "error[person-twice] content/newsletters/1/a.md:5:5",
        "`b-sample` is named twice in this byline",
        help,
    );
    let spelt = "  - name: B\n    role: carer\n  - name: ' b '\n    role: carer\n";
    assert_byline(
        spelt,
        "error[person-twice] content/newsletters/1/a.md:6:5",
        "` b ` is named twice in this byline",
        help,
    );
    let both = "  - person: b-sample\n    name: C\n";
    let message = "this byline says who wrote it both by `person:` and by `name:`";
    assert_byline(
        both,
        "error[person-twice] content/newsletters/1/a.md:4:5",
        message,
        "take one of the two lines out",
    );
    let block = "---\ntitle: Issue\n---\n\n## One\n\n```byline\nname: B\nrole: carer\nwriters:\n  \
        - {name: C, role: staff}\n```\n";
    let found = site(&[("content/newsletters/1.md", block.as_bytes())]).findings();
    let message = "this block names a writer beside those that it lists under `writers:`";
    assert_found(
        &found,
        "error[person-twice] content/newsletters/1.md:7:1",
        message,
        "make that writer an entry of the list",
    );
}

#[test]
fn spaces_are_no_name_and_a_pseudonym_of_spaces_hides_the_name_beside_it() {
    let nobody = "this byline does not say who wrote it";
    assert_byline(
        "  - name: ' '\n    role: carer\n",
        "error[missing-key] content/newsletters/1/a.md:4:5",
        nobody,
        "add a line `name: A. Sample`",
    );
    let hidden = "---\ntitle: A\nbyline: [{name: Real Name, pseudonym: ' ', role: carer}]\n---\n";
    let built = site(&[
        (
            "content/newsletters/1/index.md",
            b"---\ntitle: Issue\n---\n",
        ),
        ("content/newsletters/1/a.md", hidden.as_bytes()),
    ]);
    built.build();
    assert!(
        !built
            .read("public/newsletters/1/a/index.html")
            .contains("Real Name")
    );
}

#[test]
fn two_people_of_one_name_are_told_apart_by_their_teams() {
    let told_apart = "---\ntitle: A\nbyline:\n  - {name: B, role: carer, team: North}\n  - {name: \
        B, role: carer, team: South}\n---\n";
    let issue: (&str, &[u8]) = (
        "content/newsletters/1/index.md",
        b"---\ntitle: Issue\n---\n",
    );
    assert_eq!(
        site(&[issue, ("content/newsletters/1/a.md", told_apart.as_bytes())]).findings(),
        []
    );
}

/// Lists the findings when a page shows this file as a table.
fn of_table(csv: &[u8], block: &str) -> Vec<Finding> {
    let page =
        format!("---\ntitle: A\n---\n\n```table\nfile: v.csv\ncaption: Visits\n{block}```\n");
    site(&[("content/a.md", page.as_bytes()), ("content/v.csv", csv)]).findings()
}

#[test]
fn a_table_with_a_ragged_edge_is_pointed_at_line_by_line() {
    let found = of_table(b"A,B\n1,2\n3\n4,5,6\n", "");
    let places: Vec<String> = found.iter().map(Finding::place).collect();
    assert_eq!(
        places,
        [
            "error[data-file] content/v.csv:3:1",
            "error[data-file] content/v.csv:4:1"
        ]
    );
    assert_eq!(found[0].help, ["add a comma for each cell that is empty"]);
    assert_eq!(
        found[1].help,
        ["put quotation marks around text that holds a comma: \"Leeds, north\""]
    );
}

#[test]
fn quotation_marks_of_a_table_are_asked_for_and_closed() {
    let three = "this line has 3 cells, but the first line has 2 cells";
    let place = "error[data-file] content/v.csv:2:1";
    assert_found(
        &of_table(b"Team,Visits\nTeam A, north,120\n", ""),
        place,
        three,
        "put quotation marks around text that holds a comma",
    );
    let open = "a quotation mark opens in this line and is never closed";
    for csv in [
        &b"Team,Visits\n\"Team A,120\nB,3\n"[..],
        b"Team,Visits\nA,\"120\n",
        b"Team,Visits\r\n\"Team A,120\r\nB,3\r\n",
    ] {
        assert_found(
            &of_table(csv, ""),
            place,
            open,
            "write another \" where the text in quotation marks ends",
        );
    }
    // A mark within a cell is a sign like others; one that is closed may hold a line end.
    assert_eq!(
        of_table(b"Pipe,Number\n5\" wide,3\n\"two\nlines\",4\n", ""),
        []
    );
}

#[test]
fn an_empty_table_is_told_from_one_without_rows() {
    let place = "error[data-file] content/v.csv:1:1";
    assert_found(
        &of_table(b"", ""),
        place,
        "this file is empty",
        "the first line holds the headings, the others the figures",
    );
    assert_found(
        &of_table(b"\n\n", ""),
        place,
        "this file is empty",
        "the first line holds the headings",
    );
    let no_rows = "this file has headings and nothing below them";
    assert_found(
        &of_table(b"Team,Visits\n", ""),
        place,
        no_rows,
        "write a line for each row of the table",
    );
}

#[test]
fn each_column_of_a_table_has_a_name_of_its_own() {
    let place = "error[data-file] content/v.csv:1:1";
    assert_found(
        &of_table(b"A,A\n1,2\n", ""),
        place,
        "two columns are called `A`",
        "give each column a heading of its own",
    );
    assert_found(
        &of_table(b"A,,\n1,2,3\n", ""),
        place,
        "two columns have no heading",
        "take the empty columns out",
    );
}

#[test]
fn a_decimal_comma_is_never_taken_for_a_thousands_sign() {
    let place = "error[data-file] content/v.csv:2:1";
    for (figure, help) in [
        ("1,5", "`1.5`"),
        ("1,2345", "`1.2345`"),
        ("2.000,5", "`2000.5`"),
        ("1.234,5", "`1234.5`"),
        ("1,23,4", "`1234`"),
    ] {
        let csv = format!("Team,Visits\nA,\"{figure}\"\n");
        let message = format!("it is unclear which number `{figure}` in the column `Visits` is");
        assert_found(&of_table(csv.as_bytes(), ""), place, &message, help);
    }
    let wanted = "columns: [{name: Team}, {name: Visits, total: sum}]\n";
    assert_found(
        &of_table(b"Team,Visits\nA,\"1,5\"\nB,\"2,5\"\nC,3\n", wanted),
        place,
        "it is unclear which number `1,5` in the column `Visits` is, and so is another cell of \
         this column",
        "`1.5`",
    );
    assert_eq!(
        of_table(
            b"Team,Wards\nA,\"3,4\"\n",
            "columns: [{name: Team}, {name: Wards, format: text}]\n"
        ),
        []
    );
    assert_eq!(
        of_table(
            b"Team,Visits,Rate\nA,\"1,234\",\"1,234.5\"\nB,\"1,234,567\",5\n",
            ""
        ),
        []
    );
}

#[test]
fn a_file_with_semicolons_has_decimal_commas_where_a_whole_column_has_them() {
    assert_eq!(of_table(b"N;V;W\na;1,5;1.234\nb;2.000,25;2\n", ""), []);
    let unclear = "it is unclear which number `1,234` in the column `V` is";
    assert_found(
        &of_table(b"N;V\na;1,234\n", ""),
        "error[data-file] content/v.csv:2:1",
        unclear,
        "write `1234` or `1.234`, whichever is meant",
    );
    let mixed = "it is unclear which number `1,5` in the column `V` is";
    assert_found(
        &of_table(b"N;V\na;1.5\nb;1,5\n", ""),
        "error[data-file] content/v.csv:3:1",
        mixed,
        "write the decimals after a point: `1.5`",
    );
    let page = "---\ntitle: A\n---\n\n```table\nfile: v.csv\ncaption: Visits\ncolumns: [{name: N}, \
        {name: V, total: sum}]\n```\n";
    let csv: &[u8] = "N;V\na;1,5\nb;2,25\nc;1.000,5\n".as_bytes();
    let site = site(&[("content/a.md", page.as_bytes()), ("content/v.csv", csv)]);
    site.build();
    let html = site.read("public/a/index.html");
    for cell in ["1.50", "2.25", "1,000.50", "1,004.25"] {
        assert!(html.contains(cell), "no {cell}: {html}");
    }
}

#[test]
fn the_encoding_of_a_table_is_utf8_with_a_mark_or_without() {
    assert_eq!(
        of_table(
            b"\xef\xbb\xbfTeam,Visits\r\nCaf\xc3\xa9,120\r\n",
            "columns: [{name: Team}]\n"
        ),
        []
    );
    let found = of_table(b"Team,Visits\nCaf\xe9,120\n", "");
    let message = "this text is not saved as UTF-8: it looks like an older Windows or Mac \
        encoding, see line 2";
    assert_found(
        &found,
        "error[not-utf8] content/v.csv:2:4",
        message,
        "Encoding: UTF-8",
    );
}

#[test]
fn text_where_a_number_stands_is_pointed_at() {
    let found = of_table(
        b"Team,Visits\nA,120\nB,about 40\nC,n/a\n",
        "columns:\n  - name: Team\n  - {name: Visits, total: sum}\nmissing: [n/a]\n",
    );
    let message = "`about 40` stands in the column `Visits`, which holds numbers";
    assert_found(
        &found,
        "error[data-file] content/v.csv:3:1",
        message,
        "write a number, leave the cell empty, or add `missing: [\"about 40\"]`",
    );
}

/// A PDF of one page that asks for a password, as far as a reader sees before it asks.
const PROTECTED: &[u8] = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n\
    <</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n\
    3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\n4 0 obj\n<</Filter/Standard/V \
    1/R 2/P -4/O(01234567890123456789012345678901)/U(01234567890123456789012345678901)>>\nendobj\n";

/// A PDF with its table of objects.
fn with_table(objects: &[u8], trailer: &str) -> Vec<u8> {
    let text = String::from_utf8_lossy(objects);
    let places = (1..5).map(|number| text.find(&format!("{number} 0 obj")).expect("an object"));
    let table: Vec<String> = places
        .map(|place| format!("{place:010} 00000 n \n"))
        .collect();
    let table = table.concat();
    let start = objects.len();
    let end = format!(
        "xref\n0 5\n0000000000 65535 f \n{table}trailer\n<</Size 5/Root 1 0 \
         R/ID[(a)(a)]{trailer}>>\nstartxref\n{start}\n%%EOF\n"
    );
    [objects, end.as_bytes()].concat()
}

#[test]
fn a_document_is_there_opens_and_is_what_its_name_says() {
    let report = b"---\ntitle: R\ndownloads:\n  - file: r.pdf\n---\n";
    let of = |pdf: Option<&[u8]>| {
        let files: Vec<(&str, &[u8])> = [("content/reports/r.md", &report[..])]
            .into_iter()
            .chain(pdf.map(|pdf| ("content/reports/r.pdf", pdf)))
            .collect();
        site(&files).findings()
    };
    assert_found(
        &of(None),
        "error[missing-file] content/reports/r.md:4:11",
        "no file at `r.pdf`",
        "check the name and the folder",
    );
    for letter in [&b"Dear reader, this is a letter."[..], b""] {
        let message = "`r.pdf` is no PDF, whatever its name says";
        assert_found(
            &of(Some(letter)),
            "error[pdf-file] content/reports/r.md:4:11",
            message,
            "save it as PDF",
        );
    }
    let place = "warning[pdf-file] content/reports/r.md:4:11";
    assert_found(
        &of(Some(b"%PDF-1.4\nrubbish")),
        place,
        "`r.pdf` is damaged: not every program will open it",
        "save it as PDF again",
    );
    let message =
        "`r.pdf` is protected: readers may need a password, and screen readers may be kept out";
    assert_found(
        &of(Some(&with_table(PROTECTED, "/Encrypt 4 0 R"))),
        place,
        message,
        "without a password and without restrictions",
    );
    let whole = with_table(PROTECTED, "");
    assert_eq!(of(Some(&whole)), [], "the same without a password is fine");
    assert_found(
        &of(Some(&whole[..whole.len() - 20])),
        place,
        "`r.pdf` is damaged: not every program will open it",
        "save it as PDF again",
    );
}

#[test]
fn days_that_disagree_are_both_shown() {
    let of = |name: &str, lines: &str| {
        site(&[(name, format!("---\ntitle: A\n{lines}---\n").as_bytes())]).findings()
    };
    let gone = "the page expires on 2030-04-01, which is not after its `publish_on`, 2030-05-01: \
        it would never be seen";
    let found = of(
        "content/a.md",
        "publish_on: 2030-05-01\nexpires_on: 2030-04-01\n",
    );
    assert_found(
        &found,
        "error[dates-disagree] content/a.md:4:13",
        gone,
        "`expires_on` is the day from which the page is gone",
    );
    let found = of(
        "content/reports/a.md",
        "date: 2019-05-01\nupdated: 2019-04-01\n",
    );
    let early = "it changed on 2019-04-01, which is before its `date`, 2019-05-01";
    assert_found(
        &found,
        "warning[dates-disagree] content/reports/a.md:4:10",
        early,
        "correct one of the two, or take `updated` out",
    );
    // One writes of an event before its day.
    assert_eq!(
        of(
            "content/a.md",
            "date: 2019-05-01\nupdated: 2019-04-01\nreview_by: 2019-04-15\n"
        ),
        []
    );
}

#[test]
fn an_alias_does_not_stand_in_the_way_of_a_page() {
    let of = |alias: &str| {
        site(&[(
            "content/a.md",
            format!("---\ntitle: A\naliases: [{alias}]\n---\n").as_bytes(),
        )])
        .findings()
    };
    let place = "error[bad-alias] content/a.md:3:11";
    let same = "the alias `/about/` of `content/a.md` and the page `content/about.md` have the \
        same address, `/about/`";
    assert_found(
        &of("/about/"),
        place,
        same,
        "take the alias out: that address is in use",
    );
    let alike = "the alias `/About/` of `content/a.md` and the page `content/about.md` have \
        addresses that many computers take for the same: \
                 `/About/` and `/about/`";
    assert_found(
        &of("/About/"),
        place,
        alike,
        "take the alias out: that address is in use",
    );
}

#[test]
fn what_feeds_know_a_page_by_is_an_address_and_its_own() {
    let page = |id: &str| format!("---\ntitle: A\ndate: 2015-01-01\nid: {id}\n---\n");
    let of = |a: &str, b: &str| {
        let (a, b) = (page(a), page(b));
        site(&[
            ("content/a.md", a.as_bytes()),
            ("content/b.md", b.as_bytes()),
        ])
        .findings()
    };
    let help = "write the address at which the page was published first";
    assert_found(
        &of("nonsense", "/b/"),
        "error[wrong-type] content/a.md:4:5",
        "`nonsense` is no address, and feeds know a page by one",
        help,
    );
    let message = "feeds know `content/a.md` by `/x/` already";
    assert_found(
        &of("/x/", "/x/"),
        "error[address-clash] content/b.md:4:5",
        message,
        "or take the line out",
    );
    let message = "feeds know `content/about.md` by `/about/` already";
    assert_found(
        &of("/about/", "/b/"),
        "error[address-clash] content/a.md:4:5",
        message,
        "or take the line out",
    );
    assert_eq!(of("/x/", "tag:example.org,2015:b"), []);
}

#[test]
fn an_old_address_that_the_settings_name_leads_to_something_and_is_free() {
    let of = |from: &str, to: &str| {
        let settings = format!(
            "title: Test\nbase_url: https://www.example.org/\nredirects:\n  - from: {from}\n    \
             to: {to}\n"
        );
        site(&[("content/site.yaml", settings.as_bytes())]).findings()
    };
    let found = of("/old/", "/abuot/");
    assert_found(
        &found,
        "error[broken-link] content/site.yaml:5:9",
        "no page of this site stands at `/abuot/`",
        "did you mean `/about/`?",
    );
    let taken = "the former address `/about/` and the page `content/about.md` have the same \
        address, `/about/`";
    assert_found(
        &of("/about/", "/"),
        "error[bad-alias] content/site.yaml:4:11",
        taken,
        "that address is in use",
    );
    let message = "the former address `/feed.xml` is the address of a file that masthead makes";
    assert_found(
        &of("/feed.xml", "/"),
        "error[bad-alias] content/site.yaml:4:11",
        message,
        "that address is in use",
    );
    assert_eq!(of("/old/", "about.md"), []);
}

#[test]
fn text_behind_a_closing_quotation_mark_is_pointed_at() {
    let found = of_table(b"Team,Visits\nA,\"1\"2\nB,3\n", "");
    assert_found(
        &found,
        "error[data-file] content/v.csv:2:6",
        "text goes on behind the quotation mark that closes a cell",
        "written twice: \"\"",
    );
    assert_eq!(of_table("Team,Visits\nA,\"1\"é\n".as_bytes(), "").len(), 1);
    assert!(
        of_table(
            b"Team,Visits\n\"A \"\"x\"\", b\",\"1\"\n\"B\" ,2\nC \"x\" d,3\n",
            ""
        )
        .is_empty()
    );
}

#[test]
fn words_among_numbers_are_told_because_all_of_the_column_becomes_text() {
    let figures = b"Team,Visits\nA,1\nB,n/a\nC,3\n";
    let message = "`n/a` stands in the column `Visits`, whose other cells are numbers: all of it \
        is shown as text";
    assert_found(
        &of_table(figures, ""),
        "warning[data-file] content/v.csv:3:1",
        message,
        "add `missing: [\"n/a\"]` to the block",
    );
    assert!(of_table(figures, "missing: [\"n/a\"]\n").is_empty());
    assert!(
        of_table(
            figures,
            "columns:\n  - name: Team\n  - {name: Visits, format: text}\n"
        )
        .is_empty()
    );
    // What is said of numbers alone says that they are some.
    let message = "`n/a` stands in the column `Visits`, which holds numbers";
    let column = "columns:\n  - name: Team\n  - {name: Visits, unit: \" days\"}\n";
    assert_found(
        &of_table(figures, column),
        "error[data-file] content/v.csv:3:1",
        message,
        "leave the cell empty",
    );
}

#[test]
fn issues_of_one_newsletter_and_year_have_different_numbers() {
    let issue = |date: &str, number: u32| {
        format!("---\ntitle: Issue\ndate: {date}\nnumber: {number}\n---\n")
    };
    let of = |files: &[(&str, String)]| {
        let files: Vec<(&str, &[u8])> = files
            .iter()
            .map(|(path, text)| (*path, text.as_bytes()))
            .collect();
        site(&files).findings()
    };
    // The later one is the copy, whatever the files are called.
    let copied = of(&[
        ("content/newsletters/a/index.md", issue("2015-09-30", 3)),
        ("content/newsletters/b.md", issue("2015-03-31", 3)),
    ]);
    let message = "`3` is the number of another issue, `content/newsletters/b.md`, too";
    assert_found(
        &copied,
        "warning[same-number] content/newsletters/a/index.md:4:9",
        message,
        "write this issue's own number",
    );
    let kinds = "title: Test\nbase_url: https://www.example.org/\nfolders: {bulletin: {kind: \
        newsletter}}\n";
    let fine = [
        ("content/site.yaml", kinds.to_owned()),
        ("content/newsletters/a.md", issue("2015-03-31", 1)),
        ("content/newsletters/b.md", issue("2015-09-30", 2)),
        // Counted anew each year.
        ("content/newsletters/c.md", issue("2016-03-31", 1)),
        // Another newsletter.
        ("content/bulletin/a.md", issue("2015-03-31", 1)),
    ];
    let found = of(&fine);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_topic_is_spelt_in_one_way() {
    let page = |topic: &str| format!("---\ntitle: A\ntopics: [{topic}]\n---\n");
    let (one, other) = (page("Service provision"), page("service Provision"));
    let found = site(&[
        ("content/a.md", one.as_bytes()),
        ("content/b.md", other.as_bytes()),
    ])
    .findings();
    let message = "`service Provision` is written `Service provision` on another page";
    assert_found(
        &found,
        "warning[topic-spelling] content/b.md:3:10",
        message,
        "write `Service provision` here too",
    );
}
