//! Sources that editors have become drafts, and no word of them changes silently.
#![expect(clippy::disallowed_methods, reason = "tests write what is imported")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rightsbook::import::{self, Imported, Input, Known, Shape, Wishes};
use rightsbook::pipeline::{Memory, Site, understand};
use rightsbook::source;

use crate::driver::Archive;

fn known(root: &Path) -> Known {
    let snapshot = source::snapshot(root).unwrap_or_else(|error| panic!("{error}"));
    Known::of(&understand(&Site::new(root), &snapshot, &mut Memory::default()).world.archive)
}

fn wishes() -> Wishes {
    Wishes {
        publisher: Some("office".into()),
        country: Some("freeland".into()),
        covers: Some(2017),
        shape: None,
    }
}

/// How often each visible character occurs.
fn letters(text: &str) -> BTreeMap<char, i64> {
    let mut counts = BTreeMap::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        *counts.entry(c).or_insert(0) += 1;
    }
    counts
}

/// The letters of a source, less what the ledger took out, plus what it put in, are the letters
/// of the reports.
fn differs_by_the_ledger_alone(name: &str, text: &str, imported: &Imported) {
    let mut left = letters(text);
    for repair in imported.ledger.repairs.iter().filter(|repair| repair.rule.changes_words()) {
        for (c, n) in letters(&repair.before) {
            *left.entry(c).or_insert(0) -= n;
        }
        for (c, n) in letters(&repair.after) {
            *left.entry(c).or_insert(0) += n;
        }
    }
    for block in imported.reports.iter().flat_map(|report| &report.blocks) {
        for (c, n) in letters(&block.words()) {
            *left.entry(c).or_insert(0) -= n;
        }
    }
    left.retain(|_, n| *n != 0);
    assert!(left.is_empty(), "{name}: {left:?} beside the ledger");
}

const WRAPPED: &str = "FREELAND 2017 REPORT\n\nSection 1. Integrity\n\na. Torture\n\nThe law forbids torture, but there were reports of long-\nrunning abuse in the places of detention of the north and\nof the south.\n\nPhysical Conditions: Cells held five persons each, and the\ngovernment said that it would build more of them soon.\n\nFREELAND 2\n\nSection 3. Work\n\nThe law gives workers the right to strike. Observers said\nthat few of them did so in the year under report.\n";

#[test]
fn no_word_of_a_text_changes_silently() {
    let archive = Archive::new();
    let known = known(&archive.root);
    for (name, text) in [
        ("wrapped.txt", format!("{WRAPPED}{}", "More words stand here on a line of their own.\n".repeat(20))),
        ("plain.md", "## Section 1. Integrity\n\nWords *here* and [there](https://example.org/).\n\n- one\n- two\n".to_owned()),
        ("marks.md", "## Section 3. Work\n\n<script>alert(1)</script> & {.topic-x} `code` # not a heading\n".to_owned()),
    ] {
        let input = Input { name, bytes: text.as_bytes() };
        let imported = import::import(input, &wishes(), &known).unwrap_or_else(|e| panic!("{name}: {e:?}"));
        if imported.shape != Shape::Markdown {
            differs_by_the_ledger_alone(name, &text, &imported);
        }
        assert!(imported.reports.iter().all(|report| report.markdown.contains("status: draft")));
    }
}

/// Every text below the folder that `RIGHTSBOOK_SOURCES` names.
#[test]
fn no_word_of_a_real_text_changes_silently() {
    let Ok(folder) = std::env::var("RIGHTSBOOK_SOURCES") else { return };
    let known = known(Path::new(env!("CARGO_MANIFEST_DIR")));
    for entry in Path::new(&folder).read_dir().unwrap() {
        let path = entry.unwrap().path();
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let name = path.file_name().unwrap().to_str().unwrap();
        let input = Input { name, bytes: text.as_bytes() };
        let imported = import::import(input, &Wishes::default(), &known)
            .unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let text = text.trim_start_matches('\u{feff}');
        if imported.shape != Shape::Passages {
            differs_by_the_ledger_alone(name, text, &imported);
        }
    }
}

fn write(archive: &Archive, name: &str, text: &str) -> PathBuf {
    archive.write(&format!("../{name}"), text);
    archive.root.join(format!("../{name}"))
}

#[test]
fn an_import_is_a_draft_that_holds_and_is_not_written_over() {
    let archive = Archive::new();
    let file = write(
        &archive,
        "office.md",
        "## Section 1. Integrity\n\n### a. Torture\n\nWords.\n\n## Section 3. Work\n\nMore.\n",
    );
    let file = file.to_str().unwrap();
    let asked =
        ["import", file, "--publisher", "office", "--country", "freeland", "--covers", "2017"];
    let mut dry = asked.to_vec();
    dry.push("--dry-run");
    archive.command(&dry).assert().success();
    let report = archive.root.join("content/reports/freeland/2017-office.md");
    assert!(!report.exists());
    archive.command(&asked).assert().success();
    assert!(report.exists() && report.with_extension("ledger.tsv").exists());
    archive.command(&["check", "--drafts", "--strict"]).assert().success();
    archive.edit("content/reports/freeland/2017-office.md", "Words.", "Mended words.");
    archive.command(&asked).assert().code(1);
    assert!(archive.read("content/reports/freeland/2017-office.md").contains("Mended words."));
    let mut forced = asked.to_vec();
    forced.push("--force");
    archive.command(&forced).assert().success();
    assert!(!archive.read("content/reports/freeland/2017-office.md").contains("Mended"));
}

#[test]
fn what_a_text_does_not_say_is_asked_for_and_a_bad_file_spoils_no_other() {
    let archive = Archive::new();
    let good = write(&archive, "good.md", "## Section 3. Work\n\nWords.\n");
    let bad = archive.root.join("../bad.txt");
    std::fs::write(&bad, b"a\0b").unwrap();
    let (good, bad) = (good.to_str().unwrap(), bad.to_str().unwrap());
    let output = archive.command(&["import", good]).assert().code(1).get_output().clone();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("--publisher ID, --country ID, --covers YEAR"), "{told}");
    let asked =
        ["import", bad, good, "--publisher", "office", "--country", "freeland", "--covers", "2017"];
    let output = archive.command(&asked).assert().code(1).get_output().clone();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("NUL character in line 1")
            && told.contains("made     1 report, 1 file refused"),
        "{told}"
    );
    assert!(archive.root.join("content/reports/freeland/2017-office.md").exists());
}

#[test]
fn a_page_that_means_harm_becomes_harmless_text() {
    let archive = Archive::new();
    let page = "<html><body><main><h2>Section 3. Work</h2><p>Words &lt;script&gt;alert(1)&lt;/script&gt; <a href=\"javascript:x\">here</a>.</p><script>evil()</script><p style=\"display:none\">hidden</p></main></body></html>";
    let file = write(&archive, "page.html", page);
    let asked = [
        "import",
        file.to_str().unwrap(),
        "--publisher",
        "office",
        "--country",
        "freeland",
        "--covers",
        "2017",
    ];
    archive.command(&asked).assert().success();
    archive.command(&["build", "--drafts"]).assert().success();
    let built = archive.page("freeland/2017/office/3-work/");
    assert!(built.contains("&lt;script&gt;alert(1)") && !built.contains("<script>"), "{built}");
    assert!(!built.contains("javascript:") && !built.contains("evil()"), "{built}");
}
