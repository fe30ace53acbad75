//! Values as a reader would write them, in English or in the language of a page.

use super::edtf::{Division, Edtf, Point, Unit};
use crate::date::MONTHS;
use crate::language::{Tongue, key};

impl Edtf {
    /// In the words of a language, as a date stands alone.
    pub fn in_words_of(&self, tongue: &Tongue) -> String {
        if tongue.is_english() {
            return self.in_words();
        }
        let date = |point: Point| (said(tongue, point, false), said(tongue, point, true));
        let one = |pattern: &str, point: Point| {
            let (plain, of) = date(point);
            tongue.fill(pattern, &[("date", &plain), ("of_date", &of)])
        };
        match self {
            Self::One(point) => said(tongue, *point, false),
            Self::Since(point) => one(key("since {of_date}"), *point),
            Self::Until(point) => one(key("until {of_date}"), *point),
            Self::Span(from, to) => {
                let joint = if from.is_before_neighbour(*to) {
                    key("{from} and {to}")
                } else {
                    key("{from} to {to}")
                };
                let from = short(tongue, *from, *to);
                tongue.fill(joint, &[("from", &from), ("to", &said(tongue, *to, false))])
            }
            Self::Set(points) => {
                let words: Vec<String> = (0..points.len())
                    .map(|at| match points.get(at + 1) {
                        Some(next) => short(tongue, points[at], *next),
                        None => said(tongue, points[at], false),
                    })
                    .collect();
                match words.split_last() {
                    Some((last, before)) if !before.is_empty() => tongue.fill(
                        key("{from} and {to}"),
                        &[("from", &before.join(tongue.say(key(", ")))), ("to", last)],
                    ),
                    _ => words.concat(),
                }
            }
        }
    }

    /// In plain English: `13 March 2018`, `early 2018`, `since 2011`, `January to September 2018`.
    pub fn in_words(&self) -> String {
        match self {
            Self::One(point) => words(*point, None),
            Self::Span(from, to) => {
                let joint = if from.is_before_neighbour(*to) { "and" } else { "to" };
                format!("{} {joint} {}", words(*from, Some(*to)), words(*to, None))
            }
            Self::Since(point) => format!("since {}", words(*point, None)),
            Self::Until(point) => format!("until {}", words(*point, None)),
            Self::Set(points) => {
                let mut text = String::new();
                for (i, point) in points.iter().enumerate() {
                    let next = points.get(i + 1).copied();
                    text.push_str(match (i, next) {
                        (0, _) => "",
                        (_, Some(_)) => ", ",
                        (_, None) => " and ",
                    });
                    text.push_str(&words(*point, next));
                }
                text
            }
        }
    }
}

/// A date before another one of the same month or year, which says that again.
fn short(tongue: &Tongue, point: Point, next: Point) -> String {
    match (point.unit, next.unit) {
        (Unit::Day(day), Unit::Day(next)) if !point.approximate && day.year() == next.year() => {
            if day.month() == next.month() {
                day.day().to_string()
            } else {
                tongue.date(key("{day} {of_month}"), day.day(), day.month(), day.year())
            }
        }
        (Unit::Month(year, month), Unit::Month(next, _)) if !point.approximate && year == next => {
            tongue.month(month).to_owned()
        }
        _ => said(tongue, point, false),
    }
}

