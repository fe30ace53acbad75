//! Markdown events of one block → HTML segments, with slots where the page fills in addresses.
//!
//! Raw HTML becomes text, inline styles become classes, and no address leaves the archive unless
//! its scheme is allowed: content is not trusted.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd, html};

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::parse::document::{Place, Reference, Segment, Target};
use crate::parse::highlight::{self, escape};
use crate::parse::link::{self, Address};
use crate::path::SourcePath;

/// An event and its bytes in the file.
pub(super) type Placed<'t> = (Event<'t>, Range<usize>);

/// Writes the blocks of one file and keeps what they refer to.
pub(super) struct Writer<'p> {
    path: &'p SourcePath,
    /// Links inside the archive, in the order of slots.
    pub(super) references: Vec<Reference>,
    /// Footnote labels in the order in which they were first met.
    pub(super) notes: BTreeMap<String, u32>,
    /// Those that some text marks.
    pub(super) marked: BTreeSet<u32>,
    /// What is wrong.
    pub(super) problems: Vec<Diagnostic>,
}

impl<'p> Writer<'p> {
    pub(super) fn new(path: &'p SourcePath) -> Self {
        Self {
            path,
            references: Vec::new(),
            notes: BTreeMap::new(),
            marked: BTreeSet::new(),
            problems: Vec::new(),
        }
    }

    /// The file that is written.
    pub(super) fn path(&self) -> &'p SourcePath {
        self.path
    }

    /// The number that a footnote's label stands for in this file.
    pub(super) fn note(&mut self, label: &str) -> u32 {
        let next = u32::try_from(self.notes.len()).unwrap_or(u32::MAX);
        *self.notes.entry(label.to_owned()).or_insert(next)
    }

    /// Writes the events of one block.
    pub(super) fn segments(&mut self, events: Vec<Placed<'_>>) -> Vec<Segment> {
        let mut plain = Vec::with_capacity(events.len());
        let mut state = State::default();
        for (event, at) in events {
            self.event(event, at, &mut state, &mut plain);
        }
        let mut text = String::new();
        html::push_html(&mut text, plain.into_iter());
        cut(&text)
    }

    fn event<'t>(
        &mut self,
        event: Event<'t>,
        at: Range<usize>,
        state: &mut State,
        out: &mut Vec<Event<'t>>,
    ) {
        if let Some(image) = state.image.as_mut() {
            match event {
                Event::End(TagEnd::Image) if image.depth == 0 => {
                    let image = state.image.take();
                    out.extend(image.map(|image| raw(image.html())));
                }
                Event::Start(_) => image.depth += 1,
                Event::End(_) => image.depth = image.depth.saturating_sub(1),
                Event::Text(text) | Event::Code(text) => image.alt.push_str(&text),
                Event::SoftBreak | Event::HardBreak => image.alt.push(' '),
                _ => {}
            }
            return;
        }
        if let Some((_, code)) = state.code.as_mut() {
            match event {
                Event::End(TagEnd::CodeBlock) => {
                    if let Some((language, code)) = state.code.take() {
                        out.push(raw(highlight::code_block(&language, &code)));
                    }
                }
                Event::Text(text) => code.push_str(&text),
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, at, state, out),
            Event::End(tag) => end(tag, state, out),
            Event::Html(text) | Event::InlineHtml(text) => out.push(Event::Text(text)),
            Event::FootnoteReference(label) => {
                let n = self.note(&label);
                self.marked.insert(n);
                out.push(raw(format!("\0n{n}\0")));
            }
            other => out.push(other),
        }
    }

    fn start<'t>(
        &mut self,
        tag: Tag<'t>,
        at: Range<usize>,
        state: &mut State,
        out: &mut Vec<Event<'t>>,
    ) {
        match tag {
            Tag::HtmlBlock => out.push(Event::Start(Tag::Paragraph)),
            Tag::FootnoteDefinition(label) => {
                let message = format!("the footnote `[^{label}]` is defined inside another block");
                self.problem(
                    Code::MissingFootnote,
                    at,
                    message,
                    "move the definition to the end of the text, on a line of its own",
                );
            }
            Tag::Heading { .. } => out.push(raw("<p class=\"subhead\"><strong>")),
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(language) => language.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                state.code = Some((language, String::new()));
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                let href = self.link(link_type, &dest_url, at);
                state.links.push(href.is_some());
                if let Some(href) = href {
                    let title = if title.is_empty() {
                        String::new()
                    } else {
                        format!(" title=\"{}\"", escape(&title))
                    };
                    out.push(raw(format!("<a{href}{title}>")));
                }
            }
            Tag::Image { dest_url, .. } => {
                let slot = self.image(&dest_url, at);
                state.image = Some(Image { slot, alt: String::new(), depth: 0 });
            }
            Tag::Table(alignments) => {
                state.alignments = alignments;
                out.push(raw("<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>"));
            }
            Tag::TableHead => {
                state.head = true;
                state.column = 0;
                out.push(raw("<thead><tr>"));
            }
            Tag::TableRow => {
                state.column = 0;
                out.push(raw("<tr>"));
            }
            Tag::TableCell => {
                let class = match state.alignments.get(state.column) {
                    Some(Alignment::Right) => " class=\"right\"",
                    Some(Alignment::Center) => " class=\"centre\"",
                    _ => "",
                };
                state.column += 1;
                let name = if state.head { "th" } else { "td" };
                let scope = if state.head { " scope=\"col\"" } else { "" };
                out.push(raw(format!("<{name}{scope}{class}>")));
            }
            other => out.push(Event::Start(other)),
        }
    }

    fn link(&mut self, kind: LinkType, address: &str, at: Range<usize>) -> Option<String> {
        let mail;
        let address = if kind == LinkType::Email {
            mail = format!("mailto:{address}");
            &mail
        } else {
            address
        };
        match link::address(self.path, address) {
            Address::Outside(url) => Some(format!(" href=\"{}\" rel=\"external\"", escape(&url))),
            Address::Inside(target) => {
                let slot = self.slot(target, at);
                Some(format!(" href=\"\0h{slot}\0\""))
            }
            Address::Forbidden(scheme) => {
                let message = format!("a link may not begin with `{scheme}`");
                self.problem(Code::BadScheme, at, message, "expected `https:`, `http:`, `mailto:`, a heading's `#id`, or a file of the archive");
                None
            }
            Address::Wrong(why) => {
                self.problem(
                    Code::BrokenLink,
                    at,
                    why,
                    "write a web address, `#id`, or a path to a file of the archive",
                );
                None
            }
        }
    }

    fn image(&mut self, address: &str, at: Range<usize>) -> Option<u32> {
        match link::address(self.path, address) {
            Address::Inside(target @ Target::Static(_)) => Some(self.slot(target, at)),
            _ => {
                let message = format!("the image `{address}` is not a file of the archive");
                self.problem(Code::ForeignResource, at, message, "put the image into `static/` and name it by its path there: pages ask no other host for anything");
                None
            }
        }
    }

    fn slot(&mut self, target: Target, at: Range<usize>) -> u32 {
        self.references.push(Reference { target, at: Place(at) });
        u32::try_from(self.references.len() - 1).unwrap_or(u32::MAX)
    }

    pub(super) fn problem(
        &mut self,
        code: Code,
        at: Range<usize>,
        message: impl Into<String>,
        hint: &str,
    ) {
        let problem = Diagnostic::error(code, Span::new(self.path, at), message).hint(hint);
        self.problems.push(problem);
    }
}

