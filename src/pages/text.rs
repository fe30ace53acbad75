//! Texts on a page: segments and resolved addresses → HTML, with an anchor for each paragraph.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::hash::{Hash, Hasher};

use serde::{Serialize, Serializer};

use super::World;
use super::echo_line::EchoLine;
use super::frame::Frame;
use crate::archive::ReportIdx;
use crate::digest::Digested;
use crate::language::{Tongue, key};
use crate::parse::document::{Note, SectionBody, Segment};
use crate::parse::entry::EntryText;
use crate::path::{SourcePath, Url};
use crate::permalinks::SectionNumbers;

/// The text of one section on one page. Serialises as finished HTML.
pub struct Text<'a> {
    body: &'a Digested<SectionBody>,
    /// The numbers of its paragraphs.
    numbers: &'a SectionNumbers,
    /// The fingerprints of its paragraphs, which follow from the text.
    prints: &'a [u64],
    /// Before each anchor: nothing on the section's own page, `1c-torture-` elsewhere.
    prefix: String,
    targets: Vec<(u32, &'a Url)>,
    /// Footnote marks: the note's index in the report and its number on this page.
    marks: Vec<(u32, u32)>,
    root: String,
    /// The language that the page speaks.
    tongue: &'a Tongue,
    /// The language of the text.
    language: &'a str,
    /// Whether paragraphs carry anchors here, or link to where they do.
    home: Option<&'a Url>,
    /// Where else paragraphs stand in the same words, by their position.
    echoes: Vec<(u32, EchoLine)>,
}

/// The notes of a page, numbered in the order of their marks.
#[derive(Default)]
pub struct Notes {
    order: Vec<u32>,
    numbers: BTreeMap<u32, u32>,
}

impl Notes {
    fn number(&mut self, note: u32) -> u32 {
        let next = u32::try_from(self.order.len() + 1).unwrap_or(u32::MAX);
        *self.numbers.entry(note).or_insert_with(|| {
            self.order.push(note);
            next
        })
    }

    /// The texts of the notes marked so far.
    pub fn texts<'a>(
        &self,
        all: &'a [Digested<Note>],
        world: &'a World,
        path: &SourcePath,
        root: &str,
    ) -> Vec<NoteText<'a>> {
        self.order
            .iter()
            .filter_map(|note| all.get(*note as usize))
            .map(|note| NoteText {
                note,
                targets: targets(&note.segments, world, path),
                root: root.to_owned(),
                tongue: world.tongue(),
            })
            .collect()
    }
}

impl<'a> Text<'a> {
    /// The text of a section, by its index in its report.
    ///
    /// `prefix` goes before each paragraph's anchor. With `home`, the page only repeats the text:
    /// paragraphs get no anchors of their own and their numbers link to the page they live on.
    pub fn new(
        world: &'a World,
        (report, section): (ReportIdx, u32),
        frame: &Frame,
        prefix: String,
        home: Option<&'a Url>,
        notes: &mut Notes,
    ) -> Self {
        let body = &world.body(report).sections[section as usize];
        let path = &world.archive.report(report).face.path;
        let marks = by_number(body.notes().map(|note| (note, notes.number(note))));
        let targets =
            by_number(body.slots().filter_map(|slot| Some((slot, world.links.of(path, slot)?))));
        let prints = world.found(report).wordings.get(section as usize);
        Self {
            body,
            numbers: world.numbers(report).section(section),
            prints: prints.map_or(&[][..], |prints| prints),
            prefix,
            targets,
            marks,
            root: frame.root.clone(),
            tongue: world.tongues.get(&frame.speaks),
            language: &world.archive.report(report).face.matter.language,
            home,
            echoes: Vec::new(),
        }
    }

    /// Says behind each paragraph where else it stands in the same words.
    #[must_use]
    pub fn with_echoes(mut self, echoes: Vec<(u32, EchoLine)>) -> Self {
        self.echoes = echoes;
        self
    }

