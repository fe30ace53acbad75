//! How a lock differs from the one before, in words.

use std::fmt;

use super::lock::Lock;
use super::{Known, ReportLock};

/// How a lock differs from the one before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Paragraphs that had no number.
    pub new: usize,
    /// Paragraphs whose words changed.
    pub changed: usize,
    /// Paragraphs that vanished.
    pub gone: usize,
    /// Sections whose id changed.
    pub moved: usize,
    /// The first report that this is so in.
    pub report: Option<Box<str>>,
}

impl fmt::Display for News {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |n: usize, word: &str| {
            let end = if n == 1 { "" } else { "s" };
            (n > 0).then(|| format!("{n} {word}{end}"))
        };
        let of =
            |n: usize, what: &str| count(n, "paragraph").map(|count| format!("{count} {what}"));
        let moved = count(self.moved, "section").map(|count| format!("{count} moved"));
        let parts =
            [of(self.new, "new"), of(self.changed, "changed"), of(self.gone, "gone"), moved];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { f.write_str("put in order") } else { f.write_str(&parts.join(", ")) }
    }
}

impl Lock {
    /// How another lock differs from this one.
    pub fn news(&self, later: &Self) -> News {
        let mut news = News::default();
        let nothing = ReportLock::default();
        for (name, now) in &later.reports {
            let before = self.of(name).map_or(&nothing, |lock| lock);
            let was = (news.new, news.changed, news.gone, news.moved);
            news.add(before, now);
            if was != (news.new, news.changed, news.gone, news.moved) {
                news.report.get_or_insert_with(|| name.clone());
            }
        }
        news
    }
}

impl News {
    fn add(&mut self, before: &ReportLock, now: &ReportLock) {
        for (id, paragraphs) in &now.sections {
            // A section that moved had its paragraphs under another id.
            let was = || now.moved.iter().find(|(from, to)| *to == id && before.has(from));
            let id = if before.has(id) { id } else { was().map_or(id, |(from, _)| from) };
            let known = before.sections.get(id).map_or(&[][..], Vec::as_slice);
            for paragraph in paragraphs {
                let at = known.binary_search_by_key(&paragraph.number, |known| known.number);
                self.count(at.ok().map(|at| &known[at]), paragraph);
            }
        }
        self.moved += now.moved.keys().filter(|from| !before.moved.contains_key(*from)).count();
    }

    fn count(&mut self, before: Option<&Known>, now: &Known) {
        match before {
            None => self.new += 1,
            Some(before) if before.gone && !now.gone => self.new += 1,
            Some(before) if !before.gone && now.gone => self.gone += 1,
            Some(before) if before.print != now.print => self.changed += 1,
            Some(_) => {}
        }
    }
}

impl ReportLock {
    fn has(&self, id: &str) -> bool {
        self.sections.contains_key(id)
    }
}
