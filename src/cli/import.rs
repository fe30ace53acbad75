//! `rightsbook import`.

use std::collections::BTreeSet;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rayon::prelude::*;
use serde_json::json;

use super::args::Format;
use super::printer::Printer;
use super::receipt::{count, seconds};
use super::{End, failed};
use crate::config::Limits;
use crate::diagnostic::Code;
use crate::digest::Digest;
use crate::import::files::{self, FileError};
use crate::import::{self, Imported, ImportedReport, Input, Known, Refusal, Shape, Wishes};
use crate::parse::{Parsed, parse};
use crate::path::SourcePath;
use crate::pipeline::{Memory, Site, Understood, understand};
use crate::source::{self, Data, Kind, SourceFile};

/// What can be typed behind `import`.
#[derive(Debug, clap::Args)]
pub(super) struct Import {
    /// Texts, saved web pages or PDFs
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The publisher, where the text does not say it: a file of content/publishers/
    #[arg(long, value_name = "ID")]
    publisher: Option<String>,
    /// The country, where the text does not say it: a file of content/countries/
    #[arg(long, value_name = "ID")]
    country: Option<String>,
    /// The coverage year, where the text does not say it
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(u16).range(1900..=2200))]
    covers: Option<u16>,
    /// How the source is arranged, where the program takes it for something else
    #[arg(long, value_name = "NAME", value_parser = shape)]
    shape: Option<Shape>,
    /// Where the reports go (default: content/reports, in the archive)
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Write over reports that are there
    #[arg(long)]
    force: bool,
    /// Tell what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
}

fn shape(text: &str) -> Result<Shape, String> {
    let words = Shape::ALL.map(Shape::word);
    let found = Shape::ALL.into_iter().find(|shape| shape.word() == text);
    found.ok_or_else(|| format!("one of {} is expected", words.join(", ")))
}

/// What became of a file.
struct Row {
    file: String,
    outcome: Outcome,
}

enum Outcome {
    /// Reports were made of it.
    Made { shape: Shape, repairs: usize, doubts: usize, reports: Vec<Made> },
    /// It cannot be imported.
    Refused(Refusal),
    /// The machine refused.
    Machine(FileError),
}

/// A report that was made.
struct Made {
    path: PathBuf,
    sections: usize,
    paragraphs: usize,
    unmapped: usize,
    other: usize,
}

pub(super) fn run(printer: &Printer, root: &Path, args: &Import) -> End {
    let snapshot = match source::snapshot(root) {
        Ok(snapshot) => snapshot,
        Err(error) => return failed(printer, &error.into()),
    };
    let understood = understand(&Site::new(root), &snapshot, &mut Memory::default());
    let known = Known::of(&understood.world.archive);
    let wishes = Wishes {
        publisher: args.publisher.clone(),
        country: args.country.clone(),
        covers: args.covers,
        shape: args.shape,
    };
    let folder = args.output.clone().unwrap_or_else(|| root.join("content").join("reports"));
    let job =
        Job { args, known: &known, wishes: &wishes, folder: &folder, understood: &understood };
    let taken = Mutex::new(BTreeSet::new());
    let bar = printer.progress();
    let done = AtomicU64::new(0);
    let total = args.files.len() as u64;
    let rows: Vec<Row> = args
        .files
        .par_iter()
        .map(|file| {
            let outcome = job.one(file, &taken);
            bar.at(done.fetch_add(1, Ordering::Relaxed) + 1, total);
            Row { file: file.display().to_string(), outcome }
        })
        .collect();
    let took = bar.end();
    tell(printer, &rows, args.dry_run, took)
}

struct Job<'j> {
    args: &'j Import,
    known: &'j Known,
    wishes: &'j Wishes,
    folder: &'j Path,
    understood: &'j Understood,
}

