//! What of a page a reader sees, and what belongs to the frame around the text.

use ego_tree::NodeRef;
use ego_tree::iter::Edge;
use scraper::Node;
use scraper::node::Element;

/// What becomes of an element.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fate {
    /// Its text is read.
    Kept,
    /// It never has words that anybody reads: a script, a style sheet.
    Code,
    /// It is there, and is not shown.
    Hidden,
    /// It is part of the frame: navigation, a form, a footer.
    Frame,
    /// It shows something that is no text: an image, a film.
    Thing,
}

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 48] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
];

/// Classes of things that only readers without a screen are told.
const UNSEEN: [&str; 8] = [
    "hidden",
    "screen-reader-text",
    "screen-reader-only",
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "element-invisible",
    "show-for-sr",
];

/// Classes of parts of a report that the State Department's pages fold away until a reader opens
/// them; a browser may have saved them so.
const FOLDED: [&str; 4] =
    ["section_wrapper", "section_body", "entry-content", "report__content__inner"];

/// A form with this much text in paragraphs is a page inside a form.
const FORM: usize = 400;

/// How many characters of what nobody sees the ledger shows.
const SHOWN: usize = 200;

/// Whether an element stands on lines of its own.
pub(super) fn is_block(name: &str) -> bool {
    name == "ul" || BLOCKS.contains(&name)
}

/// What becomes of an element.
pub(super) fn fate(node: NodeRef<'_, Node>, element: &Element) -> Fate {
    if let Some(unseen) = unseen(element) {
        return unseen;
    }
    let frame = match element.name() {
        "nav" | "aside" | "select" | "input" | "textarea" | "label" | "datalist" | "dialog"
        | "search" => true,
        // What unfolds a part of a text may be in the heading of that part, and be all of it.
        "button" => !is_in(node, &["h1", "h2", "h3", "h4", "h5", "h6", "summary"]),
        "footer" => !is_in(node, &["blockquote"]),
        "header" => !heads_a_part(node),
        "form" => paragraph_length(node) < FORM,
        _ => matches!(
            element.attr("role"),
            Some("navigation" | "banner" | "contentinfo" | "complementary" | "search" | "dialog")
        ),
    };
    if frame { Fate::Frame } else { Fate::Kept }
}

/// What becomes of an element whose words are not shown.
fn unseen(element: &Element) -> Option<Fate> {
    match element.name() {
        "script" | "style" | "noscript" | "template" | "head" | "title" | "link" | "meta"
        | "base" | "param" | "source" | "track" | "area" | "noframes" | "noembed" | "rp" => {
            Some(Fate::Code)
        }
        _ if is_hidden(element) => Some(Fate::Hidden),
        "img" | "svg" | "canvas" | "video" | "audio" | "iframe" | "object" | "embed" | "applet"
        | "frame" | "frameset" | "progress" | "meter" => Some(Fate::Thing),
        _ => None,
    }
}

fn is_hidden(element: &Element) -> bool {
    if element.classes().any(|class| FOLDED.contains(&class)) {
        return false;
    }
    let style = || {
        let style = element.attr("style")?;
        let plain: String = style.split_whitespace().collect::<String>().to_ascii_lowercase();
        let hides = ["display:none", "visibility:hidden", "font-size:0;", "opacity:0;"];
        let closed = format!("{plain};");
        hides.iter().any(|words| closed.contains(words)).then_some(())
    };
    element.attr("hidden").is_some()
        || element.attr("aria-hidden").is_some_and(|value| value.eq_ignore_ascii_case("true"))
        || element.classes().any(|class| UNSEEN.contains(&class))
        || style().is_some()
}

fn is_in(node: NodeRef<'_, Node>, names: &[&str]) -> bool {
    node.ancestors().any(|up| up.value().as_element().is_some_and(|el| names.contains(&el.name())))
}

/// Whether a header holds the heading of a part of the text. That of the whole is the title.
fn heads_a_part(node: NodeRef<'_, Node>) -> bool {
    let mut names = node.descendants().filter_map(|below| Some(below.value().as_element()?.name()));
    let mut heads = false;
    let whole = names.any(|name| {
        heads |= matches!(name, "h2" | "h3" | "h4" | "h5" | "h6");
        name == "h1"
    });
    heads && !whole
}

/// How many characters stand in paragraphs below a node, and are seen.
pub(super) fn paragraph_length(node: NodeRef<'_, Node>) -> usize {
    let mut length = 0;
    let mut within = 0_u32;
    walk(node, |step| match step {
        Step::In(element) => within += u32::from(is_paragraph(element.name())),
        Step::Out(element) => within -= u32::from(is_paragraph(element.name())),
        Step::Text(text) if within > 0 => {
            length += text.split_whitespace().map(str::len).sum::<usize>();
        }
        Step::Text(_) => {}
    });
    length
}

/// Whether an element holds a paragraph.
pub(super) fn is_paragraph(name: &str) -> bool {
    matches!(name, "p" | "blockquote" | "dd" | "pre")
}

/// What a reader sees of a node, in a line: frames as well, but nothing hidden.
pub(super) fn words(node: NodeRef<'_, Node>) -> String {
    let mut out = String::new();
    let gap = |out: &mut String| {
        if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    };
    walk(node, |step| match step {
        Step::In(element) | Step::Out(element) => {
            if is_block(element.name()) || element.name() == "br" {
                gap(&mut out);
            }
        }
        Step::Text(text) => {
            for c in text.chars().filter(|c| !is_invisible(*c)) {
                if c.is_whitespace() { gap(&mut out) } else { out.push(c) }
            }
        }
    });
    out.truncate(out.trim_end().len());
    out
}

/// The first words of something that is not shown.
pub(super) fn hidden_words(node: NodeRef<'_, Node>) -> String {
    let mut out = String::new();
    for text in node.descendants().filter_map(|below| below.value().as_text()) {
        for word in text.split_whitespace() {
            if out.len() >= SHOWN {
                return format!("{out} …");
            }
            if !out.is_empty() {
                out.push(' ');
            }
            out.extend(word.chars().take(SHOWN));
        }
    }
    out
}

enum Step<'a> {
    In(&'a Element),
    Out(&'a Element),
    Text(&'a str),
}

/// Goes through what is seen below a node.
fn walk<'a>(node: NodeRef<'a, Node>, mut see: impl FnMut(Step<'a>)) {
    // The node that is passed over just now, with all that is in it.
    let mut over = None;
    for edge in node.traverse() {
        match edge {
            Edge::Open(at) if over.is_none() => match at.value() {
                Node::Text(text) => see(Step::Text(text)),
                Node::Element(element) if unseen(element).is_some() => over = Some(at.id()),
                Node::Element(element) => see(Step::In(element)),
                _ => {}
            },
            Edge::Close(at) => match (over, at.value()) {
                (Some(id), _) if id == at.id() => over = None,
                (None, Node::Element(element)) => see(Step::Out(element)),
                _ => {}
            },
            Edge::Open(_) => {}
        }
    }
}

/// Characters that nobody sees: soft hyphens, marks of direction, control characters. Joiners
/// that letters of some scripts need are not among them.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}'
        | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
        || (c.is_control() && !c.is_whitespace())
}
