//! What a build makes, page by page, and how much of it it draws again.

use rightsbook::check::LinkStyle;
use rightsbook::pipeline::Site;

use crate::driver::{Archive, OFFICE_2019, WATCH_2018};

fn drew(archive: &mut Archive) -> Vec<String> {
    let built = archive.build();
    let receipt = built.receipt.unwrap_or_else(|| panic!("{:#?}", built.problems));
    receipt.drawn.iter().map(|url| format!("/{url}")).collect()
}

/// The tag-free text of a page, spaces folded.
fn text(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                out.push(' ');
            }
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn one_file_becomes_a_report_page_and_a_page_for_each_section() {
    let mut archive = Archive::new();
    archive.build();
    let pages: Vec<String> = archive
        .tree("public")
        .into_keys()
        .filter(|name| name.starts_with("freeland/2019") && !name.contains("/cite."))
        .collect();
    assert_eq!(
        pages,
        [
            "freeland/2019/index.html",
            "freeland/2019/office/1-integrity/index.html",
            "freeland/2019/office/1-integrity/section.md",
            "freeland/2019/office/1a-torture/index.html",
            "freeland/2019/office/1a-torture/section.md",
            "freeland/2019/office/2-liberties/index.html",
            "freeland/2019/office/2-liberties/section.md",
            "freeland/2019/office/3-work/index.html",
            "freeland/2019/office/3-work/section.md",
            "freeland/2019/office/excerpts.json",
            "freeland/2019/office/freeland-2019-office.html",
            "freeland/2019/office/full/index.html",
            "freeland/2019/office/index.html",
            "freeland/2019/office/lead/index.html",
            "freeland/2019/office/lead/section.md",
            "freeland/2019/office/report.md",
            "freeland/2019/office/sections.json",
        ]
    );
}

#[test]
fn a_section_page_numbers_its_paragraphs_and_carries_run_ins_and_notes() {
    let mut archive = Archive::new();
    archive.build();
    let page = archive.page("freeland/2019/office/1a-torture/");
    for piece in [
        "id=\"p1\"",
        "id=\"p2\"",
        "id=\"1a-physical-conditions\"",
        "id=\"1a-physical-conditions-p2\"",
        "href=\"#note-1\"",
        "id=\"note-1\"",
        "As <em>reported</em>.",
        "href=\"../../../../freeland/2018/office/1a-torture/\"",
    ] {
        assert!(page.contains(piece), "{piece} is missing in {page}");
    }
    let liberties = archive.page("freeland/2019/office/2-liberties/");
    assert!(
        liberties.contains("href=\"../../../../freeland/2019/office/1a-torture/#p1\""),
        "{liberties}"
    );
}

#[test]
fn cells_say_in_words_why_there_is_no_text() {
    let mut archive = Archive::new();
    archive.build();
    let torture = text(&archive.page("topics/torture/freeland/"));
    assert!(
        torture.contains("The Office 2017 not held 2018 text 2019 text 2020 not held"),
        "{torture}"
    );
    assert!(
        torture.contains("The Watch 2017 none known 2018 text 2019 not held 2020 none known"),
        "{torture}"
    );
    let work = text(&archive.page("topics/work/freeland/"));
    // The office's copy for 2018 is partial, the watch's whole copy has no such heading.
    assert!(
        work.contains(
            "The Office 2017 not held 2018 not in our copy 2019 pointer only 2020 not held"
        ),
        "{work}"
    );
    assert!(work.contains("The Watch 2017 none known 2018 no heading in this edition"), "{work}");
}

#[test]
fn a_partial_copy_says_what_it_lacks() {
    let mut archive = Archive::new();
    archive.build();
    let page = text(&archive.page("freeland/2018/office/"));
    assert!(page.contains("Section 2. Liberties") && page.contains("Section 3. Work"), "{page}");
    assert!(!page.contains("Section 1. Integrity Section 2"), "{page}");
}

#[test]
fn a_prose_edit_draws_the_pages_that_show_the_prose() {
    let mut archive = Archive::new();
    archive.build();
    archive.edit(OFFICE_2019, "A second paragraph.", "A second paragraph, mended.");
    assert_eq!(
        drew(&mut archive),
        [
            "/data/paragraphs.ndjson",
            "/freeland/2019/office/",
            "/freeland/2019/office/1a-torture/",
            "/freeland/2019/office/1a-torture/section.md",
            "/freeland/2019/office/excerpts.json",
            "/freeland/2019/office/freeland-2019-office.html",
            "/freeland/2019/office/full/",
            "/freeland/2019/office/report.md",
            "/freeland/2019/office/sections.json",
            "/freeland/office/2018-2019/",
            "/freeland/office/2018-2019/comparison.json",
            "/freeland/office/2018-2019/torture/",
            "/search/index.bin",
            "/search/passages-0.bin",
            "/search/places-0.bin",
            "/search/words-0.bin",
            "/topics/torture/freeland/"
        ]
    );
}

