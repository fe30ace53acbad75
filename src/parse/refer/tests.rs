//! Whole texts in, links out.

use crate::parse::document::{
    Block, Form, Note, Place, Reference, SectionBody, SectionFace, Segment, Substance, Target,
};

/// A report with the sections that most of the State Department's have.
pub(super) fn faces() -> Vec<SectionFace> {
    let rows: [(&str, Option<u32>, &str, &str); 14] = [
        ("summary", None, "", "Executive Summary"),
        ("1-integrity", None, "1", "Respect for the Integrity of the Person"),
        ("1c-torture", Some(1), "1.c", "Torture and Other Cruel, Inhuman Treatment"),
        ("1c-prison", Some(2), "", "Prison and Detention Center Conditions"),
        ("1e-trial", Some(1), "1.e", "Denial of Fair Public Trial"),
        ("1e-political", Some(4), "", "Political Prisoners and Detainees"),
        ("2-liberties", None, "2", "Respect for Civil Liberties, Including:"),
        ("2a-expression", Some(6), "2.a", "Freedom of Expression, Including for the Press"),
        ("2a-internet", Some(7), "", "Internet Freedom"),
        ("5-posture", None, "5", "Governmental Attitude Regarding Investigation"),
        ("6-discrimination", None, "6", "Discrimination, Societal Abuses"),
        ("6-women", Some(10), "", "Women"),
        ("7-worker", None, "7", "Worker Rights"),
        ("7b-forced", Some(12), "7.b", "Prohibition of Forced Labor"),
    ];
    let face = |(id, parent, label, heading): (&str, _, &str, &str)| SectionFace {
        id: id.into(),
        form: Form::Heading,
        level: 2,
        parent,
        label: label.into(),
        printed: "".into(),
        heading: heading.into(),
        topics: Vec::new(),
        paragraphs: 1,
        substance: Substance::Text,
        at: Place::default(),
    };
    rows.into_iter().map(face).collect()
}

fn html(text: &str) -> Vec<Segment> {
    vec![Segment::Html(text.into())]
}

fn body(blocks: &[&str]) -> SectionBody {
    let block = |text: &&str| Block { paragraph: true, segments: html(text) };
    SectionBody { blocks: blocks.iter().map(block).collect(), ..SectionBody::default() }
}

/// The segments as one text, with `{id}` in the slots.
fn shown(segments: &[Segment], references: &[Reference]) -> String {
    let mut out = String::new();
    for segment in segments {
        match segment {
            Segment::Html(html) => out.push_str(html),
            Segment::Slot(n) => match references.get(*n as usize).map(|r| &r.target) {
                Some(Target::Here(id)) => out.push_str(&format!("{{{id}}}")),
                _ => out.push_str("{nowhere}"),
            },
            Segment::NoteMark(n) => out.push_str(&format!("[{n}]")),
        }
    }
    out
}

/// What becomes of one block in section 1.e.
fn one(text: &str, language: &str) -> String {
    let faces = faces();
    let mut bodies: Vec<_> = faces.iter().map(|_| SectionBody::default()).collect();
    bodies[4] = body(&[text]);
    let mut references = Vec::new();
    super::refer(&faces, &mut bodies, &mut [], &mut references, language);
    shown(&bodies[4].blocks[0].segments, &references)
}

/// `[words|id]` is a link to a section, `<words>` one to the web.
fn short(html: &str) -> String {
    let mut out = html.to_owned();
    while let Some(at) = out.find("<a class=\"xref\" href=\"{") {
        let rest = out.split_off(at);
        let (id, rest) = rest["<a class=\"xref\" href=\"{".len()..].split_once("}\">").unwrap();
        let (words, rest) = rest.split_once("</a>").unwrap();
        out.push_str(&format!("[{words}|{id}]{rest}"));
    }
    out
}

