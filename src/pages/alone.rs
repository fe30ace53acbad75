//! A report as one file that stands alone: to keep, to send, to hand in. It asks for nothing, and
//! its links lead to its own places or to the archive's address on the web.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::World;
use super::cited::{self, Cited, Subject};
use super::frame::Frame;
use super::report::{self, Facts};
use super::text::{NoteText, Notes, Text};
use crate::archive::part::{Card, SectionLink};
use crate::archive::{Report, ReportIdx};
use crate::base64;
use crate::digest::Digested;
use crate::path::Url;
use crate::source::SourceFile;

/// A report as one file.
#[derive(Hash, Serialize)]
pub struct AloneView<'a> {
    /// The page's own facts. Its links begin with the archive's address on the web.
    pub frame: Frame,
    /// The report in short.
    pub card: &'a Digested<Card>,
    /// Where it came from and under which terms.
    pub facts: Facts<'a>,
    /// Headings of the publisher's outline that this copy lacks.
    pub lacks: Vec<String>,
    /// All sections, in order.
    pub sections: Vec<Kept<'a>>,
    /// Its notes.
    pub notes: Vec<KeptHtml<'a>>,
    /// How it is cited.
    pub cited: Cited<'a>,
    /// The archive's style sheet, from which the file takes what it needs.
    #[serde(skip)]
    pub style: &'a str,
}

/// A section of the file.
#[derive(Hash, Serialize)]
pub struct Kept<'a> {
    /// The section.
    pub link: &'a Digested<SectionLink>,
    /// Its text.
    pub text: KeptHtml<'a>,
}

/// A text or a note whose links stay inside the file where they can. Serialises as finished HTML.
pub struct KeptHtml<'a> {
    html: Html<'a>,
    inside: Arc<Inside<'a>>,
}

enum Html<'a> {
    Text(Text<'a>),
    Note(NoteText<'a>),
}

/// What a file that stands alone has inside.
struct Inside<'a> {
    /// The archive's address on the web.
    base: String,
    /// The report's page.
    report: Url,
    /// The ids of its sections.
    ids: BTreeSet<&'a str>,
    /// Pictures and the like, by address.
    files: &'a [Arc<SourceFile>],
}

/// Where a report stands as one file: its name is one to find again in a folder of downloads.
pub(super) fn url(world: &World, at: ReportIdx) -> Url {
    let report = &world.archive.report(at).url;
    let name = report.as_str().trim_end_matches('/').replace('/', "-");
    Url::file(&format!("{report}{name}.html"))
}

pub(super) fn alone(world: &World, at: ReportIdx) -> AloneView<'_> {
    let archive = &world.archive;
    let report: &Report = archive.report(at);
    let card = &report.card;
    let tongue = world.tongues.of_text(&card.language);
    let mut frame = Frame::of_report(world, "alone", url(world, at), &*card.title, report)
        .about(tongue.fill(
            "The whole of {title}, {publisher} on {country}, as one file.",
            &[
                ("title", &*card.title),
                ("publisher", tongue.name(&card.publisher)),
                ("country", tongue.name(&card.country)),
            ],
        ))
        .in_versions(world, at, |other| Some(archive.report(other).url.clone()));
    frame.noindex = true;
    frame.root.clone_from(&world.site.base_url);
    frame.canonical = format!("{}{}", world.site.base_url, report.url);
    let ids = report.sections().map(|at| &*archive.section(at).link.id).collect();
    let inside = Arc::new(Inside {
        base: frame.root.clone(),
        report: report.url.clone(),
        ids,
        files: &world.statics,
    });
    let kept = |html| KeptHtml { html, inside: Arc::clone(&inside) };
    let mut notes = Notes::default();
    let sections = report
        .sections()
        .map(|section| {
            let link = &archive.section(section).link;
            let local = archive.section(section).local;
            let prefix = format!("{}-", link.id);
            let text = Text::new(world, (at, local), &frame, prefix, None, &mut notes);
            Kept { link, text: kept(Html::Text(text)) }
        })
        .collect();
    let notes = notes.texts(&world.body(at).notes, world, &report.face.path, &frame.root);
    AloneView {
        card,
        facts: report::facts(world, report),
        lacks: report::lacks(world, report),
        sections,
        notes: notes.into_iter().map(|note| kept(Html::Note(note))).collect(),
        cited: cited::cited(world, Subject::Report(at)),
        style: style(world),
        frame,
    }
}

