//! The tables of an archive's data, and what stands in those of reports, sections and paragraphs.

use serde_json::{Value, json};

use super::World;
use super::dataset_found as found;
use super::quoted::paragraph_url;
use super::table::Kind::{List, Number, Text};
use super::table::{Column, Shape, Table};
use crate::archive::{Report, SectionIdx};
use crate::date::PartialDate;
use crate::digest::Digest;
use crate::parse::document::{Form, Substance};
use crate::parse::translation::Translator;
use crate::path::Url;
use crate::prose;

/// A table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "each says in `about` what it is")]
pub enum Dataset {
    Reports,
    Sections,
    Paragraphs,
    Events,
    Entities,
    Comparisons,
}

impl Dataset {
    /// All tables.
    pub const ALL: [Self; 6] = [
        Self::Reports,
        Self::Sections,
        Self::Paragraphs,
        Self::Events,
        Self::Entities,
        Self::Comparisons,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reports => "reports",
            Self::Sections => "sections",
            Self::Paragraphs => "paragraphs",
            Self::Events => "events",
            Self::Entities => "entities",
            Self::Comparisons => "comparisons",
        }
    }

    /// What one row is.
    pub fn about(self) -> &'static str {
        match self {
            Self::Reports => {
                "One report: who published it, what it covers, where it came from, under which terms it stands here."
            }
            Self::Sections => {
                "One headed part of a report, with its place, its heading as printed and its topics."
            }
            Self::Paragraphs => {
                "One paragraph with its address and its text, as far as the licence of the report lets the archive show it."
            }
            Self::Events => {
                "One date told in a text: an event, a period, or a state at a time, with the words that it was read from."
            }
            Self::Entities => {
                "One person, organisation, institution, place, law or case that an editor made a page for."
            }
            Self::Comparisons => {
                "Two editions of one publisher on one country that stand compared, and where."
            }
        }
    }

    /// The shapes that it is published in.
    pub fn shapes(self) -> &'static [Shape] {
        match self {
            Self::Reports | Self::Sections => &[Shape::Csv, Shape::Json],
            Self::Paragraphs | Self::Events => &[Shape::Lines],
            Self::Entities => &[Shape::Json],
            Self::Comparisons => &[Shape::Csv],
        }
    }

    /// Its columns. The first names a row; of events none does.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Reports => REPORTS,
            Self::Sections => SECTIONS,
            Self::Paragraphs => PARAGRAPHS,
            Self::Events => found::EVENTS,
            Self::Entities => found::ENTITIES,
            Self::Comparisons => found::COMPARISONS,
        }
    }
}

/// A column of words.
pub(super) const fn text(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: Text, about }
}

/// A column of numbers.
pub(super) const fn number(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: Number, about }
}

/// A column of lists.
pub(super) const fn list(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: List, about }
}

const REPORTS: &[Column] = &[
    text("id", "country, coverage year and publisher"),
    text("url", "its page"),
    text("title", "its title in this archive"),
    text("country", "id of the country"),
    text("country_name", "the country's name"),
    text("publisher", "id of the publisher"),
    text("publisher_name", "the publisher's name"),
    number("year", "coverage year: the year that it is about"),
    text("covers_from", "first day that it covers"),
    text("covers_to", "last day that it covers"),
    text("edition", "the publisher's own name for the edition"),
    text("published", "when it appeared, as far as known; empty: unknown"),
    text("language", "language of the text here"),
    text("kind", "whose words: verbatim, digest (the archive's), translation"),
    text("translates", "id of the report that a translation translates; empty: not held, or none"),
    text(
        "translator",
        "whose translation: publisher, archive, or a name; empty: not known, or none",
    ),
    text("completeness", "full, partial, quoted (passages that another work quotes)"),
    list("holds", "parts that a partial copy has"),
    text("licence", "name of the licence"),
    text("display", "what is shown: full, excerpt (first paragraph of each section), metadata"),
    text("source_title", "title of the original; of a quoted report, of the work that quotes it"),
    text("source_url", "its address"),
    text("retrieved", "when it was fetched; empty: unknown"),
    text("sha256", "hash of the file that was read"),
    text("corrected", "date of the last correction here; empty: none"),
    number("sections", "headed parts"),
    number("paragraphs", "paragraphs that are shown"),
];

