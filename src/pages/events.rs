//! The dated events of a country, a year, a topic or an entity, in order, gathered from the texts.

use std::collections::BTreeMap;

use serde::Serialize;

use super::World;
use super::entity;
use super::frame::Crumb;
use super::quoted::{self, Quoted};
use super::{thread, timeline};
use crate::archive::part::Card;
use crate::archive::thesaurus::TopicIdx;
use crate::archive::{CountryIdx, ReportIdx, SectionIdx};
use crate::chronology::{Dated, Kind};
use crate::date::Year;
use crate::digest::{Digest, Digested};
use crate::path::Url;
use crate::prose::wording;
use crate::source::EntityKind;

/// Whose events.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Scope {
    /// All that the reports on a country tell.
    Country(CountryIdx),
    /// Those of one year.
    Year(CountryIdx, Year),
    /// Those of one topic in a country.
    Topic(TopicIdx, CountryIdx),
    /// Those of one topic, wherever.
    Everywhere(TopicIdx),
}

/// What is given away as data and as a calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Collection {
    /// What a timeline shows.
    Timeline(Scope),
    /// What the thread of a case dates.
    Case(u32),
}

/// Everything that is given away: timelines but those of many countries, and cases.
pub(super) fn collections(world: &World) -> Vec<Collection> {
    let scopes = timeline::scopes(world).into_iter();
    let scopes = scopes.filter(|scope| !matches!(scope, Scope::Everywhere(_)));
    let files = (0..).zip(&world.entries.entities);
    let cases = files.filter(|(_, file)| file.matter.entity == EntityKind::Case);
    let cases = cases.map(|(at, _)| Collection::Case(at));
    scopes.map(Collection::Timeline).chain(cases).collect()
}

/// Where a collection stands as data, and as a calendar.
pub(super) fn files(world: &World, of: Collection) -> [Url; 2] {
    let page = match of {
        Collection::Timeline(scope) => timeline::url(world, scope),
        Collection::Case(at) => {
            let file = &world.entries.entities[at as usize];
            entity::url(file.matter.entity, &file.id)
        }
    };
    ["events.json", "events.ics"].map(|name| Url::file(&format!("{page}{name}")))
}

/// Digest of all that the events of a collection are made from.
pub(super) fn collection_key(world: &World, of: Collection) -> Digest {
    match of {
        Collection::Timeline(scope) => key(world, scope),
        Collection::Case(at) => {
            let (spots, people) = thread::followed(world, at);
            Digest::of(&(thread::key(world, &spots), people, world.names))
        }
    }
}

/// The events of a collection in order of time.
pub(super) fn collected(world: &World, of: Collection) -> Vec<Event<'_>> {
    match of {
        Collection::Timeline(scope) => events(world, scope),
        Collection::Case(at) => {
            let (spots, people) = thread::followed(world, at);
            let mut dates = thread::dates(world, &spots, &people);
            dates.retain(|(_, dated)| dated.kind != Kind::Name);
            sort(&mut dates);
            gather(world, dates, &mut Quoted::new(world))
        }
    }
}

/// A dated sentence.
#[derive(Clone, Hash, Serialize)]
pub struct Event<'a> {
    /// The date in words.
    pub date: String,
    /// As EDTF writes it.
    pub edtf: String,
    /// How exactly it is known: `day`, `month` …
    pub precision: &'static str,
    /// `event`, `period`, `state`.
    pub kind: &'static str,
    /// The words that tell the date.
    pub words: String,
    /// The sentence.
    pub text: String,
    /// Its language.
    pub language: &'a str,
    /// Whether an editor set the date.
    pub corrected: bool,
    /// Where it is told.
    pub sources: Vec<Source<'a>>,
    /// The topics of its section.
    pub topics: Vec<Crumb>,
    /// Who and what its sentence names.
    pub entities: Vec<Crumb>,
    /// First day, last day, for order.
    #[serde(skip)]
    pub days: (jiff::civil::Date, jiff::civil::Date),
}

/// A paragraph that tells of an event.
#[derive(Clone, Hash, Serialize)]
pub struct Source<'a> {
    /// The report.
    pub card: &'a Digested<Card>,
    /// The paragraph.
    pub url: Url,
    /// Its number.
    pub paragraph: u32,
    /// The heading of its section.
    pub heading: &'a str,
    /// Whether the section has none.
    pub lead: bool,
}

/// The name of a kind in data.
pub(super) fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Event => "event",
        Kind::Period => "period",
        Kind::State => "state",
        Kind::Name => "name",
    }
}

/// The reports that may tell events of a scope.
fn reports(world: &World, scope: Scope) -> Vec<ReportIdx> {
    let archive = &world.archive;
    match scope {
        Scope::Country(country) | Scope::Year(country, _) | Scope::Topic(_, country) => {
            archive.of_country(country).map(|(at, _)| at).collect()
        }
        Scope::Everywhere(topic) => {
            let mut reports: Vec<ReportIdx> =
                archive.treating(topic).iter().map(|at| archive.section(*at).report).collect();
            reports.dedup();
            reports
        }
    }
}

