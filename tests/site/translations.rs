//! Reports and their translations: one edition, several texts.

use std::fmt::Write as _;

use rightsbook::diagnostic::Code;
use rightsbook::pipeline::Site;
use serde_json::Value;

use crate::driver::{Archive, OFFICE_2019, report};

const RU: &str = "content/reports/freeland/2019-office.ru.md";
const KK: &str = "content/reports/freeland/2020-office.kk.md";
const OFFICE_2020: &str = "content/reports/freeland/2020-office.md";

const RU_BODY: &str = "
Вводный абзац.

## Раздел 1. Неприкосновенность

Несколько слов о неприкосновенности.

### а. Пытки

Наблюдатели сообщили о 12 случаях 3 мая 2019 года. Задержан Иван Тестов.

Второй абзац.

**Условия содержания:** В камерах содержалось по 5 человек.

## Раздел 2. Свободы

Слова о свободах.

## Послесловие переводчика {.topic-words}

Переведено с английского.
";

const BODY_2020: &str = "
## Section 1. Integrity

### a. Torture

Observers reported 14 cases on May 4.

## Section 2. Liberties

Words on liberties.
";

const KK_BODY: &str = "
## 1. Тұтастық

### a. Азаптау

Бақылаушылар 14 жағдай туралы хабарлады.

## 2. Бостандықтар

Бостандық туралы сөздер.
";

/// A report that translates another.
fn translation(year: u16, language: &str, of: &str, body: &str) -> String {
    report("office", year, "full", body)
        .replace("outline: office-all\n", "")
        .replace(
            "language: en",
            &format!("language: {language}\ntranslates: {of}\ntranslator: publisher"),
        )
        .replace("kind: digest", "kind: translation")
        .replace(&format!("title: Freeland {year}"), &format!("title: Фриландия {year}"))
        .replace("{title: Freeland}", "{title: Фриландия, url: \"https://office.example/x\"}")
}

/// Two editions of the Office, one in Russian too, the other in Kazakh.
fn archive() -> Archive {
    let archive = Archive::new();
    let topics = archive.read("content/topics.toml");
    archive.write(
        "content/topics.toml",
        &format!("{topics}[[topic]]\nid = \"words\"\nlabel = \"Words\"\n"),
    );
    archive.write(OFFICE_2020, &report("office", 2020, "full", BODY_2020));
    archive.write(RU, &translation(2019, "ru", "2019-office.md", RU_BODY));
    archive.write(KK, &translation(2020, "kk", "2020-office.md", KK_BODY));
    archive.write(
        "content/people/testov-ivan.md",
        "---\nname: Ivan Testov\nrole: made up\naliases: [{name: Иван Тестов, language: ru}]\n---\n",
    );
    archive.edit(OFFICE_2019, "A second paragraph.", "A second paragraph. Ivan Testov was held.");
    archive
}

/// The problems of an archive, as `code: message (hints)`.
fn problems(archive: &Archive) -> Vec<String> {
    let built = archive.build_with(&Site::new(&archive.root), "told");
    built
        .problems
        .iter()
        .map(|problem| {
            format!("{}: {} ({})", problem.code.as_str(), problem.message, problem.hints.join("; "))
        })
        .collect()
}

