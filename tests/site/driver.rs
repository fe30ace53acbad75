//! A small archive in a folder of its own, and what can be done to it.
#![expect(clippy::disallowed_methods, reason = "tests write archives")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rightsbook::pipeline::{self, Built, Memory, Site};
use rightsbook::publish::Target;

/// An archive, its output and what a running program remembers of it.
pub(crate) struct Archive {
    _folder: tempfile::TempDir,
    pub(crate) root: PathBuf,
    pub(crate) memory: Memory,
}

pub(crate) const OFFICE_2019: &str = "content/reports/freeland/2019-office.md";
pub(crate) const OFFICE_2018: &str = "content/reports/freeland/2018-office.md";
pub(crate) const WATCH_2018: &str = "content/reports/freeland/2018-watch.md";

impl Archive {
    /// One made-up country, two made-up publishers, three reports.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap().join("archive");
        let archive = Self { _folder: folder, root, memory: Memory::default() };
        archive.write(
            "rightsbook.toml",
            "title = \"Small archive\"\nbase_url = \"https://example.org/repo/\"\n",
        );
        archive.write("content/topics.toml", TOPICS);
        archive.write("content/outlines/office.toml", OUTLINE);
        archive.write("content/outlines/watch.toml", WATCH_OUTLINE);
        archive.write(
            "content/countries/freeland.md",
            "---\nname: Freeland\n---\nA made-up country.\n",
        );
        archive.write("content/publishers/office.md", "---\nname: The Office\nkind: government\nyears: {first: 2017, last: 2020}\n---\nMade up.\n");
        archive.write(
            "content/publishers/watch.md",
            "---\nname: The Watch\nkind: ngo\nyears: {first: 2018, last: 2019}\n---\nMade up.\n",
        );
        archive.write("content/pages/about.md", "---\ntitle: About\n---\nMade up. See [the report](../reports/freeland/2019-office.md).\n");
        archive.write(OFFICE_2019, &report("office", 2019, "full", OFFICE_BODY));
        archive.write(OFFICE_2018, &report("office", 2018, "partial\nholds: [\"1\"]", OFFICE_PART));
        archive.write(WATCH_2018, &report("watch", 2018, "full", WATCH_BODY));
        archive
    }

    /// The archive that `rightsbook init` makes.
    pub(crate) fn started() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap().join("archive");
        for file in rightsbook::start::init::files("Examplia", "https://example.org/repo/") {
            let path = root.join(&file.path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, file.text).unwrap();
        }
        Self { _folder: folder, root, memory: Memory::default() }
    }

    /// An archive that is kept in `tests/data/`.
    pub(crate) fn of_folder(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap().join("archive");
        let archive = Self { _folder: folder, root, memory: Memory::default() };
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
        for (path, bytes) in tree(&kept) {
            archive.write_bytes(&path, &bytes);
        }
        archive
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        self.write_bytes(path, text.as_bytes());
    }

    pub(crate) fn write_bytes(&self, path: &str, bytes: &[u8]) {
        let file = self.root.join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.root.join(path))
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(crate) fn remove(&self, path: &str) {
        std::fs::remove_file(self.root.join(path)).unwrap();
    }

    /// Replaces the first occurrence of a text, which has to be there.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has no {from:?}");
        self.write(path, &text.replacen(from, to, 1));
    }

    pub(crate) fn target(&self, out: &str) -> Target {
        Target { out: self.root.join(out), root: self.root.clone(), home: None }
    }

    /// Builds into `public`, with what earlier builds left; the archive has to be in order.
    pub(crate) fn build(&mut self) -> Built {
        let target = self.target("public");
        let built = pipeline::build(&Site::new(&self.root), target, &mut self.memory, &|_, _| {})
            .unwrap_or_else(|error| panic!("{error}"));
        assert!(built.receipt.is_some(), "{:#?}", built.problems);
        built
    }

    /// Builds into a folder that was not there, remembering nothing.
    pub(crate) fn build_cold(&self, out: &str) -> Built {
        self.build_with(&Site::new(&self.root), out)
    }

    pub(crate) fn build_with(&self, site: &Site, out: &str) -> Built {
        pipeline::build(site, self.target(out), &mut Memory::default(), &|_, _| {})
            .unwrap_or_else(|error| panic!("{error}"))
    }

    pub(crate) fn tree(&self, out: &str) -> BTreeMap<String, Vec<u8>> {
        tree(&self.root.join(out))
    }

    /// A page of the published site.
    pub(crate) fn page(&self, url: &str) -> String {
        self.read(&format!("public/{url}index.html"))
    }

    /// The program, in a sealed environment.
    pub(crate) fn command(&self, arguments: &[&str]) -> assert_cmd::Command {
        let mut command = assert_cmd::Command::cargo_bin("rightsbook").unwrap();
        command.current_dir(&self.root).env_clear().env("NO_COLOR", "1").env("COLUMNS", "100");
        command.args(arguments);
        command
    }
}

