//! Atom feeds: new and corrected editions of all the archive, of a country, of a topic.

use std::cmp::Reverse;

use serde::Serialize;

use super::World;
use super::dataset::full;
use super::versions::translated;
use crate::archive::thesaurus::TopicIdx;
use crate::archive::{CountryIdx, Report, ReportIdx};
use crate::date::PartialDate;
use crate::parse::matter::{Completeness, ReportKind};
use crate::path::Url;

/// Whose feed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FeedOf {
    /// All reports.
    All,
    /// Those on a country.
    Country(CountryIdx),
    /// Those that treat a topic.
    Topic(TopicIdx),
}

/// How many reports a feed tells: readers ask again and again, and older ones stand on pages.
const LENGTH: usize = 100;

/// A feed.
#[derive(Hash, Serialize)]
pub struct FeedView {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// The page that it goes with.
    pub page: String,
    /// When its newest entry was.
    pub updated: String,
    /// The entries, newest first.
    pub entries: Vec<FeedEntry>,
}

/// A report in a feed.
#[derive(Hash, Serialize)]
pub struct FeedEntry {
    /// Its page: its name for good.
    pub url: String,
    /// Its title.
    pub title: String,
    /// Its publisher.
    pub author: String,
    /// When it appeared; where nobody knows, when it was fetched, or the last day it covers.
    pub published: String,
    /// When it was added here or last corrected; where the archive does not say, as above.
    pub updated: String,
    /// What it is, and what was put right.
    pub summary: String,
}

/// Where a feed stands.
pub(super) fn url(world: &World, of: FeedOf) -> Url {
    Url::file(&format!("{}feed.xml", page(world, of)))
}

/// The page that a feed goes with.
fn page(world: &World, of: FeedOf) -> Url {
    match of {
        FeedOf::All => Url::home(),
        FeedOf::Country(at) => world.archive.country(at).url.clone(),
        FeedOf::Topic(at) => world.archive.thesaurus.topic(at).url.clone(),
    }
}

fn reports(world: &World, of: FeedOf) -> Vec<ReportIdx> {
    let archive = &world.archive;
    match of {
        FeedOf::All => archive.all_reports().map(|(at, _)| at).collect(),
        FeedOf::Country(country) => archive.all_of_country(country).map(|(at, _)| at).collect(),
        FeedOf::Topic(topic) => {
            let mut editions: Vec<_> =
                archive.treating(topic).iter().map(|at| archive.section(*at).report).collect();
            editions.dedup();
            editions.into_iter().flat_map(|at| archive.versions(at)).collect()
        }
    }
}

/// The feeds that have something to tell.
pub(super) fn feeds(world: &World) -> Vec<FeedOf> {
    let countries = world.archive.all_countries().map(|(at, _)| FeedOf::Country(at));
    let topics = world.archive.thesaurus.all().map(|(at, _)| FeedOf::Topic(at));
    let filled = countries.chain(topics).filter(|of| !reports(world, *of).is_empty());
    std::iter::once(FeedOf::All).chain(filled).collect()
}

/// A feed's address, if it has something to tell.
pub(super) fn beside(world: &World, of: FeedOf) -> Option<Url> {
    (!reports(world, of).is_empty()).then(|| url(world, of))
}

pub(super) fn feed(world: &World, of: FeedOf) -> FeedView {
    let archive = &world.archive;
    let site = &world.config.title;
    let title = match of {
        FeedOf::All => site.clone(),
        FeedOf::Country(at) => format!("{} – {site}", archive.country(at).matter.name),
        FeedOf::Topic(at) => format!("{} – {site}", archive.thesaurus.topic(at).label),
    };
    let reports = reports(world, of);
    let mut entries: Vec<_> = reports.iter().map(|at| entry(world, archive.report(*at))).collect();
    let order = |entry: &FeedEntry| {
        let days = (entry.updated.clone(), entry.published.clone());
        (Reverse(days), entry.url.clone())
    };
    entries.sort_by_cached_key(order);
    entries.truncate(LENGTH);
    FeedView {
        title,
        url: full(world, &url(world, of)),
        page: full(world, &page(world, of)),
        // An archive without reports has nothing to date a feed by.
        updated: entries.first().map_or_else(|| stamp("1970-01-01"), |e| e.updated.clone()),
        entries,
    }
}

fn entry(world: &World, report: &Report) -> FeedEntry {
    let (card, matter) = (&report.card, &report.face.matter);
    let fallback = matter.covers.to;
    let published = [matter.published, matter.source.retrieved].into_iter().find_map(day);
    let published = published.unwrap_or_else(|| fallback.to_string());
    // An older edition that comes late is new to those who follow the archive.
    let here = matter.corrections.iter().map(|correction| correction.date).chain([matter.added]);
    let updated = here.filter_map(day).max().unwrap_or_else(|| published.clone());
    let mut summary = format!(
        "{} on {}, covering {} ({} edition).",
        card.publisher,
        card.country,
        card.covers.in_words(),
        card.edition
    );
    summary.push_str(match matter.kind {
        ReportKind::Verbatim => " The publisher’s own words.",
        ReportKind::Digest => " A digest: retold in the archive’s words.",
        ReportKind::Translation => "",
    });
    summary.push_str(match matter.completeness {
        Completeness::Full => "",
        Completeness::Partial => " Partial copy.",
        Completeness::Quoted => " Quoted passages only.",
    });
    if let Some(translated) = translated(world, report) {
        summary.push_str(&format!(" {translated}"));
    }
    if matter.published == PartialDate::Unknown {
        summary.push_str(" Date of publication: unknown.");
    }
    if matter.added != PartialDate::Unknown {
        summary.push_str(&format!(" Added here: {}.", matter.added.in_words()));
    }
    for correction in &matter.corrections {
        summary.push_str(&format!(
            " Corrected {}: {}",
            correction.date.in_words(),
            correction.note
        ));
    }
    FeedEntry {
        url: full(world, &report.url),
        title: card.title.to_string(),
        author: card.publisher.to_string(),
        published: stamp(&published),
        updated: stamp(&updated),
        summary,
    }
}

/// The first day that a date may mean.
fn day(date: PartialDate) -> Option<String> {
    Some(match date {
        PartialDate::Day(day) => day.to_string(),
        PartialDate::Month(year, month) => format!("{year:04}-{month:02}-01"),
        PartialDate::Year(year) => format!("{year:04}-01-01"),
        PartialDate::Unknown => return None,
    })
}

fn stamp(day: &str) -> String {
    format!("{day}T00:00:00Z")
}
