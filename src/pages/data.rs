//! The page that explains the data, the description that programs read, and the way in for
//! language models.

use serde::Serialize;

use super::cited::Subject;
use super::dataset::{self, Dataset, full};
use super::feed::{self, FeedOf};
use super::frame::{Crumb, Frame};
use super::skos::{self, Syntax};
use super::table::{Kind, Shape};
use super::{World, markdown};
use crate::archive::Report;
use crate::language::key as said;
use crate::path::{Url, slug};

/// The page that explains the data.
#[derive(Hash, Serialize)]
pub struct DataView {
    /// The page's own facts.
    pub frame: Frame,
    /// The tables.
    pub tables: Vec<TableLine>,
    /// The topics, in two syntaxes.
    pub topics: [Url; 2],
    /// What describes the tables to programs.
    pub package: Url,
    /// The way in for language models.
    pub llms: Url,
    /// Feeds: of all, of countries, of topics.
    pub feeds: [Vec<Crumb>; 3],
    /// The whole site as one file, if there is one.
    pub zip: Option<Url>,
    /// A report's own files, of one report as an example.
    pub example: Option<Example>,
}

/// A table on the page.
#[derive(Hash, Serialize)]
pub struct TableLine {
    /// Its name.
    pub name: &'static str,
    /// What one row is.
    pub about: &'static str,
    /// Its files: shape and address.
    pub files: Vec<Crumb>,
    /// Its columns: name, what cells hold, what they mean.
    pub columns: Vec<(&'static str, &'static str, &'static str)>,
}

/// A report whose files stand as an example.
#[derive(Hash, Serialize)]
pub struct Example {
    /// Its title.
    pub title: String,
    /// Its page.
    pub url: Url,
}

/// Where the page stands.
pub(super) fn url() -> Url {
    Url::folder(&["data"])
}

/// Where the description of the tables stands.
pub(super) fn package_url() -> Url {
    Url::file("datapackage.json")
}

/// Where the way in for language models stands.
pub(super) fn llms_url() -> Url {
    Url::file("llms.txt")
}

fn holds(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Number => "number",
        Kind::Flag => "true or false",
        Kind::List => "list",
    }
}

pub(super) fn data(world: &World) -> DataView {
    let archive = &world.archive;
    let mut frame = Frame::new(world, "data", url(), world.tongue().say("Data")).about(
        world
            .tongue()
            .say("The archive as tables, feeds and plain texts, for programs and spreadsheets."),
    );
    frame.feed = Some(feed::url(world, FeedOf::All));
    let tables = Dataset::ALL.map(|of| TableLine {
        name: of.name(),
        about: of.about(),
        files: of
            .shapes()
            .iter()
            .map(|shape| Crumb {
                label: shape.ending().to_uppercase(),
                url: dataset::url(of, *shape),
            })
            .collect(),
        columns: of.columns().iter().map(|c| (c.name, holds(c.kind), c.about)).collect(),
    });
    let mut feeds = [Vec::new(), Vec::new(), Vec::new()];
    for of in feed::feeds(world) {
        let (list, label) = match of {
            FeedOf::All => (&mut feeds[0], said("The whole archive").to_owned()),
            FeedOf::Country(at) => (&mut feeds[1], archive.country(at).matter.name.to_string()),
            FeedOf::Topic(at) => (&mut feeds[2], archive.thesaurus.topic(at).label.to_string()),
        };
        list.push(Crumb { label, url: feed::url(world, of) });
    }
    let example = archive
        .reports
        .last()
        .map(|report| Example { title: report.card.title.to_string(), url: report.url.clone() });
    DataView {
        frame,
        tables: tables.into(),
        topics: [Syntax::Turtle, Syntax::JsonLd].map(skos::url),
        package: package_url(),
        llms: llms_url(),
        feeds,
        zip: world.config.carry.zip.then(super::carry::url),
        example,
    }
}

/// A Data Package (Frictionless, version 1).
#[derive(Hash, Serialize)]
pub struct Package {
    name: String,
    title: String,
    description: String,
    homepage: String,
    profile: &'static str,
    resources: Vec<Resource>,
}

#[derive(Hash, Serialize)]
struct Resource {
    name: String,
    path: Url,
    title: &'static str,
    description: &'static str,
    profile: &'static str,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    schema: Schema,
}

