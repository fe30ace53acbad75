//! Looks at an archive, once or again and again, and reads only what may have moved.
//!
//! What a watcher says is a hint where to look. What a file is, its contents say.
#![expect(
    clippy::disallowed_methods,
    reason = "the time of reading tells whether a stamp can be trusted, and nothing else"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;

use super::read::{Problem, read_file, read_settings};
use super::stamp::Stamp;
use super::{Kind, ReadError, Snapshot, SourceFile, kind, walk};
use crate::config;
use crate::diagnostic::{self, Code, Diagnostic, Span};
use crate::path::SourcePath;

/// Where to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touched {
    /// Everywhere.
    Everything,
    /// At these files and folders, absolute.
    Only(BTreeSet<PathBuf>),
}

impl Touched {
    /// Looks there as well.
    pub fn add(&mut self, path: PathBuf) {
        if let Self::Only(paths) = self {
            paths.insert(path);
        }
    }
}

/// What a look found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// Files that are new, changed or gone, sorted.
    pub changed: Vec<SourcePath>,
    /// Whether what cannot be read is other than it was.
    pub problems_changed: bool,
}

impl Looked {
    /// Whether all is as it was.
    pub fn is_nothing(&self) -> bool {
        self.changed.is_empty() && !self.problems_changed
    }
}

/// Reads everything below an archive's root.
///
/// # Errors
///
/// When the system refuses a file or folder; a file with wrong contents is a problem of the
/// snapshot instead.
pub fn snapshot(root: &Path) -> Result<Snapshot, ReadError> {
    let mut reader = Reader::new(root);
    reader.look(&Touched::Everything)?;
    Ok(reader.snapshot)
}

/// Keeps an archive's files as they were last read.
pub struct Reader {
    root: PathBuf,
    snapshot: Snapshot,
    /// The files as they were when the settings could last be read, and their stamps.
    known: BTreeMap<SourcePath, Arc<SourceFile>>,
    stamps: BTreeMap<SourcePath, Stamp>,
    /// The limit that these were read under.
    known_limit: u64,
    /// The limit that the files were read under; `None` before a look has gone through.
    limit: Option<u64>,
}

/// More paths than this are looked for by one walk.
const MANY: usize = 200;

