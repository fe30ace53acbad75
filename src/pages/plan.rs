//! Every page of the site: first where it stands, then its key.

use rayon::prelude::*;

use super::cited::Subject;
use super::dataset::Dataset;
use super::events::{self, Collection, Scope};
use super::feed::FeedOf;
use super::search::SearchFile;
use super::skos::Syntax;
use super::table::Shape;
use super::twin::{self, Loaded};
use super::{View, World, clash, view};
use crate::archive::thesaurus::TopicIdx;
use crate::archive::{CountryIdx, PublisherIdx, ReportIdx, SectionIdx};
use crate::cite::Format;
use crate::date::Year;
use crate::diagnostic::{Code, Diagnostic, Found, Span};
use crate::digest::Digest;
use crate::path::{SourcePath, Url};
use crate::source::EntityKind;

/// A page, by what it is about. Indices live for one run only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "each page is documented where its view is defined")]
pub enum PageId {
    Home,
    Country(CountryIdx),
    CountryYear(CountryIdx, Year),
    Years,
    Year(Year),
    Report(ReportIdx),
    Full(ReportIdx),
    Alone(ReportIdx),
    Section(SectionIdx),
    Moved(ReportIdx, u32),
    Topics,
    Topic(TopicIdx),
    TopicCountry(TopicIdx, CountryIdx),
    Compare,
    Comparison(u32),
    Redline(u32, TopicIdx),
    ComparisonData(u32),
    Timeline(Scope),
    Events(Collection),
    Calendar(Collection),
    Compose,
    ComposeIndex,
    Excerpts(ReportIdx),
    EditionsData,
    SectionsData(ReportIdx),
    Citation(Subject, Format),
    Search,
    SearchFile(SearchFile),
    Twin(Loaded),
    Data,
    Table(Dataset, Shape),
    Skos(Syntax),
    Package,
    Llms,
    Feed(FeedOf),
    Markdown(Subject),
    Publishers,
    Publisher(PublisherIdx),
    Entities(EntityKind),
    Entity(u32),
    Entry(u32),
    NotFound,
    Sitemap(u32),
    Robots,
    NoJekyll,
    Carry,
    Static(u32),
}

/// A page of the site: what it is about and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// What it is about.
    pub id: PageId,
    /// Where it stands.
    pub url: Url,
}

/// Where every page stands, by URL. It follows from the model alone: no text moves it.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// The pages.
    pub spots: Vec<Spot>,
}

/// A page that will be.
#[derive(Clone, Debug)]
pub struct Page {
    /// What it is about.
    pub id: PageId,
    /// Where it stands.
    pub url: Url,
    /// Digest of what it shows and of the template that shows it.
    pub key: Digest,
}

/// Every page of the site with its key, by URL.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The pages.
    pub pages: Vec<Page>,
}

/// How many addresses one sitemap may hold (sitemaps.org, protocol 0.9).
pub(super) const SITEMAP: usize = 50_000;

/// Lays the site out.
pub fn layout(world: &World) -> Found<Layout> {
    let ids = ids(world);
    let limit = world.config.limits.pages as usize;
    if ids.len() > limit {
        let span = Span::file(&SourcePath::new(crate::config::FILE));
        let message = format!("the site would have {} pages; the limit is {limit}", ids.len());
        let problem = Diagnostic::error(Code::TooManyPages, span, message)
            .hint("raise `pages` under `[limits]` in rightsbook.toml if this is meant");
        return Found { value: Layout::default(), problems: vec![problem] };
    }
    let mut spots: Vec<Spot> =
        ids.into_par_iter().map(|id| Spot { id, url: url(world, id) }).collect();
    spots.par_sort_unstable_by(|a, b| (&a.url, a.id).cmp(&(&b.url, b.id)));
    let problems = clash::clashes(world, &spots);
    Found { value: Layout { spots }, problems }
}

/// Gives every page of a layout its key. `template` tells the digest of a template and all that
/// it uses.
pub fn plan(world: &World, layout: &Layout, template: impl Fn(&str) -> Digest + Sync) -> Plan {
    let page = |spot: &Spot| {
        let view = view(world, spot.id);
        Page { id: spot.id, url: spot.url.clone(), key: key(world, spot.id, &view, &template) }
    };
    let mut pages: Vec<Page> = layout.spots.par_iter().map(page).collect();
    if let Some(at) = pages.iter().position(|page| page.id.is_gathered()) {
        pages[at].key = super::carry::key(world, &pages);
    }
    Plan { pages }
}

