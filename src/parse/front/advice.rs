//! Advice about names in front matter that mean nothing there: names that other programs use, and
//! names of other kinds of page. From: the name with its value, and the settings beside it. To:
//! what to type instead, which `docs/diagnostics/other-generator.md` lists.

use super::other_programs::{ForeignMeaning, day_of, meaning, truth};
use crate::base::{SourcePath, slug};
use crate::parse::foreign_setting::{ForeignSetting, plain_name, text_of};
use crate::parse::kind::Kind;
use crate::parse::kinds::set::Kinds;
use crate::parse::several_people::several_people;
use crate::parse::yaml::{Data, NameAdvice, Node, NodeEntry, NodeValue, flow_text, meant, yes_no};

/// What advice depends on beside the settings of a page.
pub(super) struct AdvisedPage<'p> {
    pub(super) kind: &'p Kind,
    /// The file of the page, whose place gives an address as far as no setting says otherwise.
    pub(super) file: &'p SourcePath,
}

/// Returns the address that the place of a file gives: the home page's where there is no file of a
/// page.
#[must_use]
pub fn address_by_place(file: Option<&SourcePath>) -> String {
    let Some(file) = file else {
        return "/".to_owned();
    };
    let path = file.below("content").unwrap_or_default();
    let path = path.strip_suffix(".md").unwrap_or(path);
    plain_path(path.strip_suffix("index").unwrap_or(path))
}

/// Returns an address of this site in the form of all addresses of pages.
fn plain_path(written: &str) -> String {
    let path = written.split_once("://").map_or(written, |(_, rest)| {
        rest.split_once('/').map_or("", |(_, path)| path)
    });
    let path = path.strip_suffix("/index.html").unwrap_or(path);
    let parts = path.split('/').map(slug).filter(|part| !part.is_empty());
    parts.fold("/".to_owned(), |path, part| format!("{path}{part}/"))
}

/// Says what to do about a name that other programs use, given the entries beside it.
pub(super) fn certain(
    entry: &NodeEntry,
    beside: &[NodeEntry],
    page: &AdvisedPage<'_>,
    kinds: &Kinds,
) -> Option<NameAdvice> {
    let kind = page.kind;
    let setting = ForeignSetting {
        entry,
        beside,
        becomes,
        file: Some(page.file),
    };
    if entry.key == "pdf" && *kind == Kind::Report {
        return Some(NameAdvice::told(
            "name the file under `downloads:`, as `- file: report.pdf`",
        ));
    }
    let meaning = meaning(&entry.key)?;
    if meaning == ForeignMeaning::OwnAddress && setting.text().is_some_and(is_prose) {
        return None;
    }
    Some(match meaning {
        ForeignMeaning::Delete(why) => NameAdvice::deleted(why),
        ForeignMeaning::Told(words) => NameAdvice::told(words),
        ForeignMeaning::Named(name) => setting.named(name),
        ForeignMeaning::Authors if *kind == Kind::Article => {
            NameAdvice::told("write `byline:`, and below it `- name: A. Sample` and `role: staff`")
        }
        ForeignMeaning::Authors => setting.authors(),
        ForeignMeaning::Summary => setting.summary(),
        ForeignMeaning::Words(name) => setting.words(name),
        ForeignMeaning::Addresses => setting.addresses(),
        ForeignMeaning::OwnAddress => setting.own_address(),
        ForeignMeaning::Day(name) => setting.day(name),
        ForeignMeaning::Published => setting.published(),
        ForeignMeaning::Hidden => setting.hidden(),
        ForeignMeaning::Picture => setting.picture(),
        ForeignMeaning::Kind => setting.kind(kinds),
    })
}

