//! How two sentences that belong together differ, and which of their figures belong together.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::figure::{self, Figure};
use super::reading::Sentence;
use super::word::{Kind, Token};
use super::{Class, FigureAt, FigurePair, Pair, Side};

/// Of a thousand: words that stay the same where a figure changes.
const SAME_STATEMENT: usize = 750;

pub(super) fn pair(before: &Side, after: &Side, b: u32, a: u32) -> Pair {
    let (one, other) = (&before.sentences[b as usize], &after.sentences[a as usize]);
    let moved = one.topic != other.topic;
    if one.exact == other.exact {
        let figures = Box::default();
        return Pair { before: b, after: a, class: Class::Unchanged, moved, figures };
    }
    if one.reduced == other.reduced {
        let figures = Box::default();
        return Pair { before: b, after: a, class: Class::Cosmetic, moved, figures };
    }
    let (joined, same) = joined_figures(one, other);
    let figures: Box<[FigurePair]> = joined
        .into_iter()
        .filter(|(x, y)| x.value != y.value || x.unit != y.unit)
        .map(|(x, y)| FigurePair {
            verdict: figure::verdict(x, y, before.whole_year, after.whole_year),
            before: shown(x),
            after: shown(y),
        })
        .collect();
    let words = one.matter().count().max(other.matter().count()).max(1);
    let statement = one.masked == other.masked
        || (!figures.is_empty() && same * 1000 >= words * SAME_STATEMENT);
    let class = if statement { Class::Number } else { Class::Wording };
    Pair { before: b, after: a, class, moved, figures }
}

fn shown(figure: &Figure) -> FigureAt {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    FigureAt {
        at: place(figure.at.start)..place(figure.at.end),
        value: figure.value.clone(),
        unit: figure.unit,
        period: figure.period.as_ref().map(|period| period.words.clone()).unwrap_or_default(),
    }
}

/// Figures that stand at the same place of two sentences, and how many words the two share.
fn joined_figures<'s>(
    one: &'s Sentence,
    other: &'s Sentence,
) -> (Vec<(&'s Figure, &'s Figure)>, usize) {
    let masked = |sentence: &Sentence| -> (Vec<u64>, Vec<usize>) {
        let counts = |(_, token): &(usize, &Token)| token.kind != Kind::Small;
        sentence
            .tokens
            .iter()
            .enumerate()
            .filter(counts)
            .map(|(at, token)| match token.kind {
                Kind::Number => (1, at),
                Kind::Date => (2, at),
                _ => (token.key, at),
            })
            .unzip()
    };
    let ((left, left_at), (right, right_at)) = (masked(one), masked(other));
    let figure = |sentence: &'s Sentence, token: usize| {
        sentence.figures.iter().find(|figure| figure.token == token)
    };
    let mut joined = Vec::new();
    let mut same = 0;
    for op in capture_diff_slices(Algorithm::Patience, &left, &right) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                for n in 0..len {
                    let (x, y) = (left_at[old_index + n], right_at[new_index + n]);
                    same += usize::from(left[old_index + n] > 2);
                    if let (Some(x), Some(y)) = (figure(one, x), figure(other, y)) {
                        joined.push((x, y));
                    }
                }
            }
            // Words beside a figure change with it: those of like units belong together.
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let of = |sentence: &'s Sentence, at: &[usize]| -> Vec<&'s Figure> {
                    at.iter().filter_map(|token| figure(sentence, *token)).collect()
                };
                let mut later = of(other, &right_at[new_index..new_index + new_len]);
                for x in of(one, &left_at[old_index..old_index + old_len]) {
                    let kind = std::mem::discriminant(&x.unit);
                    let alike = |y: &&Figure| std::mem::discriminant(&y.unit) == kind;
                    if let Some(at) = later.iter().position(alike) {
                        joined.push((x, later.remove(at)));
                    }
                }
            }
            DiffOp::Delete { .. } | DiffOp::Insert { .. } => {}
        }
    }
    (joined, same)
}