const SECTIONS: &[Column] = &[
    text("id", "id of the report and of the section"),
    text("report", "id of the report"),
    text("url", "its page, or its place on the page that holds it"),
    text("label", "its label as cited"),
    text("printed", "its label as printed"),
    text("heading", "its heading without label"),
    text("translates", "id of the section that a translation's section stands for"),
    text("form", "lead (no heading), heading, run-in"),
    number("level", "its level; 2 for the highest"),
    text("parent", "id of the section around it; empty: none"),
    text("topic", "id of its own topic"),
    text("match", "how well the heading fits it: exact, close, wider, narrower, related"),
    list("also", "ids of further topics treated there"),
    text("substance", "text, pointer (to another publication), not applicable, nothing"),
    number("paragraphs", "paragraphs that are shown"),
];

const PARAGRAPHS: &[Column] = &[
    text("id", "id of the section and number of the paragraph"),
    text("report", "id of the report"),
    text("section", "id of the section"),
    number("number", "its number in the section"),
    text("url", "its address"),
    text("topic", "id of the section's own topic"),
    text("kind", "whose words: verbatim, digest, translation"),
    text("licence", "name of the licence"),
    text("language", "its language"),
    text("text", "its text, plain"),
];

/// Where a table stands.
pub(super) fn url(of: Dataset, shape: Shape) -> Url {
    Url::file(&format!("data/{}.{}", of.name(), shape.ending()))
}

/// A report's id in data.
pub(super) fn id(report: &Report) -> &str {
    report.url.as_str().trim_end_matches('/')
}

/// The full address of a page.
pub(super) fn full(world: &World, url: &Url) -> String {
    format!("{}{url}", world.site.base_url)
}

/// A date; nothing where nobody knows it.
fn date(date: PartialDate) -> Value {
    if date == PartialDate::Unknown { Value::Null } else { json!(date.to_string()) }
}

/// Digest of all that these tables know of reports but for their texts.
fn faces(world: &World) -> Digest {
    let archive = &world.archive;
    let report = |report: &Report| (report.face.digest, report.card.digest());
    let reports: Vec<_> = archive.reports.iter().map(report).collect();
    let links: Vec<_> = archive.sections.iter().map(|section| section.link.digest()).collect();
    Digest::of(&(&world.site.base_url, reports, links))
}

pub(super) fn table(world: &World, of: Dataset, shape: Shape) -> Table<'_> {
    let columns = of.columns();
    match of {
        Dataset::Reports => Table::new(shape, columns, faces(world), |row| reports(world, row)),
        Dataset::Sections => Table::new(shape, columns, faces(world), |row| sections(world, row)),
        Dataset::Paragraphs => {
            let bodies: Vec<Digest> = world.bodies.iter().map(|body| body.digest).collect();
            let numbers: Vec<Digest> =
                world.placed.iter().map(|placed| placed.numbers.digest()).collect();
            let key = Digest::of(&(faces(world), bodies, numbers));
            Table::new(shape, columns, key, |row| paragraphs(world, row))
        }
        Dataset::Events => {
            Table::new(shape, columns, found::events_key(world), |row| found::events(world, row))
        }
        Dataset::Entities => {
            let key = found::entities_key(world);
            Table::new(shape, columns, key, |row| found::entities(world, row))
        }
        Dataset::Comparisons => {
            let pairs: Vec<_> = world
                .pairs
                .iter()
                .map(|pair| (pair.editions.before.0, pair.editions.after.0))
                .collect();
            let key = Digest::of(&(faces(world), pairs));
            Table::new(shape, columns, key, |row| found::comparisons(world, row))
        }
    }
}

