//! Searching from the command line.

use crate::support::Site;
use std::io::Write;
use std::process::Stdio;

fn site() -> Site {
    let site = Site::new().write(
        "content/quokkas.md",
        "---\ntitle: Quokkas\n---\n\n## Where they live\n\nQuokkas live on islands.\n",
    );
    site.build();
    site
}

#[test]
fn json_has_the_query_the_total_and_for_each_result_address_title_section_excerpt_and_score() {
    let ran = site().run(&["search", "islnads", "--json"]).expect_exit(0);
    let reply: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let names = |value: &serde_json::Value| {
        value
            .as_object()
            .expect("an object")
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&reply), ["query", "results", "total"]);
    let first = &reply["results"][0];
    assert_eq!(
        names(first),
        ["excerpt", "score", "section", "title", "url"]
    );
    assert_eq!(
        (&reply["query"], &reply["total"]),
        (&"islnads".into(), &1.into())
    );
    assert_eq!(first["url"], "/quokkas/#where-they-live");
    assert_eq!(
        (&first["title"], &first["section"]),
        (&"Quokkas".into(), &"Where they live".into())
    );
    assert!(
        first["score"].as_f64().is_some_and(|score| score > 0.0),
        "{first}"
    );
}

#[test]
fn many_queries_at_once_give_a_line_each() {
    let site = site();
    let mut command = site.command(&["search", "--batch", "--limit", "1"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a process");
    child
        .stdin
        .take()
        .expect("its input")
        .write_all("quokkas\n\nxqzvwk\n".as_bytes())
        .expect("queries");
    let output = child.wait_with_output().expect("its output");
    let lines: Vec<serde_json::Value> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let totals: Vec<&serde_json::Value> = lines.iter().map(|line| &line["total"]).collect();
    assert_eq!(totals, [&1, &0, &0], "{lines:?}");
}

#[test]
fn people_read_titles_addresses_and_passages() {
    let ran = site().run(&["search", "quokkas"]).expect_exit(0);
    assert!(
        ran.stdout.contains("Quokkas")
            && ran.stdout.contains("  /quokkas/")
            && ran.stdout.contains("1 of 1 result"),
        "{ran}"
    );
    assert!(
        site()
            .run(&["search", "xqzvwk"])
            .expect_exit(0)
            .stdout
            .contains("Nothing has \"xqzvwk\"")
    );
}

#[test]
fn without_an_index_or_a_query_the_command_says_what_to_do() {
    let ran = Site::new().run(&["search", "x"]).expect_exit(2);
    assert!(ran.stderr.contains("`masthead build` makes one"), "{ran}");
    let site = site();
    site.put("public/search/index.bin", "damaged");
    assert!(
        site.run(&["search", "x"])
            .expect_exit(2)
            .stderr
            .contains("anew")
    );
    assert!(
        site.run(&["search"])
            .expect_exit(2)
            .stderr
            .contains("<QUERY>")
    );
}

#[test]
fn check_asks_what_the_owner_wrote_down_and_build_does_not() {
    let site = site().write("content/search-tests.yaml", "islands: quokkas.md\n");
    site.run(&["check"]).expect_exit(0);
    let site = site.write("content/search-tests.yaml", "wombats: quokkas.md\n");
    let ran = site.run(&["check"]).expect_exit(1);
    assert!(
        ran.stderr.contains("search-test") && ran.stderr.contains("it finds nothing"),
        "{ran}"
    );
    site.build();
    // Words that mean the same are how an owner mends it.
    let settings = site.read("content/site.yaml") + "\nsearch: {synonyms: {wombats: quokkas}}\n";
    site.write("content/site.yaml", settings)
        .run(&["check"])
        .expect_exit(0);
}
