//! How reports and sections are cited: on their pages, in files, in the heads of pages.

use serde_json::Value;

use crate::driver::{Archive, OFFICE_2019, WATCH_2018};

const SECTION: &str = "freeland/2019/office/1a-torture/";

#[test]
fn a_page_has_five_forms_and_their_files() {
    let mut archive = Archive::new();
    archive.build();
    for url in ["freeland/2019/office/", SECTION] {
        let page = archive.page(url);
        let forms = page.matches("<dd class=\"form\"").count();
        assert_eq!(forms, 5, "{page}");
        for name in ["Chicago", "APA", "MLA", "OSCOLA", "Bluebook"] {
            assert!(page.contains(&format!("<dt>{name}</dt>")), "{name}");
        }
        let full = format!("https://example.org/repo/{url}");
        assert!(page.contains(&format!("<span class=\"url copy-url\">{full}</span>")));
        assert!(page.contains("igest of the original in"), "{page}");
        // A section has RIS of its own; the report's files hold its sections too.
        assert!(page.contains(&format!("{url}cite.ris\"")), "{page}");
        assert!(archive.read(&format!("public/{url}cite.ris")).contains(&full));
        for name in ["cite.bib", "cite.json"] {
            assert!(page.contains(&format!("freeland/2019/office/{name}\"")), "{name}");
            let file = archive.read(&format!("public/freeland/2019/office/{name}"));
            assert!(file.contains(&full), "{name}: {file}");
        }
    }
    let page = archive.page(SECTION);
    assert!(
        page.contains("“Torture,” sec. 1.a. In <cite>") && page.contains("Digest of the original in <cite>Small archive</cite><span class=\"at-paragraph\" data-before=\", para. \">"),
        "{page}"
    );
    // What a section stands in has no page, and so no files.
    assert!(!archive.root.join("public/freeland/2019/office/1a-physical-conditions").exists());
    assert!(!archive.read("public/sitemap.xml").contains("cite."));
}

#[test]
fn heads_tell_reference_managers_what_a_page_is() {
    let mut archive = Archive::new();
    archive.build();
    let meta = |name: &str, content: &str| format!("<meta name=\"{name}\" content=\"{content}\">");
    let page = archive.page(SECTION);
    for (name, content) in [
        ("citation_title", "Torture"),
        ("citation_author", "The Office"),
        ("citation_public_url", "https://example.org/repo/freeland/2019/office/1a-torture/"),
        ("DC.publisher", "The Office"),
        ("DC.coverage", "2019-01-01/2019-12-31"),
        ("DC.language", "en"),
    ] {
        assert!(page.contains(&meta(name, content)), "{name}: {page}");
    }
    assert!(page.contains("<meta name=\"citation_book_title\""));
    assert!(!page.contains("citation_technical_report_institution"));
    let report = archive.page("freeland/2019/office/");
    assert!(report.contains(&meta("citation_technical_report_institution", "The Office")));
    assert!(report.contains("<link rel=\"alternate\" type=\"application/ld+json\" href=\"../../../freeland/2019/office/cite.jsonld\">"));
    let linked: Value =
        serde_json::from_str(&archive.read("public/freeland/2019/office/cite.jsonld")).unwrap();
    assert_eq!(linked["@type"], "Report");
    assert_eq!(linked["publisher"]["name"], "The Office");
    assert!(!archive.page("topics/").contains("citation_"));
}

#[test]
fn dates_that_nobody_knows_are_said() {
    let mut archive = Archive::new();
    let text = archive.read(WATCH_2018);
    let line = text.lines().find(|line| line.starts_with("published:")).unwrap().to_owned();
    archive.edit(WATCH_2018, &line, "published: unknown");
    archive.build();
    let page = archive.page("freeland/2018/watch/");
    assert!(page.contains("The Watch. (n.d.)") && page.contains("edn, n.d.)"), "{page}");
    assert!(!page.contains("citation_publication_date") && !page.contains("DC.date"));
    let bib = archive.read("public/freeland/2018/watch/cite.bib");
    assert!(bib.contains("year = {n.d.}") && !bib.contains("month ="), "{bib}");
}

#[test]
fn only_what_is_cited_moves_its_files() {
    let mut archive = Archive::new();
    archive.build();
    let before = archive.tree("public");
    archive.edit(OFFICE_2019, "A second paragraph", "The second paragraph");
    archive.build();
    let after = archive.tree("public");
    let moved = after.iter().filter(|(name, bytes)| before.get(*name) != Some(bytes));
    let moved: Vec<_> = moved.map(|(name, _)| name).filter(|name| name.contains("cite.")).collect();
    assert!(moved.is_empty(), "{moved:?}");
    archive.edit("rightsbook.toml", "Small archive", "Another archive");
    archive.build();
    assert!(archive.read(&format!("public/{SECTION}cite.ris")).contains("DB  - Another archive"));
    archive.build_cold("cold");
    assert!(archive.tree("cold") == archive.tree("public"));
}

#[test]
fn what_has_no_label_is_cited_under_the_section_around_it() {
    let mut archive = Archive::new();
    let text = archive.read(OFFICE_2019);
    let text = text.replace(
        "## Section 3.",
        "### Women {.topic-work}\n\nOn women.\n\n#### At Home {.topic-work}\n\nAt home.\n\n## Section 3.",
    );
    archive.write(OFFICE_2019, &text);
    archive.build();
    let excerpts: Value =
        serde_json::from_str(&archive.read("public/freeland/2019/office/excerpts.json")).unwrap();
    let told = excerpts["cited"]["chicago"].to_string();
    for part in [
        "The Office. “Physical Conditions,” under sec. 1.a. In ",
        "The Office. “Women,” under sec. 2. In ",
        "The Office. “At Home,” under “Women,” sec. 2. In ",
        "The Office. [Lead, without a heading]. In ",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let page = archive.page("freeland/2019/office/2-women/");
    assert!(page.contains("‘Women’ in s 2, digest of"), "{page}");
    assert!(archive.read("public/freeland/2019/office/2-women/cite.ris").contains("SE  - 2\r\n"));
    let lead = archive.page("freeland/2018/watch/lead/");
    assert!(
        lead.contains("<meta name=\"citation_title\" content=\"[Lead, without a heading]\">"),
        "{lead}"
    );
}

#[test]
fn nothing_is_said_of_where_quoted_passages_stand() {
    let mut archive = Archive::new();
    archive.edit(OFFICE_2019, "completeness: full", "completeness: quoted");
    archive.edit(OFFICE_2019, "**Physical Conditions:**", "#### Physical Conditions:\n\n");
    archive.build();
    let told = archive.read("public/freeland/2019/office/excerpts.json");
    assert!(told.contains("The Office. “Physical Conditions.” In "), "{told}");
}

#[test]
fn only_a_text_of_the_publisher_counts_the_paragraphs_of_the_original() {
    let mut archive = Archive::new();
    archive.edit(OFFICE_2019, "kind: digest", "kind: verbatim");
    archive.build();
    let page = archive.page(SECTION);
    let place = "<span class=\"at-paragraph\" data-before=\", para. \"></span>";
    assert!(page.contains(&format!("“Torture,” sec. 1.a{place}. In <cite>")), "{page}");
    assert!(!page.contains(&format!("Small archive</cite>{place}")), "{page}");
}
