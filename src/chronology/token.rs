//! A sentence as words, figures and signs.

use super::grammar::{Entry, Grammar};
use super::role;
use super::scan::{Figure, figure};

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    Word,
    Figure(Figure),
    Sign(char),
}

/// A word, a run of figures or a sign.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) shape: Shape,
    pub(super) roles: u64,
    pub(super) value: u8,
    id: u16,
    begins: bool,
    /// Begins with a capital letter.
    pub(super) capital: bool,
    /// Says whose: ends in an apostrophe, with an s or without.
    pub(super) possessive: bool,
    /// Stands apart from the token before.
    pub(super) spaced: bool,
}

impl Token {
    pub(super) fn is(&self, roles: u64) -> bool {
        self.roles & roles != 0
    }

    pub(super) fn is_sign(&self, sign: char) -> bool {
        self.shape == Shape::Sign(sign)
    }

    pub(super) fn is_word(&self) -> bool {
        self.shape == Shape::Word
    }

    /// A hyphen or dash of any length.
    pub(super) fn is_dash(&self) -> bool {
        matches!(self.shape, Shape::Sign('-' | '‐' | '‑' | '‒' | '–' | '—' | '−'))
    }
}

/// Signs after which figures are an amount or a number of something.
const BEFORE_AMOUNTS: [char; 15] =
    ['$', '€', '£', '¥', '₸', '₽', '#', '№', '§', '@', '=', '/', '+', '\\', '©'];

/// Cuts a sentence. Addresses and tags are left out.
pub(super) fn tokens(text: &str, grammar: &Grammar) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5 + 4);
    let mut at = 0;
    let mut spaced = true;
    while let Some(rest) = text.get(at..)
        && let Some(c) = rest.chars().next()
    {
        if c.is_whitespace() {
            (spaced, at) = (true, at + c.len_utf8());
            continue;
        }
        // Emphasis of Markdown, soft hyphens and marks without width.
        if matches!(c, '*' | '_' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}') {
            at += c.len_utf8();
            continue;
        }
        if let Some(length) = skipped(text, at, c) {
            (spaced, at) = (true, at + length);
            continue;
        }
        let mut token = Token {
            start: at,
            end: at,
            shape: Shape::Sign(c),
            roles: 0,
            value: 0,
            id: 0,
            begins: false,
            capital: false,
            possessive: false,
            spaced,
        };
        let length = if c.is_ascii_digit() {
            let (found, length) = figure(rest, grammar);
            token.shape = Shape::Figure(in_context(found, &tokens, spaced, rest, length));
            length
        } else if c.is_alphabetic() {
            word(rest, c, &mut token, grammar)
        } else {
            c.len_utf8()
        };
        at += length;
        token.end = at;
        tokens.push(token);
        // An apostrophe that says whose belongs to no token, and nothing stands apart by it.
        if token.possessive {
            at += apostrophe(text.get(at..).unwrap_or_default()).map_or(0, |(length, _)| length);
        }
        spaced = false;
    }
    if tokens.iter().any(|token| token.begins) {
        join_phrases(&mut tokens, grammar);
    }
    tokens
}

/// Figures that touch letters or certain signs are no date.
fn in_context(found: Figure, before: &[Token], spaced: bool, rest: &str, length: usize) -> Figure {
    let barred = before.last().is_some_and(|last| match last.shape {
        Shape::Word => !spaced,
        Shape::Sign(sign) => BEFORE_AMOUNTS.contains(&sign),
        Shape::Figure(_) => !spaced,
    });
    let percent = rest.get(length..).is_some_and(|rest| rest.starts_with('%'));
    if barred || percent { Figure::Amount } else { found }
}

fn word(rest: &str, first: char, token: &mut Token, grammar: &Grammar) -> usize {
    let plain = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let length = match rest.as_bytes().get(plain) {
        Some(b) if *b >= 0x80 => rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()),
        _ => plain,
    };
    token.shape = Shape::Word;
    token.capital = first.is_uppercase();
    let tail = rest.get(length..).unwrap_or_default();
    let plural = length.checked_sub(1).and_then(|at| rest.as_bytes().get(at)) == Some(&b's');
    token.possessive = apostrophe(tail).is_some_and(|(mark, with_s)| {
        let ends = tail.get(mark..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
        with_s || (plural && ends)
    });
    if let Some(Entry { id, roles, value, begins }) =
        rest.get(..length).and_then(|w| grammar.look_up(w))
    {
        (token.id, token.roles, token.value, token.begins) = (id, roles, value, begins);
    }
    length
}

/// The length of an apostrophe that says whose, and whether it has an s.
fn apostrophe(tail: &str) -> Option<(usize, bool)> {
    let rest = tail.strip_prefix(['’', '\''])?;
    let mark = tail.len() - rest.len();
    let s = rest.starts_with(['s', 'S']) && !rest.chars().nth(1).is_some_and(char::is_alphanumeric);
    Some((mark + usize::from(s), s))
}

/// The length of what is no prose: addresses, targets of links, tags.
fn skipped(text: &str, at: usize, c: char) -> Option<usize> {
    let rest = text.get(at..)?;
    match c {
        'h' | 'H' | 'w' | 'W' | 'f' => {
            let begins = ["http://", "https://", "www.", "ftp://"].iter().any(|begin| {
                rest.get(..begin.len()).is_some_and(|head| head.eq_ignore_ascii_case(begin))
            });
            let end = |c: char| c.is_whitespace() || matches!(c, ')' | ']' | '>' | '<' | '"' | '”');
            begins.then(|| rest.find(end).unwrap_or(rest.len()))
        }
        '(' if at > 0 && text.as_bytes().get(at - 1) == Some(&b']') => Some(rest.find(')')? + 1),
        '<' if rest.as_bytes().get(1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/') => {
            Some(rest.find('>')? + 1)
        }
        _ => None,
    }
}

/// Makes one token of the words of a phrase.
fn join_phrases(tokens: &mut Vec<Token>, grammar: &Grammar) {
    let (mut from, mut to) = (0, 0);
    while let Some(first) = tokens.get(from).copied() {
        let mut token = first;
        let mut used = 1;
        let phrases = if first.begins { grammar.phrases(first.id) } else { &[] };
        for phrase in phrases {
            let rest = tokens.get(from + 1..from + 1 + phrase.rest.len()).unwrap_or_default();
            let same = rest.len() == phrase.rest.len()
                && rest.iter().zip(&phrase.rest).all(|(token, id)| token.id == *id && token.spaced)
                && !first.possessive;
            if same && let Some(last) = rest.last() {
                token.end = last.end;
                token.possessive = last.possessive;
                (token.roles, token.value) = (phrase.entry.roles, phrase.entry.value);
                used += rest.len();
                break;
            }
        }
        if let Some(slot) = tokens.get_mut(to) {
            *slot = token;
        }
        from += used;
        to += 1;
    }
    tokens.truncate(to);
}

/// Whether every role asked for is one of a preposition.
pub(super) fn prefix_of(token: &Token, first: bool) -> u64 {
    let roles = token.roles & role::PREFIX;
    match (roles & role::AS_OF_FIRST != 0, first) {
        (true, true) => role::AS_OF,
        _ => roles & !role::AS_OF_FIRST,
    }
}