#[test]
fn sections_are_linked_where_they_are_meant() {
    for (text, want) in [
        ("see section 2.a", "see [section 2.a|2a-expression]"),
        ("“section 2.a”", "“[section 2.a|2a-expression]”"),
        ("(see section 1.c.).", "(see [section 1.c|1c-torture].)."),
        ("Section 7.b. has it", "[Section 7.b|7b-forced]. has it"),
        ("sections 2.a. and 6", "[sections 2.a|2a-expression]. and [6|6-discrimination]"),
        ("see Section 6, Women)", "see [Section 6, Women|6-women])"),
        ("see section 6, women were", "see [section 6|6-discrimination], women were"),
        (
            "section 1.c., Prison and Detention Center Conditions)",
            "[section 1.c., Prison and Detention Center Conditions|1c-prison])",
        ),
        ("subsection 2.a.", "[subsection 2.a|2a-expression]."),
        (
            "(See section 5 regarding government restrictions",
            "(See [section 5|5-posture] regarding government restrictions",
        ),
        (
            "(See section 6 and section 7.b. for more",
            "(See [section 6|6-discrimination] and [section 7.b|7b-forced]. for more",
        ),
        ("(see sections 6 and 7.b.).", "(see [sections 6|6-discrimination] and [7.b|7b-forced].)."),
        (
            "(see sections 1.c., 2.a., and 7.b.)",
            "(see [sections 1.c|1c-torture]., [2.a|2a-expression]., and [7.b|7b-forced].)",
        ),
        ("sections 1.c–2.a", "[sections 1.c|1c-torture]–[2.a|2a-expression]"),
        (
            "(see section 2.a., Freedom of Expression).",
            "(see [section 2.a., Freedom of Expression|2a-expression]).",
        ),
        (
            "See section 2.a., The Internet Freedom",
            "See [section 2.a., The Internet Freedom|2a-internet]",
        ),
        (
            "(see section 5, Governmental Attitude Regarding Investigation of Alleged Abuses)",
            "(see [section 5, Governmental Attitude Regarding Investigation|5-posture] of Alleged Abuses)",
        ),
        (
            "see sections 6, Women, and 7.b., Prohibition of Forced Labor)",
            "see [sections 6, Women|6-women], and [7.b., Prohibition of Forced Labor|7b-forced])",
        ),
        (
            "(see sections 5, Some Other Title, and 7.b., Prohibition of Forced Labor).",
            "(see [sections 5|5-posture], Some Other Title, and [7.b., Prohibition of Forced Labor|7b-forced]).",
        ),
        ("see above, section 2.a", "see above, [section 2.a|2a-expression]"),
        ("(see\nsection\u{a0}2.a)", "(see\n[section\u{a0}2.a|2a-expression])"),
        ("as noted in section 5.", "as noted in [section 5|5-posture]."),
        ("section 5 of this report", "[section 5|5-posture] of this report"),
        ("see Section 2.A.", "see [Section 2.A|2a-expression]."),
        ("see section 2(a)", "see [section 2(a)|2a-expression]"),
        ("<em>see section 2.a.</em>", "<em>see [section 2.a|2a-expression].</em>"),
        ("see section 1.e.", "see section 1.e."),
        (
            "section 1.e., Political Prisoners and Detainees",
            "[section 1.e., Political Prisoners and Detainees|1e-political]",
        ),
        ("see section 2.z", "see section 2.z"),
        ("see section 9", "see section 9"),
        ("section 174 of the criminal code", "section 174 of the criminal code"),
        ("Section 5 of the Law on Police", "Section 5 of the Law on Police"),
        ("under section 6 of the Act", "under section 6 of the Act"),
        ("charged under section 5.", "charged under section 5."),
        ("sections 2 and 5 of the constitution", "sections 2 and 5 of the constitution"),
        ("sections 5 and 174", "sections 5 and 174"),
        ("see section 2.a of the penal code", "see section 2.a of the penal code"),
        ("section 2(a) allows", "section 2(a) allows"),
        ("the law (section 5) forbids", "the law (section 5) forbids"),
        ("Section 5 forbids it", "Section 5 forbids it"),
        ("Act, section 2.a", "Act, section 2.a"),
        ("see section 5 in the criminal code", "see section 5 in the criminal code"),
        ("the section on women", "the section on women"),
        ("a section 2 of", "a section 2 of"),
        ("intersection 2.a", "intersection 2.a"),
        ("as noted above", "as noted above"),
        (
            "<a href=\"https://x.org\">see section 2.a</a>",
            "<a href=\"https://x.org\">see section 2.a</a>",
        ),
        ("<code>see section 2.a</code>", "<code>see section 2.a</code>"),
        (
            "<p class=\"subhead\"><strong>see section 2.a</strong></p>\n<p>see section 2.a</p>",
            "<p class=\"subhead\"><strong>see section 2.a</strong></p>\n<p>see [section 2.a|2a-expression]</p>",
        ),
    ] {
        assert_eq!(short(&one(text, "en")), want, "{text}");
    }
}

