//! The failure of a command. Takes errors of the edge; gives a message for the terminal and an
//! [`Exit`] code.

use super::exit::Exit;
use crate::publish::PublishError;

/// The reason why a command could not do its work at all.
#[derive(Debug)]
pub(in crate::cli) struct Failure {
    pub(in crate::cli) message: String,
    pub(in crate::cli) exit: Exit,
}

impl Failure {
    /// A mistake in the command, or something in its surroundings that prevents it.
    pub(in crate::cli) fn usage(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            exit: Exit::Usage,
        }
    }
}

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Self {
        let exit = if matches!(error, PublishError::Locked { .. }) {
            Exit::Locked
        } else {
            Exit::Usage
        };
        Self {
            message: error.to_string(),
            exit,
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::usage(error.to_string())
    }
}
