//! JSON-LD of schema.org. A file of its own: no text of a report ever stands inside a `<script>`.

use serde_json::{Map, Value, json};

use super::{By, Translated, Work};
use crate::date::PartialDate;
use crate::parse::matter::ReportKind;

pub(super) fn linked(work: &Work<'_>) -> String {
    let mut report = original(work);
    let mut item = Map::new();
    item.insert("@context".to_owned(), json!("https://schema.org"));
    if let Some(part) = work.section {
        item.insert("@type".to_owned(), json!("Chapter"));
        item.insert("name".to_owned(), json!(part.name()));
        if !part.label.is_empty() {
            item.insert("position".to_owned(), json!(part.label));
        }
        item.insert("inLanguage".to_owned(), json!(work.language));
        item.insert("isPartOf".to_owned(), Value::Object(report));
    } else {
        item.append(&mut report);
        item.insert("inLanguage".to_owned(), json!(work.language));
    }
    item.insert("@id".to_owned(), json!(work.archive_url));
    item.insert("url".to_owned(), json!(work.archive_url));
    item.insert("archivedAt".to_owned(), json!(work.archive_url));
    item.insert("creditText".to_owned(), json!(work.note()));
    let mut text = serde_json::to_string_pretty(&item).unwrap_or_default();
    text.push('\n');
    text
}

/// The report as its publisher issued it, and what the copy is to it.
fn original(work: &Work<'_>) -> Map<String, Value> {
    let mut report = Map::new();
    report.insert("@type".to_owned(), json!("Report"));
    report.insert("name".to_owned(), json!(work.title));
    let body = json!({"@type": "Organization", "name": work.publisher});
    report.insert("author".to_owned(), body.clone());
    report.insert("publisher".to_owned(), body);
    report.insert("version".to_owned(), json!(work.edition));
    report.insert("temporalCoverage".to_owned(), json!(work.covers));
    if work.published != PartialDate::Unknown {
        report.insert("datePublished".to_owned(), json!(work.published.to_string()));
    }
    let copied = work.translated.as_ref().is_some_and(Translated::was_fetched);
    if let Some(url) = work.url.filter(|_| work.translates().is_none() || copied) {
        let relation = match work.kind {
            ReportKind::Verbatim => "sameAs",
            ReportKind::Digest => "isBasedOn",
            ReportKind::Translation if copied => "sameAs",
            ReportKind::Translation => "translationOfWork",
        };
        report.insert(relation.to_owned(), json!(url));
    }
    if let Some(name) = work.translator() {
        let person = matches!(work.translated, Some(Translated { by: By::Somebody(_), .. }));
        let kind = if person { "Person" } else { "Organization" };
        report.insert("translator".to_owned(), json!({"@type": kind, "name": name}));
    }
    if let Some(original) = work.translates() {
        let mut of = json!({
            "@type": "Report",
            "@id": original.archive_url,
            "name": original.title,
            "inLanguage": original.tag,
        });
        if let (Some(url), Value::Object(of)) = (original.url, &mut of) {
            of.insert("sameAs".to_owned(), json!(url));
        }
        report.insert("translationOfWork".to_owned(), of);
    }
    let translation = |(language, url): &(&str, String)| json!({"@type": "Report", "@id": url, "inLanguage": language});
    if !work.translations.is_empty() {
        let translations: Vec<Value> = work.translations.iter().map(translation).collect();
        report.insert("workTranslation".to_owned(), json!(translations));
    }
    report
}
