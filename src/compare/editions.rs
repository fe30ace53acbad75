//! Which editions are held against each other, and how an edition is made ready for it.

use std::sync::OnceLock;

use super::figure::Period;
use super::reading::{Given, Sentence};
use super::word::{Kind, Mark};
use super::{Comparison, Scope, Side, compare};
use crate::archive::{Archive, CountryIdx, PublisherIdx, Report, ReportIdx};
use crate::chronology::{self, Dated};
use crate::digest::Digest;
use crate::findings::Findings;
use crate::language;
use crate::parse::document::Body;
use crate::parse::matter::Completeness;
use crate::prose::{self, Paragraph};

/// Two editions of one publisher on one country.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Editions {
    /// The earlier one.
    pub before: ReportIdx,
    /// The later one.
    pub after: ReportIdx,
}

/// The editions that stand ready held against each other: each with the one before, and where our
/// copy of that is not whole, with the last before it that is. Texts in two languages never are;
/// translations of two editions into one language are.
pub fn editions(archive: &Archive) -> Vec<Editions> {
    let mut pairs = Vec::new();
    for (country, _) in archive.all_countries() {
        for of in archive.publishers_on(country).iter().flat_map(|at| series(archive, country, *at))
        {
            let whole = |at: ReportIdx| scope(archive, at) == Scope::Whole;
            for (n, (after, _)) in of.iter().enumerate() {
                let Some((before, _)) = n.checked_sub(1).and_then(|n| of.get(n)) else { continue };
                pairs.push(Editions { before: *before, after: *after });
                if !whole(*before) && scope(archive, *after) != Scope::Quoted {
                    let last = of[..n].iter().rev().find(|(at, _)| whole(*at));
                    pairs.extend(last.map(|(at, _)| Editions { before: *at, after: *after }));
                }
            }
        }
    }
    pairs
}

/// What a publisher has on a country in one language, year by year; its first language first.
fn series(
    archive: &Archive,
    country: CountryIdx,
    publisher: PublisherIdx,
) -> Vec<Vec<(ReportIdx, &Report)>> {
    let mut series: Vec<(&str, Vec<(ReportIdx, &Report)>)> = Vec::new();
    for (at, report) in archive.all_of_country(country).filter(|(_, r)| r.publisher == publisher) {
        let language = language::primary(&report.face.matter.language);
        match series.iter_mut().find(|(known, _)| *known == language) {
            Some((_, list)) => list.push((at, report)),
            None => series.push((language, vec![(at, report)])),
        }
    }
    let lists = series.into_iter().map(|(_, mut list)| {
        // Of two texts of one year (in two scripts, say) the first stands for both.
        list.dedup_by_key(|(_, report)| report.year());
        list
    });
    lists.collect()
}

/// What of a report the archive holds.
pub fn scope(archive: &Archive, at: ReportIdx) -> Scope {
    match archive.report(at).face.matter.completeness {
        Completeness::Full => Scope::Whole,
        Completeness::Partial => Scope::Part,
        Completeness::Quoted => Scope::Quoted,
    }
}

/// A comparison that is made when somebody asks for it.
#[derive(Debug, Default)]
pub struct Ready(OnceLock<Comparison>);

impl Ready {
    /// The comparison, made now if it has not been.
    pub fn get(&self, make: impl FnOnce() -> Comparison) -> &Comparison {
        self.0.get_or_init(make)
    }
}

/// Holds two editions of the archive against each other.
pub fn of_editions(
    archive: &Archive,
    pair: Editions,
    texts: [(&Body, &Findings); 2],
) -> Comparison {
    let [before, after] = texts;
    compare(
        &side(archive, pair.before, before.0, before.1),
        &side(archive, pair.after, after.0, after.1),
    )
}

