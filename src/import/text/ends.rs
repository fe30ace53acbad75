//! Where a paragraph ends in text whose lines were wrapped.
//!
//! A blank line tells, and so does a line that breaks before it was full. A full line that ends a
//! sentence may end a paragraph or not: then pages and words decide (`weigh`).

use super::lines::{Line, begins_small, closes, opens};
use super::metrics::Measure;

/// Whether a paragraph ends between two lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum End {
    /// It does.
    Yes,
    /// It goes on.
    No,
    /// The line was full, and ends a sentence.
    Maybe,
}

/// Tells where paragraphs end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ends {
    /// The width of lines.
    pub(super) measure: Measure,
    /// Whether blank lines part the paragraphs of this text.
    pub(super) blanks: bool,
}

impl Ends {
    /// Whether a paragraph ends between a line and the next.
    pub(super) fn between(&self, last: &Line<'_>, next: &Line<'_>) -> End {
        let small = begins_small(&next.text);
        if next.blank {
            let goes_on = small && !closes(&last.text) && !last.text.ends_with(':');
            return if goes_on { End::No } else { End::Yes };
        }
        if small || !opens(&next.text) {
            return End::No;
        }
        let fits = self.measure.fits(&last.text, &next.text);
        if !closes(&last.text) {
            let ends = fits && !last.text.ends_with(':') && self.measure.is_short(&last.text);
            return if ends { End::Yes } else { End::No };
        }
        if fits {
            return End::Yes;
        }
        if (self.blanks && !next.page) || is_abbreviation(&last.text) {
            End::No
        } else {
            End::Maybe
        }
    }
}

/// Whether the mark at the end of a line is that of a short form or an initial.
fn is_abbreviation(line: &str) -> bool {
    let word = line.split_whitespace().next_back().unwrap_or_default();
    let Some(stem) = word.strip_suffix('.') else { return false };
    matches!(stem, "No" | "Mr" | "Mrs" | "Ms" | "Dr" | "St" | "Gen" | "Lt" | "Col" | "Sgt" | "vs")
        || (stem.len() == 1 && stem.chars().all(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    fn told(text: &str, blanks: bool) -> Vec<End> {
        // A page of full lines tells the width.
        let full = "the lines of this page are just as long as this one is and no longer\n";
        let page = format!("{}and the end\n", full.repeat(30));
        let ends = Ends { measure: Measure::of(&split(&page)), blanks };
        split(text).windows(2).map(|pair| ends.between(&pair[0], &pair[1])).collect()
    }

    #[test]
    fn a_short_line_that_ends_a_sentence_ends_a_paragraph() {
        assert_eq!(told("This ends it.\nThe next begins", false), [End::Yes]);
        assert_eq!(told("No full stop\nThe", false), [End::Yes]);
        assert_eq!(told("this goes on,\nand on", false), [End::No]);
        assert_eq!(told("It included:\nAll", false), [End::No]);
    }

    #[test]
    fn a_full_line_that_ends_a_sentence_may_end_a_paragraph() {
        let full = "the lines of this page are just as long as this one is, and so it ends.";
        assert_eq!(told(&format!("{full}\nThe law"), false), [End::Maybe]);
        assert_eq!(told(&format!("{full}\nThe law"), true), [End::No]);
        let initial = "the lines of this page are just as long as this one is: by one named D.";
        assert_eq!(told(&format!("{initial}\nAbetov"), false), [End::No]);
    }

    #[test]
    fn a_blank_line_ends_a_paragraph_but_in_a_sentence() {
        assert_eq!(told("One.\n\nTwo", true), [End::Yes]);
        assert_eq!(told("one and\n\ntwo", true), [End::No]);
    }
}
