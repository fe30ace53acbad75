//! The words that an acronym in brackets is short for.

use super::words::{ARTICLES, JOINING, LINKING, PREFIXES, SMALL, holds};

/// What an acronym is short for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Expansion {
    /// Plain text.
    pub(super) text: String,
    /// Whether every letter is accounted for; if not, it is a name that stands before the
    /// bracket, as *Committee for National Security (KNB)*.
    pub(super) sure: bool,
}

/// A word, or the part of one between hyphens.
#[derive(Clone, Copy)]
struct Word<'t> {
    text: &'t str,
    at: usize,
    small: bool,
    /// Whether a hyphen or slash joins it to the word before.
    part: bool,
}

/// No acronym of eight letters needs more.
const MOST_WORDS: usize = 24;

/// Finds the expansion at the end of the text before a bracket.
pub(super) fn find(before: &str, acronym: &str) -> Option<Expansion> {
    let words = words(before);
    let by_letters = by_letters(&words, acronym);
    let sure = by_letters.is_some();
    let at = by_letters.or_else(|| by_name(before, &words, acronym))?;
    let text = before.get(at..)?.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned();
    // *OSCE (OSCE)* says nothing.
    text.contains(char::is_lowercase).then_some(Expansion { text, sure })
}

/// The words of the sentence at the end of a text, the last first.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut end = text.len();
    // No name goes on across a bracket.
    let bracket = text.rfind(['(', ')', '[', ']']).map_or(0, |at| at + 1);
    for token in text[bracket..].split(char::is_whitespace).rev() {
        let at = end - token.len();
        end = at.saturating_sub(1);
        // Spaces may be longer than one byte: go back to where the token before ends.
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        if token.is_empty() {
            continue;
        }
        let initials =
            token.ends_with('.') && token.split('.').all(|part| part.chars().nth(1).is_none());
        let stop = token.ends_with(['.', ';', ':', '?', '!']) && !initials;
        if (stop && !words.is_empty()) || words.len() > MOST_WORDS {
            break;
        }
        let first = words.len();
        let mut from = 0;
        for part in token.split(['-', '/', '.', '’', '\'', '‑']) {
            let skip = part.len() - part.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
            let word = part[skip..].trim_end_matches(|c: char| !c.is_alphanumeric());
            // The *s* of *Prosecutor General’s* is no word.
            let genitive = word == "s" && from > 0;
            if !word.is_empty() && !genitive {
                let part = words.len() > first;
                words.push(Word {
                    text: word,
                    at: at + from + skip,
                    small: word.len() <= 8 && holds(SMALL, word),
                    part,
                });
            }
            from += part.len();
            from += token.get(from..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
        }
        words[first..].reverse();
        if stop {
            break;
        }
    }
    words
}

