//! Pages of an archive understood → bytes, read back as they are drawn.

use super::{Site, Understood};
use crate::check::{self, Addresses, Facts, LinkStyle};
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::pages::{self, PageId, Plan, View};
use crate::path::Url;

impl Understood {
    /// Every page with its key.
    pub fn plan(&self) -> Plan {
        pages::plan(&self.world, &self.layout, |name| self.template(name))
    }

    /// What a page shows, and its key.
    pub fn view(&self, id: PageId) -> (View<'_>, Digest) {
        let view = pages::view(&self.world, id);
        let key = pages::key(&self.world, id, &view, |name| self.template(name));
        (view, key)
    }

    fn template(&self, name: &str) -> Digest {
        self.renderer.as_ref().map(|renderer| renderer.digest(name)).unwrap_or_default()
    }
}

/// Draws pages and reads them back.
pub struct Drawer<'u> {
    understood: &'u Understood,
    addresses: &'u Addresses,
    links: LinkStyle,
}

impl<'u> Drawer<'u> {
    /// A drawer of pages, which checks their links against `addresses`.
    pub fn new(site: &Site, understood: &'u Understood, addresses: &'u Addresses) -> Self {
        Self { understood, addresses, links: site.links }
    }

    /// Draws what a page shows, and tells what the page has and where it leads, if it is HTML.
    ///
    /// # Errors
    ///
    /// When the template asks for what the view does not have.
    pub fn draw(
        &self,
        view: &View<'_>,
        id: PageId,
        url: &Url,
    ) -> Result<(Vec<u8>, Option<Facts>), Box<Diagnostic>> {
        let Some(renderer) = &self.understood.renderer else { return Ok((Vec::new(), None)) };
        let mut bytes = renderer.render(view)?;
        if !url.out_path().is_html() || !id.is_drawn() {
            return Ok((bytes, None));
        }
        if self.links == LinkStyle::Files {
            let config = &self.understood.world.config;
            bytes = check::spell_out(&bytes, &config.base_url, config.carry.zip);
        }
        let facts = self.read(url, &bytes);
        Ok((bytes, Some(facts)))
    }

    /// Reads a page that was drawn.
    pub(super) fn read(&self, url: &Url, bytes: &[u8]) -> Facts {
        check::read(url, bytes, self.addresses, self.understood.world.config.base_path())
    }

    /// What is wrong with one page by itself.
    pub fn problems_of(&self, url: &Url, facts: &Facts) -> Vec<Diagnostic> {
        let problem = |fault| check::problem(&self.understood.world, url, fault);
        facts.faults.iter().map(problem).collect()
    }

    /// What is wrong with drawn pages, each kind of fault told once a page at the most.
    pub(super) fn problems(
        &self,
        facts: &[(u32, Facts)],
        kept: impl FnMut(u32) -> Option<Facts>,
    ) -> Vec<Diagnostic> {
        let layout = &self.understood.layout;
        let pages = facts.iter().map(|(at, facts)| (&layout.spots[*at as usize].url, facts));
        let mut problems: Vec<Diagnostic> =
            pages.flat_map(|(url, facts)| self.problems_of(url, facts)).collect();
        let anchors = check::anchors(layout, facts, kept);
        let problem = |(url, fault)| check::problem(&self.understood.world, &url, &fault);
        problems.extend(anchors.into_iter().map(problem));
        problems
    }
}
