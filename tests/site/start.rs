//! `init` and `new`: what is made holds at once, and nothing is ever written over.
#![expect(clippy::disallowed_methods, reason = "the tests look at files themselves")]

use std::path::Path;

use assert_cmd::Command;

use crate::driver::{Archive, tree};
use crate::preview::Preview;

fn rightsbook(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("rightsbook").unwrap();
    command.current_dir(folder).env_clear().env("NO_COLOR", "1").env("COLUMNS", "100");
    let output = command.args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn well(folder: &Path, arguments: &[&str]) -> (String, String) {
    let (code, out, told) = rightsbook(folder, arguments);
    assert_eq!(code, 0, "{arguments:?}\n{told}");
    (out, told)
}

#[test]
fn a_new_archive_builds_and_serves_at_once_and_warns_of_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (out, told) = well(folder.path(), &["init", "mine"]);
    assert_eq!(out, "");
    insta::assert_snapshot!(told);
    let root = folder.path().join("mine");
    for arguments in
        [&["check", "--strict"][..], &["check", "--strict", "--drafts"], &["build", "--strict"]]
    {
        let (_, told) = well(&root, arguments);
        assert!(!told.contains("warning") && !told.contains("error"), "{told}");
    }
    let page = |url: &str| std::fs::read_to_string(root.join(format!("public/{url}"))).unwrap();
    // Both editions stand side by side, and the case leads to both.
    let country = page("examplia/index.html");
    assert!(country.contains("2018/observatory/") && country.contains("2019/observatory/"));
    let torture = page("topics/torture/examplia/index.html");
    assert!(
        torture.contains("received 41 complaints") && torture.contains("received 57 complaints")
    );
    let case = page("cases/harbour-strike/index.html");
    assert!(
        case.contains("2018/observatory/4a-trade-unions")
            && case.contains("2019/observatory/4a-trade-unions")
    );
    // Every word of the tables but those of partial and quoted copies has an example.
    let words =
        country + &page("topics/discrimination/index.html") + &page("examplia/2018/index.html");
    for word in ["pointer only", "no heading in this edition", "not held"] {
        assert!(words.contains(word), "{word}");
    }
    let mut preview = Preview::start(&root, &["--watch"]);
    assert_eq!(preview.get("").status, 200);
    assert!(
        preview.get("examplia/2019/observatory/").text().contains("Rights in Examplia in 2019")
    );
}

#[test]
fn an_archive_gets_the_title_and_the_address_that_somebody_gave() {
    let folder = tempfile::tempdir().unwrap();
    let title = r#"The "@BASE_URL@" of \ Ünïted # Places"#;
    let arguments = ["init", "a b", "--title", title, "--base-url", "https://example.org/x"];
    let (_, told) = well(folder.path(), &arguments);
    assert!(told.contains("\n  cd 'a b'\n"), "{told}");
    let root = folder.path().join("a b");
    let settings = std::fs::read_to_string(root.join("rightsbook.toml")).unwrap();
    let found = rightsbook::config::read(&settings);
    assert_eq!(found.problems, []);
    assert_eq!(
        (found.value.title.as_str(), found.value.base_url.as_str()),
        (title, "https://example.org/x/")
    );
    well(&root, &["check", "--strict"]);
    for wrong in [["--title", " "], ["--title", "a\nb"], ["--base-url", "example.org"]] {
        let (code, ..) = rightsbook(folder.path(), &["init", "c", wrong[0], wrong[1]]);
        assert_eq!(code, 2, "{wrong:?}");
    }
    assert!(!folder.path().join("c").exists());
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    let (code, _, told) = rightsbook(folder.path(), &["init", "."]);
    assert_eq!(code, 3);
    assert!(told.contains("it is not empty\n  hint: name a folder that is new or empty"), "{told}");
    let (code, _, told) = rightsbook(folder.path(), &["init", "notes.txt"]);
    assert_eq!(code, 3);
    assert!(told.contains("cannot make the folder"), "{told}");
    assert_eq!(tree(folder.path()).len(), 1);
    // A repository without files is as good as empty.
    let fresh = folder.path().join("fresh");
    std::fs::create_dir_all(fresh.join(".git")).unwrap();
    let (_, told) = well(&fresh, &["init", "."]);
    assert!(
        told.ends_with("next:\n  rightsbook serve --watch --open\n  rightsbook build\n"),
        "{told}"
    );
}

