//! Pages made from small files: publishers, and the editors' own.

use serde::Serialize;

use super::World;
use super::frame::Frame;
use super::text::Prose;
use crate::archive::PublisherIdx;
use crate::archive::grid::{Column, Row};
use crate::archive::part::Card;
use crate::digest::Digested;
use crate::path::Url;

/// A page of the editors' own.
#[derive(Hash, Serialize)]
pub struct EntryView<'a> {
    /// The page's own facts.
    pub frame: Frame,
    /// Its text.
    pub text: Prose<'a>,
}

/// Where a page of the editors' own stands: `about.md` at `/about/`, all others below it.
pub(super) fn url(id: &str) -> Url {
    if id == "about" { Url::folder(&["about"]) } else { Url::folder(&["about", id]) }
}

/// Where a page of the editors' own stands.
pub fn entry_url(id: &str) -> Url {
    url(id)
}

pub(super) fn entry(world: &World, at: u32) -> EntryView<'_> {
    let entry = &world.entries.pages[at as usize];
    let mut frame = Frame::new(world, "entry", url(&entry.id), &*entry.matter.title)
        .about(&*entry.matter.description);
    let about = world.entries.pages.iter().find(|page| &*page.id == "about");
    if let (Some(about), false) = (about, &*entry.id == "about") {
        frame = frame.below_ours(world, &about.matter.title, url("about"));
    }
    let text = Prose::new(&entry.text, world, &entry.path, &frame.root);
    EntryView { frame, text }
}

/// All publishers.
#[derive(Hash, Serialize)]
pub struct PublishersView {
    /// The page's own facts.
    pub frame: Frame,
    /// The publishers.
    pub publishers: Vec<PublisherLine>,
}

/// A publisher in the list.
#[derive(Hash, Serialize)]
pub struct PublisherLine {
    /// Full name.
    pub name: Box<str>,
    /// Its page.
    pub url: Url,
    /// `government`, `ngo` …
    pub kind: Box<str>,
    /// Its series.
    pub series: Option<Box<str>>,
    /// How many reports the archive holds.
    pub count: usize,
}

pub(super) fn publishers(world: &World) -> PublishersView {
    let tongue = world.tongue();
    let frame =
        Frame::new(world, "publishers", Url::folder(&["publishers"]), tongue.say("Publishers"))
            .about(tongue.say("Whose reports the archive holds, and which of them."));
    let publishers = world
        .archive
        .all_publishers()
        .map(|(at, publisher)| PublisherLine {
            name: publisher.matter.name.clone(),
            url: publisher.url.clone(),
            kind: publisher.matter.kind.clone(),
            series: publisher.matter.series.clone(),
            count: world.archive.editions().filter(|(_, report)| report.publisher == at).count(),
        })
        .collect();
    PublishersView { frame, publishers }
}

/// One publisher.
#[derive(Hash, Serialize)]
pub struct PublisherView<'a> {
    /// The page's own facts.
    pub frame: Frame,
    /// Full name.
    pub name: &'a str,
    /// `government`, `ngo` …
    pub kind: &'a str,
    /// Its home page.
    pub home: Option<&'a str>,
    /// Its series.
    pub series: Option<&'a str>,
    /// Its terms in a sentence.
    pub licence_note: Option<&'a str>,
    /// The editors' introduction.
    pub intro: Option<Prose<'a>>,
    /// Each country that it reports on here.
    pub countries: Vec<PublisherCountry<'a>>,
}

/// What a publisher has on a country.
#[derive(Hash, Serialize)]
pub struct PublisherCountry<'a> {
    /// The country's name.
    pub name: &'a str,
    /// Its page.
    pub url: &'a Url,
    /// The columns of the country's grid.
    pub columns: Vec<Column>,
    /// The publisher's row of it.
    pub row: Option<Row>,
    /// The reports, the newest first.
    pub cards: Vec<&'a Digested<Card>>,
}

pub(super) fn publisher(world: &World, at: PublisherIdx) -> PublisherView<'_> {
    let archive = &world.archive;
    let publisher = archive.publisher(at);
    let matter = &publisher.matter;
    let tongue = world.tongue();
    let frame = Frame::new(world, "publisher", publisher.url.clone(), &*matter.name)
        .about(tongue.fill(
            "{name}: which reports the archive holds and lacks, and on what terms.",
            &[("name", &*matter.name)],
        ))
        .below(tongue.say("Publishers"), Url::folder(&["publishers"]));
    let entry = world.entries.publishers.get(at.0 as usize);
    let intro = entry.filter(|entry| !entry.text.parts.is_empty());
    let countries = archive
        .all_countries()
        .filter_map(|(country, known)| {
            let mut cards: Vec<_> = archive
                .of_country(country)
                .filter(|(_, report)| report.publisher == at)
                .map(|(_, report)| &report.card)
                .collect();
            cards.reverse();
            let place = archive.publishers_on(country).iter().position(|other| *other == at)?;
            let row = archive.holdings(country).into_iter().nth(place);
            let columns = archive.columns(country);
            Some(PublisherCountry {
                name: &known.matter.name,
                url: &known.url,
                columns,
                row,
                cards,
            })
        })
        .collect();
    PublisherView {
        intro: intro.map(|entry| Prose::new(&entry.text, world, &entry.path, &frame.root)),
        name: &matter.name,
        kind: &matter.kind,
        home: matter.url.as_deref(),
        series: matter.series.as_deref(),
        licence_note: matter.licence_note.as_deref(),
        countries,
        frame,
    }
}
