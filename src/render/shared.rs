//! Parts of pages that are the same on all pages of a folder: the menu, the foot.
//! From: `shared("parts/foot.html")` in a template. To: the part's HTML, shown once for the whole folder.
//!
//! A part is given the settings and no page, so all that can make it differ between two pages of a folder is how links start.
//! Links that lead from `/reports/a/` and from `/reports/b/` to a third place are the same; only those that lead to one of the
//! two, or below it, are not. Where a part has such a link it is shown anew.

use super::answers::Answers;
use super::{Here, functions, theme, values};
use crate::base::UrlPath;
use crate::memo::Read;
use minijinja::{Environment, Error, Value};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// Parts by the folder above the pages that show them, and by the name of the part.
#[derive(Debug, Default)]
pub(super) struct SharedParts {
    shown: RwLock<BTreeMap<String, BTreeMap<String, Arc<Part>>>>,
}

/// A part as a page showed it.
#[derive(Debug)]
struct Part {
    html: Value,
    /// Where it leads.
    targets: Vec<UrlPath>,
    /// What it asked.
    reads: Vec<Read>,
}

/// What a part that is being shown leads to.
#[derive(Debug, Default)]
pub(super) struct Targets(Mutex<Vec<UrlPath>>);

impl Targets {
    pub(super) fn note(&self, url: &UrlPath) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(url.clone());
    }

    fn take(&self) -> Vec<UrlPath> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Part {
    /// The part `name` as the page `here` shows it.
    fn show(environment: &Environment<'_>, answers: &Arc<Answers>, here: &Here, name: &str) -> Result<Self, Error> {
        let part = Arc::new(here.part());
        let context = values::record([
            ("site", values::site(answers, &part)),
            (functions::HERE, Value::from_dyn_object(part.clone())),
            (functions::TEMPLATE, Value::from(name)),
        ]);
        let html = Value::from_safe_string(theme::render(environment, functions::ENTRY, context)?);
        let targets = part.shared.as_ref().map(Targets::take).unwrap_or_default();
        Ok(Self { html, targets, reads: part.reads() })
    }

    /// Whether none of its links leads into `folder`.
    fn stays_out_of(&self, folder: &str) -> bool {
        !self.targets.iter().any(|target| target.as_str().starts_with(folder))
    }
}

/// The HTML of the part `name` on the page `here`, whose questions it asks.
pub(super) fn shared(environment: &Environment<'_>, answers: &Arc<Answers>, here: &Here, name: &str) -> Result<Value, Error> {
    let shown = &answers.shared_parts().shown;
    let folder = here.own_folder();
    let known = folder.and_then(|(above, folder)| {
        let shown = shown.read().unwrap_or_else(PoisonError::into_inner);
        shown.get(above)?.get(name).filter(|part| part.stays_out_of(folder)).cloned()
    });
    let part = if let Some(part) = known {
        part
    } else {
        let part = Arc::new(Part::show(environment, answers, here, name)?);
        if let Some((above, folder)) = folder
            && part.stays_out_of(folder)
        {
            let mut shown = shown.write().unwrap_or_else(PoisonError::into_inner);
            shown.entry(above.to_owned()).or_default().entry(name.to_owned()).or_insert_with(|| part.clone());
        }
        part
    };
    part.reads.iter().for_each(|read| here.note(read.clone()));
    Ok(part.html.clone())
}
