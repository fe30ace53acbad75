//! The lists that reports draw on: topics, outlines, countries, publishers.

use std::sync::Arc;

use crate::digest::Digest;
use crate::parse::entry::{CountryMatter, Entry, PublisherMatter};
use crate::parse::scheme::OutlineFile;
use crate::parse::topics::TopicEntry;
use crate::path::{SourcePath, Url};

/// The lists as their files say them.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// The file of the thesaurus and its topics.
    pub topics: Option<(SourcePath, Arc<Vec<TopicEntry>>)>,
    /// Outlines.
    pub outlines: Vec<Arc<OutlineFile>>,
    /// Countries.
    pub country_files: Vec<Arc<Entry<CountryMatter>>>,
    /// Publishers.
    pub publisher_files: Vec<Arc<Entry<PublisherMatter>>>,
}

/// A country.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Country {
    /// Its id.
    pub id: Box<str>,
    /// What its file says.
    pub matter: CountryMatter,
    /// Its page.
    pub url: Url,
}

/// A publisher.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Publisher {
    /// Its id.
    pub id: Box<str>,
    /// What its file says.
    pub matter: PublisherMatter,
    /// Its page.
    pub url: Url,
}

impl Vocabulary {
    /// Digest of everything that the model takes from here.
    pub fn digest(&self) -> Digest {
        let topics = self.topics.as_ref().map(|(path, topics)| (path, &**topics));
        let outlines: Vec<_> = self.outlines.iter().map(|file| &**file).collect();
        Digest::of(&(topics, outlines, self.countries(), self.publishers()))
    }

    /// Countries by name.
    pub(super) fn countries(&self) -> Vec<Country> {
        let mut countries: Vec<Country> = self
            .country_files
            .iter()
            .map(|entry| Country {
                id: entry.id.clone(),
                matter: entry.matter.clone(),
                url: Url::folder(&[&entry.id]),
            })
            .collect();
        countries.sort_by(|a, b| (&a.matter.name, &a.id).cmp(&(&b.matter.name, &b.id)));
        countries
    }

    /// Publishers by name.
    pub(super) fn publishers(&self) -> Vec<Publisher> {
        let mut publishers: Vec<Publisher> = self
            .publisher_files
            .iter()
            .map(|entry| Publisher {
                id: entry.id.clone(),
                matter: entry.matter.clone(),
                url: Url::folder(&["publishers", &entry.id]),
            })
            .collect();
        publishers.sort_by(|a, b| (&a.matter.name, &a.id).cmp(&(&b.matter.name, &b.id)));
        publishers
    }
}
