//! Any page: where its text is, and what a page of no known site says of itself.

use std::collections::HashMap;

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::Node;
use scraper::node::Element;

use super::super::{Document, Facts, Known, Ledger};
use super::head::Head;
use super::links::origin;
use super::tree::Page;
use super::visible::{Fate, fate, is_paragraph, words};
use super::walk::{self, Style};
use super::{lift, outside};

/// Words in the classes of what stands around a text.
const CLUTTER: [&str; 20] = [
    "advert",
    "breadcrumb",
    "breadcrumbs",
    "cookie",
    "donate",
    "menu",
    "newsletter",
    "pager",
    "pagination",
    "popup",
    "promo",
    "related",
    "share",
    "sharing",
    "sidebar",
    "skip",
    "social",
    "subscribe",
    "tags",
    "toolbar",
];
/// Elements that may hold a whole text.
const HOLDERS: [&str; 8] = ["article", "center", "details", "div", "form", "main", "section", "td"];
/// How much text may stand in what its class calls clutter.
const SMALL: usize = 600;

/// Reads a page by its main content.
pub(super) fn read(page: &Page, known: &Known, ledger: &mut Ledger) -> Document {
    let head = Head::of(page);
    let root = main(page);
    let style = Style {
        breaks_part: true,
        title: head.h1.as_deref(),
        origin: head.url.as_deref().and_then(origin),
        clutter: Some(is_clutter),
        ..Style::default()
    };
    let mut blocks = walk::blocks(page, root, &style, ledger);
    lift(&mut blocks);
    outside(page, root, ledger);
    let facts = facts(&head, known);
    Document { facts, blocks }
}

fn facts(head: &Head, known: &Known) -> Facts {
    let title = head.title().map(str::to_owned);
    let country = head.titles().find_map(|title| {
        let title = title.to_lowercase();
        let named = |name: &&String| has_word(&title, &name.to_lowercase());
        let names = known.countries.iter().flat_map(|(_, names)| names.iter());
        names.filter(named).max_by_key(|name| name.len()).cloned()
    });
    let site = head.site.as_deref().map(str::to_lowercase);
    let publisher = known
        .publishers
        .iter()
        .find(|publisher| publisher.names.iter().any(|name| Some(name.to_lowercase()) == site));
    Facts {
        title,
        country,
        publisher: publisher.map(|publisher| publisher.id.clone()),
        url: head.url.clone(),
        published: head.published.clone(),
        ..Facts::default()
    }
}

fn has_word(text: &str, word: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    !word.is_empty()
        && text.match_indices(word).any(|(at, _)| {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let after = text.get(at + word.len()..).and_then(|text| text.chars().next());
            edge(before) && edge(after)
        })
}

/// Whether an element is one of the things that sites put around a text: its class says so, and
/// it is short, or made of links.
pub(super) fn is_clutter(node: NodeRef<'_, Node>, element: &Element) -> bool {
    let named = element.classes().chain(element.id()).any(|class| {
        let mut parts = class.split(|c: char| !c.is_ascii_alphanumeric());
        parts.any(|part| CLUTTER.contains(&part.to_ascii_lowercase().as_str()))
    });
    if !named || matches!(element.name(), "body" | "main" | "article") {
        return false;
    }
    let links = || {
        let links = node.descendants().filter(|below| {
            below.value().as_element().is_some_and(|element| element.name() == "a")
        });
        links.map(|link| words(link).len()).sum::<usize>()
    };
    let length = words(node).len();
    length < SMALL || links() * 2 > length
}

/// How much text an element holds.
#[derive(Clone, Copy, Default)]
struct Weight {
    /// In paragraphs.
    paragraphs: usize,
    /// In all.
    whole: usize,
}

