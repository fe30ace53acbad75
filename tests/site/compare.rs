//! Comparisons of the archive that comes with the program, and of the publisher's own pages.

#![expect(clippy::disallowed_methods, reason = "the tests read sources kept outside the project")]

use std::path::Path;

use rightsbook::archive::ReportIdx;
use rightsbook::compare::figure::Verdict;
use rightsbook::compare::{Class, Comparison, Fate, Pair, Spot};
use rightsbook::import::{self, Input, Known, Wishes};
use rightsbook::pages::World;
use rightsbook::pipeline::{Memory, Site, Understood, understand};
use rightsbook::{prose, source};

use crate::driver::Archive;

fn understood() -> Understood {
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
    let understood = understood();
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
        figure("40000", "32793", Verdict::Conversion),
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
    let understood = understood();
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

/// The State Department's pages below the folder that `RIGHTSBOOK_PAGES` names, as `YEAR/x.html`,
/// imported and held against each other. What is expected was read by hand in the two texts.
#[test]
fn comparisons_of_the_publishers_own_pages_say_what_a_careful_reader_says() {
    let Ok(pages) = std::env::var("RIGHTSBOOK_PAGES") else { return };
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let archive = Archive::new();
    for path in ["content/topics.toml", "content/outlines/us-state.toml"] {
        archive.write(path, &std::fs::read_to_string(project.join(path)).unwrap());
    }
    for path in ["content/publishers/us-state.md", "content/countries/kazakhstan.md"] {
        archive.write(path, &std::fs::read_to_string(project.join(path)).unwrap());
    }
    for path in [crate::driver::OFFICE_2019, crate::driver::OFFICE_2018, crate::driver::WATCH_2018]
    {
        archive.remove(path);
    }
    for path in ["outlines/office.toml", "outlines/watch.toml", "pages/about.md"] {
        archive.remove(&format!("content/{path}"));
    }
    let read = |archive: &Archive| {
        let snapshot = source::snapshot(&archive.root).unwrap_or_else(|error| panic!("{error}"));
        understand(&Site::new(&archive.root), &snapshot, &mut Memory::default())
    };
    let known = Known::of(&read(&archive).world.archive);
    for year in 2016..=2024 {
        let path = format!("{pages}/{year}/kazakhstan.html");
        let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let wishes = Wishes {
            publisher: Some("us-state".into()),
            country: Some("kazakhstan".into()),
            covers: Some(year),
            shape: None,
        };
        let input = Input { name: &path, bytes: &bytes };
        let imported = import::import(input, &wishes, &known).unwrap_or_else(|e| panic!("{e:?}"));
        let text = imported.reports[0].markdown.replace("status: draft", "status: published");
        archive.write(&format!("content/reports/kazakhstan/{year}-us-state.md"), &text);
    }
    let understood = read(&archive);
    let errors: Vec<_> = understood.problems.iter().map(|problem| &problem.message).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let world = &understood.world;
    let list = std::fs::read_to_string(project.join("tests/data/comparisons.tsv")).unwrap();
    let mut wrong = Vec::new();
    for row in list.lines().filter(|row| !row.is_empty() && !row.starts_with('#')) {
        let [years, words, class, moved] = row.split('\t').collect::<Vec<_>>()[..] else {
            continue;
        };
        let (before, after) = years.split_once('-').unwrap();
        let (pair, comparison) = of(world, before.parse().unwrap(), after.parse().unwrap());
        let editions = world.pairs[pair as usize].editions;
        let (report, spots) = if class == "removed" {
            (editions.before, &comparison.before)
        } else {
            (editions.after, &comparison.after)
        };
        let has = |spot: &&Spot| text(world, report, spot).contains(words);
        let Some(spot) = spots.iter().find(has) else {
            wrong.push(format!("{row}: no such sentence"));
            continue;
        };
        let pair = comparison.pair_of(spot);
        let found = match (spot.fate, pair.map(|pair| pair.class)) {
            (Fate::Alone, _) if class == "removed" => "removed",
            (Fate::Alone, _) => "added",
            (Fate::NotCompared, _) => "not-compared",
            (_, Some(Class::Unchanged)) => "unchanged",
            (_, Some(Class::Cosmetic)) => "cosmetic",
            (_, Some(Class::Number)) => "number",
            (_, _) => "wording",
        };
        let went = if pair.is_some_and(|pair| pair.moved) { "yes" } else { "no" };
        if (found, went) != (class, moved) {
            wrong.push(format!("{row}: found {found}, moved {went}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let (_, remade) = of(world, 2023, 2024);
    assert!(remade.drift.narrow, "{}", remade.drift.permille);
    let lost = |spot: &&Spot| remade.drift.lost.iter().any(|topic| Some(*topic) == spot.topic);
    let gone = remade.before.iter().filter(lost).filter(|spot| spot.fate == Fate::Alone).count();
    assert_eq!(gone, 0, "nothing is called removed under headings that the outline lost");
}
