//! The most valuable test of the project: whatever an editor does, the tree that a running
//! program brings up to date is the tree that a cold build makes, byte for byte.
#![expect(clippy::disallowed_methods, reason = "tests remove what they made")]

use crate::driver::{Archive, OFFICE_2018, OFFICE_2019, WATCH_2018};

type Edit = fn(&Archive, u64);

/// What an editor does between two builds. Each may find that there is nothing to do it to.
const EDITS: [(&str, Edit); 19] = [
    ("body text", |a, n| append(a, OFFICE_2019, &format!("\nA paragraph more, number {n}.\n"))),
    ("body text elsewhere", |a, n| {
        append(a, WATCH_2018, &format!("\nA paragraph more, number {n}.\n"));
    }),
    ("heading", |a, n| {
        let heading = if n.is_multiple_of(2) { "### a. TORTURE" } else { "### a.  torture" };
        swap(
            a,
            OFFICE_2019,
            &["### a. Torture\n", "### a. TORTURE\n", "### a.  torture\n"],
            &format!("{heading}\n"),
        );
    }),
    ("paragraph in the middle", |a, n| {
        let end = "Some words on integrity.\n";
        let more = format!("Words that were put in as number {n} of many.\n\n{end}");
        swap(a, OFFICE_2019, &[end], &more);
    }),
    ("paragraph away", |a, _| {
        let whole = a.read(OFFICE_2019);
        let begin = ["Words that were put in", "A paragraph more"];
        let first = whole.lines().find(|line| begin.iter().any(|begin| line.starts_with(begin)));
        if let Some(line) = first {
            a.write(OFFICE_2019, &whole.replacen(&format!("{line}\n"), "", 1));
        }
    }),
    ("section under another name", |a, n| {
        let (work, labour) = ("## Section 3. Work\n", "## Section 3. Labour {.topic-work}\n");
        let to = if n.is_multiple_of(2) { work } else { labour };
        swap(a, OFFICE_2019, &[work, labour], to);
    }),
    ("translation and its status", |a, n| {
        let text = crate::driver::report("office", 2019, "full", &translated(n))
            .replace("language: en", "language: ru\ntranslates: 2019-office.md")
            .replace("outline: office-all\n", "")
            .replace("kind: digest", "kind: translation");
        let status = if n.is_multiple_of(3) { "draft" } else { "published" };
        a.write(OFFICE_RU, &text.replace("status: published", &format!("status: {status}")));
    }),
    ("translation away", |a, _| remove(a, OFFICE_RU)),
    ("title", |a, n| line(a, OFFICE_2018, "title:", &format!("title: Freeland, take {n}"))),
    ("edition", |a, n| line(a, WATCH_2018, "edition:", &format!("edition: \"{n}\""))),
    ("topic", |a, n| {
        line(a, "content/topics.toml", "label = \"Prison", &format!("label = \"Prisons {n}\""));
    }),
    ("outline", |a, n| {
        let matches = if n.is_multiple_of(2) { "close" } else { "wider" };
        line(
            a,
            "content/outlines/watch.toml",
            "headings",
            &format!(
                "headings = [ {{ heading = \"Torture\", topic = \"torture\", match = \"{matches}\" }} ]"
            ),
        );
    }),
    ("template", |a, n| {
        a.write(
            "templates/years.html",
            &built_in("years.html")
                .replace("{% block main -%}", &format!("{{% block main -%}}<!-- {n} -->")),
        );
    }),
    ("template away", |a, _| remove(a, "templates/years.html")),
    ("config", |a, n| {
        a.write(
            "rightsbook.toml",
            &format!(
                "title = \"Small archive {}\"\nbase_url = \"https://example.org/repo/\"\n",
                n % 3
            ),
        );
    }),
    ("static file", |a, n| a.write("static/note.txt", &format!("{n}"))),
    ("draft and back", |a, n| {
        let status = if n.is_multiple_of(2) { "draft" } else { "published" };
        line(a, WATCH_2018, "status:", &format!("status: {status}"));
    }),
    ("delete and bring back", |a, n| {
        let path = "content/reports/freeland/2020-office.md";
        if a.root.join(path).exists() {
            a.remove(path);
        } else {
            a.write(
                path,
                &crate::driver::report(
                    "office",
                    2020,
                    "full",
                    &format!("\n## Section 3. Work\n\nWords {n}.\n"),
                ),
            );
        }
    }),
    ("rename", |a, _| {
        let (here, there) = ("content/pages/notes.md", "content/pages/remarks.md");
        let (from, to) = if a.root.join(here).exists() { (here, there) } else { (there, here) };
        let text = if a.root.join(from).exists() {
            a.read(from)
        } else {
            "---\ntitle: Notes\n---\nWords.\n".to_owned()
        };
        remove(a, from);
        a.write(to, &text);
    }),
];

