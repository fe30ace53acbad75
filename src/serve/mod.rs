//! Shows an archive as it will be published, and as it is being written: `rightsbook serve`.
//!
//! A page is drawn when it is asked for, from the model in memory, by the view and the renderer
//! that a build uses. Nothing is written. An archive is shown whole or not at all: until the next
//! one holds, the last one that did is answered from, with what is wrong told over it.
//!
//! One thread follows the files; the threads of the server only read what it left for them.

mod answer;
mod connect;
mod follow;
mod guard;
mod listen;
mod live;
mod site;

pub use listen::{Listen, ListenError, PORT};

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Semaphore, watch as channel};

use crate::diagnostic::Diagnostic;
use crate::pages::Spot;
use crate::path::SourcePath;
use crate::pipeline::Site;
use crate::source::{ReadError, Snapshot};
use crate::watch::{Bell, Method};

use follow::Follower;
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
    /// There is something to look at, for the first time.
    Read { pages: usize, reports: usize, sections: usize, took: Duration },
    /// The address is answered at.
    Serving { url: String },
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
    /// A page that was looked at has something else wrong with it by itself than before, or
    /// nothing any more.
    PageProblems { url: String, problems: &'a [String] },
    /// The machine refuses to give a file.
    Unreadable { error: &'a ReadError },
}

/// What the threads of the server know.
struct Server {
    names: Names,
    /// Whether only this machine can connect.
    loopback: bool,
    moments: channel::Sender<Option<Arc<Moment>>>,
    shelf: Shelf,
    tabs: Mutex<BTreeMap<String, usize>>,
    streams: Arc<Semaphore>,
    tell: Tell,
}

/// Serves until the process ends. Comes back with `false` when there is nothing to show and
/// nothing will change that.
///
/// # Errors
///
/// When the address cannot be had, or threads cannot be started.
pub fn serve(job: &Job, explain: Explain, tell: &Tell) -> Result<bool, ServeError> {
    let (listener, wanted) = listen::take(job.listen).map_err(ServeError::Listen)?;
    let address = listener.local_addr().map_err(ServeError::Machine)?;
    listener.set_nonblocking(true).map_err(ServeError::Machine)?;
    tell(&Story::Listening { address, wanted });
    let server = Arc::new(Server {
        names: Names::of(address),
        loopback: address.ip().is_loopback(),
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
    let mut follower = Follower::new(&job.site, explain, &server, address);
    let holds = follower.begin();
    match bell {
        Some((bell, method)) => {
            tell(&Story::Watching { method });
            follower.follow(bell)
        }
        // Nothing will mend what is not followed.
        None if !holds => Ok(false),
        // The connections are all there is to do.
        None => Ok(runtime.block_on(accepting).is_ok()),
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
        let (drawn, news) = self.shelf.page(of, spot);
        if news {
            let url = spot.url.to_string();
            (self.tell)(&Story::PageProblems { url, problems: &drawn.problems });
        }
        drawn
    }

    /// Counts a tab in as long as what it returns lives, under an address of the plan: what a
    /// client sends is told to nobody.
    fn open_tab(self: &Arc<Self>, moment: &Moment, path: &str) -> OpenTab {
        let path = match answer::find(moment, path) {
            answer::Place::Page(spot) => format!("{}{}", moment.base_path, spot.url),
            _ => format!("{}404.html", moment.base_path),
        };
        *self.tabs().entry(path.clone()).or_default() += 1;
        OpenTab { server: Arc::clone(self), path }
    }

    /// What browsers are told of problems. To the network nothing of the files is told: they may
    /// be of a report that nobody is to see yet.
    fn for_browsers(&self, problems: &[String]) -> Vec<String> {
        if self.loopback || problems.is_empty() {
            return problems.to_vec();
        }
        vec![format!(
            "{} in the archive: whoever runs this preview sees them",
            match problems.len() {
                1 => "a problem".to_owned(),
                many => format!("{many} problems"),
            }
        )]
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
