//! Documents are tested too.
#![expect(clippy::disallowed_methods, reason = "the tests read the documents")]

use crate::driver::Archive;

fn document(name: &str) -> String {
    std::fs::read_to_string(format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The fenced block behind a comment.
fn block<'t>(text: &'t str, comment: &str) -> &'t str {
    let behind = text.split_once(comment).unwrap_or_else(|| panic!("no {comment}")).1;
    behind.split_once("```text\n").unwrap().1.split_once("```").unwrap().0
}

#[test]
fn the_usage_in_the_readme_is_what_the_program_says() {
    let readme = document("README.md");
    let archive = Archive::new();
    let commands: Vec<&str> = readme
        .lines()
        .filter_map(|line| line.strip_prefix("<!-- usage: ")?.strip_suffix(" -->"))
        .collect();
    assert!(commands.len() > 5, "{commands:?}");
    for command in commands {
        let arguments: Vec<&str> = command.split(' ').skip(1).collect();
        let output = archive.command(&arguments).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let trimmed = |text: &str| {
            text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
        };
        assert_eq!(
            trimmed(&said),
            trimmed(block(&readme, &format!("<!-- usage: {command} -->"))),
            "{command}"
        );
    }
}

#[test]
fn every_command_is_told_in_the_readme() {
    let readme = document("README.md");
    for line in block(&readme, "<!-- usage: rightsbook --help -->").lines() {
        let Some(name) = line.strip_prefix("  ").filter(|line| !line.starts_with([' ', '-']))
        else {
            continue;
        };
        let name = name.split(' ').next().unwrap();
        assert!(readme.contains(&format!("`rightsbook {name}")), "{name}");
    }
}

#[test]
fn every_code_is_explained_in_the_readme() {
    let readme = document("README.md");
    for code in rightsbook::diagnostic::Code::ALL {
        // The same words as `rightsbook explain --list`.
        let title = rightsbook::manual::explain::explain(code).title;
        let row = format!("| {} | {title} |", code.as_str());
        assert!(readme.contains(&row), "{row}");
    }
}

#[test]
fn the_workflow_in_the_readme_is_the_one_that_init_writes() {
    let readme = document("README.md");
    let block = readme.split_once("```yaml\nname: Pages").unwrap().1.split_once("```").unwrap().0;
    assert_eq!(format!("name: Pages{block}"), document("src/start/archive/pages.yml"));
}

#[test]
fn every_state_of_a_cell_is_explained_to_readers() {
    let (readme, method) = (document("README.md"), document("content/pages/method.md"));
    let begun = document("src/start/archive/content/pages/method.md");
    for state in rightsbook::archive::grid::State::ALL {
        assert!(readme.contains(state.words()), "{}", state.words());
        assert!(method.contains(state.words()), "{}", state.words());
        assert!(begun.contains(state.words()), "{}", state.words());
    }
}