#[test]
fn a_comment_in_the_settings_draws_nothing() {
    let mut archive = Archive::new();
    archive.build();
    archive.edit("rightsbook.toml", "title", "# a remark\ntitle");
    assert_eq!(drew(&mut archive), Vec::<String>::new());
}

#[test]
fn an_unchanged_archive_is_not_even_parsed() {
    let mut archive = Archive::new();
    archive.build();
    let receipt = archive.build().receipt.unwrap();
    assert!(receipt.nothing_to_do && receipt.tally.reports == 3);
    // Somebody touched a page: it is drawn again.
    archive.write("public/years/index.html", "touched");
    assert_eq!(drew(&mut archive), ["/years/"]);
    assert!(!archive.page("years/").contains("touched"));
}

#[test]
fn unpublished_reports_reach_no_file() {
    let mut archive = Archive::new();
    for status in ["draft", "embargoed", "withdrawn"] {
        archive.edit(WATCH_2018, "status: ", &format!("status: {status} #"));
        archive.edit(WATCH_2018, "Lead of the chapter.", "Canary of the chapter.");
        archive.build();
        for (name, bytes) in archive.tree("public") {
            assert!(!String::from_utf8_lossy(&bytes).contains("Canary"), "{status}: {name}");
        }
        archive.edit(WATCH_2018, &format!("status: {status} #"), "status: ");
        archive.edit(WATCH_2018, "Canary", "Lead");
    }
    archive.edit(WATCH_2018, "status: published", "status: draft");
    archive.build_with(&Site { drafts: true, ..Site::new(&archive.root) }, "preview");
    let page = archive.read("preview/freeland/2018/watch/index.html");
    assert!(page.contains("Draft") && page.contains("do not cite"), "{page}");
}

#[test]
fn the_licence_decides_what_is_shown() {
    let mut archive = Archive::new();
    archive.edit(OFFICE_2019, "display: full", "display: excerpt");
    archive.build();
    let all = |archive: &Archive| -> String {
        archive
            .tree("public")
            .into_values()
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .collect()
    };
    assert!(
        all(&archive).contains("Observers reported 12 cases")
            && !all(&archive).contains("A second paragraph.")
    );
    archive.edit(OFFICE_2019, "display: excerpt", "display: metadata");
    archive.build();
    for (name, bytes) in archive.tree("public") {
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            !text.contains("reported 12 cases") && !text.contains("As <em>reported"),
            "{name}: {text}"
        );
    }
    assert!(archive.page("freeland/2019/office/").contains("1a-torture"));
}

#[test]
fn raw_html_is_text_and_code_is_coloured_by_class() {
    let mut archive = Archive::new();
    archive.edit(
        OFFICE_2019,
        "A second paragraph.",
        "A <b onclick=\"x()\">bold</b> word.\n\n<script>alert(1)</script>\n\n```json\n{\"a\": 1}\n```\n\nterm\n: its meaning\n",
    );
    archive.build();
    let page = archive.page("freeland/2019/office/1a-torture/");
    assert!(page.contains("&lt;b onclick=") && page.contains("&lt;script&gt;"), "{page}");
    assert!(page.contains("class=\"hl-") && page.contains("<dt>term</dt>"), "{page}");
}

#[test]
fn links_spelt_for_files_lead_to_files() {
    let archive = Archive::new();
    archive.build_with(&Site { links: LinkStyle::Files, ..Site::new(&archive.root) }, "stick");
    let page = archive.read("stick/freeland/2019/office/1a-torture/index.html");
    assert!(
        page.contains("href=\"../../../../freeland/2018/office/1a-torture/index.html\""),
        "{page}"
    );
    let pretty = archive.build_cold("pretty");
    assert!(pretty.receipt.is_some());
    let (stick, pretty) = (archive.tree("stick"), archive.tree("pretty"));
    // What scripts ask for stands there a second time, as a script.
    let twin = |name: &&String| [".json.js", ".bin.js"].iter().any(|end| name.ends_with(end));
    assert!(stick.keys().filter(|name| !twin(name)).eq(pretty.keys()));
    assert!(stick.contains_key("compose/reports.json.js"));
}