/// The element that holds the text of a page.
pub(super) fn main(page: &Page) -> NodeRef<'_, Node> {
    let weights = weigh(page);
    let root = page.html.tree.root();
    let weight = |node: NodeRef<'_, Node>| weights.get(&node.id()).copied().unwrap_or_default();
    let body = root.descendants().find(|node| is_named(*node, &["body"])).unwrap_or(root);
    let all = weight(body);
    // Pages without paragraphs are weighed by all their text.
    let heft = |node: NodeRef<'_, Node>| {
        let weight = weight(node);
        if all.paragraphs * 5 > all.whole { weight.paragraphs } else { weight.whole }
    };
    let heaviest = |within: NodeRef<'_, Node>, names: &[&str], share: usize| {
        let found = within.descendants().filter(|node| is_named(*node, names));
        let found =
            found.map(|node| (heft(node), node.id())).reduce(|a, b| if b.0 > a.0 { b } else { a });
        let (held, id) = found?;
        let node = page.html.tree.get(id)?;
        (held > 0 && held * 100 >= heft(within) * share).then_some(node)
    };
    if let Some(main) = heaviest(body, &["main", "role=main"], 40) {
        return heaviest(main, &["article", "articleBody"], 60).unwrap_or(main);
    }
    if let Some(article) = heaviest(body, &["article", "articleBody"], 60) {
        return article;
    }
    // The innermost element that holds most of it, and can hold a text at all.
    let mut node = body;
    while let Some(inner) = node.children().find(|child| heft(*child) * 10 >= heft(body) * 9) {
        if heft(body) == 0 {
            break;
        }
        node = inner;
    }
    let holds = |node: &NodeRef<'_, Node>| node.id() == body.id() || is_named(*node, &HOLDERS);
    std::iter::successors(Some(node), NodeRef::parent).find(holds).unwrap_or(body)
}

fn is_named(node: NodeRef<'_, Node>, names: &[&str]) -> bool {
    node.value().as_element().is_some_and(|element| {
        names.iter().any(|name| match *name {
            "role=main" => element.attr("role") == Some("main"),
            "articleBody" => element.attr("itemprop") == Some("articleBody"),
            name => element.name() == name,
        })
    })
}

