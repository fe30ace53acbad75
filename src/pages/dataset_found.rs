//! The rows of data that are found in texts or made by editors: events, entities, comparisons.

use serde_json::{Value, json};

use super::World;
use super::dataset::{full, id, list, number, text};
use super::events::{self, Scope};
use super::table::{Column, Kind};
use super::{comparison, entity};
use crate::digest::Digest;

pub(super) const EVENTS: &[Column] = &[
    text("date", "the date, as EDTF writes it (ISO 8601-2)"),
    text("precision", "how exactly it is known: day, month, year and so on"),
    text("kind", "event, period, state"),
    text("words", "the words that tell it"),
    text("sentence", "the sentence"),
    text("language", "its language"),
    Column { name: "corrected", kind: Kind::Flag, about: "whether an editor set the date" },
    list("paragraphs", "addresses of the paragraphs that tell it"),
    list("topics", "addresses of the topics of its section"),
    list("entities", "addresses of who and what its sentence names"),
];

pub(super) const ENTITIES: &[Column] = &[
    text("id", "folder and name of its page"),
    text("url", "its page"),
    text("type", "person, organisation, institution, place, law, case"),
    text("name", "its name in this archive"),
    text("what", "a person's public role, or what kind of body, place or law it is"),
    list("aliases", "other names that reports use"),
    list("topics", "ids of topics that it has to do with"),
    list("related", "other entities, by id"),
];

/// Without counts: they would take every comparison of the archive for one changed word.
pub(super) const COMPARISONS: &[Column] = &[
    text("url", "its page"),
    text("data", "its sentences, each with what became of it (JSON)"),
    text("country", "the country's name"),
    text("publisher", "the publisher's name"),
    text("before", "id of the earlier report"),
    text("after", "id of the later report"),
    number("before_year", "coverage year of the earlier report"),
    number("after_year", "coverage year of the later report"),
    text("before_completeness", "full, partial, quoted"),
    text("after_completeness", "full, partial, quoted"),
];

fn scopes(world: &World) -> impl Iterator<Item = Scope> {
    world.archive.all_countries().map(|(at, _)| Scope::Country(at))
}

pub(super) fn events_key(world: &World) -> Digest {
    let keys: Vec<Digest> = scopes(world).map(|scope| events::key(world, scope)).collect();
    Digest::of(&(keys, &world.site.base_url))
}

pub(super) fn events(world: &World, row: &mut dyn FnMut(&[Value])) {
    for event in scopes(world).flat_map(|scope| events::events(world, scope)) {
        let sources: Vec<_> = event.sources.iter().map(|at| full(world, &at.url)).collect();
        let topics: Vec<_> = event.topics.iter().map(|at| full(world, &at.url)).collect();
        let entities: Vec<_> = event.entities.iter().map(|at| full(world, &at.url)).collect();
        row(&[
            json!(event.edtf),
            json!(event.precision),
            json!(event.kind),
            json!(event.words),
            json!(event.text),
            json!(event.language),
            json!(event.corrected),
            json!(sources),
            json!(topics),
            json!(entities),
        ]);
    }
}

pub(super) fn entities_key(world: &World) -> Digest {
    let files: Vec<_> =
        world.entries.entities.iter().map(|file| (&file.id, &file.matter)).collect();
    Digest::of(&(files, &world.site.base_url))
}

pub(super) fn entities(world: &World, row: &mut dyn FnMut(&[Value])) {
    for file in &world.entries.entities {
        let matter = &file.matter;
        let url = entity::url(matter.entity, &file.id);
        let aliases: Vec<_> = matter.aliases.iter().map(|alias| &alias.name).collect();
        let topics: Vec<_> = matter.topics.iter().map(|topic| &topic.id).collect();
        let related: Vec<_> = matter
            .related
            .iter()
            .map(|other| format!("{}/{}", other.entity.folder(), other.name.id))
            .collect();
        row(&[
            json!(url.as_str().trim_end_matches('/')),
            json!(full(world, &url)),
            json!(matter.entity.word()),
            json!(matter.name),
            json!(matter.role.as_ref().unwrap_or(&matter.kind)),
            json!(aliases),
            json!(topics),
            json!(related),
        ]);
    }
}

pub(super) fn comparisons(world: &World, row: &mut dyn FnMut(&[Value])) {
    for (n, pair) in (0_u32..).zip(&world.pairs) {
        let [before, after] =
            [pair.editions.before, pair.editions.after].map(|report| world.archive.report(report));
        row(&[
            json!(full(world, &comparison::url(world, n))),
            json!(full(world, &comparison::data_url(world, n))),
            json!(after.card.country),
            json!(after.card.publisher),
            json!(id(before)),
            json!(id(after)),
            json!(before.card.year),
            json!(after.card.year),
            json!(before.card.completeness),
            json!(after.card.completeness),
        ]);
    }
}