#[test]
fn an_archives_own_templates_and_files_stand_in_for_the_built_in_ones() {
    let mut archive = Archive::new();
    archive.write("templates/robots.txt", "User-agent: *\nDisallow: /\n");
    archive.write("static/style.css", "body { color: black }\n");
    archive.write("static/maps/north.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n");
    archive.edit(OFFICE_2019, "A second paragraph.", "![A map](maps/north.svg) shows it.");
    archive.build();
    assert_eq!(archive.read("public/robots.txt"), "User-agent: *\nDisallow: /\n");
    assert_eq!(archive.read("public/style.css"), "body { color: black }\n");
    let page = archive.page("freeland/2019/office/1a-torture/");
    assert!(
        page.contains("<img src=\"../../../../maps/north.svg\" alt=\"A map\" loading=\"lazy\">"),
        "{page}"
    );
}

#[test]
fn toml_front_matter_byte_order_mark_and_crlf_are_read() {
    let mut archive = Archive::new();
    let before = archive.read("content/countries/freeland.md");
    archive.build();
    let plain = archive.page("freeland/");
    let crlf = before
        .replace("---\nname: Freeland\n---", "+++\nname = \"Freeland\"\n+++")
        .replace('\n', "\r\n");
    archive.write("content/countries/freeland.md", &format!("\u{feff}{crlf}"));
    archive.build();
    assert_eq!(archive.page("freeland/"), plain);
}

#[test]
fn the_sitemap_is_xml_and_names_every_page_that_search_engines_may_show() {
    let mut archive = Archive::new();
    archive.build();
    let map = archive.read("public/sitemap.xml");
    let mut reader = quick_xml::Reader::from_str(&map);
    let mut pages = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Text(text) => {
                let text = text.decode().unwrap().into_owned();
                pages.extend(
                    text.trim().strip_prefix("https://example.org/repo/").map(str::to_owned),
                );
            }
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    let tree = archive.tree("public");
    let html: Vec<String> =
        tree.keys().filter_map(|name| name.strip_suffix("index.html").map(str::to_owned)).collect();
    pages.sort();
    let mut html: Vec<String> = html.into_iter().filter(|name| !name.ends_with("/full/")).collect();
    html.sort();
    assert_eq!(pages, html);
}

#[test]
fn two_topics_with_equal_rows_keep_their_names() {
    let mut archive = Archive::new();
    archive.edit(
        "content/outlines/office.toml",
        "under = \"Section 1. Integrity\", topic = \"torture\" }",
        "under = \"Section 1. Integrity\", topic = \"torture\", also = [\"prison\"] }",
    );
    archive.edit(
        OFFICE_2019,
        "**Physical Conditions:**",
        "### b. Prison {.topic-prison .topic-torture}\n\n",
    );
    archive.build();
    let caption = |page: &str| {
        let html = archive.page(page);
        let caption = html.split("<caption>").nth(1).unwrap().split("</caption>").next().unwrap();
        caption.to_owned()
    };
    assert_eq!(
        caption("freeland/2019/office/1a-torture/"),
        "Torture in Freeland, by publisher and coverage year"
    );
    assert_eq!(
        caption("freeland/2019/office/1b-prison/"),
        "Prisons in Freeland, by publisher and coverage year"
    );
}

#[test]
fn headings_that_read_like_our_own_anchors_get_other_ids() {
    let mut archive = Archive::new();
    archive.edit(
        OFFICE_2019,
        "## Section 3. Work",
        "## P1 {.topic-work}\n\nWords.\n\n## Note 1 {.topic-work}\n\nWords.[^1]\n\n## Section 3. Work",
    );
    archive.build();
    assert!(archive.page("freeland/2019/office/").contains("freeland/2019/office/note-1-2/"));
}

#[test]
fn a_topic_that_no_report_treats_says_why_edition_by_edition() {
    let mut archive = Archive::new();
    let topics = archive.read("content/topics.toml");
    archive.write(
        "content/topics.toml",
        &(topics + "[[topic]]\nid = \"killings\"\nlabel = \"Killings\"\nscope = \"Killings.\"\n"),
    );
    let under = "under = \"Section 3. Work\", topic = \"killings\" },\n]";
    archive.edit(
        "content/outlines/office.toml",
        "\n]",
        &format!("\n  {{ heading = \"a. Killings\", {under}"),
    );
    archive.build();
    let page = text(&archive.page("topics/killings/"));
    assert!(
        page.contains(
            "The Office 2017 not held 2018 not in our copy 2019 no heading in this edition"
        ),
        "{page}"
    );
}
