//! A text → its words → what they are looked up by. `static/search-index.js` has the same rules for
//! what readers type; stems are made here alone.

use std::ops::Range;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::spelling::american;
use crate::prose::language_of;

/// How words of a text are stemmed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Language {
    English,
    Russian,
    Other,
}

/// What stands for a word in all its forms.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct Term {
    kind: Kind,
    stem: Box<str>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
enum Kind {
    English,
    Russian,
    /// A figure, or letters with one: `2018`, `ap162`.
    Figure,
    /// A word that nothing stems, so that its beginning has to find it.
    Whole,
}

impl Term {
    /// Whether it is of a language with two spellings of some words.
    pub(super) fn is_english(&self) -> bool {
        self.kind == Kind::English
    }

    /// Whether nothing stems it.
    pub(super) fn is_whole(&self) -> bool {
        self.kind == Kind::Whole
    }
}

/// Words so common that looking for them finds everything. In a phrase the browser reads them in
/// the text itself.
const ENGLISH: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has",
    "have", "in", "into", "is", "it", "its", "of", "on", "or", "that", "the", "their", "there",
    "they", "this", "to", "was", "were", "which", "who", "with",
];
const RUSSIAN: &[&str] = &[
    "а", "без", "бы", "был", "была", "были", "было", "в", "во", "для", "до", "его", "ее", "если",
    "же", "за", "и", "из", "или", "их", "к", "как", "ко", "на", "не", "о", "об", "он", "она",
    "они", "от", "по", "при", "с", "со", "то", "у", "что", "это",
];

impl Language {
    pub(super) fn of(tag: &str) -> Self {
        match language_of(tag) {
            "en" => Self::English,
            "ru" => Self::Russian,
            _ => Self::Other,
        }
    }

    /// Its most common words, folded.
    pub(super) fn common(self) -> &'static [&'static str] {
        match self {
            Self::English => ENGLISH,
            Self::Russian => RUSSIAN,
            Self::Other => &[],
        }
    }
}

/// Makes terms of words.
pub(super) struct Terms {
    language: Language,
    stemmer: Option<Stemmer>,
}

impl Terms {
    pub(super) fn of(language: Language) -> Self {
        let stemmer = match language {
            Language::English => Some(Stemmer::create(Algorithm::English)),
            Language::Russian => Some(Stemmer::create(Algorithm::Russian)),
            Language::Other => None,
        };
        Self { language, stemmer }
    }

    /// The form of a word that readers look for, and its term; `None` where it has none.
    pub(super) fn term(&self, word: &str) -> Option<(Term, Box<str>)> {
        let form = fold(word);
        if form.is_empty() || self.language.common().contains(&&*form) {
            return None;
        }
        let cyrillic = |c: char| matches!(c, 'а'..='я');
        let (kind, stem) = match (&self.stemmer, self.language) {
            _ if form.contains(char::is_numeric) => (Kind::Figure, form.clone()),
            (Some(stemmer), Language::English) if form.bytes().all(|b| b.is_ascii_lowercase()) => {
                let spelled = american(&form).unwrap_or_else(|| form.clone());
                (Kind::English, stemmer.stem(&spelled).into_owned())
            }
            (Some(stemmer), Language::Russian) if form.chars().all(cyrillic) => {
                // Snowball tells й from и; what is folded does not.
                let lower = word.to_lowercase().replace('ё', "е");
                (Kind::Russian, fold(&stemmer.stem(&lower)))
            }
            _ => (Kind::Whole, form.clone()),
        };
        Some((Term { kind, stem: stem.into() }, form.into()))
    }
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘')
}

/// Where the words of a text stand: letters and digits, with apostrophes inside, and with commas
/// between digits.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text.get(from..)?.find(is_part)?;
        let mut letters = text[start..].char_indices().peekable();
        let mut before = ' ';
        let mut end = text.len();
        while let Some((at, c)) = letters.next() {
            let inside = is_part(c)
                || letters.peek().is_some_and(|(_, next)| {
                    let figure = c == ',' && before.is_ascii_digit() && next.is_ascii_digit();
                    figure || is_apostrophe(c) && is_part(*next)
                });
            if !inside {
                end = start + at;
                break;
            }
            before = c;
        }
        from = end;
        Some(start..end)
    })
}

/// A word without capitals, marks, apostrophes and the English possessive.
pub(super) fn fold(word: &str) -> String {
    let mut parts = word.rsplitn(2, is_apostrophe);
    let (last, rest) = (parts.next(), parts.next());
    let word = match (last, rest) {
        (Some("s" | "S"), Some(owner)) => owner,
        _ => word,
    };
    if word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return word.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(word.len());
    for c in word.nfkd().flat_map(char::to_lowercase) {
        match c {
            '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}' => {}
            ',' => {}
            c if is_apostrophe(c) => {}
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ħ' => out.push('h'),
            'ı' => out.push('i'),
            'ł' => out.push('l'),
            'ŧ' => out.push('t'),
            'ς' => out.push('σ'),
            c => out.push(c),
        }
    }
    out
}
