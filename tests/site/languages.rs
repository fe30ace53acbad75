//! Pages in other languages: every string has its words, a site in Russian and one in Arabic come
//! out in theirs, and mistakes in tables are told where they are.

#![expect(clippy::disallowed_methods, reason = "the test reads the sources of the program")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use regex::Regex;
use rightsbook::builtin;
use rightsbook::date::MONTHS;
use rightsbook::language::{self, Said, Table};
use rightsbook::path::SourcePath;

use crate::driver::Archive;

/// Every string that pages and scripts say, and whether a number decides about its form.
fn keys() -> BTreeMap<String, bool> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut keys = BTreeMap::from([("12,246".to_owned(), false)]);
    keys.extend(MONTHS.map(|month| (month.to_owned(), false)));
    let text = r#""((?:[^"\\]|\\.)*)""#;
    let said = Regex::new(r#"(?:"([^"]*)"|'([^']*)')\s*\|\s*(?:say|tell)\b"#).unwrap();
    let plural = Regex::new(r#"plural\(one="[^"]*", many="([^"]*)""#).unwrap();
    let named = Regex::new(r#"keys: ((?:"[^"]*"(?:, )?)+)"#).unwrap();
    let code = Regex::new(&format!(
        r#"(?:\.(?:say|fill)|super::key|(?:^|[^:.\w])(?:key|said))\(\s*{text}"#
    ))
    .unwrap();
    let script = Regex::new(&format!(r#"\b(?:worded\(|said\[)\s*{text}"#)).unwrap();
    let counted = Regex::new(&format!(r#"\bcounted\([^"?]*{text},\s*{text}"#)).unwrap();
    let pair = Regex::new(r#": \["(<b>[^"]*)", "(<b>[^"]*)"\]"#).unwrap();
    for file in files(root, "templates", "html") {
        for found in said.captures_iter(&file) {
            let key = found.get(1).or(found.get(2)).unwrap();
            keys.insert(key.as_str().to_owned(), false);
        }
        for found in plural.captures_iter(&file) {
            let words = &found[1];
            let number = if words.contains("{n}") { "" } else { "{n} " };
            keys.insert(format!("{number}{words}"), true);
        }
        for found in named.captures_iter(&file) {
            keys.extend(found[1].split(", ").map(|key| (key.trim_matches('"').to_owned(), false)));
        }
    }
    for file in files(root, "src", "rs") {
        let code_of = file.split("#[cfg(test)]").next().unwrap();
        if !code_of.contains("language::")
            && !code_of.contains("ongue")
            && !code_of.contains("super::key")
        {
            continue;
        }
        // Another function of that name marks nothing.
        let another = ["fn key(", "let key ="].iter().any(|made| code_of.contains(made))
            && !code_of.contains("pub const fn key(");
        let marks = |found: &regex::Captures<'_>| !(another && found[0].contains("key("));
        let found =
            code.captures_iter(code_of).filter(marks).map(|found| (found[1].to_owned(), false));
        keys.extend(found.filter(|(key, _)| !key.is_empty()));
    }
    for file in files(root, "static", "js") {
        keys.extend(script.captures_iter(&file).map(|found| (found[1].to_owned(), false)));
        keys.extend(counted.captures_iter(&file).map(|found| (found[2].to_owned(), true)));
        keys.extend(pair.captures_iter(&file).map(|found| (found[2].to_owned(), true)));
    }
    keys
}

fn files(root: &Path, folder: &str, end: &str) -> Vec<String> {
    let mut open = vec![root.join(folder)];
    let mut texts = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|known| known == end) {
                texts.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }
    texts
}

fn built_in(tag: &str) -> Table {
    let (_, text) = builtin::LANGUAGES.iter().find(|(known, _)| *known == tag).unwrap();
    let path = SourcePath::new(format!("templates/languages/{tag}.toml"));
    let found = language::table(&path, text, tag, |_| true, &[]);
    assert_eq!(found.problems, [], "{tag}");
    found.value
}

#[test]
fn every_string_has_its_words_and_no_table_has_more() {
    let keys = keys();
    let wanted: BTreeSet<&str> = keys.keys().map(String::as_str).collect();
    for tag in ["ru", "kk"] {
        let table = built_in(tag);
        let has: BTreeSet<&str> = table.keys().map(String::as_str).collect();
        let missing: Vec<_> = wanted.difference(&has).collect();
        let unused: Vec<_> = has.difference(&wanted).collect();
        assert!(
            missing.is_empty() && unused.is_empty(),
            "{tag}: missing {missing:#?}, unused {unused:#?}"
        );
    }
    let english = built_in("en");
    assert!(english.keys().all(|key| wanted.contains(key.as_str())), "{english:#?}");
}

#[test]
fn words_keep_the_markup_of_their_keys_and_the_forms_of_their_language() {
    let tags = |text: &str| {
        let mut tags: Vec<String> = Regex::new("<[^>]+>")
            .unwrap()
            .find_iter(text)
            .map(|tag| tag.as_str().to_owned())
            .collect();
        tags.sort();
        tags
    };
    let keys = keys();
    for tag in ["ru", "kk"] {
        for (key, said) in built_in(tag) {
            let words: Vec<&str> = match &said {
                Said::Text(text) => vec![text],
                Said::Forms(forms) => forms.values().map(String::as_str).collect(),
            };
            for text in &words {
                assert_eq!(tags(text), tags(&key), "{tag}: {text}");
                assert!(!text.is_empty(), "{tag}: {key}");
            }
            if tag == "ru" && keys[&key] {
                assert_eq!(words.len(), 3, "{key}");
            }
        }
    }
}

#[test]
fn a_site_in_russian_needs_one_line_of_settings() {
    let mut archive = Archive::of_folder("russian");
    archive.build();
    let home = archive.page("");
    assert!(home.contains("<html lang=\"ru\" dir=\"ltr\""), "{home}");
    for words in
        [">Темы</a>", "3 доклада", "Что содержит архив", "опубликовано: 11 марта 2020 года"]
    {
        assert!(home.contains(words), "{words}: {home}");
    }
    let section = archive.page("examplia/2019/observatory/1-lichnaia-svoboda/");
    for words in [
        "<title>1. Личная свобода",
        "Как цитировать",
        "aria-label=\"Абзац 1, постоянная ссылка\"",
        "начало 2019 года",
        "<script src=\"../../../../words-ru.js\" defer></script>",
    ] {
        assert!(section.contains(words), "{words}: {section}");
    }
    assert!(!section.contains(">Topics<"), "{section}");
    assert!(
        archive.read("public/words-ru.js").contains("\"{name}: copied.\":\"{name}: скопировано.\"")
    );
    let redline = archive.page("examplia/observatory/2018-2019/liberty/");
    assert!(redline.contains("Изменилось число или дата"), "{redline}");
}

#[test]
fn a_report_speaks_its_own_language_and_names_of_others_are_marked() {
    let mut archive = Archive::of_folder("russian");
    archive.build();
    let report = archive.page("examplia/2020/observatory/");
    assert!(report.contains("<html lang=\"kk\""), "{report}");
    assert!(report.contains("жарияланған") || report.contains("2021 жылғы наурыз"), "{report}");
    // The country has a Kazakh name, one of the topics a Kazakh label, the publisher neither.
    assert!(report.contains(">Мысалия</a>"), "{report}");
    assert!(report.contains(">Пікір білдіру бостандығы</a>"), "{report}");
    assert!(
        report
            .contains("<span lang=\"ru\" dir=\"ltr\">Приморская обсерватория прав человека</span>"),
        "{report}"
    );
    let country = archive.page("examplia/");
    assert!(country.contains("<html lang=\"ru\""), "{country}");
    assert!(
        country
            .contains("<span lang=\"kk\" dir=\"ltr\">Мысалиядағы адам құқықтары: 2020 жыл</span>")
    );
    let topics = archive.read("public/data/topics.ttl");
    assert!(topics.contains("skos:prefLabel \"Пікір білдіру бостандығы\"@kk"), "{topics}");
}

#[test]
fn a_site_in_arabic_runs_from_right_to_left() {
    let mut archive = Archive::of_folder("arabic");
    archive.build();
    let home = archive.page("");
    assert!(home.contains("<html lang=\"ar\" dir=\"rtl\""), "{home}");
    assert!(home.contains("تقريران"), "the form for two: {home}");
    // What the table does not have is said in English.
    assert!(home.contains("All topics, year by year"), "{home}");
    let section = archive.page("mithal/2018/marsad/lead/");
    assert!(section.contains("<div class=\"passage\" lang=\"ar\" dir=\"rtl\">"), "{section}");
    assert!(section.contains("lang=\"en\" dir=\"ltr\">"), "citations stay English: {section}");
    // Without its table the frame speaks English, and the texts are marked.
    archive.remove("templates/languages/ar.toml");
    archive.build();
    let home = archive.page("");
    assert!(home.contains("<html lang=\"en\" dir=\"ltr\""), "{home}");
    assert!(home.contains("<h1><span lang=\"ar\" dir=\"rtl\">أرشيف الحقوق</span></h1>"), "{home}");
}

#[test]
fn mistakes_in_a_table_are_told_with_their_place() {
    let archive = Archive::new();
    archive.write(
        "templates/languages/ru.toml",
        "\"Topcis\" = \"Темы\"\n\"{topic} in {country}\" = \"{topic} – {land}\"\n\"Years\" = 3\n[\"{n} sections\"]\none = \"раздел\"\ndual = \"\"\n",
    );
    let built = archive.build_cold("out");
    let told: Vec<String> = built
        .problems
        .iter()
        .map(|problem| {
            format!("{} {} {}", problem.code.as_str(), problem.span.start, problem.message)
        })
        .collect();
    assert_eq!(
        told,
        [
            "E0102 0 no page and no script says `Topcis`",
            "E0104 47 `{topic} in {country}` has no value `{land}`",
            "E0104 47 the words for `{topic} in {country}` lack `{country}`",
            "E0104 78 `Years` is a number",
            "E0104 80 the forms of `{n} sections` lack few, many",
            "E0104 118 `dual` is no form of a number",
        ]
    );
    assert!(format!("{:?}", built.problems[0].hints).contains("Topics"), "{:?}", built.problems[0]);
    archive.write("templates/languages/ru.toml", "\"Topics\" = \"Темы\nx");
    let built = archive.build_cold("out");
    assert_eq!(built.problems[0].code.as_str(), "E0101", "{:?}", built.problems);
}

#[test]
fn an_archive_puts_its_own_words_over_the_built_in_ones() {
    let mut archive = Archive::new();
    archive.edit("rightsbook.toml", "title", "language = \"ru\"\ntitle");
    archive.write("templates/languages/ru.toml", "\"Publishers\" = \"Источники\"\n");
    archive.build();
    let home = archive.page("");
    assert!(home.contains(">Источники</a>") && home.contains(">Темы</a>"), "{home}");
    // A changed word draws again what says it, like a changed template.
    archive.write("templates/languages/ru.toml", "\"Publishers\" = \"Авторы\"\n");
    archive.build();
    assert!(archive.page("").contains(">Авторы</a>"));
}
