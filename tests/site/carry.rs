//! What readers carry away: a copy that opens from disk, a report as one file, the site as one.

use std::collections::BTreeMap;
use std::io::Read as _;

use rightsbook::base64;
use rightsbook::check::LinkStyle;
use rightsbook::pipeline::Site;
use sha2::{Digest as _, Sha256};

use crate::driver::{Archive, OFFICE_2018, OFFICE_2019, report};
use crate::preview::Preview;

const ALONE: &str = "freeland/2019/office/freeland-2019-office.html";

fn for_disk(archive: &Archive) -> BTreeMap<String, Vec<u8>> {
    let site = Site { links: LinkStyle::Files, ..Site::new(&archive.root) };
    let built = archive.build_with(&site, "disk");
    assert!(built.receipt.is_some(), "{:#?}", built.problems);
    archive.tree("disk")
}

#[test]
fn a_copy_for_disk_has_a_twin_of_each_file_that_scripts_load() {
    let mut archive = Archive::new();
    archive.build();
    let online = archive.tree("public");
    let disk = for_disk(&archive);
    let of_disk: Vec<_> = disk.keys().filter(|name| !online.contains_key(*name)).collect();
    let twins: Vec<_> = online
        .keys()
        .filter(|name| {
            name.starts_with("search/") && name.ends_with(".bin")
                || name.ends_with("sections.json") && *name != "data/sections.json"
                || name.ends_with("excerpts.json")
                || matches!(&***name, "compare/editions.json" | "compose/reports.json")
        })
        .map(|name| format!("{name}.js"))
        .collect();
    assert!(twins.len() > 6, "{twins:?}");
    assert_eq!(of_disk, twins.iter().collect::<Vec<_>>());
    for twin in &twins {
        let file = &disk[twin.strip_suffix(".js").unwrap()];
        let script = String::from_utf8(disk[twin].clone()).unwrap();
        let content = script.strip_prefix("rightsbook.loaded(").unwrap();
        let content = content.strip_suffix(");\n").unwrap();
        if twin.ends_with(".json.js") {
            let values: [serde_json::Value; 2] =
                [serde_json::from_str(content).unwrap(), serde_json::from_slice(file).unwrap()];
            assert_eq!(values[0], values[1], "{twin}");
        } else {
            assert_eq!(content, format!("\"{}\"", base64::encode(file)), "{twin}");
        }
    }
}

#[test]
fn a_report_is_one_file_that_leans_on_nothing() {
    let mut archive = Archive::new();
    archive.write_bytes("static/map.png", &[1, 2, 3]);
    archive.edit(
        OFFICE_2019,
        "Some words on integrity.",
        "See ![a map](/map.png), [torture](#1a-torture) and [more](#2-liberties-p1).",
    );
    archive.build();
    let page = archive.read(&format!("public/{ALONE}"));
    for part in [
        "content=\"default-src 'none'; style-src 'sha256-",
        "<meta name=\"robots\" content=\"noindex\">",
        "<link rel=\"canonical\" href=\"https://example.org/repo/freeland/2019/office/\">",
        "<dt>Retrieved</dt>",
        "made-up",
        "<li class=\"l3\"><a href=\"#1a-torture\">",
        "id=\"1a-torture-p1\"",
        "See <img src=\"data:image/png;base64,AQID\"",
        "<a href=\"#1a-torture\">torture</a> and <a href=\"#2-liberties-p1\">more</a>",
        // What the text called “above” is a paragraph of another section, inside.
        "see <a href=\"#1a-torture-p1\">above</a>",
        // What is outside is where the archive stands.
        "See <a href=\"https://example.org/repo/freeland/2018/office/1a-torture/\">2018</a>",
        "<a href=\"#note-1\"",
        "<li id=\"note-1\">",
        "@media print",
        "prefers-color-scheme: dark",
    ] {
        assert!(page.contains(part), "no {part} in {page}");
    }
    for part in
        ["<script", "<link rel=\"stylesheet\"", "href=\"../", "href=\"./", ".finder", ".grid"]
    {
        assert!(!page.contains(part), "{part} in {page}");
    }
    assert!(page.len() < 40_000, "{}", page.len());
    for page in ["freeland/2019/office/", "freeland/2019/office/full/"] {
        let link = "freeland-2019-office.html\" download>";
        assert!(archive.page(page).contains(link), "{page}");
    }
    // It is the same file wherever the copy is meant to be opened.
    assert!(for_disk(&archive)[ALONE] == page.as_bytes());
    // Another picture at the same place is another file.
    archive.write_bytes("static/map.png", &[1, 2, 4]);
    let drawn = archive.build().receipt.unwrap().drawn;
    let drawn: Vec<_> = drawn.iter().map(|url| url.as_str()).collect();
    assert_eq!(drawn, [ALONE, "map.png"]);
    // So is one in another style.
    archive.write("static/style.css", "main { color: teal }\n.nowhere { color: red }\n");
    archive.build();
    let page = archive.read(&format!("public/{ALONE}"));
    assert!(page.contains("<style>main { color: teal }\n</style>"), "{page}");
}

