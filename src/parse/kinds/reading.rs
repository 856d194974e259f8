//! Reading of declarations of kinds. From: a file `kinds/NAME.yaml`. To: a [`KindDeclaration`], and
//! every fault in it.

use super::declaration::{
    Direction, GroupRule, KindDeclaration, KindSearch, ListOrder, Place, StructuredType,
};
use super::mapping;
use crate::base::{Code, Fault, Faults, nearest};
use crate::parse::front::common_names;
use crate::parse::kind::Kind;
use crate::parse::schema::{self, FieldKind};
use crate::parse::settings::address_pattern;
use crate::parse::source_text::SourceText;
use crate::parse::yaml::{self, Fields, LARGEST_FILE, NodeValue, Reader};
use crate::source::TextFile;
use std::ops::Range;

/// Values of every page that lists can be ordered by.
const COMMON_ORDERS: [&str; 3] = ["title", "date", "weight"];

/// Reads the declaration of the kind `name`.
pub(super) fn read_kind(name: &str, file: &TextFile) -> (Option<KindDeclaration>, Faults) {
    let text = SourceText::new(file);
    let place = |range: Range<usize>| text.to_disk(range);
    let (node, mut faults) = yaml::read(text.text(), &file.path, LARGEST_FILE, &place);
    let Some(node) = node else {
        return (None, faults);
    };
    let mut reader = Reader::new(&file.path, &place, &mut faults);
    if !is_kind_name(name) {
        let message = format!("`{name}` cannot be the name of a kind");
        let help = "name the file in lower-case letters, digits and `-`, such as `visit.yaml`";
        reader.fault(
            Fault::error(Code::ThemeFile, message).help(help),
            &(node.span.start..node.span.start),
        );
        return (None, faults);
    }
    let mut declaration = KindDeclaration::new(Kind::named(name), file.path.clone());
    if let Some(group) = reader.group(&node, "the declaration") {
        read_group(&mut declaration, group);
    }
    declaration.schema.is_faulty = faults.has_errors();
    (Some(declaration), faults)
}

fn is_kind_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Fills a declaration from the settings of its file.
fn read_group(declaration: &mut KindDeclaration, mut group: Fields<'_>) {
    declaration.schema = schema::schema_of(&mut group);
    declaration.schema.is_faulty = group.reader().faults().has_errors();
    check_field_names(declaration, &mut group);
    declaration.folder = folder(&mut group);
    declaration.only_with_fields = group.yes_no("only_with_fields").unwrap_or(false);
    declaration.address = address_pattern(&mut group, "address").map(|pattern| pattern.value);
    declaration.order = order(declaration, &mut group);
    declaration.groups = groups(declaration, &mut group);
    declaration.leaves_lists_after = day_field(declaration, &mut group, "leaves_lists_after");
    declaration.places = places(&mut group);
    declaration.below = below(declaration, &mut group);
    declaration.search = search(&mut group);
    declaration.feed = group.yes_no("feed").unwrap_or(true);
    let name = group.words("schema");
    let properties = mapping::read(declaration, &mut group);
    declaration.structured = name.map(|name| StructuredType { name, properties });
    group.finish(|_| None);
}

/// Reports fields that have the names of settings that every page has.
fn check_field_names(declaration: &mut KindDeclaration, group: &mut Fields<'_>) {
    let common = common_names();
    declaration.schema.fields.retain(|field| {
        let name = &field.name;
        if !common.contains(name) {
            return true;
        }
        let message = format!("`{name}` is a setting that every page has already");
        let help = format!("give the field another name, such as `own_{name}`, or take it out");
        group.fault_at("fields", Fault::error(Code::ThemeFile, message).help(help));
        false
    });
}

fn folder(group: &mut Fields<'_>) -> Option<String> {
    let folder = group.text("folder")?;
    let path = folder.value.trim_matches('/').to_owned();
    let is_path = !path.is_empty()
        && path
            .split('/')
            .all(|name| !matches!(name, "" | "." | "..") && !name.contains('\\'));
    if !is_path {
        let message = format!("`{}` is no folder below `content`", folder.value);
        let help = "write its path below `content`, such as `folder: visits`";
        group.fault_at(
            "folder",
            Fault::error(Code::InvalidSetting, message).help(help),
        );
        return None;
    }
    Some(path)
}

/// Reads a setting that takes the name of a field, as words or as `field:` in a group. Returns the
/// name and the values of the group beside it.
fn named_field<'n>(
    group: &mut Fields<'n>,
    name: &'n str,
    others: &[&'static str],
) -> Option<(String, Vec<Option<String>>)> {
    let node = group.node(name)?;
    if !matches!(node.value, NodeValue::Map(_)) {
        let field = group.reader().text(node, name)?;
        return Some((field.value, vec![None; others.len()]));
    }
    let mut inner = group.reader().group(node, name)?;
    let field = inner.required("field", "field: starts");
    let values = others.iter().map(|other| inner.words(other)).collect();
    inner.finish(|_| None);
    Some((field?.value, values))
}

