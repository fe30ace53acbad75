//! Sources → world and layout: everything up to the first page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::Site;
use super::memory::{Memory, Model};
use crate::archive::translation::lost_original;
use crate::archive::vocabulary::Vocabulary;
use crate::archive::{self, Archive};
use crate::builtin;
use crate::config::{self, Config, Limits};
use crate::diagnostic::{self, Code, Diagnostic, Found, Span, did_you_mean};
use crate::digest::{Digest, Digested};
use crate::findings;
use crate::language::Tongues;
use crate::link::{self, EntryTarget, Linker, Targets};
use crate::mention::{Bearer, Name, Roll};
use crate::pages::frame::Site as SiteFacts;
use crate::pages::{self, Entries, Layout, World};
use crate::parse::document::Document;
use crate::parse::entity::EntityMatter;
use crate::parse::entry::Entry;
use crate::parse::matter::Status;
use crate::parse::{Parsed, parse};
use crate::path::{SourcePath, Url};
use crate::permalinks::{Lock, Placed};
use crate::render::Renderer;
use crate::source::{Data, EntityKind, Kind, Snapshot, SourceFile};

/// An archive understood, ready to be drawn.
pub struct Understood {
    /// Everything that views are made from.
    pub world: World,
    /// Where every page stands.
    pub layout: Arc<Layout>,
    /// Draws them; `None` when the templates do not hold.
    pub renderer: Option<Arc<Renderer>>,
    /// What the lock says, as it was read.
    pub lock: Arc<Lock>,
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
    let known = || sorted.shown.keys().chain(&sorted.broken);
    let shown = sorted.shown.values().map(|document| &document.face);
    problems.extend(shown.filter_map(|face| lost_original(face, known, &sorted.hidden)));
    let outlines = sorted.vocabulary.outlines.iter();
    problems.extend(outlines.filter_map(|file| unknown_publisher(file, &sorted.vocabulary)));
    let faces: Vec<_> = sorted.shown.values().map(|document| Arc::clone(&document.face)).collect();
    let model = memory.model(&faces, &sorted.vocabulary, config.split_depth);
    problems.extend(model.problems);
    let Model { mut archive, strips, key: model } = model.value;
    let entries = entries(&sorted, &archive);
    problems.extend(archive::entities::check(&entries.entities, &archive));
    let found = super::tongues::tongues(snapshot, &config, &archive);
    problems.extend(found.problems);
    let tongues = found.value;
    let reports = archive.reports.iter().map(|report| &*report.face.matter.language);
    let spoken = tongues.spoken(reports);
    let mut statics = statics(snapshot);
    super::tongues::add_words(&mut statics, &tongues, &spoken);
    let paths: Vec<&SourcePath> = statics.iter().map(|file| &file.path).collect();
    let small: Vec<_> = snapshot
        .files
        .values()
        .filter(|file| {
            matches!(
                file.kind,
                Kind::Country | Kind::Publisher | Kind::Page | Kind::Index | Kind::Entity(_)
            )
        })
        .map(|file| (&file.path, file.digest))
        .collect();
    let bodies: Vec<_> = archive
        .reports
        .iter()
        .filter_map(|report| sorted.shown.get(&report.face.path))
        .map(|document| Arc::clone(&document.body))
        .collect();
    let lock = memory.lock(snapshot.of(Kind::Permalinks).next().map(|file| &**file));
    problems.extend(lock.problems);
    let lock = lock.value;
    let placed = memory.placed(&archive, &bodies, &lock);
    let numbers: Vec<Digest> = placed.iter().map(|placed| placed.numbers.digest()).collect();
    let key = Digest::of(&(model, &numbers, &small, &paths, &sorted.hidden, &sorted.broken));
    if !memory.knows_links(key) {
        // What comes now may be told: the model may be that of a text whose lines have moved.
        archive = Arc::new(archive.with_faces(&faces));
    }
    let links = memory.links(key, || link_up(&archive, &placed, &entries, &statics, &sorted));
    problems.extend(links.problems);
    let names = Digest::of(&names(&entries));
    let roll = memory.roll(names, || roll(&entries));
    let found = memory.findings(&archive, &bodies, &placed, &roll, names);
    problems.extend(found.problems);
    let echoes = memory.echoes(&archive, &bodies, &found.value);
    let lists = Digest::of(&(sorted.vocabulary.digest(), names));
    let pairs = memory.compared(&archive, &bodies, &numbers, lists);
    let own_pages = entries.pages.iter().map(|page| &**page);
    let registers = pages::entity::lists(&pages::entity::kinds(&entries));
    let words = tongues.digest();
    let facts = SiteFacts::new(&config, site.links.word(), words, own_pages, registers);
    let facts = Digested::new(facts);
    let renderer = renderer(snapshot, &facts, (&tongues, &spoken), memory);
    problems.extend(renderer.problems);
    let own_pages: Vec<&str> = entries.pages.iter().map(|page| &*page.id).collect();
    let named: Vec<_> =
        entries.entities.iter().map(|entity| (entity.matter.entity, &entity.id)).collect();
    let limit = (config.limits.pages, config.carry.zip);
    let key = Digest::of(&(model, &numbers, own_pages, named, paths, limit, site.links.word()));
    let (links, findings) = (links.value, found.value);
    let site = facts;
    let texts = archive.reports.iter().zip(&bodies).zip(&placed);
    let text_keys: Vec<_> = texts
        .map(|((report, body), placed)| findings::key(&report.face, body, &placed.numbers, names))
        .collect();
    let search = memory.search(&text_keys);
    let world = World {
        archive,
        links,
        bodies,
        placed,
        findings,
        text_keys,
        names,
        echoes,
        pairs,
        search,
        entries,
        statics,
        config,
        tongues,
        site,
        strips,
    };
    let layout = memory.layout(key, || pages::layout(&world));
    problems.extend(layout.problems);
    memory.end_round();
    diagnostic::sort(&mut problems);
    Understood { world, layout: layout.value, renderer: renderer.value, lock, problems }
}

