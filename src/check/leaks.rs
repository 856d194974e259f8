//! The last look at everything that is published: whatever must not leave the house is a secret of
//! the build, and each file is searched for it before it is handed on. Takes secrets, the texts
//! that say some of them openly, and the bytes of files; gives faults, which never repeat a secret.

use super::spellings::{SecretForm, SoughtSecret};
use crate::base::{Code, Digest, Fault, Faults, Fingerprint, OutputPath, SourcePath, Span};
use crate::parse::place::PRIVATE;
use crate::source::{PrivateKind, PrivateValue};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use flate2::read::GzDecoder;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

/// The largest size, in bytes, to which a packed file is unpacked.
const LARGEST_UNPACKED: u64 = 64 << 20;
/// The most bytes of texts that are searched for by a table of all steps: it is several times as
/// fast as what needs less memory, and takes some 200 bytes for each of theirs.
const MOST_FOR_TABLE: usize = 32 << 10;
/// The fewest letters of a name of one word that is searched for.
const FEWEST_LETTERS: usize = 5;

/// Something that must not be published. Nothing formats it.
#[derive(Clone)]
struct Secret {
    text: String,
    form: SecretForm,
    /// What it is, in words that fit behind “holds”.
    what: &'static str,
    /// The file that it is kept in.
    source: SourcePath,
}

/// Everything that must not be published. Each stage that keeps something back adds to it.
#[derive(Clone, Default)]
pub struct Secrets(Vec<Secret>);

impl Secrets {
    /// Adds words, with what they are and the file that they are kept in. Words that are too short
    /// to be told from others are not searched for.
    pub fn add(&mut self, text: &str, what: &'static str, source: &SourcePath) {
        let text = text.trim();
        let has_words = text.contains(|sign: char| sign.is_whitespace() || sign == '-');
        if letters(text) >= 8 && has_words {
            self.push(text.to_owned(), SecretForm::Words, what, source);
        }
    }

    /// Adds a figure. One of few digits stands in many files by chance and is not searched for:
    /// `numbers::disclosure::audit` compares the values that files are made from.
    pub fn add_figure(&mut self, text: &str, what: &'static str, source: &SourcePath) {
        if SecretForm::is_figure(text) {
            self.push(text.trim().to_owned(), SecretForm::Figure, what, source);
        }
    }

    /// Adds a value of a private file.
    pub fn add_private(&mut self, value: &PrivateValue) {
        let text = value.as_secret();
        let what = match value.kind {
            PrivateKind::Name => "the name of a service",
            PrivateKind::Address => "an e-mail address",
            PrivateKind::Other => "a value",
        };
        let is_name = value.kind == PrivateKind::Name && letters(text) >= FEWEST_LETTERS;
        let is_address = text.contains('@') && !text.contains(char::is_whitespace);
        if is_name || is_address {
            let form = if is_address {
                SecretForm::Address
            } else {
                SecretForm::Words
            };
            self.push(text.trim().to_owned(), form, what, &value.source);
        } else {
            self.add(text, what, &value.source);
            self.add_figure(text, what, &value.source);
        }
    }

    fn push(&mut self, text: String, form: SecretForm, what: &'static str, source: &SourcePath) {
        self.0.push(Secret {
            text,
            form,
            what,
            source: source.clone(),
        });
    }

    /// Reports whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Makes the search for these secrets, but for those that one of the texts says openly.
    #[must_use]
    pub fn search<'t>(self, said: impl Iterator<Item = &'t str>) -> SecretSearch {
        let all = SecretSearch::of(self.0);
        let mut known = BTreeSet::new();
        for text in said {
            all.find(text.as_bytes(), &mut known);
        }
        if known.is_empty() {
            return all;
        }
        let numbered = all.secrets.into_iter().enumerate();
        let unsaid = numbered.filter(|(number, _)| !known.contains(number));
        SecretSearch::of(unsaid.map(|(_, secret)| secret).collect())
    }
}

/// The search for the secrets of a build.
#[derive(Default)]
pub struct SecretSearch {
    secrets: Vec<Secret>,
    sought: Vec<SoughtSecret>,
    /// The texts that secrets begin with.
    starts: Option<AhoCorasick>,
    /// The numbers of the secrets that begin with each of these texts.
    started: Vec<Vec<usize>>,
}

impl SecretSearch {
    fn of(secrets: Vec<Secret>) -> Self {
        let mut by_start: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut sought = Vec::with_capacity(secrets.len());
        for (number, secret) in secrets.iter().enumerate() {
            let (own, starts) = SoughtSecret::new(&secret.text, secret.form);
            sought.push(own);
            // Capitals of the English alphabet are no others to the search.
            let starts: BTreeSet<String> =
                starts.into_iter().map(|s| s.to_ascii_lowercase()).collect();
            for start in starts {
                by_start.entry(start).or_default().push(number);
            }
        }
        let length: usize = by_start.keys().map(String::len).sum();
        let starts = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind((length <= MOST_FOR_TABLE).then_some(AhoCorasickKind::DFA))
            .build(by_start.keys());
        Self {
            starts: starts.ok().filter(|_| !by_start.is_empty()),
            started: by_start.into_values().collect(),
            secrets,
            sought,
        }
    }