/// Every file of a tree with its bytes.
pub(crate) fn tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        let Ok(entries) = folder.read_dir() else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// A report's text with its front matter.
pub(crate) fn report(publisher: &str, year: u16, completeness: &str, body: &str) -> String {
    format!(
        "---\ntitle: Freeland {year}\npublisher: {publisher}\ncountry: freeland\ncovers: {year}\nedition: \"{year}\"\npublished: {}-03-01\nstatus: published\nlanguage: en\nkind: digest\ncompleteness: {completeness}\noutline: {publisher}-all\nsource: {{title: Freeland}}\nlicence: {{id: made-up, display: full}}\n---\n{body}",
        year + 1
    )
}

const TOPICS: &str = r#"
[[topic]]
id = "overview"
label = "Overview"
scope = "Summaries."
[[topic]]
id = "integrity"
label = "Integrity"
scope = "Grouping."
[[topic]]
id = "torture"
label = "Torture"
broader = "integrity"
related = ["prison"]
scope = "Torture and ill-treatment."
[[topic]]
id = "prison"
label = "Prisons"
broader = "integrity"
scope = "Conditions in prison."
[[topic]]
id = "liberties"
label = "Liberties"
scope = "Speech and the rest."
[[topic]]
id = "work"
label = "Work"
scope = "Work."
"#;

const OUTLINE: &str = r#"publisher = "office"
[[scheme]]
id = "office-all"
lead = "overview"
headings = [
  { heading = "Section 1. Integrity", topic = "integrity" },
  { heading = "a. Torture", under = "Section 1. Integrity", topic = "torture" },
  { heading = "Physical Conditions", under = "a. Torture", topic = "prison" },
  { heading = "Section 2. Liberties", topic = "liberties" },
  { heading = "Section 3. Work", topic = "work" },
]
"#;

const WATCH_OUTLINE: &str = r#"publisher = "watch"
[[scheme]]
id = "watch-all"
lead = "overview"
headings = [ { heading = "Torture", topic = "torture" }, { heading = "Labour", topic = "work", match = "close" } ]
"#;

const OFFICE_BODY: &str = "
Lead paragraph.

## Section 1. Integrity

Some words on integrity.

### a. Torture

Observers reported 12 cases on May 3.[^1] See [2018](2018-office.md#1a-torture).

A second paragraph.

**Physical Conditions:** Cells held 5 persons.

Another paragraph on cells.

## Section 2. Liberties

Words on liberties, see [above](#1a-torture-p1).

## Section 3. Work

See the Office's Work Report at <https://example.org/work>.

[^1]: As *reported*.
";

const OFFICE_PART: &str = "
## Section 1. Integrity

### a. Torture

Observers reported 11 cases.
";

const WATCH_BODY: &str = "
Lead of the chapter.

## Torture

The Watch documented cases.

| place | cases |
|:--|--:|
| north | 3 |
";