fn end<'t>(tag: TagEnd, state: &mut State, out: &mut Vec<Event<'t>>) {
    match tag {
        TagEnd::HtmlBlock => out.push(Event::End(TagEnd::Paragraph)),
        TagEnd::FootnoteDefinition => {}
        TagEnd::Heading(_) => out.push(raw("</strong></p>\n")),
        TagEnd::Link => {
            if state.links.pop() == Some(true) {
                out.push(raw("</a>"));
            }
        }
        TagEnd::Table => out.push(raw("</tbody></table></div>\n")),
        TagEnd::TableHead => {
            state.head = false;
            out.push(raw("</tr></thead><tbody>\n"));
        }
        TagEnd::TableRow => out.push(raw("</tr>\n")),
        TagEnd::TableCell => out.push(raw(if state.head { "</th>" } else { "</td>" })),
        other => out.push(Event::End(other)),
    }
}

fn raw<'t>(text: impl Into<CowStr<'t>>) -> Event<'t> {
    Event::InlineHtml(text.into())
}

/// Cuts written HTML at the marks for slots. Text cannot hold a mark: sources have no NUL.
fn cut(text: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    for (i, part) in text.split('\0').enumerate() {
        if i % 2 == 0 {
            if !part.is_empty() {
                segments.push(Segment::Html(part.into()));
            }
        } else if let Some(n) = part.strip_prefix('h').and_then(|n| n.parse().ok()) {
            segments.push(Segment::Slot(n));
        } else if let Some(n) = part.strip_prefix('n').and_then(|n| n.parse().ok()) {
            segments.push(Segment::NoteMark(n));
        }
    }
    segments
}

#[derive(Default)]
struct State {
    links: Vec<bool>,
    image: Option<Image>,
    code: Option<(String, String)>,
    alignments: Vec<Alignment>,
    head: bool,
    column: usize,
}

struct Image {
    slot: Option<u32>,
    alt: String,
    depth: u32,
}

impl Image {
    fn html(&self) -> String {
        let alt = escape(&self.alt);
        match self.slot {
            Some(slot) => format!("<img src=\"\0h{slot}\0\" alt=\"{alt}\" loading=\"lazy\">"),
            None => alt,
        }
    }
}
