//! The entry types of BibTeX and BibLaTeX, and what they are in CSL.
//!
//! Sources: btxdoc; the biblatex manual, section 2.1; what Zotero, Mendeley and JabRef add.

use crate::bibliography::item::ItemType;

/// Types that the biblatex crate does not know, but that people and programs write.
const MORE: &[(&str, ItemType)] = &[
    ("artwork", ItemType::Graphic),
    ("audio", ItemType::Song),
    ("bibnote", ItemType::Document),
    ("commentary", ItemType::Book),
    ("film", ItemType::MotionPicture),
    ("generic", ItemType::Document),
    ("image", ItemType::Figure),
    ("internet", ItemType::Webpage),
    ("journal", ItemType::Periodical),
    ("jurisdiction", ItemType::LegalCase),
    ("legal", ItemType::Treaty),
    ("legislation", ItemType::Legislation),
    ("letter", ItemType::PersonalCommunication),
    ("magazine", ItemType::ArticleMagazine),
    ("magazine_article", ItemType::ArticleMagazine),
    ("map", ItemType::Map),
    ("movie", ItemType::MotionPicture),
    ("music", ItemType::Song),
    ("newspaper", ItemType::ArticleNewspaper),
    ("newspaper_article", ItemType::ArticleNewspaper),
    ("performance", ItemType::Performance),
    ("podcast", ItemType::Broadcast),
    ("preprint", ItemType::Article),
    ("presentation", ItemType::Speech),
    ("review", ItemType::Review),
    ("speech", ItemType::Speech),
    ("standard", ItemType::Standard),
    ("talk", ItemType::Speech),
    ("video", ItemType::MotionPicture),
    ("web_page", ItemType::Webpage),
    ("webpage", ItemType::Webpage),
    ("workingpaper", ItemType::Report),
];

/// Reports whether a name, in lower case, is one of the entry types that the biblatex crate does
/// not know.
pub(super) fn is_known(name: &str) -> bool {
    MORE.iter().any(|(known, _)| *known == name)
}

/// Tells whether an entry type, in lower case, is none that anybody defines.
pub(super) fn is_unknown(name: &str) -> bool {
    const OF_NOTHING: [&str; 5] = ["misc", "other", "unknown", "electronic", "www"];
    let is_defined = !matches!(
        biblatex::EntryType::new(name),
        biblatex::EntryType::Unknown(_)
    );
    !is_defined && !is_known(name) && !OF_NOTHING.contains(&name)
}

/// Returns what an entry type is in CSL; `None` for entries that only lend fields to others.
pub(super) fn kind(name: &str) -> Option<ItemType> {
    use biblatex::EntryType as E;
    let name = name.to_ascii_lowercase();
    if let Some((_, kind)) = MORE.iter().find(|(known, _)| *known == name) {
        return Some(kind.clone());
    }
    Some(match E::new(&name) {
        E::Article | E::SuppPeriodical => ItemType::ArticleJournal,
        E::Book
        | E::MvBook
        | E::Collection
        | E::MvCollection
        | E::Reference
        | E::MvReference
        | E::Proceedings
        | E::MvProceedings => ItemType::Book,
        E::Booklet => ItemType::Pamphlet,
        E::InBook | E::InCollection | E::SuppBook | E::SuppCollection | E::BookInBook => {
            ItemType::Chapter
        }
        E::InReference => ItemType::EntryEncyclopedia,
        E::InProceedings => ItemType::PaperConference,
        E::Manual | E::Report | E::TechReport => ItemType::Report,
        E::MastersThesis | E::PhdThesis | E::Thesis => ItemType::Thesis,
        E::Online => ItemType::Webpage,
        E::Patent => ItemType::Patent,
        E::Periodical => ItemType::Periodical,
        E::Software => ItemType::Software,
        E::Dataset => ItemType::Dataset,
        E::Unpublished => ItemType::Manuscript,
        E::Set | E::XData => return None,
        E::Misc | E::Unknown(_) => ItemType::Document,
    })
}

/// Returns the genre that an entry type implies: the sort of a thesis.
pub(super) fn genre(name: &str) -> Option<&'static str> {
    match name.to_ascii_lowercase().as_str() {
        "phdthesis" => Some("PhD thesis"),
        "mastersthesis" => Some("Master’s thesis"),
        _ => None,
    }
}

/// Returns the words for biblatex's name of a genre.
pub(super) fn genre_words(name: &str) -> Option<&'static str> {
    Some(match name {
        "phdthesis" => "PhD thesis",
        "mathesis" => "Master’s thesis",
        "bathesis" => "Bachelor’s thesis",
        "candthesis" => "Candidate thesis",
        "techreport" => "Technical report",
        "resreport" => "Research report",
        "software" => "Computer software",
        "datacd" => "Data CD",
        "audiocd" => "Audio CD",
        "patent" => "Patent",
        "patentuk" => "UK patent",
        "patentus" => "US patent",
        "patenteu" => "European patent",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_all_dialects_have_their_kind() {
        assert_eq!(kind("Article"), Some(ItemType::ArticleJournal));
        assert_eq!(kind("conference"), Some(ItemType::PaperConference));
        assert_eq!(kind("www"), Some(ItemType::Webpage));
        assert_eq!(kind("video"), Some(ItemType::MotionPicture));
        assert_eq!(kind("whatever"), Some(ItemType::Document));
        assert_eq!(kind("xdata"), None);
    }
}
