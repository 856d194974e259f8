//! Tables that count people, in finished sites: what is published of them, what is hidden, and
//! what stops a build.

use masthead::base::Code;
use masthead::fixture::{Built, Fixture};

/// Builds a site with a page that shows `figures.csv` in this block.
fn site(settings: &str, figures: &str, block: &str) -> Built {
    start(settings, figures)
        .write("content/index.md", &page(block))
        .build()
}

fn start(settings: &str, figures: &str) -> Fixture {
    let settings = format!("title: Test\nbase_url: https://www.example.org/\n{settings}\n");
    Fixture::new()
        .write("content/site.yaml", &settings)
        .asset("content/figures.csv", figures.as_bytes())
}

fn page(block: &str) -> String {
    format!(
        "---\ntitle: Home\n---\n```table\nfile: figures.csv\ncaption: Patients by team\n\
         {block}\n```\n"
    )
}

fn is_csv(path: &str) -> bool {
    path.rsplit('.').next() == Some("csv")
}

/// Returns the table that readers can download.
fn published(built: &Built) -> String {
    let faults = &built.outcome.faults;
    assert!(faults.is_empty(), "{faults:#?}");
    let (_, bytes) = (built.files.iter())
        .find(|(path, _)| is_csv(path))
        .expect("a table");
    let text = String::from_utf8(bytes.clone()).expect("text");
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n")
}

/// Returns the messages of a build that is refused, and checks that it published no table.
fn refused(built: &Built) -> String {
    let faults = &built.outcome.faults;
    assert!(
        faults.iter().all(|fault| fault.code == Code::CountedPeople),
        "{faults:#?}"
    );
    assert!(faults.has_errors());
    assert!(!built.files.keys().any(|path| is_csv(path)));
    let lines = faults
        .iter()
        .map(|fault| format!("{} / {}", fault.message, fault.help.join(" / ")));
    lines.collect::<Vec<_>>().join("\n")
}

const TEAMS: &str = "Team,Under 18,18 to 64,Over 64,Total\n\
    North,3,48,21,72\n\
    South,12,61,33,106\n\
    East,0,39,17,56\n\
    Total,15,148,71,234\n";

#[test]
fn a_table_that_counts_something_else_stays_as_it_is() {
    let built = site("disclosure: nhs", TEAMS, "counts: other");
    assert_eq!(published(&built), TEAMS);
}

#[test]
fn figures_about_people_are_rounded_where_nothing_else_is_said() {
    let built = site("", TEAMS, "counts: people");
    assert_eq!(
        published(&built),
        "Team,Under 18,18 to 64,Over 64,Total\n\
         North,5,50,20,70\n\
         South,10,60,35,105\n\
         East,0,40,15,55\n\
         Total,15,150,70,235\n"
    );
    let html = built.html("index.html");
    assert!(html.contains("rounded to the nearest 5"), "{html}");
}

#[test]
fn the_rule_of_the_site_and_the_rule_of_a_block_hide_small_figures() {
    let rounded = "Team,Under 18,18 to 64,Over 64,Total\n\
         North,[c],50,20,70\n\
         South,10,60,35,105\n\
         East,0,40,15,55\n\
         Total,15,150,70,235\n";
    let of_site = site("disclosure: nhs", TEAMS, "counts: people");
    assert_eq!(published(&of_site), rounded);
    let of_block = site("disclosure: ofs", TEAMS, "disclosure: nhs");
    assert_eq!(published(&of_block), rounded);
    let html = of_site.html("index.html");
    assert!(
        html.contains("* stands for a number from 1 to 7."),
        "{html}"
    );
}

#[test]
fn few_people_are_said_to_be_fewer_than_five() {
    let built = site("disclosure: ons-ofqual", TEAMS, "counts: people");
    assert!(published(&built).contains("North,<5,50,20,70"));
    assert!(built.html("index.html").contains("fewer than 5"));
}

#[test]
fn exact_figures_hide_what_would_give_a_small_one_away() {
    let built = site("", TEAMS, "disclosure: {threshold: 5}");
    let table = published(&built);
    let hidden = table.matches("[c]").count();
    // A small figure needs another hidden one in its row and in its column, and these a fourth.
    assert_eq!(hidden, 4, "{table}");
    assert!(table.contains("North,[c]"), "{table}");
    let html = built.html("index.html");
    assert!(
        html.contains("from which hidden ones could be worked out"),
        "{html}"
    );
}

