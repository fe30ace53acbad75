//! Tests of finding mentions: what is found in a text, with marks around it.

use super::*;

const PERSON: Bearer = Bearer::Person;
const PLACE: Bearer = Bearer::Place;
const BODY: Bearer = Bearer::Body;

fn name(entity: u32, bearer: Bearer, text: &str) -> Name<'_> {
    Name { entity, text, bearer, publisher: None, language: None, years: (None, None) }
}

fn roll() -> Roll {
    let held = name(20, BODY, "Ministry of Light");
    Roll::new(vec![
        name(1, PERSON, "Adil Orunbek"),
        name(1, PERSON, "Orunbek"),
        name(2, PERSON, "Mira-Jan Tal"),
        name(2, PERSON, "Tal"),
        name(3, PERSON, "Адил Орунбек"),
        name(3, PERSON, "Орунбек"),
        name(10, PLACE, "Velgrad"),
        name(11, PLACE, "Velgrad region"),
        name(12, PLACE, "Nova-Sel"),
        name(13, PLACE, "Вельград"),
        held,
        Name { text: "Ministry of Light and Heat", years: (Some(2016), Some(2018)), ..held },
        Name { text: "MLH", publisher: Some("us-state"), ..held },
        Name { text: "МСТ", language: Some("ru"), ..held },
        name(21, BODY, "Supreme Court"),
        name(22, BODY, "prosecutor general"),
        name(22, BODY, "Prosecutor General’s Office"),
        name(23, BODY, "Bright Rivers"),
        name(24, BODY, "Rivers’ Party “Dawn”"),
        name(25, BODY, "Law on quiet streets"),
        name(26, BODY, "Criminal code"),
        name(27, BODY, "Dawn.kz"),
        name(28, BODY, "Council of Elders"),
        name(30, BODY, "Case of Adil Orunbek"),
        name(31, BODY, "Bright Rivers"),
    ])
}

const REPORT: About<'static> = About { publisher: "hrw", language: "en", year: 2017 };

/// The text with marks around what is found, which is told once for all who bear it.
fn marked(roll: &Roll, text: &str, report: About<'_>) -> String {
    let mut out = String::new();
    let mut done = 0;
    for mention in roll.mentions(text, report) {
        let (start, end) = (mention.at.start as usize, mention.at.end as usize);
        if start >= done {
            out += &format!("{}[{}]", &text[done..start], &text[start..end]);
            done = end;
        }
    }
    out + &text[done..]
}

/// Each text has its marks where they are expected: without them it is what is looked through.
fn check(report: About<'_>, texts: &[&str]) {
    let roll = roll();
    for expected in texts {
        let text: String = expected.chars().filter(|letter| !matches!(letter, '[' | ']')).collect();
        assert_eq!(marked(&roll, &text, report), *expected);
    }
}

#[test]
fn people_are_found_behind_titles_and_never_in_others_names() {
    check(
        REPORT,
        &[
            "President [Orunbek] and [Adil Orunbek]’s wife met [Tal].",
            "Later [Orunbek] said; on Monday [Orunbek] left. In March [Tal] stayed.",
            "Serik Orunbek is another, and so is Adil Serik Orunbek.",
            "Dana Orunbekova is not he, nor Orunbek Dana, nor Orunbek-Dana.",
            "Orunbek University and Adil Orunbek Prize; Orunbek street; the Orunbek Foundation.",
            "Mr. [Orunbek], Dr [Orunbek], the Vice-President [Orunbek], ex-Minister [Orunbek].",
            "A. [Orunbek] and S. Orunbek, A.S. Orunbek and [Orunbek] A.",
            "Orunbek bin Tal, and Omar ibn Tal.",
            "[Orunbek] Adil spoke. “[Orunbek] must go,” said Serik, [Orunbek]’s friend.",
            "Minister of Justice [Adil Orunbek], but Minister of Justice Serik Orunbek.",
            "President of Velgrad Serik Orunbek; Sultan Orunbek; Jan Orunbek; Will Orunbek",
            "[Mira–Jan Tal] and [Mira-Jan Tal]!",
            "activists ([Mira-Jan Tal]), Serik Mira-Jan Tal",
            "the blogger\n[Adil\u{a0} Orunbek]",
            "The House’s [Orunbek], Serik; Orunbek Tal",
            "pro-Orunbek, Orunbek’ov, Torunbek, OrunbekX, Orunbek2, orunbek, ORUNBEK",
        ],
    );
}

#[test]
fn places_are_found_where_nothing_else_is_named_after_them() {
    check(
        REPORT,
        &[
            "In [Velgrad], activists; in [Velgrad] activists; [Velgrad] police; [Velgrad]’s Old Court.",
            "Velgrad City Court, Velgrad University, the Velgrad Prosecutor’s Office.",
            "[Velgrad] Mayor Omar, [Velgrad] Deputy Mayor Omar.",
            "[Velgrad region]’s judge and the [Velgrad region].",
            "Nova-Sel region, Velgrad district, New Velgrad, KNB Velgrad.",
            "the [Velgrad]-based group, Velgrad-2 prison, [Velgrad]—the capital—and [Velgrad]/[Nova-Sel].",
            "[Nova–Sel], [Nova\u{2011}Sel], Nova Sel, NovaSel, www.Velgrad.kz",
            "the court of [Velgrad]; Velgrad General Hospital",
            "arrested in [Velgrad] Monday; d’[Velgrad], l'[Velgrad] and O’Velgrad",
        ],
    );
}

