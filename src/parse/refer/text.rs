//! Reads blocks word by word and sets links into them.
//!
//! All reports go through here at every build, so a word that begins nothing costs a look at its
//! first byte, and a block without links is not written again.

use std::collections::BTreeMap;
use std::ops::Range;

use super::acronym::{Acronyms, Token};
use super::expand;
use super::markup::Markup;
use super::section::{Mention, Sections};
use super::url;
use super::words::primary;
use crate::parse::document::{Place, Reference, SectionFace, Segment, Target};

/// Reads the blocks of one report in their order.
pub(super) struct Reader<'r> {
    faces: &'r [SectionFace],
    sections: Sections<'r>,
    pub(super) acronyms: Acronyms,
    references: &'r mut Vec<Reference>,
    /// The slots of sections that are referred to already.
    slots: BTreeMap<u32, u32>,
    english: bool,
    initials: Initials,
    edits: Vec<Edit>,
    mentions: Vec<Mention>,
    /// The pieces of text since a line began, as bytes of the segment being read.
    pieces: Vec<Range<usize>>,
}

/// Bytes of a segment that get a link.
struct Edit {
    segment: usize,
    at: Range<usize>,
    link: Link,
}

enum Link {
    Section(u32),
    Web(&'static str),
    Acronym(usize),
}

/// Which first bytes of words may begin a reference to a section.
type Initials = [bool; 256];

/// What a byte of text may be.
#[derive(Clone, Copy)]
enum Byte {
    /// Between words.
    Gap,
    /// Of a word, and at the start of none that is looked for.
    Word,
    /// Of a word, and possibly the first of one that is looked for.
    First,
    /// Of a character outside of ASCII.
    Other,
}

static BYTES: [Byte; 256] = {
    let mut table = [Byte::Gap; 256];
    let mut at = 0;
    while at < 256 {
        table[at] = match at as u8 {
            b'A'..=b'Z' | b'h' | b's' | b'w' => Byte::First,
            b'a'..=b'z' | b'0'..=b'9' => Byte::Word,
            0x80.. => Byte::Other,
            _ => Byte::Gap,
        };
        at += 1;
    }
    table
};

/// How much text before a bracket may hold an acronym's expansion, in bytes and in pieces
/// between tags.
const BEFORE: usize = 300;
const PIECES: usize = 16;

/// No acronym is longer, in bytes.
const LONGEST: usize = 24;

impl<'r> Reader<'r> {
    pub(super) fn new(
        faces: &'r [SectionFace],
        references: &'r mut Vec<Reference>,
        language: &str,
    ) -> Self {
        let sections = Sections::new(faces, language);
        let mut initials = [false; 256];
        for byte in sections.initials() {
            initials[usize::from(byte)] = true;
        }
        Self {
            faces,
            sections,
            acronyms: Acronyms::default(),
            references,
            slots: BTreeMap::new(),
            english: primary(language) == "en",
            initials,
            edits: Vec::new(),
            mentions: Vec::new(),
            pieces: Vec::new(),
        }
    }

    /// Reads a block that stands in the section `here`.
    pub(super) fn block(&mut self, segments: &mut Vec<Segment>, here: Option<usize>) {
        let mut markup = Markup::default();
        for (n, segment) in segments.iter().enumerate() {
            if let Segment::Html(html) = segment {
                self.html(html, n, here, &mut markup);
            }
        }
        if !self.edits.is_empty() {
            *segments = self.write(std::mem::take(segments));
        }
    }

    fn html(&mut self, html: &str, segment: usize, here: Option<usize>, markup: &mut Markup) {
        let bytes = html.as_bytes();
        self.pieces.clear();
        let mut at = if markup.in_tag() { markup.rest(bytes, 0) } else { 0 };
        let mut floor = at;
        while let Some(b) = bytes.get(at) {
            if *b == b'<' {
                self.pieces.push(floor..at);
                let (end, line) = markup.tag(bytes, at);
                if line {
                    self.pieces.clear();
                }
                (at, floor) = (end, end);
                continue;
            }
            at = match BYTES[usize::from(*b)] {
                Byte::Gap => at + 1,
                Byte::Word => skip_word(html, at),
                // The block of quotes and dashes, in which no letter stands.
                Byte::Other if bytes[at..].starts_with(b"\xE2\x80") => at + 3,
                Byte::First | Byte::Other => {
                    let found = if markup.prose() && self.may_begin(bytes, at) {
                        self.word(html, floor, at, segment, here, markup.open())
                    } else {
                        None
                    };
                    found.unwrap_or_else(|| skip_word(html, at))
                }
            };
        }
    }

