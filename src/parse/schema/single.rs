//! Reading of single values: those that are neither lists nor groups. From: the text of a value,
//! and the field that it is for. To: a typed value, or a fault that says what to type.

use super::decode::FieldDecoder;
use super::field::{Field, FieldKind, FieldValue};
use crate::base::{
    Code, Date, DateFault, Fault, Moment, moment_in, nearest, parse_date, parse_moment,
};
use crate::parse::email::looks_like_email;
use crate::parse::telephone::is_phone;
use crate::parse::yaml::{self, Node, Spanned, yes_no};

impl FieldDecoder<'_, '_> {
    /// Reads a value that is neither a list nor a group.
    pub(super) fn single(
        &mut self,
        field: &Field,
        text: Spanned<String>,
        node: &Node,
    ) -> Option<FieldValue> {
        let name = &field.name;
        let value = match &field.kind {
            FieldKind::Text => FieldValue::Text(text.value),
            FieldKind::Email => self.email(text.value, node, name),
            FieldKind::Phone => self.phone(text.value, node, name),
            FieldKind::Markdown => FieldValue::Markdown(text),
            FieldKind::Heading => FieldValue::Heading(text),
            FieldKind::Link => FieldValue::Link(self.target(text, "about.md", node, name)?),
            FieldKind::Page(of) => {
                let page = self.target(text, "about.md", node, name)?;
                FieldValue::Page(page, of.as_ref().map(|of| of.value.clone()))
            }
            FieldKind::Picture => {
                FieldValue::Picture(self.target(text, "images/garden.jpg", node, name)?)
            }
            FieldKind::Asset => {
                FieldValue::Asset(self.target(text, "images/garden.jpg", node, name)?)
            }
            FieldKind::Data => FieldValue::Data(self.target(text, "figures.csv", node, name)?),
            FieldKind::Role => {
                self.vocabulary.check_role(&text, self.reader, &node.span);
                FieldValue::Choice(text.value)
            }
            FieldKind::Person => {
                self.vocabulary.check_person(&text, self.reader, &node.span);
                FieldValue::Person(text)
            }
            FieldKind::Topic => FieldValue::Topic(self.target(text, "Gardens", node, name)?),
            FieldKind::Number => self.number(field, &text.value, node)?,
            FieldKind::YesNo => self.yes_no(&text.value, node, name)?,
            FieldKind::Date => {
                let date = self.dated(&text, parse_date, node, name)?;
                self.check_whole_day(&text.value, date, node, name)?;
                FieldValue::Date(date)
            }
            FieldKind::Time => FieldValue::Time(self.moment(&text, node, name)?),
            FieldKind::Choice(choices) => self.choice(choices, text.value, node, name)?,
            FieldKind::Disclosure | FieldKind::List(_) | FieldKind::Group(_) => return None,
        };
        Some(value)
    }

    /// Checks that a link, the path of a file or the name of a topic is not blank.
    fn target(
        &mut self,
        text: Spanned<String>,
        example: &str,
        node: &Node,
        name: &str,
    ) -> Option<Spanned<String>> {
        if yaml::is_blank(&text.value) {
            self.reader
                .empty(name, &format!("{name}: {example}"), &node.span);
            return None;
        }
        Some(text)
    }

    fn email(&mut self, written: String, node: &Node, name: &str) -> FieldValue {
        if !looks_like_email(&written) {
            let message = format!("`{written}` is not an e-mail address");
            let help = format!("write one such as `{name}: office@example.org`");
            self.reader.fault(
                Fault::error(Code::ContactDetail, message).help(help),
                &node.span,
            );
        }
        FieldValue::Text(written)
    }

    /// Warns of a telephone number that nobody can dial; readers see the words all the same.
    fn phone(&mut self, written: String, node: &Node, name: &str) -> FieldValue {
        if !is_phone(&written) {
            let message = format!("`{written}` is not clear as a telephone number");
            let help = format!(
                "write one such as `{name}: 020 7946 0000` or `{name}: +44 20 7946 0000`; readers \
                 can see this text, but not dial it"
            );
            self.reader.fault(
                Fault::warning(Code::ContactDetail, message).help(help),
                &node.span,
            );
        }
        FieldValue::Text(written)
    }

    fn number(&mut self, field: &Field, written: &str, node: &Node) -> Option<FieldValue> {
        let wanted = if field.whole {
            "a whole number, such as 3"
        } else {
            "a number, such as 12 or 3.5"
        };
        let number = number(written).filter(|_| !field.whole || is_whole(written));
        match number {
            Some(number) => Some(FieldValue::Number(number)),
            None => self.wrong(written, wanted, node, &field.name),
        }
    }

