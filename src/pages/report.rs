//! A report: its page with everything one needs to cite and judge it, and the whole of it at once.

use serde::Serialize;

use super::World;
use super::changes::{self, Change};
use super::cited::{self, Cited, Subject};
use super::comparison;
use super::events::Scope;
use super::frame::Frame;
use super::text::{NoteText, Notes, Text};
use super::timeline;
use crate::archive::part::{Card, SectionLink};
use crate::archive::{Report, ReportIdx, SectionIdx};
use crate::date::PartialDate;
use crate::digest::Digested;
use crate::language::key as said;
use crate::parse::document::Substance;
use crate::parse::matter::{Completeness, Display, ReportMatter};
use crate::path::Url;

/// A report.
#[derive(Hash, Serialize)]
pub struct ReportView<'a> {
    /// The page's own facts.
    pub frame: Frame,
    /// The report in short.
    pub card: &'a Digested<Card>,
    /// Where it came from and under which terms.
    pub facts: Facts<'a>,
    /// Its summary or lead, if it has one.
    pub summary: Option<Passage<'a>>,
    /// Notes of the summary.
    pub notes: Vec<NoteText<'a>>,
    /// Its table of contents.
    pub contents: Vec<Contents<'a>>,
    /// Headings of the publisher's outline that this copy lacks.
    pub lacks: Vec<String>,
    /// Other reports on the country and year.
    pub beside: Vec<&'a Digested<Card>>,
    /// The publisher's edition before that the archive holds.
    pub before: Option<&'a Digested<Card>>,
    /// The one after.
    pub after: Option<&'a Digested<Card>>,
    /// What changed since editions before.
    pub changes: Vec<Change<'a>>,
    /// What the next edition changed.
    pub next_change: Option<Url>,
    /// The timeline of the country in this year.
    pub timeline: Url,
    /// The whole report on one page.
    pub full: Url,
    /// The whole report as one file that stands alone.
    pub alone: Url,
    /// The country in this year.
    pub country_year: Url,
    /// How it is cited.
    pub cited: Cited<'a>,
}

/// Where a report came from and under which terms it is shown.
#[derive(Hash, Serialize)]
pub struct Facts<'a> {
    /// The title of the original.
    pub source_title: &'a str,
    /// Its address.
    pub source_url: Option<&'a str>,
    /// When it was fetched.
    pub retrieved: PartialDate,
    /// The hash of the file that was read.
    pub sha256: Option<&'a str>,
    /// The licence's name.
    pub licence: &'a str,
    /// `full`, `excerpt`, `metadata`.
    pub display: &'static str,
    /// The publisher's terms in a sentence.
    pub licence_note: Option<&'a str>,
    /// The parts that a partial copy holds.
    pub holds: &'a [Box<str>],
    /// Why the others are not there.
    pub holds_note: Option<&'a str>,
    /// What was put right.
    pub corrections: Vec<CorrectionView<'a>>,
}

/// Something put right.
#[derive(Hash, Serialize)]
pub struct CorrectionView<'a> {
    /// When.
    pub date: PartialDate,
    /// In which section.
    pub section: Option<&'a Digested<SectionLink>>,
    /// What.
    pub note: &'a str,
}

/// A line of a table of contents.
#[derive(Hash, Serialize)]
pub struct Contents<'a> {
    /// The section.
    pub link: &'a Digested<SectionLink>,
    /// What to know before following the link: `pointer only`, `not applicable`, or nothing.
    pub remark: &'static str,
}

/// A section with its text.
#[derive(Hash, Serialize)]
pub struct Passage<'a> {
    /// The section.
    pub link: &'a Digested<SectionLink>,
    /// Its text.
    pub text: Text<'a>,
    /// Whether there is nothing to read.
    pub empty: bool,
}

/// Where the whole of a report stands.
pub(super) fn full_url(report: &Url) -> Url {
    Url::file(&format!("{report}full/"))
}

pub(super) fn report(world: &World, at: ReportIdx) -> ReportView<'_> {
    let archive = &world.archive;
    let report = archive.report(at);
    let card = &report.card;
    let tongue = world.tongues.of_text(&card.language);
    let frame = Frame::of_report(world, "report", report.url.clone(), &*card.title, report)
        .about(tongue.fill(
        "{title}, {publisher} on {country}, covering {time}: sections, topics, source and terms.",
        &[
            ("title", &*card.title),
            ("publisher", tongue.name(&card.publisher)),
            ("country", tongue.name(&card.country)),
            ("time", &tongue.covers(card.covers)),
        ],
    ))
    .in_versions(world, at, |other| Some(archive.report(other).url.clone()));
    let mut notes = Notes::default();
    let summary = summary(archive, report).map(|section| {
        let owner = &archive.section(archive.section(section).owner).link.url;
        let prefix = local_prefix(world, section);
        passage(world, section, &frame, prefix, Some(owner), &mut notes)
    });
    let notes = notes.texts(&world.body(at).notes, world, &report.face.path, &frame.root);
    let same_country = || archive.of_country(report.country);
    let edition = archive.original(at);
    let beside = same_country()
        .filter(|(other, known)| *other != edition && known.year() == report.year())
        .map(|(_, known)| &known.card)
        .collect();
    let editions: Vec<_> =
        same_country().filter(|(_, known)| known.publisher == report.publisher).collect();
    let here = editions.iter().position(|(known, _)| *known == edition);
    // From a translation on to a translation, where there is one.
    let language = &report.face.matter.language;
    let neighbour = |at: Option<usize>| {
        let (edition, _) = at.and_then(|at| editions.get(at))?;
        Some(&archive.report(archive.version_in(*edition, language)).card)
    };
    let country = archive.country(report.country);
    ReportView {
        card,
        facts: facts(world, report),
        summary,
        notes,
        contents: report.sections().map(|section| contents(world, section)).collect(),
        lacks: lacks(world, report),
        beside,
        before: neighbour(here.and_then(|at| at.checked_sub(1))),
        after: neighbour(here.map(|at| at + 1)),
        changes: comparison::pairs_to(world, at).map(|pair| changes::change(world, pair)).collect(),
        next_change: comparison::pair_from(world, at).map(|pair| comparison::url(world, pair)),
        timeline: timeline::url(world, Scope::Year(report.country, report.year())),
        full: full_url(&report.url),
        alone: super::alone::url(world, at),
        country_year: Url::folder(&[&country.id, &card.year.to_string()]),
        cited: cited::cited(world, Subject::Report(at)),
        frame,
    }
}

