//! Sentences of reports, as pages of other texts show them: plain, with the way back.

use std::collections::HashMap;

use serde::Serialize;

use super::World;
use crate::archive::ReportIdx;
use crate::path::Url;
use crate::prose;

/// The plain text of paragraphs, made when first asked for.
pub(super) struct Quoted<'a> {
    world: &'a World,
    known: HashMap<(ReportIdx, u32, u32), String>,
}

impl<'a> Quoted<'a> {
    pub(super) fn new(world: &'a World) -> Self {
        Self { world, known: HashMap::new() }
    }

    /// The plain text of a paragraph; nothing where the report has none there.
    pub(super) fn paragraph(&mut self, report: ReportIdx, section: u32, number: u32) -> &str {
        let body = self.world.body(report);
        self.known.entry((report, section, number)).or_insert_with(|| {
            let section = body.sections.get(section as usize);
            let block = section.and_then(|body| body.blocks.get(number.checked_sub(1)? as usize));
            block.map(prose::plain).unwrap_or_default()
        })
    }

    /// A part of it.
    pub(super) fn part(
        &mut self,
        report: ReportIdx,
        place: (u32, u32),
        at: &std::ops::Range<u32>,
    ) -> String {
        let text = self.paragraph(report, place.0, place.1);
        text.get(at.start as usize..at.end as usize).unwrap_or_default().to_owned()
    }
}

/// A paragraph to go to.
#[derive(Clone, Hash, PartialEq, Eq, Serialize)]
pub struct PlaceLink {
    /// Its number in its section.
    pub number: u32,
    /// Where it stands.
    pub url: Url,
}

/// A paragraph to go to, by its position in its section: its number, the page of the section, its
/// anchor there.
pub(super) fn place(world: &World, report: ReportIdx, section: u32, position: u32) -> PlaceLink {
    let number = world.numbers(report).section(section).number(position);
    let archive = &world.archive;
    let at = archive.report(report).section(section);
    let known = archive.section(at);
    let owner = &archive.section(known.owner).link.url;
    let url = if known.owner == at {
        owner.at(&format!("p{number}"))
    } else {
        owner.at(&format!("{}-p{number}", known.link.id))
    };
    PlaceLink { number, url }
}

/// Where a paragraph stands.
pub(super) fn paragraph_url(world: &World, report: ReportIdx, section: u32, position: u32) -> Url {
    place(world, report, section, position).url
}
