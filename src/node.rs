//! Settings and front matter as a tree with places: one shape for YAML and TOML.
//!
//! Files are read into this tree first and taken apart by [`Fields`], so that a file with three
//! mistakes gives three problems, each with its line, instead of the parser's first.

use std::ops::Range;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

use crate::diagnostic::{Code, Diagnostic, Span, did_you_mean};
use crate::path::SourcePath;

/// A value and where it stands in its file.
#[derive(Clone, Debug)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Bytes from the start of the file.
    pub at: Range<usize>,
}

/// What a setting can be.
#[derive(Clone, Debug)]
pub enum Value {
    /// `null`, `~`, or a key with nothing behind it.
    Nothing,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number, as a text.
    Float(String),
    /// Text; dates of both languages are texts.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values, in the order of the file.
    Table(Vec<(String, Range<usize>, Node)>),
}

impl Value {
    /// What an editor would call it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Bool(_) => "true or false",
            Self::Int(_) => "a number",
            Self::Float(_) => "a decimal number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Table(_) => "keys and values",
        }
    }
}

/// Reads YAML. `offset` is where the text begins in its file.
///
/// Refused: duplicate keys, anchors and aliases, tags, a second document, nesting beyond 16.
///
/// # Errors
///
/// A message and the bytes it is about.
pub fn yaml(text: &str, offset: usize) -> Result<Node, (String, Range<usize>)> {
    refuse_tricks(text).map_err(|(message, at)| (message, at.start + offset..at.end + offset))?;
    let mut options = serde_saphyr::Options::default();
    options.with_snippet = false;
    options.reject_unsupported_tags = true;
    options.duplicate_keys = serde_saphyr::DuplicateKeyPolicy::Error;
    options.merge_keys = serde_saphyr::MergeKeyPolicy::Error;
    if let Some(budget) = options.budget.as_mut() {
        budget.max_aliases = 0;
        budget.max_anchors = 0;
        budget.max_documents = 1;
        budget.max_depth = 16;
    }
    if text.trim().is_empty() {
        return Ok(Node { value: Value::Table(Vec::new()), at: offset..offset });
    }
    let found: Result<YamlNode, _> = serde_saphyr::from_str_with_options(text, options);
    match found {
        Ok(node) => Ok(node.into_node(offset)),
        Err(error) => {
            let at = error.location().map_or(0, |place| {
                place.span().byte_offset().map_or(0, |at| usize::try_from(at).unwrap_or(0))
            });
            let at = offset + at.min(text.len());
            let message = error.without_snippet().to_string();
            let message = message.lines().next().unwrap_or_default().trim().to_owned();
            Err((message, at..at))
        }
    }
}

/// Anchors, aliases and tags let one value be written in two ways; an editor's file has none.
fn refuse_tricks(text: &str) -> Result<(), (String, Range<usize>)> {
    use serde_saphyr::granit_parser::{Event, Parser};
    for event in Parser::new_from_str(text) {
        // A text that does not parse is reported by the reading proper.
        let Ok((event, span)) = event else { return Ok(()) };
        let trick = match event {
            Event::Alias(..) => Some("an alias (`*name`)"),
            Event::Scalar(_, _, anchor, tag) => trick(anchor, tag.is_some()),
            Event::SequenceStart(_, anchor, tag) | Event::MappingStart(_, anchor, tag) => {
                trick(anchor, tag.is_some())
            }
            _ => None,
        };
        if let Some(trick) = trick {
            let at = span.byte_range().unwrap_or(0..0);
            return Err((format!("{trick} is not read here; write the value out"), at));
        }
    }
    Ok(())
}

fn trick(anchor: usize, tagged: bool) -> Option<&'static str> {
    if anchor > 0 { Some("an anchor (`&name`)") } else { tagged.then_some("a tag (`!name`)") }
}

/// Reads TOML. `offset` is where the text begins in its file.
///
/// # Errors
///
/// A message and the bytes it is about.
pub fn toml(text: &str, offset: usize) -> Result<Node, (String, Range<usize>)> {
    match toml::de::DeTable::parse(text) {
        Ok(table) => {
            let at = table.span();
            let value = toml_table(table.into_inner(), offset);
            Ok(Node { value, at: at.start + offset..at.end + offset })
        }
        Err(error) => {
            let at = error.span().unwrap_or(0..0);
            Err((error.message().replace('\n', ", "), at.start + offset..at.end + offset))
        }
    }
}

fn toml_table(table: toml::de::DeTable<'_>, offset: usize) -> Value {
    let mut entries: Vec<_> = table
        .into_iter()
        .map(|(key, value)| {
            let at = key.span();
            let node = toml_node(value, offset);
            (key.into_inner().into_owned(), at.start + offset..at.end + offset, node)
        })
        .collect();
    entries.sort_by_key(|(_, at, _)| at.start);
    Value::Table(entries)
}

