//! The schemas, held against the readers: the same keys, the same of them required, the same words;
//! and every file of this repository is right by its schema.
#![expect(clippy::disallowed_methods, reason = "the tests read the documents")]

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;
use rightsbook::config;
use rightsbook::diagnostic::{Code, Diagnostic};
use rightsbook::digest::Digest;
use rightsbook::manual::schema::Schema;
use rightsbook::node::{self, Node};
use rightsbook::parse::parse;
use rightsbook::path::SourcePath;
use rightsbook::source::{Data, EntityKind, Kind, SourceFile};
use serde_json::{Value, json};

use crate::driver::Archive;

/// What a value breaks, by place. Keywords that it does not know are a fault of the test.
fn faults(whole: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let mut wrong = |why: String| found.push(format!("{at}: {why}"));
    let Value::Object(rules) = schema else { panic!("{at}: {schema}") };
    let text = value.as_str();
    let mut referred = None;
    for (keyword, rule) in rules {
        match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" | "properties" => {}
            "$ref" => {
                let pointer = rule.as_str().unwrap().strip_prefix('#').unwrap();
                referred = Some(whole.pointer(pointer).unwrap());
            }
            "anyOf" => {
                let any = rule.as_array().unwrap().iter().any(|rule| {
                    let mut found = Vec::new();
                    faults(whole, rule, value, at, &mut found);
                    found.is_empty()
                });
                if !any {
                    wrong(format!("{value} is none of what may stand here"));
                }
            }
            "type" => {
                let is = |name: &Value| match name.as_str().unwrap() {
                    "string" => value.is_string(),
                    "integer" => value.is_i64(),
                    "boolean" => value.is_boolean(),
                    "array" => value.is_array(),
                    "object" => value.is_object(),
                    other => panic!("{other}"),
                };
                let good = rule.as_array().map_or_else(|| is(rule), |names| names.iter().any(is));
                if !good {
                    wrong(format!("{value} is no {rule}"));
                }
            }
            "enum" if !rule.as_array().unwrap().contains(value) => {
                wrong(format!("{value} is none of {rule}"));
            }
            "enum" => {}
            "pattern" => {
                let pattern = Regex::new(rule.as_str().unwrap()).unwrap();
                if text.is_some_and(|text| !pattern.is_match(text)) {
                    wrong(format!("{value} is not like {pattern}"));
                }
            }
            "minimum" if value.as_i64() < rule.as_i64() => {
                wrong(format!("{value} is under {rule}"));
            }
            "maximum" if value.as_i64() > rule.as_i64() => wrong(format!("{value} is over {rule}")),
            "minimum" | "maximum" => {}
            "required" => {
                for key in rule.as_array().unwrap() {
                    if value.get(key.as_str().unwrap()).is_none() {
                        wrong(format!("{key} is missing"));
                    }
                }
            }
            "propertyNames" | "additionalProperties" | "items" => {}
            other => panic!("{at}: the test does not know {other}"),
        }
    }
    if let Some(rule) = referred {
        faults(whole, rule, value, at, found);
    }
    let none = serde_json::Map::new();
    let known = rules.get("properties").and_then(Value::as_object).unwrap_or(&none);
    for (key, inner) in value.as_object().unwrap_or(&none) {
        let at = format!("{at}/{key}");
        if let Some(rule) = rules.get("propertyNames") {
            faults(whole, rule, &json!(key), &at, found);
        }
        match (known.get(key), rules.get("additionalProperties")) {
            (Some(rule), _) => faults(whole, rule, inner, &at, found),
            (None, Some(Value::Bool(false))) => found.push(format!("{at}: no such key")),
            (None, Some(rule)) => faults(whole, rule, inner, &at, found),
            (None, None) => {}
        }
    }
    for (n, inner) in value.as_array().into_iter().flatten().enumerate() {
        if let Some(rule) = rules.get("items") {
            faults(whole, rule, inner, &format!("{at}/{n}"), found);
        }
    }
}

fn breaks(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    faults(schema, schema, value, "", &mut found);
    found
}

/// A value with every key that a schema knows.
fn sample(schema: &Value) -> Value {
    const TEXTS: [&str; 13] = [
        "some-name",
        "2020-03-11",
        "2019",
        "en",
        "https://example.org/",
        "AB",
        "ABC",
        "012",
        "people/some-name",
        "reports/examplia/2019-observatory.md#1a-torture",
        "unknown",
        "2019-original.md",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    ];
    if let Some(any) = schema["anyOf"].as_array() {
        return sample(any.last().unwrap());
    }
    if let Some(words) = schema["enum"].as_array() {
        return words[1].clone();
    }
    if let Some(pattern) = schema["pattern"].as_str() {
        let pattern = Regex::new(pattern).unwrap();
        return json!(TEXTS.iter().find(|text| pattern.is_match(text)).unwrap());
    }
    match schema["type"].as_str() {
        Some("integer") => schema["minimum"].clone(),
        Some("boolean") => json!(true),
        Some("array") => json!([sample(&schema["items"])]),
        Some("object") if schema.get("properties").is_some() => {
            let keys = schema["properties"].as_object().unwrap();
            keys.iter().map(|(key, rule)| (key.clone(), sample(rule))).collect()
        }
        Some("object") => json!({"kk": sample(&schema["additionalProperties"])}),
        None => json!(["anything", {"at": "all"}]),
        Some(other) => panic!("{other}"),
    }
}

