//! Asks questions on a terminal, one at a time. From: a question, and a function that understands
//! the answer. To: the answer; a wrong one is refused with the reason, and the question asked
//! again. Input and output are parameters, so that a test can take the place of the terminal.

use std::io::{self, BufRead, Read as _, Write};

/// A terminal on which questions are asked.
pub(super) struct Prompt<'t> {
    input: &'t mut dyn BufRead,
    output: &'t mut dyn Write,
}

/// The reason why there is no answer.
#[derive(Debug)]
pub(super) enum PromptError {
    /// Nobody answers any more: Ctrl-D, or the end of what stands in for a keyboard.
    NoMoreAnswers,
    /// The terminal cannot be used.
    Broken(io::Error),
}

impl From<io::Error> for PromptError {
    fn from(error: io::Error) -> Self {
        Self::Broken(error)
    }
}

/// The longest answer in bytes: a whole text that is pasted in is not an answer.
const LONGEST: u64 = 16 << 10;

impl<'t> Prompt<'t> {
    /// Creates a prompt that asks on `output` and reads answers from `input`.
    pub(super) fn new(input: &'t mut dyn BufRead, output: &'t mut dyn Write) -> Self {
        Self { input, output }
    }

    /// Prints a line that needs no answer.
    pub(super) fn say(&mut self, text: &str) -> Result<(), PromptError> {
        writeln!(self.output, "{text}")?;
        Ok(())
    }

    /// Asks until `understand` accepts the answer. An empty answer means `assumed`, if there is
    /// such a value.
    pub(super) fn ask<T>(
        &mut self,
        question: &str,
        assumed: Option<&str>,
        understand: &mut dyn FnMut(&str) -> Result<T, String>,
    ) -> Result<T, PromptError> {
        loop {
            match assumed {
                Some(assumed) => write!(self.output, "{question} [{assumed}]: ")?,
                None => write!(self.output, "{question}: ")?,
            }
            self.output.flush()?;
            let line = self.line()?;
            let taken = line.and_then(|line| {
                understand(if line.is_empty() {
                    assumed.unwrap_or_default()
                } else {
                    &line
                })
            });
            match taken {
                Ok(answer) => return Ok(answer),
                Err(reason) => writeln!(self.output, "  {reason}")?,
            }
        }
    }

    /// Reads the next line without white space around it, or gives the reason why it is not text.
    fn line(&mut self) -> Result<Result<String, String>, PromptError> {
        let mut bytes = Vec::new();
        let read = self.input.take(LONGEST).read_until(b'\n', &mut bytes)?;
        if read == 0 {
            writeln!(self.output)?;
            return Err(PromptError::NoMoreAnswers);
        }
        if read as u64 == LONGEST && !bytes.ends_with(b"\n") {
            self.skip_line()?;
            return Ok(Err("that is too long for an answer".to_owned()));
        }
        let Ok(text) = String::from_utf8(bytes) else {
            return Ok(Err(
                "that is not plain text (UTF-8): type it again".to_owned()
            ));
        };
        let text = text.trim();
        if text.chars().any(char::is_control) {
            return Ok(Err(
                "keys such as arrows do not work here: type it again".to_owned()
            ));
        }
        Ok(Ok(text.to_owned()))
    }

    fn skip_line(&mut self) -> Result<(), PromptError> {
        loop {
            let buffer = self.input.fill_buf()?;
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let (length, is_over) =
                end.map_or((buffer.len(), buffer.is_empty()), |end| (end + 1, true));
            self.input.consume(length);
            if is_over {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asks for a number below ten and gives what was said on both sides.
    fn asked(typed: &[u8], assumed: Option<&str>) -> (Result<u8, PromptError>, String) {
        let (mut input, mut output) = (typed, Vec::new());
        let mut understand = |text: &str| match text.parse::<u8>() {
            Ok(number) if number < 10 => Ok(number),
            _ => Err(format!("`{text}` is not a number below ten")),
        };
        let answer = Prompt::new(&mut input, &mut output).ask("How many", assumed, &mut understand);
        (answer, String::from_utf8(output).expect("text"))
    }

    #[test]
    fn a_bad_answer_is_asked_for_again_with_the_reason() {
        let (answer, shown) = asked(b"many\n12\n 7 \n", None);
        assert!(matches!(answer, Ok(7)));
        let expected = "How many:   `many` is not a number below ten\nHow many:   `12` is not a \
            number below ten\nHow many: ";
        assert_eq!(shown, expected);
    }

    #[test]
    fn an_empty_answer_means_what_is_assumed() {
        let (answer, shown) = asked(b"\n", Some("3"));
        assert!(matches!(answer, Ok(3)));
        assert_eq!(shown, "How many [3]: ");
    }

    #[test]
    fn the_end_of_input_stops_the_questions() {
        assert!(matches!(
            asked(b"", None).0,
            Err(PromptError::NoMoreAnswers)
        ));
        assert!(matches!(
            asked(b"many\n", Some("3")).0,
            Err(PromptError::NoMoreAnswers)
        ));
    }

    #[test]
    fn a_last_line_without_an_end_is_an_answer() {
        assert!(matches!(asked(b"4", None).0, Ok(4)));
        assert!(matches!(asked(b"5\r\n", None).0, Ok(5)));
    }

    #[test]
    fn what_no_keyboard_types_is_asked_for_again() {
        for typed in [&b"\x1b[A\n4\n"[..], b"\xff\n4\n"] {
            let (answer, shown) = asked(typed, None);
            assert!(matches!(answer, Ok(4)), "{shown}");
            assert!(shown.contains("type it again"), "{shown}");
        }
    }

    #[test]
    fn an_endless_answer_is_let_pass() {
        let long = [vec![b'x'; 1 << 20], b"\n4\n".to_vec()].concat();
        let (answer, shown) = asked(&long, None);
        assert!(matches!(answer, Ok(4)), "{shown}");
        assert_eq!(shown.matches("too long").count(), 1);
    }
}
