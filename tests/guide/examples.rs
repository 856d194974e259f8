//! Every example of the guide, tried.

use crate::pages::{Block, GuidePage, guide, page};
use masthead::base::SourcePath;
use masthead::fixture::{Built, Fixture};
use masthead::present::{Colour, human};
use masthead::source::{is_data, is_list};
use std::collections::BTreeMap;

/// Settings of an example that does not show any. Some show pages of the first site.
const SETTINGS: &str = "title: Example\nbase_url: https://www.example.org/\n\
                        accept: {first-words: The guide shows the first site.}\n";

/// The role of a box in the guide.
enum Role<'b> {
    File(&'b str),
    Text,
    Top(&'b str),
    Settings,
    Wrong(&'b str),
    Message,
    Console,
    Other,
}

fn role<'b>(block: &Block<'b>) -> Option<Role<'b>> {
    let words: Vec<&str> = block.info.split(' ').collect();
    Some(match words[..] {
        ["markdown", "text"] => Role::Text,
        ["yaml", "top", kind] => Role::Top(kind),
        ["yaml", "settings"] => Role::Settings,
        [_, "wrong", path] if is_of_site(path) => Role::Wrong(path),
        ["text", "message"] => Role::Message,
        ["console"] => Role::Console,
        ["text"] => Role::Other,
        [_, path] if is_of_site(path) => Role::File(path),
        [_, path] if path.contains('.') => Role::Other,
        _ => return None,
    })
}

fn is_of_site(path: &str) -> bool {
    path.starts_with("content/") || path.starts_with("themes/")
}

/// The example site of one page: text files, and files that are there but not shown.
struct Example<'p> {
    texts: BTreeMap<String, String>,
    beside: Vec<&'p str>,
    /// Lines of settings, each for a site of its own, with their places.
    settings: Vec<(usize, String)>,
}

fn example(page: &GuidePage) -> Example<'_> {
    let mut example = Example {
        texts: BTreeMap::new(),
        beside: page.beside(),
        settings: Vec::new(),
    };
    for (number, block) in page.blocks().iter().enumerate() {
        let (path, text) = match role(block) {
            Some(Role::File(path)) => (path.to_owned(), block.text.clone()),
            Some(Role::Text) => (
                format!("content/text-{number}.md"),
                format!("---\ntitle: Example\n---\n\n{}", block.text),
            ),
            Some(Role::Top(kind)) => {
                let top =
                    with_missing(&format!("kind: {kind}\n{}", block.text), "title: Example\n");
                (
                    format!("content/top-{number}.md"),
                    format!("---\n{top}---\n\nText.\n"),
                )
            }
            Some(Role::Settings) => {
                example
                    .settings
                    .push((block.line, with_missing(&block.text, SETTINGS)));
                continue;
            }
            _ => continue,
        };
        assert!(
            example.texts.insert(path.clone(), text).is_none(),
            "{} shows `{path}` twice",
            page.path
        );
    }
    example
}

/// `text` with those lines of `base` whose names it does not set.
fn with_missing(text: &str, base: &str) -> String {
    let name = |line: &str| line.split(':').next().map(str::to_owned);
    let missing = base
        .lines()
        .filter(|line| text.lines().all(|other| name(other) != name(line)));
    missing
        .map(|line| format!("{line}\n"))
        .chain([text.to_owned()])
        .collect()
}

impl Example<'_> {
    fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.settings.is_empty()
    }

    /// The site, with some files replaced.
    fn fixture(&self, replaced: &[(&str, &str)]) -> Fixture {
        let mut fixture = Fixture::new().write("content/site.yaml", SETTINGS);
        for path in &self.beside {
            let is_page = SourcePath::new(path).extension() == "md";
            fixture = if is_page {
                fixture.write(path, "---\ntitle: Example\n---\n\nText.\n")
            } else {
                fixture.asset(path, b"bytes")
            };
        }
        let texts = self
            .texts
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()));
        texts
            .chain(replaced.iter().copied())
            .fold(fixture, |fixture, (path, text)| {
                if is_data(&SourcePath::new(path)) || is_list(&SourcePath::new(path)) {
                    fixture.asset(path, text.as_bytes())
                } else {
                    fixture.write(path, text)
                }
            })
    }
}

