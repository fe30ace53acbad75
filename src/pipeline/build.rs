//! World and plan → a published tree, or the word that it could be one.

use std::sync::Mutex;

use rayon::prelude::*;

use super::{Drawer, LockUse, Memory, RunError, Site, Understood, understand};
use super::{carry, lock};
use crate::check::Addresses;
use crate::diagnostic::{self, Diagnostic};
use crate::digest::Digest;
use crate::pages;
use crate::path::{OutPath, Url};
use crate::permalinks::{self, News};
use crate::publish::{self, Carried, Foreseen, Tally, Target, Workshop};
use crate::source::{self, Snapshot};

/// How a build came out.
#[derive(Debug)]
pub struct Built {
    /// What is wrong, sorted.
    pub problems: Vec<Diagnostic>,
    /// The files as they were read, to show places in.
    pub snapshot: Snapshot,
    /// What was published; `None` when problems stopped it.
    pub receipt: Option<Receipt>,
}

/// What a build did.
#[derive(Clone, Debug, Default)]
pub struct Receipt {
    /// How much was read and made.
    pub tally: Tally,
    /// Pages that were drawn.
    pub drawn: Vec<Url>,
    /// Files that are gone.
    pub removed: Vec<OutPath>,
    /// Files that are as they were.
    pub unchanged: usize,
    /// Files in the output that are not ours.
    pub foreign: Vec<OutPath>,
    /// The site as one file, where it was put together anew.
    pub carried: Option<Carried>,
    /// The largest file and its bytes.
    pub largest: Option<(OutPath, u64)>,
    /// What was new to the lock, where it was written.
    pub lock: Option<News>,
    /// Whether nothing had changed since the last build.
    pub nothing_to_do: bool,
}

/// How a check came out.
#[derive(Debug)]
pub struct Checked {
    /// What is wrong, sorted.
    pub problems: Vec<Diagnostic>,
    /// The files as they were read, to show places in.
    pub snapshot: Snapshot,
    /// How much there is.
    pub tally: Tally,
    /// What a build would do, where an output was named and nothing stands in its way.
    pub foreseen: Option<Foreseen>,
}

/// Called with pages done and pages in all.
pub type Progress<'p> = &'p (dyn Fn(u64, u64) + Sync);

/// Builds a site into its output.
///
/// # Errors
///
/// When the machine fails: see [`RunError`]. Wrong content is told in [`Built::problems`].
pub fn build(
    site: &Site,
    target: Target,
    memory: &mut Memory,
    progress: Progress<'_>,
) -> Result<Built, RunError> {
    let snapshot = source::snapshot(&site.root)?;
    let workshop = Workshop::open(target)?;
    let inputs = inputs(site, &snapshot);
    if let Some(tally) = workshop.unchanged_since(inputs) {
        let receipt =
            Receipt { unchanged: tally.files, tally, nothing_to_do: true, ..Receipt::default() };
        return Ok(Built { problems: Vec::new(), snapshot, receipt: Some(receipt) });
    }
    let understood = understand(site, &snapshot, memory);
    let mut problems = understood.problems.clone();
    let renewed = lock::renewed(&understood, &snapshot);
    problems.extend(renewed.as_ref().and_then(|lock| lock::problem(site, &snapshot, lock)));
    diagnostic::sort(&mut problems);
    if site.is_stopped_by(&problems) {
        return Ok(Built { problems, snapshot, receipt: None });
    }
    let addresses = Addresses::of(&understood.layout);
    let drawer = Drawer::new(site, &understood, &addresses);
    let plan = understood.plan();
    let total = plan.pages.len() as u64;
    let facts = Mutex::new(Vec::new());
    let staged = workshop.stage(
        &plan,
        |at, page| {
            let view = pages::view(&understood.world, page.id);
            let (bytes, found) = drawer.draw(&view, page.id, &page.url)?;
            if let (Some(found), Ok(mut facts)) = (found, facts.lock()) {
                facts.push((at, found));
            }
            Ok(bytes)
        },
        |done| progress(done, total),
    )?;
    let mut staged = match staged {
        Ok(staged) => staged,
        Err(wrong) => {
            return Ok(stopped(
                problems,
                wrong.into_iter().map(|problem: Box<Diagnostic>| *problem).collect(),
                snapshot,
            ));
        }
    };
    let mut facts = facts.into_inner().unwrap_or_default();
    facts.sort_by_key(|(at, _)| *at);
    let kept = |at: u32| {
        let page = &plan.pages[at as usize];
        let bytes = staged.read(&page.url.out_path())?;
        Some(drawer.read(&page.url, &bytes))
    };
    let wrong = drawer.problems(&facts, kept);
    if !wrong.is_empty() {
        staged.discard()?;
        return Ok(stopped(problems, wrong, snapshot));
    }
    let carried = staged.carry(&carry::bundle(&understood, &plan), |change, bytes| {
        carry::changed(&understood, *change, bytes)
    })?;
    let tally = tally(&understood);
    let written_lock = renewed.as_ref().filter(|_| site.lock == LockUse::Keep);
    let inputs = match (&renewed, written_lock) {
        (None, _) => Some(inputs),
        (Some(_), Some(lock)) => Some(self::inputs(site, &lock::with_lock(&snapshot, &lock.text))),
        (Some(_), None) => None,
    };
    // With warnings the next build looks again, so that it can tell them again.
    let inputs = inputs.filter(|_| problems.is_empty());
    let written = staged.publish(inputs, tally.clone())?;
    // A build that comes to nothing gives no numbers: the lock follows what readers see.
    if let Some(lock) = written_lock {
        publish::keep_lock(&site.root, permalinks::NAME, &lock.text)?;
    }
    let page = |at: &u32| plan.pages[*at as usize].url.clone();
    let receipt = Receipt {
        drawn: written.drawn.iter().map(page).collect(),
        removed: written.removed,
        unchanged: written.unchanged,
        foreign: written.foreign,
        carried,
        largest: written.largest,
        lock: written_lock.map(|lock| lock.news.clone()),
        tally: Tally { files: written.files, bytes: written.bytes, ..tally },
        nothing_to_do: false,
    };
    Ok(Built { problems, snapshot, receipt: Some(receipt) })
}

