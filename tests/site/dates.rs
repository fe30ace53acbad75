//! The grammar of dates against a list made by hand: 458 pieces of the five source texts, read by
//! somebody who did not know the grammar.
#![expect(clippy::disallowed_methods, reason = "the list is read from the project")]

use std::path::Path;

use jiff::civil::date;
use rightsbook::chronology::{Kind, expressions, grammar};

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Event => "event",
        Kind::Period => "period",
        Kind::State => "state",
        Kind::Name => "name",
    }
}

#[test]
fn nearly_every_date_of_the_sources_is_read_as_a_careful_reader_reads_it() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/dates.tsv");
    let list = std::fs::read_to_string(path).unwrap();
    let english = grammar("en").unwrap();
    let (mut expected, mut right) = (0, 0);
    let (mut wrong, mut taken_for_events) = (Vec::new(), Vec::new());
    for row in list.lines().skip(1).filter(|row| !row.is_empty()) {
        let cells: Vec<&str> = row.split('\t').collect();
        let (fragment, year) = (cells[2], cells[1].parse().unwrap());
        let truth: Vec<(&str, &str)> = cells
            .get(3)
            .unwrap_or(&"")
            .split(" ;; ")
            .filter_map(|one| one.rsplit_once('='))
            .collect();
        let found: Vec<(String, String)> =
            expressions(fragment, (date(year, 1, 1), date(year, 12, 31)), english)
                .into_iter()
                .map(|found| {
                    let (value, precision) = (found.value.to_string(), found.precision.name());
                    let value = format!("{value}|{precision}|{}", name(found.kind));
                    (fragment[found.at].to_owned(), value)
                })
                .collect();
        expected += truth.len();
        let mut left: Vec<&str> = found.iter().map(|(_, value)| value.as_str()).collect();
        for (_, value) in &truth {
            if let Some(at) = left.iter().position(|found| found == value) {
                left.remove(at);
                right += 1;
            }
        }
        let said: Vec<&str> = truth.iter().map(|(_, value)| *value).collect();
        let got: Vec<&str> = found.iter().map(|(_, value)| value.as_str()).collect();
        if said != got {
            wrong.push(format!("{fragment}\n    said {said:?}\n    got  {found:?}"));
        }
        // A period that comes out as an event stands in a row where something else was said.
        let events = |list: &[&str]| list.iter().filter(|one| one.ends_with("|event")).count();
        if events(&got) > events(&said) {
            taken_for_events.push(fragment.to_owned());
        }
    }
    assert!(expected >= 200, "{expected}");
    assert!(right * 100 >= expected * 98, "{right} of {expected}\n{}", wrong.join("\n"));
    assert!(taken_for_events.is_empty(), "{taken_for_events:#?}");
}
