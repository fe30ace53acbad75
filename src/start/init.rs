//! `rightsbook init`: a whole small archive on a country that does not exist.

use super::{NewFile, fill, quoted};
use crate::manual::schema::Schema;

/// What the archive is called when nobody says.
pub const TITLE: &str = "Examplia rights archive";
/// Where it will stand when nobody says.
pub const BASE_URL: &str = "https://example.org/archive/";

macro_rules! templates {
    ($($path:literal: $file:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("archive/", $file)))),+]
    };
}

/// Path in the archive and template of each file, in the order in which they are told.
const FILES: &[(&str, &str)] = templates! {
    "rightsbook.toml": "rightsbook.toml",
    "content/index.md": "content/index.md",
    "content/topics.toml": "content/topics.toml",
    "content/countries/examplia.md": "content/countries/examplia.md",
    "content/publishers/observatory.md": "content/publishers/observatory.md",
    "content/outlines/observatory.toml": "content/outlines/observatory.toml",
    "content/reports/examplia/2018-observatory.md": "content/reports/examplia/2018-observatory.md",
    "content/reports/examplia/2019-observatory.md": "content/reports/examplia/2019-observatory.md",
    "content/cases/harbour-strike.md": "content/cases/harbour-strike.md",
    "content/people/ada-sample.md": "content/people/ada-sample.md",
    "content/organisations/harbour-workers-union.md": "content/organisations/harbour-workers-union.md",
    "content/pages/about.md": "content/pages/about.md",
    "content/pages/method.md": "content/pages/method.md",
    "README.md": "README.md",
    ".gitignore": "gitignore",
    ".editorconfig": "editorconfig",
    ".github/workflows/pages.yml": "pages.yml",
    ".vscode/settings.json": "vscode/settings.json",
    ".vscode/extensions.json": "vscode/extensions.json",
};

/// The schemas that the first lines of the archive's TOML files name.
const SCHEMAS: [Schema; 3] = [Schema::Config, Schema::Topics, Schema::Outline];

/// The files of a new archive. `base_url` has its slash at the end.
pub fn files(title: &str, base_url: &str) -> Vec<NewFile> {
    let title_quoted = quoted(title);
    let values = [("TITLE", title_quoted.as_str()), ("NAME", title), ("BASE_URL", base_url)];
    let files = FILES
        .iter()
        .map(|(path, text)| NewFile { path: (*path).to_owned(), text: fill(text, &values) });
    let schemas = SCHEMAS.map(|schema| NewFile {
        path: format!(".rightsbook/{}.schema.json", schema.word()),
        text: schema.text(),
    });
    files.chain(schemas).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_made() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/start/archive");
        let mut open = vec![std::path::PathBuf::from(folder)];
        let mut count = 0;
        while let Some(folder) = open.pop() {
            for entry in folder.read_dir().unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    count += 1;
                }
            }
        }
        assert_eq!(count, FILES.len());
    }

    #[test]
    fn no_mark_is_left() {
        for file in files(TITLE, BASE_URL) {
            for mark in ["@TITLE@", "@NAME@", "@BASE_URL@"] {
                assert!(!file.text.contains(mark), "{}", file.path);
            }
        }
    }
}
