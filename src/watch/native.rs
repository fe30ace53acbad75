//! What the operating system tells of changes, made into hints.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Config, ErrorKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::config;
use crate::source::FOLDERS;

/// Where something may have moved.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Hint {
    /// At these paths.
    At(Vec<PathBuf>),
    /// The system does not say where, or a whole folder came or went.
    Somewhere,
    /// The system can tell no more, and why.
    Deaf(String),
}

/// The operating system's watch on an archive's folders.
pub(super) struct Native {
    root: PathBuf,
    watcher: RecommendedWatcher,
    hints: Sender<Hint>,
    /// Whether the root is not the folder that is watched, as far as is known.
    lost: bool,
}

impl Native {
    /// Watches the root for the settings and for folders that come, and each folder of sources
    /// with all below it. Fails with words for an editor.
    pub(super) fn new(root: &Path) -> Result<(Self, Receiver<Hint>), String> {
        let (hints, received) = channel();
        let (sender, archive) = (hints.clone(), root.to_owned());
        let hear = move |event: notify::Result<notify::Event>| {
            if let Some(hint) = hint(event, &archive) {
                // The bell may be gone already; then nobody wants to know.
                let _ = sender.send(hint);
            }
        };
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(hear, config).map_err(|error| why(&error))?;
        let mut native = Self { root: root.to_owned(), watcher, hints, lost: false };
        native.watch_all()?;
        Ok((native, received))
    }

    fn watch_all(&mut self) -> Result<(), String> {
        let root = self.root.clone();
        self.watcher.watch(&root, RecursiveMode::NonRecursive).map_err(|error| why(&error))?;
        for folder in FOLDERS {
            self.watch(&root.join(folder))?;
        }
        Ok(())
    }

    /// The root may be another folder than the one that is watched, or none.
    pub(super) fn lose(&mut self) {
        self.lost = true;
    }

    /// Whether the root has yet to be found again.
    pub(super) fn is_lost(&self) -> bool {
        self.lost
    }

    /// Watches the root anew, if it was lost and is there again.
    pub(super) fn find_again(&mut self) {
        if !self.lost || !self.root.is_dir() {
            return;
        }
        let folders = FOLDERS.map(|name| self.root.join(name));
        for folder in folders.iter().chain([&self.root.clone()]) {
            // What is gone is not watched any more, and that is as well.
            let _ = self.watcher.unwatch(folder);
        }
        self.lost = self.watch_all().is_err();
    }

    /// Watches a folder that may not be there.
    fn watch(&mut self, folder: &Path) -> Result<(), String> {
        if !folder.is_dir() || folder.is_symlink() {
            return Ok(());
        }
        match self.watcher.watch(folder, RecursiveMode::Recursive) {
            Ok(()) => Ok(()),
            Err(error) if matches!(error.kind, ErrorKind::PathNotFound) => Ok(()),
            Err(error) => Err(why(&error)),
        }
    }

    /// A folder of sources that was moved away and came back is another folder to the system.
    pub(super) fn watch_again(&mut self, touched: &BTreeSet<PathBuf>) {
        for folder in FOLDERS.map(|name| self.root.join(name)) {
            if touched.contains(&folder) {
                // It may not have been watched, and that is as well.
                let _ = self.watcher.unwatch(&folder);
                if let Err(why) = self.watch(&folder) {
                    let _ = self.hints.send(Hint::Deaf(why));
                }
            }
        }
    }
}

fn hint(event: notify::Result<notify::Event>, root: &Path) -> Option<Hint> {
    let event = match event {
        Ok(event) => event,
        Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch) => {
            return Some(Hint::Deaf(why(&error)));
        }
        Err(_) => return Some(Hint::Somewhere),
    };
    if event.need_rescan() {
        return Some(Hint::Somewhere);
    }
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => {}
        // Looking is no change: our own reading would ring the bell for ever.
        EventKind::Access(_) => return None,
        _ if event.paths.is_empty() => return Some(Hint::Somewhere),
        _ => {}
    }
    // The root holds the output too, and whatever else an editor keeps there.
    let is_source = |path: &PathBuf| {
        path.strip_prefix(root).is_ok_and(|inside| match inside.components().next() {
            Some(first) => {
                let first = first.as_os_str();
                first == config::FILE || FOLDERS.iter().any(|folder| first == *folder)
            }
            None => true,
        })
    };
    let paths: Vec<PathBuf> = event.paths.into_iter().filter(is_source).collect();
    (!paths.is_empty()).then_some(Hint::At(paths))
}

fn why(error: &notify::Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => {
            "the system has no more watches to give (fs.inotify.max_user_watches)".to_owned()
        }
        ErrorKind::Io(error) => format!("the system cannot watch the folders: {error}"),
        _ => format!("the system cannot watch the folders: {error}"),
    }
}
