//! Every page of the site, with its URL and its key.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{View, World, view};
use crate::archive::thesaurus::TopicIdx;
use crate::archive::{CountryIdx, PublisherIdx, ReportIdx, SectionIdx};
use crate::date::Year;
use crate::diagnostic::{Code, Diagnostic, Found, Span};
use crate::digest::Digest;
use crate::path::{SourcePath, Url};

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
    Section(SectionIdx),
    Topics,
    Topic(TopicIdx),
    TopicCountry(TopicIdx, CountryIdx),
    Publishers,
    Publisher(PublisherIdx),
    Entry(u32),
    NotFound,
    Sitemap(u32),
    Robots,
    NoJekyll,
    Static(u32),
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

/// Every page of the site, by URL.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The pages.
    pub pages: Vec<Page>,
}

/// How many addresses one sitemap may hold (sitemaps.org, protocol 0.9).
pub(super) const SITEMAP: usize = 50_000;

/// Plans the site. `template` tells the digest of a template and all that it uses.
pub fn plan(world: &World, template: impl Fn(&str) -> Digest + Sync) -> Found<Plan> {
    let ids = ids(world);
    let mut problems = Vec::new();
    let limit = world.config.limits.pages as usize;
    if ids.len() > limit {
        let span = Span::file(&SourcePath::new(crate::config::FILE));
        let message = format!("the site would have {} pages; the limit is {limit}", ids.len());
        problems.push(
            Diagnostic::error(Code::TooManyPages, span, message)
                .hint("raise `pages` under `[limits]` in rightsbook.toml if this is meant"),
        );
        return Found { value: Plan::default(), problems };
    }
    let site = world.site.digest();
    let mut pages: Vec<Page> = ids
        .into_par_iter()
        .map(|id| {
            let view = view(world, id);
            let drawn_by = view.template().map(&template);
            // A static file's bytes are digested once, by the reader.
            let key = match id {
                PageId::Static(at) => world.statics[at as usize].digest,
                _ => Digest::of(&(env!("RIGHTSBOOK_BUILD"), drawn_by, site, &view)),
            };
            Page { id, url: url(world, id), key }
        })
        .collect();
    pages.sort_by(|a, b| (&a.url, a.id).cmp(&(&b.url, b.id)));
    problems.extend(taken_twice(world, &pages));
    Found { value: Plan { pages }, problems }
}

/// Every page of the site.
pub(super) fn ids(world: &World) -> Vec<PageId> {
    let archive = &world.archive;
    let mut ids = pages_to_find(world);
    let html = ids.len();
    ids.extend([PageId::NotFound, PageId::Robots, PageId::NoJekyll, PageId::Sitemap(0)]);
    if html > SITEMAP {
        let parts = u32::try_from(html.div_ceil(SITEMAP)).unwrap_or(u32::MAX);
        ids.extend((1..=parts).map(PageId::Sitemap));
    }
    ids.extend(
        (0..world.statics.len()).filter_map(|at| u32::try_from(at).ok().map(PageId::Static)),
    );
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
    ids.extend(archive.all_publishers().map(|(at, _)| PageId::Publisher(at)));
    ids.extend(
        (0..world.entries.pages.len()).filter_map(|at| u32::try_from(at).ok().map(PageId::Entry)),
    );
    ids
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
        PageId::Section(at) => archive.section(at).link.url.clone(),
        PageId::Topics => Url::folder(&["topics"]),
        PageId::Topic(at) => archive.thesaurus.topic(at).url.clone(),
        PageId::TopicCountry(at, country) => super::topic::topic_country_url(world, at, country),
        PageId::Publishers => Url::folder(&["publishers"]),
        PageId::Publisher(at) => archive.publisher(at).url.clone(),
        PageId::Entry(at) => super::entry::url(&world.entries.pages[at as usize].id),
        PageId::NotFound => Url::file("404.html"),
        PageId::Sitemap(0) => Url::file("sitemap.xml"),
        PageId::Sitemap(part) => Url::file(&format!("sitemap-{part}.xml")),
        PageId::Robots => Url::file("robots.txt"),
        PageId::NoJekyll => Url::file(".nojekyll"),
        PageId::Static(at) => Url::file(world.statics[at as usize].path.inside("static")),
    }
}

/// Files of a published tree that are no pages: `publish` writes them.
const APPARATUS: [&str; 2] = ["MANIFEST.sha256", ".rightsbook"];

/// Two pages at one place, or a page where another needs a folder.
fn taken_twice(world: &World, pages: &[Page]) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    // Case-insensitive file systems see one file where two names differ in case.
    let file = |page: &Page| page.url.out_path().as_str().to_lowercase();
    let mut files: BTreeMap<String, Option<PageId>> =
        APPARATUS.iter().map(|name| (name.to_lowercase(), None)).collect();
    for page in pages {
        if let Some(other) = files.insert(file(page), Some(page.id)) {
            problems.push(taken(world, page, other));
        }
    }
    let mut blocking = BTreeSet::new();
    for page in pages {
        let path = file(page);
        let mut folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        blocking.extend(folders.find_map(|folder| files.get_key_value(folder)));
    }
    for (path, id) in blocking {
        let span = id.and_then(|id| source(world, id));
        let span = span.unwrap_or_else(|| Span::file(&SourcePath::new(crate::config::FILE)));
        let message = format!("this file would stand at /{path}, where pages need a folder");
        problems.push(Diagnostic::error(Code::UrlTaken, span, message).hint("rename the file"));
    }
    problems
}

fn taken(world: &World, page: &Page, other: Option<PageId>) -> Diagnostic {
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
        PageId::Report(at) | PageId::Full(at) => &archive.report(at).face.path,
        PageId::Section(at) => {
            let report = archive.report_of(at);
            return Some(archive.face(at).at.span(&report.face.path));
        }
        PageId::Publisher(at) => &world.entries.publishers.get(at.0 as usize)?.path,
        PageId::Entry(at) => &world.entries.pages.get(at as usize)?.path,
        PageId::Static(at) => &world.statics.get(at as usize)?.path,
        _ => return None,
    };
    Some(Span::file(path))
}

impl PageId {
    /// Whether the page is drawn by a template.
    pub fn is_drawn(self) -> bool {
        !matches!(self, Self::Static(_) | Self::NoJekyll)
    }
}

impl Plan {
    /// Makes what one of its pages shows.
    pub fn view<'w>(&self, world: &'w World, page: &Page) -> View<'w> {
        view(world, page.id)
    }
}
