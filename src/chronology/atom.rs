//! Single dates: a day, a month, a year, a part of one.

use jiff::civil::Date;

use super::edtf::{Division, Point, Unit};
use super::grammar::Grammar;
use super::role;
use super::scan::{Figure, is_year};
use super::token::{Shape, Token};

/// A stretch of the calendar whose year may be said elsewhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum What {
    Day(i8, i8),
    Month(i8),
    Year,
    /// To another year, in one run of figures.
    Years(i16),
    Decade(i16),
    Division(Division),
    /// From one month to another, both of one year.
    Months(i8, i8),
    /// The last day of a year.
    YearEnd,
    Coverage,
}

/// A single date as it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    pub(super) what: What,
    pub(super) year: Option<i16>,
    /// The year is said in words that mean the whole of it, such as "last year".
    pub(super) in_words: bool,
    pub(super) approximate: bool,
    /// Said as the end of it.
    pub(super) end: bool,
    /// An article before it says nothing about it.
    pub(super) articled: bool,
    /// The token after it.
    pub(super) next: usize,
}

impl Atom {
    pub(super) fn new(what: What, year: Option<i16>, next: usize) -> Self {
        let (in_words, approximate, end, articled) = (false, false, false, false);
        Self { what, year, in_words, approximate, end, articled, next }
    }

    /// With its year known. Days that no calendar has are no dates.
    pub(super) fn point(&self, year: i16) -> Option<Point> {
        let unit = match self.what {
            What::Day(month, day) => Unit::Day(Date::new(year, month, day).ok()?),
            What::Month(month) | What::Months(month, _) => Unit::Month(year, month),
            What::Year | What::Years(_) | What::Coverage => Unit::Year(year),
            What::Decade(ten) => Unit::Decade(ten),
            What::Division(division) => Unit::Division(year, division),
            What::YearEnd => Unit::Day(Date::new(year, 12, 31).ok()?),
        };
        let point = Point::from(unit);
        Some(Point { approximate: point.approximate || self.approximate, ..point })
    }

    /// Whether a list may hold both.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        match (self.what, other.what) {
            (What::Months(..) | What::YearEnd | What::Coverage | What::Years(_), _) => false,
            (a, b) => std::mem::discriminant(&a) == std::mem::discriminant(&b),
        }
    }
}

/// A sentence being read.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) covers: (Date, Date),
    pub(super) grammar: &'a Grammar,
}

