//! The body of a report → its sentences, ready to be held against those of another edition.

use std::ops::Range;

use super::figure::{self, Figure};
use super::word::{self, Kind, Mark, Token};
use crate::archive::thesaurus::TopicIdx;
use crate::prose::wording;

/// A sentence of a report.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Its section, by its index in the report.
    pub section: u32,
    /// Its paragraph in the section, from 1.
    pub paragraph: u32,
    /// Where it stands in the paragraph's plain text.
    pub at: Range<u32>,
    /// The topic of its section.
    pub topic: Option<TopicIdx>,
    /// Equal for sentences of the same words, signs apart.
    pub exact: u64,
    /// Equal for sentences that differ in form alone.
    pub reduced: u64,
    /// Equal for sentences that differ in figures and dates alone.
    pub masked: u64,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its figures.
    pub figures: Vec<Figure>,
}

/// A sentence as it is handed in.
#[derive(Clone, Debug)]
pub struct Given<'t> {
    /// Its section, by its index in the report.
    pub section: u32,
    /// Its paragraph in the section, from 1.
    pub paragraph: u32,
    /// Where it stands in the paragraph's plain text.
    pub at: Range<u32>,
    /// The topic of its section.
    pub topic: Option<TopicIdx>,
    /// Its words.
    pub text: &'t str,
    /// Its dates and names, by place.
    pub marks: Vec<Mark>,
    /// Its periods of counting, for its figures.
    pub periods: Vec<figure::Period>,
}

/// Masks for what a change of figures may change.
const MASK: u64 = 0x6d61_736b;

impl Sentence {
    /// Reads a sentence.
    pub fn new(given: Given<'_>, english: bool) -> Self {
        let tokens = word::tokens(given.text, &given.marks, english);
        let figures = figure::figures(given.text, &tokens, &given.periods);
        let fold = |keep: fn(&Token) -> Option<u64>| {
            tokens.iter().filter_map(keep).fold(0, |sum: u64, key| {
                sum.rotate_left(5).wrapping_mul(0x517c_c1b7_2722_0a95) ^ key
            })
        };
        let reduced = fold(|token| (token.kind != Kind::Small).then_some(token.key));
        let masked = fold(|token| match token.kind {
            Kind::Small => None,
            Kind::Number | Kind::Date => Some(MASK),
            Kind::Word | Kind::Name => Some(token.key),
        });
        Self {
            section: given.section,
            paragraph: given.paragraph,
            at: given.at,
            topic: given.topic,
            exact: wording(given.text),
            reduced,
            masked,
            tokens,
            figures,
        }
    }

    /// Keys that tell what the sentence is about: figures and dates come and go.
    pub(super) fn matter(&self) -> impl Iterator<Item = u64> {
        let counts = |token: &&Token| matches!(token.kind, Kind::Word | Kind::Name);
        self.tokens.iter().filter(counts).map(|token| token.key)
    }
}
