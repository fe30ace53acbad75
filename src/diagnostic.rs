//! What is wrong, where, and what to do about it: values that the terminal prints.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::path::SourcePath;

/// How much a problem weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// The archive cannot be published as it is.
    Error,
    /// It can, but somebody should look. An error under `--strict`.
    Warning,
}

/// The stable name of a kind of problem.
///
/// The first digit after the letter tells the room: 0 files, 1 settings and front matter,
/// 2 text, 3 headings and topics, 4 links and names, 5 templates, 6 emitted pages.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Code {
    /// A file is not UTF-8.
    NotUtf8,
    /// A symbolic link among the sources.
    Symlink,
    /// A file is larger than the limit.
    TooLarge,
    /// A folder of `content/` that nothing reads.
    UnknownFolder,
    /// A file that nothing reads.
    UnreadFile,
    /// A file or folder that has to be there is missing.
    MissingFile,
    /// A file name that cannot be an id.
    BadFileName,
    /// YAML or TOML that does not parse.
    Syntax,
    /// A key that the file's form does not know.
    UnknownKey,
    /// A key that has to be there is missing.
    MissingKey,
    /// A value of the wrong type or form.
    WrongValue,
    /// A text file without front matter.
    NoFrontMatter,
    /// A value that contradicts another.
    Contradiction,
    /// Markup nested deeper than the limit.
    TooDeep,
    /// A heading that cannot be one.
    BadHeading,
    /// A URL scheme that is not allowed.
    BadScheme,
    /// Something that would ask another host.
    ForeignResource,
    /// A footnote without a definition.
    MissingFootnote,
    /// A heading that no outline maps.
    UnmappedHeading,
    /// A topic that the thesaurus does not have.
    UnknownTopic,
    /// A topic that is broader than itself.
    TopicCycle,
    /// An outline or scheme that is not there.
    UnknownOutline,
    /// An entry of an outline that cannot hold.
    BadOutline,
    /// A publisher, country or report that is not there.
    UnknownName,
    /// A link whose target is not there.
    BrokenLink,
    /// Two sources claim one id.
    DuplicateId,
    /// Two pages claim one URL.
    UrlTaken,
    /// More pages than the limit.
    TooManyPages,
    /// A line of `permalinks.lock` that cannot be.
    BadLock,
    /// A `permalinks.lock` that the texts have left behind.
    StaleLock,
    /// A template that does not parse or render.
    Template,
    /// An emitted page breaks a rule of the published tree.
    EmittedPage,
}

impl Code {
    /// Every code, in order.
    pub const ALL: [Self; 32] = [
        Self::NotUtf8,
        Self::Symlink,
        Self::TooLarge,
        Self::UnknownFolder,
        Self::UnreadFile,
        Self::MissingFile,
        Self::BadFileName,
        Self::Syntax,
        Self::UnknownKey,
        Self::MissingKey,
        Self::WrongValue,
        Self::NoFrontMatter,
        Self::Contradiction,
        Self::TooDeep,
        Self::BadHeading,
        Self::BadScheme,
        Self::ForeignResource,
        Self::MissingFootnote,
        Self::UnmappedHeading,
        Self::UnknownTopic,
        Self::TopicCycle,
        Self::UnknownOutline,
        Self::BadOutline,
        Self::UnknownName,
        Self::BrokenLink,
        Self::DuplicateId,
        Self::UrlTaken,
        Self::TooManyPages,
        Self::BadLock,
        Self::StaleLock,
        Self::Template,
        Self::EmittedPage,
    ];

    /// The number that messages carry: `E0301`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotUtf8 => "E0001",
            Self::Symlink => "E0002",
            Self::TooLarge => "E0003",
            Self::UnknownFolder => "E0004",
            Self::UnreadFile => "E0005",
            Self::MissingFile => "E0006",
            Self::BadFileName => "E0007",
            Self::Syntax => "E0101",
            Self::UnknownKey => "E0102",
            Self::MissingKey => "E0103",
            Self::WrongValue => "E0104",
            Self::NoFrontMatter => "E0105",
            Self::Contradiction => "E0106",
            Self::TooDeep => "E0201",
            Self::BadHeading => "E0202",
            Self::BadScheme => "E0203",
            Self::ForeignResource => "E0204",
            Self::MissingFootnote => "E0205",
            Self::UnmappedHeading => "E0301",
            Self::UnknownTopic => "E0302",
            Self::TopicCycle => "E0303",
            Self::UnknownOutline => "E0304",
            Self::BadOutline => "E0305",
            Self::UnknownName => "E0401",
            Self::BrokenLink => "E0402",
            Self::DuplicateId => "E0403",
            Self::UrlTaken => "E0404",
            Self::TooManyPages => "E0405",
            Self::BadLock => "E0406",
            Self::StaleLock => "E0407",
            Self::Template => "E0501",
            Self::EmittedPage => "E0601",
        }
    }
}

