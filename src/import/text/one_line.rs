//! A page flattened to one line, its headings glued to the text: cut by its own list of sections.
//!
//! Such a page begins with the site's frame, in which the titles of its sections stand glued
//! together. Each stands again, in order, behind the end of a sentence and right before a capital.

use std::collections::HashMap;

use super::lines::{closes, folded};
use super::{fused, identify};
use crate::import::block::Block;
use crate::import::ledger::{Ledger, Rule};
use crate::import::{Document, Facts, Source};

/// How far into a page its list of sections is looked for, in bytes.
const FRAME: usize = 256 * 1024;

/// No title is longer.
const LONGEST: usize = 160;

/// How many places with the same beginning are compared.
const ALIKE: usize = 64;

/// Reads a page.
pub(super) fn read(source: Source<'_>, ledger: &mut Ledger) -> Document {
    let (line, text) = longest_line(source.text);
    for (number, other) in source.text.split('\n').enumerate() {
        let number = u32::try_from(number + 1).unwrap_or(u32::MAX);
        if number != line && !other.trim().is_empty() {
            ledger.take(Rule::Frame, number, other.trim());
        }
    }
    let sections = sections(text);
    let facts = facts(text.get(..floor(text, FRAME)).unwrap_or(text), source);
    let mut blocks = Vec::new();
    let (lead, end) = match sections.first() {
        Some(first) => (lead(text, first.at), first.at),
        None => {
            let lead = lead(text, sentence_seams(text).first().copied().unwrap_or(text.len()));
            (lead, tail(text, lead))
        }
    };
    frame(text.get(..lead).unwrap_or_default(), line, ledger);
    paragraphs(text.get(lead..end).unwrap_or_default(), line, &mut blocks);
    if sections.is_empty() {
        frame(text.get(end..).unwrap_or_default(), line, ledger);
    }
    for (n, section) in sections.iter().enumerate() {
        let begin = section.at + section.title.len();
        let end = sections.get(n + 1).map_or_else(|| tail(text, begin), |next| next.at);
        blocks.push(Block::heading(2, folded(section.title), line));
        let note = "a heading that was glued to its text";
        ledger.change(Rule::Heading, line, section.title, folded(section.title), note);
        paragraphs(text.get(begin..end).unwrap_or_default(), line, &mut blocks);
        if n + 1 == sections.len() {
            frame(text.get(end..).unwrap_or_default(), line, ledger);
        }
    }
    fused::mend_blocks(&mut blocks, ledger);
    Document { facts, blocks }
}

fn longest_line(text: &str) -> (u32, &str) {
    let lines = text.split('\n').enumerate();
    let (at, line) = lines.max_by_key(|(_, line)| line.len()).unwrap_or((0, ""));
    (u32::try_from(at + 1).unwrap_or(u32::MAX), line.trim())
}

fn frame(text: &str, line: u32, ledger: &mut Ledger) {
    if !text.trim().is_empty() {
        ledger.take(Rule::Frame, line, text.trim());
    }
}

/// A section of the page.
#[derive(Debug)]
struct Section<'t> {
    at: usize,
    title: &'t str,
}

/// The largest place at or below a length where a character ends.
fn floor(text: &str, length: usize) -> usize {
    let mut at = length.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Places where a capital stands right behind something that is no space: where titles may meet.
fn seams(text: &str) -> Vec<usize> {
    let mut seams = vec![0];
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let open = before.is_whitespace() || matches!(before, '-' | '/' | '(' | '“' | '‘' | '’');
        if !open && c.is_uppercase() && at > 0 {
            seams.push(at);
        }
        before = c;
    }
    seams
}

/// Places right behind the end of a sentence where a capital or a quotation follows at once.
fn sentence_seams(text: &str) -> Vec<usize> {
    let mut seams = Vec::new();
    let mut before = [' ', ' '];
    for (at, c) in text.char_indices() {
        let starts = c.is_uppercase() || c == '“';
        if starts && at > 0 && ends_sentence(before) {
            seams.push(at);
        }
        before = [before[1], c];
    }
    seams
}

/// Whether two characters end a sentence; `U.S.` and initials do not.
fn ends_sentence(last: [char; 2]) -> bool {
    match last {
        [before, '.' | '?' | '!'] => !before.is_uppercase() && !before.is_whitespace(),
        ['.' | '?' | '!', '”' | '’' | '"' | ')' | ']'] => true,
        ['”' | ')', _] => false,
        _ => false,
    }
}

