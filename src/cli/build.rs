//! `rightsbook build`.

use std::path::Path;

use super::args::Build;
use super::printer::Printer;
use super::{End, absolute_output, diagnostics, failed, receipt, verdict};
use crate::pipeline::{self, LockUse, Memory};
use crate::publish::Target;

pub(super) fn run(printer: &Printer, root: &Path, args: &Build) -> End {
    // What a service builds is thrown away, and its lock with it: numbers that nobody keeps would
    // be given again.
    let ci = std::env::var_os("CI").is_some_and(|value| value != "false" && !value.is_empty());
    let site = args.site.site(root, if ci { LockUse::Leave } else { LockUse::Keep });
    let target = Target {
        out: absolute_output(root, args.output.as_deref()),
        root: root.to_owned(),
        home: std::env::home_dir().and_then(|home| home.canonicalize().ok()),
    };
    let bar = printer.progress();
    let progress = |done: u64, total: u64| bar.at(done, total);
    let mut memory = Memory::default();
    if args.dry_run {
        let checked = pipeline::check(&site, Some(&target), &mut memory, &progress);
        let took = bar.end();
        return match checked {
            Ok(checked) => super::check::ended(printer, &site, &checked, took),
            Err(error) => failed(printer, &error),
        };
    }
    let shown =
        args.output.as_deref().map_or_else(|| "public".to_owned(), |out| out.display().to_string());
    let built = pipeline::build(&site, target, &mut memory, &progress);
    let took = bar.end();
    let built = match built {
        Ok(built) => built,
        Err(error) => return failed(printer, &error),
    };
    diagnostics::tell(printer, &built.problems, &built.snapshot);
    let (errors, warnings) = diagnostics::count(&built.problems);
    let end = verdict(printer, built.receipt.is_none(), errors, warnings);
    match &built.receipt {
        Some(done) => receipt::built(printer, done, &shown, took),
        None => {
            let why = if errors == 0 { " (`--strict` takes warnings for errors)" } else { "" };
            printer.talk(&format!("nothing was published: {shown} is as it was{why}"));
        }
    }
    end
}
