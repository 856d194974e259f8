//! The last look at everything that is published: whatever must not leave the house is a secret of
//! the build, and each file is searched for it before it is handed on. Takes secrets, the texts
//! that say some of them openly, and the bytes of files; gives faults, which never repeat a secret.

use crate::base::{Code, Digest, Fault, Faults, Fingerprint, OutputPath, SourcePath, Span};
use aho_corasick::AhoCorasick;
use flate2::read::GzDecoder;
use std::collections::BTreeSet;
use std::io::Read as _;

/// The largest size, in bytes, to which a packed file is unpacked.
const LARGEST_UNPACKED: u64 = 64 << 20;

/// Something that must not be published.
#[derive(Clone, Debug)]
struct Secret {
    text: String,
    /// What it is, in words that fit behind “holds”.
    what: &'static str,
    /// The file that it is kept in.
    source: SourcePath,
}

/// Everything that must not be published. Each stage that keeps something back adds to it.
#[derive(Clone, Debug, Default)]
pub struct Secrets(Vec<Secret>);

impl Secrets {
    /// Adds a text, with what it is and the file that it is kept in. One that is too short to be
    /// told from other words is not searched for.
    pub fn add(&mut self, text: &str, what: &'static str, source: &SourcePath) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
        let is_long = letters >= 8 && text.contains([' ', '-']);
        if is_long {
            self.0.push(Secret {
                text,
                what,
                source: source.clone(),
            });
        }
    }

    /// Reports whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Makes the search for these secrets, but for those that one of the texts says openly.
    #[must_use]
    pub fn search<'t>(mut self, said: impl Iterator<Item = &'t str>) -> SecretSearch {
        let Some(all) = SecretSearch::of(self.0.clone()) else {
            return SecretSearch::default();
        };
        let mut known = BTreeSet::new();
        for text in said {
            known.extend(all.found(text.as_bytes()));
        }
        let mut number = 0;
        self.0.retain(|_| {
            number += 1;
            !known.contains(&(number - 1))
        });
        SecretSearch::of(self.0).unwrap_or_default()
    }
}

/// The search for the secrets of a build.
#[derive(Default)]
pub struct SecretSearch {
    secrets: Vec<Secret>,
    /// The secret that each pattern is a spelling of.
    spelled: Vec<usize>,
    patterns: Option<AhoCorasick>,
}

impl SecretSearch {
    fn of(secrets: Vec<Secret>) -> Option<Self> {
        let (mut spelled, mut patterns) = (Vec::new(), Vec::new());
        for (number, secret) in secrets.iter().enumerate() {
            for spelling in spellings(&secret.text) {
                spelled.push(number);
                patterns.push(spelling);
            }
        }
        if patterns.is_empty() {
            return None;
        }
        let built = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(patterns);
        Some(Self {
            secrets,
            spelled,
            patterns: Some(built.ok()?),
        })
    }

    /// Reports whether there is nothing to search for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.secrets.is_empty()
    }

    /// Returns the fingerprint of the secrets: with others, what is made already is searched, too.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        let texts = self.secrets.iter();
        texts
            .fold(Digest::new(), |digest, secret| digest.text(&secret.text))
            .done()
    }

    /// Reports the secrets that a file holds, each once. A packed file is unpacked.
    pub fn in_file(&self, path: &OutputPath, bytes: &[u8], faults: &mut Faults) {
        let mut unpacked = Vec::new();
        let bytes = if bytes.starts_with(&[0x1f, 0x8b]) {
            let read = GzDecoder::new(bytes)
                .take(LARGEST_UNPACKED)
                .read_to_end(&mut unpacked);
            read.map_or(bytes, |_| unpacked.as_slice())
        } else {
            bytes
        };
        for number in self.found(bytes) {
            faults.push(fault(path, &self.secrets[number]));
        }
    }

    /// Returns the numbers of the secrets that stand in some bytes, as whole words.
    fn found(&self, bytes: &[u8]) -> BTreeSet<usize> {
        let Some(patterns) = &self.patterns else {
            return BTreeSet::new();
        };
        let places = patterns.find_overlapping_iter(bytes);
        let whole = places.filter(|place| {
            let before = place.start().checked_sub(1).and_then(|at| bytes.get(at));
            let behind = bytes.get(place.end());
            !before.is_some_and(u8::is_ascii_alphanumeric)
                && !behind.is_some_and(u8::is_ascii_alphanumeric)
        });
        whole
            .map(|place| self.spelled[place.pattern().as_usize()])
            .collect()
    }
}

fn fault(path: &OutputPath, secret: &Secret) -> Fault {
    let message = format!("the finished file `{path}` holds {}", secret.what);
    Fault::error(Code::SecretPublished, message)
        .at(Span::start_of(&secret.source))
        .help("look for it in the templates of the theme and in the files that this one is made of")
        .help("if everybody may know it, write it into a text of the site that is published")
}

/// Returns a text as files may have it: as it is, with the signs of HTML, XML, JSON and typography.
fn spellings(text: &str) -> BTreeSet<String> {
    let curly = text.replace('\'', "’");
    let escaped = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let mut spellings = BTreeSet::from([text.to_owned(), curly.clone(), escaped.clone()]);
    spellings.insert(escaped.replace('\'', "&#39;").replace('"', "&quot;"));
    spellings.insert(escaped.replace('\'', "&#x27;").replace('"', "&quot;"));
    spellings.insert(escaped.replace('\'', "’"));
    spellings.insert(text.replace('"', "\\\""));
    spellings.insert(text.replace(' ', "%20"));
    spellings.insert(text.replace(' ', "\u{a0}"));
    spellings.insert(text.replace(' ', "&nbsp;"));
    spellings
}

#[cfg(test)]
mod tests {
    use super::Secrets;
    use crate::base::{Faults, OutputPath, SourcePath};

    /// The number of secrets that a file tells, where texts say some of them.
    fn told(secrets: &[&str], said: &[&str], file: &str) -> usize {
        let mut all = Secrets::default();
        for secret in secrets {
            all.add(secret, "a secret", &SourcePath::new("content/a.md"));
        }
        let search = all.search(said.iter().copied());
        let mut faults = Faults::new();
        search.in_file(&OutputPath::new("a.html"), file.as_bytes(), &mut faults);
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
}
