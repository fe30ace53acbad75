//! A report's texts section by section, each with its citation: what readers put reports of their
//! own together from.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::World;
use super::cited::{self, Subject};
use super::compose;
use super::report::{Facts, Passage, contents, facts, local_prefix, passage};
use super::text::{NoteText, Notes};
use crate::archive::part::Card;
use crate::archive::{ReportIdx, SectionIdx};
use crate::cite::{Form, Format, Work};
use crate::config::direction;
use crate::digest::Digested;
use crate::path::Url;

/// The texts of a report: what the licence lets the archive show, since nothing else comes out of
/// the parser. Links in them lead from the page that composes.
#[derive(Hash, serde::Serialize)]
pub struct Excerpts<'a> {
    /// The report.
    pub card: &'a Digested<Card>,
    /// The language of its text.
    pub language: &'a str,
    /// Which way that is written.
    pub direction: &'static str,
    /// Where it came from and under which terms.
    pub facts: Facts<'a>,
    /// How it is cited.
    pub cited: Reference<'a>,
    /// Its sections, in the order of the text.
    pub sections: Vec<Excerpt<'a>>,
}

/// A section, without the sections inside it.
#[derive(Hash, serde::Serialize)]
pub struct Excerpt<'a> {
    /// What it is, and its text as pages show it.
    #[serde(flatten)]
    pub passage: Passage<'a>,
    /// `pointer only`, `not applicable`, or nothing.
    pub remark: &'static str,
    /// Its notes, in the order of their marks.
    pub notes: Vec<NoteText<'a>>,
    /// How it is cited.
    pub cited: Reference<'a>,
}

/// How a text is cited under itself. Serialises as a written form and as RIS.
#[derive(Hash)]
pub struct Reference<'a>(Work<'a>);

impl Serialize for Reference<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut both = serializer.serialize_struct("Reference", 2)?;
        both.serialize_field("chicago", &Form::Chicago.runs(&self.0))?;
        both.serialize_field("ris", &Format::Ris.write(std::slice::from_ref(&self.0)))?;
        both.end()
    }
}

/// Where the texts of a report stand.
pub(super) fn url(report: &Url) -> Url {
    Url::file(&format!("{report}excerpts.json"))
}

pub(super) fn excerpts(world: &World, at: ReportIdx) -> Excerpts<'_> {
    let report = world.archive.report(at);
    let language = &*report.face.matter.language;
    Excerpts {
        card: &report.card,
        language,
        direction: direction(language),
        facts: facts(world, report),
        cited: Reference(cited::work(world, Subject::Report(at))),
        sections: report.sections().map(|section| excerpt(world, section)).collect(),
    }
}

fn excerpt(world: &World, at: SectionIdx) -> Excerpt<'_> {
    let section = world.archive.section(at);
    let owner = &world.archive.section(section.owner).link.url;
    let root = compose::url().root();
    let mut notes = Notes::default();
    let passage = passage(world, at, &root, local_prefix(world, at), Some(owner), &mut notes);
    let path = &world.archive.report(section.report).face.path;
    Excerpt {
        passage,
        remark: contents(world, at).remark,
        notes: notes.texts(&world.body(section.report).notes, world, path, &root),
        cited: Reference(cited::work(world, Subject::Section(at))),
    }
}
