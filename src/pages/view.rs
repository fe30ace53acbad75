//! What one page shows: the contract between the plan and the templates.

use serde::Serialize;

use super::alone::AloneView;
use super::cited::CitationFile;
use super::compare_any::CompareView;
use super::comparison::ComparisonView;
use super::comparison_data::ComparisonData;
use super::compose::{ComposeIndex, ComposeView};
use super::country::{CountryView, CountryYearView};
use super::data::{DataView, LlmsView, Package};
use super::entity::{EntitiesView, EntityView};
use super::entry::{EntryView, PublisherView, PublishersView};
use super::events_data::{CalendarView, EventsData};
use super::excerpts::Excerpts;
use super::feed::FeedView;
use super::frame::Frame;
use super::home::{HomeView, NotFoundView, SitemapView};
use super::markdown::MarkdownView;
use super::moved::MovedView;
use super::redline::RedlineView;
use super::report::{FullView, ReportView};
use super::search::{SearchFile, SearchIndex, SearchSections, SearchShard, SearchView};
use super::section::SectionView;
use super::sections_data::{EditionsData, SectionsData};
use super::skos::SkosView;
use super::table::Table;
use super::timeline::TimelineView;
use super::topic::{TopicCountryView, TopicView, TopicsView};
use super::twin::Twin;
use super::year::{YearView, YearsView};
use super::{PageId, World};

