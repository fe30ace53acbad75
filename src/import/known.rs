//! What the archive knows already and an import may lean on: publishers, countries, outlines.

use crate::archive::Archive;
use crate::parse::heading::normal;

/// What the archive knows.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Ids and names of publishers: id, full name, short name, series.
    pub publishers: Vec<KnownPublisher>,
    /// Ids and names of countries, in every language that their file gives.
    pub countries: Vec<(String, Vec<String>)>,
    /// Outlines, by the name that reports give.
    pub outlines: Vec<Outline>,
}

/// A publisher.
#[derive(Clone, Debug)]
pub struct KnownPublisher {
    /// Its id.
    pub id: String,
    /// Full name, short name and series, as far as there are any.
    pub names: Vec<String>,
    /// Whether its texts are in the public domain.
    pub public_domain: bool,
}

/// The headings of one edition.
#[derive(Clone, Debug)]
pub struct Outline {
    /// `us-state-2019`.
    pub id: String,
    /// The headings.
    pub headings: Vec<KnownHeading>,
}

/// A heading of an outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownHeading {
    /// As printed: `a. Torture and Other …`.
    pub printed: String,
    /// In the form that headings are compared in ([`normal`]).
    pub normal: String,
    /// The heading it stands under, in that form.
    pub under: Option<String>,
    /// How many headings are above it: 0 for `Section 1. …`.
    pub depth: u8,
}

impl Known {
    /// What an archive knows.
    pub fn of(archive: &Archive) -> Self {
        let publishers = archive.publishers.iter().map(|publisher| KnownPublisher {
            id: publisher.id.to_string(),
            names: [&*publisher.matter.name, &*publisher.matter.short]
                .into_iter()
                .chain(publisher.matter.series.as_deref())
                .map(str::to_owned)
                .collect(),
            public_domain: publisher
                .matter
                .licence_note
                .as_deref()
                .is_some_and(|note| note.contains("public domain")),
        });
        let countries = archive.countries.iter().map(|country| {
            let others = country.matter.names.iter().map(|(_, name)| name.to_string());
            let names = std::iter::once(country.matter.name.to_string()).chain(others);
            (country.id.to_string(), names.collect())
        });
        let outlines = archive.crosswalk.schemes().map(|(id, scheme)| {
            let headings = scheme.headings().map(|(printed, under)| KnownHeading {
                printed: printed.to_owned(),
                normal: normal(printed),
                under: under.map(str::to_owned),
                depth: 0,
            });
            let mut outline = Outline { id: id.to_owned(), headings: headings.collect() };
            outline.count_depths();
            outline
        });
        Self {
            publishers: publishers.collect(),
            countries: countries.collect(),
            outlines: outlines.collect(),
        }
    }

    /// The outline of a publisher's edition, or of the one nearest to it in time; one that names
    /// no year where there is no other.
    pub fn outline(&self, publisher: &str, year: u16) -> Option<&Outline> {
        let own = |outline: &&Outline| outline.name(publisher).is_some();
        self.outlines.iter().filter(own).min_by_key(|outline| {
            let known = outline.name(publisher).and_then(|name| name.parse::<u16>().ok());
            known.map_or(u16::MAX, |known| known.abs_diff(year))
        })
    }
}

impl Outline {
    /// What stands behind the publisher in the outline's name: `2019`.
    fn name(&self, publisher: &str) -> Option<&str> {
        self.id.strip_prefix(publisher)?.strip_prefix('-')
    }

    /// The headings of these words, whatever stands above them.
    pub fn find<'o>(&'o self, words: &str) -> impl Iterator<Item = &'o KnownHeading> + use<'o> {
        let wanted = normal(words);
        self.headings.iter().filter(move |heading| heading.normal == wanted)
    }

    fn count_depths(&mut self) {
        let parents: Vec<(String, Option<String>)> =
            self.headings.iter().map(|h| (h.normal.clone(), h.under.clone())).collect();
        let above = |name: &str| {
            let found = parents.iter().find(|(normal, _)| normal == name);
            found.and_then(|(_, under)| under.clone())
        };
        for heading in &mut self.headings {
            let mut depth = 0;
            let mut up = heading.under.clone();
            while let Some(name) = up.filter(|_| depth < 6) {
                depth += 1;
                up = above(&name);
            }
            heading.depth = depth;
        }
    }
}
