//! The Publication Manual of the American Psychological Association (7th edition).

use super::run::{Run, Runs};
use super::{MONTHS, Work, capital, said, stopped};
use crate::date::PartialDate;

pub(super) fn apa(work: &Work<'_>) -> Vec<Run> {
    let mut runs = Runs::default().words(stopped(work.publisher));
    runs = runs.words(format!(" ({}). ", date(work.published)));
    if let Some(part) = work.section {
        runs = match part.place("Section ") {
            Some(place) => runs
                .words(format!("{} ({place}", part.name()))
                .paragraph(", para. ", work)
                .words(")"),
            None => runs.words(part.name()).paragraph(", para. ", work),
        };
        runs = runs.words(". In ").title(work.title);
        runs = runs.words(format!(" ({} ed.", work.edition));
        runs = runs.translator("; ", ", Trans.", work).words(").");
    } else {
        runs = runs.title(work.title).words(format!(" ({} ed.", work.edition));
        runs = runs.translator("; ", ", Trans.", work).paragraph(", para. ", work).words(").");
    }
    runs.quoted(" Quoted in ", ".", work)
        .original(" ", "", work)
        .words(format!(" ({} in ", capital(&work.copy())))
        .title(work.archive)
        .own_paragraph(", para. ", work)
        .words(", ")
        .copy(work)
        .words(format!("; {}", work.fetched()))
        .translates("; Original work published", [", ", ""], "", date, work)
        .words(")")
        .end()
}

/// `2020, March 11`.
fn date(date: PartialDate) -> String {
    let name = |month: i8| usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at));
    let name = |month: i8| name(month).copied().unwrap_or_default();
    said(date, |date| match date {
        PartialDate::Day(day) => format!("{}, {} {}", day.year(), name(day.month()), day.day()),
        PartialDate::Month(year, month) => format!("{year}, {}", name(month)),
        PartialDate::Year(_) | PartialDate::Unknown => date.in_words(),
    })
}