/// The names that entities go by: what mentions hang on, and no word of the texts about them.
fn names(entities: &Entries) -> Vec<(&str, EntityKind, &EntityMatter)> {
    let files = entities.entities.iter();
    files.map(|file| (&*file.id, file.matter.entity, &file.matter)).collect()
}

fn roll(entries: &Entries) -> Roll {
    let mut all = Vec::new();
    for (entity, file) in (0..).zip(&entries.entities) {
        let matter = &file.matter;
        let bearer = match matter.entity {
            EntityKind::Person => Bearer::Person,
            EntityKind::Place => Bearer::Place,
            _ => Bearer::Body,
        };
        let name = Name {
            entity,
            text: &matter.name,
            bearer,
            publisher: None,
            language: None,
            years: (None, None),
        };
        all.push(name);
        all.extend(matter.aliases.iter().map(|alias| Name {
            text: &alias.name,
            publisher: alias.publisher.as_ref().map(|publisher| &*publisher.id),
            language: alias.language.as_deref(),
            years: alias.years,
            ..name
        }));
    }
    Roll::new(all)
}

/// Loads the templates, unless they and the site's facts are as they were.
fn renderer(
    snapshot: &Snapshot,
    facts: &Digested<SiteFacts>,
    (tongues, spoken): (&Tongues, &BTreeSet<String>),
    memory: &mut Memory,
) -> Found<Option<Arc<Renderer>>> {
    let files: Vec<_> = snapshot.of(Kind::Template).collect();
    let digests: Vec<_> = files.iter().map(|file| (&file.path, file.digest)).collect();
    memory.renderer(Digest::of(&(digests, facts, spoken)), || {
        let own: Vec<_> = files
            .iter()
            .map(|file| (&file.path, file.path.inside("templates"), file.text()))
            .collect();
        Renderer::load(&own, facts, tongues, spoken)
    })
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
            Parsed::Entity(entry) => sorted.entries.entities.push(Arc::clone(entry)),
            Parsed::Page(entry) => sorted.entries.pages.push(Arc::clone(entry)),
            Parsed::Index(entry) => sorted.entries.index = Some(Arc::clone(entry)),
        }
    }
    sorted.entries.entities.sort_by(|a, b| {
        (a.matter.entity, &a.matter.name, &a.id).cmp(&(b.matter.entity, &b.matter.name, &b.id))
    });
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
        entities: sorted.entries.entities.clone(),
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
    placed: &[Arc<Placed>],
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
    for entry in &entries.entities {
        let url = pages::entity::url(entry.matter.entity, &entry.id);
        targets.entries.insert(&entry.path, target(entry, url));
        linkers.push((&entry.path, &entry.references));
    }
    if let Some(entry) = &entries.index {
        targets.entries.insert(&entry.path, target(entry, Url::home()));
        linkers.push((&entry.path, &entry.references));
    }
    targets.statics = statics.iter().map(|file| file.path.inside("static")).collect();
    targets.hidden = sorted.hidden.iter().map(|(path, why)| (path, *why)).collect();
    targets.broken = sorted.broken.iter().collect();
    link::resolve(archive, placed, &linkers, &targets)
}

fn target<M>(entry: &Entry<M>, url: Url) -> EntryTarget<'_> {
    let headed = entry.text.parts.iter().filter(|part| !part.heading.is_empty());
    EntryTarget { url, ids: headed.map(|part| &*part.id).collect() }
}
