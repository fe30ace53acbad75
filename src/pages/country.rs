//! A country: what is held on it, by publisher and year and by topic; and one of its years with
//! the publishers side by side.

use std::collections::BTreeSet;

use serde::Serialize;

use super::World;
use super::entity::{self, EntityLine};
use super::events::Scope;
use super::feed::{self, FeedOf};
use super::frame::Frame;
use super::home::YearLink;
use super::text::Prose;
use super::timeline;
use super::topic::topic_country_url;
use crate::archive::grid::{Column, Row, State};
use crate::archive::part::Card;
use crate::archive::thesaurus::TopicIdx;
use crate::archive::{CountryIdx, Report};
use crate::date::Year;
use crate::digest::Digested;
use crate::language::key as said;
use crate::path::Url;
use crate::source::EntityKind;

/// A country.
#[derive(Hash, Serialize)]
pub struct CountryView<'a> {
    /// The page's own facts.
    pub frame: Frame,
    /// Its name.
    pub name: &'a str,
    /// Its ISO 3166-1 codes.
    pub codes: &'a [Box<str>; 3],
    /// Its names in other languages: tag and name.
    pub names: &'a [(Box<str>, Box<str>)],
    /// The editors' introduction.
    pub intro: Option<Prose<'a>>,
    /// The columns of the grid.
    pub columns: Vec<Column>,
    /// Publisher × year: what is held.
    pub rows: Vec<Row>,
    /// Its years with reports, the newest first.
    pub years: Vec<YearLink>,
    /// Its reports, the newest coverage first.
    pub cards: Vec<&'a Digested<Card>>,
    /// Cases that its reports tell of.
    pub cases: Vec<EntityLine<'a>>,
    /// The topics that its reports treat, as a tree.
    pub topics: Vec<CountryTopic<'a>>,
    /// Its timeline; none where nothing is held on it.
    pub timeline: Option<Url>,
    /// The editions held, the columns of the topics' table, by year.
    pub editions: Vec<EditionHead<'a>>,
}

/// An edition at the head of a column.
#[derive(Hash, Serialize)]
pub struct EditionHead<'a> {
    /// Its coverage year.
    pub year: Year,
    /// Its publisher's short name.
    pub publisher: &'a str,
    /// Its page.
    pub url: &'a Url,
}

/// A topic in a country's tree.
#[derive(Hash, Serialize)]
pub struct CountryTopic<'a> {
    /// Its name.
    pub label: &'a str,
    /// Its page for this country; none if nothing treats it directly.
    pub url: Option<Url>,
    /// How deep it stands.
    pub depth: usize,
    /// How many sections treat it.
    pub count: usize,
    /// What each edition has on it.
    pub cells: Vec<TopicCell>,
}

pub(super) fn country(world: &World, at: CountryIdx) -> CountryView<'_> {
    let archive = &world.archive;
    let country = archive.country(at);
    let name = &*country.matter.name;
    let (tongue, said) = (world.tongue(), world.tongue().name(name));
    let about = tongue
        .fill("Reports on {country}: by publisher, by year and by topic.", &[("country", said)]);
    let mut frame = Frame::new(world, "country", country.url.clone(), said).about(about);
    frame.feed = feed::beside(world, FeedOf::Country(at));
    let entry = world.entries.countries.get(at.0 as usize);
    let intro = entry.filter(|entry| !entry.text.parts.is_empty());
    let cards: Vec<_> = archive.of_country(at).map(|(_, report)| &report.card).collect();
    let mut years: Vec<Year> = cards.iter().map(|card| card.year).collect();
    years.dedup();
    let year_url = |year: Year| Url::folder(&[&country.id, &year.to_string()]);
    CountryView {
        intro: intro.map(|entry| Prose::new(&entry.text, world, &entry.path, &frame.root)),
        name,
        codes: &country.matter.codes,
        names: &country.matter.names,
        columns: archive.columns(at),
        rows: archive.holdings(at),
        years: years
            .iter()
            .rev()
            .map(|year| YearLink { year: *year, url: year_url(*year) })
            .collect(),
        cards: cards.into_iter().rev().collect(),
        cases: entity::of_country(world, at, EntityKind::Case),
        topics: topics(world, at),
        timeline: archive.of_country(at).next().map(|_| timeline::url(world, Scope::Country(at))),
        editions: archive
            .of_country(at)
            .map(|(_, report)| EditionHead {
                year: report.year(),
                publisher: &archive.publisher(report.publisher).matter.short,
                url: &report.url,
            })
            .collect(),
        frame,
    }
}