    /// Where its links lead.
    pub(super) fn leads_to(&self) -> impl Iterator<Item = &Url> {
        self.targets.iter().map(|(_, url)| *url)
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.body.blocks.is_empty() && self.gone().is_empty()
    }

    /// The numbers of paragraphs that vanished, on the page that had their anchors.
    fn gone(&self) -> &[u32] {
        if self.home.is_none() { self.numbers.gone() } else { &[] }
    }

    /// The text as finished HTML.
    pub(super) fn html(&self) -> String {
        let size: usize = self.body.blocks.iter().map(|block| length(&block.segments) + 96).sum();
        let mut out = String::with_capacity(size);
        for (position, block) in (1_u32..).zip(&self.body.blocks) {
            let n = self.numbers.number(position);
            let anchor = format!("{}p{n}", self.prefix);
            let number = n.to_string();
            let label = |words: &str| {
                crate::parse::escape(&self.tongue.fill(words, &[("n", number.as_str())]))
            };
            let element = if block.paragraph { "p" } else { "div" };
            // Writing to a string cannot fail.
            let _ = match self.home {
                None => write!(
                    out,
                    "<{element} class=\"para\" id=\"{anchor}\" data-print=\"{:08x}\"><a class=\"pn\" href=\"#{anchor}\" aria-label=\"{}\">{n}</a> ",
                    self.print(position),
                    label(key("Paragraph {n}, permanent link"))
                ),
                Some(home) => write!(
                    out,
                    "<{element} class=\"para\"><a class=\"pn\" href=\"{}{}#{}\" aria-label=\"{}\">{n}</a> ",
                    self.root,
                    home.page(),
                    anchor,
                    label(key("Paragraph {n} in its section"))
                ),
            };
            push(&mut out, &block.segments, &self.targets, (&self.marks, self.tongue), &self.root);
            let _ = writeln!(out, "</{element}>");
            if let Ok(at) = self.echoes.binary_search_by_key(&position, |(known, _)| *known) {
                self.echoes[at].1.push(&mut out, &self.root, self.tongue, self.language);
            }
        }
        let gone = self.gone();
        if !gone.is_empty() {
            out.push_str("<p class=\"fine\">");
            for n in gone {
                let anchor = format!("{}p{n}", self.prefix);
                let words =
                    self.tongue.fill("Paragraph {n} is no longer here.", &[("n", &n.to_string())]);
                let _ = write!(out, "<span id=\"{anchor}\" class=\"gone\">{words}</span> ");
            }
            out.push_str("</p>\n");
        }
        out
    }

    /// The first half of a paragraph's fingerprint: what an address has room for.
    fn print(&self, position: u32) -> u64 {
        let at = position.checked_sub(1).and_then(|at| self.prints.get(at as usize));
        at.copied().unwrap_or_default() >> 32
    }
}

impl Hash for Text<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.body.hash(state);
        self.numbers.hash(state);
        (&self.prefix, &self.targets, &self.marks, self.home, &self.echoes).hash(state);
        self.tongue.tag.hash(state);
    }
}

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.html())
    }
}

/// A footnote on a page. Serialises as finished HTML.
pub struct NoteText<'a> {
    note: &'a Digested<Note>,
    targets: Vec<(u32, &'a Url)>,
    root: String,
    tongue: &'a Tongue,
}

impl Hash for NoteText<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.note.hash(state);
        self.targets.hash(state);
    }
}

impl NoteText<'_> {
    /// The note as finished HTML.
    pub(super) fn html(&self) -> String {
        let mut html = String::new();
        push(&mut html, &self.note.segments, &self.targets, (&[], self.tongue), &self.root);
        html
    }

    /// Where its links lead.
    pub(super) fn leads_to(&self) -> impl Iterator<Item = &Url> {
        self.targets.iter().map(|(_, url)| *url)
    }
}

impl Serialize for NoteText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.html())
    }
}

/// The text of a small file. Serialises as finished HTML, headings included.
pub struct Prose<'a> {
    text: &'a Digested<EntryText>,
    targets: Vec<(u32, &'a Url)>,
    root: String,
    tongue: &'a Tongue,
}

