//! A body of Markdown → sections: headings, run-in headings, blocks with anchors.
//!
//! The text is parsed once and cut at its headings afterwards, so that footnotes and reference
//! links defined at its end work in every section.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::config::Limits;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::parse::document::{
    Block, Form, Named, Note, Place, SectionBody, SectionFace, Substance,
};
use crate::parse::heading;
use crate::parse::html::{Placed, Writer};
use crate::parse::ids::Ids;
use crate::parse::run_in::{plain_text, run_in, trim_start};
use crate::parse::substance;
use crate::path::is_slug;

/// What a body of text is made of.
#[derive(Default)]
pub(super) struct Outline {
    pub(super) faces: Vec<SectionFace>,
    pub(super) bodies: Vec<SectionBody>,
    pub(super) notes: Vec<Note>,
}

/// Cuts the text from byte `start` on into sections.
pub(super) fn read(writer: &mut Writer<'_>, text: &str, start: usize, limits: Limits) -> Outline {
    let mut cutter = Cutter {
        writer,
        outline: Outline::default(),
        plain: Vec::new(),
        notes: Vec::new(),
        last: None,
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let events = Parser::new_ext(&text[start..], options).into_offset_iter();
    let mut block: Vec<Placed<'_>> = Vec::new();
    let mut depth = 0_u32;
    for (event, at) in events {
        let at = at.start + start..at.end + start;
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > limits.nesting {
            let message = format!("markup is nested deeper than {} levels", limits.nesting);
            cutter.writer.problem(
                Code::TooDeep,
                at,
                message,
                "take some of the list or quotation marks away",
            );
            return cutter.finish();
        }
        block.push((event, at));
        if depth == 0 {
            cutter.block(std::mem::take(&mut block));
        }
    }
    cutter.finish()
}

struct Cutter<'w, 'p> {
    writer: &'w mut Writer<'p>,
    outline: Outline,
    /// The beginning of each section's own text, to tell a pointer from a text.
    plain: Vec<substance::Taste>,
    notes: Vec<(u32, Note, Range<usize>)>,
    /// The last heading on a line of its own: run-in headings stand under it.
    last: Option<u32>,
}

impl Cutter<'_, '_> {
    fn block(&mut self, mut events: Vec<Placed<'_>>) {
        let Some((first, at)) = events.first().cloned() else { return };
        match first {
            Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                let attributes = Attributes { id, classes, attrs_used: !attrs.is_empty() };
                self.heading(level, &attributes, &events, at);
            }
            Event::Start(Tag::FootnoteDefinition(label)) => {
                events.pop();
                events.remove(0);
                self.look_for_lost_footnotes(&events);
                self.refuse_marks(&events, "a footnote");
                let n = self.writer.note(&label);
                let segments = self.writer.segments(events);
                self.notes.push((n, Note { segments }, at));
            }
            Event::Start(Tag::Paragraph) => {
                if let Some((words, rest)) = run_in(&events) {
                    self.run_in(&words, at.clone());
                    events.drain(1..rest);
                    trim_start(&mut events);
                    if events.len() <= 2 {
                        return;
                    }
                }
                self.text(events, true);
            }
            Event::Rule => {}
            _ => self.text(events, false),
        }
    }

    fn text(&mut self, mut events: Vec<Placed<'_>>, paragraph: bool) {
        self.ensure_section();
        self.look_for_lost_footnotes(&events);
        if let Some(taste) = self.plain.last_mut() {
            taste.add(events.iter().filter_map(|(event, _)| match event {
                Event::Text(text) | Event::Code(text) => Some(&**text),
                Event::SoftBreak | Event::HardBreak => Some(" "),
                _ => None,
            }));
        }
        if paragraph {
            events.pop();
            events.remove(0);
        }
        let segments = self.writer.segments(events);
        if let (Some(body), Some(face)) =
            (self.outline.bodies.last_mut(), self.outline.faces.last_mut())
        {
            body.blocks.push(Block { paragraph, segments });
            face.paragraphs += 1;
        }
    }

    /// A mark whose footnote is not defined stays text in CommonMark: nobody would notice.
    fn look_for_lost_footnotes(&mut self, events: &[Placed<'_>]) {
        let mut code = false;
        for pair in events.windows(2) {
            match &pair[0].0 {
                Event::Start(Tag::CodeBlock(_)) => code = true,
                Event::End(TagEnd::CodeBlock) => code = false,
                Event::Text(open) if &**open == "[" && !code => {
                    if let Event::Text(label) = &pair[1].0
                        && label.starts_with('^')
                    {
                        let label = label.trim_end_matches(']');
                        let message = format!("no footnote `[{label}]` is defined");
                        let at = pair[0].1.start..pair[1].1.end;
                        let hint = format!(
                            "write `[{label}]: …` on a line of its own at the end of the text"
                        );
                        self.writer.problem(Code::MissingFootnote, at, message, &hint);
                    }
                }
                _ => {}
            }
        }
    }

    /// Marks in headings and in footnotes would lead to notes that no page shows.
    fn refuse_marks(&mut self, events: &[Placed<'_>], place: &str) {
        for (event, at) in events {
            if let Event::FootnoteReference(label) = event {
                let message = format!("the footnote `[^{label}]` is marked in {place}");
                let hint = "move the mark into the text of a paragraph";
                self.writer.problem(Code::MissingFootnote, at.clone(), message, hint);
            }
        }
    }

    fn ensure_section(&mut self) {
        if self.outline.faces.is_empty() {
            let form = Form::Lead;
            self.push(SectionFace { form, heading: "Lead".into(), ..blank(2, None) });
        }
    }

    fn heading(
        &mut self,
        level: HeadingLevel,
        attributes: &Attributes<'_>,
        events: &[Placed<'_>],
        at: Range<usize>,
    ) {
        let text = plain_text(events);
        self.refuse_marks(events, "a heading");
        let level = level as u8;
        if level == 1 {
            self.writer.problem(
                Code::BadHeading,
                at.clone(),
                "a heading of the first level stands in the text",
                "the report's title stands in the front matter; headings begin with `##`",
            );
        }
        if text.is_empty() {
            self.writer.problem(
                Code::BadHeading,
                at,
                "a heading has no text",
                "write the heading as printed, or take the `#` marks away",
            );
            return;
        }
        let level = level.max(2);
        let parent = self.parent_of(level);
        let above = parent.map_or(1, |p| self.outline.faces[p as usize].level);
        if level > above + 1 {
            let message = format!("this heading of level {level} follows one of level {above}");
            let hint = format!("write it with {} `#` marks", above + 1);
            self.writer.problem(Code::BadHeading, at.clone(), message, &hint);
        }
        let split = heading::split(&text);
        let above_label = self.label_above(parent);
        let label = heading::full_label(&above_label, &split.label);
        let mut face = SectionFace {
            label: label.into(),
            printed: split.printed.into(),
            heading: split.words.into(),
            at: Place(at.clone()),
            ..blank(level, parent)
        };
        self.attributes(attributes, at, &mut face);
        self.push(face);
    }

    fn attributes(
        &mut self,
        attributes: &Attributes<'_>,
        at: Range<usize>,
        face: &mut SectionFace,
    ) {
        let expected = "a heading takes `{#id}` and `{.topic-…}` only";
        if attributes.attrs_used {
            self.writer.problem(
                Code::BadHeading,
                at.clone(),
                "the heading has an attribute",
                expected,
            );
        }
        for class in &attributes.classes {
            match class.strip_prefix("topic-") {
                Some(topic) => face.topics.push(Named { id: topic.into(), at: Place(at.clone()) }),
                None => {
                    let message = format!("the heading has the class `{class}`");
                    self.writer.problem(Code::BadHeading, at.clone(), message, expected);
                }
            }
        }
        if let Some(id) = &attributes.id {
            if is_slug(id) {
                face.id = id.as_ref().into();
            } else {
                let message = format!("`{id}` cannot be an id");
                self.writer.problem(
                    Code::BadHeading,
                    at,
                    message,
                    "use lower-case letters a to z, figures and hyphens",
                );
            }
        }
    }

    fn run_in(&mut self, words: &str, at: Range<usize>) {
        let parent = self.last;
        let level = parent.map_or(2, |p| self.outline.faces[p as usize].level + 1);
        let place = Place(at);
        self.push(SectionFace {
            form: Form::RunIn,
            heading: words.into(),
            at: place,
            ..blank(level, parent)
        });
    }

    /// The nearest open heading above a level.
    fn parent_of(&self, level: u8) -> Option<u32> {
        let face = |at: u32| &self.outline.faces[at as usize];
        std::iter::successors(self.last, |at| face(*at).parent).find(|at| face(*at).level < level)
    }

    fn label_above(&self, mut parent: Option<u32>) -> String {
        while let Some(at) = parent {
            let face = &self.outline.faces[at as usize];
            if !face.label.is_empty() {
                return face.label.to_string();
            }
            parent = face.parent;
        }
        String::new()
    }

    fn push(&mut self, face: SectionFace) {
        if face.form == Form::Heading {
            self.last = u32::try_from(self.outline.faces.len()).ok();
        }
        self.outline.faces.push(face);
        self.outline.bodies.push(SectionBody::default());
        self.plain.push(substance::Taste::default());
    }

    fn finish(mut self) -> Outline {
        for (face, taste) in self.outline.faces.iter_mut().zip(&self.plain) {
            face.substance = taste.substance();
        }
        substance::inherit(&mut self.outline.faces);
        let mut ids = Ids::new(self.writer);
        for at in 0..self.outline.faces.len() {
            let above = self.outline.faces[at].parent;
            let mut label = self.outline.faces[at].label.to_string();
            let mut up = above;
            while let (true, Some(parent)) = (label.is_empty(), up) {
                label = self.outline.faces[parent as usize].label.to_string();
                up = self.outline.faces[parent as usize].parent;
            }
            let around = above.map(|p| self.outline.faces[p as usize].heading.to_string());
            ids.claim(&mut self.outline.faces[at], &label, around.as_deref());
        }
        let wanted = self.writer.notes.len();
        let mut notes: Vec<Note> = (0..wanted).map(|_| Note { segments: Vec::new() }).collect();
        for (n, note, at) in self.notes {
            if !self.writer.marked.contains(&n) {
                let problem = Diagnostic::warning(
                    Code::MissingFootnote,
                    Span::new(self.writer.path(), at),
                    "no text marks this footnote, so nobody will read it",
                );
                self.writer
                    .problems
                    .push(problem.hint("write its mark, `[^label]`, where it belongs"));
            }
            if let Some(place) = notes.get_mut(n as usize) {
                *place = note;
            }
        }
        self.outline.notes = notes;
        self.outline
    }
}

struct Attributes<'t> {
    id: Option<CowStr<'t>>,
    classes: Vec<CowStr<'t>>,
    attrs_used: bool,
}

fn blank(level: u8, parent: Option<u32>) -> SectionFace {
    SectionFace {
        id: "".into(),
        form: Form::Heading,
        level,
        parent,
        label: "".into(),
        printed: "".into(),
        heading: "".into(),
        topics: Vec::new(),
        paragraphs: 0,
        substance: Substance::Nothing,
        at: Place(0..0),
    }
}
