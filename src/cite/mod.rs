//! How a work is cited: five written forms for people, and files for programs.
//!
//! Facts in, text out. A citation names the original first and the archive's copy after it. What
//! nobody knows is said ("n.d."), never guessed.

mod apa;
mod bibtex;
mod bluebook;
mod chicago;
mod csl;
mod linked;
mod meta;
mod mla;
mod oscola;
mod part;
mod ris;
mod run;
mod translated;

pub use part::{Part, Under};
pub use run::Run;
pub use translated::{By, Original, Translated};

use crate::date::MONTHS;
use crate::date::PartialDate;
use crate::parse::matter::ReportKind;

/// A report, a section of one, or a paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Work<'a> {
    /// A name for programs: `us-state-kazakhstan-2019-1c-torture`.
    pub key: String,
    /// Who published it.
    pub publisher: &'a str,
    /// The title of the original.
    pub title: &'a str,
    /// The publisher's own name for the edition.
    pub edition: &'a str,
    /// First and last day that it covers: `2019-01-01/2019-12-31`.
    pub covers: String,
    /// When it appeared.
    pub published: PartialDate,
    /// The section, if one is cited.
    pub section: Option<Part<'a>>,
    /// The paragraph of the section, if one is cited.
    pub paragraph: Option<u32>,
    /// Address of the original.
    pub url: Option<&'a str>,
    /// The work that quotes it, where the archive knows it only from there.
    pub quoted_in: Option<&'a str>,
    /// The archive's name.
    pub archive: &'a str,
    /// Where its copy stands.
    pub archive_url: String,
    /// When the original was fetched.
    pub retrieved: PartialDate,
    /// Whose words the copy has.
    pub kind: ReportKind,
    /// The language of the copy.
    pub language: &'a str,
    /// What the copy is, if it is a translation.
    pub translated: Option<Translated<'a>>,
    /// Where the archive's translations of it stand, by language.
    pub translations: Vec<(&'a str, String)>,
}

/// A written form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The Chicago Manual of Style, bibliography.
    Chicago,
    /// Publication Manual of the American Psychological Association.
    Apa,
    /// Handbook of the Modern Language Association.
    Mla,
    /// Oxford University Standard for the Citation of Legal Authorities.
    Oscola,
    /// The Bluebook.
    Bluebook,
}

/// A file that programs read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// `BibTeX`.
    BibTex,
    /// RIS.
    Ris,
    /// CSL-JSON.
    Csl,
    /// JSON-LD of schema.org.
    Linked,
}

impl Form {
    /// All forms, in the order in which pages show them.
    pub const ALL: [Self; 5] = [Self::Chicago, Self::Apa, Self::Mla, Self::Oscola, Self::Bluebook];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chicago => "Chicago",
            Self::Apa => "APA",
            Self::Mla => "MLA",
            Self::Oscola => "OSCOLA",
            Self::Bluebook => "Bluebook",
        }
    }

    /// A work in this form.
    pub fn runs(self, work: &Work<'_>) -> Vec<Run> {
        match self {
            Self::Chicago => chicago::chicago(work),
            Self::Apa => apa::apa(work),
            Self::Mla => mla::mla(work),
            Self::Oscola => oscola::oscola(work),
            Self::Bluebook => bluebook::bluebook(work),
        }
    }

    /// A work in this form, without italics.
    pub fn plain(self, work: &Work<'_>) -> String {
        self.runs(work).iter().map(Run::plain).collect()
    }
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 4] = [Self::BibTex, Self::Ris, Self::Csl, Self::Linked];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::BibTex => "BibTeX",
            Self::Ris => "RIS",
            Self::Csl => "CSL-JSON",
            Self::Linked => "JSON-LD",
        }
    }

    /// The name of its files.
    pub fn file(self) -> &'static str {
        match self {
            Self::BibTex => "cite.bib",
            Self::Ris => "cite.ris",
            Self::Csl => "cite.json",
            Self::Linked => "cite.jsonld",
        }
    }

    /// Works in this format, in one file. JSON-LD tells of the first alone.
    pub fn write(self, works: &[Work<'_>]) -> String {
        match self {
            Self::BibTex => works.iter().map(bibtex::bibtex).collect::<Vec<_>>().join("\n"),
            Self::Ris => works.iter().map(ris::ris).collect(),
            Self::Csl => csl::csl(works),
            Self::Linked => works.first().map(linked::linked).unwrap_or_default(),
        }
    }
}