#[test]
fn a_reason_publishes_exact_figures_and_is_told() {
    let reason = "disclosure: {none: \"They were published in 2012.\"}";
    let built = site("", TEAMS, reason);
    assert_eq!(published(&built), TEAMS);
    assert!(
        built
            .html("index.html")
            .contains("They are exact. They were published in 2012.")
    );
}

#[test]
fn raw_figures_are_in_no_byte_of_the_site() {
    // Figures that nothing else on the site looks like.
    let figures = "Team,Men,Women,Share seen\n\
        North,70003,4,41.2371%\n\
        South,81237,90021,38.7713%\n\
        East,73331,64442,12.3377%\n";
    let block = "counts: people\ncolumns:\n  - name: Team\n  - {name: Men, total: sum}\n  \
        - {name: Women, total: sum}\n  - {name: Share seen, of: Men}";
    let built = site("disclosure: nhs", figures, block);
    published(&built);
    let raw = [
        "70003", "81237", "90021", "73331", "64442", "224571", "154467", "41.2371", "38.7713",
        "12.3377", "70,003", "81,237", "90,021", "73,331", "64,442", "224,571", "154,467",
    ];
    for (path, bytes) in &built.files {
        let text = String::from_utf8_lossy(bytes);
        for number in raw {
            assert!(!text.contains(number), "{number} in {path}");
        }
    }
    let html = built.html("index.html");
    assert!(html.contains("data-value=\"81235\""), "{html}");
}

#[test]
fn shares_of_hidden_people_are_hidden_and_others_tell_no_more_than_counts() {
    let figures = "Team,Patients,Seen,Seen in %\n\
        North,40,3,7.5\n\
        South,83,41,49.4\n\
        East,61,58,95.1\n";
    let built = site("disclosure: nhs", figures, "counts: people");
    assert_eq!(
        published(&built),
        "Team,Patients,Seen,Seen in %\n\
         North,40,[c],[c]\n\
         South,85,40,47.1\n\
         East,60,60,[c]\n"
    );
    // A share alone tells how many it is of.
    let figures = "Team,Patients,Seen\nNorth,40,7.5%\nSouth,83,49.4%\n";
    let block = "counts: people\ncolumns: [{name: Team}, {name: Patients}, {name: Seen, of: \
                 Patients}]";
    let built = site("disclosure: nhs", figures, block);
    assert_eq!(
        published(&built),
        "Team,Patients,Seen\nNorth,40,[c]\nSouth,85,47.1%\n"
    );
}

#[test]
fn means_of_few_people_are_hidden() {
    let figures = "Team,Patients,Mean age\nNorth,2,34.5\nSouth,83,51.2\n";
    let block = "counts: people\ncolumns: [{name: Team}, {name: Patients}, {name: Mean age, of: \
                 Patients}]";
    let built = site("", figures, block);
    assert_eq!(
        published(&built),
        "Team,Patients,Mean age\nNorth,0,[c]\nSouth,85,51.2\n"
    );
}

#[test]
fn figures_hidden_by_hand_are_attacked_too() {
    let figures = "Team,Men,Women,Total\nNorth,*,48,51\nSouth,12,61,73\nEast,31,39,70\n";
    let built = site("", figures, "disclosure: {threshold: 5}\nmissing: [\"*\"]");
    let table = published(&built);
    assert!(!table.contains("North,*,48,51"), "{table}");
    assert!(table.contains("North,*,[c]"), "{table}");
    // What two in every line give away.
    let figures = "Team,a,b,c,d,Total\n\
        w,*,*,*,89,230\nx,*,124,*,31,250\ny,92,*,59,*,336\nz,800,*,651,*,3127\n\
        Total,1012,1262,779,890,3943\n";
    let built = site("", figures, "disclosure: {threshold: 5}\nmissing: [\"*\"]");
    let table = published(&built);
    let hidden = table.matches('*').count() + table.matches("[c]").count();
    assert_eq!(hidden, 10, "{table}");
}