    fn yes_no(&mut self, written: &str, node: &Node, name: &str) -> Option<FieldValue> {
        match yes_no(written) {
            Some(yes) => Some(FieldValue::YesNo(yes)),
            None => self.wrong(written, "`true` or `false`", node, name),
        }
    }

    /// Reports a time of the day where a day is wanted, since nothing would show it.
    fn check_whole_day(&mut self, text: &str, date: Date, node: &Node, name: &str) -> Option<()> {
        let day = date.to_string();
        let rest = text.trim().strip_prefix(&day).unwrap_or_default();
        if !rest.contains(|c| matches!(c, '1'..='9')) {
            return Some(());
        }
        let message = format!("`{name}` takes a day, and no time of the day");
        let fault = Fault::error(Code::InvalidDate, message).help(format!("write `{name}: {day}`"));
        self.reader.fault(fault, &node.span);
        None
    }

    /// Reads a day, a time of the day or both. What is said of another time zone is told as it is
    /// in the zone of the site.
    fn moment(&mut self, written: &Spanned<String>, node: &Node, name: &str) -> Option<Moment> {
        let zone = self.vocabulary.zone();
        let there =
            moment_in(&zone, &written.value).filter(|_| parse_moment(&written.value).is_err());
        let Some(there) = there else {
            return self.dated(written, parse_moment, node, name);
        };
        let message = format!(
            "`{}` names a time zone, but times here are those of the site",
            written.value
        );
        let help = format!(
            "write `{name}: {there}`, which is the same moment in the time zone of the site, `{}`",
            self.vocabulary.time_zone
        );
        let fault = Fault::error(Code::InvalidDate, message).help(help);
        let fault = fault.fix(written.span.clone(), there.to_string());
        self.reader.fault(fault, &node.span);
        None
    }

    /// Reads a day or a time, which `parse` understands.
    fn dated<T>(
        &mut self,
        written: &Spanned<String>,
        parse: fn(&str) -> Result<T, DateFault>,
        node: &Node,
        name: &str,
    ) -> Option<T> {
        match parse(&written.value) {
            Ok(value) => Some(value),
            Err(unread) => {
                let message = format!("`{}` {}", written.value, unread.problem);
                let fault = Fault::error(Code::InvalidDate, message).help(unread.help(name));
                let fault = match unread.meant {
                    Some(meant) => fault.fix(written.span.clone(), meant),
                    None => fault,
                };
                self.reader.fault(fault, &node.span);
                None
            }
        }
    }

    fn choice(
        &mut self,
        choices: &[String],
        written: String,
        node: &Node,
        name: &str,
    ) -> Option<FieldValue> {
        if choices.contains(&written) {
            return Some(FieldValue::Choice(written));
        }
        let choices: Vec<&str> = choices.iter().map(String::as_str).collect();
        let meant = nearest(&written, choices.iter().copied())
            .map(|meant| format!("did you mean `{meant}`?"));
        let message = format!("`{name}` cannot be `{written}`");
        self.reader.fault(
            Fault::error(Code::UnknownChoice, message)
                .help_if(meant)
                .help(format!("it can be {}", yaml::either(&choices))),
            &node.span,
        );
        None
    }

    /// Reports a value that is not what its field takes; there is no value then.
    fn wrong(
        &mut self,
        written: &str,
        wanted: &str,
        node: &Node,
        name: &str,
    ) -> Option<FieldValue> {
        let message = format!("`{name}` should be {wanted}, but here it is `{written}`");
        self.reader
            .fault(Fault::error(Code::WrongType, message), &node.span);
        None
    }
}

/// Returns the number that a text says.
fn number(text: &str) -> Option<f64> {
    let number = text.trim().parse::<f64>().ok();
    number.filter(|number| number.is_finite())
}

fn is_whole(text: &str) -> bool {
    text.trim().parse::<i64>().is_ok()
}

impl FieldKind {
    /// Returns the value that a declaration gives a field about which nothing is said. Values that
    /// need a place of their own cannot be assumed.
    pub(super) fn default_value(&self, text: &str) -> Option<FieldValue> {
        match self {
            Self::Number => number(text).map(FieldValue::Number),
            Self::YesNo => yes_no(text).map(FieldValue::YesNo),
            Self::Choice(_) => Some(FieldValue::Choice(text.to_owned())),
            Self::Date => parse_date(text).ok().map(FieldValue::Date),
            Self::Time => parse_moment(text).ok().map(FieldValue::Time),
            Self::Text => Some(FieldValue::Text(text.to_owned())),
            _ => None,
        }
    }
}
