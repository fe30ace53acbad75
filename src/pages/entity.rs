//! People, bodies, places, laws and cases: what editors say of them, by which names reports call
//! them, and where the archive speaks of them.

use serde::Serialize;

use super::events::{self, Collection};
use super::frame::{Crumb, Frame};
use super::later::Later;
use super::quoted::{self, PlaceLink};
use super::text::Prose;
use super::thread::{self, Thread};
use super::{Entries, World};
use crate::archive::part::{Card, SectionLink};
use crate::archive::{CountryIdx, SectionIdx};
use crate::digest::Digested;
use crate::language::{Tongue, key as said};
use crate::parse::document::{Reference, Target};
use crate::parse::entity::{Alias, EntityMatter};
use crate::parse::entry::Entry;
use crate::path::Url;
use crate::source::EntityKind;

/// All entities of a kind.
#[derive(Hash, Serialize)]
pub struct EntitiesView<'a> {
    /// The page's own facts.
    pub frame: Frame,
    /// What the list is for, in a sentence.
    pub lead: &'static str,
    /// The entities, by name.
    pub entities: Vec<EntityLine<'a>>,
    /// The other lists.
    pub others: Vec<Crumb>,
}

/// An entity in a list.
#[derive(Clone, Hash, Serialize)]
pub struct EntityLine<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its page.
    pub url: Url,
    /// A person's role, or what kind of body, place or law it is.
    pub what: &'a str,
    /// Whether that is a role.
    pub is_role: bool,
    /// Other names, for those who look for them.
    pub aliases: Vec<&'a str>,
}

/// An entity.
#[derive(Hash, Serialize)]
pub struct EntityView<'a> {
    /// The page's own facts.
    pub frame: Frame,
    /// Its name.
    pub name: &'a str,
    /// `case`, `person`, `organisation` …
    pub entity: &'static str,
    /// What kind of body, place or law; empty for others.
    pub kind: &'a str,
    /// A person's role.
    pub role: Option<&'a str>,
    /// Years, in words; empty where none is known.
    pub years: String,
    /// Other names.
    pub aliases: Vec<AliasLine<'a>>,
    /// The editors' text.
    pub text: Prose<'a>,
    /// Topics.
    pub topics: Vec<Crumb>,
    /// Other entities, those of a kind together.
    pub related: Vec<RelatedLines<'a>>,
    /// Where the archive speaks of it.
    pub sources: Vec<SourceLine<'a>>,
    /// What is said of it, in order of what happened: of cases and people.
    pub thread: Option<Later<'a, Thread<'a>>>,
    /// A case's events as data, and as a calendar.
    pub files: Option<[Url; 2]>,
    /// The sections that name it, edition by edition: of others, which are named too often.
    pub named: Vec<NamedIn<'a>>,
}

/// An edition that names an entity.
#[derive(Hash, Serialize)]
pub struct NamedIn<'a> {
    /// The edition.
    pub card: &'a Digested<Card>,
    /// The sections with the paragraphs that name it.
    pub sections: Vec<(&'a Digested<SectionLink>, Vec<PlaceLink>)>,
}

/// Another name.
#[derive(Hash, Serialize)]
pub struct AliasLine<'a> {
    /// The name.
    pub name: &'a str,
    /// Its language, if not that of the archive.
    pub language: Option<&'a str>,
    /// The publisher that uses it.
    pub publisher: Option<&'a str>,
    /// When it was in use, in words; empty where nothing is said.
    pub years: String,
}

/// Related entities of a kind.
#[derive(Hash, Serialize)]
pub struct RelatedLines<'a> {
    /// What they are called together.
    pub heading: &'static str,
    /// The entities.
    pub entities: Vec<EntityLine<'a>>,
}

/// A section where the archive speaks of an entity.
#[derive(Hash, Serialize)]
pub struct SourceLine<'a> {
    /// Its report.
    pub card: &'a Digested<Card>,
    /// The section.
    pub link: &'a Digested<SectionLink>,
    /// The paragraph, if it is one.
    pub paragraph: Option<u32>,
    /// The very place.
    pub url: &'a Url,
}

/// Where an entity stands.
pub fn url(entity: EntityKind, id: &str) -> Url {
    Url::folder(&[entity.folder(), id])
}

