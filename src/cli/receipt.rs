//! What a build did, in a few lines.

use std::time::Duration;

use serde_json::json;

use super::args::Format;
use super::printer::Printer;
use crate::pages::carry;
use crate::path::OutPath;
use crate::permalinks::NAME;
use crate::pipeline::{Checked, Receipt};

/// What GitHub Pages publishes at the most, in bytes.
const GITHUB_PAGES: u64 = 1 << 30;

/// What GitHub takes as one file of a repository at the most, in bytes.
const GITHUB_FILE: u64 = 100 << 20;

/// Tells what a build did.
pub(super) fn built(printer: &Printer, receipt: &Receipt, out: &str, took: Duration) {
    let tally = &receipt.tally;
    for url in &receipt.drawn {
        printer.detail(&format!("  drew    /{url}"));
    }
    for path in &receipt.removed {
        printer.detail(&format!("  removed {path}"));
    }
    if printer.format == Format::Json {
        let line = json!({
            "kind": "receipt", "reports": tally.reports, "sections": tally.sections,
            "links": tally.links, "files": tally.files, "bytes": tally.bytes,
            "drawn": receipt.drawn.len(), "unchanged": receipt.unchanged,
            "removed": receipt.removed.len(), "lock": receipt.lock.is_some(), "milliseconds": took.as_millis(), "output": out,
        });
        printer.data(&line.to_string());
    }
    printer.talk(&format!(
        "read     {}, {}, {}",
        count(tally.reports, "report"),
        count(tally.sections, "section"),
        count(tally.links, "link")
    ));
    if receipt.nothing_to_do {
        printer.talk(&format!(
            "nothing has changed: {} in {out} as they were",
            count(tally.files, "file")
        ));
    } else {
        printer.talk(&format!(
            "wrote    {}, {} unchanged, {} removed",
            count(receipt.drawn.len(), "file"),
            grouped(receipt.unchanged),
            grouped(receipt.removed.len())
        ));
    }
    if let Some(carried) = &receipt.carried {
        printer.talk(&format!(
            "zipped   {}, {} packed anew: {} of {}",
            count(carried.files, "file"),
            grouped(carried.packed),
            carry::NAME,
            size(carried.bytes)
        ));
    }
    if let Some(news) = &receipt.lock {
        printer.talk(&format!("lock     {NAME} written: {news}; commit it with the texts"));
    }
    // What keeps the folder in a repository is nobody's surprise.
    let kept = |path: &&OutPath| !matches!(path.as_str(), ".gitignore" | ".gitkeep");
    let foreign: Vec<_> = receipt.foreign.iter().filter(kept).collect();
    if !foreign.is_empty() {
        let names: Vec<_> = foreign.iter().take(3).map(|path| format!("`{path}`")).collect();
        let more = if foreign.len() > 3 { ", …" } else { "" };
        let names = names.join(", ");
        printer
            .talk(&format!("kept     {} not of ours: {names}{more}", count(foreign.len(), "file")));
    }
    #[expect(clippy::cast_precision_loss, reason = "a share for people to read")]
    let share = tally.bytes as f64 / GITHUB_PAGES as f64 * 100.0;
    printer.talk(&format!(
        "site     {} files, {} ({} of what GitHub Pages takes)",
        grouped(tally.files),
        size(tally.bytes),
        if share < 0.1 { "under 0.1%".to_owned() } else { format!("{share:.1}%") }
    ));
    if tally.bytes > GITHUB_PAGES {
        printer.insist("warning: the site is larger than the 1 GB that GitHub Pages publishes");
    }
    if let Some((path, bytes)) = receipt.largest.as_ref().filter(|(_, bytes)| *bytes > GITHUB_FILE)
    {
        let what = match path.as_str() {
            carry::NAME => "; `zip = false` under `[carry]` in rightsbook.toml leaves it out",
            _ => "",
        };
        printer.insist(&format!(
            "warning: `{path}` has {}, and GitHub takes no file over 100 MB into a repository{what}",
            size(*bytes)
        ));
    }
    printer.talk(&format!("done     in {} → {out}", seconds(took)));
}

/// Tells that an archive is in order, or what a build would do.
pub(super) fn checked(printer: &Printer, checked: &Checked, took: Duration) {
    let tally = &checked.tally;
    let pages = count(tally.files, "page");
    if let Some(foreseen) = checked.foreseen {
        printer.talk(&format!(
            "a build would draw {}, keep {} and remove {}",
            count(foreseen.drawn, "file"),
            grouped(foreseen.kept),
            grouped(foreseen.removed)
        ));
    }
    printer.talk(&format!(
        "checked  {}, {}, {}, {pages} in {}",
        count(tally.reports, "report"),
        count(tally.sections, "section"),
        count(tally.links, "link"),
        seconds(took)
    ));
}

/// A number with its word: `1 page`, `24,845 pages`.
pub(super) fn count(n: usize, word: &str) -> String {
    format!("{} {word}{}", grouped(n), if n == 1 { "" } else { "s" })
}

fn grouped(n: usize) -> String {
    crate::language::grouped(n as u64, ",")
}

fn size(bytes: u64) -> String {
    match bytes {
        0..10_000 => format!("{bytes} bytes"),
        10_000..1_000_000 => format!("{} kB", bytes / 1000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// A time as people say it.
pub(super) fn seconds(took: Duration) -> String {
    if took < Duration::from_secs(1) {
        format!("{} ms", took.as_millis())
    } else {
        format!("{:.1} s", took.as_secs_f64())
    }
}
