//! What is found in the text of one report: dates, names, and the wording of each paragraph.
//!
//! Depends on one text, its front matter and the names of the archive's entities, and on no other
//! report. So a change of prose finds anew in one report only.

pub mod echo;

use std::ops::Range;

use crate::chronology::{self, Dated};
use crate::diagnostic::Found;
use crate::digest::Digest;
use crate::mention::{About, Roll};
use crate::parse::document::{Body, Face};
use crate::permalinks::Numbers;
use crate::prose::{self, wording};

/// What is found in a text.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// Its dates, in the order of the text.
    pub dates: Vec<Dated>,
    /// For each date the digest of what a timeline shows of it.
    pub dated: Vec<Digest>,
    /// The names in it, in the order of the text.
    pub mentions: Vec<Mention>,
    /// The wording of each paragraph, section by section.
    pub wordings: Vec<Box<[u64]>>,
}

/// An entity named in a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mention {
    /// The entity, by its index in this run.
    pub entity: u32,
    /// The section, by its index in the report.
    pub section: u32,
    /// The paragraph in the section, from 1.
    pub paragraph: u32,
    /// Where the name stands in the paragraph's plain text.
    pub at: Range<u32>,
}

/// Digest of all that findings in a report hang on.
pub fn key(face: &Face, body: &Body, numbers: &Numbers, roll: Digest) -> Digest {
    Digest::of(&(face.digest, body.digest, numbers.digest(), roll))
}

/// Reads a report for dates, names and wordings. Problems are corrections of dates that correct
/// nothing.
pub fn find(face: &Face, body: &Body, numbers: &Numbers, roll: &Roll) -> Found<Findings> {
    let matter = &face.matter;
    let paragraphs = prose::read(body, &matter.language);
    let dates = chronology::chronicle(&paragraphs, face, numbers);
    let about = About {
        publisher: &matter.publisher.id,
        language: &matter.language,
        year: matter.covers.year(),
    };
    let mut mentions: Vec<Mention> = Vec::new();
    let mut dated = Vec::with_capacity(dates.value.len());
    let mut next = 0;
    let mut wordings: Vec<Vec<u64>> = body.sections.iter().map(|_| Vec::new()).collect();
    for paragraph in &paragraphs {
        wordings[paragraph.section as usize].push(wording(&paragraph.text));
        mentions.extend(roll.mentions(&paragraph.text, about).into_iter().map(|found| Mention {
            entity: found.entity,
            section: paragraph.section,
            paragraph: paragraph.number,
            at: found.at,
        }));
        let here = (paragraph.section, paragraph.number);
        let named = mentions.partition_point(|m| (m.section, m.paragraph) < here);
        while let Some(date) = dates.value.get(next).filter(|d| (d.section, d.paragraph) == here) {
            next += 1;
            dated.push(shown(date, &paragraph.text, &mentions[named..]));
        }
    }
    let wordings = wordings.into_iter().map(Vec::into_boxed_slice).collect();
    let value = Findings { dates: dates.value, dated, mentions, wordings };
    Found { value, problems: dates.problems }
}

/// Digest of a date, its sentence and the names in that; where they stand in the paragraph is of
/// no account.
fn shown(date: &Dated, text: &str, mentions: &[Mention]) -> Digest {
    let part = |at: &Range<u32>| text.get(at.start as usize..at.end as usize);
    let inside = |m: &&Mention| date.sentence.start <= m.at.start && m.at.end <= date.sentence.end;
    let names: Vec<u32> = mentions.iter().filter(inside).map(|mention| mention.entity).collect();
    let place = (date.section, date.paragraph);
    let told = (&date.value, date.precision, date.kind, date.corrected);
    Digest::of(&(place, told, part(&date.sentence), part(&date.at), names))
}

impl Findings {
    /// The dates of a paragraph.
    pub fn dates_of(&self, section: u32, paragraph: u32) -> &[Dated] {
        let place = |dated: &Dated| (dated.section, dated.paragraph);
        let first = self.dates.partition_point(|dated| place(dated) < (section, paragraph));
        let count =
            self.dates[first..].partition_point(|dated| place(dated) == (section, paragraph));
        &self.dates[first..first + count]
    }

    /// The names in a paragraph.
    pub fn mentions_in(&self, section: u32, paragraph: u32) -> &[Mention] {
        let place = |mention: &Mention| (mention.section, mention.paragraph);
        let first = self.mentions.partition_point(|m| place(m) < (section, paragraph));
        let count = self.mentions[first..].partition_point(|m| place(m) == (section, paragraph));
        &self.mentions[first..first + count]
    }
}
