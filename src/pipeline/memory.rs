//! What one run leaves for the next: results of pure functions, by the digests of their arguments.
//!
//! A change of prose finds everything here but the one file; a change of a heading places one
//! report anew and one country's strips.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::archive::thesaurus::TopicIdx;
use crate::archive::vocabulary::Vocabulary;
use crate::archive::{self, Archive, CountryIdx, KnownSections, PublisherIdx, ReportIdx};
use crate::compare::{self, Ready};
use crate::config::Limits;
use crate::diagnostic::{Diagnostic, Found};
use crate::digest::{Digest, Digested};
use crate::findings::echo::Echoes;
use crate::findings::{self, Findings};
use crate::link::Links;
use crate::memo::Memo;
use crate::mention::Roll;
use crate::pages::{AllEchoes, CountryStrips, EditionPair, Layout, Searchable, Strips};
use crate::parse::Parsed;
use crate::parse::document::{Body, Face};
use crate::path::SourcePath;
use crate::permalinks::{self, Lock, Placed};
use crate::render::Renderer;
use crate::search;
use crate::source::SourceFile;

/// What one run leaves for the next.
#[derive(Default)]
pub struct Memory {
    /// ① path, content and limits → what the file says.
    pub(super) parsed: Memo<(SourcePath, Digest, Limits), Arc<Found<Parsed>>>,
    /// ② all faces, the lists and the split depth → the model; inside it, one report's sections
    /// and one country's strips.
    model: Memo<Digest, Model>,
    sections: KnownSections,
    strips: Memo<Digest, Arc<CountryStrips>>,
    /// The content of the lock → what it says.
    lock: Memo<Digest, Arc<Lock>>,
    /// What the lock says of a report, its face and its text → the numbers of its paragraphs.
    placed: Memo<Digest, Arc<Placed>>,
    /// ③ the model, the numbers of paragraphs, the small files and the names of static files → where links lead.
    links: Memo<Digest, Arc<Links>>,
    /// The names of all entities → what looks for them.
    roll: Memo<Digest, Arc<Roll>>,
    /// ⑥ a face, its text and the names of all entities → what is found in it.
    findings: Memo<Digest, Arc<Findings>>,
    /// The findings of all editions of a publisher on a country → paragraphs that recur.
    echoes: Memo<Digest, Arc<Echoes>>,
    /// ⑦ the faces, texts and findings of two editions → the two held against each other, once a
    /// page asks for it.
    compared: Memo<Digest, Arc<Ready>>,
    /// ⑧ the faces, texts and findings of all reports → their index, once a page asks for it.
    search: Memo<Digest, Arc<search::Ready>>,
    /// ④ the model and the names of other pages → where every page stands.
    layout: Memo<Digest, Arc<Layout>>,
    /// ⑤ templates and the site's facts → what draws.
    renderer: Memo<Digest, Arc<Renderer>>,
}

/// The archive, and what is counted out from it.
#[derive(Clone)]
pub(super) struct Model {
    pub(super) archive: Arc<Archive>,
    pub(super) strips: Arc<Strips>,
    /// Digest of all that it was made from.
    pub(super) key: Digest,
}

impl Memory {
    /// The model of these faces.
    pub(super) fn model(
        &mut self,
        faces: &[Arc<Face>],
        vocabulary: &Vocabulary,
        split_depth: u8,
    ) -> Found<Model> {
        let digests: Vec<Digest> = faces.iter().map(|face| face.digest).collect();
        let lists = Digest::of(&(vocabulary.digest(), split_depth));
        let key = Digest::of(&(digests, lists));
        if let Some(value) = self.model.get(&key) {
            return Found { value, problems: Vec::new() };
        }
        let found = archive::assemble(faces, vocabulary, split_depth, &mut self.sections);
        let archive = Arc::new(found.value);
        let strips = Arc::new(self.strips(&archive, lists));
        let value = Model { archive, strips, key };
        // Problems carry places, and a digest does not cover places: only what has none is
        // remembered. The same holds below.
        if found.problems.is_empty() {
            self.model.remember(key, value.clone());
        }
        Found { value, problems: found.problems }
    }

