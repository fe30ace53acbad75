//! `BibTeX`, in the Unicode that its readers of today take.

use std::fmt::Write;

use super::{Work, said};
use crate::date::PartialDate;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

pub(super) fn bibtex(work: &Work<'_>) -> String {
    let entry = if work.section.is_some() { "incollection" } else { "techreport" };
    let mut out = format!("@{entry}{{{},\n", work.key);
    // A second pair of braces keeps the name of a body from being taken for first and last name.
    field(&mut out, "author", &format!("{{{}}}", escape(work.publisher)));
    field(&mut out, "title", &format!("{{{}}}", escape(work.name())));
    if let Some(part) = work.section {
        field(&mut out, "booktitle", &format!("{{{}}}", escape(work.title)));
        field(&mut out, "publisher", &escape(work.publisher));
        if let Some(label) = part.number() {
            field(&mut out, "chapter", &escape(label));
        }
    } else {
        field(&mut out, "institution", &escape(work.publisher));
    }
    field(&mut out, "edition", &escape(work.edition));
    let year = said(work.published, |date| {
        date.to_string().split('-').next().unwrap_or_default().to_owned()
    });
    field(&mut out, "year", &year);
    let month = match work.published {
        PartialDate::Day(day) => Some((day.month(), Some(day.day()))),
        PartialDate::Month(_, month) => Some((month, None)),
        PartialDate::Year(_) | PartialDate::Unknown => None,
    };
    if let Some((month, day)) = month {
        let name = usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at));
        let _ = writeln!(out, "  month = {},", name.unwrap_or(&"jan"));
        if let Some(day) = day {
            field(&mut out, "day", &day.to_string());
        }
    }
    // An address is taken as it is; only braces would end it.
    let url = work.url.unwrap_or(&work.archive_url);
    field(&mut out, "url", &url.replace('{', "%7B").replace('}', "%7D"));
    if work.url.is_some() && work.retrieved != PartialDate::Unknown {
        field(&mut out, "urldate", &work.retrieved.to_string());
    }
    field(&mut out, "language", &escape(work.language));
    if let Some(name) = work.translator() {
        field(&mut out, "translator", &format!("{{{}}}", escape(name)));
    }
    if let Some(original) = work.translates() {
        field(&mut out, "origtitle", &format!("{{{}}}", escape(original.title)));
        field(&mut out, "origlanguage", &escape(original.tag));
        if original.published != PartialDate::Unknown {
            field(&mut out, "origdate", &original.published.to_string());
        }
    }
    field(&mut out, "note", &escape(&work.note()));
    out.push_str("}\n");
    out
}

fn field(out: &mut String, name: &str, value: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "  {name} = {{{value}}},");
}

/// Letters that mean something to TeX.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                out.push('\\');
                out.push(letter);
            }
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}
