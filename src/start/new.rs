//! `rightsbook new`: the file of a report, a topic, a person … from a template.

use super::id::{Wanted, check_id, name};
use super::{NewFile, quoted};
use crate::config::Limits;
use crate::date::Year;
use crate::parse::{Parsed, parse};
use crate::path::SourcePath;
use crate::source::{self, EntityKind, Snapshot};

/// What can be made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A report, named `COUNTRY/YEAR-PUBLISHER`.
    Report,
    /// An entry of `content/topics.toml`.
    Topic,
    /// A country.
    Country,
    /// A publisher.
    Publisher,
    /// A page of the editors' own.
    Page,
    /// A person, body, place, law or case.
    Entity(EntityKind),
}

impl Kind {
    /// Every kind, in the order in which they are told.
    pub const ALL: [Self; 11] = [
        Self::Report,
        Self::Topic,
        Self::Country,
        Self::Publisher,
        Self::Page,
        Self::Entity(EntityKind::Case),
        Self::Entity(EntityKind::Person),
        Self::Entity(EntityKind::Organisation),
        Self::Entity(EntityKind::Institution),
        Self::Entity(EntityKind::Place),
        Self::Entity(EntityKind::Law),
    ];

    /// As it is typed.
    pub fn word(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Topic => "topic",
            Self::Country => "country",
            Self::Publisher => "publisher",
            Self::Page => "page",
            Self::Entity(entity) => entity.word(),
        }
    }

    /// The kind of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A file to be made, or to be made longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The file; only what is added, if it is there already.
    pub file: NewFile,
    /// What it is, by its place.
    pub kind: source::Kind,
    /// Whether the text is added to a file that is there.
    pub added: bool,
}

/// Why a file cannot be made from a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// What was typed is no id.
    BadId {
        /// What is wrong.
        message: String,
        /// What to type.
        hint: String,
    },
    /// The file or entry is there already.
    Exists {
        /// What is there.
        message: String,
    },
    /// A file of outlines has nothing for a publisher's report.
    NoScheme {
        /// The file, and whose scheme is missing.
        message: String,
        /// What to add.
        hint: String,
    },
}

/// Plans the files for some ids of one kind.
///
/// # Errors
///
/// The first id of which nothing can be made; then nothing should be.
pub fn plan(kind: Kind, ids: &[String], snapshot: &Snapshot) -> Result<Vec<Change>, Refusal> {
    let mut plan = Plan { snapshot, changes: Vec::new() };
    for id in ids {
        match kind {
            Kind::Report => plan.report(id)?,
            Kind::Topic => plan.topic(id)?,
            Kind::Country => plan.small(id, "countries", source::Kind::Country, COUNTRY, true)?,
            Kind::Publisher => {
                plan.small(id, "publishers", source::Kind::Publisher, PUBLISHER, true)?;
            }
            Kind::Page => plan.small(id, "pages", source::Kind::Page, PAGE, false)?,
            Kind::Entity(entity) => {
                let (template, capitals) = entity_template(entity);
                let kind = source::Kind::Entity(entity);
                plan.small(id, entity.folder(), kind, template, capitals)?;
            }
        }
    }
    Ok(plan.changes)
}

const REPORT: &str = include_str!("new/report.md");
const OUTLINE: &str = include_str!("new/outline.toml");
const TOPIC: &str = include_str!("new/topic.toml");
const COUNTRY: &str = include_str!("new/country.md");
const PUBLISHER: &str = include_str!("new/publisher.md");
const PAGE: &str = include_str!("new/page.md");

/// The template of an entity, and whether each word of its name begins with a capital.
fn entity_template(entity: EntityKind) -> (&'static str, bool) {
    match entity {
        EntityKind::Case => (include_str!("new/case.md"), false),
        EntityKind::Person => (include_str!("new/person.md"), true),
        EntityKind::Organisation => (include_str!("new/organisation.md"), true),
        EntityKind::Institution => (include_str!("new/institution.md"), true),
        EntityKind::Place => (include_str!("new/place.md"), true),
        EntityKind::Law => (include_str!("new/law.md"), false),
    }
}

