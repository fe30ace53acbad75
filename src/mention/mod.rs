//! Where texts mention people, bodies, places and laws: [`Roll::mentions`].
//!
//! A name is found as it is written, and only where it is whole:
//!
//! 1. Case counts, the forms of apostrophes, hyphens, quotation marks and white space do not. A
//!    name that begins with a small letter may begin a sentence with a capital, and `Criminal
//!    code`, a name of several words with a capital for its first alone, is as good as `criminal
//!    code`.
//! 2. No letter, digit or hyphenated part is joined to it. `’s` may be, and participles as in
//!    `Almaty-based`.
//! 3. A neighbour with a capital makes another name of it: `Almaty City Court` is not Almaty,
//!    `U.S. Supreme Court` not the Supreme Court. Neighbours that do not are days and months,
//!    and a word that has its capital from the beginning of the sentence, as far as it is one of
//!    `words::OPENERS`. A comma, a full stop, a bracket or a quotation mark parts neighbours,
//!    as does a possessive.
//! 4. Before a person's name may stand titles, the person's own other names and initials, and
//!    before a full name an office (`Minister of Justice`). Behind it may stand only own names.
//! 5. Behind the name of a place or a body may stand an office (`Almaty Mayor`); behind that of a
//!    body its kind or a part of it (`Party`, `Article 3`), and before it its form (`NGO`). One
//!    that ends with a small word has ended (`prosecutor general Omar`).
//! 6. Small words may carry a name on: `Pavlodar region` is not Pavlodar, `Abai street` nobody,
//!    `Supreme Court of Ruritania` another court, and `Ministry of Justice and Social Affairs`
//!    another ministry, unless what follows `and` begins a name too.
//! 7. Of names that begin together the longest that fits is taken, and names do not overlap.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

mod around;
mod fit;
mod index;
mod letters;
#[cfg(test)]
mod tests;
mod words;

use around::{begins_sentence, stands_alone};
use fit::Fit;
use index::Index;
use letters::{folded, with_first};

/// A name that an entity goes by, and where it holds.
#[derive(Clone, Copy, Debug)]
pub struct Name<'a> {
    /// The entity, by a number of the caller's.
    pub entity: u32,
    /// The name.
    pub text: &'a str,
    /// What bears it.
    pub bearer: Bearer,
    /// The only publisher that means the entity by it; nothing if all do.
    pub publisher: Option<&'a str>,
    /// The only language in which it is the entity's; nothing if it is in all.
    pub language: Option<&'a str>,
    /// The first and last year of which reports mean the entity by it.
    pub years: (Option<u16>, Option<u16>),
}

/// What bears a name: its neighbours are judged by that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bearer {
    /// A person.
    Person,
    /// A place.
    Place,
    /// An organisation, an institution, a law or a case.
    Body,
}

/// What is known of the report that a text is from.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// Who published it.
    pub publisher: &'a str,
    /// The language that it is in.
    pub language: &'a str,
    /// The year that it covers.
    pub year: u16,
}

/// An entity's name in a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mention {
    /// The entity.
    pub entity: u32,
    /// The bytes of the text that name it.
    pub at: Range<u32>,
}

/// All names of an archive, ready to be looked for.
#[derive(Debug)]
pub struct Roll {
    index: Index,
    /// For each name of the index those who bear it, by entity.
    holders: Vec<Vec<Holder>>,
    /// The words of the names of each person, folded.
    own: BTreeMap<u32, Vec<Box<str>>>,
}

/// Who bears a name, and where.
#[derive(Debug)]
struct Holder {
    entity: u32,
    bearer: Bearer,
    publisher: Option<Box<str>>,
    language: Option<Box<str>>,
    years: (Option<u16>, Option<u16>),
    /// Whether this form of the name is for beginnings of sentences.
    opens: bool,
}

impl Holder {
    fn new(name: &Name<'_>, opens: bool) -> Self {
        Self {
            entity: name.entity,
            bearer: name.bearer,
            publisher: name.publisher.map(Into::into),
            language: name.language.map(Into::into),
            years: name.years,
            opens,
        }
    }

