//! Changes the text of a file and leaves everything that stands in it where it is. Takes the text
//! and what is to be put in; gives the new text. Lines end as they do in the file.

use crate::bibliography::item::Item;
use crate::bibliography::read::ItemFormat;
use crate::bibliography::write;
use std::collections::BTreeSet;

/// Puts fields into entries. An entry without a place for them stays as it is.
pub(super) fn insert(
    text: &str,
    format: ItemFormat,
    fills: &[(&Item, BTreeSet<String>)],
) -> String {
    let mut edits: Vec<(usize, String)> = fills
        .iter()
        .filter_map(|(item, fields)| Some((item.place.insert?, lines(text, format, item, fields)?)))
        .collect();
    edits.sort_by_key(|(at, _)| *at);
    let mut out = String::with_capacity(
        text.len() + edits.iter().map(|(_, lines)| lines.len()).sum::<usize>(),
    );
    let mut done = 0;
    for (at, lines) in edits {
        out.push_str(&text[done..at]);
        out.push_str(&with_ends_of(text, &lines));
        done = at;
    }
    out.push_str(&text[done..]);
    out
}

/// Writes fields as they stand in an entry of that file, ready to be put in at its place.
fn lines(text: &str, format: ItemFormat, item: &Item, fields: &BTreeSet<String>) -> Option<String> {
    let at = item.place.insert?;
    let write: fn(&Item, &str) -> Option<String> = match format {
        ItemFormat::Bibtex => write::bibtex_field,
        ItemFormat::Ris | ItemFormat::Nbib => write::ris_field,
        ItemFormat::CslJson => write::json_field,
        ItemFormat::Yaml => write::yaml_field,
    };
    let lines: Vec<String> = fields
        .iter()
        .filter_map(|field| write(item, field))
        .collect();
    let out = match format {
        ItemFormat::Bibtex => {
            // The fields begin on a line of their own after the comma of the key.
            let lines = lines.concat();
            format!("\n{}", lines.trim_end_matches('\n'))
        }
        ItemFormat::Ris | ItemFormat::Nbib => lines.concat(),
        ItemFormat::CslJson => {
            let indent = text[at..]
                .find('"')
                .map_or("", |quote| &text[at..at + quote]);
            let indent = if indent.contains('\n') { indent } else { " " };
            surrounded(&lines, indent, ",")
        }
        ItemFormat::Yaml if text[..at].ends_with('{') => surrounded(&lines, "", ", "),
        ItemFormat::Yaml => {
            let column = text[..at].chars().rev().take_while(|c| *c != '\n').count();
            surrounded(&lines, "", &format!("\n{}", " ".repeat(column)))
        }
    };
    (!out.trim().is_empty()).then_some(out)
}

/// Joins trimmed lines, each with a text before and after it.
fn surrounded(lines: &[String], before: &str, after: &str) -> String {
    let mut out = String::new();
    for line in lines {
        out.extend([before, line.trim(), after]);
    }
    out
}

/// Adds entries at the end of a text.
pub(super) fn append(text: &str, format: ItemFormat, ours: &[Item], added: &[&Item]) -> String {
    if added.is_empty() {
        return text.to_owned();
    }
    let new = write::list(added.iter().copied(), format);
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return new;
    }
    match format {
        ItemFormat::CslJson => into_json_list(text, ours, &new),
        ItemFormat::Yaml => joined(text, &yaml_like(text, ours, &new)),
        ItemFormat::Bibtex | ItemFormat::Ris | ItemFormat::Nbib => joined(text, &new),
    }
}

/// Joins the text, a blank line, and the new entries.
fn joined(text: &str, new: &str) -> String {
    let gap = if text.ends_with("\n\n") || text.ends_with("\r\n\r\n") {
        ""
    } else if text.ends_with('\n') {
        "\n"
    } else {
        "\n\n"
    };
    format!("{text}{}", with_ends_of(text, &format!("{gap}{new}")))
}

/// Adds new entries after the last entry of the list. An entry that stands alone becomes a list.
fn into_json_list(text: &str, ours: &[Item], new: &str) -> String {
    let inner = new
        .trim()
        .trim_start_matches('[')
        .trim_end_matches(']')
        .trim_matches('\n');
    let inner = with_ends_of(text, inner);
    let alone = text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('{')
        && ours
            .iter()
            .all(|item| !text[..item.place.whole.start].contains('{'));
    match (ours.last(), text.find('[')) {
        (Some(last), _) if alone => {
            format!(
                "[\n{},\n{inner}{}\n]\n",
                &text[..last.place.whole.end],
                &text[last.place.whole.end..].trim_end()
            )
        }
        (Some(last), _) => format!(
            "{},\n{inner}{}",
            &text[..last.place.whole.end],
            &text[last.place.whole.end..]
        ),
        (None, Some(open)) => {
            let rest = text[open + 1..].trim_start();
            let comma = if rest.starts_with(']') { "" } else { "," };
            format!("{}\n{inner}{comma}\n{rest}", &text[..=open])
        }
        (None, None) => text.to_owned(),
    }
}

/// Writes new entries in the shape of those that are there: as far to the right, and with their
/// keys above them where that is the shape.
fn yaml_like(text: &str, ours: &[Item], new: &str) -> String {
    let Some(first) = ours.first() else {
        return new.to_owned();
    };
    let start = first.place.whole.start;
    let line = &text[text[..start].rfind('\n').map_or(0, |end| end + 1)..];
    let indent = &line[..line.len() - line.trim_start_matches(' ').len()];
    let keyed = !line.trim_start().starts_with('-');
    let mut out = String::with_capacity(new.len() * 2);
    for line in new.split_inclusive('\n') {
        if line.trim().is_empty() {
            out.push_str(line);
        } else if let Some(key) = line.strip_prefix("- id: ").filter(|_| keyed) {
            out.extend([indent, key.trim_end(), ":\n"]);
        } else {
            out.push_str(indent);
            out.push_str(line);
        }
    }
    out
}

/// Returns lines that end as those of the file do.
fn with_ends_of(text: &str, lines: &str) -> String {
    if text.contains("\r\n") {
        lines.replace('\n', "\r\n")
    } else {
        lines.to_owned()
    }
}
