//! The Oxford University Standard for the Citation of Legal Authorities (4th edition).

use super::run::{Run, Runs};
use super::{Part, Work, said};
use crate::date::PartialDate;

pub(super) fn oscola(work: &Work<'_>) -> Vec<Run> {
    let date = said(work.published, PartialDate::in_words);
    let mut runs = Runs::default().words(format!("{}, ", work.publisher)).title(work.title);
    runs = runs.words(" (").translator("", " tr, ", work);
    runs = runs.words(format!("{} edn, {date})", work.edition));
    if let Some(part) = work.section {
        runs = runs.words(place(part));
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
        .own_paragraph(" para ", work)
        .words(" <")
        .copy(work)
        .words(format!(">, {}", work.fetched()))
        .end()
}

/// ` s 1.c ‘Torture’`, ` ‘Rape’ under ‘Women’ in s 6`.
fn place(part: Part<'_>) -> String {
    if part.lead {
        return " [lead, without a heading]".to_owned();
    }
    let name = format!(" ‘{}’", part.heading);
    if !part.label.is_empty() {
        return format!(" s {}{name}", part.label);
    }
    let mut place = name;
    if !part.under.heading.is_empty() {
        place.push_str(&format!(" under ‘{}’", part.under.heading));
    }
    if !part.under.label.is_empty() {
        place.push_str(&format!(" in s {}", part.under.label));
    }
    place
}
