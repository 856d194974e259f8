//! Pages of kinds that a theme declares.

use super::*;

/// The declaration of a kind with a field of every type. Two of its fields have the names of other
/// options.
const EVERYTHING: &str = include_str!("everything.yaml");

const SETTINGS_OF_OWN: (&str, &str) = (
    "content/site.yaml",
    "title: Test\nbase_url: https://www.example.org/\ntheme: own\nroles: [staff, carer]\n",
);

const VISIT: (&str, &str) = (
    "themes/own/kinds/visit.yaml",
    "summary: A visit to a team.\nfolder: visits\nfields:\n  host: {type: text, required: true, \
     help: \"who is visited\"}\n  day: {type: date}\n",
);

fn own_site(files: &[(&str, &str)]) -> SourceTree {
    let template = "{% extends \"page.html\" %}";
    let needed = [
        ("content/visits/index.md", "---\ntitle: Visits\n---\n"),
        ("themes/own/templates/visit.html", template),
        ("themes/own/templates/everything.html", template),
        ("themes/own/templates/post.html", template),
        ("themes/own/templates/note.html", template),
    ];
    site(&[&[SETTINGS_OF_OWN, VISIT], &needed[..], files].concat())
}

#[test]
fn a_declared_kind_has_an_option_for_each_field() {
    let tree = own_site(&[]);
    let line = [
        "visit",
        "Night team",
        "--host",
        "A team: nights",
        "--day",
        "31 March 2020",
    ];
    let plan = planned(&tree, &line);
    assert_eq!(paths(&plan), ["content/visits/night-team.md"]);
    let text = plan.words("content/visits/night-team.md");
    for line in [
        "title: Night team\n",
        "host: \"A team: nights\"\n",
        "day: 2020-03-31\n",
        "# summary: Who we are and what we do.\n",
        "# review_by: 2016-03-01\n",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!text.contains("kind:"), "the folder decides:\n{text}");
    assert_builds(&tree, &plan);

    let plan = planned(&tree, &[&line[..], &["--in", "elsewhere"]].concat()[..4]);
    assert!(
        plan.words("content/visits/night-team.md")
            .contains("# day: 2030-01-31\n")
    );
    let tree = own_site(&[("content/elsewhere/index.md", "---\ntitle: Else\n---\n")]);
    let plan = planned(&tree, &[&line[..], &["--in", "elsewhere"]].concat());
    let text = plan.words("content/elsewhere/night-team.md");
    assert!(text.contains("kind: visit\n"), "{text}");
    assert_builds(&tree, &plan);
}

#[test]
fn what_must_be_said_is_named_with_what_to_type() {
    let tree = own_site(&[("themes/own/kinds/everything.yaml", EVERYTHING)]);
    assert_eq!(
        refused(&tree, &["visit", "Night team"]),
        "`host` is missing; write it like this: masthead new visit \"Night team\" --host \"A few \
         words\""
    );
    assert_eq!(
        refused(&tree, &["everything", "T"]),
        "`name` and `format` are missing; write it like this: masthead new everything T \
         --field-name \"A few words\" --field-format online"
    );
}

#[test]
fn values_are_checked_by_the_declaration() {
    let tree = own_site(&[("themes/own/kinds/everything.yaml", EVERYTHING)]);
    let refused_with = |extra: &[&str]| {
        let line = [
            "everything",
            "T",
            "--field-name",
            "N",
            "--field-format",
            "online",
        ];
        refused(&tree, &[&line[..], extra].concat())
    };
    for (extra, words) in [
        (&["--day", "soon"][..], "`--day soon`: `soon` is not a date"),
        (
            &["--price", "dear"],
            "`price` should be a number, such as 12 or 3.5",
        ),
        (&["--price", "-1"], "`price` should be 0 or more"),
        (&["--free", "maybe"], "`free` should be `true` or `false`"),
        (&["--host-role", "carrer"], "did you mean `carer`?"),
        (&["--speaker", "nobody"], "nobody"),
        (&["--venue", "hal: Great hall"], "did you mean `hall`?"),
        (&["--venue", "seats: 3"], "`hall` is missing"),
        (
            &["--leaflet", "nowhere.pdf"],
            "there is no file `nowhere.pdf` here",
        ),
        (&["--starts", "noon-ish"], "`--starts noon-ish`"),
        (&["--sizes", "3", "--sizes", "x"], "`--sizes x`"),
    ] {
        let why = refused_with(extra);
        assert!(why.contains(words), "{extra:?}: {why}");
    }
    let wrong = [
        "everything",
        "T",
        "--field-name",
        "N",
        "--field-format",
        "onlin",
    ];
    assert!(refused(&tree, &wrong).contains("did you mean `online`?"));
}

