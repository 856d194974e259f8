//! The list of services, `private/services.csv`: who has which code. From: the text of the file.
//! To: the services, faults with their lines, and the same text with codes where there were none.
//!
//! Only the commands of `masthead benchmark` keep these values. The stages of a build get
//! [`PrivateServices`], of which nothing can be shown.

use super::code::{CodeSlip, ServiceCode};
use super::columns::{is_of_addresses, is_of_codes, is_of_names, is_of_publicity};
use super::private_values::add_values;
use crate::base::{Code, Fault, Faults, Fingerprint, SourcePath, Span};
use crate::parse::csv::{DataRow, DataRows, read_rows};
use crate::parse::yaml::yes_no;
use crate::source::{ListState, ListedService, PrivateServices, ServiceNames};
use std::collections::BTreeMap;
use std::ops::Range;

/// The place of the list in the site's folder.
pub const ROSTER: &str = "private/services.csv";

/// The first line of a new list.
pub const ROSTER_HEAD: &str = "service,email,code\r\n";

/// The services of a list.
pub struct Roster {
    text: String,
    /// The services, in the order of the list.
    pub services: Vec<RosterService>,
    delimiter: u8,
    /// The bytes of the first line, and the place of the column of codes.
    head: Range<usize>,
    code_column: Option<usize>,
}

/// One service.
pub struct RosterService {
    /// The name.
    pub name: String,
    /// The e-mail address; empty where none is known.
    pub address: String,
    /// The code, where it has one.
    pub code: Option<ServiceCode>,
    /// Whether figures may name it.
    naming: ServiceNames,
    /// The bytes of its line.
    pub range: Range<usize>,
}

impl RosterService {
    /// Reports whether a name means this service, whatever its capitals and spaces.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        same_name(&self.name) == same_name(name)
    }
}

