//! Dates in the language of the frame.
//!
//! A language has its months twice, as in a calendar and as behind a day (`March`, `of March`),
//! and patterns that say in which order day, month and year stand. A pattern that begins with
//! `of ` is the form that a date takes behind a word such as *since*; who needs no such form
//! gives both the same words.

use super::Tongue;
use crate::date::{Coverage, MONTHS, PartialDate};

/// What a pattern of a date may show.
pub(super) const VALUES: [&str; 7] =
    ["day", "month", "of_month", "year", "date", "of_date", "decade"];

/// Whether a key is a pattern of a date.
pub(super) fn is_pattern(key: &str) -> bool {
    key.contains('{') && super::placeholders(key).iter().all(|name| VALUES.contains(name))
}

impl Tongue {
    /// The name of a month, as a calendar has it.
    pub fn month(&self, month: i8) -> &str {
        let name = usize::try_from(month - 1).ok().and_then(|month| MONTHS.get(month));
        name.map_or("", |name| self.say(name))
    }

    /// The name of a month as it stands behind a day.
    fn of_month(&self, month: i8) -> &str {
        let of = usize::try_from(month - 1).ok().and_then(|month| OF_MONTHS.get(month));
        match of.and_then(|key| self.said(key)) {
            Some(super::Said::Text(text)) => text,
            _ => self.month(month),
        }
    }

    /// A pattern of a date with its values.
    pub fn date(&self, pattern: &str, day: i8, month: i8, year: i16) -> String {
        let (day, year) = (day.to_string(), year.to_string());
        let text = match self.said(pattern) {
            Some(super::Said::Text(text)) => text,
            _ => pattern.trim_start_matches("of "),
        };
        super::fill(text, |name| match name {
            "day" => Some(day.clone()),
            "month" => Some(self.month(month).to_owned()),
            "of_month" => Some(self.of_month(month).to_owned()),
            "year" => Some(year.clone()),
            _ => None,
        })
    }

    /// A date in words.
    pub fn when(&self, date: PartialDate) -> String {
        if self.is_english() {
            return date.in_words();
        }
        match date {
            PartialDate::Unknown => self.say(super::key("unknown")).to_owned(),
            PartialDate::Year(year) => year.to_string(),
            PartialDate::Month(year, month) => {
                self.date(super::key("{month} {year}"), 1, month, year)
            }
            PartialDate::Day(day) => {
                let pattern = super::key("{day} {of_month} {year}");
                self.date(pattern, day.day(), day.month(), day.year())
            }
        }
    }

    /// The time that a report covers, in words.
    pub fn covers(&self, covers: Coverage) -> String {
        if self.is_english() || covers.is_calendar_year() {
            return covers.in_words();
        }
        let words = |day| self.when(PartialDate::Day(day));
        self.fill("{from} to {to}", &[("from", &words(covers.from)), ("to", &words(covers.to))])
    }
}

/// The months as they stand behind a day.
const OF_MONTHS: [&str; 12] = [
    super::key("of January"),
    super::key("of February"),
    super::key("of March"),
    super::key("of April"),
    super::key("of May"),
    super::key("of June"),
    super::key("of July"),
    super::key("of August"),
    super::key("of September"),
    super::key("of October"),
    super::key("of November"),
    super::key("of December"),
];
