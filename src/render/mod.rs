//! A view and a template → bytes. The only room that knows Tera.
//!
//! A template sees its view and the site's facts, and nothing else: no function reaches the model
//! or the disk. What a page shows is therefore what its key covers.

mod alone;
mod calendar;
mod data;
mod filters;
mod prune;
mod skos;
mod strip;
mod table;
mod twin;
mod uses;

pub use twin::hand_over;

use std::collections::{BTreeMap, BTreeSet};

use tera::{Context, ErrorKind, Tera, Value};

use crate::builtin;
use crate::diagnostic::{Code, Diagnostic, Found, Span, did_you_mean};
use crate::digest::Digest;
use crate::language::Tongues;
use crate::pages::View;
use crate::pages::frame::Site;
use crate::path::SourcePath;
use crate::search::deflate;

/// Draws pages.
pub struct Renderer {
    /// The templates once for each language that pages speak: their filters have its words.
    teras: BTreeMap<String, Tera>,
    tongues: Tongues,
    digests: BTreeMap<String, Digest>,
    /// The file of each template that an archive has of its own.
    files: BTreeMap<String, SourcePath>,
    strips: strip::Strips,
}

/// A template as an archive keeps it: file, name, text.
pub type OwnTemplate<'a> = (&'a SourcePath, &'a str, &'a str);

impl Renderer {
    /// Loads the built-in templates and an archive's own over them.
    pub fn load(
        own: &[OwnTemplate<'_>],
        site: &Site,
        tongues: &Tongues,
        spoken: &BTreeSet<String>,
    ) -> Found<Option<Self>> {
        let mut texts: BTreeMap<&str, &str> = builtin::TEMPLATES.iter().copied().collect();
        let mut files = BTreeMap::new();
        for (path, name, text) in own {
            texts.insert(name, text);
            files.insert((*name).to_owned(), (*path).clone());
        }
        let mut teras = BTreeMap::new();
        for tongue in tongues.all().filter(|tongue| spoken.contains(&tongue.tag)) {
            let mut tera = Tera::new();
            filters::register(&mut tera, tongue);
            let all: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, *text)).collect();
            if let Err(error) = tera.add_raw_templates(all) {
                return Found { value: None, problems: vec![problem(&error, &files)] };
            }
            tera.global_context().insert("site", site);
            teras.insert(tongue.tag.clone(), tera);
        }
        let digests = uses::digests(&texts);
        let (tongues, strips) = (tongues.clone(), strip::Strips::default());
        let value = Some(Self { teras, tongues, digests, files, strips });
        Found { value, problems: Vec::new() }
    }

    /// Digest of a template and of all that it uses.
    pub fn digest(&self, template: &str) -> Digest {
        self.digests.get(template).copied().unwrap_or_default()
    }

    /// Draws what a page shows.
    ///
    /// # Errors
    ///
    /// When the template asks for what the view does not have; the place is the template's.
    pub fn render(&self, view: &View<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        let Some(template) = view.template() else {
            return Ok(match view {
                View::Static(bytes) => bytes.to_vec(),
                View::Calendar(view) => calendar::calendar(view),
                View::Table(view) => table::table(view),
                View::Skos(view) => skos::skos(view),
                View::Markdown(view) => view.text.make().into_bytes(),
                View::Citation(view) => view.format.write(&view.works).into_bytes(),
                View::SearchIndex(_) | View::SearchSections(_) => deflate(&data::json(view)),
                View::SearchShard(view) => view.bytes().to_vec(),
                View::Twin(view) => hand_over(&self.render(&view.of)?, view.handed),
                data => data::json(data),
            });
        };
        let failed = |error: tera::Error| Box::new(problem(&error, &self.files));
        let tongue = match view.frame() {
            Some(frame) => self.tongues.get(&frame.speaks),
            None => self.tongues.archive(),
        };
        // Invariant: every language that a page of the archive speaks was loaded.
        let Some(tera) = self.teras.get(&tongue.tag) else { return Ok(Vec::new()) };
        let mut context = Context::from_serialize(view).map_err(failed)?;
        if let View::Section(section) = view
            && let Some(strip) = self.strips.draw(tera, section).map_err(failed)?
        {
            context.insert_value("strip", Value::safe_string(&strip));
        }
        if let View::Alone(_) = view {
            alone::MARKS.into_iter().for_each(|(name, mark)| context.insert(name, mark));
        }
        let mut out = Vec::with_capacity(16 * 1024);
        tera.render_to(template, &context, &mut out).map_err(failed)?;
        Ok(match view {
            View::Alone(view) => alone::dress(&out, view.style),
            _ => out,
        })
    }
}

fn problem(error: &tera::Error, files: &BTreeMap<String, SourcePath>) -> Diagnostic {
    let path_of = |name: &str| {
        files.get(name).cloned().unwrap_or_else(|| SourcePath::new(format!("templates/{name}")))
    };
    let (span, message) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = Span::new(&path_of(report.filename()), report.span().range.clone());
            (span, report.message().trim_end_matches('.').to_owned())
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            (Span::file(&path_of(tpl)), "the template extends or includes itself".to_owned())
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("the template extends `{parent}`, which is not there");
            return Diagnostic::error(Code::Template, Span::file(&path_of(current)), message)
                .maybe_hint(did_you_mean(
                    parent,
                    builtin::TEMPLATES.iter().map(|(name, _)| *name),
                ));
        }
        _ => {
            let name = files.keys().next().map_or("base.html", String::as_str);
            (Span::file(&path_of(name)), error.to_string().replace('\n', " "))
        }
    };
    Diagnostic::error(Code::Template, span, message)
        .hint("what each template may use is told in src/pages/; take your own file away to have the built-in one back")
}
