//! Blocks in the making: the text so far, and what it will be.

use super::super::block::{Block, BlockForm, Run};
use super::super::ledger::{Ledger, Rule};
use super::inline::{Inline, Taken, runs, text_of};
use super::rows::{even, nest};
use super::runin;
use super::walk::Style;
use crate::parse::heading::normal;

/// What blocks are made as.
pub(super) enum Form {
    Item { ordered: bool, depth: u8, begun: bool },
    Quote,
}

/// The blocks so far, and the one that grows.
pub(super) struct Flow<'s, 'l> {
    style: &'s Style<'s>,
    /// Hears of everything that is changed.
    pub(super) ledger: &'l mut Ledger,
    blocks: Vec<Block>,
    /// The text of the block that grows.
    pub(super) inline: Inline,
    /// What the elements make of their text that are open.
    pub(super) forms: Vec<Form>,
    /// How many elements are open that keep all their text in one: headings and cells.
    pub(super) gathers: u32,
    /// How many line breaks stand in a row.
    pub(super) breaks: u8,
    /// The label of a section, printed before its heading.
    label: Option<(String, u32)>,
    /// The level of a heading that goes on after its end, until its first line was read.
    pub(super) unclosed: Option<u8>,
    /// The cells of the row that is open, and its line.
    pub(super) row: Option<(u32, Vec<Run>)>,
    /// The headings that are open, in the form they are compared in, with their levels.
    above: Vec<(u8, String)>,
}

impl<'s, 'l> Flow<'s, 'l> {
    /// Nothing yet.
    pub(super) fn new(style: &'s Style<'s>, ledger: &'l mut Ledger) -> Self {
        Self {
            style,
            ledger,
            blocks: Vec::new(),
            inline: Inline::default(),
            forms: Vec::new(),
            gathers: 0,
            breaks: 0,
            label: None,
            unclosed: None,
            row: None,
            above: Vec::new(),
        }
    }

    /// A line break: two in a row may part paragraphs.
    pub(super) fn line_break(&mut self, line: u32) {
        self.breaks = self.breaks.saturating_add(1);
        if self.style.breaks_part && self.gathers == 0 && self.breaks == 2 {
            self.flush();
            self.inline.line = line;
        } else {
            self.inline.space();
        }
    }

    fn take(&mut self) -> Taken {
        self.breaks = 0;
        let taken = self.inline.take();
        if !taken.unseen.is_empty() {
            let mut seen: Vec<String> =
                taken.unseen.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
            seen.dedup();
            let note = seen.join(" ");
            self.ledger.change(Rule::Invisible, taken.line, taken.unseen.clone(), "", note);
        }
        taken
    }

    /// Ends what gathered its text in one, and returns the text and its line.
    pub(super) fn gathered(&mut self) -> (String, u32) {
        self.gathers -= 1;
        let taken = self.take();
        (text_of(&taken.pieces), taken.line)
    }

    /// Keeps the label of a section until its heading comes.
    pub(super) fn label(&mut self) {
        let label = self.gathered();
        if !label.0.is_empty() {
            self.label = Some(label);
        }
    }

    /// Ends a cell of a row.
    pub(super) fn cell(&mut self) {
        let (text, _) = self.gathered();
        if let Some((_, cells)) = &mut self.row {
            cells.push(Run::Text(text));
        }
    }

    /// Ends a row.
    pub(super) fn end_row(&mut self) {
        let (line, text) = self.row.take().unwrap_or_default();
        if text.iter().any(|cell| !cell.words().is_empty()) {
            self.blocks.push(Block { form: BlockForm::Row, text, line });
        }
    }

    /// Makes a heading.
    pub(super) fn heading(&mut self, level: u8, words: &str, line: u32) {
        let words = match self.label.take() {
            Some((label, _)) => format!("{label} {words}"),
            None => words.to_owned(),
        };
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        if level == 1 && self.style.title == Some(words) {
            return self.ledger.change(Rule::Frame, line, words, "", "the title");
        }
        if words.split_whitespace().count() > 24 || (words.ends_with('.') && words.len() > 120) {
            let note = "a heading on the page that reads like a sentence";
            self.ledger.change(Rule::Doubt, line, words, "", note);
        }
        let level = level.clamp(2, 6);
        self.above.retain(|(other, _)| *other < level);
        self.above.push((level, normal(words)));
        self.blocks.push(Block::heading(level, words, line));
    }

    /// Makes a block of the text so far.
    pub(super) fn flush(&mut self) {
        if self.gathers > 0 {
            self.inline.space();
            return;
        }
        let taken = self.take();
        if taken.pieces.is_empty() {
            return;
        }
        if let Some((_, line)) = self.label {
            self.heading(2, "", line);
        }
        let line = taken.line;
        if let Some(level) = self.unclosed.take() {
            return self.heading(level, &text_of(&taken.pieces), line);
        }
        let form = match self.forms.last_mut() {
            Some(Form::Quote) => BlockForm::Quote,
            Some(Form::Item { ordered, depth, begun: begun @ false }) => {
                *begun = true;
                BlockForm::Item { ordered: *ordered, depth: *depth }
            }
            _ => return self.paragraph(taken),
        };
        self.blocks.push(Block { form, text: runs(taken.pieces), line });
    }

    fn paragraph(&mut self, taken: Taken) {
        let line = taken.line;
        let above: Vec<String> = self.above.iter().map(|(_, words)| words.clone()).collect();
        if let Some(known) = runin::marked_heading(&taken, self.style.outline, &above) {
            let level = known.depth.saturating_add(2);
            let words = text_of(&taken.pieces);
            let note = "marked as a heading by its type alone";
            self.ledger.change(Rule::Heading, line, &*words, &*words, note);
            return self.heading(level, &words, line);
        }
        let block = match runin::run_in(&taken, self.style.outline) {
            Some(run_in) => {
                if let Some(printed) = run_in.printed {
                    let label = format!("{}:", run_in.label);
                    self.ledger.change(Rule::Heading, line, printed, label, "no colon on the page");
                }
                let form = BlockForm::Paragraph(Some(run_in.label));
                Block { form, text: runs(run_in.rest), line }
            }
            None => {
                let mut text = runs(taken.pieces);
                // In a report, bold words with a colon would be a run-in heading.
                if let Some(run) = text.first_mut()
                    && let Run::Strong(words) = run
                    && words.trim_end().ends_with(':')
                {
                    *run = Run::Text(std::mem::take(words));
                }
                Block { form: BlockForm::Paragraph(None), text, line }
            }
        };
        self.blocks.push(block);
    }

    /// The blocks.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.flush();
        if let Some((_, line)) = self.label {
            self.heading(2, "", line);
        }
        even(&mut self.blocks);
        nest(&mut self.blocks);
        self.blocks
    }
}
