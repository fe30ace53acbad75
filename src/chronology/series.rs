//! Several dates that are said as one: lists and ranges, of which parts are left out.

use super::atom::{Atom, Reader, What};
use super::edtf::{Division, Edtf, Point, Unit, whole};
use super::role;
use super::scan::{Figure, end_year};

/// How the dates of a series belong together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Joint {
    List,
    Range,
}

const MOST: usize = 8;

/// One date or several.
#[derive(Clone, Copy, Debug)]
pub(super) struct Series {
    atoms: [Atom; MOST],
    len: usize,
    pub(super) joint: Joint,
    /// The token after it.
    pub(super) next: usize,
}

impl Series {
    fn new(atom: Atom) -> Self {
        Self { atoms: [atom; MOST], len: 1, joint: Joint::List, next: atom.next }
    }

    pub(super) fn atoms(&self) -> &[Atom] {
        self.atoms.get(..self.len).unwrap_or_default()
    }

    pub(super) fn first(&self) -> &Atom {
        let [first, ..] = &self.atoms;
        first
    }

    fn last(&self) -> &Atom {
        self.atoms().last().unwrap_or(self.first())
    }

    pub(super) fn is_range(&self) -> bool {
        self.joint == Joint::Range
    }

    /// The one date of it, where it is one.
    pub(super) fn only(&self) -> Option<&Atom> {
        (self.len == 1).then_some(self.first())
    }

    /// Nothing but years in figures.
    pub(super) fn is_of_years(&self) -> bool {
        let year = |atom: &Atom| matches!(atom.what, What::Year | What::Years(_)) && !atom.in_words;
        self.atoms().iter().all(year)
    }

    fn push(&mut self, atom: Atom) -> bool {
        let Some(slot) = self.atoms.get_mut(self.len) else { return false };
        *slot = atom;
        self.len += 1;
        self.next = atom.next;
        true
    }
}