impl<'a> Prose<'a> {
    /// The text of a small file on a page.
    pub fn new(
        text: &'a Digested<EntryText>,
        world: &'a World,
        path: &SourcePath,
        root: &str,
    ) -> Self {
        let blocks =
            text.parts.iter().flat_map(|part| &part.body.blocks).map(|block| &block.segments);
        let segments = blocks.chain(text.notes.iter().map(|note| &note.segments)).flatten();
        let slots = segments.filter_map(|segment| match segment {
            Segment::Slot(slot) => Some(*slot),
            _ => None,
        });
        let targets = by_number(slots.filter_map(|slot| Some((slot, world.links.of(path, slot)?))));
        Self { text, targets, root: root.to_owned(), tongue: world.tongue() }
    }
}

impl Hash for Prose<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
        self.targets.hash(state);
    }
}

impl Serialize for Prose<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = String::new();
        let mut notes = Notes::default();
        for part in &self.text.parts {
            let marks = by_number(part.body.notes().map(|note| (note, notes.number(note))));
            if !part.heading.is_empty() {
                let heading = crate::parse::escape(&part.heading);
                let (level, id) = (part.level, &part.id);
                let _ = writeln!(out, "<h{level} id=\"{id}\">{heading}</h{level}>");
            }
            for block in &part.body.blocks {
                let (open, close) = if block.paragraph { ("<p>", "</p>\n") } else { ("", "") };
                out.push_str(open);
                push(&mut out, &block.segments, &self.targets, (&marks, self.tongue), &self.root);
                out.push_str(close);
            }
        }
        if !notes.order.is_empty() {
            out.push_str("<ol class=\"notes\">\n");
            for (n, note) in (1..).zip(&notes.order) {
                let _ = write!(out, "<li id=\"note-{n}\">");
                if let Some(note) = self.text.notes.get(*note as usize) {
                    push(&mut out, &note.segments, &self.targets, (&[], self.tongue), &self.root);
                }
                out.push_str("</li>\n");
            }
            out.push_str("</ol>\n");
        }
        serializer.serialize_str(&out)
    }
}

/// Pairs in the order of their numbers, to be found by halving.
fn by_number<T>(pairs: impl Iterator<Item = (u32, T)>) -> Vec<(u32, T)> {
    let mut pairs: Vec<_> = pairs.collect();
    pairs.sort_by_key(|(number, _)| *number);
    pairs
}

fn targets<'a>(segments: &[Segment], world: &'a World, path: &SourcePath) -> Vec<(u32, &'a Url)> {
    by_number(segments.iter().filter_map(|segment| match segment {
        Segment::Slot(slot) => Some((*slot, world.links.of(path, *slot)?)),
        _ => None,
    }))
}

fn length(segments: &[Segment]) -> usize {
    segments
        .iter()
        .map(|segment| match segment {
            Segment::Html(html) => html.len(),
            _ => 48,
        })
        .sum()
}

fn push(
    out: &mut String,
    segments: &[Segment],
    targets: &[(u32, &Url)],
    (marks, tongue): (&[(u32, u32)], &Tongue),
    root: &str,
) {
    for segment in segments {
        match segment {
            Segment::Html(html) => out.push_str(html),
            Segment::Slot(slot) => {
                if let Some((_, url)) = targets
                    .binary_search_by_key(slot, |(known, _)| *known)
                    .ok()
                    .map(|at| &targets[at])
                {
                    out.push_str(root);
                    out.push_str(&crate::parse::escape(url.as_str()));
                }
            }
            Segment::NoteMark(note) => {
                if let Some((_, n)) =
                    marks.binary_search_by_key(note, |(known, _)| *known).ok().map(|at| &marks[at])
                {
                    let label = tongue.fill("Note {n}", &[("n", &n.to_string())]);
                    let _ = write!(
                        out,
                        "<sup class=\"mark\"><a href=\"#note-{n}\" aria-label=\"{label}\">{n}</a></sup>"
                    );
                }
            }
        }
    }
}
