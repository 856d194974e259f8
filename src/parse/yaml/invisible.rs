//! Signs in values that no text has, typed as they are or as escapes: `"\0"`, `"\e"`.

use super::SettingsBlock;
use super::tree::{Node, NodeValue};
use crate::base::{Code, Fault, Faults, code_point, invisible_sign, mojibake};
use std::ops::Range;

/// Reports every name and value that holds such a sign.
pub(super) fn report(node: &Node, block: &SettingsBlock<'_>, faults: &mut Faults) {
    match &node.value {
        NodeValue::Scalar(scalar) => check(&scalar.text, &node.span, block, faults),
        NodeValue::List(nodes) => nodes.iter().for_each(|node| report(node, block, faults)),
        NodeValue::Map(entries) => {
            for entry in entries {
                check(&entry.key, &entry.key_span, block, faults);
                report(&entry.value, block, faults);
            }
        }
    }
}

fn check(text: &str, place: &Range<usize>, block: &SettingsBlock<'_>, faults: &mut Faults) {
    if !text.is_ascii()
        && let Some((range, letter)) = mojibake(text)
    {
        let written = &text[range];
        let message = format!(
            "`{written}` is what a wrong encoding makes of `{letter}`: the text was damaged before \
             it came here"
        );
        let fault = Fault::warning(Code::DamagedText, message);
        let fault = fault.at(block.span(place.clone()));
        faults.push(fault.help(format!("write `{letter}`, here and where the like stands")));
    }
    let Some((_, sign)) = invisible_sign(text) else {
        return;
    };
    let written = &block.text[place.clone()];
    let (place, help) = match written.find(sign) {
        Some(at) => (
            place.start + at..place.start + at + sign.len_utf8(),
            "delete it: put the cursor before the next letter and press the backspace key",
        ),
        None => (
            place.clone(),
            "in double quotation marks, `\\` and what follows it stand for another sign: take them \
             out, or write two of them, `\\\\`, where one is meant",
        ),
    };
    let message = format!(
        "there is an invisible character here that no text has, {}",
        code_point(sign)
    );
    let fault = Fault::error(Code::DamagedText, message);
    faults.push(fault.at(block.span(place)).help(help));
}
