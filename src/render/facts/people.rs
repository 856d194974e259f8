//! Writers as templates see them.

use super::record::{RecordBuilder, part};
use super::site_wide::SiteWide;
use crate::parse::front::Byline;
use minijinja::Value;

/// Returns a declared person by key: `name`, `role`, `team`, and `url` for one who has a page. The
/// value is empty for a stranger.
pub(in crate::render) fn person(site: SiteWide<'_>, key: &str) -> Value {
    let Some(person) = site.person(key) else {
        return Value::from(());
    };
    RecordBuilder::default()
        .with("name", &person.name)
        .with("role", person.role.as_ref())
        .with("team", person.team.as_ref())
        .with("url", site.person_url(key))
        .done()
}

/// Returns the writers of an article.
pub(in crate::render) fn bylines(site: SiteWide<'_>, bylines: &[Byline]) -> Value {
    let writers = bylines.iter();
    writers.map(|byline| writer(site, byline)).collect()
}

/// Returns one writer of an article. What a byline says goes before what is declared; a person
/// whose name is withheld has no name and no page.
fn writer(site: SiteWide<'_>, byline: &Byline) -> Value {
    let key = byline.person.as_deref();
    let declared = key.map_or(Value::from(()), |key| person(site, key));
    RecordBuilder::default()
        .with("withheld", byline.withheld)
        .with(
            "name",
            said_or_declared(byline.name.as_ref(), &declared, "name"),
        )
        .with("pseudonym", byline.pseudonym.as_ref())
        .with(
            "role",
            said_or_declared(byline.role.as_ref(), &declared, "role"),
        )
        .with(
            "team",
            said_or_declared(byline.team.as_ref(), &declared, "team"),
        )
        .with("url", part(&declared, "url"))
        .done()
}

fn said_or_declared(said: Option<&String>, declared: &Value, name: &str) -> Option<Value> {
    match said {
        Some(said) => Some(Value::from(said.as_str())),
        None => part(declared, name),
    }
}
