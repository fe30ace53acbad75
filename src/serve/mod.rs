//! Shows an archive as it will be published, and as it is being written: `rightsbook serve`.
//!
//! A page is drawn when it is asked for, from the model in memory, by the view and the renderer
//! that a build uses. Nothing is written. An archive is shown whole or not at all: until the next
//! one holds, the last one that did is answered from, with what is wrong told over it.
//!
//! One thread follows the files; the threads of the server only read what it left for them.

mod answer;
mod connect;
mod guard;
mod listen;
mod live;
mod site;

pub use listen::{Listen, ListenError, PORT};

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Semaphore, watch as channel};

use crate::diagnostic::Diagnostic;
use crate::pages::Spot;
use crate::path::SourcePath;
use crate::pipeline::{Memory, Site, understand};
use crate::source::{Looked, ReadError, Reader, Snapshot, Touched};
use crate::watch::{Bell, Method, Ring};

use guard::Names;
use site::{Drawn, Generation, Moment, Shelf};

/// Tabs that may listen at one time.
const STREAMS: usize = 64;

/// What is to be served.
#[derive(Clone, Debug)]
pub struct Job {
    /// The archive.
    pub site: Site,
    /// Where.
    pub listen: Listen,
    /// Whether the files are followed, and by looking every so often if that is asked for.
    pub watch: Option<Option<Duration>>,
}

/// Tells a problem as people read it: the same words for the terminal and the browser.
pub type Explain = fn(&Diagnostic, &Snapshot) -> String;