struct Plan<'s> {
    snapshot: &'s Snapshot,
    changes: Vec<Change>,
}

impl Plan<'_> {
    fn small(
        &mut self,
        id: &str,
        folder: &str,
        kind: source::Kind,
        template: &str,
        capitals: bool,
    ) -> Result<(), Refusal> {
        check_id(id)?;
        let text = fill(template, &[("NAME", &name(id, capitals))]);
        self.make(format!("content/{folder}/{id}.md"), kind, text)
    }

    fn topic(&mut self, id: &str) -> Result<(), Refusal> {
        const PATH: &str = "content/topics.toml";
        check_id(id)?;
        let text = fill(TOPIC, &[("ID", id), ("NAME", &name(id, false))]);
        let known = self.snapshot.files.get(&SourcePath::new(PATH));
        let ids = match known.map(|file| parse(file, Limits::default()).value) {
            Some(Parsed::Topics(topics)) => {
                topics.iter().map(|topic| topic.id.id.clone()).collect()
            }
            _ => Vec::new(),
        };
        let planned = self.changes.iter().any(|change| change.file.text == text);
        if planned || ids.iter().any(|known| &**known == id) {
            return Err(Refusal::Exists { message: format!("{PATH} has a topic `{id}`") });
        }
        let added = known.is_some() || !self.changes.is_empty();
        let text = if added { text } else { text.trim_start().to_owned() };
        let file = NewFile { path: PATH.to_owned(), text };
        self.changes.push(Change { file, kind: source::Kind::Topics, added });
        Ok(())
    }

    fn report(&mut self, typed: &str) -> Result<(), Refusal> {
        let wanted = Wanted::read(typed)?;
        let (year, publisher) = (wanted.year.to_string(), wanted.publisher);
        let outline = match self.scheme(publisher, wanted.year) {
            Some(known) => known,
            None => self.first_scheme(publisher, &year)?,
        };
        let country = self.small_file("countries", wanted.country);
        let country = match country {
            Some(Parsed::Country(entry)) if !entry.matter.name.is_empty() => {
                entry.matter.name.to_string()
            }
            _ => name(wanted.country, true),
        };
        let licence = match self.small_file("publishers", publisher) {
            Some(Parsed::Publisher(entry)) => entry.matter.licence_id.clone(),
            _ => None,
        };
        let licence = licence.as_deref().map_or_else(|| "publisher-terms".to_owned(), plain);
        let values = [
            ("TITLE", quoted(&format!("{country} {year}"))),
            ("PUBLISHER", publisher.to_owned()),
            ("PLACE", wanted.country.to_owned()),
            ("YEAR", year.clone()),
            ("OUTLINE", outline),
            ("LICENCE", licence),
        ];
        let values = values.each_ref().map(|(mark, value)| (*mark, value.as_str()));
        let path = format!("content/reports/{}/{year}-{publisher}.md", wanted.country);
        self.make(path, source::Kind::Report, fill(REPORT, &values))
    }

    /// The scheme of a publisher's edition, or of the one nearest to it in time.
    fn scheme(&self, publisher: &str, year: Year) -> Option<String> {
        let files = self.snapshot.of(source::Kind::Outline);
        let files = files.map(|file| parse(file, Limits::default()).value);
        let mut ids: Vec<String> = files
            .filter_map(|parsed| match parsed {
                Parsed::Outline(file) => Some(file),
                _ => None,
            })
            .filter(|file| file.publisher.as_ref().is_some_and(|named| &*named.id == publisher))
            .flat_map(|file| file.schemes.iter().map(|s| s.id.id.to_string()).collect::<Vec<_>>())
            .collect();
        let planned = self.changes.iter().filter(|change| change.kind == source::Kind::Outline);
        let of_it = planned.filter(|change| change.file.path == outline_path(publisher));
        let first = of_it.filter_map(|change| change.file.text.split_once("\nid = \""));
        ids.extend(first.filter_map(|(_, rest)| Some(rest.split_once('"')?.0.to_owned())));
        // A scheme whose name ends in no year is the last resort.
        let far = |id: &String| {
            let known = id.rsplit('-').next().and_then(|end| end.parse::<Year>().ok());
            known.map_or(Year::MAX, |known| known.abs_diff(year))
        };
        ids.into_iter().min_by_key(far)
    }

    /// A publisher's first scheme, in a file of its own.
    fn first_scheme(&mut self, publisher: &str, year: &str) -> Result<String, Refusal> {
        let (path, id) = (outline_path(publisher), format!("{publisher}-{year}"));
        if self.snapshot.files.contains_key(&SourcePath::new(path.as_str())) {
            return Err(Refusal::NoScheme {
                message: format!("{path} has no scheme of `{publisher}` for the report to follow"),
                hint: format!("add `[[scheme]]` with `id = \"{id}\"`"),
            });
        }
        let values = [("PUBLISHER", publisher), ("OUTLINE", &id), ("YEAR", year)];
        self.make(path, source::Kind::Outline, fill(OUTLINE, &values))?;
        Ok(id)
    }

    fn small_file(&self, folder: &str, id: &str) -> Option<Parsed> {
        let path = SourcePath::new(format!("content/{folder}/{id}.md"));
        let file = self.snapshot.files.get(&path)?;
        Some(parse(file, Limits::default()).value)
    }

    fn make(&mut self, path: String, kind: source::Kind, text: String) -> Result<(), Refusal> {
        let planned = self.changes.iter().any(|change| change.file.path == path);
        if planned || self.snapshot.files.contains_key(&SourcePath::new(path.as_str())) {
            return Err(Refusal::Exists { message: format!("{path} is there") });
        }
        let file = NewFile { path, text };
        self.changes.push(Change { file, kind, added: false });
        Ok(())
    }
}

