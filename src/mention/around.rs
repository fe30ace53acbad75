//! Words around a place in a text, and where sentences begin.

use std::ops::Range;

use super::letters::{fold, in_word, is_apostrophe, is_joint};
use super::words::{JOINED, holds};

/// A word beside a name, with nothing but white space between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Beside<'t> {
    /// The word, with what hyphens and apostrophes join to it, without a possessive `’s`.
    pub(super) word: &'t str,
    /// Where it stands.
    pub(super) at: Range<usize>,
    /// Whether a full stop stands behind it, as after a title or an initial.
    pub(super) dotted: bool,
    /// Whether a possessive `’s` or `’` does.
    pub(super) owns: bool,
}

impl Beside<'_> {
    /// Whether this is the first letter of a name: `N.`
    pub(super) fn is_initial(&self) -> bool {
        let mut letters = self.word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none() && self.dotted
    }
}

/// Whether nothing before or behind a name makes one word with it. A possessive `’s` does not, nor
/// an article that French or Italian elides, nor a participle behind a hyphen.
pub(super) fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    open_before(&text[..range.start]) && open_behind(&text[range.end..])
}

fn open_before(head: &str) -> bool {
    let mut letters = head.chars().rev();
    let Some(last) = letters.next() else { return true };
    let other = letters.next();
    if is_apostrophe(last) {
        let short = head.trim_end_matches(is_apostrophe);
        let elided = short.chars().rev().take_while(|letter| in_word(*letter));
        let count = elided.clone().take(3).count();
        return count == 0 || (count < 3 && elided.take(3).all(char::is_lowercase));
    }
    if is_joint(last) {
        return !other.is_some_and(in_word);
    }
    match last {
        '@' => false,
        '.' => !other.is_some_and(char::is_lowercase),
        _ => !in_word(last),
    }
}

fn open_behind(rest: &str) -> bool {
    let mut letters = rest.chars();
    let Some(first) = letters.next() else { return true };
    let tail = letters.as_str();
    if is_apostrophe(first) {
        return possessive(rest).is_some() || !tail.starts_with(in_word);
    }
    if is_joint(first) {
        let joined = &tail[..tail.find(|letter| !in_word(letter)).unwrap_or(tail.len())];
        return joined.is_empty() || holds(&[JOINED[0]], joined);
    }
    match first {
        '@' => false,
        '.' => !tail.starts_with(char::is_lowercase),
        _ => !in_word(first),
    }
}

/// How long the `’s` at the beginning of a text is.
fn possessive(rest: &str) -> Option<usize> {
    let tail = rest.strip_prefix(is_apostrophe)?;
    let behind = tail.strip_prefix(['s', 'S'])?;
    (!behind.starts_with(in_word)).then(|| rest.len() - behind.len())
}

/// The word before a place. A possessive (`Freedom House’s`) is none: it ends what it belongs to.
/// Nor is one with a full stop behind it that ends a sentence, for all that is known here.
pub(super) fn before(text: &str, at: usize) -> Option<Beside<'_>> {
    let head = &text[..at];
    let core = head.trim_end();
    if core.len() == head.len() {
        return None;
    }
    let dotted = core.ends_with('.');
    let core = core.strip_suffix('.').unwrap_or(core);
    let in_it = |letter| in_word(letter) || is_joint(letter);
    let word = core.trim_end_matches(in_it);
    let word = core[word.len()..].trim_start_matches(is_joint);
    let start = core.len() - word.len();
    let mut letters = word.chars().rev();
    let last = letters.next().filter(|letter| in_word(*letter))?;
    if matches!(last, 's' | 'S') && letters.next().is_some_and(is_apostrophe) {
        return None;
    }
    Some(Beside { word, at: start..core.len(), dotted, owns: false })
}

/// The word behind a place.
pub(super) fn behind(text: &str, at: usize) -> Option<Beside<'_>> {
    let rest = &text[at..];
    let core = rest.trim_start();
    if core.len() == rest.len() || !core.starts_with(in_word) {
        return None;
    }
    let joins = |at: usize, letter: char| {
        let rest = &core[at..];
        is_joint(letter) && possessive(rest).is_none() && rest.chars().nth(1).is_some_and(in_word)
    };
    let length = core
        .char_indices()
        .find(|(at, letter)| !in_word(*letter) && !joins(*at, *letter))
        .map_or(core.len(), |(at, _)| at);
    let start = text.len() - core.len();
    let (word, rest) = core.split_at(length);
    let dotted = rest.starts_with('.');
    let owns = rest.starts_with(is_apostrophe);
    Some(Beside { word, at: start..start + length, dotted, owns })
}

/// Whether a sentence begins at a place: at the beginning, behind a full stop and its like, and
/// behind an opening quotation mark or bracket.
pub(super) fn begins_sentence(text: &str, at: usize) -> bool {
    let mark = |letter: char| matches!(fold(letter), '"' | '\'' | '(' | '[' | ')' | ']' | '*');
    let head = &text[..at];
    if head.ends_with(|letter| mark(letter) && !matches!(letter, ')' | ']')) {
        return true;
    }
    let core = head.trim_end_matches(|letter: char| letter.is_whitespace() || mark(letter));
    let Some(last) = core.chars().next_back() else { return true };
    matches!(last, '.' | '!' | '?' | '…' | ':' | ';' | '•' | '—')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_where_nothing_is_joined_to_them() {
        for (text, expected) in [
            ("Orun", true),
            ("(Orun)", true),
            ("Orun’s", true),
            ("Orun's house", true),
            ("Orun’ov", false),
            ("Orunia", false),
            ("Torun Orunä", false),
            ("Orun\u{301}", false),
            ("Orun-based", true),
            ("Orun-2", false),
            ("pro-Orun", false),
            ("Orun—the city", true),
            ("Orun–Tal", false),
            ("l’Orun", true),
            ("O’Orun", false),
            ("‘Orun’", true),
            ("Orun.kz", false),
            ("Orun.", true),
            ("www.Orun", false),
            ("a@Orun", false),
            ("Orun/Tal", true),
        ] {
            let at = text.rfind("Orun").unwrap_or_default();
            assert_eq!(stands_alone(text, &(at..at + 4)), expected, "{text}");
        }
    }

    #[test]
    fn words_beside_a_name_touch_it() {
        let word =
            |beside: Option<Beside<'static>>| beside.map(|beside| (beside.word, beside.dotted));
        for (text, expected) in [
            ("said Mr. |", Some(("Mr", true))),
            ("Vice-President |", Some(("Vice-President", false))),
            ("the House’s |", None),
            ("first, |", None),
            ("(|", None),
            ("“Late” |", None),
            ("N. |", Some(("N", true))),
        ] {
            assert_eq!(word(before(text, text.len() - 1)), expected, "{text}");
        }
        for (text, expected) in [
            (" City Court", Some(("City", false))),
            (" D’Arc’s hut", Some(("D’Arc", false))),
            (", Mayor", None),
            (" (x)", None),
            (" N.", Some(("N", true))),
            (" Al- x", Some(("Al", false))),
        ] {
            assert_eq!(word(behind(text, 0)), expected, "{text}");
        }
    }

    #[test]
    fn sentences_begin_behind_what_ends_them() {
        for (text, expected) in [
            ("|", true),
            ("End. |", true),
            ("End.” |", true),
            ("said “|", true),
            ("the “x” |", false),
            ("and |", false),
            ("Votes: |", true),
        ] {
            assert_eq!(begins_sentence(text, text.len() - 1), expected, "{text}");
        }
    }
}