impl Reader<'_> {
    pub(super) fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    pub(super) fn is(&self, at: usize, roles: u64) -> bool {
        self.token(at).is_some_and(|token| token.is(roles))
    }

    pub(super) fn is_sign(&self, at: usize, sign: char) -> bool {
        self.token(at).is_some_and(|token| token.is_sign(sign))
    }

    pub(super) fn before(&self, at: usize) -> Option<&Token> {
        at.checked_sub(1).and_then(|at| self.token(at))
    }

    pub(super) fn figure(&self, at: usize) -> Option<Figure> {
        match self.token(at)?.shape {
            Shape::Figure(figure) => Some(figure),
            _ => None,
        }
    }

    /// A word that is neither a function word nor a part of a date: what a year may be of.
    pub(super) fn is_noun(&self, at: usize) -> bool {
        const OTHER: u64 = role::STOP
            | role::PREFIX
            | role::TO
            | role::AND
            | role::OF
            | role::THE
            | role::DETERMINER
            | role::ONWARD
            | role::THIS
            | role::FILLER;
        self.token(at).is_some_and(|token| {
            token.is_word() && token.spaced && (!token.is(OTHER) || token.is(role::OCCASION))
        })
    }

    /// The year that "the year" means.
    pub(super) fn coverage_year(&self) -> i16 {
        self.covers.1.year()
    }

    /// The year of a date that does not say it: the last in which the coverage meets it.
    pub(super) fn year_of(&self, atom: &Atom) -> i16 {
        let (from, to) = self.covers;
        let meets = |year: &i16| {
            atom.point(*year).is_some_and(|point| point.first() <= to && point.last() >= from)
        };
        (from.year()..=to.year()).rev().find(meets).unwrap_or(to.year())
    }

    /// Four digits that may be a year.
    pub(super) fn year_number(&self, at: usize) -> Option<i16> {
        match self.figure(at)? {
            Figure::Number { value, digits: 4 } if is_year(value) => Some(value),
            _ => None,
        }
    }

    /// A year with the word for it, where a language writes that after the number.
    pub(super) fn year(&self, at: usize) -> Option<(i16, usize)> {
        let year = self.year_number(at)?;
        Some((year, self.after_year_word(at + 1)))
    }

    pub(super) fn after_year_word(&self, at: usize) -> usize {
        if self.grammar.articles || !self.is(at, role::YEAR) {
            return at;
        }
        at + 1
    }

    /// The whole year in "end of …": a number, "the year", "last year".
    pub(super) fn whole_year(&self, at: usize) -> Option<(i16, usize, bool)> {
        if let Some((year, next)) = self.year(at) {
            return Some((year, next, false));
        }
        let article = self.is(at, role::THE);
        let at = at + usize::from(article);
        let token = self.token(at)?;
        if token.is(role::YEAR) {
            // "the year 2018"
            if let Some(year) = self.year_number(at + 1).filter(|_| article) {
                return Some((year, at + 2, false));
            }
            if article && self.is(at + 1, role::BEFORE) && !self.is_noun(at + 2) {
                return Some((self.coverage_year() - 1, at + 2, true));
            }
            let own = (article || !self.grammar.articles) && !self.is(at + 1, role::BREAKS);
            return own.then_some((self.coverage_year(), at + 1, true));
        }
        self.relative_year(at, article)
    }

    /// "this year", "last year".
    pub(super) fn relative_year(&self, at: usize, article: bool) -> Option<(i16, usize, bool)> {
        let token = self.token(at)?;
        if token.is(role::COVERAGE) {
            return Some((self.coverage_year(), at + 1, true));
        }
        if !self.is(at + 1, role::YEAR) || self.is(at + 2, role::OF) {
            return None;
        }
        let shift = match token {
            t if t.is(role::THIS) => 0,
            t if t.is(role::LAST) => -1,
            t if t.is(role::NEXT) && !article => 1,
            _ => return None,
        };
        // "last year’s end" is the business of others.
        Some((self.coverage_year() + shift, at + 2, true))
    }

    /// The year after a month or a day: "2018", ", 2018", "of 2018", "of last year".
    pub(super) fn year_tail(&self, at: usize) -> Option<(i16, usize)> {
        if let Some(found) = self.year(at) {
            let counted = self.is(at + 1, role::MEASURE);
            return (!counted).then_some(found);
        }
        if self.is_sign(at, ',') {
            let counted = self.is(at + 2, role::MEASURE | role::COUNTED);
            return self.year(at + 1).filter(|_| !counted);
        }
        let of = usize::from(self.is(at, role::OF));
        let at = at + of;
        let of = of > 0 || !self.grammar.articles;
        if self.is(at, role::THE) || self.is(at, role::LAST | role::THIS) {
            let the = self.is(at, role::THE);
            let (year, next, _) = self.relative_year(at + usize::from(the), the)?;
            return Some((year, next));
        }
        if of { self.year(at) } else { None }
    }

    /// The number of a day.
    pub(super) fn day_number(&self, at: usize) -> Option<i8> {
        let day = match self.figure(at)? {
            Figure::Number { value, digits: 1..=2 } | Figure::Ordinal(value) => value,
            _ => return None,
        };
        if !(1..=31).contains(&day) || self.is(at + 1, role::MEASURE) {
            return None;
        }
        // "18-year-old"
        let joined = self.token(at + 1).is_some_and(|token| token.is_dash() && !token.spaced)
            && self.token(at + 2).is_some_and(|t| t.is_word() && !t.spaced && !t.is(role::MONTH));
        if joined { None } else { i8::try_from(day).ok() }
    }

    /// A date that begins with its month, or the month alone. `prefix` is what governs it.
    pub(super) fn month(&self, at: usize, prefix: u64) -> Option<Atom> {
        let (month, short) = self.month_name(at)?;
        let after = at + 1 + usize::from(short && self.is_sign(at + 1, '.'));
        if self.grammar.month_first
            && let Some(day) = self.day_number(after)
            && self.token(after).is_some_and(|token| token.spaced || after > at + 1)
        {
            let tail = self.year_tail(after + 1);
            let articled = self.before(at).is_some_and(|before| before.is(role::THE));
            let prefix = if articled { 0 } else { prefix };
            let in_month = prefix & (role::IN | role::DURING) != 0;
            let bound = prefix & (role::ON | role::FROM | role::BETWEEN) == 0 && prefix != 0;
            let counted = in_month || (bound && self.is(after + 1, role::COUNTED));
            if tail.is_some() || !counted {
                let next = tail.map_or(after + 1, |(_, next)| next);
                return Some(Atom::new(What::Day(month, day), tail.map(|(y, _)| y), next));
            }
        }
        if let Some((year, next)) = self.year_tail(after) {
            return Some(Atom::new(What::Month(month), Some(year), next));
        }
        let sure = !short && self.is_surely_month(at, prefix);
        let (year, next) = match self.year_of_occasion(at + 1) {
            Some((year, next)) => (Some(year), next),
            None => (None, at + 1),
        };
        sure.then(|| Atom::new(What::Month(month), year, next))
    }

    /// The year in "the January events of 2022".
    fn year_of_occasion(&self, at: usize) -> Option<(i16, usize)> {
        let noun = (at..at + 3).find(|at| self.is(*at, role::OCCASION))?;
        let words = (at..noun).all(|at| self.is_noun(at));
        let of = words && (self.is(noun + 1, role::OF) || !self.grammar.articles);
        self.year(noun + 1 + usize::from(self.grammar.articles)).filter(|_| of)
    }

    /// The number of a month, and whether it is written short.
    pub(super) fn month_name(&self, at: usize) -> Option<(i8, bool)> {
        let token = self.token(at).filter(|token| token.is(role::MONTH))?;
        if self.grammar.capital_months && !token.capital {
            return None;
        }
        Some((i8::try_from(token.value).ok()?, token.is(role::SHORT)))
    }

    /// Whether the name of a month stands for one where no number is beside it.
    fn is_surely_month(&self, at: usize, prefix: u64) -> bool {
        let Some(token) = self.token(at) else { return false };
        if !token.is(role::GIVEN | role::STRICT) || (!self.grammar.capital_months && !token.capital)
        {
            return true;
        }
        if token.possessive && prefix == 0 {
            return false;
        }
        if prefix != 0 {
            return true;
        }
        let modifies = self.is_noun(at + 1);
        let name = modifies && self.token(at + 1).is_some_and(|next| next.capital);
        let joined =
            self.is(at + 1, role::AND | role::TO) || self.token(at + 1).is_some_and(Token::is_dash);
        let Some(before) = self.before(at) else {
            let next = joined && self.month_name(at + 2).is_some();
            return next || (modifies && !name && !token.is(role::STRICT));
        };
        if before.is(role::THE | role::DETERMINER | role::THIS) || before.possessive {
            return (modifies && !name) || !token.is(role::STRICT);
        }
        if before.is(role::PREFIX | role::AND | role::TO | role::OF | role::PART | role::LAST) {
            return true;
        }
        if before.is_word() && before.capital && (at > 1 || before.roles == 0) {
            return false;
        }
        !name
    }
}
