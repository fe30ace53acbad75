//! The tags of an HTML text, as a browser's tokenizer sees them (WHATWG HTML, §13.2.5).
//!
//! Reading pages back with a whole HTML parser took half of a build: nine tenths of a page is
//! text, which this skips by searching for `<`. A property test holds it against one.

use std::borrow::Cow;
use std::ops::Range;

/// What a start tag is made of, in order.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Event<'h> {
    /// `<name`, in lower case.
    Open(Cow<'h, str>),
    /// An attribute: its name in lower case, its decoded value, and the value's bytes.
    Attribute(Cow<'h, str>, Cow<'h, str>, Range<usize>),
    /// `>`.
    Close,
}

/// Elements whose content is text up to their own end tag.
const RAW: [&str; 8] =
    ["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"];

/// Tells every start tag of a text.
pub(super) fn scan<'h>(html: &'h str, mut tell: impl FnMut(Event<'h>)) {
    let bytes = html.as_bytes();
    let mut attributes = Vec::new();
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'<', &bytes[at..]).map(|found| at + found) {
        let rest = &bytes[open + 1..];
        at = match rest.first() {
            Some(b'a'..=b'z' | b'A'..=b'Z') => {
                let Some((name, end)) = tag(html, open + 1, &mut attributes) else { return };
                let raw = RAW.contains(&&*name).then(|| name.clone());
                tell(Event::Open(name));
                attributes.drain(..).for_each(&mut tell);
                tell(Event::Close);
                match raw {
                    Some(name) => raw_end(bytes, end, &name),
                    None => end,
                }
            }
            Some(b'/') if rest.get(1).is_some_and(u8::is_ascii_alphabetic) => {
                let end = tag(html, open + 2, &mut attributes);
                attributes.clear();
                match end {
                    Some((_, end)) => end,
                    None => return,
                }
            }
            Some(b'!') if rest.starts_with(b"!--") => comment_end(bytes, open + 4),
            Some(b'!' | b'?' | b'/') => {
                memchr::memchr(b'>', rest).map_or(bytes.len(), |end| open + 2 + end)
            }
            _ => open + 1,
        };
    }
}

/// Reads a tag from its name on: its name, and where the text goes on behind it. `None` if it
/// never ends.
fn tag<'h>(
    html: &'h str,
    start: usize,
    attributes: &mut Vec<Event<'h>>,
) -> Option<(Cow<'h, str>, usize)> {
    let bytes = html.as_bytes();
    // Every place where this cuts stands before or behind an ASCII character.
    let text = |from: usize, to: usize| html.get(from..to).unwrap_or_default();
    let mut at = until(bytes, start, |b| is_space(b) || matches!(b, b'/' | b'>'))?;
    let name = lower(text(start, at));
    loop {
        at = until(bytes, at, |b| !is_space(b) && b != b'/')?;
        if bytes[at] == b'>' {
            return Some((name, at + 1));
        }
        let from = at;
        at = until(bytes, at + 1, |b| is_space(b) || matches!(b, b'/' | b'>' | b'='))?;
        let key = lower(text(from, at));
        let behind = until(bytes, at, |b| !is_space(b))?;
        let mut value = at..at;
        if bytes[behind] == b'=' {
            let first = until(bytes, behind + 1, |b| !is_space(b))?;
            (value, at) = match bytes[first] {
                quote @ (b'"' | b'\'') => {
                    let end = memchr::memchr(quote, &bytes[first + 1..])? + first + 1;
                    (first + 1..end, end + 1)
                }
                b'>' => (first..first, first),
                _ => {
                    let end = until(bytes, first, |b| is_space(b) || b == b'>')?;
                    (first..end, end)
                }
            };
        }
        attributes.push(Event::Attribute(key, decoded(text(value.start, value.end)), value));
    }
}

fn until(bytes: &[u8], from: usize, end: impl Fn(u8) -> bool) -> Option<usize> {
    bytes[from..].iter().position(|byte| end(*byte)).map(|found| from + found)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | b'\x0C')
}

fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|b| b.is_ascii_uppercase()) {
        text.to_ascii_lowercase().into()
    } else {
        text.into()
    }
}

/// An attribute's value without character references: those that templates write.
fn decoded(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return text.into();
    }
    const NAMED: [(&str, &str); 9] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#x2F;", "/"),
        ("&#47;", "/"),
        ("&amp;", "&"),
    ];
    NAMED.iter().fold(text.to_owned(), |text, (name, c)| text.replace(name, c)).into()
}

