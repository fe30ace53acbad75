//! Plain text → sentences.
//!
//! Reports abbreviate titles, number their sections and end sentences inside quotation marks; the
//! rules of Unicode (UAX 29) cut them there. A sentence cut in two would count as two changes.

use std::ops::Range;

use memchr::memchr3_iter;

use super::language_of;

/// Words that end in a full stop inside a sentence, lower case, without the stop.
const ENGLISH: &[&str] = &[
    "adm", "art", "arts", "ave", "brig", "capt", "cf", "cmdr", "col", "dept", "dr", "e.g", "et al",
    "fig", "gen", "gov", "hon", "i.e", "jr", "lt", "maj", "messrs", "mr", "mrs", "ms", "mt", "no",
    "nos", "op", "p", "para", "paras", "pp", "prof", "rep", "rev", "sec", "sen", "sgt", "sr", "st",
    "v", "vol", "vs", "al", "approx", "ca", "incl",
];
const RUSSIAN: &[&str] = &[
    "г", "гг", "др", "им", "кв", "млн", "млрд", "обл", "п", "пп", "пр", "руб", "с", "см", "ст",
    "стр", "т", "т.д", "т.е", "т.к", "т.п", "тыс", "ул", "ч", "экз",
];
/// Months whose short forms carry a stop; a number follows them.
const MONTHS: &[&str] =
    &["jan", "feb", "mar", "apr", "aug", "sept", "sep", "oct", "nov", "dec", "янв", "фев", "авг"];

/// The sentences of a text, in order; together they are the text without the spaces between.
pub fn sentences(text: &str, language: &str) -> Vec<Range<usize>> {
    let short: &[&str] = match language_of(language) {
        "ru" => RUSSIAN,
        _ => ENGLISH,
    };
    let mut found = Vec::new();
    let mut start = 0;
    for at in memchr3_iter(b'.', b'!', b'?', text.as_bytes()) {
        if at < start {
            continue;
        }
        if let Some((end, next)) = boundary(text, start, at, short) {
            found.push(start..end);
            start = next;
        }
    }
    let rest = text[start..].trim_end();
    if !rest.is_empty() {
        found.push(start..start + rest.len());
    }
    found
}

/// Where the sentence that has a stop at `at` ends and the next begins, if it ends there.
fn boundary(text: &str, start: usize, at: usize, short: &[&str]) -> Option<(usize, usize)> {
    let closing = |c: char| matches!(c, '”' | '"' | '’' | '\'' | ')' | ']' | '»' | '.' | '!' | '?');
    let after = text[at + 1..].trim_start_matches(closing);
    let end = text.len() - after.len();
    let next = after.trim_start();
    if next.len() == after.len() || next.is_empty() {
        return None;
    }
    let first = next.chars().find(|c| !matches!(c, '“' | '"' | '‘' | '\'' | '(' | '[' | '«'))?;
    if !(first.is_uppercase() || first.is_numeric()) && first.is_alphabetic() {
        return None;
    }
    let stop = text.as_bytes()[at] == b'.' && end == at + 1;
    let word = next.split_whitespace().next().unwrap_or(next);
    let numbered = word.contains(|c: char| c.is_ascii_digit());
    if stop && holds_on(&text[start..at], if numbered { '1' } else { first }, short) {
        return None;
    }
    Some((end, text.len() - next.len()))
}

/// Whether a full stop behind these words does not end their sentence.
fn holds_on(before: &str, next: char, short: &[&str]) -> bool {
    let word = before.rsplit([' ', '(', '“', '"', '\u{a0}']).next().unwrap_or(before);
    let mut letters = word.chars();
    let single = letters.next().filter(|_| letters.next().is_none());
    // An initial: `N. Nazarbayev`. A section's letter stands behind a number: `1.c.`
    if single.is_some_and(char::is_uppercase) {
        return next.is_uppercase();
    }
    let lower = word.to_lowercase();
    if MONTHS.contains(&&*lower) {
        return next.is_numeric();
    }
    if short.contains(&&*lower) {
        // `No. 5` and `p. 7`, but also the answer `no.` and the end of a list.
        let needs_number =
            matches!(&*lower, "no" | "nos" | "p" | "pp" | "art" | "arts" | "fig" | "para" | "al");
        return !needs_number || next.is_numeric();
    }
    // `U.S. Embassy`, `a.m. On` is rare enough to be cut wrongly.
    let initials = word.len() > 2
        && word.split('.').all(|part| part.chars().count() == 1)
        && word.chars().next().is_some_and(char::is_uppercase);
    if initials {
        return next.is_uppercase();
    }
    // A numbered item: `1. The law`.
    before.len() <= 3 && !before.is_empty() && before.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, parts: &[&str]) {
        let found: Vec<&str> = sentences(text, "en").into_iter().map(|at| &text[at]).collect();
        assert_eq!(found, parts, "{text}");
    }

    #[test]
    fn sentences_end_where_a_reader_would_say() {
        check("One. Two! Three?", &["One.", "Two!", "Three?"]);
        check(
            "He called it “a disgrace.” The court agreed. (See section 2.a.) It ended.",
            &["He called it “a disgrace.”", "The court agreed.", "(See section 2.a.)", "It ended."],
        );
        check(
            "Judge N. Petrov met Dr. Ito and Mr. Ali.",
            &["Judge N. Petrov met Dr. Ito and Mr. Ali."],
        );
        check(
            "The U.S. Embassy spoke of No. 5 and 2.5 years, e.g. in Feb. 2018.",
            &["The U.S. Embassy spoke of No. 5 and 2.5 years, e.g. in Feb. 2018."],
        );
        check("It fined Ratel.kz. 12 appealed.", &["It fined Ratel.kz.", "12 appealed."]);
        check(
            "Was there an answer? No. The law stands.",
            &["Was there an answer?", "No.", "The law stands."],
        );
        check("He is in prison No. AP162/4 there.", &["He is in prison No. AP162/4 there."]);
        check("See section 1.c. The law forbids it.", &["See section 1.c.", "The law forbids it."]);
        check("no capital. but more", &["no capital. but more"]);
        check("", &[]);
    }

    #[test]
    fn russian_short_forms_hold_on() {
        let text = "В 2018 г. Суд решил, что ст. 174 применима. Дело закрыто.";
        let found: Vec<&str> = sentences(text, "ru").into_iter().map(|at| &text[at]).collect();
        assert_eq!(found, ["В 2018 г. Суд решил, что ст. 174 применима.", "Дело закрыто."]);
    }

    proptest! {
        #[test]
        fn nothing_but_spaces_is_lost(text in "[A-Za-zа-я .!?”’()“0-9]{0,80}") {
            let parts = sentences(&text, "en");
            let joined: String = parts.into_iter().map(|at| &text[at]).collect();
            let squeeze = |text: &str| text.replace(char::is_whitespace, "");
            prop_assert_eq!(squeeze(&joined), squeeze(&text));
        }
    }
}
