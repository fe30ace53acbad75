//! The thread that follows the files, and leaves what is to be shown for those that answer.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::site::{Generation, Moment};
use super::{Explain, Server, Story, live};
use crate::diagnostic::{self, Diagnostic};
use crate::path::SourcePath;
use crate::pipeline::{Memory, Site, understand};
use crate::source::{Kind, Looked, Reader, Touched};
use crate::watch::{Bell, Ring};

/// Follows the files of an archive and leaves what is to be shown for the server.
pub(super) struct Follower<'j> {
    site: &'j Site,
    explain: Explain,
    server: &'j Arc<Server>,
    address: SocketAddr,
    reader: Reader,
    memory: Memory,
    generations: u64,
    problems: Vec<Diagnostic>,
    /// What the machine said when it last refused a file.
    unreadable: Option<String>,
}

impl<'j> Follower<'j> {
    pub(super) fn new(
        site: &'j Site,
        explain: Explain,
        server: &'j Arc<Server>,
        address: SocketAddr,
    ) -> Self {
        Self {
            site,
            explain,
            server,
            address,
            reader: Reader::new(&site.root),
            memory: Memory::default(),
            generations: 0,
            problems: Vec::new(),
            unreadable: None,
        }
    }

    /// The first look. Tells whether there is an archive to show.
    pub(super) fn begin(&mut self) -> bool {
        let since = Instant::now();
        if self.look(&Touched::Everything).is_some() {
            self.renew(&[]);
        }
        let moment = self.server.moments.borrow().clone();
        let (base_path, holds) =
            moment.map_or_else(Default::default, |m| (m.base_path.clone(), m.generation.is_some()));
        if holds {
            self.tell_what_is_there(since);
        }
        (self.server.tell)(&Story::Serving { url: self.url(&base_path) });
        holds
    }

    fn tell_what_is_there(&self, since: Instant) {
        let moment = self.server.moments.borrow().clone();
        let Some(generation) = moment.and_then(|moment| moment.generation.clone()) else { return };
        let understood = &generation.understood;
        (self.server.tell)(&Story::Read {
            pages: understood.layout.spots.len(),
            reports: understood.world.archive.reports.len(),
            sections: understood.world.archive.sections.len(),
            took: since.elapsed(),
        });
    }

    pub(super) fn follow(&mut self, mut bell: Bell) -> ! {
        let mut everywhere = Duration::ZERO;
        loop {
            let uneasy = self.unreadable.is_some();
            let Ring { touched, method, .. } = bell.wait(everywhere, uneasy);
            let since = Instant::now();
            if let Some(method) = method {
                (self.server.tell)(&Story::Watching { method });
            }
            let Some(looked) = self.look(&touched) else { continue };
            if looked.is_nothing() {
                if touched == Touched::Everything {
                    everywhere = since.elapsed();
                }
                continue;
            }
            let redrawn = self.renew(&looked.changed);
            if let Some(redrawn) = redrawn {
                let (files, took) = (&*looked.changed, since.elapsed());
                (self.server.tell)(&Story::Changed { files, redrawn: &redrawn, took });
            }
        }
    }

    /// Looks at the files. `None` when the machine refuses one, which is shown then.
    fn look(&mut self, touched: &Touched) -> Option<Looked> {
        // A file that goes while it is read is gone at the next look.
        let mut result = self.reader.look(touched);
        for _ in 0..3 {
            if result.is_ok() {
                break;
            }
            std::thread::sleep(Duration::from_millis(30));
            result = self.reader.look(&Touched::Everything);
        }
        match result {
            Ok(mut looked) => {
                // What could not be read before can be: that is news, whatever it says.
                looked.problems_changed |= self.unreadable.is_some();
                Some(looked)
            }
            Err(error) => {
                let words = error.to_string();
                if self.unreadable.as_ref() != Some(&words) {
                    (self.server.tell)(&Story::Unreadable { error: &error });
                    self.show(None, Arc::from([format!("error: {words}")]), "/");
                    self.unreadable = Some(words);
                }
                None
            }
        }
    }

