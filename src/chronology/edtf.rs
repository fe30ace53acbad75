//! Dates as ISO 8601-2 (EDTF) writes them: also approximate, open, as spans and as sets.

use std::fmt;

use jiff::civil::{Date, date};

/// A part of a year that is longer than a month.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Division {
    /// March to May.
    Spring = 21,
    /// June to August.
    Summer = 22,
    /// September to November.
    Autumn = 23,
    /// December to February of the next year.
    Winter = 24,
    /// January to March.
    Quarter1 = 33,
    /// April to June.
    Quarter2 = 34,
    /// July to September.
    Quarter3 = 35,
    /// October to December.
    Quarter4 = 36,
    /// The first third, which stands for "early".
    Early = 37,
    /// The second third, which stands for "mid".
    Middle = 38,
    /// The last third, which stands for "late".
    Late = 39,
    /// January to June.
    Half1 = 40,
    /// July to December.
    Half2 = 41,
}

impl Division {
    const ALL: [Self; 13] = [
        Self::Spring,
        Self::Summer,
        Self::Autumn,
        Self::Winter,
        Self::Quarter1,
        Self::Quarter2,
        Self::Quarter3,
        Self::Quarter4,
        Self::Early,
        Self::Middle,
        Self::Late,
        Self::Half1,
        Self::Half2,
    ];

    /// The division that a number stands for where months stand otherwise.
    pub fn of_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|division| division.code() == code)
    }

    /// The number that stands where months stand otherwise.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// First and last month; over twelve in the next year.
    fn months(self) -> (i8, i8) {
        match self {
            Self::Spring => (3, 5),
            Self::Summer => (6, 8),
            Self::Autumn => (9, 11),
            Self::Winter => (12, 14),
            Self::Quarter1 => (1, 3),
            Self::Quarter2 => (4, 6),
            Self::Quarter3 => (7, 9),
            Self::Quarter4 => (10, 12),
            Self::Early => (1, 4),
            Self::Middle => (5, 8),
            Self::Late => (9, 12),
            Self::Half1 => (1, 6),
            Self::Half2 => (7, 12),
        }
    }

    fn precision(self) -> Precision {
        match self.code() {
            21..=24 => Precision::Season,
            33..=36 => Precision::Quarter,
            37..=39 => Precision::Part,
            _ => Precision::Half,
        }
    }
}

/// How exactly a date is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Precision {
    /// One or more days.
    Day,
    /// One or more months.
    Month,
    /// A quarter of a year.
    Quarter,
    /// A half of a year.
    Half,
    /// An early, middle or late part of a year.
    Part,
    /// A season.
    Season,
    /// One or more years.
    Year,
    /// A decade.
    Decade,
    /// From one day to another that is more than a month away, or between dates of unlike kinds.
    Span,
}

impl Precision {
    /// Its name in data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Half => "half",
            Self::Part => "part",
            Self::Season => "season",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Span => "span",
        }
    }
}

/// A stretch of the calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Unit {
    /// Ten years; 199 for the 1990s.
    Decade(i16),
    /// A year.
    Year(i16),
    /// A part of a year.
    Division(i16, Division),
    /// A month.
    Month(i16, i8),
    /// A day.
    Day(Date),
}

/// A stretch of the calendar, and whether it is only about right.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Point {
    /// Which.
    pub unit: Unit,
    /// Written as `~`.
    pub approximate: bool,
}

impl From<Unit> for Point {
    /// Parts of a year are approximate by their nature.
    fn from(unit: Unit) -> Self {
        let part = matches!(unit, Unit::Division(_, d) if d.precision() == Precision::Part);
        Self { unit, approximate: part }
    }
}

fn first_of(year: i16, month: i8) -> Date {
    let (year, month) = if month > 12 { (year + 1, month - 12) } else { (year, month) };
    Date::new(year, month, 1).unwrap_or(Date::MIN)
}

impl Point {
    /// The first day.
    pub fn first(self) -> Date {
        match self.unit {
            Unit::Decade(ten) => first_of(ten.saturating_mul(10), 1),
            Unit::Year(year) => first_of(year, 1),
            Unit::Division(year, division) => first_of(year, division.months().0),
            Unit::Month(year, month) => first_of(year, month),
            Unit::Day(day) => day,
        }
    }

    /// The last day.
    pub fn last(self) -> Date {
        match self.unit {
            Unit::Decade(ten) => first_of(ten.saturating_mul(10).saturating_add(9), 12),
            Unit::Year(year) => first_of(year, 12),
            Unit::Division(year, division) => first_of(year, division.months().1),
            Unit::Month(year, month) => first_of(year, month),
            Unit::Day(day) => return day,
        }
        .last_of_month()
    }

    /// How exactly it is known.
    pub fn precision(self) -> Precision {
        match self.unit {
            Unit::Decade(_) => Precision::Decade,
            Unit::Year(_) => Precision::Year,
            Unit::Division(_, division) => division.precision(),
            Unit::Month(..) => Precision::Month,
            Unit::Day(_) => Precision::Day,
        }
    }

    /// Whether the other one follows at once.
    pub fn is_before_neighbour(self, other: Self) -> bool {
        self.precision() == other.precision()
            && self.last().tomorrow().is_ok_and(|day| day == other.first())
    }

