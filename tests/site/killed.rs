//! A build that is killed leaves the old tree or the new one.
#![cfg(unix)]

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::driver::{Archive, OFFICE_2019, report};

#[test]
fn killed_at_random_moments_the_output_is_the_old_tree_or_the_new() {
    let mut archive = Archive::new();
    for year in 1990..2010 {
        let body =
            "\n## Section 2. Liberties\n\nWords.\n".to_owned() + &"More words.\n\n".repeat(200);
        archive.write(
            &format!("content/reports/freeland/{year}-office.md"),
            &report("office", year, "full", &body),
        );
    }
    // Both trees, so that each can be told from anything else.
    let texts = ["A second paragraph.", "The second paragraph."];
    let mut trees = Vec::new();
    for text in texts {
        let whole = archive.read(OFFICE_2019).replace(texts[0], text).replace(texts[1], text);
        archive.write(OFFICE_2019, &whole);
        // A change on every page, so that a build has something to be killed at.
        archive.write(
            "rightsbook.toml",
            &format!("title = \"Archive, {text}\"\nbase_url = \"https://example.org/\"\ncarry = {{zip = true}}\n"),
        );
        archive.build();
        trees.push((
            archive.read(OFFICE_2019),
            archive.read("rightsbook.toml"),
            archive.tree("public"),
        ));
    }
    let program = assert_cmd::cargo::cargo_bin("rightsbook");
    let run = |archive: &Archive| {
        Command::new(&program)
            .arg("build")
            .current_dir(&archive.root)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    let started = Instant::now();
    assert!(run(&archive).wait().unwrap().success());
    let whole = started.elapsed().clamp(Duration::from_millis(20), Duration::from_millis(200));
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let (mut killed, mut seen) = (0, [0; 2]);
    for round in 0..200 {
        let (report, settings, _) = &trees[round % 2];
        archive.write(OFFICE_2019, report);
        archive.write("rightsbook.toml", settings);
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let mut child = run(&archive);
        // A build after a killed one has more to do. Each fifth may end, so that both trees come up.
        if round % 5 != 4 {
            std::thread::sleep(whole.mul_f64((state % 1000) as f64 / 500.0));
            if child.try_wait().unwrap().is_none() {
                child.kill().unwrap();
                killed += 1;
            }
        }
        child.wait().unwrap();
        let found = archive.tree("public");
        let which = trees.iter().position(|(.., tree)| *tree == found);
        seen[which.unwrap_or_else(|| panic!("round {round}: the output is neither tree"))] += 1;
    }
    assert!(killed > 50, "only {killed} builds were killed");
    assert!(seen[0] > 0 && seen[1] > 0, "one tree was never seen: {seen:?}");
    // And whatever was left, the next build makes it whole.
    assert!(archive.build().receipt.is_some());
}