/// A date in the words of a language: as it stands alone, or behind a word such as *since*.
fn said(tongue: &Tongue, point: Point, of: bool) -> String {
    let pick = |alone: &'static str, behind: &'static str| if of { behind } else { alone };
    let text = match point.unit {
        Unit::Decade(ten) => {
            let pattern = pick(key("the {decade}s"), key("of the {decade}s"));
            let text = tongue.say(pattern).trim_start_matches("of ");
            return text.replace("{decade}", &format!("{ten}0"));
        }
        Unit::Year(year) => tongue.date(pick(key("{year}"), key("of {year}")), 1, 1, year),
        Unit::Division(year, division) => {
            let (alone, behind) = patterns(division);
            return tongue.date(pick(alone, behind), 1, 1, year);
        }
        Unit::Month(year, month) => {
            let pattern = pick(key("{month} {year}"), key("of {of_month} {year}"));
            tongue.date(pattern, 1, month, year)
        }
        Unit::Day(day) => {
            let pattern = pick(key("{day} {of_month} {year}"), key("of {day} {of_month} {year}"));
            tongue.date(pattern, day.day(), day.month(), day.year())
        }
    };
    if point.approximate {
        let of = match point.unit {
            _ if of => text.clone(),
            _ => said(tongue, Point { approximate: false, ..point }, true),
        };
        return tongue.fill(key("around {of_date}"), &[("date", &text), ("of_date", &of)]);
    }
    text
}

/// The patterns of a part of a year: as it stands alone, and behind a word.
fn patterns(division: Division) -> (&'static str, &'static str) {
    match division {
        Division::Spring => (key("spring {year}"), key("of spring {year}")),
        Division::Summer => (key("summer {year}"), key("of summer {year}")),
        Division::Autumn => (key("autumn {year}"), key("of autumn {year}")),
        Division::Winter => (key("winter {year}"), key("of winter {year}")),
        Division::Quarter1 => (key("first quarter of {year}"), key("of first quarter of {year}")),
        Division::Quarter2 => (key("second quarter of {year}"), key("of second quarter of {year}")),
        Division::Quarter3 => (key("third quarter of {year}"), key("of third quarter of {year}")),
        Division::Quarter4 => (key("fourth quarter of {year}"), key("of fourth quarter of {year}")),
        Division::Early => (key("early {year}"), key("of early {year}")),
        Division::Middle => (key("mid-{year}"), key("of mid-{year}")),
        Division::Late => (key("late {year}"), key("of late {year}")),
        Division::Half1 => (key("first half of {year}"), key("of first half of {year}")),
        Division::Half2 => (key("second half of {year}"), key("of second half of {year}")),
    }
}

/// A date without what the next one says again.
fn words(point: Point, next: Option<Point>) -> String {
    let next_year = next.and_then(year);
    let mut text = match point.unit {
        Unit::Decade(ten) => return format!("the {ten}0s"),
        Unit::Year(year) => year.to_string(),
        Unit::Division(year, division) => {
            let joint = if division.code() > Division::Late.code() || is_quarter(division) {
                " of"
            } else {
                ""
            };
            match next_year {
                Some(next) if next == year => name_of(division).to_owned(),
                _ if division == Division::Middle => format!("mid-{year}"),
                _ => format!("{}{joint} {year}", name_of(division)),
            }
        }
        Unit::Month(year, month) if next_year == Some(year) => month_name(month).to_owned(),
        Unit::Month(year, month) => format!("{} {year}", month_name(month)),
        Unit::Day(day) => {
            let (year, month, day) = (day.year(), day.month(), day.day());
            let same_month = matches!(next, Some(Point { unit: Unit::Day(next), .. })
                if (next.year(), next.month()) == (year, month));
            if same_month {
                day.to_string()
            } else if next_year == Some(year) {
                format!("{day} {}", month_name(month))
            } else {
                format!("{day} {} {year}", month_name(month))
            }
        }
    };
    // The parts of a year say by their names that they are approximate.
    if point.approximate && !matches!(point.unit, Unit::Division(..)) {
        text.insert_str(0, "around ");
    }
    text
}

fn year(point: Point) -> Option<i16> {
    match point.unit {
        Unit::Decade(_) | Unit::Year(_) => None,
        Unit::Division(year, _) | Unit::Month(year, _) => Some(year),
        Unit::Day(day) => Some(day.year()),
    }
}

fn month_name(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|m| MONTHS.get(m)).copied().unwrap_or_default()
}

fn is_quarter(division: Division) -> bool {
    (Division::Quarter1..=Division::Quarter4).contains(&division)
}

