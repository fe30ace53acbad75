//! People, bodies, places, laws and cases: what an editor's file says of one.

use crate::config::{Limits, is_language};
use crate::diagnostic::{Diagnostic, Found};
use crate::node::{Fields, Node, Value};
use crate::parse::document::{Named, Place, Reference, Target};
use crate::parse::entry::{self, Entry};
use crate::parse::link::{Address, address};
use crate::path::SourcePath;
use crate::source::{EntityKind, SourceFile};

/// What an entity's front matter says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EntityMatter {
    /// What it is.
    pub entity: EntityKind,
    /// The name that pages of the archive use.
    pub name: Box<str>,
    /// What kind of organisation, institution, place or law it is; empty for others.
    pub kind: Box<str>,
    /// A person's public role. Nobody without one gets a page.
    pub role: Option<Box<str>>,
    /// Other spellings and names that reports use.
    pub aliases: Vec<Alias>,
    /// First and last year of its being, as far as they are known.
    pub years: (Option<u16>, Option<u16>),
    /// Topics that it has to do with.
    pub topics: Vec<Named>,
    /// Other entities, as `folder/id`.
    pub related: Vec<Related>,
    /// How many of the file's references are its sources; they stand behind those of its text.
    pub sources: u32,
}

/// Another name of an entity.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Alias {
    /// The name.
    pub name: Box<str>,
    /// The publisher that uses it, if it is one publisher's.
    pub publisher: Option<Named>,
    /// The language that it is in, if not that of the archive.
    pub language: Option<Box<str>>,
    /// First and last year in which it was in use.
    pub years: (Option<u16>, Option<u16>),
    /// Where it stands.
    pub at: Place,
}

/// Another entity, by folder and id.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Related {
    /// What it is.
    pub entity: EntityKind,
    /// Its id, and where it stands.
    pub name: Named,
}

/// Reads the file of an entity. `entity` is what its folder says.
pub(super) fn read(
    file: &SourceFile,
    entity: EntityKind,
    limits: Limits,
) -> Found<Entry<EntityMatter>> {
    let mut sources = Vec::new();
    let mut found = entry::read(file, limits, "entity's front matter", |path, fields, problems| {
        let name = fields.need_text("name", "Confederation of Independent Trade Unions").into();
        let kinds: Vec<(&str, &str)> = kinds(entity).iter().map(|kind| (*kind, *kind)).collect();
        let kind = match kinds.is_empty() {
            true => "",
            false => {
                let node = fields.need("kind", kinds[0].0);
                fields.choice("kind", node, &kinds).unwrap_or("other")
            }
        };
        let role = (entity == EntityKind::Person)
            .then(|| fields.need_text("role", "chair of a trade union").into());
        let aliases = fields.list("aliases");
        let aliases = aliases.into_iter().filter_map(|node| alias(path, node, problems)).collect();
        let years = fields.take("years").map(|node| years(path, node, problems));
        let topics = fields.texts("topics").into_iter().map(named).collect();
        let related = fields.texts("related");
        let related = related.into_iter().filter_map(|text| related_to(fields, text)).collect();
        let texts = fields.texts("sources");
        sources = texts.into_iter().filter_map(|text| source(fields, text)).collect();
        EntityMatter {
            entity,
            name,
            kind: kind.into(),
            role,
            aliases,
            years: years.unwrap_or_default(),
            topics,
            related,
            sources: u32::try_from(sources.len()).unwrap_or(u32::MAX),
        }
    });
    found.value.references.append(&mut sources);
    found
}

fn named((id, at): (String, std::ops::Range<usize>)) -> Named {
    Named { id: id.into(), at: Place(at) }
}

fn alias(path: &SourcePath, node: Node, problems: &mut Vec<Diagnostic>) -> Option<Alias> {
    let at = Place(node.at.clone());
    if let Value::Text(name) = node.value {
        return Some(Alias {
            name: name.trim().into(),
            publisher: None,
            language: None,
            years: (None, None),
            at,
        });
    }
    let mut fields = Fields::open(path, "alias", node);
    let name = fields.need_text("name", "DCK");
    let publisher = fields.take("publisher");
    let publisher = fields.as_text("publisher", publisher).map(named);
    let language = fields.take("language");
    let language = fields.as_text("language", language).and_then(|(tag, at)| {
        let good = is_language(&tag);
        if !good {
            fields.wrong(at, format!("`language` is `{tag}`"), "a language tag such as `ru`");
        }
        good.then(|| tag.into())
    });
    let years = span(&mut fields);
    problems.extend(fields.close());
    (!name.is_empty()).then(|| Alias { name: name.into(), publisher, language, years, at })
}

fn years(
    path: &SourcePath,
    node: Node,
    problems: &mut Vec<Diagnostic>,
) -> (Option<u16>, Option<u16>) {
    let mut fields = Fields::open(path, "years", node);
    let years = span(&mut fields);
    problems.extend(fields.close());
    years
}

fn span(fields: &mut Fields<'_>) -> (Option<u16>, Option<u16>) {
    let mut year = |key| fields.number(key, 1000..=2200).and_then(|year| u16::try_from(year).ok());
    (year("first"), year("last"))
}

fn related_to(fields: &mut Fields<'_>, text: (String, std::ops::Range<usize>)) -> Option<Related> {
    let (text, at) = text;
    let parts = text.split_once('/').map(|(folder, id)| (EntityKind::of_folder(folder), id));
    match parts {
        Some((Some(entity), id)) => {
            Some(Related { entity, name: Named { id: id.into(), at: Place(at) } })
        }
        _ => {
            let folders = EntityKind::ALL.map(EntityKind::folder).join(", ");
            fields.wrong(
                at,
                format!("`related` names `{text}`"),
                &format!("a folder and an id, as in `people/some-name`; folders: {folders}"),
            );
            None
        }
    }
}

/// A source is written as a path below `content/`, with the section behind `#`.
fn source(fields: &mut Fields<'_>, text: (String, std::ops::Range<usize>)) -> Option<Reference> {
    let (text, at) = text;
    let below = SourcePath::new("content/x.md");
    match address(&below, &text) {
        Address::Inside(target @ Target::Source(..)) => Some(Reference { target, at: Place(at) }),
        _ => {
            let example = "a report and a section of it, as in `reports/kazakhstan/2019-us-state.md#1c-torture`";
            fields.wrong(at, format!("`sources` names `{text}`"), example);
            None
        }
    }
}

/// Words for `kind` in files of this folder; none where there is no such key.
pub fn kinds(entity: EntityKind) -> &'static [&'static str] {
    match entity {
        EntityKind::Case | EntityKind::Person => &[],
        EntityKind::Organisation => {
            &["party", "movement", "union", "ngo", "media", "company", "religious", "other"]
        }
        EntityKind::Institution => &[
            "ministry",
            "agency",
            "court",
            "parliament",
            "ombudsman",
            "security",
            "international",
            "other",
        ],
        EntityKind::Place => &["city", "region", "district", "prison", "other"],
        EntityKind::Law => &["constitution", "code", "law", "decree", "treaty", "other"],
    }
}
