//! The words of a language that dates are made of, as data, and the table they are found in.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::role;

/// Words in lower case, with commas between them.
type List = &'static str;

/// The words of a language. What has spaces in it is a phrase.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// The months from January on, in all their cases.
    pub months: [List; 12],
    /// Short forms of the months, which count beside a number only.
    pub short_months: [List; 12],
    /// Months that are also names of people.
    pub given_names: List,
    /// Months that are also other words, even at the beginning of a sentence.
    pub ambiguous_months: List,
    /// Spring, summer, autumn, winter.
    pub seasons: [List; 4],
    /// The word for a year.
    pub year: List,
    /// Those forms of it that say whose: a year that stands so after a noun names a thing.
    pub year_genitive: List,
    /// The last day of the year.
    pub year_end: List,
    /// The middle of the year.
    pub mid_year: List,
    /// The time that a report covers.
    pub coverage: List,
    /// Early, mid, late before a date.
    pub parts: [List; 3],
    /// Beginning, middle, end of a date.
    pub edges: [List; 3],
    /// First to fourth.
    pub ordinals: [List; 4],
    /// The last of several.
    pub final_ordinal: List,
    /// Two to twelve.
    pub cardinals: [List; 11],
    /// Months as a unit.
    pub month_unit: List,
    /// A few, between "first" and "months".
    pub few: List,
    /// Half.
    pub half: List,
    /// Half a year in one word.
    pub half_year: List,
    /// Quarter.
    pub quarter: List,
    /// Weeks, days and other parts of a month.
    pub weeks: List,
    /// Before "year": the one that is reported on.
    pub this: List,
    /// Before "year": the one before it.
    pub last: List,
    /// Before "year": the one after it.
    pub next: List,
    /// From a date on.
    pub since: List,
    /// From a date on, said of what begins.
    pub starting: List,
    /// Later than a date.
    pub after: List,
    /// Up to a date.
    pub until: List,
    /// At a date or earlier.
    pub by: List,
    /// Earlier than a date.
    pub before: List,
    /// The whole of a time.
    pub during: List,
    /// For a time.
    pub during_for: List,
    /// In a time.
    pub within: List,
    /// On a day.
    pub on: List,
    /// At a time.
    pub at: List,
    /// As things stood.
    pub as_of: List,
    /// The same, as the first word of a sentence only.
    pub as_of_first: List,
    /// The beginning of "between … and …".
    pub between: List,
    /// The beginning of "from … to …".
    pub from: List,
    /// Between the ends of a range.
    pub to: List,
    /// Before the last of a list.
    pub and: List,
    /// Between a part and its whole.
    pub of: List,
    /// The definite article.
    pub the: List,
    /// Other words that make a noun phrase of what follows.
    pub determiners: List,
    /// Words between a preposition and a date that do not change it.
    pub fillers: List,
    /// Function words and common verbs.
    pub stops: List,
    /// Words after which a number is no year.
    pub blocks: List,
    /// Words after which a number is an amount.
    pub quantifiers: List,
    /// Units: a number before them is an amount.
    pub measures: List,
    /// Who and what is counted.
    pub counted: List,
    /// Things that are named by the year they are for.
    pub titled: List,
    /// Streets, squares and movements, which are named by days.
    pub places: List,
    /// Happenings that are named by their time.
    pub occasions: List,
    /// What a season is the attribute of, so that it is no date.
    pub seasonal: List,
    /// "Onwards" after a date.
    pub onward: List,
    /// Words after "the year" that make another year of it.
    pub breaks: List,
    /// What makes a day of a number: `13th`.
    pub ordinal_suffixes: List,
    /// What makes a decade of a year: `1990s`.
    pub decade_suffixes: List,
    /// Months begin with a capital letter.
    pub capital_months: bool,
    /// A day may follow its month.
    pub month_first: bool,
    /// There is an article; where there is none, nouns follow each other without "of".
    pub articles: bool,
}

/// What is known of a word.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Entry {
    pub(super) id: u16,
    pub(super) roles: u64,
    /// The number of the month, season, ordinal and so on.
    pub(super) value: u8,
    /// Whether phrases begin with it.
    pub(super) begins: bool,
}

