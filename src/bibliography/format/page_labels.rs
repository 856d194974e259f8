//! Gives several pages the label of several. hayagriva knows ranges of figures only and writes
//! "p. xii–xv" and "p. 12.1–12.9".

use crate::bibliography::item::Item;
use hayagriva::citationberg::taxonomy::{PageVariable, Term};
use hayagriva::citationberg::{Locale, TermForm};
use hayagriva::{ElemChild, ElemChildren};

/// Reports whether the pages of a record are several that hayagriva takes for one.
pub(super) fn are_several(item: &Item) -> bool {
    let Some(pages) = item.text("page") else {
        return false;
    };
    let Some((first, last)) = pages.split_once(['-', '–']) else {
        return false;
    };
    let is_page = |page: &str| page.contains(|c: char| c.is_ascii_digit()) || is_roman(page);
    item.text("number-of-pages").is_none()
        && first.trim() != last.trim()
        && is_page(first)
        && is_page(last)
}

fn is_roman(page: &str) -> bool {
    let page = page.trim();
    !page.is_empty()
        && page
            .to_ascii_lowercase()
            .bytes()
            .all(|byte| b"ivxlcdm".contains(&byte))
}

/// Looks something up in the words of a language.
type TermChoice<'l> = &'l dyn Fn(&Locale) -> Option<String>;

/// Puts the label of several pages in the place of that of one. `find` looks a word up in the first
/// file of words that has it.
pub(super) fn mend(label: &mut ElemChildren, find: &dyn Fn(TermChoice<'_>) -> Option<String>) {
    for form in [TermForm::Short, TermForm::Long, TermForm::Symbol] {
        let page = Term::from(PageVariable::Page);
        let one = find(&|locale| locale.term(page, form)?.single().map(str::to_owned));
        let several = find(&|locale| locale.term(page, form)?.multiple().map(str::to_owned));
        let (Some(one), Some(several)) = (one, several) else {
            continue;
        };
        if one != several && replace(label, &one, &several) {
            return;
        }
    }
}

/// Replaces the text of a label that is `one`, and reports whether it was.
fn replace(label: &mut ElemChildren, one: &str, several: &str) -> bool {
    label.0.iter_mut().any(|child| match child {
        ElemChild::Text(text) if text.text.trim() == one => {
            text.text = text.text.replacen(one, several, 1);
            true
        }
        ElemChild::Elem(elem) => replace(&mut elem.children, one, several),
        _ => false,
    })
}
