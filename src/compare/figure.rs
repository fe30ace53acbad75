//! Figures of a sentence with what they count and over which time, and whether two of them may be
//! set side by side.

use crate::language::key as said;
use std::ops::Range;

use super::counted::{counted, named_before, qualified};
use super::word::{self, Kind, Token};

/// A figure in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The index of its token.
    pub token: usize,
    /// Where it stands in the sentence, with its unit and what it counts.
    pub at: Range<usize>,
    /// Its value, without grouping.
    pub value: Box<str>,
    /// What it is measured in.
    pub unit: Unit,
    /// Whether it stands in brackets behind a sum in another currency.
    pub conversion: bool,
    /// Stems of the words for what it counts; empty where the sentence does not say.
    pub of: Vec<u64>,
    /// The time that it counts over; none where the sentence names none, which means the year.
    pub period: Option<Period>,
}

/// What a figure is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Persons, cases, things.
    Count,
    /// Hundredths.
    Percent,
    /// A currency, by the key of its name.
    Money(u64),
    /// A measure of time, by the key of its name.
    Time(u64),
}

/// A time that figures count over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Where it stands in the sentence.
    pub at: Range<usize>,
    /// As EDTF writes it.
    pub edtf: Box<str>,
    /// Equal for the same stretch of two coverage years.
    pub shape: u64,
    /// Whether it is the time at which something was so: "as of July".
    pub state: bool,
}

/// Whether two figures may be set side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// The same is counted over the same stretch of the year.
    Comparable,
    /// Something else is counted.
    OtherPopulation,
    /// Another stretch of the year is counted over.
    OtherPeriod,
    /// How much there was at another time of the year.
    OtherDate,
    /// A sum that stands in brackets behind its own in another currency.
    Conversion,
    /// It is measured in something else.
    OtherUnit,
}

impl Verdict {
    /// In words; empty where nothing stands in the way.
    pub fn words(self) -> &'static str {
        match self {
            Self::Comparable => "",
            Self::OtherPopulation => said("something else is counted: not comparable"),
            Self::OtherPeriod => said("another period: not comparable"),
            Self::OtherDate => said("as of another time of the year: compare with care"),
            Self::Conversion => said("a conversion: it moves with the exchange rate too"),
            Self::OtherUnit => said("another unit: not comparable"),
        }
    }

    /// A name for data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Comparable => "comparable",
            Self::OtherPopulation => "other-population",
            Self::OtherPeriod => "other-period",
            Self::OtherDate => "other-date",
            Self::Conversion => "conversion",
            Self::OtherUnit => "other-unit",
        }
    }
}

/// Holds a figure of one edition against its fellow of the next.
pub fn verdict(before: &Figure, after: &Figure, year_before: u64, year_after: u64) -> Verdict {
    let shape = |figure: &Figure, year| figure.period.as_ref().map_or(year, |p: &Period| p.shape);
    if before.unit != after.unit {
        return Verdict::OtherUnit;
    }
    let counted = matches!(before.unit, Unit::Count | Unit::Percent);
    if counted && !before.of.is_empty() && !after.of.is_empty() {
        let shared = before.of.iter().filter(|key| after.of.contains(key)).count();
        if shared * 2 < before.of.len().min(after.of.len()) {
            return Verdict::OtherPopulation;
        }
    }
    // A limit in hours or a sum of a fine counts over no time.
    if counted && shape(before, year_before) != shape(after, year_after) {
        let state = |figure: &Figure| figure.period.as_ref().is_some_and(|period| period.state);
        let both = state(before) && state(after);
        return if both { Verdict::OtherDate } else { Verdict::OtherPeriod };
    }
    if before.conversion && after.conversion {
        return Verdict::Conversion;
    }
    Verdict::Comparable
}

const SCALES: [&str; 4] = ["hundred", "thousand", "million", "billion"];
const CURRENCIES: [&str; 10] =
    ["tenge", "dollar", "euro", "ruble", "rouble", "som", "usd", "eur", "kzt", "pound"];
const TIMES: [&str; 7] = ["minute", "hour", "day", "week", "month", "year", "decade"];
/// The figures of a sentence.
pub(super) fn figures(text: &str, tokens: &[Token], periods: &[Period]) -> Vec<Figure> {
    let numbers = tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Number);
    numbers.filter_map(|(n, _)| figure(text, tokens, n, periods)).collect()
}

