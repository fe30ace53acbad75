//! The text of a web page: a paragraph a line, with the site's banner above and its footer below.

use super::headings::{Headings, Kind, Levels, is_labelled, is_title_line, kind_of};
use super::lines::{Line, closes, folded, split};
use super::vocabulary::Vocabulary;
use super::{fused, identify, wrapped};
use crate::import::block::Block;
use crate::import::ledger::{Ledger, Rule};
use crate::import::{Document, Facts, Source};

/// Words of a site's frame: a short line that has them is no text of a report.
const FRAME: [&str; 28] = [
    "custom report",
    "select a year",
    "select sections",
    "select countries",
    "official website",
    "official government organization",
    "here's how you know",
    "here’s how you know",
    "use .gov",
    "use https",
    "https://",
    "cookie",
    "skip to",
    "back to top",
    "browse countries",
    "print this",
    "share this",
    "share on",
    "sign up",
    "subscribe",
    "newsletter",
    "privacy policy",
    "terms of use",
    "all rights reserved",
    "site map",
    "sitemap",
    "©",
    "contact us",
];

/// What the publisher's form for reports of chosen sections says.
const FORM: &str = "custom report";

/// Longer lines are paragraphs, whatever words they have.
const SHORT: usize = 240;

/// Reads a text.
pub(super) fn read(source: Source<'_>, ledger: &mut Ledger) -> Document {
    let mut lines = split(source.text);
    let words = Vocabulary::of(lines.iter().map(|line| &*line.text));
    fused::mend(&mut lines, None, &words, ledger);
    let begin = begin(&lines, source);
    let end = end(&lines, begin);
    let frame = [lines.get(..begin), lines.get(end..)];
    let frame: Vec<&str> = frame.into_iter().flatten().flatten().map(|line| &*line.text).collect();
    let mut facts = facts(&frame.join("\n"), source);
    drop(frame);
    drop_frame(lines.get(..begin).unwrap_or_default(), ledger);
    drop_frame(lines.get(end..).unwrap_or_default(), ledger);
    let body = lines.get(begin..end).unwrap_or_default();
    let body = take_title(body, &mut facts, source, ledger);
    let blocks = blocks(body, &facts, source);
    if source.wishes.covers.is_none() && facts.covers.is_none() {
        let publisher = source.wishes.publisher.as_ref().or(facts.publisher.as_ref());
        let publisher = publisher.map(String::as_str).unwrap_or_default();
        facts.covers = wrapped::guess(source, &blocks, publisher, ledger);
    }
    Document { facts, blocks }
}

fn is_frame(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.len() <= SHORT && FRAME.iter().any(|words| lower.contains(words))
}