#[test]
fn the_texts_of_an_edition_lead_to_one_another() {
    let mut archive = archive();
    archive.build();
    for (english, russian) in
        [("", ""), ("full/", "full/"), ("1a-torture/", "1a-pytki/"), ("2-liberties/", "2-svobody/")]
    {
        let original = archive.page(&format!("freeland/2019/office/{english}"));
        let translated = archive.page(&format!("freeland/2019/office-ru/{russian}"));
        for html in [&original, &translated] {
            for (language, url) in [
                ("en", format!("office/{english}")),
                ("ru", format!("office-ru/{russian}")),
                ("x-default", format!("office/{english}")),
            ] {
                let begin = format!("<link rel=\"alternate\" hreflang=\"{language}\" href=\"../");
                let link = html.lines().find(|line| line.starts_with(&begin)).unwrap();
                assert!(link.ends_with(&format!("../freeland/2019/{url}\">")), "{link} {url}");
            }
        }
        let link = format!(
            "freeland/2019/office-ru/{russian}\" hreflang=\"ru\" lang=\"ru\" dir=\"ltr\">русский</a>"
        );
        assert!(original.contains(&link), "{link}\n{original}");
        let link = format!(
            "freeland/2019/office/{english}\" hreflang=\"en\" lang=\"en\" dir=\"ltr\">English</a>"
        );
        assert!(translated.contains(&link), "{link}\n{translated}");
        // The page speaks the language of the translation.
        assert!(translated.contains("Перевод издателя (русский)."), "{translated}");
        assert!(translated.contains("Цитируйте оригинал."), "{translated}");
        assert!(!original.contains("Translation into"), "{original}");
    }
    // The file that one keeps says what it is too.
    let alone = archive.read("public/freeland/2019/office-ru/freeland-2019-office-ru.html");
    assert!(alone.contains("Перевод издателя (русский)."), "{alone}");
    assert!(alone.contains("href=\"https://example.org/repo/freeland/2019/office/\""), "{alone}");
    // What has no counterpart leads to the report, and says so.
    let work = archive.page("freeland/2019/office/3-work/");
    assert!(work.contains("freeland/2019/office-ru/\" hreflang=\"ru\""), "{work}");
    assert!(
        work.contains("it has no such section") && !work.contains("rel=\"alternate\" hreflang")
    );
    // No other report has a word of all this.
    let other = archive.page("freeland/2018/watch/");
    assert!(!other.contains("hreflang") && !other.contains("Also in"), "{other}");
}

#[test]
fn a_translation_is_no_edition() {
    let mut alone = archive();
    alone.remove(RU);
    alone.remove(KK);
    alone.build();
    let mut both = archive();
    both.build();
    // Pages that count, order or hold editions against each other are as they are without.
    for page in [
        "freeland/timeline/",
        "freeland/timeline/2019/",
        "topics/torture/timeline/",
        "topics/",
        "topics/torture/",
        "people/testov-ivan/",
        "freeland/office/2019-2020/",
        "freeland/office/2019-2020/torture/",
        "publishers/",
    ] {
        assert_eq!(alone.page(page), both.page(page), "{page}");
    }
    for file in ["data/events.ndjson", "data/comparisons.csv", "freeland/timeline/events.json"] {
        let file = format!("public/{file}");
        assert_eq!(alone.read(&file), both.read(&file), "{file}");
    }
    // No text in Russian is held against one in English, nor one in Kazakh.
    let ready = both.read("public/data/comparisons.csv");
    assert!(!ready.contains("-ru") && !ready.contains("-kk"), "{ready}");
    let home = both.page("");
    assert!(home.contains("4 reports (1 partial copy) and 2 translations"), "{home}");
    // They are offered beside the edition.
    for page in ["freeland/", "years/2019/", "freeland/2019/", "publishers/office/", "years/"] {
        let html = both.page(page);
        assert_eq!(
            html.matches("also in <a").count(),
            if page.contains("2019") { 1 } else { 2 },
            "{page}"
        );
    }
    let topic = both.page("topics/torture/freeland/");
    assert!(topic.contains("freeland/2019/office-ru/1a-pytki/\" hreflang=\"ru\""), "{topic}");
    assert!(!topic.contains("Наблюдатели"), "{topic}");
}

#[test]
fn a_translation_takes_the_topics_of_its_original() {
    let mut archive = archive();
    archive.build();
    let html = archive.page("freeland/2019/office-ru/1a-pytki/");
    assert!(
        html.contains("topics/torture/\"><span lang=\"en\" dir=\"ltr\">Torture</span></a>"),
        "{html}"
    );
    assert!(html.contains("topics/prison/"), "{html}");
    // The strip of the topic marks the edition that the translation is of.
    assert!(
        html.contains(
            "<a aria-current=\"true\" href=\"../../../../freeland/2019/office/1a-torture/\""
        ),
        "{html}"
    );
    let sections: Value = serde_json::from_str(&archive.read("public/data/sections.json")).unwrap();
    let rows = sections.as_array().unwrap_or_else(|| sections["sections"].as_array().unwrap());
    let row = rows.iter().find(|row| row["id"] == "freeland/2019/office-ru/1a-pytki").unwrap();
    assert_eq!(
        (&row["topic"], &row["translates"]),
        (&"torture".into(), &"freeland/2019/office/1a-torture".into())
    );
    let reports = archive.read("public/data/reports.csv");
    assert!(reports.contains(",translation,freeland/2019/office,publisher,"), "{reports}");
    // Both are found: the index has all sections, and says what is a translation.
    assert!(
        archive.read("public/feed.xml").contains("Translation into Russian of “Freeland 2019”.")
    );
    let editions = archive.read("public/compare/editions.json");
    assert!(
        editions.contains("\"tongue\":\"русский\"") || editions.contains("\"tongue\": \"русский\""),
        "{editions}"
    );
}

