//! The general template: pages of a kind that has none of its own.

use super::{between, build, site, visit, words};

/// Fields of every type.
const FIELDS: &str = "
fields:
  host: {type: text, label: Who is visited}
  review_date: {type: date}
  starts: {type: time}
  places: {type: number}
  fee: {type: number}
  founded: {type: number}
  open: {type: yes-no}
  full: {type: yes-no}
  format: {type: choice, choices: [in-person, online]}
  booking: {type: link}
  see: {type: link}
  after: {type: page}
  form: {type: asset}
  photo: {type: picture}
  guide: {type: person}
  about: {type: topic}
  part: {type: heading}
  note: {type: markdown}
  languages: {type: list, of: {type: text}}
  files: {type: list, of: {type: asset}}
  programme:
    type: list
    of:
      type: group
      fields:
        at: {type: time}
        what: {type: text, label: Topic}
  contact: {type: group, fields: {person: {type: text}, desk: {type: number}}}
";

const FRONT: &str = "summary: In short.
date: 2019-05-01
host: The <garden> team
review_date: 2020-03-05
starts: 2020-02-01 10:30
places: 12500
fee: 7.5
founded: 1984
open: yes
full: no
format: in-person
booking: https://book.example.org/x
see: ../about.md
after: ../about.md
form: form.pdf
photo: garden.jpg
guide: ada
about: Gardens
part: What to bring
note: \"**Boots**, please.\"
languages: [English, Welsh]
files: [form.pdf]
programme:
  - {at: '10:30', what: Welcome}
  - {at: '11:00', what: Tour}
contact: {person: Bea, desk: 3}";

fn shown() -> String {
    let site = site(FIELDS)
        .write("content/about.md", "---\ntitle: About us\n---\nText.\n")
        .write("content/people.yaml", "ada: {name: Ada Lo, role: carer}\n")
        .asset("content/visits/form.pdf", b"%PDF-1.4 form")
        .asset("content/visits/garden.jpg", b"\xff\xd8\xff garden");
    let built = build(&visit(site, "a", FRONT));
    built.html("visits/a/index.html")
}

/// The value beside a label.
fn value(html: &str, label: &str) -> String {
    let value = between(html, &format!("<dt>{label}</dt>"), "</div>");
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn fields_stand_beside_their_labels_in_the_order_declared() {
    let html = shown();
    let facts = between(&html, "<dl class=\"summary-list\">", "<p>Text.");
    let labels: Vec<&str> = facts.split("<dt>").skip(1).collect();
    let labels: Vec<&str> = labels
        .iter()
        .map(|rest| between(rest, "", "</dt>"))
        .collect();
    let expected = [
        "Who is visited",
        "Review date",
        "Starts",
        "Places",
        "Fee",
        "Founded",
        "Open",
        "Full",
        "Format",
        "Booking",
        "See",
        "After",
        "Form",
        "Photo",
        "Guide",
        "About",
        "Part",
        "Note",
        "Languages",
        "Files",
        "Programme",
        "At",
        "Topic",
        "At",
        "Topic",
        "Contact",
        "Person",
        "Desk",
    ];
    assert_eq!(labels, expected);
}

#[test]
fn every_value_is_shown_as_its_type_wants() {
    let html = shown();
    let expected = [
        ("Who is visited", "The &lt;garden&gt; team"),
        (
            "Review date",
            "<time datetime=\"2020-03-05\">5 March 2020</time>",
        ),
        ("Places", "12,500"),
        ("Fee", "7.5"),
        ("Founded", "1984"),
        ("Open", "Yes"),
        ("Full", "No"),
        ("Format", "In-person"),
        (
            "Booking",
            "<a href=\"https://book.example.org/x\">book.example.org/x</a>",
        ),
        ("See", "<a href=\"../../about/\">About us</a>"),
        ("After", "<a href=\"../../about/\">About us</a>"),
        ("Guide", "Ada Lo, carer"),
        ("Part", "<span id=\"what-to-bring\">What to bring</span>"),
        ("Note", "<p><strong>Boots</strong>, please.</p>"),
        ("Languages", "<ul> <li>English</li> <li>Welsh</li> </ul>"),
    ];
    for (label, shown) in expected {
        let value = value(&html, label);
        let value = between(&value, "<dd>", "</dd>");
        assert_eq!(value.trim(), shown, "{label}");
    }
    let form = value(&html, "Form");
    assert!(
        form.contains("form.pdf\">form.pdf <span class=\"file-facts\">(PDF"),
        "{form}"
    );
    let photo = value(&html, "Photo");
    assert!(
        photo.contains("garden.jpg\" alt=\"Photo\" width=\"64\" height=\"48\" loading=\"lazy\""),
        "{photo}"
    );
    let programme = between(&html, "<dt>Programme</dt>", "<dt>Contact</dt>");
    assert_eq!(
        words(programme),
        "At 10:30 Topic Welcome At 11:00 Topic Tour"
    );
    assert_eq!(programme.matches("<dl class=\"facts\">").count(), 2);
}

#[test]
fn fields_below_the_text_stand_under_headings() {
    let fields =
        "below: [how]\nplaces: [how]\nfields:\n  how: {type: markdown, label: How to come}\n";
    let site = visit(site(fields), "a", "how: By *bus*.");
    let html = build(&site).html("visits/a/index.html");
    assert!(!html.contains("summary-list"));
    let below = between(&html, "<p>Text.</p>", "</article>");
    assert!(below.contains("<h2 id=\"how\">How to come</h2>"), "{below}");
    assert_eq!(words(below), "How to come By bus .");
}

#[test]
fn a_page_without_fields_has_no_list_of_facts() {
    let html = build(&visit(site("fields: {host: {type: text}}\n"), "a", ""));
    assert!(!html.html("visits/a/index.html").contains("<dl"));
}

#[test]
fn a_template_of_its_own_takes_the_place_of_the_general_one() {
    let site = visit(site("fields: {host: {type: text}}\n"), "a", "host: Ada");
    let own = site.write("themes/own/templates/visit.html", "Host: {{ page.host }}");
    assert_eq!(build(&own).html("visits/a/index.html"), "Host: Ada");
    let general = build(&own.remove("themes/own/templates/visit.html"));
    assert!(general.html("visits/a/index.html").contains("<dd>Ada</dd>"));
}

#[test]
fn a_link_that_may_not_be_shown_is_no_fact() {
    let site = site("fields:\n  see: {type: link}\n  host: {type: text}\n")
        .write("content/later.md", "---\ntitle: Later\ndraft: yes\n---\n");
    let built = visit(site, "a", "host: Ada\nsee: ../later.md").build();
    let html = built.html("visits/a/index.html");
    assert_eq!(
        words(between(&html, "<dl class=\"summary-list\">", "</dl>")),
        "Host Ada"
    );
}