pub(super) fn facts<'a>(world: &'a World, report: &'a Report) -> Facts<'a> {
    let matter: &ReportMatter = &report.face.matter;
    let publisher = &world.archive.publisher(report.publisher).matter;
    let section = |id: &str| {
        let local = report.face.sections.iter().position(|section| &*section.id == id)?;
        Some(&*world.archive.section(report.section(u32::try_from(local).ok()?)).link)
    };
    Facts {
        source_title: &matter.source.title,
        source_url: matter.source.url.as_deref(),
        retrieved: matter.source.retrieved,
        sha256: matter.source.sha256.as_deref(),
        licence: &matter.licence.id,
        display: matter.licence.display.word(),
        licence_note: publisher.licence_note.as_deref(),
        holds: &matter.holds,
        holds_note: matter.holds_note.as_deref(),
        corrections: matter
            .corrections
            .iter()
            .map(|correction| CorrectionView {
                date: correction.date,
                section: correction.section.as_ref().and_then(|name| section(&name.id)),
                note: &correction.note,
            })
            .collect(),
    }
}

/// The section that sums a report up: its lead, or one headed as a summary.
fn summary(archive: &crate::archive::Archive, report: &Report) -> Option<SectionIdx> {
    report.sections().take(3).find(|at| {
        let link = &archive.section(*at).link;
        let heading = link.heading.to_lowercase();
        link.lead || heading.contains("summary")
    })
}

/// The headings of the publisher's outline that a partial copy lacks: its numbered parts.
pub(super) fn lacks(world: &World, report: &Report) -> Vec<String> {
    let matter = &report.face.matter;
    if matter.completeness != Completeness::Partial {
        return Vec::new();
    }
    let scheme = world.archive.scheme(report);
    scheme.map(|scheme| scheme.missing_parts(&matter.holds)).unwrap_or_default()
}

pub(super) fn contents(world: &World, at: SectionIdx) -> Contents<'_> {
    let remark = match world.archive.face(at).substance {
        Substance::Pointer => said("pointer only"),
        Substance::NotApplicable => said("not applicable"),
        Substance::Text | Substance::Nothing => "",
    };
    Contents { link: &world.archive.section(at).link, remark }
}

/// What stands before the anchors of a section's paragraphs on the page where it lives.
pub(super) fn local_prefix(world: &World, at: SectionIdx) -> String {
    let section = world.archive.section(at);
    if section.owner == at { String::new() } else { format!("{}-", section.link.id) }
}

/// A section with its text, on some page.
pub(super) fn passage<'a>(
    world: &'a World,
    at: SectionIdx,
    frame: &Frame,
    prefix: String,
    home: Option<&'a Url>,
    notes: &mut Notes,
) -> Passage<'a> {
    let section = world.archive.section(at);
    let text = Text::new(world, (section.report, section.local), frame, prefix, home, notes);
    Passage { link: &section.link, empty: text.is_empty(), text }
}

/// The whole of a report on one page.
#[derive(Hash, Serialize)]
pub struct FullView<'a> {
    /// The page's own facts.
    pub frame: Frame,
    /// The report in short.
    pub card: &'a Digested<Card>,
    /// Where it came from and under which terms.
    pub facts: Facts<'a>,
    /// All sections, in order.
    pub sections: Vec<Passage<'a>>,
    /// Its notes.
    pub notes: Vec<NoteText<'a>>,
    /// The same as one file that stands alone.
    pub alone: Url,
}

pub(super) fn full(world: &World, at: ReportIdx) -> FullView<'_> {
    let report = world.archive.report(at);
    let card = &report.card;
    let tongue = world.tongues.of_text(&card.language);
    let title = tongue.fill("{title} (whole report)", &[("title", &*card.title)]);
    let mut frame = Frame::of_report(world, "full", full_url(&report.url), title, report)
        .about(tongue.fill("The whole of {title} on one page.", &[("title", &*card.title)]))
        .in_versions(world, at, |other| Some(full_url(&world.archive.report(other).url)));
    // The same text stands section by section; search engines need it once.
    frame.noindex = true;
    tongue.say("Whole report").clone_into(&mut frame.crumb);
    let mut notes = Notes::default();
    let sections = report
        .sections()
        .map(|section| {
            let prefix = format!("{}-", world.archive.section(section).link.id);
            passage(world, section, &frame, prefix, None, &mut notes)
        })
        .collect();
    let notes = notes.texts(&world.body(at).notes, world, &report.face.path, &frame.root);
    let alone = super::alone::url(world, at);
    FullView { card, facts: facts(world, report), sections, notes, alone, frame }
}

/// Whether a report's licence lets its text be shown whole.
pub(super) fn shown_whole(report: &Report) -> bool {
    report.face.matter.licence.display == Display::Full
}
