//! What a section's page tells of its text: who and what is named, which dates, where else a
//! paragraph stands in the same words.

use serde::Serialize;

use super::World;
use super::echo_line::EchoLine;
use super::entity;
use super::quoted::{self, PlaceLink, paragraph_url};
use crate::archive::SectionIdx;
use crate::archive::part::SectionLink;
use crate::chronology::Kind;
use crate::digest::Digested;
use crate::findings::echo::Echo;
use crate::path::Url;
use crate::source::EntityKind;

/// Entities of a kind that a text names.
#[derive(Hash, Serialize)]
pub struct NamedHere<'a> {
    /// What they are called together.
    pub heading: &'static str,
    /// The entities, by name.
    pub entities: Vec<NamedEntity<'a>>,
}

/// An entity that a text names.
#[derive(Hash, Serialize)]
pub struct NamedEntity<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its page.
    pub url: Url,
    /// The paragraphs that name it.
    pub places: Vec<PartPlaces<'a>>,
}

/// A date that a text tells.
#[derive(Hash, Serialize)]
pub struct DateHere<'a> {
    /// In words, with its year.
    pub date: String,
    /// As EDTF writes it.
    pub edtf: String,
    /// The paragraphs that tell it.
    pub places: Vec<PartPlaces<'a>>,
}

/// Paragraphs of one part of a page: numbers begin anew in each.
#[derive(Hash, Serialize)]
pub struct PartPlaces<'a> {
    /// The section inside the page's own that they stand in; none for the page's own.
    pub inner: Option<&'a Digested<SectionLink>>,
    /// The paragraphs.
    pub places: Vec<PlaceLink>,
}

/// Adds a paragraph of a section to those of a page, which is the page of section `own`.
fn add<'a>(
    world: &'a World,
    own: Option<&SectionIdx>,
    parts: &mut Vec<PartPlaces<'a>>,
    at: SectionIdx,
    position: u32,
) {
    let section = world.archive.section(at);
    let inner = (own != Some(&at)).then_some(&*section.link);
    let place = quoted::place(world, section.report, section.local, position);
    let same =
        |part: &PartPlaces<'_>| part.inner.map(|link| &link.id) == inner.map(|link| &link.id);
    match parts.last_mut().filter(|part| same(part)) {
        Some(part) if part.places.contains(&place) => {}
        Some(part) => part.places.push(place),
        None => parts.push(PartPlaces { inner, places: vec![place] }),
    }
}

/// Who and what some sections name, from the editors' own files.
pub(super) fn named<'a>(world: &'a World, sections: &[SectionIdx]) -> Vec<NamedHere<'a>> {
    let archive = &world.archive;
    let mut found: Vec<(u32, SectionIdx, u32)> = Vec::new();
    for at in sections {
        let section = archive.section(*at);
        let mentions = &world.found(section.report).mentions;
        let first = mentions.partition_point(|mention| mention.section < section.local);
        let here = mentions[first..].iter().take_while(|m| m.section == section.local);
        found.extend(here.map(|mention| (mention.entity, *at, mention.paragraph)));
    }
    found.sort_unstable();
    found.dedup();
    let mut kinds: Vec<(EntityKind, NamedHere<'a>)> = Vec::new();
    for same in found.chunk_by(|a, b| a.0 == b.0) {
        let Some(file) = world.entries.entities.get(same[0].0 as usize) else { continue };
        let kind = file.matter.entity;
        let mut places = Vec::new();
        for (_, at, paragraph) in same {
            add(world, sections.first(), &mut places, *at, *paragraph);
        }
        let entity =
            NamedEntity { name: &file.matter.name, url: entity::url(kind, &file.id), places };
        match kinds.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, list)) => list.entities.push(entity),
            None => {
                let heading = entity::heading(kind).0;
                kinds.push((kind, NamedHere { heading, entities: vec![entity] }));
            }
        }
    }
    kinds.sort_by_key(|(kind, _)| *kind);
    kinds.into_iter().map(|(_, list)| list).collect()
}

/// The dates of events that some sections tell, in order of time.
pub(super) fn dates<'a>(world: &'a World, sections: &[SectionIdx]) -> Vec<DateHere<'a>> {
    let archive = &world.archive;
    let mut dates = Vec::new();
    for at in sections {
        let section = archive.section(*at);
        let all = &world.found(section.report).dates;
        let first = all.partition_point(|dated| dated.section < section.local);
        let here = all[first..].iter().take_while(|dated| dated.section == section.local);
        for dated in here.filter(|dated| dated.kind == Kind::Event) {
            dates.push((&dated.value, *at, dated.paragraph));
        }
    }
    dates.sort_by_key(|(value, at, _)| (value.first(), value.last(), *at));
    let mut lines: Vec<DateHere<'_>> = Vec::new();
    for (value, at, paragraph) in dates {
        let edtf = value.to_string();
        if lines.last().is_none_or(|line| line.edtf != edtf) {
            lines.push(DateHere { date: value.in_words(), edtf, places: Vec::new() });
        }
        if let Some(line) = lines.last_mut() {
            add(world, sections.first(), &mut line.places, at, paragraph);
        }
    }
    lines
}

/// Where else the paragraphs of a section stand in the same words.
pub(super) fn echoes(world: &World, at: SectionIdx) -> Vec<(u32, EchoLine)> {
    let archive = &world.archive;
    let section = archive.section(at);
    let report = archive.report(section.report);
    // Translators choose their words anew each year.
    if !archive.is_edition(section.report) {
        return Vec::new();
    }
    let Some(echoes) = world.echoes.get(&(report.country, report.publisher)) else {
        return Vec::new();
    };
    let found = world.found(section.report);
    let Some(wordings) = found.wordings.get(section.local as usize) else { return Vec::new() };
    let link = |echo: Echo| {
        let url = paragraph_url(world, echo.report, echo.section, echo.paragraph);
        (echo.year, url)
    };
    let line = |(number, wording): (u32, &u64)| {
        let elsewhere = echoes.of_wording(*wording, report.year());
        let line = EchoLine {
            since: elsewhere.since.map(link),
            until: elsewhere.until.map(link),
            also: elsewhere.also.into_iter().map(link).collect(),
        };
        (line != EchoLine::default()).then_some((number, line))
    };
    (1..).zip(&**wordings).filter_map(line).collect()
}
