//! Addresses that last: what `permalinks.lock` keeps, and what readers see of it.

use rightsbook::diagnostic::Code;
use rightsbook::pipeline::{self, LockUse, Memory, Site};

use crate::driver::{Archive, OFFICE_2018, OFFICE_2019};

const LOCK: &str = "permalinks.lock";
const TORTURE: &str = "freeland/2019/office/1a-torture/";

fn site(archive: &Archive, lock: LockUse) -> Site {
    Site { lock, ..Site::new(&archive.root) }
}

fn codes(archive: &Archive, lock: LockUse) -> Vec<Code> {
    let site = site(archive, lock);
    let checked = pipeline::check(&site, None, &mut Memory::default(), &|_, _| {}).unwrap();
    checked.problems.iter().map(|problem| problem.code).collect()
}

/// The numbers of a page's paragraphs, in the order of the text.
fn numbers(page: &str) -> Vec<&str> {
    let ids = page.split("class=\"para\" id=\"").skip(1);
    ids.map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn the_first_build_keeps_positions_and_writes_them_down() {
    let mut archive = Archive::new();
    let other = Archive::new();
    other.build_with(&site(&other, LockUse::Leave), "public");
    assert!(!other.root.join(LOCK).exists());
    let built = archive.build();
    assert!(built.receipt.unwrap().lock.is_some());
    assert!(archive.tree("public") == other.tree("public"), "a lock changes no page");
    let lock = archive.read(LOCK);
    assert!(lock.starts_with("# Which number"), "{lock}");
    let lines: Vec<&str> = lock.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(lines.is_sorted());
    assert_eq!(
        lines.iter().filter(|line| line.starts_with("freeland/2019/office 1a-torture p")).count(),
        2
    );
    // The lock is a source, and yet the next build has nothing to do.
    let again = archive.build().receipt.unwrap();
    assert!(again.nothing_to_do && again.lock.is_none());
    assert_eq!(codes(&archive, LockUse::Hold), []);
}

#[test]
fn anchors_stay_with_their_paragraphs() {
    let mut archive = Archive::new();
    archive.build();
    let page = archive.page(TORTURE);
    assert_eq!(numbers(&page)[..2], ["p1", "p2"]);
    let print = |page: &str, id: &str| {
        let behind = page.split_once(&format!("id=\"{id}\" data-print=\"")).unwrap().1;
        behind[..8].to_owned()
    };
    let (first, second) = (print(&page, "p1"), print(&page, "p2"));
    assert!(archive.read(LOCK).contains(&format!("1a-torture p1 {first}")));
    archive.edit(
        OFFICE_2019,
        "A second paragraph.",
        "Judges heard none of these cases in public.\n\nA second paragraph.",
    );
    archive.build();
    let page = archive.page(TORTURE);
    assert_eq!(numbers(&page)[..3], ["p1", "p3", "p2"]);
    assert_eq!(print(&page, "p2"), second);
    // A link in a source names the number, not the position.
    archive.edit(OFFICE_2019, "[above](#1a-torture-p1)", "[above](#1a-torture-p2)");
    archive.edit(OFFICE_2019, "reported 12 cases", "reported 13 cases");
    archive.build();
    let page = archive.page(TORTURE);
    assert_eq!(numbers(&page)[..3], ["p1", "p3", "p2"]);
    assert_ne!(print(&page, "p1"), first, "its words are others");
    let liberties = archive.page("freeland/2019/office/2-liberties/");
    assert!(liberties.contains("1a-torture/#p2\""), "{liberties}");
    let full = archive.page("freeland/2019/office/full/");
    assert!(full.contains("id=\"1a-torture-p3\""));
    archive.build_cold("cold");
    assert!(archive.tree("public") == archive.tree("cold"));
}

#[test]
fn a_paragraph_that_vanished_says_so() {
    let mut archive = Archive::new();
    archive.build();
    archive.edit(OFFICE_2019, "A second paragraph.\n\n", "");
    archive.build();
    let gone = "<span id=\"p2\" class=\"gone\">Paragraph 2 is no longer here.</span>";
    assert!(archive.page(TORTURE).contains(gone));
    assert!(
        archive.page("freeland/2019/office/full/").contains("id=\"1a-torture-p2\" class=\"gone\"")
    );
    assert!(
        archive.read(LOCK).lines().any(|l| l.contains("1a-torture p2 ") && l.ends_with(" gone"))
    );
    // A new one takes another number, and the old one comes back to its own.
    archive.edit(
        OFFICE_2019,
        "**Physical",
        "Guards were tried for it in the capital.\n\n**Physical",
    );
    archive.build();
    assert_eq!(numbers(&archive.page(TORTURE))[..2], ["p1", "p3"]);
    archive.edit(OFFICE_2019, "Guards were", "A second paragraph.\n\nGuards were");
    archive.build();
    let page = archive.page(TORTURE);
    assert_eq!(numbers(&page)[..3], ["p1", "p2", "p3"]);
    assert!(!page.contains("no longer here"));
    // An editor who links to what is gone is told.
    archive.edit(OFFICE_2019, "A second paragraph.\n\n", "");
    archive.edit(OFFICE_2019, "#1a-torture-p1", "#1a-torture-p2");
    let built = archive.build_with(&Site::new(&archive.root), "public");
    assert!(built.receipt.is_none());
    assert!(
        built.problems[0].message.contains("paragraph 2 of `1a-torture` is no longer"),
        "{:?}",
        built.problems
    );
}

#[test]
fn a_section_that_moved_leads_on() {
    let mut archive = Archive::new();
    archive.edit(
        OFFICE_2019,
        "A second paragraph.",
        "A second paragraph tells what nobody heard in court.",
    );
    archive.build();
    archive.edit(OFFICE_2019, "### a. Torture\n", "### a. Ill-treatment {.topic-torture}\n");
    archive.edit(OFFICE_2019, "**Physical Conditions:** Cells", "Cells");
    archive.edit(OFFICE_2019, "on May 3.[^1]", "on May 3, and of old.[^1]");
    archive.edit(OFFICE_2019, "(#1a-torture-p1)", "(#1a-torture-p2)");
    archive.build();
    let (old, new) =
        (archive.page(TORTURE), archive.page("freeland/2019/office/1a-ill-treatment/"));
    assert!(old.contains("<noscript><meta http-equiv=\"refresh\" content=\"0; url=../../../../freeland/2019/office/1a-ill-treatment/\"></noscript>"), "{old}");
    assert!(old.contains("redirect.js") && old.contains("noindex"));
    assert!(old.contains("<link rel=\"canonical\" href=\"https://example.org/repo/freeland/2019/office/1a-ill-treatment/\">"));
    assert_eq!(numbers(&new)[..2], ["p1", "p2"]);
    assert!(archive.page("freeland/2019/office/2-liberties/").contains("1a-ill-treatment/#p2"));
    assert!(!archive.read("public/sitemap.xml").contains(TORTURE));
    assert!(
        archive.read(LOCK).contains("freeland/2019/office 1a-torture moved 1a-ill-treatment\n")
    );
    archive.build_cold("cold");
    assert!(archive.tree("public") == archive.tree("cold"));
    // For a folder opened from disk the way is spelt out.
    let files = Site { links: rightsbook::check::LinkStyle::Files, ..Site::new(&archive.root) };
    assert_eq!(archive.build_with(&files, "files").problems, []);
    assert!(
        archive
            .read(&format!("files/{TORTURE}index.html"))
            .contains("1a-ill-treatment/index.html\"></noscript>")
    );
}

#[test]
fn a_stale_lock_stops_whoever_asks_for_it() {
    let mut archive = Archive::new();
    // Without a lock, only `--locked` misses it.
    assert_eq!(codes(&archive, LockUse::Leave), []);
    assert_eq!(codes(&archive, LockUse::Hold), [Code::StaleLock]);
    archive.build();
    let lock = archive.read(LOCK);
    archive.edit(OFFICE_2018, "11 cases.", "11 cases.\n\nOne more.");
    assert_eq!(codes(&archive, LockUse::Leave), [Code::StaleLock]);
    assert_eq!(codes(&archive, LockUse::Keep), []);
    let run = |arguments: &[&str], ci: bool| {
        let mut command = archive.command(arguments);
        if ci {
            command.env("CI", "true");
        }
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    for arguments in [&["check", "--locked"][..], &["build", "--locked"]] {
        let (code, told) = run(arguments, false);
        assert_eq!(code, Some(1), "{told}");
        let message =
            "error[E0407]: the lock is out of date: 1 paragraph new, first in freeland/2018/office";
        assert!(told.contains(message) && told.contains("commit `permalinks.lock`"), "{told}");
    }
    let (code, told) = run(&["check"], false);
    assert!(code == Some(0) && told.contains("warning[E0407]"), "{told}");
    let (code, told) = run(&["build"], true);
    assert!(code == Some(0) && told.contains("warning[E0407]"), "{told}");
    assert_eq!(archive.read(LOCK), lock, "a service writes no lock");
    let (code, told) = run(&["build", "--dry-run"], false);
    assert!(code == Some(0) && !told.contains("E0407"), "{told}");
    assert_eq!(archive.read(LOCK), lock);
    let (code, told) = run(&["build"], false);
    assert!(code == Some(0) && told.contains("permalinks.lock written: 1 paragraph new"), "{told}");
    assert_ne!(archive.read(LOCK), lock);
    let (code, told) = run(&["build", "--locked"], false);
    assert!(code == Some(0), "{told}");
}

#[test]
fn a_build_that_fails_writes_no_lock() {
    let archive = Archive::new();
    archive.write("templates/404.html", "<!doctype html><title>x</title>");
    let built = archive.build_with(&Site::new(&archive.root), "public");
    assert!(built.receipt.is_none() && !archive.root.join(LOCK).exists());
}

#[test]
fn a_lock_spoilt_by_hand_is_told_and_left_alone() {
    let mut archive = Archive::new();
    archive.build();
    let lock = archive.read(LOCK);
    let spoilt = lock.replacen("1a-torture p2", "1a-torture two", 1);
    archive.write(LOCK, &spoilt);
    let output = archive.command(&["build"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    let line = lock.lines().position(|line| line.contains("1a-torture p2")).unwrap() + 1;
    assert!(told.contains("error[E0406]: a paragraph’s number is written `p3`"), "{told}");
    assert!(told.contains(&format!("permalinks.lock:{line}:")), "{told}");
    assert_eq!(archive.read(LOCK), spoilt);
    // Line ends of another system change nothing.
    archive.write(LOCK, &lock.replace('\n', "\r\n"));
    assert_eq!(codes(&archive, LockUse::Hold), []);
}

#[test]
fn a_report_that_goes_and_comes_back_has_its_numbers() {
    let mut archive = Archive::new();
    archive.build();
    archive.edit(
        OFFICE_2019,
        "A second paragraph.",
        "Judges heard none of these cases in public.\n\nA second paragraph.",
    );
    archive.build();
    let text = archive.read(OFFICE_2019);
    let before = archive.page(TORTURE);
    archive.write("content/pages/about.md", "---\ntitle: About\n---\nMade up.\n");
    archive.remove(OFFICE_2019);
    archive.build();
    archive.write(
        "content/reports/elsewhere.md",
        &text.replace("2018-office.md", "freeland/2018-office.md"),
    );
    archive.build();
    assert_eq!(numbers(&archive.page(TORTURE)), numbers(&before));
}
