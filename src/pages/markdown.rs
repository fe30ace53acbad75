//! Reports and sections as plain Markdown: facts in front, then the text with its numbers.

use std::fmt::Write;

use super::World;
use super::cited::{self, Subject};
use super::later::Later;
use crate::archive::{Report, SectionIdx};
use crate::cite::{Form, Work};
use crate::digest::Digest;
use crate::parse::document::{Block, Body, Segment};
use crate::path::Url;
use crate::prose;

/// A text as Markdown.
#[derive(Hash)]
pub struct MarkdownView<'a> {
    /// The file.
    pub text: Later<'a, String>,
}

/// Stand for `[^` and `]` around the number of a note, until all else is escaped.
const MARK: [char; 2] = ['\u{E000}', '\u{E001}'];

/// Where a text stands as Markdown.
pub(super) fn url(world: &World, of: Subject) -> Url {
    let name = match of {
        Subject::Report(_) => "report.md",
        Subject::Section(_) => "section.md",
    };
    Url::file(&format!("{}{name}", cited::page(world, of)))
}

pub(super) fn markdown(world: &World, of: Subject) -> MarkdownView<'_> {
    let archive = &world.archive;
    let (at, sections) = match of {
        Subject::Report(at) => (at, archive.report(at).sections().collect()),
        Subject::Section(at) => {
            let own = archive.report_of(at).sections_after(at);
            let own = own.take_while(|other| archive.section(*other).owner == at);
            (archive.section(at).report, std::iter::once(at).chain(own).collect::<Vec<_>>())
        }
    };
    let (report, body) = (archive.report(at), world.body(at));
    let parts: Vec<_> = sections
        .iter()
        .map(|at| {
            let section = archive.section(*at);
            (section.link.digest(), body.sections[section.local as usize].digest())
        })
        .collect();
    let notes: Vec<Digest> = body.notes.iter().map(crate::digest::Digested::digest).collect();
    let numbers = world.numbers(at).digest();
    let key = Digest::of(&(cited::work(world, of), report.card.digest(), parts, notes, numbers));
    let make = move || {
        let work = cited::work(world, of);
        let mut out = front(report, &work);
        write(&mut out, world, body, &sections, matches!(of, Subject::Report(_)));
        out
    };
    MarkdownView { text: Later::new(key, make) }
}

/// Front matter. Every value is a string in quotes as JSON writes them, which YAML takes.
fn front(report: &Report, work: &Work<'_>) -> String {
    let (card, matter) = (&report.card, &report.face.matter);
    let (published, retrieved) =
        (matter.published.to_string(), matter.source.retrieved.to_string());
    let cite = Form::Chicago.plain(work);
    let translated = work.translated.as_ref();
    let original = translated.and_then(|translated| translated.original.as_ref());
    let facts = [
        ("title", &*card.title),
        ("section", work.section.map_or("", |part| part.heading)),
        ("label", work.section.map_or("", |part| part.label)),
        ("publisher", work.publisher),
        ("country", &*card.country),
        ("covers", &*card.covers.in_words()),
        ("edition", work.edition),
        ("published", &*published),
        ("language", work.language),
        ("kind", card.kind),
        ("completeness", card.completeness),
        ("licence", &*matter.licence.id),
        ("display", matter.licence.display.word()),
        (
            "translator",
            translated.map_or("", |translated| translated.by.name().unwrap_or_default()),
        ),
        ("translates", original.map_or("", |original| original.title)),
        ("translates_url", original.map_or("", |original| &*original.archive_url)),
        ("original", work.title),
        ("original_url", work.url.unwrap_or_default()),
        ("quoted_in", work.quoted_in.unwrap_or_default()),
        ("retrieved", &*retrieved),
        ("archive", work.archive),
        ("url", &*work.archive_url),
        ("cite", &*cite),
    ];
    let mut out = String::from("---\n");
    for (name, value) in facts.into_iter().filter(|(_, value)| !value.is_empty()) {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{name}: {}", serde_json::Value::from(value));
    }
    out.push_str("---\n\n");
    if work.section.is_none() {
        let _ = writeln!(out, "# {}\n", escape(&card.title));
    }
    out
}

fn write(out: &mut String, world: &World, body: &Body, sections: &[SectionIdx], whole: bool) {
    let archive = &world.archive;
    let top = sections.first().map_or(2, |at| archive.face(*at).level);
    let mut marked: Vec<u32> = Vec::new();
    for at in sections {
        let section = archive.section(*at);
        let face = archive.face(*at);
        // The title of a report is its only heading of the first level.
        let level =
            usize::from(if whole { face.level } else { face.level.saturating_sub(top) + 1 });
        let heading = if section.link.lead { "Lead".to_owned() } else { face.as_printed() };
        let _ = writeln!(out, "{} {}\n", "#".repeat(level.clamp(1, 6)), escape(&heading));
        let text = &body.sections[section.local as usize];
        let numbers = world.numbers(section.report).section(section.local);
        for (position, block) in (1..).zip(&text.blocks) {
            let number = numbers.number(position);
            let _ = writeln!(out, "¶{number} {}\n", plain(block.paragraph, &block.segments));
        }
        marked.extend(text.notes());
    }
    marked.sort_unstable();
    marked.dedup();
    for note in marked {
        if let Some(text) = body.notes.get(note as usize) {
            let _ = writeln!(out, "[^{}]: {}\n", note + 1, plain(false, &text.segments));
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
}

/// The words of a block, with marks for its notes.
fn plain(paragraph: bool, segments: &[Segment]) -> String {
    let segments = segments.iter().map(|segment| match segment {
        Segment::NoteMark(note) => {
            Segment::Html(format!("{}{}{}", MARK[0], note + 1, MARK[1]).into())
        }
        other => other.clone(),
    });
    let text = prose::plain(&Block { paragraph, segments: segments.collect() });
    escape(&text).replace(MARK[0], "[^").replace(MARK[1], "]")
}

/// Letters that would become markup.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}
