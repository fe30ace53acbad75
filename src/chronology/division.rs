//! Parts of years and months: "early 2018", "the first nine months", "the end of May".

use super::atom::{Atom, Reader, What};
use super::edtf::Division;
use super::role;
use super::scan::Figure;

impl Reader<'_> {
    /// A single date of any kind.
    pub(super) fn atom(&self, at: usize, prefix: u64) -> Option<Atom> {
        let token = self.token(at)?;
        match self.figure(at) {
            Some(Figure::Day(date)) => {
                let what = What::Day(date.month(), date.day());
                return Some(Atom::new(what, Some(date.year()), at + 1));
            }
            Some(Figure::Decade(ten)) => {
                let next = self.after_year_word(at + 1);
                return Some(Atom { articled: true, ..Atom::new(What::Decade(ten), None, next) });
            }
            Some(Figure::Years(from, to)) => {
                let next = self.after_year_word(at + 1);
                return Some(Atom::new(What::Years(to), Some(from), next));
            }
            Some(_) => {
                let year = || {
                    let (year, next) = self.year(at)?;
                    Some(Atom::new(What::Year, Some(year), next))
                };
                return self.day_first(at).or_else(year).or_else(|| self.share(at, prefix));
            }
            None if token.roles == 0 => return None,
            None => {}
        }
        self.year_phrase(at, prefix)
            .or_else(|| self.month(at, prefix))
            .or_else(|| self.part(at, prefix))
            .or_else(|| self.edge(at))
            .or_else(|| self.share(at, prefix))
            .or_else(|| self.season(at, prefix))
    }

    /// A date that begins with its day.
    fn day_first(&self, at: usize) -> Option<Atom> {
        let day = self.day_number(at)?;
        let of = at + 1 + usize::from(self.is(at + 1, role::OF));
        let (month, short) = self.month_name(of)?;
        let after =
            of + 1 + usize::from(short && self.is_sign(of + 1, '.') && self.year(of + 2).is_some());
        let tail = self.year_tail(after);
        let next = tail.map_or(of + 1, |(_, next)| next);
        Some(Atom::new(What::Day(month, day), tail.map(|(year, _)| year), next))
    }

    /// "year’s end", "last year", "the year".
    fn year_phrase(&self, at: usize, prefix: u64) -> Option<Atom> {
        let token = self.token(at)?;
        let articled = self.before(at).is_some_and(|before| before.is(role::THE));
        let own = self.coverage_year();
        let atom = |what, year, next| Atom { articled: true, ..Atom::new(what, Some(year), next) };
        let given = |next| match self.year(next) {
            Some((year, next)) => (year, next),
            None => (own, next),
        };
        if token.is(role::YEAR_END) {
            let (year, next) = given(at + 1);
            return Some(atom(What::YearEnd, year, next));
        }
        if token.is(role::MID_YEAR) {
            let (year, next) = given(at + 1);
            return Some(atom(What::Division(Division::Middle), year, next));
        }
        if token.is(role::COVERAGE) {
            return Some(Atom { in_words: true, ..atom(What::Coverage, own, at + 1) });
        }
        if let Some((year, next, _)) = self.relative_year(at, articled) {
            let whose = self.token(next - 1).is_some_and(|token| token.possessive);
            if whose && self.is(next, role::END) {
                return Some(atom(What::YearEnd, year, next + 1));
            }
            return Some(Atom { in_words: true, ..atom(What::Year, year, next) });
        }
        if !token.is(role::YEAR) {
            return None;
        }
        let dash = self.token(at + 1).is_some_and(|token| token.is_dash() && !token.spaced);
        if (token.possessive && self.is(at + 1, role::END)) || (dash && self.is(at + 2, role::END))
        {
            let (year, next) = given(at + 2 + usize::from(dash));
            return Some(atom(What::YearEnd, year, next));
        }
        if token.possessive && self.is(at + 1, role::ORDINAL) {
            return self.share(at + 1, role::IN).map(|share| Atom { year: Some(own), ..share });
        }
        if !self.grammar.articles {
            let bare = prefix & role::DURING != 0 && !self.is(at + 1, role::BREAKS);
            return bare.then(|| Atom { in_words: true, ..atom(What::Coverage, own, at + 1) });
        }
        if let Some(year) = self.year_number(at + 1) {
            return Some(atom(What::Year, year, at + 2));
        }
        if !articled {
            return None;
        }
        if self.is(at + 1, role::BEFORE) && !self.is_noun(at + 2) && !self.is(at + 2, role::THE) {
            return Some(Atom { in_words: true, ..atom(What::Year, own - 1, at + 2) });
        }
        let bound = prefix & (role::DURING | role::IN | role::FOR) != 0;
        (bound && !self.is(at + 1, role::BREAKS))
            .then(|| Atom { in_words: true, ..atom(What::Coverage, own, at + 1) })
    }

    /// "early March", "mid-2018", "late in the year", "the late 1990s".
    fn part(&self, at: usize, prefix: u64) -> Option<Atom> {
        let mut token = self.token(at).filter(|token| token.is(role::PART))?;
        let mut next = at + 1;
        let dash = |at| self.token(at).is_some_and(|token| token.is_dash() && !token.spaced);
        next += usize::from(dash(next));
        // "mid- to late March"
        let second = next + usize::from(self.is(next, role::TO));
        let second = second + usize::from(dash(second));
        if second > next && self.is(second, role::PART) {
            token = self.token(second)?;
            next = second + 1;
            next += usize::from(dash(next));
        }
        let division = Division::of_code(token.value)?;
        // "the early months of the year"
        if self.is(next, role::MONTHS | role::WEEKS) && self.is(next + 1, role::OF) {
            next += 2;
        }
        let within = self.is(next, role::IN | role::ON);
        next += usize::from(within);
        if within && self.is(next, role::ON) {
            return None;
        }
        if let Some((year, next, _)) = self.whole_year(next) {
            return Some(Atom::new(What::Division(division), Some(year), next));
        }
        if dash(next - 1) && self.is(next, role::YEAR) {
            let year = self.year(next + 1);
            let (year, next) = year.unwrap_or((self.coverage_year(), next + 1));
            return Some(Atom::new(What::Division(division), Some(year), next));
        }
        let month = if within || self.month_name(next).is_some() {
            self.month(next, prefix | role::IN)
        } else {
            None
        };
        if let Some(month) = month {
            return matches!(month.what, What::Month(_))
                .then_some(Atom { approximate: true, ..month });
        }
        let rest = self.atom(next, prefix)?;
        matches!(rest.what, What::Decade(_) | What::Division(_)).then_some(rest)
    }

    /// "the beginning of 2018", "the end of May", "the end of the year".
    fn edge(&self, at: usize) -> Option<Atom> {
        let token = self.token(at).filter(|token| token.is(role::EDGE))?;
        let of = self.is(at + 1, role::OF);
        let end = token.is(role::END);
        if !of && self.grammar.articles && !end {
            return None;
        }
        let dash = self.token(at + 1).is_some_and(|token| token.is_dash() && !token.spaced);
        let next = at + 1 + usize::from(of || dash);
        let division = Division::of_code(token.value)?;
        if let Some((year, next, _)) = self.whole_year(next) {
            let what = What::Division(division);
            return Some(Atom { end, articled: true, ..Atom::new(what, Some(year), next) });
        }
        let the = usize::from(self.is(next, role::THE));
        if self.is(next + the, role::COVERAGE) {
            let what = if end { What::YearEnd } else { What::Division(division) };
            let year = Some(self.coverage_year());
            return Some(Atom { articled: true, ..Atom::new(what, year, next + the + 1) });
        }
        if self.month_name(next).is_some() {
            let month = self.month(next, role::IN)?;
            return matches!(month.what, What::Month(_)).then_some(Atom {
                approximate: true,
                end,
                articled: true,
                ..month
            });
        }
        let rest = self.atom(next + the, role::IN)?;
        matches!(rest.what, What::Decade(_) | What::Division(_)).then_some(rest)
    }

    /// "the first half of the year", "the third quarter", "the first nine months of 2018".
    fn share(&self, at: usize, prefix: u64) -> Option<Atom> {
        let token = self.token(at)?;
        let counts = |at: usize| match self.figure(at) {
            Some(Figure::Number { value, digits: 1..=2 }) => u8::try_from(value).ok(),
            _ => self.token(at).filter(|token| token.is(role::CARDINAL)).map(|token| token.value),
        };
        // Where there is no article "nine months" are the first nine.
        let bare = !token.is(role::ORDINAL) && !self.grammar.articles && prefix & role::DURING != 0;
        if !token.is(role::ORDINAL) && !bare {
            return None;
        }
        let mut next = at + usize::from(!bare);
        next += usize::from(self.token(next).is_some_and(|t| t.is_dash() && !t.spaced));
        let ordinal = if bare { 1 } else { token.value };
        let last = ordinal == 9;
        let count = counts(next).filter(|count| (2..=12).contains(count));
        let count_months = |count: u8| {
            let count = i8::try_from(count).ok().filter(|count| (1..=12).contains(count))?;
            Some(if last { What::Months(13 - count, 12) } else { What::Months(1, count) })
        };
        let mut of_months = false;
        let what = if let Some(count) = count {
            next += 1;
            let unit = self.token(next)?;
            match unit {
                unit if unit.is(role::MONTHS) && (last || ordinal == 1) => count_months(count)?,
                unit if unit.is(role::QUARTER) && count < 4 => count_months(count * 3)?,
                unit if unit.is(role::WEEKS) => {
                    of_months = true;
                    What::Coverage
                }
                _ => return None,
            }
        } else {
            let few = self.is(next, role::FEW);
            next += usize::from(few);
            match self.token(next)? {
                unit if unit.is(role::HALF) => match ordinal {
                    1 => What::Division(Division::Half1),
                    2 | 9 => What::Division(Division::Half2),
                    _ => return None,
                },
                unit if unit.is(role::QUARTER) => {
                    let number = if last { 4 } else { ordinal };
                    What::Division(Division::of_code(32 + number)?)
                }
                unit if unit.is(role::MONTHS) && ordinal == 1 => What::Division(Division::Early),
                unit if unit.is(role::MONTHS) && last => What::Division(Division::Late),
                unit if unit.is(role::WEEKS) => {
                    of_months = true;
                    What::Coverage
                }
                _ => return None,
            }
        };
        self.share_of(next, what, of_months, prefix, bare)
    }

    /// A share with what it is a share of. `at` is its last word.
    fn share_of(
        &self,
        at: usize,
        what: What,
        months: bool,
        prefix: u64,
        bare: bool,
    ) -> Option<Atom> {
        let of = self.is(at + 1, role::OF);
        let next = at + 1 + usize::from(of);
        let share = |year, next| {
            let part = matches!(what, What::Division(Division::Early | Division::Late));
            Atom { articled: true, in_words: !part, ..Atom::new(what, year, next) }
        };
        if !months && let Some((year, next, _)) = self.whole_year(next) {
            return Some(share(Some(year), next));
        }
        if (months || matches!(what, What::Division(Division::Half1 | Division::Half2)))
            && let Some(month) = self.month(next, role::IN)
        {
            return Some(Atom { approximate: true, articled: true, ..month });
        }
        let one_word = self.is(at, role::HALF_YEAR);
        let bound = prefix & (role::IN | role::DURING | role::FOR) != 0;
        let other = self.is(at + 1, role::BREAKS | role::AFTER | role::BEFORE | role::MEASURE)
            || (of && !self.is(next, role::STOP))
            || (!self.grammar.articles && self.is_noun(at + 1) && !one_word);
        let alone = (bound || one_word) && !other && !months;
        let counted = !bare || matches!(what, What::Months(_, 3..));
        (alone && counted && !matches!(what, What::Division(Division::Early | Division::Late)))
            .then(|| share(None, at + 1))
    }

    /// "in the spring", "summer 2018", "the fall of 2018".
    fn season(&self, at: usize, prefix: u64) -> Option<Atom> {
        let token = self.token(at).filter(|token| token.is(role::SEASON))?;
        let what = What::Division(Division::of_code(token.value)?);
        let season = |year, next| Atom { articled: true, ..Atom::new(what, year, next) };
        let before = self.before(at);
        let named =
            token.capital && before.is_some_and(|before| before.capital && before.roles == 0);
        if named {
            return None;
        }
        if let Some((year, next)) = self.year_tail(at + 1) {
            // "the winter of 2017-18"
            let second = self.token(next).is_some_and(|t| t.is_dash() && !t.spaced)
                && matches!(self.figure(next + 1), Some(Figure::Number { .. }));
            return Some(season(Some(year), next + usize::from(second) * 2));
        }
        if let Some(Figure::Years(year, _)) =
            self.figure(at + 1 + usize::from(self.is(at + 1, role::OF)))
        {
            return Some(season(Some(year), at + 2 + usize::from(self.is(at + 1, role::OF))));
        }
        let whole = usize::from(self.is(at + 1, role::OF));
        if whole > 0 {
            let (year, next, _) = self.whole_year(at + 2)?;
            return Some(season(Some(year), next));
        }
        if !self.grammar.articles {
            return Some(season(None, at + 1));
        }
        let articled =
            before.is_some_and(|b| b.is(role::THE | role::THIS | role::LAST | role::PART));
        let bound =
            prefix & (role::PREFIX & !role::FOR) != 0 || before.is_some_and(|b| !b.is(role::THE));
        let other =
            self.token(at + 1).is_some_and(|t| t.is(role::SEASONAL) || (t.is_word() && t.capital));
        (articled && bound && !other).then(|| season(None, at + 1))
    }
}
