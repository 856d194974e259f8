//! Every name that exists is explained, and where it is looked for.

use crate::pages::{GuidePage, page};
use masthead::base::{Code, Fault};
use masthead::fixture::{Fixture, kinds};
use masthead::parse::front::{common_names, field_names};
use masthead::parse::kind::Kind;
use masthead::parse::schema::{Field, FieldKind, FieldType, Schema, read_schema};

/// A name that nothing has: masthead answers with those that there are.
const STRANGER: &str = "zzzzzzzz";

fn pages_and_folders() -> GuidePage {
    page("docs/guide/pages-and-folders.md")
}

/// Reports whether a table explains `name` in a row of its own.
fn assert_row(section: &str, name: &str, what: &str) {
    assert!(
        section
            .lines()
            .any(|line| line.starts_with(&format!("| `{name}` |"))),
        "{what}: no row explains `{name}`"
    );
}

/// Words in backquotes.
fn quoted(text: &str) -> Vec<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// The names that masthead says there are, in the group of `file` where `text` has a stranger.
fn names_beside_stranger(file: &str, text: &str) -> Vec<String> {
    let settings = Fixture::new()
        .write("content/site.yaml", "title: Example\n")
        .write("content/index.md", "---\ntitle: Home\n---\n");
    let built = settings.write(file, text).build();
    let about_stranger =
        |finding: &&Fault| finding.code == Code::UnknownKey && finding.message.contains(STRANGER);
    let finding = built
        .outcome
        .faults
        .iter()
        .find(about_stranger)
        .unwrap_or_else(|| panic!("nobody minds the stranger in:\n{text}"));
    let help = finding
        .help
        .iter()
        .find(|help| help.starts_with("settings here are"));
    let names =
        quoted(help.unwrap_or_else(|| panic!("nobody says which settings there are in:\n{text}")));
    assert!(!names.is_empty());
    names
}

#[test]
fn every_setting_of_a_page_is_explained() {
    let guide = pages_and_folders();
    let kinds = kinds();
    let shared: Vec<&str> = common_names().iter().map(String::as_str).collect();
    for name in &shared {
        assert_row(guide.section("Settings of every page"), name, "every page");
    }
    let sections = [
        (Kind::Section, "Section"),
        (Kind::Newsletter, "Newsletter"),
        (Kind::Article, "Article"),
        (Kind::Report, "Report"),
        (Kind::Publication, "Publication"),
        (Kind::named("event"), "Event"),
        (Kind::named("vacancy"), "Vacancy"),
    ];
    assert_eq!(
        sections.len() + 1,
        kinds.all().count(),
        "every kind of page has a section"
    );
    for (kind, title) in sections {
        let declaration = kinds.get(&kind).expect("a built-in kind");
        for name in field_names(declaration).filter(|name| !shared.contains(name)) {
            assert_row(guide.section(title), name, title);
        }
    }
    for kind in kinds.names() {
        assert_row(guide.section("Where files stand"), kind, "kinds");
    }
}

#[test]
fn every_setting_inside_another_of_a_page_is_explained() {
    let article = format!(
        "---\ntitle: A\nkind: article\nbyline:\n  - name: A\n    role: staff\n    {STRANGER}: x\n\
         ---\n"
    );
    let report = format!(
        "---\ntitle: R\nkind: report\ndownloads:\n  - file: a.pdf\n    {STRANGER}: x\n---\n"
    );
    for (text, title) in [(article, "Article"), (report, "Report")] {
        for name in names_beside_stranger("content/a.md", &text) {
            assert_row(pages_and_folders().section(title), &name, title);
        }
    }
}

