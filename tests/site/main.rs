//! Whole commands and whole runs against small archives.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod dates;
mod driver;
mod preview;

mod build;
mod carry;
mod cite;
mod clean;
mod compare;
mod compare_any;
mod compose;
mod content;
mod converge;
mod data;
mod entities;
mod equality;
mod explain;
mod hostile;
mod import;
mod killed;
mod languages;
mod outputs;
mod permalinks;
mod readme;
mod schema;
mod search;
mod serve;
mod start;
mod told;
mod translations;
mod wrong_inputs;

#[test]
#[expect(clippy::disallowed_methods, reason = "the test looks at the folder itself")]
fn no_test_file_is_forgotten() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/site");
    let main = std::fs::read_to_string(format!("{folder}/main.rs")).unwrap();
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some(stem) = name.strip_suffix(".rs") else { continue };
        assert!(stem == "main" || main.contains(&format!("mod {stem};")), "{name} is not run");
    }
}
