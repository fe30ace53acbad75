//! The text of one block: its runs, with how each is set, in single spaces.

use std::rc::Rc;

use super::super::block::Run;
use super::visible::is_invisible;

/// How a piece of text is set.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Set {
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) underline: bool,
    pub(super) link: Option<Rc<str>>,
}

impl Set {
    /// Whether it is set as the site sets its run-in headings.
    pub(super) fn is_marked(&self) -> bool {
        self.strong || self.underline
    }
}

/// A piece of text that is set in one way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) set: Set,
}

/// The text of a block, as it grows.
#[derive(Default)]
pub(super) struct Inline {
    /// What was said so far.
    pub(super) pieces: Vec<Piece>,
    /// Whether it begins with a mark around nothing: what some editors leave of a run-in
    /// heading's mark.
    pub(super) empty_mark: bool,
    /// What nobody sees, and was taken out.
    pub(super) unseen: String,
    /// The line it begins on.
    pub(super) line: u32,
    /// How many characters were said, in this block and all before.
    pub(super) said: usize,
    space: bool,
    strong: u16,
    emphasis: u16,
    underline: u16,
    links: Vec<Option<Rc<str>>>,
}

/// An element that changes how text is set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mark {
    Strong,
    Emphasis,
    Underline,
}

impl Inline {
    /// Whether nothing was said.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// A mark begins.
    pub(super) fn open(&mut self, mark: Mark) {
        *self.depth(mark) += 1;
    }

    /// A mark ends. `said` is whether anything stands in it.
    pub(super) fn close(&mut self, mark: Mark, said: bool) {
        let depth = self.depth(mark);
        *depth = depth.saturating_sub(1);
        if !said && self.is_empty() && mark != Mark::Emphasis {
            self.empty_mark = true;
        }
    }

    fn depth(&mut self, mark: Mark) -> &mut u16 {
        match mark {
            Mark::Strong => &mut self.strong,
            Mark::Emphasis => &mut self.emphasis,
            Mark::Underline => &mut self.underline,
        }
    }

    /// A link begins; without an address it is plain text.
    pub(super) fn open_link(&mut self, url: Option<String>) {
        self.links.push(url.map(Rc::from));
    }

    /// A link ends.
    pub(super) fn close_link(&mut self) {
        self.links.pop();
    }

    /// Says white space.
    pub(super) fn space(&mut self) {
        self.space = true;
    }

    /// Says text.
    pub(super) fn say(&mut self, text: &str) {
        let set = Set {
            strong: self.strong > 0,
            emphasis: self.emphasis > 0,
            underline: self.underline > 0,
            link: self.links.last().cloned().flatten(),
        };
        let mut chars = text.chars().peekable();
        let mut before = ' ';
        while let Some(c) = chars.next() {
            if c.is_whitespace() {
                self.space = true;
            } else if is_invisible(c) || is_idle_joiner(before, c, chars.peek()) {
                self.unseen.push(c);
            } else {
                self.put(c, &set);
                before = c;
            }
        }
    }

    fn put(&mut self, c: char, set: &Set) {
        self.said += 1;
        let space = std::mem::take(&mut self.space) && !self.pieces.is_empty();
        match self.pieces.last_mut() {
            Some(piece) if piece.set == *set => {
                piece.text.extend(space.then_some(' '));
                piece.text.push(c);
            }
            last => {
                // A space between two ways of setting is set in neither.
                match last {
                    Some(piece) if space && piece.set == Set::default() => piece.text.push(' '),
                    Some(_) if space && *set == Set::default() => {
                        let text = format!(" {c}");
                        self.pieces.push(Piece { text, set: set.clone() });
                        return;
                    }
                    Some(_) if space => {
                        let text = " ".to_owned();
                        self.pieces.push(Piece { text, set: Set::default() });
                    }
                    _ => {}
                }
                self.pieces.push(Piece { text: c.into(), set: set.clone() });
            }
        }
    }

