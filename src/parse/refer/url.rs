//! Web addresses that stand bare in a text.

use std::ops::Range;

/// A web address.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bare {
    /// Its bytes.
    pub(super) at: Range<usize>,
    /// What its link must have in front of them.
    pub(super) scheme: &'static str,
}

/// Longer ones are no addresses that anybody printed.
const LONGEST: usize = 2_000;

/// The web address that begins at byte `start` of some HTML, where a word begins.
///
/// The text is escaped: an address holds `&amp;` but ends before any other entity, since none of
/// the characters that those stand for can be part of one.
pub(super) fn read(html: &str, start: usize) -> Option<Bare> {
    let bytes = html.as_bytes();
    let rest = bytes.get(start..)?;
    let begins = |with: &[u8]| rest.get(..with.len()).is_some_and(|r| r.eq_ignore_ascii_case(with));
    let (host, scheme) = if begins(b"https://") {
        (start + 8, "")
    } else if begins(b"http://") {
        (start + 7, "")
    } else if begins(b"www.") {
        // `x/www.y.org` and `mail@www.y.org` are parts of something else.
        if start > 0 && bytes.get(start - 1).is_some_and(|b| b"./@-_:".contains(b)) {
            return None;
        }
        (start, "https://")
    } else {
        return None;
    };
    let mut end = host;
    while let Some(b) = bytes.get(end) {
        if end - start > LONGEST {
            return None;
        }
        match b {
            b'&' if bytes[end..].starts_with(b"&amp;") => end += 5,
            b'&' => break,
            _ if b.is_ascii_alphanumeric() || b"-._~:/?#[]@!$'()*+,;=%".contains(b) => end += 1,
            _ => break,
        }
    }
    let end = trim(bytes, host, end);
    let address = bytes.get(host..end)?;
    let stop = address.iter().position(|b| b"/?#&".contains(b)).unwrap_or(address.len());
    is_host(&address[..stop], !scheme.is_empty()).then_some(Bare { at: start..end, scheme })
}

/// Without the marks that belong to the sentence around the address.
fn trim(bytes: &[u8], start: usize, mut end: usize) -> usize {
    while end > start {
        let address = &bytes[start..end];
        let count = |c: u8| address.iter().filter(|b| **b == c).count();
        let loose = match address[address.len() - 1] {
            b';' => !address.ends_with(b"&amp;"),
            b'.' | b',' | b':' | b'!' | b'?' | b'\'' | b'*' | b'_' | b'(' | b'[' => true,
            b')' => count(b')') > count(b'('),
            b']' => count(b']') > count(b'['),
            _ => false,
        };
        if !loose {
            break;
        }
        end -= 1;
    }
    end
}

/// Only what is plainly a host: no names and passwords, no empty labels.
fn is_host(host: &[u8], www: bool) -> bool {
    let (name, port) = match host.iter().position(|b| *b == b':') {
        Some(at) => (&host[..at], &host[at + 1..]),
        None => (host, &b"80"[..]),
    };
    let label =
        |l: &[u8]| !l.is_empty() && l.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-');
    let labels = name.split(|b| *b == b'.').count();
    name.split(|b| *b == b'.').all(label)
        && labels >= if www { 3 } else { 2 }
        && !port.is_empty()
        && port.iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        for (html, want) in [
            ("https://x.org/a.", Some("https://x.org/a")),
            ("https://x.org/a/ .", Some("https://x.org/a/")),
            ("HTTP://x.org", Some("HTTP://x.org")),
            ("http://x.org:8080/?q=1&amp;r=2;", Some("http://x.org:8080/?q=1&amp;r=2")),
            ("https://x.org/?a&amp;", Some("https://x.org/?a&amp;")),
            ("https://x.org/a&quot; he", Some("https://x.org/a")),
            ("https://x.org/a&gt;.", Some("https://x.org/a")),
            ("https://x.org/a_(b)).", Some("https://x.org/a_(b)")),
            ("https://x.org/a”", Some("https://x.org/a")),
            ("https://x.org/a?!", Some("https://x.org/a")),
            ("https://x.org/é", Some("https://x.org/")),
            ("https://x.org</em>", Some("https://x.org")),
            ("www.state.gov/j/tip/.", Some("www.state.gov/j/tip/")),
            ("www.state/j/tip", None),
            ("www.", None),
            ("https:// means", None),
            ("https://user:pw@x.org/", None),
            ("https://localhost/", None),
            ("https://x..org", None),
            ("https://x.org:/", None),
            ("httpx://x.org", None),
        ] {
            assert_eq!(read(html, 0).map(|bare| &html[bare.at]), want, "{html}");
        }
        assert_eq!(read("a.www.x.org", 2), None);
        assert_eq!(read("www.x.org", 0).map(|bare| bare.scheme), Some("https://"));
    }
}
