//! Sources → world and plan: everything up to the first byte of a page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::Site;
use crate::archive::vocabulary::Vocabulary;
use crate::archive::{self, Archive};
use crate::builtin;
use crate::config::{self, Config, Limits};
use crate::diagnostic::{self, Code, Diagnostic, Found, Span, did_you_mean};
use crate::digest::{Digest, Digested};
use crate::link::{self, EntryTarget, Linker, Targets};
use crate::memo::Memo;
use crate::pages::frame::Site as SiteFacts;
use crate::pages::{self, Entries, Plan, Strips, World};
use crate::parse::document::{Document, Face};
use crate::parse::entry::Entry;
use crate::parse::matter::Status;
use crate::parse::{Parsed, parse};
use crate::path::{SourcePath, Url};
use crate::render::Renderer;
use crate::source::{Data, Kind, Snapshot, SourceFile};

/// What one run leaves for the next.
#[derive(Default)]
pub struct Memory {
    /// ① path, content and limits → what the file says.
    parsed: Memo<(SourcePath, Digest, Limits), Arc<Found<Parsed>>>,
    /// ② all faces, the vocabulary and the split depth → the model.
    model: Memo<Digest, Model>,
}

#[derive(Clone)]
struct Model {
    archive: Arc<Archive>,
    strips: Arc<Strips>,
}

/// An archive understood, ready to be drawn.
pub struct Understood {
    /// Everything that views are made from.
    pub world: World,
    /// Every page.
    pub plan: Plan,
    /// Draws them; `None` when the templates do not hold.
    pub renderer: Option<Renderer>,
    /// What is wrong, sorted.
    pub problems: Vec<Diagnostic>,
}

/// Understands a snapshot. Never fails: what is wrong is told.
pub fn understand(site: &Site, snapshot: &Snapshot, memory: &mut Memory) -> Understood {
    let mut problems = snapshot.problems.clone();
    let mut config = Config::default();
    if let Some(file) = snapshot.of(Kind::Config).next() {
        let found = config::read(file.text());
        problems.extend(found.problems);
        config = found.value;
    }
    if let Some(base_url) = &site.base_url {
        config.base_url.clone_from(base_url);
    }
    let files = parse_all(snapshot, config.limits, memory);
    problems.extend(files.iter().flat_map(|(_, found)| found.problems.iter().cloned()));
    let sorted = sort_out(&files, site.drafts);
    problems.extend(missing_files(snapshot));
    let (archive, strips) = model(&sorted, &config, memory, &mut problems);
    let entries = entries(&sorted, &archive);
    let statics = statics(snapshot);
    let linked = link_up(&archive, &entries, &statics, &sorted);
    problems.extend(linked.problems);
    let bodies = archive
        .reports
        .iter()
        .filter_map(|report| sorted.shown.get(&report.face.path))
        .map(|document| Arc::clone(&document.body))
        .collect();
    let facts =
        SiteFacts::new(&config, site.links.word(), entries.pages.iter().map(|page| &**page));
    let facts = Digested::new(facts);
    let own: Vec<_> = snapshot
        .of(Kind::Template)
        .map(|file| (&file.path, file.path.inside("templates"), file.text()))
        .collect();
    let renderer = Renderer::load(&own, &facts);
    problems.extend(renderer.problems);
    let renderer = renderer.value;
    let links = linked.value;
    let world = World { archive, links, bodies, entries, statics, config, site: facts, strips };
    let digest = |name: &str| renderer.as_ref().map(|drawn| drawn.digest(name)).unwrap_or_default();
    let plan = pages::plan(&world, digest);
    problems.extend(plan.problems);
    memory.parsed.end_round();
    memory.model.end_round();
    diagnostic::sort(&mut problems);
    Understood { world, plan: plan.value, renderer, problems }
}

type ParsedFile<'s> = (&'s Arc<SourceFile>, Arc<Found<Parsed>>);

