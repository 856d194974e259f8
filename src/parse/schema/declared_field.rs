//! Reading of the declaration of a field. From: the group under the name of a field. To: a
//! [`Field`], and every fault in its declaration.

use super::declared_limits::{check_after, limits};
use super::decode::FieldDecoder;
use super::field::{Field, FieldKind, Required};
use super::types::FieldType;
use crate::base::{Code, Fault, nearest, slug};
use crate::parse::vocabulary::Vocabulary;
use crate::parse::yaml::{self, Fields, Node, NodeEntry, NodeValue, Reader, Spanned};
use std::ops::Range;

/// The most fields of a declaration, those inside others among them.
const MOST_FIELDS: usize = 200;
/// The most lists and groups that a field can stand in.
const DEEPEST_FIELD: usize = 5;
/// Settings that entries of a list do not have.
const OF_FIELDS_ALONE: [&str; 4] = ["required", "default", "example", "after"];

/// The fields of a group, as they are declared.
pub(super) struct FieldDeclarations<'n> {
    /// The fields whose declarations have no fault that leaves them without a type.
    pub(super) fields: Vec<Field>,
    /// The declarations.
    pub(super) entries: &'n [NodeEntry],
    /// Whether there are too many fields, so that none is read.
    pub(super) is_cut: bool,
}

impl<'n> FieldDeclarations<'n> {
    /// Returns the name of every field, whatever else is wrong with it.
    pub(super) fn names(&self) -> impl Iterator<Item = &'n str> {
        self.entries.iter().map(|entry| entry.key.as_str())
    }
}

/// The place of a field among others.
#[derive(Clone, Copy)]
struct FieldPosition<'p> {
    /// The name of the field, or of the list that it is an entry of.
    name: &'p str,
    /// The number of lists and groups around it.
    depth: usize,
    /// Whether it describes the entries of a list.
    is_entry: bool,
}

/// Reads the group `fields` of a declaration.
pub(super) fn read_fields<'n>(group: &mut Fields<'n>) -> FieldDeclarations<'n> {
    let entries = group.named_groups("fields");
    if let Some(extra) = beyond(entries, &mut MOST_FIELDS.clone()) {
        let message = format!("there are more than {MOST_FIELDS} fields here");
        let fault = Fault::error(Code::YamlLimit, message).help("take some of the fields out");
        group.reader().fault(fault, extra);
        return FieldDeclarations {
            fields: Vec::new(),
            entries: &[],
            is_cut: true,
        };
    }
    FieldDeclarations {
        fields: fields_of(entries, 0, group.reader()),
        entries,
        is_cut: false,
    }
}

/// Returns the name of the first field for which nothing is `left`.
fn beyond<'n>(entries: &'n [NodeEntry], left: &mut usize) -> Option<&'n Range<usize>> {
    for entry in entries {
        if *left == 0 {
            return Some(&entry.key_span);
        }
        *left -= 1;
        if let Some(extra) = beyond_inside(&entry.value, left) {
            return Some(extra);
        }
    }
    None
}

/// Continues [`beyond`] inside the declaration of a field.
fn beyond_inside<'n>(declaration: &'n Node, left: &mut usize) -> Option<&'n Range<usize>> {
    let NodeValue::Map(settings) = &declaration.value else {
        return None;
    };
    settings.iter().find_map(
        |setting| match (setting.key.as_str(), &setting.value.value) {
            ("fields", NodeValue::Map(entries)) => beyond(entries, left),
            ("of", _) => beyond_inside(&setting.value, left),
            _ => None,
        },
    )
}

/// Reads the fields of a group.
fn fields_of(entries: &[NodeEntry], depth: usize, reader: &mut Reader<'_>) -> Vec<Field> {
    let mut fields = Vec::new();
    for entry in entries {
        check_name(entry, reader);
        let position = FieldPosition {
            name: &entry.key,
            depth,
            is_entry: false,
        };
        let mut reader = reader.again();
        if let Some(declaration) = settings_of(&entry.value, &entry.key, &mut reader) {
            fields.extend(field(position, declaration));
        }
    }
    check_after(&fields, entries, reader);
    fields
}

/// Returns the settings of a field, or reports that something else stands there. The name of a type
/// alone is what people write first.
fn settings_of<'n>(node: &'n Node, name: &str, reader: &'n mut Reader<'_>) -> Option<Fields<'n>> {
    if let NodeValue::Scalar(scalar) = &node.value
        && FieldType::named(&scalar.text).is_some()
    {
        let of = &scalar.text;
        let message = format!("`{name}` should be followed by settings, but here it is `{of}`");
        let help = format!("write `{name}: {{type: {of}}}`");
        reader.fault(
            Fault::error(Code::WrongType, message).help(help),
            &node.span,
        );
        return None;
    }
    reader.group(node, name)
}

