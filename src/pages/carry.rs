//! The whole site as one file, to carry away and to open from disk.

use super::World;
use crate::digest::Digest;
use crate::pages::{Page, PageId};
use crate::path::{self, Url};

/// Where the file stands.
pub(super) fn url() -> Url {
    Url::file(NAME)
}

/// The name of the file.
pub const NAME: &str = "site.zip";

/// Whether this tree has it. A tree that opens from disk is what others find in it.
pub(super) fn is_planned(world: &World) -> bool {
    world.config.carry.zip && !world.site.opens_from_disk()
}

/// The one folder in it, named after the archive.
pub fn folder(world: &World) -> String {
    let name = path::slug(&world.config.title);
    if name.is_empty() { "archive".to_owned() } else { name }
}

/// What those read who have unpacked it.
pub fn readme(world: &World) -> String {
    let (title, base) = (&world.config.title, &world.site.base_url);
    format!(
        "{title}\n\nA copy of {base}\n\n\
         Open index.html in a browser. Nothing else is needed, and no network: pages, search,\n\
         comparing and composing work from this folder. Keep the folder whole; the pages lead to one another.\n\n\
         MANIFEST.sha256 has the hash of each file: `sha256sum -c MANIFEST.sha256`, run in this\n\
         folder, tells whether the copy is as it was made.\n\n\
         Corrections and new editions stand at the address above; so does a newer copy:\n{base}{NAME}\n"
    )
}

/// The key of the file: it hangs on all that is in it.
pub(super) fn key(world: &World, pages: &[Page]) -> Digest {
    let others = pages.iter().filter(|page| page.id != PageId::Carry);
    let others: Vec<_> = others.map(|page| (&page.url, page.key)).collect();
    Digest::of(&(
        env!("RIGHTSBOOK_BUILD"),
        world.site.digest(),
        folder(world),
        readme(world),
        others,
    ))
}
