//! Words that an extraction ran together: mended where there is evidence, else remarked on.
//!
//! Evidence is the parted form elsewhere in the same text, or a line as long as two: its words
//! met at the end of a printed line, where an extraction takes a hyphen for that of a broken word.

use std::borrow::Cow;

use super::lines::Line;
use super::metrics::Measure;
use super::vocabulary::{Vocabulary, core};
use crate::import::block::{Block, Run};
use crate::import::ledger::{Ledger, Rule};

/// How many remarks a ledger holds: a text with more is no text of words.
const DOUBTS: usize = 200;

/// Mends the lines of a text.
pub(super) fn mend(
    lines: &mut [Line<'_>],
    measure: Option<&Measure>,
    words: &Vocabulary,
    ledger: &mut Ledger,
) {
    if !words.is_whole() {
        return;
    }
    let mut doubts = 0;
    for line in lines {
        if let Some(at) = measure.and_then(|measure| measure.overflow(&line.text)) {
            mend_break(line, at, words, ledger);
        }
        let found: Vec<(String, Finding)> = line
            .text
            .split_whitespace()
            .filter_map(|token| Some((core(token).to_owned(), look(core(token), words)?)))
            .collect();
        for (word, finding) in found {
            match finding {
                Finding::Parted(parted) => {
                    replace(line, &word, &parted);
                    let note = "the parted form stands elsewhere in the text";
                    ledger.change(Rule::Fused, line.number, word, parted, note);
                }
                Finding::Doubtful(parted) if doubts < DOUBTS => {
                    doubts += 1;
                    let note = format!("perhaps “{parted}”; left as it is");
                    ledger.change(Rule::Doubt, line.number, word.clone(), word, note);
                }
                Finding::Doubtful(_) => {}
            }
        }
    }
}

/// Mends the paragraphs of a text that has no lines.
pub(super) fn mend_blocks(blocks: &mut [Block], ledger: &mut Ledger) {
    let text = |block: &Block| block.text.iter().map(Run::words).collect::<String>();
    let texts: Vec<String> = blocks.iter().map(text).collect();
    let words = Vocabulary::of(texts.iter().map(String::as_str));
    let mut lines: Vec<Line<'_>> = blocks
        .iter()
        .zip(texts)
        .map(|(block, text)| Line {
            number: block.line,
            text: Cow::Owned(text),
            blank: true,
            page: false,
        })
        .collect();
    mend(&mut lines, None, &words, ledger);
    for (block, line) in blocks.iter_mut().zip(lines) {
        if matches!(&block.text[..], [Run::Text(_)]) {
            block.text = vec![Run::Text(line.text.into_owned())];
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Finding {
    /// The text has the word in parts elsewhere.
    Parted(String),
    /// It looks run together.
    Doubtful(String),
}

/// What may be wrong with a word.
fn look(word: &str, words: &Vocabulary) -> Option<Finding> {
    let plain = word.len() >= 6 && word.len() <= 40 && word.chars().all(char::is_alphanumeric);
    if !plain || words.count(word) > 1 || Vocabulary::is_common(word) {
        return None;
    }
    let seam = |first: char, second: char| {
        (first.is_lowercase() && second.is_uppercase())
            || (first.is_alphabetic() && second.is_ascii_digit())
            || (first.is_ascii_digit() && second.is_lowercase())
    };
    let mut seams = word
        .char_indices()
        .zip(word.chars().skip(1))
        .filter(|((_, first), second)| seam(*first, *second))
        .map(|((at, first), _)| at + first.len_utf8());
    let first_seam = seams.next();
    if seams.next().is_some() {
        return None;
    }
    match first_seam {
        Some(at) => at_seam(&word[..at], &word[at..], words),
        None => inside(word, words),
    }
}

/// Two words that meet where small letters end: `NurSultan`, `September13`, `21year`.
fn at_seam(first: &str, second: &str, words: &Vocabulary) -> Option<Finding> {
    for parted in [format!("{first}-{second}"), format!("{first}–{second}")] {
        if words.count(&parted) > 0 {
            return Some(Finding::Parted(parted));
        }
    }
    if words.has_pair(first, second) {
        return Some(Finding::Parted(format!("{first} {second}")));
    }
    if first.bytes().all(|b| b.is_ascii_digit()) {
        let ordinal = matches!(second, "st" | "nd" | "rd" | "th" | "s" | "am" | "pm" | "km");
        let known = !ordinal && second.len() >= 3 && words.knows(second);
        let parted = format!("{first}-{second}");
        return known.then(|| {
            if words.has_figure_with(second) {
                Finding::Parted(parted)
            } else {
                Finding::Doubtful(parted)
            }
        });
    }
    let figure = second.bytes().all(|b| b.is_ascii_digit());
    let month = super::identify::month(first).is_some();
    let known = if figure {
        month || (second.len() == 4 && first.len() >= 2 && Vocabulary::is_common(first))
    } else {
        first.len() >= 3 && second.len() >= 3 && words.knows(first) && words.knows(second)
    };
    known.then(|| Finding::Doubtful(format!("{first} {second}")))
}

/// Beginnings and ends that make one word of two: `overestimate`, `classroom`, `shutdown`.
const BEGINNINGS: [&str; 27] = [
    "anti", "back", "coun", "counter", "cross", "down", "every", "fore", "hand", "head", "home",
    "inter", "multi", "non", "out", "over", "post", "pre", "semi", "some", "sub", "super", "trans",
    "under", "water", "well", "with",
];
const ENDINGS: [&str; 42] = [
    "able", "ages", "away", "back", "based", "body", "book", "books", "door", "doors", "down",
    "fold", "free", "ground", "hold", "hood", "house", "houses", "keeper", "keepers", "land",
    "less", "like", "line", "lines", "maker", "makers", "man", "mate", "mates", "men", "most",
    "over", "owner", "owners", "place", "places", "room", "rooms", "ship", "side", "where",
];

/// Two words in small letters: `staffremained`, `selfemployed`.
fn inside(word: &str, words: &Vocabulary) -> Option<Finding> {
    if word.len() < 8 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    let compound =
        |(first, second): &(&str, &str)| BEGINNINGS.contains(first) || ENDINGS.contains(second);
    let cuts = || (3..=word.len() - 3).map(|at| (&word[..at], &word[at..]));
    let parted = |(first, second): &(&str, &str)| words.count(&format!("{first}-{second}")) > 0;
    if let Some(cut) = cuts().find(parted) {
        return (!compound(&cut)).then(|| Finding::Parted(format!("{}-{}", cut.0, cut.1)));
    }
    // Of two words side by side only long ones prove anything.
    let known =
        |word: &str| word.len() >= 4 && (Vocabulary::is_common(word) || words.count(word) > 1);
    let (first, second) = cuts().find(|(first, second)| known(first) && known(second))?;
    if compound(&(first, second)) {
        return None;
    }
    if words.has_pair(first, second) {
        return Some(Finding::Parted(format!("{first} {second}")));
    }
    Some(Finding::Doubtful(format!("{first} {second}")))
}

/// Mends the word at which a line passes the width of a printed one.
fn mend_break(line: &mut Line<'_>, at: usize, words: &Vocabulary, ledger: &mut Ledger) {
    let text = &*line.text;
    let start = text[..at].rfind(char::is_whitespace).map_or(0, |space| space + 1);
    let end = text[at..].find(char::is_whitespace).map_or(text.len(), |space| at + space);
    let Some(token) = text.get(start..end) else { return };
    let Some(parted) = parted_at_break(token, at - start, words) else { return };
    let note = "the line is two printed lines, which met in this word";
    let (number, before) = (line.number, token.to_owned());
    let mended = format!("{}{parted}{}", &text[..start], &text[end..]);
    line.text = Cow::Owned(mended);
    ledger.change(Rule::Fused, number, before, parted, note);
}

/// A token with the hyphen that an extraction took from it: one of two, or the only one. The line
/// was full at `full`, so the hyphen stood before that.
fn parted_at_break(token: &str, full: usize, words: &Vocabulary) -> Option<String> {
    // A word that holds one hyphen still had two: a dash.
    let mut hyphens = token.match_indices('-').filter(|(at, _)| {
        let around = (token[..*at].chars().next_back(), token[at + 1..].chars().next());
        *at <= full
            && matches!(around, (Some(a), Some(b)) if a.is_alphanumeric() && b.is_alphabetic())
    });
    let first = hyphens.next();
    let knows = |word: &str| words.knows(word) || words.knows(&format!("{word}s"));
    let mut cuts: Vec<usize> = Vec::new();
    for (start, piece) in pieces(token) {
        let letters: Vec<usize> = piece.char_indices().map(|(at, _)| at).skip(1).collect();
        for at in letters {
            let (a, b) = (&piece[..at], &piece[at..]);
            let figure = a.bytes().all(|b| b.is_ascii_digit()) && b.len() >= 3;
            let long = (a.len() >= 3 || figure) && b.len() >= 3;
            let whole = words.count(piece) > 1 || Vocabulary::is_common(piece);
            if start + at <= full && long && !whole && (figure || knows(a)) && knows(b) {
                cuts.push(start + at);
            }
        }
    }
    match (&cuts[..], first, hyphens.next()) {
        ([cut], _, _) => Some(format!("{}-{}", &token[..*cut], &token[*cut..])),
        ([], Some((at, _)), None) => Some(format!("{}--{}", &token[..at], &token[at + 1..])),
        _ => None,
    }
}

/// The runs of letters and digits of a token, and where each begins.
fn pieces(token: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    token.split_inclusive(|c: char| !c.is_alphanumeric()).map(move |piece| {
        let at = start;
        start += piece.len();
        (at, piece.trim_end_matches(|c: char| !c.is_alphanumeric()))
    })
}

/// Puts the parted form in the place of a word that stands in a line.
fn replace(line: &mut Line<'_>, word: &str, parted: &str) {
    let whole = |text: &str, at: usize| {
        let before = text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let after = text[at + word.len()..].chars().next();
        before && after.is_none_or(|c| !c.is_alphanumeric())
    };
    let text = &*line.text;
    let found = text.match_indices(word).map(|(at, _)| at).find(|at| whole(text, *at));
    if let Some(at) = found {
        let mended = format!("{}{parted}{}", &text[..at], &text[at + word.len()..]);
        line.text = Cow::Owned(mended);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vocabulary {
        Vocabulary::of(text.lines())
    }

    #[test]
    fn a_word_is_parted_as_it_stands_elsewhere() {
        let words = words(
            "In Nur-Sultan on September 13 a self-employed 17-year-old worker of a high court",
        );
        let found = |word| look(word, &words);
        assert_eq!(found("NurSultan"), Some(Finding::Parted("Nur-Sultan".into())));
        assert_eq!(found("September13"), Some(Finding::Parted("September 13".into())));
        assert_eq!(found("September15"), Some(Finding::Doubtful("September 15".into())));
        assert_eq!(found("selfemployed"), Some(Finding::Parted("self-employed".into())));
        assert_eq!(found("21year"), Some(Finding::Parted("21-year".into())));
        assert_eq!(found("staffremained"), Some(Finding::Doubtful("staff remained".into())));
        for word in ["government", "workplace", "YouTube", "Korgau123", "20th", "McDonald"] {
            assert_eq!(found(word), None, "{word}");
        }
    }

    #[test]
    fn at_a_line_break_the_hyphen_comes_back() {
        let words = words("a quasi-judicial and independent staff remained local");
        let parted = |token| parted_at_break(token, token.len(), &words);
        assert_eq!(parted("quasiindependent").as_deref(), Some("quasi-independent"));
        assert_eq!(parted("staff-remained").as_deref(), Some("staff--remained"));
        assert_eq!(parted("(21year-old").as_deref(), Some("(21-year-old"));
        assert_eq!(parted("government").as_deref(), None);
        assert_eq!(parted("xyzzyplugh").as_deref(), None);
    }

    #[test]
    fn only_the_word_itself_is_replaced() {
        let line = |text: &str| Line {
            number: 1,
            text: Cow::Owned(text.to_owned()),
            blank: false,
            page: false,
        };
        let mut one = line("NurSultanese in NurSultan, NurSultan");
        replace(&mut one, "NurSultan", "Nur-Sultan");
        assert_eq!(one.text, "NurSultanese in Nur-Sultan, NurSultan");
    }
}
