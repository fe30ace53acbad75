//! Words, lists and files, held against small examples.

use proptest::prelude::*;

use super::pack::{list, push, words_file};
use super::spelling::{american, other};
use super::word::{Language, Terms, fold, words};
use super::{Index, Part, length};

fn forms(text: &str) -> Vec<String> {
    words(text).map(|at| fold(&text[at])).collect()
}

#[test]
fn words_are_cut_and_folded_as_readers_type_them() {
    for (text, folded) in [
        (
            "The government’s Human-Rights record",
            &["the", "government", "human", "rights", "record"][..],
        ),
        ("1,024 cases, 2,000", &["1024", "cases", "2000"]),
        ("O'Brien ’quoted’ Sai'd", &["obrien", "quoted", "said"]),
        ("Bokáyev, Żółć, Straße", &["bokayev", "zolc", "strasse"]),
        ("Ёлка и йод", &["елка", "и", "иод"]),
        ("e\u{301}tat ÉTAT", &["etat", "etat"]),
        ("§ … —", &[]),
        ("ИТОГ Οδός ΟΔΟΣ", &["итог", "οδοσ", "οδοσ"]),
    ] {
        assert_eq!(forms(text), folded, "{text}");
    }
}

#[test]
fn forms_of_a_word_share_a_term_in_languages_with_stems() {
    let same = |language: &str, one: &str, other: &str| {
        let terms = Terms::of(Language::of(language));
        let of = |word| terms.term(word).map(|(term, _)| term);
        of(one).is_some() && of(one) == of(other)
    };
    assert!(same("en-GB", "tortured", "torture"));
    assert!(same("en", "Prisons", "prison"));
    assert!(same("ru", "пыток", "пытками") || same("ru", "тюрьмы", "тюрьма"));
    assert!(same("ru", "случай", "случаи") && !same("ru", "случай", "суд"));
    assert!(!same("kk", "қамауда", "қамау"), "nothing stems Kazakh");
    let terms = Terms::of(Language::English);
    assert!(terms.term("the").is_none() && terms.term("The").is_none());
    assert!(terms.term("Қазақстан").is_some_and(|(term, _)| term.is_whole()));
    assert!(!terms.term("2018").is_some_and(|(term, _)| term.is_whole()));
}

#[test]
fn british_and_american_spellings_are_one_word() {
    let terms = Terms::of(Language::English);
    let of = |word: &str| terms.term(word).map(|(term, _)| term);
    for (british, us) in [
        ("labour", "labor"),
        ("Labourers", "laborers"),
        ("neighbourhood", "neighborhood"),
        ("unfavourable", "unfavorable"),
        ("behaviour", "behavior"),
        ("organisation", "organization"),
        ("organisers", "organizers"),
        ("recognised", "recognized"),
        ("criticising", "criticizing"),
        ("minimise", "minimize"),
        ("authorises", "authorizes"),
        ("centre", "center"),
        ("kilometres", "kilometers"),
        ("defence", "defense"),
        ("offences", "offenses"),
        ("licenced", "licensed"),
        ("programmes", "programs"),
    ] {
        assert_eq!(of(british), of(us), "{british}");
        assert_eq!(other(&fold(british)), Some(fold(us)), "{british}");
        assert_eq!(other(&fold(us)), Some(fold(british)), "{us}");
    }
    for word in [
        "supervised",
        "precise",
        "exercise",
        "promises",
        "enterprise",
        "uprising",
        "raised",
        "otherwise",
        "expertise",
        "merchandise",
        "praise",
        "hours",
        "journal",
        "detour",
        "courts",
        "resource",
        "fence",
        "programming",
        "hatred",
    ] {
        assert_eq!(american(word), None, "{word}");
    }
    assert_eq!(of("supervised"), of("supervision"));
    assert!(Terms::of(Language::Other).term("labour") != Terms::of(Language::Other).term("labor"));
}

#[test]
fn a_list_says_where_a_term_stands() {
    // Two forms: in the third unit as its fifth word, in the tenth twice.
    let list = list(&[(3, 4, 0), (10, 0, 1), (10, 7, 0)], 2);
    assert_eq!(list.passages, [3 << 1, 7 << 1 | 1, 2]);
    assert_eq!(list.places, [2, 4 << 1, 1, 7 << 1]);
}

#[test]
fn how_many_files_there_are_follows_from_the_number_of_sections() {
    let files = |sections| Part::ALL.map(|part| part.files(sections));
    assert_eq!(files(0), [1, 1, 1]);
    assert_eq!(files(1200), [3, 10, 10]);
    assert_eq!(files(10_000_000), [128, 1024, 1024]);
    assert!(Index::default().file(Part::Words, 7).is_empty(), "a file that is not there is empty");
    // The script has the same sum.
    assert_eq!(words_file("torture", 1000), words_file("total", 1000));
    assert_eq!(words_file("то", 128), words_file("толк", 128));
    assert_eq!(super::pack::fnv(b"to"), 0x4245_4824);
}

#[test]
fn lengths_are_told_in_quarters_of_a_doubling() {
    assert_eq!([0, 1, 2, 3, 6, 7, 1023].map(|words| length(&words)), [0, 4, 6, 8, 11, 12, 40]);
}

proptest! {
    #[test]
    fn numbers_come_back(number: u32) {
        let mut bytes = Vec::new();
        push(&mut bytes, number);
        let read = bytes.iter().rev().fold(0_u64, |all, byte| all << 7 | u64::from(byte & 127));
        prop_assert_eq!(read, u64::from(number));
        prop_assert!(bytes.iter().rev().skip(1).all(|byte| byte & 128 != 0));
    }

    #[test]
    fn words_are_parts_of_their_text(text in "\\PC{0,60}") {
        let mut end = 0;
        for at in words(&text) {
            prop_assert!(at.start >= end && at.end > at.start);
            prop_assert!(text.get(at.clone()).is_some());
            end = at.end;
        }
    }
}
