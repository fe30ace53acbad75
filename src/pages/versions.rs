//! The texts of one edition in several languages: how their pages lead to one another, and what a
//! translation's pages say of it.

use serde::Serialize;

use super::World;
use super::frame::Frame;
use crate::archive::part::Version;
use crate::archive::{Report, ReportIdx, SectionIdx};
use crate::language;
use crate::parse::matter::ReportKind;
use crate::parse::translation::Translator;
use crate::path::Url;

/// The languages of a page.
#[derive(Clone, Debug, Default, Hash, Serialize)]
pub struct Versions {
    /// The same in other languages.
    pub others: Vec<Other>,
    /// The same page in each language, for programs; empty where there is but this one.
    pub alternates: Vec<Alternate>,
    /// Of a translation: what it is.
    pub translation: Option<TranslationNote>,
}

/// A page's text in another language.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Other {
    /// The page, and what it is written in.
    #[serde(flatten)]
    pub version: Version,
    /// Whether it is the report, since that has no such section.
    pub whole: bool,
}

/// A page in a language, for programs.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct Alternate {
    /// The language, or `x-default`.
    pub language: Box<str>,
    /// Its address.
    pub url: Url,
}

/// What a translation is.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct TranslationNote {
    /// Its language, in English.
    pub into: String,
    /// `publisher`, `archive`, `somebody`, or nothing where the editor does not say.
    pub by: &'static str,
    /// Who, if somebody else.
    pub translator: Box<str>,
    /// The original, where the archive holds it.
    pub original: Option<OriginalLink>,
}

/// The original of a translated page.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct OriginalLink {
    /// The page.
    #[serde(flatten)]
    pub version: Version,
    /// The title of the report.
    pub title: Box<str>,
    /// What the language is called in English.
    pub english: String,
}

/// The report that a translation translates, if the archive holds it as its publisher wrote it.
pub(super) fn original<'a>(world: &'a World, report: &Report) -> Option<&'a Report> {
    let original = world.archive.report(report.translates.as_ref()?.original);
    (original.face.matter.kind != ReportKind::Translation).then_some(original)
}

/// What a report translates, in a sentence; nothing of other reports.
pub(super) fn translated(world: &World, report: &Report) -> Option<String> {
    let into = &report.card.into;
    if into.is_empty() {
        return None;
    }
    Some(match original(world, report) {
        Some(original) => format!("Translation into {into} of “{}”.", original.card.title),
        None => format!("Translation into {into}."),
    })
}

impl Frame {
    /// Adds the languages of a page. `page` tells where its like stands in another text of the
    /// edition, if it has one.
    #[must_use]
    pub(super) fn in_versions(
        mut self,
        world: &World,
        at: ReportIdx,
        page: impl Fn(ReportIdx) -> Option<Url>,
    ) -> Self {
        let archive = &world.archive;
        let report = archive.report(at);
        let place = |other: ReportIdx| {
            let version = Version::new(archive.report(other));
            let url = page(other);
            let whole = url.is_none();
            Other { version: Version { url: url.unwrap_or(version.url), ..version }, whole }
        };
        let all = || archive.versions(at);
        let others: Vec<Other> = all().filter(|other| *other != at).map(place).collect();
        let mut alternates: Vec<Alternate> = all()
            .filter_map(|other| {
                let url = if other == at { Some(self.url.clone()) } else { page(other) };
                let language = archive.report(other).face.matter.language.clone();
                // What stands inside another page is not that page in another language.
                let url = url.filter(|url| url.page() == url.as_str())?;
                Some((other, Alternate { language, url }))
            })
            .flat_map(|(other, alternate)| {
                let first = (other == archive.original(at))
                    .then(|| Alternate { language: "x-default".into(), ..alternate.clone() });
                std::iter::once(alternate).chain(first)
            })
            .collect();
        let pages = alternates.iter().filter(|alternate| &*alternate.language != "x-default");
        if pages.count() < 2 {
            alternates.clear();
        }
        let translation = (report.face.matter.kind == ReportKind::Translation).then(|| {
            let (by, translator) = match &report.face.matter.translation.by {
                Some(Translator::Publisher) => ("publisher", ""),
                Some(Translator::Archive) => ("archive", ""),
                Some(Translator::Named(name)) => ("somebody", &**name),
                None => ("", ""),
            };
            let original = original(world, report).map(|original| OriginalLink {
                version: place(archive.original(at)).version,
                title: original.card.title.clone(),
                english: language::english_name(&original.face.matter.language),
            });
            TranslationNote {
                into: report.card.into.clone(),
                by,
                translator: translator.into(),
                original,
            }
        });
        self.versions = Versions { others, alternates, translation };
        self
    }
}

/// The same section in the translations of its report.
pub(super) fn of_section(world: &World, at: SectionIdx) -> Vec<Version> {
    let archive = &world.archive;
    let translations = archive.report_of(at).translations.iter();
    translations
        .filter_map(|other| {
            let section = archive.counterpart(at, *other)?;
            let url = archive.section(section).link.url.clone();
            Some(Version { url, ..Version::new(archive.report(*other)) })
        })
        .collect()
}
