//! The archive as data: tables, feeds, vocabulary, texts, and what must not be in any of them.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::driver::{Archive, OFFICE_2018, OFFICE_2019, WATCH_2018, report};

fn json(archive: &Archive, path: &str) -> Value {
    serde_json::from_str(&archive.read(&format!("public/{path}"))).unwrap()
}

fn lines(archive: &Archive, path: &str) -> Vec<Value> {
    let text = archive.read(&format!("public/{path}"));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn tables_hold_what_the_pages_show() {
    let mut archive = Archive::new();
    archive.build();
    let reports = json(&archive, "data/reports.json");
    let ids: Vec<_> =
        reports.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["freeland/2018/office", "freeland/2018/watch", "freeland/2019/office"]);
    assert_eq!(reports[0]["holds"], serde_json::json!(["1"]));
    assert_eq!(reports[2]["retrieved"], Value::Null);
    let csv = archive.read("public/data/reports.csv");
    assert!(csv.starts_with("id,url,title,") && csv.lines().count() == 4, "{csv}");
    let sections = json(&archive, "data/sections.json");
    let sections = sections.as_array().unwrap();
    assert_eq!(archive.read("public/data/sections.csv").lines().count(), sections.len() + 1);
    let known: BTreeSet<_> = sections.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(known.len(), sections.len());
    for row in sections {
        let parent = &row["parent"];
        assert!(parent.is_null() || known.contains(parent.as_str().unwrap()), "{row}");
    }
    let paragraphs = lines(&archive, "data/paragraphs.ndjson");
    assert!(paragraphs.iter().all(|row| known.contains(row["section"].as_str().unwrap())));
    let cells = paragraphs.iter().find(|row| row["text"] == "Cells held 5 persons.").unwrap();
    let url = cells["url"].as_str().unwrap();
    let (page, anchor) =
        url.strip_prefix("https://example.org/repo/").unwrap().split_once('#').unwrap();
    assert!(archive.page(page).contains(&format!("id=\"{anchor}\"")), "{url}");
    assert_eq!(cells["topic"], "prison");
    let events = lines(&archive, "data/events.ndjson");
    assert!(events.iter().any(|row| row["date"] == "2019-05-03"), "{events:?}");
    assert_eq!(archive.read("public/data/comparisons.csv").lines().count(), 2);
    assert_eq!(json(&archive, "data/entities.json"), serde_json::json!([]));
}

#[test]
fn the_package_describes_every_table() {
    let mut archive = Archive::new();
    archive.build();
    let package = json(&archive, "datapackage.json");
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), 8);
    for resource in resources {
        let text = archive.read(&format!("public/{}", resource["path"].as_str().unwrap()));
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let names: Vec<_> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        if resource["format"] == "csv" {
            assert_eq!(text.lines().next().unwrap(), names.join(","));
        }
        assert!(
            archive
                .page("data/")
                .contains(&format!("href=\"../{}\"", resource["path"].as_str().unwrap()))
        );
    }
    assert!(archive.page("").contains("href=\"./data/\""));
}

#[test]
fn feeds_tell_new_and_corrected_editions_and_know_no_clock() {
    let mut archive = Archive::new();
    archive.edit(
        OFFICE_2018,
        "status: published",
        "status: published\ncorrections: [{date: 2021-02-03, note: A date & a name.}]",
    );
    archive.build();
    let feed = archive.read("public/feed.xml");
    let at = |part: &str| feed.find(part).unwrap_or_else(|| panic!("no {part} in {feed}"));
    let entry = |url: &str| at(&format!("<entry>\n<id>https://example.org/repo/{url}</id>"));
    assert!(entry("freeland/2018/office/") < entry("freeland/2019/office/"));
    assert!(at("<updated>2021-02-03T00:00:00Z</updated>") < entry("freeland/2018/office/"));
    at("<published>2019-03-01T00:00:00Z</published>");
    at("Corrected 3 February 2021: A date &amp; a name.");
    let topic = archive.read("public/topics/prison/feed.xml");
    assert_eq!(topic.matches("<entry>").count(), 1, "{topic}");
    assert_eq!(archive.read("public/freeland/feed.xml").matches("<entry>").count(), 3);
    for page in ["", "freeland/", "topics/prison/", "data/"] {
        assert!(archive.page(page).contains("type=\"application/atom+xml\""), "{page}");
    }
    assert!(!archive.page("freeland/2019/office/").contains("atom+xml"));
}

