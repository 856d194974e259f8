//! BibTeX files as programs and people write them, whole and broken.

use crate::base::{Code, Faults, SourcePath};
use crate::bibliography::item::{Item, ItemType, Name};
use crate::bibliography::read::{BibliographyFile, ItemFormat, read};
use proptest::prelude::*;

/// Reads a text.
fn reading(text: &str) -> BibliographyFile {
    read(
        &SourcePath::new("content/publications/a.bib"),
        text,
        Some(ItemFormat::Bibtex),
    )
}

/// Returns the first publication of a text.
fn first(text: &str) -> Item {
    reading(text)
        .items
        .into_iter()
        .next()
        .expect("a publication")
}

/// Returns the code and the line of each finding.
fn lines(text: &str, faults: &Faults) -> Vec<(Code, usize)> {
    faults
        .iter()
        .map(|fault| {
            (
                fault.code,
                fault
                    .span
                    .as_ref()
                    .map_or(0, |span| text[..span.range.start].matches('\n').count() + 1),
            )
        })
        .collect()
}

/// Checks that a publication has these fields.
fn holds(item: &Item, wanted: &[(&str, &str)]) {
    for (field, words) in wanted {
        assert_eq!(item.text(field), Some(*words), "{field}");
    }
}

/// An article as Zotero writes it.
const ZOTERO: &str = "@article{ellis_introduction_2014,
	title = {Introduction of the {Home} {Treatment} {Accreditation} {Scheme} – a welcome development},
	volume = {21},
	issn = {1351-0126, 1365-2850},
	shorttitle = {Introduction},
	url = {https://onlinelibrary.wiley.com/doi/10.1111/jpm.12100},
	doi = {10.1111/jpm.12100},
	abstract = {One \\& two.

Three.},
	language = {en},
	number = {3},
	urldate = {2020-05-06},
	journal = {Journal of Psychiatric and Mental Health Nursing},
	author = {Ellis, C. and {van der Berg}, Jan and {NHS England}},
	month = mar,
	year = {2014},
	note = {PMID: 24020949},
	keywords = {crisis, home treatment},
	pages = {234--240},
	file = {Full Text:/home/me/secret.pdf:application/pdf},
}";

#[test]
fn an_article_of_zotero_comes_out_as_csl() {
    let item = first(ZOTERO);
    assert_eq!(
        (item.key.as_str(), &item.kind),
        ("ellis_introduction_2014", &ItemType::ArticleJournal)
    );
    holds(
        &item,
        &[
            (
                "title",
                "Introduction of the <span class=\"nocase\">Home</span> <span \
                 class=\"nocase\">Treatment</span> <span class=\"nocase\">Accreditation</span> \
                 <span class=\"nocase\">Scheme</span> – a welcome development",
            ),
            (
                "container-title",
                "Journal of Psychiatric and Mental Health Nursing",
            ),
            ("volume", "21"),
            ("issue", "3"),
            ("page", "234-240"),
            ("DOI", "10.1111/jpm.12100"),
            ("PMID", "24020949"),
            ("abstract", "One & two.\n\nThree."),
            ("keyword", "crisis, home treatment"),
            ("title-short", "Introduction"),
        ],
    );
    assert_eq!(item.text("note"), None);
    assert_eq!(
        item.people("author")
            .iter()
            .map(Name::inverted)
            .collect::<Vec<_>>(),
        ["Ellis, C.", "van der Berg, Jan", "NHS England"]
    );
    assert_eq!(
        (
            item.dates["issued"].to_string(),
            item.dates["accessed"].to_string()
        ),
        ("2014-03".to_owned(), "2020-05-06".to_owned())
    );
    assert!(!item.to_json().to_string().contains("secret"));
}

#[test]
fn what_endnote_scopus_and_the_web_of_science_add_is_understood_or_left_out() {
    let endnote = first(
        "@article{RN12,\n   author = {Ellis, C. and Royal College of Psychiatrists},\n   title = \
         {Introduction},\n   journal = {Journal},\n   year = {2014},\n   note = {Times Cited: \
         4},\n   ISSN = {1351-0126},\n   DOI = {10.1111/jpm.12100},\n   url = {<Go to \
         ISI>://WOS:000},\n   type = {Journal Article}\n}",
    );
    assert_eq!(
        (
            endnote.key.as_str(),
            endnote.text("genre"),
            endnote.text("note"),
            endnote.text("URL")
        ),
        ("RN12", None, None, None)
    );
    assert_eq!(
        endnote.people("author")[1],
        Name::body("Royal College of Psychiatrists")
    );
    let scopus = first(
        "@ARTICLE{Ellis2014234,\nauthor={Ellis, C. and Hodge, S.},\ntitle={Introduction},\n\
         journal={Journal of Nursing},\nyear={2014},\nart_number={e12},\nabbrev_source_title={J. \
         Nurs.},\nauthor_keywords={crisis;  teams},\nnote={cited By 4},\nsource={Scopus},\n}",
    );
    holds(
        &scopus,
        &[
            ("container-title-short", "J. Nurs."),
            ("page", "e12"),
            ("keyword", "crisis, teams"),
        ],
    );
    let wos = first(
        "@article{ ISI:000332,\nAuthor = {Ellis, C. and Hodge, S.},\nTitle = {{Introduction of \
         the\n   scheme}},\nJournal = {{JOURNAL OF NURSING}},\nYear = {{2014}},\nMonth = {{MAR}},\n\
         Pages = {{234-240}},\nTimes-Cited = {{4}}}",
    );
    holds(
        &wos,
        &[("title", "Introduction of the scheme"), ("page", "234-240")],
    );
    assert_eq!(
        (wos.key.as_str(), wos.dates["issued"].to_string()),
        ("ISI:000332", "2014-03".to_owned())
    );
}