fn parse_all<'s>(
    snapshot: &'s Snapshot,
    limits: Limits,
    memory: &mut Memory,
) -> Vec<ParsedFile<'s>> {
    let key = |file: &SourceFile| (file.path.clone(), file.digest, limits);
    let texts = snapshot.files.values().filter(|file| matches!(file.data, Data::Text(_)));
    let asked: Vec<_> = texts.map(|file| (file, memory.parsed.get(&key(file)))).collect();
    let files: Vec<_> = asked
        .into_par_iter()
        .map(|(file, known)| match known {
            Some(found) => (file, found, false),
            None => (file, Arc::new(parse(file, limits)), true),
        })
        .collect();
    files
        .into_iter()
        .map(|(file, found, new)| {
            if new {
                memory.parsed.remember(key(file), Arc::clone(&found));
            }
            (file, found)
        })
        .collect()
}

/// What the files turned out to be, by kind.
#[derive(Default)]
struct SortedOut {
    vocabulary: Vocabulary,
    entries: Entries,
    /// Reports that readers see.
    shown: BTreeMap<SourcePath, Document>,
    /// Reports that they do not, and why.
    hidden: BTreeMap<SourcePath, &'static str>,
    /// Reports whose front matter leaves nothing to go on with.
    broken: BTreeSet<SourcePath>,
}