fn reports(world: &World, row: &mut dyn FnMut(&[Value])) {
    let archive = &world.archive;
    for report in &archive.reports {
        let (card, matter) = (&report.card, &report.face.matter);
        let shown: u32 = report.face.sections.iter().map(|section| section.paragraphs).sum();
        let corrected = matter.corrections.iter().map(|correction| correction.date).max();
        row(&[
            json!(id(report)),
            json!(full(world, &report.url)),
            json!(card.title),
            json!(archive.country(report.country).id),
            json!(card.country),
            json!(archive.publisher(report.publisher).id),
            json!(card.publisher),
            json!(card.year),
            json!(matter.covers.from.to_string()),
            json!(matter.covers.to.to_string()),
            json!(matter.edition),
            date(matter.published),
            json!(matter.language),
            json!(card.kind),
            json!(report.translates.as_ref().map(|of| id(archive.report(of.original)))),
            json!(matter.translation.by.as_ref().map(Translator::word)),
            json!(card.completeness),
            json!(matter.holds),
            json!(matter.licence.id),
            json!(matter.licence.display.word()),
            json!(matter.source.title),
            json!(matter.source.url),
            date(matter.source.retrieved),
            json!(matter.source.sha256),
            corrected.map_or(Value::Null, date),
            json!(report.face.sections.len()),
            json!(shown),
        ]);
    }
}

fn sections(world: &World, row: &mut dyn FnMut(&[Value])) {
    for report in &world.archive.reports {
        let of = id(report);
        for at in report.sections() {
            let (link, face) = (&world.archive.section(at).link, world.archive.face(at));
            let parent = face.parent.and_then(|local| report.face.sections.get(local as usize));
            let own = link.topics.iter().find(|topic| !topic.also);
            let also: Vec<_> =
                link.topics.iter().filter(|topic| topic.also).map(|topic| &topic.id).collect();
            row(&[
                json!(format!("{of}/{}", link.id)),
                json!(of),
                json!(full(world, &link.url)),
                json!(link.label),
                json!(link.printed),
                json!(link.heading),
                json!(translates(world, report, at)),
                json!(match face.form {
                    Form::Lead => "lead",
                    Form::Heading => "heading",
                    Form::RunIn => "run-in",
                }),
                json!(link.level),
                json!(parent.map(|parent| format!("{of}/{}", parent.id))),
                json!(own.map(|topic| &topic.id)),
                json!(own.map(|topic| topic.matches)),
                json!(also),
                json!(match face.substance {
                    Substance::Text => "text",
                    Substance::Pointer => "pointer",
                    Substance::NotApplicable => "not applicable",
                    Substance::Nothing => "nothing",
                }),
                json!(face.paragraphs),
            ]);
        }
    }
}

/// The id of the section that a translation's section stands for.
fn translates(world: &World, report: &Report, at: SectionIdx) -> Option<String> {
    let original = report.translates.as_ref()?.original;
    let section = world.archive.counterpart(at, original)?;
    let of = id(world.archive.report(original));
    Some(format!("{of}/{}", world.archive.section(section).link.id))
}

fn paragraphs(world: &World, row: &mut dyn FnMut(&[Value])) {
    for (at, report) in world.archive.all_reports() {
        let of = id(report);
        let matter = &report.face.matter;
        for (local, body) in (0..).zip(&world.body(at).sections) {
            let link = &world.archive.section(report.section(local)).link;
            let own = link.topics.iter().find(|topic| !topic.also);
            let numbers = world.numbers(at).section(local);
            for (position, block) in (1..).zip(&body.blocks) {
                let number = numbers.number(position);
                row(&[
                    json!(format!("{of}/{}#p{number}", link.id)),
                    json!(of),
                    json!(format!("{of}/{}", link.id)),
                    json!(number),
                    json!(full(world, &paragraph_url(world, at, local, position))),
                    json!(own.map(|topic| &topic.id)),
                    json!(matter.kind.word()),
                    json!(matter.licence.id),
                    json!(matter.language),
                    json!(prose::plain(block)),
                ]);
            }
        }
    }
}