#[test]
fn the_citation_of_a_translation_names_its_original() {
    let mut archive = archive();
    archive.build();
    let html = archive.page("freeland/2019/office-ru/");
    // To carry away as one file, under a name of its own.
    let alone = archive.read("public/freeland/2019/office-ru/freeland-2019-office-ru.html");
    assert!(alone.contains("lang=\"ru\"") && alone.contains("href=\"#1a-pytki\""), "{alone}");
    assert!(html.contains("Originally published in English as "), "{html}");
    let linked: Value =
        serde_json::from_str(&archive.read("public/freeland/2019/office-ru/cite.jsonld")).unwrap();
    assert_eq!(
        linked["translationOfWork"]["@id"],
        "https://example.org/repo/freeland/2019/office/"
    );
    let linked: Value =
        serde_json::from_str(&archive.read("public/freeland/2019/office/cite.jsonld")).unwrap();
    assert_eq!(
        linked["workTranslation"][0]["@id"],
        "https://example.org/repo/freeland/2019/office-ru/"
    );
    let markdown = archive.read("public/freeland/2019/office-ru/report.md");
    assert!(markdown.contains("translates: \"Freeland\"\n"), "{markdown}");
}

#[test]
fn translations_of_two_editions_into_one_language_are_held_against_each_other() {
    let mut archive = archive();
    let body = "\n## Раздел 1. Неприкосновенность\n\n### а. Пытки\n\nНаблюдатели сообщили о 14 случаях 4 мая.\n\n## Раздел 2. Свободы\n\nСлова о свободах.\n";
    let ru = "content/reports/freeland/2020-office.ru.md";
    archive.write(ru, &translation(2020, "ru", "2020-office.md", body));
    archive.build();
    let html = archive.page("freeland/office-ru/2019-2020/torture/");
    assert!(html.contains("14"), "{html}");
    assert!(archive.page("freeland/office/2019-2020/torture/").contains("14"));
    let report = archive.page("freeland/2020/office-ru/");
    assert!(report.contains("freeland/office-ru/2019-2020/"), "{report}");
    // On from a translation to a translation.
    assert!(report.contains("freeland/2019/office-ru/\" rel=\"prev\""), "{report}");
    // Both languages lead to all others.
    assert!(report.contains("hreflang=\"kk\"") && report.contains("hreflang=\"en\""), "{report}");
}

#[test]
fn a_translation_alone_stands_for_its_edition() {
    let mut archive = archive();
    archive.remove(OFFICE_2020);
    archive.edit(KK, "translates: 2020-office.md\n", "outline: office-kk\n");
    archive.write(
        "content/outlines/kk.toml",
        "publisher = \"office\"\n[[scheme]]\nid = \"office-kk\"\nheadings = [ { heading = \"1. Тұтастық\", topic = \"integrity\" }, { heading = \"a. Азаптау\", topic = \"torture\" }, { heading = \"2. Бостандықтар\", topic = \"liberties\" } ]\n",
    );
    archive.build();
    let html = archive.page("freeland/2020/office-kk/");
    assert!(html.contains("Түпнұсқа бұл мұрағатта жоқ"), "{html}");
    let topic = archive.page("topics/torture/freeland/");
    assert!(
        topic.contains("Бақылаушылар") && topic.contains("freeland/2020/office-kk/"),
        "{topic}"
    );
    // In the year after an English edition it is not held against that.
    assert!(!archive.root.join("public/freeland/office-kk").exists());
    assert!(!archive.root.join("public/freeland/office/2019-2020").exists());
}

