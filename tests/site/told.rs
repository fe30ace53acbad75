//! What is found in texts, as pages show it: dates, names, what recurs, what is referred to.

use rightsbook::diagnostic::Code;

use crate::driver::{Archive, OFFICE_2018, OFFICE_2019, report};

const BODY_2018: &str = "
## Section 1. Integrity

### a. Torture

The League for Freedom of Speech (LFS) was banned on March 13. In the year's first seven months 12 cases came up. As of July, 7 were open.

Nobody was asked why the law forbids the asking.

## Section 2. Liberties

The 2014 law stands. See section 1.a. and www.example.org/report.
";

const BODY_2019: &str = "
## Section 1. Integrity

### a. Torture

Ana Lira was arrested in early March and sentenced on May 3. Her appeal was pending at year's end.

Nobody was asked why the law forbids the asking.

## Section 2. Liberties

In September 2018 the LFS closed, said Ana Lira. The LFS was banned in 2018.
";

fn archive() -> Archive {
    let archive = Archive::new();
    archive.write(OFFICE_2018, &report("office", 2018, "full", BODY_2018));
    archive.write(OFFICE_2019, &report("office", 2019, "full", BODY_2019));
    archive.write("content/pages/about.md", "---\ntitle: About\n---\nMade up.\n");
    archive.write(
        "content/people/lira-ana.md",
        "---\nname: Ana Lira\nrole: journalist\naliases: [Lira]\n---\nMade up.\n",
    );
    archive
}

fn main_of(page: &str) -> String {
    let main = page.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    let mut text = String::new();
    let mut inside = false;
    for c in main.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_year_is_told_in_the_order_of_its_events_and_counts_stand_apart() {
    let mut archive = archive();
    archive.build();
    let page = main_of(&archive.page("freeland/timeline/2018/"));
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("no {words} in {page}"));
    assert!(at("13 March 2018") < at("September 2018"), "{page}");
    let apart = at("Counted over a time, or true at a time");
    for counted in ["January to July 2018", "July 2018"] {
        assert!(page[apart..].contains(counted), "{counted} stands among the events: {page}");
    }
    assert!(!page.contains("The 2014 law stands"), "a year that names a law is no event: {page}");
    let year = main_of(&archive.page("freeland/timeline/2019/"));
    assert!(year.contains("3 May 2019") && year.contains("around March 2019"), "{year}");
    let calendar = archive.read("public/freeland/timeline/2018/events.ics");
    assert!(calendar.contains("DTSTART;VALUE=DATE:20180313\r\nDTEND;VALUE=DATE:20180314\r\n"));
    let data: serde_json::Value =
        serde_json::from_str(&archive.read("public/freeland/timeline/2018/events.json")).unwrap();
    let first = &data["events"].as_array().unwrap()[0];
    assert!(
        data["events"].as_array().unwrap().iter().any(|event| {
            event["edtf"] == "2018-03-13"
                && event["words"] == "March 13"
                && event["paragraphs"][0] == "freeland/2018/office/1a-torture/#p1"
        }),
        "{first}"
    );
}

#[test]
fn a_date_that_an_editor_sets_wins() {
    let mut archive = archive();
    let set = "dates:\n  - {paragraph: 1a-torture-p1, words: in early March, date: 2019-03-04}\n  - {paragraph: 1a-torture-p1, words: May 3, date: none}\nsource:";
    archive.edit(OFFICE_2019, "source:", set);
    archive.build();
    let year = main_of(&archive.page("freeland/timeline/2019/"));
    assert!(year.contains("4 March 2019 set by an editor"), "{year}");
    assert!(!year.contains("3 May 2019"), "{year}");
    for (wrong, told) in [
        ("{paragraph: 1a-torture-p2, words: May 3, date: 2019}", "does not have the words `May 3`"),
        ("{paragraph: 1a-torture-p9, words: May 3, date: 2019}", "`1a-torture-p9` is no paragraph"),
        ("{paragraph: 1a-tortur-p1, words: May 3, date: 2019}", "`1a-tortur-p1` is no paragraph"),
        ("{paragraph: 1a-torture-p1, words: May 3, date: May}", "`May` is no date"),
    ] {
        archive.write(OFFICE_2019, &report("office", 2019, "full", BODY_2019));
        archive.edit(OFFICE_2019, "source:", &format!("dates:\n  - {wrong}\nsource:"));
        let built = archive.build_cold("cold");
        let problem = built.problems.iter().find(|problem| problem.message.contains(told));
        assert_eq!(problem.map(|p| p.code), Some(Code::WrongValue), "{:#?}", built.problems);
        assert!(built.receipt.is_none());
    }
}

