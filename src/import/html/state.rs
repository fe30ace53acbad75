//! Pages of the State Department's Country Reports on Human Rights Practices, from 2016 on.
//!
//! All editions come in one layout, whose classes tell sections (`report__section-title`, with
//! `Section 1.` in an element before) and the parts of a section (`report__section-subtitle`);
//! headings below are `h4` and `h5`. Run-in headings are underlined until 2019 and bold from
//! 2021 on, often in several pieces; of those of 2020 only empty marks are left.

use ego_tree::NodeRef;
use scraper::Node;

use super::super::{Document, Facts, Ledger, Source};
use super::head::{Head, year_at_start, year_behind};
use super::links::origin;
use super::tree::Page;
use super::walk::{self, Style};
use super::{outside, page};

/// The publisher's id.
const PUBLISHER: &str = "us-state";
/// What the window's title ends with.
const SITE: &str = " - United States Department of State";

/// Reads a page.
pub(super) fn read(source: Source<'_>, page: &Page, ledger: &mut Ledger) -> Document {
    let head = Head::of(page);
    let facts = facts(&head);
    let year = source.wishes.covers.or(facts.covers);
    let publisher = source.wishes.publisher.as_deref().unwrap_or(PUBLISHER);
    let style = Style {
        outline: year.and_then(|year| source.known.outline(publisher, year)),
        title: head.h1.as_deref(),
        origin: facts.url.as_deref().and_then(origin),
        ..Style::default()
    };
    let root = report(page).unwrap_or_else(|| page::main(page));
    let blocks = walk::blocks(page, root, &style, ledger);
    outside(page, root, ledger);
    Document { facts, blocks }
}

/// The element that holds the report.
fn report(page: &Page) -> Option<NodeRef<'_, Node>> {
    let of = |wanted: &str| {
        page.html.tree.root().descendants().find(|node| {
            node.value().as_element().is_some_and(|element| {
                element.id() == Some(wanted) || element.classes().any(|class| class == wanted)
            })
        })
    };
    of("report_content").or_else(|| of("report__content")).or_else(|| of("report__main"))
}

fn facts(head: &Head) -> Facts {
    let title = head.h1.clone().or_else(|| head.shared.clone()).or_else(|| head.window.clone());
    let path = head.url.as_deref().unwrap_or_default();
    let covers = title
        .as_deref()
        .and_then(|title| year_at_start(title).or_else(|| year_behind(title, "Practices for")));
    let country = title
        .as_deref()
        .and_then(|title| title.rsplit_once(": "))
        .map(|(_, country)| country)
        .or_else(|| head.titles().find_map(|title| title.strip_suffix(SITE)))
        .map(|country| place(country).to_owned());
    Facts {
        title,
        publisher: Some(PUBLISHER.to_owned()),
        country: country.filter(|country| !country.is_empty()),
        covers: covers.or_else(|| year_behind(path, "/reports")),
        // The page names the day its record was made, which was up to a month before the report
        // came out.
        url: head.url.clone(),
        ..Facts::default()
    }
}

