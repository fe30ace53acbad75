//! Numbers stay with their paragraphs, whatever an editor does.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::config::Limits;
use crate::diagnostic::Found;
use crate::parse::document::Document;
use crate::parse::{Parsed, parse};
use crate::path::SourcePath;
use crate::source::{Data, Kind, SourceFile};

fn file(name: &str, kind: Kind, text: &str) -> SourceFile {
    let digest = Digest::of_bytes(text.as_bytes());
    SourceFile { path: SourcePath::new(name), kind, data: Data::Text(text.into()), digest }
}

fn document(body: &str, status: &str, display: &str) -> Document {
    let matter = format!(
        "---\ntitle: T\npublisher: office\ncountry: freeland\ncovers: 2019\nedition: \"2019\"\npublished: 2020\nstatus: {status}\nlanguage: en\nkind: digest\ncompleteness: full\noutline: o\nsource: {{title: T}}\nlicence: {{id: x, display: {display}}}\n---\n{body}"
    );
    let parsed = parse(&file("content/reports/x.md", Kind::Report, &matter), Limits::default());
    let Parsed::Report(Some(document)) = parsed.value else { panic!("{:?}", parsed.problems) };
    document
}

/// An archive of one report, kept by its lock alone.
#[derive(Default)]
struct Kept(Lock);

impl Kept {
    fn place(&mut self, body: &str) -> Placed {
        self.place_as(body, "published", "full")
    }

    fn place_as(&mut self, body: &str, status: &str, display: &str) -> Placed {
        let document = document(body, status, display);
        let known = self.0.of("freeland/2019/office").map(|known| &***known);
        let placed = super::place(known, &document.face, &document.body);
        let lock = self.0.renewed([("freeland/2019/office", &placed)].into_iter());
        let text = lock.to_text();
        let read = read_lock(&text);
        assert_eq!(read.problems, []);
        assert_eq!(read.value.to_text(), text);
        self.0 = read.value;
        // Whoever reads the lock and the same text comes to the same numbers.
        let known = self.0.of("freeland/2019/office").map(|known| &***known);
        let again = super::place(known, &document.face, &document.body);
        assert_eq!(again.numbers.sections, placed.numbers.sections);
        assert_eq!(again.numbers.moved, placed.numbers.moved);
        if status == "published" {
            let lock = self.0.renewed([("freeland/2019/office", &again)].into_iter());
            assert_eq!(lock.to_text(), text);
        }
        placed
    }
}

fn read_lock(text: &str) -> Found<Lock> {
    read(&file(NAME, Kind::Permalinks, text))
}

fn of(placed: &Placed) -> Vec<Vec<u32>> {
    placed.numbers.sections.iter().map(|section| section.of.clone()).collect()
}

fn gone(placed: &Placed) -> Vec<Vec<u32>> {
    placed.numbers.sections.iter().map(|section| section.gone.clone()).collect()
}

const ONE: &str = "The law forbids torture, and officials said that they had punished it.";
const TWO: &str = "The ombudsman received 41 complaints in the course of the year.";
const THREE: &str = "Prisons in the north held more people than they were built for.";
const FOUR: &str = "Three journalists were fined by a district court in the capital.";

fn body(sections: &[(&str, &[&str])]) -> String {
    let section =
        |(heading, texts): &(&str, &[&str])| format!("## {heading}\n\n{}\n\n", texts.join("\n\n"));
    sections.iter().map(section).collect()
}

#[test]
fn without_a_lock_numbers_are_positions() {
    let placed = Kept::default().place(&body(&[("A", &[ONE, TWO]), ("B", &[THREE])]));
    assert_eq!(of(&placed), [vec![1, 2], vec![1]]);
    assert_eq!(placed.numbers.digest(), Numbers::new(Vec::new(), BTreeMap::new()).digest());
}

#[test]
fn numbers_stay_and_none_is_given_twice() {
    let mut kept = Kept::default();
    kept.place(&body(&[("A", &[ONE, TWO, THREE])]));
    assert_eq!(of(&kept.place(&body(&[("A", &[ONE, FOUR, TWO, THREE])]))), [[1, 4, 2, 3]]);
    let without = kept.place(&body(&[("A", &[ONE, FOUR, THREE])]));
    assert_eq!((of(&without), gone(&without)), (vec![vec![1, 4, 3]], vec![vec![2]]));
    // What comes back has its number back; what is new has none that was given before.
    let other = "Elections were held in May under a law that had been changed twice.";
    assert_eq!(of(&kept.place(&body(&[("A", &[other, THREE, TWO, ONE])]))), [[5, 3, 2, 1]]);
}