#[test]
fn an_older_edition_that_comes_late_is_new_to_those_who_follow() {
    let mut archive = Archive::new();
    archive.edit(OFFICE_2018, "status: published", "status: published\nadded: 2026-11-22");
    archive.build();
    let feed = archive.read("public/feed.xml");
    let (before, first) = feed.split_once("<entry>").unwrap();
    assert!(before.contains("<updated>2026-11-22T00:00:00Z</updated>"), "{before}");
    let first = first.split("</entry>").next().unwrap();
    for part in [
        "<id>https://example.org/repo/freeland/2018/office/</id>",
        "<published>2019-03-01T00:00:00Z</published>",
        "<updated>2026-11-22T00:00:00Z</updated>",
        "<summary>The Office on Freeland, covering 2018 (2018 edition). A digest: retold in the archive’s words. Partial copy. Added here: 22 November 2026.</summary>",
    ] {
        assert!(first.contains(part), "{part}: {first}");
    }
    // A correction after that counts, one before it does not.
    for (correction, updated) in [("2027-01-02", "2027-01-02"), ("2020-01-02", "2026-11-22")] {
        let text = archive.read(OFFICE_2018);
        let line =
            format!("added: 2026-11-22\ncorrections: [{{date: {correction}, note: One.}}]\n");
        archive.write(OFFICE_2018, &text.replace("added: 2026-11-22\n", &line));
        archive.build();
        let feed = archive.read("public/feed.xml");
        assert!(feed.contains(&format!("<updated>{updated}T00:00:00Z</updated>")), "{feed}");
        archive.write(OFFICE_2018, &text);
    }
}

#[test]
fn topics_stand_as_a_vocabulary() {
    let mut archive = Archive::new();
    archive.build();
    let turtle = archive.read("public/data/topics.ttl");
    for part in [
        "<https://example.org/repo/topics/torture/>\n    a skos:Concept ;",
        "skos:broader <https://example.org/repo/topics/integrity/>",
        "skos:related <https://example.org/repo/topics/prison/>",
        "skos:prefLabel \"Torture\"@en",
        "skos:note \"Heading “a. Torture” in office-all: exact match.\"@en",
        "skos:note \"Heading “Labour” in watch-all: close match.\"@en",
    ] {
        assert!(turtle.contains(part), "{part}: {turtle}");
    }
    let linked = json(&archive, "data/topics.jsonld");
    assert_eq!(linked["@graph"].as_array().unwrap().len(), 7);
}

#[test]
fn texts_stand_as_markdown_with_their_numbers() {
    let mut archive = Archive::new();
    archive.build();
    let section = archive.read("public/freeland/2019/office/1a-torture/section.md");
    for part in [
        "---\ntitle: \"Freeland 2019\"\nsection: \"Torture\"\nlabel: \"1.a\"\n",
        "\nkind: \"digest\"\n",
        "\n# a. Torture\n\n¶1 Observers reported 12 cases on May 3.[^1] See 2018.\n\n¶2 A second paragraph.\n",
        "\n## Physical Conditions\n\n¶1 Cells held 5 persons.\n",
        "\n[^1]: As reported.\n",
    ] {
        assert!(section.contains(part), "{part}: {section}");
    }
    let report = archive.read("public/freeland/2019/office/report.md");
    assert!(report.contains("\n# Freeland 2019\n\n## Lead\n\n¶1 Lead paragraph.\n"), "{report}");
    assert!(report.contains("\n### a. Torture\n"), "{report}");
    let llms = archive.read("public/llms.txt");
    assert!(llms.contains("(https://example.org/repo/freeland/2019/office/report.md)"), "{llms}");
}

