//! `permalinks.lock`: text ↔ [`Lock`].
//!
//! One line for each paragraph, sorted, so that version control shows what moved and joins two
//! branches line by line. What two branches both changed is told when the lock is read.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Write as _;
use std::sync::Arc;

use super::sketch::{SLOTS, Sketch};
use super::{Known, ReportLock};
use crate::diagnostic::{Code, Diagnostic, Found, Span};
use crate::digest::Digested;
use crate::path::SourcePath;
use crate::source::SourceFile;

/// The lock's name, at the root of an archive.
pub const NAME: &str = crate::source::LOCK;

/// What the lock says, report by report. A report goes by its address without the last slash.
#[derive(Clone, Debug, Default)]
pub struct Lock {
    pub(super) reports: BTreeMap<Box<str>, Arc<Digested<ReportLock>>>,
}

const HEAD: &str = "\
# Which number each paragraph has in its address. Rightsbook keeps this file: commit it, and leave
# the editing to `rightsbook build`. Report, section, number, fingerprint and sketch of the words.
";

/// No report has more, and whatever is added to it is still a number.
const MOST: u32 = 999_999_999;

impl Lock {
    /// What it says of a report.
    pub fn of(&self, report: &str) -> Option<&Arc<Digested<ReportLock>>> {
        self.reports.get(report)
    }

    /// The lock as a file has it.
    pub fn to_text(&self) -> String {
        let mut out = HEAD.to_owned();
        for (report, lock) in &self.reports {
            for (section, paragraphs) in &lock.sections {
                for known in paragraphs {
                    let Known { number, print, sketch, gone } = known;
                    // Writing to a string cannot fail.
                    let _ = write!(out, "{report} {section} p{number} {print:016x} ");
                    for byte in sketch.bytes() {
                        let _ = write!(out, "{byte:02x}");
                    }
                    out.push_str(if *gone { " gone\n" } else { "\n" });
                }
            }
            for (from, to) in &lock.moved {
                let _ = writeln!(out, "{report} {from} moved {to}");
            }
        }
        out
    }
}

/// Reads a lock.
pub fn read(file: &SourceFile) -> Found<Lock> {
    let mut reader = Reader { path: &file.path, at: 0, problems: Vec::new() };
    let mut reports: BTreeMap<Box<str>, ReportLock> = BTreeMap::new();
    let mut seen: BTreeMap<(&str, &str, u32), usize> = BTreeMap::new();
    let mut in_theirs = false;
    for (n, line) in (1..).zip(file.text().split_inclusive('\n')) {
        let text = line.trim_end_matches('\n');
        in_theirs |= text.starts_with("<<<<<<<");
        if !text.trim().is_empty() && !text.starts_with('#') {
            if in_theirs {
                reader.conflict(text);
                break;
            }
            if let Some(line) = reader.line(text) {
                let report = reports.entry(line.report.into()).or_default();
                match line.says {
                    Says::Paragraph(known) => {
                        let key = (line.report, line.section, known.number);
                        match seen.entry(key) {
                            Entry::Vacant(free) => {
                                free.insert(n);
                                let section = report.sections.entry(line.section.into());
                                section.or_default().push(known);
                            }
                            Entry::Occupied(other) => {
                                reader.twice(text, (line.report, line.section), *other.get());
                            }
                        }
                    }
                    Says::Moved(to) => {
                        report.moved.insert(line.section.into(), to.into());
                    }
                }
            }
        }
        reader.at += line.len();
    }
    for report in reports.values_mut() {
        for paragraphs in report.sections.values_mut() {
            paragraphs.sort_unstable_by_key(|known| known.number);
        }
    }
    let reports = reports.into_iter().map(|(name, lock)| (name, Arc::new(Digested::new(lock))));
    Found { value: Lock { reports: reports.collect() }, problems: reader.problems }
}

/// A line of the lock.
struct Line<'t> {
    report: &'t str,
    section: &'t str,
    says: Says<'t>,
}

enum Says<'t> {
    Paragraph(Known),
    Moved(&'t str),
}

struct Reader<'f> {
    path: &'f SourcePath,
    /// Where the line begins.
    at: usize,
    problems: Vec<Diagnostic>,
}

