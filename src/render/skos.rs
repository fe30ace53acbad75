//! Topics → SKOS, as Turtle and as JSON-LD.

use serde_json::{Map, Value, json};

use crate::pages::skos::{Concept, SkosView, Syntax};

/// The scheme in its syntax.
pub(super) fn skos(view: &SkosView) -> Vec<u8> {
    match view.syntax {
        Syntax::Turtle => turtle(view).into_bytes(),
        Syntax::JsonLd => linked(view),
    }
}

fn turtle(view: &SkosView) -> String {
    let mut out = String::from(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix dcterms: <http://purl.org/dc/terms/> .\n\n",
    );
    let words = |text: &str| format!("{}@{}", quoted(text), view.language);
    let mut lines = vec!["a skos:ConceptScheme".to_owned()];
    lines.push(format!("dcterms:title {}", words(&view.title)));
    let top = view.concepts.iter().filter(|concept| concept.broader.is_none());
    lines.extend(top.map(|concept| format!("skos:hasTopConcept {}", iri(&concept.url))));
    subject(&mut out, &view.scheme, &lines);
    for concept in &view.concepts {
        let mut lines = vec!["a skos:Concept".to_owned()];
        lines.push(format!("skos:inScheme {}", iri(&view.scheme)));
        if concept.broader.is_none() {
            lines.push(format!("skos:topConceptOf {}", iri(&view.scheme)));
        }
        lines.push(format!("skos:notation {}", quoted(&concept.id)));
        lines.push(format!("skos:prefLabel {}", words(&concept.label)));
        let labels = concept.labels.iter();
        lines.extend(labels.map(|(tag, label)| format!("skos:prefLabel {}@{tag}", quoted(label))));
        lines.extend(concept.alt.iter().map(|alt| format!("skos:altLabel {}", words(alt))));
        lines.extend(concept.broader.iter().map(|at| format!("skos:broader {}", iri(at))));
        lines.extend(concept.narrower.iter().map(|at| format!("skos:narrower {}", iri(at))));
        lines.extend(concept.related.iter().map(|at| format!("skos:related {}", iri(at))));
        if !concept.scope.is_empty() {
            lines.push(format!("skos:scopeNote {}", words(&concept.scope)));
        }
        lines.extend(concept.notes.iter().map(|note| format!("skos:note {}", words(note))));
        subject(&mut out, &concept.url, &lines);
    }
    out
}

fn subject(out: &mut String, url: &str, lines: &[String]) {
    out.push_str(&format!("{}\n    {} .\n\n", iri(url), lines.join(" ;\n    ")));
}

/// An address. What an IRI may not hold is encoded.
fn iri(url: &str) -> String {
    let mut out = String::from("<");
    for letter in url.chars() {
        match letter {
            '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\' | '\0'..=' ' => {
                out.push_str(&format!("%{:02X}", u32::from(letter)));
            }
            letter => out.push(letter),
        }
    }
    out.push('>');
    out
}

/// A string of Turtle.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            letter if letter.is_control() => {
                out.push_str(&format!("\\u{:04X}", u32::from(letter)));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

fn linked(view: &SkosView) -> Vec<u8> {
    let scheme = json!({
        "@id": view.scheme,
        "@type": "skos:ConceptScheme",
        "dcterms:title": words(view, &view.title),
        "skos:hasTopConcept": links(view.concepts.iter().filter(|c| c.broader.is_none()).map(|c| &c.url)),
    });
    let concepts = view.concepts.iter().map(|of| concept(view, of));
    let graph: Vec<Value> = std::iter::once(scheme).chain(concepts).collect();
    let whole = json!({
        "@context": {
            "skos": "http://www.w3.org/2004/02/skos/core#",
            "dcterms": "http://purl.org/dc/terms/",
        },
        "@graph": graph,
    });
    // Strings and lists only: nothing that JSON cannot say.
    let mut bytes = serde_json::to_vec_pretty(&whole).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn concept(view: &SkosView, of: &Concept) -> Value {
    let mut all = Map::new();
    let mut set = |name: &str, value: Value| {
        if value.as_array().is_none_or(|list| !list.is_empty()) {
            all.insert(name.to_owned(), value);
        }
    };
    set("@id", json!(of.url));
    set("@type", json!("skos:Concept"));
    set("skos:inScheme", json!({"@id": view.scheme}));
    if of.broader.is_none() {
        set("skos:topConceptOf", json!({"@id": view.scheme}));
    }
    set("skos:notation", json!(of.id));
    let labels = of.labels.iter();
    let labels = labels.map(|(tag, label)| json!({"@value": label, "@language": tag}));
    let mut labels: Vec<Value> = std::iter::once(words(view, &of.label)).chain(labels).collect();
    // One name stays a name, not a list of one.
    set("skos:prefLabel", if labels.len() == 1 { labels.remove(0) } else { labels.into() });
    set("skos:altLabel", of.alt.iter().map(|alt| words(view, alt)).collect());
    set("skos:broader", links(of.broader.iter()));
    set("skos:narrower", links(of.narrower.iter()));
    set("skos:related", links(of.related.iter()));
    if !of.scope.is_empty() {
        set("skos:scopeNote", words(view, &of.scope));
    }
    set("skos:note", of.notes.iter().map(|note| words(view, note)).collect());
    Value::Object(all)
}

fn words(view: &SkosView, text: &str) -> Value {
    json!({"@value": text, "@language": view.language})
}

fn links<'a>(urls: impl Iterator<Item = &'a String>) -> Value {
    urls.map(|url| json!({"@id": url})).collect()
}
