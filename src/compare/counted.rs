//! The words around a figure: what it counts, and whether it is that or more or less.

use super::word::{self, Kind, Token, stem};

/// Words that end the name of what is counted.
const ENDS: &[&str] = &[
    "in",
    "of",
    "on",
    "at",
    "to",
    "for",
    "from",
    "by",
    "with",
    "and",
    "or",
    "but",
    "nor",
    "were",
    "was",
    "is",
    "are",
    "be",
    "been",
    "had",
    "have",
    "has",
    "who",
    "which",
    "that",
    "as",
    "than",
    "during",
    "including",
    "against",
    "under",
    "over",
    "after",
    "before",
    "since",
    "while",
    "when",
    "whose",
    "did",
    "do",
    "does",
    "would",
    "will",
    "may",
    "could",
    "can",
    "into",
    "per",
    "out",
    "reported",
    "went",
    "remained",
    "took",
    "said",
    "died",
    "received",
    "among",
    "between",
    "throughout",
    "where",
    "not",
    "without",
    "within",
    "until",
    "the",
    "a",
    "an",
    "its",
    "their",
];

/// Where a figure begins with the words that make it more or less: "more than 750".
pub(super) fn qualified(text: &str, tokens: &[Token], first: usize) -> usize {
    const LAST: [&str; 10] = [
        "than",
        "least",
        "most",
        "to",
        "approximately",
        "nearly",
        "almost",
        "about",
        "over",
        "around",
    ];
    const BEFORE: [&str; 6] = ["more", "fewer", "less", "at", "up", "close"];
    let word = |at: usize| {
        let token = tokens.get(at)?;
        let next = tokens.get(at + 1)?;
        let gap = text.get(token.at.end..next.at.start)?;
        (gap == " ").then(|| text[token.at.clone()].to_lowercase())
    };
    let start = tokens.get(first).map_or(0, |token| token.at.start);
    let Some(last) = first.checked_sub(1) else { return start };
    let gap = text.get(tokens[last].at.end..start);
    if gap != Some(" ") && gap != Some(" $") {
        return start;
    }
    let known = text[tokens[last].at.clone()].to_lowercase();
    if !LAST.contains(&known.as_str()) {
        return start;
    }
    let two = last
        .checked_sub(1)
        .filter(|at| word(*at).is_some_and(|word| BEFORE.contains(&word.as_str())));
    match two {
        Some(at) => tokens[at].at.start,
        None if matches!(known.as_str(), "than" | "least" | "most" | "to") => start,
        None => tokens[last].at.start,
    }
}

/// The words behind a figure that name what it counts, and where they end.
pub(super) fn counted(text: &str, tokens: &[Token], from: usize, end: usize) -> (usize, Vec<u64>) {
    let (mut end, mut of) = (end, Vec::new());
    for token in tokens.iter().skip(from).take(4) {
        let gap = text.get(end..token.at.start).unwrap_or_default();
        let word = text.get(token.at.clone()).unwrap_or_default().to_lowercase();
        let open = matches!(gap, " " | "-" | "\u{a0}");
        let skipped = of.is_empty() && matches!(word.as_str(), "the" | "all" | "its" | "a");
        if !open || token.kind == Kind::Number || token.kind == Kind::Date {
            break;
        }
        if ENDS.contains(&word.as_str()) && !skipped {
            break;
        }
        end = token.at.end;
        if !skipped {
            of.push(word::hash(3, stem(&word).as_bytes()));
        }
    }
    (end, of)
}

/// The words before a bracketed figure: `foster families (33)`.
pub(super) fn named_before(text: &str, tokens: &[Token], n: usize) -> Vec<u64> {
    let mut of = Vec::new();
    let mut start = text[..tokens[n].at.start].trim_end_matches(['(', '$', ' ']).len();
    for token in tokens[..n].iter().rev().take(3) {
        let word = text.get(token.at.clone()).unwrap_or_default().to_lowercase();
        let joined = token.at.end == start
            || text.get(token.at.end..start).is_some_and(|gap| matches!(gap, " " | "-"));
        if !joined || token.kind == Kind::Number || ENDS.contains(&word.as_str()) {
            break;
        }
        of.push(word::hash(3, stem(&word).as_bytes()));
        start = token.at.start;
    }
    of
}
