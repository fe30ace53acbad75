//! What the site will be, as values: [`World`] → [`Layout`] → [`Plan`], and each [`View`].
//!
//! Decide first, draw later. A plan can be printed, compared, tested and served without touching
//! a template. To add a kind of page: a file here with its view, a variant of [`PageId`] and of
//! [`View`], a template, a test.

pub mod alone;
pub mod carry;
pub mod changes;
pub mod chart;
pub mod cited;
mod clash;
pub mod compare_any;
pub mod comparison;
pub mod comparison_data;
pub mod compose;
pub mod country;
pub mod data;
pub mod dataset;
mod dataset_found;
pub mod echo_line;
pub mod entity;
pub mod entry;
pub mod events;
pub mod events_data;
pub mod excerpts;
pub mod feed;
pub mod frame;
pub mod home;
pub mod later;
pub mod markdown;
pub mod moved;
pub mod named;
pub mod origin;
pub mod plan;
mod quoted;
pub mod redline;
pub mod report;
pub mod search;
pub mod section;
pub mod sections_data;
pub mod skos;
pub mod table;
pub mod text;
pub mod thread;
pub mod timeline;
pub mod topic;
pub mod twin;
pub mod versions;
pub mod view;
pub mod year;

pub use plan::{Layout, Page, PageId, Plan, Spot, key, layout, plan};
pub use view::{View, view};

use std::collections::BTreeMap;
use std::sync::Arc;

use frame::Site;

use crate::archive::entities::EntityFile;
use crate::archive::grid::Row;
use crate::archive::thesaurus::TopicIdx;
use crate::archive::{Archive, CountryIdx, PublisherIdx, ReportIdx};
use crate::compare::{self, Comparison, Editions, Ready};
use crate::config::Config;
use crate::digest::{Digest, Digested};
use crate::findings::Findings;
use crate::findings::echo::Echoes;
use crate::language::{Tongue, Tongues};
use crate::link::Links;
use crate::parse::document::{Body, Reference};
use crate::parse::entry::{CountryMatter, Entry, PageMatter, PublisherMatter};
use crate::permalinks::{Numbers, Placed};
use crate::search::{self as indexed, Index};
use crate::source::SourceFile;

/// Everything that views are made from.
pub struct World {
    /// Reports, sections, topics.
    pub archive: Arc<Archive>,
    /// Where links lead.
    pub links: Arc<Links>,
    /// The texts, one for each report of the archive.
    pub bodies: Vec<Arc<Body>>,
    /// The numbers of their paragraphs.
    pub placed: Vec<Arc<Placed>>,
    /// What is found in them.
    pub findings: Vec<Arc<Findings>>,
    /// For each report the digest of all that is found in it, and of all that was looked for.
    pub text_keys: Vec<Digest>,
    /// Digest of the names of all entities.
    pub names: Digest,
    /// Paragraphs that recur from edition to edition.
    pub echoes: AllEchoes,
    /// Editions of one publisher on one country, to be held against each other.
    pub pairs: Vec<EditionPair>,
    /// The words of all texts.
    pub search: Searchable,
    /// The small files.
    pub entries: Entries,
    /// Files that are published as they are.
    pub statics: Vec<Arc<SourceFile>>,
    /// The settings.
    pub config: Config,
    /// The languages that pages speak.
    pub tongues: Tongues,
    /// What stands on every page.
    pub site: Digested<Site>,
    /// The rows of each topic in each country that treats it.
    pub strips: Arc<Strips>,
}

/// The small files, in the order in which pages list them.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    /// One for each country of the archive.
    pub countries: Vec<Arc<Entry<CountryMatter>>>,
    /// One for each publisher of the archive.
    pub publishers: Vec<Arc<Entry<PublisherMatter>>>,
    /// People, bodies, places, laws and cases, by kind and name.
    pub entities: Vec<EntityFile>,
    /// Pages of the editors' own.
    pub pages: Vec<Arc<Entry<PageMatter>>>,
    /// The home page's introduction.
    pub index: Option<Arc<Entry<PageMatter>>>,
}

impl Entries {
    /// The links of each small file.
    pub fn references(&self) -> impl Iterator<Item = &[Reference]> {
        let countries = self.countries.iter().map(|entry| &*entry.references);
        let publishers = self.publishers.iter().map(|entry| &*entry.references);
        let entities = self.entities.iter().map(|entry| &*entry.references);
        let pages = self.pages.iter().chain(&self.index).map(|entry| &*entry.references);
        countries.chain(publishers).chain(entities).chain(pages)
    }
}

/// Paragraphs that recur, by country and publisher.
pub type AllEchoes = BTreeMap<(CountryIdx, PublisherIdx), Arc<Echoes>>;

/// Two editions, and the two held against each other as soon as somebody asks.
#[derive(Clone, Debug)]
pub struct EditionPair {
    /// The editions.
    pub editions: Editions,
    /// Digest of all that the comparison hangs on.
    pub key: Digest,
    /// The comparison.
    pub ready: Arc<Ready>,
}

/// The words of all texts, indexed as soon as somebody asks.
#[derive(Clone, Debug)]
pub struct Searchable {
    /// Digest of all that the index hangs on.
    pub key: Digest,
    /// The index.
    pub ready: Arc<indexed::Ready>,
}

/// Publisher × year rows, by topic and country.
pub type Strips = BTreeMap<(TopicIdx, CountryIdx), Arc<Digested<Vec<Row>>>>;

/// One country's share of them.
pub type CountryStrips = Vec<(TopicIdx, Arc<Digested<Vec<Row>>>)>;

impl World {
    /// The language of the archive's own pages.
    pub fn tongue(&self) -> &Tongue {
        self.tongues.archive()
    }

    /// The text of a report.
    pub fn body(&self, report: ReportIdx) -> &Body {
        &self.bodies[report.0 as usize]
    }

    /// The numbers of a report's paragraphs.
    pub fn numbers(&self, report: ReportIdx) -> &Numbers {
        &self.placed[report.0 as usize].numbers
    }

    /// What is found in the text of a report.
    pub fn found(&self, report: ReportIdx) -> &Findings {
        &self.findings[report.0 as usize]
    }

    /// The words of all texts, and where they stand.
    pub fn index(&self) -> &Index {
        let texts = indexed::Texts {
            archive: &self.archive,
            bodies: &self.bodies,
            findings: &self.findings,
            entities: &self.entries.entities,
        };
        self.search.ready.get(|| indexed::index(texts))
    }

    /// Two editions held against each other.
    pub fn comparison(&self, pair: u32) -> &Comparison {
        let EditionPair { editions, ready, .. } = &self.pairs[pair as usize];
        let text = |at: ReportIdx| (self.body(at), self.found(at));
        ready.get(|| {
            let texts = [text(editions.before), text(editions.after)];
            compare::of_editions(&self.archive, *editions, texts)
        })
    }
}
