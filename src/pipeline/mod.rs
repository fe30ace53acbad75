//! The one path from sources to pages. Everything that builds, checks or serves goes this way.
//!
//! A cold build is this with an empty [`Memory`]; there is no other build code.

mod build;
mod carry;
mod draw;
mod lock;
mod memory;
mod tongues;
mod understand;

pub use build::{Built, Checked, Progress, Receipt, build, check};
pub use draw::Drawer;
pub use memory::Memory;
pub use understand::{Understood, understand};

use std::path::PathBuf;

use crate::check::LinkStyle;
use crate::diagnostic::{Diagnostic, Severity};
use crate::publish::PublishError;
use crate::source::ReadError;

/// What is to be made, said once: no stage asks the environment.
#[derive(Clone, Debug)]
pub struct Site {
    /// The archive's root, absolute.
    pub root: PathBuf,
    /// Stands in for the base URL of the settings.
    pub base_url: Option<String>,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// How links to pages are spelt.
    pub links: LinkStyle,
    /// Whether warnings stop a build.
    pub strict: bool,
    /// What becomes of a lock that the texts have left behind.
    pub lock: LockUse,
}

/// What becomes of a `permalinks.lock` that the texts have left behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockUse {
    /// A build writes it anew.
    Keep,
    /// It stays, and a warning says so.
    Leave,
    /// It stays, and nothing is published.
    Hold,
}

impl Site {
    /// An archive with nothing out of the ordinary.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self {
            root: root.into(),
            base_url: None,
            drafts: false,
            links: LinkStyle::Pretty,
            strict: false,
            lock: LockUse::Keep,
        }
    }

    /// Whether these problems stop a build.
    pub fn is_stopped_by(&self, problems: &[Diagnostic]) -> bool {
        problems.iter().any(|problem| self.strict || problem.severity == Severity::Error)
    }
}

/// The machine failed: nothing that an editor wrote is wrong.
#[derive(Debug)]
pub enum RunError {
    /// A source could not be read.
    Read(ReadError),
    /// The output could not be written.
    Publish(PublishError),
}

impl std::fmt::Display for RunError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Read(error) => error.fmt(f),
            Self::Publish(error) => error.fmt(f),
        }
    }
}

impl RunError {
    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Read(_) => None,
            Self::Publish(error) => error.hint(),
        }
    }
}

impl From<ReadError> for RunError {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

impl From<PublishError> for RunError {
    fn from(error: PublishError) -> Self {
        Self::Publish(error)
    }
}
