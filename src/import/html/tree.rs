//! The text of a page → its tree, with the line that each element begins on.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::collections::HashMap;

use ego_tree::{NodeId, NodeRef};
use html5ever::driver::{self, ParseOpts};
use html5ever::tendril::{StrTendril, TendrilSink as _};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, QualName};
use scraper::{Html, HtmlTreeSink, Node};

use super::super::Refusal;
use super::limits;

/// A page that was read.
pub(super) struct Page {
    /// Its tree.
    pub(super) html: Html,
    places: HashMap<NodeId, Place>,
}

/// Where an element stands.
#[derive(Clone, Copy, Default)]
struct Place {
    line: u32,
    depth: u16,
}

impl Page {
    /// Reads a page as browsers do: whatever is wrong with it is mended.
    ///
    /// # Errors
    ///
    /// When it is too large, too deep or too crowded to be read in bounded time.
    pub(super) fn read(text: &str) -> Result<Self, Refusal> {
        limits::check(text)?;
        let mut parser = driver::parse_document(Sink::default(), ParseOpts::default());
        let mut rest = text;
        // In pieces: so nobody pays for more than a piece beyond a limit.
        while !rest.is_empty() {
            let mut end = rest.len().min(4096);
            while !rest.is_char_boundary(end) {
                end += 1;
            }
            let (piece, left) = rest.split_at(end);
            parser.process(StrTendril::from_slice(piece));
            parser.tokenizer.sink.sink.check()?;
            rest = left;
        }
        Ok(parser.finish())
    }

    /// The line that an element begins on, from 1; that of its parent for text.
    pub(super) fn line(&self, node: NodeRef<'_, Node>) -> u32 {
        let place = self.places.get(&node.id());
        let above = || self.places.get(&node.parent()?.id());
        place.or_else(above).map_or(0, |place| place.line)
    }
}

/// Builds the tree, and watches what it costs.
struct Sink {
    tree: HtmlTreeSink,
    places: RefCell<HashMap<NodeId, Place>>,
    line: Cell<u32>,
    nodes: Cell<u32>,
    deepest: Cell<u16>,
}

impl Default for Sink {
    fn default() -> Self {
        Self {
            tree: HtmlTreeSink::new(Html::new_document()),
            places: RefCell::default(),
            line: Cell::new(1),
            nodes: Cell::new(0),
            deepest: Cell::new(0),
        }
    }
}

impl Sink {
    fn check(&self) -> Result<(), Refusal> {
        if self.deepest.get() > limits::DEPTH {
            let depth = limits::DEPTH;
            let message = format!("the page nests its elements deeper than {depth} levels");
            return Err(Refusal::new(message).hint("save the text of the page alone"));
        }
        if self.nodes.get() > limits::NODES {
            let message = format!("the page has more than {} elements", limits::NODES);
            return Err(Refusal::new(message).hint("save the text of the page alone"));
        }
        Ok(())
    }

    fn placed(&self, node: NodeId) -> NodeId {
        self.nodes.set(self.nodes.get().saturating_add(1));
        let place = Place { line: self.line.get(), depth: 0 };
        self.places.borrow_mut().insert(node, place);
        node
    }

    fn depth(&self, node: NodeId) -> u16 {
        self.places.borrow().get(&node).map_or(0, |place| place.depth)
    }

    fn sink_to(&self, child: &NodeOrText<NodeId>, depth: u16) {
        if let NodeOrText::AppendNode(node) = child {
            self.places.borrow_mut().entry(*node).or_default().depth = depth;
            self.deepest.set(self.deepest.get().max(depth));
        }
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Page;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Page {
        Page { html: self.tree.finish(), places: self.places.into_inner() }
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        self.tree.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        self.tree.elem_name(target)
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        self.placed(self.tree.create_element(name, attrs, flags))
    }

    fn create_comment(&self, text: StrTendril) -> NodeId {
        self.placed(self.tree.create_comment(text))
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> NodeId {
        self.placed(self.tree.create_pi(target, data))
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.sink_to(&child, self.depth(*parent).saturating_add(1));
        self.tree.append(parent, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        above: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        let depth = self.depth(*element).max(self.depth(*above).saturating_add(1));
        self.sink_to(&child, depth);
        self.tree.append_based_on_parent_node(element, above, child);
    }

    fn append_doctype_to_document(
        &self,
        name: StrTendril,
        public_id: StrTendril,
        system_id: StrTendril,
    ) {
        self.tree.append_doctype_to_document(name, public_id, system_id);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        let contents = self.tree.get_template_contents(target);
        let depth = self.depth(*target).saturating_add(1);
        self.places.borrow_mut().entry(contents).or_default().depth = depth;
        contents
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.tree.set_quirks_mode(mode);
    }

    fn append_before_sibling(&self, sibling: &NodeId, node: NodeOrText<NodeId>) {
        self.sink_to(&node, self.depth(*sibling));
        self.tree.append_before_sibling(sibling, node);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        self.tree.add_attrs_if_missing(target, attrs);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.tree.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        self.tree.reparent_children(node, new_parent);
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(u32::try_from(line).unwrap_or(u32::MAX));
    }
}