/// Says what to do about a name that no kind, or only another kind, has.
pub(super) fn elsewhere(name: &str, kind: &Kind, by_place: &Kind, kinds: &Kinds) -> String {
    if name == "byline" {
        return "`byline` belongs to pages of the kind `article`; write `authors: [A. Sample]` here"
            .to_owned();
    }
    if let Some(meant) = field_of_folder(name, kind, by_place, kinds) {
        return format!(
            "did you mean `{meant}`? It makes this page one of the kind `{by_place}`, as the pages \
             of this folder may be"
        );
    }
    let owner = kinds
        .all()
        .find(|other| other.schema.kind_of(name).is_some());
    if let Some(owner) = owner {
        return format!(
            "`{name}` belongs to pages of the kind `{}`; this one is a `{kind}`",
            owner.kind
        );
    }
    match kinds.unused_with_field(name) {
        Some(unused) => unused.advice(),
        None => format!(
            "delete the line; or, if a template of your own uses it, put it under `extra:`, \
             indented by two spaces: `  {name}: …`"
        ),
    }
}

/// Returns the field that is meant of the kind which a folder has for pages with such fields, if
/// the page is none of it yet.
fn field_of_folder<'k>(
    name: &str,
    kind: &Kind,
    by_place: &Kind,
    kinds: &'k Kinds,
) -> Option<&'k str> {
    let declaration = kinds.get(by_place).filter(|_| kind != by_place)?;
    let fields = declaration.schema.fields.iter();
    let names: Vec<&str> = fields.map(|field| field.name.as_str()).collect();
    meant(name, &names, |_| false)
}