fn figure(text: &str, tokens: &[Token], n: usize, periods: &[Period]) -> Option<Figure> {
    let token = tokens.get(n)?;
    let written = text.get(token.at.clone())?;
    let lower = written.to_lowercase();
    // `one of them` counts nothing.
    let following = tokens.get(n + 1).and_then(|next| text.get(next.at.clone()));
    if lower == "one" && following.is_none_or(|word| matches!(word, "of" | "another" | "who")) {
        return None;
    }
    let value = value(&lower)?;
    let dollars = n > 0 && tokens[n - 1].at.end == token.at.start;
    let symbol = if dollars { text.get(tokens[n - 1].at.clone()) } else { None };
    let mut end = token.at.end;
    let mut next = n + 1;
    let word_at = |at: usize, end: usize| -> Option<String> {
        let token = tokens.get(at)?;
        let gap = text.get(end..token.at.start)?;
        (gap == " " || gap == "-" || gap == "\u{a0}" || gap.is_empty())
            .then(|| text.get(token.at.clone()).unwrap_or_default().to_lowercase())
    };
    let mut scale = String::new();
    if let Some(word) = word_at(next, end).filter(|word| SCALES.contains(&word.as_str())) {
        end = tokens[next].at.end;
        next += 1;
        scale = word;
    }
    let unit_word = word_at(next, end);
    let singular = unit_word.as_deref().map(|word| word.strip_suffix('s').unwrap_or(word));
    let key = |word: &str| word::hash(2, word.as_bytes());
    let mut of = Vec::new();
    let unit = match (symbol, singular) {
        (Some("$"), _) => Unit::Money(key("dollar")),
        (Some(sign), _) if matches!(sign, "€" | "£") => Unit::Money(key(sign)),
        (_, Some(word)) if CURRENCIES.contains(&word) => {
            end = tokens[next].at.end;
            Unit::Money(key(word))
        }
        (_, Some("percent" | "%")) => {
            end = tokens[next].at.end;
            if let Some("of") = word_at(next + 1, end).as_deref() {
                (end, of) = counted(text, tokens, next + 2, tokens[next + 1].at.end);
            }
            Unit::Percent
        }
        (_, Some(word)) if TIMES.contains(&word) => {
            end = tokens[next].at.end;
            Unit::Time(key(word))
        }
        _ => {
            (end, of) = counted(text, tokens, next, end);
            Unit::Count
        }
    };
    let bracketed = text[..token.at.start].trim_end_matches('$').ends_with('(');
    if of.is_empty() && bracketed && matches!(unit, Unit::Count | Unit::Percent) {
        of = named_before(text, tokens, n);
    }
    let value = if scale.is_empty() { value } else { format!("{value} {scale}") };
    let first = if symbol.is_some() { n - 1 } else { n };
    let start = qualified(text, tokens, first);
    // "6,223 in 2017": a year behind a figure is nearer to it than one before it.
    let nearest = periods.iter().min_by_key(|period| {
        let before = token.at.start.saturating_sub(period.at.end) + 12;
        let after = period.at.start.saturating_sub(token.at.end);
        if period.at.start > token.at.start { after } else { before }
    });
    Some(Figure {
        token: n,
        at: start..end,
        value: value.into(),
        conversion: bracketed && matches!(unit, Unit::Money(_)),
        unit,
        of,
        period: nearest.cloned(),
    })
}

fn value(lower: &str) -> Option<String> {
    word::figure(lower).or_else(|| {
        let mut parts = lower.split('-').map(word::numeral);
        let first = parts.next()??;
        let second = parts.next().flatten().unwrap_or(0);
        Some((first + second).to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<(String, Unit)> {
        let found = figures(text, &word::tokens(text, &[], true), &[]);
        found.into_iter().map(|figure| (text[figure.at].to_owned(), figure.unit)).collect()
    }

    fn words(text: &str) -> Vec<String> {
        of(text).into_iter().map(|(words, _)| words).collect()
    }

    #[test]
    fn a_figure_goes_with_its_unit_and_what_it_counts() {
        for (text, expected) in [
            (
                "Charges against 663 officials, and 1,370 cases went on.",
                vec!["663 officials", "1,370 cases"],
            ),
            (
                "a fine of up to 12.96 million tenge ($40,000) or ten years in prison",
                vec!["up to 12.96 million tenge", "$40,000", "ten years"],
            ),
            (
                "Statistics recorded 1,024 corruption-related offences in the year",
                vec!["1,024 corruption-related offences"],
            ),
            (
                "bribery (52 percent), then embezzlement (21 percent)",
                vec!["52 percent", "21 percent"],
            ),
            (
                "within 72 hours; 17 percent of all prisoners",
                vec!["72 hours", "17 percent of all prisoners"],
            ),
            ("One of them left, two stayed", vec!["two stayed"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    fn held(before: &str, after: &str) -> Verdict {
        let one = |text: &str| {
            figures(text, &word::tokens(text, &[], true), &[]).into_iter().next().unwrap()
        };
        verdict(&one(before), &one(after), 0, 0)
    }

    #[test]
    fn only_like_is_compared_with_like() {
        assert_eq!(held("663 officials", "374 civil servants"), Verdict::OtherPopulation);
        assert_eq!(
            held("1,024 corruption offences", "1,682 corruption offences"),
            Verdict::Comparable
        );
        assert_eq!(held("bribery (52 percent)", "bribery (50 percent)"), Verdict::Comparable);
        assert_eq!(held("$40,000", "12 cases"), Verdict::OtherUnit);
        assert_eq!(held("72 hours", "48 hours"), Verdict::Comparable);
    }
}
