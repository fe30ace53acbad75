//! Addresses: which lead to the web, and how they are written.

/// An address on the web, whole and in plain characters; nothing for any other.
pub(super) fn address(href: &str, origin: Option<&str>) -> Option<String> {
    let whole = if href.starts_with("//") {
        format!("https:{href}")
    } else if href.starts_with('/') {
        format!("{}{href}", origin?)
    } else {
        href.to_owned()
    };
    let (scheme, rest) = whole.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https") || rest.is_empty() || whole.len() > 2000 {
        return None;
    }
    let mut out = format!("{scheme}://");
    for byte in rest.bytes().filter(|byte| !byte.is_ascii_control()) {
        if byte.is_ascii_graphic() && !b"<>()[]{}\\`\"^|".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    Some(out)
}

/// What addresses without a host belong to, seen from an address: `https://example.org`.
pub(super) fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty())?;
    Some(format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_on_the_web_are_kept() {
        let of = |href| address(href, Some("https://example.org"));
        assert_eq!(of("HTTP://example.org/a b"), Some("http://example.org/a%20b".into()));
        assert_eq!(of("//example.org/ä"), Some("https://example.org/%C3%A4".into()));
        assert_eq!(of("/a_(b)"), Some("https://example.org/a_%28b%29".into()));
        assert_eq!(of("https://e.org/\nx\">"), Some("https://e.org/x%22%3E".into()));
        for href in [
            "javascript:alert(1)",
            "java\nscript:x",
            "#a",
            "",
            "data:text/html,x",
            "a/b",
            "https://",
        ] {
            assert_eq!(of(href), None, "{href}");
        }
        assert_eq!(address("/a", None), None);
        assert_eq!(origin("https://example.org?x"), Some("https://example.org".into()));
    }
}
