//! Splits a Markdown file into front matter and text.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::node::{self, Node, Value};
use crate::source::SourceFile;

/// A file taken apart.
pub(super) struct Split {
    /// The front matter; empty keys and values if it is missing or broken.
    pub(super) node: Node,
    /// Where the text begins.
    pub(super) body: usize,
    /// What is wrong.
    pub(super) problems: Vec<Diagnostic>,
}

/// Splits YAML between `---` or TOML between `+++` from the text behind it.
pub(super) fn split(file: &SourceFile) -> Split {
    let text = file.text();
    let failed = |at: Range<usize>, code, message: String, hint: &str, body| Split {
        node: Node { value: Value::Table(Vec::new()), at: 0..0 },
        body,
        problems: vec![Diagnostic::error(code, Span::new(&file.path, at), message).hint(hint)],
    };
    let fence = match text.lines().next().map(str::trim_end) {
        Some("---") => "---",
        Some("+++") => "+++",
        _ => {
            let hint = "begin the file with a line `---`, the keys, and another line `---`";
            let message = "this file has no front matter".to_owned();
            return failed(0..0, Code::NoFrontMatter, message, hint, 0);
        }
    };
    let start = text.find('\n').map_or(text.len(), |newline| newline + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == fence {
            let inner = &text[start..at];
            let body = at + line.len();
            let read =
                if fence == "---" { node::yaml(inner, start) } else { node::toml(inner, start) };
            return match read {
                Ok(node) => Split { node, body, problems: Vec::new() },
                Err((message, at)) => {
                    let hint = if message.starts_with("mapping values") {
                        "a text with a colon in it stands in quotation marks: `title: \"World Report: Kazakhstan\"`"
                    } else {
                        "compare the line with the ones around it: indentation, quotation marks, colons"
                    };
                    failed(at, Code::Syntax, message, hint, body)
                }
            };
        }
        at += line.len();
    }
    let message = format!("the front matter that begins with `{fence}` does not end");
    let hint = format!("write `{fence}` on a line of its own behind the last key");
    failed(0..3, Code::NoFrontMatter, message, &hint, text.len())
}
