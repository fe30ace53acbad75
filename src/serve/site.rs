//! What is shown: one whole archive after another, and the pages of them that somebody asked for.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;

use super::Explain;
use crate::check::Addresses;
use crate::diagnostic::{self, Diagnostic};
use crate::digest::Digest;
use crate::pages::{Layout, PageId, Spot};
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
        Self { number, understood, snapshot, files }
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
    /// The bytes that a build would publish; the last good ones where a template fails, and none
    /// where there were none.
    pub(super) bytes: Option<Bytes>,
    /// What is wrong with the page by itself, as the terminal tells it.
    pub(super) problems: Vec<String>,
    /// The key of the view that it was drawn from.
    view: Digest,
}

/// Pages that were asked for, by address: drawn once for each key.
pub(super) struct Shelf {
    site: Site,
    explain: Explain,
    kept: Mutex<Kept>,
    /// The addresses of the layout that pages were last judged by.
    addresses: Mutex<Option<Judge>>,
}

type Judge = (Arc<Layout>, Arc<Addresses>);

#[derive(Default)]
struct Kept {
    pages: HashMap<Url, Place>,
    bytes: usize,
}

/// A page on the shelf.
#[derive(Clone)]
struct Place {
    /// The generation that it was last found right for.
    number: u64,
    /// The layout that its links were judged by.
    layout: Arc<Layout>,
    drawn: Arc<Drawn>,
}

/// Bytes of pages that are kept.
const ROOM: usize = 64 << 20;

impl Shelf {
    pub(super) fn new(site: Site, explain: Explain) -> Self {
        Self { site, explain, kept: Mutex::default(), addresses: Mutex::default() }
    }

    /// A page as it is in a generation, and whether something else is wrong with it than before.
    pub(super) fn page(&self, of: &Generation, spot: &Spot) -> (Arc<Drawn>, bool) {
        let before = self.kept().pages.get(&spot.url).cloned();
        if let Some(place) = &before
            && place.number == of.number
        {
            return (Arc::clone(&place.drawn), false);
        }
        let (view, key) = of.understood.view(spot.id);
        if let Some(place) = &before
            && place.drawn.view == key
            && Arc::ptr_eq(&place.layout, &of.understood.layout)
        {
            self.keep(of, spot, &place.drawn);
            return (Arc::clone(&place.drawn), false);
        }
        let before = before.map(|place| place.drawn);
        let addresses = self.addresses(&of.understood.layout);
        let drawer = Drawer::new(&self.site, &of.understood, &addresses);
        let told = |mut problems: Vec<Diagnostic>| {
            diagnostic::sort(&mut problems);
            problems.iter().map(|problem| (self.explain)(problem, &of.snapshot)).collect()
        };
        let drawn = match drawer.draw(&view, spot.id, &spot.url) {
            Ok((bytes, facts)) => {
                let wrong = facts.map(|facts| drawer.problems_of(&spot.url, &facts));
                let problems = told(wrong.unwrap_or_default());
                Drawn { key, bytes: Some(bytes.into()), problems, view: key }
            }
            Err(problem) => Drawn {
                // Another key than the page would have: once it can be drawn, tabs show it.
                key: Digest::of(&(key, &problem.message)),
                bytes: before.as_ref().and_then(|drawn| drawn.bytes.clone()),
                problems: told(vec![*problem]),
                view: key,
            },
        };
        let was = before.map(|drawn| drawn.problems.clone()).unwrap_or_default();
        let news = was != drawn.problems;
        let drawn = Arc::new(drawn);
        self.keep(of, spot, &drawn);
        (drawn, news)
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
                // What no template draws cannot fail, and an index is not made for nothing.
                view.template()?;
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
        let size = |drawn: &Drawn| drawn.bytes.as_ref().map_or(0, Bytes::len);
        let place = Place {
            number: of.number,
            layout: Arc::clone(&of.understood.layout),
            drawn: Arc::clone(drawn),
        };
        kept.bytes += size(drawn);
        if let Some(before) = kept.pages.insert(spot.url.clone(), place) {
            kept.bytes -= size(&before.drawn);
        }
    }

    /// The addresses of a layout. Counting them takes longer than anything else for a page, and a
    /// change of prose leaves them as they were.
    fn addresses(&self, layout: &Arc<Layout>) -> Arc<Addresses> {
        let mut judge = self.addresses.lock().unwrap_or_else(PoisonError::into_inner);
        match &*judge {
            Some((known, addresses)) if Arc::ptr_eq(known, layout) => Arc::clone(addresses),
            _ => {
                let addresses = Arc::new(Addresses::of(layout));
                *judge = Some((Arc::clone(layout), Arc::clone(&addresses)));
                addresses
            }
        }
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        // A page that panicked while it was drawn left the shelf as it was.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