    fn strips(&mut self, archive: &Archive, lists: Digest) -> Strips {
        let mut topics: BTreeMap<CountryIdx, BTreeSet<TopicIdx>> = BTreeMap::new();
        for (topic, _) in archive.thesaurus.all() {
            for at in archive.treating(topic) {
                topics.entry(archive.report_of(*at).country).or_default().insert(topic);
            }
        }
        let asked: Vec<_> = topics
            .into_iter()
            .map(|(country, topics)| {
                let faces: Vec<_> =
                    archive.of_country(country).map(|(_, report)| report.face.digest).collect();
                let key = Digest::of(&(country, faces, lists));
                (country, topics, key, self.strips.get(&key))
            })
            .collect();
        let strips: Vec<_> = asked
            .into_par_iter()
            .map(|(country, topics, key, known)| {
                let strip = |topic| (topic, Arc::new(Digested::new(archive.strip(topic, country))));
                let strips =
                    known.unwrap_or_else(|| Arc::new(topics.into_iter().map(strip).collect()));
                (country, key, strips)
            })
            .collect();
        let mut all = Strips::new();
        for (country, key, strips) in strips {
            let rows = strips.iter().map(|(topic, rows)| ((*topic, country), Arc::clone(rows)));
            all.extend(rows);
            self.strips.remember(key, strips);
        }
        self.strips.end_round();
        all
    }

    /// Whether it is remembered where links lead. The layout hangs on less.
    pub(super) fn knows_links(&mut self, key: Digest) -> bool {
        self.links.get(&key).is_some()
    }

    /// Where links lead.
    pub(super) fn links(
        &mut self,
        key: Digest,
        resolve: impl FnOnce() -> Found<Links>,
    ) -> Found<Arc<Links>> {
        remembered(&mut self.links, key, resolve)
    }

    /// What the lock says; nothing where there is none.
    pub(super) fn lock(&mut self, file: Option<&SourceFile>) -> Found<Arc<Lock>> {
        let Some(file) = file else { return Found::default() };
        remembered(&mut self.lock, file.digest, || permalinks::read(file))
    }

    /// The numbers of each report's paragraphs.
    pub(super) fn placed(
        &mut self,
        archive: &Archive,
        bodies: &[Arc<Body>],
        lock: &Lock,
    ) -> Vec<Arc<Placed>> {
        let asked: Vec<_> = archive
            .reports
            .iter()
            .zip(bodies)
            .map(|(report, body)| {
                let known = lock.of(permalinks::name(&report.url));
                let digest = known.map(|known| known.digest());
                let key = Digest::of(&(digest, report.face.digest, body.digest));
                (report, body, known, key, self.placed.get(&key))
            })
            .collect();
        let placed: Vec<_> = asked
            .into_par_iter()
            .map(|(report, body, known, key, placed)| {
                let place = || {
                    let known = known.map(|known| &***known);
                    Arc::new(permalinks::place(known, &report.face, body))
                };
                (key, placed.unwrap_or_else(place))
            })
            .collect();
        for (key, placed) in &placed {
            self.placed.remember(*key, Arc::clone(placed));
        }
        placed.into_iter().map(|(_, placed)| placed).collect()
    }

    /// What looks for the names of entities.
    pub(super) fn roll(&mut self, key: Digest, make: impl FnOnce() -> Roll) -> Arc<Roll> {
        let roll = self.roll.get(&key).unwrap_or_else(|| Arc::new(make()));
        self.roll.remember(key, Arc::clone(&roll));
        roll
    }

    /// What is found in each text of the archive, and what is wrong with corrections of it.
    pub(super) fn findings(
        &mut self,
        archive: &Archive,
        bodies: &[Arc<Body>],
        numbers: &[Arc<Placed>],
        roll: &Roll,
        names: Digest,
    ) -> Found<Vec<Arc<Findings>>> {
        let texts = || archive.reports.iter().zip(bodies).zip(numbers);
        let key = |face: &Face, body: &Body, placed: &Placed| {
            findings::key(face, body, &placed.numbers, names)
        };
        let asked: Vec<_> = texts()
            .map(|((report, body), placed)| {
                let known = self.findings.get(&key(&report.face, body, placed));
                (report, body, placed, known)
            })
            .collect();
        let found: Vec<(Arc<Findings>, Vec<Diagnostic>)> = asked
            .into_par_iter()
            .map(|(report, body, placed, known)| match known {
                Some(known) => (known, Vec::new()),
                None => {
                    let found = findings::find(&report.face, body, &placed.numbers, roll);
                    (Arc::new(found.value), found.problems)
                }
            })
            .collect();
        let (mut value, mut problems) = (Vec::with_capacity(found.len()), Vec::new());
        for ((findings, wrong), ((report, body), placed)) in found.into_iter().zip(texts()) {
            if wrong.is_empty() {
                let key = key(&report.face, body, placed);
                self.findings.remember(key, Arc::clone(&findings));
            }
            problems.extend(wrong);
            value.push(findings);
        }
        Found { value, problems }
    }

