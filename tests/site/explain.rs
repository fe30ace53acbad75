//! Each problem told at length, held against the program: the wrong example gives that problem in
//! the archive that `init` makes, and the right one gives none.

use rightsbook::diagnostic::Code;
use rightsbook::manual::explain::{Example, explain};
use rightsbook::pipeline::{self, LockUse, Memory, Site};

use crate::driver::Archive;

fn codes(archive: &Archive) -> Vec<Code> {
    let site = Site { lock: LockUse::Leave, ..Site::new(&archive.root) };
    let checked = pipeline::check(&site, None, &mut Memory::default(), &|_, _| {}).unwrap();
    checked.problems.iter().map(|problem| problem.code).collect()
}

fn is_there(archive: &Archive, path: &str) -> bool {
    archive.root.join(path).exists()
}

/// Puts pieces of an archive in place. One whose counterpart is part of a file takes its place
/// there; any other is a file of its own.
fn put(archive: &Archive, pieces: &[Example], counterparts: &[Example], code: Code) {
    for piece in pieces {
        let path = piece.path.unwrap();
        let text = piece.text.trim_end();
        let counterpart = counterparts.iter().find(|other| other.path == piece.path);
        match counterpart.filter(|_| is_there(archive, path)) {
            Some(other) => {
                let other = other.text.trim_end();
                let indented = |text: &str, by: &str| text.replace('\n', &format!("\n{by}"));
                let known = archive.read(path);
                // Entries of lists are indented in their files.
                let by = ["", "  "].into_iter().find(|by| known.contains(&indented(other, by)));
                let by = by.unwrap_or_else(|| panic!("{}: {path} has no\n{other}", code.as_str()));
                archive.edit(path, &indented(other, by), &indented(text, by));
            }
            None => {
                assert!(!is_there(archive, path), "{path} is part of the archive already");
                let mut bytes = Vec::new();
                for (n, part) in format!("{text}\n").split("\\xE9").enumerate() {
                    if n > 0 {
                        bytes.push(0xE9);
                    }
                    bytes.extend(part.as_bytes());
                }
                archive.write_bytes(path, &bytes);
            }
        }
    }
}

/// Does what a list of files can only tell.
fn spoil(archive: &Archive, code: Code) {
    match code {
        Code::MissingFile => archive.remove("content/topics.toml"),
        Code::Symlink => {
            archive.remove("content/pages/about.md");
            #[cfg(unix)]
            std::os::unix::fs::symlink(
                "/etc/hostname",
                archive.root.join("content/pages/about.md"),
            )
            .unwrap();
        }
        Code::BadLock => {
            archive.write("permalinks.lock", "examplia/2019/observatory 1a-torture three\n");
        }
        Code::StaleLock => {
            archive.build_cold("public");
            archive.edit(
                "content/reports/examplia/2019-observatory.md",
                "\n## ",
                "\nA new paragraph.\n\n## ",
            );
        }
        _ => panic!("{}: an example without a file", code.as_str()),
    }
}

#[test]
fn wrong_examples_are_wrong_and_right_ones_are_right() {
    for code in Code::ALL {
        let told = explain(code);
        let (bad, good) = (Archive::started(), Archive::started());
        if told.wrong.iter().all(|example| example.path.is_some()) {
            put(&bad, &told.wrong, &told.right, code);
            let new = told.right.iter().filter(|right| !is_there(&good, right.path.unwrap()));
            put(&good, &new.cloned().collect::<Vec<_>>(), &[], code);
            for right in told.right.iter().filter(|right| is_there(&good, right.path.unwrap())) {
                let text = good.read(right.path.unwrap()).replace("\n  ", "\n");
                assert!(text.contains(right.text.trim_end()), "{}: {right:?}", code.as_str());
            }
        } else if cfg!(unix) || code != Code::Symlink {
            spoil(&bad, code);
        } else {
            continue;
        }
        let found = codes(&bad);
        assert!(found.contains(&code), "{}: {found:?}", code.as_str());
        assert_eq!(codes(&good), [], "{}", code.as_str());
    }
}

#[test]
fn a_code_is_told_to_people_and_programs() {
    let archive = Archive::new();
    let said = |arguments: &[&str]| {
        let output = archive.command(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    insta::assert_snapshot!(said(&["explain", "e0402"]));
    let line: serde_json::Value =
        serde_json::from_str(&said(&["explain", "402", "--format", "json"])).unwrap();
    assert_eq!(line["code"], "E0402");
    assert_eq!(line["wrong"][0]["file"], "content/reports/examplia/2019-observatory.md");
    let list = said(&["explain", "--list"]);
    assert_eq!(list.lines().count(), Code::ALL.len());
    assert!(list.starts_with("E0001  A file is not UTF-8 text.\n"), "{list}");
    // Nobody has to stand in an archive to ask.
    let elsewhere = archive.command(&["explain", "E0001"]).current_dir("/").output().unwrap();
    assert!(elsewhere.status.success());
}

#[test]
fn a_code_that_is_none_is_told_with_the_nearest() {
    let archive = Archive::new();
    for (typed, near) in
        [("E0306", "did you mean `E0"), ("nonsense", "`rightsbook explain --list`")]
    {
        let output = archive.command(&["explain", typed]).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(told.contains("there is no such code") && told.contains(near), "{told}");
    }
}