#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) rest: Box<[u16]>,
    pub(super) entry: Entry,
}

/// The words of a language, ready to be looked up.
#[derive(Debug)]
pub struct Grammar {
    words: HashMap<Box<[u8]>, Entry, BuildHasherDefault<Fnv>>,
    /// By the word they begin with, longest first.
    phrases: HashMap<u16, Vec<Phrase>, BuildHasherDefault<Fnv>>,
    /// By first byte, the lengths of words that may make a date.
    anchors: [u64; 256],
    pub(super) ordinal_suffixes: List,
    pub(super) decade_suffixes: List,
    pub(super) capital_months: bool,
    pub(super) month_first: bool,
    pub(super) articles: bool,
}

impl Grammar {
    /// Makes the table of a language.
    pub fn new(words: &Words) -> Self {
        let mut grammar = Self {
            words: HashMap::default(),
            phrases: HashMap::default(),
            anchors: [0; 256],
            ordinal_suffixes: words.ordinal_suffixes,
            decade_suffixes: words.decade_suffixes,
            capital_months: words.capital_months,
            month_first: words.month_first,
            articles: words.articles,
        };
        for (list, roles, value) in rows(words) {
            for word in words_of(list) {
                grammar.add(word, roles, value);
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
        for phrases in grammar.phrases.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        grammar
    }

    fn add(&mut self, text: &str, roles: u64, value: u8) {
        let mut ids = text.split(' ').map(|word| self.entry(word).id).collect::<Vec<_>>();
        let begin = text.split(' ').next().unwrap_or_default();
        if roles & role::ANCHOR != 0
            && let Some(&byte) = begin.as_bytes().first()
        {
            let capital = self.capital_months && roles & role::MONTH != 0;
            for (b, slot) in (0..=u8::MAX).zip(&mut self.anchors) {
                if byte >= 0x80 && b >= 0x80 {
                    // Letters beyond ASCII may change their bytes with their case.
                    *slot = u64::MAX;
                } else if b == byte.to_ascii_uppercase() || (b == byte && !capital) {
                    *slot |= 1 << begin.len().min(63);
                }
            }
        }
        if ids.len() < 2 {
            let entry = self.entry(begin);
            entry.roles |= roles;
            entry.value = entry.value.max(value);
            return;
        }
        self.entry(begin).begins = true;
        let rest = ids.split_off(1).into_boxed_slice();
        let first = ids.first().copied().unwrap_or_default();
        let phrases = self.phrases.entry(first).or_default();
        match phrases.iter_mut().find(|phrase| phrase.rest == rest) {
            Some(phrase) => phrase.entry.roles |= roles,
            None => {
                let entry = Entry { roles, value, ..Entry::default() };
                phrases.push(Phrase { rest, entry });
            }
        }
        if roles & role::ANCHOR != 0 {
            self.entry(begin).roles |= role::BEGINS;
        }
    }

    fn entry(&mut self, word: &str) -> &mut Entry {
        let id = u16::try_from(self.words.len() + 1).unwrap_or_default();
        let entry = self.words.entry(word.as_bytes().into()).or_default();
        entry.id = if entry.id == 0 { id } else { entry.id };
        entry
    }

    /// What is known of a word, in any case.
    pub(super) fn look_up(&self, word: &str) -> Option<Entry> {
        let mut folded = Folded::default();
        folded.push(word).then(|| self.words.get(folded.bytes()).copied()).flatten()
    }

    /// The phrases that begin with a word.
    pub(super) fn phrases(&self, id: u16) -> &[Phrase] {
        self.phrases.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a word that begins with this byte and is so long may make a date.
    pub(super) fn may_anchor(&self, byte: u8, length: usize) -> bool {
        let lengths = self.anchors.get(usize::from(byte)).copied().unwrap_or_default();
        lengths & (1 << length.min(63)) != 0
    }

    /// Whether the word makes a date likely.
    pub(super) fn is_anchor(&self, word: &str) -> bool {
        self.look_up(word).is_some_and(|entry| entry.roles & (role::ANCHOR | role::BEGINS) != 0)
    }
}

/// The words of a list.
pub(super) fn words_of(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|word| !word.is_empty())
}

/// The lists with what their words do.
fn rows(w: &Words) -> Vec<(List, u64, u8)> {
    use role::*;
    let mut rows = Vec::with_capacity(128);
    fn numbered(rows: &mut Vec<(List, u64, u8)>, lists: &[List], roles: u64, first: u8) {
        rows.extend(lists.iter().zip(first..).map(|(list, value)| (*list, roles, value)));
    }
    numbered(&mut rows, &w.months, MONTH, 1);
    numbered(&mut rows, &w.short_months, MONTH | SHORT, 1);
    numbered(&mut rows, &w.seasons, SEASON, 21);
    numbered(&mut rows, &w.parts, PART, 37);
    numbered(&mut rows, &w.edges, EDGE, 37);
    numbered(&mut rows, &w.ordinals, ORDINAL, 1);
    numbered(&mut rows, &w.cardinals, CARDINAL, 2);
    let [_, _, ends] = w.edges;
    rows.extend([(ends, END, 0), (w.final_ordinal, ORDINAL, 9)]);
    rows.extend(
        [
            (w.given_names, GIVEN),
            (w.ambiguous_months, STRICT),
            (w.year, YEAR),
            (w.year_genitive, YEAR | GENITIVE),
            (w.year_end, YEAR_END),
            (w.mid_year, MID_YEAR),
            (w.coverage, COVERAGE),
            (w.month_unit, MONTHS),
            (w.few, FEW),
            (w.half, HALF),
            (w.half_year, HALF | HALF_YEAR),
            (w.quarter, QUARTER),
            (w.weeks, WEEKS),
            (w.this, THIS),
            (w.last, LAST),
            (w.next, NEXT),
            (w.since, SINCE),
            (w.starting, STARTING),
            (w.after, AFTER),
            (w.until, UNTIL),
            (w.by, BY),
            (w.before, BEFORE),
            (w.during, DURING),
            (w.during_for, FOR),
            (w.within, IN),
            (w.on, ON),
            (w.at, AT),
            (w.as_of, AS_OF),
            (w.as_of_first, AS_OF_FIRST),
            (w.between, BETWEEN),
            (w.from, FROM),
            (w.to, TO),
            (w.and, AND),
            (w.of, OF),
            (w.the, THE),
            (w.determiners, DETERMINER),
            (w.fillers, FILLER),
            (w.stops, STOP),
            (w.blocks, BLOCK),
            (w.quantifiers, QUANTIFIER),
            (w.measures, MEASURE),
            (w.counted, COUNTED),
            (w.titled, TITLED),
            (w.places, PLACE),
            (w.occasions, OCCASION),
            (w.seasonal, SEASONAL),
            (w.onward, ONWARD),
            (w.breaks, BREAKS),
        ]
        .map(|(list, roles)| (list, roles, 0)),
    );
    rows
}

/// A word in lower case, without a heap.
struct Folded {
    bytes: [u8; 40],
    len: usize,
}

impl Default for Folded {
    fn default() -> Self {
        Self { bytes: [0; 40], len: 0 }
    }
}

impl Folded {
    /// Whether the word was short enough to be known.
    fn push(&mut self, word: &str) -> bool {
        if word.is_ascii() {
            let Some(room) = self.bytes.get_mut(..word.len()) else { return false };
            room.copy_from_slice(word.as_bytes());
            room.make_ascii_lowercase();
            self.len = word.len();
            return true;
        }
        for c in word.chars().flat_map(char::to_lowercase) {
            // Both spellings are usual, and no two words differ by it.
            let c = if c == 'ё' { 'е' } else { c };
            let end = self.len + c.len_utf8();
            let Some(room) = self.bytes.get_mut(self.len..end) else { return false };
            c.encode_utf8(room);
            self.len = end;
        }
        true
    }

    fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

/// FNV-1a: the words are few, short and our own.
#[derive(Debug)]
pub(super) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