impl Work<'_> {
    /// What web pages say of themselves to reference managers: Highwire and Dublin Core.
    pub fn metas(&self) -> Vec<(&'static str, String)> {
        meta::metas(self)
    }

    /// What the archive's copy is to the original.
    fn copy(&self) -> String {
        match (self.kind, &self.translated) {
            (ReportKind::Verbatim, _) => "copy of the original".to_owned(),
            (ReportKind::Digest, _) => "digest of the original".to_owned(),
            (ReportKind::Translation, Some(translated)) => translated.copy(),
            (ReportKind::Translation, None) => "translation of the original".to_owned(),
        }
    }

    /// Whether paragraphs are counted in a text of the archive's, not in the publisher's: then
    /// their numbers say nothing of the original.
    fn numbers_are_ours(&self) -> bool {
        self.kind != ReportKind::Verbatim || self.quoted_in.is_some()
    }

    /// When the original was fetched, or what else was.
    fn fetched(&self) -> String {
        let translation = self.translated.as_ref().is_some_and(Translated::was_fetched);
        let what = if translation { "translation" } else { "original" };
        format!("{what} retrieved {}", said(self.retrieved, PartialDate::in_words))
    }

    /// What fields of a format have no room for.
    fn note(&self) -> String {
        let copy = capital(&self.copy());
        let mut note = stopped(&format!(
            "{copy} in {}, {}; {}",
            self.archive,
            self.archive_url,
            self.fetched()
        ));
        if self.published == PartialDate::Unknown {
            note.push_str(" Date of publication: n.d.");
        }
        if let Some(original) = self.translates() {
            note.push_str(&format!(" Translated from: {}", stopped(&original.short())));
        }
        if let Some(work) = self.quoted_in {
            note.push_str(&format!(" Quoted in: {}", stopped(work)));
        }
        if let Some(part) = self.section
            && let Some(place) = part.place("section ")
        {
            note.push_str(&format!(" Cited: {place}."));
        }
        if let Some(number) = self.paragraph {
            let whose = if self.numbers_are_ours() { " of the archive’s text" } else { "" };
            note.push_str(&format!(" Cited: paragraph {number}{whose}."));
        }
        note.push_str(" Pages of the original: unknown.");
        note
    }

    /// The title of what is cited: the section's heading, or the report's title.
    fn name(&self) -> &str {
        self.section.as_ref().map_or(self.title, Part::name)
    }
}

/// A date in some words, or that there is none.
fn said(date: PartialDate, words: impl FnOnce(PartialDate) -> String) -> String {
    if date == PartialDate::Unknown { "n.d.".to_owned() } else { words(date) }
}

/// `March 11, 2020`, with months as a list names them.
fn american(date: PartialDate, months: &[&str; 12]) -> String {
    let name = |month: i8| usize::try_from(month - 1).ok().and_then(|at| months.get(at));
    let name = |month: i8| name(month).copied().unwrap_or_default();
    said(date, |date| match date {
        PartialDate::Day(day) => format!("{} {}, {}", name(day.month()), day.day(), day.year()),
        PartialDate::Month(year, month) => format!("{} {year}", name(month)),
        PartialDate::Year(_) | PartialDate::Unknown => date.in_words(),
    })
}

/// As MLA and the Bluebook shorten them.
const SHORT: [&str; 12] = [
    "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
];

/// A text that ends with a full stop, and only one.
fn stopped(text: &str) -> String {
    let ends = text.trim_end_matches(['”', '’']).ends_with(['.', '?', '!', '…']);
    if ends { text.to_owned() } else { format!("{text}.") }
}

/// A text with a capital at its beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
