//! What every page has: where one is, what it is, where one can go.

use serde::Serialize;

use super::World;
use super::versions::Versions;
use crate::archive::Report;
use crate::config::{Config, direction};
use crate::language::own_name;
use crate::parse::entry::{Entry, PageMatter};
use crate::path::Url;

/// What is the same on every page.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Site {
    /// The archive's name.
    pub title: String,
    /// One sentence about it.
    pub description: String,
    /// Where it stands; ends with `/`.
    pub base_url: String,
    /// The path part of that.
    pub base_path: String,
    /// The language of the frame.
    pub language: String,
    /// Which way that is written.
    pub direction: &'static str,
    /// Where errors are reported.
    pub repository: Option<String>,
    /// The editors' own pages, for the foot of each page.
    pub pages: Vec<Crumb>,
    /// The lists of cases, people and so on that there are.
    pub registers: Vec<Crumb>,
    /// The program's name and version.
    pub generator: String,
    /// `pretty` or `files`: how links to pages are spelt in this tree.
    pub links: &'static str,
}

impl Site {
    /// Whether the tree is made to be opened from disk.
    pub fn opens_from_disk(&self) -> bool {
        self.links == "files"
    }

    /// Puts the site's facts together.
    pub fn new<'a>(
        config: &Config,
        links: &'static str,
        pages: impl Iterator<Item = &'a Entry<PageMatter>>,
        registers: Vec<Crumb>,
    ) -> Self {
        Self {
            title: config.title.clone(),
            description: config.description.clone(),
            base_url: config.base_url.clone(),
            base_path: config.base_path().to_owned(),
            language: config.language.clone(),
            direction: direction(&config.language),
            repository: config.repository.clone(),
            pages: pages
                .map(|page| Crumb {
                    label: page.matter.title.to_string(),
                    url: super::entry::url(&page.id),
                })
                .collect(),
            registers,
            generator: format!("Rightsbook {}", env!("CARGO_PKG_VERSION")),
            links,
        }
    }
}

/// A step of the way to a page, or a link with a name.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Crumb {
    /// What it is called.
    pub label: String,
    /// Where it leads.
    pub url: Url,
}

/// A page's own facts.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Frame {
    /// The page's title, without the site's.
    pub title: String,
    /// What the last step of the way calls it.
    pub crumb: String,
    /// One sentence for search engines.
    pub description: String,
    /// Its URL below the base path.
    pub url: Url,
    /// Its full URL.
    pub canonical: String,
    /// The way up to the site's root: `../../`. Links are `root` + URL.
    pub root: String,
    /// The language of its text.
    pub language: String,
    /// Which way that is written.
    pub direction: &'static str,
    /// The way to it, the home page first, itself left out.
    pub crumbs: Vec<Crumb>,
    /// Its kind, for style sheets.
    pub kind: &'static str,
    /// Whether its text is a draft that only a preview shows.
    pub draft: bool,
    /// Whether search engines are asked to leave it out (repeated texts).
    pub noindex: bool,
    /// The feed that tells what is new on it.
    pub feed: Option<Url>,
    /// The same in other languages, and of a translation what it is.
    pub versions: Versions,
}

impl Frame {
    /// A page in the frame's own language.
    pub fn new(world: &World, kind: &'static str, url: Url, title: impl Into<String>) -> Self {
        let site = &world.site;
        let title = title.into();
        Self {
            crumb: title.clone(),
            title,
            description: String::new(),
            canonical: format!("{}{}", site.base_url, url.as_str()),
            root: url.root(),
            url,
            language: site.language.clone(),
            direction: site.direction,
            crumbs: vec![Crumb { label: site.title.clone(), url: Url::home() }],
            kind,
            draft: false,
            noindex: false,
            feed: None,
            versions: Versions::default(),
        }
    }

    /// A page with the text of a report, in the report's language, below the report.
    pub fn of_report(
        world: &World,
        kind: &'static str,
        url: Url,
        title: impl Into<String>,
        report: &Report,
    ) -> Self {
        let card = &report.card;
        let language = report.face.matter.language.to_string();
        let year = card.year.to_string();
        let country_year = Url::folder(&[&world.archive.country(report.country).id, &year]);
        let mut frame = Self::new(world, kind, url, title)
            .below(&*card.country, card.country_url.clone())
            .below(year, country_year);
        if frame.url != report.url {
            let label = match &report.translates {
                Some(_) => format!("{} ({})", card.publisher_short, own_name(&language)),
                None => card.publisher_short.to_string(),
            };
            frame = frame.below(label, report.url.clone());
        }
        frame.direction = direction(&language);
        frame.language = language;
        frame.draft = card.draft;
        frame
    }

    /// Adds a step to the way.
    #[must_use]
    pub fn below(mut self, label: impl Into<String>, url: Url) -> Self {
        self.crumbs.push(Crumb { label: label.into(), url });
        self
    }

    /// Adds the sentence for search engines.
    #[must_use]
    pub fn about(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }
}
