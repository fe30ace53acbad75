//! A sentence → tokens by which two editions are held against each other.
//!
//! A token stands for a word whatever its tense, number or case, for a figure whatever the style
//! of its numerals, for a date whatever the edition that it is told from, and for an entity
//! whatever the publisher calls it in that year. What two sentences still differ in is a change.

use std::ops::Range;

use super::form;

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
    /// The first and last day of a date, counted from any day.
    pub days: (i32, i32),
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
    /// The first and last day of a date.
    pub days: (i32, i32),
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
    let mut tokens: Vec<Token> = Vec::with_capacity(sentence.len() / 5);
    let mut marks = marks.iter().peekable();
    let mut from = 0;
    let token = |at: Range<usize>, kind, key| Token { at, kind, key, days: (0, 0) };
    while let Some(mut at) = next_word(sentence, from) {
        while marks.next_if(|mark| mark.at.end <= at.start).is_some() {}
        if let Some(mark) = marks.next_if(|mark| mark.at.start <= at.start) {
            if let Some(before) = tokens.last_mut().filter(|_| mark.kind == Kind::Date) {
                let word = sentence[before.at.clone()].to_lowercase();
                if matches!(word.as_str(), "on" | "in" | "at" | "during") {
                    // "On July 12" and "In July": the date says it all.
                    before.kind = Kind::Small;
                }
            }
            from = mark.at.end.max(from + 1);
            let (at, kind, key, days) = (mark.at.clone(), mark.kind, mark.key, mark.days);
            tokens.push(Token { at, kind, key, days });
            while !sentence.is_char_boundary(from) {
                from += 1;
            }
            continue;
        }
        if let Some(end) = address(sentence, &at) {
            tokens.push(token(at.start..end, Kind::Small, ADDRESS));
            from = end;
            continue;
        }
        from = at.end;
        if let Some(value) = figure(&sentence[at.clone()]) {
            tokens.push(token(at, Kind::Number, hash(NUMBER, value.as_bytes())));
            continue;
        }
        let mut lower = sentence[at.clone()].to_lowercase();
        if !english {
            tokens.push(token(at, Kind::Word, hash(WORD, lower.as_bytes())));
            continue;
        }
        if let Some(value) = numeral(&lower) {
            let (end, value) = joined_numeral(sentence, &at, value).unwrap_or((at.end, value));
            from = end;
            let key = hash(NUMBER, value.to_string().as_bytes());
            tokens.push(token(at.start..end, Kind::Number, key));
            continue;
        }
        if let Some(end) = joined(sentence, at.end) {
            // "Non-provision" and "nonprovision".
            lower.push_str(&sentence[at.end + 1..end].to_lowercase());
            at.end = end;
            from = end;
        }
        if lower == "to"
            && let Some(before) = tokens.last_mut()
            && before.key == form::have()
        {
            // "Had to" is "must".
            before.key = stem_key("must");
            before.at.end = at.end;
            continue;
        }
        let small = matches!(lower.as_str(), "a" | "an" | "the" | "s" | "that");
        let kind = if small { Kind::Small } else { Kind::Word };
        tokens.push(token(at, kind, stem_key(&lower)));
    }
    tokens
}

/// The key of all addresses: that a page moved is no change of what is said.
const ADDRESS: u64 = 7;

/// The end of a web address that begins with a word.
fn address(text: &str, at: &Range<usize>) -> Option<usize> {
    let rest = text.get(at.end..)?;
    let begins = match text.get(at.clone())? {
        "http" | "https" => rest.starts_with("://"),
        "www" => rest.starts_with('.'),
        _ => false,
    };
    begins.then(|| {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        at.end + rest[..end].trim_end_matches(['.', ',', ';', ')']).len()
    })
}

/// The end of a word that a hyphen joins to the one before.
fn joined(text: &str, end: usize) -> Option<usize> {
    let rest = text.get(end..)?.strip_prefix('-')?;
    let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    (length > 0 && numeral(&rest[..length].to_lowercase()).is_none()).then_some(end + 1 + length)
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

fn stem_key(word: &str) -> u64 {
    spelling(stem(form::base(word)))
}

/// The key of a word in lower case.
pub(super) fn key_of(word: &str) -> u64 {
    stem_key(word)
}

/// Equal for spellings of one name: publishers write Mamai and Mamay, Zhanaozen and Janaozen.
fn spelling(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let mut folded = [0_u8; 48];
    let mut length = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let after = |first: u8| at > 0 && bytes[at - 1] == first;
        let letter = match byte {
            b'h' if after(b'k') || after(b'z') => continue,
            b'z' if bytes.get(at + 1) == Some(&b'h') => b'j',
            b'y' => b'i',
            other => *other,
        };
        let Some(place) = folded.get_mut(length) else { break };
        *place = letter;
        length += 1;
    }
    hash(WORD, &folded[..length])
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
        [.., a, b] if a == b && !matches!(b, b's' | b'l') && stem.len() > 3 => {
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
            ("The law may bar them", "The law could bar them"),
            ("the police have to give reasons", "The police must give reasons"),
            ("non-provision of water", "nonprovision of water"),
            ("Mamai gave it", "Mamay gives it"),
            ("See www.state.gov/x/.", "See https://www.state.gov/y."),
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
            Mark { at: 3..13, kind: Kind::Date, key: 7, days: (1, 31) },
            Mark { at: 18..47, kind: Kind::Name, key: 8, days: (0, 0) },
        ];
        let found: Vec<_> = tokens(sentence, &marks, true)
            .into_iter()
            .map(|token| (&sentence[token.at.clone()], token.kind))
            .collect();
        let expected = [
            ("In", Kind::Small),
            ("March 2018", Kind::Date),
            ("the", Kind::Small),
            ("Ministry of Religious Affairs", Kind::Name),
            ("closed", Kind::Word),
        ];
        assert_eq!(found, expected);
    }
}
