//! Whether a paragraph ends at a full line: what its length, its words and its page say.
//!
//! A printed page holds so many lines, and an empty one stands between two paragraphs. A page that
//! is short by a line has most likely one paragraph more than the lines alone tell. The weights of
//! the words were measured on reports of nine years, whose paragraphs are known.

use std::ops::Range;

use super::identify::month;
use super::lines::Line;
use super::metrics::Measure;

/// How often a paragraph has so many lines, in thousandths, from one line on.
const LENGTHS: [f64; 25] = [
    15.0, 75.0, 80.0, 125.0, 135.0, 116.0, 91.0, 80.0, 66.0, 54.0, 47.0, 34.0, 24.0, 18.0, 11.0,
    8.0, 5.0, 5.0, 3.0, 2.0, 1.0, 1.0, 1.0, 1.0, 0.5,
];

/// How often a page is short of its height by none, one, two or three lines.
const SHORT: [f64; 4] = [0.60, 0.27, 0.08, 0.04];

/// Words that carry a thought on: a paragraph seldom begins with them.
const CARRY: [&str; 38] = [
    "He",
    "She",
    "They",
    "It",
    "This",
    "These",
    "Those",
    "That",
    "Such",
    "Another",
    "Other",
    "Others",
    "Both",
    "Most",
    "Some",
    "Many",
    "Of",
    "Police",
    "Authorities",
    "His",
    "Her",
    "Their",
    "Its",
    "Among",
    "Under",
    "Prior",
    "All",
    "Once",
    "Depending",
    "Nevertheless",
    "However",
    "Nonetheless",
    "Moreover",
    "Instead",
    "Subsequently",
    "Furthermore",
    "Similarly",
    "Therefore",
];

/// Those that reports like to begin a paragraph with.
const BEGIN: [&str; 12] = [
    "NGOs",
    "Human",
    "Observers",
    "Activists",
    "Media",
    "Journalists",
    "Experts",
    "Critics",
    "Courts",
    "Law",
    "Domestic",
    "International",
];

/// A stretch of lines between two sure ends, and the lines in it before which a paragraph may
/// begin.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    /// Its lines.
    pub(super) lines: Range<usize>,
    /// The lines in question, in order.
    pub(super) open: Vec<usize>,
}

/// A line in question, and what is thought of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Verdict {
    /// The line before which a paragraph may begin.
    pub(super) line: usize,
    /// Whether it is taken to begin there.
    pub(super) ends: bool,
    /// Whether it might well be otherwise.
    pub(super) doubtful: bool,
}

