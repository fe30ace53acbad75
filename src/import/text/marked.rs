//! Markdown → blocks. What is markup of its own, such as HTML, stays text.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::headings::Headings;
use super::wrapped;
use crate::import::block::{Block, BlockForm, Run};

/// Whether a text is written in Markdown: it has headings that begin with `#`, set apart.
pub(super) fn is_markdown(text: &str) -> bool {
    let mut blank = true;
    for line in text.split('\n') {
        let hashes = line.bytes().take_while(|b| *b == b'#').count();
        if blank && (1..=6).contains(&hashes) && line[hashes..].starts_with(' ') {
            return true;
        }
        blank = line.trim().is_empty() || (1..=6).contains(&hashes);
    }
    false
}

/// Reads Markdown; lines are counted from an offset.
pub(super) fn blocks(text: &str, offset: u32) -> Vec<Block> {
    let mut reader = Reader { text, offset, ..Reader::default() };
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        reader.event(event, range.start);
    }
    reader.flush();
    reader.blocks
}

/// What a run of text is inside of.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Style {
    #[default]
    Plain,
    Emphasis,
    Strong,
}

#[derive(Default)]
struct Reader<'t> {
    text: &'t str,
    offset: u32,
    /// How far lines are counted.
    counted: (usize, u32),
    blocks: Vec<Block>,
    open: Option<BlockForm>,
    line: u32,
    runs: Vec<Run>,
    style: Style,
    link: Option<String>,
    lists: Vec<bool>,
    quotes: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(end) => self.end(end),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) => self.push(&text, at),
            Event::Html(text) | Event::InlineHtml(text) | Event::DisplayMath(text) => {
                self.push(&text, at);
            }
            Event::SoftBreak | Event::HardBreak => self.push(" ", at),
            Event::FootnoteReference(name) => self.push(&format!("[^{name}]"), at),
            Event::Rule => self.flush(),
            Event::TaskListMarker(done) => self.push(if done { "[x] " } else { "[ ] " }, at),
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: usize) {
        match tag {
            Tag::Heading { level, .. } => self.begin(BlockForm::Heading(number(level)), at),
            Tag::Paragraph if self.open.is_none() => {
                let form =
                    if self.quotes > 0 { BlockForm::Quote } else { BlockForm::Paragraph(None) };
                self.begin(form, at);
            }
            Tag::Paragraph => self.push(" ", at),
            Tag::BlockQuote(_) => {
                self.flush();
                self.quotes += 1;
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first.is_some());
            }
            Tag::Item => {
                let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
                let ordered = self.lists.last().copied().unwrap_or(false);
                self.begin(BlockForm::Item { ordered, depth: depth.min(6) }, at);
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock => self.begin(BlockForm::Paragraph(None), at),
            Tag::TableHead | Tag::TableRow => self.begin(BlockForm::Row, at),
            Tag::TableCell => self.runs.push(Run::Text(String::new())),
            Tag::Emphasis => self.style = Style::Emphasis,
            Tag::Strong => self.style = Style::Strong,
            Tag::Link { dest_url, .. } => self.link = Some(dest_url.into_string()),
            Tag::Image { dest_url, .. } => self.push(&format!("({dest_url}) "), at),
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::TableHead
            | TagEnd::TableRow => self.flush(),
            TagEnd::Paragraph if !matches!(self.open, Some(BlockForm::Item { .. })) => self.flush(),
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::Emphasis | TagEnd::Strong => self.style = Style::Plain,
            TagEnd::Link => self.link = None,
            _ => {}
        }
    }

    fn begin(&mut self, form: BlockForm, at: usize) {
        self.flush();
        self.open = Some(form);
        self.line = self.line_of(at);
    }

    /// The line of a place; places only grow, so that lines are counted once.
    fn line_of(&mut self, at: usize) -> u32 {
        let (from, lines) = self.counted;
        if at > from {
            let more = self.text.get(from..at).map_or(0, |part| part.matches('\n').count());
            self.counted = (at, lines.saturating_add(u32::try_from(more).unwrap_or(u32::MAX)));
        }
        self.counted.1.saturating_add(1).saturating_add(self.offset)
    }

    fn push(&mut self, text: &str, at: usize) {
        if self.open.is_none() {
            self.begin(BlockForm::Paragraph(None), at);
        }
        let text = text.replace('\n', " ");
        if self.open == Some(BlockForm::Row) {
            if let Some(Run::Text(cell)) = self.runs.last_mut() {
                cell.push_str(&text);
            }
            return;
        }
        let run = match (&self.link, self.style) {
            (Some(url), _) => Run::Link { text, url: url.clone() },
            (None, Style::Plain) => Run::Text(text),
            (None, Style::Emphasis) => Run::Emphasis(text),
            (None, Style::Strong) => Run::Strong(text),
        };
        match (self.runs.last_mut(), &run) {
            (Some(Run::Text(last)), Run::Text(more)) => last.push_str(more),
            (Some(Run::Emphasis(last)), Run::Emphasis(more))
            | (Some(Run::Strong(last)), Run::Strong(more)) => last.push_str(more),
            (Some(Run::Link { text: last, url }), Run::Link { text: more, url: same })
                if url == same =>
            {
                last.push_str(more);
            }
            _ => self.runs.push(run),
        }
    }

    fn flush(&mut self) {
        let Some(form) = self.open.take() else { return };
        let runs = std::mem::take(&mut self.runs);
        if runs.iter().all(|run| run.words().trim().is_empty()) {
            return;
        }
        let line = self.line;
        let block = match form {
            BlockForm::Heading(level) => {
                let words: String = runs.iter().map(Run::words).collect();
                Block::heading(level, folded(&words), line)
            }
            BlockForm::Paragraph(None) => headed(runs, line),
            form => Block { form, text: runs, line },
        };
        self.blocks.push(block);
    }
}

