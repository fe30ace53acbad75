//! Translations: what one has to be to its original, and what is wrong where it is not.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::crosswalk::Scheme;
use super::{Archive, Report, ReportIdx, SectionIdx};
use crate::diagnostic::{Code, Diagnostic, Span, did_you_mean};
use crate::language;
use crate::parse::document::Face;
use crate::parse::matter::ReportKind;
use crate::parse::translation::Original;
use crate::path::SourcePath;

/// What a translation is to its original.
#[derive(Clone, Debug)]
pub struct Translates {
    /// The original.
    pub original: ReportIdx,
    /// For each section the one of the original that it stands for, by their indices.
    pub sections: Arc<[Option<u32>]>,
}

impl Archive {
    /// The text that stands for a report's edition: its original, or itself.
    pub fn original(&self, at: ReportIdx) -> ReportIdx {
        self.report(at).translates.as_ref().map_or(at, |translates| translates.original)
    }

    /// Whether a report stands for an edition. A translation beside its original does not.
    pub fn is_edition(&self, at: ReportIdx) -> bool {
        self.report(at).translates.is_none()
    }

    /// All texts of a report's edition: the original, then its translations by language.
    pub fn versions(&self, at: ReportIdx) -> impl Iterator<Item = ReportIdx> {
        let original = self.original(at);
        std::iter::once(original).chain(self.report(original).translations.iter().copied())
    }

    /// The text of an edition in a language, or else the one that stands for it.
    pub fn version_in(&self, edition: ReportIdx, language: &str) -> ReportIdx {
        let matter = |at: &ReportIdx| &self.report(*at).face.matter;
        self.versions(edition).find(|at| &*matter(at).language == language).unwrap_or(edition)
    }

    /// The scheme that a report's headings follow; that of its original, if it names none.
    pub fn scheme(&self, report: &Report) -> Option<&Scheme> {
        let of_original = || {
            let original = self.report(report.translates.as_ref()?.original);
            original.face.matter.outline.as_ref()
        };
        let outline = report.face.matter.outline.as_ref().or_else(of_original)?;
        self.crosswalk.scheme(&outline.id)
    }

    /// The section of another text of the edition that says what this one says.
    pub fn counterpart(&self, at: SectionIdx, other: ReportIdx) -> Option<SectionIdx> {
        let section = self.section(at);
        let original = match &self.report(section.report).translates {
            Some(translates) => (*translates.sections.get(section.local as usize)?)?,
            None => section.local,
        };
        let report = self.report(other);
        let local = match &report.translates {
            Some(translates) => {
                let place = translates.sections.iter().position(|to| *to == Some(original))?;
                u32::try_from(place).ok()?
            }
            None => original,
        };
        Some(report.section(local))
    }
}

/// For each report that translates another one of these, the other one's place in the list.
/// Whether a file is there that none of these is, is not told here: files that readers do not see
/// are not among these.
pub(super) fn originals(
    faces: &[&Arc<Face>],
    problems: &mut Vec<Diagnostic>,
) -> Vec<Option<usize>> {
    let places: BTreeMap<&SourcePath, usize> =
        (0..).map(|n: usize| n).zip(faces).map(|(n, face)| (&face.path, n)).collect();
    let mut originals = vec![None; faces.len()];
    for (at, face) in faces.iter().enumerate() {
        let Some(of) = &face.matter.translation.of else { continue };
        let Some(place) = places.get(&of.path).copied() else { continue };
        match contradiction(face, faces[place]) {
            None => originals[at] = Some(place),
            Some((message, hint)) => {
                let near = faces
                    .iter()
                    .find(|other| contradiction(face, other).is_none())
                    .map(|near| format!("`{}` would fit", beside(&face.path, &near.path)));
                problems.push(
                    Diagnostic::error(Code::Contradiction, of.at.span(&face.path), message)
                        .hint(hint)
                        .maybe_hint(near)
                        .also(Span::file(&of.path)),
                );
            }
        }
    }
    originals
}

