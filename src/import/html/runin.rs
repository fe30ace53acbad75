//! Run-in headings: the words that a paragraph begins with, set apart by a mark and a colon.
//!
//! A mark alone is not enough, and words alone are not: “Significant human rights issues
//! included: …” is prose. A mark, or that the publisher's outline has the words, decides.

use super::super::known::{KnownHeading, Outline};
use super::inline::{Piece, Taken, after, text_of};

/// A run-in heading that was found.
pub(super) struct RunIn {
    /// Its words, without the colon.
    pub(super) label: String,
    /// What stands behind it.
    pub(super) rest: Vec<Piece>,
    /// What stood there, where it was not the words and a colon.
    pub(super) printed: Option<String>,
}

/// How many words a run-in heading has at most, and how many bytes.
const WORDS: usize = 24;
const BYTES: usize = 220;
/// A mark that does not end with the colon ends at most so many bytes before or behind it.
const SLIP: usize = 60;
/// Words that stay small in titles.
const SMALL: [&str; 26] = [
    "a", "an", "and", "as", "at", "against", "before", "between", "by", "during", "for", "from",
    "in", "into", "its", "of", "on", "or", "other", "outside", "the", "to", "under", "while",
    "with", "without",
];

/// The beginning of a paragraph.
struct Lead {
    text: String,
    /// How far a mark reaches from the beginning.
    marked: usize,
    /// How far italics do.
    italic: usize,
    /// Where the first link stands.
    link: usize,
}

impl Lead {
    fn of(pieces: &[Piece]) -> Self {
        let mut lead = Self { text: String::new(), marked: 0, italic: 0, link: usize::MAX };
        let (mut marked, mut italic) = (true, true);
        for piece in pieces {
            if lead.text.len() > BYTES * 2 {
                break;
            }
            let empty = piece.text.trim().is_empty();
            marked &= piece.set.is_marked() || empty;
            italic &= piece.set.emphasis || empty;
            if piece.set.link.is_some() {
                lead.link = lead.link.min(lead.text.len());
            }
            lead.text.push_str(&piece.text);
            if marked && !empty {
                lead.marked = lead.text.len();
            }
            if italic && !empty {
                lead.italic = lead.text.len();
            }
        }
        lead
    }

    /// Where the colon of a run-in heading may stand: before the first link, with a space or
    /// nothing behind it, or with the mark's end.
    fn colon(&self) -> Option<usize> {
        let at = self.text.find(':').filter(|at| *at < self.link.min(BYTES))?;
        let behind = self.text.get(at + 1..).unwrap_or_default();
        let parted = behind.is_empty() || behind.starts_with(char::is_whitespace);
        (parted || at + 1 == self.marked || at == self.marked).then_some(at)
    }
}

/// Finds the run-in heading of a paragraph.
pub(super) fn run_in(taken: &Taken, outline: Option<&Outline>) -> Option<RunIn> {
    let lead = Lead::of(&taken.pieces);
    let known = |words: &str| outline.is_some_and(|outline| outline.find(words).next().is_some());
    let Some(colon) = lead.colon() else {
        return without_colon(taken, &lead, known);
    };
    let label = lead.text.get(..colon)?.trim();
    if !is_label(label) {
        return None;
    }
    let reaches = |mark: usize| mark > 0 && colon <= mark + SLIP && mark <= colon + SLIP;
    let plain = || is_title(label) || known(label);
    let found = if reaches(lead.marked) {
        label.split_whitespace().count() <= 4 || plain()
    } else if taken.empty_mark {
        plain()
    } else if reaches(lead.italic) {
        // Italics are for the names of newspapers too.
        known(label) || (lead.italic == colon + 1 && is_title(label))
    } else {
        known(label)
    };
    found.then(|| RunIn {
        label: label.to_owned(),
        rest: after(&taken.pieces, colon + 1),
        printed: None,
    })
}

/// A marked heading of the outline whose colon is missing, or is a full stop.
fn without_colon(taken: &Taken, lead: &Lead, known: impl Fn(&str) -> bool) -> Option<RunIn> {
    let marked = lead.text.get(..lead.marked).filter(|_| lead.marked < lead.text.len())?;
    let label = marked.trim().trim_end_matches('.');
    if lead.link < lead.marked || !is_label(label) || !known(label) {
        return None;
    }
    let mut rest = after(&taken.pieces, lead.marked);
    let mut printed = marked.trim().to_owned();
    if let Some(first) = rest.first_mut()
        && let Some(behind) = first.text.strip_prefix('.')
    {
        printed.push('.');
        first.text = behind.trim_start().to_owned();
    }
    Some(RunIn { label: label.to_owned(), rest, printed: Some(printed) })
}

/// A paragraph that is marked as a whole and names a heading of the outline: the heading, and the
/// level that it should have.
pub(super) fn marked_heading<'o>(
    taken: &Taken,
    outline: Option<&'o Outline>,
    above: &[String],
) -> Option<&'o KnownHeading> {
    if !is_marked(taken) {
        return None;
    }
    let words = text_of(&taken.pieces);
    let outline = outline.filter(|_| is_label(&words) && !words.ends_with(':'))?;
    let under = |heading: &&KnownHeading| {
        heading.under.as_ref().is_none_or(|under| above.iter().any(|open| open == under))
    };
    outline.find(&words).find(under)
}

