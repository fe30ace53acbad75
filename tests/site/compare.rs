//! Comparisons of the archive that comes with the program, and of the publisher's own pages.

use std::path::Path;

use rightsbook::archive::ReportIdx;
use rightsbook::compare::figure::Verdict;
use rightsbook::compare::{Class, Comparison, Fate, Pair, Spot};
use rightsbook::pages::World;
use rightsbook::pipeline::{Memory, Site, Understood, understand};
use rightsbook::{prose, source};

fn archive() -> Understood {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let snapshot = source::snapshot(root).unwrap_or_else(|error| panic!("{error}"));
    understand(&Site::new(root), &snapshot, &mut Memory::default())
}

/// The State Department's editions of two coverage years.
fn of(world: &World, before: u16, after: u16) -> (u32, &Comparison) {
    let year = |at: ReportIdx| world.archive.report(at).year();
    let pair = world.pairs.iter().position(|pair| {
        let editions = pair.editions;
        let publisher = &world.archive.report(editions.after).face.matter.publisher.id;
        (year(editions.before), year(editions.after)) == (before, after)
            && **publisher == *"us-state"
    });
    let pair = u32::try_from(pair.expect("the two are held against each other")).unwrap();
    (pair, world.comparison(pair))
}

fn text(world: &World, report: ReportIdx, spot: &Spot) -> String {
    let section = &world.body(report).sections[spot.section as usize];
    let text = prose::plain(&section.blocks[spot.paragraph as usize - 1]);
    text[spot.at.start as usize..spot.at.end as usize].to_owned()
}

fn topic(world: &World, spot: &Spot) -> String {
    world.archive.thesaurus.topic(spot.topic.unwrap()).id.to_string()
}

/// The sentence of the later edition with these words, and what it continues.
fn held<'w>(world: &'w World, years: (u16, u16), words: &str) -> (&'w Spot, Option<&'w Pair>) {
    let (pair, comparison) = of(world, years.0, years.1);
    let after = world.pairs[pair as usize].editions.after;
    let has = |spot: &&Spot| text(world, after, spot).contains(words);
    let spot = comparison.after.iter().find(has).unwrap_or_else(|| panic!("no sentence {words}"));
    (spot, comparison.pair_of(spot))
}

#[test]
fn comparisons_say_what_a_careful_reader_says() {
    let understood = archive();
    let world = &understood.world;
    let figures = |years, words: &str| {
        let (_, pair) = held(world, years, words);
        let pair = pair.unwrap_or_else(|| panic!("{words} continues nothing"));
        let all: Vec<_> = pair
            .figures
            .iter()
            .map(|f| (f.before.value.to_string(), f.after.value.to_string(), f.verdict))
            .collect();
        (pair.class, all)
    };
    let figure = |a: &str, b: &str, verdict| (a.to_owned(), b.to_owned(), verdict);

    let (class, all) = figures((2018, 2019), "12.63 million tenge");
    assert_eq!(class, Class::Number);
    for expected in [
        figure("12.96 million", "12.63 million", Verdict::Comparable),
        figure("40000", "32793", Verdict::Comparable),
        figure("10", "7", Verdict::Comparable),
    ] {
        assert!(all.contains(&expected), "{expected:?} in {all:?}");
    }
    let (class, all) = figures((2018, 2019), "1,682 corruption-related");
    assert_eq!(class, Class::Number);
    assert_eq!(all[0], figure("1024", "1682", Verdict::Comparable));
    let (_, all) = figures((2018, 2019), "374 civil servants");
    assert_eq!(all[0], figure("663", "374", Verdict::OtherPopulation));
    let (_, all) = figures((2018, 2019), "1,805 street children");
    assert_eq!(all[0], figure("1422", "1805", Verdict::OtherPeriod));
    let (class, all) = figures((2011, 2019), "for 48 hours before");
    assert_eq!((class, all), (Class::Number, vec![figure("72", "48", Verdict::Comparable)]));

    let (_, pair) = held(world, (2011, 2018), "a party to the Hague Convention");
    assert_eq!(pair.unwrap().class, Class::Wording, "not a party became a party");
    let (spot, pair) = held(world, (2018, 2019), "the prosecutor general may suspend internet");
    let (_, comparison) = of(world, 2018, 2019);
    let earlier = &comparison.before[pair.unwrap().before as usize];
    assert!(pair.unwrap().moved);
    assert_eq!(
        (topic(world, earlier), topic(world, spot)),
        ("censorship".into(), "internet-freedom".into())
    );
    let (_, pair) = held(world, (2018, 2019), "3 percent of their jobs");
    assert_eq!(pair.unwrap().class, Class::Unchanged, "the quota for persons with disabilities");
    let (_, pair) = held(world, (2018, 2019), "In March 2018");
    assert_eq!(pair.unwrap().class, Class::Cosmetic, "a date told from another year");
}

#[test]
fn copies_that_are_not_whole_never_make_anything_removed() {
    let understood = archive();
    let world = &understood.world;
    for (before, after) in [(2011, 2014), (2011, 2018), (2014, 2018)] {
        let (_, comparison) = of(world, before, after);
        let removed = comparison.before.iter().filter(|spot| spot.fate == Fate::Alone).count();
        assert_eq!(removed, 0, "{before} to {after}");
    }
    let (_, comparison) = of(world, 2014, 2018);
    let added = comparison.after.iter().filter(|spot| spot.fate == Fate::Alone).count();
    assert_eq!(added, 0, "nothing is new against passages that somebody chose to quote");
}
