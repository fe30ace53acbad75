//! The Bluebook (rules 15 and 18.2): the copy stands in square brackets behind the original.

use super::run::{Run, Runs};
use super::{Part, SHORT, Work, american};

pub(super) fn bluebook(work: &Work<'_>) -> Vec<Run> {
    let mut runs = Runs::default().words(format!("{}, ", work.publisher)).title(work.title);
    if let Some(part) = work.section {
        runs = runs.words(place(part));
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
        .own_paragraph(", ¶ ", work)
        .words(format!("; {}).", work.fetched()))
        .end()
}

/// ` § 1.c (“Torture”)`, ` § 6 (under “Women”)`, ` § 6 (“Rape” under “Women”)`.
fn place(part: Part<'_>) -> String {
    if part.lead {
        return " [lead, without a heading]".to_owned();
    }
    let section = part.number().map(|label| format!(" § {label}")).unwrap_or_default();
    let (name, around) = (part.heading, part.under.heading);
    let is_inside = part.label.is_empty() && !section.is_empty();
    match (around, is_inside) {
        ("", true) => format!("{section} (under “{name}”)"),
        ("", false) => format!("{section} (“{name}”)"),
        _ => format!("{section} (“{name}” under “{around}”)"),
    }
}
