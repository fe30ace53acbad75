//! The page at an address that a section had before its heading changed: it leads to where the
//! section stands now.

use serde::Serialize;

use super::World;
use super::frame::Frame;
use crate::archive::part::{Card, SectionLink};
use crate::archive::{ReportIdx, SectionIdx};
use crate::digest::Digested;
use crate::path::Url;

/// A section that moved.
#[derive(Hash, Serialize)]
pub struct MovedView<'a> {
    /// The page's own facts.
    pub frame: Frame,
    /// The report in short.
    pub card: &'a Digested<Card>,
    /// The section as it is now.
    pub link: &'a Digested<SectionLink>,
    /// Its page, spelt as links of this tree are.
    pub page: String,
}

/// The ids that sections of a report had whose page has moved, each with the section. A section
/// without a page of its own had none before.
pub(super) fn moved(
    world: &World,
    report: ReportIdx,
) -> impl Iterator<Item = (u32, &str, SectionIdx)> {
    let known = world.archive.report(report);
    let numbers = world.numbers(report).moved().iter();
    (0..).zip(numbers).filter_map(|(at, (id, section))| {
        let section = known.section(*section);
        (world.archive.section(section).owner == section).then_some((at, &**id, section))
    })
}

/// Where the page of an id that a section had stands.
pub(super) fn url(world: &World, report: ReportIdx, at: u32) -> Url {
    let id = world.numbers(report).moved().keys().nth(at as usize).map_or("", |id| id);
    Url::file(&format!("{}{id}/", world.archive.report(report).url))
}

pub(super) fn page(world: &World, at: ReportIdx, of: u32) -> MovedView<'_> {
    let report = world.archive.report(at);
    let section = world.numbers(at).moved().values().nth(of as usize).copied().unwrap_or(0);
    let link = &*world.archive.section(report.section(section)).link;
    let tongue = world.tongues.of_text(&report.card.language);
    let heading = if link.lead { tongue.say("Lead") } else { &link.heading };
    let title = tongue.fill("{section} has moved", &[("section", heading)]);
    let mut frame = Frame::of_report(world, "moved", url(world, at, of), title, report);
    tongue.say("Moved (section)").clone_into(&mut frame.crumb);
    frame.noindex = true;
    frame.canonical = format!("{}{}", world.site.base_url, link.url.as_str());
    let end = if world.site.links == "files" { "index.html" } else { "" };
    let page = format!("{}{}{end}", frame.root, link.url.page());
    MovedView { card: &report.card, link, page, frame }
}
