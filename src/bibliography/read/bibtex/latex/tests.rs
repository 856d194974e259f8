//! LaTeX, sign by sign.

use super::*;
use proptest::prelude::*;

/// Decodes the source of a title.
fn title(source: &str) -> String {
    decode(source, Braces::KeepCase).rich()
}

/// Decodes the source of words without marks.
fn plain(source: &str) -> String {
    decode(source, Braces::Group).plain()
}

#[test]
fn accents_in_every_way_of_writing_them_become_letters() {
    for source in [
        "{\\'e}", "\\'{e}", "\\'e", "{\\'{e}}", "\\'{{e}}", "\\' e", "{\\' e}",
    ] {
        assert_eq!(plain(source), "é", "{source}");
    }
    assert_eq!(
        plain(
            "Erd{\\H{o}}s, G{\\\"o}del, {\\O}rsted, na{\\\"\\i}ve, \\v{S}m\\'{\\i}d, \
             {\\AA}ngstr{\\\"{o}}m"
        ),
        "Erdős, Gödel, Ørsted, naïve, Šmíd, Ångström"
    );
    assert_eq!(
        plain("Stra{\\ss}e, \\oe uvre, \\ae ther, \\c{c}a, \\aa\\ b"),
        "Straße, œuvre, æther, ça, å b"
    );
    assert_eq!(plain("\\~{}x \\^{} \\textasciitilde{}"), "~x ^ ~");
    assert_eq!(plain("\\'{}"), "'");
}

#[test]
fn dashes_quotes_and_spaces_are_those_of_print() {
    assert_eq!(
        plain("1--4 --- ``x'' `y' J.~R. \\& 50\\% \\$5 a\\_b"),
        "1–4 — “x” ‘y' J.\u{a0}R. & 50% $5 a_b"
    );
    assert_eq!(plain("-{}-"), "--");
    assert_eq!(plain("one\\\\two"), "one two");
}

#[test]
fn marks_survive_and_protected_words_keep_their_capitals() {
    assert_eq!(
        title("\\emph{E. coli} and {\\it Salmonella} in {NHS} wards"),
        "<i>E. coli</i> and <i>Salmonella</i> in <span class=\"nocase\">NHS</span> wards"
    );
    assert_eq!(
        title("{B}ayesian methods"),
        "<span class=\"nocase\">Bayesian</span> methods"
    );
    assert_eq!(title("{{All of it kept}}"), "All of it kept");
    assert_eq!(
        title("H$_2$O at 5$^{\\circ}$C, x\\textsuperscript{2}"),
        "H<sub>2</sub>O at 5°C, x<sup>2</sup>"
    );
    assert_eq!(
        title("\\enquote{Why?} {\\textbf{now}}"),
        "“Why?” <b>now</b>"
    );
    assert_eq!(title("{\\'E}tude {1}"), "Étude 1");
}

#[test]
fn mathematics_is_shown_as_far_as_words_can() {
    assert_eq!(
        title("$\\alpha$-synuclein, $p \\leq 0.05$, $10^{-3}$"),
        "α-synuclein, p ≤0.05, 10<sup>−3</sup>"
    );
    assert_eq!(title("costs $5"), "costs $5");
}

#[test]
fn unknown_commands_lose_their_name_and_keep_their_words() {
    let decoded = decode("\\foo{bar} baz \\qux", Braces::Group);
    assert_eq!(decoded.plain(), "bar baz ");
    assert_eq!(
        decoded.unknown.into_iter().collect::<Vec<_>>(),
        ["foo", "qux"]
    );
}

#[test]
fn addresses_are_not_latex() {
    assert_eq!(
        unescaped("\\url{https://x.org/a_b~c?d=1&e=50%20}"),
        "https://x.org/a_b~c?d=1&e=50%20"
    );
    assert_eq!(
        unescaped("{https://x.org/a{\\_}b\\_c\\%20}"),
        "https://x.org/a_b_c%20"
    );
    assert_eq!(plain("see \\href{https://x.org}{the page}"), "see the page");
}

#[test]
fn arguments_that_print_nothing_are_left_out() {
    assert_eq!(
        plain("What \\foreignlanguage{german}{Heimat} means"),
        "What Heimat means"
    );
    assert_eq!(
        plain("\\textlang{welsh}{hiraeth}, {\\noopsort{b}}The"),
        "hiraeth, The"
    );
    assert_eq!(
        plain("\\switchargs{--90}{1968}, \\printfirst{a}{b}"),
        "1968–90, a"
    );
    assert_eq!(plain("\\enquote*{x} \\mkbibparens{y}"), "“x” (y)");
    assert_eq!(
        plain("Mart\\'\\i nez, \\k{}, o\\textquotesingle s, \\t{oo}"),
        "Martínez, ˛, o's, o͡o"
    );
}

#[test]
fn depth_and_length_are_bounded() {
    assert!(plain(&"\\'{".repeat(100_000)).len() < 1_000_000);
    assert!(plain(&"{".repeat(1_000_000)).is_empty());
    assert!(
        plain(&format!(
            "{}x{}",
            "{\\emph{".repeat(200_000),
            "}}".repeat(200_000)
        ))
        .contains('x')
    );
    let _ = plain(&"$^{".repeat(100_000));
    let _ = plain(&format!("${}$", "^{".repeat(100_000)));
    let _ = plain(&"\\url{".repeat(100_000));
}

proptest! {
    #[test]
    fn nothing_makes_it_panic(source in "(\\\\[a-zA-Z'\"^~`]|[{}$_^~ a-z\\-]|\\PC){0,40}") {
        let decoded = decode(&source, Braces::KeepCase);
        prop_assert!(decoded.rich().len() < 10_000);
        let _ = unescaped(&source);
    }
}
