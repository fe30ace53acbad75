//! Keys of the small files: countries, publishers, pages, entities.

use super::form::Form::{
    Id, Language, Like, List, Names, Number, Related, Table, Text, TextOr, Web, Word,
};
use super::form::{Key, may, need};
use crate::parse::entity::kinds;
use crate::source::EntityKind;

pub(super) const COUNTRY: &[Key] = &[
    need("name", Text, "The country's name."),
    may("codes", Table(CODES), "ISO 3166-1 codes."),
    may("names", Names, "Names in other languages, by language tag."),
];

const CODES: &[Key] = &[
    may("alpha2", Like("^[A-Z]{2}$"), "Two capitals: KZ."),
    may("alpha3", Like("^[A-Z]{3}$"), "Three capitals: KAZ."),
    may("numeric", Like("^[0-9]{3}$"), "Three figures in quotation marks: \"398\"."),
];

pub(super) const PUBLISHER: &[Key] = &[
    need("name", Text, "The full name."),
    may("short", Text, "The name in tables; the full name if left out."),
    need(
        "kind",
        Word(&["government", "ngo", "intergovernmental", "library", "other"]),
        "What kind of body it is.",
    ),
    may("url", Web, "Its home page."),
    may("series", Text, "The series that its reports belong to."),
    may("years", Table(YEARS), "First and last coverage year of which an edition is known."),
    may("licence", Table(LICENCE), "The usual terms of its reports."),
];

const YEARS: &[Key] = &[
    may("first", Number(1900, 2200), "The first coverage year."),
    may("last", Number(1900, 2200), "The last coverage year."),
];

const LICENCE: &[Key] = &[
    may("id", Text, "The name of the usual licence."),
    may("note", Text, "The terms in a sentence, shown with its reports."),
];

pub(super) const PAGE: &[Key] = &[
    need("title", Text, "The page's title."),
    may("description", Text, "One sentence for search engines."),
    may("order", Number(0, 1000), "Its place in the list of pages; 100 if left out."),
];

pub(super) const INDEX: &[Key] = &[
    may("title", Text, "The home page has the archive's title; this one is for editors."),
    may("description", Text, "One sentence for search engines."),
];

/// Keys of an entity's file: those that all have, and those of its kind.
pub(super) fn entity(entity: EntityKind) -> Vec<Key> {
    let mut keys = vec![need("name", Text, "The name that the archive uses.")];
    if !kinds(entity).is_empty() {
        keys.push(need("kind", Word(kinds(entity)), "What kind of one it is."));
    }
    if entity == EntityKind::Person {
        let about = "The public role, or the case that made the person publicly known.";
        keys.push(need("role", Text, about));
    }
    keys.extend_from_slice(ENTITY);
    keys
}

const ENTITY: &[Key] = &[
    may("aliases", List(&TextOr(ALIAS)), "Other names that reports use."),
    may("years", Table(BEING), "Its beginning and its end, as far as the reports say."),
    may("topics", List(&Text), "What it has to do with: ids of content/topics.toml."),
    may("related", List(&Related), "Other files of this kind: people/some-name."),
    may(
        "sources",
        List(&Like("\\.md(#|$)")),
        "Where the archive speaks of it: paths below content/, with a section behind #.",
    ),
];

const BEING: &[Key] = &[
    may("first", Number(1000, 2200), "The first year."),
    may("last", Number(1000, 2200), "The last year."),
];

const ALIAS: &[Key] = &[
    need("name", Text, "The name."),
    may("publisher", Id, "The publisher that uses it."),
    may("language", Language, "Its language, if not that of the archive."),
    may("first", Number(1000, 2200), "The first year in which it was in use."),
    may("last", Number(1000, 2200), "The last year in which it was in use."),
];
