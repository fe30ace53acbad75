//! What lists show: parts of views, built once where their facts are born.
//!
//! Cards are small on purpose. A card stands on every list and beside every neighbour, so a word
//! count on it would draw a hundred pages again for one added word.

use serde::Serialize;

use super::thesaurus::Thesaurus;
use super::vocabulary::{Country, Publisher};
use super::{Report, TopicUse};
use crate::config::direction;
use crate::date::{Coverage, PartialDate, Year};
use crate::language;
use crate::parse::document::{Form, SectionFace};
use crate::parse::matter::{ReportKind, ReportMatter, Status};
use crate::path::Url;

/// A report in a list.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Card {
    /// Its page.
    pub url: Url,
    /// Its title.
    pub title: Box<str>,
    /// Its coverage year.
    pub year: Year,
    /// The time it covers.
    pub covers: Coverage,
    /// The language of its text.
    pub language: Box<str>,
    /// The publisher's own name for the edition.
    pub edition: Box<str>,
    /// When it appeared.
    pub published: PartialDate,
    /// The country's name.
    pub country: Box<str>,
    /// The country's page.
    pub country_url: Url,
    /// The publisher's name.
    pub publisher: Box<str>,
    /// The publisher's short name.
    pub publisher_short: Box<str>,
    /// The publisher's page.
    pub publisher_url: Url,
    /// `verbatim`, `digest`, `translation`.
    pub kind: &'static str,
    /// `full`, `partial`, `quoted`.
    pub completeness: &'static str,
    /// Whether it is a draft that only a preview shows.
    pub draft: bool,
    /// Of a translation what its language is called in English, else empty.
    pub into: String,
    /// Its translations.
    pub translations: Vec<Version>,
}

/// A text of an edition in some language, in a list of such.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Version {
    /// Its page.
    pub url: Url,
    /// The language, as BCP 47 writes it.
    pub language: Box<str>,
    /// What that is called in itself.
    pub name: String,
    /// Which way it is written.
    pub direction: &'static str,
}

impl Version {
    /// A report as one text of its edition.
    pub fn new(report: &Report) -> Self {
        let language = &report.face.matter.language;
        Self {
            url: report.url.clone(),
            language: language.clone(),
            name: language::own_name(language),
            direction: direction(language),
        }
    }
}

impl Card {
    /// Makes a report's card.
    pub fn new(url: Url, matter: &ReportMatter, country: &Country, publisher: &Publisher) -> Self {
        Self {
            url,
            title: matter.title.clone(),
            year: matter.covers.year(),
            covers: matter.covers,
            language: matter.language.clone(),
            edition: matter.edition.clone(),
            published: matter.published,
            country: country.matter.name.clone(),
            country_url: country.url.clone(),
            publisher: publisher.matter.name.clone(),
            publisher_short: publisher.matter.short.clone(),
            publisher_url: publisher.url.clone(),
            kind: matter.kind.word(),
            completeness: matter.completeness.word(),
            draft: matter.status == Status::Draft,
            into: match matter.kind {
                ReportKind::Translation => language::english_name(&matter.language),
                ReportKind::Verbatim | ReportKind::Digest => String::new(),
            },
            translations: Vec::new(),
        }
    }
}

/// A section in a list.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct SectionLink {
    /// Its page, or its anchor on the page that holds it.
    pub url: Url,
    /// Its id in the report.
    pub id: Box<str>,
    /// Its label as printed.
    pub printed: Box<str>,
    /// Its label as cited.
    pub label: Box<str>,
    /// Its heading without label.
    pub heading: Box<str>,
    /// The language of its heading.
    pub language: Box<str>,
    /// Whether the source has no heading here.
    pub lead: bool,
    /// Whether it is a run-in heading.
    pub run_in: bool,
    /// Its level: 2 for `##`.
    pub level: u8,
    /// Its topics.
    pub topics: Vec<TopicLink>,
}

/// A topic of a section in a list.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct TopicLink {
    /// The topic's page.
    pub url: Url,
    /// Its id.
    pub id: Box<str>,
    /// Its name.
    pub label: Box<str>,
    /// `exact`, `close`, `wider`, `narrower`, `related`.
    pub matches: &'static str,
    /// Treated there without being the heading's own topic.
    pub also: bool,
}

impl SectionLink {
    /// Makes a section's link.
    pub fn new(
        url: Url,
        face: &SectionFace,
        language: &str,
        topics: &[TopicUse],
        thesaurus: &Thesaurus,
    ) -> Self {
        let topics = topics
            .iter()
            .map(|used| {
                let topic = thesaurus.topic(used.topic);
                TopicLink {
                    url: topic.url.clone(),
                    id: topic.id.clone(),
                    label: topic.label.clone(),
                    matches: used.matches.word(),
                    also: used.also,
                }
            })
            .collect();
        Self {
            url,
            id: face.id.clone(),
            printed: face.printed.clone(),
            label: face.label.clone(),
            heading: face.heading.clone(),
            language: language.into(),
            lead: face.form == Form::Lead,
            run_in: face.form == Form::RunIn,
            level: face.level,
            topics,
        }
    }
}
