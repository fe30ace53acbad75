//! The Chicago Manual of Style (17th edition), as a bibliography has it.

use super::run::{Run, Runs};
use super::{MONTHS, Work, american, capital, stopped};

pub(super) fn chicago(work: &Work<'_>) -> Vec<Run> {
    let mut runs = Runs::default().words(stopped(work.publisher)).words(" ");
    if let Some(part) = work.section {
        runs = match part.place("sec. ") {
            Some(place) => runs.words(format!("“{},” {place}", part.name())),
            None => runs.words(part.quoted()),
        };
        runs = runs.paragraph(", para. ", work).words(". In ").title(work.title);
    } else {
        runs = runs.title(work.title).paragraph(", para. ", work);
    }
    runs.translator(". Translated by ", "", work)
        .words(format!(". {} ed. ", work.edition))
        .words(stopped(&american(work.published, &MONTHS)))
        .quoted(" Quoted in ", ".", work)
        .original(" ", ".", work)
        .translates(" Originally published", [", ", ""], ".", |date| american(date, &MONTHS), work)
        .words(format!(" {} in ", capital(&work.copy())))
        .title(work.archive)
        .own_paragraph(", para. ", work)
        .words(", ")
        .copy(work)
        .words(stopped(&format!("; {}", work.fetched())))
        .end()
}
