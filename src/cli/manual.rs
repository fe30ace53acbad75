//! `rightsbook explain`, `schema`, `completions` and `man`: what the program tells of itself.

use std::path::PathBuf;

use clap::CommandFactory as _;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde_json::json;

use super::End;
use super::args::{Args, Format};
use super::printer::Printer;
use crate::diagnostic::{Code, did_you_mean};
use crate::manual::explain::{self, Example, Explanation, HEADINGS, explain};
use crate::manual::schema;
use crate::start::{NewFile, write};

#[derive(Debug, clap::Args)]
pub(super) struct Explain {
    /// The code of a problem, such as E0301
    #[arg(value_name = "CODE", required_unless_present = "list", value_parser = code)]
    code: Option<Code>,
    /// Tell all codes, each in a sentence
    #[arg(long, conflicts_with = "code")]
    list: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Schema {
    /// Which kind of file (default: all of them, under `$defs`)
    #[arg(value_name = "NAME", value_parser = schemas())]
    name: Option<schema::Schema>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    /// The shell to complete commands in
    #[arg(value_name = "SHELL")]
    shell: clap_complete::Shell,
}

#[derive(Debug, clap::Args)]
pub(super) struct Man {
    /// Write a page for each command into this folder (default: the first page, to the terminal)
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

fn code(typed: &str) -> Result<Code, String> {
    explain::code(typed).ok_or_else(|| {
        let wanted = typed.to_uppercase();
        let near = did_you_mean(&wanted, Code::ALL.map(Code::as_str));
        let hint = near.unwrap_or_else(|| "`rightsbook explain --list` tells all".to_owned());
        format!("there is no such code; {hint}")
    })
}

fn schemas() -> impl TypedValueParser<Value = schema::Schema> {
    PossibleValuesParser::new(schema::Schema::ALL.map(schema::Schema::word))
        .try_map(|word| schema::Schema::of(&word).ok_or("there is no such schema"))
}

pub(super) fn explain_code(printer: &Printer, args: &Explain) -> End {
    match args.code {
        Some(code) => tell(printer, &explain(code)),
        None => {
            for code in Code::ALL {
                let title = explain(code).title;
                match printer.format {
                    Format::Json => {
                        let line = json!({"kind": "code", "code": code.as_str(), "title": title});
                        printer.data(&line.to_string());
                    }
                    Format::Human | Format::Github => {
                        printer.data(&format!("{}  {title}", code.as_str()));
                    }
                }
            }
        }
    }
    End::Well
}

fn tell(printer: &Printer, told: &Explanation) {
    if printer.format == Format::Json {
        let examples = |examples: &[Example]| -> Vec<serde_json::Value> {
            let example = |e: &Example| json!({"file": e.path, "text": e.text});
            examples.iter().map(example).collect()
        };
        let line = json!({
            "kind": "explanation", "code": told.code.as_str(), "title": told.title,
            "meaning": told.meaning, "why": told.why, "wrong": examples(&told.wrong),
            "right": examples(&told.right), "advice": told.advice,
        });
        printer.data(&line.to_string());
        return;
    }
    // Where the stream shows no colours, it takes these marks out.
    let bold = |words: &str| format!("\u{1b}[1m{words}\u{1b}[0m");
    let [why, wrong, right, advice] = HEADINGS.map(bold);
    let parts = [
        bold(&format!("{}: {}", told.code.as_str(), told.title)),
        told.meaning.to_owned(),
        why,
        told.why.to_owned(),
        wrong,
        pieces(&told.wrong),
        right,
        pieces(&told.right),
        advice,
        told.advice.to_owned(),
    ];
    printer.data(&parts.join("\n\n"));
}

fn pieces(examples: &[Example]) -> String {
    let piece = |example: &Example| {
        let lines = example.text.lines().map(|line| {
            let line = format!("    {line}");
            line.trim_end().to_owned()
        });
        let text = lines.collect::<Vec<_>>().join("\n");
        example.path.map_or_else(|| text.clone(), |path| format!("In `{path}`:\n\n{text}"))
    };
    examples.iter().map(piece).collect::<Vec<_>>().join("\n\n")
}

pub(super) fn print_schema(printer: &Printer, args: &Schema) -> End {
    let text = args.name.map_or_else(|| format!("{:#}", schema::all()), schema::Schema::text);
    printer.data(text.trim_end());
    End::Well
}

pub(super) fn completions(printer: &Printer, args: &Completions) -> End {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "rightsbook", &mut script);
    printer.data(String::from_utf8_lossy(&script).trim_end());
    End::Well
}

pub(super) fn man(printer: &Printer, args: &Man) -> End {
    // Building it names the subcommands in full: `rightsbook build`.
    let mut command = Args::command();
    command.build();
    let Some(folder) = &args.output else {
        return match page(command) {
            Ok(page) => {
                printer.data(page.trim_end());
                End::Well
            }
            Err(error) => printer.machine_failed(&error, None),
        };
    };
    let commands = command.get_subcommands().cloned().collect::<Vec<_>>();
    let mut pages = Vec::new();
    for command in std::iter::once(command).chain(commands) {
        let name = command.get_display_name().unwrap_or(command.get_name()).replace(' ', "-");
        match page(command) {
            Ok(text) => pages.push(NewFile { path: format!("{name}.1"), text }),
            Err(error) => return printer.machine_failed(&error, None),
        }
    }
    match write::write(folder, &pages) {
        Ok(()) => {
            for page in &pages {
                printer.talk(&format!("made     {}", page.path));
            }
            End::Well
        }
        Err(error) => {
            printer.machine_failed(&error.to_string(), Some("name a folder without manual pages"))
        }
    }
}

fn page(command: clap::Command) -> Result<String, String> {
    let mut text = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut text)
        .map_err(|error| format!("cannot draw a manual page: {error}"))?;
    String::from_utf8(text).map_err(|error| format!("cannot draw a manual page: {error}"))
}
