//! How a report or a section is cited: what its page shows, and the files beside it.

use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::json;

use super::dataset::full;
use super::{World, versions};
use crate::archive::{Archive, Report, ReportIdx, SectionIdx, series_id};
use crate::cite::{By, Form, Format, Original, Part, Translated, Under, Work};
use crate::language;
use crate::parse::matter::{Completeness, ReportKind};
use crate::parse::translation::Translator;
use crate::path::Url;

/// What is cited: a page with the text of a report.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Subject {
    /// A report.
    Report(ReportIdx),
    /// A section with a page of its own.
    Section(SectionIdx),
}

/// How the text of a page is cited. Serialises as its forms, files and the metas of its head.
#[derive(Hash)]
pub struct Cited<'a> {
    work: Work<'a>,
    files: Vec<(Format, Url)>,
}

/// A file that reference managers read.
#[derive(Hash)]
pub struct CitationFile<'a> {
    /// What is cited: of a report its sections too, where the format takes several.
    pub works: Vec<Work<'a>>,
    /// How.
    pub format: Format,
}

impl Serialize for Cited<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let form = |form: Form| json!({"name": form.name(), "runs": form.runs(&self.work)});
        let file = |(format, url): &(Format, Url)| json!({"name": format.name(), "url": url});
        let meta = |(name, content)| json!({"name": name, "content": content});
        let mut all = serializer.serialize_struct("Cited", 3)?;
        all.serialize_field("forms", &Form::ALL.map(form))?;
        all.serialize_field("files", &self.files.iter().map(file).collect::<Vec<_>>())?;
        let metas: Vec<_> = self.work.metas().into_iter().map(meta).collect();
        all.serialize_field("metas", &metas)?;
        all.end()
    }
}

/// The address of a subject's page.
pub(super) fn page(world: &World, of: Subject) -> &Url {
    match of {
        Subject::Report(at) => &world.archive.report(at).url,
        Subject::Section(at) => &world.archive.section(at).link.url,
    }
}

/// Where a file of a subject stands.
pub(super) fn url(world: &World, of: Subject, format: Format) -> Url {
    Url::file(&format!("{}{}", page(world, of), format.file()))
}

pub(super) fn cited(world: &World, of: Subject) -> Cited<'_> {
    let own = formats(of);
    let whole = match of {
        Subject::Report(at) => Subject::Report(at),
        Subject::Section(at) => Subject::Report(world.archive.section(at).report),
    };
    let file = |format: Format| {
        let of = if own.contains(&format) { of } else { whole };
        (format, url(world, of, format))
    };
    let several = |format: &Format| own.contains(format) || *format != Format::Linked;
    let files = Format::ALL.into_iter().filter(several).map(file).collect();
    Cited { work: work(world, of), files }
}

pub(super) fn file(world: &World, of: Subject, format: Format) -> CitationFile<'_> {
    let mut works = vec![work(world, of)];
    if let (Subject::Report(at), Format::BibTex | Format::Csl) = (of, format) {
        works.extend(sections(world, at).map(|at| work(world, Subject::Section(at))));
    }
    CitationFile { works, format }
}

/// Everything that is cited on a page of its own.
pub(super) fn subjects(world: &World) -> impl Iterator<Item = Subject> {
    world.archive.all_reports().flat_map(move |(at, _)| {
        std::iter::once(Subject::Report(at)).chain(sections(world, at).map(Subject::Section))
    })
}

/// The sections of a report that have a page.
fn sections(world: &World, at: ReportIdx) -> impl Iterator<Item = SectionIdx> {
    let archive = &world.archive;
    archive.report(at).sections().filter(|section| archive.section(*section).owner == *section)
}

/// The formats that a subject has a file of its own in. A file costs a large archive more than
/// what is in it; every reference manager takes RIS.
pub(super) fn formats(of: Subject) -> &'static [Format] {
    match of {
        Subject::Report(_) => &Format::ALL,
        Subject::Section(_) => &[Format::Ris],
    }
}

/// What a translation is, for citations.
fn translated<'a>(world: &'a World, report: &'a Report) -> Translated<'a> {
    let by = match &report.face.matter.translation.by {
        None => By::Unknown,
        Some(Translator::Publisher) => By::Publisher(&report.card.publisher),
        Some(Translator::Archive) => By::Archive(&world.config.title),
        Some(Translator::Named(name)) => By::Somebody(name),
    };
    let original = versions::original(world, report).map(|original| {
        let matter = &original.face.matter;
        Original {
            title: &matter.source.title,
            language: language::english_name(&matter.language),
            tag: &matter.language,
            published: matter.published,
            url: matter.source.url.as_deref(),
            archive_url: full(world, &original.url),
        }
    });
    Translated { into: &report.card.into, by, original }
}

/// A section as the part of a work that is cited.
fn part(archive: &Archive, at: SectionIdx) -> Part<'_> {
    let link = &archive.section(at).link;
    let mut under = Under::default();
    // "Respect for Civil Liberties, Including:" leads over to headings that are not cited with it.
    let heading = link.heading.trim_end_matches(':');
    // Where passages stand in a work that others quote, nobody knows.
    if archive.report_of(at).face.matter.completeness == Completeness::Quoted {
        return Part { label: &link.label, heading, lead: link.lead, under };
    }
    let mut above = archive.around(at).map(|around| &archive.section(around).link);
    if link.label.is_empty()
        && let Some(first) = above.next()
    {
        if first.label.is_empty() {
            under.heading = first.heading.trim_end_matches(':');
        }
        let mut labels = std::iter::once(first).chain(above).map(|around| &*around.label);
        under.label = labels.find(|label| !label.is_empty()).unwrap_or_default();
    }
    Part { label: &link.label, heading, lead: link.lead, under }
}

/// A page's text as a work to cite.
pub(super) fn work(world: &World, of: Subject) -> Work<'_> {
    let archive = &world.archive;
    let (report, section) = match of {
        Subject::Report(at) => (archive.report(at), None),
        Subject::Section(at) => (archive.report_of(at), Some(part(archive, at))),
    };
    let matter = &report.face.matter;
    let publisher = archive.publisher(report.publisher);
    let country = &archive.country(report.country).id;
    let mut key = format!("{}-{country}-{}", series_id(matter), report.year());
    if let Subject::Section(at) = of {
        key.push_str(&format!("-{}", archive.section(at).link.id));
    }
    // What quotes a text has its own title and address; they are not those of the original.
    let quoted = matter.completeness == Completeness::Quoted;
    Work {
        key,
        publisher: &publisher.matter.name,
        title: if quoted { &matter.title } else { &matter.source.title },
        edition: &matter.edition,
        covers: format!("{}/{}", matter.covers.from, matter.covers.to),
        published: matter.published,
        section,
        paragraph: None,
        url: matter.source.url.as_deref().filter(|_| !quoted),
        quoted_in: quoted.then_some(&*matter.source.title),
        archive: &world.config.title,
        archive_url: format!("{}{}", world.site.base_url, page(world, of)),
        retrieved: matter.source.retrieved,
        kind: matter.kind,
        language: &matter.language,
        translated: (matter.kind == ReportKind::Translation).then(|| translated(world, report)),
        translations: report
            .translations
            .iter()
            .map(|at| archive.report(*at))
            .map(|other| (&*other.face.matter.language, full(world, &other.url)))
            .collect(),
    }
}
