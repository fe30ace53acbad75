//! A site → what is put into the one file that readers carry away: the tree that `--links files`
//! would make.

use super::Understood;
use crate::check;
use crate::digest::Digest;
use crate::pages::twin::{self, Handed};
use crate::pages::{Plan, carry};
use crate::path::OutPath;
use crate::publish::{Bundle, Part};
use crate::render;

/// What becomes of a page's bytes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Change {
    /// Nothing.
    None,
    /// Its links are spelt out.
    Spelt,
    /// They are handed over by a script.
    Twin(Handed),
}

/// What goes into the file.
pub(super) fn bundle(understood: &Understood, plan: &Plan) -> Bundle<Change> {
    let world = &understood.world;
    let mut parts = Vec::with_capacity(plan.pages.len());
    for page in plan.pages.iter().filter(|page| !page.id.is_gathered()) {
        let path = page.url.out_path();
        if let Some(loaded) = twin::loaded(page.id) {
            let twin = twin::url(&page.url).out_path();
            let change = Change::Twin(loaded.handed());
            parts.push(Part { page: path.clone(), path: twin, change });
        }
        let spelt = path.is_html() && page.id.is_drawn();
        let change = if spelt { Change::Spelt } else { Change::None };
        parts.push(Part { page: path.clone(), path, change });
    }
    parts.sort_by(|a, b| a.path.cmp(&b.path));
    let folder = carry::folder(world);
    Bundle {
        way: Digest::of(&(env!("RIGHTSBOOK_BUILD"), &world.config.base_url, &folder)),
        readme: (OutPath::new("README.txt"), carry::readme(world)),
        folder,
        parts,
    }
}

/// The bytes of a file of the bundle, from those of its page.
pub(super) fn changed(understood: &Understood, change: Change, bytes: Vec<u8>) -> Vec<u8> {
    match change {
        Change::None => bytes,
        Change::Spelt => {
            let config = &understood.world.config;
            check::spell_out(&bytes, &config.base_url, config.carry.zip)
        }
        Change::Twin(handed) => render::hand_over(&bytes, handed),
    }
}