#[test]
fn a_changed_paragraph_is_known_again() {
    let mut kept = Kept::default();
    kept.place(&body(&[("A", &[ONE, TWO, THREE])]));
    let (two, moved) = (TWO.replace("41", "53"), [THREE, "More.", ONE]);
    assert_eq!(
        of(&kept.place(&body(&[("A", &[moved[0], &two, moved[1], moved[2]])]))),
        [[3, 2, 4, 1]]
    );
    // In its place, fewer words will do; without any in common, it is another paragraph.
    assert_eq!(of(&kept.place(&body(&[("A", &[THREE, &two, "Less.", ONE])]))), [[3, 2, 5, 1]]);
}

#[test]
fn paragraphs_with_the_same_words_stay_in_order() {
    let mut kept = Kept::default();
    kept.place(&body(&[("A", &[TWO, ONE])]));
    kept.place(&body(&[("A", &[ONE, TWO])]));
    assert_eq!(of(&kept.place(&body(&[("A", &[ONE, ONE])]))), [[2, 3]]);
}

#[test]
fn a_section_is_known_by_its_paragraphs() {
    let mut kept = Kept::default();
    kept.place(&body(&[("A", &[FOUR, ONE, TWO]), ("B", &["Not applicable."])]));
    kept.place(&body(&[("A", &[ONE, TWO]), ("B", &["Not applicable."])]));
    let placed = kept.place(&body(&[("New", &["Not applicable."]), ("C", &[ONE, THREE])]));
    assert_eq!(of(&placed), [vec![1], vec![2, 4]]);
    assert_eq!(gone(&placed), [vec![], vec![1, 3]]);
    let document = document(&body(&[("C", &[ONE])]), "published", "full");
    assert_eq!(placed.numbers.moved.get("a"), Some(&1));
    assert!(!placed.numbers.moved.contains_key("b"), "three words tell no section");
    // Links to the old name still find their paragraph.
    let placed = kept.place(&body(&[("D", &[THREE, ONE])]));
    assert_eq!(placed.numbers.paragraph_called(&document.face, "a-p2"), Some((0, 2)));
    assert_eq!(placed.numbers.moved.keys().map(|id| &**id).collect::<Vec<_>>(), ["a", "c"]);
    // The old heading comes back.
    let placed = kept.place(&body(&[("A", &[THREE, ONE])]));
    assert_eq!(of(&placed), [[4, 2]]);
    assert_eq!(placed.numbers.moved.keys().map(|id| &**id).collect::<Vec<_>>(), ["c", "d"]);
}

#[test]
fn what_is_not_shown_has_not_vanished() {
    let mut kept = Kept::default();
    let all = body(&[("A", &[ONE, TWO, THREE])]);
    kept.place(&all);
    let placed = kept.place_as(&all, "published", "excerpt");
    assert_eq!((of(&placed), gone(&placed)), (vec![vec![1]], vec![vec![]]));
    let draft = kept.place_as(&body(&[("A", &[TWO, FOUR])]), "draft", "full");
    assert_eq!(of(&draft), [[2, 4]]);
    assert_eq!(of(&kept.place(&all)), [[1, 2, 3]]);
    // Of a report that is not there, the lock says what it said.
    let text = kept.0.to_text();
    assert_eq!(kept.0.renewed(std::iter::empty()).to_text(), text);
}

#[test]
fn wrong_lines_are_told_with_their_place() {
    let good = "freeland/2019/office a p1 0123456789abcdef 00112233445566778899aabbccddeeff";
    let check = |text: &str, at: &str, message: &str| {
        let found = read_lock(text);
        let told: Vec<_> = found
            .problems
            .iter()
            .map(|p| (&text[p.span.start as usize..p.span.end as usize], &*p.message))
            .collect();
        assert_eq!(told, [(at, message)], "{text}");
    };
    assert_eq!(read_lock(&format!("# x\r\n{good}\n\n")).problems, []);
    check("nonsense\n", "nonsense", "this line says nothing of a section");
    let line = |from: &str, to: &str| format!("# head\n{}\n", good.replacen(from, to, 1));
    check(&line("p1", "p0"), "p0", "a paragraph’s number is written `p3`");
    check(&line("p1", "p4294967295"), "p4294967295", "a paragraph’s number is written `p3`");
    check(&line("2019/", ""), "freeland/office", "a report is written `country/year/publisher`");
    check(&line(" a ", " A "), "A", "this is no section’s id");
    check(
        &line("cdef ", "cdeg "),
        "0123456789abcdeg",
        "a fingerprint has 16 figures and letters a to f",
    );
    check(
        &line("ddeeff", "dd"),
        "00112233445566778899aabbccdd",
        "a sketch has 32 figures and letters a to f",
    );
    check(
        &line("ddeeff", "ddeeff x"),
        "p1",
        "expected `p`, a number, a fingerprint and a sketch behind the section",
    );
    check(
        &format!("{good}\n{good} gone\n"),
        &format!("{} gone", &good[23..]),
        "a paragraph of freeland/2019/office a has this number already, in line 1",
    );
    check(
        &format!("<<<<<<< HEAD\n{good}\n=======\n>>>>>>> x\n"),
        "<<<<<<< HEAD",
        "a merge left both sides here",
    );
}