#[test]
fn what_is_not_shown_is_not_carried_away() {
    let mut archive = with_zip();
    archive.edit(OFFICE_2019, "display: full", "display: excerpt");
    archive.edit(OFFICE_2019, "A second paragraph.", "A zzexcerpted canary.");
    archive.edit(OFFICE_2018, "Observers", "zzmetadata observers");
    archive.edit(OFFICE_2018, "display: full", "display: metadata");
    let draft = report("office", 2020, "full", "\nA zzdraft canary.\n");
    let draft = draft.replace("status: published", "status: draft");
    archive.write("content/reports/freeland/2020-office.md", &draft);
    archive.build();
    for tree in [archive.tree("public"), for_disk(&archive)] {
        assert!(tree.contains_key(ALONE));
        assert!(!tree.keys().any(|name| name.contains("2020-office")));
        let inside = tree.get("site.zip").map(|zip| unzipped(zip.clone())).unwrap_or_default();
        for (name, bytes) in tree.into_iter().chain(inside) {
            let text = String::from_utf8_lossy(&bytes);
            for canary in ["zzexcerpted", "zzmetadata", "zzdraft"] {
                assert!(!text.contains(canary), "{canary} in {name}");
            }
        }
    }
    let page = archive.read(&format!("public/{ALONE}"));
    assert!(page.contains("The licence lets the archive show excerpts only."));
}

#[test]
fn a_style_that_the_policy_does_not_name_is_told() {
    let mut archive = Archive::new();
    archive.build();
    let template =
        include_str!("../../templates/alone.html").replace("{{ style }}", "{{ style }} ");
    archive.write("templates/alone.html", &template);
    let built = archive.build_cold("cold");
    assert!(built.receipt.is_none());
    let message = &built.problems[0].message;
    assert!(message.contains("has a `<style>` element, which its policy blocks"), "{message}");
    let template = include_str!("../../templates/alone.html")
        .replace("href=\"{{ frame.root }}{{ card.publisher_url }}\"", "href=\"../\"");
    archive.write("templates/alone.html", &template);
    let built = archive.build_cold("cold");
    let message = &built.problems[0].message;
    assert!(message.contains("links to `../`, although"), "{message}");
}

/// The files of the site's zip file, as another program reads them, and its name for each.
fn unzipped(bytes: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        let name = file.name().strip_prefix("small-archive/").unwrap().to_owned();
        assert!(files.insert(name, bytes).is_none());
    }
    files
}

fn with_zip() -> Archive {
    let archive = Archive::new();
    archive.edit("rightsbook.toml", "title", "carry = {zip = true}\ntitle");
    archive
}

fn zip(archive: &Archive) -> Vec<u8> {
    archive.tree("public").remove("site.zip").unwrap()
}

