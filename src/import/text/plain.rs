//! Markdown, and plain text with a paragraph a line, both without front matter.

use super::headings::{Headings, Levels, is_labelled, is_title_line, kind_of};
use super::lines::{Line, begins_small, closes, folded, split};
use super::{fused, identify, marked, wrapped};
use crate::import::block::{Block, BlockForm};
use crate::import::ledger::{Ledger, Rule};
use crate::import::{Document, Facts, Refusal, Source};

/// Reads a text.
///
/// # Errors
///
/// When it is a report already.
pub(super) fn read(source: Source<'_>, ledger: &mut Ledger) -> Result<Document, Refusal> {
    let mut facts = Facts::default();
    let (front, text) = front_matter(source.text);
    if !front.is_empty() {
        let keys = |key: &str| value(front, key);
        if keys("publisher").is_some() && keys("covers").is_some() && keys("licence").is_some() {
            let message = "this is a report already: it has the front matter of one";
            return Err(Refusal::new(message).hint("put it into `content/reports/` as it is"));
        }
        (facts.title, facts.url) = (keys("title"), keys("url").or_else(|| keys("source")));
        ledger.take(Rule::Frame, 1, front);
    }
    let skipped = source.text.len() - text.len();
    let before = source.text.get(..skipped).map_or(0, |part| part.matches('\n').count());
    let offset = u32::try_from(before).unwrap_or(u32::MAX);
    let mut blocks = if marked::is_markdown(text) {
        marked::blocks(text, offset)
    } else {
        paragraphs(text, offset, source)
    };
    title(&mut blocks, &mut facts, source, ledger);
    fused::mend_blocks(&mut blocks, ledger);
    Ok(Document { facts, blocks })
}

/// What stands between the lines `---` at the beginning, and the text behind it.
fn front_matter(text: &str) -> (&str, &str) {
    let Some(rest) = text.strip_prefix("---\n") else { return ("", text) };
    match rest.find("\n---\n") {
        Some(end) if rest[..end].lines().any(|line| line.contains(": ")) => {
            let behind = 4 + end + 5;
            (&text[..behind - 1], &text[behind..])
        }
        _ => ("", text),
    }
}

/// The value of a key on a line of its own.
fn value(front: &str, key: &str) -> Option<String> {
    let line = front.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
    let value = line.trim().trim_matches(['"', '\'']);
    (!value.is_empty()).then(|| value.to_owned())
}

/// Paragraphs, parted by blank lines or by line ends.
fn paragraphs(text: &str, offset: u32, source: Source<'_>) -> Vec<Block> {
    let lines = split(text);
    let publisher = source.wishes.publisher.as_ref();
    let outline = publisher
        .zip(source.wishes.covers)
        .and_then(|(publisher, year)| source.known.outline(publisher, year));
    let headings = Headings::of(outline);
    let mut levels = Levels::default();
    let mut blocks = Vec::new();
    let groups = groups(&lines);
    for (n, group) in groups.iter().enumerate() {
        let Some(first) = group.first() else { continue };
        let text: Vec<&str> = group.iter().map(|line| &*line.text).collect();
        let text = folded(&text.join(" "));
        let number = first.number.saturating_add(offset);
        let heads = groups.get(n + 1).is_some();
        let set_apart = first.blank || n == 0 || is_labelled(&text) || headings.knows(&text);
        let ends = text.ends_with(':') && !is_labelled(&text);
        if heads && set_apart && !ends && is_title_line(&text) {
            let kind = kind_of(&headings, &text);
            blocks.push(Block::heading(levels.next(kind), text, number));
        } else {
            blocks.push(wrapped::paragraph(&headings, text, number));
        }
    }
    blocks
}