const HINT: &str = "take the file back from version control as it was, and run `rightsbook build`";

impl Reader<'_> {
    fn line<'t>(&mut self, text: &'t str) -> Option<Line<'t>> {
        let fields: Vec<&str> = text.split(' ').collect();
        let [report, section, rest @ ..] = &*fields else {
            self.wrong(text, text, "this line says nothing of a section");
            return None;
        };
        if report.split('/').count() != 3 || !report.split('/').all(is_id) {
            self.wrong(text, report, "a report is written `country/year/publisher`");
            return None;
        }
        if !is_id(section) {
            self.wrong(text, section, "this is no section’s id");
            return None;
        }
        let says = match rest {
            ["moved", to] if is_id(to) => Says::Moved(to),
            [number, print, sketch] => Says::Paragraph(self.known(text, number, print, sketch)?),
            [number, print, sketch, "gone"] => {
                let known = self.known(text, number, print, sketch)?;
                Says::Paragraph(Known { gone: true, ..known })
            }
            _ => {
                let message =
                    "expected `p`, a number, a fingerprint and a sketch behind the section";
                self.wrong(text, rest.first().copied().unwrap_or(text), message);
                return None;
            }
        };
        Some(Line { report, section, says })
    }

    fn known(&mut self, line: &str, number: &str, print: &str, sketch: &str) -> Option<Known> {
        let figures = number.strip_prefix('p').filter(|n| n.bytes().all(|b| b.is_ascii_digit()));
        let counted = figures.and_then(|n| n.parse().ok()).filter(|n| (1..=MOST).contains(n));
        let Some(counted) = counted else {
            self.wrong(line, number, "a paragraph’s number is written `p3`");
            return None;
        };
        let Some(fingerprint) = hex(print, 8) else {
            self.wrong(line, print, "a fingerprint has 16 figures and letters a to f");
            return None;
        };
        let Some(slots) = hex(sketch, SLOTS) else {
            self.wrong(line, sketch, "a sketch has 32 figures and letters a to f");
            return None;
        };
        let print = fingerprint.iter().fold(0, |all, byte| all << 8 | u64::from(*byte));
        let mut bytes = [0; SLOTS];
        bytes.copy_from_slice(&slots);
        Some(Known { number: counted, print, sketch: Sketch::from_bytes(bytes), gone: false })
    }

    /// Tells what is wrong with a field of a line.
    fn wrong(&mut self, line: &str, field: &str, message: &str) {
        let inside = field.as_ptr() as usize - line.as_ptr() as usize;
        let start = self.at + inside;
        // An empty field has a place, too.
        let span = Span::new(self.path, start..start + field.len().max(1));
        self.problems.push(Diagnostic::error(Code::BadLock, span, message).hint(HINT));
    }

    fn twice(&mut self, text: &str, (report, section): (&str, &str), other: usize) {
        let message =
            format!("a paragraph of {report} {section} has this number already, in line {other}");
        let start = self.at + report.len() + section.len() + 2;
        let end = self.at + text.len();
        let problem = Diagnostic::error(Code::BadLock, Span::new(self.path, start..end), message)
            .hint("two branches gave one number: take out the line whose paragraph has not been published, and run `rightsbook build`");
        self.problems.push(problem);
    }

    fn conflict(&mut self, text: &str) {
        let span = Span::new(self.path, self.at..self.at + text.len());
        let message = "a merge left both sides here";
        let problem = Diagnostic::error(Code::BadLock, span, message)
            .hint("keep the lines of both sides without the marks; where both have one number, keep the published one; then run `rightsbook build`");
        self.problems.push(problem);
    }
}

fn is_id(text: &str) -> bool {
    let known = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    !text.is_empty() && text.bytes().all(known)
}

fn hex(text: &str, bytes: usize) -> Option<Vec<u8>> {
    let known = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    if text.len() != bytes * 2 || !text.bytes().all(known) {
        return None;
    }
    (0..bytes).map(|at| u8::from_str_radix(&text[at * 2..at * 2 + 2], 16).ok()).collect()
}
