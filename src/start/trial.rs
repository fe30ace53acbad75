//! What an archive would say of new files, before they are written.

use std::sync::Arc;

use super::new::Change;
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::path::SourcePath;
use crate::pipeline::{Memory, Site, understand};
use crate::source::{Data, Kind, Snapshot, SourceFile};

/// The archive with some changes, and what would be wrong with them.
pub fn attempt(
    site: &Site,
    snapshot: &Snapshot,
    changes: &[Change],
) -> (Snapshot, Vec<Diagnostic>) {
    let mut next = snapshot.clone();
    for change in changes {
        let path = SourcePath::new(change.file.path.as_str());
        let mut text = String::new();
        if change.added {
            text.push_str(next.text(&path).unwrap_or_default());
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
        }
        text.push_str(&change.file.text);
        let digest = Digest::of_bytes(text.as_bytes());
        let data = Data::Text(text.into());
        let file = SourceFile { path: path.clone(), kind: change.kind, data, digest };
        next.files.insert(path, Arc::new(file));
    }
    // A new report is a draft; what is wrong with it is worth knowing now.
    let site = Site { drafts: true, ..site.clone() };
    let mut memory = Memory::default();
    let before = understand(&site, snapshot, &mut memory).problems;
    let mut problems = understand(&site, &next, &mut memory).problems;
    // A first list of topics lets problems of other files come to light; those are not its own.
    let is_ours = |problem: &Diagnostic| {
        changes.iter().any(|change| {
            let path = change.file.path.as_str();
            let named = |words: &String| words.contains(path);
            let is_named = named(&problem.message) || problem.hints.iter().any(named);
            problem.span.path.as_str() == path || (is_named && change.kind != Kind::Topics)
        })
    };
    problems.retain(|problem| is_ours(problem) && !before.contains(problem));
    (next, problems)
}
