//! Gives each section of a report an id of its own: printed label plus short slug.

use std::collections::BTreeMap;

use crate::diagnostic::Code;
use crate::parse::document::{Form, SectionFace};
use crate::parse::heading;
use crate::parse::html::Writer;
use crate::path;

/// Names below a report's URL that its own pages use.
const RESERVED: [&str; 3] = ["full", "lead", "index"];

/// The ids of one report.
pub(super) struct Ids<'w, 'p> {
    writer: &'w mut Writer<'p>,
    taken: BTreeMap<String, String>,
    /// The last number that was put behind an id.
    numbered: BTreeMap<String, u32>,
}

impl<'w, 'p> Ids<'w, 'p> {
    pub(super) fn new(writer: &'w mut Writer<'p>) -> Self {
        Self { writer, taken: BTreeMap::new(), numbered: BTreeMap::new() }
    }

    /// Gives a section its id. One written by the editor is kept or refused, never changed.
    pub(super) fn claim(&mut self, face: &mut SectionFace, label: &str, around: Option<&str>) {
        if face.form == Form::Lead {
            face.id = "lead".into();
        } else if face.id.is_empty() || !self.is_free(face) {
            face.id = self.make(face, label, around).into();
        }
        self.taken.entry(face.id.to_string()).or_insert_with(|| face.as_printed());
    }

    /// Whether an id that the editor wrote can be had. If not, the section gets one of ours, so
    /// that the mistake is told once.
    fn is_free(&mut self, face: &SectionFace) -> bool {
        let id = &*face.id;
        let why = if RESERVED.contains(&id) {
            format!("the id `{id}` is kept for a page of the report itself")
        } else if reads_like_ours(id) {
            format!("the id `{id}` reads like that of a paragraph or a note")
        } else if id.len() > LONGEST {
            format!("the id has {} letters; the limit is {LONGEST}", id.len())
        } else if let Some(other) = self.taken.get(id) {
            format!("the id `{id}` is taken by the heading *{other}*")
        } else {
            return true;
        };
        let code = if self.taken.contains_key(id) { Code::DuplicateId } else { Code::BadHeading };
        self.writer.problem(code, face.at.0.clone(), why, "choose another id, or leave it out");
        false
    }

    fn make(&mut self, face: &SectionFace, label: &str, around: Option<&str>) -> String {
        let prefix = path::slug(label).replace('-', "");
        let short = heading::short_slug(&face.heading);
        let short = if short.is_empty() { "section".to_owned() } else { short };
        let join = |parts: &[&str]| {
            let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
            parts.join("-")
        };
        let plain = join(&[&prefix, &short]);
        let outer = around.map(heading::short_slug).unwrap_or_default();
        let longer = join(&[&prefix, &outer, &short]);
        for id in [plain, longer.clone()].map(|id| path::slug(&id)) {
            if self.is_open(&id) {
                return id;
            }
        }
        loop {
            let number = self.numbered.entry(longer.clone()).or_insert(1);
            *number += 1;
            let id = path::slug(&format!("{longer}-{number}"));
            if self.is_open(&id) {
                return id;
            }
        }
    }

    fn is_open(&self, id: &str) -> bool {
        !self.taken.contains_key(id) && !RESERVED.contains(&id) && !reads_like_ours(id)
    }
}

/// Longer ids would make file names that not every system takes.
const LONGEST: usize = 100;

/// Whether an id has the form of those that pages give to paragraphs and notes: `p3`,
/// `1c-torture-p3`, `note-1`.
fn reads_like_ours(id: &str) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let last = id.rsplit('-').next().unwrap_or_default();
    last.strip_prefix('p').is_some_and(number) || id.strip_prefix("note-").is_some_and(number)
}
