//! The page that compares any two editions: with scripts those that a reader chooses, without them
//! the comparisons that stand ready.

use std::cmp::Reverse;

use serde::Serialize;

use super::frame::Frame;
use super::{World, comparison};
use crate::archive::part::Card;
use crate::digest::Digested;
use crate::language::primary;
use crate::path::Url;

/// Any two editions.
#[derive(Hash, Serialize)]
pub struct CompareView<'a> {
    /// The page's own facts.
    pub frame: Frame,
    /// How many reports there are to choose from.
    pub editions: usize,
    /// The comparisons that stand ready, by country and publisher.
    pub groups: Vec<ReadyGroup<'a>>,
}

/// The comparisons of a publisher's editions on a country.
#[derive(Hash, Serialize)]
pub struct ReadyGroup<'a> {
    /// The newest report among them, which names the country and the publisher.
    pub card: &'a Digested<Card>,
    /// The comparisons, the newest first.
    pub pairs: Vec<ReadyPair<'a>>,
}

/// A comparison that stands ready.
#[derive(Hash, Serialize)]
pub struct ReadyPair<'a> {
    /// The earlier edition.
    pub before: &'a Digested<Card>,
    /// The later edition.
    pub after: &'a Digested<Card>,
    /// Where it stands.
    pub url: Url,
}

/// Where the page stands.
pub(super) fn url() -> Url {
    Url::folder(&["compare"])
}

pub(super) fn compare(world: &World) -> CompareView<'_> {
    let (archive, tongue) = (&world.archive, world.tongue());
    let frame = Frame::new(world, "compare", url(), tongue.say("Compare two editions")).about(
        tongue.say("What two reports of the archive say alike, and what they say otherwise."),
    );
    let mut groups: Vec<ReadyGroup<'_>> = Vec::new();
    let mut last = None;
    // Pairs stand by country and publisher, the oldest first.
    for (n, pair) in (0_u32..).zip(&world.pairs) {
        let (before, after) =
            (archive.report(pair.editions.before), archive.report(pair.editions.after));
        let of = (after.country, after.publisher, primary(&after.face.matter.language));
        if last.replace(of) != Some(of) {
            groups.push(ReadyGroup { card: &after.card, pairs: Vec::new() });
        }
        if let Some(group) = groups.last_mut() {
            let url = comparison::url(world, n);
            group.card = &after.card;
            group.pairs.push(ReadyPair { before: &before.card, after: &after.card, url });
        }
    }
    for group in &mut groups {
        group.pairs.sort_by_key(|pair| Reverse((pair.after.year, pair.before.year)));
    }
    CompareView { frame, editions: archive.reports.len(), groups }
}
