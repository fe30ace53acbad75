//! Search: the page with its form and its ways in without scripts, and the files that its script
//! asks for.

use std::hash::{Hash, Hasher};

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use super::World;
use super::entity::{self, EntityLine};
use super::frame::Frame;
use super::home::{YearLink, year_link};
use super::later::Later;
use crate::archive::part::SectionLink;
use crate::archive::thesaurus::TopicIdx;
use crate::date::Year;
use crate::digest::Digested;
use crate::parse::matter::ReportKind;
use crate::path::{self, Url};
use crate::search::{self, Part};

/// A file that the script asks for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SearchFile {
    /// What one has to know of all reports and sections before one looks for anything.
    Index,
    /// What hits show of some sections.
    Sections(u32),
    /// Words and where they stand.
    Shard(Part, u32),
}

/// The page that searches.
#[derive(Hash, Serialize)]
pub struct SearchView<'a> {
    /// The page's own facts.
    pub frame: Frame,
    /// How many sections there are to be found.
    pub sections: usize,
    /// The topics, each followed by those below it.
    pub topics: Vec<TopicChoice<'a>>,
    /// Coverage years, the newest first.
    pub years: Vec<YearLink>,
    /// Countries, by name.
    pub countries: Vec<Choice<'a>>,
    /// Publishers, by name.
    pub publishers: Vec<Choice<'a>>,
    /// The kinds of texts that there are.
    pub kinds: Vec<&'static str>,
    /// Everybody and everything with a page, by first letter.
    pub letters: Vec<Letter<'a>>,
}

/// A topic to choose.
#[derive(Hash, Serialize)]
pub struct TopicChoice<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub label: &'a str,
    /// Its page.
    pub url: &'a Url,
    /// How deep it stands; 0 at the top.
    pub depth: usize,
}

/// A country or a publisher to choose.
#[derive(Hash, Serialize)]
pub struct Choice<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its page.
    pub url: &'a Url,
}

/// Entities whose names begin alike.
#[derive(Hash, Serialize)]
pub struct Letter<'a> {
    /// The letter; `#` for what begins with none.
    pub letter: char,
    /// The entities, by name.
    pub entities: Vec<EntityLine<'a>>,
}

/// How many sections one file tells of.
const CHUNK: usize = 256;

pub(super) fn search(world: &World) -> SearchView<'_> {
    let archive = &world.archive;
    let tongue = world.tongue();
    let frame = Frame::new(world, "search", url(), tongue.say("Search"))
        .about(tongue.say("Sections and paragraphs by word, name or exact phrase."));
    let mut topics = Vec::new();
    push_topics(world, None, 0, &mut topics);
    let mut kinds: Vec<&str> = archive.reports.iter().map(|report| report.card.kind).collect();
    let order = [ReportKind::Verbatim, ReportKind::Digest, ReportKind::Translation];
    kinds.sort_by_key(|kind| order.iter().position(|known| known.word() == *kind));
    kinds.dedup();
    SearchView {
        sections: archive.sections.len(),
        topics,
        years: archive.years().into_iter().rev().map(year_link).collect(),
        countries: archive
            .countries
            .iter()
            .map(|known| Choice { id: &known.id, name: &known.matter.name, url: &known.url })
            .collect(),
        publishers: archive
            .publishers
            .iter()
            .map(|known| Choice { id: &known.id, name: &known.matter.name, url: &known.url })
            .collect(),
        kinds,
        letters: letters(world),
        frame,
    }
}

fn push_topics<'a>(
    world: &'a World,
    broader: Option<TopicIdx>,
    depth: usize,
    out: &mut Vec<TopicChoice<'a>>,
) {
    for (at, topic) in world.archive.thesaurus.all().filter(|(_, topic)| topic.broader == broader) {
        out.push(TopicChoice { id: &topic.id, label: &topic.label, url: &topic.url, depth });
        push_topics(world, Some(at), depth + 1, out);
    }
}

fn letters(world: &World) -> Vec<Letter<'_>> {
    let entities = world.entries.entities.iter();
    let mut named: Vec<(String, EntityLine<'_>)> =
        entities.map(|entity| (sorted_as(&entity.matter.name), entity::line(entity))).collect();
    named.sort_by(|a, b| (&a.0, &a.1.url).cmp(&(&b.0, &b.1.url)));
    let mut letters: Vec<Letter<'_>> = Vec::new();
    for (slug, line) in named {
        let first = slug.chars().next().filter(|letter| letter.is_alphabetic());
        let letter = first.and_then(|letter| letter.to_uppercase().next()).unwrap_or('#');
        match letters.last_mut().filter(|last| last.letter == letter) {
            Some(last) => last.entities.push(line),
            None => letters.push(Letter { letter, entities: vec![line] }),
        }
    }
    letters
}

/// What a name is sorted as: without marks in Latin letters, as it is in others, which stand
/// behind them.
fn sorted_as(name: &str) -> String {
    let latin = |letter: char| letter < '\u{250}' || ('\u{1e00}'..='\u{1eff}').contains(&letter);
    match name.chars().find(|letter| letter.is_alphabetic()) {
        Some(first) if !latin(first) => {
            name.trim_start_matches(|letter: char| !letter.is_alphabetic()).to_lowercase()
        }
        _ => path::slug(name),
    }
}

/// Where the page stands.
pub(super) fn url() -> Url {
    Url::folder(&["search"])
}

/// Where a file stands.
pub(super) fn file_url(file: SearchFile) -> Url {
    match file {
        SearchFile::Index => Url::file("search/index.bin"),
        SearchFile::Sections(n) => Url::file(&format!("search/sections-{n}.bin")),
        SearchFile::Shard(part, n) => Url::file(&format!("search/{}-{n}.bin", part.word())),
    }
}

