//! Links what a report's text refers to by words: its own sections, web addresses, acronyms.
//!
//! Only markup is added. What a reader sees is what the publisher wrote, letter for letter.

mod acronym;
mod expand;
mod heading;
mod label;
mod markup;
mod section;
mod text;
mod url;
mod words;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod unchanged;

use crate::parse::document::{Note, Reference, SectionBody, SectionFace};

/// Links what the text refers to by words.
///
/// Comes after the outline is cut, since a text refers to sections that stand behind it, and
/// before digests are made. The text is read in its order: an acronym is explained only behind
/// its definition.
pub(super) fn refer(
    faces: &[SectionFace],
    bodies: &mut [SectionBody],
    notes: &mut [Note],
    references: &mut Vec<Reference>,
    language: &str,
) {
    let mut reader = text::Reader::new(faces, references, language);
    for (at, body) in bodies.iter_mut().enumerate() {
        reader.acronyms.enter();
        for block in &mut body.blocks {
            reader.block(&mut block.segments, Some(at));
        }
        body.short_forms = reader.acronyms.leave();
    }
    for note in notes {
        reader.acronyms.enter();
        reader.block(&mut note.segments, None);
    }
}
