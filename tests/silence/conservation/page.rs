//! Words of a finished page. From: its HTML. To: what readers see, in order: text, descriptions of
//! pictures, numbers of lists; footnotes and titles of links apart.

/// The words of a page.
#[derive(Debug, Default)]
pub(super) struct PageWords {
    pub(super) body: Vec<String>,
    /// The words of each footnote.
    pub(super) notes: Vec<Vec<String>>,
    /// The words of titles, which readers see when they point at something.
    pub(super) titles: Vec<String>,
}

/// A list that is open: the number of its next entry, and the step to the one after it.
struct OpenList {
    next: Option<i64>,
}

/// A page that is being read.
#[derive(Default)]
struct PageReader {
    words: PageWords,
    lists: Vec<OpenList>,
    /// The closing tag up to which nothing counts, and how many of its kind are open.
    skipped: Option<(String, usize)>,
    is_in_notes: bool,
}

/// Reads the words of a page.
pub(super) fn words(html: &str) -> PageWords {
    let mut reader = PageReader::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        reader.text(&rest[..at]);
        let end = tag_end(&rest[at..]);
        reader.tag(&rest[at + 1..at + end - 1]);
        rest = &rest[at + end..];
    }
    reader.text(rest);
    reader.words
}

impl PageReader {
    fn text(&mut self, text: &str) {
        if self.skipped.is_none() {
            let found = split(&decoded(text));
            self.target().extend(found);
        }
    }

    /// Returns the words that are added to.
    fn target(&mut self) -> &mut Vec<String> {
        match self.words.notes.last_mut() {
            Some(note) if self.is_in_notes => note,
            _ => &mut self.words.body,
        }
    }

    fn tag(&mut self, tag: &str) {
        let name = tag.trim_start_matches('/');
        let name = name.split([' ', '\n']).next().unwrap_or_default();
        if let Some((skipped, depth)) = &mut self.skipped {
            if name == skipped {
                *depth = if tag.starts_with('/') {
                    *depth - 1
                } else {
                    *depth + 1
                };
                if *depth == 0 {
                    self.skipped = None;
                }
            }
            return;
        }
        let class = attribute(tag, "class").unwrap_or_default();
        if ["footnote-ref", "footnote-back", "notice-title"].contains(&class.as_str()) {
            self.skipped = Some((name.to_owned(), 1));
            return;
        }
        if let Some(title) = attribute(tag, "title") {
            self.words.titles.extend(split(&title));
        }
        match tag.split([' ', '\n']).next().unwrap_or_default() {
            "section" if class == "footnotes" => self.is_in_notes = true,
            "/section" => self.is_in_notes = false,
            "ol" => self.lists.push(OpenList {
                next: Some(attribute(tag, "start").map_or(1, |start| start.parse().unwrap_or(1))),
            }),
            "ul" => self.lists.push(OpenList { next: None }),
            "/ol" | "/ul" => drop(self.lists.pop()),
            "li" => self.entry(tag),
            "img" => {
                let alt = attribute(tag, "alt").unwrap_or_default();
                self.target().extend(split(&alt));
            }
            _ => {}
        }
    }

    /// Adds the number of an entry. That of a footnote is masthead's own.
    fn entry(&mut self, tag: &str) {
        if self.is_in_notes && self.lists.len() == 1 {
            self.words.notes.push(Vec::new());
            return;
        }
        let value = attribute(tag, "value").and_then(|value| value.parse().ok());
        let Some(list) = self.lists.last_mut() else {
            return;
        };
        if let Some(next) = list.next {
            let number = value.unwrap_or(next);
            list.next = Some(number + 1);
            self.target().push(number.to_string());
        }
    }
}

/// Returns the end of the tag that some HTML starts with.
fn tag_end(html: &str) -> usize {
    let mut quoted = false;
    for (at, byte) in html.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    html.len()
}

/// Returns the value of an attribute, decoded.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| decoded(value))
}

fn decoded(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}

/// Splits a text into runs of letters and digits.
pub(super) fn split(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}
