//! A sentence → tokens by which two editions are held against each other.
//!
//! A token stands for a word whatever its tense, number or case, for a figure whatever the style
//! of its numerals, for a date whatever the edition that it is told from, and for an entity
//! whatever the publisher calls it in that year. What two sentences still differ in is a change.

use std::ops::Range;

/// What a token stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A word that carries meaning.
    Word,
    /// An article and its like: a change of it is cosmetic.
    Small,
    /// A figure.
    Number,
    /// A date, as found by the grammar of dates.
    Date,
    /// A name of an entity.
    Name,
}

/// A token of a sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// Where it stands in the sentence.
    pub at: Range<usize>,
    /// What it stands for.
    pub kind: Kind,
    /// Equal for tokens that say the same.
    pub key: u64,
}

/// A part of a sentence of which it is known what it stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    /// Where it stands in the sentence.
    pub at: Range<usize>,
    /// [`Kind::Date`] or [`Kind::Name`].
    pub kind: Kind,
    /// Equal for marks that say the same.
    pub key: u64,
}

/// FNV-1a: keys live for one comparison and have to be the same on every machine.
pub(super) fn hash(seed: u64, bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15), step)
}

/// Seeds keep a word, a figure and a date of the same letters apart.
const WORD: u64 = 0;
const NUMBER: u64 = 1;

/// The tokens of a sentence. `marks` are in order and do not overlap.
pub fn tokens(sentence: &str, marks: &[Mark], english: bool) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(sentence.len() / 5);
    let mut marks = marks.iter().peekable();
    let mut from = 0;
    while let Some(at) = next_word(sentence, from) {
        while marks.next_if(|mark| mark.at.end <= at.start).is_some() {}
        if let Some(mark) = marks.next_if(|mark| mark.at.start <= at.start) {
            tokens.push(Token { at: mark.at.clone(), kind: mark.kind, key: mark.key });
            from = mark.at.end.max(at.end.min(mark.at.end)).max(from + 1);
            while !sentence.is_char_boundary(from) {
                from += 1;
            }
            continue;
        }
        from = at.end;
        let word = &sentence[at.clone()];
        if let Some(value) = figure(word) {
            tokens.push(Token { kind: Kind::Number, key: hash(NUMBER, value.as_bytes()), at });
            continue;
        }
        let lower = word.to_lowercase();
        let lower = lower.as_str();
        if english {
            if let Some(value) = numeral(lower) {
                let joined = joined_numeral(sentence, &at, value);
                let (end, value) = joined.unwrap_or((at.end, value));
                from = end;
                let key = hash(NUMBER, value.to_string().as_bytes());
                tokens.push(Token { at: at.start..end, kind: Kind::Number, key });
                continue;
            }
            let small = matches!(lower, "a" | "an" | "the" | "s" | "that");
            let kind = if small { Kind::Small } else { Kind::Word };
            tokens.push(Token { at, kind, key: stem_key(lower) });
        } else {
            tokens.push(Token { at, kind: Kind::Word, key: hash(WORD, lower.as_bytes()) });
        }
    }
    tokens
}

/// The next word: letters and digits, with points and commas between digits; or a sign that
/// stands for a word.
fn next_word(text: &str, from: usize) -> Option<Range<usize>> {
    let mut letters = text[from..].char_indices();
    let (skipped, first) =
        letters.find(|(_, c)| c.is_alphanumeric() || matches!(c, '%' | '$' | '€' | '£'))?;
    let start = from + skipped;
    if !first.is_alphanumeric() {
        return Some(start..start + first.len_utf8());
    }
    let bytes = text.as_bytes();
    let mut end = start;
    for (at, c) in text[start..].char_indices() {
        let at = start + at;
        let inside = c.is_alphanumeric()
            || (matches!(c, ',' | '.')
                && at > 0
                && bytes[at - 1].is_ascii_digit()
                && bytes.get(at + 1).is_some_and(u8::is_ascii_digit));
        if !inside {
            break;
        }
        end = at + c.len_utf8();
    }
    Some(start..end)
}

/// The value of a word of digits: `1,024` → `1024`.
pub(super) fn figure(word: &str) -> Option<String> {
    let first = word.bytes().next()?;
    let known = |b: u8| b.is_ascii_digit() || b == b',' || b == b'.';
    (first.is_ascii_digit() && word.bytes().all(known)).then(|| word.replace(',', ""))
}

/// The value of an English numeral.
pub(super) fn numeral(word: &str) -> Option<u32> {
    const UNITS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] =
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let place = |list: &[&str]| list.iter().position(|known| *known == word);
    let value = place(&UNITS).or_else(|| place(&TENS).map(|at| at * 10 + 20))?;
    u32::try_from(value).ok()
}