#[test]
fn bodies_are_found_unless_they_are_another_countrys() {
    check(
        REPORT,
        &[
            "The [Supreme Court] and the U.S. Supreme Court and UN Supreme Court.",
            "[Supreme Court] Judge Omar; Supreme Court Council; Supreme Court of Ruritania.",
            "Supreme Court of the Republic; the [Supreme Court] of last resort; two [Supreme Court] of May; Ruritania’s [Supreme Court]",
            "[Ministry of Light and Heat] of 2017, and the [Ministry of Light] and the Senate.",
            "Ministry of Light and Sound; [Ministry of Light] and Ministry of Sound",
            "[Ministry of Light] and [Council of Elders]; [Council of Elders] and Ministry of Sound",
            "NGO [Bright Rivers], the NGO [Bright Rivers]; Green Bright Rivers; [Bright Rivers] Party.",
            "the [Rivers' Party \"Dawn\"] and [Rivers’ Party «Dawn»], [Dawn.kz], Dawn.kzx, dawn.kz",
            "[Prosecutor general] Omar asked. Then the [prosecutor general] left; New Prosecutor general.",
            "“[Prosecutor general] or not?” he asked the Prosecutor general.",
            "the [criminal code] and the [Criminal code], the Criminal Code, the [law on quiet streets]",
            "[Criminal code] Article 3, Soviet criminal code, criminal codes",
            "the [Prosecutor General's Office] and the [Prosecutor  General‘s\u{a0}Office]",
            "MLH and МСТ; Dawn Ministry of Light; the [Council of Elders]’ Hall",
        ],
    );
}

#[test]
fn names_hold_where_they_are_said_to() {
    let state = About { publisher: "us-state", ..REPORT };
    check(state, &["the [MLH]", "МСТ"]);
    check(About { language: "ru-KZ", ..REPORT }, &["[МСТ], MLH"]);
    check(About { language: "rue", ..REPORT }, &["МСТ"]);
    check(About { year: 2018, ..REPORT }, &["[Ministry of Light and Heat]"]);
    // Out of its years a longer name is still a longer name.
    check(About { year: 2019, ..REPORT }, &["Ministry of Light and Heat", "[Ministry of Light]"]);
    check(About { year: 2015, ..REPORT }, &["Ministry of Light and Heat"]);
}

#[test]
fn russian_has_words_of_its_own() {
    check(
        About { language: "ru", ..REPORT },
        &[
            "Президент [Орунбек] и судья [Адил Орунбек].",
            "Затем [Орунбек] уехал в [Вельград]. В [Вельград] приехал Серик Орунбек.",
            "улица Орунбекова; Орунбек улица; Орунбек Данаевич; [Вельград], Вельград область",
            "«[Вельград]» — [Вельград]. Новый Вельград",
        ],
    );
}

#[test]
fn all_who_bear_a_name_are_mentioned() {
    let mentions = roll().mentions("Bright Rivers of Velgrad? Bright Rivers!", REPORT);
    let expected = [(23, 26..39), (31, 26..39)];
    let places: Vec<(u32, Range<u32>)> = mentions
        .into_iter()
        .filter(|one| one.entity != 10)
        .map(|one| (one.entity, one.at))
        .collect();
    assert_eq!(places, expected);
}

#[test]
fn an_empty_roll_finds_nothing() {
    assert_eq!(Roll::new(Vec::new()).mentions("Velgrad", REPORT), []);
    let odd = Roll::new(vec![name(1, BODY, ""), name(2, BODY, "—"), name(3, BODY, "’’ ")]);
    assert_eq!(odd.mentions("Velgrad — ’’", REPORT), []);
}

/// Pieces that rules look at, put together in ways that nobody writes.
const PIECES: [&str; 40] = [
    "Orunbek",
    "Adil",
    "Velgrad",
    " ",
    " ",
    " ",
    ".",
    "’",
    "'",
    "s",
    "-",
    "–",
    "—",
    "“",
    "”",
    "«",
    "\u{301}",
    "\u{a0}",
    "\n",
    "of ",
    "the ",
    "and ",
    "Ministry of Light",
    "Nova",
    "Sel",
    "É",
    "ß",
    "ǅ",
    "日本",
    "🙂",
    "bin ",
    "President ",
    "S.",
    "A.",
    "Criminal code",
    "Rivers",
    "“Dawn”",
    "İ",
    "region",
    "@",
];

#[test]
fn any_text_is_read_to_its_end() {
    let roll = roll();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..5_000 {
        let mut text = String::new();
        for _ in 0..12 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            text += PIECES[(state % PIECES.len() as u64) as usize];
        }
        let mut free = 0..0;
        for mention in roll.mentions(&text, REPORT) {
            assert!(mention.at.start >= free.end || mention.at == free, "{text:?}");
            assert!(text.get(mention.at.start as usize..mention.at.end as usize).is_some());
            free = mention.at;
        }
    }
    for word in ["Orunbek ", "Orunbek-", "Velgrad\u{a0}", "Ministry of ", "“", "Adil Orunbek "] {
        roll.mentions(&word.repeat(50_000), REPORT);
    }
}
