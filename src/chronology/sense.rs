//! What a year beside other words is: a time, the name of a thing, or no year at all.

use super::atom::{Reader, What};
use super::role;
use super::series::Series;
use super::token::{Shape, Token};

impl Reader<'_> {
    /// Whether figures that look like years count or number something.
    pub(super) fn is_amount(&self, at: usize, series: &Series, prefix: u64) -> bool {
        if !series.is_of_years() {
            return self.is_address(series);
        }
        let before = self.before(at);
        let is = |roles| before.is_some_and(|token| token.is(roles));
        // "Law 2013", "No. 2013"
        let dot = before.is_some_and(|t| t.is_sign('.') && !t.spaced);
        let numbered = is(role::BLOCK)
            || (dot && at > 1 && self.is(at - 2, role::BLOCK))
            || (is(role::AND)
                && at > 2
                && self.is(at - 3, role::BLOCK)
                && self.figure(at - 2).is_some());
        let after = self.token(series.next);
        let slash = after.is_some_and(|t| t.is_sign('/') && !t.spaced);
        let chained = before.is_some_and(|t| t.is_dash() && !t.spaced)
            && at > 1
            && self.figure(at - 2).is_some()
            && !self.token(at).is_some_and(|token| token.spaced);
        if numbered || slash || chained || self.is(series.next, role::MEASURE) {
            return true;
        }
        if series.only().is_none() || self.has_year_word(series) {
            return false;
        }
        let noun = self.is_noun(series.next);
        if is(role::QUANTIFIER) && noun {
            return true;
        }
        let counted = self.is(series.next, role::COUNTED);
        if prefix != 0 {
            return counted && series.first().year.is_some_and(|year| year % 100 == 0);
        }
        let named = is(role::THE | role::DETERMINER) || before.is_some_and(|t| t.possessive);
        (counted && !named) || self.is_house(series.next)
    }

    /// "2018 года"
    fn has_year_word(&self, series: &Series) -> bool {
        !self.grammar.articles && self.is(series.next.saturating_sub(1), role::YEAR)
    }

    /// "1900 Pennsylvania Avenue"
    fn is_house(&self, at: usize) -> bool {
        let words =
            (at..at + 3).map_while(|at| self.token(at).filter(|t| t.is_word() && t.capital));
        words.skip(1).any(|token| token.is(role::PLACE))
    }

    /// "the April 6 Movement", "1 May Street"
    fn is_address(&self, series: &Series) -> bool {
        let place = |at| self.token(at).is_some_and(|t| t.is(role::PLACE) && t.capital && t.spaced);
        let day = matches!(series.first().what, What::Day(..)) && series.first().year.is_none();
        let youth = self.token(series.next).is_some_and(|t| t.is_word() && t.capital);
        day && (place(series.next) || (youth && place(series.next + 1)))
    }

    /// Whether years name a thing: "the 2014 law", "the Law on State Control of 2011".
    pub(super) fn is_name(&self, at: usize, series: &Series) -> bool {
        if !series.is_of_years() {
            return false;
        }
        let next = self.token(series.next);
        let before = self.before(at);
        let quote =
            next.is_some_and(|t| t.spaced && matches!(t.shape, Shape::Sign('“' | '"' | '«' | '‘')));
        let joined = next.is_some_and(|t| t.is_dash() && !t.spaced)
            && self.token(series.next + 1).is_some_and(|t| t.is_word() && !t.spaced);
        let named = before.is_some_and(|t| t.is(role::THE | role::DETERMINER) || t.possessive);
        // After an article even a word that is a verb elsewhere is what the year names.
        let any = next.is_some_and(|t| t.is_word() && t.spaced && t.is(role::STOP));
        let noun = self.is_noun(series.next) && !self.has_year_word(series);
        if noun || joined || (named && (quote || any)) {
            return true;
        }
        let Some(before) = before else { return false };
        if before.is_sign('(') {
            // Two years are those of a life.
            return series.only().is_some() && next.is_some_and(|t| t.is_sign(')'));
        }
        if before.is(role::OF) {
            return at > 1 && self.token(at - 2).is_some_and(is_thing);
        }
        if before.is_dash() && !before.spaced {
            return at > 1 && self.token(at - 2).is_some_and(|t| is_thing(t) && t.capital);
        }
        let last = series.next.saturating_sub(1);
        let genitive = self.is(last, role::GENITIVE) && !self.grammar.articles;
        let year = self.is(at, role::YEAR);
        is_thing(before)
            && !before.possessive
            && (before.capital || genitive || year || before.is(role::TITLED))
    }

    /// "for 2018" after what is for a year.
    pub(super) fn is_titled(&self, at: usize, prefix: u64) -> bool {
        let during = prefix & role::DURING != 0 && !self.grammar.articles;
        (during || prefix & role::FOR != 0)
            && self.before(at).is_some_and(|token| token.is(role::TITLED))
    }
}

fn is_thing(token: &Token) -> bool {
    const OTHER: u64 = role::STOP
        | role::PREFIX
        | role::TO
        | role::AND
        | role::OF
        | role::MONTH
        | role::PART
        | role::EDGE
        | role::SEASON
        | role::FILLER
        | role::QUANTIFIER
        | role::THE
        | role::DETERMINER
        | role::THIS;
    token.is_word() && !token.is(OTHER)
}