/// Told of everything that an editor wants to know.
pub type Tell = Arc<dyn Fn(&Story<'_>) + Send + Sync>;

/// What happened.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields say what they are")]
pub enum Story<'a> {
    /// The address is taken. `wanted` is the port that was not free.
    Listening { address: SocketAddr, wanted: Option<u16> },
    /// There is something to look at.
    Ready { url: String, pages: usize, reports: usize, sections: usize, took: Duration },
    /// Changes are noticed so.
    Watching { method: Method },
    /// Files changed, and what is shown is new.
    Changed { files: &'a [SourcePath], redrawn: &'a [String], took: Duration },
    /// The site stands at another address now.
    Moved { url: String },
    /// What is wrong with the files, when that is other than before.
    Problems { problems: &'a [Diagnostic], snapshot: &'a Snapshot },
    /// The archive does not hold: the pages are those from before, if there were any.
    Broken { files: &'a [SourcePath], errors: usize, shown: bool },
    /// It holds again.
    Mended,
    /// A page that was looked at has something wrong with it by itself.
    PageProblems { url: String, problems: &'a [String] },
    /// The machine refuses to give a file.
    Unreadable { error: &'a ReadError },
}

/// What the threads of the server know.
struct Server {
    names: Names,
    moments: channel::Sender<Option<Arc<Moment>>>,
    shelf: Shelf,
    tabs: Mutex<BTreeMap<String, usize>>,
    streams: Arc<Semaphore>,
    tell: Tell,
}

/// Serves until the process ends.
///
/// # Errors
///
/// When the address cannot be had, or threads cannot be started.
pub fn serve(job: &Job, explain: Explain, tell: &Tell) -> Result<(), ServeError> {
    let (listener, wanted) = listen::take(job.listen).map_err(ServeError::Listen)?;
    let address = listener.local_addr().map_err(ServeError::Machine)?;
    listener.set_nonblocking(true).map_err(ServeError::Machine)?;
    tell(&Story::Listening { address, wanted });
    let server = Arc::new(Server {
        names: Names::of(address),
        moments: channel::Sender::new(None),
        shelf: Shelf::new(job.site.clone(), explain),
        tabs: Mutex::default(),
        streams: Arc::new(Semaphore::new(STREAMS)),
        tell: Arc::clone(tell),
    });
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(ServeError::Machine)?;
    let router = answer::router(Arc::clone(&server));
    let listener = {
        let _inside = runtime.enter();
        tokio::net::TcpListener::from_std(listener).map_err(ServeError::Machine)?
    };
    let accepting = runtime.spawn(connect::accept(listener, router));
    // The bell hangs before the first look: nothing that moves in between is missed.
    let bell = job.watch.map(|poll| Bell::hang(&job.site.root, poll));
    let mut follower = Follower {
        site: &job.site,
        explain,
        server: &server,
        address,
        reader: Reader::new(&job.site.root),
        memory: Memory::default(),
        generations: 0,
        problems: Vec::new(),
        unreadable: false,
    };
    follower.begin();
    match bell {
        Some((bell, method)) => {
            tell(&Story::Watching { method });
            follower.follow(bell)
        }
        // Nothing is followed: the connections are all there is to do.
        None => {
            let _ = runtime.block_on(accepting);
            Ok(())
        }
    }
}

/// The moment that is shown, once there is one.
async fn waiting(server: &Arc<Server>) -> Option<Arc<Moment>> {
    let mut moments = server.moments.subscribe();
    let moment = moments.wait_for(Option::is_some).await.ok()?;
    moment.clone()
}

impl Server {
    /// A page of a generation; what is wrong with it is told when it is drawn.
    fn page(&self, of: &Generation, spot: &Spot) -> Arc<Drawn> {
        let (drawn, new) = self.shelf.page(of, spot);
        if new && !drawn.problems.is_empty() {
            let url = spot.url.to_string();
            (self.tell)(&Story::PageProblems { url, problems: &drawn.problems });
        }
        drawn
    }

    /// Counts a tab in as long as what it returns lives.
    fn open_tab(self: &Arc<Self>, path: &str) -> OpenTab {
        *self.tabs().entry(path.to_owned()).or_default() += 1;
        OpenTab { server: Arc::clone(self), path: path.to_owned() }
    }

    fn tabs(&self) -> MutexGuard<'_, BTreeMap<String, usize>> {
        self.tabs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A tab that shows a page and listens.
struct OpenTab {
    server: Arc<Server>,
    path: String,
}

impl Drop for OpenTab {
    fn drop(&mut self) {
        let mut tabs = self.server.tabs();
        if let Some(count) = tabs.get_mut(&self.path) {
            *count -= 1;
            if *count == 0 {
                tabs.remove(&self.path);
            }
        }
    }
}

/// Follows the files of an archive and leaves what is to be shown for the server.
struct Follower<'j> {
    site: &'j Site,
    explain: Explain,
    server: &'j Arc<Server>,
    address: SocketAddr,
    reader: Reader,
    memory: Memory,
    generations: u64,
    problems: Vec<Diagnostic>,
    unreadable: bool,
}

impl Follower<'_> {
    /// The first look.
    fn begin(&mut self) {
        let since = Instant::now();
        if self.look(&Touched::Everything).is_some() {
            self.renew(&[]);
        }
        let moment = self.server.moments.borrow().clone();
        let Some(moment) = moment else { return };
        let url = self.url(&moment.base_path);
        let world = moment.generation.as_ref().map(|generation| &generation.understood);
        (self.server.tell)(&Story::Ready {
            url,
            pages: world.map_or(0, |known| known.layout.spots.len()),
            reports: world.map_or(0, |known| known.world.archive.reports.len()),
            sections: world.map_or(0, |known| known.world.archive.sections.len()),
            took: since.elapsed(),
        });
    }

    fn follow(&mut self, mut bell: Bell) -> ! {
        let mut everywhere = Duration::ZERO;
        loop {
            let Ring { touched, method, .. } = bell.wait(everywhere);
            let since = Instant::now();
            if let Some(method) = method {
                (self.server.tell)(&Story::Watching { method });
            }
            let Some(looked) = self.look(&touched) else { continue };
            if touched == Touched::Everything {
                everywhere = since.elapsed();
            }
            if looked.is_nothing() {
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
                looked.problems_changed |= std::mem::take(&mut self.unreadable);
                Some(looked)
            }
            Err(error) => {
                if !std::mem::replace(&mut self.unreadable, true) {
                    (self.server.tell)(&Story::Unreadable { error: &error });
                }
                self.show(None, Arc::from([format!("error: {error}")]), "/");
                None
            }
        }
    }

    /// Understands the files anew and shows what comes of it. Gives the open pages that had to
    /// be drawn again; `None` when the archive does not hold.
    fn renew(&mut self, files: &[SourcePath]) -> Option<Vec<String>> {
        let snapshot = self.reader.snapshot();
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
        let told: Arc<[String]> = if generation.is_some() {
            Arc::from([])
        } else {
            problems.iter().map(|problem| (self.explain)(problem, snapshot)).collect()
        };
        let was_broken = self.site.is_stopped_by(&self.problems);
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
        let redrawn = self.show(generation, told, &base_path);
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

/// The server cannot start.
#[derive(Debug)]
pub enum ServeError {
    /// The address cannot be had.
    Listen(ListenError),
    /// The machine gives no threads or sockets.
    Machine(std::io::Error),
}

impl std::fmt::Display for ServeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Listen(error) => error.fmt(f),
            Self::Machine(error) => write!(f, "cannot start the server: {error}"),
        }
    }
}

impl ServeError {
    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Listen(error) => Some(error.hint()),
            Self::Machine(_) => None,
        }
    }
}
