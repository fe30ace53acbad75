//! How wide a printed line was: whether the next word would still have stood on it.
//!
//! A page is set ragged: a line breaks where the next word does not fit. A line that breaks though
//! it would have fitted ends a paragraph. Which font a text was set in is seen from lines that
//! surely go on, those that a small letter follows.

use super::headings::is_labelled;
use super::lines::{Line, begins_small, closes};

/// Widths of the characters from space to tilde, in thousandths of the type's size.
type Widths = [u16; 95];

/// Times.
const SERIF: Widths = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

/// Helvetica, Arial.
const SANS: Widths = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Calibri.
const HUMANIST: Widths = [
    226, 326, 401, 498, 507, 715, 682, 221, 303, 303, 498, 498, 250, 306, 252, 386, 507, 507, 507,
    507, 507, 507, 507, 507, 507, 507, 268, 268, 498, 498, 498, 463, 894, 579, 544, 533, 615, 488,
    459, 631, 623, 252, 319, 520, 420, 855, 646, 662, 517, 673, 543, 459, 487, 642, 567, 890, 519,
    487, 468, 307, 386, 307, 498, 498, 291, 479, 525, 423, 525, 498, 305, 471, 525, 229, 239, 455,
    229, 799, 525, 527, 525, 525, 349, 391, 335, 525, 452, 715, 433, 453, 395, 314, 460, 314, 498,
];

/// A typewriter's.
const MONO: Widths = [600; 95];

/// How many lines are looked at.
const SAMPLE: usize = 6000;

/// The width of a text's lines.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    font: &'static Widths,
    /// Whether the printer set two spaces between sentences.
    double: bool,
    /// Whether the extraction left one of them.
    halved: bool,
    limit: u32,
}

impl Measure {
    /// Finds font and width.
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        let sample = &lines[..lines.len().min(SAMPLE)];
        let spacings: &[(bool, bool)] =
            if has_doubles(sample) { &[(true, false)] } else { &[(false, false), (true, true)] };
        let mut best: Option<(f64, Self)> = None;
        for font in [&SERIF, &SANS, &HUMANIST, &MONO] {
            for &(double, halved) in spacings {
                let trial = Self { font, double, halved, limit: 0 };
                let (miss, limit) = trial.tried(sample);
                if best.is_none_or(|(least, _)| miss < least) {
                    best = Some((miss, Self { limit, ..trial }));
                }
            }
        }
        let none = Self { font: &MONO, double: false, halved: false, limit: 0 };
        best.map_or(none, |(_, measure)| measure)
    }

    /// How badly the font explains where lines break, and the width that it gives.
    fn tried(&self, sample: &[Line<'_>]) -> (f64, u32) {
        let mut widths: Vec<u32> = sample.iter().map(|line| self.width(&line.text)).collect();
        widths.sort_unstable();
        let full = widths.get(widths.len() * 9 / 10).copied().unwrap_or(0);
        let longest =
            widths.iter().copied().filter(|width| *width <= full + full / 8).max().unwrap_or(0);
        // With the word that no longer fitted, each of these lines was too long.
        let mut over: Vec<u32> = sample
            .windows(2)
            .filter(|pair| {
                !pair[1].blank
                    && begins_small(&pair[1].text)
                    && !is_labelled(&pair[1].text)
                    && !closes(&pair[0].text)
            })
            .map(|pair| self.with_next(&pair[0].text, &pair[1].text))
            .collect();
        over.sort_unstable();
        let shortest = over.get(over.len() / 50).copied().unwrap_or(longest);
        let miss = (f64::from(longest) - f64::from(shortest)) / f64::from(shortest.max(1));
        (miss, longest.min(shortest))
    }

    /// Whether the first word of a line would have fitted on the line above it, beyond doubt: by
    /// half a letter.
    pub(super) fn fits(&self, line: &str, next: &str) -> bool {
        self.with_next(self.tail(line), next) + 200 <= self.limit
    }

    /// The same for a heading, whose type is heavier and larger.
    pub(super) fn heading_fits(&self, line: &str, next: &str) -> bool {
        let wide = self.with_next(line, next);
        wide + wide / 20 <= self.limit
    }

    /// Whether a line leaves a good part of its width empty.
    pub(super) fn is_short(&self, line: &str) -> bool {
        self.width(self.tail(line)) < self.limit / 10 * 7
    }

    /// Where a line that is as long as two passes the width of one.
    pub(super) fn overflow(&self, line: &str) -> Option<usize> {
        if self.limit == 0 || self.width(line) <= self.limit + self.limit / 8 {
            return None;
        }
        let mut width = 0;
        line.char_indices().find_map(|(at, c)| {
            width += self.advance(line, at, c);
            (width > self.limit).then_some(at)
        })
    }

    /// What stood on the second of two lines that an extraction made one.
    fn tail<'l>(&self, line: &'l str) -> &'l str {
        let at = self.overflow(line).and_then(|at| line[..at].rfind(' '));
        at.map_or(line, |at| line[at..].trim_start())
    }

    fn with_next(&self, line: &str, next: &str) -> u32 {
        let word = next.split_whitespace().next().unwrap_or_default();
        // A word breaks behind its hyphens.
        let hyphens = word.find(['-', '—']).map(|at| {
            let rest = word[at..].trim_start_matches(['-', '—']);
            &word[..word.len() - rest.len()]
        });
        let gap = if line.ends_with(['-', '—']) {
            0
        } else if self.double && (closes(line) || line.ends_with(':')) {
            2 * self.space()
        } else {
            self.space()
        };
        self.width(line) + gap + self.width(hyphens.unwrap_or(word))
    }

    fn space(&self) -> u32 {
        u32::from(self.font[0])
    }

    fn width(&self, text: &str) -> u32 {
        text.char_indices().map(|(at, c)| self.advance(text, at, c)).sum()
    }

    /// The width of a character; of a space between two sentences that of two.
    fn advance(&self, text: &str, at: usize, c: char) -> u32 {
        let own = match c {
            ' '..='~' => u32::from(self.font[usize::from(c as u8 - b' ')]),
            '‘' | '’' => u32::from(self.font[usize::from(b'(' - b' ')]),
            '“' | '”' => u32::from(self.font[usize::from(b'k' - b' ')]),
            '—' | '…' => 1000,
            _ => u32::from(self.font[usize::from(b'o' - b' ')]),
        };
        let between = self.halved && c == ' ' && {
            let (before, behind) = (&text[..at], &text[at + 1..]);
            let capital = |c: char| c.is_uppercase() || c.is_ascii_digit() || c == '“';
            before.ends_with(':') || (behind.starts_with(capital) && closes(before))
        };
        if between { own + self.space() } else { own }
    }
}

