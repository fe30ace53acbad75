//! What elements mean by their names, classes and styles.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use super::inline::Mark;
use super::visible::words;

/// Whether a heading holds the text that follows it, because nothing ends it.
pub(super) fn holds_paragraphs(heading: NodeRef<'_, Node>) -> bool {
    let mut long = false;
    heading.descendants().skip(1).filter_map(|node| node.value().as_element()).any(|element| {
        match element.name() {
            "ul" | "ol" | "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => true,
            "p" | "div" | "blockquote" => {
                long = long || words(heading).len() > 300;
                long
            }
            _ => false,
        }
    })
}

/// The level of a heading: by what its class says it is, or by its element.
pub(super) fn level(element: &Element) -> u8 {
    for class in element.classes() {
        match class {
            "report__section-title" => return 2,
            "report__section-subtitle" => return 3,
            _ => {}
        }
    }
    match element.name() {
        "h1" => 1,
        "h2" => 2,
        "h3" => 3,
        "h4" => 4,
        "h5" => 5,
        _ => 6,
    }
}

/// The mark that an element without a meaning makes by its style.
pub(super) fn styled(element: &Element) -> Option<Mark> {
    let style: String = element.attr("style")?.split_whitespace().collect();
    let style = style.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|words| style.contains(words));
    if has(&["font-weight:bold", "font-weight:700", "font-weight:800", "font-weight:900"]) {
        Some(Mark::Strong)
    } else if has(&["text-decoration:underline", "text-decoration-line:underline"]) {
        Some(Mark::Underline)
    } else if has(&["font-style:italic"]) {
        Some(Mark::Emphasis)
    } else {
        None
    }
}
