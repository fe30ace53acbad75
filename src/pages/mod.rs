//! What the site will be, as values: [`World`] → [`Layout`] → [`Plan`], and each [`View`].
//!
//! Decide first, draw later. A plan can be printed, compared, tested and served without touching
//! a template. To add a kind of page: a file here with its view, a variant of [`PageId`] and of
//! [`View`], a template, a test.

mod clash;
pub mod country;
pub mod entity;
pub mod entry;
pub mod frame;
pub mod home;
pub mod plan;
pub mod report;
pub mod section;
pub mod text;
pub mod topic;
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
use crate::archive::{Archive, CountryIdx, ReportIdx};
use crate::config::Config;
use crate::digest::Digested;
use crate::link::Links;
use crate::parse::document::{Body, Reference};
use crate::parse::entry::{CountryMatter, Entry, PageMatter, PublisherMatter};
use crate::source::SourceFile;

/// Everything that views are made from.
pub struct World {
    /// Reports, sections, topics.
    pub archive: Arc<Archive>,
    /// Where links lead.
    pub links: Arc<Links>,
    /// The texts, one for each report of the archive.
    pub bodies: Vec<Arc<Body>>,
    /// The small files.
    pub entries: Entries,
    /// Files that are published as they are.
    pub statics: Vec<Arc<SourceFile>>,
    /// The settings.
    pub config: Config,
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

/// Publisher × year rows, by topic and country.
pub type Strips = BTreeMap<(TopicIdx, CountryIdx), Arc<Digested<Vec<Row>>>>;

/// One country's share of them.
pub type CountryStrips = Vec<(TopicIdx, Arc<Digested<Vec<Row>>>)>;

impl World {
    /// The text of a report.
    pub fn body(&self, report: ReportIdx) -> &Body {
        &self.bodies[report.0 as usize]
    }
}