/// What one page shows. The key is this value's digest; the template gets this value. Nothing
/// else exists.
#[derive(Hash, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "each variant is documented where its view is defined")]
pub enum View<'a> {
    Home(HomeView<'a>),
    Country(CountryView<'a>),
    CountryYear(CountryYearView<'a>),
    Years(YearsView<'a>),
    Year(YearView<'a>),
    Report(ReportView<'a>),
    Full(FullView<'a>),
    Alone(AloneView<'a>),
    Section(SectionView<'a>),
    Moved(MovedView<'a>),
    Topics(TopicsView),
    Topic(TopicView<'a>),
    TopicCountry(TopicCountryView<'a>),
    Compare(CompareView<'a>),
    Comparison(ComparisonView<'a>),
    Redline(RedlineView<'a>),
    Timeline(TimelineView<'a>),
    /// Data, as JSON.
    ComparisonData(ComparisonData<'a>),
    /// Data, as JSON.
    Events(EventsData<'a>),
    /// Data, as iCalendar.
    Calendar(CalendarView<'a>),
    Compose(ComposeView<'a>),
    /// Data, as JSON.
    ComposeIndex(ComposeIndex<'a>),
    /// Data, as JSON.
    Excerpts(Excerpts<'a>),
    /// Data, as JSON.
    EditionsData(EditionsData<'a>),
    /// Data, as JSON.
    SectionsData(SectionsData<'a>),
    /// Data, for reference managers.
    Citation(#[serde(skip)] CitationFile<'a>),
    Search(SearchView<'a>),
    /// Data, as JSON, packed.
    SearchIndex(SearchIndex<'a>),
    /// Data, as JSON, packed.
    SearchSections(SearchSections<'a>),
    /// Data, packed.
    SearchShard(#[serde(skip)] SearchShard<'a>),
    /// Data, as a script.
    Twin(#[serde(skip)] Twin<'a>),
    /// The page that explains the data.
    Data(DataView),
    /// Data, as JSON, JSON lines or CSV.
    Table(#[serde(skip)] Table<'a>),
    /// The topics, for programs.
    Skos(#[serde(skip)] SkosView),
    /// What describes the tables.
    Package(Package),
    Llms(LlmsView),
    Feed(FeedView),
    Markdown(#[serde(skip)] MarkdownView<'a>),
    Publishers(PublishersView),
    Publisher(PublisherView<'a>),
    Entities(EntitiesView<'a>),
    Entity(EntityView<'a>),
    Entry(EntryView<'a>),
    NotFound(NotFoundView),
    Sitemap(SitemapView),
    Robots(RobotsView),
    /// A file that is published as it is.
    Static(#[serde(skip)] &'a [u8]),
}

/// `robots.txt`.
#[derive(Hash, Serialize)]
pub struct RobotsView {
    /// Full URL of the sitemap.
    pub sitemap: String,
}

impl View<'_> {
    /// The template that draws it; `None` for files that are published as they are.
    pub fn template(&self) -> Option<&'static str> {
        Some(match self {
            Self::Home(_) => "home.html",
            Self::Country(_) => "country.html",
            Self::CountryYear(_) => "country_year.html",
            Self::Years(_) => "years.html",
            Self::Year(_) => "year.html",
            Self::Report(_) => "report.html",
            Self::Full(_) => "full.html",
            Self::Alone(_) => "alone.html",
            Self::Section(_) => "section.html",
            Self::Moved(_) => "moved.html",
            Self::Topics(_) => "topics.html",
            Self::Topic(_) => "topic.html",
            Self::TopicCountry(_) => "topic_country.html",
            Self::Compare(_) => "compare.html",
            Self::Compose(_) => "compose.html",
            Self::Comparison(_) => "comparison.html",
            Self::Redline(_) => "redline.html",
            Self::Timeline(_) => "timeline.html",
            Self::Search(_) => "search.html",
            Self::Publishers(_) => "publishers.html",
            Self::Publisher(_) => "publisher.html",
            Self::Entities(_) => "entities.html",
            Self::Entity(_) => "entity.html",
            Self::Entry(_) => "entry.html",
            Self::NotFound(_) => "404.html",
            Self::Data(_) => "data.html",
            Self::Feed(_) => "feed.xml",
            Self::Llms(_) => "llms.txt",
            Self::Sitemap(_) => "sitemap.xml",
            Self::Robots(_) => "robots.txt",
            Self::ComparisonData(_)
            | Self::Events(_)
            | Self::Calendar(_)
            | Self::ComposeIndex(_)
            | Self::Excerpts(_)
            | Self::EditionsData(_)
            | Self::SectionsData(_)
            | Self::Citation(_)
            | Self::SearchIndex(_)
            | Self::SearchSections(_)
            | Self::SearchShard(_)
            | Self::Twin(_)
            | Self::Table(_)
            | Self::Skos(_)
            | Self::Package(_)
            | Self::Markdown(_)
            | Self::Static(_) => return None,
        })
    }

    /// The page's own facts, if it has any.
    pub fn frame(&self) -> Option<&Frame> {
        match self {
            Self::Home(view) => Some(&view.frame),
            Self::Country(view) => Some(&view.frame),
            Self::CountryYear(view) => Some(&view.frame),
            Self::Years(view) => Some(&view.frame),
            Self::Year(view) => Some(&view.frame),
            Self::Report(view) => Some(&view.frame),
            Self::Full(view) => Some(&view.frame),
            Self::Alone(view) => Some(&view.frame),
            Self::Section(view) => Some(&view.frame),
            Self::Moved(view) => Some(&view.frame),
            Self::Topics(view) => Some(&view.frame),
            Self::Topic(view) => Some(&view.frame),
            Self::TopicCountry(view) => Some(&view.frame),
            Self::Compare(view) => Some(&view.frame),
            Self::Compose(view) => Some(&view.frame),
            Self::Comparison(view) => Some(&view.frame),
            Self::Redline(view) => Some(&view.frame),
            Self::Timeline(view) => Some(&view.frame),
            Self::Search(view) => Some(&view.frame),
            Self::Publishers(view) => Some(&view.frame),
            Self::Publisher(view) => Some(&view.frame),
            Self::Entities(view) => Some(&view.frame),
            Self::Entity(view) => Some(&view.frame),
            Self::Entry(view) => Some(&view.frame),
            Self::Data(view) => Some(&view.frame),
            Self::NotFound(view) => Some(&view.frame),
            Self::ComparisonData(_)
            | Self::Events(_)
            | Self::Calendar(_)
            | Self::ComposeIndex(_)
            | Self::Excerpts(_)
            | Self::EditionsData(_)
            | Self::SectionsData(_)
            | Self::Citation(_)
            | Self::SearchIndex(_)
            | Self::SearchSections(_)
            | Self::SearchShard(_)
            | Self::Twin(_)
            | Self::Table(_)
            | Self::Skos(_)
            | Self::Package(_)
            | Self::Markdown(_)
            | Self::Llms(_)
            | Self::Feed(_)
            | Self::Sitemap(_)
            | Self::Robots(_)
            | Self::Static(_) => None,
        }
    }
}

/// Makes what one page shows.
pub fn view(world: &World, id: PageId) -> View<'_> {
    match id {
        PageId::Home => View::Home(super::home::home(world)),
        PageId::Country(at) => View::Country(super::country::country(world, at)),
        PageId::CountryYear(at, year) => {
            View::CountryYear(super::country::country_year(world, at, year))
        }
        PageId::Years => View::Years(super::year::years(world)),
        PageId::Year(year) => View::Year(super::year::year(world, year)),
        PageId::Report(at) => View::Report(super::report::report(world, at)),
        PageId::Full(at) => View::Full(super::report::full(world, at)),
        PageId::Alone(at) => View::Alone(super::alone::alone(world, at)),
        PageId::Section(at) => View::Section(super::section::section(world, at)),
        PageId::Moved(report, at) => View::Moved(super::moved::page(world, report, at)),
        PageId::Topics => View::Topics(super::topic::topics(world)),
        PageId::Topic(at) => View::Topic(super::topic::topic(world, at)),
        PageId::TopicCountry(at, country) => {
            View::TopicCountry(super::topic::topic_country(world, at, country))
        }
        PageId::Compare => View::Compare(super::compare_any::compare(world)),
        PageId::Comparison(pair) => View::Comparison(super::comparison::comparison(world, pair)),
        PageId::Redline(pair, topic) => View::Redline(super::redline::redline(world, pair, topic)),
        PageId::ComparisonData(pair) => {
            View::ComparisonData(super::comparison_data::data(world, pair))
        }
        PageId::Timeline(scope) => View::Timeline(super::timeline::timeline(world, scope)),
        PageId::Events(of) => View::Events(super::events_data::data(world, of)),
        PageId::Calendar(of) => View::Calendar(super::events_data::calendar(world, of)),
        PageId::Compose => View::Compose(super::compose::compose(world)),
        PageId::ComposeIndex => View::ComposeIndex(super::compose::index(world)),
        PageId::Excerpts(at) => View::Excerpts(super::excerpts::excerpts(world, at)),
        PageId::EditionsData => View::EditionsData(super::sections_data::editions(world)),
        PageId::SectionsData(at) => View::SectionsData(super::sections_data::data(world, at)),
        PageId::Citation(of, format) => View::Citation(super::cited::file(world, of, format)),
        PageId::Search => View::Search(super::search::search(world)),
        PageId::SearchFile(SearchFile::Index) => View::SearchIndex(super::search::index(world)),
        PageId::SearchFile(SearchFile::Sections(n)) => {
            View::SearchSections(super::search::sections(world, n))
        }
        PageId::SearchFile(SearchFile::Shard(part, n)) => {
            View::SearchShard(super::search::shard(world, part, n))
        }
        PageId::Twin(of) => View::Twin(super::twin::twin(world, of)),
        PageId::Data => View::Data(super::data::data(world)),
        PageId::Table(of, shape) => View::Table(super::dataset::table(world, of, shape)),
        PageId::Skos(syntax) => View::Skos(super::skos::skos(world, syntax)),
        PageId::Package => View::Package(super::data::package(world)),
        PageId::Llms => View::Llms(super::data::llms(world)),
        PageId::Feed(of) => View::Feed(super::feed::feed(world, of)),
        PageId::Markdown(of) => View::Markdown(super::markdown::markdown(world, of)),
        PageId::Publishers => View::Publishers(super::entry::publishers(world)),
        PageId::Publisher(at) => View::Publisher(super::entry::publisher(world, at)),
        PageId::Entities(kind) => View::Entities(super::entity::entities(world, kind)),
        PageId::Entity(at) => View::Entity(super::entity::entity(world, at)),
        PageId::Entry(at) => View::Entry(super::entry::entry(world, at)),
        PageId::NotFound => View::NotFound(super::home::not_found(world)),
        PageId::Sitemap(part) => View::Sitemap(super::home::sitemap(world, part)),
        PageId::Robots => {
            View::Robots(RobotsView { sitemap: format!("{}sitemap.xml", world.site.base_url) })
        }
        // What is put together from other files is not drawn.
        PageId::NoJekyll | PageId::Carry => View::Static(b""),
        PageId::Static(at) => View::Static(super::home::static_bytes(world, at)),
    }
}
