//! Finds the date expressions of a sentence.

use std::ops::Range;

use jiff::civil::Date;

use super::atom::{Reader, What};
use super::edtf::{Division, Edtf, Point, Precision, Unit};
use super::grammar::Grammar;
use super::role;
use super::scan::may_have_dates;
use super::series::{Series, ends};
use super::token::{Shape, prefix_of, tokens};

/// What a date says about what happened.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// Something happened then.
    Event,
    /// Something went on for that time.
    Period,
    /// So things stood then.
    State,
    /// The year names a thing, such as a law.
    Name,
}

impl Kind {
    /// Its name in data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Period => "period",
            Self::State => "state",
            Self::Name => "name",
        }
    }
}

/// A date in a sentence.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Expression {
    /// Its bytes in the sentence.
    pub at: Range<usize>,
    /// What it means.
    pub value: Edtf,
    /// How exactly it says so.
    pub precision: Precision,
    /// What it says about what happened.
    pub kind: Kind,
}

/// The date expressions of a sentence, in order. `covers` are the first and last day that the
/// report is about: they give the year where the sentence does not.
pub fn expressions(sentence: &str, covers: (Date, Date), grammar: &Grammar) -> Vec<Expression> {
    if !may_have_dates(sentence, grammar) {
        return Vec::new();
    }
    let tokens = tokens(sentence, grammar);
    let reader = Reader { tokens: &tokens, covers, grammar };
    // "In 2016 he was arrested, and in May tried": the year that opens a sentence holds on, up to
    // the next year that it names.
    let mut opened: Option<Reader<'_>> = None;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let dull = token.roles == 0 && !matches!(token.shape, Shape::Figure(_));
        match if dull { None } else { reader.expression(at) } {
            Some((expression, next)) => {
                let of_year = opened.and_then(|opened| opened.expression(at)?.0);
                let expression = expression.map(|one| one.of_year(of_year));
                if let Some(expression) = &expression
                    && let Some(year) = expression.year()
                {
                    opened = if at == 0 { reader.of_year(year) } else { None };
                }
                found.extend(expression);
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

impl Expression {
    /// The year, if that is all it tells of when something happened.
    fn year(&self) -> Option<i16> {
        match self.value {
            Edtf::One(Point { unit: Unit::Year(year), .. }) if self.kind == Kind::Event => {
                Some(year)
            }
            _ => None,
        }
    }

    /// The same expression as it reads in the year that opened the sentence, where that settles
    /// a month or a day.
    fn of_year(self, other: Option<Self>) -> Self {
        let exact = matches!(self.precision, Precision::Day | Precision::Month);
        match other {
            Some(other) if exact && self.kind == Kind::Event && other.at == self.at => other,
            _ => self,
        }
    }
}

/// An expression or the knowledge that there is none, and the token after it.
type Outcome = Option<(Option<Expression>, usize)>;

impl Reader<'_> {
    /// The same sentence, read as one on a year.
    fn of_year(self, year: i16) -> Option<Self> {
        let covers = (Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?);
        Some(Self { covers, ..self })
    }

    fn expression(&self, at: usize) -> Outcome {
        let token = self.token(at)?;
        let prefix = prefix_of(token, at == 0);
        if prefix != 0 {
            let mut start = at + 1;
            while self.is(start, role::FILLER) {
                start += 1;
            }
            let joined = prefix & (role::AFTER | role::BEFORE) != 0
                && self.token(start).is_some_and(|token| token.is_dash() && !token.spaced);
            start += usize::from(joined);
            let article = self.is(start, role::THE);
            start += usize::from(article);
            if let Some(series) = self.series(start, prefix) {
                let bound = !article || series.first().articled;
                return if bound {
                    self.bound(at, prefix, start, series)
                } else {
                    self.unbound(start, series)
                };
            }
        }
        let series = self.series(at, 0)?;
        self.unbound(at, series)
    }

    /// A date that no preposition changes.
    fn unbound(&self, at: usize, series: Series) -> Outcome {
        if self.is_amount(at, &series, 0) {
            return Some((None, series.next));
        }
        let only = series.only();
        if only.is_some_and(|atom| atom.what == What::Coverage) {
            return None;
        }
        let value = self.value(&series)?;
        let kind = if self.is_name(at, &series) {
            Kind::Name
        } else if only.is_some_and(|atom| atom.what == What::YearEnd) {
            Kind::State
        } else {
            own_kind(&series, &value)
        };
        Some((Some(self.made(at, &series, value, kind)), series.next))
    }

    /// A date after a preposition.
    fn bound(&self, at: usize, prefix: u64, start: usize, series: Series) -> Outcome {
        use role::*;
        const CHANGING: u64 = SINCE | STARTING | AFTER | UNTIL | BY | BEFORE | AS_OF | DURING;
        if self.is_amount(start, &series, prefix) {
            return Some((None, series.next));
        }
        let first = *series.first();
        let named = prefix & CHANGING != 0 && self.is(series.next, OCCASION) && !first.in_words;
        if named && !first.articled {
            return self.unbound(start, series);
        }
        let value = self.value(&series)?;
        if let Some(found) = self.end_of_year(at, prefix, &series) {
            return Some(found);
        }
        let made = |at, value, kind| Some((Some(self.made(at, &series, value, kind)), series.next));
        let (from, to) = ends(&value)?;
        let share = matches!(first.what, What::Months(..)) || is_share(&first.what);
        if series.is_range() {
            let kind = own_kind(&series, &value);
            let bare = prefix & (IN | ON | AT | FOR) != 0;
            let state = prefix & AS_OF != 0;
            let kind = match () {
                () if state => Kind::State,
                () if prefix & DURING != 0 => Kind::Period,
                () => kind,
            };
            return made(if bare { start } else { at }, value, kind);
        }
        // The same word may mean "since" and "with", which the form of the year tells.
        let with = prefix & SINCE != 0
            && prefix & FROM != 0
            && series.is_of_years()
            && self.is(series.next.saturating_sub(1), YEAR)
            && !self.is(series.next.saturating_sub(1), GENITIVE);
        if with || (prefix & (FROM | BETWEEN) != 0 && prefix & SINCE == 0) {
            // "from June 7 until his release": the end is no date.
            if prefix & FROM != 0 && self.is(series.next, UNTIL) {
                return made(at, Edtf::Since(from), Kind::Period);
            }
            let onward = self.is(series.next, ONWARD);
            if !onward || prefix & BETWEEN != 0 {
                return self.unbound(start, series);
            }
            let next = series.next + 1;
            let mut found = self.made(at, &series, Edtf::Since(from), Kind::Period);
            found.at.end = self.token(series.next).map_or(found.at.end, |token| token.end);
            return Some((Some(found), next));
        }
        let (value, kind) = match prefix {
            p if p & (SINCE | STARTING | AFTER) != 0 => (Edtf::Since(from), Kind::Period),
            p if p & (UNTIL | BY | BEFORE) != 0 && !first.in_words => {
                (Edtf::Until(exact_end(&series, to)), Kind::Period)
            }
            p if p & AS_OF != 0 => match value {
                Edtf::One(point) => (Edtf::One(exact_end(&series, point)), Kind::State),
                value => (value, Kind::State),
            },
            p if self.is_titled(at, p) && series.is_of_years() => (value, Kind::Name),
            p if p & DURING != 0 || first.in_words => (value, Kind::Period),
            p if p & FOR != 0 && series.is_of_years() => (value, Kind::Period),
            _ => {
                let kind = own_kind(&series, &value);
                (value, kind)
            }
        };
        // The words begin with the preposition where it says something about the time.
        let bare = prefix & (IN | ON | AT) != 0 && !share && first.what != What::Coverage;
        let open = matches!(value, Edtf::Since(_) | Edtf::Until(_));
        let bare = (bare || kind == Kind::Event || kind == Kind::Name) && !open;
        let relative = first.what == What::Year && first.in_words && prefix & DURING == 0;
        made(if bare || relative { start } else { at }, value, kind)
    }

    /// "at the end of the year" and its kin, which mean the last day.
    fn end_of_year(&self, at: usize, prefix: u64, series: &Series) -> Outcome {
        use role::*;
        let atom = series.only()?;
        let late = atom.what == What::Division(Division::Late) && atom.end;
        if !late && atom.what != What::YearEnd {
            return None;
        }
        let year = atom.year?;
        let end = Point::from(Unit::Day(Date::new(year, 12, 31).ok()?));
        let future = year > self.coverage_year();
        let (value, kind) = match prefix {
            p if p & BY != 0 && future => (Edtf::Until(Unit::Year(year).into()), Kind::Period),
            p if p & (AT | BY | AS_OF) != 0 => (Edtf::One(end), Kind::State),
            p if p & (UNTIL | BEFORE) != 0 => (Edtf::Until(end), Kind::Period),
            p if p & (SINCE | STARTING | AFTER) != 0 && !late => (Edtf::Since(end), Kind::Period),
            _ if !late => (Edtf::One(end), Kind::State),
            _ => return None,
        };
        Some((Some(self.made(at, series, value, kind)), series.next))
    }

    fn made(&self, at: usize, series: &Series, value: Edtf, kind: Kind) -> Expression {
        let start = self.token(at).map_or(0, |token| token.start);
        let last = series.next.checked_sub(1).and_then(|last| self.token(last));
        let end = last.map_or(start, |token| token.end);
        Expression { at: start..end, precision: value.precision(), value, kind }
    }
}

/// What a date is by itself.
fn own_kind(series: &Series, value: &Edtf) -> Kind {
    let days = series.is_range() && value.precision() == Precision::Day;
    let first = series.first();
    let years = matches!(first.what, What::Years(_));
    let whole = first.in_words || years || matches!(first.what, What::Months(..));
    if (series.is_range() && !days) || whole { Kind::Period } else { Kind::Event }
}

fn is_share(what: &What) -> bool {
    matches!(what, What::Division(d) if (33..=36).contains(&d.code()) || d.code() >= 40)
}

/// Up to the end of a month is up to the month, and that exactly.
fn exact_end(series: &Series, point: Point) -> Point {
    let end = series.only().is_some_and(|atom| atom.end && matches!(atom.what, What::Month(_)));
    Point { approximate: point.approximate && !end, ..point }
}