/// The line that the text begins with: the title above the first heading or the first paragraph.
fn begin(lines: &[Line<'_>], source: Source<'_>) -> usize {
    // The banner ends with the last line of a frame in the first part of the page.
    let head = lines.iter().take(60).position(|line| line.text.len() > SHORT);
    let head = head.unwrap_or(lines.len().min(60));
    let banner =
        lines.iter().take(head).rposition(|line| is_frame(&line.text)).map_or(0, |last| last + 1);
    // A country's name or a title stands right above the text.
    let named = lines.iter().enumerate().take(head).skip(banner).find(|(_, line)| {
        is_country(&line.text, source)
            || identify::series(&line.text).is_some()
            || identify::report_title(&line.text).is_some()
            || is_labelled(&line.text)
            || line.text.eq_ignore_ascii_case("executive summary")
    });
    named.map_or(banner, |(at, _)| at)
}

/// The line that the footer begins with.
fn end(lines: &[Line<'_>], begin: usize) -> usize {
    let paragraph = |line: &Line<'_>| line.text.len() > SHORT && closes(&line.text);
    let last = lines.iter().rposition(paragraph).map_or(begin, |at| (at + 1).max(begin));
    let Some(first_frame) = lines.iter().skip(last).position(|line| is_frame(&line.text)) else {
        return lines.len();
    };
    // Titles right above the first line of the frame are the frame's: nothing stands below them.
    let mut end = last + first_frame;
    while end > last && !closes(&lines[end - 1].text) {
        end -= 1;
    }
    end
}

fn drop_frame(lines: &[Line<'_>], ledger: &mut Ledger) {
    let text: Vec<&str> = lines.iter().map(|line| &*line.text).collect();
    if let Some(first) = lines.first() {
        ledger.take(Rule::Frame, first.number, text.join("\n"));
    }
}

fn facts(frame: &str, source: Source<'_>) -> Facts {
    let mut facts =
        Facts { publisher: identify::publisher(frame, source.known), ..Facts::default() };
    if frame.to_lowercase().contains(FORM) {
        let why = "The copy came from the publisher's custom-report form, which puts together \
                   only the sections that were asked for.";
        facts.partial = Some(why.to_owned());
    }
    if let Some((year, country)) = identify::series(frame) {
        (facts.covers, facts.country) = (Some(year), country);
    }
    facts
}

fn is_country(text: &str, source: Source<'_>) -> bool {
    let name = identify::bare(text).to_lowercase();
    let same = |other: &String| other.to_lowercase() == name;
    source.known.countries.iter().any(|(_, names)| names.iter().any(same))
}

/// Moves the title from the body to the front matter.
fn take_title<'l, 't>(
    body: &'l [Line<'t>],
    facts: &mut Facts,
    source: Source<'_>,
    ledger: &mut Ledger,
) -> &'l [Line<'t>] {
    let Some((first, rest)) = body.split_first() else { return body };
    let text = folded(&first.text);
    let of_series = identify::series(&text);
    let report = identify::report_title(&text);
    let summary = text.eq_ignore_ascii_case("executive summary");
    if is_labelled(&text) || summary || closes(&text) || text.split(' ').count() > 16 {
        return body;
    }
    // A page whose frame names the publisher has the country's name for a title.
    let name = is_country(&text, source) || (facts.publisher.is_some() && text.len() <= 60);
    if let Some((year, country)) = of_series {
        (facts.covers, facts.country) = (Some(year), country.or(facts.country.take()));
        facts.publisher = Some(identify::state(source.known));
    } else if let Some((country, year)) = report {
        (facts.covers, facts.country) = (Some(year), Some(country));
        facts.publisher = Some(identify::state(source.known));
    } else if name {
        facts.country = Some(identify::bare(&text).to_owned());
    } else {
        return body;
    }
    ledger.change(Rule::Heading, first.number, &*text, "", "the title, kept in the front matter");
    facts.title = Some(text);
    rest
}

fn blocks(body: &[Line<'_>], facts: &Facts, source: Source<'_>) -> Vec<Block> {
    let publisher = source.wishes.publisher.as_ref().or(facts.publisher.as_ref());
    let year = source.wishes.covers.or(facts.covers);
    // Of editions alike any outline will do: the year may not be known yet.
    let outline = publisher.and_then(|id| source.known.outline(id, year.unwrap_or(2018)));
    let headings = Headings::of(outline);
    let mut levels = Levels::default();
    let mut blocks = Vec::new();
    for (at, line) in body.iter().enumerate() {
        let text = folded(&line.text);
        let heads = body.get(at + 1).is_some();
        let title = heads && (is_title_line(&text) || (headings.knows(&text) && !closes(&text)));
        let capitals = !text.chars().any(char::is_lowercase);
        if title && (!text.ends_with(':') || is_labelled(&text)) && (text.len() > 2 || !capitals) {
            let kind = kind_of(&headings, &text);
            let kind = if kind == Kind::Letter && !is_labelled(&text) { Kind::Bare } else { kind };
            blocks.push(Block::heading(levels.next(kind), text, line.number));
        } else {
            blocks.push(wrapped::paragraph(&headings, text, line.number));
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::block::BlockForm;
    use crate::import::{Known, Wishes};

    fn read_text(text: &str) -> (Document, Ledger) {
        let countries = vec![("freeland".to_owned(), vec!["Freeland".to_owned()])];
        let (known, wishes) = (Known { countries, ..Known::default() }, Wishes::default());
        let mut ledger = Ledger::default();
        let source = Source { text, known: &known, wishes: &wishes };
        (read(source, &mut ledger), ledger)
    }

    #[test]
    fn banner_form_and_footer_are_dropped() {
        let long = "The law provides for many things, and the government did some of them. ";
        let paragraph = long.repeat(5).trim_end().to_owned();
        let text = format!(
            "An official website of a government\n\nSecure sites use HTTPS\n\nFreeland\n\n\
             Section 2. Respect for Liberties, Including:\n\na. Freedom of Speech\n\n{paragraph}\n\n\
             Violence and Harassment: {paragraph}\n\nINTERNET FREEDOM\n\n{paragraph}\n\n\
             Section 6. Discrimination\n\nWomen\n\nThere were no reports in 2018 or in 2018.\n\n\
             Human Rights Reports\nEdit Your Custom Report\n\n01 / Select A Year\n\n\
             U.S. Department of State\n\nLessons of the Past"
        );
        let (document, ledger) = read_text(&text);
        let told: Vec<(BlockForm, String)> = document
            .blocks
            .iter()
            .map(|block| (block.form.clone(), block.words().chars().take(12).collect()))
            .collect();
        let plain = BlockForm::Paragraph(None);
        assert_eq!(
            told,
            [
                (BlockForm::Heading(2), "Section 2. R".into()),
                (BlockForm::Heading(3), "a. Freedom o".into()),
                (plain.clone(), "The law prov".into()),
                (
                    BlockForm::Paragraph(Some("Violence and Harassment".into())),
                    "Violence and".into()
                ),
                (BlockForm::Heading(4), "INTERNET FRE".into()),
                (plain.clone(), "The law prov".into()),
                (BlockForm::Heading(2), "Section 6. D".into()),
                (BlockForm::Heading(3), "Women".into()),
                (plain, "There were n".into()),
            ]
        );
        let facts = document.facts;
        assert_eq!(facts.title.as_deref(), Some("Freeland"));
        assert_eq!(facts.publisher.as_deref(), Some("us-state"));
        assert_eq!(facts.covers, Some(2018));
        assert!(facts.partial.is_some());
        let frames = ledger.repairs.iter().filter(|repair| repair.rule == Rule::Frame);
        let frames: Vec<&str> = frames.map(|repair| &*repair.before).collect();
        assert_eq!(frames.len(), 2);
        assert!(frames[1].starts_with("Human Rights Reports\nEdit"));
    }
}