/// Validates all that [`build`] validates, and writes nothing.
///
/// # Errors
///
/// When the machine fails: see [`RunError`].
pub fn check(
    site: &Site,
    target: Option<&Target>,
    memory: &mut Memory,
    progress: Progress<'_>,
) -> Result<Checked, RunError> {
    let snapshot = source::snapshot(&site.root)?;
    let understood = understand(site, &snapshot, memory);
    let mut problems = understood.problems.clone();
    let renewed = lock::renewed(&understood, &snapshot);
    problems.extend(renewed.as_ref().and_then(|lock| lock::problem(site, &snapshot, lock)));
    diagnostic::sort(&mut problems);
    if !site.is_stopped_by(&problems) {
        problems.extend(draw_all(site, &understood, progress));
        diagnostic::sort(&mut problems);
    }
    let foreseen = match target {
        Some(target) if !site.is_stopped_by(&problems) => {
            Some(publish::foresee(target, &understood.plan())?)
        }
        _ => None,
    };
    Ok(Checked { problems, tally: tally(&understood), foreseen, snapshot })
}

/// Draws every page to nowhere and tells what is wrong with it.
fn draw_all(site: &Site, understood: &Understood, progress: Progress<'_>) -> Vec<Diagnostic> {
    let addresses = Addresses::of(&understood.layout);
    let drawer = Drawer::new(site, understood, &addresses);
    let spots = &understood.layout.spots;
    let done = std::sync::atomic::AtomicU64::new(0);
    let drawn: Vec<_> = (0_u32..)
        .zip(spots)
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|(at, spot)| {
            let view = pages::view(&understood.world, spot.id);
            let drawn = drawer.draw(&view, spot.id, &spot.url);
            let facts = drawn.map(|(_, facts)| facts.map(|facts| (at, facts)));
            progress(
                done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1,
                spots.len() as u64,
            );
            facts
        })
        .collect();
    let (mut facts, mut problems) = (Vec::new(), Vec::new());
    for page in drawn {
        match page {
            Ok(found) => facts.extend(found),
            Err(problem) => problems.push(*problem),
        }
    }
    if problems.is_empty() {
        problems.extend(drawer.problems(&facts, |_| None));
    }
    problems
}

fn stopped(mut problems: Vec<Diagnostic>, wrong: Vec<Diagnostic>, snapshot: Snapshot) -> Built {
    problems.extend(wrong);
    diagnostic::sort(&mut problems);
    Built { problems, snapshot, receipt: None }
}

/// Digest of everything that a published tree is made from.
fn inputs(site: &Site, snapshot: &Snapshot) -> Digest {
    let build = env!("RIGHTSBOOK_BUILD");
    Digest::of(&(
        build,
        snapshot.digest(),
        snapshot.problems.len(),
        &site.base_url,
        site.drafts,
        site.links.word(),
    ))
}

fn tally(understood: &Understood) -> Tally {
    let world = &understood.world;
    let (archive, entries) = (&world.archive, &world.entries);
    let links = archive.reports.iter().map(|report| report.face.references.len());
    let links = links.chain(entries.references().map(<[_]>::len));
    Tally {
        reports: archive.reports.len(),
        sections: archive.sections.len(),
        links: links.sum(),
        files: understood.layout.spots.len(),
        bytes: 0,
    }
}
