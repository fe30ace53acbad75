//! Through the tree of a page: which element makes a block, which sets text, which is left out.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use super::super::block::Block;
use super::super::known::Outline;
use super::super::ledger::{Ledger, Rule};
use super::elements::{holds_paragraphs, level, styled};
use super::flow::{Flow, Form};
use super::inline::Mark;
use super::links::address;
use super::rows::is_of_data;
use super::tree::Page;
use super::visible::{Fate, fate, hidden_words, is_block, words};

/// How the text of a page is read.
#[derive(Default)]
pub(super) struct Style<'a> {
    /// The outline that its headings follow.
    pub(super) outline: Option<&'a Outline>,
    /// Whether two line breaks part paragraphs, or stand inside of one.
    pub(super) breaks_part: bool,
    /// The heading that is the title, and no part of the text.
    pub(super) title: Option<&'a str>,
    /// What addresses without a host belong to: `https://example.org`.
    pub(super) origin: Option<String>,
    /// Whether an element is part of the frame, beyond what every page's elements are.
    pub(super) clutter: Option<fn(NodeRef<'_, Node>, &Element) -> bool>,
}

/// What an element changed when it began, to be undone at its end.
enum Opened {
    Nothing,
    Mark(Mark, usize),
    Link,
    Block,
    List,
    Quote,
    Item,
    Heading(u8),
    Unclosed,
    Label,
    Row,
    Cell,
}

/// Reads the text below a node.
pub(super) fn blocks(
    page: &Page,
    root: NodeRef<'_, Node>,
    style: &Style<'_>,
    ledger: &mut Ledger,
) -> Vec<Block> {
    let flow = Flow::new(style, ledger);
    let mut reader = Reader { page, style, flow, lists: Vec::new() };
    let mut opened = Vec::new();
    let mut node = root;
    loop {
        let down = if node.id() == root.id() { Some(Opened::Block) } else { reader.open(node) };
        if let Some(open) = down {
            opened.push(open);
            if let Some(child) = node.first_child() {
                node = child;
                continue;
            }
            reader.close(opened.pop());
        }
        // Up until there is something to the right.
        while node.id() != root.id() && node.next_sibling().is_none() {
            let Some(parent) = node.parent() else { break };
            node = parent;
            reader.close(opened.pop());
        }
        match node.next_sibling() {
            Some(next) if node.id() != root.id() => node = next,
            _ => break,
        }
    }
    reader.flow.finish()
}

struct Reader<'p, 's, 'l> {
    page: &'p Page,
    style: &'s Style<'s>,
    flow: Flow<'s, 'l>,
    /// The lists that are open: whether each is numbered.
    lists: Vec<bool>,
}

