//! Blocks → a report's Markdown. Whatever a source says stays text: no character of it becomes
//! markup.

use std::fmt::Write as _;

use super::Known;
use super::block::{Block, BlockForm, Run};
use super::facts::Settled;
use crate::parse::heading::{full_label, split};

/// Writes a report.
pub(super) fn write(facts: &Settled, blocks: &[Block], hash: &str, known: &Known) -> String {
    let mut out = front_matter(facts, blocks, hash, known);
    let mut before: Option<&BlockForm> = None;
    // Of each list that is open: whether it is numbered, and the number of its last item.
    let mut lists: Vec<(bool, u32)> = Vec::new();
    let mut headings: Vec<u8> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let glued = matches!(
            (before, &block.form),
            (Some(BlockForm::Item { .. }), BlockForm::Item { .. })
                | (Some(BlockForm::Row), BlockForm::Row)
        );
        if !glued {
            out.push('\n');
        }
        let number = match block.form {
            BlockForm::Item { ordered, depth } => next_number(&mut lists, ordered, depth),
            _ => {
                lists.clear();
                0
            }
        };
        let text = runs(&block.text);
        // Writing to a string cannot fail.
        let _ = match &block.form {
            BlockForm::Heading(level) => {
                let marks = "#".repeat(nested(&mut headings, *level));
                writeln!(out, "{marks} {}", at_end(&text))
            }
            BlockForm::Paragraph(None) => writeln!(out, "{}", at_start(&text)),
            BlockForm::Paragraph(Some(heading)) => {
                writeln!(out, "**{}:** {text}", escaped(heading))
            }
            BlockForm::Item { ordered, depth } => {
                let indent = "    ".repeat(usize::from(*depth));
                let mark = if *ordered { format!("{number}.") } else { "-".to_owned() };
                writeln!(out, "{indent}{mark} {}", at_start(&text))
            }
            BlockForm::Quote => writeln!(out, "> {}", at_start(&text)),
            BlockForm::Row => {
                let cells: Vec<String> = block
                    .text
                    .iter()
                    .map(|cell| runs(std::slice::from_ref(cell)).replace('|', "\\|"))
                    .collect();
                let head = !glued;
                let _ = writeln!(out, "| {} |", cells.join(" | "));
                if head { writeln!(out, "|{}", " --- |".repeat(cells.len())) } else { Ok(()) }
            }
        };
        before = Some(&blocks[at].form);
    }
    out
}

/// The level of a heading by what it stands in. Pages leave levels out where a section has no
/// lettered parts; an archive's headings stand right inside one another.
fn nested(open: &mut Vec<u8>, level: u8) -> usize {
    while open.last().is_some_and(|above| *above >= level) {
        open.pop();
    }
    open.push(level);
    (open.len() + 1).min(6)
}

/// The number of an item: one more than that before it in the same list.
fn next_number(lists: &mut Vec<(bool, u32)>, ordered: bool, depth: u8) -> u32 {
    let depth = usize::from(depth);
    lists.resize(depth + 1, (ordered, 0));
    let Some(list) = lists.last_mut() else { return 1 };
    if list.0 != ordered {
        *list = (ordered, 0);
    }
    list.1 += 1;
    list.1
}

fn front_matter(facts: &Settled, blocks: &[Block], hash: &str, known: &Known) -> String {
    let Settled { title, publisher, country, covers, facts } = facts;
    let outline = known
        .outline(publisher, *covers)
        .map_or_else(|| format!("{publisher}-{covers}"), |outline| outline.id.clone());
    let edition = facts.edition.clone().unwrap_or_else(|| covers.to_string());
    let published = facts.published.as_deref().unwrap_or("unknown");
    let public = known.publishers.iter().any(|one| one.id == *publisher && one.public_domain);
    let mut out = String::from("---\n");
    let mut line = |key: &str, value: &str| {
        let _ = writeln!(out, "{key}: {value}");
    };
    line("title", &quoted(title));
    line("publisher", publisher);
    line("country", country);
    line("covers", &covers.to_string());
    line("edition", &quoted(&edition));
    line("published", published);
    // Nothing is public before an editor has read it.
    line("status", "draft");
    line("added", "unknown");
    line("language", "en");
    line("kind", "verbatim");
    match (&facts.quoted_in, &facts.partial) {
        (Some(_), _) => {
            line("completeness", "quoted");
        }
        (None, Some(why)) => {
            line("completeness", "partial");
            let holds: Vec<String> = holds(blocks).iter().map(|label| quoted(label)).collect();
            line("holds", &format!("[{}]", holds.join(", ")));
            line("holds_note", &quoted(why));
        }
        (None, None) => line("completeness", "full"),
    }
    line("outline", &outline);
    line("source", "");
    let source = facts.quoted_in.as_deref().unwrap_or(title);
    line("  title", &quoted(source));
    if let Some(url) = &facts.url {
        line("  url", url);
    }
    line("  retrieved", "unknown");
    line("  sha256", hash);
    let (id, display) = if public { ("us-public-domain", "full") } else { ("unknown", "excerpt") };
    line("licence", &format!("{{id: {id}, display: {display}}}"));
    out.push_str("---\n");
    out.replace("source: \n", "source:\n")
}

