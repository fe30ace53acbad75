//! JSON Schemas (draft 2020-12) of front matter, lists and settings, for editors and checks.
//!
//! The tables beside this file are kept by hand; `tests/site/schema.rs` holds them against the
//! readers, key by key.

mod form;
mod lists;
mod report;
mod small;

use serde_json::{Map, Value, json};

use crate::source::EntityKind;
use form::{Key, table};

/// A kind of file that has a schema.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(missing_docs, reason = "each is what its name says")]
pub enum Schema {
    Report,
    Country,
    Publisher,
    Page,
    Index,
    Entity,
    Topics,
    Outline,
    Config,
}

impl Schema {
    /// Every schema, in the order of the manual.
    pub const ALL: [Self; 9] = [
        Self::Report,
        Self::Country,
        Self::Publisher,
        Self::Page,
        Self::Index,
        Self::Entity,
        Self::Topics,
        Self::Outline,
        Self::Config,
    ];

    /// As it is typed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Country => "country",
            Self::Publisher => "publisher",
            Self::Page => "page",
            Self::Index => "index",
            Self::Entity => "entity",
            Self::Topics => "topics",
            Self::Outline => "outline",
            Self::Config => "config",
        }
    }

    /// The schema of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|schema| schema.word() == word)
    }

    fn title(self) -> &'static str {
        match self {
            Self::Report => "Front matter of content/reports/**/*.md",
            Self::Country => "Front matter of content/countries/*.md",
            Self::Publisher => "Front matter of content/publishers/*.md",
            Self::Page => "Front matter of content/pages/*.md",
            Self::Index => "Front matter of content/index.md",
            Self::Entity => {
                "Front matter of content/cases, people, organisations, institutions, places and laws"
            }
            Self::Topics => "content/topics.toml",
            Self::Outline => "content/outlines/*.toml",
            Self::Config => "rightsbook.toml",
        }
    }

    fn keys(self) -> &'static [Key] {
        match self {
            Self::Report => report::REPORT,
            Self::Country => small::COUNTRY,
            Self::Publisher => small::PUBLISHER,
            Self::Page => small::PAGE,
            Self::Index => small::INDEX,
            // One for each folder: see `value`.
            Self::Entity => &[],
            Self::Topics => lists::TOPICS,
            Self::Outline => lists::OUTLINE,
            Self::Config => lists::CONFIG,
        }
    }

    /// The schema as JSON.
    pub fn value(self) -> Value {
        let mut schema = match self {
            Self::Entity => entities(),
            _ => table(self.keys()),
        };
        if let Value::Object(keys) = &mut schema {
            let dialect = "https://json-schema.org/draft/2020-12/schema";
            keys.insert("$schema".to_owned(), json!(dialect));
            // With a name of its own, what it refers to is found inside it wherever it stands.
            keys.insert("$id".to_owned(), json!(format!("urn:rightsbook:{}", self.word())));
            keys.insert("title".to_owned(), json!(self.title()));
        }
        schema
    }

    /// The schema as the text of a file.
    pub fn text(self) -> String {
        format!("{:#}\n", self.value())
    }
}

/// All schemas in one document, each under its name.
pub fn all() -> Value {
    let all: Map<String, Value> =
        Schema::ALL.iter().map(|schema| (schema.word().to_owned(), schema.value())).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Files of a Rightsbook archive",
        "$defs": all,
    })
}

/// The folder of a file tells which of these it has to be; front matter alone cannot.
fn entities() -> Value {
    let definitions: Map<String, Value> = EntityKind::ALL
        .iter()
        .map(|entity| (entity.word().to_owned(), table(&small::entity(*entity))))
        .collect();
    let any: Vec<Value> = EntityKind::ALL
        .iter()
        .map(|entity| json!({"$ref": format!("#/$defs/{}", entity.word())}))
        .collect();
    json!({"anyOf": any, "$defs": definitions})
}
