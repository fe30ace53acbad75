//! The archive that comes with the program: its outlines map every heading that they should, and
//! its digests have every heading of their sources.
#![expect(clippy::disallowed_methods, reason = "the tests read the project's own content")]

use std::collections::BTreeSet;
use std::path::Path;

use rightsbook::diagnostic::Code;
use rightsbook::parse::heading::{normal, split};
use rightsbook::pipeline::{Memory, Site, Understood, understand};
use rightsbook::source;

use crate::driver::Archive;

fn project(path: &str) -> String {
    std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn rows(path: &str) -> Vec<Vec<String>> {
    let text = project(path);
    let rows = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    rows.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

fn understood(root: &Path) -> Understood {
    let snapshot = source::snapshot(root).unwrap_or_else(|error| panic!("{error}"));
    understand(&Site::new(root), &snapshot, &mut Memory::default())
}

/// An archive with the project's own thesaurus and outlines, and reports of headings alone.
fn archive_of_headings(reports: &[(String, String, String)]) -> Archive {
    let archive = Archive::new();
    for path in ["2018-office", "2019-office", "2018-watch"] {
        archive.remove(&format!("content/reports/freeland/{path}.md"));
    }
    for path in [
        "outlines/office.toml",
        "outlines/watch.toml",
        "publishers/office.md",
        "publishers/watch.md",
        "pages/about.md",
    ] {
        archive.remove(&format!("content/{path}"));
    }
    for path in [
        "content/topics.toml",
        "content/outlines/us-state.toml",
        "content/outlines/hrw.toml",
        "content/publishers/us-state.md",
        "content/publishers/hrw.md",
    ] {
        archive.write(path, &project(path));
    }
    for (year, scheme, body) in reports {
        let publisher = if scheme.starts_with("hrw") { "hrw" } else { "us-state" };
        let text = crate::driver::report(publisher, year.parse().unwrap(), "full", body);
        let text =
            text.replace(&format!("outline: {publisher}-all"), &format!("outline: {scheme}"));
        archive.write(&format!("content/reports/freeland/{year}-{publisher}.md"), &text);
    }
    archive
}

#[test]
fn every_heading_of_the_crosswalk_has_its_topics() {
    let rows = rows("tests/data/crosswalk.tsv");
    let mut reports: Vec<(String, String, String)> = Vec::new();
    for row in &rows {
        let [scheme, heading, above, ..] = &row[..] else { panic!("{row:?}") };
        let year = scheme.rsplit('-').next().unwrap().to_owned();
        if reports.last().is_none_or(|(_, known, _)| known != scheme) {
            reports.push((year, scheme.clone(), String::new()));
        }
        let depth = if above.is_empty() { 0 } else { above.split('|').count() };
        let line = format!("{} {heading}\n\nWords.\n\n", "#".repeat(depth + 2));
        reports.last_mut().unwrap().2.push_str(&line);
    }
    let archive = archive_of_headings(&reports);
    let understood = understood(&archive.root);
    assert_eq!(understood.problems, [], "every heading is mapped");
    let model = &understood.world.archive;
    let mut checked = 0;
    for report in &model.reports {
        let Some(outline) = &report.face.matter.outline else { continue };
        let scheme = &*outline.id;
        let wanted: Vec<_> = rows.iter().filter(|row| row[0] == scheme).collect();
        let sections: Vec<_> = report.sections().collect();
        assert_eq!(sections.len(), wanted.len(), "{scheme}");
        for (at, row) in sections.into_iter().zip(wanted) {
            let topics: Vec<&str> = model
                .section(at)
                .topics
                .iter()
                .map(|used| &*model.thesaurus.topic(used.topic).id)
                .collect();
            assert_eq!(topics.first(), Some(&row[3].as_str()), "{row:?}");
            let also: BTreeSet<&str> = topics.iter().skip(1).copied().collect();
            assert_eq!(also, row[4].split_whitespace().collect(), "{row:?}");
            checked += 1;
        }
    }
    assert_eq!(checked, rows.len());
}

#[test]
fn every_heading_of_the_state_departments_editions_2016_to_2024_is_mapped() {
    let rows = rows("tests/data/state-headings.tsv");
    let mut reports: Vec<(String, String, String)> = Vec::new();
    for year in 2016..=2024 {
        let year = year.to_string();
        let headings = rows
            .iter()
            .filter(|row| row[0] == year)
            .map(|row| format!("## {}\n\nWords.\n\n", row[1]));
        reports.push((year.clone(), format!("us-state-{year}"), headings.collect()));
    }
    let archive = archive_of_headings(&reports);
    let understood = understood(&archive.root);
    // Here headings stand alone. Those that mean different things under different headings say
    // so; a heading that is nowhere in the outline says which is nearest.
    let lost: Vec<_> = understood
        .problems
        .iter()
        .filter(|problem| {
            problem.code != Code::UnmappedHeading || !problem.hints[0].starts_with("it maps")
        })
        .collect();
    assert!(lost.is_empty(), "{lost:#?}");
    let sections: usize =
        understood.world.archive.reports.iter().map(|report| report.face.sections.len()).sum();
    assert_eq!(sections, rows.len());
}

#[test]
fn the_digests_have_every_heading_of_their_sources_in_order() {
    for (file, scheme) in [
        ("2011-us-state", "us-state-2011"),
        ("2018-us-state", "us-state-2018"),
        ("2018-hrw", "hrw-2018"),
        ("2019-us-state", "us-state-2019"),
    ] {
        let text = project(&format!("content/reports/kazakhstan/{file}.md"));
        let body = text.splitn(3, "---\n").nth(2).unwrap();
        let printed: Vec<String> = body
            .lines()
            .filter_map(|line| {
                let heading = line.trim_start_matches('#');
                let run_in = line
                    .strip_prefix("**")
                    .and_then(|rest| rest.split_once(":**"))
                    .map(|(words, _)| words);
                run_in.or((heading != line).then_some(heading)).map(|words| normal(words.trim()))
            })
            .collect();
        let wanted: Vec<String> = rows("tests/data/crosswalk.tsv")
            .into_iter()
            .filter(|row| row[0] == scheme)
            .map(|row| normal(&row[1]))
            .collect();
        assert_eq!(printed, wanted, "{file}");
    }
}

#[test]
fn the_archive_of_the_project_is_in_order() {
    let understood = understood(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert_eq!(understood.problems, []);
    assert_eq!(understood.world.archive.thesaurus.topics.len(), 96);
    let labels: Vec<_> = understood
        .world
        .archive
        .reports
        .iter()
        .flat_map(|report| &report.face.sections)
        .filter(|section| {
            split(&section.as_printed()).label.is_empty() != section.printed.is_empty()
        })
        .collect();
    assert!(labels.is_empty(), "labels are kept as printed: {labels:#?}");
}