#[test]
fn each_kind_of_file_holds_as_it_is_made() {
    let archive = Archive::started();
    let root = &archive.root;
    for (kind, id, path) in [
        ("report", "examplia/2017-observatory", "content/reports/examplia/2017-observatory.md"),
        ("country", "freeland", "content/countries/freeland.md"),
        ("publisher", "watch", "content/publishers/watch.md"),
        ("page", "how-to-cite", "content/pages/how-to-cite.md"),
        ("case", "market-fire", "content/cases/market-fire.md"),
        ("person", "jo-doe", "content/people/jo-doe.md"),
        ("organisation", "market-league", "content/organisations/market-league.md"),
        ("institution", "ombudsman", "content/institutions/ombudsman.md"),
        ("place", "sampleton", "content/places/sampleton.md"),
        ("law", "assembly-law", "content/laws/assembly-law.md"),
        ("topic", "religion", "content/topics.toml"),
    ] {
        let (out, _) = well(root, &["new", kind, id]);
        assert_eq!(out, format!("{path}\n"));
        for arguments in [&["check", "--strict"][..], &["check", "--strict", "--drafts"]] {
            let (code, _, told) = rightsbook(root, arguments);
            assert_eq!(code, 0, "{kind}: {told}");
        }
        let text = archive.read(path);
        assert!(!text.contains('@') && text.contains("# "), "{text}");
        // A second time it is there, and stays as it is.
        let (code, _, told) = rightsbook(root, &["new", kind, id]);
        assert_eq!(code, 3, "{told}");
        assert!(told.contains(path) && told.contains("already"), "{told}");
        assert_eq!(archive.read(path), text);
    }
    insta::assert_snapshot!(archive.read("content/reports/examplia/2017-observatory.md"));
    assert!(archive.read("content/people/jo-doe.md").contains("name: \"Jo Doe\""));
    // New pages and topics show.
    well(root, &["build", "--strict"]);
    assert!(archive.page("topics/").contains("Religion"));
    assert!(archive.page("about/how-to-cite/").contains("How to cite"));
}

#[test]
fn a_report_follows_the_nearest_scheme_of_its_publisher_or_gets_the_first() {
    let archive = Archive::started();
    let outline = |path: &str| {
        let text = archive.read(&format!("content/reports/examplia/{path}.md"));
        text.split_once("outline: ").unwrap().1.split('\n').next().unwrap().to_owned()
    };
    well(
        &archive.root,
        &["new", "report", "examplia/2015-observatory", "examplia/2024-observatory"],
    );
    assert_eq!(outline("2015-observatory"), "observatory-2018");
    assert_eq!(outline("2024-observatory"), "observatory-2019");
    well(&archive.root, &["new", "publisher", "watch"]);
    let (out, _) =
        well(&archive.root, &["new", "report", "examplia/2019-watch", "examplia/2018-watch"]);
    assert_eq!(
        out,
        "content/outlines/watch.toml\ncontent/reports/examplia/2019-watch.md\ncontent/reports/examplia/2018-watch.md\n"
    );
    assert_eq!(
        (outline("2019-watch"), outline("2018-watch")),
        ("watch-2019".into(), "watch-2019".into())
    );
    well(&archive.root, &["check", "--strict", "--drafts"]);
    // An outline of somebody else's is not added to.
    well(&archive.root, &["new", "publisher", "third"]);
    archive.write("content/outlines/third.toml", "publisher = \"third\"\n");
    let (code, _, told) = rightsbook(&archive.root, &["new", "report", "examplia/2019-third"]);
    assert_eq!(code, 3);
    assert!(
        told.contains("has no scheme of `third`") && told.contains("`id = \"third-2019\"`"),
        "{told}"
    );
}

