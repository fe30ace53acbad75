//! Whatever happens to the files, what is served comes to be what a clean build would give.
//!
//! `RIGHTSBOOK_SEQUENCES=1000 cargo test converge` runs as many sequences as the number says.
#![expect(clippy::disallowed_methods, reason = "tests move files as editors do")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};

use rightsbook::pipeline::{Built, Site};

use crate::driver::{Archive, OFFICE_2018, OFFICE_2019, WATCH_2018, report};
use crate::preview::{PATIENCE, Preview};

/// xorshift64*: small, seeded, and the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % sides
    }
}

const REPORTS: [&str; 3] = [OFFICE_2019, OFFICE_2018, WATCH_2018];

type Happening = fn(&Archive, &mut Dice);

/// What editors, their programs and version control do to files. Each may find that there is
/// nothing to do it to.
const HAPPENINGS: [(&str, Happening); 24] = [
    ("plain save", |a, d| {
        let (file, text) = edited(a, d);
        std::fs::write(file, text).unwrap();
    }),
    ("plain save", |a, d| {
        let (file, text) = edited(a, d);
        std::fs::write(file, text).unwrap();
    }),
    ("save in two pieces", |a, d| {
        let (file, text) = edited(a, d);
        let middle = (0..text.len() / 2).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        std::fs::write(&file, &text[..middle]).unwrap();
        pause(d.roll(70));
        std::fs::write(&file, text).unwrap();
    }),
    ("rename over (sed -i, JetBrains)", |a, d| {
        let (file, text) = edited(a, d);
        let beside = file.with_file_name("sedAbCdEf.tmp");
        std::fs::write(&beside, text).unwrap();
        std::fs::rename(beside, file).unwrap();
    }),
    ("backup and new file (vim)", |a, d| {
        let (file, text) = edited(a, d);
        let mut backup = file.clone().into_os_string();
        backup.push("~");
        let _ = std::fs::rename(&file, &backup);
        std::fs::write(&file, text).unwrap();
        let _ = std::fs::remove_file(backup);
    }),
    ("two saves at once", |a, d| {
        for _ in 0..2 {
            let (file, text) = edited(a, d);
            std::fs::write(file, text).unwrap();
        }
    }),
    ("as many bytes, and the time set back", |a, d| {
        let file = a.root.join(REPORTS[d.roll(3)]);
        let Ok(metadata) = file.metadata() else { return };
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replacen("Observers", "Onlookers", 1)).unwrap();
        let back = std::fs::File::options().append(true).open(&file).unwrap();
        back.set_modified(metadata.modified().unwrap()).unwrap();
    }),
    ("a time of long ago", |a, d| {
        let (file, text) = edited(a, d);
        std::fs::write(&file, text).unwrap();
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        std::fs::File::options().append(true).open(&file).unwrap().set_modified(long_ago).unwrap();
    }),
    ("delete", |a, d| drop(std::fs::remove_file(a.root.join(REPORTS[d.roll(3)])))),
    ("bring back", |a, _| restore(a)),
    ("bring back", |a, _| restore(a)),
    ("rename a file", |a, _| {
        let (here, there) = ("content/pages/about.md", "content/pages/other.md");
        let (here, there) = (a.root.join(here), a.root.join(there));
        let _ = std::fs::rename(&here, &there).or_else(|_| std::fs::rename(&there, &here));
    }),
    ("rename a folder", |a, _| {
        let (here, there) = ("content/reports/freeland", "content/reports/elsewhere");
        let (here, there) = (a.root.join(here), a.root.join(there));
        let _ = std::fs::rename(&here, &there).or_else(|_| std::fs::rename(&there, &here));
    }),
    ("move all content away and back", |a, d| {
        let (here, there) = (a.root.join("content"), a.root.join("content-away"));
        let _ = std::fs::rename(&here, &there);
        pause(d.roll(90));
        let _ = std::fs::rename(&there, &here);
    }),
    ("a new folder with a report", |a, d| {
        let year = 2001 + d.roll(9);
        let path = format!("content/reports/new-{year}/deep/{year}-office.md");
        let body = "\n## Section 3. Work\n\nWords.\n";
        a.write(&path, &report("office", u16::try_from(year).unwrap(), "full", body));
    }),
    ("folders go", |a, _| {
        for entry in a.root.join("content/reports").read_dir().into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with("new-") {
                std::fs::remove_dir_all(entry.path()).unwrap();
            }
        }
    }),
    ("break front matter", |a, d| {
        let file = a.root.join(REPORTS[d.roll(3)]);
        let Ok(text) = std::fs::read_to_string(&file) else { return };
        std::fs::write(file, text.replacen("status: published", "status: publishd", 1)).unwrap();
    }),
    ("draft and back", |a, _| {
        let file = a.root.join(WATCH_2018);
        let Ok(text) = std::fs::read_to_string(&file) else { return };
        let (from, to) = ("status: published", "status: draft");
        let text = if text.contains(from) {
            text.replacen(from, to, 1)
        } else {
            text.replacen(to, from, 1)
        };
        std::fs::write(file, text).unwrap();
    }),
    ("a template comes, fails or goes", |a, d| match d.roll(3) {
        0 => drop(std::fs::remove_dir_all(a.root.join("templates"))),
        1 => a.write("templates/years.html", "{% if %}"),
        _ => {
            let (_, text) = rightsbook::builtin::TEMPLATES
                .iter()
                .find(|(name, _)| *name == "years.html")
                .unwrap();
            let mark = format!("{{% block main -%}}<!-- {} -->", d.roll(99));
            a.write("templates/years.html", &text.replace("{% block main -%}", &mark));
        }
    }),
    ("static files", |a, d| match d.roll(3) {
        0 => drop(std::fs::remove_dir_all(a.root.join("static"))),
        1 => a.write("static/style.css", &format!("main {{ margin: {}px }}", d.roll(99))),
        _ => a.write(&format!("static/notes/{}.txt", d.roll(5)), &format!("{}", d.roll(99))),
    }),
    ("settings", |a, d| {
        let base = ["https://example.org/repo/", "https://example.org/"][d.roll(8) / 7];
        let title = d.roll(9);
        a.write(
            "rightsbook.toml",
            &format!("title = \"Archive {title}\"\nbase_url = \"{base}\"\n"),
        );
    }),
    ("topics", |a, d| {
        let file = a.root.join("content/topics.toml");
        let Ok(text) = std::fs::read_to_string(&file) else { return };
        let lines = text.lines().map(|line| match line.starts_with("label = \"Work") {
            true => format!("label = \"Work {}\"", d.roll(9)),
            false => line.to_owned(),
        });
        std::fs::write(file, lines.collect::<Vec<_>>().join("\n")).unwrap();
    }),
    ("a link among the sources", |a, d| {
        let link = a.root.join("content/pages/link.md");
        if d.roll(4) == 0 && !link.is_symlink() {
            let _ = std::os::unix::fs::symlink("about.md", link);
        } else {
            let _ = std::fs::remove_file(link);
        }
    }),
    ("many files at once (git checkout)", |a, d| {
        let n = 30 + d.roll(100);
        for page in 0..n {
            a.write(
                &format!("content/pages/many-{page}.md"),
                "---\ntitle: One of many\n---\nWords.\n",
            );
        }
        pause(d.roll(120));
        for page in 0..n {
            let _ = std::fs::remove_file(a.root.join(format!("content/pages/many-{page}.md")));
        }
    }),
];

