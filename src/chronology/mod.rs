//! Dates in prose: what happened when, as far as a text says so. [`chronicle`] gives [`Dated`].
//!
//! A grammar of date expressions reads each sentence. Its words are data per language; a language
//! without words has no dates. The year is the coverage year unless the text says otherwise.
//! Editors put right what the grammar gets wrong: `dates` in a report's front matter wins.

use std::ops::Range;

use jiff::civil::Date;

mod edtf;
mod wording;
mod grammar;
mod role;
mod english;
mod russian;
mod token;
mod scan;
mod atom;
mod division;
mod series;
mod sense;
mod read;
#[cfg(test)]
mod english_rows;
#[cfg(test)]
mod english_traps;
#[cfg(test)]
mod russian_rows;
#[cfg(test)]
mod rows;

pub use edtf::{Edtf, Precision};
pub use grammar::Grammar;
pub use read::{Expression, Kind, expressions};

use crate::date::Year;
use crate::diagnostic::{Code, Diagnostic, Found, did_you_mean};
use crate::digest::Digest;
use crate::parse::correction::DateCorrection;
use crate::parse::document::Face;
use crate::permalinks::Numbers;

use crate::prose::{self, Paragraph};

/// A date in a report.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Dated {
    /// The section, by its index in the report.
    pub section: u32,
    /// The paragraph in the section, from 1.
    pub paragraph: u32,
    /// Where the sentence stands in the paragraph's plain text.
    pub sentence: Range<u32>,
    /// Where the words that tell the date stand in the paragraph's plain text.
    pub at: Range<u32>,
    /// The date.
    pub value: Edtf,
    /// How exactly it is known.
    pub precision: Precision,
    /// What happens then.
    pub kind: Kind,
    /// Whether an editor set it.
    pub corrected: bool,
}

/// The grammar of a language, if there are words for it.
pub fn grammar(language: &str) -> Option<&'static Grammar> {
    match prose::language_of(language) {
        "en" => Some(english::english()),
        "ru" => Some(russian::russian()),
        _ => None,
    }
}

/// Finds the dates of a report, in the order of the text. Problems are corrections that correct
/// nothing, or that do not say a date.
pub fn chronicle(paragraphs: &[Paragraph], face: &Face, numbers: &Numbers) -> Found<Vec<Dated>> {
    let matter = &face.matter;
    let covers = (matter.covers.from, matter.covers.to);
    let grammar = grammar(&matter.language);
    let mut problems = Vec::new();
    let mut corrections: Vec<Correction<'_>> = Vec::new();
    for correction in &matter.dates {
        match Correction::new(correction, face, numbers) {
            Ok(correction) => corrections.push(correction),
            Err(problem) => problems.push(*problem),
        }
    }
    let mut dates = Vec::new();
    for paragraph in paragraphs {
        let first = dates.len();
        for sentence in &paragraph.sentences {
            let text = &paragraph.text[sentence.clone()];
            let found = grammar.map(|grammar| expressions(text, covers, grammar));
            dates.extend(found.unwrap_or_default().into_iter().map(|expression| Dated {
                section: paragraph.section,
                paragraph: paragraph.number,
                sentence: short(sentence),
                at: short(
                    &(sentence.start + expression.at.start..sentence.start + expression.at.end),
                ),
                value: expression.value,
                precision: expression.precision,
                kind: expression.kind,
                corrected: false,
            }));
        }
        let here = |correction: &&mut Correction<'_>| {
            (correction.section, correction.paragraph) == (paragraph.section, paragraph.number)
        };
        for correction in corrections.iter_mut().filter(here) {
            correction.apply(paragraph, first, &mut dates);
        }
    }
    problems.extend(corrections.iter().filter_map(|correction| correction.unused(face)));
    Found { value: dates, problems }
}

fn short(range: &Range<usize>) -> Range<u32> {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    place(range.start)..place(range.end)
}

/// Equal for the same stretch of two coverage years: the first seven months of each.
pub fn shape(first: Date, last: Date, covers: Year) -> u64 {
    let far = |day: Date| (i32::from(day.year()) - i32::from(covers), day.month(), day.day());
    let last =
        if last == last.last_of_month() { (far(last).0, last.month(), 31) } else { far(last) };
    let [a, b, c, d, e, f, g, h, ..] = Digest::of(&(far(first), last)).to_bytes();
    u64::from_le_bytes([a, b, c, d, e, f, g, h])
}

/// A correction that has found its paragraph.
struct Correction<'f> {
    written: &'f DateCorrection,
    section: u32,
    paragraph: u32,
    /// The date; none where the words tell no date.
    value: Option<Edtf>,
    used: bool,
}

impl<'f> Correction<'f> {
    fn new(
        written: &'f DateCorrection,
        face: &Face,
        numbers: &Numbers,
    ) -> Result<Self, Box<Diagnostic>> {
        let problem = |message: String, hint: Option<String>| {
            let span = written.at.span(&face.path);
            Box::new(Diagnostic::error(Code::WrongValue, span, message).maybe_hint(hint))
        };
        let known = || face.sections.iter().map(|section| &*section.id);
        let Some((section, paragraph)) = numbers.paragraph_called(face, &written.paragraph) else {
            let id = written.paragraph.rsplit_once("-p").map_or(&*written.paragraph, |(id, _)| id);
            let message = format!("`{}` is no paragraph of this report", written.paragraph);
            let near = did_you_mean(id, known());
            return Err(problem(
                message,
                near.or(Some("a paragraph is `1c-torture-p3`".to_owned())),
            ));
        };
        let value = match &*written.date {
            "none" => None,
            date => match Edtf::parse(date) {
                Some(value) => Some(value),
                None => {
                    let hint = "expected EDTF, as `2018-03-13`, `2018-03`, `2018-03-01/2018-03-09`, `2011/..`, or `none`";
                    let message = format!("`{date}` is no date");
                    return Err(problem(message, Some(hint.to_owned())));
                }
            },
        };
        Ok(Self { written, section, paragraph, value, used: false })
    }

    /// Puts a paragraph's dates right; they begin at `first`.
    fn apply(&mut self, paragraph: &Paragraph, first: usize, dates: &mut Vec<Dated>) {
        let words = &*self.written.words;
        let Some(start) = paragraph.text.find(words) else { return };
        let at = start..start + words.len();
        self.used = true;
        let apart =
            |dated: &Dated| dated.at.end as usize <= at.start || at.end <= dated.at.start as usize;
        let mut kept = dates.split_off(first);
        kept.retain(apart);
        if let Some(value) = &self.value {
            let sentence = paragraph.sentences.iter().find(|s| s.contains(&at.start));
            kept.push(Dated {
                section: paragraph.section,
                paragraph: paragraph.number,
                sentence: short(sentence.unwrap_or(&(0..paragraph.text.len()))),
                at: short(&at),
                precision: value.precision(),
                kind: Kind::Event,
                value: value.clone(),
                corrected: true,
            });
        }
        kept.sort_by_key(|dated| dated.at.start);
        dates.append(&mut kept);
    }

    fn unused(&self, face: &Face) -> Option<Diagnostic> {
        (!self.used).then(|| {
            let span = self.written.at.span(&face.path);
            let (words, place) = (&self.written.words, &self.written.paragraph);
            Diagnostic::error(
                Code::WrongValue,
                span,
                format!("paragraph `{place}` does not have the words `{words}`"),
            )
            .hint("copy the words of the date as the paragraph has them")
        })
    }
}