/// Makes an edition ready to be compared.
fn side(archive: &Archive, at: ReportIdx, body: &Body, findings: &Findings) -> Side {
    let report = archive.report(at);
    let matter = &report.face.matter;
    let english = prose::language_of(&matter.language) == "en";
    let topic = |section: u32| {
        archive.section(report.section(section)).topics.first().map(|used| used.topic)
    };
    let paragraphs = prose::read(body, &matter.language);
    let mut sentences = Vec::new();
    for paragraph in &paragraphs {
        let dates = findings.dates_of(paragraph.section, paragraph.number);
        let dated = date_marks(dates);
        let marks = marks(paragraph, &dated, findings);
        let mut last: Vec<Period> = Vec::new();
        for at in &paragraph.sentences {
            let inside = |mark: &&Mark| at.start <= mark.at.start && mark.at.end <= at.end;
            let here = |mark: &Mark| Mark {
                at: mark.at.start - at.start..mark.at.end - at.start,
                ..mark.clone()
            };
            let text = &paragraph.text[at.clone()];
            let here_dated = dates.iter().filter(|dated| dated.sentence.start as usize == at.start);
            let mut periods: Vec<Period> =
                here_dated.map(|dated| period(dated, at.start, report.year())).collect();
            if periods.is_empty() && english && goes_on(text) {
                periods = last.iter().map(|period| Period { at: 0..0, ..period.clone() }).collect();
            }
            last.clone_from(&periods);
            let given = Given {
                section: paragraph.section,
                paragraph: paragraph.number,
                at: short(at.start)..short(at.end),
                topic: topic(paragraph.section),
                text,
                dates: dated.iter().filter(inside).map(here).collect(),
                marks: marks.iter().filter(inside).map(here).collect(),
                periods,
            };
            let sentence = Sentence::new(given, english);
            // "Not applicable." states nothing that could be new or removed.
            if sentence.tokens.len() > 2 {
                sentences.push(sentence);
            }
        }
    }
    let topics = (0..).zip(&report.face.sections).filter_map(|(local, _)| topic(local)).collect();
    let (from, to) = (matter.covers.from, matter.covers.to);
    let whole_year = chronology::shape(from, to, report.year());
    Side { sentences, topics, scope: scope(archive, at), whole_year }
}

fn short(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Whether a sentence counts on in what the one before has counted.
fn goes_on(text: &str) -> bool {
    const BEGINNINGS: [&str; 7] =
        ["Of the", "Of that", "Of those", "The remaining", "The rest", "Among the", "Another "];
    BEGINNINGS.iter().any(|words| text.starts_with(words))
}

fn date_marks(dates: &[Dated]) -> Vec<Mark> {
    let day = |day: jiff::civil::Date| {
        i32::from(day.year()) * 372 + i32::from(day.month()) * 31 + i32::from(day.day())
    };
    let mark = |dated: &Dated| Mark {
        at: dated.at.start as usize..dated.at.end as usize,
        kind: Kind::Date,
        key: half(&dated.value),
        days: (day(dated.value.first()), day(dated.value.last())),
    };
    dates.iter().map(mark).collect()
}

/// Dates and names of a paragraph, by place; where both stand, the date.
fn marks(paragraph: &Paragraph, dates: &[Mark], findings: &Findings) -> Vec<Mark> {
    let names = findings.mentions_in(paragraph.section, paragraph.number).iter().map(|m| Mark {
        at: m.at.start as usize..m.at.end as usize,
        kind: Kind::Name,
        key: half(&m.entity),
        days: (0, 0),
    });
    let mut marks: Vec<Mark> = dates.iter().cloned().chain(names).collect();
    marks.sort_by_key(|mark| (mark.at.start, mark.kind == Kind::Name));
    let mut end = 0;
    marks.retain(|mark| {
        let free = mark.at.start >= end;
        end = if free { mark.at.end } else { end };
        free
    });
    marks
}

/// Half a digest is enough for a key inside one comparison.
fn half<T: std::hash::Hash>(value: &T) -> u64 {
    let [a, b, c, d, e, f, g, h, ..] = Digest::of(value).to_bytes();
    u64::from_le_bytes([a, b, c, d, e, f, g, h])
}

fn period(dated: &Dated, start: usize, year: u16) -> Period {
    Period {
        at: (dated.at.start as usize).saturating_sub(start)
            ..(dated.at.end as usize).saturating_sub(start),
        edtf: dated.value.to_string().into(),
        shape: chronology::shape(dated.value.first(), dated.value.last(), year),
        state: dated.kind == chronology::Kind::State,
    }
}