/// The options that a page of the kind `everything` must have.
const LEAST: &[&str] = &[
    "everything",
    "T",
    "--field-name",
    "N: 1",
    "--field-format",
    "no",
];

const A_VALUE_OF_EACH_TYPE: &[&str] = &[
    "--booking-link",
    "https://a.example/#book",
    "--remarks",
    "**All**: of it",
    "--about",
    "../../about.md",
    "--speaker",
    "b-sample",
    "--host-role",
    "carer",
    "--subject",
    "Gardens",
    "--day",
    "today",
    "--starts",
    "2020-02-01 9:30",
    "--price",
    "2.50",
    "--free",
    "yes",
    "--steps",
    "one, two",
    "--steps",
    "#3",
    "--sizes",
    "3",
    "--sizes",
    "4",
    "--venue",
    "hall: The hall, seats: 30",
    "--files",
    "file: ../../about.md",
    "--files",
    "{file: 'https://a.example/', note: b}",
    "--intro",
    "A & B",
];

/// A site with what the options of `everything` name.
fn site_with_everything() -> SourceTree {
    own_site(&[
        ("themes/own/kinds/everything.yaml", EVERYTHING),
        (
            "content/about.md",
            "---\ntitle: About\ntopics: [Gardens]\n---\n",
        ),
        (
            "content/people.yaml",
            "b-sample: {name: B. Sample, role: staff}\n",
        ),
    ])
}

#[test]
fn every_type_of_field_builds_without_a_value() {
    let tree = site_with_everything();
    let plan = planned(&tree, LEAST);
    assert_eq!(
        paths(&plan),
        ["content/all/of-it/t.md", "content/all/of-it/index.md"]
    );
    let section = plan.words("content/all/of-it/index.md");
    assert!(section.contains("title: Of it\n"), "{section}");
    let text = plan.words("content/all/of-it/t.md");
    for lines in [
        "name: \"N: 1\"\n",
        "format: \"no\"\n",
        "# Where one books.\n# booking_link: https://www.example.org/\n",
        "# steps:\n#   - A few words\n",
        "# venue:\n#   hall: A few words\n#   seats: 12\n",
        "# files:\n#   - file: https://www.example.org/\n#     note: A few words\n",
    ] {
        assert!(text.contains(lines), "{lines}\n{text}");
    }
    assert_builds(&tree, &plan);
}

#[test]
fn every_type_of_field_builds_with_a_value() {
    let tree = site_with_everything();
    let plan = planned(&tree, &[LEAST, A_VALUE_OF_EACH_TYPE].concat());
    let text = plan.words("content/all/of-it/t.md");
    for lines in [
        "day: 2020-01-31\n",
        "starts: 2020-02-01 9:30\n",
        "price: 2.50\n",
        "free: yes\n",
        "steps:\n  - one, two\n  - \"#3\"\n",
        "sizes:\n  - 3\n  - 4\n",
        "venue: {hall: The hall, seats: 30}\n",
    ] {
        assert!(text.contains(lines), "{lines}\n{text}");
    }
    assert_builds(&tree, &plan);
}

#[test]
fn a_page_that_is_not_there_is_found_out_before_anything_is_written() {
    let tree = own_site(&[("themes/own/kinds/everything.yaml", EVERYTHING)]);
    let line = [
        "everything",
        "T",
        "--field-name",
        "N",
        "--field-format",
        "no",
        "--about",
        "nowhere.md",
    ];
    let faults = planned(&tree, &line).new_faults(&tree, &options());
    let codes: Vec<_> = faults.iter().map(|fault| fault.code.name()).collect();
    assert_eq!(codes, ["broken-link"]);
}

