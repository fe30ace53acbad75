//! CSL-JSON, which citation processors take (schema 1.0.2).

use serde_json::{Map, Value, json};

use super::Work;
use crate::date::PartialDate;

pub(super) fn csl(works: &[Work<'_>]) -> String {
    let items: Vec<Value> = works.iter().map(item).collect();
    // Strings and numbers only: nothing that JSON cannot say.
    let mut text = serde_json::to_string_pretty(&items).unwrap_or_default();
    text.push('\n');
    text
}

fn item(work: &Work<'_>) -> Value {
    let mut item = Map::new();
    let mut set = |key: &str, value: Value| item.insert(key.to_owned(), value);
    set("id", json!(work.key));
    set("type", json!(if work.section.is_some() { "chapter" } else { "report" }));
    set("title", json!(work.name()));
    if let Some(part) = work.section {
        set("container-title", json!(work.title));
        if let Some(label) = part.number() {
            set("section", json!(label));
        }
    }
    set("author", json!([{"literal": work.publisher}]));
    set("publisher", json!(work.publisher));
    // Processors make an ordinal of a number: "2019th ed."
    let number = work.edition.bytes().all(|byte| byte.is_ascii_digit());
    let edition =
        if number { format!("{} edition", work.edition) } else { work.edition.to_owned() };
    set("edition", json!(edition));
    // Without `issued`, processors write their own "n.d.".
    if let Some(parts) = parts(work.published) {
        set("issued", parts);
    }
    if work.url.is_some()
        && let Some(parts) = parts(work.retrieved)
    {
        set("accessed", parts);
    }
    set("URL", json!(work.url.unwrap_or(&work.archive_url)));
    set("archive", json!(work.archive));
    set("archive_location", json!(work.archive_url));
    set("language", json!(work.language));
    if let Some(name) = work.translator() {
        set("translator", json!([{"literal": name}]));
    }
    if let Some(original) = work.translates() {
        set("original-title", json!(original.title));
        set("original-publisher", json!(work.publisher));
        if let Some(parts) = parts(original.published) {
            set("original-date", parts);
        }
    }
    set("note", json!(work.note()));
    Value::Object(item)
}

fn parts(date: PartialDate) -> Option<Value> {
    let parts = match date {
        PartialDate::Unknown => return None,
        PartialDate::Year(year) => json!([year]),
        PartialDate::Month(year, month) => json!([year, month]),
        PartialDate::Day(day) => json!([day.year(), day.month(), day.day()]),
    };
    Some(json!({"date-parts": [parts]}))
}