#[test]
fn a_persons_passages_stand_in_order_and_say_what_stayed_open() {
    let mut archive = archive();
    archive.build();
    let page = main_of(&archive.page("people/lira-ana/"));
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("no {words} in {page}"));
    assert!(at("In September 2018 the LFS closed") < at("was arrested in early March"), "{page}");
    assert!(page.contains("open at the time of writing"), "{page}");
    assert!(
        page.contains(
            "Open when the report covering 2019 was written. No later report in this archive."
        ),
        "{page}"
    );
    let section = archive.page("freeland/2019/office/1a-torture/");
    assert!(main_of(&section).contains("Named here"), "{section}");
    assert!(section.contains("<a href=\"../../../../people/lira-ana/\">Ana Lira</a>"), "{section}");
}

#[test]
fn paragraphs_of_an_inner_section_are_named_with_it() {
    let mut archive = archive();
    let inner = "asking.\n\n**Appeals:** Ana Lira appealed on May 3.\n\nA judge heard Lira in June.\n\n**Families:** Lira saw hers on May 3.\n";
    archive.edit(OFFICE_2019, "asking.\n", inner);
    let mapped = "  { heading = \"Appeals\", topic = \"prison\" },\n  { heading = \"Families\", topic = \"prison\" },\n]\n";
    archive.edit("content/outlines/office.toml", "},\n]\n", &format!("}},\n{mapped}"));
    archive.build();
    let page = main_of(&archive.page("freeland/2019/office/1a-torture/"));
    assert!(
        page.contains("Ana Lira ¶&nbsp;1 ; Appeals ¶&nbsp;1 , ¶&nbsp;2 ; Families ¶&nbsp;1"),
        "{page}"
    );
    assert!(page.contains("3 May 2019 ¶&nbsp;1 ; Appeals ¶&nbsp;1 ; Families ¶&nbsp;1"), "{page}");
}

#[test]
fn a_paragraph_says_in_which_editions_its_words_stand() {
    let mut archive = archive();
    archive.build();
    let later = main_of(&archive.page("freeland/2019/office/1a-torture/"));
    assert!(later.contains("the asking. Same wording since 2018"), "{later}");
    let earlier = main_of(&archive.page("freeland/2018/office/1a-torture/"));
    assert!(earlier.contains("the asking. Same wording up to 2019"), "{earlier}");
}

#[test]
fn what_a_text_refers_to_becomes_a_link_and_the_text_stays() {
    let mut archive = archive();
    archive.build();
    let section = archive.page("freeland/2018/office/2-liberties/");
    for part in [
        "<a class=\"xref\" href=\"../../../../freeland/2018/office/1a-torture/\">section 1.a",
        "href=\"https://www.example.org/report\"",
        ">www.example.org/report</a>.",
    ] {
        assert!(section.contains(part), "no {part} in {section}");
    }
    let text = main_of(&section);
    assert!(text.contains("See section 1.a . and www.example.org/report ."), "{text}");
}

#[test]
fn an_edition_says_what_changed_since_the_one_before() {
    let mut archive = archive();
    archive.build();
    let page = main_of(&archive.page("freeland/2019/office/"));
    assert!(page.contains("What changed Since the edition covering 2018 : 80% new"), "{page}");
    let redline = archive.page("freeland/office/2018-2019/torture/");
    assert!(redline.contains("<summary>1 sentence in the same words</summary>"), "{redline}");
    for word in ["New", "Removed", "<ins>", "<del>"] {
        assert!(redline.contains(word), "no {word} in {redline}");
    }
}

#[test]
fn a_case_gives_its_dated_events_away() {
    let mut archive = archive();
    archive.write(
        "content/cases/lira.md",
        "---\nname: Case of Ana Lira\nrelated: [people/lira-ana]\nsources:\n  - reports/freeland/2019-office.md#1a-torture-p1\n---\nMade up.\n",
    );
    archive.build();
    let page = archive.page("cases/lira/");
    assert!(page.contains("cases/lira/events.ics\"") && page.contains("cases/lira/events.json\""));
    let calendar = archive.read("public/cases/lira/events.ics");
    assert!(calendar.contains("X-WR-CALNAME:Case of Ana Lira\r\n"), "{calendar}");
    assert!(calendar.contains("DTSTART;VALUE=DATE:20190503\r\n"), "{calendar}");
    assert!(!calendar.contains("201803"), "the ban is not of the case: {calendar}");
    let data: serde_json::Value =
        serde_json::from_str(&archive.read("public/cases/lira/events.json")).unwrap();
    let kinds: Vec<_> = data["events"].as_array().unwrap().iter().map(|e| &e["kind"]).collect();
    assert_eq!(kinds, ["event", "event", "state"]);
}