/// The lines of each paragraph: those that go on in small letters belong together.
fn groups<'l, 't>(lines: &'l [Line<'t>]) -> Vec<&'l [Line<'t>]> {
    let mut groups = Vec::new();
    let mut start = 0;
    for at in 1..=lines.len() {
        let goes_on = lines.get(at).is_some_and(|line| {
            !line.blank
                && begins_small(&line.text)
                && lines.get(at - 1).is_some_and(|above| !closes(&above.text))
                && !is_labelled(&line.text)
        });
        if !goes_on {
            groups.push(&lines[start..at.min(lines.len())]);
            start = at;
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// The title: the one heading of the highest level at the beginning. It moves to the front matter.
fn title(blocks: &mut Vec<Block>, facts: &mut Facts, source: Source<'_>, ledger: &mut Ledger) {
    let headings =
        |level: u8| blocks.iter().filter(|block| block.form == BlockForm::Heading(level)).count();
    let (ones, words) = (headings(1), blocks.first().map(Block::words).unwrap_or_default());
    let report = identify::report_title(&words);
    let series = identify::series(&words);
    let first = blocks.first().map(|block| block.form.clone());
    let alone = first == Some(BlockForm::Heading(1)) && ones == 1;
    let said = report.is_some() || series.is_some();
    if let Some(block) = blocks.first()
        && (alone || (said && words.split(' ').count() <= 20))
    {
        let note = "the title, kept in the front matter";
        ledger.change(Rule::Heading, block.line, &*words, "", note);
        blocks.remove(0);
        facts.title = Some(words.clone());
    } else if ones > 0 {
        // Sections that stand at the level of the title move one down.
        for block in blocks.iter_mut() {
            if let BlockForm::Heading(level) = &mut block.form {
                *level = (*level + 1).min(6);
            }
        }
    }
    if let Some((country, year)) = report {
        (facts.country, facts.covers) = (Some(country), Some(year));
        facts.publisher = Some(identify::state(source.known));
    } else if let Some((year, country)) = series {
        (facts.country, facts.covers) = (country, Some(year));
        facts.publisher = Some(identify::state(source.known));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Known, Wishes};

    fn read_text(text: &str) -> Result<(Document, Ledger), Refusal> {
        let (known, wishes) = (Known::default(), Wishes::default());
        let mut ledger = Ledger::default();
        let source = Source { text, known: &known, wishes: &wishes };
        read(source, &mut ledger).map(|document| (document, ledger))
    }

    fn told(text: &str) -> Vec<(BlockForm, String, u32)> {
        let (document, _) = read_text(text).unwrap();
        let told = |block: &Block| (block.form.clone(), block.words(), block.line);
        document.blocks.iter().map(told).collect()
    }

    #[test]
    fn plain_text_is_a_paragraph_a_line() {
        let plain = BlockForm::Paragraph(None);
        assert_eq!(
            told(
                "Freedom of Speech\nThe first * paragraph* <b>.\nThe second\ngoes on.\n\nThird.\n"
            ),
            [
                (BlockForm::Heading(2), "Freedom of Speech".into(), 1),
                (plain.clone(), "The first * paragraph* <b>.".into(), 2),
                (plain.clone(), "The second goes on.".into(), 3),
                (plain, "Third.".into(), 6),
            ]
        );
    }

    #[test]
    fn markdown_gives_its_title_away() {
        let (document, ledger) =
            read_text("# FREELAND 2019 HUMAN RIGHTS REPORT\n\n## One\n\nText.\n").unwrap();
        assert_eq!(document.facts.covers, Some(2019));
        assert_eq!(document.facts.country.as_deref(), Some("FREELAND"));
        assert_eq!(document.blocks[0], Block::heading(2, "One", 3));
        assert_eq!(ledger.repairs.len(), 1);
        assert_eq!(told("# One\n\nText.\n\n# Two\n\nText.")[0].0, BlockForm::Heading(2));
    }

    #[test]
    fn front_matter_is_read_or_refused() {
        let (document, ledger) =
            read_text("---\ntitle: \"On Freeland\"\nurl: https://a.example/\n---\n\nText.\n")
                .unwrap();
        assert_eq!(document.facts.title.as_deref(), Some("On Freeland"));
        assert_eq!(document.facts.url.as_deref(), Some("https://a.example/"));
        assert_eq!(document.blocks, [Block::paragraph("Text.", 6)]);
        assert_eq!(ledger.repairs[0].rule, Rule::Frame);
        let report = "---\ntitle: A\npublisher: b\ncovers: 2019\nlicence: c\n---\nText.\n";
        assert!(read_text(report).unwrap_err().message.contains("report already"));
    }
}
