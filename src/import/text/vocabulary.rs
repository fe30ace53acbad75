//! The words of a text, as evidence of how a word is written.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// How much of a text is read for evidence, in bytes. Reports are far shorter.
const EVIDENCE: usize = 4 << 20;

/// Common words, so that those a text uses once are not taken for two run together.
static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let words = include_str!("words.txt");
    words.lines().skip(1).flat_map(str::split_whitespace).collect()
});

/// The words of a text, in small letters.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// How often a word comes, hyphenated words in one piece.
    words: HashMap<String, u32>,
    /// The same of words with a capital inside, letters kept: `NurSultan` is not `Nursultan`.
    inner: HashMap<String, u32>,
    /// Words that are part of a hyphenated one.
    parts: HashSet<String>,
    /// Two words side by side, the first letter of each kept as it is.
    pairs: HashSet<u64>,
    /// Whether the text was longer than what is read.
    cut: bool,
}

impl Vocabulary {
    /// Reads the whole words of lines: what a line end may have broken is no evidence.
    pub(super) fn of<'l>(lines: impl Iterator<Item = &'l str>) -> Self {
        let mut all = Self::default();
        let mut read = 0;
        for line in lines {
            read += line.len();
            if read > EVIDENCE {
                all.cut = true;
                break;
            }
            let mut before: Option<&str> = None;
            for token in line.split_whitespace() {
                let word = core(token);
                if word.is_empty() || word.len() > 60 {
                    before = None;
                    continue;
                }
                let broken = token.ends_with(['-', '\u{ad}']) && line.ends_with(token);
                if !broken {
                    *all.words.entry(word.to_lowercase()).or_insert(0) += 1;
                    if has_inner_capital(word) {
                        *all.inner.entry(word.to_owned()).or_insert(0) += 1;
                    }
                    for part in word.split(['-', '–', '—', '/']).filter(|part| *part != word) {
                        all.parts.insert(part.to_lowercase());
                    }
                }
                if let Some(before) = before {
                    all.pairs.insert(digest(before, word));
                }
                before = Some(word).filter(|_| token.ends_with(word));
            }
        }
        all
    }

    /// Whether the whole text was read.
    pub(super) fn is_whole(&self) -> bool {
        !self.cut
    }

    /// How often a word comes.
    pub(super) fn count(&self, word: &str) -> u32 {
        if has_inner_capital(word) && !word.contains('-') {
            return self.inner.get(word).copied().unwrap_or(0);
        }
        self.words.get(&word.to_lowercase()).copied().unwrap_or(0)
    }

    /// Whether it is a word: a common one, one of the text's own, or part of a hyphenated one.
    pub(super) fn knows(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        COMMON.contains(&*word) || self.words.contains_key(&word) || self.parts.contains(&word)
    }

    /// Whether it is a common word.
    pub(super) fn is_common(word: &str) -> bool {
        COMMON.contains(&*word.to_lowercase())
    }

    /// Whether two words stand side by side somewhere, written just so.
    pub(super) fn has_pair(&self, first: &str, second: &str) -> bool {
        self.pairs.contains(&digest(first, second))
    }

    /// Whether a figure stands before a hyphen and a word somewhere: `17-year`.
    pub(super) fn has_figure_with(&self, word: &str) -> bool {
        (1..=99).any(|figure| {
            self.words.contains_key(&format!("{figure}-{word}"))
                || self.words.contains_key(&format!("{figure}-{word}-old"))
        })
    }
}

fn digest(first: &str, second: &str) -> u64 {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    (first, second).hash(&mut hasher);
    hasher.finish()
}

fn has_inner_capital(word: &str) -> bool {
    let mut small = false;
    word.chars().any(|c| {
        let inner = small && c.is_uppercase();
        small = c.is_lowercase();
        inner
    })
}

/// A word without the marks around it.
pub(super) fn core(token: &str) -> &str {
    let word = token.trim_matches(|c: char| !c.is_alphanumeric());
    word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_pairs_and_parts_are_known() {
        let text =
            "On September 15, the self-employed\nworker of New Town’s 17-year-old mem-\nbers";
        let all = Vocabulary::of(text.lines());
        assert_eq!((all.count("self-employed"), all.count("town"), all.count("mem")), (1, 1, 0));
        assert!(all.knows("employed") && all.knows("government") && !all.knows("septembering"));
        assert!(all.has_pair("September", "15") && !all.has_pair("15", "the"));
        assert!(all.has_figure_with("year") && !all.has_figure_with("day"));
    }
}