#[test]
fn reports_theses_chapters_and_web_pages_have_their_publishers() {
    let report = first(
        "@techreport{a, title={R}, institution={Royal College of Psychiatrists}, number={CCQI284}, \
         type={National report}, year=2015}",
    );
    holds(
        &report,
        &[
            ("publisher", "Royal College of Psychiatrists"),
            ("number", "CCQI284"),
            ("genre", "National report"),
        ],
    );
    assert_eq!(report.kind, ItemType::Report);
    assert_eq!(
        first("@techreport{a, title={R}, institution={I}}").text("genre"),
        None
    );
    let thesis = first("@phdthesis{a, title={T}, school={University of Example}, year=2001}");
    holds(
        &thesis,
        &[
            ("publisher", "University of Example"),
            ("genre", "PhD thesis"),
        ],
    );
    let thesis = first("@thesis{a, title={T}, type={mathesis}, institution={U}}");
    holds(&thesis, &[("genre", "Master’s thesis")]);
    let chapter = first(
        "@incollection{a, title={C}, booktitle={B}, editor={Smith, Ann}, publisher={P and Q}, \
         address={London}, series={S}, number=4, pages={1-9}, chapter=2, edition={Second}}",
    );
    holds(
        &chapter,
        &[
            ("container-title", "B"),
            ("publisher", "P and Q"),
            ("publisher-place", "London"),
            ("collection-title", "S"),
            ("collection-number", "4"),
            ("page", "1-9"),
            ("chapter-number", "2"),
            ("edition", "2"),
        ],
    );
    assert_eq!(chapter.kind, ItemType::Chapter);
    assert_eq!(chapter.people("editor").len(), 1);
    let page = first(
        "@misc{a, title={W}, howpublished={\\url{https://x.org/a_b}}, note={Accessed: 2015-01-02}}",
    );
    assert_eq!(
        (page.kind.clone(), page.text("URL")),
        (ItemType::Webpage, Some("https://x.org/a_b"))
    );
    let book = first("@inbook{a, title={Whole book}, chapter={3}, pages={10--20}}");
    assert_eq!(
        (book.kind.clone(), book.text("page")),
        (ItemType::Book, Some("10-20"))
    );
}

#[test]
fn dates_of_both_dialects_are_read() {
    for (fields, wanted) in [
        ("year = 2014, month = mar", "2014-03"),
        ("year = {2014}, month = {3}, day = {5}", "2014-03-05"),
        ("year = 2014, month = {5 March}", "2014-03-05"),
        ("year = 2014, month = mar # \"--\" # apr", "2014-03/2014-04"),
        ("date = {2014-03/2014-05}", "2014-03/2014-05"),
        ("date = {2014-21}", "2014-21"),
        ("date = {2014/}", "2014/.."),
        ("date = {1910~}", "1910~"),
        ("year = {in press}", "in press"),
        ("year = {2013--2014}", "2013/2014"),
        ("year = 2014, month = {Michaelmas}", "2014"),
    ] {
        let item = first(&format!("@book{{a, title={{T}}, {fields}}}"));
        assert_eq!(item.dates["issued"].to_string(), wanted, "{fields}");
    }
    assert!(
        !first("@book{a, title={T}, year={}}")
            .dates
            .contains_key("issued")
    );
}

#[test]
fn identifiers_come_from_wherever_programs_put_them() {
    holds(
        &first("@article{a, title={T}, eprint={24020949}, eprinttype={pubmed}}"),
        &[("PMID", "24020949")],
    );
    holds(
        &first(
            "@article{a, title={T}, journal={J}, pmcid={pmc123}, \
             url={https://doi.org/10.1000/x_y}}",
        ),
        &[("PMCID", "PMC123"), ("DOI", "10.1000/x_y")],
    );
    holds(
        &first("@article{a, title={T}, doi={10.1000/x\\_y}}"),
        &[("DOI", "10.1000/x_y")],
    );
    let preprint = first("@article{a, title={T}, eprint={2101.00001}, archiveprefix={arXiv}}");
    assert_eq!(preprint.kind, ItemType::Article);
    holds(
        &preprint,
        &[
            ("archive", "arXiv"),
            ("URL", "https://arxiv.org/abs/2101.00001"),
        ],
    );
}