/// The sections, by the list in the frame.
fn sections(text: &str) -> Vec<Section<'_>> {
    let bodies = sentence_seams(text);
    let key = |at: usize| text.get(at..).map(|rest| rest.chars().take(4).collect::<String>());
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for at in &bodies {
        if let Some(key) = key(*at) {
            let alike = places.entry(key).or_default();
            if alike.len() < ALIKE {
                alike.push(*at);
            }
        }
    }
    let head = text.get(..floor(text, FRAME)).unwrap_or_default();
    let seams = seams(head);
    let mut best: Vec<Section<'_>> = Vec::new();
    let mut from = 0;
    while from < seams.len() {
        let (run, next) = run(text, &seams, from, &places, &key);
        if run.len() > best.len() {
            best = run;
        }
        from = next.max(from + 1);
    }
    if best.len() >= 2 { best } else { Vec::new() }
}

/// The titles that begin at a seam, as long as each stands in the text behind the one before.
fn run<'t>(
    text: &'t str,
    seams: &[usize],
    from: usize,
    places: &HashMap<String, Vec<usize>>,
    key: &impl Fn(usize) -> Option<String>,
) -> (Vec<Section<'t>>, usize) {
    let mut sections: Vec<Section<'t>> = Vec::new();
    let mut at = from;
    while let Some(start) = seams.get(at).copied() {
        let found = key(start).and_then(|key| {
            let places = places.get(&key)?;
            // A title may have seams of its own: `LGBTQ`, `YouTube`. The longest is meant.
            (at + 1..seams.len().min(at + 8)).rev().find_map(|end| {
                let title = text.get(start..seams[end])?;
                let after = sections.last().map_or(seams[end], |last| last.at + last.title.len());
                let place = title_place(text, title, after, places)?;
                Some((end, Section { at: place, title }))
            })
        });
        let Some((end, section)) = found else { break };
        sections.push(section);
        at = end;
    }
    (sections, at)
}

fn title_place(text: &str, title: &str, after: usize, places: &[usize]) -> Option<usize> {
    let trimmed = title.trim_end();
    if trimmed.len() < 3 || title.len() > LONGEST || closes(trimmed) || trimmed.len() != title.len()
    {
        return None;
    }
    places.iter().copied().filter(|place| *place >= after).find(|place| {
        let behind = text.get(*place..).and_then(|rest| rest.strip_prefix(title));
        let next = behind.and_then(|rest| rest.chars().next());
        next.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || c == '“')
    })
}

/// Where the text before the first heading begins: behind the last title of the frame.
fn lead(text: &str, end: usize) -> usize {
    let head = text.get(..end).unwrap_or_default();
    let mut start = end;
    let mut pieces = seams(head);
    pieces.push(end);
    // From the back: pieces that end sentences are text, the first that does not is the frame.
    for pair in pieces.windows(2).rev() {
        let piece = head.get(pair[0]..pair[1]).unwrap_or_default();
        let has_sentence = piece.contains(". ") || piece.contains("? ");
        // A name with a capital inside: `YouTube`, right behind the end of a sentence.
        let word = !piece.contains(' ') && closes(head.get(..pair[0]).unwrap_or_default());
        if !closes(piece) && !has_sentence && !word {
            break;
        }
        start = pair[0];
    }
    start
}

/// Where the text ends: before the first paragraph that is a list of glued words.
fn tail(text: &str, begin: usize) -> usize {
    let rest = text.get(begin..).unwrap_or_default();
    let mut starts: Vec<usize> = vec![0];
    starts.extend(sentence_seams(rest));
    starts.push(rest.len());
    for pair in starts.windows(2) {
        let piece = rest.get(pair[0]..pair[1]).unwrap_or_default();
        let glued = seams(piece).len().saturating_sub(1);
        let words = piece.split_whitespace().count();
        if !closes(piece) || (glued >= 4 && glued * 8 > words) {
            return begin + pair[0];
        }
    }
    text.len()
}

