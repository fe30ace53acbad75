//! Running heads and feet and page numbers: taken out of a text, and kept as a map of its pages.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::lines::{Line, closes};
use crate::import::ledger::{Ledger, Rule};

/// Longer lines are no running heads.
const LONGEST: usize = 140;

/// What a line may be.
#[derive(Clone, Copy, Debug, Default)]
struct Look {
    /// It is nothing but a page's number.
    number: Option<u32>,
    /// It comes again and again, and ends no sentence.
    again: bool,
    /// It is a head or foot of a series that is known.
    known: bool,
    /// It ends or begins with a number, and the same words come with others.
    numbered: Option<u32>,
}

impl Look {
    fn any(self) -> bool {
        self.number.is_some() || self.again || self.known || self.numbered.is_some()
    }
}

/// Takes heads, feet and numbers out; gives the lines that are left, and what was taken, once.
pub(super) fn take<'t>(lines: Vec<Line<'t>>, ledger: &mut Ledger) -> (Vec<Line<'t>>, Vec<String>) {
    let looks = looks(&lines);
    let counted = numbers_count(&lines, &looks);
    let mut taken: Vec<String> = Vec::new();
    let mut starts: Vec<Start> = Vec::new();
    let mut kept: Vec<Line<'t>> = Vec::with_capacity(lines.len());
    let mut at = 0;
    while at < lines.len() {
        let mut end = at;
        while end < lines.len() && end - at < 8 {
            // The country's name between the foot of one page and the number of the next.
            let between = end > at
                && is_capitals(&lines[end].text)
                && may_be_head(&lines[end].text)
                && looks.get(end + 1).is_some_and(|look| look.number.is_some());
            if !looks[end].any() && !between {
                break;
            }
            end += 1;
        }
        let run = &looks[at..end];
        let edge = lines[at..lines.len().min(end + 1)].iter().any(|line| line.page);
        if at > 0 && is_furniture(run, edge, counted) {
            let text: Vec<&str> = lines[at..end].iter().map(|line| &*line.text).collect();
            for line in &text {
                if taken.len() < 20 && !taken.iter().any(|known| known == line) {
                    taken.push((*line).to_owned());
                }
            }
            let number = run.iter().find_map(|look| look.number.or(look.numbered));
            starts.push(Start { line: lines[at].number, before: text.join("\n"), number });
            at = end;
            if let Some(next) = lines.get(at) {
                // Whether a blank line beside a head ends a paragraph cannot be told.
                let text = Cow::clone(&next.text);
                kept.push(Line { text, blank: false, page: true, ..*next });
                at += 1;
            }
            continue;
        }
        let line = &lines[at];
        if line.page && at > 0 {
            starts.push(Start { line: line.number, before: String::new(), number: None });
        }
        kept.push(line.clone());
        at += 1;
    }
    map(starts, ledger);
    (kept, taken)
}

/// A page's beginning.
struct Start {
    line: u32,
    before: String,
    number: Option<u32>,
}

/// Writes the map. Pages without a printed number get the one that lies between their neighbours'.
fn map(mut starts: Vec<Start>, ledger: &mut Ledger) {
    let mut ahead: Vec<Option<(usize, u32)>> = Vec::with_capacity(starts.len());
    let mut next = None;
    for (at, start) in starts.iter().enumerate().rev() {
        ahead.push(next);
        next = start.number.map(|number| (at, number)).or(next);
    }
    ahead.reverse();
    let steps = |from: usize, to: usize| u32::try_from(to.saturating_sub(from)).unwrap_or(0);
    let mut anchor: Option<(usize, u32)> = None;
    for (at, start) in starts.iter_mut().enumerate() {
        if start.number.is_some() {
            anchor = start.number.map(|number| (at, number));
            continue;
        }
        let (from, number) = anchor.map_or((0, 2), |(from, number)| (from, number));
        let here = number.saturating_add(steps(from, at));
        let next = ahead.get(at).copied().flatten();
        let agrees =
            next.is_none_or(|(other, number)| here.checked_add(steps(at, other)) == Some(number));
        start.number = agrees.then_some(here);
    }
    for start in starts {
        let number = start.number.map(|number| number.to_string()).unwrap_or_default();
        if !start.before.is_empty() || !number.is_empty() {
            ledger.change(Rule::Page, start.line, start.before, "", number);
        }
    }
}

