//! Habits of other programs that make websites are met with one message a site.

use super::{finding, mended, messages, silent, site, warns};
use masthead::base::{Code, Severity};
use masthead::fixture::Fixture;

/// A site with pages of these settings.
fn pages(number: usize, front: &str) -> Fixture {
    (0..number).fold(site(), |site, number| {
        let path = format!("content/p{number}.md");
        site.write(&path, &format!("---\ntitle: T\n{front}\n---\n\nText.\n"))
    })
}

#[test]
fn settings_of_another_program_are_told_once_for_the_site() {
    let front = "layout: post\npermalink: /old/\ntags: [Care]";
    let told = finding(&pages(361, front));
    assert_eq!(
        (told.code, told.severity),
        (Code::OtherGenerator, Severity::Error)
    );
    assert!(
        told.message
            .starts_with("361 pages have settings of another program"),
        "{told:?}"
    );
    for name in [
        "`layout` (361 pages): delete",
        "`permalink` (361 pages): write `aliases:",
    ] {
        assert!(
            told.help.iter().any(|help| help.starts_with(name)),
            "{told:?}"
        );
    }
    // Every place is kept for programs.
    assert_eq!(told.labels.len(), 3 * 361 - 1);
    let few = pages(3, "layout: post").build();
    assert_eq!(few.codes(), [Code::UnknownKey; 3]);
}

#[test]
fn names_that_are_no_habit_are_told_one_by_one() {
    let built = pages(5, "layout: post\nmine: 1").build();
    let own = built
        .codes()
        .iter()
        .filter(|code| **code == Code::UnknownKey)
        .count();
    assert_eq!((own, built.codes().len()), (5, 6));
}

#[test]
fn front_matter_of_hugo_is_told_once() {
    let toml = (0..9).fold(site(), |site, number| {
        let text = "+++\ntitle = \"T\"\ndate = 2016-03-01\n+++\n\nText.\n";
        site.write(&format!("content/p{number}.md"), text)
    });
    let told = finding(&toml);
    assert!(
        told.message.contains("9 pages") && told.help[0].contains("`---`"),
        "{told:?}"
    );
}

#[test]
fn the_page_of_a_folder_under_its_name_elsewhere_is_a_warning() {
    let page = "---\ntitle: Our news\n---\n\nText.\n";
    let one = site().write("content/news/_index.md", page);
    let told = finding(&one);
    assert!(
        warns(&told, "`_index.md` is the name that Hugo and Zola give"),
        "{told:?}"
    );
    assert_eq!(told.help, ["rename the file to `index.md`"]);
    silent(
        &one.remove("content/news/_index.md")
            .write("content/news/index.md", page),
    );
    let three = ["a", "b", "c"].iter().fold(site(), |site, folder| {
        site.write(&format!("content/{folder}/_index.md"), page)
    });
    let told = finding(&three);
    assert!(warns(&told, "3 files are called `_index.md`"), "{told:?}");
    assert_eq!(told.labels.len(), 2);
}

#[test]
fn days_in_names_are_told_once_with_what_to_write() {
    let page = |title: &str| format!("---\ntitle: {title}\n---\n\nText.\n");
    let posts = site()
        .write("content/posts/2014-05-01-news.md", &page("One"))
        .write("content/posts/2015-01-02-news.md", &page("Two"))
        .write("content/posts/2016-03-16/index.md", &page("Three"));
    let told = finding(&posts);
    assert!(
        warns(&told, "the names of 3 files begin with a day"),
        "{told:?}"
    );
    assert!(told.help[0].contains("`date: 2014-05-01`"), "{told:?}");
    let labels: Vec<&str> = told
        .labels
        .iter()
        .map(|label| label.text.as_str())
        .collect();
    assert_eq!(labels, ["`date: 2015-01-02`", "`date: 2016-03-16`"]);
}

#[test]
fn a_name_with_a_day_is_no_habit_where_the_day_is_said_or_there_is_none() {
    for (file, front) in [
        ("posts/2016-03-16-news.md", "date: 2016-03-16"),
        ("events/2016-03-16-walk.md", "starts: 2016-03-16 10:00"),
        ("posts/2016-13-16-news.md", "summary: No such month."),
        ("posts/2016-03-161.md", "summary: A number."),
        ("posts/2016.md", "summary: A year."),
        ("posts/2016-03.md", "summary: A month."),
    ] {
        let path = format!("content/{file}");
        silent(&site().write(&path, &format!("---\ntitle: T\n{front}\n---\n\nText.\n")));
    }
}

#[test]
fn folders_and_files_of_other_programs_are_told_once() {
    let page = "---\ntitle: Post\ndate: 2016-03-16\n---\n\nText.\n";
    let jekyll = site()
        .write("content/_posts/2016-03-16-one.md", page)
        .write("content/_posts/2016-03-16-two.md", page)
        .write("content/_config.yml", "title: Ours\n");
    let told = finding(&jekyll);
    assert!(
        warns(&told, "`_config.yml`, `_posts` belong to another program"),
        "{told:?}"
    );
    assert_eq!(told.help.len(), 2);
}

#[test]
fn drafts_of_jekyll_are_not_published() {
    let draft = "---\ntitle: Later\n---\n\nText.\n";
    let told = finding(&site().write("content/_drafts/later.md", draft));
    assert_eq!(told.severity, Severity::Error);
    let held = "---\ntitle: Later\ndraft: yes\n---\n\nText.\n";
    silent(&site().write("content/_drafts/later.md", held));
}

#[test]
fn a_few_pages_of_another_program_are_mended_one_by_one() {
    let built = mended(pages(1, "layout: post\ntags: Care"), "content/p0.md").1;
    assert_eq!(messages(&built), Vec::<&str>::new());
}

#[test]
fn settings_in_other_languages_are_told_once_with_how_masthead_writes_them() {
    for (top, help) in [
        ("---toml\ntitle = \"T\"\n---", "instead of `title ="),
        ("---json\n{\"title\": \"T\"}\n---", "instead of `\"title\":"),
        (";;;\n\"title\": \"T\"\n;;;", "instead of `\"title\":"),
        ("{\n  \"title\": \"T\"\n}", "instead of `\"title\":"),
        ("---yaml\ntitle: T\n---", "write `---` alone on this line"),
    ] {
        let many = (0..300).fold(site(), |site, number| {
            site.write(
                &format!("content/p{number}.md"),
                &format!("{top}\n\nText.\n"),
            )
        });
        let told = finding(&many);
        assert_eq!(told.code, Code::OtherGenerator, "{top}");
        assert!(told.help[0].contains(help), "{top}: {told:?}");
    }
    let bare = finding(&site().write("content/a.md", "Title: T\nDate: 2016-03-16\n\nText.\n"));
    assert!(
        bare.help[0].starts_with("write `---` on a line of its own"),
        "{bare:?}"
    );
}

#[test]
fn what_known_programs_write_at_the_top_is_one_message() {
    for front in [
        "layout: base.njk\neleventyNavigation:\n  key: T\n  order: 1",
        "layout: post\nwordpress_id: 4\npost_id: 5\npodcast_url: x",
        "date_published: 2016-03-16\ndate_updated: 2016-03-17\nfeatured: false\nmeta_title: x",
        "sidebar_label: x\nhide_table_of_contents: true\nkeywords: [a]",
    ] {
        assert_eq!(
            pages(9, front).build().codes(),
            [Code::OtherGenerator],
            "{front}"
        );
    }
}
