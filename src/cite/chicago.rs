//! The Chicago Manual of Style (17th edition), as a bibliography has it.

use super::run::{Run, Runs};
use super::{MONTHS, Work, american, capital, stopped};

pub(super) fn chicago(work: &Work<'_>) -> Vec<Run> {
    let mut runs = Runs::default().words(stopped(work.publisher)).words(" ");
    if let Some(part) = work.section {
        let named = match part.place("sec. ") {
            Some(place) => format!("“{},” {place}", part.name()),
            None => part.quoted(),
        };
        runs = match work.numbers_are_ours() {
            true => runs.words(closed(&named)),
            false => runs.words(named).paragraph(", para. ", work).words("."),
        };
        runs = runs.words(" In ").title(work.title);
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

/// A text that ends with a full stop, which stands inside quotation marks.
fn closed(text: &str) -> String {
    match text.strip_suffix('”') {
        Some(inside) => format!("{}”", stopped(inside)),
        None => stopped(text),
    }
}
