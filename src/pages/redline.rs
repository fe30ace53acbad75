//! One topic of two editions, sentence by sentence: what stayed is folded away, what changed is
//! marked by words and signs.

use serde::Serialize;

use super::World;
use super::changes::{Counts, by_topic};
use super::comparison::{
    About, FigureLine, about, class_name, figure_lines, frame, of_pair, redline_url, topic_url,
};
use super::frame::{Crumb, Frame};
use super::later::Later;
use super::quoted::{self, PlaceLink, Quoted};
use crate::archive::part::SectionLink;
use crate::archive::thesaurus::TopicIdx;
use crate::archive::{ReportIdx, SectionIdx};
use crate::compare::redline::{Run, redline as held};
use crate::compare::{Class, Fate, Pair, Spot};
use crate::digest::{Digest, Digested};
use crate::path::Url;

/// A topic of two editions.
#[derive(Hash, Serialize)]
pub struct RedlineView<'a> {
    /// The page's own facts.
    pub frame: Frame,
    /// The two editions.
    pub about: About<'a>,
    /// The topic's name.
    pub topic: &'a str,
    /// Its page for the country.
    pub topic_url: Url,
    /// The sections of the earlier edition.
    pub before: Vec<&'a Digested<SectionLink>>,
    /// The sections of the later edition.
    pub after: Vec<&'a Digested<SectionLink>>,
    /// The redline.
    pub found: Later<'a, Redline<'a>>,
    /// The redlines of the topics before and after, in the order of the thesaurus.
    pub steps: [Option<Crumb>; 2],
}

/// A redline.
#[derive(Hash, Serialize)]
pub struct Redline<'a> {
    /// Sentences by what became of them.
    pub counts: Counts,
    /// Whether anything changed.
    pub changed: bool,
    /// The sentences, in the order of the later edition; what only the earlier one has stands where
    /// it stood there.
    pub rows: Vec<Row<'a>>,
}

/// A piece of a redline.
#[derive(Hash, Serialize)]
pub struct Row<'a> {
    /// `unchanged` for sentences that are folded away; `cosmetic`, `number`, `wording`, `added`,
    /// `removed`, `split`, `moved`, `moved-away`, `apart-before`, `apart-after`.
    pub class: &'static str,
    /// Whether it moved here, besides what the class says.
    pub moved: bool,
    /// Whether a "no" or "not" came or went.
    pub reversed: bool,
    /// How many sentences it holds.
    pub count: usize,
    /// Its words.
    pub pieces: Vec<Piece>,
    /// The paragraph in the earlier edition.
    pub before: Option<PlaceLink>,
    /// The paragraph in the later edition.
    pub after: Option<PlaceLink>,
    /// The section that it came from or went to.
    pub other: Option<&'a Digested<SectionLink>>,
    /// Its figures that changed.
    pub figures: Vec<FigureLine>,
}

/// Words that stayed, went or came.
#[derive(Hash, Serialize)]
pub struct Piece {
    /// `same`, `del`, `ins`.
    pub kind: &'static str,
    /// The words.
    pub text: String,
}

pub(super) fn redline(world: &World, pair: u32, topic: TopicIdx) -> RedlineView<'_> {
    let archive = &world.archive;
    let editions = world.pairs[pair as usize].editions;
    let about = about(world, pair);
    let label = &*archive.thesaurus.topic(topic).label;
    let tongue = of_pair(world, pair);
    let (before, after) = (about.before.year.to_string(), about.after.year.to_string());
    let both = [("before", before.as_str()), ("after", after.as_str())];
    let years = tongue.fill("{before} to {after}", &both);
    let url = redline_url(world, pair, topic);
    let name = tongue.name(label);
    let mut frame = frame(world, "redline", pair, url, format!("{name}: {years}")).about(tongue.fill(
        "{topic} in {country}: how the {publisher} report covering {after} differs from that covering {before}.",
        &[
            ("topic", name),
            ("country", tongue.name(&about.after.country)),
            ("publisher", tongue.name(&about.after.publisher_short)),
            both[0],
            both[1],
        ],
    ));
    frame = frame.below(years, about.url.clone());
    name.clone_into(&mut frame.crumb);
    let sections = |report: ReportIdx| {
        let own =
            |at: &SectionIdx| archive.section(*at).topics.first().is_some_and(|t| t.topic == topic);
        let links = archive.report(report).sections().filter(own);
        links.map(|at| &*archive.section(at).link).collect()
    };
    let all = super::comparison::topics_of(world, pair);
    let here = all.binary_search(&topic).ok();
    let step = |at: Option<usize>| {
        let topic = *all.get(at?)?;
        let label = tongue.name(&archive.thesaurus.topic(topic).label).to_owned();
        Some(Crumb { label, url: redline_url(world, pair, topic) })
    };
    RedlineView {
        topic: label,
        topic_url: topic_url(world, pair, topic),
        before: sections(editions.before),
        after: sections(editions.after),
        found: Later::new(Digest::of(&(world.pairs[pair as usize].key, label)), move || {
            rows(world, pair, topic)
        }),
        steps: [step(here.and_then(|at| at.checked_sub(1))), step(here.map(|at| at + 1))],
        about,
        frame,
    }
}

