//! One emitted page: what it has, where it leads, which rules it breaks.

use std::cell::RefCell;
use std::fmt;

use lol_html::html_content::Element;
use lol_html::{HtmlRewriter, Settings, element};

use super::Addresses;
use crate::path::Url;

/// What a page has and where it leads.
#[derive(Debug, Default)]
pub struct Facts {
    /// Digests of its ids.
    pub ids: Vec<u64>,
    /// Its links to anchors.
    pub anchors: Vec<AnchorLink>,
    /// The rules it breaks.
    pub faults: Vec<PageFault>,
}

/// A link to an anchor.
#[derive(Debug)]
pub struct AnchorLink {
    /// The page's index in the plan.
    pub page: u32,
    /// Digest of the anchor.
    pub id: u64,
    /// The link as written.
    pub written: Box<str>,
}

/// A rule of the published tree that a page breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageFault {
    /// A link to a page that is not there.
    NoSuchPage(String),
    /// A link to an anchor that is not there.
    NoSuchAnchor(String),
    /// Something that a browser would fetch from elsewhere.
    Foreign(String),
    /// An inline style or script, which the policy would block.
    Inline(String),
    /// A missing element.
    Missing(&'static str),
    /// Two elements with one id.
    DuplicateId(String),
    /// Markup that cannot be read.
    Unreadable(String),
}

impl fmt::Display for PageFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchPage(link) => write!(f, "links to `{link}`, and there is no such page"),
            Self::NoSuchAnchor(link) => write!(f, "links to `{link}`, and that page has no such anchor"),
            Self::Foreign(what) => write!(f, "would ask another host for `{what}`"),
            Self::Inline(what) => write!(f, "has {what}, which its policy blocks"),
            Self::Missing(what) => write!(f, "has no {what}"),
            Self::DuplicateId(id) => write!(f, "has the id `{id}` twice"),
            Self::Unreadable(why) => write!(f, "cannot be read back: {why}"),
        }
    }
}

#[derive(Default)]
struct Seen {
    facts: Facts,
    ids: std::collections::HashSet<u64>,
    metas: u32,
    csp: bool,
    referrer: bool,
    title: bool,
    headings: u32,
}

/// Reads an emitted page.
///
/// `base_path` is what links of the page for missing addresses begin with.
pub fn read(url: &Url, html: &[u8], addresses: &Addresses<'_>, base_path: &str) -> Facts {
    let seen = RefCell::new(Seen::default());
    let place = Place { url, addresses, base_path };
    let settings = Settings::new().append_element_content_handler(element!("*", |element| {
        look(element, &place, &mut seen.borrow_mut());
        Ok(())
    }));
    let mut reader = HtmlRewriter::new(settings, |_: &[u8]| {});
    let read = reader.write(html).and_then(|()| reader.end());
    let mut seen = seen.into_inner();
    if let Err(error) = read {
        seen.facts.faults.push(PageFault::Unreadable(error.to_string()));
    }
    let missing = [
        (seen.csp, "content security policy as its first meta after the charset"),
        (seen.referrer, "referrer policy"),
        (seen.title, "title"),
        (seen.headings == 1, "single first heading"),
    ];
    // Links within the page are judged here and now; only those to other pages wait.
    if let Some(here) = addresses.find(url.page()) {
        let (own, others) = std::mem::take(&mut seen.facts.anchors).into_iter().partition(|link| link.page == here);
        let own: Vec<AnchorLink> = own;
        let lost = own.into_iter().filter(|link| !seen.ids.contains(&link.id));
        seen.facts.faults.extend(lost.map(|link| PageFault::NoSuchAnchor(link.written.into())));
        seen.facts.anchors = others;
    }
    seen.facts.faults.extend(missing.into_iter().filter(|(there, _)| !there).map(|(_, what)| PageFault::Missing(what)));
    seen.facts
}

struct Place<'a> {
    url: &'a Url,
    addresses: &'a Addresses<'a>,
    base_path: &'a str,
}

fn look(element: &Element<'_, '_>, place: &Place<'_>, seen: &mut Seen) {
    let name = element.tag_name();
    match name.as_str() {
        "meta" => meta(element, seen),
        "title" => seen.title = true,
        "h1" => seen.headings += 1,
        "style" => seen.facts.faults.push(PageFault::Inline("a `<style>` element".to_owned())),
        "script" if !element.has_attribute("src") => {
            seen.facts.faults.push(PageFault::Inline("a `<script>` without `src`".to_owned()));
        }
        "base" | "iframe" | "object" | "embed" => {
            seen.facts.faults.push(PageFault::Inline(format!("a `<{name}>` element")));
        }
        _ => {}
    }
    for attribute in element.attributes() {
        let key = attribute.name();
        match key.as_str() {
            "id" => {
                let id = attribute.value();
                let digest = hash(&id);
                if !seen.ids.insert(digest) {
                    seen.facts.faults.push(PageFault::DuplicateId(id));
                }
                seen.facts.ids.push(digest);
            }
            "href" | "src" | "srcset" | "poster" | "action" => {
                let fetches = key != "href" || name == "link";
                let canonical = name == "link" && element.get_attribute("rel").as_deref() == Some("canonical");
                if !canonical {
                    follow(&unescape(&attribute.value()), fetches, place, &mut seen.facts);
                }
            }
            "style" => seen.facts.faults.push(PageFault::Inline("a `style` attribute".to_owned())),
            key if key.starts_with("on") => {
                seen.facts.faults.push(PageFault::Inline(format!("an `{key}` attribute")));
            }
            _ => {}
        }
    }
}

