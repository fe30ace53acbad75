//! What every page has: where one is, what it is, where one can go.

use std::sync::Arc;

use serde::Serialize;

use super::World;
use super::versions::Versions;
use crate::archive::Report;
use crate::config::{Config, direction};
use crate::digest::Digest;
use crate::language::own_name;
use crate::parse::entry::{Entry, PageMatter};
use crate::path::Url;
use crate::source::SourceFile;

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
    /// The language of the archive's own words: its name, its topics, its editors' pages.
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
    /// Digest of the words of all languages.
    #[serde(skip)]
    pub words: Digest,
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
        words: Digest,
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
            words,
        }
    }
}

/// A link with a name.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Crumb {
    /// What it is called.
    pub label: String,
    /// Where it leads.
    pub url: Url,
}

/// A step of the way to a page.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Step {
    /// What it is called.
    pub label: String,
    /// Where it leads.
    pub url: Url,
    /// The language of its name, where the frame speaks another one.
    pub language: Option<String>,
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
    /// The language that the page itself speaks.
    pub speaks: String,
    /// Which way that is written.
    pub speaks_direction: &'static str,
    /// The script with the words of other scripts in that language, where it is not English.
    pub words: Option<String>,
    /// The way to it, the home page first, itself left out.
    pub crumbs: Vec<Step>,
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
    /// A page in the language of the archive.
    pub fn new(world: &World, kind: &'static str, url: Url, title: impl Into<String>) -> Self {
        Self::of_text(world, kind, url, title, &world.config.language)
    }

    /// A page with a text in some language.
    fn of_text(
        world: &World,
        kind: &'static str,
        url: Url,
        title: impl Into<String>,
        language: &str,
    ) -> Self {
        let site = &world.site;
        let title = title.into();
        let tongue = world.tongues.of_text(language);
        // British English is English: the tag says which.
        let speaks = [language, &site.language].into_iter().find(|tag| tongue.is(tag));
        let words = format!("words-{}.js", tongue.tag);
        let has_words = |file: &Arc<SourceFile>| file.path.inside("static") == words;
        Self {
            crumb: title.clone(),
            title,
            description: String::new(),
            canonical: format!("{}{}", site.base_url, url.as_str()),
            root: url.root(),
            url,
            language: language.to_owned(),
            direction: direction(language),
            speaks: speaks.unwrap_or(&tongue.tag).to_owned(),
            speaks_direction: tongue.direction,
            words: world.statics.iter().any(has_words).then_some(words),
            crumbs: vec![Step { label: site.title.clone(), url: Url::home(), language: None }],
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
        let year = card.year.to_string();
        let country_year = Url::folder(&[&world.archive.country(report.country).id, &year]);
        let mut frame = Self::of_text(world, kind, url, title, &card.language)
            .below_ours(world, &card.country, card.country_url.clone())
            .below(year, country_year);
        if frame.url != report.url {
            let name = world.tongues.of_text(&card.language).name(&card.publisher_short);
            let label = match &report.translates {
                Some(_) => format!("{name} ({})", own_name(&card.language)),
                None => name.to_owned(),
            };
            frame = frame.below_ours(world, &label, report.url.clone());
        }
        frame.draft = card.draft;
        frame
    }

    /// Adds a step to the way, in the language of the page.
    #[must_use]
    pub fn below(self, label: impl Into<String>, url: Url) -> Self {
        self.step(label.into(), url, None)
    }

    /// Adds a step with a name of the archive's own.
    #[must_use]
    pub fn below_ours(self, world: &World, label: &str, url: Url) -> Self {
        let tongue = world.tongues.get(&self.speaks);
        let language = (tongue.known_name(label).is_none() && !tongue.is(&tongue.archive))
            .then(|| tongue.archive.clone());
        let label = tongue.name(label).to_owned();
        self.step(label, url, language)
    }

    /// Adds a step with words of a report.
    #[must_use]
    pub fn below_theirs(self, world: &World, label: &str, url: Url) -> Self {
        let language =
            (!world.tongues.get(&self.speaks).is(&self.language)).then(|| self.language.clone());
        self.step(label.to_owned(), url, language)
    }

    fn step(mut self, label: String, url: Url, language: Option<String>) -> Self {
        self.crumbs.push(Step { label, url, language });
        self
    }

    /// Adds the sentence for search engines.
    #[must_use]
    pub fn about(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }
}