    /// Paragraphs that recur from edition to edition, by country and publisher.
    pub(super) fn echoes(
        &mut self,
        archive: &Archive,
        bodies: &[Arc<Body>],
        findings: &[Arc<Findings>],
    ) -> AllEchoes {
        let mut groups: BTreeMap<(CountryIdx, PublisherIdx), Vec<ReportIdx>> = BTreeMap::new();
        for (at, report) in archive.editions() {
            groups.entry((report.country, report.publisher)).or_default().push(at);
        }
        let place = |at: &ReportIdx| at.0 as usize;
        let mut all = AllEchoes::new();
        for (group, reports) in groups {
            let texts: Vec<_> = reports
                .iter()
                .map(|at| (*at, archive.report(*at).year(), bodies[place(at)].digest))
                .collect();
            let key = Digest::of(&texts);
            let echoes = self.echoes.get(&key).unwrap_or_else(|| {
                let found = reports.iter().map(|at| (*at, &*findings[place(at)]));
                Arc::new(Echoes::of(archive, found))
            });
            self.echoes.remember(key, Arc::clone(&echoes));
            all.insert(group, echoes);
        }
        all
    }

    /// The editions to be held against each other.
    pub(super) fn compared(
        &mut self,
        archive: &Archive,
        bodies: &[Arc<Body>],
        numbers: &[Digest],
        lists: Digest,
    ) -> Vec<EditionPair> {
        // Dates that editors set name paragraphs by their numbers, and pages show these.
        let of = |report: ReportIdx| {
            let at = report.0 as usize;
            (archive.report(report).face.digest, bodies[at].digest, numbers[at])
        };
        compare::editions(archive)
            .into_iter()
            .map(|editions| {
                let key = Digest::of(&(of(editions.before), of(editions.after), lists));
                let ready = self.compared.get(&key).unwrap_or_default();
                self.compared.remember(key, Arc::clone(&ready));
                EditionPair { editions, key, ready }
            })
            .collect()
    }

    /// The words of all texts, to be indexed.
    pub(super) fn search(&mut self, texts: &[Digest]) -> Searchable {
        let key = Digest::of(texts);
        let ready = self.search.get(&key).unwrap_or_default();
        self.search.remember(key, Arc::clone(&ready));
        Searchable { key, ready }
    }

    /// Where every page stands.
    pub(super) fn layout(
        &mut self,
        key: Digest,
        layout: impl FnOnce() -> Found<Layout>,
    ) -> Found<Arc<Layout>> {
        remembered(&mut self.layout, key, layout)
    }

    /// What draws; `None` when the templates do not hold.
    pub(super) fn renderer(
        &mut self,
        key: Digest,
        load: impl FnOnce() -> Found<Option<Renderer>>,
    ) -> Found<Option<Arc<Renderer>>> {
        if let Some(value) = self.renderer.get(&key) {
            return Found { value: Some(value), problems: Vec::new() };
        }
        let Found { value, problems } = load();
        let value = value.map(Arc::new);
        if let Some(renderer) = &value {
            self.renderer.remember(key, Arc::clone(renderer));
        }
        Found { value, problems }
    }

    /// Forgets what the round did not ask for.
    pub(super) fn end_round(&mut self) {
        self.parsed.end_round();
        self.model.end_round();
        self.lock.end_round();
        self.placed.end_round();
        self.links.end_round();
        self.roll.end_round();
        self.findings.end_round();
        self.compared.end_round();
        self.search.end_round();
        self.echoes.end_round();
        self.layout.end_round();
        self.renderer.end_round();
    }
}

fn remembered<T>(
    memo: &mut Memo<Digest, Arc<T>>,
    key: Digest,
    make: impl FnOnce() -> Found<T>,
) -> Found<Arc<T>> {
    if let Some(value) = memo.get(&key) {
        return Found { value, problems: Vec::new() };
    }
    let Found { value, problems } = make();
    let value = Arc::new(value);
    if problems.is_empty() {
        memo.remember(key, Arc::clone(&value));
    }
    Found { value, problems }
}
