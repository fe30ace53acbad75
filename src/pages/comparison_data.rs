//! Two editions held against each other, as data.

use serde::Serialize;

use super::World;
use super::comparison::{class_name, figure_lines};
use super::quoted::{Quoted, paragraph_url};
use crate::archive::ReportIdx;
use crate::compare::{Fate, Spot};
use crate::path::Url;

use super::later::Later;

/// The file of two editions held against each other.
#[derive(Hash, Serialize)]
pub struct ComparisonData<'a> {
    /// The earlier edition's page.
    pub before: &'a Url,
    /// The later edition's page.
    pub after: &'a Url,
    /// Every sentence that differs; of those that do not, the places.
    pub sentences: Later<'a, Vec<SentenceData>>,
}

/// A sentence of one edition or of both.
#[derive(Hash, Serialize)]
pub struct SentenceData {
    /// `unchanged`, `cosmetic`, `number`, `wording`, `added`, `removed`, `not-compared`.
    pub class: &'static str,
    /// Whether it stands under another topic now.
    pub moved: bool,
    /// Whether a "no" or "not" came or went.
    pub reversed: bool,
    /// Whether one of the two sentences holds the other among more.
    pub part: bool,
    /// The id of its topic: of the later edition's section where there is one.
    pub topic: Option<String>,
    /// Its paragraph in the earlier edition.
    pub before: Option<Url>,
    /// Its paragraph in the later edition.
    pub after: Option<Url>,
    /// Its words before; left out where they are as they are now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_text: Option<String>,
    /// Its words now; left out where nothing changed, as the paragraph has them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after_text: Option<String>,
    /// Its figures that changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<super::comparison::FigureLine>,
}

pub(super) fn data(world: &World, pair: u32) -> ComparisonData<'_> {
    let known = &world.pairs[pair as usize];
    ComparisonData {
        before: &world.archive.report(known.editions.before).url,
        after: &world.archive.report(known.editions.after).url,
        sentences: Later::new(known.key, move || sentences(world, pair)),
    }
}

fn sentences(world: &World, pair: u32) -> Vec<SentenceData> {
    let comparison = world.comparison(pair);
    let editions = world.pairs[pair as usize].editions;
    let mut quoted = Quoted::new(world);
    let topic = |spot: &Spot| Some(world.archive.thesaurus.topic(spot.topic?).id.to_string());
    let url =
        |report: ReportIdx, spot: &Spot| paragraph_url(world, report, spot.section, spot.paragraph);
    let mut text = |report: ReportIdx, spot: &Spot| {
        quoted.part(report, (spot.section, spot.paragraph), &spot.at)
    };
    let mut all = Vec::with_capacity(comparison.after.len());
    for spot in &comparison.after {
        let joined = comparison.pair_of(spot);
        let earlier = joined.map(|pair| &comparison.before[pair.before as usize]);
        let class = match joined {
            Some(pair) => class_name(pair.class),
            None if spot.fate == Fate::NotCompared => "not-compared",
            None => "added",
        };
        let changed = class != "unchanged" && class != "not-compared";
        all.push(SentenceData {
            class,
            moved: joined.is_some_and(|pair| pair.moved),
            reversed: joined.is_some_and(|pair| pair.reversed),
            part: joined.is_some_and(|pair| pair.part),
            topic: topic(spot),
            before: earlier.map(|spot| url(editions.before, spot)),
            after: Some(url(editions.after, spot)),
            before_text: earlier.filter(|_| changed).map(|spot| text(editions.before, spot)),
            after_text: changed.then(|| text(editions.after, spot)),
            figures: Vec::new(),
        });
    }
    for (spot, sentence) in comparison.after.iter().zip(&mut all) {
        if let Some(joined) = comparison.pair_of(spot) {
            sentence.figures = figure_lines(world, pair, joined, &mut quoted);
        }
    }
    let gone = comparison.before.iter().filter(|spot| !matches!(spot.fate, Fate::Paired(_)));
    all.extend(gone.map(|spot| {
        SentenceData {
            class: if spot.fate == Fate::Alone { "removed" } else { "not-compared" },
            moved: false,
            reversed: false,
            part: false,
            topic: topic(spot),
            before: Some(url(editions.before, spot)),
            after: None,
            before_text: (spot.fate == Fate::Alone)
                .then(|| quoted.part(editions.before, (spot.section, spot.paragraph), &spot.at)),
            after_text: None,
            figures: Vec::new(),
        }
    }));
    all
}
