//! A PDF → its text, by a program of its own with limits on time and size: `pdftotext` where it is
//! installed, else this one, called again.

use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::Refusal;

/// How long reading a PDF may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Bytes of text at the most.
const TEXT: u64 = 64 << 20;

/// The hidden argument that makes the program read a PDF from its input.
pub const ARGUMENT: &str = "__pdf-text";

/// The text of a PDF, hard-wrapped as its pages are, with form feeds between pages.
pub(super) fn text(bytes: &[u8]) -> Result<String, Refusal> {
    let mut refusal = None;
    for (program, arguments) in programs() {
        let child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        // A program that is not there is no reason to stop: the next one may be.
        let Ok(child) = child else { continue };
        match talk(child, bytes) {
            Ok(text) if text.trim().is_empty() => {
                return Err(Refusal::new("the PDF holds no text").hint(
                    "it may be a scan: recognise its characters first, for example with `ocrmypdf`",
                ));
            }
            Ok(text) => return Ok(text),
            Err(why) => refusal = refusal.or(Some(why)),
        }
    }
    Err(refusal.unwrap_or_else(|| {
        Refusal::new("no program that reads PDFs could be started")
            .hint("install `pdftotext` (poppler-utils), or save the PDF as text")
    }))
}

fn programs() -> Vec<(PathBuf, Vec<&'static str>)> {
    let mut programs = vec![(PathBuf::from("pdftotext"), vec!["-enc", "UTF-8", "-", "-"])];
    if let (true, Ok(own)) = (cfg!(feature = "pdf"), std::env::current_exe()) {
        programs.push((own, vec![ARGUMENT]));
    }
    programs
}

/// Gives a program the PDF and takes its text, within the limits.
fn talk(mut child: Child, bytes: &[u8]) -> Result<String, Refusal> {
    let broken = || Refusal::new("the PDF cannot be read").hint("it may be damaged or encrypted");
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(broken());
    };
    let bytes = bytes.to_vec();
    // A program that gives up early closes its input, and that tells nothing more.
    std::thread::spawn(move || drop(input.write_all(&bytes)));
    let reader = std::thread::spawn(move || {
        let mut text = Vec::new();
        output.take(TEXT + 1).read_to_end(&mut text).map(|_| text)
    });
    let end = Instant::now() + PATIENCE;
    let well = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status.success(),
            Ok(None) if Instant::now() < end && !reader.is_finished() => {
                std::thread::sleep(Duration::from_millis(5));
            }
            Ok(None) if reader.is_finished() && Instant::now() < end => {
                // All it will say is said, or it says more than it may.
                std::thread::sleep(Duration::from_millis(20));
                if let Ok(Some(status)) = child.try_wait() {
                    break status.success();
                }
                stop(&mut child);
                return Err(Refusal::new(format!("the PDF holds more than {TEXT} bytes of text")));
            }
            _ => {
                stop(&mut child);
                let seconds = PATIENCE.as_secs();
                return Err(Refusal::new(format!("reading the PDF took over {seconds} seconds")));
            }
        }
    };
    let text = reader.join().ok().and_then(Result::ok).ok_or_else(broken)?;
    if !well {
        return Err(broken());
    }
    String::from_utf8(text).map_err(|_| broken())
}

fn stop(child: &mut Child) {
    // It is gone already, or it goes now.
    let _ = child.kill();
    let _ = child.wait();
}

/// The text of a PDF, read in this process: a damaged file may end it.
#[cfg(feature = "pdf")]
pub fn extract(bytes: &[u8]) -> Option<String> {
    let pages = pdf_extract::extract_text_from_mem_by_pages(bytes).ok()?;
    Some(pages.join("\u{c}"))
}

/// No PDF is read where the program was made without.
#[cfg(not(feature = "pdf"))]
pub fn extract(_: &[u8]) -> Option<String> {
    None
}
