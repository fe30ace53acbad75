//! Reads tables of sentences with the expressions that a careful reader finds in them.

use jiff::civil::date;

use super::{Grammar, expressions};

/// One line for each expression: words, value, precision, kind.
pub(super) fn found(sentence: &str, year: i16, grammar: &Grammar) -> String {
    let found = expressions(sentence, (date(year, 1, 1), date(year, 12, 31)), grammar);
    let line = |e: &super::Expression| {
        let words = sentence.get(e.at.clone()).unwrap_or("out of bounds");
        format!("{words} | {} | {} | {}", e.value, e.precision.name(), e.kind.name())
    };
    found.iter().map(line).collect::<Vec<_>>().join("; ")
}

/// Holds sentences of reports on 2018 against what is expected of them: a row is a sentence, `=>`
/// and what is found in it.
pub(super) fn check(rows: &str, least: usize, grammar: &Grammar) {
    let rows = rows.lines().filter_map(|row| row.split_once(" =>")).collect::<Vec<_>>();
    assert!(rows.len() >= least, "only {} rows", rows.len());
    let wrong = rows.iter().filter_map(|(sentence, expected)| {
        let (found, expected) = (found(sentence, 2018, grammar), expected.trim());
        let row = || format!("{sentence}\n  expected {expected}\n  found    {found}\n");
        (found != expected).then(row)
    });
    let wrong = wrong.collect::<Vec<_>>();
    assert!(wrong.is_empty(), "{} of {} rows\n{}", wrong.len(), rows.len(), wrong.concat());
}

#[test]
fn years_come_from_the_coverage() {
    let covers = (date(2017, 7, 1), date(2018, 6, 30));
    for (sentence, value) in [
        ("In March police came.", "2018-03"),
        ("In October police came.", "2017-10"),
        ("On July 1 police came.", "2017-07-01"),
        ("During the year police came.", "2017-07-01/2018-06-30"),
        ("From October to March police came.", "2017-10/2018-03"),
    ] {
        let found = expressions(sentence, covers, super::english::english());
        assert_eq!(
            found.first().map(|e| e.value.to_string()).as_deref(),
            Some(value),
            "{sentence}"
        );
    }
}

/// Any cut of any text is read, twice alike, and what is found lies in it and in order.
#[test]
fn no_text_is_too_odd() {
    let odd = "Mar.13–٣ “May”-5, 2018—’s 99999999999999999999 2018-02-30 1.1.1.1 \u{a0}\u{301}é’ \
        mid-mid-early 2018/ 2017//18 ](x the year’s’s end of of first 13 months in in since 1990-х \
        16 и и 17 мая г. İI с с по 30 February 31 November 0 May 32 June December 31, 9999";
    let texts = [include_str!("english_traps.rs"), include_str!("russian_rows.rs"), odd];
    let mut seed: usize = 1;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below.max(1)
    };
    for round in 0..30_000 {
        let text = texts[round % texts.len()];
        let from = text.floor_char_boundary_of(next(text.len()));
        let to = text.floor_char_boundary_of((from + next(160)).min(text.len()));
        let mut slice = text[from..to.max(from)].to_owned();
        if round % 3 == 0 {
            let other = odd.floor_char_boundary_of(next(odd.len()));
            slice.push_str(&odd[other..]);
        }
        for grammar in [super::english::english(), super::russian::russian()] {
            let covers = (date(2018, 1, 1), date(2018, 12, 31));
            let found = expressions(&slice, covers, grammar);
            assert_eq!(found, expressions(&slice, covers, grammar));
            let mut end = 0;
            for e in found {
                assert!(slice.get(e.at.clone()).is_some_and(|words| !words.is_empty()), "{slice}");
                assert!(e.at.start >= end, "{slice}");
                end = e.at.end;
                assert_eq!(
                    super::Edtf::parse(&e.value.to_string()).as_ref(),
                    Some(&e.value),
                    "{slice}"
                );
                assert!(!e.value.in_words().is_empty());
            }
        }
    }
}

trait Boundary {
    fn floor_char_boundary_of(&self, at: usize) -> usize;
}

impl Boundary for str {
    fn floor_char_boundary_of(&self, at: usize) -> usize {
        (0..=at).rev().find(|at| self.is_char_boundary(*at)).unwrap_or(0)
    }
}
