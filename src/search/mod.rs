//! Texts of all reports → an index that browsers search: [`Index`].
//!
//! The index is cut into files, so that a query loads the few that it needs:
//!
//! - *words*: each form of a word as texts have it, without marks and capitals, and the terms that
//!   it stands for; British and American spellings beside each other. Forms with the same first two letters stand in one file, so that a browser
//!   finds a word, and all words that begin like it, in one. It never stems: both sides agree by
//!   construction.
//! - *passages*: for each term the paragraphs that have it, and how often.
//! - *places*: for each term where it stands in them, and in which form: what exact phrases
//!   need, but for the most common words, which a browser reads in the text itself.
//!
//! How many files there are follows from the number of sections alone, so no text moves a page. An
//! entity's names are indexed at each passage that names it, whatever it is called there.

mod gather;
mod pack;
mod spelling;
mod spread;
#[cfg(test)]
mod tests;
mod word;

pub use pack::deflate;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap};
use std::sync::{Arc, OnceLock};

use gather::Gathered;
use pack::{List, list, shard};
use spread::spread;
use word::{Language, Term};

use crate::archive::Archive;
use crate::archive::entities::EntityFile;
use crate::findings::Findings;
use crate::parse::document::Body;

/// What is indexed. All of it may be shown: neither texts that are not published nor those that a
/// licence holds back are among the bodies.
#[derive(Clone, Copy)]
pub struct Texts<'a> {
    /// The reports.
    pub archive: &'a Archive,
    /// Their texts.
    pub bodies: &'a [Arc<Body>],
    /// Who and what they name.
    pub findings: &'a [Arc<Findings>],
    /// The entities that mentions count.
    pub entities: &'a [EntityFile],
}

/// An index, ready to be written.
#[derive(Debug, Default)]
pub struct Index {
    /// A fingerprint of the whole, so that a browser does not read two indexes as one.
    pub stamp: u32,
    /// How many paragraphs each section has, in the order of the archive.
    pub paragraphs: Vec<u32>,
    /// How long each section is: the logarithm of its words to the base 2, times 4.
    pub lengths: Vec<u8>,
    words: Vec<Vec<u8>>,
    passages: Vec<Vec<u8>>,
    places: Vec<Vec<u8>>,
}

/// A kind of file that an index is cut into.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Part {
    /// Forms of words.
    Words,
    /// Paragraphs that have a term.
    Passages,
    /// Where it stands in them.
    Places,
}

impl Part {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Words, Self::Passages, Self::Places];

    /// What its files are called.
    pub fn word(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Passages => "passages",
            Self::Places => "places",
        }
    }

    /// How many files of it an archive with so many sections has.
    pub fn files(self, sections: usize) -> u32 {
        let (each, most) = match self {
            Self::Words => (512, 128),
            Self::Passages | Self::Places => (128, 1024),
        };
        u32::try_from(sections.div_ceil(each)).unwrap_or(most).clamp(1, most)
    }
}

/// An index that is made as soon as somebody asks.
#[derive(Debug, Default)]
pub struct Ready(OnceLock<Index>);

impl Ready {
    /// The index, made now if it has not been.
    pub fn get(&self, make: impl FnOnce() -> Index) -> &Index {
        self.0.get_or_init(make)
    }
}

impl Index {
    /// A file of the index; empty where there is none.
    pub fn file(&self, part: Part, n: u32) -> &[u8] {
        let files = match part {
            Part::Words => &self.words,
            Part::Passages => &self.passages,
            Part::Places => &self.places,
        };
        files.get(n as usize).map_or(&[], Vec::as_slice)
    }
}

/// A form of a word, and the term that it stands for in the texts.
type Form<'g> = (&'g Term, &'g str);

