//! The families of texts that grow: each is a text of any size, and the reader that it is for.

use masthead::base::{Faults, SourcePath, UrlPath};
use masthead::bibliography::read::{ItemFormat, read as read_publications};
use masthead::parse::csv::read_rows;
use masthead::parse::markdown::{self, Context, Rules};
use masthead::parse::yaml;
use masthead::search::{IndexEntry, IndexSettings, analyse, index_entries};
use std::fmt::Write as _;
use std::sync::Arc;

/// A family of texts.
pub(crate) struct Family {
    pub(crate) name: &'static str,
    /// Makes the text of about so many bytes.
    text: Text,
    reader: Reader,
}

/// The text of a family.
enum Text {
    /// A text that holds one piece over and over.
    Repeated(&'static str),
    /// Between a beginning and an end.
    Between(&'static str, &'static str, &'static str),
    /// A text that holds one piece with another number each time, which `#` stands for, between a
    /// beginning and an end.
    Numbered(&'static str, &'static str, &'static str),
}

use Text::{Between, Numbered, Repeated};

/// The reader that a family is for.
#[derive(Clone, Copy)]
enum Reader {
    /// The body of a page, as markdown.
    Markdown,
    /// The words of a page, in the index of search.
    Search,
    Csv,
    Yaml,
    Bibtex,
    Ris,
    Pubmed,
    CslJson,
}

use Reader::{Bibtex, CslJson, Csv, Markdown, Pubmed, Ris, Search, Yaml};

/// Every family.
pub(crate) fn families() -> Vec<Family> {
    let all = signs()
        .chain(links_and_notes())
        .chain(blocks())
        .chain(html())
        .chain(searched())
        .chain(data())
        .chain(publications());
    all.map(|(name, reader, text)| Family { name, text, reader })
        .collect()
}

type Declared = (&'static str, Reader, Text);

fn signs() -> impl Iterator<Item = Declared> {
    [
        ("pointed brackets", Repeated("<")),
        ("square brackets", Repeated("[")),
        ("closing brackets", Repeated("](")),
        ("brackets behind backslashes", Repeated("\\[")),
        ("pictures that begin", Repeated("![a](")),
        ("stars", Repeated("a**b")),
        ("underscores", Repeated("_a ")),
        ("stars and underscores", Repeated("*_")),
        ("backquotes", Repeated("`a ")),
        ("tildes", Repeated("~a ")),
        ("stars before letters", Repeated("*a ")),
        ("stars behind letters", Repeated("a* *a ")),
        ("braces", Repeated("{")),
        ("double braces", Repeated("{{ a ")),
        ("carets", Repeated("a^[")),
        ("dollar signs", Repeated("$a")),
        ("backslashes", Repeated("\\")),
        ("ampersands", Repeated("&a")),
        ("entities", Repeated("&amp;")),
        ("entities without a character", Repeated("&#0;")),
        ("straight quotes", Repeated("\"'")),
        ("at signs", Repeated("@")),
        ("keys of publications", Repeated("[@k] ")),
        ("one letter", Repeated("a")),
        ("combining signs", Repeated("\u{301}")),
        ("zero-width signs", Repeated("\u{200b}")),
        ("control signs", Repeated("\u{1}a")),
    ]
    .into_iter()
    .map(|(name, text)| (name, Markdown, text))
}

fn links_and_notes() -> impl Iterator<Item = Declared> {
    [
        ("links", Numbered("", "[a](https://e.org/#) ", "")),
        ("addresses", Repeated("<https://e.org/x> ")),
        (
            "definitions of links",
            Numbered("", "[r#]: https://e.org/#\n", ""),
        ),
        (
            "links by name",
            Between("[r]: https://e.org/\n\n", "[r] ", ""),
        ),
        ("footnotes that are missing", Numbered("", "[^#] ", "")),
        (
            "footnotes that nothing mentions",
            Numbered("", "[^#]: text\n\n", ""),
        ),
        ("one footnote", Between("", "[^1] ", "\n\n[^1]: note\n")),
        ("words in brackets", Repeated("(a)[b] ")),
        ("addresses in words", Repeated("a@b.c ")),
        ("typed addresses", Repeated("https://e.org/a_(b) ")),
        ("one typed address", Between("https://e.org/", "a)", "")),
        ("labels of nothing", Repeated("[a][b] ")),
    ]
    .into_iter()
    .map(|(name, text)| (name, Markdown, text))
}

fn blocks() -> impl Iterator<Item = Declared> {
    [
        ("quotes", Repeated("> > > a\n")),
        ("list entries", Repeated("- a\n")),
        ("entries without a space", Repeated("-a\n")),
        ("headings without a space", Repeated("##a\n")),
        ("lines with tabulators", Repeated("a\tb\n")),
        ("lines with bars", Repeated("| a | b\n")),
        ("indented text", Repeated("    A b c d.\n\n")),
        ("lists in lists", Repeated("- a\n  - b\n    - c\n")),
        ("numbered entries", Repeated("1. a\n")),
        ("headings", Numbered("", "## a #\n\n", "")),
        ("headings of one name", Repeated("## a\n\n")),
        ("underlined headings", Repeated("a\n---\n")),
        ("rows of a table", Between("|a|b|\n|-|-|\n", "|1|2|\n", "")),
        ("cells of a table", Between("", "|a", "|\n|-|\n")),
        ("one cell of a table", Between("|a|\n|-|\n|", "x ", "|\n")),
        ("fences", Repeated("```\na\n```\n")),
        ("an open fence", Between("```\n", "a\n", "")),
        ("terms", Repeated("a\n: b\n\n")),
        ("tasks", Repeated("- [ ] a\n")),
        ("line ends", Repeated("\n")),
        ("spaces", Repeated(" ")),
        ("tabulators", Repeated("\t")),
    ]
    .into_iter()
    .map(|(name, text)| (name, Markdown, text))
}

fn html() -> impl Iterator<Item = Declared> {
    [
        ("tags that begin", Repeated("<a ")),
        ("tags that end", Repeated("</a ")),
        ("comments that begin", Repeated("<!-- a ")),
        ("declarations", Repeated("<!A ")),
        ("instructions", Repeated("<? ")),
        ("tags", Repeated("<b>a</b> ")),
        ("tags that are never closed", Repeated("<div>\n")),
        ("attributes", Numbered("<b ", "a#=1 ", ">x</b>")),
        ("one attribute", Between("<b title=\"", "a ", "\">x</b>")),
        (
            "an attribute without an end",
            Between("<b title=\"", "a ", ""),
        ),
        ("places", Numbered("", "<b id=\"x#\">a</b> ", "")),
    ]
    .into_iter()
    .map(|(name, text)| (name, Markdown, text))
}

fn searched() -> impl Iterator<Item = Declared> {
    [
        ("searched words", Numbered("", "word# ", "")),
        ("searched letters", Repeated("a")),
        ("searched dots", Repeated(".")),
        ("searched quotes", Repeated("“’")),
        ("searched Chinese", Repeated("漢")),
        ("searched Thai", Repeated("ไ")),
        ("searched zero-width signs", Repeated("\u{200b}")),
        ("searched combining signs", Repeated("\u{301}")),
        ("searched hyphens", Repeated("a-")),
        ("searched apostrophes", Repeated("a'")),
        ("searched numbers", Repeated("1,")),
    ]
    .into_iter()
    .map(|(name, text)| (name, Search, text))
}

fn data() -> impl Iterator<Item = Declared> {
    [
        ("rows", Csv, Between("a,b\n", "1,2\n", "")),
        ("columns", Csv, Numbered("", "c#,", "\n")),
        ("one cell", Csv, Between("a,b\n1,", "x ", "\n")),
        ("a quoted cell", Csv, Between("a,b\n1,\"", "x\"\"", "\"\n")),
        ("an open quotation", Csv, Between("a,b\n\"", "x\n", "")),
        ("ragged rows", Csv, Between("a,b\n", "1,2,3\n", "")),
        ("settings", Yaml, Numbered("", "k#: v\n", "")),
        ("a list", Yaml, Between("k:\n", "  - v\n", "")),
        ("a list in brackets", Yaml, Between("k: [", "v, ", "v]\n")),
        ("one value", Yaml, Between("k: ", "v ", "\n")),
        ("one quoted value", Yaml, Between("k: \"", "\\\"", "\"\n")),
        ("lines of one value", Yaml, Between("k: |\n", "  v\n", "")),
        ("open brackets", Yaml, Between("k: ", "[", "\n")),
        ("lines that mean nothing", Yaml, Repeated("v\n")),
    ]
    .into_iter()
}

/// An entry of a list of publications.
const ENTRY: &str = "@book{k#,title={T #},author={A, B},year=2000,publisher={P}}\n";

fn publications() -> impl Iterator<Item = Declared> {
    [
        ("entries", Bibtex, Numbered("", ENTRY, "")),
        ("entries that begin", Bibtex, Repeated("@article{")),
        (
            "abbreviations",
            Bibtex,
            Numbered("", "@string{a# = \"x\"}\n", ""),
        ),
        (
            "a long abbreviation",
            Bibtex,
            Numbered(
                "@string{a = \"xxxxxxxxxxxxxxxxxxxxxxxx\"}\n",
                "@book{k#,title=a}\n",
                "",
            ),
        ),
        (
            "entries that are missing",
            Bibtex,
            Numbered("", "@book{k#,title={T},crossref={z#}}\n", ""),
        ),
        (
            "authors of one entry",
            Bibtex,
            Numbered("@book{k,title={T},author={A, B", " and C#, D", "}}\n"),
        ),
        (
            "a title in braces",
            Bibtex,
            Between("@book{k,title={", "{a} ", "}}\n"),
        ),
        (
            "commands",
            Bibtex,
            Between("@book{k,title={", "\\emph{a} ", "}}\n"),
        ),
        (
            "entries of RIS",
            Ris,
            Numbered("", "TY  - JOUR\nID  - k#\nTI  - T\nER  - \n", ""),
        ),
        (
            "lines of RIS",
            Ris,
            Between("TY  - JOUR\nTI  - T\n", "word\n", "ER  - \n"),
        ),
        (
            "entries of PubMed",
            Pubmed,
            Numbered("", "PMID- #\nTI  - T\n\n", ""),
        ),
        (
            "entries of CSL-JSON",
            CslJson,
            Numbered("[", "{\"id\":\"k#\",\"type\":\"book\"},", "{}]"),
        ),
        ("open brackets of CSL-JSON", CslJson, Repeated("[")),
    ]
    .into_iter()
}

impl Family {
    /// Makes the text of about `size` bytes.
    pub(crate) fn text(&self, size: usize) -> String {
        match self.text {
            Repeated(piece) => piece.repeat(size / piece.len()),
            Between(start, piece, end) => {
                start.to_owned() + &piece.repeat(size / piece.len()) + end
            }
            Numbered(start, piece, end) => {
                let mut text = start.to_owned();
                let mut number = 0;
                while text.len() < size {
                    number += 1;
                    text.push_str(&piece.replace('#', &number.to_string()));
                }
                let _ = write!(text, "{end}");
                text
            }
        }
    }

    /// Reads a text, and gives the number of findings.
    pub(crate) fn read(&self, text: &str) -> usize {
        let file = SourcePath::new("content/a");
        let format = match self.reader {
            Markdown => return read_markdown(text, &file),
            Search => return read_words(text),
            Csv => {
                let mut faults = Faults::new();
                let _ = read_rows(text, &file, &mut faults);
                return faults.len();
            }
            Yaml => {
                return yaml::read(text, &file, yaml::LARGEST_FILE, &|range| range)
                    .1
                    .len();
            }
            Bibtex => ItemFormat::Bibtex,
            Ris => ItemFormat::Ris,
            Pubmed => ItemFormat::Nbib,
            CslJson => ItemFormat::CslJson,
        };
        read_publications(&file, text, Some(format)).faults.len()
    }
}

fn read_markdown(text: &str, file: &SourcePath) -> usize {
    let rules = Arc::new(Rules {
        searched: true,
        ..Rules::default()
    });
    let context = Context {
        file,
        rules: &rules,
        places: &[],
        title: None,
        addresses: rules.addresses,
    };
    markdown::parse(text, &|range| range, &context).1.len()
}

fn read_words(text: &str) -> usize {
    let entries = [IndexEntry::new(UrlPath::new("/a/"), "A", text)];
    let settings = IndexSettings::default();
    let analysed = analyse(&entries, &settings);
    index_entries(&entries, &analysed, &settings).map_or(0, |files| files.len())
}