impl ForeignSetting<'_> {
    fn authors(&self) -> NameAdvice {
        let name = match &self.entry.value.value {
            NodeValue::Map(entries) => entries
                .iter()
                .find(|entry| entry.key == "name")
                .and_then(|entry| text_of(&entry.value)),
            _ => self.text(),
        };
        match name {
            Some(name) => {
                let people = several_people(name);
                self.joined("authors", people.unwrap_or_else(|| vec![name.to_owned()]))
            }
            None => self.listed("authors", &[';']),
        }
    }

    fn summary(&self) -> NameAdvice {
        if self.has("summary") {
            return NameAdvice::told(
                "this page has a `summary:`: put these words into it, or into the text, and \
                 delete the line",
            );
        }
        self.named("summary")
    }

    /// Advises a list of subjects. Jekyll takes each word of a text under some names for a subject
    /// of its own, and others do not.
    fn words(&self, name: &str) -> NameAdvice {
        let advice = self.listed(name, &[',', ';']);
        let is_several = matches!(plain_name(&self.entry.key).as_str(), "tags" | "categories");
        let text = self
            .text()
            .filter(|text| is_several && !text.contains([',', ';']));
        let words: Vec<String> = text
            .unwrap_or_default()
            .split_whitespace()
            .map(flow_text)
            .collect();
        if words.len() < 2 || advice.change.is_none() {
            return advice;
        }
        advice.and(&format!(
            " if this is one subject; if each word is one, as in Jekyll, write `{name}: [{}]`",
            words.join(", ")
        ))
    }

    /// Advises a list of texts; a single text is taken apart at `separators`.
    fn listed(&self, name: &str, separators: &[char]) -> NameAdvice {
        match texts(&self.entry.value, separators) {
            Some(texts) => self.joined(name, texts),
            None => self.named(name),
        }
    }

    /// Advises a list that holds these texts beside those that are there already.
    fn joined(&self, name: &str, texts: Vec<String>) -> NameAdvice {
        if texts.is_empty() {
            return NameAdvice::deleted("nothing is written after its colon");
        }
        let mut all: Vec<String> = Vec::new();
        let own = self.own(name).into_iter();
        let others = self.above().filter(|entry| becomes(entry, name));
        for entry in own.chain(others) {
            all.extend(texts_for(entry, name).unwrap_or_default());
        }
        if name == "aliases" {
            let by_place = address_by_place(self.file);
            all.retain(|path| plain_path(path) != by_place);
        }
        let is_first = all.is_empty();
        all.extend(texts);
        let mut written: Vec<String> = Vec::new();
        for text in all {
            let text = flow_text(&text);
            if !written.contains(&text) {
                written.push(text);
            }
        }
        let line = format!("{name}: [{}]", written.join(", "));
        if is_first {
            return NameAdvice::line(&line);
        }
        NameAdvice::told(&format!("write `{line}` and delete this line"))
    }

    fn addresses(&self) -> NameAdvice {
        match texts(&self.entry.value, &[]) {
            Some(texts) => {
                let texts = texts.iter().map(|text| address(text)).collect();
                self.joined("aliases", texts)
            }
            None => self.named("aliases"),
        }
    }

    /// Advises on the address of the page itself, which the place of its file gives.
    fn own_address(&self) -> NameAdvice {
        if says(self.entry) == Some(false) {
            // No address at all means that the page is not written.
            return self.draft();
        }
        if let Some(path) = own_path(self.entry) {
            if plain_path(&path) == address_by_place(self.file) {
                return NameAdvice::deleted("the page has this address without it");
            }
            let advice = self.joined("aliases", vec![path]);
            return advice.and(
                ": the old address then leads to the page, whose own follows from the name of its \
                 file",
            );
        }
        if self.text().is_some_and(|text| text.contains("://")) {
            return NameAdvice::told(
                "if this is an old address of the page, write what stands after the site's name, \
                 such as `aliases: [/old-page/]`; a link to another place belongs into the text",
            );
        }
        NameAdvice::deleted(
            "the address follows from the folder and the name of the file; for a folder, \
             `permalink:` under `folders:` in `content/site.yaml` gives a pattern",
        )
    }

    /// Advises on a day.
    fn day(&self, name: &str) -> NameAdvice {
        if self.has(name) {
            return NameAdvice::deleted(&format!("`{name}:` says the day already"));
        }
        match self.text().and_then(day_of) {
            Some(day) => NameAdvice::line(&format!("{name}: {day}")),
            None => self.named(name),
        }
    }

    /// Advises on whether a page is published, or when.
    fn published(&self) -> NameAdvice {
        match says(self.entry) {
            Some(false) => self.draft(),
            None if self.text().and_then(day_of).is_some() => self.day("date"),
            _ => NameAdvice::deleted("a page is published unless it says `draft: yes`"),
        }
    }

    /// Advises on whether a page is hidden.
    fn hidden(&self) -> NameAdvice {
        match says(self.entry) {
            Some(false) => NameAdvice::deleted("a page is published unless it says `draft: yes`"),
            _ => self.draft(),
        }
    }

    fn draft(&self) -> NameAdvice {
        let own = self.own("draft").and_then(says_so);
        if own == Some(false) {
            return NameAdvice::told("write `draft: yes` and delete this line");
        }
        if self.has("draft") {
            return NameAdvice::deleted("`draft:` says it already");
        }
        NameAdvice::line("draft: yes").and(": the page is then kept out of the site")
    }

    /// Advises on the picture of a page.
    fn picture(&self) -> NameAdvice {
        if self.has("image") {
            return NameAdvice::deleted("`image:` names a picture already");
        }
        let mut named = Vec::new();
        match &self.entry.value.value {
            NodeValue::Map(entries) => {
                let known = [("image", &["image", "src", "url", "path", "file"][..])];
                let alt = [("image_alt", &["alt", "image_alt", "caption", "title"][..])];
                for (name, names) in known.into_iter().chain(alt) {
                    let found = entries.iter().find(|entry| names.contains(&&*entry.key));
                    if let Some(text) = found.and_then(|entry| text_of(&entry.value)) {
                        named.push(format!("{name}: {}", flow_text(text)));
                    }
                }
            }
            NodeValue::List(nodes) => {
                let first = nodes.first().and_then(text_of);
                named.extend(first.map(|text| format!("image: {}", flow_text(text))));
            }
            NodeValue::Scalar(_) => {}
        }
        let mut advice = if named.is_empty() {
            self.named("image")
        } else {
            NameAdvice::lines(&named)
        };
        if named.len() < 2 && !self.has("image_alt") {
            advice.help.push_str(", and `image_alt:` for what it shows");
        }
        advice
    }

    /// Advises on the sort of page.
    fn kind(&self, kinds: &Kinds) -> NameAdvice {
        let kind = self.text().and_then(|text| kinds.named(text.trim()));
        match kind {
            Some(kind) if !self.has("kind") => NameAdvice::line(&format!("kind: {kind}")),
            _ => NameAdvice::deleted("the folder of a file decides what kind of page it is"),
        }
    }
}

