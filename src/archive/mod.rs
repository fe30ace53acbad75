//! All reports on one table: faces → [`Archive`].
//!
//! It sees faces and vocabularies, never a body. Order is part of the value: reports stand by
//! country, coverage year and publisher, whatever the order of files.

pub mod crosswalk;
pub mod grid;
pub mod part;
pub mod thesaurus;
pub mod vocabulary;

use std::collections::BTreeMap;
use std::sync::Arc;

use crosswalk::Crosswalk;
use part::{Card, SectionLink};
use thesaurus::{Thesaurus, TopicIdx};
use vocabulary::{Country, Publisher, Vocabulary};

use crate::date::Year;
use crate::diagnostic::{Code, Diagnostic, Found, Span, did_you_mean};
use crate::digest::Digested;
use crate::parse::document::{Face, Form, Named};
use crate::parse::scheme::Match;
use crate::path::{SourcePath, Url};

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
    /// By country's name, coverage year, publisher's id.
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
    /// Sections that treat a topic, by topic.
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
    pub topics: Vec<TopicUse>,
    /// What lists show of it.
    pub link: Digested<SectionLink>,
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

    /// The reports on a country, by coverage year and publisher.
    pub fn of_country(&self, country: CountryIdx) -> impl Iterator<Item = (ReportIdx, &Report)> {
        let first = self.reports.partition_point(|report| report.country < country);
        let count = self.reports[first..].partition_point(|report| report.country == country);
        let first_idx = u32::try_from(first).unwrap_or(u32::MAX);
        (first_idx..).map(ReportIdx).zip(&self.reports[first..first + count])
    }

    /// Sections that treat a topic, by country, year and publisher.
    pub fn treating(&self, topic: TopicIdx) -> &[SectionIdx] {
        &self.by_topic[topic.0 as usize]
    }

    /// Sections that treat a topic in one country, by year and publisher.
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

/// Puts all reports on one table.
///
/// Sections down to level `split_depth` get a page of their own.
pub fn assemble(faces: &[Arc<Face>], vocabulary: &Vocabulary, split_depth: u8) -> Found<Archive> {
    let mut problems = Vec::new();
    let thesaurus = Thesaurus::new(&vocabulary.topics);
    problems.extend(thesaurus.problems);
    let crosswalk = Crosswalk::new(&vocabulary.outlines, &thesaurus.value);
    problems.extend(crosswalk.problems);
    let mut archive = Archive {
        thesaurus: thesaurus.value,
        crosswalk: crosswalk.value,
        countries: vocabulary.countries(),
        publishers: vocabulary.publishers(),
        ..Archive::default()
    };
    let mut places: Vec<(CountryIdx, PublisherIdx, &Arc<Face>)> = Vec::new();
    for face in faces {
        let country = find(
            &archive.countries,
            &face.matter.country,
            face,
            "country",
            |c| &c.id,
            &mut problems,
        );
        let publisher = find(
            &archive.publishers,
            &face.matter.publisher,
            face,
            "publisher",
            |p| &p.id,
            &mut problems,
        );
        if let (Some(country), Some(publisher)) = (country, publisher) {
            places.push((CountryIdx(country), PublisherIdx(publisher), face));
        } else {
            // The report has no place, but its editor wants to know all that is wrong with it.
            problems.extend(archive.crosswalk.topics_of(face, &archive.thesaurus).problems);
        }
    }
    places.sort_by_key(|(country, publisher, face)| {
        (
            *country,
            face.matter.covers.year(),
            face.matter.publisher.id.clone(),
            *publisher,
            face.path.clone(),
        )
    });
    let mut taken: BTreeMap<Url, SourcePath> = BTreeMap::new();
    for (country, publisher, face) in places {
        let year = face.matter.covers.year().to_string();
        let (country_id, publisher_id) = (&*face.matter.country.id, &*face.matter.publisher.id);
        let url = Url::folder(&[country_id, &year, publisher_id]);
        if let Some(other) = taken.get(&url) {
            let message = format!(
                "there is a second report of `{publisher_id}` on `{country_id}` covering {year}"
            );
            problems.push(
                Diagnostic::error(
                    Code::DuplicateId,
                    face.matter.publisher.at.span(&face.path),
                    message,
                )
                .hint(format!(
                    "the other is {other}; a publisher has one report a country and coverage year"
                ))
                .also(Span::file(other)),
            );
            continue;
        }
        taken.insert(url.clone(), face.path.clone());
        add_report(
            &mut archive,
            Arc::clone(face),
            country,
            publisher,
            url,
            split_depth,
            &mut problems,
        );
    }
    index_topics(&mut archive);
    // Without a thesaurus nothing is mapped to anything; that it is missing is told elsewhere.
    if vocabulary.topics.is_none() {
        problems.retain(|problem| problem.code != Code::UnmappedHeading);
    }
    Found { value: archive, problems }
}

