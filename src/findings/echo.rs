//! Paragraphs that a publisher repeats word for word from edition to edition.

use super::Findings;
use crate::archive::{Archive, ReportIdx};
use crate::date::Year;

/// The paragraphs of all editions of one publisher on one country, by wording and year.
#[derive(Clone, Debug, Default)]
pub struct Echoes {
    paragraphs: Vec<Echo>,
}

/// A paragraph in one edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Echo {
    wording: u64,
    /// The coverage year of the edition.
    pub year: Year,
    /// The edition.
    pub report: ReportIdx,
    /// The section, by its index in the report.
    pub section: u32,
    /// The paragraph in the section, from 1.
    pub paragraph: u32,
}

/// Where else a paragraph stands in the same words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Elsewhere {
    /// The first of the years in a row, up to the edition's own, that have it.
    pub since: Option<Echo>,
    /// The last of the years in a row behind the edition's own that have it.
    pub until: Option<Echo>,
    /// Other years that have it.
    pub also: Vec<Echo>,
}

impl Echoes {
    /// Gathers the paragraphs of some editions.
    pub fn of<'f>(
        archive: &Archive,
        editions: impl Iterator<Item = (ReportIdx, &'f Findings)>,
    ) -> Self {
        let mut paragraphs = Vec::new();
        for (report, findings) in editions {
            let year = archive.report(report).year();
            for (section, wordings) in (0..).zip(&findings.wordings) {
                let echo = |(paragraph, wording): (u32, &u64)| Echo {
                    wording: *wording,
                    year,
                    report,
                    section,
                    paragraph,
                };
                paragraphs.extend((1..).zip(&**wordings).map(echo));
            }
        }
        paragraphs.sort_unstable();
        Self { paragraphs }
    }

    /// Where else the words of an edition's paragraph stand. Years without an edition in the
    /// archive break a row: what they said is unknown.
    pub fn of_wording(&self, wording: u64, year: Year) -> Elsewhere {
        let first = self.paragraphs.partition_point(|echo| echo.wording < wording);
        let alike = self.paragraphs[first..].iter().take_while(|echo| echo.wording == wording);
        let mut others: Vec<Echo> = alike.filter(|echo| echo.year != year).copied().collect();
        others.dedup_by_key(|echo| echo.year);
        let has = |year: Year| others.iter().find(|echo| echo.year == year).copied();
        let row = |step: fn(Year) -> Option<Year>| {
            let years = std::iter::successors(step(year), |year| step(*year));
            years.map_while(has).last()
        };
        let (since, until) = (row(|year| year.checked_sub(1)), row(|year| year.checked_add(1)));
        let from = since.map_or(year, |echo| echo.year);
        let to = until.map_or(year, |echo| echo.year);
        let also = others.into_iter().filter(|echo| !(from..=to).contains(&echo.year)).collect();
        Elsewhere { since, until, also }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_ends_a_row() {
        let echo = |year, wording| Echo {
            wording,
            year,
            report: ReportIdx(u32::from(year)),
            section: 0,
            paragraph: 1,
        };
        let mut paragraphs: Vec<Echo> =
            [2011, 2016, 2017, 2018, 2019, 2021].into_iter().map(|year| echo(year, 7)).collect();
        paragraphs.push(echo(2015, 8));
        paragraphs.sort_unstable();
        let echoes = Echoes { paragraphs };
        let found = echoes.of_wording(7, 2018);
        let year = |echo: Option<Echo>| echo.map(|echo| echo.year);
        assert_eq!((year(found.since), year(found.until)), (Some(2016), Some(2019)));
        let also: Vec<_> = found.also.iter().map(|echo| echo.year).collect();
        assert_eq!(also, [2011, 2021]);
        assert_eq!(echoes.of_wording(8, 2015), Elsewhere::default());
    }
}
