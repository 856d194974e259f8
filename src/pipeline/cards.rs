//! The cards that masthead draws for pages without a picture. Takes the site and how its cards
//! look; gives each card once.

use super::rules::SiteRules;
use crate::base::{SourcePath, UrlPath};
use crate::model::Site;
use crate::render::{CardDesign, lacks_picture};
use crate::resolve::Resolved;
use crate::source::{SocialCard, SourceTree};
use std::collections::BTreeMap;

/// The name of the style sheet in which a theme declares its colours.
const STYLE: &str = "assets/style.css";

/// Decides how the cards of a site look, if it has some.
pub(super) fn design(tree: &SourceTree, rules: &SiteRules<'_>) -> Option<CardDesign> {
    let own = format!("themes/{}/{STYLE}", rules.settings.theme.value);
    let paths = [own, format!("themes/default/{STYLE}")];
    let style = paths
        .iter()
        .find_map(|path| tree.texts.get(&SourcePath::new(path)));
    let options = &rules.settings_text.options;
    CardDesign::of(&rules.settings, options, style.map(|file| &*file.text))
}

/// Lists the cards of a site by their addresses.
pub(super) fn cards(
    design: Option<&CardDesign>,
    site: &Site,
    resolved: &Resolved,
) -> BTreeMap<UrlPath, SocialCard> {
    let Some(design) = design else {
        return BTreeMap::new();
    };
    let stand_in = resolved.settings.default_image.as_ref();
    let without = site.pages.iter().zip(&resolved.pages);
    let without = without.filter(|(_, targets)| lacks_picture(targets.image.as_ref(), stand_in));
    let of_pages = without.filter_map(|(page, _)| design.of_page(page.title()));
    let of_site = design.of_site().filter(|_| lacks_picture(None, stand_in));
    of_pages
        .chain(of_site)
        .map(|card| (card.url.clone(), card))
        .collect()
}