    /// Reports whether there is nothing to search for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.secrets.is_empty()
    }

    /// Returns the fingerprint of each secret, by which a later build knows what was searched for.
    #[must_use]
    pub fn fingerprints(&self) -> BTreeSet<Fingerprint> {
        self.secrets.iter().map(Secret::fingerprint).collect()
    }

    /// Returns the search for those secrets that are not among `known`.
    #[must_use]
    pub fn beside(&self, known: &BTreeSet<Fingerprint>) -> Self {
        let secrets = self.secrets.iter();
        let new = secrets.filter(|secret| !known.contains(&secret.fingerprint()));
        Self::of(new.cloned().collect())
    }

    /// Reports the secrets that a file holds in its name and its bytes, each once. A packed file is
    /// unpacked.
    pub fn in_file(&self, path: &OutputPath, bytes: &[u8], faults: &mut Faults) {
        let mut found = BTreeSet::new();
        self.find(path.as_str().as_bytes(), &mut found);
        self.find(bytes, &mut found);
        if bytes.starts_with(&[0x1f, 0x8b]) {
            let mut unpacked = Vec::new();
            let limited = GzDecoder::new(bytes).take(LARGEST_UNPACKED);
            // What can be unpacked of a damaged file is searched, too.
            let _ = { limited }.read_to_end(&mut unpacked);
            self.find(&unpacked, &mut found);
        }
        for number in found {
            faults.push(fault(path, &self.secrets[number]));
        }
    }

    /// Collects the numbers of the secrets that stand in some bytes.
    fn find(&self, bytes: &[u8], found: &mut BTreeSet<usize>) {
        let Some(starts) = &self.starts else {
            return;
        };
        for place in starts.find_overlapping_iter(bytes) {
            for number in &self.started[place.pattern().as_usize()] {
                if self.sought[*number].stands_at(bytes, place.range()) {
                    found.insert(*number);
                }
            }
        }
    }
}

impl Secret {
    fn fingerprint(&self) -> Fingerprint {
        Digest::new().text(&self.text).done()
    }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|letter| letter.is_alphabetic()).count()
}

fn fault(path: &OutputPath, secret: &Secret) -> Fault {
    let Secret { what, source, .. } = secret;
    // No line of a private file is quoted beside a finding.
    let fault = if source.below(PRIVATE).is_some() {
        let message = format!("the finished file `{path}` holds {what} that stands in `{source}`");
        Fault::error(Code::SecretPublished, message)
    } else {
        let message = format!("the finished file `{path}` holds {what}");
        Fault::error(Code::SecretPublished, message).at(Span::start_of(source))
    };
    if what.contains("byline") {
        // A page that says the name would publish it.
        return fault
            .help("take the name out of the files that this one is made of, or of the theme")
            .help("marks within a name hide it from the eye, as the stars in `A**nn**a` do");
    }
    fault
        .help("look for it in the templates of the theme and in the files that this one is made of")
        .help("if everybody may know it, write it into a text of the site that is published")
}

#[cfg(test)]
mod tests {
    use super::Secrets;
    use crate::base::{Faults, OutputPath, SourcePath};
    use crate::source::{PrivateKind, PrivateValue};
    use std::io::Write as _;

    /// The number of secrets that a file tells, where texts say some of them.
    fn told(secrets: &[&str], said: &[&str], file: &str) -> usize {
        let mut all = Secrets::default();
        for secret in secrets {
            all.add(secret, "a secret", &SourcePath::new("content/a.md"));
            all.add_figure(secret, "a figure", &SourcePath::new("content/a.csv"));
        }
        number_of(all, said, "a.html", file.as_bytes())
    }

    /// The number of secrets that a file tells, if these are values of a private file.
    fn told_of_private(values: &[(&str, PrivateKind)], said: &[&str], file: &str) -> usize {
        let mut all = Secrets::default();
        for (value, kind) in values {
            let source = SourcePath::new("private/services.csv");
            all.add_private(&PrivateValue::new(value, *kind, &source));
        }
        number_of(all, said, "a.html", file.as_bytes())
    }

    fn number_of(all: Secrets, said: &[&str], path: &str, bytes: &[u8]) -> usize {
        let search = all.search(said.iter().copied());
        let mut faults = Faults::new();
        search.in_file(&OutputPath::new(path), bytes, &mut faults);
        for fault in &faults {
            assert!(fault.span.is_none() || !fault.message.contains("private"));
        }
        faults.len()
    }