/// Decides on every line in question.
pub(super) fn decide(lines: &[Line<'_>], stretches: &[Stretch], measure: &Measure) -> Vec<Verdict> {
    let mut open: Vec<(usize, f64)> = Vec::new();
    for stretch in stretches {
        for at in &stretch.open {
            let (before, behind) = (stretch.lines.start..*at, *at..stretch.lines.end);
            let (before, behind) = (lines.get(before), lines.get(behind));
            open.push((*at, odds(before.unwrap_or_default(), behind.unwrap_or_default())));
        }
    }
    let mut verdicts: Vec<Verdict> = Vec::with_capacity(open.len());
    for page in pages(lines, stretches, measure) {
        let from = open.partition_point(|(at, _)| *at < page.lines.start);
        let to = open.partition_point(|(at, _)| *at < page.lines.end);
        let inside = open.get(from..to).unwrap_or_default();
        // At the top of a page nothing tells whether a paragraph begins but its words.
        let (top, inside): (Vec<_>, Vec<_>) =
            inside.iter().copied().partition(|(at, _)| *at == page.lines.start);
        let by_words = |(line, odds): (usize, f64)| Verdict {
            line,
            ends: odds > 0.0,
            doubtful: odds.abs() < 1.5,
        };
        verdicts.extend(top.into_iter().map(by_words));
        match page.missing {
            None => verdicts.extend(inside.into_iter().map(by_words)),
            Some(missing) => verdicts.extend(by_page(inside, missing)),
        }
    }
    verdicts.sort_by_key(|verdict| verdict.line);
    verdicts
}

/// Of the lines in question on a page, the likeliest that fill it.
fn by_page(mut open: Vec<(usize, f64)>, missing: usize) -> Vec<Verdict> {
    open.sort_by(|a, b| b.1.total_cmp(&a.1));
    let short = |by: usize| SHORT.get(by).copied().unwrap_or(0.01).ln();
    let mut scores: Vec<f64> = vec![short(missing)];
    let mut odds = 0.0;
    for (taken, (_, own)) in open.iter().enumerate().take(missing) {
        odds += own;
        scores.push(odds + short(missing - taken - 1));
    }
    let best = scores.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
    let (count, top) = best.map_or((0, 0.0), |(count, score)| (count, *score));
    open.iter()
        .enumerate()
        .map(|(rank, (line, _))| {
            let ends = rank < count;
            // What one paragraph more or less would be worth.
            let other = if ends { count.checked_sub(1) } else { Some(count + 1) };
            let other = other.and_then(|other| scores.get(other)).copied();
            let doubtful = other.is_some_and(|other| top - other < 1.5);
            Verdict { line: *line, ends, doubtful }
        })
        .collect()
}

/// A printed page.
#[derive(Debug)]
struct Page {
    lines: Range<usize>,
    /// How many lines it is short of the height of pages; `None` where that is not known.
    missing: Option<usize>,
}

/// The pages, and how full they are. A height is believed in only if most pages agree.
fn pages(lines: &[Line<'_>], stretches: &[Stretch], measure: &Measure) -> Vec<Page> {
    let mut starts: Vec<usize> = vec![0];
    starts.extend((1..lines.len()).filter(|at| lines.get(*at).is_some_and(|line| line.page)));
    starts.push(lines.len());
    let page_of = |at: usize| starts.partition_point(|start| *start <= at).saturating_sub(1);
    let mut heights = vec![0_usize; starts.len()];
    let mut questions = vec![0_usize; starts.len()];
    for (at, line) in lines.iter().enumerate() {
        let tall = 1 + usize::from(measure.overflow(&line.text).is_some());
        if let Some(height) = heights.get_mut(page_of(at)) {
            *height += tall;
        }
    }
    for stretch in stretches {
        // The empty line above a paragraph, if that does not begin the page.
        let page = page_of(stretch.lines.start);
        if starts.get(page) != Some(&stretch.lines.start)
            && let Some(height) = heights.get_mut(page)
        {
            *height += 1;
        }
        for at in &stretch.open {
            if let Some(count) = questions.get_mut(page_of(*at)) {
                *count += 1;
            }
        }
    }
    let count = starts.len().saturating_sub(1);
    // The first page has a title, and the last one ends where the text does.
    let whole = 1..count.saturating_sub(1);
    let full = full_height(heights.get(whole.clone()).unwrap_or_default());
    let near = |at: &usize| {
        full.is_some_and(|full| {
            let (height, open) = (heights[*at], questions[*at]);
            height <= full && height + open + 3 >= full
        })
    };
    let believed = whole.len() >= 5 && whole.clone().filter(near).count() * 5 >= whole.len() * 4;
    (0..count)
        .map(|at| {
            let known = full.filter(|_| believed && whole.contains(&at));
            let missing = known.and_then(|full| full.checked_sub(heights[at]));
            Page { lines: starts[at]..starts[at + 1], missing }
        })
        .collect()
}

/// The greatest height that several pages have.
fn full_height(heights: &[usize]) -> Option<usize> {
    let mut sorted: Vec<usize> = heights.to_vec();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    let enough = (heights.len() / 20).max(2);
    sorted.get(enough - 1).copied()
}

/// The odds, as a logarithm, that a paragraph of lines ends before others.
fn odds(before: &[Line<'_>], behind: &[Line<'_>]) -> f64 {
    let Some(next) = behind.first() else { return 0.0 };
    let often = |lines: usize| {
        LENGTHS.get(lines.saturating_sub(1)).map_or(-7.6, |often| (often / 1000.0).ln())
    };
    let (above, below) = (before.len(), behind.len());
    let length = often(above) + often(below) - often(above + below);
    let mut odds = 0.65 + 0.88 * length.clamp(-4.0, 4.0);
    let mut words = next.text.split_whitespace().map(plain);
    let first = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default();
    if matches!(first, "In" | "On") && month(second).is_some() {
        odds += 1.43;
    }
    if CARRY.contains(&first) || (first.ends_with("ly") && next.text.contains("ly, ")) {
        odds -= 1.28;
    }
    if matches!(first, "Also" | "See") {
        odds += 1.68;
    }
    if first == "There" {
        odds += 0.92;
    }
    if BEGIN.contains(&first) {
        odds += 0.55;
    }
    let opening = first_sentence(behind);
    if names(&opening).any(|name| before.iter().any(|line| names(&line.text).any(|n| n == name))) {
        odds -= 0.68;
    }
    let shared = shared(&last_sentence(before), &opening).min(3);
    odds - 0.44 * f64::from(u8::try_from(shared).unwrap_or(3))
}

fn plain(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Words that begin large and are no common beginnings of sentences.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().map(plain).filter(|word| {
        word.len() >= 3
            && word.starts_with(char::is_uppercase)
            && !matches!(*word, "The" | "There" | "According" | "Human")
            && !BEGIN.contains(word)
            && !CARRY.contains(word)
    })
}

/// The first sentence, as far as two lines hold it.
fn first_sentence(lines: &[Line<'_>]) -> String {
    let text: Vec<&str> = lines.iter().take(2).map(|line| &*line.text).collect();
    let text = text.join(" ");
    let end = text.find(". ").unwrap_or(text.len());
    text.get(..end).unwrap_or(&text).to_owned()
}

/// The last sentence, as far as three lines hold it.
fn last_sentence(lines: &[Line<'_>]) -> String {
    let from = lines.len().saturating_sub(3);
    let text: Vec<&str> = lines.iter().skip(from).map(|line| &*line.text).collect();
    let text = text.join(" ");
    let inner = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    inner.rfind(". ").map_or(inner, |at| &inner[at + 2..]).to_owned()
}

/// How many longer words two texts share, their endings aside.
fn shared(one: &str, other: &str) -> usize {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphabetic())
            .filter(|word| word.len() >= 4)
            .map(|word| {
                let word = word.to_lowercase();
                let stem = word.strip_suffix('s').or_else(|| word.strip_suffix("ed"));
                stem.or_else(|| word.strip_suffix("ing")).unwrap_or(&word).to_owned()
            })
            .filter(|word| !matches!(&**word, "that" | "which" | "with" | "from" | "were" | "have"))
            .collect()
    };
    let known = words(one);
    let mut shared: Vec<String> = words(other).into_iter().filter(|w| known.contains(w)).collect();
    shared.sort_unstable();
    shared.dedup();
    shared.len()
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    #[test]
    fn words_speak_for_and_against() {
        let text = "A court met in May and heard a case of long standing.\n".repeat(7);
        let before = split(&text);
        let of = |next: &str| odds(&before, &split(&format!("{next}\nand\nso\non")));
        assert!(of("On July 3, parliament met.") > 0.0);
        assert!(of("He appealed.") < 0.0);
        assert!(of("On July 3, parliament met.") > of("The court heard another case."));
        assert!(odds(&before[..1], &split("The law\nis so")) < of("The law"));
    }

    #[test]
    fn a_page_that_is_short_of_a_line_has_a_paragraph_more() {
        let told = |missing| -> Vec<(usize, bool)> {
            let verdicts = by_page(vec![(4, -1.0), (9, 0.2)], missing);
            let mut told: Vec<_> = verdicts.iter().map(|one| (one.line, one.ends)).collect();
            told.sort_unstable();
            told
        };
        assert_eq!(told(0), [(4, false), (9, false)]);
        assert_eq!(told(1), [(4, false), (9, true)]);
        assert_eq!(told(3), [(4, true), (9, true)]);
    }

    #[test]
    fn pages_without_a_common_height_tell_nothing() {
        let text: String = (0..200)
            .map(|n| if n % 40 == 20 { "\u{c}line\n".to_owned() } else { "line\n".to_owned() })
            .collect();
        let lines = split(&text);
        let measure = Measure::of(&lines);
        let one = [Stretch { lines: 0..lines.len(), open: vec![50] }];
        assert!(pages(&lines, &one, &measure).iter().all(|page| page.missing.is_none()));
    }
}