/// Every table of a schema: where it stands in the schema, and in a sample.
fn tables(schema: &Value, place: &str, at: &str, found: &mut Vec<(String, String)>) {
    if let Some(keys) = schema["properties"].as_object() {
        found.push((place.to_owned(), at.to_owned()));
        for (key, rule) in keys {
            tables(rule, &format!("{place}/properties/{key}"), &format!("{at}/{key}"), found);
        }
    }
    if let Some(items) = schema.get("items") {
        tables(items, &format!("{place}/items"), &format!("{at}/0"), found);
    }
    for (n, rule) in schema["anyOf"].as_array().into_iter().flatten().enumerate() {
        tables(rule, &format!("{place}/anyOf/{n}"), at, found);
    }
}

/// What the reader of a kind of file says of a value.
fn read(kind: Kind, value: &Value) -> Vec<Diagnostic> {
    let (path, text) = match kind {
        Kind::Topics | Kind::Outline | Kind::Config => ("x.toml", toml::to_string(value).unwrap()),
        _ => ("content/x/x.md", format!("---\n{value}\n---\n")),
    };
    if kind == Kind::Config {
        return config::read(&text).problems;
    }
    let digest = Digest::of_bytes(text.as_bytes());
    let data = Data::Text(text.into());
    let file = SourceFile { path: SourcePath::new(path), kind, data, digest };
    parse(&file, config::Limits::default()).problems
}

/// The schema of each kind of file.
fn kinds() -> Vec<(String, Value, Kind)> {
    let mut kinds: Vec<(String, Value, Kind)> = [
        (Schema::Report, Kind::Report),
        (Schema::Country, Kind::Country),
        (Schema::Publisher, Kind::Publisher),
        (Schema::Page, Kind::Page),
        (Schema::Index, Kind::Index),
        (Schema::Topics, Kind::Topics),
        (Schema::Outline, Kind::Outline),
        (Schema::Config, Kind::Config),
    ]
    .map(|(schema, kind)| (schema.word().to_owned(), schema.value(), kind))
    .into();
    let entity = Schema::Entity.value();
    for kind in EntityKind::ALL {
        let schema = entity["$defs"][kind.word()].clone();
        kinds.push((kind.word().to_owned(), schema, Kind::Entity(kind)));
    }
    kinds
}

/// The words of a hint between backticks, or behind `it knows:`.
fn listed(problem: &Diagnostic) -> BTreeSet<String> {
    let hint = problem.hints.first().unwrap();
    match hint.strip_prefix("it knows: ") {
        Some(keys) => keys.split(", ").map(str::to_owned).collect(),
        None => hint.split('`').skip(1).step_by(2).map(str::to_owned).collect(),
    }
}

#[test]
fn schemas_and_readers_know_the_same() {
    let mut looked_at = 0;
    for (name, schema, kind) in kinds() {
        let full = sample(&schema);
        assert_eq!(breaks(&schema, &full), Vec::<String>::new(), "{name}: {full:#}");
        assert_eq!(read(kind, &full), [], "{name}: {full:#}");
        let mut found = Vec::new();
        tables(&schema, "", "", &mut found);
        for (place, at) in found {
            looked_at += 1;
            let table = schema.pointer(&place).unwrap();
            let here = format!("{name}{place}");
            // A key that nobody knows makes the reader list those that it does.
            let mut odd = full.clone();
            let inner = odd.pointer_mut(&at).unwrap().as_object_mut().unwrap();
            inner.insert("qqqqqq".to_owned(), json!("x"));
            let told = read(kind, &odd);
            assert_eq!(
                told.iter().map(|p| p.code).collect::<Vec<_>>(),
                [Code::UnknownKey],
                "{here}"
            );
            let keys: BTreeSet<String> =
                table["properties"].as_object().unwrap().keys().cloned().collect();
            assert_eq!(listed(&told[0]), keys, "{here}");
            assert_ne!(breaks(&schema, &odd), Vec::<String>::new(), "{here}");
            for key in keys {
                let rule = &table["properties"][&key];
                let required =
                    table["required"].as_array().is_some_and(|all| all.contains(&json!(key)));
                let mut less = full.clone();
                less.pointer_mut(&at).unwrap().as_object_mut().unwrap().remove(&key);
                let told = read(kind, &less).iter().any(|problem| problem.code == Code::MissingKey);
                assert_eq!(told, required, "{here}: {key}");
                assert_eq!(breaks(&schema, &less).is_empty(), !required, "{here}: {key}");
                // A word that nobody knows makes it list the words.
                if let Some(words) = rule["enum"].as_array() {
                    let mut odd = full.clone();
                    odd.pointer_mut(&at).unwrap()[&key] = json!("qqqqqq");
                    let told = read(kind, &odd);
                    assert_eq!(told[0].code, Code::WrongValue, "{here}: {key}");
                    let words = words.iter().map(|word| word.as_str().unwrap().to_owned());
                    assert_eq!(listed(&told[0]), words.collect(), "{here}: {key}");
                }
                // A value of a wrong type is wrong for both.
                if rule.get("type").is_some() {
                    let mut odd = full.clone();
                    let other = if rule["type"] == "object" { json!([]) } else { json!({"x": 1}) };
                    odd.pointer_mut(&at).unwrap()[&key] = other;
                    assert_ne!(read(kind, &odd), [], "{here}: {key}");
                    assert_ne!(breaks(&schema, &odd), Vec::<String>::new(), "{here}: {key}");
                }
            }
        }
    }
    assert!(looked_at > 30, "{looked_at}");
}