/// Reports the name of a field that templates cannot use.
fn check_name(entry: &NodeEntry, reader: &mut Reader<'_>) {
    let name = &entry.key;
    let begins_well = name.starts_with(|c: char| c.is_ascii_lowercase());
    let is_good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if begins_well && name.chars().all(is_good) {
        return;
    }
    let message = format!("a field cannot be called `{name}`");
    let fault = Fault::error(Code::InvalidSetting, message)
        .help_if(usable(name).map(|name| format!("write `{name}`")))
        .help("names of fields have small letters, digits and `_`, and begin with a letter");
    reader.fault(fault, &entry.key_span);
}

/// Returns the name nearest to `name` that a field can have.
fn usable(name: &str) -> Option<String> {
    let mut spaced = String::new();
    let mut was_small = false;
    for c in name.chars() {
        if c.is_uppercase() && was_small {
            spaced.push(' ');
        }
        was_small = c.is_lowercase();
        spaced.push(c);
    }
    let usable = slug(&spaced).replace('-', "_");
    let usable = usable.trim_start_matches(|c: char| !c.is_ascii_lowercase());
    (!usable.is_empty()).then(|| usable.to_owned())
}

/// Reads the declaration of one field.
fn field(position: FieldPosition<'_>, mut declaration: Fields<'_>) -> Option<Field> {
    let of = field_type(&mut declaration)?;
    let kind = kind(of, position, &mut declaration)?;
    let mut field = Field {
        name: position.name.to_owned(),
        kind,
        required: Required::No,
        default: None,
        limits: limits(of, &mut declaration),
        whole: of.takes("whole") && declaration.yes_no("whole").unwrap_or(false),
        searched: declaration.yes_no("search").unwrap_or(true),
        example: None,
        help: declaration.words("help"),
        label: declaration.words("label"),
    };
    if !position.is_entry {
        if declaration.yes_no("required").unwrap_or(false) {
            field.required = Required::Yes;
        }
        if of.takes("after") {
            field.limits.after = declaration.text("after");
        }
        if of.takes("default") {
            field.default = fitting(&field, "default", &mut declaration);
        }
        field.example = fitting(&field, "example", &mut declaration);
    }
    declaration.finish(|name| misplaced(name, position));
    Some(field)
}

/// Says where a setting of a field would be right.
fn misplaced(name: &str, position: FieldPosition<'_>) -> Option<String> {
    if position.is_entry && OF_FIELDS_ALONE.contains(&name) {
        return Some(format!("entries of a list cannot have `{name}`"));
    }
    let name = if name == "pattern_help" {
        "pattern"
    } else {
        name
    };
    let types = FieldType::ALL.iter().filter(|of| of.takes(name));
    let types: Vec<&str> = types.map(|of| of.name()).collect();
    (!types.is_empty()).then(|| {
        let types = yaml::listed(&types);
        format!("`{name}` is for fields of the type {types}")
    })
}

/// Reads the type of a field.
fn field_type(declaration: &mut Fields<'_>) -> Option<FieldType> {
    let name = declaration.required("type", "type: text")?;
    let of = FieldType::named(&name.value);
    if of.is_none() {
        let names = FieldType::names();
        let meant = nearest(&name.value, names.iter().copied())
            .map(|meant| format!("did you mean `{meant}`?"));
        let message = format!("there is no type of field called `{}`", name.value);
        let fault = Fault::error(Code::UnknownChoice, message)
            .help_if(meant)
            .help(format!("types are {}", yaml::listed(&names)));
        declaration.fault_at("type", fault);
    }
    of
}