/// The title of a list, and what it is for.
pub fn heading(entity: EntityKind) -> (&'static str, &'static str) {
    match entity {
        EntityKind::Case => (
            said("Cases"),
            said(
                "Stories that run through more than one report, with what each publisher says and what stayed open.",
            ),
        ),
        EntityKind::Person => (
            said("People"),
            said(
                "People in public roles, or whose cases were publicly reported. Nobody has a page unless an editor made one.",
            ),
        ),
        EntityKind::Organisation => (
            said("Organisations"),
            said("Parties, movements, unions, non-governmental organisations and media."),
        ),
        EntityKind::Institution => (
            said("Institutions"),
            said(
                "Ministries, courts, agencies and international bodies, under the names that they bore in each edition.",
            ),
        ),
        EntityKind::Place => (
            said("Places"),
            said("Cities, regions and prisons, under the names that they bore in each edition."),
        ),
        EntityKind::Law => (said("Laws"), said("Laws that the reports come back to.")),
    }
}

/// The kinds of which there is at least one.
pub fn kinds(entries: &Entries) -> Vec<EntityKind> {
    let has =
        |kind: &EntityKind| entries.entities.iter().any(|entity| entity.matter.entity == *kind);
    EntityKind::ALL.into_iter().filter(has).collect()
}

/// The lists that there are, as links.
pub fn lists(kinds: &[EntityKind]) -> Vec<Crumb> {
    let crumb = |kind: &EntityKind| Crumb {
        label: heading(*kind).0.to_owned(),
        url: Url::folder(&[kind.folder()]),
    };
    kinds.iter().map(crumb).collect()
}

pub(super) fn entities(world: &World, kind: EntityKind) -> EntitiesView<'_> {
    let (title, lead) = heading(kind);
    let tongue = world.tongue();
    let frame = Frame::new(world, "entities", Url::folder(&[kind.folder()]), tongue.say(title))
        .about(tongue.say(lead));
    let alike = world.entries.entities.iter().filter(|entity| entity.matter.entity == kind);
    let others: Vec<_> = kinds(&world.entries).into_iter().filter(|other| *other != kind).collect();
    EntitiesView {
        lead,
        entities: alike.map(|entity| line(entity)).collect(),
        others: lists(&others),
        frame,
    }
}

pub(super) fn line(entity: &Entry<EntityMatter>) -> EntityLine<'_> {
    let matter = &entity.matter;
    EntityLine {
        name: &matter.name,
        url: url(matter.entity, &entity.id),
        what: matter.role.as_deref().unwrap_or(&matter.kind),
        is_role: matter.role.is_some(),
        aliases: matter.aliases.iter().map(|alias| &*alias.name).collect(),
    }
}

pub(super) fn entity(world: &World, at: u32) -> EntityView<'_> {
    let entity = &*world.entries.entities[at as usize];
    let matter = &entity.matter;
    let kind = matter.entity;
    let tongue = world.tongue();
    let about = said("{name}: where the reports of this archive speak of it.");
    let frame = Frame::new(world, "entity", url(kind, &entity.id), &*matter.name)
        .about(tongue.fill(about, &[("name", &*matter.name)]))
        .below(tongue.say(heading(kind).0), Url::folder(&[kind.folder()]));
    let followed = matches!(kind, EntityKind::Case | EntityKind::Person);
    let thesaurus = &world.archive.thesaurus;
    let topics = matter.topics.iter().filter_map(|name| thesaurus.get(&name.id));
    let related = kinds(&world.entries).into_iter().map(|kind| RelatedLines {
        heading: heading(kind).0,
        entities: related(world, matter, kind),
    });
    let publisher = |alias: &Alias| {
        let name = alias.publisher.as_ref()?;
        world.archive.publishers.iter().find(|known| known.id == name.id)
    };
    EntityView {
        name: &matter.name,
        entity: kind.word(),
        kind: &matter.kind,
        role: matter.role.as_deref(),
        years: years(world.tongue(), matter.years),
        aliases: matter
            .aliases
            .iter()
            .map(|alias| AliasLine {
                name: &alias.name,
                language: alias.language.as_deref(),
                publisher: publisher(alias).map(|known| &*known.matter.short),
                years: years(tongue, alias.years),
            })
            .collect(),
        text: Prose::new(&entity.text, world, &entity.path, &frame.root),
        topics: topics
            .map(|topic| Crumb { label: topic.label.to_string(), url: topic.url.clone() })
            .collect(),
        related: related.filter(|lines| !lines.entities.is_empty()).collect(),
        sources: sources(world, entity).collect(),
        thread: followed.then(|| {
            let (spots, of) = thread::followed(world, at);
            let key = thread::key(world, &spots);
            Later::new(key, move || thread::thread(world, &spots, &of))
        }),
        files: (kind == EntityKind::Case).then(|| events::files(world, Collection::Case(at))),
        named: if followed { Vec::new() } else { named_in(world, at) },
        frame,
    }
}

