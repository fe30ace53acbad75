//! Pages that have their style in themselves: their policy has to name it by its hash.

use sha2::{Digest as _, Sha256};

use super::PageFault;
use crate::base64;

/// The styles in a page that its policy does not name by their hash.
pub(super) fn unnamed(html: &str, policy: &str) -> Option<PageFault> {
    let styles = html.split("<style").skip(1).filter_map(|rest| {
        let (_, text) = rest.split_once('>')?;
        text.split_once("</style").map(|(text, _)| text)
    });
    let hash = |text: &str| base64::encode(&Sha256::digest(text.as_bytes()));
    let mut unnamed = styles.filter(|text| !policy.contains(&format!("'sha256-{}'", hash(text))));
    unnamed.next().map(|_| PageFault::Inline("a `<style>` element".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Addresses, read};
    use crate::pages::{Layout, PageId, Spot};
    use crate::path::Url;

    #[test]
    fn a_page_with_its_own_style_stands_alone() {
        let hash = base64::encode(&Sha256::digest(b"p {}"));
        let csp = format!("default-src 'none'; style-src 'sha256-{hash}'");
        let head = format!(
            "<!doctype html><meta charset=utf-8><meta http-equiv=Content-Security-Policy content=\"{csp}\"><meta name=referrer content=no-referrer><title>t</title>"
        );
        let spots =
            ["a/", "a/b/", "a/x.html"].map(|url| Spot { id: PageId::Home, url: Url::file(url) });
        let addresses = Addresses::of(&Layout { spots: spots.into() });
        let faults = |body: &str| {
            let html = format!("{head}<style>p {{}}</style><h1 id=x>x</h1>{body}");
            read(&Url::file("a/x.html"), html.as_bytes(), &addresses, "/").faults
        };
        assert_eq!(faults("<a href=#x>x</a><a href=https://own.example/a/b/>x</a>"), []);
        assert_eq!(faults("<img src=data:image/png;base64,AA>"), []);
        assert!(matches!(faults("<a href=../a/>x</a>")[..], [PageFault::Leans(_)]));
        assert!(matches!(faults("<a href=/a/>x</a>")[..], [PageFault::Leans(_)]));
        assert!(matches!(faults("<style>q {}</style>")[..], [PageFault::Inline(_)]));
        assert!(matches!(faults("<script src=x.js></script>")[..], [PageFault::Leans(_)]));
        assert!(matches!(
            faults("<link rel=x href=https://x.example/>")[..],
            [PageFault::Foreign(_)]
        ));
    }
}