/// A build's findings as masthead prints them.
fn printed(fixture: &Fixture, built: &Built) -> String {
    let sources = |path: &SourcePath| fixture.tree().texts.get(path).map(|file| file.text.clone());
    human::findings(&built.outcome.faults, &sources, Colour::Off)
}

fn assert_clean(fixture: &Fixture, what: &str) {
    let built = fixture.build();
    assert!(
        built.outcome.faults.is_empty(),
        "{what}:\n{}",
        printed(fixture, &built)
    );
    assert!(
        built.files.contains_key("index.html"),
        "{what} makes no site"
    );
}

#[test]
fn every_box_says_what_it_is() {
    for page in guide() {
        for block in page.blocks() {
            assert!(
                role(&block).is_some(),
                "{}:{}: what is a box marked `{}`?",
                page.path,
                block.line,
                block.info
            );
        }
    }
}

#[test]
fn every_example_builds_without_a_finding() {
    let mut built = 0;
    for page in guide() {
        let example = example(&page);
        if example.is_empty() {
            continue;
        }
        assert_clean(&example.fixture(&[]), &page.path);
        for (line, settings) in &example.settings {
            assert_clean(
                &example.fixture(&[("content/site.yaml", settings)]),
                &format!("{}:{line}", page.path),
            );
        }
        built += 1 + example.settings.len();
    }
    assert!(built > 10, "the guide has examples");
}

#[test]
fn every_message_shown_is_the_one_that_is_printed() {
    let mut compared = 0;
    for page in guide() {
        let example = example(&page);
        let blocks = page.blocks();
        for (number, block) in blocks.iter().enumerate() {
            let Some(Role::Wrong(path)) = role(block) else {
                continue;
            };
            let message = blocks
                .get(number + 1)
                .filter(|next| matches!(role(next), Some(Role::Message)));
            let message = message.unwrap_or_else(|| {
                panic!("{}:{}: the message does not follow", page.path, block.line)
            });
            let fixture = example.fixture(&[(path, &block.text)]);
            let printed = printed(&fixture, &fixture.build());
            assert_eq!(
                printed.trim_end(),
                message.text.trim_end(),
                "{}:{}",
                page.path,
                message.line
            );
            compared += 1;
        }
    }
    assert!(compared >= 10, "the guide shows what goes wrong");
}

#[test]
fn every_command_shown_is_one() {
    let mut tried = 0;
    for page in guide().into_iter().chain([page("README.md")]) {
        let typed: Vec<String> = page
            .blocks()
            .iter()
            .filter(|block| block.info == "console")
            .flat_map(|block| commands(&block.text))
            .collect();
        for line in typed {
            match masthead::cli::command().try_get_matches_from(words(&line)) {
                Err(error) if error.use_stderr() => panic!("{}: `{line}`: {error}", page.path),
                _ => tried += 1,
            }
        }
    }
    assert!(tried > 5, "the guide shows commands");
}

/// The words of a command line: what stands in quotation marks is one.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    let words = parts.flat_map(|(at, part)| {
        if at % 2 == 1 {
            vec![part]
        } else {
            part.split_whitespace().collect()
        }
    });
    words.map(str::to_owned).collect()
}

/// The command typed after `$` to run masthead, installed or from its own folder.
fn commands(console: &str) -> Vec<String> {
    let typed = console.lines().filter_map(|line| line.strip_prefix("$ "));
    let typed = typed.map(|line| line.replace("cargo run --release --", "masthead"));
    typed.filter(|line| line.starts_with("masthead ")).collect()
}