    #[test]
    fn a_secret_is_found_as_files_spell_it() {
        for file in [
            "<p>by Anna O'Sample</p>",
            "ANNA O'SAMPLE",
            "Anna O’Sample",
            "Anna O&#39;Sample",
            "Anna O&#x27;Sample",
            "Anna&nbsp;O'Sample",
            "\"Anna O'Sample\"",
            "/Anna%20O'Sample.html",
            "by Anna\nO'Sample",
            "{\"text\": \"by Anna\\nO'Sample\"}",
            "/topics/anna-o'sample/",
            "<p>by <b>Anna</b> O'Sample",
            "&lt;b&gt;Anna&lt;/b&gt; O&amp;#39;Sample",
            "<td>Anna</td>\n  <td class=\"x\">O'Sample</td>",
        ] {
            assert_eq!(told(&["Anna O'Sample"], &[], file), 1, "{file}");
        }
        assert_eq!(told(&["Cuts & closures"], &[], "Cuts &amp; closures"), 1);
        assert_eq!(
            told(
                &["closing-the-day-centre"],
                &[],
                "../closing-the-day-centre/"
            ),
            1
        );
    }

    #[test]
    fn what_is_short_said_or_part_of_a_word_is_no_secret() {
        assert_eq!(told(&["Contact"], &[], "Contact"), 0);
        assert_eq!(told(&["Bo Li"], &[], "Bo Li"), 0);
        assert_eq!(
            told(
                &["Annual report"],
                &["our annual report is out"],
                "Annual report"
            ),
            0
        );
        assert_eq!(
            told(&["Anna Sample"], &[], "Joanna Samples, Anna Sampler"),
            0
        );
        assert_eq!(told(&[], &[], "Anna Sample"), 0);
    }

    #[test]
    fn a_name_is_found_whatever_its_capitals() {
        assert_eq!(told(&["Åsa Östlund"], &[], "åsa östlund"), 1);
        assert_eq!(told(&["Åsa Östlund"], &[], "ÅSA ÖSTLUND"), 1);
        let twice = "&lt;p&gt;Cuts &amp;amp; closures&lt;/p&gt;";
        assert_eq!(told(&["Cuts & closures"], &[], twice), 1);
    }

    #[test]
    fn long_figures_are_found_as_sites_write_them() {
        for file in [
            "<td>1234.567</td>",
            "<td>1,234.567</td>",
            "<td>1 234,567</td>",
            "<td>1\u{a0}234,567</td>",
            "North,1234.567\r\n",
            "{\"value\":1234.567}",
        ] {
            assert_eq!(told(&["1234.567"], &[], file), 1, "{file}");
        }
        for file in [
            "1234.5678",
            "21234.567",
            "0.1234.567",
            "1234.56",
            "a1234.567",
        ] {
            assert_eq!(told(&["1234.567"], &[], file), 0, "{file}");
        }
        assert_eq!(told(&["12345"], &[], "<td>12345</td>"), 0);
        assert_eq!(
            told(&["1234.567"], &["the mean is 1,234.567"], "1234.567"),
            0
        );
    }

    #[test]
    fn values_of_private_files_are_found() {
        let values = [
            ("Meridian", PrivateKind::Name),
            ("crisis@camden.example", PrivateKind::Address),
            ("020 7946 0000", PrivateKind::Other),
            ("North", PrivateKind::Other),
        ];
        let page = "<p>Meridian: <a href=\"mailto:crisis@camden.example\">02079460000</a> North";
        assert_eq!(told_of_private(&values, &[], page), 3);
        let said = ["Welcome to Meridian!"];
        assert_eq!(told_of_private(&values, &said, page), 2);
        assert_eq!(
            told_of_private(&values, &[], "Meridians, a.crisis@camden.examples"),
            0
        );
    }

    #[test]
    fn names_of_files_and_packed_files_are_searched() {
        let secrets = || {
            let mut all = Secrets::default();
            all.add("Anna Sample", "a name", &SourcePath::new("content/a.md"));
            all
        };
        assert_eq!(number_of(secrets(), &[], "anna-sample/index.html", b"-"), 1);
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(b"x Anna Sample y").expect("memory");
        let packed = packed.finish().expect("memory");
        assert_eq!(number_of(secrets(), &[], "a.gz", &packed), 1);
        assert_eq!(
            number_of(secrets(), &[], "a.gz", &packed[..packed.len() - 6]),
            1
        );
    }

    #[test]
    fn a_later_build_searches_for_what_is_new() {
        let mut all = Secrets::default();
        all.add("Anna Sample", "a name", &SourcePath::new("content/a.md"));
        let known = all.clone().search([].into_iter()).fingerprints();
        all.add("Bert Example", "a name", &SourcePath::new("content/b.md"));
        let new = all.search([].into_iter()).beside(&known);
        assert_eq!(new.fingerprints().len(), 1);
        let mut faults = Faults::new();
        new.in_file(
            &OutputPath::new("a"),
            b"Anna Sample, Bert Example",
            &mut faults,
        );
        assert_eq!(faults.len(), 1);
    }
}