/// Cuts text at the ends of its paragraphs, where no space follows a sentence.
fn paragraphs(text: &str, line: u32, blocks: &mut Vec<Block>) {
    let mut starts: Vec<usize> = vec![0];
    starts.extend(sentence_seams(text));
    starts.push(text.len());
    for pair in starts.windows(2) {
        let piece = text.get(pair[0]..pair[1]).unwrap_or_default();
        if !piece.trim().is_empty() {
            blocks.push(Block::paragraph(folded(piece), line));
        }
    }
}

/// `World Report 2019: Kazakhstan | Human Rights Watch`, and `Events of 2018`.
fn facts(head: &str, source: Source<'_>) -> Facts {
    let mut facts = Facts::default();
    let (title, site) = head.split_once(" | ").unwrap_or(("", head));
    let site = site.get(..floor(site, 200)).unwrap_or(site);
    facts.publisher = identify::publisher(site, source.known);
    if title.len() <= 200 && !title.is_empty() {
        facts.title = Some(folded(title));
        if let Some((edition, country)) = title.split_once(": ") {
            facts.edition = identify::year(edition).map(|year| year.to_string());
            facts.country = Some(identify::bare(country).to_owned());
        }
    }
    let events = head
        .find("Events of ")
        .and_then(|at| head.get(at + 10..at + 14).and_then(|year| year.parse::<u16>().ok()));
    let before = facts.edition.as_deref().and_then(identify::year).map(|year| year - 1);
    facts.covers = events.filter(|year| (1950..=2099).contains(year)).or(before);
    facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::block::BlockForm;
    use crate::import::{Known, Wishes};

    fn read_text(text: &str) -> (Document, Ledger) {
        let (known, wishes) = (Known::default(), Wishes::default());
        let mut ledger = Ledger::default();
        let source = Source { text, known: &known, wishes: &wishes };
        (read(source, &mut ledger), ledger)
    }

    #[test]
    fn a_page_is_cut_by_its_own_list() {
        let text = "World Report 2019: Freeland | Human Rights WatchSkip to main contentDonate \
                    NowFreelandEvents of 2018Share this via PrinterCivil SocietyLGBTQ \
                    RightsFreedom of MediaShare this via FacebookEssaysMisleading \
                    HeadingThere was no progress in 2018. The “U.S. State Department” agreed.YouTube \
                    was blocked.Civil SocietyIn May, a court acted.In June, it acted \
                    again.“Never,” it said.LGBTQ RightsActivists met. Torture is wrong.Freedom of \
                    MediaJournalists wrote for News.kz and AdilSoz.Browse countriesChooseAlbania\
                    AlgeriaAngolaArgentinaDonate Now";
        let (document, ledger) = read_text(text);
        let told: Vec<(bool, String)> = document
            .blocks
            .iter()
            .map(|block| (matches!(block.form, BlockForm::Heading(2)), block.words()))
            .collect();
        let wanted = [
            (false, "There was no progress in 2018. The “U.S. State Department” agreed."),
            (false, "YouTube was blocked."),
            (true, "Civil Society"),
            (false, "In May, a court acted."),
            (false, "In June, it acted again."),
            (false, "“Never,” it said."),
            (true, "LGBTQ Rights"),
            (false, "Activists met. Torture is wrong."),
            (true, "Freedom of Media"),
            (false, "Journalists wrote for News.kz and AdilSoz."),
        ];
        let told: Vec<(bool, &str)> = told.iter().map(|(head, text)| (*head, &**text)).collect();
        assert_eq!(told, wanted);
        let facts = document.facts;
        assert_eq!(facts.title.as_deref(), Some("World Report 2019: Freeland"));
        assert_eq!((facts.covers, facts.edition.as_deref()), (Some(2018), Some("2019")));
        assert_eq!(
            (facts.publisher.as_deref(), facts.country.as_deref()),
            (Some("hrw"), Some("Freeland"))
        );
        let frames = ledger.repairs.iter().filter(|repair| repair.rule == Rule::Frame);
        assert_eq!(frames.count(), 2);
    }

    #[test]
    fn a_page_without_a_list_is_cut_into_paragraphs() {
        let (document, _) = read_text(&"One sentence. And another.Then a third one.".repeat(3));
        assert_eq!(document.blocks.len(), 6);
    }

    #[test]
    fn a_hostile_line_is_read_in_time() {
        for text in ["Aa.Aa".repeat(100_000), "A".repeat(500_000), ".A".repeat(200_000)] {
            let (document, _) = read_text(&text);
            assert!(document.blocks.len() <= text.len());
        }
    }
}