#[test]
fn the_zip_is_the_tree_that_opens_from_disk() {
    let mut archive = with_zip();
    archive.build();
    let mut carried = unzipped(zip(&archive));
    let manifest = String::from_utf8(carried.remove("MANIFEST.sha256").unwrap()).unwrap();
    let listed: Vec<(String, String)> = manifest
        .lines()
        .map(|line| line.split_once("  ").unwrap())
        .map(|(hash, name)| (name.to_owned(), hash.to_owned()))
        .collect();
    let hash = |bytes: &Vec<u8>| {
        Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    let hashes: Vec<_> = carried.iter().map(|(name, bytes)| (name.clone(), hash(bytes))).collect();
    assert_eq!(listed, hashes);
    let readme = String::from_utf8(carried.remove("README.txt").unwrap()).unwrap();
    assert!(readme.contains("https://example.org/repo/site.zip\n"), "{readme}");
    let mut disk = for_disk(&archive);
    disk.retain(|name, _| !matches!(&**name, "MANIFEST.sha256" | ".rightsbook"));
    assert_eq!(disk.keys().collect::<Vec<_>>(), carried.keys().collect::<Vec<_>>());
    for (name, bytes) in &disk {
        assert!(carried[name] == *bytes, "{name}");
    }
    // Nobody finds in it what it is not in.
    assert!(archive.page("data/").contains("<a href=\"../site.zip\">"));
    let page = String::from_utf8(disk["data/index.html"].clone()).unwrap();
    assert!(page.contains("<a href=\"https://example.org/repo/site.zip\">"), "{page}");
}

#[test]
fn an_edit_packs_what_it_changes() {
    let mut archive = with_zip();
    let first = archive.build().receipt.unwrap().carried.unwrap();
    assert_eq!(first.files, first.packed + 2, "with its readme and its list: {first:?}");
    let before = zip(&archive);
    assert!(archive.build().receipt.unwrap().nothing_to_do);
    // A page that is put right by hand is drawn again, and the zip is as it was.
    archive.write("public/about/index.html", "mine");
    assert_eq!(archive.build().receipt.unwrap().carried, None);
    assert!(zip(&archive) == before);
    archive.edit(OFFICE_2019, "A second paragraph", "Another paragraph");
    let receipt = archive.build().receipt.unwrap();
    let carried = receipt.carried.unwrap();
    assert!((4..first.files / 2).contains(&carried.packed), "{carried:?} of {first:?}");
    assert!(receipt.drawn.iter().any(|url| url.as_str() == "site.zip"));
    assert!(!receipt.removed.iter().any(|path| path.as_str() == "site.zip"));
    // Taken over or packed anew, the bytes are the same.
    archive.build_cold("cold");
    assert!(archive.tree("cold")["site.zip"] == zip(&archive));
    assert!(zip(&archive) != before);
    // One that was spoilt is no source of anything.
    archive.write_bytes("public/site.zip", &before[..before.len() - 9]);
    archive.edit(OFFICE_2019, "Another paragraph", "One more paragraph");
    let carried = archive.build().receipt.unwrap().carried.unwrap();
    assert_eq!(carried.packed, first.packed);
    // Nor is one in which a disk has turned a bit without a trace.
    let path = archive.root.join("public/site.zip");
    let (mut bytes, time) = (zip(&archive), std::fs::metadata(&path).unwrap().modified().unwrap());
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    archive.write_bytes("public/site.zip", &bytes);
    std::fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    archive.edit(OFFICE_2019, "One more paragraph", "A last paragraph");
    let carried = archive.build().receipt.unwrap().carried.unwrap();
    assert_eq!(carried.packed, first.packed);
    // Without it there is no link to it either.
    archive.edit("rightsbook.toml", "zip = true", "zip = false");
    let receipt = archive.build().receipt.unwrap();
    assert_eq!(receipt.removed.iter().map(|path| path.as_str()).collect::<Vec<_>>(), ["site.zip"]);
    assert!(!archive.page("data/").contains("site.zip"));
}

#[test]
fn names_of_the_zip_alone_are_taken() {
    let archive = with_zip();
    archive.write("static/README.txt", "mine\n");
    archive.write("static/compare/editions.json.js", "mine\n");
    let built = archive.build_cold("cold");
    let told: Vec<&str> = built.problems.iter().map(|problem| &*problem.message).collect();
    for name in ["README.txt", "compare/editions.json.js"] {
        let taken = format!("the address /{name} is taken by the archive itself");
        assert!(told.contains(&&*taken), "{told:?}");
    }
    assert!(built.receipt.is_none());
    archive.edit("rightsbook.toml", "zip = true", "zip = false");
    assert!(archive.build_cold("cold").receipt.is_some());
}

#[test]
fn a_dry_run_foresees_the_zip_and_a_check_makes_none() {
    let mut archive = with_zip();
    let output = archive.command(&["build", "--dry-run"]).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    let files = archive.build().receipt.unwrap().drawn.len();
    assert!(told.contains(&format!("a build would draw {files} files")), "{told}");
    let output = archive.command(&["build", "--dry-run"]).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("a build would draw 0 files"), "{told}");
    assert!(archive.command(&["check"]).output().unwrap().status.success());
    assert!(!for_disk(&archive).contains_key("site.zip"));
}

#[test]
fn the_preview_says_that_it_makes_no_zip() {
    let archive = with_zip();
    let mut preview = Preview::start(&archive.root, &[]);
    let answer = preview.get("site.zip");
    assert_eq!(answer.status, 404);
    assert!(answer.text().contains("`rightsbook build` does"), "{}", answer.text());
    assert!(preview.get("data/").text().contains("href=\"../site.zip\""));
}

#[test]
fn a_text_may_lead_to_what_stands_beside_the_archive() {
    let mut archive = Archive::new();
    let beside = "See <https://example.org/repo/elsewhere>.";
    archive.edit(OFFICE_2019, "A second paragraph.", beside);
    archive.build();
    let link = "<a href=\"https://example.org/repo/elsewhere\"";
    assert!(archive.read(&format!("public/{ALONE}")).contains(link));
}
