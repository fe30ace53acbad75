//! Everything that the archive's texts say of an entity, in order of what happened.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use serde::Serialize;

use super::World;
use super::entity;
use super::events::{Source, source};
use super::quoted::Quoted;
use crate::archive::ReportIdx;
use crate::archive::entities::EntityFile;
use crate::chronology::{Dated, Kind};
use crate::digest::Digest;
use crate::findings::Findings;
use crate::parse::entity::EntityMatter;
use crate::prose;
use crate::source::EntityKind;

/// What is said of an entity.
#[derive(Hash, Serialize)]
pub struct Thread<'a> {
    /// Passages in order of what happened.
    pub passages: Vec<Told<'a>>,
    /// How it ends, in words; empty where there is nothing to say.
    pub end: String,
}

/// A passage of one paragraph.
#[derive(Hash, Serialize)]
pub struct Told<'a> {
    /// What it is dated by, in words: an event, or the year that the report covers.
    pub date: String,
    /// Whether that is the date of an event.
    pub dated: bool,
    /// Its sentences.
    pub text: String,
    /// Its language.
    pub language: &'a str,
    /// Where it stands.
    pub source: Source<'a>,
    /// Whether it says that something was open at the time of writing.
    pub open: bool,
    #[serde(skip)]
    days: (Date, Date),
}

/// A paragraph of a report.
pub(super) type Spot = (ReportIdx, u32, u32);

/// Words that say that something had not come to its end, per language.
const OPEN: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "ongoing",
            "pending",
            "continued",
            "continuing",
            "awaiting",
            "under investigation",
            "remained in",
            "still in",
            "at large",
            "was underway",
            "were underway",
            "at the time of writing",
            "year’s end",
            "year's end",
        ],
    ),
    ("ru", &["продолжа", "на конец года", "к концу года", "рассматрива", "под следствием"]),
];

/// The paragraphs that name an entity. What a translation says, its original says already.
pub(super) fn spots(world: &World, entity: u32) -> BTreeSet<Spot> {
    let reports = world.archive.editions().map(|(at, _)| at);
    let of = |at: ReportIdx| {
        let named = world.found(at).mentions.iter().filter(move |m| m.entity == entity);
        named.map(move |mention| (at, mention.section, mention.paragraph))
    };
    reports.flat_map(of).collect()
}

/// The paragraphs of an entity's thread, and whom it is of: the person, or the people of the case.
/// Paragraphs are those that name the entity, and for a case those that its editor gave as
/// sources, since a text seldom calls a case by a name.
pub(super) fn followed(world: &World, at: u32) -> (BTreeSet<Spot>, Vec<u32>) {
    let file = &*world.entries.entities[at as usize];
    let matter = &file.matter;
    let mut spots = spots(world, at);
    if matter.entity == EntityKind::Case {
        for (_, reference) in entity::references(file) {
            let Some(section) = entity::section_of(world, reference) else { continue };
            let known = world.archive.section(section);
            if !world.archive.is_edition(known.report) {
                continue;
            }
            let all = 1..=world.archive.face(section).paragraphs;
            match entity::position_of(world, reference) {
                Some(position) => {
                    spots.insert((known.report, known.local, position));
                }
                None => spots.extend(all.map(|position| (known.report, known.local, position))),
            }
        }
    }
    let of = if matter.entity == EntityKind::Person { vec![at] } else { people(world, matter) };
    (spots, of)
}

/// The people that a case is about.
fn people(world: &World, matter: &EntityMatter) -> Vec<u32> {
    let named = |file: &EntityFile| {
        let related = matter.related.iter().filter(|known| known.entity == EntityKind::Person);
        file.matter.entity == EntityKind::Person
            && related.into_iter().any(|known| known.name.id == file.id)
    };
    let files = (0_u32..).zip(&world.entries.entities);
    files.filter(|(_, file)| named(file)).map(|(at, _)| at).collect()
}

/// Digest of the texts that a thread is made from.
pub(super) fn key(world: &World, spots: &BTreeSet<Spot>) -> Digest {
    let text = |at: &Spot| (*at, world.text_keys[at.0.0 as usize]);
    // Whether there is a later report, and what it covers, is part of how a thread ends.
    let cards: Vec<Digest> =
        world.archive.reports.iter().map(|report| report.card.digest()).collect();
    Digest::of(&(spots.iter().map(text).collect::<Vec<_>>(), cards))
}

/// Puts passages in order. Each paragraph is cut before sentences that date an event; of a
/// paragraph that names one of `of`, only the pieces that are of them are kept.
pub(super) fn thread<'a>(world: &'a World, spots: &BTreeSet<Spot>, of: &[u32]) -> Thread<'a> {
    let mut quoted = Quoted::new(world);
    let mut passages = Vec::new();
    for spot in spots {
        passages.extend(told(world, *spot, of, &mut quoted));
    }
    passages.sort_by_key(|told| (told.days, told.source.card.year));
    let end = end(world, spots, &passages);
    Thread { passages, end }
}

/// A piece of a paragraph: where it stands in its plain text, and the event that dates it.
type Piece<'a> = (usize, usize, Option<&'a Dated>);