/// Every file: how many there are follows from the number of sections.
pub(super) fn files(world: &World) -> Vec<SearchFile> {
    let sections = world.archive.sections.len();
    let chunks = u32::try_from(sections.div_ceil(CHUNK)).unwrap_or(u32::MAX);
    let mut files = vec![SearchFile::Index];
    files.extend((0..chunks).map(SearchFile::Sections));
    for part in Part::ALL {
        files.extend((0..part.files(sections)).map(|n| SearchFile::Shard(part, n)));
    }
    files
}

/// What one has to know of all reports and sections before one looks for anything.
#[derive(Hash, Serialize)]
pub struct SearchIndex<'a> {
    /// How many sections one file tells of.
    pub chunk: usize,
    /// How many files of words there are.
    pub words: u32,
    /// Words that are too common to be indexed.
    pub common: Vec<&'static str>,
    /// The reports, in the order of the archive.
    pub reports: Vec<SearchReport<'a>>,
    /// Id of each topic, and the number of the one above it.
    pub topics: Vec<(&'a str, Option<u32>)>,
    /// For each section the numbers of its topics.
    pub sections: Vec<Vec<u32>>,
    /// What comes from the texts.
    pub texts: Later<'a, SearchTexts<'a>>,
}

/// A report as a hit shows it and as filters know it.
#[derive(Hash, Serialize)]
pub struct SearchReport<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its coverage year.
    pub year: Year,
    /// The country's id and name.
    pub country: (&'a str, &'a str),
    /// The publisher's id and short name.
    pub publisher: (&'a str, &'a str),
    /// `verbatim`, `digest`, `translation`.
    pub kind: &'static str,
    /// The language of its text.
    pub language: &'a str,
    /// Of a translation what that is called in itself, else empty.
    pub tongue: String,
    /// How many sections it has.
    pub sections: usize,
}

/// What comes from the texts.
#[derive(Serialize)]
pub struct SearchTexts<'a> {
    /// A fingerprint that all files of one index have.
    pub stamp: u32,
    /// How many paragraphs each section has.
    pub paragraphs: &'a [u32],
    /// How long each is: the logarithm of its words to the base 2, times 4.
    pub lengths: &'a [u8],
}

pub(super) fn index(world: &World) -> SearchIndex<'_> {
    let archive = &world.archive;
    let reports = archive.reports.iter().map(|report| SearchReport {
        title: &report.card.title,
        year: report.year(),
        country: (&archive.country(report.country).id, &report.card.country),
        publisher: (&archive.publisher(report.publisher).id, &report.card.publisher_short),
        kind: report.card.kind,
        language: &report.face.matter.language,
        tongue: super::sections_data::tongue(report),
        sections: report.face.sections.len(),
    });
    let topics = archive.thesaurus.topics.iter();
    let of = |section: &crate::archive::Section| {
        section.topics.iter().map(|used| used.topic.0).collect::<Vec<_>>()
    };
    SearchIndex {
        chunk: CHUNK,
        words: Part::Words.files(archive.sections.len()),
        common: search::common(archive),
        reports: reports.collect(),
        topics: topics.map(|topic| (&*topic.id, topic.broader.map(|up| up.0))).collect(),
        sections: archive.sections.iter().map(of).collect(),
        texts: Later::new(world.search.key, || {
            let index = world.index();
            let (paragraphs, lengths) = (&*index.paragraphs, &*index.lengths);
            SearchTexts { stamp: index.stamp, paragraphs, lengths }
        }),
    }
}

/// What hits show of some sections: address and heading of each, and the numbers of its
/// paragraphs where they are not their positions.
pub struct SearchSections<'a> {
    sections: Vec<(&'a Digested<SectionLink>, Vec<u32>)>,
    /// What a section without a heading is called.
    lead: &'a str,
}

pub(super) fn sections(world: &World, n: u32) -> SearchSections<'_> {
    let sections = world.archive.sections.iter().skip(n as usize * CHUNK).take(CHUNK);
    let numbers = |section: &crate::archive::Section| {
        let known = world.numbers(section.report).section(section.local);
        let count =
            world.archive.report(section.report).face.sections[section.local as usize].paragraphs;
        let numbers: Vec<u32> = (1..=count).map(|position| known.number(position)).collect();
        if (1..).zip(&numbers).all(|(position, number)| position == *number) {
            Vec::new()
        } else {
            numbers
        }
    };
    SearchSections {
        sections: sections.map(|known| (&*known.link, numbers(known))).collect(),
        lead: world.tongue().say("Lead"),
    }
}

impl Hash for SearchSections<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.sections, self.lead).hash(state);
    }
}

impl Serialize for SearchSections<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.sections.len()))?;
        for (link, numbers) in &self.sections {
            let heading = if link.lead { self.lead } else { &*link.heading };
            if numbers.is_empty() {
                list.serialize_element(&(&link.url, &link.printed, heading))?;
            } else {
                list.serialize_element(&(&link.url, &link.printed, heading, numbers))?;
            }
        }
        list.end()
    }
}

/// A file with words and where they stand. Nothing is indexed before its bytes are asked for.
pub struct SearchShard<'a> {
    part: Part,
    n: u32,
    world: &'a World,
}

pub(super) fn shard(world: &World, part: Part, n: u32) -> SearchShard<'_> {
    SearchShard { part, n, world }
}

impl SearchShard<'_> {
    /// The file.
    pub fn bytes(&self) -> &[u8] {
        self.world.index().file(self.part, self.n)
    }
}

impl Hash for SearchShard<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.part, self.n, self.world.search.key).hash(state);
    }
}
