//! Structured data of kinds that declare it: the types and properties of schema.org that a kind's
//! declaration names, filled from the fields of a page.

use super::Graph;
use super::json_ld_node::JsonLdNode;
use crate::base::{Moment, UrlPath, zoned};
use crate::parse::document::DeclaredValue;
use crate::parse::front::PageValue;
use crate::parse::kinds::declaration::{StructuredType, StructuredValue};

/// A value of a property.
enum PropertyValue {
    Text(String),
    Texts(Vec<String>),
    Number(f64),
    YesNo(bool),
    Node(JsonLdNode),
}

impl Graph<'_> {
    /// Describes the page as its kind declares, or returns `None` for a kind that declares nothing.
    pub(super) fn declared(&self) -> Option<JsonLdNode> {
        let front = self.page.file.front();
        let declared = self.site.structured_type(front.kind())?;
        let url = self.url(self.page.url);
        let node = JsonLdNode::new(&declared.name)
            .text("@id", &self.work_id(self.page.url))
            .text("url", &url);
        // What the mapping names is not said twice.
        let is_free = |name: &str| declared.properties.iter().all(|(known, _)| known != name);
        let summary = front.common().summary.as_ref();
        let image = self.image_url();
        let node = node
            .maybe("name", is_free("name").then(|| front.title()))
            .maybe("description", summary.filter(|_| is_free("description")))
            .maybe("image", image.filter(|_| is_free("image")));
        Some(self.add_properties(node, declared).0)
    }

    /// Adds the properties that have values, and tells whether there were any.
    fn add_properties(&self, node: JsonLdNode, declared: &StructuredType) -> (JsonLdNode, bool) {
        let mut node = node;
        let mut has_any = false;
        for (name, value) in &declared.properties {
            let Some(value) = self.property(value) else {
                continue;
            };
            has_any = true;
            node = match value {
                PropertyValue::Text(text) => node.text(name, &text),
                PropertyValue::Texts(texts) => node.with(name, texts),
                PropertyValue::Number(number) => node.with(name, number),
                PropertyValue::YesNo(yes) => node.with(name, yes),
                PropertyValue::Node(inner) => node.node(name, inner),
            };
        }
        (node, has_any)
    }

    fn property(&self, value: &StructuredValue) -> Option<PropertyValue> {
        match value {
            StructuredValue::Nested(inner) => {
                let (node, has_any) = self.add_properties(JsonLdNode::new(&inner.name), inner);
                has_any.then_some(PropertyValue::Node(node))
            }
            StructuredValue::Field(name) => self.field(name),
        }
    }

    /// Returns the value of a field of the page, or of one of the values that every page has.
    fn field(&self, name: &str) -> Option<PropertyValue> {
        let front = self.page.file.front();
        if let Some(value) = front.fields().value(name) {
            return self.declared_value(value);
        }
        let common = front.common();
        Some(match name {
            "title" => PropertyValue::Text(front.title().to_owned()),
            "summary" => PropertyValue::Text(common.summary.clone()?),
            "date" => PropertyValue::Text(self.page.date?.to_string()),
            "updated" => PropertyValue::Text(common.updated.as_ref()?.value.to_string()),
            "publisher" => PropertyValue::Node(self.publisher()),
            _ => return None,
        })
    }

    fn declared_value(&self, value: &PageValue) -> Option<PropertyValue> {
        Some(match value {
            DeclaredValue::Text(text) => PropertyValue::Text(text.clone()),
            DeclaredValue::Markdown(document) => {
                PropertyValue::Text(document.text().trim().to_owned())
            }
            DeclaredValue::Date(date) => PropertyValue::Text(date.to_string()),
            DeclaredValue::Time(moment) => PropertyValue::Text(self.instant(*moment)?),
            DeclaredValue::Number(number) => PropertyValue::Number(*number),
            DeclaredValue::YesNo(yes) => PropertyValue::YesNo(*yes),
            DeclaredValue::Link(number)
            | DeclaredValue::Asset(number)
            | DeclaredValue::Page(number) => PropertyValue::Text(self.reference(*number)?),
            DeclaredValue::Topic(number) => {
                let reference = self.page.file.front().fields().references.get(*number)?;
                PropertyValue::Text(reference.target.clone())
            }
            DeclaredValue::Person(key) => {
                let name = &self.site.people().find(key)?.name;
                PropertyValue::Node(JsonLdNode::new("Person").text("name", name))
            }
            DeclaredValue::List(values) => PropertyValue::Texts(texts(values)),
            DeclaredValue::Heading(_) | DeclaredValue::Data(_) | DeclaredValue::Group(_) => {
                return None;
            }
        })
    }

    /// Returns the whole address of what a reference of the page's fields means.
    fn reference(&self, number: usize) -> Option<String> {
        let address = self.page.fields.address_of(number)?;
        if address.starts_with('/') {
            return Some(self.url(&UrlPath::new(&address)));
        }
        Some(address)
    }

    /// Writes a moment as ISO 8601 wants it, with the difference to UTC where a time of the day is
    /// known.
    fn instant(&self, moment: Moment) -> Option<String> {
        let date = moment.date?;
        let Some(time) = moment.time else {
            return Some(date.to_string());
        };
        let instant = zoned(date, time, &self.site.settings().zone())?;
        Some(instant.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
    }
}

/// Returns the texts of a list.
fn texts(values: &[PageValue]) -> Vec<String> {
    let mut texts = Vec::new();
    for value in values {
        match value {
            DeclaredValue::Text(text) => texts.push(text.clone()),
            DeclaredValue::Markdown(document) => texts.push(document.text().trim().to_owned()),
            DeclaredValue::Date(date) => texts.push(date.to_string()),
            DeclaredValue::Number(number) => texts.push(number.to_string()),
            _ => {}
        }
    }
    texts
}