#[test]
fn nothing_behind_a_gate_is_in_any_file() {
    let mut archive = Archive::new();
    let body = |word: &str| {
        format!(
            "\nFirst{word}.\n\nLater{word}, on May 9.[^1]\n\n## Section 3. Work\n\nWork{word}.\n\nMore{word}.\n\n[^1]: Note{word}.\n"
        )
    };
    let write = |path: &str, year: u16, word: &str, from: &str, to: &str| {
        let text = report("office", year, "full", &body(word)).replace(from, to);
        archive.write(&format!("content/reports/freeland/{path}.md"), &text);
    };
    write("2011-office", 2011, "excerpted", "display: full", "display: excerpt");
    write("2012-office", 2012, "withheld", "display: full", "display: metadata");
    write("2013-office", 2013, "drafted", "status: published", "status: draft");
    write("2014-office", 2014, "embargoed", "status: published", "status: embargoed");
    write("2015-office", 2015, "withdrawn", "status: published", "status: withdrawn");
    archive.build();
    let tree = archive.tree("public");
    let holders = |word: &str| -> Vec<&str> {
        let holds = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(word);
        tree.iter().filter(|(_, bytes)| holds(bytes)).map(|(name, _)| &**name).collect()
    };
    // What may be shown is in the data, or the rest of the test says nothing.
    for file in ["data/paragraphs.ndjson", "freeland/2011/office/report.md"] {
        assert!(holders("Firstexcerpted").contains(&file), "{file}");
        assert!(holders("Workexcerpted").contains(&file), "{file}");
    }
    for word in ["Laterexcerpted", "Moreexcerpted", "Noteexcerpted"] {
        assert_eq!(holders(word), [""; 0], "{word}");
    }
    for gate in ["withheld", "drafted", "embargoed"] {
        for place in ["First", "Later", "Work", "More", "Note"] {
            assert_eq!(holders(&format!("{place}{gate}")), [""; 0], "{place}{gate}");
        }
    }
    for gone in ["2013/office", "2014/office", "2015/office", "Freeland 2013"] {
        assert_eq!(holders(gone), [""; 0], "{gone}");
    }
    assert!(holders("freeland/2012/office").contains(&"data/reports.csv"));
}

#[test]
fn files_of_the_archive_cannot_take_the_addresses() {
    let archive = Archive::new();
    for name in ["feed.xml", "llms.txt", "datapackage.json", "data/reports.csv"] {
        archive.write(&format!("static/{name}"), "mine");
    }
    archive.write("static/freeland/2018/watch/report.md", "mine");
    archive.write("content/countries/data.md", "---\nname: Data\n---\nMade up.\n");
    let text = archive.read(WATCH_2018).replace("country: freeland", "country: data");
    archive.write("content/reports/data/2018-watch.md", &text);
    let output = archive.command(&["check"]).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{told}");
    for url in ["feed.xml", "llms.txt", "datapackage.json", "data/reports.csv", "data/"] {
        let message = format!("the address /{url} is taken by the archive itself");
        assert!(told.contains(&message), "{message}: {told}");
    }
    assert!(told.contains("the address /freeland/2018/watch/report.md is taken by"), "{told}");
}

#[test]
fn a_change_of_prose_changes_what_tells_it_alone() {
    let mut archive = Archive::new();
    archive.build();
    let before = archive.tree("public");
    archive.edit(OFFICE_2019, "A second paragraph", "The second paragraph");
    archive.build();
    let after = archive.tree("public");
    let changed: Vec<&str> = after
        .iter()
        .filter(|(name, bytes)| before.get(*name) != Some(bytes) && !name.ends_with(".html"))
        .map(|(name, _)| &**name)
        .filter(|name| name.starts_with("data/") || name.ends_with(".md") || name.ends_with(".xml"))
        .collect();
    assert_eq!(
        changed,
        [
            "data/paragraphs.ndjson",
            "freeland/2019/office/1a-torture/section.md",
            "freeland/2019/office/report.md"
        ]
    );
    archive.build_cold("cold");
    assert!(archive.tree("cold") == after);
}