impl Reader {
    /// Knows nothing yet.
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            snapshot: Snapshot::default(),
            known: BTreeMap::new(),
            stamps: BTreeMap::new(),
            known_limit: 0,
            limit: None,
        }
    }

    /// The files as they were last read.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Looks again.
    ///
    /// # Errors
    ///
    /// When the system refuses a file or folder. Then all is as it was, and the next look goes
    /// everywhere.
    pub fn look(&mut self, touched: &Touched) -> Result<Looked, ReadError> {
        let limit = self.limit.take();
        if let (Some(limit), Touched::Only(paths)) = (limit, touched)
            && paths.len() <= MANY
            && let Some(found) = self.some(paths, limit)?
        {
            self.limit = Some(limit);
            return Ok(found);
        }
        self.everything()
    }

    fn everything(&mut self) -> Result<Looked, ReadError> {
        let mut next = Snapshot::default();
        let settings = SourcePath::new(config::FILE);
        let mut limit = None;
        if let Some(file) = read_settings(&self.root, &settings, &mut next)? {
            let bytes = config::read(file.text()).value.limits.file_bytes;
            next.files.insert(settings.clone(), Arc::new(file));
            if self.root.join("content").is_dir() {
                limit = Some(bytes);
                let stamps = self.walk(bytes, &mut next)?;
                (self.stamps, self.known_limit) = (stamps, bytes);
                self.known.clone_from(&next.files);
            } else {
                next.problems.push(no_content());
            }
        }
        let mut found = self.compare(&next);
        if limit.is_none() && !found.is_nothing() {
            // Nothing was looked at, so nothing else is known to have changed.
            found.changed = vec![settings];
        }
        (self.snapshot, self.limit) = (next, limit);
        Ok(found)
    }

    fn walk(
        &self,
        limit: u64,
        next: &mut Snapshot,
    ) -> Result<BTreeMap<SourcePath, Stamp>, ReadError> {
        let found = walk::walk(&self.root)?;
        next.problems.extend(found.problems);
        let mut wanted = Vec::with_capacity(found.files.len());
        for (path, file) in found.files {
            match kind::of(&path) {
                Ok(kind) => wanted.push((path, file, kind)),
                Err(problem) => next.problems.push(problem),
            }
        }
        let now = SystemTime::now();
        // Under another limit other files are too large.
        let known = self.known_limit == limit;
        let read: Result<Vec<_>, ReadError> = wanted
            .into_par_iter()
            .map(|(path, file, kind)| {
                let stamp = stamp(&file)?;
                let same = self.stamps.get(&path) == Some(&stamp);
                let kept = self.known.get(&path).filter(|_| known && same);
                let read = match kept {
                    Some(file) => Ok(Arc::clone(file)),
                    None => read_file(&path, &file, kind, limit)?.map(Arc::new),
                };
                Ok((path, stamp, read))
            })
            .collect();
        let mut stamps = BTreeMap::new();
        for (path, stamp, file) in read? {
            match file {
                Ok(file) => {
                    if stamp.is_settled(now) {
                        stamps.insert(path.clone(), stamp);
                    }
                    next.files.insert(path, file);
                }
                Err(problem) => next.problems.push(*problem),
            }
        }
        Ok(stamps)
    }

    fn compare(&self, next: &Snapshot) -> Looked {
        let before = &self.snapshot.files;
        let differs = |path: &&SourcePath| {
            before.get(*path).map(|file| file.digest)
                != next.files.get(*path).map(|file| file.digest)
        };
        let mut changed: Vec<SourcePath> = next.files.keys().filter(differs).cloned().collect();
        changed.extend(before.keys().filter(|path| !next.files.contains_key(*path)).cloned());
        let refused = |snapshot: &Snapshot| {
            let mut problems = snapshot.problems.clone();
            diagnostic::sort(&mut problems);
            problems
        };
        let (was, is) = (refused(&self.snapshot), refused(next));
        let other = was.iter().filter(|problem| !is.contains(problem));
        let other = other.chain(is.iter().filter(|problem| !was.contains(problem)));
        let problems_changed = was != is;
        changed.extend(other.map(|problem| problem.span.path.clone()));
        changed.sort_unstable();
        changed.dedup();
        Looked { changed, problems_changed }
    }

    /// Looks at some paths; `None` when that takes a walk.
    fn some(&mut self, paths: &BTreeSet<PathBuf>, limit: u64) -> Result<Option<Looked>, ReadError> {
        let mut news = Vec::new();
        for file in paths {
            let Ok(inside) = file.strip_prefix(&self.root) else { continue };
            let Some(first) = inside.components().next() else { return Ok(None) };
            let first = first.as_os_str();
            // The settings, or a whole folder of sources.
            if first == config::FILE || inside.components().count() == 1 {
                return Ok(None);
            }
            let path = walk::source_path(&self.root, file);
            if !walk::FOLDERS.iter().any(|folder| first == *folder) || walk::is_passed_by(&path) {
                continue;
            }
            match self.one(path, file, limit)? {
                Some(news_of) => news.push(news_of),
                None => return Ok(None),
            }
        }
        let mut looked = Looked::default();
        for (path, news_of) in news {
            self.learn(path, news_of, &mut looked);
        }
        Ok(Some(looked))
    }

    /// Looks at one path; `None` when it is, or was, a folder.
    fn one(
        &self,
        path: SourcePath,
        file: &Path,
        limit: u64,
    ) -> Result<Option<(SourcePath, News)>, ReadError> {
        let metadata = match file.symlink_metadata() {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let was_folder = || {
                    let inside = format!("{path}/");
                    let known = self.snapshot.files.keys();
                    let refused = self.snapshot.problems.iter().map(|problem| &problem.span.path);
                    known.chain(refused).any(|known| known.as_str().starts_with(&inside))
                };
                return Ok((!was_folder()).then_some((path, News::Gone)));
            }
            Err(_) => return Ok(None),
        };
        if metadata.is_dir() || self.is_behind_a_link(file) {
            return Ok(None);
        }
        if let Some(problem) = walk::refusal(&path, metadata.file_type()) {
            return Ok(Some((path, News::Refused(Box::new(problem)))));
        }
        let kind = match kind::of(&path) {
            Ok(kind) => kind,
            Err(problem) => return Ok(Some((path, News::Refused(Box::new(problem))))),
        };
        let news = read_stamped(&path, file, kind, limit)?;
        Ok(Some((path, news)))
    }

    /// Whether a folder on the way to a file is a symbolic link: walks follow none.
    fn is_behind_a_link(&self, file: &Path) -> bool {
        let inside = file.ancestors().skip(1).take_while(|folder| *folder != self.root);
        inside.into_iter().any(Path::is_symlink)
    }

    fn learn(&mut self, path: SourcePath, news: News, looked: &mut Looked) {
        let problems = self.snapshot.problems.len();
        let of_file = |problem: &Diagnostic| problem.span.path == path;
        let known: Vec<Diagnostic> =
            self.snapshot.problems.iter().filter(|problem| of_file(problem)).cloned().collect();
        self.snapshot.problems.retain(|problem| !of_file(problem));
        self.stamps.remove(&path);
        self.known.remove(&path);
        let before = self.snapshot.files.remove(&path);
        let mut problem = None;
        let after = match news {
            News::Gone => None,
            News::Refused(refused) => {
                problem = Some(*refused);
                None
            }
            News::File(stamp, file) => {
                if let Some(stamp) = stamp {
                    self.stamps.insert(path.clone(), stamp);
                }
                self.known.insert(path.clone(), Arc::clone(&file));
                self.snapshot.files.insert(path.clone(), Arc::clone(&file));
                Some(file)
            }
        };
        let refused_otherwise = known.iter().ne(problem.iter());
        looked.problems_changed |= refused_otherwise;
        self.snapshot.problems.extend(problem);
        debug_assert!(self.snapshot.problems.len() <= problems + 1);
        if refused_otherwise || before.map(|file| file.digest) != after.map(|file| file.digest) {
            looked.changed.push(path);
        }
    }
}

/// What became of a path.
enum News {
    Gone,
    Refused(Problem),
    /// The file, and its stamp where that can be trusted.
    File(Option<Stamp>, Arc<SourceFile>),
}

fn stamp(file: &Path) -> Result<Stamp, ReadError> {
    let metadata = file.metadata().map_err(|source| ReadError {
        act: "read",
        path: file.to_owned(),
        source,
    })?;
    Ok(Stamp::of(&metadata))
}

fn read_stamped(path: &SourcePath, file: &Path, kind: Kind, limit: u64) -> Result<News, ReadError> {
    let now = SystemTime::now();
    let stamp = stamp(file)?;
    Ok(match read_file(path, file, kind, limit)? {
        Ok(file) => News::File(stamp.is_settled(now).then_some(stamp), Arc::new(file)),
        Err(problem) => News::Refused(problem),
    })
}

fn no_content() -> Diagnostic {
    let path = SourcePath::new("content");
    Diagnostic::error(Code::MissingFile, Span::file(&path), "the archive has no folder `content`")
        .hint("reports stand in `content/reports/`, topics in `content/topics.toml`")
}
