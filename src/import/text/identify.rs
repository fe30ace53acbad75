//! What the words of a text say of it: publisher, country, year.

use crate::date::MONTHS;
use crate::import::Known;

/// Publishers whose texts are read by their shape, and the names that they print.
const PUBLISHERS: [(&str, &[&str]); 3] = [
    (
        "us-state",
        &[
            "U.S. Department of State",
            "United States Department of State",
            "Country Reports on Human Rights Practices",
            "Bureau of Democracy, Human Rights",
        ],
    ),
    ("hrw", &["Human Rights Watch"]),
    ("loc", &["Library of Congress"]),
];

/// The number of a month, from 1.
pub(super) fn month(word: &str) -> Option<u8> {
    let at = MONTHS.iter().position(|month| *month == word)?;
    u8::try_from(at + 1).ok()
}

/// The publisher that is named first in a text: one of the archive, else one of those that are
/// read by their shape.
pub(super) fn publisher(text: &str, known: &Known) -> Option<String> {
    let lower = text.to_lowercase();
    let place = |name: &str| lower.find(&name.to_lowercase());
    let archive = known.publishers.iter().filter_map(|publisher| {
        // Short names are common words: `State`, `Watch`.
        let names = publisher.names.iter().filter(|name| name.len() >= 8);
        Some((names.filter_map(|name| place(name)).min()?, publisher.id.clone()))
    });
    let shapes = PUBLISHERS.iter().filter_map(|(id, names)| {
        Some((names.iter().filter_map(|name| place(name)).min()?, (*id).to_owned()))
    });
    archive.min().or_else(|| shapes.min()).map(|(_, id)| id)
}

/// The publisher of the State Department's reports, as the archive calls it.
pub(super) fn state(known: &Known) -> String {
    publisher("U.S. Department of State", known).unwrap_or_else(|| "us-state".to_owned())
}

/// The first year that a text names.
pub(super) fn year(text: &str) -> Option<u16> {
    years(text).next()
}

/// The years that a text names.
pub(super) fn years(text: &str) -> impl Iterator<Item = u16> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()))
        .filter_map(|word| word.parse().ok())
        .filter(|year| (1950..=2099).contains(year))
}

/// Country and year of a title such as `KAZAKHSTAN 2019 HUMAN RIGHTS REPORT`.
pub(super) fn report_title(line: &str) -> Option<(String, u16)> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [country @ .., year, human, rights, report] = &words[..] else { return None };
    let fits = [(human, "human"), (rights, "rights"), (report, "report")]
        .iter()
        .all(|(word, wanted)| word.eq_ignore_ascii_case(wanted));
    let year = year.parse().ok().filter(|year| (1950..=2099).contains(year))?;
    (fits && !country.is_empty() && country.len() <= 14)
        .then(|| (bare(&country.join(" ")).to_owned(), year))
}

/// The year, and the country if it follows, of `Country Reports on Human Rights Practices for
/// 2011: Kazakhstan` and `2018 Country Reports on Human Rights Practices: Kazakhstan`.
pub(super) fn series(line: &str) -> Option<(u16, Option<String>)> {
    const SERIES: &str = "country reports on human rights practices";
    let at = line.to_ascii_lowercase().find(SERIES)?;
    let behind = &line[at + SERIES.len()..];
    let before = line[..at].split_whitespace().next_back().unwrap_or_default();
    let year = year(before).or_else(|| year(behind.get(..10).unwrap_or(behind)))?;
    let country = behind.split_once(": ").map(|(_, rest)| {
        let end = rest.find([',', '”', '"', ';', '(']).unwrap_or(rest.len());
        rest[..end].trim().to_owned()
    });
    Some((year, country.filter(|country| !country.is_empty())))
}

/// A country's name without what stands behind it in brackets.
pub(super) fn bare(country: &str) -> &str {
    country.split(" (").next().unwrap_or(country).trim()
}

/// The country of the archive that a text names most often.
pub(super) fn country(text: &str, known: &Known) -> Option<String> {
    let count = |names: &[String]| {
        names
            .first()
            .map_or(0, |name| if name.is_empty() { 0 } else { text.matches(&**name).count() })
    };
    let counted = known.countries.iter().map(|(_, names)| (count(names), names));
    let (times, names) = counted.max_by_key(|(times, _)| *times)?;
    if times > 0 { names.first().cloned() } else { None }
}

/// The year that a text without one is likely on: the latest that it names twice, or of the years
/// around it the one whose outline has most of its headings.
pub(super) fn likely_year(
    text: &str,
    headings: &[String],
    publisher: &str,
    known: &Known,
) -> Option<u16> {
    let mut counts = [0_u32; 150];
    for year in years(text) {
        if let Some(count) = counts.get_mut(usize::from(year - 1950)) {
            *count += 1;
        }
    }
    let latest = counts.iter().rposition(|count| *count >= 2)?;
    let latest = 1950 + u16::try_from(latest).ok()?;
    let fit = |year: u16| {
        let id = format!("{publisher}-{year}");
        let outline = known.outlines.iter().find(|outline| outline.id == id);
        outline.map_or(0, |outline| {
            headings.iter().filter(|heading| outline.find(heading).next().is_some()).count()
        })
    };
    (latest - 2..=latest).max_by_key(|year| (fit(*year), *year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_tell_country_and_year() {
        let title = |line| report_title(line).map(|(country, year)| format!("{country} {year}"));
        assert_eq!(title("FREELAND 2019 HUMAN RIGHTS REPORT").as_deref(), Some("FREELAND 2019"));
        assert_eq!(
            title("Upper Freeland (Includes Lower) 2023 Human Rights Report").as_deref(),
            Some("Upper Freeland 2023")
        );
        assert_eq!(title("A 2019 human rights activist"), None);
        assert_eq!(
            series("“Country Reports on Human Rights Practices for 2014: Freeland,” Bureau"),
            Some((2014, Some("Freeland".into())))
        );
        assert_eq!(
            series("2018 Country Reports on Human Rights Practices: Freeland"),
            Some((2018, Some("Freeland".into())))
        );
        assert_eq!(series("Country Reports on Human Rights Practices"), None);
    }

    #[test]
    fn publishers_are_known_by_the_names_they_print() {
        let known = Known::default();
        assert_eq!(publisher("a | Human Rights Watch", &known).as_deref(), Some("hrw"));
        assert_eq!(publisher("Library of Congress, 1996", &known).as_deref(), Some("loc"));
        assert_eq!(publisher("Nobody", &known), None);
        assert_eq!(state(&known), "us-state");
    }

    #[test]
    fn a_year_is_guessed_from_what_is_named_often() {
        let known = Known::default();
        let text = "In 2016, 2017 and 2018; in 2018 again; by 2050.";
        assert_eq!(likely_year(text, &[], "us-state", &known), Some(2018));
        assert_eq!(likely_year("in 2018", &[], "us-state", &known), None);
    }
}
