//! What editors are told: schemas on the terminal, and the files that `init` lays out.

use crate::support::{Site, tree::Tree};
use masthead::fixture::Fixture;
use serde_json::Value;

/// JSON with lines of remarks, as Visual Studio Code reads it.
fn json(text: &str) -> Value {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    serde_json::from_str(&lines.join("\n")).unwrap_or_else(|error| panic!("{error}:\n{text}"))
}

#[test]
fn each_sort_of_file_has_a_schema_and_all_stand_in_one_document() {
    let site = Site::new();
    let all = json(&site.run(&["schema"]).expect_exit(0).stdout);
    for what in [
        "settings",
        "people",
        "page",
        "section",
        "newsletter",
        "article",
        "report",
        "publication",
        "event",
        "vacancy",
        "components",
    ] {
        let mut one = json(&site.run(&["schema", what]).expect_exit(0).stdout);
        assert_eq!(
            one["$schema"], "http://json-schema.org/draft-07/schema#",
            "{what}"
        );
        one.as_object_mut().expect("a schema").remove("$schema");
        assert_eq!(all["definitions"][what], one, "{what}");
    }
    assert_eq!(
        all["definitions"]["newsletter"]["properties"]["number"]["description"],
        "Its number in the series."
    );
    assert_eq!(
        all["definitions"]["article"]["properties"]["number"],
        Value::Null,
        "an article has no number"
    );
}

#[test]
fn schemas_know_the_ways_of_sorting_and_the_theme_of_the_site() {
    let site = Site::new()
        .write(
            "content/site.yaml",
            "title: T\ntheme: plain\ntaxonomies:\n  regions:\n    title: Regions\n",
        )
        .write(
            "themes/plain/theme.yaml",
            "fields:\n  motto:\n    type: text\n    help: Words to live by.\n",
        );
    let page = json(&site.run(&["schema", "page"]).expect_exit(0).stdout);
    assert_eq!(
        page["properties"]["regions"]["description"],
        "What it is about: Regions."
    );
    let settings = json(&site.run(&["schema", "settings"]).expect_exit(0).stdout);
    assert_eq!(
        settings["properties"]["theme_options"]["properties"]["motto"]["description"],
        "Words to live by."
    );
    // Outside a site there is the theme that comes with the program.
    let mut command = site.command(&["schema", "components"]);
    let elsewhere = crate::support::Ran::from(command.current_dir(site.home())).expect_exit(0);
    assert!(
        json(&elsewhere.stdout)["properties"]["figure"].is_object(),
        "{elsewhere}"
    );
}

#[test]
fn kinds_of_the_site_have_schemas_and_snippets() {
    let site = Site::new()
        .write("content/site.yaml", "title: T\ntheme: own\n")
        .write(
            "themes/own/kinds/visit.yaml",
            "folder: visits\nfields:\n  host: {type: text, required: yes, help: Who is visited.}\n",
        );
    let visit = json(&site.run(&["schema", "visit"]).expect_exit(0).stdout);
    assert_eq!(
        visit["properties"]["host"]["description"],
        "Who is visited."
    );
    assert_eq!(visit["required"], serde_json::json!(["title", "host"]));
    let all = json(&site.run(&["schema"]).expect_exit(0).stdout);
    assert_eq!(
        all["definitions"]["visit"]["properties"],
        visit["properties"]
    );
    site.run(&["schema", "--write"]).expect_exit(0);
    let snippets = json(&site.read(".vscode/masthead.code-snippets"));
    assert_eq!(snippets["host (visit)"]["prefix"], "host");
    let kinds = snippets["kind"]["body"].to_string();
    assert!(
        kinds.contains("vacancy") && kinds.contains("visit"),
        "{kinds}"
    );
    let settings = json(&site.read(".schemas/site.json"));
    let folders = &settings["properties"]["folders"]["additionalProperties"];
    assert!(folders.to_string().contains("\"visit\""), "{folders}");
    let ran = site.run(&["schema", "vist"]).expect_exit(2);
    assert!(ran.stderr.contains("visit"), "{ran}");
    // The folder that is named decides, not the one that the command is typed in.
    let root = site.root().to_str().expect("a plain path").to_owned();
    for line in [
        ["--root", &root, "schema", "visit"],
        ["schema", "visit", "--root", &root],
        ["schema", "visit", "-r", &root],
    ] {
        let mut command = site.command(&line);
        crate::support::Ran::from(command.current_dir(site.home())).expect_exit(0);
    }
}