/// `twenty-five`: the value and the end of a numeral of two words.
fn joined_numeral(sentence: &str, first: &Range<usize>, tens: u32) -> Option<(usize, u32)> {
    if tens < 20 {
        return None;
    }
    let rest = sentence.get(first.end..)?.strip_prefix('-')?;
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let units = numeral(&rest[..end].to_lowercase()).filter(|units| (1..10).contains(units))?;
    Some((first.end + 1 + end, tens + units))
}

/// Forms of verbs that no ending tells.
const FORMS: &[(&str, &[&str])] = &[
    ("be", &["is", "are", "was", "were", "been", "being", "am"]),
    ("have", &["has", "had", "having"]),
    ("do", &["does", "did", "done"]),
    ("will", &["would"]),
    ("can", &["could"]),
    ("begin", &["began", "begun"]),
    ("bring", &["brought"]),
    ("come", &["came"]),
    ("fall", &["fell", "fallen"]),
    ("find", &["found"]),
    ("give", &["gave", "given"]),
    ("go", &["went", "gone"]),
    ("grow", &["grew", "grown"]),
    ("hold", &["held"]),
    ("keep", &["kept"]),
    ("know", &["knew", "known"]),
    ("lead", &["led"]),
    ("make", &["made"]),
    ("meet", &["met"]),
    ("pay", &["paid"]),
    ("rise", &["rose", "risen"]),
    ("say", &["said"]),
    ("see", &["saw", "seen"]),
    ("send", &["sent"]),
    ("take", &["took", "taken"]),
    ("tell", &["told"]),
    ("percent", &["%"]),
    ("write", &["wrote", "written"]),
];

fn stem_key(word: &str) -> u64 {
    let form = FORMS.iter().find(|(_, forms)| forms.contains(&word));
    hash(WORD, form.map_or_else(|| stem(word), |(stem, _)| stem).as_bytes())
}

/// A word without the ending of its tense or number. Rough, and the same for both sides.
pub(super) fn stem(word: &str) -> &str {
    let cut = |ending: &str, keeps: usize| {
        word.strip_suffix(ending).filter(|stem| stem.len() >= keeps && stem.is_ascii())
    };
    let stem = cut("ing", 4).or_else(|| cut("ed", 3)).or_else(|| {
        if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
            None
        } else {
            cut("ies", 3).or_else(|| cut("es", 3)).or_else(|| cut("s", 3))
        }
    });
    let stem = stem.unwrap_or(word);
    // `tries`, `tried` and `try`; `arrested` and `arrest`; `used` and `use`; `planned` and `plan`.
    let stem = stem.trim_end_matches(['e', 'y', 'i']);
    let bytes = stem.as_bytes();
    match bytes {
        [.., a, b] if a == b && !matches!(b, b's' | b'l') && stem.len() > 4 => {
            &stem[..stem.len() - 1]
        }
        _ => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(sentence: &str) -> Vec<u64> {
        let tokens = tokens(sentence, &[], true);
        tokens.into_iter().filter(|token| token.kind != Kind::Small).map(|t| t.key).collect()
    }

    #[test]
    fn tense_article_number_and_style_of_numerals_say_the_same() {
        for (one, other) in [
            ("Police arrest a demonstrator.", "The police arrested demonstrators"),
            ("There were no reports", "There are no reports."),
            ("It plans 12 trials", "It planned twelve trial"),
            ("twenty-five percent", "25 %"),
            ("1,024 cases", "1024 cases"),
            ("authorities tried", "authorities try"),
        ] {
            assert_eq!(keys(one), keys(other), "{one} / {other}");
        }
        for (one, other) in [
            ("Kazakhstan is a party", "Kazakhstan is not a party"),
            ("for 72 hours", "for 48 hours"),
            ("2.5 years", "25 years"),
            ("may detain", "must detain"),
        ] {
            assert_ne!(keys(one), keys(other), "{one} / {other}");
        }
    }

    #[test]
    fn a_mark_is_one_token() {
        let sentence = "In March 2018 the Ministry of Religious Affairs closed.";
        let marks = [
            Mark { at: 3..13, kind: Kind::Date, key: 7 },
            Mark { at: 18..47, kind: Kind::Name, key: 8 },
        ];
        let found: Vec<_> = tokens(sentence, &marks, true)
            .into_iter()
            .map(|token| (&sentence[token.at.clone()], token.kind))
            .collect();
        let expected = [
            ("In", Kind::Word),
            ("March 2018", Kind::Date),
            ("the", Kind::Small),
            ("Ministry of Religious Affairs", Kind::Name),
            ("closed", Kind::Word),
        ];
        assert_eq!(found, expected);
    }
}
