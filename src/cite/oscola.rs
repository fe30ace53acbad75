//! The Oxford University Standard for the Citation of Legal Authorities (4th edition).

use super::run::{Run, Runs};
use super::{Work, said};
use crate::date::PartialDate;

pub(super) fn oscola(work: &Work<'_>) -> Vec<Run> {
    let date = said(work.published, PartialDate::in_words);
    let mut runs = Runs::default().words(format!("{}, ", work.publisher)).title(work.title);
    runs = runs.words(" (").translator("", " tr, ", work);
    runs = runs.words(format!("{} edn, {date})", work.edition));
    if let Some(part) = work.section {
        if let Some(place) = part.place(" s ") {
            runs = runs.words(place);
        }
        runs = runs.words(format!(" ‘{}’", part.name()));
    }
    runs.paragraph(" para ", work)
        .quoted(", quoted in ", "", work)
        .original(" <", ">", work)
        .translates(
            ", originally published",
            [" <", ">"],
            "",
            |date| said(date, PartialDate::in_words),
            work,
        )
        .words(format!(", {} in ", work.copy()))
        .title(work.archive)
        .words(" <")
        .copy(work)
        .words(format!(">, {}", work.fetched()))
        .end()
}
