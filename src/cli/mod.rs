//! The terminal: what was typed → what is meant, and exit codes.
//!
//! 0 well; 1 the archive has errors; 2 wrong usage; 3 the machine failed; 70 a fault of ours.

mod args;
mod build;
mod check;
mod clean;
mod diagnostics;
mod import;
mod manual;
mod printer;
mod receipt;
mod serve;
mod start;

use std::ffi::OsString;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use printer::Printer;

use crate::pipeline::RunError;

/// How a command ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum End {
    Well,
    ContentWrong,
    UsageWrong,
    MachineFailed,
    OurFault,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        Self::from(match end {
            End::Well => 0,
            End::ContentWrong => 1,
            End::UsageWrong => 2,
            End::MachineFailed => 3,
            End::OurFault => 70,
        })
    }
}

/// Runs the program on what was typed.
pub fn main(typed: impl IntoIterator<Item = OsString>) -> ExitCode {
    panic::set_hook(Box::new(|_| {}));
    let typed: Vec<OsString> = typed.into_iter().collect();
    match panic::catch_unwind(AssertUnwindSafe(|| run(typed))) {
        Ok(end) => end.into(),
        Err(cause) => {
            let cause = cause
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| cause.downcast_ref::<&str>().copied())
                .unwrap_or("no reason given");
            printer::our_fault(cause);
            End::OurFault.into()
        }
    }
}

fn run(typed: Vec<OsString>) -> End {
    if typed.get(1).is_some_and(|argument| argument == crate::import::pdf::ARGUMENT) {
        return pdf_text();
    }
    let args = match Args::try_parse_from(typed) {
        Ok(args) => args,
        Err(error) => {
            // Help and version are answers, not mistakes; a closed pipe is nobody's.
            let _ = error.print();
            return if error.use_stderr() { End::UsageWrong } else { End::Well };
        }
    };
    let printer = Printer::new(&args.shared);
    let threads = args.shared.jobs.unwrap_or(0);
    let pool = match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool,
        Err(error) => {
            return printer.machine_failed(&format!("cannot start threads: {error}"), None);
        }
    };
    let root = match absolute(args.shared.root.as_deref().unwrap_or(Path::new("."))) {
        Ok(root) => root,
        Err(end) => return end(&printer),
    };
    pool.install(|| match &args.command {
        Command::Build(build) => build::run(&printer, &root, build),
        Command::Serve(serve) => serve::run(&printer, &root, serve),
        Command::Import(import) => import::run(&printer, &root, import),
        Command::Check(check) => check::run(&printer, &root, check),
        Command::Init(init) => start::init(&printer, &root, init),
        Command::New(new) => start::new(&printer, &root, new),
        Command::Clean(clean) => clean::run(&printer, &root, clean),
        Command::Explain(explain) => manual::explain_code(&printer, explain),
        Command::Schema(schema) => manual::print_schema(&printer, schema),
        Command::Completions(completions) => manual::completions(&printer, completions),
        Command::Man(man) => manual::man(&printer, man),
    })
}

/// Reads a PDF from standard input, as a process that may be stopped or fail without harm.
fn pdf_text() -> End {
    let mut bytes = Vec::new();
    let read = std::io::Read::read_to_end(&mut std::io::stdin(), &mut bytes);
    match read.ok().and_then(|_| crate::import::pdf::extract(&bytes)) {
        Some(text) if printer::raw(&text) => End::Well,
        _ => End::ContentWrong,
    }
}

type Refusal = Box<dyn FnOnce(&Printer) -> End>;

/// The absolute form of a folder that has to be there.
fn absolute(path: &Path) -> Result<PathBuf, Refusal> {
    path.canonicalize().map_err(|error| {
        let message = format!("cannot open the archive {}: {error}", path.display());
        let refusal: Refusal = Box::new(move |printer| {
            printer
                .machine_failed(&message, Some("`-C` names the folder that holds rightsbook.toml"))
        });
        refusal
    })
}

/// The absolute form of an output folder, which need not be there yet.
fn absolute_output(root: &Path, out: Option<&Path>) -> PathBuf {
    let out = out.map_or_else(|| root.join("public"), Path::to_owned);
    let out = std::path::absolute(&out).unwrap_or(out);
    // The folder around it is made real, so that `/tmp/link/../x` is judged by what it is; the
    // last part stays as it is, so that a link is seen to be one.
    let plain: PathBuf = out.components().collect();
    match (plain.parent().and_then(|parent| parent.canonicalize().ok()), plain.file_name()) {
        (Some(parent), Some(name)) => parent.join(name),
        (None, _) | (_, None) => plain.canonicalize().unwrap_or(plain),
    }
}

fn failed(printer: &Printer, error: &RunError) -> End {
    printer.machine_failed(&error.to_string(), error.hint())
}

/// Counts what was told, and ends with it: wrong content if that stopped the command.
fn verdict(printer: &Printer, stopped: bool, errors: usize, warnings: usize) -> End {
    let count = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    match (errors, warnings) {
        (0, 0) => {}
        (0, warnings) => printer.talk(&count(warnings, "warning")),
        (errors, 0) => printer.talk(&count(errors, "error")),
        (errors, warnings) => {
            printer.talk(&format!("{}, {}", count(errors, "error"), count(warnings, "warning")));
        }
    }
    if stopped { End::ContentWrong } else { End::Well }
}
