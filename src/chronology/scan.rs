//! Numbers in prose: years, days, decades, whole dates in figures, and amounts which are none.

use jiff::civil::Date;

use super::grammar::{Grammar, words_of};

/// What a run of figures is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Figure {
    /// One to four digits and nothing else.
    Number { value: i16, digits: u8 },
    /// `13th`.
    Ordinal(i16),
    /// `1990s`, as 199.
    Decade(i16),
    /// `2018-03-13`, `13.03.2018`.
    Day(Date),
    /// `2017/18`.
    Years(i16, i16),
    /// Anything that is no date.
    Amount,
}

/// The years that are believed to be years.
pub(super) fn is_year(value: i16) -> bool {
    (1800..=2099).contains(&value)
}

fn run(text: &[u8]) -> usize {
    text.iter().take_while(|b| b.is_ascii_digit()).count()
}

fn value(digits: &[u8]) -> i16 {
    digits.iter().fold(0, |sum: i16, b| {
        sum.saturating_mul(10).saturating_add(i16::from(b.wrapping_sub(b'0')))
    })
}

fn small(number: i16) -> i8 {
    i8::try_from(number).unwrap_or_default()
}

/// Reads the figures that a text begins with, and says how many bytes they take.
pub(super) fn figure(text: &str, grammar: &Grammar) -> (Figure, usize) {
    let bytes = text.as_bytes();
    let rest = |at: usize| bytes.get(at..).unwrap_or_default();
    let first = run(bytes);
    let number = value(rest(0).get(..first).unwrap_or_default());
    let year = first == 4 && is_year(number);
    let second = run(rest(first + 1));
    let second_value = value(rest(first + 1).get(..second).unwrap_or_default());
    let two = first + 1 + second;
    let third = run(rest(two + 1));
    let third_value = value(rest(two + 1).get(..third).unwrap_or_default());
    let three = two + 1 + third;
    let joint = rest(first).first().copied().filter(|_| second > 0);
    let twice = joint.filter(|b| rest(two).first() == Some(b) && third > 0);
    match joint {
        Some(b'-') if year && second == 2 && twice.is_some() && third == 2 => {
            return (day(number, second_value, third_value), three);
        }
        Some(b'.') if first <= 2 && second <= 2 && twice.is_some() && third == 4 => {
            return (day(third_value, second_value, number), three);
        }
        // A footnote's number after the full stop.
        Some(b'.') if year && twice.is_none() => {}
        Some(b'/') if first <= 2 && second <= 2 && twice.is_some() && third == 4 => {
            // Which of the two is the month is sure only where one cannot be.
            let found = match (number, second_value) {
                (a, b) if a > 12 || a == b => day(third_value, b, a),
                (a, b) if b > 12 => day(third_value, a, b),
                _ => Figure::Amount,
            };
            return (found, three);
        }
        Some(b'/') if year && twice.is_none() => {
            let end = end_year(number, second_value, second).filter(|end| *end == number + 1);
            return (end.map_or(Figure::Amount, |end| Figure::Years(number, end)), two);
        }
        Some(b',') if second == 3 => {
            let mut end = two;
            while rest(end).first() == Some(&b',') && run(rest(end + 1)) == 3 {
                end += 4;
            }
            return (Figure::Amount, end + decimals(rest(end)));
        }
        Some(b'.' | b'/' | b':') => return (Figure::Amount, two),
        _ => {}
    }
    if first > 4 {
        return (Figure::Amount, first);
    }
    suffixed(text, first, number, grammar)
}

fn decimals(text: &[u8]) -> usize {
    match text.split_first() {
        Some((b'.', rest)) if run(rest) > 0 => 1 + run(rest),
        _ => 0,
    }
}

fn day(year: i16, month: i16, day: i16) -> Figure {
    match Date::new(year, small(month), small(day)) {
        Ok(date) if is_year(year) => Figure::Day(date),
        _ => Figure::Amount,
    }
}

/// The year that two or four digits after a year stand for: `2016-17`, `1999-00`, `2016-2017`.
pub(super) fn end_year(start: i16, number: i16, digits: usize) -> Option<i16> {
    let end = match digits {
        4 => number,
        2 => {
            let same = start - start % 100 + number;
            if same < start { same + 100 } else { same }
        }
        _ => return None,
    };
    // Numbers of acts are written the same way: 2011-88.
    (is_year(end) && end > start && (digits == 4 || end - start <= 30)).then_some(end)
}

