//! Reading of settings that name people, one an entry. From: a setting. To: names, and a fault
//! where an entry names several people.

use super::fields::Fields;
use super::spanned::Spanned;
use super::tree::{Node, NodeValue};
use super::wording::flow_text;
use crate::base::{Code, Fault};
use crate::parse::several_people::several_people;

impl<'n> Fields<'n> {
    /// Reads a setting that takes a list of people. An entry in quotes is meant as it is.
    pub fn people(&mut self, name: &'n str) -> Vec<Spanned<String>> {
        let entries: &[Node] = match self.value(name) {
            None => &[],
            Some(node) => match &node.value {
                NodeValue::List(nodes) => nodes,
                _ => std::slice::from_ref(node),
            },
        };
        for entry in entries {
            self.report_several(name, entry);
        }
        self.texts(name)
    }

    fn report_several(&mut self, name: &str, entry: &Node) {
        let NodeValue::Scalar(scalar) = &entry.value else {
            return;
        };
        let has_commas_alone = !scalar.text.contains([';', '&']) && !scalar.text.contains(" and ");
        if !scalar.plain || has_commas_alone {
            return;
        }
        let Some(people) = several_people(&scalar.text) else {
            return;
        };
        let people: Vec<String> = people.iter().map(|person| flow_text(person)).collect();
        let message = format!(
            "`{name}` names several people in one entry, `{}`",
            scalar.text
        );
        let help = format!(
            "write `{name}: [{}]`, or put quotes around the text if it is one name",
            people.join(", ")
        );
        let fault = Fault::warning(Code::WrongType, message).help(help);
        self.reader.fault(fault, &entry.span);
    }
}
