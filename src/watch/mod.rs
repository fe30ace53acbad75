//! A doorbell: it rings when files of an archive may have moved, and says where to look.
//!
//! It never says what happened. An editor's atomic save, a rename, a checkout of a thousand files
//! and a plain write all end in one ring; what is other than before, the reader finds by looking.

mod native;
mod network;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use crate::source::Touched;

use native::{Hint, Native};

/// So long nothing may move before the bell rings: an editor's save is several events.
pub const QUIET: Duration = Duration::from_millis(40);

/// So long it waits at the most for quiet.
pub const CAP: Duration = Duration::from_millis(250);

/// So long after a ring it looks everywhere once more. The system begins to watch a new folder a
/// moment after the folder is there.
const ONCE_MORE: Duration = Duration::from_millis(500);

/// The pause between two looks where nothing tells of changes.
pub const POLL: Duration = Duration::from_millis(500);

/// Polling takes one part in a hundred of a core, and pauses no longer than this for it.
const POLL_CAP: Duration = Duration::from_secs(2);

/// So often it looks while something is out of order that no event will tell the end of: a file
/// that the system refused, an archive that is gone.
const AGAIN: Duration = Duration::from_secs(1);

/// How changes are noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// The system tells.
    Native,
    /// By looking every so often; why, unless it was asked for.
    Poll(Duration, Option<String>),
}

/// A ring.
#[derive(Debug)]
pub struct Ring {
    /// Where to look.
    pub touched: Touched,
    /// When the first hint came. `None` when the bell rings by itself.
    pub since: Option<Instant>,
    /// How changes are noticed from now on, if that is news.
    pub method: Option<Method>,
}

/// Rings when files may have moved.
pub struct Bell {
    root: PathBuf,
    watcher: Watcher,
    once_more: Option<Instant>,
}

enum Watcher {
    Native(Native, Receiver<Hint>),
    Poll(Duration),
}

impl Bell {
    /// Hangs a bell on an archive: from now on, whatever moves rings it. `poll` asks for looking
    /// every so often instead of being told.
    pub fn hang(root: &Path, poll: Option<Duration>) -> (Self, Method) {
        let (watcher, method) = match (poll, network::why_deaf(root)) {
            (Some(every), _) => (Watcher::Poll(every), Method::Poll(every, None)),
            (None, Some(why)) => (Watcher::Poll(POLL), Method::Poll(POLL, Some(why))),
            (None, None) => match Native::new(root) {
                Ok((native, hints)) => (Watcher::Native(native, hints), Method::Native),
                Err(why) => (Watcher::Poll(POLL), Method::Poll(POLL, Some(why))),
            },
        };
        (Self { root: root.to_owned(), watcher, once_more: None }, method)
    }

    /// Waits until files may have moved and none has for [`QUIET`].
    ///
    /// `looked` is how long a look everywhere takes, when nothing has changed. `uneasy` asks to
    /// look again soon, whether anything moves or not.
    pub fn wait(&mut self, looked: Duration, uneasy: bool) -> Ring {
        let (native, hints) = match &mut self.watcher {
            Watcher::Native(native, hints) => (native, hints),
            Watcher::Poll(every) => {
                std::thread::sleep((*every).max((looked * 100).min(POLL_CAP)));
                return Ring { touched: Touched::Everything, since: None, method: None };
            }
        };
        if uneasy || native.is_lost() {
            let soon = Instant::now() + AGAIN;
            self.once_more = Some(self.once_more.map_or(soon, |known| known.min(soon)));
        }
        let Some(first) = next(hints, self.once_more) else {
            self.once_more = None;
            native.find_again();
            return Ring { touched: Touched::Everything, since: None, method: None };
        };
        let since = Instant::now();
        let mut heard = Heard::default();
        heard.hear(first);
        while let Some(left) = CAP.checked_sub(since.elapsed()) {
            match hints.recv_timeout(QUIET.min(left)) {
                Ok(hint) => heard.hear(hint),
                Err(_) => break,
            }
        }
        if heard.paths.contains(&self.root) {
            // The folder itself was moved, removed or replaced.
            heard.unclear = true;
            native.lose();
        }
        native.watch_again(&heard.paths);
        let mut method = None;
        if let Some(why) = heard.deaf {
            self.watcher = Watcher::Poll(POLL);
            method = Some(Method::Poll(POLL, Some(why)));
        }
        self.once_more = Some(Instant::now() + ONCE_MORE);
        let touched = if heard.unclear { Touched::Everything } else { Touched::Only(heard.paths) };
        Ring { touched, since: Some(since), method }
    }

    /// The archive's root.
    pub fn root(&self) -> &Path {
        &self.root
    }
}

/// What was heard until it was quiet.
#[derive(Default)]
struct Heard {
    paths: BTreeSet<PathBuf>,
    unclear: bool,
    deaf: Option<String>,
}

impl Heard {
    fn hear(&mut self, hint: Hint) {
        match hint {
            Hint::At(paths) => self.paths.extend(paths),
            Hint::Somewhere => self.unclear = true,
            Hint::Deaf(why) => {
                self.unclear = true;
                self.deaf = Some(why);
            }
        }
    }
}

/// The next hint; `None` when `until` comes first, or when there will be none.
fn next(hints: &Receiver<Hint>, until: Option<Instant>) -> Option<Hint> {
    match until {
        None => hints.recv().ok(),
        Some(until) => {
            let left = until.saturating_duration_since(Instant::now());
            hints.recv_timeout(left).ok()
        }
    }
}
