//! Which sentences of two editions belong together: the same words first, then the likest, within
//! a topic before across topics.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::reading::Sentence;

/// Likeness, of a thousand, from which two sentences under one topic belong together.
const ALIKE: u32 = 450;
/// The same for sentences under different topics: a move has to be plain.
const ALIKE_ACROSS: u32 = 700;
/// The same where the outlines have drifted too far apart, and for sentences that name others.
const ALIKE_APART: u32 = 850;
/// Likeness enough for sentences under one topic that begin with the same words.
const ALIKE_OPENING: u32 = 280;
/// So many words make an opening.
const OPENING: usize = 6;
/// A sentence of less weight than this is found by its very words or not at all.
const LIGHT: u32 = 24;
/// One of fewer words says too little by itself to have come from under another topic.
const TELLING: usize = 6;
/// Of a thousand of a sentence's weight: what another has to hold of it to hold it whole.
const HELD: u32 = 820;

/// Indices of sentences that belong together: earlier, later.
#[derive(Default)]
pub(super) struct Aligned {
    /// Each with one fellow at the most.
    pub(super) whole: Vec<(u32, u32)>,
    /// Sentences that another one holds among more: it was split, or merged.
    pub(super) parts: Vec<(u32, u32)>,
}

/// Finds what belongs together.
pub(super) fn align(before: &[Sentence], after: &[Sentence], narrow: bool) -> Aligned {
    let mut matching = Matching {
        before,
        after,
        of_before: vec![None; before.len()],
        of_after: vec![None; after.len()],
    };
    // The same words under the same topic, then elsewhere; the same again but for form.
    matching.equal(|sentence| Some((sentence.exact, sentence.topic)));
    matching.equal(|sentence| Some((sentence.reduced, sentence.topic)));
    matching.equal(|sentence| Some((sentence.named, sentence.topic)));
    matching.equal(|sentence| (sentence.matter().count() >= TELLING).then_some(sentence.exact));
    let bags = Bags::new(before, after);
    matching.likest(&bags, narrow);
    let parts = matching.parts(&bags);
    let pairs = (0..).zip(&matching.of_after);
    let whole = pairs.filter_map(|(after, before)| Some(((*before)?, after))).collect();
    Aligned { whole, parts }
}

/// A pair and its rank: likeness, and whether it follows another pair.
type Candidate = (Reverse<(u32, u32)>, u32, u32);

struct Matching<'s> {
    before: &'s [Sentence],
    after: &'s [Sentence],
    of_before: Vec<Option<u32>>,
    of_after: Vec<Option<u32>>,
}

impl Matching<'_> {
    fn join(&mut self, before: u32, after: u32) {
        self.of_before[before as usize] = Some(after);
        self.of_after[after as usize] = Some(before);
    }

    /// Joins sentences of equal keys, the first with the first.
    fn equal<K: Eq + std::hash::Hash>(&mut self, key: impl Fn(&Sentence) -> Option<K>) {
        let mut known: HashMap<K, Vec<u32>> = HashMap::new();
        // From the last to the first, so that the first is taken first.
        for (at, sentence) in (0..).zip(self.before).collect::<Vec<_>>().into_iter().rev() {
            // A sentence without words, a row of figures, is like all others.
            let free = self.of_before[at as usize].is_none() && !sentence.tokens.is_empty();
            if let Some(key) = key(sentence).filter(|_| free) {
                known.entry(key).or_default().push(at);
            }
        }
        for (at, sentence) in (0..).zip(self.after) {
            if self.of_after[at as usize].is_some() || sentence.tokens.is_empty() {
                continue;
            }
            let Some(key) = key(sentence) else { continue };
            if let Some(before) = known.get_mut(&key).and_then(Vec::pop) {
                self.join(before, at);
            }
        }
    }

    /// Joins what is left by likeness, the likest first.
    fn likest(&mut self, bags: &Bags, narrow: bool) {
        let mut candidates = self.candidates(bags, narrow);
        candidates.sort_unstable();
        for (_, before, after) in candidates {
            if self.of_before[before as usize].is_none() && self.of_after[after as usize].is_none()
            {
                self.join(before, after);
            }
        }
    }

    /// Pairs that are alike enough, by falling likeness.
    fn candidates(&self, bags: &Bags, narrow: bool) -> Vec<Candidate> {
        let mut found = Vec::new();
        let free = |of: &[Option<u32>], at: u32| of[at as usize].is_none();
        for at in (0..).take(self.after.len()).filter(|at| free(&self.of_after, *at)) {
            let later = &self.after[at as usize];
            let heavy = bags.after[at as usize].1;
            for (other, common) in bags.shared(&bags.after[at as usize].0) {
                if !free(&self.of_before, other) || common < LIGHT {
                    continue;
                }
                let earlier = &self.before[other as usize];
                let all = heavy + bags.before[other as usize].1;
                let likeness = (2000 * common).checked_div(all).unwrap_or(0);
                let same = earlier.topic == later.topic;
                let enough = enough(earlier, later, same, narrow);
                if likeness >= enough {
                    found.push((Reverse(self.rank(likeness, same, other, at)), other, at));
                }
            }
        }
        found
    }

    /// Likeness first, more for the same topic and for the same large figures; then what stands
    /// behind the same sentence.
    fn rank(&self, likeness: u32, same: bool, before: u32, after: u32) -> (u32, u32) {
        let follows = |of: &[Option<u32>], at: u32, other: u32| {
            at > 0 && of[at as usize - 1].is_some_and(|joined| joined + 1 == other)
        };
        let near = follows(&self.of_after, after, before);
        let (one, other) = (&self.before[before as usize], &self.after[after as usize]);
        let large = |sentence: &Sentence| -> Vec<u64> {
            let figures = sentence.figures.iter().filter(|figure| figure.value.len() > 2);
            figures.map(|figure| sentence.tokens[figure.token].key).collect()
        };
        let known = large(one);
        let figures = large(other).iter().filter(|key| known.contains(key)).count();
        let figures = u32::try_from(figures.min(2)).unwrap_or(0);
        (likeness + if same { 100 } else { 0 } + 150 * figures, u32::from(near))
    }

    /// What is left and stands whole in a sentence of the other edition under the same topic.
    fn parts(&self, bags: &Bags) -> Vec<(u32, u32)> {
        let mut parts = Vec::new();
        for (at, _) in (0_u32..).zip(&self.of_after).filter(|(_, joined)| joined.is_none()) {
            let (bag, heavy) = &bags.after[at as usize];
            let holds = bags.shared(bag).into_iter().filter(|(other, common)| {
                let same = self.before[*other as usize].topic == self.after[at as usize].topic;
                same && *common > 2 * LIGHT && 1000 * common >= HELD * heavy
            });
            let likest = holds.max_by_key(|(other, common)| (*common, Reverse(*other)));
            parts.extend(likest.map(|(other, _)| (other, at)));
        }
        for (at, _) in (0_u32..).zip(&self.of_before).filter(|(_, joined)| joined.is_none()) {
            let (bag, heavy) = &bags.before[at as usize];
            let topic = self.before[at as usize].topic;
            let mut likest = None;
            for (other, later) in (0_u32..).zip(self.after).filter(|(_, s)| s.topic == topic) {
                if later.tokens.len() <= bag.len() {
                    continue;
                }
                let common = bags.common(bag, &bags.after[other as usize].0);
                if common > 2 * LIGHT && 1000 * common >= HELD * heavy {
                    likest = likest.max(Some((common, Reverse(other))));
                }
            }
            parts.extend(likest.map(|(_, Reverse(other))| (at, other)));
        }
        parts.sort_unstable();
        parts.dedup();
        parts
    }
}

