//! The field language: what a theme declares for its blocks and its options, and what people write
//! for it. From: sites in memory with a declaration. To: finished pages, and findings.

mod declarations;
mod edits;
mod kinds;
mod limits;
mod options;
mod types;

use masthead::base::{Code, Fault};
use masthead::fixture::{Built, Fixture};

/// The file of the block that these tests declare.
const BLOCK: &str = "themes/default/components/facts.yaml";
/// The page that uses it.
const PAGE: &str = "content/a.md";

/// A site whose block `facts` has these fields and this template.
fn site(fields: &str, template: &str) -> Fixture {
    Fixture::new()
        .write(
            "content/site.yaml",
            "title: Test\nbase_url: https://www.example.org/\n",
        )
        .write("content/index.md", "---\ntitle: Home\n---\nHello.\n")
        .write(BLOCK, &format!("fields:\n{fields}\n"))
        .write("themes/default/components/facts.html", template)
}

/// A site on whose page `a` the block `facts` says this.
fn with_block(site: Fixture, said: &str) -> Fixture {
    let page = format!("---\ntitle: A\n---\n\n```facts\n{said}\n```\n");
    site.write(PAGE, &page)
}

/// What the template of the block shows where a block says this, between square brackets.
#[track_caller]
fn shown(fields: &str, template: &str, said: &str) -> String {
    shown_on(&with_block(site(fields, &format!("[[{template}]]")), said))
}

#[track_caller]
fn shown_on(site: &Fixture) -> String {
    let built = site.build();
    assert_eq!(messages(&built), Vec::<&str>::new());
    between_brackets(&built)
}

fn between_brackets(built: &Built) -> String {
    let html = built.html("a/index.html");
    let block = html
        .split_once("[[")
        .and_then(|(_, rest)| rest.split_once("]]"));
    block.map_or("", |(block, _)| block).to_owned()
}

/// The messages of all findings.
fn messages(built: &Built) -> Vec<&str> {
    let faults = built.outcome.faults.iter();
    faults.map(|fault| fault.message.as_str()).collect()
}

/// The only finding of a site.
#[track_caller]
fn only_fault(site: &Fixture) -> Fault {
    let built = site.build();
    match &built.outcome.faults[..] {
        [fault] => fault.clone(),
        faults => panic!("not one finding: {faults:#?}"),
    }
}

/// Insists that a block which says this has one fault, of this code, with these words in its
/// message and its help, at the value.
#[track_caller]
fn assert_refused(fields: &str, said: &str, code: Code, message: &str, help: &str) {
    let fault = only_fault(&with_block(site(fields, "x"), said));
    assert_eq!((fault.code, fault.message.as_str()), (code, message));
    let said = fault.help.join("\n");
    assert!(said.contains(help), "{said}");
    let span = fault.span.expect("the fault has a place");
    assert_eq!(span.file.as_str(), PAGE);
}