fn related<'a>(world: &'a World, matter: &EntityMatter, kind: EntityKind) -> Vec<EntityLine<'a>> {
    let named = |other: &&std::sync::Arc<Entry<EntityMatter>>| {
        let names = matter.related.iter().filter(|related| related.entity == kind);
        other.matter.entity == kind && names.into_iter().any(|related| related.name.id == other.id)
    };
    world.entries.entities.iter().filter(named).map(|other| line(other)).collect()
}

fn years(tongue: &Tongue, (first, last): (Option<u16>, Option<u16>)) -> String {
    let [from, to] = [first, last].map(|year| year.unwrap_or_default().to_string());
    let values = [("from", from.as_str()), ("to", to.as_str())];
    match (first, last) {
        (Some(first), Some(last)) if first == last => from,
        (Some(_), Some(_)) => tongue.fill("{from} to {to}", &values),
        (Some(_), None) => tongue.fill("from {from}", &values),
        (None, Some(_)) => tongue.fill("until {to}", &values),
        (None, None) => String::new(),
    }
}

/// The sections that name an entity, the newest edition first.
fn named_in(world: &World, at: u32) -> Vec<NamedIn<'_>> {
    let archive = &world.archive;
    let mut editions: Vec<NamedIn<'_>> = Vec::new();
    let mut last = None;
    for (report, section, position) in thread::spots(world, at) {
        if last.replace(report) != Some(report) {
            editions.push(NamedIn { card: &archive.report(report).card, sections: Vec::new() });
        }
        let link = &*archive.section(archive.report(report).section(section)).link;
        let place = quoted::place(world, report, section, position);
        let Some(edition) = editions.last_mut() else { continue };
        match edition.sections.last_mut() {
            Some((known, places)) if known.url == link.url => places.push(place),
            _ => edition.sections.push((link, vec![place])),
        }
    }
    editions.reverse();
    editions
}

/// The references of an entity that are its sources, with their slots.
pub(super) fn references(entity: &Entry<EntityMatter>) -> impl Iterator<Item = (u32, &Reference)> {
    let texts = entity.references.len().saturating_sub(entity.matter.sources as usize);
    (0_u32..).zip(&entity.references).skip(texts)
}

fn sources<'a>(
    world: &'a World,
    entity: &'a Entry<EntityMatter>,
) -> impl Iterator<Item = SourceLine<'a>> {
    references(entity).filter_map(|(slot, reference)| {
        let section = section_of(world, reference)?;
        Some(SourceLine {
            card: &world.archive.report_of(section).card,
            link: &world.archive.section(section).link,
            paragraph: paragraph_of(reference),
            url: world.links.of(&entity.path, slot)?,
        })
    })
}

/// The paragraph that a reference names, if it names one.
fn paragraph_of(reference: &Reference) -> Option<u32> {
    let Target::Source(_, Some(anchor)) = &reference.target else { return None };
    anchor.rsplit_once("-p")?.1.parse().ok()
}

/// The position of the paragraph that a reference names, if it names one.
pub(super) fn position_of(world: &World, reference: &Reference) -> Option<u32> {
    let number = paragraph_of(reference)?;
    let section = world.archive.section(section_of(world, reference)?);
    world.numbers(section.report).section(section.local).position(number)
}

/// The section that a reference names, itself or by one of its paragraphs.
pub(super) fn section_of(world: &World, reference: &Reference) -> Option<SectionIdx> {
    let Target::Source(path, anchor) = &reference.target else { return None };
    let mut reports = world.archive.all_reports();
    let (at, report) = reports.find(|(_, report)| report.face.path == *path)?;
    let anchor = anchor.as_deref()?;
    let named = |id: &str| world.numbers(at).section_called(&report.face, id);
    let local = named(anchor).or_else(|| named(anchor.rsplit_once("-p")?.0))?;
    Some(report.section(local))
}

/// The entities of a kind that a report on a country is a source for.
pub(super) fn of_country(
    world: &World,
    country: CountryIdx,
    kind: EntityKind,
) -> Vec<EntityLine<'_>> {
    let on = |entity: &&std::sync::Arc<Entry<EntityMatter>>| {
        let mut sections =
            references(entity).filter_map(|(_, reference)| section_of(world, reference));
        entity.matter.entity == kind
            && sections.any(|at| world.archive.report_of(at).country == country)
    };
    world.entries.entities.iter().filter(on).map(|entity| line(entity)).collect()
}

/// The entities of a kind that have to do with a topic.
pub(super) fn of_topic<'a>(world: &'a World, topic: &str, kind: EntityKind) -> Vec<EntityLine<'a>> {
    let on = |entity: &&std::sync::Arc<Entry<EntityMatter>>| {
        entity.matter.entity == kind && entity.matter.topics.iter().any(|name| &*name.id == topic)
    };
    world.entries.entities.iter().filter(on).map(|entity| line(entity)).collect()
}