/// A value of YAML, between quotation marks where it needs them.
fn plain(text: &str) -> String {
    let simple = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    let word = text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.len() > 5;
    if word && text.chars().all(simple) { text.to_owned() } else { quoted(text) }
}

fn outline_path(publisher: &str) -> String {
    format!("content/outlines/{publisher}.toml")
}

/// Fills a template line by line, so that remarks stand in a column of their own again.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    const COLUMN: usize = 34;
    let mut text = String::with_capacity(template.len() + 64);
    for line in template.lines() {
        match line.split_once("  # ") {
            Some((value, remark)) if !value.trim().is_empty() => {
                let value = super::fill(value.trim_end(), values);
                let space = COLUMN.saturating_sub(value.chars().count()).max(2);
                text.push_str(&value);
                text.push_str(&" ".repeat(space));
                text.push_str("# ");
                text.push_str(remark.trim_start());
            }
            _ => text.push_str(&super::fill(line, values)),
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(kind: Kind, id: &str) -> Refusal {
        plan(kind, &[id.to_owned()], &Snapshot::default()).unwrap_err()
    }

    #[test]
    fn an_id_that_cannot_be_one_is_told_with_the_right_one() {
        for (typed, right) in [("Jo Doe", "jo-doe"), ("jo-doe.md", "jo-doe"), ("Жо", "zho")] {
            let Refusal::BadId { hint, .. } = refused(Kind::Entity(EntityKind::Person), typed)
            else {
                panic!("{typed}")
            };
            assert_eq!(hint, format!("write `{right}`"));
        }
        for typed in ["x", "a/b", "a/19-b", "a/2019-B", "../2019-b", "a/2019-b/c", "a/2019-"] {
            assert!(matches!(refused(Kind::Report, typed), Refusal::BadId { .. }), "{typed}");
        }
        let Refusal::BadId { hint, .. } = refused(Kind::Report, "content/reports/a/2019-b-c.md")
        else {
            panic!()
        };
        assert_eq!(hint, "write `a/2019-b-c`");
    }

    #[test]
    fn one_id_typed_twice_is_refused() {
        let ids = ["a".to_owned(), "a".to_owned()];
        for kind in Kind::ALL.into_iter().filter(|kind| !matches!(kind, Kind::Report | Kind::Topic))
        {
            let found = plan(kind, &ids, &Snapshot::default());
            assert!(matches!(found, Err(Refusal::Exists { .. })), "{kind:?}");
        }
    }
}
