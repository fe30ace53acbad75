//! Faces and lists → the archive.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::crosswalk::Crosswalk;
use super::part::{Card, Version};
use super::placed::{self, KnownSections, PlacedReport};
use super::thesaurus::Thesaurus;
use super::translation::{self, Translates};
use super::vocabulary::Vocabulary;
use super::{Archive, CountryIdx, PublisherIdx, Report, ReportIdx, Section, SectionIdx};
use crate::diagnostic::{Code, Diagnostic, Found, did_you_mean};
use crate::digest::{Digest, Digested};
use crate::parse::document::{Face, Named};
use crate::parse::matter::{ReportKind, ReportMatter};
use crate::path::Url;

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
            // What a translation has from its original is not known here.
            if face.matter.outline.is_some() {
                let found = archive.crosswalk.topics_of(face, &archive.thesaurus, None);
                problems.extend(found.problems);
            }
        }
    }
    places.sort_by_key(|(country, publisher, face)| {
        let matter = &face.matter;
        (
            *country,
            matter.covers.year(),
            matter.publisher.id.clone(),
            *publisher,
            // An original stands before its translations.
            (matter.translation.of.is_some(), matter.kind == ReportKind::Translation),
            matter.language.clone(),
            face.path.clone(),
        )
    });
    let listed: Vec<&Arc<Face>> = places.iter().map(|(_, _, face)| *face).collect();
    let originals = translation::originals(&listed, &mut problems);
    let placed = one_place_each(&places, &originals, &mut problems);
    let lists = Digest::of(&(vocabulary.digest(), split_depth));
    // What a translation's sections are hangs on the original's: originals come first.
    let (mut done, mut found) = (BTreeMap::new(), BTreeMap::new());
    for translations in [false, true] {
        let asked: Vec<_> = placed
            .iter()
            .filter(|place| place.original.is_some() == translations)
            .map(|place| {
                let original = place.original.and_then(|at| done.get(&at).cloned());
                let of = original.as_ref().map(|(face, _): &(&Arc<Face>, _)| face.digest);
                let key = (place.face.digest, Digest::of(&(lists, of)));
                (known.get(&key), key, place, original)
            })
            .collect();
        let round: Vec<_> = asked
            .into_par_iter()
            .map(|(sections, key, place, original)| {
                let found = match sections {
                    Some(sections) => Found { value: sections, problems: Vec::new() },
                    None => placed::sections(
                        place.face,
                        &place.url,
                        original.as_ref().map(|(face, sections)| (&***face, sections)),
                        &archive,
                        split_depth,
                    ),
                };
                (key, place, found)
            })
            .collect();
        for (key, place, sections) in round {
            // Problems carry places, and a digest does not cover places.
            if sections.problems.is_empty() {
                known.remember(key, Arc::clone(&sections.value));
            }
            problems.extend(sections.problems);
            done.insert(place.at, (place.face, Arc::clone(&sections.value)));
            found.insert(place.at, sections.value);
        }
    }
    let mut indices: BTreeMap<usize, ReportIdx> = BTreeMap::new();
    for place in placed {
        check_corrections(place.face, &mut problems);
        let Some(sections) = found.remove(&place.at) else { continue };
        let original = place.original.and_then(|at| indices.get(&at).copied());
        indices.insert(place.at, archive.add(&place, original, &sections));
    }
    tell_originals(&mut archive);
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

/// A report with an address.
struct Place<'f> {
    /// Its place among all that may have one.
    at: usize,
    country: CountryIdx,
    publisher: PublisherIdx,
    face: &'f Arc<Face>,
    url: Url,
    /// That of the report that it translates.
    original: Option<usize>,
}

