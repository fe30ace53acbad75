//! `../2018/` → `../2018/index.html`: the same page for a folder opened from disk.

use std::ops::Range;

use super::scan::{Event, scan};
use crate::pages::carry;
use crate::parse::escape;

/// Spells `index.html` out in every link of a page that leads to a folder of the site. The site as
/// one file, if `zip` says that there is one, is not in itself: a link to it leads to the newest one,
/// on the web.
pub fn spell_out(html: &[u8], base_url: &str, zip: bool) -> Vec<u8> {
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    let mut link = false;
    let text = String::from_utf8_lossy(html);
    scan(&text, |event| match event {
        Event::Open(name) => link = name == "a",
        Event::Attribute(name, value, at) if link && name == "href" => {
            changes.extend(spell(&value, base_url, zip).map(|spelt| (at, spelt)));
        }
        _ => {}
    });
    let html = text.as_bytes();
    let mut out = Vec::with_capacity(html.len() + changes.len() * 10);
    let mut from = 0;
    for (at, spelt) in changes {
        out.extend_from_slice(&html[from..at.start]);
        out.extend_from_slice(escape(&spelt).as_bytes());
        from = at.end;
    }
    out.extend_from_slice(&html[from..]);
    out
}

fn spell(href: &str, base_url: &str, zip: bool) -> Option<String> {
    let (path, anchor) = match href.find('#') {
        Some(at) => href.split_at(at),
        None => (href, ""),
    };
    let foreign = path.contains(':') || path.starts_with("//");
    if foreign || path.is_empty() {
        return None;
    }
    // The page for missing addresses begins its links with the base path; on disk there is none.
    let base_path = crate::config::path_of(base_url);
    let path = path.strip_prefix(base_path).filter(|_| path.starts_with('/')).unwrap_or(path);
    if zip && path.trim_start_matches("./").trim_start_matches("../") == carry::NAME {
        return Some(format!("{base_url}{}", carry::NAME));
    }
    let slash = if path.is_empty() || path.ends_with('/') { "" } else { "/" };
    let folder = slash.is_empty() || path.ends_with("..") || path == ".";
    folder.then(|| format!("{path}{slash}index.html{anchor}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://x.example/";

    #[test]
    fn only_addresses_of_links_are_touched() {
        let html = b"<link href='../x/'><p title='a/'>../a/ <a class=b href=\"../a/#p&amp;q\">a/</a><a href='https://x.example/'>";
        let spelt = String::from_utf8(spell_out(html, "https://x.example/", false)).unwrap();
        assert_eq!(
            spelt,
            "<link href='../x/'><p title='a/'>../a/ <a class=b href=\"../a/index.html#p&amp;q\">a/</a><a href='https://x.example/'>"
        );
    }

    #[test]
    fn folders_get_their_file_and_nothing_else_changes() {
        assert_eq!(spell("../2018/", BASE, true), Some("../2018/index.html".into()));
        assert_eq!(spell("../2018/#p3", BASE, true), Some("../2018/index.html#p3".into()));
        assert_eq!(spell("./", BASE, true), Some("./index.html".into()));
        for same in ["#p3", "https://x.example/", "mailto:x", "../style.css", "//x/"] {
            assert_eq!(spell(same, BASE, true), None);
        }
        let zip = Some("https://x.example/site.zip".into());
        let spelt = |href| spell(href, BASE, true);
        assert_eq!((spelt("../site.zip"), spelt("./site.zip")), (zip.clone(), zip));
        assert_eq!(spelt("../maps/site.zip"), None);
        // A file of that name that an archive has of its own.
        assert_eq!(spell("../site.zip", BASE, false), None);
        assert_eq!(
            spell("/repo/topics/", "https://x.example/repo/", true),
            Some("topics/index.html".into())
        );
        assert_eq!(spell("/repo/", "https://x.example/repo/", true), Some("index.html".into()));
    }
}
