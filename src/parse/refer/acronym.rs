//! Acronyms and what they are short for, as one report defines them.

use std::collections::BTreeMap;

use super::expand::{Expansion, singular};
use crate::parse::escape;

/// The acronyms defined so far, in the order of the text.
#[derive(Default)]
pub(super) struct Acronyms {
    known: Vec<Form>,
    by_name: BTreeMap<Box<str>, usize>,
    /// Counts sections, from 1 on.
    section: u32,
    /// Those that the section used first, in that order.
    used: Vec<usize>,
}

struct Form {
    name: Box<str>,
    expansion: Box<str>,
    /// The expansion as an attribute's value.
    title: Box<str>,
    sure: bool,
    /// The last section that used it.
    used: u32,
    /// The last section that defined it.
    defined: u32,
}

impl Acronyms {
    /// A section begins.
    pub(super) fn enter(&mut self) {
        self.section += 1;
        self.used.clear();
    }

    /// A section ends: what it used and did not define.
    pub(super) fn leave(&mut self) -> Vec<(Box<str>, Box<str>)> {
        let forms = self.used.iter().filter_map(|n| self.known.get(*n));
        forms
            .filter(|form| form.defined != self.section)
            .map(|form| (form.name.clone(), form.expansion.clone()))
            .collect()
    }

    /// Keeps a definition. One that is guessed does not replace one that is sure.
    pub(super) fn define(&mut self, token: &Token<'_>, expansion: Expansion, english: bool) {
        let text = if english && token.plural { singular(&expansion.text) } else { expansion.text };
        let next = self.known.len();
        let n = *self.by_name.entry(token.name.into()).or_insert(next);
        if let Some(form) = self.known.get_mut(n) {
            form.defined = self.section;
            if form.sure && !expansion.sure {
                return;
            }
            form.sure = expansion.sure;
            form.title = escape(&text).into();
            form.expansion = text.into();
        } else {
            self.known.push(Form {
                name: token.name.into(),
                title: escape(&text).into(),
                expansion: text.into(),
                sure: expansion.sure,
                used: 0,
                defined: self.section,
            });
        }
    }

    /// The acronym to be explained, if the section has not done so yet.
    pub(super) fn first_use(&mut self, name: &str) -> Option<usize> {
        let n = *self.by_name.get(name)?;
        let form = self.known.get_mut(n)?;
        if form.used == self.section {
            return None;
        }
        form.used = self.section;
        self.used.push(n);
        Some(n)
    }

    /// Whether nothing can be found yet.
    pub(super) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Whether an acronym is defined.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// What stands before an acronym's first use.
    pub(super) fn open(&self, n: usize) -> String {
        let title = self.known.get(n).map_or("", |form| &form.title);
        format!("<abbr title=\"{title}\">")
    }
}

/// Something that has the shape of an acronym.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    /// Without the *s* of the plural.
    pub(super) name: &'t str,
    /// Whether it had one.
    pub(super) plural: bool,
}

impl<'t> Token<'t> {
    /// `OSCE`, `IDPs`, `LGBTQI+`, `COVID-19`, `FGM/C`.
    pub(super) fn new(text: &'t str) -> Option<Self> {
        let stem = text.strip_suffix('s').filter(|stem| stem.ends_with(char::is_uppercase));
        let (name, plural) = stem.map_or((text, false), |stem| (stem, true));
        let (mut size, mut capitals, mut letters, mut roman) = (0_u32, 0_u32, 0_u32, true);
        for c in name.chars() {
            let capital = c.is_uppercase();
            capitals += u32::from(capital);
            letters += u32::from(c.is_alphabetic());
            size += u32::from(c.is_alphanumeric());
            roman &= matches!(c, 'I' | 'V' | 'X');
        }
        let shape = (2..=8).contains(&size) && capitals >= 2 && capitals * 2 > letters && !roman;
        shape.then_some(Self { name, plural })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_by_their_shape() {
        for (text, want) in [
            ("OSCE", Some(("OSCE", false))),
            ("IDPs", Some(("IDP", true))),
            ("NGOs", Some(("NGO", true))),
            ("LGBTQI+", Some(("LGBTQI+", false))),
            ("COVID-19", Some(("COVID-19", false))),
            ("FGM/C", Some(("FGM/C", false))),
            ("AfDB", Some(("AfDB", false))),
            ("ОБСЕ", Some(("ОБСЕ", false))),
            ("IV", None),
            ("XII", None),
            ("Women", None),
            ("G8", None),
            ("A", None),
            ("ABCDEFGHI", None),
            ("OzenMunay", None),
        ] {
            let token = Token::new(text);
            assert_eq!(token.map(|t| (t.name, t.plural)), want, "{text}");
        }
    }
}