/// The labels of the parts that a partial copy holds: of a section, or of the lettered parts of
/// one whose first letter is missing.
fn holds(blocks: &[Block]) -> Vec<String> {
    let mut sections: Vec<(String, Vec<String>)> = Vec::new();
    for block in blocks {
        let BlockForm::Heading(level) = block.form else { continue };
        let label = split(&block.words()).label;
        match (level, sections.last_mut()) {
            (2, _) if !label.is_empty() => sections.push((label, Vec::new())),
            (3, Some((_, parts))) if !label.is_empty() => parts.push(label),
            _ => {}
        }
    }
    let mut held = Vec::new();
    for (section, parts) in sections {
        if parts.is_empty() {
            held.push(section);
        } else {
            held.extend(parts.iter().map(|part| full_label(&section, part)));
        }
    }
    held
}

fn runs(runs: &[Run]) -> String {
    let mut out = String::new();
    for (at, run) in runs.iter().enumerate() {
        let behind = runs.iter().skip(at + 1).find_map(|run| run.words().chars().next());
        match run {
            Run::Text(text) => out.push_str(&escaped(text)),
            Run::Emphasis(text) => around("*", text, behind, &mut out),
            Run::Strong(text) => around("**", text, behind, &mut out),
            Run::Link { text, url } => out.push_str(&link(text, url)),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Sets words between marks. Marks stand at words, never at the white space around them; where
/// they would be no marks to a reader of Markdown, the words stand alone.
fn around(mark: &str, text: &str, behind: Option<char>, out: &mut String) {
    let inner = text.trim();
    let (Some(first), Some(last)) = (inner.chars().next(), inner.chars().next_back()) else {
        return out.push_str(text);
    };
    let start = &text[..text.len() - text.trim_start().len()];
    let end = &text[text.trim_end().len()..];
    out.push_str(start);
    // A mark beside a letter on one side needs one on the other too, and no mark beside it.
    let loose = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let before = out.chars().next_back();
    let behind = end.chars().next().or(behind);
    let opens = first.is_alphanumeric() || loose(before);
    let closes = last.is_alphanumeric() || loose(behind);
    let inner = escaped(inner);
    if opens && closes && before != Some('*') {
        out.push_str(&format!("{mark}{inner}{mark}"));
    } else {
        out.push_str(&inner);
    }
    out.push_str(end);
}

fn link(text: &str, url: &str) -> String {
    let plain = url.bytes().all(|b| b.is_ascii_graphic() && !b"<>()[]\\`\"".contains(&b));
    let known = ["http://", "https://", "mailto:"].iter().any(|scheme| url.starts_with(scheme));
    if !plain || !known {
        return escaped(text);
    }
    if text == url { format!("<{url}>") } else { format!("[{}]({url})", escaped(text)) }
}

/// Text that Markdown reads as text.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '{' | '}' | '~' | '&' | '|')
        {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Text that begins no heading, list, rule or definition where a line begins with it.
fn at_start(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = (1..=9).contains(&digits) && text[digits..].starts_with(['.', ')']);
    if numbered {
        return format!("{}\\{}", &text[..digits], &text[digits..]);
    }
    if text.starts_with(['#', '-', '+', '=', ':', '%']) {
        return format!("\\{text}");
    }
    text.to_owned()
}

/// A heading's text, whose own `#` at the end closes no heading.
fn at_end(text: &str) -> String {
    match text.strip_suffix('#') {
        Some(before) => format!("{before}\\#"),
        None => text.to_owned(),
    }
}

/// A YAML scalar between double quotation marks.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
