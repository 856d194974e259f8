//! Words by which headings speak of people, and words of columns that measure something else, in
//! the languages of sites. A file may be in another language than its page, so all lists count.

/// The words of one language, with blanks between them; `_` stands for a blank within one.
struct CountingWords {
    /// Words for people. Each stands for itself alone: "man" is none of "management".
    people: &'static str,
    /// Words of columns that measure something else, whomever the table is about.
    measures: &'static str,
}

/// English, Welsh, German, French, Spanish, Italian, Dutch, Polish, Portuguese, Irish, Scottish
/// Gaelic, Swedish, Danish and Norwegian.
const LANGUAGES: [CountingWords; 13] = [
    CountingWords {
        people: "man patient patients inpatient inpatients outpatient outpatients people \
                 person persons staff carer carers service_user service_users client \
                 clients resident residents woman women men girl girls boy boys child \
                 children baby babies adult adults death deaths died suicide suicides \
                 nurse nurses doctor doctors mother mothers father fathers male males \
                 female females employee employees pupil pupils student students \
                 respondent respondents",
        measures: "rank no week weeks month months day days hour hours minutes year years \
                 age ages score scores rating ratings star stars band grade level \
                 standard standards visits beds sessions wards teams services times mean \
                 median average rate ratio length calls",
    },
    CountingWords {
        people: "cleifion claf pobl person staff gofalwyr gofalwr menywod menyw dynion \
                 dyn merched bechgyn plant plentyn babanod oedolion marwolaethau \
                 trigolion preswylwyr nyrsys meddygon mamau tadau myfyrwyr disgyblion \
                 gweithwyr ymatebwyr",
        measures: "wythnos wythnosau mis misoedd diwrnod diwrnodau awr oriau munudau \
                 blwyddyn blynyddoedd oed oedran sgôr gradd lefel safon safonau \
                 ymweliadau gwelyau sesiynau wardiau timau gwasanaethau cymedr canolrif \
                 cyfartaledd cyfradd hyd galwadau",
    },
    CountingWords {
        people: "patient patientin patienten patientinnen person personen menschen frau \
                 frauen mann männer kind kinder mädchen jungen säugling säuglinge \
                 erwachsene angehörige beschäftigte mitarbeiter mitarbeitende \
                 mitarbeiterinnen pflegekräfte pflegende ärzte ärztinnen mütter \
                 väter bewohner bewohnerinnen klienten klientinnen schüler schülerinnen \
                 studierende befragte todesfälle tote verstorbene gestorbene suizide",
        measures: "rang nr woche wochen monat monate tag tage stunde stunden minuten jahr \
                 jahre alter punkte stufe standard standards besuche betten \
                 sitzungen stationen teams dienste mittelwert median durchschnitt \
                 rate quote länge dauer anrufe",
    },
    CountingWords {
        people: "patient patiente patients patientes personne personnes femme femmes \
                 homme hommes enfant enfants fille filles garçon garçons bébé bébés \
                 adulte adultes décès mort morts suicides soignants infirmiers \
                 infirmières médecins aidants proches mères pères résidents résidentes \
                 usagers salariés employés élèves étudiants répondants personnel",
        measures: "rang semaine semaines mois jour jours heure heures minutes ans année \
                 années âge âges score scores niveau norme normes visites lits \
                 séances services équipes fois moyenne médiane taux durée appels",
    },
    CountingWords {
        people: "paciente pacientes persona personas mujer mujeres hombre hombres niño \
                 niños niña niñas bebé bebés adultos adultas muertes fallecidos suicidios \
                 enfermeras enfermeros médicos cuidadores madres padres residentes \
                 usuarios empleados alumnos estudiantes encuestados",
        measures: "rango semana semanas mes meses día días hora horas minutos año años edad \
                 puntuación nivel norma normas visitas camas sesiones servicios equipos \
                 veces mediana tasa duración llamadas",
    },
    CountingWords {
        people: "paziente pazienti persona persone donna donne uomo uomini bambino \
                 bambini bambina bambine ragazze ragazzi neonati adulti morti decessi \
                 suicidi infermieri infermiere medici caregiver madri padri residenti \
                 utenti dipendenti alunni studenti rispondenti",
        measures: "rango settimana settimane mese mesi giorno giorni ora ore minuti anno \
                 anni età punteggio livello standard visite letti sedute servizi squadre \
                 volte mediana tasso durata chiamate",
    },
    CountingWords {
        people: "patiënt patiënten persoon personen mensen vrouw vrouwen man mannen kind \
                 kinderen meisjes jongens volwassenen sterfgevallen overledenen suïcides \
                 verpleegkundigen artsen mantelzorgers moeders vaders bewoners cliënten \
                 medewerkers leerlingen studenten respondenten personeel",
        measures: "rang week weken maand maanden dag dagen uur uren minuten jaar jaren \
                 leeftijd score niveau norm normen bezoeken bedden sessies diensten teams \
                 keer gemiddelde mediaan percentage duur oproepen",
    },
    CountingWords {
        people: "pacjent pacjenci pacjentki osoby osób kobiety mężczyźni dzieci \
                 dziewczęta chłopcy niemowlęta dorośli zgony samobójstwa pielęgniarki \
                 lekarze opiekunowie matki ojcowie mieszkańcy pracownicy uczniowie \
                 studenci respondenci personel",
        measures: "ranga tydzień tygodnie miesiąc miesiące dzień dni godzina godziny minuty \
                 rok lata wiek wynik poziom norma normy wizyty łóżka sesje usługi zespoły \
                 razy średnia mediana wskaźnik długość połączenia",
    },
    CountingWords {
        people: "paciente pacientes doentes utentes pessoa pessoas mulher mulheres homem \
                 homens criança crianças meninas meninos rapazes raparigas bebés bebês \
                 adultos mortes óbitos suicídios enfermeiros médicos cuidadores mães \
                 residentes funcionários alunos estudantes inquiridos pessoal",
        measures: "posição semana semanas mês meses dia dias hora horas minutos ano anos \
                 idade pontuação nível norma normas visitas camas sessões serviços \
                 equipas equipes vezes média mediana taxa duração chamadas",
    },
    CountingWords {
        people: "othair othar daoine duine foireann cúramóirí mná cailíní buachaillí \
                 leanaí páistí naíonáin fásta básanna altraí dochtúirí máithreacha \
                 aithreacha cónaitheoirí fostaithe daltaí léinn freagróirí",
        measures: "seachtain seachtainí mí míonna lá laethanta uair uaireanta nóiméid \
                 bliain blianta aois scór leibhéal caighdeán cuairteanna leapacha \
                 seisiúin seirbhísí foirne meán airmheán ráta glaonna",
    },
    CountingWords {
        people: "euslaintich daoine neach boireannaich mnathan fireannaich clann \
                 nigheanan balaich leanaban inbhich bàsan nursaichean dotairean \
                 màthraichean athraichean",
        measures: "seachdain seachdainean mìos mìosan latha làithean uair uairean \
                 mionaidean bliadhna bliadhnaichean aois sgòr ìre inbhe tursan leapannan \
                 seiseanan seirbheisean sgiobaidhean meadhan reat",
    },
    CountingWords {
        people: "patient patienter personer människor kvinnor kvinna män man barn flickor \
                 pojkar spädbarn vuxna dödsfall avlidna självmord sjuksköterskor läkare \
                 anhöriga mödrar fäder boende brukare anställda elever studenter svarande \
                ",
        measures: "rang vecka veckor månad månader dag dagar timme timmar minuter år ålder \
                 poäng nivå standard besök sängar tjänster gånger medelvärde median \
                 andel längd samtal",
    },
    CountingWords {
        people: "patient pasient patienter pasienter personer mennesker kvinder \
                 kvinner kvinde kvinne mænd menn mann børn barn piger jenter drenge \
                 gutter spædbørn spedbarn voksne dødsfald dødsfall døde selvmord \
                 sygeplejersker sykepleiere læger leger pårørende mødre fædre beboere \
                 brugere brukere ansatte elever studerende studenter respondenter \
                ",
        measures: "rang uge uger uke uker måned måneder dag dage dager time timer minutter \
                 år alder score niveau nivå standard besøg besøk senge senger tjenester \
                 gange gennemsnit gjennomsnitt median andel længde lengde \
                 opkald",
    },
];