/// Whether numbers that stand alone on their lines count the pages: three at least, each greater
/// than the one before.
fn numbers_count(lines: &[Line<'_>], looks: &[Look]) -> bool {
    let numbers: Vec<u32> = lines
        .iter()
        .zip(looks)
        .filter(|(line, _)| line.text.chars().all(|c| c.is_ascii_digit()))
        .filter_map(|(_, look)| look.number)
        .collect();
    numbers.len() >= 3 && numbers.windows(2).all(|pair| pair[0] < pair[1])
}

fn is_furniture(run: &[Look], edge: bool, counted: bool) -> bool {
    let number = run.iter().any(|look| look.number.is_some());
    let again = run.iter().any(|look| look.again);
    let numbered = run.iter().any(|look| look.numbered.is_some());
    run.iter().any(|look| look.known)
        || (number && (again || numbered || counted || edge))
        || (numbered && (again || edge))
        || (again && edge)
}

fn looks(lines: &[Line<'_>]) -> Vec<Look> {
    // Counts by digest: a text may have millions of lines.
    let mut same: HashMap<u64, u32> = HashMap::new();
    let mut shapes: HashMap<u64, u32> = HashMap::new();
    for line in lines.iter().filter(|line| may_be_head(&line.text)) {
        *same.entry(digest(&line.text)).or_insert(0) += 1;
        if let Some((words, _)) = numbered(&line.text) {
            *shapes.entry(digest(words)).or_insert(0) += 1;
        }
    }
    // A heading may come again inside a text; a running head stands at the edge of pages.
    let counted = |text: &str| {
        let shape = |words| shapes.get(&digest(words)).is_some_and(|count| *count >= 2);
        let (words, number) = numbered(text)?;
        (is_capitals(words) && shape(words)).then_some(number)
    };
    let mut at_edges: HashMap<u64, u32> = HashMap::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| may_be_head(&line.text)) {
        let near = &lines[at.saturating_sub(3)..lines.len().min(at + 4)];
        let edge = near.iter().any(|line| {
            line.page
                || is_known(&line.text)
                || alone(&line.text).is_some()
                || counted(&line.text).is_some()
        });
        if edge {
            *at_edges.entry(digest(&line.text)).or_insert(0) += 1;
        }
    }
    let count =
        |counts: &HashMap<u64, u32>, text: &str| counts.get(&digest(text)).copied().unwrap_or(0);
    lines
        .iter()
        .map(|line| {
            let text = &*line.text;
            if !may_be_head(text) {
                return Look { number: alone(text), ..Look::default() };
            }
            let again = count(&same, text);
            Look {
                number: alone(text),
                again: again >= 3 && count(&at_edges, text) * 2 >= again,
                known: is_known(text),
                numbered: counted(text),
            }
        })
        .collect()
}

fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    for word in text.split_whitespace() {
        word.hash(&mut hasher);
    }
    hasher.finish()
}

fn may_be_head(text: &str) -> bool {
    text.len() <= LONGEST && !closes(text)
}

/// The feet of the State Department's reports.
fn is_known(text: &str) -> bool {
    let bureau = text.starts_with("United States Department of State")
        || text.starts_with("U.S. Department of State");
    (bureau && text.contains("Bureau of Democracy") && text.len() <= LONGEST)
        || (text.starts_with("Country Reports on Human Rights Practices for ")
            && text.len() <= "Country Reports on Human Rights Practices for 2011".len())
}

