//! What files of entities name, held against what there is: topics, publishers, each other.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Archive;
use crate::diagnostic::{Code, Diagnostic, Span, did_you_mean};
use crate::parse::document::Named;
use crate::parse::entity::{Alias, EntityMatter};
use crate::parse::entry::Entry;
use crate::source::EntityKind;

/// A person, body, place, law or case as its file says it.
pub type EntityFile = Arc<Entry<EntityMatter>>;

/// Tells what is wrong with entities: names of topics, publishers and other entities that are
/// not there, and one name that two entities claim.
pub fn check(entities: &[EntityFile], archive: &Archive) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for entity in entities {
        for topic in &entity.matter.topics {
            archive.thesaurus.find(topic, &entity.path, &mut problems);
        }
        let publishers = entity.matter.aliases.iter().filter_map(|alias| alias.publisher.as_ref());
        problems.extend(publishers.filter_map(|name| unknown_publisher(name, entity, archive)));
        for related in &entity.matter.related {
            let alike = || entities.iter().filter(|other| other.matter.entity == related.entity);
            if !alike().any(|other| other.id == related.name.id) {
                let folder = related.entity.folder();
                let message = format!("there is no `content/{folder}/{}.md`", related.name.id);
                let near = did_you_mean(&related.name.id, alike().map(|other| &*other.id));
                let span = related.name.at.span(&entity.path);
                problems.push(Diagnostic::error(Code::UnknownName, span, message).maybe_hint(near));
            }
        }
    }
    problems.extend(claimed_twice(entities));
    problems
}

fn unknown_publisher(name: &Named, entity: &EntityFile, archive: &Archive) -> Option<Diagnostic> {
    let known = || archive.publishers.iter().map(|publisher| &*publisher.id);
    (!known().any(|id| id == &*name.id)).then(|| {
        let message = format!("there is no publisher `{}`", name.id);
        Diagnostic::error(Code::UnknownName, name.at.span(&entity.path), message)
            .maybe_hint(did_you_mean(&name.id, known()))
    })
}

/// An entity that bears a name, and the alias by which it does.
type Claim<'e> = (&'e EntityFile, Option<&'e Alias>);

/// A name leads to one entity of a kind, or a mention of it could be anybody's. A case may bear
/// the name of its person, as a town that of its province.
fn claimed_twice(entities: &[EntityFile]) -> Vec<Diagnostic> {
    let mut claimed: BTreeMap<(EntityKind, String), Vec<Claim<'_>>> = BTreeMap::new();
    for entity in entities {
        let kind = entity.matter.entity;
        let name = (kind, entity.matter.name.to_lowercase());
        claimed.entry(name).or_default().push((entity, None));
        for alias in &entity.matter.aliases {
            let name = (kind, alias.name.to_lowercase());
            claimed.entry(name).or_default().push((entity, Some(alias)));
        }
    }
    let mut problems = Vec::new();
    for ((_, name), claims) in claimed {
        let Some((first, _)) = claims.first() else { continue };
        let others = claims.iter().filter(|(entity, _)| entity.id != first.id);
        for (entity, alias) in others {
            let span =
                alias.map_or_else(|| Span::file(&entity.path), |alias| alias.at.span(&entity.path));
            let message = format!("the name `{name}` is claimed by {} too", first.path);
            problems.push(
                Diagnostic::error(Code::DuplicateId, span, message)
                    .hint("a name has to lead to one of them: take it from the other, or use a longer form")
                    .also(Span::file(&first.path)),
            );
        }
    }
    problems
}
