//! The strip of a topic's editions, drawn once for all section pages that show it.
//!
//! It is the same below every section of a country that treats the topic, but for the mark on the
//! page's own edition: drawing it anew for each took a third of a page's time.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use serde::Serialize;
use tera::{Context, Tera, TeraResult};

use crate::archive::grid::Row;
use crate::digest::{Digest, Digested};
use crate::pages::section::{Elsewhere, SectionView};

/// Strips drawn so far, by all that they show.
#[derive(Default)]
pub(super) struct Strips {
    drawn: RwLock<HashMap<Digest, Arc<str>>>,
}

/// Strips that are kept: more than a build of a large archive draws.
const KEPT: usize = 16_384;

/// What `strip.html` gets.
#[derive(Serialize)]
struct StripView<'a> {
    frame: StripFrame<'a>,
    elsewhere: StripRows<'a>,
}

#[derive(Serialize)]
struct StripFrame<'a> {
    root: &'a str,
}

#[derive(Serialize)]
struct StripRows<'a> {
    #[serde(flatten)]
    about: &'a Elsewhere<'a>,
    rows: &'a Digested<Vec<Row>>,
}

impl Strips {
    /// The strip of a section's topic, with the section's own edition marked.
    pub(super) fn draw(
        &self,
        tera: &Tera,
        section: &SectionView<'_>,
    ) -> TeraResult<Option<String>> {
        let Some(elsewhere) = &section.elsewhere else { return Ok(None) };
        let root = &section.frame.root;
        // All that the template gets: two topics may have equal rows and other names.
        let key = Digest::of(&(elsewhere, root, &section.frame.speaks));
        let known = self.drawn.read().ok().and_then(|drawn| drawn.get(&key).cloned());
        let strip = match known {
            Some(strip) => strip,
            None => {
                let about = StripRows { about: elsewhere, rows: elsewhere.rows };
                let view = StripView { frame: StripFrame { root }, elsewhere: about };
                let strip: Arc<str> =
                    tera.render("strip.html", &Context::from_serialize(&view)?)?.into();
                if let Ok(mut drawn) = self.drawn.write() {
                    // A preview draws on for days; what edits left behind goes now and then.
                    if drawn.len() >= KEPT {
                        drawn.clear();
                    }
                    drawn.insert(key, Arc::clone(&strip));
                }
                strip
            }
        };
        let own = format!("<a href=\"{root}{}", section.edition);
        let marked = own.replacen("<a ", "<a aria-current=\"true\" ", 1);
        Ok(Some(strip.replacen(&own, &marked, 1)))
    }
}