#[test]
fn other_languages_have_their_own_words() {
    for (language, text, want) in [
        ("ru", "(см. раздел 5)", "(см. [раздел 5|5-posture])"),
        ("ru", "см. Разделы 2.a и 6.", "см. [Разделы 2.a|2a-expression] и [6|6-discrimination]."),
        ("ru", "см. пункт 5", "см. [пункт 5|5-posture]"),
        ("ru", "пункт 5 статьи 2", "пункт 5 статьи 2"),
        ("ru", "раздел 5 Уголовного кодекса", "раздел 5 Уголовного кодекса"),
        ("fr", "voir section 2.a", "voir section 2.a"),
        ("en-GB", "see section 2.a", "see [section 2.a|2a-expression]"),
    ] {
        assert_eq!(short(&one(text, language)), want, "{text}");
    }
}

#[test]
fn addresses_are_linked_once() {
    let link = |url: &str| format!("<a href=\"{url}\" rel=\"external\">{url}</a>");
    let x = link("https://x.org/a?b&amp;c");
    for (text, want) in [
        ("at https://x.org/a?b&amp;c.", format!("at {x}.")),
        ("(https://x.org/a?b&amp;c)", format!("({x})")),
        (
            "at www.x.org/j/.",
            "at <a href=\"https://www.x.org/j/\" rel=\"external\">www.x.org/j/</a>.".to_owned(),
        ),
        (
            "<a href=\"https://x.org\">https://x.org</a>",
            "<a href=\"https://x.org\">https://x.org</a>".to_owned(),
        ),
        (
            "<img src=\"https://x.org/a.png\" alt=\"www.x.org\">",
            "<img src=\"https://x.org/a.png\" alt=\"www.x.org\">".to_owned(),
        ),
        ("<code>https://x.org</code>", "<code>https://x.org</code>".to_owned()),
        ("Www what", "Www what".to_owned()),
    ] {
        assert_eq!(one(text, "kk"), want);
    }
}

const OSCE: &str = "Organization for Security and Cooperation in Europe";

#[test]
fn acronyms_are_explained_once_a_section() {
    let first = format!("The OSCE. The {OSCE} (OSCE)/Office. The OSCE’s NGO, the OSCE.");
    let faces = faces();
    let mut bodies: Vec<_> = faces.iter().map(|_| SectionBody::default()).collect();
    bodies[1] = body(&[&first]);
    bodies[2] = body(&[
        "<a title=\"OSCE\">OSCE</a> <code>OSCE</code>",
        "OSCE/ODIHR and OSCE. nongovernmental organizations (NGOs)",
    ]);
    bodies[3] = body(&["An NGO-run <em>OSCE</em>. NGOs, OSCEX."]);
    bodies[4] = body(&[&format!("the {OSCE} (OSCE)")]);
    let mut notes = [Note { segments: html("OSCE, OSCE") }];
    let mut references = Vec::new();
    super::refer(&faces, &mut bodies, &mut notes, &mut references, "en");
    let of = |at: usize, block: usize| shown(&bodies[at].blocks[block].segments, &references);
    let abbr = format!("<abbr title=\"{OSCE}\">OSCE</abbr>");
    assert_eq!(
        of(1, 0),
        format!("The OSCE. The {OSCE} (OSCE)/Office. The {abbr}’s NGO, the OSCE.")
    );
    assert_eq!(of(2, 0), "<a title=\"OSCE\">OSCE</a> <code>OSCE</code>");
    assert_eq!(of(2, 1), format!("{abbr}/ODIHR and OSCE. nongovernmental organizations (NGOs)"));
    let ngo = "<abbr title=\"nongovernmental organization\">NGO</abbr>";
    assert_eq!(of(3, 0), format!("An {ngo}-run <em>{abbr}</em>. NGOs, OSCEX."));
    assert_eq!(of(4, 0), format!("the {OSCE} (OSCE)"));
    assert_eq!(shown(&notes[0].segments, &references), format!("{abbr}, OSCE"));
    let forms = |at: usize| -> Vec<(&str, &str)> {
        bodies[at].short_forms.iter().map(|(a, b)| (&**a, &**b)).collect()
    };
    assert_eq!(forms(1), []);
    assert_eq!(forms(2), [("OSCE", OSCE)]);
    assert_eq!(forms(3), [("NGO", "nongovernmental organization"), ("OSCE", OSCE)]);
    assert_eq!(forms(4), []);
}

