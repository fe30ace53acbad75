//! Two editions held against each other: the whole in short, and each topic's redline.

use std::collections::BTreeSet;

use serde::Serialize;

use super::World;
use super::changes::{Counts, by_topic, moved_paragraphs, percent};
use super::frame::{Crumb, Frame};
use super::later::Later;
use super::quoted::{Quoted, paragraph_url};
use super::topic::topic_country_url;
use crate::archive::ReportIdx;
use crate::archive::part::{Card, SectionLink};
use crate::archive::series_id;
use crate::archive::thesaurus::TopicIdx;
use crate::chronology::Edtf;
use crate::compare::figure::Verdict;
use crate::compare::{self, Class, FigureAt, Pair, Scope};
use crate::digest::{Digest, Digested};
use crate::language::Tongue;
use crate::parse::matter::ReportKind;
use crate::path::Url;

/// Two editions held against each other.
#[derive(Hash, Serialize)]
pub struct ComparisonView<'a> {
    /// The page's own facts.
    pub frame: Frame,
    /// What stands on every page of the two.
    pub about: About<'a>,
    /// What changed.
    pub found: Later<'a, Found<'a>>,
}

/// The two editions of a page that compares.
#[derive(Hash, Serialize)]
pub struct About<'a> {
    /// The earlier edition.
    pub before: &'a Digested<Card>,
    /// The later edition.
    pub after: &'a Digested<Card>,
    /// `whole`, `part`, `quoted`: what of the earlier one the archive holds.
    pub before_scope: &'static str,
    /// The same of the later one.
    pub after_scope: &'static str,
    /// The page of the two.
    pub url: Url,
    /// The same as data.
    pub data: Url,
    /// The earlier comparison of this publisher, and the next.
    pub steps: [Option<Crumb>; 2],
}

/// What changed from one edition to the next.
#[derive(Hash, Serialize)]
pub struct Found<'a> {
    /// Sentences by what became of them.
    pub counts: Counts,
    /// Of a hundred sentences of the later edition that are compared: how many are new.
    pub new_percent: usize,
    /// Of a hundred: how many say the same in the same words.
    pub same_percent: usize,
    /// Paragraphs of the later edition with sentences that stood under another topic before.
    pub moved_paragraphs: usize,
    /// How far the outlines have drifted apart, of a hundred.
    pub drift_percent: u32,
    /// Whether that is too far to compare text under headings that only one of them has.
    pub narrow: bool,
    /// Topics that only the earlier edition has a heading for.
    pub lost: Vec<Crumb>,
    /// Topics that only the later edition has a heading for.
    pub new: Vec<Crumb>,
    /// What changed by topic, in the order of the thesaurus.
    pub topics: Vec<TopicChanges<'a>>,
    /// How many of the figures below may be set side by side.
    pub comparable: usize,
    /// Figures that changed, those that may be set side by side first.
    pub figures: Vec<FigureLine>,
    /// Sentences that stand under another topic now.
    pub moves: Vec<Move<'a>>,
}

/// What changed under a topic.
#[derive(Hash, Serialize)]
pub struct TopicChanges<'a> {
    /// The topic's name.
    pub label: &'a str,
    /// Its redline; where only one edition has text on it, the topic's page for the country.
    pub url: Url,
    /// Its sentences by what became of them.
    pub counts: Counts,
    /// Whether anything changed.
    pub changed: bool,
}

/// A figure that changed.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct FigureLine {
    /// The earlier one with what it counts.
    pub before: String,
    /// The time it counts over, in words.
    pub before_period: String,
    /// Its paragraph.
    pub before_url: Url,
    /// The later one with what it counts.
    pub after: String,
    /// The time it counts over, in words.
    pub after_period: String,
    /// Its paragraph.
    pub after_url: Url,
    /// Why the two are not comparable, in words; empty where they are.
    pub verdict: &'static str,
    /// The name of the later one's topic.
    pub topic: String,
}

/// A sentence that stands under another topic now.
#[derive(Hash, Serialize)]
pub struct Move<'a> {
    /// The sentence, as the later edition has it.
    pub text: String,
    /// How it changed beside: `unchanged` …
    pub class: &'static str,
    /// The section it stood in.
    pub from: &'a Digested<SectionLink>,
    /// The section it stands in.
    pub to: &'a Digested<SectionLink>,
    /// Its paragraph before.
    pub before_url: Url,
    /// Its paragraph now.
    pub after_url: Url,
}

/// The name of a class in data and style sheets.
pub(super) fn class_name(class: Class) -> &'static str {
    match class {
        Class::Unchanged => "unchanged",
        Class::Cosmetic => "cosmetic",
        Class::Number => "number",
        Class::Wording => "wording",
    }
}

/// Where two editions held against each other stand.
pub(super) fn url(world: &World, pair: u32) -> Url {
    let editions = world.pairs[pair as usize].editions;
    let (before, after) =
        (world.archive.report(editions.before), world.archive.report(editions.after));
    let country = &world.archive.country(after.country).id;
    // Editions of two languages of one publisher may be told apart by translations alone.
    let [first, last] = [before, after].map(|report| &report.face.matter);
    let series = if last.kind == ReportKind::Translation { last } else { first };
    Url::folder(&[country, &series_id(series), &format!("{}-{}", before.year(), after.year())])
}