#[derive(Hash, Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    fields: Vec<Field>,
    #[serde(skip_serializing_if = "Option::is_none")]
    primary_key: Option<&'static str>,
    missing_values: [&'static str; 1],
}

#[derive(Hash, Serialize)]
struct Field {
    name: &'static str,
    r#type: &'static str,
    description: String,
}

/// The description of all tables. Neither sizes nor hashes: they would have to be read back from
/// what is being written; `MANIFEST.sha256` has them.
pub(super) fn package(world: &World) -> Package {
    let all = Dataset::ALL.into_iter();
    let files = all.flat_map(|of| of.shapes().iter().map(move |shape| (of, *shape)));
    let name = slug(&world.config.title);
    Package {
        name: if name.is_empty() { "archive".to_owned() } else { name },
        title: world.config.title.clone(),
        description: format!(
            "{} Terms differ from report to report: each row of a report names its licence. A digest is the archive's own wording; cite the original.",
            world.config.description
        )
        .trim_start()
        .to_owned(),
        homepage: full(world, &url()),
        profile: "data-package",
        resources: files.map(|(of, shape)| resource(of, shape)).collect(),
    }
}

fn resource(of: Dataset, shape: Shape) -> Resource {
    let csv = shape == Shape::Csv;
    let fields = of.columns().iter().map(|column| Field {
        name: column.name,
        r#type: match column.kind {
            Kind::Number => "integer",
            Kind::Flag => "boolean",
            Kind::List if !csv => "array",
            Kind::List | Kind::Text => "string",
        },
        description: match column.kind {
            Kind::List if csv => format!("{}; several, parted by |", column.about),
            _ => column.about.to_owned(),
        },
    });
    let key = of.columns().first().map(|column| column.name);
    Resource {
        name: format!("{}-{}", of.name(), shape.ending()),
        path: dataset::url(of, shape),
        title: of.name(),
        description: of.about(),
        profile: "tabular-data-resource",
        format: shape.ending(),
        mediatype: match shape {
            Shape::Csv => "text/csv",
            Shape::Json => "application/json",
            Shape::Lines => "application/x-ndjson",
        },
        encoding: "utf-8",
        schema: Schema {
            fields: fields.collect(),
            // A date may be told twice; nothing names it alone.
            primary_key: key.filter(|_| of != Dataset::Events),
            missing_values: [""],
        },
    }
}

/// `llms.txt`: what there is, for programs that read texts.
#[derive(Hash, Serialize)]
pub struct LlmsView {
    /// What the archive is.
    pub description: String,
    /// The page that explains the data.
    pub data: String,
    /// Each report as Markdown.
    pub reports: Vec<LlmsLine>,
    /// The tables.
    pub tables: Vec<LlmsLine>,
}

/// A line of it.
#[derive(Hash, Serialize)]
pub struct LlmsLine {
    /// What it is called.
    pub title: String,
    /// Its full address.
    pub url: String,
    /// What it is.
    pub about: String,
}

/// Whose words a report is, and of a translation its language.
fn kind(report: &Report) -> String {
    match &*report.card.into {
        "" => report.card.kind.to_owned(),
        into => format!("{} into {into}", report.card.kind),
    }
}

pub(super) fn llms(world: &World) -> LlmsView {
    // A bracket would end the name of a link.
    let plain = |text: &str| text.replace(['[', ']'], "");
    let reports = world.archive.all_reports().map(|(at, report)| LlmsLine {
        title: plain(&report.card.title),
        url: full(world, &markdown::url(world, Subject::Report(at))),
        about: format!(
            "{}, covering {}; {}, {}, shown: {}",
            report.card.publisher,
            report.card.covers,
            kind(report),
            report.card.completeness,
            report.face.matter.licence.display.word()
        ),
    });
    let tables = Dataset::ALL.into_iter().flat_map(|of| {
        of.shapes().iter().map(move |shape| LlmsLine {
            title: format!("{} ({})", of.name(), shape.ending()),
            url: full(world, &dataset::url(of, *shape)),
            about: of.about().to_owned(),
        })
    });
    LlmsView {
        description: world.config.description.clone(),
        data: full(world, &url()),
        reports: reports.collect(),
        tables: tables.collect(),
    }
}
