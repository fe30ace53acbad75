//! The one door to the terminal: data to stdout, words to stderr.

use std::io::{IsTerminal, Write};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use anstream::ColorChoice;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::End;
use super::args::{Colour, Format, Shared};

/// Writes to the terminal.
#[derive(Clone)]
pub(super) struct Printer {
    pub(super) format: Format,
    quiet: bool,
    verbose: bool,
}

impl Printer {
    pub(super) fn new(shared: &Shared) -> Self {
        match shared.color {
            Colour::Auto => ColorChoice::Auto,
            Colour::Always => ColorChoice::Always,
            Colour::Never => ColorChoice::Never,
        }
        .write_global();
        Self { format: shared.format, quiet: shared.quiet, verbose: shared.verbose }
    }

    /// Data, for whatever reads our output.
    pub(super) fn data(&self, line: &str) {
        // Whoever closed the pipe does not want to read it; the work is done all the same.
        let _ = writeln!(anstream::stdout(), "{line}");
    }

    /// An answer that `-q` silences, for people and for whatever reads our output.
    pub(super) fn said(&self, line: &str) {
        if !self.quiet {
            self.data(line);
        }
    }

    /// Words that `-q` silences.
    pub(super) fn talk(&self, words: &str) {
        if !self.quiet {
            say(words);
        }
    }

    /// Words that only `-v` asks for.
    pub(super) fn detail(&self, words: &str) {
        if self.verbose {
            say(words);
        }
    }

    /// Words that nothing silences.
    pub(super) fn insist(&self, words: &str) {
        say(words);
    }

    /// Tells that the machine failed, and ends so.
    pub(super) fn machine_failed(&self, message: &str, hint: Option<&str>) -> End {
        self.refuse("machine", message, hint);
        End::MachineFailed
    }

    /// Tells that what was typed cannot be meant, and ends so.
    pub(super) fn usage_wrong(&self, message: &str, hint: &str) -> End {
        self.refuse("usage", message, Some(hint));
        End::UsageWrong
    }

    fn refuse(&self, kind: &str, message: &str, hint: Option<&str>) {
        match self.format {
            Format::Json => {
                let line =
                    serde_json::json!({"kind": kind, "message": message, "hints": hint.as_slice()});
                self.data(&line.to_string());
            }
            Format::Github => self.data(&format!("::error::{}", message.replace('\n', " "))),
            Format::Human => {}
        }
        say(&format!("error: {message}"));
        if let Some(hint) = hint {
            say(&format!("  hint: {hint}"));
        }
    }

    /// A bar that shows itself on a terminal, when the work takes longer than a second.
    pub(super) fn progress(&self) -> Bar {
        let shown = !self.quiet && self.format == Format::Human && std::io::stderr().is_terminal();
        Bar { since: Instant::now(), shown, bar: OnceLock::new() }
    }
}

/// A progress bar.
pub(super) struct Bar {
    since: Instant,
    shown: bool,
    bar: OnceLock<ProgressBar>,
}

impl Bar {
    /// How far the work is.
    pub(super) fn at(&self, done: u64, total: u64) {
        // Looking at the clock for each page would cost more than drawing some of them.
        if !self.shown || done & 63 != 0 || self.since.elapsed() < Duration::from_secs(1) {
            return;
        }
        let bar = self.bar.get_or_init(|| {
            let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} pages") {
                bar.set_style(style);
            }
            bar
        });
        bar.set_position(done);
    }

    /// Takes the bar away and tells how long it was.
    pub(super) fn end(self) -> Duration {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
        self.since.elapsed()
    }
}

/// Text without the characters that command a terminal: names of files and lines of sources come
/// from many hands.
pub(super) fn visible(text: &str) -> String {
    let shown = |c: char| if c.is_control() && !matches!(c, '\n' | '\t') { '\u{fffd}' } else { c };
    text.chars().map(shown).collect()
}

/// Text as it is, for the program that asked for it. Whether it could be written.
pub(super) fn raw(text: &str) -> bool {
    std::io::stdout().write_all(text.as_bytes()).is_ok()
}

/// Words for people. A stream that takes none is no reason to stop.
fn say(words: &str) {
    let _ = writeln!(anstream::stderr(), "{words}");
}

/// Tells that the program itself is wrong.
pub(super) fn our_fault(cause: &str) {
    say(&format!("error: Rightsbook itself failed: {cause}"));
    say(
        "  This is a fault of the program, not of the archive. The published site is the one before",
    );
    say("  this command, or a whole new one; never a part of one.");
    say(
        "  hint: report it with the command and, if it can be shared, the file that you edited last:",
    );
    say(concat!("        ", env!("CARGO_PKG_REPOSITORY"), "/issues"));
}