/// A number with what is written on to it.
fn suffixed(text: &str, at: usize, number: i16, grammar: &Grammar) -> (Figure, usize) {
    let rest = text.get(at..).unwrap_or_default();
    let mut tail = rest;
    for joint in ['-', '‑', '–', '\'', '’'] {
        tail = tail.strip_prefix(joint).unwrap_or(tail);
    }
    let joint = rest.len() - tail.len();
    let word = tail.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let plain = Figure::Number { value: number, digits: u8::try_from(at).unwrap_or_default() };
    if word.is_empty() {
        return (plain, at);
    }
    let end = at + joint + word.len();
    let among = |list| words_of(list).any(|suffix| suffix.eq_ignore_ascii_case(word));
    if at == 4 && is_year(number) && number % 10 == 0 && among(grammar.decade_suffixes) {
        return (Figure::Decade(number / 10), end);
    }
    if at <= 2 && among(grammar.ordinal_suffixes) {
        return (Figure::Ordinal(number), end);
    }
    (if joint == 0 { Figure::Amount } else { plain }, at)
}

/// Whether the sentence can have a date at all: most have none, and are left at once.
pub(super) fn may_have_dates(sentence: &str, grammar: &Grammar) -> bool {
    let bytes = sentence.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let rest = bytes.get(at..).unwrap_or_default();
        if byte.is_ascii_digit() {
            let digits = run(rest);
            if digits == 4 && matches!(rest, [b'1', b'8' | b'9', ..] | [b'2', b'0', ..]) {
                return true;
            }
            at += digits;
        } else if byte.is_ascii_alphabetic() || byte >= 0x80 {
            let length = rest.iter().take_while(|b| b.is_ascii_alphabetic() || **b >= 0x80).count();
            // Signs beyond ASCII, such as dashes and hard spaces, are taken for letters here.
            let plain = rest.get(..length).is_some_and(<[u8]>::is_ascii);
            if (!plain || grammar.may_anchor(byte, length))
                && let Some(word) = sentence.get(at..at + length)
                && (grammar.is_anchor(word) || (!plain && has_anchor(word, grammar)))
            {
                return true;
            }
            at += length;
        } else {
            at += 1;
        }
    }
    false
}

fn has_anchor(words: &str, grammar: &Grammar) -> bool {
    words.split(|c: char| !c.is_alphabetic()).any(|word| grammar.is_anchor(word))
}

#[cfg(test)]
mod tests {
    use super::super::english::english;
    use super::*;

    #[test]
    fn figures_are_told_apart() {
        let number = |value, digits| Figure::Number { value, digits };
        let date = |y, m, d| Figure::Day(jiff::civil::date(y, m, d));
        for (text, expected, length) in [
            ("2018", number(2018, 4), 4),
            ("2018.", number(2018, 4), 4),
            ("2018.12 The", number(2018, 4), 4),
            ("13, 2018", number(13, 2), 2),
            ("9,2018", number(9, 1), 1),
            ("1,500 in", Figure::Amount, 5),
            ("1,234,567.8", Figure::Amount, 11),
            ("2,018", Figure::Amount, 5),
            ("1.3 million", Figure::Amount, 3),
            ("13th", Figure::Ordinal(13), 4),
            ("21year-old", Figure::Amount, 2),
            ("18-year-old", number(18, 2), 2),
            ("1990s", Figure::Decade(199), 5),
            ("1990’s", Figure::Decade(199), 8),
            ("2018’s", number(2018, 4), 4),
            ("2018-03-13", date(2018, 3, 13), 10),
            ("13.3.2018", date(2018, 3, 13), 9),
            ("12/31/2018", date(2018, 12, 31), 10),
            ("03/04/2018", Figure::Amount, 10),
            ("2017/18", Figure::Years(2017, 2018), 7),
            ("2018/12", Figure::Amount, 7),
            ("123/2018", Figure::Amount, 8),
            ("9/11", Figure::Amount, 4),
            ("10:30", Figure::Amount, 5),
            ("32145", Figure::Amount, 5),
        ] {
            assert_eq!(figure(text, english()), (expected, length), "{text}");
        }
        assert_eq!(end_year(1999, 0, 2), Some(2000));
        assert_eq!(end_year(2011, 88, 2), None);
    }

    #[test]
    fn sentences_without_dates_are_left_at_once() {
        for text in ["He was held for 24 hours.", "The court heard 1,500 cases.", "They marked it."]
        {
            assert!(!may_have_dates(text, english()), "{text}");
        }
        for text in ["in 2018", "On May 5", "at year’s end", "“March”", "first nine months"] {
            assert!(may_have_dates(text, english()), "{text}");
        }
    }
}
