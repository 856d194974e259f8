//! Finds the values that a new file needs: given as an option, asked for, or assumed. From:
//! options, and a person at a terminal if there is one. To: values. Without a person, nothing ever
//! waits.

use crate::base::{Date, parse_date};
use crate::cli::failure::Failure;
use crate::cli::prompt::{Prompt, PromptError};

/// The source of answers to questions.
pub(super) enum AnswerSource<'t> {
    /// A person at a terminal.
    From(Prompt<'t>),
    /// No one: a value that is not given is assumed, left as a note, or reported as missing.
    Nobody,
}

/// A value to be found, and the words that ask for it.
pub(super) struct Question<'w> {
    /// The option that gives the value, or its name in messages.
    option: &'w str,
    wording: &'w str,
    /// The value that an empty answer means.
    assumed: Option<String>,
}

impl<'w> Question<'w> {
    /// Creates a question for a value that `option` may give.
    pub(super) fn new(option: &'w str, question: &'w str) -> Self {
        Self {
            option,
            wording: question,
            assumed: None,
        }
    }

    /// Creates a question for a value that no option gives.
    pub(super) fn asked(question: &'w str) -> Self {
        Self::new("", question)
    }

    /// Sets the value that an empty answer means.
    pub(super) fn assume(self, assumed: impl Into<Option<String>>) -> Self {
        Self {
            assumed: assumed.into(),
            ..self
        }
    }
}

impl From<PromptError> for Failure {
    fn from(stopped: PromptError) -> Self {
        match stopped {
            PromptError::NoMoreAnswers => Self::usage("stopped: nothing was written"),
            PromptError::Broken(error) => Self::usage(format!(
                "the terminal cannot be used: {error}; nothing was written"
            )),
        }
    }
}

/// A function that turns an answer into a value, or gives the reason why it cannot.
pub(super) type AnswerParser<'u, T> = dyn FnMut(&str) -> Result<T, String> + 'u;

impl AnswerSource<'_> {
    /// Reports whether there is a person to ask.
    pub(super) fn is_asking(&self) -> bool {
        matches!(self, Self::From(_))
    }

    /// Prints a line for the person who is asked.
    pub(super) fn say(&mut self, text: &str) -> Result<(), Failure> {
        match self {
            Self::From(prompt) => Ok(prompt.say(text)?),
            Self::Nobody => Ok(()),
        }
    }

    /// Finds a value that is required; `example` shows how to give it.
    pub(super) fn need<T>(
        &mut self,
        wanted: &Question<'_>,
        given: Option<&str>,
        example: &str,
        understand: &mut AnswerParser<'_, T>,
    ) -> Result<T, Failure> {
        if let Some(given) = given {
            return understand(given.trim()).map_err(|why| wanted.wrong(given, &why));
        }
        match (self, &wanted.assumed) {
            (Self::From(prompt), assumed) => {
                Ok(
                    prompt.ask(wanted.wording, assumed.as_deref(), &mut |text| match text {
                        "" => Err("this has to be said".to_owned()),
                        text => understand(text),
                    })?,
                )
            }
            (Self::Nobody, Some(assumed)) => {
                understand(assumed).map_err(|why| wanted.wrong(assumed, &why))
            }
            (Self::Nobody, None) => Err(Failure::usage(format!(
                "{} is missing; write it like this: {example}",
                wanted.option
            ))),
        }
    }

    /// Finds a value that is optional.
    pub(super) fn may<T>(
        &mut self,
        wanted: &Question<'_>,
        given: Option<&str>,
        understand: &mut AnswerParser<'_, T>,
    ) -> Result<Option<T>, Failure> {
        if let Some(given) = given.map(str::trim) {
            let value = if given.is_empty() {
                Ok(None)
            } else {
                understand(given).map(Some)
            };
            return value.map_err(|why| wanted.wrong(given, &why));
        }
        // Where Enter takes the assumed value, a hyphen leaves the answer out.
        let is_left_out = |text: &str| text.is_empty() || (text == "-" && wanted.assumed.is_some());
        let mut understand = |text: &str| {
            if is_left_out(text) {
                Ok(None)
            } else {
                understand(text).map(Some)
            }
        };
        match self {
            Self::From(prompt) => {
                Ok(prompt.ask(wanted.wording, wanted.assumed.as_deref(), &mut understand)?)
            }
            Self::Nobody => {
                understand(wanted.assumed.as_deref().unwrap_or_default()).map_err(Failure::usage)
            }
        }
    }

    /// Asks for entries until there are no more, unless some are given or there is no one to ask.
    pub(super) fn several(
        &mut self,
        question: &str,
        given: &[String],
    ) -> Result<Vec<String>, Failure> {
        let mut all: Vec<String> = given
            .iter()
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
            .collect();
        if !given.is_empty() || !self.is_asking() {
            return Ok(all);
        }
        while let Some(one) = self.may(&Question::asked(question), None, &mut |text| {
            Ok(text.to_owned())
        })? {
            all.push(one);
        }
        Ok(all)
    }

    /// Asks for yes or no; gives `otherwise` if there is no one to ask.
    pub(super) fn yes(&mut self, question: &str, otherwise: bool) -> Result<bool, Failure> {
        let Self::From(prompt) = self else {
            return Ok(otherwise);
        };
        let assumed = if otherwise { "yes" } else { "no" };
        Ok(prompt.ask(
            question,
            Some(assumed),
            &mut |text| match text.to_lowercase().as_str() {
                "y" | "yes" => Ok(true),
                "n" | "no" => Ok(false),
                _ => Err("type `yes` or `no`".to_owned()),
            },
        )?)
    }
}

impl Question<'_> {
    fn wrong(&self, given: &str, why: &str) -> Failure {
        Failure::usage(format!("{} `{given}`: {why}", self.option))
    }
}

/// Reads a day in any unambiguous form.
pub(super) fn day(text: &str, today: Date) -> Result<Date, String> {
    if text.eq_ignore_ascii_case("today") {
        return Ok(today);
    }
    let read = parse_date(text).or_else(|fault| match &fault.meant {
        Some(meant) => parse_date(meant).map_err(|_| fault),
        None => Err(fault),
    });
    match read {
        Ok(day) if day.year() < 1000 => Err(format!(
            "`{text}` is a day of the year {}: write all four digits of the year",
            day.year()
        )),
        Ok(day) => Ok(day),
        Err(fault) => Err(format!(
            "`{text}` {}; write it like {today} or {}",
            fault.problem,
            today.strftime("%-d %B %Y")
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn understood(text: &str) -> Result<String, String> {
        day(text, Date::constant(2026, 3, 31)).map(|day| day.to_string())
    }

    #[test]
    fn a_day_is_understood_however_it_is_written() {
        for text in [
            "2026-03-31",
            "31/3/2026",
            "31.03.2026",
            "31 March 2026",
            "March 31, 2026",
            "today",
        ] {
            assert_eq!(understood(text), Ok("2026-03-31".to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_told_from_what_is_one() {
        assert_eq!(
            understood("soon"),
            Err("`soon` is not a date; write it like 2026-03-31 or 31 March 2026".to_owned())
        );
        assert!(
            understood("31/2/2026")
                .expect_err("no such day")
                .contains("February 2026 has no day 31")
        );
        assert!(
            understood("31/3/26")
                .expect_err("which year?")
                .contains("all four digits")
        );
    }
}
