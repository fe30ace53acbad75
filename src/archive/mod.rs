//! All reports on one table: faces → [`Archive`].
//!
//! It sees faces and vocabularies, never a body. Order is part of the value: reports stand by
//! country, coverage year and publisher, whatever the order of files.

mod assemble;
mod counterpart;
pub mod crosswalk;
pub mod entities;
pub mod grid;
pub mod part;
mod placed;
pub mod thesaurus;
pub mod translation;
pub mod vocabulary;

pub use assemble::{assemble, series_id};
pub use placed::KnownSections;

use std::collections::BTreeMap;
use std::sync::Arc;

use crosswalk::Crosswalk;
use part::{Card, SectionLink};
use thesaurus::{Thesaurus, TopicIdx};
use translation::Translates;
use vocabulary::{Country, Publisher};

use crate::date::Year;
use crate::digest::Digested;
use crate::parse::document::Face;
use crate::parse::scheme::Match;
use crate::path::Url;

/// Index of a report in [`Archive::reports`]. Lives for one run only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ReportIdx(pub u32);

/// Index of a section in [`Archive::sections`]. Lives for one run only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SectionIdx(pub u32);

/// Index of a country in [`Archive::countries`]. Lives for one run only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CountryIdx(pub u32);

/// Index of a publisher in [`Archive::publishers`]. Lives for one run only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PublisherIdx(pub u32);

/// What the archive knows, but for texts.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    /// By country's name, coverage year, publisher's id; translations behind their original.
    pub reports: Vec<Report>,
    /// The sections of all reports, report by report.
    pub sections: Vec<Section>,
    /// By name.
    pub countries: Vec<Country>,
    /// By name.
    pub publishers: Vec<Publisher>,
    /// The topics.
    pub thesaurus: Thesaurus,
    /// The outlines.
    pub crosswalk: Crosswalk,
    /// Sections that treat a topic, by topic; those of translations left out.
    by_topic: Vec<Vec<SectionIdx>>,
}

/// A report and its place in the archive.
#[derive(Clone, Debug)]
pub struct Report {
    /// What its file says.
    pub face: Arc<Face>,
    /// Its country.
    pub country: CountryIdx,
    /// Its publisher.
    pub publisher: PublisherIdx,
    /// Its page.
    pub url: Url,
    /// What lists show of it.
    pub card: Digested<Card>,
    /// Index of its first section.
    pub first: u32,
    /// What it translates, if the archive holds that too. Such a report is no edition of its own.
    pub translates: Option<Translates>,
    /// Its translations, by language.
    pub translations: Vec<ReportIdx>,
}

impl Report {
    /// Its coverage year.
    pub fn year(&self) -> Year {
        self.face.matter.covers.year()
    }

    /// Its sections, in the order of the text.
    pub fn sections(&self) -> impl DoubleEndedIterator<Item = SectionIdx> + use<> {
        let count = u32::try_from(self.face.sections.len()).unwrap_or(0);
        (self.first..self.first + count).map(SectionIdx)
    }

    /// Its sections behind one of them.
    pub fn sections_after(&self, at: SectionIdx) -> impl Iterator<Item = SectionIdx> + use<> {
        let count = u32::try_from(self.face.sections.len()).unwrap_or(0);
        (at.0 + 1..self.first + count).map(SectionIdx)
    }

    /// The global index of one of its sections.
    pub fn section(&self, local: u32) -> SectionIdx {
        SectionIdx(self.first + local)
    }
}

/// A section and its place in the archive.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its report.
    pub report: ReportIdx,
    /// Its index in the report's face.
    pub local: u32,
    /// The section on whose page it stands: itself, or one around it.
    pub owner: SectionIdx,
    /// Its topics, the first its own.
    pub topics: Arc<[TopicUse]>,
    /// What lists show of it.
    pub link: Arc<Digested<SectionLink>>,
}

/// A topic of a section, and how it came to it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct TopicUse {
    /// The topic.
    pub topic: TopicIdx,
    /// How well the heading fits it.
    pub matches: Match,
    /// Treated there too, without being the heading's own topic.
    pub also: bool,
}

