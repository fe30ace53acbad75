//! Any two editions: the sections of a report as data, and the page that reads them.

use serde_json::Value;

use crate::driver::{Archive, OFFICE_2018, OFFICE_2019, report};

fn json(archive: &Archive, path: &str) -> Value {
    serde_json::from_str(&archive.read(&format!("public/{path}"))).unwrap()
}

#[test]
fn a_report_stands_as_data_sentence_by_sentence() {
    let mut archive = Archive::new();
    archive.build();
    let data = json(&archive, "freeland/2019/office/sections.json");
    for (key, value) in [
        ("title", "Freeland 2019"),
        ("country", "Freeland"),
        ("publisher", "The Office"),
        ("language", "en"),
        ("kind", "digest"),
        ("completeness", "full"),
        ("url", "freeland/2019/office/"),
    ] {
        assert_eq!(data[key], value, "{key}");
    }
    assert_eq!(data["year"], 2019);
    let ids: Vec<&str> = data["sections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|section| section["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids[..3], ["lead", "1-integrity", "1a-torture"]);
    let torture = &data["sections"][2];
    assert_eq!(torture["label"], "1.a");
    assert_eq!(torture["heading"], "Torture");
    assert_eq!(torture["url"], "freeland/2019/office/1a-torture/");
    assert_eq!(torture["topic"], serde_json::json!({"id": "torture", "label": "Torture"}));
    assert_eq!(
        torture["paragraphs"],
        serde_json::json!([
            {"n": 1, "anchor": "p1", "sentences": ["Observers reported 12 cases on May 3.", "See 2018."]},
            {"n": 2, "anchor": "p2", "sentences": ["A second paragraph."]},
        ])
    );
    // A run-in heading has no page of its own: its paragraphs have anchors on that around it.
    let cells = &data["sections"][3];
    let page = archive.page("freeland/2019/office/1a-torture/");
    let anchor = cells["paragraphs"][0]["anchor"].as_str().unwrap();
    assert!(cells["url"].as_str().unwrap().starts_with("freeland/2019/office/1a-torture/#"));
    assert!(page.contains(&format!("id=\"{anchor}\"")), "{anchor}");
}

#[test]
fn the_list_of_editions_names_the_file_of_each() {
    let mut archive = Archive::new();
    archive.build();
    let list = json(&archive, "compare/editions.json");
    let editions = list["editions"].as_array().unwrap();
    assert_eq!(editions.len(), 3);
    for edition in editions {
        let data = json(&archive, edition["sections"].as_str().unwrap());
        for key in ["title", "country", "publisher", "year", "language", "completeness", "url"] {
            assert_eq!(edition[key], data[key], "{key}");
        }
    }
    // Neither is a page that one looks for.
    let sitemap = archive.read("public/sitemap.xml");
    assert!(sitemap.contains("https://example.org/repo/compare/<"), "{sitemap}");
    assert!(!sitemap.contains(".json"));
}

#[test]
fn what_the_licence_holds_back_is_not_in_the_data() {
    let mut archive = Archive::new();
    archive.edit(OFFICE_2019, "display: full", "display: excerpt");
    archive.edit(OFFICE_2018, "display: full", "display: metadata");
    archive.build();
    let excerpt = archive.read("public/freeland/2019/office/sections.json");
    assert!(excerpt.contains("Observers reported 12 cases") && !excerpt.contains("A second"));
    let none = archive.read("public/freeland/2018/office/sections.json");
    assert!(none.contains("Torture") && !none.contains("Observers"));
    // Nor is what is not published.
    archive.edit(OFFICE_2018, "status: published", "status: withdrawn");
    archive.edit(OFFICE_2019, "See [2018](2018-office.md#1a-torture).", "");
    archive.build();
    assert!(!archive.root.join("public/freeland/2018/office/sections.json").exists());
    assert!(!archive.read("public/compare/editions.json").contains("2018/office"));
}

#[test]
fn a_change_of_prose_changes_the_data_of_its_report_alone() {
    let mut archive = Archive::new();
    archive.build();
    let before = archive.tree("public");
    archive.edit(OFFICE_2019, "A second paragraph", "The second paragraph");
    archive.build();
    let after = archive.tree("public");
    let changed: Vec<&str> = after
        .iter()
        .filter(|(name, bytes)| before.get(*name) != Some(bytes) && name.ends_with("sections.json"))
        .map(|(name, _)| &**name)
        .collect();
    assert_eq!(changed, ["freeland/2019/office/sections.json"]);
    archive.build_cold("cold");
    assert!(archive.tree("cold") == after);
}

#[test]
fn without_scripts_the_page_lists_what_stands_ready() {
    let mut archive = Archive::new();
    let text = report("office", 2020, "full", "\nLead.\n\n## Section 3. Work\n\nWords.\n");
    archive.write("content/reports/freeland/2020-office.md", &text);
    archive.build();
    let page = archive.page("compare/");
    let at = |part: &str| page.find(part).unwrap_or_else(|| panic!("no {part} in {page}"));
    let newest = at("<a href=\"../freeland/office/2019-2020/\"");
    assert!(newest < at("<a href=\"../freeland/office/2018-2019/\""));
    at("<span class=\"remark\">2018 not held whole</span>");
    at("data-root=\"../\" hidden>");
    at("<script src=\"../compare.js\" defer></script>");
    assert!(!page.contains("freeland/watch/"), "one report of the Watch has nothing beside it");
    assert!(archive.page("freeland/2019/office/").contains("href=\"../../../compare/\""));
    assert!(archive.page("freeland/office/2018-2019/").contains("href=\"../../../compare/\""));
    for (name, bytes) in archive.tree("public") {
        let page = String::from_utf8_lossy(&bytes);
        // Pages with paragraphs can tell whether one has changed since it was linked to; reports
        // and sections have a script for what they are cited as.
        let own = ["/permalink.js\" defer></script>", "copy.js\" defer></script>"];
        let own = own.iter().filter(|script| page.contains(**script)).count();
        let scripts = page.matches("<script").count();
        let known = ["compare/index.html", "compose/index.html", "search/index.html"]
            .contains(&&*name)
            || page.contains("redirect.js\"");
        assert!(scripts == own || known, "{name} has a script");
    }
}

#[test]
fn a_country_cannot_take_the_address() {
    let archive = Archive::new();
    archive.write("content/countries/compare.md", "---\nname: Compare\n---\nMade up.\n");
    let text = archive.read(OFFICE_2019).replace("country: freeland", "country: compare");
    archive.write("content/reports/compare/2019-office.md", &text);
    let output = archive.command(&["check"]).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("the address /compare/ is taken by the archive itself"), "{told}");
    assert!(told.contains("content/countries/compare.md"), "{told}");
}
