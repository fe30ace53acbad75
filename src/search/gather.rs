//! One report → its words, and where each stands.

use std::collections::HashMap;

use super::Texts;
use super::word::{Language, Term, Terms, words};
use crate::archive::ReportIdx;
use crate::parse::document::Form;
use crate::parse::entity::EntityMatter;
use crate::prose;

/// The words of a report.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// Each form of each term, in the order of the text, and where its places end.
    pub(super) forms: Vec<(Term, Box<str>, usize)>,
    /// Unit and word, form by form. The units of a report are counted from 0: the heading of each
    /// section, then its paragraphs.
    places: Vec<(u32, u32)>,
    /// How many paragraphs each section has.
    pub(super) paragraphs: Vec<u32>,
    /// How many words each section has.
    pub(super) words: Vec<u32>,
}

impl Gathered {
    /// How many units the report has.
    pub(super) fn units(&self) -> u32 {
        self.paragraphs.iter().map(|count| count + 1).sum()
    }

    /// Where its n-th form stands.
    pub(super) fn places_of(&self, n: u32) -> &[(u32, u32)] {
        let n = n as usize;
        let start = n.checked_sub(1).map_or(0, |before| self.forms[before].2);
        &self.places[start..self.forms[n].2]
    }
}

/// Reads the words of a report.
pub(super) fn gather(texts: Texts<'_>, at: ReportIdx) -> Gathered {
    let report = texts.archive.report(at);
    let (Some(body), Some(findings)) =
        (texts.bodies.get(at.0 as usize), texts.findings.get(at.0 as usize))
    else {
        return Gathered::default();
    };
    let mut found = Found::new(Terms::of(Language::of(&report.face.matter.language)));
    let mut gathered = Gathered::default();
    let mut unit = 0;
    for ((local, face), text) in (0..).zip(&report.face.sections).zip(&body.sections) {
        if face.form != Form::Lead {
            found.text(unit, &face.heading);
        }
        unit += 1;
        let mut length = 0;
        for (number, block) in (1..).zip(&text.blocks) {
            let starts = found.text(unit, &prose::plain(block));
            for mention in findings.mentions_in(local, number) {
                let place = starts.partition_point(|start| *start < mention.at.start);
                if let Some(entity) = texts.entities.get(mention.entity as usize) {
                    found.names(unit, u32::try_from(place).unwrap_or(0), &entity.matter);
                }
            }
            length += starts.len();
            unit += 1;
        }
        gathered.paragraphs.push(u32::try_from(text.blocks.len()).unwrap_or(u32::MAX));
        gathered.words.push(u32::try_from(length).unwrap_or(u32::MAX));
    }
    found.into(gathered)
}

/// Words on their way.
struct Found {
    terms: Terms,
    /// Words as they are written → their form's number, if they have a term.
    written: HashMap<Box<str>, Option<u32>>,
    numbers: HashMap<(Term, Box<str>), u32>,
    forms: Vec<(Term, Box<str>)>,
    /// Form, unit, word.
    places: Vec<(u32, u32, u32)>,
}

impl Found {
    fn new(terms: Terms) -> Self {
        Self {
            terms,
            written: HashMap::new(),
            numbers: HashMap::new(),
            forms: Vec::new(),
            places: Vec::new(),
        }
    }

    /// Adds a text; gives where its words begin.
    fn text(&mut self, unit: u32, text: &str) -> Vec<u32> {
        let mut starts = Vec::with_capacity(text.len() / 6);
        for (position, at) in (0..).zip(words(text)) {
            starts.push(u32::try_from(at.start).unwrap_or(u32::MAX));
            self.word(unit, position, &text[at]);
        }
        starts
    }

    /// Adds all names of an entity where one of them stands.
    fn names(&mut self, unit: u32, place: u32, entity: &EntityMatter) {
        let names = entity.aliases.iter().map(|alias| &*alias.name);
        for name in names.chain([&*entity.name]) {
            for (position, at) in (place..).zip(words(name)) {
                self.word(unit, position, &name[at]);
            }
        }
    }

    fn word(&mut self, unit: u32, position: u32, written: &str) {
        let known = match self.written.get(written) {
            Some(known) => *known,
            None => {
                let number = self.terms.term(written).map(|form| self.number(form));
                self.written.insert(written.into(), number);
                number
            }
        };
        if let Some(form) = known {
            self.places.push((form, unit, position));
        }
    }

    fn number(&mut self, form: (Term, Box<str>)) -> u32 {
        let next = u32::try_from(self.forms.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(form).or_insert_with_key(|form| {
            self.forms.push(form.clone());
            next
        })
    }

    /// Puts all in order. A name that stands in the text is found there already.
    fn into(mut self, gathered: Gathered) -> Gathered {
        self.places.sort_unstable();
        self.places.dedup();
        let mut forms = Vec::with_capacity(self.forms.len());
        let ends = self.places.chunk_by(|a, b| a.0 == b.0).scan(0, |end, same| {
            *end += same.len();
            Some(*end)
        });
        for ((term, form), end) in self.forms.into_iter().zip(ends) {
            forms.push((term, form, end));
        }
        let places = self.places.into_iter().map(|(_, unit, position)| (unit, position)).collect();
        Gathered { forms, places, ..gathered }
    }
}
