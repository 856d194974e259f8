//! Writers who are not to be named. From: bylines. To: the check that looks for their names in what
//! pages publish. Nothing else may ask for them.

use serde::{Deserialize, Serialize};

/// A writer whom a byline withholds, as far as the file tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HiddenWriter {
    /// The name.
    Name(String),
    /// The key of a declared person.
    Person(String),
}
