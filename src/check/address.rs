//! Where an address leads, as a browser would resolve it on its page.

use super::Addresses;
use super::page::{AnchorLink, Facts, PageFault};
use crate::path::Url;

/// A page among others.
pub(super) struct Place<'a> {
    pub(super) url: &'a Url,
    pub(super) addresses: &'a Addresses,
    pub(super) base_path: &'a str,
    /// The way up to the site's root, with which nearly every link begins.
    pub(super) root: &'a str,
    /// Whether the page leans on no file beside it.
    pub(super) alone: bool,
}

/// Judges one address, as a browser would resolve it on its page.
pub(super) fn follow(address: &str, fetches: bool, place: &Place<'_>, facts: &mut Facts) {
    let colon = memchr::memchr(b':', address.as_bytes()).map(|at| &address[..at]);
    let scheme = colon.is_some_and(|scheme| {
        !scheme.is_empty()
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    });
    if place.alone {
        if fetches && address.starts_with("data:image/") {
            return;
        }
        if !scheme && !address.starts_with('#') && !address.starts_with("//") {
            facts.faults.push(PageFault::Leans(address.to_owned()));
            return;
        }
    }
    if scheme || address.starts_with("//") {
        let lower = address.to_ascii_lowercase();
        let plain =
            ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
        if fetches || !plain {
            facts.faults.push(PageFault::Foreign(address.to_owned()));
        }
        return;
    }
    let (path, anchor) = match address.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (address, None),
    };
    let straight = path.strip_prefix(place.root).filter(|rest| !rest.contains("./"));
    if let Some(page) = straight.and_then(|rest| place.addresses.find(rest)) {
        facts.lead(page, anchor, address);
        return;
    }
    let Some(target) = resolve(place, path) else {
        facts.faults.push(PageFault::NoSuchPage(address.to_owned()));
        return;
    };
    let spelt = target.strip_suffix("index.html").unwrap_or(&target);
    let Some(page) = place.addresses.find(&target).or_else(|| place.addresses.find(spelt)) else {
        facts.faults.push(PageFault::NoSuchPage(address.to_owned()));
        return;
    };
    facts.lead(page, anchor, address);
}

impl Facts {
    fn lead(&mut self, page: u32, anchor: Option<&str>, address: &str) {
        // `#t=torture` is what a page's script is asked for, and no place.
        let place = |anchor: &&str| !anchor.is_empty() && !anchor.contains('=');
        if let Some(anchor) = anchor.filter(place) {
            self.anchors.push(AnchorLink { page, id: hash(anchor), written: address.into() });
        }
    }
}

/// The path below the site's root that a relative address leads to.
fn resolve(place: &Place<'_>, path: &str) -> Option<String> {
    if path.is_empty() {
        return Some(place.url.page().to_owned());
    }
    let (mut parts, rest): (Vec<&str>, &str) = match path.strip_prefix(place.base_path) {
        Some(rest) if path.starts_with('/') => (Vec::new(), rest),
        _ if path.starts_with('/') => return None,
        _ => {
            let folder = place.url.page().rsplit_once('/').map_or("", |(folder, _)| folder);
            (folder.split('/').filter(|part| !part.is_empty()).collect(), path)
        }
    };
    let folder = rest.is_empty() || rest.ends_with('/') || rest.ends_with("..") || rest == ".";
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let mut target = parts.join("/");
    if folder && !target.is_empty() {
        target.push('/');
    }
    Some(target)
}

/// Ids are compared by digest: pages have many.
pub(super) fn hash(id: &str) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}
