//! After any edits, once everything is made, what is served is what a clean build makes, byte for
//! byte, but for the script.

use crate::clean::CleanBuild;
use crate::preview::Preview;
use crate::support::Site;

/// A sequence that looks random and is the same in every run (Knuth's constants for 64 bits).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

fn page(dice: &mut Dice) -> String {
    let title = ["One", "Two", "Three"][usize::try_from(dice.roll(3)).unwrap_or(0)];
    let extra = [
        "topics: [Care]\n",
        "draft: true\n",
        "date: 2019-05-01\n",
        "slug: elsewhere\n",
        "aliases: [/old/]\n",
        "",
    ];
    let extra = extra[usize::try_from(dice.roll(6)).unwrap_or(0)];
    let link = [
        "[a](/about.md)",
        "[gone](/nowhere.md)",
        "![p](/picture.png)",
        "words",
    ][usize::try_from(dice.roll(4)).unwrap_or(0)];
    format!(
        "---\ntitle: {title}\n{extra}---\n## A heading {}\n\nText {link}.\n",
        dice.roll(3)
    )
}

fn edit(preview: &Preview, dice: &mut Dice) {
    let name = |dice: &mut Dice| {
        format!(
            "content/{}/p{}.md",
            ["news", "reports", "notes"][usize::try_from(dice.roll(3)).unwrap_or(0)],
            dice.roll(4)
        )
    };
    match dice.roll(12) {
        0..=4 => {
            let (name, text) = (name(dice), page(dice));
            preview.site.put(&name, text);
        }
        5 => {
            let name = name(dice);
            if preview.site.path(&name).exists() {
                preview.site.remove(&name);
            }
        }
        6 | 7 => {
            let text = preview.site.read("content/about.md");
            preview.site.put(
                "content/about.md",
                format!("{text}\nOne more line {}.\n", dice.roll(100)),
            );
        }
        8 => preview.site.put(
            "themes/default/assets/style.css",
            format!("p {{ margin: {}px }}", dice.roll(4)),
        ),
        9 => preview.site.put(
            "themes/default/templates/page.html",
            format!(
                "{{% extends \"default/page.html\" %}}{{% block head %}}{{# {} #}}{{% for p in \
                 pages(kind=\"page\") %}}{{{{ p.title }}}}{{% endfor %}}{{% endblock %}}",
                dice.roll(3)
            ),
        ),
        10 => preview.site.put(
            "content/site.yaml",
            format!(
                "title: Test {}\nbase_url: https://www.example.org/\n",
                dice.roll(3)
            ),
        ),
        _ => {
            if preview.site.path("themes").exists() {
                preview.site.remove("themes");
            }
        }
    }
}

#[test]
fn after_any_edits_what_is_served_is_what_a_clean_build_makes() {
    let site = Site::new()
        .write(
            "content/about.md",
            "---\ntitle: About\n---\nSee [home](index.md).\n",
        )
        .write(
            "content/picture.png",
            include_bytes!("../../docs/images/site.png"),
        );
    let preview = Preview::start(site, &[]);
    let mut dice = Dice(20_201_125);
    let mut compared = 0;
    for step in 0..60 {
        edit(&preview, &mut dice);
        if step % 3 != 2 {
            continue;
        }
        // What the notices tell arrives, and is made.
        let clean = CleanBuild::of(&preview.site).expect("a site");
        std::thread::sleep(std::time::Duration::from_millis(150));
        preview.settle(0);
        if let Some(difference) = clean.difference(&preview) {
            panic!("step {step}: {difference}");
        }
        compared += usize::from(clean.files.is_some());
    }
    assert!(compared > 5, "only {compared} states were without a fault");
}