/// The place that a page is about: `China` of `China (Includes Hong Kong, Macau, and Tibet)`,
/// `Tibet` of `China (Includes Hong Kong, Macau, and Tibet) – Tibet`.
fn place(country: &str) -> &str {
    let Some((before, behind)) = country.split_once('(') else { return country.trim() };
    let behind = behind.rsplit_once(')').map_or("", |(_, rest)| rest);
    let part = behind.trim_start_matches([' ', '-', '–', '—', ':']);
    if part.is_empty() { before.trim() } else { part.trim() }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{imported_with, in_short};
    use super::*;
    use crate::import::known::{KnownHeading, Outline};
    use crate::import::ledger::Rule;
    use crate::import::{Known, Shape};
    use crate::parse::heading::normal;

    #[test]
    fn the_title_tells_year_and_place() {
        let facts_of = |title: &str| {
            let head = Head { h1: Some(title.into()), ..Head::default() };
            let facts = facts(&head);
            (facts.covers, facts.country.unwrap_or_default())
        };
        let of = |year: u16, country: &str| (Some(year), country.to_owned());
        let words = "Country Reports on Human Rights Practices";
        assert_eq!(facts_of(&format!("2019 {words}: Freedonia")), of(2019, "Freedonia"));
        assert_eq!(facts_of(&format!("{words} for 2011: Freedonia")), of(2011, "Freedonia"));
        assert_eq!(
            facts_of(&format!("2019 {words}: Freedonia (Includes Sylvania)")),
            of(2019, "Freedonia")
        );
        assert_eq!(
            facts_of(&format!("2019 {words}: Freedonia (Includes Sylvania) – Sylvania")),
            of(2019, "Sylvania")
        );
    }

    /// A page in the layout of the site, its report made of what is given.
    fn page_of(report: &str) -> String {
        let title = "2019 Country Reports on Human Rights Practices: Freedonia";
        format!(
            "<!doctype html><html><head><title>Freedonia - United States Department of State</title>
            <link rel=canonical href=https://www.state.gov/reports/2019-country-reports-on-human-rights-practices/freedonia/>
            </head><body><header><nav>Menu</nav></header><main><article><h1>
              {title} </h1><div class=report><nav class=report-toc><h2>In this section</h2></nav>
            <section class=report__main><div id=report_content class=report__content>{report}</div>
            </section><div class=report__side><h2>View report by:</h2><p>Choose.</p></div></div>
            </article></main><footer>Footer</footer></body></html>"
        )
    }

    /// A section as the site prints it.
    fn section(number: &str, title: &str, body: &str) -> String {
        format!(
            "<section data-component=accordion><a class=accordion-title href=#section-1>
            <h4 class=report-toc-section>{number}</h4><h3 id=x class=report__section-title>
             {title} <span class=icon-svg><svg><path d=M1></path></svg></span></h3></a>
            <div class=section_wrapper><div class=section_body></div>{body}</div></section>"
        )
    }

    fn read_as(report: &str, known: &Known) -> (Vec<String>, Ledger) {
        let (document, ledger) = imported_with(&page_of(report), Shape::State, known).unwrap();
        assert_eq!(document.facts.country.as_deref(), Some("Freedonia"));
        assert_eq!(document.facts.covers, Some(2019));
        (in_short(&document), ledger)
    }

    fn read(report: &str) -> Vec<String> {
        read_as(report, &Known::default()).0
    }

    #[test]
    fn headings_of_all_levels_are_found() {
        let body = "<section><h3\n class=report__section-subtitle>a. Killings</h3><p>None.</p>
            <h4>PRISON CONDITIONS</h4><p>Bad.</p><h5>Wages</h5><p>Low.</p></section>";
        let report = format!(
            "<section><h2 class=report__section-title>Executive Summary</h2><p>Calm.</p></section>
            {}{}{}",
            section("Section 1.", "Respect for the Person, Including Freedom from:", body),
            section("Section 2.", "Nothing", ""),
            section("", "g. Abuses in Internal Conflicts", "<p>None.</p>"),
        );
        assert_eq!(
            read(&report),
            [
                "2 Executive Summary",
                "p Calm.",
                "2 Section 1. Respect for the Person, Including Freedom from:",
                "3 a. Killings",
                "p None.",
                "4 PRISON CONDITIONS",
                "p Bad.",
                "5 Wages",
                "p Low.",
                "2 Section 2. Nothing",
                "2 g. Abuses in Internal Conflicts",
                "p None.",
            ]
        );
    }

    #[test]
    fn the_label_of_a_section_is_a_heading_where_its_title_is_missing() {
        let report = "<p class=report-toc-section>Section 4.</p><p>Text.</p>
            <p class=report-toc-section>Section 5.</p>";
        assert_eq!(read(report), ["2 Section 4.", "p Text.", "2 Section 5."]);
    }

    #[test]
    fn run_in_headings_of_all_years_are_found() {
        let report = "<p><u>Physical </u><u>C</u><u>onditions</u>: One.</p>
            <p><strong>Administration:</strong> Two.</p><p><b>Child, </b><b>Early</b><b>:</b> Three.</p>
            <p><u></u>Press <u></u>and Media: Four.</p><p><b>Refoulement:\u{A0}</b><b> </b> Five.</p>
            <p>Significant human rights issues included: torture.</p>
            <p><u></u>Also see the <i>List</i> at <a href=https://example.org/>https://example.org/</a> .</p>";
        assert_eq!(
            read(report),
            [
                "p [Physical Conditions] One.",
                "p [Administration] Two.",
                "p [Child, Early] Three.",
                "p [Press and Media] Four.",
                "p [Refoulement] Five.",
                "p Significant human rights issues included: torture.",
                "p Also see the List at https://example.org/ .",
            ]
        );
    }

    #[test]
    fn what_the_outline_knows_is_found_without_its_marks() {
        let heading = |printed: &str, under: Option<&str>, depth| KnownHeading {
            printed: printed.into(),
            normal: normal(printed),
            under: under.map(normal),
            depth,
        };
        let headings = vec![
            heading("Section 3. Politics", None, 0),
            heading("Elections", Some("Section 3. Politics"), 1),
            heading("Recent Elections", Some("Elections"), 2),
        ];
        let outlines = vec![Outline { id: "us-state-2018".into(), headings }];
        let known = Known { outlines, ..Known::default() };
        let report = section(
            "Section 3.",
            "Politics",
            "<p><strong>ELECTIONS</strong></p><p>Recent elections: One.</p>
            <p><u>Recent Elections</u> Two.</p><p>Past elections: Three.</p>",
        );
        let (blocks, ledger) = read_as(&report, &known);
        assert_eq!(
            blocks,
            [
                "2 Section 3. Politics",
                "3 ELECTIONS",
                "p [Recent elections] One.",
                "p [Recent Elections] Two.",
                "p Past elections: Three.",
            ]
        );
        let changed = |rule| ledger.repairs.iter().filter(|repair| repair.rule == rule).count();
        assert_eq!(changed(Rule::Heading), 2);
    }

    #[test]
    fn slips_stay_as_they_are_printed_and_are_remarked_on() {
        let prose = "In April a court found that ".repeat(6);
        let report = format!(
            "<h3 class=report__section-subtitle><a href=https://example.org/>https://example.org/</a>h. Privacy</h3>
            <h4>{prose}.</h4><p>One.<br>Two.<br /><br />Three. <i>Name</i>paper</p><h4> </h4>"
        );
        let (blocks, ledger) = read_as(&report, &Known::default());
        let prose = format!("4 {}.", prose.trim_end().to_owned() + " ");
        assert_eq!(blocks[0], "3 https://example.org/h. Privacy");
        assert_eq!(blocks[1], prose);
        assert_eq!(blocks[2], "p One. Two. Three. Namepaper");
        assert_eq!(blocks.len(), 3);
        assert!(ledger.repairs.iter().any(|repair| repair.rule == Rule::Doubt));
    }

    #[test]
    fn the_frame_is_in_the_ledger_and_nowhere_else() {
        let report = "<p>Text.</p><p style='display: none'>Unseen</p><script>Code</script>
            <img src=a.png alt='A map'><div aria-hidden=true>Icon</div>";
        let (blocks, ledger) = read_as(report, &Known::default());
        assert_eq!(blocks, ["p Text."]);
        let taken = |rule: Rule| -> Vec<&str> {
            let of = ledger.repairs.iter().filter(|repair| repair.rule == rule);
            of.map(|repair| repair.before.as_str()).collect()
        };
        assert_eq!(taken(Rule::LeftOut), ["Unseen", "<script>", "<img> A map", "Icon"]);
        let mut frame = taken(Rule::Frame);
        frame.sort_unstable();
        let title = "2019 Country Reports on Human Rights Practices: Freedonia";
        assert_eq!(frame, [title, "Footer", "In this section", "Menu", "View report by: Choose."]);
    }

    #[test]
    fn a_page_in_another_layout_is_read_by_its_main_content() {
        let page = "<html><body><h1>2020 Country Reports on Human Rights Practices: Freedonia</h1>
            <article><h2>Section 1. Life</h2><p>Text of the section.</p></article></body></html>";
        let (document, _) = imported_with(page, Shape::State, &Known::default()).unwrap();
        assert_eq!(in_short(&document), ["2 Section 1. Life", "p Text of the section."]);
    }
}