fn sort_out(files: &[ParsedFile<'_>], drafts: bool) -> SortedOut {
    let mut sorted = SortedOut::default();
    for (file, found) in files {
        match &found.value {
            Parsed::Report(Some(document)) => {
                let status = document.face.matter.status;
                // Unpublished reports end here: no emitter can leak what never enters the model.
                if status == Status::Published || (status == Status::Draft && drafts) {
                    sorted.shown.insert(file.path.clone(), document.clone());
                } else {
                    sorted.hidden.insert(file.path.clone(), status.word());
                }
            }
            Parsed::Report(None) => {
                sorted.broken.insert(file.path.clone());
            }
            Parsed::Other => {}
            Parsed::Topics(topics) => {
                sorted.vocabulary.topics = Some((file.path.clone(), Arc::clone(topics)));
            }
            Parsed::Outline(outline) => sorted.vocabulary.outlines.push(Arc::clone(outline)),
            Parsed::Country(entry) => sorted.vocabulary.country_files.push(Arc::clone(entry)),
            Parsed::Publisher(entry) => sorted.vocabulary.publisher_files.push(Arc::clone(entry)),
            Parsed::Page(entry) => sorted.entries.pages.push(Arc::clone(entry)),
            Parsed::Index(entry) => sorted.entries.index = Some(Arc::clone(entry)),
        }
    }
    sorted.entries.pages.sort_by(|a, b| (a.matter.order, &a.id).cmp(&(b.matter.order, &b.id)));
    sorted
}

fn missing_files(snapshot: &Snapshot) -> Option<Diagnostic> {
    let has_content = snapshot.files.keys().any(|path| path.as_str().starts_with("content/"));
    let has_topics = snapshot.of(Kind::Topics).next().is_some();
    (has_content && !has_topics).then(|| {
        let path = SourcePath::new("content/topics.toml");
        Diagnostic::error(
            Code::MissingFile,
            Span::file(&path),
            "the archive has no `content/topics.toml`",
        )
        .hint("topics are what headings of every edition are mapped to; begin with one `[[topic]]`")
    })
}

fn model(
    sorted: &SortedOut,
    config: &Config,
    memory: &mut Memory,
    problems: &mut Vec<Diagnostic>,
) -> (Arc<Archive>, Arc<Strips>) {
    let faces: Vec<Arc<Face>> =
        sorted.shown.values().map(|document| Arc::clone(&document.face)).collect();
    let digests: Vec<Digest> = faces.iter().map(|face| face.digest).collect();
    let outlines = sorted.vocabulary.outlines.iter();
    problems.extend(outlines.filter_map(|file| unknown_publisher(file, &sorted.vocabulary)));
    let key = Digest::of(&(digests, sorted.vocabulary.digest(), config.split_depth));
    if let Some(model) = memory.model.get(&key) {
        return (model.archive, model.strips);
    }
    let found = archive::assemble(&faces, &sorted.vocabulary, config.split_depth);
    let clean = found.problems.is_empty();
    problems.extend(found.problems);
    let archive = Arc::new(found.value);
    let strips = Arc::new(strips(&archive));
    // Problems carry places, and a digest does not cover places: only a model without any is
    // remembered.
    if clean {
        let model = Model { archive: Arc::clone(&archive), strips: Arc::clone(&strips) };
        memory.model.remember(key, model);
    }
    (archive, strips)
}

fn unknown_publisher(
    file: &crate::parse::scheme::OutlineFile,
    vocabulary: &Vocabulary,
) -> Option<Diagnostic> {
    let name = file.publisher.as_ref()?;
    let known = || vocabulary.publisher_files.iter().map(|entry| &*entry.id);
    (!known().any(|id| id == &*name.id)).then(|| {
        let message = format!("there is no publisher `{}`", name.id);
        Diagnostic::error(Code::UnknownName, name.at.span(&file.path), message)
            .maybe_hint(did_you_mean(&name.id, known()))
    })
}

fn strips(archive: &Archive) -> Strips {
    let mut pairs = BTreeSet::new();
    for (topic, _) in archive.thesaurus.all() {
        pairs.extend(
            archive.treating(topic).iter().map(|at| (topic, archive.report_of(*at).country)),
        );
    }
    let rows = |(topic, country)| ((topic, country), Digested::new(archive.strip(topic, country)));
    pairs.into_par_iter().map(rows).collect::<Vec<_>>().into_iter().collect()
}

/// The small files in the order of the archive.
fn entries(sorted: &SortedOut, archive: &Archive) -> Entries {
    let vocabulary = &sorted.vocabulary;
    let country =
        |id: &str| vocabulary.country_files.iter().find(|entry| &*entry.id == id).cloned();
    let publisher =
        |id: &str| vocabulary.publisher_files.iter().find(|entry| &*entry.id == id).cloned();
    Entries {
        countries: archive.countries.iter().filter_map(|known| country(&known.id)).collect(),
        publishers: archive.publishers.iter().filter_map(|known| publisher(&known.id)).collect(),
        pages: sorted.entries.pages.clone(),
        index: sorted.entries.index.clone(),
    }
}

/// Built-in static files, and the archive's own over them, by path.
fn statics(snapshot: &Snapshot) -> Vec<Arc<SourceFile>> {
    let mut files: BTreeMap<SourcePath, Arc<SourceFile>> = BTreeMap::new();
    for (name, bytes) in builtin::STATIC {
        let path = SourcePath::new(format!("static/{name}"));
        let data = Data::Bytes((*bytes).into());
        let digest = Digest::of_bytes(bytes);
        let file = SourceFile { path: path.clone(), kind: Kind::Static, data, digest };
        files.insert(path, Arc::new(file));
    }
    for file in snapshot.of(Kind::Static) {
        files.insert(file.path.clone(), Arc::clone(file));
    }
    files.into_values().collect()
}

fn link_up(
    archive: &Archive,
    entries: &Entries,
    statics: &[Arc<SourceFile>],
    sorted: &SortedOut,
) -> Found<link::Links> {
    let mut targets = Targets::default();
    let mut linkers: Vec<Linker<'_>> = Vec::new();
    for (entry, known) in entries.countries.iter().zip(&archive.countries) {
        targets.entries.insert(&entry.path, target(entry, known.url.clone()));
        linkers.push((&entry.path, &entry.references));
    }
    for (entry, known) in entries.publishers.iter().zip(&archive.publishers) {
        targets.entries.insert(&entry.path, target(entry, known.url.clone()));
        linkers.push((&entry.path, &entry.references));
    }
    for entry in &entries.pages {
        targets.entries.insert(&entry.path, target(entry, pages::entry::entry_url(&entry.id)));
        linkers.push((&entry.path, &entry.references));
    }
    if let Some(entry) = &entries.index {
        targets.entries.insert(&entry.path, target(entry, Url::home()));
        linkers.push((&entry.path, &entry.references));
    }
    targets.statics = statics.iter().map(|file| file.path.inside("static")).collect();
    targets.hidden = sorted.hidden.iter().map(|(path, why)| (path, *why)).collect();
    targets.broken = sorted.broken.iter().collect();
    link::resolve(archive, &linkers, &targets)
}

fn target<M>(entry: &Entry<M>, url: Url) -> EntryTarget<'_> {
    let headed = entry.text.parts.iter().filter(|part| !part.heading.is_empty());
    EntryTarget { url, ids: headed.map(|part| &*part.id).collect() }
}
