//! What can be typed.

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};

use super::{clean, manual, start};
use crate::check::LinkStyle;
use crate::config::check_base_url;
use crate::pipeline::{LockUse, Site};

/// Turns human-rights reports kept as Markdown into a cross-linked static archive.
#[derive(Debug, Parser)]
#[command(name = "rightsbook", version, max_term_width = 100, disable_help_subcommand = true)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) shared: Shared,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a small archive to begin with
    Init(start::Init),
    /// Make the file of a report, a topic, a person … from a template, and tell where
    New(start::New),
    /// Build the site
    Build(Build),
    /// Show the site in a browser as it will be published, and write nothing
    Serve(Serve),
    /// Make reports of texts, saved web pages and PDFs
    Import(super::import::Import),
    /// Validate everything that a build validates, and write nothing
    Check(Check),
    /// Remove the site and what builds keep beside it, and nothing else
    Clean(clean::Clean),
    /// Tell a problem at length, with examples
    Explain(manual::Explain),
    /// Print JSON Schemas of front matter, topics, outlines and settings
    Schema(manual::Schema),
    /// Print a script that completes commands in a shell
    Completions(manual::Completions),
    /// Print or write manual pages
    Man(manual::Man),
}

#[derive(Debug, clap::Args)]
pub(super) struct Shared {
    /// The archive's folder, which holds rightsbook.toml
    #[arg(short = 'C', long, global = true, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
    /// Say nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Name each page that is drawn or removed
    #[arg(short, long, global = true, action = ArgAction::SetTrue)]
    pub(super) verbose: bool,
    /// When to use colours; NO_COLOR is respected
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(super) color: Colour,
    /// How problems are told: for people, as JSON lines, or as GitHub annotations
    #[arg(long, global = true, value_enum, default_value_t = Format::Human, value_name = "FORMAT")]
    pub(super) format: Format,
    /// How many threads to use (default: one for each core)
    #[arg(short, long, global = true, value_name = "N", value_parser = jobs)]
    pub(super) jobs: Option<usize>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Build {
    /// Where the site goes (default: public, in the archive)
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) site: SiteArgs,
    /// Tell what would be drawn and removed, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Serve {
    /// Follow the files: what is edited shows in open tabs by itself
    #[arg(short, long)]
    pub(super) watch: bool,
    /// The port to listen on (default: 1948, or the next free one)
    #[arg(short, long, value_name = "PORT")]
    pub(super) port: Option<u16>,
    /// Listen on this address of the machine, so that others on the network can look
    #[arg(long, value_name = "ADDR", value_parser = host)]
    pub(super) host: Option<IpAddr>,
    /// Open the browser
    #[arg(long)]
    pub(super) open: bool,
    /// Show drafts, each with a mark; never with --host
    #[arg(long, conflicts_with = "host")]
    pub(super) drafts: bool,
    /// Look for changes every so many milliseconds instead of being told by the system
    #[arg(
        long,
        value_name = "MS",
        requires = "watch",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "500",
        value_parser = pause
    )]
    pub(super) poll: Option<Duration>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) site: SiteArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct SiteArgs {
    /// Stands in for base_url in rightsbook.toml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub(super) base_url: Option<String>,
    /// Show drafts, each with a mark
    #[arg(long)]
    pub(super) drafts: bool,
    /// Treat warnings as errors
    #[arg(long)]
    pub(super) strict: bool,
    /// Fail when permalinks.lock is out of date, and leave it as it is
    #[arg(long)]
    pub(super) locked: bool,
    /// How links are spelt: for a web server, or for a folder opened from disk
    #[arg(long, value_enum, default_value_t = Links::Pretty, value_name = "STYLE")]
    pub(super) links: Links,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Human,
    Json,
    Github,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Links {
    Pretty,
    Files,
}

impl From<Links> for LinkStyle {
    fn from(links: Links) -> Self {
        match links {
            Links::Pretty => Self::Pretty,
            Links::Files => Self::Files,
        }
    }
}

impl SiteArgs {
    /// What is meant, for an archive.
    ///
    /// `lock` says what becomes of a lock that is out of date, unless `--locked` does.
    pub(super) fn site(&self, root: &std::path::Path, lock: LockUse) -> Site {
        Site {
            root: root.to_owned(),
            base_url: self.base_url.clone(),
            drafts: self.drafts,
            links: self.links.into(),
            strict: self.strict,
            lock: if self.locked { LockUse::Hold } else { lock },
        }
    }
}

fn host(text: &str) -> Result<IpAddr, String> {
    match text.parse::<IpAddr>() {
        Ok(host) if !host.is_multicast() => Ok(host),
        _ => Err("an address of this machine is expected, or 0.0.0.0 for all".to_owned()),
    }
}

fn pause(text: &str) -> Result<Duration, String> {
    match text.parse() {
        Ok(pause) if (20..=60_000).contains(&pause) => Ok(Duration::from_millis(pause)),
        _ => Err("a number from 20 to 60000 is expected".to_owned()),
    }
}

pub(super) fn base_url(text: &str) -> Result<String, String> {
    check_base_url(text).map_err(str::to_owned)
}

fn jobs(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(jobs) if (1..=256).contains(&jobs) => Ok(jobs),
        _ => Err("a number from 1 to 256 is expected".to_owned()),
    }
}