fn meta(element: &Element<'_, '_>, seen: &mut Seen) {
    seen.metas += 1;
    let equiv = element.get_attribute("http-equiv").unwrap_or_default();
    if seen.metas == 2 && equiv.eq_ignore_ascii_case("content-security-policy") {
        let policy = element.get_attribute("content").unwrap_or_default();
        seen.csp = policy.starts_with("default-src 'none'") && !policy.contains("unsafe-inline");
    }
    if element.get_attribute("name").as_deref() == Some("referrer") {
        seen.referrer = element.get_attribute("content").as_deref() == Some("no-referrer");
    }
}

/// Judges one address, as a browser would resolve it on its page.
fn follow(address: &str, fetches: bool, place: &Place<'_>, facts: &mut Facts) {
    let scheme = address.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    });
    if scheme || address.starts_with("//") {
        if fetches {
            facts.faults.push(PageFault::Foreign(address.to_owned()));
        }
        return;
    }
    let (path, anchor) = match address.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (address, None),
    };
    let Some(target) = resolve(place, path) else {
        facts.faults.push(PageFault::NoSuchPage(address.to_owned()));
        return;
    };
    let spelt = target.strip_suffix("index.html").unwrap_or(&target);
    let Some(page) = place.addresses.find(&target).or_else(|| place.addresses.find(spelt)) else {
        facts.faults.push(PageFault::NoSuchPage(address.to_owned()));
        return;
    };
    if let Some(anchor) = anchor.filter(|anchor| !anchor.is_empty()) {
        facts.anchors.push(AnchorLink { page, id: hash(anchor), written: address.into() });
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

fn unescape(value: &str) -> String {
    if value.contains('&') {
        let value = value.replace("&#x2F;", "/").replace("&quot;", "\"").replace("&#39;", "'");
        value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    } else {
        value.to_owned()
    }
}

/// Ids are compared by digest: pages have many.
fn hash(id: &str) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Digest;
    use crate::pages::{Page, PageId, Plan};

    const HEAD: &str = "<!doctype html><meta charset=utf-8><meta http-equiv=Content-Security-Policy content=\"default-src 'none'\"><meta name=referrer content=no-referrer><title>t</title>";

    fn faults(url: &str, body: &str) -> Vec<PageFault> {
        let urls = ["", "a/", "a/b/", "style.css", "404.html"];
        let page = |url: &&str| Page { id: PageId::Home, url: Url::file(url), key: Digest::default() };
        let plan = Plan { pages: urls.iter().map(page).collect() };
        let addresses = Addresses::of(&plan);
        let html = format!("{HEAD}<h1>x</h1>{body}");
        let facts = read(&Url::file(url), html.as_bytes(), &addresses, "/repo/");
        facts.faults
    }

    #[test]
    fn links_are_resolved_as_a_browser_does() {
        for good in ["../", "../../", "../../style.css", "./", "#x", "", "../b/index.html", "../b/#x", "../#other"] {
            assert_eq!(faults("a/b/", &format!("<p id=x><a href=\"{good}\">")), [], "{good}");
        }
        for bad in ["../c/", "../../../", "/a/", "b", "../../a"] {
            assert_eq!(faults("a/b/", &format!("<a href=\"{bad}\">")), [PageFault::NoSuchPage(bad.into())]);
        }
        assert_eq!(faults("404.html", "<a href=/repo/a/>x</a><a href=/repo/>x</a>"), []);
    }

    #[test]
    fn what_the_policy_would_block_is_told() {
        assert_eq!(faults("a/", "<img src=https://x.example/a.png>"), [PageFault::Foreign("https://x.example/a.png".into())]);
        assert_eq!(faults("a/", "<a href=https://x.example/>x</a><a href=mailto:a@b>x</a>"), []);
        assert!(matches!(faults("a/", "<p style=color:red>")[..], [PageFault::Inline(_)]));
        assert!(matches!(faults("a/", "<p onclick=x()>")[..], [PageFault::Inline(_)]));
        assert!(matches!(faults("a/", "<script>x</script>")[..], [PageFault::Inline(_)]));
        assert!(matches!(faults("a/", "<p id=a><p id=a>")[..], [PageFault::DuplicateId(_)]));
        assert!(matches!(faults("a/", "<a href=\"#no\">")[..], [PageFault::NoSuchAnchor(_)]));
        assert!(matches!(faults("a/", "<h1>two</h1>")[..], [PageFault::Missing(_)]));
    }
}