#[test]
fn abbreviations_and_parents_work_across_entries_broken_ones_between_them() {
    let text = "@string{jpm = \"Journal of Nursing\"}\n@inproceedings{child, title={C}, \
        crossref={PARENT}, author={A, B}}\n@article{bad, title = {x} year = 3}\n@article{b, \
        title={T}, journal = jpm # { Today}}\n@proceedings{parent, title={Proc}, editor={E, F}, \
        year=1999, publisher={P}, doi={10.1000/whole}}\n@xdata{x, publisher={X}}\n@book{c, \
        title={Z}, xdata={x}}\n@book{d, title={Y}, crossref={parnet}}";
    let reading = reading(text);
    let [child, article, _, book, _] = &reading.items[..] else {
        panic!("{:?}", reading.items.len())
    };
    holds(
        child,
        &[
            ("container-title", "Proc"),
            ("publisher", "P"),
            ("title", "C"),
        ],
    );
    assert_eq!(
        (
            child.text("DOI"),
            child.year(),
            child.people("editor").len()
        ),
        (None, Some(1999), 1)
    );
    holds(article, &[("container-title", "Journal of Nursing Today")]);
    holds(book, &[("publisher", "X")]);
    assert_eq!(
        lines(text, &reading.faults),
        [(Code::BrokenEntry, 3), (Code::UnclearField, 8)]
    );
    assert!(reading.faults[1].help[0].contains("`parent`"));
}

#[test]
fn a_set_is_left_out_and_said_while_its_members_are_read() {
    let text = "@set{both, entryset={a,b}}\n@book{a, title={A}}\n@BOOK{b, title={B}}\n@Set{again, \
        entryset={a}}";
    let reading = reading(text);
    assert_eq!(
        reading
            .items
            .iter()
            .map(|item| item.key.as_str())
            .collect::<Vec<_>>(),
        ["a", "b"]
    );
    assert_eq!(
        lines(text, &reading.faults),
        [(Code::BrokenEntry, 1), (Code::BrokenEntry, 4)]
    );
}

#[test]
fn entries_that_refer_to_one_another_in_a_circle_are_read() {
    let text = "@book{a, title={A}, crossref={b}}@book{b, publisher={P}, crossref={c}}@book{c, \
        title={C}, crossref={a}}@book{d, crossref={d}}";
    assert_eq!(reading(text).items.len(), 4);
}

#[test]
fn an_entry_without_a_key_gets_one_and_is_reported() {
    let text = "@article{,\n author = {Müller, K. and Lee, P.}, title={T}, year=2014}\n@article{ \
        title={U}, author={M{\\\"u}ller, X}, year=2014}";
    let reading = reading(text);
    assert_eq!(
        reading
            .items
            .iter()
            .map(|item| item.key.as_str())
            .collect::<Vec<_>>(),
        ["muller2014", "muller2014b"]
    );
    assert_eq!(
        lines(text, &reading.faults),
        [(Code::UnclearField, 1), (Code::UnclearField, 3)]
    );
}

#[test]
fn what_latex_cannot_be_shown_is_said_once_an_entry() {
    let reading =
        reading("@book{a, title={\\foo{Bar} \\baz}, publisher={\\foo}, journal = undefinedone}");
    let messages: Vec<&str> = reading
        .faults
        .iter()
        .map(|fault| fault.message.as_str())
        .collect();
    assert_eq!(
        messages,
        [
            "`\\baz` and `\\foo` are no LaTeX command that masthead knows",
            "the abbreviation `undefinedone` is defined nowhere above"
        ]
    );
    assert_eq!(reading.items[0].text("title"), Some("Bar"));
}

#[test]
fn ten_thousand_authors_and_deep_braces_are_read_in_no_time() {
    let authors = vec!["van der Berg, Jan"; 10_000].join(" and ");
    let deep = format!("{}x{}", "{".repeat(10_000), "}".repeat(10_000));
    let item = first(&format!(
        "@article{{a, author = {{{authors}}}, title = {{{deep}}}, note = \"\\emph{{{deep}}}\"}}"
    ));
    assert_eq!(
        (item.people("author").len(), item.text("title")),
        (10_000, Some("x"))
    );
}

#[test]
fn findings_without_end_are_cut_and_counted() {
    let reading = reading(&"@book{a, title={T} year=1}\n".repeat(2400));
    assert_eq!(reading.faults.len(), 1000);
    assert!(
        reading.faults[999]
            .help
            .iter()
            .any(|help| help.contains("1400 more findings"))
    );
}

#[test]
fn a_file_beyond_the_limit_is_refused_at_once() {
    let text = format!("@book{{a, title={{{}}}}}", "x".repeat(100 << 20));
    let reading = reading(&text);
    assert_eq!(
        (reading.items.len(), reading.faults[0].code),
        (0, Code::FileTooLarge)
    );
}

proptest! {
    #[test]
    fn nothing_makes_it_panic(text in "(@(article|book|string|comment|xdata)[{(]|[a-z]{1,4}(,| = \
        )|[{}\",#=@\\\\ \n]|crossref|author|title|date|\\PC){0,60}") {
        let _ = reading(&text);
    }
}