#[test]
fn mistakes_are_told_with_what_would_fit() {
    let broken = |from: &str, to: &str| {
        let archive = archive();
        archive.edit(RU, from, to);
        let mut told = String::new();
        for problem in problems(&archive) {
            writeln!(told, "{problem}").unwrap();
        }
        told
    };
    for (from, to, wanted) in [
        (
            "translates: 2019-office.md",
            "translates: 2019-ofice.md",
            "E0402: there is no report content/reports/freeland/2019-ofice.md (did you mean `2019-office.md`?",
        ),
        ("translates: 2019-office.md", "translates: office", "E0104: `translates` is `office`"),
        (
            "translates: 2019-office.md",
            "translates: 2018-watch.md",
            "E0106: content/reports/freeland/2018-watch.md has `publisher: watch`, and this translation of it `publisher: office` (a translation has the `publisher` of its original; `2019-office.md` would fit)",
        ),
        (
            "translates: 2019-office.md",
            "translates: 2020-office.md",
            "E0106: content/reports/freeland/2020-office.md has `covers: ",
        ),
        (
            "translates: 2019-office.md",
            "translates: 2020-office.kk.md",
            "E0106: content/reports/freeland/2020-office.kk.md is itself a translation (name what that one translates: `translates: 2020-office.md`",
        ),
        (
            "translates: 2019-office.md",
            "translates: 2019-office.ru.md",
            "E0106: the report translates itself",
        ),
        (
            "language: ru",
            "language: en",
            "E0106: content/reports/freeland/2019-office.md is in English too",
        ),
        ("kind: translation", "kind: digest", "E0106: `translates` stands beside `kind: digest`"),
        (
            "translates: 2019-office.md\n",
            "outline: office-all\n",
            "E0403: there is a second report of `office` on `freeland` covering 2019 (if it translates the other, say so: `translates: 2019-office.md`)",
        ),
        (
            "## Послесловие переводчика {.topic-words}",
            "## Послесловие переводчика\n\nСлова.\n\n## Ещё одно",
            "E0301: nothing tells which section of content/reports/freeland/2019-office.md *Послесловие переводчика* translates",
        ),
    ] {
        let told = broken(from, to);
        assert!(told.contains(wanted), "{to}: {told}");
        // One mistake is told once, and draws no others behind it.
        let count = told.lines().count();
        assert!(count <= 2, "{to}: {told}");
    }
    let archive = archive();
    archive.edit(OFFICE_2019, "status: published", "status: withdrawn");
    let told = problems(&archive).join("\n");
    assert!(told.contains("`translates` names content/reports/freeland/2019-office.md, which readers do not see: its status is `withdrawn`"), "{told}");
    let archive = self::archive();
    archive.write(
        "content/reports/freeland/again.md",
        &translation(2019, "ru", "2019-office.md", RU_BODY),
    );
    let told = problems(&archive).join("\n");
    assert!(
        told.contains("E0403: there is a second translation into Russian of one report"),
        "{told}"
    );
    assert_eq!(Code::Contradiction.as_str(), "E0106");
}

#[test]
fn a_translation_that_readers_do_not_see_leaves_no_trace() {
    let plain = {
        let archive = archive();
        archive.remove(RU);
        archive.build_cold("public");
        archive.tree("public")
    };
    for status in ["draft", "withdrawn", "embargoed"] {
        let archive = archive();
        archive.edit(RU, "status: published", &format!("status: {status}"));
        archive.build_cold("public");
        let tree = archive.tree("public");
        // The lock keeps what it knew; the site has not a byte more.
        let differ: Vec<_> =
            tree.keys().filter(|name| tree.get(*name) != plain.get(*name)).collect();
        assert!(differ.is_empty() && tree.len() == plain.len(), "{status}: {differ:?}");
    }
    // The licence of a translation is its own.
    let archive = archive();
    archive.edit(RU, "display: full", "display: metadata");
    archive.build_cold("public");
    for (name, bytes) in archive.tree("public") {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("Наблюдатели"), "{name}");
    }
    assert!(archive.page("freeland/2019/office/1a-torture/").contains("Observers reported"));
}