/// Weighs every element by the text that is seen in it, frames aside.
fn weigh(page: &Page) -> HashMap<ego_tree::NodeId, Weight> {
    let mut weights = HashMap::new();
    let mut open = vec![Weight::default()];
    let mut within = 0_u32;
    let mut over = None;
    for edge in page.html.tree.root().traverse() {
        match edge {
            Edge::Open(node) if over.is_none() => match node.value() {
                Node::Text(text) => {
                    let length = text.split_whitespace().map(str::len).sum::<usize>();
                    if let Some(weight) = open.last_mut() {
                        weight.whole += length;
                        weight.paragraphs += if within > 0 { length } else { 0 };
                    }
                }
                Node::Element(element) => {
                    // A page may well be one form.
                    let fate =
                        if element.name() == "form" { Fate::Kept } else { fate(node, element) };
                    if fate == Fate::Kept {
                        within += u32::from(is_paragraph(element.name()));
                        open.push(Weight::default());
                    } else {
                        over = Some(node.id());
                    }
                }
                _ => {}
            },
            Edge::Close(node) if over == Some(node.id()) => over = None,
            Edge::Close(node) if over.is_none() => {
                if let Node::Element(element) = node.value() {
                    within -= u32::from(is_paragraph(element.name()));
                    let weight = open.pop().unwrap_or_default();
                    if let Some(above) = open.last_mut() {
                        above.whole += weight.whole;
                        above.paragraphs += weight.paragraphs;
                    }
                    weights.insert(node.id(), weight);
                }
            }
            _ => {}
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::super::tests::{imported, imported_with, in_short};
    use super::*;
    use crate::import::Shape;
    use crate::import::known::KnownPublisher;

    fn read(text: &str) -> Vec<String> {
        in_short(&imported(text, Shape::WebPage).unwrap().0)
    }

    #[test]
    fn the_main_content_is_found() {
        let text = "A paragraph of the text that has many more words than what stands around it.";
        for page in [
            format!("<nav>Menu</nav><main><h1>T</h1><p>{text}</p></main><footer>x</footer>"),
            format!("<div role=main><p>{text}</div><div>Elsewhere</div>"),
            format!("<div><article><p>{text}</article></div><div><p>Other.</p></div>"),
            format!("<div id=a>Menu</div><div id=b><div><p>{text}</p></div></div>"),
            format!("<table><tr><td>Menu<td><p>{text}</table>"),
            format!("<form><p>{}</form>", text.repeat(9)),
            text.to_owned(),
        ] {
            let blocks = read(&format!("<html><body>{page}"));
            assert_eq!(blocks.len(), 1, "{blocks:?}");
            assert!(blocks[0].starts_with("p A paragraph"), "{blocks:?}");
        }
    }

    #[test]
    fn blocks_of_every_kind_are_read() {
        let blocks = read(
            "<body><main><h1>T</h1><h3>One <em>and</em> two</h3><p>a<br>b<br><br>c<p>d
            <ul><li>e<li>f<ol><li>g</ol></ul><blockquote><p>h<p>i</blockquote>
            <table><caption>j<tr><th>k<th>l<th>m<tr><td>n<td><b>o</b> p</table><dl><dt>q<dd>r</dl>
            <pre>s\n  t</pre><p>u<sup>1</sup> v<div>w</div>x",
        );
        assert_eq!(
            blocks,
            [
                "2 One and two",
                "p a b",
                "p c",
                "p d",
                "- e",
                "- f",
                "  1. g",
                "> h",
                "> i",
                "p j",
                "| k | l | m",
                "| n | o p | ",
                "p q",
                "p r",
                "p s t",
                "p u1 v",
                "p w",
                "p x",
            ]
        );
    }

    #[test]
    fn nothing_of_a_page_becomes_markup_or_code() {
        let (document, ledger) = imported(
            "<body><main><h2>A <b>bold</b> &lt;script&gt; heading</h2><script>alert(1)</script>
            <p>&lt;img src=x onerror=alert(2)&gt; <a href='javascript:alert(3)'>Link</a>
            <a href='data:text/html,x'>data</a><style>p{}</style><span hidden>unseen</span>
            <p onclick=alert(4) style='display:none'>unseen</p><noscript>unseen</noscript>",
            Shape::WebPage,
        )
        .unwrap();
        assert_eq!(
            in_short(&document),
            ["2 A bold <script> heading", "p <img src=x onerror=alert(2)> Link data"]
        );
        let left = |words: &str| ledger.repairs.iter().any(|repair| repair.before == words);
        assert!(left("javascript:alert(3)") && left("<script>") && left("unseen"));
    }

    #[test]
    fn a_heading_that_nothing_ends_does_not_swallow_the_text() {
        let blocks =
            read("<body><h1>T<h2>One<p>a <b>b <i>c <ul><li>d<li>e<table><tr><td>f<td>g<h3>h");
        assert_eq!(blocks[0], "2 One");
        assert_eq!(blocks[1], "p a b c");
        assert_eq!(blocks.len(), 7, "{blocks:?}");
    }

    #[test]
    fn lists_start_at_the_margin() {
        assert_eq!(
            read("<body><ul><li><ul><li>a<li>b<ul><li>c</ul></ul></ul><p>p<ol><li>d<p>e<ul><li>f"),
            ["- a", "- b", "  - c", "p p", "1. d", "p e", "- f"]
        );
    }

    #[test]
    fn a_page_says_what_it_is_about() {
        let known = Known {
            publishers: vec![KnownPublisher {
                id: "fw".into(),
                names: vec!["Freedonia Watch".into()],
                public_domain: false,
            }],
            countries: vec![
                ("niger".into(), vec!["Niger".into()]),
                ("nigeria".into(), vec!["Nigeria".into()]),
            ],
            ..Known::default()
        };
        let page = "<html><head><meta property=og:site_name content='FREEDONIA WATCH'>
            <meta property=article:published_time content=2020-01-02T03:04:05Z></head>
            <body><h1>Nigeria 2019</h1><p>Text.";
        let facts = imported_with(page, Shape::WebPage, &known).unwrap().0.facts;
        assert_eq!(facts.country.as_deref(), Some("Nigeria"));
        assert_eq!(facts.publisher.as_deref(), Some("fw"));
        assert_eq!(facts.published.as_deref(), Some("2020-01-02"));
    }
}