impl Reader<'_, '_, '_> {
    /// Begins a node. Nothing when nothing inside of it is to be read.
    fn open(&mut self, node: NodeRef<'_, Node>) -> Option<Opened> {
        let element = match node.value() {
            Node::Text(text) => {
                if self.flow.inline.is_empty() && !text.trim().is_empty() {
                    self.flow.inline.line = self.page.line(node);
                }
                if !text.trim().is_empty() {
                    self.flow.breaks = 0;
                }
                self.flow.inline.say(text);
                return None;
            }
            Node::Element(element) => element,
            _ => return None,
        };
        if self.drop(node, element) {
            return None;
        }
        let line = self.page.line(node);
        let name = element.name();
        if element.classes().any(|class| class == "report-toc-section") {
            self.flow.flush();
            self.flow.gathers += 1;
            return Some(Opened::Label);
        }
        Some(match name {
            "br" => {
                self.flow.line_break(line);
                return None;
            }
            "wbr" | "col" | "colgroup" => return None,
            "b" | "strong" => self.mark(Mark::Strong),
            "i" | "em" | "cite" | "dfn" | "var" => self.mark(Mark::Emphasis),
            "u" | "ins" => self.mark(Mark::Underline),
            "span" | "font" if self.flow.gathers == 0 => match styled(element) {
                Some(mark) => self.mark(mark),
                None => Opened::Nothing,
            },
            "a" => {
                let url = self.address(element, line);
                self.flow.inline.open_link(url);
                Opened::Link
            }
            _ if self.flow.gathers > 0 => {
                if is_block(name) {
                    self.flow.inline.space();
                }
                Opened::Nothing
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flow.flush();
                self.flow.inline.line = line;
                if holds_paragraphs(node) {
                    self.flow.unclosed = Some(level(element));
                    return Some(Opened::Unclosed);
                }
                self.flow.gathers += 1;
                Opened::Heading(level(element))
            }
            "ul" | "ol" | "menu" | "dir" => {
                self.flow.flush();
                self.lists.push(name == "ol");
                Opened::List
            }
            "li" => {
                self.flow.flush();
                let items = self.flow.forms.iter().filter(|form| matches!(form, Form::Item { .. }));
                let depth = u8::try_from(items.count()).unwrap_or(u8::MAX);
                let ordered = self.lists.last().copied().unwrap_or_default();
                self.flow.forms.push(Form::Item { ordered, depth, begun: false });
                Opened::Item
            }
            "blockquote" => {
                self.flow.flush();
                self.flow.forms.push(Form::Quote);
                Opened::Quote
            }
            "tr" if is_of_data(node) => {
                self.flow.flush();
                self.flow.row = Some((line, Vec::new()));
                Opened::Row
            }
            "td" | "th" if self.flow.row.is_some() => {
                self.flow.gathers += 1;
                Opened::Cell
            }
            _ if is_block(name) => {
                self.flow.flush();
                Opened::Block
            }
            _ => Opened::Nothing,
        })
    }

    /// Ends an element.
    fn close(&mut self, opened: Option<Opened>) {
        match opened.unwrap_or(Opened::Nothing) {
            Opened::Nothing => {}
            Opened::Mark(mark, said) => self.flow.inline.close(mark, self.flow.inline.said > said),
            Opened::Link => self.flow.inline.close_link(),
            Opened::Block => self.flow.flush(),
            Opened::List => {
                self.flow.flush();
                self.lists.pop();
            }
            Opened::Quote | Opened::Item => {
                self.flow.flush();
                self.flow.forms.pop();
            }
            Opened::Heading(level) => {
                let (words, line) = self.flow.gathered();
                self.flow.heading(level, &words, line);
            }
            Opened::Unclosed => {
                self.flow.flush();
                self.flow.unclosed = None;
            }
            Opened::Label => self.flow.label(),
            Opened::Cell => self.flow.cell(),
            Opened::Row => self.flow.end_row(),
        }
    }

    fn mark(&mut self, mark: Mark) -> Opened {
        self.flow.inline.open(mark);
        Opened::Mark(mark, self.flow.inline.said)
    }

    /// Leaves out what is no part of the text, and says so.
    fn drop(&mut self, node: NodeRef<'_, Node>, element: &Element) -> bool {
        let line = self.page.line(node);
        let name = element.name();
        let cluttered = |clutter: fn(NodeRef<'_, Node>, &Element) -> bool| clutter(node, element);
        match fate(node, element) {
            Fate::Kept if self.style.clutter.is_some_and(cluttered) => {
                frame(self.page, node, self.flow.ledger);
            }
            Fate::Kept => return false,
            Fate::Frame => frame(self.page, node, self.flow.ledger),
            Fate::Code => {
                if matches!(name, "script" | "noscript" | "template" | "noframes" | "noembed") {
                    self.flow.ledger.take(Rule::LeftOut, line, format!("<{name}>"));
                }
            }
            Fate::Hidden => {
                let text = hidden_words(node);
                if !text.is_empty() {
                    self.flow.ledger.change(Rule::LeftOut, line, text, "", "not shown on the page");
                }
            }
            Fate::Thing => {
                let what = element.attr("alt").or(element.attr("title")).unwrap_or_default();
                let from = element.attr("src").unwrap_or_default();
                if name != "svg" || !what.is_empty() {
                    let note: String =
                        from.split(',').next().unwrap_or_default().chars().take(200).collect();
                    let before = format!("<{name}> {what}");
                    self.flow.ledger.change(Rule::LeftOut, line, before.trim_end(), "", note);
                }
            }
        }
        if is_block(name) && self.flow.gathers == 0 {
            self.flow.flush();
        }
        true
    }

    fn address(&mut self, element: &Element, line: u32) -> Option<String> {
        let href = element.attr("href")?.trim();
        let url = address(href, self.style.origin.as_deref());
        if url.is_none() && !href.is_empty() && !href.starts_with('#') {
            let shown: String = href.chars().take(200).collect();
            self.flow.ledger.change(
                Rule::LeftOut,
                line,
                shown,
                "",
                "a link that does not lead to the web",
            );
        }
        url
    }
}

/// Says that a part of the frame was taken out.
pub(super) fn frame(page: &Page, node: NodeRef<'_, Node>, ledger: &mut Ledger) {
    let text = words(node);
    if !text.is_empty() {
        ledger.take(Rule::Frame, page.line(node), text);
    }
}
