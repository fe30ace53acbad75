//! What a paragraph is known again by when some of its words have changed.

use crate::prose::tokens;

/// How many of its slots two sketches can share.
pub(super) const SLOTS: usize = 16;

/// For each of sixteen orders of all pairs of words, one byte of the first pair of the text.
///
/// A fingerprint tells only whether words are the same. The lock keeps no texts, since it would
/// repeat the archive; so it keeps this. The share of slots that two sketches have in common
/// estimates the share of their pairs of words (min-hashing, after Broder 1997; one byte a slot
/// after Li and König 2010, so that two texts with nothing in common share one slot in 256).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Sketch([u8; SLOTS]);

impl Sketch {
    /// The sketch of a text; all zero where there are no words.
    pub(super) fn of(text: &str) -> Self {
        let mut first = [u64::MAX; SLOTS];
        let mut before = 0;
        let mut any = false;
        for token in tokens(text) {
            let word = hash(token);
            look(&mut first, mixed(before, word));
            before = word;
            any = true;
        }
        if !any {
            return Self::default();
        }
        // The end counts as a word, so that a text of one word has two pairs.
        look(&mut first, mixed(before, 1));
        Self(first.map(|least| least.to_le_bytes()[0]))
    }

    /// The sketch with these bytes.
    pub(super) fn from_bytes(bytes: [u8; SLOTS]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    pub(super) fn bytes(&self) -> &[u8; SLOTS] {
        &self.0
    }

    /// How many slots two sketches share.
    pub(super) fn likeness(&self, other: &Self) -> usize {
        if *self == Self::default() || *other == Self::default() {
            return 0;
        }
        self.0.iter().zip(&other.0).filter(|(one, other)| one == other).count()
    }
}

fn look(first: &mut [u64; SLOTS], pair: u64) {
    for (least, factor) in first.iter_mut().zip(FACTORS) {
        // A multiplication by an odd number is another order of all numbers; folding brings the
        // high half, where the order is made, down to the byte that is kept.
        let mut order = pair.wrapping_mul(factor);
        order ^= order >> 32;
        *least = (*least).min(order);
    }
}

/// FNV-1a of a word in small letters: the same on every machine.
fn hash(token: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for letter in token.chars().flat_map(char::to_lowercase) {
        hash = (hash ^ u64::from(u32::from(letter))).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

/// Two words in this order → a number without pattern (the finish of SplitMix64).
fn mixed(one: u64, other: u64) -> u64 {
    let mut z = one.rotate_left(23) ^ other.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Odd numbers: the first of SplitMix64 from nought, each with its last bit set.
const FACTORS: [u64; SLOTS] = [
    0xe220_a839_7b1d_cdaf,
    0x6e78_9e6a_a1b9_65f5,
    0x06c4_5d18_8009_454f,
    0xf88b_b8a8_724c_81ed,
    0x1b39_896a_51a8_749b,
    0x53cb_9f0c_747e_a2eb,
    0x2c82_9abe_1f45_32e1,
    0xc584_133a_c916_ab3d,
    0x3ee5_7890_41c9_8ac3,
    0xf3b8_488c_368c_b0a7,
    0x657e_ecdd_3cb1_3d09,
    0xc2d3_26e0_055b_def7,
    0x8621_a03f_e0bb_db7b,
    0x8e1f_7555_983a_a92f,
    0xb54e_0f16_00cc_4d19,
    0x84bb_3f97_971d_80ab,
];

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(one: &str, other: &str) -> usize {
        Sketch::of(one).likeness(&Sketch::of(other))
    }

    const LONG: &str = "The law prohibits such practices, but there were reports that officers \
        used them. The ombudsman received 41 complaints during the year, of which three went to \
        court and one ended with a conviction of two officers of the regional department.";

    #[test]
    fn likeness_falls_with_the_words_that_changed() {
        assert_eq!(alike(LONG, LONG), SLOTS);
        assert!(alike(LONG, &LONG.replace("41", "53")) >= 12);
        assert!(alike(LONG, &LONG[..LONG.len() / 2]) >= 4);
        assert!(alike("Observers reported 12 cases.", "Observers reported 15 cases.") >= 3);
    }

    #[test]
    fn other_texts_are_not_alike() {
        let other = "Workers have the right to form unions and to strike, and the law protects \
            them. The union of miners said that employers in the north dismissed its members, \
            and the inspectorate fined one company for having paid no wages since the spring.";
        assert!(alike(LONG, other) <= 3, "{}", alike(LONG, other));
        assert_eq!(alike("", ""), 0);
        assert_eq!(alike("", LONG), 0);
    }
}
