//! Text from a PDF, hard-wrapped, with or without blank lines between its paragraphs.

use std::collections::BTreeSet;
use std::ops::Range;

use super::ends::{End, Ends};
use super::headings::{Found, Headings, Levels, is_labelled};
use super::lines::{Line, begins_small, closes, folded, split};
use super::metrics::Measure;
use super::vocabulary::Vocabulary;
use super::weigh::{self, Stretch, Verdict};
use super::{fused, identify, join, pages};
use crate::import::block::{Block, BlockForm, Run};
use crate::import::ledger::{Ledger, Rule};
use crate::import::{Document, Facts, Source};

/// Reads a text.
pub(super) fn read(source: Source<'_>, ledger: &mut Ledger) -> Document {
    let (mut lines, taken) = pages::take(split(source.text), ledger);
    unspace(&mut lines);
    let measure = Measure::of(&lines);
    let words = Vocabulary::of(lines.iter().map(|line| &*line.text));
    fused::mend(&mut lines, Some(&measure), &words, ledger);
    let mut facts = facts(&mut lines, &taken, source, ledger);
    let publisher = source.wishes.publisher.clone().or_else(|| facts.publisher.clone());
    let covers = source.wishes.covers.or(facts.covers);
    let outline = publisher
        .as_ref()
        .zip(covers)
        .and_then(|(publisher, covers)| source.known.outline(publisher, covers));
    let reader = Reader {
        ends: Ends { measure, blanks: has_blanks(&lines) },
        headings: Headings::of(outline),
        words,
    };
    let blocks = reader.blocks(&lines, ledger);
    if covers.is_none() {
        let publisher = publisher.as_deref().unwrap_or_default();
        facts.covers = guess(source, &blocks, publisher, ledger);
    }
    Document { facts, blocks }
}

/// A year for a text that names none as its own.
pub(super) fn guess(
    source: Source<'_>,
    blocks: &[Block],
    publisher: &str,
    ledger: &mut Ledger,
) -> Option<u16> {
    let headings: Vec<String> = blocks
        .iter()
        .filter_map(|block| match &block.form {
            BlockForm::Heading(_) => Some(block.words()),
            BlockForm::Paragraph(run_in) => run_in.clone(),
            _ => None,
        })
        .collect();
    let year = identify::likely_year(source.text, &headings, publisher, source.known)?;
    let note = format!(
        "the text does not say its year: {year} by its headings and the years it names; `--covers` says another"
    );
    ledger.change(Rule::Doubt, 0, "", year.to_string(), note);
    Some(year)
}

