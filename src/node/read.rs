//! YAML and TOML → [`Node`]. The only place that knows their parsers.

use std::ops::Range;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

use super::{Node, Value};

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
                let span = place.span().byte_offset().and_then(|at| usize::try_from(at).ok());
                span.filter(|at| *at > 0)
                    .unwrap_or_else(|| byte_of(text, place.line(), place.column()))
            });
            let at = offset + at.min(text.len());
            Err((plain_words(&error.without_snippet().to_string()), at..at))
        }
    }
}

/// The byte of a line and column, both from 1.
fn byte_of(text: &str, line: u64, column: u64) -> usize {
    let skipped = usize::try_from(line.saturating_sub(1)).unwrap_or(0);
    let start: usize = text.split_inclusive('\n').take(skipped).map(str::len).sum();
    let column = usize::try_from(column.saturating_sub(1)).unwrap_or(0);
    let line = text[start..].lines().next().unwrap_or_default();
    start + line.char_indices().nth(column).map_or(line.len(), |(at, _)| at)
}

/// The parser's message without its own count of lines, which begins at the front matter.
fn plain_words(message: &str) -> String {
    let first = message.lines().next().unwrap_or_default().trim();
    let words = first.split(" at line ").next().unwrap_or(first);
    let words = match words.split_once(": ") {
        Some((place, rest)) if place.contains("line ") && place.contains("column ") => rest,
        _ => words,
    };
    words.trim_end_matches('.').to_owned()
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
        {
            let entries = table(yaml(text, 100).unwrap());
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
        for bad in [
            "a: 1\na: 2\n",
            "a: &x 1\nb: *x\n",
            "a: !!binary aGk=\n",
            "a: !mine x\n",
            "a: 1\n---\nb: 2\n",
            "a: [\n",
        ] {
            assert!(yaml(bad, 0).is_err(), "{bad}");
        }
    }
}
