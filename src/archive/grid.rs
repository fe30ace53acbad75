//! Publisher × coverage year, in words: what the archive has on a country, and on a topic there.
//!
//! A cell is never a blank that could read as zero. "No heading in this edition" says something
//! about an outline, never about a country.

use serde::Serialize;

use super::thesaurus::TopicIdx;
use super::{Archive, CountryIdx, PublisherIdx, Report};
use crate::date::Year;
use crate::language::key as said;
use crate::parse::document::Substance;
use crate::parse::matter::{Completeness, Display};
use crate::path::Url;

/// What a cell says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum State {
    /// The archive has the text.
    Text,
    /// The edition only points to another publication.
    Pointer,
    /// The edition says that it does not apply.
    NotApplicable,
    /// Only passages that others quote.
    Quoted,
    /// The edition has no such heading.
    NoHeading,
    /// The edition may have it; our copy is partial.
    NotInCopy,
    /// The publisher has an edition; the archive does not hold it.
    NotHeld,
    /// No edition of that year is known.
    NotPublished,
}

impl State {
    /// Every state, in the order in which a key explains them.
    pub const ALL: [Self; 8] = [
        Self::Text,
        Self::Pointer,
        Self::NotApplicable,
        Self::Quoted,
        Self::NoHeading,
        Self::NotInCopy,
        Self::NotHeld,
        Self::NotPublished,
    ];

    /// The words of the cell.
    pub fn words(self) -> &'static str {
        match self {
            Self::Text => said("text"),
            Self::Pointer => said("pointer only"),
            Self::NotApplicable => said("not applicable"),
            Self::Quoted => said("quoted only"),
            Self::NoHeading => said("no heading in this edition"),
            Self::NotInCopy => said("not in our copy"),
            Self::NotHeld => said("not held"),
            Self::NotPublished => said("none known"),
        }
    }

    /// What the words mean, in a sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Text => said("The archive has what this edition says."),
            Self::Pointer => {
                said("The edition has the heading and only refers to another publication.")
            }
            Self::NotApplicable => {
                said("The edition has the heading and says that it does not apply.")
            }
            Self::Quoted => {
                said("The archive has passages of this edition only as others quote them.")
            }
            Self::NoHeading => said(
                "The edition has no heading for this topic. That says nothing about whether there were abuses.",
            ),
            Self::NotInCopy => said(
                "The archive’s copy of this edition is partial or quoted, and nothing in it stands under a heading on this topic.",
            ),
            Self::NotHeld => said(
                "The publisher issued an edition for that year, and the archive does not hold it.",
            ),
            Self::NotPublished => said(
                "No edition of this publisher for that year is known to the archive. There may be one.",
            ),
        }
    }

    /// A name for style sheets.
    pub fn class(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Pointer => "pointer",
            Self::NotApplicable => "na",
            Self::Quoted => "quoted",
            Self::NoHeading => "no-heading",
            Self::NotInCopy => "not-in-copy",
            Self::NotHeld => "not-held",
            Self::NotPublished => "not-published",
        }
    }
}

/// A row of a grid: one publisher.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Row {
    /// The publisher's short name.
    pub publisher: Box<str>,
    /// The publisher's page.
    pub publisher_url: Url,
    /// Its cells, in order of years. Neighbours that say the same without a link are one cell.
    pub cells: Vec<Cell>,
}

/// A column: one year, or a run of years of which nothing is held.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, Serialize)]
pub struct Column {
    /// First year.
    pub first: Year,
    /// Last year.
    pub last: Year,
}

/// A cell: one year, or a run of years that have the same to say.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Cell {
    /// First year.
    pub first: Year,
    /// Last year.
    pub last: Year,
    /// How many columns.
    pub span: u16,
    /// What it says.
    pub words: &'static str,
    /// A name for style sheets.
    pub class: &'static str,
    /// Where it leads.
    pub url: Option<Url>,
    /// The publisher's name for the edition, where the archive holds one.
    pub edition: Option<Box<str>>,
}

