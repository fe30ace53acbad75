//! The lock as the texts would have it: what it would say, and whether it says so.

use std::sync::Arc;

use super::{LockUse, Site, Understood};
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::digest::Digest;
use crate::path::SourcePath;
use crate::permalinks::{self, NAME, News};
use crate::source::{Data, Kind, Snapshot, SourceFile};

/// A lock that would say something else.
pub(super) struct Renewed {
    /// What it would say.
    pub(super) text: String,
    /// How that differs.
    pub(super) news: News,
}

/// The lock that the texts ask for, unless it is the one that is there.
pub(super) fn renewed(understood: &Understood, snapshot: &Snapshot) -> Option<Renewed> {
    // Nothing is published of an archive with errors, and so it has no new numbers. A lock that
    // cannot be read is one of them: it is told line by line, and never written over.
    if understood.problems.iter().any(|problem| problem.severity == Severity::Error) {
        return None;
    }
    let world = &understood.world;
    let names = world.archive.reports.iter().map(|report| permalinks::name(&report.url));
    let placed = names.zip(world.placed.iter().map(|placed| &**placed));
    let lock = understood.lock.renewed(placed);
    let news = understood.lock.news(&lock);
    let text = lock.to_text();
    // Files have their line ends from version control, and are read with ours.
    let same = match snapshot.text(&SourcePath::new(NAME)) {
        Some(known) => known == text,
        None => lock.is_empty(),
    };
    (!same).then_some(Renewed { text, news })
}

/// What there is to say of a lock that stays as it is.
pub(super) fn problem(site: &Site, snapshot: &Snapshot, renewed: &Renewed) -> Option<Diagnostic> {
    let path = SourcePath::new(NAME);
    let span = Span::file(&path);
    let there = snapshot.files.contains_key(&path);
    let message = match &renewed.news.report {
        _ if !there => "the archive has no `permalinks.lock`".to_owned(),
        Some(report) => format!("the lock is out of date: {}, first in {report}", renewed.news),
        None => "the lock is out of date: its lines are not as the program writes them".to_owned(),
    };
    let problem = match site.lock {
        LockUse::Keep => return None,
        // Without a lock, numbers are positions, as they were before there were locks.
        LockUse::Leave if !there => return None,
        LockUse::Leave => Diagnostic::warning(Code::StaleLock, span, message),
        LockUse::Hold => Diagnostic::error(Code::StaleLock, span, message),
    };
    Some(problem.hint("run `rightsbook build`, and commit `permalinks.lock` with the texts"))
}

/// The files as they will be read when the lock has been written.
pub(super) fn with_lock(snapshot: &Snapshot, text: &str) -> Snapshot {
    let mut snapshot = snapshot.clone();
    let path = SourcePath::new(NAME);
    let digest = Digest::of_bytes(text.as_bytes());
    let file = SourceFile {
        path: path.clone(),
        kind: Kind::Permalinks,
        data: Data::Text(text.into()),
        digest,
    };
    snapshot.files.insert(path, Arc::new(file));
    snapshot
}
