//! What a report's sections are in themselves: topics, links and pages, before they stand among
//! those of other reports.

use std::sync::Arc;

use super::counterpart::counterparts;
use super::part::SectionLink;
use super::{Archive, TopicUse};
use crate::diagnostic::Found;
use crate::digest::{Digest, Digested};
use crate::memo::Memo;
use crate::parse::document::{Face, Form};
use crate::path::Url;

/// A face and the lists (and the original of a translation) that it was read with → its sections,
/// where nothing is wrong with them.
pub type KnownSections = Memo<(Digest, Digest), Arc<PlacedReport>>;

/// The sections of a report, without an index of the archive.
#[derive(Clone, Debug, Default)]
pub struct PlacedReport {
    /// One for each of the face.
    pub(super) sections: Vec<Placed>,
    /// Of a translation beside its original: for each section the original's.
    pub(super) counterparts: Arc<[Option<u32>]>,
}

/// A section of a report, without an index of the archive.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// The section on whose page it stands, by its index in the report.
    pub(super) owner: u32,
    /// Its topics, the first its own.
    pub(super) topics: Arc<[TopicUse]>,
    /// What lists show of it.
    pub(super) link: Arc<Digested<SectionLink>>,
}

/// Finds the topics and pages of a report's sections; those of a translation from its original.
pub(super) fn sections(
    face: &Face,
    report: &Url,
    original: Option<(&Face, &Arc<PlacedReport>)>,
    lists: &Archive,
    split_depth: u8,
) -> Found<Arc<PlacedReport>> {
    let counterparts: Option<Arc<[Option<u32>]>> = original.map(|(original, placed)| {
        let own = |placed: &Placed| placed.topics.first().map(|used| used.topic);
        let id = |placed| own(placed).map(|topic| &*lists.thesaurus.topic(topic).id);
        let topics: Vec<Option<&str>> = placed.sections.iter().map(id).collect();
        counterparts(original, &topics, face).into()
    });
    let counterparts = counterparts.unwrap_or_default();
    let inherited: Option<Vec<_>> = original.map(|(_, placed)| {
        let topics = |at: &u32| Arc::clone(&placed.sections[*at as usize].topics);
        counterparts.iter().map(|found| found.as_ref().map(topics)).collect()
    });
    let topics = lists.crosswalk.topics_of(face, &lists.thesaurus, inherited.as_deref());
    let mut owner = 0;
    let mut placed = Vec::with_capacity(face.sections.len());
    for (local, (section, topics)) in (0_u32..).zip(face.sections.iter().zip(topics.value)) {
        let own_page = section.form == Form::Lead
            || (section.form == Form::Heading && section.level <= split_depth);
        // A report may begin with a run-in heading: then its page is that of the first section.
        if own_page {
            owner = local;
        }
        let owner_id = &*face.sections[owner as usize].id;
        let page = Url::folder(&[report.as_str().trim_end_matches('/'), owner_id]);
        let url = if owner == local { page } else { page.at(&section.id) };
        let language = &face.matter.language;
        let link = SectionLink::new(url, section, language, &topics, &lists.thesaurus);
        let link = Arc::new(Digested::new(link));
        placed.push(Placed { owner, topics: topics.into(), link });
    }
    let value = Arc::new(PlacedReport { sections: placed, counterparts });
    Found { value, problems: topics.problems }
}