/// Whether all of a paragraph is marked.
pub(super) fn is_marked(taken: &Taken) -> bool {
    let marked = |piece: &Piece| piece.set.is_marked() || piece.text.trim().is_empty();
    !taken.pieces.is_empty() && taken.pieces.iter().all(marked)
}

/// Whether words can be a heading at all: not too many, and no sentence.
pub(super) fn is_label(words: &str) -> bool {
    let count = words.split_whitespace().count();
    (1..=WORDS).contains(&count)
        && words.len() <= BYTES
        && words.chars().any(char::is_alphabetic)
        && !words.contains(';')
        && !words.contains(". ")
}

/// Whether words are written as a title is: each of weight with a capital or a figure.
fn is_title(words: &str) -> bool {
    let mut words = words
        .split(|c: char| c.is_whitespace() || c == '/')
        .map(|word| word.trim_start_matches(|c: char| !c.is_alphanumeric()));
    let large = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    words.next().is_some_and(large)
        && words.all(|word| {
            let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            bare.is_empty() || large(word) || SMALL.contains(&bare)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::html::inline::Set;
    use crate::parse::heading::normal;

    fn outline() -> Outline {
        let heading = |printed: &str| KnownHeading {
            printed: printed.into(),
            normal: normal(printed),
            under: None,
            depth: 1,
        };
        Outline {
            id: "x-2019".into(),
            headings: vec![heading("Recent Elections"), heading("Women")],
        }
    }

    fn taken(parts: &[(&str, &str)]) -> Taken {
        let pieces = parts.iter().map(|(mark, text)| Piece {
            text: (*text).into(),
            set: Set {
                strong: mark.contains('b'),
                underline: mark.contains('u'),
                emphasis: mark.contains('i'),
                link: mark.contains('a').then(|| "https://example.org/".into()),
            },
        });
        let empty_mark = parts.first().is_some_and(|(mark, _)| mark.contains('0'));
        Taken { pieces: pieces.collect(), empty_mark, unseen: String::new(), line: 1 }
    }

    fn found(parts: &[(&str, &str)]) -> Option<(String, String)> {
        let outline = outline();
        let run_in = run_in(&taken(parts), Some(&outline))?;
        Some((run_in.label, text_of(&run_in.rest)))
    }

    #[test]
    fn marks_and_colons_make_run_in_headings() {
        let some = |label: &str, rest: &str| Some((label.to_owned(), rest.to_owned()));
        for (parts, wanted) in [
            (
                &[("u", "Physical Conditions"), ("", ": Bad.")][..],
                some("Physical Conditions", "Bad."),
            ),
            (&[("b", "Administration:"), ("", " Bad.")], some("Administration", "Bad.")),
            (&[("b", "Administration:"), ("", "Bad.")], some("Administration", "Bad.")),
            (
                &[("u", "Physical"), ("", " "), ("u", "C"), ("", "onditions: Bad.")],
                some("Physical Conditions", "Bad."),
            ),
            (&[("u", "Freedom of movement"), ("", " : Bad.")], some("Freedom of movement", "Bad.")),
            (
                &[("0", "Child, Early, and Forced Marriage: Bad.")],
                some("Child, Early, and Forced Marriage", "Bad."),
            ),
            (&[("bi", "Women:"), ("", " Bad.")], some("Women", "Bad.")),
            (&[("", "Recent Elections: Bad.")], some("Recent Elections", "Bad.")),
            (&[("u", "Recent Elections."), ("", " Bad.")], some("Recent Elections", "Bad.")),
            (
                &[("u", "Recent Elections"), ("", " were bad.")],
                some("Recent Elections", "were bad."),
            ),
            (&[("i", "Sexual Harassment:"), ("", " Bad.")], some("Sexual Harassment", "Bad.")),
            (&[("b", "Arbitrary Arrest:")], some("Arbitrary Arrest", "")),
        ] {
            assert_eq!(found(parts), wanted, "{parts:?}");
        }
    }

    #[test]
    fn prose_is_left_alone() {
        for parts in [
            &[("", "Significant human rights issues included: torture.")][..],
            &[
                ("b", "Significant human rights issues included credible reports of:"),
                ("", " torture."),
            ],
            &[("", "Corruption: it was everywhere.")],
            &[("0", "Also see the findings of the department at "), ("a", "http://example.org/")],
            &[("i", "Freedom on the Net"), ("", " reported: nothing.")],
            &[("i", "The Times"), ("", ": nothing.")],
            &[("i", "Note: This report was updated; see the errata.")],
            &[(
                "b",
                "Note: This report was updated in March of the year that followed; see the errata.",
            )],
            &[("u", "Important. It was said"), ("", ": no.")],
            &[("b", "Unknown Heading"), ("", " and text.")],
            &[("", "At 10:30 they came.")],
            &[("", ":")],
        ] {
            assert_eq!(found(parts), None, "{parts:?}");
        }
    }

    #[test]
    fn a_paragraph_that_is_marked_as_a_whole_may_be_a_heading() {
        let outline = outline();
        let heading =
            |parts: &[(&str, &str)]| marked_heading(&taken(parts), Some(&outline), &[]).is_some();
        assert!(heading(&[("b", "WOMEN")]));
        assert!(!heading(&[("b", "Men")]));
        assert!(!heading(&[("", "Women")]));
        assert!(!heading(&[("b", "Women"), ("", " were there.")]));
    }
}