fn order(declaration: &KindDeclaration, group: &mut Fields<'_>) -> Option<ListOrder> {
    let (field, rest) = named_field(group, "order", &["direction"])?;
    let direction = match rest.into_iter().flatten().next().as_deref() {
        None | Some("up") => Direction::Up,
        Some("down") => Direction::Down,
        Some(other) => {
            let message = format!("`direction` cannot be `{other}`");
            let help = "write `up` for small values first, or `down` for large ones";
            group.fault_at(
                "order",
                Fault::error(Code::UnknownChoice, message).help(help),
            );
            Direction::Up
        }
    };
    let kind = declaration.schema.kind_of(&field);
    let is_ordered = matches!(
        kind,
        Some(
            FieldKind::Text
                | FieldKind::Date
                | FieldKind::Time
                | FieldKind::Number
                | FieldKind::Choice(_)
                | FieldKind::YesNo
        )
    );
    if is_ordered || COMMON_ORDERS.contains(&field.as_str()) {
        return Some(ListOrder { field, direction });
    }
    let what = "a date, a time, a number, a text or a choice";
    wrong_field(declaration, group, "order", &field, what);
    None
}

fn groups(declaration: &KindDeclaration, group: &mut Fields<'_>) -> Option<GroupRule> {
    let (field, rest) = named_field(group, "groups", &["until"])?;
    let until = rest.into_iter().flatten().next();
    match declaration.schema.kind_of(&field) {
        Some(FieldKind::Choice(_)) => return Some(GroupRule::ByChoice(field)),
        Some(FieldKind::Date | FieldKind::Time) => {}
        _ => {
            wrong_field(
                declaration,
                group,
                "groups",
                &field,
                "a date, a time or a choice",
            );
            return None;
        }
    }
    if let Some(until) = &until
        && !is_day(declaration, until)
    {
        wrong_field(declaration, group, "groups", until, "a date or a time");
    }
    Some(GroupRule::ByDay { field, until })
}

fn is_day(declaration: &KindDeclaration, field: &str) -> bool {
    matches!(
        declaration.schema.kind_of(field),
        Some(FieldKind::Date | FieldKind::Time)
    )
}

/// Reads a setting that takes the name of a field with a day.
fn day_field<'n>(
    declaration: &KindDeclaration,
    group: &mut Fields<'n>,
    name: &'n str,
) -> Option<String> {
    let field = group.words(name)?;
    if is_day(declaration, &field) {
        return Some(field);
    }
    wrong_field(declaration, group, name, &field, "a date or a time");
    None
}

/// Reports the name of a field that is not declared, or is of another type than `what`.
pub(super) fn wrong_field(
    declaration: &KindDeclaration,
    group: &mut Fields<'_>,
    setting: &str,
    field: &str,
    what: &str,
) {
    if !is_unread(declaration, field) {
        group.fault_at(setting, field_fault(declaration, setting, field, what));
    }
}

/// Reports whether a field may be among those that could not be read.
pub(super) fn is_unread(declaration: &KindDeclaration, field: &str) -> bool {
    declaration.schema.is_faulty && declaration.schema.kind_of(field).is_none()
}

/// Makes the fault of a name that is no field, or one of another type than `what`.
pub(super) fn field_fault(
    declaration: &KindDeclaration,
    setting: &str,
    field: &str,
    what: &str,
) -> Fault {
    let names = declaration.schema.fields.iter();
    let meant = nearest(field, names.map(|field| field.name.as_str()))
        .filter(|meant| *meant != field)
        .map(|meant| format!("did you mean `{meant}`?"));
    let message = if declaration.schema.kind_of(field).is_some() {
        format!("`{setting}` needs a field that holds {what}, and `{field}` is none")
    } else {
        format!("there is no field `{field}`")
    };
    let help = format!("`{setting}` takes the name of a field that holds {what}");
    let fault = Fault::error(Code::ThemeFile, message);
    fault.help_if(meant).help(help)
}

/// Reads the places: a list of names, or the heading of each by its name.
fn places(group: &mut Fields<'_>) -> Vec<Place> {
    let Some(node) = group.node("places") else {
        return Vec::new();
    };
    if let NodeValue::Map(entries) = &node.value {
        let mut places = Vec::new();
        for entry in entries {
            let heading = Some(&entry.value)
                .filter(|node| !node.is_nothing())
                .and_then(|node| group.reader().text(node, &entry.key));
            places.push(Place {
                name: entry.key.clone(),
                heading: heading.map(|heading| heading.value),
            });
        }
        return places;
    }
    let names = group.texts("places").into_iter();
    names
        .map(|name| Place {
            name: name.value,
            heading: None,
        })
        .collect()
}

fn below(declaration: &KindDeclaration, group: &mut Fields<'_>) -> Vec<String> {
    let names: Vec<String> = group
        .texts("below")
        .into_iter()
        .map(|name| name.value)
        .collect();
    for name in &names {
        if declaration.schema.kind_of(name).is_none() {
            wrong_field(declaration, group, "below", name, "something to show");
        }
    }
    names
}

fn search(group: &mut Fields<'_>) -> KindSearch {
    let mut search = KindSearch {
        weight: 1.0,
        label: None,
    };
    let Some(mut inner) = group.group("search") else {
        return search;
    };
    search.label = inner.words("label");
    if let Some(weight) = inner.words("weight") {
        match weight.trim().parse::<f64>() {
            Ok(weight) if (0.1..=10.0).contains(&weight) => search.weight = weight,
            _ => inner.fault_at(
                "weight",
                Fault::error(
                    Code::InvalidSetting,
                    "`weight` should be a number from 0.1 to 10",
                )
                .help("write 1 for no change, more to raise these pages, less to lower them"),
            ),
        }
    }
    inner.finish(|_| None);
    search
}