/// Reads what belongs to the type of a field.
fn kind(
    of: FieldType,
    position: FieldPosition<'_>,
    declaration: &mut Fields<'_>,
) -> Option<FieldKind> {
    Some(match of {
        FieldType::Text => FieldKind::Text,
        FieldType::Markdown => FieldKind::Markdown,
        FieldType::Heading => FieldKind::Heading,
        FieldType::Email => FieldKind::Email,
        FieldType::Phone => FieldKind::Phone,
        FieldType::Link => FieldKind::Link,
        FieldType::Page => FieldKind::Page(declaration.text("of")),
        FieldType::Asset => FieldKind::Asset,
        FieldType::Picture => FieldKind::Picture,
        FieldType::Data if position.depth > 0 => {
            let message = "a field of the type `data` cannot stand inside a list or a group";
            let help = "move it to the fields of the block itself";
            let fault = Fault::error(Code::WrongType, message).help(help);
            declaration.fault_at("type", fault);
            return None;
        }
        FieldType::Data => FieldKind::Data,
        FieldType::Role => FieldKind::Role,
        FieldType::Person => FieldKind::Person,
        FieldType::Topic => FieldKind::Topic,
        FieldType::Date => FieldKind::Date,
        FieldType::Time => FieldKind::Time,
        FieldType::Number => FieldKind::Number,
        FieldType::Disclosure => FieldKind::Disclosure,
        FieldType::YesNo => FieldKind::YesNo,
        FieldType::Choice => FieldKind::Choice(choices(declaration)?),
        FieldType::List => FieldKind::List(Box::new(entries(position, declaration)?)),
        FieldType::Group => FieldKind::Group(fields_inside(position, declaration)?),
    })
}

/// Reads the words of a choice.
fn choices(declaration: &mut Fields<'_>) -> Option<Vec<String>> {
    const EXAMPLE: &str = "choices: [small, large]";
    let choices = declaration.texts("choices");
    if choices.is_empty() {
        declaration.missing_part("choices", EXAMPLE);
        return None;
    }
    let mut known: Vec<Spanned<String>> = Vec::with_capacity(choices.len());
    for choice in choices {
        let first = known.iter().find(|known| known.value == choice.value);
        let fault = if yaml::is_blank(&choice.value) {
            let message = "one of the `choices` is empty";
            Fault::error(Code::MissingKey, message).help(format!("name each, as in `{EXAMPLE}`"))
        } else if let Some(first) = first {
            let message = format!("`{}` is among the `choices` twice", choice.value);
            Fault::error(Code::DuplicateKey, message)
                .label(first.span.clone(), "it is here first")
                .help("keep one of the two")
        } else {
            known.push(choice);
            continue;
        };
        let fault = fault.at(choice.span);
        declaration.reader().faults().push(fault);
    }
    Some(known.into_iter().map(|choice| choice.value).collect())
}

/// Reads what the entries of a list are.
fn entries(position: FieldPosition<'_>, declaration: &mut Fields<'_>) -> Option<Field> {
    let Some(of) = declaration.node("of") else {
        declaration.missing_part("of", "of: {type: text}");
        return None;
    };
    let inside = inside(position, declaration)?;
    let of = settings_of(of, "of", declaration.reader())?;
    let position = FieldPosition {
        is_entry: true,
        ..inside
    };
    field(position, of)
}

/// Reads the fields of a group.
fn fields_inside(position: FieldPosition<'_>, declaration: &mut Fields<'_>) -> Option<Vec<Field>> {
    let entries = declaration.named_groups("fields");
    if entries.is_empty() {
        declaration.missing_part("fields", "fields: {name: {type: text}}");
        return None;
    }
    let inside = inside(position, declaration)?;
    Some(fields_of(entries, inside.depth, declaration.reader()))
}

/// Returns the position of fields inside a list or a group, or reports that they stand too deep.
fn inside<'p>(
    position: FieldPosition<'p>,
    declaration: &mut Fields<'_>,
) -> Option<FieldPosition<'p>> {
    if position.depth >= DEEPEST_FIELD {
        let message = format!("lists and groups are nested more than {DEEPEST_FIELD} deep here");
        let help = "make fields of the block itself of some of them";
        let fault = Fault::error(Code::YamlLimit, message).help(help);
        declaration.fault_at("type", fault);
        return None;
    }
    Some(FieldPosition {
        depth: position.depth + 1,
        ..position
    })
}

/// Reads a setting that holds a value for the field, which must fit the field.
fn fitting<'n>(field: &Field, name: &'n str, declaration: &mut Fields<'n>) -> Option<String> {
    let node = declaration.node(name)?;
    // Names of people and roles are declared by sites, and a theme gives a single entry of a list.
    let is_checked = !matches!(
        field.kind,
        FieldKind::Person | FieldKind::Role | FieldKind::List(_) | FieldKind::Group(_)
    );
    if is_checked {
        let setting = Field {
            name: name.to_owned(),
            ..field.clone()
        };
        let mut decoder = FieldDecoder {
            reader: declaration.reader(),
            vocabulary: &Vocabulary::default(),
            is_faulty: false,
        };
        decoder.field(&setting, node)?;
    }
    declaration.reader().text(node, name).map(|text| text.value)
}
