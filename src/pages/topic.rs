//! Topics: the thesaurus, one topic, and one topic in one country across years and publishers.

use std::borrow::Cow;

use serde::Serialize;

use super::World;
use super::changes::{self, Step};
use super::compose;
use super::country::{KeyEntry, key};
use super::entity::{self, EntityLine};
use super::events::Scope;
use super::feed::{self, FeedOf};
use super::frame::{Crumb, Frame};
use super::home::{YearLink, year_link};
use super::origin::{Origin, origin};
use super::report::{Passage, contents, local_prefix, passage};
use super::text::{NoteText, Notes};
use super::timeline;
use super::versions;
use crate::archive::grid::{Column, Row};
use crate::archive::part::{Card, SectionLink, Version};
use crate::archive::thesaurus::{Topic, TopicIdx};
use crate::archive::{CountryIdx, ReportIdx};
use crate::date::Year;
use crate::digest::Digested;
use crate::path::Url;
use crate::source::EntityKind;

/// The thesaurus as a tree, with a count for each coverage year.
#[derive(Hash, Serialize)]
pub struct TopicsView {
    /// The page's own facts.
    pub frame: Frame,
    /// Coverage years with reports.
    pub years: Vec<YearLink>,
    /// The topics at the top, each with those below it.
    pub topics: Vec<Branch>,
}

/// A topic and those below it, flattened.
#[derive(Hash, Serialize)]
pub struct Branch {
    /// Its name.
    pub label: Box<str>,
    /// Its page.
    pub url: Url,
    /// What belongs to it.
    pub scope: Box<str>,
    /// How deep it stands; 0 at the top.
    pub depth: usize,
    /// Sections that treat it, in all years.
    pub count: usize,
    /// Sections that treat it, year by year.
    pub by_year: Vec<usize>,
    /// The topics below.
    pub narrower: Vec<Self>,
}

/// The topics below one (or at the top), to a depth.
pub(super) fn branches(world: &World, broader: Option<TopicIdx>, depth: usize) -> Vec<Branch> {
    let years = world.archive.years();
    branch_list(world, broader, 0, depth, &years)
}

fn branch_list(
    world: &World,
    broader: Option<TopicIdx>,
    at: usize,
    depth: usize,
    years: &[Year],
) -> Vec<Branch> {
    let archive = &world.archive;
    if at >= depth {
        return Vec::new();
    }
    let level = archive.thesaurus.all().filter(|(_, topic)| topic.broader == broader);
    level
        .map(|(idx, topic)| {
            let sections = archive.treating(idx);
            let mut by_year = vec![0; years.len()];
            for section in sections {
                let year = archive.report_of(*section).year();
                if let Ok(column) = years.binary_search(&year) {
                    by_year[column] += 1;
                }
            }
            Branch {
                label: topic.label.clone(),
                url: topic.url.clone(),
                scope: topic.scope.clone(),
                depth: at,
                count: sections.len(),
                by_year,
                narrower: branch_list(world, Some(idx), at + 1, depth, years),
            }
        })
        .collect()
}

pub(super) fn topics(world: &World) -> TopicsView {
    let tongue = world.tongue();
    let frame = Frame::new(world, "topics", Url::folder(&["topics"]), tongue.say("Topics"))
        .about(tongue.say(
        "The topics of the archive as a tree, with the number of sections for each coverage year.",
    ));
    let years = world.archive.years().into_iter().map(year_link).collect();
    TopicsView { frame, years, topics: branches(world, None, 9) }
}

/// One topic.
#[derive(Hash, Serialize)]
pub struct TopicView<'a> {
    /// The page's own facts.
    pub frame: Frame,
    /// The topic.
    pub topic: TopicFacts<'a>,
    /// Each country that treats it.
    pub countries: Vec<TopicInCountry<'a>>,
    /// Cases that have to do with it.
    pub cases: Vec<EntityLine<'a>>,
    /// The words of the rows and their meaning.
    pub key: Vec<KeyEntry>,
}

/// A topic's place in the thesaurus.
#[derive(Hash, Serialize)]
pub struct TopicFacts<'a> {
    /// Its name.
    pub label: &'a str,
    /// Its page.
    pub url: &'a Url,
    /// What belongs to it.
    pub scope: &'a str,
    /// Other names for it.
    pub alt: &'a [Box<str>],
    /// Whether its pages ask for care.
    pub sensitive: bool,
    /// The topic above.
    pub broader: Option<Crumb>,
    /// The topics below.
    pub narrower: Vec<Crumb>,
    /// The topics beside.
    pub related: Vec<Crumb>,
}