/// Where a comment ends, its mark included.
fn comment_end(html: &[u8], start: usize) -> usize {
    if html[start..].starts_with(b">") {
        return start + 1;
    }
    if html[start..].starts_with(b"->") {
        return start + 2;
    }
    let mut at = start;
    while let Some(dash) = memchr::memchr(b'-', &html[at..]).map(|found| at + found) {
        for mark in [b"-->".as_slice(), b"--!>"] {
            if html[dash..].starts_with(mark) {
                return dash + mark.len();
            }
        }
        at = dash + 1;
    }
    html.len()
}

/// Where the end tag of an element with raw text begins.
fn raw_end(html: &[u8], start: usize, name: &str) -> usize {
    if name == "script" {
        return script_end(html, start);
    }
    let mut at = start;
    while let Some(open) = memchr::memchr(b'<', &html[at..]).map(|found| at + found) {
        if is_tag(html, open, b"</", name) {
            return open;
        }
        at = open + 1;
    }
    html.len()
}

/// Whether a tag of a name begins here: `</script>`, but not `</scripture>`.
fn is_tag(html: &[u8], at: usize, mark: &[u8], name: &str) -> bool {
    let (from, to) = (at + mark.len(), at + mark.len() + name.len());
    html[at..].starts_with(mark)
        && html.get(from..to).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        && html.get(to).is_some_and(|byte| is_space(*byte) || matches!(byte, b'/' | b'>'))
}

/// Where a script ends. Inside `<!-- … -->` a `<script>` hides the next end tag (WHATWG HTML,
/// script data double escaped state).
fn script_end(html: &[u8], start: usize) -> usize {
    let (mut escaped, mut hidden) = (false, false);
    let mut at = start;
    while let Some(found) = memchr::memchr2(b'<', b'-', &html[at..]).map(|found| at + found) {
        at = found + 1;
        if html[found..].starts_with(b"-->") {
            (escaped, hidden) = (false, false);
        } else if !escaped && html[found..].starts_with(b"<!--") {
            escaped = true;
        } else if is_tag(html, found, b"</", "script") {
            if !hidden {
                return found;
            }
            hidden = false;
        } else if escaped && !hidden && is_tag(html, found, b"<", "script") {
            hidden = true;
        }
    }
    html.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
    use html5gum::{Span, Tokenizer};
    use proptest::prelude::*;

    /// Tags and attributes, without where they stand.
    fn ours(html: &str) -> Vec<String> {
        let mut told = Vec::new();
        scan(html, |event| match event {
            Event::Open(name) => told.push(format!("<{name}")),
            Event::Attribute(name, value, _) if value.is_empty() => told.push(name.into_owned()),
            Event::Attribute(name, value, _) => {
                told.extend([name.into_owned(), format!("={value}")]);
            }
            Event::Close => told.push(">".to_owned()),
        });
        told
    }

    fn theirs(html: &str) -> Vec<String> {
        let mut told = Vec::new();
        let mut emitter =
            CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<String> {
                let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                match event {
                    CallbackEvent::OpenStartTag { name } => Some(format!("<{}", text(name))),
                    CallbackEvent::AttributeName { name } => Some(text(name)),
                    CallbackEvent::AttributeValue { value } => Some(format!("={}", text(value))),
                    CallbackEvent::CloseStartTag { .. } => Some(">".to_owned()),
                    CallbackEvent::EndTag { .. } => Some("/".to_owned()),
                    _ => None,
                }
            });
        emitter.naively_switch_states(true);
        let mut open = Vec::new();
        for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
            // A tag counts once it is closed; what an end tag carries counts never.
            match token.as_str() {
                ">" => {
                    told.append(&mut open);
                    told.push(token);
                }
                "/" => open.clear(),
                _ => open.push(token),
            }
        }
        told
    }

    #[test]
    fn tags_are_seen_and_texts_are_not() {
        let html = "<!doctype html><!-- <p id=no> --><P ID='a b' class=x hidden>1 < 2 <a href=\"x>y?a&amp;b\"\n/><title><b id=no></title></p title='>'><br>";
        let told = [
            "<p", "id", "=a b", "class", "=x", "hidden", ">", "<a", "href", "=x>y?a&b", ">",
            "<title", ">", "<br", ">",
        ];
        assert_eq!(ours(html), told);
        assert_eq!(theirs(html), told);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn the_same_tags_as_a_whole_tokenizer_sees(parts in prop::collection::vec(
            prop::sample::select(vec![
                "<p", "<a", "<title", "</title>", "</p", "<!--", "-->", "--!>", "<!", "<?", "</", "<", ">", "/", " ", "\n",
                "=", "\"", "'", "id", "href", "x", "-", "&amp;", "é", "<script>", "</script>", "<div id=\"a\">", "</div>",
            ]),
            0..24,
        )) {
            let html = parts.concat();
            prop_assert_eq!(ours(&html), theirs(&html), "{:?}", html);
        }
    }
}
