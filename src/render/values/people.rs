//! Writers as templates see them.

use super::{Attributes, record, text};
use crate::parse::front::Byline;
use crate::render::answers::Answers;
use minijinja::Value;

/// A declared person by key: `name`, `role`, `team`, and `url` for one who has a page. Nothing for
/// a stranger.
pub(in crate::render) fn person(answers: &Answers, key: &str) -> Value {
    let site = answers.site();
    let Some(person) = site.people.list.iter().find(|person| person.key == key) else {
        return Value::from(());
    };
    let mut entries: Attributes = vec![("name", Value::from(person.name.as_str()))];
    entries.extend(text(person.role.as_ref()).map(|role| ("role", role)));
    entries.extend(text(person.team.as_ref()).map(|team| ("team", team)));
    entries.extend(
        site.writer(key)
            .map(|writer| ("url", Value::from(writer.url.as_str()))),
    );
    record(entries)
}

/// The writers of an article. What a byline says goes before what is declared; who is withheld has
/// no name and no page.
pub(in crate::render) fn bylines(answers: &Answers, bylines: &[Byline]) -> Value {
    let one = |byline: &Byline| {
        let declared = byline
            .person
            .as_deref()
            .map_or(Value::from(()), |key| person(answers, key));
        let fallback = |name: &str| {
            declared
                .get_attr(name)
                .ok()
                .filter(|value| !value.is_undefined())
        };
        let mut entries: Attributes = vec![("withheld", Value::from(byline.withheld))];
        entries.extend(
            text(byline.name.as_ref())
                .or_else(|| fallback("name"))
                .map(|name| ("name", name)),
        );
        entries.extend(text(byline.pseudonym.as_ref()).map(|name| ("pseudonym", name)));
        entries.extend(
            text(byline.role.as_ref())
                .or_else(|| fallback("role"))
                .map(|role| ("role", role)),
        );
        entries.extend(
            text(byline.team.as_ref())
                .or_else(|| fallback("team"))
                .map(|team| ("team", team)),
        );
        entries.extend(fallback("url").map(|url| ("url", url)));
        record(entries)
    };
    bylines.iter().map(one).collect()
}
