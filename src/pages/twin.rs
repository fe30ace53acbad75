//! Files that scripts ask for, once more as scripts: a page that is opened from disk may load
//! nothing else. `static/load.js` asks for them.

use serde::Serialize;

use super::search::SearchFile;
use super::{PageId, View, World};
use crate::archive::ReportIdx;
use crate::path::Url;

/// A file that a script asks for, through `rightsbook.load`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "each file is documented where its view is defined")]
pub enum Loaded {
    Compose,
    Excerpts(ReportIdx),
    Editions,
    Sections(ReportIdx),
    Search(SearchFile),
}

/// How the content of a file is handed over.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
pub enum Handed {
    /// As JSON: what parses it gets the value.
    Json,
    /// As text that stands for bytes (base64).
    Bytes,
}

impl Loaded {
    /// The file itself.
    pub fn page(self) -> PageId {
        match self {
            Self::Compose => PageId::ComposeIndex,
            Self::Excerpts(report) => PageId::Excerpts(report),
            Self::Editions => PageId::EditionsData,
            Self::Sections(report) => PageId::SectionsData(report),
            Self::Search(file) => PageId::SearchFile(file),
        }
    }

    /// How its content is handed over.
    pub fn handed(self) -> Handed {
        match self {
            Self::Compose | Self::Excerpts(_) | Self::Editions | Self::Sections(_) => Handed::Json,
            Self::Search(_) => Handed::Bytes,
        }
    }
}

/// The file that a page is, if scripts ask for it.
pub fn loaded(id: PageId) -> Option<Loaded> {
    match id {
        PageId::ComposeIndex => Some(Loaded::Compose),
        PageId::Excerpts(report) => Some(Loaded::Excerpts(report)),
        PageId::EditionsData => Some(Loaded::Editions),
        PageId::SectionsData(report) => Some(Loaded::Sections(report)),
        PageId::SearchFile(file) => Some(Loaded::Search(file)),
        _ => None,
    }
}

/// A file that scripts ask for, as a script.
#[derive(Hash)]
pub struct Twin<'a> {
    /// What the file shows.
    pub of: Box<View<'a>>,
    /// How its content is handed over.
    pub handed: Handed,
}

pub(super) fn twin(world: &World, of: Loaded) -> Twin<'_> {
    Twin { of: Box::new(super::view(world, of.page())), handed: of.handed() }
}

/// Where the twin of a file stands.
pub fn url(of: &Url) -> Url {
    Url::file(&format!("{of}.js"))
}