const OFFICE_RU: &str = "content/reports/freeland/2019-office-ru.md";

/// A translation; every other time of one section less.
fn translated(n: u64) -> String {
    let work =
        if n.is_multiple_of(2) { "" } else { "\n## Раздел 3. Труд\n\nСлова.\n" };
    format!("\n## Раздел 1. Целостность\n\n### a. Пытки\n\nСлова {n} о пытках.\n{work}")
}

fn append(archive: &Archive, path: &str, text: &str) {
    let whole = archive.read(path);
    // Before the footnotes, inside the last section.
    archive.write(
        path,
        &match whole.find("\n[^1]:") {
            Some(at) => format!("{}{text}{}", &whole[..at], &whole[at..]),
            None => whole + text,
        },
    );
}

fn swap(archive: &Archive, path: &str, any: &[&str], to: &str) {
    let mut whole = archive.read(path);
    for from in any {
        whole = whole.replacen(from, to, 1);
    }
    archive.write(path, &whole);
}

/// Replaces the line that begins with a text.
fn line(archive: &Archive, path: &str, begin: &str, to: &str) {
    let whole = archive.read(path);
    let lines: Vec<&str> =
        whole.lines().map(|line| if line.starts_with(begin) { to } else { line }).collect();
    archive.write(path, &(lines.join("\n") + "\n"));
}

fn remove(archive: &Archive, path: &str) {
    if archive.root.join(path).exists() {
        archive.remove(path);
    }
}

fn built_in(name: &str) -> &'static str {
    rightsbook::builtin::TEMPLATES.iter().find(|(known, _)| *known == name).unwrap().1
}

/// xorshift: small, seeded, the same on every machine.
fn roll(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

fn run(seed: u64, rounds: usize) {
    let mut archive = Archive::new();
    archive.edit("rightsbook.toml", "title", "carry = {zip = true}\ntitle");
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    assert!(archive.build().receipt.is_some());
    let mut story = Vec::new();
    for round in 0..rounds {
        for _ in 0..=(roll(&mut state) % 2) {
            let n = roll(&mut state) % 1000;
            let (name, edit) = EDITS[usize::try_from(roll(&mut state)).unwrap() % EDITS.len()];
            edit(&archive, n);
            story.push(format!("{round}: {name} {n}"));
        }
        // Every third round a new process does the work, with nothing but what lies on disk.
        if round % 3 == 2 {
            archive.memory = rightsbook::pipeline::Memory::default();
        }
        let built = archive.build();
        assert!(built.receipt.is_some(), "{story:#?}\n{:#?}", built.problems);
        archive.build_cold("cold");
        let (warm, cold) = (archive.tree("public"), archive.tree("cold"));
        if warm != cold {
            let differ: Vec<_> = warm
                .keys()
                .chain(cold.keys())
                .filter(|name| warm.get(*name) != cold.get(*name))
                .collect();
            panic!("after {story:#?}\nthe trees differ in {differ:?}");
        }
        std::fs::remove_dir_all(archive.root.join("cold")).unwrap();
        std::fs::remove_dir_all(archive.root.join(".cold.rightsbook")).unwrap();
    }
}

#[test]
fn incremental_tree_equals_cold_tree() {
    for seed in 1..=6 {
        run(seed, 24);
    }
}

#[test]
fn each_edit_alone_gives_the_cold_tree() {
    for (name, edit) in EDITS {
        let mut archive = Archive::new();
        archive.edit("rightsbook.toml", "title", "carry = {zip = true}\ntitle");
        archive.build();
        for n in [1, 2] {
            edit(&archive, n);
            let built = archive.build();
            assert!(built.receipt.is_some(), "{name}: {:#?}", built.problems);
            let cold = format!("cold{n}");
            archive.build_cold(&cold);
            assert!(archive.tree("public") == archive.tree(&cold), "{name} {n}");
        }
    }
}