#[test]
fn acronyms_in_all_their_shapes() {
    for (text, want) in [
        (
            "Law &amp; \"Order\" Unit (LOU). LOU",
            "Law &amp; \"Order\" Unit (LOU). <abbr title=\"Law &amp; &quot;Order&quot; Unit\">LOU</abbr>",
        ),
        (
            "internally displaced persons (IDPs). IDPs",
            "internally displaced persons (IDPs). <abbr title=\"internally displaced person\">IDP</abbr>s",
        ),
        (
            "the <em>Central Election Commission</em> (“CEC”). CEC",
            "the <em>Central Election Commission</em> (“CEC”). <abbr title=\"Central Election Commission\">CEC</abbr>",
        ),
        (
            "female genital mutilation/cutting (FGM/C). FGM/C",
            "female genital mutilation/cutting (FGM/C). <abbr title=\"female genital mutilation/cutting\">FGM/C</abbr>",
        ),
        (
            "<li>Central Election</li><li>Commission (CEC). CEC</li>",
            "<li>Central Election</li><li>Commission (CEC). CEC</li>",
        ),
        ("Part (II). II", "Part (II). II"),
        ("Bota Jardemalie (DCK) DCK", "Bota Jardemalie (DCK) DCK"),
    ] {
        assert_eq!(one(text, "en"), want);
    }
    let text = "Организация по безопасности и сотрудничеству в Европе (ОБСЕ). ОБСЕ";
    assert!(one(text, "ru").ends_with("Европе\">ОБСЕ</abbr>"), "{}", one(text, "ru"));
}

#[test]
fn slots_and_marks_keep_their_places() {
    let faces = faces();
    let mut bodies: Vec<_> = faces.iter().map(|_| SectionBody::default()).collect();
    bodies[0] = SectionBody {
        blocks: vec![Block {
            paragraph: true,
            segments: vec![
                Segment::Html("See <a href=\"".into()),
                Segment::Slot(0),
                Segment::Html("\">section 2.a</a>, section 2.a".into()),
                Segment::NoteMark(0),
                Segment::Html(", section 6, Women; section 2.a".into()),
            ],
        }],
        ..SectionBody::default()
    };
    let mut references =
        vec![Reference { target: Target::Here("x".into()), at: Default::default() }];
    super::refer(&faces, &mut bodies, &mut [], &mut references, "en");
    assert_eq!(
        short(&shown(&bodies[0].blocks[0].segments, &references)),
        "See <a href=\"{x}\">section 2.a</a>, [section 2.a|2a-expression][0], [section 6, Women|6-women]; [section 2.a|2a-expression]"
    );
    assert_eq!(references.len(), 3, "one slot for all mentions of a section");
}

#[test]
fn of_two_sections_with_one_label_none_is_meant() {
    let mut faces = faces();
    faces[12].label = "2.a".into();
    let mut bodies = vec![body(&["see section 2.a"])];
    let mut references = Vec::new();
    super::refer(&faces, &mut bodies, &mut [], &mut references, "en");
    assert!(references.is_empty());
}
