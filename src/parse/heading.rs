//! Headings as publishers print them: label, words, slug, and the form they are compared in.

use crate::path;

/// A heading taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The label as printed: `Section 2.`, `a.`, `IV.`; empty if there is none.
    pub printed: String,
    /// The label alone, lower case: `2`, `a`, `iv`.
    pub label: String,
    /// The words behind it.
    pub words: String,
}

/// Words that number a part when a figure follows.
const PARTS: [&str; 10] = [
    "section",
    "chapter",
    "part",
    "article",
    "annex",
    "раздел",
    "глава",
    "часть",
    "статья",
    "приложение",
];

/// Splits a printed heading into label and words.
///
/// The State Department prints `Section 1.` (until 2003 without the stop) and `a.`; others
/// number by figures (`2.`, `2.1`) or Roman numerals (`IV.`).
pub fn split(text: &str) -> Heading {
    let text = text.trim();
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default();
    if PARTS.contains(&first.to_lowercase().as_str())
        && let Some(second) = words.next()
    {
        let figure = second.trim_end_matches(['.', ':']);
        if is_figure(figure) || is_roman(figure) {
            return cut(text, &[first, second], figure);
        }
    }
    if let Some(figure) = first.strip_suffix(['.', ')']) {
        let letter = figure.chars().count() == 1 && figure.chars().all(char::is_alphabetic);
        if letter || is_figure(figure) || is_roman(figure) {
            return cut(text, &[first], figure);
        }
    }
    if first.contains('.') && is_figure(first) {
        return cut(text, &[first], first);
    }
    Heading { printed: String::new(), label: String::new(), words: text.to_owned() }
}

fn cut(text: &str, parts: &[&str], label: &str) -> Heading {
    let mut rest = text;
    for part in parts {
        rest = rest.trim_start().strip_prefix(part).unwrap_or(rest);
    }
    let rest = rest.trim_start();
    if rest.is_empty() {
        return Heading { printed: String::new(), label: String::new(), words: text.to_owned() };
    }
    Heading { printed: parts.join(" "), label: label.to_lowercase(), words: rest.to_owned() }
}

