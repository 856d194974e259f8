//! The types of RIS, and what they are in CSL.

use crate::bibliography::item::ItemType;

/// Returns the type of publication that a type of RIS stands for.
pub(super) fn named(ty: &str) -> Option<ItemType> {
    Some(match ty {
        "JOUR" | "EJOUR" | "INPR" | "ABST" => ItemType::ArticleJournal,
        "MGZN" => ItemType::ArticleMagazine,
        "NEWS" => ItemType::ArticleNewspaper,
        "BOOK" | "EBOOK" | "EDBOOK" | "CTLG" | "CLSWK" | "ANCIENT" | "SER" => ItemType::Book,
        "CHAP" | "ECHAP" => ItemType::Chapter,
        "CONF" | "CPAPER" => ItemType::PaperConference,
        "RPRT" | "GOVDOC" | "GRNT" => ItemType::Report,
        "THES" => ItemType::Thesis,
        "ELEC" | "ICOMM" | "WEB" | "MULTI" => ItemType::Webpage,
        "BLOG" => ItemType::PostWeblog,
        "UNPB" | "MANSCPT" => ItemType::Manuscript,
        "UNPD" | "PREPRINT" => ItemType::Article,
        "PAMP" => ItemType::Pamphlet,
        "PAT" => ItemType::Patent,
        "STAT" | "LEGAL" => ItemType::Legislation,
        "BILL" | "UNBILL" => ItemType::Bill,
        "CASE" => ItemType::LegalCase,
        "HEAR" => ItemType::Hearing,
        "MAP" => ItemType::Map,
        "MPCT" | "VIDEO" | "ADVS" => ItemType::MotionPicture,
        "SOUND" => ItemType::Song,
        "MUSIC" => ItemType::MusicalScore,
        "SLIDE" => ItemType::Speech,
        "COMP" => ItemType::Software,
        "DATA" | "AGGR" | "DBASE" => ItemType::Dataset,
        "ENCYC" => ItemType::EntryEncyclopedia,
        "DICT" => ItemType::EntryDictionary,
        "JFULL" => ItemType::Periodical,
        "PCOMM" => ItemType::PersonalCommunication,
        "ART" => ItemType::Graphic,
        "CHART" | "FIGURE" | "EQUA" => ItemType::Figure,
        "STAND" => ItemType::Standard,
        "GEN" => ItemType::Document,
        _ => return None,
    })
}