    /// Understands the files anew and shows what comes of it. Gives the open pages that had to
    /// be drawn again; `None` when the archive does not hold.
    fn renew(&mut self, files: &[SourcePath]) -> Option<Vec<String>> {
        let since = Instant::now();
        let snapshot = self.reader.snapshot();
        if snapshot.of(Kind::Config).next().is_none() {
            // Without settings nothing is understood, and nothing is forgotten over it.
            let problems = snapshot.problems.clone();
            return self.judged(files, None, problems, "/");
        }
        let understood = understand(self.site, snapshot, &mut self.memory);
        let base_path = understood.world.config.base_path().to_owned();
        let mut problems = understood.problems.clone();
        let mut generation = None;
        if !self.site.is_stopped_by(&problems) {
            let new = Generation::new(self.generations + 1, understood, snapshot.clone());
            problems.extend(self.untried(&new));
            if !self.site.is_stopped_by(&problems) {
                self.generations += 1;
                generation = Some(Arc::new(new));
            }
        }
        diagnostic::sort(&mut problems);
        let first = generation.is_some() && self.generations == 1 && !files.is_empty();
        let redrawn = self.judged(files, generation, problems, &base_path);
        if first {
            self.tell_what_is_there(since);
        }
        redrawn
    }

    /// Shows a generation, or tells why there is none.
    fn judged(
        &mut self,
        files: &[SourcePath],
        generation: Option<Arc<Generation>>,
        problems: Vec<Diagnostic>,
        base_path: &str,
    ) -> Option<Vec<String>> {
        let snapshot = self.reader.snapshot();
        let told: Arc<[String]> = if generation.is_some() {
            Arc::from([])
        } else {
            problems.iter().map(|problem| (self.explain)(problem, snapshot)).collect()
        };
        let was_broken =
            self.unreadable.take().is_some() || self.site.is_stopped_by(&self.problems);
        if problems != self.problems {
            let problems = &*problems;
            (self.server.tell)(&Story::Problems { problems, snapshot });
        }
        self.problems = problems;
        let holds = generation.is_some();
        if !holds {
            let errors = told.len();
            let shown = self.generations > 0;
            (self.server.tell)(&Story::Broken { files, errors, shown });
        } else if was_broken {
            (self.server.tell)(&Story::Mended);
        }
        let redrawn = self.show(generation, told, base_path);
        holds.then_some(redrawn)
    }

    /// What draws no page of some kind, where the templates are new.
    fn untried(&self, new: &Generation) -> Vec<Diagnostic> {
        let before = self.server.moments.borrow().clone();
        let before = before.and_then(|moment| moment.generation.clone());
        let same = before.is_some_and(|before| before.draws_like(new));
        if same { Vec::new() } else { self.server.shelf.try_kinds(new) }
    }

    /// Leaves a moment for the server, with the pages that tabs show drawn already. Gives those
    /// that had to be drawn again.
    fn show(
        &self,
        generation: Option<Arc<Generation>>,
        problems: Arc<[String]>,
        base_path: &str,
    ) -> Vec<String> {
        let before = self.server.moments.borrow().clone();
        let moment = match (generation, &before) {
            (None, Some(before)) => Moment {
                generation: before.generation.clone(),
                problems,
                base_path: match before.generation {
                    Some(_) => before.base_path.clone(),
                    None => base_path.to_owned(),
                },
            },
            (generation, _) => Moment { generation, problems, base_path: base_path.to_owned() },
        };
        if before.as_ref().is_some_and(|before| before.base_path != moment.base_path) {
            let url = self.url(&moment.base_path);
            (self.server.tell)(&Story::Moved { url });
        }
        let mut redrawn = Vec::new();
        let open: Vec<String> = self.server.tabs().keys().cloned().collect();
        for path in open {
            let old = before.as_ref().map(|before| live::shown(self.server, before, &path).0);
            if Some(live::shown(self.server, &moment, &path).0) != old {
                redrawn.push(path);
            }
        }
        self.server.moments.send_replace(Some(Arc::new(moment)));
        redrawn
    }

    /// The address of the site, as a browser takes it.
    fn url(&self, base_path: &str) -> String {
        let mut address = self.address;
        if address.ip().is_unspecified() {
            address.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
        }
        format!("http://{address}{base_path}")
    }
}