/// Digest of all that the events of a scope are made from: the dates, the cards and headings that
/// they are told with, and the names of entities.
pub(super) fn key(world: &World, scope: Scope) -> Digest {
    let archive = &world.archive;
    let told: Vec<_> = reports(world, scope)
        .into_iter()
        .map(|at| {
            let (report, found) = (archive.report(at), world.found(at));
            let mine: Vec<_> = found
                .dates
                .iter()
                .zip(&found.dated)
                .filter(|(dated, _)| belongs(world, scope, at, dated))
                .map(|(d, key)| {
                    let link = archive.section(report.section(d.section)).link.digest();
                    (*key, world.numbers(at).section(d.section).number(d.paragraph), link)
                })
                .collect();
            (report.card.digest(), mine)
        })
        .filter(|(_, mine)| !mine.is_empty())
        .collect();
    Digest::of(&(told, scope, world.names))
}

/// Whether a date belongs to a scope; names of things never do.
fn belongs(world: &World, scope: Scope, report: ReportIdx, dated: &Dated) -> bool {
    if dated.kind == Kind::Name {
        return false;
    }
    match scope {
        Scope::Country(_) => true,
        Scope::Year(_, year) => dated.value.first().year() == i16::try_from(year).unwrap_or(0),
        Scope::Topic(topic, _) | Scope::Everywhere(topic) => {
            let at = world.archive.report(report).section(dated.section);
            world.archive.section(at).topics.first().is_some_and(|used| used.topic == topic)
        }
    }
}

/// The dates of a scope, without their texts: report, index in its findings.
pub(super) fn dates(world: &World, scope: Scope) -> Vec<(ReportIdx, &Dated)> {
    let mut all: Vec<(ReportIdx, &Dated)> = reports(world, scope)
        .into_iter()
        .flat_map(|at| world.found(at).dates.iter().map(move |dated| (at, dated)))
        .filter(|(at, dated)| belongs(world, scope, *at, dated))
        .collect();
    sort(&mut all);
    all
}

/// Puts dates in order of time; those of one time as the texts have them.
fn sort(dates: &mut [(ReportIdx, &Dated)]) {
    dates.sort_by_key(|(at, dated)| {
        let place = (*at, dated.section, dated.paragraph, dated.at.start);
        (dated.value.first(), dated.value.last(), place)
    });
}

/// The events of a scope in order of time. A sentence that a publisher repeats in the next edition
/// is told once, with all its places.
pub(super) fn events(world: &World, scope: Scope) -> Vec<Event<'_>> {
    let mut quoted = Quoted::new(world);
    gather(world, dates(world, scope), &mut quoted)
}

/// Events of some dates, in their order.
pub(super) fn gather<'a>(
    world: &'a World,
    dates: Vec<(ReportIdx, &Dated)>,
    quoted: &mut Quoted<'_>,
) -> Vec<Event<'a>> {
    let mut events: Vec<Event<'a>> = Vec::with_capacity(dates.len());
    let mut known: BTreeMap<(String, u64), usize> = BTreeMap::new();
    for (at, dated) in dates {
        let text = quoted.part(at, (dated.section, dated.paragraph), &dated.sentence);
        let edtf = dated.value.to_string();
        let source = source(world, at, dated.section, dated.paragraph);
        let told = *known.entry((edtf.clone(), wording(&text))).or_insert(events.len());
        if let Some(event) = events.get_mut(told) {
            if !event.sources.iter().any(|known| known.url == source.url) {
                event.sources.push(source);
            }
            continue;
        }
        let section = world.archive.report(at).section(dated.section);
        events.push(Event {
            date: dated.value.in_words(),
            edtf,
            precision: dated.precision.name(),
            kind: kind_name(dated.kind),
            words: quoted.part(at, (dated.section, dated.paragraph), &dated.at),
            text,
            language: &world.archive.report(at).face.matter.language,
            corrected: dated.corrected,
            sources: vec![source],
            topics: topics(world, section),
            entities: entities(world, at, dated),
            days: (dated.value.first(), dated.value.last()),
        });
    }
    events
}

/// A paragraph as the source of something told.
pub(super) fn source(world: &World, at: ReportIdx, section: u32, paragraph: u32) -> Source<'_> {
    let report = world.archive.report(at);
    let place = quoted::place(world, at, section, paragraph);
    Source {
        card: &report.card,
        url: place.url,
        paragraph: place.number,
        heading: &report.face.sections[section as usize].heading,
        lead: world.archive.section(report.section(section)).link.lead,
    }
}

fn topics(world: &World, at: SectionIdx) -> Vec<Crumb> {
    let thesaurus = &world.archive.thesaurus;
    let topics = world.archive.section(at).topics.iter().map(|used| thesaurus.topic(used.topic));
    topics.map(|topic| Crumb { label: topic.label.to_string(), url: topic.url.clone() }).collect()
}

fn entities(world: &World, at: ReportIdx, dated: &Dated) -> Vec<Crumb> {
    let inside = |at: &std::ops::Range<u32>| {
        dated.sentence.start <= at.start && at.end <= dated.sentence.end
    };
    let mut named: Vec<u32> = world
        .found(at)
        .mentions_in(dated.section, dated.paragraph)
        .iter()
        .filter(|mention| inside(&mention.at))
        .map(|mention| mention.entity)
        .collect();
    named.sort_unstable();
    named.dedup();
    let file = |entity: u32| world.entries.entities.get(entity as usize);
    named
        .into_iter()
        .filter_map(file)
        .map(|file| Crumb {
            label: file.matter.name.to_string(),
            url: entity::url(file.matter.entity, &file.id),
        })
        .collect()
}
