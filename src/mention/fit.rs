//! Whether a name as it stands in a text is a whole name, or a part of somebody else's.

use std::ops::Range;

use super::Bearer;
use super::around::{Beside, before, begins_sentence, behind};
use super::index::Index;
use super::letters::{folded, is_capital};
use super::words::{
    CALENDAR, DIVISIONS, FORMS, KINDS, NAMESAKES, OFFICES, OPENERS, PARTICLES, TITLES, holds,
};

/// A name in a text, whose neighbours are to be judged.
pub(super) struct Fit<'a> {
    /// The text around it.
    pub(super) text: &'a str,
    /// Where it stands.
    pub(super) at: Range<usize>,
    /// Who bears it.
    pub(super) bearer: Bearer,
    /// The words of all names of a person; of others none.
    pub(super) own: &'a [Box<str>],
    /// All names.
    pub(super) index: &'a Index,
}

impl Fit<'_> {
    /// Whether no neighbour makes it part of a longer name.
    pub(super) fn is_whole(&self) -> bool {
        match self.bearer {
            Bearer::Person => self.person_before() && self.person_behind(),
            Bearer::Place | Bearer::Body => self.other_before() && self.other_behind(),
        }
    }

    fn name(&self) -> &str {
        &self.text[self.at.clone()]
    }

    /// Before a person: titles, words of the person's own names, what merely begins a sentence.
    fn person_before(&self) -> bool {
        let mut at = self.at.start;
        for _ in 0..FAR {
            let Some(beside) = before(self.text, at) else { return true };
            if self.is_own(&beside) {
                at = beside.at.start;
                continue;
            }
            if !is_capital(beside.word) {
                return !holds(&PARTICLES, beside.word);
            }
            return self.may_precede(&beside)
                || is_title(beside.word)
                || (self.name().contains(char::is_whitespace)
                    && self.holds_office(beside.at.start));
        }
        true
    }

    fn person_behind(&self) -> bool {
        let mut at = self.at.end;
        for _ in 0..FAR {
            let Some(beside) = behind(self.text, at) else { return true };
            if self.is_own(&beside) {
                at = beside.at.end;
                continue;
            }
            let word = beside.word;
            return match is_capital(word) {
                true => holds(&CALENDAR, word),
                false => {
                    ![&PARTICLES, &DIVISIONS, &NAMESAKES].iter().any(|list| holds(*list, word))
                }
            };
        }
        true
    }

    fn other_before(&self) -> bool {
        before(self.text, self.at.start).is_none_or(|beside| {
            !is_capital(beside.word)
                || self.may_precede(&beside)
                || (self.bearer == Bearer::Body && holds(&FORMS, beside.word))
        })
    }

    fn other_behind(&self) -> bool {
        let Some(beside) = behind(self.text, self.at.end) else { return true };
        let word = beside.word;
        if is_capital(word) {
            return holds(&CALENDAR, word)
                || (holds(&OFFICES, word) && !beside.owns)
                || (self.bearer == Bearer::Body && (holds(&KINDS, word) || self.ends_small()));
        }
        match self.bearer {
            Bearer::Place => !holds(&DIVISIONS, word),
            _ => !self.goes_on(&beside),
        }
    }

    /// Whether a name's last word is small, as in `prosecutor general`: then a capital begins
    /// another name.
    fn ends_small(&self) -> bool {
        self.name().split_whitespace().next_back().is_some_and(|last| !is_capital(last))
    }

    /// Whether a body's name goes on behind a small word: `of Ruritania`, `and Social Affairs`.
    fn goes_on(&self, small: &Beside<'_>) -> bool {
        let next = behind(self.text, small.at.end);
        match small.word {
            "of" => {
                let next = match next {
                    Some(article) if article.word == "the" => behind(self.text, article.at.end),
                    next => next,
                };
                next.is_some_and(|next| is_capital(next.word) && !holds(&CALENDAR, next.word))
            }
            "and" => next.is_some_and(|next| {
                let mut words = self.name().split_whitespace();
                is_capital(next.word)
                    && words.next() != Some(next.word)
                    && words.any(|word| matches!(word, "of" | "for" | "on"))
                    && !is_title(next.word)
                    && !self.index.begins_with(next.word)
            }),
            _ => false,
        }
    }

    /// Whether a word with a capital before a name is none of it.
    fn may_precede(&self, beside: &Beside<'_>) -> bool {
        if beside.dotted {
            // `U.S. Supreme Court` and `S. Orun` are names; other words with a full stop are
            // titles, or end a sentence.
            return !beside.is_initial();
        }
        holds(&CALENDAR, beside.word)
            || (begins_sentence(self.text, beside.at.start) && holds(&OPENERS, beside.word))
    }

    /// Whether a word or an initial is one of the bearer's own.
    fn is_own(&self, beside: &Beside<'_>) -> bool {
        if beside.is_initial() {
            return self.own.iter().any(|own| own.starts_with(beside.word));
        }
        let word = folded(beside.word);
        !beside.dotted && self.own.iter().any(|own| **own == *word)
    }

    /// Whether words of an office stand before a whole name: `Minister of Justice Adil Orun`.
    /// A surname alone would leave `President of Ruritania Adil Orun` open.
    fn holds_office(&self, mut at: usize) -> bool {
        let mut linked = false;
        for _ in 0..FAR {
            let Some(beside) = before(self.text, at).filter(|beside| !beside.dotted) else { break };
            let capital = is_capital(beside.word);
            if capital && linked && is_title(beside.word) {
                return true;
            }
            linked = matches!(beside.word, "of" | "for" | "the");
            if !capital && !linked && beside.word != "and" && beside.word != "on" {
                break;
            }
            at = beside.at.start;
        }
        false
    }
}

/// So many words beside a name are looked through, or a text of one word would take for ever.
const FAR: usize = 12;

/// Whether a word is a title, or its last part is: `Vice-President`.
fn is_title(word: &str) -> bool {
    holds(&TITLES, word) || word.rsplit('-').next().is_some_and(|part| holds(&TITLES, part))
}
