//! What a source says of itself, and what an editor adds: publisher, country, year.

use sha2::{Digest as _, Sha256};

use super::{Known, Refusal, Wishes};
use crate::diagnostic::did_you_mean;
use crate::path::slug;

/// What a text says of itself, as far as its reader found it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The title as printed.
    pub title: Option<String>,
    /// A publisher's id, where the shape or the text tells it.
    pub publisher: Option<String>,
    /// The country's name as printed.
    pub country: Option<String>,
    /// The coverage year.
    pub covers: Option<u16>,
    /// The publisher's own name for the edition.
    pub edition: Option<String>,
    /// The day it was published, `2020-03-11`, or less.
    pub published: Option<String>,
    /// The address of the original.
    pub url: Option<String>,
    /// The title of the work that quotes the text, if it is known only so.
    pub quoted_in: Option<String>,
    /// Why the copy is partial, if it is; the parts that it holds are read from its headings.
    pub partial: Option<String>,
}

/// What a report's front matter needs.
#[derive(Clone, Debug)]
pub(super) struct Settled {
    pub(super) title: String,
    pub(super) publisher: String,
    pub(super) country: String,
    pub(super) covers: u16,
    pub(super) facts: Facts,
}

impl Settled {
    /// `2019-us-state`.
    pub(super) fn stem(&self) -> String {
        format!("{}-{}", self.covers, self.publisher)
    }
}

impl Facts {
    /// Puts what the editor said over what the text says, and asks for what neither does.
    pub(super) fn settled(
        self,
        name: &str,
        wishes: &Wishes,
        known: &Known,
    ) -> Result<Settled, Refusal> {
        let mut missing = Vec::new();
        let publisher = wishes.publisher.clone().or_else(|| self.publisher.clone());
        let country = wishes.country.clone().or_else(|| self.country_id(known));
        let covers = wishes.covers.or(self.covers);
        if publisher.is_none() {
            missing.push("--publisher ID");
        }
        if country.is_none() {
            missing.push("--country ID");
        }
        if covers.is_none() {
            missing.push("--covers YEAR");
        }
        let (Some(publisher), Some(country), Some(covers)) = (publisher, country, covers) else {
            let what = missing.join(", ");
            let message = "the text does not say whose it is, on which country or for which year";
            return Err(Refusal::new(message).hint(format!("say it: {what}")));
        };
        for (what, id) in [("publisher", &publisher), ("country", &country)] {
            if !crate::path::is_slug(id) {
                let message = format!("`{id}` cannot be the id of a {what}");
                return Err(Refusal::new(message).hint(format!("write `{}`", slug(id))));
            }
        }
        if !known.publishers.is_empty() && !known.publishers.iter().any(|one| one.id == publisher) {
            let near = did_you_mean(&publisher, known.publishers.iter().map(|one| &*one.id));
            let make = format!("or make it: `rightsbook new publisher {publisher}`");
            let refusal = Refusal::new(format!("the archive has no publisher `{publisher}`"));
            return Err(match near {
                Some(near) => refusal.hint(near).hint(make),
                None => refusal.hint(make),
            });
        }
        let title = self.title.clone().unwrap_or_else(|| {
            name.rsplit_once('.').map_or(name, |(stem, _)| stem).replace(['_', '-'], " ")
        });
        Ok(Settled { title, publisher, country, covers, facts: self })
    }

    /// The id of the country that the text names: one that the archive has, or the name as an id.
    fn country_id(&self, known: &Known) -> Option<String> {
        let name = self.country.as_deref()?.trim();
        let same = |other: &String| other.to_lowercase() == name.to_lowercase();
        let found = known.countries.iter().find(|(_, names)| names.iter().any(same));
        let id = found.map_or_else(|| slug(name), |(id, _)| id.clone());
        (!id.is_empty()).then_some(id)
    }
}

/// The SHA-256 of bytes, in hexadecimal.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
