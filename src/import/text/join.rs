//! Lines → the text of a paragraph: what to do with the hyphens at their ends.

use super::lines::{Line, folded};
use super::vocabulary::{Vocabulary, core};
use crate::import::ledger::{Ledger, Rule};

/// What happens where two lines meet.
enum Seam {
    Space,
    /// A dash or a true hyphen: it stays, and nothing comes between.
    Hyphen,
    /// The hyphen is that of a broken word.
    Broken,
}

/// The lines in one, hyphens kept.
pub(super) fn words(lines: &[Line<'_>]) -> String {
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        if at > 0 && !keeps_together(&out, &line.text) {
            out.push(' ');
        }
        out.push_str(&line.text);
    }
    folded(&out)
}

/// The lines in one; a word that was broken at the end of a line is put together where the text
/// has it whole elsewhere.
pub(super) fn paragraph(lines: &[Line<'_>], words: &Vocabulary, ledger: &mut Ledger) -> String {
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        let before = lines.get(at.wrapping_sub(1)).map_or(line.number, |line| line.number);
        let seam = if out.is_empty() { Seam::Hyphen } else { seam(&out, &line.text, words) };
        match seam {
            Seam::Hyphen => {}
            Seam::Space => out.push(' '),
            Seam::Broken => {
                let (first, second) = ends(&out, &line.text);
                let (first, second) = (first.to_owned(), second.to_owned());
                let whole = format!("{}{second}", first.trim_end_matches(['-', '\u{ad}']));
                ledger.change(Rule::Hyphen, before, format!("{first}\n{second}"), whole, "");
                out.truncate(out.trim_end_matches(['-', '\u{ad}']).len());
            }
        }
        doubt(&out, &line.text, &seam, words, before, ledger);
        out.push_str(&line.text);
    }
    folded(&out)
}

fn keeps_together(before: &str, next: &str) -> bool {
    let Some(stem) = before.strip_suffix(['-', '—']) else { return before.is_empty() };
    let hung = stem.ends_with(char::is_alphanumeric)
        && matches!(next.split_whitespace().next(), Some("and" | "or" | "to"));
    !stem.ends_with(char::is_whitespace) && !hung
}

fn seam(before: &str, next: &str, words: &Vocabulary) -> Seam {
    if before.ends_with('\u{ad}') {
        return Seam::Broken;
    }
    if !keeps_together(before, next) {
        return Seam::Space;
    }
    let (first, second) = (core(ends(before, next).0), core(ends(before, next).1));
    let single = before.ends_with('-') && !before.ends_with("--");
    let small = next.starts_with(char::is_lowercase) && before.len() > 1;
    if single && small && !first.contains('-') {
        let whole = words.count(&format!("{first}{second}"));
        let parted = words.count(&format!("{first}-{second}"));
        if whole > 0 && parted == 0 {
            return Seam::Broken;
        }
    }
    Seam::Hyphen
}

/// The last word of one line and the first of the next.
fn ends<'a>(before: &'a str, next: &'a str) -> (&'a str, &'a str) {
    (
        before.split_whitespace().next_back().unwrap_or_default(),
        next.split_whitespace().next().unwrap_or_default(),
    )
}

/// Remarks on a hyphen that was kept between two pieces of which neither is a word.
fn doubt(
    before: &str,
    next: &str,
    seam: &Seam,
    words: &Vocabulary,
    line: u32,
    ledger: &mut Ledger,
) {
    if !matches!(seam, Seam::Hyphen) || !before.ends_with('-') || before.ends_with("--") {
        return;
    }
    let (first, second) = ends(before, next);
    let stem = core(first).rsplit('-').next().unwrap_or_default();
    let other = core(second).split('-').next().unwrap_or_default();
    let plain = |word: &str| word.len() >= 2 && word.chars().all(char::is_alphabetic);
    if plain(stem) && plain(other) && !words.knows(stem) && !words.knows(other) {
        let kept = format!("{first}{second}");
        let note = "the hyphen may be that of a broken word; left as it is";
        ledger.change(Rule::Doubt, line, kept.clone(), kept, note);
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    fn joined(text: &str, elsewhere: &str) -> (String, Vec<(Rule, String)>) {
        let lines = split(text);
        let all = Vocabulary::of(elsewhere.lines().chain(lines.iter().map(|line| &*line.text)));
        let mut ledger = Ledger::default();
        let out = paragraph(&lines, &all, &mut ledger);
        let told = ledger.repairs.into_iter().map(|repair| (repair.rule, repair.after)).collect();
        (out, told)
    }

    #[test]
    fn true_hyphens_and_dashes_stay() {
        for (text, wanted) in [
            ("a long-\nrunning strike", "a long-running strike"),
            ("signatures--\nwell above", "signatures--well above"),
            ("anti-\nSemitism and non-\nKazakhs", "anti-Semitism and non-Kazakhs"),
            ("lower-\nand middle-ranking", "lower- and middle-ranking"),
            ("a list -\nof things", "a list - of things"),
            ("two  spaces.\nThen", "two spaces. Then"),
        ] {
            assert_eq!(joined(text, "strike"), (wanted.to_owned(), vec![]), "{text}");
        }
    }

    #[test]
    fn a_broken_word_is_joined_on_evidence_only() {
        let broken = (Rule::Hyphen, "government".to_owned());
        assert_eq!(
            joined("the govern-\nment fell", "a government"),
            ("the government fell".into(), vec![broken.clone()])
        );
        assert_eq!(
            joined("the govern\u{ad}\nment fell", ""),
            ("the government fell".into(), vec![broken])
        );
        let (text, told) = joined("a resign-\nment", "resignment and resign-ment");
        assert_eq!((&*text, told), ("a resign-ment", vec![]));
        let (text, _) = joined("the zork-\nmidance fell", "");
        assert_eq!(text, "the zork-midance fell");
    }
}
