//! `rightsbook clean`.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::args::Format;
use super::printer::Printer;
use super::receipt::count;
use super::{End, absolute_output, failed};
use crate::publish::{self, Cleaned, Target};

#[derive(Debug, clap::Args)]
pub(super) struct Clean {
    /// Where the site is (default: public, in the archive)
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Tell what would be removed, and remove nothing
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(printer: &Printer, root: &Path, args: &Clean) -> End {
    let target = Target {
        out: absolute_output(root, args.output.as_deref()),
        root: root.to_owned(),
        home: std::env::home_dir().and_then(|home| home.canonicalize().ok()),
    };
    let shown =
        args.output.as_deref().map_or_else(|| "public".to_owned(), |out| out.display().to_string());
    match publish::clean(&target, args.dry_run) {
        Ok(cleaned) => {
            told(printer, &cleaned, &shown, args.dry_run);
            End::Well
        }
        Err(error) => failed(printer, &error.into()),
    }
}

fn told(printer: &Printer, cleaned: &Cleaned, out: &str, dry_run: bool) {
    if printer.format == Format::Json {
        let kept: Vec<&str> = cleaned.kept.iter().map(|path| path.as_str()).collect();
        let line = json!({
            "kind": "cleaned", "output": out, "files": cleaned.removed, "folder": cleaned.folder,
            "kept": kept, "workshop": cleaned.workshop, "dry_run": dry_run,
        });
        printer.data(&line.to_string());
    }
    if cleaned.is_nothing() {
        printer.talk(&format!("nothing to remove: there is no site of ours in {out}"));
    }
    let removed = if dry_run { "would remove" } else { "removed " };
    if cleaned.removed > 0 {
        let whole = if cleaned.folder { ", and the folder" } else { "" };
        printer.talk(&format!("{removed} {} in {out}{whole}", count(cleaned.removed, "file")));
    }
    if let Some(workshop) = &cleaned.workshop {
        printer.talk(&format!("{removed} the workshop {}", workshop.display()));
    }
    if !cleaned.kept.is_empty() {
        let names: Vec<_> = cleaned.kept.iter().take(3).map(|path| format!("`{path}`")).collect();
        let more = if cleaned.kept.len() > 3 { ", …" } else { "" };
        let (files, names) = (count(cleaned.kept.len(), "file"), names.join(", "));
        let kept = if dry_run { "would keep" } else { "kept    " };
        printer.talk(&format!("{kept} {files} not of ours: {names}{more}"));
    }
}
