//! What a page says of itself in its head: Highwire tags and Dublin Core, as Zotero reads them.

use super::Work;
use crate::date::PartialDate;

pub(super) fn metas(work: &Work<'_>) -> Vec<(&'static str, String)> {
    let mut metas = vec![
        ("citation_title", work.name().to_owned()),
        ("citation_author", work.publisher.to_owned()),
    ];
    if work.published != PartialDate::Unknown {
        metas.push(("citation_publication_date", work.published.to_string().replace('-', "/")));
    }
    // One of the two tells a reference manager what the page is: a part of something, or a report.
    if work.section.is_some() {
        metas.push(("citation_book_title", work.title.to_owned()));
        metas.push(("citation_publisher", work.publisher.to_owned()));
    } else {
        metas.push(("citation_technical_report_institution", work.publisher.to_owned()));
    }
    metas.push(("citation_public_url", work.archive_url.clone()));
    metas.push(("citation_language", work.language.to_owned()));
    metas.push(("DC.title", work.name().to_owned()));
    metas.push(("DC.creator", work.publisher.to_owned()));
    metas.push(("DC.publisher", work.publisher.to_owned()));
    if work.published != PartialDate::Unknown {
        metas.push(("DC.date", work.published.to_string()));
    }
    metas.push(("DC.coverage", work.covers.clone()));
    metas.push(("DC.language", work.language.to_owned()));
    metas.push(("DC.identifier", work.archive_url.clone()));
    metas.extend(work.url.map(|url| ("DC.source", url.to_owned())));
    metas.extend(work.translator().map(|name| ("DC.contributor", name.to_owned())));
    metas.extend(work.translates().map(|original| ("DC.relation", original.title.to_owned())));
    if work.section.is_some() {
        metas.push(("DC.relation", work.title.to_owned()));
    }
    metas.push(("DC.description", work.note()));
    metas
}
