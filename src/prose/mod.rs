//! Texts as words: HTML of a block → plain text → sentences.
//!
//! What dates, names and comparisons are found in. Nothing here knows what a text is about.

mod plain;
mod sentence;
mod wording;

pub use plain::{language_of, plain};
pub use sentence::sentences;
pub use wording::{tokens, wording};

use std::ops::Range;

use crate::parse::document::Body;

/// A block of text as words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its section, by its index in the report.
    pub section: u32,
    /// Its number in the section, from 1.
    pub number: u32,
    /// Its plain text.
    pub text: String,
    /// Where its sentences stand in that.
    pub sentences: Vec<Range<usize>>,
}

/// The paragraphs of a report, in the order of the text.
pub fn read(body: &Body, language: &str) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    for (section, text) in (0..).zip(&body.sections) {
        for (number, block) in (1..).zip(&text.blocks) {
            let text = plain(block);
            let sentences = sentences(&text, language);
            paragraphs.push(Paragraph { section, number, text, sentences });
        }
    }
    paragraphs
}