    /// Whether a word can begin something, by its first bytes.
    fn may_begin(&self, bytes: &[u8], at: usize) -> bool {
        let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
        match bytes[at] {
            b'h' | b'H' => byte(at + 1) | 0x20 == b't',
            b'w' | b'W' => byte(at + 1) | 0x20 == b'w' || bytes[at] == b'W',
            b's' | b'S' if self.initials[usize::from(b's')] => {
                matches!(byte(at + 2) | 0x20, b'c' | b'b') || capital(bytes, at)
            }
            b'A'..=b'Z' => capital(bytes, at),
            0x80.. => true,
            _ => false,
        }
    }

    /// Looks at the word at byte `at`; gives the byte behind what was found there.
    fn word(
        &mut self,
        html: &str,
        floor: usize,
        at: usize,
        segment: usize,
        here: Option<usize>,
        open: bool,
    ) -> Option<usize> {
        let first = html.as_bytes()[at];
        if matches!(first, b'h' | b'H' | b'w' | b'W')
            && let Some(bare) = url::read(html, at)
        {
            let end = bare.at.end;
            if open {
                self.edits.push(Edit { segment, at: bare.at, link: Link::Web(bare.scheme) });
            }
            return Some(end);
        }
        if self.initials[usize::from(first)] && open {
            self.mentions.clear();
            let end = self.sections.read(html, floor, at, &mut self.mentions);
            for mention in self.mentions.drain(..) {
                if here != Some(mention.section as usize) {
                    let link = Link::Section(mention.section);
                    self.edits.push(Edit { segment, at: mention.at, link });
                }
            }
            if end.is_some() {
                return end;
            }
        }
        self.acronym(html, floor, at, segment, open)
    }

    fn acronym(
        &mut self,
        html: &str,
        floor: usize,
        at: usize,
        segment: usize,
        open: bool,
    ) -> Option<usize> {
        if !html[at..].starts_with(char::is_uppercase) {
            return None;
        }
        let short = skip_word(html, at);
        let end = token_end(html, at, short);
        let bracket = bracket(html, at, end);
        if bracket.is_none() && self.acronyms.is_empty() {
            return None;
        }
        let token = Token::new(&html[at..end]);
        if let (Some(bracket), Some(token)) = (bracket, token)
            && let Some(expansion) = expand::find(&self.before(html, floor, bracket), token.name)
        {
            self.acronyms.define(&token, expansion, self.english);
            return Some(end);
        }
        let token = token
            .filter(|token| self.acronyms.knows(token.name))
            .or_else(|| Token::new(&html[at..short]))?;
        if open && let Some(n) = self.acronyms.first_use(token.name) {
            let at = at..at + token.name.len();
            self.edits.push(Edit { segment, at, link: Link::Acronym(n) });
        }
        Some(at + token.name.len() + usize::from(token.plural))
    }

    /// The plain text of the line before byte `at`.
    fn before(&self, html: &str, floor: usize, at: usize) -> String {
        let current = floor..at;
        let mut wanted = BEFORE;
        let mut pieces: Vec<&str> = Vec::new();
        for piece in std::iter::once(&current).chain(self.pieces.iter().rev().take(PIECES)) {
            let mut start = piece.end.saturating_sub(wanted).max(piece.start);
            while !html.is_char_boundary(start) {
                start += 1;
            }
            pieces.extend(html.get(start..piece.end));
            wanted = wanted.saturating_sub(piece.end - start);
            if wanted == 0 {
                break;
            }
        }
        pieces.reverse();
        let text = pieces.concat();
        if text.contains('&') { plain(&text) } else { text }
    }