/// Where the words begin whose letters are those of the acronym, read from its end.
///
/// Each word gives its initial, and further capitals if it has them (*UN*, *ArcelorMittal*);
/// small words and what follows a hyphen may give none.
fn by_letters(words: &[Word<'_>], acronym: &str) -> Option<usize> {
    let letters: Vec<char> = acronym.chars().rev().filter(|c| c.is_uppercase()).collect();
    // reach[n]: whether the words so far can have given the last n letters.
    let mut reach = vec![false; letters.len() + 1];
    *reach.first_mut()? = true;
    for word in words {
        let giving: Vec<char> = giving(word.text);
        let skips = word.small || word.part;
        let mut next = vec![false; reach.len()];
        for n in (0..reach.len()).filter(|n| reach[*n]) {
            next[n] |= skips;
            // The letters of one word, its initial being the last that is read.
            for more in 0..giving.len() {
                let wanted = giving[..=more].iter().rev();
                let given = letters.get(n..n + more + 1).is_some_and(|given| {
                    given.iter().zip(wanted).all(|(a, b)| upper(*a) == upper(*b))
                });
                if given {
                    next[n + more + 1] = true;
                    if n + more + 1 == letters.len() && !word.small && !word.part {
                        return Some(word.at);
                    }
                }
            }
        }
        reach = next;
    }
    None
}

/// The letters that a word can give: its initial, its capitals, what follows a prefix.
fn giving(word: &str) -> Vec<char> {
    let mut giving: Vec<char> = word.chars().take(1).collect();
    giving.extend(word.chars().skip(1).filter(|c| c.is_uppercase()));
    let lower = word.to_lowercase();
    let prefix = PREFIXES.iter().find_map(|prefix| lower.strip_prefix(prefix));
    if let (1, Some(c)) = (giving.len(), prefix.and_then(|rest| rest.chars().next())) {
        giving.push(c);
    }
    giving
}

fn upper(c: char) -> char {
    c.to_uppercase().next().unwrap_or(c)
}

/// Where a name begins that ends at the bracket: a run of capitalised words.
///
/// Acronyms often stand for the name in another language, so no letter need match; but then
/// nothing tells a body from a person, unless the name is longer than a person's.
fn by_name(before: &str, words: &[Word<'_>], acronym: &str) -> Option<usize> {
    if acronym.chars().filter(|c| c.is_uppercase()).count() < 3 {
        return None;
    }
    let mut begin = None;
    let (mut capitals, mut shared, mut linked) = (0, false, false);
    let mut after = before.len();
    for (n, word) in words.iter().enumerate() {
        let gap = before.get(word.at + word.text.len()..after)?;
        let earlier = words.get(n + 1).map_or("", |word| word.text);
        if gap.contains([',', '“', '”', '"']) {
            break;
        }
        let capital = word.text.starts_with(char::is_uppercase);
        if word.small && capitals == 0 {
            return None;
        } else if holds(JOINING, word.text) {
            if earlier.starts_with(char::is_uppercase) {
                // *Justice and Security Committee*: two names or one.
                return None;
            }
            break;
        } else if holds(LINKING, word.text) {
            linked |= earlier.starts_with(char::is_uppercase);
        } else if holds(ARTICLES, word.text) {
            if !holds(LINKING, earlier) {
                break;
            }
        } else if capital && !word.small {
            begin = Some(word.at);
            capitals += 1;
            shared |= word.text.starts_with(|c| acronym.contains(c));
        } else if !word.part {
            break;
        }
        after = word.at;
    }
    (capitals >= 2 && (shared || linked || capitals >= 3)).then_some(begin?)
}

/// An English expansion of one where the text has several: *internally displaced person*.
pub(super) fn singular(text: &str) -> String {
    let cut = |ending: &str, by: &str| text.strip_suffix(ending).map(|stem| format!("{stem}{by}"));
    if text.ends_with("ss") {
        return text.to_owned();
    }
    let long = ["ches", "shes", "sses", "xes"].iter().any(|ending| text.ends_with(ending));
    let one = if long { cut("es", "") } else { cut("ies", "y").or_else(|| cut("s", "")) };
    one.unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expansions_by_letters_and_by_name() {
        for (before, acronym, want, sure) in [
            (
                "by the Organization for Security and Cooperation in Europe ",
                "OSCE",
                "Organization for Security and Cooperation in Europe",
                true,
            ),
            (
                "OSCE)/Office for Democratic Institutions and Human Rights ",
                "ODIHR",
                "Office for Democratic Institutions and Human Rights",
                true,
            ),
            (
                "the UN High Commissioner for Refugees ",
                "UNHCR",
                "UN High Commissioner for Refugees",
                true,
            ),
            ("of nongovernmental organizations ", "NGO", "nongovernmental organizations", true),
            ("of Non-Governmental Organizations ", "NGO", "Non-Governmental Organizations", true),
            (
                "to lesbian, gay, bisexual, transgender, queer, or intersex ",
                "LGBTQI+",
                "lesbian, gay, bisexual, transgender, queer, or intersex",
                true,
            ),
            (
                "The Ministry of Foreign Affairs-led Consultative Advisory Body ",
                "CAB",
                "Consultative Advisory Body",
                true,
            ),
            ("set occupational safety and health ", "OSH", "occupational safety and health", true),
            ("steel producer ArcelorMittal Temirtau ", "AMT", "ArcelorMittal Temirtau", true),
            ("at OzenMunayGaz ", "OMG", "OzenMunayGaz", true),
            ("the Prosecutor General’s Office ", "PGO", "Prosecutor General’s Office", true),
            (
                "The U.S. Agency for International Development ",
                "USAID",
                "U.S. Agency for International Development",
                true,
            ),
            ("the Department of State ", "DoS", "Department of State", true),
            ("gender-based violence ", "GBV", "gender-based violence", true),
            (
                "female genital mutilation/cutting ",
                "FGM/C",
                "female genital mutilation/cutting",
                true,
            ),
            (
                "Организация по безопасности и сотрудничеству в Европе ",
                "ОБСЕ",
                "Организация по безопасности и сотрудничеству в Европе",
                true,
            ),
            (
                "of the Organization of American States ",
                "OAS",
                "Organization of American States",
                true,
            ),
            (
                "said. The Committee for National Security ",
                "KNB",
                "Committee for National Security",
                false,
            ),
            (
                "the Federation of Trade Unions of the Republic of Kazakhstan ",
                "FTUK",
                "Federation of Trade Unions of the Republic of Kazakhstan",
                false,
            ),
            (
                "The National Preventive Mechanism against Torture ",
                "NPM",
                "National Preventive Mechanism against Torture",
                false,
            ),
            ("the State Security Committee ", "KGB", "State Security Committee", false),
            ("activist Yevgeniy Zhovtis ", "KIBHR", "", false),
            ("the Ministry of Justice and the Security Committee ", "KNB", "", false),
            ("Almaty, Security Committee ", "KNB", "", false),
            (
                "charges by the National Security Committee ",
                "KNB",
                "National Security Committee",
                false,
            ),
            (
                "he was held and the National Security Committee ",
                "KNB",
                "National Security Committee",
                false,
            ),
            (
                "In May the National Security Committee ",
                "KNB",
                "National Security Committee",
                false,
            ),
            (
                "went from Astana to National Security Committee ",
                "KNB",
                "National Security Committee",
                false,
            ),
            ("OSCE ", "OSCE", "", false),
            ("the committee ", "KNB", "", false),
            ("the Astana Times ", "UK", "", false),
            ("of the ", "OT", "", false),
            ("x ", "OSCE", "", false),
            ("", "OSCE", "", false),
        ] {
            let got = find(before, acronym);
            let got = got.as_ref().map_or(("", false), |e| (e.text.as_str(), e.sure));
            assert_eq!(got, (want, sure), "{before}({acronym})");
        }
    }

    #[test]
    fn one_of_several() {
        for (many, one) in [
            ("internally displaced persons", "internally displaced person"),
            ("agencies", "agency"),
            ("indigenous people", "indigenous people"),
            ("churches", "church"),
            ("loss", "loss"),
        ] {
            assert_eq!(singular(many), one);
        }
    }
}
