//! Publishing: what is never replaced, what is kept, and that the same input gives the same bytes.
#![expect(clippy::disallowed_methods, reason = "tests make and remove folders")]

use std::fs;

use rightsbook::pipeline::{Memory, Site, build};
use sha2::{Digest, Sha256};

use crate::driver::{Archive, OFFICE_2019};

/// Runs a build that has to be refused with exit code 3 and these words.
fn refused(archive: &Archive, out: &str, words: &str) {
    let output = archive.command(&["build", "-o", out]).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(3), "{out}: {told}");
    assert!(told.contains(words), "{out}: {told}");
}

#[test]
fn what_must_not_be_replaced_is_refused() {
    let archive = Archive::new();
    let before = archive.tree(".");
    fs::create_dir(archive.root.join("../mine")).unwrap();
    fs::write(archive.root.join("../mine/thesis.txt"), "years of work").unwrap();
    refused(&archive, "../mine", "files that Rightsbook did not write");
    refused(&archive, "/", "the root of the file system");
    refused(&archive, ".", "the archive itself stands in it");
    refused(&archive, "..", "the archive itself stands in it");
    refused(&archive, "content/site", "the sources of the archive stand there");
    refused(&archive, "rightsbook.toml", "it is a file");
    refused(&archive, "no/such/folder", "the folder around it does not exist");
    let home = archive.root.join("../home");
    fs::create_dir(&home).unwrap();
    let told = archive.command(&["build", "-o", "../home"]).env("HOME", &home).output().unwrap();
    assert!(String::from_utf8_lossy(&told.stderr).contains("your home folder"));
    assert_eq!(
        fs::read_to_string(archive.root.join("../mine/thesis.txt")).unwrap(),
        "years of work"
    );
    assert!(before == archive.tree("."));
}

#[cfg(unix)]
#[test]
fn links_are_not_written_through() {
    let archive = Archive::new();
    fs::create_dir(archive.root.join("../elsewhere")).unwrap();
    std::os::unix::fs::symlink(archive.root.join("../elsewhere"), archive.root.join("public"))
        .unwrap();
    refused(&archive, "public", "it is a symbolic link");
}

#[test]
fn files_that_are_not_ours_stay() {
    let mut archive = Archive::new();
    archive.write("public/.gitignore", "*\n");
    archive.build();
    archive.write("public/CNAME", "archive.example.org\n");
    archive.write("public/freeland/notes/mine.txt", "mine");
    for n in 0..4 {
        archive.edit(OFFICE_2019, "A second paragraph", &format!("A second paragraph {n}"));
        let foreign = archive.build().receipt.unwrap().foreign;
        let names: Vec<_> = foreign.iter().map(|path| path.as_str()).collect();
        assert_eq!(names, [".gitignore", "CNAME", "freeland/notes/mine.txt"]);
        assert_eq!(archive.read("public/freeland/notes/mine.txt"), "mine");
    }
    fs::remove_file(archive.root.join("public/CNAME")).unwrap();
    archive.edit(OFFICE_2019, "A second", "The second");
    archive.build();
    archive.edit(OFFICE_2019, "The second", "A second");
    archive.build();
    assert!(!archive.root.join("public/CNAME").exists());
}

#[test]
fn a_page_does_not_push_a_foreign_file_away() {
    let mut archive = Archive::new();
    archive.build();
    archive.write("public/about/method/index.html", "mine");
    archive.write("content/pages/method.md", "---\ntitle: Method\n---\nWords.\n");
    refused(&archive, "public", "a page of the site belongs there");
    assert_eq!(archive.read("public/about/method/index.html"), "mine");
}

#[test]
fn a_foreign_file_is_never_written_through() {
    let mut archive = Archive::new();
    archive.build();
    archive.write("public/notes.txt", "mine");
    archive.edit(OFFICE_2019, "A second", "The second");
    archive.build();
    archive.write("static/notes.txt", "SITE");
    refused(&archive, "public", "a page of the site belongs there");
    assert_eq!(archive.read("public/notes.txt"), "mine");
    // Its owner takes it away: it does not come back.
    archive.remove("static/notes.txt");
    archive.remove("public/notes.txt");
    for text in ["A third", "A fourth", "A fifth"] {
        let before = archive.read(OFFICE_2019);
        let paragraph =
            before.lines().find(|line| line.ends_with(" paragraph.") && line.len() < 30).unwrap();
        archive.edit(OFFICE_2019, paragraph, &format!("{text} paragraph."));
        archive.build();
        assert!(!archive.root.join("public/notes.txt").exists(), "{text}");
    }
}

