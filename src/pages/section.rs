//! A section: its text with a number for each paragraph, and the same topic elsewhere.

use serde::Serialize;

use super::World;
use super::cited::{self, Cited, Subject};
use super::comparison;
use super::events::Scope;
use super::frame::Frame;
use super::named::{self, DateHere, NamedHere};
use super::origin::{Origin, origin};
use super::report::{Contents, Passage, contents, passage, shown_whole};
use super::text::{NoteText, Notes};
use super::timeline;
use super::topic::topic_country_url;
use crate::archive::grid::{Column, Row};
use crate::archive::part::{Card, SectionLink};
use crate::archive::{Report, ReportIdx, SectionIdx};
use crate::digest::Digested;
use crate::parse::document::Substance;
use crate::parse::matter::Completeness;
use crate::path::Url;

/// A section with a page of its own.
#[derive(Hash, Serialize)]
pub struct SectionView<'a> {
    /// The page's own facts.
    pub frame: Frame,
    /// The report in short.
    pub card: &'a Digested<Card>,
    /// The page of its edition: its own, or that of the report which it translates.
    pub edition: &'a Url,
    /// The section and its text.
    pub here: Passage<'a>,
    /// The sections inside it that have no page of their own.
    pub inner: Vec<Inner<'a>>,
    /// The sections inside it that have one.
    pub children: Vec<Contents<'a>>,
    /// `pointer`, `not-applicable`, or nothing.
    pub substance: &'static str,
    /// Whether the licence lets the text be shown whole.
    pub whole: bool,
    /// The work that quotes the text, where the archive has it only at second hand.
    pub quoted_in: Option<&'a str>,
    /// Where the text comes from.
    pub origin: Origin<'a>,
    /// Address of the original.
    pub source_url: Option<&'a str>,
    /// The section before that has a page.
    pub before: Option<&'a Digested<SectionLink>>,
    /// The section after that has a page.
    pub after: Option<&'a Digested<SectionLink>>,
    /// The same topic in other editions and by other publishers.
    pub elsewhere: Option<Elsewhere<'a>>,
    /// Notes of this page.
    pub notes: Vec<NoteText<'a>>,
    /// Who and what the text names, from the editors' files.
    pub named: Vec<NamedHere<'a>>,
    /// The dates of events that it tells.
    pub dates: Vec<DateHere<'a>>,
    /// Short forms that it uses and another section explains.
    pub short_forms: Vec<(&'a str, &'a str)>,
    /// The timeline of its country in its year.
    pub timeline: Url,
    /// How it differs from the edition before.
    pub changes: Option<ChangesLink<'a>>,
    /// How it is cited.
    pub cited: Cited<'a>,
}

/// The redline of a section's topic.
#[derive(Hash, Serialize)]
pub struct ChangesLink<'a> {
    /// The edition before.
    pub before: &'a Digested<Card>,
    /// The redline.
    pub url: Url,
}

/// A section inside a page.
#[derive(Hash, Serialize)]
pub struct Inner<'a> {
    /// The section and its text.
    pub passage: Passage<'a>,
    /// The level of its heading on this page: 2 for the first below the title.
    pub rank: u8,
    /// Its own topic in this country, across years and publishers.
    pub topic: Option<TopicPage<'a>>,
}

/// A topic's page for a country.
#[derive(Hash, Serialize)]
pub struct TopicPage<'a> {
    /// The topic's name.
    pub label: &'a str,
    /// Its page for the country.
    pub url: Url,
}

/// A topic across the editions of a country.
#[derive(Hash, Serialize)]
pub struct Elsewhere<'a> {
    /// The topic's page for the country.
    pub topic: TopicPage<'a>,
    /// The country's name.
    pub country: &'a str,
    /// The columns of the rows.
    pub columns: Vec<Column>,
    /// Publisher × year. Drawn by `strip.html`, once for all pages that show it.
    #[serde(skip)]
    pub rows: &'a Digested<Vec<Row>>,
    /// Whether any other edition has a text on it.
    pub others: bool,
}

