//! Events as data and as a calendar.

use serde::Serialize;

use super::World;
use super::events::{Collection, Event, collected, collection_key};
use super::later::Later;
use super::timeline;
use crate::archive::part::Card;
use crate::date::PartialDate;
use crate::digest::{Digest, Digested};
use crate::path::Url;

/// The file of a collection's events.
#[derive(Hash, Serialize)]
pub struct EventsData<'a> {
    /// What the addresses below stand under.
    pub base: &'a str,
    /// Dates in order of time, periods and states among them.
    pub events: Later<'a, Vec<Datum>>,
}

/// A date told in a report.
#[derive(Hash, Serialize)]
pub struct Datum {
    edtf: String,
    precision: &'static str,
    kind: &'static str,
    words: String,
    sentence: String,
    language: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    corrected: bool,
    paragraphs: Vec<Url>,
    topics: Vec<Url>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    entities: Vec<Url>,
}

/// A calendar of the events whose month at least is known.
#[derive(Hash, Serialize)]
pub struct CalendarView<'a> {
    /// Its name.
    pub name: String,
    /// The entries.
    pub entries: Later<'a, Vec<CalendarEntry>>,
    /// The address that paragraphs stand under.
    pub base_url: &'a str,
}

/// An entry of a calendar.
#[derive(Hash, Serialize)]
pub struct CalendarEntry {
    /// The first day: `20180313`.
    pub from: String,
    /// The day behind the last, as iCalendar counts (RFC 5545, 3.6.1).
    pub to: String,
    /// As EDTF writes it.
    pub edtf: String,
    /// The sentence.
    pub text: String,
    /// Who says so.
    pub source: String,
    /// The paragraph.
    pub url: String,
    /// When the report appeared, as a stamp that the same sources give again.
    pub stamp: String,
}

fn full(world: &World, url: &Url) -> String {
    format!("{}{url}", world.site.base_url)
}

pub(super) fn data(world: &World, of: Collection) -> EventsData<'_> {
    let key = collection_key(world, of);
    let datum = move |event: Event<'_>| Datum {
        edtf: event.edtf,
        precision: event.precision,
        kind: event.kind,
        words: event.words,
        sentence: event.text,
        language: event.language.to_owned(),
        corrected: event.corrected,
        paragraphs: event.sources.into_iter().map(|source| source.url).collect(),
        topics: event.topics.into_iter().map(|topic| topic.url).collect(),
        entities: event.entities.into_iter().map(|entity| entity.url).collect(),
    };
    let make = move || collected(world, of).into_iter().map(datum).collect();
    EventsData { base: &world.site.base_url, events: Later::new(key, make) }
}

pub(super) fn calendar(world: &World, of: Collection) -> CalendarView<'_> {
    let key = Digest::of(&(collection_key(world, of), &world.site.base_url));
    let exact =
        |event: &Event<'_>| event.kind == "event" && matches!(event.precision, "day" | "month");
    let entry = move |event: Event<'_>| {
        let day = |day: jiff::civil::Date| day.to_string().replace('-', "");
        let after = event.days.1.tomorrow().unwrap_or(event.days.1);
        let source = event.sources.first();
        let name = |card: &Digested<Card>| format!("{}, {}", card.publisher, card.title);
        CalendarEntry {
            from: day(event.days.0),
            to: day(after),
            source: source.map(|source| name(source.card)).unwrap_or_default(),
            url: source.map(|source| full(world, &source.url)).unwrap_or_default(),
            stamp: stamp(source.map(|source| source.card.published)),
            edtf: event.edtf,
            text: event.text,
        }
    };
    let name = match of {
        Collection::Timeline(scope) => timeline::title(world, scope).0,
        Collection::Case(at) => world.entries.entities[at as usize].matter.name.to_string(),
    };
    let make = move || collected(world, of).into_iter().filter(exact).map(entry).collect();
    CalendarView { name, entries: Later::new(key, make), base_url: &world.site.base_url }
}

/// When a report appeared; where nobody knows, the first day that calendars know.
fn stamp(published: Option<PartialDate>) -> String {
    let day = match published.unwrap_or_default() {
        PartialDate::Day(day) => day.to_string().replace('-', ""),
        PartialDate::Month(year, month) => format!("{year:04}{month:02}01"),
        PartialDate::Year(year) => format!("{year:04}0101"),
        PartialDate::Unknown => "19700101".to_owned(),
    };
    format!("{day}T000000Z")
}