    /// The segments with their links.
    fn write(&mut self, segments: Vec<Segment>) -> Vec<Segment> {
        let mut out = Vec::with_capacity(segments.len() + 2 * self.edits.len());
        let mut edits = std::mem::take(&mut self.edits).into_iter().peekable();
        for (n, segment) in segments.into_iter().enumerate() {
            let Segment::Html(html) = &segment else {
                out.push(segment);
                continue;
            };
            let mut text = String::new();
            let mut done = 0;
            while let Some(edit) = edits.next_if(|edit| edit.segment == n) {
                text.push_str(&html[done..edit.at.start]);
                let words = &html[edit.at.clone()];
                done = edit.at.end;
                match edit.link {
                    Link::Web(scheme) => {
                        let link =
                            ["<a href=\"", scheme, words, "\" rel=\"external\">", words, "</a>"];
                        text.extend(link);
                    }
                    Link::Acronym(n) => text.extend([&self.acronyms.open(n), words, "</abbr>"]),
                    Link::Section(section) => {
                        text.push_str("<a class=\"xref\" href=\"");
                        out.push(Segment::Html(std::mem::take(&mut text).into()));
                        out.push(Segment::Slot(self.slot(section)));
                        text.extend(["\">", words, "</a>"]);
                    }
                }
            }
            if done == 0 {
                out.push(segment);
                continue;
            }
            text.push_str(&html[done..]);
            out.push(Segment::Html(text.into()));
        }
        out
    }

    /// The slot of a section: one for all mentions of it.
    fn slot(&mut self, section: u32) -> u32 {
        let references = &mut *self.references;
        let id = self.faces.get(section as usize).map(|face| face.id.clone()).unwrap_or_default();
        *self.slots.entry(section).or_insert_with(|| {
            // It always resolves, so no message will ever name its place.
            references.push(Reference { target: Target::Here(id), at: Place::default() });
            u32::try_from(references.len() - 1).unwrap_or(u32::MAX)
        })
    }
}

/// Whether one of the next bytes of a word is a capital or begins a letter that may be one.
fn capital(bytes: &[u8], at: usize) -> bool {
    bytes.get(at + 1..).is_some_and(|rest| {
        rest.iter()
            .take(8)
            .take_while(|b| b.is_ascii_alphanumeric() || b"-/".contains(b) || **b >= 0x80)
            .any(|b| b.is_ascii_uppercase() || *b >= 0x80)
    })
}

/// The byte behind the letters and figures at byte `at`, or behind the one character there.
fn skip_word(html: &str, at: usize) -> usize {
    let bytes = html.as_bytes();
    let mut end = at;
    while let Some(b) = bytes.get(end) {
        match BYTES[usize::from(*b)] {
            Byte::Gap => break,
            Byte::Word | Byte::First => end += 1,
            // These lead all of Cyrillic that Russian has, and nothing but letters.
            Byte::Other if matches!(b, 0xD0 | 0xD1) => end += 2,
            Byte::Other => match html[end..].chars().next() {
                Some(c) if c.is_alphanumeric() => end += c.len_utf8(),
                Some(c) if end == at => return at + c.len_utf8(),
                _ => break,
            },
        }
    }
    end.max(at + 1)
}

/// The byte behind an acronym whose first part ends at some byte: `FGM/C`, `COVID-19`, `LGBTQI+`.
fn token_end(html: &str, start: usize, mut end: usize) -> usize {
    let goes_on = |c: char| c.is_uppercase() || c.is_ascii_digit();
    while end - start < LONGEST
        && html[end..].starts_with(['-', '/'])
        && html[end + 1..].starts_with(goes_on)
    {
        end = skip_word(html, end + 1);
    }
    end + usize::from(html[end..].starts_with('+'))
}

/// Where the bracket opens that holds nothing but the bytes from `at` to `end`, and quotes.
fn bracket(html: &str, at: usize, end: usize) -> Option<usize> {
    let (before, after) = (&html[..at], &html[end..]);
    let quotes = [("", ""), ("“", "”"), ("\"", "\""), ("&quot;", "&quot;"), ("‘", "’"), ("«", "»")];
    quotes.iter().find_map(|(open, close)| {
        let before = before.strip_suffix(open)?.strip_suffix('(')?;
        after.strip_prefix(close)?.starts_with(')').then_some(before.len())
    })
}

/// Text without its escapes.
fn plain(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&amp;", "&")
}