impl Reader<'_> {
    /// The dates that begin at a token. `None` also where figures only look like dates.
    pub(super) fn series(&self, at: usize, prefix: u64) -> Option<Series> {
        let mut series = match self.days_before_month(at, prefix) {
            Some(series) => series,
            None => Series::new(self.atom(at, prefix)?),
        };
        // "2011-88" is the number of an act.
        let dashed = self.token(series.next).is_some_and(|t| t.is_dash() && !t.spaced);
        if dashed && series.first().what == What::Year && !series.first().in_words {
            match self.figure(series.next + 1).filter(|_| !self.is_spaced(series.next + 1)) {
                Some(Figure::Number { value, digits }) => {
                    let year = series.first().year?;
                    end_year(year, value, usize::from(digits))?;
                }
                Some(_) => return None,
                None => {}
            }
        }
        while !series.is_range()
            && let Some(longer) = self.longer(&series, prefix)
        {
            series = longer;
        }
        Some(series)
    }

    fn is_spaced(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.spaced)
    }

    /// "16 and 17 December", "9, 10 and 21 May", "3 to 10 March".
    fn days_before_month(&self, start: usize, prefix: u64) -> Option<Series> {
        let mut days = [0; MOST];
        let (mut count, mut at, mut range, mut joined) = (0, start, false, false);
        loop {
            *days.get_mut(count)? = self.day_number(at)?;
            count += 1;
            let token = self.token(at + 1)?;
            if token.is(role::MONTH | role::OF) {
                break;
            }
            let between = prefix & role::BETWEEN != 0 && token.is(role::AND);
            if range || (joined && !token.is(role::AND)) {
                return None;
            }
            if token.is_dash() || token.is(role::TO) || between {
                range = true;
            } else if token.is(role::AND) {
                joined = true;
            } else if !token.is_sign(',') {
                return None;
            }
            at += 2;
            at += usize::from(token.is_sign(',') && self.is(at, role::AND));
        }
        if count < 2 || !(range || joined) {
            return None;
        }
        let last = self.atom(at, prefix)?;
        let What::Day(month, _) = last.what else { return None };
        let days = days.get(..count)?;
        if !days.is_sorted_by(|a, b| a < b) {
            return None;
        }
        let day = |day| Atom { what: What::Day(month, day), ..last };
        let mut series = Series::new(day(*days.first()?));
        for number in days.iter().skip(1) {
            series.push(day(*number));
        }
        series.joint = if range { Joint::Range } else { Joint::List };
        Some(series)
    }

    /// The series with one more date or one more list of dates.
    fn longer(&self, series: &Series, prefix: u64) -> Option<Series> {
        let at = series.next;
        let token = self.token(at)?;
        let last = series.last();
        if token.is_dash() {
            let spaced = token.spaced;
            let even = self.token(at + 1).is_some_and(|next| next.spaced == spaced);
            let dash = !(spaced && token.is_sign('—') && self.grammar.articles);
            return if even && dash { self.range(series, at + 1, prefix) } else { None };
        }
        let between = prefix & role::BETWEEN != 0 && series.len == 1 && token.is(role::AND);
        if token.is(role::TO) || between {
            return self.range(series, at + 1, prefix);
        }
        if token.is(role::AND) {
            return self.listed(series, at + 1, prefix, true);
        }
        if !token.is_sign(',') {
            return None;
        }
        if last.year.is_some() && self.is(at + 1, role::TO) {
            return self.range(series, at + 2, prefix);
        }
        if between_comma(prefix, series) && self.is(at + 1, role::AND) {
            return self.range(series, at + 2, prefix);
        }
        if self.is(at + 1, role::AND) {
            return self.listed(series, at + 2, prefix, false);
        }
        // A list needs its "and": after a mere comma a number begins something else.
        let mut list = self.listed(series, at + 1, prefix, true)?;
        loop {
            let comma = usize::from(self.is_sign(list.next, ','));
            if self.is(list.next + comma, role::AND) {
                return self.listed(&list, list.next + comma + 1, prefix, true);
            }
            if comma == 0 {
                return None;
            }
            list = self.listed(&list, list.next + 1, prefix, true)?;
        }
    }

    fn listed(&self, series: &Series, at: usize, prefix: u64, short: bool) -> Option<Series> {
        let last = series.last();
        let bare = matches!(last.what, What::Month(_));
        let prefix = if bare { prefix | role::IN } else { prefix };
        let atom = match self.atom(at, prefix) {
            Some(atom) => atom,
            None => {
                self.day_alone(last, at).filter(|_| short && !self.is(at + 1, role::COUNTED))?
            }
        };
        let year = atom.what == What::Year;
        let amount = year && (self.is(at + 1, role::MEASURE | role::COUNTED) || atom.in_words);
        let mut longer = *series;
        (last.is_like(&atom) && !amount && longer.push(atom)).then_some(longer)
    }

    fn range(&self, series: &Series, at: usize, prefix: u64) -> Option<Series> {
        let last = series.last();
        let the = usize::from(self.is(at, role::THE));
        let found = self.year_alone(last, at).or_else(|| self.day_alone(last, at));
        let found = found.or_else(|| self.atom(at + the, prefix & !role::IN))?;
        let dash = self.before(at).is_some_and(|before| before.is_dash());
        let counted = self.is(at + 1, role::MEASURE | role::COUNTED);
        let amount = found.what == What::Year && counted && !dash;
        let whole = |what| matches!(what, What::Months(..) | What::Coverage | What::Years(_));
        if series.len > 1 || whole(last.what) || whole(found.what) || amount {
            return None;
        }
        if the > 0 && !found.articled {
            return None;
        }
        let mut longer = *series;
        longer.joint = Joint::Range;
        (longer.push(found) && self.value(&longer).is_some()).then_some(longer)
    }

    /// The day after "December 16 and".
    fn day_alone(&self, last: &Atom, at: usize) -> Option<Atom> {
        let What::Day(month, before) = last.what else { return None };
        // A day that was said before its month has no month to lend.
        let lends = last.next.checked_sub(1).is_some_and(|at| !self.is(at, role::MONTH));
        let day = self.day_number(at).filter(|day| lends && *day > before)?;
        if last.year.is_some() || self.month_name(at + 1).is_some() {
            return None;
        }
        let tail = self.year_tail(at + 1);
        let next = tail.map_or(at + 1, |(_, next)| next);
        Some(Atom::new(What::Day(month, day), tail.map(|(year, _)| year), next))
    }

    /// The year after "2012-" and "2012 to".
    fn year_alone(&self, last: &Atom, at: usize) -> Option<Atom> {
        let What::Year = last.what else { return None };
        let dash = self.before(at).is_some_and(|before| before.is_dash());
        let Figure::Number { value, digits: 2 } = self.figure(at)? else { return None };
        let year = end_year(last.year?, value, 2).filter(|_| dash && !self.is_spaced(at))?;
        Some(Atom::new(What::Year, Some(year), self.after_year_word(at + 1)))
    }

    /// What the series means. `None` where it is no date or its end comes before its beginning.
    pub(super) fn value(&self, series: &Series) -> Option<Edtf> {
        if let Some(atom) = series.only() {
            let year = atom.year.unwrap_or_else(|| self.year_of(atom));
            return match atom.what {
                What::Coverage => Some(whole(self.covers)),
                What::Months(from, to) => {
                    let unit = |month| Unit::Month(year, month).into();
                    Some(Edtf::Span(unit(from), unit(to)))
                }
                What::Years(to) => Some(Edtf::Span(Unit::Year(year).into(), Unit::Year(to).into())),
                _ => atom.point(year).map(Edtf::One),
            };
        }
        if series.is_range() {
            return self.range_value(series.first(), series.last());
        }
        let mut points = Vec::with_capacity(series.len);
        let mut later = None;
        for atom in series.atoms().iter().rev() {
            let year = atom.year.or(later);
            later = year;
            points.push(atom.point(year.unwrap_or_else(|| self.year_of(atom)))?);
        }
        points.sort_by_key(|point| point.first());
        points.dedup();
        match points.as_slice() {
            [one] => Some(Edtf::One(*one)),
            [first, .., last]
                if points.windows(2).all(|p| matches!(p, [a, b] if a.is_before_neighbour(*b))) =>
            {
                Some(Edtf::Span(*first, *last))
            }
            _ => Some(Edtf::Set(points.into_boxed_slice())),
        }
    }

    fn range_value(&self, from: &Atom, to: &Atom) -> Option<Edtf> {
        let (from, to) = (edge_like(from, to), edge_like(to, from));
        let precedes = |a: i16, b: i16| Some(from.point(a)?.first() <= to.point(b)?.last());
        let (from_year, to_year) = match (from.year, to.year) {
            (Some(a), Some(b)) => (a, b),
            (Some(a), None) => (a, if precedes(a, a)? { a } else { a + 1 }),
            (None, Some(b)) => (if precedes(b, b)? { b } else { b - 1 }, b),
            (None, None) => {
                let (a, b) = (self.year_of(&from), self.year_of(&to));
                (if precedes(a, b)? { a } else { b - 1 }, b)
            }
        };
        let (from, to) = (from.point(from_year)?, to.point(to_year)?);
        if from == to {
            return None;
        }
        (from.first() <= to.last() && from.first() < to.first()).then_some(Edtf::Span(from, to))
    }
}