#[test]
fn news_are_told_in_words() {
    let mut kept = Kept::default();
    kept.place(&body(&[("A", &[ONE, TWO])]));
    let before = kept.0.clone();
    assert_eq!(Lock::default().news(&before).to_string(), "2 paragraphs new");
    kept.place(&body(&[("B", &[ONE, THREE])]));
    let news = before.news(&kept.0);
    assert_eq!(news.to_string(), "1 paragraph new, 1 paragraph gone, 1 section moved");
    assert_eq!(news.report.as_deref(), Some("freeland/2019/office"));
}

/// Twenty words that no other paragraph has.
fn text(seed: u64) -> Vec<String> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let word = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        format!("w{:x}", state & 0xFFFF_FFFF)
    };
    (0..20).map(word).collect()
}

fn current(paragraphs: &[(u32, Vec<String>)]) -> Vec<Current> {
    let one = |(_, words): &(u32, Vec<String>)| {
        let text = words.join(" ");
        Current { print: wording(&text), text }
    };
    paragraphs.iter().map(one).collect()
}

proptest! {
    #[test]
    fn ids_stay_with_their_paragraphs(edits in prop::collection::vec((0_u8..5, any::<u16>(), any::<u16>()), 1..24)) {
        let mut seed = 0;
        let mut fresh = || { seed += 1; text(seed) };
        // Each with the number that it has to bear; 0 for any that was never given.
        let mut paragraphs: Vec<(u32, Vec<String>)> = (1..=4).map(|n| (n, fresh())).collect();
        let mut known = assign(&[], &current(&paragraphs), true).known;
        let mut given: BTreeSet<u32> = (1..=4).collect();
        for (edit, a, b) in edits {
            let place = |n: u16, len: usize| usize::from(n) % len.max(1);
            let (at, len) = (place(a, paragraphs.len()), paragraphs.len());
            let mut halves = None;
            match edit {
                0 => paragraphs.insert(place(a, len + 1), (0, fresh())),
                _ if len == 0 => continue,
                1 => { paragraphs.remove(at); }
                2 => { let one = paragraphs.remove(at); paragraphs.insert(place(b, len), one); }
                // Of a short paragraph one word can be too much to be known again by a sketch.
                3 if paragraphs[at].1.len() < 20 => continue,
                3 => { let word = place(b, paragraphs[at].1.len()); paragraphs[at].1[word] = format!("x{a}"); }
                _ => {
                    if paragraphs[at].1.len() < 20 { continue; }
                    let behind = paragraphs[at].1.split_off(10);
                    halves = Some((at, paragraphs[at].0));
                    paragraphs.insert(at + 1, (0, behind));
                }
            }
            let now = current(&paragraphs);
            let assigned = assign(&known, &now, true);
            let numbers: BTreeSet<u32> = assigned.numbers.iter().copied().collect();
            prop_assert_eq!(numbers.len(), paragraphs.len(), "a number twice");
            if let Some((at, number)) = halves {
                let pair = (assigned.numbers[at], assigned.numbers[at + 1]);
                prop_assert!((pair.0 == number) != (pair.1 == number), "{:?} {}", pair, number);
                if pair.1 == number { paragraphs[at].0 = 0; paragraphs[at + 1].0 = number; }
            }
            for ((wanted, _), number) in paragraphs.iter_mut().zip(&assigned.numbers) {
                if *wanted == 0 {
                    prop_assert!(given.insert(*number), "{} was given before", number);
                    *wanted = *number;
                }
                prop_assert_eq!(*wanted, *number);
            }
            let all: BTreeSet<u32> = assigned.known.iter().map(|known| known.number).collect();
            prop_assert_eq!(&all, &given, "a number was forgotten");
            let again = assign(&assigned.known, &now, true);
            prop_assert_eq!(&again, &assigned);
            known = assigned.known;
        }
    }

    #[test]
    fn any_text_is_settled_at_once(before in "[ab .]{0,12}(\n[ab .]{0,12}){0,6}", after in "[ab .]{0,12}(\n[ab .]{0,12}){0,6}") {
        let read = |text: &str| -> Vec<Current> {
            text.lines().map(|text| Current { print: wording(text), text: text.to_owned() }).collect()
        };
        let first = assign(&[], &read(&before), true);
        for whole in [true, false] {
            let second = assign(&first.known, &read(&after), whole);
            prop_assert_eq!(&assign(&second.known, &read(&after), whole).numbers, &second.numbers);
        }
    }
}