fn pause(milliseconds: usize) {
    std::thread::sleep(Duration::from_millis(milliseconds as u64));
}

/// A report with other words in it.
fn edited(archive: &Archive, dice: &mut Dice) -> (PathBuf, String) {
    let file = archive.root.join(REPORTS[dice.roll(3)]);
    let text = std::fs::read_to_string(&file).unwrap_or_default();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let prose = |line: &String| line.ends_with('.') && !line.starts_with('[');
    let prose: Vec<usize> = (0..lines.len()).filter(|at| prose(&lines[*at])).collect();
    if let Some(at) = prose.get(dice.roll(prose.len().max(1))) {
        lines[*at] = match dice.roll(4) {
            0 => format!("{}\n\nA paragraph more, number {}.", lines[*at], dice.roll(1000)),
            _ => format!("Words number {}.", dice.roll(1000)),
        };
    }
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).unwrap();
    }
    (file, lines.join("\n") + "\n")
}

/// Brings the archive back to what it was at first, as far as its reports go.
fn restore(archive: &Archive) {
    let first = Archive::new();
    let _ = std::fs::remove_dir_all(archive.root.join("content/reports/elsewhere"));
    for path in REPORTS.iter().chain(&["content/topics.toml", "content/pages/about.md"]) {
        archive.write(path, &first.read(path));
    }
}