impl Archive {
    /// The same archive with the faces of these files, which may differ in places alone. What is
    /// told of a text has to name the line where it stands now.
    #[must_use]
    pub fn with_faces(&self, faces: &[Arc<Face>]) -> Self {
        let by_path: BTreeMap<_, _> = faces.iter().map(|face| (&face.path, face)).collect();
        let mut archive = self.clone();
        for report in &mut archive.reports {
            if let Some(face) = by_path.get(&report.face.path) {
                report.face = Arc::clone(face);
            }
        }
        archive
    }

    /// A report.
    pub fn report(&self, at: ReportIdx) -> &Report {
        &self.reports[at.0 as usize]
    }

    /// A section.
    pub fn section(&self, at: SectionIdx) -> &Section {
        &self.sections[at.0 as usize]
    }

    /// A country.
    pub fn country(&self, at: CountryIdx) -> &Country {
        &self.countries[at.0 as usize]
    }

    /// A publisher.
    pub fn publisher(&self, at: PublisherIdx) -> &Publisher {
        &self.publishers[at.0 as usize]
    }

    /// The report of a section.
    pub fn report_of(&self, at: SectionIdx) -> &Report {
        self.report(self.section(at).report)
    }

    /// What a section's file says of it.
    pub fn face(&self, at: SectionIdx) -> &crate::parse::document::SectionFace {
        let section = self.section(at);
        &self.report(section.report).face.sections[section.local as usize]
    }

    /// The sections around one, from the inside out.
    pub fn around(&self, at: SectionIdx) -> impl Iterator<Item = SectionIdx> {
        let report = self.report_of(at);
        let up = move |at: &SectionIdx| Some(report.section(self.face(*at).parent?));
        std::iter::successors(up(&at), up)
    }

    /// Every report with its index.
    pub fn all_reports(&self) -> impl Iterator<Item = (ReportIdx, &Report)> {
        (0..).map(ReportIdx).zip(&self.reports)
    }

    /// Every country with its index.
    pub fn all_countries(&self) -> impl Iterator<Item = (CountryIdx, &Country)> {
        (0..).map(CountryIdx).zip(&self.countries)
    }

    /// Every publisher with its index.
    pub fn all_publishers(&self) -> impl Iterator<Item = (PublisherIdx, &Publisher)> {
        (0..).map(PublisherIdx).zip(&self.publishers)
    }

    /// Every edition with its index: each report but translations beside their original.
    pub fn editions(&self) -> impl Iterator<Item = (ReportIdx, &Report)> {
        self.all_reports().filter(|(_, report)| report.translates.is_none())
    }

    /// The editions on a country, by coverage year and publisher.
    pub fn of_country(&self, country: CountryIdx) -> impl Iterator<Item = (ReportIdx, &Report)> {
        self.all_of_country(country).filter(|(_, report)| report.translates.is_none())
    }

    /// The reports on a country, by coverage year and publisher, translations behind their
    /// originals.
    pub fn all_of_country(
        &self,
        country: CountryIdx,
    ) -> impl Iterator<Item = (ReportIdx, &Report)> {
        let first = self.reports.partition_point(|report| report.country < country);
        let count = self.reports[first..].partition_point(|report| report.country == country);
        let first_idx = u32::try_from(first).unwrap_or(u32::MAX);
        (first_idx..).map(ReportIdx).zip(&self.reports[first..first + count])
    }

    /// Sections of editions that treat a topic, by country, year and publisher.
    pub fn treating(&self, topic: TopicIdx) -> &[SectionIdx] {
        &self.by_topic[topic.0 as usize]
    }

    /// Sections of editions that treat a topic in one country, by year and publisher.
    pub fn treating_in(&self, topic: TopicIdx, country: CountryIdx) -> &[SectionIdx] {
        let all = self.treating(topic);
        let of = |at: &SectionIdx| self.report_of(*at).country;
        let first = all.partition_point(|at| of(at) < country);
        let count = all[first..].partition_point(|at| of(at) == country);
        &all[first..first + count]
    }

    /// Coverage years with a report, in order.
    pub fn years(&self) -> Vec<Year> {
        let mut years: Vec<Year> = self.reports.iter().map(Report::year).collect();
        years.sort_unstable();
        years.dedup();
        years
    }
}