fn between_comma(prefix: u64, series: &Series) -> bool {
    prefix & role::BETWEEN != 0 && series.len == 1
}

/// The end of a month or a year, said as exactly as the other end of the range.
fn edge_like(atom: &Atom, other: &Atom) -> Atom {
    let end = atom.end;
    let last = matches!(atom.what, What::Division(Division::Late)) && end;
    let first = matches!(atom.what, What::Division(Division::Early)) && atom.articled;
    let what = match (atom.what, other.what) {
        (What::Month(_), _) if end => return Atom { approximate: false, ..*atom },
        (_, What::Month(_)) if last || atom.what == What::YearEnd => What::Month(12),
        (_, What::Month(_)) if first => What::Month(1),
        (_, What::Day(..)) if last => What::Day(12, 31),
        (_, What::Day(..)) if first => What::Day(1, 1),
        (what, _) => what,
    };
    Atom { what, ..*atom }
}

/// The earliest and the latest date of a value.
pub(super) fn ends(value: &Edtf) -> Option<(Point, Point)> {
    match value {
        Edtf::One(point) | Edtf::Since(point) | Edtf::Until(point) => Some((*point, *point)),
        Edtf::Span(from, to) => Some((*from, *to)),
        Edtf::Set(points) => Some((*points.first()?, *points.last()?)),
    }
}
