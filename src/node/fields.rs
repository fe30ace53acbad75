//! A table taken apart key by key, with every problem kept.

use std::ops::Range;

use super::{Node, Value};
use crate::diagnostic::{Code, Diagnostic, Span, did_you_mean};
use crate::path::SourcePath;

/// Takes a table apart key by key and keeps every problem.
pub struct Fields<'a> {
    path: &'a SourcePath,
    /// What the table is, for messages: "front matter", "topic".
    what: &'static str,
    at: Range<usize>,
    entries: Vec<(String, Range<usize>, Option<Node>)>,
    asked: Vec<&'static str>,
    /// The problems found so far.
    pub problems: Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    /// Opens a node that has to be a table.
    pub fn open(path: &'a SourcePath, what: &'static str, node: Node) -> Self {
        let mut fields = Self {
            path,
            what,
            at: node.at.clone(),
            entries: Vec::new(),
            asked: Vec::new(),
            problems: Vec::new(),
        };
        match node.value {
            Value::Table(entries) => {
                fields.entries =
                    entries.into_iter().map(|(key, at, node)| (key, at, Some(node))).collect();
            }
            other => {
                fields.wrong(node.at, format!("{what} is {}", other.kind()), "keys and values");
            }
        }
        fields
    }

    /// What stands between key and value in this kind of file.
    fn equals(&self) -> &'static str {
        if self.path.as_str().ends_with(".toml") { " =" } else { ":" }
    }

    /// A place in this file.
    pub fn span(&self, at: Range<usize>) -> Span {
        Span::new(self.path, at)
    }

    /// Notes that a value is not what was expected.
    pub fn wrong(&mut self, at: Range<usize>, message: impl Into<String>, expected: &str) {
        let span = self.span(at);
        self.problems.push(
            Diagnostic::error(Code::WrongValue, span, message).hint(format!("expected {expected}")),
        );
    }

    /// Takes a key out, if it is there and holds something.
    pub fn take(&mut self, key: &'static str) -> Option<Node> {
        self.asked.push(key);
        let entry =
            self.entries.iter_mut().find(|(name, _, node)| name == key && node.is_some())?;
        entry.2.take().filter(|node| !matches!(node.value, Value::Nothing))
    }

    /// Takes a key that has to be there.
    pub fn need(&mut self, key: &'static str, example: &str) -> Option<Node> {
        let node = self.take(key);
        if node.is_none() {
            let span = self.span(self.at.start..self.at.start);
            let message = format!("the {} has no `{key}`", self.what);
            self.problems.push(
                Diagnostic::error(Code::MissingKey, span, message)
                    .hint(format!("write `{key}{} {example}`", self.equals())),
            );
        }
        node
    }

    /// Reads a node as text. Whole numbers count as text: `edition: 2019`.
    pub fn as_text(&mut self, key: &str, node: Option<Node>) -> Option<(String, Range<usize>)> {
        let node = node?;
        match node.value {
            Value::Text(text) if !text.trim().is_empty() => Some((text, node.at)),
            Value::Int(number) => Some((number.to_string(), node.at)),
            Value::Text(_) => {
                self.wrong(node.at, format!("`{key}` is empty"), "some text");
                None
            }
            Value::Float(_) => {
                let expected = "text; put the value in quotation marks to keep it as written";
                self.wrong(node.at, format!("`{key}` is a decimal number"), expected);
                None
            }
            other => {
                self.wrong(node.at, format!("`{key}` is {}", other.kind()), "text");
                None
            }
        }
    }

    /// Takes optional text.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        let node = self.take(key);
        self.as_text(key, node).map(|(text, _)| text)
    }

    /// Takes text that has to be there; an empty text and a problem if it is not.
    pub fn need_text(&mut self, key: &'static str, example: &str) -> String {
        let node = self.need(key, example);
        self.as_text(key, node).map(|(text, _)| text).unwrap_or_default()
    }

    /// Takes an optional yes or no.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        let node = self.take(key)?;
        match node.value {
            Value::Bool(value) => Some(value),
            other => {
                self.wrong(node.at, format!("`{key}` is {}", other.kind()), "`true` or `false`");
                None
            }
        }
    }

    /// Takes an optional whole number within a range.
    pub fn number(
        &mut self,
        key: &'static str,
        allowed: std::ops::RangeInclusive<i64>,
    ) -> Option<i64> {
        let node = self.take(key)?;
        let expected = format!("a whole number from {} to {}", allowed.start(), allowed.end());
        match node.value {
            Value::Int(number) if allowed.contains(&number) => Some(number),
            Value::Int(number) => {
                self.wrong(node.at, format!("`{key}` is {number}"), &expected);
                None
            }
            other => {
                self.wrong(node.at, format!("`{key}` is {}", other.kind()), &expected);
                None
            }
        }
    }

    /// Takes one of a few words.
    pub fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        node: Option<Node>,
        words: &[(&str, T)],
    ) -> Option<T> {
        let (text, at) = self.as_text(key, node)?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
            return Some(*value);
        }
        let list: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
        let span = self.span(at);
        self.problems.push(
            Diagnostic::error(Code::WrongValue, span, format!("`{key}` is `{text}`"))
                .hint(format!("expected one of {}", list.join(", ")))
                .maybe_hint(did_you_mean(&text, words.iter().map(|(word, _)| *word))),
        );
        None
    }

    /// Takes an optional list.
    pub fn list(&mut self, key: &'static str) -> Vec<Node> {
        match self.take(key) {
            None => Vec::new(),
            Some(Node { value: Value::List(list), .. }) => list,
            Some(node) => {
                let kind = node.value.kind();
                self.wrong(node.at, format!("`{key}` is {kind}"), "a list");
                Vec::new()
            }
        }
    }

    /// Takes an optional list of texts with their places.
    pub fn texts(&mut self, key: &'static str) -> Vec<(String, Range<usize>)> {
        let list = self.list(key);
        list.into_iter().filter_map(|node| self.as_text(key, Some(node))).collect()
    }

    /// Ends the reading: every key that nobody asked for is a problem.
    pub fn close(mut self) -> Vec<Diagnostic> {
        let mut unknown = Vec::new();
        for (key, at, node) in &self.entries {
            if node.is_some() && !self.asked.contains(&key.as_str()) {
                let message = format!("the {} knows no key `{key}`", self.what);
                let near = did_you_mean(key, self.asked.iter().copied());
                let mut asked = self.asked.clone();
                asked.sort_unstable();
                let known = format!("it knows: {}", asked.join(", "));
                unknown.push(
                    Diagnostic::error(Code::UnknownKey, self.span(at.clone()), message)
                        .maybe_hint(near.or(Some(known))),
                );
            }
        }
        self.problems.append(&mut unknown);
        self.problems
    }
}

#[cfg(test)]
mod tests {
    use super::super::yaml;
    use super::*;

    #[test]
    fn all_problems_of_a_table_come_at_once() {
        let path = SourcePath::new("x.md");
        let node = yaml("titel: x\ncount: many\nflag: 3\n", 0).unwrap();
        let mut fields = Fields::open(&path, "front matter", node);
        fields.need_text("title", "Some title");
        fields.number("count", 0..=9);
        fields.flag("flag");
        let codes: Vec<_> = fields.close().iter().map(|d| (d.code, d.span.start)).collect();
        assert_eq!(
            codes,
            [
                (Code::MissingKey, 0),
                (Code::WrongValue, 16),
                (Code::WrongValue, 27),
                (Code::UnknownKey, 0)
            ]
        );
    }
}
