//! Faces and lists → the archive.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::crosswalk::Crosswalk;
use super::part::Card;
use super::placed::{self, KnownSections, Placed};
use super::thesaurus::Thesaurus;
use super::vocabulary::Vocabulary;
use super::{Archive, CountryIdx, PublisherIdx, Report, ReportIdx, Section, SectionIdx};
use crate::diagnostic::{Code, Diagnostic, Found, Span, did_you_mean};
use crate::digest::{Digest, Digested};
use crate::parse::document::{Face, Named};
use crate::path::{SourcePath, Url};

/// Puts all reports on one table.
///
/// Sections down to level `split_depth` get a page of their own. `known` remembers what each
/// report's sections are in themselves, so that only reports whose face moved are placed anew.
pub fn assemble(
    faces: &[Arc<Face>],
    vocabulary: &Vocabulary,
    split_depth: u8,
    known: &mut KnownSections,
) -> Found<Archive> {
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
    let mut placed: Vec<(CountryIdx, PublisherIdx, &Arc<Face>, Url)> = Vec::new();
    for (country, publisher, face) in places {
        let url = report_url(face);
        match taken.get(&url) {
            Some(other) => problems.push(second(face, other)),
            None => {
                taken.insert(url.clone(), face.path.clone());
                placed.push((country, publisher, face, url));
            }
        }
    }
    let lists = Digest::of(&(vocabulary.digest(), split_depth));
    let asked: Vec<_> =
        placed.into_iter().map(|place| (known.get(&(place.2.digest, lists)), place)).collect();
    let sections: Vec<_> = asked
        .into_par_iter()
        .map(|(sections, (country, publisher, face, url))| {
            let found = match sections {
                Some(sections) => Found { value: sections, problems: Vec::new() },
                None => placed::sections(face, &url, &archive, split_depth),
            };
            (country, publisher, face, url, found)
        })
        .collect();
    for (country, publisher, face, url, found) in sections {
        // Problems carry places, and a digest does not cover places.
        if found.problems.is_empty() {
            known.remember((face.digest, lists), Arc::clone(&found.value));
        }
        problems.extend(found.problems);
        check_corrections(face, &mut problems);
        archive.add(Arc::clone(face), country, publisher, url, &found.value);
    }
    known.end_round();
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

/// `country/year/publisher/`: where a report stands.
fn report_url(face: &Face) -> Url {
    let year = face.matter.covers.year().to_string();
    Url::folder(&[&face.matter.country.id, &year, &face.matter.publisher.id])
}

/// A publisher has one report a country and coverage year.
fn second(face: &Face, other: &SourcePath) -> Diagnostic {
    let matter = &face.matter;
    let message = format!(
        "there is a second report of `{}` on `{}` covering {}",
        matter.publisher.id,
        matter.country.id,
        matter.covers.year()
    );
    Diagnostic::error(Code::DuplicateId, matter.publisher.at.span(&face.path), message)
        .hint(format!(
            "the other is {other}; a publisher has one report a country and coverage year"
        ))
        .also(Span::file(other))
}

impl Archive {
    fn add(
        &mut self,
        face: Arc<Face>,
        country: CountryIdx,
        publisher: PublisherIdx,
        url: Url,
        sections: &[Placed],
    ) {
        let report = ReportIdx(u32::try_from(self.reports.len()).unwrap_or(u32::MAX));
        let first = u32::try_from(self.sections.len()).unwrap_or(u32::MAX);
        self.sections.extend((0_u32..).zip(sections).map(|(local, placed)| Section {
            report,
            local,
            owner: SectionIdx(first + placed.owner),
            topics: Arc::clone(&placed.topics),
            link: Arc::clone(&placed.link),
        }));
        let card = Digested::new(Card::new(
            url.clone(),
            &face.matter,
            &self.countries[country.0 as usize],
            &self.publishers[publisher.0 as usize],
        ));
        self.reports.push(Report { face, country, publisher, url, card, first });
    }
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
        for used in &*section.topics {
            let list: &mut Vec<SectionIdx> = &mut by_topic[used.topic.0 as usize];
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
    }
    archive.by_topic = by_topic;
}
