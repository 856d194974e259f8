//! Names of totals: how people call the row or the column that is the sum of the others, in the
//! languages of sites. A file may be in another language than its page, so all lists count.

/// The words for totals in one language.
struct TotalWords {
    /// Names of totals.
    names: &'static [&'static str],
    /// Beginnings of names such as "total visits". A word of several letters ends them.
    sums: &'static [&'static str],
    /// Beginnings of names such as "all teams". Other names begin so as well: All Saints.
    alls: &'static [&'static str],
}

/// How surely a name is that of a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TotalName {
    /// It says so: "Total", "All", "Total visits".
    Sure,
    /// It may say so: "All Saints".
    Likely,
}

/// English, Welsh, German, French, Spanish, Italian, Dutch, Polish, Portuguese, Irish, Scottish
/// Gaelic, Swedish, Danish and Norwegian.
const LANGUAGES: [TotalWords; 13] = [
    TotalWords {
        names: &[
            "total",
            "totals",
            "tot",
            "all",
            "sum",
            "overall",
            "everyone",
            "everybody",
            "grand total",
            "sub-total",
            "subtotal",
            "altogether",
        ],
        sums: &["total "],
        alls: &["all "],
    },
    TotalWords {
        names: &["cyfanswm", "is-gyfanswm", "pawb", "cyfan", "oll"],
        sums: &["cyfanswm "],
        alls: &["pob "],
    },
    TotalWords {
        names: &[
            "gesamt",
            "insgesamt",
            "summe",
            "gesamtsumme",
            "zwischensumme",
            "alle",
        ],
        sums: &["gesamt ", "summe "],
        alls: &["alle "],
    },
    TotalWords {
        names: &[
            "ensemble",
            "totaux",
            "somme",
            "tous",
            "toutes",
            "sous-total",
        ],
        sums: &[],
        alls: &["tous les ", "toutes les ", "ensemble des "],
    },
    TotalWords {
        names: &["totales", "todos", "todas", "suma"],
        sums: &[],
        alls: &["todos los ", "todas las "],
    },
    TotalWords {
        names: &["totale", "totali", "somma", "tutti", "tutte", "subtotale"],
        sums: &["totale "],
        alls: &["tutti i ", "tutti gli ", "tutte le "],
    },
    TotalWords {
        names: &["totaal", "eindtotaal", "subtotaal", "allen", "som"],
        sums: &["totaal "],
        alls: &[],
    },
    TotalWords {
        names: &["razem", "ogółem", "łącznie", "wszyscy", "wszystkie"],
        sums: &["suma "],
        alls: &["wszystkie "],
    },
    TotalWords {
        names: &["totais", "soma"],
        sums: &[],
        alls: &["todos os ", "todas as "],
    },
    TotalWords {
        names: &["iomlán", "san iomlán"],
        sums: &["iomlán "],
        alls: &[],
    },
    TotalWords {
        names: &["iomlan", "gu lèir"],
        sums: &["iomlan "],
        alls: &[],
    },
    TotalWords {
        names: &["totalt", "summa", "alla", "samtliga"],
        sums: &["totalt "],
        alls: &["alla "],
    },
    TotalWords {
        names: &["i alt", "i alt."],
        sums: &[],
        alls: &[],
    },
];

/// Reports whether a name says that a line is the sum of others.
pub(super) fn is_total(name: &str) -> bool {
    total_name(name).is_some()
}

/// Returns how surely a name says that a line is the sum of others.
pub(super) fn total_name(name: &str) -> Option<TotalName> {
    let name = name.trim();
    let lower = name.to_lowercase();
    let bare = lower.trim_end_matches([':', '*', '.']).trim_end();
    if bare.ends_with(" total") {
        return Some(TotalName::Sure);
    }
    let mut start = None;
    for words in &LANGUAGES {
        if words.names.contains(&bare) || beginning(&lower, words.sums).is_some() {
            return Some(TotalName::Sure);
        }
        start = start.or(beginning(&lower, words.alls));
    }
    // Names of places and people begin with a capital: "All Saints", but "All teams".
    let next = name.chars().nth(start?.chars().count());
    Some(match next {
        Some(next) if next.is_lowercase() => TotalName::Sure,
        _ => TotalName::Likely,
    })
}

/// Returns the beginning of a name, if it is one of these.
fn beginning(name: &str, starts: &[&'static str]) -> Option<&'static str> {
    starts
        .iter()
        .find(|start| name.starts_with(**start))
        .copied()
}

#[cfg(test)]
mod tests {
    use super::{TotalName, total_name};

    #[test]
    fn totals_are_known_by_their_names_in_many_languages() {
        for name in [
            "Total",
            "ALL",
            " Gesamt ",
            "Cyfanswm",
            "Ensemble",
            "Totale:",
            "Razem",
            "Total visits",
            "Grand total",
            "North total",
            "All teams",
            "Tous les services",
            "Samtliga",
        ] {
            assert_eq!(total_name(name), Some(TotalName::Sure), "{name}");
        }
        assert_eq!(total_name("All Saints Hospital"), Some(TotalName::Likely));
        for name in [
            "Allerton",
            "North",
            "Totality",
            "Summerhill",
            "Tottenham",
            "Allenby",
            "",
        ] {
            assert_eq!(total_name(name), None, "{name}");
        }
    }
}
