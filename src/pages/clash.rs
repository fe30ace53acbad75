//! Two pages at one address, or a page where others need a folder: found before anything is drawn.

use rayon::prelude::*;

use super::cited::Subject;
use super::{PageId, Spot, World, carry, twin};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::path::SourcePath;

/// Files of a published tree that are no pages: `publish` writes them.
const APPARATUS: [&str; 2] = ["MANIFEST.sha256", ".rightsbook"];

/// Tells every clash among the pages of a layout.
pub(super) fn clashes(world: &World, spots: &[Spot]) -> Vec<Diagnostic> {
    // Case-insensitive file systems see one file where two names differ in case.
    let file = |spot: &Spot| {
        let path = spot.url.out_path();
        let same = |b: u8| b.is_ascii() && !b.is_ascii_uppercase();
        if path.as_str().bytes().all(same) {
            path.as_str().to_owned()
        } else {
            path.as_str().to_lowercase()
        }
    };
    let mut files: Vec<(String, Option<usize>)> =
        spots.par_iter().enumerate().map(|(at, spot)| (file(spot), Some(at))).collect();
    files.extend(APPARATUS.iter().map(|name| (name.to_lowercase(), None)));
    if carry::is_planned(world) {
        // In the site as one file these stand too.
        files.push(("readme.txt".to_owned(), None));
        let twins = spots.iter().filter(|spot| twin::loaded(spot.id).is_some());
        files.extend(twins.map(|spot| (twin::url(&spot.url).as_str().to_lowercase(), None)));
    }
    files.par_sort_unstable();
    let one_file = files.windows(2).filter_map(|pair| match pair {
        [(path, other), (same, Some(at))] if path == same => {
            let other = other.map(|other| spots[other].id);
            Some(taken(world, &spots[*at], other))
        }
        _ => None,
    });
    let mut problems: Vec<Diagnostic> = one_file.collect();
    problems.par_extend(files.par_iter().filter_map(|(path, at)| {
        let folder = format!("{path}/");
        let after = files.partition_point(|(other, _)| **other < *folder);
        files.get(after).filter(|(other, _)| other.starts_with(&folder))?;
        let span = at.and_then(|at| source(world, spots[at].id));
        let span = span.unwrap_or_else(|| Span::file(&SourcePath::new(crate::config::FILE)));
        let message = format!("this file would stand at /{path}, where pages need a folder");
        Some(Diagnostic::error(Code::UrlTaken, span, message).hint("rename the file"))
    }));
    problems
}

fn taken(world: &World, page: &Spot, other: Option<PageId>) -> Diagnostic {
    let (this, that) = (source(world, page.id), other.and_then(|other| source(world, other)));
    let span = this.clone().or(that.clone());
    let span = span.unwrap_or_else(|| Span::file(&SourcePath::new(crate::config::FILE)));
    let other = if this.is_some() { that } else { None };
    let who = other.map_or("the archive itself".to_owned(), |span| span.path.to_string());
    let message = format!("the address /{} is taken by {who}", page.url);
    Diagnostic::error(Code::UrlTaken, span, message)
        .hint("rename the file, or give the heading another id")
}

/// The source that asked for a page, if one did.
fn source(world: &World, id: PageId) -> Option<Span> {
    let archive = &world.archive;
    let path = match id {
        PageId::Country(at) | PageId::CountryYear(at, _) => {
            &world.entries.countries.get(at.0 as usize)?.path
        }
        PageId::Report(at)
        | PageId::Full(at)
        | PageId::SectionsData(at)
        | PageId::Moved(at, _)
        | PageId::Citation(Subject::Report(at), _)
        | PageId::Markdown(Subject::Report(at)) => &archive.report(at).face.path,
        PageId::Section(at)
        | PageId::Citation(Subject::Section(at), _)
        | PageId::Markdown(Subject::Section(at)) => {
            let report = archive.report_of(at);
            return Some(archive.face(at).at.span(&report.face.path));
        }
        PageId::Publisher(at) => &world.entries.publishers.get(at.0 as usize)?.path,
        PageId::Entity(at) => &world.entries.entities.get(at as usize)?.path,
        PageId::Entry(at) => &world.entries.pages.get(at as usize)?.path,
        PageId::Static(at) => &world.statics.get(at as usize)?.path,
        _ => return None,
    };
    Some(Span::file(path))
}