/// A translation whose original readers do not see. `known` are the reports that they do, and
/// those of which it is told elsewhere what is wrong with them.
pub fn lost_original<'a, I: Iterator<Item = &'a SourcePath>>(
    face: &Face,
    known: impl Fn() -> I,
    hidden: &BTreeMap<SourcePath, &'static str>,
) -> Option<Diagnostic> {
    let Original { path, at } = face.matter.translation.of.as_ref()?;
    if known().any(|known| known == path) {
        return None;
    }
    let problem = |message| Diagnostic::error(Code::BrokenLink, at.span(&face.path), message);
    let without = "leave `translates` out: then the translation stands for the edition";
    Some(match hidden.get(path) {
        Some(why) => problem(format!(
            "`translates` names {path}, which readers do not see: its status is `{why}`"
        ))
        .hint(format!("give both the same status, or {without}")),
        None => {
            let others: Vec<String> = known()
                .filter(|known| **known != face.path)
                .map(|known| beside(&face.path, known))
                .collect();
            let written = beside(&face.path, path);
            problem(format!("there is no report {path}"))
                .maybe_hint(did_you_mean(&written, others.iter().map(String::as_str)))
                .hint(format!("if the archive does not hold the original, {without}"))
        }
    })
}

/// Why one report cannot be a translation of another, and what to do.
fn contradiction(face: &Face, original: &Face) -> Option<(String, String)> {
    let (ours, theirs) = (&face.matter, &original.matter);
    let path = &original.path;
    let differ = |key: &str, their: &str, our: &str| {
        let message =
            format!("{path} has `{key}: {their}`, and this translation of it `{key}: {our}`");
        (message, format!("a translation has the `{key}` of its original"))
    };
    if face.path == *path {
        let hint = "name the file of the original, or leave `translates` out if it is not held";
        return Some(("the report translates itself".to_owned(), hint.to_owned()));
    }
    if let Some(first) = &theirs.translation.of {
        let message = format!("{path} is itself a translation");
        let first = beside(&face.path, &first.path);
        return Some((message, format!("name what that one translates: `translates: {first}`")));
    }
    if ours.publisher.id != theirs.publisher.id {
        return Some(differ("publisher", &theirs.publisher.id, &ours.publisher.id));
    }
    if ours.country.id != theirs.country.id {
        return Some(differ("country", &theirs.country.id, &ours.country.id));
    }
    if ours.covers != theirs.covers {
        let (theirs, ours) = (theirs.covers.in_words(), ours.covers.in_words());
        return Some(differ("covers", &theirs, &ours));
    }
    if ours.language.eq_ignore_ascii_case(&theirs.language) {
        let name = language::english_name(&ours.language);
        let message = format!("{path} is in {name} too");
        return Some((
            message,
            "a translation is in another language than its original".to_owned(),
        ));
    }
    None
}

/// A path as a file beside it would write it.
fn beside(from: &SourcePath, to: &SourcePath) -> String {
    let mut ours = from.folder().split('/').peekable();
    let mut theirs = to.as_str().split('/').peekable();
    while ours.peek().is_some() && ours.peek() == theirs.peek() {
        ours.next();
        theirs.next();
    }
    let up = "../".repeat(ours.filter(|part| !part.is_empty()).count());
    format!("{up}{}", theirs.collect::<Vec<_>>().join("/"))
}

/// Two reports that both stand for one edition, where only one can.
pub(super) fn second(face: &Face, other: &Face) -> Diagnostic {
    let matter = &face.matter;
    let message = format!(
        "there is a second report of `{}` on `{}` covering {}",
        matter.publisher.id,
        matter.country.id,
        matter.covers.year()
    );
    let translation =
        matter.kind == ReportKind::Translation && matter.language != other.matter.language;
    let hint = if translation {
        format!(
            "if it translates the other, say so: `translates: {}`",
            beside(&face.path, &other.path)
        )
    } else {
        format!(
            "the other is {}; a publisher has one report a country and coverage year, and translations of it",
            other.path
        )
    };
    Diagnostic::error(Code::DuplicateId, matter.publisher.at.span(&face.path), message)
        .hint(hint)
        .also(Span::file(&other.path))
}

/// Two translations of one report into one language.
pub(super) fn twice(face: &Face, other: &Face) -> Diagnostic {
    let matter = &face.matter;
    let at = matter.translation.of.as_ref().map(|of| of.at.clone()).unwrap_or_default();
    let name = language::english_name(&matter.language);
    let message = format!("there is a second translation into {name} of one report");
    Diagnostic::error(Code::DuplicateId, at.span(&face.path), message)
        .hint(format!("the other is {}; keep one for each language", other.path))
        .also(Span::file(&other.path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_as_a_neighbour_writes_them() {
        let to = |from: &str, to: &str| beside(&SourcePath::new(from), &SourcePath::new(to));
        assert_eq!(to("content/reports/kz/b.md", "content/reports/kz/a.md"), "a.md");
        assert_eq!(to("content/reports/kz/ru/b.md", "content/reports/kz/a.md"), "../a.md");
        assert_eq!(to("content/reports/b.md", "content/reports/kz/a.md"), "kz/a.md");
    }
}
