//! What a link's address may be, and where it leads.

use crate::parse::document::Target;
use crate::path::SourcePath;

/// Where a written address leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// Out of the archive, to be shown as it is.
    Outside(String),
    /// Inside the archive.
    Inside(Target),
    /// A scheme that is not allowed.
    Forbidden(String),
    /// Nothing that can be understood.
    Wrong(&'static str),
}

/// Schemes that a reader's browser may be sent to.
const ALLOWED: [&str; 3] = ["http", "https", "mailto"];

/// Understands an address as it stands after Markdown's own decoding.
pub(super) fn address(from: &SourcePath, text: &str) -> Address {
    // Browsers drop tabs, newlines and leading control characters before they look for a scheme
    // (WHATWG URL, basic URL parser); what they would see is what is judged.
    let clean: String = text.chars().filter(|c| !c.is_control()).collect();
    let clean = clean.trim();
    if clean.is_empty() {
        return Address::Wrong("the link has no address");
    }
    if let Some(scheme) = scheme(clean) {
        let lower = scheme.to_ascii_lowercase();
        let behind = &clean[scheme.len() + 1..];
        return if lower != "mailto"
            && ALLOWED.contains(&lower.as_str())
            && !behind.starts_with("//")
        {
            Address::Wrong("a web address has `//` behind its scheme")
        } else if ALLOWED.contains(&lower.as_str()) {
            Address::Outside(clean.to_owned())
        } else {
            Address::Forbidden(lower)
        };
    }
    if clean.starts_with("//") || clean.starts_with('\\') {
        return Address::Forbidden("//".to_owned());
    }
    if let Some(anchor) = clean.strip_prefix('#') {
        return Address::Inside(Target::Here(anchor.into()));
    }
    let (path, anchor) = match clean.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (clean, None),
    };
    if path.ends_with(".md") {
        return match from.resolve(path) {
            Some(path) => Address::Inside(Target::Source(path, anchor.map(Into::into))),
            None => Address::Wrong("the link leads out of the archive"),
        };
    }
    let inside = SourcePath::new("static/x").resolve(path.trim_start_matches('/'));
    match inside {
        Some(file) if file.as_str().starts_with("static/") => {
            Address::Inside(Target::Static(file.as_str()["static/".len()..].into()))
        }
        _ => Address::Wrong("the link leads out of the archive"),
    }
}

/// The scheme before the first colon, if what stands there can be one.
fn scheme(text: &str) -> Option<&str> {
    let (before, _) = text.split_once(':')?;
    (!before.contains(['/', '?', '#'])).then_some(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_schemes_lead_out() {
        let from = SourcePath::new("content/reports/kz/2019.md");
        let of = |text: &str| address(&from, text);
        assert_eq!(of("https://x.org/a:b"), Address::Outside("https://x.org/a:b".to_owned()));
        for bad in [
            "javascript:alert(1)",
            " JaVa\tScript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "\u{1}javascript:x",
            "file:///etc",
        ] {
            assert!(matches!(of(bad), Address::Forbidden(_)), "{bad}");
        }
        assert_eq!(of("//evil.example/x"), Address::Forbidden("//".to_owned()));
        assert_eq!(of("\\\\evil"), Address::Forbidden("//".to_owned()));
    }

    #[test]
    fn the_rest_stays_inside() {
        let from = SourcePath::new("content/reports/kz/2019.md");
        let of = |text: &str| address(&from, text);
        assert_eq!(of("#1c-torture"), Address::Inside(Target::Here("1c-torture".into())));
        assert_eq!(
            of("../uz/2019.md#p3"),
            Address::Inside(Target::Source(
                SourcePath::new("content/reports/uz/2019.md"),
                Some("p3".into())
            ))
        );
        assert_eq!(of("/maps/kz.png"), Address::Inside(Target::Static("maps/kz.png".into())));
        assert!(matches!(of("../../../../../../x.md"), Address::Wrong(_)));
        assert!(matches!(of("../../x.png"), Address::Wrong(_)));
    }
}