fn is_figure(text: &str) -> bool {
    text.len() <= 8
        && text.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

fn is_roman(text: &str) -> bool {
    text.len() > 1 && text.len() <= 5 && text.bytes().all(|b| b"IVXL".contains(&b))
}

/// The label of a section inside another: `a` inside `2` is `2.a`; a figure counts alone if it
/// already carries its parent's (`2.1` inside `2`).
pub fn full_label(parent: &str, own: &str) -> String {
    if parent.is_empty() || own.is_empty() || own.starts_with(&format!("{parent}.")) {
        own.to_owned()
    } else {
        format!("{parent}.{own}")
    }
}

/// Whether two labels of parts are the same: `2.a`, `2a`, `Section 2.a.`.
pub fn same_label(a: &str, b: &str) -> bool {
    let plain = |text: &str| -> String {
        let split = split(text);
        let text = if split.label.is_empty() { text } else { &split.label };
        let text = text.trim_start_matches("Section ").trim_start_matches("section ");
        text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
    };
    plain(a) == plain(b)
}

/// The short slug of a heading: its first clause, six words at the most.
///
/// *Torture and Other Cruel, Inhuman, or Degrading Treatment* → `torture`.
pub fn short_slug(words: &str) -> String {
    const ENDS: [&str; 6] = [",", ";", ":", "(", " and other ", " including "];
    const LOOSE: [&str; 13] =
        ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to"];
    let lower = words.to_lowercase();
    // *Acts of Violence, Discrimination, and Other Abuses Based on Sexual Orientation …* is about
    // what follows *based on*.
    let lower = lower.split_once(" based on ").map_or(lower.as_str(), |(_, matter)| matter);
    let end = ENDS.iter().filter_map(|end| lower.find(end)).filter(|at| *at > 0).min();
    let clause = end.and_then(|at| lower.get(..at)).unwrap_or(lower);
    let slug = path::slug(clause);
    let mut parts: Vec<&str> = slug.split('-').take(6).collect();
    while parts.len() > 1 && parts.last().is_some_and(|word| LOOSE.contains(word)) {
        parts.pop();
    }
    if parts.len() > 1 && parts[0] == "the" {
        parts.remove(0);
    }
    let mut slug = parts.join("-");
    slug.truncate(60);
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The form in which headings are compared: without label, case, apostrophes, closing marks,
/// runs of spaces and the plural *s* of each word.
///
/// *INTERNET FREEDOM* = *Internet Freedom*; *International Child Abductions* =
/// *International Child Abduction*; *Section 7. Workers’ Rights* = *Section 7. Worker Rights*.
pub fn normal(text: &str) -> String {
    let words = split(text).words;
    let mut out = String::with_capacity(words.len());
    for word in words.split(|c: char| c.is_whitespace() || c == '/' || matches!(c, '-' | '–' | '—'))
    {
        let mut plain: String = word
            .chars()
            .filter(|c| c.is_alphanumeric() || *c == '&')
            .flat_map(char::to_lowercase)
            .collect();
        if plain.len() > 3 && plain.ends_with('s') && !plain.ends_with("ss") {
            plain.pop();
        }
        if plain.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&plain);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_as_publishers_print_them() {
        let parts = |text| {
            let heading = split(text);
            (heading.printed, heading.label, heading.words)
        };
        let owned = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
        assert_eq!(parts("Section 1. Respect for"), owned("Section 1.", "1", "Respect for"));
        assert_eq!(parts("Section 1 Respect for"), owned("Section 1", "1", "Respect for"));
        assert_eq!(parts("a. Disappearance"), owned("a.", "a", "Disappearance"));
        assert_eq!(parts("D. Arbitrary Arrest"), owned("D.", "d", "Arbitrary Arrest"));
        assert_eq!(parts("IV. Findings"), owned("IV.", "iv", "Findings"));
        assert_eq!(parts("2.1 Findings"), owned("2.1", "2.1", "Findings"));
        assert_eq!(parts("A Year of Arrests"), owned("", "", "A Year of Arrests"));
        assert_eq!(parts("2019 in Review"), owned("", "", "2019 in Review"));
        assert_eq!(parts("Section 5"), owned("", "", "Section 5"));
        assert_eq!(full_label("2", "a"), "2.a");
        assert_eq!(full_label("2", "2.1"), "2.1");
    }

    #[test]
    fn slugs_are_short_and_say_what_it_is() {
        for (words, slug) in [
            ("Torture and Other Cruel, Inhuman, or Degrading Treatment", "torture"),
            ("Freedom of Expression, Including for the Press", "freedom-of-expression"),
            ("Rape and Domestic Violence", "rape-and-domestic-violence"),
            ("National/Racial/Ethnic Minorities", "national-racial-ethnic-minorities"),
            ("Respect for the Integrity of the Person, Including", "respect-for-the-integrity"),
            (
                "The United Nations or Other International Bodies",
                "united-nations-or-other-international",
            ),
            ("Discrimination (see section 6)", "discrimination"),
            (
                "Acts of Violence, Discrimination, and Other Abuses Based on Sexual Orientation and Gender Identity",
                "sexual-orientation-and-gender-identity",
            ),
        ] {
            assert_eq!(short_slug(words), slug);
        }
    }

    #[test]
    fn headings_are_compared_without_what_printers_change() {
        for (a, b) in [
            ("INTERNET FREEDOM", "Internet Freedom"),
            ("International Child Abductions", "International Child Abduction"),
            ("Section 7. Workers’ Rights", "Section 7. Worker Rights."),
            ("e. Acceptable Conditions of Work", "d. Acceptable Conditions of Work"),
            ("Libel/Slander Laws:", "Libel / Slander Laws"),
        ] {
            assert_eq!(normal(a), normal(b));
        }
        assert_ne!(normal("Freedom of Assembly"), normal("Freedom of Peaceful Assembly"));
        assert_eq!(normal("Status"), "statu");
    }
}