impl Job<'_> {
    /// Imports a file. Whatever is wrong with it spoils no other.
    fn one(&self, file: &Path, taken: &Mutex<BTreeSet<PathBuf>>) -> Outcome {
        let bytes = match files::read(file) {
            Ok(Ok(bytes)) => bytes,
            Ok(Err(refusal)) => return Outcome::Refused(refusal),
            Err(error) => return Outcome::Machine(error),
        };
        let name = file.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let input = Input { name: &name, bytes: &bytes };
        let read = || import::import(input, self.wishes, self.known);
        let imported = match panic::catch_unwind(AssertUnwindSafe(read)) {
            Ok(Ok(imported)) => imported,
            Ok(Err(refusal)) => return Outcome::Refused(refusal),
            Err(_) => {
                let message = "the program failed on this file; that is a fault of ours";
                let hint = concat!("report it: ", env!("CARGO_PKG_REPOSITORY"), "/issues");
                return Outcome::Refused(Refusal::new(message).hint(hint));
            }
        };
        self.write(&imported, taken)
    }

    fn write(&self, imported: &Imported, taken: &Mutex<BTreeSet<PathBuf>>) -> Outcome {
        let mut reports = Vec::new();
        for report in &imported.reports {
            let path = self.folder.join(&report.country).join(format!("{}.md", report.stem));
            let first = taken.lock().is_ok_and(|mut taken| taken.insert(path.clone()));
            if !first {
                let message = format!("another file of this run makes {} too", path.display());
                return Outcome::Refused(Refusal::new(message).hint(
                    "a publisher has one report a country and coverage year; name another with `--covers`",
                ));
            }
            if !self.args.dry_run {
                let ledger = path.with_extension("ledger.tsv");
                let written = files::write(&path, &report.markdown, self.args.force).and_then(
                    |new| match new {
                        true => files::write(&ledger, &imported.ledger.to_tsv(), true),
                        false => Ok(false),
                    },
                );
                match written {
                    Ok(true) => {}
                    Ok(false) => {
                        let message = format!("{} is there already", path.display());
                        return Outcome::Refused(
                            Refusal::new(message).hint("`--force` writes over it"),
                        );
                    }
                    Err(error) => return Outcome::Machine(error),
                }
            } else if path.exists() && !self.args.force {
                let message = format!("{} is there already", path.display());
                return Outcome::Refused(Refusal::new(message).hint("`--force` writes over it"));
            }
            reports.push(self.judge(report, path));
        }
        let repairs = imported.ledger.count();
        let doubts = imported.ledger.doubts();
        Outcome::Made { shape: imported.shape, repairs, doubts, reports }
    }

    /// Reads a report back as a build would, and counts what an editor has to look at.
    fn judge(&self, report: &ImportedReport, path: PathBuf) -> Made {
        let name = format!("content/reports/{}/{}.md", report.country, report.stem);
        let text = report.markdown.as_str();
        let file = SourceFile {
            path: SourcePath::new(name),
            kind: Kind::Report,
            data: Data::Text(text.into()),
            digest: Digest::of(text),
        };
        let found = parse(&file, Limits { file_bytes: files::LIMIT, ..Limits::default() });
        let archive = &self.understood.world.archive;
        let mut problems = found.problems;
        if let Parsed::Report(Some(document)) = &found.value {
            let topics = archive.crosswalk.topics_of(&document.face, &archive.thesaurus, None);
            problems.extend(topics.problems);
        }
        let unmapped =
            problems.iter().filter(|problem| problem.code == Code::UnmappedHeading).count();
        Made {
            path,
            sections: report.sections(),
            paragraphs: report.paragraphs(),
            unmapped,
            other: problems.len() - unmapped,
        }
    }
}

/// Tells what became of each file, and ends so.
fn tell(printer: &Printer, rows: &[Row], dry_run: bool, took: Duration) -> End {
    let mut end = End::Well;
    let mut made = 0;
    if printer.format == Format::Human && rows.len() > 1 {
        printer.talk(&line(
            "file",
            "shape",
            "sections",
            "paragraphs",
            "repairs",
            "doubts",
            "unmapped",
        ));
    }
    for row in rows {
        match &row.outcome {
            Outcome::Made { shape, repairs, doubts, reports } => {
                for report in reports {
                    made += 1;
                    let Made { sections, paragraphs, unmapped, other, .. } = report;
                    let path = report.path.display().to_string();
                    if printer.format == Format::Json {
                        printer.data(
                            &json!({
                                "kind": "imported", "file": row.file, "report": path,
                                "shape": shape.word(), "sections": sections,
                                "paragraphs": paragraphs, "repairs": repairs, "doubts": doubts,
                                "unmapped": unmapped, "problems": other,
                            })
                            .to_string(),
                        );
                    } else {
                        printer.talk(&line(
                            &path,
                            shape.word(),
                            &sections.to_string(),
                            &paragraphs.to_string(),
                            &repairs.to_string(),
                            &doubts.to_string(),
                            &unmapped.to_string(),
                        ));
                    }
                }
            }
            Outcome::Refused(refusal) => {
                end = if end == End::MachineFailed { end } else { End::ContentWrong };
                refused(printer, &row.file, &refusal.message, &refusal.hints);
            }
            Outcome::Machine(error) => {
                end = End::MachineFailed;
                refused(printer, &row.file, &error.to_string(), &[]);
            }
        }
    }
    let would = if dry_run { "would make" } else { "made    " };
    let lost =
        rows.len() - rows.iter().filter(|row| matches!(row.outcome, Outcome::Made { .. })).count();
    let lost = if lost == 0 { String::new() } else { format!(", {} refused", count(lost, "file")) };
    printer.talk(&format!("{would} {}{lost} in {}", count(made, "report"), seconds(took)));
    if made > 0 && !dry_run {
        printer.talk("         each is a draft, with a ledger of what was changed beside it: `rightsbook serve --watch --drafts` shows them");
    }
    end
}

fn line(
    file: &str,
    shape: &str,
    sections: &str,
    paragraphs: &str,
    repairs: &str,
    doubts: &str,
    unmapped: &str,
) -> String {
    format!(
        "{file:<52} {shape:<10} {sections:>8} {paragraphs:>10} {repairs:>7} {doubts:>6} {unmapped:>8}"
    )
}

fn refused(printer: &Printer, file: &str, message: &str, hints: &[String]) {
    if printer.format == Format::Json {
        let line = json!({"kind": "refused", "file": file, "message": message, "hints": hints});
        printer.data(&line.to_string());
    }
    printer.insist(&format!("error: {file}: {message}"));
    for hint in hints {
        printer.insist(&format!("  hint: {hint}"));
    }
}