    fn read(text: &str) -> Option<Self> {
        let (text, approximate) = match text.strip_suffix('~') {
            Some(text) => (text, true),
            None => (text, false),
        };
        let mut parts = text.split('-');
        let year = parts.next()?;
        if let Some(ten) = year.strip_suffix('X') {
            let ten = digits(ten, 3)?;
            return parts.next().is_none().then_some(Self { unit: Unit::Decade(ten), approximate });
        }
        let year = digits(year, 4)?;
        let unit = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Unit::Year(year),
            (Some(month), None, _) => {
                let month = i8::try_from(digits(month, 2)?).ok()?;
                match Division::of_code(month.unsigned_abs()) {
                    Some(division) => Unit::Division(year, division),
                    None if (1..=12).contains(&month) => Unit::Month(year, month),
                    None => return None,
                }
            }
            (Some(month), Some(day), None) => {
                let month = i8::try_from(digits(month, 2)?).ok()?;
                let day = i8::try_from(digits(day, 2)?).ok()?;
                Unit::Day(Date::new(year, month, day).ok()?)
            }
            _ => return None,
        };
        Some(Self { unit, approximate })
    }
}

fn digits(text: &str, count: usize) -> Option<i16> {
    let all = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    all.then(|| text.parse().ok()).flatten()
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unit {
            Unit::Decade(ten) => write!(f, "{ten:03}X"),
            Unit::Year(year) => write!(f, "{year:04}"),
            Unit::Division(year, division) => write!(f, "{year:04}-{}", division.code()),
            Unit::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Unit::Day(day) => write!(f, "{day}"),
        }?;
        f.write_str(if self.approximate { "~" } else { "" })
    }
}

/// A date, a stretch of time or several dates.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Edtf {
    /// One date.
    One(Point),
    /// From one to another.
    Span(Point, Point),
    /// From one on, with no known end: `2011/..`.
    Since(Point),
    /// Up to one, from no known beginning: `../2020`.
    Until(Point),
    /// Several that are not neighbours: `{2018-04,2018-06}`.
    Set(Box<[Point]>),
}

impl Edtf {
    /// The first known day, by which values are sorted: that of the end where nothing else is known.
    pub fn first(&self) -> Date {
        match self {
            Self::One(point) | Self::Span(point, _) | Self::Since(point) => point.first(),
            Self::Until(point) => point.last(),
            Self::Set(points) => points.iter().map(|p| p.first()).min().unwrap_or(Date::MIN),
        }
    }

    /// The last known day: that of the beginning where nothing else is known.
    pub fn last(&self) -> Date {
        match self {
            Self::One(point) | Self::Span(_, point) | Self::Until(point) | Self::Since(point) => {
                point.last()
            }
            Self::Set(points) => points.iter().map(|p| p.last()).max().unwrap_or(Date::MAX),
        }
    }

    /// How exactly it is known.
    pub fn precision(&self) -> Precision {
        match self {
            Self::One(point) | Self::Since(point) | Self::Until(point) => point.precision(),
            Self::Span(a, b) if a.precision() != b.precision() => Precision::Span,
            Self::Span(a, b) if a.precision() == Precision::Day && !within_a_month(*a, *b) => {
                Precision::Span
            }
            Self::Span(a, _) => a.precision(),
            Self::Set(points) => points.first().map_or(Precision::Span, |p| p.precision()),
        }
    }

    /// Reads the subset of EDTF that [`Display`](fmt::Display) writes.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(list) = text.strip_prefix('{') {
            let points = list.strip_suffix('}')?.split(',').map(Point::read);
            let points = points.collect::<Option<Box<[_]>>>()?;
            let sorted =
                points.windows(2).all(|pair| matches!(pair, [a, b] if a.first() < b.first()));
            return (points.len() > 1 && sorted).then_some(Self::Set(points));
        }
        match text.split_once('/') {
            None => Point::read(text).map(Self::One),
            Some((from, "..")) => Point::read(from).map(Self::Since),
            Some(("..", to)) => Point::read(to).map(Self::Until),
            Some((from, to)) => {
                let (from, to) = (Point::read(from)?, Point::read(to)?);
                (from.first() <= to.last()).then_some(Self::Span(from, to))
            }
        }
    }
}

/// Whether two days are at most a month of 31 days, both counted.
fn within_a_month(from: Point, to: Point) -> bool {
    to.last().since(from.first()).is_ok_and(|span| span.get_days() < 31)
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(point) => write!(f, "{point}"),
            Self::Span(from, to) => write!(f, "{from}/{to}"),
            Self::Since(from) => write!(f, "{from}/.."),
            Self::Until(to) => write!(f, "../{to}"),
            Self::Set(points) => {
                for (i, point) in points.iter().enumerate() {
                    write!(f, "{}{point}", if i == 0 { '{' } else { ',' })?;
                }
                f.write_str("}")
            }
        }
    }
}

/// The whole of a calendar year, or the days given.
pub(super) fn whole((from, to): (Date, Date)) -> Edtf {
    if from == date(from.year(), 1, 1) && to == date(from.year(), 12, 31) {
        return Edtf::One(Unit::Year(to.year()).into());
    }
    Edtf::Span(Unit::Day(from).into(), Unit::Day(to).into())
}
