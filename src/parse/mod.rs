//! Understands one file at a time: [`SourceFile`] → [`Parsed`].
//!
//! Never fails: a report with a wrong date still gives its sections, and the problem is told.
//! Nothing here knows that other files exist.

pub mod correction;
pub mod document;
pub mod entity;
pub mod entry;
pub mod heading;
pub mod matter;
pub mod scheme;
pub mod topics;
pub mod translation;
mod front_matter;
mod highlight;
mod html;
mod ids;
mod link;
mod outline;
mod refer;
mod run_in;
mod substance;

pub(crate) use highlight::escape;

use std::sync::Arc;

use document::{Body, Document, Face};
use entity::EntityMatter;
use entry::{CountryMatter, Entry, PageMatter, PublisherMatter};
use matter::{Display, ReportMatter};
use scheme::OutlineFile;
use topics::TopicEntry;

use crate::config::Limits;
use crate::diagnostic::Found;
use crate::digest::{Digest, Digested};
use crate::source::{Kind, SourceFile};

/// What a file turned out to be.
#[derive(Clone, Debug)]
pub enum Parsed {
    /// A report; `None` when its front matter leaves nothing to go on with.
    Report(Option<Document>),
    /// A country.
    Country(Arc<Entry<CountryMatter>>),
    /// A publisher.
    Publisher(Arc<Entry<PublisherMatter>>),
    /// A page of the editors' own.
    Page(Arc<Entry<PageMatter>>),
    /// A person, body, place, law or case.
    Entity(Arc<Entry<EntityMatter>>),
    /// The home page's introduction.
    Index(Arc<Entry<PageMatter>>),
    /// The thesaurus.
    Topics(Arc<Vec<TopicEntry>>),
    /// A publisher's outlines.
    Outline(Arc<OutlineFile>),
    /// Nothing that is parsed here: settings, templates, static files, the lock.
    Other,
}

/// Understands a file.
pub fn parse(file: &SourceFile, limits: Limits) -> Found<Parsed> {
    fn shared<T>(found: Found<T>, parsed: impl FnOnce(Arc<T>) -> Parsed) -> Found<Parsed> {
        Found { value: parsed(Arc::new(found.value)), problems: found.problems }
    }
    match file.kind {
        Kind::Report => report(file, limits),
        Kind::Country => shared(entry::country(file, limits), Parsed::Country),
        Kind::Publisher => shared(entry::publisher(file, limits), Parsed::Publisher),
        Kind::Page => shared(entry::page(file, limits), Parsed::Page),
        Kind::Entity(kind) => shared(entity::read(file, kind, limits), Parsed::Entity),
        Kind::Index => shared(entry::index(file, limits), Parsed::Index),
        Kind::Topics => shared(topics::read(file), Parsed::Topics),
        Kind::Outline => shared(scheme::read(file), Parsed::Outline),
        Kind::Config | Kind::Template | Kind::Language | Kind::Static | Kind::Permalinks => {
            Found { value: Parsed::Other, problems: Vec::new() }
        }
    }
}

fn report(file: &SourceFile, limits: Limits) -> Found<Parsed> {
    let split = front_matter::split(file);
    let mut problems = split.problems;
    let matter = if problems.is_empty() {
        let (matter, found) = matter::read(&file.path, split.node);
        problems.extend(found);
        matter
    } else {
        None
    };
    let mut writer = html::Writer::new(&file.path);
    let mut outline = outline::read(&mut writer, file.text(), split.body, limits);
    problems.append(&mut writer.problems);
    if let Some(matter) = &matter {
        gate(matter, &mut outline);
        let outline::Outline { faces, bodies, notes } = &mut outline;
        refer::refer(faces, bodies, notes, &mut writer.references, &matter.language);
    }
    let document = matter.map(|matter| {
        let (sections, references) = (outline.faces, writer.references);
        let digest = Digest::of(&(&file.path, &matter, &sections, &references));
        let face = Face { path: file.path.clone(), matter, sections, references, digest };
        let sections: Vec<_> = outline.bodies.into_iter().map(Digested::new).collect();
        let notes: Vec<_> = outline.notes.into_iter().map(Digested::new).collect();
        let digest = Digest::of(&(&sections, &notes));
        Document { face: Arc::new(face), body: Arc::new(Body { sections, notes, digest }) }
    });
    Found { value: Parsed::Report(document), problems }
}

/// What the licence does not let us show never gets past this point.
fn gate(matter: &ReportMatter, outline: &mut outline::Outline) {
    let keep = match matter.licence.display {
        Display::Full => return,
        Display::Excerpt => 1,
        Display::Metadata => 0,
    };
    for (face, body) in outline.faces.iter_mut().zip(&mut outline.bodies) {
        body.blocks.truncate(keep);
        face.paragraphs = face.paragraphs.min(u32::try_from(keep).unwrap_or(0));
    }
    let marked: Vec<u32> = outline.bodies.iter().flat_map(|body| body.notes()).collect();
    for (n, note) in outline.notes.iter_mut().enumerate() {
        if !marked.iter().any(|mark| *mark as usize == n) {
            note.segments.clear();
        }
    }
}