    /// Takes what was said and begins anew; marks and links that are open stay open.
    pub(super) fn take(&mut self) -> Taken {
        self.space = false;
        Taken {
            pieces: std::mem::take(&mut self.pieces),
            empty_mark: std::mem::take(&mut self.empty_mark),
            unseen: std::mem::take(&mut self.unseen),
            line: std::mem::take(&mut self.line),
        }
    }
}

/// Joiners shape the letters of some scripts; beside a Latin letter or nothing they do nothing.
fn is_idle_joiner(before: char, c: char, after: Option<&char>) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}') && (before.is_ascii() || after.is_none_or(char::is_ascii))
}

/// The text of a block.
pub(super) struct Taken {
    pub(super) pieces: Vec<Piece>,
    pub(super) empty_mark: bool,
    pub(super) unseen: String,
    pub(super) line: u32,
}

/// What a reader sees of some pieces.
pub(super) fn text_of(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

/// The pieces behind a number of bytes, without white space at their beginning.
pub(super) fn after(pieces: &[Piece], bytes: usize) -> Vec<Piece> {
    let mut left = bytes;
    let mut rest = Vec::new();
    for piece in pieces {
        let (taken, kept) = piece.text.split_at(left.min(piece.text.len()));
        left -= taken.len();
        let kept = if rest.is_empty() { kept.trim_start() } else { kept };
        if !kept.is_empty() {
            rest.push(Piece { text: kept.to_owned(), set: piece.set.clone() });
        }
    }
    rest
}

/// Pieces → runs.
pub(super) fn runs(pieces: Vec<Piece>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for Piece { text, set } in pieces {
        let run = match set {
            Set { link: Some(url), .. } => Run::Link { text, url: url.to_string() },
            Set { strong: true, .. } => Run::Strong(text),
            Set { emphasis: true, .. } => Run::Emphasis(text),
            _ => Run::Text(text),
        };
        match (runs.last_mut(), run) {
            (Some(Run::Text(a)), Run::Text(b))
            | (Some(Run::Strong(a)), Run::Strong(b))
            | (Some(Run::Emphasis(a)), Run::Emphasis(b)) => a.push_str(&b),
            (Some(Run::Link { text: a, url: one }), Run::Link { text: b, url }) if *one == url => {
                a.push_str(&b);
            }
            (_, run) => runs.push(run),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_are_single_and_stand_outside_of_marks() {
        let mut inline = Inline::default();
        inline.say("  One ");
        inline.open(Mark::Strong);
        inline.say(" two\u{A0}\n");
        inline.close(Mark::Strong, true);
        inline.open(Mark::Emphasis);
        inline.say(" th\u{AD}ree");
        inline.close(Mark::Emphasis, true);
        inline.say("four ");
        let taken = inline.take();
        assert_eq!(taken.unseen, "\u{AD}");
        assert_eq!(
            runs(taken.pieces),
            [
                Run::Text("One ".into()),
                Run::Strong("two".into()),
                Run::Text(" ".into()),
                Run::Emphasis("three".into()),
                Run::Text("four".into()),
            ]
        );
    }

    #[test]
    fn joiners_stay_where_letters_need_them() {
        let mut inline = Inline::default();
        inline.say("می\u{200C}خواهم a\u{200C}b");
        let taken = inline.take();
        assert_eq!(text_of(&taken.pieces), "می\u{200C}خواهم ab");
        assert_eq!(taken.unseen, "\u{200C}");
    }

    #[test]
    fn pieces_are_cut_anywhere() {
        let set = Set { strong: true, ..Set::default() };
        let pieces = [
            Piece { text: "Label".into(), set },
            Piece { text: ": text".into(), set: Set::default() },
        ];
        assert_eq!(text_of(&after(&pieces, 6)), "text");
        assert_eq!(text_of(&after(&pieces, 2)), "bel: text");
        assert!(after(&pieces, 99).is_empty());
    }
}
