//! Reports that readers put together: the data of the page that does it, and the page.

use serde_json::{Value, json};

use crate::driver::{Archive, OFFICE_2018, OFFICE_2019};

fn data(archive: &Archive, path: &str) -> Value {
    serde_json::from_str(&archive.read(&format!("public/{path}"))).unwrap()
}

fn section<'a>(excerpts: &'a Value, heading: &str) -> (usize, &'a Value) {
    let sections = excerpts["sections"].as_array().unwrap().iter().enumerate();
    let mut found = sections.filter(|(_, section)| section["heading"] == heading);
    found.next().unwrap_or_else(|| panic!("no section {heading}"))
}

/// The pieces of a work put together again, as the page does it.
fn cited(excerpts: &Value, n: usize) -> (String, String) {
    let cited = &excerpts["cited"];
    let numbers = |which: usize| cited["works"][n][which].as_array().unwrap().iter();
    let at = |n: &Value| usize::try_from(n.as_u64().unwrap()).unwrap();
    let written = numbers(0).map(|n| &cited["chicago"][at(n)]);
    let words =
        written.filter(|run| run["is"] != "paragraph").map(|run| run["text"].as_str().unwrap());
    let lines = numbers(1).map(|n| cited["ris"][at(n)].as_str().unwrap());
    (words.collect(), lines.map(|line| format!("{line}\r\n")).collect())
}

#[test]
fn each_section_stands_with_its_text_and_its_citation() {
    let mut archive = Archive::new();
    archive.build();
    let excerpts = data(&archive, "freeland/2019/office/excerpts.json");
    assert_eq!(excerpts["card"]["title"], "Freeland 2019");
    let (at, torture) = section(&excerpts, "Torture");
    assert_eq!(torture["url"], "freeland/2019/office/1a-torture/");
    assert_eq!(torture["topics"], json!(["torture"]));
    let text = torture["text"].as_str().unwrap();
    assert!(text.contains("Observers reported 12 cases on May 3."), "{text}");
    // Numbers and links lead from the page that composes.
    assert!(text.contains("href=\"../freeland/2019/office/1a-torture/#p1\""), "{text}");
    let (written, ris) = cited(&excerpts, at + 1);
    assert!(
        written.contains("“Torture,” sec. 1.a") && written.contains("Digest of the original"),
        "{written}"
    );
    assert_eq!(ris, archive.read("public/freeland/2019/office/1a-torture/cite.ris"));
    let (_, whole) = cited(&excerpts, 0);
    assert_eq!(whole, archive.read("public/freeland/2019/office/cite.ris"));
}

#[test]
fn the_index_says_in_words_what_each_edition_has_on_each_topic() {
    let mut archive = Archive::new();
    archive.build();
    let index = data(&archive, "compose/reports.json");
    let topics = index["topics"].as_array().unwrap();
    let reports = index["reports"].as_array().unwrap();
    let state = |report: &str, topic: &str| {
        let at = topics.iter().position(|known| known["id"] == topic).unwrap();
        let report = reports.iter().find(|known| known["url"] == report).unwrap();
        let letters: Vec<char> = report["states"].as_str().unwrap().chars().collect();
        assert_eq!(letters.len(), topics.len());
        index["words"][letters[at].to_string()].clone()
    };
    assert_eq!(state("freeland/2019/office/", "torture"), "text");
    assert_eq!(state("freeland/2018/office/", "work"), "not in our copy");
    assert_eq!(state("freeland/2018/watch/", "work"), "no heading in this edition");
    let known = [
        "text",
        "pointer only",
        "not applicable",
        "quoted only",
        "no heading in this edition",
        "not in our copy",
    ];
    for report in reports {
        for letter in report["states"].as_str().unwrap().chars() {
            let words = index["words"][letter.to_string()].as_str().unwrap();
            assert!(known.contains(&words), "{words}");
        }
    }
}

#[test]
fn texts_that_may_not_be_shown_are_in_no_excerpt() {
    let mut archive = Archive::new();
    archive.edit(OFFICE_2019, "display: full", "display: metadata");
    archive.edit(OFFICE_2019, " See [2018](2018-office.md#1a-torture).", "");
    archive.edit(OFFICE_2018, "status: published", "status: withdrawn");
    archive.build();
    let excerpts = data(&archive, "freeland/2019/office/excerpts.json");
    assert!(
        excerpts["sections"].as_array().unwrap().iter().all(|section| section["empty"] == true)
    );
    assert!(!archive.read("public/freeland/2019/office/excerpts.json").contains("Observers"));
    assert!(!archive.root.join("public/freeland/2018/office/excerpts.json").exists());
    assert!(!archive.read("public/compose/reports.json").contains("2018/office"));
}

#[test]
fn without_scripts_the_page_leads_to_what_stands_ready() {
    let mut archive = Archive::new();
    archive.build();
    let page = archive.page("compose/");
    assert!(page.contains("<a href=\"../topics/torture/freeland/\">Torture</a>"), "{page}");
    assert!(page.contains("<a href=\"../freeland/2019/office/full/\">"), "{page}");
    // Only topics that a report treats can be ticked, each with those above it.
    assert!(page.contains("value=\"torture\""), "{page}");
    assert!(archive.page("").contains("<a href=\"./compose/\">Compose</a>"));
}
