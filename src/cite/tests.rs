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
        section: Some(Part {
            label: "1.a",
            heading: "Torture",
            lead: false,
            under: Under::default(),
        }),
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
    let copy = "https://example.org/repo/1a-torture/";
    let digest = work();
    for (form, expected) in [
        (
            Form::Chicago,
            format!(
                "The Office. “Torture,” sec. 1.a. In Rights in Freeland. 2019 ed. March 11, 2020. https://office.example/2019. Digest of the original in Small archive, para. 3, {copy}; original retrieved 22 November 2026."
            ),
        ),
        (
            Form::Apa,
            format!(
                "The Office. (2020, March 11). Torture (Section 1.a). In Rights in Freeland (2019 ed.). https://office.example/2019 (Digest of the original in Small archive, para. 3, {copy}; original retrieved 22 November 2026)"
            ),
        ),
        (
            Form::Mla,
            format!(
                "The Office. “Torture.” Rights in Freeland, 2019 ed., 11 Mar. 2020, sec. 1.a, https://office.example/2019. Small archive, par. 3, {copy}. Digest of the original; original retrieved 22 November 2026."
            ),
        ),
        (
            Form::Oscola,
            format!(
                "The Office, Rights in Freeland (2019 edn, 11 March 2020) s 1.a ‘Torture’ <https://office.example/2019>, digest of the original in Small archive para 3 <{copy}>, original retrieved 22 November 2026"
            ),
        ),
        (
            Form::Bluebook,
            format!(
                "The Office, Rights in Freeland § 1.a (“Torture”) (2019 ed., Mar. 11, 2020), https://office.example/2019 [{copy}] (digest of the original in Small archive, ¶ 3; original retrieved 22 November 2026)."
            ),
        ),
    ] {
        assert_eq!(form.plain(&digest), expected);
    }
    assert!(digest.note().contains("Cited: paragraph 3 of the archive’s text."));
}

#[test]
fn the_number_of_a_paragraph_stands_with_whose_text_it_counts() {
    let verbatim = Work { kind: ReportKind::Verbatim, ..work() };
    for (form, expected) in [
        (Form::Chicago, "“Torture,” sec. 1.a, para. 3. In Rights"),
        (Form::Apa, "Torture (Section 1.a, para. 3). In Rights"),
        (Form::Mla, "11 Mar. 2020, sec. 1.a, par. 3, https://office"),
        (Form::Oscola, "s 1.a ‘Torture’ para 3 <https://office"),
        (Form::Bluebook, "§ 1.a (“Torture”), ¶ 3 (2019 ed."),
    ] {
        let text = form.plain(&verbatim);
        assert!(text.contains(expected), "{text}");
        // What quotes a text leaves paragraphs out: nobody can count those of the original.
        let quoted = Work { quoted_in: Some("Another work"), url: None, ..verbatim.clone() };
        let translation = Work { kind: ReportKind::Translation, ..work() };
        for ours in [quoted, translation] {
            let text = form.plain(&ours);
            let number = ["para. 3", "par. 3", "para 3", "¶ 3"].map(|number| text.find(number));
            let number = number.into_iter().flatten().next().unwrap_or_else(|| panic!("{text}"));
            assert!(number > text.find("Small archive").unwrap(), "{text}");
        }
        let open = Work { paragraph: None, ..verbatim.clone() };
        let places = |work: &Work<'_>| {
            form.runs(work).iter().filter(|run| matches!(run, Run::Paragraph(_))).count()
        };
        assert_eq!((places(&open), places(&Work { paragraph: None, ..work() })), (1, 1));
    }
    assert!(verbatim.note().contains("Cited: paragraph 3."));
}

#[test]
fn a_heading_without_a_label_is_cited_under_what_is_around_it() {
    let part = |heading, label| Part {
        label: "",
        heading: "Rape",
        lead: false,
        under: Under { heading, label },
    };
    let cited =
        |under, label| Work { section: Some(part(under, label)), paragraph: None, ..work() };
    for (form, [both, label, heading, none]) in [
        (
            Form::Chicago,
            [
                ". “Rape,” under “Women,” sec. 6. In R",
                ". “Rape,” under sec. 6. In R",
                ". “Rape,” under “Women.” In R",
                ". “Rape.” In R",
            ],
        ),
        (
            Form::Apa,
            [
                ". Rape (under “Women,” Section 6). In R",
                ". Rape (under Section 6). In R",
                ". Rape (under “Women”). In R",
                ". Rape. In R",
            ],
        ),
        (
            Form::Mla,
            [
                "2020, under “Women,” sec. 6, h",
                "2020, under sec. 6, h",
                "2020, under “Women”, h",
                "2020, h",
            ],
        ),
        (
            Form::Oscola,
            [
                ") ‘Rape’ under ‘Women’ in s 6 <",
                ") ‘Rape’ in s 6 <",
                ") ‘Rape’ under ‘Women’ <",
                ") ‘Rape’ <",
            ],
        ),
        (
            Form::Bluebook,
            [
                "d § 6 (“Rape” under “Women”) (",
                "d § 6 (under “Rape”) (",
                "d (“Rape” under “Women”) (",
                "d (“Rape”) (",
            ],
        ),
    ] {
        for (work, expected) in [
            (cited("Women", "6"), both),
            (cited("", "6"), label),
            (cited("Women", ""), heading),
            (cited("", ""), none),
        ] {
            let text = form.plain(&work);
            assert!(text.contains(expected), "{expected}: {text}");
        }
    }
    let work = cited("Women", "6");
    assert!(work.note().contains("Cited: under “Women,” section 6."), "{}", work.note());
    assert!(Format::Ris.write(std::slice::from_ref(&work)).contains("SE  - 6\r\n"));
    let bib = Format::BibTex.write(std::slice::from_ref(&work));
    assert!(bib.contains("chapter = {6}") && bib.contains("under “Women,” section 6"), "{bib}");
    let csl = Format::Csl.write(std::slice::from_ref(&work));
    assert!(csl.contains("\"section\": \"6\"") && csl.contains("under “Women,” section 6"));
}

#[test]
fn a_lead_is_not_quoted() {
    let part = Part { label: "", heading: "Lead", lead: true, under: Under::default() };
    let work = Work { section: Some(part), paragraph: None, ..work() };
    for (form, expected) in [
        (Form::Chicago, "The Office. [Lead, without a heading]. In Rights"),
        (Form::Apa, ". [Lead, without a heading]. In Rights"),
        (Form::Mla, "The Office. [Lead, without a heading]. Rights"),
        (Form::Oscola, ") [lead, without a heading] <"),
        (Form::Bluebook, "Freeland [lead, without a heading] ("),
    ] {
        let text = form.plain(&work);
        assert!(text.contains(expected), "{expected}: {text}");
        assert!(!text.contains("“Lead") && !text.contains("‘Lead"), "{text}");
    }
    for format in Format::ALL {
        let text = format.write(std::slice::from_ref(&work));
        assert!(text.contains("[Lead, without a heading]"), "{text}");
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