/// Digest of what a page shows and of the template that shows it.
pub fn key(
    world: &World,
    id: PageId,
    view: &View<'_>,
    template: impl Fn(&str) -> Digest,
) -> Digest {
    // A static file's bytes are digested once, by the reader.
    if let PageId::Static(at) = id {
        return world.statics[at as usize].digest;
    }
    let drawn_by = view.template().map(template);
    Digest::of(&(env!("RIGHTSBOOK_BUILD"), drawn_by, world.site.digest(), view))
}

/// Every page of the site.
pub(super) fn ids(world: &World) -> Vec<PageId> {
    let archive = &world.archive;
    let mut ids = pages_to_find(world);
    let html = ids.len();
    ids.extend([PageId::NotFound, PageId::Robots, PageId::NoJekyll, PageId::Sitemap(0)]);
    for (report, _) in archive.all_reports() {
        let moved = super::moved::moved(world, report);
        ids.extend(moved.map(|(at, ..)| PageId::Moved(report, at)));
    }
    ids.extend(pairs(world).map(PageId::ComparisonData));
    for of in events::collections(world) {
        ids.extend([PageId::Events(of), PageId::Calendar(of)]);
    }
    ids.extend([PageId::EditionsData, PageId::ComposeIndex]);
    let of_report = [PageId::Alone, PageId::Excerpts];
    ids.extend(archive.all_reports().flat_map(|(at, _)| of_report.map(|page| page(at))));
    ids.extend(archive.all_reports().map(|(at, _)| PageId::SectionsData(at)));
    for subject in super::cited::subjects(world) {
        let formats = super::cited::formats(subject).iter();
        ids.extend(formats.map(|format| PageId::Citation(subject, *format)));
        ids.push(PageId::Markdown(subject));
    }
    ids.extend(super::search::files(world).into_iter().map(PageId::SearchFile));
    for of in Dataset::ALL {
        ids.extend(of.shapes().iter().map(|shape| PageId::Table(of, *shape)));
    }
    ids.extend([Syntax::Turtle, Syntax::JsonLd].map(PageId::Skos));
    ids.extend([PageId::Package, PageId::Llms]);
    ids.extend(super::feed::feeds(world).into_iter().map(PageId::Feed));
    if super::carry::is_planned(world) {
        ids.push(PageId::Carry);
    }
    if html > SITEMAP {
        let parts = u32::try_from(html.div_ceil(SITEMAP)).unwrap_or(u32::MAX);
        ids.extend((1..=parts).map(PageId::Sitemap));
    }
    ids.extend(
        (0..world.statics.len()).filter_map(|at| u32::try_from(at).ok().map(PageId::Static)),
    );
    if world.site.opens_from_disk() {
        let twins: Vec<_> = ids.iter().filter_map(|id| twin::loaded(*id)).collect();
        ids.extend(twins.into_iter().map(PageId::Twin));
    }
    debug_assert_eq!(archive.reports.len(), world.bodies.len());
    ids
}

/// The pages that a reader may look for: all that a link leads to.
pub(super) fn pages_to_find(world: &World) -> Vec<PageId> {
    let archive = &world.archive;
    let mut ids = vec![PageId::Home, PageId::Years, PageId::Topics, PageId::Publishers];
    ids.extend(archive.years().into_iter().map(PageId::Year));
    for (country, _) in archive.all_countries() {
        ids.push(PageId::Country(country));
        let mut last = None;
        for (_, report) in archive.of_country(country) {
            if last.replace(report.year()) != Some(report.year()) {
                ids.push(PageId::CountryYear(country, report.year()));
            }
        }
    }
    for (at, report) in archive.all_reports() {
        ids.extend([PageId::Report(at), PageId::Full(at)]);
        let own = report.sections().filter(|section| archive.section(*section).owner == *section);
        ids.extend(own.map(PageId::Section));
    }
    ids.extend(archive.thesaurus.all().map(|(at, _)| PageId::Topic(at)));
    ids.extend(world.strips.keys().map(|(topic, country)| PageId::TopicCountry(*topic, *country)));
    ids.extend([PageId::Compare, PageId::Compose, PageId::Search, PageId::Data]);
    for pair in pairs(world) {
        ids.push(PageId::Comparison(pair));
        let topics = super::comparison::topics_of(world, pair).into_iter();
        ids.extend(topics.map(|topic| PageId::Redline(pair, topic)));
    }
    ids.extend(super::timeline::scopes(world).into_iter().map(PageId::Timeline));
    ids.extend(archive.all_publishers().map(|(at, _)| PageId::Publisher(at)));
    ids.extend(super::entity::kinds(&world.entries).into_iter().map(PageId::Entities));
    let entities = 0..world.entries.entities.len();
    ids.extend(entities.filter_map(|at| u32::try_from(at).ok().map(PageId::Entity)));
    ids.extend(
        (0..world.entries.pages.len()).filter_map(|at| u32::try_from(at).ok().map(PageId::Entry)),
    );
    ids
}