fn rows(world: &World, pair: u32, topic: TopicIdx) -> Redline<'_> {
    let comparison = world.comparison(pair);
    let mut drawer = Drawer { world, pair, quoted: Quoted::new(world), rows: Vec::new() };
    let under = |spots: &[Spot]| -> Vec<u32> {
        (0..).zip(spots).filter(|(_, spot)| spot.topic == Some(topic)).map(|(at, _)| at).collect()
    };
    // What only the earlier edition has stands behind what it stood behind there.
    let after = under(&comparison.after);
    let mut behind: Vec<(Option<u32>, u32)> = Vec::new();
    let mut last = None;
    for at in under(&comparison.before) {
        match comparison.pair_of(&comparison.before[at as usize]) {
            Some(joined) if after.binary_search(&joined.after).is_ok() => last = Some(joined.after),
            _ => behind.push((last, at)),
        }
    }
    let mut put = |drawer: &mut Drawer<'_>, anchor: Option<u32>| {
        for (_, at) in behind.extract_if(.., |(known, _)| *known == anchor) {
            drawer.gone(&comparison.before[at as usize]);
        }
    };
    put(&mut drawer, None);
    for at in after {
        drawer.here(&comparison.after[at as usize]);
        put(&mut drawer, Some(at));
    }
    let counts = by_topic(comparison).get(&Some(topic)).copied().unwrap_or_default();
    Redline { changed: counts.changed(), counts, rows: drawer.rows }
}

struct Drawer<'a> {
    world: &'a World,
    pair: u32,
    quoted: Quoted<'a>,
    rows: Vec<Row<'a>>,
}

impl<'a> Drawer<'a> {
    fn reports(&self) -> (ReportIdx, ReportIdx) {
        let editions = self.world.pairs[self.pair as usize].editions;
        (editions.before, editions.after)
    }

    fn place(&self, report: ReportIdx, spot: &Spot) -> PlaceLink {
        quoted::place(self.world, report, spot.section, spot.paragraph)
    }

    fn text(&mut self, report: ReportIdx, spot: &Spot) -> String {
        self.quoted.part(report, (spot.section, spot.paragraph), &spot.at)
    }

    fn link(&self, report: ReportIdx, spot: &Spot) -> &'a Digested<SectionLink> {
        let archive = &self.world.archive;
        &archive.section(archive.report(report).section(spot.section)).link
    }

    /// A sentence that only the earlier edition has here.
    fn gone(&mut self, spot: &Spot) {
        let (before, after) = self.reports();
        let comparison = self.world.comparison(self.pair);
        let joined = comparison.pair_of(spot).map(|pair| &comparison.after[pair.after as usize]);
        let class = match spot.fate {
            Fate::Alone => "removed",
            Fate::Paired(_) => "moved-away",
            Fate::NotCompared => "apart-before",
        };
        let text = self.text(before, spot);
        let kind = if class == "removed" { "del" } else { "same" };
        self.rows.push(Row {
            class,
            moved: false,
            reversed: false,
            count: 1,
            pieces: vec![Piece { kind, text }],
            before: Some(self.place(before, spot)),
            after: joined.map(|spot| self.place(after, spot)),
            other: joined.map(|spot| self.link(after, spot)),
            figures: Vec::new(),
        });
    }

    /// A sentence of the later edition.
    fn here(&mut self, spot: &Spot) {
        let (_, after) = self.reports();
        let comparison = self.world.comparison(self.pair);
        let Some(pair) = comparison.pair_of(spot) else {
            let (class, kind) = match spot.fate {
                Fate::NotCompared => ("apart-after", "same"),
                _ => ("added", "ins"),
            };
            let text = self.text(after, spot);
            self.rows.push(Row {
                class,
                moved: false,
                reversed: false,
                count: 1,
                pieces: vec![Piece { kind, text }],
                before: None,
                after: Some(self.place(after, spot)),
                other: None,
                figures: Vec::new(),
            });
            return;
        };
        if pair.class == Class::Unchanged && !pair.moved {
            self.unchanged(spot, pair);
        } else {
            self.changed(spot, pair);
        }
    }

    /// Sentences that did not change stand together, a paragraph in one piece.
    fn unchanged(&mut self, spot: &Spot, pair: &Pair) {
        let (before, after) = self.reports();
        let earlier = &self.world.comparison(self.pair).before[pair.before as usize];
        let text = self.text(after, spot);
        let piece = Piece { kind: "same", text };
        if let Some(row) = self.rows.last_mut()
            && row.class == "unchanged"
        {
            row.count += 1;
            row.pieces.push(piece);
            return;
        }
        self.rows.push(Row {
            class: "unchanged",
            moved: false,
            reversed: false,
            count: 1,
            pieces: vec![piece],
            before: Some(self.place(before, earlier)),
            after: Some(self.place(after, spot)),
            other: None,
            figures: Vec::new(),
        });
    }

    fn changed(&mut self, spot: &Spot, pair: &Pair) {
        let (before, after) = self.reports();
        let earlier = &self.world.comparison(self.pair).before[pair.before as usize];
        let (old, new) = (self.text(before, earlier), self.text(after, spot));
        let piece = |run: Run<'_>| {
            let (kind, text) = match run {
                Run::Same(text) => ("same", text),
                Run::Gone(text) => ("del", text),
                Run::New(text) => ("ins", text),
            };
            Piece { kind, text: text.to_owned() }
        };
        let class = match pair.class {
            _ if pair.part => "split",
            Class::Unchanged => "moved",
            class => class_name(class),
        };
        let figures = figure_lines(self.world, self.pair, pair, &mut self.quoted);
        self.rows.push(Row {
            class,
            moved: pair.moved,
            reversed: pair.reversed && !pair.part,
            count: 1,
            // Beside the whole of a longer sentence its part would show as one great change.
            pieces: if pair.part {
                vec![Piece { kind: "same", text: new.clone() }]
            } else {
                held(&old, &new).into_iter().map(piece).collect()
            },
            before: Some(self.place(before, earlier)),
            after: Some(self.place(after, spot)),
            other: pair.moved.then(|| self.link(before, earlier)),
            figures,
        });
    }
}
