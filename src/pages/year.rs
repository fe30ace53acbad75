//! Coverage years: all of them, and one of them across countries.

use serde::Serialize;

use super::World;
use super::frame::Frame;
use super::home::{YearLink, year_link};
use crate::archive::part::Card;
use crate::date::Year;
use crate::digest::Digested;
use crate::path::Url;

/// All coverage years.
#[derive(Hash, Serialize)]
pub struct YearsView<'a> {
    /// The page's own facts.
    pub frame: Frame,
    /// The years, the newest first.
    pub years: Vec<YearList<'a>>,
}

/// A year and what covers it.
#[derive(Hash, Serialize)]
pub struct YearList<'a> {
    /// The year.
    pub link: YearLink,
    /// Its reports.
    pub cards: Vec<&'a Digested<Card>>,
}

pub(super) fn years(world: &World) -> YearsView<'_> {
    let tongue = world.tongue();
    let frame = Frame::new(world, "years", Url::folder(&["years"]), tongue.say("Coverage years"))
        .about(tongue.say("Every coverage year that the archive has a report for."));
    let years = world.archive.years().into_iter().rev();
    let years = years.map(|year| YearList { link: year_link(year), cards: covering(world, year) });
    YearsView { frame, years: years.collect() }
}

/// All that covers one year.
#[derive(Hash, Serialize)]
pub struct YearView<'a> {
    /// The page's own facts.
    pub frame: Frame,
    /// The year.
    pub year: Year,
    /// The year before with reports.
    pub before: Option<YearLink>,
    /// The year after with reports.
    pub after: Option<YearLink>,
    /// Countries and their reports on it.
    pub countries: Vec<CountryOfYear<'a>>,
}

/// A country in one year.
#[derive(Hash, Serialize)]
pub struct CountryOfYear<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its page for the year.
    pub url: Url,
    /// Its reports.
    pub cards: Vec<&'a Digested<Card>>,
}

pub(super) fn year(world: &World, year: Year) -> YearView<'_> {
    let archive = &world.archive;
    let (tongue, words) = (world.tongue(), year.to_string());
    let value = &[("year", words.as_str())];
    let title = tongue.fill("Reports covering {year}", value);
    let frame = Frame::new(world, "year", year_link(year).url, title)
        .about(
            tongue.fill("All reports of the archive that cover {year}, country by country.", value),
        )
        .below(tongue.say("Years"), Url::folder(&["years"]));
    let years = archive.years();
    let at = years.iter().position(|known| *known == year);
    let neighbour = |at: Option<usize>| at.and_then(|at| years.get(at)).copied().map(year_link);
    let countries = archive
        .all_countries()
        .filter_map(|(at, country)| {
            let on = archive.of_country(at).filter(|(_, report)| report.year() == year);
            let cards: Vec<_> = on.map(|(_, report)| &report.card).collect();
            let url = Url::folder(&[&country.id, &year.to_string()]);
            (!cards.is_empty()).then_some(CountryOfYear { name: &country.matter.name, url, cards })
        })
        .collect();
    YearView {
        before: neighbour(at.and_then(|at| at.checked_sub(1))),
        after: neighbour(at.map(|at| at + 1)),
        frame,
        year,
        countries,
    }
}

fn covering(world: &World, year: Year) -> Vec<&Digested<Card>> {
    let editions = world.archive.editions().filter(|(_, report)| report.year() == year);
    editions.map(|(_, report)| &report.card).collect()
}