fn toml_node(value: toml::Spanned<toml::de::DeValue<'_>>, offset: usize) -> Node {
    use toml::de::DeValue;
    let at = value.span();
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Value::Int(number),
            Err(_) => Value::Float(number.as_str().to_owned()),
        },
        DeValue::Float(number) => Value::Float(number.as_str().to_owned()),
        DeValue::Boolean(value) => Value::Bool(value),
        DeValue::Datetime(date) => Value::Text(date.to_string()),
        DeValue::Array(list) => {
            Value::List(list.into_iter().map(|item| toml_node(item, offset)).collect())
        }
        DeValue::Table(table) => toml_table(table, offset),
    };
    Node { value, at: at.start + offset..at.end + offset }
}

struct YamlNode(Spanned<YamlValue>);

enum YamlValue {
    Plain(Value),
    List(Vec<YamlNode>),
    Table(Vec<(Spanned<String>, YamlNode)>),
}

fn yaml_place<T>(spanned: &Spanned<T>, offset: usize) -> Range<usize> {
    let span = spanned.referenced.span();
    let number = |n: Option<u64>| n.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let start = number(span.byte_offset()) + offset;
    start..start + number(span.byte_len())
}

impl YamlNode {
    fn into_node(self, offset: usize) -> Node {
        let at = yaml_place(&self.0, offset);
        let value = match self.0.value {
            YamlValue::Plain(value) => value,
            YamlValue::List(list) => {
                Value::List(list.into_iter().map(|node| node.into_node(offset)).collect())
            }
            YamlValue::Table(entries) => Value::Table(
                entries
                    .into_iter()
                    .map(|(key, node)| {
                        let at = yaml_place(&key, offset);
                        (key.value, at, node.into_node(offset))
                    })
                    .collect(),
            ),
        };
        Node { value, at }
    }
}

impl<'de> Deserialize<'de> for YamlNode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Spanned::deserialize(deserializer).map(Self)
    }
}

impl<'de> Deserialize<'de> for YamlValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(YamlVisitor)
    }
}

struct YamlVisitor;

impl<'de> Visitor<'de> for YamlVisitor {
    type Value = YamlValue;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a YAML value")
    }
    fn visit_unit<E: de::Error>(self) -> Result<YamlValue, E> {
        Ok(YamlValue::Plain(Value::Nothing))
    }
    fn visit_none<E: de::Error>(self) -> Result<YamlValue, E> {
        self.visit_unit()
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<YamlValue, D::Error> {
        deserializer.deserialize_any(self)
    }
    fn visit_bool<E: de::Error>(self, value: bool) -> Result<YamlValue, E> {
        Ok(YamlValue::Plain(Value::Bool(value)))
    }
    fn visit_i64<E: de::Error>(self, value: i64) -> Result<YamlValue, E> {
        Ok(YamlValue::Plain(Value::Int(value)))
    }
    fn visit_u64<E: de::Error>(self, value: u64) -> Result<YamlValue, E> {
        let value = i64::try_from(value).map_or(Value::Float(value.to_string()), Value::Int);
        Ok(YamlValue::Plain(value))
    }
    fn visit_f64<E: de::Error>(self, value: f64) -> Result<YamlValue, E> {
        Ok(YamlValue::Plain(Value::Float(value.to_string())))
    }
    fn visit_str<E: de::Error>(self, value: &str) -> Result<YamlValue, E> {
        Ok(YamlValue::Plain(Value::Text(value.to_owned())))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<YamlValue, A::Error> {
        let mut list = Vec::new();
        while let Some(node) = seq.next_element()? {
            list.push(node);
        }
        Ok(YamlValue::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<YamlValue, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(YamlValue::Table(entries))
    }
}

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
            other => fields.wrong(node.at, format!("{what} is {}", other.kind()), "keys and values"),
        }
        fields
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
        let entry = self.entries.iter_mut().find(|(name, _, node)| name == key && node.is_some())?;
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
                    .hint(format!("write `{key}: {example}`")),
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
    pub fn number(&mut self, key: &'static str, allowed: std::ops::RangeInclusive<i64>) -> Option<i64> {
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
    pub fn choice<T: Copy>(&mut self, key: &'static str, node: Option<Node>, words: &[(&str, T)]) -> Option<T> {
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
    use super::*;

    fn table(node: Node) -> Vec<(String, Range<usize>, Node)> {
        match node.value {
            Value::Table(entries) => entries,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn yaml_and_toml_keep_the_places_of_keys_and_values() {
        let text = "title: Пытки\nsource: {url: x, n: 3}\n";
        for entries in [table(yaml(text, 100).unwrap())] {
            assert_eq!(entries[0].1, 100..105);
            assert_eq!(entries[1].2.at.start, 100 + text.find('{').unwrap());
            let inner = table(entries[1].2.clone());
            assert_eq!(inner[1].1.start, 100 + text.find("n:").unwrap());
        }
        let entries = table(toml("a = 1\nb = [2, 3]\n", 10).unwrap());
        assert_eq!((entries[1].1.clone(), entries[1].2.at.clone()), (16..17, 20..26));
    }

    #[test]
    fn yaml_tricks_are_refused() {
        for bad in
            ["a: 1\na: 2\n", "a: &x 1\nb: *x\n", "a: !!binary aGk=\n", "a: !mine x\n", "a: 1\n---\nb: 2\n", "a: [\n"]
        {
            assert!(yaml(bad, 0).is_err(), "{bad}");
        }
    }

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
