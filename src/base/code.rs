//! Every sort of finding masthead can make, each with a name people can look up. The explanations
//! are the pages of `docs/diagnostics/`: one source for the guide and for `masthead explain CODE`.

macro_rules! codes {
    ($($variant:ident $name:literal)*) => {
        /// A sort of finding. The documentation of each is its page in `docs/diagnostics/`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(
            #[doc = include_str!(concat!("../../docs/diagnostics/", $name, ".md"))]
            $variant,
        )* }

        impl Code {
            /// All codes, in the order of this file.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Returns the name people see, for example `broken-link`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// Returns what the code means and what to do about it, in markdown.
            #[must_use]
            pub const fn explanation(self) -> &'static str {
                match self {
                    $(Self::$variant => include_str!(
                        concat!("../../docs/diagnostics/", $name, ".md")
                    )),*
                }
            }
        }
    };
}

codes! {
    // Reading files.
    UnreadableFile "unreadable-file"
    NotUtf8 "not-utf8"
    DamagedText "damaged-text"
    FileTooLarge "file-too-large"
    SpecialFile "special-file"
    BadSymlink "bad-symlink"
    LeftOutFile "left-out-file"
    NoPages "no-pages"
    FileNotRead "file-not-read"
    // Front matter and settings.
    MissingFrontMatter "missing-front-matter"
    UnclosedFrontMatter "unclosed-front-matter"
    TomlFrontMatter "toml-front-matter"
    YamlSyntax "yaml-syntax"
    YamlLimit "yaml-limit"
    DuplicateKey "duplicate-key"
    UnknownKey "unknown-key"
    MissingKey "missing-key"
    WrongType "wrong-type"
    InvalidDate "invalid-date"
    DoubtfulDate "doubtful-date"
    DatesDisagree "dates-disagree"
    UnknownKind "unknown-kind"
    UnknownChoice "unknown-choice"
    UnknownPerson "unknown-person"
    PersonTwice "person-twice"
    WithheldName "withheld-name"
    SecretPublished "secret-published"
    TopicSpelling "topic-spelling"
    SameNumber "same-number"
    PageCircle "page-circle"
    LockedPage "locked-page"
    NoBaseUrl "no-base-url"
    InvalidSetting "invalid-setting"
    AcceptedWarning "accepted-warning"
    OtherGenerator "other-generator"
    FirstWords "first-words"
    // Markdown.
    TextTooDeep "text-too-deep"
    BrokenLink "broken-link"
    BrokenAnchor "broken-anchor"
    MissingFile "missing-file"
    DataFile "data-file"
    ChartFigures "chart-figures"
    BenchmarkFigures "benchmark-figures"
    PrivateFile "private-file"
    CountedPeople "counted-people"
    PdfFile "pdf-file"
    PictureFile "picture-file"
    DocumentProperties "document-properties"
    ActiveFile "active-file"
    HeldBackLink "held-back-link"
    ContactDetail "contact-detail"
    UnsafeLink "unsafe-link"
    UnsafeHtml "unsafe-html"
    MissingAlt "missing-alt"
    HeadingSkipped "heading-skipped"
    DuplicateAnchor "duplicate-anchor"
    UnknownFootnote "unknown-footnote"
    TextLeftOut "text-left-out"
    ListNumbers "list-numbers"
    UnknownComponent "unknown-component"
    WordLeftover "word-leftover"
    MarkLeftOver "mark-left-over"
    UnmeantMarks "unmeant-marks"
    LinesRunOn "lines-run-on"
    Placeholder "placeholder"
    ForeignTemplate "foreign-template"
    NoWords "no-words"
    // Addresses.
    AddressClash "address-clash"
    ReplacedPage "replaced-page"
    NoAddress "no-address"
    BadAddress "bad-address"
    BadAlias "bad-alias"
    AddressGone "address-gone"
    FeedIdChanged "feed-id-changed"
    HostLimit "host-limit"
    // Publications.
    BrokenEntry "broken-entry"
    UnclearField "unclear-field"
    ForeignBibliography "foreign-bibliography"
    KeyClash "key-clash"
    UnclearPerson "unclear-person"
    BadIdentifier "bad-identifier"
    DuplicatePublication "duplicate-publication"
    IncompletePublication "incomplete-publication"
    CapitalsTitle "capitals-title"
    CitationStyle "citation-style"
    LostAuthors "lost-authors"
    UnknownPublication "unknown-publication"
    // Search.
    SearchTest "search-test"
    // Themes.
    MissingTheme "missing-theme"
    MissingTemplate "missing-template"
    TemplateError "template-error"
    ThemeFile "theme-file"
    StyleError "style-error"
    MissingWords "missing-words"
}

impl serde::Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> serde::Deserialize<'de> for Code {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::named(&name)
            .ok_or_else(|| serde::de::Error::custom(format!("there is no code `{name}`")))
    }
}

impl Code {
    /// Returns the code that has this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}