/// The likeness from which two sentences belong together.
fn enough(earlier: &Sentence, later: &Sentence, same: bool, narrow: bool) -> u32 {
    let named = |sentence: &Sentence| !sentence.proper.is_empty();
    let strangers = named(earlier)
        && named(later)
        && !earlier.proper.iter().any(|name| later.proper.contains(name));
    if strangers || (!same && narrow) {
        return ALIKE_APART;
    }
    if !same {
        let telling = later.matter().count() >= TELLING;
        return if telling { ALIKE_ACROSS } else { u32::MAX };
    }
    let opening = |sentence: &Sentence| sentence.matter().take(OPENING).collect::<Vec<_>>();
    let (one, other) = (opening(earlier), opening(later));
    if one.len() == OPENING && one == other { ALIKE_OPENING } else { ALIKE }
}

/// The words of each sentence, and how much they tell.
struct Bags {
    weights: HashMap<u64, u32>,
    /// Sorted keys and their weight together.
    before: Vec<(Vec<u64>, u32)>,
    after: Vec<(Vec<u64>, u32)>,
    /// The earlier sentences that have a word.
    postings: HashMap<u64, Vec<u32>>,
}

impl Bags {
    fn new(before: &[Sentence], after: &[Sentence]) -> Self {
        let weights = weights(before, after);
        let bag = |sentence: &Sentence| {
            let mut bag: Vec<u64> = sentence.matter().collect();
            bag.sort_unstable();
            bag.dedup();
            let heavy = bag.iter().filter_map(|key| weights.get(key)).sum();
            (bag, heavy)
        };
        let (before, after): (Vec<_>, Vec<_>) =
            (before.iter().map(bag).collect(), after.iter().map(bag).collect());
        let mut postings: HashMap<u64, Vec<u32>> = HashMap::new();
        for (n, (bag, _)) in (0..).zip(&before) {
            for key in bag {
                postings.entry(*key).or_default().push(n);
            }
        }
        Self { weights, before, after, postings }
    }

    /// The earlier sentences that share words with a bag, and the weight of those words.
    fn shared(&self, bag: &[u64]) -> Vec<(u32, u32)> {
        let mut shared: Vec<u32> = vec![0; self.before.len()];
        let mut touched: Vec<u32> = Vec::new();
        for key in bag {
            let weight = self.weights.get(key).copied().unwrap_or(1);
            for n in self.postings.get(key).into_iter().flatten() {
                if shared[*n as usize] == 0 {
                    touched.push(*n);
                }
                shared[*n as usize] += weight;
            }
        }
        touched.into_iter().map(|n| (n, shared[n as usize])).collect()
    }

    /// The weight of the words that two bags share.
    fn common(&self, bag: &[u64], other: &[u64]) -> u32 {
        let both = bag.iter().filter(|key| other.binary_search(key).is_ok());
        both.filter_map(|key| self.weights.get(key)).sum()
    }
}

/// How much a word tells: the rarer, the more. In halves of a bit, so that every machine counts
/// the same.
fn weights(before: &[Sentence], after: &[Sentence]) -> HashMap<u64, u32> {
    let mut counts: HashMap<u64, (u32, u32)> = HashMap::new();
    for (n, sentence) in (0..).zip(before.iter().chain(after)) {
        for key in sentence.matter() {
            let count = counts.entry(key).or_insert((0, u32::MAX));
            if count.1 != n {
                *count = (count.0 + 1, n);
            }
        }
    }
    let all = u32::try_from(before.len() + after.len()).unwrap_or(u32::MAX);
    counts
        .into_iter()
        .map(|(key, (count, _))| {
            let ratio = u64::from(all) * 4 / u64::from(count.max(1));
            (key, 1 + (ratio * ratio).max(1).ilog2())
        })
        .collect()
}