/// Where the same stands as data.
pub(super) fn data_url(world: &World, pair: u32) -> Url {
    Url::file(&format!("{}comparison.json", url(world, pair)))
}

/// Where a topic's redline stands.
pub(super) fn redline_url(world: &World, pair: u32, topic: TopicIdx) -> Url {
    let topic = &world.archive.thesaurus.topic(topic).id;
    Url::folder(&[url(world, pair).as_str().trim_end_matches('/'), topic])
}

/// The page of a topic of two editions: in their country, if they are editions. What only a
/// translation says has no page there.
pub(super) fn topic_url(world: &World, pair: u32, topic: TopicIdx) -> Url {
    let (archive, editions) = (&world.archive, world.pairs[pair as usize].editions);
    if [editions.before, editions.after].into_iter().all(|at| archive.is_edition(at)) {
        topic_country_url(world, topic, archive.report(editions.after).country)
    } else {
        archive.thesaurus.topic(topic).url.clone()
    }
}

/// The topics that a report has text under, as the headings' own.
pub(super) fn treated(world: &World, report: ReportIdx) -> BTreeSet<TopicIdx> {
    let archive = &world.archive;
    let texts = archive.report(report).sections().filter(|at| archive.face(*at).paragraphs > 0);
    texts.filter_map(|at| Some(archive.section(at).topics.first()?.topic)).collect()
}

/// The topics that both of two editions have text under, in the order of the thesaurus: each has
/// a redline. What only one of them has would be its own text once more.
pub(super) fn topics_of(world: &World, pair: u32) -> Vec<TopicIdx> {
    let editions = world.pairs[pair as usize].editions;
    let (before, after) = (treated(world, editions.before), treated(world, editions.after));
    before.intersection(&after).copied().collect()
}

/// The pairs whose later edition a report is: with the edition before first.
pub(super) fn pairs_to(world: &World, report: ReportIdx) -> impl Iterator<Item = u32> {
    (0_u32..)
        .zip(&world.pairs)
        .filter(move |(_, pair)| pair.editions.after == report)
        .map(|(n, _)| n)
}

/// The pair whose earlier edition a report is, with the next edition.
pub(super) fn pair_from(world: &World, report: ReportIdx) -> Option<u32> {
    let next = |(_, pair): &(u32, &super::EditionPair)| pair.editions.before == report;
    (0_u32..).zip(&world.pairs).find(next).map(|(n, _)| n)
}

pub(super) fn about(world: &World, pair: u32) -> About<'_> {
    let editions = world.pairs[pair as usize].editions;
    let archive = &world.archive;
    let scope = |at: ReportIdx| match compare::scope(archive, at) {
        Scope::Whole => "whole",
        Scope::Part => "part",
        Scope::Quoted => "quoted",
    };
    let step = |pair: u32| {
        let editions = world.pairs[pair as usize].editions;
        let year = |at: ReportIdx| archive.report(at).year();
        let tongue = of_pair(world, pair);
        let years = [year(editions.before), year(editions.after)].map(|year| year.to_string());
        let label =
            tongue.fill("{before} to {after}", &[("before", &years[0]), ("after", &years[1])]);
        Crumb { label, url: url(world, pair) }
    };
    About {
        before: &archive.report(editions.before).card,
        after: &archive.report(editions.after).card,
        before_scope: scope(editions.before),
        after_scope: scope(editions.after),
        url: url(world, pair),
        data: data_url(world, pair),
        steps: [
            pairs_to(world, editions.before).next().map(step),
            pair_from(world, editions.after).map(step),
        ],
    }
}

/// The language that pages speak which compare two editions: that of the later one.
pub(super) fn of_pair(world: &World, pair: u32) -> &Tongue {
    let after = world.archive.report(world.pairs[pair as usize].editions.after);
    world.tongues.of_text(&after.card.language)
}

/// The frame of a page that compares.
pub(super) fn frame(
    world: &World,
    kind: &'static str,
    pair: u32,
    url: Url,
    title: String,
) -> Frame {
    let about = about(world, pair);
    let report = world.archive.report(world.pairs[pair as usize].editions.after);
    let mut frame = Frame::of_report(world, kind, url, title, report);
    frame.draft |= about.before.draft;
    frame
}

pub(super) fn comparison(world: &World, pair: u32) -> ComparisonView<'_> {
    let about = about(world, pair);
    let tongue = of_pair(world, pair);
    let (before, after) = (about.before.year.to_string(), about.after.year.to_string());
    let years = [("before", before.as_str()), ("after", after.as_str())];
    let title = tongue.fill("What changed: {before} to {after}", &years);
    let frame = frame(world, "comparison", pair, about.url.clone(), title).about(tongue.fill(
        "{publisher} on {country}: what its reports covering {before} and {after} say alike and what they say otherwise.",
        &[
            ("publisher", tongue.name(&about.after.publisher)),
            ("country", tongue.name(&about.after.country)),
            years[0],
            years[1],
        ],
    ));
    let key = Digest::of(&(world.pairs[pair as usize].key, &about.before.country));
    ComparisonView { found: Later::new(key, move || found(world, pair)), about, frame }
}

