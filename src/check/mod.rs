//! Reads emitted pages back: ids, links, policy.
//!
//! The model already resolved every link of the sources. This is the check on ourselves, and on
//! an archive's own templates: what a reader's browser gets is what is judged.

mod address;
mod page;
mod scan;
mod spell;
mod style;

pub use page::{Facts, PageFault, read};
pub use spell::spell_out;

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::pages::{Layout, World};
use crate::path::{SourcePath, Url};

/// How links to pages are written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum LinkStyle {
    /// `../2018/`: for a web server.
    #[default]
    Pretty,
    /// `../2018/index.html`: for a folder opened from disk.
    Files,
}

impl LinkStyle {
    /// As the command line writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pretty => "pretty",
            Self::Files => "files",
        }
    }
}

/// The addresses that a tree has, by the path of their page.
#[derive(Default)]
pub struct Addresses {
    pages: HashMap<Url, u32>,
}

impl Addresses {
    /// The addresses of a layout.
    pub fn of(layout: &Layout) -> Self {
        let pages = (0..).zip(&layout.spots).map(|(at, spot)| (spot.url.clone(), at)).collect();
        Self { pages }
    }

    /// The index of a page in the layout.
    pub fn find(&self, path: &str) -> Option<u32> {
        self.pages.get(path).copied()
    }
}

/// Finds links to anchors that their page does not have.
///
/// `drawn` holds the facts of pages that were drawn, by their index in the layout; `kept` gives
/// the facts of one that was not.
pub fn anchors(
    layout: &Layout,
    drawn: &[(u32, Facts)],
    mut kept: impl FnMut(u32) -> Option<Facts>,
) -> Vec<(Url, PageFault)> {
    let known: HashMap<u32, &[u64]> = drawn.iter().map(|(at, facts)| (*at, &*facts.ids)).collect();
    let mut others: HashMap<u32, Vec<u64>> = HashMap::new();
    let mut faults = Vec::new();
    for (at, facts) in drawn {
        for link in &facts.anchors {
            let ids = match known.get(&link.page) {
                Some(ids) => ids,
                None => &**others
                    .entry(link.page)
                    .or_insert_with(|| kept(link.page).map(|facts| facts.ids).unwrap_or_default()),
            };
            if ids.binary_search(&link.id).is_err() {
                let url = layout.spots[*at as usize].url.clone();
                faults.push((url, PageFault::NoSuchAnchor(link.written.to_string())));
            }
        }
    }
    faults
}

/// Makes a fault of an emitted page a problem that names its source.
pub fn problem(world: &World, url: &Url, fault: &PageFault) -> Diagnostic {
    let report =
        world.archive.reports.iter().find(|report| url.as_str().starts_with(report.url.as_str()));
    let source =
        report.map_or_else(|| SourcePath::new("templates"), |report| report.face.path.clone());
    Diagnostic::error(Code::EmittedPage, Span::file(&source), format!("the page /{url} {fault}"))
        .hint("look at the templates of the archive's own, if it has any; else this is a fault of the program")
}
