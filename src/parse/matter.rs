//! The front matter of a report, as one strict struct.

use crate::config::is_language;
use crate::date::{Coverage, PartialDate};
use crate::diagnostic::{Code, Diagnostic, did_you_mean};
use crate::node::{Fields, Node};
use crate::parse::correction::{self, Correction, DateCorrection};
use crate::parse::document::{Named, Place};
use crate::parse::translation::{self, Translation};
use crate::path::{SourcePath, is_slug};

/// What a report says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ReportMatter {
    /// Its title.
    pub title: Box<str>,
    /// A file of `publishers/`.
    pub publisher: Named,
    /// A file of `countries/`.
    pub country: Named,
    /// The time that it covers.
    pub covers: Coverage,
    /// The publisher's own name for the edition.
    pub edition: Box<str>,
    /// When it appeared.
    pub published: PartialDate,
    /// Whether readers get to see it.
    pub status: Status,
    /// When readers first got to see it here.
    pub added: PartialDate,
    /// Its language, as BCP 47 writes it.
    pub language: Box<str>,
    /// Whose words these are.
    pub kind: ReportKind,
    /// What a translation says of itself.
    pub translation: Translation,
    /// How much of the edition the archive holds.
    pub completeness: Completeness,
    /// The labels of the parts that a partial copy holds.
    pub holds: Vec<Box<str>>,
    /// Why the other parts are not there.
    pub holds_note: Option<Box<str>>,
    /// The scheme of headings that it follows. A translation may follow that of its original.
    pub outline: Option<Named>,
    /// Where the text came from.
    pub source: Source,
    /// Under which terms it is shown.
    pub licence: Licence,
    /// What was put right since it appeared here.
    pub corrections: Vec<Correction>,
    /// Dates of its text that editors set.
    pub dates: Vec<DateCorrection>,
}

/// Whether readers get to see a report.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Status {
    /// Yes.
    Published,
    /// Only in previews that ask for drafts.
    Draft,
    /// Not yet.
    Embargoed,
    /// Not any more.
    Withdrawn,
}

/// Whose words a text is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ReportKind {
    /// The publisher's.
    Verbatim,
    /// The archive's own, with the publisher's facts.
    Digest,
    /// A translator's.
    Translation,
}

/// How much of an edition the archive holds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Completeness {
    /// All of it.
    Full,
    /// The parts that `holds` names.
    Partial,
    /// Passages that somebody else quotes.
    Quoted,
}

/// Where a text came from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// The title of the original.
    pub title: Box<str>,
    /// Its address, if it has one.
    pub url: Option<Box<str>>,
    /// When it was fetched.
    pub retrieved: PartialDate,
    /// The hash of the file that was read.
    pub sha256: Option<Box<str>>,
}

/// Under which terms a text is shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Licence {
    /// The licence's name.
    pub id: Box<str>,
    /// How much of the text may be shown.
    pub display: Display,
}

/// How much of a text may be shown: a gate for every output.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Display {
    /// All of it.
    Full,
    /// The first paragraph of each section.
    Excerpt,
    /// None of it.
    Metadata,
}

/// Words for [`Status`].
const STATUS: [(&str, Status); 4] = [
    ("published", Status::Published),
    ("draft", Status::Draft),
    ("embargoed", Status::Embargoed),
    ("withdrawn", Status::Withdrawn),
];
const KIND: [(&str, ReportKind); 3] = [
    ("verbatim", ReportKind::Verbatim),
    ("digest", ReportKind::Digest),
    ("translation", ReportKind::Translation),
];
const COMPLETENESS: [(&str, Completeness); 3] = [
    ("full", Completeness::Full),
    ("partial", Completeness::Partial),
    ("quoted", Completeness::Quoted),
];
const DISPLAY: [(&str, Display); 3] =
    [("full", Display::Full), ("excerpt", Display::Excerpt), ("metadata", Display::Metadata)];

/// The word for a value of one of the small enums above.
fn word<T: PartialEq + Copy>(words: &[(&'static str, T)], value: T) -> &'static str {
    words.iter().find(|(_, other)| *other == value).map_or("", |(word, _)| word)
}

impl Status {
    /// As front matter writes it.
    pub fn word(self) -> &'static str {
        word(&STATUS, self)
    }
}
impl ReportKind {
    /// As front matter writes it.
    pub fn word(self) -> &'static str {
        word(&KIND, self)
    }
}
impl Completeness {
    /// As front matter writes it.
    pub fn word(self) -> &'static str {
        word(&COMPLETENESS, self)
    }
}
impl Display {
    /// As front matter writes it.
    pub fn word(self) -> &'static str {
        word(&DISPLAY, self)
    }
}