/// A topic in a country.
#[derive(Hash, Serialize)]
pub struct TopicInCountry<'a> {
    /// The country's name.
    pub name: &'a str,
    /// The topic's page for the country; none where no report has a section on it.
    pub url: Option<Url>,
    /// The columns of the rows.
    pub columns: Vec<Column>,
    /// Publisher × year.
    pub rows: Cow<'a, Digested<Vec<Row>>>,
    /// Every section that treats the topic.
    pub sections: Vec<Treatment<'a>>,
}

/// A section that treats a topic.
#[derive(Hash, Serialize)]
pub struct Treatment<'a> {
    /// Its report.
    pub card: &'a Digested<Card>,
    /// The section.
    pub link: &'a Digested<SectionLink>,
    /// `pointer only`, `not applicable`, or nothing.
    pub remark: &'static str,
    /// How the heading matches the topic; empty for an exact match.
    pub matches: &'static str,
    /// Treated there without being the heading's own topic.
    pub also: bool,
    /// The same section in translations.
    pub translations: Vec<Version>,
}

fn facts<'a>(world: &'a World, topic: &'a Topic) -> TopicFacts<'a> {
    let thesaurus = &world.archive.thesaurus;
    let crumb = |at: &TopicIdx| {
        let topic = thesaurus.topic(*at);
        Crumb { label: topic.label.to_string(), url: topic.url.clone() }
    };
    TopicFacts {
        label: &topic.label,
        url: &topic.url,
        scope: &topic.scope,
        alt: &topic.alt,
        sensitive: topic.sensitive,
        broader: topic.broader.as_ref().map(crumb),
        narrower: topic.narrower.iter().map(crumb).collect(),
        related: topic.related.iter().map(crumb).collect(),
    }
}

fn under_broader(world: &World, mut frame: Frame, at: TopicIdx) -> Frame {
    frame = frame.below(world.tongue().say("Topics"), Url::folder(&["topics"]));
    for up in world.archive.thesaurus.above(at).into_iter().rev() {
        let topic = world.archive.thesaurus.topic(up);
        frame = frame.below_ours(world, &topic.label, topic.url.clone());
    }
    frame
}

fn treatments(world: &World, at: TopicIdx, country: CountryIdx) -> Vec<Treatment<'_>> {
    let archive = &world.archive;
    let on = archive.treating_in(at, country).iter();
    on.map(|section| {
        let known = archive.section(*section);
        let used = known.topics.iter().find(|used| used.topic == at);
        let matches = used.map_or("", |used| if used.also { "" } else { used.matches.word() });
        Treatment {
            card: &archive.report(known.report).card,
            link: &known.link,
            remark: contents(world, *section).remark,
            matches: if matches == "exact" { "" } else { matches },
            also: used.is_some_and(|used| used.also),
            translations: versions::of_section(world, *section),
        }
    })
    .collect()
}

pub(super) fn topic(world: &World, at: TopicIdx) -> TopicView<'_> {
    let archive = &world.archive;
    let topic = archive.thesaurus.topic(at);
    let mut frame =
        Frame::new(world, "topic", topic.url.clone(), world.tongue().name(&topic.label))
            .about(&*topic.scope);
    frame = under_broader(world, frame, at);
    frame.feed = feed::beside(world, FeedOf::Topic(at));
    let mut countries: Vec<TopicInCountry<'_>> = archive
        .all_countries()
        .filter_map(|(country, known)| {
            let rows = world.strips.get(&(at, country))?;
            Some(TopicInCountry {
                name: &known.matter.name,
                url: Some(topic_country_url(world, at, country)),
                columns: archive.columns(country),
                rows: Cow::Borrowed(rows),
                sections: treatments(world, at, country),
            })
        })
        .collect();
    if countries.is_empty() {
        // No report has a section on it: the rows say of each edition why.
        let held =
            archive.all_countries().filter(|(at, _)| archive.of_country(*at).next().is_some());
        countries.extend(held.map(|(country, known)| TopicInCountry {
            name: &known.matter.name,
            url: None,
            columns: archive.columns(country),
            rows: Cow::Owned(Digested::new(archive.strip(at, country))),
            sections: Vec::new(),
        }));
    }
    let key = key(countries.iter().flat_map(|country| country.rows.iter()));
    let cases = entity::of_topic(world, &topic.id, EntityKind::Case);
    TopicView { topic: facts(world, topic), key, countries, cases, frame }
}

