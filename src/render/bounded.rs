//! Rendering within limits on steps and size. Takes the templates of a theme and the values of a
//! page; gives the page as text, or an error that says what grows too large.

use super::steps::PageSteps;
use minijinja::{Environment, Error, ErrorKind, Value};
use std::fmt::{self, Write as _};
use std::io;

/// The template that every render starts in.
pub(super) const ENTRY: &str = "masthead/entry.html";
/// The number of bytes one page may have. The largest useful page is a table of some megabytes.
pub(super) const LARGEST_PAGE: usize = 64 << 20;

/// Renders the template that `context` names, within the limits on steps and size. Its steps count
/// as those of the page that they belong to.
pub(super) fn render(
    environment: &Environment<'_>,
    steps: &PageSteps,
    context: Value,
) -> Result<String, Error> {
    let mut page = SizeLimitedBuffer(Vec::with_capacity(16 << 10));
    let rendered = environment
        .get_template(ENTRY)?
        .render_captured_to(context, &mut page)?;
    steps.end(rendered.state());
    drop(rendered);
    String::from_utf8(page.0).map_err(|error| {
        Error::new(ErrorKind::BadSerialization, "the page is not UTF-8").with_source(error)
    })
}

struct SizeLimitedBuffer(Vec<u8>);

impl io::Write for SizeLimitedBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LARGEST_PAGE {
            return Err(io::Error::other(format!(
                "the page grows beyond {} MB",
                LARGEST_PAGE >> 20
            )));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write(bytes).map(drop)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Returns a list or a group as text, if that is not longer than a page may be. Lists that hold
/// other lists twice can be short in memory and endless as text.
pub(super) fn shown(value: &Value) -> Result<String, Error> {
    let mut text = LimitedText(String::new());
    write!(text, "{value}").map_err(|_| {
        let problem = format!("this value is longer than {} MB", LARGEST_PAGE >> 20);
        Error::new(ErrorKind::InvalidOperation, problem)
    })?;
    Ok(text.0)
}

/// Text that is no longer than a page may be.
struct LimitedText(String);

impl fmt::Write for LimitedText {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.0.len() + text.len() > LARGEST_PAGE {
            return Err(fmt::Error);
        }
        self.0.push_str(text);
        Ok(())
    }
}
