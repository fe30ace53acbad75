//! A piece of a citation as a page shows it.

use serde::Serialize;

use super::Work;

/// A piece of a citation.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "is", content = "text", rename_all = "lowercase")]
pub enum Run {
    /// Words.
    Words(String),
    /// A title, set in italics.
    Title(String),
    /// Where the number of a paragraph goes once somebody cites one, and what stands before it.
    Paragraph(&'static str),
    /// The address of the original.
    Original(String),
    /// The address of the archive's copy.
    Copy(String),
}

impl Run {
    /// The piece without its form.
    pub fn plain(&self) -> &str {
        match self {
            Self::Words(text) | Self::Title(text) | Self::Original(text) | Self::Copy(text) => text,
            Self::Paragraph(_) => "",
        }
    }
}

/// A citation being put together.
#[derive(Default)]
pub(super) struct Runs(Vec<Run>);

impl Runs {
    pub(super) fn words(mut self, text: impl AsRef<str>) -> Self {
        match self.0.last_mut() {
            Some(Run::Words(last)) => last.push_str(text.as_ref()),
            _ => self.0.push(Run::Words(text.as_ref().to_owned())),
        }
        self
    }

    pub(super) fn title(mut self, text: &str) -> Self {
        self.0.push(Run::Title(text.to_owned()));
        self
    }

    /// The paragraph, or the place for one, where it belongs with the original.
    pub(super) fn paragraph(self, before: &'static str, work: &Work<'_>) -> Self {
        if work.numbers_are_ours() { self } else { self.numbered(before, work) }
    }

    /// The same where it belongs with the archive's copy.
    pub(super) fn own_paragraph(self, before: &'static str, work: &Work<'_>) -> Self {
        if work.numbers_are_ours() { self.numbered(before, work) } else { self }
    }

    fn numbered(mut self, before: &'static str, work: &Work<'_>) -> Self {
        match work.paragraph {
            Some(number) => self.words(format!("{before}{number}")),
            None => {
                self.0.push(Run::Paragraph(before));
                self
            }
        }
    }

    /// The address of the original between two marks, if it has one.
    pub(super) fn original(self, before: &str, after: &str, work: &Work<'_>) -> Self {
        let Some(url) = work.url else { return self };
        self.words(before).address(url).words(after)
    }

    /// The work that quotes the text, if the archive has it from there.
    pub(super) fn quoted(self, before: &str, after: &str, work: &Work<'_>) -> Self {
        match work.quoted_in {
            Some(other) => self.words(before).title(other).words(after),
            None => self,
        }
    }

    /// An address that is not the archive's.
    pub(super) fn address(mut self, url: &str) -> Self {
        self.0.push(Run::Original(url.to_owned()));
        self
    }

    pub(super) fn copy(mut self, work: &Work<'_>) -> Self {
        self.0.push(Run::Copy(work.archive_url.clone()));
        self
    }

    pub(super) fn end(self) -> Vec<Run> {
        self.0
            .into_iter()
            .filter(|run| !matches!(run, Run::Words(text) if text.is_empty()))
            .collect()
    }
}
