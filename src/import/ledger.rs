//! Everything that an import changed: place, before, after, and by which rule.
//!
//! Invariant: take the words of the decoded source, apply the ledger, and you have the words of
//! the report, white space aside. A rule that would change a word without an entry is a fault.

use std::fmt::Write as _;

/// Why something was changed or is remarked on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Rule {
    /// The bytes were in another encoding than UTF-8, or carried a byte order mark.
    Encoding,
    /// Line ends were `\r\n` or `\r`.
    LineEnds,
    /// A page begins here: its number, and the running head or foot that was taken out.
    Page,
    /// The frame around the text: banner, navigation, form, footer, notice.
    Frame,
    /// A word that was broken at the end of a line was put together.
    Hyphen,
    /// Words that were run together were taken apart, or a word that was broken was joined.
    Fused,
    /// Words that look run together and were left as they are: a remark, nothing was changed.
    Doubt,
    /// A mark that names the source of a passage, or carries it on, was taken out.
    SourceMark,
    /// A mark of a list, a bullet or a number, became a list.
    ListMark,
    /// A heading that was glued to its text, or spread over several lines, was set apart.
    Heading,
    /// Characters that nobody sees were taken out: soft hyphens, control characters.
    Invisible,
    /// An image, a form or another thing without text was left out.
    LeftOut,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 12] = [
        Self::Encoding,
        Self::LineEnds,
        Self::Page,
        Self::Frame,
        Self::Hyphen,
        Self::Fused,
        Self::Doubt,
        Self::SourceMark,
        Self::ListMark,
        Self::Heading,
        Self::Invisible,
        Self::LeftOut,
    ];

    /// Its name in the ledger.
    pub fn word(self) -> &'static str {
        match self {
            Self::Encoding => "encoding",
            Self::LineEnds => "line-ends",
            Self::Page => "page",
            Self::Frame => "frame",
            Self::Hyphen => "hyphen",
            Self::Fused => "fused",
            Self::Doubt => "doubt",
            Self::SourceMark => "source-mark",
            Self::ListMark => "list-mark",
            Self::Heading => "heading",
            Self::Invisible => "invisible",
            Self::LeftOut => "left-out",
        }
    }

    /// Whether it changes words, or only remarks on them.
    pub fn changes_words(self) -> bool {
        !matches!(self, Self::Encoding | Self::LineEnds | Self::Doubt | Self::LeftOut)
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// Why.
    pub rule: Rule,
    /// The line of the decoded source, from 1; 0 for the whole file.
    pub line: u32,
    /// What stood there.
    pub before: String,
    /// What stands there now; empty for what was taken out. For [`Rule::Page`] the page's number
    /// may stand in `note`.
    pub after: String,
    /// A word to the editor; empty if there is nothing to say.
    pub note: String,
}

/// Every change of an import, in the order of the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The changes.
    pub repairs: Vec<Repair>,
}

impl Ledger {
    /// Notes that something was taken out.
    pub fn take(&mut self, rule: Rule, line: u32, before: impl Into<String>) {
        self.change(rule, line, before, "", "");
    }

    /// Notes a change.
    pub fn change(
        &mut self,
        rule: Rule,
        line: u32,
        before: impl Into<String>,
        after: impl Into<String>,
        note: impl Into<String>,
    ) {
        let (before, after, note) = (before.into(), after.into(), note.into());
        self.repairs.push(Repair { rule, line, before, after, note });
    }

    /// How many entries change words.
    pub fn count(&self) -> usize {
        self.repairs.iter().filter(|repair| repair.rule.changes_words()).count()
    }

    /// How many places an editor is asked to look at.
    pub fn doubts(&self) -> usize {
        self.repairs.iter().filter(|repair| repair.rule == Rule::Doubt).count()
    }

    /// The ledger as a table: tab-separated values with a head, one entry a line. Tabs, line
    /// breaks and backslashes inside a value are written `\t`, `\n` and `\\`.
    pub fn to_tsv(&self) -> String {
        let mut out = String::from("line\trule\tbefore\tafter\tnote\n");
        let cell =
            |text: &str| text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n");
        for repair in &self.repairs {
            // Writing to a string cannot fail.
            let _ = writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}",
                repair.line,
                repair.rule.word(),
                cell(&repair.before),
                cell(&repair.after),
                cell(&repair.note)
            );
        }
        out
    }
}