impl Archive {
    /// The columns of a country's grids: from the first to the last year that any of its
    /// publishers has an edition for. Years in a row of which nothing is held, and of which each
    /// publisher has the same to say, are one column.
    pub fn columns(&self, country: CountryIdx) -> Vec<Column> {
        let mut held: Vec<Year> = self.of_country(country).map(|(_, r)| r.year()).collect();
        held.dedup();
        let publishers = self.publishers_on(country);
        let known: Vec<_> = publishers
            .iter()
            .filter_map(|publisher| self.publisher(*publisher).matter.years)
            .collect();
        let ends = || known.iter().flat_map(|(first, last)| [*first, *last]);
        let first = held.iter().copied().chain(ends()).min();
        let last = held.iter().copied().chain(ends()).max();
        let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
        let issued = |year: Year| known.iter().map(move |(a, b)| (*a..=*b).contains(&year));
        let mut columns: Vec<Column> = Vec::new();
        for year in first..=last {
            let alike = |column: &Column| {
                held.binary_search(&year).is_err()
                    && held.binary_search(&column.last).is_err()
                    && issued(column.last).eq(issued(year))
            };
            match columns.last_mut() {
                Some(column) if alike(column) => column.last = year,
                _ => columns.push(Column { first: year, last: year }),
            }
        }
        columns
    }

    /// The publishers with a report on a country, by name.
    pub fn publishers_on(&self, country: CountryIdx) -> Vec<PublisherIdx> {
        let mut publishers: Vec<_> =
            self.of_country(country).map(|(_, report)| report.publisher).collect();
        publishers.sort_unstable();
        publishers.dedup();
        publishers
    }

    /// Publisher × year for a country: what is held at all.
    pub fn holdings(&self, country: CountryIdx) -> Vec<Row> {
        self.rows(country, |report| {
            let state = match report.face.matter.completeness {
                Completeness::Quoted => State::Quoted,
                Completeness::Full | Completeness::Partial => State::Text,
            };
            (state, Some(report.url.clone()))
        })
    }

    /// Publisher × year for a topic in a country.
    pub fn strip(&self, topic: TopicIdx, country: CountryIdx) -> Vec<Row> {
        self.rows(country, |report| self.state(report, topic))
    }

    /// What a report has to say on a topic, and where.
    pub fn state(&self, report: &Report, topic: TopicIdx) -> (State, Option<Url>) {
        let treats = |at: &super::SectionIdx| {
            self.section(*at).topics.iter().any(|used| used.topic == topic)
        };
        let matter = &report.face.matter;
        let best = report.sections().filter(treats).max_by_key(|at| {
            let own = self.section(*at).topics.first().is_some_and(|used| used.topic == topic);
            (self.face(*at).substance, own, std::cmp::Reverse(*at))
        });
        if let Some(at) = best {
            let state = match self.face(at).substance {
                _ if matter.licence.display == Display::Metadata => State::NotInCopy,
                _ if matter.completeness == Completeness::Quoted => State::Quoted,
                Substance::Text | Substance::Nothing => State::Text,
                Substance::Pointer => State::Pointer,
                Substance::NotApplicable => State::NotApplicable,
            };
            return (state, Some(self.section(at).link.url.clone()));
        }
        let scheme = self.scheme(report);
        let lacks = match matter.completeness {
            Completeness::Full => false,
            Completeness::Quoted => true,
            Completeness::Partial => {
                scheme.and_then(|scheme| scheme.lacks(topic, &matter.holds)).unwrap_or(false)
            }
        };
        (if lacks { State::NotInCopy } else { State::NoHeading }, None)
    }

    fn rows(
        &self,
        country: CountryIdx,
        held: impl Fn(&Report) -> (State, Option<Url>),
    ) -> Vec<Row> {
        let columns = self.columns(country);
        let mut rows = Vec::new();
        for publisher in self.publishers_on(country) {
            let matter = &self.publisher(publisher).matter;
            let mut cells: Vec<Cell> = Vec::new();
            for Column { first: year, last } in columns.iter().copied() {
                let report = self
                    .of_country(country)
                    .map(|(_, report)| report)
                    .find(|report| report.publisher == publisher && report.year() == year);
                let known =
                    matter.years.is_some_and(|(first, last)| (first..=last).contains(&year));
                let (state, url) = match report {
                    Some(report) => held(report),
                    None if known => (State::NotHeld, None),
                    None => (State::NotPublished, None),
                };
                let edition = report.map(|report| report.face.matter.edition.clone());
                match cells.last_mut() {
                    Some(cell)
                        if edition.is_none()
                            && cell.edition.is_none()
                            && cell.words == state.words() =>
                    {
                        cell.last = last;
                        cell.span += 1;
                    }
                    _ => cells.push(Cell {
                        first: year,
                        last,
                        span: 1,
                        words: state.words(),
                        class: state.class(),
                        url,
                        edition,
                    }),
                }
            }
            rows.push(Row {
                publisher: matter.short.clone(),
                publisher_url: self.publisher(publisher).url.clone(),
                cells,
            });
        }
        rows
    }
}
