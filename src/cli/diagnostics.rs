//! Problems as people, programs and GitHub read them.

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use serde_json::json;

use super::args::Format;
use super::printer::{Printer, visible};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::source::Snapshot;

/// Tells all problems.
pub(super) fn tell(printer: &Printer, problems: &[Diagnostic], snapshot: &Snapshot) {
    for problem in problems {
        match printer.format {
            Format::Human => printer.insist(&human(problem, snapshot)),
            Format::Json => printer.data(&as_json(problem, snapshot)),
            Format::Github => printer.data(&github(problem, snapshot)),
        }
    }
}

/// How many errors and warnings there are.
pub(super) fn count(problems: &[Diagnostic]) -> (usize, usize) {
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    (errors, problems.len() - errors)
}

/// A problem without colours, for a browser.
pub(super) fn plain(problem: &Diagnostic, snapshot: &Snapshot) -> String {
    drawn(problem, snapshot, &Renderer::plain())
}

fn human(problem: &Diagnostic, snapshot: &Snapshot) -> String {
    // The terminal decides about colour: the stream behind the printer strips what it must.
    format!("{}\n", drawn(problem, snapshot, &Renderer::styled()))
}

fn drawn(problem: &Diagnostic, snapshot: &Snapshot, renderer: &Renderer) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let (message, path) = (visible(&problem.message), visible(problem.span.path.as_str()));
    let hints: Vec<String> = problem.hints.iter().map(|hint| visible(hint)).collect();
    let title = level.primary_title(message.as_str()).id(problem.code.as_str());
    let group = match excerpt(&problem.span, snapshot) {
        Some((text, first_line, at)) => title.element(
            Snippet::source(text)
                .path(path.as_str())
                .line_start(first_line)
                .annotation(AnnotationKind::Primary.span(at)),
        ),
        None => title.element(Origin::path(path.as_str())),
    };
    let hints = hints.iter().map(|hint| Level::HELP.message(hint.as_str()));
    let group = group.elements(hints);
    renderer.render(&[group])
}

/// The line of a place, its number, and the place in it; `None` for a whole file.
fn excerpt<'s>(
    span: &Span,
    snapshot: &'s Snapshot,
) -> Option<(&'s str, usize, std::ops::Range<usize>)> {
    let text = snapshot.text(&span.path)?;
    if span.start == 0 && span.end == 0 {
        return None;
    }
    let on_boundary = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = on_boundary(span.start as usize);
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
    let end = on_boundary(span.end as usize).clamp(start, line_end);
    let number = text[..start].matches('\n').count() + 1;
    Some((&text[line_start..line_end], number, start - line_start..end - line_start))
}

fn as_json(problem: &Diagnostic, snapshot: &Snapshot) -> String {
    let place = (problem.span.end > 0).then(|| snapshot.line_and_column(&problem.span)).flatten();
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    json!({
        "kind": "problem",
        "severity": severity,
        "code": problem.code.as_str(),
        "file": problem.span.path.as_str(),
        "line": place.map(|(line, _)| line),
        "column": place.map(|(_, column)| column),
        "message": problem.message,
        "hints": problem.hints,
        "also": problem.also.as_ref().map(|span| span.path.as_str()),
    })
    .to_string()
}

/// GitHub's workflow commands: `::error file=…,line=…,col=…,title=…::message`.
fn github(problem: &Diagnostic, snapshot: &Snapshot) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let level = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let place = snapshot.line_and_column(&problem.span).filter(|_| problem.span.end > 0);
    let place = place.map_or(String::new(), |(line, column)| format!(",line={line},col={column}"));
    let file = property(problem.span.path.as_str());
    let mut message = problem.message.clone();
    for hint in &problem.hints {
        message.push_str("\nhint: ");
        message.push_str(hint);
    }
    format!("::{level} file={file}{place},title={}::{}", problem.code.as_str(), data(&message))
}
