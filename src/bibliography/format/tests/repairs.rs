//! Tests of what hayagriva 0.10 does not write as the CSL specification asks.

use super::*;

/// Returns the references of publications in a bundled style, as plain text.
fn shown(yaml: &str, style: &str) -> Vec<String> {
    let style = Style::named(style, "en-GB").expect("a style");
    let list = references(&items(yaml), &style);
    list.into_iter().map(|text| text.text).collect()
}

#[test]
fn telling_citations_apart_does_not_shorten_references() {
    let list = "- {id: a, type: article-journal, title: One, author: [\"Smith, Ann\", \"Jones, \
                Bea\", \"Kay, Cy\"], issued: 2014, container-title: J}
- {id: b, type: article-journal, title: Two, author: [\"Smith, Ann\", \"Lee, Di\", \"May, Eve\"], \
                issued: 2014, container-title: J}
- {id: c, type: article-journal, title: Three, author: [\"Brown, Al\"], issued: 2014, \
                container-title: J}
- {id: d, type: article-journal, title: Four, author: [\"Brown, Bo\"], issued: 2014, \
                container-title: J}
";
    assert_eq!(
        shown(list, "apa"),
        [
            "Brown, A. (2014). Three. J.",
            "Brown, B. (2014). Four. J.",
            "Smith, A., Jones, B., & Kay, C. (2014). One. J.",
            "Smith, A., Lee, D., & May, E. (2014). Two. J.",
        ]
    );
}

#[test]
fn no_term_stands_before_nothing() {
    let list = "- {id: a, type: paper-conference, title: Trust, author: [\"Lane, Meg\"], issued: \
                2009, container-title: Proceedings, page: 12-19}\n";
    for style in ["bmj", "elsevier-vancouver", "harvard-cite-them-right"] {
        let reference = shown(list, style).concat();
        assert!(!reference.to_lowercase().contains("in:"), "{reference}");
        assert!(!reference.contains("In."), "{reference}");
        assert!(!reference.contains(" in "), "{reference}");
    }
    assert_eq!(
        html_of(
            "- {id: a, type: book, title: Visits}",
            "<group delimiter=\". \"><text variable=\"title\"/><group><text term=\"in\"/><names \
             variable=\"editor\"/></group></group>"
        ),
        "Visits"
    );
}

#[test]
fn a_label_that_is_never_plural_stays_singular() {
    let list = "- {id: a, type: chapter, title: Carers, author: [\"Tate, Flo\"], issued: 2012, \
                container-title: Families, page: 55-78}\n";
    let reference = shown(list, "vancouver").concat();
    assert!(reference.ends_with("p. 55–78."), "{reference}");
    let layout = "<names variable=\"editor\"><name/><label form=\"short\" plural=\"never\" \
                  prefix=\", \"/></names>";
    assert_eq!(
        html_of(
            "- {id: a, type: book, title: T, editor: [\"Hay, Ida\", \"Low, Max\"]}",
            layout
        ),
        "Ida Hay, Max Low, ed."
    );
}

#[test]
fn what_a_style_writes_around_each_name_is_there() {
    let layout = "<names variable=\"editor\"><label form=\"verb\"/><name prefix=\" \" suffix=\";\" \
                  delimiter=\",\" initialize-with=\".\"/></names>";
    assert_eq!(
        html_of(
            "- {id: a, type: book, title: T, editor: [\"Marsh, Ruth\", \"Peel, Tom\"]}",
            layout
        ),
        "edited by R. Marsh;, T. Peel;"
    );
}

#[test]
fn names_deep_inside_a_substitute_have_the_form_of_those_they_stand_for() {
    let layout = "<names variable=\"author\"><name name-as-sort-order=\"all\"/><label \
                  form=\"short\" prefix=\", \"/><substitute><choose><if type=\"book\"><names \
                  variable=\"editor\"/></if></choose></substitute></names>";
    assert_eq!(
        html_of(
            "- {id: a, type: book, title: T, editor: [\"Lund, Siri\"]}",
            layout
        ),
        "Lund, Siri, ed."
    );
}

#[test]
fn numbers_and_words_in_mixed_capitals_are_as_typed() {
    for number in ["CCQI-0284", "2014-05", "A-01", "12-0013", "007"] {
        let yaml = format!("- {{id: a, type: report, title: T, number: \"{number}\"}}");
        let shown = ["text", "number"]
            .map(|element| html_of(&yaml, &format!("<{element} variable=\"number\"/>")));
        assert_eq!(shown, [number, number]);
    }
    assert_eq!(
        html_of(
            "- {id: a, type: thesis, title: T, genre: PhD thesis}",
            "<text variable=\"genre\" text-case=\"title\"/>"
        ),
        "PhD Thesis"
    );
}

#[test]
fn words_for_a_date_get_letters_only_where_they_are_the_same() {
    let two = |first: &str, second: &str| {
        format!(
            "- {{id: a, type: article-journal, title: One, author: [\"Ash, Jo\"], issued: \
             {first}, container-title: J}}\n- {{id: b, type: article-journal, title: Two, author: \
             [\"Ash, Jo\"], issued: {second}, container-title: J}}\n"
        )
    };
    let apart = shown(&two("in press", "forthcoming"), "harvard").join("\n");
    assert!(apart.contains("(in press)"), "{apart}");
    assert!(apart.contains("(forthcoming)"), "{apart}");
    let alike = shown(&two("in press", "in press"), "harvard").join("\n");
    assert!(alike.contains("(in press-a)"), "{alike}");
    assert!(alike.contains("(in press-b)"), "{alike}");
}

#[test]
fn years_get_letters_in_the_order_of_the_list() {
    let list = "- {id: a, type: article-journal, title: Counting, author: [\"Oke, Ngo\"], issued: \
                2016, container-title: J}
- {id: b, type: article-journal, title: Answering, author: [\"Oke, Ngo\"], issued: 2016, \
                container-title: J}
- {id: c, type: article-journal, title: Bells, author: [\"Abe, Kit\"], issued: 2016, \
                container-title: J}
- {id: d, type: article-journal, title: Alarms, author: [\"Abe, Kit\"], issued: 2016, \
                container-title: J}
";
    let apa = shown(list, "apa").join("\n");
    let years: Vec<&str> = apa.lines().filter_map(|line| line.get(8..14)).collect();
    assert_eq!(years, ["(2016a", "(2016b", "(2016a", "(2016b"], "{apa}");
    assert!(apa.contains("Alarms"), "{apa}");
}

#[test]
fn dates_and_dialects_are_those_of_the_style() {
    let yaml = "- {id: a, type: bill, title: Act, issued: 1983}";
    let date =
        |part: &str| format!("<date variable=\"issued\"><date-part name=\"{part}\"/></date>");
    let layout = format!(
        "<group delimiter=\" \"><text variable=\"title\"/><group delimiter=\", \">{}{}</group>\
         </group>",
        date("month"),
        date("year")
    );
    assert_eq!(html_of(yaml, &layout), "Act 1983");
    let words =
        "<locale xml:lang=\"en-US\"><terms><term name=\"in\">inside</term></terms></locale>";
    let own = style(
        "<citation><layout><text variable=\"title\"/></layout></citation>",
        "<bibliography><layout><text term=\"in\"/> <text variable=\"title\" prefix=\" \"/></layout>\
         </bibliography>",
        words,
    );
    assert_eq!(references(&items(yaml), &own)[0].text, "inside Act");
}