fn name_of(division: Division) -> &'static str {
    match division {
        Division::Spring => "spring",
        Division::Summer => "summer",
        Division::Autumn => "autumn",
        Division::Winter => "winter",
        Division::Quarter1 => "first quarter",
        Division::Quarter2 => "second quarter",
        Division::Quarter3 => "third quarter",
        Division::Quarter4 => "fourth quarter",
        Division::Early => "early",
        Division::Middle => "mid",
        Division::Late => "late",
        Division::Half1 => "first half",
        Division::Half2 => "second half",
    }
}

#[cfg(test)]
mod tests {
    use super::super::edtf::Precision;
    use super::*;

    #[test]
    fn values_read_back_as_they_were_written() {
        for (text, words, precision, first) in [
            ("2018-03-13", "13 March 2018", Precision::Day, "2018-03-13"),
            ("2018-12-16/2018-12-17", "16 and 17 December 2018", Precision::Day, "2018-12-16"),
            ("2018-12-03/2018-12-17", "3 to 17 December 2018", Precision::Day, "2018-12-03"),
            ("{2018-05-09,2018-05-21}", "9 and 21 May 2018", Precision::Day, "2018-05-09"),
            (
                "{2018-05-09,2018-05-10,2018-06-01}",
                "9, 10 May and 1 June 2018",
                Precision::Day,
                "2018-05-09",
            ),
            (
                "2018-09-03/2018-12-16",
                "3 September to 16 December 2018",
                Precision::Span,
                "2018-09-03",
            ),
            (
                "2017-12-03/2018-01-01",
                "3 December 2017 to 1 January 2018",
                Precision::Day,
                "2017-12-03",
            ),
            ("2018-04", "April 2018", Precision::Month, "2018-04-01"),
            ("{2018-04,2018-06}", "April and June 2018", Precision::Month, "2018-04-01"),
            ("2018-03~", "around March 2018", Precision::Month, "2018-03-01"),
            ("2018-37~", "early 2018", Precision::Part, "2018-01-01"),
            ("2018-38~", "mid-2018", Precision::Part, "2018-05-01"),
            ("2018-39~/..", "since late 2018", Precision::Part, "2018-09-01"),
            ("2018-24", "winter 2018", Precision::Season, "2018-12-01"),
            ("2018", "2018", Precision::Year, "2018-01-01"),
            ("2012/2013", "2012 and 2013", Precision::Year, "2012-01-01"),
            ("2012/2016", "2012 to 2016", Precision::Year, "2012-01-01"),
            ("199X", "the 1990s", Precision::Decade, "1990-01-01"),
            ("2011/..", "since 2011", Precision::Year, "2011-01-01"),
            ("../2020", "until 2020", Precision::Year, "2020-12-31"),
            ("2018-01/2018-09", "January to September 2018", Precision::Month, "2018-01-01"),
            ("2018-40", "first half of 2018", Precision::Half, "2018-01-01"),
            ("2018-36", "fourth quarter of 2018", Precision::Quarter, "2018-10-01"),
            ("2015/2018-03", "2015 to March 2018", Precision::Span, "2015-01-01"),
        ] {
            let value = Edtf::parse(text).unwrap();
            assert_eq!(value.to_string(), text);
            assert_eq!(value.in_words(), words, "{text}");
            assert_eq!((value.precision(), value.first().to_string().as_str()), (precision, first));
            assert!(value.first() <= value.last(), "{text}");
        }
    }

    #[test]
    fn what_is_no_value_is_not_read() {
        for wrong in [
            "",
            "..",
            "../..",
            "/",
            "2018/",
            "18",
            "2018-13",
            "2018-02-30",
            "2018-3-1",
            "2018-25",
            "{}",
            "{2018}",
            "{2018,2017}",
            "2019/2018",
            "199X-01",
            "19XX",
            "2018~~",
            "March 2018",
            "2018-01-01-01",
            "{2018,2019",
            "é",
        ] {
            assert_eq!(Edtf::parse(wrong), None, "{wrong}");
        }
    }
}
