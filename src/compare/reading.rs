//! The body of a report → its sentences, ready to be held against those of another edition.

use std::ops::Range;

use super::figure::{self, Figure};
use super::form;
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
    /// Equal for sentences that differ in form, and in what they call an entity.
    pub named: u64,
    /// Equal for sentences that differ in figures and dates alone.
    pub masked: u64,
    /// How many words turn its statement round: no, not, never.
    pub negations: usize,
    /// Keys of its words with a capital, the first word's left out.
    pub proper: Vec<u64>,
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
    /// Its dates, by place.
    pub dates: Vec<Mark>,
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
        let tokens = word::tokens(given.text, &given.dates, english);
        let figures = figure::figures(given.text, &tokens, &given.periods);
        let fold = |tokens: &[Token], keep: fn(&Token) -> Option<u64>| {
            tokens.iter().filter_map(keep).fold(0, |sum: u64, key| {
                sum.rotate_left(5).wrapping_mul(0x517c_c1b7_2722_0a95) ^ key
            })
        };
        let said = |token: &Token| (token.kind != Kind::Small).then_some(token.key);
        let reduced = fold(&tokens, said);
        let named = if given.marks.len() == given.dates.len() {
            reduced
        } else {
            fold(&word::tokens(given.text, &given.marks, english), said)
        };
        let word = |token: &Token| given.text.get(token.at.clone()).unwrap_or_default();
        let negations =
            tokens.iter().filter(|token| form::is_negation(&word(token).to_lowercase())).count();
        let proper = tokens
            .iter()
            .skip(1)
            .filter(|token| token.kind == Kind::Word && word(token).starts_with(char::is_uppercase))
            .map(|token| token.key)
            .collect();
        let masked = fold(&tokens, |token| match token.kind {
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
            named,
            masked,
            negations,
            proper,
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
