//! A report's texts section by section, and how each is cited: what readers put reports of their
//! own together from.

use std::collections::HashMap;
use std::hash::Hash;

use serde::{Serialize, Serializer};

use super::World;
use super::cited::{self, Subject};
use super::compose;
use super::frame::Frame;
use super::report::{Facts, Passage, contents, facts, local_prefix, passage};
use super::text::{NoteText, Notes, Text};
use crate::archive::part::Card;
use crate::archive::{ReportIdx, SectionIdx};
use crate::cite::{Form, Format, Run, Work};
use crate::config::direction;
use crate::digest::Digested;
use crate::path::Url;

/// The texts of a report: what the licence lets the archive show, since nothing else comes out of
/// the parser. Links in them lead from the page that composes.
#[derive(Hash, Serialize)]
pub struct Excerpts<'a> {
    /// The report.
    pub card: &'a Digested<Card>,
    /// The language of its text.
    pub language: &'a str,
    /// Which way that is written.
    pub direction: &'static str,
    /// Where it came from and under which terms.
    pub facts: Facts<'a>,
    /// Its sections, in the order of the text.
    pub sections: Vec<Excerpt<'a>>,
    /// How it and then each section is cited.
    pub cited: References<'a>,
}

/// A section, without the sections inside it.
#[derive(Hash, Serialize)]
pub struct Excerpt<'a> {
    /// Its page, or its place on the page that holds it.
    pub url: &'a Url,
    /// Its label as printed.
    pub printed: &'a str,
    /// Its heading without label.
    pub heading: &'a str,
    /// Whether the source has no heading here.
    pub lead: bool,
    /// Its level: 2 for `##`.
    pub level: u8,
    /// Its topics by id, the heading's own first.
    pub topics: Vec<&'a str>,
    /// `pointer only`, `not applicable`, or nothing.
    pub remark: &'static str,
    /// Its text as pages show it.
    pub text: Text<'a>,
    /// Whether there is nothing to read.
    pub empty: bool,
    /// Its notes, in the order of their marks.
    pub notes: Vec<NoteText<'a>>,
}

/// How works are cited, in a written form and in RIS.
///
/// Most of it is the same for all sections of a report. Serialises with each piece told once, and
/// each work as the numbers of its pieces.
#[derive(Hash)]
pub struct References<'a>(Vec<Work<'a>>);

/// Pieces in the order in which they first come up.
struct Pieces<T>(Vec<T>, HashMap<T, usize>);

impl<T: Clone + Eq + Hash> Pieces<T> {
    fn number(&mut self, piece: T) -> usize {
        let Self(all, numbers) = self;
        *numbers.entry(piece).or_insert_with_key(|piece| {
            all.push(piece.clone());
            all.len() - 1
        })
    }
}

impl Serialize for References<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Told {
            chicago: Vec<Run>,
            ris: Vec<String>,
            works: Vec<(Vec<usize>, Vec<usize>)>,
        }
        let mut runs = Pieces(Vec::new(), HashMap::new());
        let mut lines = Pieces(Vec::new(), HashMap::new());
        let works = self.0.iter().map(|work| {
            let written =
                Form::Chicago.runs(work).into_iter().map(|run| runs.number(run)).collect();
            let file = Format::Ris.write(std::slice::from_ref(work));
            let told = file.lines().map(|line| lines.number(line.to_owned())).collect();
            (written, told)
        });
        let works = works.collect();
        Told { chicago: runs.0, ris: lines.0, works }.serialize(serializer)
    }
}

/// Where the texts of a report stand.
pub(super) fn url(report: &Url) -> Url {
    Url::file(&format!("{report}excerpts.json"))
}

pub(super) fn excerpts(world: &World, at: ReportIdx) -> Excerpts<'_> {
    let report = world.archive.report(at);
    let language = &*report.face.matter.language;
    let sections = report.sections().map(Subject::Section);
    // Texts are put into the page that composes, which speaks the language of the archive.
    let frame = Frame::new(world, "compose", compose::url(), "");
    let works = std::iter::once(Subject::Report(at)).chain(sections);
    Excerpts {
        card: &report.card,
        language,
        direction: direction(language),
        facts: facts(world, report),
        sections: report.sections().map(|section| excerpt(world, &frame, section)).collect(),
        cited: References(works.map(|of| cited::work(world, of)).collect()),
    }
}

fn excerpt<'a>(world: &'a World, frame: &Frame, at: SectionIdx) -> Excerpt<'a> {
    let section = world.archive.section(at);
    let owner = &world.archive.section(section.owner).link.url;
    let mut notes = Notes::default();
    let Passage { link, text, empty } =
        passage(world, at, frame, local_prefix(world, at), Some(owner), &mut notes);
    let path = &world.archive.report(section.report).face.path;
    Excerpt {
        url: &link.url,
        printed: &link.printed,
        heading: &link.heading,
        lead: link.lead,
        level: link.level,
        topics: link.topics.iter().map(|topic| &*topic.id).collect(),
        remark: contents(world, at).remark,
        text,
        empty,
        notes: notes.texts(&world.body(section.report).notes, world, path, &frame.root),
    }
}
