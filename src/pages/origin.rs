//! Where a text comes from, as paper has to say: nobody can follow a link on it.

use serde::Serialize;

use crate::archive::Report;
use crate::date::PartialDate;

/// Where a text comes from.
#[derive(Hash, Serialize)]
pub struct Origin<'a> {
    /// The title of the original.
    pub title: &'a str,
    /// Its address.
    pub url: Option<&'a str>,
    /// When it was fetched.
    pub retrieved: PartialDate,
    /// The hash of the file that was read.
    pub sha256: Option<&'a str>,
}

pub(super) fn origin(report: &Report) -> Origin<'_> {
    let source = &report.face.matter.source;
    Origin {
        title: &source.title,
        url: source.url.as_deref(),
        retrieved: source.retrieved,
        sha256: source.sha256.as_deref(),
    }
}