fn topics(world: &World, country: CountryIdx) -> Vec<CountryTopic<'_>> {
    let thesaurus = &world.archive.thesaurus;
    let count = |topic: TopicIdx| world.archive.treating_in(topic, country).len();
    let reports: Vec<&Report> =
        world.archive.of_country(country).map(|(_, report)| report).collect();
    let mut list = Vec::new();
    let mut open: Vec<(TopicIdx, usize)> = Vec::new();
    let tops = thesaurus.all().filter(|(_, topic)| topic.broader.is_none()).map(|(at, _)| (at, 0));
    open.extend(tops.collect::<Vec<_>>().into_iter().rev());
    while let Some((at, depth)) = open.pop() {
        let topic = thesaurus.topic(at);
        let held = world.strips.contains_key(&(at, country));
        list.push(CountryTopic {
            label: &topic.label,
            url: held.then(|| topic_country_url(world, at, country)),
            depth,
            count: count(at),
            cells: reports.iter().map(|report| cell(world, report, at)).collect(),
        });
        open.extend(topic.narrower.iter().rev().map(|at| (*at, depth + 1)));
    }
    // A branch of which nothing is treated is left out whole.
    let mut kept: Vec<CountryTopic<'_>> = Vec::new();
    let mut needed = 0;
    for topic in list.into_iter().rev() {
        if topic.count > 0 || topic.depth < needed {
            needed = topic.depth;
            kept.push(topic);
        }
    }
    kept.reverse();
    kept
}

fn cell(world: &World, report: &Report, topic: TopicIdx) -> TopicCell {
    let (state, url) = world.archive.state(report, topic);
    TopicCell { words: state.words(), class: state.class(), url }
}

/// A country in one year, publishers side by side.
#[derive(Hash, Serialize)]
pub struct CountryYearView<'a> {
    /// The page's own facts.
    pub frame: Frame,
    /// The country's name.
    pub name: &'a str,
    /// The year.
    pub year: Year,
    /// Its reports, the columns.
    pub cards: Vec<&'a Digested<Card>>,
    /// The topics that at least one of them has something on, the rows.
    pub rows: Vec<TopicRow<'a>>,
    /// The year before with reports on the country.
    pub before: Option<YearLink>,
    /// The year after.
    pub after: Option<YearLink>,
}

/// A topic across the reports of one year.
#[derive(Hash, Serialize)]
pub struct TopicRow<'a> {
    /// The topic's name.
    pub label: &'a str,
    /// Its page for the country.
    pub url: Url,
    /// How deep it stands in the thesaurus.
    pub depth: usize,
    /// What each report says.
    pub cells: Vec<TopicCell>,
}

/// What one report says on a topic.
#[derive(Hash, Serialize)]
pub struct TopicCell {
    /// In words.
    pub words: &'static str,
    /// A name for style sheets.
    pub class: &'static str,
    /// Where.
    pub url: Option<Url>,
}

pub(super) fn country_year(world: &World, at: CountryIdx, year: Year) -> CountryYearView<'_> {
    let archive = &world.archive;
    let country = archive.country(at);
    let name = &*country.matter.name;
    let url = |year: Year| Url::folder(&[&country.id, &year.to_string()]);
    let (tongue, year_words) = (world.tongue(), year.to_string());
    let values = [("country", tongue.name(name)), ("year", year_words.as_str())];
    let title = tongue.fill("{country} in {year}", &values);
    let about = said("What reports covering {year} say on {country}, publishers side by side.");
    let frame = Frame::new(world, "country-year", url(year), title)
        .about(tongue.fill(about, &values))
        .below_ours(world, name, country.url.clone());
    let frame = Frame { crumb: year.to_string(), ..frame };
    let reports: Vec<_> = archive
        .of_country(at)
        .map(|(_, report)| report)
        .filter(|report| report.year() == year)
        .collect();
    let mut rows = Vec::new();
    for (topic_at, topic) in archive.thesaurus.all() {
        if !world.strips.contains_key(&(topic_at, at)) {
            continue;
        }
        let cells: Vec<TopicCell> =
            reports.iter().map(|report| cell(world, report, topic_at)).collect();
        if cells.iter().any(|cell| cell.url.is_some()) {
            let (depth, url) =
                (archive.thesaurus.above(topic_at).len(), topic_country_url(world, topic_at, at));
            rows.push(TopicRow { label: &topic.label, url, depth, cells });
        }
    }
    let mut years: Vec<Year> = archive.of_country(at).map(|(_, report)| report.year()).collect();
    years.dedup();
    let here = years.iter().position(|known| *known == year);
    let link = |at: Option<usize>| {
        at.and_then(|at| years.get(at)).map(|year| YearLink { year: *year, url: url(*year) })
    };
    CountryYearView {
        before: link(here.and_then(|at| at.checked_sub(1))),
        after: link(here.map(|at| at + 1)),
        name,
        year,
        cards: reports.iter().map(|report| &report.card).collect(),
        rows,
        frame,
    }
}

/// The key to the words of a grid: those that it uses, with their meaning.
#[derive(Hash, Serialize)]
pub struct KeyEntry {
    /// The words.
    pub words: &'static str,
    /// A name for style sheets.
    pub class: &'static str,
    /// What they mean.
    pub meaning: &'static str,
}

/// Explains the words that some rows use.
pub(super) fn key<'r>(rows: impl Iterator<Item = &'r Row>) -> Vec<KeyEntry> {
    let words: BTreeSet<&str> = rows.flat_map(|row| &row.cells).map(|cell| cell.words).collect();
    let used = |state: &State| words.contains(state.words());
    State::ALL
        .into_iter()
        .filter(used)
        .map(|state| KeyEntry {
            words: state.words(),
            class: state.class(),
            meaning: state.meaning(),
        })
        .collect()
}
