//! The page on which readers put a report of their own together, and what its script has to know
//! before it asks for texts.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::World;
use super::excerpts;
use super::frame::{Crumb, Frame};
use super::home::{YearLink, year_link};
use super::report::full_url;
use super::search::Choice;
use super::topic::topic_country_url;
use crate::archive::grid::State;
use crate::archive::part::Card;
use crate::archive::thesaurus::TopicIdx;
use crate::date::Year;
use crate::digest::Digested;
use crate::language;
use crate::path::Url;

/// A report of one's own.
#[derive(Hash, Serialize)]
pub struct ComposeView<'a> {
    /// The page's own facts.
    pub frame: Frame,
    /// Countries with a report, by name.
    pub countries: Vec<Choice<'a>>,
    /// Coverage years, the newest first.
    pub years: Vec<YearLink>,
    /// Publishers, by name.
    pub publishers: Vec<Choice<'a>>,
    /// The languages that translations are in.
    pub languages: Vec<Language<'a>>,
    /// The topics that reports treat, below those at the top.
    pub groups: Vec<TopicGroup<'a>>,
    /// Without scripts: a topic in a country, ready to read and to print.
    pub ready: Vec<ReadyCountry<'a>>,
}

/// A language to choose.
#[derive(Hash, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Language<'a> {
    /// Its tag.
    pub tag: &'a str,
    /// What it calls itself.
    pub name: String,
}

/// A topic at the top and those below it.
#[derive(Hash, Serialize)]
pub struct TopicGroup<'a> {
    /// Each topic before those below it; the first is the one at the top.
    pub topics: Vec<TopicBox<'a>>,
}

/// A topic to choose.
#[derive(Hash, Serialize)]
pub struct TopicBox<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub label: &'a str,
    /// How deep it stands; 0 at the top.
    pub depth: usize,
    /// The topics above it, by id.
    pub above: Vec<&'a str>,
}

/// What stands ready on a country.
#[derive(Hash, Serialize)]
pub struct ReadyCountry<'a> {
    /// The country's name.
    pub name: &'a str,
    /// The country's page.
    pub url: &'a Url,
    /// Its topics, each on a page of its own; none where an archive has too many to list.
    pub topics: Vec<Crumb>,
    /// Its reports, each on one page, the newest first.
    pub reports: Vec<ReadyReport<'a>>,
}

/// A whole report.
#[derive(Hash, Serialize)]
pub struct ReadyReport<'a> {
    /// The report.
    pub card: &'a Digested<Card>,
    /// The whole of it on one page.
    pub full: Url,
}

/// How many topics in countries a page lists; beyond that the countries' own pages do.
const LISTED: usize = 300;

/// What one has to know of all reports before one chooses among them.
#[derive(Hash, Serialize)]
pub struct ComposeIndex<'a> {
    /// The archive's name.
    pub archive: &'a str,
    /// Where it stands; ends with `/`.
    pub base_url: &'a str,
    /// The words of each letter in `states`.
    pub words: BTreeMap<char, &'static str>,
    /// The thesaurus, in its order.
    pub topics: Vec<IndexTopic<'a>>,
    /// All editions, by country, coverage year and publisher.
    pub reports: Vec<IndexReport<'a>>,
    /// Years of which a publisher's edition on a country is not here.
    pub absent: Vec<Absent<'a>>,
}

/// A topic in the index.
#[derive(Hash, Serialize)]
pub struct IndexTopic<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub label: &'a str,
    /// The id of the topic above it.
    pub broader: Option<&'a str>,
    /// Whether its texts ask for care.
    pub sensitive: bool,
}

/// A report in the index.
#[derive(Hash, Serialize)]
pub struct IndexReport<'a> {
    /// The report.
    pub url: &'a Url,
    /// Its texts, section by section.
    pub excerpts: Url,
    /// Its country's id.
    pub country: &'a str,
    /// Its country's name.
    pub country_name: &'a str,
    /// Its publisher's id.
    pub publisher: &'a str,
    /// Its publisher's short name.
    pub short: &'a str,
    /// Its coverage year.
    pub year: Year,
    /// How many sections it has.
    pub sections: usize,
    /// A letter for each topic: what the edition has to say on it.
    pub states: String,
    /// Its translations.
    pub translations: Vec<IndexTranslation<'a>>,
}

/// A translation of a report.
#[derive(Hash, Serialize)]
pub struct IndexTranslation<'a> {
    /// Its language.
    pub language: &'a str,
    /// Its texts, section by section.
    pub excerpts: Url,
    /// How many sections it has.
    pub sections: usize,
}

/// Editions that are not here.
#[derive(Hash, Serialize)]
pub struct Absent<'a> {
    /// The country's id.
    pub country: &'a str,
    /// The publisher's short name.
    pub short: Box<str>,
    /// The first year.
    pub first: Year,
    /// The last year.
    pub last: Year,
    /// `not held` or `none known`.
    pub words: &'static str,
}

/// Where the page stands.
pub(super) fn url() -> Url {
    Url::folder(&["compose"])
}

/// The page with a topic in a country chosen, as its script reads it.
pub(super) fn chosen(topic: &str, country: &str) -> Url {
    Url::file(&format!("{}#c={country}&t={topic}", url().as_str()))
}

/// Where its index stands.
pub(super) fn index_url() -> Url {
    Url::file("compose/reports.json")
}