/// Gives each report its address. An edition has one report, and one translation of it a language.
fn one_place_each<'f>(
    places: &[(CountryIdx, PublisherIdx, &'f Arc<Face>)],
    originals: &[Option<usize>],
    problems: &mut Vec<Diagnostic>,
) -> Vec<Place<'f>> {
    let mut placed: Vec<Place<'f>> = Vec::new();
    let mut editions = BTreeMap::new();
    let mut taken: BTreeMap<Url, usize> = BTreeMap::new();
    let all = places.iter().zip(originals).enumerate();
    for (at, ((country, publisher, face), original)) in all {
        let url = report_url(face);
        // A report that is not there cannot have a translation; why it is not, was told.
        let original = original.filter(|of| placed.iter().any(|place| place.at == *of));
        if original.is_none() {
            let edition = (*country, *publisher, face.matter.covers.year());
            if let Some(other) = editions.insert(edition, at) {
                if face.matter.translation.of.is_none() {
                    problems.push(translation::second(face, places[other].2));
                }
                editions.insert(edition, other);
                continue;
            }
        }
        if let Some(other) = taken.get(&url) {
            let other = places[*other].2;
            problems.push(if other.matter.publisher.id == face.matter.publisher.id {
                translation::twice(face, other)
            } else {
                let message = format!("the address /{url} is taken by {}", other.path);
                let span = face.matter.publisher.at.span(&face.path);
                Diagnostic::error(Code::UrlTaken, span, message)
                    .hint("translations end in the tag of their language; rename the publisher")
            });
            continue;
        }
        taken.insert(url.clone(), at);
        let (country, publisher) = (*country, *publisher);
        placed.push(Place { at, country, publisher, face, url, original });
    }
    placed
}

/// `country/year/publisher/`: where a report stands; a translation has its language behind it.
fn report_url(face: &Face) -> Url {
    let matter = &face.matter;
    let year = matter.covers.year().to_string();
    Url::folder(&[&matter.country.id, &year, &series_id(matter)])
}

/// What a report's address calls its publisher. A translation has an address that its original
/// will not want, even before the archive holds that.
pub fn series_id(matter: &ReportMatter) -> String {
    match matter.kind {
        ReportKind::Translation => {
            format!("{}-{}", matter.publisher.id, matter.language.to_lowercase())
        }
        ReportKind::Verbatim | ReportKind::Digest => matter.publisher.id.to_string(),
    }
}

impl Archive {
    fn add(
        &mut self,
        place: &Place<'_>,
        original: Option<ReportIdx>,
        sections: &PlacedReport,
    ) -> ReportIdx {
        let report = ReportIdx(u32::try_from(self.reports.len()).unwrap_or(u32::MAX));
        let first = u32::try_from(self.sections.len()).unwrap_or(u32::MAX);
        self.sections.extend((0_u32..).zip(&sections.sections).map(|(local, placed)| Section {
            report,
            local,
            owner: SectionIdx(first + placed.owner),
            topics: Arc::clone(&placed.topics),
            link: Arc::clone(&placed.link),
        }));
        let Place { country, publisher, face, ref url, .. } = *place;
        let card = Digested::new(Card::new(
            url.clone(),
            &face.matter,
            &self.countries[country.0 as usize],
            &self.publishers[publisher.0 as usize],
        ));
        self.reports.push(Report {
            face: Arc::clone(face),
            country,
            publisher,
            url: url.clone(),
            card,
            first,
            translates: original.map(|original| Translates {
                original,
                sections: Arc::clone(&sections.counterparts),
            }),
            translations: Vec::new(),
        });
        report
    }
}

/// Tells originals of their translations.
fn tell_originals(archive: &mut Archive) {
    for at in 0..archive.reports.len() {
        let Some(Translates { original, .. }) = archive.reports[at].translates else { continue };
        let version = Version::new(&archive.reports[at]);
        let original = &mut archive.reports[original.0 as usize];
        original.translations.extend(u32::try_from(at).map(ReportIdx));
        let mut card: Card = (*original.card).clone();
        card.translations.push(version);
        original.card = Digested::new(card);
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
    // A translation says once more what its original says.
    let own = |section: &Section| archive.is_edition(section.report);
    let all = (0..).map(SectionIdx).zip(&archive.sections);
    for (at, section) in all.filter(|(_, section)| own(section)) {
        for used in &*section.topics {
            let list: &mut Vec<SectionIdx> = &mut by_topic[used.topic.0 as usize];
            if list.last() != Some(&at) {
                list.push(at);
            }
        }
    }
    archive.by_topic = by_topic;
}
