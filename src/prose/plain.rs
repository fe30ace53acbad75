//! The HTML of a block → the text that a reader sees.

use memchr::{memchr, memchr2};

use crate::parse::document::{Block, Segment};

/// What a reader sees of a block, white space folded. Cells, items and lines stand apart by a
/// space. Marks of footnotes are no text.
pub fn plain(block: &Block) -> String {
    let size = block.segments.iter().map(|segment| match segment {
        Segment::Html(html) => html.len(),
        Segment::Slot(_) | Segment::NoteMark(_) => 0,
    });
    let mut out = String::with_capacity(size.sum());
    let mut in_tag = false;
    for segment in &block.segments {
        match segment {
            Segment::Html(html) => in_tag = push(&mut out, html, in_tag),
            // An address stands inside a tag.
            Segment::Slot(_) | Segment::NoteMark(_) => {}
        }
    }
    fold(out)
}

/// Adds the text of a piece of HTML that may begin inside a tag; tells whether it ends in one.
fn push(out: &mut String, html: &str, in_tag: bool) -> bool {
    let bytes = html.as_bytes();
    let mut at = 0;
    if in_tag {
        match memchr(b'>', bytes) {
            Some(end) => at = end + 1,
            None => return true,
        }
    }
    while let Some(found) = memchr2(b'<', b'&', &bytes[at..]) {
        out.push_str(&html[at..at + found]);
        at += found;
        if bytes[at] == b'<' {
            let Some(end) = memchr(b'>', &bytes[at..]) else {
                separate(out, &html[at..]);
                return true;
            };
            separate(out, &html[at..at + end]);
            at += end + 1;
        } else {
            at += entity(out, &html[at..]);
        }
    }
    out.push_str(&html[at..]);
    false
}

/// Elements inside a line; all others stand on lines of their own.
const INLINE: [&str; 10] =
    ["a", "abbr", "code", "del", "em", "span", "strong", "sub", "sup", "img"];

fn separate(out: &mut String, tag: &str) {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    if !INLINE.contains(&&name[..end]) && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// The four escapes that our own HTML has, and how long each is.
fn entity(out: &mut String, html: &str) -> usize {
    for (name, letter) in [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"')] {
        if html.starts_with(name) {
            out.push(letter);
            return name.len();
        }
    }
    out.push('&');
    1
}

fn fold(text: String) -> String {
    let clean = |pair: &[u8]| !(pair[0].is_ascii_whitespace() && pair[1].is_ascii_whitespace());
    let bytes = text.as_bytes();
    let ends = bytes.first().is_some_and(u8::is_ascii_whitespace)
        || bytes.last().is_some_and(u8::is_ascii_whitespace);
    let breaks = memchr::memchr3(b'\n', b'\t', b'\r', bytes).is_some();
    if !ends && !breaks && bytes.windows(2).all(clean) {
        return text;
    }
    let mut folded = String::with_capacity(text.len());
    for word in text.split_ascii_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// The first part of a language's tag: `en` of `en-GB`.
pub fn language_of(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> String {
        plain(&Block { paragraph: true, segments: vec![Segment::Html(html.into())] })
    }

    #[test]
    fn tags_go_and_what_they_part_stays_apart() {
        for (html, text) in [
            ("No <em>dis</em>appearances.", "No disappearances."),
            ("a &lt;b&gt; &amp;amp; c &quot;d&quot; &x", "a <b> &amp; c \"d\" &x"),
            ("<ul>\n<li>one</li>\n<li>two</li>\n</ul>", "one two"),
            ("<table><tr><th>Year</th><td>2018</td></tr></table>", "Year 2018"),
            ("one<br />\ntwo\nthree", "one two three"),
            ("<abbr title=\"x &gt; y\">OSCE</abbr>’s", "OSCE’s"),
        ] {
            assert_eq!(of(html), text, "{html}");
        }
    }

    #[test]
    fn addresses_and_marks_are_no_text() {
        let block = Block {
            paragraph: true,
            segments: vec![
                Segment::Html("See <a href=\"".into()),
                Segment::Slot(0),
                Segment::Html("\">section 2.a</a>.".into()),
                Segment::NoteMark(0),
            ],
        };
        assert_eq!(plain(&block), "See section 2.a.");
    }
}
