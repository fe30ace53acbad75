//! What is shown: one whole archive after another, and the pages of them that somebody asked for.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock};

use axum::body::Bytes;

use super::Explain;
use crate::check::Addresses;
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::pages::{PageId, Spot};
use crate::path::Url;
use crate::pipeline::{Drawer, Site, Understood};
use crate::source::Snapshot;

/// What the server has to show at one moment.
pub(super) struct Moment {
    /// The last archive that held, if there was one.
    pub(super) generation: Option<Arc<Generation>>,
    /// What is wrong with the files as they are now, as the terminal tells it.
    pub(super) problems: Arc<[String]>,
    /// Where the site is mounted: `/` or `/repo/`.
    pub(super) base_path: String,
}

/// One archive that holds, whole.
pub(super) struct Generation {
    /// Counts from one.
    number: u64,
    pub(super) understood: Understood,
    /// The files that it was understood from.
    snapshot: Snapshot,
    /// Its static files, which pages show without containing them.
    pub(super) files: Arc<Files>,
    addresses: OnceLock<Addresses>,
}

/// The static files of an archive.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// Digest of all.
    pub(super) digest: Digest,
    /// The digest of each, by its address below the base path.
    pub(super) each: BTreeMap<String, Digest>,
}

impl Generation {
    pub(super) fn new(number: u64, understood: Understood, snapshot: Snapshot) -> Self {
        let statics = understood.world.statics.iter();
        let each: BTreeMap<String, Digest> =
            statics.map(|file| (file.path.inside("static").to_owned(), file.digest)).collect();
        let files = Arc::new(Files { digest: Digest::of(&each), each });
        Self { number, understood, snapshot, files, addresses: OnceLock::new() }
    }

    /// Whether another generation is drawn by the same templates.
    pub(super) fn draws_like(&self, other: &Self) -> bool {
        match (&self.understood.renderer, &other.understood.renderer) {
            (Some(ours), Some(theirs)) => Arc::ptr_eq(ours, theirs),
            _ => false,
        }
    }

    /// The page that missing addresses get.
    pub(super) fn not_found(&self) -> Option<&Spot> {
        self.understood.layout.find("404.html").filter(|spot| spot.id == PageId::NotFound)
    }
}

/// A page as it is served.
pub(super) struct Drawn {
    /// What decides whether a tab that shows it is out of date.
    pub(super) key: Digest,
    /// The bytes that a build would publish; the last good ones where a template fails.
    pub(super) bytes: Bytes,
    /// What is wrong with the page by itself.
    pub(super) problems: Vec<String>,
}

/// Pages that were asked for, by address: drawn once for each key.
pub(super) struct Shelf {
    site: Site,
    explain: Explain,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    pages: HashMap<Url, (u64, Arc<Drawn>)>,
    bytes: usize,
}

/// Bytes of pages that are kept.
const ROOM: usize = 64 << 20;

impl Shelf {
    pub(super) fn new(site: Site, explain: Explain) -> Self {
        Self { site, explain, kept: Mutex::default() }
    }

    /// A page as it is in a generation, and whether it had to be drawn for that.
    pub(super) fn page(&self, of: &Generation, spot: &Spot) -> (Arc<Drawn>, bool) {
        let before = self.kept().pages.get(&spot.url).cloned();
        if let Some((number, drawn)) = &before
            && *number == of.number
        {
            return (Arc::clone(drawn), false);
        }
        let (view, key) = of.understood.view(spot.id);
        let before = before.map(|(_, drawn)| drawn);
        if let Some(drawn) = &before
            && drawn.key == key
        {
            self.keep(of, spot, drawn);
            return (Arc::clone(drawn), false);
        }
        let addresses = of.addresses.get_or_init(|| Addresses::of(&of.understood.layout));
        let drawer = Drawer::new(&self.site, &of.understood, addresses);
        let told = |problem: &Diagnostic| (self.explain)(problem, &of.snapshot);
        let drawn = match drawer.draw(&view, spot.id, &spot.url) {
            Ok((bytes, facts)) => {
                let wrong = facts.map(|facts| drawer.problems_of(&spot.url, &facts));
                let problems = wrong.unwrap_or_default().iter().map(told).collect();
                Drawn { key, bytes: bytes.into(), problems }
            }
            Err(problem) => Drawn {
                // Another key than the page would have: once it can be drawn, tabs show it.
                key: Digest::of(&(key, &problem.message)),
                bytes: before.map_or_else(Bytes::new, |drawn| drawn.bytes.clone()),
                problems: vec![told(&problem)],
            },
        };
        let drawn = Arc::new(drawn);
        self.keep(of, spot, &drawn);
        (drawn, true)
    }

    /// Draws one page of each kind and tells the first that cannot be drawn: what a template asks
    /// for and no view has shows only then.
    pub(super) fn try_kinds(&self, of: &Generation) -> Vec<Diagnostic> {
        let addresses = Addresses::default();
        let drawer = Drawer::new(&self.site, &of.understood, &addresses);
        let mut tried = HashSet::new();
        let spots = of.understood.layout.spots.iter();
        let first = spots.filter(|spot| tried.insert(std::mem::discriminant(&spot.id)));
        first
            .filter_map(|spot| {
                let (view, _) = of.understood.view(spot.id);
                drawer.draw(&view, spot.id, &spot.url).err()
            })
            .map(|problem| *problem)
            .collect()
    }

    fn keep(&self, of: &Generation, spot: &Spot, drawn: &Arc<Drawn>) {
        let mut kept = self.kept();
        if kept.bytes > ROOM {
            *kept = Kept::default();
        }
        let page = (of.number, Arc::clone(drawn));
        kept.bytes += drawn.bytes.len();
        if let Some((_, before)) = kept.pages.insert(spot.url.clone(), page) {
            kept.bytes -= before.bytes.len();
        }
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        // A page that panicked while it was drawn left the shelf as it was.
        self.kept.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