#[test]
fn every_setting_of_the_site_is_explained() {
    let guide = page("docs/guide/settings.md");
    let groups = [
        ("Every setting", format!("title: T\n{STRANGER}: x\n")),
        (
            "Menu and foot",
            format!("title: T\nnavigation:\n  - title: A\n    to: index.md\n    {STRANGER}: x\n"),
        ),
        (
            "Menu and foot",
            format!("title: T\nfooter:\n  {STRANGER}: x\n"),
        ),
        (
            "Menu and foot",
            format!(
                "title: T\nfooter:\n  links:\n    - title: A\n      to: index.md\n      \
                 {STRANGER}: x\n"
            ),
        ),
        (
            "Organisation",
            format!("title: T\norganisation:\n  {STRANGER}: x\n"),
        ),
        (
            "Organisation",
            format!(
                "title: T\norganisation:\n  social:\n    - name: A\n      url: \
                 https://a.example/\n      {STRANGER}: x\n"
            ),
        ),
        (
            "Publications",
            format!("title: T\npublications:\n  {STRANGER}: x\n"),
        ),
        (
            "Folders",
            format!("title: T\nfolders:\n  news:\n    {STRANGER}: x\n"),
        ),
        (
            "Taxonomies",
            format!("title: T\ntaxonomies:\n  regions:\n    title: Regions\n    {STRANGER}: x\n"),
        ),
    ];
    for (section, text) in groups {
        for name in names_beside_stranger("content/site.yaml", &text) {
            assert_row(guide.section(section), &name, section);
        }
    }
}

#[test]
fn every_setting_of_search_is_explained() {
    let guide = page("docs/guide/search.md");
    for name in names_beside_stranger(
        "content/site.yaml",
        &format!("title: T\nsearch:\n  {STRANGER}: x\n"),
    ) {
        assert_row(guide.section("Settings"), &name, "search");
    }
}

#[test]
fn every_setting_of_a_person_is_explained() {
    let guide = page("docs/guide/people-and-topics.md");
    for name in names_beside_stranger(
        "content/people.yaml",
        &format!("a-person:\n  name: A\n  {STRANGER}: x\n"),
    ) {
        assert_row(guide.section("People"), &name, "people");
    }
}

#[test]
fn every_setting_of_a_declaration_of_a_kind_is_explained() {
    let guide = page("docs/guide/your-own-kinds.md");
    let section = guide.section("Everything that a declaration can say");
    let field = |rest: &str| format!("fields:\n  a: {{{rest}, {STRANGER}: x}}\n");
    let declarations = [
        format!("{STRANGER}: x\n"),
        field("type: text"),
        field("type: number"),
        field("type: date"),
        field("type: page"),
        field("type: choice, choices: [a, b]"),
        field("type: list, of: {type: text}"),
        field("type: group, fields: {b: {type: text}}"),
    ];
    for declaration in declarations {
        for name in names_beside_stranger("themes/default/kinds/visit.yaml", &declaration) {
            assert_row(section, &name, "a declaration");
        }
    }
}

/// The declarations of the default theme that stand below `folder`, by the names of their files.
fn schemas(folder: &str) -> Vec<(String, Schema)> {
    let fixture = Fixture::new();
    let files = fixture
        .tree()
        .texts_below(folder)
        .filter(|file| file.path.extension() == "yaml");
    files
        .map(|file| {
            (
                file.path.stem().to_owned(),
                read_schema(file)
                    .0
                    .expect("the default theme's declarations are good"),
            )
        })
        .collect()
}

fn names_of(fields: &[Field]) -> Vec<&str> {
    fields
        .iter()
        .flat_map(|field| std::iter::once(field.name.as_str()).chain(names_inside(&field.kind)))
        .collect()
}

fn names_inside(kind: &FieldKind) -> Vec<&str> {
    match kind {
        FieldKind::Group(fields) => names_of(fields),
        FieldKind::List(of) => names_inside(&of.kind),
        _ => Vec::new(),
    }
}

#[test]
fn every_block_and_each_of_its_settings_is_explained() {
    let guide = page("docs/guide/blocks.md");
    let blocks = schemas("themes/default/components");
    assert!(!blocks.is_empty());
    for (name, schema) in &blocks {
        for field in names_of(&schema.fields) {
            assert_row(guide.section(name), field, name);
        }
    }
}

#[test]
fn every_option_of_the_default_theme_is_explained() {
    let guide = page("docs/guide/settings.md");
    let theme = schemas("themes/default")
        .into_iter()
        .find(|(name, _)| name == "theme")
        .expect("theme.yaml is there")
        .1;
    for field in names_of(&theme.fields) {
        assert_row(
            guide.section("Options of the default theme"),
            field,
            "theme options",
        );
    }
}

