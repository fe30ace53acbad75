//! How the house stands: layers, length of files, first lines. HOUSE rules that a compiler does
//! not know.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the test reads the sources of the program and may panic"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Modules in the order of the flow. Each may use what stands before it, and itself.
const ORDER: &[&str] = &[
    "base64",
    "digest",
    "path",
    "diagnostic",
    "date",
    "memo",
    "node",
    "config",
    "builtin",
    "language",
    "source",
    "parse",
    "prose",
    "permalinks",
    "archive",
    "link",
    "chronology",
    "mention",
    "findings",
    "compare",
    "cite",
    "search",
    "pages",
    "render",
    "check",
    "publish",
    "pipeline",
    "watch",
    "serve",
    "import",
    "manual",
    "start",
    "cli",
];

/// Crates that only one module may know.
const ROOMS: &[(&str, &str)] = &[
    ("pulldown_cmark", "parse import"),
    ("syntect", "parse"),
    ("serde_saphyr", "node"),
    ("toml", "node"),
    ("walkdir", "source publish"),
    ("tera", "render"),
    ("memchr", "check prose"),
    ("aho_corasick", "mention"),
    ("similar", "compare"),
    ("rust_stemmers", "search"),
    ("unicode_normalization", "search"),
    ("miniz_oxide", "search publish"),
    ("crc32fast", "publish"),
    ("sha2", "check publish import render"),
    ("pdf_extract", "import"),
    ("rustix", "publish watch"),
    ("notify", "watch"),
    ("axum", "serve"),
    ("hyper", "serve"),
    ("tokio", "serve"),
    ("futures_util", "serve"),
    ("mime_guess", "serve"),
    ("percent_encoding", "serve"),
    ("open::", "cli"),
    ("blake3", "digest"),
    ("clap", "cli"),
    ("clap_complete", "cli"),
    ("clap_mangen", "cli"),
    ("annotate_snippets", "cli"),
    ("indicatif", "cli"),
    ("deunicode", "path"),
    ("scraper", "import"),
    ("html5ever", "import"),
    ("ego_tree", "import"),
];

fn sources() -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = open.pop() {
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let text = std::fs::read_to_string(&path).unwrap();
                files.insert(path, text);
            }
        }
    }
    files
}

/// The module of a file: the first part of its path below `src`.
fn module(path: &Path) -> String {
    let inside = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

/// The code of a file without its tests.
fn code(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests").next().unwrap()
}

/// Whether a file is compiled for tests alone.
fn only_tests(path: &Path) -> bool {
    let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    let around = std::fs::read_to_string(path.with_file_name("mod.rs")).unwrap_or_default();
    around.contains(&format!("#[cfg(test)]\nmod {name};"))
}

#[test]
fn a_module_uses_only_what_stands_before_it() {
    let place = |name: &str| ORDER.iter().position(|known| *known == name);
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let here = module(&path);
        if matches!(here.as_str(), "lib" | "main") {
            continue;
        }
        let at = place(&here).unwrap_or_else(|| panic!("{here} has no place in the flow"));
        for (n, line) in
            code(&text).lines().enumerate().filter(|(_, line)| !line.trim().starts_with("//"))
        {
            for used in line.split("crate::").skip(1) {
                let name: String =
                    used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                let allowed =
                    name == here || name.is_empty() || place(&name).is_none_or(|other| other < at);
                if !allowed {
                    wrong.push(format!("{}:{}: {here} uses {name}", path.display(), n + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn render_sees_views_and_never_the_model() {
    for (path, text) in sources().into_iter().filter(|(path, _)| module(path) == "render") {
        for name in ["archive::Archive", "link::", "World"] {
            assert!(!code(&text).contains(name), "{} knows {name}", path.display());
        }
    }
}

#[test]
fn the_model_never_sees_a_body() {
    for (path, text) in sources()
        .into_iter()
        .filter(|(path, _)| matches!(module(path).as_str(), "archive" | "link"))
    {
        for name in ["Body", "SectionBody", "Segment"] {
            let words = code(&text).lines().filter(|line| !line.trim().starts_with("//"));
            let found = words
                .flat_map(|line| line.split(|c: char| !c.is_alphanumeric()))
                .any(|word| word == name);
            assert!(!found, "{} knows {name}", path.display());
        }
    }
}

#[test]
fn each_crate_has_its_room() {
    for (path, text) in sources() {
        let here = module(&path);
        for (name, rooms) in ROOMS {
            if rooms.split(' ').any(|room| room == here) {
                continue;
            }
            let used =
                code(&text).lines().filter(|line| !line.trim().starts_with("//")).any(|line| {
                    line.contains(&format!("{name}::")) || line.contains(&format!("use {name}"))
                });
            let own = format!("node::{name}(");
            assert!(
                !used || code(&text).contains(&own),
                "{} uses {name}, which lives in {rooms}",
                path.display()
            );
        }
    }
}

#[test]
fn a_file_fits_in_a_head_and_says_what_it_is_for() {
    for (path, text) in sources() {
        // What browsers get has no `//!`, and begins with a comment all the same.
        let given = ["/src/start/archive/", "/src/start/new/", "/src/manual/codes/"];
        if given.iter().any(|folder| path.to_string_lossy().replace('\\', "/").contains(folder)) {
            // What an editor is given begins as such a file has to.
            continue;
        }
        let begins = if path.extension().is_some_and(|end| end == "rs") {
            text.starts_with("//! ")
        } else {
            text.starts_with("// ") || text.starts_with("/* ")
        };
        assert!(begins, "{} does not say what it is for", path.display());
        let lines = text.lines().count();
        assert!(lines <= 400, "{} has {lines} lines", path.display());
    }
}

#[test]
fn nothing_is_left_for_later() {
    for (path, text) in sources() {
        for word in ["TODO", "FIXME", "todo!(", "unimplemented!(", "dbg!("] {
            assert!(!text.contains(word), "{} has a {word}", path.display());
        }
        let code = code(&text);
        assert!(
            only_tests(&path) || !code.contains(".unwrap()") && !code.contains(".expect("),
            "{} may panic",
            path.display()
        );
    }
}

#[test]
fn modules_are_declared_in_reading_order() {
    let text =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let declared: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(declared, ORDER);
}
