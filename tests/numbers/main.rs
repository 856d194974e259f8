//! Figures about people: what is published of them, and what is not. From: sites in memory, and
//! tables of figures. To: finished files, searched for what must not be in them.

mod attack;
mod benchmark;
mod brute_force;
mod charts;
mod disclosure_setting;
mod people;
mod random_tables;
mod shares;
mod unsaid;

use masthead::fixture::{Built, Fixture};

/// Builds a site with a page that shows these figures in a block `table` of these settings.
fn table_site(figures: &str, settings: &str) -> Built {
    Fixture::new()
        .write(
            "content/site.yaml",
            "title: Test\nbase_url: https://www.example.org/\n",
        )
        .asset("content/figures.csv", figures.as_bytes())
        .write(
            "content/index.md",
            &format!("---\ntitle: Home\n---\n```table\nfile: figures.csv\n{settings}\n```\n"),
        )
        .build()
}