fn style(world: &World) -> &str {
    let file = world.statics.iter().find(|file| file.path.inside("static") == "style.css");
    file.map_or("", |file| std::str::from_utf8(file.bytes()).unwrap_or_default())
}

impl Inside<'_> {
    /// Leads links to what is inside there, and puts pictures in.
    fn bring(&self, html: &str) -> String {
        let mut out = String::with_capacity(html.len());
        let mut rest = html;
        while let Some(at) = rest.find(&*self.base) {
            let (before, from) = rest.split_at(at);
            out.push_str(before);
            let below = &from[self.base.len()..];
            let address = &below[..below.find('"').unwrap_or(0)];
            let brought = if before.ends_with("href=\"") {
                self.place(address)
            } else if before.ends_with("src=\"") {
                self.picture(address)
            } else {
                None
            };
            match brought {
                Some(brought) => {
                    out.push_str(&brought);
                    rest = &below[address.len()..];
                }
                None => {
                    out.push_str(&self.base);
                    rest = below;
                }
            }
        }
        out.push_str(rest);
        out
    }

    /// The place inside that an address of the archive leads to.
    fn place(&self, address: &str) -> Option<String> {
        let below = address.strip_prefix(self.report.as_str())?;
        let (page, anchor) = match below.split_once('#') {
            Some((page, anchor)) => (page, Some(anchor)),
            None => (below, None),
        };
        let known = |id: &str| self.ids.contains(id);
        let section = page.strip_suffix('/').filter(|id| known(id));
        match (section, anchor) {
            (None, None) if page.is_empty() => Some("#_main".to_owned()),
            (Some(id), None) => Some(format!("#{id}")),
            (_, Some(anchor)) if known(anchor) => Some(format!("#{anchor}")),
            (Some(id), Some(anchor)) if is_paragraph(anchor) => Some(format!("#{id}-{anchor}")),
            (Some(_), Some(anchor)) => {
                let (id, number) = anchor.rsplit_once('-')?;
                (known(id) && is_paragraph(number)).then(|| format!("#{anchor}"))
            }
            _ => None,
        }
    }

    fn file(&self, address: &str) -> Option<&SourceFile> {
        let mut files = self.files.iter();
        files.find(|file| file.path.inside("static") == address).map(|file| &**file)
    }

    /// A picture as an address that has it in itself.
    fn picture(&self, address: &str) -> Option<String> {
        let file = self.file(address)?;
        let kind = match address.rsplit('.').next()?.to_ascii_lowercase().as_str() {
            "png" => "png",
            "jpg" | "jpeg" => "jpeg",
            "gif" => "gif",
            "webp" => "webp",
            "avif" => "avif",
            "svg" => "svg+xml",
            _ => return None,
        };
        Some(format!("data:image/{kind};base64,{}", base64::encode(file.bytes())))
    }
}

fn is_paragraph(anchor: &str) -> bool {
    let number = anchor.strip_prefix('p').unwrap_or_default();
    !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

impl Hash for KeptHtml<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let picture = |url: &Url| self.inside.file(url.as_str()).map(|file| file.digest);
        match &self.html {
            Html::Text(text) => {
                text.hash(state);
                text.leads_to().filter_map(picture).for_each(|digest| digest.hash(state));
            }
            Html::Note(note) => {
                note.hash(state);
                note.leads_to().filter_map(picture).for_each(|digest| digest.hash(state));
            }
        }
    }
}

impl Serialize for KeptHtml<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let html = match &self.html {
            Html::Text(text) => text.html(),
            Html::Note(note) => note.html(),
        };
        serializer.serialize_str(&self.inside.bring(&html))
    }
}
