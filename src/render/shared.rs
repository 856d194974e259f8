//! Renders parts of pages that are the same on many pages: the menu, the foot, the entry of a page
//! in a list. Answers `shared("parts/foot.html")` or `shared("parts/entry.html", item)` in a
//! template with the part's HTML, rendered once for all of these pages.

use super::answers::Answers;
use super::bounded;
use super::current_page::{CurrentPage, PartTargets};
use super::facts::record::record;
use super::facts::settings;
use super::facts::summary::Summary;
use super::facts::terms::Topic;
use super::facts::trail::Trail;
use super::shared_parts::{PageFolder, PartSubject, SharedPart};
use super::steps;
use super::theme::{HERE, TEMPLATE};
use minijinja::{Environment, Error, State, Value};
use std::sync::Arc;

impl PartSubject {
    fn of(item: &Value) -> Option<Self> {
        if let Some(page) = item.downcast_object_ref::<Summary>() {
            return Some(Self::Page(page.page));
        }
        if let Some(topic) = item.downcast_object_ref::<Topic>() {
            return Some(Self::Topic(topic.at));
        }
        item.downcast_object_ref::<Trail>()
            .map(|trail| Self::Trail(trail.to))
    }
}

impl SharedPart {
    /// Returns the part `name` as the page `here` shows it.
    fn show(
        environment: &Environment<'_>,
        answers: &Arc<Answers>,
        here: &CurrentPage,
        name: &str,
        item: Option<&Value>,
        steps: u64,
    ) -> Result<Self, Error> {
        let part = Arc::new(here.part(steps));
        let given = item.map(|item| ("item", item.clone()));
        let context = [
            ("site", settings::site(answers, &part)),
            (HERE, Value::from_dyn_object(part.clone())),
            (TEMPLATE, Value::from(name)),
        ];
        let context = record(context.into_iter().chain(given));
        let html = Value::from_safe_string(bounded::render(environment, &part.steps, context)?);
        let targets = part
            .shared
            .as_ref()
            .map(PartTargets::take)
            .unwrap_or_default();
        Ok(Self {
            html,
            targets,
            steps: part.steps.taken(),
            reads: part.reads(),
        })
    }
}

/// Returns the HTML of the part `name`, given `item`, on the page `here`, whose questions it asks
/// and whose steps it takes.
pub(super) fn shared(
    state: &State<'_, '_>,
    answers: &Arc<Answers>,
    here: &CurrentPage,
    name: &str,
    item: Option<&Value>,
) -> Result<Value, Error> {
    let environment = state.env();
    let subject = item.and_then(PartSubject::of);
    // A part that is given a thing without an identity is rendered each time.
    let folder = PageFolder::of(here).filter(|_| item.is_none() || subject.is_some());
    let parts = answers.shared_parts();
    let known = folder
        .as_ref()
        .and_then(|folder| parts.get(folder, name, subject));
    let part = if let Some(part) = known {
        part
    } else {
        let part = Arc::new(SharedPart::show(
            environment,
            answers,
            here,
            name,
            item,
            steps::left(state),
        )?);
        if let Some(scope) = folder.and_then(|folder| part.scope(&folder)) {
            parts.keep(scope, name, subject, part.clone());
        }
        part
    };
    state.consume_fuel(part.steps)?;
    part.reads.iter().for_each(|read| here.note(read.clone()));
    Ok(part.html.clone())
}
