//! Whatever text goes in, its words come out as they were.

use super::tests::faces;
use crate::parse::document::{Block, SectionBody, Segment};

/// The text without tags.
fn stripped(segments: &[Segment]) -> String {
    let (mut tag, mut quote, mut out) = (false, false, String::new());
    for segment in segments {
        let Segment::Html(html) = segment else { continue };
        for c in html.chars() {
            match c {
                '"' if tag => quote = !quote,
                '<' if !tag => tag = true,
                '>' if tag && !quote => tag = false,
                c if !tag => out.push(c),
                _ => {}
            }
        }
    }
    out
}

#[test]
fn no_letter_is_changed_whatever_the_text() {
    let parts = [
        "see ",
        "section ",
        "sections ",
        "2.a",
        "6",
        ", ",
        "Women",
        ".",
        "(",
        ")",
        "OSCE",
        "NGOs",
        "Organization for Security ",
        "and Cooperation in Europe ",
        "https://x.org",
        "www.x.org/",
        "&amp;",
        "&quot;",
        "&lt;",
        "<em>",
        "</em>",
        "<code>",
        "</code>",
        "<a href=\"x\">",
        "</a>",
        "é",
        "“",
        "’s",
        "раздел ",
        "ОБСЕ",
        "Ж",
        "\u{a0}",
        " ",
        "\n",
        "-",
        "/",
        "+",
        "U.S. ",
        "of ",
        "the law ",
        "ß",
        "İ",
        "𝒳",
        "و",
        "中",
        "s",
        "S",
        "h",
        "w",
        "W",
        "\u{301}",
        "ǅ",
        "1",
        "IV",
        "<p class=\"subhead\">",
        "</p>",
        "\u{2009}",
        "—",
        "'",
    ];
    let faces = faces();
    let mut seed = 1_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    for round in 0..20_000 {
        let mut text = String::new();
        for _ in 0..random(30) {
            text.push_str(parts[random(parts.len())]);
        }
        let cut = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect::<Vec<_>>();
        let (a, b) = text.split_at(cut[random(cut.len())]);
        let segments = vec![Segment::Html(a.into()), Segment::NoteMark(0), Segment::Html(b.into())];
        let before = stripped(&segments);
        let mut bodies = [SectionBody {
            blocks: vec![Block { paragraph: true, segments }],
            ..SectionBody::default()
        }];
        let language = ["en", "ru", "kk"][round % 3];
        super::refer(&faces, &mut bodies, &mut [], &mut Vec::new(), language);
        assert_eq!(stripped(&bodies[0].blocks[0].segments), before, "{text}");
    }
}