/// Returns the address of a page that a setting holds, unless it is a pattern or leads elsewhere.
fn own_path(entry: &NodeEntry) -> Option<String> {
    let text = text_of(&entry.value)?.trim();
    let is_whole = text.contains("://") && plain_name(&entry.key) == "permalink";
    let is_path = !text.contains(['{', '}', '%', ':', '*']);
    let is_usable = (is_whole || is_path) && !is_prose(text) && !matches!(text, "" | "/");
    is_usable.then(|| address(text))
}

/// Reports whether a value has words that no address has.
fn is_prose(text: &str) -> bool {
    text.trim().contains(char::is_whitespace)
}

/// Reports whether a setting of another program becomes the setting `name`.
fn becomes(entry: &NodeEntry, name: &str) -> bool {
    let meaning = meaning(&entry.key);
    meaning.is_some_and(|meaning| match meaning {
        ForeignMeaning::Named(named)
        | ForeignMeaning::Words(named)
        | ForeignMeaning::Day(named) => named == name,
        ForeignMeaning::Authors => name == "authors",
        ForeignMeaning::Summary => name == "summary",
        ForeignMeaning::Addresses => name == "aliases",
        ForeignMeaning::OwnAddress => {
            name == "aliases" && texts_for(entry, name).is_some_and(|texts| !texts.is_empty())
        }
        ForeignMeaning::Picture => name == "image",
        ForeignMeaning::Kind => name == "kind",
        ForeignMeaning::Published => name == "draft" && says(entry) == Some(false),
        ForeignMeaning::Hidden => name == "draft" && says(entry) != Some(false),
        ForeignMeaning::Delete(_) | ForeignMeaning::Told(_) => false,
    })
}

/// Returns whether a setting of masthead says yes.
fn says_so(entry: &NodeEntry) -> Option<bool> {
    yes_no(text_of(&entry.value)?.trim())
}

/// Returns whether the value of a setting says that a page is published.
fn says(entry: &NodeEntry) -> Option<bool> {
    text_of(&entry.value).and_then(truth)
}

/// Returns the texts that a setting adds to the list `name`.
fn texts_for(entry: &NodeEntry, name: &str) -> Option<Vec<String>> {
    let separators: &[char] = match meaning(&entry.key) {
        Some(ForeignMeaning::Words(_)) => &[',', ';'],
        Some(ForeignMeaning::OwnAddress) => return Some(own_path(entry).into_iter().collect()),
        _ => &[],
    };
    let texts = texts(&entry.value, separators)?;
    Some(match name {
        "aliases" => texts.iter().map(|text| address(text)).collect(),
        _ => texts,
    })
}

/// Returns the texts of a list, or of one text that is taken apart at `separators`; `None` for what
/// is no list of texts.
fn texts(node: &Node, separators: &[char]) -> Option<Vec<String>> {
    match &node.value {
        NodeValue::List(nodes) => nodes
            .iter()
            .map(|node| text_of(node).map(str::to_owned))
            .collect(),
        NodeValue::Scalar(scalar) if scalar.data == Data::Null => Some(Vec::new()),
        NodeValue::Scalar(scalar) => Some(
            scalar
                .text
                .split(|letter| separators.contains(&letter))
                .map(|text| text.trim().to_owned())
                .filter(|text| !text.is_empty())
                .collect(),
        ),
        NodeValue::Map(_) => None,
    }
}

/// Writes an address with the `/` at its start.
fn address(written: &str) -> String {
    let written = written.trim();
    if written.starts_with('/') || written.contains("://") {
        written.to_owned()
    } else {
        format!("/{written}")
    }
}
