//! `rightsbook init` and `rightsbook new`.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde_json::json;

use super::args::Format;
use super::printer::Printer;
use super::{End, diagnostics, verdict};
use crate::config;
use crate::pipeline::Site;
use crate::source::{self, Snapshot};
use crate::start::new::{Change, Kind, Refusal};
use crate::start::write::WriteError;
use crate::start::{NewFile, init, new, trial, write};

#[derive(Debug, clap::Args)]
pub(super) struct Init {
    /// The folder to make it in, new or empty
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// What the archive is called
    #[arg(long, value_name = "TITLE", default_value = init::TITLE, value_parser = title)]
    title: String,
    /// Where the site will stand
    #[arg(
        long,
        value_name = "URL",
        default_value = init::BASE_URL,
        value_parser = super::args::base_url
    )]
    base_url: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct New {
    /// What to make
    #[arg(value_name = "KIND", value_parser = kinds())]
    kind: Kind,
    /// Ids: of a report COUNTRY/YEAR-PUBLISHER, of all others a name such as fair-trial
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
}

fn kinds() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(Kind::ALL.map(Kind::word))
        .try_map(|word| Kind::of(&word).ok_or("nothing of this kind can be made"))
}

fn title(text: &str) -> Result<String, &'static str> {
    match text.trim() {
        "" => Err("it is empty"),
        title if title.chars().any(char::is_control) => {
            Err("it holds a line end or a control character")
        }
        title => Ok(title.to_owned()),
    }
}

/// `root` is where we stand, or what `-C` names.
pub(super) fn init(printer: &Printer, root: &Path, args: &Init) -> End {
    let folder: PathBuf = root.join(&args.folder).components().collect();
    let files = init::files(&args.title, &args.base_url);
    if let Err(error) = write::empty_folder(&folder).and_then(|()| write::write(&folder, &files)) {
        return refused(printer, &error);
    }
    for file in &files {
        match printer.format {
            Format::Json => made(printer, &file.path),
            Format::Human | Format::Github => printer.talk(&format!("made     {}", file.path)),
        }
    }
    printer.talk("next:");
    let stands_there = folder.canonicalize().ok() == std::env::current_dir().ok();
    let (first, second) = if stands_there {
        ("rightsbook serve --watch --open".to_owned(), "rightsbook build")
    } else {
        (format!("cd {}", as_typed(&args.folder, root)), "rightsbook serve --watch --open")
    };
    printer.talk(&format!("  {first}"));
    printer.talk(&format!("  {second}"));
    End::Well
}

/// A folder as a shell takes it.
fn as_typed(folder: &Path, root: &Path) -> String {
    let seen = std::env::current_dir().is_ok_and(|here| here == root);
    let folder = if seen { folder.to_owned() } else { root.join(folder) };
    let folder = folder.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "-_./\\:~".contains(c);
    if folder.chars().all(plain) && !folder.starts_with('-') {
        folder
    } else {
        format!("'{}'", folder.replace('\'', r"'\''"))
    }
}

pub(super) fn new(printer: &Printer, root: &Path, args: &New) -> End {
    let snapshot = match source::snapshot(root) {
        Ok(snapshot) => snapshot,
        Err(error) => return printer.machine_failed(&error.to_string(), None),
    };
    if !is_archive(&snapshot) {
        let settings =
            |file: &&crate::diagnostic::Diagnostic| file.span.path.as_str() == config::FILE;
        let problems: Vec<_> = snapshot.problems.iter().filter(settings).cloned().collect();
        diagnostics::tell(printer, &problems, &snapshot);
        return verdict(printer, true, problems.len(), 0);
    }
    let changes = match new::plan(args.kind, &args.ids, &snapshot) {
        Ok(changes) => changes,
        Err(Refusal::BadId { message, hint }) => return printer.usage_wrong(&message, &hint),
        Err(Refusal::Exists { message }) => {
            let message = format!("{message} already, and nothing is written over");
            return printer
                .machine_failed(&message, Some("take another id, or edit what is there"));
        }
        Err(Refusal::NoScheme { message, hint }) => {
            return printer.machine_failed(&message, Some(&hint));
        }
    };
    let (next, problems) = trial::attempt(&Site::new(root), &snapshot, &changes);
    if !problems.is_empty() {
        diagnostics::tell(printer, &problems, &next);
        let (errors, warnings) = diagnostics::count(&problems);
        let end = verdict(printer, true, errors, warnings);
        printer.talk("nothing was written: the archive would not hold with this");
        return end;
    }
    if let Err(error) = write_all(root, &changes) {
        return refused(printer, &error);
    }
    for path in distinct(&changes) {
        made(printer, path);
    }
    printer.talk(match args.kind {
        Kind::Report => {
            "next     fill it in; `rightsbook serve --watch --drafts` shows it while you write"
        }
        _ => "next     fill it in; `rightsbook check` tells what is wrong",
    });
    End::Well
}

fn is_archive(snapshot: &Snapshot) -> bool {
    snapshot.of(source::Kind::Config).next().is_some()
}

fn write_all(root: &Path, changes: &[Change]) -> Result<(), WriteError> {
    let whole = changes.iter().filter(|change| !change.added).map(|change| change.file.clone());
    write::write(root, &whole.collect::<Vec<NewFile>>())?;
    changes
        .iter()
        .filter(|change| change.added)
        .try_for_each(|change| write::append(root, &change.file))
}

fn distinct(changes: &[Change]) -> Vec<&str> {
    let mut paths: Vec<&str> = changes.iter().map(|change| change.file.path.as_str()).collect();
    paths.dedup();
    paths
}

/// Where something was made: data, so that an editor can be started on it.
fn made(printer: &Printer, path: &str) {
    match printer.format {
        Format::Json => printer.data(&json!({"kind": "made", "file": path}).to_string()),
        Format::Human | Format::Github => printer.said(path),
    }
}

fn refused(printer: &Printer, error: &WriteError) -> End {
    printer.machine_failed(&error.to_string(), error.hint())
}