fn pairs(world: &World) -> impl Iterator<Item = u32> + use<> {
    0..u32::try_from(world.pairs.len()).unwrap_or(u32::MAX)
}

/// Where a page stands.
pub(super) fn url(world: &World, id: PageId) -> Url {
    let archive = &world.archive;
    match id {
        PageId::Home => Url::home(),
        PageId::Country(at) => archive.country(at).url.clone(),
        PageId::CountryYear(at, year) => Url::folder(&[&archive.country(at).id, &year.to_string()]),
        PageId::Years => Url::folder(&["years"]),
        PageId::Year(year) => Url::folder(&["years", &year.to_string()]),
        PageId::Report(at) => archive.report(at).url.clone(),
        PageId::Full(at) => super::report::full_url(&archive.report(at).url),
        PageId::Alone(at) => super::alone::url(world, at),
        PageId::Section(at) => archive.section(at).link.url.clone(),
        PageId::Moved(report, at) => super::moved::url(world, report, at),
        PageId::Topics => Url::folder(&["topics"]),
        PageId::Topic(at) => archive.thesaurus.topic(at).url.clone(),
        PageId::TopicCountry(at, country) => super::topic::topic_country_url(world, at, country),
        PageId::Compare => super::compare_any::url(),
        PageId::Comparison(pair) => super::comparison::url(world, pair),
        PageId::Redline(pair, topic) => super::comparison::redline_url(world, pair, topic),
        PageId::ComparisonData(pair) => super::comparison::data_url(world, pair),
        PageId::Timeline(scope) => super::timeline::url(world, scope),
        PageId::Events(of) => {
            let [events, _] = events::files(world, of);
            events
        }
        PageId::Calendar(of) => {
            let [_, calendar] = events::files(world, of);
            calendar
        }
        PageId::Compose => super::compose::url(),
        PageId::ComposeIndex => super::compose::index_url(),
        PageId::Excerpts(at) => super::excerpts::url(&archive.report(at).url),
        PageId::EditionsData => super::sections_data::editions_url(),
        PageId::SectionsData(at) => super::sections_data::url(&archive.report(at).url),
        PageId::Citation(of, format) => super::cited::url(world, of, format),
        PageId::Search => super::search::url(),
        PageId::SearchFile(file) => super::search::file_url(file),
        PageId::Twin(of) => twin::url(&url(world, of.page())),
        PageId::Data => super::data::url(),
        PageId::Table(of, shape) => super::dataset::url(of, shape),
        PageId::Skos(syntax) => super::skos::url(syntax),
        PageId::Package => super::data::package_url(),
        PageId::Llms => super::data::llms_url(),
        PageId::Feed(of) => super::feed::url(world, of),
        PageId::Markdown(of) => super::markdown::url(world, of),
        PageId::Publishers => Url::folder(&["publishers"]),
        PageId::Publisher(at) => archive.publisher(at).url.clone(),
        PageId::Entities(kind) => Url::folder(&[kind.folder()]),
        PageId::Entity(at) => {
            let entity = &world.entries.entities[at as usize];
            super::entity::url(entity.matter.entity, &entity.id)
        }
        PageId::Entry(at) => super::entry::url(&world.entries.pages[at as usize].id),
        PageId::NotFound => Url::file("404.html"),
        PageId::Sitemap(0) => Url::file("sitemap.xml"),
        PageId::Sitemap(part) => Url::file(&format!("sitemap-{part}.xml")),
        PageId::Robots => Url::file("robots.txt"),
        PageId::Carry => super::carry::url(),
        PageId::NoJekyll => Url::file(".nojekyll"),
        PageId::Static(at) => Url::file(world.statics[at as usize].path.inside("static")),
    }
}

impl PageId {
    /// Whether the page is drawn by a template.
    pub fn is_drawn(self) -> bool {
        !matches!(self, Self::Static(_) | Self::NoJekyll | Self::Carry)
    }

    /// Whether it is put together from all others, when they are there.
    pub fn is_gathered(self) -> bool {
        self == Self::Carry
    }
}

impl Layout {
    /// The page at an address below the base path, if there is one.
    pub fn find(&self, url: &str) -> Option<&Spot> {
        let at = self.spots.binary_search_by(|spot| spot.url.as_str().cmp(url)).ok()?;
        self.spots.get(at)
    }
}