/// Takes away whatever keeps the archive from holding.
fn mend(archive: &Archive) {
    restore(archive);
    let _ = std::fs::remove_dir_all(archive.root.join("templates"));
    let _ = std::fs::remove_file(archive.root.join("content/pages/link.md"));
    let _ = std::fs::remove_file(archive.root.join("content/pages/other.md"));
}

/// A running server, and what a clean build of the same files gives.
struct Pair {
    archive: Archive,
    preview: Preview,
    /// The last tree that a clean build published.
    files: BTreeMap<String, Vec<u8>>,
}

impl Pair {
    /// The first difference between what is served and what a clean build gives, if there is one.
    fn difference(&mut self) -> Result<Built, String> {
        let out = self.archive.root.join("../out");
        let _ = std::fs::remove_dir_all(&out);
        let built = self.archive.build_with(&Site::new(&self.archive.root), out.to_str().unwrap());
        let problems: Vec<_> =
            built.problems.iter().map(|problem| problem.message.clone()).collect();
        let holds = built.receipt.is_some();
        let told = self.preview.listen("", "", "").until("problems");
        let told: Vec<String> = serde_json::from_value(told).unwrap();
        let wanted: &[String] = if holds { &[] } else { &problems };
        let same = told.len() == wanted.len()
            && told.iter().zip(wanted).all(|(told, wanted)| told.contains(&**wanted));
        if !same {
            return Err(format!("it tells {told:#?} and should tell {wanted:#?}"));
        }
        if holds {
            self.compare(&crate::driver::tree(&out))?;
        }
        Ok(built)
    }

    fn compare(&mut self, files: &BTreeMap<String, Vec<u8>>) -> Result<(), String> {
        let mounted = self.archive.read("rightsbook.toml").contains("org/repo/");
        self.preview.base = if mounted { "/repo/" } else { "/" }.to_owned();
        for (path, bytes) in files {
            if matches!(path.as_str(), "MANIFEST.sha256" | ".rightsbook") {
                continue;
            }
            let answer = self.preview.get(path);
            if answer.status != 200 || answer.published() != *bytes {
                return Err(format!("/{path} is another ({})", answer.status));
            }
        }
        for path in self.files.keys().filter(|path| !files.contains_key(*path)) {
            if self.preview.get(path).status != 404 {
                return Err(format!("/{path} is gone and served"));
            }
        }
        self.files.clone_from(files);
        Ok(())
    }

    /// Waits until nothing differs.
    fn converges(&mut self, story: &str) -> Built {
        let end = Instant::now() + PATIENCE;
        loop {
            match self.difference() {
                Ok(built) => return built,
                Err(wrong) => assert!(Instant::now() < end, "{story}: {wrong}"),
            }
            pause(20);
        }
    }
}

fn run(sequences: u64, arguments: &[&str]) {
    let archive = Archive::new();
    let preview = Preview::start(&archive.root, arguments);
    let mut pair = Pair { archive, preview, files: BTreeMap::new() };
    for seed in 1..=sequences {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut done = Vec::new();
        for _ in 0..=dice.roll(6) {
            let (name, happen) = HAPPENINGS[dice.roll(HAPPENINGS.len())];
            done.push(name);
            happen(&pair.archive, &mut dice);
            if dice.roll(3) == 0 {
                pause(dice.roll(80));
            }
        }
        let story = format!("sequence {seed}, {done:?}");
        if pair.converges(&story).receipt.is_none() {
            // Which state was the last to hold depends on when the server looked. Mended, there
            // is one answer again.
            mend(&pair.archive);
            let built = pair.converges(&format!("{story}, mended"));
            assert!(built.receipt.is_some(), "{story}: {:#?}", built.problems);
        }
        assert!(pair.preview.is_up());
    }
}

fn sequences(few: u64) -> u64 {
    let many = std::env::var("RIGHTSBOOK_SEQUENCES").ok();
    many.and_then(|many| many.parse().ok()).unwrap_or(few)
}

#[test]
fn any_sequence_of_file_operations_converges() {
    run(sequences(25), &["--watch"]);
}

#[test]
fn it_converges_without_events_too() {
    run(sequences(10), &["--watch", "--poll=20"]);
}