fn as_json(node: Node) -> Value {
    match node.value {
        node::Value::Nothing => Value::Null,
        node::Value::Bool(value) => json!(value),
        node::Value::Int(value) => json!(value),
        node::Value::Float(text) | node::Value::Text(text) => json!(text),
        node::Value::List(list) => list.into_iter().map(as_json).collect(),
        node::Value::Table(entries) => {
            entries.into_iter().map(|(key, _, node)| (key, as_json(node))).collect()
        }
    }
}

/// Settings and front matter of a text.
fn data(path: &str, text: &str) -> Value {
    let node = if path.ends_with(".toml") {
        node::toml(text, 0)
    } else {
        let inner = text.strip_prefix("---\n").unwrap().split_once("\n---\n").unwrap().0;
        node::yaml(inner, 0)
    };
    as_json(node.unwrap_or_else(|error| panic!("{path}: {error:?}")))
}

fn schema_of(path: &str) -> Option<Schema> {
    let inside = path.strip_prefix("content/");
    Some(match (path, inside.map(|inside| inside.split('/').next().unwrap())) {
        ("rightsbook.toml", _) => Schema::Config,
        (_, Some("topics.toml")) => Schema::Topics,
        (_, Some("index.md")) => Schema::Index,
        (_, Some("outlines")) => Schema::Outline,
        (_, Some("reports")) => Schema::Report,
        (_, Some("countries")) => Schema::Country,
        (_, Some("publishers")) => Schema::Publisher,
        (_, Some("pages")) => Schema::Page,
        (_, Some(folder)) if EntityKind::of_folder(folder).is_some() => Schema::Entity,
        _ => return None,
    })
}

#[test]
fn every_file_is_right_by_its_schema() {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let own = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let begun = Archive::started();
    for (label, root) in [("", own), ("begun", begun.root.as_path())] {
        for (name, bytes) in crate::driver::tree(&root.join("content")) {
            files.insert(format!("{label}:content/{name}"), String::from_utf8(bytes).unwrap());
        }
        let settings = std::fs::read_to_string(root.join("rightsbook.toml")).unwrap();
        files.insert(format!("{label}:rightsbook.toml"), settings);
    }
    let readme = std::fs::read_to_string(own.join("README.md")).unwrap();
    for (n, (path, fence, holds)) in [
        ("content/reports/x.md", "markdown", "covers:"),
        ("content/organisations/x.md", "markdown", "aliases:"),
        ("content/topics.toml", "toml", "[[topic]]"),
        ("content/outlines/x.toml", "toml", "[[scheme]]"),
    ]
    .into_iter()
    .enumerate()
    {
        let opening = format!("```{fence}\n");
        let blocks = readme.split(&opening).skip(1);
        let mut blocks = blocks.map(|block| block.split("```").next().unwrap());
        let block = blocks.find(|block| block.contains(holds)).unwrap();
        files.insert(format!("README {n}:{path}"), block.to_owned());
    }
    let mut seen = BTreeSet::new();
    for (name, text) in &files {
        let path = name.split_once(':').unwrap().1;
        let Some(schema) = schema_of(path) else { panic!("{name} has no schema") };
        let found = breaks(&schema.value(), &data(path, text));
        assert_eq!(found, Vec::<String>::new(), "{name}");
        seen.insert(schema.word());
    }
    assert_eq!(seen.len(), Schema::ALL.len());
}

#[test]
fn schemas_are_printed_one_by_one_and_together() {
    let archive = Archive::new();
    let said = |arguments: &[&str]| -> Value {
        let output = archive.command(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let all = said(&["schema"]);
    for schema in Schema::ALL {
        let one = said(&["schema", schema.word()]);
        assert_eq!(one["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(all["$defs"][schema.word()], one);
    }
    let unknown = archive.command(&["schema", "reports"]).output().unwrap();
    assert_eq!(unknown.status.code(), Some(2));
}