/// Reads a report's front matter. `None` when what is missing leaves nothing to go on with.
pub(super) fn read(path: &SourcePath, node: Node) -> (Option<ReportMatter>, Vec<Diagnostic>) {
    let mut fields = Fields::open(path, "front matter", node);
    let title = fields.need_text("title", "Kazakhstan 2019 Human Rights Report");
    let publisher = named(&mut fields, "publisher", "us-state");
    let country = named(&mut fields, "country", "kazakhstan");
    let covers = covers(&mut fields);
    let edition = fields.need_text("edition", "\"2019\"");
    let published = date(&mut fields, "published");
    let node = fields.need("status", "published");
    let status = fields.choice("status", node, &STATUS);
    let added = date_if_told(&mut fields, "added");
    let language = language(&mut fields);
    let node = fields.need("kind", "digest");
    let kind = fields.choice("kind", node, &KIND);
    let translation = translation::read(path, &mut fields, kind);
    let node = fields.need("completeness", "full");
    let completeness_at = node.as_ref().map(|node| node.at.clone()).unwrap_or_default();
    let completeness = fields.choice("completeness", node, &COMPLETENESS);
    let holds = fields.texts("holds");
    let holds_note = fields.text("holds_note").map(Into::into);
    let node = match translation.of {
        Some(_) => fields.take("outline"),
        None => fields.need("outline", "us-state-2019"),
    };
    let may_lack_outline = translation.of.is_some() && node.is_none();
    let outline = as_name(&mut fields, "outline", node, "us-state-2019");
    let source = fields.need("source", "{title: …, url: https://…}");
    let licence = fields.need("licence", "{id: us-public-domain, display: full}");
    let corrections = fields.list("corrections");
    let dates = fields.list("dates");
    // Free data of the editor's own: allowed, and read by nothing.
    fields.take("extra");
    contradictions(&mut fields, completeness, &holds, completeness_at);
    let mut problems = fields.close();
    let source = source.and_then(|node| nested(path, "source", node, &mut problems, read_source));
    let licence =
        licence.and_then(|node| nested(path, "licence", node, &mut problems, read_licence));
    let corrections = corrections
        .into_iter()
        .filter_map(|node| nested(path, "correction", node, &mut problems, correction::read))
        .collect();
    let dates = dates
        .into_iter()
        .filter_map(|node| {
            let at = Place(node.at.clone());
            nested(path, "date", node, &mut problems, |fields| correction::read_date(fields, at))
        })
        .collect();
    let kind = kind.unwrap_or(ReportKind::Digest);
    let matter = (|| {
        Some(ReportMatter {
            title: title.into(),
            publisher: publisher?,
            country: country?,
            covers: covers?,
            edition: edition.into(),
            // What is wrong here was told and stops a build; with something in its place the
            // rest of the report is looked at in the same run. A status is never guessed.
            published: published.unwrap_or_default(),
            status: status?,
            added,
            language: language.unwrap_or_else(|| "en".into()),
            kind: if translation.of.is_some() { ReportKind::Translation } else { kind },
            translation,
            completeness: completeness.unwrap_or(Completeness::Full),
            holds: holds.into_iter().map(|(label, _)| label.into()).collect(),
            holds_note,
            outline: if may_lack_outline { None } else { Some(outline?) },
            source: source?,
            licence: licence?,
            corrections,
            dates,
        })
    })();
    (matter, problems)
}

