//! Links as written → pages of the site: [`resolve`] gives [`Links`].
//!
//! A link names a source file beside its own (`../kazakhstan/2018-hrw.md#torture`), a section of
//! its own report (`#1c-torture`, `#1c-torture-p3` for its
//! paragraph 3), or a file of
//! `static/`. What it leads to is known here once, and nowhere guessed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::archive::{Archive, Report};
use crate::diagnostic::{Code, Diagnostic, Found, did_you_mean};
use crate::parse::document::{Face, Reference, Target};
use crate::parse::matter::Display;
use crate::path::{SourcePath, Url};
use crate::permalinks::{Numbers, Placed};

/// Where every link inside the archive leads.
#[derive(Clone, Debug, Default)]
pub struct Links {
    by_file: BTreeMap<SourcePath, Vec<Option<Url>>>,
}

impl Links {
    /// Where the n-th reference of a file leads.
    pub fn of(&self, path: &SourcePath, slot: u32) -> Option<&Url> {
        self.by_file.get(path)?.get(slot as usize)?.as_ref()
    }
}

/// What links may lead to besides reports.
#[derive(Clone, Debug, Default)]
pub struct Targets<'a> {
    /// Pages of small files, by their source.
    pub entries: BTreeMap<&'a SourcePath, EntryTarget<'a>>,
    /// Files of `static/`, by their path there.
    pub statics: BTreeSet<&'a str>,
    /// Reports that readers do not get to see, and why.
    pub hidden: BTreeMap<&'a SourcePath, &'static str>,
    /// Reports whose front matter is broken: that is told where it is, not at every link to them.
    pub broken: BTreeSet<&'a SourcePath>,
}

/// The page of a small file.
#[derive(Clone, Debug)]
pub struct EntryTarget<'a> {
    /// Where it stands.
    pub url: Url,
    /// The ids of its headings.
    pub ids: Vec<&'a str>,
}

/// A small file with links.
pub type Linker<'a> = (&'a SourcePath, &'a [Reference]);

/// Resolves every link of reports and small files. `numbers` has one for each report.
pub fn resolve(
    archive: &Archive,
    numbers: &[Arc<Placed>],
    linkers: &[Linker<'_>],
    targets: &Targets<'_>,
) -> Found<Links> {
    let numbered = archive.reports.iter().zip(numbers);
    let reports: BTreeMap<&SourcePath, Numbered<'_>> =
        numbered.map(|(report, placed)| (&report.face.path, (report, &placed.numbers))).collect();
    let mut resolver = Resolver { archive, reports, targets, problems: Vec::new() };
    let mut links = Links::default();
    for report in &archive.reports {
        let face = &report.face;
        let urls = face.references.iter().map(|link| resolver.one(&face.path, link)).collect();
        links.by_file.insert(face.path.clone(), urls);
    }
    for (path, references) in linkers {
        let urls = references.iter().map(|link| resolver.one(path, link)).collect();
        links.by_file.insert((*path).clone(), urls);
    }
    Found { value: links, problems: resolver.problems }
}

/// A report and the numbers of its paragraphs.
type Numbered<'a> = (&'a Report, &'a Numbers);

struct Resolver<'a> {
    archive: &'a Archive,
    reports: BTreeMap<&'a SourcePath, Numbered<'a>>,
    targets: &'a Targets<'a>,
    problems: Vec<Diagnostic>,
}

