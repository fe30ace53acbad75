//! The handbook of the Modern Language Association (9th edition).

use super::run::{Run, Runs};
use super::{SHORT, Work, capital, said, stopped};
use crate::date::PartialDate;

pub(super) fn mla(work: &Work<'_>) -> Vec<Run> {
    let mut runs = Runs::default().words(stopped(work.publisher)).words(" ");
    if let Some(part) = work.section {
        runs = match part.lead {
            true => runs.words(format!("{}. ", part.name())),
            false => runs.words(format!("“{}” ", stopped(part.name()))),
        };
    }
    runs = runs.title(work.title).translator(", translated by ", "", work);
    runs = runs.words(format!(", {} ed.", work.edition));
    let when = format!(", {}", date(work.published));
    let place = work.section.and_then(|part| part.place("sec. "));
    let place = place.map(|place| format!(", {place}"));
    // A date that ends with a full stop of its own would give two of them at the end.
    let last = place.is_none() && work.url.is_none() && work.quoted_in.is_none();
    runs = if last && work.published == PartialDate::Unknown {
        runs.paragraph(", par. ", work).words(stopped(&when))
    } else {
        runs.words(when)
            .words(place.unwrap_or_default())
            .paragraph(", par. ", work)
            .quoted(", quoted in ", "", work)
            .original(", ", "", work)
            .words(".")
    };
    runs.translates(" Originally published", [", ", ""], ".", date, work)
        .words(" ")
        .title(work.archive)
        .own_paragraph(", par. ", work)
        .words(", ")
        .copy(work)
        .words(stopped(&format!(". {}; {}", capital(&work.copy()), work.fetched())))
        .end()
}

/// `11 Mar. 2020`.
fn date(date: PartialDate) -> String {
    let name = |month: i8| usize::try_from(month - 1).ok().and_then(|at| SHORT.get(at));
    let name = |month: i8| name(month).copied().unwrap_or_default();
    said(date, |date| match date {
        PartialDate::Day(day) => format!("{} {} {}", day.day(), name(day.month()), day.year()),
        PartialDate::Month(year, month) => format!("{} {year}", name(month)),
        PartialDate::Year(_) | PartialDate::Unknown => date.in_words(),
    })
}