fn find<T>(
    list: &[T],
    name: &Named,
    face: &Face,
    what: &str,
    id: impl Fn(&T) -> &str,
    problems: &mut Vec<Diagnostic>,
) -> Option<u32> {
    let at = list.iter().position(|entry| id(entry) == &*name.id);
    if at.is_none() {
        let folder = if what == "country" { "countries" } else { "publishers" };
        problems.push(
            Diagnostic::error(
                Code::UnknownName,
                name.at.span(&face.path),
                format!("there is no {what} `{}`", name.id),
            )
            .maybe_hint(did_you_mean(&name.id, list.iter().map(&id)))
            .hint(format!("a {what} is a file: `content/{folder}/{}.md`", name.id)),
        );
    }
    at.and_then(|at| u32::try_from(at).ok())
}

fn add_report(
    archive: &mut Archive,
    face: Arc<Face>,
    country: CountryIdx,
    publisher: PublisherIdx,
    url: Url,
    split_depth: u8,
    problems: &mut Vec<Diagnostic>,
) {
    let report = ReportIdx(u32::try_from(archive.reports.len()).unwrap_or(u32::MAX));
    let first = u32::try_from(archive.sections.len()).unwrap_or(u32::MAX);
    let topics = archive.crosswalk.topics_of(&face, &archive.thesaurus);
    problems.extend(topics.problems);
    check_corrections(&face, problems);
    let mut owner = SectionIdx(first);
    for (local, (section, topics)) in (0_u32..).zip(face.sections.iter().zip(topics.value)) {
        let own_page = section.form == Form::Lead
            || (section.form == Form::Heading && section.level <= split_depth);
        if own_page {
            owner = SectionIdx(first + local);
        } else if local == 0 {
            // A report that begins with a run-in heading: its page is that of the first section.
            owner = SectionIdx(first);
        }
        let owner_id = &*face.sections[(owner.0 - first) as usize].id;
        let page = Url::folder(&[&url.as_str()[..url.as_str().len().saturating_sub(1)], owner_id]);
        let at = if owner == SectionIdx(first + local) { page } else { page.at(&section.id) };
        let link = Digested::new(SectionLink::new(at, section, &topics, &archive.thesaurus));
        archive.sections.push(Section { report, local, owner, topics, link });
    }
    let card = Digested::new(Card::new(
        url.clone(),
        &face.matter,
        &archive.countries[country.0 as usize],
        &archive.publishers[publisher.0 as usize],
    ));
    archive.reports.push(Report { face, country, publisher, url, card, first });
}

fn check_corrections(face: &Face, problems: &mut Vec<Diagnostic>) {
    for correction in &face.matter.corrections {
        let Some(section) = &correction.section else { continue };
        if !face.sections.iter().any(|known| known.id == section.id) {
            let known = face.sections.iter().map(|known| &*known.id);
            problems.push(
                Diagnostic::error(
                    Code::UnknownName,
                    section.at.span(&face.path),
                    format!("the report has no section `{}`", section.id),
                )
                .maybe_hint(did_you_mean(&section.id, known)),
            );
        }
    }
}

fn index_topics(archive: &mut Archive) {
    let mut by_topic = vec![Vec::new(); archive.thesaurus.topics.len()];
    for (at, section) in (0..).map(SectionIdx).zip(&archive.sections) {
        for used in &section.topics {
            let list: &mut Vec<SectionIdx> = &mut by_topic[used.topic.0 as usize];
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
    }
    archive.by_topic = by_topic;
}
