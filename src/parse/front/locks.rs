//! Settings of other programs that lock a page: passwords, members' areas. From: the names in front
//! matter that mean nothing here. To: faults that say that nothing is locked.

use crate::base::{Code, Fault};
use crate::parse::yaml::{Fields, Node, NodeEntry, NodeValue};

/// Names, in lower case and without signs, of settings that lock a page.
const LOCKS: [&str; 28] = [
    "accesscontrol",
    "accesslevel",
    "auth",
    "authentication",
    "authenticated",
    "authorization",
    "confidential",
    "internal",
    "locked",
    "login",
    "loginrequired",
    "member",
    "members",
    "membersonly",
    "membership",
    "pass",
    "passcode",
    "passphrase",
    "password",
    "passwordprotected",
    "private",
    "protect",
    "protected",
    "requirelogin",
    "requiresauth",
    "restricted",
    "secret",
    "visibility",
];

/// Names of settings that lock a page with some values, and say something else with others.
const PERHAPS: [&str; 5] = ["access", "audience", "poststatus", "state", "status"];

/// Values of such settings that lock a page.
const LOCKING: [&str; 8] = [
    "hidden",
    "internal",
    "locked",
    "members",
    "membersonly",
    "private",
    "protected",
    "restricted",
];

/// Values that lock nothing.
const OPEN: [&str; 8] = [
    "", "all", "everyone", "false", "no", "off", "open", "public",
];

/// Reports every setting that would lock the page in another program.
pub(super) fn report(fields: &mut Fields<'_>) {
    for entry in fields.take_unknown(is_lock) {
        fields.reader().fault(fault(entry), &entry.key_span);
    }
}

fn is_lock(entry: &NodeEntry) -> bool {
    let name = plain(&entry.key);
    let may_lock = PERHAPS.contains(&name.as_str());
    LOCKS.contains(&name.as_str()) || (may_lock && LOCKING.contains(&value(&entry.value).as_str()))
}

fn fault(entry: &NodeEntry) -> Fault {
    let message = format!(
        "`{}` keeps nobody out: a static site has no locked pages",
        entry.key
    );
    let help = if OPEN.contains(&value(&entry.value).as_str()) {
        "take the line out: everybody can read every page that is published"
    } else {
        "write `draft: yes` to keep the page out of the site; what only some people may read \
         belongs on a website where they sign in"
    };
    Fault::error(Code::LockedPage, message).help(help)
}

/// Returns the value of a setting in lower case and without signs; a list has none of its own.
fn value(node: &Node) -> String {
    match &node.value {
        NodeValue::Scalar(scalar) if scalar.text.trim() == "~" => String::new(),
        NodeValue::Scalar(scalar) => plain(&scalar.text),
        NodeValue::List(_) | NodeValue::Map(_) => "some".to_owned(),
    }
}

/// Returns the letters of a name in lower case: `members_only` and `membersOnly` are one.
fn plain(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase()
}