pub(super) fn section(world: &World, at: SectionIdx) -> SectionView<'_> {
    let archive = &world.archive;
    let section = archive.section(at);
    let report = archive.report(section.report);
    let card = &report.card;
    let face = archive.face(at);
    let tongue = world.tongues.of_text(&card.language);
    let title = if section.link.lead {
        tongue.say("Lead (no heading in the source)").to_owned()
    } else {
        face.as_printed()
    };
    let counterpart = |other| Some(&archive.section(archive.counterpart(at, other)?).link);
    let mut frame = Frame::of_report(world, "section", section.link.url.clone(), title, report)
        .in_versions(world, section.report, |other| Some(counterpart(other)?.url.clone()));
    frame.description = tongue.fill(
        "{section} in {title}, {publisher} on {country}, covering {time}.",
        &[
            ("section", if section.link.lead { tongue.say("Lead") } else { &face.heading }),
            ("title", &*card.title),
            ("publisher", tongue.name(&card.publisher)),
            ("country", tongue.name(&card.country)),
            ("time", &tongue.covers(card.covers)),
        ],
    );
    let parents: Vec<_> = archive.around(at).map(|around| &archive.section(around).link).collect();
    for parent in parents.into_iter().rev() {
        let label = if parent.printed.is_empty() { &parent.heading } else { &parent.printed };
        frame = frame.below_theirs(world, label.trim_end_matches('.'), parent.url.clone());
    }
    let mut notes = Notes::default();
    let mut here = passage(world, at, &frame, String::new(), None, &mut notes);
    here.text = here.text.with_echoes(named::echoes(world, at));
    let mut inner = Vec::new();
    let mut all = vec![at];
    // What stands inside the page follows it directly, up to the next section with a page.
    let behind = || report.sections_after(at);
    for other in behind().take_while(|other| archive.section(*other).owner == at) {
        let prefix = format!("{}-", archive.section(other).link.id);
        let mut passage = passage(world, other, &frame, prefix, None, &mut notes);
        passage.text = passage.text.with_echoes(named::echoes(world, other));
        all.push(other);
        let rank = archive.face(other).level.saturating_sub(face.level).clamp(1, 5) + 1;
        inner.push(Inner { passage, rank, topic: own_topic(world, other) });
    }
    let owns = |other: &SectionIdx| archive.section(*other).owner == *other;
    let children = behind()
        .take_while(|other| archive.face(*other).level > face.level)
        .filter(|other| archive.face(*other).parent == Some(section.local) && owns(other))
        .map(|other| contents(world, other))
        .collect();
    let link = |at: SectionIdx| &*archive.section(at).link;
    let before = report.sections().rev().find(|other| *other < at && owns(other)).map(link);
    let after = behind().find(owns).map(link);
    let substance = match face.substance {
        Substance::Pointer => "pointer",
        Substance::NotApplicable => "not-applicable",
        Substance::Text | Substance::Nothing => "",
    };
    let notes =
        notes.texts(&world.body(section.report).notes, world, &report.face.path, &frame.root);
    SectionView {
        card,
        edition: &archive.report(archive.original(section.report)).url,
        here,
        inner,
        children,
        substance,
        whole: shown_whole(report),
        quoted_in: quoted_in(report),
        origin: origin(report),
        source_url: report.face.matter.source.url.as_deref(),
        before,
        after,
        elsewhere: elsewhere(world, at),
        notes,
        named: named::named(world, &all),
        dates: named::dates(world, &all),
        short_forms: short_forms(world, &all),
        timeline: timeline::url(world, Scope::Year(report.country, report.year())),
        changes: changes(world, at),
        cited: cited::cited(world, Subject::Section(at)),
        frame,
    }
}

/// The work that a report's text is quoted in, if that is all the archive has of it.
pub(super) fn quoted_in(report: &Report) -> Option<&str> {
    let matter = &report.face.matter;
    (matter.completeness == Completeness::Quoted).then_some(&*matter.source.title)
}

fn short_forms<'a>(world: &'a World, sections: &[SectionIdx]) -> Vec<(&'a str, &'a str)> {
    let body = |at: &SectionIdx| {
        let section = world.archive.section(*at);
        &world.body(section.report).sections[section.local as usize]
    };
    let mut forms: Vec<(&str, &str)> = sections
        .iter()
        .flat_map(|at| &body(at).short_forms)
        .map(|(short, long)| (&**short, &**long))
        .collect();
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// The redline of a section's topic against the edition before, where both have a heading for it.
fn changes(world: &World, at: SectionIdx) -> Option<ChangesLink<'_>> {
    let archive = &world.archive;
    let section = archive.section(at);
    let topic = section.topics.first()?.topic;
    let treats = |report: ReportIdx| {
        let own = |at: SectionIdx| {
            archive.section(at).topics.first().is_some_and(|used| used.topic == topic)
                && archive.face(at).paragraphs > 0
        };
        archive.report(report).sections().any(own)
    };
    let before = |pair: &u32| world.pairs[*pair as usize].editions.before;
    let pair = comparison::pairs_to(world, section.report)
        .find(|pair| treats(before(pair)) && treats(section.report))?;
    Some(ChangesLink {
        before: &archive.report(world.pairs[pair as usize].editions.before).card,
        url: comparison::redline_url(world, pair, topic),
    })
}

fn own_topic(world: &World, at: SectionIdx) -> Option<TopicPage<'_>> {
    let used = world.archive.section(at).topics.first()?;
    let country = world.archive.report_of(at).country;
    // A topic that only a translator's words treat has no page for the country.
    world.strips.get(&(used.topic, country))?;
    let label = &world.archive.thesaurus.topic(used.topic).label;
    Some(TopicPage { label, url: topic_country_url(world, used.topic, country) })
}

fn elsewhere(world: &World, at: SectionIdx) -> Option<Elsewhere<'_>> {
    let archive = &world.archive;
    let topic = archive.section(at).topics.first()?.topic;
    let report = archive.report_of(at);
    let rows = world.strips.get(&(topic, report.country))?;
    let own = &archive.report(archive.original(archive.section(at).report)).url;
    let elsewhere = |url: &Url| !url.as_str().starts_with(own.as_str());
    let others =
        rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.url.as_ref()).any(elsewhere);
    Some(Elsewhere {
        topic: own_topic(world, at)?,
        country: &archive.country(report.country).matter.name,
        columns: archive.columns(report.country),
        rows,
        others,
    })
}
