//! Entry types of BibTeX and BibLaTeX, and what they are in CSL.
//! Sources: btxdoc; the biblatex manual, section 2.1; what Zotero, Mendeley and JabRef add.

use crate::bibliography::item::Kind;

/// Types that the biblatex crate does not name, but people and programs write.
const MORE: &[(&str, Kind)] = &[
    ("artwork", Kind::Graphic),
    ("audio", Kind::Song),
    ("bibnote", Kind::Document),
    ("commentary", Kind::Book),
    ("film", Kind::MotionPicture),
    ("generic", Kind::Document),
    ("image", Kind::Figure),
    ("internet", Kind::Webpage),
    ("journal", Kind::Periodical),
    ("jurisdiction", Kind::LegalCase),
    ("legal", Kind::Treaty),
    ("legislation", Kind::Legislation),
    ("letter", Kind::PersonalCommunication),
    ("magazine", Kind::ArticleMagazine),
    ("magazine_article", Kind::ArticleMagazine),
    ("map", Kind::Map),
    ("movie", Kind::MotionPicture),
    ("music", Kind::Song),
    ("newspaper", Kind::ArticleNewspaper),
    ("newspaper_article", Kind::ArticleNewspaper),
    ("performance", Kind::Performance),
    ("podcast", Kind::Broadcast),
    ("preprint", Kind::Article),
    ("presentation", Kind::Speech),
    ("review", Kind::Review),
    ("speech", Kind::Speech),
    ("standard", Kind::Standard),
    ("talk", Kind::Speech),
    ("video", Kind::MotionPicture),
    ("web_page", Kind::Webpage),
    ("webpage", Kind::Webpage),
    ("workingpaper", Kind::Report),
];

/// Whether the name is that of an entry type, beyond those of the biblatex crate. In lower case.
pub(super) fn is_known(name: &str) -> bool {
    MORE.iter().any(|(known, _)| *known == name)
}

/// The type of an entry. `None` for one that only lends fields to others.
pub(super) fn kind(name: &str) -> Option<Kind> {
    use biblatex::EntryType as E;
    let name = name.to_ascii_lowercase();
    if let Some((_, kind)) = MORE.iter().find(|(known, _)| *known == name) {
        return Some(kind.clone());
    }
    Some(match E::new(&name) {
        E::Article | E::SuppPeriodical => Kind::ArticleJournal,
        E::Book
        | E::MvBook
        | E::Collection
        | E::MvCollection
        | E::Reference
        | E::MvReference
        | E::Proceedings
        | E::MvProceedings => Kind::Book,
        E::Booklet => Kind::Pamphlet,
        E::InBook | E::InCollection | E::SuppBook | E::SuppCollection | E::BookInBook => {
            Kind::Chapter
        }
        E::InReference => Kind::EntryEncyclopedia,
        E::InProceedings => Kind::PaperConference,
        E::Manual | E::Report | E::TechReport => Kind::Report,
        E::MastersThesis | E::PhdThesis | E::Thesis => Kind::Thesis,
        E::Online => Kind::Webpage,
        E::Patent => Kind::Patent,
        E::Periodical => Kind::Periodical,
        E::Software => Kind::Software,
        E::Dataset => Kind::Dataset,
        E::Unpublished => Kind::Manuscript,
        E::Set | E::XData => return None,
        E::Misc | E::Unknown(_) => Kind::Document,
    })
}

/// What the type alone says about the sort of thesis.
pub(super) fn genre(name: &str) -> Option<&'static str> {
    match name.to_ascii_lowercase().as_str() {
        "phdthesis" => Some("PhD thesis"),
        "mastersthesis" => Some("Master’s thesis"),
        _ => None,
    }
}

/// biblatex's names for sorts of theses and reports, in words.
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
        assert_eq!(kind("Article"), Some(Kind::ArticleJournal));
        assert_eq!(kind("conference"), Some(Kind::PaperConference));
        assert_eq!(kind("www"), Some(Kind::Webpage));
        assert_eq!(kind("video"), Some(Kind::MotionPicture));
        assert_eq!(kind("whatever"), Some(Kind::Document));
        assert_eq!(kind("xdata"), None);
    }
}
