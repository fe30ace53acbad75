//! World and plan → a published tree, or the word that it could be one.

use std::sync::Mutex;

use rayon::prelude::*;

use super::{Memory, RunError, Site, Understood, understand};
use crate::check::{self, Addresses, Facts, LinkStyle};
use crate::diagnostic::{self, Diagnostic};
use crate::digest::Digest;
use crate::pages::Page;
use crate::path::{OutPath, Url};
use crate::publish::{self, Foreseen, Tally, Target, Workshop};
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
    let problems = understood.problems.clone();
    if site.is_stopped_by(&problems) {
        return Ok(Built { problems, snapshot, receipt: None });
    }
    let drawer = Drawer::new(site, &understood);
    let total = understood.plan.pages.len() as u64;
    let facts = Mutex::new(Vec::new());
    let staged = workshop.stage(
        &understood.plan,
        |at, page| {
            let (bytes, found) = drawer.draw(page)?;
            if let (Some(found), Ok(mut facts)) = (found, facts.lock()) {
                facts.push((at, found));
            }
            Ok(bytes)
        },
        |done| progress(done, total),
    )?;
    let staged = match staged {
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
        let page = &understood.plan.pages[at as usize];
        let bytes = staged.read(&page.url.out_path())?;
        Some(drawer.read(&page.url, &bytes))
    };
    let wrong = drawer.problems(&facts, kept);
    if !wrong.is_empty() {
        staged.discard()?;
        return Ok(stopped(problems, wrong, snapshot));
    }
    let tally = tally(&understood);
    // With warnings the next build looks again, so that it can tell them again.
    let written = staged.publish(problems.is_empty().then_some(inputs), tally.clone())?;
    let page = |at: &u32| understood.plan.pages[*at as usize].url.clone();
    let receipt = Receipt {
        drawn: written.drawn.iter().map(page).collect(),
        removed: written.removed,
        unchanged: written.unchanged,
        foreign: written.foreign,
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
    if !site.is_stopped_by(&problems) {
        problems.extend(draw_all(site, &understood, progress));
        diagnostic::sort(&mut problems);
    }
    let foreseen = match target {
        Some(target) if !site.is_stopped_by(&problems) => {
            Some(publish::foresee(target, &understood.plan)?)
        }
        _ => None,
    };
    Ok(Checked { problems, tally: tally(&understood), foreseen, snapshot })
}

/// Draws every page to nowhere and tells what is wrong with it.
fn draw_all(site: &Site, understood: &Understood, progress: Progress<'_>) -> Vec<Diagnostic> {
    let drawer = Drawer::new(site, understood);
    let pages = &understood.plan.pages;
    let done = std::sync::atomic::AtomicU64::new(0);
    let drawn: Vec<_> = (0_u32..)
        .zip(pages)
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|(at, page)| {
            let facts = drawer.draw(page).map(|(_, facts)| facts.map(|facts| (at, facts)));
            progress(
                done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1,
                pages.len() as u64,
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
    let archive = &understood.world.archive;
    Tally {
        reports: archive.reports.len(),
        sections: archive.sections.len(),
        links: archive.reports.iter().map(|report| report.face.references.len()).sum(),
        files: understood.plan.pages.len(),
        bytes: 0,
    }
}

/// Draws pages and reads them back.
struct Drawer<'u> {
    understood: &'u Understood,
    addresses: Addresses<'u>,
    links: LinkStyle,
}

impl<'u> Drawer<'u> {
    fn new(site: &Site, understood: &'u Understood) -> Self {
        Self { understood, addresses: Addresses::of(&understood.plan), links: site.links }
    }

    fn draw(&self, page: &Page) -> Result<(Vec<u8>, Option<Facts>), Box<Diagnostic>> {
        let world = &self.understood.world;
        let view = self.understood.plan.view(world, page);
        let Some(renderer) = &self.understood.renderer else { return Ok((Vec::new(), None)) };
        let mut bytes = renderer.render(&view)?;
        if !page.url.out_path().is_html() || !page.id.is_drawn() {
            return Ok((bytes, None));
        }
        let base_path = world.config.base_path();
        if self.links == LinkStyle::Files {
            bytes = check::spell_out(&bytes, base_path);
        }
        let facts = self.read(&page.url, &bytes);
        Ok((bytes, Some(facts)))
    }

    fn read(&self, url: &Url, bytes: &[u8]) -> Facts {
        check::read(url, bytes, &self.addresses, self.understood.world.config.base_path())
    }

    /// What is wrong with drawn pages, each kind of fault told once a page at the most.
    fn problems(
        &self,
        facts: &[(u32, Facts)],
        kept: impl FnMut(u32) -> Option<Facts>,
    ) -> Vec<Diagnostic> {
        let world = &self.understood.world;
        let plan = &self.understood.plan;
        let mut problems: Vec<Diagnostic> = Vec::new();
        for (at, facts) in facts {
            let url = &plan.pages[*at as usize].url;
            let page = facts.faults.iter().map(|fault| check::problem(world, url, fault));
            problems.extend(page);
        }
        let anchors = check::anchors(plan, facts, kept);
        problems
            .extend(anchors.into_iter().map(|(url, fault)| check::problem(world, &url, &fault)));
        problems
    }
}
