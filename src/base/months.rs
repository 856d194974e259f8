//! Names of months, as files write them: in the languages of sites, in full or shortened.

/// The months of a year in each language, in small letters and without accents.
const LANGUAGES: [&str; 14] = [
    "january february march april may june july august september october november december",
    "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr",
    "januar februar marz april mai juni juli august september oktober november dezember",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno \
     luglio agosto settembre ottobre novembre dicembre",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "styczen luty marzec kwiecien maj czerwiec \
     lipiec sierpien wrzesien pazdziernik listopad grudzien",
    "stycznia lutego marca kwietnia maja czerwca \
     lipca sierpnia wrzesnia pazdziernika listopada grudnia",
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    "eanair feabhra marta aibrean bealtaine meitheamh \
     iuil lunasa mean deireadh samhain nollaig",
    "faoilleach gearran mart giblean ceitean ogmhios \
     iuchar lunastal sultain damhair samhain dubhlachd",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april maj juni juli august september oktober november december",
];
/// Short names that are no beginnings of the whole ones.
const SHORT: [(&str, i8); 5] = [
    ("janner", 1),
    ("mrz", 3),
    ("maerz", 3),
    ("mrt", 3),
    ("sept", 9),
];
/// The fewest letters of a short name.
const FEWEST_LETTERS: usize = 3;

/// Returns the number of the month that a word names, in small letters and without accents.
#[must_use]
pub fn month_of(word: &str) -> Option<i8> {
    if let Some((_, month)) = SHORT.iter().find(|(short, _)| *short == word) {
        return Some(*month);
    }
    let mut begun = None;
    let mut is_clear = word.len() >= FEWEST_LETTERS;
    for months in LANGUAGES {
        for (name, month) in months.split(' ').zip(1..) {
            if name == word {
                return Some(month);
            }
            if name.starts_with(word) {
                is_clear &= begun.is_none_or(|begun| begun == month);
                begun = Some(month);
            }
        }
    }
    begun.filter(|_| is_clear)
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, month_of};

    #[test]
    fn months_are_known_in_full_and_shortened() {
        for (word, month) in [
            ("march", 3),
            ("mar", 3),
            ("sept", 9),
            ("mai", 5),
            ("mei", 5),
            ("aout", 8),
            ("gorff", 7),
            ("dez", 12),
            ("juil", 7),
            ("pazdziernika", 10),
            ("mrz", 3),
        ] {
            assert_eq!(month_of(word), Some(month), "{word}");
        }
        for word in ["jui", "ma", "north", "", "marching"] {
            assert_eq!(month_of(word), None, "{word}");
        }
        assert!(
            LANGUAGES
                .iter()
                .all(|months| months.split(' ').count() == 12)
        );
    }
}
