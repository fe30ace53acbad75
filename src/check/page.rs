//! One emitted page: what it has, where it leads, which rules it breaks.

use std::fmt;

use super::Addresses;
use super::address::{Place, follow, hash};
use super::scan::{Event, scan};
use crate::path::Url;

/// What a page has and where it leads.
#[derive(Debug, Default)]
pub struct Facts {
    /// Digests of its ids, sorted.
    pub ids: Vec<u64>,
    /// Its links to anchors.
    pub anchors: Vec<AnchorLink>,
    /// The rules it breaks.
    pub faults: Vec<PageFault>,
}

/// A link to an anchor.
#[derive(Debug)]
pub struct AnchorLink {
    /// The page's index in the layout.
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
    /// Something that a browser would fetch from elsewhere, or an address of a scheme that is
    /// not allowed.
    Foreign(String),
    /// An inline style or script, which the policy would block.
    Inline(String),
    /// A missing element.
    Missing(&'static str),
    /// A link of a page that has its style in itself to a file beside it.
    Leans(String),
    /// Two elements with one id.
    DuplicateId(String),
}

impl fmt::Display for PageFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchPage(link) => write!(f, "links to `{link}`, and there is no such page"),
            Self::NoSuchAnchor(link) => {
                write!(f, "links to `{link}`, and that page has no such anchor")
            }
            Self::Foreign(what) => write!(
                f,
                "would ask for `{what}`, which is neither its own nor a plain web address"
            ),
            Self::Inline(what) => write!(f, "has {what}, which its policy blocks"),
            Self::Leans(link) => {
                write!(f, "links to `{link}`, although its own style says that it stands alone")
            }
            Self::Missing(what) => write!(f, "has no {what}"),
            Self::DuplicateId(id) => write!(f, "has the id `{id}` twice"),
        }
    }
}

/// Reads an emitted page.
///
/// `base_path` is what links of the page for missing addresses begin with. A page that has its
/// style in itself stands alone: it leans on no file beside it, and its links to the site are
/// written out to their end.
pub fn read(url: &Url, html: &[u8], addresses: &Addresses, base_path: &str) -> Facts {
    let mut seen = Seen::default();
    let root = url.root();
    let mut place = Place { url, addresses, base_path, root: &root, alone: false };
    let html = String::from_utf8_lossy(html);
    scan(&html, |event| match event {
        Event::Open(name) => {
            place.alone |= name == "style";
            seen.open(&name);
        }
        Event::Attribute(name, value, _) => {
            let attribute = seen.attribute(&name);
            seen.value(attribute, &value, &place);
        }
        Event::Close => seen.close(&place),
    });
    seen.facts.ids.sort_unstable();
    if seen.facts.ids.windows(2).any(|pair| pair[0] == pair[1]) {
        seen.facts.faults.extend(repeated(&html));
    }
    if place.alone {
        seen.facts.faults.extend(super::style::unnamed(&html, &seen.policy));
    }
    // Links within the page are judged here and now; only those to other pages wait.
    if let Some(here) = addresses.find(url.page()) {
        let ids = &seen.facts.ids;
        let (own, others): (Vec<_>, Vec<_>) =
            seen.facts.anchors.into_iter().partition(|link| link.page == here);
        let lost = own.into_iter().filter(|link| ids.binary_search(&link.id).is_err());
        seen.facts.faults.extend(lost.map(|link| PageFault::NoSuchAnchor(link.written.into())));
        seen.facts.anchors = others;
    }
    let needed = [
        (seen.csp, "content security policy as its first meta after the charset"),
        (seen.referrer, "referrer policy"),
        (seen.title, "title"),
        (seen.headings == 1, "single first heading"),
    ];
    seen.facts.faults.extend(
        needed.into_iter().filter(|(there, _)| !there).map(|(_, what)| PageFault::Missing(what)),
    );
    seen.facts
}