/// Returns a name as it is compared with others.
pub(super) fn same_name(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

impl Roster {
    /// Reads a list.
    pub fn read(text: &str, source: &SourcePath, faults: &mut Faults) -> Option<Self> {
        let before = faults.len();
        if has_no_service(text) {
            let message = "no service stands in this list yet";
            faults.push(error(message, Span::start_of(source)).help(format!(
                "write `{}` into its first line, and below it a line for each service, such as \
                 `Anytown Crisis Team,team@example.org,`: its name, its e-mail address, and no \
                 code, which `masthead benchmark codes` makes",
                ROSTER_HEAD.trim_end()
            )));
            return None;
        }
        let data = read_rows(text, source, faults)?;
        let find = |is_wanted: fn(&str) -> bool| data.head.iter().position(|head| is_wanted(head));
        let Some(names) = find(is_of_names) else {
            let message = "this list has no column `service`";
            faults.push(
                Fault::error(Code::BenchmarkFigures, message)
                    .at(Span::new(source, data.head_range.clone()))
                    .help("call the columns `service`, `email` and `code` in the first line"),
            );
            return None;
        };
        let columns = RosterColumns {
            names,
            addresses: find(is_of_addresses),
            codes: find(is_of_codes),
            publicity: find(is_of_publicity),
        };
        let services = services(&data, &columns, source, faults);
        (faults.len() == before).then(|| Self {
            text: text.to_owned(),
            services,
            delimiter: data.delimiter,
            head: data.head_range,
            code_column: columns.codes,
        })
    }

    /// Returns the text of the list with a code for every service that has none. Everything else
    /// stays as it is written: other columns, their order, quotation marks, line ends.
    #[must_use]
    pub fn with_codes(&self, codes: &[ServiceCode]) -> String {
        let mut out = String::with_capacity(self.text.len() + 12 * self.services.len());
        let sign = char::from(self.delimiter);
        let mut done = 0;
        if self.code_column.is_none() {
            out.push_str(&self.text[..self.head.end]);
            out.push(sign);
            out.push_str("code");
            done = self.head.end;
        }
        let mut codes = codes.iter();
        for service in &self.services {
            if service.code.is_some() {
                continue;
            }
            let Some(code) = codes.next() else { break };
            let line = &self.text[service.range.clone()];
            let cell = self.code_column.map_or(line.len()..line.len(), |column| {
                cells(line, self.delimiter).swap_remove(column)
            });
            out.push_str(&self.text[done..service.range.start + cell.start]);
            if self.code_column.is_none() {
                out.push(sign);
            }
            out.push_str(&code.to_string());
            done = service.range.start + cell.end;
        }
        out.push_str(&self.text[done..]);
        out
    }

    /// Returns the code of the service that a name means.
    #[must_use]
    pub fn code_of(&self, name: &str) -> Option<ServiceCode> {
        let mut services = self.services.iter();
        services.find(|service| service.is_called(name))?.code
    }
}

/// Reports whether a list has nothing but headings.
fn has_no_service(text: &str) -> bool {
    let lines = text.trim_start_matches('\u{feff}').lines();
    lines.filter(|line| !line.trim().is_empty()).count() < 2
}

/// The places of the columns of a list.
struct RosterColumns {
    names: usize,
    addresses: Option<usize>,
    codes: Option<usize>,
    publicity: Option<usize>,
}

fn services(
    data: &DataRows,
    columns: &RosterColumns,
    source: &SourcePath,
    faults: &mut Faults,
) -> Vec<RosterService> {
    let mut services = Vec::with_capacity(data.rows.len());
    let mut by_name: BTreeMap<String, Range<usize>> = BTreeMap::new();
    let mut by_code: BTreeMap<ServiceCode, Range<usize>> = BTreeMap::new();
    for row in &data.rows {
        let span = Span::new(source, row.range.clone());
        let name = row.cells[columns.names].clone();
        if name.is_empty() {
            let message = "this line has no name of a service";
            let help = "write the name into the column of names, or take the line out";
            faults.push(error(message, span.clone()).help(help));
        } else if let Some(first) = by_name.insert(same_name(&name), row.range.clone()) {
            let message = "this service stands in the list twice";
            let first = Span::new(source, first);
            faults.push(
                error(message, span.clone())
                    .label(first, "here it is first")
                    .help("keep one line for each service"),
            );
        }
        let code = columns.codes.and_then(|at| code(row, at, &span, faults));
        if let Some(code) = code
            && let Some(first) = by_code.insert(code, row.range.clone())
        {
            let message = format!("two services have the code `{code}`");
            let first = Span::new(source, first);
            faults.push(
                error(message, span).label(first, "here it is first").help(
                    "empty the cell of the service that got the code last: it gets a new one",
                ),
            );
        }
        let address = columns.addresses.map_or("", |at| row.cells[at].as_str());
        services.push(RosterService {
            name,
            address: address.to_owned(),
            code,
            naming: columns.naming(row, source, faults),
            range: row.range.clone(),
        });
    }
    services
}

impl RosterColumns {
    /// Returns whether figures may name the service of a row: only where the list says so.
    fn naming(&self, row: &DataRow, source: &SourcePath, faults: &mut Faults) -> ServiceNames {
        let written = self.publicity.map_or("", |at| row.cells[at].trim());
        match yes_no(written) {
            Some(true) => ServiceNames::Public,
            Some(false) => ServiceNames::Private,
            None => {
                if !written.is_empty() {
                    let message =
                        format!("`{written}` in the column `public` is neither yes nor no");
                    let help = "write `yes` if figures such as beds may stand beside the name of \
                                this service, or leave the cell empty";
                    let span = Span::new(source, row.range.clone());
                    faults.push(error(message, span).help(help));
                }
                ServiceNames::Private
            }
        }
    }
}

fn code(row: &DataRow, at: usize, span: &Span, faults: &mut Faults) -> Option<ServiceCode> {
    let written = &row.cells[at];
    if written.is_empty() {
        return None;
    }
    let slip = match ServiceCode::read(written) {
        Ok(code) => return Some(code),
        Err(slip) => slip,
    };
    let message = match slip {
        CodeSlip::NoCode => format!("`{written}` is no code that masthead made"),
        CodeSlip::Mistyped => {
            format!("there is a slip in the code `{written}`: its signs do not fit together")
        }
    };
    let help = "empty the cell, and `masthead benchmark codes` makes a code; or put the one back \
                that the service was given";
    faults.push(error(message, span.clone()).help(help));
    None
}

fn error(message: impl Into<String>, span: Span) -> Fault {
    Fault::error(Code::BenchmarkFigures, message).at(span)
}

/// Returns the places of the cells in a line, with their quotation marks.
fn cells(line: &str, delimiter: u8) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let (mut start, mut is_quoted) = (0, false);
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            byte if byte == delimiter && !is_quoted => {
                cells.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    cells.push(start..line.len());
    cells
}

/// Makes of the text of a list what the stages of a build may know: `None` stands for a file that
/// could not be read as text.
#[must_use]
pub fn private_services(text: Option<&str>) -> PrivateServices {
    let broken = PrivateServices::new(ListState::Broken, Fingerprint::of(b""));
    let Some(text) = text else {
        return broken;
    };
    if has_no_service(text) {
        // A list that waits for its first service is as good as none.
        return PrivateServices::new(ListState::Missing, Fingerprint::of(text.as_bytes()));
    }
    let source = SourcePath::new(ROSTER);
    let Some(roster) = Roster::read(text, &source, &mut Faults::new()) else {
        return broken;
    };
    let mut known = PrivateServices::new(ListState::Read, Fingerprint::of(text.as_bytes()));
    for service in &roster.services {
        known.add(&ListedService {
            name: &service.name,
            address: &service.address,
            code: service.code.map(|code| code.to_string()),
            naming: service.naming,
        });
    }
    add_values(&mut known, &source, text);
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roster(text: &str) -> (Option<Roster>, Faults) {
        let mut faults = Faults::new();
        let roster = Roster::read(text, &SourcePath::new(ROSTER), &mut faults);
        (roster, faults)
    }

    fn code(seed: u8) -> ServiceCode {
        let bytes =
            |start: u8| -> Vec<u8> { (0..16).map(|at| start.wrapping_add(at * 7)).collect() };
        let mut codes = (seed..=255).filter_map(|start| ServiceCode::of_random(&bytes(start)));
        codes.next().expect("a code")
    }

    #[test]
    fn codes_are_filled_in_and_everything_else_stays() {
        let given = code(3);
        let text = format!(
            "\u{feff}Region;Service;E-Mail;Code;Note\r\n\
             \"North; east\";\"A \"\"B\"\" Team\";a@b.example;;x\r\n\
             South;C Team;;\"\";\r\n;D Team;; {given} ;\"y\r\nz\"\r\n"
        );
        let (list, faults) = roster(&text);
        let list = list.unwrap_or_else(|| panic!("{faults:?}"));
        let (first, second) = (code(100), code(150));
        let filled = list.with_codes(&[first, second]);
        let expected = text
            .replace("a@b.example;;x", &format!("a@b.example;{first};x"))
            .replace("C Team;;\"\";", &format!("C Team;;{second};"));
        assert_eq!(filled, expected);
        assert_eq!(list.code_of("d  team"), Some(given));
    }

    #[test]
    fn a_list_without_a_column_of_codes_gets_one() {
        let (list, _) = roster("service,email\nA,a@b.example\n\"B, C\",\n");
        let (first, second) = (code(1), code(90));
        assert_eq!(
            list.expect("a list").with_codes(&[first, second]),
            format!("service,email,code\nA,a@b.example,{first}\n\"B, C\",,{second}\n")
        );
    }

    #[test]
    fn what_is_wrong_with_a_list_is_told_with_its_line() {
        for (text, expected) in [
            ("email,code\na@b.example,\n", "no column `service`"),
            ("service,email\n,a@b.example\n", "no name"),
            ("service,email\nA Team,\na  team,\n", "twice"),
            ("service,code\nA,1234\n", "no code that masthead made"),
            ("service,code\n", "no service stands in this list yet"),
        ] {
            let (list, faults) = roster(text);
            assert!(list.is_none(), "{text}");
            let first = faults.iter().next().expect("a fault");
            assert!(first.message.contains(expected), "{}", first.message);
            assert!(first.span.is_some());
        }
        let twice = code(9);
        let (list, faults) = roster(&format!("service,code\nA,{twice}\nB,{twice}\n"));
        assert!(list.is_none());
        assert!(
            faults
                .iter()
                .any(|fault| fault.message.contains("two services"))
        );
    }

    #[test]
    fn the_stages_can_compare_and_nothing_else() {
        let known = private_services(Some("service,email\nCamden Crisis Team,c@d.example\n"));
        assert_eq!(known.state(), ListState::Read);
        assert!(known.is_named_in("Camden crisis team"));
        assert_eq!(
            private_services(Some("a,b\nc,d\n")).state(),
            ListState::Broken
        );
        assert_eq!(
            private_services(Some("service,email,code\r\n")).state(),
            ListState::Missing
        );
        assert_eq!(private_services(None).state(), ListState::Broken);
    }
}
