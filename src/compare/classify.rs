//! How two sentences that belong together differ, and which of their figures belong together.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::figure::{self, Figure, Verdict};
use super::reading::Sentence;
use super::word::{Kind, Token};
use super::{Class, FigureAt, FigurePair, Pair, Side};

/// Of a thousand: words that stay the same where a figure changes.
const SAME_STATEMENT: usize = 750;

pub(super) fn pair(before: &Side, after: &Side, b: u32, a: u32) -> Pair {
    let (one, other) = (&before.sentences[b as usize], &after.sentences[a as usize]);
    let moved = one.topic != other.topic;
    let alike = Pair {
        before: b,
        after: a,
        class: Class::Cosmetic,
        moved,
        reversed: false,
        part: false,
        figures: Box::default(),
    };
    if one.exact == other.exact {
        return Pair { class: Class::Unchanged, ..alike };
    }
    if one.reduced == other.reduced || one.named == other.named {
        return alike;
    }
    let masked = one.masked == other.masked;
    let reversed = one.negations != other.negations;
    // Laying two sentences side by side is the costly part, and tells of figures and dates alone.
    if !masked && (one.figures.is_empty() || other.figures.is_empty()) {
        return Pair { class: Class::Wording, reversed, ..alike };
    }
    let Joined { figures: joined, same, dates_agree } = joined_figures(one, other);
    let figures: Box<[FigurePair]> = joined
        .into_iter()
        .filter(|(x, y)| x.value != y.value || x.unit != y.unit)
        .map(|(x, y)| FigurePair {
            verdict: figure::verdict(x, y, before.whole_year, after.whole_year),
            before: shown(x),
            after: shown(y),
        })
        .collect();
    if masked && figures.is_empty() && dates_agree {
        return alike;
    }
    let words = one.matter().count().max(other.matter().count()).max(1);
    let like = figures.iter().any(|pair| pair.verdict != Verdict::OtherUnit);
    let statement = masked || (like && same * 1000 >= words * SAME_STATEMENT);
    let class = if statement { Class::Number } else { Class::Wording };
    Pair { class, reversed, figures, ..alike }
}

fn shown(figure: &Figure) -> FigureAt {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    FigureAt {
        at: place(figure.at.start)..place(figure.at.end),
        value: figure.value.clone(),
        unit: figure.unit,
        period: figure.period.as_ref().map(|period| period.edtf.clone()).unwrap_or_default(),
    }
}

/// What stands at the same place of two sentences.
struct Joined<'s> {
    /// Figures.
    figures: Vec<(&'s Figure, &'s Figure)>,
    /// How many words the two share.
    same: usize,
    /// Whether each date is that of the other sentence, or tells it less exactly.
    dates_agree: bool,
}

fn joined_figures<'s>(one: &'s Sentence, other: &'s Sentence) -> Joined<'s> {
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
    let mut dates_agree = true;
    let within = |(a, b): (i32, i32), (c, d): (i32, i32)| (c <= a && b <= d) || (a <= c && d <= b);
    for op in capture_diff_slices(Algorithm::Patience, &left, &right) {
        match op {
            DiffOp::Equal { old_index, new_index, len } => {
                for n in 0..len {
                    let (x, y) = (left_at[old_index + n], right_at[new_index + n]);
                    same += usize::from(left[old_index + n] > 2);
                    if left[old_index + n] == 2 {
                        dates_agree &= within(one.tokens[x].days, other.tokens[y].days);
                    }
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
    Joined { figures: joined, same, dates_agree }
}
