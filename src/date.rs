//! Dates as far as they are known, and the time that a report covers.

use std::fmt;

use jiff::civil;
use serde::{Serialize, Serializer};

/// The months in English, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date known to the year, the month or the day, or not at all.
///
/// Written as ISO 8601 calendar dates with reduced precision: `2020`, `2020-03`, `2020-03-11`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum PartialDate {
    /// Nobody could say; shown as such.
    #[default]
    Unknown,
    /// A year.
    Year(i16),
    /// A month of a year.
    Month(i16, i8),
    /// A day.
    Day(civil::Date),
}

impl PartialDate {
    /// Reads `2020`, `2020-03`, `2020-03-11` or `unknown`. `None` for everything else, days that
    /// no calendar has among it.
    pub fn read(text: &str) -> Option<Self> {
        if text == "unknown" {
            return Some(Self::Unknown);
        }
        fn digits(part: &str, count: usize) -> Option<&str> {
            (part.len() == count && part.bytes().all(|b| b.is_ascii_digit())).then_some(part)
        }
        let mut parts = text.split('-');
        let year: i16 = digits(parts.next()?, 4)?.parse().ok()?;
        let Some(month) = parts.next() else { return Some(Self::Year(year)) };
        let month: i8 = digits(month, 2)?.parse().ok()?;
        let Some(day) = parts.next() else {
            return (1..=12).contains(&month).then_some(Self::Month(year, month));
        };
        let day: i8 = digits(day, 2)?.parse().ok()?;
        if parts.next().is_some() {
            return None;
        }
        civil::Date::new(year, month, day).ok().map(Self::Day)
    }

    /// As a reader would write it: `13 March 2019`, `March 2019`, `2019`, `unknown`.
    pub fn in_words(self) -> String {
        let name = |month: i8| usize::try_from(month - 1).ok().and_then(|m| MONTHS.get(m)).copied();
        match self {
            Self::Unknown => "unknown".to_owned(),
            Self::Year(year) => year.to_string(),
            Self::Month(year, month) => format!("{} {year}", name(month).unwrap_or_default()),
            Self::Day(day) => {
                format!("{} {} {}", day.day(), name(day.month()).unwrap_or_default(), day.year())
            }
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("unknown"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut date = serializer.serialize_struct("PartialDate", 2)?;
        date.serialize_field("iso", &self.to_string())?;
        date.serialize_field("words", &self.in_words())?;
        date.end()
    }
}

/// A coverage year: the year that a report is about, whatever its edition is called.
pub type Year = u16;

/// The time that a report covers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Coverage {
    /// First day.
    pub from: civil::Date,
    /// Last day.
    pub to: civil::Date,
}

impl Coverage {
    /// Reads `2019` or `2019-01-01/2019-12-31`.
    ///
    /// # Errors
    ///
    /// What is wrong with the text.
    pub fn read(text: &str) -> Result<Self, &'static str> {
        if let Some((from, to)) = text.split_once('/') {
            return match (PartialDate::read(from), PartialDate::read(to)) {
                (Some(PartialDate::Day(from)), Some(PartialDate::Day(to))) if from > to => {
                    Err("the first day comes after the last")
                }
                (Some(PartialDate::Day(from)), Some(PartialDate::Day(to)))
                    if from.year() > 1000 =>
                {
                    Ok(Self { from, to })
                }
                _ => Err("a range is two days joined by `/`"),
            };
        }
        match PartialDate::read(text) {
            Some(PartialDate::Year(year)) if year > 1000 => Ok(Self::year_of(year)),
            _ => Err("neither a year nor two days joined by `/`"),
        }
    }

    fn year_of(year: i16) -> Self {
        Self { from: civil::date(year, 1, 1), to: civil::date(year, 12, 31) }
    }

    /// The coverage year: that of the last day.
    pub fn year(self) -> Year {
        Year::try_from(self.to.year()).unwrap_or_default()
    }

    /// Whether it is one calendar year from its first day to its last.
    pub fn is_calendar_year(self) -> bool {
        self == Self::year_of(self.to.year())
    }

    /// As a reader would write it: `2019`, or `1 July 2018 to 30 June 2019`.
    pub fn in_words(self) -> String {
        if self.is_calendar_year() {
            return self.year().to_string();
        }
        let words = |day| PartialDate::Day(day).in_words();
        format!("{} to {}", words(self.from), words(self.to))
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words())
    }
}

impl Serialize for Coverage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut covers = serializer.serialize_struct("Coverage", 2)?;
        covers.serialize_field("iso", &format!("{}/{}", self.from, self.to))?;
        covers.serialize_field("words", &self.in_words())?;
        covers.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_precise_as_they_are_written() {
        for (text, words) in [
            ("2019-03-13", "13 March 2019"),
            ("2019-03", "March 2019"),
            ("2019", "2019"),
            ("unknown", "unknown"),
        ] {
            let date = PartialDate::read(text).unwrap();
            assert_eq!((date.to_string().as_str(), date.in_words().as_str()), (text, words));
        }
        for wrong in ["2019-02-30", "2019-13", "19", "2019-3-1", "March 2019", "2019-01-01-01", ""]
        {
            assert_eq!(PartialDate::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn coverage_is_a_year_or_a_range_and_counts_by_its_last_day() {
        assert_eq!(Coverage::read("2018").unwrap().in_words(), "2018");
        let split = Coverage::read("2018-07-01/2019-06-30").unwrap();
        assert_eq!((split.year(), split.is_calendar_year()), (2019, false));
        assert_eq!(split.in_words(), "1 July 2018 to 30 June 2019");
        for wrong in
            ["2018-07", "2019-01-02/2019-01-01", "0001-01-01/0001-12-31", "18", "0018", "2018/2019"]
        {
            assert!(Coverage::read(wrong).is_err(), "{wrong}");
        }
    }
}