/// A paragraph whose first words are bold and end in a colon has a run-in heading.
fn headed(mut runs: Vec<Run>, line: u32) -> Block {
    if let [Run::Text(text)] = &runs[..] {
        return wrapped::paragraph(&Headings::default(), folded(text), line);
    }
    let heading = match (&runs[..], runs.first()) {
        ([_, Run::Text(next), ..], Some(Run::Strong(words) | Run::Emphasis(words))) => {
            let inside = words.trim_end().strip_suffix(':');
            match (inside, next.strip_prefix(':')) {
                (Some(inside), _) => Some((inside.trim().to_owned(), next.trim_start().to_owned())),
                (None, Some(next)) => Some((words.trim().to_owned(), next.trim_start().to_owned())),
                (None, None) => None,
            }
        }
        _ => None,
    };
    match heading {
        Some((words, next)) if !words.is_empty() => {
            runs.remove(0);
            if let Some(first) = runs.first_mut() {
                *first = Run::Text(next);
            }
            Block { form: BlockForm::Paragraph(Some(words)), text: runs, line }
        }
        _ => Block { form: BlockForm::Paragraph(None), text: runs, line },
    }
}

use super::lines::folded;

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_blocks() {
        let text = "## One *two*\n\n**Discrimination:** The *law*\nsays [so](https://a.example/).\n\n\
                    - a\n    1. b\n- c\n\n> Quoted.\n\n| x | y |\n| --- | --- |\n| 1 | 2 |\n\n\
                    <script>alert(1)</script>\n";
        let told: Vec<(BlockForm, String, u32)> = blocks(text, 0)
            .iter()
            .map(|block| (block.form.clone(), block.words(), block.line))
            .collect();
        let item = |ordered, depth| BlockForm::Item { ordered, depth };
        assert_eq!(
            told,
            [
                (BlockForm::Heading(2), "One two".into(), 1),
                (
                    BlockForm::Paragraph(Some("Discrimination".into())),
                    "Discrimination: The law says so.".into(),
                    3
                ),
                (item(false, 0), "a".into(), 6),
                (item(true, 1), "b".into(), 7),
                (item(false, 0), "c".into(), 8),
                (BlockForm::Quote, "Quoted.".into(), 10),
                (BlockForm::Row, "x y".into(), 12),
                (BlockForm::Row, "1 2".into(), 14),
                (BlockForm::Paragraph(None), "<script>alert(1)</script>".into(), 16),
            ]
        );
    }

    #[test]
    fn markdown_is_told_by_its_headings() {
        assert!(is_markdown("# One\n\nText") && is_markdown("Text\n\n## Two"));
        assert!(!is_markdown("Text\n# of pages: 5") && !is_markdown("#MeToo"));
    }
}
