//! Names as people and programs write them.

use super::*;

/// Returns particle, family name, given name and suffix of each name.
fn full(source: &str) -> Vec<String> {
    read(source)
        .names
        .iter()
        .map(|name| {
            let parts = [&name.particle, &name.family, &name.given, &name.suffix]
                .map(|part| part.as_deref().unwrap_or_default());
            name.literal.clone().unwrap_or_else(|| parts.join("|"))
        })
        .collect()
}

#[test]
fn the_forms_of_bibtex_are_told_apart() {
    assert_eq!(full("Jan van der Berg"), ["van der|Berg|Jan|"]);
    assert_eq!(full("van der Berg, Jan"), ["van der|Berg|Jan|"]);
    assert_eq!(full("von Last, Jr, First"), ["von|Last|First|Jr"]);
    assert_eq!(full("Martin Luther King Jr."), ["|King|Martin Luther|Jr."]);
    assert_eq!(
        full("King, Martin Luther, Jr."),
        ["|King|Martin Luther|Jr."]
    );
    assert_eq!(
        full("Charles Louis Xavier Joseph de la Vall{\\'e}e Poussin"),
        ["de la|Vallée Poussin|Charles Louis Xavier Joseph|"]
    );
    assert_eq!(
        full("{\\'E}. Cartan AND {\\L}ukasiewicz, J."),
        ["|Cartan|É.|", "|Łukasiewicz|J.|"]
    );
    assert_eq!(
        full("J.~R. Smith\n and Plato"),
        ["|Smith|J. R.|", "|Plato||"]
    );
    assert_eq!(full("{van den} Berg, Jan"), ["van den|Berg|Jan|"]);
    assert_eq!(full("d'Ambrosio, Carlo"), ["d'|Ambrosio|Carlo|"]);
    assert_eq!(full("bell hooks"), ["bell|hooks||"]);
}

#[test]
fn bodies_in_braces_are_never_taken_apart() {
    assert_eq!(
        full("{World Health Organization} and {Barnes and Noble} and others"),
        ["World Health Organization", "Barnes and Noble", "others"]
    );
    assert_eq!(
        full("{{Royal College of Psychiatrists}}"),
        ["Royal College of Psychiatrists"]
    );
}

#[test]
fn slips_are_guessed_and_said() {
    let FieldNames { names, guesses, .. } = read("Ellis, C.; Hodge, S.");
    assert_eq!((names.len(), guesses.len()), (2, 1));
    let FieldNames { names, guesses, .. } = read("Ellis, C, Hodge, S, White, T");
    assert_eq!((names.len(), guesses.len()), (3, 1));
    let FieldNames { names, guesses, .. } = read("Royal College of Psychiatrists");
    assert_eq!(names, [Name::body("Royal College of Psychiatrists")]);
    assert!(guesses[0].contains("{Royal College of Psychiatrists}"));
}

#[test]
fn the_extended_form_of_biblatex_is_read() {
    assert_eq!(
        full("family=Berg, given=Jan, prefix={van der}, useprefix=true"),
        ["van der|Berg|Jan|"]
    );
}

#[test]
fn ten_thousand_names_take_no_time() {
    let source = vec!["van der Berg, Jan"; 10_000].join(" and ");
    assert_eq!(read(&source).names.len(), 10_000);
    assert!(read(&"{".repeat(100_000)).names.is_empty());
    read(&", ".repeat(100_000));
    read(&"A, B & ".repeat(100_000));
    read(&"A, et al. ".repeat(100_000));
    read(&"others, ".repeat(100_000));
    read(&"A B und ".repeat(100_000));
    read(&"A; ".repeat(100_000));
}

#[test]
fn the_blank_after_a_command_belongs_to_the_command() {
    assert_eq!(
        full("S\\o rensen, Ib and Wei\\ss e, Anna and Pet\\H o, M. and Dvo\\v r\\'ak, Jan"),
        ["|Sørensen|Ib|", "|Weiße|Anna|", "|Pető|M.|", "|Dvořák|Jan|"]
    );
    assert_eq!(
        full("Fran\\c cois, Luc and {City of G\\\"o teborg} and \\L ukasz Nowak"),
        ["|François|Luc|", "City of Göteborg", "|Nowak|Łukasz|"]
    );
    assert_eq!(
        full("Mart\\'\\i nez, J. and {\\'{\\i}}ndigo, A. and \\.{I}nce, B. and Dant\\c{s}, \\k A."),
        ["|Martínez|J.|", "|índigo|A.|", "|İnce|B.|", "|Dantş|Ą.|"]
    );
    assert_eq!(
        full("{\\\"Osterreichische Akademie der Wissenschaften} and {\\v S}m\\'id, J."),
        ["Österreichische Akademie der Wissenschaften", "|Šmíd|J.|"]
    );
    assert_eq!(
        full("M&uuml;ller, K. and O&#39;Brien, T."),
        ["|Müller|K.|", "|O'Brien|T.|"]
    );
}

#[test]
fn unknown_commands_are_named_and_their_words_kept() {
    let found = read("\\foo{Ellis}, Clare");
    assert_eq!(found.names[0].inverted(), "Ellis, Clare");
    assert!(found.unknown.contains("foo"));
}

#[test]
fn lists_in_the_manner_of_journals_are_told_apart() {
    for (source, wanted) in [
        ("Smith J, van der Berg P", "|Smith|J| van der|Berg|P|"),
        ("Smith J, Jones BC, et al.", "|Smith|J| |Jones|BC| others"),
        ("Smith, J., Jones, B.", "|Smith|J.| |Jones|B.|"),
        ("Smith, John, Jones, Bob", "|Smith|John| |Jones|Bob|"),
        ("J. Smith, B. C. Jones", "|Smith|J.| |Jones|B. C.|"),
        ("Smith, J. \\& Jones, B.", "|Smith|J.| |Jones|B.|"),
        ("M\\\"uller, H. und Schmidt, K.", "|Müller|H.| |Schmidt|K.|"),
        (
            "Smith, J.; Jones, B. and Lee, C.",
            "|Smith|J.| |Jones|B.| |Lee|C.|",
        ),
        ("Smith JA", "|Smith|JA|"),
        ("Barnes \\& Noble", "Barnes & Noble"),
        ("Smith, J., Jones", "|Smith|Jones|J."),
    ] {
        assert_eq!(full(source).join(" "), wanted, "{source}");
        assert!(!read(source).guesses.is_empty(), "{source}");
    }
    for (source, wanted) in [
        ("Smith, J. and others", "|Smith|J.| others"),
        ("Smith, J. and et al.", "|Smith|J.| others"),
        ("Smith, J. et al.", "|Smith|J.| others"),
        ("Smith, Jane, PhD", "|Smith|Jane|PhD"),
        ("Smith, J. and Jones, B. and", "|Smith|J.| |Jones|B.|"),
        ("{Barnes & Noble} and {A; B}", "Barnes & Noble A; B"),
        ("Xu, X. and Malcolm Little", "|Xu|X.| |Little|Malcolm|"),
    ] {
        assert_eq!(full(source).join(" "), wanted, "{source}");
        assert_eq!(read(source).guesses, Vec::<String>::new(), "{source}");
    }
}