#[test]
fn what_was_withdrawn_does_not_lie_beside_the_output() {
    let mut archive = Archive::new();
    archive.edit(OFFICE_2019, "A second paragraph", "Canary paragraph");
    archive.build();
    archive.edit(OFFICE_2019, "Canary paragraph", "A second paragraph");
    archive.build();
    for (name, bytes) in archive.tree(".public.rightsbook") {
        assert!(!String::from_utf8_lossy(&bytes).contains("Canary"), "{name}");
    }
}

#[test]
fn a_dry_run_tells_and_writes_nothing() {
    let mut archive = Archive::new();
    archive.build();
    archive.remove("public/index.html");
    let before = archive.tree(".");
    let output = archive.command(&["build", "--dry-run"]).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        told.contains("a build would draw 1 file, keep") && told.contains("and remove 0"),
        "{told}"
    );
    assert!(archive.tree(".") == before);
}

#[test]
fn two_builds_exclude_each_other() {
    let mut archive = Archive::new();
    archive.build();
    let lock = fs::File::open(archive.root.join(".public.rightsbook/lock")).unwrap();
    lock.lock().unwrap();
    archive.edit(OFFICE_2019, "A second", "The second");
    refused(&archive, "public", "another build is writing");
}

#[test]
fn the_manifest_lists_every_file_with_its_hash() {
    let mut archive = Archive::new();
    archive.build();
    let tree = archive.tree("public");
    let manifest = archive.read("public/MANIFEST.sha256");
    let mut listed = 0;
    for line in manifest.lines() {
        let (hash, name) = line.split_once("  ").unwrap();
        let found: String =
            Sha256::digest(&tree[name]).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hash, found, "{name}");
        listed += 1;
    }
    assert_eq!(listed, tree.len() - 2, "all but the manifest and the marker");
}

#[test]
fn the_same_input_gives_the_same_bytes_for_any_number_of_threads_and_order_of_files() {
    let archive = Archive::new();
    archive.build_cold("one");
    let one = archive.tree("one");
    for threads in [1, 2, 8] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let out = format!("threads-{threads}");
        pool.install(|| archive.build_cold(&out));
        assert!(archive.tree(&out) == one, "{threads} threads");
    }
    // The same files, written in another order, in another folder, at another time.
    let other = Archive::new();
    let sources: Vec<_> = other.tree(".").into_keys().collect();
    let texts: Vec<_> = sources.iter().map(|path| (path.clone(), other.read(path))).collect();
    fs::remove_dir_all(&other.root).unwrap();
    for (path, text) in texts.iter().rev() {
        other.write(path, text);
    }
    other.build_cold("one");
    assert!(other.tree("one") == one);
}

#[test]
fn a_copied_tree_is_drawn_anew_and_not_believed() {
    let mut archive = Archive::new();
    archive.build();
    fs::rename(archive.root.join("public"), archive.root.join("moved")).unwrap();
    fs::create_dir(archive.root.join("public")).unwrap();
    for (name, bytes) in archive.tree("moved") {
        archive.write_bytes(&format!("public/{name}"), &bytes);
    }
    archive.write("public/years/index.html", "tampered with");
    archive.build();
    assert!(archive.tree("public") == archive.tree("moved"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_the_site_is_as_it_was() {
    let archive = Archive::new();
    let program = assert_cmd::cargo::cargo_bin("rightsbook");
    // A tiny file system of this test's own, where the system lets a user make one.
    let script = format!(
        "mount -t tmpfs -o size=64k tmpfs {root}/../disk 2>/dev/null || exit 77\n{program} build -o {root}/../disk/site",
        root = archive.root.display(),
        program = program.display()
    );
    fs::create_dir(archive.root.join("../disk")).unwrap();
    let output = std::process::Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", &script])
        .current_dir(&archive.root)
        .output();
    let Ok(output) = output else { return };
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.code() == Some(77) || told.contains("unshare") {
        eprintln!("no file system of one's own to be had here: {told}");
        return;
    }
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(told.contains("cannot write") && told.contains("No space left"), "{told}");
}

#[test]
fn a_build_that_fails_leaves_the_site_and_goes_on_from_there() {
    let mut archive = Archive::new();
    archive.build();
    let before = archive.tree("public");
    archive.edit(OFFICE_2019, "### a. Torture", "### a. Unheard of");
    let built = build(
        &Site::new(&archive.root),
        archive.target("public"),
        &mut Memory::default(),
        &|_, _| {},
    )
    .unwrap();
    assert!(built.receipt.is_none());
    assert!(archive.tree("public") == before);
    archive.edit(OFFICE_2019, "### a. Unheard of", "### a. Torture");
    archive.build();
    assert!(archive.tree("public") == before);
}
