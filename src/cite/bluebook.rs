//! The Bluebook (rules 15 and 18.2): the copy stands in square brackets behind the original.

use super::run::{Run, Runs};
use super::{SHORT, Work, american};

pub(super) fn bluebook(work: &Work<'_>) -> Vec<Run> {
    let mut runs = Runs::default().words(format!("{}, ", work.publisher)).title(work.title);
    if let Some(part) = work.section {
        if let Some(place) = part.place(" § ") {
            runs = runs.words(place);
        }
        runs = runs.words(format!(" (“{}”)", part.name()));
    }
    runs.paragraph(", ¶ ", work)
        .words(" (")
        .translator("", " trans., ", work)
        .words(format!("{} ed., {})", work.edition, american(work.published, &SHORT)))
        .quoted(", quoted in ", "", work)
        .original(", ", "", work)
        .translates(", originally published", [", ", ""], "", |date| american(date, &SHORT), work)
        .words(" [")
        .copy(work)
        .words(format!("] ({} in ", work.copy()))
        .title(work.archive)
        .words(format!("; {}).", work.fetched()))
        .end()
}