#[test]
fn a_file_is_protected_in_the_same_way_wherever_it_is_shown() {
    let block = "columns: [{name: Team}, {name: Total}]";
    let other = page("counts: people\ncolumns: [{name: Team}, {name: Under 18}]");
    let built = start("disclosure: {threshold: 5}", TEAMS)
        .write("content/index.md", &page(block))
        .write("content/other.md", &other)
        .build();
    assert!(
        built.outcome.faults.is_empty(),
        "{:#?}",
        built.outcome.faults
    );
    let of = |path: &str| String::from_utf8_lossy(&built.files[path]).into_owned();
    let both = built.files.keys().filter(|path| is_csv(path));
    let both: Vec<String> = both.map(|path| of(path)).collect();
    assert_eq!(both.len(), 2);
    assert!(
        both.iter().any(|table| table.contains("North,[c]")),
        "{both:?}"
    );
}

#[test]
fn tables_beside_each_other_do_not_give_each_other_away() {
    // The teams' totals stand in both tables; each table alone would be safe with fewer hidden.
    let ages = "Team,Under 18,Over 18,Total\nNorth,2,48,50\nSouth,14,61,75\nTotal,16,109,125\n";
    let sexes = "Team,Men,Women,Total\nNorth,20,30,50\nSouth,35,40,75\nTotal,55,70,125\n";
    let text = "---\ntitle: Home\n---\n```table\nfile: ages.csv\ncaption: Ages\ncounts: people\n\
        ```\n\n```table\nfile: sexes.csv\ncaption: Sexes\ncounts: people\n```\n";
    let built = start("disclosure: {threshold: 5}", "a,b\n1,2\n")
        .asset("content/ages.csv", ages.as_bytes())
        .asset("content/sexes.csv", sexes.as_bytes())
        .write("content/index.md", text)
        .build();
    assert!(
        built.outcome.faults.is_empty(),
        "{:#?}",
        built.outcome.faults
    );
    let tables: Vec<String> = built
        .files
        .iter()
        .filter(|(path, _)| is_csv(path))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    let ages = tables
        .iter()
        .find(|table| table.contains("Under 18"))
        .expect("a table");
    assert_eq!(ages.matches("[c]").count(), 4, "{ages}");
}

#[test]
fn what_cannot_be_a_count_of_people_is_refused() {
    for (figures, block, words) in [
        (
            "T,P\na,12\nb,-4\n",
            "counts: people",
            "`-4` in the column `P` is below nought",
        ),
        (
            "T,P\na,12\nb,2.5\n",
            "counts: people",
            "`2.5` in the column `P` is no whole number",
        ),
        (
            "T,P\na,12\nb,many\nc,3\n",
            "columns: [{name: T}, {name: P, counts: people, format: text}]",
            "`many` in the column `P` is no number of people",
        ),
        (
            "T,P\na,some\nb,many\n",
            "columns: [{name: T}, {name: P, counts: people}]",
            "`some` in the column `P` is no number of people",
        ),
        (
            "T,P,S\na,12,104%\nb,40,20%\n",
            "counts: people\ncolumns: [{name: T}, {name: P}, {name: S, of: P}]",
            "`104%` in the column `S` is more than all of `P`",
        ),
        (
            "T,P,S\na,0,14%\nb,40,20%\n",
            "counts: people\ncolumns: [{name: T}, {name: P}, {name: S, of: P}]",
            "is about nobody: `P` is 0",
        ),
        (
            "T,P,S\na,12,14%\nb,40,20%\n",
            "counts: people\ncolumns: [{name: T}, {name: P}, {name: S, of: Q}]",
            "`S` is said to be of `Q`",
        ),
        (
            "T,P,S\na,12,14%\nb,40,20%\n",
            "counts: people",
            "is a share, and the table does not say of whom",
        ),
        (
            "T,A,B,Total\na,12,14,20\nb,40,20,60\n",
            "counts: people",
            "is less than the figures it is the total of",
        ),
    ] {
        let built = site("", figures, block);
        let told = refused(&built);
        assert!(told.contains(words), "{words}: {told}");
    }
}

