//! The list for a mail merge: a line for each service, with its letter and its figures. From: the
//! pages with figures, and the services. To: a CSV file that no spreadsheet program takes orders
//! from.

use super::coded_services::{CodedServices, file_name};
use crate::model::PageId;
use crate::numbers::benchmark::{Benchmark, ServiceCode};
use crate::numbers::spreadsheet;
use crate::pipeline::BuildPlan;

/// Returns the list as a file.
pub(super) fn mail_merge(
    plan: &BuildPlan<'_>,
    pages: &[PageId],
    services: &CodedServices,
) -> Vec<u8> {
    let blocks = blocks(plan, pages);
    let mut writer = spreadsheet::writer();
    let mut head: Vec<String> = ["service", "email", "code", "letter"]
        .map(str::to_owned)
        .into();
    for (label, _) in &blocks {
        for part in [
            "figure",
            "place",
            "of",
            "middle half from",
            "middle half to",
        ] {
            head.push(harmless(&format!("{label}: {part}")));
        }
    }
    // Writing to memory cannot fail.
    let _ = writer.write_record(&head);
    for (service, code) in services {
        let mut cells = vec![
            harmless(&service.name),
            harmless(&service.address),
            code.to_string(),
            file_name(&service.name, *code),
        ];
        for (_, shown) in &blocks {
            cells.extend(figures(shown, *code));
        }
        let _ = writer.write_record(&cells);
    }
    writer.into_inner().unwrap_or_default()
}

/// Returns the figures of each block with what was measured.
fn blocks<'p>(plan: &'p BuildPlan<'_>, pages: &[PageId]) -> Vec<(String, &'p Benchmark)> {
    let mut blocks = Vec::new();
    for page in pages {
        let components = &plan.site().pages[*page].parsed.body.outline.components;
        for (number, shown) in &plan.resolved().pages[*page].benchmarks {
            blocks.push((
                components[*number]
                    .text("label")
                    .unwrap_or_default()
                    .to_owned(),
                shown,
            ));
        }
    }
    blocks
}

/// Returns the cells of one block for a service; they are empty where it is not shown.
fn figures(shown: &Benchmark, code: ServiceCode) -> [String; 5] {
    let mut services = shown.services.iter();
    let Some(service) = services.find(|service| service.code == code) else {
        return Default::default();
    };
    let [low, _, high] = shown.middle;
    [
        figure(service.value, shown),
        service.standing.place.to_string(),
        shown.services.len().to_string(),
        figure(low, shown),
        figure(high, shown),
    ]
}

fn figure(value: f64, shown: &Benchmark) -> String {
    let digits = shown.decimals;
    harmless(&format!("{value:.digits$}{}", shown.unit))
}

/// Returns a text that no spreadsheet program takes for a formula.
fn harmless(text: &str) -> String {
    let mut signs = text.chars();
    let is_order = match signs.next() {
        Some('=' | '+' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '＠') => true,
        Some('-' | '－') => !signs.next().is_some_and(|sign| sign.is_ascii_digit()),
        _ => false,
    };
    if is_order {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn nothing_is_taken_for_a_formula() {
        for text in [
            "=1+1",
            "+44 20",
            "@SUM(A1)",
            "-cmd|' /C calc'!A0",
            "\t=1",
            "\r=1",
        ] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["Camden Team", "-3.5 days", "84 %", "", "a@b.example"] {
            assert_eq!(harmless(text), text);
        }
    }
}
