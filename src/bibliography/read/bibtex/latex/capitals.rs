//! Capitals that the braces of a BibTeX title protect.

use crate::bibliography::item::rich::{Marks, TextRun, push_run};

/// Spreads protection from letters to whole words: `{B}ayesian` keeps the capital of `Bayesian`. A
/// title that is protected as a whole says nothing about any word, so nothing in it is protected.
pub(super) fn whole_words(runs: &[TextRun]) -> Vec<TextRun> {
    let unprotected = runs
        .iter()
        .any(|run| !run.marks.has(Marks::NO_CASE) && run.text.chars().any(has_case));
    if !unprotected {
        let mut out = Vec::new();
        for run in runs {
            push_run(&mut out, &run.text, run.marks.without(Marks::NO_CASE));
        }
        return out;
    }
    let letters: Vec<(char, Marks)> = runs
        .iter()
        .flat_map(|run| run.text.chars().map(|c| (c, run.marks)))
        .collect();
    let mut out: Vec<TextRun> = Vec::new();
    for word in letters.chunk_by(|(a, _), (b, _)| is_word(*a) == is_word(*b)) {
        let is_kept = word.iter().any(|(_, marks)| marks.has(Marks::NO_CASE));
        let is_cased = word.iter().any(|(c, _)| has_case(*c));
        for (c, marks) in word {
            let marks = match (is_word(*c), is_kept && is_cased) {
                (true, true) => marks.with(Marks::NO_CASE),
                (true, false) => marks.without(Marks::NO_CASE),
                (false, _) => *marks,
            };
            push_run(&mut out, c.encode_utf8(&mut [0; 4]), marks);
        }
    }
    out
}

/// Reports whether a character has a capital or a small form.
fn has_case(c: char) -> bool {
    c.is_lowercase() || c.is_uppercase()
}

/// Reports whether a character belongs to a word.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '’' | '\u{300}'..='\u{36f}')
}