#[test]
fn every_command_and_option_is_explained() {
    let guide = page("docs/guide/commands.md");
    let mut command = masthead::cli::command();
    command.build();
    for subcommand in command.get_subcommands() {
        let section = guide.section(&format!("masthead {}", subcommand.get_name()));
        // Kinds are commands of `new`: what they take stands in its section, too.
        let kinds = subcommand.get_subcommands().inspect(|kind| {
            assert!(
                section.contains(&format!("`{}`", kind.get_name())),
                "{kind}"
            );
        });
        let options = kinds
            .flat_map(clap::Command::get_arguments)
            .chain(subcommand.get_arguments());
        for option in options.filter(|option| !option.is_global_set()) {
            let Some(long) = option.get_long().filter(|long| *long != "help") else {
                continue;
            };
            assert!(
                section.contains(&format!("`--{long}")),
                "{}: `--{long}` is not explained",
                subcommand.get_name()
            );
            let short = option.get_short().map(|short| format!("| `-{short}` |"));
            assert!(
                short.is_none_or(|short| guide.text.contains(&short)),
                "the short form of `--{long}` is missing"
            );
        }
    }
    let everywhere = guide.section("Options of every command");
    for option in command.get_arguments() {
        let long = option
            .get_long()
            .expect("options of every command have a long form");
        let row = everywhere
            .lines()
            .find(|line| line.starts_with(&format!("| `--{long}")));
        let row = row.unwrap_or_else(|| panic!("`--{long}` is not explained"));
        assert!(
            option
                .get_short()
                .is_none_or(|short| row.contains(&format!("`-{short}`"))),
            "the short form of `--{long}` is missing"
        );
    }
}

#[test]
fn every_finding_is_listed_with_its_page_and_meaning() {
    let guide = page("docs/guide/when-something-is-wrong.md");
    let listed = guide.section("All messages");
    for code in Code::ALL {
        let name = code.name();
        let title = code.explanation().lines().next().unwrap_or_default();
        let meaning = title.split_once(": ").map_or(title, |(_, meaning)| meaning);
        let row = listed
            .lines()
            .find(|line| line.starts_with(&format!("| [`{name}`](../diagnostics/{name}.md) |")));
        let row = row.unwrap_or_else(|| panic!("`{name}` is not listed"));
        assert!(
            row.to_lowercase().contains(&meaning.to_lowercase()),
            "`{name}` means: {meaning}"
        );
    }
}

#[test]
fn everything_that_a_template_sees_is_explained() {
    let template = "{% for name in page %}{{ name }} {% endfor %}{% for name in site %}{{ name }} \
        {% endfor %}\
                    {% for other in pages(limit=1) %}{% for name in other %}{{ name }} {% endfor \
        %}{% endfor %}";
    let fixture = Fixture::new().write(
        "content/site.yaml",
        "title: Example\nbase_url: https://www.example.org/\n",
    );
    let fixture = fixture
        .write("content/a.md", "---\ntitle: A\n---\n")
        .write("themes/default/templates/page.html", template);
    let shown = fixture.build().html("a/index.html");
    let names: Vec<&str> = shown.split_whitespace().collect();
    assert!(
        names.contains(&"breadcrumbs") && names.contains(&"navigation"),
        "{shown}"
    );
    let explained = quoted(page("docs/guide/themes.md").section("What a template sees"));
    for name in names {
        assert!(
            explained.iter().any(|word| word == name),
            "`{name}` is not explained"
        );
    }
}

#[test]
fn the_tables_of_what_a_template_sees_are_those_of_the_declaration() {
    let guide = page("docs/guide/themes.md");
    let section = guide.section("What a template sees");
    for table in masthead::render::guide_tables() {
        assert!(
            section.contains(&table),
            "docs/guide/themes.md lacks this table as it is declared:\n{table}"
        );
    }
    let fields = masthead::render::field_table(&kinds());
    assert!(
        section.contains(&fields),
        "docs/guide/themes.md lacks this table of fields as they are declared:\n{fields}"
    );
}

#[test]
fn the_table_of_types_of_fields_is_that_of_the_declaration() {
    let guide = page("docs/guide/themes.md");
    let table = FieldType::guide_table();
    assert!(
        guide.section("Blocks of your own").contains(&table),
        "docs/guide/themes.md lacks this table as it is declared:\n{table}"
    );
}
