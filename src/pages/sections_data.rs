//! Reports as data, for the page that compares any two of them: which there are, and the sentences
//! of each.

use serde::Serialize;

use super::World;
use super::later::Later;
use super::report::local_prefix;
use crate::archive::part::{Card, SectionLink};
use crate::archive::{Report, ReportIdx};
use crate::date::Year;
use crate::digest::{Digest, Digested};
use crate::language::own_name;
use crate::parse::matter::ReportKind;
use crate::path::Url;
use crate::permalinks::SectionNumbers;
use crate::prose::{self, Paragraph};

/// All reports of the archive.
#[derive(Hash, Serialize)]
pub struct EditionsData<'a> {
    /// By country, coverage year and publisher.
    pub editions: Vec<EditionLine<'a>>,
}

/// A report, and where its sentences are.
#[derive(Hash, Serialize)]
pub struct EditionLine<'a> {
    /// The report.
    #[serde(flatten)]
    pub edition: Edition<'a>,
    /// Its sections as data.
    pub sections: Url,
}

/// What one has to know of a report before one compares it.
#[derive(Hash, Serialize)]
pub struct Edition<'a> {
    /// Its title.
    pub title: &'a str,
    /// The country's name.
    pub country: &'a str,
    /// The publisher's name.
    pub publisher: &'a str,
    /// The publisher's short name.
    pub short: &'a str,
    /// Its coverage year.
    pub year: Year,
    /// The language of its text.
    pub language: &'a str,
    /// `verbatim`, `digest`, `translation`.
    pub kind: &'static str,
    /// Of a translation what its language is called in itself, else empty.
    pub tongue: String,
    /// The page of the report that it translates.
    pub translates: Option<&'a Url>,
    /// `full`, `partial`, `quoted`.
    pub completeness: &'static str,
    /// Its page.
    pub url: &'a Url,
}

/// The sections of a report with their sentences: what the licence lets the archive show, since
/// nothing else comes out of the parser.
#[derive(Hash, Serialize)]
pub struct SectionsData<'a> {
    /// The report.
    #[serde(flatten)]
    pub edition: Edition<'a>,
    /// Its sections, in the order of the text.
    pub sections: Later<'a, Vec<SectionData<'a>>>,
}

/// A section with its sentences.
#[derive(Serialize)]
pub struct SectionData<'a> {
    /// Its id in the report.
    pub id: &'a str,
    /// Its page, or its place on the page that holds it.
    pub url: &'a Url,
    /// Its label as cited; empty if it has none.
    pub label: &'a str,
    /// Its heading; of a lead, what the archive calls it.
    pub heading: &'a str,
    /// The topic of its heading.
    pub topic: Option<TopicData<'a>>,
    /// Its paragraphs, without those of the sections inside it.
    pub paragraphs: Vec<ParagraphData>,
}

/// The topic of a section.
#[derive(Serialize)]
pub struct TopicData<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub label: &'a str,
}

/// A paragraph as sentences.
#[derive(Serialize)]
pub struct ParagraphData {
    /// Its number in the section.
    pub n: u32,
    /// Its anchor on the section's page.
    pub anchor: String,
    /// Its sentences, plain.
    pub sentences: Vec<String>,
}

/// Where the list of all reports stands.
pub(super) fn editions_url() -> Url {
    Url::file("compare/editions.json")
}

/// Where a report's sections stand as data.
pub(super) fn url(report: &Url) -> Url {
    Url::file(&format!("{report}sections.json"))
}

pub(super) fn editions(world: &World) -> EditionsData<'_> {
    let line = |report| EditionLine { edition: edition(world, report), sections: url(&report.url) };
    EditionsData { editions: world.archive.reports.iter().map(line).collect() }
}

fn edition<'a>(world: &'a World, report: &'a Report) -> Edition<'a> {
    let card: &Card = &report.card;
    let original = report.translates.as_ref().map(|of| world.archive.report(of.original));
    Edition {
        title: &card.title,
        country: &card.country,
        publisher: &card.publisher,
        short: &card.publisher_short,
        year: card.year,
        language: &report.face.matter.language,
        kind: card.kind,
        tongue: tongue(report),
        translates: original.map(|original| &original.url),
        completeness: card.completeness,
        url: &report.url,
    }
}

/// What the language of a translation is called in itself.
pub(super) fn tongue(report: &Report) -> String {
    let matter = &report.face.matter;
    if matter.kind == ReportKind::Translation { own_name(&matter.language) } else { String::new() }
}

pub(super) fn data(world: &World, at: ReportIdx) -> SectionsData<'_> {
    let report = world.archive.report(at);
    let edition = edition(world, report);
    let links: Vec<&Digested<SectionLink>> =
        report.sections().map(|section| &*world.archive.section(section).link).collect();
    let numbers = world.numbers(at).digest();
    let key = Digest::of(&(world.body(at).digest, numbers, edition.language, links));
    SectionsData { edition, sections: Later::new(key, move || sections(world, at)) }
}

fn sections(world: &World, at: ReportIdx) -> Vec<SectionData<'_>> {
    let report = world.archive.report(at);
    let read = prose::read(world.body(at), &report.face.matter.language);
    let mut paragraphs = read.iter().peekable();
    let section = |section| {
        let known = world.archive.section(section);
        let link: &SectionLink = &known.link;
        let prefix = local_prefix(world, section);
        let numbers = world.numbers(at).section(known.local);
        let own = std::iter::from_fn(|| paragraphs.next_if(|p| p.section == known.local));
        SectionData {
            id: &link.id,
            url: &link.url,
            label: &link.label,
            heading: &link.heading,
            topic: link
                .topics
                .first()
                .map(|topic| TopicData { id: &topic.id, label: &topic.label }),
            paragraphs: own.map(|paragraph| sentences(paragraph, numbers, &prefix)).collect(),
        }
    };
    report.sections().map(section).collect()
}

fn sentences(paragraph: &Paragraph, numbers: &SectionNumbers, prefix: &str) -> ParagraphData {
    let n = numbers.number(paragraph.number);
    let sentence = |at: &std::ops::Range<usize>| paragraph.text[at.clone()].to_owned();
    ParagraphData {
        n,
        anchor: format!("{prefix}p{n}"),
        sentences: paragraph.sentences.iter().map(sentence).collect(),
    }
}
