//! `rightsbook check`.

use std::path::Path;
use std::time::Duration;

use super::args::Check;
use super::printer::Printer;
use super::{End, diagnostics, failed, receipt, verdict};
use crate::pipeline::{self, Checked, LockUse, Memory, Site};

pub(super) fn run(printer: &Printer, root: &Path, args: &Check) -> End {
    let site = args.site.site(root, LockUse::Leave);
    let bar = printer.progress();
    let progress = |done: u64, total: u64| bar.at(done, total);
    let checked = pipeline::check(&site, None, &mut Memory::default(), &progress);
    let took = bar.end();
    match checked {
        Ok(checked) => ended(printer, &site, &checked, took),
        Err(error) => failed(printer, &error),
    }
}

/// Tells how a check came out, and ends so.
pub(super) fn ended(printer: &Printer, site: &Site, checked: &Checked, took: Duration) -> End {
    diagnostics::tell(printer, &checked.problems, &checked.snapshot);
    let (errors, warnings) = diagnostics::count(&checked.problems);
    let stopped = site.is_stopped_by(&checked.problems);
    let end = verdict(printer, stopped, errors, warnings);
    if !stopped {
        receipt::checked(printer, checked, took);
    }
    end
}