/// One topic in one country: everything that any edition says, in order.
#[derive(Hash, Serialize)]
pub struct TopicCountryView<'a> {
    /// The page's own facts.
    pub frame: Frame,
    /// The topic.
    pub topic: TopicFacts<'a>,
    /// The country's name.
    pub country: &'a str,
    /// The country's page.
    pub country_url: &'a Url,
    /// The columns of the rows.
    pub columns: Vec<Column>,
    /// Publisher × year.
    pub rows: &'a Digested<Vec<Row>>,
    /// The words of the rows and their meaning.
    pub key: Vec<KeyEntry>,
    /// The texts, by coverage year, the newest first.
    pub years: Vec<YearTexts<'a>>,
    /// Topics above, below and beside that the country's reports treat too.
    pub near: Vec<Crumb>,
    /// What changed from edition to edition, the newest first.
    pub steps: Vec<Step<'a>>,
    /// The timeline of the topic in the country.
    pub timeline: Url,
    /// The page that composes, with the topic and the country chosen.
    pub compose: Url,
}

/// The texts on a topic of one coverage year.
#[derive(Hash, Serialize)]
pub struct YearTexts<'a> {
    /// The year.
    pub year: Year,
    /// What each report says.
    pub texts: Vec<TreatedText<'a>>,
}

/// A text on a topic.
#[derive(Hash, Serialize)]
pub struct TreatedText<'a> {
    /// What it is.
    pub about: Treatment<'a>,
    /// Its text.
    pub passage: Passage<'a>,
    /// Where it comes from.
    pub origin: Origin<'a>,
    /// Its notes.
    pub notes: Vec<NoteText<'a>>,
    /// The language of its text.
    pub language: &'a str,
    /// Which way that is written.
    pub direction: &'static str,
    /// Sections right inside it, which have topics of their own.
    pub inside: Vec<&'a Digested<SectionLink>>,
}

/// Where a topic's page for a country stands.
pub(super) fn topic_country_url(world: &World, at: TopicIdx, country: CountryIdx) -> Url {
    let topic = world.archive.thesaurus.topic(at);
    Url::folder(&["topics", &topic.id, &world.archive.country(country).id])
}

pub(super) fn topic_country(
    world: &World,
    at: TopicIdx,
    country: CountryIdx,
) -> TopicCountryView<'_> {
    let archive = &world.archive;
    let topic = archive.thesaurus.topic(at);
    let known = archive.country(country);
    let name = &*known.matter.name;
    let tongue = world.tongue();
    let values = [("topic", tongue.name(&topic.label)), ("country", tongue.name(name))];
    let title = values.map(|(_, name)| name).join(" – ");
    let url = topic_country_url(world, at, country);
    let mut frame = Frame::new(world, "topic-country", url, title).about(tongue.fill(
        "{topic} in {country}: what each edition of each publisher says, year by year.",
        &values,
    ));
    values[1].1.clone_into(&mut frame.crumb);
    frame = under_broader(world, frame, at).below_ours(world, &topic.label, topic.url.clone());
    let mut years: Vec<YearTexts<'_>> = Vec::new();
    let on = archive.treating_in(at, country).iter();
    for (about, section) in treatments(world, at, country).into_iter().zip(on) {
        let report: ReportIdx = archive.section(*section).report;
        let owner = &archive.section(archive.section(*section).owner).link.url;
        let mut notes = Notes::default();
        let prefix = local_prefix(world, *section);
        let passage = passage(world, *section, &frame, prefix, Some(owner), &mut notes);
        let path = &archive.report(report).face.path;
        let local = archive.section(*section).local;
        let level = archive.face(*section).level;
        let inside = archive
            .report(report)
            .sections_after(*section)
            .take_while(|other| archive.face(*other).level > level)
            .filter(|other| archive.face(*other).parent == Some(local))
            .map(|other| &*archive.section(other).link)
            .collect();
        let notes = notes.texts(&world.body(report).notes, world, path, &frame.root);
        let language = &*archive.report(report).face.matter.language;
        let direction = crate::config::direction(language);
        let origin = origin(archive.report(report));
        let text = TreatedText { about, passage, origin, notes, language, direction, inside };
        let year = archive.report(report).year();
        match years.last_mut() {
            Some(last) if last.year == year => last.texts.push(text),
            _ => years.push(YearTexts { year, texts: vec![text] }),
        }
    }
    years.reverse();
    let rows = &world.strips[&(at, country)];
    let around = topic.broader.iter().chain(&topic.narrower).chain(&topic.related);
    let near = around
        .filter(|other| world.strips.contains_key(&(**other, country)))
        .map(|other| Crumb {
            label: archive.thesaurus.topic(*other).label.to_string(),
            url: topic_country_url(world, *other, country),
        })
        .collect();
    TopicCountryView {
        topic: facts(world, topic),
        country: name,
        country_url: &known.url,
        columns: archive.columns(country),
        rows,
        key: key(rows.iter()),
        years,
        near,
        steps: changes::steps(world, archive.treating_in(at, country), at),
        timeline: timeline::url(world, Scope::Topic(at, country)),
        compose: compose::chosen(&topic.id, &known.id),
        frame,
    }
}
