//! Tables of languages and the archive's own names → the languages that pages speak, and the
//! words that scripts need.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::archive::Archive;
use crate::builtin;
use crate::config::Config;
use crate::diagnostic::Found;
use crate::digest::Digest;
use crate::language::{self, Names, Said, Table, Tongue, Tongues};
use crate::path::SourcePath;
use crate::source::{Data, Kind, Snapshot, SourceFile};

/// Reads the languages that an archive needs: that of its settings, those of its reports, those
/// that it has tables for.
pub(super) fn tongues(snapshot: &Snapshot, config: &Config, archive: &Archive) -> Found<Tongues> {
    let mut problems = Vec::new();
    let own: Vec<(&str, &SourceFile)> = snapshot
        .of(Kind::Language)
        .map(|file| {
            let name = file.path.inside("templates");
            (name.trim_start_matches("languages/").trim_end_matches(".toml"), &**file)
        })
        .collect();
    let reports = archive.reports.iter().map(|report| &*report.face.matter.language);
    let mut wanted: BTreeSet<&str> =
        reports.chain([&*config.language, "en"]).map(language::primary).collect();
    wanted.extend(own.iter().map(|(tag, _)| *tag));
    let mut tables: BTreeMap<String, Table> =
        wanted.iter().filter_map(|tag| Some(((*tag).to_owned(), built_in(tag)?))).collect();
    // Every built-in table has every key; the Russian one stands for the list of them.
    let known = if own.is_empty() { Table::new() } else { built_in("ru").unwrap_or_default() };
    let names: Vec<&str> = known.keys().map(String::as_str).collect();
    let texts: Vec<&str> = snapshot
        .files
        .values()
        .filter(|file| matches!(file.kind, Kind::Template) || is_script(file))
        .filter_map(|file| text(file))
        .collect();
    for (tag, file) in own {
        // Templates and scripts of the archive's own may say more.
        let uses = |key: &str| {
            let quoted = [format!("\"{key}\""), format!("'{key}'")];
            let says = |text: &&str| quoted.iter().any(|quoted| text.contains(quoted));
            known.contains_key(key) || texts.iter().any(says)
        };
        let found = language::table(&file.path, file.text(), tag, uses, &names);
        problems.extend(found.problems);
        tables.entry(tag.to_owned()).or_default().extend(found.value);
    }
    let value = Tongues::new(&config.language, tables, own_names(archive));
    Found { value, problems }
}

/// The built-in table of a language. A test holds that there is nothing wrong with it.
fn built_in(tag: &str) -> Option<Table> {
    let (_, text) = builtin::LANGUAGES.iter().find(|(known, _)| *known == tag)?;
    let path = SourcePath::new(format!("templates/languages/{tag}.toml"));
    Some(language::table(&path, text, tag, |_| true, &[]).value)
}

/// Names of countries and labels of topics in other languages.
fn own_names(archive: &Archive) -> Names {
    let mut all = Names::new();
    let countries = archive.countries.iter().map(|known| (&known.matter.name, &known.matter.names));
    let topics = archive.thesaurus.topics.iter().map(|topic| (&topic.label, &topic.labels));
    for (name, others) in countries.chain(topics) {
        for (tag, other) in others {
            all.entry(tag.to_string()).or_default().insert(name.to_string(), other.to_string());
        }
    }
    all
}

/// Adds a script with the words that scripts need, for each language that has some.
pub(super) fn add_words(
    statics: &mut Vec<Arc<SourceFile>>,
    tongues: &Tongues,
    spoken: &BTreeSet<String>,
) {
    let files = statics.clone();
    let scripts = files.iter().filter(|file| is_script(file)).filter_map(|file| text(file));
    let literals: BTreeSet<&str> = scripts.flat_map(literals).collect();
    for tag in spoken {
        let path = SourcePath::new(format!("static/words-{tag}.js"));
        let known = statics.binary_search_by(|file| file.path.cmp(&path));
        let (Some(text), Err(at)) = (words(tongues.get(tag), &literals), known) else { continue };
        let digest = Digest::of_bytes(text.as_bytes());
        let data = Data::Bytes(text.as_bytes().into());
        statics.insert(at, Arc::new(SourceFile { path, kind: Kind::Static, data, digest }));
    }
}

/// The script of a language; none where its table has no word for scripts.
fn words(tongue: &Tongue, literals: &BTreeSet<&str>) -> Option<String> {
    let said: serde_json::Map<String, serde_json::Value> = literals
        .iter()
        .filter_map(|key| {
            let value = match tongue.said(key)? {
                Said::Text(text) => text.as_str().into(),
                Said::Forms(forms) => {
                    forms.iter().map(|(form, text)| (form.name(), text.as_str())).collect()
                }
            };
            Some(((*key).to_owned(), value))
        })
        .collect();
    let json = serde_json::json!({"language": tongue.tag, "said": said});
    (!said.is_empty()).then(|| format!("// What scripts say, in the language of the page.\nglobalThis.rightsbookWords = {json};\n"))
}

/// What stands between quotation marks in a script, and could be a key.
fn literals(script: &str) -> impl Iterator<Item = &str> {
    script.lines().flat_map(|line| line.split('"').skip(1).step_by(2))
}

fn is_script(file: &SourceFile) -> bool {
    file.kind == Kind::Static && file.path.as_str().ends_with(".js")
}

fn text(file: &SourceFile) -> Option<&str> {
    match &file.data {
        Data::Text(text) => Some(text),
        Data::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_tables_hold() {
        for (tag, text) in builtin::LANGUAGES {
            let path = SourcePath::new(format!("templates/languages/{tag}.toml"));
            let found = language::table(&path, text, tag, |_| true, &[]);
            assert_eq!(found.problems, [], "{tag}");
        }
    }
}