/// A place in a file: bytes from the start of its text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    /// The file.
    pub path: SourcePath,
    /// The first byte.
    pub start: u32,
    /// The byte after the last; a whole file is `0..0`.
    pub end: u32,
}

impl Span {
    /// A place in a file.
    pub fn new(path: &SourcePath, bytes: Range<usize>) -> Self {
        let clip = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { path: path.clone(), start: clip(bytes.start), end: clip(bytes.end) }
    }

    /// The whole of a file.
    pub fn file(path: &SourcePath) -> Self {
        Self { path: path.clone(), start: 0, end: 0 }
    }
}

/// One problem.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Diagnostic {
    /// Where it is.
    pub span: Span,
    /// How much it weighs.
    pub severity: Severity,
    /// Its kind.
    pub code: Code,
    /// What is wrong: lower case, no full stop, literals in backticks.
    pub message: String,
    /// What was expected, the nearest valid name, what to do.
    pub hints: Vec<String>,
    /// A second place that the message speaks of.
    pub also: Option<Span>,
}

impl Diagnostic {
    /// An error.
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Self {
        let (severity, message) = (Severity::Error, message.into());
        Self { span, severity, code, message, hints: Vec::new(), also: None }
    }

    /// A warning.
    pub fn warning(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, message) }
    }

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds a hint if there is one.
    #[must_use]
    pub fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.hints.extend(hint);
        self
    }

    /// Names a second place.
    #[must_use]
    pub fn also(mut self, span: Span) -> Self {
        self.also = Some(span);
        self
    }
}

/// A value that was understood as far as it goes, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Found<T> {
    /// What was understood.
    pub value: T,
    /// What is wrong.
    pub problems: Vec<Diagnostic>,
}

/// How many problems of one kind a file is told of.
const ENOUGH: usize = 50;

/// Sorts problems by place, errors before warnings at the same place, and drops repeats. Of a
/// kind that a file is full of, the first fifty are kept and the rest is counted.
pub fn sort(problems: &mut Vec<Diagnostic>) {
    problems.sort_by(|a, b| {
        (&a.span, a.severity, a.code, &a.message).cmp(&(&b.span, b.severity, b.code, &b.message))
    });
    problems.dedup();
    let mut counts: BTreeMap<(SourcePath, Code), usize> = BTreeMap::new();
    for problem in problems.iter() {
        *counts.entry((problem.span.path.clone(), problem.code)).or_default() += 1;
    }
    counts.retain(|_, count| *count > ENOUGH);
    if counts.is_empty() {
        return;
    }
    let mut seen: BTreeMap<(SourcePath, Code), usize> = BTreeMap::new();
    problems.retain_mut(|problem| {
        let key = (problem.span.path.clone(), problem.code);
        let Some(count) = counts.get(&key) else { return true };
        let nth = seen.entry(key).or_default();
        *nth += 1;
        if *nth == ENOUGH {
            problem
                .hints
                .push(format!("{} more of this kind in this file are not told", count - ENOUGH));
        }
        *nth <= ENOUGH
    });
}

/// Says which known name a mistyped one is nearest to: `did you mean `torture`?`.
///
/// `None` when nothing is near (more than one slip away and Jaro–Winkler below 0.75), so that no
/// hint misleads.
pub fn did_you_mean<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let typed = typed.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for name in known {
        let name_lower = name.to_lowercase();
        let slip = strsim::damerau_levenshtein(&typed, &name_lower) <= 1;
        let score = strsim::jaro_winkler(&typed, &name_lower) + if slip { 1.0 } else { 0.0 };
        if score >= 0.75 && best.is_none_or(|(top, _)| score > top) {
            best = Some((score, name));
        }
    }
    best.map(|(_, name)| format!("did you mean `{name}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_number_of_its_own() {
        let mut numbers: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), Code::ALL.len());
    }

    #[test]
    fn hints_help_or_stay_silent() {
        let known = ["torture", "fair-trial"];
        assert_eq!(did_you_mean("tortur", known).as_deref(), Some("did you mean `torture`?"));
        assert_eq!(did_you_mean("hwr", ["hrw"]).as_deref(), Some("did you mean `hrw`?"));
        assert_eq!(did_you_mean("zzz", known), None);
    }

    #[test]
    fn a_file_full_of_one_mistake_is_told_of_it_fifty_times() {
        let path = SourcePath::new("a.md");
        let at = |n: usize| Diagnostic::error(Code::Syntax, Span::new(&path, n..n), "x");
        let mut problems: Vec<_> = (1..=1000).map(at).collect();
        sort(&mut problems);
        assert_eq!(problems.len(), 50);
        assert_eq!(problems[49].hints, ["950 more of this kind in this file are not told"]);
    }

    #[test]
    fn problems_come_in_the_order_of_the_text() {
        let path = SourcePath::new("a.md");
        let at = |n: usize| Diagnostic::error(Code::Syntax, Span::new(&path, n..n), "x");
        let mut problems = vec![at(9), at(2), at(9)];
        sort(&mut problems);
        assert_eq!(problems, vec![at(2), at(9)]);
    }
}
