//! Checks of names in the settings that the kinds of the theme decide. From: the settings and the
//! kinds. To: faults.

use super::{PERSON, Settings, TaxonomySettings};
use crate::base::{Code, Fault, Faults, nearest};
use crate::parse::kind::Kind;
use crate::parse::kinds::set::Kinds;
use crate::parse::yaml::{Spanned, either, listed};

/// Takes kinds that are not declared and taxonomies with the names of fields out of the settings,
/// and reports each.
#[must_use]
pub fn check_kind_names(settings: &mut Settings, kinds: &Kinds) -> Faults {
    let mut faults = Faults::new();
    for folder in settings.folders.values_mut() {
        folder.kind = folder.kind.take().filter(|kind| {
            let is_known = kinds.get(&kind.value).is_some();
            if !is_known {
                faults.push(unknown_kind(kind, kinds));
            }
            is_known
        });
    }
    for (kind, boost) in &settings.search.boost {
        if kinds.named(kind).is_none() && kind != PERSON {
            faults.push(unknown_boost(kind, boost, kinds));
        }
    }
    settings.taxonomies.retain(|taxonomy| {
        let clash = field_named(&taxonomy.name, kinds);
        if clash {
            faults.push(taken_name(taxonomy));
        }
        !clash
    });
    faults
}

fn unknown_kind(kind: &Spanned<Kind>, kinds: &Kinds) -> Fault {
    let Spanned { value: kind, span } = kind;
    let meant = kinds.nearest(kind.name());
    let fault = Fault::error(Code::UnknownChoice, format!("`kind` cannot be `{kind}`"));
    fault
        .at(span.clone())
        .help_if(meant.map(|meant| format!("did you mean `{meant}`?")))
        .help(format!("it can be {}", either(&kinds.names())))
}

fn unknown_boost(kind: &str, boost: &Spanned<Option<f64>>, kinds: &Kinds) -> Fault {
    let mut names = kinds.names();
    names.push(PERSON);
    let fault = Fault::error(
        Code::UnknownKey,
        format!("there is no setting `{kind}` here"),
    )
    .at(boost.span.clone());
    match nearest(kind, names.iter().copied()) {
        Some(meant) => fault
            .help(format!("did you mean `{meant}`?"))
            .fix(boost.span.clone(), meant),
        None => fault.help(format!("settings here are {}", listed(&names))),
    }
}

/// Reports whether a kind has a field of this name.
fn field_named(name: &str, kinds: &Kinds) -> bool {
    let mut declared = kinds.all();
    declared.any(|known| known.schema.kind_of(name).is_some())
}

fn taken_name(taxonomy: &TaxonomySettings) -> Fault {
    let message = format!("`{}` means something else in pages", taxonomy.name);
    let fault = Fault::error(Code::InvalidSetting, message)
        .help("choose a name in lower-case letters, such as `regions`");
    match &taxonomy.span {
        Some(span) => fault.at(span.clone()),
        None => fault,
    }
}