/// The pieces of a paragraph that are of some entities.
fn pieces<'a>(
    world: &'a World,
    (report, section, number): Spot,
    text: &str,
    of: &[u32],
) -> Vec<Piece<'a>> {
    let found = world.found(report);
    let event_of = |start: usize| -> Option<&Dated> {
        let here = found.dates_of(section, number).iter();
        // "Jailed in 2016, he was released in April": the more exact date is the news.
        here.filter(|d| d.sentence.start as usize == start && d.kind == Kind::Event)
            .min_by_key(|d| (d.precision, d.value.first(), d.value.last()))
    };
    let mut cuts: Vec<Piece<'a>> = Vec::new();
    for sentence in prose::sentences(text, &world.archive.report(report).face.matter.language) {
        match (event_of(sentence.start), cuts.last_mut()) {
            (None, Some(last)) => last.1 = sentence.end,
            (event, _) => cuts.push((sentence.start, sentence.end, event)),
        }
    }
    let named = |from: usize, to: usize| {
        of.iter().any(|entity| names(found, (section, number), *entity, from, to))
    };
    let any = cuts.iter().any(|(from, to, _)| named(*from, *to));
    let person = |entity: u32| {
        let file = world.entries.entities.get(entity as usize);
        file.is_some_and(|file| file.matter.entity == EntityKind::Person)
    };
    let stranger = |from: usize, to: usize| {
        let inside = |at: &std::ops::Range<u32>| from <= at.start as usize && at.end as usize <= to;
        let mentions = found.mentions_in(section, number).iter();
        mentions.filter(|m| inside(&m.at)).any(|m| person(m.entity) && !of.contains(&m.entity))
    };
    // "In September he was moved": a piece behind one that names them is of them too, unless it
    // names somebody else.
    let mut on = !any;
    cuts.retain(|(from, to, _)| {
        on = !any || named(*from, *to) || (on && !stranger(*from, *to));
        on
    });
    cuts
}

/// The dates of the pieces of some paragraphs that are of some entities.
pub(super) fn dates<'a>(
    world: &'a World,
    spots: &BTreeSet<Spot>,
    of: &[u32],
) -> Vec<(ReportIdx, &'a Dated)> {
    let mut quoted = Quoted::new(world);
    let mut dates = Vec::new();
    for spot in spots {
        let (report, section, number) = *spot;
        let kept = pieces(world, *spot, quoted.paragraph(report, section, number), of);
        let inside = |dated: &&Dated| {
            let start = dated.sentence.start as usize;
            kept.iter().any(|(from, to, _)| (*from..*to).contains(&start))
        };
        let here = world.found(report).dates_of(section, number).iter().filter(inside);
        dates.extend(here.map(|dated| (report, dated)));
    }
    dates
}

fn told<'a>(world: &'a World, spot: Spot, of: &[u32], quoted: &mut Quoted<'_>) -> Vec<Told<'a>> {
    let (report, section, number) = spot;
    let known = world.archive.report(report);
    let language = &*known.face.matter.language;
    let paragraph = quoted.paragraph(report, section, number);
    let year = i16::try_from(known.year()).unwrap_or(0);
    let whole = (date(year, 12, 31), date(year, 12, 31));
    pieces(world, spot, paragraph, of)
        .into_iter()
        .map(|(from, to, event)| {
            let text = paragraph[from..to].to_owned();
            Told {
                date: event.map_or_else(
                    || world.tongue().covers(known.card.covers),
                    |d| d.value.in_words_of(world.tongue()),
                ),
                dated: event.is_some(),
                open: is_open(&text, language),
                text,
                language,
                source: source(world, report, section, number),
                days: event.map_or(whole, |d| (d.value.first(), d.value.last())),
            }
        })
        .collect()
}

fn names(found: &Findings, place: (u32, u32), entity: u32, from: usize, to: usize) -> bool {
    let inside = |at: &std::ops::Range<u32>| from <= at.start as usize && at.end as usize <= to;
    let mentions = found.mentions_in(place.0, place.1);
    mentions.iter().any(|mention| mention.entity == entity && inside(&mention.at))
}

fn is_open(text: &str, language: &str) -> bool {
    let words = OPEN.iter().find(|(of, _)| *of == prose::language_of(language));
    let lower = text.to_lowercase();
    words.is_some_and(|(_, words)| words.iter().any(|word| lower.contains(word)))
}

/// What the archive has after the last passage.
fn end(world: &World, spots: &BTreeSet<Spot>, passages: &[Told<'_>]) -> String {
    let archive = &world.archive;
    let reports: BTreeSet<ReportIdx> = spots.iter().map(|spot| spot.0).collect();
    let Some(last) = reports.iter().map(|at| archive.report(*at)).max_by_key(|r| r.year()) else {
        return String::new();
    };
    let open = passages.iter().rev().any(|told| told.open && told.source.card.year == last.year());
    let later: Vec<String> = archive
        .of_country(last.country)
        .map(|(_, report)| report)
        .filter(|report| report.year() > last.year())
        .map(|report| format!("{} {}", report.card.publisher_short, report.year()))
        .collect();
    let tongue = world.tongue();
    let mut told = Vec::new();
    if open {
        let year = last.year().to_string();
        told.push(
            tongue.fill("Open when the report covering {year} was written.", &[("year", &year)]),
        );
    }
    told.push(if later.is_empty() {
        tongue.say("No later report in this archive.").to_owned()
    } else {
        let reports = later.join(", ");
        tongue.fill(
            "Not named in later reports of this archive: {reports}.",
            &[("reports", &reports)],
        )
    });
    told.join(" ")
}