pub(super) fn compose(world: &World) -> ComposeView<'_> {
    let (archive, tongue) = (&world.archive, world.tongue());
    let frame =
        Frame::new(world, "compose", url(), tongue.say("Compose a report")).about(tongue.say(
            "Countries, years and topics of one’s choice as one report, with sources and gaps.",
        ));
    let held =
        || archive.all_countries().filter(|(at, _)| archive.of_country(*at).next().is_some());
    let ready = held().map(|(at, known)| {
        let topics = world.strips.keys().filter(|(_, country)| *country == at);
        let mut reports: Vec<ReadyReport<'_>> = archive
            .of_country(at)
            .map(|(_, report)| ReadyReport { card: &report.card, full: full_url(&report.url) })
            .collect();
        reports.reverse();
        ReadyCountry {
            name: &known.matter.name,
            url: &known.url,
            topics: topics
                .filter(|_| world.strips.len() <= LISTED)
                .map(|(topic, _)| Crumb {
                    label: archive.thesaurus.topic(*topic).label.to_string(),
                    url: topic_country_url(world, *topic, at),
                })
                .collect(),
            reports,
        }
    });
    ComposeView {
        countries: held()
            .map(|(_, known)| Choice { id: &known.id, name: &known.matter.name, url: &known.url })
            .collect(),
        years: archive.years().into_iter().rev().map(year_link).collect(),
        publishers: archive
            .publishers
            .iter()
            .map(|known| Choice { id: &known.id, name: &known.matter.short, url: &known.url })
            .collect(),
        languages: languages(world),
        groups: groups(world),
        ready: ready.collect(),
        frame,
    }
}

/// The languages of translations that stand beside their original.
fn languages(world: &World) -> Vec<Language<'_>> {
    let translations = world.archive.reports.iter().filter(|report| report.translates.is_some());
    let tags = translations.map(|report| &*report.face.matter.language);
    let named = tags.map(|tag| Language { tag, name: language::own_name(tag) });
    named.collect::<BTreeSet<_>>().into_iter().collect()
}

fn groups(world: &World) -> Vec<TopicGroup<'_>> {
    let top = world.archive.thesaurus.all().filter(|(_, topic)| topic.broader.is_none());
    top.map(|(at, _)| {
        let mut topics = Vec::new();
        push_used(world, at, &mut Vec::new(), &mut topics);
        TopicGroup { topics }
    })
    .filter(|group| !group.topics.is_empty())
    .collect()
}

/// Adds a topic and those below it, unless no report treats any of them.
fn push_used<'a>(
    world: &'a World,
    at: TopicIdx,
    above: &mut Vec<&'a str>,
    out: &mut Vec<TopicBox<'a>>,
) {
    let thesaurus = &world.archive.thesaurus;
    let topic = thesaurus.topic(at);
    let here = out.len();
    out.push(TopicBox {
        id: &topic.id,
        label: &topic.label,
        depth: above.len(),
        above: above.clone(),
    });
    above.push(&topic.id);
    for (below, _) in thesaurus.all().filter(|(_, topic)| topic.broader == Some(at)) {
        push_used(world, below, above, out);
    }
    above.pop();
    if out.len() == here + 1 && world.archive.treating(at).is_empty() {
        out.pop();
    }
}

fn letter(state: State) -> char {
    match state {
        State::Text => 't',
        State::Pointer => 'p',
        State::NotApplicable => 'a',
        State::Quoted => 'q',
        State::NoHeading => 'n',
        State::NotInCopy => 'c',
        State::NotHeld => 'h',
        State::NotPublished => 'u',
    }
}

pub(super) fn index(world: &World) -> ComposeIndex<'_> {
    let archive = &world.archive;
    let thesaurus = &archive.thesaurus;
    let topics = thesaurus.all().map(|(_, topic)| IndexTopic {
        id: &topic.id,
        label: &topic.label,
        broader: topic.broader.map(|above| &*thesaurus.topic(above).id),
        sensitive: topic.sensitive,
    });
    let reports = archive.editions().map(|(at, report)| {
        let translations = archive.versions(at).filter(|other| *other != at).map(|other| {
            let text = archive.report(other);
            IndexTranslation {
                language: &text.face.matter.language,
                excerpts: excerpts::url(&text.url),
                sections: text.sections().count(),
            }
        });
        let country = archive.country(report.country);
        let publisher = archive.publisher(report.publisher);
        IndexReport {
            url: &report.url,
            excerpts: excerpts::url(&report.url),
            country: &country.id,
            country_name: &country.matter.name,
            publisher: &publisher.id,
            short: &publisher.matter.short,
            year: report.year(),
            sections: report.sections().count(),
            states: thesaurus.all().map(|(at, _)| letter(archive.state(report, at).0)).collect(),
            translations: translations.collect(),
        }
    });
    let absent = archive.all_countries().flat_map(|(at, country)| {
        archive.holdings(at).into_iter().flat_map(move |row| {
            let publisher = row.publisher;
            row.cells.into_iter().filter(|cell| cell.edition.is_none()).map(move |cell| Absent {
                country: &country.id,
                short: publisher.clone(),
                first: cell.first,
                last: cell.last,
                words: cell.words,
            })
        })
    });
    ComposeIndex {
        archive: &world.config.title,
        base_url: &world.site.base_url,
        words: State::ALL.iter().map(|state| (letter(*state), state.words())).collect(),
        topics: topics.collect(),
        reports: reports.collect(),
        absent: absent.collect(),
    }
}