    fn holds(&self, report: About<'_>) -> bool {
        let (first, last) = self.years;
        self.publisher.as_ref().is_none_or(|publisher| **publisher == *report.publisher)
            && self.language.as_ref().is_none_or(|tag| is_of(report.language, tag))
            && first.is_none_or(|first| first <= report.year)
            && last.is_none_or(|last| report.year <= last)
    }
}

/// Whether a language is another, or a form of it: `pt-BR` is of `pt`.
fn is_of(language: &str, tag: &str) -> bool {
    language.strip_prefix(tag).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

impl Roll {
    /// Prepares names to be looked for. One without a letter is never found.
    pub fn new(names: Vec<Name<'_>>) -> Self {
        let mut forms: Vec<(String, Holder)> = Vec::with_capacity(names.len());
        let mut own: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
        for name in &names {
            forms.push((name.text.to_owned(), Holder::new(name, false)));
            if let Some(capital) = with_first(name.text, true) {
                forms.push((capital, Holder::new(name, true)));
            } else if name.bearer == Bearer::Body && is_sentence_case(name.text) {
                let small = with_first(name.text, false);
                forms.extend(small.map(|small| (small, Holder::new(name, false))));
            }
            if name.bearer == Bearer::Person {
                let words = folded(name.text);
                own.entry(name.entity).or_default().extend(words.split(' ').map(str::to_owned));
            }
        }
        let (texts, holding): (Vec<String>, Vec<Holder>) = forms.into_iter().unzip();
        let (index, numbers) = Index::new(&texts);
        let mut holders: Vec<Vec<Holder>> = Vec::new();
        holders.resize_with(texts.len(), Vec::new);
        for (number, holder) in numbers.into_iter().zip(holding) {
            if let Some(all) = number.and_then(|number| holders.get_mut(number)) {
                all.push(holder);
            }
        }
        for all in &mut holders {
            all.sort_by_key(|holder| holder.entity);
        }
        let boxed = |words: BTreeSet<String>| words.into_iter().map(Into::into).collect();
        let own = own.into_iter().map(|(entity, words)| (entity, boxed(words))).collect();
        Self { index, holders, own }
    }

    /// Mentions in a paragraph of plain text, in order, not overlapping. Where several entities
    /// bear one name, as a case and its person may, each has a mention, and the range is the same.
    pub fn mentions(&self, text: &str, report: About<'_>) -> Vec<Mention> {
        let mut found: Vec<Mention> = Vec::new();
        let mut free = 0;
        self.index.look(text, |number, at| {
            if at.start < free || !stands_alone(text, &at) {
                return false;
            }
            let Some(holders) = self.holders.get(number) else { return false };
            let Some(range) = short(&at) else { return false };
            let known = found.len();
            for holder in holders.iter().filter(|holder| holder.holds(report)) {
                let entity = holder.entity;
                if found[known..].last().is_some_and(|last| last.entity == entity)
                    || (holder.opens && !begins_sentence(text, at.start))
                    || !self.fits(text, &at, holder)
                {
                    continue;
                }
                found.push(Mention { entity, at: range.clone() });
            }
            let any = found.len() > known;
            if any {
                free = at.end;
            }
            any
        });
        found
    }

    fn fits(&self, text: &str, at: &Range<usize>, holder: &Holder) -> bool {
        let own = self.own.get(&holder.entity).map(Vec::as_slice).unwrap_or_default();
        Fit { text, at: at.clone(), bearer: holder.bearer, own, index: &self.index }.is_whole()
    }
}

/// Whether only the first of several words has a capital, and only one: such a name has it for
/// being a heading. In running text it is written small.
fn is_sentence_case(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(char::is_uppercase)
        && !name.chars().skip(1).any(char::is_uppercase)
        && name.contains(char::is_whitespace)
}

/// A range as mentions tell it; nothing for texts of more than four gigabytes.
fn short(at: &Range<usize>) -> Option<Range<u32>> {
    Some(u32::try_from(at.start).ok()?..u32::try_from(at.end).ok()?)
}