/// Indexes texts.
pub fn index(texts: Texts<'_>) -> Index {
    let reports: Vec<_> = texts.archive.all_reports().map(|(at, _)| at).collect();
    let gathered = spread(&reports, |at| gather::gather(texts, *at));
    let sections = gathered.iter().map(|report| report.paragraphs.len()).sum();
    // Units are counted through the archive: the heading of a section, then its paragraphs.
    let mut first = 0;
    let bases: Vec<u32> = gathered
        .iter()
        .map(|report| {
            let base = first;
            first += report.units();
            base
        })
        .collect();
    let forms = forms(&gathered);
    let terms: Vec<&[(Form<'_>, Vec<Stretch>)]> = forms.chunk_by(|a, b| a.0.0 == b.0.0).collect();
    let lists = spread(&terms, |forms| encode(forms, &gathered, &bases));
    let spots = allot(&lists, Part::Passages.files(sections));
    let words = dictionary(texts, &terms, &spots, Part::Words.files(sections));
    let stamp = lists.iter().fold(pack::fnv(&[]), |hash, list| {
        hash.wrapping_mul(31) ^ pack::fnv(&list.passages) ^ pack::fnv(&list.places).rotate_left(9)
    });
    let stamp = words.iter().fold(stamp, |hash, text| hash.rotate_left(5) ^ pack::fnv(text));
    let mut shards: Vec<Vec<&List>> = vec![Vec::new(); Part::Passages.files(sections) as usize];
    let mut by_spot: Vec<_> = spots.iter().zip(&lists).collect();
    by_spot.sort_unstable_by_key(|(spot, _)| **spot);
    for ((at, _), list) in by_spot {
        shards[*at as usize].push(list);
    }
    Index {
        stamp,
        paragraphs: gathered.iter().flat_map(|report| report.paragraphs.clone()).collect(),
        lengths: gathered.iter().flat_map(|report| report.words.iter().map(length)).collect(),
        words: spread(&words, |text| {
            let mut bytes = stamp.to_le_bytes().to_vec();
            bytes.extend(text);
            deflate(&bytes)
        }),
        passages: spread(&shards, |lists| shard(stamp, lists.iter().map(|list| &*list.passages))),
        places: spread(&shards, |lists| shard(stamp, lists.iter().map(|list| &*list.places))),
    }
}

/// Four steps for each doubling: what ranking needs to know of a length, in few bits.
fn length(words: &u32) -> u8 {
    let words = u64::from(*words) + 1;
    let doublings = words.ilog2();
    let rest = (words << 2 >> doublings) & 3;
    u8::try_from(u64::from(doublings) * 4 + rest).unwrap_or(u8::MAX)
}

/// Where a report has a form: the report, and the form's number in it.
type Stretch = (u32, u32);

/// Each form of each term, by term and form, with the reports that have it.
fn forms(gathered: &[Gathered]) -> Vec<(Form<'_>, Vec<Stretch>)> {
    let mut known: HashMap<Form<'_>, u32> = HashMap::new();
    let mut forms: Vec<(Form<'_>, Vec<Stretch>)> = Vec::new();
    for (report, all) in (0..).zip(gathered) {
        for (n, (term, form, _)) in (0..).zip(&all.forms) {
            let form = (term, &**form);
            let at = *known.entry(form).or_insert_with(|| {
                forms.push((form, Vec::new()));
                u32::try_from(forms.len() - 1).unwrap_or(u32::MAX)
            });
            if let Some((_, stretches)) = forms.get_mut(at as usize) {
                stretches.push((report, n));
            }
        }
    }
    forms.sort_unstable_by_key(|(form, _)| *form);
    forms
}

/// Writes down where a term stands.
fn encode(forms: &[(Form<'_>, Vec<Stretch>)], gathered: &[Gathered], bases: &[u32]) -> List {
    let mut places = Vec::new();
    for (variant, (_, stretches)) in (0..).zip(forms) {
        for (report, n) in stretches {
            let base = bases[*report as usize];
            let own = gathered[*report as usize].places_of(*n).iter();
            places.extend(own.map(|(unit, position)| (base + unit, *position, variant)));
        }
    }
    // Runs in order already, one for each form.
    places.sort();
    list(&places, u32::try_from(forms.len()).unwrap_or(u32::MAX))
}

/// Words of an archive's languages that are too common to be indexed, folded.
pub fn common(archive: &Archive) -> Vec<&'static str> {
    let languages = archive.reports.iter().map(|report| &*report.face.matter.language);
    let languages: BTreeSet<Language> = languages.map(Language::of).collect();
    languages.into_iter().flat_map(Language::common).copied().collect()
}

/// British and American spellings of a term's forms that no text has.
fn other_spellings(forms: &[(Form<'_>, Vec<Stretch>)]) -> BTreeSet<String> {
    let english = forms.iter().filter(|((term, _), _)| term.is_english());
    let others = english.filter_map(|((_, form), _)| spelling::other(form));
    others.filter(|other| forms.iter().all(|((_, form), _)| form != other)).collect()
}

/// Gives each term its file and its place there, so that files are about as large as each other.
fn allot(lists: &[List], files: u32) -> Vec<(u32, u32)> {
    let mut order: Vec<usize> = (0..lists.len()).collect();
    order.sort_by_key(|at| (Reverse(lists[*at].passages.len()), *at));
    let mut loads: BinaryHeap<Reverse<(usize, u32, u32)>> =
        (0..files).map(|file| Reverse((0, file, 0))).collect();
    let mut spots = vec![(0, 0); lists.len()];
    for at in order {
        if let Some(mut least) = loads.peek_mut() {
            let Reverse((load, file, slot)) = *least;
            spots[at] = (file, slot);
            *least = Reverse((load + lists[at].passages.len() + 2, file, slot + 1));
        }
    }
    spots
}

/// The files of forms. A line is a form and its terms: `arrested 3.14.1`, the file, the place in it
/// and which of the term's forms this is; `+` behind that marks a term that nothing stems, `-`
/// stands for a word so common that it has no term. A form as high as the number of forms is
/// another spelling that no text has: it stands nowhere, yet finds the paragraphs of its term.
fn dictionary(
    texts: Texts<'_>,
    terms: &[&[(Form<'_>, Vec<Stretch>)]],
    spots: &[(u32, u32)],
    files: u32,
) -> Vec<Vec<u8>> {
    let mut lines: BTreeMap<Box<str>, String> = BTreeMap::new();
    for word in common(texts.archive) {
        lines.insert(word.into(), " -".to_owned());
    }
    for (forms, (file, slot)) in terms.iter().zip(spots) {
        for (variant, ((term, form), _)) in forms.iter().enumerate() {
            let line = lines.entry((*form).into()).or_default();
            let whole = if term.is_whole() { "+" } else { "" };
            line.push_str(&format!(" {file}.{slot}.{variant}{whole}"));
        }
        for spelling in other_spellings(forms) {
            let line = lines.entry(spelling.into()).or_default();
            line.push_str(&format!(" {file}.{slot}.{}", forms.len()));
        }
    }
    let mut out: Vec<Vec<u8>> = vec![Vec::new(); files as usize];
    for (form, line) in lines {
        let file = pack::words_file(&form, files);
        if let Some(text) = out.get_mut(file as usize) {
            text.extend(form.bytes().chain(line.bytes()).chain([b'\n']));
        }
    }
    out
}