#[test]
fn what_must_be_said_is_asked_for_with_its_help_as_the_question() {
    let tree = own_site(&[("themes/own/kinds/everything.yaml", EVERYTHING)]);
    let (plan, shown) = sitting(&tree, &[], Some("visit\nNight team\n\nTeam A\n\n"));
    let plan = plan.unwrap_or_else(|why| panic!("{why}\n{shown}"));
    assert!(
        shown.ends_with(
            "`publication` or `visit`: Title: Who is visited:   this has to be said\nWho is \
             visited: One or two sentences about it (leave empty to write them later): "
        ) || shown.contains("Who is visited:   this has to be said\nWho is visited: "),
        "{shown}"
    );
    assert!(
        plan.words("content/visits/night-team.md")
            .contains("host: Team A\n")
    );
    let (plan, shown) = sitting(&tree, &["everything", "T"], Some("N\nonlin\nonline\n\n"));
    assert!(plan.is_ok(), "{shown}");
    assert!(
        shown.starts_with(
            "The name: The way it is held, `online`, `no` or `in the hall`:   `format` cannot be"
        ),
        "{shown}"
    );
}

#[test]
fn one_of_several_fields_is_asked_for_until_one_is_given() {
    let tree = own_site(&[(
        "themes/own/kinds/post.yaml",
        "folder: posts\nonly_with_fields: yes\none_of: [phone, mail]\nfields:\n  phone: {type: \
         text, example: \"01\"}\n  mail: {type: list, of: {type: text}}\n",
    )]);
    assert!(refused(&tree, &["post", "P"]).contains("`phone` is missing"));
    let (plan, shown) = sitting(
        &tree,
        &["post", "P"],
        Some("\na@b.example\nc@d.example\n\n\n"),
    );
    let plan = plan.unwrap_or_else(|why| panic!("{why}\n{shown}"));
    assert!(
        plan.words("content/posts/p.md")
            .contains("mail:\n  - a@b.example\n  - c@d.example\n"),
        "{shown}"
    );
    assert_builds(&tree, &plan);
}

#[test]
fn a_kind_that_takes_only_pages_with_its_fields_is_named_without_them() {
    let tree = own_site(&[(
        "themes/own/kinds/post.yaml",
        "folder: posts\nonly_with_fields: yes\nfields:\n  phone: {type: text}\n",
    )]);
    let plan = planned(&tree, &["post", "P"]);
    assert!(plan.words("content/posts/p.md").contains("kind: post\n"));
    assert_builds(&tree, &plan);
}

#[test]
fn a_kind_without_a_folder_stands_in_content_and_says_so() {
    let tree = own_site(&[("themes/own/kinds/note.yaml", "summary: A note.\n")]);
    let plan = planned(&tree, &["note", "N"]);
    assert_eq!(paths(&plan), ["content/n.md"]);
    assert!(plan.words("content/n.md").contains("kind: note\n"));
    assert_builds(&tree, &plan);
}

fn unread(tree: &SourceTree, line: &[&str]) -> String {
    let (settings, _) = read_settings(tree.text(SETTINGS));
    let (kinds, _) = read_kinds(tree, &settings.theme.value);
    let words = ["masthead", "new"].iter().chain(line).map(OsString::from);
    let error = parse_with(words.collect(), &kinds).err();
    error.map(|error| error.to_string()).unwrap_or_default()
}

#[test]
fn a_kind_or_an_option_that_is_not_there_brings_the_nearest() {
    let tree = own_site(&[]);
    let why = unread(&tree, &["visits", "T"]);
    assert!(
        why.contains("there is no kind of page called `visits` here; did you mean `visit`?"),
        "{why}"
    );
    let why = unread(&tree, &["visit", "T", "--hots", "x"]);
    assert!(why.contains("--host"), "{why}");
    let why = unread(&tree, &["visit", "--help"]);
    assert!(
        why.contains("A visit to a team")
            && why.contains("--host <TEXT>")
            && why.contains("Who is visited"),
        "{why}"
    );
    let why = unread(&tree, &["--help"]);
    assert!(why.contains("  visit        A visit to a team"), "{why}");
}