#[test]
fn init_wires_schemas_into_editors_and_nothing_else_writes_there() {
    let site = Site::empty();
    site.run(&["init", "."]).expect_exit(0);
    let settings = json(&site.read(".vscode/settings.json"));
    for (schema, file) in settings["yaml.schemas"]
        .as_object()
        .expect("schemas by file")
    {
        let schema = json(&site.read(schema));
        assert!(
            schema["properties"]["title"].is_object() || schema["additionalProperties"].is_object(),
            "{file}"
        );
    }
    // The remark that other editors follow leads to the same file.
    let remark = site.read("content/site.yaml");
    let path = remark
        .lines()
        .find_map(|line| line.strip_prefix("# yaml-language-server: $schema="))
        .expect("a remark");
    assert!(site.path("content").join(path).exists(), "{path}");
    let proposed = json(&site.read(".vscode/masthead.code-snippets"));
    assert_eq!(proposed["review_by"]["prefix"], "review_by");
    json(&site.read(".vscode/extensions.json"));

    let before = [".vscode", ".schemas"].map(|folder| Tree::read(&site.path(folder)));
    for command in ["build", "check", "list", "schema", "clean"] {
        site.run(&[command]).expect_exit(0);
    }
    for (folder, before) in [".vscode", ".schemas"].into_iter().zip(before) {
        before.assert_same(&Tree::read(&site.path(folder)));
    }
}

#[test]
fn the_build_task_of_the_editor_understands_what_masthead_prints() {
    let site = Site::empty();
    site.run(&["init", "."]).expect_exit(0);
    site.put("content/about.md", "---\ntitle: About\nsumary: x\n---\n");
    let tasks = json(&site.read(".vscode/tasks.json"));
    let task = &tasks["tasks"][0];
    let arguments: Vec<&str> = task["args"]
        .as_array()
        .expect("arguments")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let ran = site.run(&arguments).expect_exit(1);
    // The two patterns of the task, read by hand: `error[CODE]: WORDS`, and below it the place.
    let patterns = &task["problemMatcher"]["pattern"];
    assert_eq!(
        patterns[0]["regexp"],
        r"^(error|warning)\[([a-z0-9-]+)\]: (.*)$"
    );
    assert_eq!(patterns[1]["regexp"], r"^ *--> (.+?):(\d+):(\d+)$");
    let lines: Vec<&str> = ran.stderr.lines().collect();
    let at = lines
        .iter()
        .position(|line| line.starts_with("error[unknown-key]: "))
        .expect("the fault");
    assert_eq!(
        lines[at + 1].trim_start(),
        "--> content/about.md:3:1",
        "{ran}"
    );
}

#[test]
fn schema_write_brings_the_files_up_to_date_and_leaves_the_settings_of_the_editor() {
    let site = Site::empty();
    site.run(&["init", "."]).expect_exit(0);
    let made = Tree::read(&site.path(".schemas"));
    site.put(".vscode/settings.json", "{}\n");
    site.put(".schemas/site.json", "old");
    site.remove(".vscode/masthead.code-snippets");
    let ran = site.run(&["schema", "--write"]).expect_exit(0);
    assert!(
        ran.stdout.contains(".schemas/site.json") && ran.stdout.contains("masthead.code-snippets"),
        "{ran}"
    );
    made.assert_same(&Tree::read(&site.path(".schemas")));
    assert_eq!(site.read(".vscode/settings.json"), "{}\n");
    site.run(&["schema", "settings", "--write"]).expect_exit(2);
    site.run(&["schema", "letter"]).expect_exit(2);
}

/// What stands in the file once somebody has gone through every place to type in without typing
/// anything.
fn typed(body: &Value) -> String {
    let lines: Vec<&str> = body
        .as_array()
        .expect("lines")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let mut text = String::new();
    let mut rest = lines.join("\n");
    while let Some((before, after)) = rest.split_once("${") {
        let (inside, after) = after.split_once('}').expect("a closed place");
        let inside = inside
            .split_once([':', '|'])
            .expect("a number")
            .1
            .trim_end_matches('|');
        text.push_str(before);
        text.push_str(
            inside
                .split(',')
                .next()
                .filter(|_| before.ends_with("kind: ") || before.ends_with("sort: "))
                .unwrap_or(inside),
        );
        rest = after.to_owned();
    }
    text + &rest.replace("$1", "")
}

#[test]
fn what_a_snippet_writes_is_read_without_a_fault() {
    let site = Site::empty();
    site.run(&["init", "."]).expect_exit(0);
    let snippets = json(&site.read(".vscode/masthead.code-snippets"));
    for (name, snippet) in snippets
        .as_object()
        .expect("snippets")
        .iter()
        .filter(|(name, _)| *name != "title")
    {
        let kind = name
            .split_once('(')
            .map_or("page", |(_, kind)| kind.trim_end_matches(')'));
        let kind_line = if name == "kind" {
            String::new()
        } else {
            format!("kind: {kind}\n")
        };
        let text = format!(
            "---\ntitle: T\n{kind_line}{}\n---\n",
            typed(&snippet["body"])
        );
        let built = Fixture::new().write("content/a.md", &text).build();
        // What it names, such as a picture, is not there; that it can be read is all that is asked.
        let read = |code: &str| {
            !matches!(
                code,
                "yaml-syntax"
                    | "unknown-key"
                    | "unknown-kind"
                    | "wrong-type"
                    | "invalid-date"
                    | "unclear-field"
            )
        };
        let faults: Vec<_> = built
            .outcome
            .faults
            .iter()
            .filter(|finding| !read(finding.code.name()))
            .collect();
        assert!(faults.is_empty(), "{name}:\n{text}\n{faults:?}");
    }
}