impl Resolver<'_> {
    fn one(&mut self, from: &SourcePath, link: &Reference) -> Option<Url> {
        match &link.target {
            Target::Here(anchor) => match self.reports.get(from).copied() {
                Some(report) => self.anchor(from, link, report, anchor),
                None => {
                    let entry = self.targets.entries.get(from)?;
                    self.heading(from, link, from, entry, anchor)
                }
            },
            Target::Source(path, anchor) => self.source(from, link, path, anchor.as_deref()),
            Target::Static(file) => {
                if self.targets.statics.contains(&**file) {
                    return Some(Url::file(file));
                }
                let domain =
                    file.starts_with("www.") || file.split('/').next().is_some_and(looks_like_host);
                let near = if domain {
                    Some(format!("a web address begins with its scheme: `https://{file}`"))
                } else {
                    did_you_mean(file, self.targets.statics.iter().copied())
                };
                self.broken(from, link, format!("there is no file `static/{file}`"), near);
                None
            }
        }
    }

    fn source(
        &mut self,
        from: &SourcePath,
        link: &Reference,
        path: &SourcePath,
        anchor: Option<&str>,
    ) -> Option<Url> {
        if let Some(report) = self.reports.get(path).copied() {
            return match anchor {
                None => Some(report.0.url.clone()),
                Some(anchor) => self.anchor(from, link, report, anchor),
            };
        }
        if let Some(entry) = self.targets.entries.get(path) {
            return match anchor {
                None => Some(entry.url.clone()),
                Some(anchor) => self.heading(from, link, path, entry, anchor),
            };
        }
        if let Some(why) = self.targets.hidden.get(path) {
            let message = format!(
                "the link leads to {path}, which readers do not see: its status is `{why}`"
            );
            self.broken(from, link, message, None);
            return None;
        }
        if self.targets.broken.contains(path) {
            return None;
        }
        let known =
            self.reports.keys().chain(self.targets.entries.keys()).map(|path| path.as_str());
        let near = did_you_mean(path.as_str(), known);
        self.broken(from, link, format!("there is no file {path}"), near);
        None
    }

    fn anchor(
        &mut self,
        from: &SourcePath,
        link: &Reference,
        (report, numbers): Numbered<'_>,
        anchor: &str,
    ) -> Option<Url> {
        let face = &report.face;
        if let Some((section, paragraph)) = place(face, numbers, anchor) {
            let at = report.section(section);
            let known = &self.archive.section(at);
            let Some(paragraph) = paragraph else { return Some(known.link.url.clone()) };
            let owner = &self.archive.section(known.owner).link.url;
            let own_page = known.owner == at;
            let local = if own_page {
                format!("p{paragraph}")
            } else {
                format!("{}-p{paragraph}", known.link.id)
            };
            return Some(owner.at(&local));
        }
        if let Some((id, number)) = gone(face, numbers, anchor) {
            let message = format!("paragraph {number} of `{id}` is no longer in {}", face.path);
            let hint = "link to what says it now, or to the section";
            self.broken(from, link, message, Some(hint.to_owned()));
            return None;
        }
        // After so many the next hint helps nobody, and each walks through all sections.
        let near = (self.problems.len() < 100)
            .then(|| did_you_mean(anchor, face.sections.iter().map(|section| &*section.id)))
            .flatten();
        self.broken(
            from,
            link,
            format!("no section or paragraph `{anchor}` in {}", face.path),
            near,
        );
        None
    }

    fn heading(
        &mut self,
        from: &SourcePath,
        link: &Reference,
        path: &SourcePath,
        entry: &EntryTarget<'_>,
        anchor: &str,
    ) -> Option<Url> {
        if entry.ids.contains(&anchor) {
            return Some(entry.url.at(anchor));
        }
        let near = did_you_mean(anchor, entry.ids.iter().copied());
        self.broken(from, link, format!("no heading `{anchor}` in {path}"), near);
        None
    }

    fn broken(
        &mut self,
        from: &SourcePath,
        link: &Reference,
        message: String,
        near: Option<String>,
    ) {
        let near = near.unwrap_or_else(|| {
            "a link names a file beside this one, `#section` or `#section-p3`".to_owned()
        });
        let problem = Diagnostic::error(Code::BrokenLink, link.at.span(from), message).hint(near);
        self.problems.push(problem);
    }
}

/// Whether the first part of an address looks like a host rather than a file.
fn looks_like_host(part: &str) -> bool {
    const ENDS: [&str; 7] = [".org", ".com", ".gov", ".int", ".net", ".eu", ".info"];
    ENDS.iter().any(|end| part.ends_with(end))
}

/// A section's index and a paragraph's number, as an anchor names them.
fn place(face: &Face, numbers: &Numbers, anchor: &str) -> Option<(u32, Option<u32>)> {
    if let Some(section) = numbers.section_called(face, anchor) {
        return Some((section, None));
    }
    if let Some((section, position)) = numbers.paragraph_called(face, anchor)
        && position <= face.sections[section as usize].paragraphs
    {
        return Some((section, Some(numbers.section(section).number(position))));
    }
    // A paragraph that the licence keeps back is still in its section.
    let (id, number) = anchor.rsplit_once("-p")?;
    number.parse::<u32>().ok()?;
    let section = numbers.section_called(face, id)?;
    (face.matter.licence.display != Display::Full).then_some((section, None))
}

/// The section and the number of a paragraph that vanished.
fn gone<'a>(face: &Face, numbers: &Numbers, anchor: &'a str) -> Option<(&'a str, u32)> {
    let (id, number) = anchor.rsplit_once("-p")?;
    let number = number.parse().ok()?;
    let section = numbers.section_called(face, id)?;
    numbers.section(section).gone().contains(&number).then_some((id, number))
}
