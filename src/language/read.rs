//! `templates/languages/XX.toml` → a table.

use std::collections::BTreeMap;

use super::plural::{self, Category};
use super::{Said, Table};
use crate::diagnostic::{Code, Diagnostic, Found, Span, did_you_mean};
use crate::node::{self, Node, Value};
use crate::path::SourcePath;

/// Reads the table of a language. `uses` tells whether a key is said anywhere; of `known` the
/// nearest is proposed for one that is not.
pub fn table(
    path: &SourcePath,
    text: &str,
    tag: &str,
    uses: impl Fn(&str) -> bool,
    known: &[&str],
) -> Found<Table> {
    let node = match node::toml(text, 0) {
        Ok(node) => node,
        Err((message, at)) => {
            let problem = Diagnostic::error(Code::Syntax, Span::new(path, at), message);
            return Found { value: Table::new(), problems: vec![problem] };
        }
    };
    let mut reader = Reader { path, tag, problems: Vec::new() };
    let mut table = Table::new();
    let Value::Table(entries) = node.value else {
        return Found { value: table, problems: Vec::new() };
    };
    for (key, at, node) in entries {
        if !uses(&key) {
            let message = format!("no page and no script says `{key}`");
            // The next version of the program may say something else: no reason to publish nothing.
            let problem = Diagnostic::warning(Code::UnknownKey, Span::new(path, at), message);
            reader.problems.push(problem.maybe_hint(did_you_mean(&key, known.iter().copied())));
            continue;
        }
        if let Some(said) = reader.said(&key, node) {
            table.insert(key, said);
        }
    }
    Found { value: table, problems: reader.problems }
}

struct Reader<'a> {
    path: &'a SourcePath,
    tag: &'a str,
    problems: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn said(&mut self, key: &str, node: Node) -> Option<Said> {
        match node.value {
            Value::Text(text) => {
                self.hold(key, &text, &node.at);
                Some(Said::Text(text))
            }
            Value::Table(entries) => self.forms(key, entries, &node.at),
            other => {
                let message = format!("`{key}` is {}", other.kind());
                self.wrong(&node.at, message, "expected the words, or their forms by number");
                None
            }
        }
    }

    fn forms(
        &mut self,
        key: &str,
        entries: Vec<(String, std::ops::Range<usize>, Node)>,
        at: &std::ops::Range<usize>,
    ) -> Option<Said> {
        let wanted = plural::rule(self.tag).categories();
        let names: Vec<&str> = wanted.iter().map(|category| category.name()).collect();
        let mut forms = BTreeMap::new();
        for (name, at, node) in entries {
            let category = Category::ALL.into_iter().find(|known| known.name() == name);
            match (category, node.value) {
                (Some(category), Value::Text(text)) => {
                    self.hold(key, &text, &node.at);
                    forms.insert(category, text);
                }
                (Some(_), other) => {
                    let message = format!("`{name}` is {}", other.kind());
                    self.wrong(&node.at, message, "expected the words");
                }
                (None, _) => {
                    let message = format!("`{name}` is no form of a number");
                    self.wrong(&at, message, &format!("expected {}", names.join(", ")));
                }
            }
        }
        let lacks: Vec<&str> = wanted
            .iter()
            .filter(|category| {
                !forms.contains_key(category) && !forms.contains_key(&Category::Other)
            })
            .map(|category| category.name())
            .collect();
        if !lacks.is_empty() {
            let message = format!("the forms of `{key}` lack {}", lacks.join(", "));
            self.wrong(at, message, "`other` stands in for each form that is left out");
            return None;
        }
        Some(Said::Forms(forms))
    }

    /// Holds the values of a translation against those of its key.
    fn hold(&mut self, key: &str, text: &str, at: &std::ops::Range<usize>) {
        let (asked, given) = (placeholders(key), placeholders(text));
        for name in &given {
            // Dates are put together from more than their key names.
            let of_date = super::date::VALUES.contains(name) && super::date::is_pattern(key);
            if !asked.contains(name) && !of_date {
                let message = format!("`{key}` has no value `{{{name}}}`");
                let near = did_you_mean(name, asked.iter().copied());
                let hint = near.unwrap_or_else(|| format!("it has {}", list(&asked)));
                self.wrong(at, message, &hint);
            }
        }
        // "One section" may go without the figure; a date may be told in another way.
        let needed = |name: &&&str| **name != "n" && !super::date::is_pattern(key);
        for name in asked.iter().filter(needed).filter(|name| !given.contains(name)) {
            let message = format!("the words for `{key}` lack `{{{name}}}`");
            self.wrong(at, message, "put the value where the language wants it");
        }
    }

    fn wrong(&mut self, at: &std::ops::Range<usize>, message: String, hint: &str) {
        let span = Span::new(self.path, at.clone());
        self.problems.push(Diagnostic::error(Code::WrongValue, span, message).hint(hint));
    }
}

fn list(names: &[&str]) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    names.iter().map(|name| format!("`{{{name}}}`")).collect::<Vec<_>>().join(", ")
}

/// The names of the values that a string has places for.
pub fn placeholders(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> =
        text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect();
    names.sort_unstable();
    names.dedup();
    names
}
