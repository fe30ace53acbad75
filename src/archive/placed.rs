//! What a report's sections are in themselves: topics, links and pages, before they stand among
//! those of other reports.

use std::sync::Arc;

use super::part::SectionLink;
use super::{Archive, TopicUse};
use crate::diagnostic::Found;
use crate::digest::{Digest, Digested};
use crate::memo::Memo;
use crate::parse::document::{Face, Form};
use crate::path::Url;

/// A face and the lists that it was read with → its sections, where nothing is wrong with them.
pub type KnownSections = Memo<(Digest, Digest), Arc<[Placed]>>;

/// A section of a report, without an index of the archive.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The section on whose page it stands, by its index in the report.
    pub(super) owner: u32,
    /// Its topics, the first its own.
    pub(super) topics: Arc<[TopicUse]>,
    /// What lists show of it.
    pub(super) link: Arc<Digested<SectionLink>>,
}

/// Finds the topics and pages of a report's sections.
pub(super) fn sections(
    face: &Face,
    report: &Url,
    lists: &Archive,
    split_depth: u8,
) -> Found<Arc<[Placed]>> {
    let topics = lists.crosswalk.topics_of(face, &lists.thesaurus);
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
    Found { value: placed.into(), problems: topics.problems }
}