/// Whether most sentences inside lines are parted by two spaces.
fn has_doubles(sample: &[Line<'_>]) -> bool {
    let (mut double, mut single) = (0, 0);
    for line in sample {
        for (at, _) in line.text.match_indices(". ") {
            let behind = line.text.get(at + 2..).unwrap_or_default();
            double += usize::from(behind.starts_with(' '));
            single += usize::from(behind.starts_with(char::is_uppercase));
        }
    }
    double > single
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use super::*;

    /// A text set as a printer would, in a width.
    fn set(font: &'static Widths, text: &str, limit: u32) -> String {
        let measure = Measure { font, double: false, halved: false, limit };
        let mut lines: Vec<String> = vec![String::new()];
        for word in text.split(' ') {
            let last = lines.last_mut().unwrap();
            if last.is_empty() {
                last.push_str(word);
            } else if measure.with_next(last, word) <= limit {
                last.push(' ');
                last.push_str(word);
            } else {
                lines.push(word.to_owned());
            }
        }
        lines.join("\n")
    }

    #[test]
    fn a_line_that_breaks_early_is_seen_in_any_font() {
        let words = "the quick minister will judge a lawful wiki immediately while mammals \
                     sit illicitly in a dim hall of silent wooden windows and jam";
        for font in [&SERIF, &SANS, &HUMANIST, &MONO] {
            let text = set(font, &[words; 20].join(" "), 30_000);
            let text = format!("{text} and\nmore.");
            let lines = split(&text);
            let measure = Measure::of(&lines);
            let early = lines.windows(2).take(lines.len() - 2);
            for pair in early {
                assert!(!measure.fits(&pair[0].text, &pair[1].text), "{pair:?}");
            }
            assert!(measure.fits("a short line.", "Next"));
            assert!(measure.is_short("a short line."));
        }
    }

    #[test]
    fn a_line_as_long_as_two_is_cut_where_the_first_ended() {
        let measure = Measure { font: &MONO, double: false, halved: false, limit: 12_000 };
        assert_eq!(measure.overflow("one two three four five six"), Some(20));
        assert_eq!(measure.tail("one two three four five six"), "five six");
        assert_eq!(measure.overflow("one two three"), None);
    }
}
