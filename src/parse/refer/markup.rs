//! Where in our own HTML text stands, and where a link may be set.

/// What is open at some place of a block. Slots stand inside of tags, so a tag may begin in one
/// segment and end in another.
#[derive(Default)]
pub(super) struct Markup {
    in_tag: bool,
    quote: Option<u8>,
    /// Open elements that take no links: `a`, `abbr`.
    quiet: u32,
    /// Open elements whose words are no words: `code`, `pre`.
    code: u32,
    /// Whether a heading inside the block is open.
    heading: bool,
}

/// Elements that stand inside of a line; all others end what was said.
const INLINE: [&[u8]; 9] =
    [b"a", b"abbr", b"code", b"del", b"em", b"span", b"strong", b"sub", b"sup"];

impl Markup {
    /// Whether the text here may be linked.
    pub(super) fn open(&self) -> bool {
        self.quiet == 0 && self.code == 0 && !self.heading
    }

    /// Whether the text here is prose.
    pub(super) fn prose(&self) -> bool {
        self.code == 0
    }

    /// Whether a tag is not closed yet.
    pub(super) fn in_tag(&self) -> bool {
        self.in_tag
    }

    /// Reads the tag that begins at byte `at`; gives the byte behind it, or behind as much of it
    /// as there is, and whether a new line of text begins.
    pub(super) fn tag(&mut self, bytes: &[u8], at: usize) -> (usize, bool) {
        let from = at + 1;
        let closing = bytes.get(from) == Some(&b'/');
        let rest = bytes.get(from + usize::from(closing)..).unwrap_or_default();
        let len = rest.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        let name = &rest[..len];
        let count = match name {
            b"a" | b"abbr" => Some(&mut self.quiet),
            b"code" | b"pre" => Some(&mut self.code),
            _ => None,
        };
        if let Some(count) = count {
            *count = if closing { count.saturating_sub(1) } else { *count + 1 };
        }
        if name == b"p" {
            self.heading = !closing && rest[len..].starts_with(b" class=\"subhead\"");
        }
        self.in_tag = true;
        (self.rest(bytes, from), !INLINE.contains(&name))
    }

    /// Goes on reading a tag; gives the byte behind it.
    pub(super) fn rest(&mut self, bytes: &[u8], mut at: usize) -> usize {
        while let Some(b) = bytes.get(at) {
            at += 1;
            match (self.quote, *b) {
                (Some(quote), b) if b == quote => self.quote = None,
                (None, b'"' | b'\'') => self.quote = Some(*b),
                (None, b'>') => {
                    self.in_tag = false;
                    break;
                }
                _ => {}
            }
        }
        at
    }
}
