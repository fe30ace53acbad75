//! The home page, the page for what is missing, and the lists for machines.

use serde::Serialize;

use super::feed::{self, FeedOf};
use super::frame::Frame;
use super::plan::{PageId, SITEMAP, pages_to_find, url};
use super::text::Prose;
use super::topic::Branch;
use super::{World, topic};
use crate::archive::Report;
use crate::archive::part::Card;
use crate::date::Year;
use crate::digest::Digested;
use crate::parse::matter::Completeness;
use crate::path::Url;

/// The home page: what the archive holds.
#[derive(Hash, Serialize)]
pub struct HomeView<'a> {
    /// The page's own facts.
    pub frame: Frame,
    /// The editors' introduction.
    pub intro: Option<Prose<'a>>,
    /// How much there is.
    pub counts: Counts,
    /// Coverage years, the columns of the grid.
    pub years: Vec<YearLink>,
    /// Countries, its rows.
    pub rows: Vec<HomeRow<'a>>,
    /// The newest editions.
    pub newest: Vec<&'a Digested<Card>>,
    /// The topics at the top, with those right below.
    pub topics: Vec<Branch>,
}

/// How much the archive holds.
#[derive(Hash, Serialize)]
pub struct Counts {
    /// Reports.
    pub reports: usize,
    /// Of these, partial copies.
    pub partial: usize,
    /// Translations of them.
    pub translations: usize,
    /// Sections, run-in headings included.
    pub sections: usize,
    /// Countries.
    pub countries: usize,
    /// Publishers.
    pub publishers: usize,
    /// Topics.
    pub topics: usize,
}

/// A coverage year and its page.
#[derive(Hash, Serialize, Clone)]
pub struct YearLink {
    /// The year.
    pub year: Year,
    /// Its page.
    pub url: Url,
}

/// A country's row on the home page.
#[derive(Hash, Serialize)]
pub struct HomeRow<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its page.
    pub url: &'a Url,
    /// Its reports, year by year.
    pub cells: Vec<Vec<&'a Digested<Card>>>,
}

pub(super) fn home(world: &World) -> HomeView<'_> {
    let archive = &world.archive;
    let years = archive.years();
    let rows = archive
        .all_countries()
        .map(|(at, country)| HomeRow {
            name: &country.matter.name,
            url: &country.url,
            cells: years
                .iter()
                .map(|year| {
                    let on = archive.of_country(at).filter(|(_, report)| report.year() == *year);
                    on.map(|(_, report)| &report.card).collect()
                })
                .collect(),
        })
        .collect();
    let mut newest: Vec<_> = archive.editions().map(|(_, report)| &report.card).collect();
    newest.sort_by(|a, b| (b.published, &a.url).cmp(&(a.published, &b.url)));
    newest.truncate(6);
    let partial = |report: &Report| report.face.matter.completeness != Completeness::Full;
    let reports = archive.editions().count();
    let counts = Counts {
        reports,
        partial: archive.editions().filter(|(_, report)| partial(report)).count(),
        translations: archive.reports.len() - reports,
        sections: archive.editions().map(|(_, report)| report.face.sections.len()).sum(),
        countries: archive.countries.len(),
        publishers: archive.publishers.len(),
        topics: archive.thesaurus.topics.len(),
    };
    let mut frame = Frame::new(world, "home", Url::home(), world.config.title.clone())
        .about(world.config.description.clone());
    frame.crumbs.clear();
    frame.feed = Some(feed::url(world, FeedOf::All));
    let intro = world.entries.index.as_ref();
    HomeView {
        intro: intro.map(|entry| Prose::new(&entry.text, world, &entry.path, &frame.root)),
        counts,
        years: years.into_iter().map(year_link).collect(),
        rows,
        newest,
        topics: topic::branches(world, None, 2),
        frame,
    }
}

pub(super) fn year_link(year: Year) -> YearLink {
    YearLink { year, url: Url::folder(&["years", &year.to_string()]) }
}

/// What a reader sees who asked for a page that is not there.
#[derive(Hash, Serialize)]
pub struct NotFoundView {
    /// The page's own facts. Its links begin with the base path, since it answers at any depth.
    pub frame: Frame,
}

pub(super) fn not_found(world: &World) -> NotFoundView {
    let mut frame =
        Frame::new(world, "not-found", Url::file("404.html"), world.tongue().say("Page not found"));
    frame.root = world.config.base_path().to_owned();
    frame.noindex = true;
    NotFoundView { frame }
}

/// A list of addresses for search engines, or a list of such lists.
#[derive(Hash, Serialize)]
pub struct SitemapView {
    /// Full URLs of pages.
    pub pages: Vec<String>,
    /// Full URLs of further sitemaps.
    pub maps: Vec<String>,
}

pub(super) fn sitemap(world: &World, part: u32) -> SitemapView {
    let base = &world.site.base_url;
    // Whole reports repeat what stands section by section; search engines need it once.
    let ids: Vec<PageId> =
        pages_to_find(world).into_iter().filter(|id| !matches!(id, PageId::Full(_))).collect();
    let parts = ids.len().div_ceil(SITEMAP);
    if part == 0 && parts > 1 {
        let maps = (1..=parts).map(|part| format!("{base}sitemap-{part}.xml")).collect();
        return SitemapView { pages: Vec::new(), maps };
    }
    let start = (part.max(1) as usize - 1) * SITEMAP;
    let full = |id: &PageId| format!("{base}{}", url(world, *id));
    let mut pages: Vec<String> = ids.iter().skip(start).take(SITEMAP).map(full).collect();
    pages.sort_unstable();
    SitemapView { pages, maps: Vec::new() }
}

pub(super) fn static_bytes(world: &World, at: u32) -> &[u8] {
    world.statics[at as usize].bytes()
}
