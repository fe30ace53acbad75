//! Citations of one made-up work, as people would check them.

use super::*;

fn work() -> Work<'static> {
    Work {
        key: "office-freeland-2019-1a-torture".to_owned(),
        publisher: "The Office",
        title: "Rights in Freeland",
        edition: "2019",
        covers: "2019-01-01/2019-12-31".to_owned(),
        published: PartialDate::read("2020-03-11").unwrap(),
        section: Some(Part { label: "1.a", heading: "Torture", lead: false }),
        paragraph: Some(3),
        url: Some("https://office.example/2019"),
        quoted_in: None,
        archive: "Small archive",
        archive_url: "https://example.org/repo/1a-torture/".to_owned(),
        retrieved: PartialDate::read("2026-11-22").unwrap(),
        kind: ReportKind::Digest,
        language: "en",
        translated: None,
        translations: Vec::new(),
    }
}

#[test]
fn a_translation_names_its_translator_and_its_original() {
    let original = Original {
        title: "Rights in Freeland",
        language: "English".to_owned(),
        tag: "en",
        published: PartialDate::read("2020-03-11").unwrap(),
        url: Some("https://office.example/2019"),
        archive_url: "https://example.org/repo/freeland/2019/office/".to_owned(),
    };
    let translated =
        Translated { into: "Russian", by: By::Publisher("The Office"), original: Some(original) };
    let work = Work {
        title: "Права во Фриландии",
        published: PartialDate::read("2020-05").unwrap(),
        section: None,
        paragraph: None,
        url: Some("https://office.example/ru/2019"),
        archive_url: "https://example.org/repo/freeland/2019/office-ru/".to_owned(),
        kind: ReportKind::Translation,
        language: "ru",
        translated: Some(translated),
        ..work()
    };
    assert_eq!(
        Form::Chicago.plain(&work),
        "The Office. Права во Фриландии. Translated by The Office. 2019 ed. May 2020. https://office.example/ru/2019. Originally published in English as Rights in Freeland, March 11, 2020, https://office.example/2019. Copy of the publisher’s translation into Russian in Small archive, https://example.org/repo/freeland/2019/office-ru/; translation retrieved 22 November 2026."
    );
    for form in Form::ALL {
        let text = form.plain(&work);
        for part in ["Rights in Freeland", "https://office.example/2019", "in English as"] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("..") && !text.contains("  ") && !text.contains(" ,"), "{text}");
    }
    assert!(Form::Oscola.plain(&work).contains("(The Office tr, 2019 edn, May 2020)"));
    assert!(Form::Bluebook.plain(&work).contains("(The Office trans., 2019 ed., May 2020)"));
    assert!(Form::Apa.plain(&work).contains("(2019 ed.; The Office, Trans.)"));
    let bib = Format::BibTex.write(std::slice::from_ref(&work));
    assert!(bib.contains("origtitle = {{Rights in Freeland}}") && bib.contains("translator ="));
    let ris = Format::Ris.write(std::slice::from_ref(&work));
    assert!(ris.contains("A4  - The Office\r\n") && ris.contains("OP  - Rights in Freeland ("));
    let csl: serde_json::Value =
        serde_json::from_str(&Format::Csl.write(std::slice::from_ref(&work))).unwrap();
    assert_eq!(csl[0]["original-title"], "Rights in Freeland");
    let linked: serde_json::Value =
        serde_json::from_str(&Format::Linked.write(std::slice::from_ref(&work))).unwrap();
    assert_eq!(linked["translationOfWork"]["sameAs"], "https://office.example/2019");
    assert_eq!(linked["sameAs"], "https://office.example/ru/2019");
}

#[test]
fn a_paragraph_in_five_forms() {
    let work = work();
    let copy = "https://example.org/repo/1a-torture/";
    for (form, expected) in [
        (
            Form::Chicago,
            format!(
                "The Office. “Torture,” sec. 1.a, para. 3. In Rights in Freeland. 2019 ed. March 11, 2020. https://office.example/2019. Digest of the original in Small archive, {copy}; original retrieved 22 November 2026."
            ),
        ),
        (
            Form::Apa,
            format!(
                "The Office. (2020, March 11). Torture (Section 1.a, para. 3). In Rights in Freeland (2019 ed.). https://office.example/2019 (Digest of the original in Small archive, {copy}; original retrieved 22 November 2026)"
            ),
        ),
        (
            Form::Mla,
            format!(
                "The Office. “Torture.” Rights in Freeland, 2019 ed., 11 Mar. 2020, sec. 1.a, par. 3, https://office.example/2019. Small archive, {copy}. Digest of the original; original retrieved 22 November 2026."
            ),
        ),
        (
            Form::Oscola,
            format!(
                "The Office, Rights in Freeland (2019 edn, 11 March 2020) s 1.a ‘Torture’ para 3 <https://office.example/2019>, digest of the original in Small archive <{copy}>, original retrieved 22 November 2026"
            ),
        ),
        (
            Form::Bluebook,
            format!(
                "The Office, Rights in Freeland § 1.a (“Torture”), ¶ 3 (2019 ed., Mar. 11, 2020), https://office.example/2019 [{copy}] (digest of the original in Small archive; original retrieved 22 November 2026)."
            ),
        ),
    ] {
        assert_eq!(form.plain(&work), expected);
    }
}

#[test]
fn what_nobody_knows_is_said() {
    let work = Work {
        published: PartialDate::Unknown,
        retrieved: PartialDate::Unknown,
        url: None,
        section: None,
        paragraph: None,
        ..work()
    };
    for form in Form::ALL {
        let text = form.plain(&work);
        assert_eq!(text.matches("n.d.").count(), 2, "{text}");
        assert!(
            !text.contains("..") && !text.contains("  ") && !text.contains("office."),
            "{text}"
        );
        assert!(form.runs(&work).iter().any(|run| matches!(run, Run::Paragraph(_))));
    }
    assert!(Format::BibTex.write(std::slice::from_ref(&work)).contains("year = {n.d.}"));
    assert!(!Format::Ris.write(std::slice::from_ref(&work)).contains("PY  -"));
    assert!(!Format::Csl.write(std::slice::from_ref(&work)).contains("issued"));
    for format in [Format::BibTex, Format::Ris, Format::Csl] {
        let text = format.write(std::slice::from_ref(&work));
        assert!(
            text.contains("Date of publication: n.d.")
                && text.contains("Pages of the original: unknown"),
            "{text}"
        );
    }
}

#[test]
fn letters_that_mean_something_to_a_format_are_kept_as_words() {
    let work =
        Work { publisher: "A & B_{C}\n% $", title: "100 % \"sure\"\\", section: None, ..work() };
    let bib = Format::BibTex.write(std::slice::from_ref(&work));
    assert!(
        bib.contains("A \\& B\\_\\{C\\} \\% \\$") && bib.contains("\\textbackslash{}"),
        "{bib}"
    );
    assert!(Format::Ris.write(std::slice::from_ref(&work)).contains("AU  - A & B_{C} % $\r\n"));
    let json: serde_json::Value =
        serde_json::from_str(&Format::Csl.write(std::slice::from_ref(&work))).unwrap();
    assert_eq!(json[0]["title"], work.title);
}

#[test]
fn a_quoted_work_names_the_one_that_quotes_it() {
    let work = Work { quoted_in: Some("Another work"), url: None, ..work() };
    for form in Form::ALL {
        assert!(
            form.plain(&work).to_lowercase().contains("quoted in another work"),
            "{}",
            form.plain(&work)
        );
    }
    assert!(Format::Ris.write(std::slice::from_ref(&work)).contains("Quoted in: Another work."));
}
