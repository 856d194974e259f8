//! The types of publications.
//!
//! Source: the types of the Citation Style Language 1.0.2, appendix III.

use std::fmt;

macro_rules! kinds {
    ($($variant:ident $name:literal $word:literal)*) => {
        /// The type of a publication, in the terms of CSL.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ItemType {
            $(#[doc = $word] $variant,)*
            /// A type that CSL does not know, as it is spelt in the file.
            Other(String),
        }

        impl ItemType {
            /// The types that CSL knows, in the order of its specification.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Returns the name of the type in CSL-JSON, for example `article-journal`.
            #[must_use]
            pub fn name(&self) -> &str {
                match self { $(Self::$variant => $name,)* Self::Other(name) => name }
            }

            /// Returns the words that readers use for the type, in lower case, for example
            /// `journal article`.
            #[must_use]
            pub fn words(&self) -> &str {
                match self { $(Self::$variant => $word,)* Self::Other(name) => name }
            }
        }
    };
}

kinds! {
    Article "article" "preprint"
    ArticleJournal "article-journal" "journal article"
    ArticleMagazine "article-magazine" "magazine article"
    ArticleNewspaper "article-newspaper" "newspaper article"
    Bill "bill" "bill"
    Book "book" "book"
    Broadcast "broadcast" "broadcast"
    Chapter "chapter" "book chapter"
    Classic "classic" "classic"
    Collection "collection" "collection"
    Dataset "dataset" "data set"
    Document "document" "document"
    Entry "entry" "entry"
    EntryDictionary "entry-dictionary" "dictionary entry"
    EntryEncyclopedia "entry-encyclopedia" "encyclopaedia entry"
    Event "event" "event"
    Figure "figure" "figure"
    Graphic "graphic" "picture"
    Hearing "hearing" "hearing"
    Interview "interview" "interview"
    LegalCase "legal_case" "legal case"
    Legislation "legislation" "legislation"
    Manuscript "manuscript" "manuscript"
    Map "map" "map"
    MotionPicture "motion_picture" "film"
    MusicalScore "musical_score" "musical score"
    Pamphlet "pamphlet" "pamphlet"
    PaperConference "paper-conference" "conference paper"
    Patent "patent" "patent"
    Performance "performance" "performance"
    Periodical "periodical" "periodical"
    PersonalCommunication "personal_communication" "letter"
    Post "post" "post"
    PostWeblog "post-weblog" "blog post"
    Regulation "regulation" "regulation"
    Report "report" "report"
    Review "review" "review"
    ReviewBook "review-book" "book review"
    Software "software" "software"
    Song "song" "recording"
    Speech "speech" "talk"
    Standard "standard" "standard"
    Thesis "thesis" "thesis"
    Treaty "treaty" "treaty"
    Webpage "webpage" "web page"
}

impl ItemType {
    /// Finds the type with a name. Capitals do not matter, spaces and `_` may stand for `-`, and
    /// Crossref's own names are known too.
    #[must_use]
    pub fn named(name: &str) -> Self {
        const CROSSREF: [(&str, ItemType); 13] = [
            ("book-chapter", ItemType::Chapter),
            ("book-section", ItemType::Chapter),
            ("dissertation", ItemType::Thesis),
            ("edited-book", ItemType::Book),
            ("journal", ItemType::Periodical),
            ("journal-article", ItemType::ArticleJournal),
            ("monograph", ItemType::Book),
            ("posted-content", ItemType::Article),
            ("preprint", ItemType::Article),
            ("proceedings", ItemType::Book),
            ("proceedings-article", ItemType::PaperConference),
            ("reference-entry", ItemType::Entry),
            ("web-page", ItemType::Webpage),
        ];
        let wanted = canonical(name);
        if let Some((_, kind)) = CROSSREF.iter().find(|(known, _)| *known == wanted) {
            return kind.clone();
        }
        Self::ALL
            .iter()
            .find(|kind| canonical(kind.name()) == wanted)
            .cloned()
            .unwrap_or_else(|| Self::Other(name.trim().to_owned()))
    }

    /// Reports whether publications of this type are part of something larger that has a title: a
    /// journal, a book, proceedings.
    #[must_use]
    pub fn has_container(&self) -> bool {
        matches!(
            self,
            Self::ArticleJournal
                | Self::ArticleMagazine
                | Self::ArticleNewspaper
                | Self::Chapter
                | Self::Entry
                | Self::EntryDictionary
                | Self::EntryEncyclopedia
                | Self::PaperConference
                | Self::Review
                | Self::ReviewBook
        )
    }
}

/// Returns the name that stands for all spellings which count as the same.
fn canonical(name: &str) -> String {
    name.trim().to_ascii_lowercase().replace([' ', '_'], "-")
}

impl fmt::Display for ItemType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::ItemType;

    #[test]
    fn every_type_is_found_by_its_name() {
        for kind in ItemType::ALL {
            assert_eq!(&ItemType::named(kind.name()), kind);
        }
        assert_eq!(ItemType::named("Article journal"), ItemType::ArticleJournal);
        assert_eq!(ItemType::named("podcast").name(), "podcast");
        assert_eq!(ItemType::named("journal-article"), ItemType::ArticleJournal);
    }
}