/// Reports whether a text speaks of people.
pub(super) fn speaks_of_people(text: &str) -> bool {
    has_word(text, |language| language.people)
}

/// Reports whether a heading says that its column measures something else.
pub(super) fn is_measure(heading: &str) -> bool {
    has_word(heading, |language| language.measures)
}

/// Reports whether a word of some lists, or two of them together, stands in a text.
fn has_word(text: &str, list: fn(&CountingWords) -> &'static str) -> bool {
    let text = text.to_lowercase();
    let own: Vec<&str> = (text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let pairs = own.windows(2).map(|pair| pair.join("_"));
    let own: Vec<String> = own
        .iter()
        .map(|&word| word.to_owned())
        .chain(pairs)
        .collect();
    let mut words = LANGUAGES
        .iter()
        .flat_map(|language| list(language).split(' '));
    words.any(|word| own.iter().any(|own| own == word))
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, is_measure, speaks_of_people};

    #[test]
    fn people_and_measures_are_known_in_many_languages() {
        for text in [
            "Service users seen",
            "Cleifion",
            "Patientinnen je Station",
            "Décès",
            "Niños",
            "Pazienti",
            "Patiënten",
            "Kobiety",
            "Óbitos",
            "Othair",
            "Euslaintich",
            "Män",
            "Pasienter",
        ] {
            assert!(speaks_of_people(text), "{text}");
        }
        for text in ["Management", "Manual", "Beds", "Kindergarten"] {
            assert!(!speaks_of_people(text), "{text}");
        }
        for text in [
            "Week", "Wythnos", "Alter", "Durée", "Edad", "Età", "Leeftijd", "Wiek", "Idade",
        ] {
            assert!(is_measure(text), "{text}");
        }
    }

    #[test]
    fn no_word_of_one_language_is_both() {
        for language in &LANGUAGES {
            let people: Vec<&str> = language.people.split(' ').collect();
            let mut measures = language.measures.split(' ');
            assert_eq!(measures.find(|word| people.contains(word)), None);
        }
    }
}
