//! RIS: a tag, two spaces, a hyphen, a value; lines end with CR LF.

use super::Work;
use crate::date::PartialDate;

pub(super) fn ris(work: &Work<'_>) -> String {
    let mut out = String::new();
    let mut line = |tag: &str, value: &str| {
        let value: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        out.push_str(&format!("{tag}  - {}\r\n", value.trim()));
    };
    line("TY", if work.section.is_some() { "CHAP" } else { "RPRT" });
    line("ID", &work.key);
    line("AU", work.publisher);
    if let Some(name) = work.translator() {
        line("A4", name);
    }
    line("TI", work.name());
    if let Some(part) = work.section {
        line("T2", work.title);
        if let Some(label) = part.number() {
            line("SE", label);
        }
    }
    line("PB", work.publisher);
    line("ET", work.edition);
    if let Some((year, whole)) = dates(work.published) {
        line("PY", &year);
        line("DA", &whole);
    }
    if work.url.is_some()
        && let Some((_, whole)) = dates(work.retrieved)
    {
        line("Y2", &whole);
    }
    line("UR", work.url.unwrap_or(&work.archive_url));
    line("DB", work.archive);
    line("LA", work.language);
    if let Some(original) = work.translates() {
        line("OP", &original.short());
    }
    line("N1", &work.note());
    line("ER", "");
    out
}

/// The year, and all that is known as `2020/03/11/`. Nothing of an unknown date: the note says it.
fn dates(date: PartialDate) -> Option<(String, String)> {
    match date {
        PartialDate::Unknown => None,
        PartialDate::Year(year) => Some((format!("{year:04}"), format!("{year:04}///"))),
        PartialDate::Month(year, month) => {
            Some((format!("{year:04}"), format!("{year:04}/{month:02}//")))
        }
        PartialDate::Day(day) => Some((
            format!("{:04}", day.year()),
            format!("{:04}/{:02}/{:02}/", day.year(), day.month(), day.day()),
        )),
    }
}