/// The ids that stand twice, by name. Only asked for when there are any.
fn repeated(html: &str) -> Vec<PageFault> {
    let mut ids = Vec::new();
    scan(html, |event| {
        if let Event::Attribute(name, value, _) = event
            && name == "id"
        {
            ids.push(value);
        }
    });
    ids.sort_unstable();
    let mut twice: Vec<_> = ids
        .windows(2)
        .filter(|pair| pair[0] == pair[1])
        .map(|pair| PageFault::DuplicateId(pair[0].to_string()))
        .collect();
    twice.dedup();
    twice
}

#[derive(Default)]
struct Seen {
    facts: Facts,
    tag: Tag,
    metas: u32,
    csp: bool,
    policy: String,
    referrer: bool,
    title: bool,
    headings: u32,
}

/// The start tag being read. Most attributes are judged as they come; those of `meta` and `link`
/// mean something only together.
#[derive(Default)]
struct Tag {
    element: Element,
    has_src: bool,
    equiv: String,
    content: String,
    name: String,
    rel: String,
    href: Option<String>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Element {
    Meta,
    Link,
    Script,
    #[default]
    Other,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Attribute {
    Id,
    Href,
    Source,
    Equiv,
    Content,
    Name,
    Rel,
    Other,
}

impl Seen {
    fn open(&mut self, name: &str) {
        let element = match name {
            "meta" => Element::Meta,
            "link" => Element::Link,
            "script" => Element::Script,
            _ => Element::Other,
        };
        match name {
            "title" => self.title = true,
            "h1" => self.headings += 1,
            "base" | "iframe" | "object" | "embed" => {
                let what = format!("a `<{}>` element", name);
                self.facts.faults.push(PageFault::Inline(what));
            }
            _ => {}
        }
        // Most tags collect nothing, and follow one that did not.
        if element != Element::Other || self.tag.element != Element::Other {
            self.tag = Tag { element, ..Tag::default() };
        }
    }

    fn attribute(&mut self, name: &str) -> Attribute {
        match name {
            "id" => Attribute::Id,
            "href" => Attribute::Href,
            "src" | "srcset" | "poster" | "action" | "data" => Attribute::Source,
            "http-equiv" => Attribute::Equiv,
            "content" => Attribute::Content,
            "name" => Attribute::Name,
            "rel" => Attribute::Rel,
            "style" => {
                self.facts.faults.push(PageFault::Inline("a `style` attribute".to_owned()));
                Attribute::Other
            }
            _ if name.starts_with("on") => {
                let what = format!("an `{}` attribute", name);
                self.facts.faults.push(PageFault::Inline(what));
                Attribute::Other
            }
            _ => Attribute::Other,
        }
    }

    fn value(&mut self, attribute: Attribute, value: &str, place: &Place<'_>) {
        let collects = matches!(self.tag.element, Element::Meta | Element::Link);
        match attribute {
            Attribute::Id => self.facts.ids.push(hash(value)),
            Attribute::Href if self.tag.element == Element::Link => {
                self.tag.href = Some(value.to_owned());
            }
            Attribute::Href => follow(value, false, place, &mut self.facts),
            Attribute::Source => {
                self.tag.has_src = true;
                follow(value, true, place, &mut self.facts);
            }
            Attribute::Equiv if collects => self.tag.equiv = value.to_owned(),
            Attribute::Content if collects => self.tag.content = value.to_owned(),
            Attribute::Name if collects => self.tag.name = value.to_owned(),
            Attribute::Rel if collects => self.tag.rel = value.to_owned(),
            _ => {}
        }
    }

    /// The page of the site that a `<meta http-equiv=refresh>` leads to at once, by its way from
    /// this one. Any other would send its reader elsewhere.
    fn onward(&self) -> Option<String> {
        let page = self.tag.content.strip_prefix("0; url=")?;
        page.starts_with("../").then(|| page.to_owned())
    }

    fn close(&mut self, place: &Place<'_>) {
        match self.tag.element {
            Element::Script if !self.tag.has_src => {
                self.facts.faults.push(PageFault::Inline("a `<script>` without `src`".to_owned()));
            }
            Element::Link if self.tag.rel != "canonical" => {
                if let Some(href) = self.tag.href.take() {
                    follow(&href, true, place, &mut self.facts);
                }
            }
            Element::Meta => {
                self.metas += 1;
                let equiv = &self.tag.equiv;
                let onward = equiv.eq_ignore_ascii_case("refresh").then(|| self.onward()).flatten();
                if let Some(onward) = onward {
                    follow(&onward, true, place, &mut self.facts);
                } else if !equiv.is_empty()
                    && !equiv.eq_ignore_ascii_case("content-security-policy")
                {
                    // A policy does not stop a page from sending its reader elsewhere.
                    let what = format!("a `<meta http-equiv={equiv}>`");
                    self.facts.faults.push(PageFault::Inline(what));
                }
                if self.metas == 2 && self.tag.equiv.eq_ignore_ascii_case("content-security-policy")
                {
                    let policy = &self.tag.content;
                    self.csp = policy.starts_with("default-src 'none'")
                        && !policy.contains("unsafe-inline");
                    self.policy.clone_from(policy);
                }
                if self.tag.name == "referrer" {
                    self.referrer = self.tag.content == "no-referrer";
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::{Layout, PageId, Spot};

    const HEAD: &str = "<!doctype html><meta charset=utf-8><meta http-equiv=Content-Security-Policy content=\"default-src 'none'\"><meta name=referrer content=no-referrer><title>t</title>";

    fn faults(url: &str, body: &str) -> Vec<PageFault> {
        let urls = ["", "a/", "a/b/", "style.css", "404.html"];
        let spot = |url: &&str| Spot { id: PageId::Home, url: Url::file(url) };
        let addresses = Addresses::of(&Layout { spots: urls.iter().map(spot).collect() });
        let html = format!("{HEAD}<h1>x</h1>{body}");
        let facts = read(&Url::file(url), html.as_bytes(), &addresses, "/repo/");
        facts.faults
    }

    #[test]
    fn links_are_resolved_as_a_browser_does() {
        for good in [
            "../",
            "../../",
            "../../style.css",
            "./",
            "#x",
            "",
            "../b/index.html",
            "../b/#x",
            "../#other",
        ] {
            assert_eq!(faults("a/b/", &format!("<p id=x><a href=\"{good}\">")), [], "{good}");
        }
        for bad in ["../c/", "../../../", "/a/", "b", "../../a"] {
            assert_eq!(
                faults("a/b/", &format!("<a href=\"{bad}\">")),
                [PageFault::NoSuchPage(bad.into())]
            );
        }
        assert_eq!(faults("404.html", "<a href=/repo/a/>x</a><a href=/repo/>x</a>"), []);
    }

    #[test]
    fn what_the_policy_would_block_is_told() {
        assert_eq!(
            faults("a/", "<img src=https://x.example/a.png>"),
            [PageFault::Foreign("https://x.example/a.png".into())]
        );
        assert_eq!(faults("a/", "<a href=https://x.example/>x</a><a href=mailto:a@b>x</a>"), []);
        assert!(matches!(faults("a/", "<a href=javascript:x>x</a>")[..], [PageFault::Foreign(_)]));
        assert!(matches!(faults("a/", "<p style=color:red>")[..], [PageFault::Inline(_)]));
        assert!(matches!(faults("a/", "<style>p {}</style>")[..], [PageFault::Inline(_)]));
        assert!(matches!(faults("a/", "<p onclick=x()>")[..], [PageFault::Inline(_)]));
        assert!(matches!(faults("a/", "<script>x</script>")[..], [PageFault::Inline(_)]));
        let onward = |to: &str| {
            faults("a/b/", &format!("<meta http-equiv=refresh content=\"0; url={to}\">"))
        };
        assert_eq!(onward("../../a/"), []);
        assert!(matches!(onward("../../c/")[..], [PageFault::NoSuchPage(_)]));
        assert!(matches!(onward("https://x.example/")[..], [PageFault::Inline(_)]));
        assert!(matches!(onward("//x.example/")[..], [PageFault::Inline(_)]));
        assert!(matches!(faults("a/", "<p id=a><p id=a>")[..], [PageFault::DuplicateId(_)]));
        assert!(matches!(faults("a/", "<a href=\"#no\">")[..], [PageFault::NoSuchAnchor(_)]));
        assert!(matches!(faults("a/", "<h1>two</h1>")[..], [PageFault::Missing(_)]));
    }
}