#[test]
fn the_terms_of_a_publisher_go_into_its_reports() {
    let archive = Archive::started();
    archive.edit("content/publishers/observatory.md", "id: CC0-1.0", "id: \"Our: terms\"");
    archive.edit(
        "content/countries/examplia.md",
        "name: Examplia",
        "name: \"Examplia: the \\\"First\\\"\"",
    );
    well(&archive.root, &["new", "report", "examplia/2017-observatory"]);
    let text = archive.read("content/reports/examplia/2017-observatory.md");
    assert!(text.contains("licence: {id: \"Our: terms\", display: full}"), "{text}");
    assert!(text.contains(r#"title: "Examplia: the \"First\" 2017""#), "{text}");
}

#[test]
fn what_would_not_hold_is_told_and_not_written() {
    let archive = Archive::started();
    archive.write(
        "content/reports/examplia/again.md",
        &archive.read("content/reports/examplia/2019-observatory.md").replace("2019", "2020"),
    );
    archive.edit("content/reports/examplia/again.md", "status: published", "status: draft");
    archive.edit(
        "content/reports/examplia/again.md",
        "outline: observatory-2020",
        "outline: observatory-2019",
    );
    let before = tree(&archive.root);
    for (arguments, expected, told_of) in [
        (&["report", "exampla/2019-observatory"][..], 1, "did you mean `examplia`?"),
        (&["report", "examplia/2019-observatry"], 1, "did you mean `observatory`?"),
        (&["report", "examplia/2020-observatory"], 1, "E0403"),
        (&["country", "topics"], 1, "E0404"),
        (&["person", "jo-doe", "Jo Doe"], 2, "write `jo-doe`"),
        (&["report", "examplia"], 2, "write country, coverage year and publisher"),
        (
            &["report", "content/reports/examplia/2017-observatory.md"],
            2,
            "write `examplia/2017-observatory`",
        ),
        (&["topic", "religion", "torture"], 3, "has a topic `torture` already"),
        (&["person", "jo-doe", "ada-sample"], 3, "content/people/ada-sample.md is there already"),
        (&["persn", "x"], 2, "a similar value exists: 'person'"),
        (&["person"], 2, "required"),
    ] {
        let (code, out, told) = rightsbook(&archive.root, &[&["new"], arguments].concat());
        assert_eq!(code, expected, "{arguments:?}: {told}");
        assert!(told.contains(told_of), "{arguments:?}: {told}");
        assert_eq!(out, "");
    }
    assert!(tree(&archive.root) == before);
    let elsewhere = tempfile::tempdir().unwrap();
    let (code, _, told) = rightsbook(elsewhere.path(), &["new", "person", "x"]);
    assert_eq!(code, 1);
    assert!(told.contains("no `rightsbook.toml` in"), "{told}");
    assert_eq!(tree(elsewhere.path()).len(), 0);
}

#[test]
fn topics_are_added_behind_the_text_as_it_is() {
    let archive = Archive::started();
    let known = archive.read("content/topics.toml").replace('\n', "\r\n");
    archive.write("content/topics.toml", known.trim_end());
    well(&archive.root, &["new", "topic", "religion", "health"]);
    let text = archive.read("content/topics.toml");
    assert!(text.starts_with(known.trim_end()));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    well(&archive.root, &["check", "--strict"]);
    // An archive that has none yet gets its first.
    archive.remove("content/topics.toml");
    well(&archive.root, &["new", "topic", "torture"]);
    assert!(archive.read("content/topics.toml").starts_with("[[topic]]\nid = \"torture\"\n"));
    // A list that cannot be read is not made longer.
    archive.write("content/topics.toml", "topic = [{id = \"a\", label = \"A\"}]\n");
    let (code, _, told) = rightsbook(&archive.root, &["new", "topic", "b"]);
    assert_eq!(code, 1, "{told}");
    assert_eq!(archive.read("content/topics.toml"), "topic = [{id = \"a\", label = \"A\"}]\n");
}

#[test]
fn completions_and_manual_pages_name_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let commands = [
        "init",
        "new",
        "build",
        "serve",
        "check",
        "clean",
        "explain",
        "schema",
        "completions",
        "import",
        "man",
    ];
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let (script, _) = well(folder.path(), &["completions", shell]);
        for command in commands {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
    let (page, _) = well(folder.path(), &["man"]);
    assert!(page.starts_with(".ie") && page.contains("rightsbook\\-serve(1)"), "{page}");
    well(folder.path(), &["man", "-o", "pages/man1"]);
    let pages = tree(&folder.path().join("pages/man1"));
    assert_eq!(pages.len(), commands.len() + 1);
    for command in commands {
        assert!(pages.contains_key(&format!("rightsbook-{command}.1")), "{command}");
    }
    let (code, _, told) = rightsbook(folder.path(), &["man", "-o", "pages/man1"]);
    assert_eq!(code, 3);
    assert!(told.contains("it is there already"), "{told}");
}
