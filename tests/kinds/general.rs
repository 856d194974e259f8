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
        .write(
            "content/people.yaml",
            "people:\n  ada: {name: Ada Lo, role: carer}\n",
        )
        .asset("content/visits/form.pdf", b"%PDF-1.4 form")
        .asset("content/visits/garden.jpg", b"\xff\xd8\xff garden");
    let built = build(&visit(site, "a", FRONT));
    built.html("visits/a/index.html")
}

#[test]
fn fields_stand_beside_their_labels_in_the_order_declared() {
    let html = shown();
    let facts = between(&html, "<dl class=\"summary-list\">", "Text.");
    assert_eq!(
        words(facts),
        "Who is visited The &lt;garden&gt; team Review date 5 March 2020"
    );
}