fn nested<T>(
    path: &SourcePath,
    what: &'static str,
    node: Node,
    problems: &mut Vec<Diagnostic>,
    read: impl FnOnce(&mut Fields<'_>) -> Option<T>,
) -> Option<T> {
    let mut fields = Fields::open(path, what, node);
    let value = read(&mut fields);
    problems.extend(fields.close());
    value
}

fn read_source(fields: &mut Fields<'_>) -> Option<Source> {
    let title = fields.need_text("title", "the title of the original");
    let node = fields.take("url");
    let url = fields.as_text("url", node).and_then(|(url, at)| {
        let web = url.starts_with("https://") || url.starts_with("http://");
        if !web && url != "unknown" {
            fields.wrong(
                at,
                format!("`url` is `{url}`"),
                "an address with `https://`, or `unknown`",
            );
        }
        web.then(|| url.into())
    });
    let retrieved = date_if_told(fields, "retrieved");
    let node = fields.take("sha256");
    let sha256 = fields.as_text("sha256", node).and_then(|(hash, at)| {
        let good = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit());
        if !good {
            fields.wrong(at, "`sha256` is no SHA-256 hash", "64 figures and letters a to f");
        }
        good.then(|| hash.to_lowercase().into())
    });
    Some(Source { title: title.into(), url, retrieved, sha256 })
}

fn read_licence(fields: &mut Fields<'_>) -> Option<Licence> {
    let id = fields.need_text("id", "us-public-domain");
    let node = fields.need("display", "full");
    let display = fields.choice("display", node, &DISPLAY);
    Some(Licence { id: id.into(), display: display? })
}

fn contradictions(
    fields: &mut Fields<'_>,
    completeness: Option<Completeness>,
    holds: &[(String, std::ops::Range<usize>)],
    at: std::ops::Range<usize>,
) {
    let problem = match (completeness, holds.first()) {
        (Some(Completeness::Partial), None) => {
            let hint = "name the parts: `holds: [\"2.a\", \"4\", \"6\"]`";
            Some((at, "a partial copy has to say what it holds", hint))
        }
        (Some(Completeness::Full), Some((_, at))) => {
            let hint = "write `completeness: partial`, or take `holds` away";
            Some((at.clone(), "`holds` stands beside `completeness: full`", hint))
        }
        _ => None,
    };
    if let Some((at, message, hint)) = problem {
        let span = fields.span(at);
        fields.problems.push(Diagnostic::error(Code::Contradiction, span, message).hint(hint));
    }
}

fn named(fields: &mut Fields<'_>, key: &'static str, example: &str) -> Option<Named> {
    let node = fields.need(key, example);
    as_name(fields, key, node, example)
}

fn as_name(
    fields: &mut Fields<'_>,
    key: &'static str,
    node: Option<Node>,
    example: &str,
) -> Option<Named> {
    let (id, at) = fields.as_text(key, node)?;
    if !is_slug(&id) {
        let near = did_you_mean(&id, [example]);
        let expected = format!("lower-case letters, figures and hyphens, as in `{example}`");
        fields.wrong(at, format!("`{key}` is `{id}`"), &near.unwrap_or(expected));
        return None;
    }
    Some(Named { id: id.into(), at: Place(at) })
}

fn covers(fields: &mut Fields<'_>) -> Option<Coverage> {
    let node = fields.need("covers", "2019");
    let (text, at) = fields.as_text("covers", node)?;
    match Coverage::read(&text) {
        Ok(covers) => Some(covers),
        Err(why) => {
            let expected = "a year such as `2019`, or `2019-01-01/2019-12-31`";
            fields.wrong(at, format!("`covers` is `{text}`: {why}"), expected);
            None
        }
    }
}

pub(super) fn date(fields: &mut Fields<'_>, key: &'static str) -> Option<PartialDate> {
    let node = fields.need(key, "2020-03-11");
    as_date(fields, key, node)
}

fn date_if_told(fields: &mut Fields<'_>, key: &'static str) -> PartialDate {
    let node = fields.take(key);
    as_date(fields, key, node).unwrap_or_default()
}

fn as_date(fields: &mut Fields<'_>, key: &'static str, node: Option<Node>) -> Option<PartialDate> {
    let (text, at) = fields.as_text(key, node)?;
    let date = PartialDate::read(&text);
    if date.is_none() {
        let expected = "`2020-03-11`, `2020-03`, `2020` or `unknown`";
        fields.wrong(at, format!("`{key}` is `{text}`, which is no date"), expected);
    }
    date
}

fn language(fields: &mut Fields<'_>) -> Option<Box<str>> {
    let node = fields.need("language", "en");
    let (text, at) = fields.as_text("language", node)?;
    if !is_language(&text) {
        fields.wrong(at, format!("`language` is `{text}`"), "a language tag such as `en` or `kk`");
        return None;
    }
    Some(text.into())
}
