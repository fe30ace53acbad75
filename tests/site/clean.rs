//! `clean` takes away what builds wrote, and nothing else.
#![expect(clippy::disallowed_methods, reason = "the tests look at files themselves")]

use crate::driver::{Archive, tree};

fn clean(archive: &Archive, arguments: &[&str]) -> (i32, String) {
    let output = archive.command(&[&["clean"], arguments].concat()).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn the_site_and_the_workshop_go_and_the_sources_stay() {
    let mut archive = Archive::new();
    let mut sources = archive.tree("");
    archive.build();
    archive.edit("content/pages/about.md", "Made up.", "Made up again.");
    archive.build();
    archive.edit("content/pages/about.md", "Made up again.", "Made up.");
    // Which paragraph has which number is no output: it stays.
    sources.insert("permalinks.lock".to_owned(), archive.read("permalinks.lock").into_bytes());
    let before = archive.tree("");
    let (code, told) = clean(&archive, &["--dry-run"]);
    assert_eq!(code, 0);
    assert!(told.contains("would remove") && told.contains(".public.rightsbook"), "{told}");
    assert!(archive.tree("") == before);
    let (code, told) = clean(&archive, &[]);
    assert_eq!(code, 0, "{told}");
    assert!(told.starts_with("removed ") && told.contains("and the folder"), "{told}");
    assert!(archive.tree("") == sources);
    assert!(
        !archive.root.join("public").exists() && !archive.root.join(".public.rightsbook").exists()
    );
    let (code, told) = clean(&archive, &[]);
    assert_eq!(
        (code, told.as_str()),
        (0, "nothing to remove: there is no site of ours in public\n")
    );
    assert!(archive.tree("") == sources);
    archive.build();
}

#[test]
fn files_of_others_stay() {
    let mut archive = Archive::new();
    archive.build();
    archive.write("public/CNAME", "example.org");
    archive.write("public/freeland/notes.txt", "mine");
    archive.write(".public.rightsbook/mine.txt", "mine");
    archive.build();
    let (code, told) = clean(&archive, &[]);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("kept     2 files not of ours: `CNAME`, `freeland/notes.txt`"), "{told}");
    let left: Vec<String> = archive.tree("public").into_keys().collect();
    assert_eq!(left, ["CNAME", "freeland/notes.txt"]);
    assert_eq!(archive.tree(".public.rightsbook").into_keys().collect::<Vec<_>>(), ["mine.txt"]);
    // Without the marker the rest is not ours any more.
    let (code, told) = clean(&archive, &[]);
    assert_eq!(code, 3);
    assert!(told.contains("it holds files that Rightsbook did not write"), "{told}");
}

#[test]
fn a_tree_without_a_ledger_is_known_by_its_manifest() {
    let mut archive = Archive::new();
    archive.build();
    archive.write("public/CNAME", "example.org");
    std::fs::remove_dir_all(archive.root.join(".public.rightsbook")).unwrap();
    // A manifest that names files outside leads to nothing.
    let manifest = archive.read("public/MANIFEST.sha256")
        + "00  ../rightsbook.toml\n00  CNAME/../../content/topics.toml\n";
    archive.write("public/MANIFEST.sha256", &manifest);
    let (code, told) = clean(&archive, &[]);
    assert_eq!(code, 0, "{told}");
    assert_eq!(archive.tree("public").into_keys().collect::<Vec<_>>(), ["CNAME"]);
    assert!(
        archive.root.join("rightsbook.toml").exists()
            && archive.root.join("content/topics.toml").exists()
    );
}

#[test]
fn what_is_not_ours_is_refused() {
    let archive = Archive::new();
    archive.write("mine/letter.txt", "mine");
    std::fs::create_dir(archive.root.join("empty")).unwrap();
    let before = archive.tree("");
    for out in ["mine", ".", "content", "static/x", "content/reports", "/"] {
        let (code, told) = clean(&archive, &["-o", out]);
        assert!(code == 3 || told.starts_with("nothing to remove"), "{out}: {told}");
    }
    let (code, told) = clean(&archive, &["-o", "empty"]);
    assert_eq!(code, 0, "{told}");
    assert!(archive.root.join("empty").is_dir());
    assert!(archive.tree("") == before);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let mut archive = Archive::new();
    archive.build();
    archive.write("../elsewhere/lock", "mine");
    let elsewhere = archive.root.join("../elsewhere");
    symlink(&elsewhere, archive.root.join("public/link")).unwrap();
    let (code, told) = clean(&archive, &[]);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("`link`"), "{told}");
    std::fs::remove_file(archive.root.join("public/link")).unwrap();
    archive.build();
    std::fs::remove_dir_all(archive.root.join(".public.rightsbook")).unwrap();
    symlink(&elsewhere, archive.root.join(".public.rightsbook")).unwrap();
    let (code, told) = clean(&archive, &[]);
    assert_eq!(code, 3);
    assert!(told.contains("symbolic link"), "{told}");
    assert_eq!(tree(&elsewhere).len(), 1);
}

#[test]
fn a_build_at_work_is_not_disturbed() {
    let mut archive = Archive::new();
    archive.build();
    let workshop = rightsbook::publish::Workshop::open(archive.target("public")).unwrap();
    let (code, told) = clean(&archive, &[]);
    assert_eq!(code, 3);
    assert!(told.contains("another build is writing"), "{told}");
    drop(workshop);
    assert_eq!(clean(&archive, &[]).0, 0);
}