/// The number of a line that is nothing but a page's number: `18`, `- 18 -`, `Page 18 of 40`.
fn alone(text: &str) -> Option<u32> {
    if text.len() > 20 {
        return None;
    }
    let inner = text.trim_matches(|c: char| c == '-' || c == '–' || c == '|' || c.is_whitespace());
    let mut words = inner.split_whitespace();
    let first = words.next()?;
    let number = if first.eq_ignore_ascii_case("page") { words.next()? } else { first };
    let rest: Vec<&str> = words.collect();
    let total =
        matches!(rest[..], ["of" | "/", total] if total.bytes().all(|b| b.is_ascii_digit()));
    page_number(number).filter(|_| rest.is_empty() || total)
}

/// The words and the number of a line that ends or begins with one: `KAZAKHSTAN 2`.
fn numbered(text: &str) -> Option<(&str, u32)> {
    let (start, last) = text.rsplit_once(char::is_whitespace)?;
    if let Some(number) = page_number(last) {
        return Some((start.trim_end(), number));
    }
    let (first, rest) = text.split_once(char::is_whitespace)?;
    page_number(first).map(|number| (rest.trim_start(), number))
}

/// The number of a page. A year is none: reports name theirs at the head of each page.
fn page_number(word: &str) -> Option<u32> {
    let digits = word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit());
    let number = word.parse().ok().filter(|_| digits)?;
    (!(1900..=2100).contains(&number)).then_some(number)
}

fn is_capitals(words: &str) -> bool {
    words.chars().any(char::is_uppercase) && !words.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    fn taken(text: &str) -> (Vec<String>, Vec<(String, String)>) {
        let mut ledger = Ledger::default();
        let (lines, _) = take(split(text), &mut ledger);
        (
            lines.iter().map(|line| line.text.clone().into_owned()).collect(),
            ledger.repairs.into_iter().map(|repair| (repair.before, repair.note)).collect(),
        )
    }

    fn body(page: usize) -> String {
        (0..20).map(|n| format!("some words of line {n} on page {page} that go on\n")).collect()
    }

    #[test]
    fn heads_and_feet_become_a_map() {
        let mut text = body(1);
        for page in 2..=4 {
            text += &format!("\nReports for 2011\n\n\nFREELAND {page}\n\n{}", body(page));
        }
        let (lines, map) = taken(&text);
        assert_eq!(lines.len(), 80);
        let numbers: Vec<&str> = map.iter().map(|(_, note)| &**note).collect();
        assert_eq!(numbers, ["2", "3", "4"]);
        assert_eq!(map[0].0, "Reports for 2011\nFREELAND 2");
    }

    #[test]
    fn a_known_foot_is_taken_once_too() {
        let foot = "Country Reports on Human Rights Practices for 2019\nFREELAND\n\n18\n";
        let (lines, map) = taken(&format!("{}FREELAND\n{foot}{}", body(1), body(2)));
        assert_eq!(map.len(), 1);
        assert_eq!(map[0].1, "18");
        assert!(lines.len() >= 40);
    }

    #[test]
    fn pages_between_numbers_are_counted() {
        let mut text = body(1);
        for page in 2..=5 {
            let head = if page == 4 { "4\n" } else { "" };
            text += &format!("\u{c}{head}{}", body(page));
        }
        let (lines, map) = taken(&text);
        assert_eq!(lines.len(), 100);
        let numbers: Vec<&str> = map.iter().map(|(_, note)| &**note).collect();
        assert_eq!(numbers, ["2", "3", "4", "5"]);
    }

    #[test]
    fn what_a_text_says_again_and_again_stays() {
        let mut text = String::new();
        for part in 1..=5 {
            text += &format!("Background\n{}Not applicable.\n2019\n", body(part));
        }
        let (lines, map) = taken(&text);
        assert_eq!((lines.len(), map.len()), (115, 0));
    }
}
