//! Keys and the forms of their values → JSON Schema.

use serde_json::{Map, Value, json};

/// A key of a table.
#[derive(Clone, Copy)]
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) required: bool,
    pub(super) form: Form,
    pub(super) about: &'static str,
}

/// What may stand behind a key.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// Text; a whole number counts as one.
    Text,
    /// An id.
    Id,
    /// `folder/id` of an entity.
    Related,
    /// `kk` or `en-GB`.
    Language,
    /// `2020-03-11`, `2020-03`, `2020` or `unknown`.
    Date,
    /// `2019`, or two days.
    Coverage,
    /// `https://…`
    Web,
    /// `https://…` or `unknown`.
    WebOrUnknown,
    /// The address of a site.
    BaseUrl,
    /// Text of one form, as a pattern.
    Like(&'static str),
    /// One of some words.
    Word(&'static [&'static str]),
    /// A whole number.
    Number(i64, i64),
    /// True or false.
    Flag,
    /// Anything at all.
    Anything,
    /// Names by language tag.
    Names,
    /// Keys of its own.
    Table(&'static [Key]),
    /// Text, or keys of its own.
    TextOr(&'static [Key]),
    /// A list.
    List(&'static Self),
}

/// A key that has to be there.
pub(super) const fn need(name: &'static str, form: Form, about: &'static str) -> Key {
    Key { name, required: true, form, about }
}

/// A key that may be left out.
pub(super) const fn may(name: &'static str, form: Form, about: &'static str) -> Key {
    Key { name, required: false, form, about }
}

const ID: &str = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$";
const LANGUAGE: &str = "^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$";

/// A table: its keys and no others.
pub(super) fn table(keys: &[Key]) -> Value {
    let properties: Map<String, Value> = keys
        .iter()
        .map(|key| {
            let mut value = key.form.value();
            if let Value::Object(facts) = &mut value {
                facts.insert("description".to_owned(), json!(key.about));
            }
            (key.name.to_owned(), value)
        })
        .collect();
    let required: Vec<&str> = keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut table = json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    if let (false, Value::Object(facts)) = (required.is_empty(), &mut table) {
        facts.insert("required".to_owned(), json!(required));
    }
    table
}

/// Text of a form; the readers take whole numbers for text, which YAML has without quotation marks.
fn text(pattern: &str) -> Value {
    json!({"type": ["string", "integer"], "pattern": pattern})
}

impl Form {
    fn value(self) -> Value {
        match self {
            Self::Text => text(r"\S"),
            Self::Id => text(ID),
            Self::Related => {
                text("^(cases|people|organisations|institutions|places|laws)/[a-z0-9-]+$")
            }
            Self::Language => text(LANGUAGE),
            Self::Date => text(r"^(unknown|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)$"),
            Self::Coverage => text(r"^[0-9]{4}(-[0-9]{2}-[0-9]{2}/[0-9]{4}-[0-9]{2}-[0-9]{2})?$"),
            Self::Web => text("^https?://"),
            Self::WebOrUnknown => text("^(https?://|unknown$)"),
            Self::BaseUrl => text(r"^https?://[A-Za-z0-9._~\[\]-][A-Za-z0-9._~:/\[\]-]*$"),
            Self::Like(pattern) => text(pattern),
            Self::Word(words) => json!({"enum": words}),
            Self::Number(least, most) => {
                json!({"type": "integer", "minimum": least, "maximum": most})
            }
            Self::Flag => json!({"type": "boolean"}),
            Self::Anything => json!({}),
            Self::Names => json!({
                "type": "object",
                "propertyNames": {"pattern": LANGUAGE},
                "additionalProperties": text(r"\S"),
            }),
            Self::Table(keys) => table(keys),
            Self::TextOr(keys) => json!({"anyOf": [text(r"\S"), table(keys)]}),
            Self::List(form) => json!({"type": "array", "items": form.value()}),
        }
    }
}