/// A text set with a blank line after each line has no blank lines.
fn unspace(lines: &mut [Line<'_>]) {
    let blank = lines.iter().filter(|line| line.blank).count();
    let inside = lines
        .windows(2)
        .filter(|pair| pair[1].blank && begins_small(&pair[1].text) && !closes(&pair[0].text))
        .count();
    if lines.len() > 20 && blank * 20 > lines.len() * 17 && inside * 5 > lines.len() * 2 {
        for line in lines {
            line.blank = false;
        }
    }
}

/// Whether blank lines part the paragraphs: where a text has them, each twelfth line at least
/// stands below one.
fn has_blanks(lines: &[Line<'_>]) -> bool {
    lines.iter().filter(|line| line.blank).count() * 12 > lines.len()
}

/// What the head of the text and its running feet say; the title is taken out of the lines.
fn facts(
    lines: &mut Vec<Line<'_>>,
    taken: &[String],
    source: Source<'_>,
    ledger: &mut Ledger,
) -> Facts {
    let mut facts = Facts::default();
    let feet = taken.join("\n");
    let series = taken.iter().find_map(|line| identify::series(line).map(|found| (line, found)));
    facts.publisher = identify::publisher(&feet, source.known);
    facts.covers = series.as_ref().map(|(_, (year, _))| *year);
    let head = lines.len().min(3);
    let title = (1..=head).find_map(|count| {
        let text = join::words(lines.get(..count)?);
        identify::report_title(&text).map(|found| (count, text, found))
    });
    if let Some((count, text, (country, year))) = title {
        facts.publisher = Some(identify::state(source.known));
        facts.covers = Some(year);
        facts.country = Some(country);
        facts.title = Some(take_title(lines, count, text, ledger));
        return facts;
    }
    let Some(first) = lines.first() else { return facts };
    let text = folded(&first.text);
    let parted = lines.get(1).is_none_or(|next| next.blank || next.text.len() < 80);
    let short = text.split_whitespace().count() <= 12 && !closes(&text) && !text.ends_with(':');
    if !short || !parted || is_labelled(&text) || text.eq_ignore_ascii_case("executive summary") {
        return facts;
    }
    let of_series = identify::series(&text);
    if let Some((year, country)) = of_series {
        facts.covers = Some(year);
        facts.country = country;
        facts.publisher = Some(identify::state(source.known));
    } else if series.is_some() || is_country(&text, source) {
        facts.country = Some(identify::bare(&text).to_owned());
    }
    let title = take_title(lines, 1, text, ledger);
    // The bare name of a country is no title; the running foot has the rest.
    facts.title = Some(match (&series, &facts.country) {
        (Some((foot, _)), Some(_)) if of_title(&title) => format!("{}: {title}", folded(foot)),
        _ => title,
    });
    if facts.publisher.is_none() {
        let head: Vec<&str> = lines.iter().take(6).map(|line| &*line.text).collect();
        let near = format!("{}\n{}", facts.title.as_deref().unwrap_or_default(), head.join("\n"));
        facts.publisher = identify::publisher(&near, source.known);
    }
    facts
}

fn of_title(title: &str) -> bool {
    identify::series(title).is_none()
}

fn is_country(text: &str, source: Source<'_>) -> bool {
    let name = identify::bare(text).to_lowercase();
    let same = |other: &String| other.to_lowercase() == name;
    source.known.countries.iter().any(|(_, names)| names.iter().any(same))
}

/// Moves the title from the lines to the front matter.
fn take_title(
    lines: &mut Vec<Line<'_>>,
    count: usize,
    text: String,
    ledger: &mut Ledger,
) -> String {
    let line = lines.first().map_or(0, |line| line.number);
    lines.drain(..count);
    ledger.change(Rule::Heading, line, text.clone(), "", "the title, kept in the front matter");
    text
}

/// Reads lines as headings and paragraphs.
struct Reader {
    ends: Ends,
    headings: Headings,
    words: Vocabulary,
}

/// A part of the text, before the lines in question are decided on.
enum Part {
    Heading(Found),
    Text(Stretch),
}

impl Reader {
    fn blocks(&self, lines: &[Line<'_>], ledger: &mut Ledger) -> Vec<Block> {
        let parts = self.parts(lines);
        let mut at = 0;
        let stretches: Vec<Stretch> = parts
            .iter()
            .map(|part| {
                let stretch = match part {
                    Part::Heading(found) => {
                        Stretch { lines: at..at + found.lines, open: Vec::new() }
                    }
                    Part::Text(stretch) => stretch.clone(),
                };
                at = stretch.lines.end;
                stretch
            })
            .collect();
        let verdicts = weigh::decide(lines, &stretches, &self.ends.measure);
        for verdict in verdicts.iter().filter(|verdict| verdict.doubtful) {
            remark(verdict, lines, ledger);
        }
        let ends: BTreeSet<usize> =
            verdicts.iter().filter(|verdict| verdict.ends).map(|verdict| verdict.line).collect();
        let mut blocks = Vec::new();
        let mut levels = Levels::default();
        for (part, stretch) in parts.into_iter().zip(stretches) {
            let number = |at: usize| lines.get(at).map_or(0, |line| line.number);
            match part {
                Part::Heading(found) => {
                    let number = number(stretch.lines.start);
                    note_heading(&found, lines.get(stretch.lines).unwrap_or_default(), ledger);
                    blocks.push(Block::heading(levels.next(found.kind), found.text, number));
                }
                Part::Text(Stretch { lines: Range { mut start, end }, open }) => {
                    let cuts = open.into_iter().filter(|at| ends.contains(at)).chain([end]);
                    for cut in cuts {
                        let part = lines.get(start..cut).unwrap_or_default();
                        let text = join::paragraph(part, &self.words, ledger);
                        blocks.push(paragraph(&self.headings, text, number(start)));
                        start = cut;
                    }
                }
            }
        }
        blocks
    }

    /// Headings, and the stretches of lines between sure ends of paragraphs.
    fn parts(&self, lines: &[Line<'_>]) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut at = 0;
        while at < lines.len() {
            if let Some(found) = self.headings.at(lines, at, &self.ends.measure) {
                at += found.lines;
                parts.push(Part::Heading(found));
                continue;
            }
            let mut open = Vec::new();
            let mut end = at + 1;
            while let (Some(last), Some(next)) = (lines.get(end - 1), lines.get(end)) {
                let verdict = self.ends.between(last, next);
                if verdict == End::Yes || self.begins(lines, end) {
                    break;
                }
                if verdict == End::Maybe {
                    open.push(end);
                }
                end += 1;
            }
            parts.push(Part::Text(Stretch { lines: at..end, open }));
            at = end;
        }
        parts
    }

    /// Whether a heading or a paragraph with a run-in heading begins at a line.
    fn begins(&self, lines: &[Line<'_>], at: usize) -> bool {
        let above = at.checked_sub(1).and_then(|at| lines.get(at));
        let (Some(line), Some(above)) = (lines.get(at), above) else { return false };
        if closes(&above.text) {
            return self.headings.runs_in(lines, at)
                || self.headings.at(lines, at, &self.ends.measure).is_some();
        }
        // A numbered section begins even below a line that ends no sentence.
        is_labelled(&line.text)
            && self
                .headings
                .at(lines, at, &self.ends.measure)
                .is_some_and(|found| found.known || self.ends.measure.is_short(&above.text))
    }
}

fn note_heading(found: &Found, lines: &[Line<'_>], ledger: &mut Ledger) {
    let (Some(first), true) = (lines.first(), lines.len() > 1) else { return };
    let before: Vec<&str> = lines.iter().map(|line| &*line.text).collect();
    let note = format!("a heading over {} lines", lines.len());
    ledger.change(Rule::Heading, first.number, before.join("\n"), &*found.text, note);
}

/// A paragraph, with its run-in heading if it has one.
pub(super) fn paragraph(headings: &Headings, text: String, line: u32) -> Block {
    match headings.run_in(&text) {
        Some((heading, behind)) => Block {
            form: BlockForm::Paragraph(Some(heading)),
            text: vec![Run::Text(text[behind..].to_owned())],
            line,
        },
        None => Block::paragraph(text, line),
    }
}

/// Tells the editor where a full line may or may not end a paragraph.
fn remark(verdict: &Verdict, lines: &[Line<'_>], ledger: &mut Ledger) {
    let last = verdict.line.checked_sub(1).and_then(|at| lines.get(at));
    let (Some(last), Some(next)) = (last, lines.get(verdict.line)) else { return };
    let tail: Vec<&str> = last.text.split_whitespace().rev().take(3).collect();
    let tail: Vec<&str> = tail.into_iter().rev().collect();
    let head: Vec<&str> = next.text.split_whitespace().take(3).collect();
    let note = if verdict.ends {
        "the line is full; a paragraph was taken to end here"
    } else {
        "the line is full; a paragraph may end here"
    };
    let words = format!("{} {}", tail.join(" "), head.join(" "));
    ledger.change(Rule::Doubt, last.number, words.clone(), words, note);
}

#[cfg(test)]
mod tests {}