#[test]
fn a_figure_that_nothing_protects_is_named_without_its_number() {
    // The column that is published as it is gives the hidden figure away.
    let figures = "Team,Men,Women,Total\nNorth,3,48,51\nSouth,12,61,73\nEast,31,39,70\n";
    let block = "disclosure: {threshold: 5}\ncolumns:\n  - name: Team\n  - name: Men\n  - {name: \
        Women, counts: other}\n  - {name: Total, counts: other}";
    let told = refused(&site("", figures, block));
    assert!(
        told.contains("`Men` of `North` is too small to be published"),
        "{told}"
    );
    assert!(!told.contains('3'), "{told}");
}

#[test]
fn a_file_that_counts_people_is_not_offered_as_it_is() {
    for text in [
        "[the file](figures.csv)",
        "```download\nfile: figures.csv\ntitle: All\n```",
    ] {
        let built = start("", TEAMS)
            .write(
                "content/index.md",
                &(page("counts: people") + "\n" + text + "\n"),
            )
            .build();
        let faults = &built.outcome.faults;
        let told = faults.iter().any(|fault| {
            fault.code == Code::CountedPeople && fault.message.contains("would be published")
        });
        assert!(told, "{text}: {faults:#?}");
    }
}

#[test]
fn two_rules_for_one_file_are_refused() {
    let built = start("", TEAMS)
        .write("content/index.md", &page("disclosure: nhs"))
        .write("content/other.md", &page("disclosure: {threshold: 5}"))
        .build();
    assert!(refused(&built).contains("is published by two rules"));
}

/// Builds a site with two tables on pages of their own, and returns them as readers get them.
fn apart(first: &str, second: &str) -> [String; 2] {
    let built = start("disclosure: {threshold: 5}", first)
        .asset("content/other.csv", second.as_bytes())
        .write("content/index.md", &page("counts: people"))
        .write(
            "content/other.md",
            &page("counts: people").replace("figures.csv", "other.csv"),
        )
        .build();
    let faults = &built.outcome.faults;
    assert!(faults.is_empty(), "{faults:#?}");
    ["table-1.csv", "other/table-1.csv"]
        .map(|path| String::from_utf8_lossy(&built.files[path]).replace("\r\n", "\n"))
}

#[test]
fn a_table_on_another_page_does_not_give_away_what_one_hides() {
    let by_sex = "Team,Men,Women,Total\nNorth,3,20,23\nSouth,12,30,42\nEast,25,40,65\n";
    // The column that is left, by the same names.
    let [first, second] = apart(by_sex, "Team,Women\nNorth,20\nSouth,30\nEast,40\n");
    assert!(first.contains("North,[c],[c],23\n"), "{first}");
    assert!(second.contains("North,[c]\n"), "{second}");
    // Figures of other people tell nothing.
    let [first, second] = apart(by_sex, "Team,Women\nNorth,21\nSouth,33\nEast,40\n");
    assert!(first.contains("North,[c],[c],23\n"), "{first}");
    assert!(second.contains("North,21\n"), "{second}");
}

#[test]
fn totals_in_another_table_do_not_give_away_what_one_hides() {
    let by_sex = "Team,Men,Women\nNorth,3,20\nSouth,12,30\nEast,25,40\n";
    let [alone, _] = apart(by_sex, "Team,Beds\nA,7\nB,9\n");
    assert!(alone.contains("North,[c],20\n"), "{alone}");
    // The sums of its rows under another name.
    let [first, second] = apart(by_sex, "Team,Patients\nNorth,23\nSouth,42\nEast,65\n");
    let is_open = second.contains("North,23") && first.contains("North,[c],20\n");
    assert!(!is_open, "{first}{second}");
    // The sums of its columns.
    let [first, second] = apart(by_sex, "Year,Men,Women\n2015,40,90\n2016,50,80\n");
    let is_open = second.contains("2015,40,90") && first.matches("[c]").count() < 2;
    assert!(!is_open, "{first}{second}");
    // The sum of all.
    let [first, second] = apart(by_sex, "Year,Patients\n2015,130\n2016,150\n");
    let is_open = second.contains("2015,130") && first.matches("[c]").count() < 2;
    assert!(!is_open, "{first}{second}");
}
