//! Decoded text → its lines, without what nobody sees.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::import::ledger::{Ledger, Rule};

/// A line that has words.
#[derive(Clone, Debug)]
pub(super) struct Line<'t> {
    /// Its number in the decoded source, from 1.
    pub(super) number: u32,
    /// Its text, without the white space around it.
    pub(super) text: Cow<'t, str>,
    /// Whether a blank line stands above it.
    pub(super) blank: bool,
    /// Whether a page begins with it: a form feed, or the one space that some extractions leave.
    pub(super) page: bool,
}

/// Characters that nobody sees and that may change what one sees.
fn is_unseen(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}')
        || matches!(c, '\u{e0000}'..='\u{e007f}')
}

/// The text without characters that nobody sees; the ledger names each of them once. A soft
/// hyphen at the end of a line stays: it tells how to join the line.
pub(super) fn visible<'t>(text: &'t str, ledger: &mut Ledger) -> Cow<'t, str> {
    if !text.chars().any(is_unseen) {
        return Cow::Borrowed(text);
    }
    let mut found: BTreeMap<char, (u32, usize)> = BTreeMap::new();
    let mut out = String::with_capacity(text.len());
    let mut line = 1_u32;
    for (at, c) in text.char_indices() {
        if c == '\n' {
            line = line.saturating_add(1);
        }
        let soft = c == '\u{ad}' && text[at + c.len_utf8()..].starts_with(['\n', '\r']);
        if is_unseen(c) && !soft {
            found.entry(c).or_insert((line, 0)).1 += 1;
        } else {
            out.push(c);
        }
    }
    for (c, (line, times)) in found {
        let note = format!("U+{:04X}, {times} in the whole text", u32::from(c));
        ledger.change(Rule::Invisible, line, c, "", note);
    }
    Cow::Owned(out)
}

/// The lines that have words.
pub(super) fn split(text: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut indented = 0;
    let (mut blank, mut page) = (false, false);
    for (at, whole) in text.split('\n').enumerate() {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        for (part, raw) in whole.split('\u{c}').enumerate() {
            page |= part > 0;
            let trimmed = raw.trim();
            if trimmed.is_empty() {
                // A page that ends within a line leaves no blank one.
                blank |= part == 0 && whole.trim().is_empty();
                continue;
            }
            let space = raw.starts_with(' ') && raw.len() - raw.trim_start().len() == 1;
            indented += usize::from(space);
            lines.push(Line { number, text: Cow::Borrowed(trimmed), blank, page: page || space });
            (blank, page) = (false, false);
        }
    }
    // Many lines that begin with a space are set so, and say nothing of pages.
    if indented * 10 > lines.len() {
        for line in &mut lines {
            line.page = false;
        }
    }
    lines
}

/// Single spaces, no line breaks.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether a text ends a sentence: a mark, and perhaps closing quotation marks or brackets.
pub(super) fn closes(text: &str) -> bool {
    let inner = text.trim_end().trim_end_matches(['”', '’', '"', '\'', ')', ']', '»']);
    inner.ends_with(['.', '?', '!', '…']) || inner.ends_with(".*")
}

/// Whether a sentence may begin with a text.
pub(super) fn opens(text: &str) -> bool {
    let inner =
        text.trim_start().trim_start_matches(['“', '‘', '"', '\'', '(', '[', '«', '•', '#']);
    inner.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric() || !c.is_alphabetic())
}

/// Whether a text begins with a small letter.
pub(super) fn begins_small(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_taken_out_and_told_once() {
        let mut ledger = Ledger::default();
        let text = visible("a\u{202e}b\u{7}\nc\u{202e}d\u{ad}\ne\u{200b}", &mut ledger);
        assert_eq!(text, "ab\ncd\u{ad}\ne");
        let told: Vec<(u32, &str)> =
            ledger.repairs.iter().map(|repair| (repair.line, &*repair.note)).collect();
        assert_eq!(
            told,
            [
                (1, "U+0007, 1 in the whole text"),
                (3, "U+200B, 1 in the whole text"),
                (1, "U+202E, 2 in the whole text")
            ]
        );
        assert!(matches!(visible("plain", &mut ledger), Cow::Borrowed(_)));
    }

    #[test]
    fn lines_know_what_stands_above_them() {
        let text = format!("one\n\ntwo\n three\n\u{c}four\n{}", "more\n".repeat(20));
        let lines = split(&text);
        let told: Vec<_> =
            lines.iter().take(4).map(|line| (line.number, line.blank, line.page)).collect();
        assert_eq!(told, [(1, false, false), (3, true, false), (4, false, true), (5, false, true)]);
        assert!(split(&"\n".repeat(1000)).is_empty());
        assert!(split(&" a\n".repeat(20)).iter().all(|line| !line.page));
    }

    #[test]
    fn sentences_close_and_open() {
        assert!(closes("the end.") && closes("“the end.”") && closes("(See section 5.)"));
        assert!(!closes("the end") && !closes("included:") && !closes("one,"));
        assert!(opens("The") && opens("“The") && opens("2 percent") && !opens("the"));
    }
}
