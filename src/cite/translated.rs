//! What a citation of a translation says of the translator and of the original.

use super::run::Runs;
use super::{Work, said};
use crate::date::PartialDate;

/// A translation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Translated<'a> {
    /// Its language, in English.
    pub into: &'a str,
    /// Whose it is.
    pub by: By<'a>,
    /// What it translates, where the archive holds that too.
    pub original: Option<Original<'a>>,
}

/// Whose a translation is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum By<'a> {
    /// Nobody says.
    #[default]
    Unknown,
    /// The publisher's, by its name.
    Publisher(&'a str),
    /// The archive's, by its name.
    Archive(&'a str),
    /// Somebody else's.
    Somebody(&'a str),
}

/// The report that a translation translates.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Original<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its language, in English.
    pub language: String,
    /// Its language, as BCP 47 writes it.
    pub tag: &'a str,
    /// When it appeared.
    pub published: PartialDate,
    /// Its address.
    pub url: Option<&'a str>,
    /// Where the archive's copy of it stands.
    pub archive_url: String,
}

impl<'a> By<'a> {
    /// The translator's name.
    pub fn name(self) -> Option<&'a str> {
        match self {
            Self::Unknown => None,
            Self::Publisher(name) | Self::Archive(name) | Self::Somebody(name) => Some(name),
        }
    }
}

impl Translated<'_> {
    /// What the archive's copy is.
    pub(super) fn copy(&self) -> String {
        let into = self.into;
        match self.by {
            By::Unknown if self.original.is_none() => "translation of the original".to_owned(),
            By::Unknown => format!("translation into {into}"),
            By::Publisher(_) => format!("copy of the publisher’s translation into {into}"),
            By::Archive(_) => format!("archive’s own translation into {into}"),
            By::Somebody(name) => format!("copy of a translation into {into} by {name}"),
        }
    }

    /// Whether what was fetched is the translation, not the original.
    pub(super) fn was_fetched(&self) -> bool {
        matches!(self.by, By::Publisher(_) | By::Somebody(_))
    }
}

impl Original<'_> {
    /// The original in a few words: title, language, date, address.
    pub(super) fn short(&self) -> String {
        let mut short = format!("{} ({}, ", self.title, self.language);
        short.push_str(&said(self.published, PartialDate::in_words));
        short.push(')');
        if let Some(url) = self.url {
            short.push_str(&format!(", {url}"));
        }
        short
    }
}

impl Work<'_> {
    /// The translator's name, if the work is a translation and somebody says whose.
    pub(super) fn translator(&self) -> Option<&str> {
        self.translated.as_ref().and_then(|translated| translated.by.name())
    }

    /// The original of a translation.
    pub(super) fn translates(&self) -> Option<&Original<'_>> {
        self.translated.as_ref().and_then(|translated| translated.original.as_ref())
    }
}

impl Runs {
    /// The translator between two marks, if one is named.
    pub(super) fn translator(self, before: &str, after: &str, work: &Work<'_>) -> Self {
        match work.translator() {
            Some(name) => self.words(before).words(name).words(after),
            None => self,
        }
    }

    /// The original of a translation: `before` leads in, `date` writes when it appeared, `around`
    /// stands before and behind its address.
    pub(super) fn translates(
        self,
        before: &str,
        around: [&str; 2],
        after: &str,
        date: impl FnOnce(PartialDate) -> String,
        work: &Work<'_>,
    ) -> Self {
        let Some(original) = work.translates() else { return self };
        let runs = self.words(format!("{before} in {} as ", original.language));
        let runs = runs.title(original.title).words(format!(", {}", date(original.published)));
        match original.url {
            Some(url) => runs.words(around[0]).address(url).words(around[1]),
            None => runs,
        }
        .words(after)
    }
}