fn found(world: &World, pair: u32) -> Found<'_> {
    let comparison = world.comparison(pair);
    let thesaurus = &world.archive.thesaurus;
    let by_topic = by_topic(comparison);
    let mut counts = Counts::default();
    for of_topic in by_topic.values() {
        counts.add(of_topic);
    }
    let editions = world.pairs[pair as usize].editions;
    let crumb = |topic: &TopicIdx| Crumb {
        label: thesaurus.topic(*topic).label.to_string(),
        url: topic_url(world, pair, *topic),
    };
    let compared = comparison.after.len() - counts.apart_after;
    let (before, after) = (treated(world, editions.before), treated(world, editions.after));
    let topics = before.union(&after).map(|topic| {
        let counts = by_topic.get(&Some(*topic)).copied().unwrap_or_default();
        let label = &*thesaurus.topic(*topic).label;
        let both = before.contains(topic) && after.contains(topic);
        let url =
            if both { redline_url(world, pair, *topic) } else { topic_url(world, pair, *topic) };
        TopicChanges { label, url, changed: counts.changed(), counts }
    });
    let mut quoted = Quoted::new(world);
    let mut figures: Vec<FigureLine> = Vec::new();
    for joined in &comparison.pairs {
        figures.extend(figure_lines(world, pair, joined, &mut quoted));
    }
    figures.sort_by_key(|line| !line.verdict.is_empty());
    Found {
        new_percent: percent(counts.added, compared),
        same_percent: percent(counts.unchanged, compared),
        moved_paragraphs: moved_paragraphs(comparison),
        drift_percent: (comparison.drift.permille + 5) / 10,
        narrow: comparison.drift.narrow,
        lost: comparison.drift.lost.iter().map(crumb).collect(),
        new: comparison.drift.new.iter().map(crumb).collect(),
        topics: topics.collect(),
        comparable: figures.iter().filter(|line| line.verdict.is_empty()).count(),
        figures,
        moves: moves(world, pair, &mut quoted),
        counts,
    }
}

fn moves<'a>(world: &'a World, pair: u32, quoted: &mut Quoted<'_>) -> Vec<Move<'a>> {
    let comparison = world.comparison(pair);
    let editions = world.pairs[pair as usize].editions;
    let archive = &world.archive;
    let link = |report: ReportIdx, section: u32| {
        &*archive.section(archive.report(report).section(section)).link
    };
    let joined = comparison.pairs.iter().filter(|pair| pair.moved);
    joined
        .map(|joined| {
            let from = &comparison.before[joined.before as usize];
            let to = &comparison.after[joined.after as usize];
            Move {
                text: quoted.part(editions.after, (to.section, to.paragraph), &to.at),
                class: class_name(joined.class),
                from: link(editions.before, from.section),
                to: link(editions.after, to.section),
                before_url: paragraph_url(world, editions.before, from.section, from.paragraph),
                after_url: paragraph_url(world, editions.after, to.section, to.paragraph),
            }
        })
        .collect()
}

/// The figures of two sentences that differ.
pub(super) fn figure_lines(
    world: &World,
    pair: u32,
    joined: &Pair,
    quoted: &mut Quoted<'_>,
) -> Vec<FigureLine> {
    let comparison = world.comparison(pair);
    let editions = world.pairs[pair as usize].editions;
    let from = &comparison.before[joined.before as usize];
    let to = &comparison.after[joined.after as usize];
    let topic = to.topic.map(|topic| world.archive.thesaurus.topic(topic).label.to_string());
    let mut words = |report, spot: &compare::Spot, figure: &FigureAt| {
        let at = spot.at.start + figure.at.start..spot.at.start + figure.at.end;
        quoted.part(report, (spot.section, spot.paragraph), &at)
    };
    let tongue = of_pair(world, pair);
    let year = |at: ReportIdx| tongue.covers(world.archive.report(at).card.covers);
    let told = |period: &str| Edtf::parse(period).map(|value| value.in_words_of(tongue));
    let period = |figure: &FigureAt, at: ReportIdx, verdict: Verdict| {
        let named = !figure.period.is_empty();
        // Where one names a time and the other none, the other counts over its year.
        if named || verdict != Verdict::OtherPeriod {
            told(&figure.period).unwrap_or_default()
        } else {
            year(at)
        }
    };
    let line = |figure: &compare::FigurePair| FigureLine {
        before: words(editions.before, from, &figure.before),
        before_period: period(&figure.before, editions.before, figure.verdict),
        before_url: paragraph_url(world, editions.before, from.section, from.paragraph),
        after: words(editions.after, to, &figure.after),
        after_period: period(&figure.after, editions.after, figure.verdict),
        after_url: paragraph_url(world, editions.after, to.section, to.paragraph),
        verdict: figure.verdict.words(),
        topic: topic.clone().unwrap_or_default(),
    };
    joined.figures.iter().map(line).collect()
}
