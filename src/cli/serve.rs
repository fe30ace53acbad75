//! `rightsbook serve`: the story of a preview, told in the terminal.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;

use super::args::{Format, Serve};
use super::printer::Printer;
use super::printer::visible;
use super::receipt::{count, seconds};
use super::{End, diagnostics};
use crate::path::SourcePath;
use crate::pipeline::Site;
use crate::serve::{Job, Listen, Story, Tell, serve};
use crate::watch::Method;

pub(super) fn run(printer: &Printer, root: &Path, args: &Serve) -> End {
    let job = Job {
        site: Site { drafts: args.drafts, ..Site::new(root) },
        listen: Listen { host: args.host, port: args.port },
        watch: args.watch.then_some(args.poll),
    };
    let teller = Teller {
        printer: printer.clone(),
        open: args.open,
        watch: args.watch,
        network: args.host.is_some_and(|host| host.is_unspecified()),
    };
    let tell: Tell = Arc::new(move |story| teller.tell(story));
    match serve(&job, diagnostics::plain, &tell) {
        Ok(true) => End::Well,
        Ok(false) => {
            printer.talk("         there is nothing to show; mend the problems, or follow the files with `--watch`");
            End::ContentWrong
        }
        Err(error) => printer.machine_failed(&error.to_string(), error.hint()),
    }
}

struct Teller {
    printer: Printer,
    open: bool,
    watch: bool,
    /// Whether every address of the machine is listened at.
    network: bool,
}

impl Teller {
    fn tell(&self, story: &Story<'_>) {
        let printer = &self.printer;
        if printer.format == Format::Json {
            self.as_data(story);
        }
        match story {
            Story::Listening { address, wanted } => {
                if let Some(wanted) = wanted {
                    let words = format!("port     {wanted} is taken; this is {}", address.port());
                    printer.talk(&words);
                }
                if !address.ip().is_loopback() {
                    printer.insist(&format!(
                        "warning: {} is open to the network: whoever reaches this machine can read the preview; drafts are hidden",
                        address
                    ));
                }
            }
            Story::Read { pages, reports, sections, took } => {
                printer.talk(&format!(
                    "read     {}, {}, {} in {}",
                    count(*reports, "report"),
                    count(*sections, "section"),
                    count(*pages, "page"),
                    seconds(*took)
                ));
            }
            Story::Serving { url } => {
                printer.talk(&format!("serving  {url}"));
                if self.network {
                    printer.talk("         others put this machine’s address in place of 127.0.0.1; a name is refused");
                }
                if !self.watch {
                    printer
                        .talk("         as the files are now; `--watch` follows them. Ctrl-C ends");
                }
                if self.open {
                    self.open(url);
                }
            }
            Story::Watching { method } => self.watching(method),
            Story::Changed { files, redrawn, took } => {
                let open = if redrawn.is_empty() {
                    "no open page changed".to_owned()
                } else {
                    format!("{} drawn again", count(redrawn.len(), "open page"))
                };
                printer.talk(&format!("changed  {}: {open}, {}", named(files), precise(*took)));
                for page in *redrawn {
                    printer.detail(&format!("  drew    {page}"));
                }
            }
            Story::Moved { url } => printer.talk(&format!("moved    the site is at {url} now")),
            Story::Problems { problems, snapshot } => {
                diagnostics::tell(printer, problems, snapshot);
            }
            Story::Broken { files, errors, shown } => {
                let what =
                    if files.is_empty() { String::new() } else { format!(" {}:", named(files)) };
                let pages = if *shown {
                    "the pages are as they were before"
                } else {
                    "there is nothing to show yet"
                };
                let errors = count(*errors, "problem");
                printer.insist(&format!("broken  {what} {errors}; {pages}"));
            }
            Story::Mended => printer.talk("mended   the archive holds again"),
            Story::PageProblems { url, problems } => {
                for problem in *problems {
                    printer.insist(problem);
                }
                if problems.is_empty() {
                    printer.talk(&format!("mended   the page /{url}"));
                } else {
                    printer.insist(&format!("broken   the page /{url}; a build would stop there"));
                }
            }
            Story::Unreadable { error } => {
                printer.insist(&format!("error: {error}"));
            }
        }
    }

    fn watching(&self, method: &Method) {
        let folders = "content, templates, static and rightsbook.toml";
        let how = match method {
            Method::Native => String::new(),
            Method::Poll(every, None) => format!(", looking every {} ms", every.as_millis()),
            Method::Poll(every, Some(why)) => {
                format!(", looking every {} ms: {why}", every.as_millis())
            }
        };
        self.printer.talk(&format!("watching {folders}{how}. Ctrl-C ends"));
    }

    fn open(&self, url: &str) {
        if let Err(error) = open::that_detached(url) {
            let words = format!("warning: no browser could be opened ({error}); open {url}");
            self.printer.insist(&words);
        }
    }

    fn as_data(&self, story: &Story<'_>) {
        let names = |files: &[SourcePath]| {
            files.iter().map(|file| file.as_str().to_owned()).collect::<Vec<_>>()
        };
        let line = match story {
            Story::Read { pages, .. } => json!({"kind": "read", "pages": pages}),
            Story::Serving { url } => json!({"kind": "serving", "url": url}),
            Story::Watching { method } => {
                let (how, why) = match method {
                    Method::Native => ("native", None),
                    Method::Poll(_, why) => ("poll", why.clone()),
                };
                json!({"kind": "watching", "how": how, "why": why})
            }
            Story::Changed { files, redrawn, took } => json!({
                "kind": "changed", "files": names(files), "redrawn": redrawn,
                "microseconds": took.as_micros(),
            }),
            Story::Broken { files, errors, shown } => json!({
                "kind": "broken", "files": names(files), "problems": errors, "shown": shown,
            }),
            Story::Mended => json!({"kind": "mended"}),
            Story::Moved { url } => json!({"kind": "moved", "url": url}),
            Story::PageProblems { url, problems } => {
                json!({"kind": "page", "url": url, "problems": problems})
            }
            Story::Unreadable { error } => {
                json!({"kind": "machine", "message": error.to_string()})
            }
            Story::Listening { .. } | Story::Problems { .. } => return,
        };
        self.printer.data(&line.to_string());
    }
}

/// Some files by name, many by number.
fn named(files: &[SourcePath]) -> String {
    match files {
        [] => "what could not be read".to_owned(),
        [one] => visible(one.as_str()),
        [one, other] => visible(&format!("{one}, {other}")),
        [one, rest @ ..] => visible(&format!("{one} and {} more", rest.len())),
    }
}

fn precise(took: Duration) -> String {
    if took < Duration::from_millis(10) {
        format!("{}.{} ms", took.as_millis(), took.as_micros() % 1000 / 100)
    } else {
        seconds(took)
    }
}
